/* math.fsum, for the table of math.c. */
#ifndef STDLIB_MATH_SUM_H
#define STDLIB_MATH_SUM_H

#include "runtime/object.h"

Value math_fsum(Thread *t, Value *args, int nargs, Tuple *kwnames);

#endif
