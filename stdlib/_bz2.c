/* Module _bz2: compression by libbz2, on which bz2.py stands. The objects work as packing.c says. */
#include "runtime/error.h"
#include "runtime/sequence.h"
#include "stdlib/libraries.h"
#include "stdlib/packing.h"
#include <bzlib.h>

typedef struct Stream {
    Packing packing;
    bz_stream stream;
    bool started; /* the library has memory for it */
} Stream;

static Stream *stream_of(void *o) {
    return o;
}

static Value raise_code(Thread *t, int code) {
    switch (code) {
    case BZ_MEM_ERROR:
        return raise_no_memory(t);
    case BZ_DATA_ERROR:
    case BZ_DATA_ERROR_MAGIC:
        return raise(t, EXC_OSError, "Invalid data stream");
    case BZ_PARAM_ERROR:
        return raise_value_error(t, "Internal error - invalid parameters passed to libbzip2");
    default:
        return raise(t, EXC_OSError, "Unrecognized error from libbzip2: %d", code);
    }
}

/* The library counts in unsigned ints. */
static unsigned clip(size_t length) {
    return length < UINT32_MAX ? (unsigned)length : UINT32_MAX;
}

/* Hands a piece to the stream, lets it work, and moves the piece on. */
static int step(Stream *s, PackingPiece *piece, bool compress) {
    unsigned in = clip(piece->in_left), out = clip(piece->out_left);
    s->stream.next_in = (char *)piece->in;
    s->stream.avail_in = in;
    s->stream.next_out = (char *)piece->out;
    s->stream.avail_out = out;
    int code = compress ? BZ2_bzCompress(&s->stream, piece->finish ? BZ_FINISH : BZ_RUN)
                        : BZ2_bzDecompress(&s->stream);
    piece->in += in - s->stream.avail_in;
    piece->in_left -= in - s->stream.avail_in;
    piece->out += out - s->stream.avail_out;
    piece->out_left -= out - s->stream.avail_out;
    return code;
}

static int compress_step(Packing *self, PackingPiece *piece) {
    if (piece->in_left == 0 && !piece->finish)
        return BZ_RUN_OK; /* for the library it is an error to do nothing */
    return step(stream_of(self), piece, true);
}

static int decompress_step(Packing *self, PackingPiece *piece) {
    return step(stream_of(self), piece, false);
}

static PackingState judge(Packing *self, const PackingPiece *piece, int code) {
    if (code == BZ_STREAM_END)
        return PACKING_ENDED;
    return code >= 0 ? PACKING_ON : PACKING_FAILED;
}

/* No input is so small that it may not complete a block, and a block takes long. */
static const PackingDef compressing = {.step = compress_step, .judge = judge, .fail = raise_code};

static const PackingDef decompressing = {
    .step = decompress_step,
    .judge = judge,
    .fail = raise_code,
    .over = "End of stream already reached",
    .broken = "Decompressor is unusable after a previous error",
};

/* ---- types ---- */

/* The object, if the library could begin. */
static Value started(Thread *t, Stream *s, int code) {
    s->started = code == BZ_OK;
    if (s->started)
        return object_value(s);
    decref_object(t, s);
    return raise_code(t, code);
}

static Value compressor_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    int level = 9;
    if (!is_null(args[0]) && !arg_int(t, args[0], &level))
        return VALUE_NULL;
    if (level < 1 || level > 9)
        return raise_value_error(t, "compresslevel must be between 1 and 9");
    Stream *s = packing_new(t, type, &compressing);
    return s ? started(t, s, BZ2_bzCompressInit(&s->stream, level, 0, 0)) : VALUE_NULL;
}

static Value decompressor_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (nargs || kwnames)
        return raise_type_error(t, "BZ2Decompressor() takes no %s arguments",
                                nargs ? "positional" : "keyword");
    Stream *s = packing_new(t, type, &decompressing);
    return s ? started(t, s, BZ2_bzDecompressInit(&s->stream, 0, 0)) : VALUE_NULL;
}

static void compressor_dealloc(Thread *t, Object *o) {
    if (stream_of(o)->started)
        BZ2_bzCompressEnd(&stream_of(o)->stream);
    packing_fini(t, (Packing *)o);
}

static void decompressor_dealloc(Thread *t, Object *o) {
    if (stream_of(o)->started)
        BZ2_bzDecompressEnd(&stream_of(o)->stream);
    packing_fini(t, (Packing *)o);
}

static const GetSetDef decompressor_getsets[] = {PACKING_GETSETS, {0}};

static const TypeDef compressor_type_def = {
    .name = "_bz2.BZ2Compressor",
    .size = sizeof(Stream),
    .doc = "Compresses what comes in pieces; compresslevel is a number from 1 to 9.",
    .new_signature = "compresslevel=9, /",
    .slots = {.new_instance = compressor_new, .dealloc = compressor_dealloc},
    .methods = packing_compressor_methods,
};

static const TypeDef decompressor_type_def = {
    .name = "_bz2.BZ2Decompressor",
    .size = sizeof(Stream),
    .doc = "Decompresses one stream, which comes in pieces.",
    .new_signature = "!",
    .slots = {.new_instance = decompressor_new, .dealloc = decompressor_dealloc},
    .methods = packing_decompressor_methods,
    .getsets = decompressor_getsets,
};

static bool set_up(Thread *t, Value module) {
    return library_load(t, &library_bz2);
}

static const TypeDef *const types[] = {&compressor_type_def, &decompressor_type_def, NULL};

const ModuleDef _bz2_module_def = {
    .name = "_bz2",
    .doc = "Compression by libbz2.",
    .types = types,
    .exec = set_up,
};
