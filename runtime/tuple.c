/* Tuples. The empty tuple is shared: the Interp makes it. */
#include "runtime/callable.h"
#include "runtime/dict_table.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include <stdarg.h>

static const int64_t TUPLE_LONGEST = INT64_MAX / 16;

/* Items not yet set; length > 0. */
static Tuple *alloc(Thread *t, int64_t length) {
    if (length > TUPLE_LONGEST)
        return raise_no_memory(t), NULL;
    Tuple *tuple = object_new_raw(t, TYPE_TUPLE, sizeof(Tuple) + (size_t)length * sizeof(Value));
    if (tuple)
        tuple->length = length;
    return tuple;
}

static Tuple *empty_tuple(Thread *t) {
    Value shared = t->interp->empty_tuple;
    if (is_pointer(shared)) {
        incref(shared);
        return value_tuple(shared);
    }
    Tuple *tuple = object_new_raw(t, TYPE_TUPLE, sizeof(Tuple)); /* interp_new makes the shared one by this */
    if (tuple)
        tuple->length = 0;
    return tuple;
}

Tuple *tuple_new(Thread *t, int64_t length) {
    Tuple *tuple = length ? alloc(t, length) : empty_tuple(t);
    if (tuple)
        for (int64_t i = 0; i < length; i++)
            tuple->items[i] = VALUE_NULL;
    return tuple;
}

Tuple *tuple_from_array(Thread *t, const Value *items, int64_t count) {
    if (count == 0)
        return empty_tuple(t);
    Tuple *tuple = alloc(t, count);
    if (tuple)
        for (int64_t i = 0; i < count; i++)
            tuple->items[i] = new_ref(items[i]);
    return tuple;
}

Tuple *tuple_from_owned(Thread *t, const Value *items, int64_t count) {
    Tuple *tuple = count ? alloc(t, count) : empty_tuple(t);
    for (int64_t i = 0; i < count; i++) {
        if (tuple)
            tuple->items[i] = items[i];
        else
            decref(t, items[i]);
    }
    return tuple;
}

Tuple *tuple_pack(Thread *t, int count, ...) {
    Tuple *tuple = tuple_new(t, count);
    if (!tuple)
        return NULL;
    va_list items;
    va_start(items, count);
    for (int i = 0; i < count; i++)
        tuple->items[i] = new_ref(va_arg(items, Value));
    va_end(items);
    return tuple;
}

Tuple *tuple_slice(Thread *t, Tuple *tuple, int64_t start, int64_t stop) {
    if (start < 0)
        start = 0;
    if (stop > tuple->length)
        stop = tuple->length;
    if (start == 0 && stop == tuple->length && is_tuple_exact(object_value(tuple))) {
        incref_object(tuple);
        return tuple;
    }
    return tuple_from_array(t, tuple->items + start, stop > start ? stop - start : 0);
}

int tuple_find_name(const Tuple *names, const Str *name) {
    if (!names)
        return -1;
    for (int64_t i = 0; i < names->length; i++)
        if (value_str(names->items[i]) == name)
            return (int)i;
    for (int64_t i = 0; i < names->length; i++)
        if (str_equal(value_str(names->items[i]), name))
            return (int)i;
    return -1;
}

static void tuple_dealloc(Thread *t, Object *self) {
    Tuple *tuple = (Tuple *)self;
    for (int64_t i = tuple->length; --i >= 0;)
        decref(t, tuple->items[i]);
}

static void tuple_traverse(Object *self, VisitFn visit, void *arg) {
    Tuple *tuple = (Tuple *)self;
    for (int64_t i = 0; i < tuple->length; i++)
        visit_value(tuple->items[i], visit, arg);
}

static size_t tuple_size(Object *self) {
    return sizeof(Tuple) + (size_t)((Tuple *)self)->length * sizeof(Value);
}

/* An instance of a subclass with the items of `source`. */
static Value subclass_instance(Thread *t, Type *type, Tuple *source) {
    Tuple *tuple = object_new(t, type, (size_t)source->length * sizeof(Value));
    if (!tuple)
        return VALUE_NULL;
    tuple->length = source->length;
    for (int64_t i = 0; i < source->length; i++)
        tuple->items[i] = new_ref(source->items[i]);
    return object_value(tuple);
}

static Value tuple_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (args_are_for(t, type, TYPE_TUPLE) && !args_no_keywords(t, "tuple", kwnames))
        return VALUE_NULL;
    if (!args_positional(t, "tuple", nargs, 0, 1))
        return VALUE_NULL;
    Tuple *items = nargs ? op_to_tuple(t, args[0]) : empty_tuple(t);
    if (!items || type->id == TYPE_TUPLE)
        return result_value(items);
    Value result = subclass_instance(t, type, items);
    decref_object(t, items);
    return result;
}

static bool repr_items(Thread *t, StrBuilder *b, Tuple *tuple) {
    for (int64_t i = 0; i < tuple->length; i++) {
        Str *text = op_repr(t, tuple->items[i]);
        if (!text)
            return false;
        if (i)
            strbuilder_ascii(b, ", ", 2);
        strbuilder_str(b, text);
        decref_object(t, text);
    }
    return true;
}

static Value tuple_repr(Thread *t, Value self) {
    Tuple *tuple = value_tuple(self);
    if (tuple->length == 0)
        return result_value(str_new(t, "()"));
    int entered = repr_enter(t, self);
    if (entered)
        return entered < 0 ? VALUE_NULL : result_value(str_new(t, "(...)"));
    StrBuilder b;
    strbuilder_init(&b, t);
    strbuilder_char(&b, '(');
    bool ok = repr_items(t, &b, tuple);
    repr_leave(t, self);
    if (!ok) {
        strbuilder_drop(&b);
        return VALUE_NULL;
    }
    strbuilder_text(&b, tuple->length == 1 ? ",)" : ")");
    return result_value(strbuilder_finish(&b));
}

/* The hash of an item; only tuples and other containers of hashes can nest without end. */
static bool item_hash(Thread *t, Value item, int64_t *hash) {
    if (!is_pointer(item) || is_str_exact(item))
        return key_hash(t, item, hash);
    if (!recursion_enter(t, " while hashing"))
        return false;
    bool ok = op_hash(t, item, hash);
    recursion_leave(t);
    return ok;
}

/* CPython's: xxHash's mixing step over the hashes of the items. */
static bool tuple_hash(Thread *t, Value self, int64_t *hash) {
    static const uint64_t PRIME_1 = 11400714785074694791u, PRIME_2 = 14029467366897019727u,
                          PRIME_5 = 2870177450012600261u;
    Tuple *tuple = value_tuple(self);
    uint64_t acc = PRIME_5;
    for (int64_t i = 0; i < tuple->length; i++) {
        int64_t lane;
        if (!item_hash(t, tuple->items[i], &lane))
            return false;
        acc += (uint64_t)lane * PRIME_2;
        acc = (acc << 31 | acc >> 33) * PRIME_1;
    }
    acc += (uint64_t)tuple->length ^ (PRIME_5 ^ 3527539u);
    *hash = acc == UINT64_MAX ? 1546275796 : (int64_t)acc;
    return true;
}

/* The first items that differ decide, or else the lengths. */
static Value tuple_compare(Thread *t, Value self, Value other, CompareOp op) {
    if (!is_tuple(other))
        return VALUE_NOTIMPLEMENTED;
    const Tuple *a = value_tuple(self), *b = value_tuple(other);
    int64_t common = a->length < b->length ? a->length : b->length;
    for (int64_t i = 0; i < common; i++) {
        int equal = sequence_items_equal(t, a->items[i], b->items[i]);
        if (equal > 0)
            continue;
        if (equal < 0 || op == COMPARE_EQ || op == COMPARE_NE)
            return equal < 0 ? VALUE_NULL : bool_value(op == COMPARE_NE);
        return op_compare(t, a->items[i], b->items[i], op);
    }
    return op_compare_numbers(a->length, b->length, op);
}

static int64_t tuple_length(Thread *t, Value self) {
    return value_tuple(self)->length;
}

static Value get_slice(Thread *t, Tuple *tuple, Value slice) {
    int64_t start, stop, step, count;
    if (!slice_indices(t, slice, tuple->length, &start, &stop, &step, &count))
        return VALUE_NULL;
    if (step == 1)
        return result_value(tuple_slice(t, tuple, start, start + count));
    Tuple *result = tuple_new(t, count);
    if (!result)
        return VALUE_NULL;
    for (int64_t i = 0; i < count; i++)
        result->items[i] = new_ref(tuple->items[start + i * step]);
    return object_value(result);
}

static Value tuple_getitem(Thread *t, Value self, Value key) {
    Tuple *tuple = value_tuple(self);
    if (is_slice(key))
        return get_slice(t, tuple, key);
    if (!sequence_is_index(t, key))
        return raise_type_error(t, "tuple indices must be integers or slices, not %.200T", key);
    int64_t index;
    if (!sequence_index(t, key, tuple->length, &index))
        return VALUE_NULL;
    if ((uint64_t)index >= (uint64_t)tuple->length)
        return raise_index_error(t, "tuple index out of range");
    return new_ref(tuple->items[index]);
}

static int tuple_contains(Thread *t, Value self, Value item) {
    Tuple *tuple = value_tuple(self);
    int equal = 0;
    for (int64_t i = 0; !equal && i < tuple->length; i++)
        equal = sequence_items_equal(t, tuple->items[i], item);
    return equal;
}

static Value tuple_iter(Thread *t, Value self) {
    return sequence_iterator_new(t, TYPE_TUPLE_ITERATOR, self);
}

static Value tuple_concat(Thread *t, Value self, Value other) {
    Tuple *a = value_tuple(self);
    if (a->length == 0 && is_tuple_exact(other))
        return new_ref(other);
    if (!is_tuple(other))
        return raise_type_error(t, "can only concatenate tuple (not \"%.200T\") to tuple", other);
    Tuple *b = value_tuple(other);
    if (b->length == 0 && is_tuple_exact(self))
        return new_ref(self);
    Tuple *result = tuple_new(t, a->length + b->length);
    if (!result)
        return VALUE_NULL;
    for (int64_t i = 0; i < a->length; i++)
        result->items[i] = new_ref(a->items[i]);
    for (int64_t i = 0; i < b->length; i++)
        result->items[a->length + i] = new_ref(b->items[i]);
    return object_value(result);
}

static Value tuple_repeat(Thread *t, Value self, Value count_arg) {
    Tuple *tuple = value_tuple(self);
    int64_t count;
    if (!sequence_repeat_count(t, count_arg, &count))
        return VALUE_NULL;
    if ((count == 1 || tuple->length == 0) && is_tuple_exact(self))
        return new_ref(self);
    if (count && tuple->length > TUPLE_LONGEST / count)
        return raise_no_memory(t);
    Tuple *result = tuple_new(t, tuple->length * count);
    if (!result)
        return VALUE_NULL;
    for (int64_t i = 0; i < tuple->length * count; i++)
        result->items[i] = new_ref(tuple->items[i % tuple->length]);
    return object_value(result);
}

static Value count_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Tuple *tuple = value_tuple(args[0]);
    int64_t count = 0;
    for (int64_t i = 0; i < tuple->length; i++) {
        int equal = sequence_items_equal(t, tuple->items[i], args[1]);
        if (equal < 0)
            return VALUE_NULL;
        count += equal;
    }
    return small_int_value(count);
}

static Value index_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Tuple *tuple = value_tuple(args[0]);
    int64_t start, stop;
    if (!sequence_bounds(t, args[2], args[3], tuple->length, &start, &stop))
        return VALUE_NULL;
    for (int64_t i = start; i < stop && i < tuple->length; i++) {
        int equal = sequence_items_equal(t, tuple->items[i], args[1]);
        if (equal)
            return equal < 0 ? VALUE_NULL : small_int_value(i);
    }
    return raise_value_error(t, "tuple.index(x): x not in tuple");
}

static Value getnewargs_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Tuple *self = value_tuple(args[0]);
    Tuple *plain = tuple_from_array(t, self->items, self->length);
    Tuple *result = plain ? tuple_pack(t, 1, object_value(plain)) : NULL;
    xdecref_object(t, plain);
    return result_value(result);
}

static const MethodDef methods[] = {
    {"__getnewargs__", getnewargs_method, "", NULL},
    {"index", index_method, "value, start=0, stop=9223372036854775807, /",
     "Where the first item is that is equal to the value. If there is none: ValueError."},
    {"count", count_method, "value, /", "How many items are equal to the value."},
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS},
    {0},
};

const TypeDef tuple_type_def = {
    .name = "tuple",
    .size = sizeof(Tuple),
    .flags = TYPE_GC | TYPE_BASE | TYPE_VAR_SIZED | TYPE_SEQUENCE | TYPE_MATCH_SELF,
    .doc = "A sequence that cannot change, with the items of the iterable, or none. Of a tuple it is "
           "that\ntuple.",
    .new_signature = "!iterable=(), /",
    .slots =
        {
            .dealloc = tuple_dealloc,
            .traverse = tuple_traverse,
            .size = tuple_size,
            .repr = tuple_repr,
            .hash = tuple_hash,
            .compare = tuple_compare,
            .iter = tuple_iter,
            .new_instance = tuple_new_instance,
            .length = tuple_length,
            .getitem = tuple_getitem,
            .contains = tuple_contains,
            .concat = tuple_concat,
            .repeat = tuple_repeat,
        },
    .methods = methods,
};
