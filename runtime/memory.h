/* Memory. Objects come from per-thread free lists by size class, carved from pages that the Interp owns;
 * larger ones from malloc, in a list. Containers (TYPE_GC) have pages and a list of their own, which is how
 * the cycle collector finds them without a header on each (PEP 703 does the same with mimalloc's heaps): it
 * walks pages and passes free blocks by, whose count is 0. In sanitized builds every object is "large", so
 * that AddressSanitizer sees each one.
 *
 * Tables (list items, dict entries, ...) come from mem_alloc. Nothing here raises: NULL means out of memory,
 * and the caller calls raise_no_memory(t). Test builds can make the n-th allocation fail (memory_fail_at). */
#ifndef RUNTIME_MEMORY_H
#define RUNTIME_MEMORY_H

#include "runtime/audit.h"
#include "runtime/object.h"

enum {
    MEMORY_GRANULE = 16,
    MEMORY_CLASSES = 32, /* 16, 32, ..., 512 bytes */
    MEMORY_SMALL_MAX = MEMORY_GRANULE * MEMORY_CLASSES
};

typedef struct MemoryPage MemoryPage;
typedef struct LargeObject LargeObject;

typedef struct LargeList { /* oldest first, which is the order in which the collector ends them */
    LargeObject *first, *last;
} LargeList;

typedef struct MemoryCache {                 /* of a Thread: [0] plain objects, [1] containers */
    Object *free[2][MEMORY_CLASSES + 1];     /* linked through Object.type */
    MemoryPage *page[2][MEMORY_CLASSES + 1]; /* where the next free blocks are carved from */
} MemoryCache;

typedef struct Memory {      /* of an Interp */
    MemoryCache retired;     /* what threads that ended left; pages through MemoryPage.next_retired */
    MemoryPage *pages;       /* all pages, containers' and others' */
    char *fresh, *fresh_end; /* of the last chunk: where new pages come from */
    LargeList large;         /* all large containers */
    LargeList large_plain;   /* all other large objects, so that interp_free can release them */
} Memory;

#ifdef MINIPY_SANITIZE
enum { MEMORY_POOLED_MAX = 0 };
#else
enum { MEMORY_POOLED_MAX = MEMORY_SMALL_MAX };
#endif
Object *memory_alloc_slow(Thread *t, size_t size, bool gc);
void memory_free_large(Object *object);

/* Pages are aligned to their size, so that a block finds its page, and with it its size class, by masking its
 * address. They are allocated several at a time, as a chunk, since what malloc cuts off to align one may be as large as
 * a page. */
enum { MEMORY_PAGE_SIZE = 64 * 1024 };
struct MemoryPage {
    MemoryPage *next, *next_retired;
    char *carved, *end; /* blocks lie from the header to `carved`; beyond it nothing was ever touched */
    uint32_t block_size;
    bool gc;
    bool starts_chunk; /* what was allocated begins here */
};

size_t memory_block_size(const Object *object);

/* A block of `size` bytes for an object. count is 1 and flags say where the block came from (OBJECT_GC,
 * OBJECT_LARGE: keep them); the type and all that follows are the caller's to set, before anything else is
 * allocated. gc: a container. NULL: out of memory. */
static inline Object *memory_alloc_object(MemoryCache *cache, Thread *t, size_t size, bool gc) {
    if (__builtin_expect(size > MEMORY_POOLED_MAX, 0))
        return memory_alloc_slow(t, size, gc);
    Object **list = &cache->free[gc][(size + MEMORY_GRANULE - 1) / MEMORY_GRANULE];
    Object *object = *list;
    if (__builtin_expect(!object, 0))
        return memory_alloc_slow(t, size, gc);
    *list = (Object *)object->type;
    object->count = 1;
    object->flags = gc ? OBJECT_GC : 0;
    audit_begin_object(t, object);
    return object;
}
/* Gives it back. */
static inline void memory_release_object(MemoryCache *cache, Object *object) {
    if (__builtin_expect(object->flags & OBJECT_LARGE, 0)) {
        memory_free_large(object);
        return;
    }
    MemoryPage *page = (MemoryPage *)((uintptr_t)object & ~(uintptr_t)(MEMORY_PAGE_SIZE - 1));
    Object **list = &cache->free[page->gc][page->block_size / MEMORY_GRANULE];
    object->count = 0;
    object->flags = 0;
    object->type = (Type *)*list;
    *list = object;
}
/* The object has ended. */
static inline void memory_free_object(MemoryCache *cache, Thread *t, Object *object) {
    if (AUDITING)
        audit_bury(t, object);
    else
        memory_release_object(cache, object);
}

void *mem_alloc(size_t size);
void *mem_calloc(size_t count, size_t size);
void *mem_realloc(void *block, size_t size); /* NULL leaves the block as it was */
void mem_free(void *block);

/* Calls visit for every live container of the interpreter. It must not allocate or free containers. */
void memory_each_container(Interp *interp, void (*visit)(Object *object, void *arg), void *arg);
/* The same for every live object. */
void memory_each_object(Interp *interp, void (*visit)(Object *object, void *arg), void *arg);

/* How many objects live, containers or not. */
int64_t memory_count_objects(const Interp *interp);
/* How many references to them are counted; what immortal ones have for being so is none. */
int64_t memory_count_references(Interp *interp);

/* Releases all pages and large objects, without looking at them. */
void memory_fini(Interp *interp);
/* A thread that ends leaves its free lists and half-used pages to whoever needs some next. */
void memory_retire_cache(Thread *t);

/* Test builds: the n-th allocation from now fails, and all that follow while `lasting`; 0 switches it off. */
void memory_fail_at(int64_t n, bool lasting);

#endif
