/* Generators and coroutines: resuming from C, throwing, closing, and their types. Resuming from Python code
 * is in the eval loop. */
#include "vm/generator.h"
#include "vm/watch.h"
#include "runtime/exception.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"

static TypeId type_for(const Code *code) {
    return code->flags & CODE_ASYNC_GENERATOR ? TYPE_ASYNC_GENERATOR
           : code->flags & CODE_COROUTINE     ? TYPE_COROUTINE
                                              : TYPE_GENERATOR;
}

/* cr_origin: where the coroutine was made, innermost first, as deep as
 * sys.set_coroutine_origin_tracking_depth says. */
static Value origin_of_call(Thread *t) {
    List *places = list_new(t, t->coroutine_origin_depth);
    Frame *frame = t->frame;
    for (int left = t->coroutine_origin_depth; places && frame && left > 0; left--, frame = frame->previous) {
        Tuple *place = tuple_pack(t, 3, object_value(frame->code->filename),
                                  small_int_value(frame_line(frame)), object_value(frame->code->name));
        if (!place || !list_append_owned(t, places, object_value(place))) {
            decref_object(t, places);
            return VALUE_NULL;
        }
    }
    Tuple *origin = places ? list_to_tuple(t, places) : NULL;
    xdecref_object(t, places);
    return origin ? object_value(origin) : VALUE_NULL;
}

/* ---- names ---- */

static Str *get_name(const Generator *g) {
    return g->names ? value_str(g->names->items[0]) : g->frame.code->name;
}
static Str *get_qualname(const Generator *g) {
    return g->names ? value_str(g->names->items[1]) : g->frame.code->qualname;
}
static bool set_names(Thread *t, Generator *g, Str *name, Str *qualname) {
    Tuple *before = g->names, *names = tuple_pack(t, 2, object_value(name), object_value(qualname));
    if (!names)
        return false;
    g->names = names;
    xdecref_object(t, before);
    return true;
}

/* ---- beginning ---- */

/* Is it called otherwise than in the source text, as wrappers of decorators are? */
static bool has_own_name(const Function *function) {
    return function->name != function->code->name || function->qualname != function->code->qualname;
}

static Generator *with_names(Thread *t, Generator *g, Str *name, Str *qualname) {
    if (set_names(t, g, name, qualname))
        return g;
    g->state = GENERATOR_FINISHED; /* its registers are not filled */
    decref_object(t, g);
    return NULL;
}

/* The registers are the caller's to fill. */
static Generator *make(Thread *t, Function *function) {
    Code *code = function->code;
    Generator *g = object_new_raw(t, type_for(code), sizeof *g + code->register_count * sizeof(Value));
    if (!g)
        return NULL;
    incref_object(function);
    g->frame = (Frame){.code = code,
                       .ip = code->instrs,
                       .regs = g->regs,
                       .function = function,
                       .locals = VALUE_NULL,
                       .flags = FRAME_GENERATOR};
    if (!(code->flags & CODE_OPTIMIZED)) { /* code of a module with await in it */
        g->frame.locals = new_object_ref(function->globals);
        g->frame.flags |= FRAME_OWNS_LOCALS;
    }
    g->handled = (ExceptionFrame){.exception = VALUE_NULL};
    g->state = GENERATOR_CREATED;
    g->hooks_inited = g->closed = g->running_async = false;
    g->names = NULL;
    g->origin = VALUE_NULL;
    return has_own_name(function) ? with_names(t, g, function->name, function->qualname) : g;
}

/* Moves so many values in; the other registers are empty. */
static void fill_registers(Generator *g, Value *from, uint32_t count) {
    uint32_t all = g->frame.code->register_count;
    for (uint32_t i = 0; i < count; i++) {
        g->regs[i] = from[i];
        from[i] = VALUE_NULL;
    }
    for (uint32_t i = count; i < all; i++)
        g->regs[i] = VALUE_NULL;
}

/* Consumes the generator, also on failure. */
static Value with_origin(Thread *t, Generator *g) {
    if (!t->coroutine_origin_depth || !(g->frame.code->flags & CODE_COROUTINE))
        return object_value(g);
    g->origin = origin_of_call(t);
    if (!is_null(g->origin))
        return object_value(g);
    g->state = GENERATOR_FINISHED; /* so that nobody warns that it was not awaited */
    generator_clear(t, &g->ob);
    decref_object(t, g);
    return VALUE_NULL;
}

static Value drop_arguments(Thread *t, Value *args, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        value_clear(t, &args[i]);
    return VALUE_NULL;
}

Value generator_new(Thread *t, Function *function, Value *regs) {
    uint32_t count = function->code->local_count;
    Generator *g = make(t, function);
    if (!g)
        return drop_arguments(t, regs, count);
    fill_registers(g, regs, count);
    return with_origin(t, g);
}

Value generator_call(Thread *t, Function *function, Value *args, uint32_t nargs) {
    Generator *g = make(t, function);
    if (!g)
        return drop_arguments(t, args, nargs);
    fill_registers(g, args, nargs);
    if (nargs < function->code->argcount)
        call_fill_defaults(function, g->regs, nargs);
    return with_origin(t, g);
}

static const char *kind_name(const Generator *g) {
    TypeId id = g->ob.type->id;
    return id == TYPE_COROUTINE ? "coroutine" : id == TYPE_ASYNC_GENERATOR ? "async generator" : "generator";
}

void generator_check_escape(Thread *t, Generator *g) {
    if (error_matches(t, EXC_StopIteration))
        raise_chained(t, EXC_RuntimeError, "%s raised StopIteration", kind_name(g));
    else if (g->ob.type->id == TYPE_ASYNC_GENERATOR && error_matches(t, EXC_StopAsyncIteration))
        raise_chained(t, EXC_RuntimeError, "async generator raised StopAsyncIteration");
}

Value generator_delegate(Generator *g) {
    if (g->state != GENERATOR_SUSPENDED || g->frame.ip->op != OP_YIELD_FROM)
        return VALUE_NULL;
    return g->regs[g->frame.ip->b];
}

/* Runs the entered generator from C until it yields, returns or raises. */
static Value run(Thread *t, Generator *g, bool throwing, Value *finished) {
    generator_enter(t, g);
    g->frame.flags |= FRAME_ENTRY;
    if (!throwing && g->state == GENERATOR_SUSPENDED && g->frame.ip->op == OP_YIELD)
        g->frame.ip++;
    g->state = GENERATOR_RUNNING;
    if (throwing && is_pointer(g->handled.exception))
        error_add_context(t);
    incref_object(g); /* its last reference may go while it runs */
    Value v = eval_run(t, &g->frame, throwing);
    if (t->interp->watched)
        watch_back(t);
    bool returned = g->state == GENERATOR_FINISHED && !is_null(v);
    decref_object(t, g);
    if (!returned)
        return v;
    *finished = v;
    return VALUE_NULL;
}

static bool may_run(Thread *t, Generator *g, Value *finished) {
    if (g->state == GENERATOR_RUNNING) {
        raise_value_error(t, "%s already executing", kind_name(g));
        return false;
    }
    if (g->state == GENERATOR_FINISHED) {
        if (g->ob.type->id == TYPE_COROUTINE)
            raise(t, EXC_RuntimeError, "cannot reuse already awaited coroutine");
        else
            *finished = VALUE_NONE;
        return false;
    }
    if (t->depth < t->interp->recursion_limit && (char *)__builtin_frame_address(0) > t->stack_limit)
        return true;
    raise(t, EXC_RecursionError, "maximum recursion depth exceeded");
    return false;
}

Value generator_send(Thread *t, Generator *g, Value sent, Value *finished) {
    *finished = VALUE_NULL;
    if (!may_run(t, g, finished))
        return VALUE_NULL;
    if (g->state == GENERATOR_SUSPENDED)
        generator_deliver(t, g, new_ref(sent));
    else if (!is_none(sent))
        return raise_type_error(t, "can't send non-None value to a just-started %s", kind_name(g));
    return run(t, g, false, finished);
}

/* The sub-iterator is done with value v (consumed): the YIELD_FROM instruction is over and the generator goes
 * on behind it. */
static Value finish_delegation(Thread *t, Generator *g, Value v, Value *finished) {
    const Instr *at = g->frame.ip;
    value_clear(t, &g->regs[at->b]);
    value_clear(t, &g->regs[at->c]);
    if (at->flags & FLAG_DISCARD)
        decref(t, v);
    else
        value_store(t, &g->regs[at->a], v);
    g->frame.ip = at + 1;
    return run(t, g, false, finished);
}

static Value throw_here(Thread *t, Generator *g, Value *finished) {
    if (g->state == GENERATOR_CREATED) { /* nothing can catch it; the traceback shows the definition */
        generator_enter(t, g);
        frame_add_traceback(t);
        frame_pop(t, &g->frame, g->frame.code->register_count);
        generator_leave(t, g);
        g->state = GENERATOR_FINISHED;
        return VALUE_NULL;
    }
    return run(t, g, true, finished);
}

/* close() of whatever the generator delegates to; false: it raised. */
static bool close_iterator(Thread *t, Value iterator) {
    Value result;
    if (is_generator_like(iterator))
        return generator_close(t, (Generator *)value_object(iterator));
    Value close = op_getattr_optional(t, iterator, NAME(close));
    if (is_null(close)) {
        if (error_pending(t))
            error_unraisable(t, NULL, iterator);
        return true;
    }
    result = op_call0(t, close);
    decref(t, close);
    decref(t, result);
    return !is_null(result);
}

/* The outer generator's frame is in the chain meanwhile, for those who look at it from the inner one. */
static Value throw_into_generator(Thread *t, Generator *g, Generator *inner, Value *finished) {
    g->frame.previous = t->frame;
    g->frame.stack_end = frame_stack_end(t);
    t->frame = &g->frame;
    Value result = generator_throw(t, inner, finished);
    t->frame = g->frame.previous;
    g->frame.previous = NULL;
    return result;
}

/* Passes the pending exception to the sub-iterator. *handled false: it has no throw(). */
static Value throw_into(Thread *t, Generator *g, Value iterator, Value *finished, bool *handled) {
    *handled = true;
    if (is_generator_like(iterator))
        return throw_into_generator(t, g, (Generator *)value_object(iterator), finished);
    Value exception = error_fetch(t);
    Value throw = op_getattr_optional(t, iterator, NAME(throw));
    if (is_null(throw)) {
        *handled = false;
        if (error_pending(t))
            decref(t, exception);
        else
            error_restore(t, exception);
        return VALUE_NULL;
    }
    Value result = op_call1(t, throw, exception);
    decref(t, throw);
    decref(t, exception);
    if (is_null(result) && error_matches(t, EXC_StopIteration)) {
        Value stop = error_fetch(t);
        *finished = new_ref(((StopIterationException *)value_object(stop))->value);
        if (is_null(*finished))
            *finished = VALUE_NONE;
        decref(t, stop);
    }
    return result;
}

Value generator_throw(Thread *t, Generator *g, Value *finished) {
    *finished = VALUE_NULL;
    if (g->state == GENERATOR_RUNNING)
        return raise_value_error(t, "%s already executing", kind_name(g));
    if (g->state == GENERATOR_FINISHED)
        return g->ob.type->id == TYPE_COROUTINE
                   ? (error_clear(t), raise(t, EXC_RuntimeError, "cannot reuse already awaited coroutine"))
                   : VALUE_NULL;
    Value delegate = new_ref(generator_delegate(g));
    if (is_null(delegate))
        return throw_here(t, g, finished);
    g->state = GENERATOR_RUNNING; /* meanwhile */
    Value result = VALUE_NULL, sub_finished = VALUE_NULL;
    bool handled = true;
    if (error_matches(t, EXC_GeneratorExit)) {
        Value exit = error_fetch(t);
        if (close_iterator(t, delegate))
            error_restore(t, exit);
        else
            decref(t, exit);
    } else {
        result = throw_into(t, g, delegate, &sub_finished, &handled);
    }
    decref(t, delegate);
    g->state = GENERATOR_SUSPENDED;
    if (!is_null(result))
        return result;
    if (!is_null(sub_finished))
        return finish_delegation(t, g, sub_finished, finished);
    return throw_here(t, g, finished);
}

bool generator_close(Thread *t, Generator *g) {
    if (g->state == GENERATOR_FINISHED)
        return true;
    if (g->state == GENERATOR_CREATED) {
        g->state = GENERATOR_FINISHED;
        generator_enter(t, g);
        frame_pop(t, &g->frame, g->frame.code->register_count);
        generator_leave(t, g);
        return true;
    }
    Value finished;
    raise(t, EXC_GeneratorExit, NULL);
    Value yielded = generator_throw(t, g, &finished);
    if (!is_null(yielded)) {
        decref(t, yielded);
        raise(t, EXC_RuntimeError, "%s ignored GeneratorExit", kind_name(g));
        return false;
    }
    decref(t, finished);
    if (is_null(finished) && !error_clear_if(t, EXC_GeneratorExit) && !error_clear_if(t, EXC_StopIteration))
        return false;
    return true;
}

/* ---- methods ---- */

static Generator *self_generator(Value self) {
    return (Generator *)value_object(self);
}

/* A result for a method: the yielded value, or StopIteration with what was returned. */
static Value method_result(Thread *t, Value v, Value finished) {
    if (!is_null(v) || is_null(finished))
        return v;
    raise_stop_iteration(t, finished);
    decref(t, finished);
    return VALUE_NULL;
}

static Value generator_send_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value finished;
    Value v = generator_send(t, self_generator(args[0]), args[1], &finished);
    return method_result(t, v, finished);
}

/* Calls the class. When that fails, the failure is what is thrown. */
static Value make_thrown(Thread *t, Value class, Value v) {
    Value made;
    if (is_tuple(v))
        made = op_call_tuple(t, class, value_tuple(v), NULL);
    else
        made = is_none(v) ? op_call0(t, class) : op_call1(t, class, v);
    if (is_null(made))
        return error_fetch(t);
    if (is_exception(made))
        return made;
    raise_type_error(t, "calling %R should have returned an instance of BaseException, not %T", class, made);
    decref(t, made);
    return error_fetch(t);
}

bool generator_throw_arguments(Thread *t, Value *args, int nargs) {
    Value type = args[0], v = nargs > 1 ? args[1] : VALUE_NONE, traceback = nargs > 2 ? args[2] : VALUE_NONE;
    if (!is_none(traceback) && !is_exact(traceback, TYPE_TRACEBACK)) {
        raise_type_error(t, "throw() third argument must be a traceback object");
        return false;
    }
    Value exception;
    if (is_exception_class(type)) {
        if (is_exception(v) && type_is_subtype(type_of(t, v), value_type_object(type)))
            exception = new_ref(v);
        else
            exception = make_thrown(t, type, v);
    } else if (is_exception(type)) {
        if (!is_none(v)) {
            raise_type_error(t, "instance exception may not have a separate value");
            return false;
        }
        exception = new_ref(type);
    } else {
        raise_type_error(t, "exceptions must be classes or instances deriving from BaseException, not %T",
                         type);
        return false;
    }
    if (!is_none(traceback))
        value_store(t, &value_exception(exception)->traceback, new_ref(traceback));
    error_restore(t, exception);
    return true;
}

static Value generator_throw_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Generator *g = self_generator(args[0]);
    int given = 1;
    while (given < 3 && !is_null(args[1 + given]))
        given++;
    if (!generator_throw_arguments(t, args + 1, given))
        return VALUE_NULL;
    Value finished;
    Value v = generator_throw(t, g, &finished);
    return method_result(t, v, finished);
}

static Value generator_close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return generator_close(t, self_generator(args[0])) ? VALUE_NONE : VALUE_NULL;
}

static Value generator_send_slot(Thread *t, Value self, Value sent, Value *finished) {
    return generator_send(t, self_generator(self), sent, finished);
}

static Value generator_next(Thread *t, Value self) {
    Value finished;
    Value v = generator_send(t, self_generator(self), VALUE_NONE, &finished);
    if (is_none(finished))
        return VALUE_NULL;
    return method_result(t, v, finished);
}

/* ---- life and death ---- */

/* With the lines where it was made, which only warnings.py can read. */
static bool warn_with_origin(Thread *t, Generator *g) {
    Value warnings = t->interp->hooks.import(t, NAME(warnings));
    Value result = is_null(warnings) ? warnings
                                     : op_call_method1(t, warnings, NAME(_warn_unawaited_coroutine),
                                                       object_value(g));
    decref(t, result);
    decref(t, warnings);
    return !is_null(result);
}

static void warn_never_awaited(Thread *t, Generator *g) {
    bool ok = is_null(g->origin) || t->interp->finalizing
                  ? warn(t, EXC_RuntimeWarning, 1, "coroutine '%U' was never awaited", get_qualname(g))
                  : warn_with_origin(t, g);
    if (!ok)
        error_unraisable(t, NULL, object_value(g));
}

void generator_finalize(Thread *t, Value self) {
    Generator *g = self_generator(self);
    if (g->state == GENERATOR_FINISHED)
        return;
    if (g->ob.type->id == TYPE_ASYNC_GENERATOR && !is_null(g->finalizer) && !g->closed) {
        Value result = op_call1(t, g->finalizer, self);
        if (is_null(result))
            error_unraisable(t, NULL, self);
        decref(t, result);
        return;
    }
    if (g->ob.type->id == TYPE_COROUTINE && g->state == GENERATOR_CREATED)
        warn_never_awaited(t, g);
    else if (!generator_close(t, g))
        error_unraisable(t, NULL, self);
}

/* For the collector: what the frame holds goes, with the frame object's snapshot of it. */
void generator_clear(Thread *t, Object *self) {
    Generator *g = (Generator *)self;
    if (g->state == GENERATOR_RUNNING)
        return;
    g->state = GENERATOR_FINISHED;
    for (uint32_t i = 0; i < g->frame.code->register_count; i++)
        value_clear(t, &g->regs[i]);
    value_clear(t, &g->frame.locals);
    value_clear(t, &g->handled.exception);
    value_clear(t, &g->finalizer);
    if (g->frame.object)
        frame_detach(t, &g->frame);
}

void generator_dealloc(Thread *t, Object *self) {
    Generator *g = (Generator *)self;
    if (g->frame.object)
        frame_detach(t, &g->frame);
    for (uint32_t i = 0; g->state != GENERATOR_FINISHED && i < g->frame.code->register_count; i++)
        value_clear(t, &g->regs[i]); /* at the end they are empty */
    value_clear(t, &g->frame.locals);
    value_clear(t, &g->handled.exception);
    value_clear(t, &g->origin); /* or the finalizer */
    xdecref_object(t, g->names);
    decref_object(t, g->frame.function);
}

void generator_traverse(Object *self, VisitFn visit, void *arg) {
    Generator *g = (Generator *)self;
    for (uint32_t i = 0; i < g->frame.code->register_count; i++)
        visit_value(g->regs[i], visit, arg);
    visit_value(g->frame.locals, visit, arg);
    visit_value(g->handled.exception, visit, arg);
    visit_value(g->finalizer, visit, arg);
    if (g->frame.flags & FRAME_OWNS_OBJECT)
        visit_object(g->frame.object, visit, arg);
    visit(&g->frame.function->ob, arg);
}

size_t generator_size(Object *self) {
    return sizeof(Generator) + ((Generator *)self)->frame.code->register_count * sizeof(Value);
}

Value generator_repr_slot(Thread *t, Value self) {
    Generator *g = self_generator(self);
    const char *kind = g->ob.type->id == TYPE_COROUTINE         ? "coroutine"
                       : g->ob.type->id == TYPE_ASYNC_GENERATOR ? "async_generator"
                                                                : "generator";
    Str *s = str_format(t, "<%s object %U at %p>", kind, get_qualname(g), (void *)g);
    return s ? object_value(s) : VALUE_NULL;
}

/* ---- attributes ---- */

Value generator_get_frame(Thread *t, Value self) {
    Generator *g = self_generator(self);
    return g->state == GENERATOR_FINISHED ? VALUE_NONE : frame_object(t, &g->frame);
}
Value generator_get_code(Thread *t, Value self) {
    return new_object_ref(self_generator(self)->frame.code);
}
static Value get_running(Thread *t, Value self) {
    return bool_value(self_generator(self)->state == GENERATOR_RUNNING);
}
static Value get_suspended(Thread *t, Value self) {
    return bool_value(self_generator(self)->state == GENERATOR_SUSPENDED);
}
Value generator_get_delegate(Thread *t, Value self) {
    Value v = generator_delegate(self_generator(self));
    return is_null(v) ? VALUE_NONE : new_ref(v);
}
static Value get_origin(Thread *t, Value self) {
    Value v = self_generator(self)->origin;
    return is_null(v) ? VALUE_NONE : new_ref(v);
}
Value generator_get_name(Thread *t, Value self) {
    return new_object_ref(get_name(self_generator(self)));
}
Value generator_get_qualname(Thread *t, Value self) {
    return new_object_ref(get_qualname(self_generator(self)));
}

bool generator_set_name(Thread *t, Value self, Value v) {
    Str *old = get_name(self_generator(self)), *name = old;
    incref_object(old);
    bool ok = function_set_text(t, &name, v, "__name__") &&
              set_names(t, self_generator(self), name, get_qualname(self_generator(self)));
    decref_object(t, name);
    return ok;
}
bool generator_set_qualname(Thread *t, Value self, Value v) {
    Str *old = get_qualname(self_generator(self)), *qualname = old;
    incref_object(old);
    bool ok = function_set_text(t, &qualname, v, "__qualname__") &&
              set_names(t, self_generator(self), get_name(self_generator(self)), qualname);
    decref_object(t, qualname);
    return ok;
}

/* ---- await ---- */

static Value wrapper_new(Thread *t, Value coroutine) {
    CoroutineWrapper *w = object_new_builtin(t, TYPE_COROUTINE_WRAPPER, 0);
    if (!w)
        return VALUE_NULL;
    w->coroutine = new_ref(coroutine);
    return object_value(w);
}

static Value coroutine_await(Thread *t, Value self) {
    return wrapper_new(t, self);
}

static bool is_iterable_coroutine(Value v) {
    return is_exact(v, TYPE_GENERATOR) && self_generator(v)->frame.code->flags & CODE_ITERABLE_COROUTINE;
}

Value coroutine_get_awaitable(Thread *t, Value v, int what) {
    if (is_exact(v, TYPE_COROUTINE)) {
        if (!is_null(generator_delegate(self_generator(v))))
            return raise(t, EXC_RuntimeError, "coroutine is being awaited already");
        return new_ref(v);
    }
    if (is_iterable_coroutine(v))
        return new_ref(v);
    Type *type = type_of(t, v);
    if (!type->slots.await) {
        if (what == 1)
            return raise_type_error(
                t, "'async with' received an object from __aenter__ that does not implement __await__: %T",
                v);
        if (what == 2)
            return raise_type_error(
                t, "'async with' received an object from __aexit__ that does not implement __await__: %T", v);
        return raise_type_error(t, "object %T can't be used in 'await' expression", v);
    }
    Value iterator = type->slots.await(t, v);
    if (is_null(iterator))
        return iterator;
    if (value_is(iterator, v) && type->slots.send) /* steps through itself */
        return iterator;
    if (is_exact(iterator, TYPE_COROUTINE) || is_iterable_coroutine(iterator))
        raise_type_error(t, "__await__() returned a coroutine");
    else if (!type_of(t, iterator)->slots.next)
        raise_type_error(t, "__await__() returned non-iterator of type '%T'", iterator);
    else
        return iterator;
    decref(t, iterator);
    return VALUE_NULL;
}

Value coroutine_get_yield_from_iter(Thread *t, Value v, const Code *code) {
    if (is_exact(v, TYPE_COROUTINE)) {
        if (code->flags & (CODE_COROUTINE | CODE_ITERABLE_COROUTINE))
            return new_ref(v);
        return raise_type_error(t, "cannot 'yield from' a coroutine object in a non-coroutine generator");
    }
    return is_exact(v, TYPE_GENERATOR) ? new_ref(v) : op_iter(t, v);
}

/* The iterator that coroutine.__await__() gives. */
static CoroutineWrapper *self_wrapper(Value self) {
    return (CoroutineWrapper *)value_object(self);
}
static void wrapper_dealloc(Thread *t, Object *self) {
    value_clear(t, &((CoroutineWrapper *)self)->coroutine);
}
static void wrapper_traverse(Object *self, VisitFn visit, void *arg) {
    visit(value_object(((CoroutineWrapper *)self)->coroutine), arg);
}
static Value wrapper_next(Thread *t, Value self) {
    return generator_next(t, self_wrapper(self)->coroutine);
}
static Value wrapper_send_slot(Thread *t, Value self, Value sent, Value *finished) {
    return generator_send_slot(t, self_wrapper(self)->coroutine, sent, finished);
}
static Value wrapper_send(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value inner[] = {self_wrapper(args[0])->coroutine, args[1]};
    return generator_send_method(t, inner, 2, NULL);
}
static Value wrapper_throw(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value inner[] = {self_wrapper(args[0])->coroutine, args[1], args[2], args[3]};
    return generator_throw_method(t, inner, nargs, NULL);
}
static Value wrapper_close(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return generator_close_method(t, &self_wrapper(args[0])->coroutine, 1, NULL);
}
static const MethodDef wrapper_methods[] = {{"send", wrapper_send, "value, /"},
                                            {"throw", wrapper_throw, "type, value=None, traceback=None, /"},
                                            {"close", wrapper_close, ""},
                                            {0}};
const TypeDef coroutine_wrapper_type_def = {
    .name = "coroutine_wrapper",
    .size = sizeof(CoroutineWrapper),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = wrapper_dealloc,
              .traverse = wrapper_traverse,
              .iter = iterator_self,
              .next = wrapper_next,
              .send = wrapper_send_slot},
    .methods = wrapper_methods,
};

static const MethodDef generator_methods[] = {
    {"send", generator_send_method, "value, /",
     "send(arg)\n\nGoes on, with arg as the value of the yield where it stopped. Returns what is yielded "
     "next."},
    {"throw", generator_throw_method, "type, value=None, traceback=None, /",
     "Raise an exception where the generator is suspended."},
    {"close", generator_close_method, "", "End the generator, by GeneratorExit at the place where it waits."},
    {0},
};
static const GetSetDef generator_getsets[] = {
    {"gi_frame", generator_get_frame},
    {"gi_code", generator_get_code},
    {"gi_running", get_running},
    {"gi_suspended", get_suspended},
    {"gi_yieldfrom", generator_get_delegate},
    {"__name__", generator_get_name, generator_set_name},
    {"__qualname__", generator_get_qualname, generator_set_qualname},
    {0},
};
const TypeDef generator_type_def = {
    .name = "generator",
    .size = sizeof(Generator),
    .flags = TYPE_GC | TYPE_VAR_SIZED | TYPE_WEAKREFABLE | TYPE_NO_INSTANCES,
    .slots = {.dealloc = generator_dealloc,
              .traverse = generator_traverse,
              .clear = generator_clear,
              .size = generator_size,
              .finalize = generator_finalize,
              .repr = generator_repr_slot,
              .iter = iterator_self,
              .next = generator_next,
              .send = generator_send_slot},
    .methods = generator_methods,
    .getsets = generator_getsets,
};

static const GetSetDef coroutine_getsets[] = {
    {"cr_frame", generator_get_frame},
    {"cr_code", generator_get_code},
    {"cr_running", get_running},
    {"cr_suspended", get_suspended},
    {"cr_await", generator_get_delegate},
    {"cr_origin", get_origin},
    {"__name__", generator_get_name, generator_set_name},
    {"__qualname__", generator_get_qualname, generator_set_qualname},
    {0},
};
const TypeDef coroutine_type_def = {
    .name = "coroutine",
    .size = sizeof(Generator),
    .flags = TYPE_GC | TYPE_VAR_SIZED | TYPE_WEAKREFABLE | TYPE_NO_INSTANCES,
    .slots = {.dealloc = generator_dealloc,
              .traverse = generator_traverse,
              .clear = generator_clear,
              .size = generator_size,
              .finalize = generator_finalize,
              .repr = generator_repr_slot,
              .send = generator_send_slot,
              .await = coroutine_await},
    .methods = generator_methods,
    .getsets = coroutine_getsets,
};
