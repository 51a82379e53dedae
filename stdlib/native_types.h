/* Types of C modules that need each other. Types of a module belong to its Interp, so C code cannot name
 * them; it finds them by their definition, or (a type its helpers, deque its iterators) as class attributes, which the
 * module's exec function puts there. The GIL is held. */
#ifndef STDLIB_NATIVE_TYPES_H
#define STDLIB_NATIVE_TYPES_H

#include "runtime/native.h"
#include <stdarg.h>

/* The type made of a definition in this Interp: borrowed; NULL: its module was not imported. */
Type *native_types_find(Thread *t, const TypeDef *def);
/* Raises an exception of the type made of a definition, with a message (as raise() of error.h takes it); VALUE_NULL. */
Value native_types_raise(Thread *t, const TypeDef *exception, const char *format, va_list args);
/* module.owner gets module.helper as a class attribute of that name. */
bool native_types_link(Thread *t, Value module, const char *owner, const char *helper);
/* The helper of a type (or of one of its bases): borrowed; NULL: AttributeError. */
Type *native_types_helper(Thread *t, Type *owner, const char *helper);
/* module.name becomes the class method `method` of module.owner: so a function of the module knows a type. */
bool native_types_function(Thread *t, Value module, const char *owner, const char *method);

#endif
