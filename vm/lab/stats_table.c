/* The table of --gil-stats: threads by how long they had the lock, then what moved it; then the processes, if there are
 * several. */
#include "runtime/float.h"
#include "vm/lab/stats.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

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

static void print_settings(FILE *file, const Stats *stats) {
    Cell text;
    GilPolicy policy = stats->policy;
    fprintf(file, "\nGIL: policy %s", gil_policy_name(policy));
    if (policy == GIL_TIME)
        fprintf(file, " (%s)", show_time(text, stats->interval_ns));
    else if (policy != GIL_BLOCKING)
        fprintf(file, " (every %s)", show_count(text, (uint64_t)stats->interval));
    fprintf(file, ", hand-off %s", gil_handoff_name(stats->handoff));
    fprintf(file, "; %s in process %d\n", show_time(text, stats->wall_ns), stats->process);
}

static void print_switches(FILE *file, const Stats *stats) {
    Cell text;
    const char *separator = ": ";
    fprintf(file, "switches  %s", show_count(text, stats->switches));
    for (int i = 0; i < GIL_CAUSE_COUNT; i++) {
        if (!stats->switches_by[i])
            continue;
        fprintf(file, "%s%s %s", separator, show_count(text, stats->switches_by[i]), gil_cause_name((GilCause)i));
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

static void print_metrics(FILE *file, const Stats *stats) {
    for (const GilMetric *metric = stats->metrics; metric; metric = metric->next) {
        char *text = float_to_text(metric->value, 'r', 0, false, !metric->whole);
        fprintf(file, "reported  %s = %s\n", metric->name, text ? text : "?");
        free(text);
    }
}

/* ---- the processes ---- */

typedef struct ProcessRow {
    char name[64];
    int process; /* 0: a sum */
    int threads;
    int64_t wall_ns, hold_ns, wait_ns, longest_wait_ns;
    uint64_t switches;
} ProcessRow;

static ProcessRow row_of(const Stats *stats) {
    ProcessRow row = {.process = stats->process,
                      .threads = stats->total.merged,
                      .wall_ns = stats->wall_ns,
                      .hold_ns = stats->total.hold_ns,
                      .wait_ns = stats->total.wait_ns,
                      .longest_wait_ns = stats->total.longest_wait_ns,
                      .switches = stats->switches};
    snprintf(row.name, sizeof row.name, "%s", *stats->process_name ? stats->process_name : stats->program);
    return row;
}

static void add_row(ProcessRow *sum, const ProcessRow *row) {
    sum->threads += row->threads;
    sum->wall_ns += row->wall_ns;
    sum->hold_ns += row->hold_ns;
    sum->wait_ns += row->wait_ns;
    sum->switches += row->switches;
    if (row->longest_wait_ns > sum->longest_wait_ns)
        sum->longest_wait_ns = row->longest_wait_ns;
}

static void print_process(FILE *file, const ProcessRow *row, int width) {
    Cell number = "", threads, life, hold, part, wait, switches, longest;
    if (row->process)
        snprintf(number, sizeof number, "%d", row->process);
    print_name(file, row->name, width);
    fprintf(file, " %9s %8s %10s %10s %4s %10s %9s %9s\n", number, show_count(threads, (uint64_t)row->threads),
            show_time(life, row->wall_ns), show_time(hold, row->hold_ns),
            show_part(part, row->hold_ns, row->wall_ns), show_time(wait, row->wait_ns),
            show_count(switches, row->switches),
            row->longest_wait_ns ? show_time(longest, row->longest_wait_ns) : "-");
}

static int more_work_first(const void *a, const void *b) {
    int64_t x = ((const ProcessRow *)a)->hold_ns, y = ((const ProcessRow *)b)->hold_ns;
    return (x < y) - (x > y);
}

/* Those that did most, the sum of the others, the sum of all. */
static void print_process_rows(FILE *file, ProcessRow *rows, int count) {
    ProcessRow rest = {0}, all = {0};
    int width = NAME_LEAST, shown = count > ROWS_SHOWN ? ROWS_SHOWN : count;
    qsort(rows, (size_t)count, sizeof *rows, more_work_first);
    for (int i = 0; i < count; i++)
        add_row(i < shown ? &all : &rest, &rows[i]);
    add_row(&all, &rest);
    for (int i = 0; i < shown; i++)
        if (columns(rows[i].name) > width)
            width = columns(rows[i].name);
    width = width < NAME_MOST ? width : NAME_MOST;
    fprintf(file, "\n%-*s %9s %8s %10s %15s %10s %9s %9s\n", width, "process", "number", "threads", "lived", "had its GIL",
            "waited", "switches", "longest");
    for (int i = 0; i < shown; i++)
        print_process(file, &rows[i], width);
    snprintf(rest.name, sizeof rest.name, "(%d more)", count - shown);
    snprintf(all.name, sizeof all.name, "(all %d)", count);
    if (shown < count)
        print_process(file, &rest, width);
    print_process(file, &all, width);
}

/* rows[0] is ours already. */
static int gather_rows(ProcessRow *rows, const Parts *parts) {
    int count = 1;
    for (int i = -1; (i = parts_next(parts, PART_STATS, i + 1)) >= 0 && count < PARTS_MOST;) {
        Stats stats;
        if (!stats_from_part(&stats, parts, i))
            continue;
        rows[count++] = row_of(&stats);
        stats_free(&stats);
    }
    return count;
}

/* How many locks were held at the same time: 1.9 of 2 processes is what people hope for. */
static void print_processes(FILE *file, ProcessRow *rows, int count, int64_t wall_ns, int64_t dropped) {
    double held = 0;
    for (int i = 0; i < count; i++)
        held += (double)rows[i].hold_ns;
    if (count > 1) {
        print_process_rows(file, rows, count);
        fprintf(file, "\nGILs held at the same time: %.2f on average\n", wall_ns ? held / (double)wall_ns : 0);
    }
    if (dropped)
        fprintf(file, "and %" PRIi64 " processes of which nothing is known\n", dropped);
}

static bool show_processes(const Stats *own, FILE *file, const Parts *parts) {
    if (parts_next(parts, PART_STATS, 0) < 0 && !parts_dropped(parts))
        return true;
    ProcessRow *rows = mem_calloc(PARTS_MOST, sizeof *rows);
    if (!rows)
        return false;
    rows[0] = row_of(own);
    print_processes(file, rows, gather_rows(rows, parts), own->wall_ns, parts_dropped(parts));
    mem_free(rows);
    return true;
}

bool stats_table(Thread *t, FILE *file, const StatsProcess *who, const Parts *parts) {
    Stats stats;
    if (!stats_take(t, &stats, who))
        return false;
    stats_sort(&stats);
    print_settings(file, &stats);
    print_rows(file, &stats, stats.wall_ns);
    print_switches(file, &stats);
    print_waits(file, &stats);
    print_metrics(file, &stats);
    bool ok = show_processes(&stats, file, parts);
    stats_free(&stats);
    return ok;
}
