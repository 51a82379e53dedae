/* Writes the codecs with one byte for each character as tables of C: charmaps >charmaps_data.c
 *
 * What the bytes mean is asked of the C library (iconv), once per build. Only such sets are listed of which
 * it says the same as CPython 3.11, byte for byte. */
#include "charset_ask.h"
#include <stdio.h>

typedef struct CharacterSet {
    const char *name, *iconv_name, *aliases; /* aliases: the name first */
} CharacterSet;

static const CharacterSet sets[] = {
    {"cp037", "CP037",
     "cp037 037 csibm037 ebcdic_cp_ca ebcdic_cp_nl ebcdic_cp_us ebcdic_cp_wt ibm037 ibm039"},
    {"cp1125", "CP1125", "cp1125 1125 cp866u ibm1125 ruscii"},
    {"cp1140", "CP1140", "cp1140 1140 ibm1140"},
    {"cp1250", "CP1250", "cp1250 1250 windows_1250"},
    {"cp1251", "CP1251", "cp1251 1251 windows_1251"},
    {"cp1252", "CP1252", "cp1252 1252 windows_1252"},
    {"cp1253", "CP1253", "cp1253 1253 windows_1253"},
    {"cp1254", "CP1254", "cp1254 1254 windows_1254"},
    {"cp1255", "CP1255", "cp1255 1255 windows_1255"},
    {"cp1256", "CP1256", "cp1256 1256 windows_1256"},
    {"cp1257", "CP1257", "cp1257 1257 windows_1257"},
    {"cp1258", "CP1258", "cp1258 1258 windows_1258"},
    {"cp437", "CP437", "cp437 437 cspc8codepage437 ibm437"},
    {"cp500", "CP500", "cp500 500 csibm500 ebcdic_cp_be ebcdic_cp_ch ibm500"},
    {"cp737", "CP737", "cp737"},
    {"cp775", "CP775", "cp775 775 cspc775baltic ibm775"},
    {"cp850", "CP850", "cp850 850 cspc850multilingual ibm850"},
    {"cp852", "CP852", "cp852 852 cspcp852 ibm852"},
    {"cp855", "CP855", "cp855 855 csibm855 ibm855"},
    {"cp857", "CP857", "cp857 857 csibm857 ibm857"},
    {"cp858", "CP858", "cp858 858 csibm858 ibm858"},
    {"cp860", "CP860", "cp860 860 csibm860 ibm860"},
    {"cp861", "CP861", "cp861 861 cp_is csibm861 ibm861"},
    {"cp862", "CP862", "cp862 862 cspc862latinhebrew ibm862"},
    {"cp863", "CP863", "cp863 863 csibm863 ibm863"},
    {"cp864", "CP864", "cp864 864 csibm864 ibm864"},
    {"cp865", "CP865", "cp865 865 csibm865 ibm865"},
    {"cp866", "CP866", "cp866 866 csibm866 ibm866"},
    {"cp869", "CP869", "cp869 869 cp_gr csibm869 ibm869"},
    {"cp874", "CP874", "cp874"},
    {"hp-roman8", "HP-ROMAN8", "hp_roman8 cp1051 csHPRoman8 ibm1051 r8 roman8"},
    {"iso8859-2", "ISO8859-2", "iso8859_2 csisolatin2 iso_8859_2 iso_8859_2_1987 iso_ir_101 l2 latin2"},
    {"iso8859-3", "ISO8859-3", "iso8859_3 csisolatin3 iso_8859_3 iso_8859_3_1988 iso_ir_109 l3 latin3"},
    {"iso8859-4", "ISO8859-4", "iso8859_4 csisolatin4 iso_8859_4 iso_8859_4_1988 iso_ir_110 l4 latin4"},
    {"iso8859-5", "ISO8859-5", "iso8859_5 csisolatincyrillic cyrillic iso_8859_5 iso_8859_5_1988 iso_ir_144"},
    {"iso8859-6", "ISO8859-6",
     "iso8859_6 arabic asmo_708 csisolatinarabic ecma_114 iso_8859_6 iso_8859_6_1987 iso_ir_127"},
    {"iso8859-7", "ISO8859-7",
     "iso8859_7 csisolatingreek ecma_118 elot_928 greek greek8 iso_8859_7 iso_8859_7_1987 iso_ir_126"},
    {"iso8859-8", "ISO8859-8", "iso8859_8 csisolatinhebrew hebrew iso_8859_8 iso_8859_8_1988 iso_ir_138"},
    {"iso8859-9", "ISO8859-9", "iso8859_9 csisolatin5 iso_8859_9 iso_8859_9_1989 iso_ir_148 l5 latin5"},
    {"iso8859-10", "ISO8859-10", "iso8859_10 csisolatin6 iso_8859_10 iso_8859_10_1992 iso_ir_157 l6 latin6"},
    {"iso8859-11", "ISO8859-11", "iso8859_11 iso_8859_11 iso_8859_11_2001 thai"},
    {"iso8859-13", "ISO8859-13", "iso8859_13 iso_8859_13 l7 latin7"},
    {"iso8859-14", "ISO8859-14", "iso8859_14 iso_8859_14 iso_8859_14_1998 iso_celtic iso_ir_199 l8 latin8"},
    {"iso8859-15", "ISO8859-15", "iso8859_15 iso_8859_15 l9 latin9"},
    {"iso8859-16", "ISO8859-16", "iso8859_16 iso_8859_16 iso_8859_16_2001 iso_ir_226 l10 latin10"},
    {"koi8-r", "KOI8-R", "koi8_r cskoi8r"},
    {"koi8-t", "KOI8-T", "koi8_t"},
    {"koi8-u", "KOI8-U", "koi8_u"},
    {"mac-latin2", "MAC-CENTRALEUROPE", "mac_latin2 mac_centeuro maccentraleurope maclatin2"},
    {"ptcp154", "PT154", "ptcp154 cp154 csptcp154 cyrillic_asian pt154"},
};

static void write_line(const uint8_t line[256]) {
    printf("{");
    for (int i = 0; i < 256; i++)
        printf("%s%u,", i % 32 ? "" : "\n    ", line[i]);
    printf("}");
}

/* The other direction: of bytes that mean the same, the first. */
static void write_bytes(size_t number, const uint16_t codes[256]) {
    uint8_t of[256] = {0}, pages[1 + 256][256] = {{0}}, count = 0;
    for (int i = 255; i >= 0; i--)
        if (codes[i] != CHARSET_NONE) {
            uint8_t *page = &of[codes[i] >> 8];
            *page = *page ? *page : ++count;
            pages[*page][codes[i] & 0xff] = (uint8_t)i;
        }
    printf("static const uint8_t bytes_of_%zu[256] = ", number);
    write_line(of);
    printf(";\nstatic const uint8_t bytes_%zu[][256] = {", number);
    for (int i = 0; i <= count; i++) {
        write_line(pages[i]);
        printf(",\n");
    }
    printf("};\n");
}

static void write_set(size_t number, const CharacterSet *set) {
    iconv_t converter = charset_open(set->iconv_name);
    uint16_t codes[256];
    printf("static const uint16_t codes_%zu[256] = {", number);
    for (int i = 0; i < 256; i++) {
        codes[i] = charset_ask(converter, &(uint8_t){(uint8_t)i}, 1);
        printf("%s0x%04x,", i % 16 ? " " : "\n    ", codes[i]);
    }
    printf("\n};\n");
    iconv_close(converter);
    write_bytes(number, codes);
}

int main(void) {
    size_t count = sizeof sets / sizeof *sets;
    printf("/* Made by runtime/generate/charmaps.c. */\n#include \"runtime/codec.h\"\n\n");
    for (size_t i = 0; i < count; i++)
        write_set(i, &sets[i]);
    printf("\nconst Codec codec_charmaps[] = {\n");
    for (size_t i = 0; i < count; i++)
        printf(
            "    {\"%s\", \" %s \", charmap_encode, charmap_decode, \"charmap\", \"charmap\", charmap_put, "
            ".codes = codes_%zu, .bytes_of = bytes_of_%zu, .bytes = bytes_%zu},\n",
            sets[i].name, sets[i].aliases, i, i, i);
    printf("    {0},\n};\n");
    return 0;
}
