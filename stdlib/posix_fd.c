/* os functions of file descriptors. */
#include "runtime/park.h"
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "stdlib/posix.h"
#include <fcntl.h>
#include <limits.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

static Value posix_open(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    int flags, mode = 0777, dir_fd, fd;
    if (!arg_int(t, args[1], &flags) || (!is_null(args[2]) && !arg_int(t, args[2], &mode)) ||
        !dir_fd_take(t, args[3], &dir_fd) || !path_take(t, args[0], "open", "path", 0, &path))
        return VALUE_NULL;
    do
        fd = BLOCKING(t, "open", openat(dir_fd, path.text, flags | O_CLOEXEC, (mode_t)mode));
    while (posix_again(t, fd));
    Value v = fd >= 0 ? small_int_value(fd) : error_pending(t) ? VALUE_NULL : path_error(t, &path);
    path_release(t, &path);
    return v;
}

static Value posix_close(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    return arg_int(t, args[0], &fd) ? none_or_error(t, BLOCKING(t, "close", close(fd))) : VALUE_NULL;
}

static Value posix_closerange(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int low, high;
    if (!arg_int(t, args[0], &low) || !arg_int(t, args[1], &high))
        return VALUE_NULL;
    if (low < high)
        close_range((unsigned)(low < 0 ? 0 : low), (unsigned)high - 1, 0);
    return VALUE_NONE;
}

/* Reads up to `length` bytes at `offset` (-1: where the file stands). */
static Value read_bytes(Thread *t, int fd, int64_t length, int64_t offset) {
    if (length < 0) {
        errno = EINVAL;
        return posix_error(t);
    }
    if (length > INT_MAX)
        length = INT_MAX;
    Bytes *bytes = bytes_new(t, NULL, (size_t)length);
    if (!bytes)
        return VALUE_NULL;
    ssize_t got;
    do
        got = offset < 0 ? BLOCKING(t, "read", read(fd, bytes->data, (size_t)length))
                         : BLOCKING(t, "pread", pread(fd, bytes->data, (size_t)length, offset));
    while (posix_again(t, got));
    if (got < 0) {
        decref_object(t, bytes);
        return error_pending(t) ? VALUE_NULL : posix_error(t);
    }
    bytes = bytes_shrink(t, bytes, (size_t)got);
    return bytes ? object_value(bytes) : VALUE_NULL;
}

static Value posix_read(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    int64_t length;
    if (!arg_int(t, args[0], &fd) || !arg_int64(t, args[1], &length))
        return VALUE_NULL;
    return read_bytes(t, fd, length, -1);
}

static Value posix_pread(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    int64_t length, offset;
    if (!arg_int(t, args[0], &fd) || !arg_int64(t, args[1], &length) || !arg_int64(t, args[2], &offset))
        return VALUE_NULL;
    return read_bytes(t, fd, length, offset < 0 ? 0 : offset);
}

static Value write_bytes(Thread *t, int fd, Value data, int64_t offset) {
    Buffer view;
    if (!buffer_get(t, data, &view, BUFFER_SIMPLE))
        return VALUE_NULL;
    ssize_t written;
    do
        written = offset < 0 ? BLOCKING(t, "write", write(fd, view.data, (size_t)view.length))
                             : BLOCKING(t, "pwrite", pwrite(fd, view.data, (size_t)view.length, offset));
    while (posix_again(t, written));
    int error = errno;
    buffer_release(t, &view);
    if (written >= 0)
        return int_value(t, written);
    errno = error;
    return error_pending(t) ? VALUE_NULL : posix_error(t);
}

static Value posix_write(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    return arg_int(t, args[0], &fd) ? write_bytes(t, fd, args[1], -1) : VALUE_NULL;
}

static Value posix_pwrite(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    int64_t offset;
    if (!arg_int(t, args[0], &fd) || !arg_int64(t, args[2], &offset))
        return VALUE_NULL;
    return write_bytes(t, fd, args[1], offset < 0 ? 0 : offset);
}

static Value posix_lseek(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd, how;
    int64_t position;
    if (!arg_int(t, args[0], &fd) || !arg_int64(t, args[1], &position) || !arg_int(t, args[2], &how))
        return VALUE_NULL;
    int64_t result = lseek(fd, position, how);
    return result < 0 ? posix_error(t) : int_value(t, result);
}

static Value posix_dup(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    if (!arg_int(t, args[0], &fd))
        return VALUE_NULL;
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    return copy < 0 ? posix_error(t) : small_int_value(copy);
}

static Value posix_dup2(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd, to;
    bool inheritable;
    if (!arg_int(t, args[0], &fd) || !arg_int(t, args[1], &to) || !flag_take(t, args[2], true, &inheritable))
        return VALUE_NULL;
    int result = BLOCKING(t, "dup2", inheritable || fd == to ? dup2(fd, to) : dup3(fd, to, O_CLOEXEC));
    return result < 0 ? posix_error(t) : small_int_value(result);
}

static Value pipe_with(Thread *t, int flags) {
    int fds[2];
    if (pipe2(fds, flags) < 0)
        return posix_error(t);
    Tuple *pair = tuple_pack(t, 2, small_int_value(fds[0]), small_int_value(fds[1]));
    return pair ? object_value(pair) : VALUE_NULL;
}

static Value posix_pipe(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return pipe_with(t, O_CLOEXEC);
}

static Value posix_pipe2(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int flags;
    return arg_int(t, args[0], &flags) ? pipe_with(t, flags) : VALUE_NULL;
}

static Value posix_isatty(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    return arg_int(t, args[0], &fd) ? bool_value(isatty(fd)) : VALUE_NULL;
}

/* Waits until what was written is on the disk. */
static Value synchronise(Thread *t, Value v, int (*call)(int)) {
    int fd, result;
    if (!fd_take(t, v, &fd))
        return VALUE_NULL;
    do
        result = BLOCKING(t, "fsync", call(fd));
    while (posix_again(t, result));
    return error_pending(t) ? VALUE_NULL : none_or_error(t, result);
}

static Value posix_fsync(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return synchronise(t, args[0], fsync);
}
static Value posix_fdatasync(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return synchronise(t, args[0], fdatasync);
}
static Value posix_fchdir(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return synchronise(t, args[0], fchdir);
}

static Value posix_sync(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    blocking_begin(t, "sync");
    sync();
    blocking_end(t);
    return VALUE_NONE;
}

static Value posix_ftruncate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    int64_t length;
    if (!arg_int(t, args[0], &fd) || !arg_int64(t, args[1], &length))
        return VALUE_NULL;
    return none_or_error(t, BLOCKING(t, "ftruncate", ftruncate(fd, length)));
}

static Value posix_fchmod(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd, mode;
    if (!arg_int(t, args[0], &fd) || !arg_int(t, args[1], &mode))
        return VALUE_NULL;
    return none_or_error(t, fchmod(fd, (mode_t)mode));
}

static Value posix_fchown(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    unsigned uid, gid;
    if (!arg_int(t, args[0], &fd) || !id_take(t, args[1], "uid", &uid) || !id_take(t, args[2], "gid", &gid))
        return VALUE_NULL;
    return none_or_error(t, fchown(fd, uid, gid));
}

static Value posix_get_inheritable(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    if (!arg_int(t, args[0], &fd))
        return VALUE_NULL;
    int flags = fcntl(fd, F_GETFD);
    return flags < 0 ? posix_error(t) : bool_value(!(flags & FD_CLOEXEC));
}

static Value posix_set_inheritable(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd, inheritable;
    if (!arg_int(t, args[0], &fd) || !arg_int(t, args[1], &inheritable))
        return VALUE_NULL;
    int flags = fcntl(fd, F_GETFD);
    if (flags >= 0)
        flags = fcntl(fd, F_SETFD, inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC);
    return none_or_error(t, flags);
}

static Value posix_get_blocking(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    if (!arg_int(t, args[0], &fd))
        return VALUE_NULL;
    int flags = fcntl(fd, F_GETFL);
    return flags < 0 ? posix_error(t) : bool_value(!(flags & O_NONBLOCK));
}

static Value posix_set_blocking(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    bool blocking;
    if (!arg_int(t, args[0], &fd) || !arg_bool(t, args[1], &blocking))
        return VALUE_NULL;
    int flags = fcntl(fd, F_GETFL);
    if (flags >= 0)
        flags = fcntl(fd, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK);
    return none_or_error(t, flags);
}

static Value posix_ttyname(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    char name[256];
    if (!arg_int(t, args[0], &fd))
        return VALUE_NULL;
    int error = ttyname_r(fd, name, sizeof name);
    if (error) {
        errno = error;
        return posix_error(t);
    }
    return path_result(t, name, false);
}

static const StructSeqField terminal_size_fields[] = {
    {"columns", "how many characters a line has"},
    {"lines", "how many lines there are"},
    {0},
};
const StructSeqDef posix_terminal_size_def = {"os.terminal_size", "What get_terminal_size() answers.",
                                              terminal_size_fields, 2};

static Value posix_get_terminal_size(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd = STDOUT_FILENO;
    struct winsize size;
    if (!is_null(args[0]) && !arg_int(t, args[0], &fd))
        return VALUE_NULL;
    if (ioctl(fd, TIOCGWINSZ, &size) < 0)
        return posix_error(t);
    Type *type = structseq_type(t, &posix_terminal_size_def);
    Value items[] = {small_int_value(size.ws_col), small_int_value(size.ws_row)};
    return structseq_new(t, type, items, sizeof items / sizeof *items);
}

static Value posix_sendfile(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int out, in;
    int64_t count, start = 0;
    bool from_start = !is_none(args[2]);
    if (!arg_int(t, args[0], &out) || !arg_int(t, args[1], &in) ||
        (from_start && !arg_int64(t, args[2], &start)) || !arg_int64(t, args[3], &count))
        return VALUE_NULL;
    off_t offset = start;
    ssize_t sent;
    do
        sent = BLOCKING(t, "sendfile", sendfile(out, in, from_start ? &offset : NULL, (size_t)count));
    while (posix_again(t, sent));
    return sent >= 0 ? int_value(t, sent) : error_pending(t) ? VALUE_NULL : posix_error(t);
}

static Value posix_device_encoding(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    if (!arg_int(t, args[0], &fd))
        return VALUE_NULL;
    return isatty(fd) ? path_result(t, "utf-8", false) : VALUE_NONE;
}

const MethodDef posix_fd_functions[] = {
    {"open", posix_open, "path, flags, mode=511, *, dir_fd=None",
     "Opens a file and returns its descriptor, an int.", 0},
    {"close", posix_close, "fd", "Close a file descriptor.", 0},
    {"closerange", posix_closerange, "fd_low, fd_high, /",
     "Close all descriptors from fd_low up to, but not, fd_high, as far as they are open.", 0},
    {"read", posix_read, "fd, length, /", "Bytes read from a file descriptor, at most so many.", 0},
    {"pread", posix_pread, "fd, length, offset, /",
     "Read bytes at an offset; the position of the file stays.", 0},
    {"write", posix_write, "fd, data, /", "Write bytes; answers how many were taken.", 0},
    {"pwrite", posix_pwrite, "fd, buffer, offset, /",
     "Write bytes at an offset; the position of the file stays.", 0},
    {"lseek", posix_lseek, "fd, position, how, /",
     "Moves to a position in the file, which is returned counted from the start.", 0},
    {"dup", posix_dup, "fd, /", "A second descriptor for the same open file.", 0},
    {"dup2", posix_dup2, "fd, fd2, inheritable=True", "Duplicate file descriptor.", 0},
    {"pipe", posix_pipe, "", "Create a pipe.", 0},
    {"pipe2", posix_pipe2, "flags, /",
     "(descriptor to read from, descriptor to write to) of a new pipe with flags.", 0},
    {"isatty", posix_isatty, "fd, /", "True for the descriptor of a terminal.", 0},
    {"fsync", posix_fsync, "fd", "Wait until a file is on disk.", 0},
    {"fdatasync", posix_fdatasync, "fd", "Wait until the contents of a file are on disk.", 0},
    {"fchdir", posix_fchdir, "fd", "Make an open directory the current one.", 0},
    {"sync", posix_sync, "", "Have all that is in memory written to disk.", 0},
    {"ftruncate", posix_ftruncate, "fd, length, /", "Give an open file another length.", 0},
    {"fchmod", posix_fchmod, "fd, mode", "Set the permissions of an open file.", 0},
    {"fchown", posix_fchown, "fd, uid, gid", "Set user and group of an open file.", 0},
    {"get_inheritable", posix_get_inheritable, "fd, /",
     "Is a descriptor passed on to programs that are started?", 0},
    {"set_inheritable", posix_set_inheritable, "fd, inheritable, /",
     "Say whether a descriptor is passed on to programs that are started.", 0},
    {"get_blocking", posix_get_blocking, "fd, /", "Do reads and writes wait?", 0},
    {"set_blocking", posix_set_blocking, "fd, blocking, /", "Say whether reads and writes wait.", 0},
    {"ttyname", posix_ttyname, "fd, /", "The file name of a terminal.", 0},
    {"get_terminal_size", posix_get_terminal_size, "fd=<unrepresentable>, /",
     "How large a terminal is: (columns, lines).", 0},
    {"sendfile", posix_sendfile, "out_fd, in_fd, offset, count",
     "Send a part of a file inside the kernel; answers how many bytes.", 0},
    {"device_encoding", posix_device_encoding, "fd", "The encoding of a terminal; None for anything else.",
     0},
    {0}};
