/* Exceptions that nobody caught, and those that nobody can receive: the hooks of module sys, and exit
 * statuses. How an exception looks is told in report_exception.c. */
#include "vm/report.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/ops.h"
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

/* sys.stderr, None or VALUE_NULL. New reference. */
static Value error_file(Thread *t) {
    return t->interp->sys ? new_ref(dict_get_name(t, t->interp->sys, NAME(stderr))) : VALUE_NULL;
}

static bool finish(Thread *t, Report *r, Value file) {
    bool ok = report_finish(r, file);
    error_clear(t);
    decref(t, op_call_method0(t, file, NAME(flush)));
    error_clear(t);
    return ok;
}

/* sys.stderr is gone or does not work. */
static void report_lost(Thread *t, Value exception) {
    error_restore(t, new_ref(exception));
    report_fatal(t);
    fputs("lost sys.stderr\n", stderr);
}

void report_display(Thread *t, Value exception) {
    Value file = error_file(t);
    if (is_none(file)) /* what a program says that wants to be left in peace */
        return;
    if (is_null(file)) {
        report_lost(t, exception);
        return;
    }
    Report r;
    report_init(&r, t);
    if (is_exception(exception)) {
        report_put_exception(&r, exception);
    } else {
        report_put(&r, "TypeError: print_exception(): Exception expected for value, ");
        report_put(&r, type_name(type_of(t, exception)));
        report_put(&r, " found\n");
    }
    if (!finish(t, &r, file) && is_exception(exception))
        report_lost(t, exception);
    decref(t, file);
}

/* "Exception ignored in: <where>", or the message that was given. */
static void put_ignored_header(Report *r, Value message, Value where) {
    bool has_message = !is_none(message);
    if (has_message)
        report_put_object(r, message, "err_msg");
    else if (!is_none(where))
        report_put(r, "Exception ignored in");
    if (!is_none(where)) {
        Str *shown = op_repr(r->t, where);
        error_clear(r->t);
        report_put(r, ": ");
        if (shown)
            strbuilder_str(&r->text, shown);
        else
            report_put(r, "<object repr() failed>");
        xdecref_object(r->t, shown);
        report_put(r, "\n");
    } else if (has_message) {
        report_put(r, ":\n");
    }
}

void report_ignored(Thread *t, Value message, Value where, Value exception, Value traceback) {
    Value file = error_file(t);
    if (is_null(file) || is_none(file))
        return;
    Report r;
    report_init(&r, t);
    put_ignored_header(&r, message, where);
    if (!is_none(traceback))
        report_put_traceback(&r, traceback, "Traceback (most recent call last):\n", '|');
    if (is_exception(exception)) {
        report_put_type(&r, type_of(t, exception));
        report_put(&r, ": ");
        report_put_object(&r, exception, "exception");
        report_put(&r, "\n");
    }
    finish(t, &r, file);
    decref(t, file);
}

/* ---- uncaught exceptions ---- */

static void print_exit_message(Thread *t, Value message) {
    Value file = dict_get_name(t, t->interp->sys, NAME(stderr));
    Str *text = op_str(t, message);
    Str *line = text ? str_format(t, "%U\n", text) : NULL;
    const char *utf8 = line ? str_wtf8(t, line, NULL) : NULL;
    if (line && !is_null(file) && !is_none(file))
        decref(t, op_call_method1(t, file, NAME(write), object_value(line)));
    else if (utf8)
        fputs(utf8, stderr);
    error_clear(t);
    xdecref_object(t, line);
    xdecref_object(t, text);
}

/* What SystemExit means: None 0, an int its low byte, anything else is printed and means 1. */
static int exit_status(Thread *t, Value exception) {
    Value code = report_attribute(t, exception, "code");
    int64_t number = 255;
    int status = 1;
    if (is_null(code) || is_none(code))
        status = 0;
    else if (is_int(code))
        status = int_to_int64(code, &number) ? (int)(number & 0xff) : 255;
    else
        print_exit_message(t, code);
    error_clear(t);
    decref(t, code);
    return status;
}

/* sys.last_type and so on, for post-mortem tools. */
static void remember(Thread *t, Value exception, Value traceback) {
    dict_set_name(t, t->interp->sys, NAME(last_type), object_value(type_of(t, exception)));
    dict_set_name(t, t->interp->sys, NAME(last_value), exception);
    dict_set_name(t, t->interp->sys, NAME(last_traceback), traceback);
    error_clear(t);
}

/* sys.excepthook. It may leave by SystemExit: then *status is that one's. */
static void call_hook(Thread *t, Value exception, Value traceback, int *status) {
    Value hook = dict_get_name(t, t->interp->sys, NAME(excepthook));
    if (is_null(hook)) {
        fputs("sys.excepthook is missing\n", stderr);
        report_display(t, exception);
        return;
    }
    incref(hook);
    Value result = op_call3(t, hook, object_value(type_of(t, exception)), exception, traceback);
    decref(t, hook);
    decref(t, result);
    if (!is_null(result))
        return;
    Value failure = error_fetch(t);
    if (has_layout(failure, EXC_SystemExit)) {
        *status = exit_status(t, failure);
    } else {
        fputs("Error in sys.excepthook:\n", stderr);
        report_display(t, failure);
        fputs("\nOriginal exception was:\n", stderr);
        report_display(t, exception);
    }
    decref(t, failure);
}

int report_uncaught(Thread *t) {
    Value exception = error_fetch(t);
    int status = 1;
    bool stay = ((VmState *)t->interp->vm)->options.inspect; /* -i: a prompt comes, whatever the program does */
    if (has_layout(exception, EXC_SystemExit) && !stay) {
        status = exit_status(t, exception);
    } else {
        if (type_is_subtype(type_of(t, exception), builtin_type(t, EXC_KeyboardInterrupt)))
            status = REPORT_INTERRUPTED;
        Value traceback = value_exception(exception)->traceback;
        traceback = is_null(traceback) ? VALUE_NONE : new_ref(traceback);
        remember(t, exception, traceback);
        call_hook(t, exception, traceback, &status);
        decref(t, traceback);
    }
    decref(t, exception);
    return status;
}
