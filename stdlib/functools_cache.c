/* functools.lru_cache: the wrapper around a function.
 *
 * The cache is a dict from arguments to results. Dicts keep the order of insertion, so it is the order of use
 * if a hit takes its entry out and puts it back at the end; the oldest entry is the first live one. `oldest`
 * remembers where that search may start. */
#include "runtime/callable.h"
#include "runtime/dict_table.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "stdlib/functools.h"

typedef struct LruCache {
    Object ob;
    Value function, info_type;
    Dict *cache;
    Value keyword_mark; /* stands in keys between positional and keyword arguments */
    int64_t limit;      /* -1: none; 0: nothing is kept */
    int64_t hits, misses;
    const DictEntry *table; /* the entries for which `oldest` holds */
    int64_t oldest;
    bool typed;
} LruCache;

static LruCache *lru_cache(Value v) {
    return (LruCache *)value_object(v);
}

static Value lru_cache_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    int64_t limit = -1;
    bool typed;
    if (!op_callable(t, args[0]))
        return raise_type_error(t, "the first argument must be callable");
    if (!is_none(args[1])) {
        if (!sequence_is_index(t, args[1]))
            return raise_type_error(t, "maxsize should be integer or None");
        if (!op_index_int64(t, args[1], &limit, EXC_OverflowError))
            return VALUE_NULL;
        limit = limit < 0 ? 0 : limit;
    }
    if (!arg_bool(t, args[2], &typed))
        return VALUE_NULL;
    LruCache *self = object_new(t, type, 0);
    if (!self)
        return VALUE_NULL;
    self->function = new_ref(args[0]);
    self->info_type = new_ref(args[3]);
    self->keyword_mark = op_call0(t, object_value(builtin_type(t, TYPE_OBJECT)));
    self->cache = dict_new(t, 0);
    self->limit = limit;
    self->typed = typed;
    if (self->cache && !is_null(self->keyword_mark))
        return object_value(self);
    decref_object(t, self);
    return VALUE_NULL;
}

static void lru_cache_clear(Thread *t, Object *o) {
    LruCache *self = (LruCache *)o;
    if (self->cache)
        dict_clear(t, self->cache);
    value_clear(t, &self->function);
    value_clear(t, &self->info_type);
}

static void lru_cache_dealloc(Thread *t, Object *o) {
    LruCache *self = (LruCache *)o;
    decref(t, self->function);
    decref(t, self->info_type);
    decref(t, self->keyword_mark);
    xdecref_object(t, self->cache);
}

static void lru_cache_traverse(Object *o, VisitFn visit, void *arg) {
    LruCache *self = (LruCache *)o;
    visit_value(self->function, visit, arg);
    visit_value(self->info_type, visit, arg);
    visit_value(self->keyword_mark, visit, arg);
    if (self->cache)
        visit(&self->cache->ob, arg);
}

static Value type_value(Thread *t, Value v) {
    return new_object_ref(type_of(t, v));
}

/* (args..., mark, name, value, ..., types...); a single int or str is its own key. */
static Value make_key(Thread *t, LruCache *self, Value *args, int nargs, Tuple *kwnames) {
    int64_t names = kwnames ? kwnames->length : 0;
    if (!self->typed && !names && nargs == 1 && (is_int_exact(args[0]) || is_str_exact(args[0])))
        return new_ref(args[0]);
    int64_t length = nargs + (names ? 1 + 2 * names : 0) + (self->typed ? nargs + names : 0), n = 0;
    Tuple *key = tuple_new(t, length);
    if (!key)
        return VALUE_NULL;
    for (int i = 0; i < nargs; i++)
        key->items[n++] = new_ref(args[i]);
    if (names)
        key->items[n++] = new_ref(self->keyword_mark);
    for (int64_t i = 0; i < names; i++) {
        key->items[n++] = new_ref(kwnames->items[i]);
        key->items[n++] = new_ref(args[nargs + i]);
    }
    for (int64_t i = 0; self->typed && i < nargs + names; i++)
        key->items[n++] = type_value(t, args[i]);
    return object_value(key);
}

/* A hit: new reference to the result; its entry becomes the youngest. */
static Value hit(Thread *t, LruCache *self, int64_t i, uint64_t slot) {
    Dict *cache = self->cache;
    Value result = new_ref(cache->entries[i].value);
    self->hits++;
    if (self->limit > 0 && i != cache->used - 1) {
        int64_t hash = cache->entries[i].hash;
        Value key, v;
        dict_remove_at(cache, i, slot, &key, &v);
        /* The slot just freed may be used again: it is on the key's own way. */
        if (!dict_insert_at(t, cache, key, hash, v, slot)) {
            decref(t, result);
            return VALUE_NULL;
        }
    }
    return result;
}

static bool drop_oldest(Thread *t, LruCache *self) {
    Dict *cache = self->cache;
    int64_t i = self->table == cache->entries ? self->oldest : 0;
    while (i < cache->used && is_null(cache->entries[i].key))
        i++;
    self->table = cache->entries;
    self->oldest = i;
    if (i == cache->used)
        return true;
    Probe p = probe_start(cache, cache->entries[i].hash);
    while (index_get(cache, p.slot) != i)
        probe_next(&p);
    Value key, v;
    dict_remove_at(cache, i, p.slot, &key, &v);
    decref(t, key);
    decref(t, v);
    return true;
}

/* Keeps a result, unless the function itself has cached it meanwhile by calling itself. */
static bool keep(Thread *t, LruCache *self, Value key, int64_t hash, Value result) {
    int found;
    if (!dict_has_hashed(t, self->cache, key, hash, &found))
        return false;
    if (found)
        return true;
    if (self->limit > 0 && self->cache->length >= self->limit && !drop_oldest(t, self))
        return false;
    return dict_set_hashed(t, self->cache, key, hash, result);
}

static Value call_cached(Thread *t, LruCache *self, Value key, Value *args, int nargs, Tuple *kwnames) {
    int64_t hash;
    uint64_t slot;
    if (!key_hash(t, key, &hash))
        return VALUE_NULL;
    int64_t i = dict_find(t, self->cache, key, hash, &slot);
    if (i >= 0)
        return hit(t, self, i, slot);
    if (i == DICT_ERROR)
        return VALUE_NULL;
    self->misses++;
    Value result = op_call(t, self->function, args, nargs, kwnames);
    if (is_null(result) || keep(t, self, key, hash, result))
        return result;
    decref(t, result);
    return VALUE_NULL;
}

static Value lru_cache_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    LruCache *self = lru_cache(callee);
    if (self->limit == 0) {
        self->misses++;
        return op_call(t, self->function, args, nargs, kwnames);
    }
    Value key = make_key(t, self, args, nargs, kwnames);
    if (is_null(key))
        return key;
    Value result = call_cached(t, self, key, args, nargs, kwnames);
    decref(t, key);
    return result;
}

static Value lru_cache_get(Thread *t, Value self, Value instance, Value owner) {
    return is_null(instance) || is_none(instance) ? new_ref(self) : method_new(t, self, instance);
}

static Value cache_info_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    LruCache *self = lru_cache(args[0]);
    Value call[] = {int_value(t, self->hits), int_value(t, self->misses),
                    self->limit < 0 ? VALUE_NONE : int_value(t, self->limit),
                    int_value(t, self->cache->length)};
    return op_call(t, self->info_type, call, 4, NULL);
}

static Value cache_clear_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    LruCache *self = lru_cache(args[0]);
    self->hits = self->misses = 0;
    dict_clear(t, self->cache);
    return VALUE_NONE;
}

static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return op_getattr(t, args[0], NAME(__qualname__));
}

static Value copy_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return new_ref(args[0]);
}

static const MethodDef methods[] = {
    {"cache_info", cache_info_method, "", "Report cache statistics"},
    {"cache_clear", cache_clear_method, "", "Clear the cache and cache statistics"},
    {"__reduce__", reduce_method, "", NULL},
    {"__copy__", copy_method, "", NULL},
    {"__deepcopy__", copy_method, "memo, /", NULL},
    {0},
};

const TypeDef lru_cache_type_def = {
    .name = "functools._lru_cache_wrapper",
    .size = sizeof(LruCache),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS | TYPE_WEAKREFABLE | TYPE_METHOD_LIKE,
    .doc = "A callable that remembers what user_function has returned.\n\nmaxsize: for how many calls; 0 for "
           "none, None for all\ntyped: whether f(3) and f(3.0) are different calls\ncache_info_type: called "
           "with hits, misses, maxsize and the number of results, for cache_info()",
    .new_signature = "user_function, maxsize, typed, cache_info_type",
    .slots = {.dealloc = lru_cache_dealloc,
              .traverse = lru_cache_traverse,
              .clear = lru_cache_clear,
              .call = lru_cache_call,
              .descr_get = lru_cache_get,
              .new_instance = lru_cache_new},
    .methods = methods,
};
