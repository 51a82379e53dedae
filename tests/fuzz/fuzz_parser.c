// Any bytes must give a tree or an error, with memory at hand or without; the first byte chooses how to
// parse.
#include <stdint.h>
#include <stdio.h>

#include "grammar/dump.h"

static bool by_name(const char *name, size_t length, uint32_t *code) {
    *code = 'x';
    return length % 2;
}

static void parse(const char *bytes, size_t length, const ParseOptions *options, long fail_after) {
    Arena arena;
    Node *tree;
    Diagnostics report;
    arena_init(&arena);
    arena.fail_after = fail_after;
    bool good = parse_source(bytes, length, options, &arena, &tree, &report);
    if (good != (report.error.kind == DIAGNOSTIC_NONE) || good != (tree != NULL))
        __builtin_trap();
    FILE *out = good ? fopen("/dev/null", "w") : NULL;
    if (out) {
        dump_ast(out, tree, true);
        fclose(out);
    }
    arena_fini(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0)
        return 0;
    ParseOptions options = {.mode = (ParseMode)(data[0] % 3),
                            .filename = "<fuzz>",
                            .is_file = data[0] & 8,
                            .is_text = data[0] & 16,
                            .max_int_digits = 4300,
                            .character_by_name = data[0] & 32 ? by_name : NULL};
    parse((const char *)data + 1, size - 1, &options, -1);
    parse((const char *)data + 1, size - 1, &options, data[0] & 7);
    return 0;
}
