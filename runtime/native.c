#include "runtime/native.h"
#include "runtime/callable.h"
#include "runtime/callspec.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"

/* ---- making ---- */

static Native *native_alloc(Thread *t, const MethodDef *def) {
    Native *native = object_new_builtin(t, TYPE_BUILTIN_FUNCTION, 0);
    if (!native)
        return NULL;
    native->def = def;
    native->self = native->module = VALUE_NULL;
    return native;
}

Value native_new(Thread *t, const MethodDef *def, Str *module) {
    Native *native = native_alloc(t, def);
    if (!native)
        return VALUE_NULL;
    if (module)
        native->module = new_object_ref(module);
    native->spec = &callspec_unparsed;
    return object_value(native);
}

/* Most functions are never called, so signatures are parsed at the first call. */
static bool parse_signature(Thread *t, const MethodDef *def, const CallSpec **spec) {
    if (__builtin_expect(*spec != &callspec_unparsed, 1))
        return true;
    const CallSpec *parsed = callspec_parse(t, def->signature);
    if (parsed)
        *spec = parsed;
    return parsed;
}

Value native_bind(Thread *t, MethodDescriptor *descriptor, Value self) {
    if (!parse_signature(t, descriptor->def, &descriptor->spec))
        return VALUE_NULL;
    Native *native = native_alloc(t, descriptor->def);
    if (!native)
        return VALUE_NULL;
    native->self = new_ref(self);
    native->spec = descriptor->spec;
    native->borrows_spec = true;
    native->type = descriptor->type;
    return object_value(native);
}

Value native_new_method(Thread *t, const MethodDef *def, Type *type, Value self) {
    Value v = native_new(t, def, NULL);
    if (is_null(v))
        return v;
    Native *native = (Native *)value_object(v);
    native->self = new_ref(self);
    native->type = type;
    return v;
}

/* `__new__` of a built-in type: bound to the type, without being found through a descriptor. */
Value native_new_bound(Thread *t, const MethodDef *def, Type *type) {
    return native_new_method(t, def, type, object_value(type));
}

Value method_descriptor_new(Thread *t, Type *type, const MethodDef *def) {
    if (def->flags & METHOD_STATIC) {
        Value native = native_new(t, def, NULL);
        if (is_null(native))
            return native;
        ((Native *)value_object(native))->type = type;
        Value wrapped = staticmethod_new(t, native);
        decref(t, native);
        return wrapped;
    }
    TypeId id = def->flags & METHOD_CLASS ? TYPE_CLASSMETHOD_DESCRIPTOR : TYPE_METHOD_DESCRIPTOR;
    MethodDescriptor *descriptor = object_new_builtin(t, id, 0);
    if (!descriptor)
        return VALUE_NULL;
    descriptor->def = def;
    descriptor->type = type;
    descriptor->spec = &callspec_unparsed;
    return object_value(descriptor);
}

/* ---- calling ---- */

Value native_call_bound(Thread *t, const MethodDef *def, const CallSpec *spec, Type *type, Value self,
                        Value *args, int nargs, Tuple *kwnames) {
    int count = spec->raw ? nargs + (kwnames ? (int)kwnames->length : 0) : spec->total;
    Value out[count + 1];
    out[0] = self;
    if (spec->raw) {
        if (count)
            memcpy(out + 1, args, (size_t)count * sizeof *args);
        return def->fn(t, out, nargs + 1, kwnames);
    }
    if (callspec_lay_out(spec, args, nargs, kwnames, out + 1))
        return def->fn(t, out, count + 1, NULL);
    if (def->flags & METHOD_CLASS && is_type(self))
        type = value_type_object(self);
    CallName name = {.owner = type ? type_short_name(type) : NULL, .name = def->name};
    if (!callspec_bind_named(t, spec, &name, args, nargs, kwnames, out + 1))
        return VALUE_NULL;
    return def->fn(t, out, count + 1, NULL);
}

static const char *native_owner(Thread *t, Native *native) {
    if (native->type)
        return type_short_name(native->type);
    if (!is_str(native->module) || str_equal_ascii(value_str(native->module), "builtins"))
        return NULL;
    return str_utf8(t, value_str(native->module), NULL);
}

static Value call_function(Thread *t, Native *native, Value *args, int nargs, Tuple *kwnames) {
    const CallSpec *spec = native->spec;
    if (callspec_fits(spec, nargs, kwnames))
        return native->def->fn(t, args, nargs, kwnames);
    Value out[CALLSPEC_MAX];
    if (callspec_lay_out(spec, args, nargs, kwnames, out))
        return native->def->fn(t, out, spec->total, NULL);
    CallName name = {.owner = native_owner(t, native), .name = native->def->name};
    if (!callspec_bind_named(t, spec, &name, args, nargs, kwnames, out))
        return VALUE_NULL;
    return native->def->fn(t, out, spec->total, NULL);
}

static Value builtin_function_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    Native *native = (Native *)value_object(callee);
    if (!parse_signature(t, native->def, &native->spec))
        return VALUE_NULL;
    if (kwnames && kwnames->length == 0)
        kwnames = NULL;
    if (is_null(native->self))
        return call_function(t, native, args, nargs, kwnames);
    return native_call_bound(t, native->def, native->spec, native->type, native->self, args, nargs, kwnames);
}

static Value descriptor_call(Thread *t, MethodDescriptor *d, Value *args, int nargs, Tuple *kwnames) {
    if (!parse_signature(t, d->def, &d->spec))
        return VALUE_NULL;
    if (kwnames && kwnames->length == 0)
        kwnames = NULL;
    if (callspec_fits(d->spec, nargs - 1, kwnames))
        return d->def->fn(t, args, nargs, kwnames);
    return native_call_bound(t, d->def, d->spec, d->type, args[0], args + 1, nargs - 1, kwnames);
}

static Value error_wrong_self(Thread *t, MethodDescriptor *d, Value self) {
    return raise_type_error(t, "descriptor '%s' for '%N' objects doesn't apply to a '%T' object",
                            d->def->name, d->type, self);
}

static Value method_descriptor_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    MethodDescriptor *d = (MethodDescriptor *)value_object(callee);
    if (nargs < 1)
        return raise_type_error(t, "unbound method %s.%s() needs an argument", type_short_name(d->type),
                                d->def->name);
    if (!type_is_subtype(type_of(t, args[0]), d->type))
        return error_wrong_self(t, d, args[0]);
    return descriptor_call(t, d, args, nargs, kwnames);
}

static bool check_class_argument(Thread *t, MethodDescriptor *d, Value type) {
    if (!is_type(type)) {
        raise_type_error(t, "descriptor '%s' for type '%N' needs a type, not a '%T' as arg 2", d->def->name,
                         d->type, type);
        return false;
    }
    if (!type_is_subtype(value_type_object(type), d->type)) {
        raise_type_error(t, "descriptor '%s' requires a subtype of '%N' but received '%N'", d->def->name,
                         d->type, value_type_object(type));
        return false;
    }
    return true;
}

static Value classmethod_descriptor_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    MethodDescriptor *d = (MethodDescriptor *)value_object(callee);
    if (nargs < 1)
        return raise_type_error(t, "descriptor '%s' of '%N' object needs an argument", d->def->name, d->type);
    return check_class_argument(t, d, args[0]) ? descriptor_call(t, d, args, nargs, kwnames) : VALUE_NULL;
}

/* ---- descriptors ---- */

static Value method_descriptor_get(Thread *t, Value self, Value instance, Value owner) {
    MethodDescriptor *d = (MethodDescriptor *)value_object(self);
    if (is_null(instance))
        return new_ref(self);
    if (!type_is_subtype(type_of(t, instance), d->type))
        return error_wrong_self(t, d, instance);
    return native_bind(t, d, instance);
}

static Value classmethod_descriptor_get(Thread *t, Value self, Value instance, Value owner) {
    MethodDescriptor *d = (MethodDescriptor *)value_object(self);
    if (is_null(owner)) {
        if (is_null(instance))
            return raise_type_error(t, "descriptor '%s' for type '%N' needs either an object or a type",
                                    d->def->name, d->type);
        owner = object_value(type_of(t, instance));
    }
    return check_class_argument(t, d, owner) ? native_bind(t, d, owner) : VALUE_NULL;
}

/* ---- looks ---- */

static Value text_or_none(Thread *t, const char *text) {
    if (!text)
        return VALUE_NONE;
    Str *s = str_new(t, text);
    return s ? object_value(s) : VALUE_NULL;
}

static Value str_result(Str *s) {
    return s ? object_value(s) : VALUE_NULL;
}

/* "x, /, y=1" becomes "($self, x, /, y=1)"; unknown signatures are None. */
static Value text_signature(Thread *t, const MethodDef *def, const char *first) {
    if (!def->signature)
        return VALUE_NONE;
    const char *rest = signature_text(def->signature);
    if (def->flags & METHOD_STATIC)
        return str_result(str_format(t, "(%s)", rest));
    const char *slash = strchr(rest, '/') || *rest == '*' ? "" : ", /";
    return str_result(str_format(t, "(%s%s%s%s)", first, slash, *rest ? ", " : "", rest));
}

static Value native_get_name(Thread *t, Value self) {
    return str_result(str_new(t, ((Native *)value_object(self))->def->name));
}

static Value native_get_qualname(Thread *t, Value self) {
    Native *native = (Native *)value_object(self);
    if (!native->type)
        return native_get_name(t, self);
    Type *type = native->type;
    if (is_type(native->self) && native->def->flags & METHOD_CLASS)
        type = value_type_object(native->self);
    return str_result(str_format(t, "%U.%s", type->qualname, native->def->name));
}

static Value native_get_self(Thread *t, Value self) {
    Native *native = (Native *)value_object(self);
    if (!is_null(native->self))
        return new_ref(native->self);
    Value module = VALUE_NULL;
    if (is_str(native->module) && t->interp->sys_modules)
        module = dict_get(t, t->interp->sys_modules, native->module);
    return is_null(module) ? (error_clear(t), VALUE_NONE) : new_ref(module);
}

static Value native_get_module(Thread *t, Value self) {
    Value module = ((Native *)value_object(self))->module;
    return is_null(module) ? VALUE_NONE : new_ref(module);
}

static Value native_get_doc(Thread *t, Value self) {
    return text_or_none(t, ((Native *)value_object(self))->def->doc);
}

static Value native_get_text_signature(Thread *t, Value self) {
    Native *native = (Native *)value_object(self);
    return text_signature(t, native->def,
                          !native->type           ? "$module"
                          : is_type(native->self) ? "$type"
                                                  : "$self");
}

static Value native_repr(Thread *t, Value self) {
    Native *native = (Native *)value_object(self);
    if (is_null(native->self))
        return str_result(str_format(t, "<built-in function %s>", native->def->name));
    return str_result(str_format(t, "<built-in method %s of %T object at %p>", native->def->name,
                                 native->self,
                                 is_pointer(native->self) ? (void *)value_object(native->self)
                                                          : (void *)(uintptr_t)native->self.bits));
}

static Value native_compare(Thread *t, Value a, Value b, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !is_exact(a, TYPE_BUILTIN_FUNCTION) ||
        !is_exact(b, TYPE_BUILTIN_FUNCTION))
        return VALUE_NOTIMPLEMENTED;
    Native *x = (Native *)value_object(a), *y = (Native *)value_object(b);
    bool same = x->def == y->def && value_is(x->self, y->self);
    return bool_value(same == (op == COMPARE_EQ));
}

static bool native_hash(Thread *t, Value self, int64_t *hash) {
    Native *native = (Native *)value_object(self);
    uint64_t bits = native->self.bits ^ (uint64_t)(uintptr_t)native->def;
    *hash = (int64_t)(bits >> 4 | bits << 60);
    if (*hash == -1)
        *hash = -2;
    return true;
}

/* For pickle: a name in a module, or an attribute of the object it is bound to. */
static void native_dealloc(Thread *t, Object *self) {
    Native *native = (Native *)self;
    if (!native->borrows_spec)
        callspec_free(t, native->spec);
    decref(t, native->self);
    decref(t, native->module);
}

static void native_traverse(Object *self, VisitFn visit, void *arg) {
    Native *native = (Native *)self;
    visit_value(native->self, visit, arg);
}

static Value descriptor_get_name(Thread *t, Value self) {
    return str_result(str_new(t, ((MethodDescriptor *)value_object(self))->def->name));
}

static Value descriptor_get_qualname(Thread *t, Value self) {
    MethodDescriptor *d = (MethodDescriptor *)value_object(self);
    return str_result(str_format(t, "%U.%s", d->type->qualname, d->def->name));
}

static Value descriptor_get_doc(Thread *t, Value self) {
    return text_or_none(t, ((MethodDescriptor *)value_object(self))->def->doc);
}

static Value descriptor_get_text_signature(Thread *t, Value self) {
    MethodDescriptor *d = (MethodDescriptor *)value_object(self);
    return text_signature(t, d->def, d->def->flags & METHOD_CLASS ? "$type" : "$self");
}

static Value descriptor_get_objclass(Thread *t, Value self) {
    return new_object_ref(((MethodDescriptor *)value_object(self))->type);
}

static Value descriptor_repr(Thread *t, Value self) {
    MethodDescriptor *d = (MethodDescriptor *)value_object(self);
    return str_result(str_format(t, "<method '%s' of '%N' objects>", d->def->name, d->type));
}

Value native_reduce_attribute(Thread *t, Value object, Value name_owned) {
    Value getattr = t->interp->builtins ? dict_get_name(t, t->interp->builtins, NAME(getattr)) : VALUE_NULL;
    if (is_null(getattr) && !is_null(name_owned))
        raise(t, EXC_AttributeError, "getattr");
    bool ready = !is_null(getattr) && !is_null(name_owned);
    Tuple *bound = ready ? tuple_pack(t, 2, object, name_owned) : NULL;
    Tuple *result = bound ? tuple_pack(t, 2, getattr, object_value(bound)) : NULL;
    decref(t, name_owned);
    xdecref_object(t, bound);
    return result ? object_value(result) : VALUE_NULL;
}

/* A function of a module by its name; what belongs to an object, or a static method to its type, as its attribute. */
static Value native_reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Native *native = (Native *)value_object(args[0]);
    if (is_null(native->self) && !native->type)
        return native_get_name(t, args[0]);
    Value owner = is_null(native->self) ? object_value(native->type) : native->self;
    return native_reduce_attribute(t, owner, native_get_name(t, args[0]));
}

static Value descriptor_reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Type *type = ((MethodDescriptor *)value_object(args[0]))->type;
    return native_reduce_attribute(t, object_value(type), descriptor_get_name(t, args[0]));
}

static void descriptor_dealloc(Thread *t, Object *self) {
    callspec_free(t, ((MethodDescriptor *)self)->spec);
}

static const MethodDef native_methods[] = {{"__reduce__", native_reduce_method, "", NULL, 0}, {0}};
static const GetSetDef native_getsets[] = {
    {"__name__", native_get_name, NULL, NULL},
    {"__qualname__", native_get_qualname, NULL, NULL},
    {"__self__", native_get_self, NULL, NULL},
    {"__module__", native_get_module, NULL, NULL},
    {"__doc__", native_get_doc, NULL, NULL},
    {"__text_signature__", native_get_text_signature, NULL, NULL},
    {0},
};
static const MethodDef descriptor_methods[] = {{"__reduce__", descriptor_reduce_method, "", NULL, 0}, {0}};
static const GetSetDef descriptor_getsets[] = {
    {"__name__", descriptor_get_name, NULL, NULL},
    {"__qualname__", descriptor_get_qualname, NULL, NULL},
    {"__objclass__", descriptor_get_objclass, NULL, NULL},
    {"__doc__", descriptor_get_doc, NULL, NULL},
    {"__text_signature__", descriptor_get_text_signature, NULL, NULL},
    {0},
};

const TypeDef builtin_function_type_def = {
    .name = "builtin_function_or_method",
    .size = sizeof(Native),
    .flags = TYPE_GC | TYPE_WEAKREFABLE | TYPE_NO_INSTANCES,
    .slots = {.dealloc = native_dealloc,
              .traverse = native_traverse,
              .repr = native_repr,
              .hash = native_hash,
              .compare = native_compare,
              .call = builtin_function_call},
    .methods = native_methods,
    .getsets = native_getsets,
};

const TypeDef method_descriptor_type_def = {
    .name = "method_descriptor",
    .size = sizeof(MethodDescriptor),
    .flags = TYPE_METHOD_LIKE | TYPE_NO_INSTANCES,
    .slots = {.dealloc = descriptor_dealloc,
              .repr = descriptor_repr,
              .call = method_descriptor_call,
              .descr_get = method_descriptor_get},
    .methods = descriptor_methods,
    .getsets = descriptor_getsets,
};

const TypeDef classmethod_descriptor_type_def = {
    .name = "classmethod_descriptor",
    .size = sizeof(MethodDescriptor),
    .flags = TYPE_NO_INSTANCES,
    .slots = {.dealloc = descriptor_dealloc,
              .repr = descriptor_repr,
              .call = classmethod_descriptor_call,
              .descr_get = classmethod_descriptor_get},
    .getsets = descriptor_getsets,
};
