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

bool parse_source(const char *bytes, size_t length, const ParseOptions *options, Arena *arena, Node **module,
                  Diagnostics *report) {
    Parser p;
    *report = (Diagnostics){0};
    parser_init(&p, options, arena, report);
    bool good = parse(&p, bytes, length);
    if (!good)
        explain_failure(&p);
    *module = good ? p.result : NULL;
    parser_fini(&p);
    return good;
}
