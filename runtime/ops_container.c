/* Containers and iteration on any object. */
#include "runtime/callable.h"
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/type.h"

/* ---- length ---- */

int64_t op_length(Thread *t, Value v) {
    Slots *slots = &type_of(t, v)->slots;
    if (slots->length)
        return stack_left(t) ? slots->length(t, v) : -1;
    raise_type_error(t, "object of type '%T' has no len()", v);
    return -1;
}

static int64_t checked_hint(Thread *t, Value hint) {
    if (!is_int(hint)) {
        raise_type_error(t, "__length_hint__ must be an integer, not %T", hint);
        return -1;
    }
    int64_t length;
    if (!int_to_int64(hint, &length)) {
        raise_overflow(t, "Python int too large to convert to C ssize_t");
        return -1;
    }
    if (length < 0)
        raise_value_error(t, "__length_hint__() should return >= 0");
    return length < 0 ? -1 : length;
}

int64_t op_length_hint(Thread *t, Value v, int64_t otherwise) {
    if (type_of(t, v)->slots.length) {
        int64_t length = op_length(t, v);
        if (length >= 0 || !error_clear_if(t, EXC_TypeError))
            return length;
    }
    Value method = op_lookup_special(t, v, NAME(__length_hint__));
    if (is_null(method))
        return error_pending(t) ? -1 : otherwise;
    Value hint = op_call0(t, method);
    decref(t, method);
    if (is_null(hint))
        return error_clear_if(t, EXC_TypeError) ? otherwise : -1;
    int64_t length = is_notimplemented(hint) ? otherwise : checked_hint(t, hint);
    decref(t, hint);
    return length;
}

/* ---- items ---- */

static Value class_getitem(Thread *t, Value type, Value key) {
    if (is_exact(type, TYPE_TYPE) && value_type_object(type)->id == TYPE_TYPE)
        return generic_alias_new(t, type, key);
    Value method = op_getattr_optional(t, type, NAME(__class_getitem__));
    if (is_null(method)) {
        if (!error_pending(t))
            raise_type_error(t, "type '%N' is not subscriptable", value_type_object(type));
        return VALUE_NULL;
    }
    Value result = op_call1(t, method, key);
    decref(t, method);
    return result;
}

Value op_getitem(Thread *t, Value v, Value key) {
    Slots *slots = &type_of(t, v)->slots;
    if (slots->getitem)
        return stack_left(t) ? slots->getitem(t, v, key) : VALUE_NULL;
    if (is_type(v))
        return class_getitem(t, v, key);
    return raise_type_error(t, "'%T' object is not subscriptable", v);
}

bool op_setitem(Thread *t, Value v, Value key, Value item) {
    Slots *slots = &type_of(t, v)->slots;
    if (slots->setitem)
        return slots->setitem(t, v, key, item);
    raise_type_error(t, "'%T' object does not support item assignment", v);
    return false;
}

bool op_delitem(Thread *t, Value v, Value key) {
    Slots *slots = &type_of(t, v)->slots;
    if (slots->setitem)
        return slots->setitem(t, v, key, VALUE_NULL);
    raise_type_error(t, "'%T' object doesn't support item deletion", v);
    return false;
}

static int contains_by_iteration(Thread *t, Value v, Value item) {
    Value iterator = op_iter(t, v);
    if (is_null(iterator)) {
        if (error_clear_if(t, EXC_TypeError))
            raise_type_error(t, "argument of type '%T' is not iterable", v);
        return -1;
    }
    int found = 0;
    while (found == 0) {
        Value next = op_next(t, iterator);
        if (is_null(next)) {
            found = error_pending(t) ? -1 : 0;
            break;
        }
        found = op_equal(t, next, item);
        decref(t, next);
    }
    decref(t, iterator);
    return found;
}

int op_contains(Thread *t, Value v, Value item) {
    Slots *slots = &type_of(t, v)->slots;
    if (!stack_left(t))
        return -1;
    return slots->contains ? slots->contains(t, v, item) : contains_by_iteration(t, v, item);
}

Value op_sequence_item(Thread *t, Value sequence, int64_t index) {
    Slots *slots = &type_of(t, sequence)->slots;
    if (!slots->getitem)
        return raise_type_error(t, "'%T' object does not support indexing", sequence);
    Value key = int_value(t, index);
    if (is_null(key))
        return key;
    Value v = slots->getitem(t, sequence, key);
    decref(t, key);
    return v;
}

/* ---- iteration ---- */

Value op_iter(Thread *t, Value v) {
    Slots *slots = &type_of(t, v)->slots;
    if (!slots->iter) {
        if (slots->getitem && !has_layout(v, TYPE_DICT))
            return sequence_iterator_new(t, TYPE_SEQUENCE_ITERATOR, v);
        return raise_type_error(t, "'%T' object is not iterable", v);
    }
    Value iterator = stack_left(t) ? slots->iter(t, v) : VALUE_NULL;
    if (is_null(iterator) || type_of(t, iterator)->slots.next)
        return iterator;
    raise_type_error(t, "iter() returned non-iterator of type '%T'", iterator);
    decref(t, iterator);
    return VALUE_NULL;
}

Value op_next(Thread *t, Value iterator) {
    Slots *slots = &type_of(t, iterator)->slots;
    if (!slots->next)
        return raise_type_error(t, "'%T' object is not an iterator", iterator);
    Value v = stack_left(t) ? slots->next(t, iterator) : VALUE_NULL;
    if (is_null(v) && error_pending(t))
        error_clear_if(t, EXC_StopIteration);
    return v;
}

static Value send_by_method(Thread *t, Value iterator, Value sent, Value *finished) {
    Value (*next)(Thread *, Value) = type_of(t, iterator)->slots.next;
    Value v = is_none(sent) && next ? next(t, iterator) : op_call_method1(t, iterator, NAME(send), sent);
    if (!is_null(v))
        return v;
    if (!error_pending(t)) {
        *finished = VALUE_NONE;
    } else if (error_matches(t, EXC_StopIteration)) {
        Value stop = error_fetch(t);
        *finished = new_ref(or_none(((StopIterationException *)value_object(stop))->value));
        decref(t, stop);
    }
    return VALUE_NULL;
}

Value op_send(Thread *t, Value iterator, Value sent, Value *finished) {
    Slots *slots = &type_of(t, iterator)->slots;
    *finished = VALUE_NULL;
    return slots->send ? slots->send(t, iterator, sent, finished)
                       : send_by_method(t, iterator, sent, finished);
}

bool op_is_iterator(Value v, Thread *t) {
    return type_of(t, v)->slots.next != NULL;
}

List *op_to_list(Thread *t, Value iterable) {
    List *list = list_new(t, 0);
    if (list && !list_extend(t, list, iterable)) {
        decref_object(t, list);
        return NULL;
    }
    return list;
}

Tuple *op_to_tuple(Thread *t, Value iterable) {
    if (is_tuple_exact(iterable))
        return value_tuple(new_ref(iterable));
    if (is_list_exact(iterable))
        return list_to_tuple(t, value_list(iterable));
    List *list = op_to_list(t, iterable);
    Tuple *tuple = list ? list_to_tuple(t, list) : NULL;
    xdecref_object(t, list);
    return tuple;
}

bool op_each(Thread *t, Value iterable, bool (*visit)(Thread *t, Value item, void *arg), void *arg) {
    Value iterator = op_iter(t, iterable);
    if (is_null(iterator))
        return false;
    bool ok = true;
    while (ok) {
        Value item = op_next(t, iterator);
        if (is_null(item)) {
            ok = !error_pending(t);
            break;
        }
        ok = visit(t, item, arg);
    }
    decref(t, iterator);
    return ok;
}

Value op_await(Thread *t, Value v) {
    if (is_exact(v, TYPE_COROUTINE))
        return new_ref(v);
    Slots *slots = &type_of(t, v)->slots;
    if (!slots->await)
        return raise_type_error(t, "object %T can't be used in 'await' expression", v);
    Value iterator = slots->await(t, v);
    if (is_null(iterator))
        return iterator;
    if (value_is(iterator, v) && slots->send) /* steps through itself */
        return iterator;
    if (is_exact(iterator, TYPE_COROUTINE))
        raise_type_error(t, "__await__() returned a coroutine");
    else if (!type_of(t, iterator)->slots.next)
        raise_type_error(t, "__await__() returned non-iterator of type '%T'", iterator);
    else
        return iterator;
    decref(t, iterator);
    return VALUE_NULL;
}
