/* Module _socket: its table, and the functions that make and end file descriptors. The type socket is in
 * socket_object.c. */
#include "runtime/error.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/park.h"
#include "runtime/sequence.h"
#include "stdlib/native_types.h"
#include "stdlib/socket.h"
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { UDPLITE_SEND_CSCOV = 10, UDPLITE_RECV_CSCOV = 11 }; /* no header of the C library has them */

static const IntConstant constants[] = {
#define CONSTANT_ENTRY(name) {#name, name},
#include "stdlib/socket_constants.def"
#undef CONSTANT_ENTRY
    {0},
};

static Value close_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    if (!arg_int(t, args[0], &fd))
        return VALUE_NULL;
    int failed = BLOCKING(t, "close", close(fd));
    return failed && errno != ECONNRESET ? socket_error(t) : VALUE_NONE;
}

static Value dup_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    if (!arg_int(t, args[0], &fd))
        return VALUE_NULL;
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    return copy < 0 ? socket_error(t) : small_int_value(copy);
}

/* A socket object for a new descriptor, which it then owns; also if that fails. */
static Value wrap(Thread *t, int fd, const int *kind) {
    Value args[] = {small_int_value(kind[0]), small_int_value(kind[1]), small_int_value(kind[2]),
                    small_int_value(fd)};
    Value s = op_call(t, object_value(native_types_find(t, &socket_type_def)), args, 4, NULL);
    if (is_null(s))
        close(fd);
    return s;
}

static Value socketpair_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int kind[] = {AF_UNIX, SOCK_STREAM, 0}, fds[2];
    for (int i = 0; i < 3; i++)
        if (!is_null(args[i]) && !arg_int(t, args[i], &kind[i]))
            return VALUE_NULL;
    if (BLOCKING(t, "socketpair", socketpair(kind[0], kind[1] | SOCK_CLOEXEC, kind[2], fds)) < 0)
        return socket_error(t);
    Value first = wrap(t, fds[0], kind), second = VALUE_NULL;
    if (is_null(first))
        close(fds[1]);
    else
        second = wrap(t, fds[1], kind);
    Tuple *pair = is_null(second) ? NULL : tuple_pack(t, 2, first, second);
    decref(t, first);
    decref(t, second);
    return result_value(pair);
}

static const MethodDef functions[] = {
    {"CMSG_LEN", socket_cmsg_len, "length, /",
     "The size of an item of ancillary data, its padding not counted."},
    {"CMSG_SPACE", socket_cmsg_space, "length, /",
     "The room that an item of ancillary data takes, with padding."},
    {"close", close_function, "integer, /", "Close a socket's file descriptor."},
    {"dup", dup_function, "integer, /", "Duplicate a socket's file descriptor; the copy is not inherited."},
    {"getaddrinfo", socket_getaddrinfo, "host, port, family=0, type=0, proto=0, flags=0",
     "The addresses of a host and port: a list of (family, type, proto, canonical name, address)."},
    {"getdefaulttimeout", socket_getdefaulttimeout, "", "The timeout of new sockets in seconds, or None."},
    {"gethostbyaddr", socket_gethostbyaddr, "host, /",
     "(name, aliases, addresses) of a host, from an address."},
    {"gethostbyname", socket_gethostbyname, "host, /", "The IPv4 address of a host, as text."},
    {"gethostbyname_ex", socket_gethostbyname_ex, "host, /",
     "(name, aliases, addresses) of a host, from a name."},
    {"gethostname", socket_gethostname, "", "The name of this host."},
    {"getnameinfo", socket_getnameinfo, "sockaddr, flags, /",
     "(host, service) of an address, as names or numbers."},
    {"getprotobyname", socket_getprotobyname, "name, /", "The number of a protocol."},
    {"getservbyname", socket_getservbyname, "servicename, protocolname=<unrepresentable>, /",
     "The port of a service."},
    {"getservbyport", socket_getservbyport, "port, protocolname=<unrepresentable>, /",
     "The service of a port."},
    {"htonl", socket_htonl, "integer, /", "32 bits with the bytes in the order of the network."},
    {"htons", socket_htons, "integer, /", "16 bits with the bytes in the order of the network."},
    {"if_indextoname", socket_if_indextoname, "index, /", "The name of a network interface."},
    {"if_nameindex", socket_if_nameindex, "", "All network interfaces: a list of (index, name)."},
    {"if_nametoindex", socket_if_nametoindex, "name, /", "The index of a network interface."},
    {"inet_aton", socket_inet_aton, "string, /", "The four bytes of an IPv4 address given as text."},
    {"inet_ntoa", socket_inet_ntoa, "packed, /", "The text of an IPv4 address given as four bytes."},
    {"inet_ntop", socket_inet_ntop, "family, packed, /", "The text of an address given as bytes."},
    {"inet_pton", socket_inet_pton, "family, string, /", "The bytes of an address given as text."},
    {"ntohl", socket_htonl, "integer, /", "32 bits with the bytes in the order of this machine."},
    {"ntohs", socket_ntohs, "integer, /", "16 bits with the bytes in the order of this machine."},
    {"setdefaulttimeout", socket_setdefaulttimeout, "timeout, /",
     "Set the timeout of new sockets in seconds; None: they wait for ever."},
    {"sethostname", socket_sethostname, "name, /", "Set the name of this host."},
    {"socketpair", socketpair_function, "family=AF_UNIX, type=SOCK_STREAM, proto=0, /",
     "Two sockets that are connected to each other."},
    {0},
};

static const TypeDef *const types[] = {&socket_type_def, &socket_gaierror_type_def, &socket_herror_type_def,
                                       NULL};

static bool socket_exec(Thread *t, Value module) {
    return module_add(t, module, "has_ipv6", VALUE_TRUE) &&
           module_add(t, module, "error", new_object_ref(builtin_type(t, EXC_OSError))) &&
           module_add(t, module, "timeout", new_object_ref(builtin_type(t, EXC_TimeoutError))) &&
           module_add(t, module, "SocketType", new_object_ref(native_types_find(t, &socket_type_def)));
}

const ModuleDef _socket_module_def = {
    .name = "_socket",
    .doc = "Sockets as the operating system has them; the module socket is what programs use.",
    .ints = constants,
    .functions = functions,
    .types = types,
    .exec = socket_exec,
};
