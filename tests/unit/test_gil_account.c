// Accounts of the lock: buckets of waits, names, sums. (tests/gil/accounts.py checks that the books balance.)
#include "leak_check.h"
#include "runtime/gil_account.h"
#include "runtime/interp.h"
#include <string.h>

Test(gil_account, every_wait_has_a_bucket_that_begins_at_or_below_it) {
    int last = -1;
    for (int64_t ns = 0; ns < 1 << 14; ns++) {
        int bucket = gil_wait_bucket(ns);
        cr_assert(bucket == last || bucket == last + 1, "no bucket is left out");
        last = bucket;
        cr_assert_leq(gil_bucket_start(bucket), ns);
        cr_assert_gt(gil_bucket_start(bucket + 1), ns);
    }
    for (int bit = 2; bit < 62; bit++)
        for (int64_t part = 4; part < 8; part++) {
            int64_t start = part << (bit - 2);
            cr_assert_eq(gil_bucket_start(gil_wait_bucket(start)), start);
            cr_assert_eq(gil_wait_bucket(start - 1), gil_wait_bucket(start) - 1);
        }
    cr_assert_lt(gil_wait_bucket(INT64_MAX), GIL_WAIT_BUCKETS);
    cr_assert_eq(gil_wait_bucket(-5), 0);
}

Test(gil_account, a_quantile_is_where_its_bucket_ends) {
    Gil gil = {0};
    cr_expect_eq(gil_wait_quantile(&gil, 0.5), 0);
    gil.wait_buckets[gil_wait_bucket(1000)] = 98;
    gil.wait_buckets[gil_wait_bucket(1000000)] = 2;
    cr_expect(gil_wait_quantile(&gil, 0.5) > 1000 && gil_wait_quantile(&gil, 0.5) < 1300);
    cr_expect(gil_wait_quantile(&gil, 0.98) < 1300);
    cr_expect(gil_wait_quantile(&gil, 0.99) > 1000000 && gil_wait_quantile(&gil, 0.99) < 1300000);
}

Test(gil_account, names_are_cut_between_characters) {
    GilAccount account = {0};
    memset(account.name, 'x', sizeof account.name);
    gil_account_name(&account, "short");
    cr_expect_str_eq(account.name, "short");
    char name[200] = "";
    for (int i = 0; i < 40; i++)
        strcat(name, "\u20ac");
    gil_account_name(&account, name);
    cr_expect_eq(strlen(account.name), 63, "21 characters of 3 bytes");
    gil_account_name(&account, name + 1);
    cr_expect_eq(strlen(account.name), 62);
}

Test(gil_account, sums_keep_the_longest_wait) {
    GilAccount sum = {0};
    GilAccount a = {.hold_ns = 5, .waits = 2, .longest_wait_ns = 7, .longest_line = 70, .lost = {1, 2}};
    GilAccount b = {
        .hold_ns = 6, .waits = 3, .longest_wait_ns = 9, .longest_line = 90, .merged = 10, .lost = {3}};
    strcpy(b.longest_file, "b.py");
    gil_account_add(&sum, &a);
    gil_account_add(&sum, &b);
    gil_account_add(&sum, &a);
    cr_expect_eq(sum.merged, 12);
    cr_expect_eq(sum.hold_ns, 16);
    cr_expect_eq(sum.waits, 7);
    cr_expect_eq(sum.lost[GIL_CAUSE_INTERVAL], 5);
    cr_expect_eq(sum.lost[GIL_CAUSE_BLOCKING], 4);
    cr_expect_eq(sum.longest_wait_ns, 9);
    cr_expect_str_eq(sum.longest_file, "b.py");
    cr_expect_eq(sum.longest_line, 90);
}

Test(gil_account, threads_that_end_are_merged_and_nothing_is_lost) {
    Thread *t = interp_new(NULL);
    for (int i = 0; i < 2 * GIL_ACCOUNTS_KEPT + 10; i++) {
        Thread *other = thread_new(t->interp);
        cr_assert_not_null(other);
        thread_free(other);
    }
    int rows = 0;
    GilAccount sum = {0};
    GilMoment moment = gil_moment(t);
    for (const GilAccount *a = t->interp->gil.accounts; a; a = a->next, rows++) {
        GilAccount now = gil_account_at(&moment, a);
        cr_assert_eq(now.hold_ns + now.wait_ns + now.blocked_ns, now.life_ns);
        gil_account_add(&sum, &now);
    }
    cr_expect_leq(rows, GIL_ACCOUNTS_KEPT + 2);
    cr_expect_eq(sum.merged, 2 * GIL_ACCOUNTS_KEPT + 11);
    interp_free(t);
    check_leaks();
}

Test(gil_account, metrics_keep_their_last_value) {
    Gil gil = {0};
    cr_assert(gil_account_report(&gil, "b", 1, true));
    cr_assert(gil_account_report(&gil, "a", 2, true));
    cr_assert(gil_account_report(&gil, "b", 0.5, false));
    cr_expect_str_eq(gil.metrics->name, "b");
    cr_expect_eq(gil.metrics->value, 0.5);
    cr_expect_not(gil.metrics->whole);
    cr_expect_null(gil.metrics->next->next);
    gil_account_free_all(&gil);
    cr_expect_null(gil.metrics);
    check_leaks();
}
