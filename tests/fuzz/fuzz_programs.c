// Runs small generated programs. What they compute does not matter: nothing may crash, leak, hang or break an
// assertion.
#include "programs_maker.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include "runtime/signals.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/str.h"
#include "stdlib/modules.h"
#include "vm/compile.h"
#include "vm/frame.h"
#include "vm/start.h"

enum { PROGRAM_ROOM = 20000, MILLISECONDS = 1000 };

// A program that takes too long is ended as Ctrl-C would.
static void on_alarm(int number) {
    (void)number;
    kill(getpid(), SIGINT);
}

static void set_alarm(int milliseconds) {
    struct itimerval when = {.it_value = {milliseconds / 1000, milliseconds % 1000 * 1000}};
    setitimer(ITIMER_REAL, &when, NULL);
}

static Thread *start(void) {
    static char *argv[] = {"fuzz"};
    StartOptions options = {.argc = 1, .argv = argv, .orig_argc = 1, .orig_argv = argv};
    signal(SIGALRM, on_alarm);
    Thread *t = vm_start(&stdlib_modules, &options);
    if (!t)
        abort();
    signals_init(t);
    return t;
}

static void run(Thread *t, const char *source, size_t length) {
    Str *name = str_from_utf8(t, "fuzz", 4);
    Dict *globals = dict_new(t, 0);
    dict_set_name(t, globals, NAME(__builtins__), object_value(t->interp->builtins));
    dict_set_name(t, globals, NAME(__name__), object_value(name));
    CompileOptions options = {.filename = object_value(name), .mode = COMPILE_EXEC, .optimize = -1};
    Value code = compile_source(t, source, length, &options);
    if (!is_null(code)) {
        set_alarm(MILLISECONDS);
        decref(t, eval_code(t, (Code *)value_object(code), globals, VALUE_NULL, VALUE_NULL));
        set_alarm(0);
        decref(t, code);
    }
    error_clear(t);
    decref_object(t, globals);
    decref_object(t, name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static Thread *t;
    static char source[PROGRAM_ROOM];
    if (!t)
        t = start();
    size_t length = programs_make(data, size, source, sizeof source);
    if (getenv("FUZZ_SHOW"))
        fwrite(source, 1, length, stderr);
    run(t, source, length);
    return 0;
}
