/* Numbers from text and to text. */
#include "runtime/memory.h"
#include "stdlib/decimal.h"
#include <stdio.h>
#include <strings.h>

/* ---- from text ---- */

typedef struct Literal {
    const char *digits, *end; /* with a point among them */
    const char *point;        /* or NULL */
    int64_t exp;              /* as written */
} Literal;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The exponent, which may be absurdly large. */
static bool read_exponent(const char *at, const char *end, int64_t *exp) {
    const int64_t absurd = 4 * (DEC_MAX_EMAX + 1);
    bool negative = at < end && *at == '-';
    int64_t n = 0;
    if (at < end && (*at == '-' || *at == '+'))
        at++;
    if (at == end)
        return false;
    for (; at < end; at++) {
        if (!is_digit(*at))
            return false;
        n = n > absurd / 10 ? absurd : n * 10 + (*at - '0');
    }
    *exp = negative ? -n : n;
    return true;
}

static bool read_literal(const char *at, const char *end, Literal *l) {
    bool any = false;
    l->digits = at;
    l->point = NULL;
    l->exp = 0;
    for (; at < end; at++) {
        if (is_digit(*at))
            any = true;
        else if (*at == '.' && !l->point)
            l->point = at;
        else
            break;
    }
    l->end = at;
    if (!any)
        return false;
    return at == end || ((*at == 'e' || *at == 'E') && read_exponent(at + 1, end, &l->exp));
}

/* Digits, with a point among them that is passed over, as a coefficient. */
static bool read_digits(Num *r, const char *at, const char *end, uint32_t *status) {
    while (at < end && (*at == '0' || *at == '.'))
        at++;
    if (!num_need(r, (end - at) / LIMB_DIGITS + 1, status))
        return false;
    r->count = 0;
    while (end > at) {
        uint64_t limb = 0, unit = 1;
        for (int i = 0; i < LIMB_DIGITS && end > at;) {
            char c = *--end;
            if (c == '.')
                continue;
            limb += unit * (uint64_t)(c - '0');
            unit *= 10;
            i++;
        }
        r->limbs[r->count++] = limb;
    }
    num_trim(r);
    return true;
}

static bool same_word(const char *text, size_t length, const char *word) {
    return length == strlen(word) && strncasecmp(text, word, length) == 0;
}

/* "inf", "nan12" and their like. */
static bool read_special(Num *r, const char *at, const char *end, uint32_t *status) {
    size_t length = (size_t)(end - at);
    bool negative = r->negative;
    if (same_word(at, length, "inf") || same_word(at, length, "infinity")) {
        num_set_special(r, DEC_INFINITE, negative);
        return true;
    }
    bool signals = length && (*at | 0x20) == 's';
    at += signals;
    if (end - at < 3 || strncasecmp(at, "nan", 3) != 0)
        return false;
    at += 3;
    for (const char *c = at; c < end; c++)
        if (!is_digit(*c))
            return false;
    num_set_special(r, signals ? DEC_SNAN : DEC_QNAN, negative);
    return read_digits(r, at, end, status);
}

bool num_parse(Num *r, const char *text, size_t length, uint32_t *status) {
    const char *at = text, *end = text + length;
    Literal l;
    r->kind = DEC_FINITE;
    r->negative = at < end && *at == '-';
    r->count = 0;
    if (at < end && (*at == '-' || *at == '+'))
        at++;
    bool ok;
    if (at < end && (is_digit(*at) || *at == '.')) {
        ok = read_literal(at, end, &l) && read_digits(r, l.digits, l.end, status);
        if (ok)
            r->exp = l.exp - (l.point ? l.end - l.point - 1 : 0);
    } else {
        ok = read_special(r, at, end, status);
    }
    if (!ok && !(*status & DEC_NO_MEMORY))
        num_invalid(r, DEC_CONVERSION_SYNTAX, status);
    return ok;
}

/* ---- to text ---- */

static void write_limb(char *out, uint64_t limb, int digits) {
    while (digits-- > 0) {
        out[digits] = (char)('0' + limb % 10);
        limb /= 10;
    }
}

void limbs_write_digits(char *out, const uint64_t *a, int64_t n, int64_t digits) {
    int64_t first = digits - (n - 1) * LIMB_DIGITS;
    for (int64_t i = n; i-- > 0;) {
        int count = i == n - 1 ? (int)first : LIMB_DIGITS;
        write_limb(out, a[i], count);
        out += count;
    }
}

static char *write_special(const Num *a, char *out) {
    const char *word = a->kind == DEC_INFINITE ? "Infinity" : a->kind == DEC_SNAN ? "sNaN" : "NaN";
    size_t length = strlen(word);
    int64_t digits = limbs_digits(a->limbs, a->count);
    memcpy(out, word, length);
    limbs_write_digits(out + length, a->limbs, a->count, digits);
    return out + length + digits;
}

static int64_t modulo3(int64_t n) {
    return (n % 3 + 3) % 3;
}

/* Where the point stands, counted from the first digit. */
static int64_t point_place(const Num *a, int64_t left, bool engineering) {
    if (a->exp <= 0 && left > -6)
        return left;
    if (!engineering)
        return 1;
    return a->count == 0 ? modulo3(left + 1) - 1 : modulo3(left - 1) + 1;
}

static char *write_finite(const Num *a, bool engineering, bool capitals, char *out) {
    int64_t digits = num_digits(a), left = a->exp + digits, place = point_place(a, left, engineering);
    if (place <= 0) {
        *out++ = '0';
        *out++ = '.';
        memset(out, '0', (size_t)-place);
        out += -place;
    }
    if (a->count)
        limbs_write_digits(out, a->limbs, a->count, digits);
    else
        *out = '0';
    if (place > 0 && place < digits) {
        memmove(out + place + 1, out + place, (size_t)(digits - place));
        out[place] = '.';
        out++;
    }
    out += digits;
    for (; place > digits; digits++)
        *out++ = '0';
    if (left != place)
        out += sprintf(out, "%c%+lld", capitals ? 'E' : 'e', (long long)(left - place));
    return out;
}

char *num_to_text(const Num *a, bool engineering, bool capitals, char buffer[NUM_TEXT], size_t *length) {
    enum { REST = 48 }; /* sign, point, up to six zeros, exponent */
    int64_t digits = num_digits(a);
    char *text = digits + REST <= NUM_TEXT ? buffer : mem_alloc((size_t)digits + REST), *at = text;
    if (!text)
        return NULL;
    if (a->negative)
        *at++ = '-';
    at = a->kind == DEC_FINITE ? write_finite(a, engineering, capitals, at) : write_special(a, at);
    *at = 0;
    *length = (size_t)(at - text);
    return text;
}
