// Sets: the order that CPython's probing and growth give, and deleted entries.
#include "leak_check.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/set.h"
#include "runtime/str.h"

static Thread *t;
static Set *set;
static void set_up(void) {
    t = interp_new(NULL);
    set = set_new(t);
}
static void tear_down(void) {
    decref_object(t, set);
    interp_free(t);
    check_leaks();
}
TestSuite(set, .init = set_up);

static void add(int64_t i) {
    cr_assert(set_add(t, set, small_int_value(i)));
}
static void expect(const char *expected) {
    Str *text = op_repr(t, object_value(set));
    cr_expect_str_eq((const char *)text->data, expected);
    decref_object(t, text);
}

/* The expectations are what CPython 3.11 prints. */
Test(set, order_of_probes) {
    static const int64_t keys[] = {8, 0, 16, 1, 24};
    for (int i = 0; i < 4; i++)
        add(keys[i]);
    expect("{8, 0, 16, 1}");
    add(24); /* the table grows to 32 */
    expect("{0, 1, 8, 16, 24}");
    add(-1), add(64);
    expect("{0, 1, 64, 8, 16, 24, -1}");
    tear_down();
}

Test(set, deleted_entries_do_not_hide_others) {
    add(0), add(8), add(16);
    cr_expect_eq(set_discard(t, set, small_int_value(8)), 1);
    cr_expect_eq(set_discard(t, set, small_int_value(8)), 0);
    cr_expect_eq(set_contains(t, set, small_int_value(16)), 1);
    add(8);
    cr_expect_eq(set->length, 3);
    for (int64_t i = 100; i < 50000; i++) {
        add(i);
        set_discard(t, set, small_int_value(i));
    }
    cr_expect_eq(set->length, 3);
    cr_expect_lt(set->mask, 1000);
    tear_down();
}

Test(set, growth_keeps_all) {
    for (int64_t i = 0; i < 100000; i++)
        add(i * i);
    cr_expect_eq(set->length, 100000);
    for (int64_t i = 0; i < 100000; i++)
        cr_assert_eq(set_contains(t, set, small_int_value(i * i)), 1);
    int64_t position = 0, count = 0;
    for (Value key; set_next(set, &position, &key);)
        count++;
    cr_expect_eq(count, 100000);
    set_clear(t, set);
    cr_expect_eq(set->table, set->own);
    tear_down();
}

Test(set, operations) {
    for (int64_t i = 0; i < 10; i++)
        add(i);
    Set *other = set_new(t);
    for (int64_t i = 5; i < 15; i++)
        set_add(t, other, small_int_value(i));
    Set *both = set_intersection(t, set, object_value(other)),
        *left = set_difference(t, set, object_value(other));
    cr_expect_eq(both->length, 5);
    cr_expect_eq(left->length, 5);
    cr_expect_eq(set_is_subset(t, both, set), 1);
    cr_expect_eq(set_is_subset(t, set, both), 0);
    set_symmetric_difference_update(t, set, object_value(other));
    cr_expect_eq(set->length, 10);
    cr_expect_eq(set_contains(t, set, small_int_value(7)), 0);
    decref_object(t, other), decref_object(t, both), decref_object(t, left);
    tear_down();
}
