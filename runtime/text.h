/* Arrays of code points of 1, 2 or 4 bytes: what str, bytes (kind 1) and the text buffers of builders share.
 * Nothing here allocates or raises; no GIL needed. */
#ifndef RUNTIME_TEXT_H
#define RUNTIME_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint32_t text_at(const void *data, int kind, int64_t i) {
    return kind == 1   ? ((const uint8_t *)data)[i]
           : kind == 2 ? ((const uint16_t *)data)[i]
                       : ((const uint32_t *)data)[i];
}
static inline void text_put(void *data, int kind, int64_t i, uint32_t c) {
    if (kind == 1)
        ((uint8_t *)data)[i] = (uint8_t)c;
    else if (kind == 2)
        ((uint16_t *)data)[i] = (uint16_t)c;
    else
        ((uint32_t *)data)[i] = c;
}
static inline int text_kind(uint32_t largest) {
    return largest < 256 ? 1 : largest < 65536 ? 2 : 4;
}

/* Copies n code points into a place of the same or a wider kind. The places may overlap only if the kinds are
 * equal. */
void text_copy(void *to, int to_kind, int64_t to_index, const void *from, int from_kind, int64_t from_index,
               int64_t n);
void text_fill(void *to, int kind, int64_t index, uint32_t c, int64_t n);
/* The first `size` bytes, again and again, until there are `all`; size at least 1. */
void text_repeat(uint8_t *data, size_t size, size_t all);
/* A value with the highest bit of the largest code point, and not below it within its class: enough for
 * str_alloc. */
uint32_t text_largest(const void *data, int kind, int64_t n);
/* How many bytes at the beginning are ASCII; whether all are. */
size_t text_ascii_run(const uint8_t *data, size_t n);
static inline bool text_is_ascii(const void *data, size_t n) {
    return text_ascii_run(data, n) == n;
}
/* Units of UTF-16: how many are there up to a surrogate; with their bytes exchanged. */
int64_t text_surrogate_free(const uint16_t *units, int64_t n);
void text_swap(uint16_t *units, int64_t n);
/* Code points of 2 bytes that all are below 256 become bytes. */
void text_narrow(uint8_t *to, const uint16_t *from, int64_t n);
/* Index of a code point in [start, stop), or -1. */
int64_t text_find_char(const void *data, int kind, int64_t start, int64_t stop, uint32_t c, bool last);
/* Index of the needle (not empty, of the same kind) in a text, first or last occurrence; -1: none. Linear in
 * the worst case. */
int64_t text_find(const void *data, int64_t n, const void *needle, int64_t m, int kind, bool last);
/* Number of occurrences that do not overlap, up to a limit. */
int64_t text_count(const void *data, int64_t n, const void *needle, int64_t m, int kind, int64_t limit);
/* -1, 0, 1 by code points. */
int text_compare(const void *a, int a_kind, int64_t n, const void *b, int b_kind, int64_t m);

#endif
