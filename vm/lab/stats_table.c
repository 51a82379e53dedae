/* The table of --gil-stats: threads by how long they had the lock, then what moved it. */
#include "runtime/float.h"
#include "vm/lab/stats.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    ROWS_SHOWN = 20,
    NAME_LEAST = 14, /* columns of the name */
    NAME_MOST = 32
};

typedef char Cell[40]; /* a number as text */

static const char *show_time(Cell cell, int64_t ns) {
    double d = (double)ns;
    if (ns >= 1000000000)
        snprintf(cell, sizeof(Cell), "%.3f s", d / 1e9);
    else if (ns >= 1000000)
        snprintf(cell, sizeof(Cell), "%.2f ms", d / 1e6);
    else if (ns >= 1000)
        snprintf(cell, sizeof(Cell), "%.1f us", d / 1e3);
    else
        snprintf(cell, sizeof(Cell), "%d ns", (int)ns);
    return cell;
}

/* 1234567 as 1,234,567. */
static const char *show_count(Cell cell, uint64_t n) {
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%" PRIu64, n), out = 0;
    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            cell[out++] = ',';
        cell[out++] = digits[i];
    }
    cell[out] = 0;
    return cell;
}

static const char *show_part(Cell cell, int64_t part, int64_t whole) {
    snprintf(cell, sizeof(Cell), "%.0f%%", whole ? 100.0 * (double)part / (double)whole : 0.0);
    return cell;
}

/* How many columns the text takes, if each character takes one. */
static int columns(const char *text) {
    int count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
}

/* ---- the rows ---- */

static int name_columns(const Stats *stats) {
    int width = NAME_LEAST;
    for (int i = 0; i < stats->count && i < ROWS_SHOWN; i++)
        if (columns(stats->rows[i].name) > width)
            width = columns(stats->rows[i].name);
    return width < NAME_MOST ? width : NAME_MOST;
}

/* The name, cut or filled up to the width. */
static void print_name(FILE *file, const char *name, int width) {
    const char *end = name;
    while (*end && (width > 0 || ((unsigned char)*end & 0xc0) == 0x80))
        width -= ((unsigned char)*end++ & 0xc0) != 0x80;
    fprintf(file, "%.*s%*s", (int)(end - name), name, width, "");
}

static void print_row(FILE *file, const GilAccount *a, int64_t wall, int width) {
    Cell hold, hold_part, wait, wait_part, blocked, blocked_part, waits, longest;
    int64_t all =
        wall * (a->merged ? a->merged : 1); /* several threads can wait at a time, but not have the lock */
    print_name(file, *a->name ? a->name : "(no name)", width);
    fprintf(file, " %9s %4s %10s %4s %10s %4s %9s %9s\n", show_time(hold, a->hold_ns),
            show_part(hold_part, a->hold_ns, wall), show_time(wait, a->wait_ns),
            show_part(wait_part, a->wait_ns, all), show_time(blocked, a->blocked_ns),
            show_part(blocked_part, a->blocked_ns, all), show_count(waits, a->waits),
            a->longest_wait_ns ? show_time(longest, a->longest_wait_ns) : "-");
}

static void print_rows(FILE *file, const Stats *stats, int64_t wall) {
    int width = name_columns(stats);
    fprintf(file, "%-*s %14s %15s %15s %9s %9s\n", width, "thread", "had it", "waited for it", "blocked",
            "waits", "longest");
    for (int i = 0; i < stats->count && i < ROWS_SHOWN; i++)
        print_row(file, &stats->rows[i], wall, width);
    GilAccount rest = {0};
    for (int i = ROWS_SHOWN; i < stats->count; i++)
        gil_account_add(&rest, &stats->rows[i]);
    if (rest.merged) {
        snprintf(rest.name, sizeof rest.name, "(%d more)", rest.merged);
        print_row(file, &rest, wall, width);
    }
    Cell time, part;
    print_name(file, "(nobody)", width);
    fprintf(file, " %9s %4s\n\n", show_time(time, stats->nobody_ns), show_part(part, stats->nobody_ns, wall));
}

/* ---- what is above and below ---- */

static void print_settings(FILE *file, const Gil *gil, const Stats *stats) {
    Cell text;
    GilPolicy policy = gil_policy(gil);
    fprintf(file, "\nGIL: policy %s", gil_policy_name(policy));
    if (policy == GIL_TIME)
        fprintf(file, " (%s)", show_time(text, gil->interval_ns));
    else if (policy != GIL_BLOCKING)
        fprintf(file, " (every %s)", show_count(text, (uint64_t)gil->interval));
    fprintf(file, ", hand-off %s", gil_handoff_name(gil_handoff(gil)));
    fprintf(file, "; %s in process %d\n", show_time(text, stats->wall_ns), (int)getpid());
}

static void print_switches(FILE *file, const Gil *gil, const Stats *stats) {
    Cell text;
    const char *separator = ": ";
    fprintf(file, "switches  %s", show_count(text, stats->switches));
    for (int i = 0; i < GIL_CAUSE_COUNT; i++) {
        if (!gil->switches[i])
            continue;
        fprintf(file, "%s%s %s", separator, show_count(text, gil->switches[i]), gil_cause_name((GilCause)i));
        separator = ", ";
    }
    if (stats->total.offers_unused)
        fprintf(file, "; offered in vain: %s", show_count(text, stats->total.offers_unused));
    fputc('\n', file);
}

static void print_waits(FILE *file, const Stats *stats) {
    Cell count, half, most, longest;
    fprintf(file, "waits     %s", show_count(count, stats->total.waits));
    if (stats->total.waits)
        fprintf(file, ": half of them up to %s, 99%% up to %s", show_time(half, stats->p50_ns),
                show_time(most, stats->p99_ns));
    fputc('\n', file);
    const GilAccount *a = stats->longest;
    if (!a)
        return;
    fprintf(file, "longest   %s: %s, ", a->name, show_time(longest, a->longest_wait_ns));
    if (a->longest_lasts)
        fprintf(file, "and goes on; %s is", a->longest_holder);
    else
        fprintf(file, "until %s let go", a->longest_holder);
    if (*a->longest_file)
        fprintf(file, " at %s:%d", a->longest_file, a->longest_line);
    fputc('\n', file);
}

static void print_metrics(FILE *file, const Gil *gil) {
    for (const GilMetric *metric = gil->metrics; metric; metric = metric->next) {
        char *text = float_to_text(metric->value, 'r', 0, false, !metric->whole);
        fprintf(file, "reported  %s = %s\n", metric->name, text ? text : "?");
        free(text);
    }
}

bool stats_table(Thread *t, FILE *file) {
    Stats stats;
    const Gil *gil = &t->interp->gil;
    if (!stats_take(t, &stats))
        return false;
    stats_sort(&stats);
    print_settings(file, gil, &stats);
    print_rows(file, &stats, stats.wall_ns);
    print_switches(file, gil, &stats);
    print_waits(file, &stats);
    print_metrics(file, gil);
    stats_free(&stats);
    return true;
}
