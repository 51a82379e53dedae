/* What the files of module _collections share. */
#ifndef STDLIB_COLLECTIONS_H
#define STDLIB_COLLECTIONS_H

#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"

/* A ring of items: the one at `left` is the first, room is a power of two (0 while nothing was ever
 * appended). */
typedef struct Deque {
    Object ob;
    Value *ring;
    int64_t left, length, room;
    int64_t limit;  /* maxlen, or -1 */
    uint64_t state; /* changes with every change of the items' places: iterators notice */
} Deque;

extern const TypeDef deque_type_def, deque_iterator_type_def, deque_reverse_iterator_type_def;
extern const TypeDef defaultdict_type_def, tuplegetter_type_def;

static inline Deque *value_deque(Value v) {
    return (Deque *)value_object(v);
}
static inline bool is_deque(Value v) {
    return is_native(v, &deque_type_def);
}
static inline Value *deque_at(const Deque *d, int64_t i) {
    return &d->ring[(d->left + i) & (d->room - 1)];
}

/* Each consumes the item, also on failure; beyond maxlen an item drops out at the other end. */
bool deque_append(Thread *t, Deque *d, Value item);
bool deque_append_left(Thread *t, Deque *d, Value item);
bool deque_extend(Thread *t, Deque *d, Value iterable, bool left);
/* The removed item, owned; the deque is not empty. */
Value deque_pop(Deque *d);
Value deque_pop_left(Deque *d);
/* Removes the item at i. */
Value deque_take(Deque *d, int64_t i);
bool deque_insert_at(Thread *t, Deque *d, int64_t i, Value item);
void deque_clear(Thread *t, Deque *d);
void deque_rotate(Deque *d, int64_t n);
void deque_set_empty(Deque *d);
Value deque_iterator_new(Thread *t, Deque *d, bool reverse);

#endif
