/* The type select.epoll: it owns an epoll descriptor, which is -1 once it is closed. */
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/park.h"
#include "runtime/sequence.h"
#include "stdlib/posix.h"
#include "stdlib/select.h"
#include "runtime/timeout.h"
#include <limits.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <unistd.h>

typedef struct Epoll {
    Object ob;
    int fd;
} Epoll;

static Epoll *epoll_of(Value v) {
    return (Epoll *)value_object(v);
}

static bool check_open(Thread *t, const Epoll *e) {
    if (e->fd < 0)
        raise_value_error(t, "I/O operation on closed epoll object");
    return e->fd >= 0;
}

/* --- beginning and end --- */

/* Consumes the descriptor: -1 is a failure of errno's. */
static Value epoll_new(Thread *t, Type *type, int fd) {
    if (fd < 0)
        return posix_error(t);
    Epoll *e = object_new(t, type, 0);
    if (!e) {
        close(fd);
        return VALUE_NULL;
    }
    e->fd = fd;
    return object_value(e);
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    int size_hint = -1, flags = 0;
    if ((!is_null(args[0]) && !arg_int(t, args[0], &size_hint)) ||
        (!is_null(args[1]) && !arg_int(t, args[1], &flags)))
        return VALUE_NULL;
    if (size_hint < -1 || size_hint == 0)
        return raise_value_error(t, "negative sizehint");
    if (flags & ~EPOLL_CLOEXEC)
        return raise(t, EXC_OSError, "invalid flags");
    return epoll_new(t, type, epoll_create1(EPOLL_CLOEXEC));
}

static Value fromfd_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    if (!arg_int(t, args[1], &fd))
        return VALUE_NULL;
    errno = EBADF;
    return epoll_new(t, (Type *)value_object(args[0]), fd);
}

static void dealloc(Thread *t, Object *self) {
    Epoll *e = (Epoll *)self;
    if (e->fd >= 0)
        close(e->fd);
}

static Value close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Epoll *e = epoll_of(args[0]);
    int fd = e->fd, failed = 0;
    e->fd = -1;
    if (fd >= 0)
        failed = BLOCKING(t, "close", close(fd));
    return failed ? posix_error(t) : VALUE_NONE;
}

static Value enter_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_open(t, epoll_of(args[0])) ? new_ref(args[0]) : VALUE_NULL;
}

static Value exit_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return close_method(t, args, 1, NULL);
}

/* --- what it waits for --- */

/* The low 32 bits of any int. */
static bool read_mask(Thread *t, Value v, uint32_t *mask) {
    *mask = EPOLLIN | EPOLLPRI | EPOLLOUT;
    if (is_null(v))
        return true;
    Value index = op_index(t, v);
    if (is_null(index))
        return false;
    *mask = (uint32_t)int_low_bits(index);
    decref(t, index);
    return true;
}

static Value control(Thread *t, Value self, int operation, Value file, Value mask) {
    Epoll *e = epoll_of(self);
    uint32_t events;
    int fd;
    if (!fd_take(t, file, &fd) || !read_mask(t, mask, &events) || !check_open(t, e))
        return VALUE_NULL;
    struct epoll_event event = {.events = events, .data.fd = fd};
    return none_or_error(t, epoll_ctl(e->fd, operation, fd, &event));
}

static Value register_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return control(t, args[0], EPOLL_CTL_ADD, args[1], args[2]);
}

static Value modify_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return control(t, args[0], EPOLL_CTL_MOD, args[1], args[2]);
}

static Value unregister_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return control(t, args[0], EPOLL_CTL_DEL, args[1], VALUE_NULL);
}

/* --- waiting --- */

static Value events_value(Thread *t, const struct epoll_event *events, int count) {
    List *list = list_new(t, count);
    for (int i = 0; list && i < count; i++) {
        Tuple *pair = tuple_pack(t, 2, small_int_value(events[i].data.fd), small_int_value(events[i].events));
        if (!pair || !list_append_owned(t, list, object_value(pair))) {
            decref_object(t, list);
            list = NULL;
        }
    }
    return result_value(list);
}

/* Whole milliseconds until the deadline, rounded up; -1: for ever. */
static int milliseconds_left(int64_t deadline) {
    if (deadline == OS_FOREVER)
        return -1;
    if (deadline == 0)
        return 0;
    int64_t left = (deadline - os_now() + TIMEOUT_MILLISECOND - 1) / TIMEOUT_MILLISECOND;
    return left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
}

static int wait_for_events(Thread *t, Epoll *e, struct epoll_event *events, int most, int64_t deadline) {
    int count;
    do
        count = BLOCKING(t, "epoll_wait", epoll_wait(e->fd, events, most, milliseconds_left(deadline)));
    while (count < 0 && blocking_again(t));
    if (count < 0 && !error_pending(t))
        posix_error(t);
    return count;
}

static Value poll_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Epoll *e = epoll_of(args[0]);
    int64_t deadline;
    int most = -1;
    if ((!is_null(args[2]) && !arg_int(t, args[2], &most)) || !check_open(t, e) ||
        !select_read_deadline(t, args[1], TIMEOUT_SECOND, true, "timeout must be an integer or None",
                              &deadline))
        return VALUE_NULL;
    if (most == -1)
        most = FD_SETSIZE - 1;
    if (most < 1)
        return raise_value_error(t, "maxevents must be greater than 0, got %d", most);
    struct epoll_event usual[FD_SETSIZE];
    struct epoll_event *events = most <= FD_SETSIZE ? usual : mem_alloc((size_t)most * sizeof *events);
    if (!events)
        return raise_no_memory(t);
    int count = wait_for_events(t, e, events, most, deadline);
    Value result = count < 0 ? VALUE_NULL : events_value(t, events, count);
    if (events != usual)
        mem_free(events);
    return result;
}

static Value fileno_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_open(t, epoll_of(args[0])) ? small_int_value(epoll_of(args[0])->fd) : VALUE_NULL;
}

static Value get_closed(Thread *t, Value self) {
    return bool_value(epoll_of(self)->fd < 0);
}

static const GetSetDef getsets[] = {{"closed", get_closed, NULL, "whether close() was called"}, {0}};

static const MethodDef methods[] = {
    {"__enter__", enter_method, "", NULL},
    {"__exit__", exit_method, "exc_type=None, exc_value=None, exc_tb=None, /", NULL},
    {"close", close_method, "", "Close the epoll descriptor: further operations raise ValueError."},
    {"fileno", fileno_method, "", "The epoll descriptor itself."},
    {"fromfd", fromfd_method, "fd, /", "An epoll object for an epoll descriptor, which it then owns.",
     METHOD_CLASS},
    {"modify", modify_method, "fd, eventmask", "Change the events of a file descriptor that is registered."},
    {"poll", poll_method, "timeout=None, maxevents=-1",
     "Wait for events, at most so many seconds (None or negative: for ever): a list of (fd, events)."},
    {"register", register_method, "fd, eventmask=7",
     "Wait for these events of a file descriptor (or of an object with a method fileno()) too."},
    {"unregister", unregister_method, "fd", "Forget a file descriptor."},
    {0},
};

const TypeDef select_epoll_type_def = {
    .name = "select.epoll",
    .size = sizeof(Epoll),
    .doc = "Waits for events on file descriptors that were registered, however many they are.",
    .new_signature = "sizehint=-1, flags=0",
    .slots = {.dealloc = dealloc, .new_instance = new_instance},
    .methods = methods,
    .getsets = getsets,
};
