/* Module _multiprocessing: semaphores in memory that processes share, and messages between processes (message.h).
 *
 * A SemLock lives in a buffer that somebody else shares out (multiprocessing/heap.py); it holds the buffer,
 * and every process has a SemLock object of its own over the same memory. There are no names, so nothing is
 * left behind when processes are killed. Who owns it is known to the owner's process only. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/park.h"
#include "runtime/spin_call.h"
#include "runtime/timeout.h"
#include "stdlib/message.h"
#include "stdlib/pickle.h"
#include "stdlib/posix.h"
#include <errno.h>
#include <limits.h>
#include <semaphore.h>
#include <time.h>

/* ---- semaphores ---- */

enum { KIND_RECURSIVE, KIND_SEMAPHORE };

typedef struct SemLock {
    Object ob;
    Buffer view; /* of the memory; owner VALUE_NULL: not there yet */
    sem_t *semaphore;
    int kind;
    int64_t maximum;
    int64_t count;  /* how often this process has it */
    uint64_t owner; /* serial of the thread that took it last */
} SemLock;

static const TypeDef semlock_type_def;

static SemLock *semlock_of(Value v) {
    return (SemLock *)value_object(v);
}

static bool take_memory(Thread *t, SemLock *self, Value buffer, int64_t offset) {
    if (!buffer_get(t, buffer, &self->view, BUFFER_WRITABLE)) {
        self->view.owner = VALUE_NULL;
        return false;
    }
    if (offset < 0 || offset > self->view.length - (int64_t)sizeof(sem_t))
        return raise_value_error(t, "a semaphore does not fit there"), false;
    self->semaphore = (sem_t *)((char *)self->view.data + offset);
    if ((uintptr_t)self->semaphore % _Alignof(sem_t))
        return raise_value_error(t, "a semaphore must be aligned"), false;
    return true;
}

/* value None: the semaphore is there already, made by another process. */
static Value semlock_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    int kind;
    int64_t value = -1, maximum, offset;
    if (!arg_int(t, args[0], &kind) || (!is_none(args[1]) && !arg_int64(t, args[1], &value)) ||
        !arg_int64(t, args[2], &maximum) || !arg_int64(t, args[4], &offset))
        return VALUE_NULL;
    if (kind != KIND_RECURSIVE && kind != KIND_SEMAPHORE)
        return raise_value_error(t, "unrecognized kind");
    SemLock *self = object_new(t, type, 0);
    if (!self)
        return VALUE_NULL;
    self->kind = kind;
    self->maximum = maximum;
    self->view.owner = VALUE_NULL;
    bool ok = take_memory(t, self, args[3], offset);
    if (ok && value >= 0 && sem_init(self->semaphore, 1, (unsigned)value) < 0) {
        posix_error(t);
        ok = false;
    }
    if (ok)
        return object_value(self);
    decref_object(t, self);
    return VALUE_NULL;
}

static void semlock_dealloc(Thread *t, Object *o) {
    SemLock *self = (SemLock *)o;
    if (!is_null(self->view.owner))
        buffer_release(t, &self->view);
}

static void semlock_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((SemLock *)o)->view.owner, visit, arg);
}

static bool is_mine(Thread *t, const SemLock *self) {
    return self->count > 0 && self->owner == t->serial;
}

typedef struct Taking {
    sem_t *semaphore;
    int64_t deadline;
} Taking;

static int64_t try_taking(void *arg, bool may_sleep) {
    Taking *taking = arg;
    struct timespec until = {taking->deadline / 1000000000, taking->deadline % 1000000000};
    if (!may_sleep)
        return sem_trywait(taking->semaphore);
    return taking->deadline < 0 ? sem_wait(taking->semaphore)
                                : sem_clockwait(taking->semaphore, CLOCK_MONOTONIC, &until);
}

/* 1: taken, 0: the deadline has passed, -1: exception. deadline: of CLOCK_MONOTONIC in ns; negative: none. */
static int wait_for(Thread *t, sem_t *semaphore, int64_t deadline) {
    Taking taking = {semaphore, deadline};
    for (;;) {
        if (BLOCKING(t, "semaphore", spin_call(t, try_taking, &taking)) == 0)
            return 1;
        if (errno == ETIMEDOUT)
            return 0;
        if (!blocking_again(t))
            return error_pending(t) ? -1 : (posix_error(t), -1);
    }
}

static bool take_deadline(Thread *t, Value timeout, int64_t *deadline) {
    double seconds;
    *deadline = -1;
    if (is_null(timeout) || is_none(timeout))
        return true;
    if (!arg_double(t, timeout, &seconds))
        return false;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    seconds = seconds > 0 ? seconds : 0;
    if (seconds < 1e9)
        *deadline = now.tv_sec * 1000000000 + now.tv_nsec + (int64_t)(seconds * 1e9);
    return true;
}

static Value acquire_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SemLock *self = semlock_of(args[0]);
    bool block = true;
    int64_t deadline;
    if ((!is_null(args[1]) && !arg_bool(t, args[1], &block)) || !take_deadline(t, args[2], &deadline))
        return VALUE_NULL;
    if (self->kind == KIND_RECURSIVE && is_mine(t, self)) {
        self->count++;
        return VALUE_TRUE;
    }
    int taken = sem_trywait(self->semaphore) == 0;
    if (!taken && block)
        taken = wait_for(t, self->semaphore, deadline);
    if (taken <= 0)
        return taken < 0 ? VALUE_NULL : VALUE_FALSE;
    self->count++;
    self->owner = t->serial;
    return VALUE_TRUE;
}

static int64_t current_value(const SemLock *self) {
    int value;
    return sem_getvalue(self->semaphore, &value) < 0 || value < 0 ? 0 : value;
}

static Value release_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SemLock *self = semlock_of(args[0]);
    if (self->kind == KIND_RECURSIVE) {
        if (!is_mine(t, self))
            return raise(t, EXC_AssertionError, "attempt to release recursive lock not owned by thread");
        if (self->count > 1) {
            self->count--;
            return VALUE_NONE;
        }
    } else if (current_value(self) >= self->maximum) {
        return raise_value_error(t, "semaphore or lock released too many times");
    }
    self->count--;
    if (sem_post(self->semaphore) == 0)
        return VALUE_NONE;
    self->count++;
    return posix_error(t);
}

static Value enter_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value call[] = {args[0], VALUE_NULL, VALUE_NULL};
    return acquire_method(t, call, 3, NULL);
}

static Value count_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_value(t, semlock_of(args[0])->count);
}

static Value is_mine_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(is_mine(t, semlock_of(args[0])));
}

static Value value_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_value(t, current_value(semlock_of(args[0])));
}

static Value is_zero_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(current_value(semlock_of(args[0])) == 0);
}

static Value after_fork_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    semlock_of(args[0])->count = 0;
    return VALUE_NONE;
}

static Value get_kind(Thread *t, Value self) {
    return small_int_value(semlock_of(self)->kind);
}

static Value get_maximum(Thread *t, Value self) {
    return int_value(t, semlock_of(self)->maximum);
}

static const MethodDef semlock_methods[] = {
    {"acquire", acquire_method, "block=True, timeout=None", "Takes it; False: not in time."},
    {"release", release_method, "", "Gives it back."},
    {"__enter__", enter_method, "", NULL},
    {"__exit__", release_method, "exc_type=None, exc_value=None, exc_tb=None, /", NULL},
    {"_count", count_method, "", "How often this process has taken it and not given it back."},
    {"_is_mine", is_mine_method, "", "Has this thread taken it?"},
    {"_get_value", value_method, "", "How often it can be taken now."},
    {"_is_zero", is_zero_method, "", "Must the next one wait?"},
    {"_after_fork", after_fork_method, "", "In a child: it is the parent who has taken it."},
    {0}};

static const GetSetDef semlock_getsets[] = {
    {"kind", get_kind, NULL, NULL}, {"maxvalue", get_maximum, NULL, NULL}, {0}};

static const TypeDef semlock_type_def = {
    .name = "_multiprocessing.SemLock",
    .size = sizeof(SemLock),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "A semaphore or recursive lock in shared memory.",
    .new_signature = "kind, value, maxvalue, buffer, offset",
    .slots = {.new_instance = semlock_new, .dealloc = semlock_dealloc, .traverse = semlock_traverse},
    .methods = semlock_methods,
    .getsets = semlock_getsets,
};

/* ---- the module ---- */

/* The exceptions that pickles raise are those of the module _pickle: it must be there. */
static bool import_pickle(Thread *t) {
    Value dumps = pickle_import(t, "_pickle", "dumps");
    decref(t, dumps);
    return !is_null(dumps);
}

static bool add_constants(Thread *t, Value module) {
    return import_pickle(t) && module_add_int(t, module, "SEM_VALUE_MAX", SEM_VALUE_MAX) &&
           module_add_int(t, module, "SEM_SIZE", sizeof(sem_t));
}

static const TypeDef *const types[] = {&semlock_type_def, &message_reader_type_def, NULL};

const ModuleDef multiprocessing_module_def = {
    .name = "_multiprocessing",
    .doc = "What multiprocessing needs of the system.",
    .functions = message_functions,
    .types = types,
    .exec = add_constants,
};
