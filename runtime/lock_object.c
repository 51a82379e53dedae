/* The types of threading.Lock and threading.RLock: _thread.lock, _thread.RLock. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/thread.h"
#include <math.h>

bool lock_read_timeout(Thread *t, Value blocking, Value timeout, bool *wait, int64_t *deadline) {
    double seconds = -1;
    *wait = true;
    *deadline = OS_FOREVER;
    if (!is_null(blocking) && !arg_bool(t, blocking, wait))
        return false;
    if (!is_null(timeout) && !arg_double(t, timeout, &seconds))
        return false;
    if (isnan(seconds)) {
        raise_value_error(t, "Invalid value NaN (not a number)");
        return false;
    }
    if (!*wait && seconds != -1) {
        raise_value_error(t, "can't specify a timeout for a non-blocking call");
        return false;
    }
    if (seconds < 0 && seconds != -1) {
        raise_value_error(t, "timeout value must be a non-negative number");
        return false;
    }
    if (seconds > LOCK_TIMEOUT_MAX) {
        raise_overflow(t, "timeout value is too large");
        return false;
    }
    if (seconds == 0)
        *wait = false;
    else if (seconds > 0)
        *deadline = os_now() + (int64_t)ceil(seconds * 1e9);
    return true;
}

/* ---- lock ---- */

static Lock *lock_of(Value v) {
    return &((LockObject *)value_object(v))->lock;
}

/* 1: taken, 0: not, -1: exception. */
static int take(Thread *t, Lock *lock, Value blocking, Value timeout) {
    bool wait, timed_out;
    int64_t deadline;
    if (is_null(blocking) && is_null(timeout) && lock_try(lock))
        return 1;
    if (!lock_read_timeout(t, blocking, timeout, &wait, &deadline))
        return -1;
    if (!wait)
        return lock_try(lock);
    if (lock_acquire(t, lock, deadline, &timed_out))
        return 1;
    return timed_out ? 0 : -1;
}

static Value lock_acquire_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int taken = take(t, lock_of(args[0]), args[1], args[2]);
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
    return take(t, lock_of(args[0]), VALUE_NULL, VALUE_NULL) < 0 ? VALUE_NULL : VALUE_TRUE;
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
    .doc = "A lock object is a synchronization primitive; threading.Lock() makes one.",
    .slots = {.repr = lock_repr},
    .methods = lock_methods,
};

/* ---- RLock ---- */

typedef struct RLock {
    Object ob;
    Lock lock;
    uint64_t owner; /* Thread.serial; 0: nobody */
    int64_t depth;
} RLock;

static RLock *rlock_of(Value v) {
    return (RLock *)value_object(v);
}

static bool owns(Thread *t, const RLock *self) {
    return __atomic_load_n(&self->owner, __ATOMIC_RELAXED) == t->serial;
}

static void set_owner(RLock *self, uint64_t serial, int64_t depth) {
    self->depth = depth;
    __atomic_store_n(&self->owner, serial, __ATOMIC_RELAXED);
}

static int rlock_take(Thread *t, RLock *self, Value blocking, Value timeout) {
    if (owns(t, self)) {
        bool wait;
        int64_t deadline;
        if (!lock_read_timeout(t, blocking, timeout, &wait, &deadline))
            return -1;
        self->depth++;
        return 1;
    }
    int taken = take(t, &self->lock, blocking, timeout);
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
    if (!owns(t, self))
        return raise(t, EXC_RuntimeError, "cannot release un-acquired lock");
    if (--self->depth > 0)
        return VALUE_NONE;
    set_owner(self, 0, 0);
    lock_release(t, &self->lock);
    return VALUE_NONE;
}

static Value rlock_exit_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return rlock_release_method(t, args, 1, NULL);
}

static Value rlock_is_owned_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(owns(t, rlock_of(args[0])));
}

/* For Condition: gives the lock up however deep it is held, and answers what is needed to restore that. */
static Value rlock_release_save_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    RLock *self = rlock_of(args[0]);
    if (!owns(t, self))
        return raise(t, EXC_RuntimeError, "cannot release un-acquired lock");
    Tuple *state = tuple_pack(t, 2, int_value(t, self->depth), int_value(t, (int64_t)self->owner));
    if (!state)
        return VALUE_NULL;
    set_owner(self, 0, 0);
    lock_release(t, &self->lock);
    return object_value(state);
}

static Value rlock_acquire_restore_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    RLock *self = rlock_of(args[0]);
    int64_t depth;
    if (!is_tuple(args[1]) || value_tuple(args[1])->length != 2)
        return raise_type_error(t, "_acquire_restore() argument must be what _release_save() answered");
    if (!arg_int64(t, value_tuple(args[1])->items[0], &depth))
        return VALUE_NULL;
    lock_take(t, &self->lock);
    set_owner(self, t->serial, depth);
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
