/* What the parts of module _lzma share: its exception, filter chains, memory. */
#ifndef STDLIB_LZMA_H
#define STDLIB_LZMA_H

#include "runtime/native.h"
#include <lzma.h>

/* A chain of filters as the library takes it, with the options that it points to: so it must not be moved. */
typedef struct LzmaFilters {
    lzma_filter chain[LZMA_FILTERS_MAX + 1]; /* ends with LZMA_VLI_UNKNOWN */
    union LzmaOptions {
        lzma_options_lzma lzma;
        lzma_options_delta delta;
        lzma_options_bcj bcj;
    } options[LZMA_FILTERS_MAX];
} LzmaFilters;

/* Reads a sequence of dicts. */
bool lzma_filters_read(Thread *t, Value sequence, LzmaFilters *filters);

/* An int below 2^64 or 2^32, with CPython's errors. */
bool lzma_get_uint64(Thread *t, Value v, uint64_t *out);
bool lzma_get_uint32(Thread *t, Value v, uint32_t *out);

/* LZMAError with a text. */
Value lzma_raise(Thread *t, const char *format, ...);
/* The exception for a code that is none of success. */
Value lzma_raise_code(Thread *t, int code);

/* _encode_filter_properties(filter, /), _decode_filter_properties(filter_id, encoded_props, /) */
Value lzma_encode_properties(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value lzma_decode_properties(Thread *t, Value *args, int nargs, Tuple *kwnames);

/* Gives a native type memory for its streams, as an attribute. */
bool lzma_memory_set_up(Thread *t, const TypeDef *owner);
/* Lets a stream that has not begun have its memory from there; *keeper: to be held as long as the stream is
 * (new). */
bool lzma_memory_use(Thread *t, Type *user, lzma_stream *stream, Object **keeper);

#endif
