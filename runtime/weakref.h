/* Weak references: kept in a table of the Interp keyed by object, so that objects need no field for them (OBJECT_WEAKREFED says look). */
#ifndef RUNTIME_WEAKREF_H
#define RUNTIME_WEAKREF_H

#include "runtime/interp.h"

typedef struct WeakRef { /* weakref, weakproxy, weakcallableproxy */
    Object ob;
    Object *referent; /* borrowed; NULL once dead */
    Value callback;   /* VALUE_NULL: none, or already called */
    int64_t hash;     /* -1: not yet asked */
    struct WeakRef *next, *previous; /* of the same referent */
} WeakRef;

Value weakref_new(Thread *t, Value referent, Value callback); /* callback VALUE_NULL; shared when there is none */
Value weakproxy_new(Thread *t, Value referent, Value callback);
/* New reference to the referent, or VALUE_NULL (nothing pending) when it is dead. */
Value weakref_get(Thread *t, WeakRef *reference);
int64_t weakref_count(Thread *t, Object *referent);
List *weakref_list(Thread *t, Object *referent);
/* Called by object_dealloc and the collector: makes all references dead, then calls their callbacks (unless `quiet`). */
void weakref_kill(Thread *t, Object *referent, bool quiet);
/* For the collector: makes all references to these objects (whose counts are held) dead, then calls the callbacks of those references that are not
 * marked OBJECT_GC_SEEN themselves. */
void weakref_kill_trash(Thread *t, Object **objects, size_t count);
bool weakref_init(Thread *t);
void weakref_fini(Thread *t);

#endif
