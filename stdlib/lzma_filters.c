/* Filter chains of _lzma: from dicts to the library's options and back. */
#include "runtime/byte_span.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/lzma.h"
#include <stddef.h>
#include <stdlib.h>

bool lzma_get_uint64(Thread *t, Value v, uint64_t *out) {
    if (!is_int(v))
        return raise_type_error(t, "an integer is required"), false;
    if (int_to_uint64(v, out))
        return true;
    raise_overflow(t, int_sign(v) < 0 ? "can't convert negative int to unsigned" : "int too big to convert");
    return false;
}

bool lzma_get_uint32(Thread *t, Value v, uint32_t *out) {
    uint64_t wide;
    if (!lzma_get_uint64(t, v, &wide))
        return false;
    if (wide > UINT32_MAX)
        return raise_overflow(t, "Value too large for uint32_t type"), false;
    *out = (uint32_t)wide;
    return true;
}

/* ---- what filters have ---- */

/* An option of 32 bits, and where it is in the library's struct. */
typedef struct Option {
    const char *name;
    size_t offset;
} Option;

/* "preset" stands for all of these together, so it is read before them. */
static const Option lzma_options[] = {{"dict_size", offsetof(lzma_options_lzma, dict_size)},
                                      {"lc", offsetof(lzma_options_lzma, lc)},
                                      {"lp", offsetof(lzma_options_lzma, lp)},
                                      {"pb", offsetof(lzma_options_lzma, pb)},
                                      {"mode", offsetof(lzma_options_lzma, mode)},
                                      {"nice_len", offsetof(lzma_options_lzma, nice_len)},
                                      {"mf", offsetof(lzma_options_lzma, mf)},
                                      {"depth", offsetof(lzma_options_lzma, depth)},
                                      {0}};
static const Option delta_options[] = {{"dist", offsetof(lzma_options_delta, dist)}, {0}};
static const Option bcj_options[] = {{"start_offset", offsetof(lzma_options_bcj, start_offset)}, {0}};

/* What the properties that are stored in a file know. */
static const Option lzma1_stored[] = {{"lc", offsetof(lzma_options_lzma, lc)},
                                      {"lp", offsetof(lzma_options_lzma, lp)},
                                      {"pb", offsetof(lzma_options_lzma, pb)},
                                      {"dict_size", offsetof(lzma_options_lzma, dict_size)},
                                      {0}};
static const Option lzma2_stored[] = {{"dict_size", offsetof(lzma_options_lzma, dict_size)}, {0}};

typedef struct Kind {
    lzma_vli id;
    const char *name; /* in messages */
    const Option *options, *stored;
} Kind;

static const Kind kinds[] = {{LZMA_FILTER_LZMA1, "LZMA", lzma_options, lzma1_stored},
                             {LZMA_FILTER_LZMA2, "LZMA", lzma_options, lzma2_stored},
                             {LZMA_FILTER_DELTA, "delta", delta_options, delta_options},
                             {LZMA_FILTER_X86, "BCJ", bcj_options, bcj_options},
                             {LZMA_FILTER_POWERPC, "BCJ", bcj_options, bcj_options},
                             {LZMA_FILTER_IA64, "BCJ", bcj_options, bcj_options},
                             {LZMA_FILTER_ARM, "BCJ", bcj_options, bcj_options},
                             {LZMA_FILTER_ARMTHUMB, "BCJ", bcj_options, bcj_options},
                             {LZMA_FILTER_SPARC, "BCJ", bcj_options, bcj_options},
                             {0}};

static const Kind *kind_of(lzma_vli id) {
    const Kind *kind = kinds;
    while (kind->name && kind->id != id)
        kind++;
    return kind->name ? kind : NULL;
}

/* Where an option is. `mode` is an enum in the library, of the same size. */
static uint32_t *place(void *options, const Option *option) {
    _Static_assert(sizeof(lzma_mode) == sizeof(uint32_t), "an option has 32 bits");
    return (uint32_t *)((char *)options + option->offset);
}

/* ---- from dicts ---- */

/* spec[key]; VALUE_NULL: it has none, or (pending) an error. */
static Value find(Thread *t, Value spec, const char *key) {
    Str *name = str_intern_utf8(t, key);
    Value v = name ? op_getitem(t, spec, object_value(name)) : VALUE_NULL;
    if (name && is_null(v))
        error_clear_if(t, EXC_KeyError);
    xdecref_object(t, name);
    return v;
}

static bool read_id(Thread *t, Value spec, lzma_vli *id) {
    if (!type_of(t, spec)->slots.getitem)
        return raise_type_error(t, "Filter specifier must be a dict or dict-like object"), false;
    Value v = find(t, spec, "id");
    if (is_null(v)) {
        if (!error_pending(t))
            raise_value_error(t, "Filter specifier must have an \"id\" entry");
        return false;
    }
    bool ok = lzma_get_uint64(t, v, id);
    decref(t, v);
    return ok;
}

static bool read_preset(Thread *t, Value spec, lzma_options_lzma *options) {
    uint32_t preset = LZMA_PRESET_DEFAULT;
    Value v = find(t, spec, "preset");
    if (is_null(v) && error_pending(t))
        return false;
    bool ok = is_null(v) || lzma_get_uint32(t, v, &preset);
    decref(t, v);
    if (ok && lzma_lzma_preset(options, preset))
        return lzma_raise(t, "Invalid compression preset: %u", preset), false;
    return ok;
}

/* Reads an entry of a dict; false: it is none of this kind, or not a number of 32 bits; nothing need be
 * pending. */
static bool read_option(Thread *t, const Kind *kind, Value key, Value v, void *options) {
    if (!is_str(key))
        return false;
    if (str_equal_ascii(value_str(key), "id"))
        return true;
    if (kind->options == lzma_options && str_equal_ascii(value_str(key), "preset"))
        return true;
    for (const Option *option = kind->options; option->name; option++)
        if (str_equal_ascii(value_str(key), option->name))
            return lzma_get_uint32(t, v, place(options, option));
    return false;
}

static bool read_options(Thread *t, const Kind *kind, Value spec, void *options) {
    Value key, v;
    int64_t position = 0;
    bool ok = is_dict(spec);
    while (ok && dict_next(value_dict(spec), &position, &key, &v))
        ok = read_option(t, kind, key, v, options);
    if (ok)
        return true;
    error_clear(t);
    raise_value_error(t, "Invalid filter specifier for %s filter", kind->name);
    return false;
}

static bool read_filter(Thread *t, Value spec, lzma_filter *filter, union LzmaOptions *options) {
    if (!read_id(t, spec, &filter->id))
        return false;
    const Kind *kind = kind_of(filter->id);
    if (!kind)
        return raise_value_error(t, "Invalid filter ID: %llu", (unsigned long long)filter->id), false;
    memset(options, 0, sizeof *options);
    filter->options = options;
    if (kind->options == delta_options)
        options->delta.dist = LZMA_DELTA_DIST_MIN;
    if (kind->options == lzma_options && !read_preset(t, spec, &options->lzma))
        return false;
    return read_options(t, kind, spec, options);
}

bool lzma_filters_read(Thread *t, Value sequence, LzmaFilters *filters) {
    int64_t length = op_length(t, sequence);
    if (length < 0)
        return false;
    if (is_dict(sequence)) /* a single filter, without the list */
        return raise_type_error(t, "%T is not a sequence", sequence), false;
    if (length > LZMA_FILTERS_MAX)
        return raise_value_error(t, "Too many filters - liblzma supports a maximum of %d", LZMA_FILTERS_MAX),
               false;
    for (int64_t i = 0; i < length; i++) {
        Value spec = op_sequence_item(t, sequence, i);
        bool ok = !is_null(spec) && read_filter(t, spec, &filters->chain[i], &filters->options[i]);
        decref(t, spec);
        if (!ok)
            return false;
    }
    filters->chain[length].id = LZMA_VLI_UNKNOWN;
    return true;
}

/* ---- properties, as they are stored in files ---- */

Value lzma_encode_properties(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    lzma_filter filter;
    union LzmaOptions options;
    uint32_t size;
    if (!read_filter(t, args[0], &filter, &options))
        return VALUE_NULL;
    lzma_ret code = lzma_properties_size(&size, &filter);
    if (code != LZMA_OK)
        return lzma_raise_code(t, (int)code);
    Bytes *bytes = bytes_new(t, NULL, size);
    code = bytes ? lzma_properties_encode(&filter, bytes->data) : LZMA_OK;
    if (code == LZMA_OK)
        return result_value(bytes);
    decref_object(t, bytes);
    return lzma_raise_code(t, (int)code);
}

/* A filter as a dict, with those of its options that are stored. */
static Value filter_dict(Thread *t, const Kind *kind, const lzma_filter *filter) {
    Dict *dict = dict_new(t, 5);
    bool ok = dict && dict_set_text(t, dict, "id", int_from_uint64(t, filter->id));
    for (const Option *o = kind->stored; ok && filter->options && o->name; o++)
        ok = dict_set_text(t, dict, o->name, int_value(t, *place(filter->options, o)));
    if (ok || !dict)
        return result_value(dict);
    decref_object(t, dict);
    return VALUE_NULL;
}

Value lzma_decode_properties(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    lzma_filter filter = {0};
    SpanArg data;
    if (!lzma_get_uint64(t, args[0], &filter.id) || !span_get(t, args[1], &data))
        return VALUE_NULL;
    lzma_ret code = lzma_properties_decode(&filter, NULL, data.span.data, (size_t)data.span.length);
    span_release(t, &data);
    if (code != LZMA_OK)
        return lzma_raise_code(t, (int)code);
    const Kind *kind = kind_of(filter.id);
    Value dict = kind ? filter_dict(t, kind, &filter)
                      : raise_value_error(t, "Invalid filter ID: %llu", (unsigned long long)filter.id);
    free(filter.options); /* the library's, by malloc */
    return dict;
}
