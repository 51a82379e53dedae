/* What the files of the interactive prompt share: prompt.c runs statements, prompt_edit.c reads lines. */
#ifndef VM_PROMPT_H
#define VM_PROMPT_H

#include "runtime/interp.h"

typedef enum LineState { LINE_READ, LINE_END, LINE_INTERRUPTED } LineState;

/* Where lines come from. */
typedef struct LineReader {
    Thread *t;
    bool edits; /* on a terminal */
    char *line; /* the last line read, with its line end; ours */
    size_t room;
} LineReader;

void lines_open(LineReader *reader, Thread *t);
void lines_close(LineReader *reader);
/* Shows the prompt and reads one line into reader->line. */
LineState lines_read(LineReader *reader, const char *prompt);

#endif
