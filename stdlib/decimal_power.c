/* Powers: special operands, whole exponents, powers modulo a number. */
#include "stdlib/decimal.h"
#include <math.h>

/* 1 with as many zeros as the precision allows. */
static void padded_one(Num *r, bool negative, int64_t zeros, uint32_t *status) {
    num_set_small(r, negative, 1, 0);
    if (num_shift_left(r, zeros, status)) {
        r->exp = -zeros;
        r->negative = negative;
    }
}

static int compare_with_one(const Num *a) {
    Num one;
    num_init(&one);
    num_set_small(&one, false, 1, 0);
    return num_compare_magnitude(a, &one);
}

static void power_of_zero(Num *r, const Num *b, bool negative, uint32_t *status) {
    if (num_is_zero(b))
        num_invalid(r, DEC_INVALID_OPERATION, status);
    else if (b->negative)
        num_set_special(r, DEC_INFINITE, negative);
    else
        num_set_small(r, negative, 0, 0);
}

static void infinite_power(Num *r, const Num *a, const Num *b, bool negative, const DecRules *rules,
                           uint32_t *status) {
    int order = compare_with_one(a);
    if (order == 0) {
        padded_one(r, negative, rules->prec - 1, status);
        *status |= DEC_INEXACT | DEC_ROUNDED;
    } else if ((order < 0) == b->negative) {
        num_set_special(r, DEC_INFINITE, negative);
    } else {
        num_set_small(r, negative, 0, 0);
    }
}

static void power_of_infinity(Num *r, const Num *b, bool negative) {
    if (num_is_zero(b))
        num_set_small(r, negative, 1, 0);
    else if (b->negative)
        num_set_small(r, negative, 0, 0);
    else
        num_set_special(r, DEC_INFINITE, negative);
}

/* The base is 1, with zeros behind the point. */
static void power_of_one(Num *r, const Num *a, const Num *b, bool negative, const DecRules *rules,
                         uint32_t *status) {
    int64_t n, zeros;
    if (!num_is_integer(b)) {
        zeros = rules->prec - 1;
        *status |= DEC_INEXACT | DEC_ROUNDED;
    } else if (b->negative) {
        zeros = 0;
    } else {
        bool many = !num_get_int64(b, &n) || n >= rules->prec || -a->exp >= rules->prec;
        __int128 product = many ? (a->exp ? (__int128)rules->prec : 0) : (__int128)n * -a->exp;
        zeros = product > rules->prec - 1 ? rules->prec - 1 : (int64_t)product;
        *status |= product > rules->prec - 1 ? DEC_ROUNDED : 0;
    }
    padded_one(r, negative, zeros, status);
}

/* ---- whole exponents ---- */

static void swap(Num **a, Num **b) {
    Num *other = *a;
    *a = *b;
    *b = other;
}

/* r = base^n by squaring, from the highest bit. */
static void raise_to(Num *r, const Num *base, uint64_t n, const DecRules *rules, uint32_t *status) {
    Num other, *now = r, *next = &other;
    num_init(&other);
    num_copy(now, base, status);
    for (int bit = 62 - __builtin_clzll(n); bit >= 0 && !(*status & DEC_NO_MEMORY); bit--) {
        dec_mul(next, now, now, rules, status);
        swap(&now, &next);
        if (n >> bit & 1) {
            dec_mul(next, now, base, rules, status);
            swap(&now, &next);
        }
        if (now->kind != DEC_FINITE || now->count == 0) /* that was it */
            break;
    }
    if (now != r)
        num_copy(r, now, status);
    num_drop(&other);
}

/* Rules for intermediate results. */
static DecRules finer(const DecRules *rules, int64_t prec) {
    DecRules work = *rules;
    work.prec = prec > DEC_MAX_PREC ? DEC_MAX_PREC : prec;
    work.rounding = DEC_HALF_EVEN;
    work.clamp = false;
    return work;
}

static void finish(Num *r, bool negative, const DecRules *rules, uint32_t *status) {
    if (r->kind == DEC_INFINITE) /* by rounding: perhaps the context rounds otherwise */
        num_set_small(r, false, 1, rules->emax + 1);
    r->negative = negative;
    num_finish(r, rules, status);
}

/* Is there memory for all digits of a^n that the precision asks for? Else much work would be in vain. */
static bool has_room(const Num *a, uint64_t n, int64_t prec) {
    double digits = a->count == 1 ? log10((double)a->limbs[0]) : (double)num_digits(a) - 1;
    digits *= (double)n;
    digits = digits < (double)prec ? digits : (double)prec;
    return gmp_has_room(digits / LIMB_DIGITS * 4 * sizeof(uint64_t));
}

static void power_whole(Num *r, const Num *a, int64_t n, bool negative, const DecRules *rules,
                        uint32_t *status) {
    uint64_t magnitude = n < 0 ? -(uint64_t)n : (uint64_t)n;
    DecRules work = finer(rules, rules->prec + limb_digits(magnitude) + 2 + (n < 0));
    Num base, one;
    if (!has_room(a, magnitude, work.prec)) {
        num_invalid(r, DEC_NO_MEMORY, status);
        return;
    }
    num_init(&base);
    num_init(&one);
    num_set_small(&one, false, 1, 0);
    if (n < 0)
        dec_div(&base, &one, a, &work, status);
    else
        num_copy(&base, a, status);
    base.negative = false;
    raise_to(r, &base, magnitude, &work, status);
    num_drop(&base);
    if (*status & DEC_NO_MEMORY) {
        num_invalid(r, DEC_NO_MEMORY, status);
        return;
    }
    finish(r, negative, rules, status);
}

/* ---- others ---- */

static void power_real(Num *r, const Num *a, const Num *b, bool negative, const DecRules *rules,
                       uint32_t *status) {
    enum { MORE = 23 };
    int64_t digits = num_digits(a);
    DecRules work = finer(rules, (digits > rules->prec ? digits : rules->prec) + MORE);
    work.emax = DEC_MAX_EMAX;
    work.emin = DEC_MIN_EMIN;
    Num base = *a;
    base.negative = false;
    base.room = 0;
    dec_power_real(r, &base, b, &work, status);
    if (*status & DEC_NO_MEMORY)
        return;
    num_finish(r, &work, status); /* so exact results, found by logarithms that are not, become exact */
    r->negative = negative;
    if (r->kind == DEC_FINITE && compare_with_one(r) == 0)
        padded_one(r, negative, rules->prec - 1, status);
    finish(r, negative, rules, status);
    *status |= DEC_INEXACT | DEC_ROUNDED | (*status & DEC_SUBNORMAL ? DEC_UNDERFLOW : 0);
}

/* At least 10^n is |log10 a|, for a != 1: n. */
static int64_t logarithm_bound(const Num *a) {
    int64_t adjusted = num_adjusted(a);
    if (adjusted >= 1)
        return limb_digits((uint64_t)adjusted) - 1;
    if (adjusted <= -2)
        return limb_digits((uint64_t)(-1 - adjusted)) - 1;
    Num one, difference, magnitude = *a;
    uint32_t status = 0;
    num_init(&one);
    num_init(&difference);
    num_set_small(&one, false, 1, 0);
    magnitude.negative = false;
    magnitude.room = 0;
    dec_sub(&difference, &magnitude, &one, &dec_max_rules, &status);
    int64_t bound = status & DEC_NO_MEMORY ? INT64_MIN / 4 : num_adjusted(&difference) - 2;
    num_drop(&difference);
    return bound;
}

/* Is the result clearly out of range? Then it is what an absurd number is rounded to. */
static bool beyond_range(Num *r, const Num *a, const Num *b, bool negative, const DecRules *rules,
                         uint32_t *status) {
    bool large = (num_adjusted(a) < 0) == b->negative;
    int64_t least = rules_etiny(rules), room = limb_digits((uint64_t)(large ? rules->emax : -least));
    if (room >= logarithm_bound(a) + num_adjusted(b))
        return false;
    num_set_small(r, negative, 1, large ? rules->emax + 1 : least - 1);
    num_finish(r, rules, status);
    return true;
}

void dec_power(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    int64_t n;
    if (num_take_nan(r, a, b, rules, status))
        return;
    bool whole = num_is_integer(b), negative = a->negative && whole && num_is_odd(b);
    if (num_is_zero(a)) {
        power_of_zero(r, b, negative, status);
    } else if (a->negative && !whole) {
        num_invalid(r, DEC_INVALID_OPERATION, status);
    } else if (b->kind == DEC_INFINITE) {
        infinite_power(r, a, b, negative, rules, status);
    } else if (a->kind == DEC_INFINITE) {
        power_of_infinity(r, b, negative);
    } else if (b->count == 0) {
        num_set_small(r, negative, 1, 0);
    } else if (compare_with_one(a) == 0) {
        power_of_one(r, a, b, negative, rules, status);
    } else if (beyond_range(r, a, b, negative, rules, status)) {
        return;
    } else if (whole && num_get_int64(b, &n)) {
        power_whole(r, a, n, negative, rules, status);
    } else {
        power_real(r, a, b, negative, rules, status);
    }
}

/* ---- modulo ---- */

/* z = |a| modulo m. */
static bool reduce(mpz_t z, const Num *a, const mpz_t m) {
    mpz_t power, exp;
    if (!gmp_has_room((double)a->count * 200) || !limbs_to_mpz(z, a->limbs, a->count))
        return false;
    mpz_inits(power, exp, NULL);
    mpz_set_ui(power, 10);
    if (a->exp >= 0) {
        mpz_set_si(exp, a->exp);
        mpz_powm(power, power, exp, m);
        mpz_mul(z, z, power);
    } else { /* zeros behind the point */
        mpz_ui_pow_ui(power, 10, (unsigned long)-a->exp);
        mpz_tdiv_q(z, z, power);
    }
    mpz_mod(z, z, m);
    mpz_clears(power, exp, NULL);
    return true;
}

/* The whole number itself; false: no memory. */
static bool whole_to_mpz(mpz_t z, const Num *a) {
    Num copy;
    uint32_t status = 0;
    num_init(&copy);
    bool ok = num_copy(&copy, a, &status);
    if (ok && a->exp >= 0)
        ok = num_shift_left(&copy, a->exp, &status);
    else if (ok)
        num_shift_right(&copy, -a->exp);
    ok = ok && gmp_has_room((double)copy.count * 200) && limbs_to_mpz(z, copy.limbs, copy.count);
    num_drop(&copy);
    return ok;
}

static bool power_modulo(Num *r, const Num *a, const Num *b, const Num *modulus) {
    mpz_t x, n, m;
    mpz_inits(x, n, m, NULL);
    bool ok = whole_to_mpz(m, modulus) && reduce(x, a, m) && whole_to_mpz(n, b);
    if (ok) {
        mpz_powm(x, x, n, m);
        ok = num_from_mpz(r, x);
    }
    mpz_clears(x, n, m, NULL);
    return ok;
}

void dec_power_modulo(Num *r, const Num *a, const Num *b, const Num *modulus, const DecRules *rules,
                      uint32_t *status) {
    Num nan;
    num_init(&nan);
    if (num_take_nan(&nan, a, b, rules, status) || num_is_nan(modulus)) {
        const Num *first =
            a->kind == DEC_SNAN || b->kind == DEC_SNAN || modulus->kind != DEC_SNAN ? &nan : modulus;
        if (num_is_nan(&nan) && first == &nan)
            num_copy(r, &nan, status);
        else
            num_take_nan(r, modulus, NULL, rules, status);
        num_drop(&nan);
        return;
    }
    bool fits = num_is_integer(a) && num_is_integer(b) && num_is_integer(modulus) &&
                !(b->negative && b->count) && modulus->count && num_adjusted(modulus) < rules->prec;
    if (!fits || (num_is_zero(a) && num_is_zero(b))) {
        num_invalid(r, DEC_INVALID_OPERATION, status);
        return;
    }
    if (!power_modulo(r, a, b, modulus)) {
        num_invalid(r, DEC_NO_MEMORY, status);
        return;
    }
    r->negative = a->negative && num_is_odd(b);
}
