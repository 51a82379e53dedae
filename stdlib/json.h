/* What the files of module _json share: strings with their escapes. The GIL is held. */
#ifndef STDLIB_JSON_H
#define STDLIB_JSON_H

#include "runtime/native.h"
#include "runtime/sequence.h"
#include "runtime/str.h"

extern const TypeDef json_scanner_type_def, json_encoder_type_def;
extern const MethodDef json_string_functions[];

/* Raises json.JSONDecodeError(message, text, position). */
Value json_raise(Thread *t, const char *message, Str *text, int64_t position);

/* The string whose opening quote is before *at, which moves behind the closing one. strict: control
 * characters are errors. NULL: exception. */
Str *json_read_string(Thread *t, Str *text, int64_t *at, bool strict);

typedef enum JsonCharset { JSON_ASCII, JSON_UNICODE } JsonCharset;
/* Adds s in quotes. */
void json_write_string(StrBuilder *b, const Str *s, JsonCharset charset);

#endif
