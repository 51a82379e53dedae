/* Type variables in parameterised generics: finding them, and putting other types in their place. */
#include "runtime/error.h"
#include "runtime/generic_alias.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/type.h"

static int64_t index_of(const Value *items, int64_t count, Value v) {
    for (int64_t i = 0; i < count; i++)
        if (value_is(items[i], v))
            return i;
    return -1;
}

static bool add_once(Thread *t, List *list, Value v) {
    return index_of(list->items, list->length, v) >= 0 || list_append(t, list, v);
}

/* The tuple __parameters__ of v; NULL without exception: it has none. */
static Tuple *parameters_of(Thread *t, Value v) {
    Value parameters = op_getattr_optional(t, v, NAME(__parameters__));
    if (is_null(parameters) || is_tuple(parameters))
        return is_null(parameters) ? NULL : value_tuple(parameters);
    decref(t, parameters);
    return NULL;
}

static bool collect(Thread *t, List *found, Value arg) {
    if (is_type(arg))
        return true;
    Value subst = op_getattr_optional(t, arg, NAME(__typing_subst__));
    if (!is_null(subst)) {
        decref(t, subst);
        return add_once(t, found, arg);
    }
    Tuple *inner = error_pending(t) ? NULL : parameters_of(t, arg);
    bool ok = !error_pending(t);
    for (int64_t i = 0; ok && inner && i < inner->length; i++)
        ok = add_once(t, found, inner->items[i]);
    xdecref_object(t, inner);
    return ok;
}

Tuple *generic_parameters(Thread *t, Tuple *args) {
    List *found = list_new(t, 0);
    bool ok = found != NULL;
    for (int64_t i = 0; ok && i < args->length; i++)
        ok = collect(t, found, args->items[i]);
    Tuple *parameters = ok ? list_to_tuple(t, found) : NULL;
    xdecref_object(t, found);
    return parameters;
}

/* ---- what is put in ---- */

/* *tuple[int, str] counts as its members, unless it ends in an ellipsis. */
static bool add_unpacked(Thread *t, List *list, Value item) {
    if (is_type(item))
        return list_append(t, list, item);
    Value members = op_getattr_optional(t, item, NAME(__typing_unpacked_tuple_args__));
    if (is_null(members) && error_pending(t))
        return false;
    Tuple *tuple = is_tuple(members) ? value_tuple(members) : NULL;
    bool open_ended = tuple && tuple->length && is_ellipsis(tuple->items[tuple->length - 1]);
    bool ok = true;
    if (!tuple || open_ended)
        ok = list_append(t, list, item);
    else
        for (int64_t i = 0; ok && i < tuple->length; i++)
            ok = list_append(t, list, tuple->items[i]);
    decref(t, members);
    return ok;
}

static Tuple *unpack_item(Thread *t, Value item) {
    List *list = list_new(t, 4);
    bool ok = list != NULL;
    if (ok && !is_tuple(item))
        ok = add_unpacked(t, list, item);
    else
        for (int64_t i = 0; ok && i < value_tuple(item)->length; i++)
            ok = add_unpacked(t, list, value_tuple(item)->items[i]);
    Tuple *items = ok ? list_to_tuple(t, list) : NULL;
    xdecref_object(t, list);
    return items;
}

/* Parameters may rearrange the items before they are counted (ParamSpec, TypeVarTuple). Consumes items. */
static Tuple *prepare(Thread *t, Value self, Tuple *parameters, Tuple *items) {
    for (int64_t i = 0; items && i < parameters->length; i++) {
        Value hook = op_getattr_optional(t, parameters->items[i], NAME(__typing_prepare_subst__));
        if (is_null(hook) || is_none(hook)) {
            if (error_pending(t))
                return decref_object(t, items), NULL;
            continue;
        }
        Value prepared = op_call2(t, hook, self, object_value(items));
        decref(t, hook);
        decref_object(t, items);
        items = is_null(prepared) ? NULL : op_to_tuple(t, prepared);
        decref(t, prepared);
    }
    return items;
}

/* ---- where it goes ---- */

typedef struct Substitution {
    Tuple *parameters, *items;
    List *result;
} Substitution;

static bool add_sub_item(Thread *t, const Substitution *s, List *inner, Value parameter) {
    int64_t index = index_of(s->parameters->items, s->parameters->length, parameter);
    Value v = index >= 0 ? s->items->items[index] : parameter;
    bool takes_many = type_of(t, parameter)->slots.iter != NULL; /* a TypeVarTuple; a ParamSpec's tuple is one list */
    if (index < 0 || !takes_many || !is_tuple(v))
        return list_append(t, inner, v);
    return list_extend(t, inner, v);
}

/* An argument that is generic itself: list[dict[T, int]]. New reference. */
static Value substitute_inner(Thread *t, const Substitution *s, Value arg) {
    Tuple *parameters = parameters_of(t, arg);
    if (!parameters || parameters->length == 0) {
        xdecref_object(t, parameters);
        return error_pending(t) ? VALUE_NULL : new_ref(arg);
    }
    List *inner = list_new(t, parameters->length);
    bool ok = inner != NULL;
    for (int64_t i = 0; ok && i < parameters->length; i++)
        ok = add_sub_item(t, s, inner, parameters->items[i]);
    Tuple *key = ok ? list_to_tuple(t, inner) : NULL;
    Value result = key ? op_getitem(t, arg, object_value(key)) : VALUE_NULL;
    xdecref_object(t, key);
    xdecref_object(t, inner);
    decref_object(t, parameters);
    return result;
}

static Value substitute_one(Thread *t, const Substitution *s, Value arg) {
    Value subst = op_getattr_optional(t, arg, NAME(__typing_subst__));
    if (is_null(subst))
        return error_pending(t) ? VALUE_NULL : substitute_inner(t, s, arg);
    int64_t index = index_of(s->parameters->items, s->parameters->length, arg);
    Value result = index < 0 ? new_ref(arg) : op_call1(t, subst, s->items->items[index]);
    decref(t, subst);
    return result;
}

static bool is_unpacked_tuple_variable(Thread *t, Value arg) {
    Value v = op_getattr_optional(t, arg, NAME(__typing_is_unpacked_typevartuple__));
    int truth = is_null(v) ? 0 : op_is_true(t, v);
    decref(t, v);
    return truth > 0;
}

static bool add_substituted(Thread *t, const Substitution *s, Value arg) {
    if (is_type(arg))
        return list_append(t, s->result, arg);
    bool unpack = is_unpacked_tuple_variable(t, arg);
    if (error_pending(t))
        return false;
    Value v = substitute_one(t, s, arg);
    if (is_null(v))
        return false;
    if (!unpack || !is_tuple(v))
        return list_append_owned(t, s->result, v);
    bool ok = list_extend(t, s->result, v);
    decref(t, v);
    return ok;
}

static bool check_count(Thread *t, Value self, int64_t given, int64_t expected) {
    if (given != expected)
        raise_type_error(t, "Too %s arguments for %R; actual %zd, expected %zd",
                         given > expected ? "many" : "few", self, (ssize_t)given, (ssize_t)expected);
    return given == expected;
}

Tuple *generic_substitute(Thread *t, Value self, Tuple *args, Tuple *parameters, Value item) {
    if (parameters->length == 0)
        return raise_type_error(t, "%R is not a generic class", self), NULL;
    Tuple *items = prepare(t, self, parameters, unpack_item(t, item));
    if (!items)
        return NULL;
    Tuple *result = NULL;
    Substitution s = {parameters, items, NULL};
    if (check_count(t, self, items->length, parameters->length) && (s.result = list_new(t, args->length))) {
        bool ok = true;
        for (int64_t i = 0; ok && i < args->length; i++)
            ok = add_substituted(t, &s, args->items[i]);
        result = ok ? list_to_tuple(t, s.result) : NULL;
    }
    xdecref_object(t, s.result);
    decref_object(t, items);
    return result;
}
