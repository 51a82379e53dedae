/* Raising and looking at the pending exception. Exceptions are always objects (never a type waiting to be
 * called).
 *
 * Formats are printf's (%d %i %u %x %c %s %ld %lld %zd %zu %p %g %%, widths and precision as there) plus
 *   %U  a Str*                      %V  a Value, as str() gives it
 *   %R  a Value, as repr() gives it %A  a Value, as ascii()
 *   %T  a Value: the name of its type (tp_name as CPython prints it: "list", "collections.deque"; heap types:
 * __name__) %N  a Type*: the same
 * %.200s is common, to be as CPython. All raise_* return VALUE_NULL so that `return raise_type_error(t, ...)`
 * works in a function of Value; functions of bool use the comma or two lines. */
#ifndef RUNTIME_ERROR_H
#define RUNTIME_ERROR_H

#include "runtime/interp.h"
#include <signal.h>
#include <stdarg.h>

/* libc has a function raise, which libraries call: ours has another name for the linker. */
#define raise raise_error

Value raise(Thread *t, TypeId exception, const char *format, ...); /* format NULL: no arguments */
Value raise_type_error(Thread *t, const char *format, ...);
Value raise_value_error(Thread *t, const char *format, ...);
Value raise_no_memory(Thread *t); /* the preallocated MemoryError */
Value raise_system_error(Thread *t, const char *format, ...);
Value raise_overflow(Thread *t, const char *format, ...);
Value raise_index_error(Thread *t, const char *message);
Value raise_key_error(Thread *t, Value key);
/* AttributeError with name and obj set, for suggestions: "'%T' object has no attribute '%U'". */
Value raise_no_attribute(Thread *t, Value object, Str *name);
/* AttributeError with a message of the caller's, name and obj set. */
Value raise_attribute_error(Thread *t, Value object, Str *name, const char *format, ...);
/* A pending AttributeError without name and obj gets them: it came from a __getattr__ or a property. */
void error_name_attribute(Thread *t, Value object, Str *name);
Value raise_name_error(Thread *t, TypeId exception, Str *name, const char *format, ...);
/* StopIteration(value); value borrowed. */
Value raise_stop_iteration(Thread *t, Value value);
/* OSError (the subclass that fits errno) with strerror and up to two file names (VALUE_NULL: none). */
Value raise_errno(Thread *t, int error, Value filename, Value filename2);
/* Makes an exception of the type with one argument (borrowed) pending. */
Value raise_with_value(Thread *t, TypeId exception, Value argument);
Value raise_with_args(Thread *t, TypeId exception, Value *args, int nargs);
/* Raises an exception object, or an instance made of an exception class; sets __context__ to the exception
 * being handled. Anything else: TypeError "exceptions must derive from BaseException". */
Value raise_value(Thread *t, Value exception_or_class);
/* raise ... from cause (None suppresses). */
Value raise_from(Thread *t, Value exception_or_class, Value cause);

static inline bool error_pending(Thread *t) {
    return !is_null(t->exception);
}
/* Takes the pending exception away: the caller owns the result (VALUE_NULL if none). */
Value error_fetch(Thread *t);
/* Makes it pending again (consumes), replacing any other. No __context__ is set. */
void error_restore(Thread *t, Value exception);
void error_clear(Thread *t);
/* Gives the pending exception the one being handled as __context__, as if it were raised here. */
void error_add_context(Thread *t);
/* Is the pending exception an instance of the built-in exception? */
bool error_matches(Thread *t, TypeId exception);
/* Is the exception (object) an instance of `what`, a class or a tuple of classes? -1: exception (what is
 * neither). */
int error_value_matches(Thread *t, Value exception, Value what);
/* If the pending exception matches: clears it and answers true. */
bool error_clear_if(Thread *t, TypeId exception);
/* The pending exception becomes __context__ or __cause__ of a new one, as `raise X from pending`. */
Value raise_chained(Thread *t, TypeId exception, const char *format, ...);
/* For exceptions that nobody can receive (__del__, weakref callbacks): calls sys.unraisablehook, else prints
 * "Exception ignored in: <repr of where>". Clears the pending exception. */
void error_unraisable(Thread *t, const char *message, Value where);
/* warnings.warn(message, category, stacklevel) when the warnings machinery is up; false: the filter made it
 * an exception. */
bool warn(Thread *t, TypeId category, int stacklevel, const char *format, ...);
/* The same for finalizers, with the object that the warning is about. While the module warnings is not loaded
 * and no option speaks of warnings, nobody can want one of a category that is ignored by default: then this
 * costs nothing. */
bool warn_about(Thread *t, TypeId category, Value source, const char *format, ...);

/* The stack of exceptions being handled (sys.exc_info()): each generator has an entry of its own, as
 * CPython's _PyErr_StackItem. */
typedef struct ExceptionFrame {
    Value exception; /* owned; VALUE_NULL or None: none */
    struct ExceptionFrame *previous;
} ExceptionFrame;
/* Borrowed: the exception being handled now, or VALUE_NULL. */
Value error_handled(Thread *t);
/* What C code calls between the two is called as from an except block that handles the exception. The second
 * gets what the first answered. */
Value error_begin_handling(Thread *t, Value exception);
void error_end_handling(Thread *t, Value outer);

/* The formatter behind raise(), for building strings: str_format in str.h uses it too. NULL: exception. */
Str *format_string(Thread *t, const char *format, va_list args);

/* The preallocated MemoryErrors: part of interp_new (after types_init) and interp_free. */
bool error_init(Thread *t);
void error_fini(Thread *t);
/* The MemoryError that is shared when there is no memory for others lets go of the frames it came through. */
void error_forget(Thread *t);

#endif
