#include "runtime/codec_multibyte.h"
#include "runtime/codec.h"
#include "runtime/text.h"

static const char incomplete[] = "incomplete multibyte sequence", illegal[] = "illegal multibyte sequence";

/* What a codec finds at a place: how many bytes are the character; 0: some are missing; -1: they are wrong. */

/* ---- GB18030: four bytes are a number, which counts the characters that have no two bytes ---- */

enum { FIRST_RANKED = 0x80, BEYOND_BMP = 0x2e248 }; /* the second: of b"\x90\x30\x81\x30", U+10000 */

static bool is_surrogate(uint32_t c) {
    return c >= 0xd800 && c < 0xe000;
}

static uint16_t code_of(const MultibyteSet *set, uint32_t c) {
    return c < 0x10000 ? set->pages[set->pages_of[c >> 8]][c & 0xff] : 0;
}

static bool is_ranked(const MultibyteSet *set, uint32_t c) {
    return c >= FIRST_RANKED && !is_surrogate(c) && !code_of(set, c);
}

static uint32_t rank_of(const MultibyteSet *set, uint32_t c) {
    if (c >= 0x10000)
        return BEYOND_BMP + (c - 0x10000);
    uint32_t rank = set->ranks[c >> 8];
    for (uint32_t before = c & ~0xffu; before < c; before++)
        rank += is_ranked(set, before);
    return rank;
}

/* 0: no character has it. */
static uint32_t character_of_rank(const MultibyteSet *set, uint32_t rank) {
    if (rank >= BEYOND_BMP)
        return rank - BEYOND_BMP < 0x100000 ? rank - BEYOND_BMP + 0x10000 : 0;
    uint32_t page = 0;
    while (page < 255 && set->ranks[page + 1] <= rank)
        page++;
    uint32_t left = rank - set->ranks[page];
    for (uint32_t c = page << 8; c < (page + 1) << 8; c++)
        if (is_ranked(set, c) && !left--)
            return c;
    return 0;
}

static int decode_four(const MultibyteSet *set, const uint8_t *p, size_t length, uint32_t *c) {
    if (length < 4)
        return 0;
    if (p[0] < 0x81 || p[0] == 0xff || p[2] < 0x81 || p[2] == 0xff || p[3] < 0x30 || p[3] > 0x39)
        return -1;
    uint32_t rank = (((uint32_t)(p[0] - 0x81) * 10 + (p[1] - 0x30u)) * 126 + (p[2] - 0x81u)) * 10 + (p[3] - 0x30u);
    *c = character_of_rank(set, rank);
    return *c ? 4 : -1;
}

static int write_four(const MultibyteSet *set, uint32_t c, uint8_t *out) {
    uint32_t rank = rank_of(set, c);
    out[0] = (uint8_t)(0x81 + rank / 12600);
    out[1] = (uint8_t)(0x30 + rank / 1260 % 10);
    out[2] = (uint8_t)(0x81 + rank / 10 % 126);
    out[3] = (uint8_t)(0x30 + rank % 10);
    return 4;
}

/* ---- EUC-KR: a filler, a first consonant, a vowel and a last consonant or a filler, of two bytes each ---- */

enum { SYLLABLES = 0xac00, VOWELS = 21, LASTS = 28, KOREAN_ROW = 0xa4, FILLER = 0xd4, CONSONANT = 0xa1, VOWEL = 0xbf };

/* The second bytes of the consonants a syllable can begin with, and end with. */
static const uint8_t firsts[] = {0xa1, 0xa2, 0xa4, 0xa7, 0xa8, 0xa9, 0xb1, 0xb2, 0xb3, 0xb5,
                                 0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xbb, 0xbc, 0xbd, 0xbe};
static const uint8_t lasts[] = {FILLER, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa9, 0xaa, 0xab, 0xac, 0xad, 0xae,
                                0xaf,   0xb0, 0xb1, 0xb2, 0xb4, 0xb5, 0xb6, 0xb7, 0xb8, 0xba, 0xbb, 0xbc, 0xbd, 0xbe};

static int place_of(const uint8_t *bytes, size_t count, uint8_t byte) {
    const uint8_t *found = memchr(bytes, byte, count);
    return found ? (int)(found - bytes) : -1;
}

static int decode_composed(const uint8_t *p, size_t length, uint32_t *c) {
    if (length < 8)
        return 0;
    int first = place_of(firsts, sizeof firsts, p[3]), vowel = p[5] - VOWEL, last = place_of(lasts, sizeof lasts, p[7]);
    if (p[2] != KOREAN_ROW || p[4] != KOREAN_ROW || p[6] != KOREAN_ROW || first < 0 || vowel < 0 || vowel >= VOWELS || last < 0)
        return -1;
    *c = SYLLABLES + (uint32_t)((first * VOWELS + vowel) * LASTS + last);
    return 8;
}

static int write_composed(uint32_t c, uint8_t *out) {
    uint32_t n = c - SYLLABLES;
    out[0] = out[2] = out[4] = out[6] = KOREAN_ROW;
    out[1] = FILLER;
    out[3] = firsts[n / (VOWELS * LASTS)];
    out[5] = (uint8_t)(VOWEL + n / LASTS % VOWELS);
    out[7] = lasts[n % LASTS];
    return 8;
}

static bool is_syllable(uint32_t c) {
    return c >= SYLLABLES && c < SYLLABLES + sizeof firsts * VOWELS * LASTS;
}

/* ---- all ---- */

static int decode_row(const MultibyteSet *set, unsigned row, uint8_t last, int size, uint32_t *c) {
    *c = last < MULTIBYTE_LAST ? 0 : set->rows[row][last - MULTIBYTE_LAST];
    return *c ? size : -1;
}

static int decode_one(const MultibyteSet *set, const uint8_t *p, size_t length, uint32_t *c) {
    unsigned at = p[0] - 0x80u;
    if ((*c = set->singles[at]))
        return 1;
    if (set->first_limit && (p[0] > set->first_limit || p[0] == 0x80 || p[0] == 0xa0))
        return -1;
    if (length < 2)
        return 0;
    if (set->ranks && p[1] >= 0x30 && p[1] <= 0x39)
        return decode_four(set, p, length, c);
    if (set->composed && p[0] == KOREAN_ROW && p[1] == FILLER)
        return decode_composed(p, length, c);
    if (!set->three_bytes || p[0] != 0x8f)
        return decode_row(set, set->rows_of[at], p[1], 2, c);
    if (length < 3)
        return 0;
    return decode_row(set, p[1] < 0x80 ? 0 : set->rows_of[p[1]], p[2], 3, c);
}

enum { CHUNK = 512, MUCH_ASCII = 16 };

/* Decodes characters below 0x10000, up to CHUNK; *size and *c: of the one that ends them, if one does. */
static int64_t take_units(Decoding *d, uint16_t *units, int *size, uint32_t *c) {
    int64_t count = 0;
    for (*size = 1; count < CHUNK && d->position < d->length; d->position += (size_t)*size) {
        const uint8_t *p = d->bytes + d->position;
        *size = 1;
        *c = *p;
        if (*p >= 0x80)
            *size = decode_one(d->codec->multibyte, p, d->length - d->position, c);
        if (*size <= 0 || *c > 0xffff)
            break;
        units[count++] = (uint16_t)*c;
    }
    return count;
}

bool multibyte_decode(Decoding *d) {
    uint16_t units[CHUNK];
    uint32_t c = 0;
    int size;
    while (d->position < d->length) {
        const uint8_t *p = d->bytes + d->position;
        size_t ascii = text_ascii_run(p, d->length - d->position);
        if (ascii >= MUCH_ASCII) {
            strbuilder_ascii(&d->out, (const char *)p, ascii);
            d->position += ascii;
            continue;
        }
        strbuilder_units(&d->out, units, take_units(d, units, &size, &c));
        if (size > 0 && c > 0xffff) {
            strbuilder_char(&d->out, c);
            d->position += (size_t)size;
        } else if (size == 0 && d->partial)
            break;
        else if (size <= 0 && !decoding_error(d, d->position, size ? d->position + 1 : d->length, size ? illegal : incomplete))
            return false;
    }
    return true;
}

enum { MOST_BYTES = 8 };

/* Writes one character. Answers how many bytes it has; 0: none. */
static inline int write_one(const MultibyteSet *set, uint32_t c, uint8_t *out) {
    if (c < 0x80)
        return out[0] = (uint8_t)c, 1;
    uint16_t code = code_of(set, c);
    if (code >= 0x100) {
        bool three = set->three_bytes && !(code & 0x80);
        out[0] = 0x8f;
        out[three] = (uint8_t)(code >> 8);
        out[three + 1] = (uint8_t)(three ? code | 0x80 : code);
        return three + 2;
    }
    if (code)
        return out[0] = (uint8_t)code, 1;
    if (set->ranks && !is_surrogate(c))
        return write_four(set, c, out);
    return set->composed && is_syllable(c) ? write_composed(c, out) : 0;
}

bool multibyte_put(Encoding *e, uint32_t c) {
    uint8_t bytes[MOST_BYTES];
    int size = write_one(e->codec->multibyte, c, bytes);
    bytebuilder_add(&e->out, bytes, (size_t)size);
    return size > 0;
}

/* Writes characters from i on, up to stop or one that has no bytes; answers where it ends. */
static int64_t put_run(Encoding *e, int64_t i, int64_t stop) {
    const MultibyteSet *set = e->codec->multibyte;
    uint8_t *p = e->out.data + e->out.length;
    for (int size; i < stop && (size = write_one(set, str_at(e->text, i), p)); i++)
        p += size;
    e->out.length = (size_t)(p - e->out.data);
    return i;
}

bool multibyte_encode(Encoding *e) {
    int64_t length = e->text->length;
    for (int64_t i = 0; i < length;) {
        int64_t stop = length - i < CHUNK ? length : i + CHUNK;
        if (!bytebuilder_reserve(&e->out, (size_t)(stop - i) * MOST_BYTES))
            return false;
        i = put_run(e, i, stop);
        if (i < stop && !encoding_error(e, i, i + 1, illegal, &i))
            return false;
    }
    return true;
}
