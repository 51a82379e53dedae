/* Codecs between text and bytes, and what happens at places that cannot be coded ("errors").
 *
 * A codec is a pair of functions over an Encoding or a Decoding, which hold the input and the growing output.
 * At a bad place a codec calls encoding_error or decoding_error, which ask the error handler and tell where
 * to go on; handlers are built in or registered (codecs.register_error). */
#ifndef RUNTIME_CODEC_H
#define RUNTIME_CODEC_H

#include "runtime/byte_builder.h"
#include "runtime/codec_source.h"
#include "runtime/str.h"

typedef struct Encoding Encoding;
typedef struct Decoding Decoding;

typedef struct Codec {
    const char *name;    /* canonical: "utf-8" */
    const char *aliases; /* normalized (lower case, '_'), each between blanks; the first one is the name */
    bool (*encode)(Encoding *e);
    bool (*decode)(Decoding *d);
    const char *encode_name, *decode_name; /* what errors call it */
    /* Writes one code point, or answers false because it cannot be: how replacements are encoded. */
    bool (*put)(Encoding *e, uint32_t c);
    /* For sets of one byte each: 256 characters; the page of a character's high byte, which has the bytes by low byte. */
    const uint16_t *codes;
    const uint8_t *bytes_of, (*bytes)[256];
    const struct MultibyteSet *multibyte;
    bool big_endian, marked; /* UTF-16 and 32; marked: with a byte order mark, in native order */
} Codec;

struct Encoding {
    Thread *t;
    const Codec *codec;
    const char *errors; /* NULL: strict */
    Str *text;
    ByteBuilder out;
};

struct Decoding {
    Thread *t;
    const Codec *codec;
    const char *encoding; /* what errors call it */
    const char *errors;
    const uint8_t *bytes; /* those of `object`, once there was an error */
    size_t length;
    Value object; /* the bytes as an object for exceptions, in which handlers may put others; owned */
    bool partial;    /* more bytes may follow: leave an incomplete sequence at the end alone */
    bool big_endian; /* UTF-16 and 32: in force */
    char invalid_escape[4]; /* unicode_escape: the first escape that Python does not have */
    size_t position; /* of the next byte to decode: what was consumed, at the end */
    StrBuilder out;
};

/* By any of its names; NULL (nothing pending): no built-in one. */
const Codec *codec_find(const char *name);
/* The characters [start, stop) cannot be encoded; *next: where to go on. False: exception. */
bool encoding_error(Encoding *e, int64_t start, int64_t stop, const char *reason, int64_t *next);
/* The bytes [start, stop) cannot be decoded; d->position: where to go on. */
bool decoding_error(Decoding *d, size_t start, size_t stop, const char *reason);
/* All of it, with a codec. */
Value codec_encode(Thread *t, const Codec *codec, Str *s, const char *errors);
/* partial: *consumed (may be NULL otherwise) tells how far it came. */
Value codec_decode(Thread *t, const Codec *codec, const uint8_t *bytes, size_t length, const char *errors,
                   bool partial, size_t *consumed);
/* UTF-16 and 32 with a byte order mark, continued: codec_find's pair without mark for the order that d found.
 */
const Codec *codec_unmarked(const Codec *codec, bool big_endian);

/* codec_registry.c: what scripts registered. */
/* encode(v, encoding, errors) by a registered codec; LookupError "unknown encoding: x". which: 0 encode, 1
 * decode. */
Value codec_call_registered(Thread *t, const char *encoding, int which, Value v, const char *errors);
/* False: LookupError, because it is not there or not between text and bytes; instead: what to use for it. */
bool codec_check_text(Thread *t, const char *encoding, const char *instead);
/* The CodecInfo tuple that a search function gave; VALUE_NULL with LookupError: none. */
Value codec_lookup_registered(Thread *t, const char *encoding);
bool codec_register(Thread *t, Value search_function);
bool codec_unregister(Thread *t, Value search_function);
bool codec_register_error(Thread *t, Str *name, Value handler);
/* New reference; VALUE_NULL: none registered (nothing pending), or exception. */
Value codec_registered_error(Thread *t, const char *name);
void codec_fini(Thread *t);
/* The built-in error handlers as functions of an exception: (replacement, position). Unknown name:
 * VALUE_NULL, nothing pending. */
bool codec_is_builtin_error(const char *name);
Value codec_handle_error(Thread *t, const char *name, Value exception);

/* codec_*.c */
extern const Codec codec_table[], codec_charmaps[], codec_multibyte[]; /* the latter two: generate/ */
extern const Codec *const codec_tables[];                               /* all, to a NULL; each ends with an empty one */
bool utf8_encode(Encoding *e);
bool utf8_put(Encoding *e, uint32_t c);
bool utf8_decode(Decoding *d);
bool utf8_sig_encode(Encoding *e);
bool utf8_sig_decode(Decoding *d);
bool utf16_encode(Encoding *e);
bool utf16_put(Encoding *e, uint32_t c);
bool utf16_decode(Decoding *d);
bool utf32_encode(Encoding *e);
bool utf32_put(Encoding *e, uint32_t c);
bool utf32_decode(Decoding *d);
bool latin1_encode(Encoding *e);
bool latin1_put(Encoding *e, uint32_t c);
bool latin1_decode(Decoding *d);
bool ascii_encode(Encoding *e);
bool ascii_put(Encoding *e, uint32_t c);
bool ascii_decode(Decoding *d);
bool charmap_encode(Encoding *e);
bool charmap_put(Encoding *e, uint32_t c);
bool charmap_decode(Decoding *d);
bool multibyte_encode(Encoding *e);
bool multibyte_put(Encoding *e, uint32_t c);
bool multibyte_decode(Decoding *d);
bool unicode_escape_encode(Encoding *e);
bool unicode_escape_decode(Decoding *d);
bool raw_unicode_escape_encode(Encoding *e);
bool raw_unicode_escape_decode(Decoding *d);

#endif
