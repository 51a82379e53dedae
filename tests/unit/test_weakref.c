// Weak references: sharing, callbacks, the table under load.
#include "leak_check.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/set.h"
#include "runtime/weakref.h"

static Thread *t;
static void set_up(void) {
    t = interp_new(NULL);
}
static void tear_down(void) {
    interp_free(t);
    check_leaks();
}
TestSuite(weakref, .init = set_up);

static int calls;
static bool was_dead;
static Value note_death(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value v = weakref_get(t, (WeakRef *)value_object(args[0]));
    was_dead = is_null(v);
    calls++;
    return VALUE_NONE;
}
static const MethodDef note_def = {"note", note_death, "reference, /", NULL, 0};

Test(weakref, without_callback_there_is_one) {
    Set *set = set_new(t);
    Value note = native_new(t, &note_def, NULL);
    Value a = weakref_new(t, object_value(set), VALUE_NULL),
          b = weakref_new(t, object_value(set), VALUE_NULL), c = weakref_new(t, object_value(set), note);
    cr_expect(value_is(a, b));
    cr_expect(!value_is(a, c));
    cr_expect_eq(weakref_count(t, &set->ob), 2);
    cr_expect_eq(object_refcount(set), 1);
    Value v = weakref_get(t, (WeakRef *)value_object(a));
    cr_expect(value_is(v, object_value(set)));
    decref(t, v);
    decref_object(t, set);
    cr_expect_eq(calls, 1);
    cr_expect(was_dead, "the callback sees a dead reference");
    decref(t, a), decref(t, b), decref(t, c), decref(t, note);
    tear_down();
}

Test(weakref, a_reference_that_died_first_calls_nobody) {
    Set *set = set_new(t);
    Value note = native_new(t, &note_def, NULL);
    decref(t, weakref_new(t, object_value(set), note));
    cr_expect_eq(weakref_count(t, &set->ob), 0);
    decref_object(t, set);
    cr_expect_eq(calls, 0);
    decref(t, note);
    tear_down();
}

Test(weakref, the_table_finds_everyone) {
    enum { COUNT = 5000 };
    static Set *sets[COUNT];
    static Value refs[COUNT];
    for (int i = 0; i < COUNT; i++) {
        sets[i] = set_new(t);
        refs[i] = weakref_new(t, object_value(sets[i]), VALUE_NULL);
    }
    for (int i = 0; i < COUNT; i += 2)
        decref_object(t, sets[i]);
    for (int i = 0; i < COUNT; i++) {
        Value v = weakref_get(t, (WeakRef *)value_object(refs[i]));
        cr_assert(i % 2 ? value_is(v, object_value(sets[i])) : is_null(v));
        decref(t, v);
    }
    for (int i = 1; i < COUNT; i += 2)
        decref_object(t, sets[i]);
    for (int i = 0; i < COUNT; i++)
        decref(t, refs[i]);
    tear_down();
}

Test(weakref, not_everything_can_be_referred_to) {
    cr_expect(is_null(weakref_new(t, small_int_value(1), VALUE_NULL)));
    cr_expect(error_clear_if(t, EXC_TypeError));
    List *list = list_new(t, 0);
    cr_expect(is_null(weakref_new(t, object_value(list), VALUE_NULL)));
    cr_expect(error_clear_if(t, EXC_TypeError));
    decref_object(t, list);
    tear_down();
}
