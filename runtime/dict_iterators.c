/* Iterators over the keys, values and items of a dict, forwards and backwards: six types on one DictCursor.
 */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/sequence.h"
#include "runtime/str.h"

static DictCursor *cursor(Value v) {
    return (DictCursor *)value_object(v);
}

static bool is_reverse(TypeId type) {
    return type == TYPE_DICT_REVERSE_KEY_ITERATOR || type == TYPE_DICT_REVERSE_VALUE_ITERATOR ||
           type == TYPE_DICT_REVERSE_ITEM_ITERATOR;
}

Value dict_iterator_new(Thread *t, TypeId type, Dict *dict) {
    DictCursor *c = object_new_raw(t, type, sizeof *c);
    if (!c)
        return VALUE_NULL;
    incref_object(dict);
    c->dict = dict;
    c->position = is_reverse(type) ? dict->used - 1 : 0;
    c->length = c->left = dict->length;
    c->pair = NULL;
    return object_value(c);
}

static void cursor_dealloc(Thread *t, Object *self) {
    xdecref_object(t, ((DictCursor *)self)->dict);
    xdecref_object(t, ((DictCursor *)self)->pair);
}

static void cursor_traverse(Object *self, VisitFn visit, void *arg) {
    if (((DictCursor *)self)->dict)
        visit(&((DictCursor *)self)->dict->ob, arg);
    if (((DictCursor *)self)->pair)
        visit(&((DictCursor *)self)->pair->ob, arg);
}

static void finish(Thread *t, DictCursor *c) {
    Dict *dict = c->dict;
    c->dict = NULL;
    decref_object(t, dict);
}

static bool same_size(Thread *t, DictCursor *c) {
    if (c->length == c->dict->length)
        return true;
    c->length = -1; /* for good */
    return raise(t, EXC_RuntimeError, "dictionary changed size during iteration"), false;
}

/* The next live entry, NULL at the end or with an exception. */
static const DictEntry *next_entry(Thread *t, DictCursor *c) {
    Dict *dict = c->dict;
    if (!dict)
        return NULL;
    const DictEntry *entry = dict_cursor_entry(c);
    if (entry)
        return entry;
    if (!same_size(t, c))
        return NULL;
    int64_t i = c->position;
    while (i < dict->used && is_null(dict->entries[i].key))
        i++;
    c->position = i + 1;
    if (i < dict->used && c->left > 0) {
        c->left--;
        return &dict->entries[i];
    }
    if (i < dict->used) /* an item more than there were: one was replaced */
        raise(t, EXC_RuntimeError, "dictionary keys changed during iteration");
    finish(t, c);
    return NULL;
}

static const DictEntry *previous_entry(Thread *t, DictCursor *c) {
    Dict *dict = c->dict;
    if (!dict || !same_size(t, c))
        return NULL;
    int64_t i = c->position < dict->used ? c->position : dict->used - 1;
    while (i >= 0 && is_null(dict->entries[i].key))
        i--;
    c->position = i - 1;
    if (i >= 0) {
        c->left--;
        return &dict->entries[i];
    }
    finish(t, c);
    return NULL;
}

static Value pair(Thread *t, DictCursor *c, const DictEntry *entry) {
    return entry ? pair_reused(t, &c->pair, new_ref(entry->key), new_ref(entry->value)) : VALUE_NULL;
}

static Value next_key(Thread *t, Value self) {
    const DictEntry *entry = next_entry(t, cursor(self));
    return entry ? new_ref(entry->key) : VALUE_NULL;
}

static Value next_value(Thread *t, Value self) {
    const DictEntry *entry = next_entry(t, cursor(self));
    return entry ? new_ref(entry->value) : VALUE_NULL;
}

static Value next_item(Thread *t, Value self) {
    return pair(t, cursor(self), next_entry(t, cursor(self)));
}

static Value previous_key(Thread *t, Value self) {
    const DictEntry *entry = previous_entry(t, cursor(self));
    return entry ? new_ref(entry->key) : VALUE_NULL;
}

static Value previous_value(Thread *t, Value self) {
    const DictEntry *entry = previous_entry(t, cursor(self));
    return entry ? new_ref(entry->value) : VALUE_NULL;
}

static Value previous_item(Thread *t, Value self) {
    return pair(t, cursor(self), previous_entry(t, cursor(self)));
}

static Value length_hint_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    DictCursor *c = cursor(args[0]);
    return small_int_value(c->dict && c->length == c->dict->length ? c->left : 0);
}

/* (iter, ([the items still to come],)), without advancing. */
static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    DictCursor *c = cursor(args[0]);
    DictCursor *copy = object_new_builtin(t, object_type(c)->id, 0);
    if (!copy)
        return VALUE_NULL;
    copy->dict = c->dict; /* object_new has left pair NULL */
    if (c->dict)
        incref_object(c->dict);
    copy->position = c->position;
    copy->length = c->length;
    copy->left = c->left;
    List *rest = op_to_list(t, object_value(copy));
    decref_object(t, copy);
    if (!rest)
        return VALUE_NULL;
    Value result = iterator_reduce(t, "iter", object_value(rest), VALUE_NULL);
    decref_object(t, rest);
    return result;
}

static const MethodDef methods[] = {
    {"__length_hint__", length_hint_method, "", "How many items are probably left."},
    {"__reduce__", reduce_method, "", "What pickle needs to make an equal object."},
    {0},
};

#define DICT_ITERATOR(variable, visible_name, next_slot)                                                     \
    const TypeDef variable = {                                                                               \
        .name = visible_name,                                                                                \
        .size = sizeof(DictCursor),                                                                          \
        .flags = TYPE_GC | TYPE_NO_INSTANCES,                                                                \
        .slots = {.dealloc = cursor_dealloc,                                                                 \
                  .traverse = cursor_traverse,                                                               \
                  .iter = iterator_self,                                                                         \
                  .next = next_slot},                                                                        \
        .methods = methods,                                                                                  \
    }

DICT_ITERATOR(dict_key_iterator_type_def, "dict_keyiterator", next_key);
DICT_ITERATOR(dict_value_iterator_type_def, "dict_valueiterator", next_value);
DICT_ITERATOR(dict_item_iterator_type_def, "dict_itemiterator", next_item);
DICT_ITERATOR(dict_reverse_key_iterator_type_def, "dict_reversekeyiterator", previous_key);
DICT_ITERATOR(dict_reverse_value_iterator_type_def, "dict_reversevalueiterator", previous_value);
DICT_ITERATOR(dict_reverse_item_iterator_type_def, "dict_reverseitemiterator", previous_item);
