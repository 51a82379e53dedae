/* The cycle collector (gc.c): trial deletion over all containers, CPython's finalisation order (PEP 442), its thresholds and 25 % rule. */
#ifndef RUNTIME_GC_H
#define RUNTIME_GC_H

#include "runtime/interp.h"
#include "runtime/stress.h"

/* Collects now; answers how many unreachable objects it found, -1 if there was no memory to look for them
 * (nothing is raised). generation 0..2: minipy's heap has one generation of objects, so all look at
 * everything; the counts and callbacks are as for that generation. */
int64_t gc_collect(Thread *t, int generation);
/* Were enough containers made since the last collection that gc_poll should look whether it is time for one? */
static inline bool gc_is_due(const CollectorState *collector) {
    int after = collector->thresholds[0] < COLLECT_AFTER ? collector->thresholds[0] : COLLECT_AFTER;
    return collector->allocated > after && after;
}
/* Called where it is safe to run finalizers (calls, loop ends) when BREAK_COLLECT is set. */
void gc_poll(Thread *t);
/* Around the execution of a module of the library, nesting: what that makes lives to the end, as a rule. So it makes no collection due, and counts
 * among what the last one found alive. */
void gc_begin_loading(Interp *interp);
void gc_end_loading(Interp *interp);
/* In the child of a fork, where the threads that were loading modules do not exist. */
void gc_after_fork(Interp *interp);
/* Puts all containers that exist out of the collector's sight, and back. The interpreter does the first when it has started: what is there then lives
 * to the end, and small programs need not pay for looking at it. */
void gc_freeze(Interp *interp);
void gc_unfreeze(Interp *interp);
/* Is it a container that is neither put out of sight nor never part of a cycle? */
static inline bool gc_sees(const Object *o) {
    return (o->flags & (OBJECT_GC | OBJECT_UNTRACKED | OBJECT_FROZEN)) == OBJECT_GC;
}
List *gc_get_objects(Thread *t);
List *gc_get_referrers(Thread *t, Value *objects, int count);
List *gc_get_referents(Thread *t, Value *objects, int count);

#endif
