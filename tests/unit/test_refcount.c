// The end of objects: when it comes, in which order, how deep, and how it can be put off.
#include "python.h"
#include "runtime/list.h"

Test(refcount, an_object_dies_with_its_last_reference) {
    Thread *t = python_start();
    Dict *names = dict_new(t, 0);
    python_run(t, names,
               "died = ''\n"
               "class Noted:\n"
               "    def __init__(self, name): self.name = name\n"
               "    def __del__(self):\n"
               "        global died\n"
               "        died += self.name\n"
               "a = Noted('a'); b = a; del a; died += '1'; del b; died += '2'\n"
               "c = [Noted('x'), [Noted('y')], (Noted('z'),)]; del c\n"
               "def f(): Noted('t'); keep = Noted('k'); Noted('u')\n"
               "f()\n");
    cr_expect(str_equal_ascii(value_str(python_get(t, names, "died")), "1a2zyxtuk"));
    decref_object(t, names);
    python_stop(t);
}

Test(refcount, million_nested_lists_need_no_stack) {
    Thread *t = interp_new(NULL);
    Value v = object_value(list_new(t, 1));
    for (int i = 0; i < 1000000; i++) {
        List *outer = list_new(t, 1);
        list_append_owned(t, outer, v);
        v = object_value(outer);
    }
    decref(t, v);
    cr_expect_eq(t->dead_count, 0);
    cr_expect_eq(t->dealloc_depth, 0);
    interp_free(t);
    check_leaks();
}

Test(refcount, del_may_bring_back_once) {
    Thread *t = python_start();
    Dict *names = dict_new(t, 0);
    python_run(t, names,
               "calls = 0\n"
               "class Phoenix:\n"
               "    def __del__(self):\n"
               "        global back, calls\n"
               "        back = self; calls += 1\n"
               "Phoenix()\n");
    cr_expect_eq(object_refcount(value_object(python_get(t, names, "back"))), 1);
    python_run(t, names, "del back\n");
    cr_expect(is_null(python_get(t, names, "back")));
    cr_expect_eq(python_int(t, names, "calls"), 1);
    decref_object(t, names);
    python_stop(t);
}

Test(refcount, a_pending_exception_outlives_del) {
    Thread *t = python_start();
    Dict *names = dict_new(t, 0);
    python_run(t, names,
               "class Busy:\n"
               "    def __del__(self):\n"
               "        try: {}['x']\n"
               "        except KeyError: pass\n"
               "def f():\n"
               "    busy = Busy()\n"
               "    raise ValueError('first')\n");
    cr_expect(!python_try(t, names, "f()\n"));
    expect_error(t, EXC_ValueError, "first");
    decref_object(t, names);
    python_stop(t);
}
