/* Writes the codecs with one byte for each character as tables of C: charmaps >charmaps_data.c
 *
 * What the bytes mean is asked of the C library (iconv), once per build. Where CPython 3.11 sees it
 * otherwise, or the library does not know the set, the changes to one that it knows say so. */
#include "charset_ask.h"
#include <stdio.h>
#include <uchar.h>

/* What the bytes from one on mean; 0xfffe: nothing. Without characters: the end of a list. */
typedef struct Change {
    uint8_t first;
    const char16_t *characters;
} Change;

typedef struct CharacterSet {
    const char *name, *iconv_name, *aliases; /* aliases: the name first */
    const Change *changes;                   /* NULL: none */
} CharacterSet;

static const Change cp1006[] = {
    {0xa1,
     u"۰۱۲۳۴۵۶۷۸۹،\u061b\u00ad\u061f\ufe81\ufe8d\ufe8e\ufe8e\ufe8f\ufe91\ufb56\ufb58\ufe93\ufe95\ufe97\ufb66"
     u"\ufb68\ufe99\ufe9b\ufe9d\ufe9f\ufb7a\ufb7c\ufea1\ufea3\ufea5\ufea7\ufea9\ufb84\ufeab\ufead\ufb8c\ufeaf"
     u"\ufb8a\ufeb1\ufeb3\ufeb5\ufeb7\ufeb9\ufebb\ufebd\ufebf\ufec1\ufec5\ufec9\ufeca\ufecb\ufecc\ufecd\ufece"
     u"\ufecf\ufed0\ufed1\ufed3\ufed5\ufed7\ufed9\ufedb\ufb92\ufb94\ufedd\ufedf\ufee0\ufee1\ufee3\ufb9e\ufee5"
     u"\ufee7\ufe85\ufeed\ufba6\ufba8\ufba9\ufbaa\ufe80\ufe89\ufe8a\ufe8b\ufef1\ufef2\ufef3\ufbb0\ufbae\ufe7c"
     u"\ufe7d"},
    {0}};
static const Change cp1026[] = {{0x9f, u"¤"}, {0}};
static const Change cp273[] = {{0xbc, u"‾"}, {0}};
static const Change cp424[] = {{0x78, u"‗"}, {0x8f, u"±"}, {0}};
static const Change cp720[] = {
    {0x80, u"\200\201éâ\204à\206"},
    {0x8d,
     u"\215\216\217\220\u0651\u0652ô¤\u0640ûù\u0621\u0622\u0623\u0624£\u0625\u0626\u0627\u0628\u0629\u062a"
     u"\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632\u0633\u0634\u0635"},
    {0xe0,
     u"\u0636\u0637\u0638\u0639\u063a\u0641µ\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u0649\u064a≡\u064b"
     u"\u064c\u064d\u064e\u064f\u0650"},
    {0}};
static const Change cp856[] = {{0x1a, u"\032\033\034"}, {0x7f, u"\177"}, {0xee, u"¯"}, {0xfa, u"·"}, {0}};
static const Change cp875[] = {
    {0xdc, u"\032"}, {0xe1, u"\032"}, {0xec, u"\032\032"}, {0xfc, u"\032\032"}, {0}};
static const Change mac_arabic[] = {
    {0x80,
     u"Ä\u00a0ÇÉÑÖÜáàâä\u06ba«çéèêëí…îïñó»ôö÷úùûü !\"#$٪&'()*+،-./\u0660\u0661\u0662\u0663\u0664\u0665\u0666"
     u"\u0667\u0668\u0669:\u061b<=>\u061f❊\u0621\u0622\u0623\u0624\u0625\u0626\u0627\u0628\u0629\u062a\u062b"
     u"\u062c\u062d\u062e\u062f\u0630\u0631\u0632\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063a[\\]^_\u0640"
     u"\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u0649\u064a\u064b\u064c\u064d\u064e\u064f\u0650\u0651"
     u"\u0652\u067e\u0679\u0686\u06d5\u06a4\u06af\u0688\u0691{|}\u0698\u06d2"},
    {0}};
static const Change mac_croatian[] = {
    {0xa9, u"Š"}, {0xae, u"Ž"},       {0xb4, u"∆"},   {0xb9, u"š"},   {0xbe, u"ž"}, {0xc6, u"Ć«Č"},
    {0xd0, u"Đ"}, {0xd8, u"\uf8ff©"}, {0xde, u"Æ»–"}, {0xe6, u"ćÁč"}, {0xf0, u"đ"}, {0xf9, u"πË˚¸Êæ"},
    {0}};
static const Change mac_cyrillic[] = {{0xff, u"€"}, {0}};
static const Change mac_farsi[] = {
    {0x80,
     u"Ä\u00a0ÇÉÑÖÜáàâä\u06ba«çéèêëí…îïñó»ôö÷úùûü !\"#$٪&'()*+،-./۰۱۲۳۴۵۶۷۸۹:\u061b<=>\u061f❊\u0621\u0622"
     u"\u0623\u0624\u0625\u0626\u0627\u0628\u0629\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632\u0633"
     u"\u0634\u0635\u0636\u0637\u0638\u0639\u063a[\\]^_\u0640\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0648"
     u"\u0649\u064a\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u067e\u0679\u0686\u06d5\u06a4\u06af\u0688"
     u"\u0691{|}\u0698\u06d2"},
    {0}};
static const Change mac_greek[] = {{0x81, u"¹²É³ÖÜ΅"},
                                   {0x8b, u"΄¨"},
                                   {0x92, u"£™îï•½‰ôö¦€"},
                                   {0xa1, u"ΓΔΘΛΞΠ"},
                                   {0xaa, u"ΣΪ§≠°·Α"},
                                   {0xb5, u"ΒΕΖΗΙΚΜΦΫΨΩάΝ¬ΟΡ≈Τ"},
                                   {0xcb, u"ΥΧΆΈœ–―"},
                                   {0xd7, u"ΉΊΌΎέήίόΏύαβψδεφγηιξκλμνοπώρστθωςχυζϊϋΐΰ\u00ad"},
                                   {0}};
static const Change mac_iceland[] = {{0xa0, u"Ý"}, {0xc6, u"∆"}, {0xdc, u"ÐðÞþý"}, {0xf0, u"\uf8ff"}, {0}};
static const Change mac_roman[] = {{0xc6, u"∆"}, {0xf0, u"\uf8ff"}, {0}};
static const Change mac_romanian[] = {{0xae, u"ĂȘ"}, {0xbe, u"ăș"},     {0xc6, u"∆"},
                                      {0xde, u"Țț"}, {0xf0, u"\uf8ff"}, {0}};
static const Change mac_turkish[] = {
    {0xc6, u"∆"}, {0xda, u"ĞğİıŞş"}, {0xf0, u"\uf8ff"}, {0xf5, u"\uf8a0"}, {0}};
static const Change palmos[] = {{0x81, u"\201"}, {0x8d, u"♦♣♥♠"}, {0x9b, u"\233œ\235\236"}, {0}};
static const Change tis_620[] = {{0xa0, u"\ufffe"}, {0}};

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
    {"cp1006", "ISO8859-1", "cp1006", cp1006},
    {"cp1026", "CP1155", "cp1026 1026 csibm1026 ibm1026", cp1026},
    {"cp273", "CP273", "cp273 273 csibm273 ibm273", cp273},
    {"cp424", "CP424", "cp424 424 csibm424 ebcdic_cp_he ibm424", cp424},
    {"cp720", "CP437", "cp720", cp720},
    {"cp856", "CP856", "cp856", cp856},
    {"cp875", "CP4971", "cp875", cp875},
    {"kz1048", "RK1048", "kz1048 kz_1048 rk1048 strk1048_2002"},
    {"mac-arabic", "ISO8859-1", "mac_arabic", mac_arabic},
    {"mac-croatian", "MACINTOSH", "mac_croatian", mac_croatian},
    {"mac-cyrillic", "MAC-CYRILLIC", "mac_cyrillic maccyrillic", mac_cyrillic},
    {"mac-farsi", "ISO8859-1", "mac_farsi", mac_farsi},
    {"mac-greek", "MACINTOSH", "mac_greek macgreek", mac_greek},
    {"mac-iceland", "MACINTOSH", "mac_iceland maciceland", mac_iceland},
    {"mac-roman", "MACINTOSH", "mac_roman macintosh macroman", mac_roman},
    {"mac-romanian", "MACINTOSH", "mac_romanian", mac_romanian},
    {"mac-turkish", "MACINTOSH", "mac_turkish macturkish", mac_turkish},
    {"palmos", "CP1252", "palmos", palmos},
    {"tis-620", "ISO8859-11", "tis_620 iso_ir_166 tis620 tis_620_0 tis_620_2529_0 tis_620_2529_1", tis_620},
};

static void write_line(const uint8_t line[256]) {
    printf("{");
    for (int i = 0; i < 256; i++)
        printf("%s%u,", i % 32 ? "" : "\n    ", line[i]);
    printf("}");
}

/* The other direction: of bytes that mean the same, the last. */
static void write_bytes(size_t number, const uint16_t codes[256]) {
    uint8_t of[256] = {0}, pages[1 + 256][256] = {{0}}, count = 0;
    for (int i = 0; i < 256; i++)
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

static void find_codes(const CharacterSet *set, uint16_t codes[256]) {
    iconv_t converter = charset_open(set->iconv_name);
    for (int i = 0; i < 256; i++)
        codes[i] = charset_ask(converter, &(uint8_t){(uint8_t)i}, 1);
    iconv_close(converter);
    for (const Change *change = set->changes; change && change->characters; change++)
        for (int i = 0; change->characters[i]; i++)
            codes[change->first + i] = change->characters[i];
}

static void write_set(size_t number, const CharacterSet *set) {
    uint16_t codes[256];
    find_codes(set, codes);
    printf("static const uint16_t codes_%zu[256] = {", number);
    for (int i = 0; i < 256; i++)
        printf("%s0x%04x,", i % 16 ? " " : "\n    ", codes[i]);
    printf("\n};\n");
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
