#include "runtime/lock_object.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/timeout.h"

bool lock_read_timeout(Thread *t, Value blocking, Value timeout, bool *wait, int64_t *deadline) {
    const int64_t none = -TIMEOUT_SECOND;
    int64_t ns = none;
    int block = true;
    if (!is_null(blocking) && !arg_int(t, blocking, &block))
        return false;
    if (!is_null(timeout) && !timeout_read(t, timeout, TIMEOUT_SECOND, &ns))
        return false;
    if (!block && ns != none)
        return raise_value_error(t, "can't specify a timeout for a non-blocking call"), false;
    if (ns < 0 && ns != none)
        return raise_value_error(t, "timeout value must be positive"), false;
    *wait = block && ns != 0;
    *deadline = timeout_deadline(ns);
    return true;
}

bool lock_read_wait(Thread *t, Value timeout, bool *wait, int64_t *deadline) {
    int64_t ns;
    *wait = true;
    *deadline = OS_FOREVER;
    if (is_null(timeout) || is_none(timeout))
        return true;
    int positive = op_compare_bool(t, timeout, small_int_value(0), COMPARE_GT);
    *wait = positive > 0;
    if (positive <= 0)
        return positive == 0;
    if (!timeout_read(t, timeout, TIMEOUT_SECOND, &ns))
        return false;
    *deadline = timeout_deadline(ns);
    return true;
}

/* ---- lock ---- */

static LockObject *object_of(Value v) {
    return (LockObject *)value_object(v);
}
static Lock *lock_of(Value v) {
    return &object_of(v)->lock;
}

/* 1: taken, 0: not, -1: exception. */
static int take(Thread *t, Lock *lock, const char *what, Value blocking, Value timeout) {
    bool wait, timed_out;
    int64_t deadline;
    if (is_null(blocking) && is_null(timeout) && lock_try(lock))
        return 1;
    if (!lock_read_timeout(t, blocking, timeout, &wait, &deadline))
        return -1;
    if (!wait)
        return lock_try(lock);
    if (lock_acquire(t, lock, deadline, what, &timed_out))
        return 1;
    return timed_out ? 0 : -1;
}

static int take_object(Thread *t, LockObject *self, Value blocking, Value timeout) {
    return take(t, &self->lock, self->what ? self->what : "lock", blocking, timeout);
}

static Value lock_acquire_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int taken = take_object(t, object_of(args[0]), args[1], args[2]);
    return taken < 0 ? VALUE_NULL : bool_value(taken);
}

static Value lock_release_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return lock_release(t, lock_of(args[0])) ? VALUE_NONE
                                             : raise(t, EXC_RuntimeError, "release unlocked lock");
}

static Value lock_exit_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return lock_release_method(t, args, 1, NULL);
}

static Value lock_locked_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(lock_is_taken(lock_of(args[0])));
}

static Value lock_enter_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return take_object(t, object_of(args[0]), VALUE_NULL, VALUE_NULL) < 0 ? VALUE_NULL : VALUE_TRUE;
}

/* In the child of a fork: whoever held it does not exist. */
static Value lock_reinit_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    *lock_of(args[0]) = (Lock){0};
    return VALUE_NONE;
}

static Value lock_repr(Thread *t, Value v) {
    return str_value(str_format(t, "<%s %T object at %p>", lock_is_taken(lock_of(v)) ? "locked" : "unlocked",
                                v, (void *)value_object(v)));
}

static const MethodDef lock_methods[] = {
    {"acquire", lock_acquire_method, "blocking=True, timeout=-1",
     "Lock the lock, waiting if it is locked; answer whether it was done."},
    {"acquire_lock", lock_acquire_method, "blocking=True, timeout=-1", "The same as acquire()."},
    {"release", lock_release_method, "", "Release the lock, which another thread may have locked."},
    {"release_lock", lock_release_method, "", "The same as release()."},
    {"locked", lock_locked_method, "", "Is the lock in the locked state?"},
    {"locked_lock", lock_locked_method, "", "The same as locked()."},
    {"__enter__", lock_enter_method, "", "Lock the lock."},
    {"__exit__", lock_exit_method, "type=None, value=None, traceback=None, /", "Release the lock."},
    {"_at_fork_reinit", lock_reinit_method, "", NULL},
    {0}};

const TypeDef lock_type_def = {
    .name = "_thread.lock",
    .size = sizeof(LockObject),
    .flags = TYPE_WEAKREFABLE | TYPE_NO_INSTANCES,
    .doc = "A lock that one thread at a time can hold; threading.Lock() makes one.",
    .slots = {.repr = lock_repr},
    .methods = lock_methods,
};

/* ---- RLock ---- */

static RLock *rlock_of(Value v) {
    return (RLock *)value_object(v);
}

static void set_owner(RLock *self, uint64_t serial, int64_t depth) {
    self->depth = depth;
    __atomic_store_n(&self->owner, serial, __ATOMIC_RELAXED);
}

bool rlock_acquire(Thread *t, RLock *self, int64_t deadline, bool *timed_out) {
    if (rlock_owned(t, self)) {
        self->depth++;
        return true;
    }
    if (!lock_acquire(t, &self->lock, deadline, "lock", timed_out))
        return false;
    set_owner(self, t->serial, 1);
    return true;
}

void rlock_release(Thread *t, RLock *self) {
    if (--self->depth > 0)
        return;
    set_owner(self, 0, 0);
    lock_release(t, &self->lock);
}

int64_t rlock_save(Thread *t, RLock *self) {
    int64_t depth = self->depth;
    set_owner(self, 0, 0);
    lock_release(t, &self->lock);
    return depth;
}

void rlock_restore(Thread *t, RLock *self, int64_t depth) {
    lock_take(t, &self->lock);
    set_owner(self, t->serial, depth);
}

static int rlock_take(Thread *t, RLock *self, Value blocking, Value timeout) {
    if (rlock_owned(t, self)) {
        bool wait;
        int64_t deadline;
        if (!lock_read_timeout(t, blocking, timeout, &wait, &deadline))
            return -1;
        self->depth++;
        return 1;
    }
    int taken = take(t, &self->lock, "lock", blocking, timeout);
    if (taken > 0)
        set_owner(self, t->serial, 1);
    return taken;
}

static Value rlock_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    RLock *self = object_new(t, type, 0);
    return self ? object_value(self) : VALUE_NULL;
}

static Value rlock_acquire_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int taken = rlock_take(t, rlock_of(args[0]), args[1], args[2]);
    return taken < 0 ? VALUE_NULL : bool_value(taken);
}

static Value rlock_enter_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return rlock_take(t, rlock_of(args[0]), VALUE_NULL, VALUE_NULL) < 0 ? VALUE_NULL : VALUE_TRUE;
}

static Value rlock_release_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    RLock *self = rlock_of(args[0]);
    if (!rlock_owned(t, self))
        return raise(t, EXC_RuntimeError, "cannot release un-acquired lock");
    rlock_release(t, self);
    return VALUE_NONE;
}

static Value rlock_exit_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return rlock_release_method(t, args, 1, NULL);
}

static Value rlock_is_owned_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(rlock_owned(t, rlock_of(args[0])));
}

/* For Condition: gives the lock up however deep it is held, and answers what is needed to restore that. */
static Value rlock_release_save_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    RLock *self = rlock_of(args[0]);
    if (!rlock_owned(t, self))
        return raise(t, EXC_RuntimeError, "cannot release un-acquired lock");
    Tuple *state = tuple_pack(t, 2, int_value(t, self->depth), int_value(t, (int64_t)self->owner));
    if (!state)
        return VALUE_NULL;
    rlock_save(t, self);
    return object_value(state);
}

static Value rlock_acquire_restore_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    RLock *self = rlock_of(args[0]);
    int64_t depth;
    if (!is_tuple(args[1]) || value_tuple(args[1])->length != 2)
        return raise_type_error(t, "_acquire_restore() argument must be what _release_save() answered");
    if (!arg_int64(t, value_tuple(args[1])->items[0], &depth))
        return VALUE_NULL;
    rlock_restore(t, self, depth);
    return VALUE_NONE;
}

static Value rlock_reinit_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    RLock *self = rlock_of(args[0]);
    self->lock = (Lock){0};
    set_owner(self, 0, 0);
    return VALUE_NONE;
}

/* The number by which Python code knows a thread. */
static OsThread ident_of(Thread *t, uint64_t serial) {
    for (Thread *other = t->interp->threads; other; other = other->next)
        if (other->serial == serial)
            return other->ident;
    return 0;
}

static Value rlock_repr(Thread *t, Value v) {
    RLock *self = rlock_of(v);
    return str_value(
        str_format(t, "<%s %T object owner=%llu count=%lld at %p>", self->owner ? "locked" : "unlocked", v,
                   (unsigned long long)ident_of(t, self->owner), (long long)self->depth, (void *)self));
}

static const MethodDef rlock_methods[] = {
    {"acquire", rlock_acquire_method, "blocking=True, timeout=-1",
     "Lock the lock, again if this thread has it; answer whether it was done."},
    {"release", rlock_release_method, "", "Undo one acquire() of this thread."},
    {"__enter__", rlock_enter_method, "", "Lock the lock."},
    {"__exit__", rlock_exit_method, "type=None, value=None, traceback=None, /", "Release the lock."},
    {"_is_owned", rlock_is_owned_method, "", NULL},
    {"_release_save", rlock_release_save_method, "", NULL},
    {"_acquire_restore", rlock_acquire_restore_method, "state, /", NULL},
    {"_at_fork_reinit", rlock_reinit_method, "", NULL},
    {0}};

const TypeDef rlock_type_def = {
    .name = "_thread.RLock",
    .size = sizeof(RLock),
    .flags = TYPE_WEAKREFABLE | TYPE_BASE,
    .doc = "A lock that the thread which holds it may acquire again.",
    .slots = {.new_instance = rlock_new, .repr = rlock_repr},
    .methods = rlock_methods,
};
