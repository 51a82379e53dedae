/* The type int: construction, operators, methods. */
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int_limbs.h"
#include "runtime/int_object.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "runtime/unicode.h"

/* --- construction --- */

/* Decimal digits of any script and blanks become ASCII; other characters '?', which no number contains. */
static char *ascii_digits(const Str *s) {
    char *text = mem_alloc((size_t)s->length + 1);
    for (int64_t i = 0; text && i < s->length; i++) {
        uint32_t c = str_at(s, i);
        int digit = unicode_decimal(c);
        text[i] = c < 128 ? (char)c : unicode_is_space(c) ? ' ' : digit >= 0 ? (char)('0' + digit) : '?';
    }
    return text;
}

Value number_from_str(Thread *t, Str *s, int base, NumberParser parse) {
    if (s->ascii)
        return parse(t, (const char *)s->data, (size_t)s->length, base, object_value(s));
    char *text = ascii_digits(s);
    if (!text)
        return raise_no_memory(t);
    Value v = parse(t, text, (size_t)s->length, base, object_value(s));
    mem_free(text);
    return v;
}

/* What can be parsed: str, bytes and other buffers. VALUE_NULL without exception: v is none of them. */
static Value int_from_textual(Thread *t, Value v, int base) {
    if (is_str(v))
        return number_from_str(t, value_str(v), base, int_from_text);
    if (!buffer_supported(t, v))
        return VALUE_NULL;
    Buffer view;
    Bytes *bytes;
    if (!buffer_get(t, v, &view, BUFFER_SIMPLE))
        return VALUE_NULL;
    Value shown = VALUE_NULL, result = VALUE_NULL;
    if (is_bytes(v) || is_bytearray(v))
        shown = new_ref(v);
    else if ((bytes = bytes_new(t, view.data, (size_t)view.length)))
        shown = object_value(bytes);
    if (!is_null(shown))
        result = int_from_text(t, view.data, (size_t)view.length, base, shown);
    decref(t, shown);
    buffer_release(t, &view);
    return result;
}

/* The result of __int__ must be an int, and should be a plain one. Consumes result. */
static Value check_int_result(Thread *t, Value result, const char *method) {
    if (is_null(result) || is_int_exact(result))
        return result;
    if (!is_int(result)) {
        raise_type_error(t, "%s returned non-int (type %T)", method, result);
    } else if (is_bool(result) || is_big_int(result)) {
        Value plain = VALUE_NULL;
        if (warn(t, EXC_DeprecationWarning, 1,
                 "%s returned non-int (type %T).  The ability to return an instance of a strict subclass of "
                 "int is "
                 "deprecated, and may not be supported in a future version of Python.",
                 method, result))
            plain = int_plain(t, result);
        decref(t, result);
        return plain;
    }
    decref(t, result);
    return VALUE_NULL;
}

static Value int_by_trunc(Thread *t, Value v, Value trunc) {
    if (!warn(t, EXC_DeprecationWarning, 1, "The delegation of int() to __trunc__ is deprecated."))
        return VALUE_NULL;
    Value result = op_call0(t, trunc);
    if (is_null(result) || is_int_exact(result))
        return result;
    Value index = type_of(t, result)->slots.unary[UNARY_INDEX]
                      ? op_index(t, result)
                      : raise_type_error(t, "__trunc__ returned non-Integral (type %T)", result);
    decref(t, result);
    Value plain = is_null(index) ? VALUE_NULL : int_plain(t, index);
    decref(t, index);
    return plain;
}

Value int_from_object(Thread *t, Value v) {
    if (is_int_exact(v))
        return new_ref(v);
    const Slots *slots = &type_of(t, v)->slots;
    if (slots->unary[UNARY_INT])
        return check_int_result(t, slots->unary[UNARY_INT](t, v), "__int__");
    if (slots->unary[UNARY_INDEX]) {
        Value index = op_index(t, v);
        Value plain = is_null(index) ? VALUE_NULL : int_plain(t, index);
        decref(t, index);
        return plain;
    }
    Value trunc = op_lookup_special(t, v, NAME(__trunc__));
    if (!is_null(trunc)) {
        Value result = int_by_trunc(t, v, trunc);
        decref(t, trunc);
        return result;
    }
    Value result = error_pending(t) ? VALUE_NULL : int_from_textual(t, v, 10);
    if (is_null(result) && !error_pending(t))
        raise_type_error(t, "int() argument must be a string, a bytes-like object or a real number, not '%T'",
                         v);
    return result;
}

static Value int_with_base(Thread *t, Value v, Value base) {
    int64_t n;
    if (!op_index_clipped(t, base, &n))
        return VALUE_NULL;
    if (is_null(v))
        return raise_type_error(t, "int() missing string argument");
    if ((n != 0 && n < 2) || n > 36)
        return raise_value_error(t, "int() base must be >= 2 and <= 36, or 0");
    if (!is_str(v) && !is_bytes(v) && !is_bytearray(v))
        return raise_type_error(t, "int() can't convert non-string with explicit base");
    return int_from_textual(t, v, (int)n);
}

/* An instance of a subclass with the value of the plain int (consumed). */
static Value subclass_instance(Thread *t, Type *type, Value plain) {
    if (is_null(plain) || type->id == TYPE_INT)
        return plain;
    IntView view;
    int_view(plain, &view);
    BigInt *big = object_new(t, type, (size_t)view.count * sizeof(mp_limb_t));
    if (big) {
        mpn_copyi((mp_limb_t *)big->limbs, view.limbs, view.count);
        big->size = view.negative ? -view.count : view.count;
    }
    decref(t, plain);
    return big ? object_value(big) : VALUE_NULL;
}

static Value int_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Value v = args[0], base = args[1];
    if (is_null(v) && is_null(base))
        return subclass_instance(t, type, small_int_value(0));
    return subclass_instance(t, type, is_null(base) ? int_from_object(t, v) : int_with_base(t, v, base));
}

/* --- operators --- */

#define BINARY_SLOT(name)                                                                                    \
    static Value name##_slot(Thread *t, Value a, Value b) {                                                  \
        return is_int(a) && is_int(b) ? int_##name(t, a, b) : VALUE_NOTIMPLEMENTED;                          \
    }
BINARY_SLOT(add)
BINARY_SLOT(sub)
BINARY_SLOT(mul)
BINARY_SLOT(truediv)
BINARY_SLOT(floordiv)
BINARY_SLOT(mod)
BINARY_SLOT(divmod)
BINARY_SLOT(lshift)
BINARY_SLOT(rshift)
BINARY_SLOT(and)
BINARY_SLOT(or)
BINARY_SLOT(xor)
#undef BINARY_SLOT

static Value power_slot(Thread *t, Value a, Value b, Value modulus) {
    if (!is_int(a) || !is_int(b) || (!is_int(modulus) && !is_none(modulus) && !is_null(modulus)))
        return VALUE_NOTIMPLEMENTED;
    return int_pow(t, a, b, is_null(modulus) ? VALUE_NONE : modulus);
}

static Value pow_slot(Thread *t, Value a, Value b) {
    return power_slot(t, a, b, VALUE_NONE);
}
static Value abs_slot(Thread *t, Value v) {
    return int_sign(v) < 0 ? int_neg(t, v) : int_plain(t, v);
}
static Value float_slot(Thread *t, Value v) {
    double d;
    return int_to_double(t, v, &d) ? float_value(t, d) : VALUE_NULL;
}

static bool hash_slot(Thread *t, Value v, int64_t *hash) {
    *hash = int_hash(v);
    return true;
}

static int truth_slot(Thread *t, Value v) {
    return int_sign(v) != 0;
}
static Value repr_slot(Thread *t, Value v) {
    return str_value(int_to_str(t, v, 10, false));
}

static Value compare_slot(Thread *t, Value a, Value b, CompareOp op) {
    if (!is_int(a) || !is_int(b))
        return VALUE_NOTIMPLEMENTED;
    int order = int_compare(a, b);
    switch (op) {
    case COMPARE_LT:
        return bool_value(order < 0);
    case COMPARE_LE:
        return bool_value(order <= 0);
    case COMPARE_EQ:
        return bool_value(order == 0);
    case COMPARE_NE:
        return bool_value(order != 0);
    case COMPARE_GT:
        return bool_value(order > 0);
    default:
        return bool_value(order >= 0);
    }
}

static size_t size_slot(Object *self) {
    int64_t size = ((BigInt *)self)->size;
    return sizeof(BigInt) + (size_t)(size < 0 ? -size : size) * sizeof(mp_limb_t);
}

/* --- methods --- */

static Value plain_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_plain(t, args[0]);
}
static Value get_self(Thread *t, Value self) {
    return int_plain(t, self);
}
static Value get_zero(Thread *t, Value self) {
    return small_int_value(0);
}
static Value get_one(Thread *t, Value self) {
    return small_int_value(1);
}

static Value bit_length_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_value(t, int_bit_length(args[0]));
}

static Value bit_count_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    IntView view;
    int_view(args[0], &view);
    return int_value(t, view.count ? (int64_t)mpn_popcount(view.limbs, view.count) : 0);
}

static Value pair_of(Thread *t, Value first_owned, Value second) {
    if (is_null(first_owned))
        return VALUE_NULL;
    Tuple *pair = tuple_pack(t, 2, first_owned, second);
    decref(t, first_owned);
    return pair ? object_value(pair) : VALUE_NULL;
}

static Value as_integer_ratio_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return pair_of(t, int_plain(t, args[0]), small_int_value(1));
}

static Value getnewargs_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value plain = int_plain(t, args[0]);
    Tuple *tuple = is_null(plain) ? NULL : tuple_from_owned(t, &plain, 1);
    return tuple ? object_value(tuple) : VALUE_NULL;
}

/* As CPython counts: header and digits of 30 bits. Small ints take no memory here, but scripts that add sizes
 * up are to see the same. */
static Value sizeof_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_value(t, 24 + (int_bit_length(args[0]) + 29) / 30 * 4);
}

static Value format_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_str(args[1]))
        return raise_type_error(t, "__format__() argument must be str, not %T", args[1]);
    return str_value(format_value(t, args[0], value_str(args[1])));
}

/* v rounded to the nearest multiple of unit (positive), to the even one when two are as near. */
static Value round_to_multiple(Thread *t, Value v, Value unit) {
    Value quotient, rest;
    if (!int_divide(t, v, unit, &quotient, &rest))
        return VALUE_NULL;
    Value twice = int_shift_left(t, rest, 1), result = VALUE_NULL;
    if (!is_null(twice)) {
        int order = int_compare(twice, unit);
        bool up = order > 0 || (order == 0 && (int_low_bits(quotient) & 1));
        Value down = int_sub(t, v, rest);
        result = is_null(down) || !up ? new_ref(down) : int_add(t, down, unit);
        decref(t, down);
    }
    decref(t, twice);
    decref(t, quotient);
    decref(t, rest);
    return result;
}

static Value round_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (is_null(args[1]))
        return int_plain(t, args[0]);
    Value places = op_index(t, args[1]);
    if (is_null(places))
        return VALUE_NULL;
    Value result = VALUE_NULL, negated = VALUE_NULL, unit = VALUE_NULL;
    if (int_sign(places) >= 0) {
        result = int_plain(t, args[0]);
    } else {
        negated = int_neg(t, places);
        unit = is_null(negated) ? VALUE_NULL : int_pow(t, small_int_value(10), negated, VALUE_NONE);
        result = is_null(unit) ? VALUE_NULL : round_to_multiple(t, args[0], unit);
    }
    decref(t, places);
    decref(t, negated);
    decref(t, unit);
    return result;
}

/* byteorder: missing means big. */
static bool is_little(Thread *t, Value order, bool *little) {
    *little = false;
    if (is_null(order))
        return true;
    if (!is_str(order)) {
        raise_type_error(t, "argument 'byteorder' must be str, not %T", order);
        return false;
    }
    *little = str_equal_ascii(value_str(order), "little");
    if (*little || str_equal_ascii(value_str(order), "big"))
        return true;
    raise_value_error(t, "byteorder must be either 'little' or 'big'");
    return false;
}

static bool read_flag(Thread *t, Value flag, bool *set) {
    int truth = is_null(flag) ? 0 : op_is_true(t, flag);
    *set = truth > 0;
    return truth >= 0;
}

static Value to_bytes_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t length = 1;
    bool little, is_signed;
    if ((!is_null(args[1]) && !arg_int64(t, args[1], &length)) || !is_little(t, args[2], &little) ||
        !read_flag(t, args[3], &is_signed))
        return VALUE_NULL;
    if (length < 0)
        return raise_value_error(t, "length argument must be non-negative");
    Bytes *bytes = bytes_new(t, NULL, (size_t)length);
    if (!bytes)
        return VALUE_NULL;
    if (int_to_bytes(t, args[0], bytes->data, (size_t)length, little, is_signed))
        return object_value(bytes);
    decref_object(t, bytes);
    return VALUE_NULL;
}

/* bytes(v), but not of a number or a str. */
static Value bytes_argument(Thread *t, Value v) {
    if (is_bytes(v))
        return new_ref(v);
    if (is_str(v) || type_of(t, v)->slots.unary[UNARY_INDEX])
        return raise_type_error(t, "cannot convert '%T' object to bytes", v);
    return op_call1(t, object_value(builtin_type(t, TYPE_BYTES)), v);
}

static Value from_bytes_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    bool little, is_signed;
    if (!is_little(t, args[2], &little) || !read_flag(t, args[3], &is_signed))
        return VALUE_NULL;
    Value bytes = bytes_argument(t, args[1]);
    if (is_null(bytes))
        return VALUE_NULL;
    Bytes *b = value_bytes(bytes);
    Value v = int_from_bytes(t, b->data, (size_t)b->length, little, is_signed);
    decref(t, bytes);
    if (is_null(v) || value_type_object(args[0])->id == TYPE_INT)
        return v;
    Value instance = op_call1(t, args[0], v);
    decref(t, v);
    return instance;
}

static const MethodDef int_methods[] = {
    {"conjugate", plain_method, "", "The number itself, since it is real."},
    {"bit_length", bit_length_method, "", "How many binary digits the absolute value has."},
    {"bit_count", bit_count_method, "", "How many binary digits of the absolute value are 1."},
    {"as_integer_ratio", as_integer_ratio_method, "", "Return integer ratio."},
    {"to_bytes", to_bytes_method, "length=1, byteorder='big', *, signed=False",
     "The number as bytes, in the given length and order."},
    {"from_bytes", from_bytes_method, "bytes, byteorder='big', *, signed=False",
     "The number that bytes in the given order stand for.", METHOD_CLASS},
    {"__trunc__", plain_method, "", "The number itself, since it has no fraction."},
    {"__floor__", plain_method, "", "The number itself, since it has no fraction."},
    {"__ceil__", plain_method, "", "The number itself, since it has no fraction."},
    {"__round__", round_method, "ndigits=None, /",
     "The int itself; with a negative ndigits the nearest multiple of 10**-ndigits, of two that are\nas near "
     "the even one."},
    {"__format__", format_method, "format_spec, /", "Default object formatter."},
    {"__getnewargs__", getnewargs_method, "", NULL},
    {"__sizeof__", sizeof_method, "", "How many bytes of memory the number takes."},
    {0}};

static const GetSetDef int_getsets[] = {
    {"real", get_self, NULL, "its real part"},
    {"imag", get_zero, NULL, "its imaginary part"},
    {"numerator", get_self, NULL, "the number itself, since its denominator is 1"},
    {"denominator", get_one, NULL, "1: every int is a fraction"},
    {0}};

const TypeDef int_type_def = {.name = "int",
                              .size = sizeof(BigInt),
                              .flags = TYPE_BASE | TYPE_VAR_SIZED | TYPE_MATCH_SELF,
                              .doc = "int([x])\nint(text, base=10)\n\nA number as an int, its fraction cut "
                                     "off, or the int that a text shows; 0 without argument.",
                              .new_signature = "x=0, /, base=10",
                              .slots = {.size = size_slot,
                                        .repr = repr_slot,
                                        .hash = hash_slot,
                                        .compare = compare_slot,
                                        .truth = truth_slot,
                                        .new_instance = int_new,
                                        .power = power_slot,
                                        .binary = {[BINARY_ADD] = add_slot,
                                                   [BINARY_SUB] = sub_slot,
                                                   [BINARY_MUL] = mul_slot,
                                                   [BINARY_TRUEDIV] = truediv_slot,
                                                   [BINARY_FLOORDIV] = floordiv_slot,
                                                   [BINARY_MOD] = mod_slot,
                                                   [BINARY_POW] = pow_slot,
                                                   [BINARY_LSHIFT] = lshift_slot,
                                                   [BINARY_RSHIFT] = rshift_slot,
                                                   [BINARY_AND] = and_slot,
                                                   [BINARY_OR] = or_slot,
                                                   [BINARY_XOR] = xor_slot,
                                                   [BINARY_DIVMOD] = divmod_slot},
                                        .unary = {[UNARY_NEG] = int_neg,
                                                  [UNARY_POS] = int_plain,
                                                  [UNARY_INVERT] = int_invert,
                                                  [UNARY_ABS] = abs_slot,
                                                  [UNARY_INT] = int_plain,
                                                  [UNARY_FLOAT] = float_slot,
                                                  [UNARY_INDEX] = int_plain}},
                              .methods = int_methods,
                              .getsets = int_getsets};
