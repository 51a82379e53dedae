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

/* What is encoded, or decoded, in one go. */
enum { CHUNK = 512 };

/* Writes characters from i on, up to stop or a surrogate; answers where it ends. `kind` is a constant. */
static inline int64_t put_run(const Str *s, int kind, int64_t i, int64_t stop, ByteBuilder *out) {
    uint8_t *p = out->data + out->length;
    for (; i < stop; i++) {
        uint32_t c = text_at(s->data, kind, i);
        if (c < 0x80)
            *p++ = (uint8_t)c;
        else if (is_surrogate(c))
            break;
        else
            p += utf8_encode_one(c, p);
    }
    out->length = (size_t)(p - out->data);
    return i;
}

bool utf8_encode(Encoding *e) {
    const Str *s = e->text;
    if (s->ascii) {
        bytebuilder_add(&e->out, s->data, (size_t)s->length);
        return true;
    }
    for (int64_t i = 0; i < s->length;) {
        int64_t stop = s->length - i < CHUNK ? s->length : i + CHUNK, start;
        if (!bytebuilder_reserve(&e->out, (size_t)(stop - i) * 4))
            return false;
        i = s->kind == 1   ? put_run(s, 1, i, stop, &e->out)
            : s->kind == 2 ? put_run(s, 2, i, stop, &e->out)
                           : put_run(s, 4, i, stop, &e->out);
        if (i == stop)
            continue;
        for (start = i++; i < s->length && is_surrogate(str_at(s, i));)
            i++;
        if (!encoding_error(e, start, i, "surrogates not allowed", &i))
            return false;
    }
    return true;
}

static bool is_tail(uint8_t byte) {
    return (byte & 0xc0) == 0x80;
}

/* Decodes up to CHUNK characters of one to three bytes, not so far as something else, or much ASCII, begins. Answers how
 * many bytes they are. */
static size_t take_units(const uint8_t *start, const uint8_t *end, uint16_t *units, int64_t *count) {
    const uint8_t *p = start;
    int64_t n = 0;
    while (n < CHUNK && p < end) {
        if (*p < 0x80) {
            if (end - p >= 16 && text_ascii_run(p, 16) == 16)
                break;
            units[n++] = *p++;
        } else if (*p < 0xe0) {
            if (*p < 0xc2 || end - p < 2 || !is_tail(p[1]))
                break;
            units[n++] = (uint16_t)((*p & 0x1f) << 6 | (p[1] & 0x3f));
            p += 2;
        } else {
            if (*p >= 0xf0 || end - p < 3 || !is_tail(p[1]) || !is_tail(p[2]))
                break;
            uint16_t c = (uint16_t)((*p & 0xf) << 12 | (p[1] & 0x3f) << 6 | (p[2] & 0x3f));
            if (c < 0x800 || is_surrogate(c))
                break;
            units[n++] = c;
            p += 3;
        }
    }
    *count = n;
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
            size_t run = text_ascii_run(p, (size_t)(end - p));
            strbuilder_ascii(&d->out, (const char *)p, run);
            d->position += run;
            continue;
        }
        uint16_t units[CHUNK];
        int64_t count;
        d->position += take_units(p, end, units, &count);
        if (count) {
            strbuilder_units(&d->out, units, count);
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
        d->bytes += 3; /* errors count from here */
        d->length -= 3;
        bool ok = utf8_decode(d);
        d->position += 3;
        return ok;
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

static bool is_foreign(bool big_endian) {
    return big_endian != (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__);
}

/* UTF-16 of characters from i on that are one unit; answers where it ends. */
static int64_t put_units(Encoding *e, int64_t i) {
    const Str *s = e->text;
    uint16_t units[CHUNK];
    int64_t count = s->length - i < CHUNK ? s->length - i : CHUNK;
    if (s->kind == 4) /* to be looked at one by one */
        return i;
    text_copy(units, 2, 0, s->data, s->kind, i, count);
    count = text_surrogate_free(units, count);
    if (is_foreign(e->codec->big_endian))
        text_swap(units, count);
    bytebuilder_add(&e->out, units, (size_t)count * 2);
    return i + count;
}

static bool encode_units(Encoding *e, size_t size) {
    if (e->codec->marked)
        put_unit(e, 0xfeff, size);
    for (int64_t i = 0; i < e->text->length;) {
        if (size == 2 && (i = put_units(e, i)) == e->text->length)
            break;
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

/* As many characters of one unit as there are, or one of two. */
static bool decode_utf16_units(Decoding *d) {
    uint16_t units[CHUNK];
    int64_t count = (int64_t)(d->length - d->position) / 2;
    count = count < CHUNK ? count : CHUNK;
    memcpy(units, d->bytes + d->position, (size_t)count * 2);
    if (is_foreign(d->big_endian))
        text_swap(units, count);
    count = text_surrogate_free(units, count);
    d->position += (size_t)count * 2;
    if (count) {
        strbuilder_units(&d->out, units, count);
        return true;
    }
    if (units[0] < 0xdc00)
        return decode_pair(d, units[0]);
    return decoding_error(d, d->position, d->position + 2, "illegal encoding");
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
    return decode_units(d, 2, decode_utf16_units);
}

bool utf32_decode(Decoding *d) {
    return decode_units(d, 4, decode_utf32_unit);
}
