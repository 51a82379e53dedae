#include "runtime/unicode_names.h"

#include <stdio.h>
#include <string.h>

static const char ideograph_prefix[] = "CJK UNIFIED IDEOGRAPH-", syllable_prefix[] = "HANGUL SYLLABLE ";

/* ---- names that follow a rule ---- */

static bool is_ideograph(uint32_t c) {
    for (int i = 0; i < unicode_ideograph_count; i++)
        if (c >= unicode_ideographs[i].first && c <= unicode_ideographs[i].last)
            return true;
    return false;
}

static bool ideograph_by_digits(const char *digits, size_t length, uint32_t *c) {
    *c = 0;
    for (size_t i = 0; i < length; i++) {
        bool letter = digits[i] >= 'A' && digits[i] <= 'F';
        if (!letter && (digits[i] < '0' || digits[i] > '9'))
            return false;
        *c = *c << 4 | (uint32_t)(letter ? digits[i] - 'A' + 10 : digits[i] - '0');
    }
    return (length == 4 || length == 5) && is_ideograph(*c);
}

/* A Hangul syllable is a lead, a vowel and a tail that may be nothing; its name is theirs in a row. */
enum { HANGUL_FIRST = 0xac00, LEADS = 19, VOWELS = 21, TAILS = 28 };

static const char leads[LEADS][4] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                     "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
static const char vowels[VOWELS][4] = {"A",  "AE", "YA", "YAE", "EO", "E",  "YEO", "YE", "O",  "WA", "WAE",
                                       "OE", "YO", "U",  "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
static const char tails[TAILS][4] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                     "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                     "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};

static void syllable_name(uint32_t c, char *name) {
    uint32_t index = c - HANGUL_FIRST;
    snprintf(name, UNICODE_NAME_SIZE, "%s%s%s%s", syllable_prefix, leads[index / (VOWELS * TAILS)],
             vowels[index / TAILS % VOWELS], tails[index % TAILS]);
}

/* Which of the parts is the longest that the text starts with; -1: none. *text moves behind it. */
static int longest_part(const char parts[][4], int count, const char **text, const char *end) {
    int found = -1;
    size_t length = 0;
    for (int i = 0; i < count; i++) {
        size_t n = strlen(parts[i]);
        if ((found < 0 || n > length) && n <= (size_t)(end - *text) && memcmp(*text, parts[i], n) == 0) {
            found = i;
            length = n;
        }
    }
    *text += length;
    return found;
}

static bool syllable_by_parts(const char *text, size_t length, uint32_t *c) {
    const char *end = text + length;
    int lead = longest_part(leads, LEADS, &text, end);
    int vowel = longest_part(vowels, VOWELS, &text, end);
    int tail = longest_part(tails, TAILS, &text, end);
    *c = (uint32_t)(HANGUL_FIRST + (lead * VOWELS + vowel) * TAILS + tail);
    return lead >= 0 && vowel >= 0 && tail >= 0 && text == end;
}

/* ---- names in the table ---- */

/* The start of item n in a table that only knows every 16th one. */
static const uint8_t *find_word(unsigned n) {
    const uint8_t *at = unicode_words + unicode_word_offsets[n / UNICODE_NAME_STEP];
    for (n %= UNICODE_NAME_STEP; n; at++)
        n -= (*at & UNICODE_WORD_END) != 0;
    return at;
}

/* The number of the word at *at, which moves behind it; 0 is the end. */
static unsigned next_number(const uint8_t **at) {
    unsigned number = *(*at)++;
    if (number < unicode_short_words)
        return number;
    return unicode_short_words + (number - unicode_short_words) * 256 + *(*at)++;
}

static const uint8_t *find_text(unsigned name) {
    const uint8_t *at = unicode_name_text + unicode_name_offsets[name / UNICODE_NAME_STEP];
    for (name %= UNICODE_NAME_STEP; name; name--)
        while (next_number(&at))
            continue;
    return at;
}

static void spell(unsigned name, char *out) {
    const uint8_t *at = find_text(name);
    const char *start = out;
    unsigned number;
    while ((number = next_number(&at))) {
        const uint8_t *letter = find_word(number - 1);
        if (out > start)
            *out++ = ' ';
        do
            *out++ = (char)(*letter & ~UNICODE_WORD_END);
        while (!(*letter++ & UNICODE_WORD_END));
    }
    *out = '\0';
}

/* The last run that starts at or before `wanted`, where the runs' keys are in the member at `offset`. */
static const UnicodeRun *find_run(uint32_t wanted, size_t offset) {
    int low = 0, high = unicode_name_run_count;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (*(const uint32_t *)((const char *)&unicode_name_runs[middle] + offset) <= wanted)
            low = middle;
        else
            high = middle;
    }
    return &unicode_name_runs[low];
}

static uint32_t code_of(unsigned name) {
    unsigned aliases = unicode_name_runs[unicode_name_run_count].name;
    if (name >= aliases)
        return unicode_alias_codes[name - aliases];
    const UnicodeRun *run = find_run(name, offsetof(UnicodeRun, name));
    return run->first + name - run->name;
}

bool unicode_name(uint32_t c, char name[UNICODE_NAME_SIZE]) {
    if (is_ideograph(c)) {
        snprintf(name, UNICODE_NAME_SIZE, "%s%X", ideograph_prefix, (unsigned)c);
        return true;
    }
    if (c >= HANGUL_FIRST && c < HANGUL_FIRST + LEADS * VOWELS * TAILS) {
        syllable_name(c, name);
        return true;
    }
    const UnicodeRun *run = find_run(c, offsetof(UnicodeRun, first));
    if (c < run->first || c - run->first >= run[1].name - run->name)
        return false;
    spell(run->name + c - run->first, name);
    return true;
}

/* In capitals and with a NUL, as the table has it. */
static void raise_case(const char *name, size_t length, char *out) {
    for (size_t i = 0; i < length; i++)
        out[i] = (char)(name[i] >= 'a' && name[i] <= 'z' ? name[i] - 32 : name[i]);
    out[length] = '\0';
}

static bool starts_with(const char *name, size_t length, const char *prefix) {
    return length >= strlen(prefix) && memcmp(name, prefix, strlen(prefix)) == 0;
}

bool unicode_by_name(const char *name, size_t length, uint32_t *c) {
    if (starts_with(name, length, syllable_prefix))
        return syllable_by_parts(name + strlen(syllable_prefix), length - strlen(syllable_prefix), c);
    if (starts_with(name, length, ideograph_prefix))
        return ideograph_by_digits(name + strlen(ideograph_prefix), length - strlen(ideograph_prefix), c);
    char wanted[UNICODE_NAME_SIZE], spelled[UNICODE_NAME_SIZE];
    if (length >= sizeof wanted || memchr(name, '\0', length))
        return false;
    raise_case(name, length, wanted);
    for (int low = 0, high = unicode_name_count; low < high;) {
        int middle = (low + high) / 2;
        spell(unicode_names_sorted[middle], spelled);
        int order = strcmp(wanted, spelled);
        if (order == 0)
            return *c = code_of(unicode_names_sorted[middle]), true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}
