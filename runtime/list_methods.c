/* The type list: its slots, methods and table. */
#include "runtime/callable.h"
#include "runtime/int.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/memory.h"
#include "runtime/native.h"
#include "runtime/sequence.h"
#include "runtime/str.h"

static List *self_list(Value *args) {
    return value_list(args[0]);
}

static void list_dealloc(Thread *t, Object *self) {
    list_clear(t, (List *)self);
}

static void list_traverse(Object *self, VisitFn visit, void *arg) {
    List *list = (List *)self;
    for (int64_t i = 0; i < list->length; i++)
        visit_value(list->items[i], visit, arg);
}

static void list_clear_slot(Thread *t, Object *self) {
    list_clear(t, (List *)self);
}

static Value list_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return result_value(object_new(t, type, 0));
}

static bool list_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    List *list = value_list(self);
    Type *type = object_type(list); /* a __new__ of its own may take more than this */
    if (type->slots.new_instance == list_new_instance && args_are_for(t, type, TYPE_LIST) &&
        !args_no_keywords(t, "list", kwnames))
        return false;
    if (!args_positional(t, "list", nargs, 0, 1))
        return false;
    if (list->items)
        list_clear(t, list);
    return nargs == 0 || list_extend(t, list, args[0]);
}

static bool repr_items(Thread *t, StrBuilder *b, List *list) {
    for (int64_t i = 0; i < list->length; i++) { /* an item's repr may change the list */
        Value item = new_ref(list->items[i]);
        Str *text = op_repr(t, item);
        decref(t, item);
        if (!text)
            return false;
        if (i)
            strbuilder_ascii(b, ", ", 2);
        strbuilder_str(b, text);
        decref_object(t, text);
    }
    return true;
}

static Value list_repr(Thread *t, Value self) {
    List *list = value_list(self);
    if (list->length == 0)
        return result_value(str_new(t, "[]"));
    int entered = repr_enter(t, self);
    if (entered)
        return entered < 0 ? VALUE_NULL : result_value(str_new(t, "[...]"));
    StrBuilder b;
    strbuilder_init(&b, t);
    strbuilder_char(&b, '[');
    bool ok = repr_items(t, &b, list);
    repr_leave(t, self);
    if (!ok) {
        strbuilder_drop(&b);
        return VALUE_NULL;
    }
    strbuilder_char(&b, ']');
    return result_value(strbuilder_finish(&b));
}

/* The first index at which a and b differ, or their common length; -1: exception. */
static int64_t first_difference(Thread *t, List *a, List *b) {
    int64_t i = 0;
    int equal = 1;
    while (i < a->length && i < b->length && (equal = sequence_items_equal(t, a->items[i], b->items[i])) > 0)
        i++;
    return equal < 0 ? -1 : i;
}

static Value list_compare(Thread *t, Value self, Value other, CompareOp op) {
    if (!is_list(other))
        return VALUE_NOTIMPLEMENTED;
    List *a = value_list(self), *b = value_list(other);
    if (a->length != b->length && (op == COMPARE_EQ || op == COMPARE_NE))
        return bool_value(op == COMPARE_NE);
    int64_t i = first_difference(t, a, b);
    if (i < 0)
        return VALUE_NULL;
    if (i >= a->length || i >= b->length)
        return op_compare_numbers(a->length, b->length, op);
    if (op == COMPARE_EQ || op == COMPARE_NE)
        return bool_value(op == COMPARE_NE);
    Value x = new_ref(a->items[i]), y = new_ref(b->items[i]);
    Value result = op_compare(t, x, y, op);
    decref(t, x);
    decref(t, y);
    return result;
}

static int64_t list_length(Thread *t, Value self) {
    return value_list(self)->length;
}

static Value list_getitem_slot(Thread *t, Value self, Value key) {
    return list_getitem(t, value_list(self), key);
}

static bool list_setitem_slot(Thread *t, Value self, Value key, Value v) {
    return list_setitem(t, value_list(self), key, v);
}

/* Index of the first item equal to v in [start, stop), -1: none, -2: exception. */
static int64_t find_item(Thread *t, List *list, Value v, int64_t start, int64_t stop) {
    for (int64_t i = start; i < stop && i < list->length; i++) {
        int equal = sequence_items_equal(t, list->items[i], v);
        if (equal)
            return equal < 0 ? -2 : i;
    }
    return -1;
}

static int list_contains(Thread *t, Value self, Value item) {
    int64_t i = find_item(t, value_list(self), item, 0, INT64_MAX);
    return i == -2 ? -1 : i >= 0;
}

static Value list_iter(Thread *t, Value self) {
    return sequence_iterator_new(t, TYPE_LIST_ITERATOR, self);
}

static Value list_concat(Thread *t, Value self, Value other) {
    if (!is_list(other))
        return raise_type_error(t, "can only concatenate list (not \"%.200T\") to list", other);
    List *a = value_list(self), *b = value_list(other);
    List *result = list_new(t, a->length + b->length);
    if (!result)
        return VALUE_NULL;
    for (int64_t i = 0; i < a->length; i++)
        result->items[i] = new_ref(a->items[i]);
    for (int64_t i = 0; i < b->length; i++)
        result->items[a->length + i] = new_ref(b->items[i]);
    result->length = a->length + b->length;
    return object_value(result);
}

/* Fills items[length, length * count) with copies of the first `length` items. */
static void repeat_items(Value *items, int64_t length, int64_t count) {
    for (int64_t i = length; i < length * count; i++)
        items[i] = new_ref(items[i - length]);
}

static bool repeat_fits(Thread *t, int64_t length, int64_t count) {
    if (!count || length <= INT64_MAX / 16 / count)
        return true;
    return raise_no_memory(t), false;
}

static Value list_repeat(Thread *t, Value self, Value count_arg) {
    List *list = value_list(self);
    int64_t count;
    if (!sequence_repeat_count(t, count_arg, &count) || !repeat_fits(t, list->length, count))
        return VALUE_NULL;
    List *result = list_new(t, list->length * count);
    if (!result || !count || !list->length)
        return result_value(result);
    for (int64_t i = 0; i < list->length; i++)
        result->items[i] = new_ref(list->items[i]);
    repeat_items(result->items, list->length, count);
    result->length = list->length * count;
    return object_value(result);
}

static Value list_inplace_concat(Thread *t, Value self, Value other) {
    return list_extend(t, value_list(self), other) ? new_ref(self) : VALUE_NULL;
}

static Value list_inplace_repeat(Thread *t, Value self, Value count_arg) {
    List *list = value_list(self);
    int64_t count;
    if (!sequence_repeat_count(t, count_arg, &count) || !repeat_fits(t, list->length, count))
        return VALUE_NULL;
    if (count == 0)
        list_clear(t, list);
    else if (!list_reserve(t, list, list->length * count))
        return VALUE_NULL;
    repeat_items(list->items, list->length, count);
    list->length *= count;
    return new_ref(self);
}

static Value append_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return list_append(t, self_list(args), args[1]) ? VALUE_NONE : VALUE_NULL;
}

static Value clear_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    list_clear(t, self_list(args));
    return VALUE_NONE;
}

static Value copy_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return result_value(list_from_array(t, self_list(args)->items, self_list(args)->length));
}

static Value count_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    List *list = self_list(args);
    int64_t count = 0;
    for (int64_t i = 0; i < list->length; i++) {
        int equal = sequence_items_equal(t, list->items[i], args[1]);
        if (equal < 0)
            return VALUE_NULL;
        count += equal;
    }
    return small_int_value(count);
}

static Value extend_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return list_extend(t, self_list(args), args[1]) ? VALUE_NONE : VALUE_NULL;
}

static Value index_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    List *list = self_list(args);
    int64_t start, stop;
    if (!sequence_bounds(t, args[2], args[3], list->length, &start, &stop))
        return VALUE_NULL;
    int64_t i = find_item(t, list, args[1], start, stop);
    if (i == -1)
        return raise_value_error(t, "%R is not in list", args[1]);
    return i < 0 ? VALUE_NULL : small_int_value(i);
}

static Value insert_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t index;
    if (!arg_int64(t, args[1], &index))
        return VALUE_NULL;
    return list_insert(t, self_list(args), index, args[2]) ? VALUE_NONE : VALUE_NULL;
}

static Value pop_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    List *list = self_list(args);
    int64_t index = -1;
    if (!is_null(args[1]) && !arg_int64(t, args[1], &index))
        return VALUE_NULL;
    if (list->length == 0)
        return raise_index_error(t, "pop from empty list");
    if (index < 0)
        index += list->length;
    if ((uint64_t)index >= (uint64_t)list->length)
        return raise_index_error(t, "pop index out of range");
    if (index == list->length - 1 && list->length > list->room / 2) /* the common case moves nothing */
        return list->items[--list->length];
    Value item = new_ref(list->items[index]);
    if (!list_setitem(t, list, small_int_value(index), VALUE_NULL)) {
        decref(t, item);
        return VALUE_NULL;
    }
    return item;
}

static Value remove_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    List *list = self_list(args);
    int64_t i = find_item(t, list, args[1], 0, INT64_MAX);
    if (i == -1)
        return raise_value_error(t, "list.remove(x): x not in list");
    if (i < 0 || (i < list->length && !list_setitem(t, list, small_int_value(i), VALUE_NULL)))
        return VALUE_NULL;
    return VALUE_NONE;
}

static Value reverse_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    list_reverse(self_list(args));
    return VALUE_NONE;
}

static Value sort_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    bool reverse = false;
    if (!is_null(args[2])) {
        int64_t number;
        if (!op_index_int64(t, args[2], &number, EXC_OverflowError))
            return VALUE_NULL;
        reverse = number != 0;
    }
    Value key = is_null(args[1]) ? VALUE_NONE : args[1];
    return list_sort(t, self_list(args), key, reverse) ? VALUE_NONE : VALUE_NULL;
}

static Value reversed_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value cursor = sequence_iterator_new(t, TYPE_LIST_REVERSE_ITERATOR, args[0]);
    if (!is_null(cursor))
        ((SequenceCursor *)value_object(cursor))->index = self_list(args)->length - 1;
    return cursor;
}

static Value sizeof_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    List *list = self_list(args);
    return small_int_value((int64_t)object_type(list)->size + list->room * (int64_t)sizeof(Value));
}

static const MethodDef methods[] = {
    {"__reversed__", reversed_method, "", "Iterate over the list from its end."},
    {"__sizeof__", sizeof_method, "", "How many bytes of memory the list takes, without its items."},
    {"clear", clear_method, "", "Remove all items."},
    {"copy", copy_method, "", "A new list of the same items."},
    {"append", append_method, "object, /", "Add one item at the end."},
    {"insert", insert_method, "index, object, /", "Insert object before index."},
    {"extend", extend_method, "iterable, /", "Add all items of the iterable at the end."},
    {"pop", pop_method, "index=-1, /",
     "Takes out the item at index, the last one by default, and returns it.\n\nIf there is no such item: "
     "IndexError."},
    {"remove", remove_method, "value, /",
     "Takes out the first item that is equal to the value. If there is none: ValueError."},
    {"index", index_method, "value, start=0, stop=9223372036854775807, /",
     "Where the first item is that is equal to the value. If there is none: ValueError."},
    {"count", count_method, "value, /", "How many items are equal to the value."},
    {"reverse", reverse_method, "", "Reverse *IN PLACE*."},
    {"sort", sort_method, "*, key=None, reverse=False",
     "Sorts the list itself, the smallest item first; returns None.\n\nEqual items keep their order. With "
     "key, what it returns for each item (it is called once for\neach) is compared in place of the items. "
     "With reverse=True the largest comes first."},
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS},
    {0},
};

const TypeDef list_type_def = {
    .name = "list",
    .size = sizeof(List),
    .flags = TYPE_GC | TYPE_BASE | TYPE_SEQUENCE | TYPE_MATCH_SELF,
    .doc = "A sequence that can change, with the items of the iterable, or none.",
    .new_signature = "!iterable=(), /",
    .slots =
        {
            .dealloc = list_dealloc,
            .traverse = list_traverse,
            .clear = list_clear_slot,
            .repr = list_repr,
            .compare = list_compare,
            .iter = list_iter,
            .new_instance = list_new_instance,
            .init = list_init,
            .length = list_length,
            .getitem = list_getitem_slot,
            .setitem = list_setitem_slot,
            .contains = list_contains,
            .concat = list_concat,
            .repeat = list_repeat,
            .inplace_concat = list_inplace_concat,
            .inplace_repeat = list_inplace_repeat,
        },
    .methods = methods,
};
