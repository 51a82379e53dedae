/* TextIOWrapper: text over a buffered binary stream. */
#include "stdlib/io_text.h"
#include "runtime/int.h"
#include "runtime/memory.h"

bool text_check_attached(Thread *t, const TextIO *f) {
    if (!is_null(f->buffer) && f->encoding)
        return true;
    raise_value_error(t, f->detached ? "underlying buffer has been detached"
                                     : "I/O operation on uninitialized object");
    return false;
}

bool text_check(Thread *t, TextIO *f) {
    if (!text_check_attached(t, f))
        return false;
    if (f->buffered && f->buffered->file) {
        if (f->buffered->file->fd >= 0)
            return true;
        raise_value_error(t, "I/O operation on closed file.");
        return false;
    }
    return io_check_closed(t, f->buffer);
}

/* Setting up. */

static bool set_encoding(Thread *t, TextIO *f, Value encoding) {
    Str *name = is_null(encoding) || is_none(encoding) ? NULL : value_str(encoding);
    if (name && str_equal_ascii(name, "locale"))
        name = NULL;
    Str *shown = name ? str_exact(t, name) : str_new(t, "UTF-8");
    const char *text = shown ? str_utf8(t, shown, NULL) : NULL;
    if (!text)
        return xdecref_object(t, shown), false;
    f->codec = codec_find(text);
    if (!f->codec && !text_registered_find(t, f, text))
        return decref_object(t, shown), false;
    Str *old = f->encoding;
    f->encoding = shown;
    f->decoder = f->encoder = NULL;
    xdecref_object(t, old);
    return true;
}

static bool set_errors(Thread *t, TextIO *f, Value errors) {
    Str *name = is_null(errors) || is_none(errors) ? str_new(t, "strict") : str_exact(t, value_str(errors)),
        *old = f->errors;
    if (!name || !str_utf8(t, name, NULL))
        return xdecref_object(t, name), false;
    f->errors = name;
    xdecref_object(t, old);
    return true;
}

static bool check_str_or_none(Thread *t, Value v, const char *function, const char *name) {
    if (is_null(v) || is_none(v) || is_str(v))
        return true;
    raise_type_error(t, "%s() argument '%s' must be str or None, not %T", function, name, v);
    return false;
}

static bool ask_buffer(Thread *t, TextIO *f) {
    int readable = io_ask(t, f->buffer, NAME(readable)),
        writable = readable < 0 ? -1 : io_ask(t, f->buffer, NAME(writable));
    int seekable = writable < 0 ? -1 : io_ask(t, f->buffer, NAME(seekable));
    if (seekable < 0)
        return false;
    f->readable = readable;
    f->writable = writable;
    f->seekable = f->telling = seekable;
    Value read1 = op_getattr_optional(t, f->buffer, NAME(read1));
    f->has_read1 = !is_null(read1);
    decref(t, read1);
    return !error_pending(t);
}

/* A stream that already holds something gets no byte order mark; of one that cannot say, CPython thinks so for UTF-16 and UTF-32. */
static bool skip_mark(Thread *t, TextIO *f) {
    bool may_mark = f->codec->marked || f->codec->encode == utf8_sig_encode || text_is_registered(f);
    if (!f->writable || !may_mark)
        return true;
    if (!f->seekable) {
        if (f->codec->marked && !text_is_registered(f))
            f->encoder = text_unmarked(f->codec);
        return true;
    }
    Value at = op_call_method0(t, f->buffer, NAME(tell));
    int start = is_null(at) ? -1 : op_equal(t, at, small_int_value(0));
    decref(t, at);
    if (start == 0) {
        f->encoder = text_unmarked(f->codec);
        return !text_is_registered(f) || text_registered_moved(t, f, false);
    }
    return start > 0;
}

/* Once it is known what the stream is for. */
static bool start_codec(Thread *t, TextIO *f) {
    return (!text_is_registered(f) || text_registered_start(t, f)) && skip_mark(t, f);
}

static Buffered *built_in_buffer(Value v) {
    bool exact = io_is_exact(v, &buffered_reader_type_def) || io_is_exact(v, &buffered_writer_type_def) ||
                 io_is_exact(v, &buffered_random_type_def);
    return exact ? (Buffered *)value_object(v) : NULL;
}

static bool init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    TextIO *f = text_of(self);
    f->line_buffering = f->write_through = f->detached = f->ended = false;
    f->seen = 0;
    f->pending_length = 0;
    if (!text_forget_read(t, f))
        return false;
    f->buffered = NULL;
    value_clear(t, &f->buffer);
    if (!check_str_or_none(t, args[1], "TextIOWrapper", "encoding") ||
        !check_str_or_none(t, args[2], "TextIOWrapper", "errors") ||
        !newlines_argument(t, args[3], "TextIOWrapper", &f->newline))
        return false;
    if ((!is_null(args[4]) && !arg_bool(t, args[4], &f->line_buffering)) ||
        (!is_null(args[5]) && !arg_bool(t, args[5], &f->write_through)))
        return false;
    if (!set_encoding(t, f, args[1]) || !set_errors(t, f, args[2]))
        return false;
    f->buffer = new_ref(args[0]);
    if (ask_buffer(t, f) && start_codec(t, f)) {
        f->buffered = built_in_buffer(f->buffer);
        return true;
    }
    value_clear(t, &f->buffer);
    return false;
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    TextIO *f = object_new(t, type, 0);
    if (!f)
        return VALUE_NULL;
    f->buffer = f->codec_info = f->decoder_object = f->encoder_object = VALUE_NULL;
    f->read_size = TEXT_CHUNK;
    return object_value(f);
}

static void dealloc(Thread *t, Object *self) {
    TextIO *f = (TextIO *)self;
    mem_free(f->chunk);
    mem_free(f->pending);
    xdecref_object(t, f->encoding);
    xdecref_object(t, f->errors);
    xdecref_object(t, f->text);
    decref(t, f->buffer);
    decref(t, f->codec_info);
    decref(t, f->decoder_object);
    decref(t, f->encoder_object);
}

static void traverse(Object *self, VisitFn visit, void *arg) {
    TextIO *f = (TextIO *)self;
    visit_value(f->buffer, visit, arg);
    visit_value(f->codec_info, visit, arg);
    visit_value(f->decoder_object, visit, arg);
    visit_value(f->encoder_object, visit, arg);
}

static void clear(Thread *t, Object *self) {
    TextIO *f = (TextIO *)self;
    f->buffered = NULL;
    value_clear(t, &f->buffer);
    if (text_is_registered(f)) { /* who still reads or writes does so without its objects */
        f->codec = NULL;
        f->detached = true;
    }
    value_clear(t, &f->codec_info);
    value_clear(t, &f->decoder_object);
    value_clear(t, &f->encoder_object);
}

static Value reconfigure_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    TextIO *f = text_of(args[0]);
    const char *newline = f->newline;
    if (!text_check(t, f))
        return VALUE_NULL;
    if (f->text && (!is_null(args[1]) || !is_null(args[2]) || !is_null(args[3])) &&
        !(is_none(args[1]) && is_none(args[2]) && is_null(args[3])))
        return io_raise_unsupported(
            t, "It is not possible to set the encoding or newline of stream after the first read");
    if (!check_str_or_none(t, args[1], "reconfigure", "encoding") ||
        !check_str_or_none(t, args[2], "reconfigure", "errors"))
        return VALUE_NULL;
    if (!is_null(args[3]) && !newlines_argument(t, args[3], "reconfigure", &newline))
        return VALUE_NULL;
    if (!text_flush(t, f))
        return VALUE_NULL;
    bool new_encoding = !is_null(args[1]) && !is_none(args[1]),
         new_errors = !is_null(args[2]) && !is_none(args[2]);
    if (new_encoding && !set_encoding(t, f, args[1]))
        return VALUE_NULL;
    if ((new_errors || new_encoding) && (!set_errors(t, f, args[2]) || !start_codec(t, f)))
        return VALUE_NULL;
    f->newline = newline;
    if (!is_null(args[4]) && !is_none(args[4]) && !arg_bool(t, args[4], &f->line_buffering))
        return VALUE_NULL;
    if (!is_null(args[5]) && !is_none(args[5]) && !arg_bool(t, args[5], &f->write_through))
        return VALUE_NULL;
    return VALUE_NONE;
}

/* Methods. */

static Value write_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    TextIO *f = text_of(args[0]);
    if (!is_str(args[1]))
        return raise_type_error(t, "write() argument must be str, not %T", args[1]);
    if (!text_check(t, f) || !text_write(t, f, value_str(args[1])))
        return VALUE_NULL;
    return small_int_value(value_str(args[1])->length);
}

static Value read_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t size;
    if (!io_size(t, args[1], &size) || !text_check(t, text_of(args[0])))
        return VALUE_NULL;
    return text_read(t, text_of(args[0]), size);
}

static Value readline_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t limit;
    if (!io_size(t, args[1], &limit) || !text_check(t, text_of(args[0])))
        return VALUE_NULL;
    return text_readline(t, text_of(args[0]), limit);
}

static Value next(Thread *t, Value self) {
    TextIO *f = text_of(self);
    Value line;
    if (!text_check(t, f))
        return VALUE_NULL;
    f->telling = false;
    line = type_of(t, self)->flags & TYPE_HEAP ? op_call_method0(t, self, NAME(readline))
                                               : text_readline(t, f, -1);
    if (is_str(line) ? value_str(line)->length > 0 : is_null(line) || op_length(t, line) > 0)
        return line;
    decref(t, line);
    f->telling = f->seekable;
    return VALUE_NULL;
}

static Value flush_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    TextIO *f = text_of(args[0]);
    if (!text_check(t, f))
        return VALUE_NULL;
    f->telling = f->seekable;
    return text_flush(t, f) ? VALUE_NONE : VALUE_NULL;
}

static Value tell_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return text_check(t, text_of(args[0])) ? text_tell(t, text_of(args[0])) : VALUE_NULL;
}

static Value seek_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return text_check(t, text_of(args[0])) ? text_seek(t, args[0], args[1], args[2]) : VALUE_NULL;
}

static Value truncate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    TextIO *f = text_of(args[0]);
    if (!text_check(t, f) || !text_flush(t, f) || !text_check_attached(t, f))
        return VALUE_NULL;
    return is_null(args[1]) ? op_call_method0(t, f->buffer, NAME(truncate))
                            : op_call_method1(t, f->buffer, NAME(truncate), args[1]);
}

bool *text_ending(Value stream) {
    return is_native(stream, &text_io_wrapper_type_def) ? &text_of(stream)->ending : NULL;
}

static Value close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    TextIO *f = text_of(args[0]);
    if (!text_check_attached(t, f))
        return VALUE_NULL;
    int closed = io_is_closed(t, f->buffer);
    if (closed)
        return closed < 0 ? VALUE_NULL : VALUE_NONE;
    if (f->ending)
        buffered_warn_unclosed(t, f->buffer, args[0]);
    Value buffer = new_ref(f->buffer), v = op_call_method0(t, args[0], NAME(flush));
    decref(t, v);
    Value problem = error_fetch(t), result = op_call_method0(t, buffer, NAME(close));
    decref(t, buffer);
    return io_end_close(t, problem, result);
}

static Value detach_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    TextIO *f = text_of(args[0]);
    if (!text_check_attached(t, f))
        return VALUE_NULL;
    Value v = op_call_method0(t, args[0], NAME(flush));
    if (is_null(v))
        return v;
    decref(t, v);
    Value buffer = f->buffer;
    f->buffer = VALUE_NULL;
    f->buffered = NULL;
    f->detached = true;
    return buffer;
}

static Value ask(Thread *t, Value self, Str *method) {
    return text_check_attached(t, text_of(self)) ? op_call_method0(t, text_of(self)->buffer, method)
                                                 : VALUE_NULL;
}

static Value seekable_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return ask(t, args[0], NAME(seekable));
}

static Value readable_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return ask(t, args[0], NAME(readable));
}

static Value writable_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return ask(t, args[0], NAME(writable));
}

static Value fileno_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return ask(t, args[0], NAME(fileno));
}

static Value isatty_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return ask(t, args[0], NAME(isatty));
}

/* Attributes. */

static Value get_attribute(Thread *t, Value self, Str *name) {
    return text_check_attached(t, text_of(self)) ? op_getattr(t, text_of(self)->buffer, name) : VALUE_NULL;
}

static Value get_closed(Thread *t, Value self) {
    return get_attribute(t, self, NAME(closed));
}

static Value get_name(Thread *t, Value self) {
    return get_attribute(t, self, NAME(name));
}

static Value get_buffer(Thread *t, Value self) {
    return is_null(text_of(self)->buffer) ? VALUE_NONE : new_ref(text_of(self)->buffer);
}

static Value text_or_none(Str *s) {
    return s ? new_object_ref(s) : VALUE_NONE;
}

static Value get_encoding(Thread *t, Value self) {
    return text_or_none(text_of(self)->encoding);
}

static Value get_errors(Thread *t, Value self) {
    return text_or_none(text_of(self)->errors);
}

static Value get_newlines(Thread *t, Value self) {
    return newlines_value(t, text_of(self)->seen);
}

static Value get_line_buffering(Thread *t, Value self) {
    return bool_value(text_of(self)->line_buffering);
}

static Value get_write_through(Thread *t, Value self) {
    return bool_value(text_of(self)->write_through);
}

static Value get_chunk_size(Thread *t, Value self) {
    return int_value(t, text_of(self)->read_size);
}

static bool set_chunk_size(Thread *t, Value self, Value v) {
    int64_t size;
    if (is_null(v))
        return raise(t, EXC_AttributeError, "cannot delete attribute"), false;
    if (!op_index_int64(t, v, &size, EXC_ValueError))
        return false;
    if (size <= 0)
        return raise_value_error(t, "a strictly positive integer is required"), false;
    text_of(self)->read_size = size;
    return true;
}

static bool add_attribute(Thread *t, StrBuilder *b, Value self, Str *name) {
    Value v = op_getattr_optional(t, self, name);
    if (error_pending(t) && !error_clear_if(t, EXC_ValueError))
        return false;
    if (is_null(v))
        return true;
    Str *text = str_format(t, " %U=%R", name, v);
    decref(t, v);
    if (text)
        strbuilder_str(b, text);
    xdecref_object(t, text);
    return text != NULL;
}

static Value repr(Thread *t, Value self) {
    StrBuilder b;
    if (!text_of(self)->encoding)
        return raise_value_error(t, "I/O operation on uninitialized object");
    Str *start = str_new(t, "<_io.TextIOWrapper"), /* of subclasses too */
        *end = str_format(t, " encoding=%R>", object_value(text_of(self)->encoding));
    strbuilder_init(&b, t);
    bool ok = start && end;
    if (ok) {
        strbuilder_str(&b, start);
        ok = add_attribute(t, &b, self, NAME(name)) && add_attribute(t, &b, self, NAME(mode));
        strbuilder_str(&b, end);
    }
    xdecref_object(t, start);
    xdecref_object(t, end);
    if (ok)
        return str_value(strbuilder_finish(&b));
    strbuilder_drop(&b);
    return VALUE_NULL;
}

static const GetSetDef getsets[] = {{"closed", get_closed, NULL, NULL},
                                    {"name", get_name, NULL, NULL},
                                    {"buffer", get_buffer, NULL, NULL},
                                    {"encoding", get_encoding, NULL, NULL},
                                    {"errors", get_errors, NULL, NULL},
                                    {"newlines", get_newlines, NULL, NULL},
                                    {"line_buffering", get_line_buffering, NULL, NULL},
                                    {"write_through", get_write_through, NULL, NULL},
                                    {"_CHUNK_SIZE", get_chunk_size, set_chunk_size, NULL},
                                    {0}};
static const MethodDef methods[] = {
    {"__reduce__", io_cannot_pickle, "", NULL},
    {"write", write_method, "text, /", "Writes a string; answers its length."},
    {"read", read_method, "size=-1, /", NULL},
    {"readline", readline_method, "size=-1, /", NULL},
    {"flush", flush_method, "", NULL},
    {"close", close_method, "", NULL},
    {"detach", detach_method, "", NULL},
    {"seek", seek_method, "cookie, whence=0, /", NULL},
    {"tell", tell_method, "", NULL},
    {"truncate", truncate_method, "pos=None, /", NULL},
    {"seekable", seekable_method, "", NULL},
    {"readable", readable_method, "", NULL},
    {"writable", writable_method, "", NULL},
    {"fileno", fileno_method, "", NULL},
    {"isatty", isatty_method, "", NULL},
    {"reconfigure", reconfigure_method,
     "*, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None", NULL},
    {0}};
const TypeDef text_io_wrapper_type_def = {
    .name = "_io.TextIOWrapper",
    .size = sizeof(TextIO),
    .flags = IO_TYPE_FLAGS,
    .doc = "Text in a stream of bytes: it encodes and decodes, and knows lines.",
    .init_signature =
        "buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False",
    .slots = {.dealloc = dealloc,
              .traverse = traverse,
              .clear = clear,
              .new_instance = new_instance,
              .init = init,
              .repr = repr,
              .next = next},
    .methods = methods,
    .getsets = getsets,
};
