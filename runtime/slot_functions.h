/* The slot functions of classes made by a class statement: see slot_functions.c. Signatures are those of
 * Slots. */
#ifndef RUNTIME_SLOT_FUNCTIONS_H
#define RUNTIME_SLOT_FUNCTIONS_H

#include "runtime/interp.h"

Value slot_repr(Thread *t, Value self);
Value slot_str(Thread *t, Value self);
bool slot_hash(Thread *t, Value self, int64_t *hash);
Value slot_call(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames);
Value slot_iter(Thread *t, Value self);
Value slot_next(Thread *t, Value self);
Value slot_getattr(Thread *t, Value self, Str *name);
Value slot_getattr_hook(Thread *t, Value self, Str *name); /* __getattribute__, then __getattr__ */
bool slot_setattr(Thread *t, Value self, Str *name, Value v);
Value slot_compare(Thread *t, Value self, Value other, CompareOp op);
Value slot_get(Thread *t, Value self, Value instance, Value owner);
bool slot_set(Thread *t, Value self, Value instance, Value v);
Value slot_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames);
bool slot_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames);
void slot_finalize(Thread *t, Value self);
Value slot_neg(Thread *t, Value self);
Value slot_pos(Thread *t, Value self);
Value slot_invert(Thread *t, Value self);
Value slot_abs(Thread *t, Value self);
Value slot_int(Thread *t, Value self);
Value slot_float(Thread *t, Value self);
Value slot_index(Thread *t, Value self);
Value slot_power(Thread *t, Value a, Value b, Value modulus);
int slot_truth(Thread *t, Value self);
int64_t slot_length(Thread *t, Value self);
Value slot_getitem(Thread *t, Value self, Value key);
bool slot_setitem(Thread *t, Value self, Value key, Value v);
int slot_contains(Thread *t, Value self, Value item);
Value slot_await(Thread *t, Value self);
Value slot_aiter(Thread *t, Value self);
Value slot_anext(Thread *t, Value self);
#define BINARY_SLOT(op, lower) Value slot_##lower(Thread *t, Value a, Value b);
#define INPLACE_SLOT(lower) Value slot_i##lower(Thread *t, Value a, Value b);
#include "runtime/slot_operators.def"
#undef BINARY_SLOT
#undef INPLACE_SLOT

/* What an inherited __getattribute__ does, with VALUE_NULL and nothing pending for what does not exist; NULL if v, found
 * by type_lookup, is not one of the built-in two. */
typedef Value (*AttributeFinder)(Thread *t, Value self, Str *name);
AttributeFinder slots_attribute_finder(Value v);

#endif
