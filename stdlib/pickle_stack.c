/* The reader's machine: its stack, its marks, and what it was told to remember. */
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "stdlib/pickle.h"

bool pickle_underflow(PickleReader *r) {
    pickle_raise(r->t, &unpickling_error_def,
                 r->mark_count ? "unexpected MARK found" : "unpickling stack underflow");
    return false;
}

/* An array that may still be the one within the reader. */
static Value *grow(Thread *t, Value *array, const Value *first, size_t old_room, size_t room) {
    Value *larger = mem_realloc(array == first ? NULL : array, room * sizeof *array);
    if (!larger)
        return raise_no_memory(t), NULL;
    if (array == first)
        memcpy(larger, first, old_room * sizeof *array);
    return larger;
}

static bool grow_stack(PickleReader *r) {
    Value *larger = grow(r->t, r->stack, r->first_stack, r->room, r->room * 2);
    if (!larger)
        return false;
    r->stack = larger;
    r->room *= 2;
    return true;
}

static bool grow_marks(PickleReader *r) {
    size_t room = r->mark_room ? r->mark_room * 2 : 16;
    size_t *larger = mem_realloc(r->marks, room * sizeof *larger);
    if (!larger)
        return raise_no_memory(r->t), false;
    r->marks = larger;
    r->mark_room = room;
    return true;
}

bool pickle_push_growing(PickleReader *r, Value v) {
    if (!grow_stack(r)) {
        decref(r->t, v);
        return false;
    }
    r->stack[r->depth++] = v;
    return true;
}

Value pickle_pop(PickleReader *r) {
    if (r->depth <= r->fence)
        return pickle_underflow(r), VALUE_NULL;
    return r->stack[--r->depth];
}

void pickle_cut(PickleReader *r, size_t depth) {
    while (r->depth > depth)
        decref(r->t, r->stack[--r->depth]);
}

Tuple *pickle_pop_tuple(PickleReader *r, size_t start) {
    size_t count = r->depth - start;
    r->depth = start;
    return tuple_from_owned(r->t, r->stack + start, (int64_t)count);
}

/* ---- marks ---- */

bool pickle_push_mark(PickleReader *r) {
    if (r->mark_count == r->mark_room && !grow_marks(r))
        return false;
    r->marks[r->mark_count++] = r->fence = r->depth;
    return true;
}

bool pickle_pop_mark(PickleReader *r, size_t *start) {
    if (r->mark_count == 0)
        return pickle_raise(r->t, &unpickling_error_def, "could not find MARK"), false;
    *start = r->marks[--r->mark_count];
    r->fence = r->mark_count ? r->marks[r->mark_count - 1] : 0;
    return true;
}

/* ---- the memo ---- */

/* Numbers count up from 0, so an array serves; one that is far off goes into a dict, lest a few bytes of a
 * pickle ask for gigabytes. */
static bool is_dense(const PickleReader *r, uint64_t number) {
    return number < r->memo_room || number <= 2 * r->memo_count + 1024;
}

static bool put_sparse(PickleReader *r, uint64_t number, Value v) {
    Value key = int_from_uint64(r->t, number);
    if (!r->sparse)
        r->sparse = dict_new(r->t, 0);
    bool ok = r->sparse && !is_null(key) && dict_set(r->t, r->sparse, key, v);
    decref(r->t, key);
    return ok;
}

static bool grow_memo(PickleReader *r, uint64_t number) {
    size_t room = r->memo_room * 2;
    while (room <= number)
        room *= 2;
    Value *memo = grow(r->t, r->memo, r->first_memo, r->memo_room, room);
    if (!memo)
        return false;
    r->memo = memo;
    r->memo_room = room;
    return true;
}

bool pickle_memo_put(PickleReader *r, uint64_t number, Value v) {
    if (__builtin_expect(number == r->memo_used && number < r->memo_room, 1)) {
        r->memo[r->memo_used++] = new_ref(v);
        r->memo_count++;
        return true;
    }
    if (!is_dense(r, number))
        return put_sparse(r, number, v);
    if (number >= r->memo_room && !grow_memo(r, number))
        return false;
    while (r->memo_used <= number)
        r->memo[r->memo_used++] = VALUE_NULL;
    r->memo_count += is_null(r->memo[number]);
    value_store(r->t, &r->memo[number], new_ref(v));
    return true;
}

Value pickle_memo_get(PickleReader *r, uint64_t number) {
    Value v = number < r->memo_used ? r->memo[number] : VALUE_NULL;
    if (is_null(v) && r->sparse) {
        Value key = int_from_uint64(r->t, number);
        v = is_null(key) ? key : dict_get(r->t, r->sparse, key);
        decref(r->t, key);
    }
    if (is_null(v) && !error_pending(r->t))
        pickle_raise(r->t, &unpickling_error_def, "Memo value not found at index %lld", (long long)number);
    return v;
}
