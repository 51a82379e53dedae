/* Module _io: open(), the standard streams, and the table of the module. */
#include "stdlib/io.h"
#include "runtime/exception.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

Value io_set_attributes(Thread *t, Value self, Value attributes, const char *which_item) {
    if (is_none(attributes))
        return VALUE_NONE;
    if (!is_dict(attributes))
        return raise_type_error(t, "%s item of state should be a dict, got a %T", which_item, attributes);
    Value own = op_getattr(t, self, NAME(__dict__));
    Str *update = is_null(own) ? NULL : str_intern_utf8(t, "update");
    Value result = update ? op_call_method1(t, own, update, attributes) : VALUE_NULL;
    xdecref_object(t, update);
    decref(t, own);
    return result;
}

static Value module_object(Thread *t) {
    Str *name = str_intern_utf8(t, "_io");
    Value module = name ? dict_get_name(t, t->interp->sys_modules, name) : VALUE_NULL;
    xdecref_object(t, name);
    return module;
}

Value io_raise_unsupported(Thread *t, const char *message) {
    Str *name = str_intern_utf8(t, "UnsupportedOperation"), *text = str_new(t, message);
    Value module = module_object(t),
          class = is_null(module) || !name ? VALUE_NULL : op_getattr_optional(t, module, name);
    if (is_null(class) && !error_pending(t))
        class = new_object_ref(builtin_type(t, EXC_OSError));
    Value error = is_null(class) || !text ? VALUE_NULL : op_call1(t, class, object_value(text));
    if (!is_null(error))
        raise_value(t, error);
    decref(t, error);
    decref(t, class);
    xdecref_object(t, name);
    xdecref_object(t, text);
    return VALUE_NULL;
}

/* open() */

typedef struct OpenMode {
    bool creating, reading, writing, appending, updating, text, binary;
    char raw[8]; /* for FileIO */
    char given[16];
} OpenMode;

static bool *mode_flag(OpenMode *m, uint32_t c) {
    switch (c) {
    case 'x':
        return &m->creating;
    case 'r':
        return &m->reading;
    case 'w':
        return &m->writing;
    case 'a':
        return &m->appending;
    case '+':
        return &m->updating;
    case 't':
        return &m->text;
    case 'b':
        return &m->binary;
    }
    return NULL;
}

static bool parse_mode(Thread *t, Str *mode, OpenMode *m) {
    size_t raw = 0;
    *m = (OpenMode){0};
    for (int64_t i = 0; i < mode->length; i++) {
        uint32_t c = str_at(mode, i);
        bool *flag = mode_flag(m, c);
        if (!flag || *flag)
            return raise_value_error(t, "invalid mode: '%U'", mode), false;
        *flag = true;
        m->given[i] = (char)c;
        if (c != 't' && c != 'b')
            m->raw[raw++] = (char)c;
    }
    if (m->text && m->binary)
        return raise_value_error(t, "can't have text and binary mode at once"), false;
    if (m->creating + m->reading + m->writing + m->appending > 1)
        return raise_value_error(t, "must have exactly one of create/read/write/append mode"), false;
    return true;
}

static bool check_binary(Thread *t, const OpenMode *m, Value encoding, Value errors, Value newline) {
    const char *what = !m->binary           ? NULL
                       : !is_none(encoding) ? "an encoding"
                       : !is_none(errors)   ? "an errors"
                       : !is_none(newline)  ? "a newline"
                                            : NULL;
    if (what)
        raise_value_error(t, "binary mode doesn't take %s argument", what);
    return !what;
}

static Value open_raw(Thread *t, Value file, const OpenMode *m, Value closefd, Value opener) {
    Value args[4] = {file, str_value(str_new(t, m->raw)), closefd, opener};
    Value raw = is_null(args[1]) ? VALUE_NULL
                                 : op_call(t, object_value(native_types_find(t, &file_io_type_def)), args, 4, NULL);
    decref(t, args[1]);
    return raw;
}

/* Decides on the size of the buffer (0: none) and whether lines are flushed. */
static bool choose_buffering(Thread *t, const OpenMode *m, Value raw, int *size, bool *lines) {
    const FileIO *f = (FileIO *)value_object(raw);
    *lines = false;
    if (*size == 1 && m->binary &&
        !warn(t, EXC_RuntimeWarning, 1,
              "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be "
              "used"))
        return false;
    if (*size < 0 && !f->regular && isatty(f->fd))
        *lines = true;
    else if (*size == 1)
        *lines = !m->binary;
    if (*size < 0 || *size == 1)
        *size = IO_BUFFER_SIZE;
    if (*size == 0 && !m->binary)
        return raise_value_error(t, "can't have unbuffered text I/O"), false;
    return true;
}

static Value open_buffer(Thread *t, const OpenMode *m, Value raw, int size) {
    const TypeDef *def = m->updating  ? &buffered_random_type_def
                         : m->reading ? &buffered_reader_type_def
                                      : &buffered_writer_type_def;
    return op_call2(t, object_value(native_types_find(t, def)), raw, small_int_value(size));
}

static Value open_text(Thread *t, const OpenMode *m, Value buffer, Value encoding, Value errors,
                       Value newline, bool lines) {
    Value args[5] = {buffer, encoding, errors, newline, bool_value(lines)};
    Value stream = op_call(t, object_value(native_types_find(t, &text_io_wrapper_type_def)), args, 5, NULL);
    Value mode = is_null(stream) ? VALUE_NULL : str_value(str_new(t, m->given));
    bool ok = !is_null(mode) && op_setattr(t, stream, NAME(mode), mode);
    decref(t, mode);
    if (ok)
        return stream;
    decref(t, stream);
    return VALUE_NULL;
}

/* Closes a layer that nobody will get, keeping the exception. */
static Value abandon(Thread *t, Value stream) {
    Value problem = error_fetch(t);
    decref(t, op_call_method0(t, stream, NAME(close)));
    error_clear(t);
    error_restore(t, problem);
    decref(t, stream);
    return VALUE_NULL;
}

static Value open_layers(Thread *t, const OpenMode *m, Value raw, int size, Value encoding, Value errors,
                         Value newline) {
    bool lines;
    if (!choose_buffering(t, m, raw, &size, &lines))
        return abandon(t, raw);
    if (size == 0)
        return raw;
    Value buffer = open_buffer(t, m, raw, size);
    if (is_null(buffer))
        return abandon(t, raw);
    decref(t, raw);
    if (m->binary)
        return buffer;
    Value stream = open_text(t, m, buffer, encoding, errors, newline, lines);
    if (is_null(stream))
        return abandon(t, buffer);
    decref(t, buffer);
    return stream;
}

static Value path_or_number(Thread *t, Value file) {
    if (is_int(file) || is_str(file) || is_bytes(file))
        return new_ref(file);
    Value method = op_lookup_special(t, file, NAME(__fspath__));
    if (is_null(method))
        return error_pending(t)
                   ? VALUE_NULL
                   : raise_type_error(t, "expected str, bytes or os.PathLike object, not %T", file);
    Value path = op_call0(t, method);
    decref(t, method);
    if (is_null(path) || is_str(path) || is_bytes(path))
        return path;
    raise_type_error(t, "expected %T.__fspath__() to return str or bytes, not %T", file, path);
    decref(t, path);
    return VALUE_NULL;
}

static bool check_text_arguments(Thread *t, Value encoding, Value errors, Value newline) {
    Value given[3] = {encoding, errors, newline};
    static const char *const names[] = {"encoding", "errors", "newline"};
    for (int i = 0; i < 3; i++)
        if (!is_none(given[i]) && !is_str(given[i]))
            return raise_type_error(t, "open() argument '%s' must be str or None, not %T", names[i],
                                    given[i]),
                   false;
    return true;
}

Value io_open_stream(Thread *t, Value file, Value mode, Value buffering, Value encoding, Value errors,
                     Value newline, Value closefd, Value opener) {
    OpenMode m;
    int size = -1;
    encoding = or_none(encoding);
    errors = or_none(errors);
    newline = or_none(newline);
    if (!is_null(mode) && !is_str(mode))
        return raise_type_error(t, "open() argument 'mode' must be str, not %T", mode);
    if (!is_null(buffering) && !arg_int(t, buffering, &size))
        return VALUE_NULL;
    if (!check_text_arguments(t, encoding, errors, newline))
        return VALUE_NULL;
    Value path = path_or_number(t, file);
    if (is_null(path))
        return path;
    Value raw = VALUE_NULL;
    bool ok = true;
    if (is_null(mode))
        m = (OpenMode){.reading = true, .raw = "r", .given = "r"};
    else
        ok = parse_mode(t, value_str(mode), &m);
    if (ok && check_binary(t, &m, encoding, errors, newline))
        raw = open_raw(t, path, &m, is_null(closefd) ? VALUE_TRUE : closefd, or_none(opener));
    decref(t, path);
    return is_null(raw) ? raw : open_layers(t, &m, raw, size, encoding, errors, newline);
}

static Value open_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return io_open_stream(t, args[0], args[1], args[2], args[3], args[4], args[5], args[6], args[7]);
}

static Value open_code_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_str(args[0]))
        return raise_type_error(t, "open_code() argument 'path' must be str, not %T", args[0]);
    Value mode = str_value(str_new(t, "rb"));
    if (is_null(mode))
        return mode;
    Value stream = io_open_stream(t, args[0], mode, VALUE_NULL, VALUE_NULL, VALUE_NULL, VALUE_NULL,
                                  VALUE_NULL, VALUE_NULL);
    decref(t, mode);
    return stream;
}

static Value text_encoding_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return is_none(args[0]) ? str_value(str_new(t, "locale")) : new_ref(args[0]);
}

/* The module. */

static bool add_type(Thread *t, Value module, const TypeDef *def, Type *base) {
    Type *type = type_new_native_derived(t, def, base);
    if (!type)
        return false;
    const char *name = strrchr(def->name, '.') + 1;
    return module_add(t, module, name, new_object_ref(type));
}

static bool add_types(Thread *t, Value module) {
    static const struct {
        const TypeDef *def, *base;
    } types[] = {{&iobase_type_def, NULL},
                 {&raw_iobase_type_def, &iobase_type_def},
                 {&buffered_iobase_type_def, &iobase_type_def},
                 {&text_iobase_type_def, &iobase_type_def},
                 {&file_io_type_def, &raw_iobase_type_def},
                 {&buffered_reader_type_def, &buffered_iobase_type_def},
                 {&buffered_writer_type_def, &buffered_iobase_type_def},
                 {&buffered_random_type_def, &buffered_iobase_type_def},
                 {&buffered_rw_pair_type_def, &buffered_iobase_type_def},
                 {&bytes_io_type_def, &buffered_iobase_type_def},
                 {&bytes_io_buffer_type_def, NULL},
                 {&string_io_type_def, &text_iobase_type_def},
                 {&text_io_wrapper_type_def, &text_iobase_type_def},
                 {&newline_decoder_type_def, NULL}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!add_type(t, module, types[i].def,
                      types[i].base ? native_types_find(t, types[i].base) : builtin_type(t, TYPE_OBJECT)))
            return false;
    return true;
}

static bool add_unsupported(Thread *t, Value module) {
    return module_add(t, module, "UnsupportedOperation",
                      exception_class_new(t, "io.UnsupportedOperation", builtin_type(t, EXC_OSError),
                                          builtin_type(t, EXC_ValueError)));
}

static bool exec(Thread *t, Value module) {
    return add_types(t, module) && add_unsupported(t, module) &&
           module_add_int(t, module, "DEFAULT_BUFFER_SIZE", IO_BUFFER_SIZE) &&
           module_add(t, module, "BlockingIOError", new_object_ref(builtin_type(t, EXC_BlockingIOError)));
}

static const MethodDef functions[] = {
    {"open", open_function,
     "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None",
     "Open a file: the mode says for what, and whether as text or bytes."},
    {"open_code", open_code_function, "path", "Open a file whose contents are to be run as code."},
    {"text_encoding", text_encoding_function, "encoding, stacklevel=2, /",
     "The encoding to use: 'locale' for None."},
    {0}};
const ModuleDef io_module_def = {
    .name = "_io", .doc = "The io module's classes.", .functions = functions, .exec = exec};
