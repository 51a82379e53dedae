/* The interactive prompt: lines are collected until they are a statement (grammar says so), which is compiled
 * in mode "single" and run in __main__. */
#include "vm/prompt.h"
#include "runtime/signals.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "vm/compile.h"
#include "vm/frame.h"
#include "vm/options.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RUNNING = -1 }; /* of Prompt.status: goes on */

typedef struct Prompt {
    Thread *t;
    Value module;
    LineReader lines;
    char *buffer; /* the lines of the statement so far */
    size_t length;
    int status; /* what the process ends with, or RUNNING */
} Prompt;

static StartOptions *options_of(Thread *t) {
    return &((VmState *)t->interp->vm)->options;
}

/* sys.ps1 or ps2, any object, as text. */
static void prompt_text(Thread *t, bool more, char *text, size_t size) {
    Value v = dict_get_name(t, t->interp->sys, more ? NAME(ps2) : NAME(ps1));
    Str *s = is_null(v) ? NULL : op_str(t, v);
    const char *utf8 = s ? str_wtf8(t, s, NULL) : NULL;
    snprintf(text, size, "%s", utf8 ? utf8 : "");
    xdecref_object(t, s);
    error_clear(t);
}

static bool add_line(Prompt *p, const char *line) {
    size_t length = strlen(line);
    char *larger = realloc(p->buffer, p->length + length + 2);
    if (!larger)
        return false;
    p->buffer = larger;
    memcpy(larger + p->length, line, length + 1);
    p->length += length;
    if (larger[p->length - 1] != '\n') {
        larger[p->length++] = '\n';
        larger[p->length] = 0;
    }
    return true;
}

/* Nothing but blank lines and comments. */
static bool is_empty(const char *text) {
    for (; *text; text++) {
        if (*text == '#')
            text = strchrnul(text, '\n');
        if (!*text)
            break;
        if (!isspace((unsigned char)*text))
            return false;
    }
    return true;
}

/* An exception that reached the prompt; SystemExit leaves. */
static void report(Prompt *p) {
    bool leave = error_matches(p->t, EXC_SystemExit);
    int status = report_uncaught(p->t);
    if (leave)
        p->status = status;
}

static void run_code(Prompt *p, Value code) {
    Thread *t = p->t;
    Value result = is_null(code) ? VALUE_NULL
                                 : eval_code(t, (Code *)value_object(code), module_dict(p->module),
                                             VALUE_NULL, VALUE_NULL);
    decref(t, result);
    if (!error_pending(t))
        signals_run(t);
    if (error_pending(t))
        report(p);
    vm_flush_output(t);
}

/* Compiles what there is. False: more lines are wanted. */
static bool run_buffer(Prompt *p, bool at_end) {
    Thread *t = p->t;
    if (!p->length || is_empty(p->buffer))
        return true;
    Str *name = str_new(t, "<stdin>");
    bool incomplete = false;
    CompileOptions options = {.filename = str_value(name),
                              .mode = COMPILE_SINGLE,
                              .optimize = -1,
                              .source_is_text = true,
                              .incomplete = at_end ? NULL : &incomplete};
    Value code = name ? compile_source(t, p->buffer, p->length, &options) : VALUE_NULL;
    xdecref_object(t, name);
    if (is_null(code) && incomplete) {
        error_clear(t);
        return false;
    }
    run_code(p, code);
    decref(t, code);
    vm_show_refcount(t);
    return true;
}

static void banner(Prompt *p) {
    fprintf(
        stderr,
        "minipy %s (Python 3.11) on linux\nType \"help\", \"copyright\", \"credits\" or \"license\" for more "
        "information.\n",
        MINIPY_VERSION);
}

static bool set_default(Thread *t, const char *name, const char *text) {
    Str *key = str_intern_utf8(t, name);
    bool ok = key && (!is_null(dict_get_name(t, t->interp->sys, key)) ||
                      dict_set_text(t, t->interp->sys, name, str_value(str_new(t, text))));
    xdecref_object(t, key);
    return ok;
}

/* The file that MINIPYSTARTUP names, in __main__. */
static void run_startup(Prompt *p) {
    Thread *t = p->t;
    const char *path = options_of(t)->ignore_environment ? NULL : getenv("MINIPYSTARTUP");
    if (!path || !*path)
        return;
    Str *name = str_fs_decode(t, path, strlen(path));
    size_t length;
    char *text = name ? import_read_file(t, object_value(name), &length) : NULL;
    CompileOptions options = {
        .filename = str_value(name), .mode = COMPILE_EXEC, .optimize = -1, .is_file = true};
    Value code = text ? compile_source(t, text, length, &options) : VALUE_NULL;
    mem_free(text);
    xdecref_object(t, name);
    run_code(p, code);
    decref(t, code);
}

static void step(Prompt *p) {
    char text[256];
    vm_flush_output(p->t);
    prompt_text(p->t, p->length != 0, text, sizeof text);
    LineState state = lines_read(&p->lines, text);
    if (state == LINE_INTERRUPTED) {
        fputs("\nKeyboardInterrupt\n", stderr);
        signals_clear();
        p->length = 0;
        return;
    }
    if (state == LINE_END)
        fputc('\n', stderr);
    if (state == LINE_END && !p->length)
        p->status = 0;
    else if (state == LINE_READ && !add_line(p, p->lines.line))
        p->length = 0;
    else if (run_buffer(p, state == LINE_END))
        p->length = 0;
}

int prompt_run(Thread *t, Value module, bool first) {
    Prompt p = {.t = t, .module = module, .status = RUNNING};
    options_of(t)->inspect = false; /* from here on SystemExit leaves */
    if (!set_default(t, "ps1", ">>> ") || !set_default(t, "ps2", "... "))
        return report_uncaught(t);
    if (first && !options_of(t)->quiet)
        banner(&p);
    if (first)
        run_startup(&p);
    lines_open(&p.lines, t);
    while (p.status == RUNNING)
        step(&p);
    lines_close(&p.lines);
    free(p.buffer);
    return p.status;
}
