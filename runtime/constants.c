/* The types of the constants None, NotImplemented, Ellipsis, and bool's, whose instances are words (value.h).
 */
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/ops.h"
#include "runtime/str.h"

static Value text(Thread *t, const char *s) {
    Str *str = str_new(t, s);
    return str ? object_value(str) : VALUE_NULL;
}

/* type(None)() is None: the three singletons take no arguments. */
static Value singleton_new(Thread *t, const char *name, Value constant, int nargs, Tuple *kwnames) {
    if (nargs || kwnames)
        return raise_type_error(t, "%s takes no arguments", name);
    return constant;
}

static Value none_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return singleton_new(t, "NoneType", VALUE_NONE, nargs, kwnames);
}

static Value none_repr(Thread *t, Value self) {
    return text(t, "None");
}
static int none_truth(Thread *t, Value self) {
    return 0;
}

const TypeDef none_type_def = {.name = "NoneType",
                               .slots = {.repr = none_repr, .truth = none_truth, .new_instance = none_new}};

static Value notimplemented_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return singleton_new(t, "NotImplementedType", VALUE_NOTIMPLEMENTED, nargs, kwnames);
}

static Value notimplemented_repr(Thread *t, Value self) {
    return text(t, "NotImplemented");
}

static int notimplemented_truth(Thread *t, Value self) {
    return warn(t, EXC_DeprecationWarning, 1, "NotImplemented should not be used in a boolean context") ? 1
                                                                                                        : -1;
}

static Value notimplemented_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return text(t, "NotImplemented");
}

static const MethodDef notimplemented_methods[] = {{"__reduce__", notimplemented_reduce, "", NULL}, {0}};

const TypeDef notimplemented_type_def = {
    .name = "NotImplementedType",
    .slots = {.repr = notimplemented_repr, .truth = notimplemented_truth, .new_instance = notimplemented_new},
    .methods = notimplemented_methods};

static Value ellipsis_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return singleton_new(t, "EllipsisType", VALUE_ELLIPSIS, nargs, kwnames);
}

static Value ellipsis_repr(Thread *t, Value self) {
    return text(t, "Ellipsis");
}
static Value ellipsis_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return text(t, "Ellipsis");
}

static const MethodDef ellipsis_methods[] = {{"__reduce__", ellipsis_reduce, "", NULL}, {0}};

const TypeDef ellipsis_type_def = {.name = "ellipsis",
                                   .slots = {.repr = ellipsis_repr, .new_instance = ellipsis_new},
                                   .methods = ellipsis_methods};

/* --- bool: an int in everything but its text and its logic --- */

static Value bool_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (is_null(args[0]))
        return VALUE_FALSE;
    int truth = op_is_true(t, args[0]);
    return truth < 0 ? VALUE_NULL : bool_value(truth);
}

static Value bool_repr(Thread *t, Value self) {
    return text(t, is_true(self) ? "True" : "False");
}

static Value bool_and(Thread *t, Value a, Value b) {
    return is_bool(a) && is_bool(b) ? bool_value(is_true(a) && is_true(b)) : VALUE_NULL;
}

static Value bool_or(Thread *t, Value a, Value b) {
    return is_bool(a) && is_bool(b) ? bool_value(is_true(a) || is_true(b)) : VALUE_NULL;
}

static Value bool_xor(Thread *t, Value a, Value b) {
    return is_bool(a) && is_bool(b) ? bool_value(!value_is(a, b)) : VALUE_NULL;
}

/* Other pairs than two bools are ints. */
static Value logic(Thread *t, Value a, Value b, Value result, Value (*as_ints)(Thread *, Value, Value)) {
    if (!is_null(result))
        return result;
    return is_int(a) && is_int(b) ? as_ints(t, a, b) : VALUE_NOTIMPLEMENTED;
}

static Value bool_and_slot(Thread *t, Value a, Value b) {
    return logic(t, a, b, bool_and(t, a, b), int_and);
}
static Value bool_or_slot(Thread *t, Value a, Value b) {
    return logic(t, a, b, bool_or(t, a, b), int_or);
}
static Value bool_xor_slot(Thread *t, Value a, Value b) {
    return logic(t, a, b, bool_xor(t, a, b), int_xor);
}

const TypeDef bool_type_def = {
    .name = "bool",
    .base = TYPE_INT,
    .flags = TYPE_MATCH_SELF,
    .doc = "bool(x)\n\nTrue or False, whichever is the truth of x; False without x. There are no other "
           "instances,\nand no subclasses. Both are ints too, 1 and 0.",
    .new_signature = "x=False, /",
    .slots = {
        .repr = bool_repr,
        .str = bool_repr,
        .new_instance = bool_new,
        .binary = {[BINARY_AND] = bool_and_slot, [BINARY_OR] = bool_or_slot, [BINARY_XOR] = bool_xor_slot}}};
