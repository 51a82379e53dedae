/* array.array: items of one C type in a row. Nothing may resize it while somebody has its buffer. The GIL is
 * held. */
#ifndef STDLIB_ARRAY_H
#define STDLIB_ARRAY_H

#include "runtime/native.h"
#include "runtime/sequence.h"

typedef struct ArrayKind {
    char letter;
    char kind; /* i u: ints, f: floats, c: characters */
    uint8_t size;
    int8_t machine_format; /* in pickles */
    const char *format;    /* of buffers */
    const char *name;      /* in messages */
} ArrayKind;

typedef struct Array {
    Object ob;
    const ArrayKind *kind;
    uint8_t *data; /* NULL while empty */
    int64_t length, room;
    int64_t exports;
} Array;

extern const TypeDef array_type_def, array_iterator_type_def;
extern const ArrayKind array_kinds[]; /* ends with letter 0 */

static inline Array *value_array(Value v) {
    return (Array *)value_object(v);
}
static inline bool is_array(Value v) {
    return is_native(v, &array_type_def);
}
static inline uint8_t *array_at(const Array *a, int64_t i) {
    return a->data + i * a->kind->size;
}

const ArrayKind *array_find_kind(uint32_t letter); /* NULL: none */
/* An array of a type, with `length` items that are not set. */
Array *array_new(Thread *t, Type *type, const ArrayKind *kind, int64_t length);
Value array_get(Thread *t, const ArrayKind *kind, const uint8_t *place);
/* The value as an item; `place` may be anywhere. Runs Python code. */
bool array_pack(Thread *t, const ArrayKind *kind, uint8_t *place, Value v);
/* New items at the end are not set. */
bool array_resize(Thread *t, Array *a, int64_t length);
/* Replaces items [start, stop) by `count` others, which are not the array's own. */
bool array_splice(Thread *t, Array *a, int64_t start, int64_t stop, const uint8_t *items, int64_t count);
bool array_append(Thread *t, Array *a, Value v);
bool array_extend(Thread *t, Array *a, Value items);
bool array_add_bytes(Thread *t, Array *a, Value bytes);
bool array_add_text(Thread *t, Array *a, Str *text);

#endif
