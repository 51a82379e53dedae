/* Writes the names of all characters as tables of C: unicode_names FOLDER >unicode_names_data.c
 *
 * FOLDER is that of Debian's package unicode-data. It may be newer than CPython 3.11, so characters that came
 * after Unicode 14 are left out (but not the few aliases that old ones got since). What the tables look like
 * stands in runtime/unicode_names_data.h. This runs once per build and leaves its memory to the operating
 * system. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/unicode_names_data.h"

enum { MAX_NAMES = 65536, MAX_CODE = 0x110000, WORD_SLOTS = 1 << 16, MAX_RANGES = 64 };

typedef struct Word {
    char *text;
    int count, number;
} Word;

typedef struct Name {
    uint32_t code;
    char *text;
} Name;

static bool too_new[MAX_CODE];
static Name names[MAX_NAMES];
static int name_count, alias_start;
static UnicodeRange ideographs[MAX_RANGES];
static int ideograph_count;
static Word slots[WORD_SLOTS];
static Word *words[WORD_SLOTS];
static int word_count;

static void fail(const char *what, const char *about) {
    fprintf(stderr, "unicode_names: %s: %s\n", what, about);
    exit(1);
}

static void *checked(void *memory) {
    if (!memory)
        fail("no memory", "");
    return memory;
}

/* ---- reading ---- */

/* Calls line_function with each line that is no comment. */
static void read_lines(const char *folder, const char *file, void (*line_function)(char *)) {
    char path[4096], line[1024];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    FILE *in = fopen(path, "r");
    if (!in)
        fail("cannot open", path);
    while (fgets(line, sizeof line, in)) {
        line[strcspn(line, "#\n")] = '\0';
        if (*line)
            line_function(line);
    }
    fclose(in);
}

/* DerivedAge.txt: "0378..0379 ; 15.0" */
static void read_age(char *line) {
    char *at;
    uint32_t first = (uint32_t)strtoul(line, &at, 16), last = first;
    if (at[0] == '.' && at[1] == '.')
        last = (uint32_t)strtoul(at + 2, &at, 16);
    char *age = strchr(at, ';');
    if (!age || last >= MAX_CODE)
        fail("cannot read", line);
    if (atoi(age + 1) > UNICODE_NAMES_VERSION)
        memset(too_new + first, true, last - first + 1);
}

static void add_name(uint32_t code, const char *text, size_t length) {
    if (name_count == MAX_NAMES || length >= UNICODE_NAME_SIZE)
        fail("too many or too long", text);
    names[name_count].code = code;
    names[name_count++].text = checked(strndup(text, length));
}

/* The two lines of a range: "4E00;<CJK Ideograph, First>;..." and "9FFF;<CJK Ideograph, Last>;..." */
static void read_range(uint32_t code, const char *text) {
    if (strncmp(text, "<CJK Ideograph", 14) != 0)
        return;
    if (ideograph_count == MAX_RANGES)
        fail("too many ranges", text);
    UnicodeRange *range = &ideographs[ideograph_count];
    if (strstr(text, "First>")) {
        range->first = code;
        return;
    }
    while (code > range->first && too_new[code])
        code--;
    range->last = code;
    ideograph_count += !too_new[code];
}

/* UnicodeData.txt and NameAliases.txt: "0041;LATIN CAPITAL LETTER A;..." */
static void read_name(char *line) {
    char *text;
    uint32_t code = (uint32_t)strtoul(line, &text, 16);
    if (*text++ != ';' || code >= MAX_CODE)
        fail("cannot read", line);
    if (*text == '<')
        read_range(code, text);
    else if (!too_new[code])
        add_name(code, text, strcspn(text, ";"));
}

/* ---- words, the frequent ones first ---- */

static Word *find_word(const char *text, size_t length) {
    uint32_t hash = 0;
    for (size_t i = 0; i < length; i++)
        hash = hash * 31 + (unsigned char)text[i];
    for (;; hash++) {
        Word *word = &slots[hash % WORD_SLOTS];
        if (!word->text) {
            word->text = checked(strndup(text, length));
            words[word_count++] = word;
            return word;
        }
        if (strncmp(word->text, text, length) == 0 && !word->text[length])
            return word;
    }
}

/* The next word of a name; *at moves to the one after it. NULL at the end. */
static Word *next_word(const char **at) {
    if (!**at)
        return NULL;
    size_t length = strcspn(*at, " ");
    Word *word = find_word(*at, length);
    *at += length + ((*at)[length] == ' ');
    return word;
}

static int by_count(const void *a, const void *b) {
    const Word *x = *(Word *const *)a, *y = *(Word *const *)b;
    return x->count != y->count ? y->count - x->count : strcmp(x->text, y->text);
}

static void number_words(void) {
    Word *word;
    for (int i = 0; i < name_count; i++)
        for (const char *at = names[i].text; (word = next_word(&at));)
            word->count++;
    qsort(words, (size_t)word_count, sizeof *words, by_count);
    for (int i = 0; i < word_count; i++)
        words[i]->number = i;
}

/* ---- writing ---- */

static int column;

static void put(unsigned n) {
    column += printf("%u,", n);
    if (column > 100)
        column = putchar(10) - 10;
}

static void open_array(const char *type, const char *name) {
    printf("const %s %s[] = {\n", type, name);
    column = 0;
}

static void close_array(void) {
    puts("};");
}

static void write_words(void) {
    open_array("uint8_t", "unicode_words");
    for (int i = 0; i < word_count; i++)
        for (const char *c = words[i]->text; *c; c++)
            put((unsigned char)*c | (c[1] ? 0 : UNICODE_WORD_END));
    close_array();
    open_array("uint32_t", "unicode_word_offsets");
    unsigned offset = 0;
    for (int i = 0; i < word_count; i++) {
        if (i % UNICODE_NAME_STEP == 0)
            put(offset);
        offset += (unsigned)strlen(words[i]->text);
    }
    close_array();
}

/* Numbers from short_words on take two bytes, the first of them at least short_words; 0 ends a name. */
static void write_text(unsigned short_words, uint32_t *offsets) {
    unsigned offset = 0;
    Word *word;
    open_array("uint8_t", "unicode_name_text");
    for (int i = 0; i < name_count; i++) {
        offsets[i] = offset;
        for (const char *at = names[i].text; (word = next_word(&at)); offset++) {
            unsigned number = (unsigned)word->number + 1;
            if (number >= short_words) {
                number -= short_words;
                put(short_words + number / 256);
                offset++;
            }
            put(number % 256);
        }
        put(0);
        offset++;
    }
    close_array();
}

static void write_names(void) {
    static uint32_t offsets[MAX_NAMES];
    unsigned short_words = 256 - ((unsigned)word_count + 255) / 256;
    write_text(short_words, offsets);
    open_array("uint32_t", "unicode_name_offsets");
    for (int i = 0; i < name_count; i += UNICODE_NAME_STEP)
        put(offsets[i]);
    close_array();
    printf("const unsigned unicode_short_words = %u;\n", short_words);
}

/* Runs of characters that follow each other and all have a name. */
static void write_codes(void) {
    open_array("UnicodeRun", "unicode_name_runs");
    int runs = 0;
    for (int i = 0; i < alias_start; i++)
        if (i == 0 || names[i].code != names[i - 1].code + 1) {
            printf("{%u,%d},\n", names[i].code, i);
            runs++;
        }
    printf("{%u,%d}};\nconst int unicode_name_run_count = %d;\n", MAX_CODE, alias_start, runs);
    open_array("uint32_t", "unicode_alias_codes");
    for (int i = alias_start; i < name_count; i++)
        put(names[i].code);
    close_array();
}

static int by_text(const void *a, const void *b) {
    return strcmp(names[*(const uint16_t *)a].text, names[*(const uint16_t *)b].text);
}

static void write_order(void) {
    static uint16_t order[MAX_NAMES];
    for (int i = 0; i < name_count; i++)
        order[i] = (uint16_t)i;
    qsort(order, (size_t)name_count, sizeof *order, by_text);
    open_array("uint16_t", "unicode_names_sorted");
    for (int i = 0; i < name_count; i++)
        put(order[i]);
    close_array();
    printf("const int unicode_name_count = %d;\n", name_count);
}

static void write_ideographs(void) {
    open_array("UnicodeRange", "unicode_ideographs");
    for (int i = 0; i < ideograph_count; i++)
        printf("{%u,%u},\n", ideographs[i].first, ideographs[i].last);
    printf("};\nconst int unicode_ideograph_count = %d;\n", ideograph_count);
}

int main(int argc, char **argv) {
    const char *folder = argc == 2 ? argv[1] : ".";
    read_lines(folder, "DerivedAge.txt", read_age);
    read_lines(folder, "UnicodeData.txt", read_name);
    alias_start = name_count;
    read_lines(folder, "NameAliases.txt", read_name);
    number_words();
    puts("/* Made by generate/unicode_names.c. */\n#include \"runtime/unicode_names_data.h\"");
    write_words();
    write_names();
    write_codes();
    write_order();
    write_ideographs();
    return ferror(stdout) || fflush(stdout) != 0;
}
