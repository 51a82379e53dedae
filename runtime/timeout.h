/* How long Python code is ready to wait: numbers of seconds or milliseconds as nanoseconds, and deadlines made of
 * them. Nothing here waits. */
#ifndef RUNTIME_TIMEOUT_H
#define RUNTIME_TIMEOUT_H

#include "runtime/interp.h"
#include <time.h>

enum { TIMEOUT_SECOND = 1000000000, TIMEOUT_MILLISECOND = 1000000 }; /* in nanoseconds */

/* v times `unit`, rounded away from zero; negative numbers are the caller's business. false: an exception (v is no
 * number, not a number, or too large). */
bool timeout_read(Thread *t, Value v, int64_t unit, int64_t *ns);

/* The moment (os_now) when so many nanoseconds have passed; negative: OS_FOREVER. None at all: 0, which is long ago, and
 * for which nobody looks at a clock. */
int64_t timeout_deadline(int64_t ns);

/* What is left until the deadline, for ppoll and its like: NULL if it never comes, else `left`, set, not below zero. */
struct timespec *timeout_left(int64_t deadline, struct timespec *left);

#endif
