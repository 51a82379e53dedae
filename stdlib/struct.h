/* What the files of module _struct share: formats, and items in memory. The GIL is held. */
#ifndef STDLIB_STRUCT_H
#define STDLIB_STRUCT_H

#include "runtime/native.h"
#include "runtime/ops.h"

typedef struct StructCode {
    char letter;
    char kind; /* x: padding, c s p: bytes, ?: truth, i u: ints, f: floats */
    uint8_t size, alignment;
} StructCode;

/* `count` items of one kind, one after the other; of s and p it is one item, `count` bytes long. */
typedef struct StructField {
    StructCode code;
    int64_t offset, count;
} StructField;

typedef struct StructFormat {
    StructField *fields; /* without padding; owned */
    int field_count, room;
    int64_t size, items; /* in bytes, in values */
    bool big_endian;
    bool native; /* sizes and alignment as in C */
} StructFormat;

/* false: exception; nothing to free then. */
bool struct_format_parse(Thread *t, const char *text, size_t length, StructFormat *format);
void struct_format_free(StructFormat *format);

/* struct.error; false. */
bool struct_error(Thread *t, const char *format, ...);
/* `data` has format->size bytes; pack zeroes them first. */
bool struct_pack(Thread *t, const StructFormat *format, uint8_t *data, Value *values);
Tuple *struct_unpack(Thread *t, const StructFormat *format, const uint8_t *data);

#endif
