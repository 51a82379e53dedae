/* What the parts of module posix share: path arguments, and each part's table of functions.
 *
 * A PathArg is a path (str, bytes, or something with __fspath__) as C text, or a file descriptor;
 * path_release lets go of it. */
#ifndef STDLIB_POSIX_H
#define STDLIB_POSIX_H

#include "runtime/list.h"
#include "runtime/native.h"
#include <errno.h>

typedef struct PathArg {
    Value given; /* owned: what errors name, __fspath__ already asked; VALUE_NULL: nothing */
    Value bytes; /* owned, or VALUE_NULL */
    const char *text;
    int fd;        /* -1: it is a path */
    bool is_bytes; /* results are to be bytes too */
} PathArg;

enum { PATH_MAY_BE_FD = 1, PATH_MAY_BE_NONE = 2 }; /* None is "." */

bool path_take(Thread *t, Value v, const char *function, const char *argument, unsigned flags, PathArg *out);
void path_release(Thread *t, PathArg *path);
/* OSError for errno, naming the path. */
Value path_error(Thread *t, const PathArg *path);
/* A name from the system as str, or bytes if the path was bytes. */
Value path_result(Thread *t, const char *text, bool is_bytes);
/* dir_fd=None means the current directory. */
bool dir_fd_take(Thread *t, Value v, int *out);
/* An optional truth value. */
bool flag_take(Thread *t, Value v, bool otherwise, bool *out);
bool fd_take(Thread *t, Value v, int *out);
/* A user or group, as `what` says ("uid"); -1 is the highest number, which means none. */
bool id_take(Thread *t, Value v, const char *what, unsigned *out);

Value posix_error(Thread *t); /* OSError for errno */
/* None, or OSError if the call failed. */
static inline Value none_or_error(Thread *t, int result) {
    return result < 0 ? posix_error(t) : VALUE_NONE;
}

/* Is the call to be made again, after a signal? False with an exception pending, or when it failed for
 * another reason. */
bool posix_again(Thread *t, int64_t result);

Value stat_value(Thread *t, const void *status); /* os.stat_result of a struct stat */
struct rusage;
Value resource_usage(Thread *t, const struct rusage *used); /* resource.struct_rusage */

extern const StructSeqDef posix_stat_result_def, posix_statvfs_result_def, posix_times_result_def,
    posix_uname_result_def, posix_terminal_size_def;
/* stat_result.st_atime and its like are attributes, not items: see posix_stat.c. */
bool posix_stat_fix_type(Thread *t);
extern const MethodDef posix_stat_functions[], posix_path_functions[], posix_fd_functions[],
    posix_process_functions[], posix_scandir_functions[], posix_system_functions[], posix_limit_functions[],
    posix_device_functions[], posix_spawn_functions[], posix_schedule_functions[], posix_xattr_functions[];
/* posix_schedule.c: changes of types that are made with the module */
extern const StructSeqDef posix_sched_param_def, posix_waitid_result_def;
bool posix_schedule_fix_type(Thread *t);
struct sched_param;
enum { POSIX_SPAWN_OPEN, POSIX_SPAWN_CLOSE, POSIX_SPAWN_DUP2 }; /* what the first item of a file action says */
bool posix_sched_param_take(Thread *t, Value v, struct sched_param *out);
/* sysconf_names and its like, for the module. */
bool posix_limits_add(Thread *t, Value module);
extern const TypeDef dir_entry_type_def, scandir_iterator_type_def;

#endif
