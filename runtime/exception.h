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
    Tuple *exceptions;
} ExceptionGroupException;

bool is_exception(Value v);                  /* an instance of BaseException */
bool is_exception_class(Value v);
static inline BaseException *value_exception(Value v) { return (BaseException *)value_object(v); }
Value exception_new(Thread *t, Value type, Value argument); /* type(argument); VALUE_NULL: type() */

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
