/* Module _operator: the operators as functions, and its table. itemgetter, attrgetter and methodcaller are in
 * operator_getters.c. */
#include "stdlib/operator.h"
#include "runtime/bytes.h"
#include "runtime/int.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"

/* One function for each operator: NAME_function. */
#define BINARY(name, op)                                                                                     \
    static Value name##_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {                        \
        return op_binary(t, op, args[0], args[1]);                                                           \
    }
#define INPLACE(name, op)                                                                                    \
    static Value name##_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {                        \
        return op_inplace(t, op, args[0], args[1]);                                                          \
    }
#define COMPARE(name, op)                                                                                    \
    static Value name##_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {                        \
        return op_compare(t, args[0], args[1], op);                                                          \
    }
#define UNARY(name, op)                                                                                      \
    static Value name##_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {                        \
        return op_unary(t, op, args[0]);                                                                     \
    }

BINARY(add, BINARY_ADD)
BINARY(and, BINARY_AND)
BINARY(floordiv, BINARY_FLOORDIV)
BINARY(lshift, BINARY_LSHIFT)
BINARY(matmul, BINARY_MATMUL)
BINARY(mod, BINARY_MOD)
BINARY(mul, BINARY_MUL)
BINARY(or, BINARY_OR)
BINARY(pow, BINARY_POW)
BINARY(rshift, BINARY_RSHIFT)
BINARY(sub, BINARY_SUB)
BINARY(truediv, BINARY_TRUEDIV)
BINARY(xor, BINARY_XOR)
INPLACE(iadd, BINARY_ADD)
INPLACE(iand, BINARY_AND)
INPLACE(ifloordiv, BINARY_FLOORDIV)
INPLACE(ilshift, BINARY_LSHIFT)
INPLACE(imatmul, BINARY_MATMUL)
INPLACE(imod, BINARY_MOD)
INPLACE(imul, BINARY_MUL)
INPLACE(ior, BINARY_OR)
INPLACE(ipow, BINARY_POW)
INPLACE(irshift, BINARY_RSHIFT)
INPLACE(isub, BINARY_SUB)
INPLACE(itruediv, BINARY_TRUEDIV)
INPLACE(ixor, BINARY_XOR)
COMPARE(lt, COMPARE_LT)
COMPARE(le, COMPARE_LE)
COMPARE(eq, COMPARE_EQ)
COMPARE(ne, COMPARE_NE)
COMPARE(gt, COMPARE_GT)
COMPARE(ge, COMPARE_GE)
UNARY(neg, UNARY_NEG)
UNARY(pos, UNARY_POS)
UNARY(invert, UNARY_INVERT)
UNARY(abs, UNARY_ABS)

static Value truth_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int truth = op_is_true(t, args[0]);
    return truth < 0 ? VALUE_NULL : bool_value(truth);
}

static Value not_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int truth = op_is_true(t, args[0]);
    return truth < 0 ? VALUE_NULL : bool_value(!truth);
}

static Value is_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(value_is(args[0], args[1]));
}

static Value is_not_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(!value_is(args[0], args[1]));
}

static Value index_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return op_index(t, args[0]);
}

static Value contains_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int contained = op_contains(t, args[0], args[1]);
    return contained < 0 ? VALUE_NULL : bool_value(contained);
}

static Value getitem_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return op_getitem(t, args[0], args[1]);
}

static Value setitem_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return op_setitem(t, args[0], args[1], args[2]) ? VALUE_NONE : VALUE_NULL;
}

static Value delitem_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return op_delitem(t, args[0], args[1]) ? VALUE_NONE : VALUE_NULL;
}

static bool is_sequence(Thread *t, Value v) {
    const Slots *slots = &type_of(t, v)->slots;
    return slots->concat || (slots->getitem && !(type_of(t, v)->flags & TYPE_MAPPING));
}

static Value concat(Thread *t, Value a, Value b, bool inplace) {
    if (!is_sequence(t, a))
        return raise_type_error(t, "'%.200T' object can't be concatenated", a);
    if (!is_sequence(t, b) && !type_of(t, a)->slots.concat)
        return raise_type_error(t, "'%.200T' object can't be concatenated", a);
    return inplace ? op_inplace(t, BINARY_ADD, a, b) : op_binary(t, BINARY_ADD, a, b);
}

static Value concat_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return concat(t, args[0], args[1], false);
}

static Value iconcat_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return concat(t, args[0], args[1], true);
}

/* Goes through an iterable: index of the first item equal to v (or how many there are, for `count`); -1:
 * none, -2: exception. */
static int64_t search(Thread *t, Value iterable, Value v, bool count) {
    Value iterator = op_iter(t, iterable);
    if (is_null(iterator)) {
        if (error_clear_if(t, EXC_TypeError))
            raise_type_error(t, "argument of type '%.200T' is not iterable", iterable);
        return -2;
    }
    int64_t result = count ? 0 : -1;
    for (int64_t i = 0; count ? result >= 0 : result == -1; i++) {
        Value item = op_next(t, iterator);
        if (is_null(item))
            break;
        int equal = sequence_items_equal(t, item, v);
        decref(t, item);
        if (equal < 0)
            result = -2;
        else if (equal)
            result = count ? result + 1 : i;
    }
    decref(t, iterator);
    return error_pending(t) ? -2 : result;
}

static Value countOf_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t count = search(t, args[0], args[1], true);
    return count < 0 ? VALUE_NULL : int_value(t, count);
}

static Value indexOf_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t i = search(t, args[0], args[1], false);
    if (i == -1)
        return raise_value_error(t, "sequence.index(x): x not in sequence");
    return i < 0 ? VALUE_NULL : int_value(t, i);
}

static Value length_hint_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t otherwise = 0;
    if (!is_null(args[1]) && !op_index_int64(t, args[1], &otherwise, EXC_OverflowError))
        return VALUE_NULL;
    int64_t hint = op_length_hint(t, args[0], otherwise);
    return hint < 0 && error_pending(t) ? VALUE_NULL : int_value(t, hint);
}

static Value call_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (nargs < 1)
        return raise_type_error(t, "call expected at least 1 argument, got 0");
    return op_call(t, args[0], args + 1, nargs - 1, kwnames);
}

/* The bytes of an ASCII string or a bytes-like object, for _compare_digest. */
static bool digest_bytes(Thread *t, Value v, Buffer *buffer, const uint8_t **data, int64_t *length) {
    buffer->owner = VALUE_NULL;
    if (is_str(v)) {
        if (!value_str(v)->ascii)
            return raise_type_error(t, "comparing strings with non-ASCII characters is not supported"), false;
        *data = value_str(v)->data;
        *length = value_str(v)->length;
        return true;
    }
    if (!buffer_get(t, v, buffer, BUFFER_SIMPLE))
        return false;
    *data = buffer->data;
    *length = buffer->length;
    return true;
}

/* Takes the same time wherever the first difference is. */
static Value compare_digest_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (is_str(args[0]) != is_str(args[1]))
        return raise_type_error(t,
                                "unsupported operand types(s) or combination of types: '%.100T' and '%.100T'",
                                args[0], args[1]);
    Buffer a_buffer, b_buffer = {.owner = VALUE_NULL};
    const uint8_t *a, *b;
    int64_t a_length, b_length;
    if (!digest_bytes(t, args[0], &a_buffer, &a, &a_length))
        return VALUE_NULL;
    bool ok = digest_bytes(t, args[1], &b_buffer, &b, &b_length);
    volatile uint8_t difference = ok && a_length != b_length;
    for (int64_t i = 0; ok && i < b_length; i++)
        difference |= (uint8_t)((a_length == b_length ? a[i] : b[i]) ^ b[i]);
    if (!is_null(a_buffer.owner))
        buffer_release(t, &a_buffer);
    if (ok && !is_null(b_buffer.owner))
        buffer_release(t, &b_buffer);
    return ok ? bool_value(difference == 0) : VALUE_NULL;
}

static const MethodDef functions[] = {
    {"truth", truth_function, "a, /", "Same as bool(a)."},
    {"contains", contains_function, "a, b, /", "Same as b in a: the container comes first."},
    {"indexOf", indexOf_function, "a, b, /", "Where b comes first in the iterable a."},
    {"countOf", countOf_function, "a, b, /", "How many items of the iterable a are equal to b."},
    {"is_", is_function, "a, b, /", "Same as a is b."},
    {"is_not", is_not_function, "a, b, /", "Same as a is not b."},
    {"add", add_function, "a, b, /", "Same as a + b."},
    {"sub", sub_function, "a, b, /", "Same as a - b."},
    {"mul", mul_function, "a, b, /", "Same as a * b."},
    {"matmul", matmul_function, "a, b, /", "Same as a @ b."},
    {"floordiv", floordiv_function, "a, b, /", "Same as a // b."},
    {"truediv", truediv_function, "a, b, /", "Same as a / b."},
    {"mod", mod_function, "a, b, /", "Same as a % b."},
    {"neg", neg_function, "a, /", "Same as -a."},
    {"pos", pos_function, "a, /", "Same as +a."},
    {"abs", abs_function, "a, /", "Same as abs(a)."},
    {"inv", invert_function, "a, /", "Same as ~a."},
    {"invert", invert_function, "a, /", "Same as ~a."},
    {"lshift", lshift_function, "a, b, /", "Same as a << b."},
    {"rshift", rshift_function, "a, b, /", "Same as a >> b."},
    {"not_", not_function, "a, /", "Same as not a."},
    {"and_", and_function, "a, b, /", "Same as a & b."},
    {"xor", xor_function, "a, b, /", "Same as a ^ b."},
    {"or_", or_function, "a, b, /", "Same as a | b."},
    {"iadd", iadd_function, "a, b, /", "Same as a += b."},
    {"isub", isub_function, "a, b, /", "Same as a -= b."},
    {"imul", imul_function, "a, b, /", "Same as a *= b."},
    {"imatmul", imatmul_function, "a, b, /", "Same as a @= b."},
    {"ifloordiv", ifloordiv_function, "a, b, /", "Same as a //= b."},
    {"itruediv", itruediv_function, "a, b, /", "Same as a /= b."},
    {"imod", imod_function, "a, b, /", "Same as a %= b."},
    {"ilshift", ilshift_function, "a, b, /", "Same as a <<= b."},
    {"irshift", irshift_function, "a, b, /", "Same as a >>= b."},
    {"iand", iand_function, "a, b, /", "Same as a &= b."},
    {"ixor", ixor_function, "a, b, /", "Same as a ^= b."},
    {"ior", ior_function, "a, b, /", "Same as a |= b."},
    {"concat", concat_function, "a, b, /", "Same as a + b; a must be a sequence."},
    {"iconcat", iconcat_function, "a, b, /", "Same as a += b; a must be a sequence."},
    {"getitem", getitem_function, "a, b, /", "Same as a[b]."},
    {"setitem", setitem_function, "a, b, c, /", "Same as a[b] = c."},
    {"delitem", delitem_function, "a, b, /", "Same as del a[b]."},
    {"pow", pow_function, "a, b, /", "Same as a ** b."},
    {"ipow", ipow_function, "a, b, /", "Same as a **= b."},
    {"eq", eq_function, "a, b, /", "Same as a == b."},
    {"ne", ne_function, "a, b, /", "Same as a != b."},
    {"lt", lt_function, "a, b, /", "Same as a < b."},
    {"le", le_function, "a, b, /", "Same as a <= b."},
    {"gt", gt_function, "a, b, /", "Same as a > b."},
    {"ge", ge_function, "a, b, /", "Same as a >= b."},
    {"index", index_function, "a, /", "Same as a.__index__()"},
    {"call", call_function, "obj, /, *args, **kwargs", "Same as obj(*args, **kwargs)."},
    {"length_hint", length_hint_function, "obj, default=0, /",
     "About how many items the object has: len() if it has that, else what __length_hint__ says,\nelse the "
     "default."},
    {"_compare_digest", compare_digest_function, "a, b, /", "Return 'a == b'."},
    {0},
};

static const TypeDef *const types[] = {&itemgetter_type_def, &attrgetter_type_def, &methodcaller_type_def,
                                       NULL};

const ModuleDef operator_module_def = {
    .name = "_operator",
    .doc = "The operators as functions: add(x, y) is x + y.",
    .functions = functions,
    .types = types,
};
