// Shows what the front end made of a text: `minipy --dump=tokens` and `--dump=ast`.
#ifndef GRAMMAR_DUMP_H
#define GRAMMAR_DUMP_H

#include <stdio.h>

#include "grammar/parse.h"

// The tree as Python's ast.dump(tree, indent=4, include_attributes=positions) writes it, and a line end.
// False: memory is out. It does not recurse, however deep the tree is.
bool dump_ast(FILE *out, const Node *tree, bool positions);

// One token a line: position, kind, text. False: the text could not be cut into tokens (those before the
// place have been written), report->error says why.
bool dump_tokens(FILE *out, const char *bytes, size_t length, const ParseOptions *options, Arena *arena,
                 Diagnostics *report);

#endif
