/* math.fsum: the exact sum, rounded once.
 *
 * The sum is a fixed-point number in chunks of 64 bits that lie 32 bits apart, so that many floats can be
 * added before carries have to be passed on: the small superaccumulator of Radford M. Neal, "Fast exact
 * summation using small and large superaccumulators", 2015. */
#include "stdlib/math_sum.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/ops.h"
#include <float.h>
#include <math.h>
#include <string.h>

enum { CHUNK_BITS = 32, CHUNKS = 68, MANTISSA_BITS = DBL_MANT_DIG - 1 };
enum { ONE = (DBL_MANT_DIG - DBL_MIN_EXP) / CHUNK_BITS }; /* the chunk where 1.0 is */
/* A float adds less than 2^52 to a chunk, which has room for 2^63. */
enum { MOST_ADDITIONS = 1 << 10 };
/* Sums of smaller floats do not overflow in anybody's lifetime. */
#define MAY_OVERFLOW 0x1p960

typedef struct ExactSum {
    int64_t chunks[CHUNKS];        /* of 2^(CHUNK_BITS * i) times the smallest float */
    int first, last;               /* only these are in use, three of them at least */
    int additions;                 /* since carries were passed on */
    double not_finite, infinities; /* sums of the items that are no numbers */
} ExactSum;

static void exact_clear(ExactSum *sum) {
    sum->first = ONE - 1; /* most sums are not far from there */
    sum->last = ONE + 1;
    sum->additions = 0;
    for (int i = sum->first; i <= sum->last; i++)
        sum->chunks[i] = 0;
}

static void reach_chunks(ExactSum *sum, int first, int last) {
    while (sum->first > first)
        sum->chunks[--sum->first] = 0;
    while (sum->last < last)
        sum->chunks[++sum->last] = 0;
}

/* Afterwards all chunks but the last are in [0, 2^CHUNK_BITS), and the last is not much larger and has the
 * sign. */
static void pass_carries(ExactSum *sum) {
    for (int i = sum->first;; i++) {
        int64_t carry = sum->chunks[i] >> CHUNK_BITS;
        if (i == sum->last && (carry == 0 || carry == -1))
            break;
        reach_chunks(sum, i, i + 1);
        sum->chunks[i] &= UINT32_MAX;
        sum->chunks[i + 1] += carry;
    }
    sum->additions = 0;
}

static void exact_add(ExactSum *sum, double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    int exponent = bits >> MANTISSA_BITS & 0x7ff, place = exponent - (exponent != 0);
    uint64_t unit = (uint64_t)1 << MANTISSA_BITS, mantissa = (bits & (unit - 1)) + (exponent ? unit : 0);
    unsigned __int128 wide = (unsigned __int128)mantissa << place % CHUNK_BITS;
    int64_t low = (int64_t)(wide & UINT32_MAX), high = (int64_t)(wide >> CHUNK_BITS);
    int i = place / CHUNK_BITS;
    if (i < sum->first || i >= sum->last)
        reach_chunks(sum, i, i + 1);
    sum->chunks[i] += x < 0 ? -low : low;
    sum->chunks[i + 1] += x < 0 ? -high : high;
    if (++sum->additions == MOST_ADDITIONS)
        pass_carries(sum);
}

/* A sum that is not negative, from its 64 highest bits, of which the last one stands for all below. */
static double round_chunks(const ExactSum *sum) {
    const int64_t *chunks = sum->chunks;
    int i = sum->last;
    while (i - 2 > sum->first && chunks[i] == 0)
        i--;
    unsigned __int128 top = (unsigned __int128)chunks[i] << 2 * CHUNK_BITS;
    top |= (uint64_t)chunks[i - 1] << CHUNK_BITS | (uint64_t)chunks[i - 2];
    uint64_t above = (uint64_t)(top >> 64);
    int shift = above ? 64 - __builtin_clzll(above) : 0;
    bool rest = top >> shift << shift != top;
    for (int k = i - 3; !rest && k >= sum->first; k--)
        rest = chunks[k] != 0;
    int exponent = DBL_MIN_EXP - DBL_MANT_DIG + (i - 2) * CHUNK_BITS + shift;
    return ldexp((double)((uint64_t)(top >> shift) | rest), exponent);
}

/* The sum is used up. */
static double exact_round(ExactSum *sum) {
    pass_carries(sum);
    bool negative = sum->chunks[sum->last] < 0;
    for (int i = sum->first; negative && i <= sum->last; i++)
        sum->chunks[i] = -sum->chunks[i];
    if (negative)
        pass_carries(sum);
    return negative ? -round_chunks(sum) : round_chunks(sum);
}

static bool has_overflowed(ExactSum sum) {
    return isinf(exact_round(&sum));
}

/* As CPython, starts anew after an item that is no number. */
static void add_not_finite(ExactSum *sum, double x) {
    exact_clear(sum);
    sum->not_finite += x;
    sum->infinities += isinf(x) ? x : 0;
}

static bool fsum_item(Thread *t, Value item, void *arg) {
    ExactSum *sum = arg;
    double x;
    bool ok = op_float(t, item, &x);
    decref(t, item);
    if (!ok)
        return false;
    if (!isfinite(x))
        return add_not_finite(sum, x), true;
    exact_add(sum, x);
    if (fabs(x) >= MAY_OVERFLOW && has_overflowed(*sum))
        return raise_overflow(t, "intermediate overflow in fsum"), false;
    return true;
}

Value math_fsum(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    ExactSum sum;
    exact_clear(&sum);
    sum.not_finite = sum.infinities = 0;
    if (!op_each(t, args[0], fsum_item, &sum))
        return VALUE_NULL;
    if (isnan(sum.infinities))
        return raise_value_error(t, "-inf + inf in fsum");
    return float_value(t, sum.not_finite != 0 ? sum.not_finite : exact_round(&sum));
}
