/* timedelta. Arithmetic is done in microseconds; what may need more than 128 bits is left to ints of the
 * runtime. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/dict.h"
#include "runtime/type.h"
#include "stdlib/datetime.h"
#include "stdlib/native_types.h"
#include <math.h>
#include <stdio.h>

/* ---- durations and objects ---- */

Micros delta_total(const Delta *d) {
    return (Micros)d->days * DAY_MICROS + (int64_t)d->seconds * SECOND + d->micros;
}

bool delta_is_whole_day(Micros micros) {
    return micros <= -DAY_MICROS || micros >= DAY_MICROS;
}

static Micros floor_divide(Micros a, Micros b) {
    Micros q = a / b;
    return q - (a % b != 0 && (a % b < 0) != (b < 0));
}

static Value make(Thread *t, Type *type, Micros micros) {
    Micros days = floor_divide(micros, DAY_MICROS);
    if (days < INT32_MIN || days > INT32_MAX)
        return raise_overflow(t, "Python int too large to convert to C int");
    if (days < -DAYS_MAX || days > DAYS_MAX)
        return raise_overflow(t, "days=%d; must have magnitude <= %d", (int)days, DAYS_MAX);
    Delta *d = object_new(t, type, 0);
    if (!d)
        return VALUE_NULL;
    int64_t rest = (int64_t)(micros - days * DAY_MICROS);
    d->days = (int32_t)days;
    d->seconds = (int32_t)(rest / SECOND);
    d->micros = (int32_t)(rest % SECOND);
    return object_value(d);
}

Value delta_new(Thread *t, Micros micros) {
    return make(t, native_types_find(t, &delta_type_def), micros);
}

/* An int of any size as a duration; OverflowError if no timedelta is that long. */
static bool int_as_micros(Thread *t, Value v, Micros *out) {
    uint8_t bytes[16];
    if (!is_int(v)) /* what an operator of a subclass of int answered */
        return raise_type_error(t, "unsupported operand type(s) for divmod(): '%T' and 'int'", v), false;
    if (int_bit_length(v) > 80)
        return raise_overflow(t, "Python int too large to convert to C int"), false;
    if (!int_to_bytes(t, v, bytes, sizeof bytes, true, true))
        return false;
    memcpy(out, bytes, sizeof bytes);
    return true;
}

static Value micros_as_int(Thread *t, Micros micros) {
    return int_from_bytes(t, (const uint8_t *)&micros, sizeof micros, true, true);
}

/* ---- the constructor ---- */

typedef struct Sum {
    Micros micros;
    double rest; /* fractions of microseconds */
} Sum;

static bool add_float(Thread *t, Sum *sum, double x, int64_t unit) {
    double whole, part = modf(x, &whole);
    if (isnan(x))
        return raise_value_error(t, "cannot convert float NaN to integer"), false;
    if (isinf(x))
        return raise_overflow(t, "cannot convert float infinity to integer"), false;
    if (fabs(whole) > 1e24)
        return raise_overflow(t, "Python int too large to convert to C int"), false;
    double micros;
    sum->rest += modf(part * (double)unit, &micros);
    sum->micros += (Micros)whole * unit + (Micros)micros;
    return true;
}

static bool add_unit(Thread *t, Sum *sum, Value v, const char *name, int64_t unit) {
    Micros n;
    if (is_null(v))
        return true;
    if (is_float(v))
        return add_float(t, sum, float_as_double(v), unit);
    if (!is_int(v)) {
        raise_type_error(t, "unsupported type for timedelta %s component: %T", name, v);
        return false;
    }
    if (!int_as_micros(t, v, &n))
        return false;
    sum->micros += n * unit;
    return true;
}

static Micros rounded(const Sum *sum) {
    double whole = floor(sum->rest), part = sum->rest - whole;
    Micros micros = sum->micros + (Micros)whole;
    return micros + (part > 0.5 || (part == 0.5 && micros % 2 != 0));
}

static Value delta_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    enum { DAYS, SECONDS, MICROSECONDS, MILLISECONDS, MINUTES, HOURS, WEEKS };
    Sum sum = {0};
    bool ok = add_unit(t, &sum, args[MICROSECONDS], "microseconds", 1) &&
              add_unit(t, &sum, args[MILLISECONDS], "milliseconds", 1000) &&
              add_unit(t, &sum, args[SECONDS], "seconds", SECOND) &&
              add_unit(t, &sum, args[MINUTES], "minutes", 60 * (int64_t)SECOND) &&
              add_unit(t, &sum, args[HOURS], "hours", 3600 * (int64_t)SECOND) &&
              add_unit(t, &sum, args[DAYS], "days", DAY_MICROS) &&
              add_unit(t, &sum, args[WEEKS], "weeks", 7 * DAY_MICROS);
    return ok ? make(t, type, rounded(&sum)) : VALUE_NULL;
}

/* ---- arithmetic ---- */

static Value delta_add(Thread *t, Value a, Value b) {
    return is_delta(a) && is_delta(b) ? delta_new(t, delta_total(delta_of(a)) + delta_total(delta_of(b)))
                                      : VALUE_NOTIMPLEMENTED;
}

static Value delta_sub(Thread *t, Value a, Value b) {
    return is_delta(a) && is_delta(b) ? delta_new(t, delta_total(delta_of(a)) - delta_total(delta_of(b)))
                                      : VALUE_NOTIMPLEMENTED;
}

static Value delta_neg(Thread *t, Value self) {
    return delta_new(t, -delta_total(delta_of(self)));
}

static Value delta_pos(Thread *t, Value self) {
    return delta_new(t, delta_total(delta_of(self)));
}

static Value delta_abs(Thread *t, Value self) {
    return delta_of(self)->days < 0 ? delta_neg(t, self) : delta_pos(t, self);
}

static int delta_truth(Thread *t, Value self) {
    return delta_total(delta_of(self)) != 0;
}

/* A duration that is an int (consumed, or VALUE_NULL with an exception). */
static Value delta_from_int(Thread *t, Value micros) {
    Micros n;
    bool ok = !is_null(micros) && int_as_micros(t, micros, &n);
    decref(t, micros);
    return ok ? delta_new(t, n) : VALUE_NULL;
}

/* A subclass of int may answer anything. */
static bool check_divmod(Thread *t, Value pair) {
    if (!is_tuple(pair))
        return raise_type_error(t, "divmod() returned non-tuple (type %T)", pair), false;
    const Tuple *tuple = value_tuple(pair);
    if (tuple->length != 2)
        return raise_type_error(t, "divmod() returned a tuple of size %zd", (ssize_t)tuple->length), false;
    if (!is_int(tuple->items[0]) || !is_int(tuple->items[1]))
        return raise(t, EXC_TypeError, "non-integer arguments in division"), false;
    return true;
}

/* a / b of ints, rounded half to even; consumes a. */
static Value divide_to_nearest(Thread *t, Value a, Value b) {
    Value pair = is_null(a) ? VALUE_NULL : op_binary(t, BINARY_DIVMOD, a, b);
    decref(t, a);
    if (is_null(pair))
        return pair;
    if (!check_divmod(t, pair))
        return decref(t, pair), VALUE_NULL;
    Value quotient = value_tuple(pair)->items[0], rest = value_tuple(pair)->items[1];
    Value twice = op_binary(t, BINARY_MUL, rest, small_int_value(2));
    if (!is_null(twice) && !is_int(twice)) {
        decref(t, pair);
        raise_type_error(t, "unsupported operand type(s) for divmod(): '%T' and 'int'", twice);
        return decref(t, twice), VALUE_NULL;
    }
    int order = is_null(twice) ? 0 : int_compare(twice, b) * int_sign(b);
    bool up = order > 0 || (order == 0 && int_low_bits(quotient) & 1);
    Value result = is_null(twice) ? VALUE_NULL
                   : up           ? op_binary(t, BINARY_ADD, quotient, small_int_value(1))
                                  : new_ref(quotient);
    decref(t, twice);
    decref(t, pair);
    return result;
}

/* A subclass of float may answer anything. */
static bool check_ratio(Thread *t, Value pair) {
    if (!is_tuple(pair))
        return raise_type_error(
                   t, "unexpected return type from as_integer_ratio(): expected tuple, got '%T'", pair),
               false;
    const Tuple *tuple = value_tuple(pair);
    if (tuple->length != 2)
        return raise(t, EXC_ValueError, "as_integer_ratio() must return a 2-tuple"), false;
    if (!is_int(tuple->items[0]) || !is_int(tuple->items[1]))
        return raise(t, EXC_TypeError, "non-integer arguments in division"), false;
    return true;
}

/* numerator and denominator of a float: a tuple. */
static Value float_ratio(Thread *t, Value v) {
    Str *name = str_intern_utf8(t, "as_integer_ratio");
    Value pair = name ? op_call_method0(t, v, name) : VALUE_NULL;
    xdecref_object(t, name);
    if (is_null(pair) || check_ratio(t, pair))
        return pair;
    decref(t, pair);
    return VALUE_NULL;
}

/* micros * times / by, exact before it is rounded. */
static Value scale(Thread *t, Micros micros, Value times, Value by) {
    Value n = micros_as_int(t, micros);
    Value product = is_null(n) ? n : op_binary(t, BINARY_MUL, n, times);
    decref(t, n);
    return delta_from_int(t, divide_to_nearest(t, product, by));
}

static Value scale_by_float(Thread *t, const Delta *d, Value factor, bool divide) {
    Value pair = float_ratio(t, factor);
    if (is_null(pair))
        return pair;
    Value *items = value_tuple(pair)->items;
    Value result = divide && int_sign(items[0]) == 0
                       ? raise(t, EXC_ZeroDivisionError, "integer division or modulo by zero")
                       : scale(t, delta_total(d), items[divide ? 1 : 0], items[divide ? 0 : 1]);
    decref(t, pair);
    return result;
}

static Value delta_mul(Thread *t, Value a, Value b) {
    if (!is_delta(a)) {
        Value other = a;
        a = b;
        b = other;
    }
    if (is_int(b))
        return scale(t, delta_total(delta_of(a)), b, small_int_value(1));
    return is_float(b) ? scale_by_float(t, delta_of(a), b, false) : VALUE_NOTIMPLEMENTED;
}

/* op of the two durations as ints. */
static Value as_ints(Thread *t, BinaryOp op, Value a, Value b) {
    Value x = micros_as_int(t, delta_total(delta_of(a))), y = micros_as_int(t, delta_total(delta_of(b)));
    Value result = is_null(x) || is_null(y) ? VALUE_NULL : op_binary(t, op, x, y);
    decref(t, x);
    decref(t, y);
    return result;
}

static Value delta_truediv(Thread *t, Value a, Value b) {
    if (!is_delta(a))
        return VALUE_NOTIMPLEMENTED;
    if (is_delta(b))
        return as_ints(t, BINARY_TRUEDIV, a, b);
    if (is_float(b))
        return scale_by_float(t, delta_of(a), b, true);
    if (!is_int(b))
        return VALUE_NOTIMPLEMENTED;
    if (int_sign(b) == 0)
        return raise(t, EXC_ZeroDivisionError, "integer division or modulo by zero");
    return scale(t, delta_total(delta_of(a)), small_int_value(1), b);
}

static Value delta_floordiv(Thread *t, Value a, Value b) {
    if (!is_delta(a))
        return VALUE_NOTIMPLEMENTED;
    if (is_delta(b))
        return as_ints(t, BINARY_FLOORDIV, a, b);
    if (!is_int(b))
        return VALUE_NOTIMPLEMENTED;
    Value n = micros_as_int(t, delta_total(delta_of(a)));
    Value quotient = is_null(n) ? n : op_binary(t, BINARY_FLOORDIV, n, b);
    decref(t, n);
    return delta_from_int(t, quotient);
}

static Value delta_mod(Thread *t, Value a, Value b) {
    return is_delta(a) && is_delta(b) ? delta_from_int(t, as_ints(t, BINARY_MOD, a, b))
                                      : VALUE_NOTIMPLEMENTED;
}

static Value delta_divmod(Thread *t, Value a, Value b) {
    if (!is_delta(a) || !is_delta(b))
        return VALUE_NOTIMPLEMENTED;
    Value quotient = delta_floordiv(t, a, b), rest = is_null(quotient) ? quotient : delta_mod(t, a, b);
    Tuple *pair = is_null(rest) ? NULL : tuple_pack(t, 2, quotient, rest);
    decref(t, quotient);
    decref(t, rest);
    return result_value(pair);
}

/* ---- what else it can do ---- */

static Value delta_compare(Thread *t, Value self, Value other, CompareOp op) {
    if (!is_delta(other))
        return VALUE_NOTIMPLEMENTED;
    Micros a = delta_total(delta_of(self)), b = delta_total(delta_of(other));
    return op_compare_numbers((a > b) - (a < b), 0, op);
}

static Tuple *fields(Thread *t, const Delta *d) {
    return tuple_pack(t, 3, small_int_value(d->days), small_int_value(d->seconds),
                      small_int_value(d->micros));
}

static bool delta_hash(Thread *t, Value self, int64_t *hash) {
    Tuple *tuple = fields(t, delta_of(self));
    bool ok = tuple && op_hash(t, object_value(tuple), hash);
    xdecref_object(t, tuple);
    return ok;
}

static Value delta_repr(Thread *t, Value self) {
    const Delta *d = delta_of(self);
    char text[100] = "0";
    int n = 0;
    if (d->days)
        n += sprintf(text + n, "days=%d", d->days);
    if (d->seconds)
        n += sprintf(text + n, "%sseconds=%d", n ? ", " : "", d->seconds);
    if (d->micros)
        sprintf(text + n, "%smicroseconds=%d", n ? ", " : "", d->micros);
    return str_value(str_format(t, "%T(%s)", self, text));
}

static Value delta_str(Thread *t, Value self) {
    const Delta *d = delta_of(self);
    char text[100];
    int n = d->days ? sprintf(text, "%d day%s, ", d->days, d->days == 1 || d->days == -1 ? "" : "s") : 0;
    n += sprintf(text + n, "%d:%02d:%02d", d->seconds / 3600, d->seconds / 60 % 60, d->seconds % 60);
    if (d->micros)
        sprintf(text + n, ".%06d", d->micros);
    return str_value(str_new(t, text));
}

Value delta_total_seconds(Thread *t, const Delta *d) {
    Value n = micros_as_int(t, delta_total(d));
    Value seconds = is_null(n) ? n : op_binary(t, BINARY_TRUEDIV, n, small_int_value(SECOND));
    decref(t, n);
    return seconds;
}

static Value total_seconds_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return delta_total_seconds(t, delta_of(args[0]));
}

static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Tuple *state = fields(t, delta_of(args[0]));
    Tuple *pair =
        state ? tuple_pack(t, 2, object_value(value_object(args[0])->type), object_value(state)) : NULL;
    xdecref_object(t, state);
    return result_value(pair);
}

static Value get_days(Thread *t, Value self) {
    return small_int_value(delta_of(self)->days);
}

static Value get_seconds(Thread *t, Value self) {
    return small_int_value(delta_of(self)->seconds);
}

static Value get_micros(Thread *t, Value self) {
    return small_int_value(delta_of(self)->micros);
}

static const MethodDef methods[] = {
    {"total_seconds", total_seconds_method, "", "The whole duration in seconds, a float."},
    {"__reduce__", reduce_method, "", "How to pickle it."},
    {0}};

static const GetSetDef getsets[] = {{"days", get_days, member_readonly, "Days, which may be negative."},
                                    {"seconds", get_seconds, member_readonly, "Seconds, less than a day."},
                                    {"microseconds", get_micros, member_readonly, "Less than a second."},
                                    {0}};

const TypeDef delta_type_def = {
    .name = "datetime.timedelta",
    .size = sizeof(Delta),
    .flags = TYPE_BASE,
    .doc = "A duration, exact to the microsecond.",
    .new_signature = "days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0",
    .slots = {.new_instance = delta_new_instance,
              .repr = delta_repr,
              .str = delta_str,
              .hash = delta_hash,
              .compare = delta_compare,
              .truth = delta_truth,
              .binary = {[BINARY_ADD] = delta_add,
                         [BINARY_SUB] = delta_sub,
                         [BINARY_MUL] = delta_mul,
                         [BINARY_TRUEDIV] = delta_truediv,
                         [BINARY_FLOORDIV] = delta_floordiv,
                         [BINARY_MOD] = delta_mod,
                         [BINARY_DIVMOD] = delta_divmod},
              .unary = {[UNARY_NEG] = delta_neg, [UNARY_POS] = delta_pos, [UNARY_ABS] = delta_abs}},
    .methods = methods,
    .getsets = getsets,
};
