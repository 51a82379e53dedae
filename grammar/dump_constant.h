// Constants as Python's repr() writes them.
#ifndef GRAMMAR_DUMP_CONSTANT_H
#define GRAMMAR_DUMP_CONSTANT_H

#include <stdio.h>

#include "grammar/ast.h"

// False: memory is out.
bool dump_constant(FILE *out, const Constant *constant);
void dump_constant_text(FILE *out, const char *bytes, int length);

#endif
