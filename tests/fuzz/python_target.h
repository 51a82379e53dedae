// A fuzz target whose work is a function in Python: check(data), called with the input as bytes. What it
// answers does not matter; an exception that it lets through ends the program.
#ifndef PYTHON_TARGET_H
#define PYTHON_TARGET_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "stdlib/modules.h"
#include "vm/compile.h"
#include "vm/frame.h"
#include "vm/start.h"

typedef struct PythonTarget {
    Thread *t;
    Value check;
} PythonTarget;

static inline void python_target_fail(Thread *t) {
    Value e = error_fetch(t);
    Str *text = op_repr(t, e);
    fprintf(stderr, "%s\n", text ? str_wtf8(t, text, NULL) : "?");
    abort();
}

static inline void python_target_start(PythonTarget *target, const char *source) {
    static char *argv[] = {"fuzz"};
    StartOptions options = {.argc = 1, .argv = argv, .orig_argc = 1, .orig_argv = argv};
    Thread *t = target->t = vm_start(&stdlib_modules, &options);
    if (!t)
        abort();
    Str *name = str_new(t, "fuzz"), *check = str_intern_utf8(t, "check");
    Dict *globals = dict_new(t, 0);
    dict_set_name(t, globals, NAME(__builtins__), object_value(t->interp->builtins));
    dict_set_name(t, globals, NAME(__name__), object_value(name));
    CompileOptions compile = {.filename = object_value(name), .mode = COMPILE_EXEC, .optimize = -1};
    Value code = compile_source(t, source, strlen(source), &compile);
    if (!is_null(code))
        decref(t, eval_code(t, (Code *)value_object(code), globals, VALUE_NULL, VALUE_NULL));
    if (error_pending(t))
        python_target_fail(t);
    target->check = new_ref(dict_get_name(t, globals, check));
    decref(t, code);
    decref_object(t, globals);
    decref_object(t, name);
    decref_object(t, check);
}

static inline int python_target_run(PythonTarget *target, const char *source, const uint8_t *data,
                                    size_t size) {
    if (!target->t)
        python_target_start(target, source);
    Thread *t = target->t;
    Bytes *input = bytes_new(t, size ? (const void *)data : "", size);
    Value answer = op_call1(t, target->check, object_value(input));
    if (is_null(answer))
        python_target_fail(t);
    decref(t, answer);
    decref_object(t, input);
    return 0;
}

#endif
