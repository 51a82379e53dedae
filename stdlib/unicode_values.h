/* The tables of unicodedata: those of unicode_values.c, which make_unicode_values.py writes, and those that
 * generate/unicode_texts.c writes at build time. All are in the order of code points, names in that of
 * strcmp. */
#ifndef STDLIB_UNICODE_VALUES_H
#define STDLIB_UNICODE_VALUES_H

#include <stdint.h>

typedef enum UnicodeWidth { WIDTH_N, WIDTH_NA, WIDTH_H, WIDTH_W, WIDTH_F, WIDTH_A } UnicodeWidth;

/* Up to the next span's first, code points have this width, and are assigned or not. */
typedef struct UnicodeSpan {
    uint32_t first;
    uint8_t width, assigned;
} UnicodeSpan;

/* `count` code points mean (numerator + i * step) / denominator. */
typedef struct UnicodeNumbers {
    uint32_t first, count;
    int64_t numerator;
    int64_t step, denominator;
} UnicodeNumbers;

/* What UnicodeData.txt says of the decomposition: "<compat> 0020 0308". */
typedef struct UnicodeDecomposition {
    uint32_t code;
    const char *text;
} UnicodeDecomposition;

/* A name for several code points in a row. */
typedef struct UnicodeSequence {
    const char *name;
    uint32_t codes[4]; /* 0: no further one */
} UnicodeSequence;

extern const UnicodeSpan unicode_spans[];
extern const int unicode_spans_count;
extern const UnicodeNumbers unicode_numbers[];
extern const int unicode_numbers_count;
extern const UnicodeDecomposition unicode_decompositions[];
extern const int unicode_decompositions_count;
extern const UnicodeSequence unicode_named_sequences[];
extern const int unicode_named_sequences_count;

#endif
