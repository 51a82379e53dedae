/* super: attributes of the classes that come after one class in another's order. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "runtime/type_members.h"

typedef struct Super {
    Object ob;
    Type *start; /* the search begins after this class; NULL: uninitialised */
    Value self;  /* VALUE_NULL: unbound */
    Type *owner; /* the class whose order is searched; NULL: unbound */
} Super;

static Super *as_super(Value v) {
    return (Super *)value_object(v);
}

static Value find_after(Thread *t, Tuple *mro, Type *start, Str *name) {
    int64_t i = 0;
    while (i < mro->length && value_type_object(mro->items[i]) != start)
        i++;
    for (i++; i < mro->length; i++) {
        Dict *dict = value_type_object(mro->items[i])->dict;
        Value v = dict ? dict_get_name(t, dict, name) : VALUE_NULL;
        if (!is_null(v))
            return v;
    }
    return VALUE_NULL;
}

Value super_lookup(Thread *t, Type *start, Type *owner, Str *name) {
    return owner->mro ? find_after(t, owner->mro, start, name) : VALUE_NULL;
}

/* On the class itself (super() in a class method), functions stay unbound. */
Value super_find(Thread *t, Type *start, Value self, Type *owner, Str *name) {
    Value found = super_lookup(t, start, owner, name);
    if (is_null(found))
        return found;
    bool on_class = is_pointer(self) && value_object(self) == (Object *)owner;
    return descriptor_bind(t, found, on_class ? VALUE_NULL : self, owner);
}

static Value super_getattr(Thread *t, Value v, Str *name) {
    Super *s = as_super(v);
    if (s->owner && name != NAME(__class__)) {
        Value found = super_find(t, s->start, s->self, s->owner, name);
        if (!is_null(found) || error_pending(t))
            return found;
    }
    return object_generic_getattr(t, v, name);
}

/* The class whose order counts: self itself if it is a class below `start`, else its class, else what it
 * claims to be. */
static Type *find_owner(Thread *t, Type *start, Value self) {
    if (is_type(self) && type_is_subtype(value_type_object(self), start))
        return value_type_object(self);
    if (type_is_subtype(type_of(t, self), start))
        return type_of(t, self);
    Value claimed = op_getattr_optional(t, self, NAME(__class__));
    bool fits = is_type(claimed) && type_is_subtype(value_type_object(claimed), start);
    Type *owner = fits ? value_type_object(claimed) : NULL;
    decref(t, claimed); /* the object keeps its class alive */
    if (!owner && !error_pending(t))
        raise_type_error(t, "super(type, obj): obj must be an instance or subtype of type");
    return owner;
}

static void set_fields(Thread *t, Super *s, Type *start, Value self, Type *owner) {
    Type *old_start = s->start, *old_owner = s->owner;
    incref_object(start);
    s->start = start;
    if (owner)
        incref_object(owner);
    s->owner = owner;
    value_store(t, &s->self, new_ref(self));
    xdecref_object(t, old_start);
    xdecref_object(t, old_owner);
}

static Value super_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Super *s = object_new(t, type, 0);
    if (!s)
        return VALUE_NULL;
    s->self = VALUE_NULL;
    return object_value(s);
}

static bool bind(Thread *t, Value super, Value start, Value self) {
    if (!is_type(start)) {
        raise_type_error(t, "super() argument 1 must be a type, not %T", start);
        return false;
    }
    Type *owner = NULL;
    if (!is_null(self) && !(owner = find_owner(t, value_type_object(start), self)))
        return false;
    set_fields(t, as_super(super), value_type_object(start), self, owner);
    return true;
}

/* super() without arguments: the VM knows the running function's first argument and its __class__ cell. */
static bool bind_from_frame(Thread *t, Value super) {
    if (!t->interp->hooks.super_arguments) {
        raise(t, EXC_RuntimeError, "super(): no current frame");
        return false;
    }
    Value cls = VALUE_NULL;
    Value self = t->interp->hooks.super_arguments(t, &cls);
    bool ok = !is_null(self) && bind(t, super, cls, self);
    decref(t, self);
    decref(t, cls);
    return ok;
}

static bool super_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    if (kwnames && kwnames->length)
        return raise_type_error(t, "super() takes no keyword arguments"), false;
    if (nargs > 2)
        return raise_type_error(t, "super() expected at most 2 arguments, got %d", nargs), false;
    if (nargs == 0)
        return bind_from_frame(t, self);
    return bind(t, self, args[0], nargs == 2 && !is_none(args[1]) ? args[1] : VALUE_NULL);
}

/* An unbound super is a descriptor: C.attr = super(C) binds on access. */
static Value super_get(Thread *t, Value v, Value instance, Value owner) {
    Super *s = as_super(v);
    if (is_null(instance) || is_none(instance) || !is_null(s->self))
        return new_ref(v);
    if (type_of(t, v)->id != TYPE_SUPER)
        return op_call2(t, object_value(type_of(t, v)), object_value(s->start), instance);
    Value bound = super_new_instance(t, type_of(t, v), NULL, 0, NULL);
    if (!is_null(bound) && !bind(t, bound, object_value(s->start), instance)) {
        decref(t, bound);
        return VALUE_NULL;
    }
    return bound;
}

static Value super_repr(Thread *t, Value v) {
    Super *s = as_super(v);
    const char *start = s->start ? type_name(s->start) : "NULL";
    Str *text = s->owner ? str_format(t, "<super: <class '%s'>, <%N object>>", start, s->owner)
                         : str_format(t, "<super: <class '%s'>, NULL>", start);
    return text ? object_value(text) : VALUE_NULL;
}

static Value get_thisclass(Thread *t, Value v) {
    return as_super(v)->start ? new_object_ref(as_super(v)->start) : VALUE_NONE;
}
static Value get_self(Thread *t, Value v) {
    return is_null(as_super(v)->self) ? VALUE_NONE : new_ref(as_super(v)->self);
}
static Value get_self_class(Thread *t, Value v) {
    return as_super(v)->owner ? new_object_ref(as_super(v)->owner) : VALUE_NONE;
}

static void super_clear(Thread *t, Object *self) {
    Super *s = (Super *)self;
    Type *start = s->start, *owner = s->owner;
    s->start = s->owner = NULL;
    value_clear(t, &s->self);
    xdecref_object(t, start);
    xdecref_object(t, owner);
}

static void super_traverse(Object *self, VisitFn visit, void *arg) {
    Super *s = (Super *)self;
    if (s->start)
        visit((Object *)s->start, arg);
    if (s->owner)
        visit((Object *)s->owner, arg);
    visit_value(s->self, visit, arg);
}

static const GetSetDef super_getsets[] = {
    {"__thisclass__", get_thisclass, NULL, "the class invoking super()"},
    {"__self__", get_self, NULL, "what methods are called on; None: nothing yet"},
    {"__self_class__", get_self_class, NULL, "the class whose method resolution order is searched, or None"},
    {0},
};

const TypeDef super_type_def = {
    .name = "super",
    .size = sizeof(Super),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "super()\nsuper(type)\nsuper(type, object)\nsuper(type, subtype)\n\nAttributes of the classes "
           "that come after `type` in the order of the object's class, or of the\nsubtype, bound to it. "
           "Without arguments, in a method: of the class that it is written in and its\nfirst argument:\n\n  "
           "  class Child(Parent):\n        def greet(self):\n            super().greet()",
    .slots = {.dealloc = super_clear,
              .traverse = super_traverse,
              .clear = super_clear,
              .repr = super_repr,
              .getattr = super_getattr,
              .descr_get = super_get,
              .new_instance = super_new_instance,
              .init = super_init},
    .getsets = super_getsets,
};
