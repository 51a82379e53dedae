#include "runtime/lock.h"

/* Under the mutex: takes the lock if it is free, else says that somebody waits. */
static bool take_or_announce(Lock *lock) {
    for (;;) {
        uint32_t state = __atomic_load_n(&lock->state, __ATOMIC_RELAXED);
        uint32_t wanted = state & LOCK_TAKEN ? state | LOCK_WAITED : state | LOCK_TAKEN;
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
    bool again = false;
    for (;;) {
        park_lock(t);
        if (take_or_announce(lock)) {
            park_unlock(t);
            return PARK_WOKEN;
        }
        join_queue(&lock->waiters, t, again);
        ParkResult result = park(t, &lock->waiters, deadline, interruptible, what);
        if (result != PARK_WOKEN)
            return result;
        again = true;
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
    unpark_one(t, &lock->waiters);
    __atomic_store_n(&lock->state, lock->waiters.first ? LOCK_WAITED : 0, __ATOMIC_RELEASE);
    park_unlock(t);
    return true;
}
