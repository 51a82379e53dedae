/* The abstract classes: _IOBase, _RawIOBase, _BufferedIOBase, _TextIOBase. Their methods are written in terms
 * of a few that subclasses give. */
#include "runtime/attrs.h"
#include "runtime/byte_builder.h"
#include "runtime/byte_span.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "stdlib/io.h"

/* Helpers of all classes. */

int io_is_closed(Thread *t, Value stream) {
    Value v = op_getattr(t, stream, NAME(closed));
    int closed = is_null(v) ? -1 : op_is_true(t, v);
    decref(t, v);
    return closed;
}

Value io_end_close(Thread *t, Value problem, Value result) {
    if (is_null(problem))
        return result;
    if (!is_null(result)) {
        decref(t, result);
        error_restore(t, problem);
        return VALUE_NULL;
    }
    Value later = error_fetch(t);
    exception_set_context(t, later, problem);
    decref(t, problem);
    error_restore(t, later);
    return VALUE_NULL;
}

bool io_check_closed(Thread *t, Value stream) {
    int closed = io_is_closed(t, stream);
    if (closed > 0)
        raise_value_error(t, "I/O operation on closed file.");
    return closed == 0;
}

Value io_cannot_pickle(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return raise_type_error(t, "cannot pickle '%T' object", args[0]);
}

int io_ask(Thread *t, Value stream, Str *method) {
    Value v = op_call_method0(t, stream, method);
    int answer = is_null(v) ? -1 : op_is_true(t, v);
    decref(t, v);
    return answer;
}

bool io_size(Thread *t, Value v, int64_t *size) {
    *size = -1;
    if (is_null(v) || is_none(v))
        return true;
    if (is_small_int(v))
        return *size = small_int(v), true;
    if (!is_int(v) && !type_of(t, v)->slots.unary[UNARY_INDEX])
        return raise_type_error(t, "argument should be integer or None, not '%T'", v), false;
    return op_index_int64(t, v, size, EXC_OverflowError);
}

Value io_bytes(Thread *t, const void *data, size_t length) {
    Bytes *bytes = bytes_new(t, data, length);
    return bytes ? object_value(bytes) : VALUE_NULL;
}

Value io_forward(Thread *t, Value target, Str *name, Value *args, int count) {
    Value all[8] = {target};
    int n = 1;
    for (int i = 0; i < count && !is_null(args[i]); i++)
        all[n++] = args[i];
    return op_call_method(t, name, all, n);
}

/* Calls a method for its effect. */
static bool call_and_drop(Thread *t, Value object, Str *name) {
    Value v = op_call_method0(t, object, name);
    decref(t, v);
    return !is_null(v);
}

/* _IOBase */

static Str *closed_name(Thread *t) {
    return str_intern_utf8(t, "__IOBase_closed");
}

static bool has_closed_mark(Thread *t, Value self) {
    Str *name = closed_name(t);
    if (!name)
        return error_clear(t), false;
    Value mark = attrs_get(t, value_object(self), name);
    decref_object(t, name);
    return !is_null(mark);
}

static Value get_closed(Thread *t, Value self) {
    return bool_value(has_closed_mark(t, self));
}

static Value flush_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (has_closed_mark(t, args[0]))
        return raise_value_error(t, "I/O operation on closed file.");
    return VALUE_NONE;
}

static bool set_closed_mark(Thread *t, Value self) {
    Str *name = closed_name(t);
    bool found, ok = name && attrs_set(t, value_object(self), name, VALUE_TRUE, &found);
    xdecref_object(t, name);
    return ok;
}

static Value close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (has_closed_mark(t, args[0]))
        return VALUE_NONE;
    bool ok = call_and_drop(t, args[0], NAME(flush));
    Value problem = error_fetch(t);
    bool marked = set_closed_mark(t, args[0]);
    if (!ok)
        error_restore(t, problem);
    return ok && marked ? VALUE_NONE : VALUE_NULL;
}

/* So that its close(), which a subclass may have replaced and call again, knows that nobody called it. */
static void mark_ending(Value self) {
    bool *ending = buffered_ending(self);
    if (!ending)
        ending = text_ending(self);
    if (!ending && is_native(self, &file_io_type_def))
        ending = &((FileIO *)value_object(self))->ending;
    if (ending)
        *ending = true;
}

/* A stream that nobody closed is closed when it ends; errors have nobody to go to. */
static void finalize(Thread *t, Value self) {
    int closed = io_is_closed(t, self);
    if (closed == 0) {
        mark_ending(self);
        call_and_drop(t, self, NAME(close));
    }
    error_clear(t);
}

static Value unsupported_seek(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return io_raise_unsupported(t, "seek");
}

static Value unsupported_truncate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return io_raise_unsupported(t, "truncate");
}

static Value unsupported_fileno(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return io_raise_unsupported(t, "fileno");
}

static Value tell_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value all[3] = {args[0], small_int_value(0), small_int_value(1)};
    return op_call_method(t, NAME(seek), all, 3);
}

static Value answer_false(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return VALUE_FALSE;
}

static Value isatty_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return io_check_closed(t, args[0]) ? VALUE_FALSE : VALUE_NULL;
}

static Value enter_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return io_check_closed(t, args[0]) ? new_ref(args[0]) : VALUE_NULL;
}

static Value exit_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return op_call_method0(t, args[0], NAME(close));
}

static Value check_closed_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return io_check_closed(t, args[0]) ? VALUE_NONE : VALUE_NULL;
}

static Value check_ability(Thread *t, Value self, Str *method, const char *message) {
    int able = io_ask(t, self, method);
    return able < 0 ? VALUE_NULL : able ? VALUE_TRUE : io_raise_unsupported(t, message);
}

static Value check_readable_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_ability(t, args[0], NAME(readable), "File or stream is not readable.");
}

static Value check_writable_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_ability(t, args[0], NAME(writable), "File or stream is not writable.");
}

static Value check_seekable_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_ability(t, args[0], NAME(seekable), "File or stream is not seekable.");
}

static Value iter(Thread *t, Value self) {
    return io_check_closed(t, self) ? new_ref(self) : VALUE_NULL;
}

static Value next(Thread *t, Value self) {
    Value line = op_call_method0(t, self, NAME(readline));
    if (is_null(line))
        return line;
    int64_t length = op_length(t, line);
    if (length > 0)
        return line;
    decref(t, line);
    return VALUE_NULL;
}

/* How much to read at once without reading beyond the line: what peek shows, up to a newline. -1: exception.
 */
static int64_t peek_line(Thread *t, Value self, int64_t limit) {
    Value view = op_getattr_optional(t, self, NAME(peek));
    if (is_null(view))
        return error_pending(t) ? -1 : 1;
    decref(t, view);
    view = op_call_method1(t, self, NAME(peek), small_int_value(1));
    if (is_null(view))
        return -1;
    int64_t n = 1;
    if (!is_bytes(view)) {
        raise(t, EXC_OSError, "peek() should have returned a bytes object, not '%T'", view);
        n = -1;
    } else if (value_bytes(view)->length) {
        n = value_bytes(view)->length;
        const uint8_t *end = memchr(value_bytes(view)->data, '\n', (size_t)n);
        n = end ? end - value_bytes(view)->data + 1 : n;
        n = limit >= 0 && n > limit ? limit : n;
    }
    decref(t, view);
    return n;
}

/* Reads up to n bytes and adds them: 1 go on, 0 end of line or stream, -1 exception. */
static int read_piece(Thread *t, Value self, ByteBuilder *b, int64_t n) {
    Value piece = op_call_method1(t, self, NAME(read), small_int_value(n));
    if (is_null(piece))
        return -1;
    if (!is_bytes(piece)) {
        raise(t, EXC_OSError, "read() should have returned a bytes object, not '%T'", piece);
        decref(t, piece);
        return -1;
    }
    const Bytes *bytes = value_bytes(piece);
    bytebuilder_add(b, bytes->data, (size_t)bytes->length);
    bool more = bytes->length && bytes->data[bytes->length - 1] != '\n';
    decref(t, piece);
    return more;
}

static Value readline_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t limit;
    ByteBuilder b;
    int more = 1;
    if (!io_size(t, args[1], &limit))
        return VALUE_NULL;
    bytebuilder_init(&b, t);
    while (more > 0 && (limit < 0 || (int64_t)b.length < limit)) {
        int64_t n = peek_line(t, args[0], limit < 0 ? -1 : limit - (int64_t)b.length);
        more = n < 0 ? -1 : read_piece(t, args[0], &b, n);
    }
    if (more < 0) {
        bytebuilder_drop(&b);
        return VALUE_NULL;
    }
    Bytes *line = bytebuilder_finish(&b);
    return line ? object_value(line) : VALUE_NULL;
}

Value io_readlines(Thread *t, Value stream, int64_t hint) {
    Value iterator = op_iter(t, stream), line;
    List *list = is_null(iterator) ? NULL : list_new(t, 8);
    int64_t total = 0;
    while (list && (hint <= 0 || total <= hint) && !is_null(line = op_next(t, iterator))) {
        int64_t length = op_length(t, line);
        total += length;
        if (!list_append_owned(t, list, line) || length < 0)
            break;
    }
    decref(t, iterator);
    if (list && !error_pending(t))
        return object_value(list);
    xdecref_object(t, list);
    return VALUE_NULL;
}

static Value readlines_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t hint;
    return io_size(t, args[1], &hint) ? io_readlines(t, args[0], hint) : VALUE_NULL;
}

static bool write_line(Thread *t, Value line, void *arg) {
    Value v = op_call_method1(t, *(Value *)arg, NAME(write), line);
    decref(t, line);
    decref(t, v);
    return !is_null(v);
}

static Value writelines_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!io_check_closed(t, args[0]) || !op_each(t, args[1], write_line, &args[0]))
        return VALUE_NULL;
    return VALUE_NONE;
}

static const GetSetDef iobase_getsets[] = {{"closed", get_closed, NULL, NULL}, {0}};
static const MethodDef iobase_methods[] = {
    {"seek", unsupported_seek, "offset, whence=0, /", "Moves to a position."},
    {"tell", tell_method, "", "The position."},
    {"truncate", unsupported_truncate, "pos=None, /", "Cuts the file off."},
    {"flush", flush_method, "", "Writes what is buffered."},
    {"close", close_method, "", "Flushes and closes."},
    {"seekable", answer_false, "", NULL},
    {"readable", answer_false, "", NULL},
    {"writable", answer_false, "", NULL},
    {"fileno", unsupported_fileno, "", "The file descriptor."},
    {"isatty", isatty_method, "", "True if this is a terminal."},
    {"readline", readline_method, "size=-1, /", "One line."},
    {"readlines", readlines_method, "hint=-1, /", "A list of lines."},
    {"writelines", writelines_method, "lines, /", "Writes all lines, adding nothing."},
    {"__enter__", enter_method, "", NULL},
    {"__exit__", exit_method, "*args", NULL},
    {"_checkClosed", check_closed_method, "*args", NULL},
    {"_checkReadable", check_readable_method, "*args", NULL},
    {"_checkWritable", check_writable_method, "*args", NULL},
    {"_checkSeekable", check_seekable_method, "*args", NULL},
    {0}};
const TypeDef iobase_type_def = {
    .name = "_io._IOBase",
    .size = sizeof(Object),
    .flags = IO_TYPE_FLAGS,
    .doc = "What all streams have.",
    .slots = {.iter = iter, .next = next, .finalize = finalize},
    .methods = iobase_methods,
    .getsets = iobase_getsets,
};

/* _RawIOBase */

static Value bytes_of_array(Thread *t, Value array, int64_t n) {
    if (n < 0 || n > ((ByteArray *)value_object(array))->length)
        return raise_value_error(t, "readinto returned %zd outside buffer size %zd", (ssize_t)n,
                                 (ssize_t)((ByteArray *)value_object(array))->length);
    return io_bytes(t, ((ByteArray *)value_object(array))->data, (size_t)n);
}

static Value raw_read_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t n;
    if (!io_size(t, args[1], &n))
        return VALUE_NULL;
    if (n < 0)
        return op_call_method0(t, args[0], NAME(readall));
    Value array = bytearray_new(t, NULL, (size_t)n);
    if (is_null(array))
        return array;
    memset(((ByteArray *)value_object(array))->data, 0, (size_t)n);
    Value count = op_call_method1(t, args[0], NAME(readinto), array), result = VALUE_NULL;
    if (is_none(count))
        result = VALUE_NONE;
    else if (!is_null(count) && op_index_int64(t, count, &n, EXC_OverflowError))
        result = bytes_of_array(t, array, n);
    decref(t, count);
    decref(t, array);
    return result;
}

static Value raw_readall_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    ByteBuilder b;
    bytebuilder_init(&b, t);
    for (;;) {
        Value piece = op_call_method1(t, args[0], NAME(read), small_int_value(IO_BUFFER_SIZE));
        bool bytes = is_bytes(piece), end = is_none(piece) || (bytes && value_bytes(piece)->length == 0);
        if (bytes)
            bytebuilder_add(&b, value_bytes(piece)->data, (size_t)value_bytes(piece)->length);
        else if (!is_null(piece) && !end)
            raise_type_error(t, "read() should return bytes");
        decref(t, piece);
        if (end && is_none(piece) && b.length == 0)
            return bytebuilder_drop(&b), VALUE_NONE;
        if (end)
            break;
        if (!bytes)
            return bytebuilder_drop(&b), VALUE_NULL;
    }
    Bytes *all = bytebuilder_finish(&b);
    return all ? object_value(all) : VALUE_NULL;
}

static Value not_implemented(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value error = exception_new(t, object_value(builtin_type(t, EXC_NotImplementedError)), VALUE_NULL);
    if (!is_null(error))
        raise_value(t, error);
    decref(t, error);
    return VALUE_NULL;
}

static const MethodDef raw_methods[] = {{"read", raw_read_method, "size=-1, /", NULL},
                                        {"readall", raw_readall_method, "", "Reads until the end."},
                                        {"readinto", not_implemented, "*args", NULL},
                                        {"write", not_implemented, "*args", NULL},
                                        {0}};
const TypeDef raw_iobase_type_def = {
    .name = "_io._RawIOBase",
    .size = sizeof(Object),
    .flags = IO_TYPE_FLAGS,
    .doc = "What streams of bytes without a buffer have.",
    .methods = raw_methods,
};

/* _BufferedIOBase */

#define UNSUPPORTED(name)                                                                                    \
    static Value unsupported_##name(Thread *t, Value *args, int nargs, Tuple *kwnames) {                     \
        return io_raise_unsupported(t, #name);                                                               \
    }
UNSUPPORTED(detach)
UNSUPPORTED(read)
UNSUPPORTED(read1)
UNSUPPORTED(write)
UNSUPPORTED(readline)

static Value read_into(Thread *t, Value self, Value target, Str *method) {
    Buffer view;
    if (!buffer_get(t, target, &view, BUFFER_WRITABLE) || view.readonly) {
        error_clear(t);
        return raise_type_error(t, "readinto() argument must be read-write bytes-like object, not %T",
                                target);
    }
    Value bytes = op_call_method1(t, self, method, small_int_value(view.length)), result = VALUE_NULL;
    if (!is_null(bytes) && !is_bytes(bytes))
        raise_type_error(t, "read() should return bytes");
    else if (!is_null(bytes) && value_bytes(bytes)->length > view.length)
        raise_value_error(t, "read() returned too much data: %zd bytes requested, %zd returned",
                          (ssize_t)view.length, (ssize_t)value_bytes(bytes)->length);
    else if (!is_null(bytes)) {
        memcpy(view.data, value_bytes(bytes)->data, (size_t)value_bytes(bytes)->length);
        result = small_int_value(value_bytes(bytes)->length);
    }
    decref(t, bytes);
    buffer_release(t, &view);
    return result;
}

static Value readinto_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return read_into(t, args[0], args[1], NAME(read));
}

static Value readinto1_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return read_into(t, args[0], args[1], NAME(read1));
}

static const MethodDef buffered_methods[] = {{"detach", unsupported_detach, "", NULL},
                                             {"read", unsupported_read, "*args", NULL},
                                             {"read1", unsupported_read1, "*args", NULL},
                                             {"readinto", readinto_method, "buffer, /", NULL},
                                             {"readinto1", readinto1_method, "buffer, /", NULL},
                                             {"write", unsupported_write, "*args", NULL},
                                             {0}};
const TypeDef buffered_iobase_type_def = {
    .name = "_io._BufferedIOBase",
    .size = sizeof(Object),
    .flags = IO_TYPE_FLAGS,
    .doc = "What streams of bytes with a buffer have.",
    .methods = buffered_methods,
};

/* _TextIOBase */

static Value get_none(Thread *t, Value self) {
    return VALUE_NONE;
}

static const GetSetDef text_getsets[] = {{"encoding", get_none, NULL, NULL},
                                         {"newlines", get_none, NULL, NULL},
                                         {"errors", get_none, NULL, NULL},
                                         {0}};
static const MethodDef text_methods[] = {{"detach", unsupported_detach, "", NULL},
                                         {"read", unsupported_read, "*args", NULL},
                                         {"readline", unsupported_readline, "*args", NULL},
                                         {"write", unsupported_write, "*args", NULL},
                                         {0}};
const TypeDef text_iobase_type_def = {
    .name = "_io._TextIOBase",
    .size = sizeof(Object),
    .flags = IO_TYPE_FLAGS,
    .doc = "What streams of text have.",
    .methods = text_methods,
    .getsets = text_getsets,
};
