/* Methods of bytes and bytearray that convert: hexadecimal, text, tables, joining, % formatting. */
#include "runtime/byte_builder.h"
#include "runtime/bytes_methods.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/percent.h"
#include "runtime/str_methods.h"

Value span_decode(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *names[2] = {NULL, NULL};
    for (int i = 0; i < 2; i++) {
        Str *s = is_null(args[1 + i]) ? NULL : arg_str(t, args[1 + i], "decode", i ? "errors" : "encoding");
        if (!is_null(args[1 + i]) && (!s || !(names[i] = str_utf8(t, s, NULL))))
            return VALUE_NULL;
    }
    return str_decode(t, span_of(args[0]).data, (size_t)span_of(args[0]).length, names[0], names[1]);
}

/* Hexadecimal. */

static bool separator_argument(Thread *t, Value sep, uint32_t *c) {
    int64_t length = op_length(t, sep);
    if (length < 0)
        return false;
    if (length != 1)
        return raise_value_error(t, "sep must be length 1."), false;
    if (is_str(sep))
        *c = str_at(value_str(sep), 0);
    else if (is_bytes(sep) || is_bytearray(sep))
        *c = span_of(sep).data[0];
    else
        return raise_type_error(t, "sep must be str or bytes."), false;
    if (*c > 127)
        return raise_value_error(t, "sep must be ASCII."), false;
    return true;
}

static void put_hex(uint8_t *to, const uint8_t *from, int64_t count) {
    for (int64_t i = 0; i < count; i++) {
        to[2 * i] = (uint8_t) "0123456789abcdef"[from[i] >> 4];
        to[2 * i + 1] = (uint8_t) "0123456789abcdef"[from[i] & 15];
    }
}

/* With a separator between groups of `size` bytes, which are counted from the left (negative) or right end.
 */
static Value grouped_hex(Thread *t, ByteSpan s, uint32_t separator, int64_t size) {
    int64_t step = size < 0 ? -size : size, first = size < 0 ? step : s.length % step;
    Str *text = str_alloc(t, 2 * s.length + (s.length - 1) / step, 127);
    if (!text)
        return VALUE_NULL;
    uint8_t *to = text->data;
    for (int64_t i = 0, count = first ? first : step; i < s.length; i += count, count = step) {
        if (count > s.length - i)
            count = s.length - i;
        if (i > 0)
            *to++ = (uint8_t)separator;
        put_hex(to, s.data + i, count);
        to += 2 * count;
    }
    return object_value(text);
}

Value span_hex_text(Thread *t, ByteSpan s, Value sep, int64_t group) {
    uint32_t separator = 0;
    if (!is_null(sep) && !separator_argument(t, sep, &separator))
        return VALUE_NULL;
    if (s.length == 0)
        return new_ref(t->interp->empty_str);
    if (!is_null(sep) && group)
        return grouped_hex(t, s, separator, group == INT64_MIN ? INT64_MAX : group);
    Str *text = str_alloc(t, 2 * s.length, 127);
    if (text)
        put_hex(text->data, s.data, s.length);
    return str_value(text);
}

Value span_hex(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t group;
    if (!text_optional_index(t, args[2], 1, &group))
        return VALUE_NULL;
    return span_hex_text(t, span_of(args[0]), args[1], group);
}

static int hex_digit(const Str *s, int64_t i) {
    uint32_t c = i < s->length ? str_at(s, i) : 0;
    if (c >= '0' && c <= '9')
        return (int)c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? (int)c - 'a' + 10 : -1;
}

static bool read_hex(Thread *t, const Str *s, ByteBuilder *b) {
    for (int64_t i = 0; i < s->length;) {
        uint32_t c = str_at(s, i);
        if (c == ' ' || (c >= 9 && c <= 13)) {
            i++;
            continue;
        }
        int high = hex_digit(s, i), low = high < 0 ? -1 : hex_digit(s, i + 1);
        if (low < 0) {
            raise_value_error(t, "non-hexadecimal number found in fromhex() arg at position %zd",
                              (ssize_t)(high < 0 ? i : i + 1));
            return false;
        }
        bytebuilder_char(b, (uint8_t)(high << 4 | low));
        i += 2;
    }
    return true;
}

Value span_fromhex(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    ByteBuilder b;
    if (!is_str(args[1]))
        return raise_type_error(t, "fromhex() argument must be str, not %T", args[1]);
    bytebuilder_init(&b, t);
    if (!read_hex(t, value_str(args[1]), &b)) {
        bytebuilder_drop(&b);
        return VALUE_NULL;
    }
    Bytes *bytes = bytebuilder_finish(&b);
    if (!bytes || value_is(args[0], object_value(builtin_type(t, TYPE_BYTES))))
        return bytes ? object_value(bytes) : VALUE_NULL;
    Value result = op_call1(t, args[0], object_value(bytes));
    decref_object(t, bytes);
    return result;
}

/* Tables. */

static Value fill_table(Thread *t, ByteSpan from, ByteSpan to) {
    if (from.length != to.length)
        return raise_value_error(t, "maketrans arguments must have same length");
    Bytes *table = bytes_new(t, NULL, 256);
    for (int i = 0; table && i < 256; i++)
        table->data[i] = (uint8_t)i;
    for (int64_t i = 0; table && i < from.length; i++)
        table->data[from.data[i]] = to.data[i];
    return table ? object_value(table) : VALUE_NULL;
}

Value span_maketrans(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg from, to;
    Value result = VALUE_NULL;
    if (!span_get(t, args[0], &from))
        return result;
    if (span_get(t, args[1], &to)) {
        result = fill_table(t, from.span, to.span);
        span_release(t, &to);
    }
    span_release(t, &from);
    return result;
}

static Value translate(Thread *t, Value self, const uint8_t *table, ByteSpan deleted) {
    ByteSpan s = span_of(self);
    bool goes[256] = {false};
    ByteBuilder b;
    for (int64_t i = 0; i < deleted.length; i++)
        goes[deleted.data[i]] = true;
    bytebuilder_init(&b, t);
    for (int64_t i = 0; i < s.length; i++)
        if (!goes[s.data[i]])
            bytebuilder_char(&b, table ? table[s.data[i]] : s.data[i]);
    Value result = b.failed ? VALUE_NULL : span_result(t, self, b.data, (int64_t)b.length);
    bytebuilder_drop(&b);
    return result;
}

Value span_translate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg table = {.view.owner = VALUE_NULL}, deleted = {.view.owner = VALUE_NULL};
    Value result = VALUE_NULL;
    bool ok = is_none(args[1]) || span_get(t, args[1], &table);
    if (ok && !is_none(args[1]) && table.span.length != 256)
        ok = (raise_value_error(t, "translation table must be 256 characters long"), false);
    if (ok && !is_null(args[2]))
        ok = span_get(t, args[2], &deleted);
    if (ok)
        result = translate(t, args[0], table.span.data, deleted.span);
    span_release(t, &deleted);
    span_release(t, &table);
    return result;
}

/* Joining. */

/* The usual case: the parts are bytes, whose lengths add up and whose contents stay. NULL: they are not. */
static Bytes *join_bytes(Thread *t, ByteSpan separator, Value *items, int64_t count) {
    int64_t length = count > 1 ? (count - 1) * separator.length : 0;
    for (int64_t i = 0; i < count; i++) {
        if (!is_exact(items[i], TYPE_BYTES))
            return NULL;
        length += ((Bytes *)value_object(items[i]))->length;
    }
    Bytes *joined = bytes_new(t, NULL, (size_t)length);
    uint8_t *to = joined ? joined->data : NULL;
    for (int64_t i = 0; joined && i < count; i++) {
        const Bytes *part = (Bytes *)value_object(items[i]);
        if (i > 0)
            to = mempcpy(to, separator.data, (size_t)separator.length);
        to = mempcpy(to, part->data, (size_t)part->length);
    }
    return joined;
}

static bool join_items(Thread *t, ByteBuilder *b, ByteSpan separator, Value *items, int64_t count) {
    for (int64_t i = 0; i < count; i++) {
        SpanArg item;
        if (!buffer_supported(t, items[i])) {
            raise_type_error(t, "sequence item %zd: expected a bytes-like object, %T found", (ssize_t)i,
                             items[i]);
            return false;
        }
        if (!span_get(t, items[i], &item))
            return false;
        if (i > 0)
            bytebuilder_add(b, separator.data, (size_t)separator.length);
        bytebuilder_add(b, item.span.data, (size_t)item.span.length);
        span_release(t, &item);
    }
    return true;
}

Value span_join(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value owner, *items, result = VALUE_NULL;
    int64_t count;
    ByteBuilder b;
    Bytes *joined;
    if (!str_iterable_as_sequence(t, args[1], &owner, &items, &count))
        return VALUE_NULL;
    bytebuilder_init(&b, t);
    if (count == 1 && is_bytes(args[0]) && is_exact(items[0], TYPE_BYTES))
        result = new_ref(items[0]);
    else if (is_bytes(args[0]) && (joined = join_bytes(t, span_of(args[0]), items, count)))
        result = object_value(joined);
    else if (!error_pending(t) && join_items(t, &b, span_of(args[0]), items, count) && !b.failed)
        result = span_result(t, args[0], b.data, (int64_t)b.length);
    bytebuilder_drop(&b);
    decref(t, owner);
    return result;
}

/* % */

Value span_percent(Thread *t, Value a, Value b) {
    if (!is_bytes(a) && !is_bytearray(a))
        return VALUE_NOTIMPLEMENTED;
    bool array = is_bytearray(a);
    if (array)
        ((ByteArray *)value_object(a))->exports++; /* arguments may run code */
    Str *s = bytes_percent(t, span_of(a).data, span_of(a).length, b);
    if (array)
        ((ByteArray *)value_object(a))->exports--;
    if (!s)
        return VALUE_NULL;
    Value result = span_result(t, a, s->data, s->length);
    decref_object(t, s);
    return result;
}

bool bytes_single(Value v, int64_t *out) {
    if (!(is_bytes(v) || is_bytearray(v)) || span_of(v).length != 1)
        return false;
    *out = span_of(v).data[0];
    return true;
}

static Value bytes_of(Thread *t, Value v) {
    Value method = op_lookup_special(t, v, NAME(__bytes__));
    if (is_null(method))
        return error_pending(t)
                   ? VALUE_NULL
                   : raise_type_error(
                         t,
                         "%%b requires a bytes-like object, or an object that implements __bytes__, not '%T'",
                         v);
    Value result = op_call0(t, method);
    decref(t, method);
    if (is_null(result) || is_bytes(result))
        return result;
    raise_type_error(t, "__bytes__ returned non-bytes (type %T)", result);
    decref(t, result);
    return VALUE_NULL;
}

Str *bytes_as_latin1(Thread *t, Value v) {
    SpanArg arg;
    if (buffer_supported(t, v)) {
        if (!span_get(t, v, &arg))
            return NULL;
        Str *s = str_from_latin1(t, arg.span.data, (size_t)arg.span.length);
        span_release(t, &arg);
        return s;
    }
    Value bytes = bytes_of(t, v);
    if (is_null(bytes))
        return NULL;
    Str *s = str_from_latin1(t, value_bytes(bytes)->data, (size_t)value_bytes(bytes)->length);
    decref(t, bytes);
    return s;
}
