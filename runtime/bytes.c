#include "runtime/bytes.h"
#include "runtime/byte_builder.h"
#include "runtime/byte_span.h"
#include "runtime/bytes_methods.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/memory.h"
#include "runtime/ops.h"
#include "runtime/str_methods.h"
#include "runtime/text.h"
#include "runtime/types.h"

static size_t object_size(size_t length) {
    return (sizeof(Bytes) + length + 1 + 15) & ~(size_t)15;
}

static size_t size_slot(Object *self) {
    return object_size((size_t)((Bytes *)self)->length);
}

static void set_up(Bytes *b, const void *data, size_t length) {
    b->length = (int64_t)length;
    b->hash = -1;
    if (data)
        memcpy(b->data, data, length);
    b->data[length] = 0;
}

static Bytes *alloc(Thread *t, const void *data, size_t length) {
    if (length > INT64_MAX / 2)
        return raise_no_memory(t), NULL;
    Bytes *b = object_new_raw(t, TYPE_BYTES, object_size(length));
    if (b)
        set_up(b, data, length);
    return b;
}

static Bytes *shared_empty(Thread *t) {
    Value *empty = &t->interp->empty_bytes;
    if (!is_bytes(*empty)) {
        Bytes *b = alloc(t, NULL, 0);
        if (!b)
            return NULL;
        object_make_immortal(b);
        *empty = object_value(b);
    }
    incref(*empty);
    return value_bytes(*empty);
}

Bytes *bytes_new(Thread *t, const void *data, size_t length) {
    return length ? alloc(t, data, length) : shared_empty(t);
}

Bytes *bytes_shrink(Thread *t, Bytes *b, size_t length) {
    if (length == (size_t)b->length)
        return b;
    Bytes *smaller = bytes_new(t, b->data, length);
    decref_object(t, b);
    return smaller;
}

/* Slots that bytearray shares. */

Value span_repr(Thread *t, ByteSpan s, const char *prefix, const char *suffix) {
    StrBuilder b;
    bool apostrophe = memchr(s.data, '\'', (size_t)s.length), quoted = memchr(s.data, '"', (size_t)s.length);
    uint32_t quote = apostrophe && !quoted ? '"' : '\'';
    strbuilder_init(&b, t);
    strbuilder_text(&b, prefix);
    strbuilder_char(&b, quote);
    for (int64_t i = 0; i < s.length; i++) {
        uint8_t c = s.data[i];
        const char *simple = c == '\t'   ? "\\t"
                             : c == '\n' ? "\\n"
                             : c == '\r' ? "\\r"
                             : c == '\\' ? "\\\\"
                                         : NULL;
        char hex[4] = {'\\', 'x', "0123456789abcdef"[c >> 4], "0123456789abcdef"[c & 15]};
        if (simple || c == quote) {
            strbuilder_char(&b, '\\');
            strbuilder_char(&b, simple ? (uint8_t)simple[1] : c);
        } else if (c == '\'' && suffix[0])
            strbuilder_ascii(&b, "\\'", 2); /* bytearray escapes apostrophes always */
        else if (c < ' ' || c >= 127)
            strbuilder_ascii(&b, hex, 4);
        else
            strbuilder_char(&b, c);
    }
    strbuilder_char(&b, quote);
    strbuilder_text(&b, suffix);
    return str_value(strbuilder_finish(&b));
}

Value span_repeat(Thread *t, Value self, Value count) {
    int64_t n;
    if (!op_index_int64(t, count, &n, EXC_OverflowError))
        return VALUE_NULL;
    ByteSpan s = span_of(self);
    if (n == 1)
        return span_copy(t, self);
    if (n <= 0 || s.length == 0)
        return span_result(t, self, NULL, 0);
    if (s.length > INT64_MAX / 2 / n)
        return raise_no_memory(t);
    Value result = span_result(t, self, NULL, s.length * n);
    if (is_null(result))
        return result;
    uint8_t *data = (uint8_t *)span_of(result).data;
    memcpy(data, s.data, (size_t)s.length);
    text_repeat(data, (size_t)s.length, (size_t)(s.length * n));
    return result;
}

int span_contains(Thread *t, Value self, Value item) {
    SpanArg arg;
    if (!span_get_or_byte(t, item, &arg, "a bytes-like object is required, not '%T'"))
        return -1;
    ByteSpan s = span_of(self);
    bool found =
        arg.span.length == 0 || text_find(s.data, s.length, arg.span.data, arg.span.length, 1, false) >= 0;
    span_release(t, &arg);
    return found;
}

int span_order(ByteSpan a, ByteSpan b) {
    return text_compare(a.data, 1, a.length, b.data, 1, b.length);
}

Value span_compare(int order, int op) {
    switch (op) {
    case COMPARE_LT:
        return bool_value(order < 0);
    case COMPARE_LE:
        return bool_value(order <= 0);
    case COMPARE_GT:
        return bool_value(order > 0);
    case COMPARE_GE:
        return bool_value(order >= 0);
    default:
        return bool_value((order == 0) == (op == COMPARE_EQ));
    }
}

/* Making bytes of other things. */

typedef struct ItemSink {
    ByteBuilder b;
    const char *type_name;
} ItemSink;

static bool add_item(Thread *t, Value item, void *arg) {
    ItemSink *sink = arg;
    int64_t i;
    bool ok = op_index_clipped(t, item, &i);
    decref(t, item);
    if (!ok)
        return false;
    if (i < 0 || i > 255)
        return raise_value_error(t, "%s must be in range(0, 256)",
                                 strcmp(sink->type_name, "bytes") ? "byte" : "bytes"),
               false;
    bytebuilder_char(&sink->b, (uint8_t)i);
    return true;
}

static Bytes *from_iterable(Thread *t, Value v, const char *type_name) {
    ItemSink sink = {.type_name = type_name};
    Value iterator = is_str(v) ? VALUE_NULL : op_iter(t, v);
    if (is_null(iterator)) {
        if (is_str(v) || error_clear_if(t, EXC_TypeError))
            raise_type_error(t, "cannot convert '%T' object to %s", v, type_name);
        return NULL;
    }
    bytebuilder_init(&sink.b, t);
    bool ok = op_each(t, iterator, add_item, &sink);
    decref(t, iterator);
    if (ok)
        return bytebuilder_finish(&sink.b);
    bytebuilder_drop(&sink.b);
    return NULL;
}

Bytes *bytes_from_object(Thread *t, Value v, const char *type_name) {
    if (is_exact(v, TYPE_BYTES))
        return incref(v), value_bytes(v);
    if (is_exact(v, TYPE_MEMORYVIEW))
        return memoryview_tobytes(t, v);
    if (!buffer_supported(t, v))
        return from_iterable(t, v, type_name);
    Buffer view;
    if (!buffer_get(t, v, &view, BUFFER_SIMPLE))
        return NULL;
    Bytes *bytes = bytes_new(t, view.data, (size_t)view.length);
    buffer_release(t, &view);
    return bytes;
}

static Bytes *encode_source(Thread *t, Value source, Value encoding, Value errors, const char *type_name) {
    const char *names[2] = {NULL, NULL};
    Value given[2] = {encoding, errors};
    for (int i = 0; i < 2; i++) {
        Str *s = is_null(given[i]) ? NULL : arg_str(t, given[i], type_name, i ? "errors" : "encoding");
        if (!is_null(given[i]) && (!s || !(names[i] = str_utf8(t, s, NULL))))
            return NULL;
    }
    if (is_null(source) || !is_str(source))
        return raise_type_error(t, "%s without a string argument", names[0] ? "encoding" : "errors"), NULL;
    if (!names[0])
        return raise_type_error(t, "string argument without an encoding"), NULL;
    Value v = str_encode(t, value_str(source), names[0], names[1]);
    return is_null(v) ? NULL : value_bytes(v);
}

static Bytes *from_bytes_method(Thread *t, Value method) {
    Value v = op_call0(t, method);
    decref(t, method);
    if (is_null(v) || is_bytes(v))
        return is_null(v) ? NULL : value_bytes(v);
    raise_type_error(t, "__bytes__ returned non-bytes (type %T)", v);
    decref(t, v);
    return NULL;
}

static Bytes *zeros(Thread *t, int64_t count) {
    if (count < 0)
        return raise_value_error(t, "negative count"), NULL;
    Bytes *b = bytes_new(t, NULL, (size_t)count);
    if (b && count)
        memset(b->data, 0, (size_t)count);
    return b;
}

Bytes *bytes_from_arguments(Thread *t, Value source, Value encoding, Value errors, const char *type_name) {
    int64_t count;
    if (!is_null(encoding) || !is_null(errors))
        return encode_source(t, source, encoding, errors, type_name);
    if (is_null(source))
        return shared_empty(t);
    Value method = is_exact(source, TYPE_BYTES) || strcmp(type_name, "bytes") != 0
                       ? VALUE_NULL
                       : op_lookup_special(t, source, NAME(__bytes__));
    if (!is_null(method))
        return from_bytes_method(t, method);
    if (error_pending(t))
        return NULL;
    if (is_str(source))
        return raise_type_error(t, "string argument without an encoding"), NULL;
    if (is_int(source) || type_of(t, source)->slots.unary[UNARY_INDEX]) {
        if (op_index_int64(t, source, &count, EXC_OverflowError))
            return zeros(t, count);
        if (!error_clear_if(t, EXC_TypeError))
            return NULL;
    }
    return bytes_from_object(t, source, type_name);
}

/* The slots of bytes. */

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Bytes *bytes = bytes_from_arguments(t, args[0], args[1], args[2], "bytes");
    if (!bytes || type->id == TYPE_BYTES)
        return bytes ? object_value(bytes) : VALUE_NULL;
    size_t length = (size_t)bytes->length;
    Bytes *copy = object_new(t, type, object_size(length) - sizeof(Bytes));
    if (copy)
        set_up(copy, bytes->data, length);
    decref_object(t, bytes);
    return copy ? object_value(copy) : VALUE_NULL;
}

static Value repr(Thread *t, Value self) {
    return span_repr(t, span_of(self), "b", "");
}
static Value to_str(Thread *t, Value self) {
    if (t->interp->bytes_warning && !warn(t, EXC_BytesWarning, 1, "str() on a bytes instance"))
        return VALUE_NULL;
    return repr(t, self);
}

static bool hash(Thread *t, Value self, int64_t *out) {
    Bytes *b = value_bytes(self);
    if (b->hash == -1)
        b->hash = b->length ? str_hash_bytes(t, b->data, (size_t)b->length) : 0;
    *out = b->hash;
    return true;
}

/* -b: a comparison that is always false is told. */
static Value compare_other(Thread *t, Value other, CompareOp op) {
    if (t->interp->bytes_warning && (op == COMPARE_EQ || op == COMPARE_NE)) {
        if (is_str(other) && !warn(t, EXC_BytesWarning, 1, "Comparison between bytes and string"))
            return VALUE_NULL;
        if (is_int(other) && !warn(t, EXC_BytesWarning, 1, "Comparison between bytes and int"))
            return VALUE_NULL;
    }
    return VALUE_NOTIMPLEMENTED;
}

static Value compare(Thread *t, Value self, Value other, CompareOp op) {
    if (!is_bytes(self) || !is_bytes(other))
        return compare_other(t, other, op);
    ByteSpan a = span_of(self), b = span_of(other);
    if (a.length != b.length && (op == COMPARE_EQ || op == COMPARE_NE))
        return bool_value(op == COMPARE_NE);
    return span_compare(span_order(a, b), op);
}

static int64_t length(Thread *t, Value self) {
    return value_bytes(self)->length;
}

static Value concat(Thread *t, Value self, Value other) {
    SpanArg arg;
    if (!buffer_supported(t, other))
        return raise_type_error(t, "can't concat %T to bytes", other);
    if (!span_get(t, other, &arg))
        return VALUE_NULL;
    ByteSpan s = span_of(self);
    Bytes *sum = bytes_new(t, NULL, (size_t)(s.length + arg.span.length));
    if (sum && sum->length) {
        memcpy(sum->data, s.data, (size_t)s.length);
        memcpy(sum->data + s.length, arg.span.data, (size_t)arg.span.length);
    }
    span_release(t, &arg);
    return sum ? object_value(sum) : VALUE_NULL;
}

static Value get_slice(Thread *t, Value self, Value slice) {
    int64_t start, stop, step, count;
    ByteSpan s = span_of(self);
    if (!slice_indices(t, slice, s.length, &start, &stop, &step, &count))
        return VALUE_NULL;
    if (step == 1 && count == s.length)
        return span_copy(t, self);
    Bytes *b = bytes_new(t, count > 0 && step == 1 ? s.data + start : NULL, count > 0 ? (size_t)count : 0);
    for (int64_t i = 0; b && step != 1 && i < count; i++)
        b->data[i] = s.data[start + i * step];
    return b ? object_value(b) : VALUE_NULL;
}

static Value getitem(Thread *t, Value self, Value key) {
    int64_t i;
    if (is_slice(key))
        return get_slice(t, self, key);
    if (!text_index(t, key, "byte indices must be integers or slices, not %T", &i))
        return VALUE_NULL;
    Bytes *b = value_bytes(self);
    if (i < 0)
        i += b->length;
    if (i < 0 || i >= b->length)
        return raise_index_error(t, "index out of range");
    return small_int_value(b->data[i]);
}

static Value iter(Thread *t, Value self) {
    return sequence_iterator_new(t, TYPE_BYTES_ITERATOR, self);
}

static bool get_buffer(Thread *t, Value self, Buffer *view, int flags) {
    if (flags & BUFFER_WRITABLE)
        return raise(t, EXC_BufferError, "Object is not writable."), false;
    view->data = value_bytes(self)->data;
    view->length = view->shape[0] = value_bytes(self)->length;
    view->readonly = true;
    return true;
}

static Value getnewargs(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Bytes *copy = bytes_new(t, value_bytes(args[0])->data, (size_t)value_bytes(args[0])->length);
    Value item = copy ? object_value(copy) : VALUE_NULL;
    Tuple *tuple = copy ? tuple_from_owned(t, &item, 1) : NULL;
    return tuple ? object_value(tuple) : VALUE_NULL;
}

static Value bytes_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return span_copy(t, args[0]);
}

static Value sizeof_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return small_int_value((int64_t)size_slot(value_object(args[0])));
}

static const MethodDef methods[] = {
    SPAN_METHODS{"__bytes__", bytes_method, "", "The bytes as a plain bytes object."},
    {"__getnewargs__", getnewargs, "", NULL},
    {"__sizeof__", sizeof_method, "", "Size in memory, in bytes."},
    {0}};

const TypeDef bytes_type_def = {
    .name = "bytes",
    .size = sizeof(Bytes),
    .flags = TYPE_BASE | TYPE_VAR_SIZED | TYPE_MATCH_SELF,
    .doc = "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> "
           "bytes\nbytes(bytes_or_buffer) -> bytes\n"
           "bytes(int) -> bytes of that many zeros\nbytes() -> empty bytes object",
    .new_signature = "source=b'', encoding='utf-8', errors='strict'",
    .slots =
        {
            .size = size_slot,
            .repr = repr,
            .str = to_str,
            .hash = hash,
            .compare = compare,
            .length = length,
            .concat = concat,
            .repeat = span_repeat,
            .binary[BINARY_MOD] = span_percent,
            .contains = span_contains,
            .getitem = getitem,
            .iter = iter,
            .get_buffer = get_buffer,
            .new_instance = new_instance,
        },
    .methods = methods,
};
