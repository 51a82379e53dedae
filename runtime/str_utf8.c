/* UTF-8 in and out of strings. The codec with its error handlers is codec_utf.c; this is the fast and strict
 * way. */
#include "runtime/error.h"
#include "runtime/memory.h"
#include "runtime/str_impl.h"
#include "runtime/text.h"

static bool is_tail(const uint8_t *p, const uint8_t *end) {
    return p < end && (*p & 0xc0) == 0x80;
}

static int malformed(int length, const char *text, const char **reason) {
    *reason = text;
    return -length;
}

/* Where the sequence stops being one: at the end of the data, or at a byte that does not belong. */
static int broken(const uint8_t *p, int good, const uint8_t *end, const char **reason) {
    return malformed(good, p + good >= end ? "unexpected end of data" : "invalid continuation byte", reason);
}

/* Is the second byte possible after the first (no overlong forms, no surrogates, nothing above 10ffff)? */
static bool second_fits(const uint8_t *p, bool surrogates) {
    switch (p[0]) {
    case 0xe0:
        return p[1] >= 0xa0;
    case 0xed:
        return surrogates || p[1] < 0xa0;
    case 0xf0:
        return p[1] >= 0x90;
    case 0xf4:
        return p[1] < 0x90;
    default:
        return true;
    }
}

int utf8_decode_one(const uint8_t *p, const uint8_t *end, bool surrogates, uint32_t *c, const char **reason) {
    uint8_t first = p[0];
    if (first < 0x80)
        return *c = first, 1;
    if (first < 0xc2 || first > 0xf4)
        return malformed(1, "invalid start byte", reason);
    if (!is_tail(p + 1, end) || !second_fits(p, surrogates))
        return broken(p, 1, end, reason);
    if (first < 0xe0)
        return *c = (first & 0x1fu) << 6 | (p[1] & 0x3f), 2;
    if (!is_tail(p + 2, end))
        return broken(p, 2, end, reason);
    if (first < 0xf0)
        return *c = (first & 0xfu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3f), 3;
    if (!is_tail(p + 3, end))
        return broken(p, 3, end, reason);
    *c = (first & 7u) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 | (p[3] & 0x3f);
    return 4;
}

int utf8_encode_one(uint32_t c, uint8_t *out) {
    if (c < 0x80) {
        out[0] = (uint8_t)c;
        return 1;
    }
    int length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (int i = length - 1; i > 0; i--, c >>= 6)
        out[i] = 0x80 | (c & 0x3f);
    out[0] = (uint8_t)((0xf00 >> length) | c);
    return length;
}

/* Counts code points; false: malformed. */
static bool measure(const uint8_t *p, const uint8_t *end, int64_t *length, uint32_t *largest) {
    uint32_t c, all = 0;
    const char *reason;
    int64_t count = 0;
    for (int n; p < end; p += n, count++) {
        if ((n = utf8_decode_one(p, end, true, &c, &reason)) < 0)
            return false;
        all |= c;
    }
    *length = count;
    *largest = all < 0x10000 ? all : 0x10ffff;
    return true;
}

Str *str_from_utf8(Thread *t, const char *utf8, size_t size) {
    const uint8_t *p = (const uint8_t *)utf8, *end = p + size;
    int64_t length;
    uint32_t largest, c;
    const char *reason;
    if (text_is_ascii(utf8, size))
        return str_from_ascii(t, utf8, size);
    if (!measure(p, end, &length, &largest)) {
        Value v = str_decode(t, p, size, NULL, NULL); /* raises */
        return is_null(v) ? NULL : value_str(v);
    }
    if (length == 1) {
        utf8_decode_one(p, end, true, &c, &reason);
        Value v = str_from_char(t, c);
        return is_null(v) ? NULL : value_str(v);
    }
    Str *s = str_alloc(t, length, largest);
    for (int64_t i = 0; s && i < length; i++) {
        p += utf8_decode_one(p, end, true, &c, &reason);
        str_put(s, i, c);
    }
    return s;
}

static Utf8Copy *make_copy(Thread *t, const Str *s) {
    Utf8Copy *copy = mem_alloc(sizeof *copy +
                               (size_t)s->length * (s->kind == 1   ? 2
                                                    : s->kind == 2 ? 3
                                                                   : 4) +
                               1);
    if (!copy)
        return raise_no_memory(t), NULL;
    uint8_t *out = (uint8_t *)copy->text;
    copy->wtf8 = false;
    for (int64_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        copy->wtf8 |= c >= 0xd800 && c < 0xe000;
        out += utf8_encode_one(c, out);
    }
    *out = 0;
    copy->length = (size_t)(out - (uint8_t *)copy->text);
    Utf8Copy *smaller = mem_realloc(copy, sizeof *copy + copy->length + 1);
    return smaller ? smaller : copy;
}

static Utf8Copy *get_copy(Thread *t, Str *s) {
    Utf8Copy **slot = str_utf8_slot(s);
    if (!*slot)
        *slot = make_copy(t, s);
    return *slot;
}

const char *str_wtf8(Thread *t, Str *s, size_t *length) {
    size_t ignored;
    if (!length)
        length = &ignored;
    if (s->ascii) {
        *length = (size_t)s->length;
        return (const char *)s->data;
    }
    Utf8Copy *copy = get_copy(t, s);
    if (!copy)
        return NULL;
    *length = copy->length;
    return copy->text;
}

const char *str_utf8(Thread *t, Str *s, size_t *length) {
    const char *text = str_wtf8(t, s, length);
    if (text && !s->ascii && (*str_utf8_slot(s))->wtf8) {
        decref(t, str_encode(t, s, NULL, NULL)); /* raises UnicodeEncodeError */
        return NULL;
    }
    return text;
}
