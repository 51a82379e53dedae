/* Module select: its table, and the function select. The types poll and epoll have files of their own. */
#include "stdlib/select.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/park.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/native_types.h"
#include "stdlib/posix.h"
#include "runtime/timeout.h"
#include <limits.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>

bool select_read_deadline(Thread *t, Value v, int64_t unit, bool polls, const char *type_error,
                          int64_t *deadline) {
    int64_t ns;
    *deadline = OS_FOREVER;
    if (is_null(v) || is_none(v))
        return true;
    if (!timeout_read(t, v, unit, &ns)) {
        if (error_clear_if(t, EXC_TypeError))
            raise_type_error(t, "%s", type_error);
        return false;
    }
    if (ns < 0 && !polls)
        return raise_value_error(t, "timeout must be non-negative"), false;
    if (ns / TIMEOUT_MILLISECOND > INT_MAX && polls)
        return raise_overflow(t, "timeout is too large"), false;
    *deadline = timeout_deadline(ns);
    return true;
}

/* One of the three lists of files: the objects as they were given, and their descriptors as bits. */
typedef struct FileSet {
    List *files; /* owned */
    int *fds;    /* owned; as many */
    fd_set bits;
    int highest;
} FileSet;

static void file_set_fini(Thread *t, FileSet *set) {
    xdecref_object(t, set->files);
    mem_free(set->fds);
}

static bool add_file(Thread *t, FileSet *set, int64_t i) {
    int fd;
    if (!fd_take(t, set->files->items[i], &fd))
        return false;
    if (fd >= FD_SETSIZE)
        return raise_value_error(t, "filedescriptor out of range in select()"), false;
    set->fds[i] = fd;
    FD_SET(fd, &set->bits);
    if (fd > set->highest)
        set->highest = fd;
    return true;
}

static bool file_set_read(Thread *t, FileSet *set, Value files) {
    *set = (FileSet){.highest = -1};
    FD_ZERO(&set->bits);
    set->files = op_to_list(t, files);
    if (!set->files) {
        if (error_clear_if(t, EXC_TypeError))
            raise_type_error(t, "arguments 1-3 must be sequences");
        return false;
    }
    int64_t count = set->files->length;
    set->fds = count ? mem_alloc((size_t)count * sizeof *set->fds) : NULL;
    if (count && !set->fds)
        return raise_no_memory(t), false;
    for (int64_t i = 0; i < count; i++)
        if (!add_file(t, set, i))
            return false;
    return true;
}

/* The files that are ready. */
static Value ready_files(Thread *t, const FileSet *set, const fd_set *ready) {
    List *list = list_new(t, 0);
    for (int64_t i = 0; list && i < set->files->length; i++)
        if (FD_ISSET(set->fds[i], ready) && !list_append(t, list, set->files->items[i])) {
            decref_object(t, list);
            list = NULL;
        }
    return result_value(list);
}

/* Waits; afterwards `ready` has the bits of what is. false: exception. */
static bool wait_for_sets(Thread *t, const FileSet *sets, int64_t deadline, fd_set *ready) {
    int highest = -1, count;
    struct timespec left;
    for (int i = 0; i < 3; i++)
        if (sets[i].highest > highest)
            highest = sets[i].highest;
    do {
        for (int i = 0; i < 3; i++)
            ready[i] = sets[i].bits;
        count = BLOCKING(
            t, "select",
            pselect(highest + 1, &ready[0], &ready[1], &ready[2], timeout_left(deadline, &left), NULL));
    } while (count < 0 && blocking_again(t));
    if (count < 0 && !error_pending(t))
        posix_error(t);
    return count >= 0;
}

static Value select_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    FileSet sets[3] = {0};
    fd_set ready[3];
    int64_t deadline;
    Value lists[3];
    Tuple *result = NULL;
    if (!select_read_deadline(t, args[3], TIMEOUT_SECOND, false, "timeout must be a float or None",
                              &deadline))
        return VALUE_NULL;
    bool ok = file_set_read(t, &sets[0], args[0]) && file_set_read(t, &sets[1], args[1]) &&
              file_set_read(t, &sets[2], args[2]) && wait_for_sets(t, sets, deadline, ready);
    int made = 0;
    while (ok && made < 3 && !is_null(lists[made] = ready_files(t, &sets[made], &ready[made])))
        made++;
    if (made == 3)
        result = tuple_pack(t, 3, lists[0], lists[1], lists[2]);
    while (made-- > 0)
        decref(t, lists[made]);
    for (int i = 0; i < 3; i++)
        file_set_fini(t, &sets[i]);
    return result_value(result);
}

/* --- the module --- */

static Value poll_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Type *type = native_types_find(t, &select_poll_type_def);
    return type->slots.new_instance(t, type, NULL, 0, NULL);
}

static const MethodDef poll_def = {
    "poll", poll_function, "",
    "An object with which one can wait for events on any number of file descriptors."};

static const MethodDef functions[] = {
    {"select", select_function, "rlist, wlist, xlist, timeout=None, /",
     "Wait until files can be read, written or have something exceptional: three lists of those that are "
     "ready.\n\nThe "
     "arguments are iterables of file descriptors or of objects with a method fileno(), and how many "
     "seconds\nto wait at "
     "most; None: for ever."},
    {0},
};

static const TypeDef *const types[] = {&select_poll_type_def, &select_epoll_type_def, NULL};

static const IntConstant constants[] = {
    {"PIPE_BUF", PIPE_BUF},
    {"POLLIN", POLLIN},
    {"POLLPRI", POLLPRI},
    {"POLLOUT", POLLOUT},
    {"POLLERR", POLLERR},
    {"POLLHUP", POLLHUP},
    {"POLLNVAL", POLLNVAL},
    {"POLLRDNORM", POLLRDNORM},
    {"POLLRDBAND", POLLRDBAND},
    {"POLLWRNORM", POLLWRNORM},
    {"POLLWRBAND", POLLWRBAND},
    {"POLLMSG", POLLMSG},
    {"POLLRDHUP", POLLRDHUP},
    {"EPOLLIN", EPOLLIN},
    {"EPOLLOUT", EPOLLOUT},
    {"EPOLLPRI", EPOLLPRI},
    {"EPOLLERR", EPOLLERR},
    {"EPOLLHUP", EPOLLHUP},
    {"EPOLLRDHUP", EPOLLRDHUP},
    {"EPOLLET", EPOLLET},
    {"EPOLLONESHOT", EPOLLONESHOT},
    {"EPOLLEXCLUSIVE", EPOLLEXCLUSIVE},
    {"EPOLLRDNORM", EPOLLRDNORM},
    {"EPOLLRDBAND", EPOLLRDBAND},
    {"EPOLLWRNORM", EPOLLWRNORM},
    {"EPOLLWRBAND", EPOLLWRBAND},
    {"EPOLLMSG", EPOLLMSG},
    {"EPOLL_CLOEXEC", EPOLL_CLOEXEC},
    {0},
};

static bool select_exec(Thread *t, Value module) {
    /* The type is not to be called by its name: poll() makes its instances. */
    Value name = dict_get_name(t, module_dict(module), NAME(__name__));
    return module_add(t, module, "poll", native_new(t, &poll_def, value_str(name))) &&
           module_add(t, module, "error", new_object_ref(builtin_type(t, EXC_OSError)));
}

const ModuleDef select_module_def = {
    .name = "select",
    .doc = "Waiting for many files at once.",
    .ints = constants,
    .functions = functions,
    .types = types,
    .exec = select_exec,
};
