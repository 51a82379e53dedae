/* Decimals from numbers in work, and numbers from ints, floats, strings and tuples. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int_limbs.h"
#include "runtime/sequence.h"
#include "runtime/type.h"
#include "runtime/unicode.h"
#include "stdlib/decimal.h"
#include <math.h>

/* ---- objects ---- */

Value decimal_new(Thread *t, Type *type, const Num *n) {
    size_t extra = n->count > 1 ? (size_t)(n->count - 1) * sizeof(uint64_t) : 0;
    Decimal *d;
    if (n->count > INT32_MAX)
        return raise_no_memory(t);
    if (type->def == &decimal_type_def) { /* nothing to zero */
        d = (Decimal *)memory_alloc_object(&t->memory, t, type->size + extra, false);
        if (!d)
            return raise_no_memory(t);
        d->ob.type = type;
    } else if (!(d = object_new(t, type, extra))) {
        return VALUE_NULL;
    }
    d->exp = n->exp;
    d->hash = -1;
    d->count = (uint32_t)n->count;
    d->kind = n->kind;
    d->negative = n->negative;
    d->limbs[0] = 0;
    limbs_copy(d->limbs, n->limbs, n->count);
    return object_value(d);
}

Value decimal_result(Thread *t, DecContext *context, Num *r, uint32_t status) {
    Value v = dec_check(t, context, status) ? decimal_new(t, dec_state(t)->decimal, r) : VALUE_NULL;
    num_drop(r);
    return v;
}

/* ---- ints ---- */

bool num_from_int(Thread *t, Value v, Num *n) {
    num_init(n);
    if (is_word_int(v)) {
        int64_t i = word_int(v);
        num_set_small(n, i < 0, i < 0 ? -(uint64_t)i : (uint64_t)i, 0);
        return true;
    }
    IntView view;
    mpz_t z;
    int_view(v, &view);
    int_view_mpz(&view, z);
    if (num_from_mpz(n, z))
        return true;
    raise_no_memory(t);
    return false;
}

int decimal_operand_slow(Thread *t, Value v, Num *n) {
    if (is_decimal(v)) {
        num_view(n, decimal_of(v));
        return 1;
    }
    if (!is_int(v))
        return 0;
    return num_from_int(t, v, n) ? 1 : -1;
}

bool decimal_argument(Thread *t, Value v, Num *n) {
    int found = decimal_operand(t, v, n);
    if (found == 0)
        raise_type_error(t, "conversion from %T to Decimal is not supported", v);
    return found > 0;
}

Value decimal_unary(Thread *t, Value a, DecUnary op, DecContext *context) {
    Num x, r;
    uint32_t status = 0;
    if (!context || !decimal_argument(t, a, &x))
        return VALUE_NULL;
    num_init(&r);
    op(&r, &x, &context->rules, &status);
    num_drop(&x);
    return decimal_result(t, context, &r, status);
}

Value decimal_binary(Thread *t, Value a, Value b, DecBinary op, DecContext *context) {
    Num x, y, r;
    uint32_t status = 0;
    if (!context || !decimal_argument(t, a, &x))
        return VALUE_NULL;
    if (!decimal_argument(t, b, &y)) {
        num_drop(&x);
        return VALUE_NULL;
    }
    num_init(&r);
    op(&r, &x, &y, &context->rules, &status);
    num_drop(&x);
    num_drop(&y);
    return decimal_result(t, context, &r, status);
}

/* ---- floats ---- */

static bool finite_from_float(double d, Num *n) {
    int exponent;
    double mantissa = frexp(fabs(d), &exponent);
    uint64_t whole = (uint64_t)ldexp(mantissa, 53);
    exponent -= 53;
    if (whole) {
        int zeros = __builtin_ctzll(whole);
        whole >>= zeros;
        exponent += zeros;
    }
    mpz_t z;
    mpz_init_set_ui(z, whole);
    if (exponent >= 0) {
        mpz_mul_2exp(z, z, (mp_bitcnt_t)exponent);
    } else { /* m / 2^k = m * 5^k / 10^k */
        mpz_t power;
        mpz_init(power);
        mpz_ui_pow_ui(power, 5, (unsigned long)-exponent);
        mpz_mul(z, z, power);
        mpz_clear(power);
    }
    bool ok = num_from_mpz(n, z);
    mpz_clear(z);
    n->exp = exponent < 0 && whole ? exponent : 0;
    n->negative = signbit(d);
    return ok;
}

bool num_from_float(Thread *t, double d, Num *n) {
    num_init(n);
    if (isnan(d))
        num_set_special(n, DEC_QNAN, signbit(d));
    else if (isinf(d))
        num_set_special(n, DEC_INFINITE, d < 0);
    else if (!finite_from_float(d, n))
        return raise_no_memory(t), false;
    return true;
}

/* ---- text ---- */

/* The characters that can matter, as ASCII; others become one that no number has. */
static char *ascii_text(Thread *t, const Str *s, bool lenient, size_t *length) {
    char *text = mem_alloc((size_t)s->length + 1);
    int64_t from = 0, to = s->length;
    if (!text)
        return raise_no_memory(t), NULL;
    while (lenient && from < to && unicode_is_space(str_at(s, from)))
        from++;
    while (lenient && to > from && unicode_is_space(str_at(s, to - 1)))
        to--;
    *length = 0;
    for (; from < to; from++) {
        uint32_t c = str_at(s, from);
        if (lenient && c == '_')
            continue;
        int digit = c < 128 ? -1 : unicode_decimal(c);
        text[(*length)++] = digit >= 0 ? (char)('0' + digit) : c > 0 && c < 128 ? (char)c : '?';
    }
    return text;
}

/* Is the text one as it is? */
static bool is_plain(const Str *s, bool lenient) {
    if (!s->ascii)
        return false;
    for (int64_t i = 0; lenient && i < s->length; i++)
        if (s->data[i] <= ' ' || s->data[i] == '_' || s->data[i] == 127)
            return false;
    return true;
}

static bool parse_str(Thread *t, const Str *s, Num *n, bool lenient, uint32_t *status) {
    if (is_plain(s, lenient)) {
        num_parse(n, (const char *)s->data, (size_t)s->length, status);
        return true;
    }
    size_t length;
    char *text = ascii_text(t, s, lenient, &length);
    if (text)
        num_parse(n, text, length, status);
    mem_free(text);
    return text != NULL;
}

/* ---- (sign, digits, exponent) ---- */

static bool take_sign(Thread *t, Value v, bool *negative) {
    int64_t sign;
    if (is_int(v) && int_to_int64(v, &sign) && (sign == 0 || sign == 1)) {
        *negative = sign;
        return true;
    }
    raise_value_error(t, "sign must be an integer with the value 0 or 1");
    return false;
}

static bool take_exponent(Thread *t, Value v, Num *n) {
    if (is_str(v)) {
        bool infinite = str_equal_ascii(value_str(v), "F"), quiet = str_equal_ascii(value_str(v), "n");
        if (!infinite && !quiet && !str_equal_ascii(value_str(v), "N")) {
            raise_value_error(t, "string argument in the third position must be 'F', 'n' or 'N'");
            return false;
        }
        n->kind = infinite ? DEC_INFINITE : quiet ? DEC_QNAN : DEC_SNAN;
        return true;
    }
    if (!is_int(v)) {
        raise_value_error(t, "exponent must be an integer");
        return false;
    }
    const int64_t absurd = 4 * (DEC_MAX_EMAX + 1); /* out of range, and can be calculated with */
    if (!arg_int64(t, v, &n->exp))
        return false;
    n->exp = n->exp > absurd ? absurd : n->exp < -absurd ? -absurd : n->exp;
    return true;
}

static bool take_digits(Thread *t, Tuple *digits, Num *n) {
    int64_t length = digits->length;
    uint32_t status = 0;
    if (!num_need(n, length / LIMB_DIGITS + 1, &status))
        return raise_no_memory(t), false;
    memset(n->limbs, 0, (size_t)(length / LIMB_DIGITS + 1) * sizeof *n->limbs);
    for (int64_t i = 0; i < length; i++) {
        int64_t digit, place = length - 1 - i;
        if (!is_int(digits->items[i]) || !int_to_int64(digits->items[i], &digit) || digit < 0 || digit > 9) {
            raise_value_error(t, "coefficient must be a tuple of digits");
            return false;
        }
        n->limbs[place / LIMB_DIGITS] += limb_powers[place % LIMB_DIGITS] * (uint64_t)digit;
    }
    n->count = length / LIMB_DIGITS + 1;
    num_trim(n);
    return true;
}

static bool take_parts(Thread *t, Value *parts, Num *n) {
    bool negative;
    if (!take_sign(t, parts[0], &negative) || !take_exponent(t, parts[2], n))
        return false;
    n->negative = negative;
    if (n->kind == DEC_INFINITE)
        return true;
    if (!is_list(parts[1]) && !has_layout(parts[1], TYPE_TUPLE)) {
        raise_value_error(t, "coefficient must be a tuple of digits");
        return false;
    }
    Tuple *digits = op_to_tuple(t, parts[1]);
    bool ok = digits && take_digits(t, digits, n);
    xdecref_object(t, digits);
    return ok;
}

static bool take_tuple(Thread *t, Value v, Num *n) {
    Tuple *parts = op_to_tuple(t, v);
    bool ok = parts && parts->length == 3;
    if (parts && !ok)
        raise_value_error(t, "argument must be a sequence of length 3");
    ok = ok && take_parts(t, parts->items, n);
    xdecref_object(t, parts);
    return ok;
}

/* ---- anything ---- */

/* Any number as it is, before rounding. */
static bool take_object(Thread *t, Value v, DecContext *context, bool exact, Num *n, uint32_t *status) {
    num_init(n);
    if (is_str(v))
        return parse_str(t, value_str(v), n, exact, status);
    if (is_int(v))
        return num_from_int(t, v, n);
    if (is_list(v) || has_layout(v, TYPE_TUPLE))
        return take_tuple(t, v, n);
    if (is_float(v))
        return dec_check(t, context, DEC_FLOAT_OPERATION) && num_from_float(t, float_as_double(v), n);
    return decimal_argument(t, v, n);
}

/* Makes it an object, rounded by the context, or not at all: then what does not fit is invalid. */
static Value make(Thread *t, Type *type, Num *n, DecContext *context, bool exact, uint32_t status) {
    const DecRules *rules = exact ? &dec_max_rules : &context->rules;
    uint32_t rounded = 0;
    if (!exact && num_is_nan(n) && limbs_digits(n->limbs, n->count) > rules->prec - rules->clamp)
        num_invalid(n, DEC_CONVERSION_SYNTAX, &rounded);
    if (!num_is_nan(n))
        num_finish(n, rules, &rounded);
    if (exact && rounded & (DEC_INEXACT | DEC_ROUNDED | DEC_CLAMPED)) {
        num_invalid(n, DEC_INVALID_OPERATION, &status);
        rounded = 0;
    }
    status |= rounded;
    if (exact)
        status &= DEC_ERRORS | DEC_NO_MEMORY;
    return dec_check(t, context, status) ? decimal_new(t, type, n) : VALUE_NULL;
}

Value decimal_from_object(Thread *t, Type *type, Value v, DecContext *context, bool exact) {
    Num n;
    uint32_t status = 0;
    if (is_decimal(v) && exact) {
        if (type == dec_state(t)->decimal && value_object(v)->type == type)
            return new_ref(v);
        num_view(&n, decimal_of(v));
        return decimal_new(t, type, &n);
    }
    Value result = VALUE_NULL;
    if (take_object(t, v, context, exact, &n, &status)) {
        Num copy; /* a borrowed number cannot be rounded */
        num_init(&copy);
        if (n.room == 0 && num_copy(&copy, &n, &status))
            result = make(t, type, &copy, context, exact, status);
        else
            result = n.room ? make(t, type, &n, context, exact, status) : raise_no_memory(t);
        num_drop(&copy);
    }
    num_drop(&n);
    return result;
}

Value decimal_from_float(Thread *t, Type *type, Value v, DecContext *context, bool exact) {
    Num n;
    if (is_int(v)     ? !num_from_int(t, v, &n)
        : is_float(v) ? !num_from_float(t, float_as_double(v), &n)
                      : (raise_type_error(t, "argument must be int or float"), true))
        return VALUE_NULL;
    Value result = make(t, type, &n, context, exact, 0);
    num_drop(&n);
    return result;
}
