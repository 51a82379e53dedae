/* float.hex and float.fromhex: floats as hexadecimal text, exactly. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/float_hex.h"
#include "runtime/str.h"
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <strings.h>

Value float_hex(Thread *t, double d) {
    if (!isfinite(d))
        return str_value(float_repr(t, d));
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    uint64_t fraction = bits & (((uint64_t)1 << 52) - 1);
    int exponent = (int)(bits >> 52 & 0x7FF);
    char text[40];
    const char *sign = bits >> 63 ? "-" : "";
    if (d == 0)
        snprintf(text, sizeof text, "%s0x0.0p+0", sign);
    else
        snprintf(text, sizeof text, "%s0x%d.%013llxp%+d", sign, exponent != 0, (unsigned long long)fraction,
                 exponent ? exponent - 1023 : -1022);
    return str_value(str_new(t, text));
}

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static bool is_hex(char c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

static const char *skip_hex(const char *at) {
    while (is_hex(*at))
        at++;
    return at;
}

/* The end of [0x]h[.h][p[+-]d] at `at`, or NULL. */
static const char *scan_hex(const char *at) {
    if (at[0] == '0' && (at[1] | 0x20) == 'x')
        at += 2;
    const char *whole = skip_hex(at), *rest = whole;
    if (*whole == '.')
        rest = skip_hex(whole + 1);
    if (whole == at && rest <= whole + 1)
        return NULL;
    if ((*rest | 0x20) != 'p')
        return rest;
    const char *exponent = rest + 1 + (rest[1] == '+' || rest[1] == '-');
    if (*exponent < '0' || *exponent > '9')
        return NULL;
    while (*exponent >= '0' && *exponent <= '9')
        exponent++;
    return exponent;
}

static Value malformed(Thread *t) {
    return raise_value_error(t, "invalid hexadecimal floating-point string");
}

/* What the digits say: bits * 2^exponent, and whether there was more behind the bits. */
typedef struct Scanned {
    uint64_t bits; /* at most 60 of them */
    int64_t exponent;
    bool more;
} Scanned;

static int hex_value(char c) {
    return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

static int64_t exponent_value(const char *at) {
    int64_t exponent = 0;
    for (const char *digit = at + (*at == '+' || *at == '-'); *digit >= '0' && *digit <= '9'; digit++)
        if (exponent < (int64_t)1 << 50) /* more is as good as endless */
            exponent = 10 * exponent + (*digit - '0');
    return *at == '-' ? -exponent : exponent;
}

static Scanned scan_value(const char *at, const char *end) {
    Scanned s = {0};
    bool behind_point = false;
    if (at[0] == '0' && (at[1] | 0x20) == 'x')
        at += 2;
    for (; at < end && (*at | 0x20) != 'p'; at++) {
        if (*at == '.') {
            behind_point = true;
            continue;
        }
        bool room = s.bits >> 56 == 0;
        if (room)
            s.bits = s.bits << 4 | (uint64_t)hex_value(*at);
        else
            s.more |= *at != '0';
        s.exponent += (room && behind_point) ? -4 : (!room && !behind_point) ? 4 : 0;
    }
    if (at < end)
        s.exponent += exponent_value(at + 1);
    return s;
}

/* The nearest float, to even where there are two; C's strtod is one off for some subnormal ones. */
static double nearest(Scanned s) {
    if (!s.bits || s.exponent < -2000)
        return 0;
    if (s.exponent > 2000)
        return INFINITY;
    int drop = 64 - __builtin_clzll(s.bits) - 53; /* bits that a float has no room for */
    if (drop < -1074 - (int)s.exponent)
        drop = -1074 - (int)s.exponent;
    if (drop > 60)
        return 0;
    if (drop > 0) {
        uint64_t half = (uint64_t)1 << (drop - 1), rest = s.bits & (2 * half - 1);
        s.bits >>= drop;
        s.exponent += drop;
        s.bits += rest > half || (rest == half && (s.more || s.bits & 1));
    }
    return ldexp((double)s.bits, (int)s.exponent);
}

static Value convert(Thread *t, const char *digits, const char *end, bool negative) {
    double d = nearest(scan_value(digits, end));
    if (isinf(d))
        return raise_overflow(t, "hexadecimal value too large to represent as a float");
    return float_value(t, negative ? -d : d);
}

static const char *scan_special(const char *at, double *d) {
    static const char *const words[] = {"infinity", "inf", "nan"};
    for (int i = 0; i < 3; i++) {
        if (strncasecmp(at, words[i], strlen(words[i])) == 0) {
            *d = i < 2 ? INFINITY : NAN;
            return at + strlen(words[i]);
        }
    }
    return NULL;
}

Value float_fromhex(Thread *t, Str *s) {
    size_t length;
    const char *at = str_utf8(t, s, &length);
    if (!at)
        return VALUE_NULL;
    const char *stop = at + length;
    while (is_blank(*at))
        at++;
    bool negative = *at == '-';
    if (*at == '+' || *at == '-')
        at++;
    double special = 0;
    const char *end = scan_special(at, &special);
    bool is_special = end != NULL;
    if (!end && !(end = scan_hex(at)))
        return malformed(t);
    const char *tail = end;
    while (is_blank(*tail))
        tail++;
    if (tail != stop)
        return malformed(t);
    if (is_special)
        return float_value(t, negative ? -special : special);
    return convert(t, at, end, negative);
}
