/* mmap.mmap: a file, or anonymous memory, as bytes in memory. While somebody has its buffer it is neither
 * closed nor resized; `data` is NULL once it is closed, which any call of Python code may do, so it is asked
 * for after arguments were converted. The descriptor is a duplicate of our own. The GIL is held, but for
 * flushing. */
#ifndef STDLIB_MMAP_H
#define STDLIB_MMAP_H

#include "runtime/native.h"

typedef enum MapAccess { ACCESS_DEFAULT, ACCESS_READ, ACCESS_WRITE, ACCESS_COPY } MapAccess;

typedef struct Map {
    Object ob;
    uint8_t *data;
    int64_t length, position, offset;
    int64_t exports;
    int fd; /* -1: anonymous */
    MapAccess access;
} Map;

static inline Map *value_map(Value v) {
    return (Map *)value_object(v);
}

/* The map of self; NULL: ValueError, it is closed. */
Map *map_open(Thread *t, Value self);
/* The same, and it may be changed, or TypeError. */
Map *map_writable(Thread *t, Value self);

extern const TypeDef mmap_type_def;
extern const MethodDef mmap_methods[];

#endif
