/* Looking for a moment before sleeping in a system call that waits for another process.
 *
 * Being woken by another process costs what is said in spin.h, or nearly nothing where processors are busy anyway,
 * and then looking only takes the time that the other one needs. Nobody says which is the case, and it changes: so a
 * thread compares. It knows about how long its waits last when it sleeps and when it looks first (a median each: one
 * wait of a millisecond must not count for a hundred short ones), looks if that is twice as quick, and now and then
 * does the other thing to see whether it still is as it was. Waits that are longer than a look are as long either
 * way: they are slept through, but for one in a few dozen. */
#ifndef RUNTIME_SPIN_CALL_H
#define RUNTIME_SPIN_CALL_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Thread Thread;

/* What a thread has learnt. Begins with zeros. */
typedef struct SpinChoice {
    uint32_t slept_ns, looked_ns; /* how long waits last that begin so */
    unsigned same;                /* waits to come before the other way is tried */
} SpinChoice;

/* Makes the call. If it is not to sleep but would have to, the result is negative and errno EAGAIN. */
typedef int64_t (*SpinAttempt)(void *arg, bool may_sleep);

/* The result of the attempt that succeeds or fails for another reason. To be called without the GIL (BLOCKING). */
int64_t spin_call(Thread *t, SpinAttempt attempt, void *arg);

#endif
