#include "stdlib/message.h"
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/park.h"
#include "runtime/spin_call.h"
#include "stdlib/pickle.h"
#include "stdlib/posix.h"
#include <endian.h>
#include <errno.h>
#include <sys/uio.h>
#include <unistd.h>

/* ---- writing ---- */

typedef struct Header {
    uint8_t bytes[12];
    size_t length;
} Header;

static Header header_of(size_t length) {
    Header h = {.length = 4};
    uint32_t small = htobe32(length > INT32_MAX ? UINT32_MAX : (uint32_t)length);
    memcpy(h.bytes, &small, 4);
    if (length > INT32_MAX) {
        uint64_t large = htobe64(length);
        memcpy(h.bytes + 4, &large, 8);
        h.length = 12;
    }
    return h;
}

/* Takes what was written off the parts; answers how many bytes are left. */
static size_t advance(struct iovec *parts, int count, size_t written) {
    size_t left = 0;
    for (int i = 0; i < count; i++) {
        size_t part = written < parts[i].iov_len ? written : parts[i].iov_len;
        parts[i].iov_base = (char *)parts[i].iov_base + part;
        parts[i].iov_len -= part;
        written -= part;
        left += parts[i].iov_len;
    }
    return left;
}

/* All of all parts. */
static bool write_parts(Thread *t, int fd, struct iovec *parts, int count) {
    ssize_t written;
    do {
        do
            written = BLOCKING(t, "write", writev(fd, parts, count));
        while (posix_again(t, written));
        if (written < 0)
            return error_pending(t) ? false : (posix_error(t), false);
    } while (advance(parts, count, (size_t)written));
    return true;
}

static bool write_message(Thread *t, int fd, void *data, size_t length) {
    Header header = header_of(length);
    struct iovec parts[] = {{header.bytes, header.length}, {data, length}};
    return write_parts(t, fd, parts, 2);
}

static Value send_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    Buffer view;
    if (!arg_int(t, args[0], &fd) || !buffer_get(t, args[1], &view, BUFFER_SIMPLE))
        return VALUE_NULL;
    bool ok = write_message(t, fd, view.data, (size_t)view.length);
    buffer_release(t, &view);
    return ok ? VALUE_NONE : VALUE_NULL;
}

enum { TOGETHER = 16 }; /* messages that are written by one call */

/* Messages of a list, from one on; answers how many, or -1. */
static int send_some(Thread *t, int fd, List *list, int64_t start) {
    Header headers[TOGETHER];
    Buffer views[TOGETHER];
    struct iovec parts[2 * TOGETHER];
    int count = 0;
    bool ok = true;
    for (; ok && count < TOGETHER && start + count < list->length; count += ok) {
        Buffer *view = &views[count];
        ok = buffer_get(t, list->items[start + count], view, BUFFER_SIMPLE);
        if (!ok)
            continue;
        headers[count] = header_of((size_t)view->length);
        parts[2 * count] = (struct iovec){headers[count].bytes, headers[count].length};
        parts[2 * count + 1] = (struct iovec){view->data, (size_t)view->length};
    }
    ok = ok && write_parts(t, fd, parts, 2 * count);
    for (int i = 0; i < count; i++)
        buffer_release(t, &views[i]);
    return ok ? count : -1;
}

static Value send_all_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd, sent;
    if (!arg_int(t, args[0], &fd))
        return VALUE_NULL;
    if (!is_list(args[1]))
        return raise_type_error(t, "send_all() takes a list");
    List *list = value_list(args[1]);
    for (int64_t start = 0; start < list->length; start += sent)
        if ((sent = send_some(t, fd, list, start)) < 0)
            return VALUE_NULL;
    return VALUE_NONE;
}

/* The pickle of v, with these reducers, in w->out. The writer is to be ended in any case. */
static bool pickle_with(Thread *t, PickleWriter *w, Value v, Value reducers) {
    pickle_writer_init(w, t);
    if (!pickle_writer_configure(w, VALUE_NULL, VALUE_NULL, VALUE_NULL))
        return false;
    w->dispatch_table = new_ref(reducers);
    return pickle_dump(w, v);
}

static Value send_object_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    PickleWriter w;
    if (!arg_int(t, args[0], &fd))
        return VALUE_NULL;
    bool ok = pickle_with(t, &w, args[1], args[2]) && write_message(t, fd, w.out.data, w.out.length);
    pickle_writer_fini(&w);
    return ok ? VALUE_NONE : VALUE_NULL;
}

static Value dumps_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PickleWriter w;
    Bytes *bytes = pickle_with(t, &w, args[0], args[1]) ? bytes_new(t, w.out.data, w.out.length) : NULL;
    pickle_writer_fini(&w);
    return bytes ? object_value(bytes) : VALUE_NULL;
}

/* ---- reading ---- */

typedef struct Reading {
    int fd;
    void *out;
    size_t length;
} Reading;

/* Linux 6.1 cannot say of pipes and sockets that it would have to sleep: then it does at once. */
static int64_t try_read(void *arg, bool may_sleep) {
    Reading *r = arg;
    struct iovec place = {r->out, r->length};
    ssize_t n = may_sleep ? -1 : preadv2(r->fd, &place, 1, -1, RWF_NOWAIT);
    return may_sleep || (n < 0 && errno == EOPNOTSUPP) ? read(r->fd, r->out, r->length) : n;
}

ssize_t message_read_some(Thread *t, int fd, void *out, size_t length, bool at_start) {
    Reading reading = {fd, out, length};
    ssize_t n;
    do
        n = BLOCKING(t, "read", spin_call(t, try_read, &reading));
    while (posix_again(t, n));
    if (n > 0)
        return n;
    if (n < 0)
        return error_pending(t) ? -1 : (posix_error(t), -1);
    if (at_start)
        return raise(t, EXC_EOFError, NULL), -1;
    return raise(t, EXC_OSError, "got end of file during message"), -1;
}

/* Exactly that many bytes. at_start: an end there is the end of the stream. */
static bool read_all(Thread *t, int fd, uint8_t *out, size_t length, bool at_start) {
    for (size_t got = 0; got < length;) {
        ssize_t n = message_read_some(t, fd, out + got, length - got, at_start && got == 0);
        if (n < 0)
            return false;
        got += (size_t)n;
    }
    return true;
}

static bool read_length(Thread *t, int fd, int64_t *length) {
    uint8_t bytes[8];
    uint32_t small;
    uint64_t large;
    if (!read_all(t, fd, bytes, 4, true))
        return false;
    memcpy(&small, bytes, 4);
    *length = (int32_t)be32toh(small);
    if (*length >= 0)
        return true;
    if (!read_all(t, fd, bytes, 8, false))
        return false;
    memcpy(&large, bytes, 8);
    *length = (int64_t)be64toh(large);
    return *length >= 0 || (raise(t, EXC_OSError, "bad message length"), false);
}

/* A message, or None if it is longer than allowed. */
static Value receive_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    int64_t longest = -1, length;
    if (!arg_int(t, args[0], &fd) ||
        (!is_null(args[1]) && !is_none(args[1]) && !arg_int64(t, args[1], &longest)) ||
        !read_length(t, fd, &length))
        return VALUE_NULL;
    if (longest >= 0 && length > longest)
        return VALUE_NONE;
    Bytes *bytes = bytes_new(t, NULL, (size_t)length);
    if (bytes && read_all(t, fd, bytes->data, (size_t)length, false))
        return object_value(bytes);
    xdecref_object(t, bytes);
    return VALUE_NULL;
}

/* A message as the object that it is the pickle of. */
static Value receive_object_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value call[] = {args[0], VALUE_NONE}, options[] = {VALUE_NULL, VALUE_NULL, VALUE_NULL, VALUE_NULL};
    Value data = receive_function(t, call, 2, NULL);
    if (is_null(data))
        return data;
    PickleReader r;
    pickle_reader_init(&r, t);
    r.data = value_bytes(data)->data;
    r.length = (size_t)value_bytes(data)->length;
    Value v = pickle_reader_configure(&r, options) ? pickle_load(&r) : VALUE_NULL;
    pickle_reader_fini(&r);
    decref(t, data);
    return v;
}

const MethodDef message_functions[] = {
    {"send_object", send_object_function, "fd, obj, dispatch_table, /",
     "Writes the pickle of obj as a message."},
    {"receive_object", receive_object_function, "fd, /", "Reads a message that is a pickle."},
    {"dumps", dumps_function, "obj, dispatch_table, /", "The pickle of obj, with the reducers of a table."},
    {"send", send_function, "fd, data, /", "Writes a message."},
    {"send_all", send_all_function, "fd, messages, /", "Writes the messages of a list."},
    {"receive", receive_function, "fd, maxlength=None, /",
     "Reads a message. EOFError: there is none; None: it is longer than maxlength."},
    {0}};
