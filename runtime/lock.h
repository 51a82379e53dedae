/* A lock that Python threads wait for: what threading.Lock is, and what guards C code that gives the GIL up
 * in the middle (buffered streams, imports). A futex in the sense of Drepper's "Futexes Are Tricky": one
 * atomic word if nobody waits, and park.h if somebody does.
 *
 * Any thread may release it. A release wakes the thread that has waited longest, but does not hand the lock
 * to it: who comes first gets it, which keeps a lock that is taken again and again from costing a switch each
 * time. But a thread that was woken in vain waits at the head of the queue, and when that has happened twice, the
 * next release hands the lock to it: who gives up the GIL only while it has the lock (writes and flushes, sleeps)
 * would keep it for ever.
 * Zeroed memory is a free lock. It must not go while a thread waits. The GIL must be held, and is given up while
 * waiting. */
#ifndef RUNTIME_LOCK_H
#define RUNTIME_LOCK_H

#include "runtime/park.h"

enum { LOCK_TAKEN = 1, LOCK_WAITED = 2, LOCK_HAND_OVER = 4 }; /* bits of Lock.state */

typedef struct Lock {
    uint32_t state;    /* atomic */
    WaitQueue waiters; /* under Gil.mutex */
    uint64_t heir;     /* Thread.serial of whom the lock was handed to and who has not run since, or 0; likewise */
} Lock;

static inline bool lock_try(Lock *lock) {
    uint32_t expected = 0;
    return __atomic_compare_exchange_n(&lock->state, &expected, LOCK_TAKEN, false, __ATOMIC_ACQUIRE,
                                       __ATOMIC_RELAXED);
}

static inline bool lock_is_taken(const Lock *lock) {
    return __atomic_load_n(&lock->state, __ATOMIC_RELAXED) & LOCK_TAKEN;
}

/* PARK_WOKEN: taken. what: for people. */
ParkResult lock_wait(Thread *t, Lock *lock, int64_t deadline, bool interruptible, const char *what);

/* Takes the lock; handles signals while waiting. false: an exception is pending (a handler raised), or, with
 * *timed_out set, the deadline has passed. */
bool lock_acquire(Thread *t, Lock *lock, int64_t deadline, const char *what, bool *timed_out);

/* Takes it whatever happens: for locks inside C code, held for a short time. */
static inline void lock_take(Thread *t, Lock *lock) {
    if (!lock_try(lock))
        lock_wait(t, lock, OS_FOREVER, false, "lock");
}

/* false, and nothing happens: it was not taken. */
bool lock_release(Thread *t, Lock *lock);

#endif
