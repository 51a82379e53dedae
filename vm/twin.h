/* Twins: programs of the same sources that count references in another way (runtime/refcount.h). They lie in
 * a folder of their own: twins/ where minipy was built, ../lib/minipy/ where it is installed. */
#ifndef VM_TWIN_H
#define VM_TWIN_H

#include "vm/options.h"

/* Replaces this program by the twin that the command line asks for, with the same arguments; true: this is
 * the one. false: there is no such twin, which has been said. */
bool twin_start(const CommandLine *line, char **argv);

/* As --refcount calls it: "plain", "atomic"; NULL: there is no such policy. */
const char *twin_policy_name(int policy);

/* Where the program with this policy lies. New, from malloc; NULL: it is not there. */
char *twin_path(int policy);

#if MINIPY_REFCOUNT == REFCOUNT_AUDITED

/* twin_audit.c: what Interp.hooks.current_place and .stop do. */
AuditPlace *twin_place(Thread *t);
_Noreturn void twin_stop(Thread *t);
/* A program is about to begin, and nothing of what was before counts. file: of its code. false: a file cannot
 * be written, which has been said. */
bool twin_audit_begin(Thread *t, const AuditOptions *options, const char *file);
/* It ends. false as above. */
bool twin_audit_end(Thread *t);

/* Before each instruction of the running frame. */
void twin_audit_next(Thread *t);

/* twin_watch.c: what follows runs in a child of this process, which stays to pass signals on, to say how the
 * child died, and to end as it did. */
void twin_watch(void);

#else /* programs that do not audit */

static inline bool twin_audit_begin(Thread *t, const AuditOptions *options, const char *file) {
    return true;
}
static inline bool twin_audit_end(Thread *t) {
    return true;
}
static inline void twin_audit_next(Thread *t) {}
static inline void twin_watch(void) {}

#endif
#endif
