/* Module fcntl: control of file descriptors, ioctl, locks of files. */
#include "runtime/error.h"
#include "runtime/bytes.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/park.h"
#include "runtime/str.h"
#include "stdlib/posix.h"
#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>

enum { LONGEST_ARGUMENT = 1024 };

/* A number of which only the lowest 32 bits count, as for parameters of C's `unsigned int`. */
static bool take_bits(Thread *t, Value v, unsigned *out) {
    int64_t bits;
    if (is_null(v)) {
        *out = 0;
        return true;
    }
    if (!op_index_int64(t, v, &bits, EXC_OverflowError))
        return false;
    *out = (unsigned)bits;
    return true;
}

/* bytes and str are handed over as a copy that the call may change. */
static bool is_text(Value v) {
    return !is_null(v) && (is_bytes(v) || is_str(v));
}

/* The bytes of an argument, with a zero behind them. */
static bool copy_argument(Thread *t, Value v, const char *function, char *place, size_t *length) {
    const char *text = is_str(v) ? str_utf8(t, value_str(v), length) : (const char *)value_bytes(v)->data;
    if (!text)
        return false;
    if (is_bytes(v))
        *length = (size_t)value_bytes(v)->length;
    if (*length > LONGEST_ARGUMENT)
        return raise_value_error(t, "%s string arg too long", function), false;
    memcpy(place, text, *length);
    place[*length] = 0;
    return true;
}

static Value bytes_value(Thread *t, const char *data, size_t length) {
    Bytes *bytes = bytes_new(t, data, length);
    return bytes ? object_value(bytes) : VALUE_NULL;
}

static Value failed(Thread *t) {
    return error_pending(t) ? VALUE_NULL : posix_error(t);
}

/* ---- fcntl ---- */

static Value fcntl_with_text(Thread *t, int fd, int command, Value v) {
    char place[LONGEST_ARGUMENT + 1];
    size_t length;
    int result;
    if (!copy_argument(t, v, "fcntl", place, &length))
        return VALUE_NULL;
    do
        result = BLOCKING(t, "fcntl", fcntl(fd, command, place));
    while (posix_again(t, result));
    return result < 0 ? failed(t) : bytes_value(t, place, length);
}

static Value fcntl_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd, command, result;
    unsigned number;
    if (!fd_take(t, args[0], &fd) || !arg_int(t, args[1], &command))
        return VALUE_NULL;
    if (is_text(args[2]))
        return fcntl_with_text(t, fd, command, args[2]);
    if (!take_bits(t, args[2], &number))
        return VALUE_NULL;
    do
        result = BLOCKING(t, "fcntl", fcntl(fd, command, (int)number));
    while (posix_again(t, result));
    return result < 0 ? failed(t) : small_int_value(result);
}

/* ---- ioctl ---- */

static Value ioctl_with_text(Thread *t, int fd, unsigned request, Value v) {
    char place[LONGEST_ARGUMENT + 1];
    size_t length;
    if (!copy_argument(t, v, "ioctl", place, &length))
        return VALUE_NULL;
    int result = BLOCKING(t, "ioctl", ioctl(fd, request, place));
    return result < 0 ? failed(t) : bytes_value(t, place, length);
}

/* The call changes the buffer itself, or (change: false) a copy, which is the result. */
static Value ioctl_with_buffer(Thread *t, int fd, unsigned request, Value v, bool change) {
    Buffer view;
    char place[LONGEST_ARGUMENT + 1];
    if (!buffer_get(t, v, &view, BUFFER_WRITABLE))
        return VALUE_NULL;
    size_t length = (size_t)view.length;
    bool copies = !change || length <= LONGEST_ARGUMENT;
    Value answer = VALUE_NULL;
    if (!change && length > LONGEST_ARGUMENT) {
        raise_value_error(t, "ioctl string arg too long");
    } else {
        if (copies)
            memcpy(place, view.data, length);
        int result = BLOCKING(t, "ioctl", ioctl(fd, request, copies ? (void *)place : view.data));
        if (change && copies && result >= 0)
            memcpy(view.data, place, length);
        answer = result < 0 ? failed(t) : change ? small_int_value(result) : bytes_value(t, place, length);
    }
    buffer_release(t, &view);
    return answer;
}

static bool is_writable_buffer(Thread *t, Value v) {
    return !is_null(v) && !is_text(v) && buffer_supported(t, v);
}

static Value ioctl_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    unsigned request, number;
    bool change = true;
    if (!fd_take(t, args[0], &fd) || !take_bits(t, args[1], &request) ||
        (!is_null(args[3]) && !arg_bool(t, args[3], &change)))
        return VALUE_NULL;
    if (is_text(args[2]))
        return ioctl_with_text(t, fd, request, args[2]);
    if (is_writable_buffer(t, args[2]))
        return ioctl_with_buffer(t, fd, request, args[2], change);
    if (!take_bits(t, args[2], &number))
        return VALUE_NULL;
    int result = BLOCKING(t, "ioctl", ioctl(fd, request, number));
    return result < 0 ? failed(t) : small_int_value(result);
}

/* ---- locks ---- */

static Value flock_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd, operation, result;
    if (!fd_take(t, args[0], &fd) || !arg_int(t, args[1], &operation))
        return VALUE_NULL;
    do
        result = BLOCKING(t, "flock", flock(fd, operation));
    while (posix_again(t, result));
    return result < 0 ? failed(t) : VALUE_NONE;
}

static bool lock_kind(Thread *t, int command, short *kind) {
    if (command & LOCK_UN)
        *kind = F_UNLCK;
    else if (command & LOCK_SH)
        *kind = F_RDLCK;
    else if (command & LOCK_EX)
        *kind = F_WRLCK;
    else
        return raise_value_error(t, "unrecognized lockf argument"), false;
    return true;
}

static bool take_number(Thread *t, Value v, int64_t *out) {
    *out = 0;
    return is_null(v) || op_index_int64(t, v, out, EXC_OverflowError);
}

static Value lockf_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd, command, whence = 0, result;
    int64_t length, start;
    struct flock lock = {0};
    if (!fd_take(t, args[0], &fd) || !arg_int(t, args[1], &command) ||
        (!is_null(args[4]) && !arg_int(t, args[4], &whence)) || !lock_kind(t, command, &lock.l_type) ||
        !take_number(t, args[3], &start) || !take_number(t, args[2], &length))
        return VALUE_NULL;
    lock.l_start = start;
    lock.l_len = length;
    lock.l_whence = (short)whence;
    do
        result = BLOCKING(t, "lockf", fcntl(fd, command & LOCK_NB ? F_SETLK : F_SETLKW, &lock));
    while (posix_again(t, result));
    return result < 0 ? failed(t) : VALUE_NONE;
}

/* ---- the module ---- */

static const IntConstant constants[] = {
#define CONSTANT_ENTRY(name) {#name, name},
#include "stdlib/fcntl_constants.def"
#undef CONSTANT_ENTRY
    {0},
};

static const MethodDef functions[] = {
    {"fcntl", fcntl_function, "fd, cmd, arg=0, /",
     "Control a file descriptor. arg: a number, or bytes, which the answer then is, too."},
    {"ioctl", ioctl_function, "fd, request, arg=0, mutate_flag=True, /",
     "Control a device. arg: a number, bytes, or a buffer, which is changed (or copied)."},
    {"flock", flock_function, "fd, operation, /", "Lock a whole file, for all who got it from this open()."},
    {"lockf", lockf_function, "fd, cmd, len=0, start=0, whence=0, /",
     "Lock a part of a file for this process."},
    {0}};

const ModuleDef fcntl_module_def = {
    .name = "fcntl",
    .doc = "Control of file descriptors and devices, locks of files.",
    .ints = constants,
    .functions = functions,
};
