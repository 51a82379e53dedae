// What the rules of explain.c and explain_block.c share.
#ifndef GRAMMAR_EXPLAIN_TOOLS_H
#define GRAMMAR_EXPLAIN_TOOLS_H

#include "grammar/parser.h"

// The index of the innermost bracket that is open before the token; -1 if none is.
int explain_open_bracket(const Parser *p, int at);
// INDENT, DEDENT, END.
bool explain_takes_no_room(int kind);
// Reports at a token. One that takes no room in the text (INDENT, DEDENT, END) has a place as CPython's
// tokenizer sees it.
void explain_at(Parser *p, DiagnosticKind kind, int at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
