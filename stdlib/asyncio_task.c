/* The type Task, and the callables that step one. */
#include "runtime/callable.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/asyncio.h"

/* ---- life ---- */

static Value task_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Task *self = object_new(t, type, 0);
    if (!self)
        return VALUE_NULL;
    future_begin(&self->future);
    self->future.is_task = true;
    self->coroutine = self->context = self->name = VALUE_NULL;
    return object_value(self);
}

static void task_clear(Thread *t, Object *o) {
    Task *self = (Task *)o;
    future_clear(t, o);
    value_clear(t, &self->coroutine);
    value_clear(t, &self->context);
    value_clear(t, &self->name);
}

static void task_dealloc(Thread *t, Object *o) {
    task_unlink((AsyncioState *)t->interp->asyncio, (Task *)o);
    task_clear(t, o);
}

static void task_traverse(Object *o, VisitFn visit, void *arg) {
    Task *self = (Task *)o;
    future_traverse(o, visit, arg);
    visit_value(self->coroutine, visit, arg);
    visit_value(self->context, visit, arg);
    visit_value(self->name, visit, arg);
}

/* A task that nobody can finish any more is told to the loop. Who keeps it then does not find it among those
 * that run. */
static void task_finalize(Thread *t, Value v) {
    Task *self = task_of(v);
    task_unlink((AsyncioState *)t->interp->asyncio, self);
    if (self->future.state == FUTURE_PENDING && self->future.log_destroy_pending) {
        static const char *const keys[] = {"task", "source_traceback", NULL};
        Value values[] = {v, self->future.extra ? self->future.extra->source_traceback : VALUE_NULL};
        Str *message = str_new(t, "Task was destroyed but it is pending!");
        if (!message || !loop_tell(t, self->future.loop, message, keys, values))
            error_unraisable(t, NULL, v);
        xdecref_object(t, message);
    }
    future_finalize(t, v);
}

/* ---- contexts ---- */

Value task_context(Thread *t, Task *self) {
    if (!self->future.folded_context)
        return self->context;
    if (!asyncio_unfold(t, &self->context))
        return VALUE_NULL;
    self->future.folded_context = false;
    return self->context;
}

void task_fold_context(Thread *t, Task *self) {
    if (!self->future.folded_context && !self->future.odd_context)
        self->future.folded_context = asyncio_fold(t, &self->context);
}

/* ---- __init__ ---- */

static bool check_coroutine(Thread *t, Value coroutine) {
    if (is_exact(coroutine, TYPE_COROUTINE))
        return true;
    Value iscoroutine = asyncio_find(t, ASYNCIO_ISCOROUTINE);
    Value answer = is_null(iscoroutine) ? iscoroutine : op_call1(t, iscoroutine, coroutine);
    int is = is_null(answer) ? -1 : op_is_true(t, answer);
    decref(t, answer);
    if (is == 0)
        raise_type_error(t, "a coroutine was expected, got %R", coroutine);
    return is > 0;
}

/* A str, or the number of the name that is made when somebody asks for it; new. */
static Value make_name(Thread *t, AsyncioState *state, Value name) {
    if (is_null(name) || is_none(name))
        return small_int_value((int64_t)++state->names_given);
    return is_str_exact(name) ? new_ref(name) : str_value(op_str(t, name));
}

bool task_init(Thread *t, Task *self, Value coroutine, Value loop, Value name, Value context) {
    AsyncioState *state = asyncio_state(t);
    if (!state || !future_init(t, &self->future, loop) || !check_coroutine(t, coroutine))
        return false;
    bool given = !is_null(context) && !is_none(context);
    Value own = given ? new_ref(context) : result_value(context_vars(t));
    Value named = is_null(own) ? own : make_name(t, state, name);
    if (is_null(named)) {
        decref(t, own);
        return false;
    }
    self->future.odd_context = given && !is_context(own);
    self->future.folded_context = !given;
    value_store(t, &self->context, own);
    value_store(t, &self->name, named);
    value_store(t, &self->coroutine, new_ref(coroutine));
    self->future.cancel_requests = 0;
    self->future.must_cancel = false;
    self->future.log_destroy_pending = true;
    future_expect_finalizer(&self->future, true);
    if (!task_schedule_step(t, self, VALUE_NONE))
        return false;
    task_link(state, self);
    return true;
}

static bool task_init_slot(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    return task_init(t, task_of(self), args[0], args[1], args[2], args[3]);
}

/* ---- methods ---- */

static Value cancel(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Task *self = task_of(args[0]);
    Value message = or_none(args[1]);
    self->future.log_traceback = false;
    if (self->future.state != FUTURE_PENDING || is_null(self->coroutine))
        return VALUE_FALSE;
    self->future.cancel_requests++;
    if (!is_null(*task_waits_for(self))) {
        int cancelled = task_cancel_awaited(t, self, message);
        if (cancelled != 0)
            return cancelled < 0 ? VALUE_NULL : VALUE_TRUE;
    }
    self->future.must_cancel = true;
    return future_set_cancel_message(t, &self->future, message) ? VALUE_TRUE : VALUE_NULL;
}

static Value cancelling(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return small_int_value(task_of(args[0])->future.cancel_requests);
}

static Value uncancel(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Task *self = task_of(args[0]);
    if (self->future.cancel_requests > 0)
        self->future.cancel_requests--;
    return small_int_value(self->future.cancel_requests);
}

static Value get_name(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Task *self = task_of(args[0]);
    if (is_small_int(self->name)) {
        Str *name = str_format(t, "Task-%lld", (long long)small_int(self->name));
        if (!name)
            return VALUE_NULL;
        self->name = object_value(name);
    }
    return new_ref(or_none(self->name));
}

static Value set_name(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value name = is_str_exact(args[1]) ? new_ref(args[1]) : str_value(op_str(t, args[1]));
    if (is_null(name))
        return name;
    value_store(t, &task_of(args[0])->name, name);
    return VALUE_NONE;
}

static Value get_coro(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return new_ref(or_none(task_of(args[0])->coroutine));
}

static Value set_result(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return raise(t, EXC_RuntimeError, "Task does not support set_result operation");
}

static Value set_exception(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return raise(t, EXC_RuntimeError, "Task does not support set_exception operation");
}

static Value get_stack(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value function = asyncio_find(t, ASYNCIO_GET_STACK);
    return is_null(function) ? function : op_call2(t, function, args[0], or_none(args[1]));
}

static Value print_stack(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value function = asyncio_find(t, ASYNCIO_PRINT_STACK);
    return is_null(function) ? function : op_call3(t, function, args[0], or_none(args[1]), or_none(args[2]));
}

static Value task_repr(Thread *t, Value self) {
    Value format = asyncio_find(t, ASYNCIO_TASK_REPR);
    return is_null(format) ? format : op_call1(t, format, self);
}

/* ---- attributes ---- */

static Value get_log_destroy_pending(Thread *t, Value v) {
    return bool_value(task_of(v)->future.log_destroy_pending);
}

static bool set_log_destroy_pending(Thread *t, Value v, Value to) {
    if (is_null(to))
        return member_readonly(t, v, to);
    bool on;
    if (!arg_bool(t, to, &on))
        return false;
    task_of(v)->future.log_destroy_pending = on;
    return true;
}

static Value get_must_cancel(Thread *t, Value v) {
    return bool_value(task_of(v)->future.must_cancel);
}

static Value get_coro_attribute(Thread *t, Value v) {
    return new_ref(or_none(task_of(v)->coroutine));
}

static Value get_fut_waiter(Thread *t, Value v) {
    Task *self = task_of(v);
    return self->future.state == FUTURE_PENDING ? new_ref(or_none(*task_waits_for(self))) : VALUE_NONE;
}

static const MethodDef task_methods[] = {
    {"cancel", cancel, "msg=None",
     "The coroutine gets a CancelledError at its next step. False if the task is done already.\n\nThe "
     "coroutine may catch it; who asked for it how often is counted (cancelling(), uncancel())."},
    {"cancelling", cancelling, "", "How many requests to cancel the task are open."},
    {"uncancel", uncancel, "", "One request to cancel the task was dealt with; answers how many are left."},
    {"get_name", get_name, "", "The name of the task."},
    {"set_name", set_name, "value, /", "Give the task another name."},
    {"get_coro", get_coro, "", "The coroutine that the task runs."},
    {"set_result", set_result, "result, /", "Not for tasks: their coroutine gives the result."},
    {"set_exception", set_exception, "exception, /", "Not for tasks: their coroutine raises."},
    {"get_stack", get_stack, "*, limit=None",
     "The frames in which the coroutine is suspended, or those of the traceback it ended with."},
    {"print_stack", print_stack, "*, limit=None, file=None", "Print what get_stack() answers."},
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS},
    {0}};

static const GetSetDef task_getsets[] = {
    {"_log_destroy_pending", get_log_destroy_pending, set_log_destroy_pending, NULL},
    {"_must_cancel", get_must_cancel, NULL, NULL},
    {"_coro", get_coro_attribute, NULL, NULL},
    {"_fut_waiter", get_fut_waiter, NULL, NULL},
    {0}};

const TypeDef task_type_def = {
    .name = "_asyncio.Task",
    .size = sizeof(Task),
    .flags = TYPE_GC | TYPE_BASE | TYPE_WEAKREFABLE | TYPE_HAS_ATTRS,
    .doc = "A coroutine that runs by itself, as the loop steps it; a future of its result.",
    .init_signature = "coro, *, loop=None, name=None, context=None",
    .slots = {.dealloc = task_dealloc,
              .traverse = task_traverse,
              .clear = task_clear,
              .finalize = task_finalize,
              .repr = task_repr,
              .new_instance = task_new_instance,
              .init = task_init_slot},
    .methods = task_methods,
    .getsets = task_getsets,
};

/* ---- steps and wakeups as callables, for loops of other types and for people who look ---- */

typedef struct TaskStep {
    Object ob;
    Task *task;
    Value exception; /* to throw; None: nothing */
} TaskStep;

static TaskStep *step_of(Value v) {
    return (TaskStep *)value_object(v);
}

Value task_step_method(Thread *t, Task *task, Value exception) {
    AsyncioState *state = asyncio_state(t);
    TaskStep *self = state ? object_new(t, state->task_step, 0) : NULL;
    if (!self)
        return VALUE_NULL;
    incref_object(task);
    self->task = task;
    self->exception = new_ref(or_none(exception));
    return object_value(self);
}

static Value step_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    TaskStep *self = step_of(callee);
    if (kwnames && kwnames->length)
        return raise_type_error(t, "function takes no keyword arguments");
    if (nargs)
        return raise_type_error(t, "function takes no positional arguments");
    return task_step(t, self->task, self->exception) ? VALUE_NONE : VALUE_NULL;
}

static void step_clear(Thread *t, Object *o) {
    value_clear(t, &((TaskStep *)o)->exception);
}

static void step_dealloc(Thread *t, Object *o) {
    step_clear(t, o);
    decref_object(t, ((TaskStep *)o)->task);
}

static void step_traverse(Object *o, VisitFn visit, void *arg) {
    visit(&((TaskStep *)o)->task->future.ob, arg);
    visit_value(((TaskStep *)o)->exception, visit, arg);
}

static Value step_get_self(Thread *t, Value v) {
    return new_object_ref(step_of(v)->task);
}

static const GetSetDef step_getsets[] = {{"__self__", step_get_self, NULL, NULL}, {0}};

const TypeDef task_step_type_def = {
    .name = "TaskStepMethWrapper",
    .size = sizeof(TaskStep),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = step_dealloc, .traverse = step_traverse, .clear = step_clear, .call = step_call},
    .getsets = step_getsets,
};

static Value wakeup(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return task_wakeup(t, task_of(args[0]), args[1]) ? VALUE_NONE : VALUE_NULL;
}

static const MethodDef wakeup_def = {"task_wakeup", wakeup, "future, /",
                                     "Go on, because this future is done."};

Value task_wakeup_method(Thread *t, Task *self) {
    AsyncioState *state = asyncio_state(t);
    return state ? native_new_method(t, &wakeup_def, state->task, object_value(self)) : VALUE_NULL;
}
