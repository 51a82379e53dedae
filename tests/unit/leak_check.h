// Leaks in unit tests. Criterion runs every test in a child that leaves by _exit, so LeakSanitizer never gets to its
// check at exit: a test that leaks passes. End such a test with check_leaks() instead, after the last free.
#ifndef LEAK_CHECK_H
#define LEAK_CHECK_H

#include <criterion/criterion.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

// Fails the running test if anything allocated so far can no longer be reached. Does nothing without sanitizers.
static inline void check_leaks(void) {
#ifdef __SANITIZE_ADDRESS__
    cr_assert_eq(__lsan_do_recoverable_leak_check(), 0, "memory leaked, see above");
#endif
}

#endif
