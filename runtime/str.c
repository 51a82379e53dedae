#include "runtime/str.h"
#include "runtime/error.h"
#include "runtime/memory.h"
#include "runtime/ops.h"
#include "runtime/str_impl.h"
#include "runtime/text.h"
#define XXH_INLINE_ALL
#include <xxhash.h>

enum { GRANULE = 16, LENGTH_MAX = 1 << 30 };

/* Bytes of a string object, in whole granules. Strings that are not ASCII end with the pointer to their UTF-8
 * (str_utf8.c). */
static size_t object_size(int64_t length, int kind, bool ascii) {
    size_t size = sizeof(Str) + (((size_t)(length + 1) * (size_t)kind + 7) & ~(size_t)7);
    if (!ascii)
        size += sizeof(struct Utf8Copy *);
    return (size + GRANULE - 1) & ~(size_t)(GRANULE - 1);
}

size_t str_object_size(Object *self) {
    const Str *s = (const Str *)self;
    return s->granules ? (size_t)s->granules * GRANULE : object_size(s->length, s->kind, s->ascii);
}

static void set_up(Str *s, int64_t length, int kind, bool ascii) {
    s->length = length;
    s->hash = -1;
    s->kind = (uint8_t)kind;
    s->ascii = ascii;
    s->interned = false;
    s->slot_line = 0;
    s->granules = 0;
    str_put(s, length, 0);
    if (!ascii)
        *str_utf8_slot(s) = NULL;
}

static bool length_ok(Thread *t, int64_t length) {
    if (length >= 0 && length <= (int64_t)LENGTH_MAX << 20)
        return true;
    return raise_no_memory(t), false;
}

Str *str_alloc(Thread *t, int64_t length, uint32_t largest) {
    int kind = text_kind(largest);
    if (!length_ok(t, length))
        return NULL;
    Str *s = object_new_raw(t, TYPE_STR, object_size(length, kind, largest < 128));
    if (s)
        set_up(s, length, kind, largest < 128);
    return s;
}

Str *str_alloc_subtype(Thread *t, Type *type, const Str *original) {
    size_t size = object_size(original->length, original->kind, original->ascii);
    Str *s = object_new(t, type, size - sizeof(Str));
    if (!s)
        return NULL;
    set_up(s, original->length, original->kind, original->ascii);
    memcpy(s->data, original->data, (size_t)original->length * original->kind);
    return s;
}

Str *str_exact(Thread *t, Str *s) {
    if (is_str_exact(object_value(s))) {
        incref_object(s);
        return s;
    }
    return str_from_points(t, s->data, s->kind, s->length);
}

Value str_from_char(Thread *t, uint32_t c) {
    if (c < 256)
        return new_ref(t->interp->latin1[c]);
    Str *s = str_alloc(t, 1, c);
    if (!s)
        return VALUE_NULL;
    str_put(s, 0, c);
    return object_value(s);
}

static Str *from_char(Thread *t, uint32_t c) {
    Value v = str_from_char(t, c);
    return is_null(v) ? NULL : value_str(v);
}

static void narrow(Str *to, const void *from, int kind) {
    for (int64_t i = 0; i < to->length; i++)
        str_put(to, i, text_at(from, kind, i));
}

Str *str_from_points(Thread *t, const void *data, int kind, int64_t length) {
    if (length == 0)
        return str_empty(t);
    if (length == 1)
        return from_char(t, text_at(data, kind, 0));
    Str *s = str_alloc(t, length, text_largest(data, kind, length));
    if (!s)
        return NULL;
    if (s->kind == kind)
        memcpy(s->data, data, (size_t)length * (size_t)kind);
    else
        narrow(s, data, kind);
    return s;
}

Str *str_from_latin1(Thread *t, const uint8_t *bytes, size_t length) {
    return str_from_points(t, bytes, 1, (int64_t)length);
}

Str *str_from_ucs4(Thread *t, const uint32_t *points, size_t length) {
    return str_from_points(t, points, 4, (int64_t)length);
}

Str *str_from_ascii(Thread *t, const char *ascii, size_t length) {
    if (length < 2)
        return length ? from_char(t, (uint8_t)ascii[0]) : str_empty(t);
    Str *s = str_alloc(t, (int64_t)length, 127);
    if (s)
        memcpy(s->data, ascii, length);
    return s;
}

Str *str_new(Thread *t, const char *utf8) {
    return str_from_utf8(t, utf8, strlen(utf8));
}

Str *str_format(Thread *t, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str *s = format_string(t, format, args);
    va_end(args);
    return s;
}

/* Hash and comparison. */

int64_t str_hash_bytes(Thread *t, const void *data, size_t size) {
    const uint64_t *secret = t->interp->hash_secret;
    int64_t hash = (int64_t)(XXH3_64bits_withSeed(data, size, secret[0]) ^ secret[1]);
    return hash == -1 ? -2 : hash;
}

int64_t str_hash(Thread *t, Str *s) {
    if (s->hash == -1)
        s->hash = s->length ? str_hash_bytes(t, s->data, (size_t)s->length * s->kind) : 0;
    return s->hash;
}

bool str_equal(const Str *a, const Str *b) {
    if (a == b)
        return true;
    if (a->length != b->length || a->kind != b->kind || (a->interned && b->interned))
        return false;
    if (a->hash != b->hash && a->hash != -1 && b->hash != -1)
        return false;
    return memcmp(a->data, b->data, (size_t)a->length * a->kind) == 0;
}

bool str_equal_ascii(const Str *a, const char *ascii) {
    size_t length = strlen(ascii);
    return a->ascii && (size_t)a->length == length && memcmp(a->data, ascii, length) == 0;
}

int str_compare(const Str *a, const Str *b) {
    return text_compare(a->data, a->kind, a->length, b->data, b->kind, b->length);
}

/* Pieces and sums. */

Value str_getitem(Thread *t, Str *s, int64_t index) {
    return str_from_char(t, str_at(s, index));
}

Str *str_slice(Thread *t, Str *s, int64_t start, int64_t stop) {
    int64_t length = stop - start;
    if (length == s->length)
        return str_exact(t, s);
    if (!s->ascii || length < 2)
        return str_from_points(t, s->data + start * s->kind, s->kind, length);
    Str *slice = str_alloc(t, length, 127);
    if (slice)
        memcpy(slice->data, s->data + start, (size_t)length);
    return slice;
}

/* The largest code point's class, for str_alloc. */
static uint32_t class_of(int kind, bool ascii) {
    return ascii ? 127 : kind == 1 ? 255 : kind == 2 ? 0xffff : 0x10ffff;
}

uint32_t str_class(const Str *s) {
    return class_of(s->kind, s->ascii);
}

static uint32_t common_class(const Str *a, const Str *b) {
    return class_of(a->kind > b->kind ? a->kind : b->kind, a->ascii && b->ascii);
}

static void concat_into(Str *to, const Str *a, const Str *b) {
    text_copy(to->data, to->kind, 0, a->data, a->kind, 0, a->length);
    text_copy(to->data, to->kind, a->length, b->data, b->kind, 0, b->length);
}

Str *str_concat(Thread *t, Str *a, Str *b) {
    if (a->length == 0)
        return str_exact(t, b);
    if (b->length == 0)
        return str_exact(t, a);
    Str *sum = str_alloc(t, a->length + b->length, common_class(a, b));
    if (sum)
        concat_into(sum, a, b);
    return sum;
}

static bool can_grow_in_place(const Str *a, const Str *b) {
    return a->ob.count == 1 && !a->interned && a->kind >= b->kind && (!a->ascii || b->ascii) &&
           object_size(a->length + b->length, a->kind, a->ascii) <= str_object_size((Object *)a);
}

static void grow_in_place(Str *a, const Str *b) {
    int64_t added = b->length;
    uint32_t granules = a->granules;
    str_utf8_drop(a);
    text_copy(a->data, a->kind, a->length, b->data, b->kind, 0, added);
    set_up(a, a->length + added, a->kind, a->ascii);
    a->granules = granules;
}

/* a + b with room to grow: a quarter at the first time, a half from then on (an eighth for large ones). */
static Str *concat_with_room(Thread *t, Str *a, Str *b) {
    int64_t length = a->length + b->length;
    uint32_t largest = common_class(a, b);
    if (!length_ok(t, length))
        return NULL;
    size_t size = object_size(length, text_kind(largest), largest < 128);
    size += size > 1 << 20 ? size >> 3 : a->granules ? size >> 1 : size >> 2;
    Str *sum = object_new_raw(t, TYPE_STR, size & ~(size_t)(GRANULE - 1));
    if (!sum)
        return NULL;
    set_up(sum, length, text_kind(largest), largest < 128);
    sum->granules = (uint32_t)(size / GRANULE);
    concat_into(sum, a, b);
    return sum;
}

Value str_append(Thread *t, Value a_consumed, Str *b) {
    Str *a = value_str(a_consumed), *sum;
    bool exact = is_str_exact(a_consumed);
    if (exact && b->length && a->length && can_grow_in_place(a, b)) {
        grow_in_place(a, b);
        return a_consumed;
    }
    if (!exact || !b->length || !a->length)
        sum = str_concat(t, a, b);
    else
        sum = concat_with_room(t, a, b);
    decref(t, a_consumed);
    return str_value(sum);
}

Str *str_repeat(Thread *t, Str *s, int64_t count) {
    if (count <= 0 || s->length == 0)
        return str_empty(t);
    if (count == 1)
        return str_exact(t, s);
    if (s->length > INT64_MAX / 8 / count)
        return raise_no_memory(t), NULL;
    Str *result = str_alloc(t, s->length * count, str_class(s));
    if (!result)
        return NULL;
    if (s->length == 1) {
        text_fill(result->data, result->kind, 0, str_at(s, 0), count);
        return result;
    }
    size_t size = (size_t)s->length * s->kind;
    memcpy(result->data, s->data, size);
    text_repeat(result->data, size, size * (size_t)count);
    return result;
}

/* Length and class of the joined text. */
static bool measure_join(Thread *t, Str *separator, Value *items, int64_t count, int64_t *length,
                         uint32_t *largest) {
    int kind = count > 1 ? separator->kind : 1;
    bool ascii = count <= 1 || separator->ascii;
    *length = (count - 1) * separator->length;
    for (int64_t i = 0; i < count; i++) {
        if (!is_str(items[i]))
            return raise_type_error(t, "sequence item %zd: expected str instance, %T found", (ssize_t)i,
                                    items[i]),
                   false;
        const Str *item = value_str(items[i]);
        kind = item->kind > kind ? item->kind : kind;
        ascii &= item->ascii;
        *length += item->length;
    }
    *largest = class_of(kind, ascii);
    return true;
}

Str *str_join(Thread *t, Str *separator, Value *items, int64_t count) {
    int64_t length, at = 0;
    uint32_t largest;
    if (count == 0)
        return str_empty(t);
    if (count == 1 && is_str_exact(items[0]))
        return incref(items[0]), value_str(items[0]);
    if (!measure_join(t, separator, items, count, &length, &largest))
        return NULL;
    if (length == 0)
        return str_empty(t);
    Str *result = str_alloc(t, length, largest);
    if (!result)
        return NULL;
    for (int64_t i = 0; i < count; i++) {
        const Str *item = value_str(items[i]);
        if (i > 0 && separator->length) {
            text_copy(result->data, result->kind, at, separator->data, separator->kind, 0, separator->length);
            at += separator->length;
        }
        text_copy(result->data, result->kind, at, item->data, item->kind, 0, item->length);
        at += item->length;
    }
    return result;
}

/* Searching. */

static int64_t find_widened(const Str *haystack, const Str *needle, int64_t start, int64_t length,
                            bool last) {
    uint32_t room[64];
    void *wide = room;
    size_t size = (size_t)needle->length * haystack->kind;
    if (size > sizeof room && !(wide = mem_alloc(size)))
        return -1;
    text_copy(wide, haystack->kind, 0, needle->data, needle->kind, 0, needle->length);
    int64_t found = text_find(haystack->data + start * haystack->kind, length, wide, needle->length,
                              haystack->kind, last);
    if (wide != room)
        mem_free(wide);
    return found;
}

int64_t str_find(const Str *haystack, const Str *needle, int64_t start, int64_t stop, bool last) {
    int64_t length = stop - start, found;
    if (length < needle->length)
        return -1;
    if (needle->length == 0)
        return last ? stop : start;
    if (needle->kind > haystack->kind || (haystack->ascii && !needle->ascii))
        return -1;
    if (needle->length == 1)
        return text_find_char(haystack->data, haystack->kind, start, stop, str_at(needle, 0), last);
    if (needle->kind == haystack->kind)
        found = text_find(haystack->data + start * haystack->kind, length, needle->data, needle->length,
                          needle->kind, last);
    else
        found = find_widened(haystack, needle, start, length, last);
    return found < 0 ? -1 : found + start;
}
