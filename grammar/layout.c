// From raw tokens to the parser's: indentation becomes INDENT and DEDENT, line ends inside brackets vanish,
// brackets must match. The result is p->tokens; if the text is bad somewhere, it ends there in TOK_BAD.
#include <string.h>

#include "grammar/keywords.h"
#include "grammar/scanner.h"
#include "parser.tab.h"

enum { MAX_INDENTS = 100, MAX_BRACKETS = 200, TAB_WIDTH = 8 };

typedef struct Bracket {
    char character;
    int line;
    const char *at;
} Bracket;

typedef struct Indent {
    int width;     // with a tab stop every 8 columns
    int alternate; // with a tab stop every column; both must agree on what is deeper
} Indent;

typedef struct Layout {
    Parser *p;
    Scanner scanner;
    Indent indents[MAX_INDENTS];
    int depth; // of indents; the first is always 0
    Bracket brackets[MAX_BRACKETS];
    int level;
} Layout;

static bool push(Layout *layout, Token token) {
    Tokens *tokens = &layout->p->tokens;
    if (tokens->count == tokens->capacity) {
        int capacity = tokens->capacity ? 2 * tokens->capacity : layout->p->source.length / 8 + 64;
        Token *items = arena_alloc(&layout->p->scratch, (size_t)capacity * sizeof *items);
        if (!items) {
            parser_fail_memory(layout->p);
            return false;
        }
        if (tokens->count)
            memcpy(items, tokens->items, (size_t)tokens->count * sizeof *items);
        tokens->items = items;
        tokens->capacity = capacity;
    }
    token.level = (unsigned short)layout->level;
    tokens->items[tokens->count++] = token;
    return true;
}

// INDENT, DEDENT, END and BAD take no room in the text.
static bool push_empty(Layout *layout, int kind) {
    int offset = (int)(layout->scanner.cursor - layout->scanner.text);
    int line = layout->scanner.line;
    return push(
        layout,
        (Token){
            .kind = (unsigned short)kind, .start = offset, .end = offset, .line = line, .end_line = line});
}

static bool push_bad(Layout *layout) {
    push_empty(layout, TOK_BAD);
    return false;
}

static bool fail(Layout *layout, DiagnosticKind kind, const char *message) {
    parser_describe_bad(layout->p, kind, layout->scanner.line, 1, 0, message);
    return push_bad(layout);
}

static bool fail_tabs(Layout *layout) {
    return fail(layout, DIAGNOSTIC_TAB_ERROR, "inconsistent use of tabs and spaces in indentation");
}

// Reads the blanks at the start of a line. A backslash joins the next line on: the first line's width counts.
static Indent read_indent(Layout *layout) {
    Scanner *s = &layout->scanner;
    Indent indent = {0}, joined = {0};
    for (;; s->cursor++) {
        switch (*s->cursor) {
        case ' ':
            indent.width++;
            indent.alternate++;
            continue;
        case '\t':
            indent.width = (indent.width / TAB_WIDTH + 1) * TAB_WIDTH;
            indent.alternate++;
            continue;
        case '\f':
            indent = (Indent){0};
            continue;
        case '\\':
            if (s->cursor[1] != '\n' || s->cursor + 2 >= s->limit)
                break;
            if (joined.width == 0)
                joined = indent;
            indent = (Indent){0};
            s->cursor++;
            s->line++;
            continue;
        }
        return joined.width ? joined : indent;
    }
}

static bool is_blank_line(const Scanner *s) {
    return *s->cursor == '\n' || *s->cursor == '#' || s->cursor >= s->limit;
}

static bool indent_deeper(Layout *layout, Indent indent) {
    if (layout->depth + 1 >= MAX_INDENTS)
        return fail(layout, DIAGNOSTIC_INDENTATION_ERROR, "too many levels of indentation");
    if (indent.alternate <= layout->indents[layout->depth].alternate)
        return fail_tabs(layout);
    layout->indents[++layout->depth] = indent;
    return push_empty(layout, TOK_INDENT);
}

static bool fail_dedent(Layout *layout) {
    Scanner *s = &layout->scanner;
    const int *starts = layout->p->source.line_starts;
    parser_describe_bad(layout->p, DIAGNOSTIC_INDENTATION_ERROR, s->line,
                        starts[s->line] - starts[s->line - 1], -1,
                        "unindent does not match any outer indentation level");
    return push_bad(layout);
}

static bool indent_back(Layout *layout, Indent indent) {
    int depth = layout->depth;
    while (depth > 0 && indent.width < layout->indents[depth].width)
        depth--;
    if (indent.width != layout->indents[depth].width)
        return fail_dedent(layout);
    if (indent.alternate != layout->indents[depth].alternate)
        return fail_tabs(layout);
    for (; layout->depth > depth; layout->depth--)
        if (!push_empty(layout, TOK_DEDENT))
            return false;
    return true;
}

static bool start_line(Layout *layout) {
    Indent indent = read_indent(layout);
    if (is_blank_line(&layout->scanner))
        return true;
    Indent now = layout->indents[layout->depth];
    if (indent.width > now.width)
        return indent_deeper(layout, indent);
    if (indent.width < now.width)
        return indent_back(layout, indent);
    return indent.alternate == now.alternate || fail_tabs(layout);
}

static bool open_bracket(Layout *layout, const Token *token) {
    Scanner *s = &layout->scanner;
    const char *at = s->text + token->start;
    if (layout->level >= MAX_BRACKETS) {
        scanner_fail(s, token->line, at + 1, "too many nested parentheses");
        return push_bad(layout);
    }
    layout->brackets[layout->level++] = (Bracket){*at, token->line, at};
    return true;
}

static bool close_bracket(Layout *layout, const Token *token) {
    Scanner *s = &layout->scanner;
    const char *at = s->text + token->start;
    if (layout->level == 0) {
        scanner_fail(s, token->line, at + 1, "unmatched '%c'", *at);
        return push_bad(layout);
    }
    Bracket open = layout->brackets[--layout->level];
    bool matches = *at == (open.character == '(' ? ')' : open.character == '[' ? ']' : '}');
    if (matches)
        return true;
    if (open.line == token->line)
        scanner_fail(s, token->line, at + 1,
                     "closing parenthesis '%c' does not match opening parenthesis '%c'", *at, open.character);
    else
        scanner_fail(s, token->line, at + 1,
                     "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", *at,
                     open.character, open.line + layout->p->line_base);
    return push_bad(layout);
}

static bool never_closed(Layout *layout) {
    Bracket open = layout->brackets[layout->level - 1];
    parser_describe_unclosed(layout->p, open.character, open.line, open.at);
    return push_bad(layout);
}

// At a prompt, a blank line ends a block.
static bool waits_for_blank_line(const Layout *layout) {
    const Source *source = &layout->p->source;
    if (!layout->p->options->keep_blocks_open || layout->depth == 0)
        return false;
    const char *line = source->text + source->line_starts[source->line_count - 1];
    return line[strspn(line, " \t\f")] != '\n';
}

static bool end_text(Layout *layout) {
    if (layout->level > 0)
        return never_closed(layout);
    if (waits_for_blank_line(layout)) {
        fail(layout, DIAGNOSTIC_SYNTAX_ERROR, "incomplete input");
        layout->p->bad.incomplete = true;
        return false;
    }
    for (; layout->depth > 0; layout->depth--)
        if (!push_empty(layout, TOK_DEDENT))
            return false;
    return push_empty(layout, TOK_END);
}

// Blank lines and lines inside brackets make no NEWLINE.
static bool end_line(Layout *layout, const Token *token) {
    const Tokens *tokens = &layout->p->tokens;
    layout->scanner.line++;
    if (layout->level > 0)
        return true;
    int before = tokens->count ? tokens->items[tokens->count - 1].kind : TOK_NEWLINE;
    bool is_blank = before == TOK_NEWLINE || before == TOK_INDENT || before == TOK_DEDENT;
    if (!is_blank && !push(layout, *token))
        return false;
    return start_line(layout);
}

static bool add_token(Layout *layout, Token *token) {
    switch (token->kind) {
    case TOK_BAD:
        return layout->level > 0 && layout->p->bad_is_end ? never_closed(layout) : push_bad(layout);
    case TOK_NEWLINE:
        return end_line(layout, token);
    case TOK_LPAR:
    case TOK_LSQB:
    case TOK_LBRACE:
        return open_bracket(layout, token) && push(layout, *token);
    case TOK_RPAR:
    case TOK_RSQB:
    case TOK_RBRACE:
        return close_bracket(layout, token) && push(layout, *token);
    default:
        return push(layout, *token);
    }
}

bool layout_scan(Parser *p) {
    Layout layout;
    layout.p = p;
    layout.depth = layout.level = 0;
    layout.indents[0] = (Indent){0};
    scanner_init(&layout.scanner, p);
    bool good = start_line(&layout);
    while (good) {
        Token token;
        if (scanner_next(&layout.scanner, &token) == TOK_END) {
            good = end_text(&layout);
            break;
        }
        good = add_token(&layout, &token);
    }
    if (p->failed)
        return false;
    keywords_decide(p);
    return true;
}
