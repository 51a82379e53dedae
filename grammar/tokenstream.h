// Hands the tokens to the parser, one by one: Bison's yylex.
#ifndef GRAMMAR_TOKENSTREAM_H
#define GRAMMAR_TOKENSTREAM_H

#include "parser.tab.h"

int tokenstream_next(PARSER_STYPE *value, Span *span, Parser *p);

#endif
