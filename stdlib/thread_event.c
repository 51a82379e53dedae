/* _thread._Event and _thread._Semaphore: what threading.Event and threading.Semaphore are made of. A flag or
 * a number, and a queue of threads that wait for it. Both are looked at and changed under park_lock when
 * somebody may wait, so that nobody goes to sleep after the change. */
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/lock_object.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "stdlib/thread_sync.h"

/* ---- Event ---- */

typedef struct Event {
    Object ob;
    bool is_set; /* atomic */
    WaitQueue waiters;
} Event;

static Event *event_of(Value v) {
    return (Event *)value_object(v);
}

static bool event_is_set(const Event *self) {
    return __atomic_load_n(&self->is_set, __ATOMIC_ACQUIRE);
}

static Value event_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return result_value(object_new(t, type, 0));
}

static bool event_init(Thread *t, Value v, Value *args, int nargs, Tuple *kwnames) {
    return true;
}

static Value is_set_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(event_is_set(event_of(args[0])));
}

static Value set_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Event *self = event_of(args[0]);
    park_lock(t);
    __atomic_store_n(&self->is_set, true, __ATOMIC_RELEASE);
    while (unpark_one(t, &self->waiters))
        ;
    park_unlock(t);
    return VALUE_NONE;
}

static Value clear_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    __atomic_store_n(&event_of(args[0])->is_set, false, __ATOMIC_RELEASE);
    return VALUE_NONE;
}

/* Who was woken need not look again: the event was set, even if it has been cleared since. 1, 0, -1. */
static int event_wait(Thread *t, Event *self, int64_t deadline) {
    for (;;) {
        park_lock(t);
        if (event_is_set(self)) {
            park_unlock(t);
            return 1;
        }
        wait_queue_push(&self->waiters, t);
        ParkResult result = park(t, &self->waiters, deadline, true, "event");
        if (result != PARK_INTERRUPTED)
            return result == PARK_WOKEN;
        if (!park_handle_signals(t))
            return -1;
    }
}

static Value wait_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Event *self = event_of(args[0]);
    bool wait;
    int64_t deadline;
    if (event_is_set(self))
        return VALUE_TRUE;
    if (!lock_read_wait(t, args[1], &wait, &deadline))
        return VALUE_NULL;
    int result = wait ? event_wait(t, self, deadline) : event_is_set(self);
    return result < 0 ? VALUE_NULL : bool_value(result);
}

static const MethodDef event_methods[] = {
    {"is_set", is_set_method, "", "Is the flag set?"},
    {"set", set_method, "", "Set the flag, and wake all threads that wait for it."},
    {"clear", clear_method, "", "Reset the flag."},
    {"wait", wait_method, "timeout=None",
     "Wait until the flag is set or until a timeout occurs; answer whether it was set."},
    {0}};

const TypeDef event_type_def = {
    .name = "_thread._Event",
    .size = sizeof(Event),
    .flags = TYPE_BASE,
    .doc = "A flag that threads can wait for.",
    .init_signature = "",
    .slots = {.new_instance = event_new, .init = event_init},
    .methods = event_methods,
};

/* ---- Semaphore ---- */

typedef struct Semaphore {
    Object ob;
    int64_t value; /* under park_lock */
    int64_t limit; /* that release() may not exceed; -1: none */
    WaitQueue waiters;
} Semaphore;

static Semaphore *semaphore_of(Value v) {
    return (Semaphore *)value_object(v);
}

static Value semaphore_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Semaphore *self = object_new(t, type, 0);
    if (self)
        self->limit = -1;
    return result_value(self);
}

static bool semaphore_init(Thread *t, Value v, Value *args, int nargs, Tuple *kwnames) {
    int64_t value = 1;
    int negative = is_null(args[0]) ? 0 : op_compare_bool(t, args[0], small_int_value(0), COMPARE_LT);
    if (negative < 0)
        return false;
    if (negative) {
        raise_value_error(t, "semaphore initial value must be >= 0");
        return false;
    }
    if (!is_null(args[0]) && !op_index_int64(t, args[0], &value, EXC_OverflowError))
        return false;
    semaphore_of(v)->value = value;
    return true;
}

static bool take_if_positive(Semaphore *self) {
    bool positive = self->value > 0;
    self->value -= positive;
    return positive;
}

static bool semaphore_try(Thread *t, Semaphore *self) {
    park_lock(t);
    bool taken = take_if_positive(self);
    park_unlock(t);
    return taken;
}

/* A thread that was woken and found the value taken by another waits at the head. 1, 0, -1. */
static int semaphore_wait(Thread *t, Semaphore *self, int64_t deadline) {
    bool again = false;
    for (;;) {
        park_lock(t);
        if (take_if_positive(self)) {
            park_unlock(t);
            return 1;
        }
        if (again)
            wait_queue_push_first(&self->waiters, t);
        else
            wait_queue_push(&self->waiters, t);
        ParkResult result = park(t, &self->waiters, deadline, true, "semaphore");
        again = result == PARK_WOKEN;
        if (result == PARK_TIMEOUT)
            return 0;
        if (result == PARK_INTERRUPTED && !park_handle_signals(t))
            return -1;
    }
}

/* acquire(blocking=True, timeout=None) */
static Value acquire_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Semaphore *self = semaphore_of(args[0]);
    bool blocking = true, wait;
    int64_t deadline;
    if (!is_null(args[1]) && !arg_bool(t, args[1], &blocking))
        return VALUE_NULL;
    if (!blocking && !is_null(args[2]) && !is_none(args[2]))
        return raise_value_error(t, "can't specify timeout for non-blocking acquire");
    if (semaphore_try(t, self))
        return VALUE_TRUE;
    if (!lock_read_wait(t, args[2], &wait, &deadline))
        return VALUE_NULL;
    int taken = blocking && wait ? semaphore_wait(t, self, deadline) : 0;
    return taken < 0 ? VALUE_NULL : bool_value(taken);
}

static Value semaphore_enter_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return semaphore_wait(t, semaphore_of(args[0]), OS_FOREVER) < 0 ? VALUE_NULL : VALUE_TRUE;
}

/* false: that would exceed the limit. */
static bool give(Thread *t, Semaphore *self, int64_t count) {
    park_lock(t);
    bool ok = self->limit < 0 ? count <= SMALL_INT_MAX - self->value : count <= self->limit - self->value;
    if (ok)
        self->value += count;
    while (ok && count-- > 0 && unpark_one(t, &self->waiters))
        ;
    park_unlock(t);
    return ok;
}

static Value release_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t count = 1;
    if (!is_null(args[1]) && !op_index_int64(t, args[1], &count, EXC_OverflowError))
        return VALUE_NULL;
    if (count < 1)
        return raise_value_error(t, "n must be one or more");
    return give(t, semaphore_of(args[0]), count) ? VALUE_NONE
                                                 : raise_value_error(t, "Semaphore released too many times");
}

/* A subclass may have a release() of its own. */
static Value semaphore_exit_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value result = op_call_method0(t, args[0], NAME(release));
    decref(t, result);
    return is_null(result) ? result : VALUE_NONE;
}

static Value set_limit_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Semaphore *self = semaphore_of(args[0]);
    self->limit = self->value;
    return VALUE_NONE;
}

static Value get_value(Thread *t, Value v) {
    return int_value(t, semaphore_of(v)->value);
}
static Value get_limit(Thread *t, Value v) {
    return int_value(t, semaphore_of(v)->limit);
}

static const MethodDef semaphore_methods[] = {
    {"acquire", acquire_method, "blocking=True, timeout=None",
     "Decrement the value, waiting while it is zero; answer whether it was done."},
    {"release", release_method, "n=1", "Increment the value by n, and wake as many threads that wait."},
    {"__enter__", semaphore_enter_method, "", "The same as acquire()."},
    {"__exit__", semaphore_exit_method, "type=None, value=None, traceback=None, /", "Call release()."},
    {"_set_limit", set_limit_method, "", "From now on release() may not raise the value above what it is."},
    {0}};

static const GetSetDef semaphore_getsets[] = {
    {"_value", get_value, NULL, NULL}, {"_initial_value", get_limit, NULL, NULL}, {0}};

const TypeDef semaphore_type_def = {
    .name = "_thread._Semaphore",
    .size = sizeof(Semaphore),
    .flags = TYPE_BASE,
    .doc = "A number that acquire() decrements, waiting while it is zero, and release() increments.",
    .init_signature = "value=1",
    .slots = {.new_instance = semaphore_new, .init = semaphore_init},
    .methods = semaphore_methods,
    .getsets = semaphore_getsets,
};
