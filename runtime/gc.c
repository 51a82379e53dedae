/* The cycle collector.
 *
 * A container is garbage if all references to it come from garbage. To find out, every container gets a copy
 * of its count, from which each reference that another container holds is subtracted (trial deletion): what
 * keeps a rest is referenced from outside (the register stack, C code, objects that are no containers), so it
 * is alive, and so is all that can be reached from it. The others are trash.
 *
 * Then, as PEP 442 and CPython have it: weak references to trash are cleared and their callbacks run;
 * finalizers (__del__) run, each once; since they may have made trash reachable again, the trial is repeated
 * for the trash alone; what is still unreachable is cleared, which breaks the cycles, and reference counts do
 * the rest. */
#include "runtime/gc.h"
#include "runtime/attrs.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/gc_debug.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "runtime/weakref.h"

/* --- the working count in an object's flags --- */

enum { REFS_MAX = (1 << (32 - OBJECT_GC_REFS_SHIFT)) - 1 }; /* saturated: as good as alive */

static uint32_t refs(const Object *o) {
    return o->flags >> OBJECT_GC_REFS_SHIFT;
}

static void set_refs(Object *o, uint32_t n) {
    uint32_t low = o->flags & ((1u << OBJECT_GC_REFS_SHIFT) - 1);
    o->flags = low | (n < REFS_MAX ? n : REFS_MAX) << OBJECT_GC_REFS_SHIFT;
}

/* Is it among the objects under trial and not known to be reachable? */
static bool is_suspect(const Object *o) {
    return o->flags & OBJECT_GC_SEEN;
}

void gc_traverse(Object *o, VisitFn visit, void *arg) {
    const Type *type = o->type;
    if (type->slots.traverse)
        type->slots.traverse(o, visit, arg);
    const Value *slots = type->slot_count ? object_slots(o) : NULL;
    for (int i = 0; i < type->slot_count; i++)
        visit_value(slots[i], visit, arg);
    if (type->flags & TYPE_HAS_ATTRS)
        attrs_traverse(o, visit, arg);
    if (type->flags & TYPE_HEAP)
        visit((Object *)type, arg);
}

/* --- lists of objects that may not be containers themselves --- */

typedef struct Objects {
    Object **items;
    size_t count, room;
    bool failed; /* out of memory: the collection is called off */
} Objects;

static void objects_add(Objects *list, Object *o) {
    if (list->count == list->room) {
        size_t room = list->room ? 2 * list->room : 1024;
        Object **items = mem_realloc(list->items, room * sizeof *items);
        if (!items) {
            list->failed = true;
            return;
        }
        list->items = items;
        list->room = room;
    }
    list->items[list->count++] = o;
}

static void objects_release(Thread *t, Objects *list) {
    for (size_t i = 0; i < list->count; i++)
        decref_object(t, list->items[i]);
    mem_free(list->items);
    *list = (Objects){0};
}

/* --- trial deletion --- */

static void subtract(Object *o, void *arg) {
    if (is_suspect(o) && refs(o) > 0 && refs(o) < REFS_MAX)
        set_refs(o, refs(o) - 1);
}

static void reach(Object *o, void *work) {
    if (is_suspect(o)) {
        o->flags &= ~(uint32_t)OBJECT_GC_SEEN;
        objects_add(work, o);
    }
}

static void reach_from(Objects *work) {
    while (work->count && !work->failed)
        gc_traverse(work->items[--work->count], reach, work);
}

typedef struct Trial {
    Objects work;
    Objects trash;
    int64_t alive;
} Trial;

static void suspect(Object *o, void *arg) {
    if (gc_sees(o)) {
        o->flags |= OBJECT_GC_SEEN;
        set_refs(o, o->count);
    }
}

static void subtract_from_referents(Object *o, void *arg) {
    if (is_suspect(o))
        gc_traverse(o, subtract, NULL);
}

static void reach_if_referenced(Object *o, void *arg) {
    Trial *trial = arg;
    if (is_suspect(o) && refs(o) > 0 && !trial->work.failed) {
        reach(o, &trial->work);
        reach_from(&trial->work);
    }
}

static void gather(Object *o, void *arg) {
    Trial *trial = arg;
    if (is_suspect(o))
        objects_add(&trial->trash, o);
    else if (gc_sees(o))
        trial->alive++;
}

static void acquit(Object *o, void *arg) {
    o->flags &= ~(uint32_t)OBJECT_GC_SEEN;
}

/* Finds all trash and holds it. False: no memory for it; nothing has changed. */
static bool find_trash(Thread *t, Trial *trial) {
    Interp *interp = t->interp;
    *trial = (Trial){0};
    memory_each_container(interp, suspect, NULL);
    memory_each_container(interp, subtract_from_referents, NULL);
    memory_each_container(interp, reach_if_referenced, trial);
    if (!trial->work.failed)
        memory_each_container(interp, gather, trial);
    mem_free(trial->work.items);
    if (trial->work.failed || trial->trash.failed) {
        memory_each_container(interp, acquit, NULL);
        mem_free(trial->trash.items);
        trial->trash = (Objects){0};
        return false;
    }
    for (size_t i = 0; i < trial->trash.count; i++)
        incref_object(trial->trash.items[i]);
    return true;
}

/* --- finalizers --- */

static bool has_finalizer(const Object *o) {
    return o->type->slots.finalize && !(o->flags & OBJECT_FINALIZED);
}

/* The order of finalizers: an object comes before those that it holds directly, so that a buffered file can
 * still write to the raw one; otherwise as the trash lies. The count is now that of the holders which are not
 * placed yet; REFS_MAX: placed itself. */
typedef struct FinalizerOrder {
    Objects placed;
    const Object *holder;
} FinalizerOrder;

static bool is_unplaced(const Object *o) {
    return is_suspect(o) && has_finalizer(o) && refs(o) < REFS_MAX;
}

static void count_holder(Object *o, void *order) {
    if (is_unplaced(o) && o != ((FinalizerOrder *)order)->holder)
        set_refs(o, refs(o) + 1);
}

static void place(Object *o, FinalizerOrder *order) {
    set_refs(o, REFS_MAX);
    objects_add(&order->placed, o);
}

static void discount_holder(Object *o, void *order) {
    if (!is_unplaced(o))
        return;
    if (refs(o) > 0)
        set_refs(o, refs(o) - 1);
    if (refs(o) == 0)
        place(o, order);
}

/* Out of memory: placed.failed. */
static void put_in_order(const Objects *trash, FinalizerOrder *order) {
    Objects *placed = &order->placed;
    size_t done = 0;
    for (size_t i = 0; i < trash->count; i++)
        set_refs(trash->items[i], 0);
    for (size_t i = 0; i < trash->count; i++)
        if (has_finalizer(order->holder = trash->items[i]))
            gc_traverse(trash->items[i], count_holder, order);
    for (int cycles = 0; cycles < 2; cycles++) /* first what nobody holds, then what is left */
        for (size_t i = 0; i < trash->count; i++) {
            if (is_unplaced(trash->items[i]) && (cycles || refs(trash->items[i]) == 0))
                place(trash->items[i], order);
            while (done < placed->count && !placed->failed)
                gc_traverse(placed->items[done++], discount_holder, order);
        }
}

static void run_finalizers(Thread *t, const Objects *trash) {
    FinalizerOrder order = {0};
    put_in_order(trash, &order);
    const Objects *ordered = order.placed.failed ? trash : &order.placed;
    for (size_t i = 0; i < ordered->count; i++) {
        Object *o = ordered->items[i];
        if (has_finalizer(o)) {
            o->flags |= OBJECT_FINALIZED;
            o->type->slots.finalize(t, object_value(o));
            error_clear(t);
        }
    }
    mem_free(order.placed.items);
}

/* The trial once more, for the trash alone: takes the mark from what finalizers have made reachable. Our own
 * hold counts for nothing. False: no memory for it; all of it is kept. */
static bool acquit_resurrected(const Objects *trash) {
    Objects work = {0};
    for (size_t i = 0; i < trash->count; i++)
        set_refs(trash->items[i], trash->items[i]->count - 1);
    for (size_t i = 0; i < trash->count; i++)
        gc_traverse(trash->items[i], subtract, NULL);
    for (size_t i = 0; i < trash->count; i++) {
        if (is_suspect(trash->items[i]) && refs(trash->items[i]) > 0) {
            reach(trash->items[i], &work);
            reach_from(&work);
        }
    }
    for (size_t i = 0; work.failed && i < trash->count;
         i++) /* better keep too much than free what is alive */
        acquit(trash->items[i], NULL);
    mem_free(work.items);
    return !work.failed;
}

/* --- the end of the trash --- */

static void clear_slots(Thread *t, Object *o) {
    Value *slots = object_slots(o);
    for (int i = 0; i < o->type->slot_count; i++)
        value_clear(t, &slots[i]);
}

static void clear(Thread *t, Object *o) {
    if (o->type->slots.clear)
        o->type->slots.clear(t, o);
    if (o->type->slot_count)
        clear_slots(t, o);
    if (o->type->flags & TYPE_HAS_ATTRS)
        attrs_clear(t, o);
    error_clear(t);
}

static bool save(Thread *t, Object *o) {
    CollectorState *collector = &t->interp->collector;
    if (!collector->garbage)
        collector->garbage = list_new(t, 0);
    bool saved = collector->garbage && list_append(t, collector->garbage, object_value(o));
    error_clear(t);
    return saved;
}

/* Answers how many objects were trash to the end. */
static int64_t clear_trash(Thread *t, const Objects *trash) {
    int64_t count = 0;
    bool keep = t->interp->collector.debug & GC_DEBUG_SAVEALL;
    for (size_t i = 0; i < trash->count; i++) {
        Object *o = trash->items[i];
        if (!is_suspect(o))
            continue;
        acquit(o, NULL);
        count++;
        if (t->interp->collector.debug & GC_DEBUG_COLLECTABLE)
            gc_debug_collectable(o);
        if (!keep || !save(t, o))
            clear(t, o);
    }
    return count;
}

/* -1: no memory for it. */
static int64_t collect(Thread *t) {
    Trial trial;
    CollectorState *collector = &t->interp->collector;
    if (!find_trash(t, &trial))
        return -1;
    weakref_kill_trash(t, trial.trash.items, trial.trash.count);
    run_finalizers(t, &trial.trash);
    bool complete = acquit_resurrected(&trial.trash);
    int64_t count = clear_trash(t, &trial.trash);
    objects_release(t, &trial.trash);
    collector->long_lived = trial.alive;
    collector->long_lived_pending = 0;
    return complete ? count : -1;
}

/* --- when --- */

static Value callback_info(Thread *t, int generation, int64_t collected) {
    static const char *const names[] = {"generation", "collected", "uncollectable"};
    int64_t numbers[] = {generation, collected, 0};
    Dict *info = dict_new(t, 3);
    for (int i = 0; info && i < 3; i++) {
        if (!dict_set_text(t, info, names[i], int_value(t, numbers[i]))) {
            decref_object(t, info);
            return VALUE_NULL;
        }
    }
    return info ? object_value(info) : VALUE_NULL;
}

static void tell_callbacks(Thread *t, const char *phase, int generation, int64_t collected) {
    List *callbacks = t->interp->collector.callbacks;
    if (!callbacks || callbacks->length == 0)
        return;
    Str *text = str_new(t, phase);
    Value info = text ? callback_info(t, generation, collected) : VALUE_NULL;
    for (int64_t i = 0; !is_null(info) && i < callbacks->length; i++) {
        Value callback = new_ref(callbacks->items[i]),
              result = op_call2(t, callback, object_value(text), info);
        if (is_null(result))
            error_unraisable(t, NULL, callback);
        decref(t, result);
        decref(t, callback);
    }
    error_clear(t);
    decref(t, info);
    xdecref_object(t, text);
}

int64_t gc_collect(Thread *t, int generation) {
    CollectorState *collector = &t->interp->collector;
    if (collector->running)
        return 0;
    collector->running = true;
    Value pending = error_fetch(t);
    tell_callbacks(t, "start", generation, 0);
    collector->allocated = 0;
    for (int i = 0; i <= generation; i++)
        collector->counts[i] = 0;
    if (generation < 2)
        collector->counts[generation + 1]++;
    GcTimer timer = gc_debug_start(collector, generation);
    int64_t found = collect(t), count = found < 0 ? 0 : found;
    gc_debug_stop(collector, timer, count);
    collector->allocated = 0; /* the trash has been counted off as it went */
    collector->collections[generation]++;
    collector->collected[generation] += count;
    tell_callbacks(t, "stop", generation, count);
    error_restore(t, pending);
    collector->running = false;
    return found;
}

static int due_generation(const CollectorState *collector) {
    for (int i = 2; i > 0; i--)
        if (collector->counts[i] > collector->thresholds[i])
            return i;
    return 0;
}

/* A trial looks at everything that lives, and passes by what is frozen. So it waits until a quarter as much
 * has been added since the last one: its cost for each new object is constant then. In between only the
 * counts go on. */
void gc_poll(Thread *t) {
    CollectorState *collector = &t->interp->collector;
    if (!collector->enabled || collector->running || !gc_is_due(collector))
        return;
    collector->long_lived_pending += collector->allocated;
    int generation = due_generation(collector);
    if (collector->long_lived_pending >=
        collector->long_lived / COLLECT_PART + collector->frozen / COLLECT_FROZEN_PART) {
        gc_collect(t, generation);
        return;
    }
    collector->allocated = 0;
    for (int i = 1; i <= generation; i++)
        collector->counts[i] = 0;
    if (generation < 2)
        collector->counts[generation + 1]++;
}

/* While a module is loaded the count stands so far below zero that nothing becomes due, without a test of its own for
 * each object. A collection that the module itself asks for ends that: it sets the count to zero. */
static const int64_t LOADING = INT64_MIN / 2;

void gc_begin_loading(Interp *interp) {
    CollectorState *collector = &interp->collector;
    if (collector->loading++)
        return;
    collector->allocated_before_loading = collector->allocated;
    collector->allocated = LOADING;
}

void gc_end_loading(Interp *interp) {
    CollectorState *collector = &interp->collector;
    if (collector->loading == 0 || --collector->loading)
        return;
    if (collector->allocated < LOADING / 2) {
        collector->long_lived += collector->allocated - LOADING;
        collector->allocated = collector->allocated_before_loading;
    }
}

void gc_after_fork(Interp *interp) {
    while (interp->collector.loading)
        gc_end_loading(interp);
}

static void freeze(Object *o, void *count) {
    if (gc_sees(o)) {
        o->flags |= OBJECT_FROZEN;
        ++*(int64_t *)count;
    }
}

static void unfreeze(Object *o, void *arg) {
    o->flags &= ~(uint32_t)OBJECT_FROZEN;
}

void gc_freeze(Interp *interp) {
    memory_each_container(interp, freeze, &interp->collector.frozen);
    interp->collector.long_lived = interp->collector.long_lived_pending = interp->collector.allocated = 0;
}

void gc_unfreeze(Interp *interp) {
    memory_each_container(interp, unfreeze, NULL);
    interp->collector.long_lived += interp->collector.frozen;
    interp->collector.frozen = 0;
}
