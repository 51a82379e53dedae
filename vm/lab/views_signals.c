/* Signals that end the process let it write its trace, or leave its parts, first. */
#include "vm/lab/views.h"
#include "runtime/signals.h"
#include <signal.h>
#include <unistd.h>

enum { STACK_BYTES = 64 << 10 };

static const int fatal[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM};
enum { FATAL_COUNT = sizeof fatal / sizeof *fatal };

/* Signals are the process's, not an interpreter's. Atomic. */
static Views *watched;

static bool is_from_outside(int number) {
    return number != SIGSEGV && number != SIGBUS && number != SIGFPE && number != SIGILL && number != SIGABRT;
}

void views_hold_signals(sigset_t *before) {
    sigset_t outside;
    sigemptyset(&outside);
    for (int i = 0; i < FATAL_COUNT; i++)
        if (is_from_outside(fatal[i]))
            sigaddset(&outside, fatal[i]);
    pthread_sigmask(SIG_BLOCK, &outside, before);
}

/* Another thread may be writing at this moment. */
static void wait_for_writer(Views *views) {
    while (!__atomic_load_n(&views->written, __ATOMIC_ACQUIRE))
        usleep(1000);
}

/* After this the signal does what it always does. */
static void last_words(int number) {
    Views *views = __atomic_load_n(&watched, __ATOMIC_ACQUIRE);
    if (views && views->process == getpid()) {
        views_last_words(views);
        if (is_from_outside(number))
            wait_for_writer(views);
    }
    signal(number, SIG_DFL);
    raise(number);
}

/* The trace may be wanted because the stack is used up. */
static void use_own_stack(Views *views) {
    views->signal_stack = mem_alloc(STACK_BYTES);
    stack_t stack = {.ss_sp = views->signal_stack, .ss_size = STACK_BYTES};
    if (views->signal_stack)
        sigaltstack(&stack, NULL);
}

static void forget_stack(Views *views) {
    stack_t none = {.ss_flags = SS_DISABLE};
    sigaltstack(&none, NULL);
    mem_free(views->signal_stack);
    views->signal_stack = NULL;
}

/* Only in place of what the system does: what a sanitizer or nohup has set stays. */
static void replace_handlers(void (*from)(int), void (*to)(int)) {
    struct sigaction now, action = {.sa_handler = to, .sa_flags = SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < FATAL_COUNT; i++)
        if (sigaction(fatal[i], NULL, &now) == 0 && now.sa_handler == from)
            signals_cover(fatal[i], &action, &now);
}

void views_watch_signals(Views *views) {
    Views *before = __atomic_exchange_n(&watched, views, __ATOMIC_ACQ_REL);
    if (views == before)
        return;
    if (views) {
        use_own_stack(views);
        replace_handlers(SIG_DFL, last_words);
    } else if (before) {
        replace_handlers(last_words, SIG_DFL);
        forget_stack(before);
    }
}
