/* list.sort: a stable merge sort of natural runs.
 *
 * The array is cut into runs that are already ascending (or strictly descending, then turned round); short
 * ones are extended by binary insertion. Runs wait on a stack and are merged as Powersort decides (Munro and
 * Wild, "Nearly-Optimal Mergesorts", 2018), which keeps the merge tree close to optimal. A merge first
 * gallops to skip what is in place already, then goes item by item, and gallops again while one side keeps
 * winning.
 *
 * The comparison is chosen once for the whole array: small ints, floats, strings and tuples are compared
 * without a call to op_compare. The sort is written as always-inline functions of the comparison, so that
 * each of them gets a copy of the loops with the comparison inside.
 *
 * While it runs the list looks empty and has room -1, which any change overwrites: that is how changes by a
 * key function or a comparison are noticed. The items stay a permutation of themselves also when a comparison
 * raises. */
#include "runtime/list.h"
#include "runtime/memory.h"
#include "runtime/sequence.h"
#include "runtime/str.h"

enum { MIN_GALLOP = 7, SHORT_RUN = 32, MAX_PENDING = 72 };
#define INLINE static inline __attribute__((always_inline))

/* Positions in the two parallel arrays; values is NULL when the keys are the items themselves. */
typedef struct Items {
    Value *keys, *values;
} Items;

typedef struct Run {
    int64_t start, length;
    int power; /* of the boundary to the next run */
} Run;

typedef struct Sort {
    Thread *t;
    Items items;
    int64_t count;
    Items temp; /* room for half of the items, made by the first merge */
    Run pending[MAX_PENDING];
    int pending_count;
} Sort;

typedef int (*LessFn)(Thread *t, Value a, Value b); /* 1, 0, -1: exception */

static int less_any(Thread *t, Value a, Value b) {
    if (both_small_int(a, b))
        return (int64_t)a.bits < (int64_t)b.bits;
    return op_compare_bool(t, a, b, COMPARE_LT);
}

/* As tuples compare: the first items that differ decide. */
static int less_tuple(Thread *t, Value a, Value b) {
    const Tuple *x = value_tuple(a), *y = value_tuple(b);
    for (int64_t i = 0; i < x->length && i < y->length; i++) {
        int equal = sequence_items_equal(t, x->items[i], y->items[i]);
        if (equal <= 0)
            return equal < 0 ? -1 : less_any(t, x->items[i], y->items[i]);
    }
    return x->length < y->length;
}

INLINE int less_int(Thread *t, Value a, Value b) {
    return (int64_t)a.bits < (int64_t)b.bits;
}

INLINE int less_float(Thread *t, Value a, Value b) {
    return small_float(a) < small_float(b);
}

INLINE int less_str(Thread *t, Value a, Value b) {
    return str_compare(value_str(a), value_str(b)) < 0;
}

/* Strings of one byte for each character. */
INLINE int less_latin(Thread *t, Value a, Value b) {
    const Str *x = value_str(a), *y = value_str(b);
    int order = memcmp(x->data, y->data, (size_t)(x->length < y->length ? x->length : y->length));
    return order ? order < 0 : x->length < y->length;
}

INLINE Items items_at(Items items, int64_t i) {
    return (Items){items.keys + i, items.values ? items.values + i : NULL};
}

INLINE void copy_items(Items to, int64_t i, Items from, int64_t j, int64_t count) {
    memcpy(to.keys + i, from.keys + j, (size_t)count * sizeof(Value));
    if (to.values)
        memcpy(to.values + i, from.values + j, (size_t)count * sizeof(Value));
}

INLINE void move_items(Items items, int64_t to, int64_t from, int64_t count) {
    memmove(items.keys + to, items.keys + from, (size_t)count * sizeof(Value));
    if (items.values)
        memmove(items.values + to, items.values + from, (size_t)count * sizeof(Value));
}

INLINE void copy_item(Items to, int64_t i, Items from, int64_t j) {
    to.keys[i] = from.keys[j];
    if (to.values)
        to.values[i] = from.values[j];
}

static void reverse_values(Value *values, int64_t count) {
    for (int64_t i = 0, j = count - 1; i < j; i++, j--) {
        Value v = values[i];
        values[i] = values[j];
        values[j] = v;
    }
}

static void reverse_items(Items items, int64_t count) {
    reverse_values(items.keys, count);
    if (items.values)
        reverse_values(items.values, count);
}

/* How many of keys[0, count) are not greater than key. */
INLINE int64_t place_cheaply(Sort *s, Value key, const Value *keys, int64_t count, LessFn less) {
    int64_t low = 0;
    while (count > 0) {
        int64_t half = count >> 1;
        int64_t right =
            -(int64_t)!less(s->t, key, keys[low + half]); /* all bits set: it is in the right half */
        low += right & (half + 1);
        count = (half & ~right) | ((count - half - 1) & right);
    }
    return low;
}

/* Sorts items[0, count), of which [0, sorted) are in order, by binary insertion. */
INLINE bool insertion_sort(Sort *s, Items items, int64_t count, int64_t sorted, LessFn less, bool cheap) {
    for (int64_t i = sorted; i < count; i++) {
        Items one = items_at(items, i);
        Value key = one.keys[0], value = items.values ? one.values[0] : VALUE_NULL;
        int64_t low = cheap ? place_cheaply(s, key, items.keys, i, less) : 0, high = cheap ? low : i;
        while (low < high) {
            int64_t middle = (low + high) >> 1;
            int is_less = less(s->t, key, items.keys[middle]);
            if (is_less < 0)
                return false;
            if (is_less)
                high = middle;
            else
                low = middle + 1;
        }
        move_items(items, low + 1, low, i - low);
        items.keys[low] = key;
        if (items.values)
            items.values[low] = value;
    }
    return true;
}

/* Length of the run at the start of items; a descending one is turned round. -1: exception. */
INLINE int64_t find_run(Sort *s, Items items, int64_t count, LessFn less) {
    if (count < 2)
        return count;
    int down = less(s->t, items.keys[1], items.keys[0]);
    if (down < 0)
        return -1;
    int64_t length = 2;
    for (; length < count; length++) {
        int is_less = less(s->t, items.keys[length], items.keys[length - 1]);
        if (is_less < 0)
            return -1;
        if (is_less != down)
            break;
    }
    if (down)
        reverse_items(items, length);
    return length;
}

/* How many of keys[0, count) belong before key: those less than it (after = false), or also those equal to
 * it. Looks near the start (or, from_end, the end) first and doubles the distance. -1: exception. */
INLINE int64_t gallop(Sort *s, Value key, const Value *keys, int64_t count, bool after, bool from_end,
                      LessFn less) {
    int64_t low = 0, high = count, step = 1;
    while (low < high) { /* keys before low belong before, keys from high on do not */
        int64_t probe = from_end ? high - step : low + step - 1;
        if (probe < low || probe >= high)
            probe = (low + high) >> 1;
        int is_less = after ? less(s->t, key, keys[probe]) : less(s->t, keys[probe], key);
        if (is_less < 0)
            return -1;
        bool before = after ? !is_less : is_less;
        if (before)
            low = probe + 1;
        else
            high = probe;
        step = before != from_end ? step * 2 : count; /* overshot: from here on halve */
    }
    return low;
}

static bool ensure_temp(Sort *s) {
    if (s->temp.keys)
        return true;
    int64_t room = s->count / 2 + 1;
    s->temp.keys = mem_alloc((size_t)room * sizeof(Value) * (s->items.values ? 2 : 1));
    if (!s->temp.keys)
        return raise_no_memory(s->t), false;
    s->temp.values = s->items.values ? s->temp.keys + room : NULL;
    return true;
}

static inline Value select_value(Value a, Value b, int second) {
    uint64_t mask = -(uint64_t)second;
    return (Value){(a.bits & ~mask) | (b.bits & mask)};
}

/* Merges two runs as merge_forwards does, for a cheap comparison. */
INLINE void merge_cheaply(Sort *s, Items items, int64_t a, int64_t b, LessFn less) {
    Items left = s->temp;
    int64_t i = 0, j = a, out = 0, end = a + b;
    copy_items(left, 0, items, 0, a);
    while (i < a && j < end) {
        int right = less(s->t, items.keys[j], left.keys[i]);
        items.keys[out] = select_value(left.keys[i], items.keys[j], right);
        if (items.values)
            items.values[out] = select_value(left.values[i], items.values[j], right);
        out++;
        i += !right;
        j += right;
    }
    copy_items(items, out, left, i, a - i);
}

/* The same backwards, the second run in temp. */
INLINE void merge_cheaply_back(Sort *s, Items items, int64_t a, int64_t b, LessFn less) {
    Items right = s->temp;
    int64_t i = a, j = b, out = a + b;
    copy_items(right, 0, items, a, b);
    while (i > 0 && j > 0) {
        int left = less(s->t, right.keys[j - 1], items.keys[i - 1]);
        out--;
        items.keys[out] = select_value(right.keys[j - 1], items.keys[i - 1], left);
        if (items.values)
            items.values[out] = select_value(right.values[j - 1], items.values[i - 1], left);
        i -= left;
        j -= !left;
    }
    copy_items(items, out - j, right, 0, j);
}

/* Merges runs of a and b items at `items`, a <= b, forwards: the first run goes to temp. */
INLINE bool merge_forwards(Sort *s, Items items, int64_t a, int64_t b, LessFn less) {
    Items left = s->temp;
    int64_t i = 0, j = a, out = 0, end = a + b;
    int streak = 0; /* > 0: the right run wins, < 0: the left one */
    bool ok = true;
    copy_items(left, 0, items, 0, a);
    while (i < a && j < end) {
        int is_less = less(s->t, items.keys[j], left.keys[i]);
        if (is_less < 0) {
            ok = false;
            break;
        }
        if (is_less) {
            copy_item(items, out++, items, j++);
            streak = streak > 0 ? streak + 1 : 1;
        } else {
            copy_item(items, out++, left, i++);
            streak = streak < 0 ? streak - 1 : -1;
        }
        if (streak < MIN_GALLOP && streak > -MIN_GALLOP)
            continue;
        bool right = streak > 0;
        streak = 0;
        if (i >= a || j >= end)
            break;
        int64_t many = right ? gallop(s, left.keys[i], items.keys + j, end - j, false, false, less)
                             : gallop(s, items.keys[j], left.keys + i, a - i, true, false, less);
        if (many < 0) {
            ok = false;
            break;
        }
        if (right) {
            move_items(items, out, j, many);
            j += many;
        } else {
            copy_items(items, out, left, i, many);
            i += many;
        }
        out += many;
    }
    copy_items(items, out, left, i, a - i);
    return ok;
}

/* The same backwards, for a > b: the second run goes to temp. */
INLINE bool merge_backwards(Sort *s, Items items, int64_t a, int64_t b, LessFn less) {
    Items right = s->temp;
    int64_t i = a, j = b, out = a + b; /* all one past the next item */
    int streak = 0;                    /* > 0: the left run wins, < 0: the right one */
    bool ok = true;
    copy_items(right, 0, items, a, b);
    while (i > 0 && j > 0) {
        int is_less = less(s->t, right.keys[j - 1], items.keys[i - 1]);
        if (is_less < 0) {
            ok = false;
            break;
        }
        if (is_less) {
            copy_item(items, --out, items, --i);
            streak = streak > 0 ? streak + 1 : 1;
        } else {
            copy_item(items, --out, right, --j);
            streak = streak < 0 ? streak - 1 : -1;
        }
        if (streak < MIN_GALLOP && streak > -MIN_GALLOP)
            continue;
        bool left = streak > 0;
        streak = 0;
        if (i <= 0 || j <= 0)
            break;
        int64_t keep = left ? gallop(s, right.keys[j - 1], items.keys, i, true, true, less)
                            : gallop(s, items.keys[i - 1], right.keys, j, false, true, less);
        if (keep < 0) {
            ok = false;
            break;
        }
        int64_t many = left ? i - keep : j - keep;
        out -= many;
        if (left) {
            i = keep;
            move_items(items, out, i, many);
        } else {
            j = keep;
            copy_items(items, out, right, j, many);
        }
    }
    copy_items(items, out - j, right, 0, j);
    return ok;
}

/* Merges the two runs on top of the stack, as one run that takes their place. */
INLINE bool merge_top(Sort *s, LessFn less, bool cheap) {
    Run *run = &s->pending[--s->pending_count - 1];
    int64_t a = run->length, b = run[1].length;
    Items items = items_at(s->items, run->start);
    run->length = a + b;
    /* What is less than all of the other run is in its place already. */
    int64_t skip = gallop(s, items.keys[a], items.keys, a, true, false, less);
    if (skip < 0)
        return false;
    if (skip == a)
        return true;
    items = items_at(items, skip);
    a -= skip;
    b = gallop(s, items.keys[a - 1], items.keys + a, b, false, true, less);
    if (b <= 0)
        return b == 0;
    if (!ensure_temp(s))
        return false;
    if (!cheap)
        return a <= b ? merge_forwards(s, items, a, b, less) : merge_backwards(s, items, a, b, less);
    if (a <= b)
        merge_cheaply(s, items, a, b, less);
    else
        merge_cheaply_back(s, items, a, b, less);
    return true;
}

/* Half of twice_middle / count as a binary fraction, its point before the highest bit. */
static uint64_t fraction(int64_t twice_middle, int64_t count) {
    return (uint64_t)(((unsigned __int128)(uint64_t)twice_middle << 63) / (uint64_t)count);
}

/* The power of the boundary between two neighbouring runs: how many bits it takes to tell their middles
 * apart, as fractions of the whole. It is the depth of the boundary in an ideal merge tree. */
static int boundary_power(int64_t start, int64_t a, int64_t b, int64_t count) {
    int64_t left = 2 * start + a, right = 2 * (start + a) + b;
    return __builtin_clzll(fraction(left, count) ^ fraction(right, count)) + 1;
}

INLINE bool push_run(Sort *s, int64_t start, int64_t length, LessFn less, bool cheap) {
    if (s->pending_count) {
        Run *top = &s->pending[s->pending_count - 1];
        int power = boundary_power(top->start, top->length, length, s->count);
        while (s->pending_count > 1 && s->pending[s->pending_count - 2].power > power)
            if (!merge_top(s, less, cheap))
                return false;
        s->pending[s->pending_count - 1].power = power;
    }
    s->pending[s->pending_count++] = (Run){start, length, 0};
    return true;
}

/* The length that short runs are extended to: the count divided by a power of two, rounded up, and 64 at the
 * most. */
static int64_t shortest_run(int64_t count) {
    if (count < 2 * SHORT_RUN)
        return count;
    int halvings = 64 - 6 - __builtin_clzll((uint64_t)count); /* six bits of the count are left */
    return ((count - 1) >> halvings) + 1;
}

INLINE bool sort_with(Sort *s, LessFn less, bool cheap) {
    int64_t wanted = shortest_run(s->count);
    for (int64_t start = 0; start < s->count;) {
        Items items = items_at(s->items, start);
        int64_t left = s->count - start;
        int64_t length = find_run(s, items, left, less);
        if (length < 0)
            return false;
        if (length < wanted && length < left) {
            int64_t extended = left < wanted ? left : wanted;
            if (!insertion_sort(s, items, extended, length, less, cheap))
                return false;
            length = extended;
        }
        if (!push_run(s, start, length, less, cheap))
            return false;
        start += length;
    }
    while (s->pending_count > 1)
        if (!merge_top(s, less, cheap))
            return false;
    return true;
}

static bool sort_any(Sort *s) {
    return sort_with(s, less_any, false);
}
static bool sort_ints(Sort *s) {
    return sort_with(s, less_int, true);
}
static bool sort_floats(Sort *s) {
    return sort_with(s, less_float, true);
}
static bool sort_strs(Sort *s) {
    return sort_with(s, less_str, false);
}
static bool sort_tuples(Sort *s) {
    return sort_with(s, less_tuple, false);
}
static bool sort_latin(Sort *s) {
    return sort_with(s, less_latin, false);
}

static bool choose_and_sort(Sort *s) {
    bool ints = true, floats = true, strs = true, latin = true, tuples = true;
    for (int64_t i = 0; i < s->count && (ints || floats || strs || tuples); i++) {
        Value key = s->items.keys[i];
        ints = ints && is_small_int(key);
        floats = floats && is_small_float(key);
        strs = strs && is_str_exact(key);
        latin = latin && strs && value_str(key)->kind == 1;
        tuples = tuples && is_tuple_exact(key);
    }
    if (ints)
        return sort_ints(s);
    if (floats)
        return sort_floats(s);
    if (latin)
        return sort_latin(s);
    return strs ? sort_strs(s) : tuples ? sort_tuples(s) : sort_any(s);
}

/* The keys of all items, NULL with an exception if the key function raised. */
static Value *make_keys(Thread *t, Value key, const Value *items, int64_t count) {
    Value *keys = mem_alloc((size_t)(count ? count : 1) * sizeof *keys);
    if (!keys)
        return raise_no_memory(t), NULL;
    for (int64_t i = 0; i < count; i++) {
        keys[i] = op_call1(t, key, items[i]);
        if (is_null(keys[i])) {
            while (--i >= 0)
                decref(t, keys[i]);
            mem_free(keys);
            return NULL;
        }
    }
    return keys;
}

static bool sort_items(Thread *t, Value *values, int64_t count, Value key, bool reverse) {
    Value *keys = is_none(key) ? NULL : make_keys(t, key, values, count);
    if (!is_none(key) && !keys)
        return false;
    Sort s = {.t = t, .count = count};
    s.items = keys ? (Items){keys, values} : (Items){values, NULL};
    if (reverse) /* before and after: equal items keep their order */
        reverse_items(s.items, count);
    bool ok = choose_and_sort(&s);
    if (reverse)
        reverse_items(s.items, count);
    mem_free(s.temp.keys);
    for (int64_t i = 0; keys && i < count; i++)
        decref(t, keys[i]);
    mem_free(keys);
    return ok;
}

bool list_sort(Thread *t, List *list, Value key, bool reverse) {
    List saved = *list;
    list->items = NULL;
    list->length = 0;
    list->room = -1;
    bool ok = sort_items(t, saved.items, saved.length, key, reverse);
    if (ok && list->room != -1) {
        raise_value_error(t, "list modified during sort");
        ok = false;
    }
    List added = *list;
    list->items = saved.items;
    list->length = saved.length;
    list->room = saved.room;
    while (--added.length >= 0)
        decref(t, added.items[added.length]);
    mem_free(added.items);
    return ok;
}
