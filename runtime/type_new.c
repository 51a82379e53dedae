/* How a class statement makes a class: type.__new__. */
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "runtime/type_layout.h"
#include "runtime/type_members.h"
#include "runtime/type_slots.h"

/* ---- the metaclass ---- */

Type *type_calculate_metaclass(Thread *t, Type *metatype, Tuple *bases) {
    for (int64_t i = 0; metatype && i < bases->length; i++)
        metatype = type_more_derived(metatype, type_of(t, bases->items[i]));
    if (!metatype)
        raise_type_error(
            t, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of "
               "the metaclasses of all its bases");
    return metatype;
}

/* ---- the namespace ---- */

/* Takes name out of the dict; VALUE_NULL: it was not there. */
static Value take_out(Thread *t, Dict *dict, Str *name) {
    return dict_pop(t, dict, object_value(name));
}

static Str *take_qualname(Thread *t, Dict *dict, Str *name) {
    Value v = take_out(t, dict, NAME(__qualname__));
    if (is_null(v)) {
        if (error_pending(t))
            return NULL;
        incref_object(name);
        return name;
    }
    if (is_str(v))
        return value_str(v);
    raise_type_error(t, "type __qualname__ must be a str, not %T", v);
    decref(t, v);
    return NULL;
}

static bool set_module(Thread *t, Dict *dict) {
    if (!is_null(dict_get_name(t, dict, NAME(__module__))) || !t->interp->hooks.current_globals)
        return true;
    Value globals = t->interp->hooks.current_globals(t);
    Value module = is_dict(globals) ? dict_get_name(t, value_dict(globals), NAME(__name__)) : VALUE_NULL;
    return is_null(module) || dict_set_name(t, dict, NAME(__module__), module);
}

/* Functions of these names are wrapped without being asked. */
static bool wrap_function(Thread *t, Dict *dict, Str *name, Value (*wrap)(Thread *t, Value callable)) {
    Value function = dict_get_name(t, dict, name);
    if (!is_exact(function, TYPE_FUNCTION))
        return true;
    Value wrapped = wrap(t, function);
    bool ok = !is_null(wrapped) && dict_set_name(t, dict, name, wrapped);
    decref(t, wrapped);
    return ok;
}

static bool complete_namespace(Thread *t, Dict *dict) {
    return set_module(t, dict) && wrap_function(t, dict, NAME(__new__), staticmethod_new) &&
           wrap_function(t, dict, NAME(__init_subclass__), classmethod_new) &&
           wrap_function(t, dict, NAME(__class_getitem__), classmethod_new);
}

/* What the class body did not say, nor __slots__: either may name an attribute so. */
static bool set_defaults(Thread *t, Dict *dict) {
    Value doc = dict_get_name(t, dict, NAME(__doc__));
    if (is_null(doc) ? !dict_set_name(t, dict, NAME(__doc__), VALUE_NONE)
                     : is_str(doc) && !str_utf8(t, value_str(doc), NULL)) /* refused, as in names */
        return false;
    bool unhashable =
        !is_null(dict_get_name(t, dict, NAME(__eq__))) && is_null(dict_get_name(t, dict, NAME(__hash__)));
    return !unhashable || dict_set_name(t, dict, NAME(__hash__), VALUE_NONE);
}

/* The cell through which methods of the class find it (super, __class__). */
static bool fill_class_cell(Thread *t, Type *type) {
    Value cell = take_out(t, type->dict, NAME(__classcell__));
    if (is_null(cell))
        return !error_pending(t);
    bool ok = is_exact(cell, TYPE_CELL);
    if (ok)
        value_store(t, &((Cell *)value_object(cell))->value, new_object_ref(type));
    else
        raise_type_error(t, "__classcell__ must be a nonlocal cell, not %R", object_value(type_of(t, cell)));
    decref(t, cell);
    return ok;
}

/* ---- the type object ---- */

enum { FLAGS_OF_BASE = TYPE_GC | TYPE_WEAKREFABLE | TYPE_HAS_ATTRS | TYPE_VAR_SIZED | TYPE_MATCH_SELF };

static Type *allocate(Thread *t, Type *metatype, Str *name, Tuple *bases, Type *base) {
    Type *type = object_new(t, metatype, 0);
    if (!type)
        return NULL;
    type->subclasses = VALUE_NULL;
    incref_object(name);
    type->name = name;
    incref_object(bases);
    type->bases = bases;
    type->base = base;
    type->layout = base->layout;
    type->flags = TYPE_HEAP | TYPE_BASE | (base->flags & FLAGS_OF_BASE);
    type->slots = base->slots;
    type->new_spec = base->new_spec;
    type->init_spec = base->init_spec;
    return type;
}

static bool fill_dict(Thread *t, Type *type, Dict *namespace) {
    type->dict = dict_copy(t, namespace);
    if (!type->dict)
        return false;
    type->qualname = take_qualname(t, type->dict, type->name);
    return type->qualname && complete_namespace(t, type->dict);
}

/* What match statements need to know comes from the first base that says anything. */
static void inherit_pattern_flags(Type *type) {
    enum { PATTERN_FLAGS = TYPE_SEQUENCE | TYPE_MAPPING };
    for (int64_t i = 1; i < type->mro->length && !(type->flags & PATTERN_FLAGS); i++)
        type->flags |= value_type_object(type->mro->items[i])->flags & PATTERN_FLAGS;
}

static bool join_bases(Thread *t, Type *type) {
    for (int64_t i = 0; i < type->bases->length; i++)
        if (!type_add_subclass(t, value_type_object(type->bases->items[i]), type))
            return false;
    return true;
}

static bool fill_type(Thread *t, Type *type, Dict *namespace) {
    if (!fill_dict(t, type, namespace))
        return false;
    Layout layout;
    if (!layout_find(t, type->name, type->base, type->bases, type->dict, &layout))
        return false;
    layout_apply(type, &layout);
    bool ok = layout_add_descriptors(t, type, &layout) && set_defaults(t, type->dict) &&
              fill_class_cell(t, type);
    layout_fini(t, &layout);
    if (!ok || !type_set_mro(t, type))
        return false;
    inherit_pattern_flags(type);
    slots_update_new(t, type);
    return join_bases(t, type);
}

/* ---- hooks that run once the class is there ---- */

static bool call_set_name(Thread *t, Type *type, Value key, Value v) {
    Value hook = op_lookup_special(t, v, NAME(__set_name__));
    if (is_null(hook))
        return !error_pending(t);
    Value result = op_call2(t, hook, object_value(type), key);
    decref(t, hook);
    if (is_null(result))
        raise_chained(t, EXC_RuntimeError, "Error calling __set_name__ on '%.100s' instance %R in '%.100s'",
                      type_name(type_of(t, v)), key, type_name(type));
    decref(t, result);
    return !is_null(result);
}

/* Over a copy, since the hooks may change the class. */
static bool call_set_names(Thread *t, Type *type) {
    Dict *names = dict_copy(t, type->dict);
    if (!names)
        return false;
    int64_t position = 0;
    Value key, v;
    bool ok = true;
    while (ok && dict_next(names, &position, &key, &v))
        ok = call_set_name(t, type, key, v);
    decref_object(t, names);
    return ok;
}

/* super(type, type).__init_subclass__(**kwargs). */
static bool call_init_subclass(Thread *t, Type *type, Value *kwargs, Tuple *kwnames) {
    Value hook = super_find(t, type, object_value(type), type, NAME(__init_subclass__));
    if (is_null(hook))
        return !error_pending(t);
    Value result = op_call(t, hook, kwargs, 0, kwnames);
    decref(t, hook);
    decref(t, result);
    return !is_null(result);
}

/* ---- the whole ---- */

bool type_check_name(Thread *t, Str *name) {
    if (!str_utf8(t, name, NULL)) /* C code that asks for the name gets it in UTF-8 */
        return false;
    for (int64_t i = 0; i < name->length; i++)
        if (str_at(name, i) == 0)
            return raise_value_error(t, "type name must not contain null characters"), false;
    return true;
}

static bool check_entries(Thread *t, Tuple *bases) {
    for (int64_t i = 0; i < bases->length; i++) {
        if (is_type(bases->items[i]))
            continue;
        Value hook = op_getattr_optional(t, bases->items[i], NAME(__mro_entries__));
        if (!is_null(hook))
            raise_type_error(t, "type() doesn't support MRO entry resolution; use types.new_class()");
        decref(t, hook);
        if (error_pending(t))
            return false;
    }
    return true;
}

static Value make_class(Thread *t, Type *metatype, Str *name, Tuple *bases, Dict *dict, Value *kwargs,
                        Tuple *kwnames) {
    Type *base = check_entries(t, bases) ? type_best_base(t, bases) : NULL;
    Type *type = base ? allocate(t, metatype, name, bases, base) : NULL;
    if (!type)
        return VALUE_NULL;
    if (fill_type(t, type, dict) && call_set_names(t, type) && call_init_subclass(t, type, kwargs, kwnames))
        return object_value(type);
    decref_object(t, type);
    return VALUE_NULL;
}

Value type_new_class(Thread *t, Type *metatype, Str *name, Tuple *bases, Dict *dict, Value *kwargs,
                     Tuple *kwnames) {
    if (!type_check_name(t, name))
        return VALUE_NULL;
    if (bases->length)
        return make_class(t, metatype, name, bases, dict, kwargs, kwnames);
    Tuple *just_object = tuple_pack(t, 1, object_value(builtin_type(t, TYPE_OBJECT)));
    if (!just_object)
        return VALUE_NULL;
    Value type = make_class(t, metatype, name, just_object, dict, kwargs, kwnames);
    decref_object(t, just_object);
    return type;
}

static bool check_argument(Thread *t, bool fits, int position, const char *expected, Value v) {
    if (!fits)
        raise_type_error(t, "type.__new__() argument %d must be %s, not %T", position, expected, v);
    return fits;
}

/* type.__new__(metatype, name, bases, dict, **kwargs). */
Value type_new_instance(Thread *t, Type *metatype, Value *args, int nargs, Tuple *kwnames) {
    if (nargs != 3)
        return raise_type_error(t, "type.__new__() takes exactly 3 arguments (%d given)", nargs);
    if (!check_argument(t, is_str(args[0]), 1, "str", args[0]) ||
        !check_argument(t, is_tuple(args[1]), 2, "tuple", args[1]) ||
        !check_argument(t, is_dict(args[2]), 3, "dict", args[2]))
        return VALUE_NULL;
    Type *winner = type_calculate_metaclass(t, metatype, value_tuple(args[1]));
    if (!winner)
        return VALUE_NULL;
    if (winner != metatype && winner->slots.new_instance != type_new_instance)
        return type_call_new(t, winner, args, nargs, kwnames);
    return type_new_class(t, winner, value_str(args[0]), value_tuple(args[1]), value_dict(args[2]), args + 3,
                          kwnames);
}
