/* Buffered binary streams: how the buffer is filled and emptied. The classes are in io_buffered_type.c. */
#include "stdlib/io_buffered.h"
#include "runtime/byte_span.h"
#include "runtime/int.h"
#include "runtime/signals.h"

/* The raw stream. */

static ssize_t raw_count(Thread *t, Value v, int64_t limit, const char *what) {
    int64_t n;
    if (is_null(v) || is_none(v))
        return is_null(v) ? IO_FAILED : IO_WOULD_BLOCK;
    if (!op_index_int64(t, v, &n, EXC_ValueError))
        return IO_FAILED;
    if (n >= 0 && n <= limit)
        return n;
    raise(t, EXC_OSError, "raw %s invalid length %zd (should have been between 0 and %zd)", what, (ssize_t)n,
          (ssize_t)limit);
    return IO_FAILED;
}

ssize_t buffered_raw_read(Thread *t, Buffered *b, void *data, int64_t size) {
    if (b->file)
        return file_io_read(t, b->file, data, (size_t)size);
    Value array = bytearray_new(t, NULL, (size_t)size);
    if (is_null(array))
        return IO_FAILED;
    Value v = op_call_method1(t, b->raw, NAME(readinto), array);
    ssize_t n = raw_count(t, v, size, "readinto() returned");
    if (n == IO_FAILED && !is_null(v) && !error_matches(t, EXC_OSError)) /* no number */
        raise_chained(t, EXC_OSError, "raw readinto() failed");
    if (n > 0 && n <= span_of(array).length)
        memcpy(data, span_of(array).data, (size_t)n);
    decref(t, v);
    decref(t, array);
    return n;
}

static ssize_t raw_write(Thread *t, Buffered *b, const uint8_t *data, int64_t size) {
    if (b->file)
        return file_io_write(t, b->file, data, (size_t)size);
    Value bytes = io_bytes(t, data, (size_t)size);
    if (is_null(bytes))
        return IO_FAILED;
    Value v = op_call_method1(t, b->raw, NAME(write), bytes);
    decref(t, bytes);
    ssize_t n = raw_count(t, v, size, "write() returned");
    decref(t, v);
    return n;
}

int64_t buffered_raw_seek(Thread *t, Buffered *b, int64_t offset, int whence) {
    if (b->file)
        return file_io_seek(t, b->file, offset, whence);
    Value args[3] = {b->raw, int_value(t, offset), small_int_value(whence)};
    Value v = op_call_method(t, NAME(seek), args, 3);
    decref(t, args[1]);
    int64_t at = -1;
    if (!is_null(v) && op_index_int64(t, v, &at, EXC_ValueError) && at < 0)
        raise(t, EXC_OSError, "Raw stream returned invalid position %zd", (ssize_t)at);
    decref(t, v);
    return at < 0 ? -1 : at;
}

int64_t buffered_raw_tell(Thread *t, Buffered *b) {
    if (b->file)
        return file_io_seek(t, b->file, 0, 1);
    Value v = op_call_method0(t, b->raw, NAME(tell));
    int64_t at = -1;
    if (!is_null(v) && op_index_int64(t, v, &at, EXC_ValueError) && at < 0)
        raise(t, EXC_OSError, "Raw stream returned invalid position %zd", (ssize_t)at);
    decref(t, v);
    return at < 0 ? -1 : at;
}

/* Checks. */

bool buffered_check_ready(Thread *t, const Buffered *b) {
    if (b->data && !is_null(b->raw))
        return true;
    raise_value_error(t,
                      b->detached ? "raw stream has been detached" : "I/O operation on uninitialized object");
    return false;
}

/* 1 closed, 0 open, -1 exception. */
int buffered_is_closed(Thread *t, Buffered *b) {
    if (b->file)
        return b->file->fd < 0;
    return io_is_closed(t, b->raw);
}

bool buffered_check_open(Thread *t, Buffered *b, const char *what) {
    if (!buffered_check_ready(t, b))
        return false;
    int closed = buffered_is_closed(t, b);
    if (closed > 0)
        raise_value_error(t, "%s of closed file", what);
    return closed == 0;
}

/* Writing. */

static bool raise_blocking(Thread *t, int64_t written) {
    Value args[3] = {small_int_value(11), str_value(str_new(t, "write could not complete without blocking")),
                     small_int_value(written)};
    Value error = is_null(args[1])
                      ? VALUE_NULL
                      : op_call(t, object_value(builtin_type(t, EXC_BlockingIOError)), args, 3, NULL);
    decref(t, args[1]);
    if (!is_null(error))
        raise_value(t, error);
    decref(t, error);
    return false;
}

/* Writes from memory until all is written: how many bytes went; fewer than size: the raw stream would block,
 * or an exception is pending. */
static int64_t write_through(Thread *t, Buffered *b, const uint8_t *data, int64_t size, bool *blocked) {
    int64_t done = 0;
    while (done < size) {
        ssize_t n = raw_write(t, b, data + done, size - done);
        *blocked = n == IO_WOULD_BLOCK;
        if (n < 0)
            break;
        done += n;
        if (done < size && !signals_run(t)) /* a signal may be why it was less than asked for */
            break;
    }
    return done;
}

/* True: all that was pending is written. */
static bool write_pending(Thread *t, Buffered *b, bool *blocked) {
    int64_t all = b->pending, done = all ? write_through(t, b, b->data, all, blocked) : 0;
    if (done && done < all)
        memmove(b->data, b->data + done, (size_t)(all - done));
    b->pending = all - done;
    return b->pending == 0;
}

bool buffered_flush_pending(Thread *t, Buffered *b) {
    bool blocked = false;
    return write_pending(t, b, &blocked) || (blocked && raise_blocking(t, 0));
}

/* The end of a write: what is left of the data, `done` bytes of which went, waits in the buffer. There may be
 * no room for all of it if the raw stream would block. */
static bool keep_rest(Thread *t, Buffered *b, const uint8_t *data, int64_t length, int64_t done) {
    int64_t room = b->size - b->pending, rest = length - done, n = rest < room ? rest : room;
    memcpy(b->data + b->pending, data + done, (size_t)n);
    b->pending += n;
    return n == rest || raise_blocking(t, done + n);
}

/* Gives back what was read ahead, so that the raw stream stands where the reader does. */
static bool unread(Thread *t, Buffered *b) {
    int64_t ahead = b->end - b->position;
    b->position = b->end = 0;
    return ahead == 0 || buffered_raw_seek(t, b, -ahead, 1) >= 0;
}

bool buffered_flush(Thread *t, Buffered *b) {
    if (!buffered_check_open(t, b, "flush") || !buffered_flush_pending(t, b))
        return false;
    return !b->readable || !b->writable || unread(t, b);
}

bool buffered_write_data(Thread *t, Buffered *b, const void *data, int64_t length) {
    if (!buffered_check_ready(t, b))
        return false;
    int closed = buffered_is_closed(t, b);
    if (closed)
        return closed > 0 ? raise_value_error(t, "write to closed file"), false : false;
    if (b->end && !unread(t, b))
        return false;
    int64_t done = 0;
    bool blocked = false;
    if (length > b->size - b->pending) {
        if (!write_pending(t, b, &blocked) && !blocked)
            return false;
        if (!blocked && length >= b->size)
            done = write_through(t, b, data, length, &blocked);
        if (error_pending(t))
            return false;
    }
    return keep_rest(t, b, data, length, done);
}

/* Reading. */

/* Reads once into the empty buffer: what there is then, 0 at the end. */
ssize_t buffered_fill(Thread *t, Buffered *b) {
    b->position = b->end = 0;
    if (!buffered_flush_pending(t, b))
        return IO_FAILED;
    ssize_t n = buffered_raw_read(t, b, b->data, b->size);
    b->end = n > 0 ? n : 0;
    return n;
}

int64_t buffered_take(Buffered *b, void *data, int64_t size) {
    int64_t n = b->end - b->position < size ? b->end - b->position : size;
    memcpy(data, b->data + b->position, (size_t)n);
    b->position += n;
    return n;
}

/* Reads until size bytes are there, the end or a stream that would block: how many, or what the first failing
 * read answered. */
ssize_t buffered_read_into(Thread *t, Buffered *b, uint8_t *data, int64_t size) {
    int64_t done = buffered_take(b, data, size);
    while (done < size) {
        ssize_t n;
        if (size - done >= b->size) {
            b->position = b->end = 0;
            if (!buffered_flush_pending(t, b))
                return IO_FAILED;
            n = buffered_raw_read(t, b, data + done, size - done);
            done += n > 0 ? n : 0;
        } else {
            n = buffered_fill(t, b);
            done += n > 0 ? buffered_take(b, data + done, size - done) : 0;
        }
        if (n == IO_FAILED || (n == IO_WOULD_BLOCK && done == 0))
            return n;
        if (n <= 0)
            break;
    }
    return done;
}

ssize_t buffered_read_some(Thread *t, Buffered *b, void *data, size_t size) {
    if (b->position < b->end)
        return buffered_take(b, data, (int64_t)size);
    if ((int64_t)size >= b->size) {
        b->position = b->end = 0;
        return buffered_flush_pending(t, b) ? buffered_raw_read(t, b, data, (int64_t)size) : IO_FAILED;
    }
    ssize_t n = buffered_fill(t, b);
    return n > 0 ? buffered_take(b, data, (int64_t)size) : n;
}

ssize_t buffered_read_once(Thread *t, Buffered *b, uint8_t *data, int64_t size) {
    int64_t done = buffered_take(b, data, size);
    if (done && size - done <= b->size)
        return done;
    ssize_t n = buffered_read_some(t, b, data + done, (size_t)(size - done));
    return n >= 0 ? done + n : done && n == IO_WOULD_BLOCK ? done : n;
}

/* With the lock, for text streams. */

bool buffered_locked_write(Thread *t, Buffered *b, const void *data, int64_t length) {
    if (!stream_enter(t, &b->lock, &b->ob))
        return false;
    bool ok = buffered_write_data(t, b, data, length);
    stream_leave(t, &b->lock);
    return ok;
}

bool buffered_locked_flush(Thread *t, Buffered *b) {
    if (!stream_enter(t, &b->lock, &b->ob))
        return false;
    bool ok = buffered_flush(t, b);
    stream_leave(t, &b->lock);
    return ok;
}

ssize_t buffered_locked_read(Thread *t, Buffered *b, void *data, size_t size) {
    if (!stream_enter(t, &b->lock, &b->ob))
        return IO_FAILED;
    ssize_t n = buffered_read_some(t, b, data, size);
    stream_leave(t, &b->lock);
    return n;
}
