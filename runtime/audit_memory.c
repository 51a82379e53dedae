/* The beginning and the end of audited objects. One that has ended stays where it is until every thread has
 * applied the changes that it had noted before: their plain counts are part of the memory. */
#include "runtime/audit.h"

#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
#include "runtime/interp.h"
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 1024 };

void audit_begin_object(Thread *t, Object *object) {
    object->plain = audit_word(1, 0);
    object->made = audit_place(t);
    object->record = NULL;
}

static bool grow(Audit *audit) {
    size_t room = audit->grave_room ? 2 * audit->grave_room : FIRST_ROOM;
    AuditGrave *graves = malloc(room * sizeof *graves);
    if (!graves)
        return false;
    for (size_t i = 0; i < audit->grave_count; i++)
        graves[i] = audit->graves[(audit->grave_first + i) % audit->grave_room];
    free(audit->graves);
    audit->graves = graves;
    audit->grave_room = room;
    audit->grave_first = 0;
    return true;
}

/* Without room for another one the object stays for ever, and the program stops. */
void audit_bury(Thread *t, Object *object) {
    Audit *audit = t->interp->audit;
    object->count = 0;
    audit->clock++;
    audit->grave_bytes += (int64_t)memory_block_size(object);
    if (audit->grave_count == audit->grave_room && !grow(audit)) {
        __atomic_store_n(&audit->stop, AUDIT_STOP_MEMORY, __ATOMIC_RELAXED);
        return;
    }
    audit->graves[(audit->grave_first + audit->grave_count++) % audit->grave_room] =
        (AuditGrave){object, audit->clock};
    if (audit->grave_bytes + audit->leaked_bytes > audit->options.quarantine)
        __atomic_store_n(&audit->stop, AUDIT_STOP_MEMORY, __ATOMIC_RELAXED);
}

/* Objects that ended later than this may be in the changes of a thread. */
static uint64_t all_applied_until(Thread *t) {
    uint64_t until = t->interp->audit->clock;
    for (Thread *other = t->interp->threads; other; other = other->next) {
        const AuditThread *a = other->audit;
        if (__atomic_load_n(&a->used, __ATOMIC_ACQUIRE) && a->since < until)
            until = a->since;
    }
    return until;
}

void audit_dig(Thread *t) {
    Audit *audit = t->interp->audit;
    uint64_t until = audit->grave_count ? all_applied_until(t) : 0;
    while (audit->grave_count && audit->graves[audit->grave_first].stamp <= until) {
        Object *object = audit->graves[audit->grave_first].object;
        audit->grave_first = (audit->grave_first + 1) % audit->grave_room;
        audit->grave_count--;
        int64_t bytes = (int64_t)memory_block_size(object);
        audit->grave_bytes -= bytes;
        if (audit_ended(audit, object))
            audit->leaked_bytes += bytes;
        else
            memory_release_object(&t->memory, object);
    }
}
#endif
