/* Numbers from objects and from text in any script: what int's and float's constructors share. */
#ifndef RUNTIME_INT_OBJECT_H
#define RUNTIME_INT_OBJECT_H

#include "runtime/str.h"

typedef Value (*NumberParser)(Thread *t, const char *text, size_t length, int base, Value shown);
/* Parses a str after turning its decimal digits and blanks into ASCII ones. */
Value number_from_str(Thread *t, Str *s, int base, NumberParser parse);
/* float(v) for one argument: __float__, __index__, or text. A plain float. */
Value float_from_object(Thread *t, Value v);
/* int(v) for one argument: __int__, __index__, __trunc__, or text. A plain int. */
Value int_from_object(Thread *t, Value v);

#endif
