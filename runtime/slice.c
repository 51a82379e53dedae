/* slice objects and what they mean for a sequence. */
#include "runtime/int.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/sequence.h"
#include "runtime/str.h"

static Slice *self_slice(Value v) {
    return (Slice *)value_object(v);
}

Value slice_new(Thread *t, Value start, Value stop, Value step) {
    Slice *slice = object_new_raw(t, TYPE_SLICE, sizeof *slice);
    if (!slice)
        return VALUE_NULL;
    slice->start = new_ref(start);
    slice->stop = new_ref(stop);
    slice->step = new_ref(step);
    return object_value(slice);
}

static bool is_slice_number(Thread *t, Value v) {
    if (sequence_is_index(t, v))
        return true;
    raise_type_error(t, "slice indices must be integers or None or have an __index__ method");
    return false;
}

static bool part(Thread *t, Value v, int64_t otherwise, int64_t *result) {
    *result = otherwise;
    if (is_none(v))
        return true;
    if (is_small_int(v))
        return *result = small_int(v), true;
    return is_slice_number(t, v) && op_index_clipped(t, v, result);
}

/* A bound as an index from `lowest` on, of which there are length + 1. */
static int64_t place(int64_t i, int64_t length, int64_t lowest) {
    if ((uint64_t)i < (uint64_t)length)
        return i;
    i += i < 0 ? length : 0;
    return i < 0 ? lowest : i < length ? i : length + lowest;
}

bool slice_unpack(Thread *t, Value slice, int64_t *start, int64_t *stop, int64_t *step) {
    Slice *s = self_slice(slice);
    if (!part(t, s->step, 1, step))
        return false;
    if (*step == 0)
        return raise_value_error(t, "slice step cannot be zero"), false;
    if (*step < -INT64_MAX) /* so that -step exists */
        *step = -INT64_MAX;
    bool backward = *step < 0;
    return part(t, s->start, backward ? INT64_MAX : 0, start) &&
           part(t, s->stop, backward ? INT64_MIN : INT64_MAX, stop);
}

int64_t slice_adjust(int64_t length, int64_t *start, int64_t *stop, int64_t step) {
    int64_t lowest = step < 0 ? -1 : 0; /* backwards, the end is in front of item 0 */
    *start = place(*start, length, lowest);
    *stop = place(*stop, length, lowest);
    int64_t distance = step < 0 ? *start - *stop : *stop - *start;
    if (distance <= 0)
        return 0;
    return step == 1 ? distance : (distance - 1) / (step < 0 ? -step : step) + 1;
}

bool slice_indices(Thread *t, Value slice, int64_t length, int64_t *start, int64_t *stop, int64_t *step,
                   int64_t *count) {
    if (!slice_unpack(t, slice, start, stop, step))
        return false;
    *count = slice_adjust(length, start, stop, *step);
    return true;
}

static Value slice_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (!args_no_keywords(t, "slice", kwnames) || !args_positional(t, "slice", nargs, 1, 3))
        return VALUE_NULL;
    if (nargs == 1)
        return slice_new(t, VALUE_NONE, args[0], VALUE_NONE);
    return slice_new(t, args[0], args[1], nargs == 3 ? args[2] : VALUE_NONE);
}

static void slice_dealloc(Thread *t, Object *self) {
    Slice *slice = (Slice *)self;
    decref(t, slice->start);
    decref(t, slice->stop);
    decref(t, slice->step);
}

static void slice_traverse(Object *self, VisitFn visit, void *arg) {
    const Value *parts = &((Slice *)self)->start;
    for (int i = 0; i < 3; i++)
        visit_value(parts[i], visit, arg);
}

static Value slice_repr(Thread *t, Value self) {
    Slice *slice = self_slice(self);
    return result_value(str_format(t, "slice(%R, %R, %R)", slice->start, slice->stop, slice->step));
}

static Value slice_compare(Thread *t, Value self, Value other, CompareOp op) {
    if (!is_slice(other))
        return VALUE_NOTIMPLEMENTED;
    if (value_is(self, other))
        return bool_value(op == COMPARE_EQ || op == COMPARE_LE || op == COMPARE_GE);
    Tuple *a = tuple_from_array(t, &self_slice(self)->start, 3);
    Tuple *b = a ? tuple_from_array(t, &self_slice(other)->start, 3) : NULL;
    Value result = b ? op_compare(t, object_value(a), object_value(b), op) : VALUE_NULL;
    xdecref_object(t, a);
    xdecref_object(t, b);
    return result;
}

static Value get_start(Thread *t, Value self) {
    return new_ref(self_slice(self)->start);
}
static Value get_stop(Thread *t, Value self) {
    return new_ref(self_slice(self)->stop);
}
static Value get_step(Thread *t, Value self) {
    return new_ref(self_slice(self)->step);
}

static Value minimum(Thread *t, Value a, Value b) {
    return new_ref(int_compare(a, b) < 0 ? a : b);
}
static Value maximum(Thread *t, Value a, Value b) {
    return new_ref(int_compare(a, b) > 0 ? a : b);
}

/* A bound of slice.indices() in ints of any size: v (or `otherwise` for None), from the end if negative,
 * clipped. */
static Value bound(Thread *t, Value v, Value length, Value lowest, Value highest, Value otherwise) {
    if (is_none(v))
        return new_ref(otherwise);
    Value i = is_slice_number(t, v) ? op_index(t, v) : VALUE_NULL;
    if (is_null(i))
        return VALUE_NULL;
    Value result;
    if (int_sign(i) < 0) {
        Value moved = int_add(t, i, length);
        result = is_null(moved) ? VALUE_NULL : maximum(t, moved, lowest);
        decref(t, moved);
    } else {
        result = minimum(t, i, highest);
    }
    decref(t, i);
    return result;
}

static Value indices_of(Thread *t, Slice *slice, Value length, Value step) {
    bool backward = int_sign(step) < 0;
    Value last = int_sub(t, length, small_int_value(1));
    if (is_null(last))
        return VALUE_NULL;
    Value lowest = small_int_value(backward ? -1 : 0), highest = backward ? last : length;
    Value start = bound(t, slice->start, length, lowest, highest, backward ? highest : lowest);
    Value stop = VALUE_NULL;
    if (!is_null(start))
        stop = bound(t, slice->stop, length, lowest, highest, backward ? lowest : highest);
    Tuple *result = is_null(stop) ? NULL : tuple_pack(t, 3, start, stop, step);
    decref(t, start);
    decref(t, stop);
    decref(t, last);
    return result_value(result);
}

static Value indices_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Slice *slice = self_slice(args[0]);
    Value length = op_index(t, args[1]);
    if (is_null(length))
        return VALUE_NULL;
    Value step = small_int_value(1), result = VALUE_NULL;
    if (int_sign(length) < 0)
        raise_value_error(t, "length should not be negative");
    else if (is_none(slice->step) ||
             (is_slice_number(t, slice->step) && !is_null(step = op_index(t, slice->step)))) {
        if (int_sign(step) == 0)
            raise_value_error(t, "slice step cannot be zero");
        else
            result = indices_of(t, slice, length, step);
    }
    decref(t, length);
    decref(t, step);
    return result;
}

static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Tuple *parts = tuple_from_array(t, &self_slice(args[0])->start, 3);
    Tuple *result =
        parts ? tuple_pack(t, 2, object_value(builtin_type(t, TYPE_SLICE)), object_value(parts)) : NULL;
    xdecref_object(t, parts);
    return result_value(result);
}

static const MethodDef methods[] = {
    {"indices", indices_method, "len, /",
     "S.indices(len)\n\n(start, stop, step) as the slice means them for a sequence of that length: counted "
     "from the\nfront and within its bounds."},
    {"__reduce__", reduce_method, "", "What pickle needs to make an equal object."},
    {0},
};

static const GetSetDef getsets[] = {
    {"start", get_start, member_readonly, NULL},
    {"stop", get_stop, member_readonly, NULL},
    {"step", get_step, member_readonly, NULL},
    {0},
};

const TypeDef slice_type_def = {
    .name = "slice",
    .size = sizeof(Slice),
    .flags = TYPE_GC,
    .doc = "slice(stop)\nslice(start, stop[, step])\n\nWhat stands in the brackets of a[start:stop:step].",
    .slots =
        {
            .dealloc = slice_dealloc,
            .traverse = slice_traverse,
            .repr = slice_repr,
            .compare = slice_compare,
            .new_instance = slice_new_instance,
        },
    .methods = methods,
    .getsets = getsets,
};
