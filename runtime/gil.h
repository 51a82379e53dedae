/* The global interpreter lock of an Interp. Read the essay in gil.c first.
 *
 * Invariant: a Thread touches objects, and everything in Interp but what says otherwise, only while it holds
 * the lock. Functions of the runtime are called with the lock held; those that give it up meanwhile say so. A
 * Thread that is not registered with the Interp (thread_new) never holds it. Misuse (releasing what is not
 * held) aborts. */
#ifndef RUNTIME_GIL_H
#define RUNTIME_GIL_H

#include "runtime/os_thread.h"

typedef struct Thread Thread;
typedef struct Interp Interp;

/* When the running thread offers the lock to those who wait (DESIGN, section 7). */
typedef enum GilPolicy {
    GIL_INSTRUCTIONS, /* after `interval` instructions, as CPython 2 */
    GIL_BACKEDGE,     /* the same, but only before calls, at the start of functions and at loop ends, as
                         CPython 3.10 */
    GIL_TIME,         /* when somebody has waited `interval_ns`, as CPython 3.2 */
    GIL_BLOCKING,     /* around blocking calls only */
    GIL_POLICY_COUNT
} GilPolicy;

/* Who gets a lock that is given up. */
typedef enum GilHandoff {
    GIL_FREE,   /* whoever comes first: at an offer that is nearly always the thread that made it */
    GIL_FORCED, /* an offer gives it to the thread that has waited longest; around blocking calls whoever
                   comes first */
    GIL_FIFO,   /* always the thread that has waited longest */
    GIL_HANDOFF_COUNT
} GilHandoff;

/* Why a thread gave the lock up. */
typedef enum GilCause {
    GIL_CAUSE_INTERVAL, /* its instructions or its time were used up */
    GIL_CAUSE_BLOCKING, /* a call that may block */
    GIL_CAUSE_LOCK,     /* it waits for another thread: lock, join, queue */
    GIL_CAUSE_YIELD,    /* it asked to: time.sleep(0), gil.yield_() */
    GIL_CAUSE_EXIT,     /* the thread ended */
    GIL_CAUSE_COUNT
} GilCause;

enum {
    GIL_DEFAULT_INTERVAL = 100000, /* instructions: see the essay */
    GIL_INSTRUCTIONS_PER_SECOND =
        20000000, /* how seconds and instructions convert: 100,000 are CPython's 5 ms */
    GIL_WAIT_BUCKETS = 256
};
static inline int64_t gil_instructions_ns(int64_t instructions) {
    return instructions * (1000000000 / GIL_INSTRUCTIONS_PER_SECOND);
}

typedef struct GilAccount GilAccount; /* gil_account.h */

/* Where a thread was when it gave the lock up: for people. The file name belongs to the code that ran. */
typedef struct GilSite {
    const char *file; /* NULL: nowhere in Python code */
    int line;
} GilSite;

typedef struct WaitQueue {
    Thread *first, *last; /* through Thread.wait.next */
} WaitQueue;

/* A thread's place in a queue, and the word it sleeps on (park.h). */
typedef struct Waiter {
    uint32_t word; /* WAKE_ bits of park.c and gil.c; atomic */
    Thread *next, *previous;
    WaitQueue *queue;                 /* NULL: in none */
    unsigned spin_misses, spin_pause; /* spin.c: vain looks one after the other; sleeps to let go by */
} Waiter;

typedef struct Gil {
    uint32_t state;     /* GIL_HELD | GIL_WAITED; atomic */
    uint32_t requested; /* policy time: somebody has waited for long enough; atomic */
    OsMutex mutex;      /* of all queues of the Interp, the GIL's own and those of locks (park.h) */
    WaitQueue
        waiters; /* under the mutex (clang cannot check members of C structs: its functions say REQUIRES) */
    Thread *holder;      /* atomic: others may ask */
    GilPolicy policy;    /* atomic, as is interval_ns: those who wait look */
    GilHandoff handoff;  /* atomic */
    int64_t interval;    /* instructions, at least 1 */
    int64_t interval_ns; /* at least 1 */
    uint64_t taken;      /* how often the lock was taken; atomic: those who wait see whether it moves */
    Thread *spinner;     /* atomic: who looks at its word before it sleeps (spin.h) */
    int64_t call_ahead;  /* instructions before the end of an interval: when the first of the queue is called;
                            0: never */
    uint64_t called;     /* `taken` as it was then */
    bool closed;         /* the interpreter ends: only `closer` gets the lock, others sleep for ever */
    Thread *closer;
    /* Accounting; protected by the lock itself. */
    int64_t counted_since;    /* os_now() */
    GilAccount *accounts;     /* of all threads, youngest first */
    GilAccount *last_account; /* of who held the lock last; means something while nobody does */
    GilAccount *spare_accounts; /* to be used again */
    int ended;                /* how many of them belong to threads that have ended */
    GilCause last_cause;
    GilSite last_site;
    uint64_t switches[GIL_CAUSE_COUNT];      /* the lock went to another thread, by the cause for which it was
                                                given up */
    uint32_t wait_buckets[GIL_WAIT_BUCKETS]; /* of all waits: gil_account.h says which bucket means what */
    struct Trace *trace;                     /* trace.h; NULL: nobody asked for one */
    struct TraceRing *last_ring;             /* of last_account's thread */
    struct GilMetric *metrics;               /* in the order in which they were first reported */
    char process_name[64];                   /* UTF-8, cut; empty: nobody gave this process one */
} Gil;

/* The lock of a new Interp, not held. */
void gil_init(Gil *gil);
void gil_fini(Gil *gil);

/* Takes the lock, sleeping as long as others have it. errno stays. */
void gil_acquire(Thread *t);
/* Gives it up. The thread must hold it. errno stays. */
void gil_release(Thread *t, GilCause cause);
/* Hands the lock to another thread if one waits, and takes it again after that: time.sleep(0). */
void gil_yield(Thread *t, GilCause cause);

/* Called by the eval loop when Thread.instructions_left is used up: counts the instructions, offers the lock
 * if it is time, and sets the next slice. safe_point: the policy backedge may switch here. */
void gil_tick(Thread *t, bool safe_point);
/* The running slice ends with this instruction. */
void gil_end_slice(Thread *t);
/* Change the lock while it is in use. An interval in instructions sets the one in time too, and the reverse,
 * so that either holds under every policy; what is too short becomes 1. */
void gil_set_interval(Thread *t, int64_t instructions);
void gil_set_interval_ns(Thread *t, int64_t ns);
void gil_set_policy(Thread *t, GilPolicy policy);
void gil_set_handoff(Thread *t, GilHandoff handoff);

static inline GilPolicy gil_policy(const Gil *gil) {
    return __atomic_load_n(&gil->policy, __ATOMIC_RELAXED);
}

static inline GilHandoff gil_handoff(const Gil *gil) {
    return __atomic_load_n(&gil->handoff, __ATOMIC_RELAXED);
}

static inline bool gil_held(const Thread *t, const Gil *gil) {
    return __atomic_load_n(&gil->holder, __ATOMIC_RELAXED) == t;
}

/* The interpreter ends, in thread t: no other thread ever gets the lock again. */
void gil_close(Thread *t);
/* In the child of a fork, in the one thread that is left, which holds the lock: nobody waits any more. The
 * mutex, which it locked before the fork, is free again. */
void gil_after_fork(Thread *t);

/* ---- for park.c: a thread that was woken goes to sleep for the lock without waking up in between ---- */

enum { GIL_HELD = 1, GIL_WAITED = 2 }; /* bits of Gil.state */
enum {
    WAKE_EVENT = 1,
    WAKE_GRANTED = 2,
    WAKE_OFFERED = 4,
    WAKE_SIGNAL = 8,
    WAKE_SOON = 16
}; /* bits of Waiter.word */

/* Puts a sleeping thread into the queue for the lock, which the caller holds. */
void gil_enqueue(Gil *gil, Thread *t) REQUIRES(gil->mutex);
/* Waits in the queue for the lock until the thread has it. */
void gil_wait_turn(Thread *t);

void wait_queue_push(WaitQueue *queue, Thread *t);
void wait_queue_push_first(WaitQueue *queue, Thread *t);
void wait_queue_remove(Thread *t);

#endif
