/* operator.itemgetter, attrgetter and methodcaller: callables that remember what to ask for. */
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/builtins.h"
#include "stdlib/operator.h"

typedef struct Getter {
    Object ob;
    Tuple *wanted;  /* itemgetter: the keys; attrgetter: the dotted names; methodcaller: the name, then
                       arguments */
    Tuple *paths;   /* attrgetter: for each name, the tuple of its interned parts */
    Dict *keywords; /* methodcaller; NULL: none */
} Getter;

static Getter *getter(Value v) {
    return (Getter *)value_object(v);
}

static void getter_dealloc(Thread *t, Object *o) {
    Getter *self = (Getter *)o;
    xdecref_object(t, self->wanted);
    xdecref_object(t, self->paths);
    xdecref_object(t, self->keywords);
}

static void getter_traverse(Object *o, VisitFn visit, void *arg) {
    Getter *self = (Getter *)o;
    if (self->wanted)
        visit(&self->wanted->ob, arg);
    if (self->paths)
        visit(&self->paths->ob, arg);
    if (self->keywords)
        visit(&self->keywords->ob, arg);
}

/* Checks the arguments of a constructor: at least one, no keywords. */
static Getter *getter_new(Thread *t, Type *type, const char *name, Value *args, int nargs, Tuple *kwnames) {
    if (!args_no_keywords(t, name, kwnames))
        return NULL;
    if (nargs < 1)
        return raise_type_error(t, "%s expected 1 argument, got 0", name), NULL;
    Getter *self = object_new(t, type, 0);
    if (self && !(self->wanted = tuple_from_array(t, args, nargs))) {
        decref_object(t, self);
        return NULL;
    }
    return self;
}

/* The one argument of a call. */
static bool one_argument(Thread *t, const char *name, int nargs, Tuple *kwnames) {
    return args_no_keywords(t, name, kwnames) && args_positional(t, name, nargs, 1, 1);
}

typedef Value (*GetOne)(Thread *t, Getter *self, Value object, int64_t i);

/* What each wanted thing gives for the object: alone, or in a tuple. */
static Value get_all(Thread *t, Getter *self, Value object, GetOne get) {
    int64_t count = self->wanted->length;
    if (count == 1)
        return get(t, self, object, 0);
    Tuple *result = tuple_new(t, count);
    for (int64_t i = 0; result && i < count; i++) {
        result->items[i] = get(t, self, object, i);
        if (is_null(result->items[i])) {
            decref_object(t, result);
            return VALUE_NULL;
        }
    }
    return result_value(result);
}

static bool repr_list(Thread *t, StrBuilder *b, Value *items, int64_t count, bool first) {
    for (int64_t i = 0; i < count; i++) {
        Str *text = op_repr(t, items[i]);
        if (!text)
            return false;
        if (!first)
            strbuilder_ascii(b, ", ", 2);
        first = false;
        strbuilder_str(b, text);
        decref_object(t, text);
    }
    return true;
}

static bool repr_keywords(Thread *t, StrBuilder *b, Dict *keywords) {
    int64_t position = 0;
    for (Value name, v; keywords && dict_next(keywords, &position, &name, &v);) {
        Str *text = op_repr(t, v);
        if (!text)
            return false;
        strbuilder_ascii(b, ", ", 2);
        strbuilder_str(b, value_str(name));
        strbuilder_char(b, '=');
        strbuilder_str(b, text);
        decref_object(t, text);
    }
    return true;
}

static Value getter_repr(Thread *t, Value v) {
    Getter *self = getter(v);
    const Type *type = self->ob.type;
    int entered = repr_enter(t, v);
    if (entered)
        return entered < 0 ? VALUE_NULL : result_value(str_format(t, "%s(...)", type->def->name));
    StrBuilder b;
    strbuilder_init(&b, t);
    strbuilder_text(&b, type->def ? type->def->name : "operator");
    strbuilder_char(&b, '(');
    bool ok = repr_list(t, &b, self->wanted->items, self->wanted->length, true) &&
              repr_keywords(t, &b, self->keywords);
    repr_leave(t, v);
    if (!ok) {
        strbuilder_drop(&b);
        return VALUE_NULL;
    }
    strbuilder_char(&b, ')');
    return result_value(strbuilder_finish(&b));
}

/* (type, the constructor's arguments) */
static Value getter_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Getter *self = getter(args[0]);
    return result_value(tuple_pack(t, 2, object_value(self->ob.type), object_value(self->wanted)));
}

static const MethodDef getter_methods[] = {
    {"__reduce__", getter_reduce, "", "What pickle needs to make an equal object."},
    {0},
};

/* itemgetter */

static Value itemgetter_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return result_value(getter_new(t, type, "itemgetter", args, nargs, kwnames));
}

static Value get_item(Thread *t, Getter *self, Value object, int64_t i) {
    Value key = self->wanted->items[i];
    if (is_small_int(key) && is_tuple_exact(object) &&
        (uint64_t)small_int(key) < (uint64_t)value_tuple(object)->length)
        return new_ref(value_tuple(object)->items[small_int(key)]);
    return op_getitem(t, object, key);
}

static Value itemgetter_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    return one_argument(t, "itemgetter", nargs, kwnames) ? get_all(t, getter(callee), args[0], get_item)
                                                         : VALUE_NULL;
}

const TypeDef itemgetter_type_def = {
    .name = "operator.itemgetter",
    .size = sizeof(Getter),
    .flags = TYPE_GC,
    .doc = "A function that picks items: itemgetter(2)(r) is r[2], itemgetter(2, 5)(r) is (r[2], r[5]).",
    .slots = {.dealloc = getter_dealloc,
              .traverse = getter_traverse,
              .repr = getter_repr,
              .call = itemgetter_call,
              .new_instance = itemgetter_new},
    .methods = getter_methods,
};

/* attrgetter */

/* "a.b.c" as a tuple of interned names. */
static Tuple *split_name(Thread *t, Str *name) {
    List *parts = list_new(t, 1);
    bool ok = parts != NULL;
    for (int64_t start = 0; ok && start <= name->length;) {
        int64_t end = start;
        while (end < name->length && str_at(name, end) != '.')
            end++;
        Str *part = str_slice(t, name, start, end);
        Str *interned = part ? attribute_name(t, object_value(part)) : NULL;
        xdecref_object(t, part);
        ok = interned && list_append_owned(t, parts, object_value(interned));
        start = end + 1;
    }
    Tuple *result = ok ? list_to_tuple(t, parts) : NULL;
    xdecref_object(t, parts);
    return result;
}

static Value attrgetter_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Getter *self = getter_new(t, type, "attrgetter", args, nargs, kwnames);
    if (!self)
        return VALUE_NULL;
    self->paths = tuple_new(t, nargs);
    for (int i = 0; self->paths && i < nargs; i++) {
        if (!is_str(args[i]))
            raise_type_error(t, "attribute name must be a string");
        Tuple *path = is_str(args[i]) ? split_name(t, value_str(args[i])) : NULL;
        if (!path)
            break;
        self->paths->items[i] = object_value(path);
    }
    if (!error_pending(t))
        return object_value(self);
    decref_object(t, self);
    return VALUE_NULL;
}

static Value get_path(Thread *t, Getter *self, Value object, int64_t i) {
    Tuple *path = value_tuple(self->paths->items[i]);
    Value v = new_ref(object);
    for (int64_t j = 0; !is_null(v) && j < path->length; j++) {
        Value next = op_getattr(t, v, value_str(path->items[j]));
        decref(t, v);
        v = next;
    }
    return v;
}

static Value attrgetter_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    return one_argument(t, "attrgetter", nargs, kwnames) ? get_all(t, getter(callee), args[0], get_path)
                                                         : VALUE_NULL;
}

const TypeDef attrgetter_type_def = {
    .name = "operator.attrgetter",
    .size = sizeof(Getter),
    .flags = TYPE_GC,
    .doc = "A function that picks attributes: attrgetter('a.b')(r) is r.a.b, attrgetter('a', 'c')(r) "
           "is\n(r.a, r.c).",
    .slots = {.dealloc = getter_dealloc,
              .traverse = getter_traverse,
              .repr = getter_repr,
              .call = attrgetter_call,
              .new_instance = attrgetter_new},
    .methods = getter_methods,
};

/* methodcaller */

static Value methodcaller_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (nargs < 1)
        return raise_type_error(t, "methodcaller needs at least one argument, the method name");
    if (!is_str(args[0]))
        return raise_type_error(t, "method name must be a string");
    Getter *self = getter_new(t, type, "methodcaller", args, nargs, NULL);
    if (!self)
        return VALUE_NULL;
    Str *name = attribute_name(t, args[0]);
    bool ok = name != NULL;
    if (ok)
        value_store(t, &self->wanted->items[0], object_value(name));
    if (ok && kwnames && kwnames->length) {
        self->keywords = dict_new(t, kwnames->length);
        ok = self->keywords != NULL;
        for (int64_t i = 0; ok && i < kwnames->length; i++)
            ok = dict_set(t, self->keywords, kwnames->items[i], args[nargs + i]);
    }
    if (ok)
        return object_value(self);
    decref_object(t, self);
    return VALUE_NULL;
}

static Value methodcaller_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    Getter *self = getter(callee);
    if (!one_argument(t, "methodcaller", nargs, kwnames))
        return VALUE_NULL;
    Value method = op_getattr(t, args[0], value_str(self->wanted->items[0]));
    if (is_null(method))
        return method;
    Value result;
    if (self->keywords) {
        Tuple *positional = tuple_slice(t, self->wanted, 1, self->wanted->length);
        result = positional ? op_call_tuple(t, method, positional, self->keywords) : VALUE_NULL;
        xdecref_object(t, positional);
    } else {
        result = op_call(t, method, self->wanted->items + 1, (int)self->wanted->length - 1, NULL);
    }
    decref(t, method);
    return result;
}

/* With keywords: functools.partial(type, name, **keywords) takes the place of the type. */
static Value methodcaller_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Getter *self = getter(args[0]);
    if (!self->keywords)
        return getter_reduce(t, args, nargs, kwnames);
    Str *functools = str_intern_utf8(t, "functools"),
        *name = functools ? str_intern_utf8(t, "partial") : NULL;
    Value module = name ? t->interp->hooks.import(t, functools) : VALUE_NULL;
    Value partial = is_null(module) ? VALUE_NULL : op_getattr(t, module, name);
    Tuple *first =
        is_null(partial) ? NULL : tuple_pack(t, 2, object_value(self->ob.type), self->wanted->items[0]);
    Value maker = first ? op_call_tuple(t, partial, first, self->keywords) : VALUE_NULL;
    Tuple *rest = is_null(maker) ? NULL : tuple_slice(t, self->wanted, 1, self->wanted->length);
    Tuple *result = rest ? tuple_pack(t, 2, maker, object_value(rest)) : NULL;
    xdecref_object(t, functools);
    xdecref_object(t, name);
    xdecref_object(t, first);
    xdecref_object(t, rest);
    decref(t, module);
    decref(t, partial);
    decref(t, maker);
    return result_value(result);
}

static const MethodDef methodcaller_methods[] = {
    {"__reduce__", methodcaller_reduce, "", "What pickle needs to make an equal object."},
    {0},
};

const TypeDef methodcaller_type_def = {
    .name = "operator.methodcaller",
    .size = sizeof(Getter),
    .flags = TYPE_GC,
    .doc = "A function that calls a method: methodcaller('name', 1, k=2)(r) is r.name(1, k=2).",
    .slots = {.dealloc = getter_dealloc,
              .traverse = getter_traverse,
              .repr = getter_repr,
              .call = methodcaller_call,
              .new_instance = methodcaller_new},
    .methods = methodcaller_methods,
};
