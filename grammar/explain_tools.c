#include "grammar/explain_tools.h"

#include <stdarg.h>
#include <stdio.h>

#include "parser.tab.h"

int explain_open_bracket(const Parser *p, int at) {
    const Token *tokens = p->tokens.items;
    unsigned level = at > 0 ? tokens[at - 1].level : 0;
    if (level == 0)
        return -1;
    int i = at - 1;
    while (i > 0 && tokens[i - 1].level >= level)
        i--;
    return i;
}

bool explain_takes_no_room(int kind) {
    return kind == TOK_INDENT || kind == TOK_DEDENT || kind == TOK_END;
}

void explain_at(Parser *p, DiagnosticKind kind, int at, const char *format, ...) {
    char message[200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    const Token *token = &p->tokens.items[at];
    Span span = parser_token_span(p, token);
    int col = parser_column(p, span.line, span.col), end_col = parser_column(p, span.end_line, span.end_col);
    if (explain_takes_no_room(token->kind)) {
        col--;
        end_col = -1;
        if (token->start == p->source.length && span.line > 1) { // behind the last line: at its end
            span.line = span.end_line = span.line - 1;
            const int *starts = p->source.line_starts + (token->line - 2);
            col = parser_column(p, span.line, starts[1] - starts[0]) - 1;
        }
    }
    parser_fail_at(p, kind, span.line, col, span.end_line, end_col, "%s", message);
}
