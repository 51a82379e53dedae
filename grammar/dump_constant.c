#include "grammar/dump_constant.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "grammar/names.h"

static void put_escaped(FILE *out, unsigned code, char quote) {
    if (code == '\\' || code == (unsigned char)quote)
        fprintf(out, "\\%c", code);
    else if (code == '\n')
        fputs("\\n", out);
    else if (code == '\r')
        fputs("\\r", out);
    else if (code == '\t')
        fputs("\\t", out);
    else if (code < 0x100)
        fprintf(out, "\\x%02x", code);
    else
        fprintf(out, code < 0x10000 ? "\\u%04x" : "\\U%08x", code);
}

static char choose_quote(const char *bytes, int length) {
    bool single = memchr(bytes, '\'', (size_t)length), twice = memchr(bytes, '"', (size_t)length);
    return single && !twice ? '"' : '\'';
}

void dump_constant_text(FILE *out, const char *bytes, int length) {
    char quote = choose_quote(bytes, length);
    fputc(quote, out);
    for (const char *at = bytes, *end = bytes + length; at < end;) {
        const char *start = at;
        unsigned code = name_decode(&at);
        if (code == '\\' || code == (unsigned char)quote || !name_is_printable(code))
            put_escaped(out, code, quote);
        else
            fwrite(start, 1, (size_t)(at - start), out);
    }
    fputc(quote, out);
}

static void put_bytes(FILE *out, const char *bytes, int length) {
    char quote = choose_quote(bytes, length);
    fprintf(out, "b%c", quote);
    for (int i = 0; i < length; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c == '\\' || c == (unsigned char)quote || c < ' ' || c >= 127)
            put_escaped(out, c, quote);
        else
            fputc(c, out);
    }
    fputc(quote, out);
}

static unsigned digit_value(char c) {
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)((c | 32) - 'a' + 10);
}

// Digits of any base to groups of nine decimal digits, by the school method.
static bool put_converted(FILE *out, const Constant *constant) {
    enum { GROUP = 1000000000 };
    size_t count = 1;
    unsigned *groups = calloc((size_t)constant->length / 4 + 2, sizeof *groups);
    if (!groups)
        return false;
    for (int i = 0; i < constant->length; i++) {
        unsigned long carry = digit_value(constant->bytes[i]);
        for (size_t j = 0; j < count; j++) {
            carry += (unsigned long)groups[j] * (unsigned)constant->base;
            groups[j] = (unsigned)(carry % GROUP);
            carry /= GROUP;
        }
        if (carry)
            groups[count++] = (unsigned)carry;
    }
    fprintf(out, "%u", groups[count - 1]);
    while (--count > 0)
        fprintf(out, "%09u", groups[count - 1]);
    free(groups);
    return true;
}

static bool put_integer(FILE *out, const Constant *constant) {
    if (constant->base != 10)
        return put_converted(out, constant);
    int start = 0;
    while (start + 1 < constant->length && constant->bytes[start] == '0')
        start++;
    fwrite(constant->bytes + start, 1, (size_t)(constant->length - start), out);
    return true;
}

// The shortest digits that read back as the same number: "d.ddde-xx".
static int shortest_digits(double number, char *text, size_t size) {
    for (int precision = 0; precision < 17; precision++) {
        snprintf(text, size, "%.*e", precision, number);
        if (strtod(text, NULL) == number)
            return precision;
    }
    return 16;
}

static void put_float(FILE *out, double number, const char *whole_suffix) {
    char text[40];
    if (isinf(number)) {
        fputs("inf", out);
        return;
    }
    int precision = shortest_digits(number, text, sizeof text);
    int exponent = atoi(strchr(text, 'e') + 1);
    if (exponent < -4 || exponent >= 16) {
        fprintf(out, "%.*s", (int)(strchr(text, 'e') - text), text);
        fprintf(out, "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
    } else if (precision <= exponent) {
        fprintf(out, "%.0f%s", number, whole_suffix);
    } else {
        fprintf(out, "%.*f", precision - exponent, number);
    }
}

bool dump_constant(FILE *out, const Constant *constant) {
    switch (constant->kind) {
    case CONST_NONE:
        fputs("None", out);
        break;
    case CONST_TRUE:
        fputs("True", out);
        break;
    case CONST_FALSE:
        fputs("False", out);
        break;
    case CONST_ELLIPSIS:
        fputs("Ellipsis", out);
        break;
    case CONST_INT:
        return put_integer(out, constant);
    case CONST_FLOAT:
        put_float(out, constant->number, ".0");
        break;
    case CONST_IMAGINARY:
        put_float(out, constant->number, "");
        fputc('j', out);
        break;
    case CONST_STR:
        dump_constant_text(out, constant->bytes, constant->length);
        break;
    case CONST_BYTES:
        put_bytes(out, constant->bytes, constant->length);
        break;
    }
    return true;
}
