/* itertools: product, permutations, combinations, combinations_with_replacement.
 *
 * All four pick items out of pools by an array of indices, and make the next tuple by moving the rightmost
 * index that still can move. They differ in which one that is and in what happens to those to its right. */
#include "runtime/int.h"
#include "runtime/memory.h"
#include "stdlib/itertools.h"

typedef struct Chooser {
    Object ob;
    Tuple *pools;     /* product: one for each place; the others: one pool */
    int64_t *indices; /* permutations: of the whole pool, then the cycles; owned */
    int64_t places;   /* length of the results */
    bool started, stopped;
} Chooser;

static Chooser *chooser(Value v) {
    return (Chooser *)value_object(v);
}

static void chooser_dealloc(Thread *t, Object *o) {
    Chooser *self = (Chooser *)o;
    xdecref_object(t, self->pools);
    mem_free(self->indices);
}

static void chooser_traverse(Object *o, VisitFn visit, void *arg) {
    visit_object(((Chooser *)o)->pools, visit, arg);
}

/* Consumes pools (NULL: exception). The indices are 0. */
static Chooser *chooser_new(Thread *t, Type *type, Tuple *pools, int64_t places, int64_t index_count) {
    Chooser *self = pools ? object_new(t, type, 0) : NULL;
    if (!self) {
        xdecref_object(t, pools);
        return NULL;
    }
    self->pools = pools;
    self->places = places;
    self->indices = mem_calloc((size_t)index_count + 1, sizeof *self->indices);
    if (self->indices)
        return self;
    decref_object(t, self);
    return raise_no_memory(t), NULL;
}

static Tuple *pool_of(const Chooser *self) {
    return value_tuple(self->pools->items[0]);
}

/* (tuple(iterable),) */
static Tuple *one_pool(Thread *t, Value iterable) {
    Tuple *pool = op_to_tuple(t, iterable);
    return pool ? tuple_from_owned(t, (Value[]){object_value(pool)}, 1) : NULL;
}

/* The items that the first `places` indices choose from one pool. */
static Value chosen(Thread *t, Chooser *self) {
    Tuple *result = tuple_new(t, self->places);
    for (int64_t i = 0; result && i < self->places; i++)
        result->items[i] = new_ref(pool_of(self)->items[self->indices[i]]);
    return result_value(result);
}

/* The first result, or that there is none: true if a next one is to be made. */
static bool under_way(Chooser *self) {
    bool before = self->started;
    self->started = true;
    return before;
}

/* product */

static bool product_repeat(Thread *t, Value *values, Tuple *kwnames, int64_t *repeat) {
    *repeat = 1;
    for (int64_t i = 0; kwnames && i < kwnames->length; i++) {
        Str *name = value_str(kwnames->items[i]);
        if (!str_equal_ascii(name, "repeat"))
            return raise_type_error(t, "'%U' is an invalid keyword argument for product()", name), false;
        if (!op_index_int64(t, values[i], repeat, EXC_OverflowError))
            return false;
        if (*repeat < 0)
            return raise_value_error(t, "repeat argument cannot be negative"), false;
    }
    return true;
}

static Value product_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    int64_t repeat;
    if (!product_repeat(t, args + nargs, kwnames, &repeat))
        return VALUE_NULL;
    if (repeat > 0 && nargs > INT64_MAX / 64 / repeat)
        return raise_overflow(t, "repeat argument too large");
    int64_t given = repeat ? nargs : 0;
    Tuple *pools = tuple_new(t, given * repeat);
    bool ok = pools != NULL, empty = false;
    for (int64_t i = 0; ok && i < given; i++) {
        Tuple *pool = op_to_tuple(t, args[i]);
        ok = pool != NULL;
        for (int64_t j = i; ok && j < given * repeat; j += given)
            pools->items[j] = new_object_ref(pool);
        empty = empty || (ok && pool->length == 0);
        xdecref_object(t, pool);
    }
    if (!ok) {
        xdecref_object(t, pools);
        return VALUE_NULL;
    }
    Chooser *self = chooser_new(t, type, pools, given * repeat, given * repeat);
    if (self)
        self->stopped = empty;
    return result_value(self);
}

/* As an odometer: the last place turns fastest. */
static bool product_advance(Chooser *self) {
    for (int64_t i = self->places; --i >= 0;) {
        if (++self->indices[i] < value_tuple(self->pools->items[i])->length)
            return true;
        self->indices[i] = 0;
    }
    return false;
}

static Value product_next(Thread *t, Value v) {
    Chooser *self = chooser(v);
    if (self->stopped || (under_way(self) && !product_advance(self))) {
        self->stopped = true;
        return VALUE_NULL;
    }
    Tuple *result = tuple_new(t, self->places);
    for (int64_t i = 0; result && i < self->places; i++)
        result->items[i] = new_ref(value_tuple(self->pools->items[i])->items[self->indices[i]]);
    return result_value(result);
}

/* combinations */

static Value choose_new(Thread *t, Type *type, Value *args, bool replacement) {
    Tuple *pools = one_pool(t, args[0]);
    int64_t r;
    bool ok = pools && op_index_int64(t, args[1], &r, EXC_OverflowError);
    if (ok && r < 0) {
        raise_value_error(t, "r must be non-negative");
        ok = false;
    }
    if (!ok) {
        xdecref_object(t, pools);
        return VALUE_NULL;
    }
    int64_t n = value_tuple(pools->items[0])->length;
    bool none = replacement ? n == 0 && r > 0 : r > n;
    Chooser *self = chooser_new(t, type, pools, r, none ? 0 : r);
    if (!self)
        return VALUE_NULL;
    self->stopped = none;
    for (int64_t i = 0; !replacement && !none && i < r; i++)
        self->indices[i] = i;
    return object_value(self);
}

static Value combinations_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return choose_new(t, type, args, false);
}

/* Indices rise strictly: place i goes up to n - r + i; those to its right follow it. */
static bool combinations_advance(Chooser *self) {
    int64_t n = pool_of(self)->length, r = self->places, i = r - 1;
    while (i >= 0 && self->indices[i] == n - r + i)
        i--;
    if (i < 0)
        return false;
    self->indices[i]++;
    for (int64_t j = i + 1; j < r; j++)
        self->indices[j] = self->indices[j - 1] + 1;
    return true;
}

static Value combinations_next(Thread *t, Value v) {
    Chooser *self = chooser(v);
    if (self->stopped || (under_way(self) && !combinations_advance(self))) {
        self->stopped = true;
        return VALUE_NULL;
    }
    return chosen(t, self);
}

static Value replacement_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return choose_new(t, type, args, true);
}

/* Indices never fall: those to the right get the same value. */
static bool replacement_advance(Chooser *self) {
    int64_t n = pool_of(self)->length, r = self->places, i = r - 1;
    while (i >= 0 && self->indices[i] == n - 1)
        i--;
    if (i < 0)
        return false;
    int64_t index = self->indices[i] + 1;
    for (; i < r; i++)
        self->indices[i] = index;
    return true;
}

static Value replacement_next(Thread *t, Value v) {
    Chooser *self = chooser(v);
    if (self->stopped || (under_way(self) && !replacement_advance(self))) {
        self->stopped = true;
        return VALUE_NULL;
    }
    return chosen(t, self);
}

/* permutations */

static Value permutations_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Tuple *pools = one_pool(t, args[0]);
    if (!pools)
        return VALUE_NULL;
    int64_t n = value_tuple(pools->items[0])->length, r = n;
    bool ok = true;
    if (!is_null(args[1]) && !is_none(args[1])) {
        ok = type_of(t, args[1])->layout == TYPE_INT || is_small_int(args[1]) || is_bool(args[1]);
        if (!ok)
            raise_type_error(t, "Expected int as r");
        else
            ok = op_index_int64(t, args[1], &r, EXC_OverflowError);
    }
    if (ok && r < 0) {
        raise_value_error(t, "r must be non-negative");
        ok = false;
    }
    if (!ok) {
        decref_object(t, pools);
        return VALUE_NULL;
    }
    Chooser *self = chooser_new(t, type, pools, r, r > n ? 0 : n + r);
    if (!self)
        return VALUE_NULL;
    self->stopped = r > n;
    for (int64_t i = 0; !self->stopped && i < n; i++)
        self->indices[i] = i;
    for (int64_t i = 0; !self->stopped && i < r; i++)
        self->indices[n + i] = n - i; /* the cycles: how often place i still changes */
    return object_value(self);
}

/* Place i takes, one after the other, every index to its right; when its cycle ends they are as before,
 * rotated. */
static bool permutations_advance(Chooser *self) {
    int64_t n = pool_of(self)->length, *indices = self->indices, *cycles = indices + n;
    for (int64_t i = self->places; --i >= 0;) {
        int64_t index = indices[i];
        if (--cycles[i] == 0) {
            memmove(indices + i, indices + i + 1, (size_t)(n - i - 1) * sizeof *indices);
            indices[n - 1] = index;
            cycles[i] = n - i;
        } else {
            int64_t j = n - cycles[i];
            indices[i] = indices[j];
            indices[j] = index;
            return true;
        }
    }
    return false;
}

static Value permutations_next(Thread *t, Value v) {
    Chooser *self = chooser(v);
    if (self->stopped || (under_way(self) && !permutations_advance(self))) {
        self->stopped = true;
        return VALUE_NULL;
    }
    return chosen(t, self);
}

/* Pickling: (type, arguments) before the first result, with the indices as the state after it. */

static Tuple *numbers_tuple(Thread *t, const int64_t *numbers, int64_t count) {
    Tuple *tuple = tuple_new(t, count);
    for (int64_t i = 0; tuple && i < count; i++)
        tuple->items[i] = int_value(t, numbers[i]);
    return tuple;
}

/* Reads `count` indices out of a state; each is pressed into [low, its high]. */
static bool numbers_read(Thread *t, Value *items, int64_t count, int64_t low, int64_t high, int64_t *out) {
    for (int64_t i = 0; i < count; i++) {
        if (!op_index_int64(t, items[i], &out[i], EXC_OverflowError))
            return false;
        out[i] = out[i] < low ? low : out[i] > high ? high : out[i];
    }
    return true;
}

/* Of the state (a tuple of `count` things, or ValueError). */
static bool state_check(Thread *t, Value state, int64_t count) {
    if (is_tuple(state) && value_tuple(state)->length == count)
        return true;
    return raise_value_error(t, "invalid arguments"), false;
}

/* (type, ((), r)): exhausted. */
static Value reduce_stopped(Thread *t, Value v) {
    Tuple *nothing = tuple_new(t, 0);
    Tuple *call =
        nothing ? tuple_pack(t, 2, object_value(nothing), small_int_value(chooser(v)->places)) : NULL;
    xdecref_object(t, nothing);
    return itertools_reduce(t, v, call, VALUE_NULL);
}

static Value choice_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Chooser *self = chooser(args[0]);
    if (self->started && self->stopped)
        return reduce_stopped(t, args[0]);
    Tuple *call = tuple_pack(t, 2, self->pools->items[0], small_int_value(self->places));
    if (!call || !self->started)
        return itertools_reduce(t, args[0], call, VALUE_NULL);
    Tuple *state = numbers_tuple(t, self->indices, self->places);
    if (!state)
        decref_object(t, call);
    return state ? itertools_reduce(t, args[0], call, object_value(state)) : VALUE_NULL;
}

/* The state may come from anywhere: the indices are pressed to where a choice can be. */
static Value choice_setstate(Thread *t, Value *args, bool rising) {
    Chooser *self = chooser(args[0]);
    if (!state_check(t, args[1], self->places))
        return VALUE_NULL;
    int64_t n = pool_of(self)->length;
    for (int64_t i = 0; i < self->places && !self->stopped; i++) {
        int64_t high = rising ? n - self->places + i : n - 1;
        if (!numbers_read(t, &value_tuple(args[1])->items[i], 1, 0, high, &self->indices[i]))
            return VALUE_NULL;
    }
    self->started = true;
    return VALUE_NONE;
}

static Value combinations_setstate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return choice_setstate(t, args, true);
}

static Value replacement_setstate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return choice_setstate(t, args, false);
}

static Value permutations_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Chooser *self = chooser(args[0]);
    if (self->started && self->stopped)
        return reduce_stopped(t, args[0]);
    Tuple *call = tuple_pack(t, 2, self->pools->items[0], small_int_value(self->places));
    if (!call || !self->started)
        return itertools_reduce(t, args[0], call, VALUE_NULL);
    int64_t n = pool_of(self)->length;
    Tuple *indices = numbers_tuple(t, self->indices, n);
    Tuple *cycles = indices ? numbers_tuple(t, self->indices + n, self->places) : NULL;
    Tuple *state = cycles ? tuple_pack(t, 2, object_value(indices), object_value(cycles)) : NULL;
    xdecref_object(t, indices);
    xdecref_object(t, cycles);
    if (!state)
        decref_object(t, call);
    return state ? itertools_reduce(t, args[0], call, object_value(state)) : VALUE_NULL;
}

static Value permutations_setstate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Chooser *self = chooser(args[0]);
    if (!is_tuple(args[1]))
        return raise_type_error(t, "state is not a tuple");
    if (value_tuple(args[1])->length != 2)
        return raise_type_error(t, "function takes exactly 2 arguments (%zd given)",
                                value_tuple(args[1])->length);
    int64_t n = pool_of(self)->length;
    Value *parts = value_tuple(args[1])->items;
    for (int i = 0; i < 2; i++)
        if (!is_tuple(parts[i]))
            return raise_type_error(t, "argument %d must be tuple, not %T", i + 1, parts[i]);
    if (self->stopped || !state_check(t, parts[0], n) || !state_check(t, parts[1], self->places) ||
        !numbers_read(t, value_tuple(parts[0])->items, n, 0, n - 1, self->indices))
        return self->stopped && !error_pending(t) ? raise_value_error(t, "invalid arguments") : VALUE_NULL;
    for (int64_t i = 0; i < self->places; i++)
        if (!numbers_read(t, &value_tuple(parts[1])->items[i], 1, 1, n - i, &self->indices[n + i]))
            return VALUE_NULL;
    self->started = true;
    return VALUE_NONE;
}

static Value product_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Chooser *self = chooser(args[0]);
    if (self->stopped && self->started) { /* as the product of one empty pool */
        Tuple *nothing = tuple_new(t, 0);
        Tuple *call = nothing ? tuple_pack(t, 1, object_value(nothing)) : NULL;
        xdecref_object(t, nothing);
        return itertools_reduce(t, args[0], call, VALUE_NULL);
    }
    Tuple *call = tuple_from_array(t, self->pools->items, self->pools->length);
    if (!call || !self->started)
        return itertools_reduce(t, args[0], call, VALUE_NULL);
    Tuple *state = numbers_tuple(t, self->indices, self->places);
    if (!state)
        decref_object(t, call);
    return state ? itertools_reduce(t, args[0], call, object_value(state)) : VALUE_NULL;
}

static Value product_setstate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Chooser *self = chooser(args[0]);
    if (!state_check(t, args[1], self->places))
        return VALUE_NULL;
    for (int64_t i = 0; i < self->places; i++) {
        int64_t length = value_tuple(self->pools->items[i])->length;
        if (length == 0) /* nothing to choose from: there is no result */
            return self->stopped = true, VALUE_NONE;
        if (!numbers_read(t, &value_tuple(args[1])->items[i], 1, 0, length - 1, &self->indices[i]))
            return VALUE_NULL;
    }
    self->started = true;
    return VALUE_NONE;
}

#define PICKLED(reduce_function, setstate_function)                                                          \
    {                                                                                                        \
        {"__reduce__", reduce_function, "", "What pickle needs to make an equal object."},                   \
            {"__setstate__", setstate_function, "state, /", "Continue where a pickled iterator was."}, {     \
            0                                                                                                \
        }                                                                                                    \
    }
static const MethodDef product_methods[] = PICKLED(product_reduce, product_setstate);
static const MethodDef combinations_methods[] = PICKLED(choice_reduce, combinations_setstate);
static const MethodDef replacement_methods[] = PICKLED(choice_reduce, replacement_setstate);
static const MethodDef permutations_methods[] = PICKLED(permutations_reduce, permutations_setstate);

#define CHOOSER(visible_name, text, signature, new_function, next_function, method_table)                    \
    {                                                                                                        \
        .name = visible_name, .size = sizeof(Chooser), .flags = TYPE_GC | TYPE_BASE, .doc = text,            \
        .new_signature = signature, .methods = method_table,                                                 \
        .slots = {.dealloc = chooser_dealloc,                                                                \
                  .traverse = chooser_traverse,                                                              \
                  .iter = iterator_self,                                                                    \
                  .next = next_function,                                                                     \
                  .new_instance = new_function},                                                             \
    }

const TypeDef product_type_def =
    CHOOSER("itertools.product",
            "product(*iterables, repeat=1)\n\nAll tuples with one item of each iterable, as nested loops "
            "make them: the last one changes\nfastest. product(a, repeat=2) is product(a, a).",
            NULL, product_new, product_next, product_methods);
const TypeDef combinations_type_def =
    CHOOSER("itertools.combinations",
            "All tuples of r items at different places, in the order of the "
            "iterable.\n\ncombinations(\"abc\", 2): ab ac bc",
            "iterable, r", combinations_new, combinations_next, combinations_methods);
const TypeDef combinations_with_replacement_type_def =
    CHOOSER("itertools.combinations_with_replacement",
            "All tuples of r items, in the order of the iterable, where the same item may come "
            "again.\n\ncombinations_with_replacement(\"abc\", 2): aa ab ac bb bc cc",
            "iterable, r", replacement_new, replacement_next, replacement_methods);
const TypeDef permutations_type_def =
    CHOOSER("itertools.permutations",
            "All tuples of r items (all of them by default) at different places, in every "
            "order.\n\npermutations(\"abc\", 2): ab ac ba bc ca cb",
            "iterable, r=None", permutations_new, permutations_next, permutations_methods);
