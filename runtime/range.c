/* range and its two iterators: one in machine numbers, one for ints of any size. */
#include "runtime/int.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/sequence.h"
#include "runtime/str.h"

static Range *range_of(Value v) {
    return (Range *)value_object(v);
}
static bool is_range(Value v) {
    return is_exact(v, TYPE_RANGE);
}

/* Length of a range in machine numbers; false: something does not fit. */
static bool small_length(int64_t start, int64_t stop, int64_t step, int64_t *length) {
    uint64_t distance, stride;
    if (step > 0) {
        distance = stop > start ? (uint64_t)stop - (uint64_t)start : 0;
        stride = (uint64_t)step;
    } else {
        distance = start > stop ? (uint64_t)start - (uint64_t)stop : 0;
        stride = 0 - (uint64_t)step;
    }
    uint64_t count = distance ? (distance - 1) / stride + 1 : 0;
    *length = (int64_t)count;
    return count <= INT64_MAX;
}

/* (high - low - 1) // |step| + 1 in ints of any size, 0 if low >= high. */
static Value big_length(Thread *t, Value start, Value stop, Value step) {
    bool up = int_sign(step) > 0;
    Value low = up ? start : stop, high = up ? stop : start;
    if (int_compare(low, high) >= 0)
        return small_int_value(0);
    Value stride = up ? new_ref(step) : int_neg(t, step);
    Value distance = int_sub(t, high, low);
    Value last = is_null(distance) ? VALUE_NULL : int_sub(t, distance, small_int_value(1));
    Value steps = is_null(last) || is_null(stride) ? VALUE_NULL : int_floordiv(t, last, stride);
    Value length = is_null(steps) ? VALUE_NULL : int_add(t, steps, small_int_value(1));
    decref(t, stride);
    decref(t, distance);
    decref(t, last);
    decref(t, steps);
    return length;
}

static Value length_of(Thread *t, Value start, Value stop, Value step) {
    int64_t a, b, c, length;
    if (int_to_int64(start, &a) && int_to_int64(stop, &b) && int_to_int64(step, &c) &&
        small_length(a, b, c, &length))
        return int_value(t, length);
    return big_length(t, start, stop, step);
}

Value range_new(Thread *t, Value start, Value stop, Value step) {
    Value length = length_of(t, start, stop, step);
    Range *range = is_null(length) ? NULL : object_new_raw(t, TYPE_RANGE, sizeof *range);
    if (!range) {
        decref(t, length);
        return VALUE_NULL;
    }
    range->start = new_ref(start);
    range->stop = new_ref(stop);
    range->step = new_ref(step);
    range->length = length;
    return object_value(range);
}

static Value range_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (!args_no_keywords(t, "range", kwnames) || !args_positional(t, "range", nargs, 1, 3))
        return VALUE_NULL;
    Value start = nargs == 1 ? small_int_value(0) : op_index(t, args[0]);
    Value stop = is_null(start) ? VALUE_NULL : op_index(t, args[nargs > 1]);
    Value step = is_null(stop) ? VALUE_NULL : nargs == 3 ? op_index(t, args[2]) : small_int_value(1);
    Value result = VALUE_NULL;
    if (!is_null(step)) {
        if (int_sign(step) == 0)
            raise_value_error(t, "range() arg 3 must not be zero");
        else
            result = range_new(t, start, stop, step);
    }
    decref(t, start);
    decref(t, stop);
    decref(t, step);
    return result;
}

static void range_dealloc(Thread *t, Object *self) {
    Range *range = (Range *)self;
    decref(t, range->start);
    decref(t, range->stop);
    decref(t, range->step);
    decref(t, range->length);
}

static Value range_repr(Thread *t, Value self) {
    Range *range = range_of(self);
    if (value_is(range->step, small_int_value(1)))
        return result_value(str_format(t, "range(%R, %R)", range->start, range->stop));
    return result_value(str_format(t, "range(%R, %R, %R)", range->start, range->stop, range->step));
}

static int64_t range_length(Thread *t, Value self) {
    int64_t length;
    if (int_to_int64(range_of(self)->length, &length))
        return length;
    raise_overflow(t, "Python int too large to convert to C ssize_t");
    return -1;
}

static int range_truth(Thread *t, Value self) {
    return int_sign(range_of(self)->length) != 0;
}

/* start + index * step, new. */
static Value item_at(Thread *t, Range *range, Value index) {
    Value offset = int_mul(t, index, range->step);
    Value item = is_null(offset) ? VALUE_NULL : int_add(t, range->start, offset);
    decref(t, offset);
    return item;
}

static Value getitem_index(Thread *t, Range *range, Value key) {
    Value index = op_index(t, key);
    if (is_null(index))
        return VALUE_NULL;
    if (int_sign(index) < 0) {
        Value moved = int_add(t, index, range->length);
        decref(t, index);
        if (is_null(moved))
            return VALUE_NULL;
        index = moved;
    }
    Value result = VALUE_NULL;
    if (int_sign(index) < 0 || int_compare(index, range->length) >= 0)
        raise_index_error(t, "range object index out of range");
    else
        result = item_at(t, range, index);
    decref(t, index);
    return result;
}

/* Calls slice.indices(len), which works for lengths of any size. */
static Value getitem_slice(Thread *t, Range *range, Value slice) {
    Str *name = str_intern_utf8(t, "indices");
    Value indices = name ? op_call_method1(t, slice, name, range->length) : VALUE_NULL;
    xdecref_object(t, name);
    if (is_null(indices))
        return VALUE_NULL;
    const Value *parts = value_tuple(indices)->items;
    Value start = item_at(t, range, parts[0]);
    Value stop = is_null(start) ? VALUE_NULL : item_at(t, range, parts[1]);
    Value step = is_null(stop) ? VALUE_NULL : int_mul(t, range->step, parts[2]);
    Value result = is_null(step) ? VALUE_NULL : range_new(t, start, stop, step);
    decref(t, start);
    decref(t, stop);
    decref(t, step);
    decref(t, indices);
    return result;
}

static Value range_getitem(Thread *t, Value self, Value key) {
    Range *range = range_of(self);
    if (is_slice(key))
        return getitem_slice(t, range, key);
    if (!sequence_is_index(t, key))
        return raise_type_error(t, "range indices must be integers or slices, not %.200T", key);
    int64_t length, start, step;
    if (is_small_int(key) && int_to_int64(range->length, &length) && is_small_int(range->start) &&
        is_small_int(range->step) && is_small_int(range->stop)) {
        int64_t i = small_int(key) < 0 ? small_int(key) + length : small_int(key);
        start = small_int(range->start);
        step = small_int(range->step);
        if (i >= 0 && i < length)
            return int_value(t, start + i * step);
    }
    return getitem_index(t, range, key);
}

/* Is the int one of the items? 1, 0, -1. */
static int contains_int(Thread *t, Range *range, Value item) {
    bool up = int_sign(range->step) > 0;
    Value low = up ? range->start : range->stop, high = up ? range->stop : range->start;
    if (up ? int_compare(item, low) < 0 || int_compare(item, high) >= 0
           : int_compare(item, low) <= 0 || int_compare(item, high) > 0)
        return 0;
    Value distance = int_sub(t, item, range->start);
    Value rest = is_null(distance) ? VALUE_NULL : int_mod(t, distance, range->step);
    int contained = is_null(rest) ? -1 : int_sign(rest) == 0;
    decref(t, distance);
    decref(t, rest);
    return contained;
}

/* Searches one by one, for what is not plainly an int. Index of the first equal item, -1: none, -2:
 * exception; count: all equal ones. */
static int64_t search(Thread *t, Value self, Value item, int64_t *count) {
    Value iterator = op_iter(t, self);
    if (is_null(iterator))
        return -2;
    int64_t found = -1;
    for (int64_t i = 0; found == -1 || (count && found >= 0); i++) {
        Value candidate = op_next(t, iterator);
        if (is_null(candidate))
            break;
        int equal = sequence_items_equal(t, candidate, item);
        decref(t, candidate);
        if (equal < 0)
            found = -2;
        else if (equal && found == -1)
            found = i;
        if (equal > 0 && count)
            ++*count;
    }
    decref(t, iterator);
    return error_pending(t) ? -2 : found;
}

static bool is_plain_int(Value v) {
    return is_int_exact(v) || is_bool(v);
}

static int range_contains(Thread *t, Value self, Value item) {
    if (is_plain_int(item))
        return contains_int(t, range_of(self), item);
    int64_t found = search(t, self, item, NULL);
    return found == -2 ? -1 : found >= 0;
}

static bool equal_ranges(Range *a, Range *b) {
    if (int_compare(a->length, b->length))
        return false;
    if (int_sign(a->length) == 0)
        return true;
    if (int_compare(a->start, b->start))
        return false;
    return value_is(a->length, small_int_value(1)) || int_compare(a->step, b->step) == 0;
}

static Value range_compare(Thread *t, Value self, Value other, CompareOp op) {
    if (!is_range(other) || (op != COMPARE_EQ && op != COMPARE_NE))
        return VALUE_NOTIMPLEMENTED;
    return bool_value(equal_ranges(range_of(self), range_of(other)) == (op == COMPARE_EQ));
}

/* Equal ranges have equal hashes: of (length, start, step) with None for what does not matter. */
static bool range_hash(Thread *t, Value self, int64_t *hash) {
    Range *range = range_of(self);
    bool empty = int_sign(range->length) == 0, one = value_is(range->length, small_int_value(1));
    Tuple *key = tuple_pack(t, 3, range->length, empty ? VALUE_NONE : range->start,
                            empty || one ? VALUE_NONE : range->step);
    bool ok = key && op_hash(t, object_value(key), hash);
    xdecref_object(t, key);
    return ok;
}

typedef struct LongRangeIterator {
    Object ob;
    Value start, step, length, index; /* ints; index of the next item */
} LongRangeIterator;

/* An iterator over start, start + step, ... (length items). */
static Value iterator_over(Thread *t, Value start, Value step, Value length) {
    int64_t a, c, n, last;
    if (int_to_int64(start, &a) && int_to_int64(step, &c) && int_to_int64(length, &n) &&
        !__builtin_mul_overflow(n, c, &last) && !__builtin_add_overflow(a, last, &last)) {
        RangeIterator *it = object_new_raw(t, TYPE_RANGE_ITERATOR, sizeof *it);
        if (!it)
            return VALUE_NULL;
        it->next = a;
        it->step = c;
        it->left = it->length = n;
        return object_value(it);
    }
    LongRangeIterator *it = object_new_raw(t, TYPE_LONG_RANGE_ITERATOR, sizeof *it);
    if (!it)
        return VALUE_NULL;
    it->start = new_ref(start);
    it->step = new_ref(step);
    it->length = new_ref(length);
    it->index = small_int_value(0);
    return object_value(it);
}

static Value range_iter(Thread *t, Value self) {
    Range *range = range_of(self);
    return iterator_over(t, range->start, range->step, range->length);
}

static Value reversed_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Range *range = range_of(args[0]);
    Value last = int_sub(t, range->length, small_int_value(1));
    Value start = is_null(last) ? VALUE_NULL : item_at(t, range, last);
    Value step = is_null(start) ? VALUE_NULL : int_neg(t, range->step);
    Value result = is_null(step) ? VALUE_NULL : iterator_over(t, start, step, range->length);
    decref(t, last);
    decref(t, start);
    decref(t, step);
    return result;
}

static Value count_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (is_plain_int(args[1])) {
        int contained = contains_int(t, range_of(args[0]), args[1]);
        return contained < 0 ? VALUE_NULL : small_int_value(contained);
    }
    int64_t count = 0;
    return search(t, args[0], args[1], &count) == -2 ? VALUE_NULL : small_int_value(count);
}

static Value index_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Range *range = range_of(args[0]);
    if (is_plain_int(args[1])) {
        int contained = contains_int(t, range, args[1]);
        if (contained < 0)
            return VALUE_NULL;
        if (contained) {
            Value distance = int_sub(t, args[1], range->start);
            Value index = is_null(distance) ? VALUE_NULL : int_floordiv(t, distance, range->step);
            decref(t, distance);
            return index;
        }
        return raise_value_error(t, "%R is not in range", args[1]);
    }
    int64_t found = search(t, args[0], args[1], NULL);
    if (found == -1)
        return raise_value_error(t, "sequence.index(x): x not in sequence");
    return found < 0 ? VALUE_NULL : small_int_value(found);
}

static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Tuple *parts = tuple_from_array(t, &range_of(args[0])->start, 3);
    Tuple *result =
        parts ? tuple_pack(t, 2, object_value(builtin_type(t, TYPE_RANGE)), object_value(parts)) : NULL;
    xdecref_object(t, parts);
    return result_value(result);
}

static Value get_start(Thread *t, Value self) {
    return new_ref(range_of(self)->start);
}
static Value get_stop(Thread *t, Value self) {
    return new_ref(range_of(self)->stop);
}
static Value get_step(Thread *t, Value self) {
    return new_ref(range_of(self)->step);
}

static RangeIterator *iterator_of(Value v) {
    return (RangeIterator *)value_object(v);
}
static LongRangeIterator *long_iterator_of(Value v) {
    return (LongRangeIterator *)value_object(v);
}

static Value iterator_next(Thread *t, Value self) {
    RangeIterator *it = iterator_of(self);
    if (it->left <= 0)
        return VALUE_NULL;
    int64_t i = it->next;
    it->next += it->step;
    it->left--;
    return int_value(t, i);
}

static Value iterator_length_hint(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_value(t, iterator_of(args[0])->left);
}

/* (iter, (range,), index of the next item) */
static Value reduce_iterator(Thread *t, Value start, Value step, Value length, Value index) {
    Value distance = int_mul(t, step, length);
    Value stop = is_null(distance) ? VALUE_NULL : int_add(t, start, distance);
    Value range = is_null(stop) ? VALUE_NULL : range_new(t, start, stop, step);
    Value result = is_null(range) ? VALUE_NULL : iterator_reduce(t, "iter", range, index);
    decref(t, distance);
    decref(t, stop);
    decref(t, range);
    return result;
}

static Value iterator_reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    RangeIterator *it = iterator_of(args[0]);
    int64_t index = it->length - it->left;
    Value parts[] = {int_value(t, it->next - index * it->step), int_value(t, it->step),
                     int_value(t, it->length), int_value(t, index)};
    Value result = VALUE_NULL;
    if (!is_null(parts[0]) && !is_null(parts[1]) && !is_null(parts[2]) && !is_null(parts[3]))
        result = reduce_iterator(t, parts[0], parts[1], parts[2], parts[3]);
    for (int i = 0; i < 4; i++)
        decref(t, parts[i]);
    return result;
}

static Value iterator_setstate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    RangeIterator *it = iterator_of(args[0]);
    int64_t index;
    if (!op_index_int64(t, args[1], &index, EXC_OverflowError))
        return VALUE_NULL;
    index = index < 0 ? 0 : index > it->length ? it->length : index;
    it->next += (index - (it->length - it->left)) * it->step;
    it->left = it->length - index;
    return VALUE_NONE;
}

static void long_dealloc(Thread *t, Object *self) {
    LongRangeIterator *it = (LongRangeIterator *)self;
    decref(t, it->start);
    decref(t, it->step);
    decref(t, it->length);
    decref(t, it->index);
}

static Value long_next(Thread *t, Value self) {
    LongRangeIterator *it = long_iterator_of(self);
    if (int_compare(it->index, it->length) >= 0)
        return VALUE_NULL;
    Value offset = int_mul(t, it->index, it->step);
    Value item = is_null(offset) ? VALUE_NULL : int_add(t, it->start, offset);
    Value index = is_null(item) ? VALUE_NULL : int_add(t, it->index, small_int_value(1));
    decref(t, offset);
    if (is_null(index)) {
        decref(t, item);
        return VALUE_NULL;
    }
    value_store(t, &it->index, index);
    return item;
}

static Value long_length_hint(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    LongRangeIterator *it = long_iterator_of(args[0]);
    return int_sub(t, it->length, it->index);
}

static Value long_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    LongRangeIterator *it = long_iterator_of(args[0]);
    return reduce_iterator(t, it->start, it->step, it->length, it->index);
}

static Value long_setstate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    LongRangeIterator *it = long_iterator_of(args[0]);
    if (!is_int(args[1]))
        return raise_type_error(t, "state must be an int, not %T", args[1]);
    bool before = int_sign(args[1]) < 0, behind = int_compare(args[1], it->length) > 0;
    value_store(t, &it->index, before ? small_int_value(0) : new_ref(behind ? it->length : args[1]));
    return VALUE_NONE;
}

static const MethodDef methods[] = {
    {"__reversed__", reversed_method, "", "Return a reverse iterator."},
    {"__reduce__", reduce_method, "", NULL},
    {"count", count_method, "value, /", "How often a value is in the range: 0 or 1 for numbers."},
    {"index", index_method, "value, /",
     "range.index(value)\n\nThe index of the value. If it is not in the range: ValueError."},
    {0},
};

static const GetSetDef getsets[] = {
    {"start", get_start, member_readonly, NULL},
    {"stop", get_stop, member_readonly, NULL},
    {"step", get_step, member_readonly, NULL},
    {0},
};

static const MethodDef iterator_methods[] = {
    {"__length_hint__", iterator_length_hint, "", "How many items are probably left."},
    {"__reduce__", iterator_reduce_method, "", "What pickle needs to make an equal object."},
    {"__setstate__", iterator_setstate, "state, /", "Continue where a pickled iterator was."},
    {0},
};

static const MethodDef long_iterator_methods[] = {
    {"__length_hint__", long_length_hint, "", "How many items are probably left."},
    {"__reduce__", long_reduce, "", "What pickle needs to make an equal object."},
    {"__setstate__", long_setstate, "state, /", "Continue where a pickled iterator was."},
    {0},
};

const TypeDef range_type_def = {
    .name = "range",
    .size = sizeof(Range),
    .flags = TYPE_SEQUENCE,
    .doc = "range(stop)\nrange(start, stop[, step])\n\nThe ints from start (0 by default) on, step (1 by "
           "default) apart, up to but without stop:\nlist(range(2, 8, 3)) == [2, 5]. They are computed when "
           "they are asked for.",
    .slots =
        {
            .dealloc = range_dealloc,
            .repr = range_repr,
            .hash = range_hash,
            .compare = range_compare,
            .iter = range_iter,
            .new_instance = range_new_instance,
            .truth = range_truth,
            .length = range_length,
            .getitem = range_getitem,
            .contains = range_contains,
        },
    .methods = methods,
    .getsets = getsets,
};

const TypeDef range_iterator_type_def = {
    .name = "range_iterator",
    .size = sizeof(RangeIterator),
    .flags = TYPE_NO_INSTANCES,
    .slots = {.iter = iterator_self, .next = iterator_next},
    .methods = iterator_methods,
};

const TypeDef long_range_iterator_type_def = {
    .name = "longrange_iterator",
    .size = sizeof(LongRangeIterator),
    .flags = TYPE_NO_INSTANCES,
    .slots = {.dealloc = long_dealloc, .iter = iterator_self, .next = long_next},
    .methods = long_iterator_methods,
};
