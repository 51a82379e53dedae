/* Names that the runtime and the VM use themselves, interned once for each Interp: t->interp->names[NAME_x], or NAME(x). */
#ifndef RUNTIME_NAMES_H
#define RUNTIME_NAMES_H

typedef enum NameId {
#define NAME_ENTRY(name) NAME_##name,
#include "runtime/names.def"
#undef NAME_ENTRY
    NAME_COUNT
} NameId;

#endif
