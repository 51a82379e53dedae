#include "runtime/thread.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/gc.h"
#include "runtime/gil_account.h"
#include "runtime/ops.h"
#include "runtime/signals.h"
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* What a new thread is to do; it owns the references and frees this. */
typedef struct ThreadStart {
    Thread *thread;
    Value callable;
    Tuple *args;
    Dict *kwargs;
    size_t stack_size;
} ThreadStart;

static void start_free(Thread *t, ThreadStart *start) {
    decref(t, start->callable);
    xdecref_object(t, start->args);
    xdecref_object(t, start->kwargs);
    mem_free(start);
}

static void call_target(Thread *t, ThreadStart *start) {
    Value result = op_call_tuple(t, start->callable, start->args, start->kwargs);
    if (is_null(result) && error_matches(t, EXC_SystemExit))
        error_clear(t);
    else if (is_null(result))
        error_unraisable(t, "Exception ignored in thread started by", start->callable);
    decref(t, result);
    start_free(t, start);
}

/* Those who join the thread may go on when its thread-local objects are gone. */
static void announce_end(Thread *t) {
    LockObject *lock = t->ended_lock;
    t->ended_lock = NULL;
    if (!lock)
        return;
    lock_release(t, &lock->lock);
    decref_object(t, lock);
}

/* The GIL goes, and with it the Thread, which another may use from then on. */
static void leave(Thread *t) {
    Interp *interp = t->interp;
    __atomic_fetch_add(&interp->threads_leaving, 1, __ATOMIC_RELAXED);
    thread_free(t);
    thread_current = NULL;
    __atomic_fetch_sub(&interp->threads_present, 1, __ATOMIC_RELAXED);
    gil_release(t, GIL_CAUSE_EXIT);
    __atomic_fetch_sub(&interp->threads_leaving, 1, __ATOMIC_RELEASE);
}

static void *run_thread(void *arg) {
    ThreadStart *start = arg;
    Thread *t = start->thread;
    __atomic_fetch_add(&t->interp->threads_present, 1, __ATOMIC_RELAXED);
    gil_acquire(t);
    thread_attach(t, start->stack_size);
    call_target(t, start);
    thread_local_forget(t);
    announce_end(t);
    t->interp->hooks.thread_end(t);
    leave(t);
    return NULL;
}

static ThreadStart *start_new(Thread *t, Value callable, Tuple *args, Dict *kwargs) {
    ThreadStart *start = mem_calloc(1, sizeof *start);
    Thread *thread = start ? thread_new(t->interp) : NULL;
    if (!thread || !t->interp->hooks.thread_begin(thread)) {
        if (thread)
            thread_free(thread);
        mem_free(start);
        raise_no_memory(t);
        return NULL;
    }
    *start = (ThreadStart){thread, new_ref(callable), args, kwargs, t->interp->stack_size};
    incref_object(args);
    if (kwargs)
        incref_object(kwargs);
    return start;
}

bool thread_start(Thread *t, Value callable, Tuple *args, Dict *kwargs, OsThread *ident) {
    ThreadStart *start = start_new(t, callable, args, kwargs);
    if (!start)
        return false;
    Thread *thread = start->thread;
    int error = os_thread_start(run_thread, start, start->stack_size, ident);
    if (!error)
        return true;
    start_free(t, start);
    t->interp->hooks.thread_end(thread);
    thread_free(thread);
    raise(t, EXC_RuntimeError, "can't start new thread");
    return false;
}

/* ---- fork and the end ---- */

static LockObject *next_to_join(Thread *t) {
    for (Thread *other = t->interp->threads; other; other = other->next)
        if (other != t && other->joined_at_exit && other->ended_lock)
            return other->ended_lock;
    return NULL;
}

bool thread_join_all(Thread *t) {
    LockObject *lock;
    while ((lock = next_to_join(t))) {
        bool timed_out;
        incref_object(lock);
        bool ok = lock_acquire(t, &lock->lock, OS_FOREVER, "join", &timed_out);
        if (ok)
            lock_release(t, &lock->lock);
        decref_object(t, lock);
        if (!ok)
            return false;
    }
    return true;
}

/* The threads of the parent do not exist in the child. What their frames hold stays where it is: nobody can
 * say which of their operations were finished. */
static void forget_others(Thread *t) {
    Interp *interp = t->interp;
    for (Thread *other = interp->threads; other; other = other->next) {
        if (other->wait.queue)
            wait_queue_remove(other);
        interp->has_orphans |= other != t;
    }
    interp->threads = t;
    t->next = NULL;
    if (signals_are_for(interp->main_thread))
        signals_set_thread(t);
    interp->main_thread = t;
    __atomic_store_n(&interp->threads_present, 1, __ATOMIC_RELAXED);
    __atomic_store_n(&interp->threads_leaving, 0, __ATOMIC_RELAXED);
    interp->forks++;
    t->account->native_id = os_thread_native_id();
}

/* AddressSanitizer's allocator has locks that it takes while a thread begins and ends, without the GIL, and that a fork
 * would leave locked in the child: waits until no thread is there, a fifth of a second at most (a library may have
 * threads that are not counted here). */
static void threads_settle(Interp *interp) {
#ifdef MINIPY_SANITIZE
    enum { PAUSE_US = 200, PAUSES = 1000 };
    for (int i = 0; i < PAUSES; i++) {
        int alive = os_threads_alive();
        if (alive < 0 || alive == __atomic_load_n(&interp->threads_present, __ATOMIC_RELAXED))
            return;
        usleep(PAUSE_US);
    }
#else
    (void)interp;
#endif
}

/* With the mutex, so that no queue is half changed in the child. */
UNCHECKED void thread_fork_begin(Thread *t) {
    threads_settle(t->interp);
    audit_settle(t);
    park_lock(t);
}

UNCHECKED void thread_fork_end(Thread *t, pid_t pid) {
    int error = errno;
    if (pid == 0) {
        forget_others(t);
        gil_after_fork(t);
        gil_account_after_fork(t);
        gc_after_fork(t->interp);
        if (t->interp->hooks.after_fork)
            t->interp->hooks.after_fork(t);
        audit_after_fork(t);
    } else {
        park_unlock(t);
    }
    errno = error;
}

pid_t thread_fork(Thread *t) {
    thread_fork_begin(t);
    pid_t pid = fork();
    thread_fork_end(t, pid);
    return pid;
}

bool thread_is_last(Thread *t) {
    Interp *interp = t->interp;
    while (__atomic_load_n(&interp->threads_leaving, __ATOMIC_ACQUIRE))
        usleep(100);
    return interp->threads == t && !t->next && !interp->has_orphans;
}
