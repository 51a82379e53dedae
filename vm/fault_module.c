/* Module _faulthandler: what faulthandler.py says with descriptors and numbers. */
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "vm/fault.h"
#include "vm/frame.h"
#include "vm/start.h"
#include <pthread.h>
#include <signal.h>

static Value dump(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    bool all;
    if (!arg_int(t, args[0], &fd) || !arg_bool(t, args[1], &all))
        return VALUE_NULL;
    Frame *own = t->frame; /* faulthandler's: not shown */
    t->frame = own ? own->previous : NULL;
    fault_dump(fd, t->interp, t, all);
    t->frame = own;
    return VALUE_NONE;
}

static Value enable(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    bool all;
    bool ok = arg_int(t, args[0], &fd) && arg_bool(t, args[1], &all) && fault_enable(t, fd, all);
    return ok ? VALUE_NONE : VALUE_NULL;
}

static Value disable(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(fault_disable());
}

static Value is_enabled(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(fault_is_enabled());
}

static Value register_signal(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int number, fd;
    bool all, chain;
    bool ok = arg_int(t, args[0], &number) && arg_int(t, args[1], &fd) && arg_bool(t, args[2], &all) &&
              arg_bool(t, args[3], &chain) && fault_register(t, number, fd, all, chain);
    return ok ? VALUE_NONE : VALUE_NULL;
}

static Value unregister_signal(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int number;
    return arg_int(t, args[0], &number) ? bool_value(fault_unregister(number)) : VALUE_NULL;
}

static Value dump_later(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t nanoseconds;
    int fd;
    bool repeat, leave;
    if (!arg_int64(t, args[0], &nanoseconds) || !arg_bool(t, args[1], &repeat) || !arg_int(t, args[2], &fd) ||
        !arg_bool(t, args[3], &leave))
        return VALUE_NULL;
    if (!fault_dump_later(t, nanoseconds, repeat, fd, leave))
        return raise(t, EXC_RuntimeError, "unable to start watchdog thread");
    return VALUE_NONE;
}

static Value cancel_later(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    fault_cancel_later();
    return VALUE_NONE;
}

/* For tests of all this. */
static Value crash(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int number;
    if (!arg_int(t, args[0], &number))
        return VALUE_NULL;
    pthread_kill(pthread_self(), number);
    return VALUE_NONE;
}

static const MethodDef functions[] = {
    {"dump", dump, "fd, all, /", "Write the traceback of this thread or of all."},
    {"enable", enable, "fd, all, /", "Write tracebacks when the process crashes."},
    {"disable", disable, "", "Do not. Answers whether they would have been."},
    {"is_enabled", is_enabled, "", "Are they?"},
    {"register", register_signal, "signum, fd, all, chain, /", "Write tracebacks when the signal comes."},
    {"unregister", unregister_signal, "signum, /", "Do not. Answers whether they would have been."},
    {"dump_later", dump_later, "nanoseconds, repeat, fd, exit, /", "Write tracebacks after a time."},
    {"cancel_later", cancel_later, "", "Do not."},
    {"crash", crash, "signum, /", "Send the signal to the calling thread."},
    {0},
};

const ModuleDef fault_module_def = {
    .name = "_faulthandler", .doc = "What faulthandler stands on.", .functions = functions};
