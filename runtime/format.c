/* How values become text in f-strings, format() and str.format(): the cheap cases and the dispatch by type.
 */
#include "runtime/format.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/ops.h"
#include "runtime/str.h"

static bool check_str_spec(Thread *t, Str *s, const FormatSpec *spec) {
    const char *problem = spec->sign == ' ' ? "Space not allowed in string format specifier"
                          : spec->sign      ? "Sign not allowed in string format specifier"
                          : spec->no_negative_zero
                              ? "Negative zero coercion (z) not allowed in string format specifier"
                          : spec->alternate    ? "Alternate form (#) not allowed in string format specifier"
                          : spec->align == '=' ? "'=' alignment not allowed in string format specifier"
                                               : NULL;
    if (spec->type != 's')
        return format_raise_unknown(t, spec->type, object_value(s)), false;
    if (problem)
        raise_value_error(t, "%s", problem);
    return !problem;
}

Str *format_str(Thread *t, Str *s, const FormatSpec *spec) {
    StrBuilder b;
    if (!check_str_spec(t, s, spec))
        return NULL;
    int64_t length = spec->precision >= 0 && spec->precision < s->length ? spec->precision : s->length;
    int64_t missing = spec->width > length ? spec->width - length : 0;
    if (missing == 0)
        return str_slice(t, s, 0, length);
    int64_t left = spec->align == '>' ? missing : spec->align == '^' ? missing / 2 : 0;
    strbuilder_init(&b, t);
    strbuilder_repeat(&b, spec->fill, left);
    strbuilder_slice(&b, s, 0, length);
    strbuilder_repeat(&b, spec->fill, missing - left);
    return strbuilder_finish(&b);
}

Str *format_value(Thread *t, Value v, Str *spec) {
    FormatSpec parsed;
    if (!spec || spec->length == 0)
        return op_str(t, v);
    if (is_str(v))
        return format_parse_spec(t, spec, v, 's', '<', &parsed) ? format_str(t, value_str(v), &parsed) : NULL;
    if (is_int(v))
        return format_parse_spec(t, spec, v, 'd', '>', &parsed) ? format_int(t, v, &parsed) : NULL;
    if (!format_parse_spec(t, spec, v, 0, '>', &parsed))
        return NULL;
    return is_float(v) ? format_float(t, v, &parsed) : format_complex(t, v, &parsed);
}

size_t format_small_int(int64_t i, char out[24]) {
    char reversed[24];
    size_t n = 0, length = 0;
    uint64_t rest = i < 0 ? -(uint64_t)i : (uint64_t)i;
    do
        reversed[n++] = (char)('0' + rest % 10);
    while (rest /= 10);
    if (i < 0)
        out[length++] = '-';
    while (n)
        out[length++] = reversed[--n];
    return length;
}

/* str(v), without a call where that is cheap. */
static Str *plain_text(Thread *t, Value v) {
    char digits[24];
    if (is_str_exact(v))
        return incref(v), value_str(v);
    if (is_small_int(v))
        return str_from_ascii(t, digits, format_small_int(small_int(v), digits));
    return NULL;
}

static bool is_number_or_text(Value v) {
    return is_str_exact(v) || is_int_exact(v) || is_float_exact(v);
}

static Str *format_unconverted(Thread *t, Value v, Str *spec) {
    if (spec && spec->length)
        return is_number_or_text(v) ? format_value(t, v, spec) : op_format(t, v, spec);
    Str *s = plain_text(t, v);
    return s ? s : error_pending(t) ? NULL : op_format(t, v, NULL);
}

Str *format_field(Thread *t, Value v, char conversion, Str *spec) {
    if (!conversion)
        return format_unconverted(t, v, spec);
    Str *s = conversion == 's' ? op_str(t, v) : conversion == 'r' ? op_repr(t, v) : op_ascii(t, v);
    if (!s || !spec || !spec->length)
        return s;
    Str *result = format_unconverted(t, object_value(s), spec);
    decref_object(t, s);
    return result;
}
