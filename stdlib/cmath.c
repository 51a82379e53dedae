/* The module cmath: functions of complex numbers, on C's <complex.h>. */
#include "runtime/complex.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include <complex.h>
#include <errno.h>
#include <math.h>

typedef double complex C;

static bool argument(Thread *t, Value v, C *z) {
    double real;
    if (is_complex(v)) {
        Complex *object = (Complex *)value_object(v);
        *z = CMPLX(object->real, object->imag);
        return true;
    }
    Value method = is_int(v) || is_float_exact(v) ? VALUE_NULL : op_lookup_special(t, v, NAME(__complex__));
    if (error_pending(t))
        return false;
    if (!is_null(method)) {
        Value number = op_call0(t, method);
        decref(t, method);
        bool ok = !is_null(number) && is_complex(number) && argument(t, number, z);
        if (!is_null(number) && !is_complex(number))
            raise_type_error(t, "__complex__ returned non-complex (type %.200T)", number);
        decref(t, number);
        return ok;
    }
    if (!op_float(t, v, &real))
        return false;
    *z = CMPLX(real, 0);
    return true;
}

static bool is_finite(C z) {
    return isfinite(creal(z)) && isfinite(cimag(z));
}
static bool has_inf(C z) {
    return isinf(creal(z)) || isinf(cimag(z));
}
static bool has_nan(C z) {
    return isnan(creal(z)) || isnan(cimag(z));
}

/* Domains. An angle that is infinite is in none, if the result depends on it. */
static C turned(C z) { /* -iz */
    return CMPLX(cimag(z), -creal(z));
}
static bool everywhere(C z) {
    return true;
}
static bool exp_domain(C z) {
    return !isinf(cimag(z)) || isnan(creal(z)) || creal(z) == -INFINITY;
}
static bool sinh_domain(C z) {
    return !isinf(cimag(z)) || isnan(creal(z));
}
static bool sin_domain(C z) {
    return sinh_domain(turned(z));
}
static bool tanh_domain(C z) {
    return !isinf(cimag(z)) || !isfinite(creal(z));
}
static bool tan_domain(C z) {
    return tanh_domain(turned(z));
}
static bool atanh_domain(C z) { /* the poles */
    return cimag(z) != 0 || fabs(creal(z)) != 1;
}
static bool atan_domain(C z) {
    return atanh_domain(turned(z));
}

/* Where C leaves a sign open, or knows a part of the result although the other is a nan, CPython has this. */
static C settled_cosh(C z) {
    C result = ccosh(z);
    return isnan(creal(z)) && cimag(z) == 0 ? CMPLX(creal(result), 0) : result;
}
static C settled_cos(C z) {
    return isnan(cimag(z)) && creal(z) == 0 ? CMPLX(cimag(z), 0) : ccos(z);
}
static C settled_sinh(C z) {
    return isnan(cimag(z)) && creal(z) == 0 ? CMPLX(0, cimag(z)) : csinh(z);
}
static C settled_exp(C z) {
    return creal(z) == -INFINITY && isinf(cimag(z)) ? CMPLX(0, 0) : cexp(z);
}
static C settled_atan(C z) {
    return isinf(creal(z)) && isnan(cimag(z)) ? CMPLX(copysign(M_PI_2, creal(z)), -0.0) : catan(z);
}
static C settled_tanh(C z) {
    if (isinf(creal(z)) && isinf(cimag(z)))
        return CMPLX(copysign(1, creal(z)), 0);
    return isnan(cimag(z)) && creal(z) == 0 ? CMPLX(cimag(z), cimag(z)) : ctanh(z);
}
static C settled_sin(C z) {
    return isnan(creal(z)) ? turned(settled_sinh(CMPLX(-cimag(z), creal(z)))) : csin(z);
}
static C settled_tan(C z) {
    if (isinf(creal(z)) && isinf(cimag(z)))
        return CMPLX(0, copysign(1, cimag(z)));
    return isnan(creal(z)) && cimag(z) == 0 ? CMPLX(creal(z), creal(z)) : ctan(z);
}
static C settled_asin(C z) {
    return isinf(creal(z)) && isnan(cimag(z)) ? CMPLX(cimag(z), -INFINITY) : casin(z);
}
static C settled_acos(C z) {
    return isinf(creal(z)) && isnan(cimag(z)) ? CMPLX(cimag(z), INFINITY) : cacos(z);
}
static C settled_acosh(C z) {
    return isnan(cimag(z)) && creal(z) == 0 ? CMPLX(cimag(z), cimag(z)) : cacosh(z);
}

/* An infinity made of finite parts has overflowed. */
static Value apply(Thread *t, Value v, C (*function)(C), bool (*domain)(C)) {
    C z;
    if (!argument(t, v, &z))
        return VALUE_NULL;
    if (!domain(z))
        return raise_value_error(t, "math domain error");
    C result = function(z);
    if (has_inf(result) && is_finite(z))
        return raise_overflow(t, "math range error");
    return complex_value(t, creal(result), cimag(result));
}

#define FUNCTION(name, function, domain)                                                                     \
    static Value cmath_##name(Thread *t, Value *args, int nargs, Tuple *kwnames) {                           \
        return apply(t, args[0], function, domain);                                                          \
    }
FUNCTION(acos, settled_acos, everywhere)
FUNCTION(acosh, settled_acosh, everywhere)
FUNCTION(asin, settled_asin, everywhere)
FUNCTION(asinh, casinh, everywhere)
FUNCTION(atan, settled_atan, atan_domain)
FUNCTION(atanh, catanh, atanh_domain)
FUNCTION(cos, settled_cos, sin_domain)
FUNCTION(cosh, settled_cosh, sinh_domain)
FUNCTION(exp, settled_exp, exp_domain)
FUNCTION(sin, settled_sin, sin_domain)
FUNCTION(sinh, settled_sinh, sinh_domain)
FUNCTION(sqrt, csqrt, everywhere)
FUNCTION(tan, settled_tan, tan_domain)
FUNCTION(tanh, settled_tanh, tanh_domain)
#undef FUNCTION

static bool logarithm(Thread *t, Value v, C *result) {
    C z;
    if (!argument(t, v, &z))
        return false;
    if (creal(z) == 0 && cimag(z) == 0) {
        raise_value_error(t, "math domain error");
        return false;
    }
    *result = clog(z);
    return true;
}

static Value cmath_log(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    C number, base;
    ComplexNumber quotient;
    if (!logarithm(t, args[0], &number))
        return VALUE_NULL;
    if (is_null(args[1]))
        return complex_value(t, creal(number), cimag(number));
    if (!logarithm(t, args[1], &base))
        return VALUE_NULL;
    if (!complex_quotient((ComplexNumber){creal(number), cimag(number)},
                          (ComplexNumber){creal(base), cimag(base)}, &quotient))
        return raise_value_error(t, "math domain error");
    return complex_value(t, quotient.real, quotient.imag);
}

static Value cmath_log10(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    C number;
    return logarithm(t, args[0], &number) ? complex_value(t, creal(number) / M_LN10, cimag(number) / M_LN10)
                                          : VALUE_NULL;
}

static Value cmath_phase(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    C z;
    if (!argument(t, args[0], &z))
        return VALUE_NULL;
    errno = 0;
    double angle = carg(z);
    if (errno == ERANGE) /* also too small a number, as in CPython */
        return raise_overflow(t, "math range error");
    return float_value(t, angle);
}

static Value cmath_polar(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    C z;
    if (!argument(t, args[0], &z))
        return VALUE_NULL;
    double length = cabs(z);
    if (isinf(length) && is_finite(z))
        return raise_overflow(t, "math range error");
    Tuple *pair = tuple_from_owned(t, (Value[]){float_value(t, length), float_value(t, carg(z))}, 2);
    return pair ? object_value(pair) : VALUE_NULL;
}

static Value cmath_rect(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    double length, angle;
    if (!op_float(t, args[0], &length) || !op_float(t, args[1], &angle))
        return VALUE_NULL;
    if (isinf(angle) && length != 0 && !isnan(length))
        return raise_value_error(t, "math domain error");
    if (length == 0 && !isfinite(angle))
        return complex_value(t, 0, 0);
    if (isinf(length) && isnan(angle))
        return complex_value(t, INFINITY, angle);
    if (angle == 0)
        return complex_value(t, length, copysign(1, length) * angle);
    return complex_value(t, length * cos(angle), length * sin(angle));
}

#define PREDICATE(name, test)                                                                                \
    static Value cmath_##name(Thread *t, Value *args, int nargs, Tuple *kwnames) {                           \
        C z;                                                                                                 \
        return argument(t, args[0], &z) ? bool_value(test(z)) : VALUE_NULL;                                  \
    }
PREDICATE(isfinite, is_finite)
PREDICATE(isinf, has_inf)
PREDICATE(isnan, has_nan)
#undef PREDICATE

static Value cmath_isclose(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    C a, b;
    double relative = 1e-9, absolute = 0;
    if (!argument(t, args[0], &a) || !argument(t, args[1], &b) ||
        (!is_null(args[2]) && !op_float(t, args[2], &relative)) ||
        (!is_null(args[3]) && !op_float(t, args[3], &absolute)))
        return VALUE_NULL;
    if (relative < 0 || absolute < 0)
        return raise_value_error(t, "tolerances must be non-negative");
    double allowed = fmax(relative * fmax(cabs(a), cabs(b)), absolute);
    return bool_value(a == b || (is_finite(a) && is_finite(b) && cabs(a - b) <= allowed));
}

static const MethodDef cmath_functions[] = {
    {"acos", cmath_acos, "z, /", "The complex number whose cosine is z."},
    {"acosh", cmath_acosh, "z, /", "The complex number whose hyperbolic cosine is z."},
    {"asin", cmath_asin, "z, /", "The complex number whose sine is z."},
    {"asinh", cmath_asinh, "z, /", "The complex number whose hyperbolic sine is z."},
    {"atan", cmath_atan, "z, /", "The complex number whose tangent is z."},
    {"atanh", cmath_atanh, "z, /", "The complex number whose hyperbolic tangent is z."},
    {"cos", cmath_cos, "z, /", "Cosine."},
    {"cosh", cmath_cosh, "z, /", "Hyperbolic cosine."},
    {"exp", cmath_exp, "z, /", "e ** z, more exactly."},
    {"isclose", cmath_isclose, "a, b, *, rel_tol=1e-09, abs_tol=0.0",
     "True if the distance of two numbers is within a relative or an absolute tolerance."},
    {"isfinite", cmath_isfinite, "z, /", "True if neither part is infinite or a NaN."},
    {"isinf", cmath_isinf, "z, /", "True if one of the parts is infinite."},
    {"isnan", cmath_isnan, "z, /", "True if one of the parts is a NaN."},
    {"log", cmath_log, "z, base=None, /", "Logarithm to a base, the natural one without."},
    {"log10", cmath_log10, "z, /", "Logarithm to the base 10."},
    {"phase", cmath_phase, "z, /", "The angle of a number in the complex plane, in radians."},
    {"polar", cmath_polar, "z, /", "(r, phi): the distance from 0, and the angle in radians."},
    {"rect", cmath_rect, "r, phi, /",
     "The number at the distance r from 0, in the direction phi in radians."},
    {"sin", cmath_sin, "z, /", "Sine."},
    {"sinh", cmath_sinh, "z, /", "Hyperbolic sine."},
    {"sqrt", cmath_sqrt, "z, /", "Square root."},
    {"tan", cmath_tan, "z, /", "Tangent."},
    {"tanh", cmath_tanh, "z, /", "Hyperbolic tangent."},
    {0}};

static bool cmath_exec(Thread *t, Value module) {
    return module_add(t, module, "pi", float_value(t, M_PI)) &&
           module_add(t, module, "e", float_value(t, M_E)) &&
           module_add(t, module, "tau", float_value(t, 2 * M_PI)) &&
           module_add(t, module, "inf", float_value(t, INFINITY)) &&
           module_add(t, module, "infj", complex_value(t, 0, INFINITY)) &&
           module_add(t, module, "nan", float_value(t, NAN)) &&
           module_add(t, module, "nanj", complex_value(t, 0, NAN));
}

const ModuleDef cmath_module_def = {.name = "cmath",
                                    .doc = "Functions of complex numbers.",
                                    .functions = cmath_functions,
                                    .exec = cmath_exec};
