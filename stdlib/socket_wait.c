/* Waiting: timeouts, and the loop around all calls that may block. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/park.h"
#include "runtime/str.h"
#include "stdlib/native_types.h"
#include "stdlib/socket.h"
#include "runtime/timeout.h"
#include <errno.h>
#include <poll.h>
#include <sys/ioctl.h>

Value socket_error(Thread *t) {
    return raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
}

Value socket_raise_timeout(Thread *t) {
    return raise(t, EXC_TimeoutError, "timed out");
}

int64_t socket_deadline(const Socket *s) {
    return s->timeout > 0 ? timeout_deadline(s->timeout) : OS_FOREVER;
}

/* Until the descriptor is ready: 1, or 0 when it is too late. Not a descriptor at all: ready, so that the
 * call fails. */
static int wait_ready(int fd, const SocketCall *call) {
    struct pollfd entry = {.fd = fd, .events = call->events};
    struct timespec left;
    return fd < 0 ? 1 : ppoll(&entry, 1, timeout_left(call->deadline, &left), NULL);
}

/* One try, without the GIL. */
static CallResult attempt(int fd, bool polls, SocketCall *call) {
    int ready = polls ? wait_ready(fd, call) : 1;
    if (ready == 0)
        return CALL_TIMEOUT;
    call->result = ready < 0 ? -1 : call->call(fd, call->state);
    return call->result < 0 ? CALL_ERROR : CALL_DONE;
}

CallResult socket_try(Thread *t, Socket *s, SocketCall *call) {
    bool polls = s->timeout > 0 || call->polls;
    for (;;) {
        int fd = s->fd; /* without the GIL it is not ours to read: another thread may close the socket */
        CallResult result = BLOCKING(t, call->what, attempt(fd, polls, call));
        call->error = errno;
        if (result != CALL_ERROR)
            return result;
        if (blocking_again(t))
            continue;
        if (error_pending(t))
            return CALL_RAISED;
        /* Ready, but somebody else was quicker: wait on. */
        if (!polls || call->error != EAGAIN)
            return CALL_ERROR;
    }
}

bool socket_call(Thread *t, Socket *s, SocketCall *call) {
    CallResult result = socket_try(t, s, call);
    if (result == CALL_TIMEOUT)
        socket_raise_timeout(t);
    else if (result == CALL_ERROR)
        raise_errno(t, call->error, VALUE_NULL, VALUE_NULL);
    return result == CALL_DONE;
}

/* --- timeouts --- */

bool socket_read_timeout(Thread *t, Value v, int64_t *timeout) {
    *timeout = -1;
    if (is_none(v))
        return true;
    if (!timeout_read(t, v, TIMEOUT_SECOND, timeout))
        return false;
    if (*timeout < 0)
        raise_value_error(t, "Timeout value out of range");
    return *timeout >= 0;
}

Value socket_timeout_value(Thread *t, int64_t timeout) {
    return timeout < 0 ? VALUE_NONE : float_value(t, (double)timeout / TIMEOUT_SECOND);
}

bool socket_set_timeout(Thread *t, Socket *s, int64_t timeout) {
    int non_blocking = timeout >= 0;
    s->timeout = timeout;
    if (ioctl(s->fd, FIONBIO, &non_blocking) < 0)
        return socket_error(t), false;
    return true;
}

Value socket_settimeout(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t timeout;
    if (!socket_read_timeout(t, args[1], &timeout))
        return VALUE_NULL;
    return socket_set_timeout(t, socket_of(args[0]), timeout) ? VALUE_NONE : VALUE_NULL;
}

Value socket_gettimeout(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return socket_timeout_value(t, socket_of(args[0])->timeout);
}

Value socket_setblocking(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t blocking;
    if (!arg_int64(t, args[1], &blocking))
        return VALUE_NULL;
    return socket_set_timeout(t, socket_of(args[0]), blocking ? -1 : 0) ? VALUE_NONE : VALUE_NULL;
}

Value socket_getblocking(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(socket_of(args[0])->timeout != 0);
}

/* --- the timeout of new sockets --- */

static const char default_timeout_name[] = "_default_timeout";

bool socket_default_timeout(Thread *t, int64_t *timeout) {
    Type *type = native_types_find(t, &socket_type_def);
    Str *name = str_intern_utf8(t, default_timeout_name);
    Value v = name ? dict_get_name(t, type->dict, name) : VALUE_NULL;
    *timeout = -1;
    if (!is_null(v))
        int_to_int64(v, timeout);
    xdecref_object(t, name);
    return name != NULL;
}

Value socket_getdefaulttimeout(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t timeout;
    return socket_default_timeout(t, &timeout) ? socket_timeout_value(t, timeout) : VALUE_NULL;
}

Value socket_setdefaulttimeout(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t timeout;
    if (!socket_read_timeout(t, args[0], &timeout))
        return VALUE_NULL;
    Type *type = native_types_find(t, &socket_type_def);
    bool ok = dict_set_text(t, type->dict, default_timeout_name, int_value(t, timeout)) &&
              type_modified(t, type, NULL);
    return ok ? VALUE_NONE : VALUE_NULL;
}
