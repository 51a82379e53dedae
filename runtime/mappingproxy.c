/* mappingproxy: a read-only view of a mapping, such as a class's __dict__. Everything is passed on to the
 * mapping. */
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/sequence.h"
#include "runtime/str.h"

typedef struct MappingProxy {
    Object ob;
    Value mapping;
} MappingProxy;

static Value mapping_of(Value self) {
    return ((MappingProxy *)value_object(self))->mapping;
}

Value mappingproxy_new(Thread *t, Value mapping) {
    MappingProxy *proxy = object_new_builtin(t, TYPE_MAPPINGPROXY, 0);
    if (!proxy)
        return VALUE_NULL;
    proxy->mapping = new_ref(mapping);
    return object_value(proxy);
}

static Value proxy_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Value mapping = args[0];
    Type *kind = type_of(t, mapping);
    if (!kind->slots.getitem || is_list(mapping) || is_tuple(mapping) || (kind->flags & TYPE_SEQUENCE))
        return raise_type_error(t, "mappingproxy() argument must be a mapping, not %T", mapping);
    return mappingproxy_new(t, mapping);
}

static void proxy_dealloc(Thread *t, Object *self) {
    decref(t, ((MappingProxy *)self)->mapping);
}

static void proxy_traverse(Object *self, VisitFn visit, void *arg) {
    Value mapping = ((MappingProxy *)self)->mapping;
    visit_value(mapping, visit, arg);
}

static Value proxy_repr(Thread *t, Value self) {
    return result_value(str_format(t, "mappingproxy(%R)", mapping_of(self)));
}

static Value proxy_str(Thread *t, Value self) {
    return result_value(op_str(t, mapping_of(self)));
}

static Value proxy_compare(Thread *t, Value self, Value other, CompareOp op) {
    return op_compare(t, mapping_of(self), other, op);
}

static Value proxy_iter(Thread *t, Value self) {
    return op_iter(t, mapping_of(self));
}

static int64_t proxy_length(Thread *t, Value self) {
    return op_length(t, mapping_of(self));
}

static Value proxy_getitem(Thread *t, Value self, Value key) {
    return op_getitem(t, mapping_of(self), key);
}

static int proxy_contains(Thread *t, Value self, Value item) {
    return op_contains(t, mapping_of(self), item);
}

static Value unwrap(Value v) {
    return is_exact(v, TYPE_MAPPINGPROXY) ? mapping_of(v) : v;
}

static Value proxy_or(Thread *t, Value a, Value b) {
    return op_binary(t, BINARY_OR, unwrap(a), unwrap(b));
}

static Value proxy_inplace_or(Thread *t, Value a, Value b) {
    return raise_type_error(t, "'|=' is not supported by %T; use '|' instead", a);
}

static Value get_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value call[] = {mapping_of(args[0]), args[1], is_null(args[2]) ? VALUE_NONE : args[2]};
    return op_call_method(t, NAME(get), call, 3);
}

static Value keys_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return op_call_method0(t, mapping_of(args[0]), NAME(keys));
}

static Value values_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return op_call_method0(t, mapping_of(args[0]), NAME(values));
}

static Value items_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return op_call_method0(t, mapping_of(args[0]), NAME(items));
}

static Value copy_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return op_call_method0(t, mapping_of(args[0]), NAME(copy));
}

static Value reversed_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return op_call_method0(t, mapping_of(args[0]), NAME(__reversed__));
}

static const MethodDef methods[] = {
    {"get", get_method, "key, default=None, /",
     "Return the value for key if key is in the mapping, else default."},
    {"keys", keys_method, "", "The keys."},
    {"values", values_method, "", "The values."},
    {"items", items_method, "", "Pairs of key and value."},
    {"copy", copy_method, "", "A copy of the mapping."},
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS},
    {"__reversed__", reversed_method, "", "D.__reversed__() -> reverse iterator"},
    {0},
};

const TypeDef mappingproxy_type_def = {
    .name = "mappingproxy",
    .size = sizeof(MappingProxy),
    .flags = TYPE_GC | TYPE_MAPPING,
    .new_signature = "mapping",
    .slots =
        {
            .dealloc = proxy_dealloc,
            .traverse = proxy_traverse,
            .repr = proxy_repr,
            .str = proxy_str,
            .compare = proxy_compare,
            .iter = proxy_iter,
            .new_instance = proxy_new_instance,
            .binary = {[BINARY_OR] = proxy_or},
            .inplace = {[BINARY_OR] = proxy_inplace_or},
            .length = proxy_length,
            .getitem = proxy_getitem,
            .contains = proxy_contains,
        },
    .methods = methods,
};
