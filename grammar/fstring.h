// f-strings as Python 3.11 reads them: a string token is taken apart here, and what is between its braces is
// parsed as a text of its own. So a nested string cannot use the same quotes, and there are no backslashes or
// comments inside.
#ifndef GRAMMAR_FSTRING_H
#define GRAMMAR_FSTRING_H

#include "grammar/parser.h"
#include "grammar/strings.h"

// The values of the JOINED_STR in the making. Text is gathered until an expression, or the end, comes.
typedef struct JoinedValues {
    NodeList values;
    Buffer text;
    Span span; // of all adjacent string tokens: every part gets it, as in CPython
    bool u_prefix;
} JoinedValues;

// Adds the parts of an f-string's text, which is between `text` and `end` in the source.
bool fstring_add(Parser *p, JoinedValues *joined, const Token *token, const char *text, const char *end,
                 bool is_raw);
// Puts the text so far, if there is any, into the values.
bool fstring_flush(Parser *p, JoinedValues *joined);

#endif
