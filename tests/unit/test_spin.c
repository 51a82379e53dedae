// Looks before sleeps: who looks, how long, and what is learnt from turns.
#include "python.h"
#include "runtime/interp.h"
#include "runtime/spin.h"

Test(spin, a_word_that_has_changed_needs_no_sleep) {
    Interp interp = {.gil.handoff = GIL_FORCED};
    Thread t = {.interp = &interp};
    t.wait.word = WAKE_EVENT;
    cr_expect(spin_before_sleep(&t, 0, SPIN_EVENT_NS));
    cr_expect_eq(t.wait.spin_misses, 0);
    cr_expect_null(interp.gil.spinner);
    cr_expect_eq(spin_until_turn(&t, 0), SPIN_IN_TIME);
}

Test(spin, vain_looks_become_rare) {
    Interp interp = {.gil.handoff = GIL_FORCED};
    Thread t = {.interp = &interp};
    int looks = 0, sleeps = 0;
    for (; sleeps < 127; sleeps++) {
        bool looks_now = !t.wait.spin_pause;
        cr_expect_not(spin_before_sleep(&t, 0, SPIN_EVENT_NS));
        looks += looks_now;
    }
    cr_expect_eq(looks, 7, "before sleeps 1, 3, 7, 15, 31, 63, 127: %d", looks);
    for (; t.wait.spin_pause; sleeps++)
        spin_before_sleep(&t, 0, SPIN_EVENT_NS);
    cr_expect_eq(sleeps, 190, "64 sleeps lie between two looks, never more: %d", sleeps);
    t.wait.word = WAKE_EVENT;
    cr_expect(spin_before_sleep(&t, 0, SPIN_EVENT_NS));
    cr_expect_eq(t.wait.spin_misses, 0, "one success, and it looks each time");
}

Test(spin, a_vain_look_lasts_as_long_as_it_is_told) {
    Interp interp = {.gil.handoff = GIL_FORCED};
    Thread t = {.interp = &interp};
    int64_t start = os_now();
    cr_expect_not(spin_before_sleep(&t, 0, 2000000));
    cr_expect_geq(os_now() - start, 2000000);
}

Test(spin, one_thread_at_a_time_looks) {
    Interp interp = {.gil.handoff = GIL_FORCED};
    Thread t = {.interp = &interp}, other = {.interp = &interp};
    interp.gil.spinner = &other;
    t.wait.word = WAKE_EVENT;
    cr_expect_not(spin_before_sleep(&t, 0, SPIN_EVENT_NS), "not even a look");
    cr_expect_eq(interp.gil.spinner, &other);
}

Test(spin, the_hand_off_free_is_left_to_itself) {
    Interp interp = {.gil.handoff = GIL_FREE};
    Thread t = {.interp = &interp};
    t.wait.word = WAKE_EVENT;
    cr_expect_not(spin_before_sleep(&t, 0, SPIN_EVENT_NS));
}

Test(spin, the_call_comes_earlier_after_a_late_turn_and_stays_within_bounds) {
    Gil gil = {.interval = 100000, .call_ahead = spin_call_ahead(100000)};
    cr_expect_eq(gil.call_ahead, 12500);
    spin_learn(&gil, SPIN_LATE);
    cr_expect_eq(gil.call_ahead, 18750);
    spin_learn(&gil, SPIN_IN_TIME);
    cr_expect_eq(gil.call_ahead, 18750);
    spin_learn(&gil, SPIN_WAITED);
    cr_expect_lt(gil.call_ahead, 18750);
    for (int i = 0; i < 20; i++)
        spin_learn(&gil, SPIN_LATE);
    cr_expect_eq(gil.call_ahead, 50000);
    for (int i = 0; i < 20; i++)
        spin_learn(&gil, SPIN_IN_VAIN);
    cr_expect_gt(gil.call_ahead, 0);
    cr_expect_lt(gil.call_ahead, 5000);
}

Test(spin, in_short_intervals_nobody_is_called) {
    Gil gil = {.interval = 1000, .call_ahead = spin_call_ahead(1000)};
    cr_expect_eq(gil.call_ahead, 0);
    spin_learn(&gil, SPIN_UNCALLED);
    spin_learn(&gil, SPIN_LATE);
    cr_expect_eq(gil.call_ahead, 0);
}

// What the first of the queue is told when an interval is nearly over.
static uint32_t told_before_the_end(Thread *t, Thread *first) {
    Gil *gil = &t->interp->gil;
    first->wait.word = 0;
    gil->called = gil->taken - 1;
    t->quantum = gil->call_ahead;
    gil_tick(t, false);
    return first->wait.word;
}

Test(spin, the_holder_calls_who_sleeps_and_not_who_looks) {
    Thread *t = python_start();
    Gil *gil = &t->interp->gil;
    Thread first = {.interp = t->interp};
    os_mutex_lock(&gil->mutex);
    wait_queue_push(&gil->waiters, &first);
    gil->state |= GIL_WAITED;
    os_mutex_unlock(&gil->mutex);
    cr_expect_eq(told_before_the_end(t, &first), WAKE_SOON);
    gil->spinner = &first;
    cr_expect_eq(told_before_the_end(t, &first), 0);
    gil->spinner = NULL;
    os_mutex_lock(&gil->mutex);
    wait_queue_remove(&first);
    gil->state = GIL_HELD;
    os_mutex_unlock(&gil->mutex);
    python_stop(t);
}
