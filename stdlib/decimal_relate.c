/* Comparison of Decimals with all kinds of numbers, and their hashes. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "stdlib/decimal.h"
#include <math.h>

bool decimal_hash(Thread *t, Value self, int64_t *hash) {
    Decimal *d = decimal_of(self);
    Num a;
    num_view(&a, d);
    if (d->kind == DEC_SNAN) {
        raise_type_error(t, "Cannot hash a signaling NaN value");
        return false;
    }
    if (d->hash == -1)
        d->hash = d->kind == DEC_QNAN ? float_hash(NAN, self) : num_hash(&a);
    *hash = d->hash;
    return true;
}

static bool is_equality(CompareOp op) {
    return op == COMPARE_EQ || op == COMPARE_NE;
}

/* A float that is compared: equality never raises. */
static int take_float(Thread *t, double d, CompareOp op, DecContext *context, Num *b) {
    if (is_equality(op))
        context->flags |= DEC_FLOAT_OPERATION;
    else if (!dec_check(t, context, DEC_FLOAT_OPERATION))
        return -1;
    return num_from_float(t, d, b) ? 1 : -1;
}

/* An attribute of a Rational as a number. */
static bool take_part(Thread *t, Value v, const char *name, Num *n) {
    Str *key = str_intern_utf8(t, name);
    Value part = key ? op_getattr(t, v, key) : VALUE_NULL;
    xdecref_object(t, key);
    bool ok = !is_null(part) &&
              (is_int(part) || (raise_type_error(t, "numerator and denominator must be integers"), false));
    ok = ok && num_from_int(t, part, n);
    decref(t, part);
    return ok;
}

/* a / 1 and p / q are compared as a * q and p: a becomes the product, in `product`. */
static int take_rational(Thread *t, Value v, Num *a, Num *product, Num *b) {
    Num q;
    uint32_t status = 0;
    if (!take_part(t, v, "denominator", &q))
        return -1;
    if (a->kind == DEC_FINITE) {
        dec_mul(product, a, &q, &dec_max_rules, &status);
        *a = *product; /* its limbs are borrowed */
        a->room = 0;
    }
    num_drop(&q);
    if (status & DEC_NO_MEMORY)
        return raise_no_memory(t), -1;
    return take_part(t, v, "numerator", b) ? 1 : -1;
}

/* The other side: 0: not a number that can be compared; -1: exception. */
static int take_other(Thread *t, Value v, CompareOp op, DecContext *context, Num *a, Num *product, Num *b) {
    int found = decimal_operand(t, v, b);
    if (found)
        return found;
    if (is_float(v))
        return take_float(t, float_as_double(v), op, context, b);
    if (is_complex(v)) {
        const Complex *c = (Complex *)value_object(v);
        return is_equality(op) && c->imag == 0 ? take_float(t, c->real, op, context, b) : 0;
    }
    int rational = is_str(v) ? 0 : op_isinstance(t, v, dec_state(t)->rational);
    return rational > 0 ? take_rational(t, v, a, product, b) : rational;
}

static Value relate(Thread *t, const Num *a, const Num *b, CompareOp op, DecContext *context) {
    if (num_is_nan(a) || num_is_nan(b)) {
        bool signals = a->kind == DEC_SNAN || b->kind == DEC_SNAN || !is_equality(op);
        if (signals && !dec_check(t, context, DEC_INVALID_OPERATION))
            return VALUE_NULL;
        return bool_value(op == COMPARE_NE);
    }
    return op_compare_numbers(num_compare(a, b), 0, op);
}

Value decimal_compare(Thread *t, Value self, Value other, CompareOp op) {
    Num a, b, product;
    DecContext *context = dec_context(t);
    if (!context)
        return VALUE_NULL;
    num_init(&b);
    num_init(&product);
    num_view(&a, decimal_of(self));
    incref_object(context);
    int found = take_other(t, other, op, context, &a, &product, &b);
    Value result = found > 0    ? relate(t, &a, &b, op, context)
                   : found == 0 ? VALUE_NOTIMPLEMENTED
                                : VALUE_NULL;
    decref_object(t, context);
    num_drop(&b);
    num_drop(&product);
    return result;
}
