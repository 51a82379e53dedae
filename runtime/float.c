/* Floats: boxing, arithmetic where Python's differs from C's, hash. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/complex.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include <errno.h>
#include <math.h>

Value float_box(Thread *t, double d) {
    Float *f = object_new_raw(t, TYPE_FLOAT, sizeof *f);
    if (!f)
        return VALUE_NULL;
    f->value = d;
    return object_value(f);
}

/* The quotient is rounded down, the remainder has the sign of b. */
double float_mod(double a, double b) {
    double mod = fmod(a, b);
    if (mod == 0)
        return copysign(0.0, b);
    return (b < 0) != (mod < 0) ? mod + b : mod;
}

/* From the exact remainder: a minus it is a multiple of b, but for the roundings here, which the last lines
 * undo. */
double float_floordiv(double a, double b) {
    double rest = fmod(a, b), quotient = (a - rest) / b;
    bool below = rest != 0 && signbit(rest) != signbit(b); /* fmod rounds the quotient towards zero */
    quotient -= below;
    if (quotient == 0)
        return copysign(0.0, a / b);
    double up = ceil(quotient);
    return up - quotient < 0.5 ? up : floor(quotient);
}

static Value raise_range(Thread *t) {
    Str *message = str_new(t, "Numerical result out of range");
    if (!message)
        return VALUE_NULL;
    raise_with_args(t, EXC_OverflowError, (Value[]){small_int_value(ERANGE), object_value(message)}, 2);
    decref_object(t, message);
    return VALUE_NULL;
}

Value float_pow(Thread *t, double a, double b) {
    if (a == 0 && b < 0 && isfinite(b))
        return raise(t, EXC_ZeroDivisionError, "0.0 cannot be raised to a negative power");
    if (a < 0 && isfinite(a) && isfinite(b) && b != floor(b))
        return complex_pow(t, (ComplexNumber){a, 0}, (ComplexNumber){b, 0});
    double power = pow(a, b); /* C and Python agree about all special cases but the above */
    if (isinf(power) && isfinite(a) && isfinite(b))
        return raise_range(t);
    return float_value(t, power);
}

/* CPython's: the value modulo 2^61 - 1, so that equal numbers of all types have equal hashes. */
int64_t float_hash(double d, Value v) {
    const uint64_t modulus = ((uint64_t)1 << 61) - 1;
    if (isnan(d)) { /* as of any object */
        uint64_t address = v.bits & ~(uint64_t)7;
        return (int64_t)(address >> 4 | address << 60);
    }
    if (isinf(d))
        return d > 0 ? 314159 : -314159;
    int exponent;
    double mantissa = frexp(fabs(d), &exponent);
    uint64_t x = (uint64_t)ldexp(mantissa, 53); /* d == x * 2^(exponent - 53); 2^61 is 1 modulo 2^61 - 1 */
    int shift = ((exponent - 53) % 61 + 61) % 61;
    x = ((x << shift) & modulus) | (shift ? x >> (61 - shift) : 0);
    int64_t hash = (int64_t)(x == modulus ? 0 : x);
    return d < 0 ? (hash == 1 ? -2 : -hash) : hash;
}
