/* sendmsg and recvmsg: several buffers at once, and ancillary data beside them (SCM_RIGHTS). */
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "stdlib/socket.h"
#include <poll.h>
#include <unistd.h>

/* A msghdr and what it points to. The buffers are held, so `views` and their count say what there is to let
 * go of. */
typedef struct Message {
    struct msghdr header;
    SocketAddress address;
    Buffer *views;
    int64_t view_count;
    int flags;
} Message;

static void message_fini(Thread *t, Message *m) {
    for (int64_t i = 0; i < m->view_count; i++)
        buffer_release(t, &m->views[i]);
    mem_free(m->views);
    mem_free(m->header.msg_iov);
    mem_free(m->header.msg_control);
}

/* The items of any iterable; message: the TypeError if it is none. */
static List *items_of(Thread *t, Value v, const char *message) {
    Value iterator = op_iter(t, v);
    if (is_null(iterator)) {
        if (error_clear_if(t, EXC_TypeError))
            raise_type_error(t, "%s", message);
        return NULL;
    }
    List *items = op_to_list(t, iterator);
    decref(t, iterator);
    return items;
}

static bool hold_buffers(Thread *t, Message *m, List *items, int flags) {
    size_t count = (size_t)items->length;
    m->views = mem_calloc(count + 1, sizeof *m->views);
    m->header.msg_iov = mem_calloc(count + 1, sizeof *m->header.msg_iov);
    m->header.msg_iovlen = count;
    if (!m->views || !m->header.msg_iov)
        return raise_no_memory(t), false;
    for (size_t i = 0; i < count; i++) {
        Buffer *view = &m->views[i];
        if (!buffer_get(t, items->items[i], view, flags))
            return false;
        m->view_count++;
        m->header.msg_iov[i] = (struct iovec){view->data, (size_t)view->length};
    }
    return true;
}

/* --- sending --- */

/* One item of the ancillary data, as it was given: a sequence of level, type and bytes. */
typedef struct Control {
    int level, type;
    Buffer data;
} Control;

static Tuple *control_items(Thread *t, Value v) {
    const Slots *slots = &type_of(t, v)->slots;
    if (!slots->getitem || !slots->length) {
        raise_type_error(t, "[sendmsg() ancillary data items]() argument must be 3-item sequence, not %T", v);
        return NULL;
    }
    Tuple *items = op_to_tuple(t, v);
    if (!items || items->length == 3)
        return items;
    raise_type_error(t, "[sendmsg() ancillary data items]() argument must be sequence of length 3, not %lld",
                     (long long)items->length);
    decref_object(t, items);
    return NULL;
}

static bool read_control(Thread *t, Value v, Control *control) {
    Tuple *items = control_items(t, v);
    if (!items)
        return false;
    bool ok = arg_int(t, items->items[0], &control->level) && arg_int(t, items->items[1], &control->type) &&
              buffer_get(t, items->items[2], &control->data, BUFFER_SIMPLE);
    decref_object(t, items);
    return ok;
}

/* All of them, one after the other, as the kernel wants them. */
static bool lay_out_controls(Thread *t, Message *m, const Control *controls, int64_t count) {
    size_t size = 0;
    for (int64_t i = 0; i < count; i++) {
        size_t length = (size_t)controls[i].data.length;
        if (length > INT32_MAX || (size += CMSG_SPACE(length)) > INT32_MAX)
            return raise(t, EXC_OSError,
                         length > INT32_MAX ? "ancillary data item too large" : "too much ancillary data"),
                   false;
    }
    m->header.msg_controllen = size;
    if (size == 0)
        return true;
    char *at = m->header.msg_control = mem_calloc(1, size);
    if (!at)
        return raise_no_memory(t), false;
    for (int64_t i = 0; i < count; i++) {
        size_t length = (size_t)controls[i].data.length;
        struct cmsghdr *header = (struct cmsghdr *)at;
        *header = (struct cmsghdr){
            .cmsg_len = CMSG_LEN(length), .cmsg_level = controls[i].level, .cmsg_type = controls[i].type};
        memcpy(CMSG_DATA(header), controls[i].data.data, length);
        at += CMSG_SPACE(length);
    }
    return true;
}

static bool add_controls(Thread *t, Message *m, Value v) {
    List *items = items_of(t, v, "sendmsg() argument 2 must be an iterable");
    Control *controls = items ? mem_calloc((size_t)items->length + 1, sizeof *controls) : NULL;
    if (items && !controls)
        raise_no_memory(t);
    int64_t count = 0;
    bool ok = controls != NULL;
    while (ok && count < items->length && (ok = read_control(t, items->items[count], &controls[count])))
        count++;
    ok = ok && lay_out_controls(t, m, controls, count);
    while (count-- > 0)
        buffer_release(t, &controls[count].data);
    mem_free(controls);
    xdecref_object(t, items);
    return ok;
}

static bool add_address(Thread *t, Socket *s, Message *m, Value v) {
    if (!socket_address_read(t, s, v, "sendmsg", &m->address))
        return false;
    m->header.msg_name = &m->address.storage;
    m->header.msg_namelen = m->address.length;
    return true;
}

static ssize_t do_sendmsg(int fd, void *state) {
    Message *m = state;
    return sendmsg(fd, &m->header, m->flags);
}

static bool given(Value v) {
    return !is_null(v) && !is_none(v);
}

Value socket_sendmsg(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Socket *s = socket_of(args[0]);
    Message m = {0};
    SocketCall call = {.what = "sendmsg", .events = POLLOUT, .call = do_sendmsg, .state = &m};
    List *buffers = items_of(t, args[1], "sendmsg() argument 1 must be an iterable");
    bool ok = buffers && hold_buffers(t, &m, buffers, BUFFER_SIMPLE) &&
              (is_null(args[3]) || arg_int(t, args[3], &m.flags)) &&
              (is_null(args[2]) || add_controls(t, &m, args[2])) &&
              (!given(args[4]) || add_address(t, s, &m, args[4]));
    call.deadline = socket_deadline(s);
    ok = ok && socket_call(t, s, &call);
    message_fini(t, &m);
    xdecref_object(t, buffers);
    return ok ? int_value(t, call.result) : VALUE_NULL;
}

/* --- receiving --- */

static ssize_t do_recvmsg(int fd, void *state) {
    Message *m = state;
    m->header.msg_namelen = sizeof m->address.storage;
    return recvmsg(fd, &m->header, m->flags);
}

/* As much of an item as was received: it may be cut off. */
static size_t control_length(const struct msghdr *header, struct cmsghdr *control) {
    const char *end = (const char *)header->msg_control + header->msg_controllen;
    const char *data = (const char *)CMSG_DATA(control);
    size_t room = data < end ? (size_t)(end - data) : 0;
    size_t length = control->cmsg_len > CMSG_LEN(0) ? control->cmsg_len - CMSG_LEN(0) : 0;
    return length < room ? length : room;
}

static bool append_control(Thread *t, List *list, const struct msghdr *header, struct cmsghdr *control) {
    Bytes *data = bytes_new(t, CMSG_DATA(control), control_length(header, control));
    Tuple *item = data ? tuple_pack(t, 3, small_int_value(control->cmsg_level),
                                    small_int_value(control->cmsg_type), object_value(data))
                       : NULL;
    xdecref_object(t, data);
    return item && list_append_owned(t, list, object_value(item));
}

static List *controls_value(Thread *t, struct msghdr *header) {
    List *list = list_new(t, 0);
    bool ok = list != NULL;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(header); ok && c; c = CMSG_NXTHDR(header, c))
        ok = append_control(t, list, header, c);
    if (ok)
        return list;
    xdecref_object(t, list);
    return NULL;
}

/* Files that nobody will learn of would stay open for ever. */
static void close_received(struct msghdr *header) {
    for (struct cmsghdr *c = CMSG_FIRSTHDR(header); c; c = CMSG_NXTHDR(header, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
            continue;
        const int *fds = (const int *)(const void *)CMSG_DATA(c);
        for (size_t i = 0; i < control_length(header, c) / sizeof *fds; i++)
            close(fds[i]);
    }
}

/* (what was received, ancillary data, flags, from where); received is borrowed. */
static Value message_value(Thread *t, Socket *s, Message *m, Value received) {
    List *controls = controls_value(t, &m->header);
    Value sender = VALUE_NULL;
    m->address.length = m->header.msg_namelen;
    if (controls)
        sender = socket_address_value(t, &m->address, s->proto);
    Tuple *result = is_null(sender) ? NULL
                                    : tuple_pack(t, 4, received, object_value(controls),
                                                 small_int_value(m->header.msg_flags), sender);
    xdecref_object(t, controls);
    decref(t, sender);
    if (!result)
        close_received(&m->header);
    return result_value(result);
}

/* The arguments (ancbufsize, flags), and the room that they ask for. */
static bool prepare(Thread *t, Message *m, Value control_size, Value flags) {
    int64_t room = 0;
    if ((!is_null(control_size) && !arg_int64(t, control_size, &room)) ||
        (!is_null(flags) && !arg_int(t, flags, &m->flags)))
        return false;
    if (room < 0 || room > INT32_MAX)
        return raise_value_error(t, "invalid ancillary data buffer length"), false;
    m->header.msg_name = &m->address.storage;
    m->header.msg_controllen = (size_t)room;
    m->header.msg_control = room ? mem_calloc(1, (size_t)room) : NULL;
    if (room && !m->header.msg_control)
        return raise_no_memory(t), false;
    return true;
}

static ssize_t receive_message(Thread *t, Socket *s, Message *m) {
    SocketCall call = {
        .what = "recvmsg", .events = POLLIN, .call = do_recvmsg, .state = m, .deadline = socket_deadline(s)};
    return socket_call(t, s, &call) ? call.result : -1;
}

static Value receive_new(Thread *t, Socket *s, Message *m, int64_t size) {
    Bytes *bytes = bytes_new(t, NULL, (size_t)size);
    if (!bytes)
        return VALUE_NULL;
    struct iovec all = {bytes->data, (size_t)size};
    m->header.msg_iov = &all;
    m->header.msg_iovlen = 1;
    ssize_t n = receive_message(t, s, m);
    m->header.msg_iov = NULL;
    if (n < 0) {
        decref_object(t, bytes);
        return VALUE_NULL;
    }
    bytes = bytes_shrink(t, bytes, (size_t)(n < size ? n : size)); /* MSG_TRUNC may tell more than there is */
    if (!bytes)
        return close_received(&m->header), VALUE_NULL;
    Value result = message_value(t, s, m, object_value(bytes));
    decref_object(t, bytes);
    return result;
}

Value socket_recvmsg(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Message m = {0};
    int64_t size;
    if (!arg_int64(t, args[1], &size))
        return VALUE_NULL;
    if (size < 0)
        return raise_value_error(t, "negative buffer size in recvmsg()");
    Value result =
        prepare(t, &m, args[2], args[3]) ? receive_new(t, socket_of(args[0]), &m, size) : VALUE_NULL;
    message_fini(t, &m);
    return result;
}

static bool hold_writable(Thread *t, Message *m, List *buffers) {
    if (hold_buffers(t, m, buffers, BUFFER_WRITABLE))
        return true;
    if (error_clear_if(t, EXC_TypeError) || error_clear_if(t, EXC_BufferError))
        raise_type_error(
            t, "recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers");
    return false;
}

Value socket_recvmsg_into(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Message m = {0};
    Value result = VALUE_NULL;
    List *buffers = items_of(t, args[1], "recvmsg_into() argument 1 must be an iterable");
    if (buffers && hold_writable(t, &m, buffers) && prepare(t, &m, args[2], args[3])) {
        ssize_t n = receive_message(t, socket_of(args[0]), &m);
        if (n >= 0)
            result = message_value(t, socket_of(args[0]), &m, small_int_value(n));
    }
    message_fini(t, &m);
    xdecref_object(t, buffers);
    return result;
}
