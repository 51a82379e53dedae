// Collects the parameters of a `def` or `lambda`, from left to right, and refuses orders that Python does not
// allow.
#ifndef GRAMMAR_PARAMS_H
#define GRAMMAR_PARAMS_H

#include "grammar/parser.h"

// None of these returns NULL.
Params *params_new(Parser *p);
Params *params_add(Parser *p, Params *params, Node *arg, Node *default_value);
Params *params_add_slash(Parser *p, Params *params, Span slash);
Params *params_add_bare_star(Parser *p, Params *params, Span star);
// As params_add_bare_star, for a lambda: CPython blames another token.
Params *params_add_lambda_star(Parser *p, Params *params, Span star);
Params *params_add_star(Parser *p, Params *params, Span star, Node *arg);
Params *params_add_double_star(Parser *p, Params *params, Span stars, Node *arg);
// *args=1 and **kwargs=1: `what` is "positional" or "keyword".
Params *params_refuse_default(Parser *p, Params *params, Span equals, const char *what);
// The ARGUMENTS node.
Node *params_finish(Parser *p, Params *params);

Node *params_arg(Parser *p, Span span, const Name *name, Node *annotation);

#endif
