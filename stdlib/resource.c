/* Module resource: limits of the process and what it has used. */
#include <sys/resource.h>
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/type.h"
#include "stdlib/posix.h"
#include <errno.h>
#include <unistd.h>

/* ---- limits ---- */

static Value limits_value(Thread *t, const struct rlimit *limits) {
    Value soft = int_value(t, (int64_t)limits->rlim_cur), hard = int_value(t, (int64_t)limits->rlim_max);
    Tuple *pair = is_null(soft) || is_null(hard) ? NULL : tuple_pack(t, 2, soft, hard);
    decref(t, soft);
    decref(t, hard);
    return result_value(pair);
}

static bool take_resource(Thread *t, Value v, int *resource) {
    if (!arg_int(t, v, resource))
        return false;
    return (*resource >= 0 && *resource < RLIM_NLIMITS) ||
           (raise_value_error(t, "invalid resource specified"), false);
}

static bool take_limits(Thread *t, Value v, struct rlimit *limits) {
    int64_t soft, hard;
    Tuple *pair = op_to_tuple(t, v);
    bool ok = pair != NULL;
    if (ok && pair->length != 2)
        ok = (raise_value_error(t, "expected a tuple of 2 integers"), false);
    ok = ok && arg_int64(t, pair->items[0], &soft) && arg_int64(t, pair->items[1], &hard);
    if (ok)
        *limits = (struct rlimit){(rlim_t)soft, (rlim_t)hard};
    xdecref_object(t, pair);
    return ok;
}

static Value raise_limits(Thread *t) {
    if (errno == EINVAL)
        return raise_value_error(t, "current limit exceeds maximum limit");
    if (errno == EPERM)
        return raise_value_error(t, "not allowed to raise maximum limit");
    return raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
}

static Value getrlimit_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int resource;
    struct rlimit limits;
    if (!take_resource(t, args[0], &resource))
        return VALUE_NULL;
    return getrlimit((__rlimit_resource_t)resource, &limits) == 0
               ? limits_value(t, &limits)
               : raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
}

static Value setrlimit_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int resource;
    struct rlimit limits;
    if (!take_resource(t, args[0], &resource) || !take_limits(t, args[1], &limits))
        return VALUE_NULL;
    return setrlimit((__rlimit_resource_t)resource, &limits) == 0 ? VALUE_NONE : raise_limits(t);
}

static Value prlimit_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int pid, resource;
    struct rlimit fresh, old;
    bool changes = !is_null(args[2]) && !is_none(args[2]);
    if (!arg_int(t, args[0], &pid) || !take_resource(t, args[1], &resource) ||
        (changes && !take_limits(t, args[2], &fresh)))
        return VALUE_NULL;
    if (prlimit(pid, (__rlimit_resource_t)resource, changes ? &fresh : NULL, &old) == 0)
        return limits_value(t, &old);
    return errno == EINVAL ? raise_limits(t) : raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
}

/* ---- usage ---- */

static const StructSeqField usage_fields[] = {{"ru_utime", "seconds in user mode"},
                                              {"ru_stime", "seconds in system mode"},
                                              {"ru_maxrss", "most memory in use, in kilobytes"},
                                              {"ru_ixrss", "shared memory"},
                                              {"ru_idrss", "unshared data"},
                                              {"ru_isrss", "unshared stack"},
                                              {"ru_minflt", "page faults without input"},
                                              {"ru_majflt", "page faults with input"},
                                              {"ru_nswap", "swaps"},
                                              {"ru_inblock", "blocks read"},
                                              {"ru_oublock", "blocks written"},
                                              {"ru_msgsnd", "messages sent"},
                                              {"ru_msgrcv", "messages received"},
                                              {"ru_nsignals", "signals received"},
                                              {"ru_nvcsw", "voluntary context switches"},
                                              {"ru_nivcsw", "involuntary context switches"},
                                              {0}};
static const StructSeqDef usage_def = {"resource.struct_rusage", "What a process has used.", usage_fields,
                                       16};

static Value seconds(Thread *t, struct timeval time) {
    return float_value(t, (double)time.tv_sec + (double)time.tv_usec * 1e-6);
}

Value resource_usage(Thread *t, const struct rusage *used) {
    const long counts[] = {used->ru_maxrss,  used->ru_ixrss,   used->ru_idrss,  used->ru_isrss,  used->ru_minflt,
                           used->ru_majflt,  used->ru_nswap,   used->ru_inblock, used->ru_oublock, used->ru_msgsnd,
                           used->ru_msgrcv,  used->ru_nsignals, used->ru_nvcsw, used->ru_nivcsw};
    Value items[16] = {seconds(t, used->ru_utime), seconds(t, used->ru_stime)};
    for (int i = 0; i < 14; i++)
        items[2 + i] = int_value(t, counts[i]);
    return structseq_new(t, structseq_type(t, &usage_def), items, 16);
}

static Value getrusage_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int who;
    struct rusage used;
    if (!arg_int(t, args[0], &who))
        return VALUE_NULL;
    if (getrusage((__rusage_who_t)who, &used) == 0)
        return resource_usage(t, &used);
    return errno == EINVAL ? raise_value_error(t, "invalid who parameter")
                           : raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
}

static Value getpagesize_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_value(t, sysconf(_SC_PAGESIZE));
}

/* ---- the module ---- */

static const IntConstant constants[] = {{"RLIMIT_CPU", RLIMIT_CPU},
                                        {"RLIMIT_FSIZE", RLIMIT_FSIZE},
                                        {"RLIMIT_DATA", RLIMIT_DATA},
                                        {"RLIMIT_STACK", RLIMIT_STACK},
                                        {"RLIMIT_CORE", RLIMIT_CORE},
                                        {"RLIMIT_NOFILE", RLIMIT_NOFILE},
                                        {"RLIMIT_OFILE", RLIMIT_OFILE},
                                        {"RLIMIT_AS", RLIMIT_AS},
                                        {"RLIMIT_RSS", RLIMIT_RSS},
                                        {"RLIMIT_NPROC", RLIMIT_NPROC},
                                        {"RLIMIT_MEMLOCK", RLIMIT_MEMLOCK},
                                        {"RLIMIT_MSGQUEUE", RLIMIT_MSGQUEUE},
                                        {"RLIMIT_NICE", RLIMIT_NICE},
                                        {"RLIMIT_RTPRIO", RLIMIT_RTPRIO},
                                        {"RLIMIT_RTTIME", RLIMIT_RTTIME},
                                        {"RLIMIT_SIGPENDING", RLIMIT_SIGPENDING},
                                        {"RLIM_INFINITY", (int64_t)RLIM_INFINITY},
                                        {"RUSAGE_SELF", RUSAGE_SELF},
                                        {"RUSAGE_CHILDREN", RUSAGE_CHILDREN},
                                        {"RUSAGE_THREAD", RUSAGE_THREAD},
                                        {0}};

static bool set_up(Thread *t, Value module) {
    Type *usage = structseq_type(t, &usage_def);
    return usage && module_add(t, module, "struct_rusage", new_object_ref(usage)) &&
           module_add(t, module, "error", new_object_ref(builtin_type(t, EXC_OSError)));
}

static const MethodDef functions[] = {
    {"getrlimit", getrlimit_function, "resource, /", "The limits of a resource: (soft, hard)."},
    {"setrlimit", setrlimit_function, "resource, limits, /", "Sets the limits of a resource."},
    {"prlimit", prlimit_function, "pid, resource, limits=None, /",
     "The limits of a process; sets them, too."},
    {"getrusage", getrusage_function, "who, /", "What the process, its children or the thread have used."},
    {"getpagesize", getpagesize_function, "", "Bytes in a page of memory."},
    {0}};

const ModuleDef resource_module_def = {
    .name = "resource",
    .doc = "Limits of processes, and what they have used.",
    .ints = constants,
    .functions = functions,
    .exec = set_up,
};
