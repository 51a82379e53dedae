/* minipy's command line. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "stdlib/modules.h"
#include "vm/compile.h"
#include "vm/frame.h"
#include "vm/start.h"
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A fresh __main__ module. */
static Value make_main(Thread *t) {
    Value module = module_new(t, NAME(__main__));
    if (is_null(module) || !dict_set_name(t, t->interp->sys_modules, NAME(__main__), module))
        return VALUE_NULL;
    dict_set_name(t, module_dict(module), NAME(__package__), VALUE_NONE);
    dict_set_name(t, module_dict(module), NAME(__builtins__), object_value(t->interp->builtins));
    return module;
}

static bool run_source(Thread *t, const char *source, size_t length, const char *filename, bool is_file) {
    Value module = make_main(t);
    Str *name = str_fs_decode(t, filename, strlen(filename));
    if (is_null(module) || !name)
        return false;
    if (is_file)
        dict_set_name(t, module_dict(module), NAME(__file__), object_value(name));
    CompileOptions options = {.filename = object_value(name), .mode = COMPILE_EXEC, .optimize = -1};
    Value code = compile_source(t, source, length, &options);
    Value result =
        is_null(code) ? code
                      : eval_code(t, (Code *)value_object(code), module_dict(module), VALUE_NULL, VALUE_NULL);
    decref(t, code);
    decref(t, result);
    decref(t, module);
    decref_object(t, name);
    return !is_null(result);
}

static bool run_file(Thread *t, const char *path) {
    Str *name = str_fs_decode(t, path, strlen(path));
    size_t length;
    char *source = name ? import_read_file(t, object_value(name), &length) : NULL;
    xdecref_object(t, name);
    if (!source) {
        Value e = error_fetch(t);
        Str *text = op_str(t, e);
        fprintf(stderr, "minipy: can't open file '%s': %s\n", path, text ? str_wtf8(t, text, NULL) : "?");
        xdecref_object(t, text);
        decref(t, e);
        return false;
    }
    bool ok = run_source(t, source, length, path, true);
    mem_free(source);
    return ok;
}

int main(int argc, char **argv) {
    StartOptions options = {.argc = argc - 1, .argv = argv + 1, .orig_argc = argc, .orig_argv = argv};
    const char *command = NULL;
    if (argc > 2 && !strcmp(argv[1], "-c")) {
        command = argv[2];
        options.argc--;
        options.argv++;
        options.argv[0] = "-c";
    }
    if (argc < 2) {
        fprintf(stderr, "usage: minipy FILE | -c COMMAND\n");
        return 2;
    }
    char *copy = strdup(argv[1]);
    options.script_directory = command ? "" : dirname(copy);
    signals_init();
    Thread *t = vm_start(&stdlib_modules, &options);
    if (!t)
        return 1;
    bool ok = command ? run_source(t, command, strlen(command), "<string>", false) : run_file(t, argv[1]);
    int status = 0;
    if (error_pending(t))
        status = report_uncaught(t);
    else if (!ok)
        status = 2;
    status = vm_stop(t, status);
    free(copy);
    return status;
}
