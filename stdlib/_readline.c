/* Module _readline: lines that are edited on the terminal by libedit. What the module readline is beyond that (history as
 * a list, completion, files of settings, hooks) is Python, in readline.py.
 *
 * An Editor owns libedit's state. The GIL is held except while a key is waited for, so libedit may call Python
 * code wherever it calls us: for a line of the history, for Tab, before the first key. If such code raises, or a
 * handler of a signal does, the line is given up. One thread at a time reads; that is decided here, where no Ctrl-C can come
 * between the decision and its withdrawal. */
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/park.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/libraries.h"
#include <errno.h>
#include <fcntl.h>
#include <histedit.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <wchar.h>

enum { MAX_WORDS = 16, LITERAL = 1 /* around what a prompt has of escape sequences, which take no room */ };

typedef struct Editor {
    Object ob;
    EditLine *edit;
    Thread *t;          /* that reads */
    int keys;           /* the terminal, opened so that reading never blocks; standard input where that is impossible */
    List *history;      /* of str, oldest first */
    int64_t position;   /* in it: the line that libedit was given last */
    Value begin;        /* called when the line can be edited and no key was read */
    Value complete;     /* called for Tab: True: the line has changed; False: ring; None: something was shown */
    const char *prompt; /* borrowed while a line is read */
    bool reads;         /* a line, for some thread */
    bool fresh;         /* begin was not yet called */
    bool again;         /* the key before was Tab too */
    bool tabbed;        /* this one is */
} Editor;

static Editor *editor_of(Value v) {
    return (Editor *)value_object(v);
}

static Editor *editor_behind(EditLine *edit) {
    Editor *e;
    el_get(edit, EL_CLIENTDATA, &e);
    return e;
}

/* ---- what libedit calls ---- */

static char *show_prompt(EditLine *edit) {
    return (char *)editor_behind(edit)->prompt;
}

/* ppoll() lets signals in, so that none comes unseen between the look for one and the wait: a Ctrl-C would be without
 * effect until the next key. */
static int wait_for_key(Editor *e) {
    Thread *t = e->t;
    struct pollfd keys = {.fd = e->keys, .events = POLLIN};
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    int ready = signal_waits(t) ? (errno = EINTR, -1) : BLOCKING(t, "read", ppoll(&keys, 1, NULL, &before));
    int error = ready < 0 ? errno : 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return ready;
}

/* One byte; false: the end, or an exception is pending. A Ctrl-C also takes away keys that are waiting to be read. */
static bool read_byte(Editor *e, char *byte) {
    ssize_t got;
    do
        got = wait_for_key(e) < 0 ? -1 : read(e->keys, byte, 1);
    while (got < 0 && (errno == EAGAIN || blocking_again(e->t)));
    return got > 0;
}

static bool read_char(Editor *e, wchar_t *out) {
    mbstate_t state = {0};
    for (char byte; read_byte(e, &byte);) {
        size_t used = mbrtowc(out, &byte, 1, &state);
        if (used == (size_t)-1) /* not UTF-8: as Latin-1 */
            *out = (unsigned char)byte;
        if (used != (size_t)-2)
            return true;
    }
    return false;
}

static int read_key(EditLine *edit, wchar_t *out) {
    Editor *e = editor_behind(edit);
    if (e->fresh) {
        e->fresh = false;
        decref(e->t, op_call0(e->t, e->begin));
        el_set(edit, EL_REFRESH);
    }
    e->again = e->tabbed;
    e->tabbed = false;
    return !error_pending(e->t) && read_char(e, out) ? 1 : -1;
}

static unsigned char press_tab(EditLine *edit, int key) {
    Editor *e = editor_behind(edit);
    e->tabbed = true;
    Value answer = op_call0(e->t, e->complete);
    unsigned char action = is_null(answer)   ? CC_EOF
                           : is_none(answer) ? CC_REDISPLAY
                           : is_true(answer) ? CC_REFRESH
                                             : CC_ERROR;
    decref(e->t, answer);
    return action;
}

/* libedit's view of the history, newest line first. */
static int find_line(void *editor, HistEvent *event, int what, ...) {
    Editor *e = editor;
    int64_t at = e->position, count = e->history->length;
    switch (what) {
    case H_FIRST:
        at = count - 1;
        break;
    case H_LAST:
        at = 0;
        break;
    case H_NEXT:
        at--;
        break;
    case H_PREV:
        at++;
        break;
    case H_CURR:
        break;
    default:
        return -1;
    }
    if (at < 0 || at >= count || !is_str(e->history->items[at]))
        return -1;
    e->position = at;
    event->num = (int)at + 1;
    event->str = str_wtf8(e->t, value_str(e->history->items[at]), NULL);
    return event->str ? 0 : -1;
}

/* ---- beginning and end ---- */

static bool open_editor(Editor *e) {
    if (MB_CUR_MAX == 1)
        setlocale(LC_CTYPE, "C.UTF-8"); /* libedit counts characters */
    e->edit = el_init("minipy", stdin, stdout, stderr);
    if (!e->edit)
        return false;
    el_set(e->edit, EL_CLIENTDATA, e);
    el_set(e->edit, EL_PROMPT_ESC, show_prompt, LITERAL);
    el_set(e->edit, EL_EDITOR, "emacs");
    el_set(e->edit, EL_GETCFN, read_key);
    el_set(e->edit, EL_HIST, find_line, e);
    el_wset(e->edit, EL_ADDFN, L"complete", L"Complete a word", press_tab); /* el_set would keep copies */
    el_set(e->edit, EL_BIND, "^R", "em-inc-search-prev", NULL);
    return true;
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (nargs != 3 || !is_list_exact(args[0]))
        return raise_type_error(t, "Editor(history, begin, complete): the history is a list");
    Editor *e = object_new(t, type, 0);
    if (!e)
        return VALUE_NULL;
    e->t = t;
    e->prompt = "";
    e->history = value_list(new_ref(args[0]));
    e->begin = new_ref(args[1]);
    e->complete = new_ref(args[2]);
    if (open_editor(e))
        return object_value(e);
    decref_object(t, e);
    return raise_no_memory(t);
}

static void visit_editor(Object *self, VisitFn visit, void *arg) {
    Editor *e = (Editor *)self;
    if (e->history)
        visit(&e->history->ob, arg);
    visit_value(e->begin, visit, arg);
    visit_value(e->complete, visit, arg);
}

static void dealloc(Thread *t, Object *self) {
    Editor *e = (Editor *)self;
    if (e->edit)
        el_end(e->edit);
    xdecref_object(t, e->history);
    value_clear(t, &e->begin);
    value_clear(t, &e->complete);
}

/* ---- methods ---- */

static const char *text_of(Thread *t, Value v, const char *function) {
    Str *s = arg_str(t, v, function, "1");
    return s ? str_wtf8(t, s, NULL) : NULL;
}

static Value read_line(Editor *e, Thread *t) {
    int count = 0;
    int keys = open("/proc/self/fd/0", O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    e->keys = keys < 0 ? STDIN_FILENO : keys;
    el_resize(e->edit);
    const wchar_t *line = el_wgets(e->edit, &count);
    if (keys >= 0)
        close(keys);
    e->keys = STDIN_FILENO;
    if (error_pending(t) || !line || count <= 0)
        el_reset(e->edit);
    if (error_pending(t))
        return VALUE_NULL;
    return result_value(line && count > 0 ? str_from_points(t, line, 4, count) : str_empty(t));
}

static Value read_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Editor *e = editor_of(args[0]);
    const char *prompt = text_of(t, args[1], "read");
    if (!prompt)
        return VALUE_NULL;
    if (e->reads)
        return VALUE_NONE;
    e->t = t;
    e->prompt = prompt;
    e->reads = e->fresh = true;
    e->tabbed = false;
    Value started = op_call0(t, args[2]);
    Value line = is_null(started) ? VALUE_NULL : read_line(e, t);
    decref(t, started);
    e->reads = false;
    e->prompt = "";
    return line;
}

static Value is_editing_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Editor *e = editor_of(args[0]);
    return bool_value(e->reads && !e->fresh);
}

static Value line_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const LineInfoW *line = el_wline(editor_of(args[0])->edit);
    Str *text = str_from_points(t, line->buffer, 4, line->lastchar - line->buffer);
    Tuple *pair = text ? tuple_pack(t, 2, object_value(text), small_int_value(line->cursor - line->buffer)) : NULL;
    xdecref_object(t, text);
    return result_value(pair);
}

static Value insert_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *text = text_of(t, args[1], "insert");
    if (!text)
        return VALUE_NULL;
    return bool_value(el_insertstr(editor_of(args[0])->edit, text) == 0);
}

static Value delete_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int count;
    if (!arg_int(t, args[1], &count))
        return VALUE_NULL;
    el_deletestr(editor_of(args[0])->edit, count);
    return VALUE_NONE;
}

static Value refresh_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    el_set(editor_of(args[0])->edit, EL_REFRESH);
    return VALUE_NONE;
}

static Value again_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(editor_of(args[0])->again);
}

static Value show_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *text = text_of(t, args[1], "show");
    if (!text)
        return VALUE_NULL;
    fputs(text, stdout);
    fflush(stdout);
    return VALUE_NONE;
}

static Value key_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Editor *e = editor_of(args[0]);
    wchar_t key;
    e->t = t;
    if (read_char(e, &key))
        return str_from_char(t, (uint32_t)key);
    return error_pending(t) ? VALUE_NULL : result_value(str_empty(t));
}

static Value command_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *words[MAX_WORDS + 1] = {NULL};
    int count = nargs - 1;
    if (count < 1 || count > MAX_WORDS)
        return raise_type_error(t, "a command has 1 to %d words", MAX_WORDS);
    for (int i = 0; i < count; i++)
        if (!(words[i] = text_of(t, args[i + 1], "command")))
            return VALUE_NULL;
    return small_int_value(el_parse(editor_of(args[0])->edit, count, words));
}

static Value source_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(el_source(editor_of(args[0])->edit, NULL) == 0);
}

static const MethodDef methods[] = {
    {"read", read_method, "prompt, start, /",
     "A line with its end; '' at the end of the input; None: a line is being read already. Calls start() before."},
    {"is_editing", is_editing_method, "", "Is a line being read, and can it be changed?"},
    {"line", line_method, "", "What is being edited, and where in it the cursor is."},
    {"insert", insert_method, "text, /", "Insert before the cursor; False: there is no room."},
    {"delete", delete_method, "count, /", "Delete so many characters before the cursor."},
    {"refresh", refresh_method, "", "Show the line as it is."},
    {"again", again_method, "", "Was the key before this Tab a Tab?"},
    {"show", show_method, "text, /", "Write to the terminal."},
    {"key", key_method, "", "Wait for a key that is not edited with."},
    {"command", command_method, "*words", "Do what a line of libedit's settings says; -1: it is none."},
    {"source", source_method, "", "Read the user's settings of libedit, the file .editrc."},
    {0},
};

static const TypeDef editor_type_def = {
    .name = "_readline.Editor",
    .size = sizeof(Editor),
    .flags = TYPE_GC,
    .doc = "Edits lines on the terminal.",
    .slots = {.dealloc = dealloc, .traverse = visit_editor, .new_instance = new_instance},
    .methods = methods,
};

static bool set_up(Thread *t, Value module) {
    return library_load(t, &library_edit);
}

static const TypeDef *const types[] = {&editor_type_def, NULL};

const ModuleDef readline_module_def = {
    .name = "_readline",
    .doc = "Editing lines; the module readline is what programs use.",
    .types = types,
    .exec = set_up,
};
