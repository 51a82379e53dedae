/* The table that --gil=unsafe shows at the end. */
#include "vm/lab/audit_report.h"

#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
#include <stdlib.h>
#include <string.h>

enum { ROWS = 12, COLLISIONS = 3, NUMBER = 32 };

/* 1,234,567 */
static const char *grouped(char text[NUMBER], int64_t n) {
    char digits[NUMBER];
    int length = snprintf(digits, sizeof digits, "%lld", (long long)n), used = 0;
    for (int i = 0; i < length; i++) {
        text[used++] = digits[i];
        if ((length - i - 1) % 3 == 0 && i + 1 < length && digits[i] != '-')
            text[used++] = ',';
    }
    text[used] = 0;
    return text;
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static const char *at(char *text, size_t room, const AuditPlace *place) {
    if (!place || !place->line)
        snprintf(text, room, "no line");
    else
        snprintf(text, room, "%s:%d", base_name(place->file), place->line);
    return text;
}

static void print_total(FILE *file, const char *what, int64_t n) {
    char number[NUMBER];
    fprintf(file, "  %-20s%12s\n", what, grouped(number, n));
}

static void print_head(const Audit *audit, FILE *file) {
    char changes[NUMBER];
    AuditTally tally = audit_changes(audit);
    fprintf(file, "Reference counts %s: %s changes by %llu thread%s\n",
            audit_unsafe(audit) ? "without the lock" : "under the lock",
            grouped(changes, (int64_t)(tally.up + tally.down)), (unsigned long long)audit->thread_count,
            audit->thread_count == 1 ? "" : "s");
    print_total(file, "lost increments", audit->lost_up);
    print_total(file, "lost decrements", audit->lost_down);
    print_total(file, "freed in use", audit->premature);
    print_total(file, "leaked", audit->leaks);
    if (audit->unexplained)
        print_total(file, "not explained", audit->unexplained);
}

/* ---- objects ---- */

static int weight(const AuditRecord *record) {
    return 2 * record->premature + record->leaked;
}

static int worst_first(const void *a, const void *b) {
    const AuditRecord *x = *(AuditRecord *const *)a, *y = *(AuditRecord *const *)b;
    int64_t p = x->lost_up + x->lost_down, q = y->lost_up + y->lost_down;
    return weight(x) != weight(y) ? weight(y) - weight(x) : (p < q) - (p > q);
}

static void print_who(FILE *file, const char *before, AuditWho who) {
    char place[80];
    if (who.thread)
        fprintf(file, "%s %s at %s", before, who.thread->text, at(place, sizeof place, who.place));
}

static void print_fate(FILE *file, const AuditRecord *record) {
    if (record->premature) {
        fputs("would be freed", file);
        print_who(file, " by", record->freed);
        print_who(file, ", in use by", record->used);
    }
    if (record->leaked)
        fprintf(file, "%sleaked: counts %lld at its end", record->premature ? "; " : "",
                (long long)record->left);
}

static void print_collision(FILE *file, const AuditLoss *loss) {
    fprintf(file, "    %lld %s%s", (long long)loss->count, loss->delta > 0 ? "increment" : "decrement",
            loss->count == 1 ? "" : "s");
    print_who(file, " of", loss->victim);
    if (loss->winner.thread)
        print_who(file, ", overwritten by", loss->winner);
    else
        fputs(", skipped by the test hook", file);
    fputs("\n", file);
}

/* The most frequent ones, of those that did not come back. */
static void print_collisions(FILE *file, const AuditRecord *record) {
    const AuditLoss *top[COLLISIONS + 1] = {0};
    for (const AuditLoss *loss = record->losses; loss; loss = loss->next) {
        int i = COLLISIONS;
        for (; i > 0 && (!top[i - 1] || top[i - 1]->count < loss->count); i--)
            top[i] = top[i - 1];
        top[i] = loss;
    }
    for (int i = 0; i < COLLISIONS && top[i] && top[i]->count > 0; i++)
        print_collision(file, top[i]);
}

static void print_object(FILE *file, const AuditRecord *record) {
    char name[132], place[80];
    snprintf(name, sizeof name, "%s %s", record->type, record->text);
    if (!*record->text)
        snprintf(name, sizeof name, "%s at %#lx", record->type, (unsigned long)record->address);
    fprintf(file, "%-36.36s %-18s %7lld %7lld  ", name, at(place, sizeof place, record->made),
            (long long)record->lost_up, (long long)record->lost_down);
    print_fate(file, record);
    fputs("\n", file);
    print_collisions(file, record);
}

static void print_objects(const Audit *audit, FILE *file) {
    AuditRecord **all = malloc((size_t)(audit->record_count + 1) * sizeof *all);
    int64_t count = 0;
    for (AuditRecord *record = audit->records; all && record; record = record->next)
        all[count++] = record;
    if (count)
        qsort(all, (size_t)count, sizeof *all, worst_first);
    fprintf(file, "%-36s %-18s %7s %7s\n", "object", "made at", "lost +1", "lost -1");
    for (int64_t i = 0; i < count && i < ROWS; i++)
        print_object(file, all[i]);
    if (count > ROWS)
        fprintf(file, "... and %lld more (all of them: --refcount-report=FILE)\n", (long long)(count - ROWS));
    free(all);
}

/* ---- sums ---- */

static void print_totals(const Audit *audit, FILE *file, bool by_line) {
    AuditTotals totals = audit_totals(audit, by_line);
    fprintf(file, "%-36s %7s %7s %12s %7s\n", by_line ? "by line" : "by type", "lost +1", "lost -1",
            "freed in use", "leaked");
    for (int i = 0; i < totals.count && i < ROWS; i++) {
        const AuditTotal *row = &totals.rows[i];
        char name[80];
        if (by_line && row->line)
            snprintf(name, sizeof name, "%s:%d", base_name(row->name), row->line);
        else
            snprintf(name, sizeof name, "%s", by_line ? "no line" : row->name);
        fprintf(file, "%-36.36s %7lld %7lld %12lld %7lld\n", name, (long long)row->lost_up,
                (long long)row->lost_down, (long long)row->premature, (long long)row->leaked);
    }
    free(totals.rows);
}

void audit_table(Thread *t, FILE *file) {
    const Audit *audit = t->interp->audit;
    if (!audit->record_count && !audit->unexplained) {
        char changes[NUMBER];
        AuditTally tally = audit_changes(audit);
        if (audit_unsafe(audit) && audit->thread_count > 1)
            fprintf(file, "Reference counts without the lock: nothing lost in %s changes by %llu threads\n",
                    grouped(changes, (int64_t)(tally.up + tally.down)),
                    (unsigned long long)audit->thread_count);
        return;
    }
    print_head(audit, file);
    fputs("\n", file);
    print_objects(audit, file);
    fputs("\n", file);
    print_totals(audit, file, false);
    fputs("\n", file);
    print_totals(audit, file, true);
}
#endif
