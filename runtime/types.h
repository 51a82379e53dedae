/* The definitions of all built-in types, by their names in types.def. */
#ifndef RUNTIME_TYPES_H
#define RUNTIME_TYPES_H

#include "runtime/object.h"

#define BUILTIN_TYPE(id, def) extern const TypeDef def;
#define VM_TYPE(id)
#include "runtime/types.def"
#undef BUILTIN_TYPE
#undef VM_TYPE

#endif
