/* os.posix_spawn and posix_spawnp: a program in a new process, by the call of that name. */
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/park.h"
#include "runtime/signals.h"
#include "stdlib/posix.h"
#include "stdlib/posix_strings.h"
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>

/* What a call has been given, as C has it. */
typedef struct SpawnCall {
    PathArg path;
    Strings argv, env;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
} SpawnCall;

enum {
    ARG_PATH,
    ARG_ARGV,
    ARG_ENV,
    ARG_ACTIONS,
    ARG_SETPGROUP,
    ARG_RESETIDS,
    ARG_SETSID,
    ARG_SETSIGMASK,
    ARG_SETSIGDEF,
    ARG_SCHEDULER
};

static bool check(Thread *t, int error) {
    errno = error;
    return error == 0 || (posix_error(t), false);
}

/* ---- file actions ---- */

static bool wrong_length(Thread *t, const char *action, int elements) {
    raise_type_error(t, "A %s file_action tuple must have %d elements", action, elements);
    return false;
}

static bool add_open(Thread *t, SpawnCall *call, Tuple *action) {
    int fd, flags, mode;
    PathArg path;
    if (action->length != 5)
        return wrong_length(t, "open", 5);
    if (!arg_int(t, action->items[1], &fd) || !arg_int(t, action->items[3], &flags) ||
        !arg_int(t, action->items[4], &mode) ||
        !path_take(t, action->items[2], "posix_spawn", "path", 0, &path))
        return false;
    bool ok = check(t, posix_spawn_file_actions_addopen(&call->actions, fd, path.text, flags, (mode_t)mode));
    path_release(t, &path);
    return ok;
}

static bool add_close(Thread *t, SpawnCall *call, Tuple *action) {
    int fd;
    if (action->length != 2)
        return wrong_length(t, "close", 2);
    return arg_int(t, action->items[1], &fd) &&
           check(t, posix_spawn_file_actions_addclose(&call->actions, fd));
}

static bool add_dup2(Thread *t, SpawnCall *call, Tuple *action) {
    int from, to;
    if (action->length != 3)
        return wrong_length(t, "dup2", 3);
    return arg_int(t, action->items[1], &from) && arg_int(t, action->items[2], &to) &&
           check(t, posix_spawn_file_actions_adddup2(&call->actions, from, to));
}

static bool add_action(Thread *t, SpawnCall *call, Value v) {
    int kind;
    if (!is_tuple(v) || value_tuple(v)->length == 0) {
        raise_type_error(t, "Each file_actions element must be a non-empty tuple");
        return false;
    }
    Tuple *action = value_tuple(v);
    if (!arg_int(t, action->items[0], &kind))
        return false;
    if (kind == POSIX_SPAWN_OPEN)
        return add_open(t, call, action);
    if (kind == POSIX_SPAWN_CLOSE)
        return add_close(t, call, action);
    if (kind == POSIX_SPAWN_DUP2)
        return add_dup2(t, call, action);
    return raise_type_error(t, "Unknown file_actions identifier"), false;
}

static bool add_actions(Thread *t, SpawnCall *call, Value v) {
    if (is_null(v) || is_none(v))
        return true;
    Tuple *actions = op_to_tuple(t, v);
    bool ok = actions != NULL;
    for (int64_t i = 0; ok && i < actions->length; i++)
        ok = add_action(t, call, actions->items[i]);
    xdecref_object(t, actions);
    return ok;
}

/* ---- attributes ---- */

static bool read_signals(Thread *t, Value v, sigset_t *set) {
    Tuple *numbers = op_to_tuple(t, v);
    sigemptyset(set);
    bool ok = numbers != NULL;
    for (int64_t i = 0; ok && i < numbers->length; i++) {
        int number;
        ok = arg_int(t, numbers->items[i], &number);
        if (ok && (number < 1 || number >= SIGNALS_END)) {
            raise_value_error(t, "signal number %d out of range [1; %d]", number, SIGNALS_END - 1);
            ok = false;
        }
        if (ok)
            sigaddset(set, number);
    }
    xdecref_object(t, numbers);
    return ok;
}

static bool set_scheduler(Thread *t, SpawnCall *call, Value v, short *flags) {
    int policy;
    struct sched_param param;
    if (!is_tuple(v) || value_tuple(v)->length != 2)
        return raise_type_error(t, "A scheduler tuple must have two elements"), false;
    Value *items = value_tuple(v)->items;
    if (!is_none(items[0])) {
        if (!arg_int(t, items[0], &policy) ||
            !check(t, posix_spawnattr_setschedpolicy(&call->attributes, policy)))
            return false;
        *flags |= POSIX_SPAWN_SETSCHEDULER;
    }
    if (!posix_sched_param_take(t, items[1], &param))
        return false;
    *flags |= POSIX_SPAWN_SETSCHEDPARAM;
    return check(t, posix_spawnattr_setschedparam(&call->attributes, &param));
}

/* True or False, or another number. */
static bool take_number_flag(Thread *t, Value v, bool *out) {
    int number = 0;
    if (!is_null(v) && !arg_int(t, v, &number))
        return false;
    *out = number != 0;
    return true;
}

static bool set_group_and_ids(Thread *t, SpawnCall *call, Value *args, short *flags) {
    int group;
    bool reset = false, session = false;
    if (!is_null(args[ARG_SETPGROUP])) {
        if (!arg_int(t, args[ARG_SETPGROUP], &group) ||
            !check(t, posix_spawnattr_setpgroup(&call->attributes, group)))
            return false;
        *flags |= POSIX_SPAWN_SETPGROUP;
    }
    if (!take_number_flag(t, args[ARG_RESETIDS], &reset) || !take_number_flag(t, args[ARG_SETSID], &session))
        return false;
    *flags |= (short)(reset ? POSIX_SPAWN_RESETIDS : 0) | (short)(session ? POSIX_SPAWN_SETSID : 0);
    return true;
}

static bool set_attributes(Thread *t, SpawnCall *call, Value *args) {
    short flags = 0;
    sigset_t set;
    if (!set_group_and_ids(t, call, args, &flags))
        return false;
    if (!is_null(args[ARG_SETSIGMASK])) {
        if (!read_signals(t, args[ARG_SETSIGMASK], &set))
            return false;
        posix_spawnattr_setsigmask(&call->attributes, &set);
        flags |= POSIX_SPAWN_SETSIGMASK;
    }
    if (!is_null(args[ARG_SETSIGDEF])) {
        if (!read_signals(t, args[ARG_SETSIGDEF], &set))
            return false;
        posix_spawnattr_setsigdefault(&call->attributes, &set);
        flags |= POSIX_SPAWN_SETSIGDEF;
    }
    if (!is_null(args[ARG_SCHEDULER]) && !is_none(args[ARG_SCHEDULER]) &&
        !set_scheduler(t, call, args[ARG_SCHEDULER], &flags))
        return false;
    return check(t, posix_spawnattr_setflags(&call->attributes, flags));
}

/* ---- the calls ---- */

static Value spawn(Thread *t, Value *args, const char *function, const char *argv,
                   int (*run)(pid_t *, const char *, const posix_spawn_file_actions_t *,
                              const posix_spawnattr_t *, char *const[], char *const[])) {
    SpawnCall call = {0};
    pid_t pid;
    Value result = VALUE_NULL;
    if (!path_take(t, args[ARG_PATH], function, "path", 0, &call.path))
        return VALUE_NULL;
    posix_spawn_file_actions_init(&call.actions);
    posix_spawnattr_init(&call.attributes);
    if (strings_from_sequence(t, args[ARG_ARGV], argv, &call.argv) &&
        strings_from_mapping(t, args[ARG_ENV], &call.env) && add_actions(t, &call, args[ARG_ACTIONS]) &&
        set_attributes(t, &call, args)) {
        errno = run(&pid, call.path.text, &call.actions, &call.attributes, call.argv.items, call.env.items);
        result = errno ? path_error(t, &call.path) : small_int_value(pid);
    }
    posix_spawn_file_actions_destroy(&call.actions);
    posix_spawnattr_destroy(&call.attributes);
    strings_free(t, &call.argv);
    strings_free(t, &call.env);
    path_release(t, &call.path);
    return result;
}

static Value posix_spawn_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return spawn(t, args, "posix_spawn", "posix_spawn: argv", posix_spawn);
}

static Value posix_spawnp_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return spawn(t, args, "posix_spawnp", "posix_spawnp: argv", posix_spawnp);
}

static const char signature[] = "path, argv, env, /, *, file_actions=(), setpgroup=<unrepresentable>, "
                                "resetids=False, setsid=False, setsigmask=(), "
                                "setsigdef=(), scheduler=<unrepresentable>";

const MethodDef posix_spawn_functions[] = {
    {"posix_spawn", posix_spawn_function, signature, "Runs a program in a new process; its number.", 0},
    {"posix_spawnp", posix_spawnp_function, signature,
     "The same, for a program that is looked for along PATH.", 0},
    {0}};
