/* Floats: almost all in the Value itself (value.h), the rest (and instances of subclasses) boxed. A float that has an immediate form is never
 * boxed with type float, so `is` of equal ordinary floats is true; nan is always boxed, so nan keeps its identity in containers. */
#ifndef RUNTIME_FLOAT_H
#define RUNTIME_FLOAT_H

#include "runtime/interp.h"

typedef struct Float {
    Object ob;
    double value;
} Float;

static inline bool is_float(Value v) { return is_small_float(v) || has_layout(v, TYPE_FLOAT); }
static inline bool is_float_exact(Value v) { return is_small_float(v) || is_exact(v, TYPE_FLOAT); }
/* Of a value for which is_float holds. */
static inline double float_as_double(Value v) {
    return is_small_float(v) ? small_float(v) : ((Float *)value_object(v))->value;
}
Value float_box(Thread *t, double d); /* the slow half of float_value */
static inline Value float_value(Thread *t, double d) {
    Value v = float_encode(d);
    return __builtin_expect(is_small_float(v), 1) ? v : float_box(t, d);
}
int64_t float_hash(double d, Value v); /* CPython's; v: the object, for the identity hash of nan */
Str *float_repr(Thread *t, double d);
/* float(text): blanks, underscores, inf, nan, infinity. ValueError "could not convert string to float: %R". */
Value float_from_text(Thread *t, const char *text, size_t length, Value shown);
double float_floordiv(double a, double b);
double float_mod(double a, double b);
Value float_pow(Thread *t, double a, double b); /* complex results and ZeroDivisionError as in Python */
/* Digits of d: mode 'r' (shortest, precision ignored), 'e', 'f', 'g'; flags for sign, alternate form, and whether ".0" is added. malloc'ed, NULL: no memory. */
char *float_to_text(double d, char mode, int precision, bool alternate, bool add_dot_zero);

typedef struct Complex {
    Object ob;
    double real, imag;
} Complex;
static inline bool is_complex(Value v) { return has_layout(v, TYPE_COMPLEX); }
Value complex_value(Thread *t, double real, double imag);

#endif
