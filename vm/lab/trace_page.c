/* The page of --trace=FILE.html: page.html, in which the data stand as JSON. They are short, for they may be
 * many: a turn is nine numbers in a row, times as distances in nanoseconds. What they mean is said once more
 * where page.html reads them. */
#include "vm/lab/trace_file.h"
#include <string.h>

/* The text of page.html lies in the binary. */
__asm__(".section .rodata\n"
        "lab_page: .incbin \"" MINIPY_PAGE "\"\n"
        "lab_page_end: .byte 0\n"
        ".previous");
extern const char lab_page[], lab_page_end[];

enum { WHATS = 64 }; /* different things that threads are blocked on; the last stands for all others */

typedef struct Page {
    const TraceFile *file;
    const Trace *trace;
    Writer *w;
    const char *whats[WHATS];
    int what_count;
} Page;

/* Numbers what blocks threads; 0: nothing. */
static int what_number(Page *page, const char *what) {
    int i = 1;
    if (!what)
        return 0;
    while (i < page->what_count && page->whats[i] != what)
        i++;
    if (i == page->what_count && i < WHATS - 1)
        page->whats[page->what_count++] = what;
    return i;
}

static void put_number(Page *page, int64_t n) {
    writer_number(page->w, n);
    writer_text(page->w, ",");
}

/* asked - left before, entered - asked, left - entered, number of who had the lock before (0: nobody else),
 * entered - when that one let go, and where and why this turn ended: what blocks the thread then, file, line,
 * cause. */
static void put_turn(Page *page, const TraceTurn *turn, int64_t before) {
    put_number(page, turn->asked - before);
    put_number(page, turn->entered - turn->asked);
    put_number(page, turn->left - turn->entered);
    put_number(page, turn->from_number);
    put_number(page, turn->from_number ? turn->entered - turn->given : 0);
    put_number(page, what_number(page, turn->what));
    put_number(page, turn->file);
    put_number(page, turn->line);
    writer_number(page->w, turn->cause);
}

static void put_turns(Page *page, const TraceRing *ring, uint64_t first, uint64_t count, int64_t before) {
    writer_text(page->w, ",\"turns\":[");
    for (uint64_t i = first; i < count; i++) {
        const TraceTurn *turn = trace_turn(page->trace, ring, i);
        writer_text(page->w, i > first ? ",\n" : "\n");
        put_turn(page, turn, before);
        before = turn->left;
    }
    writer_text(page->w, "]");
}

/* What goes on: since when it waits and runs; -1: not yet. */
static void put_open(Page *page, const TraceRing *ring) {
    int64_t asked = __atomic_load_n(&ring->asked, __ATOMIC_RELAXED);
    int64_t entered = __atomic_load_n(&ring->entered, __ATOMIC_RELAXED);
    writer_text(page->w, ",");
    trace_put_number(page->w, "open_asked", asked ? asked - page->file->origin : -1);
    writer_text(page->w, ",");
    trace_put_number(page->w, "open_entered", entered ? entered - page->file->origin : -1);
}

static void put_ring(Page *page, const TraceRing *ring) {
    char name[sizeof ring->name + 1] = "";
    for (size_t i = 0; i < sizeof ring->name; i++)
        name[i] = ring->name[i];
    uint64_t count = trace_count(ring), first = trace_first(page->trace, count);
    int64_t begin = first ? trace_turn(page->trace, ring, first)->asked : ring->started;
    writer_text(page->w, "{");
    trace_put_number(page->w, "number", ring->number);
    writer_text(page->w, ",");
    trace_put_text(page->w, "name", name);
    writer_text(page->w, ",");
    trace_put_number(page->w, "native_id", ring->native_id);
    writer_text(page->w, ",");
    trace_put_number(page->w, "begin", begin - page->file->origin);
    writer_text(page->w, ",");
    trace_put_number(page->w, "ended", ring->ended);
    put_open(page, ring);
    put_turns(page, ring, first, count, begin);
    writer_text(page->w, "}");
}

/* What the numbers of things that block, and of files, mean in this process. */
static void put_names(Page *page) {
    writer_text(page->w, "],\"whats\":[null");
    for (int i = 1; i < page->what_count; i++) {
        writer_text(page->w, ",");
        writer_json(page->w, page->whats[i]);
    }
    writer_text(page->w, "],\"files\":[null");
    uint32_t count = __atomic_load_n(&page->trace->file_count, __ATOMIC_ACQUIRE);
    for (uint32_t i = 1; i < count; i++) {
        writer_text(page->w, ",");
        writer_json(page->w, trace_file(page->trace, i));
    }
    writer_text(page->w, "]");
}

static void put_process(Page *page) {
    const char *separator = "";
    writer_text(page->w, "{");
    trace_put_settings(page->file);
    writer_text(page->w, ",");
    trace_put_number(page->w, "begin", page->trace->started - page->file->origin);
    writer_text(page->w, ",");
    trace_put_number(page->w, "end", page->file->now - page->file->origin);
    writer_text(page->w, ",\"threads\":[");
    for (const TraceRing *ring = __atomic_load_n(&page->trace->rings, __ATOMIC_ACQUIRE); ring;
         ring = ring->next) {
        if (!__atomic_load_n(&ring->number, __ATOMIC_ACQUIRE))
            continue;
        writer_text(page->w, separator);
        put_ring(page, ring);
        separator = ",\n";
    }
    put_names(page);
    writer_text(page->w, "}");
}

static void put_data(Page *page) {
    writer_text(page->w, "{\"causes\":[");
    for (int i = 0; i < GIL_CAUSE_COUNT; i++) {
        TraceTurn turn = {.cause = (GilCause)i};
        writer_text(page->w, i ? "," : "");
        writer_json(page->w, trace_cause(&turn));
    }
    writer_text(page->w, "],");
    trace_put_number(page->w, "dropped_processes", parts_dropped(page->file->parts));
    writer_text(page->w, ",\"processes\":[");
    put_process(page);
    trace_put_parts(page->file);
    writer_text(page->w, "]}");
}

/* The page as far as the mark, which is a line of its own; the data; the rest. */
void trace_page(const TraceFile *file) {
    static const char mark[] = "\nTRACE\n";
    Page page = {.file = file, .trace = file->gil->trace, .w = file->w, .what_count = 1};
    if (!file->parts) {
        put_process(&page);
        return;
    }
    const char *place = strstr(lab_page, mark);
    writer_bytes(file->w, lab_page, (size_t)(place + 1 - lab_page));
    put_data(&page);
    writer_bytes(file->w, place + sizeof mark - 2, (size_t)(lab_page_end - (place + sizeof mark - 2)));
}
