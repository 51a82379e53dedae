#include "runtime/byte_builder.h"
#include "runtime/error.h"
#include "runtime/memory.h"
#include "runtime/stress.h"

void bytebuilder_init(ByteBuilder *b, Thread *t) {
    b->t = t;
    b->data = b->small;
    b->length = 0;
    b->room = sizeof b->small;
    b->failed = false;
}

void bytebuilder_drop(ByteBuilder *b) {
    if (b->data != b->small)
        mem_free(b->data);
    b->data = b->small;
}

static bool fail(ByteBuilder *b) {
    if (!b->failed)
        raise_no_memory(b->t);
    b->failed = true;
    return false;
}

bool bytebuilder_reserve(ByteBuilder *b, size_t more) {
    if (b->failed)
        return false;
    if (more <= b->room - b->length)
        return true;
    if (more > INT64_MAX / 4)
        return fail(b);
    size_t length = b->length + more,
           room = (size_t)growth_room((int64_t)length, (int64_t)(length + (b->length >> 1) + 64));
    uint8_t *data = mem_realloc(b->data == b->small ? NULL : b->data, room);
    if (!data)
        return fail(b);
    if (b->data == b->small)
        memcpy(data, b->small, b->length);
    b->data = data;
    b->room = room;
    return true;
}

void bytebuilder_add(ByteBuilder *b, const void *data, size_t length) {
    if (length == 0 || !bytebuilder_reserve(b, length))
        return;
    memcpy(b->data + b->length, data, length);
    b->length += length;
}

void bytebuilder_repeat(ByteBuilder *b, uint8_t c, int64_t count) {
    if (count <= 0 || !bytebuilder_reserve(b, (size_t)count))
        return;
    memset(b->data + b->length, c, (size_t)count);
    b->length += (size_t)count;
}

Bytes *bytebuilder_finish(ByteBuilder *b) {
    Bytes *bytes = b->failed ? NULL : bytes_new(b->t, b->data, b->length);
    bytebuilder_drop(b);
    return bytes;
}
