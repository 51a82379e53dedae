/* Long division of arrays of limbs; large ones are divided as binary numbers. */
#include "runtime/memory.h"
#include "stdlib/decimal.h"

typedef unsigned __int128 Wide;

/* By one limb; the remainder. q may be a. */
static uint64_t divide_by_limb(uint64_t *q, const uint64_t *a, int64_t n, uint64_t b) {
    uint64_t rest = 0;
    for (int64_t i = n; i-- > 0;) {
        if (rest == 0) {
            q[i] = a[i] / b;
            rest = a[i] % b;
            continue;
        }
        Wide x = (Wide)rest * LIMB_BASE + a[i];
        q[i] = (uint64_t)(x / b); /* rest < b, so it fits */
        rest = (uint64_t)(x - (Wide)q[i] * b);
    }
    return rest;
}

/* r = a * factor; the highest limb. r may be a. */
static uint64_t multiply_by_limb(uint64_t *r, const uint64_t *a, int64_t n, uint64_t factor) {
    uint64_t carry = 0;
    for (int64_t i = 0; i < n; i++) {
        Wide x = (Wide)a[i] * factor + carry;
        carry = (uint64_t)(x / LIMB_BASE);
        r[i] = (uint64_t)(x % LIMB_BASE);
    }
    return carry;
}

/* The next limb of the quotient, from the three highest limbs of a and the two highest of b; at most one too
 * much. */
static uint64_t estimate(const uint64_t *a, uint64_t b1, uint64_t b2) {
    Wide top = (Wide)a[2] * LIMB_BASE + a[1];
    uint64_t q = a[2] >= b1 ? LIMB_BASE - 1 : (uint64_t)(top / b1);
    Wide rest = top - (Wide)q * b1;
    while (rest < LIMB_BASE && (Wide)q * b2 > rest * LIMB_BASE + a[0]) {
        q--;
        rest += b1;
    }
    return q;
}

/* a -= b * q, of m + 1 limbs of a; was a too small? */
static bool subtract_product(uint64_t *a, const uint64_t *b, int64_t m, uint64_t q) {
    const uint64_t inverse = (uint64_t)(~(Wide)0 / LIMB_BASE);
    uint64_t carry = 0;
    for (int64_t i = 0; i < m; i++) {
        Wide x = (Wide)b[i] * q + carry;
        uint64_t high = (uint64_t)(x >> 64), low = (uint64_t)x;
        Wide e = (Wide)inverse * high + x; /* as divide_step of decimal_limbs.c */
        carry = (uint64_t)(e >> 64) + 1;
        uint64_t rest = low - carry * LIMB_BASE;
        if (rest > (uint64_t)e) {
            carry--;
            rest += LIMB_BASE;
        }
        if (rest >= LIMB_BASE) {
            carry++;
            rest -= LIMB_BASE;
        }
        bool borrow = a[i] < rest;
        a[i] = a[i] - rest + (borrow ? LIMB_BASE : 0);
        carry += borrow;
    }
    bool negative = a[m] < carry;
    a[m] = a[m] - carry + (negative ? LIMB_BASE : 0);
    return negative;
}

/* Knuth's algorithm D. a has n + 1 limbs; b's highest limb is at least half of LIMB_BASE. */
static void divide_normalized(uint64_t *q, uint64_t *a, int64_t n, const uint64_t *b, int64_t m) {
    for (int64_t i = n - m; i >= 0; i--) {
        uint64_t digit = estimate(a + i + m - 2, b[m - 1], b[m - 2]);
        if (digit && subtract_product(a + i, b, m, digit)) {
            digit--;
            a[i + m] = (a[i + m] + limbs_add(a + i, a + i, m, b, m)) % LIMB_BASE;
        }
        q[i] = digit;
    }
}

static bool divide_long(uint64_t *q, uint64_t *a, int64_t n, const uint64_t *b, int64_t m) {
    enum { FEW = 64 };
    uint64_t here[2 * FEW + 1], factor = LIMB_BASE / (b[m - 1] + 1);
    uint64_t *room = n + 1 + m <= 2 * FEW ? here : mem_alloc((size_t)(n + 1 + m) * sizeof *room);
    if (!room)
        return false;
    uint64_t *x = room, *y = room + n + 1;
    x[n] = multiply_by_limb(x, a, n, factor);
    multiply_by_limb(y, b, m, factor);
    divide_normalized(q, x, n, y, m);
    divide_by_limb(a, x, m, factor);
    if (room != here)
        mem_free(room);
    return true;
}

static bool divide_binary(uint64_t *q, uint64_t *a, int64_t n, const uint64_t *b, int64_t m) {
    mpz_t x, y, quotient, rest;
    Num whole, left;
    uint32_t status = 0;
    if (!gmp_has_room((double)n * 100))
        return false;
    mpz_inits(x, y, quotient, rest, NULL);
    num_init(&whole);
    num_init(&left);
    bool ok = limbs_to_mpz(x, a, n) && limbs_to_mpz(y, b, m);
    if (ok) {
        mpz_tdiv_qr(quotient, rest, x, y);
        ok = num_from_mpz(&whole, quotient) && num_from_mpz(&left, rest) && status == 0;
    }
    if (ok) {
        memset(q, 0, (size_t)(n - m + 1) * sizeof *q);
        memset(a, 0, (size_t)n * sizeof *a);
        memcpy(q, whole.limbs, (size_t)whole.count * sizeof *q);
        memcpy(a, left.limbs, (size_t)left.count * sizeof *a);
    }
    num_drop(&whole);
    num_drop(&left);
    mpz_clears(x, y, quotient, rest, NULL);
    return ok;
}

bool limbs_divide(uint64_t *q, uint64_t *a, int64_t n, const uint64_t *b, int64_t m) {
    enum { MANY = 300 };
    if (m == 1) {
        a[0] = divide_by_limb(q, a, n, b[0]);
        return true;
    }
    return m >= MANY && n - m >= MANY ? divide_binary(q, a, n, b, m) : divide_long(q, a, n, b, m);
}
