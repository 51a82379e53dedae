/* The module gc: the cycle collector's switches, counts and views. */
#include "runtime/gc.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/gc_debug.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/ops.h"

static CollectorState *state(Thread *t) {
    return &t->interp->collector;
}

static Value list_result(List *list) {
    return list ? object_value(list) : VALUE_NULL;
}
static Value tuple_result(Tuple *tuple) {
    return tuple ? object_value(tuple) : VALUE_NULL;
}

static Value enable_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    state(t)->enabled = true;
    return VALUE_NONE;
}

static Value disable_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    state(t)->enabled = false;
    return VALUE_NONE;
}

static Value isenabled_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(state(t)->enabled);
}

static Value collect_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int generation = 2;
    if (!is_null(args[0]) && !arg_int(t, args[0], &generation))
        return VALUE_NULL;
    if (generation < 0 || generation > 2)
        return raise_value_error(t, "invalid generation");
    int64_t found = gc_collect(t, generation);
    return found < 0 ? raise_no_memory(t) : int_value(t, found);
}

static Value get_count_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    CollectorState *s = state(t);
    return tuple_result(tuple_pack(t, 3, small_int_value(s->allocated > 0 ? s->allocated : 0),
                                   small_int_value(s->counts[1]), small_int_value(s->counts[2])));
}

static Value get_threshold_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int *thresholds = state(t)->thresholds;
    return tuple_result(tuple_pack(t, 3, small_int_value(thresholds[0]), small_int_value(thresholds[1]),
                                   small_int_value(thresholds[2])));
}

static Value set_threshold_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int thresholds[3];
    memcpy(thresholds, state(t)->thresholds, sizeof thresholds);
    if (kwnames && kwnames->length)
        return raise_type_error(t, "set_threshold() takes no keyword arguments");
    if (nargs < 1 || nargs > 3)
        return raise_type_error(t, "set_threshold() takes at %s (%d given)",
                                nargs ? "most 3 arguments" : "least 1 argument", nargs);
    for (int i = 0; i < nargs; i++)
        if (!arg_int(t, args[i], &thresholds[i]))
            return VALUE_NULL;
    memcpy(state(t)->thresholds, thresholds, sizeof thresholds);
    return VALUE_NONE;
}

static Value get_debug_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return small_int_value(state(t)->debug);
}

static Value set_debug_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return arg_int(t, args[0], &state(t)->debug) ? VALUE_NONE : VALUE_NULL;
}

static Value generation_stats(Thread *t, int generation) {
    CollectorState *s = state(t);
    Dict *dict = dict_new(t, 3);
    if (dict && dict_set_text(t, dict, "collections", int_value(t, s->collections[generation])) &&
        dict_set_text(t, dict, "collected", int_value(t, s->collected[generation])) &&
        dict_set_text(t, dict, "uncollectable", int_value(t, s->uncollectable[generation])))
        return object_value(dict);
    xdecref_object(t, dict);
    return VALUE_NULL;
}

static Value get_stats_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    List *list = list_new(t, 3);
    for (int i = 0; list && i < 3; i++) {
        Value stats = generation_stats(t, i);
        if (is_null(stats) || !list_append_owned(t, list, stats)) {
            decref_object(t, list);
            return VALUE_NULL;
        }
    }
    return list_result(list);
}

/* minipy keeps all objects in one heap; that is CPython's oldest generation. */
static Value get_objects_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int generation;
    if (is_null(args[0]) || is_none(args[0]))
        return list_result(gc_get_objects(t));
    if (!arg_int(t, args[0], &generation))
        return VALUE_NULL;
    if (generation < 0)
        return raise_value_error(t, "generation parameter cannot be negative");
    if (generation > 2)
        return raise_value_error(
            t, "generation parameter must be less than the number of available generations (3)");
    return list_result(generation == 2 ? gc_get_objects(t) : list_new(t, 0));
}

static Value get_referrers_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return list_result(gc_get_referrers(t, args, nargs));
}

static Value get_referents_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return list_result(gc_get_referents(t, args, nargs));
}

static bool is_container(Value v) {
    return is_pointer(v) && value_object(v)->flags & OBJECT_GC;
}

/* CPython leaves dicts that hold no containers to themselves. */
static bool is_plain_dict(Value v) {
    Value key, item;
    if (!is_dict_exact(v))
        return false;
    for (int64_t position = 0; dict_next(value_dict(v), &position, &key, &item);)
        if (is_container(key) || is_container(item))
            return false;
    return true;
}

static Value is_tracked_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    bool empty = value_is(args[0], t->interp->empty_tuple);
    return bool_value(!empty && is_container(args[0]) && !is_plain_dict(args[0]) &&
                      !(value_object(args[0])->flags & OBJECT_UNTRACKED));
}

static Value is_finalized_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(is_container(args[0]) && value_object(args[0])->flags & OBJECT_FINALIZED);
}

static Value freeze_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    gc_freeze(t->interp);
    return VALUE_NONE;
}

static Value unfreeze_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    gc_unfreeze(t->interp);
    return VALUE_NONE;
}

static Value get_freeze_count_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_value(t, state(t)->frozen);
}

static const MethodDef gc_functions[] = {
    {"enable", enable_function, "", "Enable automatic garbage collection."},
    {"disable", disable_function, "", "Disable automatic garbage collection."},
    {"isenabled", isenabled_function, "", "True if collections happen by themselves."},
    {"collect", collect_function, "generation=2", "Run the garbage collector."},
    {"get_count", get_count_function, "", "A tuple of three numbers that grow until a collection is due."},
    {"get_threshold", get_threshold_function, "", "The numbers at which collections are due."},
    {"set_threshold", set_threshold_function, NULL, "Set the collection thresholds."},
    {"get_debug", get_debug_function, "", "The flags that set_debug() set."},
    {"set_debug", set_debug_function, "flags, /",
     "Choose, by DEBUG_ flags, what collections print and keep."},
    {"get_stats", get_stats_function, "", "A list with a dict of counts for each generation."},
    {"get_objects", get_objects_function, "generation=None",
     "All objects that the collector looks at, in a list."},
    {"get_referrers", get_referrers_function, NULL, "The objects that refer to one of these, in a list."},
    {"get_referents", get_referents_function, NULL, "What the objects refer to, in a list."},
    {"is_tracked", is_tracked_function, "obj, /", "True if the collector looks at the object."},
    {"is_finalized", is_finalized_function, "obj, /", "True if the finalizer of the object was called."},
    {"freeze", freeze_function, "", "Let collections pass by all objects that there are now."},
    {"unfreeze", unfreeze_function, "", "Let collections look again at objects that were frozen."},
    {"get_freeze_count", get_freeze_count_function, "", "How many objects are frozen."},
    {0}};

/* A list that the collector and the module share. */
static bool add_list(Thread *t, Value module, const char *name, List **list) {
    if (!*list)
        *list = list_new(t, 0);
    return *list && module_add(t, module, name, new_object_ref(*list));
}

static bool gc_exec(Thread *t, Value module) {
    enum { LEAK = GC_DEBUG_COLLECTABLE | GC_DEBUG_UNCOLLECTABLE | GC_DEBUG_SAVEALL };
    return add_list(t, module, "garbage", &state(t)->garbage) &&
           add_list(t, module, "callbacks", &state(t)->callbacks) &&
           module_add_int(t, module, "DEBUG_STATS", GC_DEBUG_STATS) &&
           module_add_int(t, module, "DEBUG_COLLECTABLE", GC_DEBUG_COLLECTABLE) &&
           module_add_int(t, module, "DEBUG_UNCOLLECTABLE", GC_DEBUG_UNCOLLECTABLE) &&
           module_add_int(t, module, "DEBUG_SAVEALL", GC_DEBUG_SAVEALL) &&
           module_add_int(t, module, "DEBUG_LEAK", LEAK);
}

const ModuleDef gc_module_def = {.name = "gc",
                                 .doc = "The collector of objects that refer to each other in cycles.",
                                 .functions = gc_functions,
                                 .exec = gc_exec};
