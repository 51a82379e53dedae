/* What an audited program shows at its end. */
#include "vm/lab/audit_report.h"

#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
#include "vm/start.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool complain(const char *path) {
    fprintf(stderr, "minipy: can't write '%s': %s\n", path, strerror(errno));
    return false;
}

static Writer *open_report(const char *path) {
    Writer *w = malloc(sizeof *w);
    if (w && writer_open(w, path))
        return w;
    complain(path);
    free(w);
    return NULL;
}

bool audit_show_begin(Thread *t) {
    Audit *audit = t->interp->audit;
    return !audit->options.report || (audit->report = open_report(audit->options.report));
}

static bool write_report(Thread *t, Writer *w, const char *path) {
    audit_json(t, w, ((VmState *)t->interp->vm)->options.views.program);
    bool ok = writer_close(w) || complain(path);
    free(w);
    return ok;
}

/* "x.json" becomes "x-123.json". New, or NULL. */
static char *name_for_child(const char *path) {
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    char *result = NULL;
    if (!dot || (slash && dot < slash))
        dot = path + strlen(path);
    return asprintf(&result, "%.*s-%d%s", (int)(dot - path), path, (int)getpid(), dot) < 0 ? NULL : result;
}

static bool report_of_child(Thread *t) {
    Audit *audit = t->interp->audit;
    if (!audit->options.report || (!audit->record_count && !audit->unexplained))
        return true;
    char *path = name_for_child(audit->options.report);
    Writer *w = path ? open_report(path) : NULL;
    bool ok = w && write_report(t, w, path);
    free(path);
    return ok;
}

bool audit_show(Thread *t) {
    Audit *audit = t->interp->audit;
    Writer *w = audit->report;
    if (audit->shown)
        return true;
    audit->shown = true;
    audit_settle(t);
    audit_dig(t);
    audit_table(t, stderr);
    audit->report = NULL;
    return w ? write_report(t, w, audit->options.report) : report_of_child(t);
}
#endif
