/* X | Y: union types. */
#include "runtime/error.h"
#include "runtime/generic_alias.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/set.h"
#include "runtime/type.h"

typedef struct Union {
    Object ob;
    Tuple *args, *parameters; /* parameters: NULL until asked for */
} Union;

static Union *as_union(Value v) {
    return (Union *)value_object(v);
}
static bool is_union(Value v) {
    return is_exact(v, TYPE_UNION);
}

static bool can_be_member(Value v) {
    return is_none(v) || is_type(v) || has_layout(v, TYPE_GENERIC_ALIAS) || is_union(v);
}

static bool add_member(Thread *t, List *members, Value v) {
    if (is_none(v))
        v = object_value(builtin_type(t, TYPE_NONE));
    int known = op_contains(t, object_value(members), v);
    return known > 0 || (known == 0 && list_append(t, members, v));
}

static bool add_members(Thread *t, List *members, Value v) {
    if (!is_union(v))
        return add_member(t, members, v);
    for (int64_t i = 0; i < as_union(v)->args->length; i++)
        if (!add_member(t, members, as_union(v)->args->items[i]))
            return false;
    return true;
}

static Value from_members(Thread *t, List *members) {
    if (members->length == 1)
        return new_ref(members->items[0]);
    Union *made = object_new_builtin(t, TYPE_UNION, 0);
    if (!made)
        return VALUE_NULL;
    made->args = list_to_tuple(t, members);
    if (made->args)
        return object_value(made);
    decref_object(t, made);
    return VALUE_NULL;
}

Value union_new(Thread *t, Value a, Value b) {
    if (!can_be_member(a) || !can_be_member(b))
        return VALUE_NOTIMPLEMENTED;
    List *members = list_new(t, 4);
    Value result = VALUE_NULL;
    if (members && add_members(t, members, a) && add_members(t, members, b))
        result = from_members(t, members);
    xdecref_object(t, members);
    return result;
}

static Value union_or(Thread *t, Value a, Value b) {
    return union_new(t, a, b);
}

static Value union_repr(Thread *t, Value self) {
    Tuple *args = as_union(self)->args;
    StrBuilder b;
    strbuilder_init(&b, t);
    for (int64_t i = 0; i < args->length; i++) {
        strbuilder_text(&b, i ? " | " : "");
        if (value_object(args->items[i]) == (Object *)builtin_type(t, TYPE_NONE))
            strbuilder_text(&b, "None");
        else if (!generic_repr_item(t, &b, args->items[i])) {
            strbuilder_drop(&b);
            return VALUE_NULL;
        }
    }
    Str *text = strbuilder_finish(&b);
    return text ? object_value(text) : VALUE_NULL;
}

static Value union_compare(Thread *t, Value a, Value b, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !is_union(a) || !is_union(b))
        return VALUE_NOTIMPLEMENTED;
    Value x = frozenset_from(t, object_value(as_union(a)->args));
    Value y = is_null(x) ? x : frozenset_from(t, object_value(as_union(b)->args));
    Value result = is_null(y) ? y : op_compare(t, x, y, op);
    decref(t, x);
    decref(t, y);
    return result;
}

static bool union_hash(Thread *t, Value self, int64_t *hash) {
    Value set = frozenset_from(t, object_value(as_union(self)->args));
    bool ok = !is_null(set) && op_hash(t, set, hash);
    decref(t, set);
    return ok;
}

static Tuple *parameters(Thread *t, Union *u) {
    if (!u->parameters)
        u->parameters = generic_parameters(t, u->args);
    return u->parameters;
}

/* The members joined again by |, since substitution may have made some equal. */
static Value join(Thread *t, Tuple *args) {
    Value result = new_ref(args->items[0]);
    for (int64_t i = 1; !is_null(result) && i < args->length; i++) {
        Value next = op_binary(t, BINARY_OR, result, args->items[i]);
        decref(t, result);
        result = next;
    }
    return result;
}

static Value union_getitem(Thread *t, Value self, Value key) {
    Tuple *found = parameters(t, as_union(self));
    Tuple *args = found ? generic_substitute(t, self, as_union(self)->args, found, key) : NULL;
    if (!args)
        return VALUE_NULL;
    Value result = join(t, args);
    decref_object(t, args);
    return result;
}

static Value check_members(Thread *t, Value *args, int (*check)(Thread *t, Value v, Value cls)) {
    Tuple *members = as_union(args[0])->args;
    int answer = 0;
    for (int64_t i = 0; answer == 0 && i < members->length; i++)
        answer = check(t, args[1], members->items[i]);
    return answer < 0 ? VALUE_NULL : bool_value(answer);
}

static Value instancecheck_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_members(t, args, op_isinstance);
}

static Value subclasscheck_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_type(args[1]))
        return raise_type_error(t, "issubclass() arg 1 must be a class");
    return check_members(t, args, op_issubclass);
}

static Value get_args(Thread *t, Value self) {
    return new_object_ref(as_union(self)->args);
}

static Value get_parameters(Thread *t, Value self) {
    Tuple *found = parameters(t, as_union(self));
    return found ? new_object_ref(found) : VALUE_NULL;
}

/* As if it were an attribute of instances: typing asks any alias for it. */
static Value get_module(Thread *t, Value self) {
    return op_getattr(t, object_value(type_of(t, self)), NAME(__module__));
}

static void union_dealloc(Thread *t, Object *self) {
    xdecref_object(t, ((Union *)self)->args);
    xdecref_object(t, ((Union *)self)->parameters);
}

static void union_traverse(Object *self, VisitFn visit, void *arg) {
    Union *u = (Union *)self;
    if (u->args)
        visit((Object *)u->args, arg);
    if (u->parameters)
        visit((Object *)u->parameters, arg);
}

static const MethodDef union_methods[] = {
    {"__instancecheck__", instancecheck_method, "instance, /", NULL, 0},
    {"__subclasscheck__", subclasscheck_method, "cls, /", NULL, 0},
    {0},
};

static const GetSetDef union_getsets[] = {
    {"__args__", get_args, NULL, NULL},
    {"__module__", get_module, NULL, NULL},
    {"__parameters__", get_parameters, NULL, "the type variables that can be replaced"},
    {0},
};

const TypeDef union_type_def = {
    .name = "types.UnionType",
    .size = sizeof(Union),
    .flags = TYPE_GC | TYPE_NO_INSTANCES | TYPE_WEAKREFABLE,
    .doc = "Any of several types, as int | str (PEP 604).",
    .slots = {.dealloc = union_dealloc,
              .traverse = union_traverse,
              .repr = union_repr,
              .hash = union_hash,
              .compare = union_compare,
              .getitem = union_getitem,
              .binary = {[BINARY_OR] = union_or}},
    .methods = union_methods,
    .getsets = union_getsets,
};
