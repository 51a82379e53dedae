#include "stdlib/io_system.h"
#include "runtime/error.h"
#include "runtime/park.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

static ssize_t failed(Thread *t) {
    if (errno == EAGAIN || errno == EWOULDBLOCK)
        return IO_WOULD_BLOCK;
    if (!error_pending(t))
        raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
    return IO_FAILED;
}

ssize_t io_read(Thread *t, int fd, void *data, size_t size) {
    ssize_t n;
    do
        n = BLOCKING(t, "read", read(fd, data, size > INT_MAX ? INT_MAX : size));
    while (n < 0 && blocking_again(t));
    return n < 0 ? failed(t) : n;
}

ssize_t io_write(Thread *t, int fd, const void *data, size_t size) {
    ssize_t n;
    do
        n = BLOCKING(t, "write", write(fd, data, size > INT_MAX ? INT_MAX : size));
    while (n < 0 && blocking_again(t));
    return n < 0 ? failed(t) : n;
}

int io_open(Thread *t, const char *path, int flags, Value name) {
    int fd;
    do
        fd = BLOCKING(t, "open", open(path, flags | O_CLOEXEC, 0666));
    while (fd < 0 && blocking_again(t));
    if (fd < 0 && !error_pending(t))
        raise_errno(t, errno, name, VALUE_NULL);
    return fd;
}
