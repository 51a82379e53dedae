/* Sums of what the audit has found. */
#include "vm/lab/audit_report.h"

#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
#include <stdlib.h>
#include <string.h>

static AuditTotal *find(AuditTotals *totals, const char *name, int line) {
    for (int i = 0; i < totals->count; i++)
        if (totals->rows[i].line == line && !strcmp(totals->rows[i].name, name))
            return &totals->rows[i];
    AuditTotal *rows = realloc(totals->rows, (size_t)(totals->count + 1) * sizeof *rows);
    if (!rows)
        return NULL;
    totals->rows = rows;
    rows[totals->count] = (AuditTotal){.name = name, .line = line};
    return &rows[totals->count++];
}

static AuditTotal *at_place(AuditTotals *totals, const AuditPlace *place) {
    return find(totals, place ? place->file : "", place ? place->line : 0);
}

static void add_to_type(AuditTotals *totals, const AuditRecord *record) {
    AuditTotal *total = find(totals, record->type, 0);
    if (!total)
        return;
    total->lost_up += record->lost_up;
    total->lost_down += record->lost_down;
    total->premature += record->premature;
    total->leaked += record->leaked;
}

static void add_to_lines(AuditTotals *totals, const AuditRecord *record) {
    AuditTotal *total;
    for (const AuditLoss *loss = record->losses; loss; loss = loss->next)
        if ((total = at_place(totals, loss->victim.place)))
            *(loss->delta > 0 ? &total->lost_up : &total->lost_down) += loss->count;
    if (record->premature && (total = at_place(totals, record->freed.place)))
        total->premature++;
    if (record->leaked && (total = at_place(totals, record->made)))
        total->leaked++;
}

static int more_first(const void *a, const void *b) {
    const AuditTotal *x = a, *y = b;
    int64_t p = x->lost_up + x->lost_down + x->premature + x->leaked;
    int64_t q = y->lost_up + y->lost_down + y->premature + y->leaked;
    return p != q                     ? (p < q) - (p > q)
           : strcmp(x->name, y->name) ? strcmp(x->name, y->name)
                                      : x->line - y->line;
}

AuditTotals audit_totals(const Audit *audit, bool by_line) {
    AuditTotals totals = {0};
    for (const AuditRecord *record = audit->records; record; record = record->next)
        (by_line ? add_to_lines : add_to_type)(&totals, record);
    if (totals.count)
        qsort(totals.rows, (size_t)totals.count, sizeof *totals.rows, more_first);
    return totals;
}

AuditTally audit_changes(const Audit *audit) {
    AuditTally sum = audit->nowhere.tally;
    for (const AuditCode *code = audit->codes; code; code = code->next)
        for (uint32_t i = 0; i < code->count; i++)
            audit_tally_add(&sum, &code->places[i].tally);
    return sum;
}
#endif
