#include "vm/lab/views.h"
#include "vm/lab/stats.h"
#include "vm/lab/trace_file.h"
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool complain(const char *path) {
    fprintf(stderr, "minipy: can't write '%s': %s\n", path, strerror(errno));
    return false;
}

/* ---- the beginning ---- */

/* NULL: the file cannot be written, or there is no memory. */
static Writer *open_writer(const char *path) {
    Writer *w = mem_alloc(sizeof *w);
    if (w && writer_open(w, path))
        return w;
    complain(path);
    mem_free(w);
    return NULL;
}

/* A file that was not asked for is open too. */
static bool open_files(Views *views) {
    const ViewOptions *o = &views->options;
    return (!o->stats_file || (views->stats = open_writer(o->stats_file))) &&
           (!o->trace_file || (views->trace = open_writer(o->trace_file)));
}

static bool begin_trace(Views *views, Thread *t, int64_t turns) {
    if (trace_start(t, (uint64_t)turns))
        return true;
    fprintf(stderr, "minipy: no memory for the trace\n");
    return false;
}

/* Programs that this one starts find the parts by it. */
static bool pass_on(Views *views, Interp *interp) {
    interp->inherited = parts_variable(&views->parts);
    return interp->inherited &&
           setenv(PARTS_VARIABLE, interp->inherited + sizeof PARTS_VARIABLE, true) == 0;
}

/* Without parts the program still has its own trace. */
static void make_parts(Views *views, Interp *interp, int64_t turns) {
    const ViewOptions *o = &views->options;
    PartsOrder order = {.stats = o->stats || o->stats_file,
                        .trace = o->trace_file,
                        .page = o->trace_file && trace_file_is_page(o->trace_file),
                        .trace_turns = turns,
                        .origin = views->origin};
    if (!parts_create(&views->parts, &order) || !pass_on(views, interp))
        fprintf(stderr, "minipy: no temporary file, so other processes are not shown: %s\n", strerror(errno));
}

static bool begin_first(Views *views, Thread *t) {
    int64_t turns = views->options.trace_turns ? views->options.trace_turns : TRACE_TURNS;
    views->role = VIEW_FIRST;
    if (!open_files(views) || (views->trace && !begin_trace(views, t, turns)))
        return false;
    views->origin = views->trace ? t->interp->gil.trace->started : views->started;
    make_parts(views, t->interp, turns);
    if (views->trace)
        views_watch_signals(views);
    return true;
}

/* What a descendant writes with. */
static bool open_part_writers(Views *views) {
    const PartsOrder *order = parts_order(&views->parts);
    return (!order->stats || (views->stats = mem_calloc(1, sizeof(Writer)))) &&
           (!order->trace || (views->trace = mem_calloc(1, sizeof(Writer))));
}

static bool begin_part(Views *views, Thread *t, const char *variable) {
    if (!parts_join(&views->parts, variable)) {
        unsetenv(PARTS_VARIABLE); /* the first process is gone */
        return true;
    }
    const PartsOrder *order = parts_order(&views->parts);
    views->role = VIEW_PART;
    views->origin = order->origin;
    t->interp->inherited = parts_variable(&views->parts);
    if (!open_part_writers(views) || (order->trace && !begin_trace(views, t, order->trace_turns)))
        return false;
    views_watch_signals(views);
    return true;
}

bool views_begin(Views *views, Thread *t, const ViewOptions *options) {
    *views = (Views){.options = *options,
                     .gil = &t->interp->gil,
                     .parts.fd = -1,
                     .process = getpid(),
                     .parent = getppid(),
                     .started = os_now()};
    const char *variable = getenv(PARTS_VARIABLE);
    if (options->stats || options->stats_file || options->trace_file)
        return begin_first(views, t);
    return !variable || begin_part(views, t, variable);
}

static void free_writers(Views *views) {
    mem_free(views->stats);
    mem_free(views->trace);
    views->stats = views->trace = NULL;
}

/* The descriptors of files are the parent's. */
static void leave_file(Writer *w) {
    if (w)
        close(w->fd);
}

void views_after_fork(Views *views) {
    if (views->role == VIEW_NOTHING)
        return;
    if (views->role == VIEW_FIRST) {
        leave_file(views->stats);
        leave_file(views->trace);
    }
    views->role = views->parts.head ? VIEW_PART : VIEW_NOTHING;
    if (views->role == VIEW_NOTHING) {
        views_watch_signals(NULL);
        free_writers(views);
        return;
    }
    if (views->options.stats && !views->stats)
        views->stats = mem_calloc(1, sizeof(Writer));
    views->process = getpid();
    views->parent = getppid();
    views->started = os_now();
    views->claimed = views->written = false;
    views_watch_signals(views);
}

/* ---- the end ---- */

static bool close_writer(Writer *w, const char *path) {
    return writer_close(w) || complain(path);
}

static StatsProcess who(const Views *views) {
    return (StatsProcess){views->options.program, views->parent, views->started};
}

static bool show_stats(Views *views, Thread *t) {
    bool ok = true;
    StatsProcess self = who(views);
    if (views->options.stats)
        ok = stats_table(t, stderr, &self, &views->parts);
    if (!views->stats)
        return ok;
    ok &= stats_json(t, views->stats, &self, &views->parts);
    return close_writer(views->stats, views->options.stats_file) && ok;
}

static TraceFile trace_of(const Views *views, Writer *w, const Parts *parts) {
    return (TraceFile){.gil = views->gil,
                       .program = views->options.program,
                       .parent = views->parent,
                       .now = os_now(),
                       .origin = views->origin,
                       .parts = parts,
                       .w = w};
}

static void write_trace(Views *views) {
    TraceFile file = trace_of(views, views->trace, &views->parts);
    trace_file_write(&file, trace_file_is_page(views->options.trace_file));
    writer_flush(views->trace);
}

/* t: has the lock; NULL: in a signal handler. */
static void leave_stats(Views *views, Thread *t) {
    StatsProcess self = who(views);
    if (!parts_begin(&views->parts, views->stats, PART_STATS, views->started))
        return;
    stats_leave_part(t, views->gil, views->stats, &self);
    parts_finish(views->stats);
}

static void leave_trace(Views *views) {
    if (!parts_begin(&views->parts, views->trace, PART_TRACE, views->started))
        return;
    TraceFile file = trace_of(views, views->trace, NULL);
    trace_file_write(&file, parts_order(&views->parts)->page);
    parts_finish(views->trace);
}

/* Only the first who comes here writes: the program at its end, or a signal that kills it. */
static void write_once(Views *views, Thread *t) {
    if (__atomic_exchange_n(&views->claimed, true, __ATOMIC_ACQ_REL))
        return;
    if (views->role == VIEW_PART && views->stats)
        leave_stats(views, t);
    if (views->role == VIEW_PART && views->trace)
        leave_trace(views);
    if (views->role == VIEW_FIRST && views->trace)
        write_trace(views);
    __atomic_store_n(&views->written, true, __ATOMIC_RELEASE);
}

void views_last_words(Views *views) {
    write_once(views, NULL);
}

bool views_end(Views *views, Thread *t) {
    bool ok = true, first = views->role == VIEW_FIRST;
    if (views->role == VIEW_NOTHING)
        return true;
    if (first)
        ok = show_stats(views, t);
    sigset_t before;
    views_hold_signals(&before);
    write_once(views, t);
    views_watch_signals(NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    views->role = VIEW_NOTHING;
    if (first && views->trace)
        ok &= close_writer(views->trace, views->options.trace_file);
    free_writers(views);
    return ok;
}

void views_free(Views *views, Interp *interp) {
    parts_close(&views->parts);
    mem_free(interp->inherited);
    interp->inherited = NULL;
}
