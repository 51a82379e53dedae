#include "runtime/gil_account.h"
#include "runtime/interp.h"
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

static void add_account(GilAccount *sum, const GilAccount *a) {
    sum->merged += a->merged ? a->merged : 1;
    sum->hold_ns += a->hold_ns;
    sum->wait_ns += a->wait_ns;
    sum->blocked_ns += a->blocked_ns;
    sum->acquisitions += a->acquisitions;
    sum->waits += a->waits;
    sum->offers_unused += a->offers_unused;
    for (int i = 0; i < GIL_CAUSE_COUNT; i++)
        sum->lost[i] += a->lost[i];
    if (a->longest_wait_ns <= sum->longest_wait_ns)
        return;
    sum->longest_wait_ns = a->longest_wait_ns;
    memcpy(sum->longest_holder, a->longest_holder, sizeof sum->longest_holder);
    memcpy(sum->longest_file, a->longest_file, sizeof sum->longest_file);
    sum->longest_line = a->longest_line;
}

/* When too many threads have ended, all of them but the sum itself go into the sum. */
static void merge_ended(Gil *gil) {
    GilAccount *sum = NULL, **place = &gil->accounts;
    while (*place) {
        GilAccount *a = *place;
        if (!a->ended || a == gil->last_account) {
            place = &a->next;
        } else if (!sum) {
            sum = a;
            sum->merged += !sum->merged;
            gil_account_name(sum, "threads that ended");
            place = &a->next;
        } else {
            add_account(sum, a);
            *place = a->next;
            mem_free(a);
        }
    }
    gil->ended = sum ? 1 : 0;
}

GilAccount *gil_account_new(Interp *interp) {
    GilAccount *account = mem_calloc(1, sizeof *account);
    if (!account)
        return NULL;
    account->changed = os_now();
    account->next = interp->gil.accounts;
    interp->gil.accounts = account;
    return account;
}

void gil_account_end(Interp *interp, GilAccount *account) {
    Gil *gil = &interp->gil;
    account->ended = true;
    if (++gil->ended > GIL_ACCOUNTS_KEPT)
        merge_ended(gil);
}

/* Copies what fits: the beginning of a name, cut between two characters. */
void gil_account_name(GilAccount *account, const char *name) {
    size_t length = strnlen(name, sizeof account->name);
    if (length == sizeof account->name)
        for (length--; length && ((unsigned char)name[length] & 0xc0) == 0x80;)
            length--;
    memcpy(account->name, name, length);
    memset(account->name + length, 0, sizeof account->name - length);
}

/* The end of a file name says more than its beginning. */
static void copy_tail(char *to, size_t room, const char *text) {
    size_t length = strlen(text);
    if (length >= room)
        text += length - room + 1;
    strncpy(to, text, room - 1);
}

static void note_wait(Thread *t, int64_t waited) {
    Gil *gil = &t->interp->gil;
    GilAccount *account = t->account;
    account->waits++;
    account->wait_ns += waited;
    gil->wait_buckets[gil_wait_bucket(waited)]++;
    if (waited <= account->longest_wait_ns || !gil->last_account)
        return;
    account->longest_wait_ns = waited;
    memcpy(account->longest_holder, gil->last_account->name, sizeof account->longest_holder);
    copy_tail(account->longest_file, sizeof account->longest_file,
              gil->last_site.file ? gil->last_site.file : "");
    account->longest_line = gil->last_site.line;
}

void gil_account_entered(Thread *t) {
    Gil *gil = &t->interp->gil;
    GilAccount *account = t->account, *before = gil->last_account;
    int64_t now = os_now(), asked = t->wait_since ? t->wait_since : now;
    if (asked > account->changed)
        account->blocked_ns += asked - account->changed;
    if (before && before != account) {
        before->lost[gil->last_cause]++;
        gil->switches[gil->last_cause]++;
    }
    if (t->wait_since)
        note_wait(t, now - asked);
    account->acquisitions++;
    account->changed = now;
}

void gil_account_leaving(Thread *t, GilCause cause, bool waited) {
    Gil *gil = &t->interp->gil;
    int64_t now = os_now();
    t->account->hold_ns += now - t->account->changed;
    t->account->changed = now;
    gil->last_account = t->account;
    gil->last_cause = cause;
    gil->last_site = (GilSite){0};
    if (waited && t->interp->hooks.current_site)
        gil->last_site = t->interp->hooks.current_site(t);
}
