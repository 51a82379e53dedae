// Source files for unit tests, by their place in the source tree.
#ifndef FILES_H
#define FILES_H

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

// The text of a file, with a zero behind it; the caller frees it.
static inline char *read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    cr_assert_not_null(file);
    fseek(file, 0, SEEK_END);
    *length = (size_t)ftell(file);
    rewind(file);
    char *text = calloc(1, *length + 1);
    *length = fread(text, 1, *length, file);
    fclose(file);
    return text;
}

#endif
