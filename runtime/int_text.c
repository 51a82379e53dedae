/* Ints to and from text and bytes. */
#include "runtime/error.h"
#include "runtime/int_limbs.h"
#include "runtime/str.h"
#include <stdlib.h>

/* --- to text --- */

static const char digit_characters[] = "0123456789abcdefghijklmnopqrstuvwxyz";

static const char *prefix_of(int base) {
    return base == 2 ? "0b" : base == 8 ? "0o" : base == 16 ? "0x" : "";
}

/* Writes backwards from end; answers where the text begins. */
static char *write_word(char *end, uint64_t magnitude, unsigned base) {
    if ((base & (base - 1)) == 0) {
        int bits = __builtin_ctz(base);
        do
            *--end = digit_characters[magnitude & (base - 1)];
        while (magnitude >>= bits);
        return end;
    }
    do {
        *--end = digit_characters[magnitude % base];
        magnitude /= base;
    } while (magnitude);
    return end;
}

static char *write_decimal(char *end,
                           uint64_t magnitude) { /* the divisor is known: no division instruction */
    do {
        *--end = (char)('0' + magnitude % 10);
        magnitude /= 10;
    } while (magnitude);
    return end;
}

static char *put_prefix(char *at, bool negative, int base, bool prefix) {
    if (prefix) {
        const char *letters = prefix_of(base);
        for (size_t i = strlen(letters); i-- > 0;)
            *--at = letters[i];
    }
    if (negative)
        *--at = '-';
    return at;
}

static Str *word_to_str(Thread *t, int64_t i, int base, bool prefix) {
    char buffer[72], *end = buffer + sizeof buffer;
    if (base == 10 && i >= 0 && i <= 9)
        return value_str(str_from_char(t, (uint32_t)('0' + i)));
    uint64_t magnitude = i < 0 ? -(uint64_t)i : (uint64_t)i;
    char *at = base == 10 ? write_decimal(end, magnitude) : write_word(end, magnitude, (unsigned)base);
    at = put_prefix(at, i < 0, base, prefix);
    return str_from_ascii(t, at, (size_t)(end - at));
}

static bool check_digits(Thread *t, int64_t digits, int base) {
    int limit = t->interp->max_str_digits;
    if (base != 10 || limit <= 0 || digits <= limit)
        return true;
    raise_value_error(t,
                      "Exceeds the limit (%d digits) for integer string conversion; use "
                      "sys.set_int_max_str_digits() to increase the limit",
                      limit);
    return false;
}

/* Before the quadratic work: a lower bound for the number of digits. */
static bool check_size(Thread *t, const IntView *view, int base) {
    return check_digits(t, (int64_t)((double)(view->count - 1) * 64 * 0.30102), base);
}

static Str *digits_to_str(Thread *t, const uint8_t *digits, size_t count, const IntView *view, int base,
                          bool prefix) {
    while (count > 1 && digits[0] == 0) {
        digits++;
        count--;
    }
    if (!check_digits(t, (int64_t)count, base))
        return NULL;
    size_t extra = (prefix ? strlen(prefix_of(base)) : 0) + view->negative;
    Str *s = str_alloc(t, (int64_t)(count + extra), 127);
    if (!s)
        return NULL;
    put_prefix((char *)s->data + extra, view->negative, base, prefix);
    for (size_t i = 0; i < count; i++)
        s->data[extra + i] = (uint8_t)digit_characters[digits[i]];
    return s;
}

Str *int_to_str(Thread *t, Value v, int base, bool prefix) {
    if (is_word_int(v))
        return word_to_str(t, word_int(v), base, prefix);
    IntView view;
    int_view(v, &view);
    if (view.count == 0)
        return word_to_str(t, 0, base, prefix);
    if (!check_size(t, &view, base))
        return NULL;
    BigInt *copy = int_alloc(t, view.count + 1); /* mpn_get_str destroys its operand */
    uint8_t *digits = copy ? mem_alloc(mpn_sizeinbase(view.limbs, view.count, base) + 2) : NULL;
    Str *s = NULL;
    if (digits) {
        mpn_copyi((mp_limb_t *)copy->limbs, view.limbs, view.count);
        size_t count = mpn_get_str(digits, base, (mp_limb_t *)copy->limbs, view.count);
        s = digits_to_str(t, digits, count, &view, base, prefix);
    } else if (copy) {
        raise_no_memory(t);
    }
    mem_free(digits);
    xdecref_object(t, copy);
    return s;
}

/* --- from text --- */

static int digit_of(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 99;
}

/* At most 12 digits of any base fit a word. */
static Value few_digits(Thread *t, const char *digits, size_t length, int base) {
    uint64_t number = 0;
    for (size_t i = 0; i < length; i++)
        number = number * (unsigned)base + (unsigned)digit_of(digits[i]);
    return int_from_uint64(t, number);
}

Value int_from_digits(Thread *t, const char *digits, size_t length, int base) {
    enum { FEW = 12 };
    while (length > 1 && *digits == '0') {
        digits++;
        length--;
    }
    if (length <= FEW)
        return few_digits(t, digits, length, base);
    uint8_t *values = mem_alloc(length);
    int bits = 32 - __builtin_clz((unsigned)base - 1); /* of the largest digit */
    BigInt *big = values ? int_alloc(t, (int64_t)(length / 64 * (unsigned)bits) + bits + 1)
                         : (raise_no_memory(t), NULL);
    Value result = VALUE_NULL;
    if (big) {
        for (size_t i = 0; i < length; i++)
            values[i] = (uint8_t)digit_of(digits[i]);
        result = int_finish(t, big, mpn_set_str((mp_limb_t *)big->limbs, values, length, base), false);
    }
    mem_free(values);
    return result;
}

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The parts of a literal. */
typedef struct Literal {
    const char *at, *end;
    int base;
    bool negative;
    bool zero_only; /* base 0 and a leading 0 without letter: only zeros may follow */
} Literal;

static int letter_base(char c) {
    c |= 0x20;
    return c == 'x' ? 16 : c == 'o' ? 8 : c == 'b' ? 2 : 0;
}

static void read_sign_and_prefix(Literal *l) {
    while (l->at < l->end && is_blank(*l->at))
        l->at++;
    while (l->end > l->at && is_blank(l->end[-1]))
        l->end--;
    if (l->at < l->end && (*l->at == '+' || *l->at == '-'))
        l->negative = *l->at++ == '-';
    int letter = l->end - l->at >= 2 && l->at[0] == '0' ? letter_base(l->at[1]) : 0;
    if (letter && (l->base == 0 || l->base == letter)) {
        l->base = letter;
        l->at += 2;
        if (l->at < l->end && *l->at == '_') /* 0x_ff */
            l->at++;
    } else if (l->base == 0) {
        l->zero_only = l->at < l->end && *l->at == '0';
        l->base = 10;
    }
}

/* Digits with single underscores between them; counts digits. */
static bool check_literal(const Literal *l, size_t *digits) {
    bool after_digit = false;
    *digits = 0;
    for (const char *c = l->at; c < l->end; c++) {
        if (*c == '_' && after_digit) {
            after_digit = false;
            continue;
        }
        if (digit_of(*c) >= l->base || (l->zero_only && *c != '0'))
            return false;
        after_digit = true;
        ++*digits;
    }
    return after_digit;
}

static Value signed_digits(Thread *t, const Literal *l, const char *digits, size_t count) {
    Value v = int_from_digits(t, digits, count, l->base);
    if (is_null(v) || !l->negative)
        return v;
    Value negated = int_neg(t, v);
    decref(t, v);
    return negated;
}

static Value convert(Thread *t, const Literal *l, size_t count) {
    if (count == (size_t)(l->end - l->at))
        return signed_digits(t, l, l->at, count);
    char *digits = mem_alloc(count), *put = digits;
    if (!digits)
        return raise_no_memory(t);
    for (const char *c = l->at; c < l->end; c++)
        if (*c != '_')
            *put++ = *c;
    Value v = signed_digits(t, l, digits, count);
    mem_free(digits);
    return v;
}

Value int_from_text(Thread *t, const char *text, size_t length, int base, Value shown) {
    Literal l = {text, text + length, base, false, false};
    size_t count;
    read_sign_and_prefix(&l);
    if (!check_literal(&l, &count))
        return raise_value_error(t, "invalid literal for int() with base %d: %.200R", base, shown);
    int limit = t->interp->max_str_digits;
    bool power_of_two = (l.base & (l.base - 1)) == 0;
    if (limit > 0 && !power_of_two && count > (size_t)limit)
        return raise_value_error(
            t,
            "Exceeds the limit (%d digits) for integer string conversion: value has %zu digits; "
            "use sys.set_int_max_str_digits() to increase the limit",
            limit, count);
    return convert(t, &l, count);
}

/* --- bytes --- */

static uint8_t byte_at(const uint8_t *bytes, size_t length, bool little, size_t i) {
    return bytes[little ? i : length - 1 - i];
}

Value int_from_bytes(Thread *t, const uint8_t *bytes, size_t length, bool little, bool is_signed) {
    if (length == 0)
        return small_int_value(0);
    bool negative = is_signed && byte_at(bytes, length, little, length - 1) & 0x80;
    int64_t count = (int64_t)((length + 7) / 8);
    BigInt *big = int_alloc(t, count);
    if (!big)
        return VALUE_NULL;
    big->limbs[count - 1] = negative ? ~(uint64_t)0 : 0;
    uint8_t *out = (uint8_t *)big->limbs; /* little-endian limbs, in little-endian memory */
    for (size_t i = 0; i < length; i++)
        out[i] = byte_at(bytes, length, little, i);
    if (negative)
        mpn_neg((mp_limb_t *)big->limbs, (mp_limb_t *)big->limbs, count);
    return int_finish(t, big, count, negative);
}

/* Does the number fit so many bytes? */
static bool fits_bytes(const IntView *view, int64_t bits, size_t length, bool is_signed) {
    int64_t room = length > INT64_MAX / 8 ? INT64_MAX : (int64_t)length * 8;
    if (!is_signed || view->count == 0)
        return bits <= room;
    if (bits < room || !view->negative || bits != room)
        return bits < room;
    for (mp_size_t i = 0; i + 1 < view->count;
         i++) /* the one negative number with as many bits: -2^(room-1) */
        if (view->limbs[i])
            return false;
    mp_limb_t top = view->limbs[view->count - 1];
    return (top & (top - 1)) == 0;
}

bool int_to_bytes(Thread *t, Value v, uint8_t *out, size_t length, bool little, bool is_signed) {
    IntView view;
    int_view(v, &view);
    if (view.negative && !is_signed) {
        raise_overflow(t, "can't convert negative int to unsigned");
        return false;
    }
    if (!fits_bytes(&view, int_bit_length(v), length, is_signed)) {
        raise_overflow(t, "int too big to convert");
        return false;
    }
    bool carry = true;
    for (size_t i = 0; i < length; i++) {
        uint8_t byte = (int64_t)(i / 8) < view.count ? (uint8_t)(view.limbs[i / 8] >> (i % 8 * 8)) : 0;
        if (view.negative) {
            byte = (uint8_t)(~byte + carry);
            carry = carry && byte == 0;
        }
        out[little ? i : length - 1 - i] = byte;
    }
    return true;
}
