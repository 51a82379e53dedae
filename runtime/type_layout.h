/* What instances of a new class look like: which base's struct they have, which __slots__, whether attributes
 * and weak references. */
#ifndef RUNTIME_TYPE_LAYOUT_H
#define RUNTIME_TYPE_LAYOUT_H

#include "runtime/interp.h"

typedef struct Layout {
    List *names; /* of __slots__, mangled and sorted, without __dict__ and __weakref__; NULL: no __slots__ */
    bool dict, weakrefs; /* this class adds them */
} Layout;

/* Reads __slots__ out of the namespace. */
bool layout_find(Thread *t, Str *class_name, Type *base, Tuple *bases, Dict *dict, Layout *layout);
void layout_fini(Thread *t, Layout *layout);
/* Sets size, offsets and flags of the type, whose base is set. */
void layout_apply(Type *type, const Layout *layout);
/* Adds the descriptors of what the class adds. */
bool layout_add_descriptors(Thread *t, Type *type, const Layout *layout);
/* Do instances of both types look the same? */
bool layout_same(const Type *a, const Type *b);

#endif
