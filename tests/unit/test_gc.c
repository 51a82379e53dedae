// The cycle collector and weak references, on lists.
#include "leak_check.h"
#include "runtime/error.h"
#include "runtime/gc.h"
#include "runtime/list.h"
#include "runtime/set.h"
#include "runtime/weakref.h"

static Thread *t;

static void set_up(void) {
    t = interp_new(NULL);
    gc_collect(t, 2);
}
static void tear_down(void) {
    interp_free(t);
}
TestSuite(gc, .init = set_up, .fini = tear_down);

Test(gc, cycles_are_found_and_living_objects_left) {
    List *a = list_new(t, 0), *b = list_new(t, 0), *kept = list_new(t, 0);
    list_append(t, a, object_value(b));
    list_append(t, b, object_value(a));
    list_append(t, a, object_value(kept));
    decref_object(t, a);
    decref_object(t, b);
    cr_expect_eq(gc_collect(t, 2), 2);
    cr_expect_eq(object_refcount(kept), 1);
    decref_object(t, kept);
    cr_expect_eq(gc_collect(t, 2), 0);
}

Test(gc, a_reference_from_outside_keeps_the_cycle) {
    List *a = list_new(t, 0);
    list_append(t, a, object_value(a));
    cr_expect_eq(gc_collect(t, 2), 0);
    decref_object(t, a);
    cr_expect_eq(gc_collect(t, 2), 1);
}

Test(gc, weak_references_die_with_their_referent) {
    Set *set = set_new(t);
    Value first = weakref_new(t, object_value(set), VALUE_NULL);
    Value second = weakref_new(t, object_value(set), VALUE_NULL);
    cr_expect(value_is(first, second));
    cr_expect_eq(weakref_count(t, &set->ob), 1);
    decref_object(t, set);
    cr_expect(is_null(weakref_get(t, (WeakRef *)value_object(first))));
    decref(t, first);
    decref(t, second);
}
