/* The one way to wait. Whatever a thread waits for in minipy, it waits here: for another thread (park, in a
 * queue that somebody unparks), for time (park_sleep), or in a call of the operating system (BLOCKING). So
 * this is where another scheduler than the operating system's can take over (DESIGN, section 8), and where it
 * is known who waits for what.
 *
 * Queues are protected by Gil.mutex (park_lock), not by the GIL, so that they hold up in builds without one.
 * A queue is part of the object that is waited for, which must stay alive while somebody is in it. */
#ifndef RUNTIME_PARK_H
#define RUNTIME_PARK_H

#include "runtime/interp.h"

typedef enum ParkResult { PARK_WOKEN, PARK_TIMEOUT, PARK_INTERRUPTED } ParkResult;

/* The mutex of all queues. Held for a few instructions: no allocation, no Python code, no GIL operation but park's. */
static inline void park_lock(Thread *t) ACQUIRE(t->interp->gil.mutex) {
    os_mutex_lock(&t->interp->gil.mutex);
}
static inline void park_unlock(Thread *t) RELEASE(t->interp->gil.mutex) {
    os_mutex_unlock(&t->interp->gil.mutex);
}

/* Gives up the GIL and the mutex, sleeps until unparked, the deadline (os_now; OS_FOREVER) or, if
 * `interruptible`, a signal that the main thread has to handle, and takes the GIL again. The caller has put
 * the thread into `queue`; unless woken it is taken out again. what: for people ("lock", "join"). */
ParkResult park(Thread *t, WaitQueue *queue, int64_t deadline, bool interruptible, const char *what)
    RELEASE(t->interp->gil.mutex);

/* Wakes the first thread of the queue; false: it is empty. The caller holds the GIL too, if the build has
 * one. */
bool unpark_one(Thread *t, WaitQueue *queue) REQUIRES(t->interp->gil.mutex);

/* Sleeps until the deadline. PARK_TIMEOUT, or PARK_INTERRUPTED. */
ParkResult park_sleep(Thread *t, int64_t deadline);

/* For signal handlers, and safe in them: the thread stops an interruptible wait. */
void park_interrupt(Thread *t);

/* Around a call that may block: the GIL is given up, and taken again. errno stays. what: a constant, for
 * people. Nothing of Python may be touched in between: buffers must be held by the caller. BLOCKING is an
 * expression: ssize_t n = BLOCKING(t, "read", read(fd, data, size)); */
void blocking_begin(Thread *t, const char *what);
void blocking_end(Thread *t);
#define BLOCKING(t, what, call)                                                                              \
    ({                                                                                                       \
        blocking_begin(t, what);                                                                             \
        __typeof__(call) result_ = call;                                                                     \
        blocking_end(t);                                                                                     \
        result_;                                                                                             \
    })

/* After PARK_INTERRUPTED: runs Python's handlers of signals. false: one raised. */
bool park_handle_signals(Thread *t);

/* Has a signal come whose handler in Python has not been called? A look for it before a blocking call leaves a gap; who
 * blocks signals around the look and lets them in with ppoll() has none. */
bool signal_waits(Thread *t);

/* After a system call failed with errno: true if it was only interrupted by a signal and is to be made again
 * (PEP 475); Python's handlers have run. false: errno says what happened, or, if an exception is pending, a
 * handler raised. */
bool blocking_again(Thread *t);

#endif
