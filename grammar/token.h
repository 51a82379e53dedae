// The tokens of a whole source text, in an array: the parser reads it from left to right, and whoever
// explains a syntax error looks at what is around the place. The kinds are the parser's (TOK_NAME, TOK_PLUS,
// ... in parser.tab.h).
#ifndef GRAMMAR_TOKEN_H
#define GRAMMAR_TOKEN_H

typedef struct Token {
    unsigned short kind;
    unsigned short level; // how many brackets are open behind it
    int start, end;       // byte offsets into the source's text
    int line, end_line;   // count from 1, within this text
} Token;

// Invariant: the last token is TOK_END, or TOK_BAD where the text could not be cut into tokens; the reason
// why is then in the parser's `bad`.
typedef struct Tokens {
    Token *items;
    int count, capacity;
} Tokens;

#endif
