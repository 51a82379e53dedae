/* Path arguments of os functions, and the functions that take paths and answer little. */
#include "runtime/park.h"
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "stdlib/posix.h"
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- arguments ---- */

Value posix_error(Thread *t) {
    return raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
}

Value path_error(Thread *t, const PathArg *path) {
    return raise_errno(t, errno, path->given, VALUE_NULL);
}

static const char *kinds(unsigned flags) {
    return flags == (PATH_MAY_BE_FD | PATH_MAY_BE_NONE) ? "string, bytes, os.PathLike, integer or None"
           : flags == PATH_MAY_BE_FD                    ? "string, bytes, os.PathLike or integer"
           : flags == PATH_MAY_BE_NONE                  ? "string, bytes, os.PathLike or None"
                                                        : "string, bytes or os.PathLike";
}

static bool error_kind(Thread *t, Value v, const char *function, const char *argument, unsigned flags) {
    raise_type_error(t, "%s: %s should be %s, not %T", function, argument, kinds(flags), v);
    return false;
}

static bool is_plain_path(Value v) {
    return is_str(v) || is_bytes(v);
}

static bool take_fd(Thread *t, Value v, PathArg *out) {
    Value index = op_index(t, v);
    int64_t fd;
    if (is_null(index))
        return false;
    bool fits = int_to_int64(index, &fd) && fd >= INT_MIN && fd <= INT_MAX;
    bool negative = int_sign(index) < 0;
    decref(t, index);
    if (!fits) {
        raise_overflow(t, negative ? "fd is less than minimum" : "fd is greater than maximum");
        return false;
    }
    out->fd = (int)fd;
    out->text = "";
    return true;
}

/* str or bytes for a path-like object, by __fspath__. */
static Value ask_fspath(Thread *t, Value v) {
    Value method = op_lookup_special(t, v, NAME(__fspath__));
    if (is_null(method))
        return method;
    Value path = op_call0(t, method);
    decref(t, method);
    if (is_null(path) || is_plain_path(path))
        return path;
    raise_type_error(t, "expected %T.__fspath__() to return str or bytes, not %T", v, path);
    decref(t, path);
    return VALUE_NULL;
}

/* Consumes the path. */
static bool take_text(Thread *t, Value path, PathArg *out) {
    out->given = path;
    out->is_bytes = is_bytes(path);
    out->bytes = str_fs_encode(t, path);
    if (!is_null(out->bytes)) {
        out->text = (const char *)value_bytes(out->bytes)->data;
        return true;
    }
    path_release(t, out);
    return false;
}

/* What has a buffer was a path once. */
static bool take_buffer(Thread *t, Value v, const char *function, const char *argument, unsigned flags, PathArg *out) {
    Buffer view;
    if (!warn(t, EXC_DeprecationWarning, 1, "%s: %s should be %s, not %T", function, argument, kinds(flags), v) ||
        !buffer_get(t, v, &view, BUFFER_SIMPLE))
        return false;
    Bytes *bytes = bytes_new(t, view.data, (size_t)view.length);
    buffer_release(t, &view);
    if (!bytes || !take_text(t, object_value(bytes), out))
        return false;
    value_store(t, &out->given, new_ref(v));
    return true;
}

bool path_take(Thread *t, Value v, const char *function, const char *argument, unsigned flags, PathArg *out) {
    *out = (PathArg){.given = VALUE_NULL, .bytes = VALUE_NULL, .fd = -1, .text = "."};
    if (is_null(v) || (is_none(v) && flags & PATH_MAY_BE_NONE))
        return true;
    if (is_plain_path(v))
        return take_text(t, new_ref(v), out);
    if (flags & PATH_MAY_BE_FD && (is_int(v) || type_of(t, v)->slots.unary[UNARY_INDEX])) {
        out->given = new_ref(v);
        return take_fd(t, v, out) || (path_release(t, out), false);
    }
    if (buffer_supported(t, v))
        return take_buffer(t, v, function, argument, flags, out);
    Value path = ask_fspath(t, v);
    if (is_null(path))
        return !error_pending(t) && error_kind(t, v, function, argument, flags);
    return take_text(t, path, out);
}

void path_release(Thread *t, PathArg *path) {
    value_clear(t, &path->bytes);
    value_clear(t, &path->given);
}

Value path_result(Thread *t, const char *text, bool is_bytes) {
    void *made =
        is_bytes ? (void *)bytes_new(t, text, strlen(text)) : (void *)str_fs_decode(t, text, strlen(text));
    return made ? object_value(made) : VALUE_NULL;
}

bool dir_fd_take(Thread *t, Value v, int *out) {
    *out = AT_FDCWD;
    if (is_null(v) || is_none(v))
        return true;
    if (!is_int(v) && !type_of(t, v)->slots.unary[UNARY_INDEX]) {
        raise_type_error(t, "argument should be integer or None, not %T", v);
        return false;
    }
    return arg_int(t, v, out);
}

bool flag_take(Thread *t, Value v, bool otherwise, bool *out) {
    *out = otherwise;
    return is_null(v) || arg_bool(t, v, out);
}

static bool call_fileno(Thread *t, Value v, int *out) {
    Value method = op_getattr_optional(t, v, NAME(fileno));
    if (is_null(method)) {
        if (!error_pending(t))
            raise_type_error(t, "argument must be an int, or have a fileno() method.");
        return false;
    }
    Value fd = op_call0(t, method);
    decref(t, method);
    bool ok = !is_null(fd) && is_int(fd) && arg_int(t, fd, out);
    if (!ok && !error_pending(t))
        raise_type_error(t, "fileno() returned a non-integer");
    decref(t, fd);
    return ok;
}

/* An int, or an object with fileno(). */
bool fd_take(Thread *t, Value v, int *out) {
    if (!(is_int(v) ? arg_int(t, v, out) : call_fileno(t, v, out)))
        return false;
    if (*out < 0)
        raise_value_error(t, "file descriptor cannot be a negative integer (%d)", *out);
    return *out >= 0;
}

bool posix_again(Thread *t, int64_t result) {
    return result < 0 && blocking_again(t);
}

/* ---- one path ---- */

static Value finish(Thread *t, PathArg *path, int result) {
    Value v = result < 0 ? path_error(t, path) : VALUE_NONE;
    path_release(t, path);
    return v;
}

static Value finish_two(Thread *t, PathArg *a, PathArg *b, int result) {
    Value v = result < 0 ? raise_errno(t, errno, a->given, b->given) : VALUE_NONE;
    path_release(t, a);
    path_release(t, b);
    return v;
}

static Value posix_chdir(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    if (!path_take(t, args[0], "chdir", "path", PATH_MAY_BE_FD, &path))
        return VALUE_NULL;
    return finish(t, &path, BLOCKING(t, "chdir", path.fd >= 0 ? fchdir(path.fd) : chdir(path.text)));
}

static char *current_directory(void) {
    return getcwd(NULL, 0);
}

static Value cwd(Thread *t, bool as_bytes) {
    char *text = current_directory();
    if (!text)
        return posix_error(t);
    Value v = path_result(t, text, as_bytes);
    free(text);
    return v;
}

static Value posix_getcwd(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return cwd(t, false);
}
static Value posix_getcwdb(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return cwd(t, true);
}

static Value posix_mkdir(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    int mode = 0777, dir_fd;
    if ((!is_null(args[1]) && !arg_int(t, args[1], &mode)) || !dir_fd_take(t, args[2], &dir_fd) ||
        !path_take(t, args[0], "mkdir", "path", 0, &path))
        return VALUE_NULL;
    return finish(t, &path, BLOCKING(t, "mkdir", mkdirat(dir_fd, path.text, (mode_t)mode)));
}

static Value remove_at(Thread *t, Value *args, const char *function, int flags) {
    PathArg path;
    int dir_fd;
    if (!dir_fd_take(t, args[1], &dir_fd) || !path_take(t, args[0], function, "path", 0, &path))
        return VALUE_NULL;
    return finish(t, &path, BLOCKING(t, "unlink", unlinkat(dir_fd, path.text, flags)));
}

static Value posix_rmdir(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return remove_at(t, args, "rmdir", AT_REMOVEDIR);
}
static Value posix_unlink(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return remove_at(t, args, "unlink", 0);
}
static Value posix_remove(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return remove_at(t, args, "remove", 0);
}

static Value posix_chmod(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    int mode, dir_fd;
    bool follow;
    if (!arg_int(t, args[1], &mode) || !dir_fd_take(t, args[2], &dir_fd) ||
        !flag_take(t, args[3], true, &follow) ||
        !path_take(t, args[0], "chmod", "path", PATH_MAY_BE_FD, &path))
        return VALUE_NULL;
    int result = path.fd >= 0 ? fchmod(path.fd, (mode_t)mode)
                              : fchmodat(dir_fd, path.text, (mode_t)mode, follow ? 0 : AT_SYMLINK_NOFOLLOW);
    if (result < 0 && !follow && (errno == ENOTSUP || errno == EOPNOTSUPP)) {
        path_release(t, &path);
        if (dir_fd != AT_FDCWD)
            return raise_value_error(t, "chmod: cannot use dir_fd and follow_symlinks together");
        return raise(t, EXC_NotImplementedError, "chmod: follow_symlinks unavailable on this platform");
    }
    return finish(t, &path, result);
}

bool id_take(Thread *t, Value v, const char *what, unsigned *out) {
    Value index = op_index(t, v);
    if (is_null(index)) {
        if (error_clear_if(t, EXC_TypeError))
            raise_type_error(t, "%s should be integer, not %T", what, v);
        return false;
    }
    int64_t id = 0;
    bool narrow = int_to_int64(index, &id), fits = narrow && id >= -1 && id <= UINT_MAX;
    bool less = narrow || int_sign(index) < 0; /* CPython says so of all that are narrow */
    decref(t, index);
    if (!fits)
        raise_overflow(t, less ? "%s is less than minimum" : "%s is greater than maximum", what);
    *out = (unsigned)id;
    return fits;
}

static Value posix_chown(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    unsigned uid, gid;
    int dir_fd;
    bool follow;
    if (!id_take(t, args[1], "uid", &uid) || !id_take(t, args[2], "gid", &gid) ||
        !dir_fd_take(t, args[3], &dir_fd) || !flag_take(t, args[4], true, &follow) ||
        !path_take(t, args[0], "chown", "path", PATH_MAY_BE_FD, &path))
        return VALUE_NULL;
    int result = path.fd >= 0 ? fchown(path.fd, uid, gid)
                              : fchownat(dir_fd, path.text, uid, gid, follow ? 0 : AT_SYMLINK_NOFOLLOW);
    return finish(t, &path, result);
}

static Value posix_lchown(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    unsigned uid, gid;
    if (!id_take(t, args[1], "uid", &uid) || !id_take(t, args[2], "gid", &gid) ||
        !path_take(t, args[0], "lchown", "path", 0, &path))
        return VALUE_NULL;
    return finish(t, &path, BLOCKING(t, "chown", lchown(path.text, uid, gid)));
}

static Value posix_access(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    int mode, dir_fd;
    bool effective, follow;
    if (!arg_int(t, args[1], &mode) || !dir_fd_take(t, args[2], &dir_fd) ||
        !flag_take(t, args[3], false, &effective) || !flag_take(t, args[4], true, &follow) ||
        !path_take(t, args[0], "access", "path", 0, &path))
        return VALUE_NULL;
    int flags = (effective ? AT_EACCESS : 0) | (follow ? 0 : AT_SYMLINK_NOFOLLOW);
    int result = BLOCKING(t, "access", faccessat(dir_fd, path.text, mode, flags));
    path_release(t, &path);
    return bool_value(result == 0);
}

static Value posix_truncate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    int64_t length;
    if (!arg_int64(t, args[1], &length) || !path_take(t, args[0], "truncate", "path", PATH_MAY_BE_FD, &path))
        return VALUE_NULL;
    return finish(t, &path, BLOCKING(t, "truncate", path.fd >= 0 ? ftruncate(path.fd, length) : truncate(path.text, length)));
}

static Value posix_mkfifo(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    int mode = 0666, dir_fd;
    if ((!is_null(args[1]) && !arg_int(t, args[1], &mode)) || !dir_fd_take(t, args[2], &dir_fd) ||
        !path_take(t, args[0], "mkfifo", "path", 0, &path))
        return VALUE_NULL;
    return finish(t, &path, BLOCKING(t, "mkfifo", mkfifoat(dir_fd, path.text, (mode_t)mode)));
}

/* ---- two paths ---- */

static bool take_two(Thread *t, Value *args, const char *function, PathArg *a, PathArg *b) {
    if (!path_take(t, args[0], function, "src", 0, a))
        return false;
    if (path_take(t, args[1], function, "dst", 0, b))
        return true;
    path_release(t, a);
    return false;
}

static Value move(Thread *t, Value *args, const char *function) {
    PathArg from, to;
    int from_fd, to_fd;
    if (!dir_fd_take(t, args[2], &from_fd) || !dir_fd_take(t, args[3], &to_fd) ||
        !take_two(t, args, function, &from, &to))
        return VALUE_NULL;
    return finish_two(t, &from, &to, BLOCKING(t, "rename", renameat(from_fd, from.text, to_fd, to.text)));
}

static Value posix_rename(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return move(t, args, "rename");
}
static Value posix_replace(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return move(t, args, "replace");
}

static Value posix_link(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg from, to;
    int from_fd, to_fd;
    bool follow;
    if (!dir_fd_take(t, args[2], &from_fd) || !dir_fd_take(t, args[3], &to_fd) ||
        !flag_take(t, args[4], true, &follow) || !take_two(t, args, "link", &from, &to))
        return VALUE_NULL;
    int flags = follow && !is_null(args[4]) ? AT_SYMLINK_FOLLOW : 0;
    return finish_two(t, &from, &to, BLOCKING(t, "link", linkat(from_fd, from.text, to_fd, to.text, flags)));
}

static Value posix_symlink(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg target, name;
    int dir_fd;
    if (!dir_fd_take(t, args[3], &dir_fd) || !take_two(t, args, "symlink", &target, &name))
        return VALUE_NULL;
    return finish_two(t, &target, &name, BLOCKING(t, "symlink", symlinkat(target.text, dir_fd, name.text)));
}

static Value posix_readlink(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    int dir_fd;
    char target[PATH_MAX + 1];
    if (!dir_fd_take(t, args[1], &dir_fd) || !path_take(t, args[0], "readlink", "path", 0, &path))
        return VALUE_NULL;
    ssize_t length = BLOCKING(t, "readlink", readlinkat(dir_fd, path.text, target, PATH_MAX));
    if (length >= 0)
        target[length] = 0;
    Value v = length < 0 ? path_error(t, &path) : path_result(t, target, path.is_bytes);
    path_release(t, &path);
    return v;
}

/* ---- utime ---- */

static bool split_seconds(Thread *t, Value v, struct timespec *out) {
    if (is_int(v)) {
        int64_t seconds;
        if (!int_to_int64(v, &seconds))
            return raise_overflow(t, "timestamp out of range for platform time_t"), false;
        *out = (struct timespec){.tv_sec = seconds};
        return true;
    }
    double d;
    if (!op_float(t, v, &d))
        return false;
    double whole = floor(d);
    if (!(whole >= -9e18 && whole <= 9e18)) {
        if (d != d)
            raise_value_error(t, "Invalid value NaN (not a number)");
        else
            raise_overflow(t, "timestamp out of range for platform time_t");
        return false;
    }
    long nanoseconds = (long)((d - whole) * 1e9);
    *out = (struct timespec){.tv_sec = (time_t)whole,
                             .tv_nsec = nanoseconds > 999999999 ? 999999999 : nanoseconds};
    return true;
}

static bool split_nanoseconds(Thread *t, Value v, struct timespec *out) {
    Value billion = small_int_value(1000000000), parts = op_binary(t, BINARY_DIVMOD, v, billion);
    if (is_null(parts))
        return false;
    int64_t seconds = 0, rest = 0;
    bool ok = is_tuple(parts) && value_tuple(parts)->length == 2 &&
              arg_int64(t, value_tuple(parts)->items[0], &seconds) &&
              arg_int64(t, value_tuple(parts)->items[1], &rest);
    decref(t, parts);
    *out = (struct timespec){.tv_sec = seconds, .tv_nsec = rest};
    return ok;
}

static bool take_times(Thread *t, Value times, Value ns, struct timespec out[2]) {
    bool have_times = !is_null(times) && !is_none(times), have_ns = !is_null(ns);
    out[0] = out[1] = (struct timespec){.tv_nsec = UTIME_NOW};
    if (have_times && have_ns) {
        raise_value_error(t, "utime: you may specify either 'times' or 'ns' but not both");
        return false;
    }
    if (!have_times && !have_ns)
        return true;
    Value pair = have_ns ? ns : times;
    if (!is_tuple(pair) || value_tuple(pair)->length != 2) {
        raise_type_error(t, have_ns ? "utime: 'ns' must be a tuple of two ints"
                                    : "utime: 'times' must be either a tuple of two ints or None");
        return false;
    }
    bool (*split)(Thread *, Value, struct timespec *) = have_ns ? split_nanoseconds : split_seconds;
    return split(t, value_tuple(pair)->items[0], &out[0]) && split(t, value_tuple(pair)->items[1], &out[1]);
}

static Value posix_utime(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    struct timespec times[2];
    int dir_fd;
    bool follow;
    if (!take_times(t, args[1], args[2], times) || !dir_fd_take(t, args[3], &dir_fd) ||
        !flag_take(t, args[4], true, &follow) ||
        !path_take(t, args[0], "utime", "path", PATH_MAY_BE_FD, &path))
        return VALUE_NULL;
    int result = path.fd >= 0 ? futimens(path.fd, times)
                              : utimensat(dir_fd, path.text, times, follow ? 0 : AT_SYMLINK_NOFOLLOW);
    return finish(t, &path, result);
}

/* ---- fspath ---- */

static Value posix_fspath(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (is_plain_path(args[0]))
        return new_ref(args[0]);
    Value path = ask_fspath(t, args[0]);
    if (is_null(path) && !error_pending(t))
        raise_type_error(t, "expected str, bytes or os.PathLike object, not %T", args[0]);
    return path;
}

const MethodDef posix_path_functions[] = {
    {"access", posix_access, "path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True",
     "May the real user read, write or run a file?", 0},
    {"chdir", posix_chdir, "path", "Make a directory the current one.", 0},
    {"chmod", posix_chmod, "path, mode, *, dir_fd=None, follow_symlinks=True",
     "Set the permissions of a file.", 0},
    {"chown", posix_chown, "path, uid, gid, *, dir_fd=None, follow_symlinks=True",
     "Set user and group of a file; -1 leaves one as it is.", 0},
    {"fspath", posix_fspath, "path", "A path as str or bytes: as it is, or what __fspath__() answers.", 0},
    {"getcwd", posix_getcwd, "", "The current directory, as str.", 0},
    {"getcwdb", posix_getcwdb, "", "The current directory, as bytes.", 0},
    {"lchown", posix_lchown, "path, uid, gid",
     "Change the owner and group id of path, not following symlinks.", 0},
    {"link", posix_link, "src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True",
     "Give a file a second name.", 0},
    {"mkdir", posix_mkdir, "path, mode=511, *, dir_fd=None", "Create a directory.", 0},
    {"mkfifo", posix_mkfifo, "path, mode=438, *, dir_fd=None",
     "Make a pipe that has a name in the file system.", 0},
    {"readlink", posix_readlink, "path, *, dir_fd=None", "Where a symbolic link leads.", 0},
    {"remove", posix_remove, "path, *, dir_fd=None", "Remove a file.", 0},
    {"rename", posix_rename, "src, dst, *, src_dir_fd=None, dst_dir_fd=None",
     "Give a file or directory another path.", 0},
    {"replace", posix_replace, "src, dst, *, src_dir_fd=None, dst_dir_fd=None",
     "Rename a file or directory; a file of the new name goes.", 0},
    {"rmdir", posix_rmdir, "path, *, dir_fd=None", "Remove a directory.", 0},
    {"symlink", posix_symlink, "src, dst, target_is_directory=False, *, dir_fd=None",
     "Make dst a symbolic link to src.", 0},
    {"truncate", posix_truncate, "path, length", "Give a file another length.", 0},
    {"unlink", posix_unlink, "path, *, dir_fd=None", "Remove a file.", 0},
    {"utime", posix_utime, "path, times=None, *, ns=0, dir_fd=None, follow_symlinks=True",
     "Set when a file was read and changed last; without times, now.", 0},
    {0}};
