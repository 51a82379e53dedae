/* Locks as Python objects, _thread.lock and _thread.RLock, for C code that has one in its hands: conditions,
 * the ends of threads. The GIL is held, and given up while waiting. */
#ifndef RUNTIME_LOCK_OBJECT_H
#define RUNTIME_LOCK_OBJECT_H

#include "runtime/lock.h"

/* Instances of TYPE_LOCK. */
typedef struct LockObject {
    Object ob;
    Lock lock;
    const char *what; /* what those who wait for it are doing, for people; NULL: "lock" */
} LockObject;

/* Instances of TYPE_RLOCK. */
typedef struct RLock {
    Object ob;
    Lock lock;
    uint64_t owner; /* Thread.serial; 0: nobody */
    int64_t depth;
} RLock;

static inline bool rlock_owned(Thread *t, const RLock *self) {
    return __atomic_load_n(&self->owner, __ATOMIC_RELAXED) == t->serial;
}

/* Takes it once more if the thread has it already. false: see lock_acquire. */
bool rlock_acquire(Thread *t, RLock *self, int64_t deadline, bool *timed_out);
/* Undoes one rlock_acquire; the thread owns it. */
void rlock_release(Thread *t, RLock *self);
/* Gives it up, however often it was taken, and answers how often: for rlock_restore, which waits whatever
 * happens. */
int64_t rlock_save(Thread *t, RLock *self);
void rlock_restore(Thread *t, RLock *self, int64_t depth);

enum { LOCK_TIMEOUT_MAX = 9223372036LL }; /* seconds */

/* The arguments of acquire(blocking=True, timeout=-1), VALUE_NULL where missing. *wait: false means do not
 * wait; false: exception. */
bool lock_read_timeout(Thread *t, Value blocking, Value timeout, bool *wait, int64_t *deadline);
/* The argument of wait(timeout=None): without it one waits for ever, and 0 or less means do not wait. */
bool lock_read_wait(Thread *t, Value timeout, bool *wait, int64_t *deadline);

#endif
