// Dicts: the two modes, versions, growth, deleted entries.
#include "leak_check.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/str.h"

static Thread *t;
static Dict *dict;
static void set_up(void) {
    t = interp_new(NULL);
    dict = dict_new(t, 0);
}
static void tear_down(void) {
    decref_object(t, dict);
    interp_free(t);
    check_leaks();
}
TestSuite(dict, .init = set_up);

static void set(int64_t key, int64_t v) {
    cr_assert(dict_set(t, dict, small_int_value(key), small_int_value(v)));
}
static int64_t get(int64_t key) {
    Value v = dict_get(t, dict, small_int_value(key));
    return is_null(v) ? -1 : small_int(v);
}

Test(dict, interned_names_only_is_a_mode_of_its_own) {
    dict_set_text(t, dict, "name", small_int_value(1));
    cr_expect(dict->names);
    /* Another string of the same text, not interned: found, and the mode stays as long as it is not stored.
     */
    Str *text = str_format(t, "na%s", "me");
    cr_expect(value_is(dict_get(t, dict, object_value(text)), small_int_value(1)));
    cr_expect(dict->names);
    Str *other = str_format(t, "oth%s", "er");
    cr_assert(!str_is_interned(other));
    dict_set(t, dict, object_value(other), small_int_value(2));
    cr_expect(!dict->names);
    Str *interned = str_intern_utf8(t, "other");
    cr_expect(value_is(dict_get_name(t, dict, interned), small_int_value(2)));
    decref_object(t, interned), decref_object(t, other), decref_object(t, text);
    tear_down();
}

Test(dict, equal_numbers_are_one_key) {
    set(1, 10);
    cr_expect(value_is(dict_get(t, dict, VALUE_TRUE), small_int_value(10)));
    cr_expect(value_is(dict_get(t, dict, float_encode(1.0)), small_int_value(10)));
    dict_set(t, dict, float_encode(1.0), small_int_value(11));
    cr_expect_eq(dict->length, 1);
    cr_expect(value_is(dict->entries[0].key, small_int_value(1)), "the first key stays");
    tear_down();
}

Test(dict, the_version_is_of_the_keys_not_the_values) {
    set(1, 1);
    uint32_t version = dict_version(t, dict);
    cr_expect_neq(version, 0);
    set(1, 2);
    cr_expect_eq(dict_version(t, dict), version);
    set(2, 2);
    uint32_t longer = dict_version(t, dict);
    cr_expect_neq(longer, version);
    dict_delete(t, dict, small_int_value(2));
    cr_expect_neq(dict_version(t, dict), longer);
    cr_expect_neq(dict_version(t, dict), version);
    version = dict_version(t, dict);
    dict_clear(t, dict);
    cr_expect_neq(dict_version(t, dict), version);
    Dict *copy = dict_copy(t, dict);
    cr_expect_neq(dict_version(t, copy), dict_version(t, dict), "unique among all dicts");
    decref_object(t, copy);
    tear_down();
}

/* 100,000 keys take the index through slots of 1, 2 and 4 bytes. */
Test(dict, grows_and_keeps_the_order_of_insertion) {
    for (int64_t i = 0; i < 100000; i++)
        set(i * 7919 % 100003, i);
    cr_expect_eq(dict->length, 100000);
    int64_t position = 0, i = 0;
    for (Value key, v; dict_next(dict, &position, &key, &v); i++)
        cr_assert(value_is(v, small_int_value(i)) && value_is(key, small_int_value(i * 7919 % 100003)));
    cr_expect_eq(i, 100000);
    tear_down();
}

Test(dict, deleted_places_are_found_past_and_swept_out) {
    for (int64_t i = 0; i < 8; i++)
        set(i << 20, i); /* one slot for all in a small index */
    cr_expect_eq(dict_delete(t, dict, small_int_value(3 << 20)), 1);
    cr_expect_eq(dict_delete(t, dict, small_int_value(3 << 20)), 0);
    cr_expect_eq(get(3 << 20), -1);
    cr_expect_eq(get(7 << 20), 7);
    for (int64_t i = 0; i < 100000; i++) { /* a queue: one comes, one goes */
        set(-i - 2, i);
        cr_assert_eq(dict_delete(t, dict, small_int_value(-i - 2)), 1);
    }
    cr_expect_eq(dict->length, 7);
    cr_expect_lt(dict->room, 100);
    tear_down();
}

Test(dict, keys_that_cannot_be_hashed) {
    List *list = list_new(t, 0);
    cr_expect(!dict_set(t, dict, object_value(list), VALUE_NONE));
    cr_expect(error_clear_if(t, EXC_TypeError));
    cr_expect(is_null(dict_get(t, dict, object_value(list))));
    cr_expect(error_clear_if(t, EXC_TypeError));
    cr_expect_eq(object_refcount(list), 1);
    decref_object(t, list);
    tear_down();
}

Test(dict, failed_growth_changes_nothing) {
    Str *text = str_format(t, "%s", "a key");
    int failures = 0;
    for (int64_t i = 0; i < 100; i++) {
        memory_fail_at(1, false);
        bool ok = dict_set(t, dict, small_int_value(i), object_value(text));
        memory_fail_at(0, false);
        if (ok)
            continue;
        failures++;
        cr_expect(error_clear_if(t, EXC_MemoryError));
        cr_expect_eq(dict->length, i);
        cr_assert(dict_set(t, dict, small_int_value(i), object_value(text)));
    }
    cr_expect_gt(failures, 2);
    cr_expect_eq(object_refcount(text), 101);
    dict_clear(t, dict);
    cr_expect_eq(object_refcount(text), 1);
    decref_object(t, text);
    tear_down();
}
