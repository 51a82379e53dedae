/* What the files of module _io (io*.c) share: the objects, and the short ways between the layers of a stream
 * that are taken when a layer is exactly the built-in class (no subclass could have other methods). */
#ifndef STDLIB_IO_H
#define STDLIB_IO_H

#include "runtime/bytes.h"
#include "runtime/codec.h"
#include "runtime/error.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/io_lock.h"
#include "stdlib/io_system.h"
#include "stdlib/native_types.h"

enum { IO_BUFFER_SIZE = 8192, IO_TYPE_FLAGS = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS | TYPE_WEAKREFABLE };

typedef struct FileIO {
    Object ob;
    int fd; /* -1: closed */
    bool readable, writable, appending, created, close_fd, regular;
    bool ending;  /* its finalizer closes it */
    int seekable; /* -1: not yet known */
    Value name;   /* VALUE_NULL: none */
} FileIO;

/* BufferedReader, BufferedWriter and BufferedRandom. Either the buffer holds data[position..end) read ahead,
 * so that the raw stream is that far ahead, or it holds data[0..pending) to be written at the raw stream's
 * position; never both. */
typedef struct Buffered {
    Object ob;
    Value raw;     /* VALUE_NULL: detached, or never set */
    FileIO *file;  /* raw, if it is exactly a FileIO */
    uint8_t *data; /* NULL: not initialized */
    int64_t size, position, end, pending;
    bool readable, writable, detached, closing, ending;
    StreamLock lock;
} Buffered;

extern const TypeDef iobase_type_def, raw_iobase_type_def, buffered_iobase_type_def, text_iobase_type_def;
extern const TypeDef file_io_type_def, buffered_reader_type_def, buffered_writer_type_def,
    buffered_random_type_def, buffered_rw_pair_type_def, bytes_io_type_def, bytes_io_buffer_type_def,
    string_io_type_def, text_io_wrapper_type_def, newline_decoder_type_def;

static inline bool io_is_exact(Value v, const TypeDef *def) {
    return is_pointer(v) && value_object(v)->type->def == def;
}
/* io.UnsupportedOperation */
Value io_raise_unsupported(Thread *t, const char *message);

/* io_base.c */
int io_is_closed(Thread *t, Value stream);     /* v.closed: 1, 0, -1 */
bool io_check_closed(Thread *t, Value stream); /* ValueError "I/O operation on closed file." */
Value io_cannot_pickle(Thread *t, Value *args, int nargs, Tuple *kwnames); /* __reduce__ of streams on files */
/* 1, 0, -1: the answer of stream.readable() and the like. */
int io_ask(Thread *t, Value stream, Str *method);
/* A size argument: VALUE_NULL and None give -1; TypeError "argument should be integer or None, not '%T'". */
bool io_size(Thread *t, Value v, int64_t *size);
Value io_bytes(Thread *t, const void *data, size_t length);
/* The end of a close() in two steps: `problem` (consumed) is what the first one raised, or VALUE_NULL; `result` is
 * the answer of the second. What the second raised goes on, with the first as its context. */
Value io_end_close(Thread *t, Value problem, Value result);
/* `{NULL}`-proof helper for methods that only pass a call on. */
Value io_forward(Thread *t, Value target, Str *name, Value *args, int count);
/* stream.readlines(hint) and stream.writelines(lines), for any stream. */
Value io_readlines(Thread *t, Value stream, int64_t hint);

/* io_file.c */
ssize_t file_io_read(Thread *t, FileIO *file, void *data, size_t size);
ssize_t file_io_write(Thread *t, FileIO *file, const void *data, size_t size);
int64_t file_io_seek(Thread *t, FileIO *file, int64_t offset, int whence); /* -1: exception */
/* Nobody closed source, which is the file or a stream over it: a ResourceWarning, if the file is open. */
void file_io_warn_unclosed(Thread *t, Value file, Value source);
Value file_io_read_all(Thread *t, FileIO *file);

/* io_buffered_type.c: the same for a buffered stream's file; other objects have nothing to tell. */
void buffered_warn_unclosed(Thread *t, Value stream, Value source);
bool *buffered_ending(Value stream); /* NULL: not a built-in buffered stream nor a subclass */
/* io_text.c */
bool *text_ending(Value stream);

/* io_buffered.c: of exact instances; the same checks as the methods, and the same lock. The caller holds a reference. */
bool buffered_locked_write(Thread *t, Buffered *b, const void *data, int64_t length);
bool buffered_locked_flush(Thread *t, Buffered *b);
/* read1 into the caller's memory: bytes, or IO_FAILED. */
ssize_t buffered_locked_read(Thread *t, Buffered *b, void *data, size_t size);

/* io_newlines.c */
typedef enum NewlineSeen { SEEN_CR = 1, SEEN_LF = 2, SEEN_CRLF = 4 } NewlineSeen;
/* \r\n and \r become \n (if translate); notes in *seen which there were. Consumes s. */
Str *newlines_translate(Thread *t, Str *s, bool translate, int *seen);
Value newlines_value(Thread *t, int seen); /* None, a str or a tuple */
/* Checks the newline argument: VALUE_NULL or None gives NULL. */
bool newlines_argument(Thread *t, Value v, const char *function, const char **newline);
/* Where the line that starts at `start` ends (behind its newline), within s; -1: not there. universal: any
 * newline; else `newline`. */
int64_t newlines_find_end(const Str *s, int64_t start, bool translated, bool universal, const char *newline);

/* io_open.c */
Value io_open_stream(Thread *t, Value file, Value mode, Value buffering, Value encoding, Value errors,
                     Value newline, Value closefd, Value opener);

/* The end of a __setstate__: the items of a dict (or None) become attributes. None, or VALUE_NULL with an
 * exception. */
Value io_set_attributes(Thread *t, Value self, Value attributes, const char *which_item);

#endif
