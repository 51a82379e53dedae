#include "grammar/scanner.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "grammar/names.h"
#include "parser.tab.h"

void scanner_init(Scanner *s, Parser *p) {
    *s = (Scanner){.p = p, .text = p->source.text, .cursor = p->source.text, .line = 1};
    s->limit = s->text + p->source.length;
}

int scanner_fail(Scanner *s, int line, const char *at, const char *format, ...) {
    char message[200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    int col = (int)(at - s->text) - s->p->source.line_starts[line - 1];
    Span span = {line, col, line, col};
    parser_describe_token_error(s->p, span, message);
    return TOK_BAD;
}

// Counts the lines that end within a token.
static void count_lines(Scanner *s, const char *start) {
    while ((start = memchr(start, '\n', (size_t)(s->cursor - start)))) {
        s->line++;
        start++;
    }
}

static int end_string(Scanner *s, const char *start) {
    count_lines(s, start);
    return TOK_STRING;
}

static int unterminated_string(Scanner *s, const char *start) {
    int line = s->line;
    count_lines(s, start);
    return scanner_fail(s, line, start + 1, "unterminated string literal (detected at line %d)",
                        s->line + s->p->line_base);
}

static int unterminated_triple_string(Scanner *s, const char *start) {
    int line = s->line;
    int last = s->p->source.line_count;
    int code = scanner_fail(s, line, start + 1, "unterminated triple-quoted string literal (detected at line %d)",
                            last + s->p->line_base);
    s->p->bad.incomplete = true;
    return code;
}

static int bad_character(Scanner *s, const char *at) {
    const char *next = at;
    unsigned code = name_decode(&next);
    if (!name_is_printable(code))
        return scanner_fail(s, s->line, next, "invalid non-printable character U+%04X", code);
    return scanner_fail(s, s->line, next, "invalid character '%.*s' (U+%04X)", (int)(next - at), at, code);
}

// The rule for names lets every byte beyond ASCII through.
static int end_name(Scanner *s, const char *start) {
    const char *at = start;
    while (at < s->cursor) {
        const char *character = at;
        unsigned code = name_decode(&at);
        if (character == start ? !name_may_start(code) : !name_may_continue(code))
            return bad_character(s, character);
    }
    return TOK_NAME;
}

// Something that is no operator of Python's: the grammar refuses it, unless nobody could see what it is.
static int unknown(Scanner *s, const char *start) {
    return name_is_printable((unsigned char)*start) ? TOK_UNKNOWN : bad_character(s, start);
}

static int bad_continuation(Scanner *s) {
    int col = (int)(s->cursor - s->text) - s->p->source.line_starts[s->line - 1];
    bool at_end = s->cursor >= s->limit || (s->cursor[0] == '\n' && s->cursor + 1 >= s->limit);
    if (at_end)
        parser_describe_bad(s->p, DIAGNOSTIC_SYNTAX_ERROR, s->line, col + 1, -1, "unexpected EOF while parsing");
    else
        parser_describe_bad(s->p, DIAGNOSTIC_SYNTAX_ERROR, s->line, col + 1, 0,
                            "unexpected character after line continuation character");
    s->p->bad.incomplete = s->p->bad_is_end = at_end;
    return TOK_BAD;
}

// clang-format off
static int scan(Scanner *s, const char **token_start) {
    const unsigned char *YYCURSOR = (const unsigned char *)s->cursor, *YYMARKER;
    const unsigned char *const YYLIMIT = (const unsigned char *)s->limit;
    const unsigned char *start;
#define END(kind) do { s->cursor = (const char *)YYCURSOR; return kind; } while (0)
#define START ((const char *)start)
again:
    start = YYCURSOR;
    *token_start = START;
    s->token_line = s->line;
    /*!re2c
    re2c:eof = 0;
    re2c:yyfill:enable = 0;
    re2c:define:YYCTYPE = "unsigned char";
    re2c:flags:tags = 0;

    any = [^];
    space = [ \t\f]+;
    digits = [0-9] ("_"? [0-9])*;
    exponent = [eE] [+-]? digits;
    float = digits "." digits? exponent? | "." digits exponent? | digits exponent;
    zeros = "0" ("_"? "0")*;
    integer = [1-9] ("_"? [0-9])* | zeros;
    based = "0" ([xX] ("_"? [0-9a-fA-F])+ | [oO] ("_"? [0-7])+ | [bB] ("_"? [01])+);
    wide = [\x80-\xff];
    name = ([A-Za-z_] | wide) ([A-Za-z0-9_] | wide)*;
    prefix = [bBuUfFrR] | [bB] [rR] | [rR] [bBfF] | [fF] [rR];
    escape = "\\" any;
    single = prefix? (['] ([^'\\\n] | escape)* | ["] ([^"\\\n] | escape)*);
    single_closed = prefix? (['] ([^'\\\n] | escape)* ['] | ["] ([^"\\\n] | escape)* ["]);
    triple = prefix? ("'''" ([']? [']? ([^'\\] | escape))* | ["]["]["] (["]? ["]? ([^"\\] | escape))*);
    triple_closed = prefix? ("'''" ([']? [']? ([^'\\] | escape))* "'''"
                  | ["]["]["] (["]? ["]? ([^"\\] | escape))* ["]["]["]);

    space          { goto again; }
    "\\\n"         { if (YYCURSOR == YYLIMIT) { s->cursor = (const char *)YYCURSOR - 1; return bad_continuation(s); }
                     s->line++; goto again; }
    "\\"           { s->cursor = (const char *)YYCURSOR; return bad_continuation(s); }
    "#" [^\n]*     { if (YYCURSOR == YYLIMIT) END(TOK_END);
                     YYCURSOR++; END(TOK_NEWLINE); }
    "\n"           { END(TOK_NEWLINE); }
    $              { END(TOK_END); }

    "False"        { END(TOK_FALSE); }
    "None"         { END(TOK_NONE); }
    "True"         { END(TOK_TRUE); }
    "and"          { END(TOK_AND); }
    "as"           { END(TOK_AS); }
    "assert"       { END(TOK_ASSERT); }
    "async"        { END(TOK_ASYNC); }
    "await"        { END(TOK_AWAIT); }
    "break"        { END(TOK_BREAK); }
    "class"        { END(TOK_CLASS); }
    "continue"     { END(TOK_CONTINUE); }
    "def"          { END(TOK_DEF); }
    "del"          { END(TOK_DEL); }
    "elif"         { END(TOK_ELIF); }
    "else"         { END(TOK_ELSE); }
    "except"       { END(TOK_EXCEPT); }
    "finally"      { END(TOK_FINALLY); }
    "for"          { END(TOK_FOR); }
    "from"         { END(TOK_FROM); }
    "global"       { END(TOK_GLOBAL); }
    "if"           { END(TOK_IF); }
    "import"       { END(TOK_IMPORT); }
    "in"           { END(TOK_IN); }
    "is"           { END(TOK_IS); }
    "lambda"       { END(TOK_LAMBDA); }
    "nonlocal"     { END(TOK_NONLOCAL); }
    "not"          { END(TOK_NOT); }
    "or"           { END(TOK_OR); }
    "pass"         { END(TOK_PASS); }
    "raise"        { END(TOK_RAISE); }
    "return"       { END(TOK_RETURN); }
    "try"          { END(TOK_TRY); }
    "while"        { END(TOK_WHILE); }
    "with"         { END(TOK_WITH); }
    "yield"        { END(TOK_YIELD); }
    [A-Za-z_] [A-Za-z0-9_]*   { END(TOK_NAME); }
    name           { s->cursor = (const char *)YYCURSOR; return end_name(s, START); }

    integer | float | (float | digits) [jJ] | based
                   { s->cursor = (const char *)YYCURSOR; return scanner_end_number(s, START); }
    "0" [xXoObB]   { s->cursor = (const char *)YYCURSOR; return scanner_no_digits(s, START); }
    zeros "_"? [1-9] ("_"? [0-9])*
                   { s->cursor = (const char *)YYCURSOR; return scanner_leading_zeros(s, START); }

    single_closed | triple_closed
                   { s->cursor = (const char *)YYCURSOR; return end_string(s, START); }
    single         { s->cursor = (const char *)YYCURSOR; return unterminated_string(s, START); }
    triple         { s->cursor = (const char *)YYCURSOR; return unterminated_triple_string(s, START); }

    "("            { END(TOK_LPAR); }
    ")"            { END(TOK_RPAR); }
    "["            { END(TOK_LSQB); }
    "]"            { END(TOK_RSQB); }
    "{"            { END(TOK_LBRACE); }
    "}"            { END(TOK_RBRACE); }
    ":"            { END(TOK_COLON); }
    ","            { END(TOK_COMMA); }
    ";"            { END(TOK_SEMI); }
    "."            { END(TOK_DOT); }
    "..."          { END(TOK_ELLIPSIS); }
    "->"           { END(TOK_ARROW); }
    "@"            { END(TOK_AT); }
    "="            { END(TOK_ASSIGN); }
    ":="           { END(TOK_COLON_ASSIGN); }
    "+"            { END(TOK_PLUS); }
    "-"            { END(TOK_MINUS); }
    "*"            { END(TOK_STAR); }
    "/"            { END(TOK_SLASH); }
    "//"           { END(TOK_DOUBLE_SLASH); }
    "%"            { END(TOK_PERCENT); }
    "**"           { END(TOK_DOUBLE_STAR); }
    "~"            { END(TOK_TILDE); }
    "|"            { END(TOK_VBAR); }
    "&"            { END(TOK_AMPER); }
    "^"            { END(TOK_CIRCUMFLEX); }
    "<<"           { END(TOK_LEFT_SHIFT); }
    ">>"           { END(TOK_RIGHT_SHIFT); }
    "<"            { END(TOK_LESS); }
    ">"            { END(TOK_GREATER); }
    "=="           { END(TOK_EQUAL); }
    "<="           { END(TOK_LESS_EQUAL); }
    ">="           { END(TOK_GREATER_EQUAL); }
    "!="           { END(TOK_NOT_EQUAL); }
    ("+" | "-" | "*" | "/" | "//" | "%" | "@" | "&" | "|" | "^" | "<<" | ">>" | "**") "="
                   { END(TOK_AUG_ASSIGN); }
    "<>"           { END(TOK_UNKNOWN); }
    *              { s->cursor = (const char *)YYCURSOR; return unknown(s, START); }
    */
#undef START
#undef END
}
// clang-format on

int scanner_next(Scanner *s, Token *token) {
    const char *start = s->cursor;
    int kind = scan(s, &start);
    token->kind = (unsigned short)kind;
    token->start = (int)(start - s->text);
    token->end = (int)(s->cursor - s->text);
    token->line = s->token_line;
    token->end_line = s->line;
    return kind;
}
