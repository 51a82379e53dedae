/* Quotients, remainders, square roots. */
#include "stdlib/decimal.h"
#include "runtime/memory.h"

/* ---- quotients of coefficients ---- */

/* q = a / b as whole numbers; a becomes what is left. */
static bool divide_coefficients(Num *q, Num *a, const Num *b, uint32_t *status) {
    int64_t n = a->count, m = b->count;
    q->count = 0;
    if (n < m)
        return true;
    if (!num_need(q, n - m + 1, status))
        return false;
    if (!limbs_divide(q->limbs, a->limbs, n, b->limbs, m)) {
        num_invalid(q, DEC_NO_MEMORY, status);
        return false;
    }
    q->count = n - m + 1;
    a->count = m;
    num_trim(q);
    num_trim(a);
    return true;
}

/* Takes trailing zeros away until the exponent is `ideal`. */
static void strip_zeros(Num *r, int64_t ideal) {
    if (r->exp >= ideal || r->count == 0)
        return;
    int64_t zeros = limbs_trailing_zeros(r->limbs, r->count), most = ideal - r->exp;
    zeros = zeros < most ? zeros : most;
    num_shift_right(r, zeros);
    r->exp += zeros;
}

/* ---- / ---- */

static bool divide_special(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    bool negative = a->negative != b->negative;
    if (a->kind == DEC_FINITE && b->kind == DEC_FINITE && b->count)
        return false;
    if (num_take_nan(r, a, b, rules, status))
        return true;
    if (a->kind == DEC_INFINITE) {
        if (b->kind == DEC_INFINITE)
            num_invalid(r, DEC_INVALID_OPERATION, status);
        else
            num_set_special(r, DEC_INFINITE, negative);
    } else if (b->kind == DEC_INFINITE) {
        num_set_small(r, negative, 0, rules_etiny(rules));
        *status |= DEC_CLAMPED;
    } else if (a->count == 0) {
        num_invalid(r, DEC_DIVISION_UNDEFINED, status);
    } else {
        num_set_special(r, DEC_INFINITE, negative);
        *status |= DEC_DIVISION_BY_ZERO;
    }
    return true;
}

/* The last digit shows that something follows: it is neither 0 nor 5 then. */
static bool mark_rest(Num *r, uint32_t *status) {
    return r->limbs[0] % 5 != 0 || num_increment(r, status);
}

/* The quotient of two limbs, with at least `digits` digits unless it is exact: limb after limb. */
static void divide_short(Num *r, uint64_t a, uint64_t b, int64_t digits, int64_t ideal, uint32_t *status) {
    uint64_t quotient[NUM_INLINE], rest = a % b;
    int n = 1;
    quotient[0] = a / b;
    for (int64_t have = limb_digits(quotient[0]); rest && have < digits; n++) {
        unsigned __int128 x = (unsigned __int128)rest * LIMB_BASE;
        quotient[n] = (uint64_t)(x / b);
        rest = (uint64_t)(x - (unsigned __int128)quotient[n] * b);
        have = have ? have + LIMB_DIGITS : limb_digits(quotient[n]);
    }
    for (int i = 0; i < n; i++)
        r->limbs[i] = quotient[n - 1 - i];
    r->count = n;
    num_trim(r);
    r->exp = ideal - (n - 1) * LIMB_DIGITS;
    if (rest)
        mark_rest(r, status);
    else
        strip_zeros(r, ideal);
}

/* The quotient with `digits` digits or one more, the last of them marked if something is left. Exact: without
 * zeros beyond what the operands' exponents ask for. false: no memory, or not exact and it has to be. */
static bool divide_to(Num *r, const Num *a, const Num *b, int64_t digits, bool exact, uint32_t *status) {
    int64_t shift = digits + num_digits(b) - num_digits(a), ideal = a->exp - b->exp;
    Num rest;
    num_init(&rest);
    if (shift < 0)
        shift = 0;
    bool ok = num_copy(&rest, a, status) && num_shift_left(&rest, shift, status) &&
              divide_coefficients(r, &rest, b, status);
    if (ok) {
        r->exp = ideal - shift;
        if (rest.count == 0)
            strip_zeros(r, ideal);
        else
            ok = mark_rest(r, status) && !exact;
    } else {
        num_invalid(r, DEC_NO_MEMORY, status);
    }
    num_drop(&rest);
    return ok;
}

void dec_div(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    if (divide_special(r, a, b, rules, status))
        return;
    r->kind = DEC_FINITE;
    r->negative = a->negative != b->negative;
    r->exp = a->exp - b->exp;
    r->count = 0;
    enum { SHORT = (NUM_INLINE - 2) * LIMB_DIGITS };
    if (a->count == 1 && b->count == 1 && rules->prec < SHORT) {
        divide_short(r, a->limbs[0], b->limbs[0], rules->prec + 1, r->exp, status);
    } else if (a->count) {
        /* An exact quotient has no more digits than this; with a very large precision it is tried first. */
        int64_t enough = num_digits(a) + 4 * num_digits(b) + 2;
        bool tried = rules->prec > 10 * enough + 1000 && divide_to(r, a, b, enough, true, status);
        if (!tried && !(*status & DEC_NO_MEMORY))
            divide_to(r, a, b, rules->prec + 1, false, status);
    }
    num_finish(r, rules, status);
}

/* ---- // and % ---- */

/* r = a + 0E+low: with zeros, as far as the precision goes. */
static void pad_to(Num *r, const Num *a, int64_t low, const DecRules *rules, uint32_t *status) {
    Num zero;
    num_init(&zero);
    num_set_small(&zero, a->negative, 0, low);
    dec_add(r, a, &zero, rules, status);
}

/* The quotient, cut to a whole number, and the remainder, for finite operands, b not 0. false: r, q are NaNs.
 */
static bool divide_whole(Num *q, Num *r, const Num *a, const Num *b, const DecRules *rules,
                         uint32_t *status) {
    int64_t low = a->exp < b->exp ? a->exp : b->exp, ideal = a->exp - b->exp;
    q->kind = DEC_FINITE;
    q->negative = a->negative != b->negative;
    q->exp = ideal > 0 ? ideal : 0;
    q->count = 0;
    if (a->count == 0 || num_adjusted(a) < num_adjusted(b)) {
        q->exp = 0;
        pad_to(r, a, low, rules, status);
        return !(*status & DEC_NO_MEMORY);
    }
    if (num_adjusted(a) - num_adjusted(b) > rules->prec) {
        num_invalid(q, DEC_DIVISION_IMPOSSIBLE, status);
        num_invalid(r, DEC_DIVISION_IMPOSSIBLE, status);
        return false;
    }
    Num divisor;
    num_init(&divisor);
    bool ok = num_copy(r, a, status) && num_copy(&divisor, b, status) &&
              num_shift_left(r, a->exp - low, status) && num_shift_left(&divisor, b->exp - low, status) &&
              divide_coefficients(q, r, &divisor, status);
    num_drop(&divisor);
    if (!ok) {
        num_invalid(q, DEC_NO_MEMORY, status);
        num_invalid(r, DEC_NO_MEMORY, status);
        return false;
    }
    q->exp = 0;
    r->kind = DEC_FINITE;
    r->negative = a->negative;
    r->exp = low;
    if (limbs_digits(q->limbs, q->count) <= rules->prec)
        return true;
    num_invalid(q, DEC_DIVISION_IMPOSSIBLE, status);
    num_invalid(r, DEC_DIVISION_IMPOSSIBLE, status);
    return false;
}

void dec_divint(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    Num rest;
    if (a->kind == DEC_FINITE && b->kind == DEC_INFINITE) {
        num_set_small(r, a->negative != b->negative, 0, 0);
        return;
    }
    if (divide_special(r, a, b, rules, status))
        return;
    uint32_t seen = 0;
    num_init(&rest);
    if (divide_whole(r, &rest, a, b, rules, &seen))
        num_finish(r, rules, status);
    *status |= seen & (DEC_ERRORS | DEC_NO_MEMORY); /* the rest may be rounded: nobody sees it */
    num_drop(&rest);
}

/* What remainders are of special operands. */
static bool remainder_special(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    if (a->kind == DEC_FINITE && b->kind == DEC_FINITE && b->count)
        return false;
    if (num_take_nan(r, a, b, rules, status))
        return true;
    if (a->kind == DEC_INFINITE) {
        num_invalid(r, DEC_INVALID_OPERATION, status);
    } else if (b->kind == DEC_INFINITE) {
        if (num_copy(r, a, status))
            num_finish(r, rules, status);
    } else {
        num_invalid(r, a->count ? DEC_INVALID_OPERATION : DEC_DIVISION_UNDEFINED, status);
    }
    return true;
}

void dec_rem(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    Num q;
    if (remainder_special(r, a, b, rules, status))
        return;
    num_init(&q);
    if (divide_whole(&q, r, a, b, rules, status))
        num_finish(r, rules, status);
    num_drop(&q);
}

void dec_divmod(Num *q, Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    if (a->kind != DEC_FINITE || b->kind != DEC_FINITE || b->count == 0) {
        if (num_take_nan(q, a, b, rules, status)) {
            num_copy(r, q, status);
            return;
        }
        if (a->kind == DEC_FINITE && b->kind == DEC_FINITE && a->count == 0) {
            num_invalid(q, DEC_DIVISION_UNDEFINED, status);
            num_invalid(r, DEC_DIVISION_UNDEFINED, status);
            return;
        }
        dec_divint(q, a, b, rules, status);
        remainder_special(r, a, b, rules, status);
        return;
    }
    if (divide_whole(q, r, a, b, rules, status)) {
        num_finish(q, rules, status);
        num_finish(r, rules, status);
    }
}

/* Is twice the remainder more than b (1), b (0), or less (-1)? b at the exponent of r. */
static int compare_twice(const Num *r, const Num *b, uint32_t *status) {
    Num twice, copy;
    int order = 0;
    num_init(&twice);
    num_init(&copy);
    if (num_need(&twice, r->count + 1, status) && num_copy(&copy, b, status) &&
        num_shift_left(&copy, b->exp - r->exp, status)) {
        uint64_t carry = limbs_add(twice.limbs, r->limbs, r->count, r->limbs, r->count);
        twice.count = r->count;
        if (carry)
            twice.limbs[twice.count++] = carry;
        order = limbs_compare(twice.limbs, twice.count, copy.limbs, copy.count);
    }
    num_drop(&twice);
    num_drop(&copy);
    return order;
}

/* r = r - b, towards the other side of 0. */
static void take_one_more(Num *r, const Num *b, uint32_t *status) {
    Num magnitude, old;
    num_init(&magnitude);
    num_init(&old);
    if (num_copy(&magnitude, b, status) && num_copy(&old, r, status)) {
        magnitude.negative = r->negative;
        dec_sub(r, &old, &magnitude, &dec_max_rules, status);
    }
    num_drop(&magnitude);
    num_drop(&old);
}

/* r = a, at the exponent of b if that is lower. */
static bool align(Num *r, const Num *a, const Num *b, uint32_t *status) {
    int64_t shift = a->exp > b->exp ? a->exp - b->exp : 0;
    bool ok = num_copy(r, a, status) && num_shift_left(r, shift, status);
    r->exp -= ok ? shift : 0;
    return ok;
}

void dec_rem_near(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    Num q;
    if (remainder_special(r, a, b, rules, status))
        return;
    num_init(&q);
    int64_t gap = num_adjusted(a) - num_adjusted(b);
    if (a->count && gap < -1) { /* a is less than half of b */
        pad_to(r, a, a->exp < b->exp ? a->exp : b->exp, rules, status);
    } else if (gap < 0 && a->count ? align(r, a, b, status) : divide_whole(&q, r, a, b, rules, status)) {
        if (r->count) {
            int order = compare_twice(r, b, status);
            bool more = order > 0 || (order == 0 && num_is_odd(&q));
            if (more)
                take_one_more(r, b, status);
            if (more && num_increment(&q, status) && num_digits(&q) > rules->prec)
                num_invalid(r, DEC_DIVISION_IMPOSSIBLE, status);
        }
        num_finish(r, rules, status);
    }
    num_drop(&q);
}

/* ---- square roots ---- */

/* r = the root of a's coefficient * 10^shift, as a whole number; *exact: nothing is left. */
static bool root(Num *r, const Num *a, int64_t shift, bool *exact, uint32_t *status) {
    Num radicand;
    mpz_t z, rest;
    num_init(&radicand);
    bool ok = num_copy(&radicand, a, status) && num_shift_left(&radicand, shift, status) &&
              gmp_has_room((double)radicand.count * 80);
    radicand.negative = false;
    if (ok) {
        mpz_inits(z, rest, NULL);
        ok = num_to_mpz(z, &radicand);
        if (ok) {
            mpz_sqrtrem(z, rest, z);
            *exact = mpz_sgn(rest) == 0;
            ok = num_from_mpz(r, z);
        }
        mpz_clears(z, rest, NULL);
    }
    num_drop(&radicand);
    if (!ok)
        num_invalid(r, DEC_NO_MEMORY, status);
    return ok;
}

static void root_finite(Num *r, const Num *a, const DecRules *rules, uint32_t *status) {
    int64_t odd = a->exp & 1, ideal = (a->exp - odd) / 2, digits = num_digits(a);
    int64_t wanted = rules->prec + 1, shift = 2 * wanted - digits - odd;
    bool exact = false, ok = true;
    if (shift > 100000 && shift > 8 * digits) { /* with a very large precision: perhaps it is a square */
        ok = root(r, a, odd, &exact, status);
        shift = exact ? 0 : shift;
    }
    shift = shift < 0 ? 0 : shift + (shift & 1);
    if (ok && !exact)
        ok = root(r, a, shift + odd, &exact, status);
    if (!ok)
        return;
    r->exp = ideal - shift / 2;
    if (exact)
        strip_zeros(r, ideal);
    else if (r->limbs[0] % 5 == 0)
        num_increment(r, status);
}

void dec_sqrt(Num *r, const Num *a, const DecRules *rules, uint32_t *status) {
    DecRules even = *rules;
    even.rounding = DEC_HALF_EVEN;
    if (num_take_nan(r, a, NULL, rules, status))
        return;
    if (a->negative && (a->kind == DEC_INFINITE || a->count)) {
        num_invalid(r, DEC_INVALID_OPERATION, status);
        return;
    }
    if (a->kind == DEC_INFINITE) {
        num_set_special(r, DEC_INFINITE, false);
        return;
    }
    if (a->count == 0)
        num_set_small(r, a->negative, 0, (a->exp - (a->exp & 1)) / 2);
    else
        root_finite(r, a, &even, status);
    num_finish(r, &even, status);
}
