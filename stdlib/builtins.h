/* Functions of module builtins, spread over builtins*.c; the table is in builtins.c. Also what other modules
 * share with it. The GIL is held; results are new references. */
#ifndef STDLIB_BUILTINS_H
#define STDLIB_BUILTINS_H

#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"

/* The interned form of an attribute name given by a script; TypeError "attribute name must be string, not
 * 'int'". New. */
Str *attribute_name(Thread *t, Value v);
/* The next item of any iterator: VALUE_NULL at the end, with the StopIteration pending if the iterator raised
 * one (it may carry a value); TypeError if it is no iterator. */
Value builtins_step(Thread *t, Value iterator);

Value builtins_print(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value builtins_input(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value builtins_sum(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value builtins_min(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value builtins_max(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value builtins_all(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value builtins_any(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value builtins_sorted(Thread *t, Value *args, int nargs, Tuple *kwnames);

#endif
