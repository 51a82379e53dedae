/* os functions of processes. */
#include "runtime/signals.h"
#include "runtime/thread.h"
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "stdlib/posix.h"
#include "stdlib/posix_strings.h"
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- who am I ---- */

#define IDENTITY(name)                                                                                       \
    static Value posix_##name(Thread *t, Value *args, int nargs, Tuple *kwnames) {                           \
        return int_value(t, (int64_t)name());                                                                \
    }
IDENTITY(getpid)
IDENTITY(getppid)
IDENTITY(getuid)
IDENTITY(geteuid)
IDENTITY(getgid)
IDENTITY(getegid)
IDENTITY(getpgrp)

#define CHANGE_ID(name, what)                                                                                \
    static Value posix_##name(Thread *t, Value *args, int nargs, Tuple *kwnames) {                           \
        unsigned id;                                                                                         \
        return id_take(t, args[0], what, &id) ? none_or_error(t, name(id)) : VALUE_NULL;                     \
    }
CHANGE_ID(setuid, "uid")
CHANGE_ID(setgid, "gid")
CHANGE_ID(seteuid, "uid")
CHANGE_ID(setegid, "gid")

#define ASK_OF_PROCESS(name)                                                                                 \
    static Value posix_##name(Thread *t, Value *args, int nargs, Tuple *kwnames) {                           \
        int pid;                                                                                             \
        if (!arg_int(t, args[0], &pid))                                                                      \
            return VALUE_NULL;                                                                               \
        int result = name(pid);                                                                              \
        return result < 0 ? posix_error(t) : small_int_value(result);                                        \
    }
ASK_OF_PROCESS(getpgid)
ASK_OF_PROCESS(getsid)

static Value posix_setsid(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return none_or_error(t, setsid());
}

static Value posix_setpgid(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int pid, group;
    if (!arg_int(t, args[0], &pid) || !arg_int(t, args[1], &group))
        return VALUE_NULL;
    return none_or_error(t, setpgid(pid, group));
}

static Value posix_getgroups(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    gid_t groups[1024];
    int count = getgroups(1024, groups);
    List *list = count < 0 ? (posix_error(t), NULL) : list_new(t, count);
    for (int i = 0; list && i < count; i++)
        if (!list_append(t, list, small_int_value(groups[i]))) {
            decref_object(t, list);
            return VALUE_NULL;
        }
    return list ? object_value(list) : VALUE_NULL;
}

static Value posix_getlogin(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    char name[256];
    int error = getlogin_r(name, sizeof name);
    if (error) {
        errno = error;
        return posix_error(t);
    }
    return path_result(t, name, false);
}

static Value posix_nice(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int increment;
    if (!arg_int(t, args[0], &increment))
        return VALUE_NULL;
    errno = 0;
    int value = nice(increment);
    return value == -1 && errno ? posix_error(t) : small_int_value(value);
}

/* ---- children ---- */

static Value posix_fork(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    pid_t pid = thread_fork(t);
    return pid < 0 ? posix_error(t) : small_int_value(pid);
}

static Value pid_and_status(Thread *t, pid_t pid, int status) {
    if (pid < 0)
        return error_pending(t) ? VALUE_NULL : posix_error(t);
    Tuple *pair = tuple_pack(t, 2, small_int_value(pid), small_int_value(status));
    return pair ? object_value(pair) : VALUE_NULL;
}

static Value posix_waitpid(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int wanted, options, status = 0;
    if (!arg_int(t, args[0], &wanted) || !arg_int(t, args[1], &options))
        return VALUE_NULL;
    pid_t pid;
    do
        pid = BLOCKING(t, "waitpid", waitpid(wanted, &status, options));
    while (posix_again(t, pid));
    return pid_and_status(t, pid, status);
}

static Value posix_wait(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int status = 0;
    pid_t pid;
    do
        pid = BLOCKING(t, "wait", wait(&status));
    while (posix_again(t, pid));
    return pid_and_status(t, pid, status);
}

#define STATUS_TEST(name)                                                                                    \
    static Value posix_##name(Thread *t, Value *args, int nargs, Tuple *kwnames) {                           \
        int status;                                                                                          \
        return arg_int(t, args[0], &status) ? bool_value(name(status)) : VALUE_NULL;                         \
    }
#define STATUS_NUMBER(name)                                                                                  \
    static Value posix_##name(Thread *t, Value *args, int nargs, Tuple *kwnames) {                           \
        int status;                                                                                          \
        return arg_int(t, args[0], &status) ? small_int_value(name(status)) : VALUE_NULL;                    \
    }
STATUS_TEST(WIFEXITED)
STATUS_TEST(WIFSIGNALED)
STATUS_TEST(WIFSTOPPED)
STATUS_TEST(WIFCONTINUED)
STATUS_TEST(WCOREDUMP)
STATUS_NUMBER(WEXITSTATUS)
STATUS_NUMBER(WTERMSIG)
STATUS_NUMBER(WSTOPSIG)

static Value posix_waitstatus_to_exitcode(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int status;
    if (!arg_int(t, args[0], &status))
        return VALUE_NULL;
    if (WIFEXITED(status))
        return small_int_value(WEXITSTATUS(status));
    if (WIFSIGNALED(status))
        return small_int_value(-WTERMSIG(status));
    if (WIFSTOPPED(status))
        return raise_value_error(t, "process stopped by delivery of signal %d", WSTOPSIG(status));
    return raise_value_error(t, "invalid wait status: %d", status);
}

static Value posix_kill(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int pid, signal;
    if (!arg_int(t, args[0], &pid) || !arg_int(t, args[1], &signal))
        return VALUE_NULL;
    Value result = none_or_error(t, kill(pid, signal));
    /* it may have been for this process: then its handler runs now */
    return is_null(result) || signals_run(t) ? result : VALUE_NULL;
}

static Value posix_killpg(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int group, signal;
    if (!arg_int(t, args[0], &group) || !arg_int(t, args[1], &signal))
        return VALUE_NULL;
    Value result = none_or_error(t, killpg(group, signal));
    return is_null(result) || signals_run(t) ? result : VALUE_NULL; /* the group may be our own */
}

static Value posix__exit(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int status;
    if (!arg_int(t, args[0], &status))
        return VALUE_NULL;
    t->interp->hooks.leaving(t);
    _exit(status);
}

static Value posix_abort(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    abort();
}

static Value posix_system(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value command = str_fs_encode(t, args[0]);
    if (is_null(command))
        return command;
    int status = BLOCKING(t, "system", system((const char *)value_bytes(command)->data));
    decref(t, command);
    return small_int_value(status);
}

/* ---- exec ---- */

static Value posix_execv(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    Strings arguments;
    if (!path_take(t, args[0], "execv", "path", 0, &path))
        return VALUE_NULL;
    if (strings_from_sequence(t, args[1], "execv() arg 2", &arguments)) {
        execv(path.text, arguments.items);
        posix_error(t);
    }
    strings_free(t, &arguments);
    path_release(t, &path);
    return VALUE_NULL;
}

static Value posix_execve(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    Strings arguments, variables = {0};
    if (!path_take(t, args[0], "execve", "path", PATH_MAY_BE_FD, &path))
        return VALUE_NULL;
    if (strings_from_sequence(t, args[1], "execve: argv", &arguments) &&
        strings_from_mapping(t, args[2], &variables)) {
        if (path.fd >= 0)
            fexecve(path.fd, arguments.items, variables.items);
        else
            execve(path.text, arguments.items, variables.items);
        path_error(t, &path);
    }
    strings_free(t, &arguments);
    strings_free(t, &variables);
    path_release(t, &path);
    return VALUE_NULL;
}

/* ---- processors ---- */

static Value posix_cpu_count(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? VALUE_NONE : small_int_value(count);
}

static Value posix_sched_yield(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return none_or_error(t, BLOCKING(t, "sched_yield", sched_yield()));
}

static Value posix_sched_getaffinity(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int pid;
    cpu_set_t set;
    if (!arg_int(t, args[0], &pid))
        return VALUE_NULL;
    if (sched_getaffinity(pid, sizeof set, &set) < 0)
        return posix_error(t);
    List *list = list_new(t, CPU_COUNT(&set));
    for (int i = 0; list && i < CPU_SETSIZE; i++)
        if (CPU_ISSET(i, &set) && !list_append(t, list, small_int_value(i))) {
            decref_object(t, list);
            return VALUE_NULL;
        }
    Value result =
        list ? op_call1(t, object_value(builtin_type(t, TYPE_SET)), object_value(list)) : VALUE_NULL;
    xdecref_object(t, list);
    return result;
}

const MethodDef posix_process_functions[] = {
    {"getpid", posix_getpid, "", "The number of this process.", 0},
    {"getppid", posix_getppid, "", "The number of the process that started this one.", 0},
    {"getuid", posix_getuid, "", "The real user ID.", 0},
    {"geteuid", posix_geteuid, "", "The user ID that permissions are checked with.", 0},
    {"getgid", posix_getgid, "", "The real group ID.", 0},
    {"getegid", posix_getegid, "", "The group ID that permissions are checked with.", 0},
    {"getpgrp", posix_getpgrp, "", "The number of the process group.", 0},
    {"getpgid", posix_getpgid, "pid", "The process group of a process; 0 is this one.", 0},
    {"getsid", posix_getsid, "pid, /", "The session of a process; 0 is this one.", 0},
    {"setuid", posix_setuid, "uid, /", "Become another user.", 0},
    {"setgid", posix_setgid, "gid, /", "Become a member of another group.", 0},
    {"seteuid", posix_seteuid, "euid, /", "Have permissions checked for another user.", 0},
    {"setegid", posix_setegid, "egid, /", "Have permissions checked for another group.", 0},
    {"setsid", posix_setsid, "", "Begin a session, and a process group, of its own.", 0},
    {"setpgid", posix_setpgid, "pid, pgrp, /",
     "Put a process into a process group; 0 is this one, and its own.", 0},
    {"getgroups", posix_getgroups, "", "The further groups that the process belongs to.", 0},
    {"getlogin", posix_getlogin, "", "Who logged in at the terminal.", 0},
    {"nice", posix_nice, "increment, /",
     "Make the process nicer to others by that much; answers how nice it is.", 0},
    {"fork", posix_fork, "", "Fork a child process.", 0},
    {"wait", posix_wait, "", "Wait until any child has ended.", 0},
    {"waitpid", posix_waitpid, "pid, options, /",
     "Wait until a child has ended, or changed as the options say: (pid, status).", 0},
    {"WIFEXITED", posix_WIFEXITED, "status", "Did the process end by itself?", 0},
    {"WIFSIGNALED", posix_WIFSIGNALED, "status", "Did a signal end the process?", 0},
    {"WIFSTOPPED", posix_WIFSTOPPED, "status", "Was the process stopped?", 0},
    {"WIFCONTINUED", posix_WIFCONTINUED, "status", "Does the process go on after it was stopped?", 0},
    {"WCOREDUMP", posix_WCOREDUMP, "status, /", "Was the memory of the process written to a file?", 0},
    {"WEXITSTATUS", posix_WEXITSTATUS, "status", "The exit status of the process.", 0},
    {"WTERMSIG", posix_WTERMSIG, "status", "The signal that ended the process.", 0},
    {"WSTOPSIG", posix_WSTOPSIG, "status", "The signal that stopped the process.", 0},
    {"waitstatus_to_exitcode", posix_waitstatus_to_exitcode, "status",
     "The exit status of a process from what wait() says; -N if signal N ended it.", 0},
    {"kill", posix_kill, "pid, signal, /", "Send a signal to a process.", 0},
    {"killpg", posix_killpg, "pgid, signal, /", "Send a signal to all processes of a group.", 0},
    {"_exit", posix__exit, "status", "End the process at once: nothing is flushed or finalized.", 0},
    {"abort", posix_abort, "", "Abort the interpreter immediately.", 0},
    {"system", posix_system, "command", "Let a shell run a command; answers its status, as wait() does.", 0},
    {"execv", posix_execv, "path, argv, /", "Run another program in place of this one.", 0},
    {"execve", posix_execve, "path, argv, env", "Run another program in place of this one.", 0},
    {"cpu_count", posix_cpu_count, "", "How many processors the system has, or None.", 0},
    {"sched_yield", posix_sched_yield, "", "Voluntarily relinquish the CPU.", 0},
    {"sched_getaffinity", posix_sched_getaffinity, "pid, /",
     "The processors that a process may run on; 0 is this one.", 0},
    {0}};
