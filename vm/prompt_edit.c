/* Lines for the prompt. On a terminal the module readline edits them (stdlib/_prompt.py sets it up), else they are read as
 * they are. */
#include "runtime/error.h"
#include "runtime/str.h"
#include "runtime/terminal.h"
#include "vm/import.h"
#include "vm/prompt.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Nothing is told if it fails: lines can be read without. */
static void set_up_editing(Thread *t) {
    decref(t, import_module_text(t, "_prompt"));
    error_clear(t);
}

void lines_open(LineReader *reader, Thread *t) {
    *reader = (LineReader){.t = t, .edits = terminal_is_there()};
    if (reader->edits)
        set_up_editing(t);
    else
        setvbuf(stdin, NULL, _IONBF, 0); /* what follows a statement may be input that the statement reads */
}

void lines_close(LineReader *reader) {
    free(reader->line);
}

static LineState read_plain(LineReader *reader, const char *prompt) {
    fputs(prompt, stderr);
    errno = 0;
    ssize_t count = getline(&reader->line, &reader->room, stdin);
    int error = errno;
    clearerr(stdin);
    return count > 0 ? LINE_READ : error == EINTR ? LINE_INTERRUPTED : LINE_END;
}

/* Consumes the line. */
static LineState keep_line(LineReader *reader, Value line) {
    const char *text = str_wtf8(reader->t, value_str(line), NULL);
    bool some = text && *text;
    free(reader->line);
    reader->line = some ? strdup(text) : NULL;
    reader->room = reader->line ? strlen(text) + 1 : 0; /* getline() would forget a line without room */
    decref(reader->t, line);
    return reader->line ? LINE_READ : LINE_END;
}

LineState lines_read(LineReader *reader, const char *prompt) {
    Thread *t = reader->t;
    Str *shown = reader->edits ? str_new(t, prompt) : NULL;
    Value line = shown ? terminal_edit_line(t, shown) : VALUE_NULL;
    xdecref_object(t, shown);
    if (!is_null(line))
        return keep_line(reader, line);
    if (!error_pending(t))
        return read_plain(reader, prompt);
    error_clear(t);
    return LINE_INTERRUPTED;
}
