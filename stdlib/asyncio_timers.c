/* The timers of a loop: a binary heap, the earliest first. Each handle knows where it is, so that one that is
 * cancelled leaves at once: most timers are time limits, which are never reached. */
#include "runtime/error.h"
#include "stdlib/asyncio.h"
#include <math.h>

static bool earlier(const TimerEntry *a, const TimerEntry *b) {
    return a->when < b->when || (a->when == b->when && a->serial < b->serial);
}

static void place(Loop *loop, int64_t index, TimerEntry entry) {
    loop->timers[index] = entry;
    entry.timer->index = (int32_t)index;
}

static void rise(Loop *loop, int64_t index, TimerEntry entry) {
    while (index > 0) {
        int64_t parent = (index - 1) / 2;
        if (!earlier(&entry, &loop->timers[parent]))
            break;
        place(loop, index, loop->timers[parent]);
        index = parent;
    }
    place(loop, index, entry);
}

static void sink(Loop *loop, int64_t index, TimerEntry entry) {
    for (;;) {
        int64_t child = 2 * index + 1;
        if (child >= loop->timer_count)
            break;
        if (child + 1 < loop->timer_count && earlier(&loop->timers[child + 1], &loop->timers[child]))
            child++;
        if (!earlier(&loop->timers[child], &entry))
            break;
        place(loop, index, loop->timers[child]);
        index = child;
    }
    place(loop, index, entry);
}

static bool make_room(Thread *t, Loop *loop) {
    if (loop->timer_count < loop->timer_room)
        return true;
    if (loop->timer_count > INT32_MAX / 2)
        return raise_no_memory(t), false;
    int64_t room = loop->timer_room ? 2 * loop->timer_room : 16;
    TimerEntry *timers = mem_realloc(loop->timers, (size_t)room * sizeof *timers);
    if (!timers)
        return raise_no_memory(t), false;
    loop->timers = timers;
    loop->timer_room = room;
    return true;
}

bool timers_add(Thread *t, Loop *loop, Timed *timer, double when) {
    if (!make_room(t, loop))
        return false;
    incref_object(timer);
    if (isnan(when)) /* would be neither earlier nor later: it has come */
        when = -INFINITY;
    TimerEntry entry = {.when = when, .serial = loop->timer_serial++, .timer = timer};
    rise(loop, loop->timer_count++, entry);
    return true;
}

/* Takes the entry out: the caller owns the handle. */
static Timed *take(Loop *loop, int64_t index) {
    Timed *timer = loop->timers[index].timer;
    TimerEntry last = loop->timers[--loop->timer_count];
    timer->index = -1;
    if (last.timer != timer) {
        if (index > 0 && earlier(&last, &loop->timers[(index - 1) / 2]))
            rise(loop, index, last);
        else
            sink(loop, index, last);
    }
    return timer;
}

void timers_remove(Thread *t, Loop *loop, Timed *timer) {
    if (timer->index >= 0 && timer->index < loop->timer_count && loop->timers[timer->index].timer == timer)
        decref_object(t, take(loop, timer->index));
}

bool timers_expire(Thread *t, Loop *loop) {
    if (!loop->timer_count)
        return true;
    double now;
    if (!loop_now(t, object_value(loop), &now))
        return false;
    now += 1e-9; /* the clock's resolution */
    while (loop->timer_count && loop->timers[0].when < now) {
        Timed *timer = take(loop, 0);
        ReadyKind kind = timer->ob.type->def == &sleep_type_def ? READY_SLEEP : READY_HANDLE;
        if (!loop_push_kind(t, loop, kind, object_value(timer), VALUE_NULL))
            return false;
    }
    return true;
}
