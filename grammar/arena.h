// Arena: memory that is given out in small pieces and freed in one go.
//
// Everything that parsing makes (nodes, names, texts, messages) lives in the arena that the caller hands in,
// so there is nothing to free one by one, and nothing leaks when parsing stops half-way. Invariant: every
// piece is aligned to 8 bytes and stays where it is until arena_fini. An arena belongs to one thread at a
// time; no lock is needed.
#ifndef GRAMMAR_ARENA_H
#define GRAMMAR_ARENA_H

#include <stdbool.h>
#include <stddef.h>

typedef struct ArenaBlock ArenaBlock;

typedef struct Arena {
    ArenaBlock *blocks; // newest first; freed by arena_fini
    char *next;         // the free part of the newest block
    char *end;
    size_t used;      // bytes given out
    long fail_after;  // for tests: allocations of blocks that still succeed; negative = never fail
    size_t next_size; // of the block to come; doubles, so that a big file needs few blocks
} Arena;

void arena_init(Arena *arena);
void arena_fini(Arena *arena);

// NULL when memory is out. The bytes are zero.
void *arena_alloc(Arena *arena, size_t size);
// A copy of `length` bytes with a NUL behind them; NULL when memory is out.
char *arena_copy(Arena *arena, const char *bytes, size_t length);

#endif
