/* Bytes in and out: send and recv with all their variants. */
#include "runtime/byte_span.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "stdlib/socket.h"
#include <errno.h>
#include <poll.h>

/* What recv, send, recvfrom and sendto need. */
typedef struct Transfer {
    void *data;
    size_t size;
    int flags;
    SocketAddress *address; /* NULL: none is wanted or given */
} Transfer;

static ssize_t do_receive(int fd, void *state) {
    Transfer *x = state;
    if (!x->address)
        return recv(fd, x->data, x->size, x->flags);
    x->address->length = sizeof x->address->storage;
    return recvfrom(fd, x->data, x->size, x->flags, &x->address->any, &x->address->length);
}

static ssize_t do_send(int fd, void *state) {
    Transfer *x = state;
    if (!x->address)
        return send(fd, x->data, x->size, x->flags);
    return sendto(fd, x->data, x->size, x->flags, &x->address->any, x->address->length);
}

static bool optional_int(Thread *t, Value v, int *out) {
    *out = 0;
    return is_null(v) || arg_int(t, v, out);
}

/* How many bytes were received; -1: exception. */
static ssize_t receive(Thread *t, Socket *s, Transfer *x, const char *what) {
    if (x->address) /* some kernels leave it as it is for connected sockets */
        memset(x->address, 0, sizeof *x->address);
    SocketCall call = {
        .what = what, .events = POLLIN, .call = do_receive, .state = x, .deadline = socket_deadline(s)};
    return socket_call(t, s, &call) ? call.result : -1;
}

/* A new bytes object with what came; the arguments are (self, size, flags). */
static Value receive_bytes(Thread *t, Value *args, SocketAddress *address, const char *what) {
    Socket *s = socket_of(args[0]);
    int64_t size;
    Transfer x = {.address = address};
    if (!arg_int64(t, args[1], &size) || !optional_int(t, args[2], &x.flags))
        return VALUE_NULL;
    if (size < 0)
        return raise_value_error(t, "negative buffersize in %s", what);
    Bytes *bytes = bytes_new(t, NULL, (size_t)size);
    if (!bytes)
        return VALUE_NULL;
    x.data = bytes->data;
    x.size = (size_t)size;
    ssize_t n = receive(t, s, &x, what);
    if (n < 0) {
        decref_object(t, bytes);
        return VALUE_NULL;
    }
    bytes = bytes_shrink(t, bytes, (size_t)(n < size ? n : size)); /* MSG_TRUNC may tell more than there is */
    return result_value(bytes);
}

/* Into a buffer of the caller's; the arguments are (self, buffer, nbytes, flags). -1: exception. */
static ssize_t receive_into(Thread *t, Value *args, SocketAddress *address, const char *what,
                            const char *too_many) {
    Buffer view;
    int64_t wanted = 0;
    ssize_t n = -1;
    Transfer x = {.address = address};
    if (!buffer_get(t, args[1], &view, BUFFER_WRITABLE)) {
        error_clear(t);
        raise_type_error(t, "%s() argument 1 must be read-write bytes-like object, not %s", what,
                         socket_shown_type(t, args[1]));
        return -1;
    }
    if ((is_null(args[2]) || arg_int64(t, args[2], &wanted)) && optional_int(t, args[3], &x.flags)) {
        x.data = view.data;
        x.size = wanted ? (size_t)wanted : (size_t)view.length;
        if (wanted < 0)
            raise_value_error(t, "negative buffersize in %s", what);
        else if (wanted > view.length)
            raise_value_error(t, "%s", too_many);
        else
            n = receive(t, socket_of(args[0]), &x, what);
    }
    buffer_release(t, &view);
    return n;
}

/* (what was received, from where); consumes the former. */
static Value with_sender(Thread *t, Value received, const SocketAddress *address, int proto) {
    Value sender = is_null(received) ? VALUE_NULL : socket_address_value(t, address, proto);
    Tuple *pair = is_null(sender) ? NULL : tuple_pack(t, 2, received, sender);
    decref(t, received);
    decref(t, sender);
    return result_value(pair);
}

Value socket_recv(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return receive_bytes(t, args, NULL, "recv");
}

Value socket_recvfrom(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SocketAddress address;
    Value data = receive_bytes(t, args, &address, "recvfrom");
    return with_sender(t, data, &address, socket_of(args[0])->proto);
}

Value socket_recv_into(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    ssize_t n = receive_into(t, args, NULL, "recv_into", "buffer too small for requested bytes");
    return n < 0 ? VALUE_NULL : int_value(t, n);
}

Value socket_recvfrom_into(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SocketAddress address;
    ssize_t n =
        receive_into(t, args, &address, "recvfrom_into", "nbytes is greater than the length of the buffer");
    return n < 0 ? VALUE_NULL : with_sender(t, int_value(t, n), &address, socket_of(args[0])->proto);
}

/* How many bytes were sent; -1: exception. */
static ssize_t transmit(Thread *t, Socket *s, Transfer *x, const char *what, int64_t deadline) {
    SocketCall call = {.what = what, .events = POLLOUT, .call = do_send, .state = x, .deadline = deadline};
    return socket_call(t, s, &call) ? call.result : -1;
}

Value socket_send(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Socket *s = socket_of(args[0]);
    SpanArg data;
    Transfer x = {0};
    if (!span_get(t, args[1], &data))
        return VALUE_NULL;
    x.data = (void *)data.span.data;
    x.size = (size_t)data.span.length;
    ssize_t n = optional_int(t, args[2], &x.flags) ? transmit(t, s, &x, "send", socket_deadline(s)) : -1;
    span_release(t, &data);
    return n < 0 ? VALUE_NULL : int_value(t, n);
}

/* One deadline for all of it. */
static bool transmit_all(Thread *t, Socket *s, Transfer *x) {
    int64_t deadline = socket_deadline(s);
    do {
        ssize_t n = transmit(t, s, x, "sendall", deadline);
        if (n < 0)
            return false;
        x->data = (char *)x->data + n;
        x->size -= (size_t)n;
    } while (x->size > 0);
    return true;
}

Value socket_sendall(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg data;
    Transfer x = {0};
    if (!span_get(t, args[1], &data))
        return VALUE_NULL;
    x.data = (void *)data.span.data;
    x.size = (size_t)data.span.length;
    bool ok = optional_int(t, args[2], &x.flags) && transmit_all(t, socket_of(args[0]), &x);
    span_release(t, &data);
    return ok ? VALUE_NONE : VALUE_NULL;
}

/* sendto(data, address) or sendto(data, flags, address). */
Value socket_sendto(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Socket *s = socket_of(args[0]);
    SpanArg data;
    SocketAddress address;
    Transfer x = {.address = &address};
    if (kwnames)
        return raise_type_error(t, "sendto() takes no keyword arguments");
    if (nargs < 3 || nargs > 4)
        return raise_type_error(t, "sendto() takes 2 or 3 arguments (%d given)", nargs - 1);
    if (!span_get(t, args[1], &data))
        return VALUE_NULL;
    x.data = (void *)data.span.data;
    x.size = (size_t)data.span.length;
    ssize_t n = -1;
    if ((nargs == 3 || arg_int(t, args[2], &x.flags)) &&
        socket_address_read(t, s, args[nargs - 1], "sendto", &address))
        n = transmit(t, s, &x, "sendto", socket_deadline(s));
    span_release(t, &data);
    return n < 0 ? VALUE_NULL : int_value(t, n);
}
