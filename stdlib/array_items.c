/* Storage and items of arrays. */
#include "runtime/byte_span.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/memory.h"
#include "runtime/str.h"
#include "runtime/text.h"
#include "stdlib/array.h"
#include <limits.h>

const ArrayKind array_kinds[] = {
    {'b', 'i', 1, 1, "b", "signed char"},
    {'B', 'u', 1, 0, "B", "unsigned byte integer"},
    {'u', 'c', 4, 20, "w", NULL},
    {'h', 'i', 2, 4, "h", "signed short integer"},
    {'H', 'u', 2, 2, "H", "unsigned short"},
    {'i', 'i', 4, 8, "i", "signed integer"},
    {'I', 'u', 4, 6, "I", "unsigned int"},
    {'l', 'i', 8, 12, "l", NULL},
    {'L', 'u', 8, 10, "L", NULL},
    {'q', 'i', 8, 12, "q", NULL},
    {'Q', 'u', 8, 10, "Q", NULL},
    {'f', 'f', 4, 14, "f", NULL},
    {'d', 'f', 8, 16, "d", NULL},
    {0},
};

const ArrayKind *array_find_kind(uint32_t letter) {
    for (const ArrayKind *kind = array_kinds; kind->letter; kind++)
        if ((unsigned char)kind->letter == letter)
            return kind;
    return NULL;
}

/* --- storage --- */

Array *array_new(Thread *t, Type *type, const ArrayKind *kind, int64_t length) {
    Array *a = object_new(t, type, 0);
    if (!a)
        return NULL;
    a->kind = kind;
    if (array_resize(t, a, length))
        return a;
    decref_object(t, a);
    return NULL;
}

bool array_resize(Thread *t, Array *a, int64_t length) {
    if (length == a->length)
        return true;
    if (a->exports)
        return raise(t, EXC_BufferError, "cannot resize an array that is exporting buffers"), false;
    if (length > INT64_MAX / 32)
        return raise_no_memory(t), false;
    if (length > a->room || length < a->room / 2) {
        int64_t room = a->length && length > a->length ? length + (length >> 4) + 7 : length;
        uint8_t *data = mem_realloc(a->data, (size_t)(room * a->kind->size) + 1);
        if (!data)
            return raise_no_memory(t), false;
        a->data = data;
        a->room = room;
    }
    a->length = length;
    return true;
}

bool array_splice(Thread *t, Array *a, int64_t start, int64_t stop, const uint8_t *items, int64_t count) {
    size_t size = a->kind->size;
    int64_t tail = a->length - stop, length = start + count + tail;
    if (length > a->length && !array_resize(t, a, length))
        return false;
    if (length < a->length && a->exports)
        return array_resize(t, a, length);
    if (tail && count != stop - start)
        memmove(array_at(a, start + count), array_at(a, stop), (size_t)tail * size);
    if (count)
        memcpy(array_at(a, start), items, (size_t)count * size);
    return array_resize(t, a, length);
}

/* --- items --- */

Value array_get(Thread *t, const ArrayKind *kind, const uint8_t *place) {
    uint64_t bits = 0;
    float f;
    double d;
    memcpy(&bits, place, kind->size);
    if (kind->kind == 'u')
        return int_from_uint64(t, bits);
    if (kind->kind == 'c')
        return bits <= 0x10ffff ? str_from_char(t, (uint32_t)bits)
                                : raise_value_error(t, "character U+%x is not in range [U+0000; U+10ffff]",
                                                    (unsigned)bits);
    if (kind->kind == 'i') {
        int unused = 64 - 8 * kind->size;
        return int_value(t, (int64_t)(bits << unused) >> unused);
    }
    memcpy(&f, &bits, sizeof f);
    memcpy(&d, &bits, sizeof d);
    return float_value(t, kind->size == 4 ? f : d);
}

static bool beyond(Thread *t, const char *name, bool greater) {
    raise_overflow(t, greater ? "%s is greater than maximum" : "%s is less than minimum", name);
    return false;
}

static bool signed_bits(Thread *t, const ArrayKind *kind, Value v, int64_t *bits) {
    if (!int_to_int64(v, bits))
        return raise_overflow(t, kind->letter == 'q' ? "int too big to convert"
                                                     : "Python int too large to convert to C long"),
               false;
    if (kind->letter == 'H' && (*bits < INT_MIN || *bits > INT_MAX))
        return beyond(t, "signed integer", *bits > 0);
    if (kind->letter == 'b' && (*bits < SHRT_MIN || *bits > SHRT_MAX))
        return beyond(t, "signed short integer", *bits > 0);
    int width = 8 * kind->size - (kind->kind == 'i');
    int64_t high = (int64_t)(((uint64_t)1 << (width < 63 ? width : 63)) - 1),
            low = kind->kind == 'i' ? -high - 1 : 0;
    return (*bits >= low && *bits <= high) || beyond(t, kind->name, *bits > 0);
}

static bool unsigned_bits(Thread *t, const ArrayKind *kind, Value v, uint64_t *bits) {
    bool longest = kind->letter == 'Q';
    if (int_sign(v) < 0)
        return raise_overflow(t, longest ? "can't convert negative int to unsigned"
                                         : "can't convert negative value to unsigned int"),
               false;
    if (!int_to_uint64(v, bits))
        return raise_overflow(t, longest ? "int too big to convert"
                                         : "Python int too large to convert to C unsigned long"),
               false;
    return kind->size == 8 || *bits <= UINT32_MAX || beyond(t, kind->name, true);
}

static bool pack_int(Thread *t, const ArrayKind *kind, uint8_t *place, Value v) {
    int64_t number;
    uint64_t bits = 0;
    Value i = op_index(t, v);
    if (is_null(i))
        return false;
    bool large = kind->kind == 'u' && kind->size >= 4;
    bool ok = large ? unsigned_bits(t, kind, i, &bits) : signed_bits(t, kind, i, &number);
    decref(t, i);
    if (!large && ok)
        bits = (uint64_t)number;
    if (ok)
        memcpy(place, &bits, kind->size);
    return ok;
}

bool array_pack(Thread *t, const ArrayKind *kind, uint8_t *place, Value v) {
    if (kind->kind == 'c') {
        if (!is_str(v) || value_str(v)->length != 1)
            return raise_type_error(t, "array item must be unicode character"), false;
        uint32_t c = str_at(value_str(v), 0);
        memcpy(place, &c, sizeof c);
        return true;
    }
    if (kind->kind != 'f')
        return pack_int(t, kind, place, v);
    double d;
    if (!op_float(t, v, &d))
        return false;
    float f = (float)d;
    memcpy(place, kind->size == 4 ? (void *)&f : (void *)&d, kind->size);
    return true;
}

/* --- more items --- */

bool array_append(Thread *t, Array *a, Value v) {
    uint8_t item[8];
    return array_pack(t, a->kind, item, v) && array_splice(t, a, a->length, a->length, item, 1);
}

static bool append_visited(Thread *t, Value item, void *arg) {
    bool ok = array_append(t, arg, item);
    decref(t, item);
    return ok;
}

bool array_extend(Thread *t, Array *a, Value items) {
    if (!is_array(items))
        return op_each(t, items, append_visited, a);
    Array *other = value_array(items);
    if (other->kind != a->kind)
        return raise_type_error(t, "can only extend with array of same kind"), false;
    int64_t length = a->length, count = other->length;
    if (!array_resize(t, a, length + count)) /* other may be a itself */
        return false;
    if (count)
        memcpy(array_at(a, length), other->data, (size_t)count * a->kind->size);
    return true;
}

bool array_add_bytes(Thread *t, Array *a, Value bytes) {
    SpanArg data;
    if (!span_get(t, bytes, &data))
        return false;
    bool ok = data.span.length % a->kind->size == 0;
    if (ok)
        ok = array_splice(t, a, a->length, a->length, data.span.data, data.span.length / a->kind->size);
    else
        raise_value_error(t, "bytes length not a multiple of item size");
    span_release(t, &data);
    return ok;
}

bool array_add_text(Thread *t, Array *a, Str *text) {
    int64_t start = a->length;
    if (!array_resize(t, a, start + text->length))
        return false;
    if (text->length)
        text_copy(a->data, 4, start, text->data, text->kind, 0, text->length);
    return true;
}
