/* Module refcount: reference counts as programs see them, and what changes them. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "vm/watch.h"

/* NULL: ValueError. */
static Object *counted(Thread *t, Value v) {
    if (is_pointer(v))
        return value_object(v);
    raise_value_error(
        t, "%R has no reference count: small ints, floats and constants are no objects in memory", v);
    return NULL;
}

static Value refcount_of(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Object *object = counted(t, args[0]);
    return object ? small_int_value(object_seen_refcount(t, object) - 1) : VALUE_NULL;
}

static bool is_watch(Thread *t, Value v) {
    return is_pointer(v) && value_object(v)->type == watch_type(t);
}

/* The watch that is meant by an object or by itself; borrowed. NULL: exception. */
static Watch *watch_argument(Thread *t, Value v) {
    if (is_watch(t, v))
        return (Watch *)value_object(v);
    Object *object = counted(t, v);
    Watch *w = object ? watch_find(t, object) : NULL;
    if (object && !w)
        raise_value_error(t, "this %T has not been watched", v);
    return w;
}

static Value refcount_watch(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t limit = WATCH_LIMIT;
    Object *object = counted(t, args[0]);
    if (!object || (!is_null(args[1]) && !arg_int64(t, args[1], &limit)))
        return VALUE_NULL;
    if (limit < 1)
        return raise_value_error(t, "the limit must be at least 1 change, not %lld", (long long)limit);
    if (is_watch(t, args[0]))
        return raise_value_error(t, "a Watch can't be watched");
    Watch *w = watch_start(t, object, limit);
    return w ? new_object_ref(w) : VALUE_NULL;
}

static Value refcount_history(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Watch *w = watch_argument(t, args[0]);
    return w ? watch_history(t, w) : VALUE_NULL;
}

static Value refcount_unwatch(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Watch *w = watch_argument(t, args[0]);
    if (!w)
        return VALUE_NULL;
    watch_stop(t, w);
    return VALUE_NONE;
}

static Value refcount_total(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_value(t, memory_count_references(t->interp));
}

/* ---- what counting costs ---- */

#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
static Value refcount_cost(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return raise(t, EXC_NotImplementedError, "what a change costs is not measured where it is audited");
}
#else
enum { COST_OBJECTS = 64, COST_TURNS = 1000, COST_ROUNDS = 9 };

/* Each object is counted up and then down again, many others between, as in a program. */
static int64_t change_counts(Thread *t, Object *objects) {
    int64_t begin = os_now();
    for (int turn = 0; turn < COST_TURNS; turn++) {
        for (int i = 0; i < COST_OBJECTS; i++) {
            incref_object(&objects[i]);
            __asm__ volatile("" ::: "memory"); /* each change is made */
        }
        for (int i = 0; i < COST_OBJECTS; i++) {
            decref_object(t, &objects[i]);
            __asm__ volatile("" ::: "memory");
        }
    }
    return os_now() - begin;
}

static Value refcount_cost(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Object objects[COST_OBJECTS];
    int64_t best = INT64_MAX;
    for (int i = 0; i < COST_OBJECTS; i++)
        objects[i] = (Object){.count = 1};
    for (int round = 0; round < COST_ROUNDS; round++) {
        int64_t ns = change_counts(t, objects);
        best = ns < best ? ns : best;
    }
    return float_value(t, (double)best / (2.0 * COST_OBJECTS * COST_TURNS) / 1e9);
}
#endif

static const MethodDef refcount_functions[] = {
    {"of", refcount_of, "object, /",
     "How many references to the object there are, without the one that this call has.\n\n"
     "One less than sys.getrefcount(). Small ints, floats, None, True and False have no\n"
     "count (ValueError); immortal objects, as (), begin to count at 2**30."},
    {"watch", refcount_watch, "object, /, limit=100000",
     "Log each change of the object's reference count, until unwatch() or its end.\n\n"
     "Returns a Watch, which holds no reference to the object and knows its history when it\n"
     "has ended. Of an instruction that changes the count several times, the sum is logged.\n"
     "While anything is watched, all threads stop before each instruction for a look, and run\n"
     "several times slower. The latest `limit` changes are kept."},
    {"history", refcount_history, "object, /",
     "The changes of an object's count since it was first watched, as a list of Change:\n"
     "(when, thread, file, line, opcode, old, new).\n\n"
     "Of a Watch, those of the object it watches. The call's own reference counts as any other."},
    {"unwatch", refcount_unwatch, "object, /",
     "Log no more changes. The history can be asked for as long as the object lives; watch()\n"
     "goes on with it."},
    {"total", refcount_total, "",
     "The sum of all reference counts, as sys.gettotalrefcount() in debug builds."},
    {"cost", refcount_cost, "",
     "How long one change of a count takes, in seconds, with the test for zero: measured now, as\n"
     "this program makes it (--refcount), one object after the other. Changes of the same count\n"
     "have to wait for each other and take longer."},
    {0}};

static bool refcount_exec(Thread *t, Value module) {
    Type *type = watch_type(t);
    return type && module_add(t, module, "Watch", new_object_ref(type));
}

const ModuleDef refcount_module_def = {
    .name = "refcount",
    .doc = "Reference counts: how many there are, and which instructions change them. Only minipy has this "
           "module.",
    .functions = refcount_functions,
    .exec = refcount_exec,
};
