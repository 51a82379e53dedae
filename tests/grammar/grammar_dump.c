// grammar-dump: shows what the front end makes of a file, for the tests that compare it with CPython.
//
//   grammar-dump --ast FILE         as ast.dump(ast.parse(text), indent=4, include_attributes=True)
//   grammar-dump --tokens FILE      one token a line
//   grammar-dump --error FILE...    for each file one line: the error as Python's repr of
//                                   (type, message, lineno, offset, end_lineno, end_offset, text), or None
//   grammar-dump --time FILE...     parses, shows nothing
//   grammar-dump --errors FILE      the same for each of the programs in the file, separated by lines of four
//   dashes
//   --mode=exec|eval|single         first of all: how to parse
#include <stdlib.h>
#include <string.h>

#include "grammar/dump.h"
#include "grammar/dump_constant.h"

static char *read_file(const char *name, size_t *length) {
    FILE *in = fopen(name, "rb");
    if (!in)
        return NULL;
    size_t capacity = 1 << 16;
    char *bytes = malloc(capacity);
    *length = 0;
    while (bytes && (*length += fread(bytes + *length, 1, capacity - *length, in)) == capacity)
        bytes = realloc(bytes, capacity *= 2);
    fclose(in);
    return bytes;
}

static const char *error_type(DiagnosticKind kind) {
    switch (kind) {
    case DIAGNOSTIC_SYNTAX_ERROR:
        return "SyntaxError";
    case DIAGNOSTIC_INDENTATION_ERROR:
        return "IndentationError";
    case DIAGNOSTIC_TAB_ERROR:
        return "TabError";
    case DIAGNOSTIC_MEMORY_ERROR:
        return "MemoryError";
    case DIAGNOSTIC_RECURSION_ERROR:
        return "RecursionError";
    default:
        return "ValueError";
    }
}

static void put_error(const Diagnostic *error) {
    printf("('%s', ", error_type(error->kind));
    dump_constant_text(stdout, error->message, (int)strlen(error->message));
    printf(", %d, %d, %d, %d, ", error->line, error->col, error->end_line, error->end_col);
    if (error->text)
        dump_constant_text(stdout, error->text, error->text_length);
    else
        printf("None");
    printf(")\n");
}

typedef enum Action { ACTION_AST, ACTION_TOKENS, ACTION_ERROR, ACTION_ERRORS, ACTION_TIME } Action;

static bool show(Action action, const char *bytes, size_t length, const ParseOptions *options) {
    Arena arena;
    Diagnostics report;
    Node *tree;
    arena_init(&arena);
    bool good = action == ACTION_TOKENS ? dump_tokens(stdout, bytes, length, options, &arena, &report)
                                        : parse_source(bytes, length, options, &arena, &tree, &report);
    if (good && action == ACTION_AST)
        dump_ast(stdout, tree, true);
    else if (good && action == ACTION_ERROR)
        printf("None\n");
    else if (!good)
        put_error(&report.error);
    arena_fini(&arena);
    return good || action == ACTION_ERROR;
}

static bool show_all(const char *bytes, size_t length, const ParseOptions *options) {
    static const char separator[] = "----\n";
    const char *end = bytes + length, *next;
    for (; (next = memmem(bytes, (size_t)(end - bytes), separator, 5)); bytes = next + 5)
        show(ACTION_ERROR, bytes, (size_t)(next - bytes), options);
    return true;
}

static bool read_option(const char *text, Action *action, ParseOptions *options) {
    if (strcmp(text, "--ast") == 0)
        *action = ACTION_AST;
    else if (strcmp(text, "--tokens") == 0)
        *action = ACTION_TOKENS;
    else if (strcmp(text, "--error") == 0)
        *action = ACTION_ERROR;
    else if (strcmp(text, "--errors") == 0)
        *action = ACTION_ERRORS;
    else if (strcmp(text, "--time") == 0)
        *action = ACTION_TIME;
    else if (strcmp(text, "--mode=eval") == 0)
        options->mode = PARSE_EVAL;
    else if (strcmp(text, "--mode=single") == 0)
        options->mode = PARSE_SINGLE;
    else
        return strcmp(text, "--mode=exec") == 0;
    return true;
}

// The real table of names is not in this layer.
static bool any_character(const char *name, size_t length, uint32_t *code) {
    *code = 0xfffd;
    return true;
}

int main(int argc, char **argv) {
    Action action = ACTION_AST;
    ParseOptions options = {.filename = "<f>", .max_int_digits = 4300, .character_by_name = any_character};
    int status = 0;
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--", 2) == 0) {
            if (!read_option(argv[i], &action, &options))
                return 2;
            continue;
        }
        size_t length;
        char *bytes = read_file(argv[i], &length);
        if (!bytes)
            return 2;
        if (!(action == ACTION_ERRORS ? show_all(bytes, length, &options)
                                      : show(action, bytes, length, &options)))
            status = 1;
        free(bytes);
    }
    return status;
}
