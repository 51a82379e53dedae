/* Exception objects. Layouts with more than the base's fields are those named in exceptions.def. */
#ifndef RUNTIME_EXCEPTION_H
#define RUNTIME_EXCEPTION_H

#include "runtime/error.h"

typedef struct BaseException { /* attribute areas follow the structs: exceptions have a __dict__ */
    Object ob;
    Tuple *args;
    Value traceback, context, cause; /* VALUE_NULL: None */
    Value notes;                     /* unused: __notes__ is an ordinary attribute */
    bool suppress_context;
} BaseException;
typedef struct StopIterationException {
    BaseException base;
    Value value;
} StopIterationException;
typedef struct SystemExitException {
    BaseException base;
    Value code;
} SystemExitException;
typedef struct OSErrorException {
    BaseException base;
    Value error_number, message, filename, filename2; /* VALUE_NULL: None */
    int64_t written;                                  /* BlockingIOError.characters_written; -1: unset */
} OSErrorException;
typedef struct SyntaxErrorException {
    BaseException base;
    Value msg, filename, lineno, offset, text, end_lineno, end_offset, print_file_and_line;
} SyntaxErrorException;
typedef struct ImportErrorException {
    BaseException base;
    Value msg, name, path;
} ImportErrorException;
typedef struct NameErrorException { /* AttributeError too: name and obj */
    BaseException base;
    Value name, object;
} NameErrorException;
typedef struct UnicodeErrorException {
    BaseException base;
    Value encoding, object, reason;
    int64_t start, end;
} UnicodeErrorException;
typedef struct ExceptionGroupException {
    BaseException base;
    Value message;
    Value exceptions; /* a tuple */
} ExceptionGroupException;

bool is_exception(Value v);                  /* an instance of BaseException */
bool is_exception_class(Value v);
static inline BaseException *value_exception(Value v) { return (BaseException *)value_object(v); }
Value exception_new(Thread *t, Value type, Value argument); /* type(argument); VALUE_NULL: type() */
/* A new class "module.Name" for the exceptions of a C module, derived from one or two classes (second may be NULL). */
Value exception_class_new(Thread *t, const char *dotted_name, Type *base, Type *second);

/* The table of a type of exceptions.def. Types of one layout differ in name, base and doc only. */
const TypeDef *exception_type_def(TypeId id);

/* Setters: the value is borrowed, VALUE_NULL or None for none. */
void exception_set_context(Thread *t, Value exception, Value context);
void exception_set_cause(Thread *t, Value exception, Value cause); /* sets suppress_context, as `raise ... from` */
void exception_set_traceback(Thread *t, Value exception, Value traceback);
/* str(exception) as BaseException.__str__ gives it, without overriding methods. */
Value exception_base_str(Thread *t, Value self);

/* except*: splits by type (a class or tuple). *match gets the part that matches (a plain exception is wrapped in a group), *rest what does not;
 * None where there is nothing. Both new. TypeError "catching ExceptionGroup with except* is not allowed. Use except instead." */
bool exception_group_match(Thread *t, Value exception, Value type, Value *match, Value *rest);
/* At the end of except*: what is to be raised of the exceptions raised or re-raised (list items, None among them) by the handlers of `original`; None: nothing. */
Value exception_group_reraise(Thread *t, Value original, List *exceptions);
static inline bool is_exception_group(Value v) { return has_layout(v, EXC_BaseExceptionGroup); }

/* traceback objects: one for each frame that the exception passed, innermost last. */
typedef struct Traceback {
    Object ob;
    Value next;  /* VALUE_NULL: innermost */
    Value frame; /* a frame object */
    int32_t line, instruction; /* tb_lineno, tb_lasti */
} Traceback;
/* Puts a new traceback entry in front of the exception's. */
bool exception_add_traceback(Thread *t, Value exception, Value frame, int line, int instruction);

#endif
