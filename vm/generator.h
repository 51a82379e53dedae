/* Generators, coroutines and async generators: frames in the heap. One struct for all three, told apart by
 * their types. */
#ifndef VM_GENERATOR_H
#define VM_GENERATOR_H

#include "vm/frame.h"

typedef enum GeneratorState {
    GENERATOR_CREATED,
    GENERATOR_SUSPENDED,
    GENERATOR_RUNNING,
    GENERATOR_FINISHED
} GeneratorState;

struct Generator {
    Object ob;
    Frame frame;
    ExceptionFrame handled; /* its own sys.exc_info() */
    uint8_t state; /* GeneratorState */
    bool hooks_inited, closed, running_async;
    Tuple *names; /* __name__ and __qualname__; NULL: the code's */
    union {
        Value origin;    /* coroutines: cr_origin, VALUE_NULL: None */
        Value finalizer; /* async generators: the hook of sys.set_asyncgen_hooks; VALUE_NULL: none */
    };
    Value regs[];
};

/* The generator that a frame with FRAME_GENERATOR is part of. */
static inline Generator *frame_generator(const Frame *frame) {
    return (Generator *)((char *)frame - offsetof(Generator, frame));
}

static inline bool is_generator_like(Value v) {
    return is_pointer(v) &&
           (value_object(v)->type->id == TYPE_GENERATOR || value_object(v)->type->id == TYPE_COROUTINE);
}

/* A generator, coroutine or async generator, as the code's flags say, which takes over the arguments laid out
 * in regs[0..local_count) (consumed, also on failure). function is counted. */
Value generator_new(Thread *t, Function *function, Value *regs);
/* The same for code that is a simple_generator and arguments that fit it (call_fits), which are moved out of args. */
Value generator_call(Thread *t, Function *function, Value *args, uint32_t nargs);
/* Puts what is sent (consumed) where the suspended generator expects it. */
static inline void generator_deliver(Thread *t, Generator *generator, Value sent) {
    const Instr *at = generator->frame.ip;
    if (at->op == OP_YIELD_FROM)
        value_store(t, &generator->regs[at->c], sent);
    else if (at->flags & FLAG_DISCARD)
        decref(t, sent);
    else
        value_store(t, &generator->regs[at->a], sent);
}
/* Links the generator's frame on top of the running one; the caller goes on in it. */
static inline void generator_enter(Thread *t, Generator *g) {
    g->frame.previous = t->frame;
    g->frame.stack_end = frame_stack_end(t);
    g->frame.flags &= ~FRAME_ENTRY;
    g->handled.previous = t->handled;
    t->handled = &g->handled;
    t->frame = &g->frame;
    t->depth++;
}
/* Unlinks it again; the state is the caller's to set. */
static inline void generator_leave(Thread *t, Generator *g) {
    t->frame = g->frame.previous;
    t->handled = g->handled.previous;
    g->frame.previous = NULL;
    t->depth--;
}
/* Sends a value (borrowed; None starts it). A result: yielded. VALUE_NULL with *finished: returned that value
 * (owned); else an exception. */
Value generator_send(Thread *t, Generator *generator, Value sent, Value *finished);
/* Throws the pending exception into it: results as generator_send. */
Value generator_throw(Thread *t, Generator *generator, Value *finished);
/* close(): false with the exception that came out instead of GeneratorExit. */
bool generator_close(Thread *t, Generator *generator);
/* Makes what throw(type, value, traceback) was given the pending exception; false: it was no good. */
bool generator_throw_arguments(Thread *t, Value *args, int nargs);
/* An exception is about to leave the generator's frame: StopIteration becomes RuntimeError (PEP 479). */
void generator_check_escape(Thread *t, Generator *generator);
/* What it delegates to (yield from, await): borrowed, VALUE_NULL: nothing. */
Value generator_delegate(Generator *generator);
/* For `async for` over native async generators and so on, see async_generator.c. */
Value async_generator_wrap(Thread *t, Value v_consumed);
/* The iterator that `await v` uses. what: 0 await, 1 __aenter__, 2 __aexit__. */
Value coroutine_get_awaitable(Thread *t, Value v, int what);
Value coroutine_get_yield_from_iter(Thread *t, Value v, const Code *code);

/* Slots and getters that async generators share. */
void generator_finalize(Thread *t, Value self);
void generator_clear(Thread *t, Object *self);
void generator_dealloc(Thread *t, Object *self);
void generator_traverse(Object *self, VisitFn visit, void *arg);
size_t generator_size(Object *self);
Value generator_repr_slot(Thread *t, Value self);
Value generator_get_frame(Thread *t, Value self);
Value generator_get_code(Thread *t, Value self);
Value generator_get_delegate(Thread *t, Value self);
Value generator_get_name(Thread *t, Value self);
bool generator_set_name(Thread *t, Value self, Value v);
Value generator_get_qualname(Thread *t, Value self);
bool generator_set_qualname(Thread *t, Value self, Value v);

/* anext(iterator, default): the awaitable of __anext__() with a default for StopAsyncIteration. */
Value anext_awaitable_new(Thread *t, Value awaitable, Value otherwise);

/* coroutine.__await__(): an iterator over the coroutine. */
typedef struct CoroutineWrapper {
    Object ob;
    Value coroutine;
} CoroutineWrapper;

extern const TypeDef generator_type_def, coroutine_type_def, coroutine_wrapper_type_def,
    async_generator_type_def, async_generator_asend_type_def, async_generator_athrow_type_def,
    async_generator_wrapped_value_type_def, anext_awaitable_type_def;

#endif
