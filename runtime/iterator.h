/* range, slice and the built-in iterators whose insides the eval loop knows. */
#ifndef RUNTIME_ITERATOR_H
#define RUNTIME_ITERATOR_H

#include "runtime/dict.h"

typedef struct Range {
    Object ob;
    Value start, stop, step, length; /* ints */
} Range;
typedef struct RangeIterator { /* all numbers fit int64_t */
    Object ob;
    int64_t next, step, left, length; /* left: items still to come, of `length` at the beginning */
} RangeIterator;
typedef struct SequenceCursor { /* iterators over list, tuple, str, bytes, ... and __getitem__ sequences */
    Object ob;
    Value sequence; /* VALUE_NULL once exhausted */
    int64_t index;
} SequenceCursor;
typedef struct DictCursor { /* dict iterators, forwards and backwards */
    Object ob;
    Dict *dict; /* counted; NULL once exhausted */
    int64_t position,
        length;   /* length: of the dict at the start, to notice changes of size; -1 once one was noticed */
    int64_t left; /* items still to come, if the keys stay the same */
    Tuple *pair;  /* of item iterators: the last one given out, to be used again; NULL: none yet */
} DictCursor;
/* The next entry of a forward cursor whose dict has kept its size, and moves on; NULL: at the end, or let the
 * iterator say what is wrong. */
static inline DictEntry *dict_cursor_entry(DictCursor *cursor) {
    Dict *dict = cursor->dict;
    if (dict->length != cursor->length || cursor->left <= 0)
        return NULL;
    for (; cursor->position < dict->used; cursor->position++)
        if (!is_null(dict->entries[cursor->position].key)) {
            cursor->left--;
            return &dict->entries[cursor->position++];
        }
    return NULL;
}

typedef struct Slice {
    Object ob;
    Value start, stop, step;
} Slice;

Value range_new(Thread *t, Value start, Value stop, Value step); /* ints, step not 0 */
Value slice_new(Thread *t, Value start, Value stop, Value step);
static inline bool is_slice(Value v) {
    return is_exact(v, TYPE_SLICE);
}
/* The two halves of slice_indices: the first runs __index__ of the parts, and so any code; the second fits
 * them to a length. */
bool slice_unpack(Thread *t, Value slice, int64_t *start, int64_t *stop, int64_t *step);
int64_t slice_adjust(int64_t length, int64_t *start, int64_t *stop, int64_t step); /* the number of items */
/* The indices for a sequence of that length: 0 <= *start..., *count items; ValueError "slice step cannot be
 * zero". */
bool slice_indices(Thread *t, Value slice, int64_t length, int64_t *start, int64_t *stop, int64_t *step,
                   int64_t *count);
/* The iter slot of iterators: they are their own. */
Value iterator_self(Thread *t, Value self);
Value sequence_iterator_new(Thread *t, TypeId type, Value sequence); /* a SequenceCursor of that type */
Value dict_iterator_new(Thread *t, TypeId type, Dict *dict);

/* The callable of iter(callable, sentinel). */
Value callable_iterator_new(Thread *t, Value callable, Value sentinel);
/* reversed(x) */
Value reversed_new(Thread *t, Value sequence);
/* (builtins.iter, (argument,), index), or without an index, where it is VALUE_NULL: what __reduce__ of iterators
 * answers. `name`: "iter" or "reversed". */
Value iterator_reduce(Thread *t, const char *name, Value argument, Value index);

#endif
