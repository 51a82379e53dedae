/* Operations on digits: shift, rotate, logical ones; scaleb, logb. */
#include "stdlib/decimal.h"

bool num_get_int64(const Num *a, int64_t *out) {
    uint64_t magnitude = 0;
    if (!num_is_integer(a))
        return false;
    if (a->count) {
        int64_t digits = num_adjusted(a) + 1;
        if (digits > LIMB_DIGITS)
            return false;
        if (a->exp >= 0) {
            magnitude = a->limbs[0] * limb_powers[a->exp];
        } else { /* zeros behind the point: at most as many digits as a limb are left */
            for (int64_t i = digits; i-- > 0;)
                magnitude = magnitude * 10 + (uint64_t)limbs_digit(a->limbs, a->count, i - a->exp);
        }
    }
    if (magnitude > INT64_MAX)
        return false;
    *out = a->negative ? -(int64_t)magnitude : (int64_t)magnitude;
    return true;
}

/* The count of shift and rotate: a whole number of exponent 0, not beyond the precision. */
static bool take_count(const Num *b, const DecRules *rules, int64_t *n) {
    return b->kind == DEC_FINITE && b->exp == 0 && num_get_int64(b, n) && *n <= rules->prec &&
           *n >= -rules->prec;
}

/* The lowest digits of the coefficient. */
static void keep_low(Num *r, int64_t digits) {
    int64_t whole = digits / LIMB_DIGITS, part = digits % LIMB_DIGITS;
    if (r->count <= whole)
        return;
    r->count = whole;
    if (part) {
        r->limbs[whole] %= limb_powers[part];
        r->count++;
    }
    num_trim(r);
}

void dec_shift(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    int64_t n;
    if (num_take_nan(r, a, b, rules, status))
        return;
    if (!take_count(b, rules, &n)) {
        num_invalid(r, DEC_INVALID_OPERATION, status);
        return;
    }
    if (!num_copy(r, a, status) || a->kind == DEC_INFINITE)
        return;
    keep_low(r, rules->prec);
    if (n < 0) {
        num_shift_right(r, -n);
        return;
    }
    keep_low(r, rules->prec - n);
    num_shift_left(r, n, status);
}

void dec_rotate(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    int64_t n;
    if (num_take_nan(r, a, b, rules, status))
        return;
    if (!take_count(b, rules, &n)) {
        num_invalid(r, DEC_INVALID_OPERATION, status);
        return;
    }
    if (!num_copy(r, a, status) || a->kind == DEC_INFINITE)
        return;
    Num high;
    num_init(&high);
    n = n < 0 ? n + rules->prec : n;
    keep_low(r, rules->prec);
    if (num_copy(&high, r, status)) {
        num_shift_right(&high, rules->prec - n);
        keep_low(r, rules->prec - n);
        if (num_shift_left(r, n, status) &&
            num_need(r, (r->count > high.count ? r->count : high.count) + 1, status)) {
            int64_t count = r->count;
            if (count >= high.count) {
                limbs_add(r->limbs, r->limbs, count, high.limbs, high.count);
            } else {
                limbs_add(r->limbs, high.limbs, high.count, r->limbs, count);
                r->count = high.count;
            }
        }
    }
    num_drop(&high);
}

void dec_scaleb(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    int64_t n, most = 2 * (rules->emax + rules->prec);
    if (num_take_nan(r, a, b, rules, status))
        return;
    if (b->kind != DEC_FINITE || b->exp != 0 || !num_get_int64(b, &n) || n > most || n < -most) {
        num_invalid(r, DEC_INVALID_OPERATION, status);
        return;
    }
    if (!num_copy(r, a, status) || a->kind == DEC_INFINITE)
        return;
    r->exp += n;
    num_finish(r, rules, status);
}

void dec_logb(Num *r, const Num *a, const DecRules *rules, uint32_t *status) {
    if (num_take_nan(r, a, NULL, rules, status))
        return;
    if (a->kind == DEC_INFINITE) {
        num_set_special(r, DEC_INFINITE, false);
    } else if (a->count == 0) {
        num_set_special(r, DEC_INFINITE, true);
        *status |= DEC_DIVISION_BY_ZERO;
    } else {
        int64_t exp = num_adjusted(a);
        num_set_small(r, exp < 0, (uint64_t)(exp < 0 ? -exp : exp), 0);
        num_finish(r, rules, status);
    }
}

/* ---- logical operations, on digits 0 and 1 ---- */

typedef enum Logical { LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR } Logical;

static bool is_logical(const Num *a) {
    if (a->kind != DEC_FINITE || a->negative || a->exp != 0)
        return false;
    for (int64_t i = 0; i < a->count; i++)
        for (uint64_t limb = a->limbs[i]; limb; limb /= 10)
            if (limb % 10 > 1)
                return false;
    return true;
}

static uint64_t combine(uint64_t a, uint64_t b, Logical op) {
    uint64_t result = 0;
    for (int i = 0; i < LIMB_DIGITS; i++, a /= 10, b /= 10) {
        unsigned p = a % 10, q = b % 10;
        result += limb_powers[i] * (op == LOGICAL_AND ? (p & q) : op == LOGICAL_OR ? (p | q) : (p ^ q));
    }
    return result;
}

static void logical(Num *r, const Num *a, const Num *b, Logical op, const DecRules *rules, uint32_t *status) {
    if (!is_logical(a) || !is_logical(b)) {
        num_invalid(r, DEC_INVALID_OPERATION, status);
        return;
    }
    int64_t n = a->count > b->count ? a->count : b->count;
    if (!num_need(r, n, status))
        return;
    for (int64_t i = 0; i < n; i++)
        r->limbs[i] = combine(i < a->count ? a->limbs[i] : 0, i < b->count ? b->limbs[i] : 0, op);
    r->count = n;
    num_trim(r);
    keep_low(r, rules->prec);
}

void dec_and(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    logical(r, a, b, LOGICAL_AND, rules, status);
}

void dec_or(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    logical(r, a, b, LOGICAL_OR, rules, status);
}

void dec_xor(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    logical(r, a, b, LOGICAL_XOR, rules, status);
}

void dec_invert(Num *r, const Num *a, const DecRules *rules, uint32_t *status) {
    int64_t whole = rules->prec / LIMB_DIGITS, part = rules->prec % LIMB_DIGITS;
    const uint64_t ones = LIMB_BASE / 9;
    Num all;
    num_init(&all);
    if (num_need(&all, whole + 1, status)) {
        for (int64_t i = 0; i < whole; i++)
            all.limbs[i] = ones;
        all.limbs[whole] = ones % limb_powers[part];
        all.count = whole + 1;
        num_trim(&all);
        logical(r, a, &all, LOGICAL_XOR, rules, status);
    } else {
        num_invalid(r, DEC_NO_MEMORY, status);
    }
    num_drop(&all);
}
