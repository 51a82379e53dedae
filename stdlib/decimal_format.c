/* Decimal.__format__: the specification is read by rules of its own, which are stricter than those of floats.
 */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/format.h"
#include "runtime/sequence.h"
#include "runtime/unicode.h"
#include "stdlib/decimal.h"
#include <limits.h>
#include <locale.h>
#include <stdio.h>

typedef struct DecFormat {
    uint32_t fill;
    char align; /* '<' '>' '=' '^', or 'z': zeros behind the sign */
    char sign;  /* '-' '+' ' ' */
    bool no_negative_zero;
    char type;
    int64_t width, precision; /* -1: none */
    Str *point, *separator;   /* counted */
    char grouping[32];        /* as localeconv() has it */
} DecFormat;

/* ---- reading the specification ---- */

static bool is_align(uint32_t c) {
    return c == '<' || c == '>' || c == '=' || c == '^';
}

static uint32_t at(const Str *s, int64_t i) {
    return i < s->length ? str_at(s, i) : 0;
}

static bool is_digit_at(const Str *s, int64_t i) {
    return at(s, i) >= '0' && at(s, i) <= '9';
}

/* false: absurdly large. */
static bool read_number(const Str *s, int64_t *i, int64_t *number) {
    for (*number = 0; is_digit_at(s, *i); ++*i) {
        if (*number > DEC_MAX_PREC / 10)
            return false;
        *number = *number * 10 + (int64_t)(at(s, *i) - '0');
    }
    return true;
}

static int64_t read_align(const Str *s, DecFormat *f) {
    if (s->length >= 2 && is_align(at(s, 1))) {
        f->fill = at(s, 0);
        f->align = (char)at(s, 1);
        return 2;
    }
    if (!is_align(at(s, 0)))
        return 0;
    f->align = (char)at(s, 0);
    return 1;
}

static bool set_separators(Thread *t, DecFormat *f, const char *separator, const char *grouping) {
    f->point = value_str(str_from_char(t, '.'));
    f->separator = f->point ? str_new(t, separator) : NULL;
    strcpy(f->grouping, grouping);
    return f->separator != NULL;
}

static bool set_locale(Thread *t, DecFormat *f) {
    if (!t->interp->numeric_locale)
        return set_separators(t, f, "", "");
    locale_t before = uselocale((locale_t)t->interp->numeric_locale);
    const struct lconv *conventions = localeconv();
    f->point = locale_text(t, conventions->decimal_point);
    f->separator = f->point ? locale_text(t, conventions->thousands_sep) : NULL;
    strncpy(f->grouping, conventions->grouping, sizeof f->grouping - 1);
    uselocale(before);
    return f->separator != NULL;
}

/* What follows the width: separators, precision, type. */
static bool read_rest(Thread *t, const Str *s, int64_t i, DecFormat *f, bool *valid) {
    bool commas = at(s, i) == ',';
    i += commas;
    *valid = true;
    if (at(s, i) == '.') {
        i++;
        *valid = is_digit_at(s, i) && read_number(s, &i, &f->precision);
    }
    if (*valid && i < s->length) {
        uint32_t c = at(s, i++);
        *valid = c < 128 && strchr("eEfFgGn%N", (int)c) && !(commas && (c == 'n' || c == 'N'));
        f->type = (char)c;
    }
    *valid = *valid && i == s->length;
    if (!*valid)
        return true;
    if (f->type == 'n' || f->type == 'N') {
        f->type = f->type == 'n' ? 'g' : 'G';
        return set_locale(t, f);
    }
    return set_separators(t, f, commas ? "," : "", commas ? "\3" : "");
}

/* false: exception. */
static bool read_format(Thread *t, const Str *s, bool capitals, DecFormat *f) {
    *f = (DecFormat){.fill = ' ', .sign = '-', .type = capitals ? 'G' : 'g', .width = 0, .precision = -1};
    bool valid = true;
    int64_t i = read_align(s, f);
    if (at(s, i) == '+' || at(s, i) == '-' || at(s, i) == ' ')
        f->sign = (char)at(s, i++);
    if (at(s, i) == 'z') {
        f->no_negative_zero = true;
        i++;
    }
    if (at(s, i) == '0') { /* an alignment of its own */
        valid = !f->align;
        f->align = 'z';
        f->fill = '0';
        i++;
    }
    if (is_digit_at(s, i))
        valid = valid && at(s, i) != '0' && read_number(s, &i, &f->width);
    if (valid && !read_rest(t, s, i, f, &valid))
        return false;
    if (!f->align)
        f->align = '>';
    if (!valid)
        raise_value_error(t, "invalid format string");
    return valid;
}

static void drop_format(Thread *t, DecFormat *f) {
    xdecref_object(t, f->point);
    xdecref_object(t, f->separator);
}

static bool raise_override(Thread *t) {
    raise_value_error(t, "invalid override dict");
    return false;
}

/* A str of the mapping in place of *text; false: exception. */
static bool override_text(Thread *t, Dict *dict, const char *name, Str **text) {
    Str *key = str_intern_utf8(t, name);
    Value v = key ? dict_get(t, dict, object_value(key)) : VALUE_NULL;
    xdecref_object(t, key);
    if (is_null(v))
        return !error_pending(t);
    if (!is_str(v))
        return raise_override(t);
    Str *old = *text;
    *text = value_str(new_ref(v));
    xdecref_object(t, old);
    return true;
}

/* Groups as localeconv() has them, a byte for each; false: exception. */
static bool set_grouping(Thread *t, DecFormat *f, Str *grouping) {
    size_t length;
    const char *bytes = str_utf8(t, grouping, &length);
    if (!bytes)
        return false;
    memset(f->grouping, 0, sizeof f->grouping);
    memcpy(f->grouping, bytes, length < sizeof f->grouping - 1 ? length : sizeof f->grouping - 1);
    for (const char *g = f->grouping; *g; g++)
        if (*g < 0)
            return raise_override(t);
    return true;
}

/* Separators that the second argument of __format__ gives; undocumented, as in CPython. */
static bool override(Thread *t, Value v, DecFormat *f) {
    Str *grouping = NULL;
    if (!is_dict(v)) {
        raise_type_error(t, "optional argument must be a dict");
        return false;
    }
    bool ok = override_text(t, value_dict(v), "decimal_point", &f->point) &&
              override_text(t, value_dict(v), "thousands_sep", &f->separator) &&
              override_text(t, value_dict(v), "grouping", &grouping);
    ok = ok && (!grouping || set_grouping(t, f, grouping));
    enum { LONG = 4 };
    if (ok && (f->point->length < 1 || f->point->length > LONG || f->separator->length > LONG))
        ok = raise_override(t);
    xdecref_object(t, grouping);
    return ok;
}

/* ---- writing ---- */

/* Digits before the point, and what follows them. */
typedef struct Parts {
    const char *whole, *fraction; /* digits */
    int64_t whole_count, zeros,
        fraction_count; /* zeros: between the point and the fraction, or behind the whole */
    char tail[32];      /* "E+5", "%" */
    bool negative;
} Parts;

/* Where separators stand: counted in digits from the right. Calls itself no more: one place after the other.
 */
static bool next_group(const char **grouping, int64_t *place) {
    const char *g = *grouping;
    if (*g <= 0 || *g == CHAR_MAX)
        return false;
    *place += *g;
    if (g[1] != 0) /* else the last size is for all others */
        *grouping = g + 1;
    return true;
}

/* How many digits, zeros included, and separators make up at least `least` characters. */
static int64_t padded_digits(const DecFormat *f, int64_t digits, int64_t least, int64_t *separators) {
    const char *grouping = f->grouping;
    int64_t total = digits, place = 0, before = 0, width = f->separator->length;
    *separators = 0;
    bool grouped = width && next_group(&grouping, &place);
    for (;;) {
        int64_t end = grouped ? place : INT64_MAX, used = before + *separators * width;
        int64_t wanted = least - used > digits - before ? least - used : digits - before;
        wanted = wanted < 1 ? 1 : wanted;
        if (!grouped || wanted <= end - before) {
            total = before + wanted;
            return total;
        }
        before = end;
        ++*separators;
        grouped = next_group(&grouping, &place);
        if (before >= digits && before + (*separators - 1) * width >= least) {
            --*separators;
            return before;
        }
    }
}

/* Is there a separator to the left of `place` digits? */
static bool has_separator(const DecFormat *f, int64_t place) {
    const char *grouping = f->grouping;
    int64_t next = 0;
    while (f->separator->length && next_group(&grouping, &next)) {
        if (next == place)
            return true;
        if (next > place)
            return false;
        if (grouping[1] == 0) /* all others are alike */
            return (place - next) % *grouping == 0;
    }
    return false;
}

static void add_whole(StrBuilder *b, const Parts *p, const DecFormat *f, int64_t digits) {
    int64_t own = p->whole_count + (p->fraction ? 0 : p->zeros);
    if (f->separator->length == 0 && digits == p->whole_count) {
        strbuilder_ascii(b, p->whole, (size_t)digits);
        return;
    }
    for (int64_t left = digits; left > 0; left--) {
        int64_t i = own - left;
        strbuilder_char(b, i >= 0 && i < p->whole_count ? (uint32_t)p->whole[i] : '0');
        if (left > 1 && has_separator(f, left - 1))
            strbuilder_str(b, f->separator);
    }
}

static Str *assemble(Thread *t, const Parts *p, const DecFormat *f) {
    char sign = p->negative ? '-' : f->sign == '-' ? 0 : f->sign;
    int64_t whole = p->whole_count + (p->fraction ? 0 : p->zeros), separators;
    int64_t rest =
        (p->fraction ? p->zeros + p->fraction_count + f->point->length : 0) + (int64_t)strlen(p->tail);
    int64_t least = f->align == 'z' ? f->width - rest - (sign != 0) : 0;
    int64_t digits = padded_digits(f, whole, least, &separators);
    int64_t used = (sign != 0) + digits + separators * f->separator->length + rest;
    int64_t pad = f->width > used ? f->width - used : 0;
    int64_t left = f->align == '<' ? 0 : f->align == '^' ? pad / 2 : pad;
    StrBuilder b;
    strbuilder_init(&b, t);
    if (f->align != '=' && f->align != 'z')
        strbuilder_repeat(&b, f->fill, left);
    if (sign)
        strbuilder_char(&b, (uint32_t)sign);
    if (f->align == '=' || f->align == 'z')
        strbuilder_repeat(&b, f->fill, left);
    add_whole(&b, p, f, digits);
    if (p->fraction) {
        strbuilder_str(&b, f->point);
        strbuilder_repeat(&b, '0', p->zeros);
        strbuilder_ascii(&b, p->fraction, (size_t)p->fraction_count);
    }
    strbuilder_text(&b, p->tail);
    if (f->align == '<' || f->align == '^')
        strbuilder_repeat(&b, f->fill, pad - left);
    return strbuilder_finish(&b);
}

/* Infinity and NaNs. */
static Str *assemble_special(Thread *t, const Num *a, DecFormat *f) {
    Num magnitude = *a;
    magnitude.negative = false;
    Str *text = decimal_text(t, &magnitude, false, true);
    if (!text)
        return NULL;
    if (f->align == 'z') {
        f->align = '>';
        f->fill = ' ';
    }
    f->grouping[0] = 0;
    Parts p = {.whole = (char *)text->data, .whole_count = text->length, .negative = a->negative};
    if (f->type == '%')
        strcpy(p.tail, "%");
    Str *s = assemble(t, &p, f);
    decref_object(t, text);
    return s;
}

/* ---- rounding to what the specification asks ---- */

static void round_digits(Num *r, int64_t digits, bool pad, const DecRules *rules, uint32_t *status) {
    DecRules shorter = dec_max_rules;
    shorter.prec = digits < 1 ? 1 : digits;
    shorter.rounding = rules->rounding;
    num_finish(r, &shorter, status);
    int64_t more = digits - num_digits(r);
    if (pad && more > 0 && num_shift_left(r, more, status))
        r->exp -= more;
}

static void round_places(Num *r, int64_t places, const DecRules *rules, uint32_t *status) {
    Num old;
    num_init(&old);
    if (num_copy(&old, r, status))
        dec_rescale(r, &old, -places, rules, status);
    num_drop(&old);
}

static bool is_fixed(const DecFormat *f) {
    return f->type == 'f' || f->type == 'F' || f->type == '%';
}

static void round_number(Num *r, const DecFormat *f, const DecRules *rules, uint32_t *status) {
    bool exponent = f->type == 'e' || f->type == 'E';
    if (f->precision >= 0) {
        if (is_fixed(f))
            round_places(r, f->precision, rules, status);
        else if (r->count)
            round_digits(r, f->precision + exponent, exponent, rules, status);
    } else if (is_fixed(f) && r->exp > 0) {
        round_places(r, 0, rules, status);
    }
    if (is_fixed(f) && r->count == 0 && r->exp > 0)
        r->exp = 0;
}

/* Where the point goes, counted from the first digit. */
static int64_t point_place(const Num *r, int64_t left, const DecFormat *f) {
    if (is_fixed(f))
        return left;
    if (f->type == 'e' || f->type == 'E')
        return r->count == 0 && f->precision >= 0 ? 1 - f->precision : 1;
    return r->exp <= 0 && left > -6 ? left : 1;
}

static Str *write_number(Thread *t, const Num *r, const DecFormat *f) {
    int64_t count = num_digits(r), left = r->exp + count, place = point_place(r, left, f);
    char *digits = mem_alloc((size_t)count + 1);
    if (!digits)
        return raise_no_memory(t), NULL;
    limbs_write_digits(digits, r->limbs, r->count, r->count ? count : 0);
    if (r->count == 0)
        *digits = '0';
    Parts p = {.negative = r->negative && !(f->no_negative_zero && r->count == 0)};
    p.whole = place > 0 ? digits : "0";
    p.whole_count = place > count ? count : place > 0 ? place : 1;
    if (place > count) {
        p.zeros = place - count;
    } else if (place < count) {
        p.zeros = place < 0 ? -place : 0;
        p.fraction = digits + (place > 0 ? place : 0);
        p.fraction_count = count - (place > 0 ? place : 0);
    }
    bool always = f->type == 'e' || f->type == 'E';
    if (always || left != place)
        sprintf(p.tail, "%c%+lld", f->type == 'E' || f->type == 'G' ? 'E' : 'e', (long long)(left - place));
    if (f->type == '%')
        strcat(p.tail, "%");
    Str *s = assemble(t, &p, f);
    mem_free(digits);
    return s;
}

static Str *format_number(Thread *t, const Num *a, DecFormat *f, const DecRules *rules) {
    Num r;
    uint32_t status = 0;
    Str *s = NULL;
    if (f->width > INT_MAX || f->precision > INT_MAX) {
        raise_value_error(t, "format specification exceeds internal limits of _decimal");
        return NULL;
    }
    if (a->kind != DEC_FINITE)
        return assemble_special(t, a, f);
    num_init(&r);
    if (num_copy(&r, a, &status)) {
        r.exp += f->type == '%' ? 2 : 0;
        round_number(&r, f, rules, &status);
    }
    if (status & DEC_NO_MEMORY)
        raise_no_memory(t);
    else if (status & DEC_INVALID)
        raise_value_error(t, "format specification exceeds internal limits of _decimal");
    else
        s = write_number(t, &r, f);
    num_drop(&r);
    return s;
}

Value decimal_format(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    DecFormat f;
    Num a;
    DecContext *context = dec_context(t);
    if (!context)
        return VALUE_NULL;
    if (nargs < 2 || nargs > 3 || kwnames)
        return raise_type_error(t, nargs < 2 ? "function missing required argument 'format_spec' (pos 1)"
                                             : "function takes at most 2 arguments");
    if (!is_str(args[1]))
        return raise_type_error(t, "format arg must be str");
    num_view(&a, decimal_of(args[0]));
    Str *s = NULL;
    if (read_format(t, value_str(args[1]), context->capitals, &f) && (nargs < 3 || override(t, args[2], &f)))
        s = format_number(t, &a, &f, &context->rules);
    drop_format(t, &f);
    return str_value(s);
}
