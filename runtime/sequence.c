#include "runtime/sequence.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/str.h"

bool sequence_index(Thread *t, Value key, int64_t length, int64_t *index) {
    if (is_small_int(key))
        *index = small_int(key);
    else if (!op_index_int64(t, key, index, EXC_IndexError))
        return false;
    if (*index < 0)
        *index += length;
    return true;
}

static bool bound(Thread *t, Value arg, int64_t length, int64_t *result) {
    if (!sequence_is_index(t, arg)) {
        raise_type_error(t, "slice indices must be integers or have an __index__ method");
        return false;
    }
    if (!op_index_clipped(t, arg, result))
        return false;
    if (*result < 0) {
        *result += length;
        if (*result < 0)
            *result = 0;
    }
    return true;
}

bool sequence_bounds(Thread *t, Value start_arg, Value stop_arg, int64_t length, int64_t *start,
                     int64_t *stop) {
    *start = 0;
    *stop = INT64_MAX;
    if (!is_null(start_arg) && !bound(t, start_arg, length, start))
        return false;
    return is_null(stop_arg) || bound(t, stop_arg, length, stop);
}

bool sequence_repeat_count(Thread *t, Value count, int64_t *result) {
    if (is_small_int(count))
        *result = small_int(count);
    else if (!op_index_int64(t, count, result, EXC_OverflowError))
        return false;
    if (*result < 0)
        *result = 0;
    return true;
}

int sequence_items_equal_slowly(Thread *t, Value a, Value b) {
    if (is_str_exact(a) && is_str_exact(b))
        return str_equal(value_str(a), value_str(b));
    incref(a);
    incref(b);
    int equal = op_equal(t, a, b);
    decref(t, a);
    decref(t, b);
    return equal;
}

bool args_positional(Thread *t, const char *name, int nargs, int least, int most) {
    if (nargs >= least && nargs <= most)
        return true;
    int wanted = nargs < least ? least : most;
    const char *bound = least == most ? "" : nargs < least ? "at least " : "at most ";
    raise_type_error(t, "%.200s expected %s%d argument%s, got %d", name, bound, wanted,
                     wanted == 1 ? "" : "s", nargs);
    return false;
}

bool args_no_keywords(Thread *t, const char *name, Tuple *kwnames) {
    if (!kwnames || kwnames->length == 0)
        return true;
    raise_type_error(t, "%.200s() takes no keyword arguments", name);
    return false;
}

bool args_are_for(Thread *t, const Type *type, TypeId id) {
    const Type *base = builtin_type(t, id);
    return type == base || type->slots.init == base->slots.init;
}

bool member_readonly(Thread *t, Value self, Value v) {
    raise(t, EXC_AttributeError, "readonly attribute");
    return false;
}

Value pair_reused(Thread *t, Tuple **cache, Value a, Value b) {
    Tuple *pair = *cache;
    if (pair && object_refcount(pair) == 1) {
        incref_object(pair);
        value_store(t, &pair->items[0], a);
        value_store(t, &pair->items[1], b);
        return object_value(pair);
    }
    Tuple *fresh = tuple_from_owned(t, (Value[]){a, b}, 2);
    if (!pair && fresh) {
        incref_object(fresh);
        *cache = fresh;
    }
    return result_value(fresh);
}
