/* Arrays of limbs of 19 decimal digits: sums, shifts by digits, products. */
#include "runtime/memory.h"
#include "stdlib/decimal.h"

const uint64_t limb_powers[LIMB_DIGITS + 1] = {1u,
                                               10u,
                                               100u,
                                               1000u,
                                               10000u,
                                               100000u,
                                               1000000u,
                                               10000000u,
                                               100000000u,
                                               1000000000u,
                                               10000000000u,
                                               100000000000u,
                                               1000000000000u,
                                               10000000000000u,
                                               100000000000000u,
                                               1000000000000000u,
                                               10000000000000000u,
                                               100000000000000000u,
                                               1000000000000000000u,
                                               LIMB_BASE};

int limbs_compare(const uint64_t *a, int64_t n, const uint64_t *b, int64_t m) {
    if (n != m)
        return n < m ? -1 : 1;
    while (n-- > 0)
        if (a[n] != b[n])
            return a[n] < b[n] ? -1 : 1;
    return 0;
}

/* ---- sums ---- */

uint64_t limbs_add(uint64_t *r, const uint64_t *a, int64_t n, const uint64_t *b, int64_t m) {
    uint64_t carry = 0;
    int64_t i = 0;
    for (; i < m; i++) { /* the sum may pass 2^64 */
        uint64_t sum = a[i] + b[i] + carry;
        carry = sum < a[i] || sum >= LIMB_BASE;
        r[i] = carry ? sum - LIMB_BASE : sum;
    }
    for (; i < n && carry; i++) {
        carry = a[i] == LIMB_BASE - 1;
        r[i] = carry ? 0 : a[i] + 1;
    }
    if (r != a && i < n)
        memcpy(r + i, a + i, (size_t)(n - i) * sizeof *r);
    return carry;
}

void limbs_sub(uint64_t *r, const uint64_t *a, int64_t n, const uint64_t *b, int64_t m) {
    uint64_t borrow = 0;
    int64_t i = 0;
    for (; i < m; i++) {
        uint64_t take = b[i] + borrow, from = a[i];
        borrow = from < take;
        r[i] = from - take + (borrow ? LIMB_BASE : 0);
    }
    for (; i < n && borrow; i++) {
        borrow = a[i] == 0;
        r[i] = borrow ? LIMB_BASE - 1 : a[i] - 1;
    }
    if (r != a && i < n)
        memcpy(r + i, a + i, (size_t)(n - i) * sizeof *r);
}

/* ---- shifts ---- */

/* Divisors that the compiler knows cost a multiplication each. */
#define CASE(n, power)                                                                                       \
    case n:                                                                                                  \
        *rest = limb % (power##u);                                                                           \
        return limb / (power##u)

static inline uint64_t cut(uint64_t limb, int digits, uint64_t *rest) {
    switch (digits) {
        CASE(1, 10);
        CASE(2, 100);
        CASE(3, 1000);
        CASE(4, 10000);
        CASE(5, 100000);
        CASE(6, 1000000);
        CASE(7, 10000000);
        CASE(8, 100000000);
        CASE(9, 1000000000);
        CASE(10, 10000000000);
        CASE(11, 100000000000);
        CASE(12, 1000000000000);
        CASE(13, 10000000000000);
        CASE(14, 100000000000000);
        CASE(15, 1000000000000000);
        CASE(16, 10000000000000000);
        CASE(17, 100000000000000000);
        CASE(18, 1000000000000000000);
        CASE(19, 10000000000000000000);
    default:
        *rest = 0;
        return limb;
    }
}

void limbs_shift_left(uint64_t *r, const uint64_t *a, int64_t n, int64_t digits) {
    int64_t whole = digits / LIMB_DIGITS;
    int part = (int)(digits % LIMB_DIGITS);
    uint64_t *to = r + whole, factor = limb_powers[part];
    if (part == 0) {
        memmove(to, a, (size_t)n * sizeof *r);
        to[n] = 0;
    } else {
        uint64_t low, above = 0; /* the lower part of the limb above, in its new place */
        for (int64_t i = n; i-- > 0;) {
            uint64_t high = cut(a[i], LIMB_DIGITS - part, &low);
            to[i + 1] = above + high;
            above = low * factor;
        }
        to[0] = above;
    }
    for (int64_t i = 0; i < whole; i++)
        r[i] = 0;
}

static bool any(const uint64_t *a, int64_t n) {
    while (n-- > 0)
        if (a[n])
            return true;
    return false;
}

/* What a rest is of which the highest limb is known, in units of `unit`. */
static DecRest describe(uint64_t top, uint64_t unit, bool more) {
    if (top == 0)
        return more ? REST_BELOW_HALF : REST_NONE;
    if (top < unit / 2)
        return REST_BELOW_HALF;
    return top > unit / 2 || more ? REST_ABOVE_HALF : REST_HALF;
}

DecRest limbs_shift_right(uint64_t *r, const uint64_t *a, int64_t n, int64_t digits) {
    int64_t whole = digits / LIMB_DIGITS;
    int part = (int)(digits % LIMB_DIGITS);
    if (whole >= n) /* nothing is left */
        return whole == n && part == 0 ? describe(a[n - 1], LIMB_BASE, any(a, n - 1))
                                       : (any(a, n) ? REST_BELOW_HALF : REST_NONE);
    if (part == 0) {
        DecRest rest = whole ? describe(a[whole - 1], LIMB_BASE, any(a, whole - 1)) : REST_NONE;
        memmove(r, a + whole, (size_t)(n - whole) * sizeof *r);
        return rest;
    }
    uint64_t first, low, factor = limb_powers[LIMB_DIGITS - part];
    uint64_t high = cut(a[whole], part, &first);
    DecRest rest = describe(first, limb_powers[part], any(a, whole));
    for (int64_t i = whole + 1; i < n; i++) {
        uint64_t next = cut(a[i], part, &low);
        r[i - whole - 1] = high + low * factor;
        high = next;
    }
    r[n - whole - 1] = high;
    return rest;
}

int64_t limbs_trailing_zeros(const uint64_t *a, int64_t n) {
    int64_t i = 0;
    uint64_t rest, next;
    while (i < n - 1 && a[i] == 0)
        i++;
    int64_t zeros = i * LIMB_DIGITS;
    uint64_t limb = a[i];
    for (int step = 16; step; step /= 2)
        if (limb && (next = cut(limb, step, &rest), rest == 0)) {
            limb = next;
            zeros += step;
        }
    return zeros;
}

int limbs_digit(const uint64_t *a, int64_t n, int64_t place) {
    int64_t i = place / LIMB_DIGITS;
    return i < n ? (int)(a[i] / limb_powers[place % LIMB_DIGITS] % 10) : 0;
}

/* ---- products ---- */

/* high * 2^64 + low by LIMB_BASE, high < LIMB_BASE, without a division: the divisor has its top bit set, so
 * its inverse is known to 64 bits (Moeller and Granlund 2011, "Improved division by invariant integers"). */
static inline uint64_t divide_step(uint64_t high, uint64_t low, uint64_t *rest) {
    const uint64_t inverse = (uint64_t)(~(unsigned __int128)0 / LIMB_BASE);
    unsigned __int128 q = (unsigned __int128)inverse * high + (((unsigned __int128)high << 64) | low);
    uint64_t quotient = (uint64_t)(q >> 64) + 1, r = low - quotient * LIMB_BASE;
    if (r > (uint64_t)q) {
        quotient--;
        r += LIMB_BASE;
    }
    if (r >= LIMB_BASE) {
        quotient++;
        r -= LIMB_BASE;
    }
    *rest = r;
    return quotient;
}

/* Column by column: the products of a column are added up as binary numbers, and divided once. */
static void mul_columns(uint64_t *r, const uint64_t *a, int64_t n, const uint64_t *b, int64_t m) {
    uint64_t low = 0, middle = 0, high = 0; /* what was carried, and the column */
    for (int64_t column = 0; column < n + m - 1; column++) {
        int64_t first = column < m ? 0 : column - m + 1, last = column < n ? column : n - 1;
        const uint64_t *x = a + first, *y = b + (column - first);
        for (int64_t i = first; i <= last; i++) {
            unsigned __int128 product = (unsigned __int128)*x++ * *y--;
            unsigned __int128 sum = (((unsigned __int128)middle << 64) | low) + product;
            high += sum < product;
            low = (uint64_t)sum;
            middle = (uint64_t)(sum >> 64);
        }
        uint64_t rest, q1 = 0;
        if (high || middle >= LIMB_BASE)
            q1 = divide_step(high, middle, &middle);
        low = divide_step(middle, low, &rest);
        r[column] = rest;
        middle = q1;
        high = 0;
    }
    r[n + m - 1] = low;
}

enum { FIELD = 3 }; /* binary words for the sum of a column, in a large product */

static uint64_t *spread(const uint64_t *a, int64_t n) {
    uint64_t *fields = mem_calloc((size_t)n, FIELD * sizeof *fields);
    for (int64_t i = 0; fields && i < n; i++)
        fields[i * FIELD] = a[i];
    return fields;
}

/* The sums of the columns, carried. */
static void gather(uint64_t *r, const uint64_t *fields, int64_t columns) {
    unsigned __int128 carry = 0;
    for (int64_t i = 0; i < columns; i++, fields += FIELD) {
        unsigned __int128 sum = (((unsigned __int128)fields[1] << 64) | fields[0]) + carry;
        uint64_t high = fields[2] + (sum < carry), middle = (uint64_t)(sum >> 64), q1;
        q1 = divide_step(high, middle, &middle);
        carry = ((unsigned __int128)q1 << 64) | divide_step(middle, (uint64_t)sum, &r[i]);
    }
    r[columns] = (uint64_t)carry;
}

/* A product of polynomials is one of numbers, if each coefficient has a field that is wide enough
 * (Kronecker): so GMP's fast multiplication serves, and no number is converted. n >= m. */
static bool mul_large(uint64_t *r, const uint64_t *a, int64_t n, const uint64_t *b, int64_t m) {
    if (!gmp_has_room((double)(n + m) * FIELD * 40))
        return false;
    uint64_t *x = spread(a, n), *y = a == b && n == m ? x : spread(b, m);
    uint64_t *product = mem_alloc((size_t)(n + m) * FIELD * sizeof *product);
    bool ok = x && y && product;
    if (ok) {
        mpn_mul((mp_limb_t *)product, (mp_limb_t *)x, n * FIELD, (mp_limb_t *)y, m * FIELD);
        gather(r, product, n + m - 1);
    }
    mem_free(product);
    if (y != x)
        mem_free(y);
    mem_free(x);
    return ok;
}

bool limbs_mul(uint64_t *r, const uint64_t *a, int64_t n, const uint64_t *b, int64_t m) {
    enum { MANY = 150 };
    if (n < m)
        return limbs_mul(r, b, m, a, n);
    if (n == 1) {
        unsigned __int128 product = (unsigned __int128)a[0] * b[0];
        r[1] = divide_step((uint64_t)(product >> 64), (uint64_t)product, r);
        return true;
    }
    if (m >= MANY)
        return mul_large(r, a, n, b, m);
    mul_columns(r, a, n, b, m);
    return true;
}
