/* Handle and TimerHandle: a call that the loop is to make, for who wants to cancel it. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/asyncio.h"

static TimerHandle *timer_of(Value v) {
    return (TimerHandle *)value_object(v);
}

/* ---- life ---- */

static Value handle_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Handle *self = object_new(t, type, 0);
    if (!self)
        return VALUE_NULL;
    self->loop = self->context = self->source_traceback = VALUE_NULL;
    self->callback = VALUE_NONE;
    return object_value(self);
}

static Value timer_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Value v = handle_new_instance(t, type, args, nargs, kwnames);
    if (!is_null(v)) {
        timer_of(v)->when = VALUE_NONE;
        timer_of(v)->handle.timed.index = -1;
    }
    return v;
}

static void handle_clear(Thread *t, Object *o) {
    Handle *self = (Handle *)o;
    Tuple *args = self->args;
    self->args = NULL;
    value_store(t, &self->callback, VALUE_NONE);
    value_clear(t, &self->loop);
    value_clear(t, &self->context);
    self->timed.folded = false;
    value_clear(t, &self->source_traceback);
    xdecref_object(t, args);
}

static void timer_clear(Thread *t, Object *o) {
    handle_clear(t, o);
    value_store(t, &((TimerHandle *)o)->when, VALUE_NONE);
}

static void handle_traverse(Object *o, VisitFn visit, void *arg) {
    Handle *self = (Handle *)o;
    visit_value(self->loop, visit, arg);
    visit_value(self->callback, visit, arg);
    visit_value(self->context, visit, arg);
    visit_value(self->source_traceback, visit, arg);
    visit_object(self->args, visit, arg);
}

/* ---- contexts ---- */

/* Borrowed. */
static Value own_context(Thread *t, Handle *self) {
    if (!self->timed.folded)
        return self->context;
    if (!asyncio_unfold(t, &self->context))
        return VALUE_NULL;
    self->timed.folded = false;
    return self->context;
}

static void fold_context(Thread *t, Handle *self) {
    if (!self->timed.folded && is_context(self->context))
        self->timed.folded = asyncio_fold(t, &self->context);
}

/* ---- beginning ---- */

/* args is borrowed. */
static bool set_up(Thread *t, Handle *self, Value callback, Tuple *args, Value loop, Value context) {
    bool given = !is_null(context) && !is_none(context);
    Value own = given ? new_ref(context) : result_value(context_vars(t));
    int debug = is_null(own) ? -1 : loop_debug(t, loop);
    Value stack = debug > 0 ? asyncio_source_traceback(t) : VALUE_NULL;
    if (debug < 0 || (debug && is_null(stack))) {
        decref(t, own);
        return false;
    }
    Tuple *old = self->args;
    incref_object(args);
    self->args = args;
    self->timed.cancelled = false;
    value_store(t, &self->loop, new_ref(loop));
    value_store(t, &self->callback, new_ref(callback));
    value_store(t, &self->context, own);
    self->timed.folded = !given;
    value_store(t, &self->source_traceback, stack);
    xdecref_object(t, old);
    return true;
}

static Value make(Thread *t, Type *type, Value loop, Value callback, Value *args, int nargs, Value context) {
    Value v = handle_new_instance(t, type, NULL, 0, NULL);
    Tuple *tuple = is_null(v) ? NULL : tuple_from_array(t, args, nargs);
    bool ok = tuple && set_up(t, handle_of(v), callback, tuple, loop, context);
    xdecref_object(t, tuple);
    if (ok)
        return v;
    decref(t, v);
    return VALUE_NULL;
}

Handle *handle_new(Thread *t, Value loop, Value callback, Value *args, int nargs, Value context) {
    AsyncioState *state = asyncio_state(t);
    Value v = state ? make(t, state->handle, loop, callback, args, nargs, context) : VALUE_NULL;
    return is_null(v) ? NULL : handle_of(v);
}

TimerHandle *timer_new(Thread *t, Value loop, Value when, Value callback, Value *args, int nargs,
                       Value context) {
    AsyncioState *state = asyncio_state(t);
    Value v = state ? make(t, state->timer_handle, loop, callback, args, nargs, context) : VALUE_NULL;
    if (is_null(v))
        return NULL;
    timer_of(v)->when = new_ref(when);
    timer_of(v)->handle.timed.index = -1;
    return timer_of(v);
}

static bool init(Thread *t, Value self, Value *args) {
    Tuple *tuple = op_to_tuple(t, args[1]);
    bool ok = tuple && set_up(t, handle_of(self), args[0], tuple, args[2], args[3]);
    xdecref_object(t, tuple);
    return ok;
}

static bool handle_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    return init(t, self, args);
}

static bool timer_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    double when;
    if (!arg_double(t, args[0], &when))
        return false;
    value_store(t, &timer_of(self)->when, new_ref(args[0]));
    return init(t, self, args + 1);
}

/* ---- running ---- */

bool handle_report(Thread *t, Handle *self) {
    if (exit_pending(t))
        return false;
    Value error = error_fetch(t), format = asyncio_find(t, ASYNCIO_FORMAT_CALLBACK);
    Value args = self->args ? object_value(self->args) : t->interp->empty_tuple;
    Value shown = is_null(format) ? format : op_call2(t, format, self->callback, args);
    Str *message = is_null(shown) ? NULL : str_format(t, "Exception in callback %V", shown);
    static const char *const keys[] = {"exception", "handle", "source_traceback", NULL};
    Value values[] = {error, object_value(self), self->source_traceback};
    Value outer = error_begin_handling(t, error);
    bool ok = message && loop_tell(t, self->loop, message, keys, values);
    error_end_handling(t, outer);
    xdecref_object(t, message);
    decref(t, shown);
    decref(t, error);
    return ok;
}

static Value call(Thread *t, Handle *self) {
    Value own = own_context(t, self);
    Context *context = is_null(own) ? NULL : asyncio_enter(t, own);
    if (!context)
        return VALUE_NULL;
    Tuple *args = self->args;
    incref_object(args); /* the callback may cancel its own handle */
    Value callback = new_ref(self->callback);
    Value result = op_call(t, callback, args->items, (int)args->length, NULL);
    decref(t, callback);
    decref_object(t, args);
    asyncio_exit(t, context);
    fold_context(t, self);
    return result;
}

bool handle_run(Thread *t, Handle *self) {
    if (self->timed.cancelled || !self->args)
        return true;
    Value result = call(t, self);
    decref(t, result);
    return !is_null(result) || handle_report(t, self);
}

void handle_cancel(Thread *t, Handle *self) {
    if (self->timed.cancelled)
        return;
    self->timed.cancelled = true;
    Value shown = VALUE_NONE;
    if (!is_null(self->source_traceback)) { /* debug mode: the repr stays */
        shown = op_call_method0(t, object_value(self), NAME(__repr__));
        error_clear(t);
    }
    Tuple *args = self->args;
    self->args = NULL;
    value_store(t, &self->callback, is_null(shown) ? VALUE_NONE : shown);
    xdecref_object(t, args);
}

/* ---- methods ---- */

static Value cancel(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    handle_cancel(t, handle_of(args[0]));
    return VALUE_NONE;
}

static Value timer_cancel(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    TimerHandle *self = timer_of(args[0]);
    if (self->handle.timed.cancelled)
        return VALUE_NONE;
    if (is_native(self->handle.loop, &loop_type_def)) {
        timers_remove(t, loop_object(self->handle.loop), &self->handle.timed);
    } else if (!is_null(self->handle.loop)) {
        Value result = op_call_method1(t, self->handle.loop, NAME(_timer_handle_cancelled), args[0]);
        if (is_null(result))
            return result;
        decref(t, result);
    }
    handle_cancel(t, &self->handle);
    return VALUE_NONE;
}

static Value cancelled(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(handle_of(args[0])->timed.cancelled);
}

static Value run(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return handle_run(t, handle_of(args[0])) ? VALUE_NONE : VALUE_NULL;
}

static Value when(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return new_ref(timer_of(args[0])->when);
}

static bool same_args(const Handle *a, const Handle *b) {
    return a->args == b->args || (a->args && b->args && !a->args->length && !b->args->length);
}

/* Times are compared first; equal are only timers for the same call. */
static Value compare(Thread *t, Value a, Value b, CompareOp op) {
    if (!is_native(b, &timer_handle_type_def))
        return VALUE_NOTIMPLEMENTED;
    Value x = timer_of(a)->when, y = timer_of(b)->when;
    bool strict = op == COMPARE_LT || op == COMPARE_GT;
    if (strict)
        return op_compare(t, x, y, op);
    int same_time = op_equal(t, x, y);
    if (same_time < 0)
        return VALUE_NULL;
    bool equal = same_time && handle_of(a)->timed.cancelled == handle_of(b)->timed.cancelled &&
                 value_is(handle_of(a)->callback, handle_of(b)->callback) &&
                 same_args(handle_of(a), handle_of(b));
    if (op == COMPARE_EQ || op == COMPARE_NE)
        return bool_value(equal == (op == COMPARE_EQ));
    return equal ? VALUE_TRUE : op_compare(t, x, y, op == COMPARE_LE ? COMPARE_LT : COMPARE_GT);
}

static bool timer_hash(Thread *t, Value v, int64_t *hash) {
    return op_hash(t, timer_of(v)->when, hash);
}

/* ---- repr ---- */

static bool add_callback(Thread *t, StrBuilder *b, Handle *self) {
    Value format = asyncio_find(t, ASYNCIO_FORMAT_CALLBACK);
    Value args = self->args ? object_value(self->args) : t->interp->empty_tuple;
    Value shown = is_null(format) ? format : op_call2(t, format, self->callback, args);
    Str *text = is_null(shown) ? NULL : op_str(t, shown);
    decref(t, shown);
    if (!text)
        return false;
    strbuilder_char(b, ' ');
    strbuilder_str(b, text);
    decref_object(t, text);
    return true;
}

/* Where it was made: the last entry of its traceback. */
static bool add_source(Thread *t, StrBuilder *b, Handle *self) {
    Value last = op_getitem(t, self->source_traceback, small_int_value(-1));
    Value file = is_null(last) ? last : op_getitem(t, last, small_int_value(0));
    Value line = is_null(file) ? file : op_getitem(t, last, small_int_value(1));
    Str *text = is_null(line) ? NULL : str_format(t, " created at %V:%V", file, line);
    decref(t, line);
    decref(t, file);
    decref(t, last);
    if (text)
        strbuilder_str(b, text);
    xdecref_object(t, text);
    return text != NULL;
}

static Value handle_repr(Thread *t, Value v) {
    Handle *self = handle_of(v);
    bool timed = is_native(v, &timer_handle_type_def);
    if (self->timed.cancelled && is_str(self->callback))
        return new_ref(self->callback);
    StrBuilder b;
    strbuilder_init(&b, t);
    strbuilder_char(&b, '<');
    strbuilder_text(&b, type_short_name(value_object(v)->type));
    strbuilder_text(&b, self->timed.cancelled ? " cancelled" : "");
    Str *at = timed ? str_format(t, " when=%R", timer_of(v)->when) : NULL;
    if (at)
        strbuilder_str(&b, at);
    xdecref_object(t, at);
    bool ok = (!timed || at) && (is_none(self->callback) || add_callback(t, &b, self)) &&
              (is_null(self->source_traceback) || add_source(t, &b, self));
    strbuilder_char(&b, '>');
    if (ok)
        return str_value(strbuilder_finish(&b));
    strbuilder_drop(&b);
    return VALUE_NULL;
}

/* ---- attributes ---- */

static Value get_callback(Thread *t, Value v) {
    return handle_of(v)->timed.cancelled ? VALUE_NONE : new_ref(handle_of(v)->callback);
}
static Value get_args(Thread *t, Value v) {
    return handle_of(v)->args ? new_object_ref(handle_of(v)->args) : VALUE_NONE;
}
static Value get_context(Thread *t, Value v) {
    Value context = own_context(t, handle_of(v));
    return is_null(context) && error_pending(t) ? context : new_ref(or_none(context));
}
static Value get_loop(Thread *t, Value v) {
    return new_ref(or_none(handle_of(v)->loop));
}
static Value get_cancelled(Thread *t, Value v) {
    return bool_value(handle_of(v)->timed.cancelled);
}
static Value get_source_traceback(Thread *t, Value v) {
    return new_ref(or_none(handle_of(v)->source_traceback));
}
static Value get_when(Thread *t, Value v) {
    return new_ref(timer_of(v)->when);
}
static Value get_scheduled(Thread *t, Value v) {
    return bool_value(timer_of(v)->handle.timed.index >= 0);
}

static const MethodDef handle_methods[] = {
    {"cancel", cancel, "", "The call is not to be made."},
    {"cancelled", cancelled, "", "Was it cancelled?"},
    {"_run", run, "", "Make the call; what it raises is told to the loop."},
    {0}};

static const GetSetDef handle_getsets[] = {{"_callback", get_callback, member_readonly, NULL},
                                           {"_args", get_args, member_readonly, NULL},
                                           {"_context", get_context, member_readonly, NULL},
                                           {"_loop", get_loop, member_readonly, NULL},
                                           {"_cancelled", get_cancelled, member_readonly, NULL},
                                           {"_source_traceback", get_source_traceback, member_readonly, NULL},
                                           {0}};

const TypeDef handle_type_def = {
    .name = "asyncio.events.Handle",
    .size = sizeof(Handle),
    .flags = TYPE_GC | TYPE_BASE | TYPE_WEAKREFABLE,
    .doc = "A call that the event loop is to make; cancel() takes it back.",
    .init_signature = "callback, args, loop, context=None",
    .slots = {.dealloc = handle_clear,
              .traverse = handle_traverse,
              .clear = handle_clear,
              .repr = handle_repr,
              .new_instance = handle_new_instance,
              .init = handle_init},
    .methods = handle_methods,
    .getsets = handle_getsets,
};

static const MethodDef timer_methods[] = {
    {"cancel", timer_cancel, "", "The call is not to be made."},
    {"when", when, "", "The time of the loop at which it is to be made."},
    {0}};

static const GetSetDef timer_getsets[] = {
    {"_when", get_when, member_readonly, NULL}, {"_scheduled", get_scheduled, member_readonly, NULL}, {0}};

const TypeDef timer_handle_type_def = {
    .name = "asyncio.events.TimerHandle",
    .size = sizeof(TimerHandle),
    .flags = TYPE_GC | TYPE_BASE | TYPE_WEAKREFABLE,
    .doc = "A call that the event loop is to make at a certain time.",
    .init_signature = "when, callback, args, loop, context=None",
    .slots = {.dealloc = timer_clear,
              .traverse = handle_traverse,
              .clear = timer_clear,
              .repr = handle_repr,
              .compare = compare,
              .hash = timer_hash,
              .new_instance = timer_new_instance,
              .init = timer_init},
    .methods = timer_methods,
    .getsets = timer_getsets,
};
