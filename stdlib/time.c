/* The module time: clocks and sleeping. Dates are in time_struct.c. */
#include "stdlib/time_struct.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/park.h"
#include "runtime/str.h"
#include "runtime/timeout.h"
#include <errno.h>
#include <time.h>

enum { NANOSECONDS = 1000000000 };

/* --- clocks --- */

static Value as_float(Thread *t, const struct timespec *time) {
    return float_value(t, (double)time->tv_sec + (double)time->tv_nsec * 1e-9);
}

static Value as_ns(Thread *t, const struct timespec *time) {
    return int_value(t, (int64_t)time->tv_sec * NANOSECONDS + time->tv_nsec);
}

static Value read_clock(Thread *t, clockid_t clock, Value (*convert)(Thread *, const struct timespec *)) {
    struct timespec time;
    if (clock_gettime(clock, &time) < 0)
        return raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
    return convert(t, &time);
}

#define CLOCK(name, id)                                                                                      \
    static Value time_##name(Thread *t, Value *args, int nargs, Tuple *kwnames) {                            \
        return read_clock(t, id, as_float);                                                                  \
    }                                                                                                        \
    static Value time_##name##_ns(Thread *t, Value *args, int nargs, Tuple *kwnames) {                       \
        return read_clock(t, id, as_ns);                                                                     \
    }
CLOCK(time, CLOCK_REALTIME)
CLOCK(monotonic, CLOCK_MONOTONIC)
CLOCK(perf_counter, CLOCK_MONOTONIC)
CLOCK(process_time, CLOCK_PROCESS_CPUTIME_ID)
CLOCK(thread_time, CLOCK_THREAD_CPUTIME_ID)
#undef CLOCK

static Value time_clock_gettime(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int clock;
    return arg_int(t, args[0], &clock) ? read_clock(t, clock, as_float) : VALUE_NULL;
}

static Value time_clock_gettime_ns(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int clock;
    return arg_int(t, args[0], &clock) ? read_clock(t, clock, as_ns) : VALUE_NULL;
}

static Value time_clock_getres(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int clock;
    struct timespec resolution;
    if (!arg_int(t, args[0], &clock))
        return VALUE_NULL;
    if (clock_getres(clock, &resolution) < 0)
        return raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
    return as_float(t, &resolution);
}

static Value set_clock(Thread *t, clockid_t clock, int64_t ns) {
    int64_t seconds = ns / NANOSECONDS - (ns % NANOSECONDS < 0);
    struct timespec time = {.tv_sec = seconds, .tv_nsec = ns - seconds * NANOSECONDS};
    return clock_settime(clock, &time) < 0 ? raise_errno(t, errno, VALUE_NULL, VALUE_NULL) : VALUE_NONE;
}

static Value time_clock_settime(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int clock;
    int64_t ns;
    bool ok = arg_int(t, args[0], &clock) && timeout_read(t, args[1], TIMEOUT_SECOND, &ns);
    return ok ? set_clock(t, clock, ns) : VALUE_NULL;
}

static Value time_clock_settime_ns(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int clock;
    int64_t ns;
    if (!arg_int(t, args[0], &clock))
        return VALUE_NULL;
    if (!is_int(args[1]))
        return raise_type_error(t, "expect int, got %T", args[1]);
    if (!int_to_int64(args[1], &ns))
        return raise_overflow(t, "timestamp too large to convert to C _PyTime_t");
    return set_clock(t, clock, ns);
}

/* Only of threads that run: the C library takes any number for an address. */
static Value time_pthread_getcpuclockid(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t ident;
    clockid_t clock;
    if (!is_int(args[0]))
        return raise_type_error(t, "pthread_getcpuclockid() argument 1 must be int, not %T", args[0]);
    if (!arg_int64(t, args[0], &ident))
        return VALUE_NULL;
    const Thread *thread = t->interp->threads;
    while (thread && thread->ident != (OsThread)ident)
        thread = thread->next;
    int error = thread ? pthread_getcpuclockid((pthread_t)ident, &clock) : ESRCH;
    return error ? raise_errno(t, error, VALUE_NULL, VALUE_NULL) : int_value(t, clock);
}

/* What get_clock_info tells. */
typedef struct ClockInfo {
    const char *name, *implementation;
    bool monotonic, adjustable;
    clockid_t id;
} ClockInfo;

static const ClockInfo clocks[] = {
    {"time", "clock_gettime(CLOCK_REALTIME)", false, true, CLOCK_REALTIME},
    {"monotonic", "clock_gettime(CLOCK_MONOTONIC)", true, false, CLOCK_MONOTONIC},
    {"perf_counter", "clock_gettime(CLOCK_MONOTONIC)", true, false, CLOCK_MONOTONIC},
    {"process_time", "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true, false, CLOCK_PROCESS_CPUTIME_ID},
    {"thread_time", "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false, CLOCK_THREAD_CPUTIME_ID}};

static bool set_attribute(Thread *t, Value object, const char *name, Value v) {
    Str *key = is_null(v) ? NULL : str_intern_utf8(t, name);
    bool ok = key && op_setattr(t, object, key, v);
    xdecref_object(t, key);
    decref(t, v);
    return ok;
}

static Value clock_info(Thread *t, const ClockInfo *clock) {
    struct timespec resolution;
    if (clock_getres(clock->id, &resolution) < 0)
        return raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
    Value info = op_call0(t, object_value(builtin_type(t, TYPE_SIMPLE_NAMESPACE)));
    if (is_null(info))
        return VALUE_NULL;
    if (set_attribute(t, info, "implementation", str_value(str_new(t, clock->implementation))) &&
        set_attribute(t, info, "monotonic", bool_value(clock->monotonic)) &&
        set_attribute(t, info, "adjustable", bool_value(clock->adjustable)) &&
        set_attribute(t, info, "resolution", as_float(t, &resolution)))
        return info;
    decref(t, info);
    return VALUE_NULL;
}

static Value time_get_clock_info(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_str(args[0]))
        return raise_type_error(t, "get_clock_info() argument 1 must be str, not %T", args[0]);
    for (size_t i = 0; i < sizeof clocks / sizeof *clocks; i++)
        if (str_equal_ascii(value_str(args[0]), clocks[i].name))
            return clock_info(t, &clocks[i]);
    return raise_value_error(t, "unknown clock");
}

/* --- sleeping --- */

/* To a point of time, so that signals do not make it longer: their handlers run, and it goes on (PEP 475). No
 * time at all means that others may run. */
static Value time_sleep(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t duration;
    if (!timeout_read(t, args[0], TIMEOUT_SECOND, &duration))
        return VALUE_NULL;
    if (duration < 0)
        return raise_value_error(t, "sleep length must be non-negative");
    if (duration == 0) {
        gil_yield(t, GIL_CAUSE_YIELD);
        return VALUE_NONE;
    }
    int64_t deadline = os_now() + duration;
    while (park_sleep(t, deadline) == PARK_INTERRUPTED)
        if (!park_handle_signals(t))
            return VALUE_NULL;
    return VALUE_NONE;
}

/* --- the module --- */

/* strptime is written in Python: module _strptime. */
static Value time_strptime(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *module_name = str_intern_utf8(t, "_strptime");
    Str *name = module_name ? str_intern_utf8(t, "_strptime_time") : NULL;
    Value module = name ? t->interp->hooks.import(t, module_name) : VALUE_NULL;
    Value function = is_null(module) ? VALUE_NULL : op_getattr(t, module, name);
    Value result =
        is_null(function) ? VALUE_NULL : op_call(t, function, args, is_null(args[1]) ? 1 : 2, NULL);
    xdecref_object(t, module_name);
    xdecref_object(t, name);
    decref(t, module);
    decref(t, function);
    return result;
}

static const MethodDef time_functions[] = {
    {"time", time_time, "", "Seconds since 1970."},
    {"time_ns", time_time_ns, "", "Nanoseconds since 1970."},
    {"monotonic", time_monotonic, "", "Seconds on a clock that never goes back."},
    {"monotonic_ns", time_monotonic_ns, "", "Nanoseconds on a clock that never goes back."},
    {"perf_counter", time_perf_counter, "", "Seconds on the finest clock, for measuring."},
    {"perf_counter_ns", time_perf_counter_ns, "", "Nanoseconds on the finest clock, for measuring."},
    {"process_time", time_process_time, "", "Seconds of processor time that the process has used."},
    {"process_time_ns", time_process_time_ns, "", "Nanoseconds of processor time that the process has used."},
    {"thread_time", time_thread_time, "", "Seconds of processor time that the thread has used."},
    {"thread_time_ns", time_thread_time_ns, "", "Nanoseconds of processor time that the thread has used."},
    {"clock_gettime", time_clock_gettime, "clk_id, /", "What a clock shows, in seconds."},
    {"clock_gettime_ns", time_clock_gettime_ns, "clk_id, /", "What a clock shows, in nanoseconds."},
    {"clock_getres", time_clock_getres, "clk_id, /", "The smallest step of a clock, in seconds."},
    {"clock_settime", time_clock_settime, "clk_id, time, /", "Set a clock, in seconds."},
    {"clock_settime_ns", time_clock_settime_ns, "clk_id, time, /", "Set a clock, in nanoseconds."},
    {"pthread_getcpuclockid", time_pthread_getcpuclockid, "thread_id, /",
     "The clock of the processor time of a running thread."},
    {"get_clock_info", time_get_clock_info, "name, /", "What kind of clock a function reads."},
    {"sleep", time_sleep, "seconds, /", "Wait for some seconds; other threads go on."},
    {"gmtime", time_gmtime, "seconds=None, /", "Seconds since 1970 as year, month and so on, in UTC."},
    {"localtime", time_localtime, "seconds=None, /",
     "Seconds since 1970 as year, month and so on, in local time."},
    {"mktime", time_mktime, "tuple, /", "The seconds since 1970 of a time tuple in local time."},
    {"asctime", time_asctime, "tuple=None, /",
     "Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'."},
    {"ctime", time_ctime, "seconds=None, /",
     "Seconds since 1970 as text such as 'Sat Jun  6 16:26:11 1998', in local time."},
    {"strftime", time_strftime, "format, tuple=None, /", "A time tuple as text, written as the format says."},
    {"strptime", time_strptime, "string, format=<unrepresentable>, /",
     "The time tuple of text that was written as the format says."},
    {"tzset", time_tzset, "", "Initialize, or reinitialize, the local timezone."},
    {0}};

static const IntConstant constants[] = {{"CLOCK_REALTIME", CLOCK_REALTIME},
                                        {"CLOCK_MONOTONIC", CLOCK_MONOTONIC},
                                        {"CLOCK_MONOTONIC_RAW", CLOCK_MONOTONIC_RAW},
                                        {"CLOCK_BOOTTIME", CLOCK_BOOTTIME},
                                        {"CLOCK_TAI", CLOCK_TAI},
                                        {"CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID},
                                        {"CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID},
                                        {0}};

static bool time_exec(Thread *t, Value module) {
    return time_add_struct(t, module) && time_add_zone(t, module);
}

const ModuleDef time_module_def = {.name = "time",
                                   .doc = "Clocks, sleeping, and dates as tuples and as text.",
                                   .ints = constants,
                                   .functions = time_functions,
                                   .exec = time_exec};
