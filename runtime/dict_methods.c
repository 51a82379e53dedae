/* The type dict: its slots, methods and table. Views and iterators are in dict_views.c and dict_iterators.c.
 */
#include "runtime/callable.h"
#include "runtime/dict_table.h"
#include "runtime/dict_views.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/memory.h"
#include "runtime/set.h"
#include "runtime/type.h"

static Dict *self_dict(Value *args) {
    return value_dict(args[0]);
}

static void dict_dealloc(Thread *t, Object *self) {
    dict_clear(t, (Dict *)self);
}

static void dict_traverse(Object *self, VisitFn visit, void *arg) {
    Dict *dict = (Dict *)self;
    for (int64_t i = 0; i < dict->used; i++) {
        visit_value(dict->entries[i].key, visit, arg);
        visit_value(dict->entries[i].value, visit, arg);
    }
}

static Value dict_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Dict *dict = object_new(t, type, 0);
    if (dict)
        dict_set_empty(dict);
    return result_value(dict);
}

static bool update_keywords(Thread *t, Dict *dict, Value *values, Tuple *kwnames) {
    for (int64_t i = 0; kwnames && i < kwnames->length; i++) {
        if (!is_str(kwnames->items[i]))
            return raise_type_error(t, "keywords must be strings"), false;
        if (!dict_set(t, dict, kwnames->items[i], values[i]))
            return false;
    }
    return true;
}

static bool update_from_call(Thread *t, const char *name, Dict *dict, Value *args, int nargs,
                             Tuple *kwnames) {
    if (!args_positional(t, name, nargs, 0, 1))
        return false;
    if (nargs == 1 && !dict_update(t, dict, args[0], true))
        return false;
    return update_keywords(t, dict, args + nargs, kwnames);
}

static bool dict_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    return update_from_call(t, "dict", value_dict(self), args, nargs, kwnames);
}

static bool repr_entry(Thread *t, StrBuilder *b, const DictEntry *entry) {
    Value key = new_ref(entry->key), v = new_ref(entry->value);
    Str *key_text = op_repr(t, key);
    Str *text = key_text ? op_repr(t, v) : NULL;
    if (text) {
        strbuilder_str(b, key_text);
        strbuilder_ascii(b, ": ", 2);
        strbuilder_str(b, text);
    }
    xdecref_object(t, key_text);
    xdecref_object(t, text);
    decref(t, key);
    decref(t, v);
    return text != NULL;
}

static Value dict_repr(Thread *t, Value self) {
    Dict *dict = value_dict(self);
    int entered = repr_enter(t, self);
    if (entered)
        return entered < 0 ? VALUE_NULL : result_value(str_new(t, "{...}"));
    StrBuilder b;
    strbuilder_init(&b, t);
    strbuilder_char(&b, '{');
    bool ok = true, first = true;
    for (int64_t i = 0; ok && i < dict->used; i++) {
        if (is_null(dict->entries[i].key))
            continue;
        if (!first)
            strbuilder_ascii(&b, ", ", 2);
        first = false;
        ok = repr_entry(t, &b, &dict->entries[i]);
    }
    repr_leave(t, self);
    if (!ok) {
        strbuilder_drop(&b);
        return VALUE_NULL;
    }
    strbuilder_char(&b, '}');
    return result_value(strbuilder_finish(&b));
}

static Value dict_compare(Thread *t, Value self, Value other, CompareOp op) {
    if (!is_dict(other) || (op != COMPARE_EQ && op != COMPARE_NE))
        return VALUE_NOTIMPLEMENTED;
    if (!recursion_enter(t, " in comparison"))
        return VALUE_NULL;
    int equal = dict_equal(t, value_dict(self), value_dict(other));
    recursion_leave(t);
    return equal < 0 ? VALUE_NULL : bool_value((equal == 1) == (op == COMPARE_EQ));
}

static int64_t dict_length(Thread *t, Value self) {
    return value_dict(self)->length;
}

/* A subclass may know what to answer for missing keys. */
static Value missing(Thread *t, Value self, Value key) {
    if (!is_dict_exact(self)) {
        Value method = op_lookup_special(t, self, NAME(__missing__));
        if (!is_null(method)) {
            Value result = op_call1(t, method, key);
            decref(t, method);
            return result;
        }
        if (error_pending(t))
            return VALUE_NULL;
    }
    return raise_key_error(t, key);
}

static Value dict_getitem(Thread *t, Value self, Value key) {
    Value v = dict_get(t, value_dict(self), key);
    if (!is_null(v))
        return new_ref(v);
    return error_pending(t) ? VALUE_NULL : missing(t, self, key);
}

static bool dict_setitem(Thread *t, Value self, Value key, Value v) {
    if (!is_null(v))
        return dict_set(t, value_dict(self), key, v);
    int found = dict_delete(t, value_dict(self), key);
    if (found == 0)
        raise_key_error(t, key);
    return found > 0;
}

static int dict_contains_slot(Thread *t, Value self, Value item) {
    return dict_contains(t, value_dict(self), item);
}

static Value dict_iter(Thread *t, Value self) {
    return dict_iterator_new(t, TYPE_DICT_KEY_ITERATOR, value_dict(self));
}

static Value dict_or(Thread *t, Value a, Value b) {
    if (!is_dict(a) || !is_dict(b))
        return VALUE_NOTIMPLEMENTED;
    Dict *result = dict_copy(t, value_dict(a));
    if (result && !dict_update(t, result, b, true)) {
        decref_object(t, result);
        return VALUE_NULL;
    }
    return result_value(result);
}

static Value dict_inplace_or(Thread *t, Value a, Value b) {
    return dict_update(t, value_dict(a), b, true) ? new_ref(a) : VALUE_NULL;
}

static Value get_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value v = dict_get(t, self_dict(args), args[1]);
    if (!is_null(v))
        return new_ref(v);
    if (error_pending(t))
        return VALUE_NULL;
    return is_null(args[2]) ? VALUE_NONE : new_ref(args[2]);
}

static Value setdefault_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return dict_setdefault(t, self_dict(args), args[1], is_null(args[2]) ? VALUE_NONE : args[2]);
}

static Value pop_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Dict *dict = self_dict(args);
    /* An empty dict does not ask for the hash, as CPython. */
    Value v = dict->length ? dict_pop(t, dict, args[1]) : VALUE_NULL;
    if (!is_null(v) || error_pending(t))
        return v;
    return is_null(args[2]) ? raise_key_error(t, args[1]) : new_ref(args[2]);
}

static Value popitem_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Dict *dict = self_dict(args);
    if (dict->length == 0) {
        Str *message = str_new(t, "popitem(): dictionary is empty");
        if (message) {
            raise_key_error(t, object_value(message));
            decref_object(t, message);
        }
        return VALUE_NULL;
    }
    Tuple *pair = tuple_new(t, 2);
    if (!pair)
        return VALUE_NULL;
    int64_t i = dict->used - 1;
    while (is_null(dict->entries[i].key))
        i--;
    Probe p = probe_start(dict, dict->entries[i].hash);
    while (index_get(dict, p.slot) != i)
        probe_next(&p);
    dict_remove_at(dict, i, p.slot, &pair->items[0], &pair->items[1]);
    /* The entries at the end are free again, their deleted index slots are not: room shrinks with use, so
     * that index stays sparse. */
    dict->room -= dict->used - i;
    dict->used = i;
    return object_value(pair);
}

static Value clear_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    dict_clear(t, self_dict(args));
    return VALUE_NONE;
}

static Value copy_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return result_value(dict_copy(t, self_dict(args)));
}

static Value update_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    bool ok = update_from_call(t, "update", self_dict(args), args + 1, nargs - 1, kwnames);
    return ok ? VALUE_NONE : VALUE_NULL;
}

static Value keys_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return dict_view_new(t, TYPE_DICT_KEYS, self_dict(args));
}

static Value values_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return dict_view_new(t, TYPE_DICT_VALUES, self_dict(args));
}

static Value items_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return dict_view_new(t, TYPE_DICT_ITEMS, self_dict(args));
}

static Value reversed_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return dict_iterator_new(t, TYPE_DICT_REVERSE_KEY_ITERATOR, self_dict(args));
}

static Value sizeof_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Dict *dict = self_dict(args);
    int64_t table = 0;
    if (dict->room) {
        int64_t width = dict->index_bits <= 7    ? 1
                        : dict->index_bits <= 15 ? 2
                        : dict->index_bits <= 31 ? 4
                                                 : 8;
        int64_t slots = (int64_t)1 << dict->index_bits;
        table = slots * width + slots * 2 / 3 * (int64_t)sizeof(DictEntry);
    }
    return small_int_value((int64_t)object_type(dict)->size + table);
}

/* The hashes of a set's items are known: no __hash__ is called. */
static bool fill_from_set(Thread *t, Dict *dict, Set *set, Value v) {
    int64_t position = 0, hash;
    Value key;
    bool ok = true;
    while (ok && set_next_hashed(set, &position, &key, &hash)) {
        incref(key); /* __eq__ may change the set */
        ok = dict_set_hashed(t, dict, key, hash, v);
        decref(t, key);
    }
    return ok;
}

/* dict.fromkeys: `made` is cls(); a plain dict is filled directly. */
static bool fill_from_keys(Thread *t, Value made, Value iterable, Value v) {
    if (is_dict_exact(made) && (is_exact(iterable, TYPE_SET) || is_exact(iterable, TYPE_FROZENSET)))
        return fill_from_set(t, value_dict(made), (Set *)value_object(iterable), v);
    Value iterator = op_iter(t, iterable);
    if (is_null(iterator))
        return false;
    bool plain = is_dict_exact(made), ok = true;
    while (ok) {
        Value key = iterator_step(t, iterator);
        if (is_null(key))
            break;
        ok = plain ? dict_set(t, value_dict(made), key, v) : op_setitem(t, made, key, v);
        decref(t, key);
    }
    decref(t, iterator);
    return ok && !error_pending(t);
}

static Value fromkeys_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value made = op_call0(t, args[0]);
    if (is_null(made))
        return VALUE_NULL;
    if (fill_from_keys(t, made, args[1], is_null(args[2]) ? VALUE_NONE : args[2]))
        return made;
    decref(t, made);
    return VALUE_NULL;
}

static const MethodDef methods[] = {
    {"__sizeof__", sizeof_method, "", "How many bytes of memory the dict takes."},
    {"get", get_method, "key, default=None, /",
     "The value of a key, or the default if there is no such key."},
    {"setdefault", setdefault_method, "key, default=None, /",
     "The value under key. If there is none, default is put there first."},
    {"pop", pop_method, "key, default=None, /",
     "D.pop(k[,d])\n\nTakes the key out and returns its value. Without such a key: returns d, or "
     "raises\nKeyError if there is no d."},
    {"popitem", popitem_method, "",
     "Takes the pair out that was put in last, and returns it as a tuple.\n\nAn empty dict raises KeyError."},
    {"keys", keys_method, "", "The keys, as a set that follows changes of the dict."},
    {"items", items_method, "", "Pairs of key and value, as a set that follows changes of the dict."},
    {"values", values_method, "", "The values, in an iterable that follows changes of the dict."},
    {"update", update_method, NULL,
     "D.update([E, ]**F)\n\nSets items: first those of E, which is a mapping (it has a method keys) or an "
     "iterable of\npairs, then the keyword arguments."},
    {"fromkeys", fromkeys_method, "iterable, value=None, /",
     "A dict that has each item of the iterable as a key, all with the same value.", METHOD_CLASS},
    {"clear", clear_method, "", "D.clear()\n\nTakes all items out."},
    {"copy", copy_method, "", "A new dict with the same keys and values."},
    {"__reversed__", reversed_method, "", "Iterate over the keys, the last one first."},
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS},
    {0},
};

const TypeDef dict_type_def = {
    .name = "dict",
    .size = sizeof(Dict),
    .flags = TYPE_GC | TYPE_BASE | TYPE_MAPPING | TYPE_MATCH_SELF,
    .doc = "dict(**kwargs)\ndict(mapping, **kwargs)\ndict(iterable, **kwargs)\n\nA new dict with the items "
           "of the mapping, or with the (key, value) pairs of the iterable, and\nthen those of the keyword "
           "arguments: dict([(\"a\", 1)], b=2) == {\"a\": 1, \"b\": 2}.",
    .slots =
        {
            .dealloc = dict_dealloc,
            .traverse = dict_traverse,
            .clear = dict_dealloc,
            .repr = dict_repr,
            .compare = dict_compare,
            .iter = dict_iter,
            .new_instance = dict_new_instance,
            .init = dict_init,
            .binary = {[BINARY_OR] = dict_or},
            .inplace = {[BINARY_OR] = dict_inplace_or},
            .length = dict_length,
            .getitem = dict_getitem,
            .setitem = dict_setitem,
            .contains = dict_contains_slot,
        },
    .methods = methods,
};
