/* What the command line asks to be shown of the lock when the program ends: --gil-stats. Files are
 * opened at the start, so that a mistake in their names is found then. A child of a fork writes files of its own, whose
 * names have its process number before the extension. */
#ifndef VM_LAB_VIEWS_H
#define VM_LAB_VIEWS_H

#include "runtime/interp.h"
#include "vm/lab/writer.h"

typedef struct ViewOptions {
    bool stats;             /* --gil-stats */
    const char *stats_file; /* --gil-stats=FILE; else NULL */
} ViewOptions;

typedef struct Views {
    ViewOptions options;
    int process;
    Writer *stats; /* of options.stats_file; NULL: none */
} Views;

/* false: a file cannot be written, which has been said. */
bool views_begin(Views *views, const ViewOptions *options);
/* Shows what was asked for. The GIL must be held. false: something could not be written, which has been said. */
bool views_end(Views *views, Thread *t);

#endif
