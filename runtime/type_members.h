/* The attributes and methods of class `type`, and what its parts share. */
#ifndef RUNTIME_TYPE_MEMBERS_H
#define RUNTIME_TYPE_MEMBERS_H

#include "runtime/interp.h"

Value type_new_instance(Thread *t, Type *metatype, Value *args, int nargs, Tuple *kwnames);
/* type.__bases__ = v */
bool type_set_bases(Thread *t, Value self, Value v);
/* What super(start, self) finds: name in the MRO of `owner` after `start`, bound to self. VALUE_NULL, nothing
 * pending: nothing. */
Value super_find(Thread *t, Type *start, Value self, Type *owner, Str *name);

#endif
