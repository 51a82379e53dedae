/* The statistics of the lock, in three forms: a dict of Python (gil.stats()), the same as JSON
 * (--gil-stats=FILE), and a table for people (--gil-stats); and as a part (parts.h), from which the first process makes
 * these forms for its descendants too. The GIL must be held, but for leaving a part. */
#ifndef VM_LAB_STATS_H
#define VM_LAB_STATS_H

#include "runtime/gil_account.h"
#include "runtime/interp.h"
#include "vm/lab/parts.h"
#include "vm/lab/writer.h"
#include <stdio.h>

/* Who it is about. */
typedef struct StatsProcess {
    const char *program; /* for people */
    int parent;
    int64_t started; /* os_now() */
} StatsProcess;

/* One process at one moment: plain memory but for what is said to be a pointer, so it can be a part. */
typedef struct Stats {
    int process, parent;
    char program[64], process_name[64]; /* UTF-8, cut; the latter may be empty */
    GilPolicy policy;
    GilHandoff handoff;
    int64_t interval, interval_ns;
    int64_t wall_ns;   /* since the counting began */
    int64_t nobody_ns; /* of it nobody had the lock */
    int count;
    GilAccount *rows; /* oldest thread first; pointers in them mean nothing, but thread: NULL if it has ended */
    GilAccount total; /* of all rows; its `merged` is the number of threads */
    uint64_t switches, switches_by[GIL_CAUSE_COUNT];
    int64_t p50_ns, p99_ns;
    const GilAccount *longest; /* the row of the longest wait; NULL: nobody waited */
    char holder[64];           /* the thread that has the lock; empty: none, which is so in signal handlers only */
    OsThread holder_ident;
    int64_t holder_native_id;
    GilSite holder_site;       /* of our own process only */
    const GilMetric *metrics;
    int64_t started; /* os_now(); of a part only */
    void *memory;    /* of the rows; owned */
    size_t bytes;
} Stats;

/* false: out of memory, nothing raised. */
bool stats_take(Thread *t, Stats *stats, const StatsProcess *who);
/* The statistics that a descendant left as this part; false: they cannot be read. */
bool stats_from_part(Stats *stats, const Parts *parts, int number);
void stats_sort(Stats *stats); /* rows by how long they had the lock */
void stats_free(Stats *stats);

/* What a descendant leaves; may be called in a signal handler (the holder is not known by t then, which is NULL). */
void stats_leave_part(Thread *t, const Gil *gil, Writer *w, const StatsProcess *who);

/* New; VALUE_NULL: exception. */
Value stats_dict(Thread *t);
/* false: out of memory. Whether all was written, the writer knows. parts: those of descendants; or NULL. */
bool stats_json(Thread *t, Writer *w, const StatsProcess *who, const Parts *parts);
bool stats_table(Thread *t, FILE *file, const StatsProcess *who, const Parts *parts);

#endif
