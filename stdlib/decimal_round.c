/* To another exponent, to a whole number, to a neighbour. */
#include "stdlib/decimal.h"

/* Brings a finite number to an exponent, rounding; what came of it in *rounded. false: no memory. */
static bool move_exponent(Num *r, const Num *a, int64_t exp, DecRounding rounding, uint32_t *rounded,
                          uint32_t *status) {
    if (!num_copy(r, a, status))
        return false;
    if (exp <= a->exp) {
        if (!num_shift_left(r, a->exp - exp, status))
            return false;
        r->exp = exp;
        return true;
    }
    DecRest rest = num_shift_right(r, exp - a->exp);
    *rounded |= (a->count ? DEC_ROUNDED : 0) | (rest ? DEC_INEXACT : 0);
    r->exp = exp;
    return !num_round_up(r, rest, rounding) || num_increment(r, status);
}

/* Would the coefficient have more digits than that with such an exponent? */
static bool too_long(const Num *a, int64_t exp, int64_t digits) {
    return a->count && a->exp - exp > digits - num_digits(a);
}

void dec_quantize(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    if (a->kind != DEC_FINITE || b->kind != DEC_FINITE) {
        if (num_take_nan(r, a, b, rules, status))
            return;
        if (a->kind == b->kind)
            num_copy(r, a, status);
        else
            num_invalid(r, DEC_INVALID_OPERATION, status);
        return;
    }
    uint32_t rounded = 0;
    if (b->exp > rules->emax || b->exp < rules_etiny(rules) || too_long(a, b->exp, rules->prec)) {
        num_invalid(r, DEC_INVALID_OPERATION, status);
        return;
    }
    if (!move_exponent(r, a, b->exp, rules->rounding, &rounded, status))
        return;
    if (num_digits(r) > rules->prec || num_adjusted(r) > rules->emax) {
        num_invalid(r, DEC_INVALID_OPERATION, status);
        return;
    }
    *status |= rounded;
    num_finish(r, rules, status);
}

void dec_rescale(Num *r, const Num *a, int64_t exp, const DecRules *rules, uint32_t *status) {
    if (a->kind != DEC_FINITE) {
        num_copy(r, a, status);
        return;
    }
    uint32_t rounded = 0;
    if (exp > DEC_MAX_EMAX + 1 || exp < DEC_MIN_ETINY - 1 || too_long(a, exp, DEC_MAX_PREC)) {
        num_invalid(r, DEC_INVALID_OPERATION, status);
        return;
    }
    if (move_exponent(r, a, exp, rules->rounding, &rounded, status))
        *status |= rounded;
}

static void to_integral(Num *r, const Num *a, const DecRules *rules, uint32_t *rounded, uint32_t *status) {
    if (num_take_nan(r, a, NULL, rules, status))
        return;
    if (a->kind == DEC_INFINITE || a->exp >= 0)
        num_copy(r, a, status);
    else
        move_exponent(r, a, 0, rules->rounding, rounded, status);
}

void dec_to_integral(Num *r, const Num *a, const DecRules *rules, uint32_t *status) {
    uint32_t rounded = 0;
    to_integral(r, a, rules, &rounded, status);
}

void dec_to_integral_exact(Num *r, const Num *a, const DecRules *rules, uint32_t *status) {
    to_integral(r, a, rules, status, status);
}

void dec_normalize(Num *r, const Num *a, const DecRules *rules, uint32_t *status) {
    if (num_take_nan(r, a, NULL, rules, status) || !num_copy(r, a, status))
        return;
    num_finish(r, rules, status);
    if (r->kind != DEC_FINITE)
        return;
    if (r->count == 0) {
        r->exp = 0;
        return;
    }
    int64_t most = rules->clamp ? rules_etop(rules) : rules->emax,
            zeros = limbs_trailing_zeros(r->limbs, r->count);
    zeros = zeros < most - r->exp ? zeros : most - r->exp;
    if (zeros > 0) {
        num_shift_right(r, zeros);
        r->exp += zeros;
    }
}

/* ---- neighbours ---- */

/* Towards infinity (up) or minus infinity; a is finite or infinite. */
static void step(Num *r, const Num *a, bool up, const DecRules *rules, uint32_t *status) {
    DecRules towards = *rules;
    uint32_t ignored = 0;
    Num tiny;
    towards.rounding = up ? DEC_CEILING : DEC_FLOOR;
    num_init(&tiny);
    if (a->kind == DEC_INFINITE && a->negative == up) { /* the largest number */
        towards.rounding = DEC_DOWN;
        num_set_small(&tiny, a->negative, 1, rules->emax + 1);
        if (num_copy(r, &tiny, status))
            num_finish(r, &towards, &ignored);
        *status |= ignored & DEC_NO_MEMORY;
        return;
    }
    if (a->kind == DEC_INFINITE) {
        num_copy(r, a, status);
        return;
    }
    Num rounded;
    num_init(&rounded);
    if (num_copy(&rounded, a, status))
        num_finish(&rounded, &towards, &ignored);
    ignored |= *status;
    if (!(ignored & DEC_NO_MEMORY) && ignored & DEC_INEXACT && !(*status & DEC_INEXACT)) {
        num_copy(r, &rounded, status); /* rounding was the step */
    } else if (!(ignored & DEC_NO_MEMORY)) {
        num_set_small(&tiny, !up, 1, rules_etiny(rules) - 1);
        dec_add(r, &rounded, &tiny, &towards, &ignored);
    }
    *status |= ignored & DEC_NO_MEMORY;
    num_drop(&rounded);
}

void dec_next_plus(Num *r, const Num *a, const DecRules *rules, uint32_t *status) {
    if (!num_take_nan(r, a, NULL, rules, status))
        step(r, a, true, rules, status);
}

void dec_next_minus(Num *r, const Num *a, const DecRules *rules, uint32_t *status) {
    if (!num_take_nan(r, a, NULL, rules, status))
        step(r, a, false, rules, status);
}

void dec_next_toward(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    if (num_take_nan(r, a, b, rules, status))
        return;
    int order = num_compare(a, b);
    if (order == 0) {
        if (num_copy(r, a, status))
            r->negative = b->negative;
        return;
    }
    step(r, a, order < 0, rules, status);
    if (r->kind == DEC_INFINITE) {
        *status |= DEC_OVERFLOW | DEC_ROUNDED | DEC_INEXACT;
    } else if (num_adjusted(r) < rules->emin) {
        *status |= DEC_UNDERFLOW | DEC_SUBNORMAL | DEC_ROUNDED | DEC_INEXACT;
        if (num_is_zero(r))
            *status |= DEC_CLAMPED;
    }
}
