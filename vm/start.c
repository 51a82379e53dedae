/* From nothing to an interpreter that can run a script, and back. */
#include "vm/start.h"
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/thread.h"
#include "runtime/signals.h"
#include "runtime/str.h"
#include "runtime/codec.h"
#include "runtime/gc.h"
#include "runtime/type.h"
#include "runtime/weakref.h"
#include "vm/fault.h"
#include "vm/generator.h"
#include "vm/watch.h"
#include "vm/twin.h"
#include <stdio.h>
#include <unistd.h>

static const TypeDef *const vm_types[TYPE_COUNT] = {
    [TYPE_CODE] = &code_type_def,
    [TYPE_FRAME] = &frame_type_def,
    [TYPE_FUNCTION] = &function_type_def,
    [TYPE_GENERATOR] = &generator_type_def,
    [TYPE_COROUTINE] = &coroutine_type_def,
    [TYPE_COROUTINE_WRAPPER] = &coroutine_wrapper_type_def,
    [TYPE_ASYNC_GENERATOR] = &async_generator_type_def,
    [TYPE_ASYNC_GENERATOR_ASEND] = &async_generator_asend_type_def,
    [TYPE_ASYNC_GENERATOR_ATHROW] = &async_generator_athrow_type_def,
    [TYPE_ASYNC_GENERATOR_WRAPPED_VALUE] = &async_generator_wrapped_value_type_def,
    [TYPE_ANEXT_AWAITABLE] = &anext_awaitable_type_def,
};

extern const ModuleDef ast_module_def, dis_module_def, fault_module_def, gil_module_def, refcount_module_def,
    symtable_module_def, traceback_module_def;
const ModuleDef *const vm_modules[] = {&ast_module_def,      &dis_module_def,      &fault_module_def,
                                       &gil_module_def,      &refcount_module_def, &symtable_module_def,
                                       &traceback_module_def, NULL};

/* ---- hooks ---- */

static Value hook_globals(Thread *t) {
    return t->frame ? object_value(t->frame->function->globals) : VALUE_NULL;
}

/* super(): the first argument of the running function, and the class that its __class__ cell holds. */
static Value hook_super(Thread *t, Value *class) {
    Frame *frame = t->frame;
    if (!frame)
        return raise(t, EXC_RuntimeError, "super(): no current frame");
    Code *code = frame->code;
    if (!code->argcount && !(code->flags & CODE_VARARGS))
        return raise(t, EXC_RuntimeError, "super(): no arguments");
    Value first = code->argcount ? frame->regs[0] : VALUE_NULL;
    if (is_exact(first, TYPE_CELL))
        first = ((Cell *)value_object(first))->value;
    if (is_null(first))
        return raise(t, EXC_RuntimeError,
                     code->argcount ? "super(): arg[0] deleted" : "super(): no arguments");
    for (uint32_t i = 0; i < code->free_count; i++) {
        if (code->free_names[i] != NAME(__class__) && !str_equal(code->free_names[i], NAME(__class__)))
            continue;
        Value inside = ((Cell *)value_object(value_tuple(frame->function->closure)->items[i]))->value;
        if (is_null(inside))
            return raise(t, EXC_RuntimeError, "super(): empty __class__ cell");
        if (!is_type(inside))
            return raise(t, EXC_RuntimeError, "super(): __class__ is not a type (%T)", inside);
        *class = new_ref(inside);
        return new_ref(first);
    }
    return raise(t, EXC_RuntimeError, "super(): __class__ cell not found");
}

static Value hook_frame(Thread *t) {
    return t->frame ? frame_object(t, t->frame) : VALUE_NONE;
}

static GilSite hook_site(Thread *t) {
    Frame *frame = t->frame;
    if (!frame)
        return (GilSite){0};
    return (GilSite){str_wtf8(t, frame->code->filename, NULL), frame_line(frame)};
}

static void hook_after_fork(Thread *t) {
    views_after_fork(&((VmState *)t->interp->vm)->views);
}

static void hook_leaving(Thread *t) {
    views_end(&((VmState *)t->interp->vm)->views, t);
    twin_audit_end(t);
}

static void set_hooks(Interp *interp) {
    interp->hooks = (InterpHooks){
        .current_globals = hook_globals,
        .import = import_module,
        .super_arguments = hook_super,
        .current_frame = hook_frame,
        .current_site = hook_site,
        .look_at_watched = watch_look,
        .object_ended = watch_object_ended,
        .thread_begin = vm_thread_begin,
        .thread_end = vm_thread_end,
        .thread_free = vm_thread_free,
        .after_fork = hook_after_fork,
        .leaving = hook_leaving,
#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
        .current_place = twin_place,
        .stop = twin_stop,
#endif
    };
}

static void configure_gil(Thread *t, const GilOptions *options) {
    gil_set_policy(t, options->policy);
    if (options->has_handoff)
        gil_set_handoff(t, options->handoff);
    if (options->interval)
        gil_set_interval(t, options->interval);
    if (options->interval_ns)
        gil_set_interval_ns(t, options->interval_ns);
}

/* ---- builtins ---- */

static const TypeId builtin_names[] = {
    TYPE_BOOL,      TYPE_BYTEARRAY,  TYPE_BYTES,        TYPE_CLASSMETHOD, TYPE_COMPLEX, TYPE_DICT,
    TYPE_ENUMERATE, TYPE_FILTER,     TYPE_FLOAT,        TYPE_FROZENSET,   TYPE_INT,     TYPE_LIST,
    TYPE_MAP,       TYPE_MEMORYVIEW, TYPE_OBJECT,       TYPE_PROPERTY,    TYPE_RANGE,   TYPE_REVERSED,
    TYPE_SET,       TYPE_SLICE,      TYPE_STATICMETHOD, TYPE_STR,         TYPE_SUPER,   TYPE_TUPLE,
    TYPE_TYPE,      TYPE_ZIP,
};

static bool add_type(Thread *t, Dict *builtins, TypeId id) {
    Type *type = builtin_type(t, id);
    Str *name = str_intern(t, (Str *)value_object(new_object_ref(type->name)));
    bool ok = name && dict_set_name(t, builtins, name, object_value(type));
    xdecref_object(t, name);
    return ok;
}

static bool add_builtins(Thread *t, Value module) {
    Dict *dict = module_dict(module);
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof builtin_names / sizeof *builtin_names; i++)
        ok = add_type(t, dict, builtin_names[i]);
    for (TypeId id = EXC_BaseException; ok && id < TYPE_COUNT; id++)
        ok = add_type(t, dict, id);
    ok = ok && dict_set_text(t, dict, "EnvironmentError", new_object_ref(builtin_type(t, EXC_OSError))) &&
         dict_set_text(t, dict, "IOError", new_object_ref(builtin_type(t, EXC_OSError))) &&
         dict_set_text(t, dict, "NotImplemented", VALUE_NOTIMPLEMENTED) &&
         dict_set_text(t, dict, "Ellipsis", VALUE_ELLIPSIS) && dict_set_text(t, dict, "None", VALUE_NONE) &&
         dict_set_text(t, dict, "True", VALUE_TRUE) && dict_set_text(t, dict, "False", VALUE_FALSE) &&
         dict_set_text(t, dict, "__debug__", bool_value(((VmState *)t->interp->vm)->options.optimize == 0));
    Str *name = ok ? str_intern_utf8(t, "builtins") : NULL;
    ok = name != NULL;
    const MethodDef *const tables[] = {vm_builtins, exec_builtins};
    for (int i = 0; ok && i < 2; i++)
        for (const MethodDef *def = tables[i]; ok && def->name; def++)
            ok = dict_set_text(t, dict, def->name, native_new(t, def, name));
    xdecref_object(t, name);
    return ok;
}

static const ModuleDef *native_def(Thread *t, const char *name) {
    for (const ModuleDef *const *def = ((VmState *)t->interp->vm)->modules->native; *def; def++)
        if (!strcmp((*def)->name, name))
            return *def;
    return NULL;
}

static bool init_modules(Thread *t, const ModuleTable *modules) {
    Interp *interp = t->interp;
    interp->sys_modules = dict_new(t, 64);
    Value builtins = module_from_def(t, native_def(t, "builtins"));
    if (!interp->sys_modules || is_null(builtins))
        return false;
    interp->builtins = module_dict(builtins);
    incref_object(interp->builtins);
    Value sys = add_builtins(t, builtins) ? module_from_def(t, &sys_module_def) : VALUE_NULL;
    if (is_null(sys))
        return false;
    interp->sys = module_dict(sys);
    incref_object(interp->sys);
    bool ok = dict_set_text(t, interp->sys_modules, "builtins", builtins) && import_init(t, modules) &&
              dict_set_text(t, interp->sys_modules, "sys", new_ref(sys)) && sys_init(t, sys);
    if (ok) {
        Value io = import_module_text(t, "_io");
        Value open = is_null(io) ? VALUE_NULL : op_getattr(t, io, NAME(open));
        ok = !is_null(open) && dict_set_text(t, interp->builtins, "open", open);
        decref(t, io);
    }
    decref(t, sys);
    VmState *vm = interp->vm;
    vm->builtins = ok ? dict_copy(t, interp->builtins) : NULL;
    return vm->builtins && stdio_init(t) && (vm->options.no_site || site_init(t));
}

Thread *vm_start(const ModuleTable *modules, const StartOptions *options) {
    Thread *t = interp_new(vm_types);
    VmState *vm = t ? mem_calloc(1, sizeof *vm) : NULL;
    if (!vm) {
        fprintf(stderr, "minipy: out of memory at start\n");
        return NULL;
    }
    vm->options = *options;
    t->interp->unbuffered = options->unbuffered;
    t->interp->bytes_warning = options->bytes_warning;
    if (options->max_str_digits >= 0)
        t->interp->max_str_digits = options->max_str_digits;
    vm->modules = modules;
    vm->import_function = VALUE_NULL;
    vm->library_path = vm->library_first = VALUE_NULL;
    t->interp->vm = vm;
    if (!views_begin(&vm->views, t, &options->views))
        return NULL;
    set_hooks(t->interp);
    configure_gil(t, &options->gil);
    if (vm_thread_begin(t) && init_modules(t, modules)) {
        gc_freeze(t->interp);
        vm->frozen_at_start = t->interp->collector.frozen;
        return t;
    }
    fprintf(stderr, "minipy: the interpreter could not start\n");
    if (error_pending(t))
        report_fatal(t);
    return NULL;
}

/* ---- the end ---- */

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
    if (finalizer || (weak && !is_null(((WeakRef *)o)->callback)))
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
