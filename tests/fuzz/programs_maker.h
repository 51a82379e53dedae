// Turns arbitrary bytes into a small Python program that compiles and ends: every byte is one decision of a
// grammar.
#ifndef FUZZ_PROGRAMS_MAKER_H
#define FUZZ_PROGRAMS_MAKER_H

#include <stddef.h>
#include <stdint.h>

// Writes the program to `out`, NUL-terminated; returns its length. Out of bytes, or out of room, every
// decision is the first alternative, which is always the simplest.
size_t programs_make(const uint8_t *data, size_t size, char *out, size_t room);

#endif
