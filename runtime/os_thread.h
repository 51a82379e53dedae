/* What minipy asks of the operating system for threads: a mutex, a word to sleep on, a clock, a thread. The
 * only place that knows pthreads and futexes (C11's <threads.h> confuses ThreadSanitizer).
 *
 * Nothing here knows of the GIL: these are what it is made of. An OsMutex is held for a few instructions
 * only, never around a call that may block or run Python code. Misuse of a mutex aborts with a message. Times
 * are nanoseconds of CLOCK_MONOTONIC. */
#ifndef RUNTIME_OS_THREAD_H
#define RUNTIME_OS_THREAD_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* clang's thread-safety analysis (-Wthread-safety); other compilers see nothing. */
#if defined(__clang__)
#define LOCK_ATTRIBUTE(x) __attribute__((x))
#else
#define LOCK_ATTRIBUTE(x)
#endif
#define CAPABILITY(name) LOCK_ATTRIBUTE(capability(name))
#define REQUIRES(...) LOCK_ATTRIBUTE(requires_capability(__VA_ARGS__))
#define ACQUIRE(...) LOCK_ATTRIBUTE(acquire_capability(__VA_ARGS__))
#define RELEASE(...) LOCK_ATTRIBUTE(release_capability(__VA_ARGS__))
#define UNCHECKED LOCK_ATTRIBUTE(no_thread_safety_analysis)

typedef struct CAPABILITY("mutex") OsMutex {
    pthread_mutex_t mutex;
} OsMutex;

void os_mutex_init(OsMutex *m);
void os_mutex_fini(OsMutex *m);
void os_mutex_lock(OsMutex *m) ACQUIRE(m);
void os_mutex_unlock(OsMutex *m) RELEASE(m);
/* In the child of a fork, by the thread that locked it before. */
void os_mutex_unlock_in_child(OsMutex *m) RELEASE(m);

typedef pthread_once_t OsOnce; /* starts as OS_ONCE */
#define OS_ONCE PTHREAD_ONCE_INIT
/* make() is called once in the process, before the first call of this returns. */
static inline void os_once(OsOnce *once, void (*make)(void)) {
    pthread_once(once, make);
}

#define OS_FOREVER INT64_MAX /* a deadline that never comes */
int64_t os_now(void);

/* Sleeps while *word is `expected`, until os_wake, the deadline or a signal; may also return for no reason.
 * false: the deadline has passed. */
bool os_sleep_on(const uint32_t *word, uint32_t expected, int64_t deadline);
void os_wake(const uint32_t *word);
/* For loops that look at a word: lets the other half of the core work; lets another thread have the
 * processor. */
static inline void os_relax(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}
void os_yield(void);

typedef uint64_t OsThread; /* pthread_self() as a number: what Python calls the ident */

OsThread os_thread_self(void);
int64_t os_thread_native_id(void); /* the kernel's number */
/* Runs entry(arg) in a new detached thread. stack_size 0: the system's default. Answers 0 or an errno. */
int os_thread_start(void *(*entry)(void *), void *arg, size_t stack_size, OsThread *id);
int os_threads_alive(void); /* of the process, as the kernel counts them; -1: unknown */
/* Names the calling thread for debuggers and profilers; at most 15 bytes are shown. */
void os_thread_name(const char *name);
/* The size of stack that os_thread_start gives for a size asked for (0: the system's default). */
size_t os_thread_stack_size(size_t asked);

#endif
