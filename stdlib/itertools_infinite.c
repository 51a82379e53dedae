/* itertools: count, cycle, repeat. */
#include "runtime/int.h"
#include "stdlib/itertools.h"

typedef struct Count {
    Object ob;
    Value next, step; /* numbers of any kind */
} Count;

static Count *count_of(Value v) {
    return (Count *)value_object(v);
}

static bool is_number(Thread *t, Value v) {
    const Slots *slots = &type_of(t, v)->slots;
    if (slots->unary[UNARY_INDEX] || slots->unary[UNARY_INT] || slots->unary[UNARY_FLOAT])
        return true;
    Value complex_method = op_lookup_special(t, v, NAME(__complex__));
    decref(t, complex_method);
    if (is_null(complex_method) && !error_pending(t))
        raise_type_error(t, "a number is required");
    return !is_null(complex_method);
}

static Value count_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Value start = is_null(args[0]) ? small_int_value(0) : args[0];
    Value step = is_null(args[1]) ? small_int_value(1) : args[1];
    if (!is_number(t, start) || !is_number(t, step))
        return VALUE_NULL;
    Count *self = object_new(t, type, 0);
    if (!self)
        return VALUE_NULL;
    self->next = new_ref(start);
    self->step = new_ref(step);
    return object_value(self);
}

static void count_dealloc(Thread *t, Object *o) {
    value_clear(t, &((Count *)o)->next);
    value_clear(t, &((Count *)o)->step);
}

static void count_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((Count *)o)->next, visit, arg);
    visit_value(((Count *)o)->step, visit, arg);
}

static Value count_next(Thread *t, Value v) {
    Count *self = count_of(v);
    if (is_null(self->next)) /* cleared by the collector */
        return VALUE_NULL;
    Value item = new_ref(self->next), after;
    if (both_small_int(item, self->step))
        after = int_value(t, small_int(item) + small_int(self->step));
    else
        after = op_binary(t, BINARY_ADD, item, self->step);
    if (is_null(after)) {
        decref(t, item);
        return VALUE_NULL;
    }
    value_store(t, &self->next, after);
    return item;
}

static Value count_repr(Thread *t, Value v) {
    Count *self = count_of(v);
    if (value_is(self->step, small_int_value(1)))
        return result_value(str_format(t, "count(%R)", self->next));
    return result_value(str_format(t, "count(%R, %R)", self->next, self->step));
}

static Value count_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Count *self = count_of(args[0]);
    Tuple *call = value_is(self->step, small_int_value(1)) ? tuple_pack(t, 1, self->next)
                                                           : tuple_pack(t, 2, self->next, self->step);
    return itertools_reduce(t, args[0], call, VALUE_NULL);
}

static const MethodDef count_methods[] = {
    {"__reduce__", count_reduce, "", "What pickle needs to make an equal object."},
    {0},
};

const TypeDef count_type_def = {
    .name = "itertools.count",
    .size = sizeof(Count),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "start, start + step, start + 2 * step and so on, without end.",
    .new_signature = "start=0, step=1",
    .slots = {.dealloc = count_dealloc,
              .traverse = count_traverse,
              .clear = count_dealloc,
              .repr = count_repr,
              .iter = iterator_self,
              .next = count_next,
              .new_instance = count_new},
    .methods = count_methods,
};

typedef struct Cycle {
    Object ob;
    Value iterator; /* VALUE_NULL once exhausted: then the saved items go round */
    List *saved;
    int64_t index;
    bool first_pass; /* what the iterator brings is saved already: a state set so */
} Cycle;

static Value cycle_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (!itertools_no_keywords(t, type, "cycle", kwnames) || !args_positional(t, "cycle", nargs, 1, 1))
        return VALUE_NULL;
    Value iterator = op_iter(t, args[0]);
    List *saved = is_null(iterator) ? NULL : list_new(t, 0);
    Cycle *self = saved ? object_new(t, type, 0) : NULL;
    if (!self) {
        decref(t, iterator);
        xdecref_object(t, saved);
        return VALUE_NULL;
    }
    self->iterator = iterator;
    self->saved = saved;
    return object_value(self);
}

/* The list stays: the collector clears it by itself. */
static void cycle_clear(Thread *t, Object *o) {
    value_clear(t, &((Cycle *)o)->iterator);
}

static void cycle_dealloc(Thread *t, Object *o) {
    cycle_clear(t, o);
    xdecref_object(t, ((Cycle *)o)->saved);
}

static void cycle_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((Cycle *)o)->iterator, visit, arg);
    visit_object(((Cycle *)o)->saved, visit, arg);
}

static Value cycle_next(Thread *t, Value v) {
    Cycle *self = (Cycle *)value_object(v);
    if (!is_null(self->iterator)) {
        Value item = iterator_step_held(t, self->iterator);
        if (!is_null(item)) {
            if (self->first_pass || list_append(t, self->saved, item))
                return item;
            decref(t, item);
            return VALUE_NULL;
        }
        if (error_pending(t))
            return VALUE_NULL;
        value_clear(t, &self->iterator);
    }
    List *saved = self->saved;
    if (saved->length == 0)
        return VALUE_NULL;
    if (self->index >= saved->length) /* the list of a state may be anybody's, and shrink */
        self->index = 0;
    Value item = new_ref(saved->items[self->index]);
    self->index = self->index + 1 < saved->length ? self->index + 1 : 0;
    return item;
}

/* The state is (saved items, whether they go round). While they go round the arguments are an iterator over
 * them that stands where this one stands. */
static Value cycle_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Cycle *self = (Cycle *)value_object(args[0]);
    Value source = self->iterator;
    if (!is_null(source)) {
        Tuple *state = tuple_pack(t, 2, object_value(self->saved), VALUE_FALSE);
        Tuple *call = state ? tuple_pack(t, 1, source) : NULL;
        if (!call)
            xdecref_object(t, state);
        return call ? itertools_reduce(t, args[0], call, object_value(state)) : VALUE_NULL;
    }
    source = op_iter(t, object_value(self->saved));
    for (int64_t i = 0; !is_null(source) && i < self->index; i++)
        decref(t, iterator_step(t, source));
    Tuple *call = is_null(source) ? NULL : tuple_pack(t, 1, source);
    decref(t, source);
    Tuple *state = call ? tuple_pack(t, 2, object_value(self->saved), VALUE_TRUE) : NULL;
    if (!state)
        xdecref_object(t, call);
    return state ? itertools_reduce(t, args[0], call, object_value(state)) : VALUE_NULL;
}

/* What the iterator still brings belongs to the saved items if they are not going round yet. */
static Value cycle_setstate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Cycle *self = (Cycle *)value_object(args[0]);
    if (!is_tuple(args[1]))
        return raise_type_error(t, "state is not a tuple");
    Tuple *state = value_tuple(args[1]);
    int64_t round;
    if (state->length != 2)
        return raise_type_error(t, "function takes exactly 2 arguments (%zd given)", state->length);
    if (!is_list(state->items[0]))
        return raise_type_error(t, "argument 1 must be list, not %T", state->items[0]);
    if (!op_index_int64(t, state->items[1], &round, EXC_OverflowError))
        return VALUE_NULL;
    incref_object(value_list(state->items[0]));
    List *old = self->saved;
    self->saved = value_list(state->items[0]);
    decref_object(t, old);
    self->index = 0;
    self->first_pass = round != 0;
    return VALUE_NONE;
}

static const MethodDef cycle_methods[] = {
    {"__reduce__", cycle_reduce, "", "What pickle needs to make an equal object."},
    {"__setstate__", cycle_setstate, "state, /", "Continue where a pickled iterator was."},
    {0},
};

const TypeDef cycle_type_def = {
    .name = "itertools.cycle",
    .size = sizeof(Cycle),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "The items over and over again.",
    .new_signature = "!iterable, /",
    .slots = {.dealloc = cycle_dealloc,
              .traverse = cycle_traverse,
              .clear = cycle_clear,
              .iter = iterator_self,
              .next = cycle_next,
              .new_instance = cycle_new},
    .methods = cycle_methods,
};

typedef struct Repeat {
    Object ob;
    Value item;
    int64_t left; /* -1: without end */
} Repeat;

static Repeat *repeat_of(Value v) {
    return (Repeat *)value_object(v);
}

static Value repeat_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    int64_t times = -1;
    if (!is_null(args[1])) {
        if (!op_index_int64(t, args[1], &times, EXC_OverflowError))
            return VALUE_NULL;
        times = times < 0 ? 0 : times;
    }
    Repeat *self = object_new(t, type, 0);
    if (!self)
        return VALUE_NULL;
    self->item = new_ref(args[0]);
    self->left = times;
    return object_value(self);
}

static void repeat_dealloc(Thread *t, Object *o) {
    decref(t, ((Repeat *)o)->item);
}

static void repeat_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((Repeat *)o)->item, visit, arg);
}

static Value repeat_next(Thread *t, Value v) {
    Repeat *self = repeat_of(v);
    if (self->left == 0)
        return VALUE_NULL;
    if (self->left > 0)
        self->left--;
    return new_ref(self->item);
}

static Value repeat_repr(Thread *t, Value v) {
    Repeat *self = repeat_of(v);
    if (self->left < 0)
        return result_value(str_format(t, "repeat(%R)", self->item));
    return result_value(str_format(t, "repeat(%R, %zd)", self->item, self->left));
}

static Value repeat_length_hint(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Repeat *self = repeat_of(args[0]);
    return self->left < 0 ? raise_type_error(t, "len() of unsized object") : int_value(t, self->left);
}

static Value repeat_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Repeat *self = repeat_of(args[0]);
    Tuple *call = self->left < 0 ? tuple_pack(t, 1, self->item)
                                 : tuple_pack(t, 2, self->item, int_value(t, self->left));
    return itertools_reduce(t, args[0], call, VALUE_NULL);
}

static const MethodDef repeat_methods[] = {
    {"__length_hint__", repeat_length_hint, "", "How many items are probably left."},
    {"__reduce__", repeat_reduce, "", "What pickle needs to make an equal object."},
    {0},
};

const TypeDef repeat_type_def = {
    .name = "itertools.repeat",
    .size = sizeof(Repeat),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "repeat(object [,times])\n\nThe object so many times, or without end.",
    .new_signature = "object, times=None",
    .slots = {.dealloc = repeat_dealloc,
              .traverse = repeat_traverse,
              .repr = repeat_repr,
              .iter = iterator_self,
              .next = repeat_next,
              .new_instance = repeat_new},
    .methods = repeat_methods,
};
