#include "grammar/fstring.h"

#include <string.h>

#include "grammar/build.h"
#include "grammar/explain.h"
#include "parser.tab.h"

enum { MAX_LEVEL = 2, MAX_BRACKETS = 200 };

// One string token being read. `level` is 0 for the string itself and 1 for a format after ':'.
typedef struct Format {
    Parser *p;
    const Token *token;
    const char *at, *end;
    bool is_raw;
    int level;
} Format;

static bool read_parts(Format *f, JoinedValues *joined);

static bool fail(Format *f, const char *message, char c, char opening) {
    Parser *p = f->p;
    Span span = parser_last_span(p);
    char text[120];
    char *out = text;
    for (; *message && out < text + sizeof text - 1; message++) {
        // '%' stands for the closing bracket, '@' for the opening one
        *out++ = *message == '%' ? c : *message == '@' ? opening : *message;
    }
    *out = '\0';
    parser_fail(p, span, p->outer ? "%s" : "f-string: %s", text);
    return false;
}

bool fstring_flush(Parser *p, JoinedValues *joined) {
    if (joined->text.length == 0)
        return true;
    Node *node = strings_constant(p, joined->span, CONST_STR, &joined->text);
    node->constant.u_prefix = joined->u_prefix;
    joined->values = build_append(p, joined->values, node);
    joined->text.length = 0;
    return !p->failed;
}

// ---- text between the expressions

// Skips \N{...}, whose braces mean nothing; true if there was one.
static bool skip_named_escape(Format *f) {
    if (f->is_raw || f->end - f->at < 3 || memcmp(f->at, "\\N{", 3) != 0)
        return false;
    const char *close = memchr(f->at, '}', (size_t)(f->end - f->at));
    f->at = close ? close + 1 : f->end;
    return true;
}

static void warn_escaped_brace(Format *f) {
    parser_warn(f->p, DIAGNOSTIC_DEPRECATION_WARNING, parser_token_span(f->p, f->token),
                "invalid escape sequence '\\{'");
}

// Moves to the brace that ends the text; a doubled one is text, whose first half is kept and whose second is
// skipped.
static bool find_brace(Format *f, bool *doubled) {
    *doubled = false;
    for (; f->at < f->end; f->at++) {
        while (skip_named_escape(f))
            ;
        if (f->at >= f->end)
            return true;
        if (*f->at == '\\' && !f->is_raw && f->at + 1 < f->end) {
            if (f->at[1] == '{')
                warn_escaped_brace(f);
            f->at += f->at[1] != '{' && f->at[1] != '}';
            continue;
        }
        if (*f->at != '{' && *f->at != '}')
            continue;
        if (f->level > 0)
            return true;
        *doubled = f->at + 1 < f->end && f->at[1] == *f->at;
        if (*doubled || *f->at == '{')
            return true;
        return fail(f, "single '}' is not allowed", 0, 0);
    }
    return true;
}

static bool read_text(Format *f, JoinedValues *joined, bool *doubled) {
    const char *start = f->at;
    if (!find_brace(f, doubled))
        return false;
    size_t length = (size_t)(f->at - start) + *doubled;
    f->at += *doubled ? 2 : 0;
    if (f->is_raw || !memchr(start, '\\', length))
        return strings_add(f->p, &joined->text, start, length);
    return strings_unescape(f->p, f->token, start, length, &joined->text);
}

// ---- expressions

// Finds where an expression ends: at a '!', ':', '}' or '=' outside of brackets and strings.
typedef struct Finder {
    char brackets[MAX_BRACKETS];
    int depth;
    char quote; // of the string that we are in; 0 = none
    bool triple;
} Finder;

static bool is_triple(const Format *f) {
    return f->at + 2 < f->end && f->at[1] == f->at[0] && f->at[2] == f->at[0];
}

static void step_in_string(Format *f, Finder *finder) {
    if (*f->at != finder->quote || (finder->triple && !is_triple(f)))
        return;
    f->at += finder->triple ? 2 : 0;
    finder->quote = 0;
}

static bool close_bracket(Format *f, Finder *finder) {
    if (finder->depth == 0)
        return fail(f, "unmatched '%'", *f->at, 0);
    char opening = finder->brackets[--finder->depth];
    if (*f->at == (opening == '(' ? ')' : opening == '[' ? ']' : '}'))
        return true;
    return fail(f, "closing parenthesis '%' does not match opening parenthesis '@'", *f->at, opening);
}

// True if the character ends the expression. Comparisons do not: != == <= >=
static bool ends_expression(Format *f, const Finder *finder) {
    if (finder->depth > 0 || !strchr("!:}=<>", *f->at))
        return false;
    if (strchr("!=<>", *f->at) && f->at + 1 < f->end && f->at[1] == '=') {
        f->at++;
        return false;
    }
    return *f->at != '<' && *f->at != '>';
}

static bool step(Format *f, Finder *finder) {
    char c = *f->at;
    if (c == '\'' || c == '"') {
        finder->triple = is_triple(f);
        finder->quote = c;
        f->at += finder->triple ? 2 : 0;
    } else if (c == '[' || c == '{' || c == '(') {
        if (finder->depth >= MAX_BRACKETS)
            return fail(f, "too many nested parenthesis", 0, 0);
        finder->brackets[finder->depth++] = c;
    } else if (c == ']' || c == '}' || c == ')') {
        return close_bracket(f, finder);
    }
    return true;
}

// CPython says this one without the colon.
static bool fail_part(Format *f, const char *what) {
    Parser *p = f->p;
    Span span = parser_last_span(p);
    parser_fail(p, span, "f-string expression part cannot include %s", what);
    return false;
}

static bool find_end(Format *f) {
    Finder finder;
    finder.depth = finder.quote = 0;
    for (; f->at < f->end; f->at++) {
        if (*f->at == '\\')
            return fail_part(f, "a backslash");
        if (finder.quote) {
            step_in_string(f, &finder);
            continue;
        }
        if (*f->at == '#')
            return fail_part(f, "'#'");
        const char *before = f->at;
        if (ends_expression(f, &finder))
            break;
        if (f->at == before && !step(f, &finder))
            return false;
    }
    if (finder.quote)
        return fail(f, "unterminated string", 0, 0);
    if (finder.depth > 0)
        return fail(f, "unmatched '%'", finder.brackets[finder.depth - 1], 0);
    return f->at < f->end || fail(f, "expecting '}'", 0, 0);
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static bool is_empty(const char *start, const char *end) {
    while (start < end && is_space(*start))
        start++;
    return start == end;
}

// Does the line end right behind the brace? CPython then counts columns anew.
static bool line_ends_behind(const char *brace, const char *end) {
    for (brace++; brace < end && *brace != '}' && *brace != '\n'; brace++)
        if (*brace != ' ' && *brace != '\t' && *brace != '\f')
            return false;
    return true;
}

// Places the inner text, which starts with a parenthesis where the brace is, as CPython does.
static void place(const Format *f, const char *brace, Parser *inner) {
    const Parser *p = f->p;
    const char *start = p->source.text + f->token->start, *line = brace;
    Span span = parser_token_span(p, f->token);
    int lines = 0;
    for (const char *c = start; c < brace; c++)
        lines += *c == '\n';
    if (!line_ends_behind(brace, f->end))
        while (line > start && line[lines ? -1 : 0] != '\n')
            line--;
    int cols = (int)(brace - line);
    inner->line_base = span.line + lines - 1;
    inner->col_base = lines > 0 ? cols : span.col + cols;
}

static Node *parse_inner(Format *f, const char *brace, const char *end) {
    Parser *p = f->p, inner;
    parser_init(&inner, p->options, p->arena, p->report);
    inner.names = p->names;
    inner.outer = p;
    inner.quiet = p->quiet;
    place(f, brace, &inner);
    Buffer text = {0};
    bool good = strings_add(p, &text, "(", 1) &&
                strings_add(p, &text, brace + 1, (size_t)(end - brace - 1)) &&
                strings_add(p, &text, ")", 1) && source_wrap(&inner, text.bytes, text.length) &&
                layout_scan(&inner) && parser_run(&inner, TOK_START_FSTRING);
    if (!good) {
        explain_failure(&inner);
        p->failed = true;
    }
    Node *value = good ? inner.result : NULL;
    parser_fini(&inner);
    return value;
}

static bool read_conversion(Format *f, int *conversion) {
    *conversion = -1;
    if (*f->at != '!')
        return true;
    f->at++;
    if (f->at >= f->end)
        return fail(f, "expecting '}'", 0, 0);
    *conversion = *f->at++;
    if (!strchr("sra", *conversion))
        return fail(f, "invalid conversion character: expected 's', 'r', or 'a'", 0, 0);
    return f->at < f->end || fail(f, "expecting '}'", 0, 0);
}

// A format spec, and the text at its end, lie by CPython's account where the one token is; all else lies
// where all adjacent tokens are.
static bool read_format_spec(Format *f, const JoinedValues *outside, Node **spec) {
    if (*f->at != ':')
        return true;
    f->at++;
    if (f->at >= f->end)
        return fail(f, "expecting '}'", 0, 0);
    Format inner = *f;
    inner.level++;
    JoinedValues joined = {.span = outside->span, .u_prefix = outside->u_prefix};
    if (!read_parts(&inner, &joined))
        return false;
    joined.span = parser_token_span(f->p, f->token);
    joined.u_prefix = false;
    if (!fstring_flush(f->p, &joined))
        return false;
    f->at = inner.at;
    *spec = build_joined_str(f->p, joined.span, joined.values);
    return true;
}

// {expression=}: the text of the expression, up to and including the blanks behind the '=', comes first.
static bool read_debug_text(Format *f, const char *start, JoinedValues *joined, bool *is_debug) {
    *is_debug = *f->at == '=';
    if (!*is_debug)
        return true;
    f->at++;
    while (f->at < f->end && is_space(*f->at))
        f->at++;
    if (f->at >= f->end)
        return fail(f, "expecting '}'", 0, 0);
    return strings_add(f->p, &joined->text, start, (size_t)(f->at - start));
}

static bool read_expression(Format *f, JoinedValues *joined) {
    if (f->level >= MAX_LEVEL)
        return fail(f, "expressions nested too deeply", 0, 0);
    const char *brace = f->at++;
    if (!find_end(f))
        return false;
    if (is_empty(brace + 1, f->at))
        return *f->at == '}' ? fail(f, "empty expression not allowed", 0, 0)
                             : fail(f, "expression required before '%'", *f->at, 0);
    Node *value = parse_inner(f, brace, f->at), *spec = NULL;
    bool is_debug = false;
    int conversion;
    if (!value || f->p->failed || !read_debug_text(f, brace + 1, joined, &is_debug) ||
        !fstring_flush(f->p, joined) || !read_conversion(f, &conversion) ||
        !read_format_spec(f, joined, &spec))
        return false;
    if (f->at >= f->end || *f->at != '}')
        return fail(f, "expecting '}'", 0, 0);
    f->at++;
    if (is_debug && conversion == -1 && !spec)
        conversion = 'r';
    joined->values = build_append(f->p, joined->values,
                                  build_formatted_value(f->p, joined->span, value, conversion, spec));
    return !f->p->failed;
}

static bool read_parts(Format *f, JoinedValues *joined) {
    bool doubled;
    while (f->at < f->end) {
        if (!read_text(f, joined, &doubled))
            return false;
        if (doubled)
            continue;
        if (f->at >= f->end || *f->at == '}')
            return true;
        if (!read_expression(f, joined))
            return false;
    }
    return true;
}

bool fstring_add(Parser *p, JoinedValues *joined, const Token *token, const char *text, const char *end,
                 bool is_raw) {
    Format f = {.p = p, .token = token, .at = text, .end = end, .is_raw = is_raw};
    return read_parts(&f, joined);
}
