/* Operators of short Decimals: coefficients of one limb, or two for sums, whose results have at most two.
 * They need no arrays, and when something is to be rounded, it is to the nearest. What does not fit goes the
 * usual way. */
#include "runtime/error.h"
#include "stdlib/decimal.h"

typedef unsigned __int128 Wide;

/* ---- results ---- */

static Value new_short(Thread *t, bool negative, uint64_t high, uint64_t low, int64_t exp) {
    Type *type = dec_state(t)->decimal;
    Decimal *d = (Decimal *)memory_alloc_object(&t->memory, t, type->size + (high ? sizeof high : 0), false);
    if (!d)
        return raise_no_memory(t);
    d->ob.type = type;
    d->exp = exp;
    d->hash = -1;
    d->count = high ? 2 : low != 0;
    d->kind = DEC_FINITE;
    d->negative = negative;
    d->limbs[0] = low;
    if (high)
        d->limbs[1] = high;
    return object_value(d);
}

static inline bool in_range(int64_t adjusted, const DecRules *rules) {
    return adjusted <= rules->emax && adjusted >= rules->emin && !rules->clamp;
}

/* Is a coefficient that fits a limb a result as it is? */
static inline bool is_result(uint64_t coefficient, int64_t exp, const DecRules *rules) {
    int64_t digits = limb_digits(coefficient);
    return digits <= rules->prec && in_range(exp + digits - 1, rules);
}

/* Without the lowest digits, rounded half to even. VALUE_NULL with nothing pending: another way is needed. */
static Value new_rounded(Thread *t, bool negative, Wide v, int64_t exp, int64_t drop, DecContext *context) {
    uint64_t high = (uint64_t)(v / LIMB_BASE), low = (uint64_t)(v % LIMB_BASE), unit = limb_powers[drop];
    uint64_t rest = low % unit;
    uint32_t status = DEC_ROUNDED | (rest ? DEC_INEXACT : 0);
    if (context->traps & status || context->rules.rounding != DEC_HALF_EVEN)
        return VALUE_NULL;
    low = low / unit + high % unit * limb_powers[LIMB_DIGITS - drop];
    high /= unit;
    if (rest > unit / 2 || (rest == unit / 2 && low & 1)) {
        if (limb_digits(low + 1) > limb_digits(low) || low + 1 == LIMB_BASE) /* there may be a digit more */
            return VALUE_NULL;
        low++;
    }
    context->flags |= status;
    return new_short(t, negative, high, low, exp + drop);
}

static Value new_wide(Thread *t, bool negative, Wide v, int64_t exp, DecContext *context) {
    const DecRules *rules = &context->rules;
    if (v < LIMB_BASE && is_result((uint64_t)v, exp, rules))
        return new_short(t, negative, 0, (uint64_t)v, exp);
    uint64_t high = (uint64_t)(v / LIMB_BASE);
    int64_t digits = high ? LIMB_DIGITS + limb_digits(high) : limb_digits((uint64_t)v),
            drop = digits - rules->prec;
    if (!in_range(exp + digits - 1, rules) || drop >= LIMB_DIGITS)
        return VALUE_NULL;
    return drop > 0 ? new_rounded(t, negative, v, exp, drop, context)
                    : new_short(t, negative, high, (uint64_t)(v % LIMB_BASE), exp);
}

/* ---- operands ---- */

/* A Decimal of up to so many limbs, not 0? */
static inline bool is_short(Value v, uint32_t most) {
    if (!is_pointer(v))
        return false;
    const Decimal *d = decimal_of(v);
    return d->ob.type->def == &decimal_type_def && d->kind == DEC_FINITE && d->count - 1 < most;
}

static inline Wide wide(const Decimal *d) {
    return d->count == 2 ? (Wide)d->limbs[1] * LIMB_BASE + d->limbs[0] : d->limbs[0];
}

/* v * 10^digits, which must stay below 10^38. */
static inline bool scale(Wide *v, int64_t digits) {
    static const Wide most = (Wide)LIMB_BASE * LIMB_BASE;
    if (digits >= LIMB_DIGITS || *v > most / LIMB_BASE * (LIMB_BASE / limb_powers[digits]))
        return false;
    *v *= limb_powers[digits];
    return *v < most;
}

/* ---- operators: VALUE_NULL with nothing pending: not one of the cases ---- */

Value quick_add(Thread *t, Value a, Value b, bool subtract, DecContext *context) {
    if (!is_short(a, 2) || !is_short(b, 2))
        return VALUE_NULL;
    const Decimal *x = decimal_of(a), *y = decimal_of(b);
    int64_t shift = x->exp - y->exp;
    bool negative = x->negative, other = y->negative != subtract;
    Wide p = wide(x), q = wide(y);
    if (shift > 0 ? !scale(&p, shift) : shift < 0 && !scale(&q, -shift))
        return VALUE_NULL;
    int64_t exp = shift < 0 ? x->exp : y->exp;
    if (negative == other) {
        p += q;
        if (p >= (Wide)LIMB_BASE * LIMB_BASE)
            return VALUE_NULL;
    } else if (p == q) { /* the sign of 0 depends on the rounding */
        return VALUE_NULL;
    } else {
        negative = p > q ? negative : other;
        p = p > q ? p - q : q - p;
    }
    return new_wide(t, negative, p, exp, context);
}

Value quick_mul(Thread *t, Value a, Value b, DecContext *context) {
    if (!is_short(a, 1) || !is_short(b, 1))
        return VALUE_NULL;
    const Decimal *x = decimal_of(a), *y = decimal_of(b);
    return new_wide(t, x->negative != y->negative, (Wide)x->limbs[0] * y->limbs[0], x->exp + y->exp, context);
}

Value quick_divide(Thread *t, Value a, Value b, bool rest, DecContext *context) {
    if (!is_short(a, 1) || !is_short(b, 1))
        return VALUE_NULL;
    const Decimal *x = decimal_of(a), *y = decimal_of(b);
    int64_t shift = x->exp - y->exp, exp = shift < 0 ? x->exp : y->exp;
    uint64_t p = x->limbs[0], q = y->limbs[0];
    if (shift >= LIMB_DIGITS || shift <= -LIMB_DIGITS)
        return VALUE_NULL;
    if (shift > 0 ? __builtin_mul_overflow(p, limb_powers[shift], &p)
                  : __builtin_mul_overflow(q, limb_powers[-shift], &q))
        return VALUE_NULL;
    uint64_t quotient = p / q, left = p % q;
    if (quotient >= LIMB_BASE || left >= LIMB_BASE || !is_result(quotient, 0, &context->rules) ||
        !is_result(left, exp, &context->rules))
        return VALUE_NULL;
    return rest ? new_short(t, x->negative, 0, left, exp)
                : new_short(t, x->negative != y->negative, 0, quotient, 0);
}

Value quick_copy(Thread *t, Value a, bool negative, DecContext *context) {
    const Decimal *d = decimal_of(a);
    if (d->kind != DEC_FINITE || d->count != 1 || !is_result(d->limbs[0], d->exp, &context->rules))
        return VALUE_NULL;
    return new_short(t, negative, 0, d->limbs[0], d->exp);
}
