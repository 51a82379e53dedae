/* Errors that are told to somebody instead of being raised: warnings, and exceptions that nobody can receive.
 */
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include <stdio.h>

/* --- exceptions that nobody can receive --- */

static const StructSeqField unraisable_fields[] = {{"exc_type", "Exception type"},
                                                   {"exc_value", "Exception value"},
                                                   {"exc_traceback", "Exception traceback"},
                                                   {"err_msg", "Error message"},
                                                   {"object", "Object causing the exception"},
                                                   {0}};
static const StructSeqDef unraisable_def = {
    "UnraisableHookArgs", "Type used to pass arguments to sys.unraisablehook.", unraisable_fields, 5};

/* sys.UnraisableHookArgs, made when it is needed first. New reference, or NULL. */
static Type *unraisable_type(Thread *t) {
    Str *name = str_intern_utf8(t, "UnraisableHookArgs");
    if (!name)
        return NULL;
    Value known = dict_get_name(t, t->interp->sys, name);
    Type *type = NULL;
    if (is_type(known)) {
        incref(known);
        type = value_type_object(known);
    } else if ((type = structseq_type_new(t, &unraisable_def))) {
        dict_set_name(t, t->interp->sys, name, object_value(type));
    }
    decref_object(t, name);
    return type;
}

static Value unraisable_args(Thread *t, Value exception, const char *message, Value where) {
    Type *type = unraisable_type(t);
    if (!type)
        return VALUE_NULL;
    Value traceback = value_exception(exception)->traceback;
    Str *text = message ? str_new(t, message) : NULL;
    Value items[5] = {new_object_ref(type_of(t, exception)), new_ref(exception),
                      is_null(traceback) ? VALUE_NONE : new_ref(traceback),
                      text ? object_value(text) : VALUE_NONE, is_null(where) ? VALUE_NONE : new_ref(where)};
    Value args = structseq_new(t, type, items, 5);
    decref_object(t, type);
    return args;
}

/* False: there is no hook, or it failed (its own exception is pending then). */
static bool call_unraisable_hook(Thread *t, Value exception, const char *message, Value where) {
    if (!t->interp->sys)
        return false;
    Value hook = dict_get_name(t, t->interp->sys, NAME(unraisablehook));
    if (is_null(hook) || is_none(hook))
        return false;
    Value args = unraisable_args(t, exception, message, where);
    if (is_null(args))
        return false;
    incref(hook);
    Value result = op_call1(t, hook, args);
    decref(t, hook);
    decref(t, args);
    decref(t, result);
    return !is_null(result);
}

static void print_text(Thread *t, Str *s) {
    size_t length;
    const char *text = s ? str_wtf8(t, s, &length) : NULL;
    if (text)
        fwrite(text, 1, length, stderr);
    else
        fputs("<exception str() failed>", stderr);
    error_clear(t);
    xdecref_object(t, s);
}

/* A program without sys.stderr is left in peace, and so is the end of the interpreter. */
static bool somebody_listens(Thread *t) {
    Value file = t->interp->sys ? dict_get_name(t, t->interp->sys, NAME(stderr)) : VALUE_NULL;
    return !t->interp->sys || (!is_null(file) && !is_none(file));
}

/* The last resort: without sys, or when the hook itself fails. */
static void print_unraisable(Thread *t, Value exception, const char *message, Value where) {
    fputs(message ? message : "Exception ignored in", stderr);
    if (is_pointer(where)) {
        fputs(message ? "" : ": ", stderr);
        print_text(t, op_repr(t, where));
    }
    fprintf(stderr, "\n%s: ", type_name(type_of(t, exception)));
    print_text(t, op_str(t, exception));
    fputc('\n', stderr);
    fflush(stderr);
}

/* An exception that no Python code raised was raised where the thread is. */
static void add_place(Thread *t, Value exception) {
    if (!is_null(value_exception(exception)->traceback) || !t->frame)
        return;
    Value frame = t->interp->hooks.current_frame(t);
    Value line = is_null(frame) ? VALUE_NULL : op_getattr(t, frame, NAME(f_lineno));
    Value instruction = is_null(line) ? VALUE_NULL : op_getattr(t, frame, NAME(f_lasti));
    if (is_small_int(line) && is_small_int(instruction)) /* f_lasti counts as co_positions() does */
        exception_add_traceback(t, exception, frame, (int)small_int(line), (int)small_int(instruction) / 2);
    error_clear(t);
    decref(t, frame);
    decref(t, line);
    decref(t, instruction);
}

void error_unraisable(Thread *t, const char *message, Value where) {
    Value exception = error_fetch(t);
    if (is_null(exception))
        return;
    add_place(t, exception);
    if (!call_unraisable_hook(t, exception, message, where)) {
        error_clear(t);
        if (somebody_listens(t))
            print_unraisable(t, exception, message, where);
    }
    decref(t, exception);
}

/* --- warnings --- */

/* The module warnings if it is loaded; borrowed. */
static Value warnings_loaded(Thread *t) {
    return t->interp->sys_modules ? dict_get_name(t, t->interp->sys_modules, NAME(warnings)) : VALUE_NULL;
}

/* warnings.warn. VALUE_NULL or None: there is nobody to tell (None is what the end of the interpreter leaves). */
static Value warn_function(Thread *t) {
    Value module = new_ref(warnings_loaded(t));
    if (is_null(module) && t->interp->hooks.import && !t->interp->finalizing)
        module = t->interp->hooks.import(t, NAME(warnings));
    Value function = is_null(module) ? VALUE_NULL : op_getattr(t, module, NAME(warn));
    decref(t, module);
    return function;
}

/* Nobody to tell is no error of the program. source: VALUE_NULL or what the warning is about. */
static bool warn_with(Thread *t, TypeId category, int stacklevel, Value source, const char *format,
                      va_list list) {
    Str *message = format_string(t, format, list);
    if (!message)
        return false;
    Value function = warn_function(t);
    if (is_null(function) || is_none(function)) {
        decref_object(t, message);
        error_clear(t);
        return true;
    }
    Value args[4] = {object_value(message), object_value(builtin_type(t, category)),
                     int_value(t, stacklevel), source};
    Value result = op_call(t, function, args, is_null(source) ? 3 : 4, NULL);
    decref(t, function);
    decref_object(t, message);
    decref(t, result);
    return !is_null(result);
}

bool warn(Thread *t, TypeId category, int stacklevel, const char *format, ...) {
    va_list list;
    va_start(list, format);
    bool ok = warn_with(t, category, stacklevel, VALUE_NULL, format, list);
    va_end(list);
    return ok;
}

/* Were warnings spoken of, by an option or by loading their module? */
static bool warnings_in_use(Thread *t) {
    Value options = t->interp->sys ? dict_get_name(t, t->interp->sys, NAME(warnoptions)) : VALUE_NULL;
    return !is_null(warnings_loaded(t)) || (is_list(options) && value_list(options)->length);
}

bool warn_about(Thread *t, TypeId category, Value source, const char *format, ...) {
    if (!warnings_in_use(t))
        return true;
    va_list list;
    va_start(list, format);
    bool ok = warn_with(t, category, 1, source, format, list);
    va_end(list);
    return ok;
}
