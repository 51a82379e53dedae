// For unit tests that need Python code: a whole interpreter, texts run in it, and what was raised.
#ifndef PYTHON_H
#define PYTHON_H

#include "leak_check.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "stdlib/modules.h"
#include "vm/compile.h"
#include "vm/frame.h"
#include "vm/start.h"
#include <string.h>

static inline Thread *python_start(void) {
    StartOptions options = {.isolated = true};
    Thread *t = vm_start(&stdlib_modules, &options);
    cr_assert_not_null(t);
    return t;
}

static inline void python_stop(Thread *t) {
    vm_stop(t, 0);
    check_leaks();
}

// Takes the pending exception, which must be of that type with that message.
static inline void expect_error(Thread *t, TypeId exception, const char *message) {
    cr_assert(error_pending(t), "nothing was raised; expected: %s", message);
    bool matches = error_matches(t, exception);
    Value e = error_fetch(t);
    Str *text = op_str(t, e);
    size_t length;
    cr_expect(matches, "another type of exception");
    cr_expect_str_eq(str_wtf8(t, text, &length), message);
    decref_object(t, text);
    decref(t, e);
}

// Runs the text in that namespace; false: an exception is pending.
static inline bool python_try(Thread *t, Dict *names, const char *source) {
    Str *file = str_new(t, "<test>");
    CompileOptions options = {.filename = object_value(file), .mode = COMPILE_EXEC};
    Value code = compile_source(t, source, strlen(source), &options);
    decref_object(t, file);
    if (is_null(code))
        return false;
    Value result = eval_code(t, (Code *)value_object(code), names, VALUE_NULL, VALUE_NULL);
    decref(t, code);
    decref(t, result);
    return !is_null(result);
}

static inline void python_run(Thread *t, Dict *names, const char *source) {
    if (python_try(t, names, source))
        return;
    report_fatal(t);
    cr_assert(false, "an exception was raised");
}

// The value of a global; borrowed.
static inline Value python_get(Thread *t, Dict *names, const char *name) {
    Str *key = str_intern_utf8(t, name);
    Value v = dict_get_name(t, names, key);
    decref_object(t, key);
    return v;
}

static inline int64_t python_int(Thread *t, Dict *names, const char *name) {
    Value v = python_get(t, names, name);
    cr_assert(is_small_int(v), "%s is no small int", name);
    return small_int(v);
}

static inline void expect_text(Thread *t, Str *s, const char *expected) {
    cr_assert_not_null(s);
    size_t length;
    cr_expect_str_eq(str_wtf8(t, s, &length), expected);
    decref_object(t, s);
}

#endif
