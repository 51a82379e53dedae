/* Module _functools: reduce, cmp_to_key, and its table. */
#include "stdlib/functools.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/native_types.h"

/* What cmp_to_key returns, and what that makes of each object: compared by calling the function. */
typedef struct KeyObject {
    Object ob;
    Value compare;
    Value object; /* VALUE_NULL: the one that cmp_to_key returned */
} KeyObject;

static KeyObject *key_object(Value v) {
    return (KeyObject *)value_object(v);
}

static Value key_make(Thread *t, Type *type, Value compare, Value object) {
    KeyObject *self = object_new(t, type, 0);
    if (!self)
        return VALUE_NULL;
    self->compare = new_ref(compare);
    self->object = new_ref(object);
    return object_value(self);
}

static Value cmp_to_key_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return key_make(t, (Type *)value_object(args[0]), args[1], VALUE_NULL);
}

static Value key_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    int64_t names = kwnames ? kwnames->length : 0;
    if (nargs + names != 1 || (names && !str_equal_ascii(value_str(kwnames->items[0]), "obj"))) {
        if (nargs + names > 1)
            return raise_type_error(t, "K() takes at most 1 argument (%d given)", nargs + (int)names);
        return raise_type_error(t, "K() missing required argument 'obj' (pos 1)");
    }
    return key_make(t, value_object(callee)->type, key_object(callee)->compare, args[0]);
}

/* The function stays: no key can be the only way back to itself through it. */
static void key_clear(Thread *t, Object *o) {
    value_clear(t, &((KeyObject *)o)->object);
}

static void key_dealloc(Thread *t, Object *o) {
    key_clear(t, o);
    decref(t, ((KeyObject *)o)->compare);
}

static void key_traverse(Object *o, VisitFn visit, void *arg) {
    KeyObject *self = (KeyObject *)o;
    visit_value(self->compare, visit, arg);
    visit_value(self->object, visit, arg);
}

static Value key_compare(Thread *t, Value a, Value b, CompareOp op) {
    if (!is_native(b, &key_object_type_def))
        return raise_type_error(t, "other argument must be K instance");
    Value x = key_object(a)->object, y = key_object(b)->object;
    if (is_null(x) || is_null(y))
        return raise(t, EXC_AttributeError, "object");
    Value order = op_call2(t, key_object(a)->compare, x, y);
    if (is_null(order))
        return order;
    Value result = op_compare(t, order, small_int_value(0), op);
    decref(t, order);
    return result;
}

static Value get_obj(Thread *t, Value self) {
    Value object = key_object(self)->object;
    return is_null(object) ? VALUE_NONE : new_ref(object);
}

static bool set_obj(Thread *t, Value self, Value v) {
    value_store(t, &key_object(self)->object, new_ref(v));
    return true;
}

static const MethodDef key_methods[] = {
    {"cmp_to_key", cmp_to_key_method, "mycmp",
     "A key function for sorting that orders as a function of two arguments does: negative, 0, positive.",
     METHOD_CLASS},
    {0},
};

static const GetSetDef key_getsets[] = {
    {"obj", get_obj, set_obj, "Value wrapped by a key function."},
    {0},
};

const TypeDef key_object_type_def = {
    .name = "functools.KeyWrapper",
    .size = sizeof(KeyObject),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = key_dealloc,
              .traverse = key_traverse,
              .clear = key_clear,
              .call = key_call,
              .compare = key_compare},
    .methods = key_methods,
    .getsets = key_getsets,
};

/* Folds the items of an iterator into `total`, which is consumed. VALUE_NULL as total: the first item. */
static Value fold(Thread *t, Value function, Value iterator, Value total) {
    for (;;) {
        Value item = iterator_step(t, iterator);
        if (is_null(item))
            break;
        if (is_null(total)) {
            total = item;
            continue;
        }
        Value next = op_call2(t, function, total, item);
        decref(t, total);
        decref(t, item);
        if (is_null(next))
            return VALUE_NULL;
        total = next;
    }
    if (error_pending(t)) {
        decref(t, total);
        return VALUE_NULL;
    }
    return is_null(total) ? raise_type_error(t, "reduce() of empty iterable with no initial value") : total;
}

static Value reduce_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value iterator = op_iter(t, args[1]);
    if (is_null(iterator)) {
        if (error_clear_if(t, EXC_TypeError))
            raise_type_error(t, "reduce() arg 2 must support iteration");
        return VALUE_NULL;
    }
    Value result = fold(t, args[0], iterator, new_ref(args[2]));
    decref(t, iterator);
    return result;
}

static const MethodDef functions[] = {
    {"reduce", reduce_function, "function, iterable, initial=None, /",
     "reduce(function, iterable[, initial])\n\nMakes one value of all items: "
     "function(function(function(initial, a), b), c) for [a, b, c].\nWithout initial the first item is the "
     "start."},
    {0},
};

static const TypeDef *const types[] = {&partial_type_def, &key_object_type_def, &lru_cache_type_def, NULL};

static bool functools_exec(Thread *t, Value module) {
    return native_types_function(t, module, "KeyWrapper", "cmp_to_key");
}

const ModuleDef functools_module_def = {
    .name = "_functools",
    .doc = "What functools.py is made of.",
    .functions = functions,
    .types = types,
    .exec = functools_exec,
};
