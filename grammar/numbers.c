// What may stand behind a number, and what is wrong with it if something else does.
#include <string.h>

#include "grammar/scanner.h"
#include "parser.tab.h"

static const char *literal_kind(const char *start, const char *end) {
    switch (start[0] == '0' && end - start > 1 ? start[1] | 32 : 0) {
    case 'x':
        return "hexadecimal";
    case 'o':
        return "octal";
    case 'b':
        return "binary";
    default:
        return (end[-1] | 32) == 'j' ? "imaginary" : "decimal";
    }
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_name_character(char c) {
    return (unsigned char)c >= 0x80 || is_digit(c) || c == '_' || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

// "1if x else 2" is allowed, with a warning.
static bool is_operator_word(const char *at) {
    static const char *const words[] = {"and", "else", "for", "if", "in", "is", "or", "not"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(at, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

static bool has_exponent(const char *start, const char *end) {
    return memchr(start, 'e', (size_t)(end - start)) || memchr(start, 'E', (size_t)(end - start));
}

// A digit that is too large for an octal or binary literal.
static int bad_digit(Scanner *s, const char *digit, const char *kind) {
    return scanner_fail(s, s->line, digit + 1, "invalid digit '%c' in %s literal", *digit, kind);
}

int scanner_end_number(Scanner *s, const char *start) {
    const char *end = s->cursor;
    if (!is_name_character(*end))
        return TOK_NUMBER;
    const char *kind = literal_kind(start, end);
    bool narrow = kind[0] == 'o' || kind[0] == 'b';
    if ((*end | 32) == 'e' && (end[1] == '+' || end[1] == '-') && kind[0] == 'd' && !has_exponent(start, end))
        return scanner_fail(s, s->line, end + 2, "invalid %s literal", kind);
    if (*end == '_' && kind[0] != 'i' && end[-1] != '.')
        end++;
    if (narrow && is_digit(*end))
        return bad_digit(s, end, kind);
    if (end == s->cursor && is_operator_word(end)) {
        int col = (int)(start - s->text) - s->p->source.line_starts[s->line - 1];
        parser_warn(s->p, DIAGNOSTIC_SYNTAX_WARNING, (Span){s->line, col, s->line, col}, "invalid %s literal",
                    kind);
        return TOK_NUMBER;
    }
    return scanner_fail(s, s->line, end, "invalid %s literal", kind);
}

int scanner_no_digits(Scanner *s, const char *start) {
    const char *kind = literal_kind(start, s->cursor);
    const char *at = s->cursor + (*s->cursor == '_');
    if (is_digit(*at) && kind[0] != 'h')
        return bad_digit(s, at, kind);
    return scanner_fail(s, s->line, at, "invalid %s literal", kind);
}

int scanner_leading_zeros(Scanner *s, const char *start) {
    const char *end = start;
    while (*end == '0' || *end == '_')
        end++;
    int code = scanner_fail(
        s, s->line, end + 1,
        "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal "
        "integers");
    s->p->bad.col = s->p->bad.end_col - (int)(end - start);
    return code;
}
