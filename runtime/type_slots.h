/* Special methods and slots: one table that says which method stands for which slot, read in both directions.
 *
 * Built-in types fill slots; their dicts get a wrapper_descriptor for each special method that a slot stands
 * for. Classes made by a class statement define special methods; their slots get a function that looks the
 * method up and calls it (slot_functions.c). A method that is inherited unchanged from a built-in type puts
 * that type's own slot function in the class's slot, so that subclasses of built-in types stay fast. */
#ifndef RUNTIME_TYPE_SLOTS_H
#define RUNTIME_TYPE_SLOTS_H

#include "runtime/interp.h"

/* How a wrapper_descriptor calls the slot: what arguments it takes, what it does with the result. */
typedef enum SlotKind {
    SLOT_UNARY,            /* Value (t, self) */
    SLOT_BINARY,           /* Value (t, self, other) */
    SLOT_BINARY_REFLECTED, /* Value (t, other, self) */
    SLOT_INDEXED,          /* Value (t, self, other), other an index */
    SLOT_POWER,            /* __pow__ with an optional third argument */
    SLOT_POWER_REFLECTED,
    SLOT_COMPARE, /* Value (t, self, other, op) */
    SLOT_HASH,
    SLOT_LENGTH,
    SLOT_TRUTH,
    SLOT_CONTAINS,
    SLOT_SETITEM,
    SLOT_DELITEM,
    SLOT_GETATTR,
    SLOT_SETATTR,
    SLOT_DELATTR,
    SLOT_GET,
    SLOT_SET,
    SLOT_DELETE,
    SLOT_CALL,
    SLOT_INIT,
    SLOT_NEXT,
    SLOT_FINALIZE,
    SLOT_NEW,  /* no wrapper: __new__ is a built-in function (type_call.c) */
    SLOT_HOOK, /* __getattr__: no wrapper */
} SlotKind;

typedef struct SlotDef {
    uint16_t name;   /* NameId */
    uint16_t offset; /* of the slot in Slots */
    uint8_t kind;    /* SlotKind */
    uint8_t op;      /* CompareOp */
    void *function;  /* what classes get that define the method; NULL: the slot becomes empty */
    const char *signature, *doc;
} SlotDef;

extern const SlotDef slot_defs[]; /* ends with offset 0 and function NULL: see slot_def_count */
extern const int slot_def_count;

typedef struct WrapperDescriptor { /* "slot wrapper" */
    Object ob;
    const SlotDef *def;
    Type *type;     /* borrowed: a built-in type */
    void *function; /* what stood in the slot when the type was made */
} WrapperDescriptor;

typedef struct MethodWrapper { /* a slot wrapper bound to an object */
    Object ob;
    WrapperDescriptor *descriptor;
    Value self;
} MethodWrapper;

static inline void **slot_at(Slots *slots, const SlotDef *def) {
    return (void **)((char *)slots + def->offset);
}

Value wrapper_descriptor_new(Thread *t, Type *type, const SlotDef *def, void *function);

/* Puts the wrappers for the slots of a type's definition into its dict. */
bool slots_add_wrappers(Thread *t, Type *type);
/* Brings the slots of a heap type up to date: those that `name` stands for, or all (NULL). */
void slots_update(Thread *t, Type *type, Str *name);
/* For a new heap type that has the slots of its base: what the dicts of the other classes in its MRO change. */
void slots_update_new(Thread *t, Type *type);
/* Marks the names of special methods (Str.slot_line), when they have been made. */
void slots_mark_names(Thread *t);

/* __new__ of a built-in type as an object. */
Value new_wrapper(Thread *t, Type *type);
/* The built-in type whose __new__ v is; NULL: v is something else. */
Type *new_wrapper_type(Value v);

bool type_cache_init(Thread *t);
void type_cache_fini(Thread *t);
Value native_new_bound(Thread *t, const MethodDef *def, Type *type);

#endif
