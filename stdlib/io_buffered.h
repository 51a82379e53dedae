/* The inside of buffered streams, for io_buffered.c and io_buffered_type.c. */
#ifndef STDLIB_IO_BUFFERED_H
#define STDLIB_IO_BUFFERED_H

#include "stdlib/io.h"

/* All of these need the stream's lock. */
bool buffered_write_data(Thread *t, Buffered *b, const void *data, int64_t length);
bool buffered_flush(Thread *t, Buffered *b);
/* What is in the buffer, and if there is room for more than that holds, what one read brings. */
ssize_t buffered_read_once(Thread *t, Buffered *b, uint8_t *data, int64_t size);
ssize_t buffered_read_some(Thread *t, Buffered *b, void *data, size_t size);

ssize_t buffered_raw_read(Thread *t, Buffered *b, void *data, int64_t size);
int64_t buffered_raw_seek(Thread *t, Buffered *b, int64_t offset, int whence); /* -1: exception */
int64_t buffered_raw_tell(Thread *t, Buffered *b);
bool buffered_check_ready(Thread *t, const Buffered *b);
int buffered_is_closed(Thread *t, Buffered *b);
bool buffered_check_open(Thread *t, Buffered *b, const char *what);
bool buffered_flush_pending(Thread *t, Buffered *b);
ssize_t buffered_fill(Thread *t, Buffered *b);
int64_t buffered_take(Buffered *b, void *data, int64_t size);
ssize_t buffered_read_into(Thread *t, Buffered *b, uint8_t *data, int64_t size);

#endif
