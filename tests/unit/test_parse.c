#include <criterion/criterion.h>
#include <string.h>

#include "grammar/parse.h"
#include "leak_check.h"

typedef struct Parse {
    Arena arena;
    Node *tree;
    Diagnostics report;
} Parse;

static bool parse(Parse *parse, const char *text, ParseOptions options) {
    arena_init(&parse->arena);
    return parse_source(text, strlen(text), &options, &parse->arena, &parse->tree, &parse->report);
}

// Parses text that must be wrong; the message is the caller's to free.
static char *message_of(const char *text, ParseOptions options) {
    Parse p;
    cr_assert_not(parse(&p, text, options));
    cr_assert_null(p.tree);
    char *message = strdup(p.report.error.message);
    arena_fini(&p.arena);
    return message;
}

static void expect_message(const char *text, ParseOptions options, const char *wanted) {
    char *message = message_of(text, options);
    cr_assert_str_eq(message, wanted);
    free(message);
}

Test(parse, positions_and_names) {
    Parse p;
    cr_assert(parse(&p, "x = (y +\n  x)\n", (ParseOptions){0}));
    Node *assign = p.tree->module.body.items[0], *sum = assign->assign.value;
    cr_assert_eq(assign->kind, NODE_ASSIGN);
    cr_assert_eq(sum->kind, NODE_BIN_OP);
    cr_assert_eq(sum->col, 5);
    cr_assert_eq(sum->end_line, 2);
    cr_assert_eq(assign->end_col, 4);
    cr_assert_eq(assign->assign.targets.items[0]->name.id, sum->bin_op.right->name.id, "equal names are one");
    cr_assert_eq(assign->assign.targets.items[0]->name.ctx, CTX_STORE);
    arena_fini(&p.arena);
    check_leaks();
}

Test(parse, names_are_normalised) {
    Parse p;
    cr_assert(parse(&p, "\xef\xac\x81 = fi\n", (ParseOptions){0})); // the ligature
    Node *assign = p.tree->module.body.items[0];
    cr_assert_eq(assign->assign.targets.items[0]->name.id, assign->assign.value->name.id);
    arena_fini(&p.arena);
    check_leaks();
}

Test(parse, lone_surrogates_survive) {
    Parse p;
    cr_assert(parse(&p, "'\\ud800'", (ParseOptions){.mode = PARSE_EVAL}));
    const Constant *constant = &p.tree->expression.body->constant;
    cr_assert_eq(constant->length, 3);
    cr_assert_eq(memcmp(constant->bytes, "\xed\xa0\x80", 3), 0);
    arena_fini(&p.arena);
    check_leaks();
}

Test(parse, first_line_moves_everything) {
    Parse p;
    cr_assert_not(parse(&p, "a\n b\n", (ParseOptions){.first_line = 10}));
    cr_assert_eq(p.report.error.kind, DIAGNOSTIC_INDENTATION_ERROR);
    cr_assert_eq(p.report.error.line, 11);
    arena_fini(&p.arena);
    check_leaks();
}

static bool is_incomplete(const char *text) {
    Parse p;
    bool good = parse(&p, text, (ParseOptions){.mode = PARSE_SINGLE});
    bool incomplete = !good && p.report.error.incomplete;
    arena_fini(&p.arena);
    return incomplete;
}

Test(parse, a_prompt_can_ask_for_more) {
    static const char *const unfinished[] = {"if x:\n",        "f(1,\n", "'''a\n",     "x = \\\n",
                                             "try:\n  pass\n", "@d\n",   "class A:\n", "if x:\n  y\nelse:\n"};
    for (size_t i = 0; i < sizeof unfinished / sizeof *unfinished; i++)
        cr_expect(is_incomplete(unfinished[i]), "%s", unfinished[i]);
    static const char *const wrong[] = {"x = 1 2\n", "f(]\n", "'a\n", "if x\n", "x = \n", "1 +\n"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_expect_not(is_incomplete(wrong[i]), "%s", wrong[i]);
    expect_message("x\ny\n", (ParseOptions){.mode = PARSE_SINGLE},
                   "multiple statements found while compiling a single statement");
    expect_message("if x:\n", (ParseOptions){.mode = PARSE_SINGLE, .allow_incomplete = true},
                   "incomplete input");
    check_leaks();
}

Test(parse, open_blocks_wait_for_a_blank_line) {
    ParseOptions options = {.mode = PARSE_SINGLE, .allow_incomplete = true, .keep_blocks_open = true};
    Parse p;
    expect_message("if x:\n  y\n", options, "incomplete input");
    cr_assert(parse(&p, "if x:\n  y\n\n", options));
    arena_fini(&p.arena);
    expect_message("if x: y\n", options, "incomplete input");
    cr_assert(parse(&p, "if x: y\n\n", options));
    arena_fini(&p.arena);
    cr_assert(parse(&p, "x = 1\n", options));
    arena_fini(&p.arena);
    check_leaks();
}

Test(parse, warnings) {
    Parse p;
    cr_assert(parse(&p, "x = '\\d'\ny = 1if x else 2\n", (ParseOptions){0}));
    cr_assert_eq(p.report.warning_count, 2);
    const Diagnostic *number = &p.report.warnings[0], *escape = &p.report.warnings[1];
    cr_assert_eq(escape->kind, DIAGNOSTIC_DEPRECATION_WARNING);
    cr_assert_str_eq(escape->message, "invalid escape sequence '\\d'");
    cr_assert_str_eq(number->message, "invalid decimal literal");
    cr_assert_eq(number->line, 2);
    arena_fini(&p.arena);
    check_leaks();
}

Test(parse, encodings) {
    Parse p;
    cr_assert(parse(&p, "# -*- coding: latin-1 -*-\n'\xe9'", (ParseOptions){0}));
    cr_assert_str_eq(p.tree->module.body.items[0]->expr.value->constant.bytes, "\xc3\xa9");
    arena_fini(&p.arena);
    cr_assert(parse(&p, "\xef\xbb\xbfx\r\ny\rz", (ParseOptions){0}));
    cr_assert_eq(p.tree->module.body.count, 3);
    arena_fini(&p.arena);
    expect_message("# coding: klingon\n", (ParseOptions){0}, "unknown encoding: klingon");
    expect_message(
        "x = '\xe9'", (ParseOptions){.is_file = true, .filename = "f.py"},
        "Non-UTF-8 code starting with '\\xe9' in file f.py on line 1, but no encoding declared; see "
        "https://peps.python.org/pep-0263/ for details");
    check_leaks();
}

Test(parse, null_bytes) {
    Arena arena;
    Diagnostics report;
    Node *tree;
    arena_init(&arena);
    cr_assert_not(parse_source("a\0b", 3, &(ParseOptions){0}, &arena, &tree, &report));
    cr_assert_eq(report.error.kind, DIAGNOSTIC_VALUE_ERROR);
    arena_fini(&arena);
    check_leaks();
}

static char *repeat(const char *what, size_t count) {
    size_t length = strlen(what);
    char *text = malloc(count * length + 2);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * length, what, length);
    strcpy(text + count * length, "1");
    return text;
}

static DiagnosticKind kind_of_repeated(const char *what, size_t count) {
    Parse p;
    char *text = repeat(what, count);
    parse(&p, text, (ParseOptions){0});
    DiagnosticKind kind = p.report.error.kind;
    arena_fini(&p.arena);
    free(text);
    return kind;
}

Test(parse, depth_is_limited) {
    cr_assert_eq(kind_of_repeated("(", 100000), DIAGNOSTIC_SYNTAX_ERROR);
    cr_assert_eq(kind_of_repeated("-", 100000), DIAGNOSTIC_RECURSION_ERROR);
    cr_assert_eq(kind_of_repeated("not ", 100000), DIAGNOSTIC_RECURSION_ERROR);
    cr_assert_eq(kind_of_repeated("1 if 1 else ", 100000), DIAGNOSTIC_RECURSION_ERROR);
    cr_assert_eq(kind_of_repeated("print ", 100000), DIAGNOSTIC_SYNTAX_ERROR);
    cr_assert_eq(kind_of_repeated("1+", 30000), DIAGNOSTIC_NONE);
    cr_assert_eq(kind_of_repeated("1,", 1000000), DIAGNOSTIC_NONE);
    cr_assert_eq(kind_of_repeated("1", 1000000), DIAGNOSTIC_NONE);
    check_leaks();
}

// Every block allocation fails once.
Test(parse, out_of_memory) {
    static const char text[] =
        "class A:\n    def f(a, *b, c=1, **d): return f'{a!r:>{b}}' 'x' if a < b else [c, *d]\n"
        "match a:\n    case [x, *_] | {'k': v, **r}: pass\nprint(a b)\n";
    DiagnosticKind kind = DIAGNOSTIC_MEMORY_ERROR;
    for (long n = 0; kind == DIAGNOSTIC_MEMORY_ERROR; n++) {
        Parse p;
        arena_init(&p.arena);
        p.arena.fail_after = n;
        parse_source(text, strlen(text), &(ParseOptions){0}, &p.arena, &p.tree, &p.report);
        kind = p.report.error.kind;
        arena_fini(&p.arena);
        cr_assert_lt(n, 1000);
    }
    cr_assert_eq(kind, DIAGNOSTIC_SYNTAX_ERROR);
    check_leaks();
}

Test(parse, identifiers) {
    cr_assert(parse_is_identifier("caf\xc3\xa9", 5));
    cr_assert(parse_is_identifier("_1", 2));
    cr_assert_not(parse_is_identifier("", 0));
    cr_assert_not(parse_is_identifier("1a", 2));
    cr_assert_not(parse_is_identifier("a b", 3));
}
