/* Writes the codecs of runtime/codec_multibyte.h as tables of C: multibyte >multibyte_data.c
 *
 * What the bytes mean is asked of the C library (iconv), once per build; where CPython 3.11 sees it otherwise, the sets
 * below say so. */
#include "charset_ask.h"
#include "runtime/codec_multibyte.h"
#include <stdio.h>
#include <string.h>

/* Characters that follow each other, at codes that do. character 0: there is none, code 0: the character has none. A
 * count of 0 ends a list. */
typedef struct Run {
    uint16_t code, character, count;
} Run;

typedef struct CharacterSet {
    const char *name, *aliases; /* aliases: the name first */
    const char *iconv_name;
    struct {
        uint16_t from, to;
    } ranges[3]; /* the codes that are asked */
    const Run *changes, *encoding; /* both ways; only to bytes: whatever else means the character */
    const Run *singles;            /* bytes from 0x80 on that are characters */
    const char *fields;            /* further ones of its MultibyteSet */
} CharacterSet;

/* Of Big5 and its Microsoft form: kana, Cyrillic letters and numbers in circles and brackets. */
#define ETEN                                                                                                             \
    {0xc6a1, 0x30fe, 1}, {0xc6a2, 0x309d, 2}, {0xc6a4, 0x3005, 1}, {0xc6a5, 0x3041, 83}, {0xc6f8, 0x30a1, 7},            \
        {0xc740, 0x30a8, 79}, {0xc7b1, 0x0414, 2}, {0xc7b3, 0x0401, 1}, {0xc7b4, 0x0416, 7}, {0xc7bb, 0x0423, 19},       \
        {0xc7ce, 0x0451, 1}, {0xc7cf, 0x0436, 26}, {0xc7e9, 0x2460, 10}, {0xc7f3, 0x2474, 10}

static const Run none[] = {{0}};
static const Run big5[] = {{0xa145, 0x2022, 1}, {0xa14e, 0xff64, 1}, {0xa1c2, 0x203e, 1}, {0xa1e3, 0x223c, 1},
                           {0xa1f2, 0x2641, 1}, {0xa1f3, 0x2609, 1}, {0xa241, 0xff0f, 1}, {0xa242, 0xff3c, 1},
                           {0xa244, 0x00a5, 1}, {0xa246, 0x00a2, 2}, ETEN, {0}};
static const Run big5_encoding[] = {{0xa451, 0x5341, 1}, {0xa4ca, 0x5345, 1}, {0xa241, 0xff0f, 1}, {0xa242, 0xff3c, 1}, {0}};
static const Run cp950[] = {{0xa3e1, 0x20ac, 1}, ETEN, {0}};
static const Run cp950_encoding[] = {{0xa246, 0x00a2, 2}, {0xa244, 0x00a5, 1}, {0xa145, 0x2022, 1}, {0xa1c2, 0x203e, 1},
                                     {0xa1e3, 0x223c, 1}, {0xa1f3, 0x2609, 1}, {0xa1f2, 0x2641, 1}, {0xa451, 0x5341, 1},
                                     {0xa4ca, 0x5345, 1}, {0xa14e, 0xff64, 1}, {0}};
static const Run cp932_encoding[] = {{0x8191, 0x00a2, 2}, {0x81ca, 0x00ac, 1}, {0x8161, 0x2016, 1},
                                     {0x817c, 0x2212, 1}, {0x8160, 0x301c, 1}, {0}};
static const Run shift_jis_encoding[] = {{0x5c, 0x00a5, 1}, {0x7e, 0x203e, 1}, {0}};
static const Run katakana[] = {{0xa1, 0xff61, 63}, {0}};
static const Run cp932_singles[] = {{0x80, 0x80, 1}, {0xa0, 0xf8f0, 1}, {0xa1, 0xff61, 63}, {0xfd, 0xf8f1, 3}, {0}};
static const Run euc_jp_encoding[] = {{0x5c, 0x00a5, 1}, {0x7e, 0x203e, 1}, {0, 0xff5e, 1}, {0}};
static const Run euc_jp[] = {{0x8ea1, 0xff61, 63}, {0}};
static const Run euc_kr[] = {{0xa2e8, 0, 1}, {0xa4d4, 0, 1}, {0}};
static const Run euc_kr_encoding[] = {{0xa4d4, 0x3164, 1}, {0}};
static const Run johab[] = {{0x8441, 0x3000, 1}, {0x8442, 0x3131, 2}, {0x8445, 0x3134, 1}, {0x8448, 0x3137, 1},
                            {0x8449, 0x3139, 1}, {0x8451, 0x3141, 1}, {0x8453, 0x3142, 1}, {0x8455, 0x3145, 4},
                            {0x8459, 0x314a, 5}, {0xd9e8, 0, 1},      {0}};
static const Run johab_encoding[] = {
    {0xd931, 0x3000, 1}, {0x8841, 0x3131, 1}, {0x8c41, 0x3132, 1}, {0x9041, 0x3134, 1}, {0x9441, 0x3137, 1}, {0x9c41, 0x3139, 1},
    {0xa041, 0x3141, 1}, {0xa441, 0x3142, 1}, {0xac41, 0x3145, 1}, {0xb041, 0x3146, 1}, {0xb441, 0x3147, 1}, {0xb841, 0x3148, 1},
    {0xc041, 0x314a, 1}, {0xc441, 0x314b, 1}, {0xc841, 0x314c, 1}, {0xcc41, 0x314d, 1}, {0xd041, 0x314e, 1}, {0}};
static const Run gb18030[] = {{0xa6d9, 0xe78d, 7}, {0xa6ec, 0xe794, 2}, {0xa6f3, 0xe796, 1}, {0xa8bc, 0xe7c7, 1},
                              {0xfe51, 0xe816, 3}, {0xfe59, 0xe81e, 1}, {0xfe61, 0xe826, 1}, {0xfe66, 0xe82b, 2},
                              {0xfe6c, 0xe831, 2}, {0xfe76, 0xe83b, 1}, {0xfe7e, 0xe843, 1}, {0xfe90, 0xe854, 2},
                              {0xfea0, 0xe864, 1}, {0}};

static const CharacterSet sets[] = {
    {"gb2312",
     "gb2312 chinese csiso58gb231280 euc_cn euccn eucgb2312_cn gb2312_1980 gb2312_80 iso_ir_58 x_mac_simp_chinese",
     "GB2312", {{0xa1a1, 0xf7fe}}, none, none, none, ""},
    {"gbk", "gbk 936 cp936 ms936", "GBK", {{0x8140, 0xfefe}}, none, none, none, ""},
    {"gb18030", "gb18030 gb18030_2000", "GB18030", {{0x8140, 0xfefe}}, gb18030, none, none, ".ranks = ranks"},
    {"big5", "big5 big5_tw csbig5 x_mac_trad_chinese", "BIG5", {{0xa140, 0xa3bf}, {0xa440, 0xc67e}, {0xc940, 0xf9d5}},
     big5, big5_encoding, none, ""},
    {"cp950", "cp950 950 ms950", "BIG5", {{0xa140, 0xa3bf}, {0xa440, 0xc67e}, {0xc940, 0xf9fe}},
     cp950, cp950_encoding, none, ""},
    {"shift_jis", "shift_jis csshiftjis shiftjis sjis s_jis x_mac_japanese", "SJIS", {{0x8140, 0x9ffc}, {0xe040, 0xeaa4}},
     none, shift_jis_encoding, katakana, ".first_limit = 0xea"},
    {"cp932", "cp932 932 ms932 mskanji ms_kanji", "CP932", {{0x8140, 0x9ffc}, {0xe040, 0xfcfc}},
     none, cp932_encoding, cp932_singles, ""},
    {"euc_jp", "euc_jp eucjp ujis u_jis", "EUC-JP", {{0xa1a1, 0xfefe}}, euc_jp, euc_jp_encoding, none, ".three_bytes = true"},
    {"euc_kr", "euc_kr euckr korean ksc5601 ks_c_5601 ks_c_5601_1987 ksx1001 ks_x_1001 x_mac_korean", "EUC-KR",
     {{0xa1a1, 0xfdfe}}, euc_kr, euc_kr_encoding, none, ".composed = true"},
    {"cp949", "cp949 949 ms949 uhc", "UHC", {{0x8141, 0xfdfe}}, none, none, none, ""},
    {"johab", "johab cp1361 ms1361", "JOHAB", {{0x8441, 0xf9fe}}, johab, johab_encoding, none, ""},
};
enum { SETS = sizeof sets / sizeof *sets };

/* Of the set that is being written. 0: none. */
static uint16_t characters[0x10000], third_characters[0x10000]; /* by two bytes; by the two after 0x8f */
static uint16_t codes[0x10000];                                 /* by character */

static bool is_last(const CharacterSet *set, unsigned byte) {
    return byte >= (strcmp(set->iconv_name, "JOHAB") ? 0x40 : 0x31) && byte <= 0xfe && byte != 0x7f &&
           (strcmp(set->iconv_name, "BIG5") || byte <= 0x7e || byte >= 0xa1);
}

static void apply(const CharacterSet *set, const Run *runs, void (*put)(uint16_t code, uint16_t character)) {
    for (; runs->count; runs++) {
        unsigned code = runs->code;
        for (unsigned i = 0; i < runs->count; i++, code++) {
            while (code >= 0x100 && !is_last(set, code & 0xff))
                code++;
            put((uint16_t)code, (uint16_t)(runs->character ? runs->character + i : 0));
        }
    }
}

static void put_character(uint16_t code, uint16_t character) {
    characters[code] = character;
}
static void put_code(uint16_t code, uint16_t character) {
    codes[character] = code;
}
static void put_first_code(uint16_t code, uint16_t character) {
    if (character && !codes[character])
        codes[character] = code;
}

static uint16_t ask(iconv_t converter, const uint8_t *bytes, size_t length) {
    uint16_t character = charset_ask(converter, bytes, length);
    return character == CHARSET_NONE ? 0 : character;
}

static void ask_all(const CharacterSet *set) {
    iconv_t converter = charset_open(set->iconv_name);
    for (int i = 0; i < 3; i++)
        for (unsigned code = set->ranges[i].from; code && code <= set->ranges[i].to; code++)
            characters[code] = ask(converter, (uint8_t[]){(uint8_t)(code >> 8), (uint8_t)code}, 2);
    if (strstr(set->fields, "three_bytes"))
        for (unsigned code = 0xa1a1; code <= 0xfefe; code++)
            third_characters[code] = ask(converter, (uint8_t[]){0x8f, (uint8_t)(code >> 8), (uint8_t)code}, 3);
    iconv_close(converter);
}

static void find_codes(const CharacterSet *set) {
    apply(set, set->singles, put_first_code);
    for (unsigned code = 0; code < 0x10000; code++)
        put_first_code((uint16_t)code, characters[code]);
    for (unsigned code = 0; code < 0x10000; code++)
        put_first_code((uint16_t)(code & ~0x80u), third_characters[code]);
    apply(set, set->encoding, put_code);
}

static void write_numbers(const uint16_t *numbers, int count) {
    printf("{");
    for (int i = 0; i < count; i++)
        printf("%s%u,", i % 16 ? "" : "\n    ", numbers[i]);
    printf("},\n");
}

static bool is_empty(const uint16_t *numbers, int count) {
    for (int i = 0; i < count; i++)
        if (numbers[i])
            return false;
    return true;
}

/* Those of `lines` that are not empty, behind an empty one. *of: the number of each. */
static int write_lines(const uint16_t *lines, int count, int first, int room, uint8_t *of, int next) {
    for (int i = 0; i < count; i++) {
        const uint16_t *line = lines + i * 256 + first;
        of[i] = (uint8_t)(is_empty(line, room) ? 0 : next++);
        if (of[i])
            write_numbers(line, room);
    }
    return next;
}

static void write_bytes(const char *field, const uint8_t *bytes) {
    printf("    .%s = {", field);
    for (int i = 0; i < 256; i++)
        printf("%s%u,", i % 32 ? "" : "\n        ", bytes[i]);
    printf("},\n");
}

static void write_ranks(void) {
    unsigned rank = 0;
    printf("static const uint16_t ranks[256] = {");
    for (unsigned c = 0; c < 0x10000; c++) {
        if (c % 256 == 0)
            printf("%s%u,", c % 4096 ? "" : "\n    ", rank);
        rank += c >= 0x80 && !(c >= 0xd800 && c < 0xe000) && !codes[c];
    }
    printf("};\n");
}

static void write_set(int number, const CharacterSet *set) {
    uint8_t rows_of[256] = {0}, pages_of[256] = {0};
    memset(characters, 0, sizeof characters);
    memset(third_characters, 0, sizeof third_characters);
    memset(codes, 0, sizeof codes);
    ask_all(set);
    apply(set, set->changes, put_character);
    find_codes(set);
    const int room = 256 - MULTIBYTE_LAST;
    printf("static const MultibyteRow rows_%d[] = {{0},\n", number);
    int next = write_lines(characters + 0x8000, 128, MULTIBYTE_LAST, room, rows_of, 1);
    write_lines(third_characters + 0x8000, 128, MULTIBYTE_LAST, room, rows_of + 128, next);
    printf("};\nstatic const MultibytePage pages_%d[] = {{0},\n", number);
    write_lines(codes, 256, 0, 256, pages_of, 1);
    printf("};\n");
    if (strstr(set->fields, "ranks"))
        write_ranks();
    printf("static const MultibyteSet set_%d = {\n", number);
    write_bytes("rows_of", rows_of);
    write_bytes("pages_of", pages_of);
    for (const Run *run = set->singles; run->count; run++)
        for (int i = 0; i < run->count; i++)
            printf("    .singles[%d] = %u,\n", run->code - 0x80 + i, run->character + i);
    printf("    .rows = rows_%d, .pages = pages_%d, %s};\n", number, number, set->fields);
}

int main(void) {
    printf("/* Made by runtime/generate/multibyte.c. */\n#include \"runtime/codec.h\"\n#include \"runtime/codec_multibyte.h\"\n\n");
    for (int i = 0; i < SETS; i++)
        write_set(i, &sets[i]);
    printf("\nconst Codec codec_multibyte[] = {\n");
    for (int i = 0; i < SETS; i++)
        printf("    {\"%s\", \" %s \", multibyte_encode, multibyte_decode, \"%s\", \"%s\", multibyte_put, .multibyte = &set_%d},\n",
               sets[i].name, sets[i].aliases, sets[i].name, sets[i].name, i);
    printf("    {0},\n};\n");
    return 0;
}
