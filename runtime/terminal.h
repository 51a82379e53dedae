/* Lines that somebody types on a terminal, edited by the module readline if the program has imported it. */
#ifndef RUNTIME_TERMINAL_H
#define RUNTIME_TERMINAL_H

#include "runtime/interp.h"

/* Are file descriptors 0 and 1 a terminal? */
bool terminal_is_there(void);
/* Shows the prompt and lets a line be edited: a new str with the line's end, '' at the end of the input. VALUE_NULL
 * with nothing pending: there is no readline, or it is busy, and lines come as they are. */
Value terminal_edit_line(Thread *t, Str *prompt);

#endif
