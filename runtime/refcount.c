/* The end of objects. An object whose count reaches zero is ended at once, but no deeper than DEALLOC_DEPTH
 * calls: what dies below that waits on the thread's work list until the outermost call empties it, so a list
 * nested a million deep needs no C stack. */
#include "runtime/attrs.h"
#include "runtime/error.h"
#include "runtime/weakref.h"

enum { DEALLOC_DEPTH = 32 };

static bool put_off(Thread *t, Object *object) {
    if (t->dead_count == t->dead_room) {
        size_t room = t->dead_room ? 2 * t->dead_room : 64;
        Object **dead = mem_realloc(t->dead, room * sizeof *dead);
        if (!dead)
            return false; /* then recursion must do */
        t->dead = dead;
        t->dead_room = room;
    }
    object->flags |= OBJECT_DEAD;
    t->dead[t->dead_count++] = object;
    return true;
}

/* Runs __del__; true if the object lives again. The count is 1 meanwhile, as for any object that code can
 * see. */
static bool finalize(Thread *t, Object *object) {
    count_up(object);
    object->flags |= OBJECT_FINALIZED;
    Value pending = error_fetch(t);
    object->type->slots.finalize(t, object_value(object));
    error_restore(t, pending);
    return !count_down(t, object);
}

static void kill_weakrefs(Thread *t, Object *object) {
    Value pending = error_fetch(t);
    weakref_kill(t, object, false);
    error_restore(t, pending);
}

static void end_slots(Thread *t, Object *object, Type *type) {
    Value *slots = object_slots(object);
    for (int i = 0; i < type->slot_count; i++)
        value_clear(t, &slots[i]);
}

static void end_object(Thread *t, Object *object) {
    if (object->type->slots.finalize && !(object->flags & OBJECT_FINALIZED) && finalize(t, object))
        return;
    Type *type = object->type; /* __del__ may have changed it */
    if (object->flags & OBJECT_WEAKREFED)
        kill_weakrefs(t, object);
    if (object->flags & OBJECT_WATCHED)
        t->interp->hooks.object_ended(t, object);
    if (type->slot_count)
        end_slots(t, object, type);
    if (type->flags & TYPE_HAS_ATTRS)
        attrs_clear(t, object);
    if (type->slots.dealloc)
        type->slots.dealloc(t, object);
    if (object->flags & OBJECT_GC)
        t->interp->collector.allocated--;
    memory_free_object(&t->memory, t, object);
    if (type->flags & TYPE_HEAP)
        decref_object(t, type);
}

/* Instances of built-in types: there is nothing to do but what their type says. */
static inline bool is_plain(const Object *object, const Type *type) {
    return !(type->flags & (TYPE_HEAP | TYPE_HAS_ATTRS)) && !(object->flags & (OBJECT_WEAKREFED | OBJECT_WATCHED)) &&
           !type->slots.finalize;
}

static inline void end_plain(Thread *t, Object *object, const Type *type) {
    if (type->slots.dealloc)
        type->slots.dealloc(t, object);
    if (object->flags & OBJECT_GC)
        t->interp->collector.allocated--;
    memory_free_object(&t->memory, t, object);
}

void object_dealloc(Thread *t, Object *object) {
    Type *type = object->type;
    bool plain = is_plain(object, type);
    if (plain && !(type->flags & TYPE_GC)) { /* strings, numbers and the like: nothing can nest here */
        end_plain(t, object, type);
        return;
    }
    if (t->dealloc_depth >= DEALLOC_DEPTH && put_off(t, object))
        return;
    t->dealloc_depth++;
    if (plain)
        end_plain(t, object, type);
    else
        end_object(t, object);
    while (t->dealloc_depth == 1 && t->dead_count) {
        Object *next = t->dead[--t->dead_count];
        next->flags &= ~OBJECT_DEAD;
        end_object(t, next);
    }
    t->dealloc_depth--;
}
