#include "runtime/byte_span.h"
#include "runtime/bytes_methods.h"
#include "runtime/error.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/memory.h"
#include "runtime/object_reduce.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/str_methods.h"
#include "runtime/text.h"
#include "runtime/types.h"

static ByteArray *array_of(Value v) {
    return (ByteArray *)value_object(v);
}

/* Storage. */

static bool set_room(Thread *t, ByteArray *a, int64_t room) {
    uint8_t *data = mem_realloc(a->data, (size_t)room + 1);
    if (!data)
        return raise_no_memory(t), false;
    a->data = data;
    a->room = room;
    return true;
}

/* Changes the length; new bytes at the end are not set. False: exported to somebody, or no memory. */
static bool resize(Thread *t, ByteArray *a, int64_t length) {
    if (length == a->length)
        return true;
    if (a->exports)
        return raise(t, EXC_BufferError, "Existing exports of data: object cannot be re-sized"), false;
    if (length < 0 || length > INT64_MAX / 4)
        return raise_no_memory(t), false;
    if (length > a->room || !a->data) {
        if (!set_room(t, a, a->data ? length + (length >> 3) + 6 : length))
            return false;
    } else if (length < a->room / 2 && !set_room(t, a, length))
        return false;
    a->length = length;
    a->data[length] = 0;
    return true;
}

Value bytearray_new(Thread *t, const void *data, size_t length) {
    ByteArray *a = object_new_builtin(t, TYPE_BYTEARRAY, 0);
    if (!a)
        return VALUE_NULL;
    if (!resize(t, a, (int64_t)length)) {
        decref_object(t, a);
        return VALUE_NULL;
    }
    if (data && length)
        memcpy(a->data, data, length);
    return object_value(a);
}

/* Replaces the bytes [start, stop) by others, which may not be the array's own. */
static bool splice(Thread *t, ByteArray *a, int64_t start, int64_t stop, const uint8_t *data, int64_t count) {
    int64_t tail = a->length - stop, length = start + count + tail;
    if (length < a->length) { /* move first: resizing cuts the end off */
        if (a->exports)
            return raise(t, EXC_BufferError, "Existing exports of data: object cannot be re-sized"), false;
        memmove(a->data + start + count, a->data + stop, (size_t)tail);
    }
    int64_t old_length = a->length;
    if (!resize(t, a, length))
        return false;
    if (length > old_length && tail)
        memmove(a->data + start + count, a->data + stop, (size_t)tail);
    if (count)
        memcpy(a->data + start, data, (size_t)count);
    return true;
}

/* Slots. */

static void dealloc(Thread *t, Object *self) {
    mem_free(((ByteArray *)self)->data);
}

static bool init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    Bytes *bytes = bytes_from_arguments(t, args[0], args[1], args[2], "bytearray");
    if (!bytes)
        return false;
    bool ok = resize(t, array_of(self), bytes->length);
    if (ok && bytes->length)
        memcpy(array_of(self)->data, bytes->data, (size_t)bytes->length);
    decref_object(t, bytes);
    return ok;
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Object *object = object_new(t, type, 0);
    return object ? object_value(object) : VALUE_NULL;
}

static Value repr(Thread *t, Value self) {
    Str *prefix = str_format(t, "%U(b", type_of(t, self)->name), *suffix = str_new(t, ")");
    Value result = VALUE_NULL;
    if (prefix && suffix)
        result = span_repr(t, span_of(self), str_utf8(t, prefix, NULL), ")");
    xdecref_object(t, prefix);
    xdecref_object(t, suffix);
    return result;
}

static Value to_str(Thread *t, Value self) {
    if (t->interp->bytes_warning && !warn(t, EXC_BytesWarning, 1, "str() on a bytearray instance"))
        return VALUE_NULL;
    return repr(t, self);
}

static Value compare(Thread *t, Value self, Value other, CompareOp op) {
    SpanArg a, b;
    Value result = VALUE_NOTIMPLEMENTED;
    if (t->interp->bytes_warning && is_str(other) && (op == COMPARE_EQ || op == COMPARE_NE) &&
        !warn(t, EXC_BytesWarning, 1, "Comparison between bytearray and string"))
        return VALUE_NULL;
    if (!buffer_supported(t, self) || !buffer_supported(t, other))
        return result;
    if (!span_get(t, self, &a))
        return error_clear(t), result;
    if (span_get(t, other, &b)) {
        result = span_compare(span_order(a.span, b.span), (int)op);
        span_release(t, &b);
    } else
        error_clear(t);
    span_release(t, &a);
    return result;
}

static int64_t length(Thread *t, Value self) {
    return array_of(self)->length;
}

static Value concat(Thread *t, Value self, Value other) {
    SpanArg arg;
    if (!buffer_supported(t, other))
        return raise_type_error(t, "can't concat %T to %T", other, self);
    if (!span_get(t, other, &arg))
        return VALUE_NULL;
    ByteSpan s = span_of(self);
    Value sum = bytearray_new(t, NULL, (size_t)(s.length + arg.span.length));
    if (!is_null(sum)) {
        if (s.length)
            memcpy(array_of(sum)->data, s.data, (size_t)s.length);
        if (arg.span.length)
            memcpy(array_of(sum)->data + s.length, arg.span.data, (size_t)arg.span.length);
    }
    span_release(t, &arg);
    return sum;
}

static inline bool append_bytes(Thread *t, ByteArray *a, const uint8_t *data, int64_t count) {
    int64_t length = a->length + count;
    if (length > a->room || length < a->room / 2 || a->exports || !a->data)
        return splice(t, a, a->length, a->length, data, count);
    memcpy(a->data + a->length, data, (size_t)count);
    a->length = length;
    a->data[length] = 0;
    return true;
}

/* Appends what other holds; other may be the array itself. */
static bool append_all(Thread *t, ByteArray *a, Value other) {
    if (is_exact(other, TYPE_BYTES))
        return append_bytes(t, a, value_bytes(other)->data, value_bytes(other)->length);
    Bytes *copy = NULL;
    SpanArg arg;
    if (value_is(other, object_value(a)) && !(copy = bytes_new(t, a->data, (size_t)a->length)))
        return false;
    if (!span_get(t, copy ? object_value(copy) : other, &arg))
        return false;
    bool ok = splice(t, a, a->length, a->length, arg.span.data, arg.span.length);
    span_release(t, &arg);
    xdecref_object(t, copy);
    return ok;
}

static Value inplace_concat(Thread *t, Value self, Value other) {
    if (!buffer_supported(t, other))
        return raise_type_error(t, "can't concat %T to %T", other, self);
    if (value_is(self, other) &&
        array_of(self)->length) /* as if it were exported to itself; extend() copies */
        return raise(t, EXC_BufferError, "Existing exports of data: object cannot be re-sized");
    return append_all(t, array_of(self), other) ? new_ref(self) : VALUE_NULL;
}

static Value inplace_repeat(Thread *t, Value self, Value count) {
    ByteArray *a = array_of(self);
    int64_t n, size = a->length;
    if (!op_index_int64(t, count, &n, EXC_OverflowError))
        return VALUE_NULL;
    if (n < 0)
        n = 0;
    if (size && n > INT64_MAX / 4 / size)
        return raise_no_memory(t);
    if (!resize(t, a, size * n))
        return VALUE_NULL;
    if (size && n)
        text_repeat(a->data, (size_t)size, (size_t)(size * n));
    return new_ref(self);
}

static Value get_slice(Thread *t, Value self, Value slice) {
    int64_t start, stop, step, count;
    if (!slice_indices(t, slice, array_of(self)->length, &start, &stop, &step, &count))
        return VALUE_NULL;
    Value result = bytearray_new(t, NULL, count > 0 ? (size_t)count : 0);
    for (int64_t i = 0; !is_null(result) && i < count; i++)
        array_of(result)->data[i] = array_of(self)->data[start + i * step];
    return result;
}

static bool find_index(Thread *t, Value self, Value key, int64_t *i) {
    if (!text_index(t, key, "bytearray indices must be integers or slices, not %T", i))
        return false;
    if (*i < 0)
        *i += array_of(self)->length;
    if (*i >= 0 && *i < array_of(self)->length)
        return true;
    raise_index_error(t, "bytearray index out of range");
    return false;
}

static Value getitem(Thread *t, Value self, Value key) {
    int64_t i;
    if (is_slice(key))
        return get_slice(t, self, key);
    return find_index(t, self, key, &i) ? small_int_value(array_of(self)->data[i]) : VALUE_NULL;
}

/* Deletes `count` bytes that are `step` apart. */
static bool delete_stepped(Thread *t, ByteArray *a, int64_t start, int64_t step, int64_t count) {
    if (count <= 0)
        return true;
    if (a->exports)
        return raise(t, EXC_BufferError, "Existing exports of data: object cannot be re-sized"), false;
    if (step < 0) {
        start += step * (count - 1);
        step = -step;
    }
    int64_t to = start;
    for (int64_t from = start; from < a->length; from++)
        if ((from - start) % step != 0 || (from - start) / step >= count)
            a->data[to++] = a->data[from];
    return resize(t, a, to);
}

static bool assign_bytes(Thread *t, ByteArray *a, Value slice, ByteSpan new) {
    int64_t start, stop, step, count;
    if (!slice_indices(t, slice, a->length, &start, &stop, &step, &count))
        return false;
    if (step == 1)
        return splice(t, a, start, stop < start ? start : stop, new.data, new.length);
    if (new.length == 0)
        return delete_stepped(t, a, start, step, count);
    if (new.length != count) {
        raise_value_error(t, "attempt to assign bytes of size %zd to extended slice of size %zd",
                          (ssize_t) new.length, (ssize_t)count);
        return false;
    }
    for (int64_t i = 0; i < count; i++)
        a->data[start + i * step] = new.data[i];
    return true;
}

static bool assign_slice(Thread *t, Value self, Value slice, Value v) {
    static const char wanted[] = "can assign only bytes, buffers, or iterables of ints in range(0, 256)";
    if (is_null(v))
        return assign_bytes(t, array_of(self), slice, (ByteSpan){NULL, 0});
    if (is_str(v) || (!buffer_supported(t, v) && !type_of(t, v)->slots.iter && !type_of(t, v)->slots.getitem))
        return raise_type_error(t, wanted), false;
    Bytes *bytes = bytes_from_object(t, v, "bytearray");
    if (!bytes)
        return false;
    bool ok = assign_bytes(t, array_of(self), slice, (ByteSpan){bytes->data, bytes->length});
    decref_object(t, bytes);
    return ok;
}

static bool setitem(Thread *t, Value self, Value key, Value v) {
    int64_t i;
    uint8_t byte = 0;
    if (is_slice(key))
        return assign_slice(t, self, key, v);
    if (!find_index(t, self, key, &i))
        return false;
    if (is_null(v))
        return splice(t, array_of(self), i, i + 1, NULL, 0);
    if (!byte_argument(t, v, &byte) || !find_index(t, self, key, &i))
        return false;
    array_of(self)->data[i] = byte;
    return true;
}

static Value iter(Thread *t, Value self) {
    return sequence_iterator_new(t, TYPE_BYTEARRAY_ITERATOR, self);
}

static bool get_buffer(Thread *t, Value self, Buffer *view, int flags) {
    ByteArray *a = array_of(self);
    view->data = a->data ? a->data : (uint8_t *)"";
    view->length = view->shape[0] = a->length;
    a->exports++;
    return true;
}

static void release_buffer(Thread *t, Value self, Buffer *view) {
    array_of(self)->exports--;
}

/* Methods that change the array. */

static Value append_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    ByteArray *a = array_of(args[0]);
    uint8_t byte;
    if (!byte_argument(t, args[1], &byte) || !append_bytes(t, a, &byte, 1))
        return VALUE_NULL;
    return VALUE_NONE;
}

static Value extend_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (buffer_supported(t, args[1]))
        return append_all(t, array_of(args[0]), args[1]) ? VALUE_NONE : VALUE_NULL;
    Value iterator = op_iter(t, args[1]);
    if (is_null(iterator)) {
        if (error_clear_if(t, EXC_TypeError))
            raise_type_error(t, "can't extend bytearray with %T", args[1]);
        return VALUE_NULL;
    }
    Bytes *bytes = bytes_from_object(t, iterator, "bytearray");
    decref(t, iterator);
    if (!bytes)
        return VALUE_NULL;
    bool ok = append_all(t, array_of(args[0]), object_value(bytes));
    decref_object(t, bytes);
    return ok ? VALUE_NONE : VALUE_NULL;
}

static Value insert_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    ByteArray *a = array_of(args[0]);
    int64_t i;
    uint8_t byte;
    if (!op_index_int64(t, args[1], &i, EXC_OverflowError) || !byte_argument(t, args[2], &byte))
        return VALUE_NULL;
    if (i < 0)
        i = i + a->length < 0 ? 0 : i + a->length;
    if (i > a->length)
        i = a->length;
    return splice(t, a, i, i, &byte, 1) ? VALUE_NONE : VALUE_NULL;
}

static Value pop_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    ByteArray *a = array_of(args[0]);
    int64_t i;
    if (!text_optional_index(t, args[1], -1, &i))
        return VALUE_NULL;
    if (a->length == 0)
        return raise_index_error(t, "pop from empty bytearray");
    if (i < 0)
        i += a->length;
    if (i < 0 || i >= a->length)
        return raise_index_error(t, "pop index out of range");
    uint8_t byte = a->data[i];
    return splice(t, a, i, i + 1, NULL, 0) ? small_int_value(byte) : VALUE_NULL;
}

static Value remove_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    ByteArray *a = array_of(args[0]);
    uint8_t byte;
    if (!byte_argument(t, args[1], &byte))
        return VALUE_NULL;
    uint8_t *found = a->length ? memchr(a->data, byte, (size_t)a->length) : NULL;
    if (!found)
        return raise_value_error(t, "value not found in bytearray");
    return splice(t, a, found - a->data, found - a->data + 1, NULL, 0) ? VALUE_NONE : VALUE_NULL;
}

static Value reverse_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    ByteArray *a = array_of(args[0]);
    for (int64_t i = 0, k = a->length - 1; i < k; i++, k--) {
        uint8_t byte = a->data[i];
        a->data[i] = a->data[k];
        a->data[k] = byte;
    }
    return VALUE_NONE;
}

static Value clear_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return resize(t, array_of(args[0]), 0) ? VALUE_NONE : VALUE_NULL;
}

static Value copy_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return span_copy(t, args[0]);
}

static Value alloc_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return small_int_value(array_of(args[0])->data ? array_of(args[0])->room + 1 : 0);
}

static Value sizeof_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return small_int_value((int64_t)sizeof(ByteArray) +
                           (array_of(args[0])->data ? array_of(args[0])->room + 1 : 0));
}

/* (type, ("text", "latin-1"), attributes) */
static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    ByteSpan s = span_of(args[0]);
    Str *text = str_from_latin1(t, s.data, (size_t)s.length), *encoding = str_new(t, "latin-1");
    Value items[2] = {str_value(text), str_value(encoding)},
          state = text && encoding ? object_state(t, args[0]) : VALUE_NULL;
    Tuple *arguments = NULL, *result = NULL;
    if (!is_null(state))
        arguments = tuple_from_array(t, items, 2);
    if (arguments)
        result = tuple_pack(t, 3, object_value(type_of(t, args[0])), object_value(arguments), state);
    xdecref_object(t, arguments);
    decref(t, state);
    xdecref_object(t, text);
    xdecref_object(t, encoding);
    return result ? object_value(result) : VALUE_NULL;
}

static const MethodDef methods[] = {
    SPAN_METHODS{"append", append_method, "item, /", "Appends one byte."},
    {"clear", clear_method, "", "Removes all bytes."},
    {"copy", copy_method, "", "A copy."},
    {"extend", extend_method, "iterable_of_ints, /", "Appends all bytes of an iterable."},
    {"insert", insert_method, "index, item, /", "Inserts one byte before the index."},
    {"pop", pop_method, "index=-1, /", "Removes and returns one byte."},
    {"remove", remove_method, "value, /", "Removes the first byte with that value."},
    {"reverse", reverse_method, "", "Reverses the order in place."},
    {"__alloc__", alloc_method, "", "Bytes in store."},
    {"__reduce__", reduce_method, "", NULL},
    {"__reduce_ex__", reduce_method, "proto=0, /", NULL},
    {"__sizeof__", sizeof_method, "", "Size in memory, in bytes."},
    {0}};

const TypeDef bytearray_type_def = {
    .name = "bytearray",
    .size = sizeof(ByteArray),
    .flags = TYPE_BASE | TYPE_MATCH_SELF,
    .doc = "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\n"
           "bytearray(bytes_or_buffer) -> bytearray\nbytearray(int) -> that many zeros\nbytearray() -> empty",
    .init_signature = "source=b'', encoding='utf-8', errors='strict'",
    .slots =
        {
            .dealloc = dealloc,
            .repr = repr,
            .str = to_str,
            .compare = compare,
            .length = length,
            .concat = concat,
            .repeat = span_repeat,
            .inplace_concat = inplace_concat,
            .inplace_repeat = inplace_repeat,
            .binary[BINARY_MOD] = span_percent,
            .contains = span_contains,
            .getitem = getitem,
            .setitem = setitem,
            .iter = iter,
            .get_buffer = get_buffer,
            .release_buffer = release_buffer,
            .new_instance = new_instance,
            .init = init,
        },
    .methods = methods,
};
