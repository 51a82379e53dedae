/* The tables behind unicode_names.c, which generate/unicode_names.c writes at build time.
 *
 * Characters with a name of their own are numbered in the order of their code points; behind them come
 * aliases
 * ("NEL" for U+0085). Name n is a list of words, each a number in unicode_name_text, and a 0: numbers below
 * unicode_short_words take one byte, others two (the first byte is then unicode_short_words or more). Words
 * are numbered from 1, the frequent ones first; the last character of a word has the bit UNICODE_WORD_END.
 * Only every 16th name and word has its offset stored; one walks from there. */
#ifndef RUNTIME_UNICODE_NAMES_DATA_H
#define RUNTIME_UNICODE_NAMES_DATA_H

#include <stdint.h>

enum {
    UNICODE_NAMES_VERSION = 14, /* CPython 3.11's */
    UNICODE_NAME_SIZE = 128,    /* room for the longest name and a NUL */
    UNICODE_NAME_STEP = 16,
    UNICODE_WORD_END = 0x80
};

/* Code points from `first` on have names from `name` on; the next run's name says how many. */
typedef struct UnicodeRun {
    uint32_t first, name;
} UnicodeRun;

typedef struct UnicodeRange {
    uint32_t first, last;
} UnicodeRange;

extern const uint8_t unicode_words[], unicode_name_text[];
extern const uint32_t unicode_word_offsets[], unicode_name_offsets[];
extern const unsigned unicode_short_words;
extern const UnicodeRun unicode_name_runs[]; /* and one more, whose name is the first alias */
extern const int unicode_name_run_count;
extern const uint32_t unicode_alias_codes[];
extern const uint16_t unicode_names_sorted[]; /* names and aliases in the order of strcmp */
extern const int unicode_name_count;
extern const UnicodeRange unicode_ideographs[]; /* named by their number: CJK UNIFIED IDEOGRAPH-4E00 */
extern const int unicode_ideograph_count;

#endif
