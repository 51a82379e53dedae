// Turns expressions into what they become left of `=`, after `for`, `as`, `del`...: the grammar reads targets
// as expressions and decides afterwards, as they look alike until the `=` comes.
#ifndef GRAMMAR_TARGET_H
#define GRAMMAR_TARGET_H

#include "grammar/parser.h"

typedef enum TargetRole { TARGET_ASSIGN, TARGET_FOR, TARGET_DELETE } TargetRole;

// Marks the node, and what is in it, as stored to or deleted; fails with CPython's message if it cannot be.
// Returns the node.
Node *target_convert(Parser *p, Node *node, TargetRole role);
// The target of `target = ...`, whose `=` has just been read.
Node *target_assigned(Parser *p, Node *node, Span span);
// Of `target += ...`, `target: ...`, `target := ...`.
Node *target_augmented(Parser *p, Node *node);
Node *target_annotated(Parser *p, Node *node);
Node *target_named(Parser *p, Node *node, Span span);
NodeList target_convert_all(Parser *p, NodeList nodes, TargetRole role);

// "function call", "literal": what error messages call an expression.
const char *target_describe(const Node *node);

#endif
