#define PCRE2_CODE_UNIT_WIDTH 0
#include "stdlib/re_translate.h"
#include "runtime/memory.h"
#include <pcre2.h>
#include <stdio.h>

static void write_node(ReWriter *w, const ReNode *node, uint32_t flags);

/* --- text --- */

void re_write_char(ReWriter *w, uint32_t c) {
    ReSyntax *s = w->syntax;
    if (s->length == s->room) {
        size_t room = s->room ? 2 * s->room : 64;
        uint32_t *more = w->failed ? NULL : mem_realloc(s->text, room * sizeof *more);
        if (!more) {
            w->failed = true;
            return;
        }
        s->text = more;
        s->room = room;
    }
    s->text[s->length++] = c;
}

void re_write_text(ReWriter *w, const char *ascii) {
    for (; *ascii; ascii++)
        re_write_char(w, (unsigned char)*ascii);
}

static void write_number(ReWriter *w, const char *format, uint32_t n) {
    char text[40];
    snprintf(text, sizeof text, format, n);
    re_write_text(w, text);
}

void re_write_literal(ReWriter *w, uint32_t c) {
    if (re_is_letter(c) || re_is_digit(c) || c > 127)
        re_write_char(w, c);
    else if (c < ' ' || c == 127)
        write_number(w, "\\x{%x}", c);
    else {
        re_write_char(w, '\\');
        re_write_char(w, c);
    }
}

/* --- items --- */

static void write_character(ReWriter *w, uint32_t c, uint32_t flags) {
    bool cased = flags & RE_IGNORECASE && !(w->caseless && c <= w->largest);
    if (cased)
        re_write_set(w, &(ReItem){c, c, 0}, 1, false, flags);
    else if (c > w->largest)
        re_write_text(w, "(?!)");
    else
        re_write_literal(w, c);
}

/* \b and \B where PCRE2's are about other letters. */
static void write_boundary(ReWriter *w, bool inside, uint32_t flags) {
    const ReItem word = {0, 0, 'w'};
    static const char *const parts[2][4] = {{"(?:(?<=", ")(?!", ")|(?<!", ")(?="},
                                            {"(?:(?<=", ")(?=", ")|(?<!", ")(?!"}};
    for (int i = 0; i < 4; i++) {
        re_write_text(w, parts[inside][i]);
        re_write_set(w, &word, 1, false, flags);
    }
    re_write_text(w, "))");
}

static void write_place(ReWriter *w, uint32_t kind, uint32_t flags) {
    switch (kind) {
    case '^':
        re_write_text(w, flags & RE_MULTILINE ? "(?m:^)" : "^");
        break;
    case '$':
        re_write_text(w, flags & RE_MULTILINE ? "(?m:$)" : "$");
        break;
    case 'A':
        re_write_text(w, "\\A");
        break;
    case 'Z':
        re_write_text(w, "\\z");
        break;
    case 'B': /* not in an empty text */
        re_write_text(w, "(?!\\A\\z)");
        if (re_kind_is_native(w, flags))
            re_write_text(w, "\\B");
        else
            write_boundary(w, true, flags);
        break;
    default:
        if (re_kind_is_native(w, flags))
            re_write_text(w, "\\b");
        else
            write_boundary(w, false, flags);
    }
}

static void write_backref(ReWriter *w, uint32_t group, uint32_t flags) {
    bool cased = flags & RE_IGNORECASE && !w->caseless;
    w->syntax->interpret |=
        cased && w->width > 1; /* PCRE2's JIT knows cases beyond a byte in UTF modes only */
    write_number(w, cased ? "(?i:\\g{%u})" : "\\g{%u}", group);
}

/* --- repeats --- */

enum { MOST_TIMES = 65535 }; /* of PCRE2 */

static bool contains_capture(const ReNode *node) {
    for (; node; node = node->next)
        if ((node->op == RE_GROUP && node->value) || contains_capture(node->inside) ||
            contains_capture(node->otherwise))
            return true;
    return false;
}

/* PCRE2's JIT (10.42) lets (?>.*|)a match in "ba": it went back into the group. */
static void open_atomic(ReWriter *w) {
    w->syntax->interpret = true;
    re_write_text(w, "(?>");
}

/* Is it one character of the subject, whichever it is? */
static bool is_single(const ReWriter *w, const ReNode *node, uint32_t flags) {
    return node->op == RE_ANY || node->op == RE_SET ||
           (node->op == RE_LITERAL && (node->value <= w->largest || flags & RE_IGNORECASE));
}

/* One thing that can be repeated. */
static void write_atom(ReWriter *w, const ReNode *node, uint32_t flags, bool atomic) {
    bool single = is_single(w, node, flags);
    bool bare = single || (!atomic && (node->op == RE_GROUP || node->op == RE_ATOMIC));
    if (!bare && atomic)
        open_atomic(w);
    else if (!bare)
        re_write_text(w, "(?:");
    write_node(w, node, flags);
    if (!bare)
        re_write_char(w, ')');
}

static void write_bounds(ReWriter *w, uint32_t min, uint32_t max) {
    if (max == RE_NO_LIMIT && min < 2)
        re_write_char(w, min ? '+' : '*');
    else if (min == 0 && max == 1)
        re_write_char(w, '?');
    else {
        write_number(w, "{%u", min);
        if (max == RE_NO_LIMIT)
            re_write_char(w, ',');
        else if (max != min)
            write_number(w, ",%u", max);
        re_write_char(w, '}');
    }
}

/* More times than PCRE2 counts to: as several repeats, one after the other. */
static void write_many_times(ReWriter *w, const ReNode *node, uint32_t flags) {
    uint32_t min = node->min, max = node->max;
    if (contains_capture(node->inside)) {
        raise_overflow(w->t, "the repetition number is too large");
        w->failed = true;
        return;
    }
    while (!w->failed && (min || max)) {
        uint32_t least = min < MOST_TIMES ? min : MOST_TIMES;
        uint32_t most = max == RE_NO_LIMIT && min > MOST_TIMES   ? least
                        : max == RE_NO_LIMIT || max < MOST_TIMES ? max
                                                                 : MOST_TIMES;
        most = min > least ? least : most;
        write_atom(w, node->inside, flags, node->value == RE_POSSESSIVE);
        write_bounds(w, least, most);
        if (node->value == RE_LAZY)
            re_write_char(w, '?');
        min -= least;
        max = max == RE_NO_LIMIT ? (most == RE_NO_LIMIT ? 0 : max) : max - most;
    }
}

static void write_repeat(ReWriter *w, const ReNode *node, uint32_t flags) {
    bool possessive = node->value == RE_POSSESSIVE;
    bool many = node->min > MOST_TIMES || (node->max > MOST_TIMES && node->max != RE_NO_LIMIT);
    if (possessive && !many && is_single(w, node->inside, flags)) {
        write_node(w, node->inside, flags);
        write_bounds(w, node->min, node->max);
        re_write_char(w, '+');
        return;
    }
    if (possessive)
        open_atomic(w);
    if (many) {
        re_write_text(w, "(?:");
        write_many_times(w, node, flags);
        re_write_char(w, ')');
    } else {
        write_atom(w, node->inside, flags, possessive);
        write_bounds(w, node->min, node->max);
        if (node->value == RE_LAZY)
            re_write_char(w, '?');
    }
    if (possessive)
        re_write_char(w, ')');
}

/* --- groups --- */

static void write_between(ReWriter *w, const char *open, const ReNode *inside, uint32_t flags) {
    re_write_text(w, open);
    write_node(w, inside, flags);
    re_write_char(w, ')');
}

/* (?>x*) is x*+, which needs no group. */
static void write_atomic(ReWriter *w, const ReNode *inside, uint32_t flags) {
    const ReNode *only =
        inside->op == RE_SEQUENCE && inside->inside && !inside->inside->next ? inside->inside : NULL;
    if (only && only->op == RE_REPEAT && only->value == RE_GREEDY && is_single(w, only->inside, flags)) {
        ReNode possessive = *only;
        possessive.value = RE_POSSESSIVE;
        re_write_text(w, "(?:");
        write_repeat(w, &possessive, flags);
    } else {
        open_atomic(w);
        write_node(w, inside, flags);
    }
    re_write_char(w, ')');
}

static void write_condition(ReWriter *w, const ReNode *node, uint32_t flags) {
    write_number(w, "(?(%u)", node->value);
    write_node(w, node->inside, flags);
    if (node->otherwise) {
        re_write_char(w, '|');
        write_node(w, node->otherwise, flags);
    }
    re_write_char(w, ')');
}

static void write_chain(ReWriter *w, const ReNode *node, const char *between, uint32_t flags) {
    for (; node && !w->failed; node = node->next) {
        write_node(w, node, flags);
        if (node->next)
            re_write_text(w, between);
    }
}

static void write_node(ReWriter *w, const ReNode *node, uint32_t flags) {
    static const char *const looks[] = {"(?=", "(?<=", "(?!", "(?<!"};
    switch (node->op) {
    case RE_LITERAL:
        write_character(w, node->value, flags);
        break;
    case RE_ANY: /* the whole pattern has PCRE2_DOTALL */
        re_write_text(w, flags & RE_DOTALL ? "." : "\\N");
        break;
    case RE_SET:
        re_write_set(w, node->items, node->item_count, node->value, flags);
        break;
    case RE_AT:
        write_place(w, node->value, flags);
        break;
    case RE_SEQUENCE:
        write_chain(w, node->inside, "", flags);
        break;
    case RE_BRANCH:
        write_chain(w, node->inside, "|", flags);
        break;
    case RE_GROUP:
        write_between(w, node->value ? "(" : "(?:", node->inside, re_flags_inside(node, flags));
        break;
    case RE_ATOMIC:
        write_atomic(w, node->inside, flags);
        break;
    case RE_REPEAT:
        write_repeat(w, node, flags);
        break;
    case RE_LOOK:
        write_between(w, looks[node->value], node->inside, flags);
        break;
    case RE_BACKREF:
        write_backref(w, node->value, flags);
        break;
    case RE_CONDITION:
        write_condition(w, node, flags);
    }
}

/* --- the whole --- */

bool re_kind_is_native(const ReWriter *w, uint32_t flags) {
    if (w->syntax->options & PCRE2_UCP)
        return flags & RE_UNICODE;
    return (flags & RE_KIND_FLAGS) == (w->tree->flags & RE_KIND_FLAGS);
}

/* What PCRE2 is told about letters: by tables for units of a byte, by Unicode properties otherwise. */
static void choose_kind(ReWriter *w) {
    ReSyntax *s = w->syntax;
    uint32_t flags = w->tree->flags;
    s->options = PCRE2_DOTALL | PCRE2_ALT_CIRCUMFLEX;
    s->tables = flags & RE_LOCALE ? RE_TABLES_LOCALE : RE_TABLES_ASCII;
    if (flags & RE_UNICODE && w->width == 1)
        s->tables = RE_TABLES_LATIN1;
    if ((flags | w->tree->local_flags) & RE_UNICODE && w->width > 1)
        s->options |= PCRE2_UCP;
    w->caseless =
        flags & RE_IGNORECASE && w->width == 1 && !(w->tree->local_flags & (RE_IGNORECASE | RE_KIND_FLAGS));
    if (w->caseless)
        s->options |= PCRE2_CASELESS;
}

bool re_translate(Thread *t, const ReTree *tree, ReCases *cases, int width, bool is_text, ReMode mode,
                  ReSyntax *syntax) {
    static const uint32_t largest[] = {0, 0xff, 0xffff, 0, 0x10ffff};
    ReWriter w = {.t = t,
                  .tree = tree,
                  .cases = cases,
                  .syntax = syntax,
                  .width = width,
                  .largest = largest[width],
                  .is_text = is_text};
    *syntax = (ReSyntax){.width = width};
    choose_kind(&w);
    if (mode != RE_SEARCH)
        syntax->options |= PCRE2_ANCHORED;
    if (mode == RE_FULLMATCH)
        syntax->options |= PCRE2_ENDANCHORED;
    write_node(&w, tree->root, tree->flags);
    if (w.failed && !error_pending(t))
        raise_no_memory(t);
    return !w.failed;
}
