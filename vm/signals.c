/* Ctrl-C. The C handler only sets a flag and the main thread's breaker; the exception is raised where the
 * eval loop looks next. */
#include "runtime/error.h"
#include "runtime/park.h"
#include "vm/start.h"
#include <signal.h>

/* Written by the signal handler: signals are the process's, not an interpreter's. */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int number) {
    interrupted = 1;
    Thread *t = thread_current;
    if (!t)
        return;
    Thread *main_thread = t->interp->main_thread;
    __atomic_fetch_or(&main_thread->breaker, BREAK_SIGNAL, __ATOMIC_RELEASE);
    park_interrupt(main_thread);
    if (t != main_thread) /* so that what it may be blocked in ends with EINTR */
        pthread_kill((pthread_t)main_thread->ident, number);
}

void signals_init(void) {
    struct sigaction action = {.sa_handler = on_interrupt};
    sigemptyset(&action.sa_mask);
    struct sigaction before;
    if (sigaction(SIGINT, NULL, &before) == 0 && before.sa_handler != SIG_IGN) /* as a shell's background job */
        sigaction(SIGINT, &action, NULL); /* without SA_RESTART: a blocked read ends with EINTR */
    signal(SIGPIPE, SIG_IGN);         /* writing to a closed pipe is BrokenPipeError */
}

bool signals_run(Thread *t) {
    if (!interrupted || t != t->interp->main_thread)
        return true;
    interrupted = 0;
    raise(t, EXC_KeyboardInterrupt, NULL);
    return false;
}

void signals_clear(void) {
    interrupted = 0;
}
