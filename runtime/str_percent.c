/* The % operator of str, bytes and bytearray: printf-like formatting. For bytes the template and what is
 * built are seen as Latin-1 text. */
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/format.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/percent.h"
#include "runtime/text.h"
#include <ctype.h>
#include <limits.h>
#include <stdlib.h>

/* The template and its arguments. */
typedef struct Template {
    Thread *t;
    const void *data;
    int64_t length, at;
    int kind;
    bool bytes;
    Str *text;           /* the template itself, of which keys are slices; NULL for bytes */
    Value args;          /* a tuple, or the only argument */
    int64_t next, count; /* of a tuple; for a single argument 0 and 1 until it is taken */
    Value mapping;       /* for %(key)s; VALUE_NULL: args is none */
    Value keyed;         /* the value of the last key (owned): the only argument from then on */
    StrBuilder out;
} Template;

typedef struct Conversion {
    bool left, plus, blank, alternate, zero, no_negative_zero;
    int64_t width, precision; /* precision -1: none */
    uint32_t type;
} Conversion;

static bool incomplete(Template *p) {
    raise_value_error(p->t, "incomplete format");
    return false;
}

static bool take(Template *p, uint32_t *c) {
    if (p->at >= p->length)
        return incomplete(p);
    *c = text_at(p->data, p->kind, p->at++);
    return true;
}

/* The next argument, borrowed. */
static Value next_argument(Template *p) {
    if (p->next >= p->count)
        return raise_type_error(p->t, "not enough arguments for format string");
    p->next++;
    if (!is_null(p->keyed))
        return p->keyed;
    return is_tuple(p->args) ? value_tuple(p->args)->items[p->next - 1] : p->args;
}

static Value key_object(Template *p, int64_t start, int64_t stop) {
    if (!p->bytes)
        return str_value(str_slice(p->t, p->text, start, stop));
    Bytes *key = bytes_new(p->t, (const char *)p->data + start, (size_t)(stop - start));
    return key ? object_value(key) : VALUE_NULL;
}

/* (key): parentheses inside count. */
static bool read_key(Template *p) {
    int64_t start = p->at, depth = 1;
    uint32_t c;
    if (is_null(p->mapping))
        return raise_type_error(p->t, "format requires a mapping"), false;
    for (; depth > 0 && p->at < p->length; p->at++) {
        c = text_at(p->data, p->kind, p->at);
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    if (depth > 0)
        return raise_value_error(p->t, "incomplete format key"), false;
    Value key = key_object(p, start, p->at - 1);
    Value v = is_null(key) ? key : op_getitem(p->t, p->mapping, key);
    decref(p->t, key);
    if (is_null(v))
        return false;
    value_store(p->t, &p->keyed, v);
    p->next = 0;
    p->count = 1;
    return true;
}

static bool read_flags(Template *p, Conversion *c) {
    for (;;) {
        if (!take(p, &c->type))
            return false;
        switch (c->type) {
        case '-':
            c->left = true;
            break;
        case '+':
            c->plus = true;
            break;
        case ' ':
            c->blank = true;
            break;
        case '#':
            c->alternate = true;
            break;
        case '0':
            c->zero = true;
            break;
        case 'z':
            if (!p->bytes)
                return true;
            c->no_negative_zero = true; /* CPython's % of bytes knows it, that of str does not */
            break;
        default:
            return true;
        }
    }
}

/* A number or '*'; c->type is its first character before and the one behind it afterwards. */
static bool read_number(Template *p, Conversion *c, int64_t *number, int64_t limit, const char *what) {
    if (c->type == '*') {
        Value v = next_argument(p);
        if (is_null(v))
            return false;
        if (!is_int(v))
            return raise_type_error(p->t, "* wants int"), false;
        if (!int_to_int64(v, number))
            return raise_overflow(p->t, "Python int too large to convert to C %s",
                                  limit == INT_MAX ? "int" : "ssize_t"),
                   false;
        if (limit == INT_MAX && (*number > INT_MAX || *number < INT_MIN))
            return raise_overflow(p->t, "Python int too large to convert to C int"), false;
        return take(p, &c->type);
    }
    while (c->type >= '0' && c->type <= '9') {
        int64_t digit = c->type - '0', n = *number < 0 ? 0 : *number;
        if (n > (limit - digit) / 10)
            return raise_value_error(p->t, "%s too big", what), false;
        *number = n * 10 + digit;
        if (!take(p, &c->type))
            return false;
    }
    return true;
}

static bool read_conversion(Template *p, Conversion *c) {
    *c = (Conversion){.precision = -1};
    if (p->at < p->length && text_at(p->data, p->kind, p->at) == '(') {
        p->at++;
        if (!read_key(p))
            return false;
    }
    if (!read_flags(p, c) || !read_number(p, c, &c->width, INT64_MAX, "width"))
        return false;
    if (c->width < 0) {
        c->left = true;
        c->width = -c->width;
    }
    if (c->type == '.') {
        c->precision = 0;
        if (!take(p, &c->type) || !read_number(p, c, &c->precision, INT_MAX, "precision"))
            return false;
        if (c->precision < 0)
            c->precision = 0;
    }
    if (c->type == 'h' || c->type == 'l' || c->type == 'L')
        return take(p, &c->type);
    return true;
}

/* Output. */

static void add_padded_text(Template *p, const Conversion *c, const Str *s, int64_t length) {
    int64_t missing = c->width > length ? c->width - length : 0;
    if (!c->left)
        strbuilder_repeat(&p->out, ' ', missing);
    strbuilder_slice(&p->out, s, 0, length);
    if (c->left)
        strbuilder_repeat(&p->out, ' ', missing);
}

static bool add_text(Template *p, const Conversion *c, Str *s) {
    if (!s)
        return false;
    add_padded_text(p, c, s, c->precision >= 0 && c->precision < s->length ? c->precision : s->length);
    decref_object(p->t, s);
    return true;
}

/* digits: without sign; prefix "0x" and the like, at least `least` digits. */
static void add_number(Template *p, const Conversion *c, bool negative, const char *prefix,
                       const char *digits, size_t count, int64_t least) {
    StrBuilder *b = &p->out;
    char sign = negative ? '-' : c->plus ? '+' : c->blank ? ' ' : 0;
    int64_t zeros = least > (int64_t)count ? least - (int64_t)count : 0;
    int64_t missing = c->width - (int64_t)count - zeros - (sign != 0) - (int64_t)strlen(prefix);
    if (missing < 0)
        missing = 0;
    if (!c->left && !c->zero)
        strbuilder_repeat(b, ' ', missing);
    if (sign)
        strbuilder_char(b, (uint32_t)sign);
    strbuilder_ascii(b, prefix, strlen(prefix));
    if (!c->left && c->zero)
        strbuilder_repeat(b, '0', missing);
    strbuilder_repeat(b, '0', zeros);
    strbuilder_ascii(b, digits, count);
    if (c->left)
        strbuilder_repeat(b, ' ', missing);
}

static bool wrong_number(Template *p, const Conversion *c, Value v) {
    bool integer = c->type == 'x' || c->type == 'X' || c->type == 'o';
    int shown = p->bytes && c->type == 'i' ? 'd' : (int)c->type;
    raise_type_error(p->t, "%%%c format: %s is required, not %T", shown,
                     integer ? "an integer" : "a real number", v);
    return false;
}

/* The int to show for v (new reference); VALUE_NULL: exception. */
static Value integer_argument(Template *p, const Conversion *c, Value v) {
    Thread *t = p->t;
    if (is_int(v))
        return new_ref(v);
    const Slots *slots = &type_of(t, v)->slots;
    bool integer = c->type == 'x' || c->type == 'X' || c->type == 'o';
    if (!slots->unary[UNARY_INT] && !slots->unary[UNARY_INDEX] && !slots->unary[UNARY_FLOAT])
        return wrong_number(p, c, v), VALUE_NULL;
    Value n = integer ? op_index(t, v) : op_int(t, v);
    if (is_null(n) && error_clear_if(t, EXC_TypeError))
        wrong_number(p, c, v);
    return n;
}

static bool add_big_int(Template *p, const Conversion *c, Value n, int base, const char *prefix) {
    Str *s = int_to_str(p->t, n, base, false);
    if (!s)
        return false;
    bool negative = s->data[0] == '-';
    if (c->type == 'X') {
        Value args = object_value(s), upper = str_upper_text(p->t, s);
        decref(p->t, args);
        if (is_null(upper))
            return false;
        s = value_str(upper);
    }
    add_number(p, c, negative, prefix, (const char *)s->data + negative, (size_t)(s->length - negative),
               c->precision);
    decref_object(p->t, s);
    return true;
}

static bool add_integer(Template *p, const Conversion *c, Value v) {
    int base = c->type == 'o' ? 8 : c->type == 'x' || c->type == 'X' ? 16 : 10;
    const char *prefix = !c->alternate || base == 10 ? "" : base == 8 ? "0o" : c->type == 'X' ? "0X" : "0x";
    char digits[24];
    if (is_small_int(v) && base == 10) {
        size_t n = format_small_int(small_int(v), digits), skip = digits[0] == '-';
        add_number(p, c, skip, prefix, digits + skip, n - skip, c->precision);
        return true;
    }
    Value n = integer_argument(p, c, v);
    if (is_null(n))
        return false;
    bool ok = add_big_int(p, c, n, base, prefix);
    decref(p->t, n);
    return ok;
}

static bool is_zero(const char *digits) {
    return !digits[strspn(digits, "0.")] || tolower((unsigned char)digits[strspn(digits, "0.")]) == 'e';
}

static bool add_float(Template *p, const Conversion *c, Value v) {
    double d;
    if (!op_float(p->t, v, &d)) {
        if (p->bytes && error_clear_if(p->t, EXC_TypeError))
            raise_type_error(p->t, "float argument required, not %T", v);
        return false;
    }
    char *text = float_to_text(d, (char)tolower((int)c->type), c->precision < 0 ? 6 : (int)c->precision,
                               c->alternate, false);
    if (!text)
        return raise_no_memory(p->t), false;
    for (char *s = text; *s && isupper((int)c->type); s++)
        *s = (char)toupper((unsigned char)*s);
    bool negative = text[0] == '-', minus = negative && !(c->no_negative_zero && is_zero(text + 1));
    add_number(p, c, minus, "", text + negative, strlen(text + negative), 0);
    free(text);
    return true;
}

/* %c */
static bool add_char(Template *p, const Conversion *c, Value v) {
    uint32_t limit = p->bytes ? 256 : 0x110000;
    Value n = VALUE_NULL;
    int64_t i;
    Conversion plain = *c;
    plain.precision = -1;
    if (!p->bytes && is_str(v) && value_str(v)->length == 1)
        return add_text(p, &plain, (incref(v), value_str(v)));
    if (p->bytes && bytes_single(v, &i))
        n = small_int_value(i);
    else if (!is_str(v) && !is_float(v) && (is_int(v) || type_of(p->t, v)->slots.unary[UNARY_INDEX]))
        n = op_index(p->t, v);
    else
        raise_type_error(p->t, p->bytes ? "%%c requires an integer in range(256) or a single byte"
                                        : "%%c requires int or char");
    if (is_null(n))
        return false;
    bool fits = int_to_int64(n, &i) && i >= 0 && i < limit;
    decref(p->t, n);
    if (!fits)
        return raise_overflow(p->t, "%%c arg not in range(%s)", p->bytes ? "256" : "0x110000"), false;
    Value s = str_from_char(p->t, (uint32_t)i);
    return !is_null(s) && add_text(p, &plain, value_str(s));
}

static bool unsupported(Template *p, uint32_t c) {
    raise_value_error(p->t, "unsupported format character '%c' (0x%x) at index %zd",
                      c > 30 && c < 128 ? (int)c : '?', c, (ssize_t)(p->at - 1));
    return false;
}

static bool is_one_of(uint32_t c, const char *set) {
    return c && c < 128 && strchr(set, (int)c);
}

static bool add_converted(Template *p, const Conversion *c, Value v) {
    if (is_one_of(c->type, "diuoxX"))
        return add_integer(p, c, v);
    if (is_one_of(c->type, "eEfFgG"))
        return add_float(p, c, v);
    switch (c->type) {
    case 's':
        if (p->bytes)
            return add_text(p, c, bytes_as_latin1(p->t, v));
        return add_text(p, c, op_str(p->t, v));
    case 'b':
        return p->bytes ? add_text(p, c, bytes_as_latin1(p->t, v)) : unsupported(p, c->type);
    case 'r':
        return add_text(p, c, p->bytes ? op_ascii(p->t, v) : op_repr(p->t, v));
    case 'a':
        return add_text(p, c, op_ascii(p->t, v));
    case 'c':
        return add_char(p, c, v);
    }
    return unsupported(p, c->type);
}

/* Frequent and simple: %s of a str and %d of a small int, with nothing else said. */
static bool add_quickly(Template *p, const Conversion *c, Value v) {
    char digits[24];
    if (p->bytes || c->width > 0 || c->precision >= 0)
        return false;
    if (c->type == 's' && is_str_exact(v))
        strbuilder_str(&p->out, value_str(v));
    else if ((c->type == 's' || (c->type == 'd' && !c->plus && !c->blank)) && is_small_int(v))
        strbuilder_ascii(&p->out, digits, format_small_int(small_int(v), digits));
    else
        return false;
    return true;
}

static bool add_field(Template *p) {
    Conversion c;
    if (p->at < p->length && text_at(p->data, p->kind, p->at) == '%')
        return p->at++, strbuilder_char(&p->out, '%'), true;
    if (!read_conversion(p, &c))
        return false;
    Value v = next_argument(p);
    if (is_null(v))
        return false;
    return add_quickly(p, &c, v) || add_converted(p, &c, v);
}

static void add_literal(Template *p, int64_t stop) {
    if (p->text)
        strbuilder_slice(&p->out, p->text, p->at, stop);
    else
        for (int64_t i = p->at; i < stop; i++)
            strbuilder_char(&p->out, ((const uint8_t *)p->data)[i]);
    p->at = stop;
}

static bool run(Template *p) {
    while (p->at < p->length) {
        int64_t percent = text_find_char(p->data, p->kind, p->at, p->length, '%', false);
        add_literal(p, percent < 0 ? p->length : percent);
        if (percent < 0)
            break;
        p->at++;
        if (!add_field(p))
            return false;
    }
    if (p->next < p->count && is_null(p->mapping)) {
        raise_type_error(p->t, "not all arguments converted during %s formatting",
                         p->bytes ? "bytes" : "string");
        return false;
    }
    return true;
}

static Str *format_template(Template *p) {
    bool sequence = is_tuple(p->args);
    bool text = p->bytes ? is_bytes(p->args) || is_bytearray(p->args) : is_str(p->args);
    p->next = 0;
    p->count = sequence ? value_tuple(p->args)->length : 1;
    p->mapping = !sequence && !text && type_of(p->t, p->args)->slots.getitem ? p->args : VALUE_NULL;
    p->keyed = VALUE_NULL;
    strbuilder_init(&p->out, p->t);
    bool ok = run(p);
    decref(p->t, p->keyed);
    if (ok)
        return strbuilder_finish(&p->out);
    strbuilder_drop(&p->out);
    return NULL;
}

Str *str_percent(Thread *t, Str *format, Value args) {
    Template p = {.t = t,
                  .data = format->data,
                  .length = format->length,
                  .kind = format->kind,
                  .text = format,
                  .args = args};
    return format_template(&p);
}

Str *bytes_percent(Thread *t, const uint8_t *data, int64_t length, Value args) {
    Template p = {.t = t, .data = data, .length = length, .kind = 1, .bytes = true, .args = args};
    return format_template(&p);
}
