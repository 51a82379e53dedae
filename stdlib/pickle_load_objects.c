/* Instructions that find classes, call them, and give instances their state. */
#include "runtime/attrs.h"
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/pickle.h"

/* ---- by name ---- */

/* The names that Python 3 has for what Python 2 pickled. */
static bool map_names(Thread *t, Value *module, Value *name) {
    Tuple *key = tuple_pack(t, 2, *module, *name);
    Value names = key ? pickle_import(t, "_compat_pickle", "NAME_MAPPING") : VALUE_NULL;
    Value modules = is_null(names) ? names : pickle_import(t, "_compat_pickle", "IMPORT_MAPPING");
    if (!is_null(modules)) {
        Value pair = dict_get(t, value_dict(names), object_value(key));
        Value other = is_null(pair) ? dict_get(t, value_dict(modules), *module) : VALUE_NULL;
        if (!is_null(pair))
            *name = value_tuple(pair)->items[1];
        if (!is_null(pair) || !is_null(other))
            *module = is_null(pair) ? other : value_tuple(pair)->items[0];
    }
    xdecref_object(t, key); /* the tables keep what was found */
    decref(t, names);
    decref(t, modules);
    return !error_pending(t);
}

static Value import_named(Thread *t, Value name) {
    Str *key = str_intern(t, (Str *)value_object(new_ref(name)));
    Value module = key ? dict_get(t, t->interp->sys_modules, object_value(key)) : VALUE_NULL;
    if (key && (is_null(module) || is_none(module)) && !error_pending(t))
        module = t->interp->hooks.import(t, key);
    else
        incref(module);
    xdecref_object(t, key);
    return module;
}

static Value plain_attribute(Thread *t, Value module, Value name) {
    Str *key = str_intern(t, (Str *)value_object(new_ref(name)));
    Value v = key ? op_getattr_optional(t, module, key) : VALUE_NULL;
    if (is_null(v) && !error_pending(t))
        raise(t, EXC_AttributeError, "Can't get attribute %R on %R", name, module);
    xdecref_object(t, key);
    return v;
}

static bool has_dot(const Str *name) {
    for (int64_t i = 0; i < name->length; i++)
        if (str_at(name, i) == '.')
            return true;
    return false;
}

Value pickle_find_class(Thread *t, Value module_name, Value name, int protocol, bool fix_imports) {
    if (!is_str(module_name) || !is_str(name))
        return raise_type_error(t, "find_class() takes two strings");
    if (protocol < 3 && fix_imports && !map_names(t, &module_name, &name))
        return VALUE_NULL;
    Value module = import_named(t, module_name);
    if (is_null(module))
        return module;
    Value found = protocol >= 4 && has_dot(value_str(name))
                      ? pickle_deep_attribute(t, module, value_str(name), NULL)
                      : plain_attribute(t, module, name);
    decref(t, module);
    return found;
}

/* Consumes both names, which may be VALUE_NULL. */
static Value find_class(PickleReader *r, Value module, Value name) {
    Value found = VALUE_NULL;
    if (!is_null(module) && !is_null(name))
        found = is_null(r->find_class) ? pickle_find_class(r->t, module, name, r->protocol, r->fix_imports)
                                       : op_call2(r->t, r->find_class, module, name);
    decref(r->t, module);
    decref(r->t, name);
    return found;
}

static Value read_name(PickleReader *r) {
    size_t length;
    const char *line = pickle_read_filled_line(r, &length);
    return line ? str_value(str_from_utf8(r->t, line, length)) : VALUE_NULL;
}

static Value read_global(PickleReader *r) {
    Value module = read_name(r);
    return find_class(r, module, is_null(module) ? module : read_name(r));
}

bool load_global(PickleReader *r) {
    return pickle_push(r, read_global(r));
}

bool load_stack_global(PickleReader *r) {
    Value name = pickle_pop(r), module = is_null(name) ? name : pickle_pop(r);
    if (!is_null(module) && is_str_exact(module) && is_str_exact(name))
        return pickle_push(r, find_class(r, module, name));
    decref(r->t, name);
    decref(r->t, module);
    return pickle_raise(r->t, &unpickling_error_def, "STACK_GLOBAL requires str"), false;
}

/* ---- extension codes ---- */

static Value find_extension(PickleReader *r, Value code) {
    Value pair = pickle_registry_get(r->t, "_inverted_registry", code);
    if (is_null(pair))
        return error_pending(r->t) ? pair : raise_value_error(r->t, "unregistered extension code %V", code);
    if (!is_tuple(pair) || value_tuple(pair)->length != 2 || !is_str(value_tuple(pair)->items[0]) ||
        !is_str(value_tuple(pair)->items[1]))
        return raise_value_error(r->t, "_inverted_registry[%V] isn't a 2-tuple of strings", code);
    Value found = find_class(r, new_ref(value_tuple(pair)->items[0]), new_ref(value_tuple(pair)->items[1]));
    Value cache = is_null(found) ? found : pickle_import(r->t, "copyreg", "_extension_cache");
    if (!is_null(cache) && !op_setitem(r->t, cache, code, found))
        value_clear(r->t, &found);
    decref(r->t, cache);
    return is_null(cache) ? (decref(r->t, found), VALUE_NULL) : found;
}

static bool load_extension(PickleReader *r, int count) {
    const uint8_t *bytes = pickle_read(r, (size_t)count);
    if (!bytes)
        return false;
    int64_t number = count == 4 ? (int32_t)pickle_number(bytes, 4) : (int64_t)pickle_number(bytes, count);
    if (number <= 0)
        return pickle_raise(r->t, &unpickling_error_def, "EXT specifies code <= 0"), false;
    Value code = small_int_value(number), known = pickle_registry_get(r->t, "_extension_cache", code);
    if (!is_null(known))
        return pickle_push(r, new_ref(known));
    return !error_pending(r->t) && pickle_push(r, find_extension(r, code));
}
bool load_ext1(PickleReader *r) {
    return load_extension(r, 1);
}
bool load_ext2(PickleReader *r) {
    return load_extension(r, 2);
}
bool load_ext4(PickleReader *r) {
    return load_extension(r, 4);
}

/* ---- calls ---- */

/* As protocols 0 and 1 make instances: without __init__ if nothing was given. */
static bool push_instance(PickleReader *r, Value cls, Tuple *args) {
    Thread *t = r->t;
    Value made = VALUE_NULL;
    if (is_null(cls) || !args)
        made = VALUE_NULL;
    else if (args->length == 0 && is_type(cls))
        made = type_call_new(t, value_type_object(cls), NULL, 0, NULL);
    else
        made = op_call_tuple(t, cls, args, NULL);
    decref(t, cls);
    xdecref_object(t, args);
    return pickle_push(r, made);
}

bool load_inst(PickleReader *r) {
    size_t start;
    if (!pickle_pop_mark(r, &start))
        return false;
    Value cls = read_global(r);
    return push_instance(r, cls, is_null(cls) ? NULL : pickle_pop_tuple(r, start));
}

bool load_obj(PickleReader *r) {
    size_t start;
    if (!pickle_pop_mark(r, &start))
        return false;
    if (r->depth <= start)
        return pickle_underflow(r);
    Tuple *args = pickle_pop_tuple(r, start + 1);
    return push_instance(r, args ? pickle_pop(r) : VALUE_NULL, args);
}

bool load_reduce(PickleReader *r) {
    Value args = pickle_pop(r), function = is_null(args) ? args : pickle_pop(r), made = VALUE_NULL;
    if (!is_null(function) && !is_tuple(args))
        raise_type_error(r->t, "argument list must be a tuple");
    else if (!is_null(function))
        made = op_call_tuple(r->t, function, value_tuple(args), NULL);
    decref(r->t, args);
    decref(r->t, function);
    return pickle_push(r, made);
}

static bool check_new(PickleReader *r, const char *op, Value cls, Value args, Value kwargs) {
    if (!is_type(cls))
        pickle_raise(r->t, &unpickling_error_def, "%s class argument must be a type, not %T", op, cls);
    else if (!value_type_object(cls)->slots.new_instance)
        pickle_raise(r->t, &unpickling_error_def, "%s class argument '%N' doesn't have __new__", op,
                     value_type_object(cls));
    else if (!is_tuple(args))
        pickle_raise(r->t, &unpickling_error_def, "%s args argument must be a tuple, not %T", op, args);
    else if (!is_null(kwargs) && !is_dict(kwargs))
        pickle_raise(r->t, &unpickling_error_def, "%s kwargs argument must be a dict, not %T", op, kwargs);
    else
        return true;
    return false;
}

/* cls.__new__(cls, *args, **kwargs) */
static Value call_new(Thread *t, Type *type, Tuple *args, Dict *kwargs) {
    if (!kwargs || kwargs->length == 0)
        return type_call_new(t, type, args->items, (int)args->length, NULL);
    Value values[args->length + kwargs->length];
    memcpy(values, args->items, (size_t)args->length * sizeof *values);
    Tuple *names = op_split_keywords(t, kwargs, values + args->length);
    if (!names)
        return VALUE_NULL;
    Value made = type_call_new(t, type, values, (int)args->length, names);
    for (int64_t i = 0; i < names->length; i++)
        decref(t, values[args->length + i]);
    decref_object(t, names);
    return made;
}

bool load_newobj(PickleReader *r) {
    Value args = pickle_pop(r), cls = is_null(args) ? args : pickle_pop(r), made = VALUE_NULL;
    if (!is_null(cls) && check_new(r, "NEWOBJ", cls, args, VALUE_NULL))
        made = call_new(r->t, value_type_object(cls), value_tuple(args), NULL);
    decref(r->t, args);
    decref(r->t, cls);
    return pickle_push(r, made);
}

bool load_newobj_ex(PickleReader *r) {
    Value kwargs = pickle_pop(r), args = is_null(kwargs) ? kwargs : pickle_pop(r);
    Value cls = is_null(args) ? args : pickle_pop(r), made = VALUE_NULL;
    if (!is_null(cls) && check_new(r, "NEWOBJ_EX", cls, args, kwargs))
        made = call_new(r->t, value_type_object(cls), value_tuple(args), value_dict(kwargs));
    decref(r->t, kwargs);
    decref(r->t, args);
    decref(r->t, cls);
    return pickle_push(r, made);
}

/* ---- state ---- */

/* A name as attributes have it: interned, a new reference; NULL: v is no plain string, or exception. */
static Str *attribute_name(Thread *t, Value v) {
    if (!is_str_exact(v))
        return NULL;
    incref(v);
    return str_intern(t, value_str(v));
}

static bool has_usual_dict(Thread *t, Type *type) {
    Value found = type_lookup(t, type, NAME(__dict__));
    return is_exact(found, TYPE_GETSET_DESCRIPTOR) &&
           ((GetSetDescriptor *)value_object(found))->def == &object_dict_getset;
}

/* The attributes of an instance that keeps them in the usual way; *done false: it does not. */
static bool set_attributes_directly(PickleReader *r, Value instance, Dict *state, bool *done) {
    Thread *t = r->t;
    Type *type = type_of(t, instance);
    int64_t position = 0;
    Value key, v;
    *done = is_pointer(instance) && type->flags & TYPE_HAS_ATTRS && type_has_generic_getattr(type) &&
            attrs_of(value_object(instance))->shape && has_usual_dict(t, type);
    if (!*done)
        return true;
    while (dict_next(state, &position, &key, &v)) {
        Str *name = attribute_name(t, key);
        bool found, ok = name ? attrs_set(t, value_object(instance), name, v, &found) : false;
        xdecref_object(t, name);
        if (!name && !error_pending(t)) {
            *done = false; /* names that are no strings: only a dict takes them */
            return true;
        }
        if (!ok)
            return false;
    }
    return true;
}

static bool set_in_dict(PickleReader *r, Value instance, Dict *state) {
    Thread *t = r->t;
    Value dict = op_getattr(t, instance, NAME(__dict__)), key, v;
    int64_t position = 0;
    bool ok = !is_null(dict);
    while (ok && dict_next(state, &position, &key, &v)) {
        Str *name = attribute_name(t, key);
        Value k = name ? object_value(name) : new_ref(key);
        ok = (name || !error_pending(t)) && op_setitem(t, dict, k, v);
        decref(t, k);
    }
    decref(t, dict);
    return ok;
}

static bool set_dict_state(PickleReader *r, Value instance, Value state) {
    bool done;
    if (!is_dict(state))
        return pickle_raise(r->t, &unpickling_error_def, "state is not a dictionary"), false;
    bool ok = set_attributes_directly(r, instance, value_dict(state), &done);
    return done ? ok : set_in_dict(r, instance, value_dict(state));
}

static bool set_slot_state(PickleReader *r, Value instance, Value state) {
    Thread *t = r->t;
    int64_t position = 0;
    Value key, v;
    if (!is_dict(state))
        return pickle_raise(t, &unpickling_error_def, "slot state is not a dictionary"), false;
    while (dict_next(value_dict(state), &position, &key, &v)) {
        Str *name = attribute_name(t, key);
        if (!name && !error_pending(t))
            raise_type_error(t, "attribute name must be string, not '%T'", key);
        bool ok = name && op_setattr(t, instance, name, v);
        xdecref_object(t, name);
        if (!ok)
            return false;
    }
    return true;
}

static bool set_state(PickleReader *r, Value instance, Value state) {
    Thread *t = r->t;
    Value setter = op_getattr_optional(t, instance, NAME(__setstate__));
    if (!is_null(setter)) {
        Value result = op_call1(t, setter, state);
        decref(t, setter);
        decref(t, result);
        return !is_null(result);
    }
    if (error_pending(t))
        return false;
    Value slots = VALUE_NONE;
    if (is_tuple(state) && value_tuple(state)->length == 2) {
        slots = value_tuple(state)->items[1];
        state = value_tuple(state)->items[0];
    }
    return (is_none(state) || set_dict_state(r, instance, state)) &&
           (is_none(slots) || set_slot_state(r, instance, slots));
}

bool load_build(PickleReader *r) {
    if (r->depth < r->fence + 2)
        return pickle_underflow(r);
    Value state = pickle_pop(r), instance = new_ref(r->stack[r->depth - 1]);
    bool ok = set_state(r, instance, state);
    decref(r->t, state);
    decref(r->t, instance);
    return ok;
}

/* ---- persistent ids ---- */

static bool can_load_persistent(PickleReader *r) {
    if (is_null(r->persistent_load))
        pickle_raise(r->t, &unpickling_error_def,
                     "A load persistent id instruction was encountered,\nbut no persistent_load function was "
                     "specified.");
    return !is_null(r->persistent_load);
}

static bool load_persistent(PickleReader *r, Value id) {
    Value v = is_null(id) ? id : op_call1(r->t, r->persistent_load, id);
    decref(r->t, id);
    return pickle_push(r, v);
}

bool load_persid(PickleReader *r) {
    size_t length;
    const char *line = can_load_persistent(r) ? pickle_read_line(r, &length) : NULL;
    if (!line)
        return false;
    for (size_t i = 0; i < length; i++)
        if (line[i] & 0x80) {
            pickle_raise(r->t, &unpickling_error_def, "persistent IDs in protocol 0 must be ASCII strings");
            return false;
        }
    return load_persistent(r, str_value(str_from_ascii(r->t, line, length)));
}

bool load_binpersid(PickleReader *r) {
    return can_load_persistent(r) && load_persistent(r, pickle_pop(r));
}
