// String literals: from tokens to constants and f-strings.
#ifndef GRAMMAR_STRINGS_H
#define GRAMMAR_STRINGS_H

#include "grammar/parser.h"

// The node for the adjacent STRING tokens that start at the index; a CONSTANT or a JOINED_STR.
Node *strings_build(Parser *p, Span span, int first);
// The CONSTANT for a NUMBER token.
Node *strings_number(Parser *p, Span span, int token);

// Bytes in the making; in p->scratch.
typedef struct Buffer {
    char *bytes;
    size_t length, capacity;
} Buffer;

// False: memory is out, and p->failed set.
bool strings_add(Parser *p, Buffer *buffer, const char *bytes, size_t length);
bool strings_add_code(Parser *p, Buffer *buffer, unsigned code); // as WTF-8
// Decodes the text between the quotes of a str literal that is not raw.
bool strings_unescape(Parser *p, const Token *token, const char *text, size_t length, Buffer *buffer);
// A CONSTANT that owns a copy of the bytes.
Node *strings_constant(Parser *p, Span span, ConstKind kind, const Buffer *buffer);

#endif
