/* Imports that are under way. Who asks for a module that another thread is importing waits until it is whole;
 * unless that thread waits, itself or through others, for an import of the first: then all would wait for ever,
 * and the module is taken as far as it has come, as in CPython. What a thread was importing that a fork left behind is
 * not there in the child: it is imported again. The GIL is held, and given up while waiting. */
#ifndef VM_IMPORT_LOCK_H
#define VM_IMPORT_LOCK_H

#include "runtime/lock.h"

/* An import: in the list of its Interp (VmState.imports) until it ends, in memory until nobody waits for it. */
typedef struct ImportRun {
    struct ImportRun *next;
    Str *name;      /* counted */
    uint64_t owner; /* Thread.serial */
    Lock lock;      /* the owner has it */
    int users;      /* the owner and those who wait */
} ImportRun;

/* NULL: exception. */
ImportRun *import_begin(Thread *t, Str *name);
void import_end(Thread *t, ImportRun *run);
/* Waits while another thread imports that module. *waited: one did, so look again. false: exception. */
bool import_wait(Thread *t, Str *name, bool *waited);

#endif
