/* Functions of module _socket that need no socket: byte order, packed addresses, services, protocols,
 * interfaces, sizes of ancillary data. */
#include "runtime/byte_span.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/park.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/socket.h"
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netdb.h>
#include <stdio.h>
#include <unistd.h>

/* --- byte order: both directions are the same function --- */

static Value swap_16(Thread *t, Value v, const char *function) {
    int64_t number;
    Value index = op_index(t, v);
    if (is_null(index))
        return VALUE_NULL;
    bool fits = int_to_int64(index, &number);
    decref(t, index);
    if (!fits)
        return raise_overflow(t, "Python int too large to convert to C long");
    if (number > INT32_MAX || number < INT32_MIN)
        return raise_overflow(t, "signed integer is %s",
                              number > 0 ? "greater than maximum" : "less than minimum");
    if (number < 0)
        return raise_overflow(t, "%s: can't convert negative Python int to C 16-bit unsigned integer",
                              function);
    if (number > UINT16_MAX)
        return raise_overflow(t, "%s: Python int too large to convert to C 16-bit unsigned integer",
                              function);
    return small_int_value(htons((uint16_t)number));
}

Value socket_htons(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return swap_16(t, args[0], "htons");
}

Value socket_ntohs(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return swap_16(t, args[0], "ntohs");
}

/* An int that is not negative. */
static bool read_unsigned(Thread *t, Value v, int64_t *number) {
    if (int_sign(v) < 0)
        return raise_overflow(t, "can't convert negative value to unsigned int"), false;
    bool fits = int_to_int64(v, number);
    if (!fits)
        raise_overflow(t, "Python int too large to convert to C unsigned long");
    return fits;
}

Value socket_htonl(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t number;
    if (!is_int(args[0]))
        return raise_type_error(t, "expected int, %T found", args[0]);
    if (!read_unsigned(t, args[0], &number))
        return VALUE_NULL;
    if (number > UINT32_MAX)
        return raise_overflow(t, "int larger than 32 bits");
    return small_int_value(htonl((uint32_t)number));
}

/* --- packed addresses --- */

static Value bytes_value(Thread *t, const void *data, size_t length) {
    Bytes *bytes = bytes_new(t, data, length);
    return result_value(bytes);
}

/* A str argument as UTF-8; borrowed. */
static const char *text_argument(Thread *t, Value v, const char *function, int number) {
    if (is_str(v))
        return str_utf8(t, value_str(v), NULL);
    raise_type_error(t, "%s() argument %d must be str, not %s", function, number, socket_shown_type(t, v));
    return NULL;
}

Value socket_inet_aton(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    struct in_addr ip;
    const char *text = text_argument(t, args[0], "inet_aton", 1);
    if (!text)
        return VALUE_NULL;
    if (!inet_aton(text, &ip))
        return raise(t, EXC_OSError, "illegal IP address string passed to inet_aton");
    return bytes_value(t, &ip, sizeof ip);
}

Value socket_inet_ntoa(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg packed;
    if (!span_get(t, args[0], &packed))
        return VALUE_NULL;
    Value text = packed.span.length == sizeof(struct in_addr)
                     ? socket_ip_value(t, AF_INET, packed.span.data)
                     : raise(t, EXC_OSError, "packed IP wrong length for inet_ntoa");
    span_release(t, &packed);
    return text;
}

static size_t ip_size(int family) {
    return family == AF_INET ? sizeof(struct in_addr) : sizeof(struct in6_addr);
}

Value socket_inet_pton(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int family;
    uint8_t packed[sizeof(struct in6_addr)];
    const char *text = arg_int(t, args[0], &family) ? text_argument(t, args[1], "inet_pton", 2) : NULL;
    if (!text)
        return VALUE_NULL;
    int found = inet_pton(family, text, packed);
    if (found < 0)
        return socket_error(t);
    if (found == 0)
        return raise(t, EXC_OSError, "illegal IP address string passed to inet_pton");
    return bytes_value(t, packed, ip_size(family));
}

Value socket_inet_ntop(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int family;
    SpanArg packed;
    if (!arg_int(t, args[0], &family) || !span_get(t, args[1], &packed))
        return VALUE_NULL;
    Value text;
    if (family != AF_INET && family != AF_INET6)
        text = raise_value_error(t, "unknown address family %d", family);
    else if ((size_t)packed.span.length != ip_size(family))
        text = raise_value_error(t, "invalid length of packed IP address string");
    else
        text = socket_ip_value(t, family, packed.span.data);
    span_release(t, &packed);
    return text;
}

/* --- this host --- */

Value socket_gethostname(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    char name[1024];
    if (BLOCKING(t, "gethostname", gethostname(name, sizeof name - 1)) < 0)
        return socket_error(t);
    name[sizeof name - 1] = 0;
    return str_value(str_fs_decode(t, name, strlen(name)));
}

Value socket_sethostname(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg name;
    Value encoded = is_str(args[0]) ? str_fs_encode(t, args[0]) : new_ref(args[0]);
    if (is_null(encoded) || !span_get(t, encoded, &name))
        return decref(t, encoded), VALUE_NULL;
    int failed = sethostname((const char *)name.span.data, (size_t)name.span.length);
    span_release(t, &name);
    decref(t, encoded);
    return failed ? socket_error(t) : VALUE_NONE;
}

/* --- services and protocols --- */

enum { ENTRY_BUFFER = 4096 };

Value socket_getservbyname(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    struct servent entry, *found = NULL;
    char buffer[ENTRY_BUFFER];
    const char *protocol = NULL, *name = text_argument(t, args[0], "getservbyname", 1);
    if (!name || (!is_null(args[1]) && !(protocol = text_argument(t, args[1], "getservbyname", 2))))
        return VALUE_NULL;
    BLOCKING(t, "getservbyname", getservbyname_r(name, protocol, &entry, buffer, sizeof buffer, &found));
    return found ? small_int_value(ntohs((uint16_t)found->s_port))
                 : raise(t, EXC_OSError, "service/proto not found");
}

Value socket_getservbyport(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    struct servent entry, *found = NULL;
    char buffer[ENTRY_BUFFER];
    const char *protocol = NULL;
    int port;
    if (!arg_int(t, args[0], &port) ||
        (!is_null(args[1]) && !(protocol = text_argument(t, args[1], "getservbyport", 2))))
        return VALUE_NULL;
    if (port < 0 || port > 0xffff)
        return raise_overflow(t, "getservbyport: port must be 0-65535.");
    BLOCKING(t, "getservbyport",
             getservbyport_r(htons((uint16_t)port), protocol, &entry, buffer, sizeof buffer, &found));
    return found ? str_value(str_new(t, found->s_name)) : raise(t, EXC_OSError, "port/proto not found");
}

Value socket_getprotobyname(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    struct protoent entry, *found = NULL;
    char buffer[ENTRY_BUFFER];
    const char *name = text_argument(t, args[0], "getprotobyname", 1);
    if (!name)
        return VALUE_NULL;
    BLOCKING(t, "getprotobyname", getprotobyname_r(name, &entry, buffer, sizeof buffer, &found));
    return found ? small_int_value(found->p_proto) : raise(t, EXC_OSError, "protocol not found");
}

/* --- interfaces --- */

static bool append_interface(Thread *t, List *list, const struct if_nameindex *interface) {
    Str *name = str_fs_decode(t, interface->if_name, strlen(interface->if_name));
    Tuple *pair = name ? tuple_pack(t, 2, small_int_value(interface->if_index), object_value(name)) : NULL;
    xdecref_object(t, name);
    return pair && list_append_owned(t, list, object_value(pair));
}

Value socket_if_nameindex(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    struct if_nameindex *all = if_nameindex();
    if (!all)
        return socket_error(t);
    List *list = list_new(t, 2);
    bool ok = list != NULL;
    for (int i = 0; ok && all[i].if_index; i++)
        ok = append_interface(t, list, &all[i]);
    if_freenameindex(all);
    if (ok)
        return object_value(list);
    xdecref_object(t, list);
    return VALUE_NULL;
}

Value socket_if_nametoindex(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value name = str_fs_encode(t, args[0]);
    if (is_null(name))
        return name;
    unsigned index = if_nametoindex((const char *)value_bytes(name)->data);
    decref(t, name);
    return index ? small_int_value(index) : raise(t, EXC_OSError, "no interface with this name");
}

Value socket_if_indextoname(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    char name[IF_NAMESIZE];
    int64_t index;
    if (!is_int(args[0]))
        return raise_type_error(t, "an integer is required");
    if (!read_unsigned(t, args[0], &index))
        return VALUE_NULL;
    if (!if_indextoname((unsigned)index, name))
        return socket_error(t);
    return str_value(str_fs_decode(t, name, strlen(name)));
}

/* --- room for ancillary data --- */

static size_t cmsg_len(size_t length) {
    return CMSG_LEN(length);
}
static size_t cmsg_space(size_t length) {
    return CMSG_SPACE(length);
}

static Value room(Thread *t, Value v, const char *function, size_t (*size)(size_t)) {
    int64_t length;
    if (!arg_int64(t, v, &length))
        return VALUE_NULL;
    if (length < 0 || length > INT32_MAX || size((size_t)length) > INT32_MAX)
        return raise_overflow(t, "%s() argument out of range", function);
    return small_int_value((int64_t)size((size_t)length));
}

Value socket_cmsg_len(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return room(t, args[0], "CMSG_LEN", cmsg_len);
}

Value socket_cmsg_space(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return room(t, args[0], "CMSG_SPACE", cmsg_space);
}
