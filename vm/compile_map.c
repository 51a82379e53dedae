#include "vm/compile_map.h"

#include <stdint.h>

static unsigned slot_of(const PointerMap *map, const void *key) {
    uint64_t hash = ((uintptr_t)key >> 3) * 0x9E3779B97F4A7C15u;
    unsigned slot = (unsigned)(hash >> 32) & map->mask;
    while (map->keys[slot] && map->keys[slot] != key)
        slot = (slot + 1) & map->mask;
    return slot;
}

void *pointermap_get(const PointerMap *map, const void *key) {
    return map->mask ? map->values[slot_of(map, key)] : NULL;
}

static bool grow(PointerMap *map, Arena *arena) {
    PointerMap old = *map;
    unsigned size = old.mask ? (old.mask + 1) * 2 : 8;
    map->mask = size - 1;
    map->keys = arena_alloc(arena, size * sizeof *map->keys);
    map->values = arena_alloc(arena, size * sizeof *map->values);
    if (!map->keys || !map->values) {
        *map = old;
        return false;
    }
    for (unsigned i = 0; old.mask && i <= old.mask; i++) {
        if (!old.keys[i])
            continue;
        unsigned slot = slot_of(map, old.keys[i]);
        map->keys[slot] = old.keys[i];
        map->values[slot] = old.values[i];
    }
    return true;
}

bool pointermap_set(PointerMap *map, Arena *arena, const void *key, void *value) {
    if (map->count * 3 >= map->mask * 2 && !grow(map, arena))
        return false;
    unsigned slot = slot_of(map, key);
    map->count += !map->keys[slot];
    map->keys[slot] = key;
    map->values[slot] = value;
    return true;
}
