// Lists and tuples: growth, ownership, slices, sorting that is interrupted.
#include "leak_check.h"
#include "runtime/error.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/stress.h"

static Thread *t;
static void set_up(void) {
    t = interp_new(NULL);
}
static void tear_down(void) {
    interp_free(t);
    check_leaks();
}
TestSuite(list, .init = set_up);

static List *numbers(int64_t count) {
    List *list = list_new(t, 0);
    for (int64_t i = 0; i < count; i++)
        cr_assert(list_append(t, list, small_int_value(i)));
    return list;
}

Test(list, growth_is_geometric) {
    List *list = list_new(t, 0);
    int moves = 0;
    for (int64_t i = 0; i < 1000000; i++) {
        int64_t room = list->room;
        list_append(t, list, small_int_value(i));
        moves += list->room != room;
        cr_assert_leq(list->length, list->room);
    }
    cr_expect_lt(moves, STRESSED ? 600 : 150);
    cr_expect_lt(list->room, 1200000);
    list_clear(t, list);
    cr_expect_eq(list->length, 0);
    decref_object(t, list);
    tear_down();
}

Test(list, appending_counts_or_consumes) {
    List *list = list_new(t, 0);
    Str *s = str_format(t, "%s", "an item");
    list_append(t, list, object_value(s));
    cr_expect_eq(object_refcount(s), 2);
    list_append_owned(t, list, new_object_ref(s));
    cr_expect_eq(object_refcount(s), 3);
    list_reserve(t, list, 100);
    cr_expect_geq(list->room, 100);
    decref_object(t, list);
    cr_expect_eq(object_refcount(s), 1);
    decref_object(t, s);
    tear_down();
}

Test(list, a_failed_append_leaves_the_list_as_it_was) {
    List *list = numbers(3);
    Str *s = str_format(t, "%s", "an item");
    while (list->length < list->room)
        list_append(t, list, VALUE_NONE);
    int64_t length = list->length;
    memory_fail_at(1, false);
    cr_expect(!list_append_owned(t, list, new_object_ref(s)));
    memory_fail_at(0, false);
    cr_expect(error_clear_if(t, EXC_MemoryError));
    cr_expect_eq(list->length, length);
    cr_expect_eq(object_refcount(s), 1);
    decref_object(t, s);
    decref_object(t, list);
    tear_down();
}

Test(list, items_and_their_errors) {
    List *list = numbers(5);
    cr_expect(value_is(list_getitem(t, list, small_int_value(-1)), small_int_value(4)));
    cr_expect(is_null(list_getitem(t, list, small_int_value(5))));
    cr_expect(error_clear_if(t, EXC_IndexError));
    cr_expect(is_null(list_getitem(t, list, VALUE_NONE)));
    cr_expect(error_clear_if(t, EXC_TypeError));
    list_insert(t, list, -100, small_int_value(7));
    list_insert(t, list, 100, small_int_value(8));
    list_reverse(list);
    Str *text = op_repr(t, object_value(list));
    cr_expect(str_equal_ascii(text, "[8, 4, 3, 2, 1, 0, 7]"));
    decref_object(t, text);
    cr_expect(list_sort(t, list, VALUE_NONE, false));
    text = op_repr(t, object_value(list));
    cr_expect(str_equal_ascii(text, "[0, 1, 2, 3, 4, 7, 8]"));
    decref_object(t, text);
    decref_object(t, list);
    tear_down();
}

Test(list, a_sort_that_fails_keeps_all_items) {
    List *list = numbers(100);
    Str *s = str_format(t, "%s", "no number");
    list_insert(t, list, 50, object_value(s));
    cr_expect(!list_sort(t, list, VALUE_NONE, false));
    cr_expect(error_clear_if(t, EXC_TypeError));
    cr_expect_eq(list->length, 101);
    cr_expect_eq(object_refcount(s), 2);
    decref_object(t, list);
    decref_object(t, s);
    tear_down();
}

Test(list, tuples) {
    cr_expect_eq(tuple_new(t, 0), value_tuple(t->interp->empty_tuple));
    decref(t, t->interp->empty_tuple);
    Str *s = str_format(t, "%s", "an item");
    Tuple *pair = tuple_pack(t, 2, object_value(s), small_int_value(2));
    cr_expect_eq(object_refcount(s), 2);
    Tuple *part = tuple_slice(t, pair, 0, 1), *all = tuple_slice(t, pair, 0, 2);
    cr_expect_eq(part->length, 1);
    cr_expect_eq(all, pair, "the whole of a tuple is the tuple");
    cr_expect_eq(tuple_find_name(part, s), 0);
    decref_object(t, part), decref_object(t, all), decref_object(t, pair);
    cr_expect_eq(object_refcount(s), 1);
    decref_object(t, s);
    tear_down();
}
