/* Instructions that make containers and fill them. Items are taken off the stack before code of the script
 * runs. */
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "stdlib/pickle.h"

/* ---- making them ---- */

static bool push_tuple(PickleReader *r, size_t count) {
    if (r->depth < r->fence + count)
        return pickle_underflow(r);
    Tuple *tuple = pickle_pop_tuple(r, r->depth - count);
    return tuple && pickle_push(r, object_value(tuple));
}
bool load_tuple1(PickleReader *r) {
    return push_tuple(r, 1);
}
bool load_tuple2(PickleReader *r) {
    return push_tuple(r, 2);
}
bool load_tuple3(PickleReader *r) {
    return push_tuple(r, 3);
}
bool load_tuple(PickleReader *r) {
    size_t start;
    return pickle_pop_mark(r, &start) && push_tuple(r, r->depth - start);
}

bool load_list(PickleReader *r) {
    size_t start;
    if (!pickle_pop_mark(r, &start))
        return false;
    size_t count = r->depth - start;
    r->depth = start;
    List *list = list_from_owned(r->t, r->stack + start, (int64_t)count);
    return list && pickle_push(r, object_value(list));
}

static bool fill_dict(PickleReader *r, Value dict, const Value *items, size_t count) {
    bool exact = is_dict_exact(dict), ok = true;
    for (size_t i = 0; ok && i < count; i += 2)
        ok = exact ? dict_set(r->t, value_dict(dict), items[i], items[i + 1])
                   : op_setitem(r->t, dict, items[i], items[i + 1]);
    return ok;
}

/* Items from `start` on go into the dict in pairs. */
static bool set_items(PickleReader *r, Value dict, size_t start, const char *what) {
    size_t count = r->depth - start;
    if (count % 2)
        return pickle_raise(r->t, &unpickling_error_def, "odd number of items for %s", what), false;
    bool ok = fill_dict(r, dict, r->stack + start, count);
    pickle_cut(r, start);
    return ok;
}

bool load_dict(PickleReader *r) {
    size_t start;
    if (!pickle_pop_mark(r, &start))
        return false;
    Dict *dict = dict_new(r->t, (int64_t)(r->depth - start) / 2);
    if (dict && set_items(r, object_value(dict), start, "DICT"))
        return pickle_push(r, object_value(dict));
    xdecref_object(r->t, dict);
    return false;
}

bool load_empty_set(PickleReader *r) {
    Set *set = set_new(r->t);
    return set && pickle_push(r, object_value(set));
}

bool load_frozenset(PickleReader *r) {
    size_t start;
    Tuple *items = pickle_pop_mark(r, &start) ? pickle_pop_tuple(r, start) : NULL;
    Value set = items ? frozenset_from(r->t, object_value(items)) : VALUE_NULL;
    xdecref_object(r->t, items);
    return pickle_push(r, set);
}

/* ---- filling them ---- */

/* The object below `start`, counted for as long as it is filled. */
static Value container(PickleReader *r, size_t start) {
    if (start <= r->fence || start > r->depth)
        return pickle_underflow(r), VALUE_NULL;
    return new_ref(r->stack[start - 1]);
}

static bool call_each(PickleReader *r, Value function, Tuple *items) {
    for (int64_t i = 0; i < items->length; i++) {
        Value result = op_call1(r->t, function, items->items[i]);
        decref(r->t, result);
        if (is_null(result))
            return false;
    }
    return true;
}

/* extend() in one go where there is one, append() for each item where not. */
static bool append_by_methods(PickleReader *r, Value list, Tuple *items) {
    Thread *t = r->t;
    Value extend = op_getattr_optional(t, list, NAME(extend));
    if (!is_null(extend)) {
        List *all = list_from_array(t, items->items, items->length);
        Value result = all ? op_call1(t, extend, object_value(all)) : VALUE_NULL;
        decref(t, extend);
        xdecref_object(t, all);
        decref(t, result);
        return !is_null(result);
    }
    Value append = error_pending(t) ? VALUE_NULL : op_getattr(t, list, NAME(append));
    bool ok = !is_null(append) && call_each(r, append, items);
    decref(t, append);
    return ok;
}

static bool append_to_list(PickleReader *r, List *list, size_t start) {
    size_t count = r->depth - start;
    if (!count)
        return true;
    if (!list_reserve(r->t, list, list->length + (int64_t)count))
        return false;
    memcpy(list->items + list->length, r->stack + start, count * sizeof *r->stack);
    list->length += (int64_t)count;
    r->depth = start;
    return true;
}

static bool append_items(PickleReader *r, size_t start) {
    Value list = container(r, start);
    if (is_null(list))
        return false;
    bool ok = true;
    if (is_list_exact(list)) {
        ok = append_to_list(r, value_list(list), start);
    } else if (r->depth > start) {
        Tuple *items = pickle_pop_tuple(r, start);
        ok = items && append_by_methods(r, list, items);
        xdecref_object(r->t, items);
    }
    decref(r->t, list);
    return ok;
}

bool load_append(PickleReader *r) {
    return r->depth <= r->fence ? pickle_underflow(r) : append_items(r, r->depth - 1);
}

bool load_appends(PickleReader *r) {
    size_t start;
    return pickle_pop_mark(r, &start) && append_items(r, start);
}

static bool set_items_at(PickleReader *r, size_t start) {
    Value dict = container(r, start);
    if (is_null(dict))
        return false;
    bool ok = r->depth == start || set_items(r, dict, start, "SETITEMS");
    decref(r->t, dict);
    return ok;
}

bool load_setitem(PickleReader *r) {
    return r->depth < r->fence + 2 ? pickle_underflow(r) : set_items_at(r, r->depth - 2);
}

bool load_setitems(PickleReader *r) {
    size_t start;
    return pickle_pop_mark(r, &start) && set_items_at(r, start);
}

static bool add_items(PickleReader *r, Value set, Tuple *items) {
    Thread *t = r->t;
    if (is_exact(set, TYPE_SET))
        return set_update(t, value_set(set), object_value(items));
    Str *name = str_intern_utf8(t, "add");
    Value add = name ? op_getattr(t, set, name) : VALUE_NULL;
    bool ok = !is_null(add) && call_each(r, add, items);
    xdecref_object(t, name);
    decref(t, add);
    return ok;
}

bool load_additems(PickleReader *r) {
    size_t start;
    Value set = pickle_pop_mark(r, &start) ? container(r, start) : VALUE_NULL;
    if (is_null(set))
        return false;
    Tuple *items = pickle_pop_tuple(r, start);
    bool ok = items && (items->length == 0 || add_items(r, set, items));
    xdecref_object(r->t, items);
    decref(r->t, set);
    return ok;
}
