/* collections.deque: the type, its methods and iterators. */
#include "runtime/iterator.h"
#include "runtime/callable.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "stdlib/collections.h"
#include "stdlib/native_types.h"

static Deque *self_deque(Value *args) {
    return value_deque(args[0]);
}
static Value done(bool ok) {
    return ok ? VALUE_NONE : VALUE_NULL;
}

static Value deque_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Deque *d = object_new(t, type, 0);
    if (d)
        deque_set_empty(d);
    return result_value(d);
}

static bool set_limit(Thread *t, Deque *d, Value limit) {
    d->limit = -1;
    if (is_null(limit) || is_none(limit))
        return true;
    if (!is_int(limit))
        return raise_type_error(t, "an integer is required"), false;
    if (!op_index_int64(t, limit, &d->limit, EXC_OverflowError))
        return d->limit = -1, false;
    if (d->limit >= 0)
        return true;
    d->limit = -1;
    return raise_value_error(t, "maxlen must be non-negative"), false;
}

static bool deque_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    Deque *d = value_deque(self);
    if (!set_limit(t, d, args[1]))
        return false;
    if (d->length)
        deque_clear(t, d);
    return is_null(args[0]) || deque_extend(t, d, args[0], false);
}

static void deque_dealloc(Thread *t, Object *self) {
    deque_clear(t, (Deque *)self);
}

static void deque_traverse(Object *self, VisitFn visit, void *arg) {
    Deque *d = (Deque *)self;
    for (int64_t i = 0; i < d->length; i++) {
        Value v = *deque_at(d, i);
        visit_value(v, visit, arg);
    }
}

static Value deque_repr(Thread *t, Value self) {
    Deque *d = value_deque(self);
    int entered = repr_enter(t, self);
    if (entered)
        return entered < 0 ? VALUE_NULL : result_value(str_new(t, "[...]"));
    List *items = op_to_list(t, self);
    Value name = object_value(d->ob.type->name);
    Str *text = NULL;
    if (items && d->limit >= 0)
        text = str_format(t, "%V(%R, maxlen=%zd)", name, object_value(items), d->limit);
    else if (items)
        text = str_format(t, "%V(%R)", name, object_value(items));
    xdecref_object(t, items);
    repr_leave(t, self);
    return result_value(text);
}

static Value deque_compare(Thread *t, Value self, Value other, CompareOp op) {
    if (!is_deque(self) || !is_deque(other))
        return VALUE_NOTIMPLEMENTED;
    Deque *a = value_deque(self), *b = value_deque(other);
    if (a->length != b->length && (op == COMPARE_EQ || op == COMPARE_NE))
        return bool_value(op == COMPARE_NE);
    uint64_t a_state = a->state, b_state = b->state;
    for (int64_t i = 0; i < a->length && i < b->length; i++) {
        Value x = new_ref(*deque_at(a, i)), y = new_ref(*deque_at(b, i));
        int equal = sequence_items_equal(t, x, y);
        Value result = VALUE_NULL;
        bool decided = equal <= 0;
        if (equal == 0)
            result =
                op == COMPARE_EQ || op == COMPARE_NE ? bool_value(op == COMPARE_NE) : op_compare(t, x, y, op);
        decref(t, x);
        decref(t, y);
        if (decided)
            return result;
        if (a->state != a_state || b->state != b_state)
            return raise(t, EXC_RuntimeError, "deque mutated during iteration");
    }
    return op_compare_numbers(a->length, b->length, op);
}

static Value deque_iter(Thread *t, Value self) {
    return deque_iterator_new(t, value_deque(self), false);
}

static int64_t deque_length(Thread *t, Value self) {
    return value_deque(self)->length;
}

static bool item_index(Thread *t, Deque *d, Value key, int64_t *i) {
    if (!sequence_is_index(t, key))
        return raise_type_error(t, "sequence index must be integer, not '%.200T'", key), false;
    if (!sequence_index(t, key, d->length, i))
        return false;
    if ((uint64_t)*i < (uint64_t)d->length)
        return true;
    return raise_index_error(t, "deque index out of range"), false;
}

static Value deque_getitem(Thread *t, Value self, Value key) {
    int64_t i;
    return item_index(t, value_deque(self), key, &i) ? new_ref(*deque_at(value_deque(self), i)) : VALUE_NULL;
}

static bool deque_setitem(Thread *t, Value self, Value key, Value v) {
    int64_t i;
    Deque *d = value_deque(self);
    if (!item_index(t, d, key, &i))
        return false;
    if (is_null(v))
        decref(t, deque_take(d, i));
    else
        value_store(t, deque_at(d, i), new_ref(v));
    return true;
}

/* Index of the first item equal to v in [start, stop); -1: none, -2: exception. */
static int64_t find(Thread *t, Deque *d, Value v, int64_t start, int64_t stop, const char *mutated) {
    uint64_t state = d->state;
    for (int64_t i = start; i < stop && i < d->length; i++) {
        int equal = sequence_items_equal(t, *deque_at(d, i), v);
        if (equal < 0)
            return -2;
        if (d->state != state)
            return raise(t, mutated ? EXC_IndexError : EXC_RuntimeError, "%s",
                         mutated ? mutated : "deque mutated during iteration"),
                   -2;
        if (equal)
            return i;
    }
    return -1;
}

static int deque_contains(Thread *t, Value self, Value item) {
    int64_t i = find(t, value_deque(self), item, 0, INT64_MAX, NULL);
    return i == -2 ? -1 : i >= 0;
}

/* A class may answer with anything. */
static Value copy_by_class(Thread *t, Type *type, Value self) {
    Deque *d = value_deque(self);
    Value limit = d->limit < 0 ? VALUE_NULL : int_value(t, d->limit);
    Value copy =
        is_null(limit) ? op_call1(t, object_value(type), self) : op_call2(t, object_value(type), self, limit);
    if (is_null(copy) || is_deque(copy))
        return copy;
    raise_type_error(t, "%.200N() must return a deque, not %.200T", type, copy);
    decref(t, copy);
    return VALUE_NULL;
}

/* A copy of the same type: subclasses are called. */
static Value copy_deque(Thread *t, Value self) {
    Deque *d = value_deque(self);
    Type *type = d->ob.type;
    if (type->def != &deque_type_def)
        return copy_by_class(t, type, self);
    Value result = deque_new_instance(t, type, NULL, 0, NULL);
    if (is_null(result))
        return result;
    value_deque(result)->limit = d->limit;
    bool ok = true;
    for (int64_t i = 0; ok && i < d->length; i++)
        ok = deque_append(t, value_deque(result), new_ref(*deque_at(d, i)));
    if (ok)
        return result;
    decref(t, result);
    return VALUE_NULL;
}

static Value deque_concat(Thread *t, Value self, Value other) {
    if (!is_deque(other))
        return raise_type_error(t, "can only concatenate deque (not \"%.200T\") to deque", other);
    Value result = copy_deque(t, self);
    if (is_null(result) || deque_extend(t, value_deque(result), other, false))
        return result;
    decref(t, result);
    return VALUE_NULL;
}

static Value deque_inplace_concat(Thread *t, Value self, Value other) {
    return deque_extend(t, value_deque(self), other, false) ? new_ref(self) : VALUE_NULL;
}

static Value deque_inplace_repeat(Thread *t, Value self, Value count_arg) {
    Deque *d = value_deque(self);
    int64_t count;
    if (!sequence_repeat_count(t, count_arg, &count))
        return VALUE_NULL;
    if (count == 0)
        deque_clear(t, d);
    int64_t length = d->length;
    if (length && count > INT64_MAX / 64 / length)
        return raise_no_memory(t);
    List *items = length && count > 1 ? op_to_list(t, self) : NULL;
    bool ok = items || count <= 1 || !length;
    for (int64_t i = 0; ok && items && i < (count - 1) * length; i++)
        ok = deque_append(t, d, new_ref(items->items[i % length]));
    xdecref_object(t, items);
    return ok ? new_ref(self) : VALUE_NULL;
}

static Value deque_repeat(Thread *t, Value self, Value count) {
    Value copy = copy_deque(t, self);
    Value result = is_null(copy) ? VALUE_NULL : deque_inplace_repeat(t, copy, count);
    decref(t, copy);
    return result;
}

static Value append_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return done(deque_append(t, self_deque(args), new_ref(args[1])));
}

static Value appendleft_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return done(deque_append_left(t, self_deque(args), new_ref(args[1])));
}

static Value clear_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    deque_clear(t, self_deque(args));
    return VALUE_NONE;
}

static Value copy_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return copy_deque(t, args[0]);
}

static Value count_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Deque *d = self_deque(args);
    uint64_t state = d->state;
    int64_t count = 0;
    for (int64_t i = 0; i < d->length; i++) {
        int equal = sequence_items_equal(t, *deque_at(d, i), args[1]);
        if (equal < 0)
            return VALUE_NULL;
        if (d->state != state)
            return raise(t, EXC_RuntimeError, "deque mutated during iteration");
        count += equal;
    }
    return small_int_value(count);
}

static Value extend_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return done(deque_extend(t, self_deque(args), args[1], false));
}

static Value extendleft_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return done(deque_extend(t, self_deque(args), args[1], true));
}

static Value index_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t start, stop;
    if (!sequence_bounds(t, args[2], args[3], self_deque(args)->length, &start, &stop))
        return VALUE_NULL;
    int64_t i = find(t, self_deque(args), args[1], start, stop, NULL);
    if (i == -1)
        return raise_value_error(t, "%R is not in deque", args[1]);
    return i < 0 ? VALUE_NULL : small_int_value(i);
}

static Value insert_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Deque *d = self_deque(args);
    int64_t i;
    if (!op_index_int64(t, args[1], &i, EXC_OverflowError))
        return VALUE_NULL;
    if (d->length == d->limit)
        return raise_index_error(t, "deque already at its maximum size");
    if (i < 0)
        i = i + d->length < 0 ? 0 : i + d->length;
    if (i > d->length)
        i = d->length;
    return done(deque_insert_at(t, d, i, new_ref(args[2])));
}

static Value pop_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Deque *d = self_deque(args);
    return d->length ? deque_pop(d) : raise_index_error(t, "pop from an empty deque");
}

static Value popleft_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Deque *d = self_deque(args);
    return d->length ? deque_pop_left(d) : raise_index_error(t, "pop from an empty deque");
}

static Value remove_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t i = find(t, self_deque(args), args[1], 0, INT64_MAX, "deque mutated during iteration");
    if (i == -1)
        return raise_value_error(t, "%R is not in deque", args[1]);
    if (i < 0)
        return VALUE_NULL;
    decref(t, deque_take(self_deque(args), i));
    return VALUE_NONE;
}

static Value reverse_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Deque *d = self_deque(args);
    for (int64_t i = 0, j = d->length - 1; i < j; i++, j--) {
        Value item = *deque_at(d, i);
        *deque_at(d, i) = *deque_at(d, j);
        *deque_at(d, j) = item;
    }
    return VALUE_NONE;
}

static Value rotate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t n = 1;
    if (!is_null(args[1]) && !op_index_int64(t, args[1], &n, EXC_OverflowError))
        return VALUE_NULL;
    deque_rotate(self_deque(args), n);
    return VALUE_NONE;
}

static Value reversed_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return deque_iterator_new(t, self_deque(args), true);
}

/* (type, () or ((), maxlen), __dict__ or None, iter(self)) */
static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Deque *d = self_deque(args);
    Value state = op_call_method0(t, args[0], NAME(__getstate__));
    Value iterator = is_null(state) ? VALUE_NULL : op_iter(t, args[0]);
    Tuple *nothing = is_null(iterator) ? NULL : tuple_new(t, 0);
    Tuple *call = nothing;
    if (nothing && d->limit >= 0) {
        call = tuple_pack(t, 2, object_value(nothing), small_int_value(d->limit));
        decref_object(t, nothing);
    }
    Tuple *result =
        call ? tuple_pack(t, 4, object_value(d->ob.type), object_value(call), state, iterator) : NULL;
    xdecref_object(t, call);
    decref(t, state);
    decref(t, iterator);
    return result_value(result);
}

static Value sizeof_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Deque *d = self_deque(args);
    return small_int_value((int64_t)d->ob.type->size + d->room * (int64_t)sizeof(Value));
}

static Value get_maxlen(Thread *t, Value self) {
    int64_t limit = value_deque(self)->limit;
    return limit < 0 ? VALUE_NONE : int_value(t, limit);
}

static const MethodDef methods[] = {
    {"append", append_method, "object, /", "Add one item at the right end."},
    {"appendleft", appendleft_method, "object, /", "Add one item at the left end."},
    {"clear", clear_method, "", "Remove all items."},
    {"__copy__", copy_method, "", "A new deque of the same items, with the same maxlen."},
    {"copy", copy_method, "", "A new deque of the same items, with the same maxlen."},
    {"count", count_method, "value, /", "How many items are equal to the value."},
    {"extend", extend_method, "iterable, /", "Add items at the right end, one after the other."},
    {"extendleft", extendleft_method, "iterable, /",
     "Add items at the left end, one after the other: the last one is then the first."},
    {"index", index_method, "value, start=0, stop=9223372036854775807, /",
     "D.index(value, [start, [stop]])\n\nWhere the value is for the first time. If it is not there: "
     "ValueError."},
    {"insert", insert_method, "index, object, /", "Add one item before the one at the index."},
    {"pop", pop_method, "", "Take one item from the right end."},
    {"popleft", popleft_method, "", "Take one item from the left end."},
    {"__reduce__", reduce_method, "", "What pickle needs to make an equal object."},
    {"remove", remove_method, "value, /", "Remove the first item that is equal to the value."},
    {"__reversed__", reversed_method, "", "Iterate from the right end to the left."},
    {"reverse", reverse_method, "", "Turn the order of the items round."},
    {"rotate", rotate_method, "n=1, /",
     "Takes n items (1 by default) from the right end to the left one, or, if n is negative, the\nother way "
     "round."},
    {"__sizeof__", sizeof_method, "", "How many bytes of memory the deque takes."},
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS},
    {0},
};

static const GetSetDef getsets[] = {
    {"maxlen", get_maxlen, NULL, "how many items there can be; None: any number"},
    {0},
};

const TypeDef deque_type_def = {
    .name = "collections.deque",
    .size = sizeof(Deque),
    .flags = TYPE_GC | TYPE_BASE | TYPE_WEAKREFABLE | TYPE_SEQUENCE,
    .doc = "deque([iterable[, maxlen]])\n\nA sequence that is quick at both ends. With maxlen, what is added "
           "at one end pushes items out\nat the other.",
    .init_signature = "iterable=(), maxlen=None",
    .slots =
        {
            .dealloc = deque_dealloc,
            .traverse = deque_traverse,
            .clear = deque_dealloc,
            .repr = deque_repr,
            .compare = deque_compare,
            .iter = deque_iter,
            .new_instance = deque_new_instance,
            .init = deque_init,
            .length = deque_length,
            .getitem = deque_getitem,
            .setitem = deque_setitem,
            .contains = deque_contains,
            .concat = deque_concat,
            .repeat = deque_repeat,
            .inplace_concat = deque_inplace_concat,
            .inplace_repeat = deque_inplace_repeat,
        },
    .methods = methods,
    .getsets = getsets,
};

typedef struct DequeIterator {
    Object ob;
    Deque *deque; /* counted */
    int64_t index, left;
    uint64_t state;
    bool reverse;
} DequeIterator;

Value deque_iterator_new(Thread *t, Deque *d, bool reverse) {
    Type *type = native_types_helper(t, d->ob.type, reverse ? "_deque_reverse_iterator" : "_deque_iterator");
    DequeIterator *it = type ? object_new(t, type, 0) : NULL;
    if (!it)
        return VALUE_NULL;
    incref_object(d);
    it->deque = d;
    it->index = reverse ? d->length - 1 : 0;
    it->left = d->length;
    it->state = d->state;
    it->reverse = reverse;
    return object_value(it);
}

static void iterator_dealloc(Thread *t, Object *self) {
    xdecref_object(t, ((DequeIterator *)self)->deque);
}

static void iterator_traverse(Object *self, VisitFn visit, void *arg) {
    if (((DequeIterator *)self)->deque)
        visit(&((DequeIterator *)self)->deque->ob, arg);
}

static Value iterator_next(Thread *t, Value self) {
    DequeIterator *it = (DequeIterator *)value_object(self);
    if (it->deque->state != it->state) {
        it->left = 0;
        return raise(t, EXC_RuntimeError, "deque mutated during iteration");
    }
    if (it->left == 0)
        return VALUE_NULL;
    it->left--;
    int64_t i = it->index;
    it->index += it->reverse ? -1 : 1;
    return new_ref(*deque_at(it->deque, i));
}

static Value iterator_length_hint(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_value(t, ((DequeIterator *)value_object(args[0]))->left);
}

/* (type, (deque, how many items have been passed)) */
static Value reduce_passed(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    DequeIterator *it = (DequeIterator *)value_object(args[0]);
    Value passed = int_value(t, it->deque->length - it->left);
    Tuple *call = tuple_pack(t, 2, object_value(it->deque), passed);
    Tuple *result = call ? tuple_pack(t, 2, object_value(it->ob.type), object_value(call)) : NULL;
    xdecref_object(t, call);
    return result_value(result);
}

static Value iterator_at(Thread *t, Value *args, bool reverse) {
    int64_t passed = 0;
    if (!is_native(args[0], &deque_type_def))
        return raise_type_error(t, "argument 1 must be collections.deque, not %T", args[0]);
    if (!is_null(args[1]) && !op_index_int64(t, args[1], &passed, EXC_OverflowError))
        return VALUE_NULL;
    Value v = deque_iterator_new(t, (Deque *)value_object(args[0]), reverse);
    if (is_null(v))
        return v;
    DequeIterator *it = (DequeIterator *)value_object(v);
    passed = passed < 0 ? 0 : passed > it->left ? it->left : passed;
    it->left -= passed;
    it->index += reverse ? -passed : passed;
    return v;
}

static Value iterator_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return iterator_at(t, args, false);
}
static Value reverse_iterator_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return iterator_at(t, args, true);
}

static const MethodDef iterator_methods[] = {
    {"__reduce__", reduce_passed, "", "What pickle needs to make an equal object."},
    {"__length_hint__", iterator_length_hint, "", "How many items are probably left."},
    {0},
};

#define DEQUE_ITERATOR(visible_name, new_function)                                                           \
    {                                                                                                        \
        .name = visible_name, .size = sizeof(DequeIterator), .flags = TYPE_GC,                               \
        .new_signature = "deque, index=0, /", .methods = iterator_methods,                                   \
        .slots = {.dealloc = iterator_dealloc,                                                               \
                  .traverse = iterator_traverse,                                                             \
                  .iter = iterator_self,                                                                     \
                  .next = iterator_next,                                                                     \
                  .new_instance = new_function},                                                             \
    }

const TypeDef deque_iterator_type_def = DEQUE_ITERATOR("_collections._deque_iterator", iterator_new);
const TypeDef deque_reverse_iterator_type_def =
    DEQUE_ITERATOR("_collections._deque_reverse_iterator", reverse_iterator_new);
