// The eval loop: that it counts each instruction, and that Python code calling Python code needs no C stack.
#include "python.h"
#include "runtime/module.h"
#include "runtime/stress.h"

static Thread *t;
static Dict *names;

/* here(): notes how far the C stack has grown since the first call. */
static char *first_place;
static int64_t farthest;
static Value here(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    char place;
    if (!first_place)
        first_place = &place;
    int64_t distance = first_place - &place;
    if (distance > farthest)
        farthest = distance;
    return VALUE_NONE;
}
static const MethodDef here_def = {"here", here, "", NULL, 0};

static void set_up(void) {
    t = python_start();
    names = dict_new(t, 0);
    dict_set_text(t, names, "here", native_new(t, &here_def, NULL));
    first_place = NULL;
    farthest = 0;
}
static void tear_down(void) {
    decref_object(t, names);
    python_stop(t);
}
TestSuite(eval, .init = set_up);

static int64_t executed(void) {
    return (int64_t)t->instructions + (t->slice - 1 - t->instructions_left);
}

/* How many instructions the call of f(argument) takes. */
static int64_t count_call(const char *source, int64_t argument) {
    python_run(t, names, source);
    Value f = python_get(t, names, "f");
    int64_t before = executed();
    Value result = op_call1(t, f, small_int_value(argument));
    int64_t after = executed();
    cr_assert(!is_null(result));
    decref(t, result);
    return after - before;
}

Test(eval, every_instruction_counts) {
    cr_expect_eq(count_call("def f(n): return n\n", 1), 1);
    /* LOADK, JUMP; n times ADD_K and n + 1 times JUMP_IF_LT; RETURN */
    const char *loop = "def f(n):\n i = 0\n while i < n: i += 1\n return i\n";
    cr_expect_eq(count_call(loop, 10), 2 + 10 + 11 + 1);
    cr_expect_eq(count_call(loop, 100000), 2 + 100000 + 100001 + 1);
    tear_down();
}

/* The same count, however the work is spread over calls, slices and nested loops. */
Test(eval, counting_goes_on_through_calls) {
    const char *source = "def g(n): return n\n"
                         "def f(n):\n"
                         "    for i in range(n): g(i)\n";
    int64_t none = count_call(source, 0), one = count_call(source, 1), many = count_call(source, 5000);
    cr_expect_eq(many - none, 5000 * (one - none));
    source = "def f(n): return sorted(range(n), key=lambda x: x)\n"; /* a nested loop for each call */
    none = count_call(source, 0), one = count_call(source, 1), many = count_call(source, 5000);
    cr_expect_eq(many - none, 5000 * (one - none));
    source = "def g(n):\n"
             "    for i in range(n): yield i\n"
             "def f(n):\n"
             "    for i in g(n): pass\n";
    one = count_call(source, 1);
    int64_t two = count_call(source, 2);
    many = count_call(source, 5001);
    cr_expect_eq(many - one, 5000 * (two - one));
    tear_down();
}

/* The text may take some C stack, such as native functions need, but not for each call. */
static void expect_flat(const char *source) {
    t->interp->recursion_limit = 20000;
    farthest = 0;
    python_run(t, names, "here()\n");
    python_run(t, names, source);
    cr_expect_lt(farthest, 16384, "%d bytes of C stack more for\n%s", (int)farthest, source);
}

Test(eval, calls_do_not_recurse_in_c) {
    expect_flat("def f(n): return here() if n == 0 else f(n - 1)\nf(5000)\n");
    expect_flat("def f(n, *, k=0, **more): return here() if n == 0 else f(n - 1, k=1, z=n)\nf(5000)\n");
    expect_flat("def f(n, *a): return here() if n == 0 else f(*(n - 1, 1))\nf(5000)\n");
    expect_flat("def d(f): return lambda *a, **k: f(*a, **k)\n@d\ndef f(n, *, k): return here() if n == 0 "
                "else f(n - 1, k=k)\nf(3000, k=1)\n");
    expect_flat(
        "class C:\n def m(self, *a): return here() if a[0] == 0 else self.m(*(a[0] - 1, 2))\nC().m(5000)\n");
    expect_flat("class C:\n def m(self, n): return here() if n == 0 else self.m(n - 1)\nC().m(5000)\n");
    expect_flat("class C:\n def __init__(self, n): here() if n == 0 else C(n - 1)\nC(5000)\n");
    if (STRESSED) /* a getter that the inline cache has forgotten is called from C */
        return tear_down();
    expect_flat("class C:\n"
                " n = 1000\n"
                " @property\n"
                " def p(self):\n"
                "  self.n -= 1\n"
                "  return here() if self.n == 0 else self.p\n"
                "c = C(); c.p\n");
    tear_down();
}

Test(eval, generators_do_not_nest_the_loop) {
    expect_flat("def g():\n here(); yield 1; here()\nfor i in g(): here()\n");
    expect_flat("def g(n):\n"
                " if n: yield from g(n - 1)\n"
                " else: here(); yield 1\n"
                "for i in g(1000): pass\n");
    expect_flat("def g(n):\n"
                " for i in (g(n - 1) if n else [here()]): yield i\n"
                "for i in g(1000): pass\n");
    expect_flat("async def c(n): return await c(n - 1) if n else here()\n"
                "async def main(): await c(1000)\n"
                "try: main().send(None)\n"
                "except StopIteration: pass\n"
                "here()\n");
    tear_down();
}

Test(eval, native_callers_are_limited) {
    cr_expect(!python_try(t, names,
                          "class C:\n"
                          "    def __repr__(self): return repr(self)\n"
                          "repr(C())\n"));
    cr_expect(error_clear_if(t, EXC_RecursionError));
    tear_down();
}

Test(eval, the_breaker_is_looked_at_soon) {
    python_run(t, names, "i = 0\n");
    t->async_exception = new_object_ref(builtin_type(t, EXC_KeyboardInterrupt));
    t->breaker |= BREAK_ASYNC_EXC;
    cr_expect(!python_try(t, names, "while True: i += 1\n"));
    cr_expect(error_clear_if(t, EXC_KeyboardInterrupt));
    cr_expect_leq(python_int(t, names, "i"), THREAD_SLICE);
    cr_expect(is_null(t->async_exception));
    tear_down();
}
