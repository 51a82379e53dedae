/* Objects without an instruction of their own: they say how they are made again, by __reduce_ex__ or by a
 * function that is registered for their class. */
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/pickle.h"

/* ---- what __reduce__ answered ---- */

enum { REDUCE_FUNCTION, REDUCE_ARGS, REDUCE_STATE, REDUCE_ITEMS, REDUCE_PAIRS, REDUCE_SETTER, REDUCE_PARTS };

static bool wrong(PickleWriter *w, const char *format, Value v) {
    return pickle_raise(w->t, &pickling_error_def, format, v), false;
}

static bool check_iterator(PickleWriter *w, Value v, const char *which) {
    if (is_null(v) || op_is_iterator(v, w->t))
        return true;
    pickle_raise(w->t, &pickling_error_def,
                 "%s element of the tuple returned by __reduce__ must be an iterator, not %T", which, v);
    return false;
}

/* Lays the parts out, missing ones and None as VALUE_NULL; borrowed. */
static bool take_parts(PickleWriter *w, Value reduced, Value parts[REDUCE_PARTS]) {
    Tuple *tuple = value_tuple(reduced);
    if (tuple->length < 2 || tuple->length > REDUCE_PARTS)
        return wrong(w, "tuple returned by __reduce__ must contain 2 through 6 elements", VALUE_NULL);
    for (int i = 0; i < REDUCE_PARTS; i++) {
        bool given = i < tuple->length && (i < REDUCE_STATE || !is_none(tuple->items[i]));
        parts[i] = given ? tuple->items[i] : VALUE_NULL;
    }
    if (!op_callable(w->t, parts[REDUCE_FUNCTION]))
        return wrong(w, "first item of the tuple returned by __reduce__ must be callable", VALUE_NULL);
    if (!is_tuple(parts[REDUCE_ARGS]))
        return wrong(w, "second item of the tuple returned by __reduce__ must be a tuple", VALUE_NULL);
    if (!check_iterator(w, parts[REDUCE_ITEMS], "fourth") || !check_iterator(w, parts[REDUCE_PAIRS], "fifth"))
        return false;
    if (is_null(parts[REDUCE_SETTER]) || op_callable(w->t, parts[REDUCE_SETTER]))
        return true;
    return wrong(w, "sixth element of the tuple returned by __reduce__ must be a function, not %T",
                 parts[REDUCE_SETTER]);
}

/* ---- cls.__new__(cls, *args) has instructions ---- */

static bool save_newobj_ex(PickleWriter *w, Tuple *args) {
    if (args->length != 3) {
        pickle_raise(w->t, &pickling_error_def,
                     "length of the NEWOBJ_EX argument tuple must be exactly 3, not %zd",
                     (ssize_t)args->length);
        return false;
    }
    if (!is_type(args->items[0]))
        return wrong(w, "first item from NEWOBJ_EX argument tuple must be a class, not %T", args->items[0]);
    if (!is_tuple(args->items[1]))
        return wrong(w, "second item from NEWOBJ_EX argument tuple must be a tuple, not %T", args->items[1]);
    if (!is_dict(args->items[2]))
        return wrong(w, "third item from NEWOBJ_EX argument tuple must be a dict, not %T", args->items[2]);
    return pickle_save(w, args->items[0]) && pickle_save(w, args->items[1]) &&
           pickle_save(w, args->items[2]) && pickle_write_op(w, PICKLE_NEWOBJ_EX);
}

/* functools.partial(cls.__new__, cls, *args, **kwargs)(): for protocols without that instruction. */
static bool save_newobj_partial(PickleWriter *w, Tuple *args) {
    Thread *t = w->t;
    Value cls = args->items[0];
    if (!is_tuple(args->items[1]) || !is_dict(args->items[2]))
        return wrong(w, "second item from NEWOBJ_EX argument tuple must be a tuple, not %T", args->items[1]);
    Tuple *positional = value_tuple(args->items[1]);
    Value partial = pickle_import(t, "functools", "partial"), new = op_getattr(t, cls, NAME(__new__));
    Tuple *all = is_null(partial) || is_null(new) ? NULL : tuple_new(t, positional->length + 2);
    Value call = VALUE_NULL;
    if (all) {
        all->items[0] = new_ref(new);
        all->items[1] = new_ref(cls);
        for (int64_t i = 0; i < positional->length; i++)
            all->items[i + 2] = new_ref(positional->items[i]);
        call = op_call_tuple(t, partial, all, value_dict(args->items[2]));
    }
    bool ok = !is_null(call) && pickle_save(w, call) && pickle_save(w, t->interp->empty_tuple) &&
              pickle_write_op(w, PICKLE_REDUCE);
    decref(t, partial);
    decref(t, new);
    decref(t, call);
    xdecref_object(t, all);
    return ok;
}

static bool right_class(PickleWriter *w, Value cls, Value v) {
    Value actual = op_getattr(w->t, v, w->t->interp->names[NAME___class__]);
    decref(w->t, actual);
    if (is_null(actual))
        return false;
    return value_is(actual, cls) || wrong(w, "args[0] from __newobj__ args has the wrong class", VALUE_NULL);
}

static bool save_newobj(PickleWriter *w, Tuple *args, Value v) {
    if (args->length < 1)
        return wrong(w, "__newobj__ arglist is empty", VALUE_NULL);
    if (!is_type(args->items[0]))
        return wrong(w, "args[0] from __newobj__ args is not a type", VALUE_NULL);
    if (!is_null(v) && !right_class(w, args->items[0], v))
        return false;
    Tuple *rest = tuple_slice(w->t, args, 1, args->length);
    bool ok = rest && pickle_save(w, args->items[0]) && pickle_save(w, object_value(rest)) &&
              pickle_write_op(w, PICKLE_NEWOBJ);
    xdecref_object(w->t, rest);
    return ok;
}

/* The function's name, or an empty one (a new reference); NULL: exception. */
static Str *function_name(Thread *t, Value function) {
    Value name = op_getattr_optional(t, function, NAME(__name__));
    if (!is_null(name) && is_str(name))
        return value_str(name);
    decref(t, name);
    return error_pending(t) ? NULL : str_empty(t);
}

static bool save_made(PickleWriter *w, Value function, Tuple *args, Value v) {
    Str *name = w->protocol >= 2 ? function_name(w->t, function) : str_empty(w->t);
    if (!name)
        return false;
    bool extended = str_equal_ascii(name, "__newobj_ex__"), plain = str_equal_ascii(name, "__newobj__");
    decref_object(w->t, name);
    if (extended)
        return w->protocol >= 4 || args->length != 3 ? save_newobj_ex(w, args) : save_newobj_partial(w, args);
    if (plain)
        return save_newobj(w, args, v);
    return pickle_save(w, function) && pickle_save(w, object_value(args)) &&
           pickle_write_op(w, PICKLE_REDUCE);
}

/* If the object was written meanwhile, by what it was made of, that one counts. */
static bool number_object(PickleWriter *w, Value v) {
    uint64_t number;
    if (is_null(v))
        return true;
    if (is_pointer(v) && memo_find(&w->memo, value_object(v), &number))
        return pickle_write_op(w, PICKLE_POP) && pickle_write_get(w, number);
    return pickle_memoize(w, v);
}

static bool save_state(PickleWriter *w, Value state, Value setter, Value v) {
    if (is_null(state))
        return true;
    if (is_null(setter))
        return pickle_save(w, state) && pickle_write_op(w, PICKLE_BUILD);
    return pickle_save(w, setter) && pickle_save(w, v) && pickle_save(w, state) &&
           pickle_write_op(w, PICKLE_TUPLE2) && pickle_write_op(w, PICKLE_REDUCE) &&
           pickle_write_op(w, PICKLE_POP);
}

bool pickle_save_reduced(PickleWriter *w, Value reduced, Value v) {
    Value part[REDUCE_PARTS];
    return take_parts(w, reduced, part) &&
           save_made(w, part[REDUCE_FUNCTION], value_tuple(part[REDUCE_ARGS]), v) && number_object(w, v) &&
           (is_null(part[REDUCE_ITEMS]) || pickle_batch_append(w, part[REDUCE_ITEMS])) &&
           (is_null(part[REDUCE_PAIRS]) || pickle_batch_setitems(w, part[REDUCE_PAIRS])) &&
           save_state(w, part[REDUCE_STATE], part[REDUCE_SETTER], v);
}

bool pickle_save_call(PickleWriter *w, Value function, Tuple *args_consumed, Value v) {
    Tuple *reduced = args_consumed ? tuple_pack(w->t, 2, function, object_value(args_consumed)) : NULL;
    bool ok = reduced && pickle_save_reduced(w, object_value(reduced), v);
    xdecref_object(w->t, args_consumed);
    xdecref_object(w->t, reduced);
    return ok;
}

/* ---- who says how ---- */

/* The answer of the object or of its class; VALUE_NULL: exception. */
static Value ask_object(PickleWriter *w, Value v) {
    Thread *t = w->t;
    Value method = op_getattr_optional(t, v, NAME(__reduce_ex__));
    if (!is_null(method)) {
        Value result = op_call1(t, method, small_int_value(w->protocol));
        decref(t, method);
        return result;
    }
    method = error_pending(t) ? VALUE_NULL : op_getattr_optional(t, v, NAME(__reduce__));
    if (is_null(method) && !error_pending(t))
        return pickle_raise(t, &pickling_error_def, "can't pickle '%T' object: %R", v, v);
    Value result = is_null(method) ? method : op_call0(t, method);
    decref(t, method);
    return result;
}

/* What is registered for the class: new; VALUE_NULL: nothing, or exception. */
static Value registered(PickleWriter *w, Type *type) {
    Thread *t = w->t;
    Value key = object_value(type);
    if (is_null(w->dispatch_table)) {
        if (is_null(w->copyreg_table) &&
            is_null(w->copyreg_table = pickle_import(t, "copyreg", "dispatch_table")))
            return VALUE_NULL;
        return is_dict(w->copyreg_table) ? new_ref(dict_get(t, value_dict(w->copyreg_table), key))
                                         : VALUE_NULL;
    }
    Value found = op_getitem(t, w->dispatch_table, key);
    if (is_null(found))
        error_clear_if(t, EXC_KeyError);
    return found;
}

static bool save_answer(PickleWriter *w, Value answer, Value v) {
    if (is_null(answer))
        return false;
    bool ok;
    if (is_str(answer))
        ok = pickle_save_global(w, v, answer);
    else if (is_tuple(answer))
        ok = pickle_save_reduced(w, answer, v);
    else
        ok = wrong(w, "__reduce__ must return a string or tuple", VALUE_NULL);
    decref(w->t, answer);
    return ok;
}

/* *done: the pickler's own reducer_override had something to say. */
static bool save_overridden(PickleWriter *w, Value v, bool *done) {
    *done = false;
    if (is_null(w->reducer_override))
        return true;
    Value answer = op_call1(w->t, w->reducer_override, v);
    *done = is_null(answer) || !is_notimplemented(answer);
    return !*done || save_answer(w, answer, v);
}

static bool save_by_reduction(PickleWriter *w, Value v) {
    Type *type = type_of(w->t, v);
    Value function = registered(w, type);
    if (!is_null(function)) {
        Value answer = op_call1(w->t, function, v);
        decref(w->t, function);
        return save_answer(w, answer, v);
    }
    if (error_pending(w->t))
        return false;
    if (is_type(v))
        return pickle_save_global(w, v, VALUE_NULL);
    bool done, ok = pickle_save_plain(w, v, &done);
    return done ? ok : save_answer(w, ask_object(w, v), v);
}

bool pickle_save_object(PickleWriter *w, Value v) {
    bool done, ok;
    if (is_native(v, &pickle_buffer_type_def))
        return pickle_save_buffer(w, v);
    ok = save_overridden(w, v, &done);
    if (done)
        return ok;
    if (is_exact(v, TYPE_TYPE))
        return pickle_save_type(w, v);
    if (is_exact(v, TYPE_FUNCTION))
        return pickle_save_global(w, v, VALUE_NULL);
    return save_by_reduction(w, v);
}
