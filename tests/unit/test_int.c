// Integers through the C API: representation, exactness at the borders of words and limbs, text.
#include "leak_check.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/str.h"

static Thread *t;

static void set_up(void) {
    t = interp_new(NULL);
}
static void tear_down(void) {
    interp_free(t);
}
TestSuite(int, .init = set_up, .fini = tear_down);

static Value parse(const char *digits) {
    return int_from_text(t, digits, strlen(digits), 10, VALUE_NONE);
}

// Checks v's decimal text and releases v.
static void check(Value v, const char *expected) {
    cr_assert(!is_null(v));
    Str *s = int_to_str(t, v, 10, false);
    cr_expect_str_eq((const char *)s->data, expected);
    decref_object(t, s);
    decref(t, v);
}

Test(int, small_values_are_words) {
    cr_expect(is_small_int(int_value(t, SMALL_INT_MAX)));
    cr_expect(is_small_int(int_value(t, SMALL_INT_MIN)));
    Value big = int_value(t, SMALL_INT_MAX + 1);
    cr_expect(is_big_int(big));
    Value back = int_sub(t, big, small_int_value(1));
    cr_expect(is_small_int(back));
    decref(t, big);
    check(int_value(t, INT64_MIN), "-9223372036854775808");
}

Test(int, arithmetic_across_the_word) {
    check(int_add(t, small_int_value(SMALL_INT_MAX), small_int_value(1)), "2305843009213693952");
    check(int_mul(t, small_int_value(INT64_C(3037000500)), small_int_value(INT64_C(3037000500))),
          "9223372037000250000");
    Value big = parse("340282366920938463463374607431768211456"); // 2**128
    check(int_sub(t, big, small_int_value(1)), "340282366920938463463374607431768211455");
    check(int_rshift(t, big, small_int_value(127)), "2");
    check(int_floordiv(t, big, small_int_value(-7)), "-48611766702991209066196372490252601637");
    check(int_mod(t, big, small_int_value(-7)), "-3");
    check(int_and(t, big, small_int_value(-1)), "340282366920938463463374607431768211456");
    decref(t, big);
}

Test(int, division_by_zero_raises) {
    cr_expect(is_null(int_floordiv(t, small_int_value(1), small_int_value(0))));
    cr_expect(error_clear_if(t, EXC_ZeroDivisionError));
}

Test(int, power_and_modulus) {
    check(int_pow(t, small_int_value(-3), small_int_value(41), VALUE_NONE), "-36472996377170786403");
    check(int_pow(t, small_int_value(3), small_int_value(-1), small_int_value(7)), "5");
    check(int_pow(t, small_int_value(3), small_int_value(4), small_int_value(-5)), "-4");
}

Test(int, conversion_to_double_rounds_to_even) {
    double d;
    cr_expect(int_to_double(t, small_int_value((INT64_C(1) << 53) + 1), &d));
    cr_expect_eq(d, 9007199254740992.0);
    Value big = parse("36893488147419107329"); // 2**65 + 4097: above half way
    cr_expect(int_to_double(t, big, &d));
    cr_expect_eq(d, 36893488147419111424.0);
    decref(t, big);
}

Test(int, comparison_with_doubles_is_exact) {
    cr_expect_gt(int_compare_double(small_int_value((INT64_C(1) << 53) + 1), 9007199254740992.0), 0);
    cr_expect_eq(int_compare_double(small_int_value(7), 7.0), 0);
    cr_expect_lt(int_compare_double(small_int_value(7), 7.5), 0);
}

Test(int, text_is_checked) {
    check(parse(" +1_000 "), "1000");
    cr_expect(is_null(parse("1__0")));
    cr_expect(error_clear_if(t, EXC_ValueError));
    char digits[5001];
    memset(digits, '7', 5000);
    digits[5000] = 0;
    cr_expect(is_null(parse(digits)));
    cr_expect(error_clear_if(t, EXC_ValueError));
}

Test(int, bytes_round_trip) {
    uint8_t bytes[3];
    cr_expect(int_to_bytes(t, small_int_value(-65536), bytes, 3, true, true));
    cr_expect(value_is(int_from_bytes(t, bytes, 3, true, true), small_int_value(-65536)));
    cr_expect(!int_to_bytes(t, small_int_value(-1), bytes, 3, true, false));
    cr_expect(error_clear_if(t, EXC_OverflowError));
}

/* Ints of one limb take a way of their own: against GMP's general functions, at the borders of the word and the limb. */
Test(int, the_narrow_way_agrees_with_the_general_one) {
    static const char *const edges[] = {"0", "1", "-1", "7", "-7", "2305843009213693951", "2305843009213693952",
                                        "-2305843009213693952", "-2305843009213693953", "9223372036854775807",
                                        "-9223372036854775808", "9223372036854775808", "18446744073709551615",
                                        "-18446744073709551615", "18446744073709551616"};
    static const struct {
        BinaryOp op;
        Value (*general)(Thread *t, Value a, Value b);
    } operations[] = {{BINARY_ADD, int_add}, {BINARY_SUB, int_sub},           {BINARY_MUL, int_mul},
                      {BINARY_AND, int_and}, {BINARY_FLOORDIV, int_floordiv}, {BINARY_MOD, int_mod}};
    enum { EDGES = sizeof edges / sizeof *edges, OPERATIONS = sizeof operations / sizeof *operations };
    int narrow = 0;
    for (int n = 0; n < EDGES * EDGES * OPERATIONS; n++) {
        const char *left = edges[n / OPERATIONS / EDGES], *right = edges[n / OPERATIONS % EDGES];
        Value a = parse(left), b = parse(right);
        Value quick = int_narrow_binary(t, operations[n % OPERATIONS].op, a, b);
        cr_assert(!error_pending(t));
        if (!is_null(quick)) {
            Value general = operations[n % OPERATIONS].general(t, a, b);
            cr_expect_eq(int_compare(quick, general), 0, "%s %s %d", left, right, n % OPERATIONS);
            cr_expect_eq(is_small_int(quick), is_small_int(general));
            decref(t, general);
            decref(t, quick);
            narrow++;
        }
        decref(t, a);
        decref(t, b);
    }
    cr_expect_gt(narrow, 100);
}
