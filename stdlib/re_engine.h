/* PCRE2, in the width of the subject: minipy's strings have 1, 2 or 4 bytes for each code point, and PCRE2 is
 * three libraries for units of 1, 2 and 4 bytes. So each subject is matched where it lies, a unit is a code
 * point, and offsets are indices; no subject is converted, UTF modes are not used. The libraries are loaded
 * when something is first compiled for their width.
 *
 * Compiled code for units of 1 and 2 bytes has 64K units at most; larger code is made for units of 4 bytes,
 * and the subject has to be widened for it (ReCode.width says which).
 *
 * A ReEngine belongs to the module's state. The GIL must be held during every call, also while matching: the
 * stacks of compiled code are shared. */
#ifndef STDLIB_RE_ENGINE_H
#define STDLIB_RE_ENGINE_H

#include "runtime/interp.h"

enum { RE_WIDTHS = 3 };

typedef struct ReLibrary ReLibrary;
typedef struct ReEngine {
    ReLibrary *libraries[RE_WIDTHS]; /* NULL until needed */
    uint8_t *latin1_tables;          /* what is a letter, ... as str sees it; NULL until needed */
} ReEngine;

typedef enum ReTables { RE_TABLES_ASCII, RE_TABLES_LATIN1, RE_TABLES_LOCALE } ReTables;

/* A pattern in PCRE2's syntax. `options` are PCRE2's. */
typedef struct ReSyntax {
    uint32_t *text;
    size_t length, room;
    uint32_t options;
    ReTables tables;
    int width;      /* of the subjects */
    bool interpret; /* machine code would not do what Unicode says */
} ReSyntax;

typedef struct ReCode {
    const ReLibrary *library;
    void *code, *match_data; /* NULL: not compiled */
    const uint8_t *locale_tables; /* of RE_TABLES_LOCALE: go with the code, which looks into them; or NULL */
    int width;
    bool native; /* machine code */
} ReCode;

/* false: exception. */
bool re_engine_compile(Thread *t, ReEngine *engine, const ReSyntax *syntax, ReCode *code);
void re_code_free(ReCode *code);
void re_engine_free(ReEngine *engine);

/* 1: matched, 0: not, -1: exception (a limit was reached). `subject` has units of code->width. not_empty: no
 * empty match at `start`. */
int re_engine_match(Thread *t, const ReCode *code, const void *subject, size_t length, size_t start,
                    bool not_empty);
/* Start and end of each group after a match, RE_UNSET for groups that did not take part; until the next
 * match. */
#define RE_UNSET SIZE_MAX
const size_t *re_engine_spans(const ReCode *code, int *count);

#endif
