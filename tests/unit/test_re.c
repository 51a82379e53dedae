// Regular expressions that need too much: they raise, and the next ones work.
#include <criterion/criterion.h>

#include "python.h"

static Value run(Thread *t, const char *expression) {
    Dict *globals = dict_new(t, 0);
    dict_set_name(t, globals, NAME(__builtins__), object_value(t->interp->builtins));
    Str *name = str_new(t, "test");
    CompileOptions options = {.filename = object_value(name), .mode = COMPILE_EVAL, .optimize = -1};
    Value code = compile_source(t, expression, strlen(expression), &options);
    Value v =
        is_null(code) ? code : eval_code(t, (Code *)value_object(code), globals, VALUE_NULL, VALUE_NULL);
    decref(t, code);
    decref_object(t, globals);
    decref_object(t, name);
    return v;
}

static void expect_true(Thread *t, const char *expression) {
    Value v = run(t, expression);
    cr_expect(is_true(v), "not true: %s", expression);
    decref(t, v);
    error_clear(t);
}

#define RE "__import__('re')."

Test(re, catastrophic) {
    Thread *t = python_start();
    cr_expect(is_null(run(t, RE "match('(a+)+$', 'a' * 60 + 'b')")));
    expect_error(t, EXC_RuntimeError,
                 "the regular expression tried 100000000 ways to match without an end in sight");
    expect_true(t, RE "match('(a+)+$', 'a' * 60).end() == 60");
    python_stop(t);
}

// Code of more than 64K units is made for another width.
Test(re, large) {
    Thread *t = python_start();
    expect_true(t, RE "match('|'.join('word%d;' % i for i in range(20000)), 'word19999;').end() == 10");
    expect_true(t, RE "sub('|'.join('w%d;' % i for i in range(20000)), '-', '\\u1234w1;w2;') == '\\u1234--'");
    expect_true(t, RE "match('(?:ab){0,70000}', 'ab' * 80000).end() == 140000");
    expect_true(t, RE "match('(?:a|b)*c', 'ab' * 500000) is None");
    python_stop(t);
}

Test(re, refused) {
    Thread *t = python_start();
    cr_expect(is_null(run(t, RE "compile('a', " RE "DEBUG)")));
    expect_error(t, EXC_NotImplementedError, "re.DEBUG is not supported");
    cr_expect(is_null(run(t, RE "compile('(a){70000}').match('')")));
    expect_error(t, EXC_OverflowError, "the repetition number is too large");
    cr_expect(is_null(run(t, RE "match('(?<=' + 'a' * 70000 + ')b', 'b')")));
    expect_error(t, EXC_OverflowError, "looks too much behind");
    python_stop(t);
}
