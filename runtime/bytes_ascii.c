/* Methods of bytes and bytearray that see the bytes as ASCII text: case, predicates, stripping, padding. */
#include "runtime/byte_builder.h"
#include "runtime/bytes_methods.h"
#include "runtime/error.h"
#include "runtime/str_methods.h"
#include "runtime/text.h"

static inline bool is_lower(uint8_t c) {
    return c >= 'a' && c <= 'z';
}
static inline bool is_upper(uint8_t c) {
    return c >= 'A' && c <= 'Z';
}
static inline bool is_alpha(uint8_t c) {
    return is_lower(c | 0x20);
}
static inline bool is_digit(uint8_t c) {
    return c >= '0' && c <= '9';
}
static inline bool is_alnum(uint8_t c) {
    return is_alpha(c) || is_digit(c);
}
static inline bool is_blank(uint8_t c) {
    return c == ' ' || (c >= 9 && c <= 13);
}
static inline uint8_t to_lower(uint8_t c) {
    return is_upper(c) ? c | 0x20 : c;
}
static inline uint8_t to_upper(uint8_t c) {
    return is_lower(c) ? c & ~0x20 : c;
}
static inline uint8_t to_swapped(uint8_t c) {
    return is_alpha(c) ? c ^ 0x20 : c;
}

/* A result of the same length for the caller to fill; its data in *out. */
static Value same_length(Thread *t, Value self, uint8_t **out) {
    Value result = span_result(t, self, NULL, span_of(self).length);
    *out = is_null(result) ? NULL : (uint8_t *)span_of(result).data;
    return result;
}

static inline __attribute__((always_inline)) Value map(Thread *t, Value self, uint8_t (*f)(uint8_t)) {
    uint8_t *out;
    Value result = same_length(t, self, &out);
    ByteSpan s = span_of(self);
    for (int64_t i = 0; out && i < s.length; i++)
        out[i] = f(s.data[i]);
    return result;
}

Value span_lower(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return map(t, args[0], to_lower);
}

Value span_upper(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return map(t, args[0], to_upper);
}

Value span_swapcase(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return map(t, args[0], to_swapped);
}

Value span_capitalize(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value result = map(t, args[0], to_lower);
    if (!is_null(result) && span_of(result).length)
        ((uint8_t *)span_of(result).data)[0] = to_upper(span_of(args[0]).data[0]);
    return result;
}

Value span_title(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    uint8_t *out;
    Value result = same_length(t, args[0], &out);
    ByteSpan s = span_of(args[0]);
    bool inside = false;
    for (int64_t i = 0; out && i < s.length; i++) {
        out[i] = inside ? to_lower(s.data[i]) : to_upper(s.data[i]);
        inside = is_alpha(s.data[i]);
    }
    return result;
}

static inline __attribute__((always_inline)) Value all(Value self, bool (*f)(uint8_t)) {
    ByteSpan s = span_of(self);
    for (int64_t i = 0; i < s.length; i++)
        if (!f(s.data[i]))
            return VALUE_FALSE;
    return bool_value(s.length > 0);
}

Value span_isalnum(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return all(args[0], is_alnum);
}

Value span_isalpha(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return all(args[0], is_alpha);
}

Value span_isdigit(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return all(args[0], is_digit);
}

Value span_isspace(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return all(args[0], is_blank);
}

Value span_isascii(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(text_is_ascii(span_of(args[0]).data, (size_t)span_of(args[0]).length));
}

static inline __attribute__((always_inline)) Value only_case(Value self, bool (*wanted)(uint8_t),
                                                             bool (*unwanted)(uint8_t)) {
    ByteSpan s = span_of(self);
    bool some = false;
    for (int64_t i = 0; i < s.length; i++) {
        if (unwanted(s.data[i]))
            return VALUE_FALSE;
        some |= wanted(s.data[i]);
    }
    return bool_value(some);
}

Value span_islower(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return only_case(args[0], is_lower, is_upper);
}

Value span_isupper(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return only_case(args[0], is_upper, is_lower);
}

Value span_istitle(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    ByteSpan s = span_of(args[0]);
    bool inside = false, some = false;
    for (int64_t i = 0; i < s.length; i++) {
        bool cased = is_alpha(s.data[i]);
        if (cased && is_upper(s.data[i]) == inside)
            return VALUE_FALSE;
        inside = cased;
        some |= cased;
    }
    return bool_value(some);
}

/* Stripping. */

enum { LEFT = 1, RIGHT = 2 };

static bool goes(const ByteSpan *set, uint8_t c) {
    return set ? set->length && memchr(set->data, c, (size_t)set->length) : is_blank(c);
}

static Value strip_set(Thread *t, Value self, const ByteSpan *set, int sides) {
    ByteSpan s = span_of(self);
    int64_t start = 0, stop = s.length;
    if (sides & LEFT)
        while (start < stop && goes(set, s.data[start]))
            start++;
    if (sides & RIGHT)
        while (stop > start && goes(set, s.data[stop - 1]))
            stop--;
    return stop - start == s.length ? span_copy(t, self) : span_result(t, self, s.data + start, stop - start);
}

static Value strip(Thread *t, Value *args, int sides) {
    SpanArg set;
    if (is_null(args[1]) || is_none(args[1]))
        return strip_set(t, args[0], NULL, sides);
    if (!span_get(t, args[1], &set))
        return VALUE_NULL;
    Value result = strip_set(t, args[0], &set.span, sides);
    span_release(t, &set);
    return result;
}

Value span_strip(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return strip(t, args, LEFT | RIGHT);
}

Value span_lstrip(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return strip(t, args, LEFT);
}

Value span_rstrip(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return strip(t, args, RIGHT);
}

/* Padding. */

static Value built(Value self, ByteBuilder *b) {
    Value result = b->failed ? VALUE_NULL : span_result(b->t, self, b->data, (int64_t)b->length);
    bytebuilder_drop(b);
    return result;
}

static Value pad(Thread *t, Value self, int64_t left, int64_t right, uint8_t fill) {
    ByteSpan s = span_of(self);
    ByteBuilder b;
    if (left <= 0 && right <= 0)
        return span_copy(t, self);
    bytebuilder_init(&b, t);
    bytebuilder_repeat(&b, fill, left);
    bytebuilder_add(&b, s.data, (size_t)s.length);
    bytebuilder_repeat(&b, fill, right);
    return built(self, &b);
}

static bool pad_arguments(Thread *t, Value *args, const char *name, int64_t *missing, uint8_t *fill) {
    int64_t width;
    *fill = ' ';
    if (!text_optional_index(t, args[1], 0, &width))
        return false;
    if (!is_null(args[2])) {
        if (!(is_bytes(args[2]) || is_bytearray(args[2])) || span_of(args[2]).length != 1)
            return raise_type_error(t, "%s() argument 2 must be a byte string of length 1, not %T", name,
                                    args[2]),
                   false;
        *fill = span_of(args[2]).data[0];
    }
    *missing = width > span_of(args[0]).length ? width - span_of(args[0]).length : 0;
    return true;
}

Value span_center(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t missing;
    uint8_t fill;
    if (!pad_arguments(t, args, "center", &missing, &fill))
        return VALUE_NULL;
    int64_t left = missing / 2 + (missing & (missing + span_of(args[0]).length) & 1);
    return pad(t, args[0], left, missing - left, fill);
}

Value span_ljust(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t missing;
    uint8_t fill;
    return pad_arguments(t, args, "ljust", &missing, &fill) ? pad(t, args[0], 0, missing, fill) : VALUE_NULL;
}

Value span_rjust(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t missing;
    uint8_t fill;
    return pad_arguments(t, args, "rjust", &missing, &fill) ? pad(t, args[0], missing, 0, fill) : VALUE_NULL;
}

Value span_zfill(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t width;
    ByteBuilder b;
    if (!text_optional_index(t, args[1], 0, &width))
        return VALUE_NULL;
    ByteSpan s = span_of(args[0]);
    if (width <= s.length)
        return span_copy(t, args[0]);
    size_t sign = s.length && (s.data[0] == '+' || s.data[0] == '-');
    bytebuilder_init(&b, t);
    bytebuilder_add(&b, s.data, sign);
    bytebuilder_repeat(&b, '0', width - s.length);
    bytebuilder_add(&b, s.data + sign, (size_t)s.length - sign);
    return built(args[0], &b);
}

Value span_expandtabs(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t size, column = 0;
    ByteBuilder b;
    if (!text_optional_index(t, args[1], 8, &size))
        return VALUE_NULL;
    ByteSpan s = span_of(args[0]);
    bytebuilder_init(&b, t);
    for (int64_t i = 0; i < s.length; i++) {
        uint8_t c = s.data[i];
        int64_t blanks = c == '\t' && size > 0 ? size - column % size : 0;
        bytebuilder_repeat(&b, ' ', blanks);
        if (c != '\t')
            bytebuilder_char(&b, c);
        column = c == '\n' || c == '\r' ? 0 : column + (c == '\t' ? blanks : 1);
    }
    return built(args[0], &b);
}
