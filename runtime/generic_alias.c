#include "runtime/generic_alias.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/type.h"

static GenericAlias *as_alias(Value v) {
    return (GenericAlias *)value_object(v);
}

static Value alias_alloc(Thread *t, Type *type, Value origin, Value args, bool starred) {
    GenericAlias *alias = object_new(t, type, 0);
    if (!alias)
        return VALUE_NULL;
    alias->origin = VALUE_NULL;
    alias->starred = starred;
    alias->args = is_tuple(args) ? value_tuple(new_ref(args)) : tuple_pack(t, 1, args);
    if (!alias->args) {
        decref_object(t, alias);
        return VALUE_NULL;
    }
    alias->origin = new_ref(origin);
    return object_value(alias);
}

Value generic_alias_new(Thread *t, Value origin, Value args) {
    return alias_alloc(t, builtin_type(t, TYPE_GENERIC_ALIAS), origin, args, false);
}

Value generic_alias_class_getitem(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return generic_alias_new(t, args[0], args[1]);
}

static Value alias_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return alias_alloc(t, type, args[0], args[1], false);
}

/* ---- repr ---- */

static bool add_text(Thread *t, StrBuilder *b, Str *text) {
    if (!text)
        return false;
    strbuilder_str(b, text);
    decref_object(t, text);
    return true;
}

/* 1 or 0: does it have the attribute? -1: exception. */
static int has(Thread *t, Value v, Str *name) {
    Value found = op_getattr_optional(t, v, name);
    decref(t, found);
    return is_null(found) ? (error_pending(t) ? -1 : 0) : 1;
}

static bool add_class_name(Thread *t, StrBuilder *b, Value item) {
    Value qualname = op_getattr_optional(t, item, NAME(__qualname__));
    Value module = is_null(qualname) ? qualname : op_getattr_optional(t, item, NAME(__module__));
    bool ok = !error_pending(t);
    if (ok && (is_null(module) || is_none(module)))
        ok = add_text(t, b, op_repr(t, item));
    else if (ok) {
        if (!is_str(module) || !str_equal_ascii(value_str(module), "builtins"))
            ok = add_text(t, b, str_format(t, "%V.", module));
        ok = ok && add_text(t, b, op_str(t, qualname));
    }
    decref(t, qualname);
    decref(t, module);
    return ok;
}

static bool add_list(Thread *t, StrBuilder *b, List *list) {
    strbuilder_text(b, "[");
    for (int64_t i = 0; i < list->length; i++) {
        strbuilder_text(b, i ? ", " : "");
        Value item = new_ref(list->items[i]);
        bool ok = generic_repr_item(t, b, item);
        decref(t, item);
        if (!ok)
            return false;
    }
    strbuilder_text(b, "]");
    return true;
}

bool generic_repr_item(Thread *t, StrBuilder *b, Value item) {
    if (is_ellipsis(item)) {
        strbuilder_text(b, "...");
        return true;
    }
    if (is_list_exact(item))
        return add_list(t, b, value_list(item));
    int origin = has(t, item, NAME(__origin__));
    int args = origin == 1 ? has(t, item, NAME(__args__)) : 0;
    if (origin < 0 || args < 0)
        return false;
    return origin && args ? add_text(t, b, op_repr(t, item)) : add_class_name(t, b, item);
}

static Value alias_repr(Thread *t, Value self) {
    GenericAlias *alias = as_alias(self);
    StrBuilder b;
    strbuilder_init(&b, t);
    strbuilder_text(&b, alias->starred ? "*" : "");
    bool ok = generic_repr_item(t, &b, alias->origin);
    strbuilder_text(&b, "[");
    for (int64_t i = 0; ok && i < alias->args->length; i++) {
        strbuilder_text(&b, i ? ", " : "");
        ok = generic_repr_item(t, &b, alias->args->items[i]);
    }
    strbuilder_text(&b, alias->args->length ? "]" : "()]");
    if (!ok) {
        strbuilder_drop(&b);
        return VALUE_NULL;
    }
    Str *text = strbuilder_finish(&b);
    return text ? object_value(text) : VALUE_NULL;
}

/* ---- attributes: its own few, else the origin's ---- */

static const char *const own_attributes[] = {
    "__class__",
    "__bases__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__copy__",
    "__deepcopy__",
};

static bool is_own_attribute(const Str *name) {
    for (size_t i = 0; i < sizeof own_attributes / sizeof *own_attributes; i++)
        if (str_equal_ascii(name, own_attributes[i]))
            return true;
    return false;
}

static Value alias_getattr(Thread *t, Value self, Str *name) {
    if (!is_null(as_alias(self)->origin) && !is_own_attribute(name))
        return op_getattr(t, as_alias(self)->origin, name);
    return object_generic_getattr(t, self, name);
}

static Value get_origin(Thread *t, Value self) {
    return new_ref(as_alias(self)->origin);
}
static Value get_args(Thread *t, Value self) {
    return new_object_ref(as_alias(self)->args);
}
static Value get_unpacked(Thread *t, Value self) {
    return bool_value(as_alias(self)->starred);
}

static Tuple *parameters(Thread *t, GenericAlias *alias) {
    if (!alias->parameters)
        alias->parameters = generic_parameters(t, alias->args);
    return alias->parameters;
}

static Value get_parameters(Thread *t, Value self) {
    Tuple *found = parameters(t, as_alias(self));
    return found ? new_object_ref(found) : VALUE_NULL;
}

static Value get_unpacked_args(Thread *t, Value self) {
    GenericAlias *alias = as_alias(self);
    bool tuple =
        is_pointer(alias->origin) && value_object(alias->origin) == (Object *)builtin_type(t, TYPE_TUPLE);
    return alias->starred && tuple ? new_object_ref(alias->args) : VALUE_NONE;
}

/* ---- use ---- */

static Value alias_getitem(Thread *t, Value self, Value key) {
    GenericAlias *alias = as_alias(self);
    Tuple *found = parameters(t, alias);
    Tuple *args = found ? generic_substitute(t, self, alias->args, found, key) : NULL;
    if (!args)
        return VALUE_NULL;
    Value result = alias_alloc(t, builtin_type(t, TYPE_GENERIC_ALIAS), alias->origin, object_value(args),
                               alias->starred);
    decref_object(t, args);
    return result;
}

static Value alias_call(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    Value made = op_call(t, as_alias(self)->origin, args, nargs, kwnames);
    if (is_null(made) || op_setattr(t, made, NAME(__orig_class__), self))
        return made;
    if (error_clear_if(t, EXC_AttributeError) || error_clear_if(t, EXC_TypeError))
        return made;
    decref(t, made);
    return VALUE_NULL;
}

Value generic_alias_starred(Thread *t, Value v) {
    GenericAlias *alias = as_alias(v);
    return alias_alloc(t, builtin_type(t, TYPE_GENERIC_ALIAS), alias->origin, object_value(alias->args), true);
}

/* *list[int] in a subscript: one item, the starred alias. */
static Value alias_iter(Thread *t, Value self) {
    return sequence_iterator_new(t, TYPE_GENERIC_ALIAS_ITERATOR, self);
}

static Value alias_compare(Thread *t, Value a, Value b, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !has_layout(a, TYPE_GENERIC_ALIAS) ||
        !has_layout(b, TYPE_GENERIC_ALIAS))
        return VALUE_NOTIMPLEMENTED;
    GenericAlias *x = as_alias(a), *y = as_alias(b);
    int equal = x->starred == y->starred;
    if (equal)
        equal = op_equal(t, x->origin, y->origin);
    if (equal > 0)
        equal = op_equal(t, object_value(x->args), object_value(y->args));
    return equal < 0 ? VALUE_NULL : bool_value(equal == (op == COMPARE_EQ));
}

static bool alias_hash(Thread *t, Value self, int64_t *hash) {
    int64_t origin, args;
    if (!op_hash(t, as_alias(self)->origin, &origin) ||
        !op_hash(t, object_value(as_alias(self)->args), &args))
        return false;
    *hash = origin ^ args;
    if (*hash == -1)
        *hash = -2;
    return true;
}

static Value alias_or(Thread *t, Value a, Value b) {
    return union_new(t, a, b);
}

static Value mro_entries_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Tuple *one = tuple_pack(t, 1, as_alias(args[0])->origin);
    return one ? object_value(one) : VALUE_NULL;
}

static Value instancecheck_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return raise_type_error(t, "isinstance() argument 2 cannot be a parameterized generic");
}
static Value subclasscheck_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return raise_type_error(t, "issubclass() argument 2 cannot be a parameterized generic");
}

/* A starred alias is what next(iter(alias)) gives. */
static Value reduce_starred(Thread *t, GenericAlias *alias) {
    Value next = t->interp->builtins ? dict_get_name(t, t->interp->builtins, NAME(next)) : VALUE_NULL;
    if (is_null(next))
        return raise(t, EXC_AttributeError, "next");
    Value plain = generic_alias_new(t, alias->origin, object_value(alias->args));
    Value iterator = is_null(plain) ? plain : op_iter(t, plain);
    decref(t, plain);
    Tuple *one = is_null(iterator) ? NULL : tuple_pack(t, 1, iterator);
    decref(t, iterator);
    Tuple *result = one ? tuple_pack(t, 2, next, object_value(one)) : NULL;
    xdecref_object(t, one);
    return result ? object_value(result) : VALUE_NULL;
}

static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    GenericAlias *alias = as_alias(args[0]);
    if (alias->starred)
        return reduce_starred(t, alias);
    Tuple *pair = tuple_pack(t, 2, alias->origin, object_value(alias->args));
    Tuple *result = pair ? tuple_pack(t, 2, object_value(type_of(t, args[0])), object_value(pair)) : NULL;
    xdecref_object(t, pair);
    return result ? object_value(result) : VALUE_NULL;
}

static bool add_own_attributes(Thread *t, List *names) {
    for (size_t i = 0; i < sizeof own_attributes / sizeof *own_attributes; i++) {
        if (strcmp(own_attributes[i], "__bases__") == 0)
            continue; /* listed above only so that it is not asked of the origin */
        Str *name = str_intern_utf8(t, own_attributes[i]);
        int known = name ? op_contains(t, object_value(names), object_value(name)) : -1;
        bool ok = known > 0 || (known == 0 && list_append(t, names, object_value(name)));
        xdecref_object(t, name);
        if (!ok)
            return false;
    }
    return true;
}

static Value dir_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value all = op_call_method0(t, as_alias(args[0])->origin, NAME(__dir__));
    if (is_type(as_alias(args[0])->origin)) {
        error_clear(t);
        decref(t, all);
        Dict *names = dict_new(t, 32);
        bool ok = names && object_add_class_names(t, names, as_alias(args[0])->origin);
        List *list = ok ? dict_keys_list(t, names) : NULL;
        all = list ? object_value(list) : VALUE_NULL;
        xdecref_object(t, names);
    }
    List *names = is_null(all) ? NULL : op_to_list(t, all);
    decref(t, all);
    if (names && add_own_attributes(t, names))
        return object_value(names);
    xdecref_object(t, names);
    return VALUE_NULL;
}

static void alias_clear(Thread *t, Object *self) {
    GenericAlias *alias = (GenericAlias *)self;
    Tuple *args = alias->args, *found = alias->parameters;
    decref(t, alias->origin);
    xdecref_object(t, args);
    xdecref_object(t, found);
}

static void alias_traverse(Object *self, VisitFn visit, void *arg) {
    GenericAlias *alias = (GenericAlias *)self;
    visit_value(alias->origin, visit, arg);
    if (alias->args)
        visit((Object *)alias->args, arg);
    if (alias->parameters)
        visit((Object *)alias->parameters, arg);
}

static const MethodDef alias_methods[] = {
    {"__mro_entries__", mro_entries_method, "bases, /", NULL, 0},
    {"__instancecheck__", instancecheck_method, "instance, /", NULL, 0},
    {"__subclasscheck__", subclasscheck_method, "cls, /", NULL, 0},
    {"__reduce__", reduce_method, "", NULL, 0},
    {"__dir__", dir_method, "", NULL, 0},
    {0},
};

static const GetSetDef alias_getsets[] = {
    {"__origin__", get_origin, NULL, NULL},
    {"__args__", get_args, NULL, NULL},
    {"__unpacked__", get_unpacked, NULL, NULL},
    {"__parameters__", get_parameters, NULL, "the type variables that can be replaced"},
    {"__typing_unpacked_tuple_args__", get_unpacked_args, NULL, NULL},
    {0},
};

const TypeDef generic_alias_type_def = {
    .name = "types.GenericAlias",
    .size = sizeof(GenericAlias),
    .flags = TYPE_GC | TYPE_BASE | TYPE_WEAKREFABLE,
    .doc = "A class with types in brackets, as list[int] (PEP 585): the class is its __origin__, the "
           "types\nare its __args__.",
    .new_signature = "origin, args, /",
    .slots = {.dealloc = alias_clear,
              .traverse = alias_traverse,
              .repr = alias_repr,
              .hash = alias_hash,
              .compare = alias_compare,
              .call = alias_call,
              .iter = alias_iter,
              .getattr = alias_getattr,
              .getitem = alias_getitem,
              .new_instance = alias_new_instance,
              .binary = {[BINARY_OR] = alias_or}},
    .methods = alias_methods,
    .getsets = alias_getsets,
};
