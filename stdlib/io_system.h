/* The calls of the operating system that may block. All files and streams read and write through these two,
 * so that what has to happen around blocking calls (the GIL, signals) is in one place: see runtime/park.h. The
 * caller holds the buffers, and what it knows of the stream may have changed when they return. */
#ifndef STDLIB_IO_SYSTEM_H
#define STDLIB_IO_SYSTEM_H

#include "runtime/interp.h"
#include <sys/types.h>

enum { IO_FAILED = -1, IO_WOULD_BLOCK = -2 };

/* Bytes read (0: end), IO_WOULD_BLOCK, or IO_FAILED with an exception pending. */
ssize_t io_read(Thread *t, int fd, void *data, size_t size);
ssize_t io_write(Thread *t, int fd, const void *data, size_t size);
/* A file descriptor (not inherited by programs that are started), or IO_FAILED; name: for the exception. */
int io_open(Thread *t, const char *path, int flags, Value name);

#endif
