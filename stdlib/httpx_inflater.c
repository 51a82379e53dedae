/* The type Inflater: bodies that were compressed by gzip or deflate, as they come. */
#include "stdlib/httpx_exchange.h"
#include "runtime/byte_builder.h"
#include "runtime/byte_span.h"
#include "runtime/error.h"
#include "runtime/sequence.h"
#include "stdlib/libraries.h"
#include <zlib.h>

enum { ROOM = 16 << 10, GZIP = 16 + MAX_WBITS, ZLIB = MAX_WBITS, RAW = -MAX_WBITS };

typedef struct Inflater {
    Object ob;
    z_stream stream;
    bool started, ended;
    bool may_be_raw; /* "deflate", of which nothing was read yet: servers send it with zlib's head and without
                      */
} Inflater;

static Inflater *inflater_of(Value v) {
    return (Inflater *)value_object(v);
}

static bool start(Inflater *f, int bits) {
    f->started = inflateInit2(&f->stream, bits) == Z_OK;
    return f->started;
}

static void stop(Inflater *f) {
    if (f->started)
        inflateEnd(&f->stream);
    f->started = false;
}

static Value inflater_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    bool is_gzip;
    if (!arg_bool(t, args[0], &is_gzip) || !library_load(t, &library_z))
        return VALUE_NULL;
    Inflater *f = object_new(t, type, 0);
    if (!f)
        return VALUE_NULL;
    f->may_be_raw = !is_gzip;
    if (start(f, is_gzip ? GZIP : ZLIB))
        return object_value(f);
    decref_object(t, f);
    return raise_no_memory(t);
}

static void inflater_dealloc(Thread *t, Object *self) {
    stop((Inflater *)self);
}

/* Inflates into the room there is; false: the input is no compressed data. */
static bool inflate_some(Inflater *f, ByteSpan input, ByteBuilder *out) {
    f->stream.next_out = out->data + out->length;
    f->stream.avail_out = (uInt)(out->room - out->length < UINT32_MAX ? out->room - out->length : UINT32_MAX);
    int code = inflate(&f->stream, Z_NO_FLUSH);
    if (code == Z_DATA_ERROR && f->may_be_raw && f->stream.total_out == 0) {
        stop(f);
        f->may_be_raw = false;
        f->stream = (z_stream){.next_in = (uint8_t *)input.data, .avail_in = (uInt)input.length};
        return start(f, RAW) && inflate_some(f, input, out);
    }
    out->length = (size_t)(f->stream.next_out - out->data);
    f->ended = code == Z_STREAM_END;
    return code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR;
}

/* Whatever comes behind the end is ignored. */
static Value inflate_all(Thread *t, Inflater *f, ByteSpan input) {
    ByteBuilder out;
    bytebuilder_init(&out, t);
    f->stream.next_in = (uint8_t *)input.data;
    f->stream.avail_in = (uInt)input.length;
    bool more = !f->ended && input.length > 0;
    while (more && bytebuilder_reserve(&out, ROOM)) {
        if (!inflate_some(f, input, &out)) {
            bytebuilder_drop(&out);
            return raise_value_error(t, "%s", f->stream.msg ? f->stream.msg : "invalid compressed data");
        }
        more = !f->ended && f->stream.avail_out == 0;
    }
    return result_value(bytebuilder_finish(&out));
}

static Value feed_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg data;
    if (!span_get(t, args[1], &data))
        return VALUE_NULL;
    Value result = data.span.length <= UINT32_MAX ? inflate_all(t, inflater_of(args[0]), data.span)
                                                  : raise_overflow(t, "more than 4 GB at once");
    span_release(t, &data);
    return result;
}

static Value get_ended(Thread *t, Value self) {
    return bool_value(inflater_of(self)->ended);
}

static const MethodDef inflater_methods[] = {
    {"feed", feed_method, "data, /", "What a piece of compressed data means; ValueError if that is nothing."},
    {0}};

static const GetSetDef inflater_getsets[] = {
    {"ended", get_ended, NULL, "Was the end of the compressed data seen?"}, {0}};

const TypeDef httpx_inflater_type_def = {
    .name = "_httpx.Inflater",
    .size = sizeof(Inflater),
    .doc = "Decompresses what comes in pieces: gzip, or else deflate.",
    .new_signature = "is_gzip, /",
    .slots = {.new_instance = inflater_new, .dealloc = inflater_dealloc},
    .methods = inflater_methods,
    .getsets = inflater_getsets,
};
