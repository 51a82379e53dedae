#include "vm/lab/trace_file.h"
#include "runtime/gil_account.h"
#include <string.h>
#include <unistd.h>

static bool ends_with(const char *text, const char *end) {
    size_t length = strlen(text), end_length = strlen(end);
    return length > end_length && !strcmp(text + length - end_length, end);
}

bool trace_file_known(const char *path) {
    return ends_with(path, ".json") || ends_with(path, ".html");
}

bool trace_file_is_page(const char *path) {
    return ends_with(path, ".html");
}

void trace_file_write(const TraceFile *file, bool page) {
    if (page)
        trace_page(file);
    else
        trace_chrome(file);
}

void trace_put_parts(const TraceFile *file) {
    for (int i = -1; (i = parts_next(file->parts, PART_TRACE, i + 1)) >= 0;) {
        writer_text(file->w, ",");
        parts_copy(file->parts, i, file->w);
    }
}

void trace_put_text(Writer *w, const char *key, const char *text) {
    writer_json(w, key);
    writer_text(w, ":");
    writer_json(w, text);
}

void trace_put_number(Writer *w, const char *key, int64_t n) {
    writer_json(w, key);
    writer_text(w, ":");
    writer_number(w, n);
}

const char *trace_cause(const TraceTurn *turn) {
    return (unsigned)turn->cause < GIL_CAUSE_COUNT ? gil_cause_name(turn->cause) : "?";
}

void trace_put_settings(const TraceFile *file) {
    Writer *w = file->w;
    const Gil *gil = file->gil;
    trace_put_text(w, "program", file->program);
    writer_text(w, ",");
    trace_put_number(w, "process", getpid());
    writer_text(w, ",");
    trace_put_number(w, "parent", file->parent);
    writer_text(w, ",");
    trace_put_text(w, "process_name", gil->process_name);
    writer_text(w, ",");
    trace_put_text(w, "policy", gil_policy_name(gil_policy(gil)));
    writer_text(w, ",");
    trace_put_number(w, "interval", gil->interval);
    writer_text(w, ",");
    trace_put_number(w, "interval_ns", gil->interval_ns);
    writer_text(w, ",");
    trace_put_text(w, "handoff", gil_handoff_name(gil_handoff(gil)));
    writer_text(w, ",");
    trace_put_number(w, "dropped_turns", (int64_t)trace_dropped(gil->trace));
    writer_text(w, ",");
    trace_put_number(w, "dropped_threads", (int64_t)gil->trace->dropped_threads);
}
