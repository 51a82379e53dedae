/* Coefficients as GMP's binary numbers and back. */
#include "runtime/memory.h"
#include "stdlib/decimal.h"

bool gmp_has_room(double bytes) {
    enum { LITTLE = 1 << 20 };
    if (bytes < LITTLE)
        return true;
    if (bytes > 1e17)
        return false;
    void *probe = mem_alloc((size_t)bytes);
    mem_free(probe);
    return probe != NULL;
}

enum { FEW = 40 }; /* limbs that are converted one by one */

static bool many_to_mpz(mpz_t z, const uint64_t *a, int64_t n) {
    int64_t digits = limbs_digits(a, n), bits = digits * 10 / 3 + 64;
    uint8_t *text = gmp_has_room((double)n * 60) ? mem_alloc((size_t)digits) : NULL;
    if (!text)
        return false;
    limbs_write_digits((char *)text, a, n, digits);
    for (int64_t i = 0; i < digits; i++)
        text[i] -= '0';
    mp_size_t count = mpn_set_str(mpz_limbs_write(z, bits / 64 + 2), text, (size_t)digits, 10);
    mpz_limbs_finish(z, count);
    mem_free(text);
    return true;
}

bool limbs_to_mpz(mpz_t z, const uint64_t *a, int64_t n) {
    if (n > FEW)
        return many_to_mpz(z, a, n);
    mp_limb_t *to = mpz_limbs_write(z, n + 1);
    mp_size_t count = 0;
    for (int64_t i = n; i-- > 0;) {
        mp_limb_t carry = count ? mpn_mul_1(to, to, count, LIMB_BASE) : 0;
        carry += count ? mpn_add_1(to, to, count, a[i]) : a[i];
        if (carry)
            to[count++] = carry;
    }
    mpz_limbs_finish(z, count);
    return true;
}

bool num_to_mpz(mpz_t z, const Num *a) {
    if (!limbs_to_mpz(z, a->limbs, a->count))
        return false;
    if (a->negative)
        mpz_neg(z, z);
    return true;
}

static bool many_from_mpz(Num *r, const mpz_t z) {
    size_t size = mpz_sizeinbase(z, 10);
    uint32_t status = 0;
    if (!gmp_has_room((double)size * 6))
        return false;
    char *text = mem_alloc(size + 2);
    if (!text || !num_need(r, (int64_t)size / LIMB_DIGITS + 1, &status))
        return mem_free(text), false;
    mpz_get_str(text, 10, z);
    const char *digits = text + (*text == '-');
    int64_t left = (int64_t)strlen(digits);
    r->count = 0;
    for (; left > 0; left -= LIMB_DIGITS) {
        uint64_t limb = 0;
        for (int64_t i = left > LIMB_DIGITS ? left - LIMB_DIGITS : 0; i < left; i++)
            limb = limb * 10 + (uint64_t)(digits[i] - '0');
        r->limbs[r->count++] = limb;
    }
    mem_free(text);
    return true;
}

static bool few_from_mpz(Num *r, const mpz_t z) {
    mp_limb_t from[FEW + 1];
    mp_size_t left = (mp_size_t)mpz_size(z);
    uint32_t status = 0;
    if (!num_need(r, left * 65 / 63 + 1, &status)) /* a limb holds 63.1 bits */
        return false;
    mpn_copyi(from, mpz_limbs_read(z), left);
    r->count = 0;
    while (left > 0) {
        r->limbs[r->count++] = mpn_divrem_1(from, 0, from, left, LIMB_BASE);
        left -= from[left - 1] == 0;
    }
    return true;
}

bool num_from_mpz(Num *r, const mpz_t z) {
    bool ok = mpz_sgn(z) == 0      ? (r->count = 0, true)
              : mpz_size(z) <= FEW ? few_from_mpz(r, z)
                                   : many_from_mpz(r, z);
    if (ok) {
        num_trim(r);
        r->kind = DEC_FINITE;
        r->negative = mpz_sgn(z) < 0;
        r->exp = 0;
    }
    return ok;
}
