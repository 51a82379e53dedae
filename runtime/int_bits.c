/* Shifts and the bitwise operators. Negative ints behave as two's complement with infinitely many leading
 * ones. */
#include "runtime/error.h"
#include "runtime/int_limbs.h"

static mp_limb_t *limbs_of(BigInt *big) {
    return (mp_limb_t *)big->limbs;
}

/* --- shifts --- */

Value int_shift_left(Thread *t, Value a, int64_t count) {
    IntView view;
    int_view(a, &view);
    if (view.count == 0)
        return small_int_value(0);
    if (is_word_int(a) && count < 62 && fits_small_int(word_int(a) << count) &&
        (word_int(a) << count) >> count == word_int(a))
        return small_int_value(word_int(a) << count);
    int64_t words = count / 64;
    unsigned bits = (unsigned)(count % 64);
    BigInt *shifted = int_alloc(t, view.count + words + 1);
    if (!shifted)
        return VALUE_NULL;
    mpn_zero(limbs_of(shifted), words);
    mpn_copyi(limbs_of(shifted) + words, view.limbs, view.count);
    shifted->limbs[words + view.count] =
        bits ? mpn_lshift(limbs_of(shifted) + words, limbs_of(shifted) + words, view.count, bits) : 0;
    return int_finish(t, shifted, view.count + words + 1, view.negative);
}

/* Shifting right rounds down: a negative number that loses a bit goes one further from zero. */
static Value shift_right_view(Thread *t, const IntView *view, int64_t words, unsigned bits) {
    mp_size_t count = view->count - words;
    BigInt *shifted = int_alloc(t, count + 1);
    if (!shifted)
        return VALUE_NULL;
    bool lost = false;
    for (int64_t i = 0; view->negative && !lost && i < words; i++)
        lost = view->limbs[i] != 0;
    if (bits)
        lost |= mpn_rshift(limbs_of(shifted), view->limbs + words, count, bits) != 0;
    else
        mpn_copyi(limbs_of(shifted), view->limbs + words, count);
    shifted->limbs[count] =
        view->negative && lost ? mpn_add_1(limbs_of(shifted), limbs_of(shifted), count, 1) : 0;
    return int_finish(t, shifted, count + 1, view->negative);
}

Value int_shift_right(Thread *t, Value a, int64_t count) {
    if (is_word_int(a))
        return small_int_value(word_int(a) >> (count < 63 ? count : 63));
    IntView view;
    int_view(a, &view);
    if (count / 64 >= view.count)
        return small_int_value(view.negative && view.count ? -1 : 0);
    return shift_right_view(t, &view, count / 64, (unsigned)(count % 64));
}

static bool check_count(Thread *t, Value b) {
    if (int_sign(b) < 0)
        raise_value_error(t, "negative shift count");
    return int_sign(b) >= 0;
}

Value int_lshift(Thread *t, Value a, Value b) {
    int64_t count;
    if (!check_count(t, b))
        return VALUE_NULL;
    if (int_sign(a) == 0)
        return small_int_value(0);
    if (!int_to_int64(b, &count))
        return raise_overflow(t, "too many digits in integer");
    return int_shift_left(t, a, count);
}

Value int_rshift(Thread *t, Value a, Value b) {
    int64_t count;
    if (!check_count(t, b))
        return VALUE_NULL;
    return int_shift_right(t, a, int_to_int64(b, &count) ? count : INT64_MAX);
}

Value int_invert(Thread *t, Value a) { /* ~a == -a - 1 */
    if (is_word_int(a))
        return small_int_value(~word_int(a));
    Value negated = int_neg(t, a);
    Value result = is_null(negated) ? VALUE_NULL : int_sub(t, negated, small_int_value(1));
    decref(t, negated);
    return result;
}

/* --- & | ^ --- */

/* Two's complement of a view, limb by limb from the lowest. */
typedef struct Complement {
    const IntView *view;
    mp_size_t at;
    bool carry; /* of the +1 in -x == ~x + 1 */
} Complement;

static mp_limb_t next_limb(Complement *c) {
    mp_limb_t limb = c->at < c->view->count ? c->view->limbs[c->at] : 0;
    c->at++;
    if (!c->view->negative)
        return limb;
    limb = ~limb + c->carry;
    c->carry = c->carry && limb == 0;
    return limb;
}

static mp_limb_t combine(char op, mp_limb_t a, mp_limb_t b) {
    return op == '&' ? a & b : op == '|' ? a | b : a ^ b;
}

static Value bitwise(Thread *t, Value a, Value b, char op) {
    if (both_word_int(a, b))
        return small_int_value((int64_t)combine(op, (uint64_t)word_int(a), (uint64_t)word_int(b)));
    IntView x, y;
    int_view(a, &x);
    int_view(b, &y);
    mp_size_t count = (x.count > y.count ? x.count : y.count) + 1; /* and a limb of sign */
    BigInt *result = int_alloc(t, count);
    if (!result)
        return VALUE_NULL;
    Complement p = {&x, 0, true}, q = {&y, 0, true};
    for (mp_size_t i = 0; i < count; i++)
        result->limbs[i] = combine(op, next_limb(&p), next_limb(&q));
    bool negative = result->limbs[count - 1] >> 63;
    if (negative)
        mpn_neg(limbs_of(result), limbs_of(result), count);
    return int_finish(t, result, count, negative);
}

Value int_and(Thread *t, Value a, Value b) {
    return bitwise(t, a, b, '&');
}
Value int_or(Thread *t, Value a, Value b) {
    return bitwise(t, a, b, '|');
}
Value int_xor(Thread *t, Value a, Value b) {
    return bitwise(t, a, b, '^');
}
