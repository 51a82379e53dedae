/* getsockopt and setsockopt. An option is an int, or bytes that the caller packs and unpacks. */
#include "runtime/byte_span.h"
#include "runtime/error.h"
#include "runtime/sequence.h"
#include "stdlib/socket.h"
#include <errno.h>

enum { OPTION_MAX = 1024 };

static Value int_option(Thread *t, Socket *s, int level, int option) {
    int number = 0;
    socklen_t size = sizeof number;
    if (getsockopt(s->fd, level, option, &number, &size) < 0)
        return socket_error(t);
    return small_int_value(number);
}

static Value bytes_option(Thread *t, Socket *s, int level, int option, int room) {
    char data[OPTION_MAX];
    socklen_t size = (socklen_t)room;
    if (getsockopt(s->fd, level, option, data, &size) < 0)
        return socket_error(t);
    Bytes *bytes = bytes_new(t, data, size);
    return result_value(bytes);
}

Value socket_getsockopt(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Socket *s = socket_of(args[0]);
    int level, option, room = 0;
    if (!arg_int(t, args[1], &level) || !arg_int(t, args[2], &option) ||
        (!is_null(args[3]) && !arg_int(t, args[3], &room)))
        return VALUE_NULL;
    if (room == 0)
        return int_option(t, s, level, option);
    if (room < 0 || room > OPTION_MAX)
        return raise(t, EXC_OSError, "getsockopt buflen out of range");
    return bytes_option(t, s, level, option, room);
}

static int set_bytes(Thread *t, Socket *s, int level, int option, Value v) {
    SpanArg data;
    if (!span_get(t, v, &data))
        return -1;
    int result = setsockopt(s->fd, level, option, data.span.data, (socklen_t)data.span.length);
    span_release(t, &data);
    return result;
}

/* setsockopt(level, option, None, length): an option that is only a length. */
static int set_length(Thread *t, Socket *s, int level, int option, Value length) {
    uint32_t bytes;
    int64_t wide;
    if (!arg_int64(t, length, &wide))
        return -1;
    bytes = (uint32_t)wide;
    return setsockopt(s->fd, level, option, NULL, bytes);
}

Value socket_setsockopt(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Socket *s = socket_of(args[0]);
    int level, option, number, result;
    bool with_length = nargs == 5 && is_none(args[3]);
    if (nargs != 4 && !with_length)
        return raise_type_error(t, "setsockopt() takes exactly 3 arguments (%d given)", nargs - 1);
    if (!arg_int(t, args[1], &level) || !arg_int(t, args[2], &option))
        return VALUE_NULL;
    if (with_length) {
        result = set_length(t, s, level, option, args[4]);
    } else if (arg_int(t, args[3], &number)) {
        result = setsockopt(s->fd, level, option, &number, sizeof number);
    } else {
        error_clear(t); /* no int: then it must be bytes */
        result = set_bytes(t, s, level, option, args[3]);
    }
    if (error_pending(t))
        return VALUE_NULL;
    return result < 0 ? socket_error(t) : VALUE_NONE;
}
