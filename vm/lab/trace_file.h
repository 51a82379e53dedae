/* A trace (runtime/trace.h) as a file, in the two forms of --trace: that of one process, with those that its descendants
 * have left (parts.h), which are parts of a file in its form already. Writing asks for no memory and takes no lock, so that
 * a signal that kills the program can do it, while other threads go on: then a turn may be half written, but the
 * file is as well-formed as always. */
#ifndef VM_LAB_TRACE_FILE_H
#define VM_LAB_TRACE_FILE_H

#include "runtime/trace.h"
#include "vm/lab/parts.h"

typedef struct TraceFile {
    const Gil *gil;
    const char *program; /* what ran, for people */
    int parent;          /* process */
    int64_t now;         /* the end of what still goes on */
    int64_t origin;      /* from where times are counted */
    const Parts *parts;  /* of others; NULL: this is to be a part itself */
    Writer *w;
} TraceFile;

/* Is it a name that trace_file_write knows a form for: .json or .html? */
bool trace_file_known(const char *path);
bool trace_file_is_page(const char *path);
void trace_file_write(const TraceFile *file, bool page);

/* trace_chrome.c: the format of Chrome's tracing and of Perfetto, one track for each thread, in groups for processes. */
void trace_chrome(const TraceFile *file);
/* trace_page.c: a page that shows itself in a browser. */
void trace_page(const TraceFile *file);

/* For both: "key": "text", and so on; `first` of an object has no comma before it. */
void trace_put_text(Writer *w, const char *key, const char *text);
void trace_put_number(Writer *w, const char *key, int64_t n);
/* What all other parts hold, each after a comma. */
void trace_put_parts(const TraceFile *file);
/* Which process it was, how its lock was set, and what is missing. */
void trace_put_settings(const TraceFile *file);
/* A cause by name, whatever the number. */
const char *trace_cause(const TraceTurn *turn);

#endif
