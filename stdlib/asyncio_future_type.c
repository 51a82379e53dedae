/* The types Future and FutureIter, which is what future.__await__() answers. */
#include "runtime/callable.h"
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/asyncio.h"

typedef struct FutureIter {
    Object ob;
    Value future; /* VALUE_NULL: at the end */
} FutureIter;

static bool check(Thread *t, Future *self) {
    if (!is_null(self->loop))
        return true;
    raise(t, EXC_RuntimeError, "Future object is not initialized.");
    return false;
}

static Value future_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Future *self = object_new(t, type, 0);
    if (self)
        future_begin(self);
    return result_value(self);
}

static bool future_init_slot(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    return future_init(t, future_of(self), args[0]);
}

static Value future_repr(Thread *t, Value self) {
    Value format = check(t, future_of(self)) ? asyncio_find(t, ASYNCIO_FUTURE_REPR) : VALUE_NULL;
    return is_null(format) ? format : op_call1(t, format, self);
}

/* An exception that nobody has asked for is told to the loop. */
void future_finalize(Thread *t, Value v) {
    Future *self = future_of(v);
    if (!self->log_traceback)
        return;
    self->log_traceback = false;
    static const char *const keys[] = {"exception", "future", "source_traceback", NULL};
    Value values[] = {self->result, v, self->extra ? self->extra->source_traceback : VALUE_NULL};
    Str *message = str_format(t, "%s exception was never retrieved", type_short_name(value_object(v)->type));
    if (!message || !loop_tell(t, self->loop, message, keys, values))
        error_unraisable(t, NULL, v);
    xdecref_object(t, message);
}

/* ---- methods ---- */

static Value result(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Future *self = future_of(args[0]);
    if (is_null(self->loop))
        return raise_invalid_state(t, "Future object is not initialized.");
    return future_result(t, self);
}

static Value exception(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Future *self = future_of(args[0]);
    if (is_null(self->loop))
        return raise_invalid_state(t, "Future object is not initialized.");
    if (self->state == FUTURE_CANCELLED)
        return future_raise_cancelled(t, self), VALUE_NULL;
    if (self->state == FUTURE_PENDING)
        return raise_invalid_state(t, "Exception is not set.");
    if (self->state == FUTURE_RESULT)
        return VALUE_NONE;
    self->log_traceback = false;
    return new_ref(self->result);
}

static Value set_result(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return future_set_result(t, future_of(args[0]), args[1]) ? VALUE_NONE : VALUE_NULL;
}

static Value set_exception(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return future_set_exception(t, future_of(args[0]), args[1]) ? VALUE_NONE : VALUE_NULL;
}

static Value add_done_callback(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Future *self = future_of(args[0]);
    if (is_null(self->loop))
        return raise(t, EXC_RuntimeError, "uninitialized Future object");
    Value context =
        is_null(args[2]) || is_none(args[2]) ? result_value(context_copy_current(t)) : new_ref(args[2]);
    bool ok = !is_null(context) && future_add_callback(t, self, args[1], context);
    decref(t, context);
    return ok ? VALUE_NONE : VALUE_NULL;
}

static Value remove_done_callback(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Future *self = future_of(args[0]);
    int64_t removed = check(t, self) ? future_remove_callback(t, self, args[1]) : -1;
    return removed < 0 ? VALUE_NULL : small_int_value(removed);
}

static Value cancel(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Future *self = future_of(args[0]);
    int cancelled = check(t, self) ? future_cancel(t, self, args[1]) : -1;
    return cancelled < 0 ? VALUE_NULL : bool_value(cancelled);
}

static Value cancelled(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(future_of(args[0])->state == FUTURE_CANCELLED);
}

static Value done(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Future *self = future_of(args[0]);
    return bool_value(!is_null(self->loop) && self->state != FUTURE_PENDING);
}

static Value get_loop(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Future *self = future_of(args[0]);
    return check(t, self) ? new_ref(self->loop) : VALUE_NULL;
}

static Value make_cancelled_error(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value pending = error_fetch(t);
    future_raise_cancelled(t, future_of(args[0]));
    decref(t, pending);
    return error_fetch(t);
}

static Value future_iter(Thread *t, Value v) {
    AsyncioState *state = check(t, future_of(v)) ? asyncio_state(t) : NULL;
    FutureIter *iter = state ? object_new(t, state->future_iter, 0) : NULL;
    if (iter)
        iter->future = new_ref(v);
    return result_value(iter);
}

static Value await_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return future_iter(t, args[0]);
}

/* `await future` needs no iterator: what one would know, the future knows. */
static Value future_await(Thread *t, Value v) {
    return check(t, future_of(v)) ? new_ref(v) : VALUE_NULL;
}

static Value future_send(Thread *t, Value v, Value sent, Value *finished) {
    Future *self = future_of(v);
    if (self->state != FUTURE_PENDING)
        return *finished = future_result(t, self), VALUE_NULL;
    if (self->blocking)
        return raise(t, EXC_RuntimeError, "await wasn't used with future");
    self->blocking = true;
    return new_ref(v);
}

/* ---- attributes ---- */

static Value get_state(Thread *t, Value v) {
    static const char *const names[] = {"PENDING", "CANCELLED", "FINISHED", "FINISHED"};
    return check(t, future_of(v)) ? result_value(str_new(t, names[future_of(v)->state])) : VALUE_NULL;
}

static Value get_blocking(Thread *t, Value v) {
    return bool_value(future_of(v)->blocking);
}

static bool set_blocking(Thread *t, Value v, Value to) {
    if (is_null(to))
        return member_readonly(t, v, to);
    bool blocking;
    if (!check(t, future_of(v)) || !arg_bool(t, to, &blocking))
        return false;
    future_of(v)->blocking = blocking;
    return true;
}

static Value get_loop_attribute(Thread *t, Value v) {
    return new_ref(or_none(future_of(v)->loop));
}

static Value get_callbacks(Thread *t, Value v) {
    return check(t, future_of(v)) ? future_callbacks(t, future_of(v)) : VALUE_NULL;
}

static Value get_result(Thread *t, Value v) {
    Future *self = future_of(v);
    if (!check(t, self))
        return VALUE_NULL;
    return self->state == FUTURE_RESULT ? new_ref(self->result) : VALUE_NONE;
}

static Value get_exception(Thread *t, Value v) {
    Future *self = future_of(v);
    if (!check(t, self))
        return VALUE_NULL;
    return self->state == FUTURE_EXCEPTION ? new_ref(self->result) : VALUE_NONE;
}

static Value get_log_traceback(Thread *t, Value v) {
    return check(t, future_of(v)) ? bool_value(future_of(v)->log_traceback) : VALUE_NULL;
}

static bool set_log_traceback(Thread *t, Value v, Value to) {
    bool on;
    if (is_null(to))
        return raise(t, EXC_AttributeError, "cannot delete attribute"), false;
    if (!arg_bool(t, to, &on))
        return false;
    if (on)
        return raise_value_error(t, "_log_traceback can only be set to False"), false;
    future_of(v)->log_traceback = false;
    return true;
}

static Value get_source_traceback(Thread *t, Value v) {
    FutureExtra *extra = future_of(v)->extra;
    return new_ref(extra ? or_none(extra->source_traceback) : VALUE_NONE);
}

static Value get_cancel_message(Thread *t, Value v) {
    FutureExtra *extra = future_of(v)->extra;
    return new_ref(extra ? or_none(extra->cancel_message) : VALUE_NONE);
}

static bool set_cancel_message(Thread *t, Value v, Value to) {
    if (is_null(to))
        return raise(t, EXC_AttributeError, "cannot delete attribute"), false;
    return future_set_cancel_message(t, future_of(v), to);
}

/* ---- tables ---- */

static const MethodDef future_methods[] = {
    {"result", result, "", "The result; the exception that the future ended with is raised."},
    {"exception", exception, "", "The exception that the future ended with, or None."},
    {"set_result", set_result, "result, /", "The future is done, with this result."},
    {"set_exception", set_exception, "exception, /", "The future is done, with this exception (or class)."},
    {"add_done_callback", add_done_callback, "fn, /, *, context=None",
     "Call fn(future) by the loop when the future is done."},
    {"remove_done_callback", remove_done_callback, "fn, /",
     "fn is not to be called; answers how often it would have been."},
    {"cancel", cancel, "msg=None", "Cancel the future; False if it is done already."},
    {"cancelled", cancelled, "", "Was it cancelled?"},
    {"done", done, "", "Has it a result or an exception, or was it cancelled?"},
    {"get_loop", get_loop, "", "The event loop that the future belongs to."},
    {"_make_cancelled_error", make_cancelled_error, "",
     "The CancelledError to be raised for a future that was cancelled."},
    {"__await__", await_method, "", "An iterator that waits for the future."},
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS},
    {0}};

static const GetSetDef future_getsets[] = {{"_state", get_state, NULL, NULL},
                                           {"_asyncio_future_blocking", get_blocking, set_blocking, NULL},
                                           {"_loop", get_loop_attribute, NULL, NULL},
                                           {"_callbacks", get_callbacks, NULL, NULL},
                                           {"_result", get_result, NULL, NULL},
                                           {"_exception", get_exception, NULL, NULL},
                                           {"_log_traceback", get_log_traceback, set_log_traceback, NULL},
                                           {"_source_traceback", get_source_traceback, NULL, NULL},
                                           {"_cancel_message", get_cancel_message, set_cancel_message, NULL},
                                           {0}};

const TypeDef future_type_def = {
    .name = "_asyncio.Future",
    .size = sizeof(Future),
    .flags = TYPE_GC | TYPE_BASE | TYPE_WEAKREFABLE | TYPE_HAS_ATTRS,
    .doc = "What will be there later: a result or an exception.",
    .init_signature = "*, loop=None",
    .slots = {.dealloc = future_clear,
              .traverse = future_traverse,
              .clear = future_clear,
              .finalize = future_finalize,
              .repr = future_repr,
              .iter = future_iter,
              .await = future_await,
              .send = future_send,
              .new_instance = future_new_instance,
              .init = future_init_slot},
    .methods = future_methods,
    .getsets = future_getsets,
};

/* ---- FutureIter ---- */

static FutureIter *iter_of(Value v) {
    return (FutureIter *)value_object(v);
}

static void iter_clear(Thread *t, Object *o) {
    value_clear(t, &((FutureIter *)o)->future);
}

static void iter_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((FutureIter *)o)->future, visit, arg);
}

static Value iter_send(Thread *t, Value v, Value sent, Value *finished) {
    FutureIter *self = iter_of(v);
    if (is_null(self->future)) {
        *finished = VALUE_NONE;
        return VALUE_NULL;
    }
    Value future = new_ref(self->future);
    Value yielded = future_send(t, future, sent, finished);
    if (future_of(future)->state != FUTURE_PENDING)
        value_clear(t, &self->future);
    decref(t, future);
    return yielded;
}

static Value iter_next(Thread *t, Value v) {
    Value finished = VALUE_NULL;
    Value result = iter_send(t, v, VALUE_NONE, &finished);
    if (is_null(finished))
        return result;
    if (!is_none(finished))
        raise_stop_iteration(t, finished);
    decref(t, finished);
    return VALUE_NULL;
}

static Value iter_send_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value finished = VALUE_NULL;
    Value result = iter_send(t, args[0], args[1], &finished);
    if (!is_null(finished))
        raise_stop_iteration(t, finished);
    decref(t, finished);
    return result;
}

static Value iter_throw(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value type = args[1], v = or_none(args[2]), traceback = or_none(args[3]);
    if (!is_none(traceback) && !is_exact(traceback, TYPE_TRACEBACK))
        return raise_type_error(t, "throw() third argument must be a traceback");
    value_clear(t, &iter_of(args[0])->future);
    Value exception;
    if (is_exception(type)) {
        if (!is_none(v))
            return raise_type_error(t, "instance exception may not have a separate value");
        exception = new_ref(type);
    } else if (is_exception_class(type)) {
        exception = is_exception(v) ? new_ref(v) : exception_new(t, type, is_none(v) ? VALUE_NULL : v);
    } else {
        return raise_type_error(
            t, "exceptions must be classes deriving BaseException or instances of such a class");
    }
    if (is_null(exception))
        return exception;
    if (!is_none(traceback))
        exception_set_traceback(t, exception, traceback);
    error_restore(t, exception);
    return VALUE_NULL;
}

static Value iter_close(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    value_clear(t, &iter_of(args[0])->future);
    return VALUE_NONE;
}

static const MethodDef iter_methods[] = {{"send", iter_send_method, "value, /", NULL},
                                         {"throw", iter_throw, "type, value=None, traceback=None, /", NULL},
                                         {"close", iter_close, "", NULL},
                                         {0}};

const TypeDef future_iter_type_def = {
    .name = "_asyncio.FutureIter",
    .size = sizeof(FutureIter),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = iter_clear,
              .traverse = iter_traverse,
              .clear = iter_clear,
              .iter = iterator_self,
              .next = iter_next,
              .send = iter_send},
    .methods = iter_methods,
};
