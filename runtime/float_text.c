/* Floats to text and back. The shortest text that reads back as the same float is found by trying: numbers
 * with few decimals by arithmetic, others with 15, 16 and 17 digits. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/float_text.h"
#include "runtime/str.h"
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const double powers_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                       1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* --- to text --- */

enum { MAX_DIGITS = 17 };

/* A positive number as 0.DIGITS * 10^point. */
typedef struct Decimal {
    char digits[MAX_DIGITS + 8];
    int count, point;
} Decimal;

static void strip_zeros(Decimal *d) {
    while (d->count > 1 && d->digits[d->count - 1] == '0')
        d->count--;
}

/* From "d.ddde+xx". */
static void read_scientific(Decimal *d, const char *text) {
    d->count = 0;
    for (; *text && *text != 'e'; text++)
        if (*text != '.')
            d->digits[d->count++] = *text;
    d->point = atoi(text + 1) + 1;
    strip_zeros(d);
}

static void write_scientific(const Decimal *d, char *text, size_t room) {
    snprintf(text, room, "0.%.*se%d", d->count, d->digits, d->point);
}

/* Up to 15 digits: n / 10^k is rounded correctly, and two such numbers are never the same float. So the first
 * k that gives d back gives the shortest text. */
static bool few_decimals(double value, Decimal *d) {
    for (int k = 0; k <= 15 && value * powers_of_ten[k] < 1e15; k++) {
        double n = rint(value * powers_of_ten[k]);
        if (n / powers_of_ten[k] == value) {
            char text[24];
            d->count = snprintf(text, sizeof text, "%lld", (long long)n);
            memcpy(d->digits, text, (size_t)d->count);
            d->point = d->count - k;
            strip_zeros(d);
            return true;
        }
    }
    return false;
}

/* Below a power of two floats are twice as dense as above, so the nearest text of 16 digits may be another
 * float while the next one upwards is not. */
static bool try_next_up(double value, Decimal *d) {
    Decimal up = *d;
    char text[40];
    snprintf(text, sizeof text, "%.16e", value);
    read_scientific(&up, text);
    if (up.count < MAX_DIGITS)
        return false;
    up.count = MAX_DIGITS - 1;
    int i = up.count;
    while (i > 0 && up.digits[i - 1] == '9')
        up.digits[--i] = '0';
    if (i == 0)
        return false;
    up.digits[i - 1]++;
    strip_zeros(&up);
    write_scientific(&up, text, sizeof text);
    if (strtod(text, NULL) != value)
        return false;
    *d = up;
    return true;
}

static void shortest(double value, Decimal *d) {
    char text[40];
    int exponent;
    if (value >= 1e-5 && few_decimals(value, d))
        return;
    int digits = value < DBL_MIN ? 1 : 15; /* subnormal numbers have fewer */
    for (;; digits++) {
        snprintf(text, sizeof text, "%.*e", digits - 1, value);
        if (digits == MAX_DIGITS && frexp(value, &exponent) == 0.5 && try_next_up(value, d))
            return;
        if (digits == MAX_DIGITS || strtod(text, NULL) == value)
            break;
    }
    read_scientific(d, text);
}

/* Writes digits with the point where it belongs, or in scientific form; text has room for 40 characters. */
static void lay_out(const Decimal *d, bool scientific, bool add_dot_zero, char *text) {
    if (scientific) {
        *text++ = d->digits[0];
        if (d->count > 1)
            text += sprintf(text, ".%.*s", d->count - 1, d->digits + 1);
        sprintf(text, "e%+03d", d->point - 1);
    } else if (d->point <= 0) {
        sprintf(text, "0.%.*s%.*s", -d->point, "0000", d->count, d->digits);
    } else if (d->point >= d->count) {
        sprintf(text, "%.*s%.*s%s", d->count, d->digits, d->point - d->count, "00000000000000000000",
                add_dot_zero ? ".0" : "");
    } else {
        sprintf(text, "%.*s.%.*s", d->point, d->digits, d->count - d->point, d->digits + d->point);
    }
}

static char *write_digits(char *end, uint64_t n, int least) {
    for (; n || least > 0; n /= 10, least--)
        *--end = (char)('0' + n % 10);
    return end;
}

/* "%.*f" of numbers that are not too large, by whole numbers: value is m / 2^shift, and m * 10^precision has
 * fewer than 128 bits. Rounds half to even, exactly. */
bool float_write_fixed(double value, int precision, char *text) {
    int exponent;
    uint64_t m = (uint64_t)ldexp(frexp(fabs(value), &exponent), 53);
    int shift = 53 - exponent;
    if (precision > 15 || shift <= 0)
        return false;
    unsigned __int128 scaled = (unsigned __int128)m * (uint64_t)powers_of_ten[precision], whole = 0;
    if (shift < 128) {
        unsigned __int128 half = (unsigned __int128)1 << (shift - 1), rest = scaled & (2 * half - 1);
        whole = (scaled >> (shift - 1)) >> 1;
        whole += rest > half || (rest == half && whole & 1);
    }
    if (whole >> 63)
        return false;
    char digits[24], *end = digits + sizeof digits,
                     *first = write_digits(end, (uint64_t)whole, precision + 1);
    int before = (int)(end - first) - precision;
    if (signbit(value))
        *text++ = '-';
    text = mempcpy(text, first, (size_t)before);
    if (precision)
        *text++ = '.';
    text = mempcpy(text, first + before, (size_t)precision);
    *text = 0;
    return true;
}

/* repr of d, sign included; room for 40. */
static void write_repr(double value, bool add_dot_zero, char *text) {
    Decimal d = {.digits = "0", .count = 1, .point = 1};
    if (signbit(value))
        *text++ = '-';
    value = fabs(value);
    if (value != 0)
        shortest(value, &d);
    lay_out(&d, d.point <= -4 || d.point > 16, add_dot_zero, text);
}

/* A malloc'ed copy of text with `insert` put in at `at`; consumes text, which may be NULL. */
static char *insert_text(char *text, size_t at, const char *insert) {
    char *longer = text ? malloc(strlen(text) + strlen(insert) + 1) : NULL;
    if (longer)
        sprintf(longer, "%.*s%s%s", (int)at, text, insert, text + at);
    free(text);
    return longer;
}

/* d.dd00e+xx: the zeros go, and the point with them. */
static void strip_mantissa(char *text) {
    char *e = strchr(text, 'e'), *end = e;
    while (strchr(text, '.') && end[-1] == '0')
        end--;
    if (end[-1] == '.')
        end--;
    memmove(end, e, strlen(e) + 1);
}

static void strip_fraction(char *text) {
    char *end = text + strlen(text);
    while (strchr(text, '.') && end[-1] == '0')
        *--end = 0;
    if (end[-1] == '.')
        end[-1] = 0;
}

/* 'g': `precision` digits, in exponent form if the number is too small or has more digits before the point;
 * where no type was given, one digit fewer may stand there, and whole numbers get ".0", as in repr. The
 * alternate form keeps all zeros and the point. */
static char *general(double value, int precision, bool alternate, bool add_dot_zero) {
    precision = precision < 1 ? 1 : precision;
    char *text;
    if (asprintf(&text, alternate ? "%#.*e" : "%.*e", precision - 1, value) < 0)
        return NULL;
    int point = atoi(strchr(text, 'e') + 1) + 1;
    if (point <= -4 || point > precision - add_dot_zero) {
        if (!alternate)
            strip_mantissa(text);
        return text;
    }
    free(text);
    if (asprintf(&text, alternate ? "%#.*f" : "%.*f", precision - point, value) < 0)
        return NULL;
    if (!alternate)
        strip_fraction(text);
    return add_dot_zero && !strchr(text, '.') ? insert_text(text, strlen(text), ".0") : text;
}

static char *repr_text(double d, bool alternate, bool add_dot_zero) {
    char *text = malloc(40);
    if (!text)
        return NULL;
    write_repr(d, add_dot_zero, text);
    return alternate && !strchr(text, '.') ? insert_text(text, strcspn(text, "e"), ".") : text;
}

char *float_to_text(double d, char mode, int precision, bool alternate, bool add_dot_zero) {
    char *text;
    if (!isfinite(d))
        return strdup(isnan(d) ? "nan" : d > 0 ? "inf" : "-inf");
    if (mode == 'r')
        return repr_text(d, alternate, add_dot_zero);
    if (mode == 'g')
        return general(d, precision, alternate, add_dot_zero);
    char fixed[40];
    if (mode == 'f' && !alternate && float_write_fixed(d, precision, fixed))
        return strdup(fixed);
    const char *format = mode == 'e' ? (alternate ? "%#.*e" : "%.*e") : alternate ? "%#.*f" : "%.*f";
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    return asprintf(&text, format, precision, d) < 0 ? NULL : text;
#pragma GCC diagnostic pop
}

Str *float_repr(Thread *t, double d) {
    char text[48];
    if (isfinite(d))
        write_repr(d, true, text);
    else
        strcpy(text, isnan(d) ? "nan" : d > 0 ? "inf" : "-inf");
    return str_from_ascii(t, text, strlen(text));
}

/* --- from text --- */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static const char *skip_digits(const char *at, const char *end) {
    while (at < end && is_digit(*at))
        at++;
    return at;
}

static const char *skip_word(const char *at, const char *end, const char *word) {
    size_t length = strlen(word);
    return (size_t)(end - at) >= length && strncasecmp(at, word, length) == 0 ? at + length : at;
}

const char *float_scan(const char *at, const char *end) {
    const char *start = at;
    if (at < end && (*at == '+' || *at == '-'))
        at++;
    bool number = at < end && (is_digit(*at) || *at == '.');
    const char *word = at;
    if (!number && ((word = skip_word(at, end, "infinity")) > at || (word = skip_word(at, end, "inf")) > at ||
                    (word = skip_word(at, end, "nan")) > at))
        return word;
    const char *whole = skip_digits(at, end);
    const char *rest = whole < end && *whole == '.' ? skip_digits(whole + 1, end) : whole;
    if (whole == at && rest <= whole + 1)
        return start;
    if (rest < end && (*rest == 'e' || *rest == 'E')) {
        const char *exponent = rest + 1;
        if (exponent < end && (*exponent == '+' || *exponent == '-'))
            exponent++;
        const char *stop = skip_digits(exponent, end);
        return stop > exponent ? stop : rest;
    }
    return rest;
}

/* Numbers of up to 15 digits without exponent: n / 10^k is rounded once, so it is right. */
static bool parse_simple(const char *text, const char *end, double *d) {
    bool negative = *text == '-', point = false;
    uint64_t n = 0;
    int digits = 0, places = 0;
    for (text += *text == '-' || *text == '+'; text < end; text++) {
        if (*text == '.' && !point) {
            point = true;
            continue;
        }
        if (!is_digit(*text) || ++digits > 15)
            return false;
        n = n * 10 + (uint64_t)(*text - '0');
        places += point;
    }
    *d = (double)n / powers_of_ten[places];
    if (negative)
        *d = -*d;
    return digits > 0;
}

double float_parse(const char *text, const char *end) {
    double simple;
    if (text < end && parse_simple(text, end, &simple))
        return simple;
    char buffer[64], *copy = buffer;
    size_t length = (size_t)(end - text);
    if (length >= sizeof buffer && !(copy = malloc(length + 1)))
        return NAN;
    memcpy(copy, text, length);
    copy[length] = 0;
    double d = strtod(copy, NULL);
    if (copy != buffer)
        free(copy);
    return d;
}

/* Underscores may stand between digits, singly. Answers a copy without them, or NULL: misplaced (or no
 * memory: *failed). */
char *float_strip_underscores(const char *text, size_t length, size_t *stripped, bool *failed) {
    char *copy = malloc(length + 1), *put = copy;
    *failed = copy == NULL;
    for (size_t i = 0; copy && i < length; i++) {
        if (text[i] != '_') {
            *put++ = text[i];
        } else if (i == 0 || i + 1 == length || !is_digit(text[i - 1]) || !is_digit(text[i + 1])) {
            free(copy);
            return NULL;
        }
    }
    *stripped = copy ? (size_t)(put - copy) : 0;
    return copy;
}

static Value parse_trimmed(Thread *t, const char *text, const char *end, Value shown) {
    while (text < end && is_blank(*text))
        text++;
    while (end > text && is_blank(end[-1]))
        end--;
    if (text == end || float_scan(text, end) != end)
        return raise_value_error(t, "could not convert string to float: %R", shown);
    return float_value(t, float_parse(text, end));
}

Value float_from_text(Thread *t, const char *text, size_t length, Value shown) {
    if (!memchr(text, '_', length))
        return parse_trimmed(t, text, text + length, shown);
    size_t stripped;
    bool failed;
    char *copy = float_strip_underscores(text, length, &stripped, &failed);
    if (failed)
        return raise_no_memory(t);
    if (!copy)
        return raise_value_error(t, "could not convert string to float: %R", shown);
    Value v = parse_trimmed(t, copy, copy + stripped, shown);
    free(copy);
    return v;
}
