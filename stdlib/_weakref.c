/* The module _weakref: what weakref.py and _weakrefset.py are written on. */
#include "runtime/error.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/weakref.h"

static Value proxy_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return weakproxy_new(t, args[0], is_null(args[1]) || is_none(args[1]) ? VALUE_NULL : args[1]);
}

static Value getweakrefcount_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_value(t, is_pointer(args[0]) ? weakref_count(t, value_object(args[0])) : 0);
}

static Value getweakrefs_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    List *list = is_pointer(args[0]) ? weakref_list(t, value_object(args[0])) : list_new(t, 0);
    return list ? object_value(list) : VALUE_NULL;
}

static Value remove_dead_weakref_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_dict(args[0]))
        return raise_type_error(t, "_remove_dead_weakref() argument 1 must be dict, not %T", args[0]);
    Value v = dict_get(t, value_dict(args[0]), args[1]);
    if (is_null(v))
        return error_pending(t) ? VALUE_NULL : VALUE_NONE;
    if (!has_layout(v, TYPE_WEAKREF))
        return raise_type_error(t, "not a weakref");
    Value referent = weakref_get(t, (WeakRef *)value_object(v));
    bool dead = is_null(referent);
    decref(t, referent);
    return dead && dict_delete(t, value_dict(args[0]), args[1]) < 0 ? VALUE_NULL : VALUE_NONE;
}

static const MethodDef weakref_functions[] = {
    {"proxy", proxy_function, "object, callback=None, /",
     "Something that acts as the object does, and does not keep it alive."},
    {"getweakrefcount", getweakrefcount_function, "object, /",
     "How many weak references and proxies an object has."},
    {"getweakrefs", getweakrefs_function, "object, /",
     "The weak references and proxies of an object, in a list."},
    {"_remove_dead_weakref", remove_dead_weakref_function, "dct, key, /",
     "Delete a key whose value is a weak reference to an object that is gone."},
    {0}};

static bool add_type(Thread *t, Value module, const char *name, TypeId id) {
    return module_add(t, module, name, new_object_ref(builtin_type(t, id)));
}

static bool weakref_exec(Thread *t, Value module) {
    return add_type(t, module, "ref", TYPE_WEAKREF) && add_type(t, module, "ReferenceType", TYPE_WEAKREF) &&
           add_type(t, module, "ProxyType", TYPE_WEAKPROXY) &&
           add_type(t, module, "CallableProxyType", TYPE_WEAKCALLABLEPROXY);
}

const ModuleDef _weakref_module_def = {.name = "_weakref",
                                       .doc = "Weak-reference support module.",
                                       .functions = weakref_functions,
                                       .exec = weakref_exec};
