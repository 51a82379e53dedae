/* Sets: the table, and what works on whole sets. The types are in set_methods.c.
 *
 * Iteration order can be seen (sets of small ints print in it), so probing and growth follow CPython exactly:
 * from the slot that the hash gives, up to nine more in a row, then a jump that takes in higher bits of the
 * hash; eight slots at first; when three fifths are in use, a table of at least four times (above 50,000
 * items: twice) the live items. A deleted slot keeps SET_DELETED with hash -1, which no key has. */
#include "runtime/set.h"
#include "runtime/dict_table.h"
#include "runtime/list.h"
#include "runtime/memory.h"

enum { STRETCH = 9, JUMP_BITS = 5, MANY = 50000 };
#define SET_DELETED CONSTANT(7)
#define SET_FREE ((Value){UINT64_MAX}) /* no Value has this tag; with hash -1 a free entry is all ones */
enum { SET_ERROR = -1, SET_CHANGED = -2 };

static inline bool is_free(const SetEntry *entry) {
    return value_is(entry->key, SET_FREE);
}
static inline bool is_live(const SetEntry *entry) {
    return entry->hash != -1;
}

/* A walk over the slots in which a key may be: stretches of slots, and a jump at the end of each. */
typedef struct Walk {
    uint64_t slot, last;       /* of this stretch */
    uint64_t first, hash_left; /* where it began; the bits of the hash that the next jump takes in */
    uint64_t mask;
} Walk;

/* The stretch from w->first on. One that would pass the end of the table is only its first slot. */
static inline void walk_stretch(Walk *w) {
    w->slot = w->first;
    w->last = w->first + STRETCH <= w->mask ? w->first + STRETCH : w->first;
}

static inline Walk walk_start(int64_t hash, int64_t mask) {
    Walk w = {.first = (uint64_t)hash & (uint64_t)mask, .hash_left = (uint64_t)hash, .mask = (uint64_t)mask};
    walk_stretch(&w);
    return w;
}

static inline void walk_next(Walk *w) {
    if (w->slot++ < w->last)
        return;
    w->hash_left >>= JUMP_BITS;
    w->first = (5 * w->first + w->hash_left + 1) & w->mask;
    walk_stretch(w);
}

static void free_entries(SetEntry *entries, int64_t count) {
    memset(entries, 0xff, (size_t)count * sizeof *entries);
}

void set_set_empty(Set *set) {
    set->length = set->used = 0;
    set->mask = SET_OWN_ENTRIES - 1;
    set->table = set->own;
    set->hash = -1;
    set->pop_from = 0;
    free_entries(set->own, SET_OWN_ENTRIES);
}

static Set *new_of(Thread *t, TypeId type) {
    Set *set = object_new_raw(t, type, sizeof *set);
    if (set)
        set_set_empty(set);
    return set;
}

/* set or frozenset: what operations on `set` make. */
static TypeId plain_type(const Set *set) {
    return object_type(set)->layout;
}

Set *set_new(Thread *t) {
    return new_of(t, TYPE_SET);
}

/* Compares with the key of an entry, which may run any code: 1, 0, SET_ERROR, SET_CHANGED (search again). */
static int compare_entry(Thread *t, Set *set, const SetEntry *entry, Value key) {
    const SetEntry *table = set->table;
    int64_t mask = set->mask;
    Value other = new_ref(entry->key);
    int equal = op_equal(t, other, key);
    bool same = table == set->table && mask == set->mask && value_is(entry->key, other);
    decref(t, other);
    return equal < 0 ? SET_ERROR : same ? equal : SET_CHANGED;
}

/* Is it the key of the entry, whose hash is equal? As compare_entry. */
static inline int matches(Thread *t, Set *set, const SetEntry *entry, Value key) {
    if (value_is(entry->key, key))
        return 1;
    if (both_small_int(entry->key, key))
        return 0;
    if (is_str_exact(entry->key) && is_str_exact(key))
        return str_equal(value_str(entry->key), value_str(key));
    return compare_entry(t, set, entry, key);
}

/* Searches once: 1 and the entry, 0 and the free entry that ended the search, SET_ERROR or SET_CHANGED.
 * *deleted, unless NULL: the last deleted entry on the way, which an addition uses again. */
static inline int search(Thread *t, Set *set, Value key, int64_t hash, SetEntry **found, SetEntry **deleted) {
    SetEntry *table = set->table;
    for (Walk w = walk_start(hash, set->mask);; walk_next(&w)) {
        SetEntry *entry = *found = &table[w.slot];
        if (is_free(entry))
            return 0;
        if (entry->hash == hash) {
            int match = matches(t, set, entry, key);
            if (match)
                return match;
        } else if (deleted && !is_live(entry)) {
            *deleted = entry;
        }
    }
}

static int find(Thread *t, Set *set, Value key, int64_t hash, SetEntry **found) {
    int result;
    do
        result = search(t, set, key, hash, found, NULL);
    while (result == SET_CHANGED);
    return result;
}

/* Stores an item that is known to be absent in a table without deleted entries. */
static void insert_clean(SetEntry *table, int64_t mask, Value key, int64_t hash) {
    Walk w = walk_start(hash, mask);
    while (!is_free(&table[w.slot]))
        walk_next(&w);
    table[w.slot] = (SetEntry){key, hash};
}

/* A table with more than `least` slots. */
static bool resize(Thread *t, Set *set, int64_t least) {
    int64_t slots = SET_OWN_ENTRIES;
    while (slots <= least)
        slots *= 2;
    SetEntry *table = slots > SET_OWN_ENTRIES ? mem_alloc((size_t)slots * sizeof *table) : set->own;
    if (!table)
        return raise_no_memory(t), false;
    SetEntry copy[SET_OWN_ENTRIES], *old = set->table;
    int64_t old_slots = set->mask + 1;
    if (old == set->own) /* which may be the new table too */
        old = memcpy(copy, old, sizeof copy);
    free_entries(table, slots);
    for (int64_t i = 0; i < old_slots; i++)
        if (is_live(&old[i]))
            insert_clean(table, slots - 1, old[i].key, old[i].hash);
    if (old != copy)
        mem_free(old);
    set->table = table;
    set->mask = slots - 1;
    set->used = set->length;
    return true;
}

static bool grow(Thread *t, Set *set) {
    return resize(t, set, set->length > MANY ? set->length * 2 : set->length * 4);
}

/* For all but the most common case: the first slot is in use. */
static bool add_after_search(Thread *t, Set *set, Value key, int64_t hash) {
    SetEntry *entry;
    incref(key); /* before the search: a comparison may release the caller's */
    int found;
    SetEntry *deleted;
    do {
        deleted = NULL;
        found = search(t, set, key, hash, &entry, &deleted);
    } while (found == SET_CHANGED);
    if (found) {
        decref(t, key);
        return found > 0;
    }
    set->length++;
    if (deleted) {
        *deleted = (SetEntry){key, hash};
        return true;
    }
    *entry = (SetEntry){key, hash};
    set->used++;
    return set->used * 5 < set->mask * 3 || grow(t, set);
}

bool set_add_hashed(Thread *t, Set *set, Value key, int64_t hash) {
    SetEntry *entry = &set->table[hash & set->mask];
    if (!is_free(entry))
        return add_after_search(t, set, key, hash);
    *entry = (SetEntry){new_ref(key), hash};
    set->length++;
    set->used++;
    return set->used * 5 < set->mask * 3 || grow(t, set);
}

bool set_add(Thread *t, Set *set, Value key) {
    int64_t hash;
    return key_hash(t, key, &hash) && set_add_hashed(t, set, key, hash);
}

int set_contains_hashed(Thread *t, Set *set, Value key, int64_t hash) {
    SetEntry *entry;
    return find(t, set, key, hash, &entry);
}

int set_contains(Thread *t, Set *set, Value key) {
    int64_t hash;
    return key_hash(t, key, &hash) ? set_contains_hashed(t, set, key, hash) : -1;
}

int set_discard_hashed(Thread *t, Set *set, Value key, int64_t hash) {
    SetEntry *entry;
    int found = find(t, set, key, hash, &entry);
    if (found > 0) {
        Value old = entry->key;
        *entry = (SetEntry){SET_DELETED, -1};
        set->length--;
        decref(t, old);
    }
    return found;
}

int set_discard(Thread *t, Set *set, Value key) {
    int64_t hash;
    return key_hash(t, key, &hash) ? set_discard_hashed(t, set, key, hash) : -1;
}

static const SetEntry *next_entry(Set *set, int64_t *position) {
    while (*position <= set->mask) {
        const SetEntry *entry = &set->table[(*position)++];
        if (is_live(entry))
            return entry;
    }
    return NULL;
}

bool set_next(Set *set, int64_t *position, Value *key) {
    const SetEntry *entry = next_entry(set, position);
    if (entry)
        *key = entry->key;
    return entry != NULL;
}

bool set_next_hashed(Set *set, int64_t *position, Value *key, int64_t *hash) {
    const SetEntry *entry = next_entry(set, position);
    if (entry) {
        *key = entry->key;
        *hash = entry->hash;
    }
    return entry != NULL;
}

void set_clear(Thread *t, Set *set) {
    if (set->table == set->own && set->used == 0)
        return;
    SetEntry copy[SET_OWN_ENTRIES], *old = set->table;
    int64_t slots = set->mask + 1, live = set->length, pop_from = set->pop_from;
    if (old == set->own)
        old = memcpy(copy, old, sizeof copy);
    set_set_empty(set);
    set->pop_from = pop_from; /* as CPython's pop, which goes on from there */
    for (int64_t i = 0; live > 0 && i < slots; i++)
        if (is_live(&old[i])) {
            live--;
            decref(t, old[i].key);
        }
    if (old != copy)
        mem_free(old);
}

/* Into an empty set, whose table takes any number: no comparisons are needed. */
static void fill_empty(Set *set, Set *other) {
    bool same_table = set->mask == other->mask && other->used == other->length;
    for (int64_t i = 0; i <= other->mask; i++) {
        SetEntry entry = other->table[i];
        if (!is_live(&entry))
            continue;
        incref(entry.key);
        if (same_table)
            set->table[i] = entry;
        else
            insert_clean(set->table, set->mask, entry.key, entry.hash);
    }
    set->used = set->length = other->length;
}

static bool merge_set(Thread *t, Set *set, Set *other) {
    if (other == set || other->length == 0)
        return true;
    if ((set->used + other->length) * 5 >= set->mask * 3 &&
        !resize(t, set, (set->length + other->length) * 2))
        return false;
    if (set->used == 0) {
        fill_empty(set, other);
        return true;
    }
    int64_t position = 0;
    for (const SetEntry *entry; (entry = next_entry(other, &position));) {
        Value key = new_ref(entry->key);
        bool ok = set_add_hashed(t, set, key, entry->hash);
        decref(t, key);
        if (!ok)
            return false;
    }
    return true;
}

static bool merge_dict(Thread *t, Set *set, Dict *dict) {
    if ((set->used + dict->length) * 5 >= set->mask * 3 && !resize(t, set, (set->length + dict->length) * 2))
        return false;
    for (int64_t i = 0; i < dict->used; i++)
        if (!is_null(dict->entries[i].key) &&
            !set_add_hashed(t, set, dict->entries[i].key, dict->entries[i].hash))
            return false;
    return true;
}

typedef bool (*VisitItem)(Thread *t, Set *set, Value item, int64_t hash, void *arg);

/* Calls visit for each hashed item of any iterable. */
static bool each_hashed(Thread *t, Value iterable, VisitItem visit, Set *set, void *arg) {
    Value iterator = op_iter(t, iterable);
    if (is_null(iterator))
        return false;
    bool ok = true;
    while (ok) {
        Value item = iterator_step(t, iterator);
        if (is_null(item))
            break;
        int64_t hash;
        ok = key_hash(t, item, &hash) && visit(t, set, item, hash, arg);
        decref(t, item);
    }
    decref(t, iterator);
    return ok && !error_pending(t);
}

/* The same for the items of a set or dict, whose hashes are known; other iterables as above. */
static bool each_item(Thread *t, Value source, VisitItem visit, Set *set, void *arg) {
    bool ok = true;
    if (is_anyset(source)) {
        int64_t position = 0;
        for (const SetEntry *entry; ok && (entry = next_entry(value_set(source), &position));) {
            Value key = new_ref(entry->key);
            ok = visit(t, set, key, entry->hash, arg);
            decref(t, key);
        }
        return ok;
    }
    if (!is_dict_exact(source))
        return each_hashed(t, source, visit, set, arg);
    Dict *dict = value_dict(source);
    for (int64_t i = 0; ok && i < dict->used; i++) {
        Value key = new_ref(dict->entries[i].key);
        ok = is_null(key) || visit(t, set, key, dict->entries[i].hash, arg);
        decref(t, key);
    }
    return ok;
}

static bool visit_add(Thread *t, Set *set, Value item, int64_t hash, void *arg) {
    return set_add_hashed(t, set, item, hash);
}

/* The items of an exact list or tuple. Adding one may run code that changes the list. */
static bool add_items(Thread *t, Set *set, Value sequence) {
    bool ok = true, list = is_list(sequence);
    for (int64_t i = 0; ok; i++) {
        if (i >= (list ? value_list(sequence)->length : value_tuple(sequence)->length))
            break;
        Value item = new_ref(list ? value_list(sequence)->items[i] : value_tuple(sequence)->items[i]);
        ok = set_add(t, set, item);
        decref(t, item);
    }
    return ok;
}

bool set_update(Thread *t, Set *set, Value iterable) {
    if (is_list_exact(iterable) || is_tuple_exact(iterable))
        return add_items(t, set, iterable);
    if (is_anyset(iterable))
        return merge_set(t, set, value_set(iterable));
    if (is_dict_exact(iterable))
        return merge_dict(t, set, value_dict(iterable));
    return each_hashed(t, iterable, visit_add, set, NULL);
}

Set *set_from(Thread *t, TypeId type, Value iterable) {
    Set *set = new_of(t, type);
    if (set && !is_null(iterable) && !set_update(t, set, iterable)) {
        decref_object(t, set);
        return NULL;
    }
    return set;
}

Value frozenset_from(Thread *t, Value iterable) {
    if (is_exact(iterable, TYPE_FROZENSET))
        return new_ref(iterable);
    return result_value(set_from(t, TYPE_FROZENSET, iterable));
}

Value frozenset_constant(Thread *t, Tuple *items) {
    Set *first = set_from(t, TYPE_FROZENSET, object_value(items));
    Tuple *ordered = first ? op_to_tuple(t, object_value(first)) : NULL;
    Set *second = ordered ? set_from(t, TYPE_FROZENSET, object_value(ordered)) : NULL;
    xdecref_object(t, first);
    xdecref_object(t, ordered);
    return result_value(second);
}

Set *set_copy(Thread *t, Set *set) {
    return set_from(t, plain_type(set), object_value(set));
}

/* arg: the set to look in. */
static bool visit_add_common(Thread *t, Set *result, Value item, int64_t hash, void *arg) {
    int found = set_contains_hashed(t, arg, item, hash);
    return found >= 0 && (!found || set_add_hashed(t, result, item, hash));
}

Set *set_intersection(Thread *t, Set *set, Value other) {
    if (value_is(object_value(set), other))
        return set_copy(t, set);
    Set *result = new_of(t, plain_type(set));
    Set *look_in = set;
    if (is_anyset(other) && value_set(other)->length > set->length) {
        look_in = value_set(other);
        other = object_value(set);
    }
    bool ok =
        result && (is_anyset(other) ? each_item : each_hashed)(t, other, visit_add_common, result, look_in);
    if (ok)
        return result;
    xdecref_object(t, result);
    return NULL;
}

static bool visit_discard(Thread *t, Set *set, Value item, int64_t hash, void *arg) {
    return set_discard_hashed(t, set, item, hash) >= 0;
}

/* Discards the items of a set so large that only what both have is worth looking at. */
static bool discard_common(Thread *t, Set *set, Value other) {
    Set *common = set_intersection(t, set, other);
    if (!common)
        return false;
    bool ok = each_item(t, object_value(common), visit_discard, set, NULL);
    decref_object(t, common);
    return ok;
}

bool set_difference_update(Thread *t, Set *set, Value other) {
    if (value_is(object_value(set), other))
        return set_clear(t, set), true;
    bool huge = is_anyset(other) && value_set(other)->length >> 3 > set->length;
    bool ok = huge               ? discard_common(t, set, other)
              : is_anyset(other) ? each_item(t, other, visit_discard, set, NULL)
                                 : each_hashed(t, other, visit_discard, set, NULL);
    /* Deleted entries slow every search down: sweep when they are more than a quarter. */
    return ok && (set->used - set->length <= set->mask / 4 || grow(t, set));
}

/* arg: the Value that must not contain the item. */
static bool visit_add_missing(Thread *t, Set *result, Value item, int64_t hash, void *arg) {
    Value other = *(Value *)arg;
    int found;
    if (is_anyset(other))
        found = set_contains_hashed(t, value_set(other), item, hash);
    else if (!dict_has_hashed(t, value_dict(other), item, hash, &found))
        return false;
    return found >= 0 && (found || set_add_hashed(t, result, item, hash));
}

Set *set_difference(Thread *t, Set *set, Value other) {
    int64_t other_length = is_anyset(other)       ? value_set(other)->length
                           : is_dict_exact(other) ? value_dict(other)->length
                                                  : -1;
    if (other_length < 0 || set->length >> 2 > other_length) {
        Set *result = set_copy(t, set);
        if (!result || set_difference_update(t, result, other))
            return result;
        decref_object(t, result);
        return NULL;
    }
    Set *result = new_of(t, plain_type(set));
    if (result && each_item(t, object_value(set), visit_add_missing, result, &other))
        return result;
    xdecref_object(t, result);
    return NULL;
}

static bool visit_toggle(Thread *t, Set *set, Value item, int64_t hash, void *arg) {
    int found = set_discard_hashed(t, set, item, hash);
    return found > 0 || (found == 0 && set_add_hashed(t, set, item, hash));
}

bool set_symmetric_difference_update(Thread *t, Set *set, Value other) {
    if (value_is(object_value(set), other))
        return set_clear(t, set), true;
    if (is_anyset(other) || is_dict_exact(other))
        return each_item(t, other, visit_toggle, set, NULL);
    Set *distinct = set_from(t, TYPE_SET, other); /* an item that comes twice counts once */
    if (!distinct)
        return false;
    bool ok = each_item(t, object_value(distinct), visit_toggle, set, NULL);
    decref_object(t, distinct);
    return ok;
}

static bool visit_contained(Thread *t, Set *set, Value item, int64_t hash, void *contained) {
    int found = set_contains_hashed(t, set, item, hash);
    *(int *)contained = found;
    return found > 0;
}

int set_is_subset(Thread *t, Set *a, Set *b) {
    int contained = 1;
    if (a->length > b->length)
        return 0;
    each_item(t, object_value(a), visit_contained, b, &contained);
    return contained;
}
