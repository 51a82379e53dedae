/* What the files of module _socket share: the socket object, addresses, and the one loop in which all calls wait.
 *
 * A Socket owns its file descriptor until it is closed or detached (fd -1). With a timeout the descriptor is in
 * non-blocking mode, and waiting is done by poll; without one, the call itself blocks. The GIL is held everywhere but
 * inside a SocketCall's function; another thread may close the socket meanwhile, so nobody keeps `fd` over a wait. */
#ifndef STDLIB_SOCKET_H
#define STDLIB_SOCKET_H

#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/type.h"
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/vm_sockets.h>

typedef struct Socket {
    Object ob;
    int fd; /* -1: closed */
    int family, type, proto;
    int64_t timeout; /* nanoseconds; 0: never wait, -1: wait for ever */
} Socket;

extern const TypeDef socket_type_def, socket_gaierror_type_def, socket_herror_type_def;

/* How messages about arguments name the type of v. */
static inline const char *socket_shown_type(Thread *t, Value v) { return is_none(v) ? "None" : type_name(type_of(t, v)); }

static inline Socket *socket_of(Value v) { return (Socket *)value_object(v); }

/* --- socket_wait.c --- */

/* One call of the system that may have to wait, made again as long as a signal or another reader got in its way. */
typedef struct SocketCall {
    const char *what;                     /* for people: "recv" */
    short events;                         /* POLLIN or POLLOUT: when it is worth trying */
    ssize_t (*call)(int fd, void *state); /* runs without the GIL; below 0: errno */
    void *state;
    int64_t deadline; /* socket_deadline() */
    bool polls;       /* wait by poll even without a timeout */
    ssize_t result;
    int error; /* for CALL_ERROR */
} SocketCall;

typedef enum CallResult {
    CALL_DONE,
    CALL_ERROR,   /* call.error */
    CALL_TIMEOUT, /* the deadline has passed */
    CALL_RAISED   /* a signal's handler raised */
} CallResult;

/* When an operation that begins now is too late. */
int64_t socket_deadline(const Socket *s);
CallResult socket_try(Thread *t, Socket *s, SocketCall *call);
/* The same; everything but CALL_DONE becomes an exception (a timeout: TimeoutError "timed out"). */
bool socket_call(Thread *t, Socket *s, SocketCall *call);
Value socket_raise_timeout(Thread *t);
Value socket_error(Thread *t); /* OSError for errno */
/* Sets the descriptor's blocking mode to what the timeout needs. false: exception. */
bool socket_set_timeout(Thread *t, Socket *s, int64_t timeout);
/* None, or a number of seconds; -1 is for None. */
bool socket_read_timeout(Thread *t, Value v, int64_t *timeout);
Value socket_timeout_value(Thread *t, int64_t timeout);

/* --- socket_address.c --- */

typedef struct SocketAddress {
    union {
        struct sockaddr any;
        struct sockaddr_in in;
        struct sockaddr_in6 in6;
        struct sockaddr_un un;
        struct sockaddr_nl netlink;
        struct sockaddr_ll packet;
        struct sockaddr_vm vm;
        struct sockaddr_storage storage;
    };
    socklen_t length;
} SocketAddress;

/* An address as Python code gives it, for this socket's family; names are looked up (the GIL is given up). caller:
 * "bind", for messages. */
bool socket_address_read(Thread *t, const Socket *s, Value v, const char *caller, SocketAddress *out);
/* As Python code sees it; None if there is none. proto: of the socket. */
Value socket_address_value(Thread *t, const SocketAddress *address, int proto);
Value socket_ip_value(Thread *t, int family, const void *ip); /* the text of an in_addr or in6_addr */

/* --- socket_resolve.c --- */

/* A host name for C: str (in ASCII, or what codec idna makes of it), bytes or bytearray. Owned bytes; VALUE_NULL:
 * exception. function: whose first argument it is, for the TypeError; NULL: a part of an address. */
Value socket_host_bytes(Thread *t, Value host, const char *function);
/* gaierror for an error of getaddrinfo or getnameinfo (OSError if it is errno's). */
Value socket_raise_lookup(Thread *t, int error);
/* The first address of a host: "" is any, "<broadcast>" the broadcast address. family AF_UNSPEC: any. The port is 0. */
bool socket_find_host(Thread *t, const char *host, int family, SocketAddress *out);

/* What getaddrinfo() is asked: texts for C, which the bytes own. */
typedef struct SocketQuery {
    Value host_bytes, port_bytes; /* VALUE_NULL: none */
    char number[32];
    const char *host, *service; /* NULL: none */
    struct addrinfo hints;
} SocketQuery;
/* args: host, port, family, type, proto, flags (the last four VALUE_NULL: 0). End it even if it was no good. */
bool socket_query_begin(Thread *t, SocketQuery *query, Value *args);
void socket_query_end(Thread *t, SocketQuery *query);
/* The list that getaddrinfo() answers. */
Value socket_found_value(Thread *t, const struct addrinfo *found);
/* The address, in numbers, that getnameinfo() is given; its answer. */
bool socket_read_numbers(Thread *t, Value v, SocketAddress *address);
Value socket_names_value(Thread *t, const char *host, const char *service);

/* --- functions of the module (table: socket.c) and methods of the type (table: socket_object.c) --- */

typedef Value SocketFunction(Thread *t, Value *args, int nargs, Tuple *kwnames);

SocketFunction socket_getaddrinfo, socket_getnameinfo, socket_gethostbyname, socket_gethostbyname_ex,
    socket_gethostbyaddr;
SocketFunction socket_gethostname, socket_sethostname, socket_getservbyname, socket_getservbyport,
    socket_getprotobyname, socket_if_nameindex, socket_if_nametoindex, socket_if_indextoname;
SocketFunction socket_htons, socket_ntohs, socket_htonl, socket_inet_aton, socket_inet_ntoa, socket_inet_pton, socket_inet_ntop,
    socket_cmsg_len, socket_cmsg_space;
SocketFunction socket_getdefaulttimeout, socket_setdefaulttimeout;

SocketFunction socket_settimeout, socket_gettimeout, socket_setblocking, socket_getblocking;
SocketFunction socket_recv, socket_recv_into, socket_recvfrom, socket_recvfrom_into, socket_send, socket_sendall,
    socket_sendto;
SocketFunction socket_recvmsg, socket_recvmsg_into, socket_sendmsg;
SocketFunction socket_getsockopt, socket_setsockopt;

/* The timeout of new sockets: an attribute of the type. */
bool socket_default_timeout(Thread *t, int64_t *timeout);

#endif
