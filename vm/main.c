/* The program minipy: command line in, exit status out. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "stdlib/modules.h"
#include "vm/compile.h"
#include "vm/frame.h"
#include "vm/options.h"
#include <errno.h>
#include <libgen.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The program's text, whatever it came from. */
typedef struct Source {
    char *text; /* malloc'ed */
    size_t length;
    const char *name; /* for tracebacks */
    bool is_file;
} Source;

static bool read_all(FILE *file, Source *source) {
    size_t room = 0, got;
    do {
        if (source->length + 65536 > room) {
            room = room ? 2 * room : 1 << 17;
            char *larger = realloc(source->text, room);
            if (!larger)
                return false;
            source->text = larger;
        }
        got = fread(source->text + source->length, 1, room - source->length, file);
        source->length += got;
    } while (got);
    return !ferror(file);
}

static bool is_directory(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static bool read_file(const char *path, Source *source) {
    FILE *file = fopen(path, "rb");
    if (file && read_all(file, source)) {
        fclose(file);
        return true;
    }
    char *absolute = realpath(path, NULL);
    char here[4096];
    if (!absolute && *path != '/' && getcwd(here, sizeof here) &&
        asprintf(&absolute, "%s/%s", here, path) < 0)
        absolute = NULL;
    fprintf(stderr, "minipy: can't open file '%s': [Errno %d] %s\n", absolute ? absolute : path, errno,
            strerror(errno));
    free(absolute);
    if (file)
        fclose(file);
    return false;
}

static bool read_source(CommandLine *line, Source *source) {
    static char main_path[4096];
    source->name = "<stdin>";
    if (line->kind == RUN_STDIN)
        return read_all(stdin, source);
    if (line->kind == RUN_COMMAND) {
        source->name = "<string>";
        source->text = strdup(line->what);
        source->length = strlen(line->what);
        return source->text != NULL;
    }
    if (is_directory(line->what)) {
        snprintf(main_path, sizeof main_path, "%s/__main__.py", line->what);
        if (access(main_path, R_OK) != 0) {
            fprintf(stderr, "minipy: can't find '__main__' module in '%s'\n", line->what);
            return false;
        }
        line->what = main_path;
    }
    source->name = line->what;
    source->is_file = true;
    return read_file(line->what, source);
}

/* A fresh __main__ module; borrowed from sys.modules. */
static Value make_main(Thread *t) {
    Value module = module_new(t, NAME(__main__));
    bool ok = !is_null(module) && dict_set_name(t, t->interp->sys_modules, NAME(__main__), module) &&
              dict_set_name(t, module_dict(module), NAME(__package__), VALUE_NONE) &&
              dict_set_name(t, module_dict(module), NAME(__builtins__),
                            dict_get_name(t, t->interp->sys_modules, NAME(builtins)));
    decref(t, module);
    return ok ? module : VALUE_NULL;
}

static bool dump_code(Thread *t, Value code) {
    Str *text = disassemble(t, (Code *)value_object(code), true);
    const char *utf8 = text ? str_wtf8(t, text, NULL) : NULL;
    if (utf8)
        fputs(utf8, stdout);
    xdecref_object(t, text);
    return utf8 != NULL;
}

static bool run_source(Thread *t, const Source *source, const CommandLine *line, Value module) {
    Str *name = str_fs_decode(t, source->name, strlen(source->name));
    bool ok = name &&
              (!source->is_file || dict_set_name(t, module_dict(module), NAME(__file__), object_value(name)));
    if (ok && source->is_file)
        ok = dict_set_name(t, module_dict(module), NAME(__cached__), VALUE_NONE);
    CompileOptions options = {.filename = object_value(name),
                              .mode = COMPILE_EXEC,
                              .optimize = -1,
                              .source_is_text = line->kind == RUN_COMMAND};
    Value code = ok ? compile_source(t, source->text, source->length, &options) : VALUE_NULL;
    xdecref_object(t, name);
    if (!is_null(code) && line->dump) {
        ok = dump_code(t, code);
    } else if (!is_null(code)) {
        Value result = eval_code(t, (Code *)value_object(code), module_dict(module), VALUE_NULL, VALUE_NULL);
        ok = !is_null(result);
        decref(t, result);
    }
    decref(t, code);
    return ok && !is_null(code);
}

/* After an uncaught Ctrl-C the process ends as one that the signal killed, so that shells see it. */
static int end_process(int status) {
    fflush(NULL);
    if (status == REPORT_INTERRUPTED) {
        signal(SIGINT, SIG_DFL);
        kill(getpid(), SIGINT);
        return 130;
    }
    return status;
}

static int run(Thread *t, const CommandLine *line, const Source *source) {
    Value module = make_main(t);
    int status = 0;
    if (!is_null(module) && line->kind == RUN_MODULE)
        import_run_main(t, line->what, module);
    else if (!is_null(module) && line->kind != RUN_PROMPT)
        run_source(t, source, line, module);
    if (error_pending(t))
        status = report_uncaught(t);
    if (!is_null(module) && (line->kind == RUN_PROMPT || (line->start.inspect && !line->dump)))
        status = prompt_run(t, module);
    return status;
}

/* tokens and ast need no interpreter. */
static bool dump_front_end(const CommandLine *line, const Source *source, int *status) {
    if (!line->dump || !strcmp(line->dump, "code"))
        return false;
    bool ok = front_end_dump(source->text, source->length, source->name, !strcmp(line->dump, "tokens"));
    *status = ok ? 0 : 1;
    return true;
}

int main(int argc, char **argv) {
    CommandLine line = options_parse(argc, argv);
    if (line.kind == RUN_NOTHING)
        return line.status;
    Source source = {0};
    if (line.kind != RUN_PROMPT && line.kind != RUN_MODULE && !read_source(&line, &source)) {
        free(source.text);
        return 2;
    }
    int status;
    if (dump_front_end(&line, &source, &status)) {
        free(source.text);
        return status;
    }
    char *copy = strdup(line.what ? line.what : "");
    char *absolute = line.kind == RUN_FILE ? realpath(dirname(copy), NULL) : NULL;
    char here[4096] = "";
    line.start.script_directory = absolute                                               ? absolute
                                  : line.kind == RUN_MODULE && getcwd(here, sizeof here) ? here
                                                                                         : "";
    signals_init();
    Thread *t = vm_start(&stdlib_modules, &line.start);
    if (!t)
        return 1;
    status = run(t, &line, &source);
    status = vm_stop(t, status);
    free(source.text);
    free(copy);
    free(absolute);
    return end_process(status);
}
