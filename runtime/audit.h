/* The audit of reference counts: what the twin `audited` has in place of the plain policy. Begin with the
 * essay in audit.c. In programs of other policies there is nothing of this.
 *
 * Object.count is exact: it is changed atomically, and alone decides when an object ends. Object.plain is
 * what a program without the lock would have: it is changed by a load, an addition and a store.
 *
 * Invariant: plain = exact + what was lost, when all changes are applied. A thread's changes are in its
 * AuditThread from the moment they are made, with the GIL, until they are applied, which needs no lock.
 * Records and totals are under Audit.mutex; places, tallies and the quarantine under the GIL. */
#ifndef RUNTIME_AUDIT_H
#define RUNTIME_AUDIT_H

#include "runtime/os_thread.h"
#include "runtime/refcount.h"

/* What the command line says of the audit. */
typedef struct AuditOptions {
    bool unsafe;          /* --gil=unsafe */
    const char *report;   /* --refcount-report=FILE; or NULL */
    bool abort;           /* --refcount-abort */
    int64_t quarantine;   /* --refcount-quarantine: bytes that ended and leaked objects may hold */
    int plant;            /* test hook: 1 or -1, a change that is skipped; 0: none */
    int plant_line;       /* in the program's file, */
    int64_t plant_number; /* the n-th such change */
    const char *program;  /* the file as code objects name it; "": none */
} AuditOptions;

#if MINIPY_REFCOUNT == REFCOUNT_AUDITED

typedef struct Interp Interp;

/* Changes made: of all objects, and of immortal ones among them. */
typedef struct AuditTally {
    uint64_t up, down, immortal_up, immortal_down;
} AuditTally;

/* An instruction of a program that made changes, or the C code that runs before and after all. Lives as long
 * as the Interp. */
struct AuditPlace {
    const char *file, *function;
    int line;
    uint8_t op;
    bool known; /* line and op are filled in */
    AuditTally tally;
};

/* The places of a code object, by the number of the instruction; the code may be gone. */
typedef struct AuditCode {
    struct AuditCode *next;
    uint32_t count;
    AuditPlace places[];
} AuditCode;

/* The changes of a type that has ended. */
typedef struct AuditEndedType {
    struct AuditEndedType *next;
    AuditTally tally;
    char name[];
} AuditEndedType;

/* A thread as people know it; outlives it. */
typedef struct AuditName {
    struct AuditName *next;
    uint64_t serial;
    char text[48];
} AuditName;

typedef struct AuditChange {
    Object *object;
    AuditPlace *place;
    int8_t delta;
    bool last;    /* the exact count became 0 */
    bool revived; /* it was 0: a finalizer runs */
    bool unseen;  /* nobody else can see this reference before the instruction is over */
} AuditChange;

/* A store to a plain count. The word that was stored names it: AuditWord. */
typedef struct AuditWrite {
    Object *object;
    AuditPlace *place;
    AuditName *thread;
    uint64_t loaded; /* what it was computed from */
    uint32_t tag;    /* 0: is being written; atomic */
    int32_t delta;
} AuditWrite;

enum {
    AUDIT_CHANGES = 256,
    AUDIT_BATCH = 64,
    AUDIT_WRITES = 256,
    AUDIT_SLOTS = 1 << 12,
    AUDIT_SEQUENCES = 1 << 19
};

/* Of a Thread; used again by others. */
typedef struct AuditThread {
    struct AuditThread *next_spare;
    AuditName *name;
    uint32_t slot;     /* number in Audit.slots; 0: it got none, and its writes have no names */
    uint32_t sequence; /* of its next write */
    uint32_t used;     /* changes to apply; atomic */
    uint32_t seen;     /* of them, those that others can see are applied so far */
    uint32_t passes;   /* gil_pass */
    bool quiet;        /* the next instruction shows nothing to others: twin_audit.c */
    bool busy;         /* applies changes without the GIL; atomic */
    uint64_t since;    /* Audit.clock when the first of the changes was made */
    AuditChange changes[AUDIT_CHANGES];
    AuditWrite writes[AUDIT_WRITES]; /* the latest; read by others */
} AuditThread;

/* Who did something where. */
typedef struct AuditWho {
    AuditName *thread; /* NULL: not known */
    AuditPlace *place;
} AuditWho;

/* Updates of an object that were overwritten, all by the same pair of instructions. */
typedef struct AuditLoss {
    struct AuditLoss *next;
    AuditWho victim, winner; /* winner.thread NULL: the test hook */
    int delta;               /* of each: 1 or -1 */
    int64_t count; /* below 0: they came back, since who had overwritten them was overwritten itself */
} AuditLoss;

/* What went wrong with an object. It stays when the object is gone. */
typedef struct AuditRecord {
    struct AuditRecord *next;
    uintptr_t address;
    char type[64],
        text[64]; /* for people; text: the value of strings, numbers and the like, the name of functions */
    AuditPlace *made;
    int64_t lost_up, lost_down;
    bool premature, leaked;
    AuditWho freed, used; /* premature: who took the plain count to 0, and who still used the object */
    int64_t left;         /* leaked: the plain count that was left */
    AuditLoss *losses;
} AuditRecord;

/* What waits for being free memory. */
typedef struct AuditGrave {
    Object *object;
    uint64_t stamp; /* Audit.clock when it ended */
} AuditGrave;

/* Why the program must stop: a hook does it at the next instruction of whoever comes first. */
typedef enum AuditStop { AUDIT_GO_ON, AUDIT_STOP_PREMATURE, AUDIT_STOP_MEMORY } AuditStop;

typedef struct Audit {
    AuditOptions options;
    OsMutex mutex;
    AuditPlace nowhere;
    AuditCode *codes;
    AuditEndedType *ended_types;
    AuditName *names;
    AuditThread *slots[AUDIT_SLOTS];
    AuditThread *spare; /* of threads that have ended; others may still look at their writes */
    uint32_t slot_count;
    uint64_t thread_count; /* threads that ever were */
    uint64_t clock;        /* objects that have ended */
    AuditGrave *graves;    /* a ring, oldest first */
    size_t grave_room, grave_first, grave_count;
    int64_t grave_bytes, leaked_bytes;
    AuditRecord *records; /* youngest first */
    int64_t record_count;
    int64_t lost_up, lost_down, premature, leaks, unexplained;
    uint64_t planted;      /* changes that the hook has looked at */
    bool shown;            /* the table was */
    bool announced;        /* the first error was told */
    int spinners;          /* threads that look at the guard before they sleep; atomic */
    struct Writer *report; /* of the file; NULL in a child of the program (vm/lab/audit_show.c) */
    AuditStop stop;        /* atomic */
} Audit;

/* ---- what counts; the functions for it are in refcount.h ---- */

/* Object.plain: the count, whether the object has ended (its last reference is counted off), and the tag of
 * who wrote it; 0: nobody. */
#define AUDIT_ENDED ((uint64_t)1 << 31)
static inline uint64_t audit_word(int32_t count, uint32_t tag) {
    return (uint64_t)(uint32_t)count << 32 | tag;
}
static inline int32_t audit_count(uint64_t word) {
    return (int32_t)(word >> 32);
}
static inline uint32_t audit_tag(uint64_t word) {
    return (uint32_t)(word & (AUDIT_ENDED - 1));
}

/* ---- threads, gil.c ---- */

bool audit_init(Interp *interp); /* false: out of memory */
/* The part of a Thread. It ends with the Thread's last hold of the GIL, when nothing is counted any more. */
bool audit_thread_begin(Thread *t);
void audit_thread_end(Thread *t);
void audit_thread_name(Thread *t, const char *name);
/* The thread is about to lose the GIL. What has to be applied before is applied: with the GIL on, everything;
 * else references that others may find then. `rest`: audit_apply follows. */
void audit_leave(Thread *t, bool rest);
void audit_apply(Thread *t);
/* May the changes of this instruction and those before wait until the next one is over? */
bool audit_may_wait(const Thread *t);
/* Waits until no thread has changes left to apply. */
void audit_settle(Thread *t);
/* In the child of a fork, which reports only what happens in itself. */
void audit_after_fork(Thread *t);
static inline bool audit_unsafe(const Audit *audit) {
    return audit->options.unsafe;
}

/* ---- memory.h ---- */

/* A new object has one reference, in both counts. */
void audit_begin_object(Thread *t, Object *object);
/* It has ended: the memory is given back when no thread has changes of it left. */
void audit_bury(Thread *t, Object *object);
/* Gives back what can be. The calling thread must have nothing to apply. */
void audit_dig(Thread *t);

/* ---- places ---- */

AuditPlace *audit_place(Thread *t);
AuditCode *audit_code_new(Audit *audit, const char *file, const char *function, uint32_t count);
/* A heap type ends. */
void audit_type_ended(Thread *t, Type *type);
void audit_tally_add(AuditTally *sum, const AuditTally *tally);

/* ---- findings ---- */

/* delta -1 or 1: an update of the object was lost; `back`: it came back. */
void audit_lost(Audit *audit, Object *object, AuditWho victim, AuditWho winner, int delta, bool back);
/* The plain count has become 0 and the object lives. */
void audit_premature(Audit *audit, Object *object, AuditWho freed);
/* A reference to such an object was made: that is who uses it. */
void audit_used(Audit *audit, Object *object, AuditWho user);
/* The object has ended and all changes are applied; true: it was leaked. */
bool audit_ended(Audit *audit, Object *object);
void audit_forget_record(Object *object, void *arg); /* for memory_each_object */

#else /* in programs that do not audit, these do nothing */

typedef struct Interp Interp;
typedef struct AuditPlace AuditPlace;
static inline bool audit_init(Interp *interp) {
    return true;
}
static inline bool audit_thread_begin(Thread *t) {
    return true;
}
static inline void audit_thread_end(Thread *t) {}
static inline void audit_thread_name(Thread *t, const char *name) {}
static inline void audit_leave(Thread *t, bool rest) {}
static inline void audit_apply(Thread *t) {}
static inline void audit_settle(Thread *t) {}
static inline void audit_after_fork(Thread *t) {}
static inline void audit_begin_object(Thread *t, Object *object) {}
static inline void audit_bury(Thread *t, Object *object) {}
static inline void audit_type_ended(Thread *t, Type *type) {}

#endif
enum { AUDITING = MINIPY_REFCOUNT == REFCOUNT_AUDITED };
#endif
