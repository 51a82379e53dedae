/* Strings: immutable sequences of code points (lone surrogates included), 1, 2 or 4 bytes each: the narrowest
 * kind that holds the largest one. So indexing is O(1), and equal strings have equal kinds and bytes.
 * Interned strings are unique in their Interp: two of them are equal exactly if they are the same object.
 * ASCII strings are their own UTF-8, and NUL-terminated. */
#ifndef RUNTIME_STR_H
#define RUNTIME_STR_H

#include "runtime/interp.h"
#include <stdarg.h>

struct Str {
    Object ob;
    int64_t length; /* code points */
    int64_t hash;   /* -1: not yet computed */
    uint8_t kind;   /* 1, 2, 4 bytes for each code point */
    bool ascii;
    bool interned;
    uint8_t slot_line; /* the name of a special method that stands for a slot: 1 + its first line in slot_defs (type_slots.h) */
    uint32_t granules; /* after growing in place: bytes of the whole object / 16; 0: exactly what the length
                          needs */
    uint8_t data[] __attribute__((aligned(8))); /* length * kind bytes and a terminating code point 0 */
};

static inline bool is_str(Value v) {
    return has_layout(v, TYPE_STR);
}
static inline bool is_str_exact(Value v) {
    return is_exact(v, TYPE_STR);
}
static inline Str *value_str(Value v) {
    return (Str *)value_object(v);
}

static inline uint32_t str_at(const Str *s, int64_t i) {
    return s->kind == 1   ? s->data[i]
           : s->kind == 2 ? ((const uint16_t *)s->data)[i]
                          : ((const uint32_t *)s->data)[i];
}
static inline void str_put(Str *s, int64_t i, uint32_t c) {
    if (s->kind == 1)
        s->data[i] = (uint8_t)c;
    else if (s->kind == 2)
        ((uint16_t *)s->data)[i] = (uint16_t)c;
    else
        ((uint32_t *)s->data)[i] = c;
}

/* Room for `length` code points up to `largest`; the caller fills the data. Shared one-character and empty
 * strings are the caller's business. */
Str *str_alloc(Thread *t, int64_t length, uint32_t largest);
/* From UTF-8 (lone surrogates as WTF-8 allowed; other malformed bytes: UnicodeDecodeError). */
Str *str_from_utf8(Thread *t, const char *utf8, size_t length);
Str *str_new(Thread *t, const char *utf8); /* NUL-terminated */
Str *str_from_ascii(Thread *t, const char *ascii, size_t length);
Str *str_from_latin1(Thread *t, const uint8_t *bytes, size_t length);
Str *str_from_ucs4(Thread *t, const uint32_t *points, size_t length);
Value str_from_char(Thread *t, uint32_t c);          /* shared for c < 256 */
Str *str_format(Thread *t, const char *format, ...); /* the formats of error.h */
/* The unique string equal to s. Consumes s (may be NULL with exception pending: then NULL). */
Str *str_intern(Thread *t, Str *s);
Str *str_intern_utf8(Thread *t, const char *utf8);
Str *str_intern_ascii(Thread *t, const char *ascii, size_t length);
/* Interns a borrowed name for attribute access: s itself if interned; else a new reference to keep. */
static inline bool str_is_interned(const Str *s) {
    return s->interned;
}

int64_t str_hash(Thread *t, Str *s); /* keyed; never -1 */
bool str_equal(const Str *a, const Str *b);
bool str_equal_ascii(const Str *a, const char *ascii);
int str_compare(const Str *a, const Str *b); /* -1, 0, 1 by code points */

/* UTF-8 of the string: borrowed, NUL-terminated, valid as long as the string (ASCII: its own bytes; else
 * cached in a side buffer freed with the string). UnicodeEncodeError for lone surrogates: NULL. */
const char *str_utf8(Thread *t, Str *s, size_t *length);
/* As str_utf8, but surrogates are written as WTF-8 ("surrogatepass"); for messages and file names use
 * str_fs_bytes. */
const char *str_wtf8(Thread *t, Str *s, size_t *length);

Str *str_concat(Thread *t, Str *a, Str *b);
/* a + b where a is consumed and extended in place when nobody else holds it: s += x in a loop stays linear.
 */
Value str_append(Thread *t, Value a_consumed, Str *b);
Str *str_slice(Thread *t, Str *s, int64_t start, int64_t stop); /* 0 <= start <= stop <= length */
Str *str_join(Thread *t, Str *separator, Value *items,
              int64_t count); /* TypeError "sequence item %zd: expected str instance, %T found" */
int64_t str_find(const Str *haystack, const Str *needle, int64_t start, int64_t stop,
                 bool last);                         /* -1: none */
Value str_getitem(Thread *t, Str *s, int64_t index); /* index in range */

/* Part of interp_new, once TYPE_STR exists: the shared strings and the intern table. str_fini is called when
 * no string is used any more. */
bool str_init(Thread *t);
void str_fini(Thread *t);
/* The same text as an exact str: s itself (a new reference) or a copy of an instance of a subclass. */
Str *str_exact(Thread *t, Str *s);
/* From code points of a kind that may be wider than needed. */
Str *str_from_points(Thread *t, const void *data, int kind, int64_t length);
static inline Str *str_empty(Thread *t) {
    Value empty = t->interp->empty_str;
    incref(empty);
    return value_str(empty);
}
/* The keyed hash of any bytes; never -1. */
int64_t str_hash_bytes(Thread *t, const void *data, size_t size);
static inline Value str_value(Str *s) {
    return s ? object_value(s) : VALUE_NULL;
}

/* Growing text: init on the stack, add, finish (or drop). Failures are remembered until finish. */
typedef struct StrBuilder {
    Thread *t;
    void *data;
    int64_t length, room;
    uint8_t kind;
    bool ascii, failed;
    uint8_t small[240] __attribute__((aligned(8))); /* where data starts */
} StrBuilder;
void strbuilder_init(StrBuilder *b, Thread *t);
void strbuilder_char(StrBuilder *b, uint32_t c);
void strbuilder_units(StrBuilder *b, const uint16_t *units, int64_t count); /* code points below 0x10000 */
void strbuilder_latin1(StrBuilder *b, const uint8_t *bytes, size_t length);
void strbuilder_str(StrBuilder *b, const Str *s);
void strbuilder_slice(StrBuilder *b, const Str *s, int64_t start, int64_t stop);
void strbuilder_ascii(StrBuilder *b, const char *ascii, size_t length);
void strbuilder_text(StrBuilder *b, const char *utf8); /* NUL-terminated */
void strbuilder_repeat(StrBuilder *b, uint32_t c, int64_t count);
Str *strbuilder_finish(StrBuilder *b); /* NULL: exception */
void strbuilder_drop(StrBuilder *b);

/* format.c: the format mini-language and % formatting. */
Str *format_value(Thread *t, Value v, Str *spec); /* __format__ of int, float, complex, str */
Str *str_percent(Thread *t, Str *format, Value args);
/* printf-like pieces used by f-strings: conversion 0, 's', 'r' or 'a'. */
Str *format_field(Thread *t, Value v, char conversion, Str *spec);

/* codec.c: text to bytes and back; encoding and errors NULL: utf-8, strict. */
Value str_encode(Thread *t, Str *s, const char *encoding, const char *errors);
Value str_decode(Thread *t, const uint8_t *bytes, size_t length, const char *encoding, const char *errors);
/* str(v, encoding, errors): v has the buffer protocol. */
Value str_decode_object(Thread *t, Value v, const char *encoding, const char *errors);
/* File names: utf-8 with surrogateescape. ValueError "embedded null byte". Result: bytes object. */
Value str_fs_encode(Thread *t, Value str_or_bytes_or_pathlike);
Str *str_fs_decode(Thread *t, const char *bytes, size_t length);

/* Unicode properties (more in unicode.h): for str methods and the scanner of identifiers. */
bool unicode_is_space(uint32_t c);
bool unicode_is_printable(uint32_t c);

#endif
