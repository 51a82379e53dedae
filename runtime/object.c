/* What every object can do: class `object`. */
#include "runtime/object.h"
#include "runtime/attrs.h"
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/object_reduce.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "runtime/type_layout.h"
#include "runtime/weakref.h"

static Value str_result(Str *s) {
    return s ? object_value(s) : VALUE_NULL;
}

/* ---- attributes: the generic slots ---- */

static Value own_attribute(Thread *t, Value self, Type *type, Str *name) {
    if (!(type->flags & TYPE_HAS_ATTRS) || !is_pointer(self))
        return VALUE_NULL;
    return attrs_get(t, value_object(self), name);
}

/* Data descriptors of the class, then the instance, then the rest of the class. */
Value object_find_attr(Thread *t, Value self, Str *name) {
    Type *type = type_of(t, self);
    Value found = type_lookup(t, type, name);
    if (is_pointer(found)) {
        Slots *slots = &value_object(found)->type->slots;
        if (slots->descr_set && slots->descr_get)
            return descriptor_bind(t, found, self, type);
    }
    Value own = own_attribute(t, self, type, name);
    if (!is_null(own))
        return new_ref(own);
    return is_null(found) ? found : descriptor_bind(t, found, self, type);
}

Value object_generic_getattr(Thread *t, Value self, Str *name) {
    Value v = object_find_attr(t, self, name);
    return is_null(v) && !error_pending(t) ? raise_no_attribute(t, self, name) : v;
}

static bool error_not_settable(Thread *t, Value self, Value found, Str *name) {
    if (is_null(found))
        raise(t, EXC_AttributeError, "'%T' object has no attribute '%U'", self, name);
    else
        raise(t, EXC_AttributeError, "'%T' object attribute '%U' is read-only", self, name);
    return false;
}

bool object_generic_setattr(Thread *t, Value self, Str *name, Value v) {
    Type *type = type_of(t, self);
    Value found = type_lookup(t, type, name);
    if (is_pointer(found) && value_object(found)->type->slots.descr_set) {
        incref(found);
        bool ok = value_object(found)->type->slots.descr_set(t, found, self, v);
        decref(t, found);
        return ok;
    }
    if (!(type->flags & TYPE_HAS_ATTRS) || !is_pointer(self))
        return error_not_settable(t, self, found, name);
    bool existed = true;
    if (!attrs_set(t, value_object(self), name, v, &existed))
        return false;
    if (!existed)
        raise(t, EXC_AttributeError, "'%T' object has no attribute '%U'", self, name);
    return existed;
}

/* ---- looks ---- */

/* "module.Class", or the class alone for builtins. */
static Str *class_title(Thread *t, Type *type) {
    Value module = type_find_attr(t, object_value(type), NAME(__module__));
    if (is_null(module))
        error_clear(t);
    Str *title;
    if (!is_str(module) || str_equal_ascii(value_str(module), "builtins"))
        title = str_format(t, "%U", type->qualname);
    else
        title = str_format(t, "%V.%U", module, type->qualname);
    decref(t, module);
    return title;
}

static Value object_repr(Thread *t, Value self) {
    Str *title = class_title(t, type_of(t, self));
    if (!title)
        return VALUE_NULL;
    void *address = is_pointer(self) ? (void *)value_object(self) : (void *)(uintptr_t)self.bits;
    Str *text = str_format(t, "<%U object at %p>", title, address);
    decref_object(t, title);
    return str_result(text);
}

static Value object_str(Thread *t, Value self) {
    return type_of(t, self)->slots.repr(t, self);
}

static bool object_hash(Thread *t, Value self, int64_t *hash) {
    uint64_t address = self.bits & ~(uint64_t)7;
    *hash = (int64_t)(address >> 4 | address << 60);
    if (*hash == -1)
        *hash = -2;
    return true;
}

/* != is the opposite of ==, as long as that knows an answer. */
static Value not_equal(Thread *t, Value self, Value other) {
    Type *type = type_of(t, self);
    if (!type->slots.compare)
        return VALUE_NOTIMPLEMENTED;
    Value equal = type->slots.compare(t, self, other, COMPARE_EQ);
    if (is_null(equal) || is_notimplemented(equal))
        return equal;
    int truth = op_is_true(t, equal);
    decref(t, equal);
    return truth < 0 ? VALUE_NULL : bool_value(!truth);
}

static Value object_compare(Thread *t, Value self, Value other, CompareOp op) {
    if (op == COMPARE_EQ)
        return value_is(self, other) ? VALUE_TRUE : VALUE_NOTIMPLEMENTED;
    return op == COMPARE_NE ? not_equal(t, self, other) : VALUE_NOTIMPLEMENTED;
}

/* ---- making ---- */

/* "Can't instantiate abstract class C with abstract methods a, b". */
static Value error_abstract(Thread *t, Type *type) {
    Value names = dict_get_name(t, type->dict, NAME(__abstractmethods__));
    List *sorted = is_null(names) ? list_new(t, 0) : op_to_list(t, names);
    if (!sorted || !list_sort(t, sorted, VALUE_NONE, false)) {
        xdecref_object(t, sorted);
        return VALUE_NULL;
    }
    Str *comma = str_new(t, ", ");
    Str *joined = comma ? str_join(t, comma, sorted->items, sorted->length) : NULL;
    if (joined)
        raise_type_error(t, "Can't instantiate abstract class %N with abstract method%s %U", type,
                         sorted->length > 1 ? "s" : "", joined);
    xdecref_object(t, comma);
    xdecref_object(t, joined);
    decref_object(t, sorted);
    return VALUE_NULL;
}

static bool object_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames);

static Value object_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (nargs || (kwnames && kwnames->length)) {
        if (type->slots.new_instance != object_new_instance)
            return raise_type_error(t,
                                    "object.__new__() takes exactly one argument (the type to instantiate)");
        if (type->slots.init == object_init)
            return raise_type_error(t, "%N() takes no arguments", type);
    }
    if (type->flags & TYPE_ABSTRACT)
        return error_abstract(t, type);
    Object *o = object_new(t, type, 0);
    return o ? object_value(o) : VALUE_NULL;
}

static bool object_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    if (!nargs && !(kwnames && kwnames->length))
        return true;
    Type *type = type_of(t, self);
    if (type->slots.init != object_init)
        raise_type_error(t, "object.__init__() takes exactly one argument (the instance to initialize)");
    else if (type->slots.new_instance == object_new_instance)
        raise_type_error(t, "%N.__init__() takes exactly one argument (the instance to initialize)", type);
    else
        return true;
    return false;
}

/* ---- __class__ ---- */

static Value get_class(Thread *t, Value self) {
    return new_object_ref(type_of(t, self));
}

static bool class_is_assignable(const Type *from, const Type *to) {
    bool modules = from->layout == TYPE_MODULE && to->layout == TYPE_MODULE;
    return modules || (from->flags & TYPE_HEAP && to->flags & TYPE_HEAP);
}

static bool change_class(Thread *t, Object *object, Type *to) {
    Type *from = object->type;
    if (to->flags & TYPE_HAS_ATTRS && !attrs_change_type(t, object, to))
        return false;
    if (to->flags & TYPE_HEAP)
        incref_object(to);
    object->type = to;
    if (from->flags & TYPE_HEAP)
        decref_object(t, from);
    if (to->layout == TYPE_PROPERTY)
        type_forget_all(t);
    return to->layout != TYPE_TYPE || type_modified(t, (Type *)object, NULL);
}

static bool set_class(Thread *t, Value self, Value v) {
    if (is_null(v))
        return raise_type_error(t, "can't delete __class__ attribute"), false;
    if (!is_type(v))
        return raise_type_error(t, "__class__ must be set to a class, not '%T' object", v), false;
    Type *from = type_of(t, self), *to = value_type_object(v);
    if (!class_is_assignable(from, to)) {
        raise_type_error(t, "__class__ assignment only supported for mutable types or ModuleType subclasses");
        return false;
    }
    if (!layout_same(from, to)) {
        raise_type_error(t, "__class__ assignment: '%N' object layout differs from '%N'", to, from);
        return false;
    }
    return change_class(t, value_object(self), to);
}

/* ---- __dict__ and __weakref__ of instances ---- */

/* The __dict__ of the built-in type that the object's class derives from, NULL if it has none. It goes before those
 * that the classes between add. */
static const GetSetDef *built_in_dict(Thread *t, Value self) {
    Type *type = value_object(self)->type;
    while (type->flags & TYPE_HEAP)
        type = type->base;
    Value found = type_lookup(t, type, NAME(__dict__));
    return is_exact(found, TYPE_GETSET_DESCRIPTOR) ? ((GetSetDescriptor *)value_object(found))->def : NULL;
}

static Value get_dict(Thread *t, Value self) {
    const GetSetDef *other = is_pointer(self) ? built_in_dict(t, self) : NULL;
    if (other && other != &object_dict_getset)
        return other->get(t, self);
    if (!is_pointer(self) || !(value_object(self)->type->flags & TYPE_HAS_ATTRS))
        return raise_no_attribute(t, self, NAME(__dict__));
    Dict *dict = attrs_dict(t, value_object(self));
    return dict ? new_object_ref(dict) : VALUE_NULL;
}

static bool set_dict(Thread *t, Value self, Value v) {
    const GetSetDef *other = is_pointer(self) ? built_in_dict(t, self) : NULL;
    if (!is_pointer(self) || !(value_object(self)->type->flags & TYPE_HAS_ATTRS) ||
        (other && other != &object_dict_getset))
        return raise(t, EXC_AttributeError, "This object has no __dict__"), false;
    if (is_null(v) && other)
        return raise_type_error(t, "cannot delete __dict__"), false;
    if (is_null(v)) {
        attrs_clear(t, value_object(self));
        return true;
    }
    if (!is_dict(v))
        return raise_type_error(t, "__dict__ must be set to a dictionary, not a '%T'", v), false;
    return attrs_replace_dict(t, value_object(self), value_dict(v));
}

static Value get_weakref(Thread *t, Value self) {
    List *list = is_pointer(self) ? weakref_list(t, value_object(self)) : NULL;
    if (!list)
        return error_pending(t) ? VALUE_NULL : VALUE_NONE;
    Value first = list->length ? new_ref(list->items[0]) : VALUE_NONE;
    decref_object(t, list);
    return first;
}

const GetSetDef object_dict_getset = {"__dict__", get_dict, set_dict, "the attributes of the instance"};
const GetSetDef object_weakref_getset = {"__weakref__", get_weakref, NULL,
                                         "the first weak reference to the instance, or None"};

/* ---- methods ---- */

static Value object_format_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_str(args[1]))
        return raise_type_error(t, "__format__() argument must be str, not %T", args[1]);
    if (value_str(args[1])->length)
        return raise_type_error(t, "unsupported format string passed to %T.__format__", args[0]);
    return str_result(op_str(t, args[0]));
}

static Value object_sizeof_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_value(t, is_pointer(args[0]) ? (int64_t)object_size(value_object(args[0]))
                                            : (int64_t)sizeof(Value));
}

static bool add_own_names(Thread *t, Dict *names, Value self) {
    Value dict = op_getattr_optional(t, self, NAME(__dict__));
    if (is_null(dict))
        return !error_pending(t);
    bool ok = !is_dict(dict) || dict_update(t, names, dict, true);
    decref(t, dict);
    return ok;
}

static bool add_names_of_bases(Thread *t, Dict *names, Value cls) {
    Value bases = op_getattr_optional(t, cls, NAME(__bases__));
    if (is_null(bases))
        return !error_pending(t);
    bool ok = true;
    for (int64_t i = 0; ok && is_tuple(bases) && i < value_tuple(bases)->length; i++)
        ok = object_add_class_names(t, names, value_tuple(bases)->items[i]);
    decref(t, bases);
    return ok;
}

bool object_add_class_names(Thread *t, Dict *names, Value cls) {
    if (is_type(cls)) {
        Tuple *mro = value_type_object(cls)->mro;
        for (int64_t i = 0; mro && i < mro->length; i++) {
            Dict *dict = value_type_object(mro->items[i])->dict;
            if (dict && !dict_update(t, names, object_value(dict), true))
                return false;
        }
        return true;
    }
    if (!recursion_enter(t, ""))
        return false;
    bool ok = add_own_names(t, names, cls) && add_names_of_bases(t, names, cls);
    recursion_leave(t);
    return ok;
}

static Value object_dir_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Dict *names = dict_new(t, 32);
    if (!names)
        return VALUE_NULL;
    Value cls = op_getattr_optional(t, args[0], NAME(__class__));
    bool ok = !error_pending(t) && add_own_names(t, names, args[0]) &&
              (is_null(cls) || object_add_class_names(t, names, cls));
    decref(t, cls);
    List *list = ok ? dict_keys_list(t, names) : NULL;
    decref_object(t, names);
    return list ? object_value(list) : VALUE_NULL;
}

static Value object_init_subclass_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return VALUE_NONE;
}

static Value object_subclasshook_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return VALUE_NOTIMPLEMENTED;
}

static const MethodDef object_methods[] = {
    {"__format__", object_format_method, "format_spec, /", "Default object formatter.", 0},
    {"__sizeof__", object_sizeof_method, "", "How many bytes of memory the object takes.", 0},
    {"__dir__", object_dir_method, "", "Default dir() implementation.", 0},
    {"__reduce__", object_reduce_method, "", "Helper for pickle.", 0},
    {"__reduce_ex__", object_reduce_ex_method, "protocol, /", "Helper for pickle.", 0},
    {"__getstate__", object_getstate_method, "", "Helper for pickle.", 0},
    {"__init_subclass__", object_init_subclass_method, "",
     "Called on the base whenever a class is derived from it; does nothing unless it is replaced.",
     METHOD_CLASS},
    {"__subclasshook__", object_subclasshook_method, NULL,
     "What an abstract class wants to say to issubclass(): True, False, or NotImplemented to leave\nit to "
     "the usual rules. The answer is remembered.",
     METHOD_CLASS},
    {0},
};

static const GetSetDef object_getsets[] = {{"__class__", get_class, set_class, "the object's class"}, {0}};

const TypeDef object_type_def = {
    .name = "object",
    .size = sizeof(Object),
    .flags = TYPE_BASE,
    .doc = "The class that all others are derived from.\n\nIts instances have no attributes of their own.",
    .slots = {.repr = object_repr,
              .str = object_str,
              .hash = object_hash,
              .compare = object_compare,
              .getattr = object_generic_getattr,
              .setattr = object_generic_setattr,
              .new_instance = object_new_instance,
              .init = object_init},
    .methods = object_methods,
    .getsets = object_getsets,
};
