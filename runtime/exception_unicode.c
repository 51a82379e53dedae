/* UnicodeDecodeError, UnicodeEncodeError and UnicodeTranslateError: what could not be converted, where, and
 * why. */
#include "runtime/exception_layout.h"
#include "runtime/bytes.h"
#include "runtime/int.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/str.h"

static UnicodeErrorException *unicode_error(Value v) {
    return (UnicodeErrorException *)value_object(v);
}

static bool check_count(Thread *t, int nargs, int expected) {
    if (nargs != expected)
        raise_type_error(t, "function takes exactly %d arguments (%d given)", expected, nargs);
    return nargs == expected;
}

static bool check_str(Thread *t, Value *args, int i) {
    if (!is_str(args[i]))
        raise_type_error(t, "argument %d must be str, not %T", i + 1, args[i]);
    return is_str(args[i]);
}

static bool set_range(Thread *t, UnicodeErrorException *e, Value start, Value end) {
    return arg_int64(t, start, &e->start) && arg_int64(t, end, &e->end);
}

/* args: encoding, object, start, end, reason; the object is counted already. */
static bool set_fields(Thread *t, Value self, Value encoding, Value object, Value reason) {
    UnicodeErrorException *e = unicode_error(self);
    value_store(t, &e->encoding, new_ref(encoding));
    value_store(t, &e->object, object);
    value_store(t, &e->reason, new_ref(reason));
    return true;
}

/* A new reference to the bytes object, made from any bytes-like one. */
static Value bytes_of(Thread *t, Value v) {
    if (is_bytes(v))
        return new_ref(v);
    Buffer view;
    if (!buffer_get(t, v, &view, BUFFER_SIMPLE))
        return VALUE_NULL;
    Bytes *bytes = bytes_new(t, view.data, (size_t)view.length);
    buffer_release(t, &view);
    return bytes ? object_value(bytes) : VALUE_NULL;
}

static bool decode_error_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    if (!exception_init(t, self, args, nargs, kwnames) || !check_count(t, nargs, 5) ||
        !check_str(t, args, 0) || !set_range(t, unicode_error(self), args[2], args[3]) ||
        !check_str(t, args, 4))
        return false;
    Value object = bytes_of(t, args[1]);
    return !is_null(object) && set_fields(t, self, args[0], object, args[4]);
}

static bool encode_error_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    return exception_init(t, self, args, nargs, kwnames) && check_count(t, nargs, 5) &&
           check_str(t, args, 0) && check_str(t, args, 1) &&
           set_range(t, unicode_error(self), args[2], args[3]) && check_str(t, args, 4) &&
           set_fields(t, self, args[0], new_ref(args[1]), args[4]);
}

static bool translate_error_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    return exception_init(t, self, args, nargs, kwnames) && check_count(t, nargs, 4) &&
           check_str(t, args, 0) && set_range(t, unicode_error(self), args[1], args[2]) &&
           check_str(t, args, 3) && set_fields(t, self, VALUE_NULL, new_ref(args[0]), args[3]);
}

/* Does the range name one item that exists? */
static bool is_single(const UnicodeErrorException *e, int64_t length) {
    return e->start >= 0 && e->start < length && e->end == e->start + 1;
}

static Value finish(Str *s) {
    return s ? object_value(s) : VALUE_NULL;
}

static Value decode_error_str(Thread *t, Value self) {
    UnicodeErrorException *e = unicode_error(self);
    if (!is_bytes(e->object)) /* __init__ has not run */
        return new_ref(t->interp->empty_str);
    Bytes *bytes = value_bytes(e->object);
    if (is_single(e, bytes->length))
        return finish(str_format(t, "'%V' codec can't decode byte 0x%02x in position %lld: %V", e->encoding,
                                 bytes->data[e->start], (long long)e->start, e->reason));
    return finish(str_format(t, "'%V' codec can't decode bytes in position %lld-%lld: %V", e->encoding,
                             (long long)e->start, (long long)e->end - 1, e->reason));
}

/* "'utf-8' codec " or nothing; new. */
static Str *codec_name(Thread *t, const UnicodeErrorException *e) {
    return is_null(e->encoding) ? str_new(t, "") : str_format(t, "'%V' codec ", e->encoding);
}

static Value text_error_str(Thread *t, Value self, const char *verb) {
    UnicodeErrorException *e = unicode_error(self);
    if (!is_str(e->object))
        return new_ref(t->interp->empty_str);
    Str *codec = codec_name(t, e), *text = value_str(e->object), *s;
    if (!codec)
        return VALUE_NULL;
    if (is_single(e, text->length)) {
        uint32_t c = str_at(text, e->start);
        const char *format = c <= 0xFF     ? "%Ucan't %s character '\\x%02x' in position %lld: %V"
                             : c <= 0xFFFF ? "%Ucan't %s character '\\u%04x' in position %lld: %V"
                                           : "%Ucan't %s character '\\U%08x' in position %lld: %V";
        s = str_format(t, format, codec, verb, c, (long long)e->start, e->reason);
    } else {
        s = str_format(t, "%Ucan't %s characters in position %lld-%lld: %V", codec, verb, (long long)e->start,
                       (long long)e->end - 1, e->reason);
    }
    decref_object(t, codec);
    return finish(s);
}

static Value encode_error_str(Thread *t, Value self) {
    return text_error_str(t, self, "encode");
}
static Value translate_error_str(Thread *t, Value self) {
    return text_error_str(t, self, "translate");
}

static Value get_start(Thread *t, Value self) {
    return int_value(t, unicode_error(self)->start);
}
static Value get_end(Thread *t, Value self) {
    return int_value(t, unicode_error(self)->end);
}

static bool set_index(Thread *t, int64_t *field, Value v) {
    if (!is_null(v))
        return arg_int64(t, v, field);
    raise_type_error(t, "can't delete numeric/char attribute");
    return false;
}

static bool set_start(Thread *t, Value self, Value v) {
    return set_index(t, &unicode_error(self)->start, v);
}
static bool set_end(Thread *t, Value self, Value v) {
    return set_index(t, &unicode_error(self)->end, v);
}

EXCEPTION_FIELD(UnicodeErrorException, encoding)
EXCEPTION_FIELD(UnicodeErrorException, object)
EXCEPTION_FIELD(UnicodeErrorException, reason)

static const GetSetDef unicode_error_getsets[] = {
    EXCEPTION_GETSET("encoding", encoding, "exception encoding"),
    EXCEPTION_GETSET("object", object, "exception object"),
    EXCEPTION_GETSET("start", start, "exception start"),
    EXCEPTION_GETSET("end", end, "exception end"),
    EXCEPTION_GETSET("reason", reason, "exception reason"),
    {0}};

const TypeDef unicode_decode_error_type_def = {.name = "UnicodeDecodeError",
                                               .base = EXC_UnicodeError,
                                               .layout = EXC_UnicodeDecodeError,
                                               .size = sizeof(UnicodeErrorException),
                                               .flags = EXCEPTION_FLAGS,
                                               .doc = "Unicode decoding error.",
                                               .slots = {.init = decode_error_init, .str = decode_error_str},
                                               .getsets = unicode_error_getsets};

const TypeDef unicode_encode_error_type_def = {.name = "UnicodeEncodeError",
                                               .base = EXC_UnicodeError,
                                               .layout = EXC_UnicodeDecodeError,
                                               .size = sizeof(UnicodeErrorException),
                                               .flags = EXCEPTION_FLAGS,
                                               .doc = "Unicode encoding error.",
                                               .slots = {.init = encode_error_init, .str = encode_error_str},
                                               .getsets = unicode_error_getsets};

const TypeDef unicode_translate_error_type_def = {
    .name = "UnicodeTranslateError",
    .base = EXC_UnicodeError,
    .layout = EXC_UnicodeDecodeError,
    .size = sizeof(UnicodeErrorException),
    .flags = EXCEPTION_FLAGS,
    .doc = "Unicode translation error.",
    .slots = {.init = translate_error_init, .str = translate_error_str},
    .getsets = unicode_error_getsets};
