/* Formatting ints, floats and complex numbers by a FormatSpec. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/format.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <math.h>
#include <stdlib.h>

/* --- putting a number together --- */

static char sign_of(bool negative, const FormatSpec *spec) {
    return negative ? '-' : spec->sign == '+' || spec->sign == ' ' ? spec->sign : 0;
}

/* How many digits and separators there are, with leading zeros up to `least` characters. A separator never
 * comes first. */
static int64_t grouped_length(int64_t digits, int group, char separator, int64_t least) {
    if (!separator)
        return digits > least ? digits : least;
    int64_t length = digits + (digits - 1) / group;
    if (length >= least)
        return length;
    int64_t room = least % (group + 1) == 0 ? least + 1 : least; /* else it would begin with a separator */
    return room;
}

static void add_digits(StrBuilder *b, const NumberText *text, char separator, int64_t length) {
    int64_t group = text->group, zeros;
    if (!separator) {
        strbuilder_repeat(b, '0', length - (int64_t)text->digit_count);
        strbuilder_ascii(b, text->digits, text->digit_count);
        return;
    }
    int64_t total = length - length / (group + 1); /* digits, zeros included */
    zeros = total - (int64_t)text->digit_count;
    for (int64_t i = 0; i < total; i++) {
        if (i && (total - i) % group == 0)
            strbuilder_char(b, (uint32_t)separator);
        strbuilder_char(b, i < zeros ? '0' : (uint32_t)text->digits[i - zeros]);
    }
}

/* Where padding goes. */
typedef struct Padding {
    int64_t left, inside, right;
} Padding;

static Padding padding(const FormatSpec *spec, int64_t used) {
    int64_t n = spec->width > used ? spec->width - used : 0;
    switch (spec->align) {
    case '<':
        return (Padding){0, 0, n};
    case '^':
        return (Padding){n / 2, 0, n - n / 2};
    case '=':
        return (Padding){0, n, 0};
    default:
        return (Padding){n, 0, 0};
    }
}

/* Format 'n' where module _locale has set a locale of numbers. */
static Str *localized(Thread *t, const NumberText *text, const FormatSpec *spec) {
    char sign = sign_of(text->negative, spec);
    Str *digits, *rest;
    StrBuilder b;
    if (!format_localize(t, text, spec->fill == '0' && spec->align == '=' ? spec->width - (sign != 0) : 0, &digits,
                         &rest))
        return NULL;
    Padding pad = padding(spec, (sign != 0) + digits->length + rest->length);
    strbuilder_init(&b, t);
    strbuilder_repeat(&b, spec->fill, pad.left);
    if (sign)
        strbuilder_char(&b, (uint32_t)sign);
    strbuilder_repeat(&b, spec->fill, pad.inside);
    strbuilder_str(&b, digits);
    strbuilder_str(&b, rest);
    strbuilder_repeat(&b, spec->fill, pad.right);
    decref_object(t, digits);
    decref_object(t, rest);
    return strbuilder_finish(&b);
}

Str *format_number_text(Thread *t, const NumberText *text, const FormatSpec *spec) {
    char sign = sign_of(text->negative, spec);
    int64_t prefix = (int64_t)strlen(text->prefix), around = (sign != 0) + prefix + (int64_t)text->rest_count;
    int64_t least = spec->fill == '0' && spec->align == '=' ? spec->width - around : 0;
    int64_t digits = text->digit_count
                         ? grouped_length((int64_t)text->digit_count, text->group, spec->grouping, least)
                         : 0;
    if (spec->width > INT_MAX) {
        raise_no_memory(t);
        return NULL;
    }
    if (spec->type == 'n' && t->interp->numeric_locale)
        return localized(t, text, spec);
    Padding pad = padding(spec, around + digits);
    StrBuilder b;
    strbuilder_init(&b, t);
    strbuilder_repeat(&b, spec->fill, pad.left);
    if (sign)
        strbuilder_char(&b, (uint32_t)sign);
    strbuilder_ascii(&b, text->prefix, (size_t)prefix);
    strbuilder_repeat(&b, spec->fill, pad.inside);
    if (digits)
        add_digits(&b, text, spec->grouping, digits);
    strbuilder_ascii(&b, text->rest, text->rest_count);
    strbuilder_repeat(&b, spec->fill, pad.right);
    return strbuilder_finish(&b);
}

/* --- int --- */

static Str *format_char(Thread *t, Value v, const FormatSpec *spec) {
    int64_t c;
    if (spec->sign)
        raise_value_error(t, "Sign not allowed with integer format specifier 'c'");
    else if (spec->alternate)
        raise_value_error(t, "Alternate form (#) not allowed with integer format specifier 'c'");
    else if (!int_to_int64(v, &c))
        raise_overflow(t, "Python int too large to convert to C long");
    else if (c < 0 || c > 0x10FFFF)
        raise_overflow(t, "%%c arg not in range(0x110000)");
    if (error_pending(t))
        return NULL;
    Padding pad = padding(spec, 1);
    StrBuilder b;
    strbuilder_init(&b, t);
    strbuilder_repeat(&b, spec->fill, pad.left + pad.inside);
    strbuilder_char(&b, (uint32_t)c);
    strbuilder_repeat(&b, spec->fill, pad.right);
    return strbuilder_finish(&b);
}

static int base_of(uint32_t type) {
    return type == 'b' ? 2 : type == 'o' ? 8 : (type | 0x20) == 'x' ? 16 : 10;
}

static Str *format_in_base(Thread *t, Value v, const FormatSpec *spec) {
    int base = base_of(spec->type);
    Str *digits = int_to_str(t, v, base, false);
    if (!digits)
        return NULL;
    char *text = (char *)digits->data, *upper = NULL;
    bool negative = text[0] == '-';
    size_t count = (size_t)digits->length - negative;
    if (spec->type == 'X' && !(upper = strdup(text))) {
        decref_object(t, digits);
        raise_no_memory(t);
        return NULL;
    }
    for (char *c = upper; c && *c; c++)
        *c = (char)toupper(*c);
    const char *prefix = base == 2 ? "0b" : base == 8 ? "0o" : spec->type == 'X' ? "0X" : "0x";
    NumberText number = {negative,
                         spec->alternate && base != 10 ? prefix : "",
                         (upper ? upper : text) + negative,
                         count,
                         "",
                         0,
                         base == 10 ? 3 : 4};
    Str *result = format_number_text(t, &number, spec);
    free(upper);
    decref_object(t, digits);
    return result;
}

static bool check_int_spec(Thread *t, const FormatSpec *spec) {
    if (spec->precision >= 0)
        raise_value_error(t, "Precision not allowed in integer format specifier");
    else if (spec->no_negative_zero)
        raise_value_error(t, "Negative zero coercion (z) not allowed in integer format specifier");
    return !error_pending(t);
}

Str *format_int(Thread *t, Value v, const FormatSpec *spec) {
    double d;
    switch (spec->type) {
    case 0:
    case 'd':
    case 'n':
    case 'b':
    case 'o':
    case 'x':
    case 'X':
        return check_int_spec(t, spec) ? format_in_base(t, v, spec) : NULL;
    case 'c':
        return check_int_spec(t, spec) ? format_char(t, v, spec) : NULL;
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case '%': {
        if (!int_to_double(t, v, &d))
            return NULL;
        Value f = float_value(t, d);
        Str *s = is_null(f) ? NULL : format_float(t, f, spec);
        decref(t, f);
        return s;
    }
    default:
        format_raise_unknown(t, spec->type, v);
        return NULL;
    }
}

/* --- float --- */

static bool is_zero_text(const char *text) {
    for (; *text && *text != 'e' && *text != 'E'; text++)
        if (*text >= '1' && *text <= '9')
            return false;
    return true;
}

/* The digits of d for a type and precision, malloc'ed, upper case for E, F, G. `dot_zero`: as repr, where no
 * type was given. */
static char *float_digits(double d, const FormatSpec *spec, bool dot_zero) {
    uint32_t type = spec->type;
    char mode = type == 0     ? (spec->precision < 0 ? 'r' : 'g')
                : type == 'n' ? 'g'
                : type == '%' ? 'f'
                              : (char)(type | 0x20);
    int precision = spec->precision >= 0 ? (int)spec->precision : 6;
    char *text = float_to_text(d, mode, precision, spec->alternate, dot_zero && type == 0);
    if (text && type && type < 'a' && type != '%')
        for (char *c = text; *c; c++)
            *c = (char)toupper(*c);
    return text;
}

/* Shows text ("-12.5e+10") as a NumberText; suffix "%" or "". *rest is malloc'ed if a suffix has to be added.
 */
static bool split_text(const char *text, const char *suffix, bool no_negative_zero, NumberText *number,
                       char **rest) {
    *number = (NumberText){.prefix = "", .group = 3};
    *rest = NULL;
    if (*text == '-') {
        number->negative = !(no_negative_zero && is_zero_text(text + 1) && strchr("0123456789", text[1]));
        text++;
    }
    number->digits = text;
    number->digit_count = strspn(text, "0123456789");
    number->rest = text + number->digit_count;
    if (*suffix) {
        if (asprintf(rest, "%s%s", number->rest, suffix) < 0)
            return false;
        number->rest = *rest;
    }
    number->rest_count = strlen(number->rest);
    return true;
}

static Str *format_double(Thread *t, double d, const FormatSpec *spec, bool dot_zero) {
    bool percent = spec->type == '%';
    if (spec->precision > INT_MAX) {
        raise_value_error(t, "precision too big");
        return NULL;
    }
    char *text = float_digits(percent ? d * 100 : d, spec, dot_zero), *rest = NULL;
    NumberText number;
    Str *s = NULL;
    if (text && split_text(text, percent ? "%" : "", spec->no_negative_zero, &number, &rest))
        s = format_number_text(t, &number, spec);
    else
        raise_no_memory(t);
    free(text);
    free(rest);
    return s;
}

Str *format_float(Thread *t, Value v, const FormatSpec *spec) {
    double d;
    if (spec->type >= 128 || !strchr("eEfFgGn%", (int)spec->type)) { /* strchr finds 0 too */
        format_raise_unknown(t, spec->type, v);
        return NULL;
    }
    if (is_int(v) ? !int_to_double(t, v, &d) : (d = float_as_double(v), false))
        return NULL;
    return format_double(t, d, spec, true);
}

/* --- complex --- */

static bool check_complex_spec(Thread *t, Value v, const FormatSpec *spec) {
    if (spec->type >= 128 || !strchr("eEfFgGn", (int)spec->type))
        format_raise_unknown(t, spec->type, v);
    else if (spec->fill == '0')
        raise_value_error(t, "Zero padding is not allowed in complex format specifier");
    else if (spec->align == '=')
        raise_value_error(t, "'=' alignment flag is not allowed in complex format specifier");
    return !error_pending(t);
}

static Str *pad_text(Thread *t, Str *text, const FormatSpec *spec) {
    Padding pad = padding(spec, text->length);
    StrBuilder b;
    strbuilder_init(&b, t);
    strbuilder_repeat(&b, spec->fill, pad.left);
    strbuilder_str(&b, text);
    strbuilder_repeat(&b, spec->fill, pad.right);
    return strbuilder_finish(&b);
}

Str *format_complex(Thread *t, Value v, const FormatSpec *spec) {
    Complex *c = (Complex *)value_object(v);
    if (!check_complex_spec(t, v, spec))
        return NULL;
    FormatSpec part = *spec;
    part.width = -1;
    bool as_repr = spec->type == 0, only_imag = as_repr && c->real == 0 && !signbit(c->real);
    Str *real = only_imag ? str_new(t, "") : format_double(t, c->real, &part, false);
    if (!only_imag)
        part.sign = '+';
    Str *imag = real ? format_double(t, c->imag, &part, false) : NULL;
    const char *format = as_repr && !only_imag ? "(%U%Uj)" : "%U%Uj";
    Str *text = imag ? str_format(t, format, real, imag) : NULL;
    Str *result = text ? pad_text(t, text, spec) : NULL;
    xdecref_object(t, real);
    xdecref_object(t, imag);
    xdecref_object(t, text);
    return result;
}
