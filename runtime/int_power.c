/* Powers, modular powers, gcd and square root of ints. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int_limbs.h"

/* 2^40 bits are 128 GiB: nobody has so much, and GMP would abort. */
enum { POWER_MAX_BITS_LOG2 = 40 };

static Value power_as_float(Thread *t, Value a, Value b) {
    double base, exponent;
    if (!int_to_double(t, a, &base) || !int_to_double(t, b, &exponent))
        return VALUE_NULL;
    return float_pow(t, base, exponent);
}

/* Makes sure that a result of so many bits fits memory: int_alloc looks. */
static bool check_room(Thread *t, int64_t bits) {
    enum { ALWAYS = 1 << 20 };
    if (bits < ALWAYS)
        return true;
    BigInt *probe = bits >> POWER_MAX_BITS_LOG2 ? (raise_no_memory(t), NULL) : int_alloc(t, bits / 64 + 2);
    xdecref_object(t, probe);
    return probe != NULL;
}

/* Small powers are most powers. */
static bool power_word(int64_t base, uint64_t exponent, int64_t *result) {
    int64_t power = 1;
    for (;;) {
        if ((exponent & 1) && __builtin_mul_overflow(power, base, &power))
            return false;
        exponent >>= 1;
        if (!exponent) {
            *result = power;
            return true;
        }
        if (__builtin_mul_overflow(base, base, &base))
            return false;
    }
}

static Value power_mpz(Thread *t, Value a, uint64_t exponent) {
    int64_t bits;
    if (__builtin_mul_overflow(int_bit_length(a), (int64_t)exponent, &bits))
        return raise_no_memory(t);
    if (!check_room(t, bits))
        return VALUE_NULL;
    IntView view;
    mpz_t base, power;
    int_view(a, &view);
    int_view_mpz(&view, base);
    mpz_init(power);
    mpz_pow_ui(power, base, exponent);
    Value result = int_from_mpz(t, power);
    mpz_clear(power);
    return result;
}

static Value power_plain(Thread *t, Value a, Value b) {
    int64_t small;
    uint64_t exponent = 0;
    if (int_sign(b) < 0)
        return power_as_float(t, a, b);
    bool fits = int_to_uint64(b, &exponent) && exponent <= INT64_MAX;
    if (is_word_int(a)) {
        int64_t base = word_int(a);
        if (base == 0 || base == 1 || base == -1) {
            bool zero_exponent = int_sign(b) == 0;
            bool odd = int_low_bits(b) & 1;
            return small_int_value(zero_exponent ? 1 : base == -1 && !odd ? 1 : base);
        }
        if (fits && power_word(base, exponent, &small))
            return int_value(t, small);
    }
    return fits ? power_mpz(t, a, exponent) : raise_no_memory(t);
}

/* GMP's result is in [0, |modulus|); Python's has the sign of the modulus. */
static Value finish_modular(Thread *t, mpz_t power, const mpz_t modulus) {
    if (mpz_sgn(modulus) < 0 && mpz_sgn(power) != 0)
        mpz_add(power, power, modulus);
    return int_from_mpz(t, power);
}

static Value power_modular(Thread *t, Value a, Value b, Value modulus) {
    if (int_sign(modulus) == 0)
        return raise_value_error(t, "pow() 3rd argument cannot be 0");
    IntView views[3];
    mpz_t base, exponent, m, power;
    int_view(a, &views[0]);
    int_view(b, &views[1]);
    int_view(modulus, &views[2]);
    int_view_mpz(&views[0], base);
    int_view_mpz(&views[1], exponent);
    int_view_mpz(&views[2], m);
    mpz_init(power);
    Value result;
    bool unit = mpz_cmpabs_ui(m, 1) == 0;
    if (!unit && mpz_sgn(exponent) < 0 && !mpz_invert(power, base, m)) {
        result = raise_value_error(t, "base is not invertible for the given modulus");
    } else {
        if (unit)
            mpz_set_ui(power, 0);
        else
            mpz_powm(power, base, exponent, m);
        result = finish_modular(t, power, m);
    }
    mpz_clear(power);
    return result;
}

Value int_pow(Thread *t, Value a, Value b, Value modulus) {
    return is_none(modulus) ? power_plain(t, a, b) : power_modular(t, a, b, modulus);
}

/* --- gcd and isqrt --- */

static uint64_t gcd_words(uint64_t a, uint64_t b) {
    while (b) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

Value int_gcd(Thread *t, Value a, Value b) {
    IntView x, y;
    int_view(a, &x);
    int_view(b, &y);
    if (x.count <= 1 && y.count <= 1)
        return int_from_uint64(t, gcd_words(x.count ? x.limbs[0] : 0, y.count ? y.limbs[0] : 0));
    mpz_t p, q, gcd;
    int_view_mpz(&x, p);
    int_view_mpz(&y, q);
    mpz_init(gcd);
    mpz_gcd(gcd, p, q);
    Value result = int_from_mpz(t, gcd);
    mpz_clear(gcd);
    return result;
}

Value int_isqrt(Thread *t, Value a) {
    IntView view;
    int_view(a, &view);
    if (view.negative)
        return raise_value_error(t, "isqrt() argument must be nonnegative");
    if (view.count == 0)
        return small_int_value(0);
    BigInt *root = int_alloc(t, (view.count + 1) / 2);
    BigInt *rest = root ? int_alloc(t, view.count) : NULL;
    if (rest) {
        mpn_sqrtrem((mp_limb_t *)root->limbs, (mp_limb_t *)rest->limbs, view.limbs, view.count);
        decref_object(t, rest);
        return int_finish(t, root, (view.count + 1) / 2, false);
    }
    xdecref_object(t, root);
    return VALUE_NULL;
}
