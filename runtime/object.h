/* Objects and types: headers, layouts, slots, and the tables that built-in types are written as.
 *
 * Everything that a Value points to starts with struct Object (refcount.h). Its type says what follows.
 * `Type.layout` names the built-in type whose C struct the instances have: a subclass of list has layout
 * TYPE_LIST, so `is_list(v)` is one comparison.
 *
 * Conventions, everywhere in the runtime:
 *   - every function that may fail, allocate or release takes the Thread first;
 *   - a Value (or pointer) result is a new reference, VALUE_NULL (NULL) means an exception is pending; bool
 * false means the same; an int or int64_t result of -1 means the same where the header says so;
 *   - arguments are borrowed unless the header says "consumes";
 *   - the GIL is held. */
#ifndef RUNTIME_OBJECT_H
#define RUNTIME_OBJECT_H

#include "runtime/audit.h"

typedef struct Interp Interp;
typedef struct Str Str;
typedef struct Tuple Tuple;
typedef struct Dict Dict;
typedef struct List List;
typedef struct Shape Shape;
typedef struct Buffer Buffer;     /* memoryview.h */
typedef struct CallSpec CallSpec; /* a parsed signature: native.h */

typedef enum ObjectFlags {
    OBJECT_GC = 1,         /* lives in memory that the cycle collector walks */
    OBJECT_FINALIZED = 2,  /* __del__ (or a generator's close) has run */
    OBJECT_WEAKREFED = 4,  /* the weak-reference table has an entry (weakref.h) */
    OBJECT_LARGE = 8,      /* from malloc, in the list of large objects (memory.h) */
    OBJECT_UNTRACKED = 16, /* not complete yet, or known to be in no cycle: the collector passes by */
    OBJECT_GC_SEEN = 32,   /* the collector's mark */
    OBJECT_IMMORTAL = 64,
    OBJECT_DEAD = 128,       /* waits on the work list of object_dealloc */
    OBJECT_FROZEN = 256,     /* gc.freeze(): older than the program, the collector passes by */
    OBJECT_WATCHED = 512,    /* module refcount wants to know of its end (InterpHooks.object_ended) */
    OBJECT_GC_REFS_SHIFT = 10 /* 22 bits: the collector's working count, saturating */
} ObjectFlags;

/* The built-in types: TYPE_LIST, EXC_ValueError and so on. */
typedef enum TypeId {
    TYPE_NO_ID,
#define BUILTIN_TYPE(id, def) TYPE_##id,
#define VM_TYPE(id) TYPE_##id,
#include "runtime/types.def"
#undef BUILTIN_TYPE
#undef VM_TYPE
#define EXCEPTION(name, base, layout, doc) EXC_##name,
#include "runtime/exceptions.def"
#undef EXCEPTION
    TYPE_COUNT
} TypeId;

/* A call. args[0..nargs-1] are positional; the values of keyword arguments follow them, their names are in
 * kwnames (NULL: none). The callee borrows everything and may overwrite args only if it owns the array. */
typedef Value (*NativeFn)(Thread *t, Value *args, int nargs, Tuple *kwnames);
typedef Value (*CallFn)(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames);
typedef void (*VisitFn)(Object *object, void *arg);

typedef enum BinaryOp {
    BINARY_ADD,
    BINARY_SUB,
    BINARY_MUL,
    BINARY_MATMUL,
    BINARY_TRUEDIV,
    BINARY_FLOORDIV,
    BINARY_MOD,
    BINARY_POW,
    BINARY_LSHIFT,
    BINARY_RSHIFT,
    BINARY_AND,
    BINARY_OR,
    BINARY_XOR,
    BINARY_DIVMOD,
    BINARY_COUNT
} BinaryOp;

typedef enum UnaryOp {
    UNARY_NEG,
    UNARY_POS,
    UNARY_INVERT,
    UNARY_ABS,
    UNARY_INT,
    UNARY_FLOAT,
    UNARY_INDEX,
    UNARY_COUNT
} UnaryOp;

typedef enum CompareOp { COMPARE_LT, COMPARE_LE, COMPARE_EQ, COMPARE_NE, COMPARE_GT, COMPARE_GE } CompareOp;

/* What a type can do. A slot that is NULL is inherited from the base; if it is NULL there too, the operation
 * is not supported. Functions of `binary` are called with an operand of the type on either side, as CPython's
 * nb_ slots, and answer VALUE_NOTIMPLEMENTED for operands they do not know. */
typedef struct Slots {
    void (*dealloc)(
        Thread *t, Object *self); /* releases what the C struct owns; the caller does attributes and memory */
    void (*traverse)(Object *self, VisitFn visit, void *arg); /* the same references, visited */
    void (*clear)(Thread *t, Object *self); /* breaks cycles: leaves the object valid but empty */
    size_t (*size)(Object *self); /* variable-sized: bytes of the instance without its attribute area */
    Value (*repr)(Thread *t, Value self);
    Value (*str)(Thread *t, Value self);
    bool (*hash)(Thread *t, Value self, int64_t *hash);
    CallFn call;
    Value (*iter)(Thread *t, Value self);
    Value (*next)(
        Thread *t,
        Value self); /* VALUE_NULL and nothing pending: exhausted; a pending StopIteration means the same */
    /* One step as `yield from` makes it, without a StopIteration: VALUE_NULL and *finished (VALUE_NULL before):
     * it ended with that value. For iterators that also have a method send(). */
    Value (*send)(Thread *t, Value self, Value sent, Value *finished);
    Value (*getattr)(Thread *t, Value self, Str *name);
    bool (*setattr)(Thread *t, Value self, Str *name, Value v);         /* v VALUE_NULL: delete */
    Value (*compare)(Thread *t, Value self, Value other, CompareOp op); /* may answer VALUE_NOTIMPLEMENTED */
    Value (*descr_get)(Thread *t, Value self, Value instance,
                       Value owner); /* instance VALUE_NULL: on the class itself */
    bool (*descr_set)(Thread *t, Value self, Value instance, Value v); /* v VALUE_NULL: delete */
    Value (*new_instance)(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames);
    bool (*init)(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames);
    void (*finalize)(Thread *t, Value self); /* __del__ and its like: may resurrect */
    Value (*binary[BINARY_COUNT])(Thread *t, Value a, Value b);
    Value (*inplace[BINARY_COUNT])(Thread *t, Value a, Value b);
    Value (*unary[UNARY_COUNT])(Thread *t, Value self);
    Value (*power)(Thread *t, Value a, Value b, Value modulus); /* three-argument pow */
    int (*truth)(Thread *t, Value self);                        /* 1, 0, or -1 */
    int64_t (*length)(Thread *t, Value self);                   /* -1: exception */
    Value (*getitem)(Thread *t, Value self, Value key);
    bool (*setitem)(Thread *t, Value self, Value key, Value v); /* v VALUE_NULL: delete */
    int (*contains)(Thread *t, Value self, Value item);         /* 1, 0, or -1 */
    Value (*concat)(Thread *t, Value self, Value other); /* sequences: tried by + after binary[BINARY_ADD] */
    Value (*repeat)(Thread *t, Value self,
                    Value count); /* sequences: tried by * with an index on either side */
    Value (*inplace_concat)(Thread *t, Value self, Value other);
    Value (*inplace_repeat)(Thread *t, Value self, Value count);
    Value (*await)(Thread *t, Value self); /* what has send, too, may answer itself without being an iterator */
    Value (*aiter)(Thread *t, Value self);
    Value (*anext)(Thread *t, Value self);
    bool (*get_buffer)(Thread *t, Value self, Buffer *view, int flags);
    void (*release_buffer)(Thread *t, Value self, Buffer *view);
} Slots;

typedef enum TypeFlags {
    TYPE_GC = 1,   /* instances can be part of cycles (needs traverse) */
    TYPE_BASE = 2, /* may be subclassed */
    TYPE_HEAP = 4, /* made by a class statement or type(): mutable, counted by its instances */
    TYPE_WEAKREFABLE = 8,
    TYPE_HAS_ATTRS = 16,      /* instances have an attribute area (attrs.h) */
    TYPE_VAR_SIZED = 32,      /* instances differ in size: the attribute area follows slots.size() bytes */
    TYPE_ABSTRACT = 64,       /* __abstractmethods__ is not empty: no instances */
    TYPE_SEQUENCE = 128,      /* match: sequence patterns */
    TYPE_MAPPING = 256,       /* match: mapping patterns */
    TYPE_MATCH_SELF = 512,    /* match: one positional sub-pattern matches the value itself */
    TYPE_METHOD_LIKE = 1024,  /* a descriptor that binds like a function: calls need no bound method object */
    TYPE_NO_INSTANCES = 2048, /* calling the type is an error: "cannot create 'X' instances" */
    TYPE_CUSTOM_MRO = 4096,   /* mro() was overridden with classes that are no bases: never has a version */
} TypeFlags;

/* A function of a module or a method of a type.
 * signature: Python's notation without self: "x, /, base=10, *, strict=False". The call machinery checks and
 * binds, and fn gets exactly one args entry for each parameter (after self, for methods), VALUE_NULL where an
 * optional one is missing. The defaults are for the reader (help, __text_signature__). With "*args" or
 * "**kwargs" anywhere, a "!" before it all, or a NULL signature, fn gets the call as it was made. */
typedef enum MethodFlags { METHOD_CLASS = 1, METHOD_STATIC = 2 } MethodFlags;
typedef struct MethodDef {
    const char *name;
    NativeFn fn; /* for methods args[0] is self (the class, for METHOD_CLASS); it counts in nargs */
    const char *signature;
    const char *doc;
    unsigned flags;
} MethodDef;

typedef struct GetSetDef {
    const char *name;
    Value (*get)(Thread *t, Value self);
    bool (*set)(Thread *t, Value self, Value v); /* NULL: read-only; v VALUE_NULL: delete */
    const char *doc;
} GetSetDef;

/* A built-in type, as a constant table at the end of its file. */
typedef struct TypeDef {
    const char *name; /* "list", "collections.deque": what stands before the last dot is __module__ */
    TypeId base;      /* TYPE_NO_ID: object */
    TypeId layout;    /* TYPE_NO_ID: its own id */
    uint32_t size;    /* bytes of an instance, or of its fixed part */
    unsigned flags;   /* TypeFlags */
    const char *doc;
    const char *new_signature;  /* as MethodDef.signature, for slots.new_instance; NULL: called raw */
    const char *init_signature; /* for slots.init */
    Slots slots;
    const MethodDef *methods; /* ends with a NULL name; the same for getsets */
    const GetSetDef *getsets;
} TypeDef;

struct Type {
    Object ob;
    TypeId id;      /* the built-in type that this is; TYPE_NO_ID for all others */
    TypeId layout;  /* the built-in type whose C struct the instances have */
    unsigned flags; /* TypeFlags */
    uint32_t
        version; /* unique among all types and times of the Interp: new after every change of the type or of a
                    base. Inline caches compare it. 0: not yet assigned (type_version(t, type) assigns) */
    uint32_t size;         /* bytes of an instance before its attribute area: C struct plus __slots__ */
    uint32_t attrs_offset; /* of the attribute area (TYPE_HAS_ATTRS and not TYPE_VAR_SIZED); else 0 */
    uint32_t slots_offset; /* of the Values of __slots__, of this class and its bases; variable-sized layouts:
                              see object_slots */
    uint16_t slot_count;
    uint16_t inline_slots; /* attributes that a new instance has room for; grows as instances overflow */
    Slots slots;
    Str *name;
    Str *qualname;
    Type *base;
    Tuple *bases;
    Tuple *mro;
    Dict *dict;
    Value subclasses;  /* a list of weak references, or VALUE_NULL */
    Shape *root_shape; /* owned; NULL until an instance gets its first attribute */
    CallSpec *new_spec, *init_spec;
    const TypeDef *def; /* NULL for heap types */
    Type *next_native;  /* see Interp.native_types */
#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
    AuditTally tally; /* of its instances */
#endif
};

/* The object lives as long as the Interp: nobody needs to hold it. */
static inline void object_make_immortal(void *object) {
    Object *o = object;
    o->count = REFCOUNT_IMMORTAL;
    o->flags |= OBJECT_IMMORTAL;
#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
    o->plain = (uint64_t)REFCOUNT_IMMORTAL << 32;
#endif
}

static inline Type *object_type(const void *object) {
    return ((const Object *)object)->type;
}

static inline bool has_layout(Value v, TypeId layout) {
    return is_pointer(v) && value_object(v)->type->layout == layout;
}
static inline bool is_exact(Value v, TypeId id) {
    return is_pointer(v) && value_object(v)->type->id == id;
}

/* For traverse slots: a Value or pointer that may be none. */
static inline void visit_value(Value v, VisitFn visit, void *arg) {
    if (is_pointer(v))
        visit(value_object(v), arg);
}
static inline void visit_object(void *object, VisitFn visit, void *arg) {
    if (object)
        visit(object, arg);
}

/* v, or None for "no value"; borrowed as v is. */
static inline Value or_none(Value v) {
    return is_null(v) ? VALUE_NONE : v;
}

/* A fresh object with count 1, everything after the header zero bytes except __slots__ (VALUE_NULL) and the
 * attribute area, which is set up. Counts the type if it is a heap type. extra: bytes beyond type->size for
 * variable-sized layouts. Note that zero bytes are the Value 0.0: constructors must set their Value fields.
 * NULL with MemoryError pending. */
void *object_new(Thread *t, Type *type, size_t extra);
/* The same for a built-in type by id. */
void *object_new_builtin(Thread *t, TypeId id, size_t extra);
/* For hot constructors that fill every byte after the header themselves (float box, tuple, str): nothing is
 * zeroed. */
void *object_new_raw(Thread *t, TypeId id, size_t size);

#endif
