/* Module zlib: checksums, compression in one go; the objects are in zlib_compress.c and zlib_decompress.c. */
#include "stdlib/zlib.h"
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/native_types.h"

enum { MUCH = 4 << 10 }; /* bytes: below, giving the GIL up costs more than it is worth */

static const TypeDef error_type_def;

/* Raises zlib.error with a text, which is consumed (NULL: its exception). */
static Value raise_text(Thread *t, Str *text) {
    Value type = object_value(native_types_find(t, &error_type_def));
    Value e = text ? op_call1(t, type, object_value(text)) : VALUE_NULL;
    if (!is_null(e))
        raise_value(t, e);
    decref(t, e);
    xdecref_object(t, text);
    return VALUE_NULL;
}

Value zlib_raise(Thread *t, const z_stream *stream, int code, const char *doing) {
    const char *message = stream->msg;
    if (!message)
        message = code == Z_BUF_ERROR      ? "incomplete or truncated stream"
                  : code == Z_STREAM_ERROR ? "inconsistent stream state"
                  : code == Z_DATA_ERROR   ? "invalid input data"
                                           : NULL;
    return raise_text(t, message ? str_format(t, "Error %d %s: %.200s", code, doing, message)
                                 : str_format(t, "Error %d %s", code, doing));
}

bool zlib_option(Thread *t, Value v, int *out) {
    return is_null(v) || arg_int(t, v, out);
}

/* ---- data through a stream ---- */

/* Room for the next step: as much as there is already, so that large outputs take few steps. */
static bool make_room(ZlibFlow *f) {
    size_t more = f->out.length > ZLIB_ROOM ? f->out.length : ZLIB_ROOM, limit = (size_t)f->most;
    if (f->most >= 0 && limit - f->out.length < more)
        more = limit - f->out.length;
    if (!bytebuilder_reserve(&f->out, more))
        return false;
    f->stream->next_out = f->out.data + f->out.length;
    f->stream->avail_out = (uInt)(more < UINT32_MAX ? more : UINT32_MAX);
    return true;
}

static void take_step(Thread *t, ZlibFlow *f) {
    z_stream *s = f->stream;
    s->next_in = (uint8_t *)f->input.data;
    s->avail_in = (uInt)(f->input.length < UINT32_MAX ? f->input.length : UINT32_MAX);
    uInt given = s->avail_in;
    int flush = f->input.length > given ? Z_NO_FLUSH : f->flush;
    f->code = f->input.length < MUCH && s->avail_out <= ZLIB_ROOM ? f->step(s, flush)
                                                                  : BLOCKING(t, "zlib", f->step(s, flush));
    f->input.data += given - s->avail_in;
    f->input.length -= given - s->avail_in;
    f->out.length = (size_t)(s->next_out - f->out.data);
}

static bool is_full(const ZlibFlow *f) {
    return f->most >= 0 && f->out.length >= (size_t)f->most;
}

/* inflate with Z_FINISH calls it an error that there is more output than room. */
static bool may_go_on(const ZlibFlow *f) {
    return f->code == Z_OK || (f->code == Z_BUF_ERROR && f->stream->avail_out == 0);
}

bool zlib_run(Thread *t, ZlibFlow *f) {
    f->code = Z_OK;
    do {
        if (!make_room(f))
            return false;
        take_step(t, f);
    } while (may_go_on(f) && !is_full(f) && (f->stream->avail_out == 0 || f->input.length > 0));
    return true;
}

/* ---- in one go ---- */

static Value finish(Thread *t, ZlibFlow *f, bool ok) {
    if (ok)
        return result_value(bytebuilder_finish(&f->out));
    bytebuilder_drop(&f->out);
    return VALUE_NULL;
}

static Value compress_span(Thread *t, ByteSpan data, int level, int bits) {
    z_stream stream = {0};
    int code = deflateInit2(&stream, level, Z_DEFLATED, bits, MAX_MEM_LEVEL - 1, Z_DEFAULT_STRATEGY);
    if (code == Z_MEM_ERROR)
        return raise(t, EXC_MemoryError, "Out of memory while compressing data");
    if (code != Z_OK)
        return code == Z_STREAM_ERROR ? raise_text(t, str_new(t, "Bad compression level"))
                                      : zlib_raise(t, &stream, code, "while compressing data");
    ZlibFlow f = {.stream = &stream, .step = deflate, .flush = Z_FINISH, .input = data, .most = -1};
    bytebuilder_init(&f.out, t);
    bool ok = zlib_run(t, &f);
    deflateEnd(&stream);
    if (ok && f.code != Z_STREAM_END) {
        zlib_raise(t, &stream, f.code, "while compressing data");
        ok = false;
    }
    return finish(t, &f, ok);
}

static Value compress_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg data;
    int level = Z_DEFAULT_COMPRESSION, bits = MAX_WBITS;
    if (!zlib_option(t, args[1], &level) || !zlib_option(t, args[2], &bits) || !span_get(t, args[0], &data))
        return VALUE_NULL;
    Value result = compress_span(t, data.span, level, bits);
    span_release(t, &data);
    return result;
}

static Value decompress_span(Thread *t, ByteSpan data, int bits) {
    z_stream stream = {0};
    int code = inflateInit2(&stream, bits);
    if (code == Z_MEM_ERROR)
        return raise(t, EXC_MemoryError, "Out of memory while decompressing data");
    if (code != Z_OK)
        return zlib_raise(t, &stream, code, "while preparing to decompress data");
    ZlibFlow f = {.stream = &stream, .step = inflate, .flush = Z_SYNC_FLUSH, .input = data, .most = -1};
    bytebuilder_init(&f.out, t);
    bool ok = zlib_run(t, &f);
    if (ok && f.code != Z_STREAM_END) {
        zlib_raise(t, &stream, f.code == Z_OK ? Z_BUF_ERROR : f.code, "while decompressing data");
        ok = false;
    }
    inflateEnd(&stream);
    return finish(t, &f, ok);
}

static Value decompress_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg data;
    int bits = MAX_WBITS;
    int64_t room = ZLIB_ROOM;
    if (!zlib_option(t, args[1], &bits) || (!is_null(args[2]) && !arg_int64(t, args[2], &room)))
        return VALUE_NULL;
    if (room < 0)
        return raise_value_error(t, "bufsize must be non-negative");
    if (!span_get(t, args[0], &data))
        return VALUE_NULL;
    Value result = decompress_span(t, data.span, bits);
    span_release(t, &data);
    return result;
}

/* ---- checksums ---- */

typedef uLong (*Checksum)(uLong start, const Bytef *data, z_size_t length);

static Value checksum(Thread *t, Value *args, Checksum sum, uLong start) {
    SpanArg data;
    if (!is_null(args[1])) {
        Value n = op_index(t, args[1]);
        if (is_null(n))
            return n;
        start = (uLong)(int_low_bits(n) & UINT32_MAX);
        decref(t, n);
    }
    if (!span_get(t, args[0], &data))
        return VALUE_NULL;
    z_size_t length = (z_size_t)data.span.length;
    uLong result = length < MUCH ? sum(start, data.span.data, length)
                                 : BLOCKING(t, "checksum", sum(start, data.span.data, length));
    span_release(t, &data);
    return int_value(t, (int64_t)(result & UINT32_MAX));
}

static Value crc32_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return checksum(t, args, crc32_z, 0);
}

static Value adler32_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return checksum(t, args, adler32_z, 1);
}

/* ---- the module ---- */

static const IntConstant constants[] = {{"MAX_WBITS", MAX_WBITS},
                                        {"DEFLATED", Z_DEFLATED},
                                        {"DEF_MEM_LEVEL", MAX_MEM_LEVEL - 1},
                                        {"DEF_BUF_SIZE", ZLIB_ROOM},
                                        {"Z_NO_COMPRESSION", Z_NO_COMPRESSION},
                                        {"Z_BEST_SPEED", Z_BEST_SPEED},
                                        {"Z_BEST_COMPRESSION", Z_BEST_COMPRESSION},
                                        {"Z_DEFAULT_COMPRESSION", Z_DEFAULT_COMPRESSION},
                                        {"Z_FILTERED", Z_FILTERED},
                                        {"Z_HUFFMAN_ONLY", Z_HUFFMAN_ONLY},
                                        {"Z_RLE", Z_RLE},
                                        {"Z_FIXED", Z_FIXED},
                                        {"Z_DEFAULT_STRATEGY", Z_DEFAULT_STRATEGY},
                                        {"Z_NO_FLUSH", Z_NO_FLUSH},
                                        {"Z_PARTIAL_FLUSH", Z_PARTIAL_FLUSH},
                                        {"Z_SYNC_FLUSH", Z_SYNC_FLUSH},
                                        {"Z_FULL_FLUSH", Z_FULL_FLUSH},
                                        {"Z_FINISH", Z_FINISH},
                                        {"Z_BLOCK", Z_BLOCK},
                                        {"Z_TREES", Z_TREES},
                                        {0}};

static bool set_up(Thread *t, Value module) {
    if (!library_load(t, &library_z) || !type_new_native(t, &zlib_compress_type_def) ||
        !type_new_native(t, &zlib_decompress_type_def))
        return false;
    return module_add(t, module, "__version__", str_value(str_new(t, "1.0"))) &&
           module_add(t, module, "ZLIB_VERSION", str_value(str_new(t, ZLIB_VERSION))) &&
           module_add(t, module, "ZLIB_RUNTIME_VERSION", str_value(str_new(t, zlibVersion())));
}

static const MethodDef functions[] = {
    {"adler32", adler32_function, "data, value=1, /", "The Adler-32 checksum of data, going on from value."},
    {"crc32", crc32_function, "data, value=0, /", "The CRC-32 checksum of data, going on from value."},
    {"compress", compress_function, "data, /, level=-1, wbits=15", "Compresses data, which is bytes-like."},
    {"decompress", decompress_function, "data, /, wbits=15, bufsize=16384",
     "Decompresses data; bufsize is no more than a hint."},
    {"compressobj", zlib_compressobj, "level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None",
     "An object that compresses what comes in pieces."},
    {"decompressobj", zlib_decompressobj, "wbits=15, zdict=b''",
     "An object that decompresses what comes in pieces."},
    {0}};

static const TypeDef error_type_def = {
    .name = "zlib.error",
    .base = EXC_Exception,
    .size = sizeof(BaseException),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
};

static const TypeDef *const types[] = {&error_type_def, NULL}; /* the others are no names of the module */

const ModuleDef zlib_module_def = {
    .name = "zlib",
    .doc = "Compression that gzip can read, by the library zlib.",
    .ints = constants,
    .functions = functions,
    .types = types,
    .exec = set_up,
};
