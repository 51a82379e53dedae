/* Methods of mmap.mmap: as a file, searching, and what is asked of the system. */
#include "runtime/byte_span.h"
#include "runtime/int.h"
#include "runtime/park.h"
#include "runtime/sequence.h"
#include "runtime/text.h"
#include "stdlib/mmap.h"
#include "stdlib/posix.h"
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- as a file ---- */

/* A count that is everything where it is missing, None or negative. */
static bool take_count(Thread *t, Value v, int64_t *out) {
    *out = INT64_MAX;
    if (is_null(v) || is_none(v))
        return true;
    if (!op_index_int64(t, v, out, EXC_OverflowError))
        return false;
    if (*out < 0)
        *out = INT64_MAX;
    return true;
}

/* The next bytes, up to a number of them. */
static Value take_bytes(Thread *t, Map *m, int64_t count) {
    int64_t left = m->length > m->position ? m->length - m->position : 0;
    Bytes *bytes = bytes_new(t, m->data + m->position, (size_t)(count < left ? count : left));
    if (bytes)
        m->position += bytes->length;
    return result_value(bytes);
}

static Value read_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t count;
    Map *m = map_open(t, args[0]) && take_count(t, args[1], &count) ? map_open(t, args[0]) : NULL;
    return m ? take_bytes(t, m, count) : VALUE_NULL;
}

static Value read_byte_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Map *m = map_open(t, args[0]);
    if (!m)
        return VALUE_NULL;
    return m->position < m->length ? small_int_value(m->data[m->position++])
                                   : raise_value_error(t, "read byte out of range");
}

static Value readline_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Map *m = map_open(t, args[0]);
    if (!m)
        return VALUE_NULL;
    const uint8_t *from = m->data + m->position;
    const uint8_t *end =
        m->position < m->length ? memchr(from, '\n', (size_t)(m->length - m->position)) : NULL;
    return take_bytes(t, m, end ? end - from + 1 : INT64_MAX);
}

static Value write_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Buffer view;
    if (!map_open(t, args[0]) || !buffer_get(t, args[1], &view, BUFFER_SIMPLE))
        return VALUE_NULL;
    Map *m = map_writable(t, args[0]);
    Value written = VALUE_NULL;
    if (m && (m->position > m->length || m->length - m->position < view.length)) {
        raise_value_error(t, "data out of range");
    } else if (m) {
        memmove(m->data + m->position, view.data, (size_t)view.length);
        m->position += view.length;
        written = int_value(t, view.length);
    }
    buffer_release(t, &view);
    return written;
}

static Value write_byte_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t byte;
    if (!map_open(t, args[0]) || !op_index_int64(t, args[1], &byte, EXC_OverflowError))
        return VALUE_NULL;
    if (byte < 0 || byte > 255)
        return raise_overflow(t, byte < 0 ? "unsigned byte integer is less than minimum"
                                          : "unsigned byte integer is greater than maximum");
    Map *m = map_writable(t, args[0]);
    if (!m)
        return VALUE_NULL;
    if (m->position >= m->length)
        return raise_value_error(t, "write byte out of range");
    m->data[m->position++] = (uint8_t)byte;
    return VALUE_NONE;
}

static Value tell_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Map *m = map_open(t, args[0]);
    return m ? int_value(t, m->position) : VALUE_NULL;
}

static Value seek_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t distance, from, place;
    int whence = SEEK_SET;
    if (!map_open(t, args[0]) || !arg_int64(t, args[1], &distance) ||
        (!is_null(args[2]) && !arg_int(t, args[2], &whence)))
        return VALUE_NULL;
    Map *m = map_open(t, args[0]);
    if (!m)
        return VALUE_NULL;
    if (whence < SEEK_SET || whence > SEEK_END)
        return raise_value_error(t, "unknown seek type");
    from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? m->position : m->length;
    if (__builtin_add_overflow(from, distance, &place) || place < 0 || place > m->length)
        return raise_value_error(t, "seek out of range");
    m->position = place;
    return VALUE_NONE;
}

/* ---- searching and moving ---- */

/* A bound as slices have it. */
static bool take_bound(Thread *t, Value v, int64_t length, int64_t *out) {
    if (is_null(v))
        return true;
    if (!arg_int64(t, v, out))
        return false;
    if (*out < 0)
        *out = *out + length < 0 ? 0 : *out + length;
    if (*out > length)
        *out = length;
    return true;
}

static Value find(Thread *t, Value *args, bool last) {
    SpanArg needle;
    Map *m = map_open(t, args[0]);
    if (!m)
        return VALUE_NULL;
    int64_t start = m->position, stop = m->length, at = -1;
    if (!take_bound(t, args[2], m->length, &start) || !take_bound(t, args[3], m->length, &stop) ||
        !span_get(t, args[1], &needle))
        return VALUE_NULL;
    if (map_open(t, args[0]) && start <= stop && stop <= m->length) {
        if (needle.span.length == 0)
            at = last ? stop - start : 0;
        else
            at = text_find(m->data + start, stop - start, needle.span.data, needle.span.length, 1, last);
    }
    span_release(t, &needle);
    if (error_pending(t))
        return VALUE_NULL;
    return int_value(t, at < 0 ? -1 : start + at);
}

static Value find_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return find(t, args, false);
}

static Value rfind_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return find(t, args, true);
}

static Value move_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t to, from, count;
    if (!arg_int64(t, args[1], &to) || !arg_int64(t, args[2], &from) || !arg_int64(t, args[3], &count))
        return VALUE_NULL;
    Map *m = map_writable(t, args[0]);
    if (!m)
        return VALUE_NULL;
    if (to < 0 || from < 0 || count < 0 || m->length - to < count || m->length - from < count)
        return raise_value_error(t, "source, destination, or count out of range");
    memmove(m->data + to, m->data + from, (size_t)count);
    return VALUE_NONE;
}

/* ---- the system ---- */

static Value size_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    struct stat status;
    Map *m = map_open(t, args[0]);
    if (!m)
        return VALUE_NULL;
    return fstat(m->fd, &status) == 0 ? int_value(t, status.st_size) : posix_error(t);
}

/* Nobody can close the map meanwhile: to other threads it looks as if its buffer were in use. */
static Value flush_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Map *m = map_open(t, args[0]);
    int64_t offset = 0, size = m ? m->length : 0;
    if (!m || (!is_null(args[1]) && !arg_int64(t, args[1], &offset)) ||
        (!is_null(args[2]) && !arg_int64(t, args[2], &size)) || !map_open(t, args[0]))
        return VALUE_NULL;
    if (offset < 0 || size < 0 || m->length - offset < size)
        return raise_value_error(t, "flush values out of range");
    if (m->access == ACCESS_READ || m->access == ACCESS_COPY)
        return VALUE_NONE;
    m->exports++;
    int result = BLOCKING(t, "msync", msync(m->data + offset, (size_t)size, MS_SYNC));
    m->exports--;
    return none_or_error(t, result);
}

static Value madvise_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int option;
    Map *m = map_open(t, args[0]);
    int64_t start = 0, length = m ? m->length : 0;
    if (!m || !arg_int(t, args[1], &option) || (!is_null(args[2]) && !arg_int64(t, args[2], &start)) ||
        (!is_null(args[3]) && !arg_int64(t, args[3], &length)) || !map_open(t, args[0]))
        return VALUE_NULL;
    if (start < 0 || start >= m->length)
        return raise_value_error(t, "madvise start out of bounds");
    if (length < 0)
        return raise_value_error(t, "madvise length invalid");
    if (INT64_MAX - start < length)
        return raise_overflow(t, "madvise length too large");
    if (length > m->length - start)
        length = m->length - start;
    return none_or_error(t, madvise(m->data + start, (size_t)length, option));
}

static Value resize_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t length;
    if (!map_open(t, args[0]) || !arg_int64(t, args[1], &length))
        return VALUE_NULL;
    Map *m = map_open(t, args[0]);
    if (!m)
        return VALUE_NULL;
    if (m->exports)
        return raise(t, EXC_BufferError, "mmap can't resize with extant buffers exported.");
    if (m->access == ACCESS_READ || m->access == ACCESS_COPY)
        return raise_type_error(t, "mmap can't resize a readonly or copy-on-write memory map.");
    if (length < 0 || INT64_MAX - length < m->offset)
        return raise_value_error(t, "new size out of range");
    if (m->fd >= 0 && ftruncate(m->fd, m->offset + length) < 0)
        return posix_error(t);
    void *data = mremap(m->data, (size_t)m->length, (size_t)length, MREMAP_MAYMOVE);
    if (data == MAP_FAILED)
        return posix_error(t);
    m->data = data;
    m->length = length;
    return VALUE_NONE;
}

static Value close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Map *m = value_map(args[0]);
    if (m->exports)
        return raise(t, EXC_BufferError, "cannot close exported pointers exist");
    uint8_t *data = m->data;
    int fd = m->fd;
    int64_t length = m->length;
    m->data = NULL;
    m->fd = -1;
    if (data)
        BLOCKING(t, "munmap", munmap(data, (size_t)length));
    if (fd >= 0)
        BLOCKING(t, "close", close(fd));
    return VALUE_NONE;
}

static Value enter_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return map_open(t, args[0]) ? new_ref(args[0]) : VALUE_NULL;
}

static Value sizeof_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return small_int_value((int64_t)value_object(args[0])->type->size);
}

const MethodDef mmap_methods[] = {
    {"read", read_method, "n=None, /", "The next n bytes, or all."},
    {"read_byte", read_byte_method, "", "The next byte, as an int."},
    {"readline", readline_method, "", "The next line."},
    {"write", write_method, "bytes, /", "Write bytes from where we are on."},
    {"write_byte", write_byte_method, "byte, /", "Write an int as a byte."},
    {"seek", seek_method, "pos, whence=0, /", "Go to a place."},
    {"tell", tell_method, "", "The place where we are."},
    {"find", find_method, "sub, start=-1, end=-1, /",
     "Where sub is first, from where we are on; -1: nowhere."},
    {"rfind", rfind_method, "sub, start=-1, end=-1, /", "Where sub is last; -1: nowhere."},
    {"move", move_method, "dest, src, count, /", "Copy bytes from one place to another."},
    {"size", size_method, "", "The size of the file."},
    {"flush", flush_method, "offset=0, size=-1, /", "Write changes to the file."},
    {"madvise", madvise_method, "option, start=0, length=-1, /",
     "Tell the kernel how the memory will be used."},
    {"resize", resize_method, "newsize, /", "Change the size, also that of the file."},
    {"close", close_method, "", "Give the memory back."},
    {"__enter__", enter_method, "", NULL},
    {"__exit__", close_method, "*args", NULL},
    {"__sizeof__", sizeof_method, "", NULL},
    {0}};
