/* The type _socket.socket: its beginning and end, and the calls that make connections. */
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/park.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/socket.h"
#include <errno.h>
#include <poll.h>
#include <unistd.h>

/* --- beginning --- */

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Socket *s = object_new(t, type, 0);
    if (!s)
        return VALUE_NULL;
    s->fd = -1;
    s->timeout = -1;
    return object_value(s);
}

/* What is not given is asked of the descriptor. */
static bool adopt(Thread *t, Socket *s, Value fileno) {
    SocketAddress address = {.length = sizeof address.storage};
    socklen_t size = sizeof(int);
    int fd;
    if (!arg_int(t, fileno, &fd))
        return false;
    if (fd < 0)
        return raise_value_error(t, "negative file descriptor"), false;
    if (getsockname(fd, &address.any, &address.length) < 0) {
        if (s->family == -1 || errno == EBADF || errno == ENOTSOCK)
            return socket_error(t), false;
    } else if (s->family == -1)
        s->family = address.any.sa_family;
    if ((s->type == -1 && getsockopt(fd, SOL_SOCKET, SO_TYPE, &s->type, &size) < 0) ||
        (s->proto == -1 && getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &s->proto, &size) < 0))
        return socket_error(t), false;
    s->fd = fd;
    return true;
}

static bool open_new(Thread *t, Socket *s) {
    if (s->family == -1)
        s->family = AF_INET;
    if (s->type == -1)
        s->type = SOCK_STREAM;
    if (s->proto == -1)
        s->proto = 0;
    s->fd = BLOCKING(t, "socket", socket(s->family, s->type | SOCK_CLOEXEC, s->proto));
    if (s->fd < 0)
        socket_error(t);
    return s->fd >= 0;
}

/* Non-blocking if so asked, else with the timeout of new sockets. */
static bool start_timeout(Thread *t, Socket *s) {
    bool non_blocking = s->type & SOCK_NONBLOCK;
    s->type &= ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
    s->timeout = 0;
    return non_blocking || (socket_default_timeout(t, &s->timeout) &&
                            (s->timeout < 0 || socket_set_timeout(t, s, s->timeout)));
}

static bool init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    Socket *s = socket_of(self);
    int *numbers[] = {&s->family, &s->type, &s->proto};
    for (int i = 0; i < 3; i++) {
        *numbers[i] = -1;
        if (!is_null(args[i]) && !arg_int(t, args[i], numbers[i]))
            return false;
    }
    bool given = !is_null(args[3]) && !is_none(args[3]);
    return (given ? adopt(t, s, args[3]) : open_new(t, s)) && start_timeout(t, s);
}

/* --- end --- */

/* false: errno. That the peer has reset the connection is no error of ours. */
static bool close_it(Thread *t, Socket *s) {
    int fd = s->fd, failed = 0;
    s->fd = -1; /* first: the number may soon be another file's */
    if (fd >= 0)
        failed = BLOCKING(t, "close", close(fd));
    return !failed || errno == ECONNRESET;
}

/* Nobody closed it. */
static void finalize(Thread *t, Value self) {
    Socket *s = socket_of(self);
    if (s->fd < 0)
        return;
    Value pending = error_fetch(t);
    if (!warn(t, EXC_ResourceWarning, 1, "unclosed %R", self)) {
        if (error_matches(t, EXC_Warning))
            error_unraisable(t, NULL, self);
        else
            error_clear(t);
    }
    close_it(t, s);
    error_restore(t, pending);
}

static void dealloc(Thread *t, Object *self) {
    Socket *s = (Socket *)self;
    if (s->fd >= 0)
        close(s->fd);
}

static Value close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return close_it(t, socket_of(args[0])) ? VALUE_NONE : socket_error(t);
}

static Value detach_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Socket *s = socket_of(args[0]);
    int fd = s->fd;
    s->fd = -1;
    return small_int_value(fd);
}

/* --- addresses --- */

static Value bind_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Socket *s = socket_of(args[0]);
    SocketAddress address;
    if (!socket_address_read(t, s, args[1], "bind", &address))
        return VALUE_NULL;
    int fd = s->fd;
    int failed = BLOCKING(t, "bind", bind(fd, &address.any, address.length));
    return failed ? socket_error(t) : VALUE_NONE;
}

static Value own_address(Thread *t, Value self, int (*ask)(int, struct sockaddr *, socklen_t *)) {
    Socket *s = socket_of(self);
    SocketAddress address = {.length = sizeof address.storage};
    if (ask(s->fd, &address.any, &address.length) < 0)
        return socket_error(t);
    return socket_address_value(t, &address, s->proto);
}

static int ask_name(int fd, struct sockaddr *address, socklen_t *length) {
    return getsockname(fd, address, length);
}
static int ask_peer(int fd, struct sockaddr *address, socklen_t *length) {
    return getpeername(fd, address, length);
}

static Value getsockname_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return own_address(t, args[0], ask_name);
}

static Value getpeername_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return own_address(t, args[0], ask_peer);
}

/* --- connections --- */

static Value listen_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int backlog = 128;
    if (!is_null(args[1]) && !arg_int(t, args[1], &backlog))
        return VALUE_NULL;
    if (backlog < 0)
        backlog = 0;
    int fd = socket_of(args[0])->fd;
    int failed = BLOCKING(t, "listen", listen(fd, backlog));
    return failed ? socket_error(t) : VALUE_NONE;
}

static ssize_t do_accept(int fd, void *state) {
    SocketAddress *address = state;
    address->length = sizeof address->storage;
    return accept4(fd, &address->any, &address->length, SOCK_CLOEXEC);
}

static Value accept_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Socket *s = socket_of(args[0]);
    SocketAddress address;
    SocketCall call = {.what = "accept",
                       .events = POLLIN,
                       .call = do_accept,
                       .state = &address,
                       .deadline = socket_deadline(s)};
    if (!socket_call(t, s, &call))
        return VALUE_NULL;
    Value peer = socket_address_value(t, &address, s->proto);
    Tuple *pair = is_null(peer) ? NULL : tuple_pack(t, 2, small_int_value(call.result), peer);
    decref(t, peer);
    if (!pair)
        close((int)call.result);
    return result_value(pair);
}

/* Has a connection that was begun succeeded? */
static ssize_t ask_connected(int fd, void *state) {
    int error = 0;
    socklen_t size = sizeof error;
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) < 0)
        return -1;
    if (error == 0 || error == EISCONN)
        return 0;
    errno = error;
    return -1;
}

/* The kernel goes on with a connection that a signal interrupted, or that a non-blocking socket began: then
 * the end of it is waited for. error: as of SocketCall. */
static CallResult connect_to(Thread *t, Socket *s, const SocketAddress *address, int *error) {
    SocketCall wait = {.what = "connect",
                       .events = POLLOUT,
                       .call = ask_connected,
                       .deadline = socket_deadline(s),
                       .polls = true};
    int fd = s->fd;
    int failed = BLOCKING(t, "connect", connect(fd, &address->any, address->length));
    *error = errno;
    if (!failed)
        return CALL_DONE;
    if (*error == EINTR && !blocking_again(t))
        return CALL_RAISED;
    if (!(*error == EINTR && s->timeout != 0) && !(*error == EINPROGRESS && s->timeout > 0))
        return CALL_ERROR;
    CallResult result = socket_try(t, s, &wait);
    *error = wait.error;
    return result;
}

static Value connect_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Socket *s = socket_of(args[0]);
    SocketAddress address;
    int error;
    if (!socket_address_read(t, s, args[1], "connect", &address))
        return VALUE_NULL;
    switch (connect_to(t, s, &address, &error)) {
    case CALL_DONE:
        return VALUE_NONE;
    case CALL_TIMEOUT:
        return socket_raise_timeout(t);
    case CALL_ERROR:
        return raise_errno(t, error, VALUE_NULL, VALUE_NULL);
    default:
        return VALUE_NULL;
    }
}

static Value connect_ex_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Socket *s = socket_of(args[0]);
    SocketAddress address;
    int error;
    if (!socket_address_read(t, s, args[1], "connect_ex", &address))
        return VALUE_NULL;
    switch (connect_to(t, s, &address, &error)) {
    case CALL_DONE:
        return small_int_value(0);
    case CALL_TIMEOUT:
        return small_int_value(EWOULDBLOCK);
    case CALL_ERROR:
        return small_int_value(error);
    default:
        return VALUE_NULL;
    }
}

static Value shutdown_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int how;
    if (!arg_int(t, args[1], &how))
        return VALUE_NULL;
    int fd = socket_of(args[0])->fd;
    int failed = BLOCKING(t, "shutdown", shutdown(fd, how));
    return failed ? socket_error(t) : VALUE_NONE;
}

/* --- what it is --- */

static Value fileno_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return small_int_value(socket_of(args[0])->fd);
}

static Value get_family(Thread *t, Value self) {
    return small_int_value(socket_of(self)->family);
}
static Value get_type(Thread *t, Value self) {
    return small_int_value(socket_of(self)->type);
}
static Value get_proto(Thread *t, Value self) {
    return small_int_value(socket_of(self)->proto);
}
static Value get_timeout(Thread *t, Value self) {
    return socket_timeout_value(t, socket_of(self)->timeout);
}

static Value repr(Thread *t, Value self) {
    const Socket *s = socket_of(self);
    return str_value(str_format(t, "<socket object, fd=%d, family=%d, type=%d, proto=%d>", s->fd, s->family,
                                s->type, s->proto));
}

/* --- the types --- */

static const GetSetDef getsets[] = {
    {"family", get_family, NULL, "the socket family"},
    {"type", get_type, NULL, "the socket type"},
    {"proto", get_proto, NULL, "the socket protocol"},
    {"timeout", get_timeout, NULL, "the socket timeout"},
    {0},
};

static const MethodDef methods[] = {
    {"_accept", accept_method, "",
     "Wait for an incoming connection: a new file descriptor, and the address of the peer."},
    {"bind", bind_method, "address, /", "Give the socket an address of this machine."},
    {"close", close_method, "", "Close the socket; every later call is an error."},
    {"connect", connect_method, "address, /", "Connect with a socket at an address."},
    {"connect_ex", connect_ex_method, "address, /",
     "As connect(), but answers an error number instead of raising OSError; 0: connected."},
    {"detach", detach_method, "", "Close the object, but not the file descriptor, which is returned."},
    {"fileno", fileno_method, "", "The file descriptor; -1: closed."},
    {"getblocking", socket_getblocking, "", "True if the socket waits, False if it is in non-blocking mode."},
    {"getpeername", getpeername_method, "", "The address to which the socket is connected."},
    {"getsockname", getsockname_method, "", "The address of the socket itself."},
    {"getsockopt", socket_getsockopt, "level, option, buffersize=0, /",
     "The value of an option: an int, or with a buffersize that is not 0 bytes of at most that length."},
    {"gettimeout", socket_gettimeout, "",
     "After how many seconds operations time out; None: never, 0.0: non-blocking mode."},
    {"listen", listen_method, "backlog=<unrepresentable>, /",
     "Let a server accept connections; backlog is how many may wait unaccepted."},
    {"recv", socket_recv, "buffersize, flags=0, /",
     "Receive up to buffersize bytes; b'': the peer has closed."},
    {"recv_into", socket_recv_into, "buffer, nbytes=0, flags=0",
     "Receive up to nbytes bytes (0: as many as fit) into a buffer; answers how many."},
    {"recvfrom", socket_recvfrom, "buffersize, flags=0, /",
     "As recv(), but answers (data, address of the sender)."},
    {"recvfrom_into", socket_recvfrom_into, "buffer, nbytes=0, flags=0",
     "As recv_into(), but answers (how many, address of the sender)."},
    {"recvmsg", socket_recvmsg, "bufsize, ancbufsize=0, flags=0, /",
     "Receive data and ancillary data: (data, [(level, type, data), ...], flags, address)."},
    {"recvmsg_into", socket_recvmsg_into, "buffers, ancbufsize=0, flags=0, /",
     "As recvmsg(), but into buffers, and answers how many bytes instead of the data."},
    {"send", socket_send, "data, flags=0, /",
     "Send data; answers how many bytes were sent, which may be fewer."},
    {"sendall", socket_sendall, "data, flags=0, /", "Send all of the data, by as many calls as it takes."},
    {"sendmsg", socket_sendmsg, "buffers, ancdata=(), flags=0, address=None, /",
     "Send the bytes of several buffers, with ancillary data: (level, type, data) each."},
    {"sendto", socket_sendto, NULL, "sendto(data[, flags], address)\n\nSend data to an address."},
    {"setblocking", socket_setblocking, "flag, /",
     "False: non-blocking mode, as settimeout(0.0); True: settimeout(None)."},
    {"setsockopt", socket_setsockopt, NULL,
     "setsockopt(level, option, value) or setsockopt(level, option, None, length)\n\nSet an option: value is "
     "an int "
     "or bytes."},
    {"settimeout", socket_settimeout, "timeout, /",
     "Set after how many seconds operations time out; None: never, 0: non-blocking mode."},
    {"shutdown", shutdown_method, "how, /",
     "Shut down the reading side (SHUT_RD), the writing side (SHUT_WR) or both (SHUT_RDWR)."},
    {0},
};

const TypeDef socket_type_def = {
    .name = "_socket.socket",
    .size = sizeof(Socket),
    .flags = TYPE_BASE,
    .doc = "socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object\n"
           "socket(family=-1, type=-1, proto=-1, fileno=None) -> socket object\n\n"
           "One end of a connection or a place for datagrams. With a fileno, family, type and proto that are "
           "not given are\n"
           "found out from it. The file descriptor is not inherited by programs that are started.",
    .init_signature = "family=-1, type=-1, proto=-1, fileno=None",
    .slots =
        {.dealloc = dealloc, .finalize = finalize, .new_instance = new_instance, .init = init, .repr = repr},
    .methods = methods,
    .getsets = getsets,
};

const TypeDef socket_gaierror_type_def = {
    .name = "socket.gaierror",
    .base = EXC_OSError,
    .size = sizeof(OSErrorException),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
};

const TypeDef socket_herror_type_def = {
    .name = "socket.herror",
    .base = EXC_OSError,
    .size = sizeof(OSErrorException),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
};
