// The state of one parse, shared by everything inside this layer; parse.h is the outside's view.
//
// Failing: whoever finds something wrong calls one of the parser_fail functions, which keeps the first report
// and sets p->failed; the token stream then ends, and so does the parser. Node constructors never return
// NULL: when memory is out they set p->failed and return p->spare, so that grammar actions need no checks.
// Ownership: results are in p->arena (the caller's), the rest in p->scratch, which parser_fini frees.
#ifndef GRAMMAR_PARSER_H
#define GRAMMAR_PARSER_H

#include "grammar/parse.h"
#include "grammar/source.h"
#include "grammar/span.h"
#include "grammar/token.h"

enum { NAME_BUCKETS = 512 };

// All names of one arena: a hash table of fixed size with chains through Name.next.
typedef struct NameTable {
    Name *buckets[NAME_BUCKETS];
} NameTable;

// The parameters of a `def` or `lambda` in the making; see params.h.
typedef struct Params {
    Node *arguments;
    bool slash_seen;
    bool star_seen;  // `*` or `*args`: what follows is keyword-only
    bool needs_name; // a bare `*` with nothing behind it yet
    Span star;       // what to blame for that
} Params;

// What stood before a probe: a token that is in no text, but that explain.c puts where the grammar refused
// one, to find out which expression ended there.
typedef struct Probe {
    bool found;
    Node *left, *right; // the first and the last operand; mostly the same
    Span span;
} Probe;

// What the grammar would have allowed at error_token.
enum Expected {
    EXPECT_COLON,
    EXPECT_INDENT,
    EXPECT_LPAR,
    EXPECT_END,
    EXPECT_COMMA,
    EXPECT_EXCEPT,
    EXPECT_PASS,
    EXPECT_SLASH,
    EXPECTED_COUNT
};

typedef struct Parser {
    Arena *arena;
    Arena scratch;
    const ParseOptions *options;
    Diagnostics *report;
    NameTable *names;
    Source source;
    Tokens tokens;
    Diagnostic bad;       // what is wrong at the TOK_BAD token
    bool bad_is_end;      // ... the end of the text behind a backslash
    bool bad_is_unclosed; // ... a bracket that is never closed

    int start_kind; // what parser_run was called with
    int start;      // the token kind that selects the grammar's start rule; 0 when it has been read
    int next;       // index of the next token that the parser will read
    int stop;       // read TOK_END (or `stop_kind`) at this index; -1: at the end of the tokens
    int stop_kind;
    Span last;                  // of the last token that is no NEWLINE, INDENT or DEDENT
    int line_base;              // added to lines
    int col_base;               // added to columns in the first line
    const struct Parser *outer; // the parser of the text with the f-string; NULL for a whole source

    Node *result;
    Probe probe;
    int explain_depth; // how deep explain.c is inside what it explains
    bool quiet;        // explain.c tries something: report nothing
    bool failed;
    int error_token;     // index of the token that the grammar did not allow; -1 if there was none
    int last_index;      // of the token that was read last
    int furthest;        // the largest last_index, of all attempts to explain an error as well
    bool hit_bad;        // while quiet: the bad token has been read
    bool failed_in_text; // the report came from the bad token, or needs no look at the rest
    bool expects[EXPECTED_COUNT];
    Node spare; // what constructors return when memory is out
    Params spare_params;
} Parser;

void parser_init(Parser *p, const ParseOptions *options, Arena *arena, Diagnostics *report);
void parser_fini(Parser *p);
// Parses p->tokens by the rule that `start` selects (TOK_START_...). False if it failed; p->result otherwise.
bool parser_run(Parser *p, int start);

void parser_fail_memory(Parser *p);
void parser_fail_depth(Parser *p);
// A SyntaxError at the span. The message is formatted as by printf.
void parser_fail(Parser *p, Span span, const char *format, ...) __attribute__((format(printf, 3, 4)));
void parser_fail_node(Parser *p, const Node *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
// As parser_fail, but of another kind, and with a position in characters, where 0 and less mean what they
// mean in SyntaxError.
void parser_fail_at(Parser *p, DiagnosticKind kind, int line, int col, int end_line, int end_col,
                    const char *format, ...) __attribute__((format(printf, 7, 8)));
void parser_warn(Parser *p, DiagnosticKind kind, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

// Fills in a diagnostic without reporting it.
void parser_describe(Parser *p, Diagnostic *diagnostic, DiagnosticKind kind, Span span, const char *message);
const char *parser_format(Parser *p, const char *format, ...) __attribute__((format(printf, 2, 3)));

// The token that was read last: CPython has no better place for some errors.
Span parser_last_span(const Parser *p);
Span parser_token_span(const Parser *p, const Token *token);
// Makes p->bad say what is wrong at a place in this text; for the scanner.
void parser_describe_token_error(Parser *p, Span span, const char *message);
// The same with columns as they are reported.
void parser_describe_bad(Parser *p, DiagnosticKind kind, int line, int col, int end_col, const char *message);
void parser_describe_unclosed(Parser *p, char bracket, int line, const char *at);
// For the grammar: notes what stood before the probe.
void parser_probe(Parser *p, Node *left, Node *right, Span span);

// Byte offset (from 0) in its line as a column in characters (from 1).
int parser_column(const Parser *p, int line, int byte_col);

// In layout.c: cuts p->source into p->tokens.
bool layout_scan(Parser *p);
// In parser.y: for parser_run.
int parser_parse(Parser *p);

#endif
