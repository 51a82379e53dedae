/* types.SimpleNamespace: an object that is its attributes. */
#include "runtime/attrs.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"

static Value namespace_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Object *o = object_new(t, type, 0);
    return o ? object_value(o) : VALUE_NULL;
}

static bool namespace_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    if (nargs)
        return raise_type_error(t, "no positional arguments expected"), false;
    for (int64_t i = 0; kwnames && i < kwnames->length; i++) {
        bool found;
        Str *name = str_intern(t, value_str(new_ref(kwnames->items[i])));
        bool ok = name && attrs_set(t, value_object(self), name, args[i], &found);
        xdecref_object(t, name);
        if (!ok)
            return false;
    }
    return true;
}

static bool add_items(Thread *t, StrBuilder *b, Dict *dict) {
    Dict *copy = dict_copy(t, dict); /* a repr may change the namespace */
    int64_t position = 0, count = 0;
    Value key, v;
    while (copy && dict_next(copy, &position, &key, &v)) {
        if (!is_str(key) || value_str(key)->length == 0)
            continue;
        Str *text = str_format(t, "%s%U=%R", count++ ? ", " : "", value_str(key), v);
        if (text)
            strbuilder_str(b, text);
        xdecref_object(t, text);
        if (!text)
            break;
    }
    xdecref_object(t, copy);
    return !error_pending(t);
}

static Value namespace_repr(Thread *t, Value self) {
    const char *name = is_exact(self, TYPE_SIMPLE_NAMESPACE) ? "namespace" : type_name(type_of(t, self));
    int running = repr_enter(t, self);
    if (running) {
        Str *dots = running > 0 ? str_format(t, "%s(...)", name) : NULL;
        return dots ? object_value(dots) : VALUE_NULL;
    }
    Dict *dict = attrs_dict(t, value_object(self));
    StrBuilder b;
    strbuilder_init(&b, t);
    strbuilder_text(&b, name);
    strbuilder_text(&b, "(");
    bool ok = dict && add_items(t, &b, dict);
    strbuilder_text(&b, ")");
    repr_leave(t, self);
    if (!ok) {
        strbuilder_drop(&b);
        return VALUE_NULL;
    }
    Str *text = strbuilder_finish(&b);
    return text ? object_value(text) : VALUE_NULL;
}

static Value namespace_compare(Thread *t, Value a, Value b, CompareOp op) {
    if (!has_layout(a, TYPE_SIMPLE_NAMESPACE) || !has_layout(b, TYPE_SIMPLE_NAMESPACE))
        return VALUE_NOTIMPLEMENTED;
    Dict *x = attrs_dict(t, value_object(a)), *y = x ? attrs_dict(t, value_object(b)) : NULL;
    return y ? op_compare(t, object_value(x), object_value(y), op) : VALUE_NULL;
}

static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Dict *dict = attrs_dict(t, value_object(args[0]));
    if (!dict)
        return VALUE_NULL;
    Tuple *result =
        tuple_pack(t, 3, object_value(type_of(t, args[0])), t->interp->empty_tuple, object_value(dict));
    return result ? object_value(result) : VALUE_NULL;
}

static const MethodDef namespace_methods[] = {
    {"__reduce__", reduce_method, "", "What pickle needs to make an equal object.", 0}, {0}};

const TypeDef simple_namespace_type_def = {
    .name = "types.SimpleNamespace",
    .size = sizeof(Object),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
    .doc = "An object with the attributes that are given, and no others.",
    .slots = {.repr = namespace_repr,
              .compare = namespace_compare,
              .new_instance = namespace_new_instance,
              .init = namespace_init},
    .methods = namespace_methods,
};
