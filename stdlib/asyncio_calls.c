/* Calls that a loop is asked to make: call_soon() and its like, and what debug mode checks of them. */
#include "runtime/callable.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/asyncio.h"

/* ---- what debug mode checks ---- */

bool loop_check_thread(Thread *t, Loop *self) {
    if (!self->running || self->thread == t->ident)
        return true;
    raise(t, EXC_RuntimeError,
          "Non-thread-safe operation invoked on an event loop other than the current one");
    return false;
}

static bool is_coroutine_function(Thread *t, Value v, bool *result) {
    Value function = asyncio_find(t, ASYNCIO_ISCOROUTINEFUNCTION);
    Value answer = is_null(function) ? function : op_call1(t, function, v);
    bool ok = !is_null(answer) && arg_bool(t, answer, result);
    decref(t, answer);
    return ok;
}

bool loop_refuse_coroutines(Thread *t, Value callback, const char *method) {
    bool coroutine = is_exact(callback, TYPE_COROUTINE);
    if (!coroutine && !is_coroutine_function(t, callback, &coroutine))
        return false;
    if (coroutine)
        raise_type_error(t, "coroutines cannot be used with %s()", method);
    return !coroutine;
}

bool loop_check_callback(Thread *t, Value callback, const char *method) {
    if (!loop_refuse_coroutines(t, callback, method))
        return false;
    if (!op_callable(t, callback))
        raise_type_error(t, "a callable object was expected by %s(), got %R", method, callback);
    return !error_pending(t);
}

/* What debug mode checks before a call is scheduled. */
static bool check_call(Thread *t, Loop *self, Value callback, const char *method, bool any_thread) {
    if (!loop_check_closed(t, self))
        return false;
    return !self->debug ||
           ((any_thread || loop_check_thread(t, self)) && loop_check_callback(t, callback, method));
}

/* ---- time ---- */

double loop_clock(void) {
    return (double)os_now() * 1e-9;
}

bool loop_now(Thread *t, Value loop, double *now) {
    if (is_native(loop, &loop_type_def) && loop_is_plain(t, loop_object(loop)) &&
        !loop_object(loop)->own_time) {
        *now = loop_clock();
        return true;
    }
    Value time = op_call_method0(t, loop, NAME(time));
    bool ok = !is_null(time) && arg_double(t, time, now);
    decref(t, time);
    return ok;
}

Value loop_time_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return float_value(t, loop_clock());
}

/* ---- the arguments ---- */

typedef struct Call {
    Value time, context; /* borrowed, or VALUE_NULL */
    Value *callback;     /* with what it is called with behind it */
    int count;           /* of these together */
} Call;

static void raise_missing(Thread *t, const char *method, const char *time, const Call *call) {
    if (call->callback || !time || !is_null(call->time))
        raise_type_error(t, "BaseEventLoop.%s() missing 1 required positional argument: '%s'", method,
                         call->callback ? time : "callback");
    else
        raise_type_error(t, "BaseEventLoop.%s() missing 2 required positional arguments: '%s' and 'callback'",
                         method, time);
}

static bool read_keyword(Thread *t, const char *method, const char *time, Str *name, Value *v, Call *call) {
    bool again = false;
    if (str_equal_ascii(name, "context"))
        call->context = *v;
    else if (str_equal_ascii(name, "callback")) {
        again = call->callback != NULL;
        call->callback = v;
        call->count = 1;
    } else if (time && str_equal_ascii(name, time)) {
        again = !is_null(call->time);
        call->time = *v;
    } else {
        raise_type_error(t, "BaseEventLoop.%s() got an unexpected keyword argument '%U'", method, name);
        return false;
    }
    if (again)
        raise_type_error(t, "BaseEventLoop.%s() got multiple values for argument '%U'", method, name);
    return !again;
}

/* time: what the argument before the callback is called, or NULL. */
static bool read_call(Thread *t, const char *method, const char *time, Value *args, int nargs, Tuple *kwnames,
                      Call *call) {
    int before = time ? 2 : 1;
    *call = (Call){.time = time && nargs > 1 ? args[1] : VALUE_NULL,
                   .context = VALUE_NULL,
                   .callback = nargs > before ? args + before : NULL,
                   .count = nargs - before};
    for (int64_t i = 0; kwnames && i < kwnames->length; i++)
        if (!read_keyword(t, method, time, value_str(kwnames->items[i]), &args[nargs + i], call))
            return false;
    bool enough = call->callback && (!time || !is_null(call->time));
    if (!enough)
        raise_missing(t, method, time, call);
    return enough;
}

/* ---- scheduling ---- */

static Value schedule(Thread *t, Loop *self, const Call *call) {
    Handle *handle = handle_new(t, object_value(self), call->callback[0], call->callback + 1, call->count - 1,
                                call->context);
    if (!handle)
        return VALUE_NULL;
    if (!loop_push_kind(t, self, READY_HANDLE, new_object_ref(handle), VALUE_NULL)) {
        decref_object(t, handle);
        return VALUE_NULL;
    }
    return object_value(handle);
}

Value loop_call_soon_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Loop *self = loop_object(args[0]);
    Call call;
    if (!read_call(t, "call_soon", NULL, args, nargs, kwnames, &call) ||
        !check_call(t, self, *call.callback, "call_soon", false))
        return VALUE_NULL;
    return schedule(t, self, &call);
}

Value loop_call_soon_threadsafe_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Loop *self = loop_object(args[0]);
    Call call;
    if (!read_call(t, "call_soon_threadsafe", NULL, args, nargs, kwnames, &call) ||
        !check_call(t, self, *call.callback, "call_soon_threadsafe", true))
        return VALUE_NULL;
    Value handle = schedule(t, self, &call);
    loop_wake(self);
    return handle;
}

static Value schedule_at(Thread *t, Loop *self, Value when, const Call *call) {
    double seconds;
    if (!arg_double(t, when, &seconds) || !check_call(t, self, *call->callback, "call_at", false))
        return VALUE_NULL;
    TimerHandle *timer = timer_new(t, object_value(self), when, call->callback[0], call->callback + 1,
                                   call->count - 1, call->context);
    if (timer && !timers_add(t, self, &timer->handle.timed, seconds)) {
        decref_object(t, timer);
        return VALUE_NULL;
    }
    return result_value(timer);
}

/* self.call_at(when, callback, *args, context=context), of a class that brings its own. */
static Value call_at_of_class(Thread *t, Loop *self, Value when, const Call *call) {
    Value method = op_getattr(t, object_value(self), NAME(call_at));
    Tuple *names = is_null(method) ? NULL : tuple_pack(t, 1, object_value(NAME(context)));
    Value given[call->count + 2], timer = VALUE_NULL;
    given[0] = when;
    for (int i = 0; i < call->count; i++)
        given[i + 1] = call->callback[i];
    given[call->count + 1] = or_none(call->context);
    if (names)
        timer = op_call(t, method, given, call->count + 1, names);
    xdecref_object(t, names);
    decref(t, method);
    return timer;
}

Value loop_call_later_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Loop *self = loop_object(args[0]);
    Call call;
    double delay, now;
    if (!read_call(t, "call_later", "delay", args, nargs, kwnames, &call))
        return VALUE_NULL;
    if (is_none(call.time))
        return raise_type_error(t, "delay must not be None");
    if (!arg_double(t, call.time, &delay) || !loop_now(t, args[0], &now))
        return VALUE_NULL;
    Value when = float_value(t, now + delay), timer = VALUE_NULL;
    if (is_null(when))
        return when;
    loop_is_plain(t, self); /* brings own_timers up to date */
    if (self->overridden || self->own_timers)
        timer = call_at_of_class(t, self, when, &call);
    else
        timer = schedule_at(t, self, when, &call);
    decref(t, when);
    return timer;
}

Value loop_call_at_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Call call;
    if (!read_call(t, "call_at", "when", args, nargs, kwnames, &call))
        return VALUE_NULL;
    if (is_none(call.time))
        return raise_type_error(t, "when cannot be None");
    return schedule_at(t, loop_object(args[0]), call.time, &call);
}

bool loop_call_soon(Thread *t, Value loop, Value callback, Value argument, Value context) {
    Value method = op_getattr(t, loop, NAME(call_soon));
    Tuple *names = is_null(method) ? NULL : tuple_pack(t, 1, object_value(NAME(context)));
    Value args[3] = {callback};
    int count = 1;
    if (!is_null(argument))
        args[count++] = argument;
    args[count] = context;
    Value handle = names ? op_call(t, method, args, count, names) : VALUE_NULL;
    bool ok = !is_null(handle);
    decref(t, handle);
    decref(t, method);
    xdecref_object(t, names);
    return ok;
}

Value loop_timer_handle_cancelled(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (is_native(args[1], &timer_handle_type_def))
        timers_remove(t, loop_object(args[0]), (Timed *)value_object(args[1]));
    return VALUE_NONE;
}
