/* The module _signal: what signal.py gives names to. How handlers come to run is in runtime/signals.h. */
#include "runtime/signals.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/park.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

static bool read_number(Thread *t, Value v, int *number) {
    if (!arg_int(t, v, number))
        return false;
    if (*number >= 1 && *number < SIGNALS_END)
        return true;
    raise_value_error(t, "signal number out of range");
    return false;
}

static Value os_error(Thread *t) {
    return raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
}

static Value none_or_error(Thread *t, int error) {
    errno = error;
    return error ? os_error(t) : VALUE_NONE;
}

static SignalState *state_of(Thread *t) {
    return t->interp->signals;
}

static bool check_main_thread(Thread *t, const char *message) {
    if (signals_are_for(t))
        return true;
    raise_value_error(t, "%s", message);
    return false;
}

/* ---- handlers ---- */

static Value handler_default_int(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return raise(t, EXC_KeyboardInterrupt, NULL);
}

/* What getsignal() and signal() answer: a function, SIG_DFL, SIG_IGN, or None for a handler that is not
 * Python's. */
static Value current_handler(Thread *t, int number) {
    struct sigaction now;
    if (sigaction(number, NULL, &now) < 0)
        return VALUE_NONE;
    if (now.sa_handler == SIG_DFL || now.sa_handler == SIG_IGN)
        return small_int_value(now.sa_handler == SIG_IGN);
    if (!is_null(state_of(t)->handlers[number]))
        return new_ref(state_of(t)->handlers[number]);
    if (signals_covered(number) >= 0)
        return small_int_value(signals_covered(number));
    return number == SIGINT ? new_ref(state_of(t)->default_int) : VALUE_NONE;
}

static bool install(Thread *t, int number, Value handler) {
    bool is_number = is_small_int(handler);
    bool ok =
        is_number ? signals_leave(number, small_int(handler) ? SIG_IGN : SIG_DFL) : signals_catch(number);
    if (!ok) {
        os_error(t);
        return false;
    }
    value_store(t, &state_of(t)->handlers[number], is_number ? VALUE_NULL : new_ref(handler));
    return true;
}

static Value signal_signal(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int number;
    if (!arg_int(t, args[0], &number) ||
        !check_main_thread(t, "signal only works in main thread of the main interpreter") ||
        !read_number(t, args[0], &number))
        return VALUE_NULL;
    bool is_number = is_small_int(args[1]) && (small_int(args[1]) == 0 || small_int(args[1]) == 1);
    if (!is_number && !op_callable(t, args[1]))
        return raise_type_error(
            t, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
    if (!signals_run(t)) /* for those that have come so far the old handler counts */
        return VALUE_NULL;
    Value before = current_handler(t, number);
    if (!is_null(before) && install(t, number, args[1]))
        return before;
    decref(t, before);
    return VALUE_NULL;
}

static Value signal_getsignal(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int number;
    return read_number(t, args[0], &number) ? current_handler(t, number) : VALUE_NULL;
}

static Value signal_siginterrupt(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int number;
    bool flag;
    struct sigaction action;
    if (!read_number(t, args[0], &number) || !arg_bool(t, args[1], &flag))
        return VALUE_NULL;
    if (sigaction(number, NULL, &action) < 0)
        return os_error(t);
    action.sa_flags = flag ? action.sa_flags & ~SA_RESTART : action.sa_flags | SA_RESTART;
    return sigaction(number, &action, NULL) < 0 ? os_error(t) : VALUE_NONE;
}

static Value signal_set_wakeup_fd(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    bool warn_on_full = true;
    if (!arg_int(t, args[0], &fd) || (!is_null(args[1]) && !arg_bool(t, args[1], &warn_on_full)) ||
        !check_main_thread(t, "set_wakeup_fd only works in main thread of the main interpreter"))
        return VALUE_NULL;
    int flags = fd < 0 ? O_NONBLOCK : fcntl(fd, F_GETFL);
    if (flags < 0)
        return os_error(t);
    if (!(flags & O_NONBLOCK))
        return raise_value_error(t, "the fd %i must be in non-blocking mode", fd);
    SignalState *state = state_of(t);
    int before = __atomic_exchange_n(&state->wakeup_fd, fd < 0 ? -1 : fd, __ATOMIC_RELAXED);
    state->warn_on_full = warn_on_full;
    return small_int_value(before);
}

/* ---- sending ---- */

static Value run_and_answer_none(Thread *t) {
    return signals_run(t) ? VALUE_NONE : VALUE_NULL;
}

static Value signal_raise_signal(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int number;
    if (!arg_int(t, args[0], &number))
        return VALUE_NULL;
    if (kill(getpid(), number) < 0)
        return os_error(t);
    return run_and_answer_none(t);
}

static Value signal_pthread_kill(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int number;
    uint64_t ident;
    if (!is_int(args[0]) || !int_to_uint64(args[0], &ident))
        return raise_type_error(t, "an integer is required");
    if (!arg_int(t, args[1], &number))
        return VALUE_NULL;
    int error = pthread_kill((pthread_t)ident, number);
    return error ? none_or_error(t, error) : run_and_answer_none(t);
}

static Value signal_pidfd_send_signal(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int pidfd, number, flags = 0;
    if (!arg_int(t, args[0], &pidfd) || !arg_int(t, args[1], &number) ||
        (!is_null(args[3]) && !arg_int(t, args[3], &flags)))
        return VALUE_NULL;
    if (!is_null(args[2]) && !is_none(args[2]))
        return raise_type_error(t, "siginfo must be None");
    if (syscall(SYS_pidfd_send_signal, pidfd, number, NULL, flags) < 0)
        return os_error(t);
    return run_and_answer_none(t); /* it may be our own process */
}

static Value signal_alarm(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int seconds;
    return arg_int(t, args[0], &seconds) ? small_int_value(alarm((unsigned)seconds)) : VALUE_NULL;
}

static Value signal_pause(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    BLOCKING(t, "pause", pause());
    return run_and_answer_none(t);
}

/* ---- timers ---- */

static Value timer_error(Thread *t) {
    Value text = str_value(str_new(t, strerror(errno)));
    Value exception =
        is_null(text) ? text : op_call2(t, state_of(t)->timer_error, small_int_value(errno), text);
    if (!is_null(exception))
        raise_value(t, exception);
    decref(t, text);
    decref(t, exception);
    return VALUE_NULL;
}

static bool read_timeval(Thread *t, Value v, struct timeval *time) {
    double seconds = 0;
    if (!is_null(v) && !op_float(t, v, &seconds))
        return false;
    if (isnan(seconds) || fabs(seconds) > 9.2e9) {
        raise_overflow(t, "timestamp out of range for platform time_t");
        return false;
    }
    time->tv_sec = (time_t)floor(seconds);
    time->tv_usec = (suseconds_t)ceil((seconds - floor(seconds)) * 1e6);
    if (time->tv_usec == 1000000) {
        time->tv_sec++;
        time->tv_usec = 0;
    }
    return true;
}

static Value timer_value(Thread *t, const struct itimerval *timer) {
    Value delay = float_value(t, (double)timer->it_value.tv_sec + (double)timer->it_value.tv_usec * 1e-6);
    Value interval =
        float_value(t, (double)timer->it_interval.tv_sec + (double)timer->it_interval.tv_usec * 1e-6);
    Tuple *pair = is_null(delay) || is_null(interval) ? NULL : tuple_pack(t, 2, delay, interval);
    decref(t, delay);
    decref(t, interval);
    return pair ? object_value(pair) : VALUE_NULL;
}

static Value signal_setitimer(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int which;
    struct itimerval timer, before;
    if (!arg_int(t, args[0], &which) || !read_timeval(t, args[1], &timer.it_value) ||
        !read_timeval(t, args[2], &timer.it_interval))
        return VALUE_NULL;
    return setitimer((__itimer_which_t)which, &timer, &before) < 0 ? timer_error(t) : timer_value(t, &before);
}

static Value signal_getitimer(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int which;
    struct itimerval timer;
    if (!arg_int(t, args[0], &which))
        return VALUE_NULL;
    return getitimer((__itimer_which_t)which, &timer) < 0 ? timer_error(t) : timer_value(t, &timer);
}

/* ---- masks and waiting ---- */

static bool add_number(Thread *t, Value v, sigset_t *set) {
    int64_t number;
    if (!arg_int64(t, v, &number)) {
        if (!error_clear_if(t, EXC_OverflowError))
            return false;
        number = -1; /* no signal's number */
    }
    if (number < 1 || number >= SIGNALS_END) {
        raise_value_error(t, "signal number %lld out of range [1; %d]", (long long)number, SIGNALS_END - 1);
        return false;
    }
    sigaddset(set, (int)number); /* those that libc keeps for itself are left out */
    return true;
}

static bool read_set(Thread *t, Value v, sigset_t *set) {
    sigemptyset(set);
    Value iterator = op_iter(t, v), item;
    if (is_null(iterator))
        return false;
    while (!is_null(item = op_next(t, iterator))) {
        bool ok = add_number(t, item, set);
        decref(t, item);
        if (!ok)
            break;
    }
    decref(t, iterator);
    return !error_pending(t);
}

static Value set_value(Thread *t, const sigset_t *signals) {
    Set *set = set_new(t);
    for (int i = 1; set && i < SIGNALS_END; i++)
        if (sigismember(signals, i) == 1 && !set_add(t, set, small_int_value(i))) {
            decref_object(t, set);
            return VALUE_NULL;
        }
    return set ? object_value(set) : VALUE_NULL;
}

static Value signal_pthread_sigmask(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int how;
    sigset_t mask, before;
    if (!arg_int(t, args[0], &how) || !read_set(t, args[1], &mask))
        return VALUE_NULL;
    int error = pthread_sigmask(how, &mask, &before);
    if (error)
        return none_or_error(t, error);
    return signals_run(t) ? set_value(t, &before) : VALUE_NULL;
}

static Value signal_sigpending(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    sigset_t set;
    return sigpending(&set) < 0 ? os_error(t) : set_value(t, &set);
}

static Value signal_sigwait(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    sigset_t set;
    int number;
    if (!read_set(t, args[0], &set))
        return VALUE_NULL;
    int error = BLOCKING(t, "sigwait", sigwait(&set, &number));
    return error ? none_or_error(t, error) : small_int_value(number);
}

static const StructSeqField siginfo_fields[] = {{"si_signo", "signal number"},
                                                {"si_code", "signal code"},
                                                {"si_errno", "errno associated with this signal"},
                                                {"si_pid", "sending process ID"},
                                                {"si_uid", "who sent it: the user ID"},
                                                {"si_status", "exit value or signal"},
                                                {"si_band", "band event for SIGPOLL"},
                                                {0}};
static const StructSeqDef siginfo_def = {"signal.struct_siginfo",
                                         "struct_siginfo: what sigwaitinfo and sigtimedwait tell about a "
                                         "signal.\n\nA tuple whose items have names.",
                                         siginfo_fields, 7};

static Value siginfo_value(Thread *t, const siginfo_t *info) {
    Type *type = structseq_type(t, &siginfo_def);
    Value items[] = {small_int_value(info->si_signo), small_int_value(info->si_code),
                     small_int_value(info->si_errno), small_int_value(info->si_pid),
                     int_value(t, info->si_uid),      small_int_value(info->si_status),
                     int_value(t, info->si_band)};
    return structseq_new(t, type, items, sizeof items / sizeof *items);
}

/* Waits for one of the signals, the deadline at most. None: it has passed. */
static Value wait_for(Thread *t, const sigset_t *set, int64_t deadline) {
    siginfo_t info;
    for (;;) {
        int64_t left = deadline == OS_FOREVER ? 0 : deadline - os_now();
        struct timespec time = {left < 0 ? 0 : left / 1000000000, left < 0 ? 0 : left % 1000000000};
        const struct timespec *timeout = deadline == OS_FOREVER ? NULL : &time;
        if (BLOCKING(t, "sigtimedwait", sigtimedwait(set, &info, timeout)) >= 0)
            return siginfo_value(t, &info);
        if (errno == EAGAIN)
            return VALUE_NONE;
        if (!blocking_again(t))
            return error_pending(t) ? VALUE_NULL : os_error(t);
    }
}

static Value signal_sigwaitinfo(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    sigset_t set;
    return read_set(t, args[0], &set) ? wait_for(t, &set, OS_FOREVER) : VALUE_NULL;
}

static Value signal_sigtimedwait(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    sigset_t set;
    double seconds;
    if (!read_set(t, args[0], &set) || !op_float(t, args[1], &seconds))
        return VALUE_NULL;
    if (isnan(seconds))
        return raise_value_error(t, "Invalid value NaN (not a number)");
    if (seconds < 0)
        return raise_value_error(t, "timeout must be non-negative");
    if (seconds > 9.2e9)
        return raise_overflow(t, "timestamp too large to convert to C _PyTime_t");
    return wait_for(t, &set, os_now() + (int64_t)ceil(seconds * 1e9));
}

/* ---- names ---- */

static Value signal_strsignal(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int number;
    if (!read_number(t, args[0], &number))
        return VALUE_NULL;
    const char *text = sigdescr_np(number);
    return text ? str_value(str_new(t, text)) : VALUE_NONE;
}

static Value signal_valid_signals(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    sigset_t all;
    sigfillset(&all);
    return set_value(t, &all);
}

static const MethodDef signal_functions[] = {
    {"default_int_handler", handler_default_int, "signalnum, frame, /",
     "Raise KeyboardInterrupt: what SIGINT does unless it has another handler."},
    {"signal", signal_signal, "signalnum, handler, /",
     "Set the action for a signal: a function of two arguments (number and frame), SIG_DFL or SIG_IGN. "
     "Answers the "
     "former one.\n\nOnly the main thread may call it."},
    {"getsignal", signal_getsignal, "signalnum, /",
     "The action for a signal: SIG_IGN, SIG_DFL, a function, or None for one that Python did not install."},
    {"siginterrupt", signal_siginterrupt, "signalnum, flag, /",
     "Whether system calls that the signal interrupts end (flag true) or are restarted by the system."},
    {"set_wakeup_fd", signal_set_wakeup_fd, "fd, /, *, warn_on_full_buffer=True",
     "Write the number of each signal that comes to this file descriptor; -1: none. Answers the former one."},
    {"raise_signal", signal_raise_signal, "signalnum, /", "Send a signal to this process itself."},
    {"pthread_kill", signal_pthread_kill, "thread_id, signalnum, /",
     "Make a signal arrive in the thread of that number."},
    {"pidfd_send_signal", signal_pidfd_send_signal, "pidfd, signalnum, siginfo=None, flags=0, /",
     "Send a signal to the process of a pidfd."},
    {"alarm", signal_alarm, "seconds, /", "Send SIGALRM to this process after some seconds."},
    {"pause", signal_pause, "", "Sleep until some signal comes."},
    {"setitimer", signal_setitimer, "which, seconds, interval=0.0, /",
     "Set an interval timer; answers the former (delay, interval)."},
    {"getitimer", signal_getitimer, "which, /", "The (delay, interval) of a timer."},
    {"pthread_sigmask", signal_pthread_sigmask, "how, mask, /",
     "Change the calling thread's mask; answers the former one."},
    {"sigpending", signal_sigpending, "", "The signals that are blocked and have come."},
    {"sigwait", signal_sigwait, "sigset, /", "Wait for one of the signals; answers its number."},
    {"sigwaitinfo", signal_sigwaitinfo, "sigset, /",
     "Wait for one of the signals; answers a struct_siginfo."},
    {"sigtimedwait", signal_sigtimedwait, "sigset, timeout, /",
     "The same for some seconds at most; then None."},
    {"strsignal", signal_strsignal, "signalnum, /", "The system's description of a signal."},
    {"valid_signals", signal_valid_signals, "", "All signals of this platform, as a set of numbers."},
    {0}};

static const IntConstant constants[] = {{"NSIG", SIGNALS_END},
                                        {"SIG_DFL", 0},
                                        {"SIG_IGN", 1},
#define CONSTANT_ENTRY(name)                                                                                 \
    { #name, name }
                                        CONSTANT_ENTRY(SIG_BLOCK),
                                        CONSTANT_ENTRY(SIG_UNBLOCK),
                                        CONSTANT_ENTRY(SIG_SETMASK),
                                        CONSTANT_ENTRY(ITIMER_REAL),
                                        CONSTANT_ENTRY(ITIMER_VIRTUAL),
                                        CONSTANT_ENTRY(ITIMER_PROF),
                                        CONSTANT_ENTRY(SIGHUP),
                                        CONSTANT_ENTRY(SIGINT),
                                        CONSTANT_ENTRY(SIGQUIT),
                                        CONSTANT_ENTRY(SIGILL),
                                        CONSTANT_ENTRY(SIGTRAP),
                                        CONSTANT_ENTRY(SIGIOT),
                                        CONSTANT_ENTRY(SIGABRT),
                                        CONSTANT_ENTRY(SIGFPE),
                                        CONSTANT_ENTRY(SIGKILL),
                                        CONSTANT_ENTRY(SIGBUS),
                                        CONSTANT_ENTRY(SIGSEGV),
                                        CONSTANT_ENTRY(SIGSYS),
                                        CONSTANT_ENTRY(SIGPIPE),
                                        CONSTANT_ENTRY(SIGALRM),
                                        CONSTANT_ENTRY(SIGTERM),
                                        CONSTANT_ENTRY(SIGUSR1),
                                        CONSTANT_ENTRY(SIGUSR2),
                                        CONSTANT_ENTRY(SIGCLD),
                                        CONSTANT_ENTRY(SIGCHLD),
                                        CONSTANT_ENTRY(SIGPWR),
                                        CONSTANT_ENTRY(SIGIO),
                                        CONSTANT_ENTRY(SIGURG),
                                        CONSTANT_ENTRY(SIGWINCH),
                                        CONSTANT_ENTRY(SIGPOLL),
                                        CONSTANT_ENTRY(SIGSTOP),
                                        CONSTANT_ENTRY(SIGTSTP),
                                        CONSTANT_ENTRY(SIGCONT),
                                        CONSTANT_ENTRY(SIGTTIN),
                                        CONSTANT_ENTRY(SIGTTOU),
                                        CONSTANT_ENTRY(SIGVTALRM),
                                        CONSTANT_ENTRY(SIGPROF),
                                        CONSTANT_ENTRY(SIGXCPU),
                                        CONSTANT_ENTRY(SIGXFSZ),
                                        CONSTANT_ENTRY(SIGSTKFLT),
                                        {0}};
#undef CONSTANT_ENTRY

/* What the handlers need to know of this module. */
static bool keep(Thread *t, Value module) {
    SignalState *state = state_of(t);
    Str *name = str_intern_utf8(t, "default_int_handler");
    if (!name)
        return false;
    value_store(t, &state->default_int, new_ref(dict_get_name(t, module_dict(module), name)));
    decref_object(t, name);
    value_store(t, &state->timer_error,
                exception_class_new(t, "signal.itimer_error", builtin_type(t, EXC_OSError), NULL));
    return !is_null(state->timer_error) && module_add(t, module, "ItimerError", new_ref(state->timer_error));
}

static bool signal_exec(Thread *t, Value module) {
    return module_add_int(t, module, "SIGRTMIN", SIGRTMIN) &&
           module_add_int(t, module, "SIGRTMAX", SIGRTMAX) &&
           module_add(t, module, "struct_siginfo", new_object_ref(structseq_type(t, &siginfo_def))) &&
           keep(t, module);
}

const ModuleDef _signal_module_def = {
    .name = "_signal",
    .doc = "Signals of the operating system; the module signal is what programs use.",
    .ints = constants,
    .functions = signal_functions,
    .exec = signal_exec,
};
