/* Iterators over sequences: a SequenceCursor each, with a `next` that knows the sequence. Also iter(callable,
 * sentinel). */
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/generic_alias.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/sequence.h"
#include "runtime/str.h"

static SequenceCursor *cursor(Value v) {
    return (SequenceCursor *)value_object(v);
}

Value sequence_iterator_new(Thread *t, TypeId type, Value sequence) {
    SequenceCursor *c = object_new_raw(t, type, sizeof *c);
    if (!c)
        return VALUE_NULL;
    c->sequence = new_ref(sequence);
    c->index = 0;
    return object_value(c);
}

static void cursor_dealloc(Thread *t, Object *self) {
    decref(t, ((SequenceCursor *)self)->sequence);
}

static void cursor_traverse(Object *self, VisitFn visit, void *arg) {
    Value sequence = ((SequenceCursor *)self)->sequence;
    visit_value(sequence, visit, arg);
}

Value iterator_self(Thread *t, Value self) {
    return new_ref(self);
}

/* The sequence goes at the end: an exhausted iterator stays exhausted, also if the sequence grows. */
static Value finish(Thread *t, SequenceCursor *c) {
    value_clear(t, &c->sequence);
    return VALUE_NULL;
}

static Value list_next(Thread *t, Value self) {
    SequenceCursor *c = cursor(self);
    if (is_null(c->sequence))
        return VALUE_NULL;
    List *list = value_list(c->sequence);
    return c->index < list->length ? new_ref(list->items[c->index++]) : finish(t, c);
}

static Value list_previous(Thread *t, Value self) {
    SequenceCursor *c = cursor(self);
    if (is_null(c->sequence))
        return VALUE_NULL;
    List *list = value_list(c->sequence);
    if (c->index >= 0 && c->index < list->length)
        return new_ref(list->items[c->index--]);
    c->index = -1;
    return finish(t, c);
}

static Value tuple_next(Thread *t, Value self) {
    SequenceCursor *c = cursor(self);
    if (is_null(c->sequence))
        return VALUE_NULL;
    Tuple *tuple = value_tuple(c->sequence);
    return c->index < tuple->length ? new_ref(tuple->items[c->index++]) : finish(t, c);
}

static Value str_next(Thread *t, Value self) {
    SequenceCursor *c = cursor(self);
    if (is_null(c->sequence))
        return VALUE_NULL;
    Str *s = value_str(c->sequence);
    return c->index < s->length ? str_from_char(t, str_at(s, c->index++)) : finish(t, c);
}

static Value bytes_next(Thread *t, Value self) {
    SequenceCursor *c = cursor(self);
    if (is_null(c->sequence))
        return VALUE_NULL;
    Bytes *b = value_bytes(c->sequence);
    return c->index < b->length ? small_int_value(b->data[c->index++]) : finish(t, c);
}

static Value bytearray_next(Thread *t, Value self) {
    SequenceCursor *c = cursor(self);
    if (is_null(c->sequence))
        return VALUE_NULL;
    ByteArray *b = (ByteArray *)value_object(c->sequence);
    return c->index < b->length ? small_int_value(b->data[c->index++]) : finish(t, c);
}

static Value memoryview_next(Thread *t, Value self) {
    SequenceCursor *c = cursor(self);
    if (is_null(c->sequence))
        return VALUE_NULL;
    int64_t length = op_length(t, c->sequence);
    if (length < 0)
        return VALUE_NULL;
    return c->index < length ? op_sequence_item(t, c->sequence, c->index++) : finish(t, c);
}

/* For classes with __getitem__ and no __iter__: IndexError (or StopIteration) is the end. */
static Value sequence_next(Thread *t, Value self) {
    SequenceCursor *c = cursor(self);
    if (is_null(c->sequence))
        return VALUE_NULL;
    if (c->index == INT64_MAX)
        return raise_overflow(t, "iter index too large");
    Value item = op_sequence_item(t, c->sequence, c->index);
    if (!is_null(item)) {
        c->index++;
        return item;
    }
    if (error_clear_if(t, EXC_IndexError) || error_clear_if(t, EXC_StopIteration))
        finish(t, c);
    return VALUE_NULL;
}

/* An alias gives one item: itself, starred. */
static Value generic_alias_next(Thread *t, Value self) {
    SequenceCursor *c = cursor(self);
    if (is_null(c->sequence))
        return VALUE_NULL;
    Value item = generic_alias_starred(t, c->sequence);
    if (!is_null(item))
        finish(t, c);
    return item;
}

static Value length_hint_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SequenceCursor *c = cursor(args[0]);
    if (is_null(c->sequence))
        return small_int_value(0);
    int64_t length = op_length(t, c->sequence);
    if (length < 0)
        return VALUE_NULL;
    return small_int_value(length > c->index ? length - c->index : 0);
}

/* Of the iterator over any sequence: not every class with __getitem__ has a length. */
static Value any_length_hint_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SequenceCursor *c = cursor(args[0]);
    if (!is_null(c->sequence) && !type_of(t, c->sequence)->slots.length)
        return VALUE_NOTIMPLEMENTED;
    return length_hint_method(t, args, nargs, kwnames);
}

static Value reverse_length_hint_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SequenceCursor *c = cursor(args[0]);
    int64_t left = c->index + 1;
    if (is_null(c->sequence) || value_list(c->sequence)->length < left)
        left = 0;
    return small_int_value(left);
}

Value iterator_reduce(Thread *t, const char *name, Value argument, Value index) {
    Str *key = str_intern_utf8(t, name);
    Value function = key ? dict_get_name(t, t->interp->builtins, key) : VALUE_NULL;
    Tuple *args = NULL, *result = NULL;
    if (key && is_null(function))
        raise(t, EXC_AttributeError, "module 'builtins' has no attribute '%s'", name);
    else if (key)
        args = tuple_pack(t, 1, argument);
    if (args)
        result = is_null(index) ? tuple_pack(t, 2, function, object_value(args))
                                : tuple_pack(t, 3, function, object_value(args), index);
    xdecref_object(t, args);
    xdecref_object(t, key);
    return result_value(result);
}

/* An exhausted iterator is pickled as one over an empty sequence. */
static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SequenceCursor *c = cursor(args[0]);
    if (!is_null(c->sequence))
        return iterator_reduce(t, "iter", c->sequence, small_int_value(c->index));
    Tuple *nothing = tuple_new(t, 0);
    if (!nothing)
        return VALUE_NULL;
    Value result = iterator_reduce(t, "iter", object_value(nothing), VALUE_NULL);
    decref_object(t, nothing);
    return result;
}

/* By the alias: a starred one is pickled as what next() of such an iterator gives. */
static Value generic_alias_reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SequenceCursor *c = cursor(args[0]);
    return is_null(c->sequence) ? reduce_method(t, args, nargs, kwnames)
                                : iterator_reduce(t, "iter", c->sequence, VALUE_NULL);
}

static Value reverse_reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SequenceCursor *c = cursor(args[0]);
    if (!is_null(c->sequence))
        return iterator_reduce(t, "reversed", c->sequence, small_int_value(c->index));
    List *nothing = list_new(t, 0);
    if (!nothing)
        return VALUE_NULL;
    Value result = iterator_reduce(t, "iter", object_value(nothing), VALUE_NULL);
    decref_object(t, nothing);
    return result;
}

static Value setstate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SequenceCursor *c = cursor(args[0]);
    int64_t index;
    if (!op_index_int64(t, args[1], &index, EXC_OverflowError))
        return VALUE_NULL;
    if (is_null(c->sequence))
        return VALUE_NONE;
    int64_t length = is_list(c->sequence) ? INT64_MAX : op_length(t, c->sequence);
    if (length < 0) {
        error_clear(t);
        length = INT64_MAX;
    }
    c->index = index < 0 ? 0 : index > length ? length : index;
    return VALUE_NONE;
}

static Value reverse_setstate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SequenceCursor *c = cursor(args[0]);
    int64_t index;
    if (!op_index_int64(t, args[1], &index, EXC_OverflowError))
        return VALUE_NULL;
    if (is_null(c->sequence))
        return VALUE_NONE;
    int64_t length = value_list(c->sequence)->length;
    c->index = index < -1 ? -1 : index > length - 1 ? length - 1 : index;
    return VALUE_NONE;
}

typedef struct CallableIterator {
    Object ob;
    Value callable, sentinel; /* VALUE_NULL once exhausted */
} CallableIterator;

Value callable_iterator_new(Thread *t, Value callable, Value sentinel) {
    CallableIterator *it = object_new_builtin(t, TYPE_CALLABLE_ITERATOR, 0);
    if (!it)
        return VALUE_NULL;
    it->callable = new_ref(callable);
    it->sentinel = new_ref(sentinel);
    return object_value(it);
}

static void callable_dealloc(Thread *t, Object *self) {
    CallableIterator *it = (CallableIterator *)self;
    value_clear(t, &it->callable);
    value_clear(t, &it->sentinel);
}

static void callable_traverse(Object *self, VisitFn visit, void *arg) {
    CallableIterator *it = (CallableIterator *)self;
    visit_value(it->callable, visit, arg);
    visit_value(it->sentinel, visit, arg);
}

static Value callable_next(Thread *t, Value self) {
    CallableIterator *it = (CallableIterator *)value_object(self);
    if (is_null(it->callable))
        return VALUE_NULL;
    Value callable = new_ref(it->callable); /* it may exhaust this iterator */
    Value result = op_call0(t, callable);
    decref(t, callable);
    if (is_null(result)) {
        if (error_clear_if(t, EXC_StopIteration))
            callable_dealloc(t, &it->ob);
        return VALUE_NULL;
    }
    if (is_null(it->callable)) { /* exhausted by the call itself */
        decref(t, result);
        return VALUE_NULL;
    }
    int last = sequence_items_equal(t, result, it->sentinel);
    if (last == 0)
        return result;
    decref(t, result);
    if (last > 0)
        callable_dealloc(t, &it->ob);
    return VALUE_NULL;
}

static Value callable_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    CallableIterator *it = (CallableIterator *)value_object(args[0]);
    Tuple *nothing = tuple_new(t, 0);
    if (!nothing)
        return VALUE_NULL;
    Value result = iterator_reduce(t, "iter", object_value(nothing), VALUE_NULL);
    decref_object(t, nothing);
    if (is_null(result) || is_null(it->callable))
        return result;
    Tuple *call = tuple_pack(t, 2, it->callable, it->sentinel);
    if (!call) {
        decref(t, result);
        return VALUE_NULL;
    }
    value_store(t, &value_tuple(result)->items[1], object_value(call));
    return result;
}

static const MethodDef methods[] = {
    {"__length_hint__", length_hint_method, "", "How many items are probably left."},
    {"__reduce__", reduce_method, "", "What pickle needs to make an equal object."},
    {"__setstate__", setstate_method, "state, /", "Continue where a pickled iterator was."},
    {0},
};

static const MethodDef any_methods[] = {
    {"__length_hint__", any_length_hint_method, "", "How many items are probably left."},
    {"__reduce__", reduce_method, "", "What pickle needs to make an equal object."},
    {"__setstate__", setstate_method, "state, /", "Continue where a pickled iterator was."},
    {0},
};

static const MethodDef reverse_methods[] = {
    {"__length_hint__", reverse_length_hint_method, "", "How many items are probably left."},
    {"__reduce__", reverse_reduce_method, "", "What pickle needs to make an equal object."},
    {"__setstate__", reverse_setstate_method, "state, /", "Continue where a pickled iterator was."},
    {0},
};

static const MethodDef generic_alias_methods[] = {
    {"__reduce__", generic_alias_reduce_method, "", "What pickle needs to make an equal object."},
    {0},
};

static const MethodDef callable_methods[] = {
    {"__reduce__", callable_reduce, "", "What pickle needs to make an equal object."},
    {0},
};

#define SEQUENCE_ITERATOR(variable, visible_name, next_slot, method_table)                                   \
    const TypeDef variable = {                                                                               \
        .name = visible_name,                                                                                \
        .size = sizeof(SequenceCursor),                                                                      \
        .flags = TYPE_GC | TYPE_NO_INSTANCES,                                                                \
        .slots = {.dealloc = cursor_dealloc,                                                                 \
                  .traverse = cursor_traverse,                                                               \
                  .iter = iterator_self,                                                                     \
                  .next = next_slot},                                                                        \
        .methods = method_table,                                                                             \
    }

SEQUENCE_ITERATOR(list_iterator_type_def, "list_iterator", list_next, methods);
SEQUENCE_ITERATOR(list_reverse_iterator_type_def, "list_reverseiterator", list_previous, reverse_methods);
SEQUENCE_ITERATOR(tuple_iterator_type_def, "tuple_iterator", tuple_next, methods);
SEQUENCE_ITERATOR(str_iterator_type_def, "str_iterator", str_next, methods);
SEQUENCE_ITERATOR(str_ascii_iterator_type_def, "str_ascii_iterator", str_next,
                  methods); /* 3.11 tells them apart */
SEQUENCE_ITERATOR(bytes_iterator_type_def, "bytes_iterator", bytes_next, methods);
SEQUENCE_ITERATOR(bytearray_iterator_type_def, "bytearray_iterator", bytearray_next, methods);
SEQUENCE_ITERATOR(memoryview_iterator_type_def, "memory_iterator", memoryview_next, methods);
SEQUENCE_ITERATOR(sequence_iterator_type_def, "iterator", sequence_next, any_methods);
SEQUENCE_ITERATOR(generic_alias_iterator_type_def, "generic_alias_iterator", generic_alias_next, generic_alias_methods);

const TypeDef callable_iterator_type_def = {
    .name = "callable_iterator",
    .size = sizeof(CallableIterator),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = callable_dealloc,
              .traverse = callable_traverse,
              .iter = iterator_self,
              .next = callable_next},
    .methods = callable_methods,
};
