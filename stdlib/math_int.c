/* gcd, lcm, isqrt, factorial, comb, perm: on GMP. */
#include "stdlib/math_int.h"
#include "runtime/error.h"
#include "runtime/int_limbs.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include <limits.h>

/* More bits than that are no memory, and GMP would abort. */
enum { MAX_RESULT_BITS_LOG2 = 37 };

static Value take_mpz(Thread *t, mpz_t z) {
    Value v = int_from_mpz(t, z);
    mpz_clear(z);
    return v;
}

static bool check_size(Thread *t, double bits) {
    if (bits <= (double)((int64_t)1 << MAX_RESULT_BITS_LOG2))
        return true;
    raise_no_memory(t);
    return false;
}

/* --- gcd and lcm of any number of ints --- */

static Value lcm_of(Thread *t, Value a, Value b) {
    if (int_sign(a) == 0 || int_sign(b) == 0)
        return small_int_value(0);
    Value divisor = int_gcd(t, a, b);
    Value part = is_null(divisor) ? VALUE_NULL : int_floordiv(t, a, divisor);
    Value multiple = is_null(part) ? VALUE_NULL : int_mul(t, part, b);
    decref(t, divisor);
    decref(t, part);
    if (is_null(multiple) || int_sign(multiple) >= 0)
        return multiple;
    Value positive = int_neg(t, multiple);
    decref(t, multiple);
    return positive;
}

static Value fold(Thread *t, const char *name, Value *args, int nargs, Tuple *kwnames, int64_t start,
                  Value (*combine)(Thread *, Value, Value)) {
    if (kwnames && kwnames->length)
        return raise_type_error(t, "math.%s() takes no keyword arguments", name);
    Value result = small_int_value(start);
    for (int i = 0; i < nargs; i++) {
        Value v = op_index(t, args[i]);
        Value next = is_null(v) ? VALUE_NULL : combine(t, result, v);
        decref(t, v);
        decref(t, result);
        if (is_null(next))
            return VALUE_NULL;
        result = next;
    }
    return result;
}

Value math_gcd(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return fold(t, "gcd", args, nargs, kwnames, 0, int_gcd);
}

Value math_lcm(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return fold(t, "lcm", args, nargs, kwnames, 1, lcm_of);
}

Value math_isqrt(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value n = op_index(t, args[0]);
    Value root = is_null(n) ? VALUE_NULL : int_isqrt(t, n);
    decref(t, n);
    return root;
}

/* --- factorial, comb, perm --- */

Value math_factorial(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t n;
    Value v = op_index(t, args[0]);
    if (is_null(v))
        return VALUE_NULL;
    bool fits = int_to_int64(v, &n);
    int sign = int_sign(v);
    decref(t, v);
    if (sign < 0)
        return raise_value_error(t, "factorial() not defined for negative values");
    if (!fits)
        return raise_overflow(t, "factorial() argument should not exceed %ld", LONG_MAX);
    if (!check_size(t, (double)n * 20))
        return VALUE_NULL;
    mpz_t result;
    mpz_init(result);
    mpz_fac_ui(result, (unsigned long)n);
    return take_mpz(t, result);
}

/* n * (n-1) * ... of `count` factors, by halves, so that the multiplications are of equal lengths. */
static void falling_product(mpz_t result, const mpz_t n, uint64_t count) {
    if (count <= 8) {
        mpz_t factor;
        mpz_init_set(factor, n);
        mpz_set_ui(result, 1);
        for (uint64_t i = 0; i < count; i++) {
            mpz_mul(result, result, factor);
            mpz_sub_ui(factor, factor, 1);
        }
        mpz_clear(factor);
        return;
    }
    mpz_t lower, product;
    mpz_init(lower);
    mpz_init(product);
    mpz_sub_ui(lower, n, count / 2);
    falling_product(result, n, count / 2);
    falling_product(product, lower, count - count / 2);
    mpz_mul(result, result, product);
    mpz_clear(lower);
    mpz_clear(product);
}

static bool check_sign(Thread *t, Value v, const char *name) {
    if (int_sign(v) < 0)
        raise_value_error(t, "%s must be a non-negative integer", name);
    return int_sign(v) >= 0;
}

static Value perm(Thread *t, Value n, Value k) {
    uint64_t count;
    if (!check_sign(t, n, "n") || !check_sign(t, k, "k"))
        return VALUE_NULL;
    if (int_compare(n, k) < 0)
        return small_int_value(0);
    if (!int_to_uint64(k, &count) || count > LLONG_MAX)
        return raise_overflow(t, "k must not exceed %lld", LLONG_MAX);
    if (!check_size(t, (double)count * (double)int_bit_length(n)))
        return VALUE_NULL;
    IntView view;
    mpz_t first, result;
    int_view(n, &view);
    int_view_mpz(&view, first);
    mpz_init(result);
    falling_product(result, first, count);
    return take_mpz(t, result);
}

static Value choose(Thread *t, Value n, Value k) {
    uint64_t count;
    if (!int_to_uint64(k, &count) || count > LLONG_MAX)
        return raise_overflow(t, "min(n - k, k) must not exceed %lld", LLONG_MAX);
    if (!check_size(t, (double)count * (double)int_bit_length(n)))
        return VALUE_NULL;
    IntView view;
    mpz_t top, result;
    int_view(n, &view);
    int_view_mpz(&view, top);
    mpz_init(result);
    mpz_bin_ui(result, top, count);
    return take_mpz(t, result);
}

static Value comb(Thread *t, Value n, Value k) {
    if (!check_sign(t, n, "n") || !check_sign(t, k, "k"))
        return VALUE_NULL;
    Value rest = int_sub(t, n, k), result;
    if (is_null(rest))
        return VALUE_NULL;
    if (int_sign(rest) < 0)
        result = small_int_value(0);
    else
        result = choose(t, n, int_compare(rest, k) < 0 ? rest : k);
    decref(t, rest);
    return result;
}

static Value with_ints(Thread *t, Value *args, Value (*function)(Thread *, Value, Value)) {
    Value n = op_index(t, args[0]), k = is_null(n) ? VALUE_NULL : op_index(t, args[1]);
    Value result = is_null(k) ? VALUE_NULL : function(t, n, k);
    decref(t, n);
    decref(t, k);
    return result;
}

Value math_comb(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return with_ints(t, args, comb);
}

Value math_perm(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (is_null(args[1]) || is_none(args[1]))
        return math_factorial(t, args, nargs, kwnames);
    return with_ints(t, args, perm);
}
