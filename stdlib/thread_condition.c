/* _thread._Condition: what threading.Condition is made of.
 *
 * Each wait() puts a ticket into the queue of the condition, on its own C stack; notify() takes tickets out,
 * marks them and wakes whoever sleeps on them. A ticket can be marked before its thread sleeps: between
 * giving the lock up and going to sleep, a lock written in Python may run any code. In the child of a fork
 * the tickets of before are worthless: their threads and their stacks are gone. */
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/lock_object.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/thread_sync.h"

typedef struct Ticket {
    struct Ticket *next, *previous;
    uint64_t forks; /* Interp.forks when it was made */
    bool notified;
    WaitQueue sleeper; /* the waiting thread while it sleeps, or nobody */
} Ticket;

typedef struct Condition {
    Object ob;
    Value lock;           /* VALUE_NULL: __init__ was not called */
    Ticket *first, *last; /* under park_lock */
    int64_t waiting;
    uint64_t forks; /* Interp.forks when the tickets were made */
} Condition;

static Condition *condition_of(Value v) {
    return (Condition *)value_object(v);
}

static bool has_lock(Thread *t, Value v) {
    if (!is_null(condition_of(v)->lock))
        return true;
    raise(t, EXC_AttributeError, "'%T' object has no attribute '_lock'", v);
    return false;
}

/* ---- a lock of whatever kind ---- */

static RLock *as_rlock(Value lock) {
    return is_exact(lock, TYPE_RLOCK) ? (RLock *)value_object(lock) : NULL;
}
static Lock *as_lock(Value lock) {
    return is_exact(lock, TYPE_LOCK) ? &((LockObject *)value_object(lock))->lock : NULL;
}

/* The lock's own method; VALUE_NULL with nothing pending: it has none. */
static Value call_if_there(Thread *t, Value lock, Str *name, Value argument) {
    Value method = op_getattr_optional(t, lock, name);
    if (is_null(method))
        return method;
    Value result = is_null(argument) ? op_call0(t, method) : op_call1(t, method, argument);
    decref(t, method);
    return result;
}

/* For calls whose result does not matter. */
static bool succeeded(Thread *t, Value result) {
    decref(t, result);
    return !is_null(result);
}

static int truth_of(Thread *t, Value v) {
    int truth = is_null(v) ? -1 : op_is_true(t, v);
    decref(t, v);
    return truth;
}

/* A lock that does not say who holds it is held by the caller if it cannot be taken. 1, 0, -1. */
static int probe_owned(Thread *t, Value lock) {
    int taken = truth_of(t, op_call_method1(t, lock, NAME(acquire), VALUE_FALSE));
    if (taken <= 0)
        return taken < 0 ? -1 : 1;
    return succeeded(t, op_call_method0(t, lock, NAME(release))) ? 0 : -1;
}

static int is_owned(Thread *t, Value lock) {
    if (as_rlock(lock))
        return rlock_owned(t, as_rlock(lock));
    if (as_lock(lock))
        return lock_is_taken(as_lock(lock));
    Value answer = call_if_there(t, lock, NAME(_is_owned), VALUE_NULL);
    if (is_null(answer) && !error_pending(t))
        return probe_owned(t, lock);
    return truth_of(t, answer);
}

static bool require_owned(Thread *t, Value lock, const char *message) {
    int owned = is_owned(t, lock);
    if (owned == 0)
        raise(t, EXC_RuntimeError, "%s", message);
    return owned > 0;
}

static bool acquire(Thread *t, Value lock) {
    bool timed_out;
    if (as_rlock(lock))
        return rlock_acquire(t, as_rlock(lock), OS_FOREVER, &timed_out);
    if (as_lock(lock))
        return lock_acquire(t, as_lock(lock), OS_FOREVER, "lock", &timed_out);
    return succeeded(t, op_call_method0(t, lock, NAME(acquire)));
}

/* Gives the lock up, which is held. What the result is, only take_back knows. */
static Value give_up(Thread *t, Value lock) {
    if (as_rlock(lock))
        return int_value(t, rlock_save(t, as_rlock(lock)));
    if (as_lock(lock)) {
        lock_release(t, as_lock(lock));
        return VALUE_NONE;
    }
    Value state = call_if_there(t, lock, NAME(_release_save), VALUE_NULL);
    if (!is_null(state) || error_pending(t))
        return state;
    return succeeded(t, op_call_method0(t, lock, NAME(release))) ? VALUE_NONE : VALUE_NULL;
}

/* Consumes the state. */
static bool take_back(Thread *t, Value lock, Value state) {
    if (as_rlock(lock)) {
        rlock_restore(t, as_rlock(lock), small_int(state));
        return true;
    }
    if (as_lock(lock))
        return acquire(t, lock);
    Value result = call_if_there(t, lock, NAME(_acquire_restore), state);
    decref(t, state);
    if (is_null(result) && !error_pending(t))
        return acquire(t, lock);
    return succeeded(t, result);
}

/* The same while an exception may be pending, which stays unless there is a newer one. */
static bool take_back_anyway(Thread *t, Value lock, Value state) {
    Value exception = error_fetch(t);
    bool ok = take_back(t, lock, state);
    if (ok)
        error_restore(t, exception);
    else
        decref(t, exception);
    return ok;
}

/* ---- waiting and notifying ---- */

static void forget_dead(Thread *t, Condition *self) {
    if (self->forks == t->interp->forks)
        return;
    self->first = self->last = NULL;
    self->waiting = 0;
    self->forks = t->interp->forks;
}

static void ticket_push(Thread *t, Condition *self, Ticket *ticket) {
    park_lock(t);
    forget_dead(t, self);
    ticket->forks = self->forks;
    ticket->previous = self->last;
    *(self->last ? &self->last->next : &self->first) = ticket;
    self->last = ticket;
    self->waiting++;
    park_unlock(t);
}

static void ticket_remove(Condition *self, Ticket *ticket) {
    *(ticket->previous ? &ticket->previous->next : &self->first) = ticket->next;
    *(ticket->next ? &ticket->next->previous : &self->last) = ticket->previous;
    self->waiting--;
}

/* 1: notified, 0: the deadline has passed, -1: exception. */
static int sleep_on(Thread *t, Ticket *ticket, bool wait, int64_t deadline) {
    for (;;) {
        park_lock(t);
        if (ticket->notified || !wait) {
            park_unlock(t);
            return ticket->notified;
        }
        wait_queue_push(&ticket->sleeper, t);
        ParkResult result = park(t, &ticket->sleeper, deadline, true, "condition");
        if (result == PARK_WOKEN)
            return 1;
        wait = result == PARK_INTERRUPTED;
        if (wait && !park_handle_signals(t))
            return -1;
    }
}

static void withdraw(Thread *t, Condition *self, Ticket *ticket) {
    park_lock(t);
    if (!ticket->notified && ticket->forks == t->interp->forks)
        ticket_remove(self, ticket);
    park_unlock(t);
}

/* Waits, with the lock held before and after. 1, 0, -1 as sleep_on. */
static int wait_without(Thread *t, Condition *self, Value lock, bool wait, int64_t deadline) {
    Ticket ticket = {0};
    ticket_push(t, self, &ticket);
    Value state = give_up(t, lock);
    int notified = is_null(state) ? -1 : sleep_on(t, &ticket, wait, deadline);
    if (notified <= 0)
        withdraw(t, self, &ticket);
    return is_null(state) || take_back_anyway(t, lock, state) ? notified : -1;
}

static Value wait_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Condition *self = condition_of(args[0]);
    bool wait;
    int64_t deadline;
    if (!has_lock(t, args[0]) || !require_owned(t, self->lock, "cannot wait on un-acquired lock") ||
        !lock_read_wait(t, args[1], &wait, &deadline))
        return VALUE_NULL;
    Value lock = new_ref(self->lock); /* __init__ may be called again meanwhile */
    int notified = wait_without(t, self, lock, wait, deadline);
    decref(t, lock);
    return notified < 0 ? VALUE_NULL : bool_value(notified);
}

static void notify(Thread *t, Condition *self, int64_t count) {
    if (!self->first) /* tickets are only added under the lock that the caller has */
        return;
    park_lock(t);
    forget_dead(t, self);
    while (self->first && count-- > 0) {
        Ticket *ticket = self->first;
        ticket_remove(self, ticket);
        ticket->notified = true;
        unpark_one(t, &ticket->sleeper);
    }
    park_unlock(t);
}

static Value notify_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Condition *self = condition_of(args[0]);
    int64_t count = 1;
    if (!has_lock(t, args[0]) || !require_owned(t, self->lock, "cannot notify on un-acquired lock"))
        return VALUE_NULL;
    if (self->first && !is_null(args[1]) && !op_index_clipped(t, args[1], &count))
        return VALUE_NULL;
    notify(t, self, count);
    return VALUE_NONE;
}

static Value notify_all_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Condition *self = condition_of(args[0]);
    if (!has_lock(t, args[0]) || !require_owned(t, self->lock, "cannot notify on un-acquired lock"))
        return VALUE_NULL;
    notify(t, self, INT64_MAX);
    return VALUE_NONE;
}

/* ---- the type ---- */

static Value condition_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Condition *self = object_new(t, type, 0);
    if (!self)
        return VALUE_NULL;
    self->lock = VALUE_NULL;
    return object_value(self);
}

static bool condition_init(Thread *t, Value v, Value *args, int nargs, Tuple *kwnames) {
    bool given = !is_null(args[0]) && !is_none(args[0]);
    Value lock = given ? new_ref(args[0]) : result_value(object_new_builtin(t, TYPE_RLOCK, 0));
    if (is_null(lock))
        return false;
    value_store(t, &condition_of(v)->lock, lock);
    return !given || as_rlock(lock) || as_lock(lock) || succeeded(t, op_getattr(t, lock, NAME(acquire)));
}

static void condition_dealloc(Thread *t, Object *o) {
    decref(t, ((Condition *)o)->lock);
}

static void condition_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((Condition *)o)->lock, visit, arg);
}

static void condition_clear(Thread *t, Object *o) {
    value_clear(t, &((Condition *)o)->lock);
}

static Value condition_repr(Thread *t, Value v) {
    Condition *self = condition_of(v);
    if (!has_lock(t, v))
        return VALUE_NULL;
    forget_dead(t, self);
    return result_value(str_format(t, "<Condition(%R, %lld)>", self->lock, (long long)self->waiting));
}

static Value enter_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!has_lock(t, args[0]))
        return VALUE_NULL;
    Value lock = new_ref(condition_of(args[0])->lock), result;
    if (as_rlock(lock) || as_lock(lock))
        result = acquire(t, lock) ? VALUE_TRUE : VALUE_NULL;
    else
        result = op_call_method0(t, lock, NAME(__enter__));
    decref(t, lock);
    return result;
}

static Value exit_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!has_lock(t, args[0]))
        return VALUE_NULL;
    Value lock = condition_of(args[0])->lock;
    if (as_rlock(lock) && rlock_owned(t, as_rlock(lock))) {
        rlock_release(t, as_rlock(lock));
        return VALUE_NONE;
    }
    if (as_lock(lock) && lock_release(t, as_lock(lock)))
        return VALUE_NONE;
    Value call[] = {lock, or_none(args[1]), or_none(args[2]), or_none(args[3])};
    return op_call_method(t, NAME(__exit__), call, 4);
}

static Value is_owned_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int owned = has_lock(t, args[0]) ? is_owned(t, condition_of(args[0])->lock) : -1;
    return owned < 0 ? VALUE_NULL : bool_value(owned);
}

/* In the child of a fork: nobody holds the lock. */
static Value reinit_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value lock = has_lock(t, args[0]) ? condition_of(args[0])->lock : VALUE_NULL;
    return is_null(lock) ? lock : op_call_method0(t, lock, NAME(_at_fork_reinit));
}

static Value get_lock(Thread *t, Value v) {
    return has_lock(t, v) ? new_ref(condition_of(v)->lock) : VALUE_NULL;
}

/* The methods are the lock's own. */
static Value get_acquire(Thread *t, Value v) {
    return has_lock(t, v) ? op_getattr(t, condition_of(v)->lock, NAME(acquire)) : VALUE_NULL;
}
static Value get_release(Thread *t, Value v) {
    return has_lock(t, v) ? op_getattr(t, condition_of(v)->lock, NAME(release)) : VALUE_NULL;
}

static const MethodDef condition_methods[] = {
    {"__enter__", enter_method, "", "Acquire the lock."},
    {"__exit__", exit_method, "type=None, value=None, traceback=None, /", "Release the lock."},
    {"wait", wait_method, "timeout=None",
     "Sleep until notify() or the timeout; True if it was notify(). Needs the lock, gives it up meanwhile "
     "and takes it again."},
    {"notify", notify_method, "n=1", "Wake up at most n threads that wait. The lock must be held."},
    {"notify_all", notify_all_method, "", "Wake up all threads that wait. The lock must be held."},
    {"_is_owned", is_owned_method, "", NULL},
    {"_at_fork_reinit", reinit_method, "", NULL},
    {0}};

static const GetSetDef condition_getsets[] = {{"_lock", get_lock, NULL, NULL},
                                              {"acquire", get_acquire, NULL, "acquire() of the lock."},
                                              {"release", get_release, NULL, "release() of the lock."},
                                              {0}};

const TypeDef condition_type_def = {
    .name = "_thread._Condition",
    .size = sizeof(Condition),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "A condition variable: threads wait until they are notified by another.",
    .init_signature = "lock=None",
    .slots = {.dealloc = condition_dealloc,
              .traverse = condition_traverse,
              .clear = condition_clear,
              .repr = condition_repr,
              .new_instance = condition_new,
              .init = condition_init},
    .methods = condition_methods,
    .getsets = condition_getsets,
};
