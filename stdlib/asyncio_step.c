/* One step of a task: what its coroutine is sent, and what becomes of what it yields. */
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/asyncio.h"

/* ---- scheduling ---- */

bool task_schedule_step(Thread *t, Task *self, Value exception) {
    Loop *loop = future_plain_loop(t, &self->future);
    if (loop)
        return loop_push_kind(t, loop, READY_STEP, new_object_ref(self), new_ref(exception));
    Value context = task_context(t, self);
    Value step = is_null(context) ? context : task_step_method(t, self, exception);
    bool ok = !is_null(step) && loop_call_soon(t, self->future.loop, step, VALUE_NULL, context);
    decref(t, step);
    return ok;
}

/* The task gets an exception at its next step; consumes it. */
static bool throw_soon(Thread *t, Task *self, Value exception) {
    bool ok = !is_null(exception) && task_schedule_step(t, self, exception);
    decref(t, exception);
    return ok;
}

static bool complain_soon(Thread *t, Task *self) {
    return throw_soon(t, self, error_fetch(t));
}

/* ---- what was yielded ---- */

static int cancel_awaited(Thread *t, Value awaited, Value message) {
    if (is_native(awaited, &future_type_def) && !is_task(awaited) && is_exact_future(awaited))
        return future_cancel(t, future_of(awaited), message);
    Value cancel = op_getattr(t, awaited, NAME(cancel));
    Tuple *names = is_null(cancel) ? NULL : tuple_pack(t, 1, object_value(NAME(msg)));
    Value result = names ? op_call(t, cancel, &message, 0, names) : VALUE_NULL;
    int cancelled = is_null(result) ? -1 : op_is_true(t, result);
    decref(t, result);
    decref(t, cancel);
    xdecref_object(t, names);
    return cancelled;
}

int task_cancel_awaited(Thread *t, Task *self, Value message) {
    Value awaited = new_ref(*task_waits_for(self)); /* it may finish, and the task go on, meanwhile */
    int cancelled = cancel_awaited(t, awaited, message);
    decref(t, awaited);
    return cancelled;
}

static Value cancel_message(Task *self) {
    return self->future.extra ? or_none(self->future.extra->cancel_message) : VALUE_NONE;
}

/* From now on the task waits for it. It may have to cancel it at once. */
static bool wait_for(Thread *t, Task *self, Value awaited) {
    value_store(t, task_waits_for(self), new_ref(awaited));
    if (!self->future.must_cancel)
        return true;
    Value message = new_ref(cancel_message(self));
    int cancelled = task_cancel_awaited(t, self, message);
    decref(t, message);
    if (cancelled > 0)
        self->future.must_cancel = false;
    return cancelled >= 0;
}

static bool complain_of_yield(Thread *t, Task *self, Value yielded) {
    raise(t, EXC_RuntimeError, "yield was used instead of yield from in task %R with %R", object_value(self),
          yielded);
    return complain_soon(t, self);
}

static bool complain_of_loop(Thread *t, Task *self, Value yielded) {
    raise(t, EXC_RuntimeError, "Task %R got Future %R attached to a different loop", object_value(self),
          yielded);
    return complain_soon(t, self);
}

/* A Future or Task, its methods not overridden. */
static bool wait_for_exact(Thread *t, Task *self, Value yielded) {
    Future *future = future_of(yielded);
    if (!value_is(future->loop, self->future.loop))
        return complain_of_loop(t, self, yielded);
    if (!future->blocking)
        return complain_of_yield(t, self, yielded);
    future->blocking = false;
    return future_add_callback(t, future, object_value(self), VALUE_NULL) && wait_for(t, self, yielded);
}

/* The loop of a future of another type; new. */
static Value get_loop(Thread *t, Value future) {
    Value method = op_getattr_optional(t, future, NAME(get_loop));
    if (is_null(method))
        return error_pending(t) ? VALUE_NULL : op_getattr(t, future, NAME(_loop));
    Value loop = op_call0(t, method);
    decref(t, method);
    return loop;
}

static bool add_wakeup(Thread *t, Task *self, Value awaited) {
    Value method = op_getattr(t, awaited, NAME(add_done_callback));
    Value wakeup = is_null(method) ? method : task_wakeup_method(t, self);
    Value context = is_null(wakeup) ? wakeup : task_context(t, self);
    Tuple *names = is_null(context) ? NULL : tuple_pack(t, 1, object_value(NAME(context)));
    Value args[] = {wakeup, context};
    Value result = names ? op_call(t, method, args, 1, names) : VALUE_NULL;
    bool ok = !is_null(result);
    decref(t, result);
    decref(t, wakeup);
    decref(t, method);
    xdecref_object(t, names);
    return ok;
}

/* Anything with _asyncio_future_blocking, whose value is given. */
static bool wait_for_future_like(Thread *t, Task *self, Value yielded, Value blocking) {
    int is_blocking = op_is_true(t, blocking);
    Value loop = is_blocking < 0 ? VALUE_NULL : get_loop(t, yielded);
    if (is_null(loop))
        return false;
    bool same = value_is(loop, self->future.loop);
    decref(t, loop);
    if (!same)
        return complain_of_loop(t, self, yielded);
    if (!is_blocking)
        return complain_of_yield(t, self, yielded);
    return op_setattr(t, yielded, NAME(_asyncio_future_blocking), VALUE_FALSE) &&
           add_wakeup(t, self, yielded) && wait_for(t, self, yielded);
}

static bool wait_for_other(Thread *t, Task *self, Value yielded) {
    Value blocking = op_getattr_optional(t, yielded, NAME(_asyncio_future_blocking));
    if (is_null(blocking) && error_pending(t))
        return false;
    if (!is_null(blocking) && !is_none(blocking)) {
        bool ok = wait_for_future_like(t, self, yielded, blocking);
        decref(t, blocking);
        return ok;
    }
    if (is_exact(yielded, TYPE_GENERATOR))
        raise(t, EXC_RuntimeError, "yield was used instead of yield from for generator in task %R with %R",
              object_value(self), yielded);
    else
        raise(t, EXC_RuntimeError, "Task got bad yield: %R", yielded);
    return complain_soon(t, self);
}

static bool take_yielded(Thread *t, Task *self, Value yielded) {
    if (is_none(yielded))
        return task_schedule_step(t, self, VALUE_NONE);
    if (value_is(yielded, object_value(self))) {
        raise(t, EXC_RuntimeError, "Task cannot await on itself: %R", yielded);
        return complain_soon(t, self);
    }
    if (is_exact_future(yielded))
        return wait_for_exact(t, self, yielded);
    return wait_for_other(t, self, yielded);
}

/* ---- the end of the coroutine ---- */

static bool take_result(Thread *t, Task *self, Value result) {
    if (!self->future.must_cancel)
        return future_set_result(t, &self->future, result);
    self->future.must_cancel = false; /* it was cancelled, and did not come to an await any more */
    Value message = new_ref(cancel_message(self));
    int cancelled = future_cancel(t, &self->future, message);
    decref(t, message);
    return cancelled >= 0;
}

/* SystemExit and KeyboardInterrupt end the task, and the loop too. */
static bool take_exception(Thread *t, Task *self) {
    if (cancelled_pending(t)) {
        Value error = error_fetch(t);
        int cancelled = future_cancel(t, &self->future, VALUE_NONE);
        if (cancelled > 0)
            value_store(t, &self->future.result, new_ref(error));
        decref(t, error);
        return cancelled >= 0;
    }
    bool leave = exit_pending(t);
    Value error = error_fetch(t);
    bool ok = future_set_exception(t, &self->future, error);
    if (!ok || !leave) {
        decref(t, error);
        return ok;
    }
    error_restore(t, error);
    return false;
}

/* ---- the step ---- */

/* What to throw at this step, new: VALUE_NONE: nothing; VALUE_NULL: exception. */
static Value exception_for_step(Thread *t, Task *self, Value exception) {
    if (!self->future.must_cancel)
        return new_ref(or_none(exception));
    self->future.must_cancel = false;
    if (!is_null(exception) && !is_none(exception)) {
        Value class = asyncio_find(t, ASYNCIO_CANCELLED_ERROR);
        if (is_null(class) || error_value_matches(t, exception, class) == 1)
            return is_null(class) ? class : new_ref(exception);
    }
    raise_cancelled(t, cancel_message(self));
    return error_fetch(t);
}

/* VALUE_NULL: returned (*finished) or raised. */
static Value resume(Thread *t, Task *self, Value exception, Value *finished) {
    Value coroutine = new_ref(self->coroutine), yielded;
    *finished = VALUE_NULL;
    if (is_none(exception)) {
        yielded = op_send(t, coroutine, VALUE_NONE, finished);
    } else {
        yielded = op_call_method1(t, coroutine, NAME(throw), exception);
        if (is_null(yielded) && error_matches(t, EXC_StopIteration)) {
            Value stop = error_fetch(t);
            *finished = new_ref(or_none(((StopIterationException *)value_object(stop))->value));
            decref(t, stop);
        }
    }
    decref(t, coroutine);
    return yielded;
}

static bool step(Thread *t, Task *self, Value given) {
    Value exception = exception_for_step(t, self, given), finished;
    if (is_null(exception))
        return false;
    value_clear(t, task_waits_for(self));
    if (is_null(self->coroutine)) {
        decref(t, exception);
        return raise(t, EXC_RuntimeError, "uninitialized Task object"), false;
    }
    Value yielded = resume(t, self, exception, &finished);
    decref(t, exception);
    bool ok;
    if (!is_null(yielded))
        ok = take_yielded(t, self, yielded);
    else if (!is_null(finished))
        ok = take_result(t, self, finished);
    else
        ok = take_exception(t, self);
    decref(t, yielded);
    decref(t, finished);
    return ok;
}

static bool leave(Thread *t, Task *self, bool ok) {
    if (ok)
        return task_leave(t, self->future.loop, object_value(self));
    Value error = error_fetch(t);
    bool left = task_leave(t, self->future.loop, object_value(self));
    if (left)
        error_restore(t, error);
    else
        decref(t, error);
    return false;
}

static bool complain_of_state(Thread *t, Task *self, Value exception) {
    Str *text = str_format(t, "__step(): already done: %R %R", object_value(self), or_none(exception));
    const char *utf8 = text ? str_utf8(t, text, NULL) : NULL;
    if (utf8)
        raise_invalid_state(t, utf8);
    xdecref_object(t, text);
    return false;
}

/* In a loop of this module, which knows its task itself. */
static bool step_in_loop(Thread *t, Task *self, Value exception) {
    Loop *loop = loop_object(self->future.loop);
    if (!is_null(loop->current_task))
        return task_enter(t, self->future.loop, object_value(self));
    loop->current_task = new_object_ref(self);
    bool ok = step(t, self, exception);
    if (!value_is(loop->current_task, object_value(self)))
        return leave(t, self, ok);
    value_clear(t, &loop->current_task);
    return ok;
}

bool task_step(Thread *t, Task *self, Value exception) {
    if (self->future.state != FUTURE_PENDING)
        return complain_of_state(t, self, exception);
    if (self->future.native_loop)
        return step_in_loop(t, self, exception);
    return task_enter(t, self->future.loop, object_value(self)) && leave(t, self, step(t, self, exception));
}

/* ---- waking up ---- */

/* The exception that a future of another type ended with, VALUE_NONE: none; new. */
static Value exception_of_other(Thread *t, Value future) {
    Value result = op_call_method0(t, future, NAME(result));
    if (is_null(result))
        return error_fetch(t);
    decref(t, result);
    return VALUE_NONE;
}

static Value exception_of(Thread *t, Value v) {
    if (!is_exact_future(v))
        return exception_of_other(t, v);
    Future *future = future_of(v);
    if (future->state == FUTURE_EXCEPTION)
        return future_take_exception(t, future);
    if (future->state == FUTURE_RESULT)
        return VALUE_NONE;
    Value result = future_result(t, future); /* cancelled; pending: somebody calls the wakeup by hand */
    decref(t, result);
    return error_fetch(t);
}

bool task_wakeup(Thread *t, Task *self, Value future) {
    Value exception = exception_of(t, future);
    bool ok = task_step(t, self, exception);
    decref(t, exception);
    return ok;
}
