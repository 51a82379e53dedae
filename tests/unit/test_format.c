// The format mini-language: parsing, and numbers and text by it. Expectations are CPython 3.11's.
#include "python.h"
#include "runtime/float.h"
#include "runtime/format.h"
#include "runtime/int.h"
#include <math.h>

static Thread *t;
static void set_up(void) {
    t = interp_new(NULL);
}
static void tear_down(void) {
    interp_free(t);
    check_leaks();
}
TestSuite(format, .init = set_up);

/* format(v, spec); consumes v. */
static Str *formatted(Value v, const char *spec) {
    Str *text = str_new(t, spec), *result = op_format(t, v, text);
    decref_object(t, text);
    decref(t, v);
    return result;
}
static void expect(Value v, const char *spec, const char *expected) {
    expect_text(t, formatted(v, spec), expected);
}
static void expect_refused(Value v, const char *spec, const char *message) {
    cr_expect_null(formatted(v, spec));
    expect_error(t, EXC_ValueError, message);
}
static Value i(int64_t n) {
    return int_value(t, n);
}
static Value f(double d) {
    return float_value(t, d);
}
static Value s(const char *text) {
    return object_value(str_new(t, text));
}

Test(format, a_spec_in_its_parts) {
    Str *text = str_new(t, "\xe2\x82\xac^+#012_.3f");
    FormatSpec spec;
    cr_assert(format_parse_spec(t, text, VALUE_NONE, 'd', '>', &spec));
    cr_expect(spec.fill == 0x20ac && spec.align == '^' && spec.sign == '+' && spec.alternate);
    cr_expect(spec.width == 12 && spec.grouping == '_' && spec.precision == 3 && spec.type == 'f');
    decref_object(t, text);
    tear_down();
}

Test(format, ints) {
    expect(i(1234567), ",", "1,234,567");
    expect(i(-255), "#x", "-0xff");
    expect(i(255), "#_b", "0b1111_1111");
    expect(i(42), "+08", "+0000042");
    expect(i(1234), "010,", "00,001,234");
    expect(i(7), "*^5", "**7**");
    expect(i(65), "c", "A");
    expect(i(3), ".2f", "3.00");
    expect_refused(i(3), ".2", "Precision not allowed in integer format specifier");
    expect_refused(i(3), "s", "Unknown format code 's' for object of type 'int'");
    tear_down();
}

Test(format, floats) {
    expect(f(3.14159), ".2f", "3.14");
    expect(f(0.5), ".0f", "0");
    expect(f(1e22), ",.1f", "10,000,000,000,000,000,000,000.0");
    expect(f(-0.0), "z.1f", "0.0");
    expect(f(1234.5), "e", "1.234500e+03");
    expect(f(0.25), "%", "25.000000%");
    expect(f(1e100), "g", "1e+100");
    expect(f(-INFINITY), "08", "-0000inf");
    expect(f(2.0), "", "2.0");
    expect_refused(f(1), "d", "Unknown format code 'd' for object of type 'float'");
    tear_down();
}

Test(format, text) {
    expect(s("abc"), "6", "abc   ");
    expect(s("abc"), ">5.2", "   ab");
    expect(s("\xc3\xa9"), "\xe2\x82\xac<3", "\xc3\xa9\xe2\x82\xac\xe2\x82\xac");
    expect_refused(s("a"), "=5", "'=' alignment not allowed in string format specifier");
    expect_refused(s("a"), "d", "Unknown format code 'd' for object of type 'str'");
    expect_refused(s("a"), "99999999999999999999", "Too many decimal digits in format string");
    tear_down();
}
