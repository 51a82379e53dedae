/* What the files of the interactive prompt share: prompt.c runs statements, prompt_edit.c reads lines,
 * prompt_complete.c knows names. */
#ifndef VM_PROMPT_H
#define VM_PROMPT_H

#include "runtime/interp.h"
#include <histedit.h>

typedef enum LineState { LINE_READ, LINE_END, LINE_INTERRUPTED } LineState;

/* Where lines come from. Without an editor (standard input is no terminal) they are read as they are. */
typedef struct LineReader {
    Thread *t;
    Dict *names; /* of __main__, for completion; borrowed */
    EditLine *edit;
    History *history;
    char *history_file;
    const char *prompt; /* what is shown; borrowed */
    char *line;         /* the last line read, with its line end; ours */
    size_t room;
} LineReader;

void lines_open(LineReader *reader, Thread *t, Dict *names);
void lines_close(LineReader *reader);
/* Shows the prompt and reads one line into reader->line. */
LineState lines_read(LineReader *reader, const char *prompt);

/* The names that can stand where `text` (a name, or a dotted expression up to and without its last dot) ends:
 * attributes of `base`, or without one variables, builtins and keywords. New list of str, or NULL; no
 * exception stays. */
List *complete_names(Thread *t, Dict *names, const char *base, size_t length);

#endif
