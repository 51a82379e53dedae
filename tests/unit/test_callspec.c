// Calls of native functions against their signatures: CPython 3.11's messages, word for word.
#include "python.h"
#include "runtime/list.h"
#include "runtime/native.h"

static Thread *t;
static Value out[32];
static void set_up(void) {
    t = interp_new(NULL);
}
static void tear_down(void) {
    interp_free(t);
    check_leaks();
}
TestSuite(callspec, .init = set_up);

/* Calls name(1, 2, ..., positional numbers, *, keywords...) where keywords are parted by blanks; the values
 * go on counting. */
static bool call(const char *signature, const char *name, int positional, const char *keywords) {
    Value args[20], names[20];
    int count = 0;
    for (int i = 0; i < 20; i++)
        args[i] = small_int_value(i + 1);
    for (const char *s = keywords; *s; s += strspn(s, " ")) {
        size_t length = strcspn(s, " ");
        names[count++] = object_value(str_from_ascii(t, s, length));
        s += length;
    }
    Tuple *kwnames = count ? tuple_from_owned(t, names, count) : NULL;
    CallSpec *spec = callspec_parse(t, signature);
    cr_assert_not_null(spec);
    bool ok = callspec_bind(t, spec, name, args, positional, kwnames, out);
    callspec_free(t, spec);
    xdecref_object(t, kwnames);
    return ok;
}
static int64_t bound(int i) {
    return is_null(out[i]) ? 0 : small_int(out[i]);
}

Test(callspec, parameters_get_their_arguments) {
    const char *signature = "a, /, b, c=(1, ','), *, d=None, e";
    cr_expect(call(signature, "f", 2, "e"));
    cr_expect(bound(0) == 1 && bound(1) == 2 && !bound(2) && !bound(3) && bound(4) == 3);
    cr_expect(call(signature, "f", 1, "e d b"));
    cr_expect(bound(0) == 1 && bound(1) == 4 && !bound(2) && bound(3) == 3 && bound(4) == 2);
    cr_expect(call("", "f", 0, ""));
    cr_expect(call("x=None, /", "f", 0, "") && !bound(0));
    tear_down();
}

Test(callspec, what_a_signature_says) {
    CallSpec *spec = callspec_parse(t, "a, b='=,', /, c=[1, 2], *, d");
    cr_expect_eq(spec->positional_only, 2);
    cr_expect_eq(spec->positional, 3);
    cr_expect_eq(spec->total, 4);
    cr_expect_eq(spec->required, 1);
    cr_expect(!spec->optional[0] && spec->optional[1] && spec->optional[2] && !spec->optional[3]);
    callspec_free(t, spec);
    spec = callspec_parse(t, "*args");
    cr_expect(spec->raw);
    callspec_free(t, spec);
    tear_down();
}

static void expect_refused(const char *signature, const char *name, int positional, const char *keywords,
                           const char *message) {
    cr_expect(!call(signature, name, positional, keywords), "%s", message);
    expect_error(t, EXC_TypeError, message);
}

/* As CPython: time.time(1), len(), len(x=1), [].insert(1), isinstance(1), [].pop(1, 2). */
Test(callspec, positional_functions) {
    expect_refused("", "time.time", 1, "", "time.time() takes no arguments (1 given)");
    expect_refused("obj, /", "len", 0, "", "len() takes exactly one argument (0 given)");
    expect_refused("obj, /", "len", 0, "obj", "len() takes no keyword arguments");
    expect_refused("item, /", "list.append", 2, "", "list.append() takes exactly one argument (2 given)");
    expect_refused("item, /", "list.append", 0, "item", "list.append() takes no keyword arguments");
    expect_refused("index, object, /", "list.insert", 1, "", "insert expected 2 arguments, got 1");
    expect_refused("obj, cls, /", "isinstance", 3, "", "isinstance expected 2 arguments, got 3");
    expect_refused("index=-1, /", "list.pop", 2, "", "pop expected at most 1 argument, got 2");
    expect_refused("o, n, d=None, /", "getattr", 1, "", "getattr expected at least 2 arguments, got 1");
    expect_refused("o, n, d=None, /", "getattr", 4, "", "getattr expected at most 3 arguments, got 4");
    tear_down();
}

/* As CPython: open(), open(1, ..., 9 arguments), sum(), "".split(1, 2, 3), [].sort(1), and so on. */
Test(callspec, functions_with_keywords) {
    expect_refused("file, mode='r'", "open", 0, "", "open() missing required argument 'file' (pos 1)");
    expect_refused("file, mode='r'", "open", 3, "", "open() takes at most 2 arguments (3 given)");
    expect_refused("file, mode='r'", "open", 1, "nonsense",
                   "'nonsense' is an invalid keyword argument for open()");
    expect_refused("file, mode='r'", "open", 1, "file",
                   "argument for open() given by name ('file') and position (1)");
    expect_refused("iterable, /, start=0", "sum", 0, "",
                   "sum() takes at least 1 positional argument (0 given)");
    expect_refused("*, key=None, reverse=False", "list.sort", 1, "", "sort() takes no positional arguments");
    expect_refused("*, key=None, reverse=False", "list.sort", 0, "key reverse cmp",
                   "sort() takes at most 2 keyword arguments (3 given)");
    expect_refused("a, *, b=None", "f", 2, "", "f() takes exactly 1 positional argument (2 given)");
    expect_refused("a, c=None, *, b=None", "f", 3, "", "f() takes at most 2 positional arguments (3 given)");
    tear_down();
}
