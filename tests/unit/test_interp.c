#include "python.h"
#include "runtime/error.h"
#include "runtime/gc_debug.h"
#include "runtime/interp.h"
#include "runtime/ops.h"
#include "runtime/str.h"

Test(interp, starts_and_ends_without_a_trace) {
    Thread *t = interp_new(NULL);
    cr_assert_not_null(t);
    interp_free(t);
    check_leaks();
}

Test(interp, two_live_side_by_side) {
    Thread *a = interp_new(NULL), *b = interp_new(NULL);
    cr_assert_neq(builtin_type(a, TYPE_LIST), builtin_type(b, TYPE_LIST));
    interp_free(a);
    Str *text = op_repr(b, object_value(builtin_type(b, TYPE_LIST)));
    cr_assert(str_equal_ascii(text, "<class 'list'>"));
    decref_object(b, text);
    interp_free(b);
    check_leaks();
}

Test(interp, recursion_has_an_end) {
    Thread *t = interp_new(NULL);
    int depth = 0;
    while (recursion_enter(t, " in a test"))
        depth++;
    cr_assert_eq(depth, t->interp->recursion_limit);
    cr_assert(error_matches(t, EXC_RecursionError));
    error_clear(t);
    while (depth--)
        recursion_leave(t);
    interp_free(t);
}

/* ---- two whole interpreters: no object of one is seen by the other ---- */

typedef struct Objects {
    Object **all;
    size_t count, room;
} Objects;

static void collect(Object *object, void *arg) {
    Objects *objects = arg;
    if (objects->count == objects->room) {
        objects->room = objects->room ? 2 * objects->room : 1024;
        objects->all = realloc(objects->all, objects->room * sizeof *objects->all);
    }
    objects->all[objects->count++] = object;
}
static void collect_referents(Object *object, void *arg) {
    collect((Object *)object->type, arg);
    gc_traverse(object, collect, arg);
}
static int by_address(const void *a, const void *b) {
    uintptr_t x = *(const uintptr_t *)a, y = *(const uintptr_t *)b;
    return (x > y) - (x < y);
}

/* Everything that the containers of an interpreter are or refer to, sorted. */
static Objects objects_of(Thread *t) {
    Objects objects = {0};
    memory_each_container(t->interp, collect, &objects);
    memory_each_container(t->interp, collect_referents, &objects);
    qsort(objects.all, objects.count, sizeof *objects.all, by_address);
    return objects;
}

static const char program[] =
    "import collections, contextlib, functools, itertools, io, math, os, random, types, weakref\n"
    "class C:\n"
    "    def __init__(self): self.x = collections.deque([functools.partial(len), {1: 2}])\n"
    "made = [C() for i in range(10)], os.stat('/'), random.random(), weakref.ref(C)\n"
    "def g(): yield made\n"
    "running = g(); next(running); caught = None\n"
    "try: 1 / 0\n"
    "except ZeroDivisionError as e: caught = e\n";

static void expect_apart(Thread *a, Thread *b) {
    Objects of_a = objects_of(a), of_b = objects_of(b);
    cr_assert_gt(of_a.count, 1000);
    size_t i = 0, j = 0;
    while (i < of_a.count && j < of_b.count) {
        cr_assert_neq(of_a.all[i], of_b.all[j], "a %s is in both",
                      of_a.all[i]->type->def ? of_a.all[i]->type->def->name : "?");
        if (of_a.all[i] < of_b.all[j])
            i++;
        else
            j++;
    }
    free(of_a.all);
    free(of_b.all);
}

Test(interp, two_run_python_without_sharing_an_object) {
    Thread *threads[2] = {python_start(), python_start()};
    Dict *names[2];
    for (int i = 0; i < 2; i++) {
        names[i] = dict_new(threads[i], 0);
        python_run(threads[i], names[i], program);
    }
    expect_apart(threads[0], threads[1]);
    python_run(threads[0], names[0], "import sys; sys.setrecursionlimit(500); sys.marker = 1\n");
    python_run(threads[1], names[1],
               "import sys; apart = not hasattr(sys, 'marker') and sys.getrecursionlimit() == 1000\n");
    cr_expect(is_true(python_get(threads[1], names[1], "apart")));
    decref_object(threads[0], names[0]);
    vm_stop(threads[0], 0);
    python_run(threads[1], names[1], "text = repr(list(range(3)))\n");
    cr_expect(str_equal_ascii(value_str(python_get(threads[1], names[1], "text")), "[0, 1, 2]"));
    decref_object(threads[1], names[1]);
    python_stop(threads[1]);
}
