/* The global interpreter lock.
 *
 * What it protects. Every object, every reference count, every cache and table of an Interp. None of them has
 * a lock of its own; a thread that holds this one may do with them what it likes until it gives it up. So
 * each operation of a built-in type is atomic, and so is each instruction of the eval loop, but for what runs
 * Python code inside.
 *
 * Who asks. A thread that comes back from a blocking call, one that was just started, and one whose time was
 * up. It tries one compare-and-swap; if that fails it joins the queue `waiters`, sets GIL_WAITED and sleeps
 * on the word in its own Waiter. Before it sleeps it may look at the word for a moment (spin.h).
 *
 * How the holder notices. The eval loop counts instructions down in a register. At zero it calls gil_tick,
 * which under the counting policies looks at GIL_WAITED once in `interval` instructions. N is exact, because
 * the loop's slice is cut to what is left of the interval; and since a slice of one instruction goes through
 * the same test, N = 1 costs no second loop. Under `time` a waiter that has slept for the whole interval sets
 * `requested`, as in CPython; the holder sees that at its next slice, a few microseconds later.
 *
 * Why a hand-off is forced. If the holder only unlocked and locked again, it would nearly always win: the
 * sleeper needs some microseconds to wake up, the holder some nanoseconds to come back. (That is the convoy
 * of CPython 2 that David Beazley showed; GIL_FREE lets people see it.) So an offer does not free the lock at
 * all: it stays held, now on behalf of the thread at the head of the queue, and the giver goes to the tail.
 * At a blocking call, on the other hand, the lock is really freed and the head is merely told so: the sleeper
 * may find that a third thread was quicker, but the lock is in use while it wakes up. GIL_FIFO hands over
 * there too, which is fair and idles.
 *
 * Waking once. A thread that waits for an event (another's lock.release) would wake up, find the GIL held by
 * its waker, and sleep again. park.c therefore moves it from the queue of the event straight to this queue,
 * asleep; it wakes up when it owns the GIL. That makes a hand-over of work between threads one wake-up
 * instead of two.
 *
 * How a hand-off is made quick. Waking a thread costs 2 to 5 us where its processor is busy, but 30 to 80 us
 * where it has gone idle, and 5 to 10 us of the time of who wakes it. So a thread that waits for the lock looks
 * at its word for a while before it sleeps; if it does sleep, the holder calls it a little before the interval
 * is over (gil_tick), and it is awake and looks at its word when its turn comes: the lock then moves in about
 * 1 us. spin.h says how that stays polite.
 *
 * How long an interval. At N = 100,000 instructions, 0.15 to 0.9 ms, two threads that compute take 1.02 to 1.05
 * times as long as one that does the work of both (medians of series of 15 and 25 runs in turn, on two virtual
 * processors); when each interval began with a sleep and ended with a call it was 1.06 to 1.09, without the calls
 * 1.12 to 1.25. A thread that serves requests beside one that computes waits for at most one interval: its p99 was
 * 0.3 ms beside plain arithmetic and 1.5 ms beside dicts and strings where CPython's, whose interval is 5 ms, was
 * 8.4 ms. Twice the interval would halve the one figure and double the other.
 * N = 1,000 makes two computing threads 2.5 times slower, N = 100 fifteen times: that is for study. */
#include "runtime/gil_account.h"
#include "runtime/interp.h"
#include "runtime/spin.h"
#include "runtime/trace.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The guard of --gil=unsafe: looks before a thread sleeps for it, about 20 us; how many threads look at once; passes of a
 * thread after which a sleeper gets it, and after which memory is given back. */
enum { GUARD_LOOKS = 1000, GUARD_SPINNERS = 3, GUARD_PASSES = 1024, GUARD_DIGS = 16 };

/* ---- the queue ---- */

void wait_queue_push(WaitQueue *queue, Thread *t) {
    t->wait.next = NULL;
    t->wait.previous = queue->last;
    *(queue->last ? &queue->last->wait.next : &queue->first) = t;
    queue->last = t;
    t->wait.queue = queue;
}

void wait_queue_push_first(WaitQueue *queue, Thread *t) {
    t->wait.previous = NULL;
    t->wait.next = queue->first;
    *(queue->first ? &queue->first->wait.previous : &queue->last) = t;
    queue->first = t;
    t->wait.queue = queue;
}

void wait_queue_remove(Thread *t) {
    WaitQueue *queue = t->wait.queue;
    *(t->wait.previous ? &t->wait.previous->wait.next : &queue->first) = t->wait.next;
    *(t->wait.next ? &t->wait.next->wait.previous : &queue->last) = t->wait.previous;
    t->wait.queue = NULL;
}

/* Tells a thread why it is to wake up, under the mutex; os_wake follows when the mutex is free again.
 * Meanwhile the thread may have run and ended, and its Thread may be another's: then one sleeper wakes up for
 * nothing. */
static void notify(Thread *t, uint32_t why) {
    __atomic_fetch_or(&t->wait.word, why, __ATOMIC_RELEASE);
}

static _Noreturn void misused(const char *what) {
    fprintf(stderr, "minipy: fatal: %s\n", what);
    abort();
}

static uint32_t state_of(const Gil *gil) {
    return __atomic_load_n(&gil->state, __ATOMIC_RELAXED);
}

static bool change_state(Gil *gil, uint32_t from, uint32_t to) {
    return __atomic_compare_exchange_n(&gil->state, &from, to, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED);
}

void gil_init(Gil *gil) {
    *gil = (Gil){.handoff = GIL_FORCED, .interval = GIL_DEFAULT_INTERVAL, .counted_since = os_now()};
    gil->interval_ns = gil_instructions_ns(GIL_DEFAULT_INTERVAL);
    gil->call_ahead = spin_call_ahead(GIL_DEFAULT_INTERVAL);
    os_mutex_init(&gil->mutex);
}

void gil_fini(Gil *gil) {
    gil_account_free_all(gil);
    trace_free(gil);
    os_mutex_fini(&gil->mutex);
}

/* ---- instructions ---- */

/* The instructions of the running slice so far go into the account of the thread. */
static void count_slice(Thread *t) {
    int64_t executed = t->slice - 1 - t->instructions_left;
    t->instructions += (uint64_t)executed;
    t->quantum -= executed;
    t->slice = t->instructions_left + 1;
}

static bool counts(const Gil *gil) {
    return gil_policy(gil) == GIL_INSTRUCTIONS || gil_policy(gil) == GIL_BACKEDGE;
}

static void start_slice(Thread *t) {
    t->slice = t->traced || t->interp->watched ? 1 : THREAD_SLICE;
    if (counts(&t->interp->gil) && t->quantum < t->slice)
        t->slice = t->quantum < 1 ? 1 : t->quantum;
    t->instructions_left = t->slice - 1;
}

void gil_end_slice(Thread *t) {
    t->slice -= t->instructions_left;
    t->instructions_left = 0;
}

static void restart_interval(Thread *t) {
    Gil *gil = &t->interp->gil;
    count_slice(t);
    t->quantum = gil->interval;
    gil->call_ahead = spin_call_ahead(gil->interval);
    start_slice(t);
}

void gil_set_interval(Thread *t, int64_t instructions) {
    Gil *gil = &t->interp->gil;
    const int64_t most = INT64_MAX / gil_instructions_ns(1);
    gil->interval = instructions < 1 ? 1 : instructions > most ? most : instructions;
    __atomic_store_n(&gil->interval_ns, gil_instructions_ns(gil->interval), __ATOMIC_RELAXED);
    restart_interval(t);
}

void gil_set_interval_ns(Thread *t, int64_t ns) {
    Gil *gil = &t->interp->gil;
    __atomic_store_n(&gil->interval_ns, ns < 1 ? 1 : ns, __ATOMIC_RELAXED);
    gil->interval = gil->interval_ns / gil_instructions_ns(1);
    gil->interval += !gil->interval;
    restart_interval(t);
}

/* Under the policy time those who wait must look at the clock: they are told to start. */
void gil_set_policy(Thread *t, GilPolicy policy) {
    Gil *gil = &t->interp->gil;
    os_mutex_lock(&gil->mutex);
    __atomic_store_n(&gil->policy, policy, __ATOMIC_RELAXED);
    for (Thread *waiter = gil->waiters.first; waiter; waiter = waiter->wait.next) {
        notify(waiter, WAKE_SIGNAL);
        os_wake(&waiter->wait.word);
    }
    os_mutex_unlock(&gil->mutex);
    restart_interval(t);
}

void gil_set_handoff(Thread *t, GilHandoff handoff) {
    __atomic_store_n(&t->interp->gil.handoff, handoff, __ATOMIC_RELAXED);
}

/* ---- taking and giving ---- */

/* The thread has the lock. */
static void entered(Thread *t) {
    Gil *gil = &t->interp->gil;
    __atomic_store_n(&t->wait.word, 0, __ATOMIC_RELAXED);
    __atomic_store_n(&gil->holder, t, __ATOMIC_RELAXED);
    __atomic_store_n(&gil->requested, 0, __ATOMIC_RELAXED);
    __atomic_store_n(&gil->taken, gil->taken + 1, __ATOMIC_RELAXED);
    t->quantum = gil->interval;
    start_slice(t);
    if (__atomic_load_n(&t->breaker, __ATOMIC_RELAXED)) /* a signal that came meanwhile is handled at once */
        gil_end_slice(t);
    gil_account_entered(t);
}

/* The thread is about to lose it. */
static void leaving(Thread *t, GilCause cause, bool waited) {
    Gil *gil = &t->interp->gil;
    if (!gil_held(t, gil))
        misused("a thread releases the GIL and does not hold it");
    audit_leave(t, true);
    count_slice(t);
    if (t->interp->watched)
        t->interp->hooks.look_at_watched(t);
    gil_account_leaving(t, cause, waited);
    __atomic_store_n(&gil->holder, NULL, __ATOMIC_RELAXED);
}

/* The interpreter has ended under this thread. */
static _Noreturn void sleep_for_ever(void) {
    for (;;)
        pause();
}

static bool shut_out(Thread *t) {
    Gil *gil = &t->interp->gil;
    return __atomic_load_n(&gil->closed, __ATOMIC_ACQUIRE) && gil->closer != t;
}

void gil_enqueue(Gil *gil, Thread *t) {
    int64_t now = os_now();
    __atomic_store_n(&t->account->wait_since, now, __ATOMIC_RELAXED);
    if (t->account->ring)
        trace_asked(t->account->ring, now);
    wait_queue_push(&gil->waiters, t);
    __atomic_fetch_or(&gil->state, GIL_WAITED, __ATOMIC_RELAXED);
}

#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
static bool look_at_guard(Thread *t) {
    Gil *gil = &t->interp->gil;
    for (int i = 0; i < GUARD_LOOKS; i++) {
        uint32_t state = __atomic_load_n(&gil->state, __ATOMIC_ACQUIRE);
        if (!(state & GIL_HELD)) {
            if (shut_out(t))
                sleep_for_ever();
            if (change_state(gil, state, state | GIL_HELD))
                return true;
        }
        os_relax();
    }
    return false;
}
#endif

/* With --gil=unsafe the lock is held for one instruction (gil_pass): whoever wants it looks at it before going to
 * sleep. false: the lock is held for long, or many want it, or it is a real one. */
static bool spin_for_guard(Thread *t) {
    bool taken = false;
#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
    Audit *audit = t->interp->audit;
    if (!audit_unsafe(audit))
        return false;
    if (__atomic_fetch_add(&audit->spinners, 1, __ATOMIC_RELAXED) < GUARD_SPINNERS)
        taken = look_at_guard(t);
    __atomic_fetch_sub(&audit->spinners, 1, __ATOMIC_RELAXED);
#endif
    return taken;
}

/* Takes a lock that is free, or joins the queue. The state can change under us as long as GIL_WAITED is not
 * set: a holder that sees nobody waiting gives the lock up without the mutex. */
static bool take_or_enqueue(Gil *gil, Thread *t) REQUIRES(gil->mutex) {
    for (;;) {
        uint32_t state = state_of(gil);
        if (!(state & GIL_HELD)) {
            if (change_state(gil, state, state | GIL_HELD))
                return true;
        } else if (state & GIL_WAITED || change_state(gil, state, state | GIL_WAITED)) {
            gil_enqueue(gil, t);
            return false;
        }
    }
}

static bool take_offered(Gil *gil, Thread *t) {
    os_mutex_lock(&gil->mutex);
    bool is_free = !(state_of(gil) & GIL_HELD);
    if (is_free) {
        wait_queue_remove(t);
        __atomic_store_n(&gil->state, gil->waiters.first ? GIL_HELD | GIL_WAITED : GIL_HELD,
                         __ATOMIC_RELAXED);
    }
    os_mutex_unlock(&gil->mutex);
    return is_free;
}

/* After WAKE_GRANTED or WAKE_OFFERED was seen in `word`: true if the thread has the lock now. */
static bool take_turn(Thread *t, uint32_t word) {
    if (shut_out(t))
        sleep_for_ever();
    if (!(word & WAKE_GRANTED)) {
        __atomic_fetch_and(&t->wait.word, ~(uint32_t)WAKE_OFFERED, __ATOMIC_RELAXED);
        if (!take_offered(&t->interp->gil, t))
            return false;
    }
    entered(t);
    return true;
}

/* When a waiter that goes to sleep now may ask for the lock. */
static int64_t interval_end(const Gil *gil) {
    int64_t end;
    bool never = gil_policy(gil) != GIL_TIME ||
                 __builtin_add_overflow(os_now(), __atomic_load_n(&gil->interval_ns, __ATOMIC_RELAXED), &end);
    return never ? OS_FOREVER : end;
}

/* Sleeps until the word changes. Under the policy time, asks for the lock when the interval is over and it
 * has not moved meanwhile. */
static void sleep_in_queue(Thread *t, uint32_t word) {
    Gil *gil = &t->interp->gil;
    uint64_t taken = __atomic_load_n(&gil->taken, __ATOMIC_RELAXED);
    int64_t deadline = interval_end(gil);
    if (!os_sleep_on(&t->wait.word, word, deadline) &&
        __atomic_load_n(&gil->taken, __ATOMIC_RELAXED) == taken)
        __atomic_store_n(&gil->requested, 1, __ATOMIC_RELAXED);
}

static uint32_t take_bit(Thread *t, uint32_t bit) {
    return __atomic_and_fetch(&t->wait.word, ~bit, __ATOMIC_RELAXED);
}

/* Waits in the queue until the lock is ours. A signal is in Thread.breaker too, and is acted on with the
 * lock. */
void gil_wait_turn(Thread *t) {
    SpinTurn turn = SPIN_UNCALLED;
    for (;;) {
        uint32_t word = __atomic_load_n(&t->wait.word, __ATOMIC_ACQUIRE);
        if (word & (WAKE_GRANTED | WAKE_OFFERED)) {
            if (take_turn(t, word)) {
                spin_learn(&t->interp->gil, word & WAKE_SOON ? SPIN_LATE : turn);
                return;
            }
        } else if (word & WAKE_SIGNAL) {
            take_bit(t, WAKE_SIGNAL);
        } else if (word & WAKE_SOON) {
            turn = spin_until_turn(t, take_bit(t, WAKE_SOON));
        } else if (!spin_before_sleep(t, word, SPIN_TURN_NS)) {
            sleep_in_queue(t, word);
        }
    }
}

void gil_acquire(Thread *t) {
    Gil *gil = &t->interp->gil;
    int error = errno;
    if (shut_out(t))
        sleep_for_ever();
    if (change_state(gil, 0, GIL_HELD) || spin_for_guard(t)) {
        entered(t);
    } else {
        os_mutex_lock(&gil->mutex);
        bool taken = take_or_enqueue(gil, t);
        os_mutex_unlock(&gil->mutex);
        if (taken)
            entered(t);
        else
            gil_wait_turn(t);
    }
    errno = error;
}

/* The lock stays held, from now on by the first of the queue. */
static Thread *grant(Gil *gil) REQUIRES(gil->mutex) {
    Thread *next = gil->waiters.first;
    wait_queue_remove(next);
    if (!gil->waiters.first)
        __atomic_store_n(&gil->state, GIL_HELD, __ATOMIC_RELAXED);
    return next;
}

static void release_to_waiters(Gil *gil) {
    os_mutex_lock(&gil->mutex);
    Thread *next = gil->waiters.first;
    if (gil_handoff(gil) == GIL_FIFO) {
        notify(grant(gil), WAKE_GRANTED);
    } else {
        __atomic_store_n(&gil->state, GIL_WAITED, __ATOMIC_RELEASE);
        notify(next, WAKE_OFFERED);
    }
    os_mutex_unlock(&gil->mutex);
    os_wake(&next->wait.word);
}

void gil_release(Thread *t, GilCause cause) {
    Gil *gil = &t->interp->gil;
    int error = errno;
    leaving(t, cause, state_of(gil) & GIL_WAITED);
    if (!change_state(gil, GIL_HELD, 0))
        release_to_waiters(gil);
    if (cause != GIL_CAUSE_EXIT) /* else the Thread is nobody's any more, and has applied all */
        audit_apply(t);
    errno = error;
}

/* Grants the lock to the first of the queue and goes to its end. */
static void hand_over(Thread *t, GilCause cause) {
    Gil *gil = &t->interp->gil;
    leaving(t, cause, true);
    os_mutex_lock(&gil->mutex);
    Thread *next = grant(gil);
    gil_enqueue(gil, t);
    notify(next, WAKE_GRANTED);
    os_mutex_unlock(&gil->mutex);
    os_wake(&next->wait.word);
    audit_apply(t);
    gil_wait_turn(t);
}

void gil_yield(Thread *t, GilCause cause) {
    Gil *gil = &t->interp->gil;
    if (!(state_of(gil) & GIL_WAITED)) {
        t->account->offers_unused++;
        return;
    }
    if (gil_handoff(gil) == GIL_FREE) {
        gil_release(t, cause);
        gil_acquire(t);
        return;
    }
    int error = errno;
    hand_over(t, cause);
    errno = error;
}

/* Is it time to offer the lock? With backedge, when the interval is over the loop goes by single instructions
 * until it comes to a place where the lock may move. */
static bool offer_due(Thread *t, bool safe_point) {
    Gil *gil = &t->interp->gil;
    if (gil_policy(gil) == GIL_TIME)
        return __atomic_load_n(&gil->requested, __ATOMIC_RELAXED);
    return counts(gil) && t->quantum <= 0 && (gil_policy(gil) != GIL_BACKEDGE || safe_point);
}

/* The first of the queue had better be awake when the interval ends. */
static bool call_due(const Thread *t) {
    const Gil *gil = &t->interp->gil;
    return t->quantum <= gil->call_ahead && gil->called != gil->taken && state_of(gil) & GIL_WAITED &&
           counts(gil) && gil_handoff(gil) != GIL_FREE;
}

static void call_first(Gil *gil) {
    gil->called = gil->taken;
    os_mutex_lock(&gil->mutex);
    Thread *next = gil->waiters.first;
    if (next == __atomic_load_n(&gil->spinner, __ATOMIC_RELAXED)) /* it looks already */
        next = NULL;
    if (next)
        notify(next, WAKE_SOON);
    os_mutex_unlock(&gil->mutex);
    if (next)
        os_wake(&next->wait.word);
}

#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
/* Who sleeps for the guard gets it now and then: between two instructions the running thread would always be first. */
static void pass_to_sleeper(Gil *gil) {
    os_mutex_lock(&gil->mutex);
    Thread *next = grant(gil); /* GIL_WAITED is set, so there is one */
    notify(next, WAKE_GRANTED);
    os_mutex_unlock(&gil->mutex);
    os_wake(&next->wait.word);
}

/* Between two instructions of a thread without the lock: others get the guard, and this one's changes of counts
 * are applied meanwhile. */
static void gil_pass(Thread *t) {
    Gil *gil = &t->interp->gil;
    bool wait = audit_may_wait(t);
    t->audit->passes++;
    audit_leave(t, !wait);
    __atomic_store_n(&gil->holder, NULL, __ATOMIC_RELAXED);
    if (!change_state(gil, GIL_HELD, 0)) {
        if (t->audit->passes % GUARD_PASSES == 0)
            pass_to_sleeper(gil);
        else
            __atomic_fetch_and(&gil->state, ~(uint32_t)GIL_HELD, __ATOMIC_RELEASE);
    }
    if (!wait)
        audit_apply(t);
    if (!spin_for_guard(t)) {
        os_mutex_lock(&gil->mutex);
        bool taken = take_or_enqueue(gil, t);
        os_mutex_unlock(&gil->mutex);
        if (!taken) {
            gil_wait_turn(t);
            return;
        }
    }
    __atomic_store_n(&gil->holder, t, __ATOMIC_RELAXED);
    if (t->audit->passes % GUARD_DIGS == 0)
        audit_dig(t);
}

/* Instead of an offer of the lock, in an audited program without it. */
static bool pass_instead(Thread *t) {
    const Audit *audit = t->interp->audit;
    if (__atomic_load_n(&audit->stop, __ATOMIC_RELAXED))
        t->interp->hooks.stop(t);
    if (audit->options.abort && !audit_unsafe(audit))
        audit_apply(t); /* so that it stops where it happens */
    if (audit_unsafe(audit) && t->interp->threads->next)
        gil_pass(t);
    return audit_unsafe(audit);
}
#else
static bool pass_instead(Thread *t) {
    return false;
}
#endif

void gil_tick(Thread *t, bool safe_point) {
    Gil *gil = &t->interp->gil;
    count_slice(t);
    if (pass_instead(t)) {
        t->quantum = gil->interval;
    } else if (offer_due(t, safe_point)) {
        gil_yield(t, GIL_CAUSE_INTERVAL);
        __atomic_store_n(&gil->requested, 0, __ATOMIC_RELAXED);
        t->quantum = gil->interval;
    } else if (t->quantum <= 0 && !(state_of(gil) & GIL_WAITED)) {
        t->account->offers_unused += counts(gil);
        t->quantum = gil->interval;
    } else if (call_due(t)) {
        call_first(gil);
    }
    start_slice(t);
}

/* ---- the end, and fork ---- */

void gil_close(Thread *t) {
    Gil *gil = &t->interp->gil;
    os_mutex_lock(&gil->mutex);
    gil->closer = t;
    __atomic_store_n(&gil->closed, true, __ATOMIC_RELEASE);
    while (gil->waiters.first)
        wait_queue_remove(gil->waiters.first);
    __atomic_store_n(&gil->state, GIL_HELD, __ATOMIC_RELAXED);
    os_mutex_unlock(&gil->mutex);
}

UNCHECKED void gil_after_fork(Thread *t) {
    Gil *gil = &t->interp->gil;
    os_mutex_unlock_in_child(&gil->mutex);
    gil->waiters = (WaitQueue){0};
    t->wait = (Waiter){0};
    gil->state = GIL_HELD;
    gil->requested = 0;
    gil->holder = t;
}
