/* What each thread did with the GIL: kept by gil.c at every change, so it costs two looks at the clock for each time that
 * a thread has the lock. Accounts belong to the Interp and outlive their threads; all but the newest of those that ended
 * are added up in one. The GIL must be held, but where it says that a signal handler may look too: memory of accounts
 * is used again, never given back, so what is read there can be half written but is there. Times are nanoseconds.
 *
 * Invariant: up to `changed`, the life of a thread is the sum of hold_ns, wait_ns and blocked_ns, exactly. */
#ifndef RUNTIME_GIL_ACCOUNT_H
#define RUNTIME_GIL_ACCOUNT_H

#include "runtime/gil.h"

enum { GIL_ACCOUNTS_KEPT = 1000 }; /* of threads that have ended */

struct GilAccount {
    GilAccount *next;
    Thread *thread; /* NULL: it has ended */
    struct TraceRing *ring; /* trace.h; NULL: nothing is recorded */
    OsThread ident;
    int64_t native_id;
    char name[64]; /* UTF-8, cut */
    int merged; /* > 0: the sum of so many threads that ended long ago */
    int64_t life_ns; /* only in what gil_account_at answers, and in a sum */
    int64_t hold_ns, wait_ns;
    int64_t blocked_ns;   /* without the lock and not asking for it */
    int64_t started;      /* when the thread, or the counting, began */
    int64_t changed;      /* when it last took the lock or gave it up */
    uint64_t acquisitions, waits; /* how often it took the lock; how often it had to sleep for it */
    uint64_t lost[GIL_CAUSE_COUNT]; /* how often another thread had the lock next, by cause */
    uint64_t offers_unused;         /* its interval was over and nobody waited */
    uint64_t instructions;          /* executed */
    uint64_t uncounted;             /* of Thread.instructions: from before the counting began */
    int64_t longest_wait_ns;
    char longest_holder[64]; /* who had the lock at the end of the longest wait, */
    char longest_file[128];  /* and where it let go; cut from the left */
    int longest_line;
    bool longest_lasts; /* only in what gil_account_at answers: that wait is not over, and this is where the holder is */
    /* The last, since its thread writes it without the lock: since when it waits for that; 0: it does not; atomic. */
    int64_t wait_since;
};

/* A number that a program reports about itself (module gil), under a name. */
typedef struct GilMetric {
    struct GilMetric *next;
    double value;
    bool whole; /* it was an int */
    char name[];
} GilMetric;

/* A new account, youngest of the Interp's; NULL: out of memory, nothing raised. */
GilAccount *gil_account_new(Interp *interp);
void gil_account_end(Interp *interp, GilAccount *account);
void gil_account_name(GilAccount *account, const char *name);
/* All accounts and metrics go. */
void gil_account_free_all(Gil *gil);
/* One moment of all accounts. */
typedef struct GilMoment {
    int64_t now;
    const Thread *holder; /* NULL: nobody, or who is just changing */
    const GilAccount *holder_account;
    GilSite site; /* of the holder */
    bool exact;   /* the instructions of the running turn are counted too */
} GilMoment;

/* Now; t has the lock. */
GilMoment gil_moment(Thread *t);
/* The same in a signal handler, whoever has the lock: without its site and without the instructions of its turn. */
GilMoment gil_moment_in_handler(const Gil *gil);
/* The account as of that moment: what its thread is doing then is counted in. */
GilAccount gil_account_at(const GilMoment *moment, const GilAccount *account);
/* Adds an account to a sum, which begins as zeros. */
void gil_account_add(GilAccount *sum, const GilAccount *account);
/* Begins to count anew; accounts of threads that ended go. */
void gil_account_reset(Thread *t);
/* In the child of a fork: only the calling thread is left, and counts anew. */
void gil_account_after_fork(Thread *t);

/* What this process is called, for people. */
void gil_name_process(Gil *gil, const char *name);

/* Sets the metric of that name. false: out of memory, nothing raised. */
bool gil_account_report(Gil *gil, const char *name, double value, bool whole);

/* For gil.c. */
void gil_account_entered(Thread *t);
void gil_account_leaving(Thread *t, GilCause cause, bool waited);

/* The bucket of wait_buckets that counts waits of this length, and the shortest wait that a bucket counts:
 * four buckets for each power of two. */
int gil_wait_bucket(int64_t ns);
int64_t gil_bucket_start(int bucket);
/* A wait that `part` (0 to 1) of all waits do not exceed, up to the width of a bucket; 0: there were none. */
int64_t gil_wait_quantile(const Gil *gil, double part);

const char *gil_cause_name(GilCause cause);
const char *gil_policy_name(GilPolicy policy);
const char *gil_handoff_name(GilHandoff handoff);

#endif
