/* os functions of descriptors beyond reading and writing: vectors of buffers, copying inside the kernel,
 * locks, events, terminals, device nodes. */
#include "runtime/thread.h"
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/memory.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "stdlib/posix.h"
#include <fcntl.h>
#include <limits.h>
#include <pty.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>
#include <utmp.h>

/* ---- vectors ---- */

typedef struct Vector {
    Tuple *objects;
    Buffer *views;
    struct iovec *pieces;
    int64_t count;
} Vector;

static void vector_release(Thread *t, Vector *v) {
    for (int64_t i = 0; i < v->count; i++)
        buffer_release(t, &v->views[i]);
    mem_free(v->views);
    mem_free(v->pieces);
    xdecref_object(t, v->objects);
}

static bool vector_take(Thread *t, const char *function, Value buffers, int flags, Vector *v) {
    *v = (Vector){0};
    if (!is_list(buffers) && !is_tuple(buffers) && !type_of(t, buffers)->slots.getitem)
        return raise_type_error(t, "%s() arg 2 must be a sequence", function), false;
    if (!(v->objects = op_to_tuple(t, buffers)))
        return false;
    size_t n = (size_t)v->objects->length;
    v->views = mem_calloc(n + 1, sizeof *v->views);
    v->pieces = mem_calloc(n + 1, sizeof *v->pieces);
    bool ok = v->views && v->pieces;
    if (!ok)
        raise_no_memory(t);
    for (size_t i = 0; ok && i < n; i++) {
        ok = buffer_get(t, v->objects->items[i], &v->views[i], flags);
        if (ok) {
            v->pieces[i] = (struct iovec){(void *)v->views[i].data, (size_t)v->views[i].length};
            v->count++;
        }
    }
    if (!ok)
        vector_release(t, v);
    return ok;
}

static Value count_or_error(Thread *t, int64_t n) {
    return n >= 0 ? int_value(t, n) : error_pending(t) ? VALUE_NULL : posix_error(t);
}

typedef ssize_t (*PlainTransfer)(int, const struct iovec *, int);
typedef ssize_t (*TransferAt)(int, const struct iovec *, int, off_t, int);

static Value transfer(Thread *t, Value *args, const char *name, int buffer_flags, PlainTransfer plain,
                      TransferAt at) {
    int fd, flags = 0;
    int64_t offset = 0;
    Vector v;
    if (!arg_int(t, args[0], &fd) || (at && !arg_int64(t, args[2], &offset)) ||
        (at && !is_null(args[3]) && !arg_int(t, args[3], &flags)) ||
        !vector_take(t, name, args[1], buffer_flags, &v))
        return VALUE_NULL;
    ssize_t n;
    do
        n = BLOCKING(t, "readv or writev",
                     at ? at(fd, v.pieces, (int)v.count, offset, flags) : plain(fd, v.pieces, (int)v.count));
    while (posix_again(t, n));
    Value result = count_or_error(t, n);
    vector_release(t, &v);
    return result;
}

static Value posix_readv(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return transfer(t, args, "readv", BUFFER_WRITABLE, readv, NULL);
}
static Value posix_writev(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return transfer(t, args, "writev", BUFFER_SIMPLE, writev, NULL);
}
static Value posix_preadv(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return transfer(t, args, "preadv", BUFFER_WRITABLE, NULL, preadv2);
}
static Value posix_pwritev(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return transfer(t, args, "pwritev", BUFFER_SIMPLE, NULL, pwritev2);
}

/* ---- copying ---- */

typedef struct Copy {
    int from, to;
    int64_t count;
    off_t from_offset, to_offset, *from_at, *to_at; /* NULL: where the file stands */
} Copy;

static bool offset_take(Thread *t, Value v, off_t *room, off_t **out) {
    int64_t offset;
    *out = NULL;
    if (is_null(v) || is_none(v))
        return true;
    if (!arg_int64(t, v, &offset))
        return false;
    *room = offset;
    *out = room;
    return true;
}

static bool copy_take(Thread *t, Value *args, Copy *c) {
    if (!arg_int(t, args[0], &c->from) || !arg_int(t, args[1], &c->to) || !arg_int64(t, args[2], &c->count))
        return false;
    if (c->count < 0)
        return raise_value_error(t, "negative value for 'count' not allowed"), false;
    return offset_take(t, args[3], &c->from_offset, &c->from_at) &&
           offset_take(t, args[4], &c->to_offset, &c->to_at);
}

static Value posix_copy_file_range(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Copy c;
    if (!copy_take(t, args, &c))
        return VALUE_NULL;
    ssize_t n;
    do
        n = BLOCKING(t, "copy_file_range",
                     copy_file_range(c.from, c.from_at, c.to, c.to_at, (size_t)c.count, 0));
    while (posix_again(t, n));
    return count_or_error(t, n);
}

static Value posix_splice(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Copy c;
    int flags = 0;
    if (!copy_take(t, args, &c) || (!is_null(args[5]) && !arg_int(t, args[5], &flags)))
        return VALUE_NULL;
    ssize_t n;
    do
        n = BLOCKING(t, "splice",
                     splice(c.from, c.from_at, c.to, c.to_at, (size_t)c.count, (unsigned)flags));
    while (posix_again(t, n));
    return count_or_error(t, n);
}

/* ---- locks and space ---- */

static Value posix_lockf(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd, command, result;
    int64_t length;
    if (!arg_int(t, args[0], &fd) || !arg_int(t, args[1], &command) || !arg_int64(t, args[2], &length))
        return VALUE_NULL;
    do
        result = BLOCKING(t, "lockf", lockf(fd, command, length));
    while (posix_again(t, result));
    return error_pending(t) ? VALUE_NULL : none_or_error(t, result);
}

/* These answer the error instead of setting errno. */
static Value none_or_code(Thread *t, int code) {
    errno = code;
    return code ? posix_error(t) : VALUE_NONE;
}

static Value posix_posix_fallocate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    int64_t offset, length;
    if (!arg_int(t, args[0], &fd) || !arg_int64(t, args[1], &offset) || !arg_int64(t, args[2], &length))
        return VALUE_NULL;
    return none_or_code(t, BLOCKING(t, "posix_fallocate", posix_fallocate(fd, offset, length)));
}

static Value posix_posix_fadvise(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd, advice;
    int64_t offset, length;
    if (!arg_int(t, args[0], &fd) || !arg_int64(t, args[1], &offset) || !arg_int64(t, args[2], &length) ||
        !arg_int(t, args[3], &advice))
        return VALUE_NULL;
    return none_or_code(t, BLOCKING(t, "posix_fadvise", posix_fadvise(fd, offset, length, advice)));
}

/* ---- descriptors without a file ---- */

static Value fd_value(Thread *t, int fd) {
    return fd < 0 ? posix_error(t) : small_int_value(fd);
}

static Value posix_memfd_create(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int flags = MFD_CLOEXEC;
    if (!is_null(args[1]) && !arg_int(t, args[1], &flags))
        return VALUE_NULL;
    Value name = str_fs_encode(t, args[0]);
    if (is_null(name))
        return name;
    int fd = memfd_create((const char *)value_bytes(name)->data, (unsigned)flags);
    decref(t, name);
    return fd_value(t, fd);
}

static Value posix_eventfd(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t start;
    int flags = EFD_CLOEXEC;
    if (!arg_int64(t, args[0], &start) || (!is_null(args[1]) && !arg_int(t, args[1], &flags)))
        return VALUE_NULL;
    if (start < 0)
        return raise_value_error(t, "value must be positive");
    if (start > UINT_MAX)
        return raise_overflow(t, "Python int too large for C unsigned int");
    return fd_value(t, eventfd((unsigned)start, flags));
}

static Value posix_eventfd_read(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd, result;
    eventfd_t value;
    if (!fd_take(t, args[0], &fd))
        return VALUE_NULL;
    do
        result = BLOCKING(t, "eventfd_read", eventfd_read(fd, &value));
    while (posix_again(t, result));
    return result == 0 ? int_from_uint64(t, value) : error_pending(t) ? VALUE_NULL : posix_error(t);
}

static bool take_eventfd_value(Thread *t, Value v, eventfd_t *out) {
    Value index = op_index(t, v);
    if (is_null(index))
        return false;
    bool negative = int_sign(index) < 0, fits = !negative && int_to_uint64(index, out);
    decref(t, index);
    if (negative)
        raise_value_error(t, "value must be positive");
    else if (!fits)
        raise_overflow(t, "int too big to convert");
    return fits;
}

static Value posix_eventfd_write(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd, result;
    eventfd_t value;
    if (!fd_take(t, args[0], &fd) || !take_eventfd_value(t, args[1], &value))
        return VALUE_NULL;
    do
        result = BLOCKING(t, "eventfd_write", eventfd_write(fd, value));
    while (posix_again(t, result));
    return error_pending(t) ? VALUE_NULL : none_or_error(t, result);
}

static Value posix_pidfd_open(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int pid, flags = 0;
    if (!arg_int(t, args[0], &pid) || (!is_null(args[1]) && !arg_int(t, args[1], &flags)))
        return VALUE_NULL;
    return fd_value(t, (int)syscall(SYS_pidfd_open, pid, flags));
}

/* ---- terminals ---- */

static Value number_pair(Thread *t, int a, int b) {
    Tuple *pair = tuple_pack(t, 2, small_int_value(a), small_int_value(b));
    return pair ? object_value(pair) : VALUE_NULL;
}

static Value posix_openpty(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int master, slave;
    if (openpty(&master, &slave, NULL, NULL, NULL) < 0)
        return posix_error(t);
    fcntl(master, F_SETFD, FD_CLOEXEC);
    fcntl(slave, F_SETFD, FD_CLOEXEC);
    return number_pair(t, master, slave);
}

static Value posix_forkpty(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int master = -1;
    thread_fork_begin(t);
    pid_t pid = forkpty(&master, NULL, NULL, NULL);
    thread_fork_end(t, pid);
    return pid < 0 ? posix_error(t) : number_pair(t, pid, master);
}

static Value posix_login_tty(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    return fd_take(t, args[0], &fd) ? none_or_error(t, login_tty(fd)) : VALUE_NULL;
}

static Value posix_tcgetpgrp(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    return arg_int(t, args[0], &fd) ? fd_value(t, tcgetpgrp(fd)) : VALUE_NULL;
}

static Value posix_tcsetpgrp(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd, group;
    if (!arg_int(t, args[0], &fd) || !arg_int(t, args[1], &group))
        return VALUE_NULL;
    return none_or_error(t, tcsetpgrp(fd, group));
}

static Value posix_ctermid(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    char name[L_ctermid];
    return path_result(t, ctermid(name), false);
}

/* ---- nodes and roots ---- */

static Value posix_mknod(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    int mode = 0600, dir_fd;
    int64_t device = 0;
    if ((!is_null(args[1]) && !arg_int(t, args[1], &mode)) ||
        (!is_null(args[2]) && !arg_int64(t, args[2], &device)) || !dir_fd_take(t, args[3], &dir_fd) ||
        !path_take(t, args[0], "mknod", "path", 0, &path))
        return VALUE_NULL;
    int result = BLOCKING(t, "mknod", mknodat(dir_fd, path.text, (mode_t)mode, (dev_t)device));
    Value v = result < 0 ? posix_error(t) : VALUE_NONE;
    path_release(t, &path);
    return v;
}

static Value posix_chroot(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    if (!path_take(t, args[0], "chroot", "path", 0, &path))
        return VALUE_NULL;
    Value v = chroot(path.text) < 0 ? path_error(t, &path) : VALUE_NONE;
    path_release(t, &path);
    return v;
}

const MethodDef posix_device_functions[] = {
    {"readv", posix_readv, "fd, buffers, /",
     "Read into several buffers, one after the other; answers how many bytes.", 0},
    {"writev", posix_writev, "fd, buffers, /", "Write several buffers in one call; answers how many bytes.",
     0},
    {"preadv", posix_preadv, "fd, buffers, offset, flags=0, /",
     "Read from an offset into several buffers; answers how many bytes.", 0},
    {"pwritev", posix_pwritev, "fd, buffers, offset, flags=0, /",
     "Write several buffers at an offset; answers how many bytes.", 0},
    {"copy_file_range", posix_copy_file_range, "src, dst, count, offset_src=None, offset_dst=None",
     "Copy between two files inside the kernel; answers how many bytes.", 0},
    {"splice", posix_splice, "src, dst, count, offset_src=None, offset_dst=None, flags=0",
     "Move bytes to or from a pipe inside the kernel; answers how many.", 0},
    {"lockf", posix_lockf, "fd, command, length, /",
     "Lock or unlock a part of a file, or look whether it is locked.", 0},
    {"posix_fallocate", posix_posix_fallocate, "fd, offset, length, /",
     "Reserve room on disk for a part of a file.", 0},
    {"posix_fadvise", posix_posix_fadvise, "fd, offset, length, advice, /",
     "Tell the kernel how a part of a file is going to be read.", 0},
    {"memfd_create", posix_memfd_create, "name, flags=MFD_CLOEXEC", NULL, 0},
    {"eventfd", posix_eventfd, "initval, flags=EFD_CLOEXEC",
     "The descriptor of a counter in the kernel, for telling others of events.", 0},
    {"eventfd_read", posix_eventfd_read, "fd", "Read eventfd value", 0},
    {"eventfd_write", posix_eventfd_write, "fd, value", "Write eventfd value.", 0},
    {"pidfd_open", posix_pidfd_open, "pid, flags=0", "A descriptor that stands for a process.", 0},
    {"openpty", posix_openpty, "", "Open a pseudo-terminal.", 0},
    {"forkpty", posix_forkpty, "",
     "fork() into a terminal of its own: (pid, descriptor of its other end); pid is 0 in the child.", 0},
    {"login_tty", posix_login_tty, "fd, /",
     "Make a terminal the controlling one of a new session, and stdin, stdout and stderr.", 0},
    {"tcgetpgrp", posix_tcgetpgrp, "fd, /", "The process group in the foreground of a terminal.", 0},
    {"tcsetpgrp", posix_tcsetpgrp, "fd, pgid, /", "Put a process group into the foreground of a terminal.",
     0},
    {"ctermid", posix_ctermid, "", "The file name of the controlling terminal.", 0},
    {"mknod", posix_mknod, "path, mode=384, device=0, *, dir_fd=None",
     "Make a file, a named pipe or a device, as mode says.", 0},
    {"chroot", posix_chroot, "path", "Make a directory the root of all paths.", 0},
    {0}};
