#include "vm/lab/views.h"
#include "vm/lab/stats.h"
#include <errno.h>
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

static bool close_writer(Writer *w, const char *path) {
    bool ok = writer_close(w);
    int error = errno;
    mem_free(w);
    errno = error;
    return ok || complain(path);
}

/* The name of a file that a child of a fork writes: "x.json" becomes "x-123.json". New; NULL: out of memory.
 */
static char *name_for_child(const char *path) {
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    char *result = NULL;
    if (!dot || (slash && dot < slash))
        dot = path + strlen(path);
    return asprintf(&result, "%.*s-%d%s", (int)(dot - path), path, (int)getpid(), dot) < 0 ? NULL : result;
}

bool views_begin(Views *views, const ViewOptions *options) {
    *views = (Views){.options = *options, .process = getpid()};
    return !options->stats_file || (views->stats = open_writer(options->stats_file));
}

/* The parent's descriptors are not ours. */
static bool become_child(Views *views) {
    if (!views->stats)
        return true;
    close(views->stats->fd);
    mem_free(views->stats);
    views->options.stats_file = name_for_child(views->options.stats_file);
    views->stats = views->options.stats_file ? open_writer(views->options.stats_file) : NULL;
    return views->stats;
}

static bool show_stats(Views *views, Thread *t) {
    bool ok = true;
    if (views->options.stats)
        ok = stats_table(t, stderr);
    if (!views->stats)
        return ok;
    ok &= stats_json(t, views->stats);
    return close_writer(views->stats, views->options.stats_file) && ok;
}

bool views_end(Views *views, Thread *t) {
    if (getpid() != views->process && !become_child(views))
        return false;
    return show_stats(views, t);
}
