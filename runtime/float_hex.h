/* float.hex() and float.fromhex(). */
#ifndef RUNTIME_FLOAT_HEX_H
#define RUNTIME_FLOAT_HEX_H

#include "runtime/object.h"

Value float_hex(Thread *t, double d);
Value float_fromhex(Thread *t, Str *s);

#endif
