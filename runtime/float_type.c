/* The type float: construction, operators, methods. */
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/float_text.h"
#include "runtime/float_hex.h"
#include "runtime/int.h"
#include "runtime/int_object.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/sequence.h"
#include "runtime/type.h"
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* --- construction --- */

static Value parse(Thread *t, const char *text, size_t length, int base, Value shown) {
    return float_from_text(t, text, length, shown);
}

static Value float_from_buffer(Thread *t, Value v) {
    Buffer view;
    if (!buffer_get(t, v, &view, BUFFER_SIMPLE))
        return VALUE_NULL;
    Value result = float_from_text(t, view.data, (size_t)view.length, v);
    buffer_release(t, &view);
    return result;
}

/* Consumes the result of v.__float__(). */
static Value check_float_result(Thread *t, Value v, Value result) {
    if (is_null(result) || is_float_exact(result))
        return result;
    Value plain = VALUE_NULL;
    if (!is_float(result))
        raise_type_error(t, "%.50T.__float__ returned non-float (type %.50T)", v, result);
    else if (warn(t, EXC_DeprecationWarning, 1,
                  "%.50T.__float__ returned non-float (type %.50T).  The ability to return an instance of a "
                  "strict "
                  "subclass of float is deprecated, and may not be supported in a future version of Python.",
                  v, result))
        plain = float_value(t, float_as_double(result));
    decref(t, result);
    return plain;
}

Value float_from_object(Thread *t, Value v) {
    double d;
    if (is_float_exact(v))
        return new_ref(v);
    if (is_exact(v, TYPE_STR))
        return number_from_str(t, value_str(v), 10, parse);
    const Slots *slots = &type_of(t, v)->slots;
    if (slots->unary[UNARY_FLOAT])
        return check_float_result(t, v, slots->unary[UNARY_FLOAT](t, v));
    if (slots->unary[UNARY_INDEX]) {
        Value index = op_index(t, v);
        bool ok = !is_null(index) && int_to_double(t, index, &d);
        decref(t, index);
        return ok ? float_value(t, d) : VALUE_NULL;
    }
    if (is_str(v))
        return number_from_str(t, value_str(v), 10, parse);
    if (buffer_supported(t, v))
        return float_from_buffer(t, v);
    return raise_type_error(t, "float() argument must be a string or a real number, not '%.200T'", v);
}

static Value subclass_instance(Thread *t, Type *type, Value plain) {
    if (is_null(plain) || type->id == TYPE_FLOAT)
        return plain;
    Float *f = object_new(t, type, 0);
    if (f)
        f->value = float_as_double(plain);
    decref(t, plain);
    return f ? object_value(f) : VALUE_NULL;
}

static Value float_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (args_are_for(t, type, TYPE_FLOAT) && !args_no_keywords(t, "float", kwnames))
        return VALUE_NULL;
    if (nargs > 1)
        return raise_type_error(t, "float expected at most 1 argument, got %d", nargs);
    return subclass_instance(t, type, nargs ? float_from_object(t, args[0]) : float_value(t, 0.0));
}

/* --- operators --- */

/* 1: done; 0: v is no number that float knows; -1: an int too large. */
static int to_double(Thread *t, Value v, double *d) {
    if (is_float(v)) {
        *d = float_as_double(v);
        return 1;
    }
    return is_int(v) ? (int_to_double(t, v, d) ? 1 : -1) : 0;
}

/* Both operands; *answer is what to return if they cannot be had. */
static bool operands(Thread *t, Value a, Value b, double *x, double *y, Value *answer) {
    int first = to_double(t, a, x), second = first > 0 ? to_double(t, b, y) : 1;
    *answer = first < 0 || second < 0 ? VALUE_NULL : VALUE_NOTIMPLEMENTED;
    return first > 0 && second > 0;
}

#define BINARY_SLOT(name, expression)                                                                        \
    static Value name##_slot(Thread *t, Value a, Value b) {                                                  \
        double x, y;                                                                                         \
        Value answer;                                                                                        \
        return operands(t, a, b, &x, &y, &answer) ? (expression) : answer;                                   \
    }
#define DIVISION_SLOT(name, expression, message)                                                             \
    BINARY_SLOT(name, y == 0 ? raise(t, EXC_ZeroDivisionError, message) : (expression))

static Value divmod(Thread *t, double x, double y) {
    Value pair[2] = {float_value(t, float_floordiv(x, y)), float_value(t, float_mod(x, y))};
    Tuple *tuple = tuple_from_owned(t, pair, 2);
    return tuple ? object_value(tuple) : VALUE_NULL;
}

BINARY_SLOT(add, float_value(t, x + y))
BINARY_SLOT(sub, float_value(t, x - y))
BINARY_SLOT(mul, float_value(t, x *y))
BINARY_SLOT(pow, float_pow(t, x, y))
DIVISION_SLOT(truediv, float_value(t, x / y), "float division by zero")
DIVISION_SLOT(floordiv, float_value(t, float_floordiv(x, y)), "float floor division by zero")
DIVISION_SLOT(mod, float_value(t, float_mod(x, y)), "float modulo")
DIVISION_SLOT(divmod, divmod(t, x, y), "float divmod()")
#undef BINARY_SLOT
#undef DIVISION_SLOT

static Value power_slot(Thread *t, Value a, Value b, Value modulus) {
    if (!is_none(modulus) && !is_null(modulus))
        return raise_type_error(t, "pow() 3rd argument not allowed unless all arguments are integers");
    return pow_slot(t, a, b);
}

static Value neg_slot(Thread *t, Value v) {
    return float_value(t, -float_as_double(v));
}
static Value plain_slot(Thread *t, Value v) {
    return is_float_exact(v) ? new_ref(v) : float_value(t, float_as_double(v));
}
static Value abs_slot(Thread *t, Value v) {
    return float_value(t, fabs(float_as_double(v)));
}
static Value int_slot(Thread *t, Value v) {
    return int_from_double(t, float_as_double(v));
}
static int truth_slot(Thread *t, Value v) {
    return float_as_double(v) != 0;
}
static Value repr_slot(Thread *t, Value v) {
    return str_value(float_repr(t, float_as_double(v)));
}

static bool hash_slot(Thread *t, Value v, int64_t *hash) {
    *hash = float_hash(float_as_double(v), v);
    return true;
}

/* -1, 0, 1; 2: not comparable (nan). */
static int order(double a, Value b) {
    if (isnan(a))
        return 2;
    if (is_int(b))
        return -int_compare_double(b, a);
    double other = float_as_double(b);
    return isnan(other) ? 2 : (a > other) - (a < other);
}

static Value compare_slot(Thread *t, Value a, Value b, CompareOp op) {
    if (!is_float(a) || (!is_float(b) && !is_int(b)))
        return VALUE_NOTIMPLEMENTED;
    int o = order(float_as_double(a), b);
    switch (op) {
    case COMPARE_LT:
        return bool_value(o < 0);
    case COMPARE_LE:
        return bool_value(o <= 0);
    case COMPARE_EQ:
        return bool_value(o == 0);
    case COMPARE_NE:
        return bool_value(o != 0);
    case COMPARE_GT:
        return bool_value(o == 1);
    default:
        return bool_value(o == 0 || o == 1);
    }
}

/* --- methods --- */

static Value plain_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return plain_slot(t, args[0]);
}
static Value trunc_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_slot(t, args[0]);
}
static Value floor_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_from_double(t, floor(float_as_double(args[0])));
}
static Value ceil_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_from_double(t, ceil(float_as_double(args[0])));
}
static Value is_integer_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    double d = float_as_double(args[0]);
    return bool_value(isfinite(d) && floor(d) == d);
}
static Value get_zero(Thread *t, Value self) {
    return float_value(t, 0.0);
}

static Value hex_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return float_hex(t, float_as_double(args[0]));
}

static Value fromhex_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_str(args[1]))
        return raise_type_error(t, "bad argument type for built-in operation");
    Value v = float_fromhex(t, value_str(args[1]));
    if (is_null(v) || value_type_object(args[0])->id == TYPE_FLOAT)
        return v;
    Value instance = op_call1(t, args[0], v);
    decref(t, v);
    return instance;
}

/* d == odd * 2^exponent: a whole number, or a power of two below. */
static Value ratio(Thread *t, double d) {
    int exponent;
    int64_t odd = (int64_t)ldexp(frexp(d, &exponent), DBL_MANT_DIG);
    int zeros = odd ? __builtin_ctzll((uint64_t)odd) : DBL_MANT_DIG - exponent;
    odd >>= zeros;
    exponent += zeros - DBL_MANT_DIG;
    Value numerator = int_lshift(t, small_int_value(odd), small_int_value(exponent > 0 ? exponent : 0));
    Value denominator = VALUE_NULL;
    if (!is_null(numerator))
        denominator = int_lshift(t, small_int_value(1), small_int_value(exponent < 0 ? -exponent : 0));
    Tuple *pair = is_null(denominator) ? NULL : tuple_pack(t, 2, numerator, denominator);
    decref(t, numerator);
    decref(t, denominator);
    return result_value(pair);
}

static Value as_integer_ratio_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    double d = float_as_double(args[0]);
    if (isinf(d))
        return raise_overflow(t, "cannot convert Infinity to integer ratio");
    if (isnan(d))
        return raise_value_error(t, "cannot convert NaN to integer ratio");
    return ratio(t, d);
}

/* Rounds to 10^-places (places < 0) by writing as many digits as stay. */
static double round_above_point(double d, int places) {
    char text[48];
    snprintf(text, sizeof text, "%.20e", d);
    int exponent = atoi(strchr(text, 'e') + 1);
    int keep = exponent + 1 + places;
    if (keep > 0) {
        char exact[400]; /* at most 309 digits stand before the point */
        snprintf(exact, sizeof exact, "%.*e", keep - 1, d);
        return strtod(exact, NULL);
    }
    snprintf(text, sizeof text, "5e%d", -places - 1);
    bool up = keep == 0 && fabs(d) > strtod(text, NULL);
    snprintf(text, sizeof text, "1e%d", -places);
    return copysign(up ? strtod(text, NULL) : 0.0, d);
}

static Value round_to(Thread *t, double d, int64_t places) {
    const int most = 323, least = -308; /* decimal places that a double can have */
    if (!isfinite(d) || d == 0 || places > most)
        return float_value(t, d);
    if (places < least)
        return float_value(t, copysign(0.0, d));
    double result;
    if (places < 0) {
        result = round_above_point(d, (int)places);
    } else {
        char text[700]; /* 309 digits before the point and 323 after it */
        if (!float_write_fixed(d, (int)places, text))
            snprintf(text, sizeof text, "%.*f", (int)places, d);
        result = float_parse(text, text + strlen(text));
    }
    if (isinf(result))
        return raise_overflow(t, "rounded value too large to represent");
    return float_value(t, result);
}

static Value round_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    double d = float_as_double(args[0]);
    int64_t places;
    if (is_null(args[1]) || is_none(args[1]))
        return int_from_double(t, rint(d));
    return op_index_clipped(t, args[1], &places) ? round_to(t, d, places) : VALUE_NULL;
}

static Value format_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_str(args[1]))
        return raise_type_error(t, "__format__() argument must be str, not %T", args[1]);
    return str_value(format_value(t, args[0], value_str(args[1])));
}

static Value getnewargs_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value plain = plain_slot(t, args[0]);
    Tuple *tuple = is_null(plain) ? NULL : tuple_from_owned(t, &plain, 1);
    return tuple ? object_value(tuple) : VALUE_NULL;
}

static Value getformat_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_str(args[1]))
        return raise_type_error(t, "__getformat__() argument must be str, not %T", args[1]);
    if (!str_equal_ascii(value_str(args[1]), "double") && !str_equal_ascii(value_str(args[1]), "float"))
        return raise_value_error(t, "__getformat__() argument 1 must be 'double' or 'float'");
    return str_value(str_new(t, "IEEE, little-endian"));
}

static const MethodDef float_methods[] = {
    {"conjugate", plain_method, "", "The number itself, since it is real."},
    {"__trunc__", trunc_method, "", "The int that is left without the fraction."},
    {"__floor__", floor_method, "", "The largest int that is not above the number."},
    {"__ceil__", ceil_method, "", "The smallest int that is not below the number."},
    {"__round__", round_method, "ndigits=None, /",
     "Without ndigits the nearest int, otherwise the nearest float with so many decimals. Of two\nthat are "
     "as near, the even one."},
    {"as_integer_ratio", as_integer_ratio_method, "", "Return integer ratio."},
    {"fromhex", fromhex_method, "string, /", "The float that hex() wrote as text.", METHOD_CLASS},
    {"hex", hex_method, "", "The exact value as text with hexadecimal digits."},
    {"is_integer", is_integer_method, "", "True if there is no fraction."},
    {"__getnewargs__", getnewargs_method, "", NULL},
    {"__getformat__", getformat_method, "typestr, /",
     "How the C types double and float are stored here; for tests.", METHOD_CLASS},
    {"__format__", format_method, "format_spec, /", "The number as text, as the format says."},
    {0}};

static const GetSetDef float_getsets[] = {
    {"real", plain_slot, NULL, "its real part"}, {"imag", get_zero, NULL, "its imaginary part"}, {0}};

const TypeDef float_type_def = {.name = "float",
                                .size = sizeof(Float),
                                .flags = TYPE_BASE | TYPE_MATCH_SELF,
                                .doc = "A floating-point number, made of a number or of text.",
                                .new_signature = "!x=0, /",
                                .slots = {.repr = repr_slot,
                                          .hash = hash_slot,
                                          .compare = compare_slot,
                                          .truth = truth_slot,
                                          .new_instance = float_new,
                                          .power = power_slot,
                                          .binary = {[BINARY_ADD] = add_slot,
                                                     [BINARY_SUB] = sub_slot,
                                                     [BINARY_MUL] = mul_slot,
                                                     [BINARY_TRUEDIV] = truediv_slot,
                                                     [BINARY_FLOORDIV] = floordiv_slot,
                                                     [BINARY_MOD] = mod_slot,
                                                     [BINARY_POW] = pow_slot,
                                                     [BINARY_DIVMOD] = divmod_slot},
                                          .unary = {[UNARY_NEG] = neg_slot,
                                                    [UNARY_POS] = plain_slot,
                                                    [UNARY_ABS] = abs_slot,
                                                    [UNARY_INT] = int_slot,
                                                    [UNARY_FLOAT] = plain_slot}},
                                .methods = float_methods,
                                .getsets = float_getsets};
