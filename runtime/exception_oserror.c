/* OSError: its class follows from errno, its text from errno, message and file names. */
#include "runtime/exception_layout.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include <errno.h>

/* PEP 3151. */
static TypeId class_of_errno(int64_t error) {
    switch (error) {
    case EAGAIN:
    case EALREADY:
    case EINPROGRESS:
        return EXC_BlockingIOError;
    case EPIPE:
    case ESHUTDOWN:
        return EXC_BrokenPipeError;
    case ECHILD:
        return EXC_ChildProcessError;
    case ECONNABORTED:
        return EXC_ConnectionAbortedError;
    case ECONNREFUSED:
        return EXC_ConnectionRefusedError;
    case ECONNRESET:
        return EXC_ConnectionResetError;
    case EEXIST:
        return EXC_FileExistsError;
    case ENOENT:
        return EXC_FileNotFoundError;
    case EISDIR:
        return EXC_IsADirectoryError;
    case ENOTDIR:
        return EXC_NotADirectoryError;
    case EINTR:
        return EXC_InterruptedError;
    case EACCES:
    case EPERM:
        return EXC_PermissionError;
    case ESRCH:
        return EXC_ProcessLookupError;
    case ETIMEDOUT:
        return EXC_TimeoutError;
    default:
        return EXC_OSError;
    }
}

/* Is v a number, for BlockingIOError's third argument? */
static bool is_number(Thread *t, Value v) {
    const Slots *slots = &type_of(t, v)->slots;
    return slots->unary[UNARY_INDEX] || slots->unary[UNARY_INT] || slots->unary[UNARY_FLOAT];
}

static bool set_filenames(Thread *t, Value self, Value *args, int nargs) {
    OSErrorException *e = (OSErrorException *)value_object(self);
    if (nargs < 3 || is_none(args[2]))
        return exception_set_args(t, self, args, nargs);
    if (type_of(t, self)->id == EXC_BlockingIOError && is_number(t, args[2])) {
        if (!op_index_int64(t, args[2], &e->written, EXC_ValueError))
            return false;
        return exception_set_args(t, self, args, nargs);
    }
    value_store(t, &e->filename, new_ref(args[2]));
    if (nargs == 5 && !is_none(args[4]))
        value_store(t, &e->filename2, new_ref(args[4]));
    return exception_set_args(t, self, args, 2); /* args stay what they were before file names existed */
}

static bool set_fields(Thread *t, Value self, Value *args, int nargs) {
    OSErrorException *e = (OSErrorException *)value_object(self);
    e->written = -1;
    if (nargs < 2 || nargs > 5)
        return exception_set_args(t, self, args, nargs);
    value_store(t, &e->error_number, new_ref(args[0]));
    value_store(t, &e->message, new_ref(args[1]));
    return set_filenames(t, self, args, nargs);
}

static bool os_error_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames);
static Value os_error_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames);

/* __new__ does all the work, since it must choose the class; but a subclass that overrides __init__ and not
 * __new__ may pass other arguments to OSError.__init__: for it, __init__ does the work. */
static bool init_does_the_work(const Type *type) {
    return type->slots.init != os_error_init && type->slots.new_instance == os_error_new;
}

static bool check_no_keywords(Thread *t, const Type *type, Tuple *kwnames) {
    if (!kwnames || kwnames->length == 0)
        return true;
    raise_type_error(t, "%N() takes no keyword arguments", type);
    return false;
}

static Value os_error_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (init_does_the_work(type)) {
        Value self = exception_create(t, type, NULL, 0);
        if (!is_null(self))
            ((OSErrorException *)value_object(self))->written = -1;
        return self;
    }
    if (!check_no_keywords(t, type, kwnames))
        return VALUE_NULL;
    int64_t error;
    if (type->id == EXC_OSError && nargs >= 2 && nargs <= 5 && is_int(args[0]) &&
        int_to_int64(args[0], &error))
        type = builtin_type(t, class_of_errno(error));
    Value self = exception_create(t, type, args, nargs);
    if (is_null(self) || set_fields(t, self, args, nargs))
        return self;
    decref(t, self);
    return VALUE_NULL;
}

static bool os_error_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    Type *type = type_of(t, self);
    if (!init_does_the_work(type))
        return true;
    return check_no_keywords(t, type, kwnames) && set_fields(t, self, args, nargs);
}

static Value os_error_str(Thread *t, Value self) {
    OSErrorException *e = (OSErrorException *)value_object(self);
    Value number = is_null(e->error_number) ? VALUE_NONE : e->error_number;
    Value message = is_null(e->message) ? VALUE_NONE : e->message;
    Str *s;
    if (!is_null(e->filename) && !is_null(e->filename2))
        s = str_format(t, "[Errno %V] %V: %R -> %R", number, message, e->filename, e->filename2);
    else if (!is_null(e->filename))
        s = str_format(t, "[Errno %V] %V: %R", number, message, e->filename);
    else if (!is_null(e->error_number) && !is_null(e->message))
        s = str_format(t, "[Errno %V] %V", number, message);
    else
        return exception_base_str(t, self);
    return s ? object_value(s) : VALUE_NULL;
}

/* The arguments that make an equal exception: the file names are not in args. */
static Tuple *full_args(Thread *t, OSErrorException *e) {
    Tuple *args = e->base.args;
    if (args->length == 2 && !is_null(e->filename) && !is_null(e->filename2))
        return tuple_pack(t, 5, args->items[0], args->items[1], e->filename, VALUE_NONE, e->filename2);
    if (args->length == 2 && !is_null(e->filename))
        return tuple_pack(t, 3, args->items[0], args->items[1], e->filename);
    incref_object(args);
    return args;
}

static Value os_error_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value state = exception_state(t, args[0]);
    if (is_null(state))
        return VALUE_NULL;
    Tuple *full = full_args(t, (OSErrorException *)value_object(args[0]));
    Tuple *result = full ? tuple_pack(t, is_none(state) ? 2 : 3, object_value(type_of(t, args[0])),
                                      object_value(full), state)
                         : NULL;
    xdecref_object(t, full);
    decref(t, state);
    return result ? object_value(result) : VALUE_NULL;
}

static Value get_written(Thread *t, Value self) {
    int64_t written = ((OSErrorException *)value_object(self))->written;
    return written >= 0 ? int_value(t, written) : raise(t, EXC_AttributeError, "characters_written");
}

static bool set_written(Thread *t, Value self, Value v) {
    OSErrorException *e = (OSErrorException *)value_object(self);
    if (!is_null(v))
        return op_index_int64(t, v, &e->written, EXC_ValueError);
    bool was_set = e->written >= 0;
    e->written = -1;
    if (!was_set)
        raise(t, EXC_AttributeError, "characters_written");
    return was_set;
}

EXCEPTION_FIELD(OSErrorException, error_number)
EXCEPTION_FIELD(OSErrorException, message)
EXCEPTION_FIELD(OSErrorException, filename)
EXCEPTION_FIELD(OSErrorException, filename2)

static const MethodDef os_error_methods[] = {{"__reduce__", os_error_reduce, "", NULL}, {0}};
static const GetSetDef os_error_getsets[] = {
    EXCEPTION_GETSET("errno", error_number, "POSIX exception code"),
    EXCEPTION_GETSET("strerror", message, "exception strerror"),
    EXCEPTION_GETSET("filename", filename, "exception filename"),
    EXCEPTION_GETSET("filename2", filename2, "second exception filename"),
    {"characters_written", get_written, set_written, NULL},
    {0}};

const TypeDef os_error_type_def = {
    .name = "OSError",
    .base = EXC_Exception,
    .size = sizeof(OSErrorException),
    .flags = EXCEPTION_FLAGS,
    .doc = "The operating system refused something.",
    .slots = {.new_instance = os_error_new, .init = os_error_init, .str = os_error_str},
    .methods = os_error_methods,
    .getsets = os_error_getsets};
