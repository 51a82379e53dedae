// Frames and registers: what has ended leaves nothing behind.
#include "python.h"
#include "runtime/native.h"

static Thread *t;
static Dict *names;
static void set_up(void) {
    t = python_start();
    names = dict_new(t, 0);
}
static void tear_down(void) {
    decref_object(t, names);
    python_stop(t);
}
TestSuite(frame, .init = set_up);

/* No frame runs: no register may hold a pointer, however high the stack has been. */
static void expect_clean(void) {
    enum { LOOKED_AT = 100000 };
    cr_assert_null(t->frame);
    cr_expect_eq(t->depth, 0);
    cr_expect_eq(((VmThread *)t->vm)->frame_top, ((VmThread *)t->vm)->frames);
    for (int i = 0; i < LOOKED_AT; i++)
        cr_assert(!is_pointer(t->registers[i]), "register %d", i);
}

Test(frame, calls_leave_clean_registers) {
    python_run(t, names,
               "class C:\n"
               "    def __init__(self, *a, **k): self.a = a, k\n"
               "    def method(self, x, y=[], *rest, z=()): return x, y, rest, z\n"
               "    p = property(lambda self: [self])\n"
               "def deep(n, *a): return [n] if n == 0 else deep(n - 1, *a, n)[:] + [object()]\n"
               "def gen(x): yield [x]; yield from (object() for i in range(3))\n"
               "for i in range(3):\n"
               "    c = C(i, k=[i]); c.method(1, 2, 3, z=4); c.method([]); c.p; deep(50)\n"
               "    list(gen(i)); sorted([3, 1], key=lambda x: -x); g = gen(1); next(g); del g\n"
               "    '%s %s' % (c, f'{c!r:>{50}}')\n");
    expect_clean();
    tear_down();
}

Test(frame, exceptions_leave_clean_registers) {
    python_run(t, names,
               "class Bad:\n"
               "    def __init__(self): raise ValueError([self])\n"
               "    def __add__(self, other): raise KeyError\n"
               "def thrower(n):\n"
               "    keep = [object()]\n"
               "    if n == 0: raise OSError(keep)\n"
               "    return [keep, (1, thrower(n - 1)), {'a': keep}]\n"
               "def gen(): yield 1; thrower(3)\n"
               "def wrong(a, b): pass\n"
               "def attempt(f, *a, **k):\n"
               "    try: f(*a, **k)\n"
               "    except Exception as e: return type(e)\n"
               "def forever(*a, k=object(), l=[], **more): return forever()\n"
               "def star(*a, **k): return star(*a, [], **{'x': a})\n"
               "caught = [attempt(Bad), attempt(thrower, 20), attempt(lambda: list(gen())),\n"
               "          attempt(wrong), attempt(wrong, 1, 2, 3), attempt(wrong, 1, a=2), attempt(forever), "
               "attempt(star),\n"
               "          attempt(lambda: [[], object().x]), attempt(sorted, [1, 'a'], key=thrower)]\n");
    expect_clean();
    cr_expect(!python_try(t, names, "thrower(30)\n"));
    cr_expect(error_clear_if(t, EXC_OSError));
    expect_clean();
    tear_down();
}

Test(frame, a_frame_object_outlives_its_frame) {
    python_run(t, names,
               "import sys\n"
               "def f(a):\n"
               "    b = [a]\n"
               "    return sys._getframe()\n"
               "frame = f(7)\n"
               "seen = frame.f_locals['b'][0]; line = frame.f_lineno; back = frame.f_back is None\n");
    cr_expect_eq(python_int(t, names, "seen"), 7);
    cr_expect_eq(python_int(t, names, "line"), 4);
    expect_clean();
    tear_down();
}

Test(frame, too_deep_is_an_exception_and_no_harm) {
    int limit = t->interp->recursion_limit;
    python_run(t, names,
               "depth = 0\n"
               "def f():\n"
               "    global depth\n"
               "    depth += 1\n"
               "    f()\n");
    cr_expect(!python_try(t, names, "f()\n"));
    expect_error(t, EXC_RecursionError, "maximum recursion depth exceeded");
    int64_t depth = python_int(t, names, "depth");
    cr_expect(depth == limit - 1, "depth %d of %d", (int)depth, limit);
    expect_clean();
    tear_down();
}
