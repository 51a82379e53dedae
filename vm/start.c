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
