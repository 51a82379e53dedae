/* Bound methods, classmethod, staticmethod, cells. */
#include "runtime/callable.h"
#include "runtime/attrs.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"

static Value str_result(Str *s) {
    return s ? object_value(s) : VALUE_NULL;
}

/* ---- method ---- */

Value method_new(Thread *t, Value function, Value self) {
    Method *m = object_new_raw(t, TYPE_METHOD, sizeof *m);
    if (!m)
        return VALUE_NULL;
    m->function = new_ref(function);
    m->self = new_ref(self);
    return object_value(m);
}

static Method *as_method(Value v) {
    return (Method *)value_object(v);
}

static Value method_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (!op_callable(t, args[0]))
        return raise_type_error(t, "first argument must be callable");
    if (is_none(args[1]))
        return raise_type_error(t, "self must not be None");
    return method_new(t, args[0], args[1]);
}

static Value method_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    Method *m = as_method(callee);
    int total = nargs + (kwnames ? (int)kwnames->length : 0);
    Value all[total + 1];
    all[0] = m->self;
    if (total)
        memcpy(all + 1, args, (size_t)total * sizeof *args);
    return op_call(t, m->function, all, nargs + 1, kwnames);
}

/* Attributes of the function shine through. */
static Value method_getattr(Thread *t, Value self, Str *name) {
    Value found = type_lookup(t, value_object(self)->type, name);
    if (!is_null(found))
        return descriptor_bind(t, found, self, value_object(self)->type);
    return op_getattr(t, as_method(self)->function, name);
}

static Value method_repr(Thread *t, Value self) {
    Method *m = as_method(self);
    Value name = op_getattr_optional(t, m->function, NAME(__qualname__));
    if (is_null(name) && !error_pending(t))
        name = op_getattr_optional(t, m->function, NAME(__name__));
    if (is_null(name) && error_pending(t))
        return VALUE_NULL;
    Str *text = is_str(name) ? str_format(t, "<bound method %U of %R>", value_str(name), m->self)
                             : str_format(t, "<bound method ? of %R>", m->self);
    decref(t, name);
    return str_result(text);
}

static Value method_compare(Thread *t, Value a, Value b, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !is_method(a) || !is_method(b))
        return VALUE_NOTIMPLEMENTED;
    int equal = op_equal(t, as_method(a)->function, as_method(b)->function);
    if (equal < 0)
        return VALUE_NULL;
    bool same = equal && value_is(as_method(a)->self, as_method(b)->self);
    return bool_value(same == (op == COMPARE_EQ));
}

static bool method_hash(Thread *t, Value self, int64_t *hash) {
    Method *m = as_method(self);
    int64_t function_hash;
    if (!op_hash(t, m->function, &function_hash))
        return false;
    uint64_t address = m->self.bits >> 4 | m->self.bits << 60;
    *hash = (int64_t)((uint64_t)function_hash ^ address);
    if (*hash == -1)
        *hash = -2;
    return true;
}

static void method_dealloc(Thread *t, Object *self) {
    Method *m = (Method *)self;
    decref(t, m->function);
    decref(t, m->self);
}

static void method_traverse(Object *self, VisitFn visit, void *arg) {
    Method *m = (Method *)self;
    visit_value(m->function, visit, arg);
    visit_value(m->self, visit, arg);
}

static Value method_get_func(Thread *t, Value self) {
    return new_ref(as_method(self)->function);
}
static Value method_get_self(Thread *t, Value self) {
    return new_ref(as_method(self)->self);
}
static Value method_get_doc(Thread *t, Value self) {
    return op_getattr(t, as_method(self)->function, NAME(__doc__));
}

static Value method_reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Method *m = as_method(args[0]);
    Value getattr = t->interp->builtins ? dict_get_name(t, t->interp->builtins, NAME(getattr)) : VALUE_NULL;
    if (is_null(getattr))
        return raise(t, EXC_AttributeError, "getattr");
    Value name = op_getattr(t, m->function, NAME(__name__));
    Tuple *bound = is_null(name) ? NULL : tuple_pack(t, 2, m->self, name);
    decref(t, name);
    Tuple *result = bound ? tuple_pack(t, 2, getattr, object_value(bound)) : NULL;
    xdecref_object(t, bound);
    return result ? object_value(result) : VALUE_NULL;
}

/* ---- classmethod and staticmethod ---- */

static WrappedCallable *as_wrapped(Value v) {
    return (WrappedCallable *)value_object(v);
}

/* The name and the doc of what is wrapped are copied, as functools.wraps does. */
static bool copy_attributes(Thread *t, Value to, Value from) {
    Str *names[] = {NAME(__module__), NAME(__name__), NAME(__qualname__), NAME(__doc__),
                    NAME(__annotations__)};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Value v = op_getattr_optional(t, from, names[i]);
        bool found = true;
        if (is_null(v) && error_pending(t))
            return false;
        bool ok = is_null(v) || attrs_set(t, value_object(to), names[i], v, &found);
        decref(t, v);
        if (!ok)
            return false;
    }
    return true;
}

static Value wrap(Thread *t, Type *type, Value callable) {
    WrappedCallable *w = object_new(t, type, 0);
    if (!w)
        return VALUE_NULL;
    w->callable = new_ref(callable);
    return object_value(w);
}

Value staticmethod_new(Thread *t, Value callable) {
    return wrap(t, builtin_type(t, TYPE_STATICMETHOD), callable);
}
Value classmethod_new(Thread *t, Value callable) {
    return wrap(t, builtin_type(t, TYPE_CLASSMETHOD), callable);
}

static Value wrapped_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return wrap(t, type, VALUE_NULL);
}

static bool wrapped_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    value_store(t, &as_wrapped(self)->callable, new_ref(args[0]));
    return copy_attributes(t, self, args[0]);
}

static bool check_initialized(Thread *t, Value self, const char *what) {
    if (!is_null(as_wrapped(self)->callable))
        return true;
    raise(t, EXC_RuntimeError, "uninitialized %s object", what);
    return false;
}

/* Since 3.9 a class method may wrap another descriptor (a property, say), which is asked with the class as
 * instance. */
static Value classmethod_get(Thread *t, Value self, Value instance, Value owner) {
    if (!check_initialized(t, self, "classmethod") || !stack_left(t))
        return VALUE_NULL;
    Value callable = as_wrapped(self)->callable;
    if (is_null(owner))
        owner = object_value(type_of(t, instance));
    if (is_pointer(callable) && value_object(callable)->type->slots.descr_get)
        return value_object(callable)->type->slots.descr_get(t, callable, owner, owner);
    return method_new(t, callable, owner);
}

static Value staticmethod_get(Thread *t, Value self, Value instance, Value owner) {
    return check_initialized(t, self, "staticmethod") ? new_ref(as_wrapped(self)->callable) : VALUE_NULL;
}

static Value staticmethod_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    return op_call(t, as_wrapped(callee)->callable, args, nargs, kwnames);
}

static Value classmethod_repr(Thread *t, Value self) {
    return str_result(str_format(t, "<classmethod(%R)>", as_wrapped(self)->callable));
}
static Value staticmethod_repr(Thread *t, Value self) {
    return str_result(str_format(t, "<staticmethod(%R)>", as_wrapped(self)->callable));
}

static void wrapped_dealloc(Thread *t, Object *self) {
    value_clear(t, &((WrappedCallable *)self)->callable);
}

static void wrapped_traverse(Object *self, VisitFn visit, void *arg) {
    Value callable = ((WrappedCallable *)self)->callable;
    visit_value(callable, visit, arg);
}

static Value wrapped_get_callable(Thread *t, Value self) {
    Value callable = as_wrapped(self)->callable;
    return is_null(callable) ? VALUE_NONE : new_ref(callable);
}

static Value wrapped_get_abstract(Thread *t, Value self) {
    Value callable = as_wrapped(self)->callable;
    if (is_null(callable))
        return VALUE_FALSE;
    Value v = op_getattr_optional(t, callable, NAME(__isabstractmethod__));
    int truth = is_null(v) ? (error_pending(t) ? -1 : 0) : op_is_true(t, v);
    decref(t, v);
    return truth < 0 ? VALUE_NULL : bool_value(truth);
}

/* ---- cell ---- */

Value cell_new(Thread *t, Value contents) {
    Cell *cell = object_new_raw(t, TYPE_CELL, sizeof *cell);
    if (!cell)
        return VALUE_NULL;
    cell->value = new_ref(contents);
    return object_value(cell);
}

static Cell *as_cell(Value v) {
    return (Cell *)value_object(v);
}

static Value cell_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return cell_new(t, args[0]);
}

static Value cell_repr(Thread *t, Value self) {
    Value v = as_cell(self)->value;
    if (is_null(v))
        return str_result(str_format(t, "<cell at %p: empty>", (void *)value_object(self)));
    void *address = is_pointer(v) ? (void *)value_object(v) : (void *)(uintptr_t)v.bits;
    return str_result(str_format(t, "<cell at %p: %T object at %p>", (void *)value_object(self), v, address));
}

static Value cell_compare(Thread *t, Value a, Value b, CompareOp op) {
    if (!is_exact(a, TYPE_CELL) || !is_exact(b, TYPE_CELL))
        return VALUE_NOTIMPLEMENTED;
    Value x = as_cell(a)->value, y = as_cell(b)->value;
    if (!is_null(x) && !is_null(y))
        return op_compare(t, x, y, op);
    return op_compare(t, small_int_value(!is_null(x)), small_int_value(!is_null(y)), op);
}

static void cell_dealloc(Thread *t, Object *self) {
    value_clear(t, &((Cell *)self)->value);
}

static void cell_traverse(Object *self, VisitFn visit, void *arg) {
    Value v = ((Cell *)self)->value;
    visit_value(v, visit, arg);
}

static Value cell_get_contents(Thread *t, Value self) {
    Value v = as_cell(self)->value;
    return is_null(v) ? raise_value_error(t, "Cell is empty") : new_ref(v);
}

static bool cell_set_contents(Thread *t, Value self, Value v) {
    value_store(t, &as_cell(self)->value, new_ref(v));
    return true;
}

/* ---- the types ---- */

static const MethodDef method_methods[] = {{"__reduce__", method_reduce_method, "", NULL, 0}, {0}};
static const GetSetDef method_getsets[] = {
    {"__func__", method_get_func, NULL, "what is called, with the instance before the arguments"},
    {"__self__", method_get_self, NULL, "what goes before the arguments of a call"},
    {"__doc__", method_get_doc, NULL, NULL},
    {0},
};

const TypeDef method_type_def = {
    .name = "method",
    .size = sizeof(Method),
    .flags = TYPE_GC | TYPE_WEAKREFABLE,
    .doc = "Create a bound instance method object.",
    .new_signature = "function, instance, /",
    .slots = {.dealloc = method_dealloc,
              .traverse = method_traverse,
              .repr = method_repr,
              .hash = method_hash,
              .compare = method_compare,
              .call = method_call,
              .getattr = method_getattr,
              .new_instance = method_new_instance},
    .methods = method_methods,
    .getsets = method_getsets,
};

static const GetSetDef wrapped_getsets[] = {
    {"__func__", wrapped_get_callable, NULL, NULL},
    {"__wrapped__", wrapped_get_callable, NULL, NULL},
    {"__isabstractmethod__", wrapped_get_abstract, NULL, NULL},
    {0},
};

const TypeDef classmethod_type_def = {
    .name = "classmethod",
    .size = sizeof(WrappedCallable),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
    .doc = "A method that gets the class in place of the instance, whether it is called on the class or on "
           "an instance.\n\nUsually written as a decorator, @classmethod. Subclasses pass themselves.",
    .init_signature = "function, /",
    .slots = {.dealloc = wrapped_dealloc,
              .traverse = wrapped_traverse,
              .clear = wrapped_dealloc,
              .repr = classmethod_repr,
              .descr_get = classmethod_get,
              .new_instance = wrapped_new_instance,
              .init = wrapped_init},
    .getsets = wrapped_getsets,
};

const TypeDef staticmethod_type_def = {
    .name = "staticmethod",
    .size = sizeof(WrappedCallable),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
    .doc = "A function that stays as it is when it is found in a class: nothing goes before the "
           "arguments.\n\nUsually written as a decorator, @staticmethod.",
    .init_signature = "function, /",
    .slots = {.dealloc = wrapped_dealloc,
              .traverse = wrapped_traverse,
              .clear = wrapped_dealloc,
              .repr = staticmethod_repr,
              .call = staticmethod_call,
              .descr_get = staticmethod_get,
              .new_instance = wrapped_new_instance,
              .init = wrapped_init},
    .getsets = wrapped_getsets,
};

static const GetSetDef cell_getsets[] = {{"cell_contents", cell_get_contents, cell_set_contents, NULL}, {0}};

const TypeDef cell_type_def = {
    .name = "cell",
    .size = sizeof(Cell),
    .flags = TYPE_GC,
    .doc = "A cell, as closures hold their variables in.\n\n  contents\n    what is in it. Without that it "
           "is empty, and reading cell_contents is a ValueError.",
    .new_signature = "contents=None, /",
    .slots = {.dealloc = cell_dealloc,
              .traverse = cell_traverse,
              .clear = cell_dealloc,
              .repr = cell_repr,
              .compare = cell_compare,
              .new_instance = cell_new_instance},
    .getsets = cell_getsets,
};
