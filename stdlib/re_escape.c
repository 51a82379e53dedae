/* Escapes and sets of regular expressions. */
#include "runtime/ops.h"
#include "runtime/unicode_names.h"
#include "stdlib/re_parse.h"

static bool bad_escape(ReSource *s, int64_t start) {
    Str *text = re_source_slice(s, start, s->at);
    if (text)
        re_source_error_at(s, start, "bad escape %U", text);
    xdecref_object(s->t, text);
    return false;
}

/* Hexadecimal digits after \x, \u, \U. */
static bool read_hex(ReSource *s, int64_t start, int digits, uint32_t *c) {
    int count = 0;
    for (*c = 0; count < digits && re_hex_value(re_source_next(s)) >= 0; count++) {
        *c = *c * 16 + (uint32_t)re_hex_value(re_source_next(s));
        if (!re_source_step(s))
            return false;
    }
    if (count == digits)
        return *c <= 0x10ffff || bad_escape(s, start);
    Str *text = re_source_slice(s, start, s->at);
    if (text)
        re_source_error_at(s, start, "incomplete escape %U", text);
    xdecref_object(s->t, text);
    return false;
}

static bool read_character_name(ReSource *s, int64_t start, uint32_t *c) {
    bool found;
    if (!re_source_match(s, '{', &found))
        return false;
    if (!found)
        return re_source_error(s, 0, "missing {");
    Str *name = re_source_until(s, '}', "character name");
    if (!name)
        return false;
    size_t length;
    const char *utf8 = str_wtf8(s->t, name, &length);
    bool ok = utf8 && unicode_by_name(utf8, length, c);
    if (utf8 && !ok)
        re_source_error_at(s, start, "undefined character name %R", object_value(name));
    decref_object(s->t, name);
    return ok;
}

static bool out_of_octal(ReSource *s, int64_t start) {
    Str *text = re_source_slice(s, start, s->at);
    if (text)
        re_source_error_at(s, start, "octal escape value %U outside of range 0-0o377", text);
    xdecref_object(s->t, text);
    return false;
}

/* What is the same in sets and outside. The token is passed; `start` is where it began. */
static bool read_common(ReSource *s, int64_t start, uint32_t letter, uint32_t *c) {
    int plain = re_escape_of(letter);
    if (plain >= 0)
        return *c = (uint32_t)plain, true;
    if (letter == 'x')
        return read_hex(s, start, 2, c);
    if (s->is_text && letter == 'u')
        return read_hex(s, start, 4, c);
    if (s->is_text && letter == 'U')
        return read_hex(s, start, 8, c);
    if (s->is_text && letter == 'N')
        return read_character_name(s, start, c);
    *c = letter;
    return !(re_is_letter(letter) || re_is_digit(letter)) || bad_escape(s, start);
}

static bool is_category(uint32_t letter) {
    return letter && letter < 128 && strchr("dDsSwW", (int)letter) != NULL;
}

static ReNode *category_node(ReParser *p, uint32_t letter) {
    ReNode *node = re_node(p, RE_SET, false);
    ReItem *item = node ? re_allocate(p, sizeof *item) : NULL;
    if (!item)
        return NULL;
    item->category = (char)letter;
    node->items = item;
    node->item_count = 1;
    return node;
}

/* \0, \12, \123: octal numbers and backreferences. `first` was read. */
static ReNode *read_number(ReParser *p, int64_t start, uint32_t first) {
    ReSource *s = &p->source;
    uint32_t c = first - '0';
    if (first == '0')
        return re_source_octal(s, 2, &c) ? re_node(p, RE_LITERAL, c) : NULL;
    int64_t second = re_source_next(s);
    if (re_is_digit(second)) {
        if (!re_source_step(s))
            return NULL;
        if (re_is_octal(first) && re_is_octal(second) && re_is_octal(re_source_next(s))) {
            c = c * 8 + (uint32_t)second - '0';
            if (!re_source_octal(s, 1, &c))
                return NULL;
            return c > 0377 ? out_of_octal(s, start), NULL : re_node(p, RE_LITERAL, c);
        }
        c = c * 10 + (uint32_t)second - '0';
    }
    if (c > (uint32_t)p->tree->groups)
        return re_source_error_at(s, start + 1, "invalid group reference %u", c), NULL;
    ReNode *node = re_check_backref(p, c, s->at - start) ? re_node(p, RE_BACKREF, c) : NULL;
    if (node)
        node->width = p->group_widths[c];
    return node;
}

ReNode *re_parse_escape(ReParser *p) {
    ReSource *s = &p->source;
    int64_t start = s->at;
    uint32_t letter = re_source_peek(s, start + 1), c;
    if (!re_source_step(s))
        return NULL;
    if (is_category(letter))
        return category_node(p, letter);
    if (letter == 'A' || letter == 'Z' || letter == 'b' || letter == 'B')
        return re_node(p, RE_AT, letter);
    if (re_is_digit(letter))
        return read_number(p, start, letter);
    return read_common(s, start, letter, &c) ? re_node(p, RE_LITERAL, c) : NULL;
}

/* --- sets --- */

/* An item of a set, without its range. */
static bool read_set_item(ReParser *p, ReItem *item) {
    ReSource *s = &p->source;
    int64_t start = s->at;
    uint32_t c = re_source_peek(s, start);
    bool escaped = c == '\\';
    if (escaped)
        c = re_source_peek(s, start + 1);
    if (!re_source_step(s))
        return false;
    *item = (ReItem){c, c, 0};
    if (!escaped)
        return true;
    if (is_category(c))
        return item->category = (char)c, true;
    if (c >= '0' && c <= '7') {
        item->low = c - '0';
        if (!re_source_octal(s, 2, &item->low))
            return false;
        item->high = item->low;
        return item->low <= 0377 || out_of_octal(s, start);
    }
    if (!read_common(s, start, c, &item->low))
        return false;
    item->high = item->low;
    return true;
}

static bool warn_of_set(ReParser *p, const char *what, int64_t place) {
    return warn(p->source.t, EXC_FutureWarning, p->source.warning_level, "Possible %s at position %zd", what,
                (ssize_t)place);
}

/* Doubled - & ~ | may come to mean more one day. The first is at s->at. */
static bool warn_of_operator(ReParser *p) {
    ReSource *s = &p->source;
    int64_t c = re_source_next(s);
    if (s->at + 1 >= s->length || re_source_peek(s, s->at + 1) != (uint32_t)c)
        return true;
    const char *what = c == '-'   ? "set difference"
                       : c == '&' ? "set intersection"
                       : c == '~' ? "set symmetric difference"
                       : c == '|' ? "set union"
                                  : NULL;
    return !what || warn_of_set(p, what, s->at);
}

static int64_t token_end(ReSource *s, int64_t at) {
    return at + (re_source_peek(s, at) == '\\' ? 2 : 1);
}

static bool bad_range(ReSource *s, int64_t first, int64_t second) {
    Str *from = re_source_slice(s, first, token_end(s, first));
    Str *to = from ? re_source_slice(s, second, token_end(s, second)) : NULL;
    if (to)
        re_source_error(s, from->length + 1 + to->length, "bad character range %U-%U", from, to);
    xdecref_object(s->t, from);
    xdecref_object(s->t, to);
    return false;
}

/* Behind "a-": the end of the range. *closed: it was the end of the set, and the minus is a character. */
static bool read_range_end(ReParser *p, ReItem *item, int64_t first, int64_t bracket, bool *closed) {
    ReSource *s = &p->source;
    ReItem end;
    int64_t second = s->at;
    if (second >= s->length)
        return re_source_error_at(s, bracket, "unterminated character set");
    if (!re_source_match(s, ']', closed))
        return false;
    if (*closed)
        return true;
    if (re_source_sees(s, '-') && !warn_of_set(p, "set difference", second - 1))
        return false;
    if (!read_set_item(p, &end))
        return false;
    if (item->category || end.category || end.low < item->low)
        return bad_range(s, first, second);
    item->high = end.high;
    return true;
}

/* Items of a set, which grow in the parser's memory by doubling. */
static bool add_item(ReParser *p, ReNode *set, ReItem item) {
    int count = set->item_count;
    if ((count & (count - 1)) == 0) {
        ReItem *more = re_allocate(p, (size_t)(count ? 2 * count : 1) * sizeof *more);
        if (!more)
            return false;
        if (count)
            memcpy(more, set->items, (size_t)count * sizeof *more);
        set->items = more;
    }
    set->items[set->item_count++] = item;
    return true;
}

/* One item or range; *closed: the set ends with it. */
static bool read_member(ReParser *p, ReNode *set, int64_t bracket, bool *closed) {
    ReSource *s = &p->source;
    ReItem item;
    int64_t first = s->at;
    bool range;
    if (set->item_count && !warn_of_operator(p))
        return false;
    if (!read_set_item(p, &item) || !re_source_match(s, '-', &range))
        return false;
    if (range && !read_range_end(p, &item, first, bracket, closed))
        return false;
    return add_item(p, set, item) && (!*closed || add_item(p, set, (ReItem){'-', '-', 0}));
}

ReNode *re_parse_set(ReParser *p) {
    ReSource *s = &p->source;
    int64_t bracket = s->at - 1;
    bool negated, closed = false;
    if (re_source_sees(s, '[') && !warn_of_set(p, "nested set", s->at))
        return NULL;
    if (!re_source_match(s, '^', &negated))
        return NULL;
    ReNode *set = re_node(p, RE_SET, negated);
    while (set && !closed) {
        if (s->at >= s->length)
            return re_source_error_at(s, bracket, "unterminated character set"), NULL;
        if (set->item_count && !re_source_match(s, ']', &closed))
            return NULL;
        if (!closed && !read_member(p, set, bracket, &closed))
            return NULL;
    }
    return set;
}
