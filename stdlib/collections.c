/* Module _collections: defaultdict, _tuplegetter, _count_elements, and its table. deque has files of its own.
 */
#include "stdlib/collections.h"
#include "runtime/callable.h"
#include "runtime/dict_table.h"
#include "runtime/list.h"
#include "runtime/type.h"
#include "runtime/types.h"
#include "stdlib/native_types.h"

/* defaultdict */

typedef struct DefaultDict {
    Dict dict;
    Value factory; /* VALUE_NULL or None: none */
} DefaultDict;

static DefaultDict *defaultdict(Value v) {
    return (DefaultDict *)value_object(v);
}

static Value factory_of(Value self) {
    Value factory = defaultdict(self)->factory;
    return is_null(factory) ? VALUE_NONE : factory;
}

static Value defaultdict_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    DefaultDict *self = object_new(t, type, 0);
    if (!self)
        return VALUE_NULL;
    dict_set_empty(&self->dict);
    self->factory = VALUE_NULL;
    return object_value(self);
}

static bool defaultdict_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    if (nargs > 0) {
        if (!is_none(args[0]) && !op_callable(t, args[0]))
            return raise_type_error(t, "first argument must be callable or None"), false;
        value_store(t, &defaultdict(self)->factory, new_ref(args[0]));
    } else {
        value_clear(t, &defaultdict(self)->factory);
    }
    int rest = nargs > 0 ? 1 : 0;
    return dict_type_def.slots.init(t, self, args + rest, nargs - rest, kwnames);
}

static void defaultdict_dealloc(Thread *t, Object *o) {
    value_clear(t, &((DefaultDict *)o)->factory);
    dict_type_def.slots.dealloc(t, o);
}

static void defaultdict_traverse(Object *o, VisitFn visit, void *arg) {
    Value factory = ((DefaultDict *)o)->factory;
    visit_value(factory, visit, arg);
    dict_type_def.slots.traverse(o, visit, arg);
}

static Value defaultdict_repr(Thread *t, Value self) {
    Value base = dict_type_def.slots.repr(t, self);
    if (is_null(base))
        return base;
    Value factory = factory_of(self);
    int entered = is_none(factory) ? 0 : repr_enter(t, factory);
    Str *text = NULL;
    Value name = object_value(value_object(self)->type->name);
    if (entered > 0)
        text = str_format(t, "%V(..., %V)", name, base);
    else if (entered == 0)
        text = str_format(t, "%V(%R, %V)", name, factory, base);
    if (entered == 0 && !is_none(factory))
        repr_leave(t, factory);
    decref(t, base);
    return result_value(text);
}

/* What __missing__ does: the factory's value becomes the key's. */
static Value missing(Thread *t, Value self, Value key) {
    Value factory = factory_of(self);
    if (is_none(factory))
        return raise_key_error(t, key);
    Value v = op_call0(t, factory);
    if (!is_null(v) && !op_setitem(t, self, key, v)) {
        decref(t, v);
        return VALUE_NULL;
    }
    return v;
}

/* The dict's own, without the search for __missing__ where it cannot be another one. */
static Value defaultdict_getitem(Thread *t, Value self, Value key) {
    if (value_object(self)->type->def != &defaultdict_type_def)
        return dict_type_def.slots.getitem(t, self, key);
    Value v = dict_get(t, value_dict(self), key);
    if (!is_null(v))
        return new_ref(v);
    return error_pending(t) ? VALUE_NULL : missing(t, self, key);
}

static Value missing_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return missing(t, args[0], args[1]);
}

static Value copy_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return op_call2(t, object_value(value_object(args[0])->type), factory_of(args[0]), args[0]);
}

/* (type, (factory,) or (), None, None, iter(items)) */
static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value factory = factory_of(args[0]);
    Tuple *call = is_none(factory) ? tuple_new(t, 0) : tuple_pack(t, 1, factory);
    Value items = call ? op_call_method0(t, args[0], NAME(items)) : VALUE_NULL;
    Value iterator = is_null(items) ? VALUE_NULL : op_iter(t, items);
    Tuple *result = NULL;
    if (!is_null(iterator))
        result = tuple_pack(t, 5, object_value(value_object(args[0])->type), object_value(call), VALUE_NONE,
                            VALUE_NONE, iterator);
    xdecref_object(t, call);
    decref(t, items);
    decref(t, iterator);
    return result_value(result);
}

static Value defaultdict_or(Thread *t, Value a, Value b) {
    Value self = is_native(a, &defaultdict_type_def) ? a : b;
    if (!is_dict(a) || !is_dict(b))
        return VALUE_NOTIMPLEMENTED;
    Value result = op_call2(t, object_value(value_object(self)->type), factory_of(self), a);
    if (is_null(result) || dict_update(t, value_dict(result), b, true))
        return result;
    decref(t, result);
    return VALUE_NULL;
}

static Value get_factory(Thread *t, Value self) {
    return new_ref(factory_of(self));
}

static bool set_factory(Thread *t, Value self, Value v) {
    value_store(t, &defaultdict(self)->factory, new_ref(v));
    return true;
}

static const MethodDef defaultdict_methods[] = {
    {"__missing__", missing_method, "key, /",
     "What [key] calls for a key that is not there: puts default_factory() under it and returns\nthat. "
     "Without default_factory: KeyError."},
    {"copy", copy_method, "", "A new defaultdict with the same factory, keys and values."},
    {"__copy__", copy_method, "", "A new defaultdict with the same factory, keys and values."},
    {"__reduce__", reduce_method, "", "What pickle needs to make an equal object."},
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS},
    {0},
};

static const GetSetDef defaultdict_getsets[] = {
    {"default_factory", get_factory, set_factory, "what makes the value of a key that is missing"},
    {0},
};

const TypeDef defaultdict_type_def = {
    .name = "collections.defaultdict",
    .base = TYPE_DICT,
    .layout = TYPE_DICT,
    .size = sizeof(DefaultDict),
    .flags = TYPE_GC | TYPE_BASE | TYPE_MAPPING | TYPE_MATCH_SELF,
    .doc = "defaultdict(default_factory=None, /, [...])\n\nA dict that makes values: reading d[key] for a "
           "key that is not there calls default_factory and\nkeeps the result. The other arguments are those "
           "of dict.",
    .slots =
        {
            .dealloc = defaultdict_dealloc,
            .traverse = defaultdict_traverse,
            .clear = defaultdict_dealloc,
            .repr = defaultdict_repr,
            .new_instance = defaultdict_new,
            .init = defaultdict_init,
            .binary = {[BINARY_OR] = defaultdict_or},
            .getitem = defaultdict_getitem,
        },
    .methods = defaultdict_methods,
    .getsets = defaultdict_getsets,
};

/* _tuplegetter: the descriptor of a named tuple's field. */

typedef struct TupleGetter {
    Object ob;
    int64_t index;
    Value doc;
} TupleGetter;

static TupleGetter *getter(Value v) {
    return (TupleGetter *)value_object(v);
}

static Value tuplegetter_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    int64_t index;
    if (!op_index_int64(t, args[0], &index, EXC_OverflowError))
        return VALUE_NULL;
    TupleGetter *self = object_new(t, type, 0);
    if (!self)
        return VALUE_NULL;
    self->index = index;
    self->doc = new_ref(args[1]);
    return object_value(self);
}

static void tuplegetter_dealloc(Thread *t, Object *o) {
    value_clear(t, &((TupleGetter *)o)->doc);
}

static void tuplegetter_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((TupleGetter *)o)->doc, visit, arg);
}

static Value tuplegetter_get(Thread *t, Value self, Value instance, Value owner) {
    int64_t index = getter(self)->index;
    if (is_null(instance) || (!is_tuple(instance) && is_none(instance)))
        return new_ref(self);
    if (!is_tuple(instance))
        return raise_type_error(
            t, "descriptor for index '%zd' for tuple subclasses doesn't apply to '%T' object", index,
            instance);
    if (index < 0 || index >= value_tuple(instance)->length)
        return raise_index_error(t, "tuple index out of range");
    return new_ref(value_tuple(instance)->items[index]);
}

static bool tuplegetter_set(Thread *t, Value self, Value instance, Value v) {
    raise(t, EXC_AttributeError, is_null(v) ? "can't delete attribute" : "can't set attribute");
    return false;
}

static Value tuplegetter_repr(Thread *t, Value self) {
    return result_value(str_format(t, "_tuplegetter(%zd, %R)", getter(self)->index, getter(self)->doc));
}

static Value tuplegetter_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Tuple *call = tuple_pack(t, 2, small_int_value(getter(args[0])->index), getter(args[0])->doc);
    Tuple *result =
        call ? tuple_pack(t, 2, object_value(value_object(args[0])->type), object_value(call)) : NULL;
    xdecref_object(t, call);
    return result_value(result);
}

static Value get_doc(Thread *t, Value self) {
    return new_ref(getter(self)->doc);
}

static bool set_doc(Thread *t, Value self, Value v) {
    value_store(t, &getter(self)->doc, is_null(v) ? VALUE_NONE : new_ref(v));
    return true;
}

static const MethodDef tuplegetter_methods[] = {
    {"__reduce__", tuplegetter_reduce, "", NULL},
    {0},
};

static const GetSetDef tuplegetter_getsets[] = {
    {"__doc__", get_doc, set_doc, NULL},
    {0},
};

const TypeDef tuplegetter_type_def = {
    .name = "_collections._tuplegetter",
    .size = sizeof(TupleGetter),
    .flags = TYPE_GC,
    .new_signature = "index, doc, /",
    .slots = {.dealloc = tuplegetter_dealloc,
              .traverse = tuplegetter_traverse,
              .repr = tuplegetter_repr,
              .descr_get = tuplegetter_get,
              .descr_set = tuplegetter_set,
              .new_instance = tuplegetter_new},
    .methods = tuplegetter_methods,
    .getsets = tuplegetter_getsets,
};

/* _count_elements(mapping, iterable): mapping[item] = mapping.get(item, 0) + 1 for each item. */

static bool counts_as_dict(Thread *t, Value mapping) {
    if (!is_dict(mapping))
        return false;
    Type *type = value_object(mapping)->type, *dict = builtin_type(t, TYPE_DICT);
    /* not the slots: a class with __delitem__ of its own has another setitem */
    return value_is(type_lookup(t, type, NAME(__setitem__)), type_lookup(t, dict, NAME(__setitem__))) &&
           value_is(type_lookup(t, type, NAME(get)), type_lookup(t, dict, NAME(get)));
}

static Value plus_one(Thread *t, Value count) {
    if (is_small_int(count) && small_int(count) < SMALL_INT_MAX)
        return small_int_value(small_int(count) + 1);
    return op_binary(t, BINARY_ADD, count, small_int_value(1));
}

static bool count_in_dict(Thread *t, Dict *dict, Value item) {
    int64_t hash;
    uint64_t slot;
    if (!key_hash(t, item, &hash))
        return false;
    int64_t i = dict_find(t, dict, item, hash, &slot);
    if (i == DICT_ABSENT)
        return dict_insert_at(t, dict, new_ref(item), hash, small_int_value(1), slot);
    if (i == DICT_ERROR)
        return false;
    if (is_small_int(dict->entries[i].value)) {
        dict->entries[i].value = plus_one(t, dict->entries[i].value);
        return true;
    }
    Value count = new_ref(dict->entries[i].value), more = plus_one(t, count);
    decref(t, count);
    bool ok = !is_null(more) && dict_set_hashed(t, dict, item, hash, more);
    decref(t, more);
    return ok;
}

static bool count_in_mapping(Thread *t, Value mapping, Value item) {
    Value call[] = {mapping, item, small_int_value(0)};
    Value count = op_call_method(t, NAME(get), call, 3);
    Value more = is_null(count) ? VALUE_NULL : plus_one(t, count);
    bool ok = !is_null(more) && op_setitem(t, mapping, item, more);
    decref(t, count);
    decref(t, more);
    return ok;
}

static Value count_elements(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value iterator = op_iter(t, args[1]);
    if (is_null(iterator))
        return VALUE_NULL;
    bool fast = counts_as_dict(t, args[0]), ok = true;
    while (ok) {
        Value item = iterator_step(t, iterator);
        if (is_null(item))
            break;
        ok = fast ? count_in_dict(t, value_dict(args[0]), item) : count_in_mapping(t, args[0], item);
        decref(t, item);
    }
    decref(t, iterator);
    return ok && !error_pending(t) ? VALUE_NONE : VALUE_NULL;
}

static const MethodDef functions[] = {
    {"_count_elements", count_elements, "mapping, iterable, /",
     "Add to mapping[x], for each x of the iterable, how often x comes."},
    {0},
};

static const TypeDef *const types[] = {
    &deque_type_def,       &deque_iterator_type_def, &deque_reverse_iterator_type_def,
    &defaultdict_type_def, &tuplegetter_type_def,    NULL,
};

static bool collections_exec(Thread *t, Value module) {
    return native_types_link(t, module, "deque", "_deque_iterator") &&
           native_types_link(t, module, "deque", "_deque_reverse_iterator");
}

const ModuleDef collections_module_def = {
    .name = "_collections",
    .doc = "deque, defaultdict and other parts of the module collections that are written in C.",
    .functions = functions,
    .types = types,
    .exec = collections_exec,
};
