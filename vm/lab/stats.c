/* Statistics: taken, left as a part, read from one. */
#include "vm/lab/stats.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* ---- one moment ---- */

static int count_accounts(const Gil *gil) {
    int count = 0;
    for (const GilAccount *account = gil->accounts; account; account = account->next)
        count++;
    return count;
}

static const GilAccount *find_longest(const Stats *stats) {
    const GilAccount *longest = NULL;
    for (int i = 0; i < stats->count; i++)
        if (stats->rows[i].longest_wait_ns > (longest ? longest->longest_wait_ns : 0))
            longest = &stats->rows[i];
    return longest;
}

/* The bucket of a wait says it up to its width only: never more than the longest. */
static int64_t quantile(const Gil *gil, double part, int64_t longest) {
    int64_t ns = gil_wait_quantile(gil, part);
    return ns < longest ? ns : longest;
}

static void note_settings(Stats *stats, const Gil *gil, const StatsProcess *who) {
    stats->process = getpid();
    stats->parent = who->parent;
    stats->started = who->started;
    strncpy(stats->program, who->program, sizeof stats->program - 1);
    memcpy(stats->process_name, gil->process_name, sizeof stats->process_name);
    stats->policy = gil_policy(gil);
    stats->handoff = gil_handoff(gil);
    stats->interval = gil->interval;
    stats->interval_ns = gil->interval_ns;
    stats->metrics = gil->metrics;
}

static void note_holder(Stats *stats, const GilMoment *moment) {
    const GilAccount *holder = moment->holder_account;
    if (!holder)
        return;
    memcpy(stats->holder, holder->name, sizeof stats->holder);
    stats->holder_ident = holder->ident;
    stats->holder_native_id = holder->native_id;
    stats->holder_site = moment->site;
}

/* In a signal handler other threads may add accounts and take them away meanwhile: no more than there is room for. */
static void note_rows(Stats *stats, const Gil *gil, const GilMoment *moment) {
    int i = stats->count;
    for (const GilAccount *account = gil->accounts; account && i; account = account->next) {
        stats->rows[--i] = gil_account_at(moment, account);
        gil_account_add(&stats->total, &stats->rows[i]);
    }
    stats->rows += i;
    stats->count -= i;
}

static void note_sums(Stats *stats, const Gil *gil, const GilMoment *moment) {
    stats->wall_ns = moment->now - gil->counted_since;
    for (int i = 0; i < GIL_CAUSE_COUNT; i++)
        stats->switches += stats->switches_by[i] = gil->switches[i];
    stats->nobody_ns = stats->wall_ns - stats->total.hold_ns;
    stats->p50_ns = quantile(gil, 0.5, stats->total.longest_wait_ns);
    stats->p99_ns = quantile(gil, 0.99, stats->total.longest_wait_ns);
    stats->longest = find_longest(stats);
}

/* Memory that can be had in a signal handler. */
static bool take_memory(Stats *stats, size_t bytes) {
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return false;
    stats->memory = memory;
    stats->bytes = bytes;
    return true;
}

static bool take(Stats *stats, const Gil *gil, const GilMoment *moment, const StatsProcess *who) {
    *stats = (Stats){.count = count_accounts(gil)};
    if (!take_memory(stats, (size_t)stats->count * sizeof *stats->rows))
        return false;
    stats->rows = stats->memory;
    note_settings(stats, gil, who);
    note_holder(stats, moment);
    note_rows(stats, gil, moment);
    note_sums(stats, gil, moment);
    return true;
}

bool stats_take(Thread *t, Stats *stats, const StatsProcess *who) {
    GilMoment moment = gil_moment(t);
    return take(stats, &t->interp->gil, &moment, who);
}

static int more_held_first(const void *a, const void *b) {
    int64_t x = ((const GilAccount *)a)->hold_ns, y = ((const GilAccount *)b)->hold_ns;
    return (x < y) - (x > y);
}

void stats_sort(Stats *stats) {
    qsort(stats->rows, (size_t)stats->count, sizeof *stats->rows, more_held_first);
    stats->longest = find_longest(stats);
}

void stats_free(Stats *stats) {
    munmap(stats->memory, stats->bytes);
}

/* ---- as a part: the Stats, their rows, the metrics with their names, each from a multiple of 8 on ---- */

static size_t metric_bytes(const char *name) {
    return (sizeof(GilMetric) + strlen(name) + 1 + 7) & ~(size_t)7;
}

static void leave_metric(Writer *w, const GilMetric *metric) {
    size_t length = sizeof *metric + strlen(metric->name) + 1;
    writer_bytes(w, (const char *)metric, length);
    writer_bytes(w, "\0\0\0\0\0\0\0", metric_bytes(metric->name) - length);
}

void stats_leave_part(Thread *t, const Gil *gil, Writer *w, const StatsProcess *who) {
    Stats stats;
    GilMoment moment = t ? gil_moment(t) : gil_moment_in_handler(gil);
    moment.site = (GilSite){0};
    if (!take(&stats, gil, &moment, who)) {
        w->error = ENOMEM;
        return;
    }
    writer_bytes(w, (const char *)&stats, sizeof stats);
    writer_bytes(w, (const char *)stats.rows, (size_t)stats.count * sizeof *stats.rows);
    for (const GilMetric *metric = stats.metrics; metric; metric = metric->next)
        leave_metric(w, metric);
    stats_free(&stats);
}

/* They lie one behind the other. */
static const GilMetric *link_metrics(char *place, const char *end) {
    GilMetric *first = NULL, **link = &first;
    while (place + sizeof(GilMetric) < end) {
        *link = (GilMetric *)place;
        link = &(*link)->next;
        place += metric_bytes(((GilMetric *)place)->name);
    }
    *link = NULL;
    return first;
}

bool stats_from_part(Stats *stats, const Parts *parts, int number) {
    Stats memory;
    size_t length = (size_t)parts_part(parts, number)->length;
    if (length < sizeof *stats || !take_memory(&memory, length))
        return false;
    char *bytes = memory.memory;
    bool ok = parts_read(parts, number, bytes);
    memcpy(stats, bytes, sizeof *stats);
    if (!ok || sizeof *stats + (size_t)stats->count * sizeof *stats->rows > length) {
        stats_free(&memory);
        return false;
    }
    stats->memory = bytes;
    stats->bytes = length;
    stats->rows = (GilAccount *)(bytes + sizeof *stats);
    stats->metrics = link_metrics((char *)(stats->rows + stats->count), bytes + length);
    stats->longest = find_longest(stats);
    return true;
}
