/* Modules. */
#ifndef RUNTIME_MODULE_H
#define RUNTIME_MODULE_H

#include "runtime/native.h"

typedef struct Module {
    Object ob; /* attributes live in dict, always */
    Dict *dict;
    const ModuleDef *def; /* NULL: written in Python */
} Module;

/* A module written in Python that is part of the binary. */
typedef struct FrozenModule {
    const char *name;         /* "collections.abc" */
    const char *source, *source_end; /* UTF-8 */
    const char *code, *code_end;     /* compiled for -O 0, frozen as vm/freeze.h says; aligned to 8 */
    bool is_package;
    bool is_partial; /* a package that lacks so much that one in MINIPYPATH is preferred as a whole */
} FrozenModule;

/* All modules of the binary, as the program hands them to the interpreter. Both tables end with a NULL (name). */
typedef struct ModuleTable {
    const ModuleDef *const *native;
    const FrozenModule *frozen;
    bool (*make_streams)(Thread *t, Value sys); /* sets sys.stdin, stdout, stderr and their __x__ twins */
} ModuleTable;

static inline bool is_module(Value v) { return has_layout(v, TYPE_MODULE); }
Value module_new(Thread *t, Str *name); /* with __name__, __doc__, __package__, __loader__, __spec__ = None */
static inline Dict *module_dict(Value v) { return ((Module *)value_object(v))->dict; }
/* Adds under an interned name; v consumed, and may be VALUE_NULL with an exception pending: false. */
bool module_add(Thread *t, Value module, const char *name, Value v);
bool module_add_int(Thread *t, Value module, const char *name, int64_t i);

#endif
