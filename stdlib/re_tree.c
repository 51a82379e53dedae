/* The tree of a pattern as lists and tuples. re._parser gives it the form that CPython's tree has. */
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/list.h"
#include "stdlib/re_pattern.h"

static Value tree_value(Thread *t, const ReNode *first);

/* A tuple of (low, high) and, for categories, (character,). */
static Value items_value(Thread *t, const ReNode *node) {
    Tuple *items = tuple_new(t, node->item_count);
    bool ok = items != NULL;
    for (int i = 0; ok && i < node->item_count; i++) {
        const ReItem *item = &node->items[i];
        Tuple *pair = item->category
                          ? tuple_pack(t, 1, small_int_value(item->category))
                          : tuple_pack(t, 2, small_int_value(item->low), small_int_value(item->high));
        ok = pair != NULL;
        items->items[i] = ok ? object_value(pair) : VALUE_NONE;
    }
    if (ok)
        return object_value(items);
    xdecref_object(t, items);
    return VALUE_NULL;
}

static Value node_value(Thread *t, const ReNode *node) {
    Value items = items_value(t, node);
    Value inside = is_null(items) ? items : tree_value(t, node->inside);
    Value otherwise = is_null(inside) ? inside : tree_value(t, node->otherwise);
    Tuple *value = NULL;
    if (!is_null(otherwise))
        value = tuple_pack(t, 9, small_int_value(node->op), small_int_value(node->value),
                           small_int_value(node->add), small_int_value(node->remove),
                           small_int_value(node->min), small_int_value(node->max), items, inside, otherwise);
    decref(t, items);
    decref(t, inside);
    decref(t, otherwise);
    return value ? object_value(value) : VALUE_NULL;
}

/* A list of the nodes of a chain; None: there is no chain. */
static Value tree_value(Thread *t, const ReNode *first) {
    if (!first)
        return VALUE_NONE;
    List *list = list_new(t, 0);
    bool ok = list && recursion_enter(t, " while a regular expression is shown");
    bool entered = ok;
    for (const ReNode *node = first; ok && node; node = node->next) {
        Value value = node_value(t, node);
        ok = !is_null(value) && list_append(t, list, value);
        decref(t, value);
    }
    if (entered)
        recursion_leave(t);
    if (ok)
        return object_value(list);
    xdecref_object(t, list);
    return VALUE_NULL;
}

Value re_tree_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (type_of(t, args[1]) != ((ReState *)value_object(args[0]))->pattern_type)
        return raise_type_error(t, "a Pattern is needed, not %T", args[1]);
    const ReTree *tree = &value_pattern(args[1])->tree;
    Value root = tree_value(t, tree->root);
    Dict *names = is_null(root) ? NULL : dict_copy(t, tree->names);
    Tuple *answer = names ? tuple_pack(t, 4, root, small_int_value(tree->flags),
                                       small_int_value(tree->groups), object_value(names))
                          : NULL;
    decref(t, root);
    xdecref_object(t, names);
    return answer ? object_value(answer) : VALUE_NULL;
}
