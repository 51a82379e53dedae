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

void error_unraisable(Thread *t, const char *message, Value where) {
    Value exception = error_fetch(t);
    if (is_null(exception))
        return;
    if (!call_unraisable_hook(t, exception, message, where)) {
        error_clear(t);
        if (somebody_listens(t))
            print_unraisable(t, exception, message, where);
    }
    decref(t, exception);
}

/* --- warnings --- */

static Value warn_function(Thread *t) {
    Str *name = str_intern_utf8(t, "warnings");
    if (!name)
        return VALUE_NULL;
    Value module = VALUE_NULL;
    if (t->interp->sys_modules)
        module = new_ref(dict_get_name(t, t->interp->sys_modules, name));
    if (is_null(module) && t->interp->hooks.import && !t->interp->finalizing)
        module = t->interp->hooks.import(t, name);
    decref_object(t, name);
    if (is_null(module))
        return VALUE_NULL;
    Str *warn_name = str_intern_utf8(t, "warn");
    Value function = warn_name ? op_getattr(t, module, warn_name) : VALUE_NULL;
    xdecref_object(t, warn_name);
    decref(t, module);
    return function;
}

/* Without a warnings module there is nobody to tell, and that is no error of the program. */
bool warn(Thread *t, TypeId category, int stacklevel, const char *format, ...) {
    va_list list;
    va_start(list, format);
    Str *message = format_string(t, format, list);
    va_end(list);
    if (!message)
        return false;
    Value function = warn_function(t);
    if (is_null(function)) {
        decref_object(t, message);
        error_clear(t);
        return true;
    }
    Value args[3] = {object_value(message), object_value(builtin_type(t, category)),
                     int_value(t, stacklevel)};
    Value result = op_call(t, function, args, 3, NULL);
    decref(t, function);
    decref_object(t, message);
    decref(t, result);
    return !is_null(result);
}
