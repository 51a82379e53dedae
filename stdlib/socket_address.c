/* Addresses: from tuples and paths to struct sockaddr, and back. */
#include "runtime/byte_span.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/socket.h"
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <sys/ioctl.h>

/* --- reading --- */

typedef struct AddressReader {
    Thread *t;
    const Socket *socket;
    const char *caller;
    SocketAddress *out;
} AddressReader;

/* The items of an address tuple, or NULL. shape: the TypeError if their number does not fit. */
static Tuple *address_items(const AddressReader *r, Value v, const char *family, int least, int most,
                            const char *shape) {
    if (!is_tuple(v)) {
        raise_type_error(r->t, "%s(): %s address must be tuple, not %T", r->caller, family, v);
        return NULL;
    }
    Tuple *items = value_tuple(v);
    if (items->length < least || items->length > most)
        return raise_type_error(r->t, "%s", shape), NULL;
    return items;
}

static bool read_port(const AddressReader *r, Value v, in_port_t *port) {
    int number;
    bool fits = arg_int(r->t, v, &number);
    if (!fits && !error_clear_if(r->t, EXC_OverflowError))
        return false;
    if (!fits || number < 0 || number > 0xffff)
        return raise_overflow(r->t, "%s(): port must be 0-65535.", r->caller), false;
    *port = htons((uint16_t)number);
    return true;
}

/* 32 bits of any int; what is larger is cut off, as in CPython. */
static bool read_uint32(Thread *t, Value v, uint32_t *out) {
    Value index = op_index(t, v);
    if (is_null(index))
        return false;
    *out = (uint32_t)int_low_bits(index);
    decref(t, index);
    return true;
}

static bool read_host(const AddressReader *r, Value host, int family) {
    Value bytes = socket_host_bytes(r->t, host, NULL);
    if (is_null(bytes))
        return false;
    bool ok = socket_find_host(r->t, (const char *)value_bytes(bytes)->data, family, r->out);
    decref(r->t, bytes);
    return ok;
}

static bool read_ipv4(const AddressReader *r, Value v) {
    in_port_t port;
    Tuple *items = address_items(r, v, "AF_INET", 2, 2, "AF_INET address must be a pair (host, port)");
    if (!items || !read_host(r, items->items[0], AF_INET) || !read_port(r, items->items[1], &port))
        return false;
    r->out->in.sin_port = port;
    return true;
}

static bool read_ipv6(const AddressReader *r, Value v) {
    in_port_t port;
    uint32_t flow = 0, scope = 0;
    Tuple *items = address_items(r, v, "AF_INET6", 2, 4,
                                 "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])");
    if (!items || !read_host(r, items->items[0], AF_INET6) || !read_port(r, items->items[1], &port) ||
        (items->length > 2 && !read_uint32(r->t, items->items[2], &flow)) ||
        (items->length > 3 && !read_uint32(r->t, items->items[3], &scope)))
        return false;
    if (flow > 0xfffff)
        return raise_overflow(r->t, "%s(): flowinfo must be 0-1048575.", r->caller), false;
    r->out->in6.sin6_port = port;
    r->out->in6.sin6_flowinfo = htonl(flow);
    if (items->length > 3)
        r->out->in6.sin6_scope_id = scope;
    return true;
}

/* A path, which ends with a NUL, or an abstract name, which begins with one; nothing at all lets the kernel
 * choose one. */
static bool fill_path(const AddressReader *r, ByteSpan path) {
    SocketAddress *out = r->out;
    bool abstract = path.length == 0 || path.data[0] == 0;
    if ((size_t)path.length + !abstract > sizeof out->un.sun_path)
        return raise(r->t, EXC_OSError, "AF_UNIX path too long"), false;
    memcpy(out->un.sun_path, path.data, (size_t)path.length);
    out->length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + (size_t)path.length + !abstract);
    return true;
}

static bool read_unix(const AddressReader *r, Value v) {
    Thread *t = r->t;
    SpanArg path;
    Value encoded = is_str(v) ? str_encode(t, value_str(v), "utf-8", "surrogateescape") : new_ref(v);
    if (is_null(encoded))
        return false;
    r->out->un.sun_family = AF_UNIX;
    bool ok = span_get(t, encoded, &path);
    if (ok) {
        ok = fill_path(r, path.span);
        span_release(t, &path);
    }
    decref(t, encoded);
    return ok;
}

static bool read_netlink(const AddressReader *r, Value v) {
    struct sockaddr_nl *out = &r->out->netlink;
    Tuple *items = address_items(r, v, "AF_NETLINK", 2, 2, "AF_NETLINK address must be a pair (pid, groups)");
    out->nl_family = AF_NETLINK;
    r->out->length = sizeof *out;
    return items && read_uint32(r->t, items->items[0], &out->nl_pid) &&
           read_uint32(r->t, items->items[1], &out->nl_groups);
}

static bool read_vsock(const AddressReader *r, Value v) {
    struct sockaddr_vm *out = &r->out->vm;
    Tuple *items = address_items(r, v, "AF_VSOCK", 2, 2, "AF_VSOCK address must be a pair (CID, port)");
    out->svm_family = AF_VSOCK;
    r->out->length = sizeof *out;
    return items && read_uint32(r->t, items->items[0], &out->svm_cid) &&
           read_uint32(r->t, items->items[1], &out->svm_port);
}

static const char packet_shape[] = "AF_PACKET address must be a tuple of two to five elements";

static bool read_interface(const AddressReader *r, Value v, int *index) {
    if (!is_str(v))
        return raise_type_error(r->t, "%s", packet_shape), false;
    const char *utf8 = str_utf8(r->t, value_str(v), NULL);
    if (!utf8)
        return false;
    struct ifreq request = {0};
    strncpy(request.ifr_name, utf8, sizeof request.ifr_name - 1);
    if (ioctl(r->socket->fd, SIOCGIFINDEX, &request) < 0)
        return socket_error(r->t), false;
    *index = request.ifr_ifindex;
    return true;
}

static bool read_hardware_address(const AddressReader *r, Value v) {
    struct sockaddr_ll *out = &r->out->packet;
    SpanArg bytes;
    if (!span_get(r->t, v, &bytes))
        return false;
    bool fits = bytes.span.length <= (int64_t)sizeof out->sll_addr;
    if (fits) {
        memcpy(out->sll_addr, bytes.span.data, (size_t)bytes.span.length);
        out->sll_halen = (uint8_t)bytes.span.length;
    }
    span_release(r->t, &bytes);
    if (!fits)
        raise_value_error(r->t, "Hardware address must be 8 bytes or less");
    return fits;
}

static bool read_packet(const AddressReader *r, Value v) {
    struct sockaddr_ll *out = &r->out->packet;
    int protocol, type = 0, hardware = 0;
    Tuple *items = address_items(r, v, "AF_PACKET", 2, 5, packet_shape);
    if (!items || !read_interface(r, items->items[0], &out->sll_ifindex) ||
        !arg_int(r->t, items->items[1], &protocol) ||
        (items->length > 2 && !arg_int(r->t, items->items[2], &type)) ||
        (items->length > 3 && !arg_int(r->t, items->items[3], &hardware)) ||
        (items->length > 4 && !read_hardware_address(r, items->items[4])))
        return false;
    if (protocol < 0 || protocol > 0xffff)
        return raise_overflow(r->t, "%s(): proto must be 0-65535.", r->caller), false;
    out->sll_family = AF_PACKET;
    out->sll_protocol = htons((uint16_t)protocol);
    out->sll_pkttype = (uint8_t)type;
    out->sll_hatype = (uint16_t)hardware;
    r->out->length = sizeof *out;
    return true;
}

bool socket_address_read(Thread *t, const Socket *s, Value v, const char *caller, SocketAddress *out) {
    AddressReader r = {t, s, caller, out};
    memset(out, 0, sizeof *out);
    switch (s->family) {
    case AF_INET:
        return read_ipv4(&r, v);
    case AF_INET6:
        return read_ipv6(&r, v);
    case AF_UNIX:
        return read_unix(&r, v);
    case AF_NETLINK:
        return read_netlink(&r, v);
    case AF_VSOCK:
        return read_vsock(&r, v);
    case AF_PACKET:
        return read_packet(&r, v);
    default:
        raise(t, EXC_OSError, "%s(): bad family", caller);
        return false;
    }
}

/* --- showing --- */

/* A tuple of the two, which it consumes. */
static Value pair_value(Thread *t, Value a, Value b) {
    Value items[] = {a, b};
    if (!is_null(a) && !is_null(b))
        return result_value(tuple_from_owned(t, items, 2));
    decref(t, a);
    decref(t, b);
    return VALUE_NULL;
}

Value socket_ip_value(Thread *t, int family, const void *ip) {
    char text[INET6_ADDRSTRLEN];
    return inet_ntop(family, ip, text, sizeof text) ? str_value(str_new(t, text)) : socket_error(t);
}

static Value ipv6_value(Thread *t, const struct sockaddr_in6 *in6) {
    Value host = socket_ip_value(t, AF_INET6, &in6->sin6_addr);
    if (is_null(host))
        return host;
    Value items[] = {host, small_int_value(ntohs(in6->sin6_port)), small_int_value(ntohl(in6->sin6_flowinfo)),
                     small_int_value(in6->sin6_scope_id)};
    return result_value(tuple_from_owned(t, items, 4));
}

static Value unix_value(Thread *t, const SocketAddress *address) {
    const char *path = address->un.sun_path;
    size_t length = address->length - offsetof(struct sockaddr_un, sun_path);
    if (length > 0 && path[0] == 0) {
        Bytes *name = bytes_new(t, path, length);
        return result_value(name);
    }
    return str_value(str_fs_decode(t, path, strnlen(path, length)));
}

static Value packet_value(Thread *t, const struct sockaddr_ll *ll) {
    char name[IF_NAMESIZE] = "";
    if (ll->sll_ifindex)
        if_indextoname((unsigned)ll->sll_ifindex, name);
    Str *interface = str_new(t, name);
    Bytes *hardware = interface ? bytes_new(t, ll->sll_addr, ll->sll_halen) : NULL;
    Tuple *tuple = !hardware
                       ? NULL
                       : tuple_pack(t, 5, object_value(interface), small_int_value(ntohs(ll->sll_protocol)),
                                    small_int_value(ll->sll_pkttype), small_int_value(ll->sll_hatype),
                                    object_value(hardware));
    xdecref_object(t, interface);
    xdecref_object(t, hardware);
    return result_value(tuple);
}

/* What has no form of its own: family and bytes. */
static Value other_value(Thread *t, const SocketAddress *address) {
    size_t header = offsetof(struct sockaddr, sa_data);
    Bytes *data = bytes_new(t, address->any.sa_data, address->length > header ? address->length - header : 0);
    return pair_value(t, small_int_value(address->any.sa_family), result_value(data));
}

Value socket_address_value(Thread *t, const SocketAddress *address, int proto) {
    if (address->length == 0)
        return VALUE_NONE;
    switch (address->any.sa_family) {
    case AF_INET:
        return pair_value(t, socket_ip_value(t, AF_INET, &address->in.sin_addr),
                          small_int_value(ntohs(address->in.sin_port)));
    case AF_INET6:
        return ipv6_value(t, &address->in6);
    case AF_UNIX:
        return unix_value(t, address);
    case AF_NETLINK:
        return pair_value(t, small_int_value(address->netlink.nl_pid),
                          small_int_value(address->netlink.nl_groups));
    case AF_VSOCK:
        return pair_value(t, small_int_value(address->vm.svm_cid), small_int_value(address->vm.svm_port));
    case AF_PACKET:
        return packet_value(t, &address->packet);
    default:
        return other_value(t, address);
    }
}
