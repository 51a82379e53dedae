/* The import system. A module is looked for among the native ones, the frozen ones and then the files on
 * sys.path (or the parent package's __path__); sys.modules is consulted first, always. The names are
 * importlib's, the machinery is ours: no bytecode files, and finders on sys.meta_path are asked after the
 * program's own modules and before sys.path. */
#include "vm/import.h"
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/gc.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "vm/compile.h"
#include "vm/frame.h"
#include "vm/freeze.h"
#include "vm/import_lock.h"
#include "vm/import_time.h"
#include "vm/start.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Found { /* where a module is */
    const ModuleDef *native;
    const FrozenModule *frozen;
    Str *file;       /* path of the source; counted */
    Value locations; /* a package's search path: a list; else VALUE_NULL */
} Found;

static Value import_method(Thread *t, Value *args, int nargs, Tuple *kwnames);
static const MethodDef import_def = {
    "__import__", import_method, "name, globals=None, locals=None, fromlist=(), level=0", "Import a module."};

bool import_init(Thread *t, const ModuleTable *table) {
    VmState *vm = t->interp->vm;
    vm->modules = table;
    Str *builtins = str_intern_utf8(t, "builtins");
    vm->import_function = builtins ? native_new(t, &import_def, builtins) : VALUE_NULL;
    xdecref_object(t, builtins);
    return !is_null(vm->import_function) &&
           dict_set_name(t, t->interp->builtins, NAME(__import__), vm->import_function) &&
           module_spec_init(t, &vm->spec_types) &&
           module_spec_describe(t, t->interp->builtins, NAME(builtins)) &&
           module_spec_describe(t, t->interp->sys, NAME(sys));
}

Value import_builtin(Thread *t) {
    return ((VmState *)t->interp->vm)->import_function;
}

/* ---- finding ---- */

static const ModuleDef *find_native(Thread *t, Str *name) {
    for (const ModuleDef *const *def = vm_modules; *def; def++)
        if (str_equal_ascii(name, (*def)->name))
            return *def;
    for (const ModuleDef *const *def = ((VmState *)t->interp->vm)->modules->native; *def; def++)
        if (str_equal_ascii(name, (*def)->name))
            return *def;
    return NULL;
}

static const FrozenModule *find_frozen(Thread *t, Str *name) {
    for (const FrozenModule *module = ((VmState *)t->interp->vm)->modules->frozen; module->name; module++)
        if (str_equal_ascii(name, module->name))
            return module;
    return NULL;
}

static bool is_file(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}
static bool is_directory(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static Value list_of_one(Thread *t, Str *s) {
    List *list = s ? list_new(t, 1) : NULL;
    if (list && list_append(t, list, object_value(s)))
        return object_value(list);
    xdecref_object(t, list);
    return VALUE_NULL;
}

/* Looks for `tail` in one directory. 1 found, 0 not, -1 exception. *portion: the directory exists but is no
 * regular package. */
static int find_in_directory(Thread *t, const char *directory, const char *tail, Found *found,
                             bool *portion) {
    char path[4096];
    int base = snprintf(path, sizeof path - 16, "%s%s%s", directory,
                        *directory && directory[strlen(directory) - 1] != '/' ? "/" : "", tail);
    if (base >= (int)sizeof path - 16)
        return 0;
    *portion = false;
    if (is_directory(path)) {
        memcpy(path + base, "/__init__.py", 13);
        bool package = is_file(path);
        path[base] = 0;
        if (package) {
            Str *place = str_fs_decode(t, path, (size_t)base);
            found->locations = list_of_one(t, place);
            xdecref_object(t, place);
            memcpy(path + base, "/__init__.py", 13);
            found->file = str_fs_decode(t, path, (size_t)base + 12);
            return found->file && !is_null(found->locations) ? 1 : -1;
        }
        *portion = true;
    }
    memcpy(path + base, ".py", 4);
    if (!is_file(path))
        return 0;
    found->file = str_fs_decode(t, path, (size_t)base + 3);
    return found->file ? 1 : -1;
}

static int find_on_path(Thread *t, Value search, Str *name, Found *found) {
    int64_t dot = -1;
    for (int64_t i = 0; i < name->length; i++)
        if (str_at(name, i) == '.')
            dot = i;
    Str *tail = str_slice(t, name, dot + 1, name->length);
    size_t size;
    const char *text = tail ? str_wtf8(t, tail, &size) : NULL;
    if (text && strlen(text) != size) { /* a NUL: no file has such a name */
        decref_object(t, tail);
        return 0;
    }
    List *entries = text ? op_to_list(t, search) : NULL;
    List *portions = entries ? list_new(t, 0) : NULL;
    int state = portions ? 0 : -1;
    for (int64_t i = 0; state == 0 && i < entries->length; i++) {
        if (!is_str(entries->items[i]))
            continue;
        const char *directory = str_wtf8(t, value_str(entries->items[i]), NULL);
        bool portion;
        state = directory ? find_in_directory(t, directory, text, found, &portion) : -1;
        if (state == 0 && portion) {
            Str *place =
                *directory ? str_format(t, "%V/%U", entries->items[i], tail) : str_format(t, "%U", tail);
            if (!place || !list_append(t, portions, object_value(place)))
                state = -1;
            xdecref_object(t, place);
        }
    }
    if (state == 0 && portions->length) { /* a namespace package */
        found->locations = new_object_ref(portions);
        state = 1;
    }
    xdecref_object(t, tail);
    xdecref_object(t, entries);
    xdecref_object(t, portions);
    return state;
}

/* The __path__ (new) of a package in the program: a folder of that name, in which modules are found that the program
 * has not got; at the top level in MINIPYPATH, below that in the package around it. Else it is empty. */
static Value path_of_frozen(Thread *t, Str *name, Value parent_path) {
    Value search = is_null(parent_path) ? ((VmState *)t->interp->vm)->library_path : parent_path;
    Found behind = {.locations = VALUE_NULL};
    int state = is_null(search) ? 0 : find_on_path(t, search, name, &behind);
    xdecref_object(t, behind.file);
    if (state < 0 || !is_null(behind.locations))
        return behind.locations;
    List *empty = list_new(t, 0);
    return empty ? object_value(empty) : VALUE_NULL;
}

/* Is the package around a module one of files? Then the module is too. */
static bool parent_has_file(Thread *t, Str *name) {
    Str *parent = import_package_of(t, name, false);
    Value module = parent && parent->length ? dict_get(t, t->interp->sys_modules, object_value(parent)) : VALUE_NULL;
    xdecref_object(t, parent);
    return is_module(module) && !is_null(dict_get_name(t, module_dict(module), NAME(__file__)));
}

/* Is a module in the program to be taken from MINIPYPATH if that has it? It lacks much, or MINIPYPATHFIRST names it:
 * programs that reach into private parts of CPython's modules need those. */
static bool library_comes_first(Thread *t, const FrozenModule *module, Str *name) {
    VmState *vm = t->interp->vm;
    const List *first = is_null(vm->library_first) ? NULL : value_list(vm->library_first);
    for (int64_t i = 0; first && i < first->length; i++)
        if (str_equal(value_str(first->items[i]), name))
            return true;
    return module->is_partial;
}

/* parent_path: VALUE_NULL: there is no parent. */
static int find_in_program(Thread *t, Str *name, Value parent_path, Found *found) {
    *found = (Found){.locations = VALUE_NULL};
    if ((found->native = find_native(t, name)))
        return 1;
    found->frozen = find_frozen(t, name);
    if (found->frozen && parent_has_file(t, name))
        found->frozen = NULL;
    Value library = ((VmState *)t->interp->vm)->library_path;
    if (found->frozen && !is_null(library) && library_comes_first(t, found->frozen, name)) {
        int state = find_on_path(t, library, name, found);
        if (state < 0 || found->file) {
            found->frozen = NULL;
            return state;
        }
        value_clear(t, &found->locations);
    }
    if (!found->frozen || !found->frozen->is_package)
        return found->frozen != NULL;
    found->locations = path_of_frozen(t, name, parent_path);
    return is_null(found->locations) ? -1 : 1;
}

static int find_in_files(Thread *t, Str *name, Value parent_path, Found *found) {
    Value search = parent_path;
    if (is_null(search))
        search = dict_get_name(t, t->interp->sys, NAME(path));
    return is_null(search) || is_none(search) ? 0 : find_on_path(t, search, name, found);
}

static int find_module(Thread *t, Str *name, Value parent_path, Found *found) {
    int state = find_in_program(t, name, parent_path, found);
    return state ? state : find_in_files(t, name, parent_path, found);
}

/* The module (new) if a finder on sys.meta_path has it, else VALUE_NULL. The list is empty unless a program puts
 * finders there. They are called from importlib, which is in the program and therefore found without them. */
static Value import_by_finders(Thread *t, Str *name, Value parent_path) {
    Value finders = dict_get_name(t, t->interp->sys, NAME(meta_path));
    if (is_null(finders) || !is_list(finders) || !value_list(finders)->length)
        return VALUE_NULL;
    Value loading = import_module_text(t, "importlib._loading");
    Value import = is_null(loading) ? loading : op_getattr(t, loading, NAME(import_by_meta_path));
    decref(t, loading);
    Value module = is_null(import) ? import : op_call2(t, import, object_value(name), parent_path);
    decref(t, import);
    return is_none(module) ? VALUE_NULL : module;
}

/* ---- loading ---- */

char *import_read_file(Thread *t, Value path, size_t *length) {
    Value encoded = str_fs_encode(t, path);
    if (is_null(encoded))
        return NULL;
    const char *name = (const char *)((Bytes *)value_object(encoded))->data;
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    int error = errno;
    decref(t, encoded);
    char *text = NULL;
    size_t room = 0;
    *length = 0;
    for (ssize_t got = fd < 0 ? -1 : 1; got > 0;) {
        if (*length + 65536 > room) {
            room = room ? 2 * room : 1 << 17;
            char *larger = mem_realloc(text, room);
            if (!larger) {
                mem_free(text);
                close(fd);
                raise_no_memory(t);
                return NULL;
            }
            text = larger;
        }
        do
            got = read(fd, text + *length, room - *length);
        while (got < 0 && errno == EINTR);
        error = got < 0 ? errno : 0;
        if (got > 0)
            *length += (size_t)got;
    }
    if (fd >= 0)
        close(fd);
    if (!error || (text && fd >= 0 && error == 0))
        return text;
    mem_free(text);
    raise_errno(t, error, path, VALUE_NULL);
    return NULL;
}

static Value compile_module(Thread *t, const char *source, size_t length, Str *filename) {
    CompileOptions options = {.filename = object_value(filename), .mode = COMPILE_EXEC, .optimize = -1};
    return compile_source(t, source, length, &options);
}

/* What is in the binary was compiled for -O 0; other levels, which are rare, compile its text. */
static Value frozen_code(Thread *t, const FrozenModule *module) {
    Str *filename = str_format(t, "<frozen %s>", module->name);
    if (!filename)
        return VALUE_NULL;
    bool optimized = ((VmState *)t->interp->vm)->options.optimize > 0;
    Value code =
        optimized ? compile_module(t, module->source, (size_t)(module->source_end - module->source), filename)
                  : thaw(t, module->code, (size_t)(module->code_end - module->code), filename);
    decref_object(t, filename);
    return code;
}

static Value file_code(Thread *t, Str *file) {
    size_t length;
    char *source = import_read_file(t, object_value(file), &length);
    if (!source)
        return VALUE_NULL;
    Value code = compile_module(t, source, length, file);
    mem_free(source);
    return code;
}

static ModuleOrigin origin_of(const Found *found) {
    return found->native   ? ORIGIN_BUILT_IN
           : found->frozen ? ORIGIN_FROZEN
           : found->file   ? ORIGIN_FILE
                           : ORIGIN_NAMESPACE;
}

/* __spec__ and __loader__ of a module that is about to be executed. */
static bool set_spec(Thread *t, Dict *dict, Str *name, const Found *found) {
    ModuleOrigin origin = origin_of(found);
    Value loader = module_loader_new(t, origin, name, found->file, found->locations);
    Value spec = is_null(loader)
                     ? loader
                     : module_spec_new(t, origin, name, found->file, found->locations, loader);
    bool ok = !is_null(spec) && op_setattr(t, spec, NAME(_initializing), VALUE_TRUE) &&
              dict_set_name(t, dict, NAME(__spec__), spec) && dict_set_name(t, dict, NAME(__loader__), loader);
    decref(t, loader);
    decref(t, spec);
    return ok;
}

int import_origin(Thread *t, Str *name) {
    bool built_in = str_equal(name, NAME(sys)) || find_native(t, name); /* sys is never imported by name */
    return built_in ? ORIGIN_BUILT_IN : find_frozen(t, name) ? ORIGIN_FROZEN : -1;
}

bool import_is_package(Thread *t, Str *name) {
    const FrozenModule *module = find_frozen(t, name);
    return module && module->is_package;
}

Value import_native(Thread *t, Str *name) {
    return module_from_def(t, find_native(t, name));
}

Value import_frozen_code(Thread *t, Str *name) {
    return frozen_code(t, find_frozen(t, name));
}

Value import_frozen_path(Thread *t, Str *name, Value parent_path) {
    return path_of_frozen(t, name, parent_path);
}

/* The package that a module belongs to: itself if it is one, else what stands before the last dot. */
Str *import_package_of(Thread *t, Str *name, bool is_package) {
    int64_t end = name->length;
    if (!is_package)
        do
            end--;
        while (end > 0 && str_at(name, end) != '.');
    return str_slice(t, name, 0, end < 0 ? 0 : end);
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
    bool ok = package && set_spec(t, dict, name, found) &&
              dict_set_name(t, dict, NAME(__package__), object_value(package)) && set_file(t, dict, found) &&
              (is_null(found->locations) || dict_set_name(t, dict, NAME(__path__), found->locations));
    if (ok && !found->native)
        ok = dict_set_name(t, dict, NAME(__builtins__), object_value(t->interp->builtins));
    xdecref_object(t, package);
    return ok;
}

static bool run_module(Thread *t, Value module, const Found *found) {
    Value code = found->frozen ? frozen_code(t, found->frozen)
                 : found->file ? file_code(t, found->file)
                               : VALUE_NONE;
    if (is_null(code))
        return false;
    if (is_none(code))
        return true; /* a namespace package has no code */
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

static Value load(Thread *t, Str *name, Found *found) {
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

/* The parent's __path__ (new), after importing the parent; VALUE_NONE: there is no parent. */
static Value parent_path(Thread *t, Str *name, Str *parent) {
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

static void found_clear(Thread *t, Found *found) {
    xdecref_object(t, found->file);
    decref(t, found->locations);
    *found = (Found){.locations = VALUE_NULL};
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

/* Is there a file, and no folder, among the entries of a path? It may be an archive. */
static bool has_archive(Thread *t, Value search) {
    List *entries = is_null(search) || is_none(search) ? NULL : op_to_list(t, search);
    bool found = false;
    for (int64_t i = 0; entries && !found && i < entries->length; i++) {
        const char *entry = is_str(entries->items[i]) ? str_wtf8(t, value_str(entries->items[i]), NULL) : NULL;
        found = entry && is_file(entry);
    }
    xdecref_object(t, entries);
    error_clear(t);
    return found;
}

/* As import_by_finders, with the one that looks into archives: it is put on sys.meta_path when the first archive is seen
 * on a path. */
static Value import_from_archives(Thread *t, Str *name, Value path) {
    VmState *vm = t->interp->vm;
    Value search = is_none(path) ? dict_get_name(t, t->interp->sys, NAME(path)) : path;
    if (vm->archives_are_searched || !has_archive(t, search))
        return VALUE_NULL;
    vm->archives_are_searched = true;
    Value zipimport = import_module_text(t, "zipimport");
    Str *function = is_null(zipimport) ? NULL : str_intern_utf8(t, "search_archives");
    Value done = function ? op_call_method0(t, zipimport, function) : VALUE_NULL;
    Value module = is_null(done) ? done : import_by_finders(t, name, path);
    decref(t, zipimport);
    xdecref_object(t, function);
    decref(t, done);
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

/* The module (new) if it is there, and whole unless this thread is importing it. VALUE_NULL without an exception: it is not. */
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
    Value path = parent ? parent_path(t, name, parent) : VALUE_NULL;
    Value module = is_null(path) ? path : imported(t, name); /* the parent or another thread may have imported it */
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

/* ---- import statements ---- */

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

static bool import_wanted(Thread *t, Value module, Str *name, Value fromlist) {
    if (!is_module(module) || is_null(dict_get_name(t, module_dict(module), NAME(__path__))))
        return true;
    Value all = new_ref(dict_get_name(t, module_dict(module), NAME(__all__)));
    bool ok = import_submodules(t, module, name, fromlist, all);
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

/* ---- minipy -m ---- */

/* Sets sys.argv[0] to where the module came from. */
static void set_program_name(Thread *t, const Found *found, Str *name) {
    Value argv = dict_get_name(t, t->interp->sys, NAME(argv));
    if (is_list(argv) && value_list(argv)->length)
        value_store(t, &value_list(argv)->items[0], new_object_ref(found->file ? found->file : name));
}

static Value main_code(Thread *t, const Found *found) {
    return found->frozen ? frozen_code(t, found->frozen) : file_code(t, found->file);
}

/* Native modules that can be run have a function _main(). */
static bool run_native(Thread *t, Str *name) {
    Value module = import_module(t, name);
    Value result = is_null(module) ? module : op_call_method0(t, module, NAME(_main));
    decref(t, module);
    decref(t, result);
    return !is_null(result);
}

static bool run_found(Thread *t, Str *name, const Found *found, Value main) {
    if (found->native)
        return run_native(t, name);
    Str *package = import_package_of(t, name, false);
    Dict *dict = module_dict(main);
    bool ok = package && set_spec(t, dict, name, found) &&
              dict_set_name(t, dict, NAME(__package__), object_value(package)) &&
              (!found->file || (dict_set_name(t, dict, NAME(__file__), object_value(found->file)) &&
                                dict_set_name(t, dict, NAME(__cached__), VALUE_NONE)));
    xdecref_object(t, package);
    if (!str_equal_ascii(name, "__main__")) /* a folder given as the program keeps its name */
        set_program_name(t, found, name);
    Value code = ok ? main_code(t, found) : VALUE_NULL;
    Value result =
        is_null(code) ? code : eval_code(t, (Code *)value_object(code), dict, VALUE_NULL, VALUE_NULL);
    decref(t, code);
    decref(t, result);
    return !is_null(result);
}

static bool no_module(Thread *t, const char *format, Str *name) {
    Str *text = str_format(t, format, name, name);
    const char *utf8 = text ? str_wtf8(t, text, NULL) : NULL;
    if (utf8)
        fprintf(stderr, "minipy: %s\n", utf8);
    xdecref_object(t, text);
    decref(t, raise_with_value(t, EXC_SystemExit, small_int_value(1)));
    return false;
}

bool import_run_main(Thread *t, const char *text, Value main) {
    if (*text == '.')
        return no_module(t, "Relative module names not supported", NULL);
    Str *name = str_intern_utf8(t, text);
    Str *parent = name ? import_package_of(t, name, false) : NULL;
    Value path = parent ? parent_path(t, name, parent) : VALUE_NULL;
    Found found = {.locations = VALUE_NULL};
    int state = is_null(path) ? -1 : find_module(t, name, is_none(path) ? VALUE_NULL : path, &found);
    if (state == 1 && !is_null(found.locations)) { /* a package: what runs is its __main__ */
        Str *inner = str_format(t, "%U.__main__", name);
        Value package = inner ? import_module(t, name) : VALUE_NULL;
        decref(t, package);
        xdecref_object(t, found.file);
        Value locations = found.locations;
        state = is_null(package) ? -1 : find_module(t, inner, locations, &found);
        decref(t, locations);
        if (state == 0)
            no_module(t, "No module named %U.__main__; '%U' is a package and cannot be directly executed",
                      name);
        xdecref_object(t, name);
        name = inner;
    } else if (state == 0) {
        no_module(t, "No module named %U", name);
    }
    if (state < 0 && error_matches(t, EXC_ModuleNotFoundError)) {
        error_clear(t);
        no_module(t, "No module named %U", name);
    }
    bool ok = state == 1 && run_found(t, name, &found, main);
    xdecref_object(t, found.file);
    decref(t, found.locations);
    decref(t, path);
    xdecref_object(t, parent);
    xdecref_object(t, name);
    return ok;
}
