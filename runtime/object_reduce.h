/* How objects are taken apart for copy and pickle: object.__reduce__, __reduce_ex__, __getstate__. Native
 * methods of `object`. */
#ifndef RUNTIME_OBJECT_REDUCE_H
#define RUNTIME_OBJECT_REDUCE_H

#include "runtime/interp.h"

Value object_reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value object_reduce_ex_method(Thread *t, Value *args, int nargs, Tuple *kwnames);
/* What __getstate__() gives: attributes and slots; for __reduce__ of types that make themselves anew. */
Value object_state(Thread *t, Value self);
Value object_getstate_method(Thread *t, Value *args, int nargs, Tuple *kwnames);

#endif
