/* itertools that pass on some items of one iterator, or a function of each: takewhile, dropwhile,
 * filterfalse, starmap, compress, pairwise, islice, accumulate. */
#include "runtime/int.h"
#include "stdlib/itertools.h"

/* Most of them: something to ask, and the iterator. */
typedef struct Filtered {
    Object ob;
    Value function; /* compress: the iterator of selectors; pairwise: the previous item, VALUE_NULL before the
                       first */
    Value iterator;
    bool decided; /* takewhile: has ended; dropwhile: has begun */
} Filtered;

static Filtered *filtered(Value v) {
    return (Filtered *)value_object(v);
}

static void filtered_dealloc(Thread *t, Object *o) {
    Filtered *self = (Filtered *)o;
    decref(t, self->function);
    decref(t, self->iterator);
}

static void filtered_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((Filtered *)o)->function, visit, arg);
    visit_value(((Filtered *)o)->iterator, visit, arg);
}

/* Consumes iterator (VALUE_NULL: exception); function is counted. */
static Value filtered_new(Thread *t, Type *type, Value function, Value iterator) {
    Filtered *self = is_null(iterator) ? NULL : object_new(t, type, 0);
    if (!self) {
        decref(t, iterator);
        return VALUE_NULL;
    }
    self->function = new_ref(function);
    self->iterator = iterator;
    return object_value(self);
}

static Value two_arguments(Thread *t, Type *type, const char *name, Value *args, int nargs, Tuple *kwnames) {
    if (!itertools_no_keywords(t, type, name, kwnames) || !args_positional(t, name, nargs, 2, 2))
        return VALUE_NULL;
    return filtered_new(t, type, args[0], op_iter(t, args[1]));
}

static Value filtered_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Filtered *self = filtered(args[0]);
    return itertools_reduce(t, args[0], tuple_pack(t, 2, self->function, self->iterator), VALUE_NULL);
}

static Value decided_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Filtered *self = filtered(args[0]);
    Tuple *call = tuple_pack(t, 2, self->function, self->iterator);
    return itertools_reduce(t, args[0], call, bool_value(self->decided));
}

static Value decided_setstate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return arg_bool(t, args[1], &filtered(args[0])->decided) ? VALUE_NONE : VALUE_NULL;
}

/* Truth of function(item), -1: exception. */
static int ask(Thread *t, Value function, Value item) {
    Value answer = op_call1(t, function, item);
    if (is_null(answer))
        return -1;
    int truth = op_is_true(t, answer);
    decref(t, answer);
    return truth;
}

static Value takewhile_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return two_arguments(t, type, "takewhile", args, nargs, kwnames);
}

static Value takewhile_next(Thread *t, Value v) {
    Filtered *self = filtered(v);
    Value item = self->decided ? VALUE_NULL : iterator_step(t, self->iterator);
    if (is_null(item))
        return VALUE_NULL;
    int good = ask(t, self->function, item);
    if (good > 0)
        return item;
    decref(t, item);
    self->decided = self->decided || good == 0;
    return VALUE_NULL;
}

static Value dropwhile_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return two_arguments(t, type, "dropwhile", args, nargs, kwnames);
}

static Value dropwhile_next(Thread *t, Value v) {
    Filtered *self = filtered(v);
    for (;;) {
        Value item = iterator_step(t, self->iterator);
        if (is_null(item) || self->decided)
            return item;
        int drop = ask(t, self->function, item);
        if (drop == 0) {
            self->decided = true;
            return item;
        }
        decref(t, item);
        if (drop < 0)
            return VALUE_NULL;
    }
}

static Value filterfalse_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return two_arguments(t, type, "filterfalse", args, nargs, kwnames);
}

static Value filterfalse_next(Thread *t, Value v) {
    Filtered *self = filtered(v);
    bool plain =
        is_none(self->function) || value_is(self->function, object_value(builtin_type(t, TYPE_BOOL)));
    for (;;) {
        Value item = iterator_step(t, self->iterator);
        if (is_null(item))
            return VALUE_NULL;
        int truth = plain ? op_is_true(t, item) : ask(t, self->function, item);
        if (truth == 0)
            return item;
        decref(t, item);
        if (truth < 0)
            return VALUE_NULL;
    }
}

static Value starmap_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return two_arguments(t, type, "starmap", args, nargs, kwnames);
}

static Value starmap_next(Thread *t, Value v) {
    Filtered *self = filtered(v);
    Value item = iterator_step(t, self->iterator);
    if (is_null(item))
        return VALUE_NULL;
    Tuple *call = is_tuple_exact(item) ? value_tuple(new_ref(item)) : op_to_tuple(t, item);
    Value result = call ? op_call(t, self->function, call->items, (int)call->length, NULL) : VALUE_NULL;
    xdecref_object(t, call);
    decref(t, item);
    return result;
}

static Value compress_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Value data = op_iter(t, args[0]);
    Value selectors = is_null(data) ? VALUE_NULL : op_iter(t, args[1]);
    if (is_null(selectors)) {
        decref(t, data);
        return VALUE_NULL;
    }
    Value result = filtered_new(t, type, selectors, data);
    decref(t, selectors);
    return result;
}

static Value compress_next(Thread *t, Value v) {
    Filtered *self = filtered(v);
    for (;;) {
        Value item = iterator_step(t, self->iterator);
        Value selector = is_null(item) ? VALUE_NULL : iterator_step(t, self->function);
        int wanted = is_null(selector) ? -1 : op_is_true(t, selector);
        decref(t, selector);
        if (wanted > 0)
            return item;
        decref(t, item);
        if (wanted < 0)
            return VALUE_NULL;
    }
}

static Value compress_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Filtered *self = filtered(args[0]);
    return itertools_reduce(t, args[0], tuple_pack(t, 2, self->iterator, self->function), VALUE_NULL);
}

static Value pairwise_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (!itertools_no_keywords(t, type, "pairwise", kwnames) || !args_positional(t, "pairwise", nargs, 1, 1))
        return VALUE_NULL;
    return filtered_new(t, type, VALUE_NULL, op_iter(t, args[0]));
}

static Value pairwise_next(Thread *t, Value v) {
    Filtered *self = filtered(v);
    if (is_null(self->iterator))
        return VALUE_NULL;
    if (is_null(self->function)) {
        value_store(t, &self->function, iterator_step_held(t, self->iterator));
        if (is_null(self->function))
            return value_clear(t, &self->iterator), VALUE_NULL;
    }
    Value old = new_ref(self->function);
    Value item = iterator_step_held(t, self->iterator);
    if (is_null(item)) {
        value_clear(t, &self->iterator);
        value_clear(t, &self->function);
        decref(t, old);
        return VALUE_NULL;
    }
    value_store(t, &self->function, new_ref(item));
    return result_value(tuple_from_owned(t, (Value[]){old, item}, 2));
}

static const MethodDef decided_methods[] = {
    {"__reduce__", decided_reduce, "", "What pickle needs to make an equal object."},
    {"__setstate__", decided_setstate, "state, /", "Continue where a pickled iterator was."},
    {0},
};

static const MethodDef filtered_methods[] = {
    {"__reduce__", filtered_reduce, "", "What pickle needs to make an equal object."},
    {0},
};

static const MethodDef compress_methods[] = {
    {"__reduce__", compress_reduce, "", "What pickle needs to make an equal object."},
    {0},
};

#define FILTERED(visible_name, text, signature, new_function, next_function, method_table)                   \
    {                                                                                                        \
        .name = visible_name, .size = sizeof(Filtered), .flags = TYPE_GC | TYPE_BASE, .doc = text,           \
        .new_signature = signature, .methods = method_table,                                                 \
        .slots = {.dealloc = filtered_dealloc,                                                               \
                  .traverse = filtered_traverse,                                                             \
                  .iter = iterator_self,                                                                     \
                  .next = next_function,                                                                     \
                  .new_instance = new_function},                                                             \
    }

const TypeDef takewhile_type_def =
    FILTERED("itertools.takewhile", "The items up to the first one for which the predicate is false.",
             "!predicate, iterable, /", takewhile_new, takewhile_next, decided_methods);
const TypeDef dropwhile_type_def =
    FILTERED("itertools.dropwhile", "The items from the first one on for which the predicate is false.",
             "!predicate, iterable, /", dropwhile_new, dropwhile_next, decided_methods);
const TypeDef filterfalse_type_def =
    FILTERED("itertools.filterfalse",
             "The items for which the function is false; those that are false themselves if it is None.",
             "!function, iterable, /", filterfalse_new, filterfalse_next, filtered_methods);
const TypeDef starmap_type_def = FILTERED(
    "itertools.starmap", "What the function returns for each item, which is a tuple of its arguments.",
    "!function, iterable, /", starmap_new, starmap_next, filtered_methods);
const TypeDef compress_type_def = FILTERED("itertools.compress", "The items of data whose selector is true.",
                                           "data, selectors", compress_new, compress_next, compress_methods);
const TypeDef pairwise_type_def =
    FILTERED("itertools.pairwise", "Each item with the one that follows it.\n\npairwise(\"abcd\"): ab bc cd",
             "!iterable, /", pairwise_new, pairwise_next, NULL);

typedef struct Islice {
    Object ob;
    Value iterator; /* VALUE_NULL once exhausted */
    int64_t next;   /* index of the next item to pass on */
    int64_t stop;   /* -1: no end */
    int64_t step, taken;
} Islice;

/* An argument of islice; None and -1 (exception) leave the default. */
static bool islice_number(Thread *t, Value v, const char *message, int64_t least, int64_t *out) {
    if (is_none(v))
        return true;
    int64_t i = -1;
    if (sequence_is_index(t, v) && op_index_int64(t, v, &i, EXC_OverflowError) && i >= least)
        return *out = i, true;
    error_clear(t);
    return raise_value_error(t, "%s", message), false;
}

static bool islice_arguments(Thread *t, Value *args, int nargs, Islice *out) {
    static const char indices[] = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    static const char stop[] =
        "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    out->next = 0;
    out->stop = -1;
    out->step = 1;
    if (nargs == 2)
        return islice_number(t, args[1], stop, 0, &out->stop);
    if (!islice_number(t, args[2], stop, 0, &out->stop))
        return false;
    if (!islice_number(t, args[1], indices, 0, &out->next))
        return false;
    return nargs < 4 ||
           islice_number(t, args[3], "Step for islice() must be a positive integer or None.", 1, &out->step);
}

static Value islice_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Islice numbers;
    if (!itertools_no_keywords(t, type, "islice", kwnames) || !args_positional(t, "islice", nargs, 2, 4) ||
        !islice_arguments(t, args, nargs, &numbers))
        return VALUE_NULL;
    Value iterator = op_iter(t, args[0]);
    Islice *self = is_null(iterator) ? NULL : object_new(t, type, 0);
    if (!self) {
        decref(t, iterator);
        return VALUE_NULL;
    }
    self->iterator = iterator;
    self->next = numbers.next;
    self->stop = numbers.stop;
    self->step = numbers.step;
    return object_value(self);
}

static void islice_dealloc(Thread *t, Object *o) {
    decref(t, ((Islice *)o)->iterator);
}

static void islice_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((Islice *)o)->iterator, visit, arg);
}

/* The next item of the iterator, which goes at its end. */
static Value islice_take(Thread *t, Islice *self) {
    Value item = iterator_step_held(t, self->iterator);
    if (is_null(item))
        value_clear(t, &self->iterator);
    else
        self->taken++;
    return item;
}

static Value islice_next(Thread *t, Value v) {
    Islice *self = (Islice *)value_object(v);
    int64_t end = self->stop < 0 ? INT64_MAX : self->stop;
    while (!is_null(self->iterator) && self->taken < self->next)
        decref(t, islice_take(t, self));
    if (!is_null(self->iterator) && self->taken >= end)
        value_clear(t, &self->iterator);
    if (is_null(self->iterator))
        return VALUE_NULL;
    Value item = islice_take(t, self);
    if (!is_null(item))
        self->next = self->next < end - self->step ? self->next + self->step : end;
    return item;
}

/* Exhausted: islice(iter([]), 0). Otherwise the state is how many items have been taken. */
static Value islice_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Islice *self = (Islice *)value_object(args[0]);
    if (is_null(self->iterator)) {
        List *nothing = list_new(t, 0);
        Value iterator = nothing ? op_iter(t, object_value(nothing)) : VALUE_NULL;
        Tuple *call = is_null(iterator) ? NULL : tuple_pack(t, 2, iterator, small_int_value(0));
        xdecref_object(t, nothing);
        decref(t, iterator);
        return itertools_reduce(t, args[0], call, small_int_value(0));
    }
    Value stop = self->stop < 0 ? VALUE_NONE : int_value(t, self->stop);
    Tuple *call = tuple_pack(t, 4, self->iterator, int_value(t, self->next), stop, int_value(t, self->step));
    return itertools_reduce(t, args[0], call, int_value(t, self->taken));
}

static Value islice_setstate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Islice *self = (Islice *)value_object(args[0]);
    return op_index_int64(t, args[1], &self->taken, EXC_OverflowError) ? VALUE_NONE : VALUE_NULL;
}

static const MethodDef islice_methods[] = {
    {"__reduce__", islice_reduce, "", "What pickle needs to make an equal object."},
    {"__setstate__", islice_setstate, "state, /", "Continue where a pickled iterator was."},
    {0},
};

const TypeDef islice_type_def = {
    .name = "itertools.islice",
    .size = sizeof(Islice),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "islice(iterable, stop)\nislice(iterable, start, stop[, step])\n\nThe items that a slice with "
           "these bounds would pick; none of them negative. stop None: to the\nend.",
    .slots = {.dealloc = islice_dealloc,
              .traverse = islice_traverse,
              .iter = iterator_self,
              .next = islice_next,
              .new_instance = islice_new},
    .methods = islice_methods,
};

typedef struct Accumulate {
    Object ob;
    Value iterator, function; /* function VALUE_NULL: addition */
    Value total, initial;     /* VALUE_NULL: not yet, none */
} Accumulate;

static Value accumulate_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Value iterator = op_iter(t, args[0]);
    Accumulate *self = is_null(iterator) ? NULL : object_new(t, type, 0);
    if (!self) {
        decref(t, iterator);
        return VALUE_NULL;
    }
    self->iterator = iterator;
    self->function = is_null(args[1]) || is_none(args[1]) ? VALUE_NULL : new_ref(args[1]);
    self->initial = is_null(args[2]) || is_none(args[2]) ? VALUE_NULL : new_ref(args[2]);
    self->total = VALUE_NULL;
    return object_value(self);
}

static void accumulate_dealloc(Thread *t, Object *o) {
    Accumulate *self = (Accumulate *)o;
    value_clear(t, &self->iterator);
    value_clear(t, &self->function);
    value_clear(t, &self->total);
    value_clear(t, &self->initial);
}

static void accumulate_traverse(Object *o, VisitFn visit, void *arg) {
    Accumulate *self = (Accumulate *)o;
    visit_value(self->iterator, visit, arg);
    visit_value(self->function, visit, arg);
    visit_value(self->total, visit, arg);
    visit_value(self->initial, visit, arg);
}

static Value accumulate_next(Thread *t, Value v) {
    Accumulate *self = (Accumulate *)value_object(v);
    if (!is_null(self->initial)) {
        Value initial = self->initial;
        self->initial = VALUE_NULL;
        value_store(t, &self->total, new_ref(initial));
        return initial;
    }
    Value item = is_null(self->iterator) ? VALUE_NULL : iterator_step(t, self->iterator);
    if (is_null(item))
        return VALUE_NULL;
    Value total = item;
    if (!is_null(self->total)) {
        Value before = new_ref(self->total);
        total = is_null(self->function) ? op_binary(t, BINARY_ADD, before, item)
                                        : op_call2(t, self->function, before, item);
        decref(t, before);
        decref(t, item);
        if (is_null(total))
            return VALUE_NULL;
    }
    value_store(t, &self->total, new_ref(total));
    return total;
}

/* f(*args[0:count]) of module itertools, for reductions. New reference. */
static Value make_by(Thread *t, const char *type_name, Value *args, int count) {
    Str *module_name = str_intern_utf8(t, "itertools");
    Str *name = module_name ? str_intern_utf8(t, type_name) : NULL;
    Value module = name ? t->interp->hooks.import(t, module_name) : VALUE_NULL;
    Value type = is_null(module) ? VALUE_NULL : op_getattr(t, module, name);
    Value result = is_null(type) ? VALUE_NULL : op_call(t, type, args, count, NULL);
    xdecref_object(t, module_name);
    xdecref_object(t, name);
    decref(t, module);
    decref(t, type);
    return result;
}

/* The iterator with one item put before it again. */
static Value put_before(Thread *t, Value item, Value iterator) {
    List *first = list_from_array(t, &item, 1);
    Value chain = first ? make_by(t, "chain", (Value[]){object_value(first), iterator}, 2) : VALUE_NULL;
    xdecref_object(t, first);
    Value again = is_null(chain) ? VALUE_NULL : op_iter(t, chain);
    decref(t, chain);
    return again;
}

/* With an initial value to come, or a total that is None (which as a state would mean that there is none),
 * the value stands before the iterator; otherwise the total is the state. */
static Value accumulate_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Accumulate *self = (Accumulate *)value_object(args[0]);
    Value function = is_null(self->function) ? VALUE_NONE : self->function;
    if (!is_null(self->initial)) {
        Value source = put_before(t, self->initial, self->iterator);
        Tuple *call = is_null(source) ? NULL : tuple_pack(t, 2, source, function);
        decref(t, source);
        return itertools_reduce(t, args[0], call, VALUE_NONE);
    }
    if (!is_null(self->total) && is_none(self->total)) {
        Value source = put_before(t, VALUE_NONE, self->iterator);
        Value all = is_null(source) ? VALUE_NULL : make_by(t, "accumulate", (Value[]){source, function}, 2);
        Tuple *call = is_null(all) ? NULL : tuple_pack(t, 3, all, small_int_value(1), VALUE_NONE);
        decref(t, source);
        decref(t, all);
        Str *name = call ? str_intern_utf8(t, "islice") : NULL;
        Str *module_name = name ? str_intern_utf8(t, "itertools") : NULL;
        Value module = module_name ? t->interp->hooks.import(t, module_name) : VALUE_NULL;
        Value islice = is_null(module) ? VALUE_NULL : op_getattr(t, module, name);
        Tuple *result = is_null(islice) ? NULL : tuple_pack(t, 2, islice, object_value(call));
        xdecref_object(t, call);
        xdecref_object(t, name);
        xdecref_object(t, module_name);
        decref(t, module);
        decref(t, islice);
        return result_value(result);
    }
    Value state = is_null(self->total) ? VALUE_NONE : new_ref(self->total);
    return itertools_reduce(t, args[0], tuple_pack(t, 2, self->iterator, function), state);
}

static Value accumulate_setstate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    value_store(t, &((Accumulate *)value_object(args[0]))->total, new_ref(args[1]));
    return VALUE_NONE;
}

static const MethodDef accumulate_methods[] = {
    {"__reduce__", accumulate_reduce, "", "What pickle needs to make an equal object."},
    {"__setstate__", accumulate_setstate, "state, /", "Continue where a pickled iterator was."},
    {0},
};

const TypeDef accumulate_type_def = {
    .name = "itertools.accumulate",
    .size = sizeof(Accumulate),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "Each item is the sum of those so far, or what another function makes of them.",
    .new_signature = "iterable, func=None, *, initial=None",
    .slots = {.dealloc = accumulate_dealloc,
              .traverse = accumulate_traverse,
              .clear = accumulate_dealloc,
              .iter = iterator_self,
              .next = accumulate_next,
              .new_instance = accumulate_new},
    .methods = accumulate_methods,
};
