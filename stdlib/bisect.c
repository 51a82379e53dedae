/* Module _bisect: search in sorted sequences by halving. */
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"

/* The arguments of all four functions: a, x, lo=0, hi=None, *, key=None. */
typedef struct Search {
    Value sequence, x, key; /* borrowed; key VALUE_NULL: none */
    int64_t low, high;
    bool right; /* after equal items */
} Search;

static bool search_arguments(Thread *t, Value *args, bool right, Search *s) {
    *s = (Search){args[0], args[1], args[4], 0, -1, right};
    if (is_none(s->key))
        s->key = VALUE_NULL;
    if (!is_null(args[2]) && !op_index_int64(t, args[2], &s->low, EXC_OverflowError))
        return false;
    if (s->low < 0)
        return raise_value_error(t, "lo must be non-negative"), false;
    if (!is_null(args[3]) && !is_none(args[3]) && !op_index_int64(t, args[3], &s->high, EXC_OverflowError))
        return false;
    if (s->high == -1)
        s->high = op_length(t, s->sequence);
    return s->high >= 0 || !error_pending(t);
}

/* The key of item i, new. */
static Value item_key(Thread *t, const Search *s, int64_t i) {
    Value item;
    if (is_list_exact(s->sequence) && i < value_list(s->sequence)->length)
        item = new_ref(value_list(s->sequence)->items[i]);
    else
        item = op_sequence_item(t, s->sequence, i);
    if (is_null(item) || is_null(s->key))
        return item;
    Value key = op_call1(t, s->key, item);
    decref(t, item);
    return key;
}

/* Where x belongs; -1: exception. */
static int64_t find(Thread *t, const Search *s, Value x) {
    int64_t low = s->low, high = s->high;
    while (low < high) {
        int64_t middle = (int64_t)(((uint64_t)low + (uint64_t)high) / 2);
        Value key = item_key(t, s, middle);
        int less = is_null(key) ? -1
                   : s->right   ? op_compare_bool(t, x, key, COMPARE_LT)
                                : op_compare_bool(t, key, x, COMPARE_LT);
        decref(t, key);
        if (less < 0)
            return -1;
        if (less == s->right)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static Value bisect(Thread *t, Value *args, bool right) {
    Search s;
    if (!search_arguments(t, args, right, &s))
        return VALUE_NULL;
    int64_t i = find(t, &s, s.x);
    return i < 0 ? VALUE_NULL : int_value(t, i);
}

static bool insert(Thread *t, Value sequence, int64_t i, Value x) {
    if (is_list_exact(sequence))
        return list_insert(t, value_list(sequence), i, x);
    Str *name = str_intern_utf8(t, "insert");
    Value call[] = {sequence, int_value(t, i), x};
    Value result = name && !is_null(call[1]) ? op_call_method(t, name, call, 3) : VALUE_NULL;
    decref(t, call[1]); /* an int of a large index */
    xdecref_object(t, name);
    decref(t, result);
    return !is_null(result);
}

static Value insort(Thread *t, Value *args, bool right) {
    Search s;
    if (!search_arguments(t, args, right, &s))
        return VALUE_NULL;
    Value key = is_null(s.key) ? new_ref(s.x) : op_call1(t, s.key, s.x);
    int64_t i = is_null(key) ? -1 : find(t, &s, key);
    decref(t, key);
    return i >= 0 && insert(t, s.sequence, i, s.x) ? VALUE_NONE : VALUE_NULL;
}

static Value bisect_right_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bisect(t, args, true);
}
static Value bisect_left_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bisect(t, args, false);
}
static Value insort_right_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return insort(t, args, true);
}
static Value insort_left_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return insort(t, args, false);
}

static const char signature[] = "a, x, lo=0, hi=None, *, key=None";

static const MethodDef functions[] = {
    {"bisect_right", bisect_right_function, signature,
     "Where x belongs in the sorted list a, behind all items that are equal to it.\n\nOnly a[lo:hi] is "
     "looked at."},
    {"insort_right", insort_right_function, signature,
     "Inserts x into the sorted list a where it belongs, behind all items that are equal to it.\n\nOnly "
     "a[lo:hi] is looked at."},
    {"bisect_left", bisect_left_function, signature,
     "Where x belongs in the sorted list a, in front of all items that are equal to it.\n\nOnly a[lo:hi] is "
     "looked at."},
    {"insort_left", insort_left_function, signature,
     "Inserts x into the sorted list a where it belongs, in front of all items that are equal to it.\n\nOnly "
     "a[lo:hi] is looked at."},
    {0},
};

const ModuleDef bisect_module_def = {
    .name = "_bisect",
    .doc = "Bisection algorithms.",
    .functions = functions,
};
