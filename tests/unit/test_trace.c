// Rings of turns: what is kept, what is forgotten, who gave the lock to whom. (tests/gil/trace_json.sh runs
// programs.)
#include "leak_check.h"
#include "runtime/gil_account.h"
#include "runtime/interp.h"
#include "runtime/trace.h"
#include <stdio.h>
#include <string.h>

static Thread *t;
static Trace *trace;

static void begin(uint64_t turns) {
    t = interp_new(NULL);
    cr_assert(trace_start(t, turns));
    trace = t->interp->gil.trace;
}
static void end(void) {
    interp_free(t);
    check_leaks();
}

// A turn of a thread that is not the running one, as gil_account.c reports it.
static void turn(Thread *thread, int64_t entered, int64_t left, int64_t given, TraceRing *from,
                 GilCause cause) {
    trace_asked(thread->account->ring, entered - 1);
    trace_entered(thread->account->ring, entered, entered, given, from);
    trace_left(thread, left, cause, (GilSite){"file.py", (int)left});
}

Test(trace, nothing_is_recorded_unless_asked_for) {
    t = interp_new(NULL);
    cr_expect_null(t->interp->gil.trace);
    gil_release(t, GIL_CAUSE_BLOCKING);
    gil_acquire(t);
    cr_expect_null(t->account->ring);
    end();
}

Test(trace, each_release_ends_a_turn) {
    begin(100);
    TraceRing *ring = t->account->ring;
    cr_expect_str_eq(ring->name, "MainThread");
    for (int i = 0; i < 5; i++) {
        t->waits_for = "read";
        gil_release(t, GIL_CAUSE_BLOCKING);
        gil_acquire(t);
        t->waits_for = NULL;
    }
    cr_assert_eq(trace_count(ring), 5);
    int64_t before = trace->started;
    for (uint64_t i = 0; i < 5; i++) {
        const TraceTurn *turn = trace_turn(trace, ring, i);
        cr_expect(before <= turn->asked && turn->asked <= turn->entered && turn->entered <= turn->left);
        cr_expect_eq(turn->cause, GIL_CAUSE_BLOCKING);
        cr_expect_str_eq(turn->what, "read");
        cr_expect_null(turn->from);
        before = turn->left;
    }
    cr_expect_geq(ring->entered, before, "the turn that goes on");
    end();
}

Test(trace, a_full_ring_keeps_the_latest) {
    begin(8);
    Thread *other = thread_new(t->interp);
    TraceRing *ring = other->account->ring;
    for (int i = 1; i <= 20; i++)
        turn(other, 10 * i, 10 * i + 5, 0, NULL, GIL_CAUSE_INTERVAL);
    cr_expect_eq(trace_count(ring), 20);
    cr_expect_eq(trace_first(trace, 20), 12);
    for (uint64_t i = 12; i < 20; i++)
        cr_expect_eq(trace_turn(trace, ring, i)->entered, (int64_t)(10 * (i + 1)));
    cr_expect_eq(trace_dropped(trace), 12);
    thread_free(other);
    end();
}

Test(trace, the_giver_is_found_while_it_is_known) {
    begin(4);
    Thread *a = thread_new(t->interp), *b = thread_new(t->interp);
    for (int i = 1; i <= 10; i++) {
        turn(a, 100 * i, 100 * i + 10, 0, NULL, GIL_CAUSE_LOCK);
        turn(b, 100 * i + 20, 100 * i + 30, 100 * i + 10, a->account->ring, GIL_CAUSE_INTERVAL);
    }
    const TraceTurn *last = trace_turn(trace, b->account->ring, 9), *giver = trace_giver(trace, last);
    cr_assert_not_null(giver);
    cr_expect_eq(giver->left, 1010);
    cr_expect_eq(giver->cause, GIL_CAUSE_LOCK);
    TraceTurn lost = {.from = a->account->ring, .from_number = a->account->ring->number, .given = 310};
    cr_expect_null(trace_giver(trace, &lost), "overwritten");
    lost.given = 1011;
    cr_expect_null(trace_giver(trace, &lost), "there never was one");
    lost = *last;
    lost.from_number++;
    cr_expect_null(trace_giver(trace, &lost), "the ring is another thread's now");
    thread_free(a);
    thread_free(b);
    end();
}

Test(trace, files_are_copied_and_their_number_is_bounded) {
    begin(10);
    char name[32] = "a.py";
    TraceRing *ring = t->account->ring;
    trace_left(t, 1, GIL_CAUSE_INTERVAL, (GilSite){name, 1});
    uint32_t a = trace_turn(trace, ring, 0)->file;
    strcpy(name, "b.py");
    trace_left(t, 2, GIL_CAUSE_INTERVAL, (GilSite){name, 1});
    uint32_t b = trace_turn(trace, ring, 1)->file;
    cr_expect_str_eq(trace_file(trace, a), "a.py");
    cr_expect_str_eq(trace_file(trace, b), "b.py", "the same address, another name");
    trace_left(t, 3, GIL_CAUSE_INTERVAL, (GilSite){"a.py", 1});
    cr_expect_eq(trace_turn(trace, ring, 2)->file, a);
    for (int i = 0; i < 3 * TRACE_FILES; i++) {
        snprintf(name, sizeof name, "%d.py", i);
        trace_left(t, 4, GIL_CAUSE_INTERVAL, (GilSite){name, 1});
    }
    cr_expect_str_eq(trace_file(trace, trace_turn(trace, ring, trace_count(ring) - 1)->file),
                     "(other files)");
    trace_left(t, 5, GIL_CAUSE_INTERVAL, (GilSite){0});
    cr_expect_null(trace_file(trace, trace_turn(trace, ring, trace_count(ring) - 1)->file));
    cr_expect_null(trace_file(trace, 1u << 30), "whatever a reader finds");
    end();
}

Test(trace, threads_that_ended_are_kept_for_a_while) {
    begin(4);
    for (int i = 0; i < 100; i++) {
        Thread *other = thread_new(t->interp);
        for (int j = 0; j < 4; j++)
            turn(other, 10 * i + j, 10 * i + j, 0, NULL, j < 3 ? GIL_CAUSE_INTERVAL : GIL_CAUSE_EXIT);
        thread_free(other);
    }
    int rings = 0, used = 0;
    for (TraceRing *ring = trace->rings; ring; ring = ring->next) {
        rings++;
        used += ring->number != 0;
    }
    cr_expect_eq(used, 1 + 8, "eight full rings");
    cr_expect_leq(rings, 11, "memory is used again");
    cr_expect_eq(trace->dropped_threads, 92);
    cr_expect_eq(trace_dropped(trace), 4 * 92);
    end();
}

Test(trace, threads_that_never_ran_end_too) {
    begin(4);
    for (int i = 0; i < 2 * TRACE_ENDED; i++)
        thread_free(thread_new(t->interp));
    cr_expect_eq(trace->ended, TRACE_ENDED);
    cr_expect_eq(trace->dropped_threads, TRACE_ENDED);
    end();
}

Test(trace, names_follow_their_threads) {
    begin(4);
    Thread *other = thread_new(t->interp);
    TraceRing *ring = other->account->ring;
    cr_expect_str_eq(ring->name, "thread-2");
    gil_account_name(other->account, "worker");
    cr_expect_str_eq(ring->name, "worker");
    thread_free(other);
    end();
}
