/* Descriptors of fields: members (names of __slots__) and getsets (fields of built-in types). */
#include "runtime/attrs.h"
#include "runtime/callable.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/dict.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"

static Value str_result(Str *s) {
    return s ? object_value(s) : VALUE_NULL;
}

/* Is `instance` one of the type's? Else "descriptor 'x' for 'C' objects doesn't apply to a 'D' object". */
static bool check_instance(Thread *t, Type *type, const char *name, Value instance) {
    if (type_is_subtype(type_of(t, instance), type))
        return true;
    raise_type_error(t, "descriptor '%s' for '%N' objects doesn't apply to a '%T' object", name, type,
                     instance);
    return false;
}

/* getattr(type, name), for pickle. */
static Value reduce(Thread *t, Type *type, Value name) {
    Value getattr = t->interp->builtins ? dict_get_name(t, t->interp->builtins, NAME(getattr)) : VALUE_NULL;
    if (is_null(getattr) || is_null(name))
        return is_null(name) ? name : raise(t, EXC_AttributeError, "getattr");
    Tuple *arguments = tuple_pack(t, 2, object_value(type), name);
    Tuple *result = arguments ? tuple_pack(t, 2, getattr, object_value(arguments)) : NULL;
    xdecref_object(t, arguments);
    return result ? object_value(result) : VALUE_NULL;
}

/* ---- members ---- */

Value member_descriptor_new(Thread *t, Type *type, Str *name, uint32_t offset) {
    MemberDescriptor *d = object_new_builtin(t, TYPE_MEMBER_DESCRIPTOR, 0);
    if (!d)
        return VALUE_NULL;
    incref_object(type);
    incref_object(name);
    d->type = type;
    d->name = name;
    d->offset = offset;
    return object_value(d);
}

static MemberDescriptor *as_member(Value v) {
    return (MemberDescriptor *)value_object(v);
}

static const char *member_text(Thread *t, MemberDescriptor *d) {
    const char *text = str_wtf8(t, d->name, NULL);
    return text ? text : "?";
}

Value *member_place(MemberDescriptor *d, Value instance) {
    if (d->behind_body)
        return (Value *)((char *)object_slots(value_object(instance)) + d->offset);
    return (Value *)((char *)value_object(instance) + d->offset);
}

static Value member_get(Thread *t, Value self, Value instance, Value owner) {
    MemberDescriptor *d = as_member(self);
    if (is_null(instance))
        return new_ref(self);
    if (!is_pointer(instance) || !type_is_subtype(value_object(instance)->type, d->type))
        return check_instance(t, d->type, member_text(t, d), instance), VALUE_NULL;
    Value v = *member_place(d, instance);
    return is_null(v) ? raise_no_attribute(t, instance, d->name) : new_ref(v);
}

static bool member_set(Thread *t, Value self, Value instance, Value v) {
    MemberDescriptor *d = as_member(self);
    if (!is_pointer(instance) || !type_is_subtype(value_object(instance)->type, d->type))
        return check_instance(t, d->type, member_text(t, d), instance);
    if (d->readonly) {
        raise(t, EXC_AttributeError, "readonly attribute");
        return false;
    }
    Value *place = member_place(d, instance);
    if (is_null(v) && is_null(*place)) {
        raise(t, EXC_AttributeError, "%U", d->name);
        return false;
    }
    value_store(t, place, new_ref(v));
    return true;
}

static Value member_repr(Thread *t, Value self) {
    return str_result(
        str_format(t, "<member '%U' of '%N' objects>", as_member(self)->name, as_member(self)->type));
}
static Value member_get_name(Thread *t, Value self) {
    return new_object_ref(as_member(self)->name);
}
static Value member_get_objclass(Thread *t, Value self) {
    return new_object_ref(as_member(self)->type);
}
static Value member_get_doc(Thread *t, Value self) {
    return VALUE_NONE;
}
static Value member_get_qualname(Thread *t, Value self) {
    return str_result(str_format(t, "%U.%U", as_member(self)->type->qualname, as_member(self)->name));
}

static Value member_reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return reduce(t, as_member(args[0])->type, object_value(as_member(args[0])->name));
}

static void member_dealloc(Thread *t, Object *self) {
    MemberDescriptor *d = (MemberDescriptor *)self;
    decref_object(t, d->name);
    decref_object(t, d->type);
}

static void member_traverse(Object *self, VisitFn visit, void *arg) {
    visit((Object *)((MemberDescriptor *)self)->type, arg);
}

/* ---- getsets ---- */

Value getset_descriptor_new(Thread *t, Type *type, const GetSetDef *def) {
    GetSetDescriptor *d = object_new_builtin(t, TYPE_GETSET_DESCRIPTOR, 0);
    if (!d)
        return VALUE_NULL;
    d->def = def;
    d->type = type;
    if (type->flags & TYPE_HEAP) /* built-in types outlive their descriptors */
        incref_object(type);
    return object_value(d);
}

static void getset_dealloc(Thread *t, Object *self) {
    Type *type = ((GetSetDescriptor *)self)->type;
    if (type->flags & TYPE_HEAP)
        decref_object(t, type);
}

static void getset_traverse(Object *self, VisitFn visit, void *arg) {
    Type *type = ((GetSetDescriptor *)self)->type;
    if (type->flags & TYPE_HEAP)
        visit((Object *)type, arg);
}

static GetSetDescriptor *as_getset(Value v) {
    return (GetSetDescriptor *)value_object(v);
}

static Value getset_get(Thread *t, Value self, Value instance, Value owner) {
    GetSetDescriptor *d = as_getset(self);
    if (is_null(instance))
        return new_ref(self);
    if (!check_instance(t, d->type, d->def->name, instance))
        return VALUE_NULL;
    if (!d->def->get)
        return raise(t, EXC_AttributeError, "attribute '%s' of '%N' objects is not readable", d->def->name,
                     d->type);
    return d->def->get(t, instance);
}

static bool getset_set(Thread *t, Value self, Value instance, Value v) {
    GetSetDescriptor *d = as_getset(self);
    if (!check_instance(t, d->type, d->def->name, instance))
        return false;
    if (d->def->set)
        return d->def->set(t, instance, v);
    raise(t, EXC_AttributeError, "attribute '%s' of '%N' objects is not writable", d->def->name, d->type);
    return false;
}

static Value getset_repr(Thread *t, Value self) {
    return str_result(
        str_format(t, "<attribute '%s' of '%N' objects>", as_getset(self)->def->name, as_getset(self)->type));
}
static Value getset_get_name(Thread *t, Value self) {
    return str_result(str_new(t, as_getset(self)->def->name));
}
static Value getset_get_objclass(Thread *t, Value self) {
    return new_object_ref(as_getset(self)->type);
}
static Value getset_get_qualname(Thread *t, Value self) {
    return str_result(str_format(t, "%U.%s", as_getset(self)->type->qualname, as_getset(self)->def->name));
}
static Value getset_get_doc(Thread *t, Value self) {
    const char *doc = as_getset(self)->def->doc;
    return doc ? str_result(str_new(t, doc)) : VALUE_NONE;
}

static Value getset_reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value name = getset_get_name(t, args[0]);
    Value result = reduce(t, as_getset(args[0])->type, name);
    decref(t, name);
    return result;
}

/* ---- the types ---- */

static const MethodDef member_methods[] = {{"__reduce__", member_reduce_method, "", NULL, 0}, {0}};
static const GetSetDef member_getsets[] = {
    {"__name__", member_get_name, NULL, NULL},
    {"__qualname__", member_get_qualname, NULL, NULL},
    {"__objclass__", member_get_objclass, NULL, NULL},
    {"__doc__", member_get_doc, NULL, NULL},
    {0},
};

const TypeDef member_descriptor_type_def = {
    .name = "member_descriptor",
    .size = sizeof(MemberDescriptor),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = member_dealloc,
              .traverse = member_traverse,
              .repr = member_repr,
              .descr_get = member_get,
              .descr_set = member_set},
    .methods = member_methods,
    .getsets = member_getsets,
};

static const MethodDef getset_methods[] = {{"__reduce__", getset_reduce_method, "", NULL, 0}, {0}};
static const GetSetDef getset_getsets[] = {
    {"__name__", getset_get_name, NULL, NULL},
    {"__qualname__", getset_get_qualname, NULL, NULL},
    {"__objclass__", getset_get_objclass, NULL, NULL},
    {"__doc__", getset_get_doc, NULL, NULL},
    {0},
};

const TypeDef getset_descriptor_type_def = {
    .name = "getset_descriptor",
    .size = sizeof(GetSetDescriptor),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = getset_dealloc,
              .traverse = getset_traverse,
              .repr = getset_repr,
              .descr_get = getset_get,
              .descr_set = getset_set},
    .methods = getset_methods,
    .getsets = getset_getsets,
};
