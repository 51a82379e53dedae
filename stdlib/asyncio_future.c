/* Futures: their states, results and callbacks. The types are in asyncio_future_type.c. */
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/type.h"
#include "stdlib/asyncio.h"

bool is_exact_future(Value v) {
    if (!is_pointer(v))
        return false;
    const TypeDef *def = value_object(v)->type->def;
    return def == &future_type_def || def == &task_type_def;
}

/* ---- what few futures have ---- */

FutureExtra *future_extra(Thread *t, Future *self) {
    if (self->extra)
        return self->extra;
    FutureExtra *extra = mem_alloc(sizeof *extra);
    if (!extra)
        return raise_no_memory(t), NULL;
    *extra = (FutureExtra){
        .cancel_message = VALUE_NULL, .exception_traceback = VALUE_NULL, .source_traceback = VALUE_NULL};
    return self->extra = extra;
}

static void drop_extra(Thread *t, Future *self) {
    FutureExtra *extra = self->extra;
    if (!extra)
        return;
    self->extra = NULL;
    xdecref_object(t, extra->callbacks);
    decref(t, extra->cancel_message);
    decref(t, extra->exception_traceback);
    decref(t, extra->source_traceback);
    mem_free(extra);
}

bool future_set_cancel_message(Thread *t, Future *self, Value message) {
    if (!self->extra && (is_null(message) || is_none(message)))
        return true;
    FutureExtra *extra = future_extra(t, self);
    if (extra)
        value_store(t, &extra->cancel_message, new_ref(message));
    return extra != NULL;
}

/* ---- life ---- */

void future_begin(Future *self) {
    self->loop = self->result = self->callback = self->callback_context = VALUE_NULL;
    future_expect_finalizer(self, false);
}

/* Most futures end with nothing to tell, and need not be asked. A subclass may have a __del__. */
void future_expect_finalizer(Future *self, bool expected) {
    if (!is_exact_future(object_value(self)))
        return;
    if (expected)
        self->ob.flags &= ~(uint32_t)OBJECT_FINALIZED;
    else
        self->ob.flags |= OBJECT_FINALIZED;
}

void future_clear(Thread *t, Object *o) {
    Future *self = (Future *)o;
    value_clear(t, &self->callback);
    value_clear(t, &self->callback_context);
    value_clear(t, &self->result);
    value_clear(t, &self->loop);
    self->native_loop = false;
    drop_extra(t, self);
}

void future_traverse(Object *o, VisitFn visit, void *arg) {
    Future *self = (Future *)o;
    visit_value(self->loop, visit, arg);
    visit_value(self->result, visit, arg);
    visit_value(self->callback, visit, arg);
    visit_value(self->callback_context, visit, arg);
    if (!self->extra)
        return;
    visit_object(self->extra->callbacks, visit, arg);
    visit_value(self->extra->cancel_message, visit, arg);
    visit_value(self->extra->exception_traceback, visit, arg);
    visit_value(self->extra->source_traceback, visit, arg);
}

static bool keep_source(Thread *t, Future *self) {
    int debug = loop_debug(t, self->loop);
    if (debug <= 0)
        return debug == 0;
    Value stack = asyncio_source_traceback(t);
    FutureExtra *extra = is_null(stack) ? NULL : future_extra(t, self);
    if (extra)
        value_store(t, &extra->source_traceback, stack);
    else
        decref(t, stack);
    return extra != NULL;
}

bool future_init(Thread *t, Future *self, Value loop) {
    loop = is_null(loop) || is_none(loop) ? current_loop(t) : new_ref(loop);
    if (is_null(loop))
        return false;
    future_clear(t, &self->ob);
    self->state = FUTURE_PENDING;
    self->blocking = self->log_traceback = false;
    self->loop = loop;
    self->native_loop = is_native(loop, &loop_type_def);
    return keep_source(t, self);
}

/* ---- the end ---- */

/* What is scheduled with it: the future itself as argument. Consumes. */
static bool schedule_callback(Thread *t, Future *self, Value callback, Value context) {
    Loop *loop = future_plain_loop(t, self);
    if (loop && is_null(context))
        return loop_push_kind(t, loop, READY_WAKEUP, callback, new_object_ref(self));
    if (loop)
        return loop_push(t, loop, callback, new_object_ref(self), context);
    if (is_null(context)) {
        Task *task = task_of(callback);
        context = new_ref(task_context(t, task));
        callback = is_null(context) ? context : task_wakeup_method(t, task);
        decref_object(t, task);
    }
    bool ok = !is_null(callback) && loop_call_soon(t, self->loop, callback, object_value(self), context);
    decref(t, callback);
    decref(t, context);
    return ok;
}

/* The callbacks are taken before the first is scheduled, since a loop of another type may run any code. */
static bool schedule_callbacks(Thread *t, Future *self) {
    Value first = self->callback, context = self->callback_context;
    List *more = self->extra ? self->extra->callbacks : NULL;
    self->callback = self->callback_context = VALUE_NULL;
    if (more)
        self->extra->callbacks = NULL;
    bool ok = is_null(first) || schedule_callback(t, self, first, context);
    for (int64_t i = 0; more && ok && i < more->length; i += 2)
        ok = schedule_callback(t, self, new_ref(more->items[i]), new_ref(more->items[i + 1]));
    xdecref_object(t, more);
    return ok;
}

static bool finish(Thread *t, Future *self, FutureState state, Value result) {
    self->state = state;
    value_store(t, &self->result, new_ref(result));
    if (self->is_task) {
        task_unlink((AsyncioState *)t->interp->asyncio, (Task *)self);
        future_expect_finalizer(self, false);
    }
    if (is_null(self->callback) && !self->extra)
        return true;
    return schedule_callbacks(t, self);
}

static bool check_pending(Thread *t, Future *self) {
    if (is_null(self->loop)) {
        raise(t, EXC_RuntimeError, "Future object is not initialized.");
        return false;
    }
    if (self->state == FUTURE_PENDING)
        return true;
    raise_invalid_state(t, "invalid state");
    return false;
}

bool future_set_result(Thread *t, Future *self, Value result) {
    return check_pending(t, self) && finish(t, self, FUTURE_RESULT, result);
}

/* An instance of the class, or the exception itself; new. */
static Value make_exception(Thread *t, Value exception) {
    Value made = is_exception_class(exception) ? op_call0(t, exception) : new_ref(exception);
    if (is_null(made))
        return made;
    if (!is_exception(made))
        raise_type_error(t, "invalid exception object");
    else if (value_is(object_value(type_of(t, made)), object_value(builtin_type(t, EXC_StopIteration))))
        raise_type_error(t,
                         "StopIteration interacts badly with generators and cannot be raised into a Future");
    else
        return made;
    decref(t, made);
    return VALUE_NULL;
}

bool future_set_exception(Thread *t, Future *self, Value exception) {
    Value made = check_pending(t, self) ? make_exception(t, exception) : VALUE_NULL;
    FutureExtra *extra = is_null(made) ? NULL : future_extra(t, self);
    if (!extra) {
        decref(t, made);
        return false;
    }
    value_store(t, &extra->exception_traceback, new_ref(value_exception(made)->traceback));
    bool ok = finish(t, self, FUTURE_EXCEPTION, made);
    decref(t, made);
    self->log_traceback = true;
    future_expect_finalizer(self, true);
    return ok;
}

int future_cancel(Thread *t, Future *self, Value message) {
    self->log_traceback = false;
    if (self->state != FUTURE_PENDING)
        return 0;
    if (!future_set_cancel_message(t, self, message))
        return -1;
    return finish(t, self, FUTURE_CANCELLED, VALUE_NULL) ? 1 : -1;
}

/* ---- results ---- */

void future_raise_cancelled(Thread *t, Future *self) {
    Value error = self->result;
    self->result = VALUE_NULL;
    if (is_null(error))
        raise_cancelled(t, self->extra ? or_none(self->extra->cancel_message) : VALUE_NONE);
    else
        raise_value(t, error);
    decref(t, error);
}

/* Its traceback is the one with which it came, however often it was raised since. */
Value future_take_exception(Thread *t, Future *self) {
    Value exception = new_ref(self->result);
    FutureExtra *extra = self->extra;
    Value traceback = extra ? extra->exception_traceback : VALUE_NULL;
    if (extra)
        extra->exception_traceback = VALUE_NULL;
    exception_set_traceback(t, exception, traceback);
    decref(t, traceback);
    self->log_traceback = false;
    return exception;
}

Value future_result(Thread *t, Future *self) {
    switch ((FutureState)self->state) {
    case FUTURE_RESULT:
        return new_ref(self->result);
    case FUTURE_CANCELLED:
        future_raise_cancelled(t, self);
        return VALUE_NULL;
    case FUTURE_PENDING:
        return raise_invalid_state(t, "Result is not set.");
    case FUTURE_EXCEPTION:
        break;
    }
    Value exception = future_take_exception(t, self);
    raise_value(t, exception);
    decref(t, exception);
    return VALUE_NULL;
}

/* ---- callbacks ---- */

static bool add_behind(Thread *t, Future *self, Value callback, Value context) {
    FutureExtra *extra = future_extra(t, self);
    if (!extra || (!extra->callbacks && !(extra->callbacks = list_new(t, 4))))
        return false;
    if (!list_append(t, extra->callbacks, callback))
        return false;
    if (list_append(t, extra->callbacks, context))
        return true;
    decref(t, extra->callbacks->items[--extra->callbacks->length]);
    return false;
}

bool future_add_callback(Thread *t, Future *self, Value callback, Value context) {
    if (self->state != FUTURE_PENDING)
        return schedule_callback(t, self, new_ref(callback), new_ref(context));
    if (!is_null(self->callback) || (self->extra && self->extra->callbacks))
        return add_behind(t, self, callback, context);
    self->callback = new_ref(callback);
    self->callback_context = new_ref(context);
    return true;
}

/* Is the registered callback equal to the given one? -1: exception. */
static int callback_equal(Thread *t, Value callback, Value context, Value given) {
    Value shown = is_null(context) ? task_wakeup_method(t, task_of(callback)) : new_ref(callback);
    int equal = is_null(shown) ? -1 : op_equal(t, shown, given);
    decref(t, shown);
    return equal;
}

static int remove_first(Thread *t, Future *self, Value given) {
    int equal =
        is_null(self->callback) ? 0 : callback_equal(t, self->callback, self->callback_context, given);
    if (equal > 0) {
        value_clear(t, &self->callback);
        value_clear(t, &self->callback_context);
    }
    return equal;
}

/* Those that are not equal move to a new list: comparing may run any code, and change the old one. */
static int64_t remove_behind(Thread *t, Future *self, Value given) {
    List *kept = list_new(t, 0), *old = self->extra->callbacks;
    int64_t removed = 0;
    incref_object(old);
    for (int64_t i = 0; kept && removed >= 0 && i + 1 < old->length; i += 2) {
        Value callback = new_ref(old->items[i]), context = new_ref(old->items[i + 1]);
        int equal = callback_equal(t, callback, context, given);
        if (equal < 0 || (equal == 0 && !(list_append(t, kept, callback) && list_append(t, kept, context))))
            removed = -1;
        else
            removed += equal;
        decref(t, callback);
        decref(t, context);
    }
    if (removed > 0 && self->extra && self->extra->callbacks == old) {
        List *empty = kept->length ? NULL : kept;
        self->extra->callbacks = empty ? NULL : kept;
        decref_object(t, old);
        kept = empty;
    }
    decref_object(t, old);
    xdecref_object(t, kept);
    return error_pending(t) ? -1 : removed;
}

int64_t future_remove_callback(Thread *t, Future *self, Value given) {
    int first = remove_first(t, self, given);
    if (first < 0 || !self->extra || !self->extra->callbacks)
        return first;
    int64_t others = remove_behind(t, self, given);
    return others < 0 ? others : others + first;
}

/* As Python code sees them: a list of pairs, or None. */
static bool add_pair(Thread *t, List *list, Value callback, Value context) {
    bool wakeup = is_null(context);
    if (wakeup)
        context = task_context(t, task_of(callback));
    if (is_null(context))
        return false;
    Value shown = wakeup ? task_wakeup_method(t, task_of(callback)) : new_ref(callback);
    Tuple *pair = is_null(shown) ? NULL : tuple_pack(t, 2, shown, context);
    decref(t, shown);
    return pair && list_append_owned(t, list, object_value(pair));
}

Value future_callbacks(Thread *t, Future *self) {
    List *more = self->extra ? self->extra->callbacks : NULL;
    if (is_null(self->callback) && !more)
        return VALUE_NONE;
    List *list = list_new(t, 1);
    bool ok = list && (is_null(self->callback) || add_pair(t, list, self->callback, self->callback_context));
    for (int64_t i = 0; more && ok && i < more->length; i += 2)
        ok = add_pair(t, list, more->items[i], more->items[i + 1]);
    if (ok)
        return object_value(list);
    xdecref_object(t, list);
    return VALUE_NULL;
}
