/* Operations on any object: types, attributes and calls. */
#include "runtime/ops.h"
#include "runtime/attrs.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/type.h"

Type *type_of(Thread *t, Value v) {
    if (is_pointer(v))
        return value_object(v)->type;
    Type *const *types = t->interp->types;
    if (is_small_int(v))
        return types[TYPE_INT];
    if (is_small_float(v))
        return types[TYPE_FLOAT];
    if (is_bool(v))
        return types[TYPE_BOOL];
    return types[is_none(v) ? TYPE_NONE : is_notimplemented(v) ? TYPE_NOTIMPLEMENTED : TYPE_ELLIPSIS];
}

/* ---- attributes ---- */

/* Names that are made at run time come in here once to be interned. */
static Str *interned(Thread *t, Str *name) {
    incref_object(name);
    return str_intern(t, name);
}

static Value get_attr(Thread *t, Value object, Str *name) {
    Value v = type_of(t, object)->slots.getattr(t, object, name);
    if (__builtin_expect(is_null(v), 0))
        error_name_attribute(t, object, name);
    return v;
}

Value op_getattr(Thread *t, Value object, Str *name) {
    if (!stack_left(t))
        return VALUE_NULL;
    if (__builtin_expect(str_is_interned(name), 1))
        return get_attr(t, object, name);
    Str *unique = interned(t, name);
    if (!unique)
        return VALUE_NULL;
    Value v = get_attr(t, object, unique);
    decref_object(t, unique);
    return v;
}

static Value find_attr(Thread *t, Value object, Str *name) {
    Type *type = type_of(t, object);
    if (!stack_left(t))
        return VALUE_NULL;
    if (type_has_generic_getattr(type))
        return object_find_attr(t, object, name);
    if (type->slots.getattr == type_getattr)
        return type_find_attr(t, object, name);
    return type->slots.getattr(t, object, name);
}

Value op_getattr_optional(Thread *t, Value object, Str *name) {
    if (__builtin_expect(str_is_interned(name), 1)) {
        Value v = find_attr(t, object, name);
        if (is_null(v) && error_pending(t))
            error_clear_if(t, EXC_AttributeError);
        return v;
    }
    Str *unique = interned(t, name);
    if (!unique)
        return VALUE_NULL;
    Value v = find_attr(t, object, unique);
    decref_object(t, unique);
    if (is_null(v))
        error_clear_if(t, EXC_AttributeError);
    return v;
}

bool op_setattr(Thread *t, Value object, Str *name, Value v) {
    if (__builtin_expect(str_is_interned(name), 1))
        return type_of(t, object)->slots.setattr(t, object, name, v);
    Str *unique = interned(t, name);
    if (!unique)
        return false;
    bool ok = type_of(t, object)->slots.setattr(t, object, unique, v);
    decref_object(t, unique);
    return ok;
}

Value op_lookup_special(Thread *t, Value object, Str *name) {
    Type *type = type_of(t, object);
    Value found = type_lookup(t, type, name);
    return is_null(found) ? found : descriptor_bind(t, found, object, type);
}

static bool is_method_like(Value v) {
    return is_pointer(v) && value_object(v)->type->flags & TYPE_METHOD_LIKE;
}

Value op_lookup_special_method(Thread *t, Value object, Str *name, bool *self_included) {
    Type *type = type_of(t, object);
    Value found = type_lookup(t, type, name);
    *self_included = is_method_like(found);
    return is_null(found) || *self_included ? new_ref(found) : descriptor_bind(t, found, object, type);
}

Value op_get_method(Thread *t, Value object, Str *name, bool *self_included) {
    Type *type = type_of(t, object);
    *self_included = false;
    if (!type_has_generic_getattr(type) || !str_is_interned(name))
        return op_getattr(t, object, name);
    Value found = type_lookup(t, type, name);
    if (!is_method_like(found))
        return op_getattr(t, object, name);
    if (type->flags & TYPE_HAS_ATTRS && is_pointer(object)) {
        Value own = attrs_get(t, value_object(object), name);
        if (!is_null(own))
            return new_ref(own);
    }
    *self_included = true;
    return new_ref(found);
}

/* ---- calls ---- */

Value op_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    CallFn call = type_of(t, callee)->slots.call;
    if (__builtin_expect(!call, 0))
        return raise_type_error(t, "'%T' object is not callable", callee);
    if (!stack_left(t))
        return VALUE_NULL;
    return call(t, callee, args, nargs, kwnames);
}

Value op_call0(Thread *t, Value callee) {
    return op_call(t, callee, NULL, 0, NULL);
}
Value op_call1(Thread *t, Value callee, Value a) {
    return op_call(t, callee, &a, 1, NULL);
}

Value op_call2(Thread *t, Value callee, Value a, Value b) {
    Value args[] = {a, b};
    return op_call(t, callee, args, 2, NULL);
}

Value op_call3(Thread *t, Value callee, Value a, Value b, Value c) {
    Value args[] = {a, b, c};
    return op_call(t, callee, args, 3, NULL);
}

Value op_call_method(Thread *t, Str *name, Value *args, int nargs) {
    bool self_included;
    Value method = op_get_method(t, args[0], name, &self_included);
    if (is_null(method))
        return method;
    Value result =
        self_included ? op_call(t, method, args, nargs, NULL) : op_call(t, method, args + 1, nargs - 1, NULL);
    decref(t, method);
    return result;
}

Value op_call_method0(Thread *t, Value object, Str *name) {
    return op_call_method(t, name, &object, 1);
}

Value op_call_method1(Thread *t, Value object, Str *name, Value a) {
    Value args[] = {object, a};
    return op_call_method(t, name, args, 2);
}

Str *op_callee_name(Thread *t, Value callee) {
    Value qualname = op_getattr_optional(t, callee, NAME(__qualname__));
    if (is_null(qualname))
        return error_pending(t) ? NULL : op_str(t, callee);
    Value module = op_getattr_optional(t, callee, NAME(__module__));
    Str *name = NULL;
    if (!is_null(module) && !is_none(module) &&
        !(is_str(module) && str_equal_ascii(value_str(module), "builtins")))
        name = str_format(t, "%V.%V()", module, qualname);
    else if (!error_pending(t))
        name = str_format(t, "%V()", qualname);
    decref(t, module);
    decref(t, qualname);
    return name;
}

Tuple *op_split_keywords(Thread *t, Dict *kwargs, Value *values) {
    Tuple *names = tuple_new(t, kwargs->length);
    int64_t position = 0, count = 0;
    Value key, v;
    while (names && dict_next(kwargs, &position, &key, &v)) {
        if (!is_str(key)) {
            raise_type_error(t, "keywords must be strings");
            for (int64_t i = 0; i < count; i++)
                decref(t, values[i]);
            decref_object(t, names);
            return NULL;
        }
        names->items[count] = new_ref(key);
        values[count++] = new_ref(v);
    }
    return names;
}

/* all: room for the arguments, and for the keyword values once more. */
static Value call_with_array(Thread *t, Value callee, Tuple *args, Dict *kwargs, Value *all) {
    memcpy(all, args->items, (size_t)args->length * sizeof *all);
    Value *keyword_values = all + args->length;
    Tuple *names = op_split_keywords(t, kwargs, keyword_values);
    if (!names)
        return VALUE_NULL;
    int64_t count = names->length;
    /* A callee that owns its array may change it; what is released is what was counted. */
    Value *saved = keyword_values + count;
    memcpy(saved, keyword_values, (size_t)count * sizeof *saved);
    Value result = op_call(t, callee, all, (int)args->length, names);
    for (int64_t i = 0; i < count; i++)
        decref(t, saved[i]);
    decref_object(t, names);
    return result;
}

enum { CALL_ON_STACK = 64, CALL_MOST = 1 << 24 };

Value op_call_tuple(Thread *t, Value callee, Tuple *args, Dict *kwargs) {
    if (!kwargs || kwargs->length == 0)
        return op_call(t, callee, args->items, (int)args->length, NULL);
    int64_t total = args->length + 2 * kwargs->length;
    if (total <= CALL_ON_STACK) {
        Value all[CALL_ON_STACK];
        return call_with_array(t, callee, args, kwargs, all);
    }
    Value *all = total < CALL_MOST ? mem_alloc((size_t)total * sizeof *all) : NULL;
    if (!all)
        return raise_no_memory(t);
    Value result = call_with_array(t, callee, args, kwargs, all);
    mem_free(all);
    return result;
}

bool op_callable(Thread *t, Value v) {
    return type_of(t, v)->slots.call != NULL;
}

/* ---- recursive repr ---- */

int repr_enter(Thread *t, Value v) {
    if (!t->repr_active && !(t->repr_active = list_new(t, 4)))
        return -1;
    List *active = t->repr_active;
    for (int64_t i = active->length - 1; i >= 0; i--)
        if (value_is(active->items[i], v))
            return 1;
    return list_append(t, active, v) ? 0 : -1;
}

void repr_leave(Thread *t, Value v) {
    List *active = t->repr_active;
    for (int64_t i = active->length - 1; i >= 0; i--)
        if (value_is(active->items[i], v)) {
            memmove(active->items + i, active->items + i + 1, (size_t)(active->length - i - 1) * sizeof v);
            active->length--;
            decref(t, v);
            return;
        }
}
