#include "grammar/keywords.h"

#include <string.h>

#include "parser.tab.h"

enum { MAX_INDENTS = 100 };

static bool is_word(const Parser *p, const Token *token, const char *word) {
    size_t length = strlen(word);
    return token->kind == TOK_NAME && (size_t)(token->end - token->start) == length &&
           memcmp(p->source.text + token->start, word, length) == 0;
}

static bool ends_text(const Token *token) {
    return token->kind == TOK_END || token->kind == TOK_BAD;
}

// Can only an operand of `match` start so? `match (x)`, `match [x]` and `match -x` are calls, subscripts and
// differences as well.
static bool starts_operand_only(const Token *token) {
    switch (token->kind) {
    case TOK_NAME:
    case TOK_NUMBER:
    case TOK_STRING:
    case TOK_NONE:
    case TOK_TRUE:
    case TOK_FALSE:
    case TOK_ELLIPSIS:
    case TOK_LBRACE:
    case TOK_TILDE:
    case TOK_AWAIT:
    case TOK_LAMBDA:
        return true;
    case TOK_NOT:
        return token[1].kind != TOK_IN;
    default:
        return false;
    }
}

static bool may_start_operand(const Token *token) {
    switch (token->kind) {
    case TOK_LPAR:
    case TOK_LSQB:
    case TOK_MINUS:
    case TOK_PLUS:
    case TOK_STAR:
        return true;
    default:
        return false;
    }
}

// No simple statement ends in a colon.
static bool line_ends_in_colon(const Token *token) {
    while (token->kind != TOK_NEWLINE && !ends_text(token))
        token++;
    return token->kind == TOK_NEWLINE && token[-1].kind == TOK_COLON;
}

static bool is_match(const Token *token) {
    return starts_operand_only(&token[1]) || (may_start_operand(&token[1]) && line_ends_in_colon(token));
}

// Does the parenthesis hold an `as` of its own? Then nothing but the colon may follow it.
static bool holds_items(const Token *token) {
    unsigned level = token->level;
    for (token++; token->level >= level && !ends_text(token); token++)
        if (token->level == level && token->kind == TOK_AS)
            return true;
    return false;
}

void keywords_decide(Parser *p) {
    bool in_match[MAX_INDENTS + 1] = {false}; // for each open block: is it that of a `match`?
    int depth = 0;
    bool line_is_match = false;
    const Token *before = NULL;
    for (Token *token = p->tokens.items; !ends_text(token); before = token++) {
        bool starts_line = !before || before->kind == TOK_NEWLINE || before->kind == TOK_INDENT ||
                           before->kind == TOK_DEDENT;
        if (token->kind == TOK_INDENT) {
            in_match[++depth] = line_is_match;
        } else if (token->kind == TOK_DEDENT) {
            depth--;
        } else if (starts_line) {
            if (in_match[depth] && is_word(p, token, "case"))
                token->kind = TOK_CASE;
            else if (is_word(p, token, "match") && is_match(token))
                token->kind = TOK_MATCH;
            line_is_match = token->kind == TOK_MATCH;
        } else if (before->kind == TOK_WITH && token->kind == TOK_LPAR && holds_items(token)) {
            token->kind = TOK_WITH_LPAR;
        }
    }
}
