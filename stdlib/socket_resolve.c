/* Names and addresses of hosts. All these calls may ask a server, and give the GIL up meanwhile. */
#include "runtime/bytes.h"
#include "runtime/byte_span.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/park.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/native_types.h"
#include "stdlib/socket.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>

/* --- errors --- */

static Value raise_lookup_error(Thread *t, const TypeDef *def, int error, const char *message) {
    Str *text = str_new(t, message);
    Value e = text ? op_call2(t, object_value(native_types_find(t, def)), small_int_value(error),
                              object_value(text))
                   : VALUE_NULL;
    if (!is_null(e))
        raise_value(t, e);
    decref(t, e);
    xdecref_object(t, text);
    return VALUE_NULL;
}

Value socket_raise_lookup(Thread *t, int error) {
    if (error == EAI_SYSTEM)
        return socket_error(t);
    return raise_lookup_error(t, &socket_gaierror_type_def, error, gai_strerror(error));
}

static Value raise_host_error(Thread *t, int error) {
    return raise_lookup_error(t, &socket_herror_type_def, error, hstrerror(error));
}

/* --- names as arguments --- */

static Value encode_host(Thread *t, Str *host) {
    return str_encode(t, host, host->ascii ? "ascii" : "idna", NULL);
}

static Value raise_no_host(Thread *t, Value v, const char *function) {
    if (!function)
        return raise_type_error(t, "str, bytes or bytearray expected, not %T", v);
    return raise_type_error(t, "%s() argument 1 must be str, bytes or bytearray, not %s", function,
                            socket_shown_type(t, v));
}

Value socket_host_bytes(Thread *t, Value host, const char *function) {
    Value bytes;
    if (is_str(host)) {
        bytes = encode_host(t, value_str(host));
    } else if (is_bytes(host) || has_layout(host, TYPE_BYTEARRAY)) {
        ByteSpan span = span_of(host);
        Bytes *copy = bytes_new(t, span.data, (size_t)span.length);
        bytes = result_value(copy);
    } else {
        return raise_no_host(t, host, function);
    }
    if (is_null(bytes) || !memchr(value_bytes(bytes)->data, 0, (size_t)value_bytes(bytes)->length))
        return bytes;
    decref(t, bytes);
    if (!function)
        return raise_type_error(t, "host name must not contain null character");
    return raise_type_error(t, "%s() argument 1 must be encoded string without null bytes, not %T", function,
                            host);
}

/* --- the first address of a host --- */

static void set_ipv4(SocketAddress *out, in_addr_t ip) {
    out->in.sin_family = AF_INET;
    out->in.sin_addr.s_addr = ip;
    out->length = sizeof out->in;
}

/* A number is no business of the resolver's: true if it was one. */
static bool read_number(const char *host, int family, SocketAddress *out) {
    struct in_addr ip;
    if (family != AF_INET6 && inet_pton(AF_INET, host, &ip) == 1)
        return set_ipv4(out, ip.s_addr), true;
    if (family == AF_INET || strchr(host, '%') || inet_pton(AF_INET6, host, &out->in6.sin6_addr) != 1)
        return false;
    out->in6.sin6_family = AF_INET6;
    out->length = sizeof out->in6;
    return true;
}

static int look_up(Thread *t, const char *host, const char *service, const struct addrinfo *hints,
                   struct addrinfo **list) {
    return BLOCKING(t, "getaddrinfo", getaddrinfo(host, service, hints, list));
}

/* if_several: the OSError if there is more than one, or NULL. */
static bool first_address(Thread *t, const char *host, const char *service, const struct addrinfo *hints,
                          const char *if_several, SocketAddress *out) {
    struct addrinfo *list;
    int error = look_up(t, host, service, hints, &list);
    if (error)
        return socket_raise_lookup(t, error), false;
    bool several = if_several && list->ai_next;
    memcpy(&out->storage, list->ai_addr, list->ai_addrlen);
    out->length = list->ai_addrlen;
    freeaddrinfo(list);
    if (several)
        raise(t, EXC_OSError, "%s", if_several);
    return !several;
}

bool socket_find_host(Thread *t, const char *host, int family, SocketAddress *out) {
    memset(out, 0, sizeof *out);
    if (!*host) {
        struct addrinfo hints = {.ai_family = family, .ai_socktype = SOCK_DGRAM, .ai_flags = AI_PASSIVE};
        bool ok = first_address(t, NULL, "0", &hints, "wildcard resolved to multiple address", out);
        out->in.sin_port = 0;
        return ok;
    }
    if (strcmp(host, "<broadcast>") == 0 || strcmp(host, "255.255.255.255") == 0) {
        if (family != AF_INET && family != AF_UNSPEC)
            return raise(t, EXC_OSError, "address family mismatched"), false;
        return set_ipv4(out, INADDR_BROADCAST), true;
    }
    struct addrinfo hints = {.ai_family = family};
    return read_number(host, family, out) || first_address(t, host, NULL, &hints, NULL, out);
}

/* --- getaddrinfo --- */

static const char *bytes_text(Value bytes) {
    return is_null(bytes) ? NULL : (const char *)value_bytes(bytes)->data;
}

static bool read_query_host(Thread *t, Value v, SocketQuery *q) {
    if (is_none(v))
        return true;
    if (is_str(v))
        q->host_bytes = encode_host(t, value_str(v));
    else if (is_bytes(v))
        q->host_bytes = new_ref(v);
    else
        raise_type_error(t, "getaddrinfo() argument 1 must be string or None");
    q->host = bytes_text(q->host_bytes);
    return q->host != NULL;
}

static bool read_query_port(Thread *t, Value v, SocketQuery *q) {
    if (is_none(v))
        return true;
    if (is_int(v)) {
        int64_t port;
        if (!int_to_int64(v, &port))
            return raise_overflow(t, "Python int too large to convert to C long"), false;
        snprintf(q->number, sizeof q->number, "%lld", (long long)port);
        q->service = q->number;
        return true;
    }
    if (is_str(v))
        q->port_bytes = str_encode(t, value_str(v), "utf-8", NULL);
    else if (is_bytes(v))
        q->port_bytes = new_ref(v);
    else
        raise(t, EXC_OSError, "Int or String expected");
    q->service = bytes_text(q->port_bytes);
    return q->service != NULL;
}

static Value entry_value(Thread *t, const struct addrinfo *entry) {
    SocketAddress address = {.length = entry->ai_addrlen};
    memcpy(&address.storage, entry->ai_addr, entry->ai_addrlen);
    Value shown = socket_address_value(t, &address, entry->ai_protocol);
    Str *name = is_null(shown) ? NULL : str_new(t, entry->ai_canonname ? entry->ai_canonname : "");
    Tuple *tuple =
        name ? tuple_pack(t, 5, small_int_value(entry->ai_family), small_int_value(entry->ai_socktype),
                          small_int_value(entry->ai_protocol), object_value(name), shown)
             : NULL;
    xdecref_object(t, name);
    decref(t, shown);
    return result_value(tuple);
}

Value socket_found_value(Thread *t, const struct addrinfo *entry) {
    List *list = list_new(t, 4);
    for (; list && entry; entry = entry->ai_next) {
        Value v = entry_value(t, entry);
        if (is_null(v) || !list_append_owned(t, list, v)) {
            decref_object(t, list);
            return VALUE_NULL;
        }
    }
    return result_value(list);
}

static bool read_hints(Thread *t, Value *args, struct addrinfo *hints) {
    int *fields[] = {&hints->ai_family, &hints->ai_socktype, &hints->ai_protocol, &hints->ai_flags};
    for (int i = 0; i < 4; i++)
        if (!is_null(args[i]) && !arg_int(t, args[i], fields[i]))
            return false;
    return true;
}

bool socket_query_begin(Thread *t, SocketQuery *q, Value *args) {
    *q = (SocketQuery){.host_bytes = VALUE_NULL, .port_bytes = VALUE_NULL};
    return read_hints(t, args + 2, &q->hints) && read_query_host(t, args[0], q) && read_query_port(t, args[1], q);
}

void socket_query_end(Thread *t, SocketQuery *q) {
    decref(t, q->host_bytes);
    decref(t, q->port_bytes);
}

Value socket_getaddrinfo(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SocketQuery q;
    struct addrinfo *list;
    Value result = VALUE_NULL;
    if (socket_query_begin(t, &q, args)) {
        int error = look_up(t, q.host, q.service, &q.hints, &list);
        result = error ? socket_raise_lookup(t, error) : socket_found_value(t, list);
        if (!error)
            freeaddrinfo(list);
    }
    socket_query_end(t, &q);
    return result;
}

/* --- getnameinfo --- */

typedef struct NameQuery {
    const char *host;
    char port[16];
    uint32_t flow, scope;
    int items;
} NameQuery;

static bool read_name_query(Thread *t, Value v, NameQuery *q) {
    if (!is_tuple(v))
        return raise_type_error(t, "getnameinfo() argument 1 must be a tuple"), false;
    Tuple *items = value_tuple(v);
    int numbers[3] = {0};
    if (items->length < 2 || items->length > 4 || !is_str(items->items[0]))
        return raise_type_error(t, "getnameinfo(): illegal sockaddr argument"), false;
    for (int i = 1; i < items->length; i++)
        if (!arg_int(t, items->items[i], &numbers[i - 1]))
            return false;
    q->host = str_utf8(t, value_str(items->items[0]), NULL);
    snprintf(q->port, sizeof q->port, "%d", numbers[0]);
    q->flow = (uint32_t)numbers[1];
    q->scope = (uint32_t)numbers[2];
    q->items = (int)items->length;
    if (q->host && q->flow > 0xfffff)
        return raise_overflow(t, "getnameinfo(): flowinfo must be 0-1048575."), false;
    return q->host;
}

bool socket_read_numbers(Thread *t, Value v, SocketAddress *address) {
    NameQuery q;
    struct addrinfo hints = {.ai_socktype = SOCK_DGRAM, .ai_flags = AI_NUMERICHOST};
    if (!read_name_query(t, v, &q) ||
        !first_address(t, q.host, q.port, &hints, "sockaddr resolved to multiple addresses", address))
        return false;
    if (address->any.sa_family == AF_INET && q.items != 2)
        return raise(t, EXC_OSError, "IPv4 sockaddr must be 2 tuple"), false;
    if (address->any.sa_family == AF_INET6) {
        address->in6.sin6_flowinfo = htonl(q.flow);
        address->in6.sin6_scope_id = q.scope;
    }
    return true;
}

Value socket_names_value(Thread *t, const char *host, const char *service) {
    Str *host_text = str_new(t, host), *service_text = host_text ? str_new(t, service) : NULL;
    Tuple *pair = service_text ? tuple_pack(t, 2, object_value(host_text), object_value(service_text)) : NULL;
    xdecref_object(t, host_text);
    xdecref_object(t, service_text);
    return result_value(pair);
}

Value socket_getnameinfo(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SocketAddress address;
    int flags;
    char host[NI_MAXHOST], service[NI_MAXSERV];
    if (!arg_int(t, args[1], &flags) || !socket_read_numbers(t, args[0], &address))
        return VALUE_NULL;
    int error = BLOCKING(
        t, "getnameinfo",
        getnameinfo(&address.any, address.length, host, sizeof host, service, sizeof service, flags));
    return error ? socket_raise_lookup(t, error) : socket_names_value(t, host, service);
}

/* --- the older calls --- */

Value socket_gethostbyname(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SocketAddress address;
    Value host = socket_host_bytes(t, args[0], "gethostbyname");
    if (is_null(host))
        return host;
    bool ok = socket_find_host(t, bytes_text(host), AF_INET, &address);
    decref(t, host);
    return ok ? socket_ip_value(t, AF_INET, &address.in.sin_addr) : VALUE_NULL;
}

static bool append_text(Thread *t, List *list, Value text) {
    return !is_null(text) && list_append_owned(t, list, text);
}

/* (name, aliases, addresses) */
static Value host_value(Thread *t, const struct hostent *host) {
    Str *name = str_new(t, host->h_name);
    List *aliases = name ? list_new(t, 0) : NULL, *addresses = aliases ? list_new(t, 1) : NULL;
    bool ok = addresses != NULL;
    for (char **alias = host->h_aliases; ok && *alias; alias++)
        ok = append_text(t, aliases, str_value(str_new(t, *alias)));
    for (char **ip = host->h_addr_list; ok && *ip; ip++)
        ok = append_text(t, addresses, socket_ip_value(t, host->h_addrtype, *ip));
    Tuple *result =
        ok ? tuple_pack(t, 3, object_value(name), object_value(aliases), object_value(addresses)) : NULL;
    xdecref_object(t, name);
    xdecref_object(t, aliases);
    xdecref_object(t, addresses);
    return result_value(result);
}

enum { HOST_BUFFER = 16384 }; /* as much as an answer of the resolver may need */

Value socket_gethostbyname_ex(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SocketAddress address;
    char buffer[HOST_BUFFER];
    struct hostent entry, *found = NULL;
    int error = 0;
    Value host = socket_host_bytes(t, args[0], "gethostbyname_ex");
    if (is_null(host))
        return host;
    bool ok = socket_find_host(t, bytes_text(host), AF_INET, &address);
    if (ok)
        BLOCKING(t, "gethostbyname",
                 gethostbyname_r(bytes_text(host), &entry, buffer, sizeof buffer, &found, &error));
    decref(t, host);
    if (!ok)
        return VALUE_NULL;
    return found ? host_value(t, found) : raise_host_error(t, error);
}

Value socket_gethostbyaddr(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SocketAddress address;
    char buffer[HOST_BUFFER];
    struct hostent entry, *found = NULL;
    int error = 0;
    Value host = socket_host_bytes(t, args[0], "gethostbyaddr");
    if (is_null(host))
        return host;
    bool ok = socket_find_host(t, bytes_text(host), AF_UNSPEC, &address);
    decref(t, host);
    if (!ok)
        return VALUE_NULL;
    bool six = address.any.sa_family == AF_INET6;
    const void *ip = six ? (void *)&address.in6.sin6_addr : (void *)&address.in.sin_addr;
    BLOCKING(t, "gethostbyaddr",
             gethostbyaddr_r(ip, six ? sizeof address.in6.sin6_addr : sizeof address.in.sin_addr,
                             address.any.sa_family, &entry, buffer, sizeof buffer, &found, &error));
    return found ? host_value(t, found) : raise_host_error(t, error);
}
