/* The type select.poll. It owns a dict from file descriptors to events, in the order of their registration,
 * and an array made of it for the system. While a thread waits in poll(), others may change the dict, not the
 * array. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/park.h"
#include "runtime/sequence.h"
#include "stdlib/posix.h"
#include "stdlib/select.h"
#include "runtime/timeout.h"
#include <poll.h>

typedef struct Poll {
    Object ob;
    Dict *events;
    struct pollfd *entries;
    int64_t count;
    bool outdated; /* the dict has changed since the array was made */
    bool waiting;  /* a thread uses the array */
} Poll;

static Poll *poll_of(Value v) {
    return (Poll *)value_object(v);
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Poll *p = object_new(t, type, 0);
    if (!p)
        return VALUE_NULL;
    p->outdated = true;
    p->events = dict_new(t, 4);
    if (p->events)
        return object_value(p);
    decref_object(t, p);
    return VALUE_NULL;
}

static void dealloc(Thread *t, Object *self) {
    Poll *p = (Poll *)self;
    xdecref_object(t, p->events);
    mem_free(p->entries);
}

/* An event mask: 16 bits. */
static bool read_events(Thread *t, Value v, int *events) {
    int64_t mask;
    *events = POLLIN | POLLPRI | POLLOUT;
    if (is_null(v))
        return true;
    if (!is_int(v))
        return raise_type_error(t, "an integer is required"), false;
    bool fits = int_to_int64(v, &mask);
    if (int_sign(v) < 0)
        return raise_value_error(t, "value must be positive"), false;
    if (!fits || mask > UINT16_MAX)
        return raise_overflow(t, "Python int too large for C unsigned short"), false;
    *events = (int)mask;
    return true;
}

static Value set_events(Thread *t, Poll *p, int fd, int events) {
    if (!dict_set(t, p->events, small_int_value(fd), small_int_value(events)))
        return VALUE_NULL;
    p->outdated = true;
    return VALUE_NONE;
}

static Value register_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd, events;
    if (!fd_take(t, args[1], &fd) || !read_events(t, args[2], &events))
        return VALUE_NULL;
    return set_events(t, poll_of(args[0]), fd, events);
}

static Value modify_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Poll *p = poll_of(args[0]);
    int fd, events;
    if (!fd_take(t, args[1], &fd) || !read_events(t, args[2], &events))
        return VALUE_NULL;
    if (dict_contains(t, p->events, small_int_value(fd)) == 0) {
        errno = ENOENT;
        return posix_error(t);
    }
    return set_events(t, p, fd, events);
}

static Value unregister_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Poll *p = poll_of(args[0]);
    int fd;
    if (!fd_take(t, args[1], &fd))
        return VALUE_NULL;
    int found = dict_delete(t, p->events, small_int_value(fd));
    p->outdated = true;
    return found > 0 ? VALUE_NONE : found < 0 ? VALUE_NULL : raise_key_error(t, small_int_value(fd));
}

static bool bring_up_to_date(Thread *t, Poll *p) {
    if (!p->outdated)
        return true;
    int64_t count = p->events->length, position = 0;
    struct pollfd *entries = mem_realloc(p->entries, (size_t)(count + 1) * sizeof *entries);
    if (!entries)
        return raise_no_memory(t), false;
    p->entries = entries;
    p->count = 0;
    for (Value fd, events; dict_next(p->events, &position, &fd, &events);)
        entries[p->count++] = (struct pollfd){.fd = (int)small_int(fd), .events = (short)small_int(events)};
    p->outdated = false;
    return true;
}

/* [(file descriptor, events), ...] of what has happened. */
static Value happened(Thread *t, const Poll *p) {
    List *list = list_new(t, 0);
    for (int64_t i = 0; list && i < p->count; i++) {
        if (!p->entries[i].revents)
            continue;
        Tuple *pair = tuple_pack(t, 2, small_int_value(p->entries[i].fd),
                                 small_int_value((uint16_t)p->entries[i].revents));
        if (!pair || !list_append_owned(t, list, object_value(pair))) {
            decref_object(t, list);
            list = NULL;
        }
    }
    return result_value(list);
}

static int wait_for_events(Thread *t, Poll *p, int64_t deadline) {
    struct timespec left;
    int count;
    do
        count = BLOCKING(t, "poll", ppoll(p->entries, (nfds_t)p->count, timeout_left(deadline, &left), NULL));
    while (count < 0 && blocking_again(t));
    if (count < 0 && !error_pending(t))
        posix_error(t);
    return count;
}

static Value poll_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Poll *p = poll_of(args[0]);
    int64_t deadline;
    if (!select_read_deadline(t, args[1], TIMEOUT_MILLISECOND, true, "timeout must be an integer or None",
                              &deadline))
        return VALUE_NULL;
    if (p->waiting)
        return raise(t, EXC_RuntimeError, "concurrent poll() invocation");
    if (!bring_up_to_date(t, p))
        return VALUE_NULL;
    p->waiting = true;
    int count = wait_for_events(t, p, deadline);
    p->waiting = false;
    return count < 0 ? VALUE_NULL : happened(t, p);
}

static const MethodDef methods[] = {
    {"register", register_method, "fd, eventmask=POLLIN | POLLPRI | POLLOUT, /",
     "Wait for these events of a file descriptor (or of an object with a method fileno()) too."},
    {"modify", modify_method, "fd, eventmask, /",
     "Change the events of a file descriptor that is registered."},
    {"unregister", unregister_method, "fd, /", "Forget a file descriptor."},
    {"poll", poll_method, "timeout=None, /",
     "Wait for events, at most so many milliseconds (None or negative: for ever): a list of (fd, events)."},
    {0},
};

const TypeDef select_poll_type_def = {
    .name = "select.poll",
    .size = sizeof(Poll),
    .flags = TYPE_NO_INSTANCES,
    .doc = "Waits for events on file descriptors that were registered.",
    .slots = {.dealloc = dealloc, .new_instance = new_instance},
    .methods = methods,
};
