/* Code objects: what the compiler makes and the eval loop runs. Immutable after compilation but for the
 * inline caches. Code from the binary (freeze.h) has its plain tables there, and no table of names, constants
 * or caches until it first runs: call_bind and eval_code see to that, and others that look at these tables of
 * code that may never have run must ask code_ready first. */
#ifndef VM_CODE_H
#define VM_CODE_H

#include "runtime/interp.h"

typedef enum Opcode {
#define OPCODE(name, format, meaning) OP_##name,
#include "vm/opcodes.def"
#undef OPCODE
    OPCODE_COUNT
} Opcode;

enum { FLAG_A = 1, FLAG_B = 2, FLAG_C = 4, FLAG_INPLACE = 8, FLAG_DISCARD = 16 };

typedef struct Instr {
    uint8_t op, flags;
    uint16_t a, b, c;
} Instr;

/* The 32-bit operand in B and C. */
static inline int32_t instr_wide(Instr i) {
    return (int32_t)((uint32_t)i.b | (uint32_t)i.c << 16);
}
static inline Instr instr_make(Opcode op, unsigned flags, unsigned a, unsigned b, unsigned c) {
    return (Instr){(uint8_t)op, (uint8_t)flags, (uint16_t)a, (uint16_t)b, (uint16_t)c};
}
static inline Instr instr_make_wide(Opcode op, unsigned flags, unsigned a, int32_t wide) {
    return instr_make(op, flags, a, (uint32_t)wide & 0xffff, (uint32_t)wide >> 16);
}

/* An inline cache. `name` is set by the compiler, the rest by the eval loop: what was found before and the
 * versions that make it valid. A site that sees several types has a short chain of them (`more`), which
 * belongs to the code object. */
typedef struct InlineCache {
    Str *name;         /* interned; counted by the code object */
    uint32_t version;  /* of the type, or of the globals */
    uint32_t version2; /* of the builtins */
    uint8_t kind;      /* CacheKind (vm/eval_slow.h); 0: empty */
    uint8_t misses;
    uint16_t index;
    Shape *shape; /* borrowed, compared only */
    Value value;  /* borrowed: valid while the version holds */
    struct InlineCache *more;
} InlineCache;

typedef struct Position {
    int32_t line;          /* 0: none */
    uint16_t col, end_col; /* UTF-8 byte offsets; 0xffff: unknown */
    uint16_t end_line_delta;
    uint16_t unused; /* no padding, since positions are compared byte by byte */
} Position;

/* Instructions [start, end) are protected: an exception there clears all registers from `depth` up, is put
 * into register `depth`, and execution goes on at target. Sorted so that the first entry that covers an
 * instruction is the innermost. */
typedef struct ExceptionEntry {
    uint32_t start, end, target;
    uint32_t depth;
} ExceptionEntry;

/* A line of the source without an instruction of its own (`pass`, `try:`): code that goes on from instruction
 * `source` with `target` passes it on the way, which is what those who trace are told. In the order of sources; what
 * begins at the start of the code comes last. */
typedef struct PassedLine {
    uint32_t source, target;
    int32_t line;
} PassedLine;
enum { CODE_START = UINT32_MAX }; /* as a source */

/* CPython's co_flags. */
enum {
    CODE_OPTIMIZED = 0x1,
    CODE_NEWLOCALS = 0x2,
    CODE_VARARGS = 0x4,
    CODE_VARKEYWORDS = 0x8,
    CODE_NESTED = 0x10,
    CODE_GENERATOR = 0x20,
    CODE_COROUTINE = 0x80,
    CODE_ITERABLE_COROUTINE = 0x100,
    CODE_ASYNC_GENERATOR = 0x200,
    CODE_FUTURE_ANNOTATIONS = 0x1000000,
    CODE_SUSPENDS = CODE_GENERATOR | CODE_COROUTINE | CODE_ASYNC_GENERATOR /* calling it makes a generator */
};

typedef struct Code {
    Object ob;
    Instr *instrs;
    Value *consts;
    InlineCache *caches;
    uint32_t instr_count, const_count, cache_count;
    uint32_t flags;
    /* Registers: parameters (positional, keyword-only, *args, **kwargs), other locals, temporaries. */
    uint32_t argcount, posonly_count, kwonly_count; /* argcount includes the positional-only ones */
    uint32_t local_count;                           /* with parameters */
    uint32_t register_count;                        /* one spare register for calls included */
    Str **local_names;
    uint32_t *cell_locals; /* locals that are cells (MAKE_CELL'ed), in co_cellvars order */
    uint32_t cell_count;
    Str **free_names;
    uint32_t free_count;
    ExceptionEntry *exceptions;
    uint32_t exception_count;
    Position *positions; /* one for each instruction */
    PassedLine *passed;
    uint32_t passed_count;
    Str *name, *qualname, *filename;
    const struct FrozenHeader *frozen; /* what it came from, as its record number `frozen_index`; or NULL */
    uint32_t frozen_index;
    int32_t first_line;
    bool simple_call;   /* positional parameters only, no cells among them needed: a call with argcount
                           arguments just starts */
    bool simple_generator; /* the same, but the call just makes a generator or coroutine */
    bool has_docstring; /* consts[0] */
#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
    AuditCode *audit; /* belongs to Interp.audit; NULL: has not run */
#endif
} Code;

static inline bool is_code(Value v) {
    return is_exact(v, TYPE_CODE);
}
bool code_thaw(Thread *t, Code *code);
/* The reverse of it, and a part of the end: releases what those tables hold, and the tables. */
void code_drop_names(Thread *t, Code *code);
/* Sees that the tables of names, constants and caches are there; false: MemoryError is pending. */
static inline bool code_ready(Thread *t, Code *code) {
    return __builtin_expect(code->consts != NULL, 1) || code_thaw(t, code);
}
/* The docstring (new); VALUE_NONE: there is none; VALUE_NULL: MemoryError. */
Value code_docstring(Thread *t, const Code *code);
/* An empty Code with everything zero but the header: the compiler fills it with mem_alloc'ed arrays and
 * counted strings. */
Code *code_new(Thread *t);
/* Is it the return at the end of the code, which has no line of its own? */
bool code_ends_silently(const Code *code, uint32_t instruction);
/* line of an instruction index */
int code_line(const Code *code, uint32_t instruction);

extern const char *const opcode_names[OPCODE_COUNT];
extern const char *const opcode_formats[OPCODE_COUNT];
extern const char *const opcode_meanings[OPCODE_COUNT];
extern const TypeDef code_type_def;

#endif
