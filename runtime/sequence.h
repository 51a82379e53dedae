/* What the built-in sequences and containers have in common: indices, bounds, and the argument counts of
 * functions that take their call as made. Everything here needs the GIL; results are plain numbers. */
#ifndef RUNTIME_SEQUENCE_H
#define RUNTIME_SEQUENCE_H

#include "runtime/error.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/ops.h"

/* What a constructor made, as a result: VALUE_NULL (exception pending) if it made nothing. */
static inline Value result_value(const void *object) {
    return object ? object_value(object) : VALUE_NULL;
}

/* The next item of an iterator over a list or over small numbers; VALUE_NULL: at the end, or another one. */
static inline Value iterator_step_quickly(Value iterator) {
    if (is_exact(iterator, TYPE_LIST_ITERATOR)) {
        SequenceCursor *c = (SequenceCursor *)value_object(iterator);
        if (!is_null(c->sequence) && c->index < value_list(c->sequence)->length)
            return new_ref(value_list(c->sequence)->items[c->index++]);
    } else if (is_exact(iterator, TYPE_RANGE_ITERATOR)) {
        RangeIterator *range = (RangeIterator *)value_object(iterator);
        int64_t i = range->next;
        if (range->left > 0 && fits_small_int(i)) {
            range->left--;
            range->next += range->step; /* may wrap after the last item (-fwrapv) */
            return small_int_value(i);
        }
    }
    return VALUE_NULL;
}

/* op_next for an iterator that op_iter gave, without a call in between. */
static inline Value iterator_call_next(Thread *t, Value iterator) {
    Value (*next)(Thread *, Value) = is_pointer(iterator) ? value_object(iterator)->type->slots.next : NULL;
    if (__builtin_expect(!next, 0)) /* its class has lost __next__ since */
        return op_next(t, iterator);
    Value v = stack_left(t) ? next(t, iterator) : VALUE_NULL;
    if (__builtin_expect(is_null(v), 0) && error_pending(t))
        error_clear_if(t, EXC_StopIteration);
    return v;
}

/* The same, also without a call of the usual iterators. */
static inline Value iterator_step(Thread *t, Value iterator) {
    Value quick = iterator_step_quickly(iterator);
    return is_null(quick) ? iterator_call_next(t, iterator) : quick;
}

/* The same for a place that may be cleared while the iterator runs: by itself, when it asks its owner for
 * more. VALUE_NULL: it was cleared. */
static inline Value iterator_step_held(Thread *t, Value iterator) {
    if (is_null(iterator))
        return VALUE_NULL;
    Value quick = iterator_step_quickly(iterator);
    if (!is_null(quick))
        return quick;
    incref(iterator);
    Value v = iterator_step(t, iterator);
    decref(t, iterator);
    return v;
}

/* Can v be an index (an int, or an object with __index__)? */
static inline bool sequence_is_index(Thread *t, Value v) {
    return is_small_int(v) || type_of(t, v)->slots.unary[UNARY_INDEX] != NULL;
}

/* An index into `length` items, negative ones counted from the end; no range check of the result. */
bool sequence_index(Thread *t, Value key, int64_t length, int64_t *index);

/* The bounds of index(x, start, stop): missing (VALUE_NULL) ones are the whole, negative ones count from the
 * end and are clipped to 0. *stop may be beyond the length. */
bool sequence_bounds(Thread *t, Value start_arg, Value stop_arg, int64_t length, int64_t *start,
                     int64_t *stop);

/* The count of a repetition: * by a non-index is TypeError, a negative count is 0. */
bool sequence_repeat_count(Thread *t, Value count, int64_t *result);

/* a == b as containers mean it: identity first. 1, 0, -1. Both are kept alive during the call. */
int sequence_items_equal_slowly(Thread *t, Value a, Value b);
static inline int sequence_items_equal(Thread *t, Value a, Value b) {
    if (value_is(a, b))
        return 1;
    return both_small_int(a, b) ? 0 : sequence_items_equal_slowly(t, a, b);
}

/* "name expected at least 1 argument, got 0" and so on. */
bool args_positional(Thread *t, const char *name, int nargs, int least, int most);
/* "name() takes no keyword arguments" */
bool args_no_keywords(Thread *t, const char *name, Tuple *kwnames);
/* True if `type` is the built-in type or, being a subclass, has not replaced its constructor: then stray
 * keywords are refused. */
bool args_are_for(Thread *t, const Type *type, TypeId id);

/* The tuple (a, b) for an iterator that makes many: *cache, if nobody else has kept it since the last time,
 * else a new one. Consumes a and b. As in CPython, where the reference counts of the items show it. */
Value pair_reused(Thread *t, Tuple **cache, Value a, Value b);

/* The setter of an attribute that CPython keeps in a read-only struct member: AttributeError "readonly
 * attribute". */
bool member_readonly(Thread *t, Value self, Value v);

#endif
