#include "runtime/error.h"
#include "runtime/memory.h"
#include "runtime/str.h"
#include "runtime/stress.h"
#include "runtime/text.h"

void strbuilder_init(StrBuilder *b, Thread *t) {
    b->t = t;
    b->data = b->small;
    b->length = 0;
    b->room = sizeof b->small;
    b->kind = 1;
    b->ascii = true;
    b->failed = false;
}

void strbuilder_drop(StrBuilder *b) {
    if (b->data != b->small)
        mem_free(b->data);
    b->data = b->small;
}

static bool fail(StrBuilder *b) {
    if (!b->failed)
        raise_no_memory(b->t);
    b->failed = true;
    return false;
}

/* Moves the text to a place for `room` code points of a kind. */
static bool move(StrBuilder *b, int kind, int64_t room) {
    if (room > INT64_MAX / 16)
        return fail(b);
    void *data = mem_alloc((size_t)room * (size_t)kind);
    if (!data)
        return fail(b);
    text_copy(data, kind, 0, b->data, b->kind, 0, b->length);
    strbuilder_drop(b);
    b->data = data;
    b->room = room;
    b->kind = (uint8_t)kind;
    return true;
}

static bool reserve_slow(StrBuilder *b, int64_t more, int kind) {
    if (b->failed)
        return false;
    int64_t room = b->length + more;
    if (kind < b->kind)
        kind = b->kind;
    if (room <= b->room && kind == b->kind)
        return true;
    if (room <= b->room)
        return move(b, kind, b->room);
    return move(b, kind, growth_room(room, room + (room >> 1) + 32));
}

/* Makes place for `more` code points of a kind. */
static inline bool reserve(StrBuilder *b, int64_t more, int kind) {
    if (b->length + more <= b->room && kind <= b->kind && !b->failed)
        return true;
    return reserve_slow(b, more, kind);
}

void strbuilder_char(StrBuilder *b, uint32_t c) {
    if (!reserve(b, 1, text_kind(c)))
        return;
    b->ascii &= c < 128;
    text_put(b->data, b->kind, b->length++, c);
}

void strbuilder_slice(StrBuilder *b, const Str *s, int64_t start, int64_t stop) {
    int kind = s->kind;
    bool ascii = s->ascii;
    if (!ascii && (start > 0 || stop < s->length)) { /* the piece may be narrower than the whole */
        uint32_t largest = text_largest(s->data + start * s->kind, s->kind, stop - start);
        kind = text_kind(largest);
        ascii = largest < 128;
    }
    if (!reserve(b, stop - start, kind))
        return;
    b->ascii &= ascii;
    if (b->kind == 1 && s->kind == 1)
        memcpy((char *)b->data + b->length, s->data + start, (size_t)(stop - start));
    else if (s->kind <= b->kind)
        text_copy(b->data, b->kind, b->length, s->data, s->kind, start, stop - start);
    else
        for (int64_t i = start; i < stop; i++)
            text_put(b->data, b->kind, b->length + i - start, str_at(s, i));
    b->length += stop - start;
}

void strbuilder_str(StrBuilder *b, const Str *s) {
    strbuilder_slice(b, s, 0, s->length);
}

void strbuilder_units(StrBuilder *b, const uint16_t *units, int64_t count) {
    uint32_t largest = text_largest(units, 2, count);
    if (!reserve(b, count, text_kind(largest)))
        return;
    b->ascii &= largest < 128;
    if (b->kind == 1)
        text_narrow((uint8_t *)b->data + b->length, units, count);
    else
        text_copy(b->data, b->kind, b->length, units, 2, 0, count);
    b->length += count;
}

void strbuilder_latin1(StrBuilder *b, const uint8_t *bytes, size_t length) {
    b->ascii = b->ascii && text_is_ascii(bytes, length);
    strbuilder_ascii(b, (const char *)bytes, length);
}

void strbuilder_ascii(StrBuilder *b, const char *ascii, size_t length) {
    if (!reserve(b, (int64_t)length, 1))
        return;
    if (b->kind == 1)
        memcpy((char *)b->data + b->length, ascii, length);
    else
        text_copy(b->data, b->kind, b->length, ascii, 1, 0, (int64_t)length);
    b->length += (int64_t)length;
}

void strbuilder_text(StrBuilder *b, const char *utf8) {
    size_t length = strlen(utf8);
    if (text_is_ascii(utf8, length)) {
        strbuilder_ascii(b, utf8, length);
        return;
    }
    Str *s = b->failed ? NULL : str_from_utf8(b->t, utf8, length);
    if (!s) {
        b->failed = true;
        return;
    }
    strbuilder_str(b, s);
    decref_object(b->t, s);
}

void strbuilder_repeat(StrBuilder *b, uint32_t c, int64_t count) {
    if (count <= 0 || !reserve(b, count, text_kind(c)))
        return;
    b->ascii &= c < 128;
    text_fill(b->data, b->kind, b->length, c, count);
    b->length += count;
}

Str *strbuilder_finish(StrBuilder *b) {
    Str *s = NULL;
    if (!b->failed && b->length < 2)
        s = str_from_points(b->t, b->data, b->kind, b->length);
    else if (!b->failed)
        s = str_alloc(b->t, b->length,
                      b->ascii       ? 127
                      : b->kind == 1 ? 255
                      : b->kind == 2 ? 0xffff
                                     : 0x10ffff);
    if (s && b->length >= 2)
        memcpy(s->data, b->data, (size_t)b->length * b->kind);
    strbuilder_drop(b);
    return s;
}
