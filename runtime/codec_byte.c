/* Codecs with one byte for each character: ASCII, Latin-1, and those of generate/charmaps.c. */
#include "runtime/codec.h"
#include "runtime/text.h"

/* Encodes with put; runs of characters that it refuses are one error. */
static bool encode_each(Encoding *e, const char *reason, bool (*fits)(const Encoding *e, uint32_t c)) {
    const Str *s = e->text;
    if (!bytebuilder_reserve(&e->out, (size_t)s->length))
        return false;
    for (int64_t i = 0; i < s->length;) {
        if (e->codec->put(e, str_at(s, i))) {
            i++;
            continue;
        }
        int64_t stop = i + 1;
        while (stop < s->length && !fits(e, str_at(s, stop)))
            stop++;
        if (!encoding_error(e, i, stop, reason, &i))
            return false;
    }
    return true;
}

static bool fits_ascii(const Encoding *e, uint32_t c) {
    return c < 128;
}
static bool fits_latin1(const Encoding *e, uint32_t c) {
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
        size_t at = d->position, stop = at + text_ascii_run(d->bytes + at, d->length - at);
        strbuilder_ascii(&d->out, (const char *)d->bytes + at, stop - at);
        d->position = stop;
        if (stop < d->length && !decoding_error(d, stop, stop + 1, "ordinal not in range(128)"))
            return false;
    }
    return true;
}

bool latin1_decode(Decoding *d) {
    strbuilder_latin1(&d->out, d->bytes, d->length);
    d->position = d->length;
    return true;
}

/* Sets of 256 characters, each described by a table: codec->codes. */
enum { UNDEFINED = 0xfffe };
static const char undefined[] = "character maps to <undefined>";

const uint16_t *codec_source_table(const char *name) {
    const Codec *codec = codec_find(name);
    if (!codec || !codec->codes)
        return NULL;
    for (int i = 0; i < 128; i++)
        if (codec->codes[i] != i)
            return NULL;
    return codec->codes;
}

/* The byte, or -1. */
static int charmap_byte(const Codec *codec, uint32_t c) {
    int byte = c < 0x10000 ? codec->bytes[codec->bytes_of[c >> 8]][c & 0xff] : 0;
    return byte || !c ? byte : -1; /* no set has another character at 0 */
}

bool charmap_put(Encoding *e, uint32_t c) {
    int byte = charmap_byte(e->codec, c);
    if (byte >= 0)
        bytebuilder_char(&e->out, (uint8_t)byte);
    return byte >= 0;
}

static bool fits_charmap(const Encoding *e, uint32_t c) {
    return charmap_byte(e->codec, c) >= 0;
}

bool charmap_encode(Encoding *e) {
    return encode_each(e, undefined, fits_charmap);
}

bool charmap_decode(Decoding *d) {
    uint16_t units[512];
    while (d->position < d->length) {
        const uint8_t *bytes = d->bytes + d->position;
        size_t left = d->length - d->position, count = 0;
        while (count < left && count < 512 && (units[count] = d->codec->codes[bytes[count]]) != UNDEFINED)
            count++;
        strbuilder_units(&d->out, units, (int64_t)count);
        d->position += count;
        if (count < left && count < 512 && !decoding_error(d, d->position, d->position + 1, undefined))
            return false;
    }
    return true;
}
