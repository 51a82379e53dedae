#include "runtime/signals.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/park.h"
#include <errno.h>
#include <signal.h>
#include <unistd.h>

/* What the handler in C needs: it is the process's, not an Interp's. Atomic, all of it. */
static uint32_t came[SIGNALS_END];
static uint32_t passed_on[SIGNALS_END]; /* to the main thread, by another one that got it */
static uint8_t covered[SIGNALS_END];    /* signals_covered() + 1 */
static Thread *receiver;

static void note(Thread *t, int number) {
    __atomic_store_n(&came[number], 1, __ATOMIC_RELAXED);
    __atomic_fetch_or(&t->breaker, BREAK_SIGNAL, __ATOMIC_RELEASE);
    park_interrupt(t);
}

static void write_wakeup(SignalState *state, int number) {
    int fd = __atomic_load_n(&state->wakeup_fd, __ATOMIC_RELAXED);
    uint8_t byte = (uint8_t)number;
    if (fd >= 0 && write(fd, &byte, 1) < 0)
        __atomic_store_n(&state->wakeup_errno, errno, __ATOMIC_RELAXED);
    uint64_t one = 1;
    fd = __atomic_load_n(&state->loop_fd, __ATOMIC_RELAXED);
    if (fd >= 0 && write(fd, &one, sizeof one) < 0)
        return; /* it is full: the loop has been told */
}

/* In another thread than the main one the signal is also sent on, because what the main thread may be blocked
 * in must end with EINTR. That copy does nothing else. */
static void on_signal(int number) {
    int error = errno;
    Thread *t = __atomic_load_n(&receiver, __ATOMIC_ACQUIRE);
    bool here = t && os_thread_self() == t->ident;
    if (t && !(here && __atomic_exchange_n(&passed_on[number], 0, __ATOMIC_RELAXED))) {
        write_wakeup(t->interp->signals, number);
        note(t, number);
        if (!here) {
            __atomic_store_n(&passed_on[number], 1, __ATOMIC_RELAXED);
            pthread_kill((pthread_t)t->ident, number);
        }
    }
    errno = error;
}

bool signals_catch(int number) {
    struct sigaction action = {.sa_handler = on_signal}; /* no SA_RESTART: blocked calls end with EINTR */
    sigemptyset(&action.sa_mask);
    return sigaction(number, &action, NULL) == 0;
}

bool signals_leave(int number, void (*disposition)(int)) {
    struct sigaction action = {.sa_handler = disposition};
    sigemptyset(&action.sa_mask);
    return sigaction(number, &action, NULL) == 0;
}

/* Covered once more, the first answer stays. */
bool signals_cover(int number, const struct sigaction *action, struct sigaction *before) {
    if (sigaction(number, action, before) < 0)
        return false;
    if (before->sa_handler == SIG_DFL || before->sa_handler == SIG_IGN)
        __atomic_store_n(&covered[number], before->sa_handler == SIG_IGN ? 2 : 1, __ATOMIC_RELAXED);
    else if (before->sa_handler == on_signal)
        __atomic_store_n(&covered[number], 0, __ATOMIC_RELAXED);
    return true;
}

int signals_covered(int number) {
    return __atomic_load_n(&covered[number], __ATOMIC_RELAXED) - 1;
}

bool signals_new(Thread *t) {
    SignalState *state = mem_calloc(1, sizeof *state);
    if (!state)
        return false;
    for (int i = 0; i < SIGNALS_END; i++)
        state->handlers[i] = VALUE_NULL;
    state->default_int = state->timer_error = VALUE_NULL;
    state->wakeup_fd = state->loop_fd = -1;
    t->interp->signals = state;
    return true;
}

void signals_init(Thread *t) {
    signals_set_thread(t);
    struct sigaction before;
    if (sigaction(SIGINT, NULL, &before) == 0 && before.sa_handler == SIG_DFL) /* ignored: a shell's background job */
        signals_catch(SIGINT);
    signals_leave(SIGPIPE, SIG_IGN);
    signals_leave(SIGXFSZ, SIG_IGN);
}

bool signals_are_for(Thread *t) {
    return __atomic_load_n(&receiver, __ATOMIC_RELAXED) == t;
}

void signals_forget(Thread *t) {
    for (int i = 0; i < SIGNALS_END; i++)
        value_clear(t, &t->interp->signals->handlers[i]);
}

void signals_fini(Thread *t) {
    SignalState *state = t->interp->signals;
    if (!state)
        return;
    if (signals_are_for(t))
        signals_set_thread(NULL);
    signals_forget(t);
    value_clear(t, &state->default_int);
    value_clear(t, &state->timer_error);
    t->interp->signals = NULL;
    mem_free(state);
}

void signals_set_thread(Thread *t) {
    __atomic_store_n(&receiver, t, __ATOMIC_RELEASE);
}

void signals_clear(void) {
    for (int i = 0; i < SIGNALS_END; i++)
        __atomic_store_n(&came[i], 0, __ATOMIC_RELAXED);
}

void signals_trip(int number) {
    struct sigaction now;
    Thread *t = __atomic_load_n(&receiver, __ATOMIC_ACQUIRE);
    if (t && sigaction(number, NULL, &now) == 0 && now.sa_handler == on_signal)
        note(t, number);
}

/* Writing to the wakeup descriptor failed: told as what nobody can receive. */
static void tell_wakeup_error(Thread *t, SignalState *state) {
    int error = __atomic_exchange_n(&state->wakeup_errno, 0, __ATOMIC_RELAXED);
    if (!error || ((error == EAGAIN || error == EWOULDBLOCK) && !state->warn_on_full))
        return;
    raise_errno(t, error, VALUE_NULL, VALUE_NULL);
    error_unraisable(t, "Exception ignored when trying to write to the signal wakeup fd:", VALUE_NULL);
}

static bool call_handler(Thread *t, int number) {
    Value handler = t->interp->signals->handlers[number];
    if (is_null(handler)) {
        if (number == SIGINT)
            raise(t, EXC_KeyboardInterrupt, NULL);
        return number != SIGINT;
    }
    Value frame = t->interp->hooks.current_frame(t);
    if (is_null(frame))
        return false;
    incref(handler); /* it may replace itself */
    Value result = op_call2(t, handler, small_int_value(number), frame);
    decref(t, handler);
    decref(t, frame);
    decref(t, result);
    return !is_null(result);
}

bool signals_run(Thread *t) {
    if (!signals_are_for(t))
        return true;
    tell_wakeup_error(t, t->interp->signals);
    for (int i = 1; i < SIGNALS_END; i++) {
        if (!__atomic_exchange_n(&came[i], 0, __ATOMIC_ACQUIRE) || call_handler(t, i))
            continue;
        __atomic_fetch_or(&t->breaker, BREAK_SIGNAL, __ATOMIC_RELAXED); /* others may have come too */
        return false;
    }
    return true;
}
