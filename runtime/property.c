#include "runtime/attrs.h"
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"

static Property *as_property(Value v) {
    return (Property *)value_object(v);
}

static Value property_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Property *p = object_new(t, type, 0);
    if (!p)
        return VALUE_NULL;
    p->get = p->set = p->del = p->doc = p->name = VALUE_NULL;
    return object_value(p);
}

static Value or_nothing(Value v) {
    return is_none(v) ? VALUE_NULL : v;
}

/* The doc of a subclass's property goes where the subclass keeps attributes: its class has a __doc__ of its
 * own that would hide the field. */
static bool store_doc(Thread *t, Value self, Value doc) {
    Property *p = as_property(self);
    if (is_exact(self, TYPE_PROPERTY)) {
        value_store(t, &p->doc, new_ref(doc));
        return true;
    }
    return op_setattr(t, self, NAME(__doc__), doc);
}

static bool take_getter_doc(Thread *t, Value self) {
    Property *p = as_property(self);
    p->doc_from_getter = false;
    Value doc = op_getattr_optional(t, p->get, NAME(__doc__));
    if (is_null(doc))
        return !error_pending(t);
    bool ok = true;
    if (!is_none(doc)) {
        p->doc_from_getter = true;
        ok = store_doc(t, self, doc);
    }
    decref(t, doc);
    return ok;
}

/* The VM remembers getters without counting them. */
static void take_functions(Thread *t, Property *p, Value *args) {
    if (!is_null(p->get))
        type_forget_all(t);
    value_store(t, &p->get, new_ref(or_nothing(args[0])));
    value_store(t, &p->set, new_ref(or_nothing(args[1])));
    value_store(t, &p->del, new_ref(or_nothing(args[2])));
}

static bool property_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    Property *p = as_property(self);
    take_functions(t, p, args);
    value_store(t, &p->doc, VALUE_NULL);
    value_store(t, &p->name, VALUE_NULL);
    p->doc_from_getter = false;
    bool given = !is_null(args[3]) && !is_none(args[3]);
    if (!given && !is_null(p->get))
        return take_getter_doc(t, self);
    return given ? store_doc(t, self, args[3]) : true;
}

/* "property 'x' of 'C' object has no setter". */
static bool error_missing(Thread *t, Property *p, Value instance, const char *what) {
    Str *qualname = type_of(t, instance)->qualname;
    if (is_null(p->name))
        raise(t, EXC_AttributeError, "property of '%U' object has no %s", qualname, what);
    else
        raise(t, EXC_AttributeError, "property %R of '%U' object has no %s", p->name, qualname, what);
    return false;
}

static Value property_get(Thread *t, Value self, Value instance, Value owner) {
    if (is_null(instance))
        return new_ref(self);
    Property *p = as_property(self);
    if (is_null(p->get))
        return error_missing(t, p, instance, "getter"), VALUE_NULL;
    return op_call1(t, p->get, instance);
}

static bool property_set(Thread *t, Value self, Value instance, Value v) {
    Property *p = as_property(self);
    Value function = is_null(v) ? p->del : p->set;
    if (is_null(function))
        return error_missing(t, p, instance, is_null(v) ? "deleter" : "setter");
    Value result = is_null(v) ? op_call1(t, function, instance) : op_call2(t, function, instance, v);
    decref(t, result);
    return !is_null(result);
}

/* A property like this one with one function replaced; made by the class of self, so that subclasses stay
 * what they are. */
static Value copy_with(Thread *t, Value self, Value get, Value set, Value del) {
    Property *p = as_property(self);
    Value args[] = {or_none(is_null(get) || is_none(get) ? p->get : get),
                    or_none(is_null(set) || is_none(set) ? p->set : set),
                    or_none(is_null(del) || is_none(del) ? p->del : del), VALUE_NONE};
    if (!p->doc_from_getter || is_none(args[0]))
        args[3] = or_none(p->doc);
    Value copy = op_call(t, object_value(type_of(t, self)), args, 4, NULL);
    if (!is_null(copy) && has_layout(copy, TYPE_PROPERTY))
        value_store(t, &as_property(copy)->name, new_ref(p->name));
    return copy;
}

static Value property_getter_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return copy_with(t, args[0], args[1], VALUE_NULL, VALUE_NULL);
}
static Value property_setter_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return copy_with(t, args[0], VALUE_NULL, args[1], VALUE_NULL);
}
static Value property_deleter_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return copy_with(t, args[0], VALUE_NULL, VALUE_NULL, args[1]);
}

static Value property_set_name_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (nargs != 3)
        return raise_type_error(t, "__set_name__() takes 2 positional arguments but %d were given",
                                nargs - 1);
    value_store(t, &as_property(args[0])->name, new_ref(args[2]));
    return VALUE_NONE;
}

static Value property_get_fget(Thread *t, Value self) {
    return new_ref(or_none(as_property(self)->get));
}
static Value property_get_fset(Thread *t, Value self) {
    return new_ref(or_none(as_property(self)->set));
}
static Value property_get_fdel(Thread *t, Value self) {
    return new_ref(or_none(as_property(self)->del));
}
static Value property_get_doc(Thread *t, Value self) {
    return new_ref(or_none(as_property(self)->doc));
}

static bool property_set_doc(Thread *t, Value self, Value v) {
    value_store(t, &as_property(self)->doc, new_ref(v));
    return true;
}

static int is_abstract(Thread *t, Value function) {
    if (is_null(function))
        return 0;
    Value v = op_getattr_optional(t, function, NAME(__isabstractmethod__));
    int truth = is_null(v) ? (error_pending(t) ? -1 : 0) : op_is_true(t, v);
    decref(t, v);
    return truth;
}

static Value property_get_abstract(Thread *t, Value self) {
    Property *p = as_property(self);
    Value functions[] = {p->get, p->set, p->del};
    int abstract = 0;
    for (int i = 0; i < 3 && abstract == 0; i++)
        abstract = is_abstract(t, functions[i]);
    return abstract < 0 ? VALUE_NULL : bool_value(abstract);
}

static void property_clear(Thread *t, Object *self) {
    Property *p = (Property *)self;
    value_clear(t, &p->get);
    value_clear(t, &p->set);
    value_clear(t, &p->del);
    value_clear(t, &p->doc);
    value_clear(t, &p->name);
}

static void property_traverse(Object *self, VisitFn visit, void *arg) {
    Property *p = (Property *)self;
    Value held[] = {p->get, p->set, p->del, p->doc, p->name};
    for (int i = 0; i < 5; i++)
        visit_value(held[i], visit, arg);
}

static const MethodDef property_methods[] = {
    {"getter", property_getter_method, "fget, /", "A copy of the property that is read by another function.",
     0},
    {"setter", property_setter_method, "fset, /", "A copy of the property that is set by another function.",
     0},
    {"deleter", property_deleter_method, "fdel, /",
     "A copy of the property that is deleted by another function.", 0},
    {"__set_name__", property_set_name_method, NULL, "The class says what name the property has in it.", 0},
    {0},
};

static const GetSetDef property_getsets[] = {
    {"fget", property_get_fget, NULL, NULL},
    {"fset", property_get_fset, NULL, NULL},
    {"fdel", property_get_fdel, NULL, NULL},
    {"__doc__", property_get_doc, property_set_doc, NULL},
    {"__isabstractmethod__", property_get_abstract, NULL, NULL},
    {0},
};

const TypeDef property_type_def = {
    .name = "property",
    .size = sizeof(Property),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "An attribute that calls functions.\n\n  fget\n    called with the instance when it is read\n  "
           "fset\n    called with the instance and the value when it is assigned to\n  fdel\n    called with "
           "the instance when it is deleted\n  doc\n    its docstring; that of fget by default\n\nUsually "
           "written as a decorator:\n\n    class Circle:\n        @property\n        def area(self):\n       "
           "     return 3.14159 * self.radius ** 2\n        @area.setter\n        def area(self, value):\n   "
           "         self.radius = (value / 3.14159) ** 0.5",
    .init_signature = "fget=None, fset=None, fdel=None, doc=None",
    .slots = {.dealloc = property_clear,
              .traverse = property_traverse,
              .clear = property_clear,
              .descr_get = property_get,
              .descr_set = property_set,
              .new_instance = property_new_instance,
              .init = property_init},
    .methods = property_methods,
    .getsets = property_getsets,
};

/* ---- properties of instances ---- */

static bool instance_property_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    take_functions(t, as_property(self), args);
    return true;
}

static Value instance_property_get(Thread *t, Value self, Value instance, Value owner) {
    Property *p = as_property(self);
    if (!is_null(instance) && !is_null(p->get))
        return op_call1(t, p->get, instance);
    Value args[] = {self, or_none(instance), or_none(owner)};
    return op_call_method(t, NAME(_get_elsewhere), args, 3);
}

static const GetSetDef instance_property_getsets[] = {
    {"fget", property_get_fget, NULL, NULL},
    {"fset", property_get_fset, NULL, NULL},
    {"fdel", property_get_fdel, NULL, NULL},
    {0},
};

const TypeDef instance_property_type_def = {
    .name = "_property.InstanceProperty",
    .layout = TYPE_PROPERTY,
    .size = sizeof(Property),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "A property that only instances have. What the class has, or an instance where fget is None, is what the "
           "method _get_elsewhere(instance or None, owner) of a derived class gives.",
    .init_signature = "fget=None, fset=None, fdel=None",
    .slots = {.dealloc = property_clear,
              .traverse = property_traverse,
              .clear = property_clear,
              .descr_get = instance_property_get,
              .new_instance = property_new_instance,
              .init = instance_property_init},
    .getsets = instance_property_getsets,
};

bool property_reads_by_getter(Thread *t, Value v) {
    if (!has_layout(v, TYPE_PROPERTY) || is_null(as_property(v)->get) || !type_version(t, type_of(t, v)))
        return false;
    Value (*get)(Thread *, Value, Value, Value) = value_object(v)->type->slots.descr_get;
    return get == property_get || get == instance_property_get;
}
