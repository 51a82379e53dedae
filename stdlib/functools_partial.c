/* functools.partial */
#include "runtime/attrs.h"
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/functools.h"

typedef struct Partial {
    Object ob;
    Value function;
    Tuple *args;
    Dict *keywords;
} Partial;

static Partial *partial(Value v) {
    return (Partial *)value_object(v);
}

static bool has_no_attributes(Object *o) {
    const Attrs *attrs = attrs_of(o);
    return attrs->shape && attrs->shape->count == 0;
}

/* A partial without attributes of its own can be merged into another one. */
static bool can_merge(Value function) {
    return is_native(function, &partial_type_def) && has_no_attributes(value_object(function));
}

static Tuple *join(Thread *t, const Tuple *first, Value *args, int count) {
    int64_t before = first ? first->length : 0;
    Tuple *all = tuple_new(t, before + count);
    for (int64_t i = 0; all && i < before + count; i++)
        all->items[i] = new_ref(i < before ? first->items[i] : args[i - before]);
    return all;
}

/* A copy of `base` (may be NULL) with the call's keywords on top. */
static Dict *join_keywords(Thread *t, Dict *base, Value *values, Tuple *names) {
    Dict *dict = base ? dict_copy(t, base) : dict_new(t, names ? names->length : 0);
    for (int64_t i = 0; dict && names && i < names->length; i++)
        if (!dict_set(t, dict, names->items[i], values[i])) {
            decref_object(t, dict);
            return NULL;
        }
    return dict;
}

static Value partial_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (nargs < 1)
        return raise_type_error(t, "type 'partial' takes at least one argument");
    Value function = args[0];
    if (!op_callable(t, function))
        return raise_type_error(t, "the first argument must be callable");
    Partial *inner = can_merge(function) ? partial(function) : NULL;
    Partial *self = object_new(t, type, 0);
    if (!self)
        return VALUE_NULL;
    self->function = new_ref(inner ? inner->function : function);
    self->args = join(t, inner ? inner->args : NULL, args + 1, nargs - 1);
    self->keywords = join_keywords(t, inner ? inner->keywords : NULL, args + nargs, kwnames);
    if (self->args && self->keywords)
        return object_value(self);
    decref_object(t, self);
    return VALUE_NULL;
}

static void partial_dealloc(Thread *t, Object *o) {
    Partial *self = (Partial *)o;
    Tuple *args = self->args;
    Dict *keywords = self->keywords;
    self->args = NULL;
    self->keywords = NULL;
    value_clear(t, &self->function);
    xdecref_object(t, args);
    xdecref_object(t, keywords);
}

static void partial_traverse(Object *o, VisitFn visit, void *arg) {
    Partial *self = (Partial *)o;
    visit_value(self->function, visit, arg);
    if (self->args)
        visit(&self->args->ob, arg);
    if (self->keywords)
        visit(&self->keywords->ob, arg);
}

/* __setstate__ can make a partial a part of itself. It stays one that can be called. */
static void partial_clear(Thread *t, Object *o) {
    Partial *self = (Partial *)o;
    Tuple *args = self->args;
    self->args = value_tuple(t->interp->empty_tuple);
    value_store(t, &self->function, VALUE_NONE);
    xdecref_object(t, args);
}

enum { FEW = 16 };

/* Calls with the stored positional arguments, the given ones, and keyword arguments whose values are the last
 * of `args`. */
static Value call_joined(Thread *t, Partial *self, Value *args, int nargs, Tuple *kwnames) {
    int stored = (int)self->args->length, names = kwnames ? (int)kwnames->length : 0;
    if (stored == 0)
        return op_call(t, self->function, args, nargs, kwnames);
    Value few[FEW], *all = few;
    if (stored + nargs + names > FEW && !(all = mem_alloc((size_t)(stored + nargs + names) * sizeof *all)))
        return raise_no_memory(t);
    memcpy(all, self->args->items, (size_t)stored * sizeof *all);
    if (nargs + names)
        memcpy(all + stored, args, (size_t)(nargs + names) * sizeof *all);
    Value result = op_call(t, self->function, all, stored + nargs, kwnames);
    if (all != few)
        mem_free(all);
    return result;
}

/* The same with stored keywords: those of the call come on top. */
static Value call_with_keywords(Thread *t, Partial *self, Value *args, int nargs, Tuple *kwnames) {
    Dict *keywords = join_keywords(t, self->keywords, args + nargs, kwnames);
    if (!keywords)
        return VALUE_NULL;
    int64_t count = keywords->length;
    Value *all = mem_alloc((size_t)(nargs + count + 1) * sizeof *all), result = VALUE_NULL;
    Tuple *names = all ? op_split_keywords(t, keywords, all + nargs) : NULL;
    if (names) {
        for (int i = 0; i < nargs; i++)
            all[i] = args[i];
        result = call_joined(t, self, all, nargs, names);
        for (int64_t i = 0; i < count; i++)
            decref(t, all[nargs + i]);
        decref_object(t, names);
    } else if (!all) {
        raise_no_memory(t);
    }
    mem_free(all);
    decref_object(t, keywords);
    return result;
}

static Value partial_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    Partial *self = partial(callee);
    incref_object(self); /* __setstate__ during the call */
    Value result = self->keywords->length ? call_with_keywords(t, self, args, nargs, kwnames)
                                          : call_joined(t, self, args, nargs, kwnames);
    decref_object(t, self);
    return result;
}

static bool add_repr(Thread *t, StrBuilder *b, Value name, Value v) {
    Str *text = op_repr(t, v);
    Str *label = text && !is_null(name) ? op_str(t, name) : NULL;
    if (text && (label || is_null(name))) {
        strbuilder_ascii(b, ", ", 2);
        if (label) {
            strbuilder_str(b, label);
            strbuilder_char(b, '=');
        }
        strbuilder_str(b, text);
    }
    bool ok = !error_pending(t);
    xdecref_object(t, label);
    xdecref_object(t, text);
    return ok;
}

static Value partial_repr(Thread *t, Value v) {
    Partial *self = partial(v);
    int entered = repr_enter(t, v);
    if (entered)
        return entered < 0 ? VALUE_NULL : result_value(str_new(t, "..."));
    StrBuilder b;
    strbuilder_init(&b, t);
    const Type *type = self->ob.type;
    if (type->def)
        strbuilder_text(&b, type->def->name);
    else
        strbuilder_str(&b, type->name);
    strbuilder_char(&b, '(');
    Str *function = op_repr(t, self->function);
    bool ok = function != NULL;
    if (ok)
        strbuilder_str(&b, function);
    for (int64_t i = 0; ok && i < self->args->length; i++)
        ok = add_repr(t, &b, VALUE_NULL, self->args->items[i]);
    int64_t position = 0;
    for (Value key, item; ok && dict_next(self->keywords, &position, &key, &item);)
        ok = add_repr(t, &b, key, item);
    xdecref_object(t, function);
    repr_leave(t, v);
    if (!ok) {
        strbuilder_drop(&b);
        return VALUE_NULL;
    }
    strbuilder_char(&b, ')');
    return result_value(strbuilder_finish(&b));
}

static Value partial_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Partial *self = partial(args[0]);
    Dict *dict = has_no_attributes(&self->ob) ? NULL : attrs_dict(t, &self->ob);
    Value attributes = dict ? object_value(dict) : VALUE_NONE;
    Tuple *call = tuple_pack(t, 1, self->function);
    Tuple *state = call ? tuple_pack(t, 4, self->function, object_value(self->args),
                                     object_value(self->keywords), attributes)
                        : NULL;
    Tuple *result =
        state ? tuple_pack(t, 3, object_value(self->ob.type), object_value(call), object_value(state)) : NULL;
    xdecref_object(t, call);
    xdecref_object(t, state);
    return result_value(result);
}

static Dict *keywords_of_state(Thread *t, Value v) {
    if (!is_exact(v, TYPE_DICT))
        return is_none(v) ? dict_new(t, 0) : dict_copy(t, value_dict(v));
    incref(v);
    return value_dict(v);
}

static Value partial_setstate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Partial *self = partial(args[0]);
    Value *state =
        is_tuple(args[1]) && value_tuple(args[1])->length == 4 ? value_tuple(args[1])->items : NULL;
    if (!state || !op_callable(t, state[0]) || !is_tuple(state[1]) ||
        (!is_none(state[2]) && !is_dict(state[2])))
        return raise_type_error(t, "invalid partial state");
    Tuple *positional = op_to_tuple(t, state[1]); /* itself, but for subclasses */
    Dict *keywords = keywords_of_state(t, state[2]);
    bool ok = positional && keywords;
    if (ok && is_dict(state[3]))
        ok = attrs_replace_dict(t, &self->ob, value_dict(state[3]));
    else if (ok)
        attrs_clear(t, &self->ob);
    if (!ok) {
        xdecref_object(t, positional);
        xdecref_object(t, keywords);
        return VALUE_NULL;
    }
    Tuple *old_args = self->args;
    Dict *old_keywords = self->keywords;
    self->args = positional;
    self->keywords = keywords;
    value_store(t, &self->function, new_ref(state[0]));
    xdecref_object(t, old_args);
    xdecref_object(t, old_keywords);
    return VALUE_NONE;
}

static Value get_func(Thread *t, Value self) {
    return new_ref(partial(self)->function);
}
static Value get_args(Thread *t, Value self) {
    return new_object_ref(partial(self)->args);
}
static Value get_keywords(Thread *t, Value self) {
    return new_object_ref(partial(self)->keywords);
}

static const MethodDef methods[] = {
    {"__reduce__", partial_reduce, "", NULL},
    {"__setstate__", partial_setstate, "state, /", NULL},
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS},
    {0},
};

static const GetSetDef getsets[] = {
    {"func", get_func, member_readonly, "what is called"},
    {"args", get_args, member_readonly, "the arguments that come first"},
    {"keywords", get_keywords, member_readonly, "the keyword arguments that calls can override"},
    {0},
};

const TypeDef partial_type_def = {
    .name = "functools.partial",
    .size = sizeof(Partial),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS | TYPE_WEAKREFABLE,
    .doc = "partial(func, *args, **keywords)\n\nA callable that calls func with these arguments, and then "
           "those of the call.",
    .slots = {.dealloc = partial_dealloc,
              .traverse = partial_traverse,
              .clear = partial_clear,
              .repr = partial_repr,
              .call = partial_call,
              .new_instance = partial_new},
    .methods = methods,
    .getsets = getsets,
};
