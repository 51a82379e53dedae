/* --dump=tokens and --dump=ast: what the front end makes of a text, before any interpreter exists. */
#include "grammar/dump.h"
#include "runtime/codec_source.h"
#include "runtime/unicode_names.h"
#include <string.h>

bool front_end_dump(const char *text, size_t length, const char *filename, bool tokens);

/* As CPython shows a syntax error: place, line, caret. */
static void show_error(const Diagnostic *error, const char *filename) {
    fprintf(stderr, "  File \"%s\", line %d\n", filename, error->line);
    if (error->text) {
        int skip = 0, length = error->text_length;
        while (length && (error->text[length - 1] == '\n' || error->text[length - 1] == '\r'))
            length--;
        while (skip < length &&
               (error->text[skip] == ' ' || error->text[skip] == '\t' || error->text[skip] == '\f'))
            skip++;
        fprintf(stderr, "    %.*s\n", length - skip, error->text + skip);
        int width =
            error->end_line == error->line && error->end_col > error->col ? error->end_col - error->col : 1;
        if (error->col > skip) {
            fprintf(stderr, "    %*s", error->col - 1 - skip, "");
            while (width-- > 0)
                fputc('^', stderr);
            fputc('\n', stderr);
        }
    }
    const char *name = error->kind == DIAGNOSTIC_INDENTATION_ERROR ? "IndentationError"
                       : error->kind == DIAGNOSTIC_TAB_ERROR       ? "TabError"
                       : error->kind == DIAGNOSTIC_MEMORY_ERROR    ? "MemoryError"
                       : error->kind == DIAGNOSTIC_RECURSION_ERROR ? "RecursionError"
                       : error->kind == DIAGNOSTIC_VALUE_ERROR     ? "ValueError"
                                                                   : "SyntaxError";
    fprintf(stderr, "%s: %s\n", name, error->message);
}

bool front_end_dump(const char *text, size_t length, const char *filename, bool tokens) {
    Arena arena;
    arena_init(&arena);
    ParseOptions options = {.mode = PARSE_EXEC,
                            .filename = filename,
                            .is_file = true,
                            .character_by_name = unicode_by_name,
                            .encoding_table = codec_source_table};
    Diagnostics report = {0};
    Node *tree = NULL;
    bool ok = tokens ? dump_tokens(stdout, text, length, &options, &arena, &report)
                     : parse_source(text, length, &options, &arena, &tree, &report) &&
                           dump_ast(stdout, tree, false);
    fflush(stdout);
    if (!ok)
        show_error(&report.error, filename);
    arena_fini(&arena);
    return ok;
}
