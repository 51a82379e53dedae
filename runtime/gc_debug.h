/* What gc.set_debug() asks for, on stderr in CPython's words. */
#ifndef RUNTIME_GC_DEBUG_H
#define RUNTIME_GC_DEBUG_H

#include "runtime/interp.h"
#include <time.h>

enum { GC_DEBUG_STATS = 1, GC_DEBUG_COLLECTABLE = 2, GC_DEBUG_UNCOLLECTABLE = 4, GC_DEBUG_SAVEALL = 32 };

typedef struct GcTimer {
    struct timespec start;
} GcTimer;
GcTimer gc_debug_start(const CollectorState *collector, int generation);
void gc_debug_stop(const CollectorState *collector, GcTimer timer, int64_t unreachable);
void gc_debug_collectable(const Object *object);

/* All references that the object holds: fields, slots, attributes, its class. (gc.c) */
void gc_traverse(Object *object, VisitFn visit, void *arg);

#endif
