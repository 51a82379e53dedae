/* The order in which a class and its bases are searched: C3, and mro() where a metaclass overrides it. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"

/* A sequence to be merged; [at, length) is what is left of it. */
typedef struct Line {
    Tuple *types;
    int64_t at;
} Line;

static bool in_a_tail(const Line *lines, int64_t count, Value candidate) {
    for (int64_t i = 0; i < count; i++)
        for (int64_t k = lines[i].at + 1; k < lines[i].types->length; k++)
            if (value_is(lines[i].types->items[k], candidate))
                return true;
    return false;
}

static Value error_no_order(Thread *t, const Line *lines, int64_t count) {
    StrBuilder b;
    strbuilder_init(&b, t);
    List *heads = list_new(t, count);
    for (int64_t i = 0; heads && i < count; i++) {
        if (lines[i].at >= lines[i].types->length)
            continue;
        Value head = lines[i].types->items[lines[i].at];
        bool seen = false;
        for (int64_t k = 0; k < heads->length; k++)
            seen = seen || value_is(heads->items[k], head);
        if (seen)
            continue;
        strbuilder_text(&b, heads->length ? ", " : "");
        strbuilder_str(&b, value_type_object(head)->name);
        list_append(t, heads, head);
    }
    xdecref_object(t, heads);
    Str *names = strbuilder_finish(&b);
    if (names)
        raise_type_error(t, "Cannot create a consistent method resolution\norder (MRO) for bases %U", names);
    xdecref_object(t, names);
    return VALUE_NULL;
}

static void skip_chosen(Line *lines, int64_t count, Value chosen) {
    for (int64_t i = 0; i < count; i++)
        if (lines[i].at < lines[i].types->length && value_is(lines[i].types->items[lines[i].at], chosen))
            lines[i].at++;
}

/* The first head that stands in no tail; *done: nothing is left. */
static Value next_head(const Line *lines, int64_t count, bool *done) {
    *done = true;
    for (int64_t i = 0; i < count; i++) {
        if (lines[i].at >= lines[i].types->length)
            continue;
        *done = false;
        Value head = lines[i].types->items[lines[i].at];
        if (!in_a_tail(lines, count, head))
            return head;
    }
    return VALUE_NULL;
}

static bool merge(Thread *t, List *result, Line *lines, int64_t count) {
    for (;;) {
        bool done;
        Value head = next_head(lines, count, &done);
        if (done)
            return true;
        if (is_null(head))
            return error_no_order(t, lines, count), false;
        if (!list_append(t, result, head))
            return false;
        skip_chosen(lines, count, head);
    }
}

static bool all_differ(Thread *t, Tuple *bases) {
    for (int64_t i = 0; i < bases->length; i++)
        for (int64_t k = i + 1; k < bases->length; k++)
            if (value_is(bases->items[i], bases->items[k])) {
                raise_type_error(t, "duplicate base class %U", value_type_object(bases->items[i])->name);
                return false;
            }
    return true;
}

/* With one base, the order is the class and then the base's order. */
static Tuple *single_line(Thread *t, Type *type, Tuple *base_mro) {
    int64_t count = base_mro ? base_mro->length : 0;
    Tuple *mro = tuple_new(t, count + 1);
    if (!mro)
        return NULL;
    mro->items[0] = new_object_ref(type);
    for (int64_t i = 0; i < count; i++)
        mro->items[i + 1] = new_ref(base_mro->items[i]);
    return mro;
}

static Tuple *merged_lines(Thread *t, Type *type, Tuple *bases) {
    int64_t count = bases->length;
    Line *lines = mem_alloc((size_t)(count + 1) * sizeof *lines);
    List *result = lines ? list_new(t, 8) : (raise_no_memory(t), NULL);
    Tuple *mro = NULL;
    if (result) {
        for (int64_t i = 0; i < count; i++)
            lines[i] = (Line){value_type_object(bases->items[i])->mro, 0};
        lines[count] = (Line){bases, 0};
        if (list_append(t, result, object_value(type)) && merge(t, result, lines, count + 1))
            mro = list_to_tuple(t, result);
    }
    mem_free(lines);
    xdecref_object(t, result);
    return mro;
}

Tuple *type_compute_mro(Thread *t, Type *type) {
    Tuple *bases = type->bases;
    for (int64_t i = 0; i < bases->length; i++)
        if (!value_type_object(bases->items[i])->mro) {
            raise_type_error(t, "Cannot extend an incomplete type '%N'", value_type_object(bases->items[i]));
            return NULL;
        }
    if (bases->length <= 1)
        return single_line(t, type, bases->length ? value_type_object(bases->items[0])->mro : NULL);
    return all_differ(t, bases) ? merged_lines(t, type, bases) : NULL;
}

/* ---- mro() of a metaclass ---- */

static bool check_custom_order(Thread *t, Type *type, Tuple *mro) {
    Type *owner = type_layout_owner(type);
    for (int64_t i = 0; i < mro->length; i++) {
        if (!is_type(mro->items[i])) {
            raise_type_error(t, "mro() returned a non-class ('%T')", mro->items[i]);
            return false;
        }
        Type *base = value_type_object(mro->items[i]);
        if (!type_is_subtype(owner, type_layout_owner(base))) {
            raise_type_error(t, "mro() returned base with unsuitable layout ('%N')", base);
            return false;
        }
    }
    return true;
}

static Tuple *call_mro(Thread *t, Type *type, Value method) {
    Value result = op_call1(t, method, object_value(type));
    if (is_null(result))
        return NULL;
    Tuple *mro = op_to_tuple(t, result);
    decref(t, result);
    if (mro && !check_custom_order(t, type, mro)) {
        decref_object(t, mro);
        return NULL;
    }
    return mro;
}

/* Versions spread along __bases__; an order with other classes in it would not be told of their changes. */
static bool has_strangers(Thread *t, Type *type, const Tuple *mro) {
    Tuple *plain = type_compute_mro(t, type);
    error_clear(t);
    bool strangers = !plain;
    for (int64_t i = 0; i < mro->length && !strangers; i++) {
        bool known = false;
        for (int64_t k = 0; k < plain->length; k++)
            known = known || value_is(plain->items[k], mro->items[i]);
        strangers = !known;
    }
    xdecref_object(t, plain);
    return strangers;
}

static void take_mro(Thread *t, Type *type, Tuple *mro) {
    Tuple *old = type->mro;
    type->mro = mro;
    xdecref_object(t, old);
}

bool type_set_mro(Thread *t, Type *type) {
    Type *meta = type->ob.type;
    Value method = meta->id == TYPE_TYPE ? VALUE_NULL : type_lookup(t, meta, NAME(mro));
    if (is_null(method) || is_exact(method, TYPE_METHOD_DESCRIPTOR)) {
        Tuple *plain = type_compute_mro(t, type);
        if (plain)
            take_mro(t, type, plain);
        return plain != NULL;
    }
    Tuple *old = type->mro;
    incref(method);
    Tuple *mro = call_mro(t, type, method);
    decref(t, method);
    if (!mro)
        return false;
    if (type->mro != old) { /* mro() itself has assigned __bases__: that order is newer */
        decref_object(t, mro);
        return true;
    }
    if (has_strangers(t, type, mro))
        type->flags |= TYPE_CUSTOM_MRO;
    take_mro(t, type, mro);
    return true;
}
