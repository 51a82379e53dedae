/* Changes of case: full mappings, one code point may become up to three. */
#include "runtime/percent.h"
#include "runtime/str_methods.h"
#include "runtime/unicode.h"

static bool is_cased(const Str *s, int64_t i) {
    return unicode_is(str_at(s, i), UNICODE_CASED);
}

/* A capital sigma becomes the final form at the end of a word: after a cased letter and not before one. */
static bool is_final_sigma(const Str *s, int64_t at) {
    int64_t i = at - 1;
    while (i >= 0 && unicode_is(str_at(s, i), UNICODE_IGNORABLE))
        i--;
    if (i < 0 || !is_cased(s, i))
        return false;
    for (i = at + 1; i < s->length && unicode_is(str_at(s, i), UNICODE_IGNORABLE);)
        i++;
    return i == s->length || !is_cased(s, i);
}

static void add_mapped(StrBuilder *b, const Str *s, int64_t i, UnicodeCase to) {
    enum { CAPITAL_SIGMA = 0x3a3, SMALL_SIGMA = 0x3c3, FINAL_SIGMA = 0x3c2 };
    uint32_t c = str_at(s, i), out[3];
    if (c == CAPITAL_SIGMA && to == CASE_LOWER) {
        strbuilder_char(b, is_final_sigma(s, i) ? FINAL_SIGMA : SMALL_SIGMA);
        return;
    }
    int count = unicode_map(c, to, out);
    for (int k = 0; k < count; k++)
        strbuilder_char(b, out[k]);
}

static Value map_all(Thread *t, const Str *s, UnicodeCase to) {
    StrBuilder b;
    strbuilder_init(&b, t);
    for (int64_t i = 0; i < s->length; i++)
        add_mapped(&b, s, i, to);
    return str_value(strbuilder_finish(&b));
}

static inline uint8_t ascii_lower(uint8_t c) {
    return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}
static inline uint8_t ascii_upper(uint8_t c) {
    return c >= 'a' && c <= 'z' ? c & ~0x20 : c;
}
static inline bool ascii_alpha(uint8_t c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* A string of the same length, or the shared one; *fresh tells that it has to be filled. */
static Str *same_length(Thread *t, Str *s, bool *fresh) {
    *fresh = s->length > 1;
    return *fresh ? str_alloc(t, s->length, 127) : NULL;
}

/* Short strings are shared objects: map the one character. */
static Value map_short(Thread *t, Str *s, uint8_t (*map)(uint8_t)) {
    return s->length ? str_from_char(t, map(s->data[0])) : object_value(str_empty(t));
}

Value str_lower_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *s = value_str(args[0]), *result;
    bool fresh;
    if (!s->ascii)
        return map_all(t, s, CASE_LOWER);
    if (!(result = same_length(t, s, &fresh)))
        return fresh ? VALUE_NULL : map_short(t, s, ascii_lower);
    for (int64_t i = 0; i < s->length; i++)
        result->data[i] = ascii_lower(s->data[i]);
    return object_value(result);
}

Value str_upper_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *s = value_str(args[0]), *result;
    bool fresh;
    if (!s->ascii)
        return map_all(t, s, CASE_UPPER);
    if (!(result = same_length(t, s, &fresh)))
        return fresh ? VALUE_NULL : map_short(t, s, ascii_upper);
    for (int64_t i = 0; i < s->length; i++)
        result->data[i] = ascii_upper(s->data[i]);
    return object_value(result);
}

Value str_casefold_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *s = value_str(args[0]);
    return s->ascii ? str_lower_method(t, args, nargs, kwnames) : map_all(t, s, CASE_FOLD);
}

static Value title_ascii(Thread *t, Str *s) {
    bool fresh, inside = false;
    Str *result = same_length(t, s, &fresh);
    if (!result)
        return fresh ? VALUE_NULL : map_short(t, s, ascii_upper);
    for (int64_t i = 0; i < s->length; i++) {
        result->data[i] = inside ? ascii_lower(s->data[i]) : ascii_upper(s->data[i]);
        inside = ascii_alpha(s->data[i]);
    }
    return object_value(result);
}

Value str_title_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *s = value_str(args[0]);
    bool inside = false;
    StrBuilder b;
    if (s->ascii)
        return title_ascii(t, s);
    strbuilder_init(&b, t);
    for (int64_t i = 0; i < s->length; i++) {
        add_mapped(&b, s, i, inside ? CASE_LOWER : CASE_TITLE);
        inside = is_cased(s, i);
    }
    return str_value(strbuilder_finish(&b));
}

Value str_capitalize_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *s = value_str(args[0]);
    StrBuilder b;
    if (s->ascii && s->length <= 1)
        return map_short(t, s, ascii_upper);
    if (s->ascii) {
        Value result = str_lower_method(t, args, nargs, kwnames);
        if (!is_null(result))
            value_str(result)->data[0] = ascii_upper(s->data[0]);
        return result;
    }
    strbuilder_init(&b, t);
    for (int64_t i = 0; i < s->length; i++)
        add_mapped(&b, s, i, i ? CASE_LOWER : CASE_TITLE);
    return str_value(strbuilder_finish(&b));
}

Value str_swapcase_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *s = value_str(args[0]);
    StrBuilder b;
    strbuilder_init(&b, t);
    for (int64_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        if (unicode_is(c, UNICODE_UPPER))
            add_mapped(&b, s, i, CASE_LOWER);
        else if (unicode_is(c, UNICODE_LOWER))
            add_mapped(&b, s, i, CASE_UPPER);
        else
            strbuilder_char(&b, c);
    }
    return str_value(strbuilder_finish(&b));
}

Value str_upper_text(Thread *t, Str *s) {
    Value self = object_value(s);
    return str_upper_method(t, &self, 1, NULL);
}
