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

static void put_four(Encoding *e, uint32_t c) {
    uint32_t rank = rank_of(e->codec->multibyte, c);
    uint8_t bytes[4] = {(uint8_t)(0x81 + rank / 12600), (uint8_t)(0x30 + rank / 1260 % 10),
                        (uint8_t)(0x81 + rank / 10 % 126), (uint8_t)(0x30 + rank % 10)};
    bytebuilder_add(&e->out, bytes, 4);
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

static void put_composed(Encoding *e, uint32_t c) {
    uint32_t n = c - SYLLABLES;
    uint8_t bytes[8] = {KOREAN_ROW, FILLER,
                        KOREAN_ROW, firsts[n / (VOWELS * LASTS)],
                        KOREAN_ROW, (uint8_t)(VOWEL + n / LASTS % VOWELS),
                        KOREAN_ROW, lasts[n % LASTS]};
    bytebuilder_add(&e->out, bytes, sizeof bytes);
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

bool multibyte_decode(Decoding *d) {
    uint32_t c;
    while (d->position < d->length) {
        size_t at = d->position, stop = at;
        while (stop < d->length && d->bytes[stop] < 0x80)
            stop++;
        if (stop > at)
            strbuilder_ascii(&d->out, (const char *)d->bytes + at, stop - at);
        d->position = stop;
        if (stop == d->length)
            break;
        int size = decode_one(d->codec->multibyte, d->bytes + stop, d->length - stop, &c);
        if (size > 0) {
            strbuilder_char(&d->out, c);
            d->position += (size_t)size;
        } else if (size == 0 && d->partial)
            break;
        else if (!decoding_error(d, stop, size ? stop + 1 : d->length, size ? illegal : incomplete))
            return false;
    }
    return true;
}

static void put_code(Encoding *e, uint16_t code) {
    bool three = e->codec->multibyte->three_bytes && code >= 0x100 && !(code & 0x80);
    if (three)
        bytebuilder_char(&e->out, 0x8f);
    if (code >= 0x100)
        bytebuilder_char(&e->out, (uint8_t)(code >> 8));
    bytebuilder_char(&e->out, (uint8_t)(three ? code | 0x80 : code));
}

bool multibyte_put(Encoding *e, uint32_t c) {
    const MultibyteSet *set = e->codec->multibyte;
    uint16_t code = code_of(set, c);
    if (c < 0x80)
        bytebuilder_char(&e->out, (uint8_t)c);
    else if (code)
        put_code(e, code);
    else if (set->ranks && !is_surrogate(c))
        put_four(e, c);
    else if (set->composed && is_syllable(c))
        put_composed(e, c);
    else
        return false;
    return true;
}

bool multibyte_encode(Encoding *e) {
    if (!bytebuilder_reserve(&e->out, (size_t)e->text->length))
        return false;
    for (int64_t i = 0; i < e->text->length;)
        if (multibyte_put(e, str_at(e->text, i)))
            i++;
        else if (!encoding_error(e, i, i + 1, illegal, &i))
            return false;
    return true;
}
