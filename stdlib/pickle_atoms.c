/* Numbers, text and bytes as pickle instructions. */
#include "runtime/byte_span.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "stdlib/pickle.h"
#include <stdio.h>

static void put_number(uint8_t *out, uint64_t n, int bytes) {
    for (int i = 0; i < bytes; i++)
        out[i] = (uint8_t)(n >> 8 * i);
}

/* ---- numbers ---- */

static bool write_int_text(PickleWriter *w, Value v, char op, const char *end) {
    Str *digits = int_to_str(w->t, v, 10, false);
    char first[2] = {op, 0};
    bool ok = digits && pickle_write_text(w, first) &&
              pickle_write(w, digits->data, (size_t)digits->length) && pickle_write_text(w, end);
    xdecref_object(w->t, digits);
    return ok;
}

/* The shortest two's complement of -2^(8n-1) is n bytes long, that of its neighbours below n + 1. */
static size_t twos_complement_length(Thread *t, Value v) {
    int64_t bits = int_bit_length(v);
    if (int_sign(v) < 0 && bits % 8 == 0) {
        Value above = int_invert(t, v);
        bool power = !is_null(above) && int_bit_length(above) < bits;
        decref(t, above);
        return (size_t)(power ? bits / 8 : bits / 8 + 1);
    }
    return (size_t)(bits / 8 + 1);
}

static bool write_long(PickleWriter *w, Value v) {
    size_t length = twos_complement_length(w->t, v);
    if (length > INT32_MAX)
        return raise_overflow(w->t, "int too large to pickle"), false;
    uint8_t header[5] = {length < 256 ? PICKLE_LONG1 : PICKLE_LONG4};
    int count = length < 256 ? 1 : 4;
    put_number(header + 1, length, count);
    Bytes *digits = bytes_new(w->t, NULL, length);
    bool ok = digits && int_to_bytes(w->t, v, digits->data, length, true, true) &&
              pickle_write(w, header, (size_t)count + 1) && pickle_write(w, digits->data, length);
    xdecref_object(w->t, digits);
    return ok;
}

static bool save_int(PickleWriter *w, Value v) {
    int64_t i;
    bool small = int_to_int64(v, &i) && i >= INT32_MIN && i <= INT32_MAX;
    if (small && w->binary)
        return pickle_write_int32(w, i);
    if (w->protocol >= 2)
        return write_long(w, v);
    return small ? write_int_text(w, v, PICKLE_INT, "\n") : write_int_text(w, v, PICKLE_LONG, "L\n");
}

static bool save_float(PickleWriter *w, Value v) {
    double d = float_as_double(v);
    if (!w->binary) {
        Str *text = float_repr(w->t, d);
        bool ok = text && pickle_write_op(w, PICKLE_FLOAT) &&
                  pickle_write(w, text->data, (size_t)text->length) && pickle_write_text(w, "\n");
        xdecref_object(w->t, text);
        return ok;
    }
    uint8_t code[9] = {PICKLE_BINFLOAT};
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    bits = __builtin_bswap64(bits);
    memcpy(code + 1, &bits, sizeof bits);
    return pickle_write(w, code, sizeof code);
}

static bool save_bool(PickleWriter *w, Value v) {
    if (w->protocol >= 2)
        return pickle_write_op(w, is_true(v) ? PICKLE_NEWTRUE : PICKLE_NEWFALSE);
    return pickle_write_text(w, is_true(v) ? "I01\n" : "I00\n");
}

/* None, bools, ints and floats: what never gets a number. *done false: it is none of them. */
bool pickle_save_number(PickleWriter *w, Value v, bool *done) {
    *done = true;
    if (pickle_is_int32(w, v))
        return pickle_write_int32(w, small_int(v));
    if (is_small_int(v) || is_exact(v, TYPE_INT))
        return save_int(w, v);
    if (is_none(v))
        return pickle_write_op(w, PICKLE_NONE);
    if (is_bool(v))
        return save_bool(w, v);
    if (is_float_exact(v))
        return save_float(w, v);
    *done = false;
    return true;
}

/* ---- text and bytes ---- */

/* An instruction with a length in as few bytes as there are instructions for; op8 0: none in this protocol.
 */
static bool write_counted(PickleWriter *w, PickleOp op1, PickleOp op4, PickleOp op8, const void *data,
                          size_t length) {
    uint8_t header[9];
    int bytes = op1 && length <= 0xff ? 1 : op4 && length <= UINT32_MAX ? 4 : 8;
    header[0] = (uint8_t)(bytes == 1 ? op1 : bytes == 4 ? op4 : op8);
    put_number(header + 1, length, bytes);
    return pickle_write_large(w, header, (size_t)bytes + 1, data, length);
}

static bool too_large(PickleWriter *w, const char *what, size_t length) {
    if (length <= UINT32_MAX || w->protocol >= 4)
        return false;
    raise_overflow(w->t, "serializing a %s larger than 4 GiB requires pickle protocol 4 or higher", what);
    return true;
}

/* Is the character one that would end a line, or begin an escape, where text is a line of its own? */
static bool needs_escape(uint32_t c) {
    return c > 0xff || c == '\\' || c == 0 || c == '\n' || c == '\r' || c == 0x1a;
}

static bool write_escaped(PickleWriter *w, Str *s) {
    if (!pickle_write_op(w, PICKLE_UNICODE))
        return false;
    for (int64_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        char text[16] = {(char)c};
        if (needs_escape(c))
            snprintf(text, sizeof text, c > 0xffff ? "\\U%08x" : "\\u%04x", c);
        if (!pickle_write(w, text, needs_escape(c) ? strlen(text) : 1))
            return false;
    }
    return pickle_write_text(w, "\n");
}

bool pickle_save_str(PickleWriter *w, Value v) {
    Str *s = value_str(v);
    if (!w->binary)
        return write_escaped(w, s) && pickle_memoize(w, v);
    size_t length = (size_t)s->length;
    const char *utf8 = s->ascii ? (const char *)s->data : str_wtf8(w->t, s, &length);
    if (!utf8 || too_large(w, "string", length))
        return false;
    return write_counted(w, w->protocol >= 4 ? PICKLE_SHORT_BINUNICODE : 0, PICKLE_BINUNICODE,
                         PICKLE_BINUNICODE8, utf8, length) &&
           pickle_memoize(w, v);
}

/* bytes as the text of the same codes, which protocols of Python 2 have; empty ones by calling bytes(). */
static bool save_old_bytes(PickleWriter *w, Value v, const uint8_t *data, size_t length) {
    Thread *t = w->t;
    if (length == 0)
        return pickle_save_call(w, object_value(builtin_type(t, TYPE_BYTES)), tuple_new(t, 0), v);
    Str *text = str_from_latin1(t, data, length), *codec = str_new(t, "latin1");
    Tuple *args = text && codec ? tuple_pack(t, 2, object_value(text), object_value(codec)) : NULL;
    xdecref_object(t, text);
    xdecref_object(t, codec);
    Value encode = args ? pickle_import(t, "_codecs", "encode") : VALUE_NULL;
    if (is_null(encode)) {
        xdecref_object(t, args);
        return false;
    }
    bool ok = pickle_save_call(w, encode, args, v);
    decref(t, encode);
    return ok;
}

/* v: what the bytes are the contents of. */
static bool save_bytes_of(PickleWriter *w, Value v, const uint8_t *data, size_t length) {
    if (w->protocol < 3)
        return save_old_bytes(w, v, data, length);
    if (too_large(w, "bytes object", length))
        return false;
    return write_counted(w, PICKLE_SHORT_BINBYTES, PICKLE_BINBYTES, PICKLE_BINBYTES8, data, length) &&
           pickle_memoize(w, v);
}

bool pickle_save_bytes(PickleWriter *w, Value v) {
    return save_bytes_of(w, v, value_bytes(v)->data, (size_t)value_bytes(v)->length);
}

static bool save_bytearray_of(PickleWriter *w, Value v, const uint8_t *data, size_t length) {
    return write_counted(w, 0, 0, PICKLE_BYTEARRAY8, data, length) && pickle_memoize(w, v);
}

bool pickle_save_bytearray(PickleWriter *w, Value v) {
    Thread *t = w->t;
    ByteArray *array = (ByteArray *)value_object(v);
    if (w->protocol >= 5)
        return save_bytearray_of(w, v, span_of(v).data, (size_t)array->length);
    Bytes *bytes = array->length ? bytes_new(t, array->data, (size_t)array->length) : NULL;
    if (array->length && !bytes)
        return false;
    Tuple *args = bytes ? tuple_pack(t, 1, object_value(bytes)) : tuple_new(t, 0);
    xdecref_object(t, bytes);
    return pickle_save_call(w, object_value(builtin_type(t, TYPE_BYTEARRAY)), args, v);
}

/* ---- PickleBuffer ---- */

static bool is_contiguous(const Buffer *view) {
    int64_t expected = view->item_size;
    for (int i = view->dimensions - 1; i >= 0; i--) {
        if (view->shape[i] > 1 && view->strides[i] != expected)
            return false;
        expected *= view->shape[i];
    }
    return true;
}

/* 1: the buffer goes into the pickle; 0: the callback took it; -1: exception. */
static int in_band(PickleWriter *w, Value v) {
    if (is_null(w->buffer_callback))
        return 1;
    Value answer = op_call1(w->t, w->buffer_callback, v);
    int truth = is_null(answer) ? -1 : op_is_true(w->t, answer);
    decref(w->t, answer);
    return truth;
}

bool pickle_save_buffer(PickleWriter *w, Value v) {
    if (w->protocol < 5)
        return pickle_raise(w->t, &pickling_error_def, "PickleBuffer can only pickled with protocol >= 5"),
               false;
    Buffer *view = pickle_buffer_view(w->t, v);
    if (view && !is_contiguous(view)) {
        pickle_raise(w->t, &pickling_error_def,
                     "PickleBuffer can not be pickled when pointing to a non-contiguous buffer");
        return false;
    }
    int inside = view ? in_band(w, v) : -1;
    if (inside < 0)
        return false;
    if (inside)
        return view->readonly ? save_bytes_of(w, v, view->data, (size_t)view->length)
                              : save_bytearray_of(w, v, view->data, (size_t)view->length);
    return pickle_write_op(w, PICKLE_NEXT_BUFFER) &&
           (!view->readonly || pickle_write_op(w, PICKLE_READONLY_BUFFER));
}
