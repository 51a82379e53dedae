/* collections.deque: the ring. The type is in collections_deque_type.c. */
#include "runtime/memory.h"
#include "runtime/stress.h"
#include "stdlib/collections.h"

void deque_set_empty(Deque *d) {
    d->ring = NULL;
    d->left = d->length = d->room = 0;
    d->limit = -1;
    d->state = 0;
}

static bool grow(Thread *t, Deque *d) {
    int64_t room = d->room ? d->room * 2 : DEQUE_FIRST_ROOM;
    Value *ring = mem_alloc((size_t)room * sizeof *ring);
    if (!ring)
        return raise_no_memory(t), false;
    for (int64_t i = 0; i < d->length; i++)
        ring[i] = *deque_at(d, i);
    mem_free(d->ring);
    d->ring = ring;
    d->left = 0;
    d->room = room;
    return true;
}

static bool make_room(Thread *t, Deque *d, Value item) {
    if (d->length < d->room || grow(t, d))
        return true;
    decref(t, item);
    return false;
}

Value deque_pop(Deque *d) {
    d->state++;
    return *deque_at(d, --d->length);
}

Value deque_pop_left(Deque *d) {
    Value item = *deque_at(d, 0);
    d->state++;
    d->left = (d->left + 1) & (d->room - 1);
    d->length--;
    return item;
}

bool deque_append(Thread *t, Deque *d, Value item) {
    if (!make_room(t, d, item))
        return false;
    *deque_at(d, d->length++) = item;
    if (d->limit >= 0 && d->length > d->limit)
        decref(t, deque_pop_left(d));
    else
        d->state++;
    return true;
}

bool deque_append_left(Thread *t, Deque *d, Value item) {
    if (!make_room(t, d, item))
        return false;
    d->left = (d->left - 1) & (d->room - 1);
    d->ring[d->left] = item;
    d->length++;
    if (d->limit >= 0 && d->length > d->limit)
        decref(t, deque_pop(d));
    else
        d->state++;
    return true;
}

bool deque_extend(Thread *t, Deque *d, Value iterable, bool left) {
    Value source = new_ref(iterable);
    if (value_is(iterable, object_value(d))) { /* not from what it changes itself */
        decref(t, source);
        source = result_value(op_to_list(t, iterable));
    }
    Value iterator = is_null(source) ? VALUE_NULL : op_iter(t, source);
    decref(t, source);
    if (is_null(iterator))
        return false;
    bool ok = true;
    while (ok) {
        Value item = iterator_step(t, iterator);
        if (is_null(item))
            break;
        ok = left ? deque_append_left(t, d, item) : deque_append(t, d, item);
    }
    decref(t, iterator);
    return ok && !error_pending(t);
}

void deque_rotate(Deque *d, int64_t n) {
    if (d->length < 2 || (n %= d->length) == 0)
        return;
    d->state++;
    int64_t mask = d->room - 1;
    if (n > d->length / 2)
        n -= d->length;
    else if (n < -d->length / 2)
        n += d->length;
    for (; n > 0; n--) { /* the last item becomes the first */
        Value item = *deque_at(d, d->length - 1);
        d->left = (d->left - 1) & mask;
        d->ring[d->left] = item;
    }
    for (; n < 0; n++) {
        Value item = d->ring[d->left];
        d->left = (d->left + 1) & mask;
        *deque_at(d, d->length - 1) = item;
    }
}

Value deque_take(Deque *d, int64_t i) {
    Value item = *deque_at(d, i);
    for (int64_t j = i; j + 1 < d->length; j++)
        *deque_at(d, j) = *deque_at(d, j + 1);
    d->length--;
    d->state++;
    return item;
}

bool deque_insert_at(Thread *t, Deque *d, int64_t i, Value item) {
    if (!deque_append(t, d, item))
        return false;
    for (int64_t j = d->length - 1; j > i; j--)
        *deque_at(d, j) = *deque_at(d, j - 1);
    *deque_at(d, i) = item;
    return true;
}

void deque_clear(Thread *t, Deque *d) {
    Deque old = *d;
    d->ring = NULL;
    d->left = d->length = d->room = 0;
    d->state++;
    for (int64_t i = 0; i < old.length; i++)
        decref(t, *deque_at(&old, i));
    mem_free(old.ring);
}
