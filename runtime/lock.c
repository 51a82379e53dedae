#include "runtime/lock.h"

enum { PATIENCE = 2 }; /* so often a thread is woken in vain before it wants the lock handed over */

/* Under the mutex: takes the lock if it is free or was handed to the thread. Else says that somebody waits, and
 * what for. */
static bool take_or_announce(Thread *t, Lock *lock, int in_vain) {
    if (in_vain && lock->heir == t->serial) {
        lock->heir = 0;
        return true;
    }
    for (;;) {
        uint32_t state = __atomic_load_n(&lock->state, __ATOMIC_RELAXED), wanted = state | LOCK_TAKEN;
        if (state & LOCK_TAKEN)
            wanted |= in_vain < PATIENCE ? LOCK_WAITED : LOCK_WAITED | LOCK_HAND_OVER;
        if (__atomic_compare_exchange_n(&lock->state, &state, wanted, false, __ATOMIC_ACQUIRE,
                                        __ATOMIC_RELAXED))
            return !(state & LOCK_TAKEN);
    }
}

/* A thread that was woken before and found the lock taken again keeps its place. */
static void join_queue(WaitQueue *queue, Thread *t, bool at_head) {
    if (at_head)
        wait_queue_push_first(queue, t);
    else
        wait_queue_push(queue, t);
}

ParkResult lock_wait(Thread *t, Lock *lock, int64_t deadline, bool interruptible, const char *what) {
    int in_vain = 0;
    for (;;) {
        park_lock(t);
        if (take_or_announce(t, lock, in_vain)) {
            park_unlock(t);
            return PARK_WOKEN;
        }
        join_queue(&lock->waiters, t, in_vain > 0);
        ParkResult result = park(t, &lock->waiters, deadline, interruptible, what);
        if (result != PARK_WOKEN)
            return result;
        in_vain += in_vain < PATIENCE;
    }
}

bool lock_acquire(Thread *t, Lock *lock, int64_t deadline, const char *what, bool *timed_out) {
    *timed_out = false;
    if (lock_try(lock))
        return true;
    for (;;) {
        ParkResult result = lock_wait(t, lock, deadline, true, what);
        if (result == PARK_WOKEN)
            return true;
        *timed_out = result == PARK_TIMEOUT;
        if (*timed_out || !park_handle_signals(t))
            return false;
    }
}

bool lock_release(Thread *t, Lock *lock) {
    uint32_t state = LOCK_TAKEN;
    if (__atomic_compare_exchange_n(&lock->state, &state, 0, false, __ATOMIC_RELEASE, __ATOMIC_RELAXED))
        return true;
    if (!(state & LOCK_TAKEN))
        return false;
    park_lock(t);
    Thread *first = lock->waiters.first;
    bool hand_over = state & LOCK_HAND_OVER && first && !t->interp->gil.closed;
    lock->heir = hand_over ? first->serial : 0;
    unpark_one(t, &lock->waiters);
    uint32_t left = lock->waiters.first || hand_over ? LOCK_WAITED : 0; /* an heir: a stranger's release comes here */
    left |= hand_over ? LOCK_TAKEN : 0;
    __atomic_store_n(&lock->state, left, __ATOMIC_RELEASE);
    park_unlock(t);
    return true;
}
