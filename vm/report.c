/* Uncaught exceptions. The text is made by the `traceback` module (one way to do it); if that fails too, a
 * line on the C stream says what happened. */
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "vm/start.h"
#include <stdio.h>

void report_fatal(Thread *t) {
    Value exception = error_fetch(t);
    if (is_null(exception))
        return;
    Str *text = op_str(t, exception);
    const char *utf8 = text ? str_wtf8(t, text, NULL) : NULL;
    error_clear(t);
    fprintf(stderr, "%s%s%s\n", type_name(type_of(t, exception)), utf8 && *utf8 ? ": " : "",
            utf8 ? utf8 : "");
    xdecref_object(t, text);
    decref(t, exception);
}

bool report_print(Thread *t, Value exception, Value file) {
    Value module = import_module_text(t, "traceback");
    Value print = is_null(module) ? VALUE_NULL : op_getattr(t, module, NAME(print_exception));
    decref(t, module);
    if (is_null(print))
        return false;
    Tuple *names = tuple_pack(t, 1, object_value(NAME(file)));
    Value args[] = {exception, file};
    Value result = names ? op_call(t, print, args, 1, names) : VALUE_NULL;
    xdecref_object(t, names);
    decref(t, print);
    decref(t, result);
    return !is_null(result);
}

/* What SystemExit means: None 0, an int its low byte, anything else is printed and means 1. */
static int exit_status(Thread *t, Value exception) {
    Value code = ((SystemExitException *)value_object(exception))->code;
    int64_t number;
    if (is_null(code) || is_none(code))
        return 0;
    if (is_int(code))
        return int_to_int64(code, &number) ? (int)(number & 0xff) : 255;
    Value file = dict_get_name(t, t->interp->sys, NAME(stderr));
    Str *text = op_str(t, code);
    Str *line = text ? str_format(t, "%U\n", text) : NULL;
    if (line && !is_null(file) && !is_none(file))
        decref(t, op_call_method1(t, file, NAME(write), object_value(line)));
    error_clear(t);
    xdecref_object(t, line);
    xdecref_object(t, text);
    return 1;
}

/* sys.last_type and so on, for post-mortem tools. */
static void remember(Thread *t, Value exception) {
    Value traceback = value_exception(exception)->traceback;
    dict_set_name(t, t->interp->sys, NAME(last_type), object_value(type_of(t, exception)));
    dict_set_name(t, t->interp->sys, NAME(last_value), exception);
    dict_set_name(t, t->interp->sys, NAME(last_traceback), is_null(traceback) ? VALUE_NONE : traceback);
}

static void call_hook(Thread *t, Value exception) {
    Value hook = dict_get_name(t, t->interp->sys, NAME(excepthook));
    Value traceback = value_exception(exception)->traceback;
    if (!is_null(hook)) {
        incref(hook);
        Value result = op_call3(t, hook, object_value(type_of(t, exception)), exception,
                                is_null(traceback) ? VALUE_NONE : traceback);
        decref(t, hook);
        decref(t, result);
        if (!is_null(result))
            return;
        fputs("Error in sys.excepthook:\n", stderr);
        report_fatal(t);
        fputs("\nOriginal exception was:\n", stderr);
    }
    error_restore(t, new_ref(exception));
    report_fatal(t);
}

int report_uncaught(Thread *t) {
    Value exception = error_fetch(t);
    int status = 1;
    if (has_layout(exception, EXC_SystemExit)) {
        status = exit_status(t, exception);
    } else {
        remember(t, exception);
        call_hook(t, exception);
        if (type_is_subtype(type_of(t, exception), builtin_type(t, EXC_KeyboardInterrupt)))
            status = REPORT_INTERRUPTED;
    }
    decref(t, exception);
    return status;
}
