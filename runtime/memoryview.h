/* memoryview: a window on an object's bytes, with a format, a shape and strides. It holds the exporter's
 * buffer until it is released; slices and casts hold the same exporter's on their own. */
#ifndef RUNTIME_MEMORYVIEW_H
#define RUNTIME_MEMORYVIEW_H

#include "runtime/bytes.h"

typedef struct MemoryView {
    Object ob;
    Buffer base; /* as the exporter gave it; base.owner VALUE_NULL: released */
    Buffer view; /* what this view shows of it (owner unused) */
    int64_t exports, hash;
} MemoryView;

static inline bool is_memoryview(Value v) {
    return has_layout(v, TYPE_MEMORYVIEW);
}
/* Bytes of an item of a format of struct's native single characters; 0: none of them. */
int64_t memoryview_item_size(char format);
const char *memoryview_format_text(char format); /* the same as a string that lives for ever */
Value memoryview_unpack(Thread *t, const Buffer *view, const uint8_t *data);
bool memoryview_pack(Thread *t, const Buffer *view, uint8_t *data, Value v);
Bytes *memoryview_tobytes(Thread *t, Value view);

#endif
