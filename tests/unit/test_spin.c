// Looks before sleeps: who looks, how long, and what is learnt from turns.
#include "leak_check.h"
#include "runtime/interp.h"
#include "runtime/spin.h"

Test(spin, a_word_that_has_changed_needs_no_sleep) {
    Interp interp = {.gil.handoff = GIL_FORCED};
    Thread t = {.interp = &interp};
    t.wait.word = WAKE_EVENT;
    cr_expect(spin_before_sleep(&t, 0));
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
        cr_expect_not(spin_before_sleep(&t, 0));
        looks += looks_now;
    }
    cr_expect_eq(looks, 7, "before sleeps 1, 3, 7, 15, 31, 63, 127: %d", looks);
    for (; t.wait.spin_pause; sleeps++)
        spin_before_sleep(&t, 0);
    cr_expect_eq(sleeps, 190, "64 sleeps lie between two looks, never more: %d", sleeps);
    t.wait.word = WAKE_EVENT;
    cr_expect(spin_before_sleep(&t, 0));
    cr_expect_eq(t.wait.spin_misses, 0, "one success, and it looks each time");
}

Test(spin, one_thread_at_a_time_looks) {
    Interp interp = {.gil.handoff = GIL_FORCED};
    Thread t = {.interp = &interp}, other = {.interp = &interp};
    interp.gil.spinner = &other;
    t.wait.word = WAKE_EVENT;
    cr_expect_not(spin_before_sleep(&t, 0), "not even a look");
    cr_expect_eq(interp.gil.spinner, &other);
}

Test(spin, the_hand_off_free_is_left_to_itself) {
    Interp interp = {.gil.handoff = GIL_FREE};
    Thread t = {.interp = &interp};
    t.wait.word = WAKE_EVENT;
    cr_expect_not(spin_before_sleep(&t, 0));
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
