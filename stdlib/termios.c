/* Module termios: how a terminal treats what is typed and shown. Attributes are lists: [input flags, output
 * flags, control flags, local flags, input speed, output speed, control characters]. */
#include "runtime/bytes.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/park.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/native_types.h"
#include "stdlib/posix.h"
#include <linux/serial.h>
#include <linux/tty.h>
#include <sys/ioctl.h>
#include <sys/ttydefaults.h>
#include <termios.h>

#ifndef VSWTCH
#define VSWTCH VSWTC
#endif

enum { ATTRIBUTES = 7, CHARACTERS = 6 };

static const TypeDef error_type_def;

/* termios.error(errno, message), which is no OSError. */
static Value raise_termios(Thread *t) {
    Value args[2] = {small_int_value(errno), str_value(str_new(t, strerror(errno)))};
    Value type = object_value(native_types_find(t, &error_type_def));
    Value e = is_null(args[1]) ? VALUE_NULL : op_call(t, type, args, 2, NULL);
    if (!is_null(e))
        raise_value(t, e);
    decref(t, e);
    decref(t, args[1]);
    return VALUE_NULL;
}

static Value none_or_failure(Thread *t, int result) {
    return result < 0 ? raise_termios(t) : VALUE_NONE;
}

/* ---- attributes ---- */

/* VMIN and VTIME are numbers where input is not taken in lines. */
static bool is_number(const struct termios *mode, int i) {
    return !(mode->c_lflag & ICANON) && (i == VMIN || i == VTIME);
}

static List *characters_list(Thread *t, const struct termios *mode) {
    List *list = list_new(t, NCCS);
    for (int i = 0; list && i < NCCS; i++) {
        Value v = is_number(mode, i) ? small_int_value(mode->c_cc[i])
                                     : result_value(bytes_new(t, &mode->c_cc[i], 1));
        bool ok = !is_null(v) && list_append(t, list, v);
        decref(t, v);
        if (!ok) {
            decref_object(t, list);
            return NULL;
        }
    }
    return list;
}

static Value tcgetattr_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    struct termios mode;
    if (!fd_take(t, args[0], &fd))
        return VALUE_NULL;
    if (tcgetattr(fd, &mode) < 0)
        return raise_termios(t);
    const int64_t numbers[CHARACTERS] = {mode.c_iflag, mode.c_oflag,       mode.c_cflag,
                                         mode.c_lflag, cfgetispeed(&mode), cfgetospeed(&mode)};
    List *list = list_new(t, ATTRIBUTES), *characters = characters_list(t, &mode);
    bool ok = list && characters;
    for (int i = 0; ok && i < CHARACTERS; i++)
        ok = list_append(t, list, small_int_value(numbers[i]));
    ok = ok && list_append(t, list, object_value(characters));
    xdecref_object(t, characters);
    if (ok)
        return object_value(list);
    xdecref_object(t, list);
    return VALUE_NULL;
}

static bool read_character(Thread *t, Value v, cc_t *out) {
    int64_t number;
    if (is_bytes(v) && value_bytes(v)->length == 1)
        *out = value_bytes(v)->data[0];
    else if (is_int(v) && op_index_int64(t, v, &number, EXC_OverflowError))
        *out = (cc_t)number;
    else if (!error_pending(t))
        return raise_type_error(t, "tcsetattr: elements of attributes must be characters or integers"), false;
    return !error_pending(t);
}

static bool read_characters(Thread *t, Value v, struct termios *mode) {
    if (!is_list(v) || value_list(v)->length != NCCS)
        return raise_type_error(t, "tcsetattr: attributes[6] must be %d element list", NCCS), false;
    for (int i = 0; i < NCCS; i++)
        if (!read_character(t, value_list(v)->items[i], &mode->c_cc[i]))
            return false;
    return true;
}

/* The list may change while a number in it runs __index__, so it is taken as a tuple. */
static bool read_mode(Thread *t, Tuple *items, struct termios *mode) {
    int64_t numbers[CHARACTERS];
    for (int i = 0; i < CHARACTERS; i++)
        if (!op_index_int64(t, items->items[i], &numbers[i], EXC_OverflowError))
            return false;
    mode->c_iflag = (tcflag_t)numbers[0];
    mode->c_oflag = (tcflag_t)numbers[1];
    mode->c_cflag = (tcflag_t)numbers[2];
    mode->c_lflag = (tcflag_t)numbers[3];
    if (!read_characters(t, items->items[CHARACTERS], mode))
        return false;
    if (cfsetispeed(mode, (speed_t)numbers[4]) < 0 || cfsetospeed(mode, (speed_t)numbers[5]) < 0)
        return raise_termios(t), false;
    return true;
}

static Value tcsetattr_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd, when;
    struct termios mode;
    if (!fd_take(t, args[0], &fd) || !arg_int(t, args[1], &when))
        return VALUE_NULL;
    if (!is_list(args[2]) || value_list(args[2])->length != ATTRIBUTES)
        return raise_type_error(t, "tcsetattr, arg 3: must be %d element list", ATTRIBUTES);
    if (tcgetattr(fd, &mode) < 0) /* for the fields that the list does not have */
        return raise_termios(t);
    Tuple *items = op_to_tuple(t, args[2]);
    bool ok = items && read_mode(t, items, &mode);
    xdecref_object(t, items);
    return ok ? none_or_failure(t, BLOCKING(t, "tcsetattr", tcsetattr(fd, when, &mode))) : VALUE_NULL;
}

/* ---- the line ---- */

static Value tcsendbreak_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd, duration;
    if (!fd_take(t, args[0], &fd) || !arg_int(t, args[1], &duration))
        return VALUE_NULL;
    return none_or_failure(t, BLOCKING(t, "tcsendbreak", tcsendbreak(fd, duration)));
}

static Value tcdrain_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    return fd_take(t, args[0], &fd) ? none_or_failure(t, BLOCKING(t, "tcdrain", tcdrain(fd))) : VALUE_NULL;
}

static Value tcflush_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd, queue;
    if (!fd_take(t, args[0], &fd) || !arg_int(t, args[1], &queue))
        return VALUE_NULL;
    return none_or_failure(t, BLOCKING(t, "tcflush", tcflush(fd, queue)));
}

static Value tcflow_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd, action;
    if (!fd_take(t, args[0], &fd) || !arg_int(t, args[1], &action))
        return VALUE_NULL;
    return none_or_failure(t, BLOCKING(t, "tcflow", tcflow(fd, action)));
}

/* ---- the size ---- */

static Value tcgetwinsize_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    struct winsize size;
    if (!fd_take(t, args[0], &fd))
        return VALUE_NULL;
    if (ioctl(fd, TIOCGWINSZ, &size) < 0)
        return raise_termios(t);
    return result_value(tuple_pack(t, 2, small_int_value(size.ws_row), small_int_value(size.ws_col)));
}

/* Rows and columns out of any sequence of two. */
static bool read_size(Thread *t, Value v, int64_t size[2]) {
    Tuple *pair = op_to_tuple(t, v);
    bool fits = pair && pair->length == 2;
    if (!fits) {
        error_clear_if(t, EXC_TypeError);
        if (!error_pending(t))
            raise_type_error(t, "tcsetwinsize, arg 2: must be a two-item sequence");
    }
    bool ok = fits && op_index_int64(t, pair->items[0], &size[0], EXC_OverflowError) &&
              op_index_int64(t, pair->items[1], &size[1], EXC_OverflowError);
    xdecref_object(t, pair);
    return ok;
}

static Value tcsetwinsize_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    int64_t wanted[2];
    struct winsize size;
    if (!fd_take(t, args[0], &fd) || !read_size(t, args[1], wanted))
        return VALUE_NULL;
    if (wanted[0] != (unsigned short)wanted[0] || wanted[1] != (unsigned short)wanted[1])
        return raise_overflow(t, "winsize value(s) out of range.");
    if (ioctl(fd, TIOCGWINSZ, &size) < 0) /* for the pixels */
        return raise_termios(t);
    size.ws_row = (unsigned short)wanted[0];
    size.ws_col = (unsigned short)wanted[1];
    return none_or_failure(t, ioctl(fd, TIOCSWINSZ, &size));
}

/* ---- the module ---- */

static const IntConstant constants[] = {
#define CONSTANT_ENTRY(name) {#name, name},
#include "stdlib/termios_constants.def"
#undef CONSTANT_ENTRY
    {0},
};

static const MethodDef functions[] = {
    {"tcgetattr", tcgetattr_function, "fd, /", "The attributes of a terminal."},
    {"tcsetattr", tcsetattr_function, "fd, when, attributes, /",
     "Set them. when: TCSANOW, TCSADRAIN, TCSAFLUSH."},
    {"tcsendbreak", tcsendbreak_function, "fd, duration, /", "Send a break."},
    {"tcdrain", tcdrain_function, "fd, /", "Wait until all output is written."},
    {"tcflush", tcflush_function, "fd, queue, /", "Throw away what waits to be read or written."},
    {"tcflow", tcflow_function, "fd, action, /", "Stop or continue input or output."},
    {"tcgetwinsize", tcgetwinsize_function, "fd, /", "(rows, columns) of the window."},
    {"tcsetwinsize", tcsetwinsize_function, "fd, winsize, /", "Set (rows, columns) of the window."},
    {0}};

static const TypeDef error_type_def = {
    .name = "termios.error",
    .base = EXC_Exception,
    .size = sizeof(BaseException),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
};
static const TypeDef *const types[] = {&error_type_def, NULL};

const ModuleDef termios_module_def = {
    .name = "termios",
    .doc = "How a terminal treats what is typed and shown.",
    .ints = constants,
    .functions = functions,
    .types = types,
};
