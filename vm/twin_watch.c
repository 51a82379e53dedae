/* The process that stays beside an audited program. Nothing is meant to crash there; should it happen,
 * somebody has to be left who can tell. The program leaves what it knows in a page that both share. */
#include "vm/twin.h"

#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
#include "runtime/signals.h"
#include "runtime/str.h"
#include "vm/frame.h"
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Written by the handler of a signal that kills. */
typedef struct LastPlace {
    bool known;
    char thread[64], file[1024], instruction[32];
    int line;
} LastPlace;

static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
enum { CRASH_COUNT = sizeof crashes / sizeof *crashes, STACK_BYTES = 64 << 10 };

/* Of the process: handlers have no argument. NULL: in children of the program, which nobody watches. */
static LastPlace *last_place;
static pid_t program;

/* ---- in the program ---- */

static void note_place(LastPlace *last, Thread *t) {
    const Frame *frame = t->frame;
    strncpy(last->thread, t->audit->name->text, sizeof last->thread - 1);
    last->known = true;
    if (!frame)
        return;
    const AuditPlace *place = twin_place(t);
    strncpy(last->instruction, opcode_names[frame->ip->op], sizeof last->instruction - 1);
    if (!place)
        return;
    strncpy(last->file, place->file, sizeof last->file - 1);
    last->line = place->line;
}

/* Installed for one signal: the second, by the handler itself, kills. */
static void on_crash(int number) {
    if (getpid() == program && thread_current)
        note_place(last_place, thread_current);
    pthread_kill(pthread_self(), number);
}

static void handle_crashes(void) {
    static char stack[STACK_BYTES];
    sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
    struct sigaction before, action = {.sa_handler = on_crash, .sa_flags = SA_ONSTACK | SA_RESETHAND};
    for (int i = 0; i < CRASH_COUNT; i++)
        signals_cover(crashes[i], &action, &before);
}

/* ---- in the process that stays ---- */

static bool is_crash(int number) {
    for (int i = 0; i < CRASH_COUNT; i++)
        if (crashes[i] == number)
            return true;
    return false;
}

static void tell_crash(int number, const LastPlace *last) {
    fprintf(stderr, "minipy: the program was killed by SIG%s (%s)", sigabbrev_np(number), strsignal(number));
    if (last->known)
        fprintf(stderr, " in thread %s", last->thread);
    if (last->known && last->line)
        fprintf(stderr, " at %s:%d", last->file, last->line);
    if (last->known && *last->instruction)
        fprintf(stderr, ", instruction %s", last->instruction);
    fputs(last->known ? "\n" : "; where is not known\n", stderr);
}

/* Dies of the same signal, without another core file. */
static _Noreturn void die_of(int number) {
    sigset_t one;
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    signal(number, SIG_DFL);
    sigemptyset(&one);
    sigaddset(&one, number);
    kill(getpid(), number);
    sigprocmask(SIG_UNBLOCK, &one, NULL);
    _exit(128 + number);
}

/* After a change of the child: ends as it ended, stops as it stopped. */
static void follow(pid_t child, const LastPlace *last) {
    int status;
    while (waitpid(child, &status, WNOHANG | WUNTRACED) == child) {
        if (WIFSTOPPED(status)) {
            kill(getpid(), SIGSTOP);
        } else if (WIFEXITED(status)) {
            _exit(WEXITSTATUS(status));
        } else {
            if (is_crash(WTERMSIG(status)) || WTERMSIG(status) == SIGKILL)
                tell_crash(WTERMSIG(status), last);
            die_of(WTERMSIG(status));
        }
    }
}

/* What the terminal sends it sends to both; what a process sends was meant for the program. */
static bool must_pass(const siginfo_t *info, pid_t child) {
    return info->si_signo == SIGCONT || (info->si_code <= 0 && info->si_pid != child);
}

static _Noreturn void watch(pid_t child, const sigset_t *all, const LastPlace *last) {
    for (;;) {
        siginfo_t info;
        int number = sigwaitinfo(all, &info);
        if (number == SIGCHLD)
            follow(child, last);
        else if (number > 0 && must_pass(&info, child))
            kill(child, number);
    }
}

void twin_watch(void) {
    sigset_t all, before;
    last_place = mmap(NULL, sizeof *last_place, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    pid_t parent = getpid(), child = last_place == MAP_FAILED ? -1 : fork();
    if (child < 0) {
        fprintf(stderr, "minipy: can't start the process of an audited program: %s\n", strerror(errno));
        exit(1);
    }
    if (child > 0)
        watch(child, &all, last_place);
    program = getpid();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    handle_crashes();
    sigprocmask(SIG_SETMASK, &before, NULL);
}
#endif
