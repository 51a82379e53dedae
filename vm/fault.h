/* What module faulthandler does: tracebacks of all threads written to a descriptor, also from a signal handler in the
 * middle of a crash. So the functions that write allocate nothing, take no lock and do not need the GIL; without it
 * what they show of running threads may be a little late. */
#ifndef VM_FAULT_H
#define VM_FAULT_H

#include "runtime/interp.h"

/* current: the thread that calls, NULL if it runs no Python; only it is shown unless `all`. */
void fault_dump(int fd, Interp *interp, Thread *current, bool all);

/* From now on SIGSEGV and its like are told of before they end the process. Signals belong to the process: the last one
 * to ask gets them. false: OSError or MemoryError. */
bool fault_enable(Thread *t, int fd, bool all);
/* Were they told of? */
bool fault_disable(void);
bool fault_is_enabled(void);

/* The same for a signal that does no harm. chain: what it did before is done too. false: OSError. */
bool fault_register(Thread *t, int number, int fd, bool all, bool chain);
/* Was it registered? */
bool fault_unregister(int number);

/* A dump of all threads after a time, again and again if `repeat`; `leave`: then the process ends. false: no thread
 * could be started, nothing raised. */
bool fault_dump_later(Thread *t, int64_t nanoseconds, bool repeat, int fd, bool leave);
void fault_cancel_later(void);

/* The Interp ends: nothing that looks at it is left. */
void fault_end(Thread *t);

#endif
