/* Lines for the prompt: editing, history and the tab key by libedit. */
#include "runtime/error.h"
#include "runtime/library.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "vm/prompt.h"
#include "vm/start.h"
#include <ctype.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

enum { HISTORY_LINES = 1000, LONGEST_NAME = 256 };

extern const Library library_edit;

static LineReader *reader_of(EditLine *edit) {
    LineReader *reader;
    el_get(edit, EL_CLIENTDATA, &reader);
    return reader;
}

static char *show_prompt(EditLine *edit) {
    return (char *)reader_of(edit)->prompt;
}

/* One character, 1; -1 when Ctrl-C came (libedit's own function would try again). */
static int read_char(EditLine *edit, wchar_t *out) {
    mbstate_t state = {0};
    for (;;) {
        char byte;
        ssize_t got = read(STDIN_FILENO, &byte, 1);
        if (got <= 0)
            return (int)got;
        size_t used = mbrtowc(out, &byte, 1, &state);
        if (used == (size_t)-1) { /* not UTF-8: as Latin-1 */
            *out = (unsigned char)byte;
            return 1;
        }
        if (used != (size_t)-2)
            return 1;
    }
}

/* ---- the tab key ---- */

/* The candidates that begin with a prefix, and how many characters they have in common. */
typedef struct Matches {
    List *names; /* all; NULL: none */
    const char *prefix;
    size_t known, common, longest;
    int count;
    char best[LONGEST_NAME];
} Matches;

static const char *matching_name(Thread *t, const Matches *m, int64_t i) {
    Value v = m->names->items[i];
    const char *name = is_str(v) ? str_wtf8(t, value_str(v), NULL) : NULL;
    if (!name || strncmp(name, m->prefix, m->known) || strlen(name) >= LONGEST_NAME)
        return NULL;
    return !m->known && *name == '_' ? NULL : name;
}

static void find_matches(Thread *t, Matches *m) {
    for (int64_t i = 0; m->names && i < m->names->length; i++) {
        const char *name = matching_name(t, m, i);
        if (!name)
            continue;
        if (!m->count++)
            m->common = strlen(strcpy(m->best, name));
        for (size_t c = 0; c < m->common; c++)
            if (name[c] != m->best[c])
                m->common = c;
        if (strlen(name) > m->longest)
            m->longest = strlen(name);
    }
    m->best[m->common] = 0;
}

static void show_matches(EditLine *edit, Thread *t, const Matches *m) {
    int width = 80, column = 0, cell = (int)m->longest + 2;
    el_get(edit, EL_GETTC, "co", &width, NULL);
    fputc('\n', stdout);
    for (int64_t i = 0; i < m->names->length; i++) {
        const char *name = matching_name(t, m, i);
        if (!name)
            continue;
        if (column && column + cell > width) {
            fputc('\n', stdout);
            column = 0;
        }
        printf("%-*s", cell, name);
        column += cell;
    }
    fputc('\n', stdout);
    fflush(stdout);
}

static bool is_name_char(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '.' || (c & 0x80);
}

/* Completes the name before the cursor; where there is none, indents. */
static unsigned char complete(EditLine *edit, int key) {
    LineReader *reader = reader_of(edit);
    const LineInfo *line = el_line(edit);
    const char *start = line->cursor;
    while (start > line->buffer && is_name_char(start[-1]))
        start--;
    if (start == line->cursor)
        return el_insertstr(edit, "    ") ? CC_ERROR : CC_REFRESH;
    const char *dot = memrchr(start, '.', (size_t)(line->cursor - start));
    char prefix[LONGEST_NAME] = "";
    Matches m = {.prefix = prefix, .known = (size_t)(line->cursor - (dot ? dot + 1 : start))};
    if (m.known >= sizeof prefix)
        return CC_ERROR;
    memcpy(prefix, dot ? dot + 1 : start, m.known);
    m.names = complete_names(reader->t, reader->names, start, dot ? (size_t)(dot - start) : 0);
    find_matches(reader->t, &m);
    unsigned char action = CC_ERROR;
    if (m.common > m.known) {
        action = el_insertstr(edit, m.best + m.known) ? CC_ERROR : CC_REFRESH;
    } else if (m.count > 1) {
        show_matches(edit, reader->t, &m);
        action = CC_REDISPLAY;
    }
    if (m.names)
        decref_object(reader->t, m.names);
    error_clear(reader->t);
    return action;
}

/* ---- opening and closing ---- */

static void open_history(LineReader *reader) {
    HistEvent event;
    const char *home = getenv("HOME");
    reader->history = history_init();
    if (!reader->history)
        return;
    history(reader->history, &event, H_SETSIZE, HISTORY_LINES);
    history(reader->history, &event, H_SETUNIQUE, 1);
    if (home && *home && asprintf(&reader->history_file, "%s/.minipy_history", home) < 0)
        reader->history_file = NULL;
    if (reader->history_file)
        history(reader->history, &event, H_LOAD, reader->history_file);
    el_set(reader->edit, EL_HIST, history, reader->history);
}

void lines_open(LineReader *reader, Thread *t, Dict *names) {
    *reader = (LineReader){.t = t, .names = names};
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        setvbuf(stdin, NULL, _IONBF, 0); /* what follows a statement may be input that the statement reads */
        return;
    }
    if (!library_load(t, &library_edit)) {
        error_clear(t);
        return;
    }
    setlocale(LC_CTYPE, "C.UTF-8"); /* libedit counts characters */
    reader->edit = el_init("minipy", stdin, stdout, stderr);
    if (!reader->edit)
        return;
    el_set(reader->edit, EL_CLIENTDATA, reader);
    el_set(reader->edit, EL_PROMPT, show_prompt);
    el_set(reader->edit, EL_EDITOR, "emacs");
    el_set(reader->edit, EL_GETCFN, read_char);
    el_wset(reader->edit, EL_ADDFN, L"minipy-complete", L"Complete a name", complete); /* el_set would keep copies */
    el_set(reader->edit, EL_BIND, "\t", "minipy-complete", NULL);
    el_set(reader->edit, EL_BIND, "^R", "em-inc-search-prev", NULL);
    open_history(reader);
    el_source(reader->edit, NULL);
}

void lines_close(LineReader *reader) {
    HistEvent event;
    if (reader->history && reader->history_file)
        history(reader->history, &event, H_SAVE, reader->history_file);
    if (reader->history)
        history_end(reader->history);
    if (reader->edit)
        el_end(reader->edit);
    free(reader->history_file);
    free(reader->line);
}

/* ---- reading ---- */

static bool is_blank(const char *line) {
    return line[strspn(line, " \t\r\n\f")] == 0;
}

/* The line that libedit gives; it stays libedit's. */
static const char *edit_line(LineReader *reader) {
    int count = 0;
    el_resize(reader->edit);
    const char *line = el_gets(reader->edit, &count);
    if (!line || count <= 0) {
        int error = errno;
        el_reset(reader->edit);
        errno = count < 0 ? error : 0;
        return NULL;
    }
    HistEvent event;
    if (reader->history && !is_blank(line))
        history(reader->history, &event, H_ENTER, line);
    return line;
}

LineState lines_read(LineReader *reader, const char *prompt) {
    errno = 0;
    if (!reader->edit) {
        fputs(prompt, stderr);
        ssize_t count = getline(&reader->line, &reader->room, stdin);
        int error = errno;
        clearerr(stdin);
        return count > 0 ? LINE_READ : error == EINTR ? LINE_INTERRUPTED : LINE_END;
    }
    reader->prompt = prompt;
    const char *line = edit_line(reader);
    if (!line)
        return errno == EINTR ? LINE_INTERRUPTED : LINE_END;
    free(reader->line);
    reader->line = strdup(line);
    return reader->line ? LINE_READ : LINE_END;
}
