#include "runtime/trace.h"
#include "runtime/gil_account.h"
#include "runtime/interp.h"
#include <string.h>
#include <sys/mman.h>

/* ---- rings ---- */

static size_t ring_bytes(const Trace *trace) {
    return trace->capacity * sizeof(TraceTurn);
}

/* Pages come when they are written. */
static TraceRing *map_ring(Trace *trace) {
    TraceRing *ring = mem_calloc(1, sizeof *ring);
    void *turns = ring ? mmap(NULL, ring_bytes(trace), PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
                       : MAP_FAILED;
    if (turns == MAP_FAILED) {
        mem_free(ring);
        return NULL;
    }
    ring->turns = turns;
    ring->next = trace->rings;
    __atomic_store_n(&trace->rings, ring, __ATOMIC_RELEASE);
    return ring;
}

TraceRing *trace_ring_new(Trace *trace) {
    TraceRing *ring = trace->spare;
    if (ring)
        trace->spare = ring->queue;
    else
        ring = map_ring(trace);
    if (!ring) {
        trace->dropped_threads++;
        return NULL;
    }
    ring->ended = false;
    ring->started = os_now();
    ring->asked = ring->entered = 0;
    __atomic_store_n(&ring->number, ++trace->last_number, __ATOMIC_RELEASE);
    return ring;
}

static uint64_t kept(const Trace *trace, const TraceRing *ring) {
    return ring->count < trace->capacity ? ring->count : trace->capacity;
}

/* The ring is nobody's, and the system has its pages back. */
static void drop_ring(Trace *trace, TraceRing *ring) {
    trace->dropped_turns += ring->count;
    __atomic_store_n(&ring->number, 0, __ATOMIC_RELEASE);
    __atomic_store_n(&ring->count, 0, __ATOMIC_RELEASE);
    madvise(ring->turns, ring_bytes(trace), MADV_DONTNEED);
    ring->queue = trace->spare;
    trace->spare = ring;
}

static void drop_oldest_ended(Trace *trace) {
    TraceRing *ring = trace->first_ended;
    trace->first_ended = ring->queue;
    trace->ended--;
    trace->ended_turns -= kept(trace, ring);
    trace->dropped_threads++;
    drop_ring(trace, ring);
}

static void keep_ended(Trace *trace, TraceRing *ring) {
    ring->ended = true;
    ring->queue = NULL;
    *(trace->first_ended ? &trace->last_ended->queue : &trace->first_ended) = ring;
    trace->last_ended = ring;
    trace->ended++;
    trace->ended_turns += kept(trace, ring);
    while (trace->ended > TRACE_ENDED || trace->ended_turns > 8 * trace->capacity)
        drop_oldest_ended(trace);
}

/* With its last turn, of which trace_left hears; but threads that never ran have none. */
void trace_ring_end(Trace *trace, TraceRing *ring) {
    if (!ring->entered)
        keep_ended(trace, ring);
}

/* The ring of the running thread, which is the only one. */
static bool begin_alone(Thread *t, Trace *trace) {
    TraceRing *ring = t->account->ring = trace_ring_new(trace);
    if (!ring)
        return false;
    trace->started = ring->started;
    memcpy(ring->name, t->account->name, sizeof ring->name);
    trace_entered(ring, trace->started, trace->started, 0, NULL);
    return true;
}

bool trace_start(Thread *t, uint64_t turns) {
    Trace *trace = mem_calloc(1, sizeof *trace);
    if (!trace)
        return false;
    trace->capacity = turns;
    trace->file_count = 1;
    t->interp->gil.trace = trace;
    return begin_alone(t, trace);
}

void trace_free(Gil *gil) {
    Trace *trace = gil->trace;
    if (!trace)
        return;
    gil->trace = NULL;
    while (trace->rings) {
        TraceRing *next = trace->rings->next;
        munmap(trace->rings->turns, ring_bytes(trace));
        mem_free(trace->rings);
        trace->rings = next;
    }
    for (uint32_t i = 1; i < trace->file_count; i++)
        mem_free(trace->files[i]);
    mem_free(trace);
}

void trace_after_fork(Thread *t) {
    Trace *trace = t->interp->gil.trace;
    if (!trace)
        return;
    trace->first_ended = trace->spare = NULL;
    for (TraceRing *ring = trace->rings; ring; ring = ring->next)
        drop_ring(trace, ring);
    trace->ended = 0;
    trace->ended_turns = trace->dropped_turns = trace->dropped_threads = 0;
    begin_alone(t, trace);
}

/* ---- names of files ---- */

/* FNV-1a. */
static uint32_t hash_name(const char *name) {
    uint32_t hash = 2166136261;
    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619;
    return hash;
}

/* A copy: the code that the name belongs to may go. 0: there is no room. */
static uint32_t add_file(Trace *trace, const char *name) {
    uint32_t number = trace->file_count;
    if (number == TRACE_FILES - 1 || !(trace->files[number] = mem_alloc(strlen(name) + 1)))
        return 0;
    strcpy(trace->files[number], name);
    __atomic_store_n(&trace->file_count, number + 1, __ATOMIC_RELEASE);
    return number;
}

static uint32_t file_number(Trace *trace, const char *name) {
    for (uint32_t i = hash_name(name);; i++) {
        uint16_t *place = &trace->file_table[i % (2 * TRACE_FILES)];
        if (!*place)
            *place = (uint16_t)add_file(trace, name);
        if (!*place)
            return TRACE_FILES - 1;
        if (!strcmp(trace->files[*place], name))
            return *place;
    }
}

const char *trace_file(const Trace *trace, uint32_t number) {
    if (number == TRACE_FILES - 1)
        return "(other files)";
    return number && number < __atomic_load_n(&trace->file_count, __ATOMIC_ACQUIRE) ? trace->files[number]
                                                                                    : NULL;
}

/* A thread mostly stays in one file, whose name stays where it is. */
static uint32_t site_file(Trace *trace, TraceRing *ring, const char *name) {
    if (!name)
        return 0;
    if (name != ring->last_file || strcmp(name, trace_file(trace, ring->last_file_number)) != 0) {
        ring->last_file_number = file_number(trace, name);
        ring->last_file = name;
    }
    return ring->last_file_number;
}

/* ---- turns ---- */

void trace_entered(TraceRing *ring, int64_t asked, int64_t now, int64_t given, TraceRing *from) {
    ring->given = given;
    ring->from = from;
    ring->from_number = from ? from->number : 0;
    if (!ring->asked)
        trace_asked(ring, asked);
    __atomic_store_n(&ring->entered, now, __ATOMIC_RELAXED);
}

void trace_left(Thread *t, int64_t now, GilCause cause, GilSite site) {
    Trace *trace = t->interp->gil.trace;
    TraceRing *ring = t->account->ring;
    ring->turns[ring->count % trace->capacity] = (TraceTurn){.asked = ring->asked,
                                                             .entered = ring->entered,
                                                             .left = now,
                                                             .given = ring->given,
                                                             .from = ring->from,
                                                             .what = t->waits_for,
                                                             .from_number = ring->from_number,
                                                             .file = site_file(trace, ring, site.file),
                                                             .line = site.line,
                                                             .cause = cause};
    __atomic_store_n(&ring->count, ring->count + 1, __ATOMIC_RELEASE);
    __atomic_store_n(&ring->asked, 0, __ATOMIC_RELAXED);
    __atomic_store_n(&ring->entered, 0, __ATOMIC_RELAXED);
    ring->native_id = t->account->native_id;
    if (cause != GIL_CAUSE_EXIT)
        return;
    t->account->ring = NULL;
    keep_ended(trace, ring);
}

/* ---- for readers ---- */

const TraceTurn *trace_giver(const Trace *trace, const TraceTurn *turn) {
    const TraceRing *from = turn->from;
    if (!from || from->number != turn->from_number)
        return NULL;
    uint64_t end = trace_count(from), low = trace_first(trace, end), high = end;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (trace_turn(trace, from, middle)->left < turn->given)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == end)
        return NULL;
    const TraceTurn *giver = trace_turn(trace, from, low);
    return giver->left == turn->given ? giver : NULL;
}

uint64_t trace_dropped(const Trace *trace) {
    uint64_t dropped = trace->dropped_turns;
    for (const TraceRing *ring = __atomic_load_n(&trace->rings, __ATOMIC_ACQUIRE); ring; ring = ring->next)
        dropped += trace_first(trace, trace_count(ring));
    return dropped;
}
