/* What the audit of reference counts has found (runtime/audit.h), as a table for people and as JSON
 * (--refcount-report=FILE). The GIL must be held, and all changes be applied. */
#ifndef VM_LAB_AUDIT_REPORT_H
#define VM_LAB_AUDIT_REPORT_H

#include "runtime/interp.h"
#include "vm/lab/writer.h"
#include <stdio.h>

#if MINIPY_REFCOUNT == REFCOUNT_AUDITED

/* What happened to the objects of a type, or by the hand of a line. */
typedef struct AuditTotal {
    const char *name; /* of the type, or the file */
    int line;         /* 0: a type */
    int64_t lost_up, lost_down, premature, leaked;
} AuditTotal;

typedef struct AuditTotals {
    AuditTotal *rows; /* most first; from malloc; NULL: there is no memory */
    int count;
} AuditTotals;

/* By type; by the line whose update was lost, which freed the object, or where a leaked one was made. */
AuditTotals audit_totals(const Audit *audit, bool by_line);
/* All changes of counts that were made. */
AuditTally audit_changes(const Audit *audit);

/* Opens the file that is asked for. false: it cannot be written, which has been said. */
bool audit_show_begin(Thread *t);
/* The program ends: the table, and the file. A child of a fork has a file of its own, with its process number before
 * the extension, if something was found there. false: a file could not be written, which has been said. */
bool audit_show(Thread *t);

/* Nothing was found: one line, or nothing if only one thread ran or the lock was there. */
void audit_table(Thread *t, FILE *file);
void audit_json(Thread *t, Writer *w, const char *program);

#endif
#endif
