/* Sums and products. */
#include "stdlib/decimal.h"

/* ---- sums ---- */

/* r = 1 at that exponent: stands for a number too small to be seen, that is not 0. */
static void set_trace(Num *r, bool negative, int64_t exp) {
    num_set_small(r, negative, 1, exp);
}

static void add_infinite(Num *r, const Num *a, const Num *b, bool b_negative, uint32_t *status) {
    bool both = a->kind == DEC_INFINITE && b->kind == DEC_INFINITE;
    if (both && a->negative != b_negative)
        num_invalid(r, DEC_INVALID_OPERATION, status);
    else
        num_set_special(r, DEC_INFINITE, a->kind == DEC_INFINITE ? a->negative : b_negative);
}

/* One of the two is 0, or both are. */
static void add_zero(Num *r, const Num *a, const Num *b, bool b_negative, const DecRules *rules,
                     uint32_t *status) {
    int64_t exp = a->exp < b->exp ? a->exp : b->exp;
    if (a->count == 0 && b->count == 0) {
        bool negative = a->negative == b_negative ? b_negative : rules->rounding == DEC_FLOOR;
        num_set_small(r, negative, 0, exp);
        return;
    }
    const Num *other = a->count ? a : b;
    if (!num_copy(r, other, status))
        return;
    r->negative = a->count ? a->negative : b_negative;
    if (r->exp > exp) { /* zeros are added as far as the precision goes */
        int64_t more = r->exp - exp, most = rules->prec - num_digits(r);
        if (more > most) {
            more = most > 0 ? most : 0;
            *status |= DEC_ROUNDED;
        }
        if (num_shift_left(r, more, status))
            r->exp -= more;
    }
}

/* The coefficients, aligned; r holds that of the number with the higher exponent. */
static void add_aligned(Num *r, const Num *low, bool subtract, uint32_t *status) {
    int64_t n = r->count, m = low->count, most = n > m ? n : m;
    if (!num_need(r, most + 1, status))
        return;
    if (!subtract) {
        uint64_t carry = n >= m ? limbs_add(r->limbs, r->limbs, n, low->limbs, m)
                                : limbs_add(r->limbs, low->limbs, m, r->limbs, n);
        r->count = most;
        if (carry)
            r->limbs[r->count++] = carry;
        return;
    }
    if (limbs_compare(r->limbs, n, low->limbs, m) >= 0) {
        limbs_sub(r->limbs, r->limbs, n, low->limbs, m);
    } else {
        limbs_sub(r->limbs, low->limbs, m, r->limbs, n);
        r->negative = !r->negative;
    }
    r->count = most;
    num_trim(r);
}

static void add_finite(Num *r, const Num *a, const Num *b, bool b_negative, const DecRules *rules,
                       uint32_t *status) {
    bool swap = a->exp < b->exp;
    const Num *high = swap ? b : a, *low = swap ? a : b;
    bool high_negative = swap ? b_negative : a->negative, subtract = a->negative != b_negative;
    int64_t shift = high->exp - low->exp;
    Num trace;
    num_init(&trace);
    if (shift > rules->prec) { /* the one may be too small to matter but for rounding */
        int64_t limit = num_adjusted(high) - rules->prec;
        limit = (limit < high->exp ? limit : high->exp) - 2;
        if (num_adjusted(low) < limit) {
            set_trace(&trace, swap ? a->negative : b_negative, limit);
            shift = high->exp - limit;
            low = &trace;
        }
    }
    if (!num_copy(r, high, status) || !num_shift_left(r, shift, status))
        return;
    r->exp = low->exp;
    r->negative = high_negative;
    add_aligned(r, low, subtract, status);
    if (r->kind == DEC_FINITE && r->count == 0)
        r->negative = rules->rounding == DEC_FLOOR;
}

static void add_signed(Num *r, const Num *a, const Num *b, bool b_negative, const DecRules *rules,
                       uint32_t *status) {
    if (a->kind != DEC_FINITE || b->kind != DEC_FINITE) {
        if (!num_take_nan(r, a, b, rules, status))
            add_infinite(r, a, b, b_negative, status);
        return;
    }
    if (a->count == 0 || b->count == 0)
        add_zero(r, a, b, b_negative, rules, status);
    else
        add_finite(r, a, b, b_negative, rules, status);
    num_finish(r, rules, status);
}

void dec_add(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    add_signed(r, a, b, b->negative, rules, status);
}

void dec_sub(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    add_signed(r, a, b, !b->negative, rules, status);
}

/* ---- products ---- */

/* Before rounding. */
static void multiply(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    if (a->kind != DEC_FINITE || b->kind != DEC_FINITE) {
        if (num_take_nan(r, a, b, rules, status))
            return;
        if (num_is_zero(a) || num_is_zero(b))
            num_invalid(r, DEC_INVALID_OPERATION, status);
        else
            num_set_special(r, DEC_INFINITE, a->negative != b->negative);
        return;
    }
    r->kind = DEC_FINITE;
    r->negative = a->negative != b->negative;
    r->exp = a->exp + b->exp;
    r->count = 0;
    if (a->count == 0 || b->count == 0 || !num_need(r, a->count + b->count, status))
        return;
    if (!limbs_mul(r->limbs, a->limbs, a->count, b->limbs, b->count)) {
        num_invalid(r, DEC_NO_MEMORY, status);
        return;
    }
    r->count = a->count + b->count;
    num_trim(r);
}

void dec_mul(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    multiply(r, a, b, rules, status);
    num_finish(r, rules, status);
}

void dec_fma(Num *r, const Num *a, const Num *b, const Num *c, const DecRules *rules, uint32_t *status) {
    Num product;
    num_init(&product);
    multiply(&product, a, b, rules, status);
    if (*status & (DEC_INVALID | DEC_NO_MEMORY))
        num_copy(r, &product, status);
    else
        add_signed(r, &product, c, c->negative, rules, status);
    num_drop(&product);
}

/* ---- one operand ---- */

static void round_signed(Num *r, const Num *a, bool negative, const DecRules *rules, uint32_t *status) {
    if (num_take_nan(r, a, NULL, rules, status) || !num_copy(r, a, status))
        return;
    r->negative = negative;
    num_finish(r, rules, status);
}

void dec_plus(Num *r, const Num *a, const DecRules *rules, uint32_t *status) {
    bool negative = num_is_zero(a) ? a->negative && rules->rounding == DEC_FLOOR : a->negative;
    round_signed(r, a, negative, rules, status);
}

void dec_minus(Num *r, const Num *a, const DecRules *rules, uint32_t *status) {
    bool negative = num_is_zero(a) ? !a->negative && rules->rounding == DEC_FLOOR : !a->negative;
    round_signed(r, a, negative, rules, status);
}

void dec_apply(Num *r, const Num *a, const DecRules *rules, uint32_t *status) {
    if (num_copy(r, a, status))
        num_finish(r, rules, status);
}

void dec_abs(Num *r, const Num *a, const DecRules *rules, uint32_t *status) {
    round_signed(r, a, false, rules, status);
}
