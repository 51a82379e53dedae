// Trying things with the grammar, to explain an error: nothing here reports, or changes what the parser was
// doing.
#ifndef GRAMMAR_TRY_H
#define GRAMMAR_TRY_H

#include "grammar/parser.h"

// Where to parse from, and as what: a whole text, or an expression within it.
typedef struct Attempt {
    int start; // TOK_START_...
    int from;  // index of a token
} Attempt;

// The longest expression at the attempt's place, as TOK_START_EXPRESSION, _OPERAND or _PREFIX reads it; a tuple
// of what stands between commas in a display (_ITEMS); the last of some clauses of a comprehension
// (_GENERATORS). NULL if there is none. *end is the index of the token behind it.
Node *try_longest(Parser *p, Attempt attempt, int *end);

// Parses up to the token `at`, and puts a probe (TOK_PROBE...) there. False if the grammar has no use for it.
bool try_probe(Parser *p, Attempt attempt, int at, int probe_kind, Probe *probe);

// Parses until the grammar refuses a token, whose index it returns; -1 if it does not, or the bad token comes
// first.
int try_failure(Parser *p, Attempt attempt);

#endif
