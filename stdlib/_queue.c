/* The module _queue: SimpleQueue, a queue without bounds whose put() never waits, so that a __del__ or a
 * handler of signals may call it while the same thread is in get(). A put wakes one thread; if another was
 * quicker, the woken one waits on at the head. */
#include "runtime/callable.h"
#include "runtime/exception.h"
#include "runtime/module.h"
#include "runtime/park.h"
#include "runtime/timeout.h"
#include "runtime/type.h"
#include "stdlib/collections.h"
#include "stdlib/native_types.h"

typedef struct SimpleQueue {
    Deque items;       /* begins with the header of the object */
    WaitQueue getters; /* under park_lock */
} SimpleQueue;

static const TypeDef simple_queue_type_def;

static const TypeDef empty_type_def = {
    .name = "_queue.Empty",
    .base = EXC_Exception,
    .size = sizeof(BaseException),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
    .doc = "Nothing is in the queue, and its reader does not wait, or has waited for long enough.",
};

static SimpleQueue *queue_of(Value v) {
    return (SimpleQueue *)value_object(v);
}

static Value queue_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (type->def == &simple_queue_type_def && (nargs || kwnames))
        return raise_type_error(t, "SimpleQueue() takes no %s arguments", nargs ? "positional" : "keyword");
    SimpleQueue *self = object_new(t, type, 0);
    if (self)
        deque_set_empty(&self->items);
    return result_value(self);
}

static void queue_dealloc(Thread *t, Object *o) {
    deque_clear(t, &((SimpleQueue *)o)->items);
}

static void queue_traverse(Object *o, VisitFn visit, void *arg) {
    Deque *items = &((SimpleQueue *)o)->items;
    for (int64_t i = 0; i < items->length; i++)
        visit_value(*deque_at(items, i), visit, arg);
}

static Value put_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SimpleQueue *self = queue_of(args[0]);
    if (!deque_append(t, &self->items, new_ref(args[1])))
        return VALUE_NULL;
    if (!self->getters.first)
        return VALUE_NONE;
    park_lock(t);
    unpark_one(t, &self->getters);
    park_unlock(t);
    return VALUE_NONE;
}

static Value raise_empty(Thread *t) {
    return raise_value(t, object_value(native_types_find(t, &empty_type_def)));
}

/* The next item; VALUE_NULL: exception. */
static Value take(Thread *t, SimpleQueue *self, bool wait, int64_t deadline) {
    bool again = false;
    while (!self->items.length) {
        if (!wait)
            return raise_empty(t);
        park_lock(t);
        if (again)
            wait_queue_push_first(&self->getters, t);
        else
            wait_queue_push(&self->getters, t);
        ParkResult result = park(t, &self->getters, deadline, true, "queue");
        again = result == PARK_WOKEN;
        wait = result != PARK_TIMEOUT;
        if (result == PARK_INTERRUPTED && !park_handle_signals(t))
            return VALUE_NULL;
    }
    return deque_pop_left(&self->items);
}

/* get(block=True, timeout=None) */
static Value get_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    bool block = true;
    int64_t ns, deadline = OS_FOREVER;
    if (!is_null(args[1]) && !arg_bool(t, args[1], &block))
        return VALUE_NULL;
    if (block && !is_null(args[2]) && !is_none(args[2])) {
        if (!timeout_read(t, args[2], TIMEOUT_SECOND, &ns))
            return VALUE_NULL;
        if (ns < 0)
            return raise_value_error(t, "'timeout' must be a non-negative number");
        block = ns > 0;
        deadline = timeout_deadline(ns);
    }
    return take(t, queue_of(args[0]), block, deadline);
}

static Value get_nowait_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return take(t, queue_of(args[0]), false, 0);
}

static Value empty_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(queue_of(args[0])->items.length == 0);
}

static Value qsize_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return small_int_value(queue_of(args[0])->items.length);
}

static const MethodDef queue_methods[] = {
    {"put", put_method, "item, block=True, timeout=None",
     "Put the item into the queue. That never waits: block and timeout are there for the sake of "
     "Queue.put()."},
    {"put_nowait", put_method, "item", "Put the item into the queue."},
    {"get", get_method, "block=True, timeout=None",
     "Take the next item out of the queue, waiting for one at most `timeout` seconds.\n\nWithout block, or "
     "when the "
     "timeout is over, Empty is raised."},
    {"get_nowait", get_nowait_method, "",
     "Take the next item out of the queue; Empty is raised if there is none."},
    {"empty", empty_method, "", "Was the queue empty just now?"},
    {"qsize", qsize_method, "", "How many items were in the queue just now."},
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS},
    {0}};

static const TypeDef simple_queue_type_def = {
    .name = "_queue.SimpleQueue",
    .size = sizeof(SimpleQueue),
    .flags = TYPE_GC | TYPE_BASE | TYPE_WEAKREFABLE,
    .doc = "A queue without bounds, first in, first out.",
    .slots = {.dealloc = queue_dealloc,
              .traverse = queue_traverse,
              .clear = queue_dealloc,
              .new_instance = queue_new},
    .methods = queue_methods,
};

static const TypeDef *const types[] = {&simple_queue_type_def, &empty_type_def, NULL};

const ModuleDef _queue_module_def = {
    .name = "_queue",
    .doc = "The part of module queue that is written in C.",
    .types = types,
};
