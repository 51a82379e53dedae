/* A line of a source file, for tracebacks. The file is read as it is now: it may have changed since. */
#include "runtime/dict.h"
#include "runtime/list.h"
#include "vm/report.h"
#include "vm/start.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct SourceFile {
    char *line; /* getdelim's buffer */
    size_t room;
    char encoding[64];
} SourceFile;

/* Reads one line that ends with LF, CR or CRLF; -1 at the end of the file. */
static ssize_t read_line(SourceFile *source, FILE *file) {
    size_t length = 0;
    int c;
    while ((c = getc_unlocked(file)) != EOF && c != '\n' && c != '\r') {
        if (length + 2 > source->room) {
            char *larger = realloc(source->line, source->room = 2 * source->room + 256);
            if (!larger)
                return -1;
            source->line = larger;
        }
        source->line[length++] = (char)c;
    }
    if (c == '\r' && (c = getc_unlocked(file)) != '\n' && c != EOF)
        ungetc(c, file);
    return c == EOF && !length ? -1 : (ssize_t)length;
}

static bool is_coding_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-_.", c);
}

/* "# -*- coding: NAME -*-" in one of the first two lines. */
static void find_encoding(SourceFile *source, size_t length) {
    const char *end = source->line + length, *p = source->line;
    while (p < end && strchr(" \t\f", *p))
        p++;
    if (p == end || *p != '#')
        return;
    p = memmem(p, (size_t)(end - p), "coding", 6);
    if (!p || (p += 6) == end || !strchr(":=", *p))
        return;
    for (p++; p < end && (*p == ' ' || *p == '\t');)
        p++;
    size_t i = 0;
    while (p < end && *p && is_coding_char(*p) && i < sizeof source->encoding - 1)
        source->encoding[i++] = *p++;
    source->encoding[i] = 0;
}

static Str *read_from(Thread *t, FILE *file, int wanted) {
    SourceFile source = {0};
    Str *result = NULL;
    ssize_t length = -1;
    int skip = 0;
    for (int line = 1; line <= wanted && (length = read_line(&source, file)) >= 0; line++) {
        if (line <= 2 && !*source.encoding)
            find_encoding(&source, (size_t)length);
        skip = line == 1 && length >= 3 && !memcmp(source.line, "\xef\xbb\xbf", 3) ? 3 : 0;
    }
    if (length >= 0) {
        Value text = str_decode(t, (const uint8_t *)source.line + skip, (size_t)(length - skip),
                                *source.encoding ? source.encoding : NULL, NULL);
        result = is_null(text) ? NULL : value_str(text);
        error_clear(t);
    }
    free(source.line);
    return result;
}

/* A relative name may have lost its folder: then sys.path is searched for the file. */
static FILE *open_along_path(Thread *t, const char *name) {
    const char *slash = strrchr(name, '/');
    Str *path_name = str_intern_utf8(t, "path");
    Value folders = path_name ? dict_get_name(t, t->interp->sys, path_name) : VALUE_NULL;
    xdecref_object(t, path_name);
    FILE *file = NULL;
    for (int64_t i = 0; is_list(folders) && !file && i < value_list(folders)->length; i++) {
        Value folder = value_list(folders)->items[i];
        const char *text = is_str(folder) ? str_wtf8(t, value_str(folder), NULL) : NULL;
        char *whole = NULL;
        if (text && asprintf(&whole, "%s/%s", *text ? text : ".", slash ? slash + 1 : name) >= 0) {
            file = fopen(whole, "rb");
            free(whole);
        }
        error_clear(t);
    }
    return file;
}

Str *report_source_line(Thread *t, Str *filename, int line) {
    const char *name = str_wtf8(t, filename, NULL);
    if (!name || (*name == '<' && name[strlen(name) - 1] == '>')) {
        error_clear(t);
        return NULL;
    }
    FILE *file = fopen(name, "rb");
    if (!file && *name != '/')
        file = open_along_path(t, name);
    if (!file)
        return NULL;
    Str *text = read_from(t, file, line);
    fclose(file);
    return text;
}
