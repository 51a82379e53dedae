/* zlib's compressors: objects that compress what comes in pieces. */
#include "runtime/error.h"
#include "runtime/sequence.h"
#include "stdlib/native_types.h"
#include "stdlib/zlib.h"

typedef struct Compressor {
    Object ob;
    z_stream stream;
    bool started; /* the stream exists, and has not ended */
    Lock lock;    /* held while the stream changes */
} Compressor;

static Compressor *compressor_of(Value v) {
    return (Compressor *)value_object(v);
}

static Compressor *compressor_new(Thread *t) {
    return object_new(t, native_types_find(t, &zlib_compress_type_def), 0);
}

static void compressor_dealloc(Thread *t, Object *o) {
    Compressor *c = (Compressor *)o;
    if (c->started)
        deflateEnd(&c->stream);
}

static Value raise_start(Thread *t, const z_stream *stream, int code) {
    if (code == Z_MEM_ERROR)
        return raise(t, EXC_MemoryError, "Can't allocate memory for compression object");
    if (code == Z_STREAM_ERROR)
        return raise_value_error(t, "Invalid initialization option");
    return zlib_raise(t, stream, code, "while creating compression object");
}

static bool use_dictionary(Thread *t, Compressor *c, Value dictionary) {
    SpanArg data;
    if (is_null(dictionary))
        return true;
    if (!span_get(t, dictionary, &data))
        return false;
    int code = data.span.length > UINT32_MAX
                   ? Z_STREAM_ERROR
                   : deflateSetDictionary(&c->stream, data.span.data, (uInt)data.span.length);
    span_release(t, &data);
    if (code != Z_OK)
        raise_value_error(t, "Invalid dictionary");
    return code == Z_OK;
}

Value zlib_compressobj(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    enum { LEVEL, METHOD, BITS, MEMORY, STRATEGY, OPTIONS };
    int options[OPTIONS] = {Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS, MAX_MEM_LEVEL - 1,
                            Z_DEFAULT_STRATEGY};
    for (int i = 0; i < OPTIONS; i++)
        if (!zlib_option(t, args[i], &options[i]))
            return VALUE_NULL;
    Compressor *c = compressor_new(t);
    if (!c)
        return VALUE_NULL;
    int code = deflateInit2(&c->stream, options[LEVEL], options[METHOD], options[BITS], options[MEMORY],
                            options[STRATEGY]);
    c->started = code == Z_OK;
    if (c->started && use_dictionary(t, c, args[OPTIONS]))
        return object_value(c);
    if (!c->started)
        raise_start(t, &c->stream, code);
    decref_object(t, c);
    return VALUE_NULL;
}

/* Feeds a piece, with the lock held; false: an exception is pending. */
static bool feed(Thread *t, Compressor *c, ZlibFlow *f, const char *doing) {
    if (!c->started)
        return zlib_raise(t, &(z_stream){0}, Z_STREAM_ERROR, doing), false;
    if (!zlib_run(t, f))
        return false;
    if (f->code == Z_OK || f->code == Z_BUF_ERROR)
        return true;
    if (f->code != Z_STREAM_END)
        return zlib_raise(t, &c->stream, f->code, doing), false;
    c->started = false;
    int code = deflateEnd(&c->stream);
    return code == Z_OK || (zlib_raise(t, &c->stream, code, "while finishing compression"), false);
}

static Value compress_span(Thread *t, Compressor *c, ByteSpan data, int flush, const char *doing) {
    ZlibFlow f = {.stream = &c->stream, .step = deflate, .flush = flush, .input = data, .most = -1};
    bytebuilder_init(&f.out, t);
    lock_take(t, &c->lock);
    bool ok = feed(t, c, &f, doing);
    lock_release(t, &c->lock);
    if (ok)
        return result_value(bytebuilder_finish(&f.out));
    bytebuilder_drop(&f.out);
    return VALUE_NULL;
}

static Value compress_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg data;
    if (!span_get(t, args[1], &data))
        return VALUE_NULL;
    Value v = compress_span(t, compressor_of(args[0]), data.span, Z_NO_FLUSH, "while compressing data");
    span_release(t, &data);
    return v;
}

static Value flush_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int mode = Z_FINISH;
    if (!zlib_option(t, args[1], &mode))
        return VALUE_NULL;
    if (mode == Z_NO_FLUSH)
        return result_value(bytes_new(t, NULL, 0));
    ByteSpan nothing = {(const uint8_t *)"", 0};
    return compress_span(t, compressor_of(args[0]), nothing, mode, "while flushing");
}

static Value copy_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Compressor *c = compressor_of(args[0]), *copy = compressor_new(t);
    if (!copy)
        return VALUE_NULL;
    lock_take(t, &c->lock);
    int code = c->started ? deflateCopy(&copy->stream, &c->stream) : Z_STREAM_ERROR;
    lock_release(t, &c->lock);
    copy->started = code == Z_OK;
    if (copy->started)
        return object_value(copy);
    decref_object(t, copy);
    if (code == Z_MEM_ERROR)
        return raise(t, EXC_MemoryError, "Can't allocate memory for compression object");
    return code == Z_STREAM_ERROR ? raise_value_error(t, "Inconsistent stream state")
                                  : zlib_raise(t, &c->stream, code, "while copying compression object");
}

static const MethodDef compressor_methods[] = {
    {"compress", compress_method, "data, /",
     "Takes data in; answers compressed bytes, maybe of earlier data."},
    {"flush", flush_method, "mode=4, /", "What is left of the output; the object ends with Z_FINISH."},
    {"copy", copy_method, "", "Another object in the same state."},
    {"__copy__", copy_method, "", "The same as copy()."},
    {"__deepcopy__", copy_method, "memo, /", "The same as copy()."},
    {0}};

const TypeDef zlib_compress_type_def = {
    .name = "zlib.Compress",
    .size = sizeof(Compressor),
    .flags = TYPE_NO_INSTANCES,
    .doc = "Compresses what comes in pieces.",
    .slots = {.dealloc = compressor_dealloc},
    .methods = compressor_methods,
};
