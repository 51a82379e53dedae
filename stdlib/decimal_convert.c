/* Decimals as ints, floats, text, ratios, tuples. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int_limbs.h"
#include "runtime/sequence.h"
#include "stdlib/decimal.h"
#include <math.h>

/* ---- ints ---- */

static Value int_of_limbs(Thread *t, const Num *a) {
    mpz_t z;
    if (a->count <= 1) {
        Value magnitude = int_from_uint64(t, a->count ? a->limbs[0] : 0);
        Value v = a->negative && !is_null(magnitude) ? int_neg(t, magnitude) : new_ref(magnitude);
        decref(t, magnitude);
        return v;
    }
    mpz_init(z);
    Value v =
        gmp_has_room((double)a->count * 40) && num_to_mpz(z, a) ? int_from_mpz(t, z) : raise_no_memory(t);
    mpz_clear(z);
    return v;
}

static Value raise_special(Thread *t, const Num *a, const char *what) {
    return a->kind == DEC_INFINITE ? raise_overflow(t, "cannot convert Infinity to %s", what)
                                   : raise_value_error(t, "cannot convert NaN to %s", what);
}

Value decimal_to_int(Thread *t, const Num *a, DecRounding rounding) {
    DecRules rules = dec_max_rules;
    uint32_t status = 0;
    Num whole;
    if (a->kind != DEC_FINITE)
        return raise_special(t, a, "integer");
    rules.rounding = (uint8_t)rounding;
    num_init(&whole);
    dec_to_integral(&whole, a, &rules, &status);
    if (!(status & DEC_NO_MEMORY) && whole.exp > 0)
        num_shift_left(&whole, whole.exp, &status);
    Value v = status & DEC_NO_MEMORY ? raise_no_memory(t) : int_of_limbs(t, &whole);
    num_drop(&whole);
    return v;
}

Value decimal_ratio(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Num a;
    mpz_t numerator, denominator, divisor;
    num_view(&a, decimal_of(args[0]));
    if (a.kind != DEC_FINITE)
        return raise_special(t, &a, "integer ratio");
    if (a.exp >= 0 || a.count == 0) {
        Value v = decimal_to_int(t, &a, DEC_DOWN);
        Tuple *pair = is_null(v) ? NULL : tuple_pack(t, 2, v, small_int_value(1));
        decref(t, v);
        return result_value(pair);
    }
    if (!gmp_has_room((double)a.count * 100 - (double)a.exp * 4))
        return raise_no_memory(t);
    mpz_inits(numerator, denominator, divisor, NULL);
    Value p = VALUE_NULL, q = VALUE_NULL;
    if (num_to_mpz(numerator, &a)) {
        mpz_ui_pow_ui(denominator, 10, (unsigned long)-a.exp);
        mpz_gcd(divisor, numerator, denominator);
        mpz_divexact(numerator, numerator, divisor);
        mpz_divexact(denominator, denominator, divisor);
        p = int_from_mpz(t, numerator);
        q = is_null(p) ? p : int_from_mpz(t, denominator);
    } else {
        raise_no_memory(t);
    }
    Tuple *pair = is_null(q) ? NULL : tuple_pack(t, 2, p, q);
    decref(t, p);
    decref(t, q);
    mpz_clears(numerator, denominator, divisor, NULL);
    return result_value(pair);
}

/* ---- text ---- */

Str *decimal_text(Thread *t, const Num *a, bool engineering, bool capitals) {
    char buffer[NUM_TEXT];
    size_t length;
    char *text = num_to_text(a, engineering, capitals, buffer, &length);
    if (!text) {
        raise_no_memory(t);
        return NULL;
    }
    Str *s = str_from_ascii(t, text, length);
    if (text != buffer)
        mem_free(text);
    return s;
}

/* ---- floats ---- */

/* Both exact: one rounding, the right one. */
static bool quick_double(const Num *a, double *d) {
    enum { POWERS = 22 };
    static const double powers[POWERS + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                              1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                              1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (a->kind != DEC_FINITE || a->count > 1 || a->exp > POWERS || a->exp < -POWERS)
        return false;
    uint64_t coefficient = a->count ? a->limbs[0] : 0;
    if (coefficient > (uint64_t)1 << 53)
        return false;
    *d = a->exp < 0 ? (double)coefficient / powers[-a->exp] : (double)coefficient * powers[a->exp];
    *d = a->negative ? -*d : *d;
    return true;
}

Value decimal_float(Thread *t, Value self) {
    Num a;
    double d;
    char buffer[NUM_TEXT];
    size_t length;
    num_view(&a, decimal_of(self));
    if (quick_double(&a, &d))
        return float_value(t, d);
    if (a.kind == DEC_SNAN)
        return raise_value_error(t, "cannot convert signaling NaN to float");
    if (a.kind == DEC_QNAN)
        return float_value(t, a.negative ? -NAN : NAN);
    char *text = num_to_text(&a, false, true, buffer, &length);
    if (!text)
        return raise_no_memory(t);
    Value v = float_from_text(t, text, length, self);
    if (text != buffer)
        mem_free(text);
    return v;
}

/* ---- tuples ---- */

static Tuple *digit_tuple(Thread *t, const Num *a) {
    int64_t digits = a->kind == DEC_INFINITE ? 1 : a->count ? num_digits(a) : a->kind == DEC_FINITE;
    Tuple *tuple = tuple_new(t, digits);
    for (int64_t i = 0; tuple && i < digits; i++)
        tuple->items[i] = small_int_value(limbs_digit(a->limbs, a->count, digits - 1 - i));
    return tuple;
}

Value decimal_as_tuple(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Num a;
    num_view(&a, decimal_of(args[0]));
    Tuple *digits = digit_tuple(t, &a);
    Value exp = !digits                  ? VALUE_NULL
                : a.kind == DEC_FINITE   ? int_value(t, a.exp)
                : a.kind == DEC_INFINITE ? str_value(str_new(t, "F"))
                : a.kind == DEC_QNAN     ? str_value(str_new(t, "n"))
                                         : str_value(str_new(t, "N"));
    Value result = VALUE_NULL;
    if (!is_null(exp))
        result =
            op_call3(t, dec_state(t)->tuple_type, small_int_value(a.negative), object_value(digits), exp);
    decref(t, exp);
    xdecref_object(t, digits);
    return result;
}

/* ---- round() ---- */

Value decimal_round(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Num a, r, exp;
    int64_t digits;
    uint32_t status = 0;
    DecContext *context = dec_context(t);
    if (!context)
        return VALUE_NULL;
    num_view(&a, decimal_of(args[0]));
    if (is_null(args[1]))
        return decimal_to_int(t, &a, DEC_HALF_EVEN);
    if (!is_int(args[1]))
        return raise_type_error(t, "optional arg must be an integer");
    if (!arg_int64(t, args[1], &digits))
        return VALUE_NULL;
    num_init(&r);
    num_init(&exp);
    num_set_small(&exp, false, 1, digits == INT64_MIN ? INT64_MAX : -digits);
    dec_quantize(&r, &a, &exp, &context->rules, &status);
    return decimal_result(t, context, &r, status);
}
