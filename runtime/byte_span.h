/* What bytes and bytearray share: a span of bytes, arguments that are bytes-like, and results of the type of
 * self. */
#ifndef RUNTIME_BYTE_SPAN_H
#define RUNTIME_BYTE_SPAN_H

#include "runtime/bytes.h"

typedef struct ByteSpan {
    const uint8_t *data;
    int64_t length;
} ByteSpan;

/* The bytes of a bytes or bytearray. Running Python code may move or change those of a bytearray, so parse
 * arguments first. */
static inline ByteSpan span_of(Value v) {
    if (is_bytes(v))
        return (ByteSpan){value_bytes(v)->data, value_bytes(v)->length};
    const ByteArray *array = (const ByteArray *)value_object(v);
    return (ByteSpan){array->data ? array->data : (const uint8_t *)"", array->length};
}

/* A bytes-like argument: its span is valid until span_release. */
typedef struct SpanArg {
    ByteSpan span;
    Buffer view;  /* held if view.owner is not VALUE_NULL */
    uint8_t byte; /* where the span of a single int points */
} SpanArg;
bool span_get(Thread *t, Value v, SpanArg *arg); /* TypeError "a bytes-like object is required, not '%T'" */
/* A byte (0 to 255) or something bytes-like, as find and `in` take; format: the TypeError otherwise, with one
 * %T. */
bool span_get_or_byte(Thread *t, Value v, SpanArg *arg, const char *format);
void span_release(Thread *t, SpanArg *arg);

/* 0 to 255 by __index__; ValueError "byte must be in range(0, 256)". */
bool byte_argument(Thread *t, Value v, uint8_t *out);
/* A new bytes or bytearray as self is one (subclasses give the plain type). */
Value span_result(Thread *t, Value self, const void *data, int64_t length);
/* The same bytes again: self itself if it is an exact bytes. */
Value span_copy(Thread *t, Value self);
Bytes *bytes_from_object(Thread *t, Value v, const char *type_name); /* bytes-like, or an iterable of ints */
Value span_repr(Thread *t, ByteSpan s, const char *prefix, const char *suffix);
Value span_repeat(Thread *t, Value self, Value count);
int span_contains(Thread *t, Value self, Value item);
Value span_compare(int order, int op);
int span_order(ByteSpan a, ByteSpan b);
/* The value of bytes(source, encoding, errors) and the same for bytearray: a bytes object. */
Bytes *bytes_from_arguments(Thread *t, Value source, Value encoding, Value errors, const char *type_name);

#endif
