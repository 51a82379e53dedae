/* One object as pickle instructions: which kind it is, and the containers. */
#include "stdlib/pickle.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/sequence.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/type.h"

/* ---- tuples ---- */

static bool save_items(PickleWriter *w, Tuple *tuple) {
    for (int64_t i = 0; i < tuple->length; i++)
        if (!pickle_save(w, tuple->items[i]))
            return false;
    return true;
}

static bool pop_items(PickleWriter *w, int64_t count) {
    for (int64_t i = 0; i < count; i++)
        if (!pickle_write_op(w, PICKLE_POP))
            return false;
    return true;
}

/* The items have been written. Was the tuple too, by one of them? Then drop them and take that one. */
static bool end_tuple(PickleWriter *w, Value v, PickleOp op, int64_t pops, bool to_mark) {
    uint64_t number;
    if (!memo_find(&w->memo, value_object(v), &number))
        return pickle_write_op(w, op) && pickle_memoize(w, v);
    bool ok = to_mark ? pickle_write_op(w, PICKLE_POP_MARK) : pop_items(w, pops);
    return ok && pickle_write_get(w, number);
}

bool pickle_save_tuple(PickleWriter *w, Value v) {
    static const PickleOp ops[] = {PICKLE_EMPTY_TUPLE, PICKLE_TUPLE1, PICKLE_TUPLE2, PICKLE_TUPLE3};
    Tuple *tuple = value_tuple(v);
    if (tuple->length == 0)
        return w->binary ? pickle_write_op(w, PICKLE_EMPTY_TUPLE) : pickle_write_text(w, "(t");
    if (tuple->length <= 3 && w->protocol >= 2)
        return save_items(w, tuple) && end_tuple(w, v, ops[tuple->length], tuple->length, false);
    return pickle_write_op(w, PICKLE_MARK) && save_items(w, tuple) &&
           end_tuple(w, v, PICKLE_TUPLE, tuple->length + 1, w->binary);
}

/* ---- fast mode: without memo, so cycles must be found otherwise ---- */

enum { FAST_DEPTH = 50 }; /* below it nobody looks */

static bool fast_enter(PickleWriter *w, Value v) {
    Thread *t = w->t;
    if (!w->fast || ++w->fast_depth < FAST_DEPTH)
        return true;
    Value key = int_from_uint64(t, v.bits);
    if (!w->fast_active)
        w->fast_active = dict_new(t, 0);
    int there = is_null(key) || !w->fast_active ? -1 : dict_contains(t, w->fast_active, key);
    if (there > 0)
        raise_value_error(t, "fast mode: can't pickle cyclic objects including object type %T at %p", v,
                          (void *)value_object(v));
    bool ok = there == 0 && dict_set(t, w->fast_active, key, VALUE_NONE);
    decref(t, key);
    if (!ok)
        w->fast_depth = -1;
    return ok;
}

static bool fast_leave(PickleWriter *w, Value v, bool ok) {
    if (!w->fast || w->fast_depth-- < FAST_DEPTH || !ok)
        return ok;
    Value key = int_from_uint64(w->t, v.bits);
    ok = !is_null(key) && dict_delete(w->t, w->fast_active, key) >= 0;
    decref(w->t, key);
    return ok;
}

/* ---- what an iterator gives: items of a list, or pairs for a dict ---- */

typedef struct Batches {
    bool (*save)(PickleWriter *w, Value item);
    PickleOp one, many; /* the instructions after an item, and after a MARK and several */
} Batches;

static bool save_pair(PickleWriter *w, Value pair) {
    if (!is_tuple(pair) || value_tuple(pair)->length != 2)
        return raise_type_error(w->t, "dict items iterator must return 2-tuples"), false;
    return pickle_save(w, value_tuple(pair)->items[0]) && pickle_save(w, value_tuple(pair)->items[1]);
}

static bool one_by_one(PickleWriter *w, Value iterator, const Batches *b) {
    Value item;
    while (!is_null(item = op_next(w->t, iterator))) {
        bool ok = b->save(w, item) && pickle_write_op(w, b->one);
        decref(w->t, item);
        if (!ok)
            return false;
    }
    return !error_pending(w->t);
}

/* `first`, `second` (consumed) and up to a batch more; *more tells whether it was full. */
static bool several(PickleWriter *w, Value first, Value second, Value iterator, const Batches *b,
                    bool *more) {
    int count = 1;
    Value item = second;
    bool ok = pickle_write_op(w, PICKLE_MARK) && b->save(w, first);
    while (ok && !is_null(item)) {
        ok = b->save(w, item);
        value_store(w->t, &item, VALUE_NULL);
        if (ok && ++count < PICKLE_BATCH)
            item = op_next(w->t, iterator);
    }
    decref(w->t, item);
    *more = count == PICKLE_BATCH;
    return ok && !error_pending(w->t) && pickle_write_op(w, b->many);
}

static bool in_batches(PickleWriter *w, Value iterator, const Batches *b) {
    if (!w->binary)
        return one_by_one(w, iterator, b);
    bool more = true, ok = true;
    while (ok && more) {
        Value first = op_next(w->t, iterator);
        if (is_null(first))
            return !error_pending(w->t);
        Value second = op_next(w->t, iterator);
        more = false;
        if (!is_null(second))
            ok = several(w, first, second, iterator, b, &more);
        else
            ok = !error_pending(w->t) && b->save(w, first) && pickle_write_op(w, b->one);
        decref(w->t, first);
    }
    return ok;
}

bool pickle_batch_append(PickleWriter *w, Value iterator) {
    return in_batches(w, iterator, &(Batches){pickle_save, PICKLE_APPEND, PICKLE_APPENDS});
}

bool pickle_batch_setitems(PickleWriter *w, Value iterator) {
    return in_batches(w, iterator, &(Batches){save_pair, PICKLE_SETITEM, PICKLE_SETITEMS});
}

/* ---- lists ---- */

static bool save_owned(PickleWriter *w, Value v) {
    bool ok = pickle_save(w, v);
    decref(w->t, v);
    return ok;
}

/* An item of a container that code of the script could take it out of. */
static bool save_item(PickleWriter *w, Value v) {
    bool quiet = is_null(w->persistent_id);
    if (quiet && pickle_is_int32(w, v))
        return pickle_boundary(w) && pickle_write_int32(w, small_int(v));
    if (quiet && is_none(v))
        return pickle_boundary(w) && pickle_write_op(w, PICKLE_NONE);
    if (!is_pointer(v) || (quiet && is_str_exact(v) && is_null(w->file_write)))
        return pickle_save(w, v);
    return save_owned(w, new_ref(v));
}

static bool append_exact(PickleWriter *w, List *list) {
    for (int64_t i = 0; i < list->length;) {
        bool single = list->length == 1;
        if (!single && !pickle_write_op(w, PICKLE_MARK))
            return false;
        for (int64_t end = i + PICKLE_BATCH; i < list->length && i < end; i++)
            if (!save_item(w, list->items[i]))
                return false;
        if (!pickle_write_op(w, single ? PICKLE_APPEND : PICKLE_APPENDS))
            return false;
    }
    return true;
}

static bool save_list(PickleWriter *w, Value v) {
    bool ok = w->binary ? pickle_write_op(w, PICKLE_EMPTY_LIST) : pickle_write_text(w, "(l");
    if (!ok || !pickle_memoize(w, v))
        return false;
    if (w->binary)
        return append_exact(w, value_list(v));
    Value iterator = op_iter(w->t, v);
    ok = !is_null(iterator) && pickle_batch_append(w, iterator);
    decref(w->t, iterator);
    return ok;
}

bool pickle_save_list(PickleWriter *w, Value v) {
    return fast_enter(w, v) && fast_leave(w, v, save_list(w, v));
}

/* ---- dicts ---- */

static bool changed(PickleWriter *w, const char *what) {
    return raise(w->t, EXC_RuntimeError, "%s changed size during iteration", what), false;
}

static bool save_entry(PickleWriter *w, Value key, Value v) {
    incref(v); /* saving the key may run code */
    bool ok = save_item(w, key) && pickle_save(w, v);
    decref(w->t, v);
    return ok;
}

/* A full batch is followed by another, even if there is nothing left for it: so does CPython. */
static bool set_exact(PickleWriter *w, Dict *dict) {
    int64_t position = 0, size = dict->length;
    Value key, v;
    int count = PICKLE_BATCH;
    if (size == 1)
        return dict_next(dict, &position, &key, &v) && save_entry(w, key, v) &&
               pickle_write_op(w, PICKLE_SETITEM);
    while (count == PICKLE_BATCH) {
        if (!pickle_write_op(w, PICKLE_MARK))
            return false;
        for (count = 0; count < PICKLE_BATCH && dict_next(dict, &position, &key, &v); count++)
            if (!save_entry(w, key, v))
                return false;
        if (!pickle_write_op(w, PICKLE_SETITEMS))
            return false;
        if (dict->length != size)
            return changed(w, "dictionary");
    }
    return true;
}

static bool save_items_of(PickleWriter *w, Value v) {
    Value items = op_call_method0(w->t, v, w->t->interp->names[NAME_items]);
    Value iterator = is_null(items) ? items : op_iter(w->t, items);
    decref(w->t, items);
    bool ok = !is_null(iterator) && pickle_batch_setitems(w, iterator);
    decref(w->t, iterator);
    return ok;
}

static bool save_dict(PickleWriter *w, Value v) {
    bool ok = w->binary ? pickle_write_op(w, PICKLE_EMPTY_DICT) : pickle_write_text(w, "(d");
    if (!ok || !pickle_memoize(w, v))
        return false;
    if (value_dict(v)->length == 0)
        return true;
    return w->binary ? set_exact(w, value_dict(v)) : save_items_of(w, v);
}

bool pickle_save_dict(PickleWriter *w, Value v) {
    return fast_enter(w, v) && fast_leave(w, v, save_dict(w, v));
}

/* ---- sets ---- */

/* set(list), for protocols that know none. */
static bool save_old_set(PickleWriter *w, Value v, TypeId type) {
    List *items = op_to_list(w->t, v);
    Tuple *args = items ? tuple_pack(w->t, 1, object_value(items)) : NULL;
    xdecref_object(w->t, items);
    return pickle_save_call(w, object_value(builtin_type(w->t, type)), args, v);
}

bool pickle_save_set(PickleWriter *w, Value v) {
    Set *set = value_set(v);
    int64_t position = 0, size = set->length;
    Value key;
    if (w->protocol < 4)
        return save_old_set(w, v, TYPE_SET);
    if (!pickle_write_op(w, PICKLE_EMPTY_SET) || !pickle_memoize(w, v))
        return false;
    for (int count = size ? PICKLE_BATCH : 0; count == PICKLE_BATCH;) {
        if (!pickle_write_op(w, PICKLE_MARK))
            return false;
        for (count = 0; count < PICKLE_BATCH && set_next(set, &position, &key); count++)
            if (!save_item(w, key))
                return false;
        if (!pickle_write_op(w, PICKLE_ADDITEMS))
            return false;
        if (set->length != size)
            return changed(w, "set");
    }
    return true;
}

bool pickle_save_frozenset(PickleWriter *w, Value v) {
    int64_t position = 0;
    Value key;
    if (w->protocol < 4)
        return save_old_set(w, v, TYPE_FROZENSET);
    if (!pickle_write_op(w, PICKLE_MARK))
        return false;
    while (set_next(value_set(v), &position, &key))
        if (!pickle_save(w, key))
            return false;
    return end_tuple(w, v, PICKLE_FROZENSET, 0, true);
}

/* ---- any object ---- */

static bool save_nested(PickleWriter *w, Value v) {
    switch (is_pointer(v) ? value_object(v)->type->id : TYPE_NO_ID) {
    case TYPE_DICT:
        return pickle_save_dict(w, v);
    case TYPE_SET:
        return pickle_save_set(w, v);
    case TYPE_FROZENSET:
        return pickle_save_frozenset(w, v);
    case TYPE_LIST:
        return pickle_save_list(w, v);
    case TYPE_TUPLE:
        return pickle_save_tuple(w, v);
    case TYPE_BYTEARRAY:
        return pickle_save_bytearray(w, v);
    default:
        return fast_enter(w, v) && fast_leave(w, v, pickle_save_object(w, v));
    }
}

static bool save_known_kind(PickleWriter *w, Value v) {
    bool done;
    uint64_t number;
    bool ok = pickle_save_number(w, v, &done);
    if (done)
        return ok;
    /* What only its container holds is not in the memo, which would hold it too. */
    if (is_pointer(v) && object_refcount(value_object(v)) > 1 &&
        memo_find(&w->memo, value_object(v), &number))
        return pickle_write_get(w, number);
    if (is_str_exact(v))
        return pickle_save_str(w, v);
    if (is_exact(v, TYPE_BYTES))
        return pickle_save_bytes(w, v);
    if (!recursion_enter(w->t, " while pickling an object"))
        return false;
    ok = save_nested(w, v);
    recursion_leave(w->t);
    return ok;
}

static bool write_persistent(PickleWriter *w, Value id) {
    if (w->binary)
        return save_known_kind(w, id) && pickle_write_op(w, PICKLE_BINPERSID);
    Str *text = op_str(w->t, id);
    if (text && !text->ascii)
        pickle_raise(w->t, &pickling_error_def, "persistent IDs in protocol 0 must be ASCII strings");
    bool ok = text && text->ascii && pickle_write_op(w, PICKLE_PERSID) &&
              pickle_write(w, text->data, (size_t)text->length) && pickle_write_text(w, "\n");
    xdecref_object(w->t, text);
    return ok;
}

bool pickle_save(PickleWriter *w, Value v) {
    if (!pickle_boundary(w))
        return false;
    if (__builtin_expect(is_null(w->persistent_id), 1))
        return pickle_is_int32(w, v) ? pickle_write_int32(w, small_int(v)) : save_known_kind(w, v);
    Value id = op_call1(w->t, w->persistent_id, v);
    if (is_null(id))
        return false;
    bool ok = is_none(id) ? save_known_kind(w, v) : write_persistent(w, id);
    decref(w->t, id);
    return ok;
}
