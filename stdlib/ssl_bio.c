/* Where the bytes of connections come from and go to: the BIO over a socket, and MemoryBIO. */
#include "runtime/byte_span.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "stdlib/ssl.h"
#include <errno.h>
#include <limits.h>
#include <sys/socket.h>

/* --- over a socket: asks for what is there, whatever the mode of the descriptor --- */

enum { SOCKET_BIO = BIO_TYPE_SOURCE_SINK | 0x7e }; /* no number of OpenSSL's own BIOs */

static int finish(BIO *bio, ssize_t n) {
    BIO_clear_retry_flags(bio);
    return (int)n;
}

static int again(BIO *bio, int flag) {
    BIO_clear_retry_flags(bio);
    if (errno == EAGAIN || errno == EINTR)
        BIO_set_flags(bio, flag | BIO_FLAGS_SHOULD_RETRY);
    return -1;
}

static int socket_read(BIO *bio, char *data, int size) {
    SslConnection *c = BIO_get_data(bio);
    ssize_t n = recv(c->fd, data, (size_t)size, MSG_DONTWAIT);
    c->at_end = n == 0 && size > 0;
    return n < 0 ? again(bio, BIO_FLAGS_READ) : finish(bio, n);
}

static int socket_write(BIO *bio, const char *data, int size) {
    SslConnection *c = BIO_get_data(bio);
    ssize_t n = send(c->fd, data, (size_t)size, MSG_DONTWAIT | MSG_NOSIGNAL);
    return n < 0 ? again(bio, BIO_FLAGS_WRITE) : finish(bio, n);
}

static long socket_control(BIO *bio, int command, long number, void *pointer) {
    switch (command) {
    case BIO_CTRL_EOF:
        return ((SslConnection *)BIO_get_data(bio))->at_end;
    case BIO_CTRL_FLUSH: /* nothing is held back */
    case BIO_CTRL_DUP:
        return 1;
    default:
        return 0;
    }
}

BIO_METHOD *ssl_bio_method_new(void) {
    BIO_METHOD *method = BIO_meth_new(SOCKET_BIO, "minipy socket");
    if (method && BIO_meth_set_read(method, socket_read) && BIO_meth_set_write(method, socket_write) &&
        BIO_meth_set_ctrl(method, socket_control))
        return method;
    BIO_meth_free(method);
    return NULL;
}

BIO *ssl_bio_new_socket(BIO_METHOD *method, SslConnection *c) {
    BIO *bio = BIO_new(method);
    if (bio) {
        BIO_set_data(bio, c);
        BIO_set_init(bio, 1);
    }
    return bio;
}

/* --- MemoryBIO: bytes go in at one end and come out at the other --- */

static SslMemoryBio *bio_of(Value v) {
    return (SslMemoryBio *)value_object(v);
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    SslMemoryBio *b = object_new(t, type, 0);
    if (!b)
        return VALUE_NULL;
    b->bio = BIO_new(BIO_s_mem());
    if (!b->bio) {
        decref_object(t, b);
        return raise_no_memory(t);
    }
    BIO_set_mem_eof_return(b->bio, -1); /* empty is not the end */
    return object_value(b);
}

static void dealloc(Thread *t, Object *self) {
    BIO_free_all(((SslMemoryBio *)self)->bio);
}

static Value read_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SslMemoryBio *b = bio_of(args[0]);
    int64_t wanted = -1, there = (int64_t)BIO_ctrl_pending(b->bio);
    if (!is_null(args[1]) && !arg_int64(t, args[1], &wanted))
        return VALUE_NULL;
    if (wanted < 0 || wanted > there)
        wanted = there;
    if (wanted > INT_MAX)
        wanted = INT_MAX;
    Bytes *bytes = bytes_new(t, NULL, (size_t)wanted);
    if (bytes && wanted > 0 && BIO_read(b->bio, bytes->data, (int)wanted) != wanted) {
        decref_object(t, bytes);
        return ssl_raise_queue(t);
    }
    return result_value(bytes);
}

static Value write_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SslMemoryBio *b = bio_of(args[0]);
    SpanArg data;
    if (!span_get(t, args[1], &data))
        return VALUE_NULL;
    Value result;
    if (data.span.length > INT_MAX)
        result = raise_overflow(t, "string longer than %d bytes", INT_MAX);
    else if (b->end_written)
        result = ssl_raise_message(t, "cannot write() after write_eof()");
    else {
        int written = data.span.length ? BIO_write(b->bio, data.span.data, (int)data.span.length) : 0;
        result = written < 0 ? ssl_raise_queue(t) : small_int_value(written);
    }
    span_release(t, &data);
    return result;
}

static Value write_eof_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SslMemoryBio *b = bio_of(args[0]);
    b->end_written = true;
    BIO_clear_retry_flags(b->bio);
    BIO_set_mem_eof_return(b->bio, 0);
    return VALUE_NONE;
}

static Value get_pending(Thread *t, Value self) {
    return int_value(t, (int64_t)BIO_ctrl_pending(bio_of(self)->bio));
}

static Value get_eof(Thread *t, Value self) {
    return bool_value(bio_of(self)->end_written && BIO_ctrl_pending(bio_of(self)->bio) == 0);
}

static const GetSetDef getsets[] = {
    {"pending", get_pending, NULL, "How many bytes can be read."},
    {"eof", get_eof, NULL, "Is everything read, and the end written?"},
    {0},
};

static const MethodDef methods[] = {
    {"read", read_method, "size=-1, /",
     "Up to size bytes of what was written; all of it if size is negative."},
    {"write", write_method, "b, /", "Write bytes; answers how many, which is all of them."},
    {"write_eof", write_eof_method, "", "Nothing more will be written: the reader is to see the end."},
    {0},
};

const TypeDef ssl_memory_bio_type_def = {
    .name = "_ssl.MemoryBIO",
    .size = sizeof(SslMemoryBio),
    .flags = TYPE_BASE,
    .new_signature = "",
    .slots = {.dealloc = dealloc, .new_instance = new_instance},
    .methods = methods,
    .getsets = getsets,
};
