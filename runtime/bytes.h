/* bytes and bytearray, and the buffer protocol with memoryview. */
#ifndef RUNTIME_BYTES_H
#define RUNTIME_BYTES_H

#include "runtime/interp.h"

typedef struct Bytes {
    Object ob;
    int64_t length;
    int64_t hash;   /* -1: not yet computed */
    uint8_t data[]; /* and a NUL */
} Bytes;

typedef struct ByteArray {
    Object ob;
    uint8_t *data; /* NULL while empty; NUL-terminated */
    int64_t length, room;
    int64_t exports; /* views on it: no resize while > 0 ("Existing exports of data: object cannot be
                        re-sized") */
} ByteArray;

static inline bool is_bytes(Value v) {
    return has_layout(v, TYPE_BYTES);
}
static inline bool is_bytearray(Value v) {
    return has_layout(v, TYPE_BYTEARRAY);
}
static inline Bytes *value_bytes(Value v) {
    return (Bytes *)value_object(v);
}

Bytes *bytes_new(Thread *t, const void *data,
                 size_t length); /* data NULL: uninitialised, for the caller to fill */
/* Gives back the tail of a fresh bytes object that was allocated too large; consumes, may move. */
Bytes *bytes_shrink(Thread *t, Bytes *b, size_t length);
Value bytearray_new(Thread *t, const void *data, size_t length);

/* A borrowed view of an object's bytes (PEP 3118, as far as minipy has exporters: contiguous, or strided for
 * memoryview slices). */
struct Buffer {
    void *data;
    int64_t length; /* bytes */
    int64_t item_size;
    bool readonly;
    const char *format; /* struct-style, "B" by default; valid while the buffer is held */
    int dimensions;     /* up to 64, 1 for most */
    int64_t shape[8], strides[8];
    Value owner; /* counted while the buffer is held */
    void *internal;
};
enum { BUFFER_SIMPLE = 0, BUFFER_WRITABLE = 1, BUFFER_STRIDED = 2 };
/* TypeError "a bytes-like object is required, not '%T'"; BufferError for read-only ones when BUFFER_WRITABLE
 * is asked. */
bool buffer_get(Thread *t, Value v, Buffer *view, int flags);
void buffer_release(Thread *t, Buffer *view);
bool buffer_supported(Thread *t, Value v);
Value memoryview_new(Thread *t, Value exporter);

#endif
