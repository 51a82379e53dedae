/* Reference counts: the only place that knows how they are kept.
 *
 * The policy is chosen at compile time (MINIPY_REFCOUNT), so that one source builds minipy and its laboratory twins
 * (cmake/Twins.cmake; vm/twin.c starts them):
 *   plain     one unsynchronised word, protected by the GIL (this is minipy)
 *   atomic    the same word changed by atomic instructions: what counting would cost if threads ran without the GIL
 *   immortal  plain, but immortal objects are left alone, at the price of a test (PEP 683)
 *   audited   exact and plain counts side by side, and what the plain ones lose without the GIL (audit.h)
 * An object dies at the moment its last reference goes (refcount.c). Immortal objects start far from zero and are counted
 * like others, so no branch is spent on them.
 *
 * A Value that is no pointer has no count: incref and decref of it do nothing. The GIL must be held under `plain`. */
#ifndef RUNTIME_REFCOUNT_H
#define RUNTIME_REFCOUNT_H

#include "runtime/value.h"

typedef struct Thread Thread;
typedef struct Type Type;

#define REFCOUNT_PLAIN 0
#define REFCOUNT_ATOMIC 1
#define REFCOUNT_IMMORTAL_TEST 2
#define REFCOUNT_AUDITED 3
#ifndef MINIPY_REFCOUNT
#define MINIPY_REFCOUNT REFCOUNT_PLAIN
#endif

enum { REFCOUNT_IMMORTAL = 1 << 30 };

/* The header of every object. `flags` are ObjectFlags (object.h). A free block of memory has count 0 and no flags. */
struct Object {
    uint32_t count;
    uint32_t flags;
    Type *type; /* counted for heap types, borrowed for built-in ones */
#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
    uint64_t plain;             /* what the count would be without the lock, and who wrote it: audit.c; atomic */
    struct AuditPlace *made;    /* where the object was made */
    struct AuditRecord *record; /* what went wrong with it; atomic; NULL: nothing */
#endif
};

/* Ends an object whose count has reached zero: weak references, __del__, what it owns, then memory. Deep structures are
 * ended by a work list, not by recursion. A pending exception of the thread stays as it is. */
void object_dealloc(Thread *t, Object *object);

#if MINIPY_REFCOUNT == REFCOUNT_ATOMIC

static inline void count_up(Object *o) { __atomic_fetch_add(&o->count, 1, __ATOMIC_RELAXED); }
static inline bool count_down(Thread *t, Object *o) { return __atomic_sub_fetch(&o->count, 1, __ATOMIC_ACQ_REL) == 0; }

#elif MINIPY_REFCOUNT == REFCOUNT_IMMORTAL_TEST

static inline bool is_mortal(const Object *o) { return o->count < REFCOUNT_IMMORTAL; }
static inline void count_up(Object *o) {
    if (is_mortal(o))
        o->count++;
}
static inline bool count_down(Thread *t, Object *o) { return is_mortal(o) && --o->count == 0; }

#elif MINIPY_REFCOUNT == REFCOUNT_AUDITED

typedef struct AuditPlace AuditPlace;
void audit_up(Object *o, bool unseen);
bool audit_down(Thread *t, Object *o);
int32_t audit_plain_count(Thread *t, Object *o);
static inline void count_up(Object *o) { audit_up(o, false); }
static inline bool count_down(Thread *t, Object *o) { return audit_down(t, o); }

#else

static inline void count_up(Object *o) { o->count++; }
static inline bool count_down(Thread *t, Object *o) { return --o->count == 0; }

#endif

static inline void incref_object(void *object) { count_up(object); }

static inline void decref_object(Thread *t, void *object) {
    if (count_down(t, object))
        object_dealloc(t, object);
}

static inline uint32_t object_refcount(const void *object) {
    return __atomic_load_n(&((const Object *)object)->count, __ATOMIC_RELAXED);
}

/* What Python code is shown: the count that the policy is about. */
static inline int64_t object_seen_refcount(Thread *t, void *object) {
#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
    return audit_plain_count(t, object);
#else
    return object_refcount(object);
#endif
}

static inline void incref(Value v) {
    if (is_pointer(v))
        incref_object(value_object(v));
}

static inline void decref(Thread *t, Value v) {
    if (is_pointer(v))
        decref_object(t, value_object(v));
}

static inline Value new_ref(Value v) {
    incref(v);
    return v;
}

/* incref and new_ref for a register of the running frame: nobody else can see the reference before the instruction is
 * over. (Macros, so that the loop is compiled as if it knew of no audit.) */
#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
static inline void incref_unseen(Value v) {
    if (is_pointer(v))
        audit_up(value_object(v), true);
}
static inline Value load_ref(Value v) {
    incref_unseen(v);
    return v;
}
#else
#define incref_unseen incref
#define load_ref new_ref
#endif

/* A new reference to a typed object, as a Value. */
static inline Value new_object_ref(void *object) {
    incref_object(object);
    return object_value(object);
}

static inline void xdecref_object(Thread *t, void *object) {
    if (object)
        decref_object(t, object);
}

/* Stores a new value (consumed) in a place that owns one, and releases the old one after the store, because releasing
 * may run any code (__del__) that looks at the place. */
static inline void value_store(Thread *t, Value *place, Value v) {
    Value old = *place;
    *place = v;
    decref(t, old);
}

/* Leaves VALUE_NULL in a place that owned a value. */
static inline void value_clear(Thread *t, Value *place) { value_store(t, place, VALUE_NULL); }

#endif
