#include "grammar/tokenstream.h"

#include "grammar/names.h"

Span parser_token_span(const Parser *p, const Token *token) {
    const int *starts = p->source.line_starts;
    Span span = {token->line, token->start - starts[token->line - 1], token->end_line,
                 token->end - starts[token->end_line - 1]};
    if (span.end_line == 1) { // CPython leaves a string of several lines in an f-string where it is
        span.col += p->col_base;
        span.end_col += p->col_base;
    }
    if (token->kind == TOK_NEWLINE) { // its comment counts, the line end does not
        span.end_line = span.line;
        span.end_col = token->end - 1 - starts[token->line - 1];
    }
    span.line += p->line_base;
    span.end_line += p->line_base;
    return span;
}

Span parser_last_span(const Parser *p) {
    return parser_token_span(p, &p->tokens.items[p->last_index]);
}

static int augmented_operator(const char *text) {
    switch (text[0]) {
    case '+':
        return BINARY_ADD;
    case '-':
        return BINARY_SUB;
    case '*':
        return text[1] == '*' ? BINARY_POW : BINARY_MULT;
    case '/':
        return text[1] == '/' ? BINARY_FLOOR_DIV : BINARY_DIV;
    case '%':
        return BINARY_MOD;
    case '@':
        return BINARY_MAT_MULT;
    case '&':
        return BINARY_BIT_AND;
    case '|':
        return BINARY_BIT_OR;
    case '^':
        return BINARY_BIT_XOR;
    default:
        return text[0] == '<' ? BINARY_LSHIFT : BINARY_RSHIFT;
    }
}

// The text could not be cut into tokens here. The error token makes Bison give up without a report of its
// own.
static int stop_at_bad(Parser *p) {
    if (!p->failed && !p->quiet) {
        p->report->error = p->bad;
        p->failed_in_text = true;
    }
    p->hit_bad = p->failed = true;
    return TOK_PARSER_error;
}

static int read_start(Parser *p, Span *span) {
    int kind = p->start;
    p->start = 0;
    *span = p->last = (Span){1 + p->line_base, p->col_base, 1 + p->line_base, p->col_base};
    return kind;
}

int tokenstream_next(PARSER_STYPE *value, Span *span, Parser *p) {
    if (p->start)
        return read_start(p, span);
    if (p->failed)
        return TOK_PARSER_error;
    const Token *token = &p->tokens.items[p->next];
    int kind = p->next == p->stop ? p->stop_kind : token->kind;
    p->last_index = p->next;
    if (p->next > p->furthest)
        p->furthest = p->next;
    value->token = p->next++;
    switch (kind) {
    case TOK_END:
        p->next--; // stays at the end, however often it is read
        *span = span_after(p->last);
        return kind;
    case TOK_NEWLINE:
    case TOK_INDENT:
    case TOK_DEDENT:
    case TOK_PROBE:
    case TOK_PROBE_ELSE:
    case TOK_PROBE_EQUAL:
        *span = span_after(p->last);
        return kind;
    case TOK_BAD:
        return stop_at_bad(p);
    case TOK_NAME:
        value->name = name_intern(p, p->source.text + token->start, (size_t)(token->end - token->start));
        break;
    case TOK_AUG_ASSIGN:
        value->op = augmented_operator(p->source.text + token->start);
        break;
    }
    *span = p->last = parser_token_span(p, token);
    return kind;
}
