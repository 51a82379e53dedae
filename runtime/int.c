/* Integers: representation, conversions to and from C numbers, comparison and hash. */
#include "runtime/error.h"
#include "runtime/int_limbs.h"
#include <float.h>
#include <math.h>

enum { LIMB_BITS = 64 };

/* GMP aborts when it cannot get working memory: before large operations we look whether there is some. */
static bool has_room(int64_t count) {
    enum { LARGE = 1 << 16, WORK = 4 };
    if (count < LARGE)
        return true;
    if (count > INT64_MAX / (int64_t)(sizeof(mp_limb_t) * 2 * WORK))
        return false;
    void *probe = mem_alloc((size_t)count * sizeof(mp_limb_t) * WORK);
    mem_free(probe);
    return probe != NULL;
}

BigInt *int_alloc(Thread *t, int64_t count) {
    if (!has_room(count)) {
        raise_no_memory(t);
        return NULL;
    }
    BigInt *big = object_new_raw(t, TYPE_INT, sizeof(BigInt) + (size_t)count * sizeof(mp_limb_t));
    if (big)
        big->size = count;
    return big;
}

/* The small int of at most one limb, or false. */
static bool fits_word(const mp_limb_t *limbs, int64_t count, bool negative, int64_t *i) {
    if (count > 1)
        return false;
    uint64_t magnitude = count ? limbs[0] : 0;
    if (magnitude > (uint64_t)SMALL_INT_MAX + negative)
        return false;
    *i = negative ? (int64_t)-magnitude : (int64_t)magnitude;
    return true;
}

Value int_finish(Thread *t, BigInt *big, int64_t count, bool negative) {
    int64_t room = big->size, i;
    while (count > 0 && big->limbs[count - 1] == 0)
        count--;
    if (fits_word((mp_limb_t *)big->limbs, count, negative, &i)) {
        decref_object(t, big);
        return small_int_value(i);
    }
    big->size = negative ? -count : count;
    if (room < 64 || count > room / 2)
        return object_value(big);
    Value copy =
        int_from_limbs(t, (mp_limb_t *)big->limbs, count, negative); /* much was cancelled: give it back */
    decref_object(t, big);
    return copy;
}

Value int_from_limbs(Thread *t, const mp_limb_t *limbs, mp_size_t count, bool negative) {
    int64_t i;
    while (count > 0 && limbs[count - 1] == 0)
        count--;
    if (fits_word(limbs, count, negative, &i))
        return small_int_value(i);
    BigInt *big = int_alloc(t, count);
    if (!big)
        return VALUE_NULL;
    mpn_copyi((mp_limb_t *)big->limbs, limbs, count);
    big->size = negative ? -count : count;
    return object_value(big);
}

Value int_from_mpz(Thread *t, const mpz_t z) {
    return int_from_limbs(t, mpz_limbs_read(z), (mp_size_t)mpz_size(z), mpz_sgn(z) < 0);
}

void int_view_mpz(const IntView *view, mpz_t z) {
    mpz_roinit_n(z, view->limbs, view->negative ? -view->count : view->count);
}

/* --- from and to C numbers --- */

Value int_value(Thread *t, int64_t i) {
    if (fits_small_int(i))
        return small_int_value(i);
    mp_limb_t limb = i < 0 ? -(uint64_t)i : (uint64_t)i;
    return int_from_limbs(t, &limb, 1, i < 0);
}

Value int_from_uint64(Thread *t, uint64_t i) {
    mp_limb_t limb = i;
    return int_from_limbs(t, &limb, 1, false);
}

Value int_from_double(Thread *t, double d) {
    if (isnan(d))
        return raise_value_error(t, "cannot convert float NaN to integer");
    if (isinf(d))
        return raise_overflow(t, "cannot convert float infinity to integer");
    if (fabs(d) < 0x1p62)
        return int_value(t, (int64_t)d);
    int exponent;
    double mantissa = frexp(fabs(d), &exponent);
    mp_limb_t limb = (mp_limb_t)ldexp(mantissa, 53);
    Value digits = int_from_limbs(t, &limb, 1, d < 0);
    return is_null(digits)
               ? digits
               : int_shift_left(t, digits, exponent - 53); /* digits are small: no count to release */
}

Value int_plain(Thread *t, Value v) {
    if (is_int_exact(v))
        return new_ref(v);
    IntView view;
    int_view(v, &view);
    return int_from_limbs(t, view.limbs, view.count, view.negative);
}

bool int_to_int64(Value v, int64_t *out) {
    IntView view;
    if (is_word_int(v)) {
        *out = word_int(v);
        return true;
    }
    int_view(v, &view);
    uint64_t magnitude = view.count ? view.limbs[0] : 0;
    if (view.count > 1 || magnitude > (uint64_t)INT64_MAX + view.negative)
        return false;
    *out = view.negative ? (int64_t)-magnitude : (int64_t)magnitude;
    return true;
}

bool int_to_uint64(Value v, uint64_t *out) {
    IntView view;
    int_view(v, &view);
    if (view.count > 1 || view.negative)
        return false;
    *out = view.count ? view.limbs[0] : 0;
    return true;
}

/* The 64 highest bits of a magnitude, the lowest of them set if anything was cut off: rounding that to 53
 * bits gives what rounding all of it would. Its value is the result * 2^*exponent. */
static uint64_t top_bits(const IntView *view, int64_t *exponent) {
    mp_size_t n = view->count;
    int shift = __builtin_clzll(view->limbs[n - 1]);
    uint64_t top = view->limbs[n - 1] << shift;
    if (shift && n > 1)
        top |= view->limbs[n - 2] >> (LIMB_BITS - shift);
    bool rest = n > 1 && shift < LIMB_BITS && (view->limbs[n - 2] << shift) != 0;
    for (mp_size_t i = n - 2; !rest && i-- > 0;)
        rest = view->limbs[i] != 0;
    *exponent = (int64_t)(n - 1) * LIMB_BITS - shift;
    return top | rest;
}

bool int_to_double(Thread *t, Value v, double *out) {
    if (is_word_int(v)) {
        *out = (double)word_int(v);
        return true;
    }
    IntView view;
    int_view(v, &view);
    int64_t exponent = 0;
    double d = view.count ? (double)top_bits(&view, &exponent) : 0;
    d = exponent > DBL_MAX_EXP ? INFINITY : ldexp(d, (int)exponent);
    if (isinf(d)) {
        raise_overflow(t, "int too large to convert to float");
        return false;
    }
    *out = view.negative ? -d : d;
    return true;
}

uint64_t int_low_bits(Value v) {
    IntView view;
    int_view(v, &view);
    uint64_t magnitude = view.count ? view.limbs[0] : 0;
    return view.negative ? -magnitude : magnitude;
}

int int_sign(Value v) {
    IntView view;
    int_view(v, &view);
    return view.count == 0 ? 0 : view.negative ? -1 : 1;
}

int64_t int_bit_length(Value v) {
    IntView view;
    int_view(v, &view);
    return view.count ? view.count * LIMB_BITS - __builtin_clzll(view.limbs[view.count - 1]) : 0;
}

/* --- hash and comparison --- */

int64_t int_hash(Value v) {
    const uint64_t modulus = ((uint64_t)1 << 61) - 1;
    IntView view;
    int_view(v, &view);
    uint64_t hash = 0;
    for (mp_size_t i = view.count; i-- > 0;) { /* 2^64 is 8 modulo 2^61 - 1 */
        unsigned __int128 wide = (unsigned __int128)hash * 8 + view.limbs[i];
        hash = (uint64_t)(wide & modulus) + (uint64_t)(wide >> 61);
        hash = hash >= modulus ? hash - modulus : hash;
    }
    if (!view.negative)
        return (int64_t)hash;
    return hash == 1 ? -2 : -(int64_t)hash;
}

static int compare_magnitudes(const IntView *a, const IntView *b) {
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    int order = a->count ? mpn_cmp(a->limbs, b->limbs, a->count) : 0;
    return order < 0 ? -1 : order > 0;
}

int int_compare(Value a, Value b) {
    if (both_word_int(a, b))
        return (word_int(a) > word_int(b)) - (word_int(a) < word_int(b));
    IntView x, y;
    int_view(a, &x);
    int_view(b, &y);
    if (x.negative != y.negative)
        return x.negative ? -1 : 1;
    int order = compare_magnitudes(&x, &y);
    return x.negative ? -order : order;
}

/* Both positive. The integer part decides by its length, then by its bits; then the fraction does. */
static int compare_magnitude_double(const IntView *a, double d) {
    int exponent;
    frexp(d, &exponent);
    int64_t bits = a->count * LIMB_BITS - __builtin_clzll(a->limbs[a->count - 1]);
    if (bits != exponent)
        return bits < exponent ? -1 : 1;
    double whole;
    double fraction = modf(d, &whole);
    int64_t unit;
    uint64_t top = top_bits(a, &unit); /* both have the same highest bit: compare 64 bits from there */
    uint64_t other = (uint64_t)ldexp(whole, -(int)unit);
    if (top != other)
        return top < other ? -1 : 1;
    return fraction > 0 ? -1 : 0;
}

int int_compare_double(Value a, double d) {
    int sign = int_sign(a), other = (d > 0) - (d < 0);
    if (sign != other || sign == 0)
        return (sign > other) - (sign < other);
    if (isinf(d))
        return -sign;
    IntView view;
    int_view(a, &view);
    return sign * compare_magnitude_double(&view, fabs(d));
}
