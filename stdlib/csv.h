/* What the parts of module _csv share: the rules of a dialect, which never change, and the exception. */
#ifndef STDLIB_CSV_H
#define STDLIB_CSV_H

#include "runtime/native.h"
#include "runtime/str.h"

typedef enum CsvQuoting { QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE } CsvQuoting;

enum { CSV_NO_CHAR = 0xffffffff }; /* no code point: a character that is not set, and the end of a line */

typedef struct Dialect {
    Object ob;
    uint32_t delimiter, quotechar, escapechar; /* the last two may be CSV_NO_CHAR */
    CsvQuoting quoting;
    bool doublequote, skipinitialspace, strict;
    Str *lineterminator;
} Dialect;

extern const TypeDef csv_dialect_type_def, csv_reader_type_def, csv_writer_type_def;

static inline bool is_csv_dialect(Value v) {
    return is_native(v, &csv_dialect_type_def);
}
static inline Dialect *csv_dialect(Value v) {
    return (Dialect *)value_object(v);
}
/* _csv.Error with a message; see error.h for the formats. */
Value csv_raise(Thread *t, const char *format, ...);
int64_t csv_field_limit(Thread *t); /* how long a field may be */

#endif
