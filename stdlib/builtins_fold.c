/* Functions that consume an iterable: sum, min, max, all, any, sorted. */
#include "runtime/bytes.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "stdlib/builtins.h"

/* Where sum() stands: machine numbers as long as the items are ints or floats, then any object. */
typedef struct Sum {
    Thread *t;
    Value iterator;
    Value total; /* owned */
    Value item;  /* taken but not yet added; VALUE_NULL: none */
    bool ended;  /* the iterator is not asked again */
} Sum;

static bool next_item(Sum *s) {
    s->item = iterator_step(s->t, s->iterator);
    s->ended = is_null(s->item);
    return !s->ended;
}

/* Adds ints while they and the total are small. */
static void sum_ints(Sum *s) {
    if (!is_small_int(s->total))
        return;
    int64_t total = small_int(s->total);
    while (next_item(s)) {
        int64_t i = is_small_int(s->item) ? small_int(s->item) : is_true(s->item);
        if (!is_small_int(s->item) && !is_bool(s->item))
            break;
        if (!fits_small_int(total + i)) /* cannot overflow: both have 62 bits */
            break;
        total += i;
    }
    s->total = small_int_value(total);
}

/* Adds floats, and ints that come between them. */
static void sum_floats(Sum *s) {
    if (!is_float_exact(s->total))
        return;
    double total = float_as_double(s->total);
    do {
        if (is_null(s->item))
            continue;
        if (is_small_float(s->item))
            total += small_float(s->item);
        else if (is_small_int(s->item) || is_bool(s->item))
            total += is_small_int(s->item) ? (double)small_int(s->item) : is_true(s->item);
        else if (is_float_exact(s->item)) {
            total += float_as_double(s->item);
            decref(s->t, s->item);
        } else
            break;
    } while (next_item(s));
    decref(s->t, s->total);
    s->total = float_value(s->t, total);
}

/* total += item; consumes both. */
static bool add_item(Sum *s) {
    Value total = op_binary(s->t, BINARY_ADD, s->total, s->item);
    decref(s->t, s->total);
    decref(s->t, s->item);
    s->item = VALUE_NULL;
    s->total = total;
    return !is_null(total);
}

static bool sum_iterator(Sum *s) {
    sum_ints(s);
    if (!is_null(s->item) && !add_item(s)) /* the one that was no small int */
        return false;
    if (!s->ended)
        sum_floats(s);
    if (is_null(s->total) || (!is_null(s->item) && !add_item(s)))
        return false;
    while (!s->ended && next_item(s))
        if (!add_item(s))
            return false;
    return !error_pending(s->t);
}

static bool can_sum(Thread *t, Value start) {
    if (is_str(start))
        raise_type_error(t, "sum() can't sum strings [use ''.join(seq) instead]");
    else if (is_bytes(start))
        raise_type_error(t, "sum() can't sum bytes [use b''.join(seq) instead]");
    else if (is_bytearray(start))
        raise_type_error(t, "sum() can't sum bytearray [use b''.join(seq) instead]");
    else
        return true;
    return false;
}

Value builtins_sum(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value start = is_null(args[1]) ? small_int_value(0) : args[1];
    Value iterator = op_iter(t, args[0]);
    if (is_null(iterator))
        return VALUE_NULL;
    Sum s = {t, iterator, VALUE_NULL, VALUE_NULL, false};
    bool ok = can_sum(t, start);
    if (ok) {
        s.total = new_ref(start);
        ok = sum_iterator(&s);
    }
    decref(t, iterator);
    decref(t, s.item);
    if (ok)
        return s.total;
    decref(t, s.total);
    return VALUE_NULL;
}

typedef struct Extreme {
    const char *name;
    CompareOp op;
    Value key, otherwise; /* borrowed; VALUE_NULL: none */
    Value best, best_key; /* owned */
} Extreme;

static bool extreme_keywords(Thread *t, Extreme *e, Value *values, Tuple *kwnames) {
    if (kwnames && kwnames->length > 2) {
        raise_type_error(t, "%s() takes at most 2 keyword arguments (%zd given)", e->name, kwnames->length);
        return false;
    }
    for (int64_t i = 0; kwnames && i < kwnames->length; i++) {
        Str *name = value_str(kwnames->items[i]);
        if (str_equal(name, NAME(key)))
            e->key = is_none(values[i]) ? VALUE_NULL : values[i];
        else if (str_equal(name, NAME(default)))
            e->otherwise = values[i];
        else
            return raise_type_error(t, "'%U' is an invalid keyword argument for %s()", name, e->name), false;
    }
    return true;
}

/* Looks at one more item, which is consumed; without a key function. */
static bool consider_item(Thread *t, Value item, Extreme *e) {
    int better;
    if (both_small_int(item, e->best))
        better = e->op == COMPARE_LT ? (int64_t)item.bits < (int64_t)e->best.bits
                                     : (int64_t)item.bits > (int64_t)e->best.bits;
    else
        better = is_null(e->best) ? 1 : op_compare_bool(t, item, e->best, e->op);
    if (better > 0)
        value_store(t, &e->best, item);
    else
        decref(t, item);
    return better >= 0;
}

/* The same with the key function, if there is one. */
static bool consider(Thread *t, Value item, Extreme *e) {
    if (is_null(e->key))
        return consider_item(t, item, e);
    Value key = op_call1(t, e->key, item);
    int better = is_null(key) ? -1 : is_null(e->best) ? 1 : op_compare_bool(t, key, e->best_key, e->op);
    if (better <= 0) {
        decref(t, item);
        decref(t, key);
        return better == 0;
    }
    value_store(t, &e->best, item);
    value_store(t, &e->best_key, key);
    return true;
}

static bool consider_all(Thread *t, Value iterable, Extreme *e) {
    Value iterator = op_iter(t, iterable);
    if (is_null(iterator))
        return false;
    bool ok = true;
    while (ok) {
        Value item = iterator_step(t, iterator);
        if (is_null(item))
            break;
        ok = consider(t, item, e);
    }
    decref(t, iterator);
    return ok && !error_pending(t);
}

static Value find_extreme(Thread *t, Extreme *e, Value *args, int nargs, Tuple *kwnames) {
    if (nargs == 0)
        return raise_type_error(t, "%s expected at least 1 argument, got 0", e->name);
    if (!extreme_keywords(t, e, args + nargs, kwnames))
        return VALUE_NULL;
    if (nargs > 1 && !is_null(e->otherwise))
        return raise_type_error(t, "Cannot specify a default for %s() with multiple positional arguments",
                                e->name);
    bool ok = true;
    if (nargs == 1)
        ok = consider_all(t, args[0], e);
    else
        for (int i = 0; ok && i < nargs; i++)
            ok = consider(t, new_ref(args[i]), e);
    decref(t, e->best_key);
    if (!ok) {
        decref(t, e->best);
        return VALUE_NULL;
    }
    if (!is_null(e->best))
        return e->best;
    return is_null(e->otherwise) ? raise_value_error(t, "%s() arg is an empty sequence", e->name)
                                 : new_ref(e->otherwise);
}

Value builtins_min(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Extreme e = {"min", COMPARE_LT, VALUE_NULL, VALUE_NULL, VALUE_NULL, VALUE_NULL};
    return find_extreme(t, &e, args, nargs, kwnames);
}

Value builtins_max(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Extreme e = {"max", COMPARE_GT, VALUE_NULL, VALUE_NULL, VALUE_NULL, VALUE_NULL};
    return find_extreme(t, &e, args, nargs, kwnames);
}

/* Is there an item whose truth is `wanted`? 1, 0, -1. */
static int any_item(Thread *t, Value iterable, bool wanted) {
    Value iterator = op_iter(t, iterable);
    if (is_null(iterator))
        return -1;
    int found = 0;
    while (!found) {
        Value item = iterator_step(t, iterator);
        if (is_null(item))
            break;
        int truth = is_bool(item) ? is_true(item) : op_is_true(t, item);
        decref(t, item);
        found = truth < 0 ? -1 : truth == wanted;
    }
    decref(t, iterator);
    return error_pending(t) ? -1 : found;
}

Value builtins_all(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int found = any_item(t, args[0], false);
    return found < 0 ? VALUE_NULL : bool_value(!found);
}

Value builtins_any(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int found = any_item(t, args[0], true);
    return found < 0 ? VALUE_NULL : bool_value(found);
}

/* list(iterable), then list.sort with the keywords as they are: so its messages are sort()'s. */
Value builtins_sorted(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!args_positional(t, "sorted", nargs, 1, 1))
        return VALUE_NULL;
    List *list = op_to_list(t, args[0]);
    if (!list)
        return VALUE_NULL;
    Value result = VALUE_NULL;
    if (!kwnames || kwnames->length == 0) {
        result = list_sort(t, list, VALUE_NONE, false) ? VALUE_NONE : VALUE_NULL;
    } else {
        Value method = op_getattr(t, object_value(list), NAME(sort));
        if (!is_null(method))
            result = op_call(t, method, args + 1, 0, kwnames);
        decref(t, method);
    }
    if (!is_null(result))
        return object_value(list);
    decref_object(t, list);
    return VALUE_NULL;
}
