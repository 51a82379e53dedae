/* itertools: groupby and tee. */
#include "runtime/type.h"
#include "stdlib/itertools.h"
#include "stdlib/native_types.h"

typedef struct GroupBy {
    Object ob;
    Value iterator, function; /* function None: the items are the keys */
    Value ahead, ahead_key;   /* what has been read and belongs to no group yet; VALUE_NULL: nothing */
    Value group_key;          /* of the group last given out; VALUE_NULL: none */
    const void *group;        /* the group that may take items: identity only, never followed */
    Type *group_type;         /* counted */
} GroupBy;

typedef struct Group {
    Object ob;
    Value parent; /* a GroupBy */
    Value key;
} Group;

static GroupBy *groupby_of(Value v) {
    return (GroupBy *)value_object(v);
}

static Value groupby_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Type *group_type = native_types_helper(t, type, "_grouper");
    Value iterator = group_type ? op_iter(t, args[0]) : VALUE_NULL;
    GroupBy *self = is_null(iterator) ? NULL : object_new(t, type, 0);
    if (!self) {
        decref(t, iterator);
        return VALUE_NULL;
    }
    incref_object(group_type);
    self->group_type = group_type;
    self->iterator = iterator;
    self->function = is_null(args[1]) ? VALUE_NONE : new_ref(args[1]);
    self->ahead = self->ahead_key = self->group_key = VALUE_NULL;
    return object_value(self);
}

static void groupby_clear(Thread *t, Object *o) {
    GroupBy *self = (GroupBy *)o;
    value_clear(t, &self->iterator);
    value_clear(t, &self->function);
    value_clear(t, &self->ahead);
    value_clear(t, &self->ahead_key);
    value_clear(t, &self->group_key);
}

static void groupby_dealloc(Thread *t, Object *o) {
    groupby_clear(t, o);
    xdecref_object(t, ((GroupBy *)o)->group_type);
}

static void groupby_traverse(Object *o, VisitFn visit, void *arg) {
    GroupBy *self = (GroupBy *)o;
    visit_value(self->iterator, visit, arg);
    visit_value(self->function, visit, arg);
    visit_value(self->ahead, visit, arg);
    visit_value(self->ahead_key, visit, arg);
    visit_value(self->group_key, visit, arg);
}

/* What has been read ahead is replaced by the next item. False: the end, or an exception. */
static bool read_ahead(Thread *t, GroupBy *self) {
    Value item = is_null(self->iterator) ? VALUE_NULL : iterator_step(t, self->iterator), key = VALUE_NULL;
    if (!is_null(item))
        key = is_none(self->function) ? new_ref(item) : op_call1(t, self->function, item);
    if (is_null(key)) {
        decref(t, item);
        return false;
    }
    value_store(t, &self->ahead, item);
    value_store(t, &self->ahead_key, key);
    return true;
}

/* Is there an item ahead that does not belong to the group last given out? Skips those that do. */
static bool find_next_group(Thread *t, GroupBy *self) {
    bool more = !is_null(self->ahead_key) || read_ahead(t, self);
    while (more && !is_null(self->group_key)) {
        int same = sequence_items_equal(t, self->group_key, self->ahead_key);
        if (same <= 0)
            return same == 0;
        more = read_ahead(t, self);
    }
    return more;
}

/* A group of the items ahead, which takes over from the one before. */
static Value new_group(Thread *t, Value parent, Type *type, Value key) {
    Group *group = object_new(t, type, 0);
    if (!group)
        return VALUE_NULL;
    group->parent = new_ref(parent);
    group->key = new_ref(key);
    groupby_of(parent)->group = group;
    return object_value(group);
}

static Value groupby_next(Thread *t, Value v) {
    GroupBy *self = groupby_of(v);
    self->group = NULL;
    if (!find_next_group(t, self))
        return VALUE_NULL;
    Value key = new_ref(self->ahead_key);
    value_store(t, &self->group_key, new_ref(key));
    Value group = new_group(t, v, self->group_type, key);
    if (is_null(group)) {
        decref(t, key);
        return VALUE_NULL;
    }
    return result_value(tuple_from_owned(t, (Value[]){key, group}, 2));
}

static void group_dealloc(Thread *t, Object *o) {
    Group *self = (Group *)o;
    if (!is_null(self->parent) && groupby_of(self->parent)->group == self)
        groupby_of(self->parent)->group = NULL;
    value_clear(t, &self->parent);
    value_clear(t, &self->key);
}

static void group_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((Group *)o)->parent, visit, arg);
    visit_value(((Group *)o)->key, visit, arg);
}

/* _grouper(parent, key), for unpickling: the parent's group from now on. */
static Value group_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (!is_native(args[0], &groupby_type_def))
        return raise_type_error(t, "argument 1 must be itertools.groupby, not %T", args[0]);
    return new_group(t, args[0], type, args[1]);
}

/* The item ahead, if it belongs to this group. */
static Value group_next(Thread *t, Value v) {
    Group *self = (Group *)value_object(v);
    GroupBy *parent = is_null(self->parent) ? NULL : groupby_of(self->parent);
    if (!parent || parent->group != self || (is_null(parent->ahead) && !read_ahead(t, parent)) ||
        sequence_items_equal(t, self->key, parent->ahead_key) != 1)
        return VALUE_NULL;
    Value item = parent->ahead;
    parent->ahead = VALUE_NULL;
    value_clear(t, &parent->ahead_key);
    return item;
}

/* The state is (key of the item ahead, the item, key of the group), once there are all three. */
static Value groupby_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    GroupBy *self = groupby_of(args[0]);
    Tuple *call = tuple_pack(t, 2, self->iterator, self->function);
    if (!call || is_null(self->group_key) || is_null(self->ahead_key) || is_null(self->ahead))
        return itertools_reduce(t, args[0], call, VALUE_NULL);
    Tuple *state = tuple_pack(t, 3, self->ahead_key, self->ahead, self->group_key);
    if (!state)
        decref_object(t, call);
    return state ? itertools_reduce(t, args[0], call, object_value(state)) : VALUE_NULL;
}

static Value groupby_setstate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    GroupBy *self = groupby_of(args[0]);
    if (!is_tuple(args[1]))
        return raise_type_error(t, "state is not a tuple");
    Tuple *state = value_tuple(args[1]);
    if (state->length != 3)
        return raise_type_error(t, "function takes exactly 3 arguments (%zd given)", state->length);
    value_store(t, &self->ahead_key, new_ref(state->items[0]));
    value_store(t, &self->ahead, new_ref(state->items[1]));
    value_store(t, &self->group_key, new_ref(state->items[2]));
    return VALUE_NONE;
}

static const MethodDef groupby_methods[] = {
    {"__reduce__", groupby_reduce, "", "What pickle needs to make an equal object."},
    {"__setstate__", groupby_setstate, "state, /", "Continue where a pickled iterator was."},
    {0},
};

/* (type, (parent, key)), or an exhausted iterator once the parent has gone on. */
static Value group_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Group *self = (Group *)value_object(args[0]);
    if (!is_null(self->parent) && groupby_of(self->parent)->group == self)
        return itertools_reduce(t, args[0], tuple_pack(t, 2, self->parent, self->key), VALUE_NULL);
    Tuple *nothing = tuple_new(t, 0);
    Value iterator = nothing ? op_iter(t, object_value(nothing)) : VALUE_NULL;
    xdecref_object(t, nothing);
    Str *name = is_null(iterator) ? NULL : str_intern_utf8(t, "__reduce__");
    Value result = name ? op_call_method0(t, iterator, name) : VALUE_NULL;
    xdecref_object(t, name);
    decref(t, iterator);
    return result;
}

static const MethodDef group_methods[] = {
    {"__reduce__", group_reduce, "", "What pickle needs to make an equal object."},
    {0},
};

const TypeDef groupby_type_def = {
    .name = "itertools.groupby",
    .size = sizeof(GroupBy),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "Items that follow each other and have the same key, as pairs of the key and an iterator "
           "over\nthem.\n\n  iterable\n    what is gone through\n  key\n    what tells the key of an item; "
           "by default it is the item",
    .new_signature = "iterable, key=None",
    .slots = {.dealloc = groupby_dealloc,
              .traverse = groupby_traverse,
              .clear = groupby_clear,
              .iter = iterator_self,
              .next = groupby_next,
              .new_instance = groupby_new},
    .methods = groupby_methods,
};

const TypeDef grouper_type_def = {
    .name = "itertools._grouper",
    .size = sizeof(Group),
    .flags = TYPE_GC,
    .new_signature = "parent, key, /",
    .methods = group_methods,
    .slots = {.dealloc = group_dealloc,
              .new_instance = group_new,
              .traverse = group_traverse,
              .clear = group_dealloc,
              .iter = iterator_self,
              .next = group_next},
};

/* tee: the items are kept in a linked list of blocks; each iterator is a position in it, and a block goes
 * when the last iterator has passed it. */

enum { TEE_BLOCK = 57 }; /* as in CPython: pickles have the blocks */

typedef struct TeeData {
    Object ob;
    Value iterator;
    int64_t read; /* items in use */
    bool running;
    struct TeeData *next; /* counted */
    Value items[TEE_BLOCK];
} TeeData;

typedef struct Tee {
    Object ob;
    TeeData *data;
    int64_t index;
} Tee;

static Tee *tee_of(Value v) {
    return (Tee *)value_object(v);
}

static TeeData *data_new(Thread *t, Type *type, Value iterator) {
    TeeData *data = object_new(t, type, 0);
    if (data)
        data->iterator = new_ref(iterator);
    return data;
}

static void data_dealloc(Thread *t, Object *o) {
    TeeData *self = (TeeData *)o;
    int64_t read = self->read;
    self->read = 0;
    for (int64_t i = 0; i < read; i++)
        decref(t, self->items[i]);
    value_clear(t, &self->iterator);
    TeeData *next = self->next;
    self->next = NULL;
    xdecref_object(t, next); /* a long chain: object_dealloc's work list keeps it from recursing */
}

static void data_traverse(Object *o, VisitFn visit, void *arg) {
    TeeData *self = (TeeData *)o;
    visit_value(self->iterator, visit, arg);
    for (int64_t i = 0; i < self->read; i++)
        visit_value(self->items[i], visit, arg);
    visit_object(self->next, visit, arg);
}

/* For pickles: _tee_dataobject(iterator, the items of the block, the next block or None). */
static Value data_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (!args_no_keywords(t, "teedataobject", kwnames) || !args_positional(t, "teedataobject", nargs, 3, 3))
        return VALUE_NULL;
    if (!is_list(args[1]))
        return raise_type_error(t, "teedataobject() argument 2 must be list, not %T", args[1]);
    const List *items = value_list(args[1]);
    bool is_last = is_none(args[2]);
    if (items->length > TEE_BLOCK ||
        (!is_last && (items->length < TEE_BLOCK || !is_native(args[2], &tee_data_type_def))))
        return raise_value_error(t, "Invalid arguments");
    TeeData *self = data_new(t, type, args[0]);
    if (!self)
        return VALUE_NULL;
    for (; self->read < items->length; self->read++)
        self->items[self->read] = new_ref(items->items[self->read]);
    if (!is_last) {
        self->next = (TeeData *)value_object(args[2]);
        incref_object(self->next);
    }
    return object_value(self);
}

static Value data_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    TeeData *self = (TeeData *)value_object(args[0]);
    List *items = list_from_array(t, self->items, self->read);
    Tuple *parts = items ? tuple_pack(t, 3, or_none(self->iterator), object_value(items),
                                      self->next ? object_value(self->next) : VALUE_NONE)
                         : NULL;
    Tuple *result = parts ? tuple_pack(t, 2, object_value(self->ob.type), object_value(parts)) : NULL;
    xdecref_object(t, items);
    xdecref_object(t, parts);
    return result_value(result);
}

static Value data_item(Thread *t, TeeData *data, int64_t i) {
    if (i < data->read)
        return new_ref(data->items[i]);
    if (data->running)
        return raise(t, EXC_RuntimeError, "cannot re-enter the tee iterator");
    data->running = true;
    Value item = iterator_step_held(t, data->iterator);
    data->running = false;
    if (!is_null(item))
        data->items[data->read++] = new_ref(item);
    return item;
}

static Value tee_next(Thread *t, Value v) {
    Tee *self = tee_of(v);
    if (!self->data)
        return VALUE_NULL;
    if (self->index == TEE_BLOCK) {
        TeeData *data = self->data;
        if (!data->next && !(data->next = data_new(t, data->ob.type, data->iterator)))
            return VALUE_NULL;
        incref_object(data->next);
        self->data = data->next;
        self->index = 0;
        decref_object(t, data);
    }
    TeeData *data = self->data;
    int64_t index = self->index;
    incref_object(data); /* the iterable may call __setstate__ */
    Value item = data_item(t, data, index);
    if (!is_null(item) && self->data == data && self->index == index)
        self->index++;
    decref_object(t, data);
    return item;
}

/* Another iterator at the same place. */
static Value tee_copy(Thread *t, Tee *from) {
    Tee *self = object_new(t, from->ob.type, 0);
    if (!self)
        return VALUE_NULL;
    if (from->data)
        incref_object(from->data);
    self->data = from->data;
    self->index = from->index;
    return object_value(self);
}

static Value tee_from(Thread *t, Type *type, Value iterable) {
    Value iterator = op_iter(t, iterable);
    if (is_null(iterator) || is_native(iterator, &tee_type_def)) {
        Value copy = is_null(iterator) ? VALUE_NULL : tee_copy(t, tee_of(iterator));
        decref(t, iterator);
        return copy;
    }
    Type *of_data = native_types_helper(t, type, "_tee_dataobject");
    TeeData *data = of_data ? data_new(t, of_data, iterator) : NULL;
    Tee *self = data ? object_new(t, type, 0) : NULL;
    decref(t, iterator);
    if (!self) {
        xdecref_object(t, data);
        return VALUE_NULL;
    }
    self->data = data;
    return object_value(self);
}

static Value tee_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (!args_no_keywords(t, "_tee", kwnames) || !args_positional(t, "_tee", nargs, 1, 1))
        return VALUE_NULL;
    return tee_from(t, type, args[0]);
}

static void tee_dealloc(Thread *t, Object *o) {
    TeeData *data = ((Tee *)o)->data;
    ((Tee *)o)->data = NULL;
    xdecref_object(t, data);
}

static void tee_traverse(Object *o, VisitFn visit, void *arg) {
    visit_object(((Tee *)o)->data, visit, arg);
}

/* The iterator of an iterable if it can be copied, else a _tee over it. */
static Value copyable(Thread *t, Type *type, Value iterable) {
    Value iterator = op_iter(t, iterable);
    Str *name = is_null(iterator) ? NULL : str_intern_utf8(t, "__copy__");
    Value copy = name ? op_getattr_optional(t, iterator, name) : VALUE_NULL;
    Value result = VALUE_NULL;
    if (!is_null(copy))
        result = new_ref(iterator);
    else if (name && !error_pending(t))
        result = tee_from(t, type, iterator);
    xdecref_object(t, name);
    decref(t, copy);
    decref(t, iterator);
    return result;
}

/* itertools.tee, as a class method */
static Value tee_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t n = 2;
    if (!is_null(args[2]) && !op_index_int64(t, args[2], &n, EXC_OverflowError))
        return VALUE_NULL;
    if (n < 0)
        return raise_value_error(t, "n must be >= 0");
    Value first = n ? copyable(t, value_type_object(args[0]), args[1]) : VALUE_NULL;
    if (n && is_null(first))
        return first;
    Tuple *result = tuple_new(t, n);
    Str *name = result && n ? str_intern_utf8(t, "__copy__") : NULL;
    for (int64_t i = 0; name && i < n; i++) {
        result->items[i] = i == 0 ? new_ref(first) : op_call_method0(t, first, name);
        if (is_null(result->items[i])) {
            decref_object(t, result);
            result = NULL;
            break;
        }
    }
    xdecref_object(t, name);
    decref(t, first);
    return result_value(result);
}

static Value tee_copy_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return tee_copy(t, tee_of(args[0]));
}

/* (_tee, ((),), (block, index in it)) */
static Value tee_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Tee *self = tee_of(args[0]);
    Tuple *parts = tuple_pack(t, 1, t->interp->empty_tuple);
    Tuple *state = tuple_pack(t, 2, self->data ? object_value(self->data) : VALUE_NONE,
                              small_int_value(self->index));
    Tuple *result = parts && state ? tuple_pack(t, 3, object_value(self->ob.type), object_value(parts),
                                                object_value(state))
                                   : NULL;
    xdecref_object(t, parts);
    xdecref_object(t, state);
    return result_value(result);
}

static Value tee_setstate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Tee *self = tee_of(args[0]);
    int64_t index;
    if (!is_tuple(args[1]))
        return raise_type_error(t, "state is not a tuple");
    const Tuple *state = value_tuple(args[1]);
    if (state->length != 2)
        return raise_type_error(t, "function takes exactly 2 arguments (%d given)", (int)state->length);
    if (!is_native(state->items[0], &tee_data_type_def))
        return raise_type_error(t, "argument 1 must be itertools._tee_dataobject, not %T", state->items[0]);
    if (!op_index_int64(t, state->items[1], &index, EXC_OverflowError))
        return VALUE_NULL;
    TeeData *data = (TeeData *)value_object(state->items[0]);
    if (index < 0 || index > data->read)
        return raise_value_error(t, "Index out of range");
    TeeData *old = self->data;
    incref_object(data);
    self->data = data;
    self->index = index;
    xdecref_object(t, old);
    return VALUE_NONE;
}

static const MethodDef tee_methods[] = {
    {"tee", tee_function, "iterable, n=2, /",
     "A tuple of n iterators that all give the items of one iterable.", METHOD_CLASS},
    {"__copy__", tee_copy_method, "", "Returns an independent iterator."},
    {"__reduce__", tee_reduce, "", "Return state information for pickling."},
    {"__setstate__", tee_setstate, "state, /", "Set state information for unpickling."},
    {0},
};

const TypeDef tee_type_def = {
    .name = "itertools._tee",
    .size = sizeof(Tee),
    .flags = TYPE_GC | TYPE_WEAKREFABLE,
    .doc = "An iterator of tee(), which can be copied.",
    .slots = {.dealloc = tee_dealloc,
              .traverse = tee_traverse,
              .clear = tee_dealloc,
              .iter = iterator_self,
              .next = tee_next,
              .new_instance = tee_new},
    .methods = tee_methods,
};

static const MethodDef tee_data_methods[] = {
    {"__reduce__", data_reduce, "", "Return state information for pickling."},
    {0},
};

const TypeDef tee_data_type_def = {
    .name = "itertools._tee_dataobject",
    .size = sizeof(TeeData),
    .flags = TYPE_GC,
    .doc = "What the iterators of one tee() share.",
    .slots = {.dealloc = data_dealloc,
              .traverse = data_traverse,
              .clear = data_dealloc,
              .new_instance = data_new_instance},
    .methods = tee_data_methods,
};
