/* Source text to code objects. */
#ifndef VM_COMPILE_H
#define VM_COMPILE_H

#include "vm/code.h"

typedef enum CompileMode { COMPILE_EXEC, COMPILE_EVAL, COMPILE_SINGLE } CompileMode;

typedef struct CompileOptions {
    Value filename; /* str */
    CompileMode mode;
    int optimize;          /* -1: the interpreter's -O level; 0, 1, 2 */
    unsigned future;       /* CODE_FUTURE_* inherited from the caller */
    bool source_is_text;   /* bytes come from a str: no encoding line, no BOM */
    bool is_file;        /* the program itself, read from a file: its encoding errors have no position */
    bool allow_incomplete; /* codeop's flag: unfinished text is the error "incomplete input" */
    bool *incomplete; /* mode single: set when more lines could complete the input (the prompt asks for them);
                         may be NULL */
} CompileOptions;

/* A code object, or VALUE_NULL with SyntaxError (or IndentationError, ..., ValueError, MemoryError,
 * RecursionError) pending. */
Value compile_source(Thread *t, const char *source, size_t length, const CompileOptions *options);

/* The listing of `minipy -m dis`, --dump=code and dis.dis, as text: nested code objects after the outer one.
 * lines: with source line numbers, register names, exception table. */
Str *disassemble(Thread *t, Code *code, bool nested);

#endif
