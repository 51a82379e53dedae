/* The import system: modules written in C, modules frozen into the binary, files on sys.path. */
#ifndef VM_IMPORT_H
#define VM_IMPORT_H

#include "runtime/module.h"

bool import_init(Thread *t, const ModuleTable *table);
/* builtins.__import__ itself; borrowed. */
Value import_builtin(Thread *t);
/* What `import a.b` (fromlist None: the module a) and `from a.b import c` (the module a.b) bind; level:
 * leading dots. */
Value import_level(Thread *t, Str *name, Dict *globals, Value fromlist, int level);
/* The module of that absolute dotted name. */
Value import_module(Thread *t, Str *name);
Value import_module_text(Thread *t, const char *name);
/* What the function or class of that name in importlib._loading makes of the name of a module and its path (new). */
Value import_loading_call(Thread *t, const char *function, Str *name, Value path);
/* minipy -m name: runs the module (of a package: its __main__) as the code of main. false: exception. */
bool import_run_main(Thread *t, const char *name, Value main);
Value import_from(Thread *t, Value module, Str *name);
/* The package that a module belongs to: itself if it is one, else what stands before the last dot. New. */
Str *import_package_of(Thread *t, Str *name, bool is_package);
/* ORIGIN_BUILT_IN, ORIGIN_FROZEN, or -1: the module is not in the program. */
int import_origin(Thread *t, Str *name);
/* Is a module in the program a package? */
bool import_is_package(Thread *t, Str *name);
/* The following are about modules that are in the program, and answer new references. A module in C, made once more,
 * and not in sys.modules: */
Value import_native(Thread *t, Str *name);
/* The code of a frozen module. */
Value import_frozen_code(Thread *t, Str *name);
/* The __path__ of a frozen package; parent_path: that of the package around it, VALUE_NULL: there is none. */
Value import_frozen_path(Thread *t, Str *name, Value parent_path);

#endif
