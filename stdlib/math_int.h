/* Functions of the module math that work on integers. */
#ifndef STDLIB_MATH_INT_H
#define STDLIB_MATH_INT_H

#include "runtime/object.h"

Value math_comb(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value math_factorial(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value math_gcd(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value math_isqrt(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value math_lcm(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value math_perm(Thread *t, Value *args, int nargs, Tuple *kwnames);

#endif
