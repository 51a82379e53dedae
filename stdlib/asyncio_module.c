/* The module _asyncio: its state, what it finds in the Python part, and which loop and task run where. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/asyncio.h"

/* ---- the state ---- */

static void state_clear(Thread *t, Object *o) {
    AsyncioState *self = (AsyncioState *)o;
    for (int i = 0; i < ASYNCIO_NAME_COUNT; i++)
        value_clear(t, &self->found[i]);
    value_clear(t, &self->foreign_tasks);
    dict_clear(t, self->current_tasks);
}

static void state_dealloc(Thread *t, Object *o) {
    AsyncioState *self = (AsyncioState *)o;
    while (self->tasks)
        task_unlink(self, self->tasks);
    state_clear(t, o);
    decref_object(t, self->current_tasks);
    xdecref_object(t, self->spare_context);
}

static void state_traverse(Object *o, VisitFn visit, void *arg) {
    AsyncioState *self = (AsyncioState *)o;
    for (int i = 0; i < ASYNCIO_NAME_COUNT; i++)
        visit_value(self->found[i], visit, arg);
    visit_value(self->foreign_tasks, visit, arg);
    visit_object(self->current_tasks, visit, arg);
}

static const TypeDef state_type_def = {
    .name = "_asyncio._State",
    .size = sizeof(AsyncioState),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .doc = "What the module knows.",
    .slots = {.dealloc = state_dealloc, .traverse = state_traverse, .clear = state_clear},
};

static AsyncioState *state_new(Thread *t) {
    Type *type = type_new_native(t, &state_type_def);
    Dict *current_tasks = type ? dict_new(t, 0) : NULL;
    AsyncioState *self = current_tasks ? object_new(t, type, 0) : NULL;
    if (!self) {
        xdecref_object(t, current_tasks);
        return NULL;
    }
    for (int i = 0; i < ASYNCIO_NAME_COUNT; i++)
        self->found[i] = VALUE_NULL;
    self->foreign_tasks = VALUE_NULL;
    self->current_tasks = current_tasks;
    self->spare_context = NULL;
    return self;
}

AsyncioState *asyncio_state(Thread *t) {
    if (!t->interp->asyncio)
        raise(t, EXC_RuntimeError, "asyncio is gone: the interpreter ends");
    return (AsyncioState *)t->interp->asyncio;
}

static const struct {
    const char *module, *name;
} places[] = {
    [ASYNCIO_CANCELLED_ERROR] = {"asyncio.exceptions", "CancelledError"},
    [ASYNCIO_INVALID_STATE_ERROR] = {"asyncio.exceptions", "InvalidStateError"},
    [ASYNCIO_EXTRACT_STACK] = {"asyncio.format_helpers", "extract_stack"},
    [ASYNCIO_FORMAT_CALLBACK] = {"asyncio.format_helpers", "_format_callback_source"},
    [ASYNCIO_FUTURE_REPR] = {"asyncio.base_futures", "_future_repr"},
    [ASYNCIO_TASK_REPR] = {"asyncio.base_tasks", "_task_repr"},
    [ASYNCIO_ISCOROUTINE] = {"asyncio.coroutines", "iscoroutine"},
    [ASYNCIO_ISCOROUTINEFUNCTION] = {"asyncio.coroutines", "iscoroutinefunction"},
    [ASYNCIO_ENSURE_FUTURE] = {"asyncio.tasks", "ensure_future"},
    [ASYNCIO_RUN_UNTIL_COMPLETE_CB] = {"_asyncio", "_run_until_complete_cb"},
    [ASYNCIO_GET_POLICY] = {"asyncio.events", "get_event_loop_policy"},
    [ASYNCIO_GET_STACK] = {"asyncio.base_tasks", "_task_get_stack"},
    [ASYNCIO_PRINT_STACK] = {"asyncio.base_tasks", "_task_print_stack"},
    [ASYNCIO_LOGGER] = {"asyncio.base_events", "logger"},
    [ASYNCIO_FORMAT_LIST] = {"traceback", "format_list"},
    [ASYNCIO_SET_SIGNAL] = {"_signal", "signal"},
    [ASYNCIO_DEFAULT_INT_HANDLER] = {"_signal", "default_int_handler"},
};

static Value import_name(Thread *t, const char *module_name, const char *name) {
    Str *dotted = str_new(t, module_name), *attribute = dotted ? str_intern_utf8(t, name) : NULL;
    Value module = attribute ? t->interp->hooks.import(t, dotted) : VALUE_NULL;
    Value found = is_null(module) ? module : op_getattr(t, module, attribute);
    decref(t, module);
    xdecref_object(t, attribute);
    xdecref_object(t, dotted);
    return found;
}

Value asyncio_find(Thread *t, AsyncioName name) {
    AsyncioState *state = asyncio_state(t);
    bool known = state && !is_null(state->found[name]) && name != ASYNCIO_LOGGER; /* programs replace that */
    if (state && !known)
        value_store(t, &state->found[name], import_name(t, places[name].module, places[name].name));
    return state ? state->found[name] : VALUE_NULL;
}

/* ---- exceptions ---- */

Value raise_cancelled(Thread *t, Value message) {
    Value class = asyncio_find(t, ASYNCIO_CANCELLED_ERROR);
    if (is_null(class))
        return class;
    Value error = exception_new(t, class, is_none(message) ? VALUE_NULL : message);
    if (!is_null(error))
        raise_value(t, error);
    decref(t, error);
    return VALUE_NULL;
}

Value raise_invalid_state(Thread *t, const char *message) {
    Value class = asyncio_find(t, ASYNCIO_INVALID_STATE_ERROR);
    Str *text = is_null(class) ? NULL : str_new(t, message);
    Value error = text ? exception_new(t, class, object_value(text)) : VALUE_NULL;
    if (!is_null(error))
        raise_value(t, error);
    decref(t, error);
    xdecref_object(t, text);
    return VALUE_NULL;
}

bool cancelled_pending(Thread *t) {
    Value pending = error_fetch(t);
    Value class = asyncio_find(t, ASYNCIO_CANCELLED_ERROR);
    error_clear(t); /* without the class nothing can be an instance of it */
    bool matches = !is_null(class) && error_value_matches(t, pending, class) == 1;
    error_restore(t, pending);
    return matches;
}

bool exit_pending(Thread *t) {
    return error_matches(t, EXC_SystemExit) || error_matches(t, EXC_KeyboardInterrupt);
}

Value asyncio_source_traceback(Thread *t) {
    Value extract = asyncio_find(t, ASYNCIO_EXTRACT_STACK);
    Value frame = is_null(extract) ? extract : t->interp->hooks.current_frame(t);
    Value stack = is_null(frame) ? frame : op_call1(t, extract, frame);
    decref(t, frame);
    return stack;
}

Context *asyncio_enter(Thread *t, Value v) {
    if (!is_context(v)) {
        raise_no_attribute(t, v, NAME(run));
        return NULL;
    }
    Context *context = (Context *)value_object(v);
    if (!context_enter(t, context))
        return NULL;
    incref_object(context);
    return context;
}

void asyncio_exit(Thread *t, Context *context) {
    context_exit(t, context);
    decref_object(t, context);
}

bool asyncio_unfold(Thread *t, Value *place) {
    AsyncioState *state = asyncio_state(t);
    Context *context = state ? state->spare_context : NULL;
    if (context)
        state->spare_context = NULL;
    else if (!state || !(context = context_new_bare(t)))
        return false;
    context->ob.flags &= ~OBJECT_UNTRACKED;
    context->vars = (Dict *)value_object(*place);
    *place = object_value(context);
    return true;
}

bool asyncio_fold(Thread *t, Value *place) {
    Context *context = (Context *)value_object(*place);
    if (object_refcount(context) > 1 || context->ob.flags & OBJECT_WEAKREFED)
        return false;
    *place = object_value(context->vars);
    context->vars = NULL;
    context->ob.flags |= OBJECT_UNTRACKED; /* nobody is to find it */
    AsyncioState *state = (AsyncioState *)t->interp->asyncio;
    if (state->spare_context)
        decref_object(t, context);
    else
        state->spare_context = context;
    return true;
}

/* ---- running loops ---- */

Value running_loop(Thread *t) {
    return t->running_loop_forks == t->interp->forks ? t->running_loop : VALUE_NULL;
}

void set_running_loop(Thread *t, Value loop) {
    t->running_loop_forks = t->interp->forks;
    value_store(t, &t->running_loop, is_none(loop) ? VALUE_NULL : new_ref(loop));
}

Value current_loop(Thread *t) {
    Value loop = running_loop(t);
    if (!is_null(loop))
        return new_ref(loop);
    Value get_policy = asyncio_find(t, ASYNCIO_GET_POLICY);
    Value policy = is_null(get_policy) ? get_policy : op_call0(t, get_policy);
    loop = is_null(policy) ? policy : op_call_method0(t, policy, NAME(get_event_loop));
    decref(t, policy);
    return loop;
}

static Value get_running_loop_or_none(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return new_ref(or_none(running_loop(t)));
}

static Value set_running_loop_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    set_running_loop(t, args[0]);
    return VALUE_NONE;
}

static Value get_running_loop(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value loop = running_loop(t);
    return is_null(loop) ? raise(t, EXC_RuntimeError, "no running event loop") : new_ref(loop);
}

static Value get_event_loop(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return current_loop(t);
}

/* ---- the current task ---- */

/* Loops of this module know their task themselves, even when a subclass brings its own call_soon(). */
static Value *task_place(Value loop) {
    return is_native(loop, &loop_type_def) ? &loop_object(loop)->current_task : NULL;
}

/* Borrowed; VALUE_NULL: none, or an exception. */
static Value find_current(Thread *t, Value loop) {
    Value *place = task_place(loop);
    if (place)
        return *place;
    AsyncioState *state = asyncio_state(t);
    return state ? dict_get(t, state->current_tasks, loop) : VALUE_NULL;
}

/* task VALUE_NULL: none from now on. */
static bool set_current(Thread *t, Value loop, Value task) {
    Value *place = task_place(loop);
    if (place) {
        value_store(t, place, new_ref(task));
        return true;
    }
    AsyncioState *state = asyncio_state(t);
    if (!state)
        return false;
    if (is_null(task))
        return dict_delete(t, state->current_tasks, loop) >= 0;
    return dict_set(t, state->current_tasks, loop, task);
}

bool task_enter(Thread *t, Value loop, Value task) {
    Value current = find_current(t, loop);
    if (is_null(current))
        return !error_pending(t) && set_current(t, loop, task);
    raise(t, EXC_RuntimeError, "Cannot enter into task %R while another task %R is being executed.", task,
          current);
    return false;
}

bool task_leave(Thread *t, Value loop, Value task) {
    Value current = find_current(t, loop);
    if (value_is(current, task))
        return set_current(t, loop, VALUE_NULL);
    if (!error_pending(t))
        raise(t, EXC_RuntimeError, "Leaving task %R does not match the current task %R.", task,
              or_none(current));
    return false;
}

static Value enter_task(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return task_enter(t, args[0], args[1]) ? VALUE_NONE : VALUE_NULL;
}

static Value leave_task(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return task_leave(t, args[0], args[1]) ? VALUE_NONE : VALUE_NULL;
}

/* None or a missing argument: the running loop; borrowed. */
static Value loop_argument(Thread *t, Value v) {
    if (!is_null(v) && !is_none(v))
        return v;
    Value loop = running_loop(t);
    return is_null(loop) ? raise(t, EXC_RuntimeError, "no running event loop") : loop;
}

static Value current_task(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value loop = loop_argument(t, args[0]);
    Value task = is_null(loop) ? loop : find_current(t, loop);
    return error_pending(t) ? VALUE_NULL : new_ref(or_none(task));
}

/* ---- all tasks ---- */

void task_link(AsyncioState *state, Task *self) {
    if (self->future.listed)
        return;
    self->future.listed = true;
    self->previous = NULL;
    self->next = state->tasks;
    if (self->next)
        self->next->previous = self;
    state->tasks = self;
}

void task_unlink(AsyncioState *state, Task *self) {
    if (!self->future.listed)
        return;
    self->future.listed = false;
    if (self->previous)
        self->previous->next = self->next;
    else if (state)
        state->tasks = self->next;
    if (self->next)
        self->next->previous = self->previous;
}

/* The set of tasks of other types, which are held weakly; borrowed. */
static Value foreign_tasks(Thread *t, AsyncioState *state) {
    if (is_null(state->foreign_tasks)) {
        Value class = import_name(t, "weakref", "WeakSet");
        Value set = is_null(class) ? class : op_call0(t, class);
        decref(t, class);
        state->foreign_tasks = set;
    }
    return state->foreign_tasks;
}

/* method: "add" or "discard". */
static Value register_foreign(Thread *t, AsyncioState *state, Value task, const char *method) {
    Value set = foreign_tasks(t, state);
    Str *name = is_null(set) ? NULL : str_intern_utf8(t, method);
    Value result = name ? op_call_method1(t, set, name, task) : VALUE_NULL;
    xdecref_object(t, name);
    return result;
}

static Value register_task(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    AsyncioState *state = asyncio_state(t);
    if (!state)
        return VALUE_NULL;
    if (!is_task(args[0]))
        return register_foreign(t, state, args[0], "add");
    task_link(state, task_of(args[0]));
    return VALUE_NONE;
}

static Value unregister_task(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    AsyncioState *state = asyncio_state(t);
    if (!state)
        return VALUE_NULL;
    if (!is_task(args[0]))
        return register_foreign(t, state, args[0], "discard");
    task_unlink(state, task_of(args[0]));
    return VALUE_NONE;
}

/* The loop of a future of any kind; new. */
static Value loop_of_future(Thread *t, Value future) {
    Value loop = op_getattr_optional(t, future, NAME(get_loop));
    if (is_null(loop))
        return error_pending(t) ? VALUE_NULL : op_getattr(t, future, NAME(_loop));
    Value result = op_call0(t, loop);
    decref(t, loop);
    return result;
}

typedef struct TaskFilter {
    Value loop;
    List *found;
} TaskFilter;

static bool add_if_foreign_task_runs(Thread *t, Value task, void *arg) {
    TaskFilter *filter = arg;
    Value loop = loop_of_future(t, task);
    Value done = is_null(loop) ? loop : op_call_method0(t, task, NAME(done));
    int is_done = is_null(done) ? -1 : op_is_true(t, done);
    bool ok = is_done >= 0;
    if (is_done == 0 && value_is(loop, filter->loop))
        ok = list_append(t, filter->found, task);
    decref(t, done);
    decref(t, loop);
    decref(t, task);
    return ok;
}

/* A Task that is being ended has count 0 and is not to be seen any more. */
static bool collect_tasks(Thread *t, AsyncioState *state, TaskFilter *filter) {
    for (Task *task = state->tasks; task; task = task->next) {
        if (!value_is(task->future.loop, filter->loop) || object_refcount(task) == 0)
            continue;
        if (!list_append(t, filter->found, object_value(task)))
            return false;
    }
    return is_null(state->foreign_tasks) ||
           op_each(t, state->foreign_tasks, add_if_foreign_task_runs, filter);
}

static Value all_tasks(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    AsyncioState *state = asyncio_state(t);
    TaskFilter filter = {.loop = state ? loop_argument(t, args[0]) : VALUE_NULL};
    filter.found = is_null(filter.loop) ? NULL : list_new(t, 0);
    Value set = VALUE_NULL;
    if (filter.found && collect_tasks(t, state, &filter))
        set = op_call1(t, object_value(builtin_type(t, TYPE_SET)), object_value(filter.found));
    xdecref_object(t, filter.found);
    return set;
}

/* ---- the module ---- */

static const MethodDef functions[] = {
    {"_get_running_loop", get_running_loop_or_none, "", "The event loop that runs in this thread, or None."},
    {"_set_running_loop", set_running_loop_function, "loop, /",
     "From now on this loop runs in this thread (None: none)."},
    {"get_running_loop", get_running_loop, "",
     "The event loop that runs in this thread; RuntimeError if there is none."},
    {"get_event_loop", get_event_loop, "", "The running event loop, or else the one of the policy."},
    {"current_task", current_task, "loop=None", "The task that the loop runs just now, or None."},
    {"all_tasks", all_tasks, "loop=None", "The set of the tasks of the loop that are not done."},
    {"_register_task", register_task, "task", "all_tasks() shall know the task."},
    {"_unregister_task", unregister_task, "task", "all_tasks() shall not know the task any more."},
    {"_enter_task", enter_task, "loop, task", "The loop runs the task from now on."},
    {"_leave_task", leave_task, "loop, task", "The loop does not run the task any more."},
    {"_run_until_complete_cb", loop_stop_when_done, "fut",
     "The callback of the future that run_until_complete() waits for."},
    {"_set_result_unless_cancelled", sleep_set_result, "future, result, /",
     "Set the result of a future, if it was not cancelled meanwhile."},
    {"_sleep", sleep_function, "delay, /",
     "An awaitable that waits for so many seconds; without any it lets all others run once."},
    {0}};

static Type *add_type(Thread *t, Value module, const TypeDef *def, Type *base) {
    Type *type = base ? type_new_native_derived(t, def, base) : type_new_native(t, def);
    return type && module_add(t, module, type_short_name(type), new_object_ref(type)) ? type : NULL;
}

static bool add_types(Thread *t, Value module, AsyncioState *state) {
    bool ok = (state->future = add_type(t, module, &future_type_def, NULL)) &&
              (state->task = add_type(t, module, &task_type_def, state->future)) &&
              (state->handle = add_type(t, module, &handle_type_def, NULL)) &&
              (state->timer_handle = add_type(t, module, &timer_handle_type_def, state->handle)) &&
              (state->future_iter = type_new_native(t, &future_iter_type_def)) &&
              (state->task_step = type_new_native(t, &task_step_type_def)) &&
              (state->sleep = type_new_native(t, &sleep_type_def)) &&
              add_type(t, module, &loop_type_def, NULL);
    if (ok) /* hardly any future has attributes of its own: no room for them in each */
        state->future->inline_slots = state->task->inline_slots = 1;
    return ok;
}

/* Contexts need their module; what it gives is in the type list then. */
static bool import_contextvars(Thread *t) {
    Value type = import_name(t, "_contextvars", "Context");
    decref(t, type);
    return !is_null(type);
}

static bool asyncio_exec(Thread *t, Value module) {
    AsyncioState *state = import_contextvars(t) ? state_new(t) : NULL;
    if (!state || !add_types(t, module, state)) {
        xdecref_object(t, state);
        return false;
    }
    Object *before = t->interp->asyncio;
    t->interp->asyncio = &state->ob;
    xdecref_object(t, before);
    return true;
}

const ModuleDef _asyncio_module_def = {
    .name = "_asyncio",
    .doc = "The parts of asyncio that are written in C.",
    .functions = functions,
    .exec = asyncio_exec,
};
