#include "runtime/gc_debug.h"
#include "runtime/type.h"
#include <stdio.h>

GcTimer gc_debug_start(const CollectorState *collector, int generation) {
    GcTimer timer = {{0, 0}};
    if (!(collector->debug & GC_DEBUG_STATS))
        return timer;
    clock_gettime(CLOCK_MONOTONIC, &timer.start);
    fprintf(stderr, "gc: collecting generation %d...\n", generation);
    return timer;
}

void gc_debug_stop(const CollectorState *collector, GcTimer timer, int64_t unreachable) {
    if (!(collector->debug & GC_DEBUG_STATS))
        return;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double elapsed =
        (double)(now.tv_sec - timer.start.tv_sec) + (double)(now.tv_nsec - timer.start.tv_nsec) * 1e-9;
    fprintf(stderr, "gc: done, %lld unreachable, 0 uncollectable, %.4fs elapsed\n", (long long)unreachable,
            elapsed);
}

void gc_debug_collectable(const Object *object) {
    fprintf(stderr, "gc: collectable <%s %p>\n", type_name(object->type), (const void *)object);
}
