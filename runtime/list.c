/* Lists: storage, growth, slices. The type and its methods are in list_methods.c, sorting in list_sort.c. */
#include "runtime/list.h"
#include "runtime/iterator.h"
#include "runtime/memory.h"
#include "runtime/sequence.h"
#include "runtime/stress.h"

static const int64_t LIST_LONGEST = INT64_MAX / 16;

List *list_new(Thread *t, int64_t room) {
    List *list = object_new_raw(t, TYPE_LIST, sizeof *list);
    if (!list)
        return NULL;
    list->items = NULL;
    list->length = list->room = 0;
    if (room <= 0)
        return list;
    if (!list_reserve(t, list, room)) {
        decref_object(t, list);
        return NULL;
    }
    return list;
}

List *list_from_array(Thread *t, const Value *items, int64_t count) {
    List *list = list_new(t, count);
    if (!list)
        return NULL;
    for (int64_t i = 0; i < count; i++)
        list->items[i] = new_ref(items[i]);
    list->length = count;
    return list;
}

List *list_from_owned(Thread *t, const Value *items, int64_t count) {
    List *list = list_new(t, count);
    if (!list) {
        for (int64_t i = 0; i < count; i++)
            decref(t, items[i]);
        return NULL;
    }
    if (count)
        memcpy(list->items, items, (size_t)count * sizeof *items);
    list->length = count;
    return list;
}

/* Makes the storage exactly `room` items large. */
static bool resize(Thread *t, List *list, int64_t room) {
    if (room > LIST_LONGEST)
        return raise_no_memory(t), false;
    Value *items = mem_realloc(list->items, (size_t)room * sizeof *items);
    if (!items)
        return raise_no_memory(t), false;
    list->items = items;
    list->room = room;
    return true;
}

bool list_reserve(Thread *t, List *list, int64_t room) {
    return room == 0 || room <= list->room || resize(t, list, room);
}

/* Room for `length` items and an eighth more, so that appending n items copies O(n) in all. */
static bool grow(Thread *t, List *list, int64_t length) {
    if (length > LIST_LONGEST)
        return raise_no_memory(t), false;
    return resize(t, list, growth_room(length, (length + (length >> 3) + 6) & ~(int64_t)3));
}

/* Gives memory back when less than half of it is in use. */
static void shrink(List *list) {
    if (list->length >= list->room / 2)
        return;
    int64_t room = list->length ? (list->length + (list->length >> 3) + 6) & ~(int64_t)3 : 0;
    Value *items = list->length ? mem_realloc(list->items, (size_t)room * sizeof *items) : NULL;
    if (list->length && !items)
        return;
    if (!list->length)
        mem_free(list->items);
    list->items = items;
    list->room = room;
}

bool list_append_growing(Thread *t, List *list, Value item) {
    if (list->length >= list->room && !grow(t, list, list->length + 1)) {
        decref(t, item);
        return false;
    }
    list->items[list->length++] = item;
    return true;
}

bool list_append(Thread *t, List *list, Value item) {
    return list_append_owned(t, list, new_ref(item));
}

bool list_insert(Thread *t, List *list, int64_t index, Value item) {
    if (list->length >= list->room && !grow(t, list, list->length + 1))
        return false;
    int64_t length = list->length;
    if (index < 0)
        index = index + length < 0 ? 0 : index + length;
    if (index > length)
        index = length;
    memmove(&list->items[index + 1], &list->items[index], (size_t)(length - index) * sizeof *list->items);
    list->items[index] = new_ref(item);
    list->length++;
    return true;
}

/* The items of a list or tuple, without copying them. */
static void borrow_items(Value v, Value **items, int64_t *count) {
    if (is_list(v)) {
        *items = value_list(v)->items;
        *count = value_list(v)->length;
    } else {
        *items = value_tuple(v)->items;
        *count = value_tuple(v)->length;
    }
}

/* `source` is an exact list or tuple, or the list itself. */
static bool extend_array(Thread *t, List *list, Value source) {
    Value *items;
    int64_t count, length = list->length;
    borrow_items(source, &items, &count);
    if (count == 0)
        return true;
    if (length + count > list->room && !(length ? grow(t, list, length + count) : resize(t, list, count)))
        return false;
    borrow_items(source, &items, &count); /* the list itself may be the source, and have moved */
    for (int64_t i = 0; i < count; i++)
        list->items[length + i] = new_ref(items[i]);
    list->length = length + count;
    return true;
}

static bool extend_iterator(Thread *t, List *list, Value iterable, Value iterator) {
    int64_t hint = op_length_hint(t, iterable, 8);
    if (hint < 0)
        return false;
    /* A hint is only a hint: a huge one is not worth a MemoryError. */
    if (hint < LIST_LONGEST - list->length && list->length + hint > list->room &&
        !resize(t, list, list->length + hint))
        return false;
    for (;;) {
        Value item = iterator_step(t, iterator);
        if (is_null(item))
            break;
        if (!list_append_owned(t, list, item))
            return false;
    }
    if (error_pending(t))
        return false;
    shrink(list);
    return true;
}

bool list_extend(Thread *t, List *list, Value iterable) {
    if (is_list_exact(iterable) || is_tuple_exact(iterable) || value_is(iterable, object_value(list)))
        return extend_array(t, list, iterable);
    Value iterator = op_iter(t, iterable);
    if (is_null(iterator))
        return false;
    bool ok = extend_iterator(t, list, iterable, iterator);
    decref(t, iterator);
    return ok;
}

Tuple *list_to_tuple(Thread *t, List *list) {
    return tuple_from_array(t, list->items, list->length);
}

void list_clear(Thread *t, List *list) {
    Value *items = list->items;
    int64_t count = list->length;
    if (!items) /* list_sort's mark in `room` stays */
        return;
    list->items = NULL;
    list->length = list->room = 0;
    while (--count >= 0)
        decref(t, items[count]);
    mem_free(items);
}

void list_reverse(List *list) {
    for (int64_t i = 0, j = list->length - 1; i < j; i++, j--) {
        Value item = list->items[i];
        list->items[i] = list->items[j];
        list->items[j] = item;
    }
}

static Value get_slice(Thread *t, List *list, Value slice) {
    int64_t start, stop, step, count;
    if (!slice_unpack(t, slice, &start, &stop, &step))
        return VALUE_NULL;
    count = slice_adjust(list->length, &start, &stop, step);
    if (step == 1)
        return result_value(list_from_array(t, list->items + start, count));
    List *result = list_new(t, count);
    if (!result)
        return VALUE_NULL;
    for (int64_t i = 0; i < count; i++)
        result->items[i] = new_ref(list->items[start + i * step]);
    result->length = count;
    return object_value(result);
}

Value list_getitem(Thread *t, List *list, Value key) {
    if (is_slice(key))
        return get_slice(t, list, key);
    if (!sequence_is_index(t, key))
        return raise_type_error(t, "list indices must be integers or slices, not %.200T", key);
    int64_t index;
    if (!sequence_index(t, key, list->length, &index))
        return VALUE_NULL;
    if ((uint64_t)index >= (uint64_t)list->length)
        return raise_index_error(t, "list index out of range");
    return new_ref(list->items[index]);
}

/* Replaces [start, start + removed) by `added` items, which are counted here. */
static bool splice(Thread *t, List *list, int64_t start, int64_t removed, const Value *items, int64_t added) {
    Value few[8], *old = removed <= 8 ? few : mem_alloc((size_t)removed * sizeof *old);
    if (!old)
        return raise_no_memory(t), false;
    if (removed)
        memcpy(old, list->items + start, (size_t)removed * sizeof *old);
    int64_t tail = list->length - start - removed;
    int64_t length = list->length - removed + added;
    if (length > list->room && !grow(t, list, length)) {
        if (old != few)
            mem_free(old);
        return false;
    }
    if (tail && added != removed)
        memmove(list->items + start + added, list->items + start + removed, (size_t)tail * sizeof *items);
    for (int64_t i = 0; i < added; i++)
        list->items[start + i] = new_ref(items[i]);
    list->length = length;
    shrink(list);
    while (--removed >= 0)
        decref(t, old[removed]);
    if (old != few)
        mem_free(old);
    return true;
}

/* The items to assign as a list of their own: a copy if the source is the target. NULL: not iterable
 * (message) or exception. */
static List *items_to_assign(Thread *t, List *list, Value v, const char *message) {
    if (is_list_exact(v) && value_list(v) != list)
        return incref_object(value_list(v)), value_list(v);
    if (is_list_exact(v))
        return list_from_array(t, list->items, list->length);
    Value iterator = op_iter(t, v);
    if (is_null(iterator)) {
        if (error_clear_if(t, EXC_TypeError))
            raise_type_error(t, "%s", message);
        return NULL;
    }
    List *items = list_new(t, 0);
    bool ok = items && list_extend(t, items, iterator);
    decref(t, iterator);
    if (!ok) {
        xdecref_object(t, items);
        return NULL;
    }
    return items;
}

static bool assign_extended(Thread *t, List *list, List *source, int64_t start, int64_t step, int64_t count) {
    if (source->length != count)
        return raise_value_error(t, "attempt to assign sequence of size %zd to extended slice of size %zd",
                                 source->length, count),
               false;
    if (!count)
        return true;
    Value *old = mem_alloc((size_t)count * sizeof *old);
    if (!old)
        return raise_no_memory(t), false;
    for (int64_t i = 0; i < count; i++) {
        old[i] = list->items[start + i * step];
        list->items[start + i * step] = new_ref(source->items[i]);
    }
    for (int64_t i = 0; i < count; i++)
        decref(t, old[i]);
    mem_free(old);
    return true;
}

static bool set_slice(Thread *t, List *list, Value slice, Value v) {
    int64_t start, stop, step;
    if (!slice_unpack(t, slice, &start, &stop, &step))
        return false;
    const char *message =
        step == 1 ? "can only assign an iterable" : "must assign iterable to extended slice";
    int64_t first = start, end = stop;
    int64_t count = slice_adjust(list->length, &first, &end, step);
    List *source = items_to_assign(t, list, v, message);
    if (!source)
        return false;
    /* Making the source may have run code that changed the list. */
    bool ok;
    if (step == 1) {
        first = first < list->length ? first : list->length;
        count = count < list->length - first ? count : list->length - first;
        ok = splice(t, list, first, count, source->items, source->length);
    } else {
        count = slice_adjust(list->length, &start, &stop, step);
        ok = assign_extended(t, list, source, start, step, count);
    }
    decref_object(t, source);
    return ok;
}

/* Takes every step-th of `count` items out; step > 1. */
static bool delete_extended(Thread *t, List *list, int64_t start, int64_t step, int64_t count) {
    Value *old = mem_alloc((size_t)count * sizeof *old);
    if (!old)
        return raise_no_memory(t), false;
    int64_t kept = start, taken = 0;
    for (int64_t i = start; i < list->length; i++) {
        if (taken < count && i == start + taken * step)
            old[taken++] = list->items[i];
        else
            list->items[kept++] = list->items[i];
    }
    list->length = kept;
    shrink(list);
    for (int64_t i = 0; i < taken; i++)
        decref(t, old[i]);
    mem_free(old);
    return true;
}

static bool delete_slice(Thread *t, List *list, Value slice) {
    int64_t start, stop, step;
    if (!slice_unpack(t, slice, &start, &stop, &step))
        return false;
    int64_t count = slice_adjust(list->length, &start, &stop, step);
    if (count == 0)
        return true;
    if (step < 0) {
        start += step * (count - 1);
        step = -step;
    }
    return step == 1 ? splice(t, list, start, count, NULL, 0) : delete_extended(t, list, start, step, count);
}

bool list_setitem(Thread *t, List *list, Value key, Value v) {
    if (is_slice(key))
        return is_null(v) ? delete_slice(t, list, key) : set_slice(t, list, key, v);
    if (!sequence_is_index(t, key))
        return raise_type_error(t, "list indices must be integers or slices, not %.200T", key), false;
    int64_t index;
    if (!sequence_index(t, key, list->length, &index))
        return false;
    if ((uint64_t)index >= (uint64_t)list->length)
        return raise_index_error(t, "list assignment index out of range"), false;
    if (is_null(v))
        return splice(t, list, index, 1, NULL, 0);
    value_store(t, &list->items[index], new_ref(v));
    return true;
}
