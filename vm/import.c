/* The import system: sys.modules, and how a module that is not there is loaded. A module is looked for among
 * the native ones, the frozen ones and then the files on sys.path (or the parent package's __path__);
 * sys.modules is consulted first, always. The names are importlib's, the machinery is ours: no bytecode
 * files, and finders on sys.meta_path are asked after the program's own modules and before sys.path. */
#include "vm/import.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/gc.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "vm/frame.h"
#include "vm/import_internal.h"
#include "vm/import_lock.h"
#include "vm/import_time.h"

bool import_init(Thread *t, const ModuleTable *table) {
    VmState *vm = t->interp->vm;
    vm->modules = table;
    vm->import_function = import_function_new(t);
    return !is_null(vm->import_function) &&
           dict_set_name(t, t->interp->builtins, NAME(__import__), vm->import_function) &&
           module_spec_init(t, &vm->spec_types) &&
           module_spec_describe(t, t->interp->builtins, NAME(builtins)) &&
           module_spec_describe(t, t->interp->sys, NAME(sys));
}

Value import_builtin(Thread *t) {
    return ((VmState *)t->interp->vm)->import_function;
}

static ModuleOrigin origin_of(const Found *found) {
    return found->native   ? ORIGIN_BUILT_IN
           : found->frozen ? ORIGIN_FROZEN
           : found->file   ? ORIGIN_FILE
                           : ORIGIN_NAMESPACE;
}

bool found_describe(Thread *t, Dict *dict, Str *name, const Found *found) {
    ModuleOrigin origin = origin_of(found);
    Value loader = module_loader_new(t, origin, name, found->file, found->locations);
    Value spec =
        is_null(loader) ? loader : module_spec_new(t, origin, name, found->file, found->locations, loader);
    bool ok = !is_null(spec) && op_setattr(t, spec, NAME(_initializing), VALUE_TRUE) &&
              dict_set_name(t, dict, NAME(__spec__), spec) &&
              dict_set_name(t, dict, NAME(__loader__), loader);
    decref(t, loader);
    decref(t, spec);
    return ok;
}

/* A namespace package has no file, but a __file__ that says so. */
static bool set_file(Thread *t, Dict *dict, const Found *found) {
    if (found->file)
        return dict_set_name(t, dict, NAME(__file__), object_value(found->file));
    bool is_namespace = !is_null(found->locations) && !found->frozen;
    return !is_namespace || dict_set_name(t, dict, NAME(__file__), VALUE_NONE);
}

static bool set_module_attributes(Thread *t, Value module, Str *name, const Found *found) {
    Str *package = import_package_of(t, name, !is_null(found->locations));
    Dict *dict = module_dict(module);
    bool ok = package && found_describe(t, dict, name, found) &&
              dict_set_name(t, dict, NAME(__package__), object_value(package)) && set_file(t, dict, found) &&
              (is_null(found->locations) || dict_set_name(t, dict, NAME(__path__), found->locations));
    if (ok && !found->native)
        ok = dict_set_name(t, dict, NAME(__builtins__), object_value(t->interp->builtins));
    xdecref_object(t, package);
    return ok;
}

static bool run_module(Thread *t, Value module, const Found *found) {
    Value code = found_code(t, found);
    if (is_null(code))
        return false;
    if (is_none(code))
        return true;
    if (found->frozen)
        gc_begin_loading(t->interp);
    Value result = eval_code(t, (Code *)value_object(code), module_dict(module), VALUE_NULL, VALUE_NULL);
    if (found->frozen)
        gc_end_loading(t->interp);
    decref(t, code);
    decref(t, result);
    return !is_null(result);
}

static void finish_initializing(Thread *t, Value module) {
    Value pending = error_fetch(t);
    Value spec = is_module(module) ? dict_get_name(t, module_dict(module), NAME(__spec__)) : VALUE_NULL;
    if (!is_null(spec) && !op_setattr(t, spec, NAME(_initializing), VALUE_FALSE))
        error_clear(t);
    error_restore(t, pending);
}

/* The portions of a namespace package become an object that looks for them again when the path around has changed. */
static bool follow_path(Thread *t, Str *name, Found *found) {
    if (origin_of(found) != ORIGIN_NAMESPACE)
        return true;
    Value path = import_loading_call(t, "_NamespacePath", name, found->locations);
    if (!is_null(path))
        value_store(t, &found->locations, path);
    return !is_null(path);
}

static Value load(Thread *t, Str *name, Found *found) {
    if (!follow_path(t, name, found))
        return VALUE_NULL;
    Dict *modules = t->interp->sys_modules;
    Value module = found->native ? module_from_def(t, found->native) : module_new(t, name);
    if (is_null(module))
        return module;
    bool ok =
        set_module_attributes(t, module, name, found) && dict_set(t, modules, object_value(name), module);
    if (ok && !found->native && !run_module(t, module, found)) {
        Value pending = error_fetch(t);
        dict_delete(t, modules, object_value(name));
        error_restore(t, pending);
        ok = false;
    }
    finish_initializing(t, module);
    if (!ok) {
        decref(t, module);
        return VALUE_NULL;
    }
    Value there = dict_get(t, modules, object_value(name)); /* a module may replace itself */
    if (is_null(there)) {
        decref(t, module);
        return error_pending(t) ? VALUE_NULL : raise_key_error(t, object_value(name));
    }
    incref(there);
    decref(t, module);
    return there;
}

static Value raise_not_found(Thread *t, Str *name, const char *format, Str *parent) {
    raise(t, EXC_ModuleNotFoundError, format, object_value(name), object_value(parent ? parent : name));
    if (error_matches(t, EXC_ModuleNotFoundError)) {
        Value e = error_fetch(t);
        value_store(t, &((ImportErrorException *)value_object(e))->name, new_object_ref(name));
        error_restore(t, e);
    }
    return VALUE_NULL;
}

Value import_parent_path(Thread *t, Str *name, Str *parent) {
    if (!parent->length)
        return VALUE_NONE;
    Value module = import_module(t, parent);
    if (is_null(module))
        return module;
    Value path = op_getattr_optional(t, module, NAME(__path__));
    decref(t, module);
    if (!is_null(path) || error_pending(t))
        return path;
    if (!is_null(dict_get(t, t->interp->sys_modules, object_value(name))))
        return VALUE_NONE; /* the parent put it there, as os does with os.path */
    return raise_not_found(t, name, "No module named %R; %R is not a package", parent);
}

static bool bind_in_parent(Thread *t, Str *name, Str *parent, Value module) {
    if (!parent->length)
        return true;
    Value holder = dict_get(t, t->interp->sys_modules, object_value(parent));
    Str *tail = str_intern(t, str_slice(t, name, parent->length + 1, name->length));
    bool ok = tail && (is_null(holder) || op_setattr(t, holder, tail, module));
    if (!ok && tail && error_matches(t, EXC_AttributeError)) {
        error_clear(t);
        ok = true;
    }
    xdecref_object(t, tail);
    return ok;
}

/* A frozen module has raised ImportError: the one in the files if there is one. */
static Value load_instead(Thread *t, Str *name, Value parent_path) {
    Found found = {.locations = VALUE_NULL};
    Value e = error_fetch(t);
    int state = find_in_files(t, name, parent_path, &found);
    if (state == 0)
        error_restore(t, e);
    else
        decref(t, e);
    Value module = state > 0 ? load(t, name, &found) : VALUE_NULL;
    found_clear(t, &found);
    return module;
}

/* path: that of the parent, VALUE_NONE: there is no parent. */
static Value find_and_load(Thread *t, Str *name, Value path) {
    Found found;
    Value module = VALUE_NULL;
    Value parent_path = is_none(path) ? VALUE_NULL : path;
    int state = find_in_program(t, name, parent_path, &found);
    if (state == 0) {
        module = import_by_finders(t, name, path);
        if (is_null(module) && !error_pending(t))
            module = import_from_archives(t, name, path);
        if (is_null(module) && !error_pending(t))
            state = find_in_files(t, name, parent_path, &found);
    }
    if (state > 0)
        module = load(t, name, &found);
    else if (is_null(module) && !error_pending(t))
        raise_not_found(t, name, "No module named %R", NULL);
    if (is_null(module) && found.frozen && ((VmState *)t->interp->vm)->frozen_is_optional &&
        error_matches(t, EXC_ImportError))
        module = load_instead(t, name, parent_path);
    found_clear(t, &found);
    return module;
}

/* The module (new) if it is there, and whole unless this thread is importing it. VALUE_NULL without an
 * exception: it is not. */
static Value imported(Thread *t, Str *name) {
    for (bool waited = true; waited;)
        if (!import_wait(t, name, &waited))
            return VALUE_NULL;
    Value there = dict_get(t, t->interp->sys_modules, object_value(name));
    if (is_none(there))
        return raise_not_found(t, name, "import of %V halted; None in sys.modules", NULL);
    return new_ref(there);
}

/* Imports the module while others who want it wait. */
static Value import_alone(Thread *t, Str *name, Str *parent, Value path) {
    ImportRun *run = import_begin(t, name);
    if (!run)
        return VALUE_NULL;
    Value module = find_and_load(t, name, path);
    if (!is_null(module) && !bind_in_parent(t, name, parent, module))
        value_clear(t, &module);
    import_end(t, run);
    return module;
}

static Value import_with_parent(Thread *t, Str *name) {
    Str *parent = import_package_of(t, name, false);
    Value path = parent ? import_parent_path(t, name, parent) : VALUE_NULL;
    Value module =
        is_null(path) ? path : imported(t, name); /* the parent or another thread may have imported it */
    if (is_null(module) && !error_pending(t))
        module = import_alone(t, name, parent, path);
    decref(t, path);
    xdecref_object(t, parent);
    return module;
}

Value import_module(Thread *t, Str *name) {
    Value there = imported(t, name);
    if (!is_null(there) || error_pending(t))
        return there;
    if (!recursion_enter(t, " while importing"))
        return VALUE_NULL;
    bool timed = ((VmState *)t->interp->vm)->options.import_time;
    ImportTime time;
    if (timed)
        import_time_begin(t, &time);
    Value module = import_with_parent(t, name);
    if (timed)
        import_time_end(t, &time, name);
    recursion_leave(t);
    return module;
}

Value import_module_text(Thread *t, const char *name) {
    Str *s = str_intern_utf8(t, name);
    Value module = s ? import_module(t, s) : VALUE_NULL;
    xdecref_object(t, s);
    return module;
}

Value import_loading_call(Thread *t, const char *function, Str *name, Value path) {
    Value loading = import_module_text(t, "importlib._loading");
    Str *attribute = is_null(loading) ? NULL : str_intern_utf8(t, function);
    Value callable = attribute ? op_getattr(t, loading, attribute) : VALUE_NULL;
    Value result = is_null(callable) ? callable : op_call2(t, callable, object_value(name), path);
    decref(t, loading);
    xdecref_object(t, attribute);
    decref(t, callable);
    return result;
}
