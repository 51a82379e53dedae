/* The operators of Decimals. Numbers of one limb, whose result has one too and needs no rounding, take a
 * quick way. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/type.h"
#include "stdlib/decimal.h"

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
    Value v = context ? quick_add(t, a, b, false, context) : VALUE_NULL;
    return !context || !is_null(v) || error_pending(t) ? v : operate(t, a, b, dec_add, context);
}

Value decimal_sub(Thread *t, Value a, Value b) {
    DecContext *context = dec_context(t);
    Value v = context ? quick_add(t, a, b, true, context) : VALUE_NULL;
    return !context || !is_null(v) || error_pending(t) ? v : operate(t, a, b, dec_sub, context);
}

Value decimal_mul(Thread *t, Value a, Value b) {
    DecContext *context = dec_context(t);
    Value v = context ? quick_mul(t, a, b, context) : VALUE_NULL;
    return !context || !is_null(v) || error_pending(t) ? v : operate(t, a, b, dec_mul, context);
}

Value decimal_truediv(Thread *t, Value a, Value b) {
    DecContext *context = dec_context(t);
    return context ? operate(t, a, b, dec_div, context) : VALUE_NULL;
}

static Value divide_whole(Thread *t, Value a, Value b, bool rest) {
    DecContext *context = dec_context(t);
    Value v = context ? quick_divide(t, a, b, rest, context) : VALUE_NULL;
    if (!context || !is_null(v) || error_pending(t))
        return v;
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
    Value v = context ? quick_copy(t, self, negative, context) : VALUE_NULL;
    return !context || !is_null(v) || error_pending(t) ? v : decimal_unary(t, self, op, context);
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
