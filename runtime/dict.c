/* Dicts: the table. dict_table.h explains its layout; dict_update.c has what works on whole dicts,
 * dict_methods.c and dict_views.c the types. */
#include "runtime/dict_table.h"
#include "runtime/list.h"
#include "runtime/memory.h"

static const int8_t NO_INDEX[1] = {INDEX_FREE};
enum { SMALLEST_BITS = 3 };

void dict_set_empty(Dict *dict) {
    dict->entries = NULL;
    dict->index = (void *)NO_INDEX; /* never written: room is 0 */
    dict->length = dict->used = dict->room = 0;
    dict->index_bits = 0;
    dict->names = true;
    dict->version = 0;
}

/* At most two thirds of the index are in use. */
static int64_t room_for_bits(uint32_t bits) {
    return (int64_t)(((uint64_t)1 << bits) * 2 / 3);
}

static uint32_t bits_for_room(int64_t room) {
    uint32_t bits = SMALLEST_BITS;
    while (room_for_bits(bits) < room)
        bits++;
    return bits;
}

static size_t index_width(uint32_t bits) {
    return bits <= 7 ? 1 : bits <= 15 ? 2 : bits <= 31 ? 4 : 8;
}

/* A new block with a free index; the old one is the caller's. */
static bool set_table(Thread *t, Dict *dict, uint32_t bits) {
    if (bits > 50)
        return raise_no_memory(t), false;
    int64_t room = room_for_bits(bits);
    size_t index_size = index_width(bits) << bits;
    DictEntry *entries = mem_alloc((size_t)room * sizeof *entries + index_size);
    if (!entries)
        return raise_no_memory(t), false;
    dict->entries = entries;
    dict->index = entries + room;
    dict->room = room;
    dict->index_bits = bits;
    memset(dict->index, 0xff, index_size); /* INDEX_FREE in every width */
    return true;
}

static uint64_t free_slot(const Dict *dict, int64_t hash) {
    Probe p = probe_start(dict, hash);
    while (index_get(dict, p.slot) >= 0)
        probe_next(&p);
    return p.slot;
}

/* Moves the live entries to a new block. */
static bool rebuild(Thread *t, Dict *dict, uint32_t bits) {
    DictEntry *old = dict->entries;
    int64_t used = dict->used, n = 0;
    if (!set_table(t, dict, bits))
        return false;
    for (int64_t i = 0; i < used; i++) {
        if (is_null(old[i].key))
            continue;
        dict->entries[n] = old[i];
        index_set(dict, free_slot(dict, old[i].hash), n++);
    }
    dict->used = n;
    dict->version = 0;
    mem_free(old);
    return true;
}

bool dict_reserve(Thread *t, Dict *dict, int64_t expected) {
    if (expected - dict->length <= dict->room - dict->used)
        return true;
    return rebuild(t, dict, bits_for_room(expected));
}

/* Smallest index larger than three times the length: grows, or just sweeps out deleted entries. */
static bool grow(Thread *t, Dict *dict) {
    uint32_t bits = SMALLEST_BITS;
    while ((int64_t)1 << bits < dict->length * 3)
        bits++;
    return rebuild(t, dict, bits);
}

Dict *dict_new(Thread *t, int64_t expected) {
    Dict *dict = object_new_raw(t, TYPE_DICT, sizeof *dict);
    if (!dict)
        return NULL;
    dict_set_empty(dict);
    if (expected > 0 && !set_table(t, dict, bits_for_room(expected))) {
        decref_object(t, dict);
        return NULL;
    }
    return dict;
}

static bool is_interned_name(Value key) {
    return is_str_exact(key) && value_str(key)->interned;
}

/* Compares with the key of entry i, which may run any code. DICT_CHANGED: the search has to start again. */
enum { DICT_CHANGED = -3 };
static int compare_entry(Thread *t, Dict *dict, int64_t i, Value key) {
    DictEntry *entries = dict->entries;
    uint32_t bits = dict->index_bits;
    Value other = new_ref(entries[i].key);
    int equal = op_equal(t, other, key);
    bool same = entries == dict->entries && bits == dict->index_bits && i < dict->used &&
                value_is(entries[i].key, other);
    decref(t, other);
    return equal < 0 ? DICT_ERROR : same ? equal : DICT_CHANGED;
}

/* Searches once; DICT_CHANGED if a comparison changed the dict. */
static int64_t search(Thread *t, Dict *dict, Value key, int64_t hash, uint64_t *slot) {
    bool text = is_str_exact(key);
    for (Probe p = probe_start(dict, hash);; probe_next(&p)) {
        int64_t i = index_get(dict, p.slot);
        if (i == INDEX_DELETED)
            continue;
        *slot = p.slot;
        if (i == INDEX_FREE)
            return DICT_ABSENT;
        const DictEntry *entry = &dict->entries[i];
        if (value_is(entry->key, key))
            return i;
        if (entry->hash != hash || both_small_int(entry->key, key))
            continue;
        if (text && is_str_exact(entry->key)) {
            if (str_equal(value_str(entry->key), value_str(key)))
                return i;
            continue;
        }
        int equal = compare_entry(t, dict, i, key);
        if (equal)
            return equal > 0 ? i : equal;
    }
}

int64_t dict_find(Thread *t, Dict *dict, Value key, int64_t hash, uint64_t *slot) {
    if (dict->names && is_interned_name(key))
        return dict_find_pointer(dict, key, hash, slot);
    int64_t i;
    do
        i = search(t, dict, key, hash, slot);
    while (i == DICT_CHANGED);
    return i;
}

bool dict_insert_at(Thread *t, Dict *dict, Value key, int64_t hash, Value v, uint64_t slot) {
    if (dict->used == dict->room) {
        if (!grow(t, dict)) {
            decref(t, key);
            decref(t, v);
            return false;
        }
        slot = free_slot(dict, hash);
    }
    if (dict->names && !is_interned_name(key))
        dict->names = false;
    index_set(dict, slot, dict->used);
    dict->entries[dict->used++] = (DictEntry){hash, key, v};
    dict->length++;
    dict->version = 0;
    return true;
}

bool dict_set_hashed(Thread *t, Dict *dict, Value key, int64_t hash, Value v) {
    uint64_t slot;
    /* Counted before the search: a comparison may release the caller's. */
    incref(key);
    incref(v);
    int64_t i = dict_find(t, dict, key, hash, &slot);
    if (i == DICT_ABSENT)
        return dict_insert_at(t, dict, key, hash, v, slot);
    if (i >= 0)
        value_store(t, &dict->entries[i].value, v);
    else
        decref(t, v);
    decref(t, key);
    return i >= 0;
}

bool dict_set(Thread *t, Dict *dict, Value key, Value v) {
    int64_t hash;
    return key_hash(t, key, &hash) && dict_set_hashed(t, dict, key, hash, v);
}

bool dict_set_name(Thread *t, Dict *dict, Str *name, Value v) {
    return dict_set_hashed(t, dict, object_value(name), str_cached_hash(t, name), v);
}

bool dict_set_text(Thread *t, Dict *dict, const char *name, Value v) {
    if (is_null(v))
        return false;
    Str *key = str_intern_utf8(t, name);
    bool ok = key && dict_set_name(t, dict, key, v);
    decref(t, v);
    xdecref_object(t, key);
    return ok;
}

Value dict_get_hashed(Thread *t, Dict *dict, Value key, int64_t hash) {
    uint64_t slot;
    int64_t i = dict_find(t, dict, key, hash, &slot);
    return i >= 0 ? dict->entries[i].value : VALUE_NULL;
}

Value dict_get(Thread *t, Dict *dict, Value key) {
    int64_t hash;
    return key_hash(t, key, &hash) ? dict_get_hashed(t, dict, key, hash) : VALUE_NULL;
}

/* The entry of an interned name among keys of any kind. Only strings are compared: names are looked up where
 * the caller can not handle an exception, and an object that equals a string without being one is not what
 * they mean. */
static int64_t find_name_slowly(Thread *t, Dict *dict, Str *name, int64_t hash) {
    for (Probe p = probe_start(dict, hash);; probe_next(&p)) {
        int64_t i = index_get(dict, p.slot);
        if (i == INDEX_FREE)
            return DICT_ABSENT;
        if (i == INDEX_DELETED || dict->entries[i].hash != hash)
            continue;
        Value key = dict->entries[i].key;
        if (value_is(key, object_value(name)) || (is_str(key) && str_equal(value_str(key), name)))
            return i;
    }
}

int64_t dict_find_name(Thread *t, Dict *dict, Str *name) {
    uint64_t slot;
    int64_t hash = str_cached_hash(t, name);
    if (__builtin_expect(dict->names, 1))
        return dict_find_pointer(dict, object_value(name), hash, &slot);
    return find_name_slowly(t, dict, name, hash);
}

Value dict_get_name(Thread *t, Dict *dict, Str *name) {
    int64_t i = dict_find_name(t, dict, name);
    return i >= 0 ? dict->entries[i].value : VALUE_NULL;
}

uint32_t dict_version(Thread *t, Dict *dict) {
    if (dict->version == 0)
        dict->version = ++t->interp->next_dict_version;
    return dict->version;
}

bool dict_has_hashed(Thread *t, Dict *dict, Value key, int64_t hash, int *found) {
    uint64_t slot;
    int64_t i = dict_find(t, dict, key, hash, &slot);
    *found = i >= 0;
    return i != DICT_ERROR;
}

int dict_contains(Thread *t, Dict *dict, Value key) {
    int64_t hash;
    int found;
    return key_hash(t, key, &hash) && dict_has_hashed(t, dict, key, hash, &found) ? found : -1;
}

void dict_remove_at(Dict *dict, int64_t i, uint64_t slot, Value *key, Value *v) {
    DictEntry *entry = &dict->entries[i];
    *key = entry->key;
    *v = entry->value;
    entry->key = VALUE_NULL;
    entry->value = VALUE_NULL;
    index_set(dict, slot, INDEX_DELETED);
    dict->length--;
    dict->version = 0;
}

/* Removes the key; 1 with *v owned, 0 absent, -1 exception. */
static int take(Thread *t, Dict *dict, Value key, Value *v) {
    int64_t hash;
    uint64_t slot;
    if (!key_hash(t, key, &hash))
        return -1;
    int64_t i = dict_find(t, dict, key, hash, &slot);
    if (i < 0)
        return i == DICT_ERROR ? -1 : 0;
    Value old_key;
    dict_remove_at(dict, i, slot, &old_key, v);
    decref(t, old_key);
    return 1;
}

int dict_delete(Thread *t, Dict *dict, Value key) {
    Value v;
    int found = take(t, dict, key, &v);
    if (found > 0)
        decref(t, v);
    return found;
}

Value dict_pop(Thread *t, Dict *dict, Value key) {
    Value v;
    return take(t, dict, key, &v) > 0 ? v : VALUE_NULL;
}

Value dict_setdefault(Thread *t, Dict *dict, Value key, Value otherwise) {
    int64_t hash;
    uint64_t slot;
    if (!key_hash(t, key, &hash))
        return VALUE_NULL;
    int64_t i = dict_find(t, dict, key, hash, &slot);
    if (i >= 0)
        return new_ref(dict->entries[i].value);
    if (i == DICT_ERROR || !dict_insert_at(t, dict, new_ref(key), hash, new_ref(otherwise), slot))
        return VALUE_NULL;
    return new_ref(otherwise);
}

bool dict_next(Dict *dict, int64_t *position, Value *key, Value *v) {
    while (*position < dict->used) {
        const DictEntry *entry = &dict->entries[(*position)++];
        if (is_null(entry->key))
            continue;
        if (key)
            *key = entry->key;
        if (v)
            *v = entry->value;
        return true;
    }
    return false;
}

void dict_clear(Thread *t, Dict *dict) {
    DictEntry *entries = dict->entries;
    int64_t used = dict->used;
    dict_set_empty(dict);
    for (int64_t i = 0; i < used; i++) {
        decref(t, entries[i].key);
        decref(t, entries[i].value);
    }
    mem_free(entries);
}

static bool clone_block(Thread *t, Dict *dict, Dict *source) {
    if (!set_table(t, dict, source->index_bits))
        return false;
    memcpy(dict->entries, source->entries, (size_t)source->used * sizeof(DictEntry));
    memcpy(dict->index, source->index, index_width(source->index_bits) << source->index_bits);
    for (int64_t i = 0; i < source->used; i++) {
        incref(dict->entries[i].key);
        incref(dict->entries[i].value);
    }
    dict->used = source->used;
    dict->room = source->room; /* smaller than the block after popitem */
    return true;
}

static bool clone_compacted(Thread *t, Dict *dict, Dict *source) {
    if (!set_table(t, dict, bits_for_room(source->length)))
        return false;
    for (int64_t i = 0; i < source->used; i++) {
        const DictEntry *entry = &source->entries[i];
        if (is_null(entry->key))
            continue;
        dict->entries[dict->used] = (DictEntry){entry->hash, new_ref(entry->key), new_ref(entry->value)};
        index_set(dict, free_slot(dict, entry->hash), dict->used++);
    }
    return true;
}

bool dict_clone_into(Thread *t, Dict *dict, Dict *source) {
    if (source->length == 0)
        return true;
    mem_free(dict->entries); /* it may have room for something */
    dict_set_empty(dict);
    bool dense = source->length >= source->used * 2 / 3;
    if (!(dense ? clone_block(t, dict, source) : clone_compacted(t, dict, source)))
        return false;
    dict->length = source->length;
    dict->names = source->names;
    return true;
}

Dict *dict_copy(Thread *t, Dict *source) {
    Dict *dict = dict_new(t, 0);
    if (dict && !dict_clone_into(t, dict, source)) {
        decref_object(t, dict);
        return NULL;
    }
    return dict;
}

List *dict_keys_list(Thread *t, Dict *dict) {
    List *list = list_new(t, dict->length);
    int64_t position = 0;
    Value key;
    while (list && dict_next(dict, &position, &key, NULL))
        list->items[list->length++] = new_ref(key);
    return list;
}
