#include <criterion/criterion.h>
#include "runtime/interp.h"
#include "runtime/spin_call.h"
#include <errno.h>
#include <time.h>

/* Something to wait for: attempts that do not sleep find it the n-th time. */
typedef struct Event {
    int found_after, attempts;
    long sleep_ns;
    int sleeps;
} Event;

static int64_t attempt(void *arg, bool may_sleep) {
    Event *event = arg;
    if (!may_sleep && ++event->attempts < event->found_after) {
        errno = EAGAIN;
        return -1;
    }
    if (may_sleep) {
        event->sleeps++;
        nanosleep(&(struct timespec){.tv_nsec = event->sleep_ns}, NULL);
    }
    return 7;
}

static int sleeps_in(Event event, int waits) {
    Thread t = {0};
    for (int i = 0; i < waits; i++) {
        event.attempts = 0;
        cr_expect_eq(spin_call(&t, attempt, &event), 7);
    }
    return event.sleeps;
}

Test(spin_call, what_is_there_needs_no_wait) {
    cr_expect_eq(sleeps_in((Event){.found_after = 1, .sleep_ns = 1000}, 200), 0);
}

Test(spin_call, looks_where_that_is_quicker) {
    int sleeps = sleeps_in((Event){.found_after = 3, .sleep_ns = 300000}, 200);
    cr_expect_gt(sleeps, 0);
    cr_expect_lt(sleeps, 100);
}

Test(spin_call, sleeps_where_looking_is_in_vain) {
    cr_expect_gt(sleeps_in((Event){.found_after = INT32_MAX, .sleep_ns = 1}, 200), 195);
}

static int64_t fails(void *arg, bool may_sleep) {
    errno = may_sleep ? EBADF : EAGAIN;
    return -1;
}

Test(spin_call, errors_stay) {
    Thread t = {0};
    errno = 0;
    cr_expect_eq(spin_call(&t, fails, NULL), -1);
    cr_expect_eq(errno, EBADF);
}
