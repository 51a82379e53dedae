/* The file of --refcount-report: README.md says what its keys mean. */
#include "vm/lab/audit_report.h"

#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
#include "runtime/str.h"
#include "vm/code.h"
#include <stdlib.h>
#include <string.h>

/* A key and the comma before it. */
static void key(Writer *w, const char *name, bool first) {
    writer_text(w, first ? "" : ", ");
    writer_json(w, name);
    writer_text(w, ": ");
}

static void number(Writer *w, const char *name, int64_t n, bool first) {
    key(w, name, first);
    writer_number(w, n);
}

static void text(Writer *w, const char *name, const char *value, bool first) {
    key(w, name, first);
    writer_json(w, value);
}

/* FILE:LINE, or null. */
static void place(Writer *w, const char *name, const AuditPlace *place) {
    char line[4200];
    if (place && place->line)
        snprintf(line, sizeof line, "%s:%d", place->file, place->line);
    text(w, name, place && place->line ? line : NULL, false);
}

/* ---- changes ---- */

static void tally(Writer *w, const AuditTally *tally) {
    number(w, "increments", (int64_t)tally->up, true);
    number(w, "decrements", (int64_t)tally->down, false);
    number(w, "immortal_increments", (int64_t)tally->immortal_up, false);
    number(w, "immortal_decrements", (int64_t)tally->immortal_down, false);
}

static void named_tally(Writer *w, const char *name, const AuditTally *sum, bool *first) {
    if (!sum->up && !sum->down)
        return;
    key(w, name, *first);
    writer_text(w, "{");
    tally(w, sum);
    writer_text(w, "}");
    *first = false;
}

/* What C code did before and after the program has no instruction. */
static void by_opcode(Writer *w, const Audit *audit) {
    AuditTally sums[OPCODE_COUNT] = {0};
    bool first = true;
    for (const AuditCode *code = audit->codes; code; code = code->next)
        for (uint32_t i = 0; i < code->count; i++)
            if (code->places[i].known)
                audit_tally_add(&sums[code->places[i].op], &code->places[i].tally);
    key(w, "by_opcode", false);
    writer_text(w, "{");
    for (int op = 0; op < OPCODE_COUNT; op++)
        named_tally(w, opcode_names[op], &sums[op], &first);
    named_tally(w, "", &audit->nowhere.tally, &first);
    writer_text(w, "}");
}

/* Types of the same name are one row. */
typedef struct TypeRows {
    AuditEndedType *rows;
    bool failed;
} TypeRows;

static void add_type(TypeRows *types, const char *name, const AuditTally *sum) {
    AuditEndedType *row = types->rows;
    while (row && strcmp(row->name, name) != 0)
        row = row->next;
    if (!row && (sum->up || sum->down) && (row = calloc(1, sizeof *row + strlen(name) + 1))) {
        strcpy(row->name, name);
        row->next = types->rows;
        types->rows = row;
    }
    if (row)
        audit_tally_add(&row->tally, sum);
}

static void add_living_type(Object *o, void *arg) {
    if (o->type->layout != TYPE_TYPE)
        return;
    const Type *type = (const Type *)o;
    add_type(arg, type->name && type->name->ascii ? str_wtf8(thread_current, type->name, NULL) : "?",
             &type->tally);
}

static void by_type(Writer *w, Thread *t) {
    TypeRows types = {0};
    bool first = true;
    for (const AuditEndedType *type = t->interp->audit->ended_types; type; type = type->next)
        add_type(&types, type->name, &type->tally);
    memory_each_container(t->interp, add_living_type, &types);
    key(w, "by_type", false);
    writer_text(w, "{");
    for (AuditEndedType *row = types.rows, *next; row; row = next) {
        next = row->next;
        named_tally(w, row->name, &row->tally, &first);
        free(row);
    }
    writer_text(w, "}");
}

static void changes(Writer *w, Thread *t) {
    AuditTally sum = audit_changes(t->interp->audit);
    key(w, "changes", false);
    writer_text(w, "{");
    tally(w, &sum);
    by_opcode(w, t->interp->audit);
    by_type(w, t);
    writer_text(w, "}");
}

/* ---- findings ---- */

static void totals(Writer *w, const Audit *audit, bool by_line) {
    AuditTotals all = audit_totals(audit, by_line);
    key(w, by_line ? "by_line" : "by_type", false);
    writer_text(w, "{");
    for (int i = 0; i < all.count; i++) {
        const AuditTotal *row = &all.rows[i];
        char name[4200];
        snprintf(name, sizeof name, by_line ? "%s:%d" : "%s", row->name, row->line);
        key(w, name, i == 0);
        writer_text(w, "{");
        number(w, "lost_increments", row->lost_up, true);
        number(w, "lost_decrements", row->lost_down, false);
        number(w, "premature_frees", row->premature, false);
        number(w, "leaks", row->leaked, false);
        writer_text(w, "}");
    }
    writer_text(w, "}");
    free(all.rows);
}

static void who(Writer *w, const char *name, AuditWho who, bool first) {
    key(w, name, first);
    if (!who.thread) {
        writer_text(w, "null");
        return;
    }
    writer_text(w, "{");
    text(w, "thread", who.thread->text, true);
    place(w, "line", who.place);
    text(w, "instruction", who.place->known && who.place->line ? opcode_names[who.place->op] : NULL, false);
    writer_text(w, "}");
}

static void collisions(Writer *w, const AuditRecord *record) {
    key(w, "collisions", false);
    writer_text(w, "[");
    bool first = true;
    for (const AuditLoss *loss = record->losses; loss; loss = loss->next) {
        if (!loss->count)
            continue;
        writer_text(w, first ? "{" : ", {");
        text(w, "lost", loss->delta > 0 ? "increment" : "decrement", true);
        number(w, "count", loss->count, false);
        who(w, "of", loss->victim, false);
        who(w, "by", loss->winner, false);
        writer_text(w, "}");
        first = false;
    }
    writer_text(w, "]");
}

static void object(Writer *w, const AuditRecord *record) {
    char address[32];
    snprintf(address, sizeof address, "%#lx", (unsigned long)record->address);
    writer_text(w, "{");
    text(w, "type", record->type, true);
    text(w, "value", *record->text ? record->text : NULL, false);
    text(w, "address", address, false);
    place(w, "made", record->made);
    number(w, "lost_increments", record->lost_up, false);
    number(w, "lost_decrements", record->lost_down, false);
    key(w, "premature", false);
    if (record->premature) {
        writer_text(w, "{");
        who(w, "freed", record->freed, true);
        who(w, "used", record->used, false);
        writer_text(w, "}");
    } else {
        writer_text(w, "null");
    }
    number(w, "left_over", record->left, false);
    collisions(w, record);
    writer_text(w, "}");
}

void audit_json(Thread *t, Writer *w, const char *program) {
    const Audit *audit = t->interp->audit;
    writer_text(w, "{");
    number(w, "version", 1, true);
    text(w, "program", program, false);
    text(w, "gil", audit_unsafe(audit) ? "unsafe" : "on", false);
    number(w, "threads", (int64_t)audit->thread_count, false);
    number(w, "lost_increments", audit->lost_up, false);
    number(w, "lost_decrements", audit->lost_down, false);
    number(w, "premature_frees", audit->premature, false);
    number(w, "leaks", audit->leaks, false);
    number(w, "unexplained", audit->unexplained, false);
    changes(w, t);
    totals(w, audit, false);
    totals(w, audit, true);
    key(w, "objects", false);
    writer_text(w, "[");
    for (const AuditRecord *record = audit->records; record; record = record->next) {
        writer_text(w, record == audit->records ? "\n" : ",\n");
        object(w, record);
    }
    writer_text(w, "]}\n");
}
#endif
