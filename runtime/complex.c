/* Complex numbers: arithmetic, text, and the type. */
#include "runtime/complex.h"
#include "runtime/error.h"
#include "runtime/float_text.h"
#include "runtime/int.h"
#include "runtime/int_object.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include <math.h>
#include <stdlib.h>

Value complex_value(Thread *t, double real, double imag) {
    Complex *c = object_new_builtin(t, TYPE_COMPLEX, 0);
    if (!c)
        return VALUE_NULL;
    c->real = real;
    c->imag = imag;
    return object_value(c);
}

static ComplexNumber number_of(Value v) {
    Complex *c = (Complex *)value_object(v);
    return (ComplexNumber){c->real, c->imag};
}

static Value make(Thread *t, ComplexNumber c) {
    return complex_value(t, c.real, c.imag);
}

/* --- arithmetic --- */

ComplexNumber complex_product(ComplexNumber a, ComplexNumber b) {
    return (ComplexNumber){a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real};
}

static ComplexNumber times_minus_i(ComplexNumber c) {
    return (ComplexNumber){c.imag, -c.real};
}

/* Smith's method (Algorithm 116, Communications of the ACM 5, 1962): divides by the larger part of b first,
 * so that nothing overflows on the way. If that is the imaginary part, both numbers are turned first. */
bool complex_quotient(ComplexNumber a, ComplexNumber b, ComplexNumber *result) {
    if (fabs(b.imag) > fabs(b.real)) {
        a = times_minus_i(a);
        b = times_minus_i(b);
    }
    if (b.real == 0 && b.imag == 0)
        return false;
    double ratio = b.imag / b.real, divisor = b.real + b.imag * ratio;
    *result = (ComplexNumber){(a.real + a.imag * ratio) / divisor, (a.imag - a.real * ratio) / divisor};
    return true;
}

static ComplexNumber power_unsigned(ComplexNumber a, unsigned n) {
    ComplexNumber power = {1, 0};
    for (; n; n >>= 1) {
        if (n & 1)
            power = complex_product(power, a);
        a = complex_product(a, a);
    }
    return power;
}

static bool power_int(ComplexNumber a, int n, ComplexNumber *result) {
    if (n > 0) {
        *result = power_unsigned(a, (unsigned)n);
        return true;
    }
    return complex_quotient((ComplexNumber){1, 0}, power_unsigned(a, (unsigned)-n), result);
}

static bool power_polar(ComplexNumber a, ComplexNumber b, ComplexNumber *result) {
    *result = (ComplexNumber){1, 0};
    if (b.real == 0 && b.imag == 0)
        return true;
    *result = (ComplexNumber){0, 0};
    if (a.real == 0 && a.imag == 0)
        return b.imag == 0 && b.real >= 0;
    double length = hypot(a.real, a.imag), angle = atan2(a.imag, a.real);
    double scale = pow(length, b.real), phase = angle * b.real;
    if (b.imag != 0) {
        scale /= exp(angle * b.imag);
        phase += b.imag * log(length);
    }
    *result = (ComplexNumber){scale * cos(phase), scale * sin(phase)};
    return true;
}

Value complex_pow(Thread *t, ComplexNumber a, ComplexNumber b) {
    ComplexNumber power;
    bool small_int = b.imag == 0 && b.real == floor(b.real) && fabs(b.real) <= 100;
    if (!(small_int ? power_int(a, (int)b.real, &power) : power_polar(a, b, &power)))
        return raise(t, EXC_ZeroDivisionError, "0.0 to a negative or complex power");
    if (isinf(power.real) || isinf(power.imag))
        return raise_overflow(t, "complex exponentiation");
    return make(t, power);
}

/* --- text --- */

/* The parts as repr writes them; real is left out when it is +0. */
static Value complex_repr(Thread *t, Value self) {
    ComplexNumber c = number_of(self);
    bool only_imag = c.real == 0 && !signbit(c.real);
    char *real = float_to_text(c.real, 'r', 0, false, false),
         *imag = float_to_text(c.imag, 'r', 0, false, false);
    Str *s = NULL;
    if (!real || !imag)
        raise_no_memory(t);
    else if (only_imag)
        s = str_format(t, "%sj", imag);
    else
        s = str_format(t, "(%s%s%sj)", real, imag[0] == '-' ? "" : "+", imag);
    free(real);
    free(imag);
    return str_value(s);
}

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static const char *skip_blanks(const char *at, const char *end) {
    while (at < end && is_blank(*at))
        at++;
    return at;
}

static bool is_j(const char *at, const char *end) {
    return at < end && (*at == 'j' || *at == 'J');
}
static bool is_sign(const char *at, const char *end) {
    return at < end && (*at == '+' || *at == '-');
}

/* "1", "1j", "1+j", "-j", ...; answers the end, or NULL. */
static const char *read_parts(const char *at, const char *end, ComplexNumber *c) {
    const char *stop = float_scan(at, end);
    if (stop > at) {
        double first = float_parse(at, stop);
        if (is_j(stop, end)) {
            c->imag = first;
            return stop + 1;
        }
        c->real = first;
        at = stop;
        if (!is_sign(at, end))
            return at;
        stop = float_scan(at, end);
    }
    if (stop > at) {
        c->imag = float_parse(at, stop);
        at = stop;
    } else { /* a sign alone stands for 1 */
        c->imag = at < end && *at == '-' ? -1 : 1;
        at += is_sign(at, end);
    }
    return is_j(at, end) ? at + 1 : NULL;
}

static bool read_complex(const char *at, const char *end, ComplexNumber *c) {
    at = skip_blanks(at, end);
    bool bracket = at < end && *at == '(';
    if (bracket)
        at = skip_blanks(at + 1, end);
    at = read_parts(at, end, c);
    if (!at)
        return false;
    at = skip_blanks(at, end);
    if (bracket) {
        if (at == end || *at != ')')
            return false;
        at = skip_blanks(at + 1, end);
    }
    return at == end;
}

static Value complex_parse(Thread *t, const char *text, size_t length, int base, Value shown) {
    ComplexNumber c = {0, 0};
    size_t stripped = length;
    bool failed = false;
    char *copy = memchr(text, '_', length) ? float_strip_underscores(text, length, &stripped, &failed) : NULL;
    if (failed)
        return raise_no_memory(t);
    bool misplaced = !copy && memchr(text, '_', length);
    const char *start = copy ? copy : text;
    bool ok = !misplaced && read_complex(start, start + stripped, &c);
    free(copy);
    return ok ? make(t, c) : raise_value_error(t, "complex() arg is a malformed string");
}

/* --- construction --- */

/* One argument as a complex number. *is_complex: it was one, not a real number. */
static bool argument(Thread *t, Value v, const char *which, ComplexNumber *c, bool *is_complex) {
    *is_complex = true;
    if (has_layout(v, TYPE_COMPLEX)) {
        *c = number_of(v);
        return true;
    }
    *is_complex = false;
    const Slots *slots = &type_of(t, v)->slots;
    if (!slots->unary[UNARY_FLOAT] && !slots->unary[UNARY_INDEX]) {
        raise_type_error(t, "complex() %s argument must be a%s number, not '%.200T'", which,
                         which[0] == 'f' ? " string or a" : "", v);
        return false;
    }
    *c = (ComplexNumber){0, 0};
    return op_float(t, v, &c->real);
}

/* v.__complex__() if v has it, else v; new reference. */
static Value by_special_method(Thread *t, Value v) {
    if (is_exact(v, TYPE_COMPLEX) || is_int(v) || is_float_exact(v))
        return new_ref(v);
    Value method = op_lookup_special(t, v, NAME(__complex__));
    if (is_null(method))
        return error_pending(t) ? VALUE_NULL : new_ref(v);
    Value result = op_call0(t, method);
    decref(t, method);
    if (is_null(result) || is_exact(result, TYPE_COMPLEX))
        return result;
    if (!is_complex(result))
        raise_type_error(t, "__complex__ returned non-complex (type %.200T)", result);
    else if (warn(t, EXC_DeprecationWarning, 1,
                  "__complex__ returned non-complex (type %.200T).  The ability to return an instance of a strict "
                  "subclass of complex is deprecated, and may be removed in a future version of Python.",
                  result))
        return result;
    decref(t, result);
    return VALUE_NULL;
}

static Value instance_of(Thread *t, Type *type, ComplexNumber c) {
    Complex *object = object_new(t, type, 0);
    if (!object)
        return VALUE_NULL;
    object->real = c.real;
    object->imag = c.imag;
    return object_value(object);
}

static Value from_text(Thread *t, Type *type, Value text) {
    Value v = number_from_str(t, value_str(text), 10, complex_parse);
    if (is_null(v) || type->id == TYPE_COMPLEX)
        return v;
    Value instance = instance_of(t, type, number_of(v));
    decref(t, v);
    return instance;
}

static bool combine(Thread *t, Value first, Value second, ComplexNumber *c) {
    bool complex_first = false, complex_second = false;
    ComplexNumber imag;
    *c = (ComplexNumber){0, 0};
    if (!is_null(first) && !argument(t, first, "first", c, &complex_first))
        return false;
    if (is_null(second))
        return true;
    if (!argument(t, second, "second", &imag, &complex_second))
        return false;
    if (complex_second)
        c->real -= imag.imag;
    c->imag = complex_first ? imag.real + c->imag : imag.real;
    return true;
}

static Value complex_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Value real = args[0], imag = args[1];
    ComplexNumber c;
    if (!is_null(real) && is_str(real)) {
        if (!is_null(imag))
            return raise_type_error(t, "complex() can't take second arg if first is a string");
        return from_text(t, type, real);
    }
    if (!is_null(imag) && is_str(imag))
        return raise_type_error(t, "complex() second arg can't be a string");
    if (is_exact(real, TYPE_COMPLEX) && is_null(imag) && type->id == TYPE_COMPLEX)
        return new_ref(real);
    if (!is_null(real)) {
        real = by_special_method(t, real);
        if (is_null(real))
            return VALUE_NULL;
    }
    bool ok = combine(t, real, imag, &c);
    decref(t, real);
    return ok ? instance_of(t, type, c) : VALUE_NULL;
}

/* --- operators --- */

/* 1, 0: no number; -1: exception. */
static int to_complex(Thread *t, Value v, ComplexNumber *c) {
    *c = (ComplexNumber){0, 0};
    if (is_complex(v))
        *c = number_of(v);
    else if (is_float(v))
        c->real = float_as_double(v);
    else if (is_int(v))
        return int_to_double(t, v, &c->real) ? 1 : -1;
    else
        return 0;
    return 1;
}

static bool operands(Thread *t, Value a, Value b, ComplexNumber *x, ComplexNumber *y, Value *answer) {
    int first = to_complex(t, a, x), second = first > 0 ? to_complex(t, b, y) : 1;
    *answer = first < 0 || second < 0 ? VALUE_NULL : VALUE_NOTIMPLEMENTED;
    return first > 0 && second > 0;
}

#define BINARY_SLOT(name, expression)                                                                        \
    static Value complex_##name(Thread *t, Value a, Value b) {                                               \
        ComplexNumber x, y;                                                                                  \
        Value answer;                                                                                        \
        return operands(t, a, b, &x, &y, &answer) ? (expression) : answer;                                   \
    }

static Value divide(Thread *t, ComplexNumber x, ComplexNumber y) {
    ComplexNumber quotient;
    if (!complex_quotient(x, y, &quotient))
        return raise(t, EXC_ZeroDivisionError, "complex division by zero");
    return make(t, quotient);
}

BINARY_SLOT(add, complex_value(t, x.real + y.real, x.imag + y.imag))
BINARY_SLOT(sub, complex_value(t, x.real - y.real, x.imag - y.imag))
BINARY_SLOT(mul, make(t, complex_product(x, y)))
BINARY_SLOT(truediv, divide(t, x, y))
BINARY_SLOT(binary_power, complex_pow(t, x, y))
#undef BINARY_SLOT

static Value complex_power(Thread *t, Value a, Value b, Value modulus) {
    ComplexNumber x, y;
    Value answer;
    if (!operands(t, a, b, &x, &y, &answer))
        return answer;
    if (!is_none(modulus) && !is_null(modulus))
        return raise_value_error(t, "complex modulo");
    return complex_pow(t, x, y);
}

static Value complex_neg(Thread *t, Value v) {
    ComplexNumber c = number_of(v);
    return complex_value(t, -c.real, -c.imag);
}

static Value complex_pos(Thread *t, Value v) {
    return is_exact(v, TYPE_COMPLEX) ? new_ref(v) : make(t, number_of(v));
}

static Value complex_abs(Thread *t, Value v) {
    ComplexNumber c = number_of(v);
    double length = hypot(c.real, c.imag);
    if (isinf(length) && isfinite(c.real) && isfinite(c.imag))
        return raise_overflow(t, "absolute value too large");
    return float_value(t, length);
}

static int complex_truth(Thread *t, Value v) {
    ComplexNumber c = number_of(v);
    return c.real != 0 || c.imag != 0;
}

static bool complex_hash(Thread *t, Value v, int64_t *hash) {
    ComplexNumber c = number_of(v);
    uint64_t real = (uint64_t)float_hash(c.real, v), imag = (uint64_t)float_hash(c.imag, v);
    *hash = (int64_t)(real + 1000003 * imag);
    if (*hash == -1)
        *hash = -2;
    return true;
}

static Value complex_compare(Thread *t, Value a, Value b, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !is_complex(a))
        return VALUE_NOTIMPLEMENTED;
    ComplexNumber x = number_of(a);
    bool equal;
    if (is_int(b))
        equal = x.imag == 0 && !isnan(x.real) && int_compare_double(b, x.real) == 0;
    else if (is_float(b))
        equal = x.imag == 0 && x.real == float_as_double(b);
    else if (is_complex(b))
        equal = x.real == number_of(b).real && x.imag == number_of(b).imag;
    else
        return VALUE_NOTIMPLEMENTED;
    return bool_value(equal == (op == COMPARE_EQ));
}

/* --- methods --- */

static Value conjugate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    ComplexNumber c = number_of(args[0]);
    return complex_value(t, c.real, -c.imag);
}

static Value complex_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return complex_pos(t, args[0]);
}

static Value getnewargs_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    ComplexNumber c = number_of(args[0]);
    Tuple *tuple = tuple_from_owned(t, (Value[]){float_value(t, c.real), float_value(t, c.imag)}, 2);
    return tuple ? object_value(tuple) : VALUE_NULL;
}

static Value format_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_str(args[1]))
        return raise_type_error(t, "__format__() argument must be str, not %T", args[1]);
    return str_value(format_value(t, args[0], value_str(args[1])));
}

static Value get_real(Thread *t, Value self) {
    return float_value(t, number_of(self).real);
}
static Value get_imag(Thread *t, Value self) {
    return float_value(t, number_of(self).imag);
}

static const MethodDef complex_methods[] = {
    {"conjugate", conjugate_method, "", "The same real part, the imaginary part negated."},
    {"__complex__", complex_method, "", "The number itself, as a complex even for a subclass."},
    {"__getnewargs__", getnewargs_method, "", NULL},
    {"__format__", format_method, "format_spec, /", "The number as text, as the format says."},
    {0}};

static const GetSetDef complex_getsets[] = {
    {"real", get_real, NULL, "its real part"}, {"imag", get_imag, NULL, "its imaginary part"}, {0}};

const TypeDef complex_type_def = {
    .name = "complex",
    .size = sizeof(Complex),
    .flags = TYPE_BASE,
    .doc = "A complex number: real + imag*1j, or the one that a text or another number stands for.\n\nWhat "
           "is missing is 0.",
    .new_signature = "real=0, imag=0",
    .slots = {.repr = complex_repr,
              .hash = complex_hash,
              .compare = complex_compare,
              .truth = complex_truth,
              .new_instance = complex_new,
              .power = complex_power,
              .binary = {[BINARY_ADD] = complex_add,
                         [BINARY_SUB] = complex_sub,
                         [BINARY_MUL] = complex_mul,
                         [BINARY_TRUEDIV] = complex_truediv,
                         [BINARY_POW] = complex_binary_power},
              .unary = {[UNARY_NEG] = complex_neg, [UNARY_POS] = complex_pos, [UNARY_ABS] = complex_abs}},
    .methods = complex_methods,
    .getsets = complex_getsets};
