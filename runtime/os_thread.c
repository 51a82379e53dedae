#include "runtime/os_thread.h"
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { NANOSECONDS = 1000000000 };

static void check(int error, const char *what) {
    if (!error)
        return;
    fprintf(stderr, "minipy: fatal: %s: %s\n", what, strerror(error));
    abort();
}

/* Debug builds check ownership: a mutex is unlocked by the thread that locked it, and never locked twice. */
void os_mutex_init(OsMutex *m) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
#ifdef MINIPY_SANITIZE
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ERRORCHECK);
#endif
    check(pthread_mutex_init(&m->mutex, &attributes), "a mutex cannot be made");
    pthread_mutexattr_destroy(&attributes);
}

void os_mutex_fini(OsMutex *m) {
    check(pthread_mutex_destroy(&m->mutex), "a mutex goes while it is held");
}

UNCHECKED void os_mutex_lock(OsMutex *m) {
    check(pthread_mutex_lock(&m->mutex), "a mutex cannot be locked");
}

UNCHECKED void os_mutex_unlock(OsMutex *m) {
    check(pthread_mutex_unlock(&m->mutex), "a mutex cannot be unlocked");
}

/* ThreadSanitizer must see the unlocking; a checking mutex knows its owner by a number that the child does
 * not have. */
UNCHECKED void os_mutex_unlock_in_child(OsMutex *m) {
#ifdef MINIPY_SANITIZE
    os_mutex_init(m);
#else
    os_mutex_unlock(m);
#endif
}

int64_t os_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * NANOSECONDS + now.tv_nsec;
}

bool os_sleep_on(const uint32_t *word, uint32_t expected, int64_t deadline) {
    struct timespec until = {.tv_sec = deadline / NANOSECONDS, .tv_nsec = deadline % NANOSECONDS};
    long result = syscall(SYS_futex, word, FUTEX_WAIT_BITSET_PRIVATE, expected,
                          deadline == OS_FOREVER ? NULL : &until, NULL, FUTEX_BITSET_MATCH_ANY);
    return result == 0 || errno != ETIMEDOUT;
}

void os_wake(const uint32_t *word) {
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

void os_yield(void) {
    sched_yield();
}

OsThread os_thread_self(void) {
    return (OsThread)pthread_self();
}

int64_t os_thread_native_id(void) {
    return syscall(SYS_gettid);
}

int os_thread_start(void *(*entry)(void *), void *arg, size_t stack_size, OsThread *id) {
    pthread_attr_t attributes;
    pthread_t thread;
    int error = pthread_attr_init(&attributes);
    if (error)
        return error;
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    error = stack_size ? pthread_attr_setstacksize(&attributes, stack_size) : 0;
    if (!error)
        error = pthread_create(&thread, &attributes, entry, arg);
    pthread_attr_destroy(&attributes);
    *id = error ? 0 : (OsThread)thread;
    return error;
}

int os_threads_alive(void) {
    struct stat tasks;
    return stat("/proc/self/task", &tasks) == 0 ? (int)tasks.st_nlink - 2 : -1;
}

void os_thread_name(const char *name) {
    char shown[16] = {0};
    strncpy(shown, name, sizeof shown - 1);
    pthread_setname_np(pthread_self(), shown);
}

size_t os_thread_stack_size(size_t asked) {
    pthread_attr_t attributes;
    size_t size = asked;
    if (asked || pthread_attr_init(&attributes) != 0)
        return asked;
    pthread_attr_getstacksize(&attributes, &size);
    pthread_attr_destroy(&attributes);
    return size;
}
