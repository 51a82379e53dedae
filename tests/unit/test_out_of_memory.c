// Memory that runs out anywhere: each function of out_of_memory.py runs again and again while its first,
// second, third, ... allocation fails, until it needs no more. A run gives the usual result or a MemoryError,
// leaves nothing half done in the thread, and leaks nothing. In release builds most objects lie in pages that
// are there already; sanitized builds ask for each one.
#include "files.h"
#include "python.h"

/* Was the failure that was asked for still waiting to happen? */
static bool still_to_come(int64_t n) {
    bool come = false;
    for (int64_t i = 0; i < n && !come; i++) {
        void *block = mem_alloc(1);
        come = !block;
        mem_free(block);
    }
    return come;
}

typedef struct Run {
    Thread *t;
    const char *name;
    Value function, expected;
    int64_t n;
    bool lasting; /* all allocations after the n-th fail too */
} Run;

static void expect(const Run *run, bool ok, const char *otherwise) {
    cr_expect(ok, "%s, allocation %d%s: %s", run->name, (int)run->n, run->lasting ? "+" : "", otherwise);
}

/* What except* raises is in a group. */
static bool is_memory_error(Thread *t) {
    return error_matches(t, EXC_MemoryError) || error_matches(t, EXC_BaseExceptionGroup);
}

static void check_result(const Run *run, Value v) {
    Thread *t = run->t;
    expect(run, !t->frame && t->depth == 0, "a frame is still there");
    expect(run, !is_pointer(t->handled->exception), "an exception is still handled");
    expect(run, is_null(v) == error_pending(t), "a result and an exception, or none of both");
    if (is_null(v))
        expect(run, is_memory_error(t), "another exception");
    else
        expect(run, op_equal(t, v, run->expected) == 1, "another result");
    error_clear(t);
}

/* One call while the n-th allocation fails. false: it needs fewer. */
static bool run_failing(const Run *run) {
    memory_fail_at(run->n, run->lasting);
    Value v = op_call0(run->t, run->function);
    bool failed = run->lasting || !still_to_come(run->n);
    memory_fail_at(0, false);
    check_result(run, v);
    decref(run->t, v);
    return failed;
}

static void run_all_failures(Thread *t, const char *name, Value function) {
    Value expected = op_call0(t, function);
    if (is_null(expected))
        report_fatal(t);
    cr_assert(!is_null(expected), "%s fails without any help", name);
    Run run = {t, name, function, expected, 1, false}, lasting = run;
    lasting.lasting = true;
    for (; run_failing(&run); run.n = ++lasting.n)
        run_failing(&lasting);
    decref(t, expected);
}

Test(out_of_memory, every_allocation_may_fail) {
    Thread *t = python_start();
    Dict *names = dict_new(t, 0);
    size_t length;
    char *source = read_file(MINIPY_SOURCE_DIR "/tests/unit/out_of_memory.py", &length);
    python_run(t, names, source);
    free(source);
    python_run(t, names, "sys.stderr = None"); /* what finalizers could not do is no failure */
    Value key, v;
    for (int64_t position = 0; dict_next(names, &position, &key, &v);)
        if (is_function(v) && str_at(value_str(key), 0) != '_')
            run_all_failures(t, str_wtf8(t, value_str(key), &length), v);
    decref_object(t, names);
    python_stop(t);
}
