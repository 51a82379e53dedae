// Watched objects: what they cost while there are some and after, and what is left when all ends.
#include "python.h"
#include "vm/watch.h"

Test(watch, slices_are_single_instructions_while_something_is_watched) {
    Thread *t = python_start();
    Dict *names = dict_new(t, 0);
    python_run(
        t, names,
        "import refcount\nx = [1]\ny = [2]\nrefcount.watch(x)\nrefcount.watch(y)\nrefcount.watch(x)\n");
    cr_expect_eq(t->interp->watched, 2);
    cr_expect_eq(t->slice, 1);
    python_run(t, names, "refcount.unwatch(x)\nrefcount.unwatch(x)\n");
    cr_expect_eq(t->interp->watched, 1);
    python_run(t, names, "del y\n");
    cr_expect_eq(t->interp->watched, 0);
    python_run(t, names, "for i in range(10000): pass\n");
    cr_expect_gt(t->slice, THREAD_SLICE / 2);
    decref_object(t, names);
    python_stop(t);
}

Test(watch, the_count_is_not_disturbed) {
    Thread *t = python_start();
    Dict *names = dict_new(t, 0);
    python_run(t, names, "import refcount\nx = [1]\nw = refcount.watch(x)\n");
    Object *x = value_object(python_get(t, names, "x"));
    cr_expect_eq(object_refcount(x), 1);
    cr_expect(x->flags & OBJECT_WATCHED);
    cr_expect_eq(watch_find(t, x), (Watch *)value_object(python_get(t, names, "w")));
    decref_object(t, names);
    python_stop(t);
}

// Objects may be watched, or be watched no more, when the interpreter ends; logs may be full.
Test(watch, ends_with_the_interpreter) {
    Thread *t = python_start();
    Dict *names = dict_new(t, 0);
    python_run(t, names,
               "import refcount, builtins\n"
               "builtins.kept = [[1], [2], (1, 2)]\n"
               "for thing in builtins.kept: refcount.watch(thing, 3)\n"
               "for i in range(20): thing = [thing]; other = builtins.kept[0]\n"
               "refcount.unwatch(builtins.kept[0])\n");
    decref_object(t, names);
    python_stop(t);
}

#if defined MINIPY_STRESS || !defined __OPTIMIZE__
enum { DEBUG_BUILD = true };
#else
enum { DEBUG_BUILD = false };
#endif

Test(watch, total_of_all_counts) {
    Thread *t = python_start();
    Dict *names = dict_new(t, 0);
    python_run(t, names,
               "import sys, refcount\n"
               "there = hasattr(sys, 'gettotalrefcount')\n"
               "total = sys.gettotalrefcount if there else refcount.total\n"
               "before = total()\n"
               "things = [()] * 500 + [before] * 500 + [things := [1]] * 500\n"
               "more = total() - before\n");
    cr_expect_eq(is_true(python_get(t, names, "there")),
                 DEBUG_BUILD);
    int64_t more = python_int(t, names, "more");
    cr_expect(more >= 1000 && more < 1020, "%lld", (long long)more);
    decref_object(t, names);
    python_stop(t);
}
