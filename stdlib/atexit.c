/* Module atexit. The functions are class methods of a type whose dict holds the list of callbacks, so that
 * each Interp has its own: entries are (function, args, kwargs), or None once unregistered. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/native_types.h"

/* The list, borrowed from the type args[0]. */
static List *callbacks(Thread *t, Value *args) {
    Str *name = str_intern_utf8(t, "callbacks");
    Value list = name ? type_lookup(t, value_type_object(args[0]), name) : VALUE_NULL;
    xdecref_object(t, name);
    return is_null(list) ? NULL : value_list(list);
}

static Value register_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (nargs < 2)
        return raise_type_error(t, "register() takes at least 1 argument (0 given)");
    if (!op_callable(t, args[1]))
        return raise_type_error(t, "the first argument must be callable");
    List *list = callbacks(t, args);
    Tuple *call = list ? tuple_from_array(t, args + 2, nargs - 2) : NULL;
    Dict *named = call ? dict_from_keywords(t, args + nargs, kwnames) : NULL;
    Tuple *entry = named ? tuple_pack(t, 3, args[1], object_value(call), object_value(named)) : NULL;
    bool ok = entry && list_append(t, list, object_value(entry));
    xdecref_object(t, call);
    xdecref_object(t, named);
    xdecref_object(t, entry);
    return ok ? new_ref(args[1]) : VALUE_NULL;
}

static Value unregister_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    List *list = callbacks(t, args);
    if (!list)
        return VALUE_NULL;
    for (int64_t i = 0; i < list->length; i++) {
        if (is_none(list->items[i]))
            continue;
        int equal = sequence_items_equal(t, value_tuple(list->items[i])->items[0], args[1]);
        if (equal < 0)
            return VALUE_NULL;
        if (equal && i < list->length)
            value_store(t, &list->items[i], VALUE_NONE);
    }
    return VALUE_NONE;
}

static void run(Thread *t, Tuple *entry) {
    Value result =
        op_call_tuple(t, entry->items[0], value_tuple(entry->items[1]), value_dict(entry->items[2]));
    if (is_null(result))
        error_unraisable(t, "Exception ignored in atexit callback", entry->items[0]);
    decref(t, result);
}

static Value run_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    List *list = callbacks(t, args);
    if (!list)
        return VALUE_NULL;
    for (int64_t i = list->length; --i >= 0;) { /* the last one first */
        if (i >= list->length || is_none(list->items[i]))
            continue;
        Value entry = new_ref(list->items[i]);
        run(t, value_tuple(entry));
        decref(t, entry);
    }
    list_clear(t, list);
    return VALUE_NONE;
}

static Value clear_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    List *list = callbacks(t, args);
    if (list)
        list_clear(t, list);
    return list ? VALUE_NONE : VALUE_NULL;
}

static Value count_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    List *list = callbacks(t, args);
    return list ? small_int_value(list->length) : VALUE_NULL;
}

static const MethodDef methods[] = {
    {"register", register_method, NULL,
     "register(func, *args, **kwargs)\n\nHas func called with these arguments when the program ends in the "
     "usual way. Returns func, so\nthat it can be a decorator.",
     METHOD_CLASS},
    {"unregister", unregister_method, "func, /", "unregister(func)\n\nUndoes all registrations of func.",
     METHOD_CLASS},
    {"_run_exitfuncs", run_method, "", "_run_exitfuncs()\n\nCalls what is registered, the last one first.",
     METHOD_CLASS},
    {"_clear", clear_method, "", "_clear()\n\nForgets what is registered.", METHOD_CLASS},
    {"_ncallbacks", count_method, "", "_ncallbacks()\n\nHow many functions are registered.", METHOD_CLASS},
    {0},
};

static const TypeDef registry_type_def = {
    .name = "atexit._registry",
    .size = sizeof(Object),
    .flags = TYPE_NO_INSTANCES,
    .methods = methods,
};

static const TypeDef *const types[] = {&registry_type_def, NULL};

static bool atexit_exec(Thread *t, Value module) {
    Str *name = str_intern_utf8(t, "_registry");
    Value type = name ? dict_get_name(t, module_dict(module), name) : VALUE_NULL;
    xdecref_object(t, name);
    if (is_null(type))
        return false;
    bool ok = dict_set_text(t, value_type_object(type)->dict, "callbacks", result_value(list_new(t, 0))) &&
              type_modified(t, value_type_object(type), NULL);
    for (const MethodDef *m = methods; ok && m->name; m++)
        ok = native_types_function(t, module, "_registry", m->name);
    return ok;
}

const ModuleDef atexit_module_def = {
    .name = "atexit",
    .doc = "Functions to be called when the program ends: register and unregister.",
    .types = types,
    .exec = atexit_exec,
};
