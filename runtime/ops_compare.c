/* Comparison, truth and hashing of any object. */
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/ops.h"
#include "runtime/type.h"

static const CompareOp swapped[] = {COMPARE_GT, COMPARE_GE, COMPARE_EQ, COMPARE_NE, COMPARE_LT, COMPARE_LE};
static const char *const signs[] = {"<", "<=", "==", "!=", ">", ">="};

/* The right operand goes first where its type is derived from the left one's; identity answers == in the end.
 */
static Value ask_both(Thread *t, Value a, Value b, CompareOp op) {
    Type *ta = type_of(t, a), *tb = type_of(t, b);
    bool asked_b = false;
    if (ta != tb && tb->slots.compare && type_is_subtype(tb, ta)) {
        asked_b = true;
        Value v = tb->slots.compare(t, b, a, swapped[op]);
        if (!is_notimplemented(v))
            return v;
    }
    if (ta->slots.compare) {
        Value v = ta->slots.compare(t, a, b, op);
        if (!is_notimplemented(v))
            return v;
    }
    if (!asked_b && tb->slots.compare)
        return tb->slots.compare(t, b, a, swapped[op]);
    return VALUE_NOTIMPLEMENTED;
}

static bool compare_small_ints(Value a, Value b, CompareOp op) {
    int64_t x = small_int(a), y = small_int(b);
    switch (op) {
    case COMPARE_LT:
        return x < y;
    case COMPARE_LE:
        return x <= y;
    case COMPARE_EQ:
        return x == y;
    case COMPARE_NE:
        return x != y;
    case COMPARE_GT:
        return x > y;
    case COMPARE_GE:
        break;
    }
    return x >= y;
}

Value op_compare(Thread *t, Value a, Value b, CompareOp op) {
    if (both_small_int(a, b))
        return bool_value(compare_small_ints(a, b, op));
    if (!recursion_enter(t, " in comparison"))
        return VALUE_NULL;
    Value v = ask_both(t, a, b, op);
    recursion_leave(t);
    if (!is_notimplemented(v))
        return v;
    if (op == COMPARE_EQ || op == COMPARE_NE)
        return bool_value(value_is(a, b) == (op == COMPARE_EQ));
    return raise_type_error(t, "'%s' not supported between instances of '%T' and '%T'", signs[op], a, b);
}

int op_compare_bool(Thread *t, Value a, Value b, CompareOp op) {
    if (value_is(a, b) && (op == COMPARE_EQ || op == COMPARE_NE))
        return op == COMPARE_EQ;
    Value v = op_compare(t, a, b, op);
    if (is_bool(v))
        return is_true(v);
    if (is_null(v))
        return -1;
    int truth = op_is_true(t, v);
    decref(t, v);
    return truth;
}

int op_equal(Thread *t, Value a, Value b) {
    return op_compare_bool(t, a, b, COMPARE_EQ);
}

int op_is_true(Thread *t, Value v) {
    if (is_bool(v))
        return is_true(v);
    if (is_none(v))
        return 0;
    if (is_small_int(v))
        return small_int(v) != 0;
    Slots *slots = &type_of(t, v)->slots;
    if (slots->truth)
        return slots->truth(t, v);
    if (!slots->length)
        return 1;
    int64_t length = slots->length(t, v);
    return length < 0 ? -1 : length > 0;
}

bool op_hash(Thread *t, Value v, int64_t *hash) {
    Slots *slots = &type_of(t, v)->slots;
    if (slots->hash)
        return stack_left(t) && slots->hash(t, v, hash);
    raise_type_error(t, "unhashable type: '%T'", v);
    return false;
}

Value op_compare_numbers(int64_t a, int64_t b, CompareOp op) {
    switch (op) {
    case COMPARE_LT:
        return bool_value(a < b);
    case COMPARE_LE:
        return bool_value(a <= b);
    case COMPARE_EQ:
        return bool_value(a == b);
    case COMPARE_NE:
        return bool_value(a != b);
    case COMPARE_GT:
        return bool_value(a > b);
    default:
        return bool_value(a >= b);
    }
}
