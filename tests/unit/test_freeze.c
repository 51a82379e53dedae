// Frozen code: what comes out again, when it is made, and what is refused.
#include "python.h"
#include "runtime/bytes.h"
#include "runtime/list.h"
#include "vm/freeze.h"
#include <stdlib.h>

static Thread *t;
static Str *file;
static void set_up(void) {
    setenv("MINIPYHASHSEED", "0", 1); // as freeze_module does: sets of strings in one order
    t = python_start();
    file = str_new(t, "<frozen test>");
}
static void tear_down(void) {
    decref_object(t, file);
    python_stop(t);
}
TestSuite(freeze, .init = set_up);

static Code *compile_text(const char *source, size_t length, Str *name) {
    CompileOptions options = {.filename = object_value(name), .mode = COMPILE_EXEC, .optimize = 0};
    Value code = compile_source(t, source, length, &options);
    if (is_null(code))
        report_fatal(t);
    cr_assert(!is_null(code));
    return (Code *)value_object(code);
}

static Bytes *freeze_code(Code *code) {
    Value frozen = freeze(t, code);
    cr_assert(!is_null(frozen));
    return value_bytes(frozen);
}

static Bytes *freeze_text(const char *source) {
    Code *code = compile_text(source, strlen(source), file);
    Bytes *frozen = freeze_code(code);
    decref_object(t, code);
    return frozen;
}

static Code *thaw_code(const Bytes *frozen) {
    Value code = thaw(t, frozen->data, (size_t)frozen->length, file);
    cr_assert(!is_null(code));
    return (Code *)value_object(code);
}

// Takes out what lies between two texts, wherever they come.
static void cut(char *text, const char *from, const char *to) {
    for (char *at = text; (at = strstr(at, from));) {
        at += strlen(from);
        char *end = strstr(at, to);
        memmove(at, end, strlen(end) + 1);
    }
}

// The listing of a code object and all that are nested in it, without addresses and the order of sets.
static char *listing(Code *code) {
    Str *text = disassemble(t, code, true);
    cr_assert_not_null(text);
    char *copy = strdup(str_wtf8(t, text, NULL));
    cut(copy, " at 0x", ",");
    cut(copy, "frozenset({", "})");
    decref_object(t, text);
    return copy;
}

static void expect_same_code(Code *a, Code *b, const char *what) {
    char *one = listing(a), *other = listing(b);
    cr_expect_str_eq(one, other, "%s", what);
    free(one), free(other);
    cr_expect_eq(op_equal(t, object_value(a), object_value(b)), 1, "%s", what);
}

Test(freeze, every_module_of_the_binary_is_what_its_text_says) {
    for (const FrozenModule *module = stdlib_modules.frozen; module->name; module++) {
        Str *name = str_format(t, "<frozen %s>", module->name);
        size_t size = (size_t)(module->code_end - module->code);
        Code *made = compile_text(module->source, (size_t)(module->source_end - module->source), name);
        Bytes *frozen = freeze_code(made);
        cr_expect(frozen_is_intact(module->code, size), "%s", module->name);
        cr_expect((size_t)frozen->length == size && !memcmp(frozen->data, module->code, size), "%s",
                  module->name);
        Value thawed = thaw(t, module->code, size, name);
        cr_assert(!is_null(thawed), "%s", module->name);
        expect_same_code(made, (Code *)value_object(thawed), module->name);
        decref(t, thawed);
        decref_object(t, frozen);
        decref_object(t, made);
        decref_object(t, name);
    }
    tear_down();
}

// Runs the text, and then its frozen form: `result` must be the same.
static void expect_same_result(const char *source) {
    Bytes *frozen = freeze_text(source);
    Code *codes[] = {compile_text(source, strlen(source), file), thaw_code(frozen)};
    Value results[2];
    for (int i = 0; i < 2; i++) {
        Dict *names = dict_new(t, 0);
        Value done = eval_code(t, codes[i], names, VALUE_NULL, VALUE_NULL);
        if (is_null(done))
            report_fatal(t);
        results[i] = new_ref(python_get(t, names, "result"));
        cr_assert(!is_null(results[i]));
        decref_object(t, names);
        decref_object(t, codes[i]);
    }
    Str *one = op_repr(t, results[0]), *other = op_repr(t, results[1]);
    cr_expect_str_eq(str_wtf8(t, one, NULL), str_wtf8(t, other, NULL));
    decref_object(t, one), decref_object(t, other);
    decref(t, results[0]), decref(t, results[1]);
    decref_object(t, frozen);
}

Test(freeze, constants_of_every_kind) {
    expect_same_result("result = [None, True, False, ..., 0, -1, 2**61, 1 << 64, -(1 << 64), 2**200 - 1, "
                       "-2**200, 0.5, -0.0,\n"
                       "          1e999, -1e999, 1e300, 1e-300, 2j, -0.0 + 1e300j, '', 'a', 'name', 'two "
                       "words', 'caf\\xe9', '\\xff',\n"
                       "          '\\u20ac', '\\U0001f40d', '\\ud800', 'nul\\0', b'', b'a', b'\\0\\xff', (), "
                       "(1, (2.5, ('x', b'y'))),\n"
                       "          [1, 2, 3, 4][1:3], [1, 2, 3][::-1], 3 in {1, 2, 3}, 'x' in {'x', 'y'}]\n");
    tear_down();
}

Test(freeze, functions_classes_and_generators) {
    expect_same_result(
        "def outer(a, /, b=2, *args, k=4, **rest):\n"
        "    'The docstring.'\n"
        "    def inner(x: int, y='y') -> str:\n"
        "        nonlocal b\n"
        "        b += x\n"
        "        return a, b, args, k, sorted(rest), y\n"
        "    return inner\n"
        "class C:\n"
        "    'Another one.'\n"
        "    one = 1\n"
        "    @property\n"
        "    def p(self): return self.one + len(__class__.__name__)\n"
        "    @classmethod\n"
        "    def c(cls, *, key): return key\n"
        "class D(C):\n"
        "    def __init__(self, x): self.x = x\n"
        "    def __repr__(self): return f'D({self.x!r:>4}, {super().p})'\n"
        "def count(n):\n"
        "    try:\n"
        "        for i in range(n): got = yield i\n"
        "    except ValueError as e:\n"
        "        yield repr(e)\n"
        "    finally:\n"
        "        yield 'end'\n"
        "g = count(3)\n"
        "late = count(1)\n"
        "async def coroutine(): return [x async for x in agen()]\n"
        "async def agen():\n"
        "    yield 1\n"
        "    yield 2\n"
        "def run(c):\n"
        "    try:\n"
        "        while True: c.send(None)\n"
        "    except StopIteration as e: return e.value\n"
        "def match(v):\n"
        "    match v:\n"
        "        case [1, *more] | {'k': more}: return more\n"
        "        case D(x=3): return 'three'\n"
        "result = [outer(1)(2), outer(1, 5, 6, 7, k=8, z=9)(x=3), outer.__doc__, outer.__code__.co_varnames, "
        "C.__doc__,\n"
        "          outer(0).__annotations__, outer(0).__qualname__, D(3), D(x=4).p, C.c(key=5), next(g),\n"
        "          g.throw(ValueError('v')), list(g), run(coroutine()), match([1, 2]), match({'k': 3}), "
        "match(D(3)),\n"
        "          late.gi_frame.f_locals, late.gi_frame.f_lineno, late.gi_frame.f_lasti, list(late),\n"
        "          (lambda *a: a)(1, 2), outer.__kwdefaults__, count.__name__]\n");
    tear_down();
}

// Where an exception passed is in the positions, which handler took it in the exception table.
Test(freeze, lines_of_tracebacks) {
    expect_same_result(
        "def f(n):\n"
        "    if n:\n"
        "        return f(n - 1)\n"
        "    return (1 /\n"
        "            n)\n"
        "result = []\n"
        "try:\n"
        "    f(2)\n"
        "except ZeroDivisionError as e:\n"
        "    tb = e.__traceback__\n"
        "    while tb:\n"
        "        code = tb.tb_frame.f_code\n"
        "        result.append((code.co_name, tb.tb_lineno, list(code.co_positions())[tb.tb_lasti // 2]))\n"
        "        tb = tb.tb_next\n");
    tear_down();
}

static Code *function_code(Dict *names, const char *name) {
    return ((Function *)value_object(python_get(t, names, name)))->code;
}

Test(freeze, functions_are_made_when_first_called) {
    Bytes *frozen = freeze_text("def called(a, b): return a + b\n"
                                "def asked(): 'doc'; return 'constant'\n"
                                "def never(): return 0\n"
                                "x = called(1, b=2)\n"
                                "y = called(3, 4)\n"
                                "doc = asked.__doc__\n");
    Code *code = thaw_code(frozen);
    Dict *names = dict_new(t, 0);
    decref(t, eval_code(t, code, names, VALUE_NULL, VALUE_NULL));
    cr_assert(!error_pending(t));
    cr_expect_eq(python_int(t, names, "x"), 3);
    cr_expect_eq(python_int(t, names, "y"), 7);
    cr_expect_not_null(function_code(names, "called")->consts);
    cr_expect(function_code(names, "called")->simple_call);
    cr_expect_null(function_code(names, "never")->consts);
    cr_expect_null(function_code(names, "asked")->consts, "a docstring alone does not need the rest");
    expect_text(t, op_str(t, python_get(t, names, "doc")), "doc");
    python_run(t, names, "constants = asked.__code__.co_consts");
    expect_text(t, op_repr(t, python_get(t, names, "constants")), "('doc', 'constant', None)");
    decref_object(t, names);
    decref_object(t, code);
    decref_object(t, frozen);
    tear_down();
}

// The docstring is that of the first code, also if it was not asked for before another one came.
Test(freeze, docstrings_stay) {
    Dict *names = dict_new(t, 0);
    python_run(t, names,
               "def f(): 'one'\n"
               "def g(): 'two'\n"
               "f.__code__ = g.__code__\n"
               "del g.__doc__\n"
               "docs = f.__doc__, g.__doc__\n");
    expect_text(t, op_repr(t, python_get(t, names, "docs")), "('one', None)");
    decref_object(t, names);
    tear_down();
}

Test(freeze, what_no_compiler_makes_is_refused) {
    Dict *names = dict_new(t, 0);
    python_run(
        t, names,
        "code = compile('x = 1', '', 'exec')\ncode = code.replace(co_consts=([], *code.co_consts[1:]))\n");
    cr_expect(is_null(freeze(t, (Code *)value_object(python_get(t, names, "code")))));
    expect_error(t, EXC_ValueError, "a constant of type 'list' cannot be frozen");
    decref_object(t, names);
    tear_down();
}

static const char *const small = "def f(a, *, k=1.5):\n"
                                 "    'doc'\n"
                                 "    try: return [a, k, (1, 'two', b'3'), 1 << 70]\n"
                                 "    except E: pass\n";

static void expect_refusal(const void *data, size_t size) {
    cr_assert(is_null(thaw(t, data, size, file)), "%zu bytes", size);
    expect_error(t, EXC_ImportError,
                 "<frozen test>: this is no code that minipy " MINIPY_VERSION " has frozen");
}

// A copy in a block of its own, so that AddressSanitizer sees a look beyond it.
static char *copy_of(const Bytes *frozen, size_t size) {
    char *copy = malloc(size ? size : 1);
    memcpy(copy, frozen->data, size);
    return copy;
}

Test(freeze, truncated_data_is_refused) {
    Bytes *frozen = freeze_text(small);
    for (size_t size = 0; size < (size_t)frozen->length; size++) {
        char *copy = copy_of(frozen, size);
        cr_expect(!frozen_is_intact(copy, size));
        expect_refusal(copy, size);
        free(copy);
    }
    decref_object(t, frozen);
    tear_down();
}

// thaw itself looks at the stamp and the size only; in the builds that are there to find errors, at every
// bit.
Test(freeze, no_changed_byte_goes_unnoticed) {
    Bytes *frozen = freeze_text(small);
    size_t size = (size_t)frozen->length, always = offsetof(FrozenHeader, checksum);
#if defined MINIPY_SANITIZE || defined MINIPY_STRESS
    always = size;
#endif
    char *copy = copy_of(frozen, size);
    cr_expect(frozen_is_intact(copy, size));
    for (size_t i = 0; i < size; i++) {
        copy[i] ^= 0x5a;
        cr_expect(!frozen_is_intact(copy, size), "byte %zu", i);
        if (i < always)
            expect_refusal(copy, size);
        copy[i] ^= 0x5a;
    }
    free(copy);
    decref_object(t, frozen);
    tear_down();
}

// Thaws, runs and asks with the n-th allocation failing; whether it did not come to that.
static bool thaw_with_failure(const Bytes *frozen, int64_t n) {
    Dict *names = dict_new(t, 0);
    memory_fail_at(n, false);
    Value code = thaw(t, frozen->data, (size_t)frozen->length, file);
    Value result =
        is_null(code) ? code : eval_code(t, (Code *)value_object(code), names, VALUE_NULL, VALUE_NULL);
    memory_fail_at(0, false);
    bool done = !is_null(result);
    cr_assert(done || error_matches(t, EXC_MemoryError), "failure %d", (int)n);
    error_clear(t);
    decref(t, result);
    decref(t, code);
    decref_object(t, names);
    return done;
}

Test(freeze, any_allocation_may_fail) {
    Bytes *frozen = freeze_text(
        "def f(a, b): return [a, 'caf\\xe9', 1 << 70, (b'x', 2j, 1e300), a in {'x', 'y'}, a[1:2]]\n"
        "f('abc', b=f.__doc__)\n");
    int64_t n = 1;
    while (!thaw_with_failure(frozen, n))
        n++;
    cr_expect_gt(n, 1);
    decref_object(t, frozen);
    tear_down();
}
