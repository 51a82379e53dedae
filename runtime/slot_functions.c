/* The slots of classes made by a class statement: each function looks its special method up and calls it. */
#include "runtime/slot_functions.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"

/* ---- calling what was found ---- */

/* args[0] is the object. Functions and the like take it as first argument; other descriptors are bound to it.
 */
static Value call_found(Thread *t, Type *type, Value found, Value *args, int nargs) {
    if (is_pointer(found) && value_object(found)->type->flags & TYPE_METHOD_LIKE) {
        incref(found);
        Value result = value_object(found)->type->slots.call(t, found, args, nargs, NULL);
        decref(t, found);
        return result;
    }
    Value bound = descriptor_bind(t, found, args[0], type);
    if (is_null(bound))
        return bound;
    Value result = op_call(t, bound, args + 1, nargs - 1, NULL);
    decref(t, bound);
    return result;
}

static Value call_special(Thread *t, Str *name, Value *args, int nargs) {
    Type *type = type_of(t, args[0]);
    Value found = type_lookup(t, type, name);
    if (is_null(found))
        return raise_attribute_error(t, args[0], name, "%U", name);
    return call_found(t, type, found, args, nargs);
}

static Value call1(Thread *t, Str *name, Value self) {
    return call_special(t, name, &self, 1);
}

static Value call2(Thread *t, Str *name, Value self, Value a) {
    Value args[] = {self, a};
    return call_special(t, name, args, 2);
}

static Value call3(Thread *t, Str *name, Value self, Value a, Value b) {
    Value args[] = {self, a, b};
    return call_special(t, name, args, 3);
}

/* For calls whose result does not matter. */
static bool done(Thread *t, Value result) {
    decref(t, result);
    return !is_null(result);
}

/* ---- conversions and looks ---- */

#define UNARY_SLOT(function, method)                                                                         \
    Value function(Thread *t, Value self) {                                                                  \
        return call1(t, NAME(method), self);                                                                 \
    }

UNARY_SLOT(slot_repr, __repr__)
UNARY_SLOT(slot_str, __str__)
UNARY_SLOT(slot_next, __next__)
UNARY_SLOT(slot_neg, __neg__)
UNARY_SLOT(slot_pos, __pos__)
UNARY_SLOT(slot_invert, __invert__)
UNARY_SLOT(slot_abs, __abs__)
UNARY_SLOT(slot_int, __int__)
UNARY_SLOT(slot_float, __float__)
UNARY_SLOT(slot_index, __index__)

/* A method set to None takes the ability away. */
static Value call_unless_none(Thread *t, Str *name, Value self, const char *message) {
    Type *type = type_of(t, self);
    Value found = type_lookup(t, type, name);
    if (is_none(found))
        return raise_type_error(t, message, self);
    return call1(t, name, self);
}

Value slot_iter(Thread *t, Value self) {
    return call_unless_none(t, NAME(__iter__), self, "'%T' object is not iterable");
}
Value slot_await(Thread *t, Value self) {
    return call_unless_none(t, NAME(__await__), self, "object %T can't be used in 'await' expression");
}
Value slot_aiter(Thread *t, Value self) {
    return call_unless_none(t, NAME(__aiter__), self,
                            "'async for' requires an object with __aiter__ method, got %T");
}
Value slot_anext(Thread *t, Value self) {
    return call_unless_none(t, NAME(__anext__), self,
                            "'async for' requires an iterator with __anext__ method, got %T");
}

bool slot_hash(Thread *t, Value self, int64_t *hash) {
    Value v = call1(t, NAME(__hash__), self);
    if (is_null(v))
        return false;
    if (!is_int(v)) {
        decref(t, v);
        return raise_type_error(t, "__hash__ method should return an integer"), false;
    }
    if (!int_to_int64(v, hash))
        *hash = int_hash(v);
    if (*hash == -1)
        *hash = -2;
    decref(t, v);
    return true;
}

int slot_truth(Thread *t, Value self) {
    Value v = call1(t, NAME(__bool__), self);
    if (is_null(v))
        return -1;
    if (is_bool(v))
        return is_true(v);
    raise_type_error(t, "__bool__ should return bool, returned %T", v);
    decref(t, v);
    return -1;
}

int64_t slot_length(Thread *t, Value self) {
    Value v = call1(t, NAME(__len__), self);
    if (is_null(v))
        return -1;
    Value index = op_index(t, v);
    decref(t, v);
    if (is_null(index))
        return -1;
    int64_t length = -1;
    if (int_sign(index) < 0)
        raise_value_error(t, "__len__() should return >= 0");
    else if (!int_to_int64(index, &length)) {
        raise_overflow(t, "cannot fit '%T' into an index-sized integer", index);
        length = -1;
    }
    decref(t, index);
    return length;
}

/* ---- attributes ---- */

Value slot_getattr(Thread *t, Value self, Str *name) {
    return call2(t, NAME(__getattribute__), self, object_value(name));
}

/* The generic lookup, without an exception where it finds nothing; then __getattr__. */
static Value find_attribute(Thread *t, Value self, Type *type, Str *name) {
    Value getattribute = type_lookup(t, type, NAME(__getattribute__));
    AttributeFinder find = slots_attribute_finder(getattribute);
    if (find)
        return find(t, self, name);
    Value args[] = {self, object_value(name)};
    return call_found(t, type, getattribute, args, 2);
}

bool type_finds_generically(Thread *t, Type *type) {
    if (type->slots.getattr != slot_getattr_hook)
        return type_has_generic_getattr(type) || type->slots.getattr == type_getattr;
    return slots_attribute_finder(type_lookup(t, type, NAME(__getattribute__))) != NULL;
}

Value slot_getattr_hook(Thread *t, Value self, Str *name) {
    Type *type = type_of(t, self);
    Value hook = type_lookup(t, type, NAME(__getattr__));
    if (is_null(hook))
        return slot_getattr(t, self, name);
    Value v = find_attribute(t, self, type, name);
    if (!is_null(v))
        return v;
    if (error_pending(t) && !error_clear_if(t, EXC_AttributeError))
        return VALUE_NULL;
    return call2(t, NAME(__getattr__), self, object_value(name));
}

bool slot_setattr(Thread *t, Value self, Str *name, Value v) {
    if (is_null(v))
        return done(t, call2(t, NAME(__delattr__), self, object_value(name)));
    return done(t, call3(t, NAME(__setattr__), self, object_value(name), v));
}

Value slot_get(Thread *t, Value self, Value instance, Value owner) {
    return call3(t, NAME(__get__), self, or_none(instance), or_none(owner));
}

bool slot_set(Thread *t, Value self, Value instance, Value v) {
    if (is_null(v))
        return done(t, call2(t, NAME(__delete__), self, instance));
    return done(t, call3(t, NAME(__set__), self, instance, v));
}

/* ---- containers ---- */

Value slot_getitem(Thread *t, Value self, Value key) {
    return call2(t, NAME(__getitem__), self, key);
}

bool slot_setitem(Thread *t, Value self, Value key, Value v) {
    if (is_null(v))
        return done(t, call2(t, NAME(__delitem__), self, key));
    return done(t, call3(t, NAME(__setitem__), self, key, v));
}

int slot_contains(Thread *t, Value self, Value item) {
    Value found = type_lookup(t, type_of(t, self), NAME(__contains__));
    if (is_none(found))
        return raise_type_error(t, "'%T' object is not a container", self), -1;
    Value v = call2(t, NAME(__contains__), self, item);
    if (is_null(v))
        return -1;
    int truth = op_is_true(t, v);
    decref(t, v);
    return truth;
}

/* ---- life ---- */

/* Calls with `first` put in front of the arguments. */
static Value call_with_first(Thread *t, Value callee, Value first, Value *args, int nargs, Tuple *kwnames) {
    int total = nargs + (kwnames ? (int)kwnames->length : 0);
    Value all[total + 1];
    all[0] = first;
    if (total)
        memcpy(all + 1, args, (size_t)total * sizeof *args);
    return op_call(t, callee, all, nargs + 1, kwnames);
}

static Value call_on_self(Thread *t, Str *name, Value self, Value *args, int nargs, Tuple *kwnames) {
    Type *type = type_of(t, self);
    Value found = type_lookup(t, type, name);
    if (is_null(found))
        return raise_attribute_error(t, self, name, "%U", name);
    if (is_pointer(found) && value_object(found)->type->flags & TYPE_METHOD_LIKE) {
        incref(found);
        Value result = call_with_first(t, found, self, args, nargs, kwnames);
        decref(t, found);
        return result;
    }
    Value bound = descriptor_bind(t, found, self, type);
    Value result = is_null(bound) ? bound : op_call(t, bound, args, nargs, kwnames);
    decref(t, bound);
    return result;
}

Value slot_call(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    if (!recursion_enter(t, " while calling a Python object"))
        return VALUE_NULL;
    Value result = call_on_self(t, NAME(__call__), self, args, nargs, kwnames);
    recursion_leave(t);
    return result;
}

Value slot_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Value found = type_lookup(t, type, NAME(__new__));
    if (is_null(found))
        return raise_type_error(t, "cannot create '%N' instances", type);
    Value function = descriptor_bind(t, found, VALUE_NULL, type);
    if (is_null(function))
        return function;
    Value result = call_with_first(t, function, object_value(type), args, nargs, kwnames);
    decref(t, function);
    return result;
}

bool slot_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    Value result = call_on_self(t, NAME(__init__), self, args, nargs, kwnames);
    if (is_null(result) || is_none(result))
        return !is_null(result);
    raise_type_error(t, "__init__() should return None, not '%T'", result);
    decref(t, result);
    return false;
}

void slot_finalize(Thread *t, Value self) {
    Type *type = type_of(t, self);
    Value found = type_lookup(t, type, NAME(__del__));
    if (is_null(found))
        return;
    incref(found);
    if (!done(t, call_found(t, type, found, &self, 1)))
        error_unraisable(t, NULL, found);
    decref(t, found);
}

/* ---- comparison ---- */

static Str *compare_name(Thread *t, CompareOp op) {
    static const NameId names[] = {NAME___lt__, NAME___le__, NAME___eq__,
                                   NAME___ne__, NAME___gt__, NAME___ge__};
    return t->interp->names[names[op]];
}

Value slot_compare(Thread *t, Value self, Value other, CompareOp op) {
    Type *type = type_of(t, self);
    Value found = type_lookup(t, type, compare_name(t, op));
    if (is_null(found))
        return VALUE_NOTIMPLEMENTED;
    if (is_pointer(found) && value_object(found)->type->flags & TYPE_METHOD_LIKE)
        return call_found(t, type, found, (Value[]){self, other}, 2);
    Value bound = descriptor_bind(t, found, self, type);
    if (is_null(bound)) { /* such as a property that raises: CPython compares as if there were no method */
        error_clear(t);
        return VALUE_NOTIMPLEMENTED;
    }
    Value result = op_call1(t, bound, other);
    decref(t, bound);
    return result;
}

/* ---- operators ---- */

typedef Value (*BinaryFn)(Thread *t, Value a, Value b);

/* Does b's class bring its own version of the reflected method, so that it goes first? */
static bool overrides(Thread *t, Type *a, Type *b, Str *reflected) {
    Value mine = type_lookup(t, a, reflected), theirs = type_lookup(t, b, reflected);
    return !is_null(theirs) && !value_is(mine, theirs);
}

static Value call_if_defined(Thread *t, Value self, Str *name, Value other) {
    Type *type = type_of(t, self);
    Value found = type_lookup(t, type, name);
    if (is_null(found))
        return VALUE_NOTIMPLEMENTED;
    Value args[] = {self, other};
    return call_found(t, type, found, args, 2);
}

/* The operator a op b, called because the class of one of them (or both) has this slot function. */
static Value binary(Thread *t, Value a, Value b, BinaryOp op, BinaryFn function, Str *name, Str *reflected) {
    Type *ta = type_of(t, a), *tb = type_of(t, b);
    bool try_b = ta != tb && tb->slots.binary[op] == function;
    if (ta->slots.binary[op] == function) {
        if (try_b && type_is_subtype(tb, ta) && overrides(t, ta, tb, reflected)) {
            Value v = call_if_defined(t, b, reflected, a);
            if (!is_notimplemented(v))
                return v;
            try_b = false;
        }
        Value v = call_if_defined(t, a, name, b);
        if (!is_notimplemented(v) || ta == tb)
            return v;
    }
    return try_b ? call_if_defined(t, b, reflected, a) : VALUE_NOTIMPLEMENTED;
}

#define BINARY_SLOT(op, lower)                                                                               \
    Value slot_##lower(Thread *t, Value a, Value b) {                                                        \
        return binary(t, a, b, BINARY_##op, slot_##lower, NAME(__##lower##__), NAME(__r##lower##__));        \
    }
#define INPLACE_SLOT(lower)                                                                                  \
    Value slot_i##lower(Thread *t, Value a, Value b) {                                                       \
        return call2(t, NAME(__i##lower##__), a, b);                                                         \
    }
#include "runtime/slot_operators.def"
#undef BINARY_SLOT
#undef INPLACE_SLOT

/* pow(a, b, modulus): only the class of a is asked. */
Value slot_power(Thread *t, Value a, Value b, Value modulus) {
    if (is_none(modulus))
        return slot_pow(t, a, b);
    if (type_of(t, a)->slots.power == slot_power)
        return call3(t, NAME(__pow__), a, b, modulus);
    return VALUE_NOTIMPLEMENTED;
}
