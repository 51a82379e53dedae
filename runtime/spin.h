/* Looking at a word for a moment before sleeping on it, and being called before one's turn comes.
 *
 * Sleeping and being woken cost a few microseconds where the processor is busy, and up to a hundred where it
 * has gone idle and a hypervisor has to bring it back. Two threads that take turns in steps of a microsecond
 * (a short queue, a condition) would spend nearly all of their time so; two that compute would lose a tenth
 * of each interval. Hence:
 *
 * - Who is about to sleep looks at its word for about as long as sleeping would cost; who waits for the GIL, for
 * as long as an interval of plain arithmetic lasts, because waking it would be on the holder's time: 5 of 100 us.
 * (Two threads that compute so keep two processors busy, one of them with looking.) One thread of an Interp
 * at a time does, since no more than one can be next; others may have its processor meanwhile (sched_yield);
 * and who looked in vain lets more and more sleeps go by before the next try, so that long waits cost
 * nothing. That a wait as long as what it saves is worth its while: Karlin, Li, Manasse, Owicki, "Empirical
 * Studies of Competitive Spinning for a Shared-Memory Multiprocessor", 1991.
 * - The holder calls the first of the queue, if that sleeps, a little before the interval is over (gil_tick); that
 * thread wakes up and looks at its word until it is granted the lock. How long before is learnt: longer if the
 * thread was late, shorter if it had to look for long.
 *
 * With the hand-off `free`, which is there to show what happens without any help, neither is done.
 *
 * Needs no GIL, but for spin_learn. */
#ifndef RUNTIME_SPIN_H
#define RUNTIME_SPIN_H

#include "runtime/gil.h"

/* How long to look before a sleep, at the most. */
enum {
    SPIN_EVENT_NS = 50000, /* for an event: what a sleep costs, about */
    SPIN_TURN_NS = 400000  /* for the GIL */
};

/* t is about to sleep on its own word. true: the word is no longer `word`. */
bool spin_before_sleep(Thread *t, uint32_t word, int64_t most_ns);

/* A turn for which a thread was called. */
typedef enum SpinTurn {
    SPIN_UNCALLED, /* it was not */
    SPIN_LATE,     /* it got the lock before it was awake */
    SPIN_WAITED,   /* it had to look for a while */
    SPIN_IN_TIME,
    SPIN_IN_VAIN /* it looked for long, and nothing came */
} SpinTurn;

/* t was called: looks until it has its turn. Never SPIN_UNCALLED, SPIN_LATE. */
SpinTurn spin_until_turn(Thread *t, uint32_t word);
/* Corrects Gil.call_ahead. With the GIL held. */
void spin_learn(Gil *gil, SpinTurn turn);
/* What Gil.call_ahead begins with for an interval. */
int64_t spin_call_ahead(int64_t interval);

#endif
