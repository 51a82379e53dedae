#include "runtime/spin.h"
#include "runtime/interp.h"

enum {
    LOOKS = 32,        /* at a word, between two looks at the clock: about a microsecond */
    CALL_NS = 300000,  /* how long who was called looks, at the most */
    SHORT_NS = 8000,   /* a wait not worth shortening */
    MOST_MISSES = 6,   /* then only one sleep in 64 is preceded by a look */
    LEAST_AHEAD = 2048 /* instructions: a slice of the eval loop */
};

static bool look(const Thread *t, uint32_t word, int64_t until) {
    do {
        for (int i = 0; i < LOOKS; i++) {
            if (__atomic_load_n(&t->wait.word, __ATOMIC_ACQUIRE) != word)
                return true;
            os_relax();
        }
        os_yield();
    } while (os_now() < until);
    return false;
}

bool spin_before_sleep(Thread *t, uint32_t word, int64_t most_ns) {
    Waiter *w = &t->wait;
    Gil *gil = &t->interp->gil;
    Thread *nobody = NULL;
    if (gil_handoff(gil) == GIL_FREE) /* a quick waiter would hide what that does */
        return false;
    if (w->spin_pause) {
        w->spin_pause--;
        return false;
    }
    if (!__atomic_compare_exchange_n(&gil->spinner, &nobody, t, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
        return false;
    bool changed = look(t, word, os_now() + most_ns);
    __atomic_store_n(&gil->spinner, NULL, __ATOMIC_RELAXED);
    w->spin_misses = changed ? 0 : w->spin_misses + (w->spin_misses < MOST_MISSES);
    w->spin_pause = (1u << w->spin_misses) - 1;
    return changed;
}

SpinTurn spin_until_turn(Thread *t, uint32_t word) {
    int64_t start = os_now();
    if (!look(t, word, start + CALL_NS))
        return SPIN_IN_VAIN;
    return os_now() - start > SHORT_NS ? SPIN_WAITED : SPIN_IN_TIME;
}

void spin_learn(Gil *gil, SpinTurn turn) {
    int64_t ahead = gil->call_ahead, most = gil->interval / 2;
    if (!ahead)
        return;
    if (turn == SPIN_LATE)
        ahead += ahead / 2;
    else if (turn == SPIN_WAITED)
        ahead -= ahead / 64; /* being late costs more than looking */
    else if (turn == SPIN_IN_VAIN)
        ahead /= 2;
    gil->call_ahead = ahead > most ? most : ahead < LEAST_AHEAD ? LEAST_AHEAD : ahead;
}

/* Short intervals are for study: nobody is called. */
int64_t spin_call_ahead(int64_t interval) {
    return interval / 8 < LEAST_AHEAD ? 0 : interval / 8;
}
