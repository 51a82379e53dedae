/* What weakref*.c share. */
#ifndef RUNTIME_WEAKREF_IMPL_H
#define RUNTIME_WEAKREF_IMPL_H

#include "runtime/weakref.h"

/* A new reference of that type, never a shared one. */
Value weakref_create(Thread *t, Type *type, Value referent, Value callback);
/* Takes the reference out of the table; it is dead then. */
void weakref_detach(Thread *t, WeakRef *reference);
/* Slots that references and proxies have in common. */
void weakref_dealloc(Thread *t, Object *self);
void weakref_traverse(Object *self, VisitFn visit, void *arg);
void weakref_clear(Thread *t, Object *self);

#endif
