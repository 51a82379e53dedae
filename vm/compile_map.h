/* A hash map from pointers to pointers, in an arena: names to strings, nodes to scopes, strings to symbols.
 * Nothing is ever removed. Neither keys nor values are counted. */
#ifndef VM_COMPILE_MAP_H
#define VM_COMPILE_MAP_H

#include <stdbool.h>

#include "grammar/arena.h"

typedef struct PointerMap {
    const void **keys; /* NULL: free */
    void **values;
    unsigned mask, count; /* mask 0: no table yet */
} PointerMap;

/* NULL: absent. */
void *pointermap_get(const PointerMap *map, const void *key);
/* False: out of memory. */
bool pointermap_set(PointerMap *map, Arena *arena, const void *key, void *value);

#endif
