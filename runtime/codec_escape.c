/* unicode_escape and raw_unicode_escape: text with the escapes of Python's string literals. */
#include "runtime/codec.h"
#include "runtime/error.h"
#include "runtime/str_impl.h"
#include "runtime/str_repr.h"
#include "runtime/unicode_names.h"

static void add_escape(Encoding *e, uint32_t c) {
    StrBuilder b; /* at most 10 ASCII characters: they stay in the builder's own room */
    strbuilder_init(&b, e->t);
    str_add_escape(&b, c);
    bytebuilder_add(&e->out, b.data, (size_t)b.length);
}

bool unicode_escape_encode(Encoding *e) {
    for (int64_t i = 0; i < e->text->length; i++) {
        uint32_t c = str_at(e->text, i);
        const char *simple = c == '\t'   ? "\\t"
                             : c == '\n' ? "\\n"
                             : c == '\r' ? "\\r"
                             : c == '\\' ? "\\\\"
                                         : NULL;
        if (simple)
            bytebuilder_add(&e->out, simple, 2);
        else if (c >= ' ' && c < 127)
            bytebuilder_char(&e->out, (uint8_t)c);
        else
            add_escape(e, c);
    }
    return true;
}

bool raw_unicode_escape_encode(Encoding *e) {
    for (int64_t i = 0; i < e->text->length; i++) {
        uint32_t c = str_at(e->text, i);
        if (c < 256)
            bytebuilder_char(&e->out, (uint8_t)c);
        else
            add_escape(e, c);
    }
    return true;
}

static int hex_digit(uint8_t c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Up to `count` hexadecimal digits from *at on, which moves behind them. */
static uint32_t read_hex(const Decoding *d, size_t *at, int count, int *found) {
    uint32_t c = 0;
    for (*found = 0; *found < count && *at < d->length && hex_digit(d->bytes[*at]) >= 0; ++*found)
        c = c << 4 | (uint32_t)hex_digit(d->bytes[(*at)++]);
    return c;
}

/* An escape that starts at `start` and should have `count` digits from `at` on. */
static bool decode_hex(Decoding *d, size_t start, size_t at, int count, const char *truncated,
                       const char *illegal) {
    int found;
    uint32_t c = read_hex(d, &at, count, &found);
    if (found < count) {
        if (d->partial && at == d->length)
            return d->position = start, true;
        return decoding_error(d, start, at, truncated);
    }
    if (c > 0x10ffff)
        return decoding_error(d, start, at, illegal);
    strbuilder_char(&d->out, c);
    d->position = at;
    return true;
}

/* Escapes that are taken as they are deserve a warning: the first one of the text gets it. */
static void note_invalid(Decoding *d, const char *text, size_t length) {
    if (!d->invalid_escape[0])
        memcpy(d->invalid_escape, text, length);
}

static bool warn_invalid(Decoding *d) {
    const char *kind = d->invalid_escape[2] ? "octal escape" : "escape"; /* three digits */
    return !d->invalid_escape[0] ||
           warn(d->t, EXC_DeprecationWarning, 1, "invalid %s sequence '\\%s'", kind, d->invalid_escape);
}

static bool decode_octal(Decoding *d, size_t at) {
    uint32_t c = 0;
    size_t start = at;
    for (int i = 0; i < 3 && at < d->length && d->bytes[at] >= '0' && d->bytes[at] <= '7'; i++)
        c = c << 3 | (uint32_t)(d->bytes[at++] - '0');
    if (c > 0377)
        note_invalid(d, (const char *)d->bytes + start, 3);
    strbuilder_char(&d->out, c);
    d->position = at;
    return true;
}

/* \N{name}, its backslash at `start` */
static bool decode_name(Decoding *d, size_t start) {
    size_t at = start + 2;
    const uint8_t *open = d->bytes + at;
    if (at >= d->length || *open != '{') {
        if (d->partial && at >= d->length)
            return d->position = start, true;
        return decoding_error(d, start, at, "malformed \\N character escape");
    }
    const uint8_t *close = memchr(open, '}', d->length - at);
    if (!close && d->partial)
        return d->position = start, true;
    size_t end = close ? (size_t)(close - d->bytes) : d->length;
    if (!close || close == open + 1)
        return decoding_error(d, start, end, "malformed \\N character escape");
    uint32_t c;
    if (!unicode_by_name((const char *)open + 1, (size_t)(close - open - 1), &c))
        return decoding_error(d, start, end + 1, "unknown Unicode character name");
    strbuilder_char(&d->out, c);
    d->position = end + 1;
    return true;
}

/* The escape whose backslash is at the position. */
static bool decode_escape(Decoding *d) {
    static const char from[] = "\\'\"abfnrtv", to[] = "\\'\"\a\b\f\n\r\t\v";
    size_t start = d->position;
    if (start + 1 >= d->length)
        return d->partial || decoding_error(d, start, d->length, "\\ at end of string");
    uint8_t c = d->bytes[start + 1];
    const char *simple = c ? strchr(from, c) : NULL;
    d->position = start + 2;
    if (simple)
        return strbuilder_char(&d->out, (uint8_t)to[simple - from]), true;
    switch (c) {
    case '\n':
        return true;
    case 'x':
        return decode_hex(d, start, start + 2, 2, "truncated \\xXX escape", NULL);
    case 'u':
        return decode_hex(d, start, start + 2, 4, "truncated \\uXXXX escape", NULL);
    case 'U':
        return decode_hex(d, start, start + 2, 8, "truncated \\UXXXXXXXX escape",
                          "illegal Unicode character");
    case 'N':
        return decode_name(d, start);
    }
    if (c >= '0' && c <= '7')
        return decode_octal(d, start + 1);
    uint8_t shown[4];
    note_invalid(d, (const char *)shown, (size_t)utf8_encode_one(c, shown));
    strbuilder_char(&d->out, '\\');
    strbuilder_char(&d->out, c);
    return true;
}

bool unicode_escape_decode(Decoding *d) {
    while (d->position < d->length) {
        size_t before = d->position;
        if (d->bytes[before] != '\\') {
            strbuilder_char(&d->out, d->bytes[before]);
            d->position++;
        } else if (!decode_escape(d))
            return false;
        if (d->partial && d->position == before)
            break;
    }
    return warn_invalid(d);
}

bool raw_unicode_escape_decode(Decoding *d) {
    while (d->position < d->length) {
        size_t before = d->position;
        uint8_t c = d->bytes[before], next = before + 1 < d->length ? d->bytes[before + 1] : 0;
        if (c == '\\' && d->partial && before + 1 == d->length)
            return true;
        if (c == '\\' && (next == 'u' || next == 'U')) {
            if (!decode_hex(d, before, before + 2, next == 'u' ? 4 : 8,
                            next == 'u' ? "truncated \\uXXXX escape" : "truncated \\UXXXXXXXX escape",
                            "\\Uxxxxxxxx out of range"))
                return false;
            if (d->partial && d->position == before)
                return true;
            continue;
        }
        strbuilder_char(&d->out, c);
        d->position++;
        if (c == '\\' && next == '\\') {
            strbuilder_char(&d->out, next);
            d->position++;
        }
    }
    return true;
}
