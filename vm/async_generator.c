/* Asynchronous generators (PEP 525): the generator itself and the awaitables that its methods give. A `yield`
 * hands out a wrapped value, so that it can be told from what an `await` inside the generator passes up to
 * the event loop. */
#include "runtime/callable.h"
#include "runtime/exception.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "vm/generator.h"

typedef struct WrappedValue {
    Object ob;
    Value value;
} WrappedValue;

typedef enum StepState { STEP_INIT, STEP_ITERATING, STEP_CLOSED } StepState;

/* What asend(), __anext__(), athrow() and aclose() give: one step of the generator, to be awaited once. */
typedef struct Step {
    Object ob;
    Generator *generator;
    Value argument; /* asend: the value; athrow: the tuple of arguments; aclose: VALUE_NULL */
    StepState state;
} Step;

Value async_generator_wrap(Thread *t, Value v) {
    WrappedValue *w = object_new_builtin(t, TYPE_ASYNC_GENERATOR_WRAPPED_VALUE, 0);
    if (!w) {
        decref(t, v);
        return VALUE_NULL;
    }
    w->value = v;
    return object_value(w);
}

static bool is_wrapped(Value v) {
    return is_exact(v, TYPE_ASYNC_GENERATOR_WRAPPED_VALUE);
}

/* A step's result for who awaits: a wrapped value ends the await with StopIteration(value), anything else
 * goes up to the loop. */
static Value unwrap(Thread *t, Generator *g, Value v, Value finished) {
    if (is_null(v)) {
        if (!is_null(finished)) {
            decref(t, finished);
            raise(t, EXC_StopAsyncIteration, NULL);
        }
        if (error_matches(t, EXC_StopAsyncIteration) || error_matches(t, EXC_GeneratorExit))
            g->closed = true;
        g->running_async = false;
        return VALUE_NULL;
    }
    if (!is_wrapped(v))
        return v;
    g->running_async = false;
    raise_stop_iteration(t, ((WrappedValue *)value_object(v))->value);
    decref(t, v);
    return VALUE_NULL;
}

static Value step_new(Thread *t, TypeId type, Value generator, Value argument) {
    Step *step = object_new_builtin(t, type, 0);
    if (!step)
        return VALUE_NULL;
    incref(generator);
    step->generator = (Generator *)value_object(generator);
    step->argument = new_ref(argument);
    return object_value(step);
}

/* The hooks of sys.set_asyncgen_hooks, at the first step. */
static bool init_hooks(Thread *t, Generator *g) {
    if (g->hooks_inited)
        return true;
    g->hooks_inited = true;
    g->finalizer = new_ref(t->async_gen_finalizer);
    if (is_null(t->async_gen_firstiter))
        return true;
    Value result = op_call1(t, t->async_gen_firstiter, object_value(g));
    decref(t, result);
    return !is_null(result);
}

static Step *self_step(Value self) {
    return (Step *)value_object(self);
}
static void step_dealloc(Thread *t, Object *self) {
    Step *step = (Step *)self;
    value_clear(t, &step->argument);
    decref_object(t, step->generator);
}
static void step_traverse(Object *self, VisitFn visit, void *arg) {
    Step *step = (Step *)self;
    visit(&step->generator->ob, arg);
    visit_value(step->argument, visit, arg);
}
/* ---- asend, __anext__ ---- */

static Value asend_send(Thread *t, Step *step, Value sent) {
    Generator *g = step->generator;
    if (step->state == STEP_CLOSED)
        return raise(t, EXC_RuntimeError, "cannot reuse already awaited __anext__()/asend()");
    if (step->state == STEP_INIT) {
        if (g->running_async)
            return raise(t, EXC_RuntimeError, "anext(): asynchronous generator is already running");
        if (is_none(sent))
            sent = step->argument;
        step->state = STEP_ITERATING;
    }
    g->running_async = true;
    Value finished;
    Value v = generator_send(t, g, sent, &finished);
    v = unwrap(t, g, v, finished);
    if (is_null(v))
        step->state = STEP_CLOSED;
    return v;
}

static int given_arguments(Value *args) {
    int given = 1;
    while (given < 3 && !is_null(args[1 + given]))
        given++;
    return given;
}

static Value asend_next(Thread *t, Value self) {
    return asend_send(t, self_step(self), VALUE_NONE);
}
static Value asend_send_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return asend_send(t, self_step(args[0]), args[1]);
}
static Value asend_throw_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Step *step = self_step(args[0]);
    if (step->state == STEP_CLOSED)
        return raise(t, EXC_RuntimeError, "cannot reuse already awaited __anext__()/asend()");
    if (!generator_throw_arguments(t, args + 1, given_arguments(args)))
        return VALUE_NULL;
    Value finished;
    Value v = generator_throw(t, step->generator, &finished);
    v = unwrap(t, step->generator, v, finished);
    if (is_null(v))
        step->state = STEP_CLOSED;
    return v;
}
static Value step_close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    self_step(args[0])->state = STEP_CLOSED;
    return VALUE_NONE;
}

/* ---- athrow, aclose ---- */

/* An exception came out of athrow or aclose: for aclose the expected ones are the normal end. */
static Value athrow_failed(Thread *t, Step *step) {
    step->generator->running_async = false;
    step->state = STEP_CLOSED;
    bool ended = error_matches(t, EXC_StopAsyncIteration) || error_matches(t, EXC_GeneratorExit);
    if (ended && is_null(step->argument)) {
        error_clear(t);
        raise_stop_iteration(t, VALUE_NONE);
    }
    return VALUE_NULL;
}

static Value athrow_result(Thread *t, Step *step, Value v, Value finished) {
    if (is_null(step->argument) && is_wrapped(v)) {
        decref(t, v);
        step->generator->running_async = false;
        step->state = STEP_CLOSED;
        return raise(t, EXC_RuntimeError, "async generator ignored GeneratorExit");
    }
    if (!is_null(step->argument)) {
        v = unwrap(t, step->generator, v, finished);
    } else if (is_null(v) && !is_null(finished)) {
        decref(t, finished);
        raise(t, EXC_StopAsyncIteration, NULL);
    }
    return is_null(v) ? athrow_failed(t, step) : v;
}

static Value athrow_start(Thread *t, Step *step, Value sent) {
    Generator *g = step->generator;
    const char *name = is_null(step->argument) ? "aclose" : "athrow";
    if (g->running_async) {
        step->state = STEP_CLOSED;
        return raise(t, EXC_RuntimeError, "%s(): asynchronous generator is already running", name);
    }
    if (g->closed) {
        step->state = STEP_CLOSED;
        return raise(t, EXC_StopAsyncIteration, NULL);
    }
    if (!is_none(sent))
        return raise(t, EXC_RuntimeError, "can't send non-None value to a just-started coroutine");
    step->state = STEP_ITERATING;
    g->running_async = true;
    if (is_null(step->argument)) {
        g->closed = true;
        raise(t, EXC_GeneratorExit, NULL);
    } else {
        Tuple *given = value_tuple(step->argument);
        if (!generator_throw_arguments(t, given->items, (int)given->length))
            return athrow_failed(t, step);
    }
    Value finished;
    Value v = generator_throw(t, g, &finished);
    return athrow_result(t, step, v, finished);
}

static Value athrow_send(Thread *t, Step *step, Value sent) {
    if (step->state == STEP_CLOSED ||
        (step->generator->state == GENERATOR_FINISHED && step->state == STEP_ITERATING))
        return raise(t, EXC_RuntimeError, "cannot reuse already awaited aclose()/athrow()");
    if (step->state == STEP_INIT && step->generator->state == GENERATOR_FINISHED) {
        step->state = STEP_CLOSED;
        return is_null(step->argument) ? raise_stop_iteration(t, VALUE_NONE)
                                       : raise(t, EXC_StopAsyncIteration, NULL);
    }
    if (step->state == STEP_INIT)
        return athrow_start(t, step, sent);
    Value finished;
    Value v = generator_send(t, step->generator, sent, &finished);
    return athrow_result(t, step, v, finished);
}

static Value athrow_next(Thread *t, Value self) {
    return athrow_send(t, self_step(self), VALUE_NONE);
}
static Value athrow_send_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return athrow_send(t, self_step(args[0]), args[1]);
}
static Value athrow_throw_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Step *step = self_step(args[0]);
    if (step->state == STEP_CLOSED)
        return raise(t, EXC_RuntimeError, "cannot reuse already awaited aclose()/athrow()");
    if (!generator_throw_arguments(t, args + 1, given_arguments(args)))
        return VALUE_NULL;
    Value finished;
    Value v = generator_throw(t, step->generator, &finished);
    return athrow_result(t, step, v, finished);
}

/* ---- the generator ---- */

static Value generator_step(Thread *t, TypeId type, Value generator, Value argument) {
    if (!init_hooks(t, (Generator *)value_object(generator)))
        return VALUE_NULL;
    return step_new(t, type, generator, argument);
}
static Value anext_slot(Thread *t, Value self) {
    return generator_step(t, TYPE_ASYNC_GENERATOR_ASEND, self, VALUE_NONE);
}
static Value aiter_slot(Thread *t, Value self) {
    return new_ref(self);
}
static Value asend_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return generator_step(t, TYPE_ASYNC_GENERATOR_ASEND, args[0], args[1]);
}
static Value athrow_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Tuple *given = tuple_from_array(t, args + 1, given_arguments(args));
    if (!given)
        return VALUE_NULL;
    Value step = generator_step(t, TYPE_ASYNC_GENERATOR_ATHROW, args[0], object_value(given));
    decref_object(t, given);
    return step;
}
static Value aclose_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return generator_step(t, TYPE_ASYNC_GENERATOR_ATHROW, args[0], VALUE_NULL);
}
static Value get_running(Thread *t, Value self) {
    return bool_value(((Generator *)value_object(self))->running_async);
}

static const MethodDef async_generator_methods[] = {
    {"asend", asend_method, "value, /", "An awaitable that goes on in the generator with a value."},
    {"athrow", athrow_method, "type, value=None, traceback=None, /",
     "An awaitable that raises an exception where the generator waits."},
    {"aclose", aclose_method, "", "An awaitable that ends the generator, by GeneratorExit."},
    {"__class_getitem__", generic_alias_class_getitem, "item, /", NULL, METHOD_CLASS},
    {0},
};
static const GetSetDef async_generator_getsets[] = {
    {"ag_frame", generator_get_frame},
    {"ag_code", generator_get_code},
    {"ag_running", get_running},
    {"ag_await", generator_get_delegate},
    {"__name__", generator_get_name, generator_set_name},
    {"__qualname__", generator_get_qualname, generator_set_qualname},
    {0},
};
const TypeDef async_generator_type_def = {
    .name = "async_generator",
    .size = sizeof(Generator),
    .flags = TYPE_GC | TYPE_VAR_SIZED | TYPE_WEAKREFABLE | TYPE_NO_INSTANCES,
    .slots = {.dealloc = generator_dealloc,
              .traverse = generator_traverse,
              .clear = generator_clear,
              .size = generator_size,
              .finalize = generator_finalize,
              .repr = generator_repr_slot,
              .aiter = aiter_slot,
              .anext = anext_slot},
    .methods = async_generator_methods,
    .getsets = async_generator_getsets,
};

static const MethodDef asend_methods[] = {
    {"send", asend_send_method, "value, /"},
    {"throw", asend_throw_method, "type, value=None, traceback=None, /"},
    {"close", step_close_method, ""},
    {0}};
const TypeDef async_generator_asend_type_def = {
    .name = "async_generator_asend",
    .size = sizeof(Step),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = step_dealloc,
              .traverse = step_traverse,
              .iter = iterator_self,
              .next = asend_next,
              .await = iterator_self},
    .methods = asend_methods,
};
static const MethodDef athrow_methods[] = {
    {"send", athrow_send_method, "value, /"},
    {"throw", athrow_throw_method, "type, value=None, traceback=None, /"},
    {"close", step_close_method, ""},
    {0}};
const TypeDef async_generator_athrow_type_def = {
    .name = "async_generator_athrow",
    .size = sizeof(Step),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = step_dealloc,
              .traverse = step_traverse,
              .iter = iterator_self,
              .next = athrow_next,
              .await = iterator_self},
    .methods = athrow_methods,
};

static void wrapped_dealloc(Thread *t, Object *self) {
    value_clear(t, &((WrappedValue *)self)->value);
}
static void wrapped_traverse(Object *self, VisitFn visit, void *arg) {
    visit_value(((WrappedValue *)self)->value, visit, arg);
}
const TypeDef async_generator_wrapped_value_type_def = {
    .name = "async_generator_wrapped_value",
    .size = sizeof(WrappedValue),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = wrapped_dealloc, .traverse = wrapped_traverse},
};

/* ---- anext(iterator, default) ---- */

typedef struct AnextAwaitable {
    Object ob;
    Value awaitable; /* what __anext__ gave */
    Value iterator;  /* of it; VALUE_NULL until it is awaited */
    Value otherwise;
} AnextAwaitable;

Value anext_awaitable_new(Thread *t, Value awaitable, Value otherwise) {
    AnextAwaitable *a = object_new_builtin(t, TYPE_ANEXT_AWAITABLE, 0);
    if (!a)
        return VALUE_NULL;
    a->awaitable = new_ref(awaitable);
    a->iterator = VALUE_NULL;
    a->otherwise = new_ref(otherwise);
    return object_value(a);
}

/* Borrowed; VALUE_NULL: what __anext__ gave cannot be awaited. */
static Value anext_iterator(Thread *t, AnextAwaitable *a) {
    if (is_null(a->iterator))
        a->iterator = coroutine_get_awaitable(t, a->awaitable, 0);
    return a->iterator;
}

static AnextAwaitable *self_anext(Value self) {
    return (AnextAwaitable *)value_object(self);
}

/* StopAsyncIteration becomes the default, as the awaitable's result. */
static Value anext_result(Thread *t, AnextAwaitable *a, Value v, Value finished) {
    if (!is_null(v))
        return v;
    if (!is_null(finished)) {
        raise_stop_iteration(t, finished);
        decref(t, finished);
    } else if (error_clear_if(t, EXC_StopAsyncIteration)) {
        raise_stop_iteration(t, a->otherwise);
    }
    return VALUE_NULL;
}
static Value anext_send(Thread *t, Value self, Value sent) {
    Value finished = VALUE_NULL, iterator = anext_iterator(t, self_anext(self));
    Value v = is_null(iterator) ? iterator : op_send(t, iterator, sent, &finished);
    return anext_result(t, self_anext(self), v, finished);
}
static Value anext_next(Thread *t, Value self) {
    return anext_send(t, self, VALUE_NONE);
}
static Value anext_send_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return anext_send(t, args[0], args[1]);
}
static Value anext_throw_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value iterator = anext_iterator(t, self_anext(args[0]));
    Value throw = is_null(iterator) ? iterator : op_getattr(t, iterator, NAME(throw));
    Value v = is_null(throw) ? throw : op_call(t, throw, args + 1, given_arguments(args), NULL);
    decref(t, throw);
    return anext_result(t, self_anext(args[0]), v, VALUE_NULL);
}
static Value anext_close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value iterator = anext_iterator(t, self_anext(args[0]));
    return is_null(iterator) ? iterator : op_call_method0(t, iterator, NAME(close));
}
static void anext_dealloc(Thread *t, Object *self) {
    value_clear(t, &((AnextAwaitable *)self)->awaitable);
    value_clear(t, &((AnextAwaitable *)self)->iterator);
    value_clear(t, &((AnextAwaitable *)self)->otherwise);
}
static void anext_traverse(Object *self, VisitFn visit, void *arg) {
    AnextAwaitable *a = (AnextAwaitable *)self;
    visit_value(a->awaitable, visit, arg);
    visit_value(a->iterator, visit, arg);
    visit_value(a->otherwise, visit, arg);
}
static const MethodDef anext_methods[] = {
    {"send", anext_send_method, "value, /"},
    {"throw", anext_throw_method, "type, value=None, traceback=None, /"},
    {"close", anext_close_method, ""},
    {0}};
const TypeDef anext_awaitable_type_def = {
    .name = "anext_awaitable",
    .size = sizeof(AnextAwaitable),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = anext_dealloc,
              .traverse = anext_traverse,
              .iter = iterator_self,
              .next = anext_next,
              .await = iterator_self},
    .methods = anext_methods,
};
