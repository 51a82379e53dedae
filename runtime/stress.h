/* The debug switch -DMINIPY_STRESS makes rare things frequent. What it changes is decided here, by constants
 * that have another value then, so that the code that uses them reads the same in both builds. */
#ifndef RUNTIME_STRESS_H
#define RUNTIME_STRESS_H

#include <stdint.h>

#ifdef MINIPY_STRESS
enum { STRESSED = 1 };
#else
enum { STRESSED = 0 };
#endif

enum {
    /* The collector runs after so many new containers at the latest, if they are so large a part (one in ...)
     * of the old ones and of the frozen ones. */
    COLLECT_AFTER = STRESSED ? 40 : INT32_MAX,
    COLLECT_PART = STRESSED ? 16 : 4,
    COLLECT_FROZEN_PART = STRESSED ? 1024 : 16,

    METHOD_CACHE_SIZE = STRESSED ? 4 : 4096,
    INLINE_CACHE_WAYS = STRESSED ? 2 : 4,
    INLINE_CACHE_MISSES = STRESSED ? 20 : 200, /* a site that missed so often stops trying */
    INLINE_CACHE_LIFE = STRESSED ? 13 : 0,     /* one in so many instructions finds its cache forgotten */

    FIRST_INLINE_SLOTS = STRESSED ? 1 : 6, /* attributes that instances of a new class have room for */
    SHAPE_MAX_CHILDREN = STRESSED ? 4 : 128,
    WEAK_TABLE_FIRST_ROOM = STRESSED ? 2 : 64,
    INTERN_TABLE_FIRST_ROOM = STRESSED ? 2 : 4096, /* enough for the names of the start */
    DEQUE_FIRST_ROOM = STRESSED ? 1 : 8,
};

/* How much room a table gets when it grows to `length`, where it would like `wanted`. Under stress nearly
 * none to spare: it is moved often, and the old place is gone. */
static inline int64_t growth_room(int64_t length, int64_t wanted) {
    return STRESSED ? length + (length >> 5) : wanted;
}

#endif
