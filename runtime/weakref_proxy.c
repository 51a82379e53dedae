/* Weak proxies: they pass every operation on to their referent as long as it lives. */
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/weakref_impl.h"

static bool is_proxy(Value v) {
    return has_layout(v, TYPE_WEAKPROXY) || has_layout(v, TYPE_WEAKCALLABLEPROXY);
}

/* The referent of a proxy, anything else as it is; a new reference. */
static Value unwrap(Thread *t, Value v) {
    if (!is_proxy(v))
        return new_ref(v);
    Value referent = weakref_get(t, (WeakRef *)value_object(v));
    return is_null(referent) ? raise(t, EXC_ReferenceError, "weakly-referenced object no longer exists")
                             : referent;
}

typedef Value (*UnaryFn)(Thread *t, Value v);
typedef Value (*BinaryFn)(Thread *t, BinaryOp op, Value a, Value b);

static Value on_referent(Thread *t, Value self, UnaryFn operation) {
    Value v = unwrap(t, self);
    Value result = is_null(v) ? VALUE_NULL : operation(t, v);
    decref(t, v);
    return result;
}

static Value on_both(Thread *t, BinaryOp op, Value a, Value b, BinaryFn operation) {
    Value x = unwrap(t, a), y = is_null(x) ? VALUE_NULL : unwrap(t, b);
    Value result = is_null(y) ? VALUE_NULL : operation(t, op, x, y);
    decref(t, x);
    decref(t, y);
    return result;
}

#define BINARY(NAME, name)                                                                                   \
    static Value proxy_##name(Thread *t, Value a, Value b) {                                                 \
        return on_both(t, BINARY_##NAME, a, b, op_binary);                                                   \
    }
#define INPLACE(NAME, name)                                                                                  \
    static Value proxy_i##name(Thread *t, Value a, Value b) {                                                \
        return on_both(t, BINARY_##NAME, a, b, op_inplace);                                                  \
    }
#define BOTH(NAME, name) BINARY(NAME, name) INPLACE(NAME, name)
BOTH(ADD, add)
BOTH(SUB, sub)
BOTH(MUL, mul)
BOTH(MATMUL, matmul)
BOTH(TRUEDIV, truediv)
BOTH(FLOORDIV, floordiv)
BOTH(MOD, mod)
BOTH(POW, pow)
BOTH(LSHIFT, lshift)
BOTH(RSHIFT, rshift)
BOTH(AND, and)
BOTH(OR, or)
BOTH(XOR, xor)
BINARY(DIVMOD, divmod)
#undef BINARY
#undef INPLACE
#undef BOTH

#define UNARY(NAME, name)                                                                                    \
    static Value op_##name(Thread *t, Value v) {                                                             \
        return op_unary(t, UNARY_##NAME, v);                                                                 \
    }                                                                                                        \
    static Value proxy_##name(Thread *t, Value v) {                                                          \
        return on_referent(t, v, op_##name);                                                                 \
    }
UNARY(NEG, neg)
UNARY(POS, pos)
UNARY(INVERT, invert)
UNARY(ABS, abs)
UNARY(INT, as_int)
UNARY(FLOAT, as_float)
UNARY(INDEX, as_index)
#undef UNARY

static Value proxy_power(Thread *t, Value a, Value b, Value modulus) {
    Value x = unwrap(t, a), y = unwrap(t, b), m = unwrap(t, modulus);
    Value result = is_null(x) || is_null(y) || is_null(m) ? VALUE_NULL : op_power(t, x, y, m);
    decref(t, x);
    decref(t, y);
    decref(t, m);
    return result;
}

static Value as_str(Thread *t, Value v) {
    return str_value(op_str(t, v));
}
static Value proxy_str(Thread *t, Value self) {
    return on_referent(t, self, as_str);
}
static Value proxy_iter(Thread *t, Value self) {
    return on_referent(t, self, op_iter);
}

static Value next_of(Thread *t, Value v) {
    if (!op_is_iterator(v, t))
        return raise_type_error(t, "Weakref proxy referenced a non-iterator '%.200T' object", v);
    return op_next(t, v);
}

static Value proxy_next(Thread *t, Value self) {
    return on_referent(t, self, next_of);
}

static Value proxy_repr(Thread *t, Value self) {
    Value v = weakref_get(t, (WeakRef *)value_object(self));
    Value shown = is_null(v) ? VALUE_NONE : v;
    Str *s = str_format(t, "<weakproxy at %p to %T at %p>", value_object(self), shown,
                        is_null(v) ? NULL : (void *)value_object(v));
    decref(t, v);
    return str_value(s);
}

static bool proxy_hash(Thread *t, Value self, int64_t *hash) {
    raise_type_error(t, "unhashable type: '%T'", self);
    return false;
}

static Value proxy_call(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    Value v = unwrap(t, self);
    Value result = is_null(v) ? VALUE_NULL : op_call(t, v, args, nargs, kwnames);
    decref(t, v);
    return result;
}

static Value proxy_getattr(Thread *t, Value self, Str *name) {
    Value v = unwrap(t, self);
    Value result = is_null(v) ? VALUE_NULL : op_getattr(t, v, name);
    decref(t, v);
    return result;
}

static bool proxy_setattr(Thread *t, Value self, Str *name, Value value) {
    Value v = unwrap(t, self);
    bool ok = !is_null(v) && op_setattr(t, v, name, value);
    decref(t, v);
    return ok;
}

static Value proxy_compare(Thread *t, Value a, Value b, CompareOp op) {
    Value x = unwrap(t, a), y = is_null(x) ? VALUE_NULL : unwrap(t, b);
    Value result = is_null(y) ? VALUE_NULL : op_compare(t, x, y, op);
    decref(t, x);
    decref(t, y);
    return result;
}

static int proxy_truth(Thread *t, Value self) {
    Value v = unwrap(t, self);
    int truth = is_null(v) ? -1 : op_is_true(t, v);
    decref(t, v);
    return truth;
}

static int64_t proxy_length(Thread *t, Value self) {
    Value v = unwrap(t, self);
    int64_t length = is_null(v) ? -1 : op_length(t, v);
    decref(t, v);
    return length;
}

static Value proxy_getitem(Thread *t, Value self, Value key) {
    Value v = unwrap(t, self);
    Value result = is_null(v) ? VALUE_NULL : op_getitem(t, v, key);
    decref(t, v);
    return result;
}

static bool proxy_setitem(Thread *t, Value self, Value key, Value item) {
    Value v = unwrap(t, self);
    bool ok = !is_null(v) && (is_null(item) ? op_delitem(t, v, key) : op_setitem(t, v, key, item));
    decref(t, v);
    return ok;
}

static int proxy_contains(Thread *t, Value self, Value item) {
    Value v = unwrap(t, self);
    int found = is_null(v) ? -1 : op_contains(t, v, item);
    decref(t, v);
    return found;
}

static Value call_named(Thread *t, Value self, const char *name) {
    Str *method = str_intern_utf8(t, name);
    Value v = method ? unwrap(t, self) : VALUE_NULL;
    Value result = is_null(v) ? VALUE_NULL : op_call_method0(t, v, method);
    decref(t, v);
    xdecref_object(t, method);
    return result;
}

static Value bytes_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return call_named(t, args[0], "__bytes__");
}
static Value reversed_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return call_named(t, args[0], "__reversed__");
}

static const MethodDef proxy_methods[] = {
    {"__bytes__", bytes_method, "", NULL}, {"__reversed__", reversed_method, "", NULL}, {0}};

/* Both types have the same slots, but for the call. */
#define PROXY_SLOTS                                                                                          \
    .dealloc = weakref_dealloc, .traverse = weakref_traverse, .clear = weakref_clear, .repr = proxy_repr,    \
    .str = proxy_str, .hash = proxy_hash, .iter = proxy_iter, .next = proxy_next, .getattr = proxy_getattr,  \
    .setattr = proxy_setattr, .compare = proxy_compare, .truth = proxy_truth, .length = proxy_length,        \
    .getitem = proxy_getitem, .setitem = proxy_setitem, .contains = proxy_contains, .power = proxy_power,    \
    .binary = {proxy_add,      proxy_sub, proxy_mul, proxy_matmul, proxy_truediv,                            \
               proxy_floordiv, proxy_mod, proxy_pow, proxy_lshift, proxy_rshift,                             \
               proxy_and,      proxy_or,  proxy_xor, proxy_divmod},                                          \
    .inplace = {proxy_iadd,      proxy_isub, proxy_imul, proxy_imatmul, proxy_itruediv,                      \
                proxy_ifloordiv, proxy_imod, proxy_ipow, proxy_ilshift, proxy_irshift,                       \
                proxy_iand,      proxy_ior,  proxy_ixor},                                                    \
    .unary = {proxy_neg, proxy_pos, proxy_invert, proxy_abs, proxy_as_int, proxy_as_float, proxy_as_index}

const TypeDef weakproxy_type_def = {.name = "weakref.ProxyType",
                                    .size = sizeof(WeakRef),
                                    .flags = TYPE_GC | TYPE_NO_INSTANCES,
                                    .slots = {PROXY_SLOTS},
                                    .methods = proxy_methods};

const TypeDef weakcallableproxy_type_def = {.name = "weakref.CallableProxyType",
                                            .size = sizeof(WeakRef),
                                            .flags = TYPE_GC | TYPE_NO_INSTANCES,
                                            .slots = {PROXY_SLOTS, .call = proxy_call},
                                            .methods = proxy_methods};
