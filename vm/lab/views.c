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

static bool close_writer(Writer *w, const char *path) {
    bool ok = writer_close(w);
    int error = errno;
    mem_free(w);
    errno = error;
    return ok || complain(path);
}

bool views_begin(Views *views, Thread *t, const ViewOptions *options) {
    *views = (Views){.options = *options, .gil = &t->interp->gil, .process = getpid()};
    if (!open_files(views))
        return false;
    if (!views->trace)
        return true;
    if (!trace_start(t, options->trace_turns ? (uint64_t)options->trace_turns : TRACE_TURNS)) {
        fprintf(stderr, "minipy: no memory for the trace\n");
        return false;
    }
    views_watch_signals(views);
    return true;
}

/* ---- in a child of a fork ---- */

/* "x.json" becomes "x-123.json". New, or NULL. */
static char *name_for_child(const char *path) {
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    char *result = NULL;
    if (!dot || (slash && dot < slash))
        dot = path + strlen(path);
    return asprintf(&result, "%.*s-%d%s", (int)(dot - path), path, (int)getpid(), dot) < 0 ? NULL : result;
}

/* The descriptor is the parent's; the name becomes our own. */
static void leave_file(Writer **w, const char **path) {
    if (!*w)
        return;
    close((*w)->fd);
    mem_free(*w);
    *w = NULL;
    *path = name_for_child(*path);
}

static bool end_child(Views *views, Thread *t) {
    Views own = *views;
    leave_file(&own.stats, &own.options.stats_file);
    leave_file(&own.trace, &own.options.trace_file);
    own.process = getpid();
    bool ok = open_files(&own) && views_end(&own, t);
    if (views->stats)
        free((char *)own.options.stats_file);
    if (views->trace)
        free((char *)own.options.trace_file);
    views->stats = views->trace = NULL;
    return ok;
}

/* ---- the end ---- */

static bool show_stats(Views *views, Thread *t) {
    bool ok = true;
    if (views->options.stats)
        ok = stats_table(t, stderr);
    if (!views->stats)
        return ok;
    ok &= stats_json(t, views->stats);
    ok &= close_writer(views->stats, views->options.stats_file);
    views->stats = NULL;
    return ok;
}

/* Only the first who comes here writes: the program at its end, or a signal that kills it. */
void views_write_trace(Views *views) {
    Writer *w = __atomic_exchange_n(&views->trace, NULL, __ATOMIC_ACQ_REL);
    if (!w)
        return;
    TraceFile file = {views->gil, views->options.program, os_now(), w};
    trace_file_write(&file, views->options.trace_file);
    writer_flush(w);
    __atomic_store_n(&views->trace_written, true, __ATOMIC_RELEASE);
}

static bool show_trace(Views *views) {
    Writer *w = views->trace;
    if (!w)
        return true;
    sigset_t before;
    views_hold_signals(&before);
    views_write_trace(views);
    views_watch_signals(NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return close_writer(w, views->options.trace_file);
}

bool views_end(Views *views, Thread *t) {
    if (getpid() != views->process)
        return end_child(views, t);
    bool ok = show_stats(views, t);
    return show_trace(views) && ok;
}
