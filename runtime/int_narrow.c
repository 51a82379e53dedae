/* Ints a little too large for the word: of one limb, computed in 128 bits. Hashes, checksums and random generators work on these,
 * and GMP's general functions cost several times what the arithmetic does. */
#include "runtime/int_limbs.h"

typedef unsigned __int128 Wide;

/* |v| and sign of an exact int below 2^64. */
static inline bool narrow(Value v, uint64_t *magnitude, bool *negative) {
    if (is_small_int(v)) {
        int64_t i = small_int(v);
        *negative = i < 0;
        *magnitude = i < 0 ? -(uint64_t)i : (uint64_t)i;
        return true;
    }
    if (!is_exact(v, TYPE_INT))
        return false;
    const BigInt *big = (const BigInt *)value_object(v);
    *negative = big->size < 0;
    *magnitude = big->limbs[0];
    return big->size == 1 || big->size == -1;
}

static Value from_wide(Thread *t, Wide magnitude, bool negative) {
    if (magnitude <= (uint64_t)SMALL_INT_MAX)
        return small_int_value(negative ? -(int64_t)magnitude : (int64_t)magnitude);
    uint64_t limbs[2] = {(uint64_t)magnitude, (uint64_t)(magnitude >> 64)};
    int count = limbs[1] ? 2 : 1;
    if (negative && count == 1 && limbs[0] == (uint64_t)1 << 61)
        return small_int_value(SMALL_INT_MIN);
    BigInt *big = object_new_raw(t, TYPE_INT, sizeof *big + (size_t)count * sizeof *limbs);
    if (!big)
        return VALUE_NULL;
    big->size = negative ? -count : count;
    big->limbs[0] = limbs[0];
    if (count == 2)
        big->limbs[1] = limbs[1];
    return object_value(big);
}

static Value add(Thread *t, uint64_t a, bool a_negative, uint64_t b, bool b_negative) {
    if (a_negative == b_negative)
        return from_wide(t, (Wide)a + b, a_negative);
    return a >= b ? from_wide(t, a - b, a_negative) : from_wide(t, b - a, b_negative);
}

Value int_narrow_binary(Thread *t, BinaryOp op, Value a, Value b) {
    uint64_t x, y;
    bool x_negative, y_negative;
    if (!narrow(a, &x, &x_negative) || !narrow(b, &y, &y_negative))
        return VALUE_NULL;
    if (op == BINARY_ADD)
        return add(t, x, x_negative, y, y_negative);
    if (op == BINARY_SUB)
        return add(t, x, x_negative, y, !y_negative);
    if (op == BINARY_MUL)
        return from_wide(t, (Wide)x * y, x_negative != y_negative);
    if (x_negative || y_negative)
        return VALUE_NULL;
    switch (op) {
    case BINARY_AND:
        return from_wide(t, x & y, false);
    case BINARY_OR:
        return from_wide(t, x | y, false);
    case BINARY_XOR:
        return from_wide(t, x ^ y, false);
    case BINARY_RSHIFT:
        return from_wide(t, y > 63 ? 0 : x >> y, false);
    case BINARY_LSHIFT:
        return y > 63 ? VALUE_NULL : from_wide(t, (Wide)x << y, false);
    case BINARY_MOD:
        return y ? from_wide(t, x % y, false) : VALUE_NULL;
    case BINARY_FLOORDIV:
        return y ? from_wide(t, x / y, false) : VALUE_NULL;
    default:
        return VALUE_NULL;
    }
}
