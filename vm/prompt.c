/* The interactive prompt: libedit reads the lines (editing, history, completion), mode "single" compiles
 * them. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "vm/compile.h"
#include "vm/frame.h"
#include "vm/options.h"
#include <ctype.h>
#include <errno.h>
#include <histedit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HISTORY_LINES = 1000 };

typedef struct Prompt {
    Thread *t;
    Value module;
    EditLine *edit; /* NULL: standard input is no terminal */
    History *history;
    char *history_file;
    char *buffer; /* the lines of the statement so far */
    size_t length;
    char text[64]; /* what is shown: sys.ps1 or sys.ps2 */
} Prompt;

static char *show_prompt(EditLine *edit) {
    Prompt *p;
    el_get(edit, EL_CLIENTDATA, &p);
    return p->text;
}

/* sys.ps1 or ps2, any object, as text. */
static void set_prompt(Prompt *p, bool more) {
    Thread *t = p->t;
    Value v = dict_get_name(t, t->interp->sys, more ? NAME(ps2) : NAME(ps1));
    Str *s = is_null(v) ? NULL : op_str(t, v);
    const char *utf8 = s ? str_wtf8(t, s, NULL) : NULL;
    snprintf(p->text, sizeof p->text, "%s", utf8 ? utf8 : "");
    xdecref_object(t, s);
    error_clear(t);
}

/* ---- completion ---- */

static bool is_name_char(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '.' || (c & 0x80);
}

/* The names that could stand after `base.` or, without a base, anywhere. New list or NULL. */
static List *candidates(Prompt *p, const char *base, size_t length) {
    Thread *t = p->t;
    Str *source = str_from_utf8(t, base, length);
    Value found = VALUE_NULL;
    if (source && length) {
        Value eval = dict_get_name(t, t->interp->builtins, NAME(eval));
        Value names = is_null(eval)
                          ? VALUE_NULL
                          : op_call2(t, eval, object_value(source), object_value(module_dict(p->module)));
        Value dir = is_null(names) ? VALUE_NULL : op_lookup_special(t, names, NAME(__dir__));
        found = is_null(dir) ? VALUE_NULL : op_call0(t, dir);
        decref(t, names);
        decref(t, dir);
    } else if (source) {
        List *all = dict_keys_list(t, module_dict(p->module));
        List *more = all ? dict_keys_list(t, t->interp->builtins) : NULL;
        if (more && list_extend(t, all, object_value(more)))
            found = new_object_ref(all);
        xdecref_object(t, all);
        xdecref_object(t, more);
    }
    List *list = is_null(found) ? NULL : op_to_list(t, found);
    decref(t, found);
    xdecref_object(t, source);
    error_clear(t);
    return list;
}

/* How much of what all candidates with this prefix have in common can be added; prints them if there are
 * several and nothing to add. */
static unsigned char complete(EditLine *edit, int key) {
    Prompt *p;
    el_get(edit, EL_CLIENTDATA, &p);
    const LineInfo *line = el_line(edit);
    const char *start = line->cursor;
    while (start > line->buffer && is_name_char(start[-1]))
        start--;
    if (start == line->cursor)
        return el_insertstr(edit, "    ") ? CC_ERROR : CC_REFRESH;
    const char *dot = memrchr(start, '.', (size_t)(line->cursor - start));
    const char *prefix = dot ? dot + 1 : start;
    size_t known = (size_t)(line->cursor - prefix), common = 0;
    List *names = candidates(p, start, dot ? (size_t)(dot - start) : 0);
    char best[256] = "";
    int matches = 0;
    for (int64_t i = 0; names && i < names->length; i++) {
        const char *name = is_str(names->items[i]) ? str_wtf8(p->t, value_str(names->items[i]), NULL) : NULL;
        if (!name || strncmp(name, prefix, known) || (!known && *name == '_'))
            continue;
        if (!matches++) {
            snprintf(best, sizeof best, "%s", name);
            common = strlen(best);
        }
        for (size_t c = 0; c < common; c++)
            if (name[c] != best[c])
                common = c;
    }
    if (names)
        decref_object(p->t, names);
    best[common] = 0;
    return matches && common > known && el_insertstr(edit, best + known) == 0 ? CC_REFRESH : CC_ERROR;
}

/* ---- lines ---- */

static void open_editor(Prompt *p) {
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return;
    p->edit = el_init("minipy", stdin, stdout, stderr);
    p->history = history_init();
    if (!p->edit || !p->history)
        return;
    HistEvent event;
    history(p->history, &event, H_SETSIZE, HISTORY_LINES);
    history(p->history, &event, H_SETUNIQUE, 1);
    const char *home = getenv("HOME");
    if (home && asprintf(&p->history_file, "%s/.minipy_history", home) < 0)
        p->history_file = NULL;
    if (p->history_file)
        history(p->history, &event, H_LOAD, p->history_file);
    el_set(p->edit, EL_CLIENTDATA, p);
    el_set(p->edit, EL_PROMPT, show_prompt);
    el_set(p->edit, EL_EDITOR, "emacs");
    el_set(p->edit, EL_HIST, history, p->history);
    el_set(p->edit, EL_ADDFN, "minipy-complete", "Complete a name", complete);
    el_set(p->edit, EL_BIND, "\t", "minipy-complete", NULL);
    el_source(p->edit, NULL);
}

static void close_editor(Prompt *p) {
    HistEvent event;
    if (p->history && p->history_file)
        history(p->history, &event, H_SAVE, p->history_file);
    if (p->history)
        history_end(p->history);
    if (p->edit)
        el_end(p->edit);
    free(p->history_file);
    free(p->buffer);
}

/* Adds one more line to the buffer. 1 a line, 0 end of input, -1 interrupted. */
static int read_line(Prompt *p) {
    char *plain = NULL;
    const char *line;
    int count = 0;
    errno = 0;
    if (p->edit) {
        line = el_gets(p->edit, &count);
    } else {
        size_t room = 0;
        fputs(p->text, stderr);
        count = (int)getline(&plain, &room, stdin);
        line = count > 0 ? plain : NULL;
    }
    if (!line || count <= 0) {
        free(plain);
        clearerr(stdin);
        return errno == EINTR || count < 0 ? (errno == EINTR ? -1 : 0) : 0;
    }
    char *larger = realloc(p->buffer, p->length + (size_t)count + 2);
    if (larger) {
        p->buffer = larger;
        memcpy(larger + p->length, line, (size_t)count);
        p->length += (size_t)count;
        if (larger[p->length - 1] != '\n')
            larger[p->length++] = '\n';
        larger[p->length] = 0;
    }
    free(plain);
    return larger ? 1 : 0;
}

static bool is_blank(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (!isspace((unsigned char)text[i]))
            return text[i] == '#';
    return true;
}

/* Compiles what there is; true: it was complete (run, or wrong and reported). */
static bool try_buffer(Prompt *p, int *exit_status) {
    Thread *t = p->t;
    if (is_blank(p->buffer, p->length))
        return true;
    Str *name = str_new(t, "<stdin>");
    bool incomplete = false;
    CompileOptions options = {.filename = object_value(name),
                              .mode = COMPILE_SINGLE,
                              .optimize = -1,
                              .source_is_text = true,
                              .incomplete = &incomplete};
    Value code = name ? compile_source(t, p->buffer, p->length, &options) : VALUE_NULL;
    xdecref_object(t, name);
    if (is_null(code) && incomplete) {
        error_clear(t);
        return false;
    }
    Value result = is_null(code) ? VALUE_NULL
                                 : eval_code(t, (Code *)value_object(code), module_dict(p->module),
                                             VALUE_NULL, VALUE_NULL);
    decref(t, code);
    decref(t, result);
    if (error_pending(t)) {
        bool leave = error_matches(t, EXC_SystemExit);
        int status = report_uncaught(t);
        if (leave)
            *exit_status = status;
    }
    return true;
}

static void banner(Prompt *p) {
    if (!((VmState *)p->t->interp->vm)->options.quiet)
        fprintf(stderr,
                "minipy %s (Python 3.11) on linux\nType \"help\", \"copyright\" or \"license\" for more "
                "information.\n",
                MINIPY_VERSION);
}

static bool prepare(Prompt *p) {
    Thread *t = p->t;
    bool ok = true;
    if (is_null(dict_get_name(t, t->interp->sys, NAME(ps1))))
        ok = dict_set_text(t, t->interp->sys, "ps1", object_value(str_new(t, ">>> ")));
    if (ok && is_null(dict_get_name(t, t->interp->sys, NAME(ps2))))
        ok = dict_set_text(t, t->interp->sys, "ps2", object_value(str_new(t, "... ")));
    Value site = ok ? import_module_text(t, "_sitebuiltins") : VALUE_NULL;
    decref(t, site);
    error_clear(t);
    return ok;
}

int prompt_run(Thread *t, Value module) {
    Prompt p = {.t = t, .module = module};
    int exit_status = -1;
    if (!prepare(&p))
        return report_uncaught(t);
    banner(&p);
    open_editor(&p);
    while (exit_status < 0) {
        set_prompt(&p, p.length != 0);
        int state = read_line(&p);
        if (state < 0) {
            fputs("\nKeyboardInterrupt\n", stderr);
            error_clear(t);
            signals_clear();
            p.length = 0;
            continue;
        }
        if (state == 0) { /* Ctrl-D ends a statement, then the prompt */
            fputc('\n', stderr);
            if (!p.length)
                break;
        }
        bool done = try_buffer(&p, &exit_status) || state == 0;
        if (done) {
            HistEvent event;
            if (p.edit && p.length && !is_blank(p.buffer, p.length))
                history(p.history, &event, H_ENTER, p.buffer);
            p.length = 0;
        }
    }
    close_editor(&p);
    return exit_status < 0 ? 0 : exit_status;
}
