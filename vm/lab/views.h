/* What the command line asks to be shown of the lock when the program ends: --gil-stats and --trace. Files are opened at
 * the start, so that a mistake in their names is found then.
 *
 * The process that was asked shows what it did itself and what its descendants did: forked children, and every minipy
 * that one of them starts, leave parts (parts.h) when they end, by whatever way but SIGKILL and exec. One that is
 * itself asked for something is no part of its parent's.
 *
 * A trace is also written, and parts are left, when a signal kills the process, if it has no handler: SIGTERM, SIGHUP,
 * SIGABRT, SIGSEGV and their like. (The statistics of the first process are not: its forms are not made in signal handlers.) */
#ifndef VM_LAB_VIEWS_H
#define VM_LAB_VIEWS_H

#include "runtime/interp.h"
#include "vm/lab/parts.h"
#include "vm/lab/writer.h"
#include <signal.h>

typedef struct ViewOptions {
    bool stats;             /* --gil-stats */
    const char *stats_file; /* --gil-stats=FILE; else NULL */
    const char *trace_file; /* --trace=FILE; else NULL */
    int64_t trace_turns;    /* --trace-buffer; 0: not given */
    const char *program;    /* what runs, for people */
} ViewOptions;

typedef enum ViewRole {
    VIEW_NOTHING, /* nobody asked */
    VIEW_FIRST,   /* shows what was asked for */
    VIEW_PART     /* a descendant, which leaves parts */
} ViewRole;

typedef struct Views {
    ViewOptions options;
    ViewRole role;
    const Gil *gil;
    Parts parts;
    int process, parent;
    int64_t started;       /* os_now() */
    int64_t origin;        /* of the times in the trace */
    Writer *stats, *trace; /* of the files, in a descendant of parts; NULL: not asked for */
    bool claimed, written; /* somebody writes what a signal handler could write too, or has written it; atomic */
    void *signal_stack;    /* for a main thread that has used up its own */
} Views;

/* false: a file cannot be written, which has been said. t: the only thread so far. */
bool views_begin(Views *views, Thread *t, const ViewOptions *options);
/* In the child of a fork. */
void views_after_fork(Views *views);
/* Shows what was asked for, once. The GIL must be held. false: something could not be written, which has been said. */
bool views_end(Views *views, Thread *t);
/* The memory goes; the Interp does too. */
void views_free(Views *views, Interp *interp);

/* views_signals.c: signals that kill write the trace of these views first; NULL: of none any more. */
void views_watch_signals(Views *views);
/* Signals from outside must wait until the calling thread has written the trace. */
void views_hold_signals(sigset_t *before);
/* What can be written in a signal handler is, if it has not been. */
void views_last_words(Views *views);

#endif
