/* The methods of Decimal. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/sequence.h"
#include "stdlib/decimal.h"

/* ---- operations with an optional context ---- */

static Value with_context(Thread *t, Value *args, DecUnary op) {
    return decimal_unary(t, args[0], op, dec_optional_context(t, args[1]));
}

static Value with_other(Thread *t, Value *args, DecBinary op) {
    return decimal_binary(t, args[0], args[1], op, dec_optional_context(t, args[2]));
}

#define UNARY(name, op)                                                                                      \
    static Value name##_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {                          \
        return with_context(t, args, op);                                                                    \
    }
#define BINARY(name, op)                                                                                     \
    static Value name##_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {                          \
        return with_other(t, args, op);                                                                      \
    }
UNARY(exp, dec_exp)
UNARY(ln, dec_ln)
UNARY(log10, dec_log10)
UNARY(logb, dec_logb)
UNARY(logical_invert, dec_invert)
UNARY(next_minus, dec_next_minus)
UNARY(next_plus, dec_next_plus)
UNARY(normalize, dec_normalize)
UNARY(sqrt, dec_sqrt)
BINARY(compare, dec_compare)
BINARY(compare_signal, dec_compare_signal)
BINARY(logical_and, dec_and)
BINARY(logical_or, dec_or)
BINARY(logical_xor, dec_xor)
BINARY(max, dec_max)
BINARY(max_mag, dec_max_mag)
BINARY(min, dec_min)
BINARY(min_mag, dec_min_mag)
BINARY(next_toward, dec_next_toward)
BINARY(remainder_near, dec_rem_near)
BINARY(rotate, dec_rotate)
BINARY(scaleb, dec_scaleb)
BINARY(shift, dec_shift)
BINARY(compare_total, dec_compare_total)
BINARY(compare_total_mag, dec_compare_total_mag)

static Value fma_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Num a, b, c, r;
    uint32_t status = 0;
    DecContext *context = dec_optional_context(t, args[3]);
    if (!context || !decimal_argument(t, args[1], &b))
        return VALUE_NULL;
    if (!decimal_argument(t, args[2], &c)) {
        num_drop(&b);
        return VALUE_NULL;
    }
    num_view(&a, decimal_of(args[0]));
    num_init(&r);
    dec_fma(&r, &a, &b, &c, &context->rules, &status);
    num_drop(&b);
    num_drop(&c);
    return decimal_result(t, context, &r, status);
}

/* ---- rounding: with a mode and a context, both optional ---- */

/* The rules of the context, with another rounding if one is given. */
static DecContext *take_rules(Thread *t, Value rounding, Value context_arg, DecRules *rules) {
    DecContext *context = dec_optional_context(t, context_arg);
    if (!context)
        return NULL;
    *rules = context->rules;
    bool given = !is_null(rounding) && !is_none(rounding);
    return given && !dec_take_rounding(t, rounding, &rules->rounding) ? NULL : context;
}

static Value to_integral(Thread *t, Value *args, DecUnary op) {
    Num a, r;
    DecRules rules;
    uint32_t status = 0;
    DecContext *context = take_rules(t, args[1], args[2], &rules);
    if (!context)
        return VALUE_NULL;
    num_view(&a, decimal_of(args[0]));
    num_init(&r);
    op(&r, &a, &rules, &status);
    return decimal_result(t, context, &r, status);
}

static Value to_integral_value_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return to_integral(t, args, dec_to_integral);
}

static Value to_integral_exact_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return to_integral(t, args, dec_to_integral_exact);
}

static Value quantize_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Num a, b, r;
    DecRules rules;
    uint32_t status = 0;
    DecContext *context = take_rules(t, args[2], args[3], &rules);
    if (!context || !decimal_argument(t, args[1], &b))
        return VALUE_NULL;
    num_view(&a, decimal_of(args[0]));
    num_init(&r);
    dec_quantize(&r, &a, &b, &rules, &status);
    num_drop(&b);
    return decimal_result(t, context, &r, status);
}

/* ---- questions ---- */

#define QUESTION(name, answer)                                                                               \
    static Value name##_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {                          \
        Num number, *a = &number;                                                                            \
        num_view(a, decimal_of(args[0]));                                                                    \
        return bool_value(answer);                                                                           \
    }
QUESTION(is_finite, a->kind == DEC_FINITE)
QUESTION(is_infinite, a->kind == DEC_INFINITE)
QUESTION(is_nan, num_is_nan(a))
QUESTION(is_qnan, a->kind == DEC_QNAN)
QUESTION(is_signed, a->negative)
QUESTION(is_snan, a->kind == DEC_SNAN)
QUESTION(is_zero, num_is_zero(a))

static Value is_canonical_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return VALUE_TRUE;
}

const char *num_class(const Num *a, const DecRules *rules) {
    bool minus = a->negative;
    if (num_is_nan(a))
        return a->kind == DEC_SNAN ? "sNaN" : "NaN";
    if (a->kind == DEC_INFINITE)
        return minus ? "-Infinity" : "+Infinity";
    if (a->count == 0)
        return minus ? "-Zero" : "+Zero";
    if (num_adjusted(a) < rules->emin)
        return minus ? "-Subnormal" : "+Subnormal";
    return minus ? "-Normal" : "+Normal";
}

static Value is_class(Thread *t, Value *args, const char *name) {
    Num a;
    DecContext *context = dec_optional_context(t, args[1]);
    num_view(&a, decimal_of(args[0]));
    return context ? bool_value(strcmp(num_class(&a, &context->rules) + 1, name) == 0) : VALUE_NULL;
}

static Value is_normal_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return is_class(t, args, "Normal");
}

static Value is_subnormal_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return is_class(t, args, "Subnormal");
}

static Value number_class_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Num a;
    DecContext *context = dec_optional_context(t, args[1]);
    num_view(&a, decimal_of(args[0]));
    return context ? str_value(str_new(t, num_class(&a, &context->rules))) : VALUE_NULL;
}

static Value same_quantum_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Num a, b;
    if (!dec_optional_context(t, args[2]) || !decimal_argument(t, args[1], &b))
        return VALUE_NULL;
    num_view(&a, decimal_of(args[0]));
    bool same = num_same_quantum(&a, &b);
    num_drop(&b);
    return bool_value(same);
}

static Value adjusted_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Num a;
    num_view(&a, decimal_of(args[0]));
    return small_int_value(a.kind == DEC_FINITE ? num_adjusted(&a) : 0);
}

/* ---- copies ---- */

static Value same_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return new_ref(args[0]);
}

static Value copy_signed(Thread *t, Value v, bool negative) {
    Num a;
    num_view(&a, decimal_of(v));
    a.negative = negative;
    return decimal_new(t, dec_state(t)->decimal, &a);
}

static Value copy_abs_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return copy_signed(t, args[0], false);
}

static Value copy_negate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return copy_signed(t, args[0], !decimal_of(args[0])->negative);
}

static Value copy_sign_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Num b;
    if (!dec_optional_context(t, args[2]) || !decimal_argument(t, args[1], &b))
        return VALUE_NULL;
    bool negative = b.negative;
    num_drop(&b);
    return copy_signed(t, args[0], negative);
}

/* ---- conversions ---- */

static Value radix_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Num ten;
    num_init(&ten);
    num_set_small(&ten, false, 10, 0);
    return decimal_new(t, dec_state(t)->decimal, &ten);
}

static Value to_eng_string_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Num a;
    DecContext *context = dec_optional_context(t, args[1]);
    num_view(&a, decimal_of(args[0]));
    return context ? str_value(decimal_text(t, &a, true, context->capitals)) : VALUE_NULL;
}

static Value rounded_to_int(Thread *t, Value v, DecRounding rounding) {
    Num a;
    num_view(&a, decimal_of(v));
    return decimal_to_int(t, &a, rounding);
}

static Value trunc_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return rounded_to_int(t, args[0], DEC_DOWN);
}

static Value floor_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return rounded_to_int(t, args[0], DEC_FLOOR);
}

static Value ceil_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return rounded_to_int(t, args[0], DEC_CEILING);
}

static Value complex_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value real = decimal_float(t, args[0]);
    Value v = is_null(real) ? real : complex_value(t, float_as_double(real), 0);
    decref(t, real);
    return v;
}

static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Num a;
    num_view(&a, decimal_of(args[0]));
    Str *text = decimal_text(t, &a, false, true);
    Tuple *arguments = text ? tuple_pack(t, 1, object_value(text)) : NULL;
    Tuple *pair = arguments
                      ? tuple_pack(t, 2, object_value(value_object(args[0])->type), object_value(arguments))
                      : NULL;
    xdecref_object(t, text);
    xdecref_object(t, arguments);
    return result_value(pair);
}

static Value from_float_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    DecContext *context = dec_context(t);
    Type *type = (Type *)value_object(args[0]);
    if (!context)
        return VALUE_NULL;
    Value v = decimal_from_float(t, dec_state(t)->decimal, args[1], context, true);
    if (is_null(v) || type == dec_state(t)->decimal)
        return v;
    Value made = op_call1(t, args[0], v); /* of a subclass: as it makes its instances */
    decref(t, v);
    return made;
}

static Value get_real(Thread *t, Value self) {
    return new_ref(self);
}

static Value get_imag(Thread *t, Value self) {
    Num zero;
    num_init(&zero);
    return decimal_new(t, dec_state(t)->decimal, &zero);
}

const GetSetDef decimal_getsets[] = {
    {"real", get_real, NULL, "The number itself."}, {"imag", get_imag, NULL, "0."}, {0}};

const MethodDef decimal_methods[] = {
    {"exp", exp_method, "context=None", "e to the power of it."},
    {"ln", ln_method, "context=None", "The natural logarithm."},
    {"log10", log10_method, "context=None", "The logarithm to base ten."},
    {"logb", logb_method, "context=None", "The adjusted exponent, as a Decimal."},
    {"logical_invert", logical_invert_method, "context=None",
     "Digits 0 and 1 exchanged, as many as the precision has."},
    {"next_minus", next_minus_method, "context=None", "The next smaller number."},
    {"next_plus", next_plus_method, "context=None", "The next larger number."},
    {"normalize", normalize_method, "context=None", "Without trailing zeros, rounded."},
    {"sqrt", sqrt_method, "context=None", "The square root."},
    {"compare", compare_method, "other, context=None", "-1, 0 or 1, or a NaN, as a Decimal."},
    {"compare_signal", compare_signal_method, "other, context=None", "The same, but any NaN signals."},
    {"logical_and", logical_and_method, "other, context=None",
     "Digit by digit, of numbers of digits 0 and 1."},
    {"logical_or", logical_or_method, "other, context=None", "Digit by digit, of numbers of digits 0 and 1."},
    {"logical_xor", logical_xor_method, "other, context=None",
     "Digit by digit, of numbers of digits 0 and 1."},
    {"max", max_method, "other, context=None", "The larger one; a number rather than a NaN."},
    {"max_mag", max_mag_method, "other, context=None", "The larger one without signs."},
    {"min", min_method, "other, context=None", "The smaller one; a number rather than a NaN."},
    {"min_mag", min_mag_method, "other, context=None", "The smaller one without signs."},
    {"next_toward", next_toward_method, "other, context=None",
     "The next number in the direction of the other."},
    {"remainder_near", remainder_near_method, "other, context=None", "What is left of the nearest multiple."},
    {"rotate", rotate_method, "other, context=None", "The digits of the coefficient rotated."},
    {"scaleb", scaleb_method, "other, context=None", "The exponent increased."},
    {"shift", shift_method, "other, context=None", "The digits of the coefficient shifted."},
    {"compare_total", compare_total_method, "other, context=None",
     "The place in the order of all representations."},
    {"compare_total_mag", compare_total_mag_method, "other, context=None", "The same without signs."},
    {"is_canonical", is_canonical_method, "", "Always True."},
    {"is_finite", is_finite_method, "", "Is it neither infinite nor a NaN?"},
    {"is_infinite", is_infinite_method, "", "Is it infinite?"},
    {"is_nan", is_nan_method, "", "Is it a NaN?"},
    {"is_qnan", is_qnan_method, "", "Is it a NaN that does not signal?"},
    {"is_signed", is_signed_method, "", "Does it have a minus sign?"},
    {"is_snan", is_snan_method, "", "Is it a NaN that signals?"},
    {"is_zero", is_zero_method, "", "Is it 0 or -0?"},
    {"is_normal", is_normal_method, "context=None", "Is it finite, not 0, and of full precision?"},
    {"is_subnormal", is_subnormal_method, "context=None", "Is it smaller than normal numbers?"},
    {"fma", fma_method, "other, third, context=None", "self * other + third, rounded once."},
    {"to_integral", to_integral_value_method, "rounding=None, context=None",
     "The same as to_integral_value()."},
    {"to_integral_value", to_integral_value_method, "rounding=None, context=None",
     "Rounded to a whole number, without signals."},
    {"to_integral_exact", to_integral_exact_method, "rounding=None, context=None",
     "Rounded to a whole number, with signals."},
    {"quantize", quantize_method, "exp, rounding=None, context=None",
     "Rounded to the exponent of another number."},
    {"number_class", number_class_method, "context=None", "What kind of number it is, as a str."},
    {"same_quantum", same_quantum_method, "other, context=None", "Do both have the same exponent?"},
    {"adjusted", adjusted_method, "", "The exponent of the first digit."},
    {"canonical", same_method, "", "The number itself."},
    {"conjugate", same_method, "", "The number itself."},
    {"copy_abs", copy_abs_method, "", "A copy with a plus sign."},
    {"copy_negate", copy_negate_method, "", "A copy with the other sign."},
    {"copy_sign", copy_sign_method, "other, context=None", "A copy with the sign of another number."},
    {"radix", radix_method, "", "10."},
    {"to_eng_string", to_eng_string_method, "context=None", "A text whose exponent is a multiple of three."},
    {"as_tuple", decimal_as_tuple, "", "Sign, digits and exponent."},
    {"as_integer_ratio", decimal_ratio, "", "Two ints whose quotient it is."},
    {"from_float", from_float_method, "f, /", "Exactly the number that a float or int is.", METHOD_CLASS},
    {"__round__", decimal_round, "ndigits=None, /", "Rounded to an int, or to so many places."},
    {"__trunc__", trunc_method, "", "Without what is behind the point, an int."},
    {"__floor__", floor_method, "", "The next int below."},
    {"__ceil__", ceil_method, "", "The next int above."},
    {"__complex__", complex_method, "", "As a complex number."},
    {"__format__", decimal_format, NULL, "As text, in the format of a specification."},
    {"__reduce__", reduce_method, "", "How to pickle it."},
    {"__copy__", same_method, "", "The number itself."},
    {"__deepcopy__", same_method, "memo, /", "The number itself."},
    {0}};
