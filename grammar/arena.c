#include "grammar/arena.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024 };

struct ArenaBlock {
    ArenaBlock *next;
    size_t size; // keeps the bytes behind it aligned to 16
};

void arena_init(Arena *arena) {
    *arena = (Arena){.fail_after = -1, .next_size = FIRST_BLOCK};
}

void arena_fini(Arena *arena) {
    ArenaBlock *block = arena->blocks;
    while (block) {
        ArenaBlock *next = block->next;
        free(block);
        block = next;
    }
    arena_init(arena);
}

static ArenaBlock *block_new(Arena *arena, size_t size) {
    if (arena->fail_after == 0)
        return NULL;
    if (arena->fail_after > 0)
        arena->fail_after--;
    ArenaBlock *block = malloc(sizeof *block + size);
    if (!block)
        return NULL;
    block->size = size;
    block->next = arena->blocks;
    arena->blocks = block;
    return block;
}

// A piece that would waste much of a block gets one for itself, behind the newest, whose rest stays in use.
static void *alloc_large(Arena *arena, size_t size) {
    ArenaBlock *newest = arena->blocks;
    ArenaBlock *block = block_new(arena, size);
    if (!block)
        return NULL;
    if (newest) {
        arena->blocks = newest;
        block->next = newest->next;
        newest->next = block;
    }
    return memset(block + 1, 0, size);
}

static bool add_block(Arena *arena) {
    ArenaBlock *block = block_new(arena, arena->next_size);
    if (!block)
        return false;
    arena->next = (char *)(block + 1);
    arena->end = arena->next + block->size;
    if (arena->next_size < LARGEST_BLOCK)
        arena->next_size *= 2;
    return true;
}

void *arena_alloc(Arena *arena, size_t size) {
    if (size > (size_t)-1 - 64)
        return NULL;
    size = (size + 7) & ~(size_t)7;
    arena->used += size;
    if (size > (size_t)(arena->end - arena->next)) {
        if (size > arena->next_size / 4)
            return alloc_large(arena, size);
        if (!add_block(arena))
            return NULL;
    }
    void *piece = arena->next;
    arena->next += size;
    return memset(piece, 0, size);
}

char *arena_copy(Arena *arena, const char *bytes, size_t length) {
    char *copy = arena_alloc(arena, length + 1);
    if (copy && length)
        memcpy(copy, bytes, length);
    return copy;
}
