// The grammar says only at which token it had to stop. CPython's messages say more: each of the rules below
// recognises one kind of mistake, from the tokens around that place, from what the grammar would have allowed
// there, and by trying (try.h) what the expressions around it are. The first rule that reports ends the
// search.
#include "grammar/explain.h"

#include <string.h>

#include "grammar/explain_block.h"
#include "grammar/explain_tools.h"
#include "grammar/target.h"
#include "grammar/try.h"
#include "parser.tab.h"

enum { MAX_EXPLAIN_DEPTH = 8 };

// ---- expressions

static Span node_span(const Node *first, const Node *last) {
    return (Span){first->line, first->col, last->end_line, last->end_col};
}

static bool is_legacy(const Name *name) {
    return strcmp(name->text, "print") == 0 || strcmp(name->text, "exec") == 0;
}

// CPython looks at as many letters as the name has, so `c` counts as `case`; its messages depend on it.
static bool looks_like_soft_keyword(const Parser *p, const Token *token) {
    static const char *const words[] = {"_", "case", "match"};
    size_t length = (size_t)(token->end - token->start);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(p->source.text + token->start, words[i], length) == 0)
            return true;
    return false;
}

// The first token of an expression that ends before `at`; its node's place does not count the parentheses
// around it.
static const Token *token_at(const Parser *p, Span span, int at) {
    for (int i = at - 1; i >= 0; i--) {
        Span token = parser_token_span(p, &p->tokens.items[i]);
        if (token.line == span.line && token.col == span.col)
            return &p->tokens.items[i];
    }
    return &p->tokens.items[0];
}

// (a b): two expressions side by side, in brackets.
static bool explain_comma(Parser *p, Attempt attempt, int at) {
    Probe probe;
    if (!try_probe(p, attempt, at, TOK_PROBE, &probe))
        return false;
    const Token *first = token_at(p, probe.span, at);
    if (first->kind == TOK_NAME && (first[1].kind == TOK_STRING || looks_like_soft_keyword(p, first)))
        return false;
    if (probe.left->kind == NODE_NAME && is_legacy(probe.left->name.id))
        return false;
    int end;
    Node *right = try_longest(p, (Attempt){TOK_START_EXPRESSION, at}, &end);
    if (!right || p->tokens.items[end - 1].level == 0)
        return false;
    parser_fail(p, node_span(probe.left, right), "invalid syntax. Perhaps you forgot a comma?");
    return true;
}

// a if b
static bool explain_else(Parser *p, Attempt attempt, int at) {
    Probe probe;
    int kind = p->tokens.items[at].kind;
    if (kind == TOK_ELSE || kind == TOK_COLON || !try_probe(p, attempt, at, TOK_PROBE_ELSE, &probe))
        return false;
    parser_fail(p, node_span(probe.left, probe.right), "expected 'else' after 'if' expression");
    return true;
}

static bool is_constant_keyword(const Node *node) {
    return node->kind == NODE_CONSTANT && node->constant.kind <= CONST_FALSE;
}

bool explain_equals(Parser *p, const Node *left, int equals) {
    int end;
    if (left->kind == NODE_LIST || left->kind == NODE_TUPLE || left->kind == NODE_GENERATOR_EXP ||
        is_constant_keyword(left))
        return false;
    Node *right = try_longest(p, (Attempt){TOK_START_OPERAND, equals + 1}, &end);
    int behind = p->tokens.items[end].kind;
    if (!right || behind == TOK_ASSIGN || behind == TOK_COLON_ASSIGN)
        return false;
    if (left->kind == NODE_NAME)
        parser_fail(p, node_span(left, right),
                    "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    else
        parser_fail_node(p, left, "cannot assign to %s here. Maybe you meant '==' instead of '='?",
                         target_describe(left));
    return true;
}

// if a = b: ...
static bool explain_assignment(Parser *p, Attempt attempt, int at) {
    Probe probe;
    return p->tokens.items[at].kind == TOK_ASSIGN && try_probe(p, attempt, at, TOK_PROBE_EQUAL, &probe) &&
           explain_equals(p, probe.left, at);
}

// f() := 1, as a statement
static bool explain_walrus(Parser *p, Attempt attempt, int at) {
    Probe probe;
    const Token *token = &p->tokens.items[at];
    if (token->kind != TOK_COLON_ASSIGN || token->level > 0 || !try_probe(p, attempt, at, TOK_PROBE, &probe))
        return false;
    bool bare = probe.left->line == probe.span.line && probe.left->col == probe.span.col;
    int end;
    if ((probe.left->kind == NODE_NAME && bare) ||
        !try_longest(p, (Attempt){TOK_START_EXPRESSION, at + 1}, &end))
        return false;
    parser_fail_node(p, probe.left, "cannot use assignment expressions with %s", target_describe(probe.left));
    return true;
}

static bool explain_expression(Parser *p, Attempt attempt, int at);

// What is wrong inside the expression that starts at `from`, if something is?
static bool explain_inside(Parser *p, int from, int before) {
    Attempt inside = {TOK_START_PREFIX, from};
    int at = try_failure(p, inside);
    return at > from && at > before && explain_expression(p, inside, at);
}

// print "hello"
static bool explain_print(Parser *p, Attempt attempt, int at) {
    Probe probe;
    int end;
    if (p->tokens.items[at].kind == TOK_LPAR || !try_probe(p, attempt, at, TOK_PROBE, &probe) ||
        probe.left->kind != NODE_NAME || !is_legacy(probe.left->name.id))
        return false;
    if (explain_inside(p, at, at))
        return true;
    Node *right = try_longest(p, (Attempt){TOK_START_PREFIX, at}, &end);
    if (!right)
        return false;
    const char *name = probe.left->name.id->text;
    parser_fail(p, node_span(probe.left, right), "Missing parentheses in call to '%s'. Did you mean %s(...)?",
                name, name);
    return true;
}

// The `not` of `print not x` has been read as the start of `not in`.
static bool explain_print_not(Parser *p, Attempt attempt, int at) {
    return at >= 2 && p->tokens.items[at - 1].kind == TOK_NOT && explain_print(p, attempt, at - 1);
}

// (a not b), a[]: what came before the error can be read in another way, as the start of a second expression.
static bool explain_second(Parser *p, Attempt attempt, int at) {
    int kind = at >= 2 ? p->tokens.items[at - 1].kind : TOK_END;
    return (kind == TOK_NOT || kind == TOK_LSQB) && explain_comma(p, attempt, at - 1);
}

// a print b: the first expression does not matter
static bool explain_later_print(Parser *p, int at) {
    return p->tokens.items[at].kind == TOK_NAME && explain_print(p, (Attempt){TOK_START_PREFIX, at}, at + 1);
}

// The rules for print look inside what is printed: `print print print...` must not take them too far.
static bool explain_expression(Parser *p, Attempt attempt, int at) {
    if (p->explain_depth >= MAX_EXPLAIN_DEPTH)
        return false;
    p->explain_depth++;
    bool done = explain_comma(p, attempt, at) || explain_else(p, attempt, at) ||
                explain_second(p, attempt, at) || explain_assignment(p, attempt, at) ||
                explain_print(p, attempt, at) || explain_print_not(p, attempt, at) ||
                explain_later_print(p, at);
    p->explain_depth--;
    return done;
}

// ---- displays, comprehensions, arguments

// The last clause of the comprehension whose `for` is at `at`; something must stand behind it.
static Node *try_clauses(Parser *p, int at) {
    int end;
    Node *last = try_longest(p, (Attempt){TOK_START_GENERATORS, at}, &end);
    return last && p->tokens.items[end].kind != TOK_END && p->tokens.items[end].kind != TOK_BAD ? last : NULL;
}

// [a, b for a in c]
static bool explain_comprehension_target(Parser *p, int at) {
    const Token *tokens = p->tokens.items;
    int open = explain_open_bracket(p, at), end;
    if ((tokens[at].kind != TOK_FOR && tokens[at].kind != TOK_ASYNC) || open < 0 ||
        (tokens[open].kind != TOK_LSQB && tokens[open].kind != TOK_LBRACE) || !try_clauses(p, at))
        return false;
    Node *target = try_longest(p, (Attempt){TOK_START_ITEMS, open + 1}, &end);
    if (!target || end != at)
        return false;
    NodeList elts = target->sequence.elts;
    Span span = node_span(elts.items[0], elts.items[elts.count - 1]);
    if (tokens[at - 1].kind == TOK_COMMA && elts.count == 1)
        span = span_join(span, parser_token_span(p, &tokens[at - 1]));
    parser_fail(p, span, "did you forget parentheses around the comprehension target?");
    return true;
}

// f(a=b for b in c)
static bool explain_keyword_generator(Parser *p, int at) {
    const Token *tokens = p->tokens.items;
    int open = explain_open_bracket(p, at);
    if (tokens[at].kind != TOK_FOR || open < 0 || tokens[open].kind != TOK_LPAR)
        return false;
    int i = at - 1;
    while (i > open && !(tokens[i].level == tokens[open].level && tokens[i].kind == TOK_COMMA))
        i--;
    if (tokens[i + 1].kind != TOK_NAME || tokens[i + 2].kind != TOK_ASSIGN)
        return false;
    parser_fail(p, span_join(parser_token_span(p, &tokens[i + 1]), parser_token_span(p, &tokens[i + 2])),
                "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    return true;
}

// (**a)
static bool explain_double_star(Parser *p, int at) {
    const Token *tokens = p->tokens.items;
    int end;
    if (at < 1 || tokens[at].kind != TOK_DOUBLE_STAR || tokens[at - 1].kind != TOK_LPAR ||
        !try_longest(p, (Attempt){TOK_START_EXPRESSION, at + 1}, &end) || tokens[end].kind != TOK_RPAR)
        return false;
    parser_fail(p, parser_token_span(p, &tokens[at]), "cannot use double starred expression here");
    return true;
}

static bool is_in_braces(const Parser *p, int at) {
    int open = explain_open_bracket(p, at);
    return open >= 0 && p->tokens.items[open].kind == TOK_LBRACE;
}

// {a: } and {a: *b}
static bool explain_dict_value(Parser *p, int at) {
    const Token *tokens = p->tokens.items;
    int end;
    if (at < 1 || tokens[at - 1].kind != TOK_COLON || !is_in_braces(p, at))
        return false;
    if (tokens[at].kind == TOK_RBRACE || tokens[at].kind == TOK_COMMA) {
        parser_fail(p, parser_token_span(p, &tokens[at - 1]),
                    "expression expected after dictionary key and ':'");
        return true;
    }
    if (tokens[at].kind != TOK_STAR || !try_longest(p, (Attempt){TOK_START_OPERAND, at + 1}, &end))
        return false;
    Span star = parser_token_span(p, &tokens[at]), behind = parser_token_span(p, &tokens[end]);
    parser_fail_at(p, DIAGNOSTIC_SYNTAX_ERROR, star.line, parser_column(p, star.line, star.col),
                   behind.end_line, parser_column(p, behind.end_line, behind.end_col) - 1,
                   "cannot use a starred expression in a dictionary value");
    return true;
}

// {a: 1, b}
static bool explain_dict_key(Parser *p, int at) {
    const Token *tokens = p->tokens.items;
    int open = explain_open_bracket(p, at), end;
    if (!p->expects[EXPECT_COLON] || p->expects[EXPECT_COMMA] || !is_in_braces(p, at))
        return false;
    int i = at - 1;
    while (i > open && !(tokens[i].level == tokens[open].level && tokens[i].kind == TOK_COMMA))
        i--;
    Node *key = i > open ? try_longest(p, (Attempt){TOK_START_EXPRESSION, i + 1}, &end) : NULL;
    if (!key || end != at)
        return false;
    parser_fail_at(p, DIAGNOSTIC_SYNTAX_ERROR, key->line, parser_column(p, key->end_line, key->end_col - 1),
                   key->end_line, 0, "':' expected after dictionary key");
    return true;
}

// for a b in c: the target is read as any expressions.
static bool explain_for_target(Parser *p, int at) {
    const Token *tokens = p->tokens.items;
    int i = at - 1;
    while (i > 0 && tokens[i].kind != TOK_FOR && tokens[i].kind != TOK_IN && tokens[i].kind != TOK_NEWLINE)
        i--;
    if (i < 0 || tokens[i].kind != TOK_FOR)
        return false;
    if (explain_inside(p, i + 1, at - 1))
        return true;
    int end;
    Node *target = try_longest(p, (Attempt){TOK_START_PREFIX, i + 1}, &end);
    if (target)
        target_convert(p, target, TARGET_FOR);
    return p->failed;
}

static bool is_argument_end(const Token *token, int level) {
    return token->level == level && token->kind == TOK_COMMA;
}

// Is one of the arguments behind the bracket, before the token `at`, positional?
static bool has_positional(const Token *tokens, int open, int at) {
    for (int i = open + 1; i < at; i++)
        if ((i == open + 1 || is_argument_end(&tokens[i - 1], tokens[open].level)) &&
            tokens[i].kind != TOK_DOUBLE_STAR && tokens[i + 1].kind != TOK_ASSIGN)
            return true;
    return false;
}

// The star of the argument that ends before `at`; -1: it has none.
static int find_star(Parser *p, int open, int at) {
    const Token *tokens = p->tokens.items;
    int star = at - 1, end;
    while (star > open + 1 && !is_argument_end(&tokens[star - 1], tokens[open].level))
        star--;
    bool starred = tokens[star].kind == TOK_STAR &&
                   try_longest(p, (Attempt){TOK_START_EXPRESSION, star + 1}, &end) && end == at;
    return starred ? star : -1;
}

// f(*a for a in b)
static bool explain_starred_generator(Parser *p, int at) {
    const Token *tokens = p->tokens.items;
    int open = explain_open_bracket(p, at);
    bool is_clause = tokens[at].kind == TOK_FOR || tokens[at].kind == TOK_ASYNC;
    int star = is_clause && open >= 0 && tokens[open].kind == TOK_LPAR ? find_star(p, open, at) : -1;
    if (star < 0)
        return false;
    Node *last = try_clauses(p, at);
    int in = at;
    while (tokens[in].kind != TOK_IN && tokens[in].kind != TOK_NEWLINE && in < p->tokens.count - 1)
        in++;
    if (!last)
        return explain_for_target(p, in);
    Span span = parser_token_span(p, &tokens[star]);
    if (has_positional(tokens, open, star)) {
        NodeList ifs = last->comprehension.ifs;
        const Node *final = ifs.count ? ifs.items[ifs.count - 1] : last->comprehension.iter;
        span.end_line = final->end_line;
        span.end_col = final->end_col;
        parser_fail(p, span, "Generator expression must be parenthesized");
    } else if (star == open + 1 && !(open >= 2 && tokens[open - 2].kind == TOK_CLASS)) {
        parser_fail(p, span_join(span, parser_token_span(p, &tokens[at - 1])),
                    "iterable unpacking cannot be used in comprehension");
    }
    return p->failed;
}

// ---- all of it

static void explain_plainly(Parser *p, int at) {
    const Token *token = &p->tokens.items[at];
    Span span = parser_token_span(p, token);
    if (token->kind == TOK_INDENT || token->kind == TOK_DEDENT)
        explain_at(p, DIAGNOSTIC_INDENTATION_ERROR, at,
                   token->kind == TOK_INDENT ? "unexpected indent" : "unexpected unindent");
    else if (token->kind == TOK_END)
        parser_fail_at(p, DIAGNOSTIC_SYNTAX_ERROR, span.line - 1, 0, span.line - 1, 0, "invalid syntax");
    else
        parser_fail(p, span, "invalid syntax");
    p->failed_in_text |= token->kind == TOK_INDENT || token->kind == TOK_DEDENT;
}

static void explain_token(Parser *p, int at, Attempt whole) {
    bool done = explain_block(p, at) || explain_dict_value(p, at) || explain_double_star(p, at) ||
                explain_expression(p, whole, at) || explain_walrus(p, whole, at) ||
                explain_for_target(p, at) || explain_dict_key(p, at) || explain_comprehension_target(p, at) ||
                explain_starred_generator(p, at) || explain_keyword_generator(p, at);
    if (!done)
        explain_plainly(p, at);
}

static bool is_syntax_error(const Diagnostic *error) {
    return error->kind == DIAGNOSTIC_SYNTAX_ERROR || error->kind == DIAGNOSTIC_INDENTATION_ERROR;
}

// What is wrong with the text further down comes first: a quote that is missing explains more than what it
// led to. A bracket that is never closed does so if the error is in a later line.
static void prefer_bad_token(Parser *p) {
    if (p->quiet || p->failed_in_text || !is_syntax_error(&p->report->error) ||
        p->bad.kind == DIAGNOSTIC_NONE || (p->bad_is_end && !p->hit_bad))
        return;
    int line = parser_token_span(p, &p->tokens.items[p->furthest]).line;
    if (!p->bad_is_unclosed || line > p->bad.line || p->hit_bad)
        p->report->error = p->bad;
}

static bool is_at_end(const Parser *p, int at) {
    const Token *token = &p->tokens.items[at];
    while (token->kind == TOK_DEDENT)
        token++;
    return token->kind == TOK_END;
}

void explain_failure(Parser *p) {
    Attempt whole = {p->start_kind, 0};
    int at = p->error_token;
    if (!p->failed && !p->quiet && at >= 0) {
        bool incomplete = is_at_end(p, at);
        explain_token(p, at, whole);
        p->report->error.incomplete = incomplete;
    }
    if (p->tokens.count > 0)
        prefer_bad_token(p);
    if (p->options->allow_incomplete && p->report->error.incomplete)
        p->report->error.message = "incomplete input";
}
