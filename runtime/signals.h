/* Signals of the operating system, and the Python functions that handle them.
 *
 * The handler in C only notes the signal, sets BREAK_SIGNAL of the main thread and ends what that thread
 * waits in. Python's handler is called by the main thread, with the GIL, where the eval loop looks next or
 * where a blocking call was interrupted (PEP 475). Signals belong to the process: one Interp, that of the
 * thread given to signals_init, gets them.
 */
#ifndef RUNTIME_SIGNALS_H
#define RUNTIME_SIGNALS_H

#include "runtime/interp.h"
#include <signal.h>

enum { SIGNALS_END = 65 }; /* numbers are 1 to 64 */

/* Of an Interp. */
typedef struct SignalState {
    Value handlers[SIGNALS_END]; /* functions; VALUE_NULL: what the system does, or for SIGINT
                                    KeyboardInterrupt */
    Value default_int; /* what signal.getsignal(SIGINT) answers then; VALUE_NULL until _signal is imported */
    Value timer_error; /* signal.ItimerError; the same */
    int wakeup_fd;     /* gets the number as a byte; -1: none; atomic */
    int wakeup_errno;  /* why that failed; atomic */
    int loop_fd;       /* an eventfd in which the main thread's event loop waits; -1: none; atomic */
    bool warn_on_full;
} SignalState;

/* The state of a new Interp, which gets no signals yet. false: out of memory, nothing raised. */
bool signals_new(Thread *t);
void signals_fini(Thread *t);
/* Python's handlers go; what they refer to can end. */
void signals_forget(Thread *t);
/* From now on t, a main thread, gets the process's signals: Ctrl-C raises KeyboardInterrupt, SIGPIPE and SIGXFSZ become
 * errors of system calls. */
void signals_init(Thread *t);
bool signals_are_for(Thread *t);
/* Another thread is the main one now: in the child of a fork. */
void signals_set_thread(Thread *t);

/* Calls the handlers of all signals that have come, if t is the main thread. false: one raised; the rest
 * comes later. */
bool signals_run(Thread *t);
/* Forgets signals that have come: a Ctrl-C that the prompt has dealt with. */
void signals_clear(void);
/* As if the signal had come: _thread.interrupt_main. Nothing happens if it is ignored or left to the system.
 */
void signals_trip(int number);

/* From now on the signal goes to the Python function of the Interp's handlers; or to SIG_DFL, SIG_IGN. false:
 * errno. */
bool signals_catch(int number);
bool signals_leave(int number, void (*disposition)(int));

/* A handler in C comes before what the system or Python does (faulthandler, the laboratory's last words), which goes to
 * *before. signal.getsignal() does not show it. false: errno. */
bool signals_cover(int number, const struct sigaction *action, struct sigaction *before);
/* What such a handler came before: 0: SIG_DFL, 1: SIG_IGN, as Python counts them; -1: none came, or before something else. */
int signals_covered(int number);

#endif
