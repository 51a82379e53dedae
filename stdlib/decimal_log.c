/* exp, ln, log10, and powers with exponents that are no whole numbers.
 *
 * Functions are computed in binary fixed point: an mpz that counts units of 2^-bits. A result is first found
 * with some digits more than asked for, and an error of a few units in the last of them; if that leaves open
 * where rounding goes, again with more (Ziv's strategy), so that results are the nearest ones. */
#include "stdlib/decimal.h"
#include <math.h>

static int64_t bits_of(int64_t digits) {
    return (int64_t)((double)digits * 3.3219281) + 1;
}

/* ---- fixed point ---- */

/* r = a * 10^a.exp in units of 2^-bits, cut. false: no memory. */
static bool to_fixed(mpz_t r, const Num *a, int64_t bits) {
    mpz_t power;
    int64_t exp = a->exp;
    if (!gmp_has_room((double)bits / 2 + (double)a->count * 60 + fabs((double)exp) * 2))
        return false;
    if (!num_to_mpz(r, a))
        return false;
    mpz_init(power);
    mpz_ui_pow_ui(power, 10, (unsigned long)(exp < 0 ? -exp : exp));
    mpz_mul_2exp(r, r, (mp_bitcnt_t)bits);
    if (exp < 0)
        mpz_tdiv_q(r, r, power);
    else
        mpz_mul(r, r, power);
    mpz_clear(power);
    return true;
}

/* r = numerator * atanh(1 / n). */
static void add_atanh(mpz_t sum, unsigned long numerator, unsigned long n, int64_t bits) {
    mpz_t term, part;
    mpz_inits(term, part, NULL);
    mpz_set_ui(term, numerator);
    mpz_mul_2exp(term, term, (mp_bitcnt_t)bits);
    mpz_tdiv_q_ui(term, term, n);
    for (unsigned long k = 1; mpz_sgn(term); k += 2) {
        mpz_tdiv_q_ui(part, term, k);
        mpz_add(sum, sum, part);
        mpz_tdiv_q_ui(term, term, n * n);
    }
    mpz_clears(term, part, NULL);
}

enum { LN10_BITS = 448 };
static const mp_limb_t ln10_limbs[] = {/* ln 10 * 2^LN10_BITS */
                                       0xb1889061042f8b6bu, 0x31c32f00b17c35a0u, 0x58bc0b5ec6a04173u,
                                       0x0f187a0807c0b5cau, 0x8a3fb3e76977e43au, 0xa95b58ae0b4c28a3u,
                                       0x4d763776aaa2b05bu, 0x0000000000000002u};

/* ln 10, by Machin's way if the table does not suffice. */
static void fixed_ln10(mpz_t r, int64_t bits) {
    enum { GUARD = 32 };
    mpz_t table;
    if (bits <= LN10_BITS) {
        mpz_roinit_n(table, ln10_limbs, sizeof ln10_limbs / sizeof *ln10_limbs);
        mpz_tdiv_q_2exp(r, table, (mp_bitcnt_t)(LN10_BITS - bits));
        return;
    }
    mpz_set_ui(r, 0);
    add_atanh(r, 46, 31, bits + GUARD);
    add_atanh(r, 34, 49, bits + GUARD);
    add_atanh(r, 20, 161, bits + GUARD);
    mpz_tdiv_q_2exp(r, r, GUARD);
}

/* r = a * b. */
static void fixed_mul(mpz_t r, const mpz_t a, const mpz_t b, int64_t bits) {
    mpz_mul(r, a, b);
    mpz_tdiv_q_2exp(r, r, (mp_bitcnt_t)bits);
}

static int64_t halvings(int64_t bits) {
    return (int64_t)sqrt((double)bits / 2) + 2;
}

/* r = e^x, for small x: the series of x / 2^k, squared k times. */
static void fixed_exp(mpz_t r, const mpz_t x, int64_t bits) {
    int64_t k = halvings(bits), inner = bits + 2 * k + 16;
    mpz_t y, term;
    mpz_inits(y, term, NULL);
    mpz_mul_2exp(y, x, (mp_bitcnt_t)(inner - bits));
    mpz_tdiv_q_2exp(y, y, (mp_bitcnt_t)k);
    mpz_set_ui(r, 1);
    mpz_mul_2exp(r, r, (mp_bitcnt_t)inner);
    mpz_set(term, r);
    for (unsigned long n = 1;; n++) {
        fixed_mul(term, term, y, inner);
        mpz_tdiv_q_ui(term, term, n);
        if (!mpz_sgn(term))
            break;
        mpz_add(r, r, term);
    }
    for (int64_t i = 0; i < k; i++)
        fixed_mul(r, r, r, inner);
    mpz_tdiv_q_2exp(r, r, (mp_bitcnt_t)(inner - bits));
    mpz_clears(y, term, NULL);
}

/* r = ln x, for x around 1: roots bring it near to 1, then the series of atanh. */
static void fixed_ln(mpz_t r, const mpz_t x, int64_t bits) {
    int64_t k = halvings(bits) / 2, inner = bits + 2 * k + 16;
    mpz_t s, below, square, term, one;
    mpz_inits(s, below, square, term, one, NULL);
    mpz_set_ui(one, 1);
    mpz_mul_2exp(one, one, (mp_bitcnt_t)inner);
    mpz_mul_2exp(s, x, (mp_bitcnt_t)(inner - bits));
    for (int64_t i = 0; i < k; i++) {
        mpz_mul_2exp(s, s, (mp_bitcnt_t)inner);
        mpz_sqrt(s, s);
    }
    mpz_add(below, s, one);
    mpz_sub(s, s, one);
    mpz_mul_2exp(s, s, (mp_bitcnt_t)inner);
    mpz_tdiv_q(s, s, below); /* (s - 1) / (s + 1) */
    fixed_mul(square, s, s, inner);
    mpz_set(r, s);
    for (unsigned long n = 3;; n += 2) {
        fixed_mul(s, s, square, inner);
        if (!mpz_sgn(s))
            break;
        mpz_tdiv_q_ui(term, s, n);
        mpz_add(r, r, term);
    }
    mpz_mul_2exp(r, r, (mp_bitcnt_t)(k + 1));
    mpz_tdiv_q_2exp(r, r, (mp_bitcnt_t)(inner - bits));
    mpz_clears(s, below, square, term, one, NULL);
}

/* r = x, in units of 10^-digits. */
static bool from_fixed(Num *r, mpz_t x, int64_t bits, int64_t digits) {
    mpz_t power;
    mpz_init(power);
    mpz_ui_pow_ui(power, 10, (unsigned long)(digits < 0 ? -digits : digits));
    if (digits < 0)
        mpz_tdiv_q(x, x, power);
    else
        mpz_mul(x, x, power);
    mpz_tdiv_q_2exp(x, x, (mp_bitcnt_t)bits);
    mpz_clear(power);
    bool ok = num_from_mpz(r, x);
    r->exp = -digits;
    return ok;
}

static bool has_room_for(int64_t bits) {
    return bits < INT64_MAX / 64 && gmp_has_room((double)bits * 4);
}

/* ---- what functions have in common ---- */

typedef bool (*Approximate)(Num *r, const Num *a, int64_t digits); /* false: no memory */

/* Is it clear how it rounds, if it is wrong by at most 100 in its last place? */
static bool is_clear(const Num *r, const DecRules *rules) {
    int64_t cut = num_digits(r) - rules->prec, least = rules_etiny(rules) - r->exp;
    cut = cut > least ? cut : least;
    if (cut < 4)
        return false;
    if (cut > num_digits(r))
        return true;
    /* The digits behind the first one that is cut off: only a half is decided by them. */
    int first = limbs_digit(r->limbs, r->count, cut - 1);
    bool nines = first == 4, zeros = first == 5;
    for (int64_t i = cut - 2; i >= 3 && (nines || zeros); i--) {
        int digit = limbs_digit(r->limbs, r->count, i);
        nines = nines && digit == 9;
        zeros = zeros && digit == 0;
    }
    return !nines && !zeros;
}

static void compute(Num *r, const Num *a, Approximate approximate, const DecRules *rules, uint32_t *status) {
    DecRules even = *rules;
    even.rounding = DEC_HALF_EVEN;
    for (int64_t more = 8;; more *= 2) {
        if (!approximate(r, a, rules->prec + more)) {
            num_invalid(r, DEC_NO_MEMORY, status);
            return;
        }
        if (is_clear(r, &even))
            break;
    }
    num_finish(r, &even, status);
    *status |= DEC_INEXACT | DEC_ROUNDED | (*status & DEC_SUBNORMAL ? DEC_UNDERFLOW : 0);
}

/* ---- exp ---- */

/* e^a for |a| < 10^19: at least `digits` digits. */
static bool approximate_exp(Num *r, const Num *a, int64_t digits) {
    int64_t adjusted = num_adjusted(a), whole = adjusted > 0 ? adjusted : 0;
    int64_t bits = bits_of(digits + whole + 3) + 32;
    mpz_t x, ln10, n;
    if (!has_room_for(bits))
        return false;
    mpz_inits(x, ln10, n, NULL);
    bool ok = to_fixed(x, a, bits);
    if (ok) {
        fixed_ln10(ln10, bits + 64); /* multiplied by n */
        mpz_mul_2exp(x, x, 64);
        mpz_fdiv_qr(n, x, x, ln10);
        mpz_tdiv_q_2exp(x, x, 64);
        fixed_exp(x, x, bits); /* 1 .. 10 */
        ok = from_fixed(r, x, bits, digits);
        r->exp += mpz_get_si(n);
    }
    mpz_clears(x, ln10, n, NULL);
    return ok;
}

/* r = 1 +- a little, with more digits than the precision asks for. */
static void near_one(Num *r, bool below, const DecRules *rules, uint32_t *status) {
    num_set_small(r, false, 1, 0);
    if (!num_shift_left(r, rules->prec + 2, status))
        return;
    r->exp = -(rules->prec + 2);
    if (below) {
        static const uint64_t one = 1;
        limbs_sub(r->limbs, r->limbs, r->count, &one, 1);
        num_trim(r);
    } else {
        num_increment(r, status);
    }
}

void dec_exp(Num *r, const Num *a, const DecRules *rules, uint32_t *status) {
    DecRules even = *rules;
    even.rounding = DEC_HALF_EVEN;
    if (num_take_nan(r, a, NULL, rules, status))
        return;
    if (a->kind == DEC_INFINITE) {
        if (a->negative)
            num_set_small(r, false, 0, 0);
        else
            num_set_special(r, DEC_INFINITE, false);
        return;
    }
    if (a->count == 0) {
        num_set_small(r, false, 1, 0);
        return;
    }
    int64_t adjusted = num_adjusted(a);
    if (adjusted >= LIMB_DIGITS) {
        num_set_small(r, false, 1, a->negative ? rules_etiny(rules) - 3 : rules->emax + 1);
        num_finish(r, &even, status);
        return;
    }
    if (adjusted < -rules->prec - 1) { /* 1 and too little to be seen */
        num_set_small(r, false, 1, 0);
        if (num_shift_left(r, rules->prec - 1, status))
            r->exp = 1 - rules->prec;
        *status |= DEC_INEXACT | DEC_ROUNDED;
        num_finish(r, &even, status);
        return;
    }
    /* Far out of range? Not worth many digits. */
    if (adjusted >= 4 && approximate_exp(r, a, 9) &&
        (num_adjusted(r) > rules->emax + 1 || num_adjusted(r) < rules_etiny(rules) - 2)) {
        num_finish(r, &even, status);
        return;
    }
    compute(r, a, approximate_exp, rules, status);
}

/* ---- ln ---- */

/* a = m * 10^e with m from 0.3 to 3; m shares a's coefficient. */
static int64_t split(Num *m, const Num *a) {
    int64_t digits = num_digits(a), adjusted = num_adjusted(a);
    int64_t e = adjusted + (limbs_digit(a->limbs, a->count, digits - 1) >= 3);
    *m = *a;
    m->exp = a->exp - e;
    m->room = 0;
    return e;
}

/* How many zeros follow the point of ln a: as many as of a - 1, if a is near to 1. */
static int64_t leading_zeros(const Num *m, int64_t e) {
    Num one, difference;
    uint32_t ignored = 0;
    int64_t zeros = 0;
    if (e != 0)
        return 0;
    num_init(&one);
    num_init(&difference);
    num_set_small(&one, false, 1, 0);
    dec_sub(&difference, m, &one, &dec_max_rules, &ignored);
    if (difference.kind == DEC_FINITE && difference.count)
        zeros = 1 - num_adjusted(&difference);
    num_drop(&difference);
    return zeros > 0 ? zeros : 0;
}

/* x = ln a, in units of 2^-bits; right to a few of them. */
static bool fixed_ln_of(mpz_t x, const Num *m, int64_t e, int64_t bits) {
    mpz_t ln10;
    if (!to_fixed(x, m, bits + 8))
        return false;
    fixed_ln(x, x, bits + 8);
    mpz_tdiv_q_2exp(x, x, 8);
    if (e) {
        mpz_init(ln10);
        fixed_ln10(ln10, bits + 64);
        mpz_mul_si(ln10, ln10, e);
        mpz_tdiv_q_2exp(ln10, ln10, 64);
        mpz_add(x, x, ln10);
        mpz_clear(ln10);
    }
    return true;
}

static bool approximate_ln(Num *r, const Num *a, int64_t digits) {
    Num m;
    int64_t e = split(&m, a), places = digits + leading_zeros(&m, e), bits = bits_of(places) + 16;
    mpz_t x;
    if (!has_room_for(bits))
        return false;
    mpz_init(x);
    bool ok = fixed_ln_of(x, &m, e, bits) && from_fixed(r, x, bits, places);
    mpz_clear(x);
    return ok;
}

static bool approximate_log10(Num *r, const Num *a, int64_t digits) {
    Num m;
    int64_t e = split(&m, a), places = digits + leading_zeros(&m, e) + 1, bits = bits_of(places) + 16;
    mpz_t x, ln10;
    if (!has_room_for(bits))
        return false;
    mpz_inits(x, ln10, NULL);
    bool ok = fixed_ln_of(x, &m, 0, bits);
    if (ok) {
        fixed_ln10(ln10, bits);
        mpz_mul_2exp(x, x, (mp_bitcnt_t)bits);
        mpz_tdiv_q(x, x, ln10);
        mpz_set_si(ln10, e);
        mpz_mul_2exp(ln10, ln10, (mp_bitcnt_t)bits);
        mpz_add(x, x, ln10);
        ok = from_fixed(r, x, bits, places);
    }
    mpz_clears(x, ln10, NULL);
    return ok;
}

/* What both logarithms are of special operands. */
static bool log_special(Num *r, const Num *a, const DecRules *rules, uint32_t *status) {
    if (num_take_nan(r, a, NULL, rules, status))
        return true;
    if (num_is_zero(a))
        num_set_special(r, DEC_INFINITE, true);
    else if (a->negative)
        num_invalid(r, DEC_INVALID_OPERATION, status);
    else if (a->kind == DEC_INFINITE)
        num_set_special(r, DEC_INFINITE, false);
    else
        return false;
    return true;
}

/* Is a = 10^n? */
static bool is_power_of_ten(const Num *a) {
    return limbs_trailing_zeros(a->limbs, a->count) == num_digits(a) - 1 &&
           limbs_digit(a->limbs, a->count, num_digits(a) - 1) == 1;
}

void dec_ln(Num *r, const Num *a, const DecRules *rules, uint32_t *status) {
    if (log_special(r, a, rules, status))
        return;
    if (is_power_of_ten(a) && num_adjusted(a) == 0)
        num_set_small(r, false, 0, 0);
    else
        compute(r, a, approximate_ln, rules, status);
}

void dec_log10(Num *r, const Num *a, const DecRules *rules, uint32_t *status) {
    DecRules even = *rules;
    even.rounding = DEC_HALF_EVEN;
    if (log_special(r, a, rules, status))
        return;
    if (is_power_of_ten(a)) {
        int64_t n = num_adjusted(a);
        num_set_small(r, n < 0, (uint64_t)(n < 0 ? -n : n), 0);
        num_finish(r, &even, status);
    } else {
        compute(r, a, approximate_log10, rules, status);
    }
}

/* ---- powers ---- */

void dec_power_real(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    /* b * ln a, as exactly as its exponential needs; both may have 19 digits before the point. */
    Num logarithm, product;
    int64_t digits = rules->prec + 2 * LIMB_DIGITS + 16;
    num_init(&logarithm);
    num_init(&product);
    if (!approximate_ln(&logarithm, a, digits))
        num_invalid(r, DEC_NO_MEMORY, status);
    else
        dec_mul(&product, &logarithm, b, &dec_max_rules, status);
    if (!(*status & DEC_NO_MEMORY)) {
        int64_t adjusted = product.count ? num_adjusted(&product) : -rules->prec - 9;
        if (adjusted >= LIMB_DIGITS)
            num_set_small(r, false, 1, product.negative ? rules_etiny(rules) - 3 : rules->emax + 1);
        else if (adjusted < -rules->prec - 2)
            near_one(r, product.negative, rules, status);
        else if (!approximate_exp(r, &product, rules->prec + 8))
            num_invalid(r, DEC_NO_MEMORY, status);
    }
    num_drop(&logarithm);
    num_drop(&product);
}
