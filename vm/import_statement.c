/* Import statements: which module a relative name means, what is bound, and builtins.__import__. */
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "vm/import_internal.h"

/* A global variable of that name; None is none. Borrowed. */
static Value calling_global(Thread *t, Dict *globals, Str *name) {
    Value v = globals ? dict_get_name(t, globals, name) : VALUE_NULL;
    return is_none(v) ? VALUE_NULL : v;
}

/* __package__ as it is, though __spec__ may say otherwise. New. */
static Str *stated_package(Thread *t, Value package, Value spec) {
    if (!is_str(package))
        return raise_type_error(t, "package must be a string"), NULL;
    Value parent = is_null(spec) ? spec : op_getattr_optional(t, spec, NAME(parent));
    int same = is_null(parent) ? !error_pending(t) : op_compare_bool(t, package, parent, COMPARE_EQ);
    decref(t, parent);
    if (same < 0 || (is_null(parent) && !same) ||
        (!same && !warn(t, EXC_ImportWarning, 1, "__package__ != __spec__.parent")))
        return NULL;
    return (Str *)value_object(new_ref(package));
}

/* The package that relative names are relative to (new). */
static Str *calling_package(Thread *t, Dict *globals) {
    Value package = calling_global(t, globals, NAME(__package__));
    Value spec = calling_global(t, globals, NAME(__spec__));
    if (!is_null(package))
        return stated_package(t, package, spec);
    if (!is_null(spec)) {
        Value parent = op_getattr(t, spec, NAME(parent));
        if (is_null(parent) || is_str(parent))
            return is_null(parent) ? NULL : value_str(parent);
        decref(t, parent);
        return raise_type_error(t, "__spec__.parent must be a string"), NULL;
    }
    if (!warn(t, EXC_ImportWarning, 1,
              "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"))
        return NULL;
    Value name = calling_global(t, globals, NAME(__name__));
    if (!is_str(name)) {
        raise(t, EXC_KeyError, "'__name__' not in globals");
        return NULL;
    }
    return import_package_of(t, value_str(name), !is_null(dict_get_name(t, globals, NAME(__path__))));
}

static Str *resolve(Thread *t, Str *name, Dict *globals, int level) {
    Str *package = calling_package(t, globals);
    if (!package)
        return NULL;
    if (!package->length) {
        decref_object(t, package);
        raise(t, EXC_ImportError, "attempted relative import with no known parent package");
        return NULL;
    }
    for (int i = 1; i < level; i++) {
        Str *outer = import_package_of(t, package, false);
        decref_object(t, package);
        if (!outer)
            return NULL;
        package = outer;
        if (!package->length) {
            decref_object(t, package);
            raise(t, EXC_ImportError, "attempted relative import beyond top-level package");
            return NULL;
        }
    }
    Str *full = name->length ? str_format(t, "%U.%U", package, name) : NULL;
    if (name->length) {
        decref_object(t, package);
        return full;
    }
    return package;
}

/* Is the pending exception that there is no such module, and not that one which it imports is missing? */
static bool is_missing(Thread *t, Str *name) {
    if (!error_matches(t, EXC_ModuleNotFoundError))
        return false;
    Value e = error_fetch(t);
    Value missing = ((ImportErrorException *)value_object(e))->name;
    bool is_it = is_str(missing) && str_equal(value_str(missing), name) &&
                 !is_none(dict_get(t, t->interp->sys_modules, object_value(name)));
    error_restore(t, e);
    return is_it;
}

/* A submodule that is not yet an attribute is imported. None there: IMPORT_FROM says it better. */
static bool import_submodule(Thread *t, Value module, Str *name, Value item) {
    Str *interned = str_intern(t, value_str(new_ref(item)));
    Value v = interned ? op_getattr_optional(t, module, interned) : VALUE_NULL;
    xdecref_object(t, interned);
    if (is_null(v) && !error_pending(t)) {
        Str *full = str_format(t, "%U.%V", name, item);
        v = full ? import_module(t, full) : VALUE_NULL;
        if (full && is_null(v) && is_missing(t, full))
            error_clear(t);
        xdecref_object(t, full);
    }
    decref(t, v);
    return !error_pending(t);
}

/* from package import a, b. star: what "*" among the names stands for; VALUE_NULL: nothing. */
static bool import_submodules(Thread *t, Value module, Str *name, Value fromlist, Value star) {
    Tuple *names = op_to_tuple(t, fromlist);
    bool ok = names != NULL;
    for (int64_t i = 0; ok && i < names->length; i++) {
        Value item = names->items[i];
        if (!is_str(item)) {
            raise_type_error(t, "Item in ``from list'' must be str, not %T", item);
            ok = false;
        } else if (str_equal_ascii(value_str(item), "*"))
            ok = is_null(star) || import_submodules(t, module, name, star, VALUE_NULL);
        else
            ok = import_submodule(t, module, name, item);
    }
    xdecref_object(t, names);
    return ok;
}

/* The __path__ (new) that makes a package. What is in sys.modules may be any object, and a __getattr__ of a module is asked,
 * too; not that of modules in the program: they know no __path__, and import statements in functions are to be quick. */
static Value package_path(Thread *t, Value module) {
    if (is_exact(module, TYPE_MODULE)) {
        Dict *dict = module_dict(module);
        Value path = dict_get_name(t, dict, NAME(__path__));
        Value frozen = object_value(((VmState *)t->interp->vm)->spec_types.loaders[ORIGIN_FROZEN]);
        if (!is_null(path) || is_null(dict_get_name(t, dict, NAME(__getattr__))) ||
            value_is(dict_get_name(t, dict, NAME(__loader__)), frozen))
            return new_ref(path);
    }
    return op_getattr_optional(t, module, NAME(__path__));
}

static bool import_wanted(Thread *t, Value module, Str *name, Value fromlist) {
    Value path = package_path(t, module);
    decref(t, path);
    if (is_null(path))
        return !error_pending(t);
    Value all = op_getattr_optional(t, module, NAME(__all__));
    bool ok = !error_pending(t) && import_submodules(t, module, name, fromlist, all);
    decref(t, all);
    return ok;
}

static Value first_part(Thread *t, Str *name) {
    int64_t dot = 0;
    while (dot < name->length && str_at(name, dot) != '.')
        dot++;
    Str *head = str_slice(t, name, 0, dot);
    Value module = head ? import_module(t, head) : VALUE_NULL;
    xdecref_object(t, head);
    return module;
}

Value import_level(Thread *t, Str *name, Dict *globals, Value fromlist, int level) {
    if (!level && !name->length)
        return raise_value_error(t, "Empty module name");
    Str *full = name;
    if (level)
        full = resolve(t, name, globals, level);
    else
        incref_object(name);
    Value module = full ? import_module(t, full) : VALUE_NULL;
    int wanted = is_null(module) ? -1 : is_none(fromlist) ? 0 : op_is_true(t, fromlist);
    if (wanted == 0 && !level) {
        decref(t, module);
        module = first_part(t, full);
    } else if (wanted == 0 && name->length) { /* __import__("a.b", level=1) */
        int64_t dot = str_find(name, value_str(t->interp->latin1['.']), 0, name->length, false);
        if (dot >= 0) {
            Str *head = str_slice(t, full, 0, full->length - (name->length - dot));
            decref(t, module);
            module = head ? import_module(t, head) : VALUE_NULL;
            xdecref_object(t, head);
        }
    }
    if (wanted < 0 || (wanted == 1 && !import_wanted(t, module, full, fromlist)))
        value_clear(t, &module);
    xdecref_object(t, full);
    return module;
}

static Value import_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t level = 0;
    if (!is_str(args[0]))
        return raise_type_error(t, "__import__() argument 1 must be str, not %T", args[0]);
    if (!is_null(args[4]) && !arg_int64(t, args[4], &level))
        return VALUE_NULL;
    if (level < 0)
        return raise_value_error(t, "level must be >= 0");
    Dict *globals = is_dict(args[1]) ? value_dict(args[1]) : NULL;
    return import_level(t, value_str(args[0]), globals, is_null(args[3]) ? VALUE_NONE : args[3], (int)level);
}

static const MethodDef import_def = {
    "__import__", import_method, "name, globals=None, locals=None, fromlist=(), level=0", "Import a module."};

Value import_function_new(Thread *t) {
    Str *builtins = str_intern_utf8(t, "builtins");
    Value function = builtins ? native_new(t, &import_def, builtins) : VALUE_NULL;
    xdecref_object(t, builtins);
    return function;
}

static Value raise_cannot_import(Thread *t, Value module, Str *name) {
    Value module_name = op_getattr_optional(t, module, NAME(__name__));
    error_clear(t);
    Value file = op_getattr_optional(t, module, NAME(__file__));
    error_clear(t);
    Value spec = op_getattr_optional(t, module, NAME(__spec__));
    error_clear(t);
    Value busy =
        is_null(spec) || is_none(spec) ? VALUE_NULL : op_getattr_optional(t, spec, NAME(_initializing));
    error_clear(t);
    if (is_null(module_name)) {
        Str *unknown = str_new(t, "<unknown module name>");
        module_name = unknown ? object_value(unknown) : VALUE_NONE;
    }
    Str *place = is_str(file) ? str_format(t, "%V", file) : str_new(t, "unknown location");
    if (place)
        raise(t, EXC_ImportError,
              is_true(busy) ? "cannot import name %R from partially initialized module %R (most likely due "
                              "to a circular import) (%U)"
                            : "cannot import name %R from %R (%U)",
              object_value(name), module_name, place);
    if (error_matches(t, EXC_ImportError)) {
        Value e = error_fetch(t);
        ImportErrorException *error = (ImportErrorException *)value_object(e);
        value_store(t, &error->name, new_ref(module_name));
        value_store(t, &error->path, is_str(file) ? new_ref(file) : VALUE_NONE);
        error_restore(t, e);
    }
    xdecref_object(t, place);
    decref(t, module_name);
    decref(t, file);
    decref(t, spec);
    decref(t, busy);
    return VALUE_NULL;
}

Value import_from(Thread *t, Value module, Str *name) {
    Value v = op_getattr_optional(t, module, name);
    if (!is_null(v) || error_pending(t))
        return v;
    Value module_name = op_getattr_optional(t, module, NAME(__name__));
    if (is_str(module_name)) {
        Str *full = str_format(t, "%V.%U", module_name, name);
        v = full ? new_ref(dict_get(t, t->interp->sys_modules, object_value(full))) : VALUE_NULL;
        xdecref_object(t, full);
    }
    decref(t, module_name);
    return is_null(v) && !error_pending(t) ? raise_cannot_import(t, module, name) : v;
}
