/* enumerate, zip, map, filter and reversed. */
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/sequence.h"
#include "runtime/str.h"

/* (type(self), args..., [state]): consumes `args`. */
static Value reduce_to(Thread *t, Value self, Tuple *args, Value state) {
    if (!args)
        return VALUE_NULL;
    Value type = object_value(value_object(self)->type);
    Tuple *result = is_null(state) ? tuple_pack(t, 2, type, object_value(args))
                                   : tuple_pack(t, 3, type, object_value(args), state);
    decref_object(t, args);
    return result_value(result);
}

/* enumerate */

typedef struct Enumerate {
    Object ob;
    Value iterator;
    Value index; /* an int: of the next item */
    Tuple *pair; /* see pair_reused */
} Enumerate;

static Value enumerate_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (is_null(args[0]))
        return raise_type_error(t, "enumerate() missing required argument 'iterable'");
    Value iterator = VALUE_NULL;
    Value start = is_null(args[1]) ? small_int_value(0) : op_index(t, args[1]);
    if (!is_null(start))
        iterator = op_iter(t, args[0]);
    Enumerate *self = is_null(iterator) ? NULL : object_new(t, type, 0);
    if (!self) {
        decref(t, start);
        decref(t, iterator);
        return VALUE_NULL;
    }
    self->iterator = iterator;
    self->index = start;
    return object_value(self);
}

static void enumerate_dealloc(Thread *t, Object *o) {
    Enumerate *self = (Enumerate *)o;
    decref(t, self->iterator);
    decref(t, self->index);
    xdecref_object(t, self->pair);
}

static void enumerate_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((Enumerate *)o)->iterator, visit, arg);
    if (((Enumerate *)o)->pair)
        visit(&((Enumerate *)o)->pair->ob, arg);
}

static Value enumerate_next(Thread *t, Value v) {
    Enumerate *self = (Enumerate *)value_object(v);
    Value item = iterator_step(t, self->iterator);
    if (is_null(item))
        return VALUE_NULL;
    Value index = self->index;
    Value after =
        is_small_int(index) ? int_value(t, small_int(index) + 1) : int_add(t, index, small_int_value(1));
    if (is_null(after)) {
        decref(t, item);
        return VALUE_NULL;
    }
    self->index = after;
    return pair_reused(t, &self->pair, index, item);
}

static Value enumerate_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Enumerate *self = (Enumerate *)value_object(args[0]);
    return reduce_to(t, args[0], tuple_pack(t, 2, self->iterator, self->index), VALUE_NULL);
}

static const MethodDef enumerate_methods[] = {
    {"__reduce__", enumerate_reduce, "", "What pickle needs to make an equal object."},
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS},
    {0},
};

const TypeDef enumerate_type_def = {
    .name = "enumerate",
    .size = sizeof(Enumerate),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "Counts along with an iterable.\n\n  iterable\n    what is gone through\n  start\n    where "
           "counting begins\n\nThe items are pairs: list(enumerate(\"ab\", 1)) == [(1, \"a\"), (2, \"b\")].",
    .new_signature = "iterable=None, start=0",
    .slots = {.dealloc = enumerate_dealloc,
              .traverse = enumerate_traverse,
              .iter = iterator_self,
              .next = enumerate_next,
              .new_instance = enumerate_new},
    .methods = enumerate_methods,
};

/* zip and map share a tuple of iterators. */

typedef struct Iterators {
    Object ob;
    Tuple *iterators;
    Value function; /* map only */
    bool strict;    /* zip only */
    Tuple *result;  /* zip only: the last one given out, used again if nobody has kept it */
} Iterators;

static Iterators *iterators_of(Value v) {
    return (Iterators *)value_object(v);
}

static void iterators_dealloc(Thread *t, Object *o) {
    Iterators *self = (Iterators *)o;
    xdecref_object(t, self->iterators);
    decref(t, self->function);
    xdecref_object(t, self->result);
}

static void iterators_traverse(Object *o, VisitFn visit, void *arg) {
    Iterators *self = (Iterators *)o;
    if (self->iterators)
        visit(&self->iterators->ob, arg);
    if (self->result)
        visit(&self->result->ob, arg);
    visit_value(self->function, visit, arg);
}

/* iter() of each argument. */
static Tuple *all_iterators(Thread *t, Value *args, int count) {
    Tuple *iterators = tuple_new(t, count);
    for (int i = 0; iterators && i < count; i++) {
        iterators->items[i] = op_iter(t, args[i]);
        if (is_null(iterators->items[i])) {
            decref_object(t, iterators);
            return NULL;
        }
    }
    return iterators;
}

/* The one keyword of zip: strict. */
static bool zip_strict(Thread *t, Value *args, int nargs, Tuple *kwnames, bool *strict) {
    *strict = false;
    if (!kwnames || kwnames->length == 0)
        return true;
    if (kwnames->length > 1) {
        raise_type_error(t, "zip() takes at most 1 keyword argument (%zd given)", kwnames->length);
        return false;
    }
    if (!str_equal_ascii(value_str(kwnames->items[0]), "strict")) {
        raise_type_error(t, "'%V' is an invalid keyword argument for zip()", kwnames->items[0]);
        return false;
    }
    int truth = op_is_true(t, args[nargs]);
    *strict = truth > 0;
    return truth >= 0;
}

static Value iterators_new(Thread *t, Type *type, Tuple *iterators, Value function, bool strict) {
    Iterators *self = iterators ? object_new(t, type, 0) : NULL;
    if (!self) {
        xdecref_object(t, iterators);
        return VALUE_NULL;
    }
    self->iterators = iterators;
    self->function = new_ref(function);
    self->strict = strict;
    return object_value(self);
}

static Value zip_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    bool strict = false;
    if (type->slots.init == builtin_type(t, TYPE_ZIP)->slots.init &&
        !zip_strict(t, args, nargs, kwnames, &strict))
        return VALUE_NULL;
    return iterators_new(t, type, all_iterators(t, args, nargs), VALUE_NULL, strict);
}

/* Argument n ended first: the ones before it were longer, or one of those after it may be. */
static void check_strict(Thread *t, Iterators *self, int64_t n) {
    if (error_pending(t))
        return;
    if (n > 0) {
        raise_value_error(t, "zip() argument %zd is shorter than argument%s%zd", n + 1, n == 1 ? " " : "s 1-",
                          n);
        return;
    }
    for (int64_t i = 1; i < self->iterators->length; i++) {
        Value item = iterator_step(t, self->iterators->items[i]);
        if (!is_null(item)) {
            decref(t, item);
            raise_value_error(t, "zip() argument %zd is longer than argument%s%zd", i + 1,
                              i == 1 ? " " : "s 1-", i);
        }
        if (error_pending(t))
            return;
    }
}

/* The last tuple again, with its old items still in it, or a new one. */
static Tuple *zip_result(Thread *t, Iterators *self, int64_t count) {
    Tuple *result = self->result;
    if (result && object_refcount(result) == 1) {
        incref_object(result);
        return result;
    }
    Tuple *fresh = tuple_new(t, count);
    if (!result && fresh) {
        incref_object(fresh);
        self->result = fresh;
    }
    return fresh;
}

static Value zip_next(Thread *t, Value v) {
    Iterators *self = iterators_of(v);
    int64_t count = self->iterators->length;
    if (count == 0)
        return VALUE_NULL;
    Tuple *result = zip_result(t, self, count);
    for (int64_t i = 0; result && i < count; i++) {
        Value item = iterator_step(t, self->iterators->items[i]);
        if (is_null(item)) {
            decref_object(t, result);
            if (self->strict)
                check_strict(t, self, i);
            return VALUE_NULL;
        }
        value_store(t, &result->items[i], item);
    }
    return result_value(result);
}

static Value zip_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Iterators *self = iterators_of(args[0]);
    incref_object(self->iterators);
    return reduce_to(t, args[0], self->iterators, self->strict ? VALUE_TRUE : VALUE_NULL);
}

static Value zip_setstate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int truth = op_is_true(t, args[1]);
    if (truth < 0)
        return VALUE_NULL;
    iterators_of(args[0])->strict = truth;
    return VALUE_NONE;
}

static const MethodDef zip_methods[] = {
    {"__reduce__", zip_reduce, "", "What pickle needs to make an equal object."},
    {"__setstate__", zip_setstate, "state, /", "Continue where a pickled iterator was."},
    {0},
};

const TypeDef zip_type_def = {
    .name = "zip",
    .size = sizeof(Iterators),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "zip(*iterables, strict=False)\n\nAn iterator over tuples with one item of each iterable:\n\n    "
           "list(zip(\"ab\", [1, 2], \"xyz\")) == [(\"a\", 1, \"x\"), (\"b\", 2, \"y\")]\n\nIt ends with the "
           "shortest iterable. With strict=True it is a ValueError if another one would\nhave gone on.",
    .slots = {.dealloc = iterators_dealloc,
              .traverse = iterators_traverse,
              .iter = iterator_self,
              .next = zip_next,
              .new_instance = zip_new},
    .methods = zip_methods,
};

static Value map_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (args_are_for(t, type, TYPE_MAP) && !args_no_keywords(t, "map", kwnames))
        return VALUE_NULL;
    if (nargs < 2)
        return raise_type_error(t, "map() must have at least two arguments.");
    return iterators_new(t, type, all_iterators(t, args + 1, nargs - 1), args[0], false);
}

enum { MAP_FEW = 8 };

static Value map_call(Thread *t, Iterators *self, Value *items, int64_t count) {
    int n = 0;
    while (n < count) {
        items[n] = iterator_step(t, self->iterators->items[n]);
        if (is_null(items[n]))
            break;
        n++;
    }
    Value result = n == count ? op_call(t, self->function, items, n, NULL) : VALUE_NULL;
    while (--n >= 0)
        decref(t, items[n]);
    return result;
}

static Value map_next(Thread *t, Value v) {
    Iterators *self = iterators_of(v);
    int64_t count = self->iterators->length;
    Value few[MAP_FEW], *items = count <= MAP_FEW ? few : mem_alloc((size_t)count * sizeof *items);
    if (!items)
        return raise_no_memory(t);
    Value result = map_call(t, self, items, count);
    if (items != few)
        mem_free(items);
    return result;
}

static Value map_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Iterators *self = iterators_of(args[0]);
    int64_t count = self->iterators->length;
    Tuple *call = tuple_new(t, count + 1);
    if (!call)
        return VALUE_NULL;
    call->items[0] = new_ref(self->function);
    for (int64_t i = 0; i < count; i++)
        call->items[i + 1] = new_ref(self->iterators->items[i]);
    return reduce_to(t, args[0], call, VALUE_NULL);
}

static const MethodDef map_methods[] = {
    {"__reduce__", map_reduce, "", "What pickle needs to make an equal object."},
    {0},
};

const TypeDef map_type_def = {
    .name = "map",
    .size = sizeof(Iterators),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "map(func, *iterables)\n\nAn iterator over what func returns for the items of the iterables, one "
           "of each at a time. It\nends with the shortest of them.",
    .slots = {.dealloc = iterators_dealloc,
              .traverse = iterators_traverse,
              .iter = iterator_self,
              .next = map_next,
              .new_instance = map_new},
    .methods = map_methods,
};

/* filter */

typedef struct Filter {
    Object ob;
    Value function, iterator;
} Filter;

static Value filter_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (args_are_for(t, type, TYPE_FILTER) && !args_no_keywords(t, "filter", kwnames))
        return VALUE_NULL;
    if (!args_positional(t, "filter", nargs, 2, 2))
        return VALUE_NULL;
    Value iterator = op_iter(t, args[1]);
    Filter *self = is_null(iterator) ? NULL : object_new(t, type, 0);
    if (!self) {
        decref(t, iterator);
        return VALUE_NULL;
    }
    self->function = new_ref(args[0]);
    self->iterator = iterator;
    return object_value(self);
}

static void filter_dealloc(Thread *t, Object *o) {
    decref(t, ((Filter *)o)->function);
    decref(t, ((Filter *)o)->iterator);
}

static void filter_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((Filter *)o)->function, visit, arg);
    visit_value(((Filter *)o)->iterator, visit, arg);
}

/* Does the item pass? 1, 0, -1. None and bool ask for the item's own truth. */
static int passes(Thread *t, Value function, Value item) {
    if (is_none(function) || value_is(function, object_value(builtin_type(t, TYPE_BOOL))))
        return op_is_true(t, item);
    Value answer = op_call1(t, function, item);
    if (is_null(answer))
        return -1;
    int truth = op_is_true(t, answer);
    decref(t, answer);
    return truth;
}

static Value filter_next(Thread *t, Value v) {
    Filter *self = (Filter *)value_object(v);
    for (;;) {
        Value item = iterator_step(t, self->iterator);
        if (is_null(item))
            return VALUE_NULL;
        int good = passes(t, self->function, item);
        if (good > 0)
            return item;
        decref(t, item);
        if (good < 0)
            return VALUE_NULL;
    }
}

static Value filter_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Filter *self = (Filter *)value_object(args[0]);
    return reduce_to(t, args[0], tuple_pack(t, 2, self->function, self->iterator), VALUE_NULL);
}

static const MethodDef filter_methods[] = {
    {"__reduce__", filter_reduce, "", "What pickle needs to make an equal object."},
    {0},
};

const TypeDef filter_type_def = {
    .name = "filter",
    .size = sizeof(Filter),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "filter(function, iterable)\nfilter(None, iterable)\n\nAn iterator over the items for which the "
           "function returns something true, or which are true\nthemselves.",
    .slots = {.dealloc = filter_dealloc,
              .traverse = filter_traverse,
              .iter = iterator_self,
              .next = filter_next,
              .new_instance = filter_new},
    .methods = filter_methods,
};

/* reversed, for sequences without __reversed__: a SequenceCursor that counts down. */

static SequenceCursor *cursor(Value v) {
    return (SequenceCursor *)value_object(v);
}

static Value reversed_from(Thread *t, Type *type, Value sequence) {
    Value method = op_lookup_special(t, sequence, NAME(__reversed__));
    if (!is_null(method)) {
        Value result = is_none(method) ? raise_type_error(t, "'%.200T' object is not reversible", sequence)
                                       : op_call0(t, method);
        decref(t, method);
        return result;
    }
    if (error_pending(t))
        return VALUE_NULL;
    const Slots *slots = &type_of(t, sequence)->slots;
    if (!slots->getitem || !slots->length || is_dict(sequence))
        return raise_type_error(t, "'%.200T' object is not reversible", sequence);
    int64_t length = op_length(t, sequence);
    SequenceCursor *self = length < 0 ? NULL : object_new(t, type, 0);
    if (!self)
        return VALUE_NULL;
    self->sequence = new_ref(sequence);
    self->index = length - 1;
    return object_value(self);
}

Value reversed_new(Thread *t, Value sequence) {
    return reversed_from(t, builtin_type(t, TYPE_REVERSED), sequence);
}

static Value reversed_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (args_are_for(t, type, TYPE_REVERSED) && !args_no_keywords(t, "reversed", kwnames))
        return VALUE_NULL;
    return args_positional(t, "reversed", nargs, 1, 1) ? reversed_from(t, type, args[0]) : VALUE_NULL;
}

static void reversed_dealloc(Thread *t, Object *o) {
    decref(t, ((SequenceCursor *)o)->sequence);
}

static void reversed_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((SequenceCursor *)o)->sequence, visit, arg);
}

static Value reversed_next(Thread *t, Value v) {
    SequenceCursor *self = cursor(v);
    if (self->index >= 0) {
        Value item = op_sequence_item(t, self->sequence, self->index);
        if (!is_null(item)) {
            self->index--;
            return item;
        }
        if (!error_clear_if(t, EXC_IndexError) && !error_clear_if(t, EXC_StopIteration))
            return VALUE_NULL;
    }
    self->index = -1;
    if (!is_null(self->sequence))
        value_clear(t, &self->sequence);
    return VALUE_NULL;
}

static Value reversed_length_hint(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SequenceCursor *self = cursor(args[0]);
    if (is_null(self->sequence))
        return small_int_value(0);
    int64_t length = op_length(t, self->sequence);
    if (length < 0)
        return VALUE_NULL;
    return small_int_value(length < self->index + 1 ? 0 : self->index + 1);
}

static Value reversed_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SequenceCursor *self = cursor(args[0]);
    if (!is_null(self->sequence))
        return reduce_to(t, args[0], tuple_pack(t, 1, self->sequence), small_int_value(self->index));
    Tuple *nothing = tuple_new(t, 0);
    Value result =
        nothing ? reduce_to(t, args[0], tuple_pack(t, 1, object_value(nothing)), VALUE_NULL) : VALUE_NULL;
    xdecref_object(t, nothing);
    return result;
}

static Value reversed_setstate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SequenceCursor *self = cursor(args[0]);
    int64_t index;
    if (!op_index_int64(t, args[1], &index, EXC_OverflowError))
        return VALUE_NULL;
    if (!is_null(self->sequence)) {
        int64_t length = op_length(t, self->sequence);
        if (length < 0)
            return VALUE_NULL;
        self->index = index < -1 ? -1 : index > length - 1 ? length - 1 : index;
    }
    return VALUE_NONE;
}

static const MethodDef reversed_methods[] = {
    {"__length_hint__", reversed_length_hint, "", "How many items are probably left."},
    {"__reduce__", reversed_reduce, "", "What pickle needs to make an equal object."},
    {"__setstate__", reversed_setstate, "state, /", "Continue where a pickled iterator was."},
    {0},
};

const TypeDef reversed_type_def = {
    .name = "reversed",
    .size = sizeof(SequenceCursor),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "Iterate over a sequence from its end.",
    .new_signature = "!sequence, /",
    .slots = {.dealloc = reversed_dealloc,
              .traverse = reversed_traverse,
              .iter = iterator_self,
              .next = reversed_next,
              .new_instance = reversed_new_instance},
    .methods = reversed_methods,
};
