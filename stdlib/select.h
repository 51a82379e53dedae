/* What the files of module select share. Each object says what it owns; whatever waits gives the GIL up, and goes on
 * after a signal with the time that is left. */
#ifndef STDLIB_SELECT_H
#define STDLIB_SELECT_H

#include "runtime/native.h"

extern const TypeDef select_poll_type_def, select_epoll_type_def;

/* None means for ever; so do negative numbers for poll and epoll (`polls`), which on the other hand wait for no more
 * milliseconds than fit an int. unit: of v, in nanoseconds. type_error: the message if v is no number. The result is a
 * deadline (timeout.h). */
bool select_read_deadline(Thread *t, Value v, int64_t unit, bool polls, const char *type_error, int64_t *deadline);

#endif
