/* Growing bytes: init on the stack, add, finish (or drop). As StrBuilder, for bytes. Failures are remembered
 * until finish. */
#ifndef RUNTIME_BYTE_BUILDER_H
#define RUNTIME_BYTE_BUILDER_H

#include "runtime/bytes.h"

typedef struct ByteBuilder {
    Thread *t;
    uint8_t *data;
    size_t length, room;
    bool failed;
    uint8_t small[256]; /* where data starts */
} ByteBuilder;

void bytebuilder_init(ByteBuilder *b, Thread *t);
/* Makes place for `more` bytes: false if there is no memory (then MemoryError is pending). */
bool bytebuilder_reserve(ByteBuilder *b, size_t more);
void bytebuilder_add(ByteBuilder *b, const void *data, size_t length);
void bytebuilder_repeat(ByteBuilder *b, uint8_t c, int64_t count);
static inline void bytebuilder_char(ByteBuilder *b, uint8_t c) {
    if (b->length < b->room || bytebuilder_reserve(b, 1))
        b->data[b->length++] = c;
}
Bytes *bytebuilder_finish(ByteBuilder *b); /* NULL: exception */
void bytebuilder_drop(ByteBuilder *b);

#endif
