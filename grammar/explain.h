// Puts into words what the grammar refused, as CPython would.
#ifndef GRAMMAR_EXPLAIN_H
#define GRAMMAR_EXPLAIN_H

#include "grammar/parser.h"

// Call it when parsing failed: sees to it that p->report->error says why.
void explain_failure(Parser *p);

#endif
