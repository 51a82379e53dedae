/* What the files of the import system share: where a module is, what its code is, and what describes it. */
#ifndef VM_IMPORT_INTERNAL_H
#define VM_IMPORT_INTERNAL_H

#include "vm/import.h"
#include "vm/start.h"

/* Where a module is. At most one of native, frozen and file is set; none: a namespace package. */
typedef struct Found {
    const ModuleDef *native;
    const FrozenModule *frozen;
    Str *file;       /* path of the source; counted */
    Value locations; /* a package's search path: a list, counted; else VALUE_NULL */
} Found;

/* The following three answer 1: found, 0: not, -1: exception. parent_path: the __path__ of the package around
 * the module, VALUE_NULL: there is none. The caller clears found, which for find_in_files is empty before. */
int find_in_program(Thread *t, Str *name, Value parent_path, Found *found);
int find_in_files(Thread *t, Str *name, Value parent_path, Found *found);
/* In the program, then in files. */
int find_module(Thread *t, Str *name, Value parent_path, Found *found);
void found_clear(Thread *t, Found *found);

/* The frozen module of that name, NULL: there is none. */
const FrozenModule *find_frozen(Thread *t, Str *name);

/* The module (new) if a finder on sys.meta_path has it, or an archive on sys.path, else VALUE_NULL. path: as
 * parent_path, but VALUE_NONE: there is no package around it. */
Value import_by_finders(Thread *t, Str *name, Value path);
Value import_from_archives(Thread *t, Str *name, Value path);

/* The code (new) of what was found; VALUE_NONE: native modules and namespace packages have none. */
Value found_code(Thread *t, const Found *found);
/* Sets __spec__ and __loader__ of a module that is about to be executed. false: exception. */
bool found_describe(Thread *t, Dict *dict, Str *name, const Found *found);

/* The __path__ (new) of the package `parent` that the module `name` is in, after importing it; VALUE_NONE:
 * parent is empty, so there is none. VALUE_NULL: exception. */
Value import_parent_path(Thread *t, Str *name, Str *parent);

/* builtins.__import__ (new). */
Value import_function_new(Thread *t);

#endif
