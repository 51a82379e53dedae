/* What % formatting of text and of bytes know of each other. */
#ifndef RUNTIME_PERCENT_H
#define RUNTIME_PERCENT_H

#include "runtime/str.h"

/* The result's bytes as Latin-1 text. */
Str *bytes_percent(Thread *t, const uint8_t *data, int64_t length, Value args);
/* %b: the bytes of a bytes-like object or of __bytes__, as Latin-1 text (bytes_percent.c). */
Str *bytes_as_latin1(Thread *t, Value v);
/* The byte of a bytes or bytearray of length 1. */
bool bytes_single(Value v, int64_t *out);
/* s.upper() */
Value str_upper_text(Thread *t, Str *s);

#endif
