/* array.array as a type: as a sequence, and its table. Methods that are no operators are in array.c. */
#include "runtime/bytes.h"
#include "runtime/iterator.h"
#include "runtime/str.h"
#include "stdlib/array.h"

extern const MethodDef array_methods[];
extern const GetSetDef array_getsets[];

/* --- making --- */

static const ArrayKind *kind_argument(Thread *t, Value v) {
    if (!is_str(v) || value_str(v)->length != 1)
        return raise_type_error(t, "array() argument 1 must be a unicode character, not %.50T", v), NULL;
    const ArrayKind *kind = array_find_kind(str_at(value_str(v), 0));
    if (!kind)
        raise_value_error(t, "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
    return kind;
}

static bool fits_kind(Thread *t, const ArrayKind *kind, Value items) {
    if (kind->kind == 'c')
        return true;
    if (is_str(items))
        return raise_type_error(t, "cannot use a str to initialize an array with typecode '%c'",
                                kind->letter),
               false;
    if (is_array(items) && value_array(items)->kind->kind == 'c')
        return raise_type_error(t, "cannot use a unicode array to initialize an array with typecode '%c'",
                                kind->letter),
               false;
    return true;
}

/* Items of another kind are converted one by one. */
static bool append_all(Thread *t, Array *a, Array *other) {
    bool ok = true;
    for (int64_t i = 0; ok && i < other->length; i++) {
        Value v = array_get(t, other->kind, array_at(other, i));
        ok = !is_null(v) && array_append(t, a, v);
        decref(t, v);
    }
    return ok;
}

static bool fill(Thread *t, Array *a, Value items) {
    if (is_str(items) && a->kind->kind == 'c')
        return array_add_text(t, a, value_str(items));
    if (is_bytes(items) || is_bytearray(items))
        return array_add_bytes(t, a, items);
    if (is_array(items) && value_array(items)->kind != a->kind)
        return append_all(t, a, value_array(items));
    return array_extend(t, a, items);
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (type->def == &array_type_def && !args_no_keywords(t, "array.array", kwnames))
        return VALUE_NULL;
    if (nargs < 1 || nargs > 2)
        return raise_type_error(t, "array() takes at %s %d argument%s (%d given)",
                                nargs < 1 ? "least" : "most", nargs < 1 ? 1 : 2, nargs < 1 ? "" : "s", nargs);
    const ArrayKind *kind = kind_argument(t, args[0]);
    if (!kind || (nargs > 1 && !fits_kind(t, kind, args[1])))
        return VALUE_NULL;
    Array *a = array_new(t, type, kind, 0);
    if (!a || nargs < 2 || fill(t, a, args[1]))
        return result_value(a);
    decref_object(t, a);
    return VALUE_NULL;
}

static void dealloc(Thread *t, Object *o) {
    mem_free(((Array *)o)->data);
}

/* A plain array, whatever class `a` is of. */
static Array *plain(Thread *t, Array *a, int64_t length) {
    Type *type = a->ob.type;
    while (type->def != &array_type_def)
        type = type->base;
    return array_new(t, type, a->kind, length);
}

/* --- items --- */

static bool find_index(Thread *t, Array *a, Value key, const char *message, int64_t *i) {
    if (!sequence_is_index(t, key))
        return raise_type_error(t, "array indices must be integers"), false;
    if (!sequence_index(t, key, a->length, i))
        return false;
    return (uint64_t)*i < (uint64_t)a->length || (raise_index_error(t, message), false);
}

static Value get_slice(Thread *t, Array *a, Value key) {
    int64_t start, stop, step, count;
    if (!slice_indices(t, key, a->length, &start, &stop, &step, &count))
        return VALUE_NULL;
    Array *result = plain(t, a, count);
    for (int64_t i = 0; result && i < count; i++)
        memcpy(array_at(result, i), array_at(a, start + i * step), a->kind->size);
    return result_value(result);
}

static Value getitem(Thread *t, Value self, Value key) {
    Array *a = value_array(self);
    int64_t i;
    if (is_slice(key))
        return get_slice(t, a, key);
    return find_index(t, a, key, "array index out of range", &i) ? array_get(t, a->kind, array_at(a, i))
                                                                 : VALUE_NULL;
}

static bool delete_slice(Thread *t, Array *a, int64_t start, int64_t step, int64_t count) {
    if (step < 0) {
        start += (count - 1) * step;
        step = -step;
    }
    if (count && a->exports)
        return array_resize(t, a, a->length - count);
    for (int64_t i = 0; i < count; i++) { /* what lies behind each moves by the number of those before */
        int64_t from = start + i * step + 1, to = i + 1 < count ? from + step - 1 : a->length;
        memmove(array_at(a, from - 1 - i), array_at(a, from), (size_t)((to - from) * a->kind->size));
    }
    return array_resize(t, a, a->length - count);
}

static bool replace_slice(Thread *t, Array *a, int64_t start, int64_t stop, int64_t step, int64_t count,
                          const Array *other) {
    if (step == 1)
        return array_splice(t, a, start, stop < start ? start : stop, other->data, other->length);
    if (other->length != count)
        return raise_value_error(t, "attempt to assign array of size %zd to extended slice of size %zd",
                                 (ssize_t)other->length, (ssize_t)count),
               false;
    for (int64_t i = 0; i < count; i++)
        memcpy(array_at(a, start + i * step), array_at(other, i), a->kind->size);
    return true;
}

static bool set_slice(Thread *t, Array *a, Value key, Value v) {
    int64_t start, stop, step, count;
    if (!slice_indices(t, key, a->length, &start, &stop, &step, &count))
        return false;
    if (is_null(v))
        return delete_slice(t, a, start, step, count);
    if (!is_array(v))
        return raise_type_error(t, "can only assign array (not \"%.200T\") to array slice", v), false;
    Array *other = value_array(v);
    if (other->kind != a->kind)
        return raise_type_error(t, "bad argument type for built-in operation"), false;
    if (other != a)
        return replace_slice(t, a, start, stop, step, count, other);
    Array *copy = plain(t, a, a->length);
    if (!copy)
        return false;
    if (a->length)
        memcpy(copy->data, a->data, (size_t)(a->length * a->kind->size));
    bool ok = replace_slice(t, a, start, stop, step, count, copy);
    decref_object(t, copy);
    return ok;
}

static bool setitem(Thread *t, Value self, Value key, Value v) {
    Array *a = value_array(self);
    int64_t i;
    uint8_t item[8];
    if (is_slice(key))
        return set_slice(t, a, key, v);
    if (!find_index(t, a, key, "array assignment index out of range", &i))
        return false;
    if (is_null(v))
        return array_splice(t, a, i, i + 1, NULL, 0);
    if (!array_pack(t, a->kind, item, v))
        return false;
    if (i >= a->length) /* __index__ of v has made it shorter */
        return raise_index_error(t, "array assignment index out of range"), false;
    memcpy(array_at(a, i), item, a->kind->size);
    return true;
}

static int64_t length_of(Thread *t, Value self) {
    return value_array(self)->length;
}

static int contains(Thread *t, Value self, Value item) {
    Array *a = value_array(self);
    int equal = 0;
    for (int64_t i = 0; equal == 0 && i < a->length; i++) {
        Value v = array_get(t, a->kind, array_at(a, i));
        equal = is_null(v) ? -1 : op_equal(t, v, item);
        decref(t, v);
    }
    return equal;
}

/* --- the whole --- */

static Value concat(Thread *t, Value self, Value other) {
    if (!is_array(other))
        return raise_type_error(t, "can only append array (not \"%.200T\") to array", other);
    Array *a = value_array(self), *b = value_array(other);
    if (a->kind != b->kind)
        return raise_type_error(t, "bad argument type for built-in operation");
    Array *sum = plain(t, a, a->length + b->length);
    if (sum && a->length)
        memcpy(sum->data, a->data, (size_t)(a->length * a->kind->size));
    if (sum && b->length)
        memcpy(array_at(sum, a->length), b->data, (size_t)(b->length * b->kind->size));
    return result_value(sum);
}

static Value inplace_concat(Thread *t, Value self, Value other) {
    if (!is_array(other))
        return raise_type_error(t, "can only extend array with array (not \"%.200T\")", other);
    return array_extend(t, value_array(self), other) ? new_ref(self) : VALUE_NULL;
}

static bool product(Thread *t, Array *a, Value count, int64_t *times, int64_t *length) {
    if (!sequence_repeat_count(t, count, times))
        return false;
    return !__builtin_mul_overflow(a->length, *times, length) || (raise_no_memory(t), false);
}

static Value repeat(Thread *t, Value self, Value count) {
    Array *a = value_array(self);
    int64_t times, length;
    if (!product(t, a, count, &times, &length))
        return VALUE_NULL;
    Array *result = plain(t, a, length);
    for (int64_t i = 0; result && a->length && i < times; i++)
        memcpy(array_at(result, i * a->length), a->data, (size_t)(a->length * a->kind->size));
    return result_value(result);
}

static Value inplace_repeat(Thread *t, Value self, Value count) {
    Array *a = value_array(self);
    int64_t times, length, old = a->length;
    if (!product(t, a, count, &times, &length) || !array_resize(t, a, length))
        return VALUE_NULL;
    for (int64_t i = 1; old && i < times; i++)
        memcpy(array_at(a, i * old), a->data, (size_t)(old * a->kind->size));
    return new_ref(self);
}

static Value compare_items(Thread *t, Array *a, Array *b, CompareOp op) {
    for (int64_t i = 0; i < a->length && i < b->length; i++) {
        Value x = array_get(t, a->kind, array_at(a, i)),
              y = is_null(x) ? x : array_get(t, b->kind, array_at(b, i));
        int equal = is_null(y) ? -1 : op_equal(t, x, y);
        Value result = equal == 0 ? op == COMPARE_EQ || op == COMPARE_NE ? bool_value(op == COMPARE_NE)
                                                                         : op_compare(t, x, y, op)
                                  : VALUE_NULL;
        decref(t, x);
        decref(t, y);
        if (equal <= 0)
            return result;
    }
    return op_compare_numbers(a->length, b->length, op);
}

static Value compare(Thread *t, Value self, Value other, CompareOp op) {
    if (!is_array(self) || !is_array(other))
        return VALUE_NOTIMPLEMENTED;
    Array *a = value_array(self), *b = value_array(other);
    if (a->length != b->length && (op == COMPARE_EQ || op == COMPARE_NE))
        return bool_value(op == COMPARE_NE);
    return compare_items(t, a, b, op);
}

static Value repr(Thread *t, Value self) {
    Array *a = value_array(self);
    Value name = object_value(a->ob.type->name);
    if (!a->length)
        return result_value(str_format(t, "%V('%c')", name, a->kind->letter));
    Str *method = str_intern_utf8(t, a->kind->kind == 'c' ? "tounicode" : "tolist");
    Value items = method ? op_call_method0(t, self, method) : VALUE_NULL;
    Str *text = is_null(items) ? NULL : str_format(t, "%V('%c', %R)", name, a->kind->letter, items);
    xdecref_object(t, method);
    decref(t, items);
    return result_value(text);
}

static bool get_buffer(Thread *t, Value self, Buffer *view, int flags) {
    Array *a = value_array(self);
    view->data = a->data ? a->data : (uint8_t *)"";
    view->length = a->length * a->kind->size;
    view->item_size = view->strides[0] = a->kind->size;
    view->format = a->kind->format;
    view->shape[0] = a->length;
    view->readonly = false;
    a->exports++;
    return true;
}

static void release_buffer(Thread *t, Value self, Buffer *view) {
    value_array(self)->exports--;
}

/* --- iterators --- */

typedef struct ArrayIterator {
    Object ob;
    Array *array; /* NULL: at the end */
    int64_t index;
} ArrayIterator;

static ArrayIterator *value_iterator(Value v) {
    return (ArrayIterator *)value_object(v);
}

static Value iter(Thread *t, Value self) {
    Value helper = VALUE_NULL;
    Str *name = str_intern_utf8(t, "arrayiterator");
    if (name)
        helper = op_getattr(t, object_value(value_object(self)->type), name);
    xdecref_object(t, name);
    if (is_null(helper))
        return helper;
    ArrayIterator *it = object_new(t, (Type *)value_object(helper), 0);
    decref(t, helper);
    if (!it)
        return VALUE_NULL;
    incref(self);
    it->array = value_array(self);
    return object_value(it);
}

static Value iterator_next(Thread *t, Value self) {
    ArrayIterator *it = value_iterator(self);
    Array *a = it->array;
    if (!a)
        return VALUE_NULL;
    if (it->index < a->length)
        return array_get(t, a->kind, array_at(a, it->index++));
    it->array = NULL;
    decref_object(t, a);
    return VALUE_NULL;
}

static void iterator_dealloc(Thread *t, Object *o) {
    xdecref_object(t, ((ArrayIterator *)o)->array);
}

static void iterator_traverse(Object *o, VisitFn visit, void *arg) {
    visit_object(((ArrayIterator *)o)->array, visit, arg);
}

static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    ArrayIterator *it = value_iterator(args[0]);
    if (it->array)
        return iterator_reduce(t, "iter", object_value(it->array), small_int_value(it->index));
    Tuple *nothing = tuple_new(t, 0);
    Value result = nothing ? iterator_reduce(t, "iter", object_value(nothing), VALUE_NULL) : VALUE_NULL;
    xdecref_object(t, nothing);
    return result;
}

static Value setstate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    ArrayIterator *it = value_iterator(args[0]);
    int64_t index;
    if (!arg_int64(t, args[1], &index))
        return VALUE_NULL;
    if (it->array)
        it->index = index < 0 ? 0 : index < it->array->length ? index : it->array->length;
    return VALUE_NONE;
}

static const MethodDef iterator_methods[] = {
    {"__reduce__", reduce_method, "", NULL},
    {"__setstate__", setstate_method, "state, /", NULL},
    {0},
};

const TypeDef array_iterator_type_def = {
    .name = "array.arrayiterator",
    .size = sizeof(ArrayIterator),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = iterator_dealloc,
              .traverse = iterator_traverse,
              .iter = iterator_self,
              .next = iterator_next},
    .methods = iterator_methods,
};

const TypeDef array_type_def = {
    .name = "array.array",
    .size = sizeof(Array),
    .flags = TYPE_BASE | TYPE_WEAKREFABLE | TYPE_SEQUENCE,
    .doc = "array(typecode [, initializer]) -> array\n\nNumbers of one C type, or characters, in a row. The "
           "typecode says which: b and B (1 byte), h and H (2),\ni and I (4), l, L, q and Q (8; capitals are "
           "unsigned), f and d (floats), u (characters). The initializer is a list,\nbytes, or an iterable "
           "of items.",
    .slots =
        {
            .dealloc = dealloc,
            .repr = repr,
            .compare = compare,
            .iter = iter,
            .new_instance = new_instance,
            .length = length_of,
            .getitem = getitem,
            .setitem = setitem,
            .contains = contains,
            .concat = concat,
            .repeat = repeat,
            .inplace_concat = inplace_concat,
            .inplace_repeat = inplace_repeat,
            .get_buffer = get_buffer,
            .release_buffer = release_buffer,
        },
    .methods = array_methods,
    .getsets = array_getsets,
};
