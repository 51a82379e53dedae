/* The definitions of all built-in types, by their names in types.def. */
#ifndef RUNTIME_TYPES_H
#define RUNTIME_TYPES_H

#include "runtime/object.h"

#define BUILTIN_TYPE(id, def) extern const TypeDef def;
#define VM_TYPE(id)
#include "runtime/types.def"
#undef BUILTIN_TYPE
#undef VM_TYPE

/* exception.c: one definition for each line of exceptions.def, in its order: exception_type_defs[EXC_x - EXC_BaseException]. */
extern const TypeDef *const exception_type_defs[];

#endif
