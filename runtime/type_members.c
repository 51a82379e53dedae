/* Class `type`: what Python code can see of a class. */
#include "runtime/type_members.h"
#include "runtime/attrs.h"
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/type.h"

static Value str_result(Str *s) {
    return s ? object_value(s) : VALUE_NULL;
}
static Type *as_type(Value v) {
    return value_type_object(v);
}

static bool check_settable(Thread *t, Type *type, Value v, const char *name) {
    const char *what = is_null(v) ? "delete" : NULL;
    if (!(type->flags & TYPE_HEAP))
        what = is_null(v) ? "delete" : "set";
    if (!what)
        return true;
    raise_type_error(t, "cannot %s '%s' attribute of immutable type '%s'", what, name, type_name(type));
    return false;
}

/* ---- names ---- */

static Value get_name(Thread *t, Value self) {
    return new_object_ref(as_type(self)->name);
}
static Value get_qualname(Thread *t, Value self) {
    return new_object_ref(as_type(self)->qualname);
}

static void store_str(Thread *t, Str **place, Value v) {
    Str *old = *place;
    *place = value_str(new_ref(v));
    decref_object(t, old);
}

static bool check_str(Thread *t, Type *type, Value v, const char *attribute) {
    if (!check_settable(t, type, v, attribute))
        return false;
    if (is_str(v))
        return true;
    raise_type_error(t, "can only assign string to %s.%s, not '%T'", type_name(type), attribute, v);
    return false;
}

static bool set_name(Thread *t, Value self, Value v) {
    if (!check_str(t, as_type(self), v, "__name__"))
        return false;
    if (!type_check_name(t, value_str(v)))
        return false;
    store_str(t, &as_type(self)->name, v);
    return true;
}

static bool set_qualname(Thread *t, Value self, Value v) {
    if (!check_str(t, as_type(self), v, "__qualname__"))
        return false;
    store_str(t, &as_type(self)->qualname, v);
    return true;
}

static Value native_module(Thread *t, const char *name) {
    const char *dot = strrchr(name, '.');
    if (!dot)
        return new_object_ref(NAME(builtins));
    return str_result(str_intern(t, str_from_ascii(t, name, (size_t)(dot - name))));
}

static Value get_module(Thread *t, Value self) {
    Type *type = as_type(self);
    Value module = dict_get_name(t, type->dict, NAME(__module__));
    if (type->flags & TYPE_HEAP)
        return is_null(module) ? raise_attribute_error(t, self, NAME(__module__), "__module__")
                               : new_ref(module);
    return is_str(module) ? new_ref(module) : native_module(t, type->def->name);
}

static bool set_module(Thread *t, Value self, Value v) {
    return check_settable(t, as_type(self), v, "__module__") &&
           dict_set_name(t, as_type(self)->dict, NAME(__module__), v);
}

static Value get_doc(Thread *t, Value self) {
    Type *type = as_type(self);
    Value doc = dict_get_name(t, type->dict, NAME(__doc__));
    if (!(type->flags & TYPE_HEAP) && type->def->doc)
        return str_result(str_new(t, type->def->doc));
    return is_null(doc) ? VALUE_NONE : descriptor_bind(t, doc, VALUE_NULL, type);
}

static bool set_doc(Thread *t, Value self, Value v) {
    return check_settable(t, as_type(self), v, "__doc__") &&
           dict_set_name(t, as_type(self)->dict, NAME(__doc__), v);
}

static Value get_text_signature(Thread *t, Value self) {
    Type *type = as_type(self);
    if (!type->def)
        return VALUE_NONE;
    const char *signature = type->def->new_signature ? type->def->new_signature : type->def->init_signature;
    return signature ? str_result(str_format(t, "(%s)", signature_text(signature))) : VALUE_NONE;
}

/* ---- structure ---- */

static Value get_bases(Thread *t, Value self) {
    return new_object_ref(as_type(self)->bases);
}
static Value get_base(Thread *t, Value self) {
    return as_type(self)->base ? new_object_ref(as_type(self)->base) : VALUE_NONE;
}
static Value get_mro(Thread *t, Value self) {
    return as_type(self)->mro ? new_object_ref(as_type(self)->mro) : VALUE_NONE;
}
static Value get_dict(Thread *t, Value self) {
    return mappingproxy_new(t, object_value(as_type(self)->dict));
}
static Value get_basicsize(Thread *t, Value self) {
    return small_int_value(as_type(self)->size);
}
static Value get_itemsize(Thread *t, Value self) {
    return small_int_value(as_type(self)->flags & TYPE_VAR_SIZED ? (int64_t)sizeof(Value) : 0);
}
static Value get_dictoffset(Thread *t, Value self) {
    Type *type = as_type(self);
    return small_int_value(
        type->flags & TYPE_HAS_ATTRS ? (type->attrs_offset ? (int64_t)type->attrs_offset : -1) : 0);
}
static Value get_weakrefoffset(Thread *t, Value self) {
    return small_int_value(as_type(self)->flags & TYPE_WEAKREFABLE ? (int64_t)sizeof(Object) : 0);
}

/* The bits that CPython documents and programs look at (inspect.isabstract: bit 20). */
static Value get_flags(Thread *t, Value self) {
    unsigned flags = as_type(self)->flags;
    int64_t bits = 0;
    bits |= flags & TYPE_SEQUENCE ? 1 << 5 : 0;
    bits |= flags & TYPE_MAPPING ? 1 << 6 : 0;
    bits |= flags & TYPE_HEAP ? 1 << 9 : 1 << 8;
    bits |= flags & TYPE_BASE ? 1 << 10 : 0;
    bits |= 1 << 12;
    bits |= flags & TYPE_GC ? 1 << 14 : 0;
    bits |= flags & TYPE_ABSTRACT ? 1 << 20 : 0;
    return small_int_value(bits);
}

/* ---- __annotations__ and __abstractmethods__ ---- */

static Value error_no_annotations(Thread *t, Value self) {
    return raise_attribute_error(t, self, NAME(__annotations__),
                                 "type object '%s' has no attribute '__annotations__'",
                                 type_name(as_type(self)));
}

static Value get_annotations(Thread *t, Value self) {
    Type *type = as_type(self);
    if (!(type->flags & TYPE_HEAP))
        return error_no_annotations(t, self);
    Value found = dict_get_name(t, type->dict, NAME(__annotations__));
    if (!is_null(found))
        return descriptor_bind(t, found, VALUE_NULL, type);
    Dict *fresh = dict_new(t, 0);
    if (!fresh || !dict_set_name(t, type->dict, NAME(__annotations__), object_value(fresh))) {
        xdecref_object(t, fresh);
        return VALUE_NULL;
    }
    type_modified(t, type, NAME(__annotations__));
    return object_value(fresh);
}

/* Sets or deletes in the class's own dict; deleting what is not there is an AttributeError with the bare
 * name. */
static bool change_own(Thread *t, Type *type, Str *name, Value v) {
    if (!is_null(v))
        return dict_set_name(t, type->dict, name, v);
    int deleted = dict_delete(t, type->dict, object_value(name));
    if (deleted == 0)
        raise(t, EXC_AttributeError, "%U", name);
    return deleted == 1;
}

static bool set_annotations(Thread *t, Value self, Value v) {
    Type *type = as_type(self);
    if (type->flags & TYPE_HEAP)
        return change_own(t, type, NAME(__annotations__), v);
    raise_type_error(t, "cannot set '__annotations__' attribute of immutable type '%s'", type_name(type));
    return false;
}

static Value get_abstractmethods(Thread *t, Value self) {
    Value found = as_type(self)->id == TYPE_TYPE
                      ? VALUE_NULL
                      : dict_get_name(t, as_type(self)->dict, NAME(__abstractmethods__));
    if (is_null(found))
        return raise_attribute_error(t, self, NAME(__abstractmethods__), "__abstractmethods__");
    return new_ref(found);
}

static bool set_abstractmethods(Thread *t, Value self, Value v) {
    Type *type = as_type(self);
    int abstract = is_null(v) ? 0 : op_is_true(t, v);
    if (abstract < 0 || !change_own(t, type, NAME(__abstractmethods__), v))
        return false;
    type->flags = abstract ? type->flags | TYPE_ABSTRACT : type->flags & ~(unsigned)TYPE_ABSTRACT;
    return true;
}

/* ---- methods ---- */

static Value mro_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Tuple *mro = type_compute_mro(t, as_type(args[0]));
    List *list = mro ? list_from_array(t, mro->items, mro->length) : NULL;
    xdecref_object(t, mro);
    return list ? object_value(list) : VALUE_NULL;
}

static Value subclasses_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    List *list = type_subclasses(t, as_type(args[0]));
    return list ? object_value(list) : VALUE_NULL;
}

static Value prepare_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Dict *dict = dict_new(t, 0);
    return dict ? object_value(dict) : VALUE_NULL;
}

static Value instancecheck_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int answer = type_isinstance(t, args[1], args[0]);
    return answer < 0 ? VALUE_NULL : bool_value(answer);
}

static Value subclasscheck_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int answer = type_issubclass(t, args[1], args[0]);
    return answer < 0 ? VALUE_NULL : bool_value(answer);
}

static Value dir_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Dict *names = dict_new(t, 32);
    List *list = names && object_add_class_names(t, names, args[0]) ? dict_keys_list(t, names) : NULL;
    xdecref_object(t, names);
    return list ? object_value(list) : VALUE_NULL;
}

static Value sizeof_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return small_int_value((int64_t)object_size(value_object(args[0])));
}

/* ---- slots ---- */

static Value type_repr(Thread *t, Value self) {
    Type *type = as_type(self);
    Value module = get_module(t, self);
    if (is_null(module) && !error_clear_if(t, EXC_AttributeError))
        return VALUE_NULL;
    Str *text;
    if (is_str(module) && !str_equal_ascii(value_str(module), "builtins"))
        text = str_format(t, "<class '%U.%U'>", value_str(module), type->qualname);
    else
        text = str_format(t, "<class '%U'>", type->qualname);
    decref(t, module);
    return str_result(text);
}

static bool type_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    if (nargs == 1 && kwnames && kwnames->length)
        return raise_type_error(t, "type.__init__() takes no keyword arguments"), false;
    if (nargs != 1 && nargs != 3)
        return raise_type_error(t, "type.__init__() takes 1 or 3 arguments"), false;
    return true;
}

static Value type_or(Thread *t, Value a, Value b) {
    return union_new(t, a, b);
}

static void type_dealloc(Thread *t, Object *self) {
    Type *type = (Type *)self;
    for (int64_t i = 0; type->bases && i < type->bases->length; i++)
        type_remove_subclass(t, as_type(type->bases->items[i]), type);
    audit_type_ended(t, type);
    type_release(t, type);
}

static void visit_maybe(void *object, VisitFn visit, void *arg) {
    if (object)
        visit(object, arg);
}

static void type_traverse(Object *self, VisitFn visit, void *arg) {
    Type *type = (Type *)self;
    visit_maybe(type->dict, visit, arg);
    visit_maybe(type->mro, visit, arg);
    visit_maybe(type->bases, visit, arg);
    visit_value(type->subclasses, visit, arg);
}

/* Instances that die later still need bases, sizes and shapes: only what makes cycles goes. */
static void type_clear(Thread *t, Object *self) {
    Type *type = (Type *)self;
    if (!(type->flags & TYPE_HEAP))
        return;
    type_modified(t, type, NAME(__dict__));
    if (type->dict)
        dict_clear(t, type->dict);
    Tuple *mro = type->mro;
    type->mro = NULL;
    xdecref_object(t, mro);
}

static const MethodDef type_methods[] = {
    {"mro", mro_method, "", "The list of classes in which attributes are looked for, in order.", 0},
    {"__subclasses__", subclasses_method, "", "The classes that name this one as a base and are still alive.",
     0},
    {"__prepare__", prepare_method, NULL,
     "__prepare__()\n\nThe namespace in which the body of a class statement runs, a dict.", METHOD_CLASS},
    {"__instancecheck__", instancecheck_method, "instance, /", "What isinstance() asks of the class.", 0},
    {"__subclasscheck__", subclasscheck_method, "subclass, /", "What issubclass() asks of the class.", 0},
    {"__dir__", dir_method, "", "The names that dir() shows: those of the class and its bases.", 0},
    {"__sizeof__", sizeof_method, "", "How many bytes of memory the class takes.", 0},
    {0},
};

static const GetSetDef type_getsets[] = {
    {"__name__", get_name, set_name, NULL},
    {"__qualname__", get_qualname, set_qualname, NULL},
    {"__bases__", get_bases, type_set_bases, NULL},
    {"__base__", get_base, member_readonly, NULL},
    {"__mro__", get_mro, member_readonly, NULL},
    {"__module__", get_module, set_module, NULL},
    {"__abstractmethods__", get_abstractmethods, set_abstractmethods, NULL},
    {"__dict__", get_dict, NULL, NULL},
    {"__doc__", get_doc, set_doc, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL},
    {"__basicsize__", get_basicsize, member_readonly, NULL},
    {"__itemsize__", get_itemsize, member_readonly, NULL},
    {"__dictoffset__", get_dictoffset, member_readonly, NULL},
    {"__weakrefoffset__", get_weakrefoffset, member_readonly, NULL},
    {"__flags__", get_flags, member_readonly, NULL},
    {0},
};

const TypeDef type_type_def = {
    .name = "type",
    .size = sizeof(Type),
    .flags = TYPE_GC | TYPE_BASE | TYPE_WEAKREFABLE,
    .doc = "type(object)\ntype(name, bases, dict, **kwds)\n\nThe class of an object; or a new class, as the "
           "class statement makes it.",
    .slots = {.dealloc = type_dealloc,
              .traverse = type_traverse,
              .clear = type_clear,
              .repr = type_repr,
              .call = type_call,
              .getattr = type_getattr,
              .setattr = type_setattr,
              .new_instance = type_new_instance,
              .init = type_init,
              .binary = {[BINARY_OR] = type_or}},
    .methods = type_methods,
    .getsets = type_getsets,
};
