// Decides what depends on more than one token of lookahead: whether `match` and `case` are keywords, and
// whether the parenthesis behind `with` holds items or an expression.
#ifndef GRAMMAR_KEYWORDS_H
#define GRAMMAR_KEYWORDS_H

#include "grammar/parser.h"

// Changes kinds in p->tokens.
void keywords_decide(Parser *p);

#endif
