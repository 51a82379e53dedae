#include "vm/import_lock.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/str.h"
#include "vm/frame.h"
#include "vm/start.h"

static ImportRun **imports_of(Thread *t) {
    return &((VmState *)t->interp->vm)->imports;
}

static void release(Thread *t, ImportRun *run) {
    if (--run->users)
        return;
    decref_object(t, run->name);
    mem_free(run);
}

ImportRun *import_begin(Thread *t, Str *name) {
    ImportRun *run = mem_calloc(1, sizeof *run);
    if (!run) {
        raise_no_memory(t);
        return NULL;
    }
    *run = (ImportRun){.next = *imports_of(t),
                       .name = (Str *)value_object(new_object_ref(name)),
                       .owner = t->serial,
                       .users = 1};
    lock_try(&run->lock);
    *imports_of(t) = run;
    return run;
}

static void remove_run(Thread *t, ImportRun *run) {
    ImportRun **place = imports_of(t);
    while (*place != run)
        place = &(*place)->next;
    *place = run->next;
}

void import_end(Thread *t, ImportRun *run) {
    remove_run(t, run);
    lock_release(t, &run->lock);
    release(t, run);
}

/* The thread that runs an import; NULL: a fork left it behind. */
static Thread *owner_of(Thread *t, const ImportRun *run) {
    Thread *owner = t->interp->threads;
    while (owner && owner->serial != run->owner)
        owner = owner->next;
    return owner;
}

static ImportRun *of_others(Thread *t, Str *name) {
    ImportRun *run = *imports_of(t);
    while (run && (run->owner == t->serial || !str_equal(run->name, name)))
        run = run->next;
    return run;
}

/* Half a module that nobody will complete. Its frames, which hold the name too, stay where they are. */
static bool forget(Thread *t, ImportRun *run) {
    remove_run(t, run);
    return dict_delete(t, t->interp->sys_modules, object_value(run->name)) >= 0;
}

/* Does what a thread waits for end only after an import of this thread? */
static bool waits_for_us(Thread *t, const ImportRun *run) {
    while (run && run->owner != t->serial) {
        Thread *owner = owner_of(t, run);
        run = owner ? ((VmThread *)owner->vm)->awaited_import : NULL;
    }
    return run != NULL;
}

bool import_wait(Thread *t, Str *name, bool *waited) {
    *waited = false;
    ImportRun *run = *imports_of(t) ? of_others(t, name) : NULL;
    if (run && !owner_of(t, run))
        return *waited = forget(t, run);
    if (!run || waits_for_us(t, run))
        return true;
    ImportRun **awaited = &((VmThread *)t->vm)->awaited_import, *outer = *awaited;
    *awaited = run;
    run->users++;
    *waited = lock_acquire(t, &run->lock, OS_FOREVER, "import", &(bool){false});
    if (*waited)
        lock_release(t, &run->lock);
    *awaited = outer;
    release(t, run);
    return *waited;
}
