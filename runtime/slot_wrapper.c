/* Special methods of built-in types as objects: slot wrappers, the same bound to an object, and __new__. */
#include "runtime/callspec.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "runtime/type_slots.h"

Value wrapper_descriptor_new(Thread *t, Type *type, const SlotDef *def, void *function) {
    WrapperDescriptor *d = object_new_builtin(t, TYPE_WRAPPER_DESCRIPTOR, 0);
    if (!d)
        return VALUE_NULL;
    d->def = def;
    d->type = type;
    d->function = function;
    return object_value(d);
}

static const char *method_text(Thread *t, const SlotDef *def) {
    return (const char *)t->interp->names[def->name]->data;
}

/* ---- calling a slot ---- */

static const struct Arity {
    int8_t least, most; /* most -1: any number, keywords too */
} arities[] = {
    [SLOT_UNARY] = {0, 0},
    [SLOT_BINARY] = {1, 1},
    [SLOT_BINARY_REFLECTED] = {1, 1},
    [SLOT_INDEXED] = {1, 1},
    [SLOT_POWER] = {1, 2},
    [SLOT_COMPARE] = {1, 1},
    [SLOT_POWER_REFLECTED] = {1, 2},
    [SLOT_HASH] = {0, 0},
    [SLOT_LENGTH] = {0, 0},
    [SLOT_TRUTH] = {0, 0},
    [SLOT_CONTAINS] = {1, 1},
    [SLOT_SETITEM] = {2, 2},
    [SLOT_DELITEM] = {1, 1},
    [SLOT_GETATTR] = {1, 1},
    [SLOT_SETATTR] = {2, 2},
    [SLOT_DELATTR] = {1, 1},
    [SLOT_GET] = {1, 2},
    [SLOT_SET] = {2, 2},
    [SLOT_DELETE] = {1, 1},
    [SLOT_CALL] = {0, -1},
    [SLOT_INIT] = {0, -1},
    [SLOT_NEXT] = {0, 0},
    [SLOT_FINALIZE] = {0, 0},
    [SLOT_NEW] = {0, 0},
    [SLOT_HOOK] = {0, 0},
};

static bool check_count(Thread *t, const SlotDef *def, int nargs, Tuple *kwnames) {
    struct Arity arity = arities[def->kind];
    if (arity.most < 0)
        return true;
    if (kwnames && kwnames->length)
        return raise_type_error(t, "wrapper %s() takes no keyword arguments", method_text(t, def)), false;
    if (nargs >= arity.least && nargs <= arity.most)
        return true;
    int limit = nargs < arity.least ? arity.least : arity.most;
    const char *how = arity.least == arity.most ? "" : nargs < arity.least ? "at least " : "at most ";
    raise_type_error(t, "expected %s%d argument%s, got %d", how, limit, limit == 1 ? "" : "s", nargs);
    return false;
}

typedef Value (*UnaryFn)(Thread *, Value);
typedef Value (*BinaryFn)(Thread *, Value, Value);
typedef Value (*CompareFn)(Thread *, Value, Value, CompareOp);
typedef bool (*HashFn)(Thread *, Value, int64_t *);
typedef int64_t (*LengthFn)(Thread *, Value);
typedef int (*TruthFn)(Thread *, Value);
typedef int (*ContainsFn)(Thread *, Value, Value);
typedef bool (*SetFn)(Thread *, Value, Value, Value);
typedef Value (*GetattrFn)(Thread *, Value, Str *);
typedef bool (*SetattrFn)(Thread *, Value, Str *, Value);
typedef Value (*GetFn)(Thread *, Value, Value, Value);
typedef void (*FinalizeFn)(Thread *, Value);

static Value none_if(bool ok) {
    return ok ? VALUE_NONE : VALUE_NULL;
}
static Value bool_unless_error(int truth) {
    return truth < 0 ? VALUE_NULL : bool_value(truth);
}

static Value wrap_hash(Thread *t, HashFn function, Value self) {
    int64_t hash = 0;
    return function(t, self, &hash) ? int_value(t, hash) : VALUE_NULL;
}

static Value wrap_length(Thread *t, LengthFn function, Value self) {
    int64_t length = function(t, self);
    return length < 0 ? VALUE_NULL : int_value(t, length);
}

static Value wrap_next(Thread *t, UnaryFn function, Value self) {
    Value v = function(t, self);
    return is_null(v) && !error_pending(t) ? raise_stop_iteration(t, VALUE_NONE) : v;
}

static Value wrap_getattr(Thread *t, GetattrFn function, Value self, Value name) {
    if (!is_str(name))
        return raise_type_error(t, "attribute name must be string, not '%T'", name);
    Str *interned = str_intern(t, value_str(new_ref(name)));
    if (!interned)
        return VALUE_NULL;
    Value v = function(t, self, interned);
    decref_object(t, interned);
    return v;
}

/* object.__setattr__ must not be a way around the setattr of a type that has its own. */
static bool check_not_type(Thread *t, SetattrFn function, Value self, const char *method) {
    if (function != object_generic_setattr || !is_type(self))
        return true;
    raise_type_error(t, "can't apply this %s to %T object", method, self);
    return false;
}

static Value wrap_setattr(Thread *t, SetattrFn function, Value self, Value name, Value v) {
    if (!check_not_type(t, function, self, is_null(v) ? "__delattr__" : "__setattr__"))
        return VALUE_NULL;
    if (!is_str(name))
        return raise_type_error(t, "attribute name must be string, not '%T'", name);
    Str *interned = str_intern(t, value_str(new_ref(name)));
    bool ok = interned && function(t, self, interned, v);
    xdecref_object(t, interned);
    return none_if(ok);
}

static Value wrap_get(Thread *t, GetFn function, Value self, Value *args, int nargs) {
    Value instance = is_none(args[0]) ? VALUE_NULL : args[0];
    Value owner = nargs < 2 || is_none(args[1]) ? VALUE_NULL : args[1];
    if (is_null(instance) && is_null(owner))
        return raise_type_error(t, "__get__(None, None) is invalid");
    return function(t, self, instance, owner);
}

static Value wrap_power(Thread *t, const WrapperDescriptor *d, Value a, Value b, Value modulus) {
    if (is_none(modulus) || is_null(modulus))
        return ((BinaryFn)d->function)(t, a, b);
    return d->type->slots.power ? d->type->slots.power(t, a, b, modulus) : VALUE_NOTIMPLEMENTED;
}

static Value wrap_init(Thread *t, const WrapperDescriptor *d, Value self, Value *args, int nargs,
                       Tuple *kwnames) {
    return none_if(
        type_call_init(t, d->type, self, args, nargs, kwnames && kwnames->length ? kwnames : NULL));
}

static Value wrapper_call(Thread *t, const WrapperDescriptor *d, Value self, Value *args, int nargs,
                          Tuple *kwnames) {
    const SlotDef *def = d->def;
    void *f = d->function;
    if (!check_count(t, def, nargs, kwnames))
        return VALUE_NULL;
    switch ((SlotKind)def->kind) {
    case SLOT_UNARY:
        return ((UnaryFn)f)(t, self);
    case SLOT_BINARY:
    case SLOT_INDEXED:
        return ((BinaryFn)f)(t, self, args[0]);
    case SLOT_BINARY_REFLECTED:
        return ((BinaryFn)f)(t, args[0], self);
    case SLOT_POWER:
        return wrap_power(t, d, self, args[0], nargs > 1 ? args[1] : VALUE_NULL);
    case SLOT_POWER_REFLECTED:
        return wrap_power(t, d, args[0], self, nargs > 1 ? args[1] : VALUE_NULL);
    case SLOT_COMPARE:
        return ((CompareFn)f)(t, self, args[0], (CompareOp)def->op);
    case SLOT_HASH:
        return wrap_hash(t, (HashFn)f, self);
    case SLOT_LENGTH:
        return wrap_length(t, (LengthFn)f, self);
    case SLOT_TRUTH:
        return bool_unless_error(((TruthFn)f)(t, self));
    case SLOT_CONTAINS:
        return bool_unless_error(((ContainsFn)f)(t, self, args[0]));
    case SLOT_SETITEM:
        return none_if(((SetFn)f)(t, self, args[0], args[1]));
    case SLOT_DELITEM:
        return none_if(((SetFn)f)(t, self, args[0], VALUE_NULL));
    case SLOT_GETATTR:
        return wrap_getattr(t, (GetattrFn)f, self, args[0]);
    case SLOT_SETATTR:
        return wrap_setattr(t, (SetattrFn)f, self, args[0], args[1]);
    case SLOT_DELATTR:
        return wrap_setattr(t, (SetattrFn)f, self, args[0], VALUE_NULL);
    case SLOT_GET:
        return wrap_get(t, (GetFn)f, self, args, nargs);
    case SLOT_SET:
        return none_if(((SetFn)f)(t, self, args[0], args[1]));
    case SLOT_DELETE:
        return none_if(((SetFn)f)(t, self, args[0], VALUE_NULL));
    case SLOT_CALL:
        return ((CallFn)f)(t, self, args, nargs, kwnames);
    case SLOT_INIT:
        return wrap_init(t, d, self, args, nargs, kwnames);
    case SLOT_NEXT:
        return wrap_next(t, (UnaryFn)f, self);
    case SLOT_FINALIZE:
        ((FinalizeFn)f)(t, self);
        return VALUE_NONE;
    case SLOT_NEW:
    case SLOT_HOOK:
        break;
    }
    return raise_system_error(t, "no wrapper for %s", method_text(t, def));
}

/* ---- wrapper_descriptor ---- */

static Value error_wrong_self(Thread *t, WrapperDescriptor *d, Value self) {
    return raise_type_error(t, "descriptor '%s' requires a '%N' object but received a '%T'",
                            method_text(t, d->def), d->type, self);
}

static Value descriptor_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    WrapperDescriptor *d = (WrapperDescriptor *)value_object(callee);
    if (nargs < 1)
        return raise_type_error(t, "descriptor '%s' of '%N' object needs an argument", method_text(t, d->def),
                                d->type);
    if (!type_is_subtype(type_of(t, args[0]), d->type))
        return error_wrong_self(t, d, args[0]);
    if (!recursion_enter(t,
                         " while calling a Python object")) /* C.__repr__ = C.__str__ goes round for ever */
        return VALUE_NULL;
    Value result = wrapper_call(t, d, args[0], args + 1, nargs - 1, kwnames);
    recursion_leave(t);
    return result;
}

static Value bind(Thread *t, WrapperDescriptor *d, Value self) {
    MethodWrapper *wrapper = object_new_builtin(t, TYPE_METHOD_WRAPPER, 0);
    if (!wrapper)
        return VALUE_NULL;
    incref_object(d);
    wrapper->descriptor = d;
    wrapper->self = new_ref(self);
    return object_value(wrapper);
}

static Value descriptor_get(Thread *t, Value self, Value instance, Value owner) {
    WrapperDescriptor *d = (WrapperDescriptor *)value_object(self);
    if (is_null(instance))
        return new_ref(self);
    if (!type_is_subtype(type_of(t, instance), d->type))
        return raise_type_error(t, "descriptor '%s' for '%N' objects doesn't apply to a '%T' object",
                                method_text(t, d->def), d->type, instance);
    return bind(t, d, instance);
}

static Value str_result(Str *s) {
    return s ? object_value(s) : VALUE_NULL;
}

static Value doc_of(Thread *t, const SlotDef *def) {
    return def->doc ? str_result(str_new(t, def->doc)) : VALUE_NONE;
}

static Value signature_of(Thread *t, const SlotDef *def) {
    if (!def->signature)
        return VALUE_NONE;
    bool slash = strchr(def->signature, '/');
    return str_result(
        str_format(t, "($self%s%s%s)", slash ? "" : ", /", *def->signature ? ", " : "", def->signature));
}

static Value descriptor_repr(Thread *t, Value self) {
    WrapperDescriptor *d = (WrapperDescriptor *)value_object(self);
    return str_result(str_format(t, "<slot wrapper '%s' of '%N' objects>", method_text(t, d->def), d->type));
}

static WrapperDescriptor *as_descriptor(Value v) {
    return (WrapperDescriptor *)value_object(v);
}

static Value descriptor_name(Thread *t, Value self) {
    return new_object_ref(t->interp->names[as_descriptor(self)->def->name]);
}
static Value descriptor_qualname(Thread *t, Value self) {
    WrapperDescriptor *d = as_descriptor(self);
    return str_result(str_format(t, "%U.%s", d->type->qualname, method_text(t, d->def)));
}
static Value descriptor_objclass(Thread *t, Value self) {
    return new_object_ref(as_descriptor(self)->type);
}
static Value descriptor_doc(Thread *t, Value self) {
    return doc_of(t, as_descriptor(self)->def);
}
static Value descriptor_signature(Thread *t, Value self) {
    return signature_of(t, as_descriptor(self)->def);
}

/* ---- method-wrapper ---- */

static MethodWrapper *as_wrapper(Value v) {
    return (MethodWrapper *)value_object(v);
}

static Value method_wrapper_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    MethodWrapper *w = as_wrapper(callee);
    return wrapper_call(t, w->descriptor, w->self, args, nargs, kwnames);
}

static Value method_wrapper_repr(Thread *t, Value self) {
    MethodWrapper *w = as_wrapper(self);
    return str_result(str_format(t, "<method-wrapper '%s' of %T object at %p>",
                                 method_text(t, w->descriptor->def), w->self,
                                 (void *)(uintptr_t)(w->self.bits & ~(uint64_t)7)));
}

static Value method_wrapper_compare(Thread *t, Value a, Value b, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !is_exact(a, TYPE_METHOD_WRAPPER) ||
        !is_exact(b, TYPE_METHOD_WRAPPER))
        return VALUE_NOTIMPLEMENTED;
    MethodWrapper *x = as_wrapper(a), *y = as_wrapper(b);
    bool same = x->descriptor == y->descriptor && value_is(x->self, y->self);
    return bool_value(same == (op == COMPARE_EQ));
}

static bool method_wrapper_hash(Thread *t, Value self, int64_t *hash) {
    MethodWrapper *w = as_wrapper(self);
    *hash = (int64_t)((w->self.bits ^ (uint64_t)(uintptr_t)w->descriptor) >> 4);
    return true;
}

static void method_wrapper_dealloc(Thread *t, Object *self) {
    MethodWrapper *w = (MethodWrapper *)self;
    decref_object(t, w->descriptor);
    decref(t, w->self);
}

static void method_wrapper_traverse(Object *self, VisitFn visit, void *arg) {
    MethodWrapper *w = (MethodWrapper *)self;
    visit_value(w->self, visit, arg);
    visit((Object *)w->descriptor, arg);
}

static Value wrapper_self(Thread *t, Value self) {
    return new_ref(as_wrapper(self)->self);
}
static Value wrapper_name(Thread *t, Value self) {
    return descriptor_name(t, object_value(as_wrapper(self)->descriptor));
}
static Value wrapper_qualname(Thread *t, Value self) {
    return descriptor_qualname(t, object_value(as_wrapper(self)->descriptor));
}
static Value wrapper_objclass(Thread *t, Value self) {
    return new_object_ref(as_wrapper(self)->descriptor->type);
}
static Value wrapper_doc(Thread *t, Value self) {
    return doc_of(t, as_wrapper(self)->descriptor->def);
}
static Value wrapper_signature(Thread *t, Value self) {
    return signature_of(t, as_wrapper(self)->descriptor->def);
}

/* ---- __new__ ---- */

/* The slot of the nearest base that is no class statement's: the only __new__ that makes a whole instance of
 * the type. */
static Type *native_maker(Type *type) {
    while (type->flags & TYPE_HEAP && type->base)
        type = type->base;
    return type;
}

static bool check_new_class(Thread *t, Type *type, Value *args, int nargs) {
    const char *name = type_name(type);
    if (nargs < 1)
        return raise_type_error(t, "%s.__new__(): not enough arguments", name), false;
    if (!is_type(args[0]))
        return raise_type_error(t, "%s.__new__(X): X is not a type object (%T)", name, args[0]), false;
    Type *subtype = value_type_object(args[0]);
    if (!type_is_subtype(subtype, type)) {
        raise_type_error(t, "%s.__new__(%N): %N is not a subtype of %s", name, subtype, subtype, name);
        return false;
    }
    Type *maker = native_maker(subtype);
    if (maker->slots.new_instance == type->slots.new_instance)
        return true;
    raise_type_error(t, "%s.__new__(%N) is not safe, use %N.__new__()", name, subtype, maker);
    return false;
}

static Value new_call(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Type *type = value_type_object(args[0]);
    if (!check_new_class(t, type, args + 1, nargs - 1))
        return VALUE_NULL;
    Type *subtype = value_type_object(args[1]);
    const CallSpec *spec = type->new_spec;
    if (!spec || callspec_fits(spec, nargs - 2, kwnames))
        return type->slots.new_instance(t, subtype, args + 2, nargs - 2, kwnames);
    Value out[CALLSPEC_MAX];
    CallName name = {.name = type_short_name(type), .is_type = true};
    if (!callspec_bind_named(t, spec, &name, args + 2, nargs - 2, kwnames, out))
        return VALUE_NULL;
    return type->slots.new_instance(t, subtype, out, spec->total, NULL);
}

static const MethodDef new_def = {"__new__", new_call, NULL,
                                  "Makes an object of the class; help(type) says with which arguments.", 0};

Value new_wrapper(Thread *t, Type *type) {
    return native_new_bound(t, &new_def, type);
}

Type *new_wrapper_type(Value v) {
    if (!is_exact(v, TYPE_BUILTIN_FUNCTION) || ((Native *)value_object(v))->def != &new_def)
        return NULL;
    return value_type_object(((Native *)value_object(v))->self);
}

/* ---- the types ---- */

static Value descriptor_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Type *type = ((WrapperDescriptor *)value_object(args[0]))->type;
    return native_reduce_attribute(t, object_value(type), descriptor_name(t, args[0]));
}

static Value method_wrapper_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    MethodWrapper *w = as_wrapper(args[0]);
    return native_reduce_attribute(t, w->self, new_object_ref(t->interp->names[w->descriptor->def->name]));
}

static const MethodDef wrapper_methods[] = {{"__reduce__", method_wrapper_reduce, "", NULL, 0}, {0}};

static const MethodDef descriptor_methods[] = {{"__reduce__", descriptor_reduce, "", NULL, 0}, {0}};

static const GetSetDef descriptor_getsets[] = {
    {"__name__", descriptor_name, NULL, NULL},
    {"__qualname__", descriptor_qualname, NULL, NULL},
    {"__objclass__", descriptor_objclass, NULL, NULL},
    {"__doc__", descriptor_doc, NULL, NULL},
    {"__text_signature__", descriptor_signature, NULL, NULL},
    {0},
};

static const GetSetDef wrapper_getsets[] = {
    {"__self__", wrapper_self, NULL, NULL},
    {"__name__", wrapper_name, NULL, NULL},
    {"__qualname__", wrapper_qualname, NULL, NULL},
    {"__objclass__", wrapper_objclass, NULL, NULL},
    {"__doc__", wrapper_doc, NULL, NULL},
    {"__text_signature__", wrapper_signature, NULL, NULL},
    {0},
};

const TypeDef wrapper_descriptor_type_def = {
    .name = "wrapper_descriptor",
    .size = sizeof(WrapperDescriptor),
    .flags = TYPE_METHOD_LIKE | TYPE_NO_INSTANCES,
    .slots = {.repr = descriptor_repr, .call = descriptor_call, .descr_get = descriptor_get},
    .methods = descriptor_methods,
    .getsets = descriptor_getsets,
};

const TypeDef method_wrapper_type_def = {
    .name = "method-wrapper",
    .size = sizeof(MethodWrapper),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = method_wrapper_dealloc,
              .traverse = method_wrapper_traverse,
              .repr = method_wrapper_repr,
              .hash = method_wrapper_hash,
              .compare = method_wrapper_compare,
              .call = method_wrapper_call},
    .methods = wrapper_methods,
    .getsets = wrapper_getsets,
};
