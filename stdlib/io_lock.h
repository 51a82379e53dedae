/* The lock of a stream: its buffers stay as they are while a thread waits for the operating system without
 * the GIL. It is held for one operation. A thread that comes back to a stream it is in the middle of (a
 * signal handler that prints, a raw stream that uses the one above it) gets a RuntimeError, as in CPython.
 * Zeroed memory is a free lock. */
#ifndef STDLIB_IO_LOCK_H
#define STDLIB_IO_LOCK_H

#include "runtime/lock.h"

typedef struct StreamLock {
    Lock lock;
    uint64_t owner; /* Thread.serial of who holds it */
} StreamLock;

/* The stream is for the message: "reentrant call inside ...". false: that error is pending. */
bool stream_enter_slow(Thread *t, StreamLock *s, Object *stream);
static inline bool stream_enter(Thread *t, StreamLock *s, Object *stream) {
    if (__builtin_expect(!lock_try(&s->lock), 0) && !stream_enter_slow(t, s, stream))
        return false;
    s->owner = t->serial;
    return true;
}
static inline void stream_leave(Thread *t, StreamLock *s) {
    s->owner = 0;
    lock_release(t, &s->lock);
}

#endif
