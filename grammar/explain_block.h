// The rules of explain.c for compound statements: colons, blocks, handlers, parameters.
#ifndef GRAMMAR_EXPLAIN_BLOCK_H
#define GRAMMAR_EXPLAIN_BLOCK_H

#include "grammar/parser.h"

// True: it has reported what is wrong at the token.
bool explain_block(Parser *p, int at);

#endif
