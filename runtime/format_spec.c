/* Parsing the format mini-language. */
#include "runtime/error.h"
#include "runtime/format.h"
#include "runtime/str.h"

typedef struct SpecReader {
    Thread *t;
    const Str *text;
    int64_t at;
} SpecReader;

static uint32_t peek(const SpecReader *r, int64_t ahead) {
    return r->at + ahead < r->text->length ? str_at(r->text, r->at + ahead) : 0;
}

static int64_t left(const SpecReader *r) {
    return r->text->length - r->at;
}

static bool accept(SpecReader *r, uint32_t c) {
    if (left(r) == 0 || peek(r, 0) != c)
        return false;
    r->at++;
    return true;
}

static bool is_align(uint32_t c) {
    return c == '<' || c == '>' || c == '=' || c == '^';
}

static bool read_number(SpecReader *r, int64_t *number) {
    *number = -1;
    while (peek(r, 0) >= '0' && peek(r, 0) <= '9') {
        int64_t digit = peek(r, 0) - '0';
        int64_t so_far = *number < 0 ? 0 : *number;
        if (so_far > (INT64_MAX - digit) / 10) {
            raise_value_error(r->t, "Too many decimal digits in format string");
            return false;
        }
        *number = so_far * 10 + digit;
        r->at++;
    }
    return true;
}

static void read_align(SpecReader *r, FormatSpec *out) {
    if (left(r) >= 2 && is_align(peek(r, 1))) {
        out->fill = peek(r, 0);
        r->at++;
    } else if (left(r) == 0 || !is_align(peek(r, 0))) {
        return;
    }
    out->align = (char)peek(r, 0);
    out->align_given = true;
    r->at++;
}

/* A 0 before the width fills with zeros after the sign; strings keep their alignment, as in CPython. */
static void read_zero(SpecReader *r, FormatSpec *out, bool fill_given, char default_align) {
    if (fill_given || peek(r, 0) != '0' || left(r) == 0)
        return;
    r->at++;
    out->fill = '0';
    if (!out->align_given && default_align == '>') {
        out->align = '=';
        out->align_given = true;
    }
}

static bool read_grouping(SpecReader *r, FormatSpec *out) {
    if (accept(r, ','))
        out->grouping = ',';
    bool underscore = accept(r, '_');
    bool both = underscore && out->grouping;
    if (underscore)
        out->grouping = '_';
    if (both || (underscore && peek(r, 0) == ',')) {
        raise_value_error(r->t, "Cannot specify both ',' and '_'.");
        return false;
    }
    return true;
}

static bool read_precision(SpecReader *r, FormatSpec *out) {
    if (!accept(r, '.'))
        return true;
    if (!read_number(r, &out->precision))
        return false;
    if (out->precision < 0)
        raise_value_error(r->t, "Format specifier missing precision");
    return out->precision >= 0;
}

static bool check_grouping(Thread *t, const FormatSpec *out) {
    uint32_t type = out->type;
    if (!out->grouping || type == 0 || (type < 128 && strchr("deEfFgG%", (int)type)))
        return true;
    if (out->grouping == '_' && type < 128 && strchr("boxX", (int)type))
        return true;
    if (type > 32 && type < 128)
        raise_value_error(t, "Cannot specify '%c' with '%c'.", out->grouping, (int)type);
    else
        raise_value_error(t, "Cannot specify '%c' with '\\x%x'.", out->grouping, type);
    return false;
}

bool format_parse_spec(Thread *t, Str *spec, Value shown, char default_type, char default_align,
                       FormatSpec *out) {
    SpecReader r = {t, spec, 0};
    *out = (FormatSpec){.fill = ' ', .type = (uint8_t)default_type, .align = default_align, .precision = -1};
    read_align(&r, out);
    bool fill_given = r.at == 2;
    if (peek(&r, 0) == '+' || peek(&r, 0) == '-' || peek(&r, 0) == ' ')
        out->sign = (char)str_at(spec, r.at++);
    out->no_negative_zero = accept(&r, 'z');
    out->alternate = accept(&r, '#');
    read_zero(&r, out, fill_given, default_align);
    if (!read_number(&r, &out->width) || !read_grouping(&r, out) || !read_precision(&r, out))
        return false;
    if (left(&r) > 1) {
        raise_value_error(t, "Invalid format specifier '%U' for object of type '%T'", spec, shown);
        return false;
    }
    if (left(&r) == 1)
        out->type = peek(&r, 0);
    if (out->type == 0 && default_type) { /* a NUL was given; 0 is "no type" where that is the default */
        format_raise_unknown(t, 0, shown);
        return false;
    }
    return check_grouping(t, out);
}

Value format_raise_unknown(Thread *t, uint32_t type, Value shown) {
    if (type > 32 && type < 128)
        return raise_value_error(t, "Unknown format code '%c' for object of type '%T'", (int)type, shown);
    return raise_value_error(t, "Unknown format code '\\x%x' for object of type '%T'", type, shown);
}
