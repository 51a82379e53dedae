/* zlib's decompressors: objects that decompress what comes in pieces, as much at a time as one wants. */
#include "runtime/error.h"
#include "runtime/sequence.h"
#include "stdlib/native_types.h"
#include "stdlib/zlib.h"

typedef struct Decompressor {
    Object ob;
    z_stream stream;
    bool started, ended;
    bool raw;         /* no header, which would say whether a dictionary is needed */
    Value dictionary; /* VALUE_NULL: none; given to the stream when it asks */
    Bytes *unused;    /* what came behind the end of the stream */
    Bytes *tail;      /* input that found no room for its output */
    Lock lock;        /* held while any of these change */
} Decompressor;

static Decompressor *decompressor_of(Value v) {
    return (Decompressor *)value_object(v);
}

/* ---- begin and end ---- */

static Decompressor *decompressor_new(Thread *t, Value dictionary) {
    Decompressor *d = object_new(t, native_types_find(t, &zlib_decompress_type_def), 0);
    if (!d)
        return NULL;
    d->dictionary = new_ref(dictionary);
    d->unused = bytes_new(t, "", 0);
    d->tail = bytes_new(t, "", 0);
    if (d->unused && d->tail)
        return d;
    decref_object(t, d);
    return NULL;
}

static void decompressor_dealloc(Thread *t, Object *o) {
    Decompressor *d = (Decompressor *)o;
    if (d->started)
        inflateEnd(&d->stream);
    xdecref_object(t, d->unused);
    xdecref_object(t, d->tail);
    decref(t, d->dictionary);
}

static bool use_dictionary(Thread *t, Decompressor *d) {
    SpanArg data;
    if (!span_get(t, d->dictionary, &data))
        return false;
    int code = data.span.length > UINT32_MAX
                   ? Z_STREAM_ERROR
                   : inflateSetDictionary(&d->stream, data.span.data, (uInt)data.span.length);
    span_release(t, &data);
    return code == Z_OK || (zlib_raise(t, &d->stream, code, "while setting zdict"), false);
}

static bool start(Thread *t, Decompressor *d, int bits) {
    int code = inflateInit2(&d->stream, bits);
    d->started = code == Z_OK;
    d->raw = bits < 0;
    if (d->started)
        return !d->raw || is_null(d->dictionary) || use_dictionary(t, d);
    if (code == Z_STREAM_ERROR)
        raise_value_error(t, "Invalid initialization option");
    else if (code == Z_MEM_ERROR)
        raise(t, EXC_MemoryError, "Can't allocate memory for decompression object");
    else
        zlib_raise(t, &d->stream, code, "while creating decompression object");
    return false;
}

Value zlib_decompressobj(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int bits = MAX_WBITS;
    if (!zlib_option(t, args[0], &bits))
        return VALUE_NULL;
    if (!is_null(args[1]) && !buffer_supported(t, args[1]))
        return raise_type_error(t, "zdict argument must support the buffer protocol");
    Decompressor *d = decompressor_new(t, args[1]);
    if (!d || start(t, d, bits))
        return result_value(d);
    decref_object(t, d);
    return VALUE_NULL;
}

/* ---- data ---- */

/* Replaces a bytes field by `before` and `data` behind it. */
static bool keep(Thread *t, Bytes **field, const Bytes *before, ByteSpan data) {
    int64_t length = before ? before->length : 0;
    Bytes *bytes = bytes_new(t, NULL, (size_t)(length + data.length));
    if (!bytes)
        return false;
    if (length)
        memcpy(bytes->data, before->data, (size_t)length);
    if (data.length)
        memcpy(bytes->data + length, data.data, (size_t)data.length);
    Bytes *old = *field;
    *field = bytes;
    decref_object(t, old);
    return true;
}

/* What was not read is unused behind the end of the stream, and waits otherwise. */
static bool keep_rest(Thread *t, Decompressor *d, ByteSpan rest) {
    if (d->ended) {
        if (rest.length && !keep(t, &d->unused, d->unused, rest))
            return false;
        rest.length = 0;
    }
    return rest.length + d->tail->length == 0 || keep(t, &d->tail, NULL, rest);
}

/* Runs a piece through the stream, which may ask for the dictionary in between. */
static bool feed(Thread *t, Decompressor *d, ZlibFlow *f, const char *doing) {
    if (!zlib_run(t, f))
        return false;
    if (f->code == Z_NEED_DICT && !is_null(d->dictionary)) {
        if (!use_dictionary(t, d) || !zlib_run(t, f))
            return false;
    }
    d->ended |= f->code == Z_STREAM_END;
    if (!keep_rest(t, d, f->input))
        return false;
    return f->code == Z_OK || f->code == Z_BUF_ERROR || f->code == Z_STREAM_END ||
           (zlib_raise(t, &d->stream, f->code, doing), false);
}

/* With the lock held, since what came before may still be in the stream. */
static Value decompress_span(Thread *t, Decompressor *d, ByteSpan data, int flush, int64_t most,
                             const char *doing) {
    if (!d->started && flush != Z_FINISH)
        return zlib_raise(t, &(z_stream){0}, Z_STREAM_ERROR, doing);
    ZlibFlow f = {.stream = &d->stream, .step = inflate, .flush = flush, .input = data, .most = most};
    bytebuilder_init(&f.out, t);
    if (d->ended ? keep_rest(t, d, data) : feed(t, d, &f, doing))
        return result_value(bytebuilder_finish(&f.out));
    bytebuilder_drop(&f.out);
    return VALUE_NULL;
}

static Value decompress_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Decompressor *d = decompressor_of(args[0]);
    SpanArg data;
    int64_t most = 0;
    if (!is_null(args[2]) && !arg_int64(t, args[2], &most))
        return VALUE_NULL;
    if (most < 0)
        return raise_value_error(t, "max_length must be non-negative");
    if (!span_get(t, args[1], &data))
        return VALUE_NULL;
    lock_take(t, &d->lock);
    Value v = decompress_span(t, d, data.span, Z_SYNC_FLUSH, most ? most : -1, "while decompressing data");
    lock_release(t, &d->lock);
    span_release(t, &data);
    return v;
}

static Value flush_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Decompressor *d = decompressor_of(args[0]);
    int64_t length = ZLIB_ROOM;
    if (!is_null(args[1]) && !arg_int64(t, args[1], &length))
        return VALUE_NULL;
    if (length <= 0)
        return raise_value_error(t, "length must be greater than zero");
    lock_take(t, &d->lock);
    Bytes *tail = d->tail;
    incref_object(tail);
    Value v = decompress_span(t, d, (ByteSpan){tail->data, tail->length}, Z_FINISH, -1, "while flushing");
    decref_object(t, tail);
    if (d->ended && d->started) { /* that was all */
        inflateEnd(&d->stream);
        d->started = false;
    }
    lock_release(t, &d->lock);
    return v;
}

/* ---- copies ---- */

static void share(Thread *t, Bytes **field, Bytes *other) {
    decref_object(t, *field);
    *field = other;
    incref_object(other);
}

static Value copy_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Decompressor *d = decompressor_of(args[0]), *copy = decompressor_new(t, d->dictionary);
    if (!copy)
        return VALUE_NULL;
    lock_take(t, &d->lock);
    int code = d->started ? inflateCopy(&copy->stream, &d->stream) : Z_STREAM_ERROR;
    copy->started = code == Z_OK;
    copy->ended = d->ended;
    copy->raw = d->raw;
    share(t, &copy->unused, d->unused);
    share(t, &copy->tail, d->tail);
    lock_release(t, &d->lock);
    if (copy->started)
        return object_value(copy);
    decref_object(t, copy);
    if (code == Z_MEM_ERROR)
        return raise(t, EXC_MemoryError, "Can't allocate memory for decompression object");
    return code == Z_STREAM_ERROR ? raise_value_error(t, "Inconsistent stream state")
                                  : zlib_raise(t, &d->stream, code, "while copying decompression object");
}

static Value get_unused(Thread *t, Value self) {
    return new_object_ref(decompressor_of(self)->unused);
}

static Value get_tail(Thread *t, Value self) {
    return new_object_ref(decompressor_of(self)->tail);
}

static Value get_eof(Thread *t, Value self) {
    return bool_value(decompressor_of(self)->ended);
}

static const MethodDef decompressor_methods[] = {
    {"decompress", decompress_method, "data, /, max_length=0",
     "Takes data in; answers what it means, at most max_length bytes: the rest is then in unconsumed_tail."},
    {"flush", flush_method, "length=16384, /", "All that is left to decompress."},
    {"copy", copy_method, "", "Another object in the same state."},
    {"__copy__", copy_method, "", "The same as copy()."},
    {"__deepcopy__", copy_method, "memo, /", "The same as copy()."},
    {0}};

static const GetSetDef decompressor_getsets[] = {
    {"unused_data", get_unused, member_readonly, "What came behind the end of the compressed data."},
    {"unconsumed_tail", get_tail, member_readonly,
     "Input that is not yet read, since max_length was reached."},
    {"eof", get_eof, member_readonly, "Was the end of the compressed data seen?"},
    {0}};

const TypeDef zlib_decompress_type_def = {
    .name = "zlib.Decompress",
    .size = sizeof(Decompressor),
    .flags = TYPE_NO_INSTANCES,
    .doc = "Decompresses what comes in pieces.",
    .slots = {.dealloc = decompressor_dealloc},
    .methods = decompressor_methods,
    .getsets = decompressor_getsets,
};
