/* BytesIO: a binary stream in memory. */
#include "runtime/byte_span.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/memory.h"
#include "stdlib/io.h"

typedef struct BytesIO {
    Object ob;
    uint8_t *data;
    int64_t length, room, position;
    int64_t exports; /* getbuffer() views */
    bool closed;
} BytesIO;

/* What getbuffer() makes a view of. */
typedef struct BytesIOBuffer {
    Object ob;
    Value source; /* the BytesIO */
} BytesIOBuffer;

static BytesIO *stream_of(Value v) {
    return (BytesIO *)value_object(v);
}

static bool check_open(Thread *t, const BytesIO *s) {
    if (s->closed)
        raise_value_error(t, "I/O operation on closed file.");
    return !s->closed;
}

static bool check_exports(Thread *t, const BytesIO *s) {
    if (s->exports)
        raise(t, EXC_BufferError, "Existing exports of data: object cannot be re-sized");
    return !s->exports;
}

static bool reserve(Thread *t, BytesIO *s, int64_t room) {
    if (room <= s->room)
        return true;
    if (room > INT64_MAX / 4)
        return raise_no_memory(t), false;
    room += room >> 3;
    uint8_t *data = mem_realloc(s->data, (size_t)room + 8);
    if (!data)
        return raise_no_memory(t), false;
    s->data = data;
    s->room = room;
    return true;
}

static bool put(Thread *t, BytesIO *s, const void *data, int64_t n) {
    if (n == 0)
        return true;
    if (!check_exports(t, s) || !reserve(t, s, s->position + n))
        return false;
    if (s->position > s->length)
        memset(s->data + s->length, 0, (size_t)(s->position - s->length));
    memcpy(s->data + s->position, data, (size_t)n);
    s->position += n;
    if (s->position > s->length)
        s->length = s->position;
    return true;
}

static bool put_value(Thread *t, BytesIO *s, Value v, int64_t *n) {
    SpanArg data;
    if (!span_get(t, v, &data))
        return false;
    *n = data.span.length;
    bool ok = put(t, s, data.span.data, *n);
    span_release(t, &data);
    return ok;
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    BytesIO *s = object_new(t, type, 0);
    return s ? object_value(s) : VALUE_NULL;
}

static bool init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    BytesIO *s = stream_of(self);
    int64_t n;
    if (!check_exports(t, s))
        return false;
    s->length = s->position = 0;
    if (is_null(args[0]) || is_none(args[0]))
        return true;
    if (!put_value(t, s, args[0], &n))
        return false;
    s->position = 0;
    return true;
}

static void dealloc(Thread *t, Object *self) {
    mem_free(((BytesIO *)self)->data);
}

/* Reading. */

static int64_t left(const BytesIO *s) {
    return s->position < s->length ? s->length - s->position : 0;
}

static Value take(Thread *t, BytesIO *s, int64_t n) {
    Value v = io_bytes(t, n ? s->data + s->position : NULL, (size_t)n);
    if (!is_null(v))
        s->position += n;
    return v;
}

static Value read_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    BytesIO *s = stream_of(args[0]);
    int64_t size;
    if (!check_open(t, s) || !io_size(t, args[1], &size))
        return VALUE_NULL;
    return take(t, s, size < 0 || size > left(s) ? left(s) : size);
}

static Value readline(Thread *t, BytesIO *s, int64_t limit) {
    int64_t n = left(s);
    const uint8_t *end = n ? memchr(s->data + s->position, '\n', (size_t)n) : NULL;
    if (end)
        n = end - (s->data + s->position) + 1;
    return take(t, s, limit >= 0 && n > limit ? limit : n);
}

static Value readline_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t limit;
    if (!check_open(t, stream_of(args[0])) || !io_size(t, args[1], &limit))
        return VALUE_NULL;
    return readline(t, stream_of(args[0]), limit);
}

static Value next(Thread *t, Value self) {
    BytesIO *s = stream_of(self);
    if (!check_open(t, s) || left(s) == 0)
        return VALUE_NULL;
    return readline(t, s, -1);
}

static Value iter(Thread *t, Value self) {
    return new_ref(self);
}

static Value readlines_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t hint;
    if (!check_open(t, stream_of(args[0])) || !io_size(t, args[1], &hint))
        return VALUE_NULL;
    return io_readlines(t, args[0], hint);
}

static Value readinto_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    BytesIO *s = stream_of(args[0]);
    Buffer view;
    if (!check_open(t, s))
        return VALUE_NULL;
    if (!buffer_get(t, args[1], &view, BUFFER_WRITABLE)) {
        error_clear(t);
        return raise_type_error(t, "readinto() argument must be read-write bytes-like object, not %T",
                                args[1]);
    }
    int64_t n = left(s) < view.length ? left(s) : view.length;
    if (n)
        memmove(view.data, s->data + s->position, (size_t)n);
    s->position += n;
    buffer_release(t, &view);
    return small_int_value(n);
}

/* Writing. */

static Value write_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t n;
    if (!check_open(t, stream_of(args[0])) || !put_value(t, stream_of(args[0]), args[1], &n))
        return VALUE_NULL;
    return small_int_value(n);
}

static bool set_length(Thread *t, BytesIO *s, int64_t length) {
    if (length < s->length) {
        if (!check_exports(t, s))
            return false;
        s->length = length;
    }
    return true;
}

static Value truncate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    BytesIO *s = stream_of(args[0]);
    int64_t size = s->position;
    if (!check_open(t, s) || !check_exports(t, s))
        return VALUE_NULL;
    if (!is_null(args[1]) && !is_none(args[1]) && !op_index_int64(t, args[1], &size, EXC_OverflowError))
        return VALUE_NULL;
    if (size < 0)
        return raise_value_error(t, "negative size value %zd", (ssize_t)size);
    return set_length(t, s, size) ? int_value(t, size) : VALUE_NULL;
}

/* Positions. */

static Value seek_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    BytesIO *s = stream_of(args[0]);
    int64_t offset;
    int whence = 0;
    if (!check_open(t, s) || !op_index_int64(t, args[1], &offset, EXC_OverflowError))
        return VALUE_NULL;
    if (!is_null(args[2]) && !arg_int(t, args[2], &whence))
        return VALUE_NULL;
    if (whence < 0 || whence > 2)
        return raise_value_error(t, "invalid whence (%i, should be 0, 1 or 2)", whence);
    if (whence == 0 && offset < 0)
        return raise_value_error(t, "negative seek value %zd", (ssize_t)offset);
    int64_t base = whence == 1 ? s->position : whence == 2 ? s->length : 0;
    if (offset > INT64_MAX / 2 - base)
        return raise_overflow(t, "new position too large");
    s->position = base + offset < 0 ? 0 : base + offset;
    return int_value(t, s->position);
}

static Value tell_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_open(t, stream_of(args[0])) ? int_value(t, stream_of(args[0])->position) : VALUE_NULL;
}

/* The rest. */

static Value getvalue_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    BytesIO *s = stream_of(args[0]);
    return check_open(t, s) ? io_bytes(t, s->data, (size_t)s->length) : VALUE_NULL;
}

static Value getbuffer_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!check_open(t, stream_of(args[0])))
        return VALUE_NULL;
    BytesIOBuffer *source = object_new(t, native_types_find(t, &bytes_io_buffer_type_def), 0);
    if (!source)
        return VALUE_NULL;
    source->source = new_ref(args[0]);
    Value view = memoryview_new(t, object_value(source));
    decref_object(t, source);
    return view;
}

static Value close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    BytesIO *s = stream_of(args[0]);
    if (!check_exports(t, s))
        return VALUE_NULL;
    s->closed = true;
    mem_free(s->data);
    s->data = NULL;
    s->length = s->room = s->position = 0;
    return VALUE_NONE;
}

static Value answer_true(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_open(t, stream_of(args[0])) ? VALUE_TRUE : VALUE_NULL;
}

static Value answer_false(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_open(t, stream_of(args[0])) ? VALUE_FALSE : VALUE_NULL;
}

static Value flush_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_open(t, stream_of(args[0])) ? VALUE_NONE : VALUE_NULL;
}

static Value getstate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    BytesIO *s = stream_of(args[0]);
    Value data = check_open(t, s) ? io_bytes(t, s->data, (size_t)s->length) : VALUE_NULL;
    if (is_null(data))
        return data;
    Value attributes = op_getattr_optional(t, args[0], NAME(__dict__));
    bool some = !is_null(attributes) && op_length(t, attributes) > 0;
    Tuple *state = tuple_pack(t, 3, data, small_int_value(s->position), some ? attributes : VALUE_NONE);
    decref(t, attributes);
    decref(t, data);
    return state ? object_value(state) : VALUE_NULL;
}

static Value setstate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    BytesIO *s = stream_of(args[0]);
    int64_t position, n;
    if (!is_tuple(args[1]) || value_tuple(args[1])->length < 3)
        return raise_type_error(t, "%T.__setstate__ argument should be 3-tuple, got %T", args[0], args[1]);
    const Value *items = value_tuple(args[1])->items;
    if (!is_int(items[1]))
        return raise_type_error(t, "second item of state must be an integer, not %T", items[1]);
    if (!check_open(t, s))
        return VALUE_NULL;
    s->length = s->position = 0;
    if (!check_exports(t, s) || !put_value(t, s, items[0], &n) ||
        !op_index_int64(t, items[1], &position, EXC_OverflowError))
        return VALUE_NULL;
    if (position < 0)
        return raise_value_error(t, "position value cannot be negative");
    s->position = position;
    return io_set_attributes(t, args[0], items[2], "third");
}

static Value get_closed(Thread *t, Value self) {
    return bool_value(stream_of(self)->closed);
}

static const GetSetDef getsets[] = {{"closed", get_closed, NULL, "whether close() was called"}, {0}};
static const MethodDef methods[] = {{"read", read_method, "size=-1, /", NULL},
                                    {"read1", read_method, "size=-1, /", NULL},
                                    {"readline", readline_method, "size=-1, /", NULL},
                                    {"readlines", readlines_method, "size=None, /", NULL},
                                    {"readinto", readinto_method, "buffer, /", NULL},
                                    {"write", write_method, "b, /", NULL},
                                    {"truncate", truncate_method, "size=None, /", NULL},
                                    {"seek", seek_method, "pos, whence=0, /", NULL},
                                    {"tell", tell_method, "", NULL},
                                    {"getvalue", getvalue_method, "", "All bytes."},
                                    {"getbuffer", getbuffer_method, "", "A view of the bytes."},
                                    {"close", close_method, "", NULL},
                                    {"flush", flush_method, "", NULL},
                                    {"isatty", answer_false, "", NULL},
                                    {"readable", answer_true, "", NULL},
                                    {"writable", answer_true, "", NULL},
                                    {"seekable", answer_true, "", NULL},
                                    {"__getstate__", getstate_method, "", NULL},
                                    {"__setstate__", setstate_method, "state, /", NULL},
                                    {0}};
const TypeDef bytes_io_type_def = {
    .name = "_io.BytesIO",
    .size = sizeof(BytesIO),
    .flags = IO_TYPE_FLAGS,
    .doc = "A binary stream in memory.",
    .init_signature = "initial_bytes=b''",
    .slots = {.dealloc = dealloc, .new_instance = new_instance, .init = init, .iter = iter, .next = next},
    .methods = methods,
    .getsets = getsets,
};

/* The buffer behind getbuffer(). */

static bool get_buffer(Thread *t, Value self, Buffer *view, int flags) {
    BytesIO *s = stream_of(((BytesIOBuffer *)value_object(self))->source);
    view->data = s->data ? s->data : (uint8_t *)"";
    view->length = view->shape[0] = s->length;
    s->exports++;
    return true;
}

static void release_buffer(Thread *t, Value self, Buffer *view) {
    stream_of(((BytesIOBuffer *)value_object(self))->source)->exports--;
}

static void buffer_dealloc(Thread *t, Object *self) {
    decref(t, ((BytesIOBuffer *)self)->source);
}

static void buffer_traverse(Object *self, VisitFn visit, void *arg) {
    visit(value_object(((BytesIOBuffer *)self)->source), arg);
}

const TypeDef bytes_io_buffer_type_def = {
    .name = "_io._BytesIOBuffer",
    .size = sizeof(BytesIOBuffer),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = buffer_dealloc,
              .traverse = buffer_traverse,
              .get_buffer = get_buffer,
              .release_buffer = release_buffer},
};
