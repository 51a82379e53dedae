/* sys.stdin, sys.stdout and sys.stderr. */
#include "runtime/dict.h"
#include "stdlib/io.h"
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

bool io_make_std_streams(Thread *t, Value sys);
extern const ModuleDef io_module_def;

typedef struct StandardStream {
    int fd;
    const char *name, *attribute, *saved, *errors;
} StandardStream;

static const StandardStream streams[] = {{0, "<stdin>", "stdin", "__stdin__", "strict"},
                                         {1, "<stdout>", "stdout", "__stdout__", "strict"},
                                         {2, "<stderr>", "stderr", "__stderr__", "backslashreplace"}};

/* In the locales that say nothing about their encoding, bytes that are no UTF-8 go through as they are, as in CPython. */
static bool locale_is_plain(void) {
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    static const char *const plain[] = {"C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8"};
    const char *locale = NULL;
    for (int i = 0; i < 3 && (!locale || !*locale); i++)
        locale = getenv(variables[i]);
    if (!locale || !*locale)
        return true;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(locale, plain[i]) == 0)
            return true;
    return false;
}

static const char *stream_errors(const StandardStream *s) {
    return s->fd < 2 && locale_is_plain() ? "surrogateescape" : s->errors;
}

static Value make_raw(Thread *t, const StandardStream *s) {
    Value args[3] = {small_int_value(s->fd), str_value(str_new(t, s->fd ? "w" : "r")), VALUE_FALSE};
    Value raw = is_null(args[1]) ? VALUE_NULL
                                 : op_call(t, object_value(native_types_find(t, &file_io_type_def)), args, 3, NULL);
    decref(t, args[1]);
    Str *name = is_null(raw) ? NULL : str_new(t, s->name);
    if (name)
        value_store(t, &((FileIO *)value_object(raw))->name, object_value(name));
    return raw;
}

static Value make_text(Thread *t, const StandardStream *s, Value buffer, bool lines, bool unbuffered) {
    Value args[6] = {buffer,
                     str_value(str_new(t, "utf-8")),
                     str_value(str_new(t, stream_errors(s))),
                     VALUE_NONE,
                     bool_value(lines),
                     bool_value(unbuffered)};
    Value text = VALUE_NULL, mode = str_value(str_new(t, s->fd ? "w" : "r"));
    if (!is_null(args[1]) && !is_null(args[2]) && !is_null(mode))
        text = op_call(t, object_value(native_types_find(t, &text_io_wrapper_type_def)), args, 6, NULL);
    if (!is_null(text) && !op_setattr(t, text, NAME(mode), mode)) {
        decref(t, text);
        text = VALUE_NULL;
    }
    decref(t, mode);
    decref(t, args[1]);
    decref(t, args[2]);
    return text;
}

/* With -u the text layer passes everything on, to a buffer that is flushed at every write: a FileIO. */
/* As large as the system likes to write: what a failed write of a full pipe or disk loses, and what is tried again at the
 * end, depends on it. */
static Value make_buffer(Thread *t, const TypeDef *def, Value raw, int fd) {
    struct stat info;
    int64_t size = fstat(fd, &info) == 0 && info.st_blksize > 1 ? info.st_blksize : IO_BUFFER_SIZE;
    return op_call2(t, object_value(native_types_find(t, def)), raw, small_int_value(size));
}

static Value make_stream(Thread *t, const StandardStream *s, bool unbuffered) {
    if (fcntl(s->fd, F_GETFD) < 0)
        return VALUE_NONE;
    Value raw = make_raw(t, s), buffer = VALUE_NULL;
    if (is_null(raw))
        return raw;
    bool direct = unbuffered && s->fd != 0;
    const FileIO *file = (FileIO *)value_object(raw);
    bool lines = s->fd == 2 || (!file->regular && isatty(s->fd));
    const TypeDef *def = s->fd ? &buffered_writer_type_def : &buffered_reader_type_def;
    buffer = direct ? new_ref(raw) : make_buffer(t, def, raw, s->fd);
    decref(t, raw);
    Value text = is_null(buffer) ? buffer : make_text(t, s, buffer, lines && !direct, direct);
    decref(t, buffer);
    return text;
}

static bool have_module(Thread *t) {
    if (native_types_find(t, &iobase_type_def))
        return true;
    Str *name = str_intern_utf8(t, "_io");
    Value module = VALUE_NULL;
    if (name && t->interp->hooks.import)
        module = t->interp->hooks.import(t, name);
    else if (name) {
        module = module_from_def(t, &io_module_def);
        if (!is_null(module) && !dict_set_name(t, t->interp->sys_modules, name, module))
            error_clear(t);
    }
    xdecref_object(t, name);
    decref(t, module);
    return !is_null(module);
}

bool io_make_std_streams(Thread *t, Value sys) {
    bool unbuffered = t->interp->unbuffered;
    if (!have_module(t))
        return false;
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++) {
        Value stream = make_stream(t, &streams[i], unbuffered);
        if (is_null(stream) || !module_add(t, sys, streams[i].saved, new_ref(stream)))
            return decref(t, stream), false;
        if (!module_add(t, sys, streams[i].attribute, stream))
            return false;
    }
    return true;
}
