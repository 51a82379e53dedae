/* os functions of the system as a whole: environment, names, times, randomness. */
#include "runtime/park.h"
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "stdlib/posix.h"
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <unistd.h>

/* ---- environment ---- */

static Value posix_putenv(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value name = str_fs_encode(t, args[0]), v = is_null(name) ? name : str_fs_encode(t, args[1]);
    Value result = VALUE_NULL;
    if (!is_null(v)) {
        const char *text = (const char *)value_bytes(name)->data;
        if (strchr(text, '='))
            raise_value_error(t, "illegal environment variable name");
        else
            result = none_or_error(t, setenv(text, (const char *)value_bytes(v)->data, 1));
    }
    decref(t, name);
    decref(t, v);
    return result;
}

static Value posix_unsetenv(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value name = str_fs_encode(t, args[0]);
    if (is_null(name))
        return name;
    Value result = none_or_error(t, unsetenv((const char *)value_bytes(name)->data));
    decref(t, name);
    return result;
}

static Value posix_strerror(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int code;
    return arg_int(t, args[0], &code) ? path_result(t, strerror(code), false) : VALUE_NULL;
}

static Value posix_umask(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int mask;
    return arg_int(t, args[0], &mask) ? small_int_value(umask((mode_t)mask)) : VALUE_NULL;
}

/* ---- names and times ---- */

static const StructSeqField uname_fields[] = {
    {"sysname", "operating system name"},    {"nodename", "what the machine is called"},
    {"release", "operating system release"}, {"version", "operating system version"},
    {"machine", "hardware identifier"},      {0},
};
const StructSeqDef posix_uname_result_def = {
    "posix.uname_result",
    "uname_result: what os.uname() tells about the system.\n\nA tuple whose items have names.", uname_fields,
    5};

static Value posix_uname(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    struct utsname names;
    if (uname(&names) < 0)
        return posix_error(t);
    Type *type = structseq_type(t, &posix_uname_result_def);
    Value items[] = {path_result(t, names.sysname, false), path_result(t, names.nodename, false),
                     path_result(t, names.release, false), path_result(t, names.version, false),
                     path_result(t, names.machine, false)};
    return structseq_new(t, type, items, sizeof items / sizeof *items);
}

static const StructSeqField times_fields[] = {
    {"user", "user time"},
    {"system", "system time"},
    {"children_user", "user time of children"},
    {"children_system", "system time of children"},
    {"elapsed", "seconds on a clock that began at some time"},
    {0},
};
const StructSeqDef posix_times_result_def = {"posix.times_result",
                                             "times_result: what os.times() tells about the time that has "
                                             "been used.\n\nA tuple whose items have names.",
                                             times_fields, 5};

static Value posix_times(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    struct tms used;
    clock_t elapsed = times(&used);
    if (elapsed == (clock_t)-1)
        return posix_error(t);
    double ticks = (double)sysconf(_SC_CLK_TCK);
    Type *type = structseq_type(t, &posix_times_result_def);
    Value items[] = {
        float_value(t, (double)used.tms_utime / ticks), float_value(t, (double)used.tms_stime / ticks),
        float_value(t, (double)used.tms_cutime / ticks), float_value(t, (double)used.tms_cstime / ticks),
        float_value(t, (double)elapsed / ticks)};
    return structseq_new(t, type, items, sizeof items / sizeof *items);
}

static Value posix_getloadavg(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    double loads[3];
    if (getloadavg(loads, 3) != 3)
        return raise(t, EXC_OSError, "Load averages are unobtainable");
    Value items[] = {float_value(t, loads[0]), float_value(t, loads[1]), float_value(t, loads[2])};
    Tuple *tuple = tuple_from_owned(t, items, 3);
    return tuple ? object_value(tuple) : VALUE_NULL;
}

/* ---- randomness ---- */

static Value random_bytes(Thread *t, int64_t size, unsigned flags) {
    if (size < 0)
        return raise_value_error(t, "negative argument not allowed");
    Bytes *bytes = bytes_new(t, NULL, (size_t)size);
    for (int64_t got = 0; bytes && got < size;) {
        ssize_t n = BLOCKING(t, "getrandom", getrandom(bytes->data + got, (size_t)(size - got), flags));
        if (n >= 0) {
            got += n;
        } else if (!posix_again(t, n)) {
            decref_object(t, bytes);
            return error_pending(t) ? VALUE_NULL : posix_error(t);
        }
    }
    return bytes ? object_value(bytes) : VALUE_NULL;
}

static Value posix_urandom(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t size;
    return arg_int64(t, args[0], &size) ? random_bytes(t, size, 0) : VALUE_NULL;
}

static Value posix_getrandom(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t size;
    int flags = 0;
    if (!arg_int64(t, args[0], &size) || (!is_null(args[1]) && !arg_int(t, args[1], &flags)))
        return VALUE_NULL;
    return random_bytes(t, size, (unsigned)flags);
}

const MethodDef posix_system_functions[] = {
    {"putenv", posix_putenv, "name, value, /",
     "Set a variable of the environment, behind the back of os.environ.", 0},
    {"unsetenv", posix_unsetenv, "name, /", "Delete an environment variable.", 0},
    {"strerror", posix_strerror, "code, /", "The message of an error number.", 0},
    {"umask", posix_umask, "mask, /",
     "Set which permissions new files never get; answers what was set before.", 0},
    {"uname", posix_uname, "", "The names of system, machine and versions.", 0},
    {"times", posix_times, "", "How long the process and its children have used processors, in seconds.", 0},
    {"getloadavg", posix_getloadavg, "",
     "How many processes wanted to run, on average of 1, 5 and 15 minutes.", 0},
    {"urandom", posix_urandom, "size, /", "Random bytes that nobody can guess.", 0},
    {"getrandom", posix_getrandom, "size, flags=0", "Random bytes of the kernel, as the flags say.", 0},
    {0}};
