#include "grammar/explain_block.h"

#include "grammar/explain_tools.h"
#include "grammar/try.h"
#include "parser.tab.h"

// The first token of the logical line that the token is in.
static int line_head(const Parser *p, int at) {
    const Token *tokens = p->tokens.items;
    while (at > 0 && tokens[at - 1].kind != TOK_NEWLINE && !explain_takes_no_room(tokens[at - 1].kind))
        at--;
    return at;
}

// ---- blocks

static const char *keyword_text(int kind) {
    switch (kind) {
    case TOK_IF:
        return "if";
    case TOK_ELIF:
        return "elif";
    case TOK_ELSE:
        return "else";
    case TOK_WHILE:
        return "while";
    case TOK_FOR:
        return "for";
    case TOK_WITH:
        return "with";
    case TOK_TRY:
        return "try";
    case TOK_EXCEPT:
        return "except";
    case TOK_FINALLY:
        return "finally";
    case TOK_MATCH:
        return "match";
    case TOK_CASE:
        return "case";
    default:
        return NULL;
    }
}

static bool starts_compound(int kind) {
    return keyword_text(kind) || kind == TOK_DEF || kind == TOK_CLASS;
}

// Behind `async`, if it is there.
static int statement_head(const Parser *p, int at) {
    int head = line_head(p, at);
    return p->tokens.items[head].kind == TOK_ASYNC ? head + 1 : head;
}

static bool explain_missing_block(Parser *p, int at) {
    if (!p->expects[EXPECT_INDENT] || at < 1)
        return false;
    const Token *head = &p->tokens.items[statement_head(p, at - 1)];
    int line = head->line + p->line_base;
    const char *keyword = keyword_text(head->kind);
    if (keyword)
        explain_at(p, DIAGNOSTIC_INDENTATION_ERROR, at,
                   "expected an indented block after '%s%s' statement on line %d", keyword,
                   head->kind == TOK_EXCEPT && head[1].kind == TOK_STAR ? "*" : "", line);
    else
        explain_at(p, DIAGNOSTIC_INDENTATION_ERROR, at,
                   "expected an indented block after %s definition on line %d",
                   head->kind == TOK_CLASS ? "class" : "function", line);
    return true;
}

static bool explain_missing_handler(Parser *p, int at) {
    if (!p->expects[EXPECT_EXCEPT] || p->expects[EXPECT_PASS])
        return false;
    explain_at(p, DIAGNOSTIC_SYNTAX_ERROR, at, "expected 'except' or 'finally' block");
    return true;
}

// `def` wants its parenthesis and its colon, whatever comes instead.
static bool explain_def(Parser *p, int head, int at) {
    const Token *tokens = p->tokens.items;
    if (tokens[head].kind != TOK_DEF || at < head + 2 || tokens[at].level > (tokens[at].kind == TOK_LPAR))
        return false;
    if (at == head + 2)
        explain_at(p, DIAGNOSTIC_SYNTAX_ERROR, at, "expected '('");
    else if (tokens[at - 1].kind == TOK_ARROW)
        explain_at(p, DIAGNOSTIC_SYNTAX_ERROR, at - 1, "expected ':'");
    else if (p->expects[EXPECT_COLON] && tokens[at - 1].level == 0)
        explain_at(p, DIAGNOSTIC_SYNTAX_ERROR, at, "expected ':'");
    return p->failed;
}

static bool explain_missing_colon(Parser *p, int at) {
    const Token *tokens = p->tokens.items;
    int head = statement_head(p, at);
    if (head == at || !p->expects[EXPECT_COLON])
        return false;
    int kind = tokens[head].kind;
    bool bare = kind == TOK_TRY || kind == TOK_FINALLY || kind == TOK_ELSE;
    if (!(bare && at == head + 1) && !(tokens[at].kind == TOK_NEWLINE && starts_compound(kind)))
        return false;
    explain_at(p, DIAGNOSTIC_SYNTAX_ERROR, at, "expected ':'");
    return true;
}

// ---- handlers

static bool explain_mixed_handlers(Parser *p, int head, int at) {
    const Token *tokens = p->tokens.items;
    bool starred = tokens[head + 1].kind == TOK_STAR;
    if (at != head + 1 || p->expects[EXPECT_COLON] == !starred)
        return false;
    parser_fail(p,
                span_join(parser_token_span(p, &tokens[head]), parser_token_span(p, &tokens[head + starred])),
                "cannot have both 'except' and 'except*' on the same 'try'");
    return true;
}

// except A, B:
static bool explain_several_types(Parser *p, int head, int at) {
    const Token *tokens = p->tokens.items;
    int colon = at;
    while (tokens[colon].kind != TOK_NEWLINE && tokens[colon].kind != TOK_BAD &&
           !(tokens[colon].kind == TOK_COLON && tokens[colon].level == 0))
        colon++;
    if (tokens[at].kind != TOK_COMMA || tokens[at].level > 0 || tokens[colon].kind != TOK_COLON)
        return false;
    int first = head + 1 + (tokens[head + 1].kind == TOK_STAR);
    Span span = parser_token_span(p, &tokens[first]), end = parser_token_span(p, &tokens[colon]);
    parser_fail_at(p, DIAGNOSTIC_SYNTAX_ERROR, span.line, parser_column(p, span.line, span.col), end.end_line,
                   parser_column(p, end.end_line, end.end_col) - 1,
                   "multiple exception types must be parenthesized");
    return true;
}

static bool explain_except(Parser *p, int head, int at) {
    const Token *tokens = p->tokens.items;
    if (tokens[head].kind != TOK_EXCEPT || at <= head)
        return false;
    bool no_type = at == head + 2 && tokens[head + 1].kind == TOK_STAR &&
                   (tokens[at].kind == TOK_COLON || tokens[at].kind == TOK_NEWLINE);
    if (no_type)
        explain_at(p, DIAGNOSTIC_SYNTAX_ERROR, at, "expected one or more exception types");
    return no_type || explain_mixed_handlers(p, head, at) || explain_several_types(p, head, at);
}

// ---- imports and patterns

static bool explain_import(Parser *p, int head, int at) {
    const Token *tokens = p->tokens.items;
    if (tokens[head].kind != TOK_FROM || tokens[at].kind != TOK_NEWLINE || at < 3 ||
        tokens[at - 1].kind != TOK_COMMA)
        return false;
    explain_at(p, DIAGNOSTIC_SYNTAX_ERROR, at, "trailing comma not allowed without surrounding parentheses");
    return true;
}

static bool explain_pattern_target(Parser *p, int head, int at) {
    const Token *tokens = p->tokens.items;
    int end;
    if (tokens[head].kind != TOK_CASE || at < 1 || tokens[at - 1].kind != TOK_AS)
        return false;
    Node *target = try_longest(p, (Attempt){TOK_START_EXPRESSION, at}, &end);
    if (target)
        parser_fail_node(p, target, "invalid pattern target");
    return target;
}

// ---- parameters

// Is the token among the parameters of a `def`, and in no inner brackets?
static bool is_in_parameters(const Parser *p, int at) {
    int open = explain_open_bracket(p, at);
    return open >= 2 && p->tokens.items[open - 1].kind == TOK_NAME &&
           p->tokens.items[open - 2].kind == TOK_DEF;
}

// Is the token among the parameters of a lambda, and in no inner brackets?
static bool is_in_lambda_parameters(const Parser *p, int at) {
    const Token *tokens = p->tokens.items;
    int colons = 0; // of lambdas that end before
    for (int i = at - 1; i >= 0 && tokens[i].level >= tokens[at].level && tokens[i].kind != TOK_NEWLINE;
         i--) {
        if (tokens[i].level > tokens[at].level)
            continue;
        colons += tokens[i].kind == TOK_COLON;
        if (tokens[i].kind == TOK_LAMBDA && colons-- == 0)
            return true;
    }
    return false;
}

// (a, b) among parameters: the index of the closing parenthesis; 0 if it is something else.
static int end_of_names(const Parser *p, int at) {
    const Token *token = &p->tokens.items[at + 1];
    while (token->kind == TOK_NAME && token[1].kind == TOK_COMMA)
        token += 2;
    if (token->kind == TOK_NAME)
        token++;
    return token->kind == TOK_RPAR && token[-1].kind != TOK_LPAR ? (int)(token - p->tokens.items) : 0;
}

static bool explain_parenthesized(Parser *p, int at) {
    const Token *tokens = p->tokens.items;
    int end = tokens[at].kind == TOK_LPAR && p->expects[EXPECT_SLASH] && !p->expects[EXPECT_LPAR]
                  ? end_of_names(p, at)
                  : 0;
    if (end == 0)
        return false;
    parser_fail(p, span_join(parser_token_span(p, &tokens[at]), parser_token_span(p, &tokens[end])),
                "%s parameters cannot be parenthesized",
                is_in_parameters(p, at) ? "Function" : "Lambda expression");
    return true;
}

static bool explain_parameters(Parser *p, int at) {
    const Token *tokens = p->tokens.items;
    int kind = tokens[at].kind, before = at > 0 ? tokens[at - 1].kind : TOK_END;
    if (kind == TOK_STAR && before == TOK_SLASH && !p->expects[EXPECT_LPAR]) {
        explain_at(p, DIAGNOSTIC_SYNTAX_ERROR, at, "expected comma between / and *");
        return true;
    }
    if ((kind == TOK_RPAR || kind == TOK_COMMA) && before == TOK_ASSIGN &&
        (is_in_parameters(p, at - 1) || is_in_lambda_parameters(p, at - 1))) {
        explain_at(p, DIAGNOSTIC_SYNTAX_ERROR, at - 1, "expected default value expression");
        return true;
    }
    return explain_parenthesized(p, at);
}

static bool explain_single(Parser *p, int at) {
    const Token *tokens = p->tokens.items;
    int first = tokens[0].kind;
    bool simple = !starts_compound(first) && first != TOK_ASYNC && first != TOK_AT;
    if (p->start_kind != TOK_START_SINGLE || !p->expects[EXPECT_END] || at < 1 || !simple ||
        tokens[at - 1].kind != TOK_NEWLINE)
        return false;
    explain_at(p, DIAGNOSTIC_SYNTAX_ERROR, at - 1,
               "multiple statements found while compiling a single statement");
    return true;
}

bool explain_block(Parser *p, int at) {
    int head = statement_head(p, at);
    return explain_single(p, at) || explain_missing_block(p, at) || explain_missing_handler(p, at) ||
           explain_except(p, head, at) || explain_def(p, head, at) || explain_missing_colon(p, at) ||
           explain_import(p, head, at) || explain_pattern_target(p, head, at) || explain_parameters(p, at);
}
