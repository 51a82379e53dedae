/* Strings of JSON, read and written. */
#include "runtime/error.h"
#include "runtime/text.h"
#include "stdlib/json.h"
#include <stdio.h>

Value json_raise(Thread *t, const char *message, Str *text, int64_t position) {
    Str *module_name = str_intern_utf8(t, "json.decoder"),
        *class_name = str_intern_utf8(t, "JSONDecodeError");
    Value module = module_name && class_name ? t->interp->hooks.import(t, module_name) : VALUE_NULL;
    Value class = is_null(module) ? VALUE_NULL : op_getattr(t, module, class_name);
    Str *words = is_null(class) ? NULL : str_new(t, message);
    Value e = words ? op_call3(t, class, object_value(words), object_value(text), small_int_value(position))
                    : VALUE_NULL;
    if (!is_null(e))
        raise_value(t, e);
    xdecref_object(t, module_name);
    xdecref_object(t, class_name);
    xdecref_object(t, words);
    decref(t, module);
    decref(t, class);
    decref(t, e);
    return VALUE_NULL;
}

/* --- reading --- */

static inline bool is_plain(uint32_t c) {
    return c != '"' && c != '\\' && c >= ' ';
}

/* Eight bytes at a time: not 0 if one of them is a quote, a backslash or a control character. */
static inline uint64_t has_special(uint64_t eight) {
    const uint64_t ones = 0x0101010101010101, high = 0x8080808080808080;
    uint64_t quotes = eight ^ ones * '"', slashes = eight ^ ones * '\\';
    return (((quotes - ones) & ~quotes) | ((slashes - ones) & ~slashes) | ((eight - ones * ' ') & ~eight)) &
           high;
}

static inline uint64_t load_eight(const uint8_t *data) {
    uint64_t eight;
    memcpy(&eight, data, sizeof eight);
    return eight;
}

/* The end of the characters that stand for themselves; *all: their bits. */
static int64_t plain_end(const Str *text, int64_t at, uint32_t *all) {
    uint32_t bits = 0;
    if (text->kind == 1) {
        const uint8_t *data = text->data;
        uint64_t eight, many = 0;
        for (; at + 8 <= text->length && !has_special(eight = load_eight(data + at)); at += 8)
            many |= eight;
        bits = many & 0x8080808080808080 ? 0x80 : 0;
        for (; at < text->length && is_plain(data[at]); at++)
            bits |= data[at];
    } else {
        for (uint32_t c; at < text->length && is_plain(c = str_at(text, at)); at++)
            bits |= c;
    }
    *all = bits;
    return at;
}

static Str *slice(Thread *t, const Str *text, int64_t start, int64_t end, uint32_t all) {
    if (end - start == 1)
        return value_str(str_from_char(t, str_at(text, start)));
    if (start == end)
        return str_empty(t);
    if (text->kind == 1 && all < 128)
        return str_from_ascii(t, (const char *)text->data + start, (size_t)(end - start));
    return str_from_points(t, text->data + start * text->kind, text->kind, end - start);
}

/* Four hexadecimal digits; -1: they are not. */
static int64_t read_hex(const Str *text, int64_t at) {
    uint32_t value = 0;
    if (at + 4 >= text->length) /* a quote has to follow */
        return -1;
    for (int i = 0; i < 4; i++) {
        uint32_t c = str_at(text, at + i);
        bool digit = c >= '0' && c <= '9', letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'f' && c < 128;
        if (!digit && !letter)
            return -1;
        value = value * 16 + (digit ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return value;
}

/* \uXXXX, and a second one that makes a pair with it. *at is behind the u. */
static bool read_unicode(Thread *t, Str *text, int64_t *at, uint32_t *c) {
    int64_t first = read_hex(text, *at), second;
    if (first < 0)
        return json_raise(t, "Invalid \\uXXXX escape", text, *at - 1), false;
    *at += 4;
    *c = (uint32_t)first;
    bool pair = first >= 0xd800 && first < 0xdc00 && *at + 6 < text->length && str_at(text, *at) == '\\' &&
                str_at(text, *at + 1) == 'u';
    if (!pair)
        return true;
    second = read_hex(text, *at + 2);
    if (second < 0)
        return json_raise(t, "Invalid \\uXXXX escape", text, *at + 1), false;
    if (second >= 0xdc00 && second < 0xe000) {
        *c = 0x10000 + (((uint32_t)first - 0xd800) << 10) + ((uint32_t)second - 0xdc00);
        *at += 6;
    }
    return true;
}

/* What follows a backslash, whose place is *at - 1. `start`: of the string, for errors. */
static bool read_escape(Thread *t, Str *text, int64_t *at, int64_t start, uint32_t *c) {
    static const char letters[] = "\"\\/bfnrt", characters[] = "\"\\/\b\f\n\r\t";
    if (*at >= text->length)
        return json_raise(t, "Unterminated string starting at", text, start), false;
    uint32_t letter = str_at(text, (*at)++);
    if (letter == 'u')
        return read_unicode(t, text, at, c);
    const char *found = letter && letter < 128 ? strchr(letters, (int)letter) : NULL;
    if (!found)
        return json_raise(t, "Invalid \\escape", text, *at - 2), false;
    *c = (unsigned char)characters[found - letters];
    return true;
}

/* The rest of a string that has escapes or control characters. *at is where the first one is. */
static bool read_rest(Thread *t, StrBuilder *b, Str *text, int64_t *at, int64_t start, bool strict) {
    while (true) {
        uint32_t all, c;
        if (*at >= text->length)
            return json_raise(t, "Unterminated string starting at", text, start), false;
        c = str_at(text, (*at)++);
        if (c == '"')
            return true;
        if (c == '\\' && !read_escape(t, text, at, start, &c))
            return false;
        else if (c < ' ' && str_at(text, *at - 1) == c && strict)
            return json_raise(t, "Invalid control character at", text, *at - 1), false;
        strbuilder_char(b, c);
        int64_t end = plain_end(text, *at, &all);
        strbuilder_slice(b, text, *at, end);
        *at = end;
    }
}

Str *json_read_string(Thread *t, Str *text, int64_t *at, bool strict) {
    uint32_t all;
    int64_t start = *at, end = plain_end(text, start, &all);
    if (end < text->length && str_at(text, end) == '"') {
        *at = end + 1;
        return slice(t, text, start, end, all);
    }
    StrBuilder b;
    strbuilder_init(&b, t);
    strbuilder_slice(&b, text, start, end);
    *at = end;
    if (read_rest(t, &b, text, at, start - 1, strict))
        return strbuilder_finish(&b);
    strbuilder_drop(&b);
    return NULL;
}

static Value scanstring(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    bool strict = true;
    int64_t at;
    if (!arg_int64(t, args[1], &at) || (!is_null(args[2]) && !arg_bool(t, args[2], &strict)))
        return VALUE_NULL;
    if (!is_str(args[0]))
        return raise_type_error(t, "first argument must be a string, not %.80T", args[0]);
    Str *text = value_str(args[0]);
    if (at < 0 || at > text->length)
        return raise_value_error(t, "end is out of bounds");
    Str *s = json_read_string(t, text, &at, strict);
    Tuple *result = s ? tuple_pack(t, 2, object_value(s), small_int_value(at)) : NULL;
    xdecref_object(t, s);
    return result_value(result);
}

/* --- writing --- */

static inline bool needs_escape(uint32_t c, JsonCharset charset) {
    return !is_plain(c) || (charset == JSON_ASCII && c > 126);
}

static void write_hex(StrBuilder *b, uint32_t unit) {
    char text[8];
    strbuilder_ascii(b, text, (size_t)snprintf(text, sizeof text, "\\u%04x", unit));
}

static void write_escape(StrBuilder *b, uint32_t c) {
    static const char letters[] = "\"\\bfnrt", characters[] = "\"\\\b\f\n\r\t";
    const char *found = c && c < 128 ? strchr(characters, (int)c) : NULL;
    if (found) {
        strbuilder_char(b, '\\');
        strbuilder_char(b, (unsigned char)letters[found - characters]);
    } else if (c < 0x10000) {
        write_hex(b, c);
    } else {
        write_hex(b, 0xd800 + ((c - 0x10000) >> 10));
        write_hex(b, 0xdc00 + ((c - 0x10000) & 0x3ff));
    }
}

/* The end of what needs no escape. */
static int64_t safe_end(const Str *s, int64_t at, JsonCharset charset) {
    if (s->kind == 1)
        while (at < s->length && !needs_escape(s->data[at], charset))
            at++;
    else
        while (at < s->length && !needs_escape(str_at(s, at), charset))
            at++;
    return at;
}

void json_write_string(StrBuilder *b, const Str *s, JsonCharset charset) {
    int64_t at = 0;
    strbuilder_char(b, '"');
    while (at < s->length) {
        int64_t end = safe_end(s, at, charset);
        if (end > at)
            strbuilder_slice(b, s, at, end);
        if (end < s->length)
            write_escape(b, str_at(s, end));
        at = end + 1;
    }
    strbuilder_char(b, '"');
}

static Value encode(Thread *t, Value v, JsonCharset charset) {
    if (!is_str(v))
        return raise_type_error(t, "first argument must be a string, not %.80T", v);
    StrBuilder b;
    strbuilder_init(&b, t);
    json_write_string(&b, value_str(v), charset);
    return result_value(strbuilder_finish(&b));
}

static Value encode_basestring(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return encode(t, args[0], JSON_UNICODE);
}

static Value encode_basestring_ascii(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return encode(t, args[0], JSON_ASCII);
}

const MethodDef json_string_functions[] = {
    {"scanstring", scanstring, "string, end, strict=True, /",
     "(text, index) of the JSON string whose opening quote is before end; the index is behind the closing "
     "one."},
    {"encode_basestring", encode_basestring, "string, /", "The string as JSON, in quotes."},
    {"encode_basestring_ascii", encode_basestring_ascii, "string, /",
     "The string as JSON, in quotes, with escapes for what is not ASCII."},
    {0},
};
