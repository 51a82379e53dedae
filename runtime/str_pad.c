/* Stripping and padding. */
#include "runtime/error.h"
#include "runtime/str_methods.h"
#include "runtime/text.h"
#include "runtime/unicode.h"

enum { LEFT = 1, RIGHT = 2 };

static bool in_set(const Str *set, uint32_t c) {
    return set ? text_find_char(set->data, set->kind, 0, set->length, c, false) >= 0
               : unicode_is(c, UNICODE_SPACE);
}

/* set: the characters that go, NULL: blanks. */
static Value strip_set(Thread *t, Str *s, const Str *set, int sides) {
    int64_t start = 0, stop = s->length;
    if (sides & LEFT)
        while (start < stop && in_set(set, str_at(s, start)))
            start++;
    if (sides & RIGHT)
        while (stop > start && in_set(set, str_at(s, stop - 1)))
            stop--;
    return str_value(str_slice(t, s, start, stop));
}

static Value strip(Thread *t, Value *args, int sides, const char *name) {
    if (is_null(args[1]) || is_none(args[1]))
        return strip_set(t, value_str(args[0]), NULL, sides);
    if (!is_str(args[1]))
        return raise_type_error(t, "%s arg must be None or str", name);
    return strip_set(t, value_str(args[0]), value_str(args[1]), sides);
}

Value str_strip_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return strip(t, args, LEFT | RIGHT, "strip");
}

Value str_lstrip_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return strip(t, args, LEFT, "lstrip");
}

Value str_rstrip_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return strip(t, args, RIGHT, "rstrip");
}

static Value pad(Thread *t, Str *s, int64_t left, int64_t right, uint32_t fill) {
    StrBuilder b;
    if (left <= 0 && right <= 0)
        return str_value(str_exact(t, s));
    strbuilder_init(&b, t);
    strbuilder_repeat(&b, fill, left);
    strbuilder_str(&b, s);
    strbuilder_repeat(&b, fill, right);
    return str_value(strbuilder_finish(&b));
}

/* The arguments width and fill character of center, ljust and rjust; *missing: how much is to be added, at
 * least 0. */
static bool pad_arguments(Thread *t, Value *args, int64_t *missing, uint32_t *fill) {
    int64_t width;
    *fill = ' ';
    if (!text_optional_index(t, args[1], 0, &width))
        return false;
    *missing = width > value_str(args[0])->length ? width - value_str(args[0])->length : 0;
    if (is_null(args[2]))
        return true;
    if (!is_str(args[2]))
        return raise_type_error(t, "The fill character must be a unicode character, not %T", args[2]), false;
    if (value_str(args[2])->length != 1)
        return raise_type_error(t, "The fill character must be exactly one character long"), false;
    *fill = str_at(value_str(args[2]), 0);
    return true;
}

Value str_center_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t missing;
    uint32_t fill;
    if (!pad_arguments(t, args, &missing, &fill))
        return VALUE_NULL;
    int64_t left = missing / 2 + (missing & (missing + value_str(args[0])->length) & 1);
    return pad(t, value_str(args[0]), left, missing - left, fill);
}

Value str_ljust_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t missing;
    uint32_t fill;
    return pad_arguments(t, args, &missing, &fill) ? pad(t, value_str(args[0]), 0, missing, fill)
                                                   : VALUE_NULL;
}

Value str_rjust_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t missing;
    uint32_t fill;
    return pad_arguments(t, args, &missing, &fill) ? pad(t, value_str(args[0]), missing, 0, fill)
                                                   : VALUE_NULL;
}

Value str_zfill_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *s = value_str(args[0]);
    int64_t width;
    StrBuilder b;
    if (!text_optional_index(t, args[1], 0, &width))
        return VALUE_NULL;
    if (width <= s->length)
        return str_value(str_exact(t, s));
    int64_t sign = s->length && (str_at(s, 0) == '+' || str_at(s, 0) == '-');
    strbuilder_init(&b, t);
    strbuilder_slice(&b, s, 0, sign);
    strbuilder_repeat(&b, '0', width - s->length);
    strbuilder_slice(&b, s, sign, s->length);
    return str_value(strbuilder_finish(&b));
}

Value str_expandtabs_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Str *s = value_str(args[0]);
    int64_t size, column = 0;
    StrBuilder b;
    if (!text_optional_index(t, args[1], 8, &size))
        return VALUE_NULL;
    strbuilder_init(&b, t);
    for (int64_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        if (c == '\t') {
            int64_t blanks = size > 0 ? size - column % size : 0;
            strbuilder_repeat(&b, ' ', blanks);
            column += blanks;
            continue;
        }
        strbuilder_char(&b, c);
        column = c == '\n' || c == '\r' ? 0 : column + 1;
    }
    return str_value(strbuilder_finish(&b));
}
