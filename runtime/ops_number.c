/* Arithmetic on any object: which operand is asked first, and what is said when neither knows. */
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"

typedef Value (*BinaryFn)(Thread *t, Value a, Value b);

static const char *const binary_signs[] = {
    [BINARY_ADD] = "+",     [BINARY_SUB] = "-",           [BINARY_MUL] = "*", [BINARY_MATMUL] = "@",
    [BINARY_TRUEDIV] = "/", [BINARY_FLOORDIV] = "//",     [BINARY_MOD] = "%", [BINARY_POW] = "** or pow()",
    [BINARY_LSHIFT] = "<<", [BINARY_RSHIFT] = ">>",       [BINARY_AND] = "&", [BINARY_OR] = "|",
    [BINARY_XOR] = "^",     [BINARY_DIVMOD] = "divmod()",
};

static const char *const inplace_signs[] = {
    [BINARY_ADD] = "+=",     [BINARY_SUB] = "-=",          [BINARY_MUL] = "*=", [BINARY_MATMUL] = "@=",
    [BINARY_TRUEDIV] = "/=", [BINARY_FLOORDIV] = "//=",    [BINARY_MOD] = "%=", [BINARY_POW] = "**=",
    [BINARY_LSHIFT] = "<<=", [BINARY_RSHIFT] = ">>=",      [BINARY_AND] = "&=", [BINARY_OR] = "|=",
    [BINARY_XOR] = "^=",     [BINARY_DIVMOD] = "divmod()",
};

/* The left operand goes first, unless the right one's type is derived from the left one's. */
static Value ask_both(Thread *t, BinaryOp op, Value a, Value b) {
    const Type *ta = type_of(t, a), *tb = type_of(t, b);
    BinaryFn first = ta->slots.binary[op], second = tb->slots.binary[op];
    if (first == second)
        second = NULL;
    if (!first || (second && type_is_subtype(tb, ta))) {
        BinaryFn swap = first;
        first = second;
        second = swap;
    }
    Value v = first ? first(t, a, b) : VALUE_NOTIMPLEMENTED;
    return second && is_notimplemented(v) ? second(t, a, b) : v;
}

static bool is_index(Thread *t, Value v) {
    return is_int(v) || type_of(t, v)->slots.unary[UNARY_INDEX];
}

static Value repeat(Thread *t, BinaryFn function, Value sequence, Value count) {
    if (!is_index(t, count))
        return raise_type_error(t, "can't multiply sequence by non-int of type '%T'", count);
    return function(t, sequence, count);
}

static Value ask_sequences(Thread *t, BinaryOp op, Value a, Value b) {
    Slots *sa = &type_of(t, a)->slots, *sb = &type_of(t, b)->slots;
    if (op == BINARY_ADD && sa->concat)
        return sa->concat(t, a, b);
    if (op == BINARY_MUL && sa->repeat)
        return repeat(t, sa->repeat, a, b);
    if (op == BINARY_MUL && sb->repeat)
        return repeat(t, sb->repeat, b, a);
    return VALUE_NOTIMPLEMENTED;
}

/* `print >> file` is what Python 2 wrote. */
static bool is_print(Value v) {
    return is_exact(v, TYPE_BUILTIN_FUNCTION) && strcmp(((Native *)value_object(v))->def->name, "print") == 0;
}

static Value error_operands(Thread *t, const char *sign, Value a, Value b) {
    if (strcmp(sign, ">>") == 0 && is_print(a))
        return raise_type_error(
            t,
            "unsupported operand type(s) for %s: '%T' and '%T'. Did you mean \"print(<message>, "
            "file=<output_stream>)\"?",
            sign, a, b);
    return raise_type_error(t, "unsupported operand type(s) for %s: '%T' and '%T'", sign, a, b);
}

Value op_binary(Thread *t, BinaryOp op, Value a, Value b) {
    if (op == BINARY_ADD && both_small_int(a, b))
        return int_value(t, small_int(a) + small_int(b)); /* 62 bits each: their sum fits a word */
    Value v = stack_left(t) ? ask_both(t, op, a, b) : VALUE_NULL;
    if (!is_notimplemented(v))
        return v;
    v = ask_sequences(t, op, a, b);
    return is_notimplemented(v) ? error_operands(t, binary_signs[op], a, b) : v;
}

Value op_inplace(Thread *t, BinaryOp op, Value a, Value b) {
    Slots *slots = &type_of(t, a)->slots;
    if (slots->inplace[op]) {
        Value v = slots->inplace[op](t, a, b);
        if (!is_notimplemented(v))
            return v;
    }
    Value v = ask_both(t, op, a, b);
    if (!is_notimplemented(v))
        return v;
    slots = &type_of(t, a)->slots;
    if (op == BINARY_ADD && slots->inplace_concat)
        return slots->inplace_concat(t, a, b);
    if (op == BINARY_MUL && slots->inplace_repeat)
        return repeat(t, slots->inplace_repeat, a, b);
    v = ask_sequences(t, op, a, b);
    return is_notimplemented(v) ? error_operands(t, inplace_signs[op], a, b) : v;
}

static Value error_operand(Thread *t, UnaryOp op, Value v) {
    static const char *const texts[] = {"unary -", "unary +", "unary ~", "abs()"};
    return raise_type_error(t, "bad operand type for %s: '%T'", texts[op], v);
}

Value op_unary(Thread *t, UnaryOp op, Value v) {
    if (op == UNARY_INT)
        return op_int(t, v);
    if (op == UNARY_INDEX)
        return op_index(t, v);
    Value (*function)(Thread *, Value) = type_of(t, v)->slots.unary[op];
    if (function)
        return function(t, v);
    if (op == UNARY_FLOAT)
        return raise_type_error(t, "must be real number, not %T", v);
    return error_operand(t, op, v);
}

/* pow(a, b, modulus): as for binary operators, and the modulus is asked last. */
static Value ask_all(Thread *t, Value a, Value b, Value modulus) {
    Type *ta = type_of(t, a), *tb = type_of(t, b), *tm = type_of(t, modulus);
    bool b_first = ta != tb && type_is_subtype(tb, ta);
    Type *order[] = {b_first ? tb : ta, b_first ? ta : tb, tm};
    for (int i = 0; i < 3; i++) {
        Value (*function)(Thread *, Value, Value, Value) = order[i]->slots.power;
        bool seen = false;
        for (int k = 0; k < i; k++)
            seen = seen || order[k]->slots.power == function;
        if (!function || seen)
            continue;
        Value v = function(t, a, b, modulus);
        if (!is_notimplemented(v))
            return v;
    }
    return VALUE_NOTIMPLEMENTED;
}

Value op_power(Thread *t, Value a, Value b, Value modulus) {
    if (is_none(modulus) || is_null(modulus))
        return op_binary(t, BINARY_POW, a, b);
    Value v = ask_all(t, a, b, modulus);
    if (is_notimplemented(v))
        return raise_type_error(t, "unsupported operand type(s) for ** or pow(): '%T', '%T', '%T'", a, b,
                                modulus);
    return v;
}
