/* The type weakref.ref. */
#include "runtime/callable.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/weakref_impl.h"

static WeakRef *reference_of(Value v) {
    return (WeakRef *)value_object(v);
}

void weakref_dealloc(Thread *t, Object *self) {
    weakref_detach(t, (WeakRef *)self);
    decref(t, ((WeakRef *)self)->callback);
}

void weakref_traverse(Object *self, VisitFn visit, void *arg) {
    visit_value(((WeakRef *)self)->callback, visit, arg);
}

void weakref_clear(Thread *t, Object *self) {
    weakref_detach(t, (WeakRef *)self);
    value_clear(t, &((WeakRef *)self)->callback);
}

static bool check_count(Thread *t, const char *function, int nargs) {
    if (nargs >= 1 && nargs <= 2)
        return true;
    raise_type_error(t, "%s expected at %s argument%s, got %d", function, nargs ? "most 2" : "least 1",
                     nargs ? "s" : "", nargs);
    return false;
}

static Value weakref_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (!check_count(t, "__new__", nargs))
        return VALUE_NULL;
    Value callback = nargs == 2 && !is_none(args[1]) ? args[1] : VALUE_NULL;
    return type->id == TYPE_WEAKREF ? weakref_new(t, args[0], callback)
                                    : weakref_create(t, type, args[0], callback);
}

static bool weakref_init_instance(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    if (kwnames && kwnames->length) {
        raise_type_error(t, "ref() takes no keyword arguments");
        return false;
    }
    return check_count(t, "__init__", nargs);
}

static Value weakref_call(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    int64_t given = nargs + (kwnames ? kwnames->length : 0);
    if (given)
        return raise_type_error(t, "__call__() takes at most 0 arguments (%lld given)", (long long)given);
    Value referent = weakref_get(t, reference_of(self));
    return is_null(referent) ? VALUE_NONE : referent;
}

static bool weakref_hash(Thread *t, Value self, int64_t *hash) {
    WeakRef *reference = reference_of(self);
    if (reference->hash == -1) {
        Value referent = weakref_get(t, reference);
        if (is_null(referent)) {
            raise_type_error(t, "weak object has gone away");
            return false;
        }
        bool ok = op_hash(t, referent, &reference->hash);
        decref(t, referent);
        if (!ok)
            return false;
    }
    *hash = reference->hash;
    return true;
}

/* Living referents decide; dead references are equal to themselves only. */
static Value weakref_compare(Thread *t, Value a, Value b, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !has_layout(a, TYPE_WEAKREF) ||
        !has_layout(b, TYPE_WEAKREF))
        return VALUE_NOTIMPLEMENTED;
    Value x = weakref_get(t, reference_of(a)), y = weakref_get(t, reference_of(b));
    Value result =
        is_null(x) || is_null(y) ? bool_value(value_is(a, b) == (op == COMPARE_EQ)) : op_compare(t, x, y, op);
    decref(t, x);
    decref(t, y);
    return result;
}

static Value weakref_repr(Thread *t, Value self) {
    void *address = value_object(self);
    Value referent = weakref_get(t, reference_of(self));
    if (is_null(referent))
        return str_value(str_format(t, "<weakref at %p; dead>", address));
    Value name = op_getattr_optional(t, referent, NAME(__name__));
    error_clear(t);
    Str *s = !is_null(name) && is_str(name)
                 ? str_format(t, "<weakref at %p; to '%T' at %p (%V)>", address, referent,
                              value_object(referent), name)
                 : str_format(t, "<weakref at %p; to '%T' at %p>", address, referent, value_object(referent));
    decref(t, name);
    decref(t, referent);
    return str_value(s);
}

static Value get_callback(Thread *t, Value self) {
    Value callback = reference_of(self)->callback;
    return is_null(callback) ? VALUE_NONE : new_ref(callback);
}

static const MethodDef weakref_methods[] = {
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS}, {0}};
static const GetSetDef weakref_getsets[] = {{"__callback__", get_callback, NULL, NULL}, {0}};

const TypeDef weakref_type_def = {.name = "weakref.ReferenceType",
                                  .size = sizeof(WeakRef),
                                  .flags = TYPE_GC | TYPE_BASE,
                                  .slots = {.dealloc = weakref_dealloc,
                                            .traverse = weakref_traverse,
                                            .clear = weakref_clear,
                                            .repr = weakref_repr,
                                            .hash = weakref_hash,
                                            .compare = weakref_compare,
                                            .call = weakref_call,
                                            .new_instance = weakref_new_instance,
                                            .init = weakref_init_instance},
                                  .methods = weakref_methods,
                                  .getsets = weakref_getsets};
