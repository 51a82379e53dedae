/* Memory. Objects come from per-thread free lists by size class, carved from pages that the Interp owns; larger ones from malloc, in a list.
 * Containers (TYPE_GC) have pages and a list of their own, which is how the cycle collector finds them without a header on
 * each (PEP 703 does the same with mimalloc's heaps): it walks pages and passes free blocks by, whose count is 0.
 * In sanitized builds every object is "large", so that AddressSanitizer sees each one.
 *
 * Tables (list items, dict entries, ...) come from mem_alloc. Nothing here raises: NULL means out of memory, and the
 * caller calls raise_no_memory(t). Test builds can make the n-th allocation fail (memory_fail_at). */
#ifndef RUNTIME_MEMORY_H
#define RUNTIME_MEMORY_H

#include "runtime/object.h"

enum {
    MEMORY_GRANULE = 16,
    MEMORY_CLASSES = 32, /* 16, 32, ..., 512 bytes */
    MEMORY_SMALL_MAX = MEMORY_GRANULE * MEMORY_CLASSES
};

typedef struct MemoryPage MemoryPage;
typedef struct LargeObject LargeObject;

typedef struct Memory { /* of an Interp */
    MemoryPage *pages;      /* all pages, containers' and others' */
    LargeObject *large;     /* all large containers */
    LargeObject *large_plain; /* all other large objects, so that interp_free can release them */
} Memory;

typedef struct MemoryCache { /* of a Thread: [0] plain objects, [1] containers */
    Object *free[2][MEMORY_CLASSES + 1]; /* linked through Object.type */
    MemoryPage *page[2][MEMORY_CLASSES + 1]; /* where the next free blocks are carved from */
} MemoryCache;

/* A block of `size` bytes for an object. count is 1 and flags say where the block came from (OBJECT_GC, OBJECT_LARGE: keep them); the
 * type and all that follows are the caller's to set, before anything else is allocated. gc: a container. NULL: out of memory. */
Object *memory_alloc_object(Thread *t, size_t size, bool gc);
/* Gives it back. */
void memory_free_object(Thread *t, Object *object);

void *mem_alloc(size_t size);
void *mem_calloc(size_t count, size_t size);
void *mem_realloc(void *block, size_t size); /* NULL leaves the block as it was */
void mem_free(void *block);

/* Calls visit for every live container of the interpreter. It must not allocate or free containers. */
void memory_each_container(Interp *interp, void (*visit)(Object *object, void *arg), void *arg);

/* Releases all pages and large objects, without looking at them. */
void memory_fini(Interp *interp);
/* A thread that ends leaves its free lists to another one. */
void memory_merge_cache(Thread *from, Thread *to);

/* Test builds: the n-th allocation from now fails, and all that follow while `lasting`; 0 switches it off. */
void memory_fail_at(int64_t n, bool lasting);

#endif
