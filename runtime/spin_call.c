#include "runtime/spin_call.h"
#include "runtime/interp.h"
#include <errno.h>

enum {
    LOOK_NS = 15000,   /* how long a look lasts: longer than an answer takes that was worth looking for */
    MOST_NS = 1000000, /* a wait of any greater length counts as one of this */
    SLEEPS = 63,       /* in a row, before a look is tried */
    LOOKS = 255        /* before a sleep is */
};

/* A median that is estimated in steps: up if a wait was longer, down if it was shorter. */
static void learn(uint32_t *median, int64_t waited) {
    uint32_t step = *median / 8 + 64;
    if (waited <= *median)
        *median -= step < *median ? step : *median;
    else if (*median < MOST_NS)
        *median += step;
}

/* Shall the next wait begin with a look? */
static bool choose(SpinChoice *choice) {
    bool look = choice->looked_ns < choice->slept_ns / 2;
    if (choice->same) {
        choice->same--;
        return look;
    }
    choice->same = look ? LOOKS : SLEEPS;
    return !look;
}

static bool would_sleep(int64_t result) {
    return result < 0 && errno == EAGAIN;
}

static int64_t look(SpinAttempt attempt, void *arg, int64_t until) {
    int64_t result;
    do
        result = attempt(arg, false);
    while (would_sleep(result) && os_now() < until);
    return result;
}

int64_t spin_call(Thread *t, SpinAttempt attempt, void *arg) {
    int64_t result = attempt(arg, false);
    if (!would_sleep(result))
        return result;
    int64_t start = os_now();
    bool looks = choose(&t->calls);
    if (looks)
        result = look(attempt, arg, start + LOOK_NS);
    if (would_sleep(result))
        result = attempt(arg, true);
    int error = errno;
    learn(looks ? &t->calls.looked_ns : &t->calls.slept_ns, os_now() - start);
    errno = error;
    return result;
}
