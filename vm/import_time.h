/* -X importtime: on stderr a line for each module that was imported, as soon as it is there, in CPython's form. What it
 * imported itself stands above it, further in. */
#ifndef VM_IMPORT_TIME_H
#define VM_IMPORT_TIME_H

#include "runtime/str.h"

typedef struct ImportTime {
    struct ImportTime *outer; /* the import of this thread that this one is a part of; or NULL */
    int64_t began, inner;     /* os_now(); nanoseconds for imports that are a part of this one */
} ImportTime;

/* Around an import, whether it succeeds or not; an exception may be pending. */
void import_time_begin(Thread *t, ImportTime *time);
void import_time_end(Thread *t, ImportTime *time, Str *name);

#endif
