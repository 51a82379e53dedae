/* BufferedReader, BufferedWriter, BufferedRandom and BufferedRWPair. */
#include "runtime/byte_builder.h"
#include "runtime/byte_span.h"
#include "runtime/int.h"
#include "runtime/memory.h"
#include "stdlib/io_buffered.h"

static Buffered *buffered(Value v) {
    return (Buffered *)value_object(v);
}

static bool check_able(Thread *t, Value raw, Str *method, const char *message) {
    int able = io_ask(t, raw, method);
    if (able == 0)
        io_raise_unsupported(t, message);
    return able > 0;
}

static bool replace_buffer(Thread *t, Buffered *b, int64_t size) {
    if (!stream_enter(t, &b->lock, &b->ob))
        return false;
    uint8_t *data = mem_realloc(b->data, (size_t)size);
    if (data) {
        b->data = data;
        b->size = size;
        b->position = b->end = b->pending = 0;
    }
    stream_leave(t, &b->lock);
    if (!data)
        raise_no_memory(t);
    return data;
}

static bool set_up(Thread *t, Value self, Value *args, bool readable, bool writable) {
    Buffered *b = buffered(self);
    int64_t size = IO_BUFFER_SIZE;
    b->detached = false;
    b->file = NULL;
    value_clear(t, &b->raw); /* not usable if this fails */
    if (readable && writable && !check_able(t, args[0], NAME(seekable), "File or stream is not seekable."))
        return false;
    if (readable && !check_able(t, args[0], NAME(readable), "File or stream is not readable."))
        return false;
    if (writable && !check_able(t, args[0], NAME(writable), "File or stream is not writable."))
        return false;
    if (!is_null(args[1]) && !op_index_int64(t, args[1], &size, EXC_OverflowError))
        return false;
    if (size <= 0)
        return raise_value_error(t, "buffer size must be strictly positive"), false;
    if (!replace_buffer(t, b, size))
        return false;
    b->readable = readable;
    b->writable = writable;
    b->file = io_is_exact(args[0], &file_io_type_def) ? (FileIO *)value_object(args[0]) : NULL;
    value_store(t, &b->raw, new_ref(args[0]));
    return true;
}

static bool init_reader(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    return set_up(t, self, args, true, false);
}

static bool init_writer(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    return set_up(t, self, args, false, true);
}

static bool init_random(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    return set_up(t, self, args, true, true);
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Buffered *b = object_new(t, type, 0);
    if (!b)
        return VALUE_NULL;
    b->raw = VALUE_NULL;
    return object_value(b);
}

static void dealloc(Thread *t, Object *self) {
    Buffered *b = (Buffered *)self;
    mem_free(b->data);
    decref(t, b->raw);
}

static void traverse(Object *self, VisitFn visit, void *arg) {
    Value raw = ((Buffered *)self)->raw;
    visit_value(raw, visit, arg);
}

static void clear(Thread *t, Object *self) {
    Buffered *b = (Buffered *)self;
    b->file = NULL;
    value_clear(t, &b->raw);
}

/* Reading. */

static Value read_value(Thread *t, Buffered *b, int64_t size) {
    Bytes *bytes = bytes_new(t, NULL, (size_t)size);
    ssize_t n = bytes ? buffered_read_into(t, b, bytes->data, size) : IO_FAILED;
    if (n >= 0) {
        bytes = bytes_shrink(t, bytes, (size_t)n);
        return bytes ? object_value(bytes) : VALUE_NULL;
    }
    xdecref_object(t, bytes);
    return n == IO_WOULD_BLOCK ? VALUE_NONE : VALUE_NULL;
}

/* Adds what read() without a size answers; false: that was all, or an exception is pending. *nothing: it was None. */
static bool add_piece(Thread *t, Buffered *b, ByteBuilder *all, bool *nothing) {
    Value piece = op_call_method0(t, b->raw, NAME(read));
    int64_t length = is_bytes(piece) ? value_bytes(piece)->length : 0;
    *nothing = is_none(piece);
    if (length)
        bytebuilder_add(all, value_bytes(piece)->data, (size_t)length);
    else if (!is_null(piece) && !is_bytes(piece) && !*nothing)
        raise_type_error(t, "read() should return bytes");
    decref(t, piece);
    return length && !all->failed;
}

/* Raw streams need not have readall(). */
static Value raw_pieces(Thread *t, Buffered *b) {
    ByteBuilder all;
    bool nothing;
    bytebuilder_init(&all, t);
    while (add_piece(t, b, &all, &nothing))
        ;
    if (!error_pending(t) && (all.length || !nothing)) {
        Bytes *bytes = bytebuilder_finish(&all);
        return bytes ? object_value(bytes) : VALUE_NULL;
    }
    bytebuilder_drop(&all);
    return error_pending(t) ? VALUE_NULL : VALUE_NONE;
}

/* What the raw stream has until its end: bytes or None. */
static Value raw_rest(Thread *t, Buffered *b) {
    if (b->file)
        return file_io_read_all(t, b->file);
    Value method = op_getattr_optional(t, b->raw, NAME(readall));
    if (is_null(method))
        return error_pending(t) ? VALUE_NULL : raw_pieces(t, b);
    Value rest = op_call0(t, method);
    decref(t, method);
    return rest;
}

static Value read_all(Thread *t, Buffered *b) {
    ByteBuilder all;
    if (!buffered_flush_pending(t, b))
        return VALUE_NULL;
    int64_t ahead = b->end - b->position;
    bytebuilder_init(&all, t);
    bytebuilder_add(&all, b->data + b->position, (size_t)ahead);
    b->position = b->end = 0;
    Value rest = raw_rest(t, b);
    bool some = is_bytes(rest);
    if (some && ahead == 0)
        return bytebuilder_drop(&all), rest;
    if (some)
        bytebuilder_add(&all, value_bytes(rest)->data, (size_t)value_bytes(rest)->length);
    else if (!is_null(rest) && !is_none(rest))
        raise_type_error(t, "readall() should return bytes");
    bool ok = some || (is_none(rest) && ahead);
    decref(t, rest);
    if (!ok) {
        bytebuilder_drop(&all);
        return is_none(rest) ? VALUE_NONE : VALUE_NULL;
    }
    Bytes *bytes = bytebuilder_finish(&all);
    return bytes ? object_value(bytes) : VALUE_NULL;
}

static Value locked_read(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Buffered *b = buffered(args[0]);
    int64_t size;
    if (!io_size(t, args[1], &size))
        return VALUE_NULL;
    if (size < -1)
        return raise_value_error(t, "read length must be non-negative or -1");
    if (!buffered_check_open(t, b, "read"))
        return VALUE_NULL;
    return size < 0 ? read_all(t, b) : read_value(t, b, size);
}

static Value locked_read1(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Buffered *b = buffered(args[0]);
    int64_t size;
    if (!io_size(t, args[1], &size) || !buffered_check_open(t, b, "read"))
        return VALUE_NULL;
    if (size < 0)
        size = b->size;
    if (size > b->size && b->position < b->end)
        size = b->end - b->position;
    Bytes *bytes = bytes_new(t, NULL, (size_t)size);
    ssize_t n = bytes ? size ? buffered_read_some(t, b, bytes->data, (size_t)size) : 0 : IO_FAILED;
    if (n == IO_WOULD_BLOCK)
        n = 0;
    if (n < 0)
        return xdecref_object(t, bytes), VALUE_NULL;
    bytes = bytes_shrink(t, bytes, (size_t)n);
    return bytes ? object_value(bytes) : VALUE_NULL;
}

static Value read_into(Thread *t, Value *args, bool once) {
    Buffered *b = buffered(args[0]);
    Buffer view;
    if (!buffered_check_open(t, b, "readinto"))
        return VALUE_NULL;
    if (!buffer_get(t, args[1], &view, BUFFER_WRITABLE)) {
        error_clear(t);
        return raise_type_error(t, "readinto() argument must be read-write bytes-like object, not %T",
                                args[1]);
    }
    ssize_t n = 0;
    if (view.length)
        n = once ? buffered_read_once(t, b, view.data, view.length)
                 : buffered_read_into(t, b, view.data, view.length);
    buffer_release(t, &view);
    return n == IO_WOULD_BLOCK ? VALUE_NONE : n < 0 ? VALUE_NULL : small_int_value(n);
}

static Value locked_readinto(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return read_into(t, args, false);
}

static Value locked_readinto1(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return read_into(t, args, true);
}

static Value locked_peek(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Buffered *b = buffered(args[0]);
    int64_t hint;
    if ((!is_null(args[1]) && !arg_int64(t, args[1], &hint)) || !buffered_check_open(t, b, "peek"))
        return VALUE_NULL;
    if (b->position == b->end && buffered_fill(t, b) == IO_FAILED)
        return VALUE_NULL;
    return io_bytes(t, b->data + b->position, (size_t)(b->end - b->position));
}

/* The line up to `limit` bytes (-1: none). */
static Value read_line(Thread *t, Buffered *b, int64_t limit) {
    ByteBuilder line;
    bytebuilder_init(&line, t);
    for (;;) {
        if (b->position == b->end && limit != 0) {
            ssize_t n = buffered_fill(t, b);
            if (n == IO_FAILED)
                return bytebuilder_drop(&line), VALUE_NULL;
            if (n <= 0)
                break;
        }
        int64_t there = b->end - b->position;
        if (limit >= 0 && there > limit)
            there = limit;
        const uint8_t *start = b->data + b->position, *end = memchr(start, '\n', (size_t)there);
        int64_t n = end ? end - start + 1 : there;
        b->position += n;
        if (line.length == 0 && (end || n == limit))
            return io_bytes(t, start, (size_t)n);
        bytebuilder_add(&line, start, (size_t)n);
        limit -= limit > 0 ? n : 0;
        if (end || limit == 0)
            break;
    }
    Bytes *bytes = bytebuilder_finish(&line);
    return bytes ? object_value(bytes) : VALUE_NULL;
}

static Value locked_readline(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t limit;
    if (!io_size(t, args[1], &limit) || !buffered_check_open(t, buffered(args[0]), "readline"))
        return VALUE_NULL;
    return read_line(t, buffered(args[0]), limit < 0 ? -1 : limit);
}

static Value next_line(Thread *t, Buffered *b) {
    if (!buffered_check_open(t, b, "readline") || !stream_enter(t, &b->lock, &b->ob))
        return VALUE_NULL;
    Value line = read_line(t, b, -1);
    stream_leave(t, &b->lock);
    return line;
}

static Value next(Thread *t, Value self) {
    Value line;
    if (type_of(t, self)->flags & TYPE_HEAP)
        line = op_call_method0(t, self, NAME(readline));
    else
        line = next_line(t, buffered(self));
    if (is_bytes(line) ? value_bytes(line)->length > 0 : is_null(line) || op_length(t, line) > 0)
        return line;
    decref(t, line);
    return VALUE_NULL;
}

/* Writing. */

static Value locked_write(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg data;
    if (!span_get(t, args[1], &data))
        return VALUE_NULL;
    bool ok = buffered_write_data(t, buffered(args[0]), data.span.data, data.span.length);
    int64_t n = data.span.length;
    span_release(t, &data);
    return ok ? small_int_value(n) : VALUE_NULL;
}

static Value locked_flush(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return buffered_flush(t, buffered(args[0])) ? VALUE_NONE : VALUE_NULL;
}

static Value reader_flush_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Buffered *b = buffered(args[0]);
    return buffered_check_ready(t, b) ? op_call_method0(t, b->raw, NAME(flush)) : VALUE_NULL;
}

/* Positions. */

/* A place within what is buffered: for a raw stream it may be dear to go back there. Answers it, or -1: it is not there, or an
 * exception is pending. */
static int64_t seek_in_buffer(Thread *t, Buffered *b, int64_t offset, int whence) {
    int64_t raw = b->end > 0 && whence < 2 ? buffered_raw_tell(t, b) : -1, first = raw - b->end;
    int64_t at = offset;
    if (raw < 0 || (whence == 1 && __builtin_add_overflow(first + b->position, offset, &at)) || at < first || at > raw)
        return -1;
    b->position = at - first;
    return at;
}

static Value locked_seek(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Buffered *b = buffered(args[0]);
    int64_t offset;
    int whence = 0;
    if (!buffered_check_ready(t, b) || (!is_null(args[2]) && !arg_int(t, args[2], &whence)))
        return VALUE_NULL;
    if (whence < 0 || whence > 4)
        return raise_value_error(t, "whence value %d unsupported", whence);
    if (!buffered_check_open(t, b, "seek") ||
        !check_able(t, b->raw, NAME(seekable), "File or stream is not seekable."))
        return VALUE_NULL;
    if (!op_index_int64(t, args[1], &offset, EXC_OverflowError) || !buffered_flush_pending(t, b))
        return VALUE_NULL;
    int64_t at = seek_in_buffer(t, b, offset, whence);
    if (at >= 0 || error_pending(t))
        return at >= 0 ? int_value(t, at) : VALUE_NULL;
    if (whence == 1 && __builtin_sub_overflow(offset, b->end - b->position, &offset))
        offset = INT64_MIN; /* which is refused */
    at = buffered_raw_seek(t, b, offset, whence);
    if (at < 0)
        return VALUE_NULL;
    b->position = b->end = 0;
    return int_value(t, at);
}

static Value locked_tell(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Buffered *b = buffered(args[0]);
    int64_t at = buffered_check_ready(t, b) ? buffered_raw_tell(t, b) : -1;
    return at < 0 ? VALUE_NULL : int_value(t, at - (b->end - b->position) + b->pending);
}

static Value locked_truncate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Buffered *b = buffered(args[0]);
    if (!buffered_check_open(t, b, "truncate"))
        return VALUE_NULL;
    if (!b->writable)
        return io_raise_unsupported(t, "truncate");
    if (!buffered_flush(t, b))
        return VALUE_NULL;
    Value size =
        is_null(args[1]) || is_none(args[1]) ? op_call_method0(t, b->raw, NAME(tell)) : new_ref(args[1]);
    Value result = is_null(size) ? size : op_call_method1(t, b->raw, NAME(truncate), size);
    decref(t, size);
    return result;
}

/* Ending. */

static bool is_buffered(Value v) {
    return is_native(v, &buffered_reader_type_def) || is_native(v, &buffered_writer_type_def) ||
           is_native(v, &buffered_random_type_def);
}

bool *buffered_ending(Value stream) {
    return is_buffered(stream) ? &buffered(stream)->ending : NULL;
}

void buffered_warn_unclosed(Thread *t, Value stream, Value source) {
    if (is_buffered(stream))
        file_io_warn_unclosed(t, buffered(stream)->raw, source);
}

static Value close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Buffered *b = buffered(args[0]);
    if (!buffered_check_ready(t, b))
        return VALUE_NULL;
    int closed = buffered_is_closed(t, b);
    if (closed)
        return closed < 0 ? VALUE_NULL : VALUE_NONE;
    if (b->ending)
        file_io_warn_unclosed(t, b->raw, args[0]);
    Value raw = new_ref(b->raw), v = op_call_method0(t, args[0], NAME(flush));
    decref(t, v);
    Value problem = error_fetch(t), result = VALUE_NULL;
    if (stream_enter(t, &b->lock, &b->ob)) { /* so that nobody takes it for open while it closes */
        result = op_call_method0(t, raw, NAME(close));
        b->pending = 0;
        stream_leave(t, &b->lock);
    }
    decref(t, raw);
    return io_end_close(t, problem, result);
}

static Value detach_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Buffered *b = buffered(args[0]);
    if (!buffered_check_ready(t, b))
        return VALUE_NULL;
    Value v = op_call_method0(t, args[0], NAME(flush));
    if (is_null(v))
        return v;
    decref(t, v);
    if (!stream_enter(t, &b->lock, &b->ob)) /* nobody is in the middle of using it */
        return VALUE_NULL;
    Value raw = b->raw;
    b->raw = VALUE_NULL;
    b->file = NULL;
    b->detached = true;
    stream_leave(t, &b->lock);
    return raw;
}

/* What the raw stream is asked. */

static Value ask(Thread *t, Value self, Str *method) {
    return buffered_check_ready(t, buffered(self)) ? op_call_method0(t, buffered(self)->raw, method)
                                                   : VALUE_NULL;
}

static Value seekable_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return ask(t, args[0], NAME(seekable));
}

static Value readable_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return ask(t, args[0], NAME(readable));
}

static Value writable_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return ask(t, args[0], NAME(writable));
}

static Value fileno_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return ask(t, args[0], NAME(fileno));
}

static Value isatty_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return ask(t, args[0], NAME(isatty));
}

static Value get_attribute(Thread *t, Value self, Str *name) {
    return buffered_check_ready(t, buffered(self)) ? op_getattr(t, buffered(self)->raw, name) : VALUE_NULL;
}

static Value get_closed(Thread *t, Value self) {
    return get_attribute(t, self, NAME(closed));
}

static Value get_name(Thread *t, Value self) {
    return get_attribute(t, self, NAME(name));
}

static Value get_mode(Thread *t, Value self) {
    return get_attribute(t, self, NAME(mode));
}

static Value get_raw(Thread *t, Value self) {
    Value raw = buffered(self)->raw;
    return is_null(raw) ? VALUE_NONE : new_ref(raw);
}

static Value repr(Thread *t, Value self) {
    Value name = op_getattr_optional(t, self, NAME(name));
    if (is_null(name) && error_pending(t) && !error_clear_if(t, EXC_ValueError))
        return VALUE_NULL;
    if (is_null(name))
        return str_value(str_format(t, "<%T>", self));
    Value text = str_value(str_format(t, "<%T name=%R>", self, name));
    decref(t, name);
    return text;
}

/* The methods as Python calls them: with the stream's lock. */
#define LOCKED(name)                                                                                         \
    static Value name##_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {                          \
        Buffered *b = buffered(args[0]);                                                                     \
        if (!stream_enter(t, &b->lock, &b->ob))                                                              \
            return VALUE_NULL;                                                                               \
        Value v = locked_##name(t, args, nargs, kwnames);                                                    \
        stream_leave(t, &b->lock);                                                                           \
        return v;                                                                                            \
    }
LOCKED(read)
LOCKED(read1)
LOCKED(readinto)
LOCKED(readinto1)
LOCKED(peek)
LOCKED(readline)
LOCKED(write)
LOCKED(flush)
LOCKED(seek)
LOCKED(tell)
LOCKED(truncate)

static const GetSetDef getsets[] = {{"closed", get_closed, NULL, NULL},
                                    {"name", get_name, NULL, NULL},
                                    {"mode", get_mode, NULL, NULL},
                                    {"raw", get_raw, NULL, NULL},
                                    {0}};

// clang-format off
#define COMMON_METHODS \
    {"__reduce__", io_cannot_pickle, "", NULL}, {"close", close_method, "", NULL}, {"detach", detach_method, "", NULL}, {"seekable", seekable_method, "", NULL}, \
    {"fileno", fileno_method, "", NULL}, {"isatty", isatty_method, "", NULL}, \
    {"seek", seek_method, "target, whence=0, /", NULL}, {"tell", tell_method, "", NULL}, \
    {"truncate", truncate_method, "pos=None, /", NULL}
#define READER_METHODS \
    {"read", read_method, "size=-1, /", NULL}, {"read1", read1_method, "size=-1, /", NULL}, \
    {"readinto", readinto_method, "buffer, /", NULL}, {"readinto1", readinto1_method, "buffer, /", NULL}, \
    {"peek", peek_method, "size=0, /", NULL}, {"readline", readline_method, "size=-1, /", NULL}, \
    {"readable", readable_method, "", NULL}
#define WRITER_METHODS \
    {"write", write_method, "buffer, /", NULL}, {"flush", flush_method, "", NULL}, {"writable", writable_method, "", NULL}
#define COMMON_SLOTS .dealloc = dealloc, .traverse = traverse, .clear = clear, .new_instance = new_instance, .repr = repr
// clang-format on

static const MethodDef reader_methods[] = {
    COMMON_METHODS, READER_METHODS, {"flush", reader_flush_method, "", NULL}, {0}};
const TypeDef buffered_reader_type_def = {
    .name = "_io.BufferedReader",
    .size = sizeof(Buffered),
    .flags = IO_TYPE_FLAGS,
    .doc = "Reads bytes of a raw stream, many at a time.",
    .init_signature = "raw, buffer_size=8192",
    .slots = {COMMON_SLOTS, .init = init_reader, .next = next},
    .methods = reader_methods,
    .getsets = getsets,
};

static const MethodDef writer_methods[] = {COMMON_METHODS, WRITER_METHODS, {0}};
const TypeDef buffered_writer_type_def = {
    .name = "_io.BufferedWriter",
    .size = sizeof(Buffered),
    .flags = IO_TYPE_FLAGS,
    .doc = "Collects bytes that are written to a raw stream.",
    .init_signature = "raw, buffer_size=8192",
    .slots = {COMMON_SLOTS, .init = init_writer},
    .methods = writer_methods,
    .getsets = getsets,
};

static const MethodDef random_methods[] = {COMMON_METHODS, READER_METHODS, WRITER_METHODS, {0}};
const TypeDef buffered_random_type_def = {
    .name = "_io.BufferedRandom",
    .size = sizeof(Buffered),
    .flags = IO_TYPE_FLAGS,
    .doc = "Reads and writes a raw stream that can seek.",
    .init_signature = "raw, buffer_size=8192",
    .slots = {COMMON_SLOTS, .init = init_random, .next = next},
    .methods = random_methods,
    .getsets = getsets,
};
