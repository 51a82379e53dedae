/* StringIO: a text stream in memory, kept as an array of code points. */
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/memory.h"
#include "runtime/text.h"
#include "stdlib/io.h"

typedef struct StringIO {
    Object ob;
    uint32_t *points;
    int64_t length, room, position;
    const char *newline; /* as TextIOWrapper's: NULL universal and translated, "" universal */
    int seen;            /* NewlineSeen */
    bool closed, ready;
} StringIO;

static StringIO *stream_of(Value v) {
    return (StringIO *)value_object(v);
}

static bool check_open(Thread *t, const StringIO *s) {
    if (!s->ready)
        raise_value_error(t, "I/O operation on uninitialized object");
    else if (s->closed)
        raise_value_error(t, "I/O operation on closed file");
    return s->ready && !s->closed;
}

static bool reserve(Thread *t, StringIO *s, int64_t room) {
    if (room <= s->room)
        return true;
    if (room > INT64_MAX / 16)
        return raise_no_memory(t), false;
    room += (room >> 2) + 32;
    uint32_t *points = mem_realloc(s->points, (size_t)room * sizeof *points);
    if (!points)
        return raise_no_memory(t), false;
    s->points = points;
    s->room = room;
    return true;
}

static bool put(Thread *t, StringIO *s, const Str *text) {
    if (text->length == 0)
        return true; /* no zeros behind the end either */
    if (!reserve(t, s, s->position + text->length))
        return false;
    if (s->position > s->length)
        memset(s->points + s->length, 0, (size_t)(s->position - s->length) * sizeof *s->points);
    text_copy(s->points, 4, s->position, text->data, text->kind, 0, text->length);
    s->position += text->length;
    if (s->position > s->length)
        s->length = s->position;
    return true;
}

/* "\n" becomes the stream's newline. Consumes text. */
static Str *with_newlines(Thread *t, const StringIO *s, Str *text) {
    StrBuilder b;
    strbuilder_init(&b, t);
    for (int64_t i = 0; i < text->length; i++)
        if (str_at(text, i) == '\n')
            strbuilder_text(&b, s->newline);
        else
            strbuilder_char(&b, str_at(text, i));
    decref_object(t, text);
    return strbuilder_finish(&b);
}

static bool write_text(Thread *t, StringIO *s, Str *text) {
    incref_object(text);
    if (!s->newline || !s->newline[0])
        text = newlines_translate(t, text, !s->newline, &s->seen);
    else if (s->newline[0] == '\r')
        text = with_newlines(t, s, text);
    bool ok = text && put(t, s, text);
    xdecref_object(t, text);
    return ok;
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    StringIO *s = object_new(t, type, 0);
    return s ? object_value(s) : VALUE_NULL;
}

static bool init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    StringIO *s = stream_of(self);
    s->ready = false;
    s->newline = "\n";
    if (!is_null(args[1]) && !newlines_argument(t, args[1], "StringIO", &s->newline))
        return false;
    if (!is_null(args[0]) && !is_none(args[0]) && !is_str(args[0]))
        return raise_type_error(t, "initial_value must be str or None, not %T", args[0]), false;
    s->length = s->position = 0;
    s->seen = 0;
    if (is_str(args[0]) && !write_text(t, s, value_str(args[0])))
        return false;
    s->position = 0;
    s->closed = false;
    s->ready = true;
    return true;
}

static void dealloc(Thread *t, Object *self) {
    mem_free(((StringIO *)self)->points);
}

/* Reading. */

static int64_t left(const StringIO *s) {
    return s->position < s->length ? s->length - s->position : 0;
}

static Value take(Thread *t, StringIO *s, int64_t n) {
    Str *text = str_from_ucs4(t, s->points + s->position, (size_t)n);
    if (text)
        s->position += n;
    return str_value(text);
}

static Value read_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    StringIO *s = stream_of(args[0]);
    int64_t size;
    if (!check_open(t, s) || !io_size(t, args[1], &size))
        return VALUE_NULL;
    return take(t, s, size < 0 || size > left(s) ? left(s) : size);
}

static int64_t find(const StringIO *s, uint32_t c) {
    return text_find_char(s->points, 4, s->position, s->length, c, false);
}

/* Behind the end of the line that starts at the position. */
static int64_t line_end(const StringIO *s) {
    bool universal = s->newline && !s->newline[0];
    int64_t lf = find(s, '\n');
    if (!s->newline || s->newline[0] == '\n')
        return lf < 0 ? s->length : lf + 1;
    int64_t cr = find(s, '\r');
    if (universal && (cr < 0 || (lf >= 0 && lf < cr)))
        return lf < 0 ? s->length : lf + 1;
    if (universal)
        return lf == cr + 1 ? cr + 2 : cr + 1;
    if (!s->newline[1])
        return cr < 0 ? s->length : cr + 1;
    for (int64_t i = s->position; i + 1 < s->length; i++)
        if (s->points[i] == '\r' && s->points[i + 1] == '\n')
            return i + 2;
    return s->length;
}

static Value readline(Thread *t, StringIO *s, int64_t limit) {
    if (left(s) == 0)
        return object_value(str_empty(t));
    int64_t n = line_end(s) - s->position;
    return take(t, s, limit >= 0 && n > limit ? limit : n);
}

static Value readline_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t limit;
    if (!check_open(t, stream_of(args[0])) || !io_size(t, args[1], &limit))
        return VALUE_NULL;
    return readline(t, stream_of(args[0]), limit);
}

static Value next(Thread *t, Value self) {
    StringIO *s = stream_of(self);
    if (!check_open(t, s))
        return VALUE_NULL;
    if (type_of(t, self)->flags & TYPE_HEAP) {
        Value line = op_call_method0(t, self, NAME(readline));
        if (is_null(line) || op_length(t, line) > 0)
            return line;
        decref(t, line);
        return VALUE_NULL;
    }
    return left(s) ? readline(t, s, -1) : VALUE_NULL;
}

/* Writing and positions. */

static Value write_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    StringIO *s = stream_of(args[0]);
    if (!is_str(args[1]))
        return raise_type_error(t, "string argument expected, got '%T'", args[1]);
    if (!check_open(t, s) || !write_text(t, s, value_str(args[1])))
        return VALUE_NULL;
    return small_int_value(value_str(args[1])->length);
}

static Value truncate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    StringIO *s = stream_of(args[0]);
    int64_t size = s->position;
    if (!check_open(t, s))
        return VALUE_NULL;
    if (!is_null(args[1]) && !is_none(args[1]) && !op_index_int64(t, args[1], &size, EXC_OverflowError))
        return VALUE_NULL;
    if (size < 0)
        return raise_value_error(t, "Negative size value %zd", (ssize_t)size);
    if (size < s->length)
        s->length = size;
    return int_value(t, size);
}

static Value seek_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    StringIO *s = stream_of(args[0]);
    int64_t offset;
    int whence = 0;
    if (!check_open(t, s) || !op_index_int64(t, args[1], &offset, EXC_OverflowError))
        return VALUE_NULL;
    if (!is_null(args[2]) && !arg_int(t, args[2], &whence))
        return VALUE_NULL;
    if (whence < 0 || whence > 2)
        return raise_value_error(t, "Invalid whence (%i, should be 0, 1 or 2)", whence);
    if (whence == 0 && offset < 0)
        return raise_value_error(t, "Negative seek position %zd", (ssize_t)offset);
    if (whence != 0 && offset != 0)
        return raise(t, EXC_OSError, "Can't do nonzero cur-relative seeks");
    s->position = whence == 0 ? offset : whence == 1 ? s->position : s->length;
    return int_value(t, s->position);
}

static Value tell_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_open(t, stream_of(args[0])) ? int_value(t, stream_of(args[0])->position) : VALUE_NULL;
}

static Value getvalue_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    StringIO *s = stream_of(args[0]);
    return check_open(t, s) ? str_value(str_from_ucs4(t, s->points, (size_t)s->length)) : VALUE_NULL;
}

static Value close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    StringIO *s = stream_of(args[0]);
    s->closed = true;
    mem_free(s->points);
    s->points = NULL;
    s->length = s->room = s->position = 0;
    return VALUE_NONE;
}

static Value answer_true(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_open(t, stream_of(args[0])) ? VALUE_TRUE : VALUE_NULL;
}

static Value getstate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    StringIO *s = stream_of(args[0]);
    Value text = getvalue_method(t, args, 1, NULL);
    if (is_null(text))
        return text;
    Value newline = s->newline ? str_value(str_new(t, s->newline)) : VALUE_NONE;
    Value attributes = is_null(newline) ? newline : op_getattr_optional(t, args[0], NAME(__dict__));
    bool some = !is_null(attributes) && op_length(t, attributes) > 0;
    Tuple *state = is_null(newline) ? NULL
                                    : tuple_pack(t, 4, text, newline, small_int_value(s->position),
                                                 some ? attributes : VALUE_NONE);
    decref(t, attributes);
    decref(t, newline);
    decref(t, text);
    return state ? object_value(state) : VALUE_NULL;
}

static Value setstate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    StringIO *s = stream_of(args[0]);
    if (!is_tuple(args[1]) || value_tuple(args[1])->length < 4)
        return raise_type_error(t, "%T.__setstate__ argument should be 4-tuple, got %T", args[0], args[1]);
    Value *items = value_tuple(args[1])->items, start[2] = {VALUE_NONE, items[1]};
    int64_t position;
    if (!is_int(items[2]))
        return raise_type_error(t, "third item of state must be an integer, got %T", items[2]);
    if (s->closed) /* one that __new__ alone has made is not open either, but will be */
        return raise_value_error(t, "I/O operation on closed file");
    if (!init(t, args[0], start, 2, NULL))
        return VALUE_NULL;
    if (!is_str(items[0]))
        return raise_type_error(t, "initial_value must be str or None, not %T", items[0]);
    if (!put(t, s, value_str(items[0])) || !op_index_int64(t, items[2], &position, EXC_OverflowError))
        return VALUE_NULL;
    if (position < 0)
        return raise_value_error(t, "position value cannot be negative");
    s->position = position;
    return io_set_attributes(t, args[0], items[3], "fourth");
}

static Value get_closed(Thread *t, Value self) {
    return bool_value(stream_of(self)->closed);
}

static Value get_newlines(Thread *t, Value self) {
    return check_open(t, stream_of(self)) ? newlines_value(t, stream_of(self)->seen) : VALUE_NULL;
}

static Value get_line_buffering(Thread *t, Value self) {
    return check_open(t, stream_of(self)) ? VALUE_FALSE : VALUE_NULL;
}

static const GetSetDef getsets[] = {{"closed", get_closed, NULL, NULL},
                                    {"newlines", get_newlines, NULL, NULL},
                                    {"line_buffering", get_line_buffering, NULL, NULL},
                                    {0}};
static const MethodDef methods[] = {{"read", read_method, "size=-1, /", NULL},
                                    {"readline", readline_method, "size=-1, /", NULL},
                                    {"write", write_method, "s, /", NULL},
                                    {"truncate", truncate_method, "pos=None, /", NULL},
                                    {"seek", seek_method, "pos, whence=0, /", NULL},
                                    {"tell", tell_method, "", NULL},
                                    {"getvalue", getvalue_method, "", "All text."},
                                    {"close", close_method, "", NULL},
                                    {"readable", answer_true, "", NULL},
                                    {"writable", answer_true, "", NULL},
                                    {"seekable", answer_true, "", NULL},
                                    {"__getstate__", getstate_method, "", NULL},
                                    {"__setstate__", setstate_method, "state, /", NULL},
                                    {0}};
const TypeDef string_io_type_def = {
    .name = "_io.StringIO",
    .size = sizeof(StringIO),
    .flags = IO_TYPE_FLAGS,
    .doc = "A text stream in memory.",
    .init_signature = "initial_value='', newline='\\n'",
    .slots = {.dealloc = dealloc, .new_instance = new_instance, .init = init, .next = next},
    .methods = methods,
    .getsets = getsets,
};
