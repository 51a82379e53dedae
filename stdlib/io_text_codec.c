/* Text files with codecs that scripts registered: their incremental decoders and encoders.
 *
 * Between two pieces a decoder keeps nothing but the number of its state: the bytes that it could not decode yet stay in
 * the chunk, as with the built-in codecs, and it gets them again. So tell() can decode parts of a chunk once more. */
#include "runtime/int.h"
#include "runtime/list.h"
#include "stdlib/io_text.h"

/* Stands for them where a stream has a codec. */
const Codec text_registered_codec = {.name = "registered"};

static Value call(Thread *t, Value object, const char *name, Value arg) {
    Str *method = str_intern_utf8(t, name);
    if (!method)
        return VALUE_NULL;
    Value v = is_null(arg) ? op_call_method0(t, object, method) : op_call_method1(t, object, method, arg);
    decref_object(t, method);
    return v;
}

static bool done(Thread *t, Value v) {
    decref(t, v);
    return !is_null(v);
}

bool text_registered_find(Thread *t, TextIO *f, const char *name) {
    if (!codec_check_text(t, name, "codecs.open()"))
        return false;
    Value info = codec_lookup_registered(t, name);
    if (is_null(info))
        return false;
    Value old = f->codec_info;
    f->codec_info = info;
    decref(t, old);
    f->codec = &text_registered_codec;
    return true;
}

/* info.NAME(errors) */
static bool make(Thread *t, const TextIO *f, const char *name, Value *to) {
    Str *attribute = str_intern_utf8(t, name);
    Value kind = attribute ? op_getattr(t, f->codec_info, attribute) : VALUE_NULL;
    Value made = is_null(kind) ? kind : op_call1(t, kind, object_value(f->errors)), old = *to;
    xdecref_object(t, attribute);
    decref(t, kind);
    if (is_null(made))
        return false;
    *to = made;
    decref(t, old);
    return true;
}

Value text_registered_encode(Thread *t, TextIO *f, Str *s) {
    Value bytes = call(t, f->encoder_object, "encode", object_value(s));
    if (is_null(bytes) || is_bytes(bytes))
        return bytes;
    raise_type_error(t, "encoder should return a bytes object, not '%T'", bytes);
    decref(t, bytes);
    return VALUE_NULL;
}

static bool set_state(Thread *t, const TextIO *f, int64_t number) {
    Value items[2] = {io_bytes(t, NULL, 0), int_value(t, number)};
    Tuple *state = is_null(items[0]) || is_null(items[1]) ? NULL : tuple_from_array(t, items, 2);
    bool ok = state && done(t, call(t, f->decoder_object, "setstate", object_value(state)));
    decref(t, items[0]);
    decref(t, items[1]);
    xdecref_object(t, state);
    return ok;
}

/* How many bytes the decoder keeps, and the number of its state. */
static bool get_state(Thread *t, const TextIO *f, int64_t *kept, int64_t *number) {
    Value state = call(t, f->decoder_object, "getstate", VALUE_NULL);
    if (is_null(state))
        return false;
    bool fits = is_tuple(state) && value_tuple(state)->length == 2 && is_bytes(value_tuple(state)->items[0]);
    if (!fits)
        raise_type_error(t, "illegal decoder state");
    else
        *kept = value_bytes(value_tuple(state)->items[0])->length;
    bool ok = fits && op_index_int64(t, value_tuple(state)->items[1], number, EXC_OverflowError);
    decref(t, state);
    return ok;
}

/* A new decoder, or one that was reset, may have another number than 0. */
static bool note_state(Thread *t, TextIO *f) {
    int64_t kept;
    if (!get_state(t, f, &kept, &f->state))
        return false;
    f->state_before = f->state;
    return true;
}

bool text_registered_start(Thread *t, TextIO *f) {
    if (f->readable && !(make(t, f, "incrementaldecoder", &f->decoder_object) && note_state(t, f)))
        return false;
    return !f->writable || make(t, f, "incrementalencoder", &f->encoder_object);
}

bool text_registered_moved(Thread *t, TextIO *f, bool to_start) {
    f->state = f->state_before = 0;
    if (to_start && !is_null(f->decoder_object) &&
        !(done(t, call(t, f->decoder_object, "reset", VALUE_NULL)) && note_state(t, f)))
        return false;
    if (is_null(f->encoder_object))
        return true;
    if (to_start)
        return done(t, call(t, f->encoder_object, "reset", VALUE_NULL));
    return done(t, call(t, f->encoder_object, "setstate", small_int_value(0)));
}

static Str *decode_once(Thread *t, const TextIO *f, int64_t state, const uint8_t *data, size_t length, bool final,
                        int64_t *kept, int64_t *next_state) {
    Value bytes = io_bytes(t, data, length), args[3] = {f->decoder_object, bytes, final ? VALUE_TRUE : VALUE_FALSE};
    Str *method = str_intern_utf8(t, "decode");
    bool ready = method && !is_null(bytes) && set_state(t, f, state);
    Value text = ready ? op_call_method(t, method, args, 3) : VALUE_NULL;
    xdecref_object(t, method);
    decref(t, bytes);
    if (is_null(text))
        return NULL;
    if (!is_str(text))
        raise_type_error(t, "decoder should return a string result, not '%T'", text);
    else if (get_state(t, f, kept, next_state))
        return value_str(text);
    decref(t, text);
    return NULL;
}

Str *text_registered_decode(Thread *t, TextIO *f, const uint8_t *data, size_t length, bool final, bool wait,
                            size_t *used) {
    int64_t kept, state = f->state;
    Str *s = decode_once(t, f, state, data, length, final, &kept, &f->state);
    /* A \r at the end waits: as many bytes less as it takes to lose it. */
    while (s && wait && s->length && length && str_at(s, s->length - 1) == '\r') {
        decref_object(t, s);
        s = decode_once(t, f, state, data, --length, false, &kept, &f->state);
    }
    if (s)
        *used = length - (kept > (int64_t)length ? length : (size_t)kept);
    return s;
}
