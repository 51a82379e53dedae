/* Order, minimum and maximum, hashes. */
#include "stdlib/decimal.h"

/* ---- order ---- */

/* Of finite numbers that are not 0, without signs. */
static int compare_coefficients(const Num *a, const Num *b) {
    int64_t shift = a->exp - b->exp;
    if (a->count == 1 && b->count == 1 && shift > -LIMB_DIGITS && shift < LIMB_DIGITS) {
        unsigned __int128 p = (unsigned __int128)a->limbs[0] * limb_powers[shift > 0 ? shift : 0],
                          q = (unsigned __int128)b->limbs[0] * limb_powers[shift < 0 ? -shift : 0];
        return (p > q) - (p < q);
    }
    int64_t x = num_adjusted(a), y = num_adjusted(b);
    if (x != y)
        return x < y ? -1 : 1;
    if (a->exp == b->exp)
        return limbs_compare(a->limbs, a->count, b->limbs, b->count);
    int sign = a->exp > b->exp ? 1 : -1;
    const Num *shorter = sign > 0 ? a : b, *longer = sign > 0 ? b : a;
    /* As many digits of the longer one, then what is left of it. */
    for (int64_t n = num_digits(shorter), m = num_digits(longer); n > 0;) {
        int64_t take = n < LIMB_DIGITS ? n : LIMB_DIGITS;
        n -= take;
        m -= take;
        for (int64_t i = take; i-- > 0;) {
            int p = limbs_digit(shorter->limbs, shorter->count, n + i),
                q = limbs_digit(longer->limbs, longer->count, m + i);
            if (p != q)
                return p < q ? -sign : sign;
        }
    }
    int64_t left = num_digits(longer) - num_digits(shorter);
    return limbs_trailing_zeros(longer->limbs, longer->count) >= left ? 0 : -sign;
}

int num_compare_magnitude(const Num *a, const Num *b) {
    if (a->kind == DEC_INFINITE || b->kind == DEC_INFINITE)
        return (a->kind == DEC_INFINITE) - (b->kind == DEC_INFINITE);
    if (a->count == 0 || b->count == 0)
        return (a->count != 0) - (b->count != 0);
    return compare_coefficients(a, b);
}

int num_compare(const Num *a, const Num *b) {
    bool zero_a = num_is_zero(a), zero_b = num_is_zero(b);
    if (zero_a && zero_b)
        return 0;
    if (zero_a)
        return b->negative ? 1 : -1;
    if (zero_b || a->negative != b->negative)
        return a->negative ? -1 : 1;
    int order = num_compare_magnitude(a, b);
    return a->negative ? -order : order;
}

/* The places of kinds in the total order of positive numbers. */
static int rank(const Num *a) {
    return a->kind == DEC_SNAN ? 2 : a->kind == DEC_QNAN ? 3 : a->kind == DEC_INFINITE ? 1 : 0;
}

int num_compare_total(const Num *a, const Num *b, bool magnitude) {
    bool negative = !magnitude && a->negative;
    if (!magnitude && a->negative != b->negative)
        return a->negative ? -1 : 1;
    int order = rank(a) - rank(b);
    if (order == 0 && num_is_nan(a))
        order = limbs_compare(a->limbs, a->count, b->limbs, b->count);
    else if (order == 0) {
        order = num_compare_magnitude(a, b);
        if (order == 0 && a->kind == DEC_FINITE)
            order = (a->exp > b->exp) - (a->exp < b->exp);
    }
    order = (order > 0) - (order < 0);
    return negative ? -order : order;
}

static void set_order(Num *r, int order) {
    num_set_small(r, order < 0, order != 0, 0);
}

void dec_compare(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    if (!num_take_nan(r, a, b, rules, status))
        set_order(r, num_compare(a, b));
}

void dec_compare_signal(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    if (num_take_nan(r, a, b, rules, status))
        *status |= DEC_INVALID_OPERATION;
    else
        set_order(r, num_compare(a, b));
}

void dec_compare_total(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    set_order(r, num_compare_total(a, b, false));
}

void dec_compare_total_mag(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    set_order(r, num_compare_total(a, b, true));
}

bool num_same_quantum(const Num *a, const Num *b) {
    if (a->kind == DEC_FINITE && b->kind == DEC_FINITE)
        return a->exp == b->exp;
    return (num_is_nan(a) && num_is_nan(b)) || (a->kind == DEC_INFINITE && b->kind == DEC_INFINITE);
}

/* ---- minimum and maximum ---- */

/* A number is preferred to a NaN that does not signal. */
static bool choose_number(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    if (!num_is_nan(a) && !num_is_nan(b))
        return false;
    const Num *number = a->kind == DEC_QNAN && !num_is_nan(b)   ? b
                        : b->kind == DEC_QNAN && !num_is_nan(a) ? a
                                                                : NULL;
    if (!number)
        num_take_nan(r, a, b, rules, status);
    else if (num_copy(r, number, status))
        num_finish(r, rules, status);
    return true;
}

static void choose(Num *r, const Num *a, const Num *b, bool larger, bool magnitude, const DecRules *rules,
                   uint32_t *status) {
    if (choose_number(r, a, b, rules, status))
        return;
    int order = magnitude ? num_compare_magnitude(a, b) : num_compare(a, b);
    if (order == 0 && magnitude)
        order = num_compare(a, b);
    if (order == 0)
        order = num_compare_total(a, b, false);
    const Num *chosen = (order < 0) == larger && order != 0 ? b : a;
    if (num_copy(r, chosen, status))
        num_finish(r, rules, status);
}

void dec_max(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    choose(r, a, b, true, false, rules, status);
}

void dec_min(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    choose(r, a, b, false, false, rules, status);
}

void dec_max_mag(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    choose(r, a, b, true, true, rules, status);
}

void dec_min_mag(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    choose(r, a, b, false, true, rules, status);
}

/* ---- hashes: the number modulo 2^61 - 1, as of all numbers ---- */

#define MODULUS (((uint64_t)1 << 61) - 1)

static uint64_t times(uint64_t a, uint64_t b) {
    unsigned __int128 product = (unsigned __int128)a * b;
    uint64_t sum = ((uint64_t)product & MODULUS) + (uint64_t)(product >> 61);
    sum = (sum & MODULUS) + (sum >> 61);
    return sum == MODULUS ? 0 : sum;
}

static uint64_t power(uint64_t base, uint64_t exponent) {
    uint64_t result = 1;
    for (; exponent; exponent >>= 1) {
        if (exponent & 1)
            result = times(result, base);
        base = times(base, base);
    }
    return result;
}

int64_t num_hash(const Num *a) {
    enum { INFINITE_HASH = 314159 };
    if (a->kind == DEC_INFINITE)
        return a->negative ? -INFINITE_HASH : INFINITE_HASH;
    uint64_t hash = 0;
    for (int64_t i = a->count; i-- > 0;)
        hash = (times(hash, LIMB_BASE % MODULUS) + a->limbs[i]) % MODULUS;
    const uint64_t tenth = 2075258708292324556; /* times 10 it is 1 */
    uint64_t factor = power(a->exp < 0 ? tenth : 10, (uint64_t)(a->exp < 0 ? -a->exp : a->exp));
    int64_t result = (int64_t)times(hash, factor);
    if (a->negative)
        result = -result;
    return result == -1 ? -2 : result;
}
