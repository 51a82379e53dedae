/* Arithmetic of ints: + - * and the divisions. Words are computed with C's overflow checks, all else by GMP's
 * mpn_ functions. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int_limbs.h"
#include "runtime/list.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>

static mp_limb_t *limbs_of(BigInt *big) {
    return (mp_limb_t *)big->limbs;
}

/* --- + and - --- */

static Value add_magnitudes(Thread *t, const IntView *a, const IntView *b, bool negative) {
    if (a->count < b->count) {
        const IntView *swap = a;
        a = b;
        b = swap;
    }
    BigInt *sum = int_alloc(t, a->count + 1);
    if (!sum)
        return VALUE_NULL;
    mpn_copyi(limbs_of(sum), a->limbs, a->count);
    mp_limb_t carry = b->count ? mpn_add(limbs_of(sum), a->limbs, a->count, b->limbs, b->count) : 0;
    sum->limbs[a->count] = carry;
    return int_finish(t, sum, a->count + 1, negative);
}

/* |a| - |b|, negated if `negative`. */
static Value subtract_magnitudes(Thread *t, const IntView *a, const IntView *b, bool negative) {
    if (a->count < b->count ||
        (a->count == b->count && a->count && mpn_cmp(a->limbs, b->limbs, a->count) < 0)) {
        const IntView *swap = a;
        a = b;
        b = swap;
        negative = !negative;
    }
    if (a->count == 0)
        return small_int_value(0);
    BigInt *difference = int_alloc(t, a->count);
    if (!difference)
        return VALUE_NULL;
    if (b->count)
        mpn_sub(limbs_of(difference), a->limbs, a->count, b->limbs, b->count);
    else
        mpn_copyi(limbs_of(difference), a->limbs, a->count);
    return int_finish(t, difference, a->count, negative);
}

static Value add_signed(Thread *t, Value a, Value b, bool negate_b) {
    IntView x, y;
    int_view(a, &x);
    int_view(b, &y);
    return x.negative == (y.negative != negate_b) ? add_magnitudes(t, &x, &y, x.negative)
                                                  : subtract_magnitudes(t, &x, &y, x.negative);
}

Value int_add(Thread *t, Value a, Value b) {
    return both_word_int(a, b) ? int_value(t, word_int(a) + word_int(b)) : add_signed(t, a, b, false);
}

Value int_sub(Thread *t, Value a, Value b) {
    return both_word_int(a, b) ? int_value(t, word_int(a) - word_int(b)) : add_signed(t, a, b, true);
}

Value int_neg(Thread *t, Value a) {
    if (is_word_int(a))
        return int_value(t, -word_int(a));
    IntView view;
    int_view(a, &view);
    return int_from_limbs(t, view.limbs, view.count, !view.negative);
}

/* --- * --- */

static Value multiply_words(Thread *t, int64_t a, int64_t b) {
    int64_t product;
    if (!__builtin_mul_overflow(a, b, &product))
        return int_value(t, product);
    bool negative = (a < 0) != (b < 0);
    unsigned __int128 wide =
        (unsigned __int128)(a < 0 ? -(uint64_t)a : (uint64_t)a) * (b < 0 ? -(uint64_t)b : (uint64_t)b);
    mp_limb_t limbs[2] = {(mp_limb_t)wide, (mp_limb_t)(wide >> 64)};
    return int_from_limbs(t, limbs, 2, negative);
}

static Value multiply_views(Thread *t, const IntView *a, const IntView *b) {
    if (a->count == 0 || b->count == 0)
        return small_int_value(0);
    BigInt *product = int_alloc(t, a->count + b->count);
    if (!product)
        return VALUE_NULL;
    if (a->limbs == b->limbs)
        mpn_sqr(limbs_of(product), a->limbs, a->count);
    else if (a->count >= b->count)
        mpn_mul(limbs_of(product), a->limbs, a->count, b->limbs, b->count);
    else
        mpn_mul(limbs_of(product), b->limbs, b->count, a->limbs, a->count);
    return int_finish(t, product, a->count + b->count, a->negative != b->negative);
}

Value int_mul(Thread *t, Value a, Value b) {
    if (both_word_int(a, b))
        return multiply_words(t, word_int(a), word_int(b));
    IntView x, y;
    int_view(a, &x);
    int_view(b, &y);
    return multiply_views(t, &x, &y);
}

/* --- // and % : the quotient is rounded down, the remainder has the sign of the divisor --- */

static void divide_words(Thread *t, int64_t a, int64_t b, Value *quotient, Value *remainder) {
    int64_t q = a / b, r = a % b;
    if (r && (r < 0) != (b < 0)) {
        q--;
        r += b;
    }
    if (quotient)
        *quotient = int_value(t, q);
    if (remainder)
        *remainder = int_value(t, r);
}

/* From truncated to floor division, where signs differ and something is left: q - 1, r + b. Consumes both. */
static bool round_down(Thread *t, Value b, Value *quotient, Value *remainder) {
    Value q = int_sub(t, *quotient, small_int_value(1));
    value_store(t, quotient, q);
    Value r = is_null(q) ? VALUE_NULL : int_add(t, *remainder, b);
    value_store(t, remainder, r);
    return !is_null(r);
}

static bool divide_views(Thread *t, const IntView *a, const IntView *b, Value *quotient, Value *remainder) {
    BigInt *q = int_alloc(t, a->count - b->count + 1);
    BigInt *r = q ? int_alloc(t, b->count) : NULL;
    if (!r) {
        xdecref_object(t, q);
        return false;
    }
    mpn_tdiv_qr(limbs_of(q), limbs_of(r), 0, a->limbs, a->count, b->limbs, b->count);
    *quotient = int_finish(t, q, a->count - b->count + 1, a->negative != b->negative);
    *remainder = int_finish(t, r, b->count, a->negative);
    return !is_null(*quotient) && !is_null(*remainder);
}

static bool divide_floor(Thread *t, Value a, Value b, Value *quotient, Value *remainder) {
    IntView x, y;
    int_view(a, &x);
    int_view(b, &y);
    *quotient = small_int_value(0);
    *remainder = VALUE_NULL;
    if (x.count < y.count)
        *remainder = int_plain(t, a);
    else if (!divide_views(t, &x, &y, quotient, remainder))
        return false;
    if (is_null(*remainder))
        return false;
    return x.negative == y.negative || int_sign(*remainder) == 0 || round_down(t, b, quotient, remainder);
}

bool int_divide(Thread *t, Value a, Value b, Value *quotient, Value *remainder) {
    if (both_word_int(a, b)) {
        divide_words(t, word_int(a), word_int(b), quotient, remainder);
        return !(quotient && is_null(*quotient)) && !(remainder && is_null(*remainder));
    }
    Value q, r;
    bool ok = divide_floor(t, a, b, &q, &r);
    if (!ok || !quotient)
        decref(t, q);
    if (!ok || !remainder)
        decref(t, r);
    if (ok && quotient)
        *quotient = q;
    if (ok && remainder)
        *remainder = r;
    return ok;
}

static bool check_divisor(Thread *t, Value b, const char *message) {
    if (int_sign(b) == 0)
        raise(t, EXC_ZeroDivisionError, "%s", message);
    return int_sign(b) != 0;
}

Value int_floordiv(Thread *t, Value a, Value b) {
    Value quotient;
    if (!check_divisor(t, b, "integer division or modulo by zero") || !int_divide(t, a, b, &quotient, NULL))
        return VALUE_NULL;
    return quotient;
}

Value int_mod(Thread *t, Value a, Value b) {
    Value remainder;
    if (!check_divisor(t, b, "integer modulo by zero") || !int_divide(t, a, b, NULL, &remainder))
        return VALUE_NULL;
    return remainder;
}

Value int_divmod(Thread *t, Value a, Value b) {
    Value results[2];
    if (!check_divisor(t, b, "integer division or modulo by zero") ||
        !int_divide(t, a, b, &results[0], &results[1]))
        return VALUE_NULL;
    Tuple *tuple = tuple_from_owned(t, results, 2);
    return tuple ? object_value(tuple) : VALUE_NULL;
}

/* --- / --- */

/* The last bit of the smallest doubles stands for 2^(DBL_MIN_EXP - DBL_MANT_DIG); quotients have so many
 * more. */
enum { EXTRA_BITS = 2, LOWEST_EXPONENT = DBL_MIN_EXP - DBL_MANT_DIG - EXTRA_BITS };

/* q * 2^exponent as a double; `inexact`: q was cut off. Its last bit then stands for all that is missing
 * (rounding to odd: Boldo and Melquiond, "When double rounding is odd", 2005), so one rounding to nearest is
 * enough. */
static double scale_quotient(uint64_t q, bool inexact, int64_t exponent) {
    q |= inexact;
    if (exponent > LOWEST_EXPONENT || q >> (DBL_MANT_DIG + EXTRA_BITS))
        return ldexp((double)q, (int)exponent);
    uint64_t whole = q >> EXTRA_BITS, rest = q & 3; /* a small double has fewer bits: these are not in it */
    whole += rest > 2 || (rest == 2 && whole & 1);
    return ldexp((double)whole, (int)exponent + EXTRA_BITS);
}

/* |a| / |b| by dividing integers of which one has been shifted, so that the quotient has the given exponent.
 */
static bool divide_scaled(Thread *t, Value a, Value b, int64_t exponent, double *result) {
    Value x = exponent < 0 ? int_shift_left(t, a, -exponent) : new_ref(a);
    Value y = exponent > 0 ? int_shift_left(t, b, exponent) : new_ref(b);
    Value quotient = VALUE_NULL, remainder = VALUE_NULL;
    bool ok = !is_null(x) && !is_null(y) && int_divide(t, x, y, &quotient, &remainder);
    uint64_t q = 0;
    if (ok && int_to_uint64(quotient, &q))
        *result = scale_quotient(q, int_sign(remainder) != 0, exponent);
    if (ok) {
        decref(t, quotient);
        decref(t, remainder);
    }
    decref(t, x);
    decref(t, y);
    return ok;
}

static Value int_abs(Thread *t, Value a) {
    return int_sign(a) < 0 ? int_neg(t, a) : int_plain(t, a);
}

static Value divide_large(Thread *t, Value a, Value b) {
    int64_t exponent = int_bit_length(a) - int_bit_length(b); /* of the result, or one more */
    bool negative = (int_sign(a) < 0) != (int_sign(b) < 0);
    double result = exponent > DBL_MAX_EXP ? INFINITY : 0;
    if (exponent >= LOWEST_EXPONENT && exponent <= DBL_MAX_EXP) {
        int64_t last = exponent - 62; /* 62 or 63 bits for the quotient */
        Value x = int_abs(t, a), y = int_abs(t, b);
        bool ok = !is_null(x) && !is_null(y) &&
                  divide_scaled(t, x, y, last > LOWEST_EXPONENT ? last : LOWEST_EXPONENT, &result);
        decref(t, x);
        decref(t, y);
        if (!ok)
            return VALUE_NULL;
    }
    if (isinf(result))
        return raise_overflow(t, "integer division result too large for a float");
    return float_value(t, negative ? -result : result);
}

Value int_truediv(Thread *t, Value a, Value b) {
    const int64_t exact =
        (int64_t)1 << DBL_MANT_DIG; /* up to here ints are doubles, and the FPU's rounding is the right one */
    if (!check_divisor(t, b, "division by zero"))
        return VALUE_NULL;
    if (both_word_int(a, b) && llabs(word_int(a)) <= exact && llabs(word_int(b)) <= exact)
        return float_value(t, (double)word_int(a) / (double)word_int(b));
    return int_sign(a) == 0 ? float_value(t, int_sign(b) < 0 ? -0.0 : 0.0) : divide_large(t, a, b);
}
