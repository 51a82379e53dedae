/* The event loop as an object: its queue, its tasks, its settings. What it is asked to call is in
 * asyncio_calls.c, how it runs in asyncio_run.c. */
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/stress.h"
#include "runtime/type.h"
#include "stdlib/asyncio.h"
#include <unistd.h>

enum { ROOM_KEPT = 4096 }; /* of a queue that once was longer */

/* ---- the ready queue ---- */

static Ready *ready_at(Loop *self, uint64_t i) {
    return &self->ring[(self->first + i) & (self->room - 1)];
}

/* false: no memory, and nothing has changed. */
static bool resize(Loop *self, uint64_t room) {
    Ready *ring = mem_alloc(room * sizeof *ring);
    if (!ring)
        return false;
    for (uint64_t i = 0; i < self->count; i++)
        ring[i] = *ready_at(self, i);
    mem_free(self->ring);
    self->ring = ring;
    self->first = 0;
    self->room = room;
    return true;
}

bool loop_grow(Thread *t, Loop *self) {
    if (!resize(self, self->room ? 2 * self->room : DEQUE_FIRST_ROOM))
        raise_no_memory(t);
    return self->count < self->room;
}

void loop_shrink(Loop *self) {
    if (self->room > ROOM_KEPT && self->count < ROOM_KEPT / 2)
        resize(self, ROOM_KEPT);
}

static void drop_queue(Thread *t, Loop *self) {
    while (self->count)
        ready_drop(t, loop_take(self));
    mem_free(self->ring);
    self->ring = NULL;
    self->first = self->room = 0;
}

static void drop_timers(Thread *t, Loop *self) {
    while (self->timer_count)
        timers_remove(t, self, self->timers[self->timer_count - 1].timer);
    mem_free(self->timers);
    self->timers = NULL;
    self->timer_room = 0;
}

/* ---- which loops have it ---- */

static bool is_replaced(Thread *t, Type *type, Str *name, NativeFn fn) {
    Value found = type_lookup(t, type, name);
    return !(is_exact(found, TYPE_METHOD_DESCRIPTOR) &&
             ((MethodDescriptor *)value_object(found))->def->fn == fn);
}

void loop_look_up_methods(Thread *t, Loop *self) {
    Type *type = self->ob.type;
    self->own_call_soon = is_replaced(t, type, NAME(call_soon), loop_call_soon_method);
    self->own_time = is_replaced(t, type, NAME(time), loop_time_method);
    self->own_timers = self->own_time || is_replaced(t, type, NAME(call_later), loop_call_later_method) ||
                       is_replaced(t, type, NAME(call_at), loop_call_at_method);
    self->own_run_once = is_replaced(t, type, NAME(_run_once), loop_run_once);
    self->type_version = type_version(t, type);
}

/* An attribute of the object that hides a method is noticed here. */
static bool loop_setattr(Thread *t, Value v, Str *name, Value to) {
    if (name == NAME(call_soon) || name == NAME(time) || name == NAME(call_later) || name == NAME(call_at))
        loop_object(v)->overridden = true;
    return object_generic_setattr(t, v, name, to);
}

/* ---- life ---- */

static Value loop_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Loop *self = object_new(t, type, 0);
    if (!self)
        return VALUE_NULL;
    self->current_task = self->current_handle = self->task_factory = self->exception_handler = VALUE_NULL;
    self->slow_callback_duration = float_value(t, 0.1);
    self->wake_fd = -1;
    self->origin_depth = -1;
    self->forks = t->interp->forks;
    return object_value(self);
}

static bool loop_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    return true;
}

static void loop_clear(Thread *t, Object *o) {
    Loop *self = (Loop *)o;
    if (self->running)
        return;
    drop_queue(t, self);
    drop_timers(t, self);
    loop_io_close(t, self);
    Dict *signals = self->signals;
    self->signals = NULL;
    xdecref_object(t, signals);
    value_clear(t, &self->current_task);
    value_clear(t, &self->current_handle);
    value_clear(t, &self->task_factory);
    value_clear(t, &self->exception_handler);
    value_clear(t, &self->slow_callback_duration);
}

static void loop_traverse(Object *o, VisitFn visit, void *arg) {
    Loop *self = (Loop *)o;
    for (uint64_t i = 0; i < self->count; i++) {
        visit_value(ready_at(self, i)->callee, visit, arg);
        visit_value(ready_at(self, i)->argument, visit, arg);
        visit_value(ready_at(self, i)->context, visit, arg);
    }
    for (int64_t i = 0; i < self->timer_count; i++)
        visit_object(self->timers[i].timer, visit, arg);
    loop_io_traverse(self->io, visit, arg);
    visit_object(self->signals, visit, arg);
    visit_value(self->current_task, visit, arg);
    visit_value(self->current_handle, visit, arg);
    visit_value(self->task_factory, visit, arg);
    visit_value(self->exception_handler, visit, arg);
    visit_value(self->slow_callback_duration, visit, arg);
}

/* ---- checks ---- */

bool loop_check_closed(Thread *t, Loop *self) {
    if (self->closed)
        raise(t, EXC_RuntimeError, "Event loop is closed");
    return !self->closed;
}

int loop_debug(Thread *t, Value loop) {
    if (is_native(loop, &loop_type_def))
        return loop_object(loop)->debug;
    Value debug = op_call_method0(t, loop, NAME(get_debug));
    int on = is_null(debug) ? -1 : op_is_true(t, debug);
    decref(t, debug);
    return on;
}

/* ---- futures and tasks ---- */

Value loop_create_future(Thread *t, Loop *loop) {
    AsyncioState *state = asyncio_state(t);
    Value future = state ? state->future->slots.new_instance(t, state->future, NULL, 0, NULL) : VALUE_NULL;
    if (is_null(future) || future_init(t, future_of(future), object_value(loop)))
        return future;
    decref(t, future);
    return VALUE_NULL;
}

static Value create_future(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return loop_create_future(t, loop_object(args[0]));
}

static Value make_task(Thread *t, Value loop, Value coroutine, Value name, Value context) {
    AsyncioState *state = asyncio_state(t);
    Value task = state ? state->task->slots.new_instance(t, state->task, NULL, 0, NULL) : VALUE_NULL;
    if (is_null(task) || task_init(t, task_of(task), coroutine, loop, name, context))
        return task;
    decref(t, task);
    return VALUE_NULL;
}

/* As the factory's own set_name() takes it: a name that is None is not told. */
static bool name_task(Thread *t, Value task, Value name) {
    if (is_null(name) || is_none(name))
        return true;
    Value set_name = op_getattr_optional(t, task, NAME(set_name));
    if (is_null(set_name))
        return !error_pending(t);
    Value result = op_call1(t, set_name, name);
    bool ok = !is_null(result);
    decref(t, result);
    decref(t, set_name);
    return ok;
}

static Value ask_factory(Thread *t, Loop *self, Value *args) {
    bool has_context = !is_null(args[3]) && !is_none(args[3]);
    Tuple *names = has_context ? tuple_pack(t, 1, object_value(NAME(context))) : NULL;
    if (has_context && !names)
        return VALUE_NULL;
    Value given[] = {args[0], args[1], args[3]};
    Value factory = new_ref(self->task_factory);
    Value task = op_call(t, factory, given, 2, names);
    decref(t, factory);
    xdecref_object(t, names);
    if (is_null(task) || name_task(t, task, args[2]))
        return task;
    decref(t, task);
    return VALUE_NULL;
}

static Value create_task(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Loop *self = loop_object(args[0]);
    if (!loop_check_closed(t, self))
        return VALUE_NULL;
    if (!is_null(self->task_factory))
        return ask_factory(t, self, args);
    return make_task(t, args[0], args[1], args[2], args[3]);
}

static Value set_task_factory(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_none(args[1]) && !op_callable(t, args[1]))
        return raise_type_error(t, "task factory must be a callable or None");
    value_store(t, &loop_object(args[0])->task_factory, is_none(args[1]) ? VALUE_NULL : new_ref(args[1]));
    return VALUE_NONE;
}

static Value get_task_factory(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return new_ref(or_none(loop_object(args[0])->task_factory));
}

/* ---- the state of the loop ---- */

static Value stop(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    loop_object(args[0])->stopping = true;
    return VALUE_NONE;
}

static Value is_running(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(loop_object(args[0])->running);
}

static Value is_closed(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(loop_object(args[0])->closed);
}

static Value close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Loop *self = loop_object(args[0]);
    if (self->running)
        return raise(t, EXC_RuntimeError, "Cannot close a running event loop");
    if (self->closed)
        return VALUE_NONE;
    if (self->signals && !loop_remove_signals(t, self))
        return VALUE_NULL;
    self->closed = true;
    drop_queue(t, self);
    drop_timers(t, self);
    loop_io_close(t, self);
    return VALUE_NONE;
}

static Value get_debug(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(loop_object(args[0])->debug);
}

static Value set_debug(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Loop *self = loop_object(args[0]);
    if (!arg_bool(t, args[1], &self->debug))
        return VALUE_NULL;
    if (self->running && self->thread == t->ident)
        loop_track_origins(t, self, self->debug);
    return VALUE_NONE;
}

static Value check_closed_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return loop_check_closed(t, loop_object(args[0])) ? VALUE_NONE : VALUE_NULL;
}

static Value check_thread_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return loop_check_thread(t, loop_object(args[0])) ? VALUE_NONE : VALUE_NULL;
}

static Value check_running_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return loop_check_running(t, loop_object(args[0])) ? VALUE_NONE : VALUE_NULL;
}

static Value check_callback_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *method = is_str(args[2]) ? str_utf8(t, value_str(args[2]), NULL) : NULL;
    if (!method)
        return error_pending(t) ? VALUE_NULL : raise_type_error(t, "the method's name must be a str");
    return loop_check_callback(t, args[1], method) ? VALUE_NONE : VALUE_NULL;
}

static Value write_to_self(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    loop_wake(loop_object(args[0]));
    return VALUE_NONE;
}

/* Subclasses keep track of asynchronous generators. */
static Value ignore_generator(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return VALUE_NONE;
}

static Value loop_repr(Thread *t, Value v) {
    Loop *self = loop_object(v);
    return result_value(str_format(t, "<%s running=%R closed=%R debug=%R>", type_short_name(self->ob.type),
                                   bool_value(self->running), bool_value(self->closed),
                                   bool_value(self->debug)));
}

/* The queue and the timers, as tuples of handles, for people who look. */
static Value as_tuple(Thread *t, List *list) {
    Tuple *tuple = list ? list_to_tuple(t, list) : NULL;
    xdecref_object(t, list);
    return result_value(tuple);
}

static Value get_ready(Thread *t, Value v) {
    Loop *self = loop_object(v);
    List *list = list_new(t, (int64_t)self->count);
    for (uint64_t i = 0; list && i < self->count; i++) {
        Ready entry = *ready_at(self, i);
        Handle *handle = ready_handle(t, self, &entry);
        if (!handle || !list_append_owned(t, list, object_value(handle))) {
            decref_object(t, list);
            return VALUE_NULL;
        }
    }
    return as_tuple(t, list);
}

static Value get_scheduled(Thread *t, Value v) {
    Loop *self = loop_object(v);
    List *list = list_new(t, self->timer_count);
    for (int64_t i = 0; list && i < self->timer_count; i++) {
        Timed *timer = self->timers[i].timer;
        bool sleep = timer->ob.type->def == &sleep_type_def;
        Value handle =
            sleep ? result_value(sleep_handle(t, self, object_value(timer))) : new_object_ref(timer);
        if (is_null(handle) || !list_append_owned(t, list, handle)) {
            decref_object(t, list);
            return VALUE_NULL;
        }
    }
    return as_tuple(t, list);
}

static Value get_duration(Thread *t, Value v) {
    return new_ref(loop_object(v)->slow_callback_duration);
}

static bool set_duration(Thread *t, Value v, Value to) {
    if (is_null(to))
        return member_readonly(t, v, to);
    value_store(t, &loop_object(v)->slow_callback_duration, new_ref(to));
    return true;
}

static const MethodDef loop_methods[] = {
    {"call_soon", loop_call_soon_method, NULL,
     "call_soon(callback, *args, context=None)\n\nCall it at the next turn; answers a Handle to cancel "
     "that."},
    {"call_soon_threadsafe", loop_call_soon_threadsafe_method, NULL,
     "call_soon_threadsafe(callback, *args, context=None)\n\nAs call_soon(), from any thread."},
    {"call_later", loop_call_later_method, NULL,
     "call_later(delay, callback, *args, context=None)\n\nCall it after so many seconds; answers a "
     "TimerHandle to cancel that."},
    {"call_at", loop_call_at_method, NULL,
     "call_at(when, callback, *args, context=None)\n\nCall it when time() is so late."},
    {"time", loop_time_method, "", "Seconds of a clock that only goes forward."},
    {"create_future", create_future, "", "A new Future of this loop."},
    {"create_task", create_task, "coro, *, name=None, context=None",
     "Run the coroutine as a Task of this loop."},
    {"set_task_factory", set_task_factory, "factory",
     "create_task() is to call factory(loop, coro) from now on; None: to make a Task."},
    {"get_task_factory", get_task_factory, "", "What create_task() calls, or None."},
    {"run_forever", loop_run_forever, "", "Run until stop() is called."},
    {"run_until_complete", loop_run_until_complete, "future",
     "Run until the future (or coroutine) is done; answers its result."},
    {"_run_once", loop_run_once, "", "One turn: wait for something to do, and do it."},
    {"stop", stop, "", "Leave run_forever() at the end of this turn."},
    {"is_running", is_running, "", "Does it run?"},
    {"is_closed", is_closed, "", "Was it closed?"},
    {"close", close_method, "", "Forget all calls, and close what the loop has opened."},
    {"get_debug", get_debug, "", "Is it in debug mode?"},
    {"set_debug", set_debug, "enabled", "Switch debug mode on or off."},
    {"call_exception_handler", loop_call_exception_handler, "context",
     "Tell the exception handler what happened; context is a dict with at least a message."},
    {"default_exception_handler", loop_default_exception_handler, "context",
     "What is done without another handler: the context goes to the log."},
    {"set_exception_handler", loop_set_exception_handler, "handler",
     "handler(loop, context) is to be called from now on; None: the default one."},
    {"get_exception_handler", loop_get_exception_handler, "", "The handler that was set, or None."},
    {"add_reader", loop_add_reader, NULL,
     "add_reader(fd, callback, *args)\n\nCall it whenever there is something to read."},
    {"add_writer", loop_add_writer, NULL,
     "add_writer(fd, callback, *args)\n\nCall it whenever there is room to write."},
    {"remove_reader", loop_remove_reader, "fd", "Do not look for something to read any more; was that done?"},
    {"remove_writer", loop_remove_writer, "fd", "Do not look for room to write any more; was that done?"},
    {"_add_reader", loop_add_reader_handle, NULL, "As add_reader(), but the Handle is answered."},
    {"_add_writer", loop_add_writer_handle, NULL, "As add_writer(), but the Handle is answered."},
    {"_remove_reader", loop_remove_reader, "fd", NULL},
    {"_remove_writer", loop_remove_writer, "fd", NULL},
    {"add_signal_handler", loop_add_signal_handler, NULL,
     "add_signal_handler(sig, callback, *args)\n\nCall it, by the loop, when the signal comes."},
    {"remove_signal_handler", loop_remove_signal_handler, "sig",
     "The signal does what it does by default; was it handled?"},
    {"_watch_process", loop_watch_process, NULL,
     "_watch_process(pid, callback, *args)\n\nCall callback(pid, returncode, *args) when the child has "
     "ended."},
    {"_look_up_addresses", loop_look_up_addresses, "host, port, family, type, proto, flags",
     "A future whose result will be what socket.getaddrinfo() answers, in numbers; None: libuv cannot do that."},
    {"_look_up_names", loop_look_up_names, "sockaddr, flags",
     "A future whose result will be what socket.getnameinfo() answers; None: libuv cannot do that."},
    {"_cancel_lookup", loop_cancel_lookup, "future, /", "If it has not begun yet, forget what the future is for."},
    {"_check_closed", check_closed_method, "", NULL},
    {"_check_thread", check_thread_method, "", NULL},
    {"_check_running", check_running_method, "", NULL},
    {"_check_callback", check_callback_method, "callback, method", NULL},
    {"_write_to_self", write_to_self, "", "Wake the thread that waits in the loop."},
    {"_timer_handle_cancelled", loop_timer_handle_cancelled, "handle", NULL},
    {"_asyncgen_firstiter_hook", ignore_generator, "agen", NULL},
    {"_asyncgen_finalizer_hook", ignore_generator, "agen", NULL},
    {0}};

static const GetSetDef loop_getsets[] = {
    {"_ready", get_ready, member_readonly, "What is to be called at the next turn, as a tuple of Handles."},
    {"_scheduled", get_scheduled, member_readonly, "What is to be called later, in no order."},
    {"slow_callback_duration", get_duration, set_duration,
     "In debug mode, calls that take as many seconds are told."},
    {0}};

const TypeDef loop_type_def = {
    .name = "_asyncio.Loop",
    .size = sizeof(Loop),
    .flags = TYPE_GC | TYPE_BASE | TYPE_WEAKREFABLE | TYPE_HAS_ATTRS,
    .doc = "An event loop on libuv; the classes of asyncio add what is written in Python.",
    .init_signature = "",
    .slots = {.dealloc = loop_clear,
              .traverse = loop_traverse,
              .clear = loop_clear,
              .repr = loop_repr,
              .setattr = loop_setattr,
              .new_instance = loop_new_instance,
              .init = loop_init},
    .methods = loop_methods,
    .getsets = loop_getsets,
};
