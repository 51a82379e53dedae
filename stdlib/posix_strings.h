/* Arrays of C strings, as execve and its like take them, made of Python objects.
 *
 * The array is NULL-terminated; what it points to belongs to bytes objects that are held beside it.
 * strings_free lets go of both, also of what a failed call has left. The GIL is held. */
#ifndef STDLIB_POSIX_STRINGS_H
#define STDLIB_POSIX_STRINGS_H

#include "runtime/list.h"

typedef struct Strings {
    List *held;
    char **items;
} Strings;

/* Arguments: a list or tuple, not empty. False: exception, which says what they are. */
bool strings_from_sequence(Thread *t, Value sequence, const char *what, Strings *out);
/* An environment: "key=value" of each pair of a mapping, or of an iterable; and what programs that are started inherit in any
 * case (Interp.inherited). */
bool strings_from_mapping(Thread *t, Value mapping, Strings *out);
bool strings_from_variables(Thread *t, Value iterable, Strings *out);
/* The items of any iterable, of which there may be none. */
bool strings_from_iterable(Thread *t, Value iterable, Strings *out);
void strings_free(Thread *t, Strings *s);

#endif
