/* The tables of unicode_data.c, which make_unicode_data.py writes: one record for each combination of
 * properties that occurs, found through two stages (block of 128 code points, then index in the block). Only
 * unicode.c and unicode.h's inline functions look here. */
#ifndef RUNTIME_UNICODE_DATA_H
#define RUNTIME_UNICODE_DATA_H

#include <stdint.h>

typedef enum UnicodeFlags {
    UNICODE_ALPHA = 1,
    UNICODE_DECIMAL = 2,
    UNICODE_DIGIT = 4,
    UNICODE_NUMERIC = 8,
    UNICODE_SPACE = 16,
    UNICODE_PRINTABLE = 32,
    UNICODE_LOWER = 64,
    UNICODE_UPPER = 128,
    UNICODE_TITLE = 256, /* category Lt */
    UNICODE_CASED = 512,
    UNICODE_IGNORABLE = 1024, /* Case_Ignorable: passed over when a final sigma is looked for */
    UNICODE_XID_START = 2048, /* '_' included */
    UNICODE_XID_CONTINUE = 4096,
    UNICODE_LINE_BREAK = 8192
} UnicodeFlags;

enum { UNICODE_SHIFT = 7, UNICODE_SEQUENCE = 1 << 30 };

typedef enum UnicodeCase { CASE_LOWER, CASE_UPPER, CASE_TITLE, CASE_FOLD } UnicodeCase;

typedef struct UnicodeRecord {
    uint16_t flags;
    uint8_t digit;
    int32_t mapping[4]; /* by UnicodeCase: a distance, or UNICODE_SEQUENCE | length << 16 | offset in
                           unicode_sequences */
} UnicodeRecord;

extern const UnicodeRecord unicode_records[];
extern const uint16_t unicode_blocks[];
extern const uint16_t unicode_indexes[];
extern const uint32_t unicode_sequences[];

#endif
