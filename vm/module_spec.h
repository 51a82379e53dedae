/* Module specs and loaders: what __spec__ and __loader__ of a module are. They describe where a module came
 * from; the import system itself (import.c) does not use them. */
#ifndef VM_MODULE_SPEC_H
#define VM_MODULE_SPEC_H

#include "runtime/module.h"

typedef enum ModuleOrigin { ORIGIN_BUILT_IN, ORIGIN_FROZEN, ORIGIN_FILE, ORIGIN_NAMESPACE } ModuleOrigin;

/* The types of an Interp; they live as long as it does. */
typedef struct SpecTypes {
    Type *spec, *loaders[ORIGIN_FILE + 1]; /* namespace packages have one in Python */
} SpecTypes;

/* False: out of memory. */
bool module_spec_init(Thread *t, SpecTypes *types);
/* The loader: a class for the first two kinds, else a new instance. file: where a file's module came from;
 * locations: where the portions of a namespace are. New reference. */
Value module_loader_new(Thread *t, ModuleOrigin origin, Str *name, Str *file, Value locations);
/* locations: VALUE_NULL or the __path__ of a package. */
Value module_spec_new(Thread *t, ModuleOrigin origin, Str *name, Str *file, Value locations, Value loader);
/* __spec__, __loader__ and __package__ of sys and builtins, which are there before all imports. */
bool module_spec_describe(Thread *t, Dict *module, Str *name);

#endif
