/* Codecs of Chinese, Japanese and Korean whose text needs no state: ASCII is one byte, other characters are one or two,
 * in some sets more. Each is described by tables that generate/multibyte.c writes. */
#ifndef RUNTIME_CODEC_MULTIBYTE_H
#define RUNTIME_CODEC_MULTIBYTE_H

#include <stdbool.h>
#include <stdint.h>

enum { MULTIBYTE_LAST = 0x30 }; /* the least that a second byte can be */
typedef uint16_t MultibyteRow[256 - MULTIBYTE_LAST], MultibytePage[256];

typedef struct MultibyteSet {
    /* From bytes: the row of a first byte (from 0x80 on), which has the characters by second byte; 0: none. Behind 0x8f
     * three bytes are a character in some sets: 128 places on, the rows of their second byte. */
    uint8_t rows_of[256];
    const MultibyteRow *rows; /* the first one is empty */
    uint16_t singles[128];    /* what bytes from 0x80 on mean alone; 0: nothing */
    /* To bytes: the page of a character's high byte, which has the bytes by low byte; 0: none. Three bytes, the first one
     * 0x8f, are given as the other two, the last one without its high bit. */
    uint8_t pages_of[256];
    const MultibytePage *pages; /* the first one is empty */
    const uint16_t *ranks;      /* GB18030: how many characters without two bytes come before each page; else NULL */
    bool three_bytes;           /* behind 0x8f */
    bool composed;              /* EUC-KR: Korean syllables that are in no row are composed of four characters (KS X 1001, annex 3) */
    uint8_t first_limit;        /* Shift JIS: 0x80, 0xa0 and bytes beyond this one are wrong as a first byte, also if nothing
                                   follows; 0: whatever has no row is wrong once something does */
} MultibyteSet;

#endif
