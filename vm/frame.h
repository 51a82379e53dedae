/* Frames: running (or suspended) Python code.
 *
 * Registers of called functions lie in one contiguous stack per thread: the window in which a caller put the
 * arguments becomes the beginning of the callee's registers, and the slot before it holds the called
 * function, which keeps it alive. Generators hold their frame and registers in the heap; resuming one links
 * its frame into the chain.
 *
 * Invariant: a register that holds no value that the frame owns holds no pointer (VALUE_NULL or a stale
 * immediate). */
#ifndef VM_FRAME_H
#define VM_FRAME_H

#include "runtime/error.h"
#include "vm/code.h"

typedef struct Function Function;
typedef struct Generator Generator;
typedef struct FrameObject FrameObject;

typedef enum FrameFlags {
    FRAME_ENTRY = 1, /* called from C: returning leaves this eval */
    FRAME_INIT =
        2, /* an __init__ run by a call of its class: the result is the instance that waits in `locals` */
    FRAME_GENERATOR = 4,     /* part of a Generator, and so are the registers */
    FRAME_OWNS_FUNCTION = 8, /* `function` is counted by the frame, not by the caller's window */
    FRAME_OWNS_OBJECT = 32,  /* `object` is counted by the frame: it keeps the dict of locals() */
    FRAME_OWNS_LOCALS = 16,  /* `locals` is counted */
    FRAME_STAR =
        64, /* called by f(*args, **kwargs): what the caller holds of it is in regs[-4] to regs[-2] */
} FrameFlags;

struct Frame {
    Frame *previous;
    Code *code;      /* borrowed from function */
    const Instr *ip; /* the instruction that is running, or the next one to run while suspended */
    Value *regs;
    Function *function;
    Value locals; /* class bodies, modules, exec: the local namespace (a dict or any mapping); VALUE_NULL in
                     functions */
    Value *stack_end; /* first free register of the thread's stack while this frame runs */
    FrameObject
        *object; /* the Python-visible frame object, if one was made; borrowed (it holds us or a copy) */
    unsigned flags;
};

struct Function {
    Object ob;
    Code *code;
    Dict *globals, *builtins;
    Value odd_builtins; /* globals["__builtins__"] if it was no exact dict nor a module, else VALUE_NULL;
                           builtins is an empty dict then, so that no inline cache can hold for it */
    Value defaults;    /* tuple or VALUE_NULL */
    Value kwdefaults;  /* dict or VALUE_NULL */
    Value closure;     /* tuple of cells or VALUE_NULL */
    Value annotations; /* dict, or a tuple (name, value, ...) not yet made into one, or VALUE_NULL */
    Str *name, *qualname;
    Value module; /* VALUE_NULL: None */
    Value doc;    /* VALUE_NULL: what the code has, not yet asked for */
    uint32_t version;
};

/* What tracing (trace_function.h) knows of a frame: part of its frame object. */
typedef struct FrameTrace {
    Value function;      /* f_trace; VALUE_NULL: none */
    Value native;        /* the built-in function that is being called, for profile functions; VALUE_NULL: none */
    Value returned;      /* by a generator or coroutine that the frame went through; VALUE_NULL: nothing that is told */
    int line;            /* the last line that was reported */
    int shown_line;      /* what f_lineno is during a call event; 0: where the frame stands */
    uint32_t index;      /* of the last instruction */
    int jump_line;       /* where a generator that has yielded goes on (frame_jump.c); 0: where it stopped */
    bool jumped;         /* by assignment to f_lineno, in the event that is being told */
    bool seen;           /* has run while the thread was traced */
    bool enters_loop;    /* the first test of a loop was just reached: what jumps back from it is no turn */
    bool suspended;      /* a generator that has yielded since */
    bool no_lines, opcodes; /* not f_trace_lines; f_trace_opcodes */
} FrameTrace;

/* What a change of a watched object's count is told to be the work of (watch.h): the instruction that the thread runs. */
typedef struct WatchSite {
    Str *thread, *file; /* counted; file NULL: no Python code */
    uint64_t when;
    int line;
    uint8_t opcode;
} WatchSite;

/* The VM's part of a Thread (Thread.vm): its frames, in an address range reserved once, so that they never
 * move. */
typedef struct VmThread {
    Frame *frames, *frame_top, *frame_end;
    ExceptionFrame handled; /* what is handled outside all generators */
    Value trace, profile;   /* sys.settrace, sys.setprofile; VALUE_NULL: none */
    bool in_trace;          /* one of them is running */
    const char *event;      /* which event it is told; NULL: none */
    const Frame *event_frame; /* and of which frame */
    struct ImportRun *awaited_import; /* of another thread (import_lock.h); NULL: none */
    struct ImportTime *import_time;   /* the innermost import under way (import_time.h); NULL: none, or nobody asks */
    WatchSite watch_site;   /* means something while an object is watched */
} VmThread;
bool vm_thread_begin(Thread *t); /* false: out of memory; the memory of an earlier thread is used again */
void vm_thread_end(Thread *t);
void vm_thread_free(Thread *t);

/* Raises RecursionError for a call that frame_push refused. */
void frame_push_failed(Thread *t);

/* Starts a frame whose arguments are in place at regs and whose other locals become unbound: links it, counts
 * its depth. NULL: RecursionError is pending and nothing has changed. */
static inline Frame *frame_push(Thread *t, Function *function, Value *regs) {
    VmThread *vm = t->vm;
    Code *code = function->code;
    Frame *frame = vm->frame_top;
    Value *end = regs + code->register_count;
    if (__builtin_expect(
            t->depth >= t->interp->recursion_limit || end > t->register_end || frame == vm->frame_end, 0)) {
        frame_push_failed(t);
        return NULL;
    }
    t->depth++;
    vm->frame_top = frame + 1;
    frame->locals = VALUE_NULL;
    if (code->simple_call) /* otherwise call_bind has done it */
        for (uint32_t i = code->argcount; i < code->local_count; i++)
            regs[i] = VALUE_NULL;
    else if (!(code->flags & CODE_OPTIMIZED)) /* code of a module that was made a function */
        frame->locals = object_value(function->globals);
    frame->previous = t->frame;
    frame->code = code;
    frame->ip = code->instrs;
    frame->regs = regs;
    frame->function = function;
    frame->stack_end = end;
    frame->object = NULL;
    frame->flags = 0;
    t->frame = frame;
    return frame;
}
/* Leaves the registers to the frame object that somebody holds. */
void frame_detach(Thread *t, Frame *frame);
void frame_pop_rest(Thread *t, Frame *frame);
/* Ends the running frame: releases its registers (the first `count` of them) or leaves them to the frame
 * object, unlinks it. Generators' frames are unlinked by generator_leave. */
static inline void frame_pop(Thread *t, Frame *frame, uint32_t count) {
    if (__builtin_expect(frame->object != NULL, 0))
        frame_detach(t, frame);
    Value *regs = frame->regs;
    for (uint32_t i = 0; i < count; i++)
        if (is_pointer(regs[i])) {
            Value old = regs[i];
            regs[i] = VALUE_NULL;
            decref_object(t, value_object(old));
        }
    if (__builtin_expect(
            frame->flags & (FRAME_GENERATOR | FRAME_OWNS_FUNCTION | FRAME_OWNS_LOCALS | FRAME_STAR), 0)) {
        frame_pop_rest(t, frame);
        return;
    }
    t->depth--;
    t->frame = frame->previous;
    ((VmThread *)t->vm)->frame_top = frame;
}
/* First free register of the running thread's stack. */
static inline Value *frame_stack_end(Thread *t) {
    return t->frame ? t->frame->stack_end : t->registers;
}
/* The Python-visible frame object; new reference. */
Value frame_object(Thread *t, Frame *frame);
/* The frame behind a frame object; borrowed, valid until the object runs or goes. */
const Frame *frame_of_object(Value frame_object);
int frame_line(const Frame *frame);
/* What locals() gives: the namespace of module and class code, else a dict of the bound locals. */
Value frame_locals(Thread *t, Frame *frame);
/* Borrowed; makes the frame object, which the frame keeps then. NULL: exception. */
FrameTrace *frame_trace(Thread *t, Frame *frame);
/* frame_jump.c: f_lineno = v; VALUE_NULL: del. And the jump of a generator that goes on. */
bool frame_jump(Thread *t, Frame *frame, FrameTrace *trace, Value v);
bool frame_jump_now(Thread *t, Frame *frame, FrameTrace *trace);
/* If somebody has asked for f_locals: the dict gets the frame's variables; the variables become what is in the dict. */
bool frame_refresh_locals(Thread *t, Frame *frame);
bool frame_store_locals(Thread *t, Frame *frame);
/* Adds the running frame to the traceback of the pending exception. */
bool frame_add_traceback(Thread *t);
extern const TypeDef frame_type_def;

/* call.c: the arguments of a call, checked and laid out in registers as new references; the other locals are
 * unbound. */
bool call_bind(Thread *t, Function *function, Value *args, int nargs, Tuple *kwnames, Value *regs);
/* Fills up missing trailing positional parameters with defaults; false if that is not enough (nothing
 * raised). */
bool call_fill_defaults(Function *function, Value *regs, uint32_t nargs);
/* Is that all it takes for so many arguments? */
bool call_fits(const Function *function, uint32_t nargs);

/* Runs a frame until it returns (the result), yields (the value; the generator tells), or raises
 * (VALUE_NULL). throwing: it starts by raising the pending exception where it is. */
Value eval_run(Thread *t, Frame *frame, bool throwing);

static inline bool is_function(Value v) {
    return is_exact(v, TYPE_FUNCTION);
}
Value function_new(Thread *t, Code *code, Dict *globals);
/* The builtins that a function sees; borrowed. */
Value function_builtins(const Function *f);
/* Those that new code sees which is told of none: those of the running frame; borrowed. */
Value function_current_builtins(Thread *t);
/* From the builtins of a function. New reference; VALUE_NULL: not there, or an exception is pending. */
Value function_find_builtin(Thread *t, const Function *f, Str *name);
Value function_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames); /* the call slot */
/* Runs module-like code: with a namespace of its own (locals VALUE_NULL: the globals). */
Value eval_code(Thread *t, Code *code, Dict *globals, Value locals, Value closure);
/* The setters of __name__ and __qualname__: v must be a str; what: the name for the message. */
bool function_set_text(Thread *t, Str **place, Value v, const char *what);
extern const TypeDef function_type_def;

#endif
