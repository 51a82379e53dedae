/* What the command line asks to be shown of the lock when the program ends: --gil-stats and --trace. Files are opened at
 * the start, so that a mistake in their names is found then. A child of a fork writes files of its own, whose names have
 * its process number before the extension.
 *
 * A trace is also written when a signal kills the program, if it has no handler: SIGTERM, SIGHUP, SIGABRT, SIGSEGV and
 * their like. (Statistics are not: they cannot be gathered in a signal handler.) */
#ifndef VM_LAB_VIEWS_H
#define VM_LAB_VIEWS_H

#include "runtime/interp.h"
#include "vm/lab/writer.h"
#include <signal.h>

typedef struct ViewOptions {
    bool stats;             /* --gil-stats */
    const char *stats_file; /* --gil-stats=FILE; else NULL */
    const char *trace_file; /* --trace=FILE; else NULL */
    int64_t trace_turns;    /* --trace-buffer; 0: not given */
    const char *program;    /* what runs, for people */
} ViewOptions;

typedef struct Views {
    ViewOptions options;
    const Gil *gil;
    int process;
    Writer *stats, *trace; /* of the files; NULL: not asked for, or written */
    bool trace_written;    /* atomic */
    void *signal_stack;    /* for a main thread that has used up its own */
} Views;

/* false: a file cannot be written, which has been said. t: the only thread so far. */
bool views_begin(Views *views, Thread *t, const ViewOptions *options);
/* Shows what was asked for. The GIL must be held. false: something could not be written, which has been said. */
bool views_end(Views *views, Thread *t);

/* views_signals.c: signals that kill write the trace of these views first; NULL: of none any more. */
void views_watch_signals(Views *views);
/* Signals from outside must wait until the calling thread has written the trace. */
void views_hold_signals(sigset_t *before);
/* The trace goes to its file, if it has not. May be called in a signal handler. */
void views_write_trace(Views *views);

#endif
