// Puts into words what the grammar refused, as CPython would.
#ifndef GRAMMAR_EXPLAIN_H
#define GRAMMAR_EXPLAIN_H

#include "grammar/parser.h"

// Call it when parsing failed: sees to it that p->report->error says why.
void explain_failure(Parser *p);

// `left = ...`, where left cannot be assigned to: if one operand follows the token `equals`, and no further
// `=`, reports that
// `==` may have been meant, and returns true.
bool explain_equals(Parser *p, const Node *left, int equals);

#endif
