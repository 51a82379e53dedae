// Any bytes must load as an object or raise. Only names of a few harmless modules are found: a pickle may call anything.
#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>
#include <unistd.h>

#include "runtime/error.h"
#include "runtime/gc.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/signals.h"
#include "runtime/str.h"
#include "stdlib/modules.h"
#include "stdlib/pickle.h"
#include "vm/start.h"

static Thread *start(void) {
    static char *argv[] = {"fuzz"};
    StartOptions options = {.argc = 1, .argv = argv, .orig_argc = 1, .orig_argv = argv};
    Thread *t = vm_start(&stdlib_modules, &options);
    if (!t)
        abort();
    signals_init(t);
    Str *name = str_intern_utf8(t, "pickle");
    Value module = t->interp->hooks.import(t, name);
    if (is_null(module))
        abort();
    decref(t, module);
    decref_object(t, name);
    return t;
}

// list, dict and their like, and classes of `collections`: their constructors end.
static Value find_class(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    static const char *const allowed[] = {"list",  "dict",       "set",     "tuple",     "Exception", "ValueError",
                                          "slice", "memoryview", "complex", "bytearray", "OrderedDict"};
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if (is_str(args[1]) && str_equal_ascii(value_str(args[1]), allowed[i]))
            return pickle_find_class(t, args[0], args[1], 4, true);
    return raise_value_error(t, "not allowed");
}

static const MethodDef find_class_def = {"find_class", find_class, "module, name, /", NULL, 0};

static void load(Thread *t, const uint8_t *data, size_t size) {
    PickleReader r;
    pickle_reader_init(&r, t);
    Value options[4] = {VALUE_NULL, VALUE_NULL, VALUE_NULL, VALUE_NULL};
    Bytes *bytes = bytes_new(t, data, size);
    if (bytes && pickle_reader_configure(&r, options) &&
        buffer_get(t, object_value(bytes), &r.view, BUFFER_SIMPLE)) {
        r.data = r.view.data;
        r.length = (size_t)r.view.length;
        r.find_class = native_new(t, &find_class_def, NULL);
        Value v = pickle_load(&r);
        if (is_null(v) != error_pending(t))
            __builtin_trap();
        decref(t, v);
    }
    xdecref_object(t, bytes);
    error_clear(t);
    pickle_reader_fini(&r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static Thread *t;
    static int runs;
    if (!t)
        t = start();
    load(t, data, size);
    if (++runs % 1000 == 0)
        gc_collect(t, 2);
    return 0;
}
