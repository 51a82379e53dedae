/* The methods of Context: operations that take this context instead of the current one. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "stdlib/decimal.h"

/* ---- operations ---- */

#define UNARY(name, op)                                                                                      \
    static Value name##_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {                          \
        return decimal_unary(t, args[1], op, context_of_value(args[0]));                                     \
    }
#define BINARY(name, op)                                                                                     \
    static Value name##_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {                          \
        return decimal_binary(t, args[1], args[2], op, context_of_value(args[0]));                           \
    }
UNARY(apply, dec_apply)
UNARY(abs, dec_abs)
UNARY(exp, dec_exp)
UNARY(ln, dec_ln)
UNARY(log10, dec_log10)
UNARY(logb, dec_logb)
UNARY(logical_invert, dec_invert)
UNARY(minus, dec_minus)
UNARY(next_minus, dec_next_minus)
UNARY(next_plus, dec_next_plus)
UNARY(normalize, dec_normalize)
UNARY(plus, dec_plus)
UNARY(sqrt, dec_sqrt)
UNARY(to_integral_exact, dec_to_integral_exact)
UNARY(to_integral_value, dec_to_integral)
BINARY(add, dec_add)
BINARY(compare, dec_compare)
BINARY(compare_signal, dec_compare_signal)
BINARY(compare_total, dec_compare_total)
BINARY(compare_total_mag, dec_compare_total_mag)
BINARY(divide, dec_div)
BINARY(divide_int, dec_divint)
BINARY(logical_and, dec_and)
BINARY(logical_or, dec_or)
BINARY(logical_xor, dec_xor)
BINARY(max, dec_max)
BINARY(max_mag, dec_max_mag)
BINARY(min, dec_min)
BINARY(min_mag, dec_min_mag)
BINARY(multiply, dec_mul)
BINARY(next_toward, dec_next_toward)
BINARY(quantize, dec_quantize)
BINARY(remainder, dec_rem)
BINARY(remainder_near, dec_rem_near)
BINARY(rotate, dec_rotate)
BINARY(scaleb, dec_scaleb)
BINARY(shift, dec_shift)
BINARY(subtract, dec_sub)

static Value divmod_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Num x, y;
    if (!decimal_argument(t, args[1], &x))
        return VALUE_NULL;
    Value pair = VALUE_NULL;
    if (decimal_argument(t, args[2], &y)) {
        pair = decimal_divmod_pair(t, &x, &y, context_of_value(args[0]));
        num_drop(&y);
    }
    num_drop(&x);
    return pair;
}

/* Three numbers; false: they are dropped, and an exception is pending. */
static bool take_three(Thread *t, Value *args, Num numbers[3]) {
    for (int i = 0; i < 3; i++)
        if (!decimal_argument(t, args[i], &numbers[i])) {
            while (i-- > 0)
                num_drop(&numbers[i]);
            return false;
        }
    return true;
}

static Value fma_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    DecContext *self = context_of_value(args[0]);
    Num x[3], r;
    uint32_t status = 0;
    if (!take_three(t, args + 1, x))
        return VALUE_NULL;
    num_init(&r);
    dec_fma(&r, &x[0], &x[1], &x[2], &self->rules, &status);
    for (int i = 0; i < 3; i++)
        num_drop(&x[i]);
    return decimal_result(t, self, &r, status);
}

static Value power_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    DecContext *self = context_of_value(args[0]);
    Num x[3], r;
    uint32_t status = 0;
    if (is_null(args[3]) || is_none(args[3]))
        return decimal_binary(t, args[1], args[2], dec_power, self);
    if (!take_three(t, args + 1, x))
        return VALUE_NULL;
    num_init(&r);
    dec_power_modulo(&r, &x[0], &x[1], &x[2], &self->rules, &status);
    for (int i = 0; i < 3; i++)
        num_drop(&x[i]);
    return decimal_result(t, self, &r, status);
}

/* ---- questions ---- */

typedef bool (*Question)(const Num *a, const DecRules *rules);

static Value ask(Thread *t, Value *args, Question question) {
    Num a;
    if (!decimal_argument(t, args[1], &a))
        return VALUE_NULL;
    bool answer = question(&a, &context_of_value(args[0])->rules);
    num_drop(&a);
    return bool_value(answer);
}

#define QUESTION(name, answer)                                                                               \
    static bool name(const Num *a, const DecRules *rules) {                                                  \
        return answer;                                                                                       \
    }                                                                                                        \
    static Value name##_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {                          \
        return ask(t, args, name);                                                                           \
    }
QUESTION(is_finite, a->kind == DEC_FINITE)
QUESTION(is_infinite, a->kind == DEC_INFINITE)
QUESTION(is_nan, num_is_nan(a))
QUESTION(is_qnan, a->kind == DEC_QNAN)
QUESTION(is_signed, a->negative)
QUESTION(is_snan, a->kind == DEC_SNAN)
QUESTION(is_zero, num_is_zero(a))
QUESTION(is_normal, strcmp(num_class(a, rules) + 1, "Normal") == 0)
QUESTION(is_subnormal, strcmp(num_class(a, rules) + 1, "Subnormal") == 0)

static Value number_class_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Num a;
    if (!decimal_argument(t, args[1], &a))
        return VALUE_NULL;
    const char *name = num_class(&a, &context_of_value(args[0])->rules);
    num_drop(&a);
    return str_value(str_new(t, name));
}

static Value same_quantum_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Num a, b;
    if (!decimal_argument(t, args[1], &a))
        return VALUE_NULL;
    Value result = VALUE_NULL;
    if (decimal_argument(t, args[2], &b)) {
        result = bool_value(num_same_quantum(&a, &b));
        num_drop(&b);
    }
    num_drop(&a);
    return result;
}

static bool check_decimal(Thread *t, Value v) {
    if (!is_decimal(v))
        raise_type_error(t, "argument must be a Decimal");
    return is_decimal(v);
}

static Value is_canonical_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_decimal(t, args[1]) ? VALUE_TRUE : VALUE_NULL;
}

static Value canonical_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_decimal(t, args[1]) ? new_ref(args[1]) : VALUE_NULL;
}

/* ---- copies and texts ---- */

/* A copy of x, with another sign if `sign` says so: 1 negative, 0 positive, -1 the other one, 2 as it is. */
static Value copy_number(Thread *t, Value v, int sign) {
    Num a;
    if (!decimal_argument(t, v, &a))
        return VALUE_NULL;
    a.negative = sign == 2 ? a.negative : sign < 0 ? !a.negative : sign;
    Value copy = decimal_new(t, dec_state(t)->decimal, &a);
    num_drop(&a);
    return copy;
}

static Value copy_abs_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return copy_number(t, args[1], 0);
}

static Value copy_negate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return copy_number(t, args[1], -1);
}

static Value copy_decimal_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return copy_number(t, args[1], 2);
}

static Value copy_sign_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Num b;
    if (!decimal_argument(t, args[2], &b))
        return VALUE_NULL;
    bool negative = b.negative;
    num_drop(&b);
    return copy_number(t, args[1], negative);
}

static Value text(Thread *t, Value *args, bool engineering) {
    Num a;
    if (!decimal_argument(t, args[1], &a))
        return VALUE_NULL;
    Str *s = decimal_text(t, &a, engineering, context_of_value(args[0])->capitals);
    num_drop(&a);
    return str_value(s);
}

static Value to_sci_string_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return text(t, args, false);
}

static Value to_eng_string_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return text(t, args, true);
}

static Value create_decimal_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return decimal_from_object(t, dec_state(t)->decimal, is_null(args[1]) ? small_int_value(0) : args[1],
                               context_of_value(args[0]), false);
}

static Value create_from_float_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return decimal_from_float(t, dec_state(t)->decimal, args[1], context_of_value(args[0]), false);
}

/* ---- the context itself ---- */

static Value etiny_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_value(t, rules_etiny(&context_of_value(args[0])->rules));
}

static Value etop_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_value(t, rules_etop(&context_of_value(args[0])->rules));
}

static Value radix_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Num ten;
    num_init(&ten);
    num_set_small(&ten, false, 10, 0);
    return decimal_new(t, dec_state(t)->decimal, &ten);
}

static Value copy_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return result_value(dec_context_copy(t, context_of_value(args[0])));
}

static Value clear_flags_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    context_of_value(args[0])->flags = 0;
    return VALUE_NONE;
}

static Value clear_traps_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    context_of_value(args[0])->traps = 0;
    return VALUE_NONE;
}

static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    DecContext *c = context_of_value(args[0]);
    List *flags = dec_signal_list(t, c->flags), *traps = flags ? dec_signal_list(t, c->traps) : NULL;
    Tuple *state = NULL, *pair = NULL;
    if (traps)
        state = tuple_pack(t, 8, small_int_value(c->rules.prec), dec_state(t)->roundings[c->rules.rounding],
                           small_int_value(c->rules.emin), small_int_value(c->rules.emax),
                           small_int_value(c->capitals), small_int_value(c->rules.clamp), object_value(flags),
                           object_value(traps));
    if (state)
        pair = tuple_pack(t, 2, object_value(c->ob.type), object_value(state));
    xdecref_object(t, state);
    xdecref_object(t, traps);
    xdecref_object(t, flags);
    return result_value(pair);
}

const MethodDef dec_context_methods[] = {
    {"abs", abs_method, "x, /", "The magnitude."},
    {"exp", exp_method, "x, /", "e to the power of it."},
    {"ln", ln_method, "x, /", "The natural logarithm."},
    {"log10", log10_method, "x, /", "The logarithm to base ten."},
    {"logb", logb_method, "x, /", "The adjusted exponent, as a Decimal."},
    {"logical_invert", logical_invert_method, "x, /",
     "Digits 0 and 1 exchanged, as many as the precision has."},
    {"minus", minus_method, "x, /", "0 - x."},
    {"next_minus", next_minus_method, "x, /", "The next smaller number."},
    {"next_plus", next_plus_method, "x, /", "The next larger number."},
    {"normalize", normalize_method, "x, /", "Without trailing zeros, rounded."},
    {"plus", plus_method, "x, /", "0 + x: x, rounded."},
    {"sqrt", sqrt_method, "x, /", "The square root."},
    {"to_integral_exact", to_integral_exact_method, "x, /", "Rounded to a whole number, with signals."},
    {"to_integral_value", to_integral_value_method, "x, /", "Rounded to a whole number, without signals."},
    {"add", add_method, "x, y, /", "x + y."},
    {"compare", compare_method, "x, y, /", "-1, 0 or 1, or a NaN, as a Decimal."},
    {"compare_signal", compare_signal_method, "x, y, /", "The same, but any NaN signals."},
    {"compare_total", compare_total_method, "x, y, /", "The place in the order of all representations."},
    {"compare_total_mag", compare_total_mag_method, "x, y, /", "The same without signs."},
    {"divide", divide_method, "x, y, /", "x / y."},
    {"divide_int", divide_int_method, "x, y, /", "x // y."},
    {"logical_and", logical_and_method, "x, y, /", "Digit by digit, of numbers of digits 0 and 1."},
    {"logical_or", logical_or_method, "x, y, /", "Digit by digit, of numbers of digits 0 and 1."},
    {"logical_xor", logical_xor_method, "x, y, /", "Digit by digit, of numbers of digits 0 and 1."},
    {"max", max_method, "x, y, /", "The larger one; a number rather than a NaN."},
    {"max_mag", max_mag_method, "x, y, /", "The larger one without signs."},
    {"min", min_method, "x, y, /", "The smaller one; a number rather than a NaN."},
    {"min_mag", min_mag_method, "x, y, /", "The smaller one without signs."},
    {"multiply", multiply_method, "x, y, /", "x * y."},
    {"next_toward", next_toward_method, "x, y, /", "The next number in the direction of the other."},
    {"quantize", quantize_method, "x, y, /", "x with the exponent of y."},
    {"remainder", remainder_method, "x, y, /", "x % y."},
    {"remainder_near", remainder_near_method, "x, y, /", "What is left of the nearest multiple."},
    {"rotate", rotate_method, "x, y, /", "The digits of the coefficient rotated."},
    {"scaleb", scaleb_method, "x, y, /", "The exponent increased."},
    {"shift", shift_method, "x, y, /", "The digits of the coefficient shifted."},
    {"subtract", subtract_method, "x, y, /", "x - y."},
    {"is_canonical", is_canonical_method, "x, /", "Always True."},
    {"is_finite", is_finite_method, "x, /", "Is it neither infinite nor a NaN?"},
    {"is_infinite", is_infinite_method, "x, /", "Is it infinite?"},
    {"is_nan", is_nan_method, "x, /", "Is it a NaN?"},
    {"is_qnan", is_qnan_method, "x, /", "Is it a NaN that does not signal?"},
    {"is_signed", is_signed_method, "x, /", "Does it have a minus sign?"},
    {"is_snan", is_snan_method, "x, /", "Is it a NaN that signals?"},
    {"is_zero", is_zero_method, "x, /", "Is it 0 or -0?"},
    {"is_normal", is_normal_method, "x, /", "Is it finite, not 0, and of full precision?"},
    {"is_subnormal", is_subnormal_method, "x, /", "Is it smaller than normal numbers?"},
    {"to_integral", to_integral_value_method, "x, /", "The same as to_integral_value()."},
    {"divmod", divmod_method, "x, y, /", "Quotient and remainder."},
    {"fma", fma_method, "x, y, z, /", "x * y + z, rounded once."},
    {"power", power_method, "a, b, modulo=None", "a ** b, or (a ** b) % modulo."},
    {"number_class", number_class_method, "x, /", "What kind of number it is, as a str."},
    {"same_quantum", same_quantum_method, "x, y, /", "Do both have the same exponent?"},
    {"canonical", canonical_method, "x, /", "The Decimal itself."},
    {"copy_abs", copy_abs_method, "x, /", "A copy with a plus sign."},
    {"copy_decimal", copy_decimal_method, "x, /", "A copy, as a Decimal."},
    {"copy_negate", copy_negate_method, "x, /", "A copy with the other sign."},
    {"copy_sign", copy_sign_method, "x, y, /", "A copy with the sign of y."},
    {"to_sci_string", to_sci_string_method, "x, /", "A text, as str() gives it."},
    {"to_eng_string", to_eng_string_method, "x, /", "A text whose exponent is a multiple of three."},
    {"create_decimal", create_decimal_method, "num='0', /", "A Decimal, rounded by this context."},
    {"create_decimal_from_float", create_from_float_method, "f, /",
     "A Decimal of a float or int, rounded by this context."},
    {"_apply", apply_method, "x, /", "x, rounded."},
    {"Etiny", etiny_method, "", "The exponent of the least number."},
    {"Etop", etop_method, "", "The largest exponent of numbers of full precision."},
    {"radix", radix_method, "", "10."},
    {"copy", copy_method, "", "A copy, flags included."},
    {"__copy__", copy_method, "", "A copy, flags included."},
    {"clear_flags", clear_flags_method, "", "Forget the signals that have come up."},
    {"clear_traps", clear_traps_method, "", "Let no signal raise an exception."},
    {"__reduce__", reduce_method, "", "How to pickle it."},
    {0}};
