/* Attributes of instances: a shape and values inline; a dict only on demand.
 *
 * Types with TYPE_HAS_ATTRS have an attribute area in each instance. In shape mode (shape != NULL) the shape tells which name is at
 * which index of `values`; instances that set the same names in the same order share shapes, which inline caches compare. An instance whose __dict__
 * was asked for, which lost an attribute, or which has more than it has room for is in dict mode for the rest of its life (shape == NULL).
 * Dict mode with a NULL dict: no attributes yet. */
#ifndef RUNTIME_ATTRS_H
#define RUNTIME_ATTRS_H

#include "runtime/interp.h"

struct Shape {
    Type *type;    /* the root's type; borrowed */
    Shape *parent; /* NULL for the root */
    Str *name;     /* what this shape added (interned, counted); NULL for the root */
    uint32_t count; /* attributes, this one included; its index is count - 1 */
    uint32_t child_count, child_room;
    Shape **children;
    Str **names; /* all names in order, made on first lookup; count of them */
};

typedef struct Attrs {
    Shape *shape; /* NULL: dict mode */
    union {
        Dict *dict;      /* dict mode: counted */
        size_t capacity; /* shape mode: how many values there is room for */
    };
    Value values[];
} Attrs;

/* The attribute area of an instance of a type with TYPE_HAS_ATTRS. */
Attrs *attrs_of(Object *object);
/* Fixed-size layouts only (type->attrs_offset != 0): no call. */
static inline Attrs *attrs_at(Object *object, uint32_t offset) { return (Attrs *)((char *)object + offset); }

/* Index of the (interned) name, or -1. */
int shape_find(Shape *shape, Str *name);
/* The shape with name added; NULL: out of memory (no exception). */
Shape *shape_add(Thread *t, Shape *shape, Str *name);
Shape *shape_root(Thread *t, Type *type);
void shape_free_tree(Thread *t, Shape *root);

/* The instance's own attribute, borrowed; VALUE_NULL: none (nothing pending). name interned. */
Value attrs_get(Thread *t, Object *object, Str *name);
/* Sets or (v VALUE_NULL) deletes; *found tells for deletes whether it was there. v borrowed. */
bool attrs_set(Thread *t, Object *object, Str *name, Value v, bool *found);
/* instance.__dict__: switches to dict mode; borrowed. */
Dict *attrs_dict(Thread *t, Object *object);
/* The attributes of an area in shape mode, as a new dict. */
Dict *attrs_copy(Thread *t, Attrs *area);
bool attrs_replace_dict(Thread *t, Object *object, Dict *dict);
void attrs_traverse(Object *object, VisitFn visit, void *arg);
/* Leaves the instance without attributes, in whatever mode. */
void attrs_clear(Thread *t, Object *object);

/* Bytes of the attribute area of a new instance. Older instances may have less room: see object_size. */
size_t attrs_size(const Type *type);
/* Sets up the area of a new instance, which starts at `area`. */
void attrs_init(Thread *t, Type *type, Attrs *area);
/* How many values there is room for, in both modes (in dict mode it is kept in values[0], which is unused then). */
uint32_t attrs_capacity(const Attrs *area);
/* Before the instance moves to another class: the same attributes under a shape of that class. */
bool attrs_change_type(Thread *t, Object *object, Type *type);

/* The Values of __slots__, type->slot_count of them. They follow the C struct; in variable-sized layouts (str), the body. */
Value *object_slots(Object *object);
/* Bytes of the whole block of an object, attribute area included: what memory_alloc_object was asked for. */
size_t object_size(Object *object);

#endif
