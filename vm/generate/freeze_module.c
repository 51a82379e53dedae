/* Compiles a library module at build time: freeze_module NAME SOURCE.py OUTPUT
 *
 * What it writes is as vm/freeze.h says, compiled for -O 0. An interpreter without a single module is enough
 * for that. */
#include <stdio.h>
#include <stdlib.h>

#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/str.h"
#include "vm/compile.h"
#include "vm/freeze.h"
#include "vm/start.h"

static const TypeDef *const types[TYPE_COUNT] = {[TYPE_CODE] = &code_type_def};

static char *read_all(const char *path, size_t *length) {
    FILE *in = fopen(path, "rb");
    char *text = NULL;
    if (in && fseek(in, 0, SEEK_END) == 0) {
        long size = ftell(in);
        rewind(in);
        text = size < 0 ? NULL : malloc((size_t)size + 1);
        *length = text ? fread(text, 1, (size_t)size, in) : 0;
    }
    if (!text || ferror(in))
        perror(path);
    if (in)
        fclose(in);
    return text;
}

static bool write_all(const char *path, const Bytes *bytes) {
    FILE *out = fopen(path, "wb");
    size_t length = (size_t)bytes->length;
    bool ok = out && fwrite(bytes->data, 1, length, out) == length;
    if (out && fclose(out) != 0)
        ok = false;
    if (!ok)
        perror(path);
    return ok;
}

static bool freeze_text(Thread *t, const char *name, const char *text, size_t length, const char *path) {
    Str *file = str_format(t, "<frozen %s>", name);
    CompileOptions options = {.filename = str_value(file), .mode = COMPILE_EXEC, .optimize = 0};
    Value code = file ? compile_source(t, text, length, &options) : VALUE_NULL;
    Value frozen = is_null(code) ? code : freeze(t, (Code *)value_object(code));
    bool ok = !is_null(frozen) && write_all(path, value_bytes(frozen));
    if (is_null(frozen))
        report_fatal(t);
    decref(t, frozen);
    decref(t, code);
    xdecref_object(t, file);
    return ok;
}

int main(int argc, char **argv) {
    size_t length;
    if (argc != 4) {
        fprintf(stderr, "usage: freeze_module NAME SOURCE.py OUTPUT\n");
        return 2;
    }
    setenv("MINIPYHASHSEED", "0", 1); /* sets of strings in one order: the same source gives the same bytes */
    char *text = read_all(argv[2], &length);
    Thread *t = text ? interp_new(types) : NULL;
    bool ok = t && freeze_text(t, argv[1], text, length, argv[3]);
    if (t)
        interp_free(t);
    free(text);
    return ok ? 0 : 1;
}
