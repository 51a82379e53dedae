/* What each thread did with the GIL, turn by turn, for timelines: `minipy --trace`. Off, it costs one test where the lock
 * changes hands.
 *
 * Each thread has a ring of its latest turns. Memory is bounded: pages of a ring come as they are written, a ring that
 * is full overwrites its oldest turn, and of threads that ended only the latest are kept. Rings are written with the
 * GIL held. They may be read at any moment, also in a signal handler while other threads go on: memory of a ring is
 * reused, never given back, so a reader can see a turn that is half written but nothing that is not there.
 * Times are those of os_now(). */
#ifndef RUNTIME_TRACE_H
#define RUNTIME_TRACE_H

#include "runtime/gil.h"

enum {
    TRACE_TURNS = 32768, /* of each thread, by default */
    TRACE_TURNS_MAX = 1 << 26,
    TRACE_ENDED = 4096, /* threads that have ended, at most; and of their turns eight full rings */
    TRACE_FILES = 1024  /* names of files; the last number means all others */
};

typedef struct TraceRing TraceRing;

/* One stay with the lock, recorded when it ends. */
typedef struct TraceTurn {
    int64_t asked, entered, left;
    int64_t given;     /* when the thread that had the lock before gave it up */
    TraceRing *from;   /* that thread; NULL: the same one, or nobody */
    const char *what;  /* what blocks the thread after this turn; NULL: it wants the lock back at once */
    uint32_t from_number; /* `from` may have become another thread's: then its number is another one */
    uint32_t file;     /* Trace.files; where the turn ended; 0: not in Python code */
    int32_t line;
    GilCause cause;
} TraceTurn;

struct TraceRing {
    TraceRing *next;     /* in Trace.rings */
    TraceRing *queue;    /* in Trace.ended or Trace.spare */
    uint32_t number;     /* of the thread, from 1; 0: the ring is nobody's; atomic */
    bool ended;
    char name[64];
    int64_t native_id, started;
    int64_t asked, entered, given; /* of the turn that goes on; 0: it is not so far; atomic */
    TraceRing *from;
    uint32_t from_number;
    uint64_t count; /* of turns ever recorded; atomic */
    TraceTurn *turns; /* turn i is in turns[i % Trace.capacity] */
    const char *last_file; /* what file_number was last asked for, */
    uint32_t last_file_number; /* and answered */
};

typedef struct Trace {
    TraceRing *rings; /* all of them, newest first; atomic */
    TraceRing *first_ended, *last_ended; /* a queue, oldest first */
    TraceRing *spare;
    uint64_t capacity; /* turns of each ring */
    uint32_t last_number;
    int64_t started;
    int ended;
    uint64_t ended_turns;
    uint64_t dropped_turns, dropped_threads; /* with their rings */
    uint32_t file_count; /* atomic */
    char *files[TRACE_FILES]; /* from 1 on */
    uint16_t file_table[2 * TRACE_FILES]; /* open addressing, by the hash of the name; 0: free */
} Trace;

/* Begins to record what the calling thread, the only one so far, and all later ones do. false: out of memory. */
bool trace_start(Thread *t, uint64_t turns);
void trace_free(Gil *gil);
/* A new thread, or NULL: there is no memory and the thread will not be seen. */
TraceRing *trace_ring_new(Trace *trace);
/* A thread ends. Its last turn may still go on. */
void trace_ring_end(Trace *trace, TraceRing *ring);
/* In the child of a fork: nothing has happened yet. */
void trace_after_fork(Thread *t);

/* For gil.c and gil_account.c. asked: if trace_asked did not say it before. given, from: who had the lock before, if another thread did. */
void trace_entered(TraceRing *ring, int64_t asked, int64_t now, int64_t given, TraceRing *from);
void trace_left(Thread *t, int64_t now, GilCause cause, GilSite site);
static inline void trace_asked(TraceRing *ring, int64_t now) { __atomic_store_n(&ring->asked, now, __ATOMIC_RELAXED); }

/* ---- for readers ---- */

/* Turns [first, count) are there. */
static inline uint64_t trace_count(const TraceRing *ring) { return __atomic_load_n(&ring->count, __ATOMIC_ACQUIRE); }
static inline uint64_t trace_first(const Trace *trace, uint64_t count) {
    return count > trace->capacity ? count - trace->capacity : 0;
}
static inline const TraceTurn *trace_turn(const Trace *trace, const TraceRing *ring, uint64_t i) {
    return &ring->turns[i % trace->capacity];
}
/* NULL: not in Python code. */
const char *trace_file(const Trace *trace, uint32_t number);
/* The turn of `turn->from` that ended in this one; NULL: it is not known any more. */
const TraceTurn *trace_giver(const Trace *trace, const TraceTurn *turn);
/* Turns that were recorded and are gone. */
uint64_t trace_dropped(const Trace *trace);

#endif
