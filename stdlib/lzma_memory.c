/* The memory of decompressors of _lzma. Each wants a dictionary, of 8 MiB by default, for the shortest data
 * too. malloc would get that from the system and give it back each time (runtime/heap.c), so one such block
 * is kept for the next one. */
#include "runtime/dict.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/lzma.h"
#include "stdlib/native_types.h"
#include <stddef.h>
#include <stdlib.h>

enum { LEAST = 4 << 20, MOST = 16 << 20 }; /* sizes of what is kept */

typedef struct Keeper {
    Object ob;
    lzma_allocator allocator;
    struct Block *kept; /* atomic, since streams work without the GIL */
} Keeper;

/* What stands before a block, whose alignment is malloc's. */
typedef struct Block {
    size_t size;
    _Alignas(16) uint8_t memory[];
} Block;

static Block *exchange(void *keeper, Block *block) {
    return __atomic_exchange_n(&((Keeper *)keeper)->kept, block, __ATOMIC_ACQ_REL);
}

static void *allocate(void *keeper, size_t count, size_t size) {
    if (__builtin_mul_overflow(count, size, &size) || size > PTRDIFF_MAX - sizeof(Block))
        return NULL;
    Block *block = size >= LEAST ? exchange(keeper, NULL) : NULL;
    if (block && (block->size < size || block->size / 2 > size)) {
        free(block);
        block = NULL;
    }
    if (!block && (block = malloc(sizeof(Block) + size)))
        block->size = size;
    return block ? block->memory : NULL;
}

static void release(void *keeper, void *memory) {
    if (!memory)
        return;
    Block *block = (Block *)((uint8_t *)memory - offsetof(Block, memory));
    free(block->size >= LEAST && block->size <= MOST ? exchange(keeper, block) : block);
}

static void keeper_dealloc(Thread *t, Object *o) {
    free(((Keeper *)o)->kept);
}

static const TypeDef keeper_type_def = {
    .name = "_lzma.Memory",
    .size = sizeof(Keeper),
    .flags = TYPE_NO_INSTANCES,
    .doc = "Memory that the next decompressor may have.",
    .slots = {.dealloc = keeper_dealloc},
};

bool lzma_memory_set_up(Thread *t, const TypeDef *owner) {
    Type *type = type_new_native(t, &keeper_type_def), *user = native_types_find(t, owner);
    Keeper *keeper = type ? object_new(t, type, 0) : NULL;
    if (!keeper)
        return false;
    keeper->allocator = (lzma_allocator){allocate, release, keeper};
    return dict_set_text(t, user->dict, "_memory", object_value(keeper)) && type_modified(t, user, NULL);
}

bool lzma_memory_use(Thread *t, Type *user, lzma_stream *stream, Object **keeper) {
    Str *name = str_intern_utf8(t, "_memory");
    Value v = name ? dict_get_name(t, user->dict, name) : VALUE_NULL;
    if (!is_null(v)) {
        *keeper = value_object(v);
        incref(v);
        stream->allocator = &((Keeper *)value_object(v))->allocator;
    }
    xdecref_object(t, name);
    return name;
}
