/* add_signal_handler(): the interpreter's own handler of signals, which the main thread calls also while it
 * waits in a loop, puts the call into the loop's queue. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/signals.h"
#include "stdlib/asyncio.h"
#include <errno.h>

static bool check_signal(Thread *t, Value v, int *number) {
    if (!is_int(v)) {
        raise_type_error(t, "sig must be an int, not %R", v);
        return false;
    }
    Value plain = op_index(t, v);
    bool ok = !is_null(plain) && arg_int(t, plain, number);
    decref(t, plain);
    if (ok &&
        (*number < 1 || *number >= SIGNALS_END || *number == 32 || *number == 33)) /* those are libc's own */
        raise_value_error(t, "invalid signal number %R", v);
    return ok && !error_pending(t);
}

/* ---- when it comes ---- */

static Value on_signal(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Loop *loop = loop_object(args[0]);
    Value handle = loop->signals ? dict_get(t, loop->signals, args[1]) : VALUE_NULL;
    if (is_null(handle))
        return error_pending(t) ? VALUE_NULL : VALUE_NONE;
    if (handle_of(handle)->timed.cancelled) {
        Value given[] = {args[0], args[1]};
        return loop_remove_signal_handler(t, given, 2, NULL);
    }
    bool ok = loop_push_kind(t, loop, READY_HANDLE, new_ref(handle), VALUE_NULL);
    loop_wake(loop);
    return ok ? VALUE_NONE : VALUE_NULL;
}

static const MethodDef on_signal_def = {"_handle_signal", on_signal, "signalnum, frame, /", NULL};

/* ---- setting and removing ---- */

/* signal.signal(number, handler); what the kernel refuses is a RuntimeError. */
static bool set_signal(Thread *t, int number, Value handler) {
    Value function = asyncio_find(t, ASYNCIO_SET_SIGNAL);
    Value before = is_null(function) ? function : op_call2(t, function, small_int_value(number), handler);
    decref(t, before);
    if (!is_null(before))
        return true;
    if (error_matches(t, EXC_OSError)) {
        Value error = error_fetch(t);
        Value code = op_getattr(t, error, NAME(errno));
        if (is_small_int(code) && small_int(code) == EINVAL)
            raise(t, EXC_RuntimeError, "sig %d cannot be caught", number);
        else
            error_restore(t, new_ref(error));
        decref(t, code);
        decref(t, error);
    }
    return false;
}

static bool keep_handle(Thread *t, Loop *loop, int number, Handle *handle) {
    if (!loop->signals && !(loop->signals = dict_new(t, 1)))
        return false;
    return dict_set(t, loop->signals, small_int_value(number), object_value(handle));
}

static bool install(Thread *t, Loop *loop, int number, Handle *handle) {
    Value method = native_new_method(t, &on_signal_def, loop->ob.type, object_value(loop));
    bool ok = !is_null(method) && keep_handle(t, loop, number, handle);
    if (ok && !set_signal(t, number, method)) {
        Value error = error_fetch(t);
        dict_delete(t, loop->signals, small_int_value(number));
        error_restore(t, error);
        ok = false;
    }
    decref(t, method);
    return ok;
}

Value loop_add_signal_handler(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Loop *loop = loop_object(args[0]);
    int number;
    if (kwnames && kwnames->length)
        return raise_type_error(t, "add_signal_handler() takes no keyword arguments");
    if (nargs < 3)
        return raise_type_error(t, "add_signal_handler() missing %d required positional argument%s",
                                3 - nargs, nargs < 2 ? "s" : "");
    if (!loop_refuse_coroutines(t, args[2], "add_signal_handler") || !check_signal(t, args[1], &number) ||
        !loop_check_closed(t, loop))
        return VALUE_NULL;
    if (!signals_are_for(t))
        return raise(t, EXC_RuntimeError, "set_wakeup_fd only works in main thread of the main interpreter");
    Handle *handle = handle_new(t, args[0], args[2], args + 3, nargs - 3, VALUE_NULL);
    bool ok = handle && install(t, loop, number, handle);
    xdecref_object(t, handle);
    return ok ? VALUE_NONE : VALUE_NULL;
}

static bool remove_signal(Thread *t, Loop *loop, int number) {
    Value handler = small_int_value(0); /* SIG_DFL */
    if (number == SIGINT)
        handler = asyncio_find(t, ASYNCIO_DEFAULT_INT_HANDLER);
    return !is_null(handler) && dict_delete(t, loop->signals, small_int_value(number)) >= 0 &&
           set_signal(t, number, handler);
}

Value loop_remove_signal_handler(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Loop *loop = loop_object(args[0]);
    int number;
    if (!check_signal(t, args[1], &number))
        return VALUE_NULL;
    int has = loop->signals ? dict_contains(t, loop->signals, small_int_value(number)) : 0;
    if (has <= 0)
        return has < 0 ? VALUE_NULL : VALUE_FALSE;
    return remove_signal(t, loop, number) ? VALUE_TRUE : VALUE_NULL;
}

bool loop_remove_signals(Thread *t, Loop *loop) {
    for (int number = 1; number < SIGNALS_END; number++) {
        int has = dict_contains(t, loop->signals, small_int_value(number));
        if (has < 0 || (has && !remove_signal(t, loop, number)))
            return false;
    }
    return true;
}
