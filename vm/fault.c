#include "vm/fault.h"
#include "runtime/error.h"
#include "runtime/memory.h"
#include "runtime/os_thread.h"
#include "runtime/signals.h"
#include "runtime/str.h"
#include "vm/frame.h"
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { MAX_SHOWN_FRAMES = 100, MAX_SHOWN_THREADS = 100, MAX_SHOWN_TEXT = 500, FAULT_STACK = 1 << 16 };

/* What a signal does, and did before. */
typedef struct Watched {
    bool active, all, chain;
    int fd;
    struct sigaction before;
} Watched;

/* A thread that dumps later. */
typedef struct Later {
    uint32_t cancelled, ended; /* atomic, slept on */
    pid_t pid;
    Interp *interp;
    int64_t interval;
    bool repeat, leave;
    int fd;
} Later;

/* Signal handlers belong to the process, and so does what they need. */
static struct {
    Interp *interp;
    bool enabled;
    Watched signals[SIGNALS_END];
    Later later;
    char *stack;
} fault;

static const struct {
    int number;
    const char *text;
} crashes[] = {{SIGBUS, "Bus error"},
               {SIGILL, "Illegal instruction"},
               {SIGFPE, "Floating point exception"},
               {SIGABRT, "Aborted"},
               {SIGSEGV, "Segmentation fault"}};
enum { CRASHES = sizeof crashes / sizeof *crashes };

/* ---- writing ---- */

static void put(int fd, const char *text, size_t length) {
    while (length) {
        ssize_t written = write(fd, text, length);
        if (written <= 0)
            return;
        text += written;
        length -= (size_t)written;
    }
}

static void put_text(int fd, const char *text) {
    put(fd, text, strlen(text));
}

static void put_number(int fd, uint64_t number, unsigned base, int width) {
    char digits[24], *start = digits + sizeof digits;
    do {
        *--start = "0123456789abcdef"[number % base];
        number /= base;
    } while (number || digits + sizeof digits - start < width);
    put(fd, start, (size_t)(digits + sizeof digits - start));
}

static void put_str(int fd, const Str *s) {
    for (int64_t i = 0; i < s->length && i < MAX_SHOWN_TEXT; i++) {
        uint32_t c = str_at(s, i);
        if (c >= ' ' && c < 127) {
            put(fd, &(char){(char)c}, 1);
        } else {
            put_text(fd, c < 0x100 ? "\\x" : c < 0x10000 ? "\\u" : "\\U");
            put_number(fd, c, 16, c < 0x100 ? 2 : c < 0x10000 ? 4 : 8);
        }
    }
    if (s->length > MAX_SHOWN_TEXT)
        put_text(fd, "...");
}

static void put_frames(int fd, const Thread *thread) {
    const Frame *frame = thread->frame;
    if (!frame)
        put_text(fd, "  <no Python frame>\n");
    for (int shown = 0; frame; frame = frame->previous, shown++) {
        if (shown == MAX_SHOWN_FRAMES) {
            put_text(fd, "  ...\n");
            return;
        }
        put_text(fd, "  File \"");
        put_str(fd, frame->code->filename);
        put_text(fd, "\", line ");
        put_number(fd, (uint64_t)frame_line(frame), 10, 1);
        put_text(fd, " in ");
        put_str(fd, frame->code->name);
        put_text(fd, "\n");
    }
}

void fault_dump(int fd, Interp *interp, Thread *current, bool all) {
    int error = errno;
    if (!all) {
        put_text(fd, "Stack (most recent call first):\n");
        if (current)
            put_frames(fd, current);
        else
            put_text(fd, "  <no Python frame>\n");
    }
    int shown = 0;
    for (const Thread *thread = all ? interp->threads : NULL; thread; thread = thread->next) {
        if (shown++)
            put_text(fd, "\n");
        if (shown > MAX_SHOWN_THREADS) {
            put_text(fd, "...\n");
            break;
        }
        put_text(fd, thread == current ? "Current thread 0x" : "Thread 0x");
        put_number(fd, thread->ident, 16, 16);
        put_text(fd, " (most recent call first):\n");
        put_frames(fd, thread);
    }
    errno = error;
}

/* ---- signals ---- */

/* raise(3), whose name is ours for exceptions. */
static void kill_self(int number) {
    pthread_kill(pthread_self(), number);
}

static void restore(int number) {
    Watched *watched = &fault.signals[number];
    if (watched->active)
        sigaction(number, &watched->before, NULL);
    watched->active = false;
}

static void on_crash(int number) {
    int error = errno;
    Watched *watched = &fault.signals[number];
    if (!watched->active)
        return;
    restore(number); /* what happened before happens now, also if this crashes */
    put_text(watched->fd, "Fatal Python error: ");
    for (int i = 0; i < CRASHES; i++)
        if (crashes[i].number == number)
            put_text(watched->fd, crashes[i].text);
    put_text(watched->fd, "\n\n");
    fault_dump(watched->fd, fault.interp, thread_current, watched->all);
    errno = error;
    kill_self(number);
}

static void on_signal(int number) {
    Watched *watched = &fault.signals[number];
    if (!watched->active)
        return;
    fault_dump(watched->fd, fault.interp, thread_current, watched->all);
    if (!watched->chain)
        return;
    int error = errno;
    struct sigaction ours;
    sigaction(number, &watched->before, &ours);
    kill_self(number);
    sigaction(number, &ours, NULL);
    errno = error;
}

static bool watch(Thread *t, int number, void (*handler)(int), int flags, int fd, bool all, bool chain) {
    Watched *watched = &fault.signals[number];
    fault.interp = t->interp;
    watched->fd = fd;
    watched->all = all;
    watched->chain = chain;
    if (watched->active)
        return true;
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    watched->active = signals_cover(number, &action, &watched->before);
    if (!watched->active)
        raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
    return watched->active;
}

bool fault_enable(Thread *t, int fd, bool all) {
    if (!fault.stack && !(fault.stack = mem_alloc(FAULT_STACK)))
        return raise_no_memory(t), false;
    sigaltstack(&(stack_t){.ss_sp = fault.stack, .ss_size = FAULT_STACK}, NULL); /* for a stack that is full */
    bool ok = true;
    for (int i = 0; ok && i < CRASHES; i++)
        ok = watch(t, crashes[i].number, on_crash, SA_NODEFER | SA_ONSTACK, fd, all, false);
    fault.enabled = ok;
    return ok;
}

bool fault_disable(void) {
    bool was = fault.enabled;
    fault.enabled = false;
    for (int i = 0; was && i < CRASHES; i++)
        restore(crashes[i].number);
    if (fault.stack) {
        sigaltstack(&(stack_t){.ss_flags = SS_DISABLE}, NULL);
        mem_free(fault.stack);
        fault.stack = NULL;
    }
    return was;
}

bool fault_is_enabled(void) {
    return fault.enabled;
}

bool fault_register(Thread *t, int number, int fd, bool all, bool chain) {
    return watch(t, number, on_signal, SA_RESTART | SA_ONSTACK | (chain ? SA_NODEFER : 0), fd, all, chain);
}

bool fault_unregister(int number) {
    bool was = fault.signals[number].active;
    restore(number);
    return was;
}

/* ---- later ---- */

static void put_timeout(int fd, int64_t nanoseconds) {
    uint64_t seconds = (uint64_t)nanoseconds / 1000000000, micros = (uint64_t)nanoseconds % 1000000000 / 1000;
    put_text(fd, "Timeout (");
    put_number(fd, seconds / 3600, 10, 1);
    put_text(fd, ":");
    put_number(fd, seconds / 60 % 60, 10, 2);
    put_text(fd, ":");
    put_number(fd, seconds % 60, 10, 2);
    if (micros) {
        put_text(fd, ".");
        put_number(fd, micros, 10, 6);
    }
    put_text(fd, ")!\n");
}

static void *wait_and_dump(void *arg) {
    Later *later = arg;
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL); /* signals are for Python's threads */
    int64_t deadline = os_now() + later->interval;
    while (!__atomic_load_n(&later->cancelled, __ATOMIC_ACQUIRE)) {
        if (os_sleep_on(&later->cancelled, 0, deadline) && os_now() < deadline)
            continue;
        put_timeout(later->fd, later->interval);
        fault_dump(later->fd, later->interp, NULL, true);
        if (later->leave)
            _exit(1);
        if (!later->repeat)
            break;
        deadline = os_now() + later->interval;
    }
    __atomic_store_n(&later->ended, 1, __ATOMIC_RELEASE);
    os_wake(&later->ended);
    return NULL;
}

void fault_cancel_later(void) {
    Later *later = &fault.later;
    if (!later->pid || later->pid != getpid()) /* in the child of a fork the thread does not exist */
        return;
    __atomic_store_n(&later->cancelled, 1, __ATOMIC_RELEASE);
    os_wake(&later->cancelled);
    while (!__atomic_load_n(&later->ended, __ATOMIC_ACQUIRE))
        os_sleep_on(&later->ended, 0, OS_FOREVER);
    later->pid = 0;
}

bool fault_dump_later(Thread *t, int64_t nanoseconds, bool repeat, int fd, bool leave) {
    fault_cancel_later();
    fault.later = (Later){.interp = t->interp, .interval = nanoseconds, .repeat = repeat, .leave = leave, .fd = fd};
    OsThread id;
    bool ok = !os_thread_start(wait_and_dump, &fault.later, 0, &id);
    fault.later.pid = ok ? getpid() : 0;
    return ok;
}

void fault_end(Thread *t) {
    if (fault.later.interp == t->interp)
        fault_cancel_later();
    if (fault.interp != t->interp)
        return;
    fault_disable();
    for (int i = 1; i < SIGNALS_END; i++)
        restore(i);
    fault.interp = NULL;
}
