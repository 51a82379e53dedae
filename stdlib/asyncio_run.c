/* The event loop at work: turn after turn, until it is told to stop.
 *
 * A turn looks for what the operating system has (and waits for it if nothing else is to be done), queues the
 * timers that are due, and runs what is in the queue then. What that queues in turn has to wait for the next
 * one, so that nobody keeps the files waiting. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/park.h"
#include "runtime/sequence.h"
#include "runtime/signals.h"
#include "runtime/type.h"
#include "stdlib/asyncio.h"
#include <math.h>

enum { ORIGIN_DEPTH = 10 }; /* of coroutines in debug mode */
#define LONGEST_WAIT 1e17   /* nanoseconds; three years */

/* ---- one entry ---- */

Handle *ready_handle(Thread *t, Loop *self, const Ready *entry) {
    if (!is_small_int(entry->context))
        return handle_new(t, object_value(self), entry->callee, (Value *)&entry->argument, 1, entry->context);
    if (small_int(entry->context) == READY_HANDLE) {
        incref(entry->callee);
        return handle_of(entry->callee);
    }
    if (small_int(entry->context) == READY_SLEEP)
        return sleep_handle(t, self, entry->callee);
    Task *task = task_of(entry->callee);
    bool step = small_int(entry->context) == READY_STEP;
    Value context = task_context(t, task);
    Value callback = is_null(context) ? context
                     : step ? task_step_method(t, task, entry->argument) : task_wakeup_method(t, task);
    Handle *handle = is_null(callback) ? NULL
                                       : handle_new(t, object_value(self), callback,
                                                    (Value *)&entry->argument, step ? 0 : 1, context);
    decref(t, callback);
    return handle;
}

/* What a call has raised that no Handle has dealt with. */
static bool report(Thread *t, Loop *self, const Ready *entry) {
    if (exit_pending(t))
        return false;
    Value error = error_fetch(t);
    Handle *handle = ready_handle(t, self, entry);
    if (!handle) {
        decref(t, error);
        return false;
    }
    error_restore(t, error);
    bool ok = handle_report(t, handle);
    decref_object(t, handle);
    return ok;
}

static bool run_task(Thread *t, const Ready *entry) {
    Task *task = task_of(entry->callee);
    if (task->future.odd_context)
        return raise_no_attribute(t, task->context, NAME(run)), false;
    Value own = task_context(t, task);
    Context *context = is_null(own) ? NULL : asyncio_enter(t, own);
    if (!context)
        return false;
    bool ok = small_int(entry->context) == READY_STEP ? task_step(t, task, entry->argument)
                                                      : task_wakeup(t, task, entry->argument);
    asyncio_exit(t, context);
    task_fold_context(t, task);
    return ok;
}

static bool run_call(Thread *t, const Ready *entry) {
    Context *context = asyncio_enter(t, entry->context);
    Value result = context ? op_call1(t, entry->callee, entry->argument) : VALUE_NULL;
    if (context)
        asyncio_exit(t, context);
    decref(t, result);
    return !is_null(result);
}

static bool run_entry(Thread *t, Loop *self, const Ready *entry) {
    bool ok;
    if (!is_small_int(entry->context))
        ok = run_call(t, entry);
    else if (small_int(entry->context) == READY_HANDLE)
        return handle_run(t, handle_of(entry->callee));
    else if (small_int(entry->context) == READY_SLEEP)
        ok = sleep_end(t, entry->callee);
    else
        ok = run_task(t, entry);
    return ok || report(t, self, entry);
}

/* ---- debug mode: calls that take long are told ---- */

/* The Task that the handle steps or wakes up, or else the handle itself; consumes it. */
static Value task_of_handle(Thread *t, Handle *handle) {
    Value task = op_getattr_optional(t, handle->callback, NAME(__self__));
    if (!error_pending(t) && (is_null(task) || !is_task(task))) {
        decref(t, task);
        return object_value(handle);
    }
    decref_object(t, handle);
    return task;
}

static bool tell_slow(Thread *t, Loop *self, const Ready *entry, double seconds) {
    double limit;
    if (!arg_double(t, self->slow_callback_duration, &limit))
        return false;
    if (seconds < limit)
        return true;
    Handle *handle = ready_handle(t, self, entry);
    Value what = handle ? task_of_handle(t, handle) : VALUE_NULL;
    bool ok = !is_null(what) && loop_warn_slow(t, what, seconds);
    decref(t, what);
    return ok;
}

static bool run_timed(Thread *t, Loop *self, const Ready *entry) {
    double begin = loop_clock();
    if (is_small_int(entry->context) && small_int(entry->context) == READY_HANDLE)
        value_store(t, &self->current_handle, new_ref(entry->callee));
    bool ok = run_entry(t, self, entry);
    value_clear(t, &self->current_handle);
    return ok && tell_slow(t, self, entry, loop_clock() - begin);
}

/* ---- turns ---- */

static bool run_ready(Thread *t, Loop *self) {
    for (uint64_t left = self->count; left && self->count; left--) {
        Ready entry = loop_take(self);
        bool ok = self->debug ? run_timed(t, self, &entry) : run_entry(t, self, &entry);
        ready_drop(t, entry);
        if (!ok)
            return false;
    }
    loop_shrink(self);
    return true;
}

/* Until when there is nothing to do. The loop's time may be another than the clock's. */
static bool next_deadline(Thread *t, Loop *self, int64_t *deadline) {
    double now;
    *deadline = self->count || self->stopping ? 0 : OS_FOREVER;
    if (!*deadline || !self->timer_count)
        return true;
    if (!loop_now(t, object_value(self), &now))
        return false;
    double ns = ceil((self->timers[0].when - now) * 1e9);
    if (ns < LONGEST_WAIT)
        *deadline = ns <= 0 ? 0 : os_now() + (int64_t)ns;
    return true;
}

static bool signal_came(Thread *t) {
    return __atomic_load_n(&t->breaker, __ATOMIC_RELAXED) & BREAK_SIGNAL;
}

static bool turn(Thread *t, Loop *self) {
    if (signal_came(t) && !park_handle_signals(t))
        return false;
    int64_t deadline;
    return next_deadline(t, self, &deadline) && loop_poll(t, self, deadline) && timers_expire(t, self) &&
           run_ready(t, self);
}

Value loop_run_once(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Loop *self = loop_object(args[0]);
    bool ok = loop_check_closed(t, self) && (self->wake_fd >= 0 || loop_open(t, self)) && turn(t, self);
    return ok ? VALUE_NONE : VALUE_NULL;
}

/* A class may bring a turn of its own around that one. */
static bool turn_by_method(Thread *t, Loop *self) {
    Value result = op_call_method0(t, object_value(self), NAME(_run_once));
    decref(t, result);
    return !is_null(result);
}

/* ---- run_forever ---- */

bool loop_check_running(Thread *t, Loop *self) {
    if (self->running)
        raise(t, EXC_RuntimeError, "This event loop is already running");
    else if (!is_null(running_loop(t)))
        raise(t, EXC_RuntimeError, "Cannot run the event loop while another loop is running");
    return !error_pending(t);
}

void loop_track_origins(Thread *t, Loop *self, bool on) {
    if (on == (self->origin_depth >= 0))
        return;
    int before = self->origin_depth;
    self->origin_depth = on ? t->coroutine_origin_depth : -1;
    t->coroutine_origin_depth = on ? ORIGIN_DEPTH : before;
}

/* What the thread was before, while the loop runs in it. */
typedef struct Before {
    Value firstiter, finalizer;
    int signal_fd;
} Before;

static bool begin(Thread *t, Loop *self, Before *before) {
    if (!loop_check_closed(t, self) || !loop_check_running(t, self) || !loop_open(t, self))
        return false;
    Value firstiter = op_getattr(t, object_value(self), NAME(_asyncgen_firstiter_hook));
    Value finalizer =
        is_null(firstiter) ? firstiter : op_getattr(t, object_value(self), NAME(_asyncgen_finalizer_hook));
    if (is_null(finalizer)) {
        decref(t, firstiter);
        return false;
    }
    *before = (Before){t->async_gen_firstiter, t->async_gen_finalizer, -1};
    t->async_gen_firstiter = firstiter;
    t->async_gen_finalizer = finalizer;
    self->running = true;
    self->thread = t->ident;
    loop_track_origins(t, self, self->debug);
    set_running_loop(t, object_value(self));
    if (signals_are_for(t))
        before->signal_fd =
            __atomic_exchange_n(&t->interp->signals->loop_fd, self->wake_fd, __ATOMIC_RELEASE);
    return true;
}

static void end(Thread *t, Loop *self, const Before *before) {
    if (signals_are_for(t))
        __atomic_store_n(&t->interp->signals->loop_fd, before->signal_fd, __ATOMIC_RELEASE);
    self->running = self->stopping = false;
    self->thread = 0;
    loop_track_origins(t, self, false);
    set_running_loop(t, VALUE_NONE);
    value_store(t, &t->async_gen_firstiter, before->firstiter);
    value_store(t, &t->async_gen_finalizer, before->finalizer);
}

static bool run_forever(Thread *t, Loop *self) {
    Before before;
    if (!begin(t, self, &before))
        return false;
    loop_look_up_methods(t, self);
    bool ok;
    do
        ok = self->own_run_once ? turn_by_method(t, self) : turn(t, self);
    while (ok && !self->stopping);
    Value error = error_fetch(t);
    end(t, self, &before);
    error_restore(t, error);
    return ok;
}

Value loop_run_forever(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return run_forever(t, loop_object(args[0])) ? VALUE_NONE : VALUE_NULL;
}

/* ---- run_until_complete ---- */

/* The callback of the future: the loop stops, unless it ends with an exception that has already left it. Libraries tell by
 * it, as asyncio.base_events._run_until_complete_cb, which task is the main one. */
Value loop_stop_when_done(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value cancelled = op_call_method0(t, args[0], NAME(cancelled));
    int was_cancelled = is_null(cancelled) ? -1 : op_is_true(t, cancelled);
    decref(t, cancelled);
    Value error = was_cancelled == 0 ? op_call_method0(t, args[0], NAME(exception)) : VALUE_NONE;
    if (was_cancelled < 0 || is_null(error))
        return VALUE_NULL;
    TypeId leaving[] = {EXC_SystemExit, EXC_KeyboardInterrupt};
    bool left = false;
    for (int i = 0; i < 2; i++)
        left |= type_is_subtype(type_of(t, error), builtin_type(t, leaving[i]));
    decref(t, error);
    if (left)
        return VALUE_NONE;
    Value loop = op_call_method0(t, args[0], NAME(get_loop));
    Value result = is_null(loop) ? loop : op_call_method0(t, loop, NAME(stop));
    decref(t, loop);
    return result;
}

/* A Task for a coroutine, the future itself; new. *fresh: it was made here. */
static Value ensure_future(Thread *t, Value loop, Value v, bool *fresh) {
    *fresh = false;
    if (is_future(v) && value_is(future_of(v)->loop, loop))
        return new_ref(v);
    *fresh = is_exact(v, TYPE_COROUTINE);
    if (*fresh)
        return op_call_method1(t, loop, NAME(create_task), v);
    Value function = asyncio_find(t, ASYNCIO_ENSURE_FUTURE);
    Tuple *names = is_null(function) ? NULL : tuple_pack(t, 1, object_value(NAME(loop)));
    Value args[] = {v, loop};
    Value future = names ? op_call(t, function, args, 1, names) : VALUE_NULL;
    xdecref_object(t, names);
    *fresh = !is_null(future) && !value_is(future, v);
    return future;
}

/* 1, 0, -1 */
static int ask(Thread *t, Value future, Str *method) {
    Value answer = op_call_method0(t, future, method);
    int yes = is_null(answer) ? -1 : op_is_true(t, answer);
    decref(t, answer);
    return yes;
}

/* The exception that comes out of the loop is enough: that of the new task need not be told, too. */
static void forget_exception(Thread *t, Value future) {
    Value error = error_fetch(t);
    if (ask(t, future, NAME(done)) == 1 && ask(t, future, NAME(cancelled)) == 0)
        decref(t, op_call_method0(t, future, NAME(exception)));
    error_clear(t);
    error_restore(t, error);
}

static bool remove_stop(Thread *t, Value future, Value stop) {
    Value error = error_fetch(t);
    Value removed = op_call_method1(t, future, NAME(remove_done_callback), stop);
    decref(t, removed);
    if (is_null(removed)) {
        decref(t, error);
        return false;
    }
    error_restore(t, error);
    return true;
}

static bool run_until_done(Thread *t, Loop *self, Value future, bool fresh) {
    if (fresh && !op_setattr(t, future, NAME(_log_destroy_pending), VALUE_FALSE))
        return false;
    Value stop = new_ref(asyncio_find(t, ASYNCIO_RUN_UNTIL_COMPLETE_CB));
    Value added = is_null(stop) ? stop : op_call_method1(t, future, NAME(add_done_callback), stop);
    bool ok = !is_null(added);
    decref(t, added);
    if (ok) {
        ok = run_forever(t, self);
        if (!ok && fresh)
            forget_exception(t, future);
        ok = remove_stop(t, future, stop) && ok;
    }
    decref(t, stop);
    return ok;
}

Value loop_run_until_complete(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Loop *self = loop_object(args[0]);
    bool fresh;
    if (!loop_check_closed(t, self) || !loop_check_running(t, self))
        return VALUE_NULL;
    Value future = ensure_future(t, args[0], args[1], &fresh), result = VALUE_NULL;
    if (!is_null(future) && run_until_done(t, self, future, fresh)) {
        int done = ask(t, future, NAME(done));
        if (done > 0)
            result = op_call_method0(t, future, NAME(result));
        else if (done == 0)
            raise(t, EXC_RuntimeError, "Event loop stopped before Future completed.");
    }
    decref(t, future);
    return result;
}
