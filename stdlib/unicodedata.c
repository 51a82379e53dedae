/* Module unicodedata: properties of characters, by utf8proc, the runtime's tables and unicode_values.h;
 * normal forms are in unicode_normalize.c. */
#include "runtime/byte_span.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/unicode.h"
#include "runtime/unicode_names.h"
#include "stdlib/unicode_normalize.h"
#include "stdlib/unicode_values.h"
#include <stdlib.h>
#include <utf8proc.h>

/* ---- characters ---- */

/* The code point of a string that has one only; where: what messages call it. */
static bool take_character(Thread *t, Value v, const char *where, uint32_t *c) {
    if (!is_str(v) || value_str(v)->length != 1) {
        raise_type_error(t, "%s must be a unicode character, not %T", where, v);
        return false;
    }
    *c = str_at(value_str(v), 0);
    return true;
}

static const UnicodeSpan *find_span(uint32_t c) {
    int low = 0, high = unicode_spans_count;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (unicode_spans[middle].first <= c)
            low = middle;
        else
            high = middle;
    }
    return &unicode_spans[low];
}

bool unicode_is_assigned(uint32_t c) {
    return find_span(c)->assigned;
}

/* What utf8proc knows, unless the character came after Unicode 14. */
static const utf8proc_property_t *properties(uint32_t c) {
    return utf8proc_get_property(unicode_is_assigned(c) ? (utf8proc_int32_t)c : -1);
}

static Value category_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    uint32_t c;
    if (!take_character(t, args[0], "category() argument", &c))
        return VALUE_NULL;
    return str_value(
        str_new(t, unicode_is_assigned(c) ? utf8proc_category_string((utf8proc_int32_t)c) : "Cn"));
}

static Value bidirectional_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    static const char names[][4] = {[UTF8PROC_BIDI_CLASS_L] = "L",     [UTF8PROC_BIDI_CLASS_LRE] = "LRE",
                                    [UTF8PROC_BIDI_CLASS_LRO] = "LRO", [UTF8PROC_BIDI_CLASS_R] = "R",
                                    [UTF8PROC_BIDI_CLASS_AL] = "AL",   [UTF8PROC_BIDI_CLASS_RLE] = "RLE",
                                    [UTF8PROC_BIDI_CLASS_RLO] = "RLO", [UTF8PROC_BIDI_CLASS_PDF] = "PDF",
                                    [UTF8PROC_BIDI_CLASS_EN] = "EN",   [UTF8PROC_BIDI_CLASS_ES] = "ES",
                                    [UTF8PROC_BIDI_CLASS_ET] = "ET",   [UTF8PROC_BIDI_CLASS_AN] = "AN",
                                    [UTF8PROC_BIDI_CLASS_CS] = "CS",   [UTF8PROC_BIDI_CLASS_NSM] = "NSM",
                                    [UTF8PROC_BIDI_CLASS_BN] = "BN",   [UTF8PROC_BIDI_CLASS_B] = "B",
                                    [UTF8PROC_BIDI_CLASS_S] = "S",     [UTF8PROC_BIDI_CLASS_WS] = "WS",
                                    [UTF8PROC_BIDI_CLASS_ON] = "ON",   [UTF8PROC_BIDI_CLASS_LRI] = "LRI",
                                    [UTF8PROC_BIDI_CLASS_RLI] = "RLI", [UTF8PROC_BIDI_CLASS_FSI] = "FSI",
                                    [UTF8PROC_BIDI_CLASS_PDI] = "PDI"};
    uint32_t c;
    if (!take_character(t, args[0], "bidirectional() argument", &c))
        return VALUE_NULL;
    return str_value(str_new(t, unicode_is_assigned(c) ? names[properties(c)->bidi_class] : ""));
}

static Value combining_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    uint32_t c;
    if (!take_character(t, args[0], "combining() argument", &c))
        return VALUE_NULL;
    return small_int_value(properties(c)->combining_class);
}

static Value mirrored_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    uint32_t c;
    if (!take_character(t, args[0], "mirrored() argument", &c))
        return VALUE_NULL;
    return small_int_value(properties(c)->bidi_mirrored);
}

static Value width_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    static const char names[][3] = {"N", "Na", "H", "W", "F", "A"};
    uint32_t c;
    if (!take_character(t, args[0], "east_asian_width() argument", &c))
        return VALUE_NULL;
    return str_value(str_new(t, names[find_span(c)->width]));
}

static int compare_decomposition(const void *code, const void *entry) {
    uint32_t c = *(const uint32_t *)code, other = ((const UnicodeDecomposition *)entry)->code;
    return (c > other) - (c < other);
}

static Value decomposition_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    uint32_t c;
    if (!take_character(t, args[0], "decomposition() argument", &c))
        return VALUE_NULL;
    const UnicodeDecomposition *found =
        unicode_is_assigned(c) ? bsearch(&c, unicode_decompositions, (size_t)unicode_decompositions_count,
                                         sizeof *found, compare_decomposition)
                               : NULL;
    return str_value(str_new(t, found ? found->text : ""));
}

/* ---- numbers ---- */

/* The caller's default, if there is one. */
static Value default_or_error(Thread *t, Value otherwise, const char *message) {
    return is_null(otherwise) ? raise_value_error(t, "%s", message) : new_ref(otherwise);
}

static Value decimal_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    uint32_t c;
    if (!take_character(t, args[0], "decimal() argument 1", &c))
        return VALUE_NULL;
    int digit = unicode_decimal(c);
    return digit >= 0 ? small_int_value(digit) : default_or_error(t, args[1], "not a decimal");
}

static Value digit_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    uint32_t c;
    if (!take_character(t, args[0], "digit() argument 1", &c))
        return VALUE_NULL;
    int digit = unicode_digit(c);
    return digit >= 0 ? small_int_value(digit) : default_or_error(t, args[1], "not a digit");
}

static int compare_numbers(const void *code, const void *entry) {
    const UnicodeNumbers *run = entry;
    uint32_t c = *(const uint32_t *)code;
    return c < run->first ? -1 : c >= run->first + run->count;
}

static Value numeric_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    uint32_t c;
    if (!take_character(t, args[0], "numeric() argument 1", &c))
        return VALUE_NULL;
    const UnicodeNumbers *run =
        bsearch(&c, unicode_numbers, (size_t)unicode_numbers_count, sizeof *run, compare_numbers);
    if (!run)
        return default_or_error(t, args[1], "not a numeric character");
    int64_t numerator = run->numerator + (int64_t)(c - run->first) * run->step;
    return float_value(t, (double)numerator / (double)run->denominator);
}

/* ---- names ---- */

static Value name_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    char name[UNICODE_NAME_SIZE];
    uint32_t c;
    if (!take_character(t, args[0], "name() argument 1", &c))
        return VALUE_NULL;
    if (unicode_name(c, name))
        return str_value(str_new(t, name));
    return default_or_error(t, args[1], "no such name");
}

static int compare_sequence(const void *name, const void *entry) {
    return strcmp(name, ((const UnicodeSequence *)entry)->name);
}

/* The characters of a named sequence; NULL: there is none of that name, or an exception is pending. */
static Str *find_sequence(Thread *t, const char *name, size_t length) {
    char wanted[UNICODE_NAME_SIZE];
    if (length >= sizeof wanted || memchr(name, '\0', length))
        return NULL;
    for (size_t i = 0; i < length; i++)
        wanted[i] = (char)(name[i] >= 'a' && name[i] <= 'z' ? name[i] - 32 : name[i]);
    wanted[length] = '\0';
    const UnicodeSequence *found =
        bsearch(wanted, unicode_named_sequences, (size_t)unicode_named_sequences_count, sizeof *found,
                compare_sequence);
    size_t count = 0;
    while (found && count < 4 && found->codes[count])
        count++;
    return found ? str_from_ucs4(t, found->codes, count) : NULL;
}

static Value look_up(Thread *t, const char *name, size_t length) {
    uint32_t c;
    if (length > 256)
        return raise(t, EXC_KeyError, "name too long");
    if (unicode_by_name(name, length, &c))
        return str_from_char(t, c);
    Str *sequence = find_sequence(t, name, length);
    if (sequence || error_pending(t))
        return str_value(sequence);
    return raise(t, EXC_KeyError, "undefined character name '%.*s'", (int)length, name);
}

static Value lookup_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    size_t length;
    SpanArg data;
    if (is_str(args[0])) {
        const char *name = str_utf8(t, value_str(args[0]), &length);
        return name ? look_up(t, name, length) : VALUE_NULL;
    }
    if (!span_get(t, args[0], &data))
        return VALUE_NULL;
    Value v = look_up(t, (const char *)data.span.data, (size_t)data.span.length);
    span_release(t, &data);
    return v;
}

/* ---- the module ---- */

static bool set_up(Thread *t, Value module) {
    return module_add(t, module, "unidata_version", str_value(str_new(t, "14.0.0")));
}

static const MethodDef functions[] = {
    {"category", category_function, "chr, /", "The general category of a character, as in 'Lu'."},
    {"bidirectional", bidirectional_function, "chr, /", "The bidirectional class of a character, as in 'L'."},
    {"combining", combining_function, "chr, /", "The canonical combining class of a character; 0: none."},
    {"mirrored", mirrored_function, "chr, /", "1 if the character is mirrored in text from right to left."},
    {"east_asian_width", width_function, "chr, /", "The East Asian width of a character, as in 'W'."},
    {"decomposition", decomposition_function, "chr, /", "The decomposition of a character, in hexadecimal."},
    {"decimal", decimal_function, "chr, default=None, /",
     "The decimal digit that a character is, as an int."},
    {"digit", digit_function, "chr, default=None, /", "The digit that a character is, as an int."},
    {"numeric", numeric_function, "chr, default=None, /", "The number that a character means, as a float."},
    {"name", name_function, "chr, default=None, /", "The name of a character."},
    {"lookup", lookup_function, "name, /", "The character, or the sequence of them, with that name."},
    {"normalize", unicode_normalize_function, "form, unistr, /",
     "The text in the normal form NFC, NFKC, NFD or NFKD."},
    {"is_normalized", unicode_is_normalized_function, "form, unistr, /", "Is the text in that normal form?"},
    {0}};

const ModuleDef unicodedata_module_def = {
    .name = "unicodedata",
    .doc = "What Unicode 14 says of characters.",
    .functions = functions,
    .exec = set_up,
};
