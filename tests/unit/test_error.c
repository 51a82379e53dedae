// Raising: messages, classes by errno, context, causes, MemoryError without memory, exception groups.
#include "leak_check.h"
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include <errno.h>

static Thread *t;

static void set_up(void) {
    t = interp_new(NULL);
}
static void tear_down(void) {
    interp_free(t);
}
TestSuite(error, .init = set_up, .fini = tear_down);

// Checks repr or str of v and releases it.
static void check_text(Value v, Str *(*text)(Thread *, Value), const char *expected) {
    cr_assert(!is_null(v));
    Str *s = text(t, v);
    cr_assert_not_null(s);
    size_t length;
    cr_expect_str_eq(str_utf8(t, s, &length), expected);
    decref_object(t, s);
    decref(t, v);
}

static Value value_error(const char *message) {
    raise(t, EXC_ValueError, "%s", message);
    return error_fetch(t);
}

Test(error, formats) {
    Str *name = str_new(t, "n\xc3\xa4me");
    raise(t, EXC_TypeError, "%d|%5.2f|%.3s|%c|%zd|%U|%R|%T|%%", -7, 2.5, "abcdef", 'x', (ssize_t)9, name,
          object_value(name), small_int_value(1));
    decref_object(t, name);
    check_text(error_fetch(t), op_str, "-7| 2.50|abc|x|9|n\xc3\xa4me|'n\xc3\xa4me'|int|%");
}

Test(error, reprs_and_special_texts) {
    check_text(value_error("no"), op_repr, "ValueError('no')");
    raise_key_error(t, small_int_value(3));
    check_text(error_fetch(t), op_str, "3");
    raise_stop_iteration(t, small_int_value(5));
    Value stop = error_fetch(t);
    cr_expect(value_is(((StopIterationException *)value_object(stop))->value, small_int_value(5)));
    decref(t, stop);
}

Test(error, errno_chooses_the_class) {
    Str *path = str_new(t, "/nowhere");
    raise_errno(t, ENOENT, object_value(path), VALUE_NULL);
    decref_object(t, path);
    cr_expect(error_matches(t, EXC_FileNotFoundError));
    cr_expect(error_matches(t, EXC_OSError));
    check_text(error_fetch(t), op_str, "[Errno 2] No such file or directory: '/nowhere'");
}

Test(error, context_is_the_handled_exception_without_cycles) {
    Value first = value_error("first"), second = value_error("second");
    ExceptionFrame handled = {first, NULL};
    t->handled = &handled;
    raise_value(t, second);
    cr_expect(value_is(value_exception(second)->context, first));
    error_clear(t);
    handled.exception = second;
    raise_value(t, first);
    cr_expect(value_is(value_exception(first)->context, second));
    cr_expect(is_null(value_exception(second)->context));
    error_clear(t);
    t->handled = NULL;
    decref(t, first);
    decref(t, second);
}

Test(error, raise_from_suppresses_context) {
    raise_from(t, object_value(builtin_type(t, EXC_ValueError)), VALUE_NONE);
    cr_expect(value_exception(t->exception)->suppress_context);
    error_clear(t);
    raise_from(t, object_value(builtin_type(t, EXC_ValueError)), small_int_value(1));
    check_text(error_fetch(t), op_str, "exception causes must derive from BaseException");
}

Test(error, memory_error_needs_no_memory) {
    memory_fail_at(1, true);
    for (int i = 0; i < 10; i++) {
        raise_no_memory(t);
        cr_expect(error_matches(t, EXC_MemoryError));
    }
    memory_fail_at(0, false);
    error_clear(t);
    error_clear(t);
    decref(t, value_error("memory is back"));
    raise_no_memory(t);
    cr_expect_eq(object_refcount(value_object(t->exception)), 1);
    error_clear(t);
}

Test(error, groups_split_by_type) {
    Value errors[2] = {value_error("a"), VALUE_NULL};
    raise(t, EXC_TypeError, "b");
    errors[1] = error_fetch(t);
    List *list = list_from_owned(t, errors, 2);
    Str *message = str_new(t, "several");
    Value args[2] = {object_value(message), object_value(list)};
    Value group = op_call(t, object_value(builtin_type(t, EXC_BaseExceptionGroup)), args, 2, NULL);
    decref_object(t, list);
    decref_object(t, message);
    cr_assert(!is_null(group));
    cr_expect_eq(type_of(t, group)->id, EXC_ExceptionGroup);
    Value match, rest;
    cr_expect(exception_group_match(t, group, object_value(builtin_type(t, EXC_TypeError)), &match, &rest));
    check_text(match, op_repr, "ExceptionGroup('several', [TypeError('b')])");
    check_text(rest, op_str, "several (1 sub-exception)");
    decref(t, group);
}
