/* itertools that join iterables: chain and zip_longest. */
#include "runtime/callable.h"
#include "stdlib/itertools.h"

typedef struct Chain {
    Object ob;
    Value source; /* an iterator over the iterables; VALUE_NULL once exhausted */
    Value active; /* the iterator being read, or VALUE_NULL */
} Chain;

/* Consumes source (VALUE_NULL: exception). */
static Value chain_make(Thread *t, Type *type, Value source) {
    Chain *self = is_null(source) ? NULL : object_new(t, type, 0);
    if (!self) {
        decref(t, source);
        return VALUE_NULL;
    }
    self->source = source;
    self->active = VALUE_NULL;
    return object_value(self);
}

static Value chain_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (!itertools_no_keywords(t, type, "chain", kwnames))
        return VALUE_NULL;
    Tuple *iterables = tuple_from_array(t, args, nargs);
    Value source = iterables ? op_iter(t, object_value(iterables)) : VALUE_NULL;
    xdecref_object(t, iterables);
    return chain_make(t, type, source);
}

static Value chain_from_iterable(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return chain_make(t, (Type *)value_object(args[0]), op_iter(t, args[1]));
}

static void chain_dealloc(Thread *t, Object *o) {
    decref(t, ((Chain *)o)->source);
    decref(t, ((Chain *)o)->active);
}

static void chain_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((Chain *)o)->source, visit, arg);
    visit_value(((Chain *)o)->active, visit, arg);
}

static void chain_clear(Thread *t, Object *o) {
    value_clear(t, &((Chain *)o)->source);
    value_clear(t, &((Chain *)o)->active);
}

/* Goes on to the next iterable. */
static bool chain_advance(Thread *t, Chain *self) {
    Value iterable = iterator_step_held(t, self->source);
    Value iterator = is_null(iterable) ? VALUE_NULL : op_iter(t, iterable);
    decref(t, iterable);
    if (is_null(iterator)) /* the end, or not iterable: no more either way */
        value_clear(t, &self->source);
    else
        value_store(t, &self->active, iterator);
    return !is_null(iterator);
}

static Value chain_next(Thread *t, Value v) {
    Chain *self = (Chain *)value_object(v);
    while (!is_null(self->source)) {
        if (is_null(self->active) && !chain_advance(t, self))
            return VALUE_NULL;
        Value item = iterator_step_held(t, self->active);
        if (!is_null(item) || error_pending(t))
            return item;
        value_clear(t, &self->active);
    }
    return VALUE_NULL;
}

static Value chain_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Chain *self = (Chain *)value_object(args[0]);
    Tuple *nothing = tuple_new(t, 0);
    if (!nothing || is_null(self->source))
        return itertools_reduce(t, args[0], nothing, VALUE_NULL);
    Tuple *state =
        is_null(self->active) ? tuple_pack(t, 1, self->source) : tuple_pack(t, 2, self->source, self->active);
    if (!state)
        decref_object(t, nothing);
    return state ? itertools_reduce(t, args[0], nothing, object_value(state)) : VALUE_NULL;
}

static Value chain_setstate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Chain *self = (Chain *)value_object(args[0]);
    if (!is_tuple(args[1]))
        return raise_type_error(t, "state is not a tuple");
    Tuple *state = value_tuple(args[1]);
    if (!args_positional(t, "__setstate__", (int)state->length, 1, 2))
        return VALUE_NULL;
    for (int64_t i = 0; i < state->length; i++)
        if (!op_is_iterator(state->items[i], t))
            return raise_type_error(t, "Arguments must be iterators.");
    value_store(t, &self->source, new_ref(state->items[0]));
    value_store(t, &self->active, state->length == 2 ? new_ref(state->items[1]) : VALUE_NULL);
    return VALUE_NONE;
}

static const MethodDef chain_methods[] = {
    {"from_iterable", chain_from_iterable, "iterable, /",
     "chain() of iterables that an iterable gives one by one.", METHOD_CLASS},
    {"__reduce__", chain_reduce, "", "What pickle needs to make an equal object."},
    {"__setstate__", chain_setstate, "state, /", "Continue where a pickled iterator was."},
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS},
    {0},
};

const TypeDef chain_type_def = {
    .name = "itertools.chain",
    .size = sizeof(Chain),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "chain(*iterables)\n\nThe items of the first iterable, then those of the second, and so on.",
    .slots = {.dealloc = chain_dealloc,
              .traverse = chain_traverse,
              .clear = chain_clear,
              .iter = iterator_self,
              .next = chain_next,
              .new_instance = chain_new},
    .methods = chain_methods,
};

typedef struct ZipLongest {
    Object ob;
    Tuple *iterators; /* VALUE_NULL where exhausted */
    int64_t active;
    Value fill;
} ZipLongest;

static bool fill_keyword(Thread *t, Value *values, Tuple *kwnames, Value *fill) {
    *fill = VALUE_NONE;
    if (!kwnames || kwnames->length == 0)
        return true;
    if (kwnames->length > 1 || !str_equal_ascii(value_str(kwnames->items[0]), "fillvalue"))
        return raise_type_error(t, "zip_longest() got an unexpected keyword argument"), false;
    *fill = values[0];
    return true;
}

static Value zip_longest_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Value fill;
    if (!fill_keyword(t, args + nargs, kwnames, &fill))
        return VALUE_NULL;
    Tuple *iterators = tuple_new(t, nargs);
    bool ok = iterators != NULL;
    for (int i = 0; ok && i < nargs; i++) {
        iterators->items[i] = op_iter(t, args[i]);
        ok = !is_null(iterators->items[i]);
    }
    ZipLongest *self = ok ? object_new(t, type, 0) : NULL;
    if (!self) {
        xdecref_object(t, iterators);
        return VALUE_NULL;
    }
    self->iterators = iterators;
    self->active = nargs;
    self->fill = new_ref(fill);
    return object_value(self);
}

static void zip_longest_dealloc(Thread *t, Object *o) {
    xdecref_object(t, ((ZipLongest *)o)->iterators);
    decref(t, ((ZipLongest *)o)->fill);
}

static void zip_longest_traverse(Object *o, VisitFn visit, void *arg) {
    visit_object(((ZipLongest *)o)->iterators, visit, arg);
    visit_value(((ZipLongest *)o)->fill, visit, arg);
}

/* The item of iterator i, or the fill value once it is exhausted; VALUE_NULL: all are, or an exception. */
static Value zip_longest_item(Thread *t, ZipLongest *self, int64_t i) {
    if (is_null(self->iterators->items[i]))
        return new_ref(self->fill);
    Value item = iterator_step_held(t, self->iterators->items[i]);
    if (!is_null(item))
        return item;
    self->active--;
    if (self->active == 0 || error_pending(t)) {
        self->active = 0;
        return VALUE_NULL;
    }
    value_clear(t, &self->iterators->items[i]);
    return new_ref(self->fill);
}

static Value zip_longest_next(Thread *t, Value v) {
    ZipLongest *self = (ZipLongest *)value_object(v);
    int64_t count = self->iterators->length;
    if (self->active == 0)
        return VALUE_NULL;
    Tuple *result = tuple_new(t, count);
    for (int64_t i = 0; result && i < count; i++) {
        result->items[i] = zip_longest_item(t, self, i);
        if (is_null(result->items[i])) {
            decref_object(t, result);
            return VALUE_NULL;
        }
    }
    return result_value(result);
}

/* An exhausted iterator is an empty tuple in the arguments; the state is the fill value. */
static Value zip_longest_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    ZipLongest *self = (ZipLongest *)value_object(args[0]);
    Tuple *call = tuple_new(t, self->iterators->length);
    for (int64_t i = 0; call && i < call->length; i++) {
        Value iterator = self->iterators->items[i];
        call->items[i] = is_null(iterator) ? result_value(tuple_new(t, 0)) : new_ref(iterator);
    }
    return call ? itertools_reduce(t, args[0], call, new_ref(self->fill)) : VALUE_NULL;
}

static Value zip_longest_setstate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    value_store(t, &((ZipLongest *)value_object(args[0]))->fill, new_ref(args[1]));
    return VALUE_NONE;
}

static const MethodDef zip_longest_methods[] = {
    {"__reduce__", zip_longest_reduce, "", "What pickle needs to make an equal object."},
    {"__setstate__", zip_longest_setstate, "state, /", "Continue where a pickled iterator was."},
    {0},
};

const TypeDef zip_longest_type_def = {
    .name = "itertools.zip_longest",
    .size = sizeof(ZipLongest),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "zip_longest(*iterables, fillvalue=None)\n\nTuples with one item of each iterable, until the "
           "longest has ended. For the others that have\nended before there is the fillvalue.",
    .slots = {.dealloc = zip_longest_dealloc,
              .traverse = zip_longest_traverse,
              .iter = iterator_self,
              .next = zip_longest_next,
              .new_instance = zip_longest_new},
    .methods = zip_longest_methods,
};
