/* What works on whole dicts: update, merging of keyword arguments, comparison. */
#include "runtime/dict_table.h"
#include "runtime/list.h"

typedef enum Merge {
    MERGE_OVERRIDE,
    MERGE_KEEP,
    MERGE_REFUSE
} Merge; /* what to do with keys that are there already */

static bool merge_item(Thread *t, Dict *dict, Value key, int64_t hash, Value v, Merge how) {
    if (how == MERGE_OVERRIDE)
        return dict_set_hashed(t, dict, key, hash, v);
    int found;
    if (!dict_has_hashed(t, dict, key, hash, &found))
        return false;
    if (!found)
        return dict_set_hashed(t, dict, key, hash, v);
    if (how == MERGE_KEEP)
        return true;
    raise_key_error(t, key);
    return false;
}

static bool merge_dict(Thread *t, Dict *dict, Dict *source, Merge how) {
    if (dict == source || source->length == 0)
        return true;
    if (dict->length == 0 && dict->used == 0)
        return dict_clone_into(t, dict, source);
    if (source->length * 2 > dict->room - dict->used && !dict_reserve(t, dict, dict->length + source->length))
        return false;
    int64_t length = source->length;
    for (int64_t i = 0; i < source->used; i++) {
        DictEntry entry = source->entries[i];
        if (is_null(entry.key))
            continue;
        incref(entry.key);
        incref(entry.value);
        bool ok = merge_item(t, dict, entry.key, entry.hash, entry.value, how);
        decref(t, entry.key);
        decref(t, entry.value);
        if (!ok)
            return false;
        if (source->length != length)
            return raise(t, EXC_RuntimeError, "dict mutated during update"), false;
    }
    return true;
}

/* From an object with keys() and []. */
static bool merge_mapping(Thread *t, Dict *dict, Value mapping, Merge how) {
    Value keys = op_call_method0(t, mapping, NAME(keys));
    Value iterator = is_null(keys) ? VALUE_NULL : op_iter(t, keys);
    decref(t, keys);
    if (is_null(iterator))
        return false;
    for (;;) {
        Value key = iterator_step(t, iterator);
        if (is_null(key))
            break;
        int64_t hash;
        bool ok = key_hash(t, key, &hash);
        int found = 0;
        if (ok && how != MERGE_OVERRIDE)
            ok = dict_has_hashed(t, dict, key, hash, &found);
        if (ok && found && how == MERGE_REFUSE)
            raise_key_error(t, key), ok = false;
        if (ok && !found) {
            Value v = op_getitem(t, mapping, key);
            ok = !is_null(v) && dict_set_hashed(t, dict, key, hash, v);
            decref(t, v);
        }
        decref(t, key);
        if (!ok)
            break;
    }
    decref(t, iterator);
    return !error_pending(t);
}

/* Sets dict[pair[0]] = pair[1]; n: number of the pair, for messages. */
static bool merge_pair(Thread *t, Dict *dict, Value element, int64_t n, Merge how) {
    Value pair[2];
    List *list = NULL;
    if (is_tuple_exact(element) && value_tuple(element)->length == 2) {
        pair[0] = new_ref(value_tuple(element)->items[0]);
        pair[1] = new_ref(value_tuple(element)->items[1]);
    } else {
        list = op_to_list(t, element);
        if (!list) {
            if (error_clear_if(t, EXC_TypeError))
                raise_type_error(t, "cannot convert dictionary update sequence element #%zd to a sequence",
                                 n);
            return false;
        }
        if (list->length != 2) {
            raise_value_error(t, "dictionary update sequence element #%zd has length %zd; 2 is required", n,
                              list->length);
            decref_object(t, list);
            return false;
        }
        pair[0] = new_ref(list->items[0]);
        pair[1] = new_ref(list->items[1]);
        decref_object(t, list);
    }
    int64_t hash;
    bool ok = key_hash(t, pair[0], &hash) && merge_item(t, dict, pair[0], hash, pair[1], how);
    decref(t, pair[0]);
    decref(t, pair[1]);
    return ok;
}

static bool merge_pairs(Thread *t, Dict *dict, Value iterable, Merge how) {
    Value iterator = op_iter(t, iterable);
    if (is_null(iterator))
        return false;
    bool ok = true;
    for (int64_t n = 0; ok; n++) {
        Value element = iterator_step(t, iterator);
        if (is_null(element))
            break;
        ok = merge_pair(t, dict, element, n, how);
        decref(t, element);
    }
    decref(t, iterator);
    return ok && !error_pending(t);
}

/* A dict whose class has not replaced __iter__ can be read directly. */
static bool is_plain_dict(Thread *t, Value v) {
    return is_dict(v) && value_object(v)->type->slots.iter == builtin_type(t, TYPE_DICT)->slots.iter;
}

bool dict_update(Thread *t, Dict *dict, Value other, bool override) {
    Merge how = override ? MERGE_OVERRIDE : MERGE_KEEP;
    if (is_dict_exact(other) || is_plain_dict(t, other))
        return merge_dict(t, dict, value_dict(other), how);
    Value keys = op_getattr_optional(t, other, NAME(keys));
    if (is_null(keys))
        return !error_pending(t) && merge_pairs(t, dict, other, how);
    decref(t, keys);
    return merge_mapping(t, dict, other, how);
}

static void raise_about_call(Thread *t, Value callee, const char *format, Value v) {
    Str *name = op_callee_name(t, callee);
    if (!name)
        return;
    raise_type_error(t, format, name, v);
    decref_object(t, name);
}

/* KeyError from a doubled key becomes the message about the call. */
static void explain_doubled(Thread *t, Value callee) {
    Value exception = error_fetch(t);
    Value args = op_getattr_optional(t, exception, NAME(args));
    if (!is_null(args) && is_tuple(args) && value_tuple(args)->length == 1) {
        raise_about_call(t, callee, "%U got multiple values for keyword argument '%V'",
                         value_tuple(args)->items[0]);
        decref(t, exception);
    } else {
        error_restore(t, exception);
    }
    decref(t, args);
}

bool dict_merge_keywords(Thread *t, Dict *dict, Value mapping, Value callee) {
    if (is_plain_dict(t, mapping)) {
        if (merge_dict(t, dict, value_dict(mapping), MERGE_REFUSE))
            return true;
    } else {
        Value keys = op_getattr_optional(t, mapping, NAME(keys));
        if (is_null(keys)) {
            if (!error_pending(t))
                raise_about_call(t, callee, "%U argument after ** must be a mapping, not %.200T", mapping);
            return false;
        }
        decref(t, keys);
        if (merge_mapping(t, dict, mapping, MERGE_REFUSE))
            return true;
    }
    if (error_matches(t, EXC_KeyError))
        explain_doubled(t, callee);
    return false;
}

/* Is the same value under the key of a's entry in b? 1, 0, -1. */
static int entry_equal(Thread *t, const DictEntry *entry, Dict *b) {
    Value key = new_ref(entry->key), v = new_ref(entry->value);
    Value other = dict_get_hashed(t, b, key, entry->hash);
    int equal = is_null(other) ? (error_pending(t) ? -1 : 0) : sequence_items_equal(t, v, other);
    decref(t, key);
    decref(t, v);
    return equal;
}

int dict_equal(Thread *t, Dict *a, Dict *b) {
    if (a->length != b->length)
        return 0;
    for (int64_t i = 0; i < a->used; i++) {
        if (is_null(a->entries[i].key))
            continue;
        int equal = entry_equal(t, &a->entries[i], b);
        if (equal <= 0)
            return equal;
    }
    return 1;
}

Dict *dict_from_keywords(Thread *t, Value *values, Tuple *names) {
    Dict *dict = dict_new(t, names ? names->length : 0);
    for (int64_t i = 0; dict && names && i < names->length; i++)
        if (!dict_set(t, dict, names->items[i], values[i])) {
            decref_object(t, dict);
            return NULL;
        }
    return dict;
}
