/* What sleep() awaits: a turn of the loop, or a future with a time. In a loop of this module the object is in
 * the heap of timers itself, and needs no handle, no context and no bound method. */
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/float.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/type.h"
#include "stdlib/asyncio.h"

typedef enum SleepState {
    SLEEP_NEW,
    SLEEP_TURN,      /* no time: it has yielded, and that is all */
    SLEEP_TIME,      /* waits for the future */
    SLEEP_ELSEWHERE, /* the same in a loop of another type: delay is the handle */
    SLEEP_DONE
} SleepState;

typedef struct Sleep {
    Timed timed; /* state is a SleepState */
    Value delay;
    Value future;
} Sleep;

static Sleep *sleep_of(Value v) {
    return (Sleep *)value_object(v);
}

Value sleep_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    AsyncioState *state = asyncio_state(t);
    Sleep *self = state ? object_new(t, state->sleep, 0) : NULL;
    if (!self)
        return VALUE_NULL;
    self->timed.index = -1;
    self->delay = new_ref(args[0]);
    self->future = VALUE_NULL;
    return object_value(self);
}

/* ---- the beginning ---- */

static Value set_result_of_other(Thread *t, Value future, Value result) {
    Value cancelled = op_call_method0(t, future, NAME(cancelled));
    int is = is_null(cancelled) ? -1 : op_is_true(t, cancelled);
    decref(t, cancelled);
    return is ? (is < 0 ? VALUE_NULL : VALUE_NONE) : op_call_method1(t, future, NAME(set_result), result);
}

Value sleep_set_result(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_exact_future(args[0]))
        return set_result_of_other(t, args[0], args[1]);
    Future *future = future_of(args[0]);
    if (future->state == FUTURE_CANCELLED)
        return VALUE_NONE;
    return future_set_result(t, future, args[1]) ? VALUE_NONE : VALUE_NULL;
}

static const MethodDef set_result_def = {"_set_result_unless_cancelled", sleep_set_result,
                                         "future, result, /", NULL};

/* With a loop or future of another type: a handle, and whatever the future is awaited by. */
static bool start_elsewhere(Thread *t, Sleep *self, Value loop) {
    Value iterator = op_await(t, self->future);
    Value call_later = is_null(iterator) ? iterator : op_getattr(t, loop, NAME(call_later));
    Value set_result = is_null(call_later) ? call_later : native_new(t, &set_result_def, NULL);
    Value args[] = {self->delay, set_result, self->future, VALUE_NONE};
    Value handle = is_null(set_result) ? set_result : op_call(t, call_later, args, 4, NULL);
    decref(t, set_result);
    decref(t, call_later);
    if (is_null(handle)) {
        decref(t, iterator);
        return false;
    }
    self->timed.state = SLEEP_ELSEWHERE;
    value_store(t, &self->delay, handle);
    value_store(t, &self->future, iterator);
    return true;
}

static bool start(Thread *t, Sleep *self) {
    double now, delay;
    Value loop = running_loop(t);
    if (is_null(loop))
        return raise(t, EXC_RuntimeError, "no running event loop"), false;
    Value future = op_call_method0(t, loop, NAME(create_future));
    if (is_null(future))
        return false;
    value_store(t, &self->future, future);
    bool own = is_future(future) && value_is(future_of(future)->loop, loop) && future_of(future)->native_loop;
    if (!own || !loop_is_plain(t, loop_object(loop)) || loop_object(loop)->own_timers)
        return start_elsewhere(t, self, loop);
    return arg_double(t, self->delay, &delay) && loop_now(t, loop, &now) &&
           timers_add(t, loop_object(loop), &self->timed, now + delay);
}

/* ---- the end ---- */

static void stop(Thread *t, Sleep *self) {
    if (self->timed.state == SLEEP_TIME && self->timed.index >= 0) /* then the future is one of ours */
        timers_remove(t, loop_object(future_of(self->future)->loop), &self->timed);
    else if (self->timed.state == SLEEP_ELSEWHERE) {
        Value pending = error_fetch(t);
        Value result = op_call_method0(t, self->delay, NAME(cancel));
        if (is_null(result))
            error_unraisable(t, NULL, self->delay);
        decref(t, result);
        error_restore(t, pending);
    }
    self->timed.state = SLEEP_DONE;
}

bool sleep_end(Thread *t, Value v) {
    Sleep *self = sleep_of(v);
    if (!is_future(self->future) || future_of(self->future)->state != FUTURE_PENDING)
        return true;
    return future_set_result(t, future_of(self->future), VALUE_NONE);
}

Handle *sleep_handle(Thread *t, Loop *loop, Value v) {
    Value callback = native_new(t, &set_result_def, NULL);
    Value args[] = {or_none(sleep_of(v)->future), VALUE_NONE};
    Handle *handle =
        is_null(callback) ? NULL : handle_new(t, object_value(loop), callback, args, 2, VALUE_NULL);
    decref(t, callback);
    return handle;
}

/* ---- stepping ---- */

/* The first step: 1 it has time to wait, 0 it has not, -1 exception. */
static int has_time(Thread *t, Sleep *self) {
    int over = op_compare_bool(t, self->delay, small_int_value(0), COMPARE_LE);
    return over < 0 ? over : !over;
}

static Value step_future(Thread *t, Sleep *self, Value *finished) {
    Value future = new_ref(self->future);
    Value yielded = op_send(t, future, VALUE_NONE, finished);
    if (is_null(yielded))
        stop(t, self);
    decref(t, future);
    return yielded;
}

static Value sleep_send(Thread *t, Value v, Value sent, Value *finished) {
    Sleep *self = sleep_of(v);
    switch ((SleepState)self->timed.state) {
    case SLEEP_NEW: {
        int time = has_time(t, self);
        self->timed.state = time == 0 ? SLEEP_TURN : SLEEP_TIME;
        if (time <= 0)
            return time < 0 ? VALUE_NULL : VALUE_NONE;
        return start(t, self) ? step_future(t, self, finished) : VALUE_NULL;
    }
    case SLEEP_TIME:
    case SLEEP_ELSEWHERE:
        return step_future(t, self, finished);
    case SLEEP_TURN:
    case SLEEP_DONE:
        break;
    }
    self->timed.state = SLEEP_DONE;
    *finished = VALUE_NONE;
    return VALUE_NULL;
}

static Value sleep_await(Thread *t, Value v) {
    return new_ref(v);
}

static Value sleep_next(Thread *t, Value v) {
    Value finished = VALUE_NULL;
    Value yielded = sleep_send(t, v, VALUE_NONE, &finished);
    decref(t, finished);
    return yielded;
}

static Value throw_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    stop(t, sleep_of(args[0]));
    if (!is_exception(args[1]))
        return raise_value(t, args[1]);
    error_restore(t, new_ref(args[1]));
    return VALUE_NULL;
}

static Value close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    stop(t, sleep_of(args[0]));
    return VALUE_NONE;
}

static void sleep_clear(Thread *t, Object *o) {
    value_clear(t, &((Sleep *)o)->delay);
    value_clear(t, &((Sleep *)o)->future);
}

static void sleep_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((Sleep *)o)->delay, visit, arg);
    visit_value(((Sleep *)o)->future, visit, arg);
}

static const MethodDef methods[] = {
    {"throw", throw_method, "exception, /", NULL}, {"close", close_method, "", NULL}, {0}};

const TypeDef sleep_type_def = {
    .name = "_asyncio._Sleep",
    .size = sizeof(Sleep),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .doc = "What sleep() waits for.",
    .slots = {.dealloc = sleep_clear,
              .traverse = sleep_traverse,
              .clear = sleep_clear,
              .iter = sleep_await,
              .await = sleep_await,
              .next = sleep_next,
              .send = sleep_send},
    .methods = methods,
};
