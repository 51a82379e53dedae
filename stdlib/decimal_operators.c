/* The operators of Decimals. Numbers of one limb, whose result has one too and needs no rounding, take a
 * quick way. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/type.h"
#include "stdlib/decimal.h"

/* ---- the quick way ---- */

/* Is a coefficient that fits a limb a result as it is? */
static inline bool needs_no_rounding(uint64_t coefficient, int64_t exp, const DecRules *rules) {
    int64_t digits = limb_digits(coefficient), adjusted = exp + digits - 1;
    return digits <= rules->prec && adjusted <= rules->emax && adjusted >= rules->emin && !rules->clamp;
}

static Value quick_result(Thread *t, bool negative, uint64_t coefficient, int64_t exp) {
    Type *type = dec_state(t)->decimal;
    Decimal *d = (Decimal *)memory_alloc_object(&t->memory, t, type->size, false);
    if (!d)
        return raise_no_memory(t);
    d->ob.type = type;
    d->exp = exp;
    d->hash = -1;
    d->count = coefficient != 0;
    d->kind = DEC_FINITE;
    d->negative = negative;
    d->limbs[0] = coefficient;
    return object_value(d);
}

/* Two Decimals of one limb each? (0 has none.) */
static inline bool both_short(Value a, Value b) {
    if (!is_pointer(a) || !is_pointer(b))
        return false;
    const Decimal *x = decimal_of(a), *y = decimal_of(b);
    return x->ob.type->def == &decimal_type_def && y->ob.type->def == &decimal_type_def && x->count == 1 &&
           y->count == 1 && x->kind == DEC_FINITE && y->kind == DEC_FINITE;
}

/* Brings the coefficients to the lower of the exponents; false: they do not fit. */
static inline bool align(const Decimal *x, const Decimal *y, uint64_t *p, uint64_t *q) {
    int64_t shift = x->exp - y->exp;
    *p = x->limbs[0];
    *q = y->limbs[0];
    if (shift >= LIMB_DIGITS || shift <= -LIMB_DIGITS)
        return false;
    return shift > 0 ? !__builtin_mul_overflow(*p, limb_powers[shift], p)
                     : !__builtin_mul_overflow(*q, limb_powers[-shift], q);
}

static inline int64_t lower_exp(const Decimal *x, const Decimal *y) {
    return x->exp < y->exp ? x->exp : y->exp;
}

/* VALUE_NULL with nothing pending: not one of its cases. */
static inline Value quick_add(Thread *t, const Decimal *x, const Decimal *y, bool y_negative,
                              const DecRules *rules) {
    uint64_t p, q, sum;
    bool negative = x->negative;
    if (!align(x, y, &p, &q))
        return VALUE_NULL;
    if (x->negative == y_negative) {
        if (__builtin_add_overflow(p, q, &sum))
            return VALUE_NULL;
    } else {
        sum = p > q ? p - q : q - p;
        negative = p > q ? x->negative : y_negative;
    }
    if (sum == 0 || sum >= LIMB_BASE || !needs_no_rounding(sum, lower_exp(x, y), rules))
        return VALUE_NULL;
    return quick_result(t, negative, sum, lower_exp(x, y));
}

static inline Value quick_divide(Thread *t, const Decimal *x, const Decimal *y, bool rest,
                                 const DecRules *rules) {
    uint64_t p, q;
    if (!align(x, y, &p, &q))
        return VALUE_NULL;
    uint64_t quotient = p / q, left = p % q;
    int64_t exp = rest ? lower_exp(x, y) : 0;
    if (quotient >= LIMB_BASE || left >= LIMB_BASE || !needs_no_rounding(quotient, 0, rules) ||
        !needs_no_rounding(left, exp, rules))
        return VALUE_NULL;
    return quick_result(t, x->negative != (y->negative && !rest), rest ? left : quotient, exp);
}

static inline Value quick_mul(Thread *t, const Decimal *x, const Decimal *y, const DecRules *rules) {
    unsigned __int128 product = (unsigned __int128)x->limbs[0] * y->limbs[0];
    int64_t exp = x->exp + y->exp;
    if (product >= LIMB_BASE || !needs_no_rounding((uint64_t)product, exp, rules))
        return VALUE_NULL;
    return quick_result(t, x->negative != y->negative, (uint64_t)product, exp);
}

/* ---- the usual way ---- */

/* Both operands of an operator: 0: one is no number. */
static int operands(Thread *t, Value a, Value b, Num *x, Num *y) {
    int found = decimal_operand(t, a, x);
    if (found <= 0)
        return found;
    found = decimal_operand(t, b, y);
    if (found <= 0)
        num_drop(x);
    return found;
}

static Value operate(Thread *t, Value a, Value b, DecBinary op, DecContext *context) {
    Num x, y, r;
    uint32_t status = 0;
    int found = operands(t, a, b, &x, &y);
    if (found <= 0)
        return found == 0 ? VALUE_NOTIMPLEMENTED : VALUE_NULL;
    num_init(&r);
    op(&r, &x, &y, &context->rules, &status);
    num_drop(&x);
    num_drop(&y);
    return decimal_result(t, context, &r, status);
}

Value decimal_add(Thread *t, Value a, Value b) {
    DecContext *context = dec_context(t);
    if (!context)
        return VALUE_NULL;
    if (both_short(a, b)) {
        const Decimal *x = decimal_of(a), *y = decimal_of(b);
        Value v = quick_add(t, x, y, y->negative, &context->rules);
        if (!is_null(v) || error_pending(t))
            return v;
    }
    return operate(t, a, b, dec_add, context);
}

Value decimal_sub(Thread *t, Value a, Value b) {
    DecContext *context = dec_context(t);
    if (!context)
        return VALUE_NULL;
    if (both_short(a, b)) {
        const Decimal *x = decimal_of(a), *y = decimal_of(b);
        Value v = quick_add(t, x, y, !y->negative, &context->rules);
        if (!is_null(v) || error_pending(t))
            return v;
    }
    return operate(t, a, b, dec_sub, context);
}

Value decimal_mul(Thread *t, Value a, Value b) {
    DecContext *context = dec_context(t);
    if (!context)
        return VALUE_NULL;
    if (both_short(a, b)) {
        Value v = quick_mul(t, decimal_of(a), decimal_of(b), &context->rules);
        if (!is_null(v) || error_pending(t))
            return v;
    }
    return operate(t, a, b, dec_mul, context);
}

Value decimal_truediv(Thread *t, Value a, Value b) {
    DecContext *context = dec_context(t);
    return context ? operate(t, a, b, dec_div, context) : VALUE_NULL;
}

static Value divide_whole(Thread *t, Value a, Value b, bool rest) {
    DecContext *context = dec_context(t);
    if (!context)
        return VALUE_NULL;
    if (both_short(a, b)) {
        Value v = quick_divide(t, decimal_of(a), decimal_of(b), rest, &context->rules);
        if (!is_null(v) || error_pending(t))
            return v;
    }
    return operate(t, a, b, rest ? dec_rem : dec_divint, context);
}

static Value decimal_floordiv(Thread *t, Value a, Value b) {
    return divide_whole(t, a, b, false);
}

static Value decimal_mod(Thread *t, Value a, Value b) {
    return divide_whole(t, a, b, true);
}

Value decimal_divmod_pair(Thread *t, const Num *a, const Num *b, DecContext *context) {
    Num q, r;
    uint32_t status = 0;
    Tuple *pair = NULL;
    num_init(&q);
    num_init(&r);
    dec_divmod(&q, &r, a, b, &context->rules, &status);
    Type *type = dec_state(t)->decimal;
    Value whole = dec_check(t, context, status) ? decimal_new(t, type, &q) : VALUE_NULL;
    Value rest = is_null(whole) ? whole : decimal_new(t, type, &r);
    if (!is_null(rest))
        pair = tuple_pack(t, 2, whole, rest);
    decref(t, whole);
    decref(t, rest);
    num_drop(&q);
    num_drop(&r);
    return result_value(pair);
}

static Value decimal_divmod(Thread *t, Value a, Value b) {
    Num x, y;
    DecContext *context = dec_context(t);
    int found = context ? operands(t, a, b, &x, &y) : -1;
    if (found <= 0)
        return found == 0 ? VALUE_NOTIMPLEMENTED : VALUE_NULL;
    Value pair = decimal_divmod_pair(t, &x, &y, context);
    num_drop(&x);
    num_drop(&y);
    return pair;
}

static Value decimal_power3(Thread *t, Value a, Value b, Value modulus) {
    Num x, y, m, r;
    uint32_t status = 0;
    DecContext *context = dec_context(t);
    if (!context)
        return VALUE_NULL;
    if (is_none(modulus))
        return operate(t, a, b, dec_power, context);
    int found = operands(t, a, b, &x, &y);
    if (found <= 0)
        return found == 0 ? VALUE_NOTIMPLEMENTED : VALUE_NULL;
    found = decimal_operand(t, modulus, &m);
    num_init(&r);
    if (found > 0)
        dec_power_modulo(&r, &x, &y, &m, &context->rules, &status);
    num_drop(&x);
    num_drop(&y);
    if (found <= 0)
        return found == 0 ? VALUE_NOTIMPLEMENTED : VALUE_NULL;
    num_drop(&m);
    return decimal_result(t, context, &r, status);
}

static Value decimal_pow(Thread *t, Value a, Value b) {
    return decimal_power3(t, a, b, VALUE_NONE);
}

/* An operation on one operand, with the sign that its result has. */
static Value with_sign(Thread *t, Value self, bool negative, DecUnary op) {
    DecContext *context = dec_context(t);
    const Decimal *d = decimal_of(self);
    if (context && d->count == 1 && d->kind == DEC_FINITE &&
        needs_no_rounding(d->limbs[0], d->exp, &context->rules))
        return quick_result(t, negative, d->limbs[0], d->exp);
    return decimal_unary(t, self, op, context);
}

static Value decimal_pos(Thread *t, Value self) {
    return with_sign(t, self, decimal_of(self)->negative, dec_plus);
}

static Value decimal_neg(Thread *t, Value self) {
    return with_sign(t, self, !decimal_of(self)->negative, dec_minus);
}

static Value decimal_abs(Thread *t, Value self) {
    return with_sign(t, self, false, dec_abs);
}

static Value decimal_int(Thread *t, Value self) {
    Num a;
    num_view(&a, decimal_of(self));
    return decimal_to_int(t, &a, DEC_DOWN);
}

static int decimal_truth(Thread *t, Value self) {
    return decimal_of(self)->kind != DEC_FINITE || decimal_of(self)->count != 0;
}

/* ---- the type ---- */

static Value decimal_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    DecContext *context = dec_optional_context(t, args[1]);
    if (!context)
        return VALUE_NULL;
    return decimal_from_object(t, type, is_null(args[0]) ? small_int_value(0) : args[0], context, true);
}

static size_t decimal_size(Object *o) {
    uint32_t count = ((Decimal *)o)->count;
    return sizeof(Decimal) + (count ? count : 1) * sizeof(uint64_t);
}

static Value decimal_str(Thread *t, Value self) {
    Num a;
    DecContext *context = dec_context(t);
    num_view(&a, decimal_of(self));
    return context ? str_value(decimal_text(t, &a, false, context->capitals)) : VALUE_NULL;
}

static Value decimal_repr(Thread *t, Value self) {
    Value text = decimal_str(t, self);
    Str *s = is_null(text) ? NULL : str_format(t, "Decimal('%U')", value_str(text));
    decref(t, text);
    return str_value(s);
}

const TypeDef decimal_type_def = {
    .name = "decimal.Decimal",
    .size = sizeof(Decimal) + sizeof(uint64_t),
    .flags = TYPE_BASE | TYPE_VAR_SIZED,
    .doc = "A decimal floating-point number, made of an int, a str, a float, a tuple or another Decimal.",
    .new_signature = "value='0', context=None",
    .slots = {.new_instance = decimal_new_instance,
              .size = decimal_size,
              .repr = decimal_repr,
              .str = decimal_str,
              .hash = decimal_hash,
              .compare = decimal_compare,
              .truth = decimal_truth,
              .power = decimal_power3,
              .binary = {[BINARY_ADD] = decimal_add,
                         [BINARY_SUB] = decimal_sub,
                         [BINARY_MUL] = decimal_mul,
                         [BINARY_TRUEDIV] = decimal_truediv,
                         [BINARY_FLOORDIV] = decimal_floordiv,
                         [BINARY_MOD] = decimal_mod,
                         [BINARY_DIVMOD] = decimal_divmod,
                         [BINARY_POW] = decimal_pow},
              .unary = {[UNARY_NEG] = decimal_neg,
                        [UNARY_POS] = decimal_pos,
                        [UNARY_ABS] = decimal_abs,
                        [UNARY_INT] = decimal_int,
                        [UNARY_FLOAT] = decimal_float}},
    .methods = decimal_methods,
    .getsets = decimal_getsets,
};
