// Identifiers: which texts are one, and the table that makes equal ones the same pointer.
#ifndef GRAMMAR_NAMES_H
#define GRAMMAR_NAMES_H

#include "grammar/parser.h"

// The Name of an identifier in NFKC, or of any other text (dotted names, "*") as it is. Never NULL: when
// memory is out p->failed is set and the empty name returned.
const Name *name_intern(Parser *p, const char *text, size_t length);
// module + "." + attr
const Name *name_join(Parser *p, const Name *module, const Name *attr);

// Decodes the code point at *at and moves *at behind it; the text is valid UTF-8.
unsigned name_decode(const char **at);
bool name_may_start(unsigned code);
bool name_may_continue(unsigned code);
bool name_is_printable(unsigned code);

#endif
