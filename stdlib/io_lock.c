#include "stdlib/io_lock.h"
#include "runtime/error.h"

/* A thread that a fork left behind, or that sleeps for ever since the interpreter ends, will never finish
 * what it was doing. What it has not written is lost either way; those who are left must be able to go on. */
static bool is_gone(Thread *t, uint64_t serial) {
    if (t->interp->gil.closed)
        return true;
    for (Thread *other = t->interp->threads; other; other = other->next)
        if (other->serial == serial)
            return false;
    return serial != 0;
}

bool stream_enter_slow(Thread *t, StreamLock *s, Object *stream) {
    if (s->owner == t->serial) {
        raise(t, EXC_RuntimeError, "reentrant call inside %R", object_value(stream));
        return false;
    }
    if (is_gone(t, s->owner ? s->owner : s->lock.heir))
        s->lock.heir = 0;
    else
        lock_take(t, &s->lock);
    return true;
}
