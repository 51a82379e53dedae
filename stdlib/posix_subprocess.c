/* Module _posixsubprocess: a child process that runs another program.
 *
 * The child is made by vfork: it borrows this process's memory and threads wait until it runs the program, so
 * nothing is copied, however large the interpreter is, and what went wrong in it is simply left in a struct.
 * A function that is to run in the child needs a process of its own: then it is fork, and the error comes
 * through a pipe.
 *
 * Between vfork and execve the child does nothing but system calls, with all signals blocked. */
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/signals.h"
#include "runtime/str.h"
#include "runtime/thread.h"
#include "stdlib/posix.h"
#include "stdlib/posix_strings.h"
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __SANITIZE_THREAD__ /* makes it a fork, after which nothing can be left in memory */
enum { CAN_VFORK = 0 };
#else
enum { CAN_VFORK = 1 };
#endif

/* Where a child came to its end; the numbers are what subprocess.py knows. */
typedef enum Stage { STAGE_SETUP, STAGE_CWD, STAGE_PREEXEC, STAGE_EXEC } Stage;

typedef struct Failure {
    int error; /* errno; 0: none */
    int stage;
} Failure;

enum { UNCHANGED = -1u }; /* an ID */

/* What the child is to do. */
typedef struct Spawn {
    Strings args, env, executables;
    bool has_env;
    const char *cwd;
    int fds[3]; /* to become 0, 1, 2; -1: as they are */
    bool close_fds, restore_signals, new_session;
    int *keep, keep_count; /* in ascending order, all above 2 */
    pid_t process_group;   /* -1: stays in ours */
    unsigned uid, gid;     /* UNCHANGED: ours */
    gid_t *groups;
    int64_t group_count; /* -1: ours */
    int mask;            /* -1: ours */
    sigset_t signals;    /* the mask that the program starts with */
    uint64_t caught;     /* signals with a handler of ours, as bits */
    Value cwd_bytes;     /* owned */
} Spawn;

/* ---- in the child ---- */

static int move_up(int fd) {
    return fd < 0 || fd > 2 ? fd : fcntl(fd, F_DUPFD_CLOEXEC, 3);
}

/* First out of the way of each other, then into place. A descriptor that is in place loses its close-on-exec.
 */
static bool place_fds(const Spawn *s) {
    int fds[3];
    for (int i = 0; i < 3; i++) {
        fds[i] = s->fds[i] == i ? i : move_up(s->fds[i]);
        if (fds[i] < 0 && s->fds[i] >= 0)
            return false;
    }
    for (int i = 0; i < 3; i++)
        if (fds[i] == i ? fcntl(i, F_SETFD, 0) < 0 : fds[i] >= 0 && dup2(fds[i], i) < 0)
            return false;
    return true;
}

static bool change_ids(const Spawn *s) {
    if (s->new_session && setsid() < 0)
        return false;
    if (s->process_group >= 0 && setpgid(0, s->process_group) < 0)
        return false;
    if (s->group_count >= 0 && setgroups((size_t)s->group_count, s->groups) < 0)
        return false;
    if (s->gid != UNCHANGED && setregid(s->gid, s->gid) < 0)
        return false;
    return s->uid == UNCHANGED || setreuid(s->uid, s->uid) == 0;
}

/* Handlers go before signals are let through: they would run in the parent's memory. */
static void reset_signals(const Spawn *s) {
    struct sigaction ordinary = {.sa_handler = SIG_DFL};
    for (int i = 1; i < SIGNALS_END; i++)
        if (s->caught >> (i - 1) & 1)
            sigaction(i, &ordinary, NULL);
    if (!s->restore_signals)
        return;
    sigaction(SIGPIPE, &ordinary, NULL);
    sigaction(SIGXFSZ, &ordinary, NULL);
}

/* All from 3 on but those to keep; also_kept: another one, or -1. */
static void close_others(const Spawn *s, int also_kept) {
    unsigned from = 3;
    for (int i = 0; i < s->keep_count; i++) {
        fcntl(s->keep[i], F_SETFD, 0);
        if (also_kept >= (int)from && also_kept < s->keep[i]) {
            close_range(from, (unsigned)also_kept - 1, 0);
            from = (unsigned)also_kept + 1;
        }
        if ((unsigned)s->keep[i] > from)
            close_range(from, (unsigned)s->keep[i] - 1, 0);
        from = (unsigned)s->keep[i] + 1;
    }
    if (also_kept >= (int)from) {
        if ((unsigned)also_kept > from)
            close_range(from, (unsigned)also_kept - 1, 0);
        from = (unsigned)also_kept + 1;
    }
    close_range(from, ~0u, 0);
}

/* Tries each place; the error that counts is the first that says more than "not there". */
static int exec_first(const Spawn *s) {
    int error = 0;
    char **env = s->has_env ? s->env.items : environ;
    for (char **path = s->executables.items; *path; path++) {
        execve(*path, s->args.items, env);
        if (errno != ENOENT && errno != ENOTDIR && !error)
            error = errno;
    }
    return error ? error : errno;
}

/* Everything up to the program itself; answers what went wrong. */
static Failure set_up(const Spawn *s) {
    if (!place_fds(s))
        return (Failure){errno, STAGE_SETUP};
    if (s->cwd && chdir(s->cwd) < 0)
        return (Failure){errno, STAGE_CWD};
    if (s->mask >= 0)
        umask((mode_t)s->mask);
    reset_signals(s);
    return (Failure){change_ids(s) ? 0 : errno, STAGE_SETUP};
}

static Failure start_program(const Spawn *s, int report_fd) {
    if (s->close_fds)
        close_others(s, report_fd);
    else
        for (int i = 0; i < s->keep_count; i++)
            fcntl(s->keep[i], F_SETFD, 0);
    pthread_sigmask(SIG_SETMASK, &s->signals, NULL);
    return (Failure){exec_first(s), STAGE_EXEC};
}

/* ---- by vfork ---- */

static __attribute__((noinline)) pid_t spawn_quickly(const Spawn *s, volatile Failure *failure) {
    pid_t pid = vfork();
    if (pid != 0)
        return pid;
    Failure f = set_up(s);
    if (!f.error)
        f = start_program(s, -1);
    failure->error = f.error;
    failure->stage = f.stage;
    _exit(255);
}

/* ---- by fork ---- */

static Failure run_preexec(Thread *t, Value function) {
    Value result = op_call0(t, function);
    Failure f = {is_null(result) ? -1 : 0, STAGE_PREEXEC};
    error_clear(t);
    decref(t, result);
    return f;
}

static pid_t spawn_by_fork(Thread *t, const Spawn *s, Value preexec, int report_fd) {
    pid_t pid = thread_fork(t);
    if (pid != 0)
        return pid;
    Failure f = set_up(s);
    if (!f.error && !is_none(preexec))
        f = run_preexec(t, preexec);
    if (!f.error)
        f = start_program(s, report_fd);
    while (write(report_fd, &f, sizeof f) < 0 && errno == EINTR) {
    }
    _exit(255);
}

static pid_t spawn_with_report(Thread *t, const Spawn *s, Value preexec, Failure *failure) {
    int report[2];
    if (pipe2(report, O_CLOEXEC) < 0)
        return -1;
    pid_t pid = spawn_by_fork(t, s, preexec, report[1]);
    int error = errno;
    close(report[1]);
    if (pid > 0) {
        ssize_t got;
        do
            got = BLOCKING(t, "fork", read(report[0], failure, sizeof *failure));
        while (got < 0 && errno == EINTR);
        if (got != sizeof *failure)
            *failure = (Failure){0};
    }
    close(report[0]);
    errno = error;
    return pid;
}

/* ---- what Python passes ---- */

static int compare_ints(const void *a, const void *b) {
    return *(const int *)a - *(const int *)b;
}

static bool take_keep(Thread *t, Value v, Spawn *s) {
    Tuple *items = op_to_tuple(t, v);
    s->keep = items ? mem_calloc((size_t)items->length + 1, sizeof *s->keep) : NULL;
    bool ok = s->keep != NULL;
    for (int64_t i = 0; ok && i < items->length; i++) {
        int fd;
        ok = arg_int(t, items->items[i], &fd);
        if (ok && fd > 2)
            s->keep[s->keep_count++] = fd;
    }
    if (ok)
        qsort(s->keep, (size_t)s->keep_count, sizeof *s->keep, compare_ints);
    else if (items && !s->keep)
        raise_no_memory(t);
    xdecref_object(t, items);
    return ok;
}

static bool take_groups(Thread *t, Value v, Spawn *s) {
    s->group_count = -1;
    if (is_none(v))
        return true;
    Tuple *items = op_to_tuple(t, v);
    s->groups = items ? mem_calloc((size_t)items->length + 1, sizeof *s->groups) : NULL;
    bool ok = s->groups != NULL;
    for (int64_t i = 0; ok && i < items->length; i++) {
        ok = id_take(t, items->items[i], "gid", &s->groups[i]);
        if (!ok && error_clear_if(t, EXC_OverflowError))
            raise_value_error(t, "invalid group id");
    }
    if (items && !s->groups)
        raise_no_memory(t);
    s->group_count = items ? items->length : -1;
    xdecref_object(t, items);
    return ok;
}

static bool take_cwd(Thread *t, Value v, Spawn *s) {
    s->cwd_bytes = VALUE_NULL;
    if (is_none(v))
        return true;
    s->cwd_bytes = str_fs_encode(t, v);
    s->cwd = is_null(s->cwd_bytes) ? NULL : (const char *)value_bytes(s->cwd_bytes)->data;
    return s->cwd != NULL;
}

enum {
    ARG_ARGS,
    ARG_EXECUTABLES,
    ARG_FDS,
    ARG_CLOSE_FDS = ARG_FDS + 3,
    ARG_KEEP,
    ARG_CWD,
    ARG_ENV,
    ARG_RESTORE_SIGNALS,
    ARG_NEW_SESSION,
    ARG_PROCESS_GROUP,
    ARG_GID,
    ARG_GROUPS,
    ARG_UID,
    ARG_UMASK,
    ARG_PREEXEC
};

static bool take_numbers(Thread *t, Value *args, Spawn *s) {
    for (int i = 0; i < 3; i++)
        if (!arg_int(t, args[ARG_FDS + i], &s->fds[i]))
            return false;
    if (!arg_bool(t, args[ARG_CLOSE_FDS], &s->close_fds) ||
        !arg_bool(t, args[ARG_RESTORE_SIGNALS], &s->restore_signals) ||
        !arg_bool(t, args[ARG_NEW_SESSION], &s->new_session) ||
        !arg_int(t, args[ARG_PROCESS_GROUP], &s->process_group) || !id_take(t, args[ARG_GID], "gid", &s->gid) ||
        !id_take(t, args[ARG_UID], "uid", &s->uid) || !arg_int(t, args[ARG_UMASK], &s->mask))
        return false;
    return true;
}

static bool take_all(Thread *t, Value *args, Spawn *s) {
    s->has_env = !is_none(args[ARG_ENV]);
    return take_numbers(t, args, s) && strings_from_iterable(t, args[ARG_ARGS], &s->args) &&
           strings_from_iterable(t, args[ARG_EXECUTABLES], &s->executables) &&
           (!s->has_env || strings_from_variables(t, args[ARG_ENV], &s->env)) &&
           take_keep(t, args[ARG_KEEP], s) && take_groups(t, args[ARG_GROUPS], s) &&
           take_cwd(t, args[ARG_CWD], s);
}

static void spawn_release(Thread *t, Spawn *s) {
    strings_free(t, &s->args);
    strings_free(t, &s->executables);
    strings_free(t, &s->env);
    mem_free(s->keep);
    mem_free(s->groups);
    decref(t, s->cwd_bytes);
}

static void note_handlers(Thread *t, Spawn *s) {
    s->caught = 1u << (SIGINT - 1);
    for (int i = 1; i < SIGNALS_END; i++)
        if (!is_null(t->interp->signals->handlers[i]))
            s->caught |= (uint64_t)1 << (i - 1);
    struct sigaction now;
    if (sigaction(SIGINT, NULL, &now) == 0 && now.sa_handler == SIG_IGN)
        s->caught &= ~(1u << (SIGINT - 1));
}

/* The pid; -1 and errno; or a failure in the child, which is gone then. */
static pid_t spawn(Thread *t, Spawn *s, Value preexec, Failure *failure) {
    volatile Failure shared = {0};
    sigset_t all;
    sigfillset(&all);
    bool quickly = CAN_VFORK && is_none(preexec);
    note_handlers(t, s);
    pthread_sigmask(SIG_BLOCK, &all, &s->signals);
    pid_t pid = quickly ? spawn_quickly(s, &shared) : -1;
    int error = errno;
    pthread_sigmask(SIG_SETMASK, &s->signals, NULL);
    *failure = (Failure){shared.error, shared.stage};
    errno = error;
    if (!quickly)
        pid = spawn_with_report(t, s, preexec, failure);
    error = errno;
    if (pid > 0 && failure->error)
        waitpid(pid, NULL, 0);
    errno = error;
    return pid;
}

static Value fork_exec(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Spawn s = {.cwd_bytes = VALUE_NULL};
    Failure failure = {0};
    Value result = VALUE_NULL;
    if (take_all(t, args, &s)) {
        pid_t pid = spawn(t, &s, args[ARG_PREEXEC], &failure);
        Tuple *answer = pid < 0 ? (posix_error(t), NULL)
                                : tuple_pack(t, 3, small_int_value(pid), small_int_value(failure.error),
                                             small_int_value(failure.stage));
        result = answer ? object_value(answer) : VALUE_NULL;
    }
    spawn_release(t, &s);
    return result;
}

static Value set_pipe_size(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd, size;
    if (!arg_int(t, args[0], &fd) || !arg_int(t, args[1], &size))
        return VALUE_NULL;
    return none_or_error(t, fcntl(fd, F_SETPIPE_SZ, size));
}

static const MethodDef functions[] = {
    {"set_pipe_size", set_pipe_size, "fd, size, /", "How much a pipe holds before writers wait."},
    {"fork_exec", fork_exec,
     "args, executables, stdin, stdout, stderr, close_fds, keep_fds, cwd, env, restore_signals, new_session, "
     "process_group, gid, groups, uid, umask, preexec_fn, /",
     "Starts a program: (pid, errno, stage).\n\nThe first of the executables that is there gets args; env is "
     "a "
     "sequence of b'key=value', or None. errno is not 0 if the child did not come to run it; stage says what "
     "it "
     "did last: 0 preparing, 1 changing to cwd, 2 preexec_fn, 3 the program itself."},
    {0}};

const ModuleDef posix_subprocess_module_def = {
    .name = "_posixsubprocess",
    .doc = "How subprocess starts programs.",
    .functions = functions,
};
