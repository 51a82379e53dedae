/* Names of characters, as CPython 3.11's unicodedata has them (Unicode 14). No state, no GIL. */
#ifndef RUNTIME_UNICODE_NAMES_H
#define RUNTIME_UNICODE_NAMES_H

#include "runtime/unicode_names_data.h"
#include <stdbool.h>
#include <stddef.h>

/* Writes the name and a NUL. False: c has none. */
bool unicode_name(uint32_t c, char name[UNICODE_NAME_SIZE]);
/* By name or alias, in any case of letters (but for ideographs and Hangul syllables, as in CPython). */
bool unicode_by_name(const char *name, size_t length, uint32_t *c);

#endif
