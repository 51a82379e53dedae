#ifndef RUNTIME_STR_REPR_H
#define RUNTIME_STR_REPR_H

#include "runtime/str.h"

Str *str_repr(Thread *t, Str *s);
/* \xhh, \uhhhh or \Uhhhhhhhh, the shortest that holds c. */
void str_add_escape(StrBuilder *b, uint32_t c);

#endif
