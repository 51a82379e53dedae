/* dict_keys, dict_values and dict_items. */
#include "runtime/dict_views.h"
#include "runtime/dict_table.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/set.h"

static DictView *view(Value v) {
    return (DictView *)value_object(v);
}

Value dict_view_new(Thread *t, TypeId type, Dict *dict) {
    DictView *v = object_new_builtin(t, type, 0);
    if (!v)
        return VALUE_NULL;
    incref_object(dict);
    v->dict = dict;
    return object_value(v);
}

static void view_dealloc(Thread *t, Object *self) {
    xdecref_object(t, ((DictView *)self)->dict);
}

static void view_traverse(Object *self, VisitFn visit, void *arg) {
    if (((DictView *)self)->dict)
        visit(&((DictView *)self)->dict->ob, arg);
}

static int64_t view_length(Thread *t, Value self) {
    return view(self)->dict->length;
}

static Value view_repr(Thread *t, Value self) {
    int entered = repr_enter(t, self);
    if (entered)
        return entered < 0 ? VALUE_NULL : result_value(str_new(t, "..."));
    List *items = op_to_list(t, self);
    Str *text =
        items ? str_format(t, "%s(%R)", object_type(view(self))->def->name, object_value(items)) : NULL;
    xdecref_object(t, items);
    repr_leave(t, self);
    return result_value(text);
}

static Value keys_iter(Thread *t, Value self) {
    return dict_iterator_new(t, TYPE_DICT_KEY_ITERATOR, view(self)->dict);
}

static Value values_iter(Thread *t, Value self) {
    return dict_iterator_new(t, TYPE_DICT_VALUE_ITERATOR, view(self)->dict);
}

static Value items_iter(Thread *t, Value self) {
    return dict_iterator_new(t, TYPE_DICT_ITEM_ITERATOR, view(self)->dict);
}

static int keys_contains(Thread *t, Value self, Value item) {
    return dict_contains(t, view(self)->dict, item);
}

static int items_contains(Thread *t, Value self, Value item) {
    if (!is_tuple(item) || value_tuple(item)->length != 2)
        return 0;
    Value v = dict_get(t, view(self)->dict, value_tuple(item)->items[0]);
    if (is_null(v))
        return error_pending(t) ? -1 : 0;
    return sequence_items_equal(t, v, value_tuple(item)->items[1]);
}

/* Is every item that `items` iterates over in `container`? 1, 0, -1. */
static int all_contained(Thread *t, Value items, Value container) {
    Value iterator = op_iter(t, items);
    if (is_null(iterator))
        return -1;
    int contained = 1;
    while (contained == 1) {
        Value item = op_next(t, iterator);
        if (is_null(item))
            break;
        contained = op_contains(t, container, item);
        decref(t, item);
    }
    decref(t, iterator);
    return error_pending(t) ? -1 : contained;
}

static Value view_compare(Thread *t, Value self, Value other, CompareOp op) {
    if (!is_anyset(other) && !is_dict_set_view(other))
        return VALUE_NOTIMPLEMENTED;
    int64_t a = view_length(t, self), b = op_length(t, other);
    if (b < 0)
        return VALUE_NULL;
    int answer = 0;
    if (op == COMPARE_EQ || op == COMPARE_NE)
        answer = a == b ? all_contained(t, self, other) : 0;
    else if (op == COMPARE_LT || op == COMPARE_LE)
        answer = (op == COMPARE_LT ? a < b : a <= b) ? all_contained(t, self, other) : 0;
    else
        answer = (op == COMPARE_GT ? a > b : a >= b) ? all_contained(t, other, self) : 0;
    if (answer < 0)
        return VALUE_NULL;
    return bool_value(op == COMPARE_NE ? !answer : answer);
}

static Value view_subtract(Thread *t, Value a, Value b) {
    Set *result = set_from(t, TYPE_SET, a);
    if (result && !set_difference_update(t, result, b)) {
        decref_object(t, result);
        return VALUE_NULL;
    }
    return result_value(result);
}

static Value view_or(Thread *t, Value a, Value b) {
    Set *result = set_from(t, TYPE_SET, a);
    if (result && !set_update(t, result, b)) {
        decref_object(t, result);
        return VALUE_NULL;
    }
    return result_value(result);
}

static Value view_xor(Thread *t, Value a, Value b) {
    Set *result = set_from(t, TYPE_SET, a);
    if (result && !set_symmetric_difference_update(t, result, b)) {
        decref_object(t, result);
        return VALUE_NULL;
    }
    return result_value(result);
}

/* Two containers, of which one is gone through while its items are looked for in the other one, a set or
 * view. */
typedef struct Pair {
    Value items, container;
    int64_t found;
} Pair;

/* `shorter`: the view is what is gone through, because the other one is known to be longer. */
static Pair pair_up(Value view, Value other, bool shorter) {
    return shorter ? (Pair){view, other, 0} : (Pair){other, view, 0};
}

/* Adds what both have to `common`; without that, the first such item ends the search. */
static bool look_for_all(Thread *t, Pair *pair, Set *common) {
    int (*contains)(Thread *, Value, Value) = type_of(t, pair->container)->slots.contains;
    Value item, iterator = op_iter(t, pair->items);
    bool ok = !is_null(iterator);
    while (ok && (common || !pair->found) && !is_null(item = iterator_step(t, iterator))) {
        int found = contains(t, pair->container, item);
        ok = found >= 0 && (!found || !common || set_add(t, common, item));
        pair->found += found;
        decref(t, item);
    }
    decref(t, iterator);
    return ok && !error_pending(t);
}

static Value view_and(Thread *t, Value a, Value b) {
    Value view = is_dict_set_view(a) ? a : b, other = is_dict_set_view(a) ? b : a;
    int64_t length = view_length(t, view);
    if (is_exact(other, TYPE_SET) && length <= value_set(other)->length)
        return result_value(set_intersection(t, value_set(other), view));
    Set *common = set_new(t);
    Pair pair = pair_up(view, other, is_dict_set_view(other) && length < view_length(t, other));
    if (common && look_for_all(t, &pair, common))
        return object_value(common);
    xdecref_object(t, common);
    return VALUE_NULL;
}

static Value isdisjoint_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value view = args[0], other = args[1];
    int64_t length = view_length(t, view);
    if (value_is(view, other))
        return bool_value(length == 0);
    bool sized = is_exact(other, TYPE_SET) || is_exact(other, TYPE_FROZENSET) || is_dict_set_view(other);
    Pair pair = pair_up(view, other, sized && length < op_length(t, other));
    return look_for_all(t, &pair, NULL) ? bool_value(!pair.found) : VALUE_NULL;
}

static Value get_mapping(Thread *t, Value self) {
    return mappingproxy_new(t, object_value(view(self)->dict));
}

static Value keys_reversed(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return dict_iterator_new(t, TYPE_DICT_REVERSE_KEY_ITERATOR, view(args[0])->dict);
}

static Value values_reversed(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return dict_iterator_new(t, TYPE_DICT_REVERSE_VALUE_ITERATOR, view(args[0])->dict);
}

static Value items_reversed(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return dict_iterator_new(t, TYPE_DICT_REVERSE_ITEM_ITERATOR, view(args[0])->dict);
}

static const GetSetDef getsets[] = {
    {"mapping", get_mapping, NULL, "the dict whose contents are seen, read-only"},
    {0},
};

static const MethodDef keys_methods[] = {
    {"isdisjoint", isdisjoint_method, "other, /", "True if nothing is in both the view and the iterable."},
    {"__reversed__", keys_reversed, "", "Iterate over the keys, the last one first."},
    {0},
};

static const MethodDef values_methods[] = {
    {"__reversed__", values_reversed, "", "Iterate over the values, the last one first."},
    {0},
};

static const MethodDef items_methods[] = {
    {"isdisjoint", isdisjoint_method, "other, /", "True if nothing is in both the view and the iterable."},
    {"__reversed__", items_reversed, "", "Iterate over the pairs, the last one first."},
    {0},
};

const TypeDef dict_keys_type_def = {
    .name = "dict_keys",
    .size = sizeof(DictView),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots =
        {
            .dealloc = view_dealloc,
            .traverse = view_traverse,
            .repr = view_repr,
            .compare = view_compare,
            .iter = keys_iter,
            .binary = {[BINARY_SUB] = view_subtract,
                       [BINARY_AND] = view_and,
                       [BINARY_OR] = view_or,
                       [BINARY_XOR] = view_xor},
            .length = view_length,
            .contains = keys_contains,
        },
    .methods = keys_methods,
    .getsets = getsets,
};

const TypeDef dict_values_type_def = {
    .name = "dict_values",
    .size = sizeof(DictView),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots =
        {
            .dealloc = view_dealloc,
            .traverse = view_traverse,
            .repr = view_repr,
            .iter = values_iter,
            .length = view_length,
        },
    .methods = values_methods,
    .getsets = getsets,
};

const TypeDef dict_items_type_def = {
    .name = "dict_items",
    .size = sizeof(DictView),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots =
        {
            .dealloc = view_dealloc,
            .traverse = view_traverse,
            .repr = view_repr,
            .compare = view_compare,
            .iter = items_iter,
            .binary = {[BINARY_SUB] = view_subtract,
                       [BINARY_AND] = view_and,
                       [BINARY_OR] = view_or,
                       [BINARY_XOR] = view_xor},
            .length = view_length,
            .contains = items_contains,
        },
    .methods = items_methods,
    .getsets = getsets,
};
