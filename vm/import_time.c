#include "vm/import_time.h"

#include <stdio.h>

#include "runtime/error.h"
#include "runtime/os_thread.h"
#include "vm/frame.h"
#include "vm/start.h"

void import_time_begin(Thread *t, ImportTime *time) {
    ImportTime **innermost = &((VmThread *)t->vm)->import_time;
    *time = (ImportTime){.outer = *innermost, .began = os_now()};
    *innermost = time;
}

static void write_line(Thread *t, int64_t self, int64_t whole, int depth, Str *name) {
    Value pending = error_fetch(t);
    const char *text = str_wtf8(t, name, NULL);
    fprintf(stderr, "import time: %9lld | %10lld | %*s%s\n", (long long)self / 1000, (long long)whole / 1000, 2 * depth, "",
            text ? text : "?");
    error_clear(t);
    error_restore(t, pending);
}

void import_time_end(Thread *t, ImportTime *time, Str *name) {
    VmState *vm = t->interp->vm;
    int64_t whole = os_now() - time->began;
    int depth = 0;
    for (ImportTime *outer = time->outer; outer; outer = outer->outer)
        depth++;
    if (time->outer)
        time->outer->inner += whole;
    ((VmThread *)t->vm)->import_time = time->outer;
    if (!vm->import_time_begun)
        fputs("import time: self [us] | cumulative | imported package\n", stderr);
    vm->import_time_begun = true;
    write_line(t, whole - time->inner, whole, depth, name);
}
