/* The replacement fields of str.format: "literal{name[0].attribute!r:spec}". Used by str.format and by module
 * _string. */
#ifndef RUNTIME_FORMAT_FIELDS_H
#define RUNTIME_FORMAT_FIELDS_H

#include "runtime/str.h"

typedef struct TextRange {
    Str *text;
    int64_t start, stop;
} TextRange;

/* One step through a format string: a literal, and perhaps a field behind it. */
typedef struct FormatPart {
    TextRange literal;
    bool has_field;
    TextRange name, spec;
    uint32_t conversion; /* 0: none */
    bool nested;         /* the spec has fields itself */
} FormatPart;

/* Reads the next part from *rest, which moves on: 1, 0 at the end, -1: exception. */
int format_next_part(Thread *t, TextRange *rest, FormatPart *part);

/* The first piece of a field's name, up to '.' or '['; *index: its number, or -1. The rest stays in *name. */
bool format_first_name(Thread *t, TextRange *name, TextRange *first, int64_t *index);
/* The next piece: 1 (".attribute" or "[key]"; *index: key's number, or -1), 0 at the end, -1: exception. */
int format_next_name(Thread *t, TextRange *rest, TextRange *piece, bool *is_attribute, int64_t *index);

static inline Str *range_str(Thread *t, TextRange r) {
    return str_slice(t, r.text, r.start, r.stop);
}

#endif
