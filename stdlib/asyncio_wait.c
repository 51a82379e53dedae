/* How the thread of a loop sleeps: in poll(2) on libuv's descriptor and on one that other threads and signals
 * write to, without the GIL. libuv itself never sleeps: it is run, with the GIL, when there is something to
 * do for it. */
#include "runtime/error.h"
#include "runtime/park.h"
#include "runtime/timeout.h"
#include "stdlib/asyncio.h"
#include <errno.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

Value raise_uv(Thread *t, int error) {
    return raise_errno(t, -error, VALUE_NULL, VALUE_NULL);
}

/* ---- waking ---- */

void loop_wake(Loop *self) {
    uint64_t one = 1;
    if (!self->waits)
        return;
    self->waits = false;
    ssize_t written = write(self->wake_fd, &one, sizeof one);
    (void)written; /* it cannot be full: nobody writes twice */
}

static void drain(int fd) {
    uint64_t count;
    ssize_t size = read(fd, &count, sizeof count);
    (void)size; /* nothing there: a signal, or another thread, was not so quick */
}

/* The parent goes on with those that were open at the fork. */
static bool renew(Thread *t, Loop *self) {
    if (self->wake_fd >= 0)
        close(self->wake_fd);
    self->wake_fd = -1;
    self->waits = false;
    self->forks = t->interp->forks;
    if (self->io && self->io->lookups) { /* their threads are the parent's */
        lookups_forget(t, self->io, false);
        self->io->lost_lookups = true;
    }
    int error = self->io ? uv_loop_fork(&self->io->uv) : 0;
    if (error)
        raise_uv(t, error);
    return error == 0;
}

bool loop_open(Thread *t, Loop *self) {
    if (self->forks != t->interp->forks && !renew(t, self))
        return false;
    if (self->wake_fd < 0)
        self->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (self->wake_fd < 0)
        raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
    return self->wake_fd >= 0;
}

/* ---- libuv ---- */

LoopIo *loop_io_open(Thread *t, Loop *self) {
    if (self->io)
        return self->io;
    LoopIo *io = mem_calloc(1, sizeof *io);
    if (!io)
        return raise_no_memory(t), NULL;
    int error = uv_loop_init(&io->uv);
    if (error) {
        mem_free(io);
        return raise_uv(t, error), NULL;
    }
    return self->io = io;
}

static bool run_uv(Thread *t, LoopIo *io) {
    io->thread = t;
    io->changed = io->failed = false;
    uv_run(&io->uv, UV_RUN_NOWAIT);
    return !io->failed;
}

static bool signal_came(Thread *t) {
    return __atomic_load_n(&t->breaker, __ATOMIC_RELAXED) & BREAK_SIGNAL;
}

/* What asks for names cannot be stopped; until then the libuv loop has to stay. false: it has to for ever. */
static bool wait_for_lookups(Thread *t, LoopIo *io) {
    struct pollfd fd = {.fd = uv_backend_fd(&io->uv), .events = POLLIN};
    if (io->lost_lookups)
        return false;
    lookups_forget(t, io, true);
    run_uv(t, io);
    while (io->lookups && !signal_came(t)) {
        BLOCKING(t, "getaddrinfo", poll(&fd, 1, -1));
        run_uv(t, io);
    }
    return !io->lookups;
}

void loop_io_close(Thread *t, Loop *self) {
    LoopIo *io = self->io;
    if (self->forks != t->interp->forks && !renew(t, self))
        error_clear(t);
    if (self->wake_fd >= 0)
        close(self->wake_fd);
    self->wake_fd = -1;
    if (!io)
        return;
    self->io = NULL;
    loop_io_close_watches(t, io);
    if (!wait_for_lookups(t, io))
        return;
    while (uv_loop_close(&io->uv) == UV_EBUSY)
        run_uv(t, io);
    mem_free(io->watches);
    mem_free(io);
}

/* ---- waiting ---- */

enum { LOOKS_SKIPPED = 63 }; /* at most; one less than a power of two */

/* Sleeps; true: libuv has something to do. */
static bool sleep_until(Thread *t, Loop *self, bool uv, int64_t deadline, bool *ok) {
    struct timespec left;
    struct pollfd fds[] = {{.fd = self->wake_fd, .events = POLLIN},
                           {.fd = uv ? uv_backend_fd(&self->io->uv) : -1, .events = POLLIN}};
    self->waits = true;
    int ready = BLOCKING(t, "select", ppoll(fds, 2, timeout_left(deadline, &left), NULL));
    self->waits = false;
    if (ready > 0 && fds[0].revents)
        drain(self->wake_fd);
    if (ready < 0 && errno != EINTR)
        raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
    *ok = !error_pending(t) &&
          (!signal_came(t) || park_handle_signals(t));
    return *ok && ready > 0 && fds[1].revents;
}

/* To sleep takes two system calls: one to wait, and one of libuv to see what came. Under load something is
 * there already, and the second is enough. So it is made first, unless that was in vain of late. */
static bool is_worth_a_look(LoopIo *io) {
    if (!io->looks_to_skip)
        return true;
    io->looks_to_skip--;
    return false;
}

static void learn(LoopIo *io, bool was_in_vain) {
    int longer = 2 * io->looks_in_vain + 1;
    io->looks_in_vain = !was_in_vain ? 0 : longer < LOOKS_SKIPPED ? longer : LOOKS_SKIPPED;
    io->looks_to_skip = io->looks_in_vain;
}

bool loop_poll(Thread *t, Loop *self, int64_t deadline) {
    LoopIo *io = self->io;
    bool uv = io && uv_loop_alive(&io->uv), ok = true;
    if (uv && (!deadline || io->changed || is_worth_a_look(io))) {
        if (!run_uv(t, io))
            return false;
        if (deadline)
            learn(io, self->count == 0);
        uv = uv_loop_alive(&io->uv);
    }
    if (!deadline || self->count)
        return true;
    return (sleep_until(t, self, uv, deadline, &ok) && run_uv(t, io)) || (ok && !error_pending(t));
}
