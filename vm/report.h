/* Exceptions as the interpreter itself prints them. What the pieces of report*.c share.
 *
 * All of it is C and uses no Python-written module: it must work while modules are being taken down, when
 * recursion or memory has run out, and when the script has modules of its own named traceback or linecache.
 * Text is collected in a builder and written at once, so that reports of several threads do not mix. Nothing
 * here leaves an exception pending, except that the builder remembers when memory ran out. */
#ifndef VM_REPORT_H
#define VM_REPORT_H

#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/str.h"

typedef struct Report {
    Thread *t;
    StrBuilder text;
    int depth;     /* of exception groups around what is written */
    bool open_box; /* the last member of a group wants its lower edge */
    Dict *seen;    /* addresses of the exceptions that a chain has shown */
} Report;

void report_init(Report *r, Thread *t);
/* Writes what was collected to a file object and ends the report; false: that failed, an exception is
 * pending. */
bool report_finish(Report *r, Value file);

void report_put(Report *r, const char *utf8);
/* Indentation and margin of the group around; at the beginning of every line. */
void report_margin(Report *r, char edge);
/* str(v) or, if that fails, a text that says so. */
void report_put_object(Report *r, Value v, const char *what);
/* "module.Class". */
void report_put_type(Report *r, Type *type);
/* ": message", unless it is empty or None. No line end. */
void report_put_message(Report *r, Value message);

/* An attribute, or VALUE_NULL without an exception. New reference. */
Value report_attribute(Thread *t, Value object, const char *name);

/* report_exception.c: the exception with its causes, contexts, traceback, notes and members. */
void report_put_exception(Report *r, Value exception);
/* report_traceback.c: the header (unless NULL) and every frame. */
void report_put_traceback(Report *r, Value traceback, const char *header, char edge);
/* What in an expression deserves the ^ (the rest gets ~), in bytes: the operator of an operation, the
 * brackets of a subscript. False: nothing in particular. `text` is NUL-terminated. */
bool report_inner_marks(const char *text, size_t length, int64_t *start, int64_t *end);
/* report_source.c: a line of a file without its line end; NULL if it cannot be read. New reference. */
Str *report_source_line(Thread *t, Str *filename, int line);
/* report_suggest.c: the name that was probably meant, or NULL. New reference. */
Str *report_suggestion(Thread *t, Value exception);

#endif
