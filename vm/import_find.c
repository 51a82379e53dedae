/* Finding modules: among the native ones, then the frozen ones, then by the finders on sys.meta_path, then in
 * the files and archives on sys.path or the parent package's __path__. */
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "vm/import_internal.h"
#include "vm/module_spec.h"
#include <stdio.h>
#include <sys/stat.h>

static const ModuleDef *find_native(Thread *t, Str *name) {
    for (const ModuleDef *const *def = vm_modules; *def; def++)
        if (str_equal_ascii(name, (*def)->name))
            return *def;
    for (const ModuleDef *const *def = ((VmState *)t->interp->vm)->modules->native; *def; def++)
        if (str_equal_ascii(name, (*def)->name))
            return *def;
    return NULL;
}

const FrozenModule *find_frozen(Thread *t, Str *name) {
    for (const FrozenModule *module = ((VmState *)t->interp->vm)->modules->frozen; module->name; module++)
        if (str_equal_ascii(name, module->name))
            return module;
    return NULL;
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

void found_clear(Thread *t, Found *found) {
    xdecref_object(t, found->file);
    decref(t, found->locations);
    *found = (Found){.locations = VALUE_NULL};
}

Str *import_package_of(Thread *t, Str *name, bool is_package) {
    int64_t end = name->length;
    if (!is_package)
        do
            end--;
        while (end > 0 && str_at(name, end) != '.');
    return str_slice(t, name, 0, end < 0 ? 0 : end);
}

/* ---- in files ---- */

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

/* ---- in the program ---- */

/* The __path__ (new) of a package in the program: a folder of that name, in which modules are found that the
 * program has not got; at the top level in MINIPYPATH, below that in the package around it. Else it is empty.
 */
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
    Value module =
        parent && parent->length ? dict_get(t, t->interp->sys_modules, object_value(parent)) : VALUE_NULL;
    xdecref_object(t, parent);
    return is_module(module) && !is_null(dict_get_name(t, module_dict(module), NAME(__file__)));
}

/* Is a module in the program to be taken from MINIPYPATH if that has it? It lacks much, or MINIPYPATHFIRST
 * names it: programs that reach into private parts of CPython's modules need those. */
static bool library_comes_first(Thread *t, const FrozenModule *module, Str *name) {
    VmState *vm = t->interp->vm;
    const List *first = is_null(vm->library_first) ? NULL : value_list(vm->library_first);
    for (int64_t i = 0; first && i < first->length; i++)
        if (str_equal(value_str(first->items[i]), name))
            return true;
    return module->is_partial;
}

int find_in_program(Thread *t, Str *name, Value parent_path, Found *found) {
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

int find_in_files(Thread *t, Str *name, Value parent_path, Found *found) {
    Value search = parent_path;
    if (is_null(search))
        search = dict_get_name(t, t->interp->sys, NAME(path));
    return is_null(search) || is_none(search) ? 0 : find_on_path(t, search, name, found);
}

int find_module(Thread *t, Str *name, Value parent_path, Found *found) {
    int state = find_in_program(t, name, parent_path, found);
    return state ? state : find_in_files(t, name, parent_path, found);
}

Value import_frozen_path(Thread *t, Str *name, Value parent_path) {
    return path_of_frozen(t, name, parent_path);
}

/* ---- by finders ---- */

/* sys.meta_path is empty unless a program puts finders there. They are called from importlib, which is in the
 * program and therefore found without them. */
Value import_by_finders(Thread *t, Str *name, Value parent_path) {
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

/* Is there a file, and no folder, among the entries of a path? It may be an archive. */
static bool has_archive(Thread *t, Value search) {
    List *entries = is_null(search) || is_none(search) ? NULL : op_to_list(t, search);
    bool found = false;
    for (int64_t i = 0; entries && !found && i < entries->length; i++) {
        const char *entry =
            is_str(entries->items[i]) ? str_wtf8(t, value_str(entries->items[i]), NULL) : NULL;
        found = entry && is_file(entry);
    }
    xdecref_object(t, entries);
    error_clear(t);
    return found;
}

/* The finder that looks into archives is put on sys.meta_path when the first archive is seen on a path. */
Value import_from_archives(Thread *t, Str *name, Value path) {
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
