/* os functions of users, priorities and of what children have used. */
#include "runtime/park.h"
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "runtime/callable.h"
#include "stdlib/posix.h"
#include <grp.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static Value number_or_error(Thread *t, int n) {
    return n < 0 ? posix_error(t) : small_int_value(n);
}

/* ---- users ---- */

static Value three_ids(Thread *t, int result, const unsigned *ids) {
    if (result < 0)
        return posix_error(t);
    Tuple *tuple =
        tuple_pack(t, 3, small_int_value(ids[0]), small_int_value(ids[1]), small_int_value(ids[2]));
    return tuple ? object_value(tuple) : VALUE_NULL;
}

static Value posix_getresuid(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    unsigned ids[3];
    return three_ids(t, getresuid(&ids[0], &ids[1], &ids[2]), ids);
}
static Value posix_getresgid(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    unsigned ids[3];
    return three_ids(t, getresgid(&ids[0], &ids[1], &ids[2]), ids);
}

/* -1 leaves the id as it is. */
static bool ids_take(Thread *t, Value *args, int count, const char *what, unsigned *ids) {
    for (int i = 0; i < count; i++)
        if (!id_take(t, args[i], what, &ids[i]))
            return false;
    return true;
}

#define SET_IDS(name, what, count, ...)                                                                      \
    static Value posix_##name(Thread *t, Value *args, int nargs, Tuple *kwnames) {                           \
        unsigned ids[count];                                                                                 \
        return ids_take(t, args, count, what, ids) ? none_or_error(t, name(__VA_ARGS__)) : VALUE_NULL;       \
    }
SET_IDS(setreuid, "uid", 2, ids[0], ids[1])
SET_IDS(setregid, "gid", 2, ids[0], ids[1])
SET_IDS(setresuid, "uid", 3, ids[0], ids[1], ids[2])
SET_IDS(setresgid, "gid", 3, ids[0], ids[1], ids[2])

enum { GROUPS = 1024 };

static Value posix_setgroups(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    unsigned groups[GROUPS];
    Tuple *wanted = op_to_tuple(t, args[0]);
    if (!wanted)
        return VALUE_NULL;
    bool ok = wanted->length <= GROUPS;
    if (!ok)
        raise_value_error(t, "too many groups");
    ok = ok && ids_take(t, wanted->items, (int)wanted->length, "gid", groups);
    size_t count = (size_t)wanted->length;
    decref_object(t, wanted);
    return ok ? none_or_error(t, setgroups(count, groups)) : VALUE_NULL;
}

static Value posix_getgrouplist(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int count = GROUPS;
    gid_t group, groups[GROUPS];
    if (!id_take(t, args[1], "gid", &group))
        return VALUE_NULL;
    Value user = str_fs_encode(t, args[0]);
    if (is_null(user))
        return user;
    int result = getgrouplist((const char *)value_bytes(user)->data, group, groups, &count);
    decref(t, user);
    if (result < 0)
        return posix_error(t);
    List *list = list_new(t, count);
    for (int i = 0; list && i < count; i++)
        if (!list_append(t, list, small_int_value(groups[i]))) {
            decref_object(t, list);
            return VALUE_NULL;
        }
    return list ? object_value(list) : VALUE_NULL;
}

static Value posix_initgroups(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    gid_t group;
    if (!id_take(t, args[1], "gid", &group))
        return VALUE_NULL;
    Value user = str_fs_encode(t, args[0]);
    if (is_null(user))
        return user;
    int result = initgroups((const char *)value_bytes(user)->data, group);
    decref(t, user);
    return none_or_error(t, result);
}

static Value posix_setpgrp(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return none_or_error(t, setpgrp());
}

/* ---- priorities ---- */

static Value posix_getpriority(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int which, who;
    if (!arg_int(t, args[0], &which) || !arg_int(t, args[1], &who))
        return VALUE_NULL;
    errno = 0;
    int priority = getpriority((unsigned)which, (id_t)who);
    return errno ? posix_error(t) : small_int_value(priority);
}

static Value posix_setpriority(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int which, who, priority;
    if (!arg_int(t, args[0], &which) || !arg_int(t, args[1], &who) || !arg_int(t, args[2], &priority))
        return VALUE_NULL;
    return none_or_error(t, setpriority((unsigned)which, (id_t)who, priority));
}

#define ASK_NUMBER(name)                                                                                     \
    static Value posix_##name(Thread *t, Value *args, int nargs, Tuple *kwnames) {                           \
        int number;                                                                                          \
        return arg_int(t, args[0], &number) ? number_or_error(t, name(number)) : VALUE_NULL;                 \
    }
ASK_NUMBER(sched_get_priority_max)
ASK_NUMBER(sched_get_priority_min)
ASK_NUMBER(sched_getscheduler)

static const StructSeqField param_fields[] = {{"sched_priority", "the scheduling priority"}, {0}};
const StructSeqDef posix_sched_param_def = {
    "posix.sched_param",
    "What a scheduling policy wants to know about a process.\n\n  sched_priority\n    its priority",
    param_fields, 1};

/* sched_param(sched_priority): not a sequence of fields, as other such types take. */
static Value param_new(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value items[] = {new_ref(args[1])};
    return structseq_new(t, value_type_object(args[0]), items, 1);
}

bool posix_schedule_fix_type(Thread *t) {
    static const MethodDef new_def = {"__new__", param_new, "type, sched_priority", NULL};
    Type *type = structseq_type(t, &posix_sched_param_def);
    Value new = type ? native_new(t, &new_def, NULL) : VALUE_NULL;
    bool ok = !is_null(new) && dict_set_text(t, type->dict, "__new__", staticmethod_new(t, new));
    decref(t, new);
    return ok && type_modified(t, type, NULL);
}

bool posix_sched_param_take(Thread *t, Value v, struct sched_param *out) {
    Type *type = structseq_type(t, &posix_sched_param_def);
    if (!type)
        return false;
    if (type_of(t, v) != type)
        return raise_type_error(t, "must have a sched_param object"), false;
    return arg_int(t, value_tuple(v)->items[0], &out->sched_priority);
}

static Value posix_sched_getparam(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int pid;
    struct sched_param param;
    if (!arg_int(t, args[0], &pid))
        return VALUE_NULL;
    if (sched_getparam(pid, &param) < 0)
        return posix_error(t);
    Type *type = structseq_type(t, &posix_sched_param_def);
    Value items[] = {small_int_value(param.sched_priority)};
    return structseq_new(t, type, items, sizeof items / sizeof *items);
}

static Value posix_sched_setparam(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int pid;
    struct sched_param param;
    if (!arg_int(t, args[0], &pid) || !posix_sched_param_take(t, args[1], &param))
        return VALUE_NULL;
    return none_or_error(t, sched_setparam(pid, &param));
}

static Value posix_sched_setscheduler(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int pid, policy;
    struct sched_param param;
    if (!arg_int(t, args[0], &pid) || !arg_int(t, args[1], &policy) || !posix_sched_param_take(t, args[2], &param))
        return VALUE_NULL;
    return none_or_error(t, sched_setscheduler(pid, policy, &param));
}

static Value posix_sched_rr_get_interval(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int pid;
    struct timespec interval;
    if (!arg_int(t, args[0], &pid))
        return VALUE_NULL;
    if (sched_rr_get_interval(pid, &interval) < 0)
        return posix_error(t);
    return float_value(t, (double)interval.tv_sec + 1e-9 * (double)interval.tv_nsec);
}

static Value posix_sched_setaffinity(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int pid;
    cpu_set_t set;
    Tuple *mask = arg_int(t, args[0], &pid) ? op_to_tuple(t, args[1]) : NULL;
    if (!mask)
        return VALUE_NULL;
    CPU_ZERO(&set);
    for (int64_t i = 0; i < mask->length && !error_pending(t); i++) {
        int cpu;
        if (arg_int(t, mask->items[i], &cpu) && cpu < 0)
            raise_value_error(t, "negative CPU number");
        else if (!error_pending(t) && cpu < CPU_SETSIZE)
            CPU_SET(cpu, &set);
    }
    decref_object(t, mask);
    return error_pending(t) ? VALUE_NULL : none_or_error(t, sched_setaffinity(pid, sizeof set, &set));
}

/* ---- children ---- */

static const StructSeqField waitid_fields[] = {{"si_pid", NULL},    {"si_uid", NULL},  {"si_signo", NULL},
                                               {"si_status", NULL}, {"si_code", NULL}, {0}};
const StructSeqDef posix_waitid_result_def = {
    "posix.waitid_result",
    "waitid_result: what os.waitid() has found out about a child.\n\nA tuple whose items have names.",
    waitid_fields, 5};

static Value posix_waitid(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int kind, id, options, result;
    siginfo_t info = {0};
    if (!arg_int(t, args[0], &kind) || !arg_int(t, args[1], &id) || !arg_int(t, args[2], &options))
        return VALUE_NULL;
    do
        result = BLOCKING(t, "waitid", waitid((idtype_t)kind, (id_t)id, &info, options));
    while (posix_again(t, result));
    if (result < 0)
        return error_pending(t) ? VALUE_NULL : posix_error(t);
    if (info.si_pid == 0)
        return VALUE_NONE;
    Type *type = structseq_type(t, &posix_waitid_result_def);
    Value items[] = {small_int_value(info.si_pid), small_int_value(info.si_uid),
                     small_int_value(info.si_signo), small_int_value(info.si_status),
                     small_int_value(info.si_code)};
    return structseq_new(t, type, items, sizeof items / sizeof *items);
}

static Value wait_with_usage(Thread *t, int wanted, int options) {
    int status = 0;
    struct rusage usage = {0};
    pid_t pid;
    do
        pid = BLOCKING(t, "wait4", wait4(wanted, &status, options, &usage));
    while (posix_again(t, pid));
    if (pid < 0)
        return error_pending(t) ? VALUE_NULL : posix_error(t);
    Value used = resource_usage(t, &usage);
    if (is_null(used))
        return used;
    Tuple *result = tuple_from_owned(t, (Value[]){small_int_value(pid), small_int_value(status), used}, 3);
    return result ? object_value(result) : VALUE_NULL;
}

static Value posix_wait3(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int options;
    return arg_int(t, args[0], &options) ? wait_with_usage(t, -1, options) : VALUE_NULL;
}

static Value posix_wait4(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int pid, options;
    if (!arg_int(t, args[0], &pid) || !arg_int(t, args[1], &options))
        return VALUE_NULL;
    return wait_with_usage(t, pid, options);
}

const MethodDef posix_schedule_functions[] = {
    {"getresuid", posix_getresuid, "", "The user IDs: (real, effective, saved).", 0},
    {"getresgid", posix_getresgid, "", "The group IDs: (real, effective, saved).", 0},
    {"setreuid", posix_setreuid, "ruid, euid, /", "Set two user IDs; -1 leaves one as it is.", 0},
    {"setregid", posix_setregid, "rgid, egid, /", "Set two group IDs; -1 leaves one as it is.", 0},
    {"setresuid", posix_setresuid, "ruid, euid, suid, /", "Set all user IDs; -1 leaves one as it is.", 0},
    {"setresgid", posix_setresgid, "rgid, egid, sgid, /", "Set all group IDs; -1 leaves one as it is.", 0},
    {"setgroups", posix_setgroups, "groups, /", "Set the further groups that the process belongs to.", 0},
    {"getgrouplist", posix_getgrouplist, "user, group, /", "The groups of a user, and the given one.", 0},
    {"initgroups", posix_initgroups, "username, gid, /", "Take on all groups of a user, and the given one.",
     0},
    {"setpgrp", posix_setpgrp, "", "Begin a process group of its own.", 0},
    {"getpriority", posix_getpriority, "which, who", "Return program scheduling priority.", 0},
    {"setpriority", posix_setpriority, "which, who, priority", "Set program scheduling priority.", 0},
    {"sched_get_priority_max", posix_sched_get_priority_max, "policy",
     "The highest priority of a scheduling policy.", 0},
    {"sched_get_priority_min", posix_sched_get_priority_min, "policy",
     "The lowest priority of a scheduling policy.", 0},
    {"sched_getscheduler", posix_sched_getscheduler, "pid, /",
     "The scheduling policy of a process; 0 is this one.", 0},
    {"sched_setscheduler", posix_sched_setscheduler, "pid, policy, param, /",
     "Set scheduling policy and parameters of a process; 0 is this one.", 0},
    {"sched_getparam", posix_sched_getparam, "pid, /",
     "The scheduling parameters of a process; 0 is this one.", 0},
    {"sched_setparam", posix_sched_setparam, "pid, param, /",
     "Set the scheduling parameters of a process; 0 is this one.", 0},
    {"sched_rr_get_interval", posix_sched_rr_get_interval, "pid, /",
     "How many seconds a process runs before the next one with SCHED_RR.", 0},
    {"sched_setaffinity", posix_sched_setaffinity, "pid, mask, /",
     "Choose the processors that a process may run on; 0 is this one.", 0},
    {"waitid", posix_waitid, "idtype, id, options, /",
     "Wait until a process, or one of several, has changed as the options say.", 0},
    {"wait3", posix_wait3, "options", "Wait until any child has ended.", 0},
    {"wait4", posix_wait4, "pid, options", "Wait until a child has ended: (pid, status, what it used).", 0},
    {0}};
