#include "runtime/memory.h"
#include "runtime/heap.h"
#include "runtime/interp.h"
#include <stdlib.h>
#include <sys/mman.h>

enum { PAGE_SIZE = MEMORY_PAGE_SIZE, CHUNK_SIZE = 16 * PAGE_SIZE, REFILL_BYTES = 4096, WORTH_TAKING = 16 };
enum { PAGE_HEADER = (sizeof(MemoryPage) + MEMORY_GRANULE - 1) / MEMORY_GRANULE * MEMORY_GRANULE };

/* What stands before a large object. */
struct LargeObject {
    LargeObject *next, *previous;
    LargeList *list;
    size_t size;
};

/* Fault injection for tests: the only state here that is not an Interp's, because malloc itself is the
 * process's. */
static _Atomic int64_t fail_countdown;
static _Atomic bool fail_lasting;

void memory_fail_at(int64_t n, bool lasting) {
    fail_lasting = lasting;
    fail_countdown = n;
}

#ifdef MINIPY_SANITIZE
/* A request for too much is a MemoryError here too, and large ones that the system would grant are refused.
 */
const char *__asan_default_options(void);
const char *__asan_default_options(void) {
    return "allocator_may_return_null=1:max_allocation_size_mb=4096";
}
#endif

static bool allocation_fails(void) {
    if (__builtin_expect(fail_countdown == 0, 1))
        return false;
    if (fail_countdown > 1) {
        fail_countdown--;
        return false;
    }
    if (!fail_lasting)
        fail_countdown = 0;
    return true;
}

void *mem_alloc(size_t size) {
    return allocation_fails() ? NULL : malloc(size ? size : 1);
}
void *mem_calloc(size_t count, size_t size) {
    return allocation_fails() ? NULL : calloc(count ? count : 1, size ? size : 1);
}
void *mem_realloc(void *block, size_t size) {
    return allocation_fails() ? NULL : realloc(block, size ? size : 1);
}
void mem_free(void *block) {
    free(block);
}

static bool chunk_new(Memory *memory) {
    memory->fresh = aligned_alloc(PAGE_SIZE, CHUNK_SIZE);
    heap_advise();
    memory->fresh_end = memory->fresh ? memory->fresh + CHUNK_SIZE : NULL;
    return memory->fresh;
}

static MemoryPage *page_new(Interp *interp, uint32_t block_size, bool gc) {
    Memory *memory = &interp->memory;
    bool starts_chunk = memory->fresh == memory->fresh_end;
    if (allocation_fails() || (starts_chunk && !chunk_new(memory)))
        return NULL;
    MemoryPage *page = (MemoryPage *)memory->fresh;
    memory->fresh += PAGE_SIZE;
    page->starts_chunk = starts_chunk;
    page->carved = (char *)page + PAGE_HEADER;
    page->end = (char *)page + PAGE_SIZE;
    page->block_size = block_size;
    page->gc = gc;
    page->next = memory->pages;
    memory->pages = page;
    return page;
}

/* What a thread that ended left of this class. */
static bool adopt_blocks(Thread *t, int class, bool gc) {
    Object **retired = &t->interp->memory.retired.free[gc][class];
    t->memory.free[gc][class] = *retired;
    *retired = NULL;
    return t->memory.free[gc][class];
}

static MemoryPage *adopt_page(Interp *interp, int class, bool gc) {
    MemoryPage **retired = &interp->memory.retired.page[gc][class];
    MemoryPage *page = *retired;
    if (page)
        *retired = page->next_retired;
    return page;
}

static bool is_full(const MemoryPage *page) {
    return page->carved + page->block_size > page->end;
}

static bool has_many(const Object *block) {
    int count = 0;
    while (block && count < WORTH_TAKING) {
        block = (const Object *)block->type;
        count++;
    }
    return count == WORTH_TAKING;
}

/* All free blocks that another thread has of this class. Who makes objects that another thread ends would
 * else need new pages for ever, while the other one's list grows. */
static bool take_from_others(Thread *t, int class, bool gc) {
    for (Thread *other = t->interp->threads; other; other = other->next) {
        Object **blocks = &other->memory.free[gc][class];
        if (other == t || !has_many(*blocks))
            continue;
        t->memory.free[gc][class] = *blocks;
        *blocks = NULL;
        return true;
    }
    return false;
}

/* Carves a few blocks more and hands them to the free list. */
static bool refill(Thread *t, int class, bool gc) {
    uint32_t size = (uint32_t) class * MEMORY_GRANULE;
    MemoryPage **page = &t->memory.page[gc][class];
    if (adopt_blocks(t, class, gc))
        return true;
    if (*page && is_full(*page) && take_from_others(t, class, gc))
        return true;
    if (!*page || is_full(*page))
        *page = adopt_page(t->interp, class, gc);
    if (!*page && !(*page = page_new(t->interp, size, gc)))
        return false;
    Object **tail = &t->memory.free[gc][class];
    for (int bytes = 0; bytes < REFILL_BYTES && !is_full(*page); bytes += size) {
        Object *block = (Object *)(*page)->carved;
        (*page)->carved += size;
        block->count = 0;
        block->flags = 0;
        *tail = block;
        tail = (Object **)&block->type;
    }
    *tail = NULL;
    return true;
}

static Object *alloc_large(Thread *t, size_t size, bool gc) {
    LargeObject *large = size > PTRDIFF_MAX - sizeof *large ? NULL : mem_alloc(sizeof *large + size);
    if (!large)
        return NULL;
    LargeList *list = gc ? &t->interp->memory.large : &t->interp->memory.large_plain;
    *large = (LargeObject){.previous = list->last, .list = list, .size = size};
    *(list->last ? &list->last->next : &list->first) = large;
    list->last = large;
    Object *object = (Object *)(large + 1);
    object->count = 1;
    object->flags = OBJECT_LARGE | (gc ? OBJECT_GC : 0);
    audit_begin_object(t, object);
    return object;
}

void memory_free_large(Object *object) {
    LargeObject *large = (LargeObject *)object - 1;
    *(large->previous ? &large->previous->next : &large->list->first) = large->next;
    *(large->next ? &large->next->previous : &large->list->last) = large->previous;
    mem_free(large);
}

size_t memory_block_size(const Object *object) {
    if (object->flags & OBJECT_LARGE)
        return ((const LargeObject *)object - 1)->size;
    return ((const MemoryPage *)((uintptr_t)object & ~(uintptr_t)(PAGE_SIZE - 1)))->block_size;
}

Object *memory_alloc_slow(Thread *t, size_t size, bool gc) {
    if (size > MEMORY_POOLED_MAX)
        return alloc_large(t, size, gc);
    int class = (int)((size + MEMORY_GRANULE - 1) / MEMORY_GRANULE);
    return refill(t, class, gc) ? memory_alloc_object(&t->memory, t, size, gc) : NULL;
}

typedef void (*ObjectFn)(Object *object, void *arg);

static void each_on_pages(const Memory *memory, bool gc, ObjectFn visit, void *arg) {
    for (MemoryPage *page = memory->pages; page; page = page->next) {
        if (page->gc != gc)
            continue;
        for (char *block = (char *)page + PAGE_HEADER; block < page->carved; block += page->block_size) {
            Object *object = (Object *)block;
            if (object->count)
                visit(object, arg);
        }
    }
}

static void each_in_list(const LargeList *list, ObjectFn visit, void *arg) {
    for (LargeObject *large = list->first; large; large = large->next) {
        Object *object = (Object *)(large + 1);
        if (object->count)
            visit(object, arg);
    }
}

void memory_each_container(Interp *interp, ObjectFn visit, void *arg) {
    each_on_pages(&interp->memory, true, visit, arg);
    each_in_list(&interp->memory.large, visit, arg);
}

void memory_each_object(Interp *interp, ObjectFn visit, void *arg) {
    memory_each_container(interp, visit, arg);
    each_on_pages(&interp->memory, false, visit, arg);
    each_in_list(&interp->memory.large_plain, visit, arg);
}

int64_t memory_count_objects(const Interp *interp) {
    int64_t count = 0;
    for (MemoryPage *page = interp->memory.pages; page; page = page->next)
        for (char *block = (char *)page + PAGE_HEADER; block < page->carved; block += page->block_size)
            count += ((Object *)block)->count != 0;
    for (LargeObject *large = interp->memory.large.first; large; large = large->next)
        count++;
    for (LargeObject *large = interp->memory.large_plain.first; large; large = large->next)
        count++;
    return count;
}

static void add_count(Object *object, void *sum) {
    bool immortal = object->flags & OBJECT_IMMORTAL;
    *(int64_t *)sum += (int64_t)object_refcount(object) - (immortal ? REFCOUNT_IMMORTAL : 0);
}

int64_t memory_count_references(Interp *interp) {
    int64_t sum = 0;
    memory_each_object(interp, add_count, &sum);
    return sum;
}

#ifdef MINIPY_SANITIZE
enum { FORGET_LEAKS = true };
#else
enum { FORGET_LEAKS = false };
#endif

/* What is left and is not immortal was leaked. Sanitized builds only forget it: LeakSanitizer then tells
 * where it was made. */
static void free_list(LargeObject *large) {
    while (large) {
        LargeObject *next = large->next;
        if (FORGET_LEAKS && !(((Object *)(large + 1))->flags & OBJECT_IMMORTAL))
            large->next = large->previous = NULL;
        else
            mem_free(large);
        large = next;
    }
}

void memory_fini(Interp *interp) {
    free_list(interp->memory.large.first);
    free_list(interp->memory.large_plain.first);
    for (MemoryPage *page = interp->memory.pages, *next; page; page = next) {
        next = page->next;
        if (page->starts_chunk) /* the oldest of its pages, so the last one here */
            free(page);
    }
    interp->memory = (Memory){0};
}

static void retire_blocks(Object **from, Object **to) {
    Object **tail = from;
    while (*tail)
        tail = (Object **)&(*tail)->type;
    *tail = *to;
    *to = *from;
    *from = NULL;
}

static void retire_page(MemoryPage **from, MemoryPage **to) {
    MemoryPage *page = *from;
    *from = NULL;
    if (!page || is_full(page))
        return;
    page->next_retired = *to;
    *to = page;
}

void memory_retire_cache(Thread *t) {
    MemoryCache *retired = &t->interp->memory.retired;
    for (int gc = 0; gc < 2; gc++)
        for (int class = 1; class <= MEMORY_CLASSES; class ++) {
            retire_blocks(&t->memory.free[gc][class], &retired->free[gc][class]);
            retire_page(&t->memory.page[gc][class], &retired->page[gc][class]);
        }
}
