/* The program minipy: command line in, exit status out. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/signals.h"
#include "runtime/str.h"
#include "stdlib/modules.h"
#include "vm/compile.h"
#include "vm/fault.h"
#include "vm/frame.h"
#include "vm/lab/lab.h"
#include "vm/twin.h"
#include <errno.h>
#include <limits.h>
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
    char *name; /* for tracebacks; malloc'ed */
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

/* The path from the root, links not followed. New, or NULL. */
static char *absolute_path(const char *path) {
    char here[PATH_MAX], *result = NULL;
    if (*path == '/' || !getcwd(here, sizeof here))
        return strdup(path);
    return asprintf(&result, "%s/%s", here, path) < 0 ? NULL : result;
}

static bool read_file(const char *path, Source *source) {
    FILE *file = fopen(path, "rb");
    if (file && read_all(file, source)) {
        fclose(file);
        return true;
    }
    fprintf(stderr, "minipy: can't open file '%s': [Errno %d] %s\n", path, errno, strerror(errno));
    if (file)
        fclose(file);
    return false;
}

static bool read_lab_program(const char *name, Source *source) {
    const LabProgram *program = lab_find(name);
    source->length = (size_t)(program->end - program->source);
    source->text = strndup(program->source, source->length);
    return asprintf(&source->name, "<lab %s>", name) >= 0 && source->text;
}

static bool read_source(CommandLine *line, Source *source) {
    if (line->kind == RUN_LAB)
        return read_lab_program(line->what, source);
    if (line->kind == RUN_STDIN) {
        source->name = strdup("<stdin>");
        return source->name && read_all(stdin, source);
    }
    if (line->kind == RUN_COMMAND) {
        source->name = strdup("<string>");
        if (asprintf(&source->text, "%s\n", line->what) < 0)
            source->text = NULL;
        source->length = source->text ? strlen(source->text) : 0;
        return source->text && source->name;
    }
    source->name = absolute_path(line->what);
    return source->name && read_file(source->name, source);
}

/* A folder runs its __main__.py as a module that is found in it. */
static bool choose_directory(CommandLine *line) {
    if (line->kind != RUN_FILE || !is_directory(line->what))
        return true;
    char *path = absolute_path(line->what), *main_path = NULL;
    bool found = path && asprintf(&main_path, "%s/__main__.py", path) >= 0 && access(main_path, R_OK) == 0;
    if (!found)
        fprintf(stderr, "minipy: can't find '__main__' module in '%s'\n", path ? path : line->what);
    free(main_path);
    line->kind = RUN_MODULE;
    line->what = "__main__";
    line->directory = path;
    return found;
}

/* Does the file begin as an archive, or end as one without a comment does, behind a first line with #!? What can be
 * read only once is none. */
static bool is_archive(const char *path) {
    enum { END_SIZE = 22 };
    char begin[4] = "", end[4] = "";
    struct stat info;
    FILE *file = stat(path, &info) == 0 && S_ISREG(info.st_mode) ? fopen(path, "rb") : NULL;
    bool read = file && fread(begin, sizeof begin, 1, file) == 1 && fseek(file, -END_SIZE, SEEK_END) == 0 &&
                fread(end, sizeof end, 1, file) == 1;
    if (file)
        fclose(file);
    return read && (!memcmp(begin, "PK\3\4", 4) || !memcmp(end, "PK\5\6", 4));
}

/* A zip file, too, runs the __main__ in it. */
static bool choose_archive(CommandLine *line) {
    if (line->kind != RUN_FILE || !is_archive(line->what))
        return true;
    line->kind = RUN_ARCHIVE;
    line->directory = absolute_path(line->what);
    return line->directory != NULL;
}

/* What becomes sys.path[0]: the folder of the file itself if the name is a link. New, or NULL. */
static char *script_directory(const CommandLine *line) {
    char here[PATH_MAX];
    if (line->kind == RUN_MODULE)
        return strdup(getcwd(here, sizeof here) ? here : "");
    char *path = line->kind == RUN_FILE ? realpath(line->what, NULL) : NULL;
    if (!path)
        return strdup("");
    *(strrchr(path, '/') + (strrchr(path, '/') == path)) = 0;
    return path;
}

static bool set_loader(Thread *t, Dict *dict, ModuleOrigin origin, Str *file) {
    Value loader = module_loader_new(t, origin, NAME(__main__), file, VALUE_NULL);
    bool ok = !is_null(loader) && dict_set_name(t, dict, NAME(__loader__), loader);
    decref(t, loader);
    return ok;
}

/* A fresh __main__ module; borrowed from sys.modules. */
static Value make_main(Thread *t) {
    Value module = module_new(t, NAME(__main__));
    Dict *annotations = dict_new(t, 0);
    bool ok = !is_null(module) && annotations &&
              dict_set_name(t, module_dict(module), NAME(__annotations__), object_value(annotations)) &&
              dict_set_name(t, t->interp->sys_modules, NAME(__main__), module) &&
              dict_set_name(t, module_dict(module), NAME(__package__), VALUE_NONE) &&
              set_loader(t, module_dict(module), ORIGIN_BUILT_IN, NULL) &&
              dict_set_name(t, module_dict(module), NAME(__builtins__),
                            dict_get_name(t, t->interp->sys_modules, NAME(builtins)));
    xdecref_object(t, annotations);
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

static bool set_file(Thread *t, Dict *dict, const CommandLine *line, Str *name) {
    return (line->kind != RUN_FILE || set_loader(t, dict, ORIGIN_FILE, name)) &&
           dict_set_name(t, dict, NAME(__file__), object_value(name)) &&
           dict_set_name(t, dict, NAME(__cached__), VALUE_NONE);
}

static void run_source(Thread *t, const Source *source, const CommandLine *line, Value module) {
    bool is_file = line->kind != RUN_COMMAND && line->kind != RUN_LAB;
    Dict *dict = module_dict(module);
    Str *name = str_fs_decode(t, source->name, strlen(source->name));
    bool ok = name && (!is_file || set_file(t, dict, line, name));
    CompileOptions options = {.filename = str_value(name),
                              .mode = COMPILE_EXEC,
                              .optimize = -1,
                              .is_file = is_file,
                              .source_is_text = !is_file};
    Value code = ok ? compile_source(t, source->text, source->length, &options) : VALUE_NULL;
    xdecref_object(t, name);
    if (!is_null(code) && line->dump)
        dump_code(t, code);
    else if (!is_null(code))
        decref(t, eval_code(t, (Code *)value_object(code), dict, VALUE_NULL, VALUE_NULL));
    decref(t, code);
    if (!error_pending(t))
        signals_run(t); /* a Ctrl-C of the last moment */
    if (is_file)        /* before its error is reported, so that the output keeps its order */
        vm_flush_output(t);
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

/* Options about warnings are read, and complained about, when the module is imported. Without them it is not
 * needed yet. */
static void load_warnings(Thread *t, const CommandLine *line) {
    if (line->start.warn_count)
        decref(t, t->interp->hooks.import(t, NAME(warnings)));
    error_clear(t);
}

static void run_archive(Thread *t, const char *path) {
    Str *name = str_intern_utf8(t, "runpy"), *function = str_intern_utf8(t, "_run_archive_as_main");
    Str *text = str_fs_decode(t, path, strlen(path));
    Value runpy = name && function && text ? t->interp->hooks.import(t, name) : VALUE_NULL;
    if (!is_null(runpy))
        decref(t, op_call_method1(t, runpy, function, object_value(text)));
    decref(t, runpy);
    xdecref_object(t, text);
    xdecref_object(t, function);
    xdecref_object(t, name);
}

static int run(Thread *t, const CommandLine *line, const Source *source) {
    if (!twin_audit_begin(t, &line->start.audit, source->name ? source->name : ""))
        return 1;
    memory_fail_at(line->start.fail_alloc, line->start.fail_lasting);
    Value module = make_main(t);
    int status = 0;
    load_warnings(t, line);
    if (!is_null(module) && line->kind == RUN_MODULE)
        import_run_main(t, line->what, module);
    else if (!is_null(module) && line->kind == RUN_ARCHIVE)
        run_archive(t, line->directory);
    else if (!is_null(module) && line->kind != RUN_PROMPT)
        run_source(t, source, line, module);
    if (error_pending(t))
        status = report_uncaught(t);
    memory_fail_at(0, false); /* the end must find its memory: it is to be looked at for leaks */
    if (!is_null(module) && (line->kind == RUN_PROMPT || (line->start.inspect && !line->dump)))
        status = prompt_run(t, module, line->kind == RUN_PROMPT);
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

/* The exit status. */
static int run_program(CommandLine *line, Source *source) {
    int status = 2;
    bool has_source = line->kind != RUN_PROMPT && line->kind != RUN_MODULE && line->kind != RUN_ARCHIVE;
    if (has_source && !read_source(line, source))
        return line->kind == RUN_FILE ? 2 : 1;
    if (has_source && dump_front_end(line, source, &status))
        return status;
    if (!line->directory) /* else it is a folder or an archive with a __main__.py */
        line->directory = script_directory(line);
    line->start.script_directory = line->directory;
    Thread *t = vm_start(&stdlib_modules, &line->start);
    if (t)
        signals_init(t);
    if (t && (line->start.faulthandler || line->start.dev_mode) && !fault_enable(t, STDERR_FILENO, true))
        report_fatal(t);
#ifdef MINIPY_SANITIZE
    status = t ? vm_stop(t, run(t, line, source)) : 1;
#else /* the system takes the memory of a process back faster than we could give it */
    status = t ? vm_end(t, run(t, line, source)) : 1;
#endif
    return status;
}

int main(int argc, char **argv) {
    heap_start();
    CommandLine line = options_parse(argc, argv);
    Source source = {0};
    int status = line.status;
    if (line.kind != RUN_NOTHING && !twin_start(&line, argv))
        status = 2;
    else if (line.kind != RUN_NOTHING) {
        twin_watch();
        status = choose_directory(&line) && choose_archive(&line) ? run_program(&line, &source) : 1;
    }
    options_free(&line);
    free(source.text);
    free(source.name);
    return end_process(status);
}
