#include "grammar/try.h"

#include <string.h>

#include "parser.tab.h"

enum { MAX_SHORTENED = 40 };

// What an attempt changes.
typedef struct Saved {
    int next, stop, stop_kind, error_token, last_index;
    Span last;
    Node *result;
    bool failed, quiet;
    bool expects[EXPECTED_COUNT];
} Saved;

static Saved save(const Parser *p) {
    Saved saved = {p->next, p->stop,   p->stop_kind, p->error_token, p->last_index,
                   p->last, p->result, p->failed,    p->quiet,       {false}};
    memcpy(saved.expects, p->expects, sizeof saved.expects);
    return saved;
}

static void restore(Parser *p, const Saved *saved) {
    p->next = saved->next;
    p->stop = saved->stop;
    p->stop_kind = saved->stop_kind;
    p->error_token = saved->error_token;
    p->last_index = saved->last_index;
    p->last = saved->last;
    p->result = saved->result;
    p->failed = saved->failed;
    p->quiet = saved->quiet;
    memcpy(p->expects, saved->expects, sizeof saved->expects);
}

// The grammar must have been left before: Bison's parser is not running, or is a caller of ours and keeps its
// own state.
static Node *run(Parser *p, Attempt attempt, int stop, int stop_kind) {
    p->stop = stop;
    p->stop_kind = stop_kind;
    p->failed = false;
    p->quiet = true;
    p->error_token = -1;
    p->probe.found = false;
    p->start = attempt.start;
    p->next = attempt.from;
    p->result = NULL;
    bool good = parser_parse(p) == 0 && !p->failed;
    return good ? p->result : NULL;
}

Node *try_longest(Parser *p, Attempt attempt, int *end) {
    Saved saved = save(p);
    *end = p->tokens.count - 1;
    Node *node = run(p, attempt, -1, 0);
    int last = p->error_token;
    for (int tries = 0; !node && last - tries > attempt.from && tries < MAX_SHORTENED; tries++) {
        *end = last - tries;
        node = run(p, attempt, *end, TOK_END);
    }
    restore(p, &saved);
    return node;
}

bool try_probe(Parser *p, Attempt attempt, int at, int probe_kind, Probe *probe) {
    Saved saved = save(p);
    run(p, attempt, at, probe_kind);
    *probe = p->probe;
    restore(p, &saved);
    return probe->found;
}

int try_failure(Parser *p, Attempt attempt) {
    Saved saved = save(p);
    run(p, attempt, -1, 0);
    int at = p->error_token;
    restore(p, &saved);
    return at;
}
