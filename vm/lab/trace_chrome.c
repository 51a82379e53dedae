/* The Trace Event Format of Chrome, which Perfetto reads too: one line for each event. Times are
 * microseconds. */
#include "vm/lab/trace_file.h"
#include <unistd.h>

enum { ARROW_BITS = 30 }; /* of an arrow's number, behind those of its process: JSON's numbers are exact to 53 */

typedef struct Chrome {
    const TraceFile *file;
    const Trace *trace;
    Writer *w;
    int64_t process;
    int64_t arrows; /* drawn so far: each needs a number */
    bool more;      /* an event has been written */
} Chrome;

/* Begins an event, whose last part the caller writes, with "}". */
static void event(Chrome *c, const char *phase, const char *name, const char *category, uint32_t number) {
    writer_text(c->w, c->more ? ",\n{" : "\n{");
    c->more = true;
    trace_put_text(c->w, "ph", phase);
    writer_text(c->w, ",");
    trace_put_text(c->w, "name", name);
    writer_text(c->w, ",");
    trace_put_text(c->w, "cat", category);
    writer_text(c->w, ",");
    trace_put_number(c->w, "pid", c->process);
    writer_text(c->w, ",");
    trace_put_number(c->w, "tid", number);
}

static void put_time(Chrome *c, const char *key, int64_t ns) {
    writer_text(c->w, key);
    writer_micros(c->w, ns > 0 ? ns : 0);
}

static void put_place(Chrome *c, const TraceTurn *turn) {
    const char *file = trace_file(c->trace, turn->file);
    trace_put_text(c->w, "cause", trace_cause(turn));
    writer_text(c->w, ",");
    trace_put_text(c->w, "file", file);
    writer_text(c->w, ",");
    trace_put_number(c->w, "line", turn->line);
}

/* A stretch of a thread's time. turn: the one that ends with it, or NULL. */
static void slice(Chrome *c, const TraceRing *ring, const char *name, const char *category, int64_t begin,
                  int64_t end, const TraceTurn *turn) {
    event(c, "X", name, category, ring->number);
    put_time(c, ",\"ts\":", begin - c->file->origin);
    put_time(c, ",\"dur\":", end - begin);
    writer_text(c->w, ",\"args\":{");
    if (turn)
        put_place(c, turn);
    writer_text(c->w, "}}");
}

static void running(Chrome *c, const TraceRing *ring, int64_t begin, int64_t end, const TraceTurn *turn) {
    slice(c, ring, "running", "running", begin, end, turn);
}

static void waiting(Chrome *c, const TraceRing *ring, int64_t begin, int64_t end) {
    if (end > begin)
        slice(c, ring, "waiting for the GIL", "waiting", begin, end, NULL);
}

/* what: of the turn before, "starting" for the first. */
static void blocked(Chrome *c, const TraceRing *ring, const char *what, int64_t begin, int64_t end) {
    char name[64] = "blocked: ";
    for (size_t i = 9; i + 1 < sizeof name && (name[i] = *what); i++)
        what++;
    if (end > begin)
        slice(c, ring, name, "blocked", begin, end, NULL);
}

/* From the end of the giver's turn, a nanosecond before it so that the arrow belongs to it, to the beginning
 * of this. */
static void arrow(Chrome *c, const TraceRing *ring, const TraceTurn *turn) {
    const TraceTurn *giver = turn->from ? trace_giver(c->trace, turn) : NULL;
    if (!giver)
        return;
    c->arrows++;
    event(c, "s", "hand-off", "hand-off", turn->from_number);
    put_time(c, ",\"ts\":", turn->given - 1 - c->file->origin);
    writer_text(c->w, ",\"id\":");
    writer_number(c->w, c->process << ARROW_BITS | c->arrows);
    writer_text(c->w, ",\"args\":{");
    put_place(c, giver);
    writer_text(c->w, "}}");
    event(c, "f", "hand-off", "hand-off", ring->number);
    put_time(c, ",\"ts\":", turn->entered - c->file->origin);
    writer_text(c->w, ",\"bp\":\"e\",\"id\":");
    writer_number(c->w, c->process << ARROW_BITS | c->arrows);
    writer_text(c->w, "}");
}

/* Between two turns: without `what` the thread wanted the lock back at once. */
static void between(Chrome *c, const TraceRing *ring, const char *what, int64_t left, int64_t asked,
                    int64_t entered) {
    if (what)
        blocked(c, ring, what, left, asked);
    waiting(c, ring, what ? asked : left, entered);
}

/* What the thread does at the end of the trace. */
static void open_end(Chrome *c, const TraceRing *ring, const char *what, int64_t left) {
    int64_t now = c->file->now;
    int64_t asked = __atomic_load_n(&ring->asked, __ATOMIC_RELAXED);
    int64_t entered = __atomic_load_n(&ring->entered, __ATOMIC_RELAXED);
    if (ring->ended)
        return;
    between(c, ring, what, left, asked ? asked : now, entered ? entered : now);
    if (entered)
        running(c, ring, entered, now, NULL);
}

static void name_track(Chrome *c, const TraceRing *ring) {
    char name[sizeof ring->name + 1];
    for (size_t i = 0; i < sizeof name; i++)
        name[i] = i + 1 < sizeof name ? ring->name[i] : 0;
    event(c, "M", "thread_name", "", ring->number);
    writer_text(c->w, ",\"args\":{");
    trace_put_text(c->w, "name", name);
    writer_text(c->w, "}}");
    event(c, "M", "thread_sort_index", "", ring->number);
    writer_text(c->w, ",\"args\":{");
    trace_put_number(c->w, "sort_index", ring->number);
    writer_text(c->w, "}}");
}

static void put_ring(Chrome *c, const TraceRing *ring) {
    uint64_t count = trace_count(ring), first = trace_first(c->trace, count);
    const char *what = "starting";
    int64_t left = ring->started;
    name_track(c, ring);
    for (uint64_t i = first; i < count; i++) {
        const TraceTurn *turn = trace_turn(c->trace, ring, i);
        if (i > first || !first)
            between(c, ring, what, left, turn->asked, turn->entered);
        running(c, ring, turn->entered, turn->left, turn);
        arrow(c, ring, turn);
        what = turn->what;
        left = turn->left;
    }
    open_end(c, ring, what, left);
}

static void name_process(Chrome *c) {
    const char *own = c->file->gil->process_name;
    event(c, "M", "process_name", "", 0);
    writer_text(c->w, ",\"args\":{");
    trace_put_text(c->w, "name", *own ? own : c->file->program);
    writer_text(c->w, "}}");
    event(c, "M", "process_sort_index", "", 0);
    writer_text(c->w, ",\"args\":{");
    trace_put_number(c->w, "sort_index", (c->trace->started - c->file->origin) / 1000);
    writer_text(c->w, "}}");
}

static void put_process(Chrome *c) {
    name_process(c);
    for (const TraceRing *ring = __atomic_load_n(&c->trace->rings, __ATOMIC_ACQUIRE); ring; ring = ring->next)
        if (__atomic_load_n(&ring->number, __ATOMIC_ACQUIRE))
            put_ring(c, ring);
}

void trace_chrome(const TraceFile *file) {
    Chrome c = {.file = file, .trace = file->gil->trace, .w = file->w, .process = getpid()};
    if (!file->parts) {
        put_process(&c);
        return;
    }
    writer_text(c.w, "{\"displayTimeUnit\":\"ns\",\"otherData\":{");
    trace_put_settings(file);
    writer_text(c.w, ",");
    trace_put_number(c.w, "dropped_processes", parts_dropped(file->parts));
    writer_text(c.w, "},\"traceEvents\":[");
    put_process(&c);
    trace_put_parts(file);
    writer_text(c.w, "\n]}\n");
}
