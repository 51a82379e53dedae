/* Dicts: compact and ordered (an index table beside an array of entries in insertion order), after PyPy's and CPython 3.6's.
 * While all keys are interned strings (`names`), looking up an interned string compares pointers only. `version` is new after every
 * change of the keys (insert, delete, resize), not of values, so that inline caches may remember an entry's index: it is unique among all dicts
 * of the Interp, and 0 until somebody asks (dict_version). */
#ifndef RUNTIME_DICT_H
#define RUNTIME_DICT_H

#include "runtime/interp.h"

typedef struct DictEntry {
    int64_t hash;
    Value key;   /* VALUE_NULL: a deleted entry */
    Value value;
} DictEntry;

struct Dict {
    Object ob;
    DictEntry *entries;
    void *index;      /* int8_t, int16_t or int32_t/int64_t, by room; -1 free, -2 deleted */
    int64_t length;   /* live entries */
    int64_t used;     /* entries in use, deleted ones included: iteration goes over [0, used) */
    int64_t room;     /* of entries */
    uint32_t index_bits; /* the index has 1 << index_bits slots */
    bool names;       /* all keys are interned strings */
    uint32_t version;
};

static inline bool is_dict(Value v) { return has_layout(v, TYPE_DICT); }
static inline bool is_dict_exact(Value v) { return is_exact(v, TYPE_DICT); }
static inline Dict *value_dict(Value v) { return (Dict *)value_object(v); }

Dict *dict_new(Thread *t, int64_t expected); /* room for as many without growing */
/* The keyword arguments of a call; names NULL: none. */
Dict *dict_from_keywords(Thread *t, Value *values, Tuple *names);
/* Borrowed value; VALUE_NULL: absent, or an exception from __hash__/__eq__ (check error_pending). */
Value dict_get(Thread *t, Dict *dict, Value key);
Value dict_get_hashed(Thread *t, Dict *dict, Value key, int64_t hash);
/* By interned name: cannot fail; borrowed or VALUE_NULL. */
Value dict_get_name(Thread *t, Dict *dict, Str *name);
/* Index in entries, or -1: for inline caches. */
int64_t dict_find_name(Thread *t, Dict *dict, Str *name);
/* The entry at that index if it holds that (interned) name, else NULL: for caches that guess. */
static inline DictEntry *dict_guess(Dict *dict, uint32_t index, Str *name) {
    if (!dict || index >= dict->used || !value_is(dict->entries[index].key, object_value(name)))
        return NULL;
    return &dict->entries[index];
}
uint32_t dict_version(Thread *t, Dict *dict);
bool dict_set(Thread *t, Dict *dict, Value key, Value v); /* counts both */
bool dict_set_name(Thread *t, Dict *dict, Str *name, Value v);
bool dict_set_text(Thread *t, Dict *dict, const char *name, Value v_consumed); /* interns the name; v may be VALUE_NULL with exception: false */
/* 1 deleted, 0 absent, -1 exception. */
int dict_delete(Thread *t, Dict *dict, Value key);
/* Removes and returns (owned); VALUE_NULL: absent or exception. */
Value dict_pop(Thread *t, Dict *dict, Value key);
/* d.setdefault: new reference to what is there afterwards. */
Value dict_setdefault(Thread *t, Dict *dict, Value key, Value otherwise);
int dict_contains(Thread *t, Dict *dict, Value key);
/* Next live entry at or after *position; advances it; borrowed. False: end. No changes of keys in between. */
bool dict_next(Dict *dict, int64_t *position, Value *key, Value *v);
/* d.update(other): mapping or pairs; override false keeps existing keys. */
bool dict_update(Thread *t, Dict *dict, Value other, bool override);
/* For f(**mapping): TypeError with the function's name for doubled keys; those that are no strings are refused by the call. */
bool dict_merge_keywords(Thread *t, Dict *dict, Value mapping, Value callee);
Dict *dict_copy(Thread *t, Dict *dict);
void dict_clear(Thread *t, Dict *dict);
List *dict_keys_list(Thread *t, Dict *dict);
Value mappingproxy_new(Thread *t, Value mapping);

#endif
