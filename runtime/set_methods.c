/* The types set, frozenset and their iterator: slots, methods, tables. */
#include "runtime/callable.h"
#include "runtime/dict_table.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/set.h"

static Set *self_set(Value *args) {
    return value_set(args[0]);
}
static Value done(bool ok) {
    return ok ? VALUE_NONE : VALUE_NULL;
}

static void set_dealloc(Thread *t, Object *self) {
    set_clear(t, (Set *)self);
}

static void set_traverse(Object *self, VisitFn visit, void *arg) {
    int64_t position = 0;
    for (Value key; set_next((Set *)self, &position, &key);)
        visit_value(key, visit, arg);
}

static Value new_of_type(Thread *t, Type *type) {
    Set *set = object_new(t, type, 0);
    if (set)
        set_set_empty(set);
    return result_value(set);
}

static Value set_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return new_of_type(t, type);
}

static bool set_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    Set *set = value_set(self);
    if (args_are_for(t, object_type(set), TYPE_SET) && !args_no_keywords(t, "set", kwnames))
        return false;
    if (!args_positional(t, "set", nargs, 0, 1))
        return false;
    set_clear(t, set);
    set->hash = -1;
    return nargs == 0 || set_update(t, set, args[0]);
}

static Value frozenset_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (args_are_for(t, type, TYPE_FROZENSET) && !args_no_keywords(t, "frozenset", kwnames))
        return VALUE_NULL;
    if (!args_positional(t, "frozenset", nargs, 0, 1))
        return VALUE_NULL;
    if (type->id == TYPE_FROZENSET) {
        if (nargs && is_exact(args[0], TYPE_FROZENSET))
            return new_ref(args[0]);
        if (!nargs && is_pointer(t->interp->empty_frozenset))
            return new_ref(t->interp->empty_frozenset);
    }
    Value result = new_of_type(t, type);
    if (nargs && !is_null(result) && !set_update(t, value_set(result), args[0])) {
        decref(t, result);
        return VALUE_NULL;
    }
    return result;
}

static Value set_repr(Thread *t, Value self) {
    const Type *type = value_object(self)->type;
    const char *name = type->def ? type->def->name : NULL;
    Value type_name = object_value(type->name);
    if (value_set(self)->length == 0)
        return result_value(name ? str_format(t, "%s()", name) : str_format(t, "%V()", type_name));
    int entered = repr_enter(t, self);
    if (entered)
        return entered < 0 ? VALUE_NULL : result_value(str_format(t, "%V(...)", type_name));
    List *items = op_to_list(t, self);
    Str *text = items ? op_repr(t, object_value(items)) : NULL;
    Str *inside = text ? str_slice(t, text, 1, text->length - 1) : NULL;
    Str *result = !inside                ? NULL
                  : type->id == TYPE_SET ? str_format(t, "{%U}", inside)
                                         : str_format(t, "%V({%U})", type_name, inside);
    xdecref_object(t, items);
    xdecref_object(t, text);
    xdecref_object(t, inside);
    repr_leave(t, self);
    return result_value(result);
}

static uint64_t shuffle(uint64_t h) {
    return ((h ^ 89869747u) ^ (h << 16)) * 3644798167u;
}

/* CPython's: the order of the items must not matter, so their shuffled hashes are combined with xor. */
static bool frozenset_hash(Thread *t, Value self, int64_t *hash) {
    Set *set = value_set(self);
    if (set->hash == -1) {
        uint64_t h = 0;
        for (int64_t i = 0, live = set->length; live > 0; i++) {
            if (set->table[i].hash == -1)
                continue;
            h ^= shuffle((uint64_t)set->table[i].hash);
            live--;
        }
        h ^= ((uint64_t)set->length + 1) * 1927868237u;
        h ^= (h >> 11) ^ (h >> 25);
        h = h * 69069u + 907133923u;
        set->hash = h == UINT64_MAX ? 590923713 : (int64_t)h;
    }
    *hash = set->hash;
    return true;
}

static int equal_sets(Thread *t, Set *a, Set *b) {
    if (a->length != b->length || (a->hash != -1 && b->hash != -1 && a->hash != b->hash))
        return 0;
    return set_is_subset(t, a, b);
}

static Value set_compare(Thread *t, Value self, Value other, CompareOp op) {
    if (!is_anyset(other))
        return VALUE_NOTIMPLEMENTED;
    Set *a = value_set(self), *b = value_set(other);
    int answer;
    switch (op) {
    case COMPARE_EQ:
    case COMPARE_NE:
        answer = equal_sets(t, a, b);
        break;
    case COMPARE_LE:
        answer = set_is_subset(t, a, b);
        break;
    case COMPARE_GE:
        answer = set_is_subset(t, b, a);
        break;
    case COMPARE_LT:
        answer = a->length < b->length ? set_is_subset(t, a, b) : 0;
        break;
    default:
        answer = b->length < a->length ? set_is_subset(t, b, a) : 0;
    }
    if (answer < 0)
        return VALUE_NULL;
    return bool_value(op == COMPARE_NE ? !answer : answer);
}

static int64_t set_length(Thread *t, Value self) {
    return value_set(self)->length;
}

/* A set is no key, but may be looked for: as the frozenset of its items. Replaces the pending TypeError;
 * VALUE_NULL: no. */
static Value frozen_key(Thread *t, Value key) {
    if (!is_set(key) || !error_clear_if(t, EXC_TypeError))
        return VALUE_NULL;
    return result_value(set_from(t, TYPE_FROZENSET, key));
}

static int set_contains_slot(Thread *t, Value self, Value item) {
    int found = set_contains(t, value_set(self), item);
    if (found >= 0)
        return found;
    Value frozen = frozen_key(t, item);
    if (is_null(frozen))
        return -1;
    found = set_contains(t, value_set(self), frozen);
    decref(t, frozen);
    return found;
}

static int discard(Thread *t, Set *set, Value key) {
    int found = set_discard(t, set, key);
    if (found >= 0)
        return found;
    Value frozen = frozen_key(t, key);
    if (is_null(frozen))
        return -1;
    found = set_discard(t, set, frozen);
    decref(t, frozen);
    return found;
}

/* Consumes result: it, or VALUE_NULL if the step on it failed. */
static Value checked(Thread *t, Set *result, bool ok) {
    if (ok || !result)
        return result_value(result);
    decref_object(t, result);
    return VALUE_NULL;
}

static Value set_and(Thread *t, Value a, Value b) {
    if (!is_anyset(a) || !is_anyset(b))
        return VALUE_NOTIMPLEMENTED;
    return result_value(set_intersection(t, value_set(a), b));
}

static Value set_or(Thread *t, Value a, Value b) {
    if (!is_anyset(a) || !is_anyset(b))
        return VALUE_NOTIMPLEMENTED;
    Set *result = set_copy(t, value_set(a));
    return checked(t, result, result && set_update(t, result, b));
}

static Value set_sub(Thread *t, Value a, Value b) {
    if (!is_anyset(a) || !is_anyset(b))
        return VALUE_NOTIMPLEMENTED;
    return result_value(set_difference(t, value_set(a), b));
}

/* other's items first, as CPython, whose result differs in order only. */
static Value symmetric_difference(Thread *t, Value self, Value other) {
    Set *result = set_from(t, value_object(self)->type->layout, other);
    return checked(t, result, result && set_symmetric_difference_update(t, result, self));
}

static Value set_xor(Thread *t, Value a, Value b) {
    if (!is_anyset(a) || !is_anyset(b))
        return VALUE_NOTIMPLEMENTED;
    return symmetric_difference(t, a, b);
}

/* The items become those of `source`, which is consumed (NULL: exception). */
static bool replace_items(Thread *t, Set *set, Set *source) {
    if (!source)
        return false;
    Set old = *set;
    *set = *source;
    *source = old;
    Object header = set->ob;
    set->ob = source->ob;
    source->ob = header;
    if (set->table == source->own)
        set->table = set->own;
    if (source->table == set->own)
        source->table = source->own;
    set->pop_from = source->pop_from;
    set->hash = -1;
    decref_object(t, source);
    return true;
}

static Value set_inplace_and(Thread *t, Value a, Value b) {
    if (!is_anyset(b))
        return VALUE_NOTIMPLEMENTED;
    return replace_items(t, value_set(a), set_intersection(t, value_set(a), b)) ? new_ref(a) : VALUE_NULL;
}

static Value set_inplace_or(Thread *t, Value a, Value b) {
    if (!is_anyset(b))
        return VALUE_NOTIMPLEMENTED;
    return set_update(t, value_set(a), b) ? new_ref(a) : VALUE_NULL;
}

static Value set_inplace_sub(Thread *t, Value a, Value b) {
    if (!is_anyset(b))
        return VALUE_NOTIMPLEMENTED;
    return set_difference_update(t, value_set(a), b) ? new_ref(a) : VALUE_NULL;
}

static Value set_inplace_xor(Thread *t, Value a, Value b) {
    if (!is_anyset(b))
        return VALUE_NOTIMPLEMENTED;
    return set_symmetric_difference_update(t, value_set(a), b) ? new_ref(a) : VALUE_NULL;
}

static Value add_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return done(set_add(t, self_set(args), args[1]));
}

static Value clear_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    set_clear(t, self_set(args));
    return VALUE_NONE;
}

static Value copy_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return result_value(set_copy(t, self_set(args)));
}

static Value frozenset_copy_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return is_exact(args[0], TYPE_FROZENSET) ? new_ref(args[0]) : result_value(set_copy(t, self_set(args)));
}

static Value discard_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return done(discard(t, self_set(args), args[1]) >= 0);
}

static Value remove_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int found = discard(t, self_set(args), args[1]);
    if (found == 0)
        raise_key_error(t, args[1]);
    return done(found > 0);
}

static Value pop_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Set *set = self_set(args);
    if (set->length == 0) {
        Str *message = str_new(t, "pop from an empty set");
        if (message)
            raise_key_error(t, object_value(message));
        xdecref_object(t, message);
        return VALUE_NULL;
    }
    int64_t position = set->pop_from & set->mask;
    Value key;
    if (!set_next(set, &position, &key)) {
        position = 0;
        set_next(set, &position, &key);
    }
    set->pop_from = position;
    incref(key);
    if (set_discard_hashed(t, set, key, set->table[position - 1].hash) >= 0)
        return key;
    decref(t, key);
    return VALUE_NULL;
}

static Value update_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    for (int i = 1; i < nargs; i++)
        if (!set_update(t, self_set(args), args[i]))
            return VALUE_NULL;
    return VALUE_NONE;
}

static Value union_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Set *result = set_copy(t, self_set(args));
    bool ok = result != NULL;
    for (int i = 1; ok && i < nargs; i++)
        ok = value_is(args[i], args[0]) || set_update(t, result, args[i]);
    return checked(t, result, ok);
}

/* The intersection with all further arguments. */
static Set *intersect_all(Thread *t, Value *args, int nargs) {
    if (nargs == 1)
        return set_copy(t, self_set(args));
    Set *result = self_set(args);
    incref_object(result);
    for (int i = 1; result && i < nargs; i++) {
        Set *next = set_intersection(t, result, args[i]);
        decref_object(t, result);
        result = next;
    }
    return result;
}

static Value intersection_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return result_value(intersect_all(t, args, nargs));
}

static Value intersection_update_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return done(replace_items(t, self_set(args), intersect_all(t, args, nargs)));
}

static Value difference_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (nargs == 1)
        return result_value(set_copy(t, self_set(args)));
    Set *result = set_difference(t, self_set(args), args[1]);
    bool ok = result != NULL;
    for (int i = 2; ok && i < nargs; i++)
        ok = set_difference_update(t, result, args[i]);
    return checked(t, result, ok);
}

static Value difference_update_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    for (int i = 1; i < nargs; i++)
        if (!set_difference_update(t, self_set(args), args[i]))
            return VALUE_NULL;
    return VALUE_NONE;
}

static Value symmetric_difference_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return symmetric_difference(t, args[0], args[1]);
}

static Value symmetric_difference_update_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return done(set_symmetric_difference_update(t, self_set(args), args[1]));
}

static Value isdisjoint_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Set *set = self_set(args);
    Value other = args[1];
    if (value_is(args[0], other))
        return bool_value(set->length == 0);
    if (is_anyset(other) && value_set(other)->length > set->length) {
        set = value_set(other);
        other = args[0];
    }
    Value iterator = op_iter(t, other);
    if (is_null(iterator))
        return VALUE_NULL;
    int found = 0;
    while (!found) {
        Value item = iterator_step(t, iterator);
        if (is_null(item))
            break;
        found = set_contains(t, set, item);
        decref(t, item);
    }
    decref(t, iterator);
    return error_pending(t) ? VALUE_NULL : bool_value(!found);
}

/* set.issubset and issuperset take any iterable. */
static Value subset(Thread *t, Value a, Value b) {
    Value small = is_anyset(a) ? new_ref(a) : result_value(set_from(t, TYPE_SET, a));
    Value large = is_null(small) ? VALUE_NULL
                  : is_anyset(b) ? new_ref(b)
                                 : result_value(set_from(t, TYPE_SET, b));
    int answer = is_null(large) ? -1 : set_is_subset(t, value_set(small), value_set(large));
    decref(t, small);
    decref(t, large);
    return answer < 0 ? VALUE_NULL : bool_value(answer);
}

static Value issubset_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return subset(t, args[0], args[1]);
}

static Value issuperset_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return subset(t, args[1], args[0]);
}

/* (type(self), ([items],), self.__dict__ or None) */
static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    List *items = op_to_list(t, args[0]);
    Tuple *call = items ? tuple_pack(t, 1, object_value(items)) : NULL;
    Value state = call ? op_call_method0(t, args[0], NAME(__getstate__)) : VALUE_NULL;
    Tuple *result = NULL;
    if (!is_null(state))
        result = tuple_pack(t, 3, object_value(value_object(args[0])->type), object_value(call), state);
    xdecref_object(t, items);
    xdecref_object(t, call);
    decref(t, state);
    return result_value(result);
}

static Value sizeof_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Set *set = self_set(args);
    int64_t table = set->table == set->own ? 0 : (set->mask + 1) * (int64_t)sizeof(SetEntry);
    return small_int_value((int64_t)object_type(set)->size + table);
}

/* The iterator. */

typedef struct SetCursor {
    Object ob;
    Set *set;                       /* counted; NULL once exhausted */
    int64_t position, length, left; /* as in DictCursor */
} SetCursor;

static SetCursor *cursor(Value v) {
    return (SetCursor *)value_object(v);
}

static Value set_iter(Thread *t, Value self) {
    SetCursor *c = object_new_raw(t, TYPE_SET_ITERATOR, sizeof *c);
    if (!c)
        return VALUE_NULL;
    incref(self);
    c->set = value_set(self);
    c->position = 0;
    c->length = c->left = c->set->length;
    return object_value(c);
}

static void cursor_dealloc(Thread *t, Object *self) {
    xdecref_object(t, ((SetCursor *)self)->set);
}

static void cursor_traverse(Object *self, VisitFn visit, void *arg) {
    if (((SetCursor *)self)->set)
        visit(&((SetCursor *)self)->set->ob, arg);
}

static Value cursor_next(Thread *t, Value self) {
    SetCursor *c = cursor(self);
    Value key;
    if (!c->set)
        return VALUE_NULL;
    if (c->length != c->set->length) {
        c->length = -1;
        return raise(t, EXC_RuntimeError, "Set changed size during iteration");
    }
    if (set_next(c->set, &c->position, &key)) {
        c->left--;
        return new_ref(key);
    }
    Set *set = c->set;
    c->set = NULL;
    decref_object(t, set);
    return VALUE_NULL;
}

static Value cursor_length_hint(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SetCursor *c = cursor(args[0]);
    return small_int_value(c->set && c->length == c->set->length ? c->left : 0);
}

static Value cursor_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SetCursor *c = cursor(args[0]);
    List *rest = list_new(t, 0);
    int64_t position = c->position;
    bool ok = rest != NULL;
    for (Value key; ok && c->set && set_next(c->set, &position, &key);)
        ok = list_append(t, rest, key);
    Value result = ok ? iterator_reduce(t, "iter", object_value(rest), VALUE_NULL) : VALUE_NULL;
    xdecref_object(t, rest);
    return result;
}

static const MethodDef cursor_methods[] = {
    {"__length_hint__", cursor_length_hint, "", "How many items are probably left."},
    {"__reduce__", cursor_reduce, "", "What pickle needs to make an equal object."},
    {0},
};

const TypeDef set_iterator_type_def = {
    .name = "set_iterator",
    .size = sizeof(SetCursor),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = cursor_dealloc, .traverse = cursor_traverse, .iter = iterator_self, .next = cursor_next},
    .methods = cursor_methods,
};

static const MethodDef set_method_table[] = {
    {"add", add_method, "object, /", "Puts an item in, unless it is there already."},
    {"clear", clear_method, "", "Remove everything."},
    {"copy", copy_method, "", "A new set of the same elements."},
    {"discard", discard_method, "object, /", "Takes an item out, if it is there."},
    {"difference", difference_method, "*others", "A new set with the items that none of the others has."},
    {"difference_update", difference_update_method, "*others", "Remove what is in any of the others."},
    {"intersection", intersection_method, "*others",
     "A new set with the items that all of the others have too."},
    {"intersection_update", intersection_update_method, "*others",
     "Keep only what is in all of the others, too."},
    {"isdisjoint", isdisjoint_method, "other, /", "True if nothing is in both."},
    {"issubset", issubset_method, "other, /", "Test whether every element in the set is in other."},
    {"issuperset", issuperset_method, "other, /", "Test whether every element in other is in the set."},
    {"pop", pop_method, "", "Takes any item out and returns it. An empty set raises KeyError."},
    {"__reduce__", reduce_method, "", "What pickle needs to make an equal object."},
    {"remove", remove_method, "object, /", "Takes an item out. If it is not there: KeyError."},
    {"__sizeof__", sizeof_method, "", "How many bytes of memory the set takes."},
    {"symmetric_difference", symmetric_difference_method, "other, /",
     "A new set with the items that only one of the two has."},
    {"symmetric_difference_update", symmetric_difference_update_method, "other, /",
     "Remove what is also in the other, and add what is only there."},
    {"union", union_method, "*others", "A new set with the items of all of them."},
    {"update", update_method, "*others", "Add everything that is in any of the others."},
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS},
    {0},
};

const TypeDef set_type_def = {
    .name = "set",
    .size = sizeof(Set),
    .flags = TYPE_GC | TYPE_BASE | TYPE_WEAKREFABLE | TYPE_MATCH_SELF,
    .doc = "set()\nset(iterable)\n\nA set that can change: each item is in it once, in no order.",
    .slots =
        {
            .dealloc = set_dealloc,
            .traverse = set_traverse,
            .clear = set_dealloc,
            .repr = set_repr,
            .compare = set_compare,
            .iter = set_iter,
            .new_instance = set_new_instance,
            .init = set_init,
            .binary = {[BINARY_AND] = set_and,
                       [BINARY_OR] = set_or,
                       [BINARY_SUB] = set_sub,
                       [BINARY_XOR] = set_xor},
            .inplace = {[BINARY_AND] = set_inplace_and,
                        [BINARY_OR] = set_inplace_or,
                        [BINARY_SUB] = set_inplace_sub,
                        [BINARY_XOR] = set_inplace_xor},
            .length = set_length,
            .contains = set_contains_slot,
        },
    .methods = set_method_table,
};

static const MethodDef frozenset_method_table[] = {
    {"copy", frozenset_copy_method, "", "A new set of the same elements."},
    {"difference", difference_method, "*others", "A new set with the items that none of the others has."},
    {"intersection", intersection_method, "*others",
     "A new set with the items that all of the others have too."},
    {"isdisjoint", isdisjoint_method, "other, /", "True if nothing is in both."},
    {"issubset", issubset_method, "other, /", "Test whether every element in the set is in other."},
    {"issuperset", issuperset_method, "other, /", "Test whether every element in other is in the set."},
    {"__reduce__", reduce_method, "", "What pickle needs to make an equal object."},
    {"__sizeof__", sizeof_method, "", "How many bytes of memory the set takes."},
    {"symmetric_difference", symmetric_difference_method, "other, /",
     "A new set with the items that only one of the two has."},
    {"union", union_method, "*others", "A new set with the items of all of them."},
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS},
    {0},
};

const TypeDef frozenset_type_def = {
    .name = "frozenset",
    .size = sizeof(Set),
    .flags = TYPE_GC | TYPE_BASE | TYPE_WEAKREFABLE | TYPE_MATCH_SELF,
    .doc = "frozenset()\nfrozenset(iterable)\n\nA set that cannot change, and so can be an item of sets and "
           "a key of dicts.",
    .slots =
        {
            .dealloc = set_dealloc,
            .traverse = set_traverse,
            .clear = set_dealloc,
            .repr = set_repr,
            .hash = frozenset_hash,
            .compare = set_compare,
            .iter = set_iter,
            .new_instance = frozenset_new_instance,
            .binary = {[BINARY_AND] = set_and,
                       [BINARY_OR] = set_or,
                       [BINARY_SUB] = set_sub,
                       [BINARY_XOR] = set_xor},
            .length = set_length,
            .contains = set_contains_slot,
        },
    .methods = frozenset_method_table,
};
