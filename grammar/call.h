// The arguments of a call or class statement.
#ifndef GRAMMAR_CALL_H
#define GRAMMAR_CALL_H

#include "grammar/parser.h"

// Adds an argument (an expression, STARRED or KEYWORD) and refuses orders that Python does not allow.
NodeList call_add(Parser *p, NodeList arguments, Node *argument);
// Of name=value, when only the `=` has been read: `left` is what stands before it.
const Name *call_keyword_name(Parser *p, Node *left, Span left_span, Span equals);
Node *call_keyword(Parser *p, Span span, const Name *name, Node *value);
Node *call_unpacked_keywords(Parser *p, Span span, Node *value);
// x for x in y, without parentheses of its own; allowed if it is the only argument.
Node *call_bare_generator(Parser *p, Span span, Node *elt, NodeList generators);

// func(arguments); `parentheses` is where they are.
Node *call_finish(Parser *p, Span span, Node *func, NodeList arguments, Span parentheses,
                  bool trailing_comma);

#endif
