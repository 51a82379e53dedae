/* Unicode properties and full case mappings, as CPython 3.11's (Unicode 14). No state, no GIL. */
#ifndef RUNTIME_UNICODE_H
#define RUNTIME_UNICODE_H

#include "runtime/unicode_data.h"
#include <stdbool.h>

static inline const UnicodeRecord *unicode_record(uint32_t c) {
    if (c > 0x10ffff)
        c = 0xfffff; /* unassigned */
    uint32_t block = unicode_blocks[c >> UNICODE_SHIFT];
    return &unicode_records[unicode_indexes[(block << UNICODE_SHIFT) + (c & ((1 << UNICODE_SHIFT) - 1))]];
}
static inline bool unicode_is(uint32_t c, unsigned flags) {
    return unicode_record(c)->flags & flags;
}

bool unicode_is_space(uint32_t c);
bool unicode_is_printable(uint32_t c);
int unicode_decimal(uint32_t c); /* 0..9, or -1 */
int unicode_digit(uint32_t c);   /* as unicode_decimal, superscripts and the like too */
/* Writes the mapping of c, 1 to 3 code points; answers how many. The final sigma is the caller's business. */
int unicode_map(uint32_t c, UnicodeCase to, uint32_t out[3]);

#endif
