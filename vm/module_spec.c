#include "vm/module_spec.h"
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "vm/frame.h"
#include "vm/import.h"
#include "vm/start.h"

/* The attributes name, loader, origin, loader_state and submodule_search_locations are ordinary ones. */
typedef struct ModuleSpec {
    Object ob;
    Value cached; /* VALUE_NULL: None; no compiled files are written */
    bool has_location;
} ModuleSpec;

static ModuleSpec *spec_of(Value v) {
    return (ModuleSpec *)value_object(v);
}

static const TypeDef spec_type_def;

static SpecTypes *types_of(Thread *t) {
    return &((VmState *)t->interp->vm)->spec_types;
}

/* ---- ModuleSpec ---- */

static Value spec_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    ModuleSpec *spec = object_new(t, type, 0);
    if (!spec)
        return VALUE_NULL;
    spec->cached = VALUE_NULL;
    return object_value(spec);
}

static bool spec_fill(Thread *t, Value spec, Value name, Value loader, Value origin, Value state,
                      Value locations) {
    return op_setattr(t, spec, NAME(name), name) && op_setattr(t, spec, NAME(loader), loader) &&
           op_setattr(t, spec, NAME(origin), or_none(origin)) &&
           op_setattr(t, spec, NAME(loader_state), or_none(state)) &&
           op_setattr(t, spec, NAME(submodule_search_locations), or_none(locations));
}

static bool spec_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    int package = is_null(args[4]) ? 0 : op_is_true(t, args[4]);
    List *locations = package > 0 ? list_new(t, 0) : NULL;
    bool ok = package >= 0 && (!package || locations) &&
              spec_fill(t, self, args[0], args[1], args[2], args[3],
                        locations ? object_value(locations) : VALUE_NULL);
    xdecref_object(t, locations);
    return ok;
}

static void spec_dealloc(Thread *t, Object *self) {
    value_clear(t, &((ModuleSpec *)self)->cached);
}
static void spec_traverse(Object *self, VisitFn visit, void *arg) {
    visit_value(((ModuleSpec *)self)->cached, visit, arg);
}

enum { ALWAYS = 1, FIRST = 2 };

/* Adds "name=value", unless the attribute is None and not always shown. */
static bool add_part(Thread *t, StrBuilder *b, Value self, Str *attribute, int how) {
    Value v = op_getattr(t, self, attribute);
    bool shown = !is_null(v) && (how & ALWAYS || !is_none(v));
    Str *text = shown ? str_format(t, "%s%U=%R", how & FIRST ? "" : ", ", attribute, v) : NULL;
    decref(t, v);
    if (text)
        strbuilder_str(b, text);
    xdecref_object(t, text);
    return !error_pending(t);
}

static Value spec_repr(Thread *t, Value self) {
    StrBuilder b;
    strbuilder_init(&b, t);
    strbuilder_text(&b, type_short_name(type_of(t, self)));
    strbuilder_char(&b, '(');
    bool ok = add_part(t, &b, self, NAME(name), ALWAYS | FIRST) &&
              add_part(t, &b, self, NAME(loader), ALWAYS) && add_part(t, &b, self, NAME(origin), 0) &&
              add_part(t, &b, self, NAME(submodule_search_locations), 0);
    strbuilder_char(&b, ')');
    if (!ok) {
        strbuilder_drop(&b);
        return VALUE_NULL;
    }
    Str *text = strbuilder_finish(&b);
    return text ? object_value(text) : VALUE_NULL;
}

static int same_attribute(Thread *t, Value a, Value b, Str *attribute) {
    Value x = op_getattr(t, a, attribute), y = is_null(x) ? x : op_getattr(t, b, attribute);
    int same = is_null(y) ? -1 : op_equal(t, x, y);
    decref(t, x);
    decref(t, y);
    return same;
}

static Value spec_compare(Thread *t, Value a, Value b, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !is_native(b, &spec_type_def))
        return VALUE_NOTIMPLEMENTED;
    Str *const names[] = {NAME(name),   NAME(loader),      NAME(origin), NAME(submodule_search_locations),
                          NAME(cached), NAME(has_location)};
    int same = 1;
    for (size_t i = 0; same > 0 && i < sizeof names / sizeof *names; i++)
        same = same_attribute(t, a, b, names[i]);
    return same < 0 ? VALUE_NULL : bool_value(same == (op == COMPARE_EQ));
}

/* The package: the module itself if it is one. */
static Value get_parent(Thread *t, Value self) {
    Value name = op_getattr(t, self, NAME(name));
    Value locations = is_null(name) ? name : op_getattr(t, self, NAME(submodule_search_locations));
    Value parent = VALUE_NULL;
    if (is_str(name) && is_none(locations)) {
        Str *package = import_package_of(t, value_str(name), false);
        parent = package ? object_value(package) : VALUE_NULL;
    } else if (!is_null(locations)) {
        parent = new_ref(name);
    }
    decref(t, name);
    decref(t, locations);
    return parent;
}

static Value get_cached(Thread *t, Value self) {
    return new_ref(or_none(spec_of(self)->cached));
}
static bool set_cached(Thread *t, Value self, Value v) {
    value_store(t, &spec_of(self)->cached, new_ref(v));
    return true;
}

static Value get_has_location(Thread *t, Value self) {
    return bool_value(spec_of(self)->has_location);
}
static bool set_has_location(Thread *t, Value self, Value v) {
    int truth = is_null(v) ? 0 : op_is_true(t, v);
    spec_of(self)->has_location = truth > 0;
    return truth >= 0;
}

static const GetSetDef spec_getsets[] = {
    {"parent", get_parent, NULL, "The name of the module's package."},
    {"cached", get_cached, set_cached, NULL},
    {"has_location", get_has_location, set_has_location, NULL},
    {0},
};
static const TypeDef spec_type_def = {
    .name = "_frozen_importlib.ModuleSpec",
    .size = sizeof(ModuleSpec),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS | TYPE_WEAKREFABLE,
    .doc = "Where a module comes from and how it was loaded.",
    .init_signature = "name, loader, *, origin=None, loader_state=None, is_package=None",
    .slots = {.dealloc = spec_dealloc,
              .traverse = spec_traverse,
              .clear = spec_dealloc,
              .repr = spec_repr,
              .compare = spec_compare,
              .new_instance = spec_new_instance,
              .init = spec_init},
    .getsets = spec_getsets,
};

/* ---- loaders of modules in the binary: classes ---- */

static bool is_known(Thread *t, ModuleOrigin origin, Value name) {
    Str *text = is_str(name) ? value_str(name) : NULL;
    return text && import_origin(t, text) == (int)origin;
}

/* The name if the module is of that kind, else ImportError. */
static bool check_known(Thread *t, ModuleOrigin origin, Value name) {
    if (is_known(t, origin, name))
        return true;
    raise(t, EXC_ImportError, "%R is not a %s module", name, origin == ORIGIN_FROZEN ? "frozen" : "built-in");
    return false;
}

static Value built_in_nothing(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_known(t, ORIGIN_BUILT_IN, args[1]) ? VALUE_NONE : VALUE_NULL;
}
static Value built_in_is_package(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_known(t, ORIGIN_BUILT_IN, args[1]) ? VALUE_FALSE : VALUE_NULL;
}
static Value frozen_get_source(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_known(t, ORIGIN_FROZEN, args[1]) ? VALUE_NONE : VALUE_NULL;
}
static Value frozen_is_package(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_known(t, ORIGIN_FROZEN, args[1]) ? bool_value(import_is_package(t, value_str(args[1])))
                                                  : VALUE_NULL;
}
static Value frozen_get_code(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_known(t, ORIGIN_FROZEN, args[1]) ? import_frozen_code(t, value_str(args[1])) : VALUE_NULL;
}

/* find_spec(fullname, path=None, target=None) of both; None: no module of that kind. */
static Value find_known(Thread *t, ModuleOrigin origin, Value *args) {
    if (!is_known(t, origin, args[1]))
        return VALUE_NONE;
    Str *name = value_str(args[1]);
    Value path = is_null(args[2]) || is_none(args[2]) ? VALUE_NULL : args[2];
    bool is_package = origin == ORIGIN_FROZEN && import_is_package(t, name);
    Value locations = is_package ? import_frozen_path(t, name, path) : VALUE_NULL;
    Value spec = is_package && is_null(locations)
                     ? VALUE_NULL
                     : module_spec_new(t, origin, name, NULL, locations, args[0]);
    decref(t, locations);
    return spec;
}
static Value built_in_find_spec(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return find_known(t, ORIGIN_BUILT_IN, args);
}
static Value frozen_find_spec(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return find_known(t, ORIGIN_FROZEN, args);
}

static Value built_in_create_module(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value name = op_getattr(t, args[0], NAME(name)), module = VALUE_NULL;
    if (!is_null(name) && check_known(t, ORIGIN_BUILT_IN, name))
        module = import_native(t, value_str(name));
    decref(t, name);
    return module;
}

/* create_module() has done it all, and frozen modules are plain ones. */
static Value do_nothing(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return VALUE_NONE;
}

static Value frozen_exec_module(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_module(args[0]))
        return raise_type_error(t, "exec_module() needs a module, not %T", args[0]);
    Dict *dict = module_dict(args[0]);
    Value name = op_getattr(t, args[0], NAME(__name__)), code = VALUE_NULL;
    if (!is_null(name) && check_known(t, ORIGIN_FROZEN, name) &&
        dict_set_name(t, dict, NAME(__builtins__), object_value(t->interp->builtins)))
        code = import_frozen_code(t, value_str(name));
    decref(t, name);
    Value result =
        is_null(code) ? code : eval_code(t, (Code *)value_object(code), dict, VALUE_NULL, VALUE_NULL);
    decref(t, code);
    return is_null(result) ? result : VALUE_NONE;
}

static Value load_known(Thread *t, ModuleOrigin origin, Value name) {
    return check_known(t, origin, name) ? import_module(t, value_str(name)) : VALUE_NULL;
}
static Value built_in_load_module(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return load_known(t, ORIGIN_BUILT_IN, args[1]);
}
static Value frozen_load_module(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return load_known(t, ORIGIN_FROZEN, args[1]);
}

static Value frozen_set_optional(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int optional = op_is_true(t, args[0]);
    if (optional < 0)
        return VALUE_NULL;
    ((VmState *)t->interp->vm)->frozen_is_optional = optional;
    return VALUE_NONE;
}

static Value frozen_names(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    List *list = list_new(t, 0);
    for (const FrozenModule *m = ((VmState *)t->interp->vm)->modules->frozen; list && m->name; m++) {
        Str *name = str_new(t, m->name);
        if (name && list_append_owned(t, list, object_value(name)))
            continue;
        decref_object(t, list);
        list = NULL;
    }
    return list ? object_value(list) : VALUE_NULL;
}

static Value frozen_file_loader(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return new_object_ref(types_of(t)->loaders[ORIGIN_FILE]);
}

static Value describe(Thread *t, Value module, const char *kind) {
    Value name = op_getattr(t, module, NAME(__name__));
    Str *text = is_null(name) ? NULL : str_format(t, "<module %R (%s)>", name, kind);
    decref(t, name);
    return text ? object_value(text) : VALUE_NULL;
}
static Value built_in_module_repr(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return describe(t, args[1], "built-in");
}
static Value frozen_module_repr(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return describe(t, args[1], "frozen");
}

static const char find_doc[] = "Return the spec of a module, or None if there is none of that kind.";
static const char load_doc[] = "Deprecated: import the module.";
static const MethodDef built_in_methods[] = {
    {"find_spec", built_in_find_spec, "fullname, path=None, target=None", find_doc, METHOD_CLASS},
    {"create_module", built_in_create_module, "spec", "Make the module.", METHOD_STATIC},
    {"exec_module", do_nothing, "module", "There is nothing left to do.", METHOD_STATIC},
    {"load_module", built_in_load_module, "fullname", load_doc, METHOD_CLASS},
    {"get_code", built_in_nothing, "fullname, /", "Return None: there is no code object.", METHOD_CLASS},
    {"get_source", built_in_nothing, "fullname, /", "Return None: there is no source.", METHOD_CLASS},
    {"is_package", built_in_is_package, "fullname, /", "Return False: they are no packages.", METHOD_CLASS},
    {"module_repr", built_in_module_repr, "module, /", NULL, METHOD_CLASS},
    {0},
};
static const MethodDef frozen_methods[] = {
    {"find_spec", frozen_find_spec, "fullname, path=None, target=None", find_doc, METHOD_CLASS},
    {"create_module", do_nothing, "spec", "Return None: a plain module will do.", METHOD_STATIC},
    {"exec_module", frozen_exec_module, "module", "Run the module's code in the module.", METHOD_STATIC},
    {"load_module", frozen_load_module, "fullname", load_doc, METHOD_CLASS},
    {"get_code", frozen_get_code, "fullname, /", "Return the module's code.", METHOD_CLASS},
    {"get_source", frozen_get_source, "fullname, /", "Return None: the source is not kept.", METHOD_CLASS},
    {"is_package", frozen_is_package, "fullname, /", "Is the module a package?", METHOD_CLASS},
    {"_names", frozen_names, "", "Return the names of all frozen modules.", METHOD_STATIC},
    {"_file_loader", frozen_file_loader, "", "Return the class of the loaders of files.", METHOD_STATIC},
    {"_set_optional", frozen_set_optional, "optional, /", "Shall files stand in for those that cannot be imported?",
     METHOD_STATIC},
    {"module_repr", frozen_module_repr, "module, /", NULL, METHOD_CLASS},
    {0},
};
static const TypeDef built_in_type_def = {.name = "_frozen_importlib.BuiltinImporter",
                                          .size = sizeof(Object),
                                          .flags = TYPE_BASE,
                                          .doc = "Loads modules written in C.",
                                          .methods = built_in_methods};
static const TypeDef frozen_type_def = {.name = "_frozen_importlib.FrozenImporter",
                                        .size = sizeof(Object),
                                        .flags = TYPE_BASE,
                                        .doc = "Loads modules whose code is in the program.",
                                        .methods = frozen_methods};

/* ---- loaders of files: instances with the attributes name and path ---- */

static bool file_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    return op_setattr(t, self, NAME(name), args[0]) && op_setattr(t, self, NAME(path), args[1]);
}

/* Is the loader asked for its own module? */
static bool check_name(Thread *t, Value self, Value name) {
    if (is_null(name) || is_none(name))
        return true;
    Value own = op_getattr(t, self, NAME(name));
    int same = is_null(own) ? -1 : op_equal(t, own, name);
    if (same == 0)
        raise(t, EXC_ImportError, "loader for %V cannot handle %V", own, name);
    decref(t, own);
    return same > 0;
}

static Value file_get_filename(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_name(t, args[0], args[1]) ? op_getattr(t, args[0], NAME(path)) : VALUE_NULL;
}

static Value file_get_data(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    size_t length;
    char *data = import_read_file(t, args[1], &length);
    Bytes *bytes = data ? bytes_new(t, data, length) : NULL;
    mem_free(data);
    return bytes ? object_value(bytes) : VALUE_NULL;
}

/* A package's file is __init__.py. */
static Value file_is_package(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value path = file_get_filename(t, args, nargs, NULL);
    if (is_null(path) || !is_str(path)) {
        decref(t, path);
        return is_null(path) ? path : raise_type_error(t, "path must be str, not %T", path);
    }
    static const char file[] = "/__init__.py";
    Str *s = value_str(path), *end = str_slice(t, s, s->length < 12 ? 0 : s->length - 12, s->length);
    bool is_package = end && str_equal_ascii(end, file);
    decref(t, path);
    xdecref_object(t, end);
    return error_pending(t) ? VALUE_NULL : bool_value(is_package);
}

static Value file_compare(Thread *t, Value a, Value b, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || type_of(t, a) != type_of(t, b))
        return VALUE_NOTIMPLEMENTED;
    int same = same_attribute(t, a, b, NAME(name));
    if (same > 0)
        same = same_attribute(t, a, b, NAME(path));
    return same < 0 ? VALUE_NULL : bool_value(same == (op == COMPARE_EQ));
}

static bool file_hash(Thread *t, Value self, int64_t *out) {
    int64_t name_hash = 0, path_hash = 0;
    Value name = op_getattr(t, self, NAME(name)),
          path = is_null(name) ? name : op_getattr(t, self, NAME(path));
    bool ok = !is_null(path) && op_hash(t, name, &name_hash) && op_hash(t, path, &path_hash);
    *out = name_hash ^ path_hash;
    decref(t, name);
    decref(t, path);
    return ok;
}

/* What imports do not need is in Python: the function of that name in importlib._loading.FileMethods. */
static Value call_in_python(Thread *t, const char *name, Value *args, int nargs) {
    Str *methods = str_intern_utf8(t, "FileMethods"), *method = str_intern_utf8(t, name);
    Value module = methods && method ? import_module_text(t, "importlib._loading") : VALUE_NULL;
    Value space = is_null(module) ? module : op_getattr(t, module, methods);
    Value function = is_null(space) ? space : op_getattr(t, space, method);
    while (nargs && is_null(args[nargs - 1])) /* what was not given */
        nargs--;
    Value result = is_null(function) ? function : op_call(t, function, args, nargs, NULL);
    decref(t, module);
    decref(t, space);
    decref(t, function);
    xdecref_object(t, methods);
    xdecref_object(t, method);
    return result;
}

#define IN_PYTHON(name)                                                                                      \
    static Value file_##name(Thread *t, Value *args, int nargs, Tuple *kwnames) {                            \
        return call_in_python(t, #name, args, nargs);                                                        \
    }
IN_PYTHON(create_module)
IN_PYTHON(exec_module)
IN_PYTHON(load_module)
IN_PYTHON(get_source)
IN_PYTHON(get_code)
IN_PYTHON(source_to_code)
IN_PYTHON(path_stats)
IN_PYTHON(path_mtime)
IN_PYTHON(set_data)
IN_PYTHON(get_resource_reader)

static const MethodDef file_methods[] = {
    {"create_module", file_create_module, "spec", "None: a plain module will do."},
    {"exec_module", file_exec_module, "module", "Run the code in the module."},
    {"load_module", file_load_module, "name=None", load_doc},
    {"get_source", file_get_source, "fullname", "Return the source as text."},
    {"get_code", file_get_code, "fullname", "Return the code of the module."},
    {"source_to_code", file_source_to_code, "data, path, *, _optimize=-1", "Return the code of the source."},
    {"path_stats", file_path_stats, "path", "Return when the file was changed, and its size."},
    {"path_mtime", file_path_mtime, "path", "Return when the file was changed."},
    {"set_data", file_set_data, "path, data", "Does nothing: there are no compiled files."},
    {"get_resource_reader", file_get_resource_reader, "name", "Return what importlib.resources reads with."},
    {"get_filename", file_get_filename, "name=None", "Return the path of the module's file."},
    {"get_data", file_get_data, "path", "Return what is in a file, as bytes."},
    {"is_package", file_is_package, "fullname", "Is the module a package?"},
    {0},
};
static const TypeDef file_type_def = {
    .name = "_frozen_importlib_external.SourceFileLoader",
    .size = sizeof(Object),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS | TYPE_WEAKREFABLE,
    .doc = "Loads a module from a source file.",
    .init_signature = "fullname, path",
    .slots = {.compare = file_compare, .hash = file_hash, .init = file_init},
    .methods = file_methods,
};

/* ---- making them ---- */

bool module_spec_init(Thread *t, SpecTypes *types) {
    static const TypeDef *const loaders[] = {&built_in_type_def, &frozen_type_def, &file_type_def};
    types->spec = type_new_native(t, &spec_type_def);
    bool ok = types->spec;
    for (int i = 0; ok && i <= ORIGIN_FILE; i++)
        ok = (types->loaders[i] = type_new_native(t, loaders[i]));
    return ok;
}

Value module_loader_new(Thread *t, ModuleOrigin origin, Str *name, Str *file, Value locations) {
    if (origin == ORIGIN_NAMESPACE)
        return import_loading_call(t, "NamespaceLoader", name, locations);
    Type *type = types_of(t)->loaders[origin];
    if (origin == ORIGIN_BUILT_IN || origin == ORIGIN_FROZEN)
        return new_object_ref(type);
    Object *loader = object_new(t, type, 0);
    if (!loader)
        return VALUE_NULL;
    Value v = object_value(loader);
    if (op_setattr(t, v, NAME(name), object_value(name)) && op_setattr(t, v, NAME(path), object_value(file)))
        return v;
    decref(t, v);
    return VALUE_NULL;
}

Value module_spec_new(Thread *t, ModuleOrigin origin, Str *name, Str *file, Value locations, Value loader) {
    static const char *const texts[] = {"built-in", "frozen"};
    Str *text = origin <= ORIGIN_FROZEN ? str_new(t, texts[origin]) : file;
    if (origin > ORIGIN_FROZEN && file)
        incref_object(file);
    bool failed = origin <= ORIGIN_FROZEN && !text;
    Value spec = failed ? VALUE_NULL : spec_new_instance(t, types_of(t)->spec, NULL, 0, NULL);
    bool ok = !is_null(spec) && spec_fill(t, spec, object_value(name), loader,
                                          text ? object_value(text) : VALUE_NULL, VALUE_NULL, locations);
    if (ok)
        spec_of(spec)->has_location = origin == ORIGIN_FILE;
    xdecref_object(t, text);
    if (ok)
        return spec;
    decref(t, spec);
    return VALUE_NULL;
}

bool module_spec_describe(Thread *t, Dict *module, Str *name) {
    Value loader = module_loader_new(t, ORIGIN_BUILT_IN, name, NULL, VALUE_NULL);
    Value spec = module_spec_new(t, ORIGIN_BUILT_IN, name, NULL, VALUE_NULL, loader);
    bool ok = !is_null(spec) && dict_set_name(t, module, NAME(__spec__), spec) &&
              dict_set_name(t, module, NAME(__loader__), loader) &&
              dict_set_name(t, module, NAME(__package__), t->interp->empty_str);
    decref(t, loader);
    decref(t, spec);
    return ok;
}
