/* How the loop learns that a child has ended: a descriptor of the process (pidfd_open(2)) becomes readable.
 * So no signal is involved, every thread may wait for children of its own, and nobody else's children are
 * touched. */
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "stdlib/asyncio.h"
#include <errno.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* As subprocess has it: negative for a signal. Somebody else has waited for the child: 255. */
static int return_code(pid_t waited, int status) {
    if (waited < 0)
        return 255;
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

/* callback(pid, returncode, *args); args: the loop, the descriptor, the pid, the callback, its arguments. */
static Value on_end(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int status = 0;
    pid_t pid = (pid_t)small_int(args[2]), waited = waitpid(pid, &status, WNOHANG);
    if (waited == 0) /* not yet */
        return VALUE_NONE;
    Value removed = loop_remove_reader(t, args, 2, NULL);
    if (is_null(removed))
        return removed;
    Value given[nargs - 2];
    given[0] = args[2];
    given[1] = small_int_value(return_code(waited, status));
    for (int i = 4; i < nargs; i++)
        given[i - 2] = args[i];
    return op_call(t, args[3], given, nargs - 2, NULL);
}

static const MethodDef on_end_def = {"_process_ended", on_end, NULL, NULL};

static Value watch(Thread *t, Loop *loop, int fd, Value *args, int nargs) {
    Value method = native_new_method(t, &on_end_def, loop->ob.type, object_value(loop));
    Value given[nargs + 3]; /* loop, fd, callback; fd, pid, callback, arguments */
    given[0] = object_value(loop);
    given[1] = given[3] = small_int_value(fd);
    given[2] = method;
    for (int i = 1; i < nargs; i++)
        given[i + 3] = args[i];
    Value result = is_null(method) ? method : loop_add_reader(t, given, nargs + 3, NULL);
    decref(t, method);
    return result;
}

Value loop_watch_process(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Loop *loop = loop_object(args[0]);
    int pid;
    if (kwnames && kwnames->length)
        return raise_type_error(t, "_watch_process() takes no keyword arguments");
    if (nargs < 3)
        return raise_type_error(t, "_watch_process() needs a pid and a callback");
    if (!loop_check_closed(t, loop) || !arg_int(t, args[1], &pid))
        return VALUE_NULL;
    int fd = (int)syscall(SYS_pidfd_open, pid, 0);
    if (fd < 0)
        return raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
    Value result = watch(t, loop, fd, args, nargs);
    if (is_null(result))
        close(fd);
    else
        loop_own_fd(loop, fd);
    return result;
}
