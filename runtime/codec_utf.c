/* UTF-8, UTF-16 and UTF-32. */
#include "runtime/codec.h"
#include "runtime/str_impl.h"
#include "runtime/text.h"

static bool is_surrogate(uint32_t c) {
    return c >= 0xd800 && c < 0xe000;
}

/* UTF-8 */

bool utf8_put(Encoding *e, uint32_t c) {
    uint8_t out[4];
    if (is_surrogate(c))
        return false;
    bytebuilder_add(&e->out, out, (size_t)utf8_encode_one(c, out));
    return true;
}

bool utf8_encode(Encoding *e) {
    const Str *s = e->text;
    if (s->ascii) {
        bytebuilder_add(&e->out, s->data, (size_t)s->length);
        return true;
    }
    for (int64_t i = 0; i < s->length;) {
        uint32_t c = str_at(s, i);
        if (!is_surrogate(c)) {
            if (!bytebuilder_reserve(&e->out, 4))
                return false;
            e->out.length += (size_t)utf8_encode_one(c, e->out.data + e->out.length);
            i++;
            continue;
        }
        int64_t stop = i + 1;
        while (stop < s->length && is_surrogate(str_at(s, stop)))
            stop++;
        if (!encoding_error(e, i, stop, "surrogates not allowed", &i))
            return false;
    }
    return true;
}

/* Length of the ASCII at p. */
static size_t ascii_run(const uint8_t *p, const uint8_t *end) {
    const uint8_t *start = p;
    for (uint64_t word; end - p >= 8; p += 8) {
        memcpy(&word, p, sizeof word);
        if (word & 0x8080808080808080u)
            break;
    }
    while (p < end && *p < 0x80)
        p++;
    return (size_t)(p - start);
}

/* The beginning of a surrogate, which "surrogatepass" wants to see whole. */
static bool is_half_surrogate(const uint8_t *p, const uint8_t *end) {
    return end - p == 2 && p[0] == 0xed && (p[1] & 0xe0) == 0xa0;
}

bool utf8_decode(Decoding *d) {
    const char *reason;
    uint32_t c;
    while (d->position < d->length) {
        const uint8_t *p = d->bytes + d->position, *end = d->bytes + d->length;
        if (*p < 0x80) {
            size_t run = ascii_run(p, end);
            strbuilder_ascii(&d->out, (const char *)p, run);
            d->position += run;
            continue;
        }
        int size = utf8_decode_one(p, end, false, &c, &reason);
        if (size > 0) {
            strbuilder_char(&d->out, c);
            d->position += (size_t)size;
        } else if (d->partial && (reason[0] == 'u' /* unexpected end of data */ || is_half_surrogate(p, end)))
            return true;
        else if (!decoding_error(d, d->position, d->position + (size_t)-size, reason))
            return false;
    }
    return true;
}

static const uint8_t utf8_mark[3] = {0xef, 0xbb, 0xbf};

bool utf8_sig_encode(Encoding *e) {
    bytebuilder_add(&e->out, utf8_mark, 3);
    return utf8_encode(e);
}

bool utf8_sig_decode(Decoding *d) {
    size_t seen = d->length < 3 ? d->length : 3;
    if (memcmp(d->bytes, utf8_mark, seen) == 0 && (seen == 3 || d->partial)) {
        if (seen < 3)
            return true;
        d->position = 3;
    }
    return utf8_decode(d);
}

/* UTF-16 and UTF-32: units of `size` bytes. */

static void put_unit(Encoding *e, uint32_t unit, size_t size) {
    for (size_t i = 0; i < size; i++)
        bytebuilder_char(&e->out, (uint8_t)(unit >> 8 * (e->codec->big_endian ? size - 1 - i : i)));
}

static uint32_t unit_at(const Decoding *d, size_t at, size_t size) {
    uint32_t unit = 0;
    for (size_t i = 0; i < size; i++)
        unit = unit << 8 | d->bytes[at + (d->big_endian ? i : size - 1 - i)];
    return unit;
}

bool utf16_put(Encoding *e, uint32_t c) {
    if (is_surrogate(c))
        return false;
    if (c < 0x10000)
        put_unit(e, c, 2);
    else {
        put_unit(e, 0xd7c0 + (c >> 10), 2);
        put_unit(e, 0xdc00 | (c & 0x3ff), 2);
    }
    return true;
}

bool utf32_put(Encoding *e, uint32_t c) {
    if (is_surrogate(c))
        return false;
    put_unit(e, c, 4);
    return true;
}

static bool encode_units(Encoding *e, size_t size) {
    if (e->codec->marked)
        put_unit(e, 0xfeff, size);
    for (int64_t i = 0; i < e->text->length;) {
        if (e->codec->put(e, str_at(e->text, i)))
            i++;
        else if (!encoding_error(e, i, i + 1, "surrogates not allowed", &i))
            return false;
    }
    return true;
}

bool utf16_encode(Encoding *e) {
    return encode_units(e, 2);
}

bool utf32_encode(Encoding *e) {
    return encode_units(e, 4);
}

/* Reads the byte order mark of the marked forms; from then on errors name the order. */
static void read_mark(Decoding *d, size_t size) {
    if (!d->codec->marked)
        return;
    if (d->length >= size) {
        uint32_t unit = unit_at(d, 0, size);
        d->big_endian = unit == (size == 2 ? 0xfffeu : 0xfffe0000u);
        if (unit == 0xfeff || d->big_endian)
            d->position = size;
    }
    d->encoding = codec_unmarked(d->codec, d->big_endian)->decode_name;
}

/* A high surrogate at the position: its partner makes a character. */
static bool decode_pair(Decoding *d, uint32_t high) {
    size_t at = d->position;
    if (d->length - at < 4) {
        if (d->partial)
            return true;
        return decoding_error(d, at, d->length, "unexpected end of data");
    }
    uint32_t low = unit_at(d, at + 2, 2);
    if (low < 0xdc00 || low > 0xdfff)
        return decoding_error(d, at, at + 2, "illegal UTF-16 surrogate");
    strbuilder_char(&d->out, 0x10000 + ((high & 0x3ff) << 10 | (low & 0x3ff)));
    d->position += 4;
    return true;
}

static bool decode_utf16_unit(Decoding *d) {
    uint32_t unit = unit_at(d, d->position, 2);
    if (unit >= 0xd800 && unit < 0xdc00)
        return decode_pair(d, unit);
    if (is_surrogate(unit))
        return decoding_error(d, d->position, d->position + 2, "illegal encoding");
    strbuilder_char(&d->out, unit);
    d->position += 2;
    return true;
}

static bool decode_utf32_unit(Decoding *d) {
    uint32_t unit = unit_at(d, d->position, 4);
    if (is_surrogate(unit))
        return decoding_error(d, d->position, d->position + 4,
                              "code point in surrogate code point range(0xd800, 0xe000)");
    if (unit > 0x10ffff)
        return decoding_error(d, d->position, d->position + 4, "code point not in range(0x110000)");
    strbuilder_char(&d->out, unit);
    d->position += 4;
    return true;
}

static bool decode_units(Decoding *d, size_t size, bool (*decode)(Decoding *d)) {
    read_mark(d, size);
    while (d->position < d->length) {
        size_t before = d->position;
        if (d->length - before < size) {
            if (d->partial)
                return true;
            if (!decoding_error(d, before, d->length, "truncated data"))
                return false;
        } else if (!decode(d))
            return false;
        if (d->partial && d->position == before)
            return true;
    }
    return true;
}

bool utf16_decode(Decoding *d) {
    return decode_units(d, 2, decode_utf16_unit);
}

bool utf32_decode(Decoding *d) {
    return decode_units(d, 4, decode_utf32_unit);
}
