/* Threads that Python code starts. A Thread is known to its Interp from before the operating system's thread
 * runs until it has given the GIL up for the last time. */
#ifndef RUNTIME_THREAD_H
#define RUNTIME_THREAD_H

#include "runtime/lock_object.h"
#include <sys/types.h>

enum { THREAD_STACK_MIN = 32 << 10 }; /* of what _thread.stack_size takes, as in CPython */

/* Starts a thread that calls callable(*args, **kwargs); what it raises goes to sys.unraisablehook, but for
 * SystemExit. kwargs: NULL or a dict. false: RuntimeError (the system has no more threads) or MemoryError. */
bool thread_start(Thread *t, Value callable, Tuple *args, Dict *kwargs, OsThread *ident);

/* Waits until no other thread is left that is joined_at_exit. false: a signal handler raised. */
bool thread_join_all(Thread *t);

/* fork(2), with the GIL held. In the child only the calling thread is left, and is the main thread; locks
 * that others held stay locked, as in CPython. -1: errno. */
pid_t thread_fork(Thread *t);
/* Around other calls that fork and answer a pid; errno stays. */
void thread_fork_begin(Thread *t);
void thread_fork_end(Thread *t, pid_t pid);

/* May the Interp be freed when the calling thread has ended it? Not while others sleep in it for ever. Waits
 * for those that are just leaving. */
bool thread_is_last(Thread *t);

/* _thread._local: attributes of their own in each thread. */
/* The calling thread ends: its attributes of all these objects go. */
void thread_local_forget(Thread *t);

#endif
