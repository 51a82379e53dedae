/* Error handlers: what is done with characters that cannot be encoded and bytes that cannot be decoded.
 *
 * The built-in handlers work on plain ranges. A registered handler gets the exception that "strict" would
 * raise and answers with a replacement and the position to go on from. */
#include "runtime/bytes.h"
#include "runtime/codec.h"
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str_repr.h"
#include "runtime/unicode.h"
#include "runtime/unicode_names.h"
#include <stdio.h>

typedef enum Handler {
    STRICT,
    IGNORE,
    REPLACE,
    BACKSLASH,
    XML_REFERENCE,
    NAME,
    ESCAPE,
    PASS,
    REGISTERED
} Handler;

static const char *const handler_names[] = {
    "strict",      "ignore",          "replace",      "backslashreplace", "xmlcharrefreplace",
    "namereplace", "surrogateescape", "surrogatepass"};

static Handler handler_of(const char *errors) {
    for (int i = STRICT; errors && i < REGISTERED; i++)
        if (strcmp(errors, handler_names[i]) == 0)
            return (Handler)i;
    return errors ? REGISTERED : STRICT;
}

bool codec_is_builtin_error(const char *name) {
    return handler_of(name) != REGISTERED;
}

static bool is_surrogate(uint32_t c) {
    return c >= 0xd800 && c < 0xe000;
}

/* Exceptions. */

static Value make_error(Thread *t, TypeId type, const char *encoding, Value object, int64_t start,
                        int64_t stop, const char *reason) {
    Value args[5] = {str_value(str_new(t, encoding)), object, small_int_value(start), small_int_value(stop),
                     str_value(str_new(t, reason))};
    Value error = VALUE_NULL;
    if (!is_null(args[0]) && !is_null(args[4]))
        error = op_call(t, object_value(builtin_type(t, type)), args, 5, NULL);
    decref(t, args[0]);
    decref(t, args[4]);
    return error;
}

static bool raise_made(Thread *t, Value error) {
    if (!is_null(error)) {
        raise_value(t, error);
        decref(t, error);
    }
    return false;
}

static Value encode_error(Encoding *e, int64_t start, int64_t stop, const char *reason) {
    return make_error(e->t, EXC_UnicodeEncodeError, e->codec->encode_name, object_value(e->text), start, stop,
                      reason);
}

/* From now on the bytes of this object are decoded. Consumes it. */
static void set_object(Decoding *d, Bytes *object) {
    decref(d->t, d->object);
    d->object = object_value(object);
    d->bytes = object->data;
    d->length = (size_t)object->length;
}

static Value decode_error(Decoding *d, size_t start, size_t stop, const char *reason) {
    if (is_null(d->object)) {
        Bytes *object = bytes_new(d->t, d->bytes, d->length);
        if (!object)
            return VALUE_NULL;
        set_object(d, object);
    }
    return make_error(d->t, EXC_UnicodeDecodeError, d->encoding, d->object, (int64_t)start, (int64_t)stop,
                      reason);
}

/* Registered handlers. */

static Value unknown_handler(Thread *t, const char *name) {
    return raise(t, EXC_LookupError, "unknown error handler name '%s'", name);
}

/* The handler's answer, a tuple of two whose second item is an int. */
static Value call_handler(Thread *t, const char *name, Value error, const char *wanted) {
    Value handler = codec_registered_error(t, name);
    if (is_null(handler))
        return error_pending(t) ? VALUE_NULL : unknown_handler(t, name);
    Value answer = op_call1(t, handler, error);
    decref(t, handler);
    if (is_null(answer))
        return VALUE_NULL;
    if (is_tuple(answer) && value_tuple(answer)->length == 2 && is_int(value_tuple(answer)->items[1]))
        return answer;
    decref(t, answer);
    return raise_type_error(t, "%s", wanted);
}

/* The handler's answer (replacement, position), the position checked. Consumes it where it is wrong. */
static Value check_position(Thread *t, Value answer, int64_t length, int64_t *next) {
    if (is_null(answer))
        return answer;
    if (op_index_int64(t, value_tuple(answer)->items[1], next, EXC_IndexError)) {
        int64_t given = *next;
        if (*next < 0)
            *next += length;
        if (*next >= 0 && *next <= length)
            return answer;
        raise(t, EXC_IndexError, "position %zd from error handler out of bounds", (ssize_t)given);
    }
    decref(t, answer);
    return VALUE_NULL;
}

static bool put_text(Encoding *e, const Str *s, int64_t start, int64_t stop, const char *reason) {
    for (int64_t i = 0; i < s->length; i++)
        if (!e->codec->put(e, str_at(s, i)))
            return raise_made(e->t, encode_error(e, start, stop, reason));
    return true;
}

/* UTF codecs take ASCII, or bytes that are whole units. */
static bool may_replace(const Codec *codec, Value replacement) {
    int64_t unit = codec->put == utf16_put ? 2 : codec->put == utf32_put ? 4 : 1;
    if (is_bytes(replacement))
        return value_bytes(replacement)->length % unit == 0;
    return value_str(replacement)->ascii || (unit == 1 && codec->put != utf8_put);
}

static bool encode_registered(Encoding *e, int64_t start, int64_t stop, const char *reason, int64_t *next) {
    static const char wanted[] = "encoding error handler must return (str/bytes, int) tuple";
    Value error = encode_error(e, start, stop, reason);
    if (is_null(error))
        return false;
    Value answer = call_handler(e->t, e->errors, error, wanted);
    answer = check_position(e->t, answer, e->text->length, next);
    decref(e->t, error);
    if (is_null(answer))
        return false;
    Value replacement = value_tuple(answer)->items[0];
    bool ok = true;
    if (!is_bytes(replacement) && !is_str(replacement))
        ok = (raise_type_error(e->t, wanted), false);
    else if (!may_replace(e->codec, replacement))
        ok = raise_made(e->t, encode_error(e, start, stop, reason));
    else if (is_bytes(replacement))
        bytebuilder_add(&e->out, value_bytes(replacement)->data, (size_t)value_bytes(replacement)->length);
    else
        ok = put_text(e, value_str(replacement), start, stop, reason);
    decref(e->t, answer);
    return ok;
}

/* Has the handler put other bytes into the exception? Then these are decoded. */
static bool take_object(Decoding *d, Value error) {
    Value object = ((UnicodeErrorException *)value_object(error))->object;
    if (!is_bytes(object))
        return raise_type_error(d->t, "object attribute must be bytes"), false;
    if (!value_is(object, d->object))
        set_object(d, value_bytes(new_ref(object)));
    return true;
}

static bool decode_registered(Decoding *d, size_t start, size_t stop, const char *reason) {
    static const char wanted[] = "decoding error handler must return (str, int) tuple";
    Value error = decode_error(d, start, stop, reason);
    int64_t next;
    if (is_null(error))
        return false;
    Value answer = call_handler(d->t, d->errors, error, wanted);
    if (!is_null(answer) && !take_object(d, error)) {
        decref(d->t, answer);
        answer = VALUE_NULL;
    }
    answer = check_position(d->t, answer, (int64_t)d->length, &next);
    decref(d->t, error);
    if (is_null(answer))
        return false;
    bool ok = is_str(value_tuple(answer)->items[0]);
    if (ok)
        strbuilder_str(&d->out, value_str(value_tuple(answer)->items[0]));
    else
        raise_type_error(d->t, wanted);
    decref(d->t, answer);
    d->position = (size_t)next;
    return ok;
}

/* The built-in ones. */

/* The replacement of one character, for encoding. */
static void add_reference(StrBuilder *b, Handler handler, uint32_t c) {
    char text[UNICODE_NAME_SIZE];
    if (handler == XML_REFERENCE) {
        strbuilder_ascii(b, text, (size_t)snprintf(text, sizeof text, "&#%u;", c));
    } else if (handler == NAME && unicode_name(c, text)) {
        strbuilder_text(b, "\\N{");
        strbuilder_text(b, text);
        strbuilder_char(b, '}');
    } else {
        str_add_escape(b, c);
    }
}

static bool encode_references(Encoding *e, Handler handler, int64_t start, int64_t stop, const char *reason) {
    StrBuilder b;
    strbuilder_init(&b, e->t);
    for (int64_t i = start; i < stop; i++)
        add_reference(&b, handler, str_at(e->text, i));
    Str *s = strbuilder_finish(&b);
    if (!s)
        return false;
    bool ok = put_text(e, s, start, stop, reason);
    decref_object(e->t, s);
    return ok;
}

static bool is_escape(uint32_t c) {
    return c >= 0xdc80 && c <= 0xdcff;
}

/* Escaped bytes become themselves again; the first character that is none ends the work. A wide unit is no
 * byte. */
static bool encode_escaped(Encoding *e, int64_t start, int64_t stop, const char *reason) {
    for (int64_t i = start; i < stop; i++) {
        uint32_t c = str_at(e->text, i);
        if (!is_escape(c) || e->codec->put == utf16_put || e->codec->put == utf32_put)
            return raise_made(e->t, encode_error(e, i, stop, reason));
        bytebuilder_char(&e->out, (uint8_t)(c - 0xdc00));
    }
    return true;
}

/* A surrogate in the codec's own form; false: it has none. */
static bool put_surrogate(Encoding *e, uint32_t c) {
    bool (*put)(Encoding * e, uint32_t c) = e->codec ? e->codec->put : NULL;
    if (put == utf8_put) {
        uint8_t out[3] = {0xed, (uint8_t)(0x80 | (c >> 6 & 0x3f)), (uint8_t)(0x80 | (c & 0x3f))};
        bytebuilder_add(&e->out, out, 3);
        return true;
    }
    if (put != utf16_put && put != utf32_put)
        return false;
    uint8_t out[4] = {(uint8_t)c, (uint8_t)(c >> 8), 0, 0};
    size_t size = put == utf16_put ? 2 : 4;
    for (size_t k = 0; k < size; k++)
        bytebuilder_char(&e->out, out[e->codec->big_endian ? size - 1 - k : k]);
    return true;
}

static bool encode_passed(Encoding *e, int64_t start, int64_t stop, const char *reason) {
    for (int64_t i = start; i < stop; i++) {
        uint32_t c = str_at(e->text, i);
        if (!is_surrogate(c) || !put_surrogate(e, c))
            return raise_made(e->t, encode_error(e, start, stop, reason));
    }
    return true;
}

bool encoding_error(Encoding *e, int64_t start, int64_t stop, const char *reason, int64_t *next) {
    Handler handler = handler_of(e->errors);
    *next = stop;
    switch (handler) {
    case STRICT:
        return raise_made(e->t, encode_error(e, start, stop, reason));
    case IGNORE:
        return true;
    case REPLACE:
        for (int64_t i = start; i < stop; i++)
            if (!e->codec->put(e, '?'))
                return raise_made(e->t, encode_error(e, start, stop, reason));
        return true;
    case BACKSLASH:
    case XML_REFERENCE:
    case NAME:
        return encode_references(e, handler, start, stop, reason);
    case ESCAPE:
        return encode_escaped(e, start, stop, reason);
    case PASS:
        return encode_passed(e, start, stop, reason);
    default:
        return encode_registered(e, start, stop, reason, next);
    }
}

/* Up to four bytes from 0x80 on at `start`; false: there is none. */
static bool take_escapes(Decoding *d, size_t start, size_t stop) {
    size_t i = start;
    while (i < stop && i - start < 4 && d->bytes[i] >= 0x80)
        strbuilder_char(&d->out, 0xdc00 + d->bytes[i++]);
    d->position = i;
    return i > start;
}

static bool decode_escaped(Decoding *d, size_t start, size_t stop, const char *reason) {
    return take_escapes(d, start, stop) || raise_made(d->t, decode_error(d, start, stop, reason));
}

/* A surrogate at p, in the codec's own form; 0: none. */
static uint32_t surrogate_at(const Decoding *d, size_t at, size_t *size) {
    const uint8_t *p = d->bytes + at;
    size_t left = d->length - at;
    uint32_t c = 0;
    if (!d->codec)
        return 0;
    if (d->codec->decode == utf8_decode || d->codec->decode == utf8_sig_decode) {
        *size = 3;
        if (left >= 3 && p[0] == 0xed && (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80)
            c = 0xd000u | (p[1] & 0x3fu) << 6 | (p[2] & 0x3f);
    } else if (d->codec->decode == utf16_decode || d->codec->decode == utf32_decode) {
        *size = d->codec->decode == utf16_decode ? 2 : 4;
        for (size_t i = 0; left >= *size && i < *size; i++)
            c = c << 8 | p[d->big_endian ? i : *size - 1 - i];
    }
    return is_surrogate(c) ? c : 0;
}

static bool take_surrogate(Decoding *d, size_t start) {
    size_t size = 0;
    uint32_t c = surrogate_at(d, start, &size);
    if (!c)
        return false;
    strbuilder_char(&d->out, c);
    d->position = start + size;
    return true;
}

static bool decode_passed(Decoding *d, size_t start, size_t stop, const char *reason) {
    return take_surrogate(d, start) || raise_made(d->t, decode_error(d, start, stop, reason));
}

bool decoding_error(Decoding *d, size_t start, size_t stop, const char *reason) {
    d->position = stop;
    switch (handler_of(d->errors)) {
    case STRICT:
        return raise_made(d->t, decode_error(d, start, stop, reason));
    case IGNORE:
        return true;
    case REPLACE:
        strbuilder_char(&d->out, 0xfffd);
        return true;
    case BACKSLASH:
        for (size_t i = start; i < stop; i++)
            str_add_escape(&d->out, d->bytes[i]);
        return true;
    case XML_REFERENCE:
    case NAME:
        raise_type_error(d->t, "don't know how to handle UnicodeDecodeError in error callback");
        return false;
    case ESCAPE:
        return decode_escaped(d, start, stop, reason);
    case PASS:
        return decode_passed(d, start, stop, reason);
    default:
        return decode_registered(d, start, stop, reason);
    }
}

/* The built-in handlers called from Python: codecs.replace_errors(exc) and so on. */

/* (replacement, next). Consumes the replacement; VALUE_NULL: an exception is pending. */
static Value pair(Thread *t, Value replacement, int64_t next) {
    if (is_null(replacement))
        return VALUE_NULL;
    Tuple *tuple = tuple_from_owned(t, (Value[]){replacement, small_int_value(next)}, 2);
    return tuple ? object_value(tuple) : VALUE_NULL;
}

static Value answer(Thread *t, StrBuilder *b, int64_t next) {
    return pair(t, str_value(strbuilder_finish(b)), next);
}

static Value wrong_exception(Thread *t, Value error) {
    return raise_type_error(t, "don't know how to handle %T in error callback", error);
}

static Value handle_text_error(Thread *t, Handler handler, Value error, const UnicodeErrorException *e,
                               bool translate) {
    const Str *s = value_str(e->object);
    StrBuilder b;
    strbuilder_init(&b, t);
    for (int64_t i = e->start; i < e->end; i++)
        if (handler == REPLACE)
            strbuilder_char(&b, translate ? 0xfffd : '?');
        else if (handler != IGNORE)
            add_reference(&b, handler, str_at(s, i));
    return answer(t, &b, e->end);
}

static Value handle_bytes_error(Thread *t, Handler handler, const UnicodeErrorException *e) {
    const Bytes *bytes = value_bytes(e->object);
    StrBuilder b;
    strbuilder_init(&b, t);
    if (handler == REPLACE)
        strbuilder_char(&b, 0xfffd);
    for (int64_t i = e->start; handler == BACKSLASH && i < e->end; i++)
        str_add_escape(&b, bytes->data[i]);
    return answer(t, &b, e->end);
}

static const Codec *codec_of_error(Thread *t, const UnicodeErrorException *e) {
    size_t size;
    const char *name = is_null(e->encoding) ? NULL : str_wtf8(t, value_str(e->encoding), &size);
    return name ? codec_find(name) : NULL;
}

/* Surrogates in a text that was to be encoded: as bytes, or VALUE_NULL (nothing pending but for want of
 * memory). */
static Value handle_surrogates(Thread *t, Handler handler, const UnicodeErrorException *e,
                               const Codec *codec) {
    Encoding encoding = {.t = t, .codec = codec, .text = value_str(e->object)};
    bytebuilder_init(&encoding.out, t);
    bool ok = true;
    for (int64_t i = e->start; ok && i < e->end; i++) {
        uint32_t c = str_at(encoding.text, i);
        if (handler == PASS)
            ok = is_surrogate(c) && put_surrogate(&encoding, c);
        else if ((ok = is_escape(c)))
            bytebuilder_char(&encoding.out, (uint8_t)(c - 0xdc00));
    }
    Bytes *bytes = ok ? bytebuilder_finish(&encoding.out) : NULL;
    if (!ok)
        bytebuilder_drop(&encoding.out);
    return bytes ? object_value(bytes) : VALUE_NULL;
}

/* Bytes that were to be decoded: as surrogates. */
static Value handle_coded_surrogates(Thread *t, Handler handler, const UnicodeErrorException *e,
                                     const Codec *codec) {
    const Bytes *bytes = value_bytes(e->object);
    Decoding d = {.t = t,
                  .codec = codec,
                  .bytes = bytes->data,
                  .length = (size_t)bytes->length,
                  .object = VALUE_NULL,
                  .big_endian = codec && codec->big_endian};
    size_t start = (size_t)e->start, stop = (size_t)e->end;
    strbuilder_init(&d.out, t);
    bool ok =
        start < d.length && (handler == PASS ? take_surrogate(&d, start) : take_escapes(&d, start, stop));
    if (ok)
        return answer(t, &d.out, (int64_t)d.position);
    strbuilder_drop(&d.out);
    return VALUE_NULL;
}

/* surrogateescape and surrogatepass: what they cannot handle is raised. */
static Value escape_or_pass(Thread *t, Handler handler, Value error, const UnicodeErrorException *e) {
    const Codec *codec = codec_of_error(t, e);
    Value result = VALUE_NULL;
    if (error_pending(t))
        return result;
    if (is_bytes(e->object))
        result = handle_coded_surrogates(t, handler, e, codec);
    else if (is_str(e->object))
        result = pair(t, handle_surrogates(t, handler, e, codec), e->end);
    return is_null(result) && !error_pending(t) ? raise_value(t, error) : result;
}

/* The numbers of an exception may be anything: within the object, and at least one item if it has any. */
static void clip(UnicodeErrorException *e) {
    int64_t length = is_bytes(e->object) ? value_bytes(e->object)->length
                     : is_str(e->object) ? value_str(e->object)->length
                                         : 0;
    if (e->start >= length)
        e->start = length - 1;
    if (e->start < 0)
        e->start = 0;
    if (e->end < 1)
        e->end = 1;
    if (e->end > length)
        e->end = length;
}

Value codec_handle_error(Thread *t, const char *name, Value error) {
    Handler handler = handler_of(name);
    if (handler == STRICT) {
        if (!is_exception(error))
            return raise_type_error(t, "codec must pass exception instance");
        return raise_value(t, error);
    }
    if (!is_exception(error) || !has_layout(error, EXC_UnicodeDecodeError))
        return wrong_exception(t, error);
    UnicodeErrorException clipped = *(UnicodeErrorException *)value_object(error), *e = &clipped;
    clip(e);
    bool decode = type_of(t, error)->id == EXC_UnicodeDecodeError,
         translate = type_of(t, error)->id == EXC_UnicodeTranslateError;
    if ((decode || translate) && (handler == XML_REFERENCE || handler == NAME))
        return wrong_exception(t, error);
    if (translate && (handler == ESCAPE || handler == PASS))
        return wrong_exception(t, error);
    if (handler == ESCAPE || handler == PASS)
        return escape_or_pass(t, handler, error, e);
    if (decode && is_bytes(e->object))
        return handle_bytes_error(t, handler, e);
    return is_str(e->object) ? handle_text_error(t, handler, error, e, translate) : wrong_exception(t, error);
}
