/* FileIO: a file descriptor as a raw stream. */
#include "runtime/park.h"
#include "runtime/byte_builder.h"
#include "runtime/byte_span.h"
#include "runtime/int.h"
#include "stdlib/io.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static FileIO *file_of(Value v) {
    return (FileIO *)value_object(v);
}

static bool check_open(Thread *t, const FileIO *f) {
    if (f->fd < 0)
        raise_value_error(t, "I/O operation on closed file");
    return f->fd >= 0;
}

static bool fail(Thread *t, Value name) {
    raise_errno(t, errno, name, VALUE_NULL);
    return false;
}

/* Opening. */

static bool parse_mode(Thread *t, FileIO *f, Str *mode, int *flags) {
    bool plus = false, main = false;
    *flags = 0;
    for (int64_t i = 0; i < mode->length; i++) {
        uint32_t c = str_at(mode, i);
        if (c == 'b')
            continue;
        if (!strchr("rwax+", (int)c) || c > 127)
            return raise_value_error(t, "invalid mode: %U", mode), false;
        if (c == '+' ? plus : main)
            return raise_value_error(
                       t, "Must have exactly one of create/read/write/append mode and at most one plus"),
                   false;
        if (c == '+') {
            plus = true;
            continue;
        }
        main = true;
        f->readable = c == 'r';
        f->writable = c != 'r';
        f->created = c == 'x';
        f->appending = c == 'a';
        *flags = c == 'r'   ? 0
                 : c == 'w' ? O_CREAT | O_TRUNC
                 : c == 'a' ? O_CREAT | O_APPEND
                            : O_CREAT | O_EXCL;
    }
    if (!main)
        return raise_value_error(
                   t, "Must have exactly one of create/read/write/append mode and at most one plus"),
               false;
    if (plus)
        f->readable = f->writable = true;
    *flags |= f->readable && f->writable ? O_RDWR : f->readable ? O_RDONLY : O_WRONLY;
    return true;
}

static bool open_with_opener(Thread *t, FileIO *f, Value name, int flags, Value opener) {
    Value v = op_call2(t, opener, name, small_int_value(flags | O_CLOEXEC));
    int64_t fd = -1;
    if (is_null(v))
        return false;
    bool ok = is_int(v) && int_to_int64(v, &fd);
    decref(t, v);
    if (!ok)
        return raise_type_error(t, "expected integer from opener"), false;
    if (fd < 0)
        return raise_value_error(t, "opener returned %d", (int)fd), false;
    f->fd = (int)fd;
    return true;
}

static bool open_path(Thread *t, FileIO *f, Value name, int flags, Value opener) {
    if (!f->close_fd)
        return raise_value_error(t, "Cannot use closefd=False with file name"), false;
    if (!is_null(opener) && !is_none(opener))
        return open_with_opener(t, f, name, flags, opener);
    Value path = str_fs_encode(t, name);
    if (is_null(path))
        return false;
    f->fd = io_open(t, (const char *)value_bytes(path)->data, flags, name);
    decref(t, path);
    return f->fd >= 0;
}

static bool examine(Thread *t, FileIO *f, Value name) {
    struct stat info;
    if (fstat(f->fd, &info) < 0)
        return errno != EBADF || fail(t, is_int(name) ? VALUE_NULL : name);
    f->regular = S_ISREG(info.st_mode);
    if (S_ISDIR(info.st_mode)) {
        errno = EISDIR;
        return fail(t, name);
    }
    return true;
}

static void give_up(FileIO *f, bool ours) {
    if (ours && f->fd >= 0)
        close(f->fd);
    f->fd = -1;
}

static bool open_file(Thread *t, FileIO *f, Value file, int flags, Value opener) {
    int64_t fd;
    bool number = is_int(file);
    if (number) {
        if (!int_to_int64(file, &fd) || fd > INT32_MAX)
            return raise_overflow(t, "Python int too large to convert to C int"), false;
        if (fd < 0)
            return raise_value_error(t, "negative file descriptor"), false;
        f->fd = (int)fd;
    } else if (!open_path(t, f, file, flags, opener))
        return false;
    if (!examine(t, f, file)) {
        give_up(f, !number);
        return false;
    }
    value_store(t, &f->name, new_ref(file));
    if (f->appending && file_io_seek(t, f, 0, SEEK_END) < 0)
        error_clear(t);
    return true;
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    FileIO *f = object_new(t, type, 0);
    if (!f)
        return VALUE_NULL;
    f->fd = -1;
    f->seekable = -1;
    f->close_fd = true;
    f->name = VALUE_NULL;
    return object_value(f);
}

static bool init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    FileIO *f = file_of(self);
    int flags = O_RDONLY;
    if (f->fd >= 0)
        give_up(f, f->close_fd);
    f->readable = is_null(args[1]);
    f->writable = f->created = f->appending = false;
    f->seekable = -1;
    f->close_fd = true;
    if (!is_null(args[2]) && !arg_bool(t, args[2], &f->close_fd))
        return false;
    if (!is_null(args[1])) {
        Str *mode = arg_str(t, args[1], "FileIO", "mode");
        if (!mode || !parse_mode(t, f, mode, &flags))
            return false;
    }
    return open_file(t, f, args[0], flags, args[3]);
}

static void dealloc(Thread *t, Object *self) {
    FileIO *f = (FileIO *)self;
    give_up(f, f->close_fd);
    decref(t, f->name);
}

static void traverse(Object *self, VisitFn visit, void *arg) {
    Value name = ((FileIO *)self)->name;
    visit_value(name, visit, arg);
}

/* Reading and writing. */

ssize_t file_io_read(Thread *t, FileIO *f, void *data, size_t size) {
    if (!check_open(t, f))
        return IO_FAILED;
    if (!f->readable)
        return io_raise_unsupported(t, "File not open for reading"), IO_FAILED;
    return io_read(t, f->fd, data, size);
}

ssize_t file_io_write(Thread *t, FileIO *f, const void *data, size_t size) {
    if (!check_open(t, f))
        return IO_FAILED;
    if (!f->writable)
        return io_raise_unsupported(t, "File not open for writing"), IO_FAILED;
    return io_write(t, f->fd, data, size);
}

static Value read_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    FileIO *f = file_of(args[0]);
    int64_t size;
    if (!check_open(t, f))
        return VALUE_NULL;
    if (!f->readable)
        return io_raise_unsupported(t, "File not open for reading");
    if (!io_size(t, args[1], &size))
        return VALUE_NULL;
    if (size < 0)
        return file_io_read_all(t, f);
    Bytes *bytes = bytes_new(t, NULL, (size_t)size);
    ssize_t n = bytes ? file_io_read(t, f, bytes->data, (size_t)size) : IO_FAILED;
    if (n >= 0 && (bytes = bytes_shrink(t, bytes, (size_t)n)))
        return object_value(bytes);
    if (n < 0)
        xdecref_object(t, bytes);
    return n == IO_WOULD_BLOCK ? VALUE_NONE : VALUE_NULL;
}

/* How many bytes to expect until the end: what a regular file still has and one more, to see the end. */
static size_t expected(const FileIO *f) {
    struct stat info;
    off_t at = f->regular ? lseek(f->fd, 0, SEEK_CUR) : -1;
    if (at < 0 || fstat(f->fd, &info) < 0 || info.st_size < at)
        return IO_BUFFER_SIZE;
    return (size_t)(info.st_size - at) + 1;
}

Value file_io_read_all(Thread *t, FileIO *f) {
    ByteBuilder b;
    if (!check_open(t, f))
        return VALUE_NULL;
    bytebuilder_init(&b, t);
    bool ok = bytebuilder_reserve(&b, expected(f));
    while (ok) {
        ssize_t n = file_io_read(t, f, b.data + b.length, b.room - b.length);
        if (n == IO_WOULD_BLOCK && b.length == 0)
            return bytebuilder_drop(&b), VALUE_NONE;
        if (n == IO_FAILED)
            return bytebuilder_drop(&b), VALUE_NULL;
        if (n <= 0)
            break;
        b.length += (size_t)n;
        ok = b.length < b.room || bytebuilder_reserve(&b, b.length);
    }
    Bytes *bytes = bytebuilder_finish(&b);
    return bytes ? object_value(bytes) : VALUE_NULL;
}

static Value readall_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    FileIO *f = file_of(args[0]);
    if (f->fd >= 0 && !f->readable)
        return io_raise_unsupported(t, "File not open for reading");
    return file_io_read_all(t, f);
}

static Value count_value(ssize_t n) {
    return n == IO_WOULD_BLOCK ? VALUE_NONE : n < 0 ? VALUE_NULL : small_int_value(n);
}

static Value readinto_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Buffer view;
    if (!buffer_get(t, args[1], &view, BUFFER_WRITABLE)) {
        error_clear(t);
        return raise_type_error(t, "readinto() argument must be read-write bytes-like object, not %T",
                                args[1]);
    }
    ssize_t n = file_io_read(t, file_of(args[0]), view.data, (size_t)view.length);
    buffer_release(t, &view);
    return count_value(n);
}

static Value write_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg data;
    if (!span_get(t, args[1], &data))
        return VALUE_NULL;
    ssize_t n = file_io_write(t, file_of(args[0]), data.span.data, (size_t)data.span.length);
    span_release(t, &data);
    return count_value(n);
}

/* Positions. */

int64_t file_io_seek(Thread *t, FileIO *f, int64_t offset, int whence) {
    if (!check_open(t, f))
        return -1;
    off_t at = lseek(f->fd, offset, whence);
    if (at < 0)
        fail(t, VALUE_NULL);
    return at;
}

static Value seek_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t offset;
    int whence = 0;
    if (!check_open(t, file_of(args[0])) || (!is_null(args[2]) && !arg_int(t, args[2], &whence)))
        return VALUE_NULL;
    if (!op_index_int64(t, args[1], &offset, EXC_OverflowError))
        return VALUE_NULL;
    int64_t at = file_io_seek(t, file_of(args[0]), offset, whence);
    return at < 0 ? VALUE_NULL : int_value(t, at);
}

static Value tell_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t at = file_io_seek(t, file_of(args[0]), 0, SEEK_CUR);
    return at < 0 ? VALUE_NULL : int_value(t, at);
}

static Value truncate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    FileIO *f = file_of(args[0]);
    int64_t size;
    if (!check_open(t, f))
        return VALUE_NULL;
    if (!f->writable)
        return io_raise_unsupported(t, "File not open for writing");
    if (is_null(args[1]) || is_none(args[1]))
        size = file_io_seek(t, f, 0, SEEK_CUR);
    else if (!op_index_int64(t, args[1], &size, EXC_OverflowError))
        return VALUE_NULL;
    if (error_pending(t))
        return VALUE_NULL;
    if (BLOCKING(t, "ftruncate", ftruncate(f->fd, size)) < 0)
        return fail(t, VALUE_NULL), VALUE_NULL;
    return int_value(t, size);
}

void file_io_warn_unclosed(Thread *t, Value file, Value source) {
    if (!is_native(file, &file_io_type_def) || file_of(file)->fd < 0 || !file_of(file)->close_fd)
        return;
    Value pending = error_fetch(t);
    if (!warn_about(t, EXC_ResourceWarning, source, "unclosed file %R", source))
        error_unraisable(t, NULL, file);
    error_restore(t, pending);
}

static Value close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    FileIO *f = file_of(args[0]);
    Value problem = VALUE_NULL;
    if (f->fd >= 0) {
        decref(t, op_call_method0(t, args[0], NAME(flush))); /* the object or a subclass may have one */
        problem = error_fetch(t);
    }
    if (f->ending)
        file_io_warn_unclosed(t, args[0], args[0]);
    int fd = f->fd;
    f->fd = -1;
    Value result = VALUE_NONE;
    if (fd >= 0 && f->close_fd && BLOCKING(t, "close", close(fd)) < 0 && errno != EINTR)
        result = raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
    return io_end_close(t, problem, result);
}

static Value flush_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return file_of(args[0])->fd >= 0 ? VALUE_NONE : raise_value_error(t, "I/O operation on closed file.");
}

/* What it is. */

static Value seekable_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    FileIO *f = file_of(args[0]);
    if (!check_open(t, f))
        return VALUE_NULL;
    if (f->seekable < 0)
        f->seekable = lseek(f->fd, 0, SEEK_CUR) >= 0;
    return bool_value(f->seekable);
}

static Value readable_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_open(t, file_of(args[0])) ? bool_value(file_of(args[0])->readable) : VALUE_NULL;
}

static Value writable_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_open(t, file_of(args[0])) ? bool_value(file_of(args[0])->writable) : VALUE_NULL;
}

static Value fileno_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_open(t, file_of(args[0])) ? small_int_value(file_of(args[0])->fd) : VALUE_NULL;
}

static Value isatty_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    FileIO *f = file_of(args[0]);
    return check_open(t, f) ? bool_value(!f->regular && isatty(f->fd)) : VALUE_NULL;
}

static const char *mode_text(const FileIO *f) {
    if (f->created)
        return f->readable ? "xb+" : "xb";
    if (f->appending)
        return f->readable ? "ab+" : "ab";
    return f->readable && f->writable ? "rb+" : f->readable ? "rb" : "wb";
}

static Value get_mode(Thread *t, Value self) {
    return str_value(str_new(t, mode_text(file_of(self))));
}

static Value get_closed(Thread *t, Value self) {
    return bool_value(file_of(self)->fd < 0);
}

static Value get_closefd(Thread *t, Value self) {
    return bool_value(file_of(self)->close_fd);
}

static Value get_block_size(Thread *t, Value self) {
    return small_int_value(IO_BUFFER_SIZE);
}

static Value get_name(Thread *t, Value self) {
    Str *name = NAME(name);
    return is_null(file_of(self)->name) ? raise_no_attribute(t, self, name) : new_ref(file_of(self)->name);
}

static bool set_name(Thread *t, Value self, Value v) {
    value_store(t, &file_of(self)->name, new_ref(v));
    return true;
}

static Value repr(Thread *t, Value self) {
    const FileIO *f = file_of(self);
    if (f->fd < 0)
        return str_value(str_new(t, "<_io.FileIO [closed]>")); /* of subclasses too */
    const char *closes = f->close_fd ? "True" : "False";
    if (is_null(f->name))
        return str_value(str_format(t, "<_io.FileIO fd=%d mode='%s' closefd=%s>", f->fd, mode_text(f), closes));
    return str_value(
        str_format(t, "<_io.FileIO name=%R mode='%s' closefd=%s>", f->name, mode_text(f), closes));
}

static const GetSetDef getsets[] = {
    {"closed", get_closed, NULL, "whether close() was called"},
    {"closefd", get_closefd, NULL, "True if closing closes the file descriptor."},
    {"mode", get_mode, NULL, "The mode."},
    {"name", get_name, set_name, "What the file was opened by."},
    {"_blksize", get_block_size, NULL, NULL},
    {0}};
static const MethodDef methods[] = {
    {"__reduce__", io_cannot_pickle, "", NULL},
    {"read", read_method, "size=-1, /", "Up to size bytes, by one call of the system."},
    {"readall", readall_method, "", "Everything until the end."},
    {"readinto", readinto_method, "buffer, /", NULL},
    {"write", write_method, "b, /", "Writes; answers how many bytes were written."},
    {"seek", seek_method, "pos, whence=0, /", NULL},
    {"tell", tell_method, "", NULL},
    {"truncate", truncate_method, "size=None, /", NULL},
    {"close", close_method, "", NULL},
    {"flush", flush_method, "", NULL},
    {"seekable", seekable_method, "", NULL},
    {"readable", readable_method, "", NULL},
    {"writable", writable_method, "", NULL},
    {"fileno", fileno_method, "", NULL},
    {"isatty", isatty_method, "", NULL},
    {0}};
const TypeDef file_io_type_def = {
    .name = "_io.FileIO",
    .size = sizeof(FileIO),
    .flags = IO_TYPE_FLAGS,
    .doc = "Open a file.",
    .init_signature = "file, mode='r', closefd=True, opener=None",
    .slots =
        {.dealloc = dealloc, .traverse = traverse, .new_instance = new_instance, .init = init, .repr = repr},
    .methods = methods,
    .getsets = getsets,
};
