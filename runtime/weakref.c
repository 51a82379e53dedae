/* Weak references: the table from objects to the references to them, and what happens when an object dies.
 * The types are in weakref_type.c and weakref_proxy.c. */
#include "runtime/weakref.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/stress.h"

/* Open addressing by the object's address; a removed entry is filled by shifting the following ones back. */
typedef struct WeakEntry {
    Object *referent; /* NULL: free */
    WeakRef *first;
} WeakEntry;

struct WeakTable {
    WeakEntry *entries;
    size_t count, mask;
};

bool weakref_init(Thread *t) {
    WeakTable *table = mem_calloc(1, sizeof *table);
    if (table)
        table->entries = mem_calloc(WEAK_TABLE_FIRST_ROOM, sizeof *table->entries);
    if (!table || !table->entries) {
        mem_free(table);
        return false;
    }
    table->mask = WEAK_TABLE_FIRST_ROOM - 1;
    t->interp->weakrefs = table;
    return true;
}

void weakref_fini(Thread *t) {
    WeakTable *table = t->interp->weakrefs;
    t->interp->weakrefs = NULL;
    if (table)
        mem_free(table->entries);
    mem_free(table);
}

static size_t home_of(const WeakTable *table, const Object *referent) {
    return (size_t)((uintptr_t)referent >> 4) * 0x9e3779b97f4a7c15u >> 20 & table->mask;
}

/* Where the object's entry is, or where it belongs. */
static WeakEntry *find(WeakTable *table, const Object *referent) {
    size_t i = home_of(table, referent);
    while (table->entries[i].referent && table->entries[i].referent != referent)
        i = (i + 1) & table->mask;
    return &table->entries[i];
}

static bool grow(WeakTable *table) {
    WeakTable larger = {mem_calloc((table->mask + 1) * 2, sizeof(WeakEntry)), table->count,
                        table->mask * 2 + 1};
    if (!larger.entries)
        return false;
    for (size_t i = 0; i <= table->mask; i++)
        if (table->entries[i].referent)
            *find(&larger, table->entries[i].referent) = table->entries[i];
    mem_free(table->entries);
    *table = larger;
    return true;
}

static void remove_entry(WeakTable *table, WeakEntry *entry) {
    size_t hole = (size_t)(entry - table->entries), i = hole;
    table->count--;
    for (;;) {
        table->entries[hole].referent = NULL;
        for (;;) {
            i = (i + 1) & table->mask;
            if (!table->entries[i].referent)
                return;
            size_t home = home_of(table, table->entries[i].referent);
            if (((i - home) & table->mask) >= ((i - hole) & table->mask)) /* the hole is on its way */
                break;
        }
        table->entries[hole] = table->entries[i];
        hole = i;
    }
}

static WeakRef *references_to(Thread *t, const Object *referent) {
    return referent->flags & OBJECT_WEAKREFED ? find(t->interp->weakrefs, referent)->first : NULL;
}

/* --- the chain of one referent --- */

/* First in a chain is the reference that all share who want no callback, then the proxy that they share; of
 * the others the newest comes first. */
enum { SHARED_REFERENCE, SHARED_PROXY, UNSHARED };

static int rank(const WeakRef *r) {
    TypeId id = r->ob.type->id;
    if (!is_null(r->callback))
        return UNSHARED;
    return id == TYPE_WEAKREF                                     ? SHARED_REFERENCE
           : id == TYPE_WEAKPROXY || id == TYPE_WEAKCALLABLEPROXY ? SHARED_PROXY
                                                                  : UNSHARED;
}

static bool link_reference(Thread *t, WeakRef *reference, Object *referent) {
    WeakTable *table = t->interp->weakrefs;
    if (table->count * 3 > table->mask * 2 && !grow(table)) {
        raise_no_memory(t);
        return false;
    }
    WeakEntry *entry = find(table, referent);
    if (!entry->referent) {
        *entry = (WeakEntry){referent, NULL};
        table->count++;
        referent->flags |= OBJECT_WEAKREFED;
    }
    reference->referent = referent;
    WeakRef *previous = NULL;
    for (WeakRef *r = entry->first; r && rank(r) < rank(reference); r = r->next)
        previous = r;
    reference->previous = previous;
    reference->next = previous ? previous->next : entry->first;
    if (reference->next)
        reference->next->previous = reference;
    *(previous ? &previous->next : &entry->first) = reference;
    return true;
}

static void unlink_reference(WeakRef *reference) {
    if (reference->previous)
        reference->previous->next = reference->next;
    if (reference->next)
        reference->next->previous = reference->previous;
    reference->next = reference->previous = NULL;
}

void weakref_detach(Thread *t, WeakRef *reference) {
    Object *referent = reference->referent;
    if (referent && t->interp->weakrefs) {
        WeakEntry *entry = find(t->interp->weakrefs, referent);
        if (entry->first == reference)
            entry->first = reference->next;
        if (!entry->first) {
            referent->flags &= ~(uint32_t)OBJECT_WEAKREFED;
            remove_entry(t->interp->weakrefs, entry);
        }
    }
    reference->referent = NULL;
    unlink_reference(reference);
}

/* --- making and reading --- */

Value weakref_create(Thread *t, Type *type, Value referent, Value callback) {
    if (!is_pointer(referent) || !(type_of(t, referent)->flags & TYPE_WEAKREFABLE))
        return raise_type_error(t, "cannot create weak reference to '%T' object", referent);
    WeakRef *reference = object_new(t, type, 0);
    if (!reference)
        return VALUE_NULL;
    reference->callback = new_ref(callback);
    reference->hash = -1;
    if (link_reference(t, reference, value_object(referent)))
        return object_value(reference);
    decref_object(t, reference);
    return VALUE_NULL;
}

/* References without callback of the very type are shared. One that is about to be ended is not revived. */
static Value create_shared(Thread *t, TypeId id, Value referent, Value callback) {
    if (is_none(callback))
        callback = VALUE_NULL;
    if (is_null(callback) && is_pointer(referent))
        for (WeakRef *r = references_to(t, value_object(referent)); r && rank(r) < UNSHARED; r = r->next)
            if (r->ob.type->id == id && object_refcount(r) > 0)
                return new_object_ref(r);
    return weakref_create(t, builtin_type(t, id), referent, callback);
}

Value weakref_new(Thread *t, Value referent, Value callback) {
    return create_shared(t, TYPE_WEAKREF, referent, callback);
}

Value weakproxy_new(Thread *t, Value referent, Value callback) {
    return create_shared(t, op_callable(t, referent) ? TYPE_WEAKCALLABLEPROXY : TYPE_WEAKPROXY, referent,
                         callback);
}

/* An object with count 0 is about to be ended: it must not be revived. */
Value weakref_get(Thread *t, WeakRef *reference) {
    Object *referent = reference->referent;
    return referent && object_refcount(referent) > 0 ? new_object_ref(referent) : VALUE_NULL;
}

int64_t weakref_count(Thread *t, Object *referent) {
    int64_t count = 0;
    for (WeakRef *r = references_to(t, referent); r; r = r->next)
        count++;
    return count;
}

List *weakref_list(Thread *t, Object *referent) {
    List *list = list_new(t, weakref_count(t, referent));
    for (WeakRef *r = references_to(t, referent); list && r; r = r->next) {
        if (object_refcount(r) > 0 && !list_append(t, list, object_value(r))) {
            decref_object(t, list);
            return NULL;
        }
    }
    return list;
}

/* --- the end of a referent --- */

/* Makes all references to the object dead and chains them behind `last`; answers the new last. */
static WeakRef *make_dead(Thread *t, Object *referent, WeakRef *last) {
    WeakEntry *entry = find(t->interp->weakrefs, referent);
    WeakRef *first = entry->first;
    referent->flags &= ~(uint32_t)OBJECT_WEAKREFED;
    remove_entry(t->interp->weakrefs, entry);
    last->next = first;
    first->previous = last;
    for (WeakRef *r = first; r; last = r, r = r->next)
        r->referent = NULL;
    return last;
}

static void call_callback(Thread *t, WeakRef *reference) {
    Value callback = reference->callback, self = new_object_ref(reference);
    reference->callback = VALUE_NULL;
    Value result = op_call1(t, callback, self);
    if (is_null(result))
        error_unraisable(t, NULL, callback);
    decref(t, result);
    decref(t, callback);
    decref(t, self);
}

/* Empties the chain behind anchor. A callback may free references further on: they unlink themselves, so the
 * first is always there. */
static void call_callbacks(Thread *t, WeakRef *anchor, bool quiet, uint32_t but_not) {
    while (anchor->next) {
        WeakRef *reference = anchor->next;
        unlink_reference(reference);
        if (!quiet && !is_null(reference->callback) && object_refcount(reference) > 0 &&
            !(reference->ob.flags & but_not))
            call_callback(t, reference);
    }
}

void weakref_kill(Thread *t, Object *referent, bool quiet) {
    WeakRef anchor = {.next = NULL};
    if (!(referent->flags & OBJECT_WEAKREFED) || !t->interp->weakrefs)
        return;
    make_dead(t, referent, &anchor);
    call_callbacks(t, &anchor, quiet, 0);
}

void weakref_kill_trash(Thread *t, Object **objects, size_t count) {
    WeakRef anchor = {.next = NULL}, *last = &anchor;
    for (size_t i = 0; i < count; i++)
        if (objects[i]->flags & OBJECT_WEAKREFED)
            last = make_dead(t, objects[i], last);
    call_callbacks(t, &anchor, false, OBJECT_GC_SEEN);
}
