/* Taking exception groups apart: split, subgroup, and the two operations behind except*. Nested groups keep
 * their shape. */
#include "runtime/exception_group.h"
#include "runtime/exception_layout.h"
#include "runtime/ops.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/type.h"

/* What decides whether an exception goes to the matching part. */
typedef struct Condition {
    enum { BY_TYPE, BY_PREDICATE, BY_IDENTITY } kind;
    Value what; /* class or tuple of classes; callable; set of ids of leaves */
} Condition;

static bool is_type_condition(Thread *t, Value v) {
    if (is_exception_class(v))
        return true;
    if (!is_tuple(v))
        return false;
    for (int64_t i = 0; i < value_tuple(v)->length; i++)
        if (!is_exception_class(value_tuple(v)->items[i]))
            return false;
    return value_tuple(v)->length > 0 || is_tuple_exact(v);
}

static bool make_condition(Thread *t, Value v, Condition *condition) {
    if (is_type_condition(t, v))
        *condition = (Condition){BY_TYPE, v};
    else if (op_callable(t, v) && !is_type(v))
        *condition = (Condition){BY_PREDICATE, v};
    else {
        raise_type_error(t, "expected a function, exception type or tuple of exception types");
        return false;
    }
    return true;
}

static Value identity(Value v) {
    return small_int_value((int64_t)(v.bits >> 1));
}

/* 1, 0, -1: exception. */
static int satisfies(Thread *t, const Condition *condition, Value exception) {
    if (condition->kind == BY_TYPE)
        return error_value_matches(t, exception, condition->what);
    if (condition->kind == BY_IDENTITY)
        return is_exception_group(exception)
                   ? 0
                   : set_contains(t, value_set(condition->what), identity(exception));
    Value result = op_call1(t, condition->what, exception);
    if (is_null(result))
        return -1;
    int truth = op_is_true(t, result);
    decref(t, result);
    return truth;
}

/* The notes belong to a part as to the whole, but each has a list of its own. */
static bool copy_notes(Thread *t, Value from, Value to) {
    Value notes = op_getattr_optional(t, from, NAME(__notes__));
    if (is_null(notes))
        return !error_pending(t);
    bool ok = true;
    if (type_of(t, notes)->slots.getitem) { /* else they are not ours: left out */
        List *copy = op_to_list(t, notes);
        ok = copy && op_setattr(t, to, NAME(__notes__), object_value(copy));
        xdecref_object(t, copy);
    }
    decref(t, notes);
    return ok;
}

/* A group like `original` with those members (a list; empty: None); new. */
static Value derive_part(Thread *t, Value original, List *members) {
    if (members->length == 0)
        return VALUE_NONE;
    Str *derive = str_intern_utf8(t, "derive");
    Value part = derive ? op_call_method1(t, original, derive, object_value(members)) : VALUE_NULL;
    xdecref_object(t, derive);
    if (is_null(part))
        return VALUE_NULL;
    if (!is_exception_group(part)) {
        raise_type_error(t, "derive must return an instance of BaseExceptionGroup");
    } else {
        BaseException *from = value_exception(original);
        exception_set_traceback(t, part, from->traceback);
        exception_set_context(t, part, from->context);
        exception_set_cause(t, part, from->cause);
        value_exception(part)->suppress_context = from->suppress_context;
        if (copy_notes(t, original, part))
            return part;
    }
    decref(t, part);
    return VALUE_NULL;
}

static bool split(Thread *t, Value exception, const Condition *condition, Value *match, Value *rest);

static bool add_part(Thread *t, List *list, Value part) {
    return is_none(part) || list_append_owned(t, list, part);
}

static bool split_members(Thread *t, Value group, const Condition *condition, List *matching, List *others) {
    Tuple *members = exception_group_members(group);
    for (int64_t i = 0; i < members->length; i++) {
        Value match, rest;
        if (!split(t, members->items[i], condition, &match, &rest))
            return false;
        if (!add_part(t, matching, match)) {
            decref(t, rest);
            return false;
        }
        if (!add_part(t, others, rest))
            return false;
    }
    return true;
}

static bool split_group(Thread *t, Value group, const Condition *condition, Value *match, Value *rest) {
    List *matching = list_new(t, 0), *others = list_new(t, 0);
    *match = *rest = VALUE_NULL;
    if (matching && others && split_members(t, group, condition, matching, others)) {
        *match = derive_part(t, group, matching);
        *rest = is_null(*match) ? VALUE_NULL : derive_part(t, group, others);
    }
    xdecref_object(t, matching);
    xdecref_object(t, others);
    if (!is_null(*rest))
        return true;
    value_clear(t, match);
    return false;
}

/* Both results are new, and None where there is nothing. */
static bool split(Thread *t, Value exception, const Condition *condition, Value *match, Value *rest) {
    int whole = satisfies(t, condition, exception);
    if (whole < 0)
        return false;
    *match = whole ? new_ref(exception) : VALUE_NONE;
    *rest = whole ? VALUE_NONE : new_ref(exception);
    if (whole || !is_exception_group(exception))
        return true;
    decref(t, *rest);
    if (!recursion_enter(t, " in exceptiongroup_split_recursive"))
        return false;
    bool ok = split_group(t, exception, condition, match, rest);
    recursion_leave(t);
    return ok;
}

static bool check_call(Thread *t, const char *name, int nargs, Tuple *kwnames) {
    if (kwnames && kwnames->length)
        raise_type_error(t, "BaseExceptionGroup.%s() takes no keyword arguments", name);
    else if (nargs != 2)
        raise_type_error(t, "%s expected 1 argument, got %d", name, nargs - 1);
    return !error_pending(t);
}

Value exception_group_split_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Condition condition;
    Value match, rest;
    if (!check_call(t, "split", nargs, kwnames) || !make_condition(t, args[1], &condition) ||
        !split(t, args[0], &condition, &match, &rest))
        return VALUE_NULL;
    Tuple *pair = tuple_from_owned(t, (Value[]){match, rest}, 2);
    return pair ? object_value(pair) : VALUE_NULL;
}

Value exception_group_subgroup_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Condition condition;
    Value match, rest;
    if (!check_call(t, "subgroup", nargs, kwnames) || !make_condition(t, args[1], &condition) ||
        !split(t, args[0], &condition, &match, &rest))
        return VALUE_NULL;
    decref(t, rest);
    return match;
}

/* --- except* --- */

/* -1: exception. */
static int check_star_type(Thread *t, Value type) {
    Type *group = builtin_type(t, EXC_BaseExceptionGroup);
    int64_t n = is_tuple(type) ? value_tuple(type)->length : 1;
    Value *types = is_tuple(type) ? value_tuple(type)->items : &type;
    for (int64_t i = 0; i < n; i++) {
        if (!is_exception_class(types[i]))
            raise_type_error(t, "catching classes that do not inherit from BaseException is not allowed");
        else if (type_is_subtype(value_type_object(types[i]), group))
            raise_type_error(t, "catching ExceptionGroup with except* is not allowed. Use except instead.");
        if (error_pending(t))
            return -1;
    }
    return 0;
}

static Value wrap_in_group(Thread *t, Value exception) {
    Tuple *members = tuple_pack(t, 1, exception);
    if (!members)
        return VALUE_NULL;
    Value group = exception_group_new(t, t->interp->empty_str, object_value(members));
    decref_object(t, members);
    if (!is_null(group))
        exception_set_traceback(t, group, value_exception(exception)->traceback);
    return group;
}

bool exception_group_match(Thread *t, Value exception, Value type, Value *match, Value *rest) {
    *match = *rest = VALUE_NONE;
    if (check_star_type(t, type) < 0)
        return false;
    if (is_none(exception))
        return true;
    Condition condition = {BY_TYPE, type};
    if (is_exception_group(exception))
        return split(t, exception, &condition, match, rest);
    int matches = error_value_matches(t, exception, type);
    if (matches < 0)
        return false;
    if (matches)
        *match = wrap_in_group(t, exception);
    else
        *rest = new_ref(exception);
    return !is_null(*match);
}

static bool add_leaves(Thread *t, Value exception, Set *leaves) {
    if (!is_exception_group(exception))
        return set_add(t, leaves, identity(exception));
    if (!recursion_enter(t, " in collect_exception_group_leaves"))
        return false;
    Tuple *members = exception_group_members(exception);
    bool ok = true;
    for (int64_t i = 0; ok && i < members->length; i++)
        ok = add_leaves(t, members->items[i], leaves);
    recursion_leave(t);
    return ok;
}

/* A part of original that a handler re-raised as it was: it has original's traceback, context and cause. */
static bool is_same_origin(Value a, Value b) {
    BaseException *x = value_exception(a), *y = value_exception(b);
    return value_is(x->traceback, y->traceback) && value_is(x->context, y->context) &&
           value_is(x->cause, y->cause) && value_is(x->notes, y->notes);
}

static bool sort_out(Thread *t, Value original, List *exceptions, List *raised, Set *reraised) {
    for (int64_t i = 0; i < exceptions->length; i++) {
        Value e = exceptions->items[i];
        if (is_none(e))
            continue;
        bool ok = is_same_origin(e, original) ? add_leaves(t, e, reraised) : list_append(t, raised, e);
        if (!ok)
            return false;
    }
    return true;
}

/* The re-raised leaves in the shape that they had in original. */
static Value project(Thread *t, Value original, Set *reraised) {
    if (reraised->length == 0)
        return VALUE_NONE;
    Condition condition = {BY_IDENTITY, object_value(reraised)};
    Value match, rest;
    if (!split(t, original, &condition, &match, &rest))
        return VALUE_NULL;
    decref(t, rest);
    return match;
}

static Value combine(Thread *t, Value original, List *raised, Set *reraised) {
    Value same = project(t, original, reraised);
    if (is_null(same) || raised->length == 0)
        return same;
    bool ok = is_none(same) || list_append(t, raised, same);
    decref(t, same);
    if (!ok)
        return VALUE_NULL;
    return exception_group_new(t, t->interp->empty_str, object_value(raised));
}

Value exception_group_reraise(Thread *t, Value original, List *exceptions) {
    if (exceptions->length == 0)
        return VALUE_NONE;
    if (!is_exception_group(original)) /* a plain exception was caught and re-raised, or another raised */
        return new_ref(exceptions->items[0]);
    List *raised = list_new(t, 0);
    Set *reraised = set_new(t);
    Value result = VALUE_NULL;
    if (raised && reraised && sort_out(t, original, exceptions, raised, reraised))
        result = combine(t, original, raised, reraised);
    xdecref_object(t, raised);
    xdecref_object(t, reraised);
    return result;
}
