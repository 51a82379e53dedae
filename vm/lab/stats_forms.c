/* The statistics as a dict of Python and as JSON. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "vm/lab/stats.h"
#include "vm/start.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- the form of dict and JSON, said once ---- */

typedef enum ItemKind { ITEM_DICT, ITEM_LIST, ITEM_END, ITEM_INT, ITEM_REAL, ITEM_BOOL, ITEM_TEXT } ItemKind;

typedef struct Item {
    ItemKind kind;
    int64_t number;
    double real;
    const char *text; /* NULL: None */
} Item;

/* What takes the items: a dict or list and then its own items up to ITEM_END. Failures are remembered. */
typedef struct Sink {
    void (*put)(struct Sink *sink, const char *key, Item item); /* key NULL: in a list */
} Sink;

static void put(Sink *sink, const char *key, ItemKind kind) {
    sink->put(sink, key, (Item){.kind = kind});
}
static void put_int(Sink *sink, const char *key, int64_t n) {
    sink->put(sink, key, (Item){.kind = ITEM_INT, .number = n});
}
static void put_bool(Sink *sink, const char *key, bool b) {
    sink->put(sink, key, (Item){.kind = ITEM_BOOL, .number = b});
}
static void put_text(Sink *sink, const char *key, const char *text) {
    sink->put(sink, key, (Item){.kind = ITEM_TEXT, .text = text});
}

/* A dict entry that is None if there is nothing to say. */
static bool put_dict_if(Sink *sink, const char *key, bool there) {
    if (there)
        put(sink, key, ITEM_DICT);
    else
        put_text(sink, key, NULL);
    return there;
}

/* What all accounts have, a single thread's and the sum of all. */
static void put_account(Sink *sink, const GilAccount *a) {
    put_int(sink, "life_ns", a->life_ns);
    put_int(sink, "hold_ns", a->hold_ns);
    put_int(sink, "wait_ns", a->wait_ns);
    put_int(sink, "blocked_ns", a->blocked_ns);
    put_int(sink, "instructions", (int64_t)a->instructions);
    put_int(sink, "acquisitions", (int64_t)a->acquisitions);
    put_int(sink, "waits", (int64_t)a->waits);
    put_int(sink, "offers_unused", (int64_t)a->offers_unused);
}

static void put_causes(Sink *sink, const uint64_t *counts) {
    for (int i = 0; i < GIL_CAUSE_COUNT; i++)
        put_int(sink, gil_cause_name((GilCause)i), (int64_t)counts[i]);
}

static void put_longest(Sink *sink, const GilAccount *a, bool with_thread) {
    if (!put_dict_if(sink, "longest_wait", a && a->longest_wait_ns))
        return;
    if (with_thread)
        put_text(sink, "thread", a->name);
    put_int(sink, "wait_ns", a->longest_wait_ns);
    put_bool(sink, "lasts", a->longest_lasts);
    put_text(sink, "holder", a->longest_holder);
    put_text(sink, "file", *a->longest_file ? a->longest_file : NULL);
    put_int(sink, "line", a->longest_line);
    put(sink, NULL, ITEM_END);
}

static void put_thread(Sink *sink, const GilAccount *a) {
    put(sink, NULL, ITEM_DICT);
    put_text(sink, "name", a->name);
    put_int(sink, "ident", (int64_t)a->ident);
    put_int(sink, "native_id", a->native_id);
    put_bool(sink, "ended", !a->thread);
    put_int(sink, "threads", a->merged ? a->merged : 1);
    put_account(sink, a);
    put(sink, "lost", ITEM_DICT);
    put_causes(sink, a->lost);
    put(sink, NULL, ITEM_END);
    put_longest(sink, a, false);
    put(sink, NULL, ITEM_END);
}

static void put_settings(Sink *sink, const Stats *stats) {
    put_text(sink, "policy", gil_policy_name(stats->policy));
    put_text(sink, "handoff", gil_handoff_name(stats->handoff));
    put_int(sink, "interval", stats->interval);
    put_int(sink, "interval_ns", stats->interval_ns);
    put_text(sink, "program", stats->program);
    put_int(sink, "process", stats->process);
    put_int(sink, "parent", stats->parent);
    put_text(sink, "process_name", *stats->process_name ? stats->process_name : NULL);
}

static void put_totals(Sink *sink, const Stats *stats) {
    put_int(sink, "wall_ns", stats->wall_ns);
    put_int(sink, "nobody_ns", stats->nobody_ns);
    put(sink, "total", ITEM_DICT);
    put_int(sink, "threads", stats->total.merged);
    put_account(sink, &stats->total);
    put(sink, NULL, ITEM_END);
    put(sink, "switches", ITEM_DICT);
    put_int(sink, "total", (int64_t)stats->switches);
    put_causes(sink, stats->switches_by);
    put(sink, NULL, ITEM_END);
    put(sink, "waits", ITEM_DICT);
    put_int(sink, "count", (int64_t)stats->total.waits);
    put_int(sink, "p50_ns", stats->p50_ns);
    put_int(sink, "p99_ns", stats->p99_ns);
    put_int(sink, "max_ns", stats->total.longest_wait_ns);
    put(sink, NULL, ITEM_END);
}

static void put_holder(Sink *sink, const Stats *stats) {
    if (!put_dict_if(sink, "holder", *stats->holder || stats->holder_native_id))
        return;
    put_text(sink, "name", stats->holder);
    put_int(sink, "ident", (int64_t)stats->holder_ident);
    put_int(sink, "native_id", stats->holder_native_id);
    put_text(sink, "file", stats->holder_site.file);
    put_int(sink, "line", stats->holder_site.line);
    put(sink, NULL, ITEM_END);
}

static void put_metrics(Sink *sink, const Stats *stats) {
    put(sink, "metrics", ITEM_DICT);
    for (const GilMetric *metric = stats->metrics; metric; metric = metric->next)
        sink->put(sink, metric->name,
                  (Item){metric->whole ? ITEM_INT : ITEM_REAL, (int64_t)metric->value, metric->value});
    put(sink, NULL, ITEM_END);
}

/* The inside of a process's dict. */
static void put_process(Sink *sink, const Stats *stats) {
    put_settings(sink, stats);
    put_totals(sink, stats);
    put_longest(sink, stats->longest, true);
    put_holder(sink, stats);
    put(sink, "threads", ITEM_LIST);
    for (int i = 0; i < stats->count; i++)
        put_thread(sink, &stats->rows[i]);
    put(sink, NULL, ITEM_END);
    put_metrics(sink, stats);
}

static void put_children(Sink *sink, const Parts *parts) {
    put(sink, "children", ITEM_LIST);
    for (int i = -1; (i = parts_next(parts, PART_STATS, i + 1)) >= 0;) {
        Stats stats;
        if (!stats_from_part(&stats, parts, i))
            continue;
        put(sink, NULL, ITEM_DICT);
        put_process(sink, &stats);
        put(sink, NULL, ITEM_END);
        stats_free(&stats);
    }
    put(sink, NULL, ITEM_END);
}

/* parts NULL: without children. */
static bool put_all(Thread *t, Sink *sink, const StatsProcess *who, const Parts *parts) {
    Stats stats;
    if (!stats_take(t, &stats, who))
        return false;
    put(sink, NULL, ITEM_DICT);
    put_process(sink, &stats);
    if (parts)
        put_children(sink, parts);
    put(sink, NULL, ITEM_END);
    stats_free(&stats);
    return true;
}

/* ---- as Python objects ---- */

enum { DEPTH_MAX = 8 };

typedef struct ObjectSink {
    Sink sink;
    Thread *t;
    Value open[DEPTH_MAX]; /* borrowed from the ones outside; the first is owned */
    int depth;
    Value result; /* the first, when it is complete */
    bool failed;
} ObjectSink;

static Value item_value(Thread *t, Item item) {
    Dict *dict;
    List *list;
    switch (item.kind) {
    case ITEM_DICT:
        return (dict = dict_new(t, 0)) ? object_value(dict) : VALUE_NULL;
    case ITEM_LIST:
        return (list = list_new(t, 0)) ? object_value(list) : VALUE_NULL;
    case ITEM_REAL:
        return float_value(t, item.real);
    case ITEM_BOOL:
        return bool_value(item.number);
    case ITEM_TEXT:
        return item.text ? str_value(str_new(t, item.text)) : VALUE_NONE;
    default:
        return int_value(t, item.number);
    }
}

static bool add_to(Thread *t, Value container, const char *key, Value v) {
    return is_dict(container) ? dict_set_text(t, value_dict(container), key, v)
                              : list_append_owned(t, value_list(container), v);
}

static void put_object(Sink *sink, const char *key, Item item) {
    ObjectSink *s = (ObjectSink *)sink;
    if (s->failed)
        return;
    if (item.kind == ITEM_END) {
        if (!--s->depth)
            s->result = s->open[0];
        return;
    }
    Value v = item_value(s->t, item);
    s->failed = is_null(v) || (s->depth && !add_to(s->t, s->open[s->depth - 1], key, v));
    if (!s->failed && (item.kind == ITEM_DICT || item.kind == ITEM_LIST))
        s->open[s->depth++] = v;
}

Value stats_dict(Thread *t) {
    ObjectSink s = {.sink = {put_object}, .t = t, .result = VALUE_NULL};
    StatsProcess who = {.program = ((VmState *)t->interp->vm)->options.views.program, .parent = getppid()};
    if (!put_all(t, &s.sink, &who, NULL))
        return raise_no_memory(t);
    if (s.failed && s.depth)
        decref(t, s.open[0]);
    return s.result;
}

/* ---- as JSON ---- */

typedef struct JsonSink {
    Sink sink;
    Writer *w;
    char brackets[DEPTH_MAX]; /* that close what is open */
    int depth;
    bool more; /* the innermost has an item already */
} JsonSink;

static void new_line(JsonSink *s) {
    static const char blanks[] = "\n                ";
    writer_bytes(s->w, blanks, 1 + 2 * (size_t)s->depth);
}

static void put_real(Writer *w, double d) {
    char *text = float_to_text(d, 'r', 0, false, true);
    writer_text(w, text ? text : "null");
    free(text);
}

static void put_scalar(Writer *w, Item item) {
    if (item.kind == ITEM_TEXT) {
        writer_json(w, item.text);
    } else if (item.kind == ITEM_BOOL) {
        writer_text(w, item.number ? "true" : "false");
    } else if (item.kind == ITEM_REAL) {
        put_real(w, item.real);
    } else {
        writer_number(w, item.number);
    }
}

static void open_bracket(JsonSink *s, bool dict) {
    writer_text(s->w, dict ? "{" : "[");
    s->brackets[s->depth++] = dict ? '}' : ']';
    s->more = false;
}

static void close_bracket(JsonSink *s) {
    s->depth--;
    if (s->more)
        new_line(s);
    writer_bytes(s->w, &s->brackets[s->depth], 1);
    s->more = true;
}

static void put_json(Sink *sink, const char *key, Item item) {
    JsonSink *s = (JsonSink *)sink;
    if (item.kind == ITEM_END) {
        close_bracket(s);
        return;
    }
    if (s->more)
        writer_text(s->w, ",");
    if (s->depth)
        new_line(s);
    if (key) {
        writer_json(s->w, key);
        writer_text(s->w, ": ");
    }
    s->more = true;
    if (item.kind == ITEM_DICT || item.kind == ITEM_LIST)
        open_bracket(s, item.kind == ITEM_DICT);
    else
        put_scalar(s->w, item);
}

bool stats_json(Thread *t, Writer *w, const StatsProcess *who, const Parts *parts) {
    JsonSink s = {.sink = {put_json}, .w = w};
    bool ok = put_all(t, &s.sink, who, parts);
    writer_text(w, "\n");
    return ok;
}
