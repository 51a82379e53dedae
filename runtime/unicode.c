#include "runtime/unicode.h"

bool unicode_is_space(uint32_t c) {
    return unicode_is(c, UNICODE_SPACE);
}

bool unicode_is_printable(uint32_t c) {
    return unicode_is(c, UNICODE_PRINTABLE);
}

int unicode_decimal(uint32_t c) {
    const UnicodeRecord *record = unicode_record(c);
    return record->flags & UNICODE_DECIMAL ? record->digit : -1;
}

int unicode_digit(uint32_t c) {
    const UnicodeRecord *record = unicode_record(c);
    return record->flags & UNICODE_DIGIT ? record->digit : -1;
}

int unicode_map(uint32_t c, UnicodeCase to, uint32_t out[3]) {
    int32_t mapping = unicode_record(c)->mapping[to];
    if (mapping < UNICODE_SEQUENCE) {
        out[0] = c + (uint32_t)mapping;
        return 1;
    }
    int length = mapping >> 16 & 0xff;
    for (int i = 0; i < length; i++)
        out[i] = unicode_sequences[(mapping & 0xffff) + i];
    return length;
}
