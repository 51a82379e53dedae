#include "runtime/park.h"
#include "runtime/error.h"
#include "runtime/signals.h"
#include "runtime/spin.h"
#include <errno.h>

bool signal_waits(Thread *t) {
    return __atomic_load_n(&t->breaker, __ATOMIC_RELAXED) & BREAK_SIGNAL;
}

/* Leaves the queue, unless somebody woke the thread first. */
static bool withdraw(Thread *t, WaitQueue *queue) {
    park_lock(t);
    bool in_time = t->wait.queue == queue;
    if (in_time)
        wait_queue_remove(t);
    park_unlock(t);
    return in_time;
}

/* Has unpark_one moved the thread to the queue for the GIL? */
static bool waits_for_lock(Thread *t) {
    park_lock(t);
    bool moved = t->wait.queue == &t->interp->gil.waiters;
    park_unlock(t);
    return moved;
}

/* Sleeps until there is a reason not to. *has_lock: the thread was woken with the GIL in its hands. */
static ParkResult sleep_parked(Thread *t, WaitQueue *queue, int64_t deadline, bool interruptible,
                               bool *has_lock) {
    for (;;) {
        uint32_t word = __atomic_load_n(&t->wait.word, __ATOMIC_ACQUIRE);
        if (word & (WAKE_GRANTED | WAKE_OFFERED | WAKE_SOON)) {
            gil_wait_turn(t);
            *has_lock = true;
            return PARK_WOKEN;
        } else if (word & WAKE_EVENT) {
            return PARK_WOKEN;
        } else if (word & WAKE_SIGNAL) {
            __atomic_fetch_and(&t->wait.word, ~(uint32_t)WAKE_SIGNAL, __ATOMIC_RELAXED);
            if (waits_for_lock(t)) {
                gil_wait_turn(t);
                *has_lock = true;
                return PARK_WOKEN;
            }
            if (interruptible && signal_waits(t) && withdraw(t, queue))
                return PARK_INTERRUPTED;
        } else if (!spin_before_sleep(t, word, SPIN_EVENT_NS) && !os_sleep_on(&t->wait.word, word, deadline)) {
            if (withdraw(t, queue))
                return PARK_TIMEOUT;
            deadline = OS_FOREVER; /* woken, and on the way to the GIL */
        }
    }
}

ParkResult park(Thread *t, WaitQueue *queue, int64_t deadline, bool interruptible, const char *what) {
    bool has_lock = false;
    if (interruptible && signal_waits(t)) {
        wait_queue_remove(t);
        park_unlock(t);
        return PARK_INTERRUPTED;
    }
    park_unlock(t);
    t->waits_for = what;
    gil_release(t, GIL_CAUSE_LOCK);
    ParkResult result = sleep_parked(t, queue, deadline, interruptible, &has_lock);
    if (!has_lock) {
        __atomic_fetch_and(&t->wait.word, ~(uint32_t)WAKE_EVENT, __ATOMIC_RELAXED);
        gil_acquire(t);
    }
    t->waits_for = NULL;
    return result;
}

/* The woken thread's next step is to take the GIL, which the waker holds: it goes on sleeping, for that. Only
 * under the policy time must it be awake, to see the interval end. */
bool unpark_one(Thread *t, WaitQueue *queue) {
    Gil *gil = &t->interp->gil;
    Thread *woken = queue->first;
    if (!woken)
        return false;
    wait_queue_remove(woken);
    if (gil_policy(gil) != GIL_TIME && gil_held(t, gil)) {
        gil_enqueue(&t->interp->gil, woken);
        return true;
    }
    __atomic_fetch_or(&woken->wait.word, WAKE_EVENT, __ATOMIC_RELEASE);
    os_wake(&woken->wait.word); /* under the mutex, but rare */
    return true;
}

ParkResult park_sleep(Thread *t, int64_t deadline) {
    WaitQueue nobody = {0}; /* a queue of one, which nobody wakes */
    park_lock(t);
    wait_queue_push(&nobody, t);
    return park(t, &nobody, deadline, true, "sleep");
}

void park_interrupt(Thread *t) {
    int error = errno;
    __atomic_fetch_or(&t->wait.word, WAKE_SIGNAL, __ATOMIC_RELEASE);
    os_wake(&t->wait.word);
    errno = error;
}

void blocking_begin(Thread *t, const char *what) {
    t->waits_for = what;
    gil_release(t, GIL_CAUSE_BLOCKING);
}

void blocking_end(Thread *t) {
    gil_acquire(t);
    t->waits_for = NULL;
}

bool park_handle_signals(Thread *t) {
    __atomic_fetch_and(&t->breaker, ~(uint32_t)BREAK_SIGNAL, __ATOMIC_ACQUIRE);
    return signals_run(t);
}

bool blocking_again(Thread *t) {
    return errno == EINTR && (!signal_waits(t) || park_handle_signals(t));
}
