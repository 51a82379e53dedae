#include "runtime/gil_account.h"
#include "runtime/interp.h"
#include "runtime/trace.h"
#include <string.h>

const char *gil_cause_name(GilCause cause) {
    static const char *const names[] = {"interval", "blocking", "lock", "yield", "exit"};
    return names[cause];
}

const char *gil_policy_name(GilPolicy policy) {
    static const char *const names[] = {"instructions", "backedge", "time", "blocking"};
    return names[policy];
}

const char *gil_handoff_name(GilHandoff handoff) {
    static const char *const names[] = {"free", "forced", "fifo"};
    return names[handoff];
}

/* ---- how long waits are ---- */

int gil_wait_bucket(int64_t ns) {
    if (ns < 4)
        return ns < 0 ? 0 : (int)ns;
    int exponent = 63 - __builtin_clzll((uint64_t)ns);
    return 4 * (exponent - 1) + (int)(ns >> (exponent - 2) & 3);
}

int64_t gil_bucket_start(int bucket) {
    return bucket < 4 ? bucket : (int64_t)(4 + (bucket & 3)) << (bucket / 4 - 1);
}

int64_t gil_wait_quantile(const Gil *gil, double part) {
    uint64_t total = 0, seen = 0;
    for (int i = 0; i < GIL_WAIT_BUCKETS; i++)
        total += gil->wait_buckets[i];
    for (int i = 0; total && i < GIL_WAIT_BUCKETS; i++) {
        seen += gil->wait_buckets[i];
        if ((double)seen >= part * (double)total)
            return gil_bucket_start(i + 1);
    }
    return 0;
}

/* ---- accounts ---- */

void gil_account_add(GilAccount *sum, const GilAccount *a) {
    sum->merged += a->merged ? a->merged : 1;
    sum->life_ns += a->life_ns;
    sum->hold_ns += a->hold_ns;
    sum->wait_ns += a->wait_ns;
    sum->blocked_ns += a->blocked_ns;
    sum->acquisitions += a->acquisitions;
    sum->waits += a->waits;
    sum->offers_unused += a->offers_unused;
    sum->instructions += a->instructions;
    for (int i = 0; i < GIL_CAUSE_COUNT; i++)
        sum->lost[i] += a->lost[i];
    if (a->longest_wait_ns <= sum->longest_wait_ns)
        return;
    sum->longest_wait_ns = a->longest_wait_ns;
    memcpy(sum->longest_holder, a->longest_holder, sizeof sum->longest_holder);
    memcpy(sum->longest_file, a->longest_file, sizeof sum->longest_file);
    sum->longest_line = a->longest_line;
    sum->longest_lasts = a->longest_lasts;
}

/* What a thread that has ended did, as a sum of one. */
static void make_sum(GilAccount *account) {
    account->merged = 1;
    account->life_ns = account->changed - account->started;
    gil_account_name(account, "threads that ended");
}

static void put_aside(Gil *gil, GilAccount *account) {
    account->next = gil->spare_accounts;
    gil->spare_accounts = account;
}

static void merge(Gil *gil, GilAccount *sum, GilAccount *account) {
    if (!account->merged)
        make_sum(account);
    gil_account_add(sum, account);
    put_aside(gil, account);
}

/* When too many threads have ended they go into one sum. `newest` is of the one that is just ending, which needs it
 * until it has given up the lock. */
static void merge_ended(Gil *gil, const GilAccount *newest) {
    GilAccount *sum = NULL, **place = &gil->accounts;
    while (*place) {
        GilAccount *a = *place;
        if (a->thread || a == newest) {
            place = &a->next;
        } else if (!sum) {
            sum = a;
            if (!sum->merged)
                make_sum(sum);
            place = &a->next;
        } else {
            *place = a->next;
            merge(gil, sum, a);
        }
    }
    gil->last_account = NULL;
    gil->ended = 1 + (sum != NULL);
}

GilAccount *gil_account_new(Interp *interp) {
    Gil *gil = &interp->gil;
    GilAccount *account = gil->spare_accounts;
    if (account)
        gil->spare_accounts = account->next;
    else if (!(account = mem_alloc(sizeof *account)))
        return NULL;
    *account = (GilAccount){0};
    account->started = account->changed = os_now();
    account->ring = gil->trace ? trace_ring_new(gil->trace) : NULL;
    account->next = gil->accounts;
    gil->accounts = account;
    return account;
}

void gil_account_end(Interp *interp, GilAccount *account) {
    Gil *gil = &interp->gil;
    account->thread = NULL;
    if (account->ring)
        trace_ring_end(gil->trace, account->ring);
    if (++gil->ended > GIL_ACCOUNTS_KEPT)
        merge_ended(gil, account);
}

/* Copies what fits: the beginning of a name, cut between two characters. */
static void copy_name(char *to, size_t room, const char *name) {
    size_t length = strnlen(name, room);
    if (length == room)
        for (length--; length && ((unsigned char)name[length] & 0xc0) == 0x80;)
            length--;
    memcpy(to, name, length);
    memset(to + length, 0, room - length);
}

void gil_name_process(Gil *gil, const char *name) {
    copy_name(gil->process_name, sizeof gil->process_name, name);
}

void gil_account_name(GilAccount *account, const char *name) {
    copy_name(account->name, sizeof account->name, name);
    if (account->ring)
        memcpy(account->ring->name, account->name, sizeof account->ring->name);
}

static void free_accounts(Gil *gil, const GilAccount *spared) {
    GilAccount **place = &gil->accounts;
    while (*place) {
        GilAccount *account = *place;
        if (account == spared || (spared && account->thread)) {
            place = &account->next;
        } else {
            *place = account->next;
            put_aside(gil, account);
        }
    }
}

static void free_metrics(Gil *gil) {
    while (gil->metrics) {
        GilMetric *next = gil->metrics->next;
        mem_free(gil->metrics);
        gil->metrics = next;
    }
}

void gil_account_free_all(Gil *gil) {
    free_accounts(gil, NULL);
    while (gil->spare_accounts) {
        GilAccount *next = gil->spare_accounts->next;
        mem_free(gil->spare_accounts);
        gil->spare_accounts = next;
    }
    free_metrics(gil);
}

/* ---- what happens ---- */

/* The end of a file name says more than its beginning. */
static void copy_tail(char *to, size_t room, const char *text) {
    size_t length = strlen(text);
    if (length >= room)
        text += length - room + 1;
    while (((unsigned char)*text & 0xc0) == 0x80)
        text++;
    strncpy(to, text, room - 1);
}

static void note_longest(GilAccount *account, int64_t waited, const GilAccount *holder, GilSite site) {
    account->longest_wait_ns = waited;
    memcpy(account->longest_holder, holder->name, sizeof account->longest_holder);
    copy_tail(account->longest_file, sizeof account->longest_file, site.file ? site.file : "");
    account->longest_line = site.line;
}

static void note_wait(Thread *t, int64_t waited) {
    Gil *gil = &t->interp->gil;
    GilAccount *account = t->account;
    account->waits++;
    account->wait_ns += waited;
    gil->wait_buckets[gil_wait_bucket(waited)]++;
    if (waited > account->longest_wait_ns && gil->last_account)
        note_longest(account, waited, gil->last_account, gil->last_site);
}

void gil_account_entered(Thread *t) {
    Gil *gil = &t->interp->gil;
    GilAccount *account = t->account, *before = gil->last_account;
    int64_t now = os_now(), since = __atomic_load_n(&account->wait_since, __ATOMIC_RELAXED);
    int64_t asked = !since ? now : since > account->changed ? since : account->changed;
    account->blocked_ns += asked - account->changed;
    if (before && before != account) {
        before->lost[gil->last_cause]++;
        gil->switches[gil->last_cause]++;
    }
    if (since) {
        note_wait(t, now - asked);
        __atomic_store_n(&account->wait_since, 0, __ATOMIC_RELAXED);
    }
    account->acquisitions++;
    account->changed = now;
    if (account->ring) {
        bool moved = before && before != account;
        trace_entered(account->ring, asked, now, moved ? before->changed : 0, moved ? gil->last_ring : NULL);
    }
}

void gil_account_leaving(Thread *t, GilCause cause, bool waited) {
    Gil *gil = &t->interp->gil;
    int64_t now = os_now();
    t->account->hold_ns += now - t->account->changed;
    t->account->changed = now;
    t->account->instructions = t->instructions - t->account->uncounted;
    gil->last_account = t->account;
    gil->last_cause = cause;
    gil->last_site = (GilSite){0};
    gil->last_ring = t->account->ring;
    if ((waited || gil->last_ring) && t->interp->hooks.current_site)
        gil->last_site = t->interp->hooks.current_site(t);
    if (gil->last_ring)
        trace_left(t, now, cause, gil->last_site);
}

/* ---- looking at it ---- */

static uint64_t instructions_now(const Thread *t) {
    return t->instructions + (uint64_t)(t->slice - 1 - t->instructions_left);
}

GilMoment gil_moment(Thread *t) {
    GilSite site = t->interp->hooks.current_site ? t->interp->hooks.current_site(t) : (GilSite){0};
    return (GilMoment){os_now(), t, t->account, site, true};
}

GilMoment gil_moment_in_handler(const Gil *gil) {
    GilMoment moment = {.now = os_now(), .holder = __atomic_load_n(&gil->holder, __ATOMIC_RELAXED)};
    for (const GilAccount *account = gil->accounts; moment.holder && account; account = account->next)
        if (account->thread == moment.holder)
            moment.holder_account = account;
    return moment;
}

/* The wait that goes on, in an account that is brought up to date. */
static void add_open_wait(const GilMoment *moment, GilAccount *account, int64_t waited) {
    account->wait_ns += waited;
    if (waited <= account->longest_wait_ns || !moment->holder_account)
        return;
    memset(account->longest_file, 0, sizeof account->longest_file);
    note_longest(account, waited, moment->holder_account, moment->site);
    account->longest_lasts = true;
}

static int64_t at_least_0(int64_t n) {
    return n > 0 ? n : 0;
}

/* All that only changes with the lock held. */
static void copy_counts(GilAccount *to, const GilAccount *from) {
    memcpy(to, from, offsetof(GilAccount, wait_since));
}

GilAccount gil_account_at(const GilMoment *moment, const GilAccount *account) {
    GilAccount a = {0};
    int64_t now = moment->now;
    copy_counts(&a, account);
    if (!a.thread) {
        a.life_ns += a.merged ? 0 : a.changed - a.started;
        return a;
    }
    int64_t since = __atomic_load_n(&account->wait_since, __ATOMIC_RELAXED);
    int64_t asked = !since || since > now ? now : since > a.changed ? since : a.changed;
    a.life_ns = now - a.started;
    if (moment->exact)
        a.instructions = instructions_now(a.thread) - a.uncounted;
    if (a.thread == moment->holder) {
        a.hold_ns += at_least_0(now - a.changed);
    } else {
        a.blocked_ns += at_least_0(asked - a.changed);
        add_open_wait(moment, &a, at_least_0(now - asked));
    }
    a.changed = now;
    return a;
}

static void restart(GilAccount *account, int64_t now) {
    GilAccount fresh = {.next = account->next,
                        .thread = account->thread,
                        .ring = account->ring,
                        .ident = account->ident,
                        .native_id = account->native_id,
                        .started = now,
                        .changed = now};
    fresh.uncounted = instructions_now(account->thread);
    memcpy(fresh.name, account->name, sizeof fresh.name);
    copy_counts(account, &fresh);
}

void gil_account_reset(Thread *t) {
    Gil *gil = &t->interp->gil;
    gil->counted_since = os_now();
    gil->last_account = NULL;
    gil->ended = 0;
    memset(gil->switches, 0, sizeof gil->switches);
    memset(gil->wait_buckets, 0, sizeof gil->wait_buckets);
    free_accounts(gil, t->account);
    for (GilAccount *account = gil->accounts; account; account = account->next)
        restart(account, gil->counted_since);
}

void gil_account_after_fork(Thread *t) {
    for (GilAccount *account = t->interp->gil.accounts; account; account = account->next)
        account->thread = account == t->account ? t : NULL;
    t->account->wait_since = 0;
    gil_name_process(&t->interp->gil, "");
    free_metrics(&t->interp->gil);
    gil_account_reset(t);
    trace_after_fork(t);
}

/* ---- what programs report ---- */

bool gil_account_report(Gil *gil, const char *name, double value, bool whole) {
    GilMetric **place = &gil->metrics;
    while (*place && strcmp((*place)->name, name) != 0)
        place = &(*place)->next;
    if (!*place) {
        size_t length = strlen(name) + 1;
        if (!(*place = mem_calloc(1, sizeof **place + length)))
            return false;
        memcpy((*place)->name, name, length);
    }
    (*place)->value = value;
    (*place)->whole = whole;
    return true;
}
