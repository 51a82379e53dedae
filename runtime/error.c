/* Raising exceptions and looking at the pending one. */
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "runtime/int.h"
#include <stdio.h>
#include <stdlib.h>

/* --- the pending exception --- */

Value error_fetch(Thread *t) {
    Value exception = t->exception;
    t->exception = VALUE_NULL;
    return exception;
}

void error_restore(Thread *t, Value exception) {
    value_store(t, &t->exception, exception);
}

void error_clear(Thread *t) {
    value_clear(t, &t->exception);
}

bool error_matches(Thread *t, TypeId exception) {
    return error_pending(t) && type_is_subtype(type_of(t, t->exception), builtin_type(t, exception));
}

bool error_clear_if(Thread *t, TypeId exception) {
    if (!error_matches(t, exception))
        return false;
    error_clear(t);
    return true;
}

static bool is_caught_by(Thread *t, Value exception, Value class) {
    return is_type(class) && type_is_subtype(type_of(t, exception), value_type_object(class));
}

static bool check_catchable(Thread *t, Value what) {
    if (is_exception_class(what))
        return true;
    raise_type_error(t, "catching classes that do not inherit from BaseException is not allowed");
    return false;
}

int error_value_matches(Thread *t, Value exception, Value what) {
    if (!is_tuple(what)) {
        if (!check_catchable(t, what))
            return -1;
        return is_caught_by(t, exception, what);
    }
    Tuple *tuple = value_tuple(what);
    for (int64_t i = 0; i < tuple->length; i++)
        if (!check_catchable(t, tuple->items[i]))
            return -1;
    for (int64_t i = 0; i < tuple->length; i++)
        if (is_caught_by(t, exception, tuple->items[i]))
            return 1;
    return 0;
}

Value error_handled(Thread *t) {
    for (ExceptionFrame *f = t->handled; f; f = f->previous)
        if (is_pointer(f->exception))
            return f->exception;
    return VALUE_NULL;
}

Value error_begin_handling(Thread *t, Value exception) {
    Value outer = t->handled->exception;
    t->handled->exception = new_ref(exception);
    return outer;
}

void error_end_handling(Thread *t, Value outer) {
    value_store(t, &t->handled->exception, outer);
}

/* --- raising --- */

/* Makes sure that the chain of contexts from `from` does not contain exception: else showing it would never
 * end. Cycles that users built further down are found by a second, half as fast walker. */
static void break_context_cycle(Thread *t, Value from, Value exception) {
    Value slow = from, o = from;
    for (bool move_slow = false;; move_slow = !move_slow) {
        Value context = value_exception(o)->context;
        if (is_null(context))
            return;
        if (value_is(context, exception)) {
            exception_set_context(t, o, VALUE_NULL);
            return;
        }
        o = context;
        if (value_is(o, slow))
            return;
        if (move_slow)
            slow = value_exception(slow)->context;
    }
}

/* Makes the exception (consumed) pending, in the context of the one being handled. */
static Value raise_object(Thread *t, Value exception) {
    Value handled = error_handled(t);
    if (is_pointer(handled) && !value_is(handled, exception)) {
        break_context_cycle(t, handled, exception);
        exception_set_context(t, exception, handled);
    }
    error_restore(t, exception);
    return VALUE_NULL;
}

void error_add_context(Thread *t) {
    raise_object(t, error_fetch(t));
}

/* Calls a class of exceptions. */
static Value instantiate(Thread *t, Value class, Value *args, int nargs) {
    Value exception = op_call(t, class, args, nargs, NULL);
    if (is_null(exception) || is_exception(exception))
        return exception;
    raise_type_error(t, "calling %R should have returned an instance of BaseException, not %R", class,
                     object_value(type_of(t, exception)));
    decref(t, exception);
    return VALUE_NULL;
}

/* The built-in classes are called by their slots, so that raising needs no more than memory for the
 * exception. */
static Value instantiate_builtin(Thread *t, TypeId id, Value *args, int nargs) {
    Type *type = builtin_type(t, id);
    Value exception = type->slots.new_instance(t, type, args, nargs, NULL);
    if (is_null(exception) || type->slots.init(t, exception, args, nargs, NULL))
        return exception;
    decref(t, exception);
    return VALUE_NULL;
}

/* --- MemoryError: made in advance, since there is no memory for it when it is needed --- */

enum { MEMORY_ERRORS = sizeof((Interp *)0)->memory_errors / sizeof(Value) };

bool error_init(Thread *t) {
    for (int i = 0; i < MEMORY_ERRORS; i++)
        t->interp->memory_errors[i] = VALUE_NULL;
    for (int i = 0; i < MEMORY_ERRORS; i++) {
        t->interp->memory_errors[i] = instantiate_builtin(t, EXC_MemoryError, NULL, 0);
        if (is_null(t->interp->memory_errors[i]))
            return false;
    }
    return true;
}

void error_fini(Thread *t) {
    for (int i = 0; i < MEMORY_ERRORS; i++)
        value_clear(t, &t->interp->memory_errors[i]);
}

/* Replaces those given away, once there is memory again. A failure in here only means "later". */
static void refill_memory_errors(Thread *t) {
    Interp *interp = t->interp;
    if (is_pointer(interp->memory_errors[1]) || interp->making_memory_errors)
        return;
    interp->making_memory_errors = true;
    for (int i = 1; i < MEMORY_ERRORS && is_null(interp->memory_errors[i]); i++) {
        Value exception = instantiate_builtin(t, EXC_MemoryError, NULL, 0);
        if (is_null(exception)) {
            error_clear(t);
            break;
        }
        interp->memory_errors[i] = exception;
    }
    interp->making_memory_errors = false;
}

void error_forget(Thread *t) {
    Value shared = t->interp->memory_errors[0];
    if (is_null(shared))
        return;
    value_clear(t, &value_exception(shared)->traceback);
    value_clear(t, &value_exception(shared)->context);
    value_clear(t, &value_exception(shared)->cause);
}

Value raise_with_args(Thread *t, TypeId id, Value *args, int nargs) {
    error_clear(t);
    refill_memory_errors(t);
    Value exception = instantiate_builtin(t, id, args, nargs);
    return is_null(exception) ? VALUE_NULL : raise_object(t, exception);
}

Value raise_no_memory(Thread *t) {
    Value *pool = t->interp->memory_errors;
    refill_memory_errors(t);
    for (int i = 1; i < MEMORY_ERRORS; i++) {
        if (is_pointer(pool[i])) {
            Value exception = pool[i];
            pool[i] = VALUE_NULL;
            return raise_object(t, exception);
        }
    }
    if (!is_pointer(pool[0])) {
        fputs("minipy: out of memory while starting\n", stderr);
        abort();
    }
    if (object_refcount(value_object(pool[0])) == 1)
        error_forget(t);
    error_restore(t, new_ref(pool[0]));
    return VALUE_NULL;
}

Value exception_new(Thread *t, Value type, Value argument) {
    return instantiate(t, type, &argument, is_null(argument) ? 0 : 1);
}

Value raise_with_value(Thread *t, TypeId id, Value argument) {
    return raise_with_args(t, id, &argument, 1);
}

static Value raise_formatted(Thread *t, TypeId id, const char *format, va_list args) {
    if (!format) /* an exception without arguments */
        return raise_with_args(t, id, NULL, 0);
    Str *message = format_string(t, format, args);
    if (!message)
        return VALUE_NULL;
    raise_with_value(t, id, object_value(message));
    decref_object(t, message);
    return VALUE_NULL;
}

Value raise(Thread *t, TypeId id, const char *format, ...) {
    va_list args;
    va_start(args, format);
    raise_formatted(t, id, format, args);
    va_end(args);
    return VALUE_NULL;
}

Value raise_type_error(Thread *t, const char *format, ...) {
    va_list args;
    va_start(args, format);
    raise_formatted(t, EXC_TypeError, format, args);
    va_end(args);
    return VALUE_NULL;
}

Value raise_value_error(Thread *t, const char *format, ...) {
    va_list args;
    va_start(args, format);
    raise_formatted(t, EXC_ValueError, format, args);
    va_end(args);
    return VALUE_NULL;
}

Value raise_system_error(Thread *t, const char *format, ...) {
    va_list args;
    va_start(args, format);
    raise_formatted(t, EXC_SystemError, format, args);
    va_end(args);
    return VALUE_NULL;
}

Value raise_overflow(Thread *t, const char *format, ...) {
    va_list args;
    va_start(args, format);
    raise_formatted(t, EXC_OverflowError, format, args);
    va_end(args);
    return VALUE_NULL;
}

Value raise_index_error(Thread *t, const char *message) {
    return raise(t, EXC_IndexError, "%s", message);
}

Value raise_key_error(Thread *t, Value key) {
    return raise_with_value(t, EXC_KeyError, key);
}

Value raise_stop_iteration(Thread *t, Value value) {
    return raise_with_args(t, EXC_StopIteration, &value, is_none(value) || is_null(value) ? 0 : 1);
}

Value raise_errno(Thread *t, int error, Value filename, Value filename2) {
    Str *message = str_new(t, strerror(error));
    if (!message)
        return VALUE_NULL;
    Value args[5] = {int_value(t, error), object_value(message), filename, VALUE_NONE, filename2};
    raise_with_args(t, EXC_OSError, args, is_null(filename) ? 2 : is_null(filename2) ? 3 : 5);
    decref_object(t, message);
    return VALUE_NULL;
}

/* --- exceptions that know a name, for "Did you mean" --- */

static void set_name_and_object(Thread *t, TypeId id, Str *name, Value object) {
    if (!error_matches(t, id))
        return;
    NameErrorException *e = (NameErrorException *)value_object(t->exception);
    value_store(t, &e->name, new_object_ref(name));
    value_store(t, &e->object, new_ref(object));
}

void error_name_attribute(Thread *t, Value object, Str *name) {
    if (!error_pending(t) || !error_matches(t, EXC_AttributeError))
        return;
    NameErrorException *e = (NameErrorException *)value_object(t->exception);
    if (is_null(e->name) && is_null(e->object))
        set_name_and_object(t, EXC_AttributeError, name, object);
}

Value raise_no_attribute(Thread *t, Value object, Str *name) {
    if (is_type(object))
        raise(t, EXC_AttributeError, "type object '%N' has no attribute '%U'", value_type_object(object),
              name);
    else
        raise(t, EXC_AttributeError, "'%T' object has no attribute '%U'", object, name);
    set_name_and_object(t, EXC_AttributeError, name, object);
    return VALUE_NULL;
}

Value raise_attribute_error(Thread *t, Value object, Str *name, const char *format, ...) {
    va_list args;
    va_start(args, format);
    raise_formatted(t, EXC_AttributeError, format, args);
    va_end(args);
    set_name_and_object(t, EXC_AttributeError, name, object);
    return VALUE_NULL;
}

Value raise_name_error(Thread *t, TypeId exception, Str *name, const char *format, ...) {
    va_list args;
    va_start(args, format);
    raise_formatted(t, exception, format, args);
    va_end(args);
    set_name_and_object(t, EXC_NameError, name, VALUE_NULL);
    return VALUE_NULL;
}

/* --- the raise statement --- */

static Value exception_from(Thread *t, Value v, const char *otherwise) {
    if (is_exception(v))
        return new_ref(v);
    if (is_exception_class(v))
        return instantiate(t, v, NULL, 0);
    return raise_type_error(t, otherwise);
}

Value raise_value(Thread *t, Value exception_or_class) {
    Value exception = exception_from(t, exception_or_class, "exceptions must derive from BaseException");
    return is_null(exception) ? VALUE_NULL : raise_object(t, exception);
}

Value raise_from(Thread *t, Value exception_or_class, Value cause) {
    Value exception = exception_from(t, exception_or_class, "exceptions must derive from BaseException");
    if (is_null(exception))
        return VALUE_NULL;
    Value fixed = is_none(cause)
                      ? VALUE_NONE
                      : exception_from(t, cause, "exception causes must derive from BaseException");
    if (is_null(fixed)) {
        decref(t, exception);
        return VALUE_NULL;
    }
    exception_set_cause(t, exception, fixed);
    decref(t, fixed);
    return raise_object(t, exception);
}

Value raise_chained(Thread *t, TypeId id, const char *format, ...) {
    Value cause = error_fetch(t);
    va_list args;
    va_start(args, format);
    raise_formatted(t, id, format, args);
    va_end(args);
    if (error_matches(t, id) && is_pointer(cause)) {
        exception_set_cause(t, t->exception, cause);
        exception_set_context(t, t->exception, cause);
    }
    decref(t, cause);
    return VALUE_NULL;
}
