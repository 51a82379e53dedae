/* The module _thread: what threading.py is written on. */
#include "runtime/thread.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/gil_account.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/signals.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/thread_sync.h"

static const StructSeqField excepthook_fields[] = {{"exc_type", "Exception type"},
                                                   {"exc_value", "Exception value"},
                                                   {"exc_traceback", "Exception traceback"},
                                                   {"thread", "Thread"},
                                                   {0}};
static const StructSeqDef excepthook_args_def = {"_thread._ExceptHookArgs",
                                                 "What threading.excepthook() gets.", excepthook_fields, 4};

/* Idents are pthread_self(), which may have the highest bit. */
static Value ident_value(Thread *t, OsThread ident) {
    return int_from_uint64(t, ident);
}

static Value thread_start_new(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    OsThread ident;
    Value kwargs = args[2];
    if (!op_callable(t, args[0]))
        return raise_type_error(t, "first arg must be callable");
    if (!is_tuple(args[1]))
        return raise_type_error(t, "2nd arg must be a tuple");
    if (!is_null(kwargs) && !is_dict(kwargs))
        return raise_type_error(t, "optional 3rd arg must be a dictionary");
    if (!thread_start(t, args[0], value_tuple(args[1]), is_null(kwargs) ? NULL : value_dict(kwargs), &ident))
        return VALUE_NULL;
    return ident_value(t, ident);
}

static Value thread_allocate_lock(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    LockObject *lock = object_new_builtin(t, TYPE_LOCK, 0);
    return lock ? object_value(lock) : VALUE_NULL;
}

/* A lock, not taken yet, that the end of the calling thread releases. */
static Value thread_set_sentinel(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    LockObject *lock = object_new_builtin(t, TYPE_LOCK, 0);
    if (!lock)
        return VALUE_NULL;
    LockObject *before = t->ended_lock;
    lock->what = "join";
    incref_object(lock);
    t->ended_lock = lock;
    xdecref_object(t, before);
    return object_value(lock);
}

static Value thread_hold_until_end(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    bool joined_at_exit;
    if (!arg_bool(t, args[0], &joined_at_exit))
        return VALUE_NULL;
    Value lock = thread_set_sentinel(t, args, 0, NULL);
    if (is_null(lock))
        return VALUE_NULL;
    lock_try(&t->ended_lock->lock);
    t->joined_at_exit = joined_at_exit;
    return lock;
}

static Value thread_join_all_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return thread_join_all(t) ? VALUE_NONE : VALUE_NULL;
}

static Value thread_exit(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return raise(t, EXC_SystemExit, NULL);
}

static Value thread_get_ident(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return ident_value(t, t->ident);
}

static Value thread_get_native_id(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_value(t, t->account->native_id);
}

/* As if a signal had come. */
static Value thread_interrupt_main(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int number = SIGINT;
    if (!is_null(args[0]) && !arg_int(t, args[0], &number))
        return VALUE_NULL;
    if (number < 1 || number >= SIGNALS_END)
        return raise_value_error(t, "signal number out of range");
    signals_trip(number);
    return signals_run(t) ? VALUE_NONE : VALUE_NULL; /* in the main thread at once */
}

/* Threads besides the main one. */
static Value thread_count(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t count = -1;
    for (Thread *other = t->interp->threads; other; other = other->next)
        count++;
    return int_value(t, count);
}

static Value thread_stack_size(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t size = 0, before = (int64_t)t->interp->stack_size;
    if (!is_null(args[0]) && !arg_int64(t, args[0], &size))
        return VALUE_NULL;
    if (size < 0)
        return raise_value_error(t, "size must be 0 or a positive value");
    if (size && size < THREAD_STACK_MIN)
        return raise_value_error(t, "size not valid: %lld bytes", (long long)size);
    t->interp->stack_size = (size_t)size; /* without an argument too, as in CPython */
    return int_value(t, before);
}

static Value thread_is_main_interpreter(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return VALUE_TRUE;
}

/* Names the calling thread, for gil.stats(), debuggers and the trace. */
static Value thread_set_name(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *name = arg_str(t, args[0], "_set_name", "name");
    const char *utf8 = name ? str_wtf8(t, name, NULL) : NULL;
    if (!utf8)
        return VALUE_NULL;
    gil_account_name(t->account, utf8);
    audit_thread_name(t, utf8);
    if (t != t->interp->main_thread) /* whose name is the process's */
        os_thread_name(utf8);
    return VALUE_NONE;
}

/* The same for the process. */
static Value thread_set_process_name(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *name = arg_str(t, args[0], "_set_process_name", "name");
    const char *utf8 = name ? str_wtf8(t, name, NULL) : NULL;
    if (!utf8)
        return VALUE_NULL;
    gil_name_process(&t->interp->gil, utf8);
    return VALUE_NONE;
}

static const MethodDef thread_functions[] = {
    {"start_new_thread", thread_start_new, "function, args, kwargs=None, /",
     "Start a new thread that calls function(*args, **kwargs), and answer its identifier.\n\nThe thread ends "
     "when the "
     "function returns, or raises; SystemExit is ignored."},
    {"start_new", thread_start_new, "function, args, kwargs=None, /", "The same as start_new_thread()."},
    {"allocate_lock", thread_allocate_lock, "", "Create a new lock object."},
    {"allocate", thread_allocate_lock, "", "The same as allocate_lock()."},
    {"_set_sentinel", thread_set_sentinel, "", "A lock that is released when the calling thread ends."},
    {"_hold_until_end", thread_hold_until_end, "joined_at_exit, /",
     "A lock that the calling thread holds until it ends; joined_at_exit: _join_all() waits for that."},
    {"_join_all", thread_join_all_method, "",
     "Wait for all other threads that called _hold_until_end(True)."},
    {"exit", thread_exit, "", "Raise SystemExit, which ends the calling thread."},
    {"exit_thread", thread_exit, "", "The same as exit()."},
    {"get_ident", thread_get_ident, "", "The identifier of the calling thread, a number."},
    {"get_native_id", thread_get_native_id, "", "The number by which the kernel knows the calling thread."},
    {"interrupt_main", thread_interrupt_main, "signum=signal.SIGINT, /",
     "Let the main thread run the handler of a signal, as if it had come."},
    {"_count", thread_count, "", "How many threads run, the main thread not counted."},
    {"stack_size", thread_stack_size, "size=0, /",
     "Set the stack size of new threads, in bytes (0: the system's default), and answer the former one."},
    {"_is_main_interpreter", thread_is_main_interpreter, "", NULL},
    {"_set_name", thread_set_name, "name, /", NULL},
    {"_set_process_name", thread_set_process_name, "name, /", NULL},
    {0}};

static bool add_type(Thread *t, Value module, const char *name, TypeId id) {
    return module_add(t, module, name, new_object_ref(builtin_type(t, id)));
}

static bool thread_exec(Thread *t, Value module) {
    return add_type(t, module, "LockType", TYPE_LOCK) && add_type(t, module, "RLock", TYPE_RLOCK) &&
           add_type(t, module, "_local", TYPE_THREAD_LOCAL) &&
           module_add(t, module, "_ExceptHookArgs",
                      result_value(structseq_type_new(t, &excepthook_args_def))) &&
           add_type(t, module, "error", EXC_RuntimeError) &&
           module_add(t, module, "TIMEOUT_MAX", float_value(t, (double)LOCK_TIMEOUT_MAX));
}

static const TypeDef *const thread_types[] = {&condition_type_def, &event_type_def, &semaphore_type_def,
                                              NULL};

const ModuleDef _thread_module_def = {
    .name = "_thread",
    .doc = "Threads and locks; the module threading is what programs use.",
    .functions = thread_functions,
    .types = thread_types,
    .exec = thread_exec,
};
