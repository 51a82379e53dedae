/* Sets of characters in PCRE2's syntax. For the first 256 characters each is asked whether it is a member;
 * further ones are ranges, and Unicode properties for \d and \w, which PCRE2 sees as Python does. */
#include "runtime/error.h"
#include "runtime/memory.h"
#include "runtime/unicode.h"
#include "stdlib/re_translate.h"
#include <ctype.h>
#include <stdio.h>

typedef struct SetWriter {
    ReWriter *w;
    const ReItem *items;
    int count;
    uint32_t flags;
} SetWriter;

/* --- members --- */

static bool is_word(uint32_t c, uint32_t flags) {
    const unsigned kinds = UNICODE_ALPHA | UNICODE_DECIMAL | UNICODE_DIGIT | UNICODE_NUMERIC;
    if (c == '_' || (c < 128 && (re_is_letter(c) || re_is_digit(c))))
        return true;
    return c > 127 && (flags & RE_UNICODE  ? unicode_is(c, kinds)
                       : flags & RE_LOCALE ? isalnum((int)c)
                                           : false);
}

static bool is_space(uint32_t c, uint32_t flags) {
    return flags & RE_UNICODE ? unicode_is_space(c) : c == ' ' || (c >= '\t' && c <= '\r');
}

static bool in_category(uint32_t c, char category, uint32_t flags) {
    switch (category) {
    case 'd':
        return flags & RE_UNICODE ? unicode_is(c, UNICODE_DECIMAL) : re_is_digit(c);
    case 's':
        return is_space(c, flags);
    case 'w':
        return is_word(c, flags);
    default: /* the same as a capital: all others */
        return !in_category(c, (char)(category | 0x20), flags);
    }
}

/* Is c, or what is the same without regard to case, in the range? */
static bool in_cased_range(const SetWriter *s, uint32_t c, const ReItem *item) {
    if (!(s->flags & RE_UNICODE)) {
        uint32_t other = s->flags & RE_LOCALE
                             ? (uint32_t)(islower((int)c) ? toupper((int)c) : tolower((int)c))
                         : re_is_letter(c) ? c ^ 0x20
                                           : c;
        return other >= item->low && other <= item->high;
    }
    int count;
    const ReCased *same = re_cases_of(s->w->cases, c, &count);
    for (int i = 0; i < count; i++)
        if (same[i].c >= item->low && same[i].c <= item->high)
            return true;
    return false;
}

static bool in_item(const SetWriter *s, uint32_t c, const ReItem *item) {
    if (item->category)
        return in_category(c, item->category, s->flags);
    return (c >= item->low && c <= item->high) || (s->flags & RE_IGNORECASE && in_cased_range(s, c, item));
}

static bool is_member(const SetWriter *s, uint32_t c) {
    for (int i = 0; i < s->count; i++)
        if (in_item(s, c, &s->items[i]))
            return true;
    return false;
}

/* --- writing --- */

static void write_point(ReWriter *w, uint32_t c) {
    char text[16];
    if (c < 128 && (re_is_letter(c) || re_is_digit(c))) {
        re_write_char(w, c);
        return;
    }
    snprintf(text, sizeof text, "\\x{%x}", c);
    re_write_text(w, text);
}

static void write_range(ReWriter *w, uint32_t low, uint32_t high) {
    write_point(w, low);
    if (high > low + 1)
        re_write_char(w, '-');
    if (high > low)
        write_point(w, high);
}

/* The first 256, or those that are no members. */
static bool write_low(const SetWriter *s, bool members) {
    bool any = false;
    for (uint32_t c = 0; c < 256; c++) {
        if (is_member(s, c) != members)
            continue;
        uint32_t end = c;
        while (end < 255 && is_member(s, end + 1) == members)
            end++;
        write_range(s->w, c, end);
        any = true;
        c = end;
    }
    return any;
}

/* A range beyond the first 256, clipped to what subjects can have. */
static bool write_high_range(ReWriter *w, uint32_t low, uint32_t high) {
    low = low < 256 ? 256 : low;
    high = high > w->largest ? w->largest : high;
    if (low > high)
        return false;
    write_range(w, low, high);
    return true;
}

/* The other cases of a range's characters. */
static bool write_high_cases(const SetWriter *s, const ReItem *item) {
    const ReCases *cases = s->w->cases;
    bool any = false;
    for (int first = 0, end; first < cases->count; first = end) {
        bool inside = false;
        for (end = first; end < cases->count && cases->entries[end].key == cases->entries[first].key; end++)
            inside |= cases->entries[end].c >= item->low && cases->entries[end].c <= item->high;
        for (int i = first; inside && i < end; i++)
            any |= write_high_range(s->w, cases->entries[i].c, cases->entries[i].c);
    }
    return any;
}

static bool write_high_spaces(ReWriter *w, bool spaces) {
    enum { LAST_SPACE = 0x3000 };
    bool any = false;
    for (uint32_t c = 256, end; c <= LAST_SPACE + 1; c = end + 1) {
        for (end = c; end <= LAST_SPACE && unicode_is_space(end + 1) == unicode_is_space(c); end++)
            ;
        if (unicode_is_space(c) == spaces)
            any |= write_high_range(w, c, c > LAST_SPACE ? w->largest : end);
    }
    return any;
}

static bool write_high_category(const SetWriter *s, char category) {
    ReWriter *w = s->w;
    bool others = category < 'a';
    if (!(s->flags & RE_UNICODE))
        return others && write_high_range(w, 256, w->largest);
    if ((category | 0x20) == 's')
        return write_high_spaces(w, !others);
    re_write_char(w, '\\');
    re_write_char(w, (uint32_t)category);
    return true;
}

static bool write_high(const SetWriter *s) {
    bool any = false;
    for (int i = 0; i < s->count; i++) {
        const ReItem *item = &s->items[i];
        if (item->category)
            any |= write_high_category(s, item->category);
        else {
            any |= write_high_range(s->w, item->low, item->high);
            if (s->flags & RE_IGNORECASE && s->flags & RE_UNICODE)
                any |= write_high_cases(s, item);
        }
    }
    return any;
}

static bool prepare_cases(const SetWriter *s) {
    if (!(s->flags & RE_IGNORECASE && s->flags & RE_UNICODE) || re_cases_build(s->w->cases))
        return true;
    return raise_no_memory(s->w->t), false;
}

/* \d, \s, \w where PCRE2's own are right. */
static bool write_natively(const SetWriter *s, bool negated) {
    if (s->count != 1 || !s->items->category || !re_kind_is_native(s->w, s->flags))
        return false;
    char category = s->items->category;
    bool unicode = s->flags & RE_UNICODE;
    if (unicode && s->w->width > 1 && (category | 0x20) == 's')
        return false;
    re_write_char(s->w, '\\');
    re_write_char(s->w, (uint32_t)(negated ? category ^ 0x20 : category));
    return true;
}

void re_write_set(ReWriter *w, const ReItem *items, int count, bool negated, uint32_t flags) {
    SetWriter s = {w, items, count, flags};
    if (write_natively(&s, negated))
        return;
    if (!prepare_cases(&s)) {
        w->failed = true;
        return;
    }
    size_t start = w->syntax->length;
    re_write_text(w, negated ? "[^" : "[");
    bool any = write_low(&s, true);
    if (w->width > 1)
        any |= write_high(&s);
    if (any) {
        re_write_char(w, ']');
        return;
    }
    w->syntax->length = start; /* an empty set cannot be written */
    re_write_text(w, negated ? "." : "[^\\x{0}-");
    if (!negated) {
        write_point(w, w->largest);
        re_write_char(w, ']');
    }
}
