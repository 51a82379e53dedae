#include "grammar/parse.h"

#include <string.h>

#include "grammar/explain.h"
#include "grammar/parser.h"
#include "parser.tab.h"

static int start_of_mode(ParseMode mode) {
    switch (mode) {
    case PARSE_EVAL:
        return TOK_START_EVAL;
    case PARSE_SINGLE:
        return TOK_START_SINGLE;
    default:
        return TOK_START_FILE;
    }
}

static bool parse(Parser *p, const char *bytes, size_t length) {
    p->names = arena_alloc(&p->scratch, sizeof *p->names);
    if (!p->names) {
        parser_fail_memory(p);
        return false;
    }
    if (p->options->first_line > 0)
        p->line_base = p->options->first_line - 1;
    return source_load(p, bytes, length) && layout_scan(p) && parser_run(p, start_of_mode(p->options->mode));
}

static bool is_compound(NodeKind kind) {
    switch (kind) {
    case NODE_FUNCTION_DEF:
    case NODE_ASYNC_FUNCTION_DEF:
    case NODE_CLASS_DEF:
    case NODE_FOR:
    case NODE_ASYNC_FOR:
    case NODE_WHILE:
    case NODE_IF:
    case NODE_WITH:
    case NODE_ASYNC_WITH:
    case NODE_MATCH:
    case NODE_TRY:
    case NODE_TRY_STAR:
        return true;
    default:
        return false;
    }
}

static bool ends_compound(const Parser *p) {
    const NodeList *body = &p->result->interactive.body;
    return p->result->kind == NODE_INTERACTIVE && body->count > 0 &&
           is_compound(body->items[body->count - 1]->kind);
}

// compile('if x: y', ..., 'single') wants a line end behind the statement; what ends with a block has one.
static bool lacks_line_end(const Parser *p) {
    return p->source.added_newline && p->tokens.count > 1 &&
           p->tokens.items[p->tokens.count - 2].kind == TOK_NEWLINE && ends_compound(p);
}

// At a prompt `if x: y` waits for its `else` as a block does; the layout filter has seen to those with a
// block.
static bool ends_with_open_statement(const Parser *p) {
    if (!p->options->keep_blocks_open || !ends_compound(p))
        return false;
    const Source *source = &p->source;
    const char *line = source->text + source->line_starts[source->line_count - 1];
    return line[strspn(line, " \t\f")] != '\n';
}

bool parse_source(const char *bytes, size_t length, const ParseOptions *options, Arena *arena, Node **module,
                  Diagnostics *report) {
    Parser p;
    *report = (Diagnostics){0};
    parser_init(&p, options, arena, report);
    bool good = parse(&p, bytes, length);
    if (!good) {
        explain_failure(&p);
    } else if (ends_with_open_statement(&p)) {
        parser_fail_at(&p, DIAGNOSTIC_SYNTAX_ERROR, p.source.line_count, 0, 0, 0, "incomplete input");
        report->error.incomplete = true;
        good = false;
    } else if (lacks_line_end(&p)) {
        parser_fail_at(&p, DIAGNOSTIC_SYNTAX_ERROR, p.source.line_count, 0, p.source.line_count, 0,
                       "invalid syntax");
        good = false;
    }
    *module = good ? p.result : NULL;
    parser_fini(&p);
    return good;
}
