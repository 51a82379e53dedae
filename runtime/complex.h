/* Complex arithmetic, for complex.c and for what ends in complex numbers (negative floats to broken powers). */
#ifndef RUNTIME_COMPLEX_H
#define RUNTIME_COMPLEX_H

#include "runtime/float.h"

typedef struct ComplexNumber {
    double real, imag;
} ComplexNumber;

ComplexNumber complex_product(ComplexNumber a, ComplexNumber b);
/* False: division by zero. */
bool complex_quotient(ComplexNumber a, ComplexNumber b, ComplexNumber *result);
/* a ** b, or ZeroDivisionError, OverflowError. */
Value complex_pow(Thread *t, ComplexNumber a, ComplexNumber b);

#endif
