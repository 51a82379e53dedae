/* How an interpreter ends, in CPython's order: threads, atexit, streams; and if anybody could notice it, modules and objects. */
#include <stdio.h>
#include <unistd.h>

#include "runtime/callable.h"
#include "runtime/codec.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/gc.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/signals.h"
#include "runtime/str.h"
#include "runtime/thread.h"
#include "runtime/type.h"
#include "runtime/weakref.h"
#include "vm/fault.h"
#include "vm/frame.h"
#include "vm/start.h"
#include "vm/twin.h"
#include "vm/watch.h"

/* Calls a function of a module if that module has been imported. */
static void call_if_loaded(Thread *t, const char *module, Str *function) {
    Str *name = str_intern_utf8(t, module);
    Value there = name ? dict_get(t, t->interp->sys_modules, object_value(name)) : VALUE_NULL;
    if (!is_null(there)) {
        Value result = op_call_method0(t, there, function);
        if (is_null(result))
            error_unraisable(t, NULL, there);
        decref(t, result);
    }
    xdecref_object(t, name);
}

void vm_show_refcount(Thread *t) {
    if (((VmState *)t->interp->vm)->options.show_refcount)
        fprintf(stderr, "[%lld refs, %lld blocks]\n", (long long)memory_count_references(t->interp),
                (long long)memory_count_objects(t->interp));
}

void vm_flush_output(Thread *t) {
    Value exception = error_fetch(t);
    Str *const names[] = {NAME(stderr), NAME(stdout)};
    for (int i = 0; i < 2; i++) {
        Value stream = dict_get_name(t, t->interp->sys, names[i]);
        if (!is_null(stream) && !is_none(stream))
            decref(t, op_call_method0(t, stream, NAME(flush)));
        error_clear(t);
    }
    error_restore(t, exception);
}

/* Flushes sys.stdout and sys.stderr; false: stdout could not be. */
static bool flush_streams(Thread *t) {
    bool ok = true;
    Str *const names[] = {NAME(stdout), NAME(stderr)};
    for (int i = 0; i < 2; i++) {
        Value stream = dict_get_name(t, t->interp->sys, names[i]);
        if (is_null(stream) || is_none(stream))
            continue;
        Value closed = op_getattr_optional(t, stream, NAME(closed));
        error_clear(t);
        bool skip = is_true(closed);
        decref(t, closed);
        Value result = skip ? VALUE_NONE : op_call_method0(t, stream, NAME(flush));
        if (is_null(result) && i == 0) {
            error_unraisable(t, NULL, stream);
            ok = false;
        }
        error_clear(t);
        decref(t, result);
    }
    return ok;
}

/* Modules end as in CPython: __main__ and the others lose their names first, then their namespaces are
 * cleared, so that __del__ methods run. */
static void clear_module_dict(Thread *t, Dict *dict) {
    for (int pass = 0; pass < 2; pass++) {
        int64_t position = 0;
        Value key, v;
        while (dict_next(dict, &position, &key, &v)) {
            bool private = is_str(key) && value_str(key)->length && str_at(value_str(key), 0) == '_';
            bool wanted = pass == 0
                              ? private && !(value_str(key)->length > 1 && str_at(value_str(key), 1) == '_')
                              : !is_str(key) || !str_equal_ascii(value_str(key), "__builtins__");
            if (wanted && !is_none(v))
                dict_set(t, dict, key, VALUE_NONE);
        }
    }
}

/* What the program added goes, while its __del__ methods still find what was there before. */
static void restore_builtins(Thread *t) {
    Interp *interp = t->interp;
    VmState *vm = interp->vm;
    Dict *last = dict_copy(t, interp->builtins);
    int64_t position = 0;
    Value key, v;
    dict_clear(t, interp->builtins);
    while (dict_next(vm->builtins, &position, &key, &v))
        dict_set(t, interp->builtins, key, v);
    xdecref_object(t, last);
    error_clear(t);
}

static void end_modules(Thread *t) {
    Interp *interp = t->interp;
    List *modules = list_new(t, 0);
    int64_t position = 0;
    Value key, v;
    while (modules && dict_next(interp->sys_modules, &position, &key, &v))
        if (is_module(v) && module_dict(v) != interp->sys && module_dict(v) != interp->builtins)
            list_append(t, modules, v);
    Value warnings = new_ref(dict_get_name(t, interp->sys_modules, NAME(warnings)));
    dict_clear(t, interp->sys_modules);
    if (!is_null(warnings)) /* stays where warn() looks for it, until its own turn to be cleared comes */
        dict_set_name(t, interp->sys_modules, NAME(warnings), warnings);
    decref(t, warnings);
    for (int64_t i = 0; modules && i < modules->length; i++)
        if (object_refcount(value_object(modules->items[i])) == 1)
            value_store(t, &modules->items[i], VALUE_NONE);
    restore_builtins(t);
    gc_collect(t, 2);
    for (int64_t i = 0; modules && i < modules->length; i++)
        if (is_module(modules->items[i]))
            clear_module_dict(t, module_dict(modules->items[i]));
    dict_clear(t, interp->sys_modules);
    xdecref_object(t, modules);
    gc_collect(t, 2);
}

/* What module sys holds of the program's objects goes first; the streams are those of the start again. */
static void release_special(Thread *t) {
    static const char *const dropped[] = {"path",
                                          "argv",
                                          "ps1",
                                          "ps2",
                                          "last_type",
                                          "last_value",
                                          "meta_path",
                                          "path_hooks",
                                          "last_traceback",
                                          "path_importer_cache"};
    static const char *const restored[] = {"stdin",      "__stdin__", "stdout",
                                           "__stdout__", "stderr",    "__stderr__"};
    Dict *sys = t->interp->sys;
    Str *underscore = str_intern_utf8(t, "_");
    if (underscore && !is_null(dict_get_name(t, t->interp->builtins, underscore)))
        dict_set_name(t, t->interp->builtins, underscore, VALUE_NONE);
    xdecref_object(t, underscore);
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        dict_set_text(t, sys, dropped[i], VALUE_NONE);
    for (size_t i = 0; i < sizeof restored / sizeof *restored; i += 2) {
        Str *original = str_intern_utf8(t, restored[i + 1]);
        Value stream = original ? dict_get_name(t, sys, original) : VALUE_NULL;
        dict_set_text(t, sys, restored[i], is_null(stream) ? VALUE_NONE : new_ref(stream));
        xdecref_object(t, original);
    }
}

enum { MAX_STREAMS = 16 };
typedef struct LastWords {
    bool found;
    Object *streams[MAX_STREAMS]; /* borrowed */
    int stream_count;
} LastWords;

/* Is it a function with which one of the library's containers tidies itself up when an element dies? Those are private to
 * a module or local to a function, and refer to the container weakly and to others of their kind. A callback that a
 * program has handed over would show in the closure. */
static bool is_housekeeping(Value callback, int depth) {
    if (!is_function(callback) || depth == 0)
        return false;
    const Function *function = (Function *)value_object(callback);
    const Code *code = function->code;
    if (!code->frozen || (str_at(code->name, 0) != '_' && code->name == code->qualname))
        return false;
    const Value held[] = {function->closure, function->defaults};
    for (int i = 0; i < 2; i++)
        for (int64_t j = 0; !is_null(held[i]) && j < value_tuple(held[i])->length; j++) {
            Value v = value_tuple(held[i])->items[j];
            if (has_layout(v, TYPE_CELL))
                v = ((Cell *)value_object(v))->value;
            if (!is_null(v) && !is_none(v) && !has_layout(v, TYPE_WEAKREF) && !is_housekeeping(v, depth - 1))
                return false;
        }
    return true;
}

/* Can the end of an object be noticed? Of what is older than the program, only streams have finalizers: they
 * need to be flushed, whoever has them now. */
static void look_for_last_words(Object *o, void *arg) {
    LastWords *words = arg;
    bool finalizer = o->type->slots.finalize && !(o->flags & OBJECT_FINALIZED);
    if (finalizer && o->flags & OBJECT_FROZEN && words->stream_count < MAX_STREAMS) {
        words->streams[words->stream_count++] = o;
        return;
    }
    TypeId layout = o->type->layout;
    bool weak = layout == TYPE_WEAKREF || layout == TYPE_WEAKPROXY || layout == TYPE_WEAKCALLABLEPROXY;
    Value callback = weak ? ((WeakRef *)o)->callback : VALUE_NULL;
    if (finalizer || (!is_null(callback) && !is_housekeeping(callback, 2)))
        words->found = true;
}

/* Most programs have nothing at their end that could be noticed: finalizers, callbacks of weak references,
 * who watches the collector. Then nobody sees whether modules and cycles were taken apart before the process
 * went, and only the streams of the start are flushed. */
static bool end_is_noticed(Thread *t) {
    const CollectorState *collector = &t->interp->collector;
    LastWords words = {.found = collector->debug || (collector->callbacks && collector->callbacks->length) ||
                                collector->frozen != ((VmState *)t->interp->vm)->frozen_at_start};
    if (!words.found)
        memory_each_object(t->interp, look_for_last_words, &words);
    for (int i = 0; !words.found && i < words.stream_count; i++) {
        decref(t, op_call_method0(t, object_value(words.streams[i]), NAME(flush)));
        error_clear(t);
    }
    return words.found;
}

/* As in CPython, only the first of the last collections is told to gc.callbacks. */
static void drop_collector_callbacks(Thread *t) {
    List *callbacks = t->interp->collector.callbacks;
    t->interp->collector.callbacks = NULL;
    xdecref_object(t, callbacks);
}

/* What is no module's. */
static void drop_rest(Thread *t) {
    CollectorState *collector = &t->interp->collector;
    VmState *vm = t->interp->vm;
    Dict *builtins = vm->builtins;
    List *garbage = collector->garbage;
    vm->builtins = NULL;
    collector->garbage = NULL;
    xdecref_object(t, builtins);
    xdecref_object(t, garbage);
    value_clear(t, &t->context);
    watch_end(t);
}

static void end_objects(Thread *t) {
    Interp *interp = t->interp;
    if (interp->collector.enabled)
        gc_collect(t, 2); /* while all modules are there for the finalizers */
    drop_collector_callbacks(t);
    release_special(t);
    end_modules(t);
    vm_flush_output(t); /* what finalizers wrote; a failure has been told before */
    error_clear(t);
    VmState *vm = interp->vm;
    value_clear(t, &vm->import_function);
    value_clear(t, &vm->library_path);
    value_clear(t, &vm->library_first);
    if (vm->ast)
        ast_classes_free(t, vm->ast);
    vm->ast = NULL;
    clear_module_dict(t, interp->sys);
    dict_clear(t, interp->sys);
    dict_clear(t, interp->builtins);
    dict_clear(t, vm->builtins);
    type_cache_clear(t);
    codec_fini(t); /* modules of codecs are cycles */
    gc_collect(t, 2);
    drop_rest(t);
    error_clear(t);
    xdecref_object(t, vm->replaced_codes);
    vm->replaced_codes = NULL;
}

static int end(Thread *t, int status, bool give_back) {
    Interp *interp = t->interp;
    VmState *vm = interp->vm;
    call_if_loaded(t, "threading", NAME(_shutdown));
    call_if_loaded(t, "atexit", NAME(_run_exitfuncs));
    if (!flush_streams(t))
        status = 120;
    gil_close(t);
    interp->finalizing = true;
    signals_forget(t);
    if (give_back || vm->options.show_refcount || end_is_noticed(t))
        end_objects(t);
    vm_show_refcount(t);
    if ((!views_end(&vm->views, t) | !twin_audit_end(t)) && !status)
        status = 1;
    return status;
}

int vm_end(Thread *t, int status) {
    return end(t, status, false);
}

int vm_stop(Thread *t, int status) {
    VmState *vm = t->interp->vm;
    status = end(t, status, true);
    if (t->interp->has_orphans) { /* in the child of a fork: what other threads had can be given back by nobody, so leaks are
                                     not looked for */
        fflush(NULL);
        _exit(status);
    }
    if (!thread_is_last(t))
        return status;
    fault_end(t);
    vm_thread_end(t);
    views_free(&vm->views, t->interp);
    interp_free(t);
    mem_free(vm);
    return status;
}
