/* The statistics of the lock, in three forms: a dict of Python (gil.stats()), the same as JSON
 * (--gil-stats=FILE), and a table for people (--gil-stats). The GIL must be held. */
#ifndef VM_LAB_STATS_H
#define VM_LAB_STATS_H

#include "runtime/gil_account.h"
#include "runtime/interp.h"
#include "vm/lab/writer.h"
#include <stdio.h>

/* All accounts at one moment. */
typedef struct Stats {
    int64_t wall_ns;   /* since the counting began */
    int64_t nobody_ns; /* of it nobody had the lock */
    int count;
    GilAccount *rows; /* oldest thread first; owned */
    GilAccount total; /* of all rows; its `merged` is the number of threads */
    uint64_t switches;
    int64_t p50_ns, p99_ns;
    const GilAccount *longest; /* the row of the longest wait; NULL: nobody waited */
} Stats;

/* false: out of memory, nothing raised. */
bool stats_take(Thread *t, Stats *stats);
void stats_sort(Stats *stats); /* rows by how long they had the lock */
void stats_free(Stats *stats);

/* New; VALUE_NULL: exception. */
Value stats_dict(Thread *t);
/* false: out of memory. Whether all was written, the writer knows. */
bool stats_json(Thread *t, Writer *w);
bool stats_table(Thread *t, FILE *file);

#endif
