/* Frames: running (or suspended) Python code.
 *
 * Registers of called functions lie in one contiguous stack per thread: the window in which a caller put the arguments becomes the beginning of
 * the callee's registers, and the slot before it holds the called function, which keeps it alive. Generators hold their frame
 * and registers in the heap; resuming one links its frame into the chain.
 *
 * Invariant: a register that holds no value that the frame owns holds no pointer (VALUE_NULL or a stale immediate). */
#ifndef VM_FRAME_H
#define VM_FRAME_H

#include "runtime/error.h"
#include "vm/code.h"

typedef struct Function Function;
typedef struct Generator Generator;
typedef struct FrameObject FrameObject;

typedef enum FrameFlags {
    FRAME_ENTRY = 1,     /* called from C: returning leaves this eval */
    FRAME_INIT = 2,      /* an __init__ run by a call of its class: the result is the instance that waits in regs[-1] */
    FRAME_GENERATOR = 4, /* registers in a Generator */
    FRAME_OWNS_FUNCTION = 8, /* `function` is counted by the frame, not by the caller's window */
    FRAME_OWNS_LOCALS = 16,  /* `locals` is counted */
} FrameFlags;

struct Frame {
    Frame *previous;
    Code *code;        /* borrowed from function */
    const Instr *ip;   /* the instruction that is running, or the next one to run while suspended */
    Value *regs;
    Function *function;
    Value locals;      /* class bodies, modules, exec: the local namespace (a dict or any mapping); VALUE_NULL in functions */
    Value *stack_end;  /* first free register of the thread's stack while this frame runs */
    Generator *generator;
    FrameObject *object; /* the Python-visible frame object, if one was made; borrowed (it holds us or a copy) */
    unsigned flags;
};

struct Function {
    Object ob;
    Code *code;
    Dict *globals, *builtins;
    Value defaults;   /* tuple or VALUE_NULL */
    Value kwdefaults; /* dict or VALUE_NULL */
    Value closure;    /* tuple of cells or VALUE_NULL */
    Value annotations; /* dict, or a tuple (name, value, ...) not yet made into one, or VALUE_NULL */
    Str *name, *qualname;
    Value module, doc; /* VALUE_NULL: None */
    uint32_t version;
};

static inline bool is_function(Value v) { return is_exact(v, TYPE_FUNCTION); }
Value function_new(Thread *t, Code *code, Dict *globals);
/* Runs module-like code: with a namespace of its own (locals VALUE_NULL: the globals). */
Value eval_code(Thread *t, Code *code, Dict *globals, Value locals, Value closure);
extern const TypeDef function_type_def;

#endif
