/* The formatter behind raise() and str_format(): printf's directives, and %U %V %R %A %T %N for objects. */
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include <stdio.h>

/* One directive, taken apart: %[flags][width][.precision][length]conversion */
typedef struct Directive {
    char text[32];        /* as printf wants it */
    int width, precision; /* -1: none */
    int longs;            /* 1: l, 2: ll, 3: z */
    char conversion;
} Directive;

/* va_list may be an array type: wrapped in a struct it can be passed by pointer. */
typedef struct Arguments {
    va_list list;
} Arguments;

static int read_count(const char **at, Arguments *args) {
    if (**at == '*') {
        ++*at;
        return va_arg(args->list, int);
    }
    int n = 0;
    for (; **at >= '0' && **at <= '9'; ++*at)
        n = n < 100000 ? n * 10 + (**at - '0') : n;
    return n;
}

static const char *read_directive(const char *at, Directive *d, Arguments *args) {
    char flags[6] = "";
    size_t flag_count = 0;
    *d = (Directive){.width = -1, .precision = -1};
    for (at++; *at && strchr("-+ #0", *at) && flag_count < 5; at++)
        flags[flag_count++] = *at;
    if ((*at >= '1' && *at <= '9') || *at == '*')
        d->width = read_count(&at, args);
    if (*at == '.') {
        at++;
        d->precision = read_count(&at, args);
    }
    for (; *at == 'l' || *at == 'z'; at++)
        d->longs = *at == 'z' ? 3 : d->longs + 1;
    d->conversion = *at;
    const char *length = d->longs == 0 ? "" : d->longs == 1 ? "l" : d->longs == 2 ? "ll" : "z";
    if (d->precision >= 0)
        snprintf(d->text, sizeof d->text, "%%%s*.*%s%c", flags, length, d->conversion);
    else
        snprintf(d->text, sizeof d->text, "%%%s*%s%c", flags, length, d->conversion);
    return at + 1;
}

/* Numbers: snprintf does the work. */
static void add_number(StrBuilder *b, const Directive *d, Arguments *args) {
    char text[400];
    int width = d->width < 0 ? 0 : d->width < 300 ? d->width : 300;
    int n;
#define PRINT(type)                                                                                          \
    (d->precision >= 0 ? snprintf(text, sizeof text, d->text, width, d->precision, va_arg(args->list, type)) \
                       : snprintf(text, sizeof text, d->text, width, va_arg(args->list, type)))
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    if (d->conversion == 'g' || d->conversion == 'f' || d->conversion == 'e')
        n = PRINT(double);
    else if (d->conversion == 'p')
        n = PRINT(void *);
    else
        n = d->longs == 0 ? PRINT(int) : d->longs == 2 ? PRINT(long long) : PRINT(long);
#pragma GCC diagnostic pop
#undef PRINT
    strbuilder_ascii(b, text, n < (int)sizeof text ? (size_t)n : sizeof text - 1);
}

/* A C string, at most `precision` bytes of it, cut between characters. */
static void add_text(StrBuilder *b, const char *text, int precision) {
    size_t length = precision < 0 ? strlen(text) : strnlen(text, (size_t)precision);
    while (length > 0 && text[length] && ((unsigned char)text[length] & 0xC0) == 0x80)
        length--;
    Str *s = str_from_utf8(b->t, text, length);
    if (!s)
        b->failed = true;
    else
        strbuilder_str(b, s);
    xdecref_object(b->t, s);
}

static void add_str(StrBuilder *b, const Directive *d, const Str *s) {
    int64_t length = d->precision >= 0 && d->precision < s->length ? d->precision : s->length;
    if (d->width > length)
        strbuilder_repeat(b, ' ', d->width - length);
    strbuilder_slice(b, s, 0, length);
}

static bool add_object(StrBuilder *b, const Directive *d, Value v) {
    Str *s = d->conversion == 'V'   ? op_str(b->t, v)
             : d->conversion == 'R' ? op_repr(b->t, v)
                                    : op_ascii(b->t, v);
    if (!s)
        return false;
    add_str(b, d, s);
    decref_object(b->t, s);
    return true;
}

static bool add_directive(StrBuilder *b, const Directive *d, Arguments *args) {
    switch (d->conversion) {
    case '%':
        strbuilder_char(b, '%');
        return true;
    case 'c':
        strbuilder_char(b, (uint32_t)va_arg(args->list, int));
        return true;
    case 's':
        add_text(b, va_arg(args->list, const char *), d->precision);
        return true;
    case 'U':
        add_str(b, d, va_arg(args->list, Str *));
        return true;
    case 'T':
        add_text(b, type_name(type_of(b->t, va_arg(args->list, Value))), d->precision);
        return true;
    case 'N':
        add_text(b, type_name(va_arg(args->list, Type *)), d->precision);
        return true;
    case 'V':
    case 'R':
    case 'A':
        return add_object(b, d, va_arg(args->list, Value));
    default:
        add_number(b, d, args);
        return true;
    }
}

Str *format_string(Thread *t, const char *format, va_list list) {
    StrBuilder b;
    Directive d;
    Arguments args;
    bool ok = true;
    strbuilder_init(&b, t);
    va_copy(args.list, list);
    while (*format && ok && !b.failed) { /* nothing may run while an exception is pending */
        const char *percent = strchrnul(format, '%');
        if (percent > format)
            add_text(&b, format, (int)(percent - format));
        format = *percent ? read_directive(percent, &d, &args) : percent;
        if (*percent)
            ok = add_directive(&b, &d, &args);
    }
    va_end(args.list);
    if (ok)
        return strbuilder_finish(&b);
    strbuilder_drop(&b);
    return NULL;
}
