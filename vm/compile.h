/* Source text to code objects. */
#ifndef VM_COMPILE_H
#define VM_COMPILE_H

#include "vm/code.h"

typedef enum CompileMode { COMPILE_EXEC, COMPILE_EVAL, COMPILE_SINGLE } CompileMode;

/* The flags of compile(), but for those of future features. */
typedef enum CompileFlags {
    COMPILE_FLAG_DONT_IMPLY_DEDENT = 0x200,
    COMPILE_FLAG_ONLY_AST = 0x400,
    COMPILE_FLAG_TYPE_COMMENTS = 0x1000,
    COMPILE_FLAG_TOP_LEVEL_AWAIT = 0x2000,
    COMPILE_FLAG_INCOMPLETE_INPUT = 0x4000,
} CompileFlags;

typedef struct CompileOptions {
    Value filename; /* str */
    CompileMode mode;
    int optimize;          /* -1: the interpreter's -O level; 0, 1, 2 */
    unsigned future;       /* CODE_FUTURE_* inherited from the caller */
    bool source_is_text;   /* bytes come from a str: no encoding line, no BOM */
    bool is_file;        /* the program itself, read from a file: its encoding errors have no position */
    bool only_scopes;    /* what scope_export makes of the scopes (symtable.h) */
    bool only_tree;      /* objects of module ast instead of a code object */
    bool top_level_await; /* await and its like may stand outside of functions: the code is a coroutine's then */
    bool allow_incomplete; /* codeop's flag: unfinished text is the error "incomplete input" */
    bool keep_blocks_open; /* mode single: a block at the end is unfinished until a blank line */
    bool *incomplete; /* mode single: set when more lines could complete the input (the prompt asks for them);
                         may be NULL */
} CompileOptions;

/* A code object, or VALUE_NULL with SyntaxError (or IndentationError, ..., ValueError, MemoryError,
 * RecursionError) pending. */
Value compile_source(Thread *t, const char *source, size_t length, const CompileOptions *options);

/* The same from a tree of module ast; TypeError or ValueError if it is none that a text could have. */
Value compile_ast(Thread *t, Value tree, const CompileOptions *options);
/* Is it an instance of ast.AST? -1: exception. */
int is_ast(Thread *t, Value v);

/* The listing of `minipy -m dis`, --dump=code and dis.dis, as text: nested code objects after the outer one.
 * lines: with source line numbers, register names, exception table. */
Str *disassemble(Thread *t, Code *code, bool nested);

#endif
