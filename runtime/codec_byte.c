/* Codecs with one byte for each character: ASCII, Latin-1, cp1252. */
#include "runtime/codec.h"
#include "runtime/text.h"

/* Encodes with put; runs of characters that it refuses are one error. */
static bool encode_each(Encoding *e, const char *reason, bool (*fits)(uint32_t c)) {
    const Str *s = e->text;
    if (!bytebuilder_reserve(&e->out, (size_t)s->length))
        return false;
    for (int64_t i = 0; i < s->length;) {
        if (e->codec->put(e, str_at(s, i))) {
            i++;
            continue;
        }
        int64_t stop = i + 1;
        while (stop < s->length && !fits(str_at(s, stop)))
            stop++;
        if (!encoding_error(e, i, stop, reason, &i))
            return false;
    }
    return true;
}

static bool fits_ascii(uint32_t c) {
    return c < 128;
}
static bool fits_latin1(uint32_t c) {
    return c < 256;
}

bool ascii_put(Encoding *e, uint32_t c) {
    if (c < 128)
        bytebuilder_char(&e->out, (uint8_t)c);
    return c < 128;
}

bool latin1_put(Encoding *e, uint32_t c) {
    if (c < 256)
        bytebuilder_char(&e->out, (uint8_t)c);
    return c < 256;
}

static bool copy(Encoding *e) {
    bytebuilder_add(&e->out, e->text->data, (size_t)e->text->length);
    return true;
}

bool ascii_encode(Encoding *e) {
    return e->text->ascii ? copy(e) : encode_each(e, "ordinal not in range(128)", fits_ascii);
}

bool latin1_encode(Encoding *e) {
    return e->text->kind == 1 ? copy(e) : encode_each(e, "ordinal not in range(256)", fits_latin1);
}

bool ascii_decode(Decoding *d) {
    while (d->position < d->length) {
        size_t at = d->position, stop = at;
        while (stop < d->length && d->bytes[stop] < 128)
            stop++;
        strbuilder_ascii(&d->out, (const char *)d->bytes + at, stop - at);
        d->position = stop;
        if (stop < d->length && !decoding_error(d, stop, stop + 1, "ordinal not in range(128)"))
            return false;
    }
    return true;
}

bool latin1_decode(Decoding *d) {
    Str *s = str_from_latin1(d->t, d->bytes, d->length);
    if (!s)
        return false;
    strbuilder_str(&d->out, s);
    decref_object(d->t, s);
    d->position = d->length;
    return true;
}

enum { UNDEFINED = 0xfffe };
static const uint16_t cp1252_high[32] = {/* 0x80 to 0x9f; all others are Latin-1 */
                                         0x20ac, UNDEFINED, 0x201a,    0x0192, 0x201e, 0x2026, 0x2020,
                                         0x2021, 0x02c6,    0x2030,    0x0160, 0x2039, 0x0152, UNDEFINED,
                                         0x017d, UNDEFINED, UNDEFINED, 0x2018, 0x2019, 0x201c, 0x201d,
                                         0x2022, 0x2013,    0x2014,    0x02dc, 0x2122, 0x0161, 0x203a,
                                         0x0153, UNDEFINED, 0x017e,    0x0178};

/* The byte, or -1. */
static int cp1252_byte(uint32_t c) {
    if (c < 0x80 || (c >= 0xa0 && c < 0x100))
        return (int)c;
    for (int i = 0; i < 32; i++)
        if (cp1252_high[i] == c && c != UNDEFINED)
            return 0x80 + i;
    return -1;
}

static bool fits_cp1252(uint32_t c) {
    return cp1252_byte(c) >= 0;
}

bool cp1252_put(Encoding *e, uint32_t c) {
    int byte = cp1252_byte(c);
    if (byte >= 0)
        bytebuilder_char(&e->out, (uint8_t)byte);
    return byte >= 0;
}

bool cp1252_encode(Encoding *e) {
    return e->text->ascii ? copy(e) : encode_each(e, "character maps to <undefined>", fits_cp1252);
}

bool cp1252_decode(Decoding *d) {
    while (d->position < d->length) {
        size_t at = d->position++;
        uint32_t c = d->bytes[at];
        if (c >= 0x80 && c < 0xa0)
            c = cp1252_high[c - 0x80];
        if (c != UNDEFINED)
            strbuilder_char(&d->out, c);
        else if (!decoding_error(d, at, at + 1, "character maps to <undefined>"))
            return false;
    }
    return true;
}
