/* isinstance and issubclass, with their hooks and with classes that are no types (anything with __bases__).
 */
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/type.h"

/* cls.__bases__ if that is a tuple; NULL: it is not (nothing pending), or an exception. */
static Tuple *bases_of(Thread *t, Value cls) {
    Value bases = op_getattr_optional(t, cls, NAME(__bases__));
    if (is_null(bases) || is_tuple(bases))
        return is_null(bases) ? NULL : value_tuple(bases);
    decref(t, bases);
    return NULL;
}

static bool check_class(Thread *t, Value cls, const char *message) {
    if (is_type(cls))
        return true;
    Tuple *bases = bases_of(t, cls);
    if (!bases && !error_pending(t))
        raise_type_error(t, "%s", message);
    xdecref_object(t, bases);
    return bases != NULL;
}

static int derived_from(Thread *t, Value derived, Value cls) {
    if (value_is(derived, cls))
        return 1;
    Tuple *bases = bases_of(t, derived);
    if (!bases)
        return error_pending(t) ? -1 : 0;
    int found = 0;
    bool entered = recursion_enter(t, " in __issubclass__");
    for (int64_t i = 0; entered && found == 0 && i < bases->length; i++)
        found = derived_from(t, bases->items[i], cls);
    if (entered)
        recursion_leave(t);
    decref_object(t, bases);
    return entered ? found : -1;
}

/* Would v.__class__ be what object says, its type? */
static bool claims_nothing(Thread *t, Value v) {
    Type *type = type_of(t, v);
    return type_has_generic_getattr(type) &&
           value_is(type_lookup(t, type, NAME(__class__)),
                    type_lookup(t, builtin_type(t, TYPE_OBJECT), NAME(__class__)));
}

/* An object may claim another class by __class__ (proxies, mocks). */
static int claims_class(Thread *t, Value v, Value cls) {
    if (is_type(cls) && claims_nothing(t, v))
        return 0;
    Value claimed = op_getattr_optional(t, v, NAME(__class__));
    if (is_null(claimed))
        return error_pending(t) ? -1 : 0;
    int result = 0;
    if (is_type(cls))
        result = is_type(claimed) && type_is_subtype(value_type_object(claimed), value_type_object(cls));
    else
        result = derived_from(t, claimed, cls);
    decref(t, claimed);
    return result;
}

int type_isinstance(Thread *t, Value v, Value cls) {
    if (!check_class(t, cls, "isinstance() arg 2 must be a type, a tuple of types, or a union"))
        return -1;
    if (is_type(cls) && type_is_subtype(type_of(t, v), value_type_object(cls)))
        return 1;
    return claims_class(t, v, cls);
}

int type_issubclass(Thread *t, Value derived, Value cls) {
    if (is_type(derived) && is_type(cls))
        return type_is_subtype(value_type_object(derived), value_type_object(cls));
    if (!check_class(t, derived, "issubclass() arg 1 must be a class") ||
        !check_class(t, cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union"))
        return -1;
    return derived_from(t, derived, cls);
}

typedef int (*Check)(Thread *t, Value v, Value cls);

static int any_of(Thread *t, Value v, Tuple *classes, Check check, const char *what) {
    if (!recursion_enter(t, what))
        return -1;
    int found = 0;
    for (int64_t i = 0; found == 0 && i < classes->length; i++)
        found = check(t, v, classes->items[i]);
    recursion_leave(t);
    return found;
}

/* 1, 0, -1; -2: there is no such hook. */
static int ask_hook(Thread *t, Value cls, Str *hook, Value v, const char *what) {
    Value method = op_lookup_special(t, cls, hook);
    if (is_null(method))
        return error_pending(t) ? -1 : -2;
    int truth = -1;
    if (recursion_enter(t, what)) {
        Value result = op_call1(t, method, v);
        recursion_leave(t);
        truth = is_null(result) ? -1 : op_is_true(t, result);
        decref(t, result);
    }
    decref(t, method);
    return truth;
}

int op_isinstance(Thread *t, Value v, Value cls) {
    if (is_pointer(cls) && (Object *)type_of(t, v) == value_object(cls))
        return 1;
    if (is_exact(cls, TYPE_TYPE))
        return type_isinstance(t, v, cls);
    if (is_tuple(cls))
        return any_of(t, v, value_tuple(cls), op_isinstance, " in __instancecheck__");
    int answer = ask_hook(t, cls, NAME(__instancecheck__), v, " in __instancecheck__");
    return answer == -2 ? type_isinstance(t, v, cls) : answer;
}

int op_issubclass(Thread *t, Value type, Value cls) {
    if (is_exact(cls, TYPE_TYPE))
        return value_is(type, cls) ? 1 : type_issubclass(t, type, cls);
    if (is_tuple(cls))
        return any_of(t, type, value_tuple(cls), op_issubclass, " in __subclasscheck__");
    int answer = ask_hook(t, cls, NAME(__subclasscheck__), type, " in __subclasscheck__");
    return answer == -2 ? type_issubclass(t, type, cls) : answer;
}
