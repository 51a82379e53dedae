/* How objects begin: allocation, header, __slots__, attribute area, and the collector's accounts. */
#include "runtime/attrs.h"
#include "runtime/error.h"
#include "runtime/gc.h"

static inline void account(Thread *t) {
    CollectorState *collector = &t->interp->collector;
    collector->allocated++;
    if (__builtin_expect(gc_is_due(collector), 0) && collector->enabled && !(t->breaker & BREAK_COLLECT))
        __atomic_fetch_or(&t->breaker, BREAK_COLLECT, __ATOMIC_RELAXED);
}

static inline size_t align8(size_t size) {
    return (size + 7) & ~(size_t)7;
}

void *object_new(Thread *t, Type *type, size_t extra) {
    size_t body = type->size + extra, area = align8(body), slots_offset = type->slots_offset;
    if (type->slot_count && type->flags & TYPE_VAR_SIZED) {
        slots_offset = area;
        area += type->slot_count * sizeof(Value);
        body = area;
    }
    bool gc = type->flags & TYPE_GC, has_attrs = type->flags & TYPE_HAS_ATTRS;
    Object *o = memory_alloc_object(&t->memory, t, has_attrs ? area + attrs_size(type) : body, gc);
    if (__builtin_expect(!o, 0))
        return raise_no_memory(t), NULL;
    o->type = type;
    memset(o + 1, 0, body - sizeof *o);
    if (type->slot_count) {
        Value *slots = (Value *)((char *)o + slots_offset);
        for (int i = 0; i < type->slot_count; i++)
            slots[i] = VALUE_NULL;
    }
    if (has_attrs)
        attrs_init(t, type, (Attrs *)((char *)o + area));
    if (type->flags & TYPE_HEAP)
        incref_object(type);
    if (gc)
        account(t);
    return o;
}

void *object_new_builtin(Thread *t, TypeId id, size_t extra) {
    return object_new(t, builtin_type(t, id), extra);
}

void *object_new_raw(Thread *t, TypeId id, size_t size) {
    Type *type = t->interp->types[id];
    bool gc = type->flags & TYPE_GC;
    Object *o = memory_alloc_object(&t->memory, t, size, gc);
    if (__builtin_expect(!o, 0))
        return raise_no_memory(t), NULL;
    o->type = type;
    if (gc)
        account(t);
    return o;
}
