/* os.stat and its like. */
#include "runtime/park.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/dict.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/posix.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>

/* The times stand twice: whole seconds in the sequence, and with fractions as attributes, which win when
 * asked by name (posix_stat_fix_type). */
static const StructSeqField stat_fields[] = {
    {"st_mode", "protection bits"},
    {"st_ino", "inode"},
    {"st_dev", "device"},
    {"st_nlink", "number of hard links"},
    {"st_uid", "user ID of owner"},
    {"st_gid", "group ID of owner"},
    {"st_size", "total size, in bytes"},
    {"st_atime", "integer time of last access"},
    {"st_mtime", "integer time of last modification"},
    {"st_ctime", "integer time of last change"},
    {"st_atime", "time of last access"},
    {"st_mtime", "time of last modification"},
    {"st_ctime", "time of last change"},
    {"st_atime_ns", "when it was read last, in nanoseconds"},
    {"st_mtime_ns", "when its contents changed last, in nanoseconds"},
    {"st_ctime_ns", "when its inode changed last, in nanoseconds"},
    {"st_blksize", "blocksize for filesystem I/O"},
    {"st_blocks", "number of blocks allocated"},
    {"st_rdev", "device type (if inode device)"},
    {0},
};

const StructSeqDef posix_stat_result_def = {
    "os.stat_result",
    "stat_result: what os.stat(), os.lstat() and os.fstat() tell about a file.\n\nA tuple whose items have "
    "names; what is not among the items is an attribute only.",
    stat_fields,
    10,
};

bool posix_stat_fix_type(Thread *t) {
    static const char *const names[] = {"st_atime", "st_mtime", "st_ctime"};
    Type *type = structseq_type(t, &posix_stat_result_def);
    for (int i = 0; type && i < 3; i++) {
        Str *name = str_intern_utf8(t, names[i]);
        int deleted = name ? dict_delete(t, type->dict, object_value(name)) : -1;
        xdecref_object(t, name);
        if (deleted < 0)
            return false;
    }
    return type && type_modified(t, type, NULL);
}

static Value float_time(Thread *t, struct timespec time) {
    return float_value(t, (double)time.tv_sec + 1e-9 * (double)time.tv_nsec);
}

static Value nanosecond_time(Thread *t, struct timespec time) {
    return int_value(t, (int64_t)time.tv_sec * 1000000000 + time.tv_nsec);
}

Value stat_value(Thread *t, const void *status) {
    const struct stat *s = status;
    Type *type = structseq_type(t, &posix_stat_result_def);
    Value items[] = {
        int_value(t, s->st_mode),          int_value(t, (int64_t)s->st_ino),
        int_value(t, (int64_t)s->st_dev),  int_value(t, (int64_t)s->st_nlink),
        int_value(t, s->st_uid),           int_value(t, s->st_gid),
        int_value(t, s->st_size),          int_value(t, s->st_atim.tv_sec),
        int_value(t, s->st_mtim.tv_sec),   int_value(t, s->st_ctim.tv_sec),
        float_time(t, s->st_atim),         float_time(t, s->st_mtim),
        float_time(t, s->st_ctim),         nanosecond_time(t, s->st_atim),
        nanosecond_time(t, s->st_mtim),    nanosecond_time(t, s->st_ctim),
        int_value(t, s->st_blksize),       int_value(t, s->st_blocks),
        int_value(t, (int64_t)s->st_rdev),
    };
    return structseq_new(t, type, items, sizeof items / sizeof *items);
}

static Value finish(Thread *t, PathArg *path, int result, const struct stat *status) {
    Value v = result < 0 ? path_error(t, path) : stat_value(t, status);
    path_release(t, path);
    return v;
}

static Value posix_stat(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    struct stat status;
    int dir_fd;
    bool follow;
    if (!dir_fd_take(t, args[1], &dir_fd) || !flag_take(t, args[2], true, &follow) ||
        !path_take(t, args[0], "stat", "path", PATH_MAY_BE_FD, &path))
        return VALUE_NULL;
    int result;
    if (path.fd >= 0 || is_int(args[0]))
        result = BLOCKING(t, "stat", fstat(path.fd, &status));
    else
        result = BLOCKING(t, "stat", fstatat(dir_fd, path.text, &status, follow ? 0 : AT_SYMLINK_NOFOLLOW));
    return finish(t, &path, result, &status);
}

static Value posix_lstat(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    struct stat status;
    int dir_fd;
    if (!dir_fd_take(t, args[1], &dir_fd) || !path_take(t, args[0], "lstat", "path", 0, &path))
        return VALUE_NULL;
    return finish(t, &path, BLOCKING(t, "lstat", fstatat(dir_fd, path.text, &status, AT_SYMLINK_NOFOLLOW)),
                  &status);
}

static Value posix_fstat(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    struct stat status;
    if (!arg_int(t, args[0], &fd))
        return VALUE_NULL;
    return BLOCKING(t, "fstat", fstat(fd, &status)) < 0 ? posix_error(t) : stat_value(t, &status);
}

/* ---- file systems ---- */

static const StructSeqField statvfs_fields[] = {
    {"f_bsize", NULL},  {"f_frsize", NULL},  {"f_blocks", NULL}, {"f_bfree", NULL},
    {"f_bavail", NULL}, {"f_files", NULL},   {"f_ffree", NULL},  {"f_favail", NULL},
    {"f_flag", NULL},   {"f_namemax", NULL}, {"f_fsid", NULL},   {0},
};

const StructSeqDef posix_statvfs_result_def = {
    "os.statvfs_result",
    "statvfs_result: what os.statvfs() and os.fstatvfs() tell about a file system.\n\nA tuple whose items "
    "have names.",
    statvfs_fields,
    10,
};

static Value statvfs_value(Thread *t, const struct statvfs *s) {
    Type *type = structseq_type(t, &posix_statvfs_result_def);
    Value items[] = {
        int_from_uint64(t, s->f_bsize),   int_from_uint64(t, s->f_frsize), int_from_uint64(t, s->f_blocks),
        int_from_uint64(t, s->f_bfree),   int_from_uint64(t, s->f_bavail), int_from_uint64(t, s->f_files),
        int_from_uint64(t, s->f_ffree),   int_from_uint64(t, s->f_favail), int_from_uint64(t, s->f_flag),
        int_from_uint64(t, s->f_namemax), int_from_uint64(t, s->f_fsid),
    };
    return structseq_new(t, type, items, sizeof items / sizeof *items);
}

static Value posix_statvfs(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    struct statvfs status;
    if (!path_take(t, args[0], "statvfs", "path", PATH_MAY_BE_FD, &path))
        return VALUE_NULL;
    int result = BLOCKING(t, "statvfs", path.fd >= 0 ? fstatvfs(path.fd, &status) : statvfs(path.text, &status));
    Value v = result < 0 ? path_error(t, &path) : statvfs_value(t, &status);
    path_release(t, &path);
    return v;
}

static Value posix_fstatvfs(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    struct statvfs status;
    if (!arg_int(t, args[0], &fd))
        return VALUE_NULL;
    return BLOCKING(t, "statvfs", fstatvfs(fd, &status)) < 0 ? posix_error(t) : statvfs_value(t, &status);
}

/* Device numbers have no sign. */
static bool take_device(Thread *t, Value v, uint64_t *out) {
    if (!is_int(v))
        return raise_type_error(t, "an integer is required"), false;
    if (int_sign(v) < 0)
        return raise_overflow(t, "can't convert negative int to unsigned"), false;
    return int_to_uint64(v, out) || (raise_overflow(t, "int too big to convert"), false);
}

static Value posix_major(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    uint64_t device;
    return take_device(t, args[0], &device) ? int_value(t, major(device)) : VALUE_NULL;
}
static Value posix_minor(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    uint64_t device;
    return take_device(t, args[0], &device) ? int_value(t, minor(device)) : VALUE_NULL;
}
static Value posix_makedev(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int high, low;
    if (!arg_int(t, args[0], &high) || !arg_int(t, args[1], &low))
        return VALUE_NULL;
    return int_value(t, (int64_t)makedev((unsigned)high, (unsigned)low));
}

const MethodDef posix_stat_functions[] = {
    {"stat", posix_stat, "path, *, dir_fd=None, follow_symlinks=True", "What the system knows of a file.", 0},
    {"lstat", posix_lstat, "path, *, dir_fd=None",
     "What the system knows of a file, or of the symbolic link itself.", 0},
    {"fstat", posix_fstat, "fd", "What the system knows of an open file.", 0},
    {"statvfs", posix_statvfs, "path", "What the system knows of the file system that a path is in.", 0},
    {"fstatvfs", posix_fstatvfs, "fd, /", "What the system knows of the file system that an open file is in.",
     0},
    {"major", posix_major, "device, /", "The driver's part of a device number.", 0},
    {"minor", posix_minor, "device, /", "The device's part of a device number.", 0},
    {"makedev", posix_makedev, "major, minor, /", "The device number of a driver's number and a device's.",
     0},
    {0}};
