/* Numbers in work: memory, special values, and rounding to what a context asks. */
#include "stdlib/decimal.h"
#include "runtime/memory.h"

const DecRules dec_max_rules = {DEC_MAX_PREC, DEC_MAX_EMAX, DEC_MIN_EMIN, DEC_HALF_EVEN, false};

void num_release(Num *r) {
    mem_free(r->limbs);
    num_init(r);
}

bool num_reserve(Num *r, int64_t room, uint32_t *status) {
    if (room <= r->room)
        return true;
    uint64_t *limbs = room < INT32_MAX ? mem_alloc((size_t)room * sizeof *limbs) : NULL;
    if (!limbs) {
        num_invalid(r, DEC_NO_MEMORY, status);
        return false;
    }
    memcpy(limbs, r->limbs, (size_t)r->count * sizeof *limbs);
    if (r->room > NUM_INLINE)
        mem_free(r->limbs);
    r->limbs = limbs;
    r->room = room;
    return true;
}

void num_set_small(Num *r, bool negative, uint64_t coefficient, int64_t exp) {
    r->kind = DEC_FINITE;
    r->negative = negative;
    r->exp = exp;
    r->limbs[0] = coefficient % LIMB_BASE;
    r->limbs[1] = coefficient / LIMB_BASE;
    r->count = 2;
    num_trim(r);
}

void num_set_special(Num *r, DecKind kind, bool negative) {
    r->kind = (uint8_t)kind;
    r->negative = negative;
    r->exp = 0;
    r->count = 0;
}

void num_invalid(Num *r, uint32_t flags, uint32_t *status) {
    num_set_special(r, DEC_QNAN, false);
    *status |= flags;
}

bool num_copy(Num *r, const Num *a, uint32_t *status) {
    if (!num_need(r, a->count, status))
        return false;
    r->kind = a->kind;
    r->negative = a->negative;
    r->exp = a->exp;
    r->count = a->count;
    limbs_copy(r->limbs, a->limbs, a->count);
    return true;
}

bool num_is_integer(const Num *a) {
    if (a->kind != DEC_FINITE)
        return false;
    return a->exp >= 0 || a->count == 0 || limbs_trailing_zeros(a->limbs, a->count) >= -a->exp;
}

bool num_is_odd(const Num *a) {
    return a->exp <= 0 && a->count && limbs_digit(a->limbs, a->count, -a->exp) & 1;
}

/* The payload must fit the precision: its lowest digits stay. */
static void fit_payload(Num *r, const DecRules *rules) {
    int64_t most = rules->prec - rules->clamp;
    if (limbs_digits(r->limbs, r->count) <= most)
        return;
    int64_t whole = most / LIMB_DIGITS, part = most % LIMB_DIGITS;
    r->count = whole;
    if (part) {
        r->limbs[whole] %= limb_powers[part];
        r->count++;
    }
    num_trim(r);
}

bool num_take_nan(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status) {
    if (!num_is_nan(a) && (!b || !num_is_nan(b)))
        return false;
    const Num *nan = a->kind == DEC_SNAN ? a : b && b->kind == DEC_SNAN ? b : num_is_nan(a) ? a : b;
    if (nan->kind == DEC_SNAN)
        *status |= DEC_INVALID_OPERATION;
    if (num_copy(r, nan, status)) {
        r->kind = DEC_QNAN;
        fit_payload(r, rules);
    }
    return true;
}

/* ---- shifts ---- */

bool num_shift_left(Num *r, int64_t digits, uint32_t *status) {
    if (digits == 0 || r->count == 0)
        return true;
    int64_t count = r->count + digits / LIMB_DIGITS + 1;
    if (!num_need(r, count, status))
        return false;
    limbs_shift_left(r->limbs, r->limbs, r->count, digits);
    r->count = count;
    num_trim(r);
    return true;
}

DecRest num_shift_right(Num *r, int64_t digits) {
    if (digits == 0 || r->count == 0)
        return REST_NONE;
    DecRest rest = limbs_shift_right(r->limbs, r->limbs, r->count, digits);
    r->count = digits / LIMB_DIGITS >= r->count ? 0 : r->count - digits / LIMB_DIGITS;
    num_trim(r);
    return rest;
}

/* ---- rounding ---- */

bool num_round_up(Num *r, DecRest rest, DecRounding rounding) {
    if (rest == REST_NONE)
        return false;
    int last = r->count ? (int)(r->limbs[0] % 10) : 0;
    switch (rounding) {
    case DEC_UP:
        return true;
    case DEC_CEILING:
        return !r->negative;
    case DEC_FLOOR:
        return r->negative;
    case DEC_HALF_UP:
        return rest >= REST_HALF;
    case DEC_HALF_DOWN:
        return rest == REST_ABOVE_HALF;
    case DEC_HALF_EVEN:
        return rest == REST_ABOVE_HALF || (rest == REST_HALF && last & 1);
    case DEC_05UP:
        return last == 0 || last == 5;
    default:
        return false;
    }
}

bool num_increment(Num *r, uint32_t *status) {
    static const uint64_t one = 1;
    if (r->count == 0) {
        r->limbs[0] = 1;
        r->count = 1;
        return true;
    }
    if (__builtin_expect(r->limbs[0] != LIMB_BASE - 1, 1)) {
        r->limbs[0]++;
        return true;
    }
    if (!num_need(r, r->count + 1, status))
        return false;
    if (limbs_add(r->limbs, r->limbs, r->count, &one, 1))
        r->limbs[r->count++] = 1;
    return true;
}

static bool set_nines(Num *r, int64_t digits, uint32_t *status) {
    int64_t whole = digits / LIMB_DIGITS, part = digits % LIMB_DIGITS;
    if (!num_need(r, whole + 1, status))
        return false;
    for (int64_t i = 0; i < whole; i++)
        r->limbs[i] = LIMB_BASE - 1;
    r->limbs[whole] = limb_powers[part] - 1;
    r->count = whole + 1;
    num_trim(r);
    return true;
}

static void overflow(Num *r, const DecRules *rules, uint32_t *status) {
    bool away = rules->rounding == DEC_UP || rules->rounding == DEC_HALF_UP ||
                rules->rounding == DEC_HALF_DOWN || rules->rounding == DEC_HALF_EVEN ||
                (rules->rounding == DEC_CEILING && !r->negative) ||
                (rules->rounding == DEC_FLOOR && r->negative);
    *status |= DEC_OVERFLOW | DEC_INEXACT | DEC_ROUNDED;
    if (away)
        num_set_special(r, DEC_INFINITE, r->negative);
    else if (set_nines(r, rules->prec, status))
        r->exp = rules_etop(rules);
}

static void finish_zero(Num *r, const DecRules *rules, uint32_t *status) {
    int64_t least = rules_etiny(rules), most = rules->clamp ? rules_etop(rules) : rules->emax;
    int64_t exp = r->exp < least ? least : r->exp > most ? most : r->exp;
    if (exp != r->exp)
        *status |= DEC_CLAMPED;
    r->exp = exp;
}

/* Cuts digits off and rounds; the coefficient may become longer by one digit, if all were nines. */
static void cut_digits(Num *r, int64_t digits, const DecRules *rules, uint32_t *status) {
    DecRest rest = num_shift_right(r, digits);
    r->exp += digits;
    *status |= DEC_ROUNDED | (rest ? DEC_INEXACT : 0);
    if (num_round_up(r, rest, rules->rounding))
        num_increment(r, status);
}

static void finish_subnormal(Num *r, const DecRules *rules, uint32_t *status) {
    int64_t etiny = rules_etiny(rules);
    uint32_t rounded = 0;
    *status |= DEC_SUBNORMAL;
    if (r->exp >= etiny)
        return;
    cut_digits(r, etiny - r->exp, rules, &rounded);
    *status |= rounded;
    if (rounded & DEC_INEXACT) {
        *status |= DEC_UNDERFLOW;
        if (r->count == 0)
            *status |= DEC_CLAMPED;
    }
}

void num_finish(Num *r, const DecRules *rules, uint32_t *status) {
    if (r->kind != DEC_FINITE) {
        if (num_is_nan(r))
            fit_payload(r, rules);
        return;
    }
    if (r->count == 0) {
        finish_zero(r, rules, status);
        return;
    }
    int64_t digits = limbs_digits(r->limbs, r->count), adjusted = r->exp + digits - 1;
    bool high = rules->clamp && r->exp > rules_etop(rules);
    if (adjusted < rules->emin && !high) {
        finish_subnormal(r, rules, status);
        return;
    }
    if (adjusted < rules->emin)
        *status |= DEC_SUBNORMAL;
    if (digits > rules->prec && adjusted <= rules->emax) {
        cut_digits(r, digits - rules->prec, rules, status);
        if (limbs_digits(r->limbs, r->count) > rules->prec) {
            num_shift_right(r, 1);
            r->exp++;
        }
        adjusted = num_adjusted(r);
    }
    if (adjusted > rules->emax) {
        overflow(r, rules, status);
    } else if (rules->clamp && r->exp > rules_etop(rules)) {
        if (num_shift_left(r, r->exp - rules_etop(rules), status))
            r->exp = rules_etop(rules);
        *status |= DEC_CLAMPED;
    }
}
