/* The module math: functions of real numbers. Those of integers (gcd, factorial, ...) are in math_int.c. */
#include "stdlib/math_gamma.h"
#include "stdlib/math_int.h"
#include "stdlib/math_sum.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include <float.h>
#include <math.h>

static Value domain_error(Thread *t) {
    return raise_value_error(t, "math domain error");
}
static Value range_error(Thread *t) {
    return raise_overflow(t, "math range error");
}

/* --- functions of one number --- */

/* A nan from a number is outside the domain; so is an infinity, unless the function can overflow. */
static Value checked(Thread *t, double x, double result, bool can_overflow) {
    if (isnan(result) && !isnan(x))
        return domain_error(t);
    if (isinf(result) && isfinite(x))
        return can_overflow ? range_error(t) : domain_error(t);
    return float_value(t, result);
}

static Value apply(Thread *t, Value v, double (*function)(double), bool can_overflow) {
    double x;
    return op_float(t, v, &x) ? checked(t, x, function(x), can_overflow) : VALUE_NULL;
}

#define UNARY(name, can_overflow)                                                                            \
    static Value math_##name(Thread *t, Value *args, int nargs, Tuple *kwnames) {                            \
        return apply(t, args[0], name, can_overflow);                                                        \
    }
UNARY(acos, false)
UNARY(acosh, false)
UNARY(asin, false)
UNARY(asinh, false)
UNARY(atan, false)
UNARY(atanh, false)
UNARY(cbrt, false)
UNARY(cos, false)
UNARY(cosh, true)
UNARY(erf, false)
UNARY(erfc, false)
UNARY(exp, true)
UNARY(exp2, true)
UNARY(expm1, true)
UNARY(fabs, false)
UNARY(log1p, false)
UNARY(sin, false)
UNARY(sinh, true)
UNARY(sqrt, false)
UNARY(tan, false)
UNARY(tanh, false)
#undef UNARY

static double to_degrees(double x) {
    return x * (180.0 / M_PI);
}
static double to_radians(double x) {
    return x * (M_PI / 180.0);
}

static Value math_degrees(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    double x;
    return op_float(t, args[0], &x) ? float_value(t, to_degrees(x)) : VALUE_NULL;
}

static Value math_radians(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    double x;
    return op_float(t, args[0], &x) ? float_value(t, to_radians(x)) : VALUE_NULL;
}

static Value math_gamma(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    double x;
    if (!op_float(t, args[0], &x))
        return VALUE_NULL;
    if (x == 0 || (isinf(x) && x < 0) || (x < 0 && isfinite(x) && x == floor(x)))
        return domain_error(t);
    return checked(t, x, gamma_function(x), true);
}

static Value math_lgamma(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    double x;
    if (!op_float(t, args[0], &x))
        return VALUE_NULL;
    if (isinf(x))
        return float_value(t, INFINITY);
    if (x <= 0 && x == floor(x))
        return domain_error(t);
    return checked(t, x, log_gamma_function(x), true);
}

#define PREDICATE(name)                                                                                      \
    static Value math_##name(Thread *t, Value *args, int nargs, Tuple *kwnames) {                            \
        double x;                                                                                            \
        return op_float(t, args[0], &x) ? bool_value(name(x)) : VALUE_NULL;                                  \
    }
PREDICATE(isfinite)
PREDICATE(isinf)
PREDICATE(isnan)
#undef PREDICATE

static Value math_ulp(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    double x;
    if (!op_float(t, args[0], &x))
        return VALUE_NULL;
    if (!isfinite(x))
        return float_value(t, fabs(x));
    double last_bit = logb(x) - (DBL_MANT_DIG - 1); /* -inf for 0 */
    return float_value(t, ldexp(1.0, (int)fmax(last_bit, DBL_MIN_EXP - DBL_MANT_DIG)));
}

static Value pair(Thread *t, Value a, Value b) {
    Tuple *tuple = tuple_from_owned(t, (Value[]){a, b}, 2);
    return tuple ? object_value(tuple) : VALUE_NULL;
}

static Value math_frexp(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    double x;
    int exponent = 0;
    if (!op_float(t, args[0], &x))
        return VALUE_NULL;
    if (isfinite(x))
        x = frexp(x, &exponent);
    return pair(t, float_value(t, x), small_int_value(exponent));
}

static Value math_modf(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    double x, whole;
    if (!op_float(t, args[0], &x))
        return VALUE_NULL;
    double fraction = modf(x, &whole);
    return pair(t, float_value(t, fraction), float_value(t, whole));
}

/* --- logarithms: of ints of any size too --- */

static Value logarithm(Thread *t, Value v, double (*function)(double)) {
    double x;
    if (!is_int(v)) {
        if (!op_float(t, v, &x))
            return VALUE_NULL;
        return isinf(x) && x > 0 ? float_value(t, x) : x <= 0 ? domain_error(t) : float_value(t, function(x));
    }
    if (int_sign(v) <= 0)
        return domain_error(t);
    int64_t bits = int_bit_length(v);
    if (bits <= DBL_MAX_EXP - 1)
        return int_to_double(t, v, &x) ? float_value(t, function(x)) : VALUE_NULL;
    enum { KEPT = 1000 };
    Value top = int_rshift(t, v, small_int_value(bits - KEPT));
    bool ok = !is_null(top) && int_to_double(t, top, &x);
    decref(t, top);
    x = ok ? ldexp(x, -KEPT) : 1; /* v == x * 2^bits with x in [0.5, 1] */
    return ok ? float_value(t, function(x) + function(2.0) * (double)bits) : VALUE_NULL;
}

static Value math_log(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (kwnames && kwnames->length)
        return raise_type_error(t, "log() takes no keyword arguments");
    if (nargs < 1 || nargs > 2)
        return raise_type_error(t, "math.log requires 1 to 2 arguments");
    Value number = logarithm(t, args[0], log);
    if (is_null(number) || nargs == 1)
        return number;
    Value base = logarithm(t, args[1], log);
    Value result = is_null(base) ? VALUE_NULL : op_binary(t, BINARY_TRUEDIV, number, base);
    decref(t, number);
    decref(t, base);
    return result;
}

static Value math_log2(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return logarithm(t, args[0], log2);
}
static Value math_log10(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return logarithm(t, args[0], log10);
}

/* --- functions of two numbers --- */

static bool two(Thread *t, Value *args, double *x, double *y) {
    return op_float(t, args[0], x) && op_float(t, args[1], y);
}

static Value math_atan2(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    double y, x;
    return two(t, args, &y, &x) ? float_value(t, atan2(y, x)) : VALUE_NULL;
}

static Value math_copysign(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    double x, y;
    return two(t, args, &x, &y) ? float_value(t, copysign(x, y)) : VALUE_NULL;
}

static Value math_nextafter(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    double x, y;
    return two(t, args, &x, &y) ? float_value(t, nextafter(x, y)) : VALUE_NULL;
}

static Value remainder_of(Thread *t, Value *args, double (*function)(double, double)) {
    double x, y;
    if (!two(t, args, &x, &y))
        return VALUE_NULL;
    double result = function(x, y);
    return isnan(result) && !isnan(x) && !isnan(y) ? domain_error(t) : float_value(t, result);
}

static Value math_fmod(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return remainder_of(t, args, fmod);
}
static Value math_remainder(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return remainder_of(t, args, remainder);
}

static Value math_pow(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    double x, y;
    if (!two(t, args, &x, &y))
        return VALUE_NULL;
    double result = pow(x, y);
    if (isfinite(x) && isfinite(y) && !isfinite(result))
        return isnan(result) || x == 0 ? domain_error(t) : range_error(t);
    return float_value(t, result);
}

static Value math_ldexp(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    double x;
    int64_t exponent;
    if (!op_float(t, args[0], &x))
        return VALUE_NULL;
    if (!is_int(args[1]))
        return raise_type_error(t, "Expected an int as second argument to ldexp.");
    if (!int_to_int64(args[1], &exponent))
        exponent = int_sign(args[1]) < 0 ? INT64_MIN : INT64_MAX;
    int clipped = exponent > 5000 ? 5000 : exponent < -5000 ? -5000 : (int)exponent;
    double result = ldexp(x, clipped);
    return isinf(result) && isfinite(x) ? range_error(t) : float_value(t, result);
}

static Value math_isclose(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    double a, b, relative = 1e-9, absolute = 0;
    if (!two(t, args, &a, &b) || (!is_null(args[2]) && !op_float(t, args[2], &relative)) ||
        (!is_null(args[3]) && !op_float(t, args[3], &absolute)))
        return VALUE_NULL;
    if (relative < 0 || absolute < 0)
        return raise_value_error(t, "tolerances must be non-negative");
    double allowed = fmax(relative * fmax(fabs(a), fabs(b)), absolute);
    return bool_value(a == b || (isfinite(a) && isfinite(b) && fabs(a - b) <= allowed));
}

/* --- rounding to ints --- */

static Value by_method(Thread *t, Value v, Str *name, bool *found) {
    Value method = op_lookup_special(t, v, name);
    *found = !is_null(method) || error_pending(t);
    Value result = is_null(method) ? VALUE_NULL : op_call0(t, method);
    decref(t, method);
    return result;
}

static Value round_with(Thread *t, Value v, Str *method, double (*function)(double)) {
    bool found = false;
    double x;
    if (!is_float_exact(v)) {
        Value result = by_method(t, v, method, &found);
        if (found)
            return result;
    }
    return op_float(t, v, &x) ? int_from_double(t, function(x)) : VALUE_NULL;
}

static Value math_floor(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return round_with(t, args[0], NAME(__floor__), floor);
}

static Value math_ceil(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return round_with(t, args[0], NAME(__ceil__), ceil);
}

static Value math_trunc(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    bool found;
    if (is_float_exact(args[0]))
        return int_from_double(t, float_as_double(args[0]));
    Value result = by_method(t, args[0], NAME(__trunc__), &found);
    return found ? result : raise_type_error(t, "type %.100T doesn't define __trunc__ method", args[0]);
}

/* --- distances: squares are summed with 64 bits of precision, so that the root is rounded correctly but for
 * rare cases --- */

typedef struct Norm {
    long double squares;
    bool infinite, nan;
} Norm;

static void norm_add(Norm *norm, double x) {
    norm->infinite |= isinf(x) != 0;
    norm->nan |= isnan(x) != 0;
    norm->squares += (long double)x * x;
}

static Value norm_finish(Thread *t, const Norm *norm) {
    if (norm->infinite || norm->nan)
        return float_value(t, norm->infinite ? INFINITY : NAN);
    return float_value(t, (double)sqrtl(norm->squares));
}

static Value math_hypot(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Norm norm = {0};
    double x;
    if (kwnames && kwnames->length)
        return raise_type_error(t, "math.hypot() takes no keyword arguments");
    for (int i = 0; i < nargs; i++) {
        if (!op_float(t, args[i], &x))
            return VALUE_NULL;
        norm_add(&norm, x);
    }
    return norm_finish(t, &norm);
}

static Value distance(Thread *t, Tuple *p, Tuple *q) {
    Norm norm = {0};
    double x, y;
    if (p->length != q->length)
        return raise_value_error(t, "both points must have the same number of dimensions");
    for (int64_t i = 0; i < p->length; i++) {
        if (!op_float(t, p->items[i], &x) || !op_float(t, q->items[i], &y))
            return VALUE_NULL;
        norm_add(&norm, x - y);
    }
    return norm_finish(t, &norm);
}

static Value math_dist(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Tuple *p = op_to_tuple(t, args[0]), *q = p ? op_to_tuple(t, args[1]) : NULL;
    Value result = q ? distance(t, p, q) : VALUE_NULL;
    xdecref_object(t, p);
    xdecref_object(t, q);
    return result;
}

/* --- prod --- */

static bool prod_item(Thread *t, Value item, void *product) {
    Value *so_far = product;
    Value next = op_binary(t, BINARY_MUL, *so_far, item);
    decref(t, item);
    if (!is_null(next))
        value_store(t, so_far, next);
    return !is_null(next);
}

static Value math_prod(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value product = is_null(args[1]) ? small_int_value(1) : new_ref(args[1]);
    if (op_each(t, args[0], prod_item, &product))
        return product;
    decref(t, product);
    return VALUE_NULL;
}

/* --- the module --- */

static const MethodDef math_functions[] = {
    {"acos", math_acos, "x, /", "The angle, in radians, whose cosine is x."},
    {"acosh", math_acosh, "x, /", "The number whose hyperbolic cosine is x."},
    {"asin", math_asin, "x, /", "The angle, in radians, whose sine is x."},
    {"asinh", math_asinh, "x, /", "The number whose hyperbolic sine is x."},
    {"atan", math_atan, "x, /", "The angle, in radians, whose tangent is x."},
    {"atan2", math_atan2, "y, x, /", "The angle, in radians, of the point (x, y) seen from 0."},
    {"atanh", math_atanh, "x, /", "The number whose hyperbolic tangent is x."},
    {"cbrt", math_cbrt, "x, /", "Cube root."},
    {"ceil", math_ceil, "x, /", "The smallest int that is not below x."},
    {"comb", math_comb, "n, k, /", "How many subsets of k items a set of n items has."},
    {"copysign", math_copysign, "x, y, /", "abs(x) with the sign of y, also that of zeros and NaN."},
    {"cos", math_cos, "x, /", "Cosine of an angle in radians."},
    {"cosh", math_cosh, "x, /", "Hyperbolic cosine."},
    {"degrees", math_degrees, "x, /", "An angle in radians, in degrees."},
    {"dist", math_dist, "p, q, /", "How far two points, given by their coordinates, are apart."},
    {"erf", math_erf, "x, /", "The error function."},
    {"erfc", math_erfc, "x, /", "1 - erf(x), exact also for large x."},
    {"exp", math_exp, "x, /", "e ** x, more exactly."},
    {"exp2", math_exp2, "x, /", "2 ** x as a float."},
    {"expm1", math_expm1, "x, /", "Return exp(x)-1."},
    {"fabs", math_fabs, "x, /", "abs(x) as a float."},
    {"factorial", math_factorial, "n, /", "Find x!."},
    {"floor", math_floor, "x, /", "The largest int that is not above x."},
    {"fmod", math_fmod, "x, y, /", "The remainder of x / y with the sign of x."},
    {"frexp", math_frexp, "x, /", "(m, e) with x == m * 2**e and 0.5 <= abs(m) < 1."},
    {"fsum", math_fsum, "seq, /", "The exact sum of floats, rounded once."},
    {"gamma", math_gamma, "x, /", "Gamma function at x."},
    {"gcd", math_gcd, "*integers", "Greatest Common Divisor."},
    {"hypot", math_hypot, NULL, "How far the point with these coordinates is from 0."},
    {"isclose", math_isclose, "a, b, *, rel_tol=1e-09, abs_tol=0.0",
     "True if the difference of two numbers is within a relative or an absolute tolerance."},
    {"isfinite", math_isfinite, "x, /", "True unless x is infinite or a NaN."},
    {"isinf", math_isinf, "x, /", "True if x is inf or -inf."},
    {"isnan", math_isnan, "x, /", "True for NaN."},
    {"isqrt", math_isqrt, "n, /", "The largest int whose square is not above n."},
    {"lcm", math_lcm, "*integers", "Least Common Multiple."},
    {"ldexp", math_ldexp, "x, i, /", "Return x * (2**i)."},
    {"lgamma", math_lgamma, "x, /", "log(abs(gamma(x))), also where gamma(x) is too large."},
    {"log", math_log, NULL, "log(x, [base])\n\nThe logarithm, natural unless there is a base."},
    {"log10", math_log10, "x, /", "Logarithm to the base 10."},
    {"log1p", math_log1p, "x, /", "log(1 + x), exact also for small x."},
    {"log2", math_log2, "x, /", "Logarithm to the base 2."},
    {"modf", math_modf, "x, /", "(fraction, whole) of x, both as floats with its sign."},
    {"nextafter", math_nextafter, "x, y, /", "The neighbour of x among floats, in the direction of y."},
    {"perm", math_perm, "n, k=None, /", "How many sequences of k different items of n there are."},
    {"pow", math_pow, "x, y, /", "x ** y in floats."},
    {"prod", math_prod, "iterable, /, *, start=1", "The product of start and all numbers."},
    {"radians", math_radians, "x, /", "An angle in degrees, in radians."},
    {"remainder", math_remainder, "x, y, /", "How far x is from the nearest multiple of y, with a sign."},
    {"sin", math_sin, "x, /", "Sine of an angle in radians."},
    {"sinh", math_sinh, "x, /", "Hyperbolic sine."},
    {"sqrt", math_sqrt, "x, /", "Square root."},
    {"tan", math_tan, "x, /", "Tangent of an angle in radians."},
    {"tanh", math_tanh, "x, /", "Hyperbolic tangent."},
    {"trunc", math_trunc, "x, /", "The int that is left without the fraction."},
    {"ulp", math_ulp, "x, /", "The distance to the next float."},
    {0}};

static bool math_exec(Thread *t, Value module) {
    return module_add(t, module, "pi", float_value(t, M_PI)) &&
           module_add(t, module, "e", float_value(t, M_E)) &&
           module_add(t, module, "tau", float_value(t, 2 * M_PI)) &&
           module_add(t, module, "inf", float_value(t, INFINITY)) &&
           module_add(t, module, "nan", float_value(t, NAN));
}

const ModuleDef math_module_def = {
    .name = "math", .doc = "Functions of real numbers.", .functions = math_functions, .exec = math_exec};
