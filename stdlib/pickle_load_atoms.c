/* Instructions that make numbers, text and bytes. */
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "stdlib/pickle.h"
#include <errno.h>
#include <stdlib.h>

/* ---- numbers ---- */

static bool push_number(PickleReader *r, int count) {
    const uint8_t *code = pickle_read(r, (size_t)count);
    return code && pickle_push(r, small_int_value((int64_t)pickle_number(code, count)));
}
bool load_binint1(PickleReader *r) {
    return push_number(r, 1);
}
bool load_binint2(PickleReader *r) {
    return push_number(r, 2);
}
bool load_binint(PickleReader *r) {
    const uint8_t *code = pickle_read(r, 4);
    return code && pickle_push(r, small_int_value((int32_t)pickle_number(code, 4)));
}

Value pickle_line_number(PickleReader *r, const char *line, size_t length, const char *message) {
    Str *shown = str_from_utf8(r->t, line, length);
    Value v = shown ? int_from_text(r->t, line, length, 10, object_value(shown)) : VALUE_NULL;
    xdecref_object(r->t, shown);
    if (is_null(v) && message && error_clear_if(r->t, EXC_ValueError))
        raise_value_error(r->t, message);
    return v;
}

bool load_int(PickleReader *r) {
    size_t length;
    const char *line = pickle_read_filled_line(r, &length);
    if (!line)
        return false;
    if (length == 2 && line[0] == '0' && (line[1] == '0' || line[1] == '1'))
        return pickle_push(r, bool_value(line[1] == '1'));
    /* as strtol reads it, which takes 010 for octal */
    char text[32], *end;
    if (length && length < sizeof text) {
        memcpy(text, line, length);
        text[length] = 0;
        errno = 0;
        long long n = strtoll(text, &end, 0);
        if (errno == 0 && *end == 0)
            return pickle_push(r, int_value(r->t, n));
    }
    return pickle_push(r, pickle_line_number(r, line, length, "could not convert string to int"));
}

bool load_long(PickleReader *r) {
    size_t length;
    const char *line = pickle_read_filled_line(r, &length);
    if (!line)
        return false;
    length = line[length - 1] == 'L' ? length - 1 : length + 1;
    return pickle_push(r, pickle_line_number(r, line, length, NULL));
}

static bool push_long(PickleReader *r, int count) {
    const uint8_t *code = pickle_read(r, (size_t)count);
    if (!code)
        return false;
    int64_t length = count == 1 ? code[0] : (int32_t)pickle_number(code, 4);
    if (length < 0)
        return pickle_raise(r->t, &unpickling_error_def, "LONG pickle has negative byte count"), false;
    const uint8_t *digits = pickle_read(r, (size_t)length);
    return digits && pickle_push(r, int_from_bytes(r->t, digits, (size_t)length, true, true));
}
bool load_long1(PickleReader *r) {
    return push_long(r, 1);
}
bool load_long4(PickleReader *r) {
    return push_long(r, 4);
}

bool load_float(PickleReader *r) {
    size_t length;
    const char *line = pickle_read_filled_line(r, &length);
    if (!line)
        return false;
    Str *shown = str_from_latin1(r->t, (const uint8_t *)line, length + 1);
    Value v = shown ? float_from_text(r->t, line, length, object_value(shown)) : VALUE_NULL;
    xdecref_object(r->t, shown);
    char first[2] = {line[0], 0};
    if (is_null(v) && strpbrk(first, "+-.0123456789") && error_clear_if(r->t, EXC_ValueError))
        raise_value_error(r->t, "could not convert string to float");
    return pickle_push(r, v);
}

bool load_binfloat(PickleReader *r) {
    uint64_t bits;
    double d;
    const uint8_t *code = pickle_read(r, 8);
    if (!code)
        return false;
    memcpy(&bits, code, 8);
    bits = __builtin_bswap64(bits);
    memcpy(&d, &bits, 8);
    return pickle_push(r, float_value(r->t, d));
}

/* ---- what follows its length ---- */

/* NULL: exception. what: for the message. */
static const uint8_t *read_counted(PickleReader *r, int count, const char *what, size_t *length) {
    const uint8_t *code = pickle_read(r, (size_t)count);
    if (!code)
        return NULL;
    *length = pickle_number(code, count);
    if (*length > INT64_MAX) {
        raise_overflow(r->t, "%s exceeds system's maximum size of %lld bytes", what, (long long)INT64_MAX);
        return NULL;
    }
    return pickle_read(r, *length);
}

static bool push_text(PickleReader *r, int count) {
    size_t length;
    const uint8_t *utf8 = read_counted(r, count, "BINUNICODE", &length);
    return utf8 && pickle_push(r, str_value(str_from_utf8(r->t, (const char *)utf8, length)));
}
bool load_short_binunicode(PickleReader *r) {
    return push_text(r, 1);
}
bool load_binunicode(PickleReader *r) {
    return push_text(r, 4);
}
bool load_binunicode8(PickleReader *r) {
    return push_text(r, 8);
}

static bool push_bytes(PickleReader *r, int count) {
    size_t length;
    const uint8_t *data = read_counted(r, count, "BINBYTES", &length);
    Bytes *bytes = data ? bytes_new(r->t, data, length) : NULL;
    return bytes && pickle_push(r, object_value(bytes));
}
bool load_short_binbytes(PickleReader *r) {
    return push_bytes(r, 1);
}
bool load_binbytes(PickleReader *r) {
    return push_bytes(r, 4);
}
bool load_binbytes8(PickleReader *r) {
    return push_bytes(r, 8);
}
bool load_bytearray8(PickleReader *r) {
    size_t length;
    const uint8_t *data = read_counted(r, 8, "BYTEARRAY8", &length);
    return data && pickle_push(r, bytearray_new(r->t, data, length));
}

/* ---- the str of Python 2 ---- */

static bool push_old_str(PickleReader *r, const uint8_t *data, size_t length) {
    const char *encoding = is_null(r->encoding) ? "ASCII" : (const char *)value_str(r->encoding)->data;
    if (strcmp(encoding, "bytes") == 0) {
        Bytes *bytes = bytes_new(r->t, data, length);
        return bytes && pickle_push(r, object_value(bytes));
    }
    const char *errors = is_null(r->errors) ? "strict" : (const char *)value_str(r->errors)->data;
    return pickle_push(r, str_decode(r->t, data, length, encoding, errors));
}

static bool push_old_counted(PickleReader *r, int count) {
    size_t length;
    const uint8_t *data = read_counted(r, count, "BINSTRING", &length);
    return data && push_old_str(r, data, length);
}
bool load_short_binstring(PickleReader *r) {
    return push_old_counted(r, 1);
}
bool load_binstring(PickleReader *r) {
    return push_old_counted(r, 4);
}

/* The value of up to `most` digits of a base; *used: how many there were. */
static int digits_value(const char *text, size_t left, int base, size_t most, size_t *used) {
    int value = 0;
    for (*used = 0; *used < most && *used < left; ++*used) {
        char c = text[*used];
        int digit = c >= '0' && c <= '9'                 ? c - '0'
                    : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                         : 16;
        if (digit >= base)
            break;
        value = value * base + digit;
    }
    return value;
}

/* What follows a backslash; *used: its length. -1: nothing that has a meaning; -2: \x without two digits. */
static int escaped(const char *text, size_t left, size_t *used) {
    static const char letters[] = "abfnrtv\\'\"", values[] = "\a\b\f\n\r\t\v\\'\"";
    const char *letter = text[0] ? strchr(letters, text[0]) : NULL;
    *used = 1;
    if (letter)
        return values[letter - letters];
    if (text[0] >= '0' && text[0] <= '7')
        return digits_value(text, left, 8, 3, used) & 0xff;
    if (text[0] != 'x')
        return -1;
    int value = digits_value(text + 1, left - 1, 16, 2, used);
    return ++*used == 3 ? value : -2;
}

static bool unescape(PickleReader *r, const char *text, size_t length, ByteBuilder *out) {
    for (size_t i = 0, used; i < length; i += used) {
        used = 1;
        if (text[i] != '\\') {
            bytebuilder_char(out, (uint8_t)text[i]);
            continue;
        }
        if (i + 1 == length)
            return raise_value_error(r->t, "Trailing \\ in string"), false;
        int value = escaped(text + i + 1, length - i - 1, &used);
        if (value == -2)
            return raise_value_error(r->t, "invalid \\x escape at position %zu", i), false;
        if (value < 0)
            bytebuilder_char(out, '\\');
        bytebuilder_char(out, value < 0 ? (uint8_t)text[i + 1] : (uint8_t)value);
        used++;
    }
    return true;
}

/* A bytes literal without its b. */
bool load_string(PickleReader *r) {
    size_t length;
    ByteBuilder out;
    const char *line = pickle_read_line(r, &length);
    if (!line)
        return false;
    if (length < 2 || line[0] != line[length - 1] || (line[0] != '"' && line[0] != '\''))
        return pickle_raise(r->t, &unpickling_error_def, "the STRING opcode argument must be quoted"), false;
    bytebuilder_init(&out, r->t);
    bool ok = unescape(r, line + 1, length - 2, &out) && !out.failed && push_old_str(r, out.data, out.length);
    bytebuilder_drop(&out);
    return ok;
}

bool load_unicode(PickleReader *r) {
    size_t length;
    const char *line = pickle_read_line(r, &length);
    return line &&
           pickle_push(r, str_decode(r->t, (const uint8_t *)line, length, "raw_unicode_escape", NULL));
}
