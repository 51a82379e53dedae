/* set and frozenset: open addressing with CPython's probe order and growth, so that sets of ints print in the
 * same order. */
#ifndef RUNTIME_SET_H
#define RUNTIME_SET_H

#include "runtime/interp.h"

enum { SET_OWN_ENTRIES = 8 };

typedef struct SetEntry {
    Value key;    /* SET_FREE and SET_DELETED (set.c): no key */
    int64_t hash; /* -1: no key is here */
} SetEntry;

typedef struct Set {
    Object ob;
    int64_t length, used; /* live entries; live and deleted ones */
    int64_t mask;
    SetEntry *table;  /* own, or allocated */
    int64_t hash;     /* frozenset; -1: not yet computed */
    int64_t pop_from; /* where pop goes on searching */
    SetEntry own[SET_OWN_ENTRIES];
} Set;

static inline bool is_set(Value v) {
    return has_layout(v, TYPE_SET);
}
static inline bool is_frozenset(Value v) {
    return has_layout(v, TYPE_FROZENSET);
}
static inline bool is_anyset(Value v) {
    return is_set(v) || is_frozenset(v);
}
static inline Set *value_set(Value v) {
    return (Set *)value_object(v);
}

Set *set_new(Thread *t);
Value frozenset_from(Thread *t, Value iterable);
/* What a compiler makes of a set display of constants. CPython fills the table twice, the second time in the
 * order of the first, and that order shows. */
Value frozenset_constant(Thread *t, Tuple *items);
bool set_add(Thread *t, Set *set, Value key);
int set_contains(Thread *t, Set *set, Value key);
int set_discard(Thread *t, Set *set, Value key); /* 1 found, 0 not, -1 */
bool set_update(Thread *t, Set *set, Value iterable);
bool set_next(Set *set, int64_t *position, Value *key); /* borrowed */
bool set_next_hashed(Set *set, int64_t *position, Value *key, int64_t *hash);

/* The same for any type of set; hash as key_hash of dict_table.h gives it. */
bool set_add_hashed(Thread *t, Set *set, Value key, int64_t hash);
int set_contains_hashed(Thread *t, Set *set, Value key, int64_t hash);
int set_discard_hashed(Thread *t, Set *set, Value key, int64_t hash);
/* A set or frozenset (type: exactly TYPE_SET or TYPE_FROZENSET) with the items of iterable (VALUE_NULL:
 * empty). */
Set *set_from(Thread *t, TypeId type, Value iterable);
bool set_difference_update(Thread *t, Set *set, Value other);
bool set_symmetric_difference_update(Thread *t, Set *set, Value other);
/* New set or frozenset, of the built-in type that `set` is. */
Set *set_intersection(Thread *t, Set *set, Value other);
Set *set_difference(Thread *t, Set *set, Value other);
Set *set_copy(Thread *t, Set *set);
void set_clear(Thread *t, Set *set);
/* Makes fresh memory an empty set: for constructors of subclasses. */
void set_set_empty(Set *set);
/* Is every item of a in b? 1, 0, -1. */
int set_is_subset(Thread *t, Set *a, Set *b);

#endif
