/* Reading the replacement fields of a format string. */
#include "runtime/error.h"
#include "runtime/format_fields.h"
#include "runtime/unicode.h"

static uint32_t take(TextRange *r) {
    return str_at(r->text, r->start++);
}
static bool at_end(const TextRange *r) {
    return r->start >= r->stop;
}

static bool fail(Thread *t, const char *message) {
    raise_value_error(t, "%s", message);
    return false;
}

/* Text up to the next brace; a doubled brace ends it too and is part of it once. */
static bool read_literal(Thread *t, TextRange *rest, FormatPart *part) {
    uint32_t c = 0;
    part->literal = *rest;
    while (!at_end(rest) && (c = take(rest)) != '{' && c != '}')
        ;
    part->literal.stop = rest->start;
    if (c != '{' && c != '}')
        return true;
    bool doubled = !at_end(rest) && str_at(rest->text, rest->start) == c;
    if (c == '}' && !doubled)
        return fail(t, "Single '}' encountered in format string");
    if (at_end(rest))
        return fail(t, "Single '{' encountered in format string");
    if (doubled)
        rest->start++;
    else
        part->literal.stop--;
    part->has_field = !doubled;
    return true;
}

/* The field's name; answers what ended it, or 0 with an exception pending. */
static uint32_t read_name(Thread *t, TextRange *rest, TextRange *name) {
    bool in_brackets = false;
    uint32_t c = 0;
    *name = *rest;
    while (!at_end(rest)) {
        c = take(rest);
        if (c == '{' && !in_brackets)
            return fail(t, "unexpected '{' in field name"), 0;
        if (c == '[' || c == ']')
            in_brackets = c == '[';
        else if (!in_brackets && (c == '}' || c == ':' || c == '!'))
            break;
        c = 0;
    }
    name->stop = rest->start - 1;
    if (!c)
        fail(t, "expected '}' before end of string");
    return c;
}

static bool read_spec(Thread *t, TextRange *rest, FormatPart *part) {
    int64_t depth = 1;
    part->spec = *rest;
    while (!at_end(rest)) {
        uint32_t c = take(rest);
        if (c == '{') {
            part->nested = true;
            depth++;
        } else if (c == '}' && --depth == 0) {
            part->spec.stop = rest->start - 1;
            return true;
        }
    }
    return fail(t, "unmatched '{' in format spec");
}

static bool read_field(Thread *t, TextRange *rest, FormatPart *part) {
    uint32_t c = read_name(t, rest, &part->name);
    part->spec = (TextRange){rest->text, rest->start, rest->start};
    if (!c || c == '}')
        return c;
    if (c == '!') {
        if (at_end(rest))
            return fail(t, "end of string while looking for conversion specifier");
        part->conversion = take(rest);
        if (!at_end(rest)) {
            if ((c = take(rest)) == '}')
                return true;
            if (c != ':')
                return fail(t, "expected ':' after conversion specifier");
        }
    }
    return read_spec(t, rest, part);
}

int format_next_part(Thread *t, TextRange *rest, FormatPart *part) {
    if (at_end(rest))
        return 0;
    *part = (FormatPart){.literal = *rest};
    if (!read_literal(t, rest, part))
        return -1;
    return !part->has_field || read_field(t, rest, part) ? 1 : -1;
}

/* The number that the whole range is; -1: it is none. */
static bool read_number(Thread *t, TextRange r, int64_t *number) {
    int64_t n = 0;
    *number = -1;
    if (at_end(&r))
        return true;
    while (!at_end(&r)) {
        int digit = unicode_decimal(take(&r));
        if (digit < 0)
            return true;
        if (n > (INT64_MAX - digit) / 10)
            return fail(t, "Too many decimal digits in format string");
        n = n * 10 + digit;
    }
    *number = n;
    return true;
}

bool format_first_name(Thread *t, TextRange *name, TextRange *first, int64_t *index) {
    *first = *name;
    while (!at_end(name) && str_at(name->text, name->start) != '.' && str_at(name->text, name->start) != '[')
        name->start++;
    first->stop = name->start;
    return read_number(t, *first, index);
}

static void read_attribute(TextRange *rest, TextRange *piece) {
    *piece = *rest;
    while (!at_end(rest) && str_at(rest->text, rest->start) != '.' && str_at(rest->text, rest->start) != '[')
        rest->start++;
    piece->stop = rest->start;
}

static bool read_key(Thread *t, TextRange *rest, TextRange *piece, int64_t *index) {
    *piece = *rest;
    while (!at_end(rest))
        if (take(rest) == ']') {
            piece->stop = rest->start - 1;
            return read_number(t, *piece, index);
        }
    return fail(t, "Missing ']' in format string");
}

int format_next_name(Thread *t, TextRange *rest, TextRange *piece, bool *is_attribute, int64_t *index) {
    if (at_end(rest))
        return 0;
    uint32_t c = take(rest);
    *is_attribute = c == '.';
    *index = -1;
    if (c != '.' && c != '[')
        return fail(t, "Only '.' or '[' may follow ']' in format field specifier"), -1;
    if (c == '.')
        read_attribute(rest, piece);
    else if (!read_key(t, rest, piece, index))
        return -1;
    return piece->start < piece->stop || fail(t, "Empty attribute in format string") ? 1 : -1;
}
