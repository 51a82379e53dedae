// Cuts text into raw tokens: names, numbers, strings, operators, line ends. It knows nothing of blocks and
// brackets; layout.c does. The rules are in scanner.re, from which re2c makes the C.
#ifndef GRAMMAR_SCANNER_H
#define GRAMMAR_SCANNER_H

#include "grammar/parser.h"

typedef struct Scanner {
    Parser *p;
    const char *text;   // the whole text
    const char *cursor; // what comes next
    const char *limit;  // the NUL behind the text
    int line;           // of the cursor, counts from 1
    int token_line;     // where the token that was read last began
} Scanner;

void scanner_init(Scanner *scanner, Parser *p);
// Fills in everything of the token but its level, and returns its kind. A TOK_NEWLINE is any line end, also
// of a blank line. TOK_BAD: the reason is in p->bad.
int scanner_next(Scanner *scanner, Token *token);

// Makes p->bad a SyntaxError at `at` (in the line `line`), as CPython's tokenizer places it; returns TOK_BAD.
int scanner_fail(Scanner *scanner, int line, const char *at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

// In numbers.c: looks at what is behind the number [start, cursor); TOK_NUMBER or TOK_BAD.
int scanner_end_number(Scanner *scanner, const char *start);
// For 0x, 0o, 0b without digits.
int scanner_no_digits(Scanner *scanner, const char *start);
int scanner_leading_zeros(Scanner *scanner, const char *start);

#endif
