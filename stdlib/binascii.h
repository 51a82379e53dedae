/* What the parts of module binascii share: arguments that are text or bytes, its exceptions, each part's
 * table of functions. */
#ifndef STDLIB_BINASCII_H
#define STDLIB_BINASCII_H

#include "runtime/byte_builder.h"
#include "runtime/byte_span.h"
#include "runtime/native.h"

/* Encoded data: bytes-like, or a str that is ASCII. span_release when done. */
bool binascii_take(Thread *t, Value v, SpanArg *arg);
/* binascii.Error with a message. */
Value binascii_raise(Thread *t, const char *format, ...);
/* An optional argument that is a truth value. */
bool binascii_flag(Thread *t, Value v, bool otherwise, bool *out);
/* What was built, or NULL's exception; the argument is released. */
Value binascii_finish(Thread *t, ByteBuilder *b, SpanArg *arg);
/* An error is pending: what was built is dropped, the argument released. */
Value binascii_fail(Thread *t, ByteBuilder *b, SpanArg *arg);

static inline int binascii_hex_value(uint8_t c) {
    return c >= '0' && c <= '9'                     ? c - '0'
           : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                    : -1;
}

extern const MethodDef binascii_base64_functions[], binascii_mail_functions[];

#endif
