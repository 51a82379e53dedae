// Floats through the C API: boxing, shortest text, parsing.
#include "leak_check.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/str.h"
#include <math.h>

static Thread *t;

static void set_up(void) {
    t = interp_new(NULL);
}
static void tear_down(void) {
    interp_free(t);
}
TestSuite(float, .init = set_up, .fini = tear_down);

static void check_repr(double d, const char *expected) {
    Str *s = float_repr(t, d);
    cr_expect_str_eq((const char *)s->data, expected);
    decref_object(t, s);
}

Test(float, ordinary_floats_are_words) {
    cr_expect(is_small_float(float_value(t, 0.0)));
    cr_expect(is_small_float(float_value(t, -1e70)));
    Value huge = float_value(t, 1e300);
    cr_expect(!is_small_float(huge) && is_float(huge));
    cr_expect_eq(float_as_double(huge), 1e300);
    decref(t, huge);
}

Test(float, repr_is_shortest) {
    check_repr(0.1, "0.1");
    check_repr(0.1 + 0.2, "0.30000000000000004");
    check_repr(-0.0, "-0.0");
    check_repr(1e16, "1e+16");
    check_repr(123456789012345.0, "123456789012345.0");
    check_repr(5e-324, "5e-324");
    check_repr(0x1p-44, "5.684341886080802e-14");
    check_repr(9007199254740993.0, "9007199254740992.0");
}

Test(float, division_rounds_down) {
    cr_expect_eq(float_floordiv(-7, 2), -4);
    cr_expect_eq(float_mod(-7, 2), 1);
    cr_expect(signbit(float_mod(4, -2)));
}

Test(float, text_is_checked) {
    Value v = float_from_text(t, " 1_0.5e-1\n", 10, VALUE_NONE);
    cr_expect_eq(float_as_double(v), 1.05);
    cr_expect(is_null(float_from_text(t, "1e", 2, VALUE_NONE)));
    cr_expect(error_clear_if(t, EXC_ValueError));
    v = float_from_text(t, "-inf", 4, VALUE_NONE);
    cr_expect_eq(float_as_double(v), -INFINITY);
    decref(t, v);
}

Test(float, integral_floats_hash_as_ints) {
    cr_expect_eq(float_hash(-1.0, VALUE_NONE), -2);
    cr_expect_eq(float_hash(0x1p61, VALUE_NONE), 1);
    cr_expect_eq(float_hash(1.5, VALUE_NONE), INT64_C(1152921504606846977));
}
