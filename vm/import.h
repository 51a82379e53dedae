/* The import system: modules written in C, modules frozen into the binary, files on sys.path. */
#ifndef VM_IMPORT_H
#define VM_IMPORT_H

#include "runtime/module.h"

/* A module written in Python that is part of the binary. */
typedef struct FrozenModule {
    const char *name;   /* "collections.abc" */
    const char *source; /* UTF-8 */
    size_t length;
    bool is_package;
} FrozenModule;

/* What main.c hands in. Both end with a NULL (name). */
typedef struct ModuleTable {
    const ModuleDef *const *native;
    const FrozenModule *frozen;
} ModuleTable;

bool import_init(Thread *t, const ModuleTable *table);
/* builtins.__import__ itself; borrowed. */
Value import_builtin(Thread *t);
/* What `import a.b` (fromlist None: the module a) and `from a.b import c` (the module a.b) bind; level: leading dots. */
Value import_level(Thread *t, Str *name, Dict *globals, Value fromlist, int level);
/* The module of that absolute dotted name. */
Value import_module(Thread *t, Str *name);
Value import_module_text(Thread *t, const char *name);
Value import_from(Thread *t, Value module, Str *name);

#endif
