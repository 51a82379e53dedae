/* Inside of dicts, for dict.c, dict_update.c and dict_methods.c: hashing of keys, the index, and the search.
 *
 * A table is one block: the entries, then the index. Index slots hold the number of an entry, INDEX_FREE or
 * INDEX_DELETED, in 1, 2, 4 or 8 bytes. Probing follows slot = slot * 5 + perturb + 1, perturb >>= 5, as
 * CPython's. An empty dict has no block: its index is a constant with one free slot, so that no search has to
 * ask. */
#ifndef RUNTIME_DICT_TABLE_H
#define RUNTIME_DICT_TABLE_H

#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "runtime/str.h"

enum { INDEX_FREE = -1, INDEX_DELETED = -2, DICT_ABSENT = -1, DICT_ERROR = -2 };

static inline int64_t index_get(const Dict *dict, uint64_t slot) {
    if (__builtin_expect(dict->index_bits <= 7, 1))
        return ((const int8_t *)dict->index)[slot];
    if (dict->index_bits <= 15)
        return ((const int16_t *)dict->index)[slot];
    if (dict->index_bits <= 31)
        return ((const int32_t *)dict->index)[slot];
    return ((const int64_t *)dict->index)[slot];
}

static inline void index_set(Dict *dict, uint64_t slot, int64_t i) {
    if (dict->index_bits <= 7)
        ((int8_t *)dict->index)[slot] = (int8_t)i;
    else if (dict->index_bits <= 15)
        ((int16_t *)dict->index)[slot] = (int16_t)i;
    else if (dict->index_bits <= 31)
        ((int32_t *)dict->index)[slot] = (int32_t)i;
    else
        ((int64_t *)dict->index)[slot] = i;
}

typedef struct Probe {
    uint64_t slot, perturb, mask;
} Probe;

static inline Probe probe_start(const Dict *dict, int64_t hash) {
    uint64_t mask = ((uint64_t)1 << dict->index_bits) - 1;
    return (Probe){(uint64_t)hash & mask, (uint64_t)hash, mask};
}

static inline void probe_next(Probe *p) {
    p->perturb >>= 5;
    p->slot = (p->slot * 5 + p->perturb + 1) & p->mask;
}

static inline int64_t str_cached_hash(Thread *t, Str *s) {
    return __builtin_expect(s->hash != -1, 1) ? s->hash : str_hash(t, s);
}

/* hash(key), without a call for the usual keys. */
static inline bool key_hash(Thread *t, Value key, int64_t *hash) {
    static const int64_t MODULUS = ((int64_t)1 << 61) - 1; /* ints below it are their own hash */
    if (is_small_int(key)) {
        int64_t i = small_int(key);
        *hash = i == -1 ? -2 : i > -MODULUS && i < MODULUS ? i : int_hash(key);
        return true;
    }
    if (is_str_exact(key)) {
        *hash = str_cached_hash(t, value_str(key));
        return true;
    }
    return op_hash(t, key, hash);
}

/* The search of a dict whose keys are all interned, for an interned name. *slot: where the search ended. */
static inline int64_t dict_find_pointer(const Dict *dict, Value name, int64_t hash, uint64_t *slot) {
    for (Probe p = probe_start(dict, hash);; probe_next(&p)) {
        int64_t i = index_get(dict, p.slot);
        if ((i >= 0 && value_is(dict->entries[i].key, name)) || i == INDEX_FREE) {
            *slot = p.slot;
            return i;
        }
    }
}

/* Makes fresh memory an empty dict: constructors of subclasses call it after object_new. */
void dict_set_empty(Dict *dict);
/* Index of the entry with that key, DICT_ABSENT, or DICT_ERROR. *slot: the entry's, or the free one that
 * ended the search. */
int64_t dict_find(Thread *t, Dict *dict, Value key, int64_t hash, uint64_t *slot);
/* dict[key] = v for a key that is absent; `slot` from dict_find. Consumes key and v. */
bool dict_insert_at(Thread *t, Dict *dict, Value key_owned, int64_t hash, Value v_owned, uint64_t slot);
/* dict[key] = v; counts both. */
bool dict_set_hashed(Thread *t, Dict *dict, Value key, int64_t hash, Value v);
/* Takes entry i out; the caller owns key and value now. */
void dict_remove_at(Dict *dict, int64_t i, uint64_t slot, Value *key, Value *v);
/* Room for `expected` entries in all. */
bool dict_reserve(Thread *t, Dict *dict, int64_t expected);
/* An empty dict becomes a copy of `source` in one go. */
bool dict_clone_into(Thread *t, Dict *empty, Dict *source);
/* Equal keys and values? 1, 0, -1. */
int dict_equal(Thread *t, Dict *a, Dict *b);
bool dict_has_hashed(Thread *t, Dict *dict, Value key, int64_t hash, int *found);

#endif
