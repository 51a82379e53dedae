/* Module _lzma: compression by liblzma, on which lzma.py stands. The objects work as packing.c says; filters
 * are in lzma_filters.c. */
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/sequence.h"
#include "stdlib/libraries.h"
#include "stdlib/lzma.h"
#include "stdlib/native_types.h"
#include "stdlib/packing.h"

typedef enum Format { FORMAT_AUTO, FORMAT_XZ, FORMAT_ALONE, FORMAT_RAW } Format;

enum { CHECK_UNKNOWN = LZMA_CHECK_ID_MAX + 1 };

typedef struct Stream {
    Packing packing;
    lzma_stream stream;
    Object *keeper; /* of its memory; NULL: malloc */
    int check;      /* of a decompressor: how the data is checked, as far as known */
} Stream;

static const TypeDef error_type_def;

static Stream *stream_of(void *o) {
    return o;
}

/* ---- errors ---- */

Value lzma_raise(Thread *t, const char *format, ...) {
    va_list args;
    va_start(args, format);
    native_types_raise(t, &error_type_def, format, args);
    va_end(args);
    return VALUE_NULL;
}

Value lzma_raise_code(Thread *t, int code) {
    static const char *const texts[] = {
        [LZMA_UNSUPPORTED_CHECK] = "Unsupported integrity check",
        [LZMA_MEMLIMIT_ERROR] = "Memory usage limit exceeded",
        [LZMA_FORMAT_ERROR] = "Input format not supported by decoder",
        [LZMA_OPTIONS_ERROR] = "Invalid or unsupported options",
        [LZMA_DATA_ERROR] = "Corrupt input data",
        [LZMA_BUF_ERROR] = "Insufficient buffer space",
        [LZMA_PROG_ERROR] = "Internal error",
    };
    if (code == LZMA_MEM_ERROR)
        return raise_no_memory(t);
    if (code >= 0 && code < (int)(sizeof texts / sizeof *texts) && texts[code])
        return lzma_raise(t, "%s", texts[code]);
    return lzma_raise(t, "Unrecognized error from liblzma: %d", code);
}

/* ---- data through a stream ---- */

static int step(Packing *self, PackingPiece *piece) {
    lzma_stream *s = &stream_of(self)->stream;
    s->next_in = piece->in;
    s->avail_in = piece->in_left;
    s->next_out = piece->out;
    s->avail_out = piece->out_left;
    lzma_ret code = lzma_code(s, piece->finish ? LZMA_FINISH : LZMA_RUN);
    piece->in = s->next_in;
    piece->in_left = s->avail_in;
    piece->out = s->next_out;
    piece->out_left = s->avail_out;
    return (int)code;
}

static PackingState judge(Packing *self, const PackingPiece *piece, int code) {
    switch (code) {
    case LZMA_STREAM_END:
        return PACKING_ENDED;
    case LZMA_GET_CHECK:
    case LZMA_NO_CHECK:
        stream_of(self)->check = (int)lzma_get_check(&stream_of(self)->stream);
        return PACKING_ON;
    case LZMA_BUF_ERROR: /* nothing was done, which is right if there was nothing to do */
        return !piece->finish && (piece->in_left == 0 || piece->out_left == 0) ? PACKING_ON : PACKING_FAILED;
    default:
        return code == LZMA_OK ? PACKING_ON : PACKING_FAILED;
    }
}

static const PackingDef packing = {
    .step = step,
    .judge = judge,
    .fail = lzma_raise_code,
    .quick = 1 << 10,
    .over = "Already at end of stream",
};

/* The object, if the library could begin. */
static Value started(Thread *t, Stream *s, lzma_ret code) {
    if (code == LZMA_OK)
        return object_value(s);
    decref_object(t, s);
    return lzma_raise_code(t, (int)code);
}

static void stream_dealloc(Thread *t, Object *o) {
    lzma_end(&stream_of(o)->stream);
    xdecref_object(t, stream_of(o)->keeper);
    packing_fini(t, (Packing *)o);
}

/* An optional argument that is None or an int. */
static bool is_given(Value v) {
    return !is_null(v) && !is_none(v);
}

/* ---- compressors ---- */

/* How to compress: by a chain of filters if there is one, else by a preset. */
typedef struct Recipe {
    Format format;
    int check;
    bool has_filters;
    uint32_t preset;
    LzmaFilters filters;
} Recipe;

static bool read_recipe(Thread *t, Value *args, Recipe *r) {
    int format = FORMAT_XZ;
    r->check = -1;
    r->preset = LZMA_PRESET_DEFAULT;
    r->has_filters = is_given(args[3]);
    if ((!is_null(args[0]) && !arg_int(t, args[0], &format)) ||
        (!is_null(args[1]) && !arg_int(t, args[1], &r->check)))
        return false;
    r->format = (Format)format;
    if (is_given(args[2]) && r->has_filters)
        return raise_value_error(t, "Cannot specify both preset and filter chain"), false;
    if (is_given(args[2]) && !lzma_get_uint32(t, args[2], &r->preset))
        return false;
    if (format != FORMAT_XZ && r->check != -1 && r->check != LZMA_CHECK_NONE)
        return raise_value_error(t, "Integrity checks are only supported by FORMAT_XZ"), false;
    if (format != FORMAT_XZ && format != FORMAT_ALONE && format != FORMAT_RAW)
        return raise_value_error(t, "Invalid container format: %d", format), false;
    if (format == FORMAT_RAW && !r->has_filters)
        return raise_value_error(t, "Must specify filters for FORMAT_RAW"), false;
    return !r->has_filters || lzma_filters_read(t, args[3], &r->filters);
}

/* The old format knows one filter only. */
static bool make_alone(Thread *t, Recipe *r) {
    lzma_filter *chain = r->filters.chain;
    if (r->has_filters) {
        if (chain[0].id == LZMA_FILTER_LZMA1 && chain[1].id == LZMA_VLI_UNKNOWN)
            return true;
        raise_value_error(t, "Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter");
        return false;
    }
    chain[0].options = &r->filters.options[0];
    if (!lzma_lzma_preset(chain[0].options, r->preset))
        return true;
    return lzma_raise(t, "Invalid compression preset: %u", r->preset), false;
}

static lzma_ret begin_compressing(lzma_stream *s, const Recipe *r) {
    const lzma_filter *chain = r->filters.chain;
    if (r->format == FORMAT_ALONE)
        return lzma_alone_encoder(s, chain[0].options);
    if (r->format == FORMAT_RAW)
        return lzma_raw_encoder(s, chain);
    lzma_check check = r->check == -1 ? LZMA_CHECK_CRC64 : (lzma_check)r->check;
    return r->has_filters ? lzma_stream_encoder(s, chain, check) : lzma_easy_encoder(s, r->preset, check);
}

static Value compressor_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Recipe r;
    if (!read_recipe(t, args, &r) || (r.format == FORMAT_ALONE && !make_alone(t, &r)))
        return VALUE_NULL;
    Stream *s = packing_new(t, type, &packing);
    return s ? started(t, s, BLOCKING(t, "compression", begin_compressing(&s->stream, &r))) : VALUE_NULL;
}

/* ---- decompressors ---- */

static lzma_ret begin_decompressing(lzma_stream *s, Format format, uint64_t limit, const lzma_filter *chain) {
    const uint32_t flags = LZMA_TELL_ANY_CHECK | LZMA_TELL_NO_CHECK;
    switch (format) {
    case FORMAT_XZ:
        return lzma_stream_decoder(s, limit, flags);
    case FORMAT_ALONE:
        return lzma_alone_decoder(s, limit);
    case FORMAT_RAW:
        return lzma_raw_decoder(s, chain);
    default:
        return lzma_auto_decoder(s, limit, flags);
    }
}

static bool check_format(Thread *t, int format, bool has_limit, bool has_filters) {
    const char *problem = format == FORMAT_RAW && has_limit ? "Cannot specify memory limit with FORMAT_RAW"
                          : format == FORMAT_RAW && !has_filters ? "Must specify filters for FORMAT_RAW"
                          : format != FORMAT_RAW && has_filters
                              ? "Cannot specify filters except with FORMAT_RAW"
                              : NULL;
    if (problem)
        return raise_value_error(t, "%s", problem), false;
    if (format < FORMAT_AUTO || format > FORMAT_RAW)
        return raise_value_error(t, "Invalid container format: %d", format), false;
    return true;
}

static Value decompressor_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    int format = FORMAT_AUTO;
    uint64_t limit = UINT64_MAX;
    LzmaFilters filters;
    if ((!is_null(args[0]) && !arg_int(t, args[0], &format)) ||
        (is_given(args[1]) && !lzma_get_uint64(t, args[1], &limit)) ||
        !check_format(t, format, is_given(args[1]), is_given(args[2])) ||
        (is_given(args[2]) && !lzma_filters_read(t, args[2], &filters)))
        return VALUE_NULL;
    Stream *s = packing_new(t, type, &packing);
    if (!s || !lzma_memory_use(t, type, &s->stream, &s->keeper))
        return xdecref_object(t, s), VALUE_NULL;
    s->check = format == FORMAT_ALONE || format == FORMAT_RAW ? (int)LZMA_CHECK_NONE : CHECK_UNKNOWN;
    return started(t, s, begin_decompressing(&s->stream, (Format)format, limit, filters.chain));
}

static Value get_check(Thread *t, Value self) {
    return small_int_value(stream_of(value_object(self))->check);
}

/* ---- the module ---- */

static Value is_check_supported_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int check;
    return arg_int(t, args[0], &check) ? bool_value(lzma_check_is_supported((lzma_check)check)) : VALUE_NULL;
}

static const GetSetDef decompressor_getsets[] = {
    PACKING_GETSETS,
    {"check", get_check, member_readonly, "How the data is checked: one of CHECK_*, CHECK_UNKNOWN at first."},
    {0}};

static const TypeDef compressor_type_def = {
    .name = "_lzma.LZMACompressor",
    .size = sizeof(Stream),
    .doc = "Compresses what comes in pieces.\n\nformat is FORMAT_XZ, FORMAT_ALONE or FORMAT_RAW; check, for "
           "FORMAT_XZ only, is one of CHECK_*. How hard to try is said by preset, 0 to 9, maybe with "
           "PRESET_EXTREME, or by filters, a sequence of dicts.",
    .new_signature = "format=1, check=-1, preset=None, filters=None",
    .slots = {.new_instance = compressor_new, .dealloc = stream_dealloc},
    .methods = packing_compressor_methods,
};

static const TypeDef decompressor_type_def = {
    .name = "_lzma.LZMADecompressor",
    .size = sizeof(Stream),
    .doc =
        "Decompresses one stream, which comes in pieces.\n\nformat is FORMAT_AUTO (XZ or ALONE), FORMAT_XZ, "
        "FORMAT_ALONE or FORMAT_RAW, which alone needs filters, a sequence of dicts. What needs more than "
        "memlimit bytes of memory is refused.",
    .new_signature = "format=0, memlimit=None, filters=None",
    .slots = {.new_instance = decompressor_new, .dealloc = stream_dealloc},
    .methods = packing_decompressor_methods,
    .getsets = decompressor_getsets,
};

static const TypeDef error_type_def = {
    .name = "_lzma.LZMAError",
    .base = EXC_Exception,
    .size = sizeof(BaseException),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
    .doc = "liblzma refuses.",
};

static const IntConstant constants[] = {{"FORMAT_AUTO", FORMAT_AUTO},
                                        {"FORMAT_XZ", FORMAT_XZ},
                                        {"FORMAT_ALONE", FORMAT_ALONE},
                                        {"FORMAT_RAW", FORMAT_RAW},
                                        {"CHECK_NONE", LZMA_CHECK_NONE},
                                        {"CHECK_CRC32", LZMA_CHECK_CRC32},
                                        {"CHECK_CRC64", LZMA_CHECK_CRC64},
                                        {"CHECK_SHA256", LZMA_CHECK_SHA256},
                                        {"CHECK_ID_MAX", LZMA_CHECK_ID_MAX},
                                        {"CHECK_UNKNOWN", CHECK_UNKNOWN},
                                        {"FILTER_LZMA1", (int64_t)LZMA_FILTER_LZMA1},
                                        {"FILTER_LZMA2", (int64_t)LZMA_FILTER_LZMA2},
                                        {"FILTER_DELTA", (int64_t)LZMA_FILTER_DELTA},
                                        {"FILTER_X86", (int64_t)LZMA_FILTER_X86},
                                        {"FILTER_POWERPC", (int64_t)LZMA_FILTER_POWERPC},
                                        {"FILTER_IA64", (int64_t)LZMA_FILTER_IA64},
                                        {"FILTER_ARM", (int64_t)LZMA_FILTER_ARM},
                                        {"FILTER_ARMTHUMB", (int64_t)LZMA_FILTER_ARMTHUMB},
                                        {"FILTER_SPARC", (int64_t)LZMA_FILTER_SPARC},
                                        {"MF_HC3", LZMA_MF_HC3},
                                        {"MF_HC4", LZMA_MF_HC4},
                                        {"MF_BT2", LZMA_MF_BT2},
                                        {"MF_BT3", LZMA_MF_BT3},
                                        {"MF_BT4", LZMA_MF_BT4},
                                        {"MODE_FAST", LZMA_MODE_FAST},
                                        {"MODE_NORMAL", LZMA_MODE_NORMAL},
                                        {"PRESET_DEFAULT", LZMA_PRESET_DEFAULT},
                                        {"PRESET_EXTREME", LZMA_PRESET_EXTREME},
                                        {0}};

static const MethodDef functions[] = {
    {"is_check_supported", is_check_supported_function, "check_id, /",
     "Does liblzma know this way to check data?"},
    {"_encode_filter_properties", lzma_encode_properties, "filter, /",
     "The properties of a filter, a dict, as they are stored in files; not its id."},
    {"_decode_filter_properties", lzma_decode_properties, "filter_id, encoded_props, /",
     "The filter, as a dict, whose stored properties these are."},
    {0}};

static bool set_up(Thread *t, Value module) {
    return library_load(t, &library_lzma) && lzma_memory_set_up(t, &decompressor_type_def);
}

static const TypeDef *const types[] = {&compressor_type_def, &decompressor_type_def, &error_type_def, NULL};

const ModuleDef _lzma_module_def = {
    .name = "_lzma",
    .doc = "Compression by liblzma.",
    .ints = constants,
    .functions = functions,
    .types = types,
    .exec = set_up,
};
