/* Operations on any object: what CPython calls the abstract object layer. These are the entry points that native code and the VM's
 * slow paths use; the fast paths stand in the eval loop. Results are new references. */
#ifndef RUNTIME_OPS_H
#define RUNTIME_OPS_H

#include "runtime/interp.h"

/* The type of any value, immediates too (borrowed). */
Type *type_of(Thread *t, Value v);

/* Attributes. */
Value op_getattr(Thread *t, Value object, Str *name);
/* As getattr(o, name, None-less): VALUE_NULL without exception when there is no such attribute. Other exceptions stay pending: check. */
Value op_getattr_optional(Thread *t, Value object, Str *name);
bool op_setattr(Thread *t, Value object, Str *name, Value v); /* v VALUE_NULL: delete */
/* Looks a special method up on the type, bound to the object; VALUE_NULL without exception if there is none. */
Value op_lookup_special(Thread *t, Value object, Str *name);
/* The same for a call: *self_included tells whether `object` has to be passed first. */
Value op_lookup_special_method(Thread *t, Value object, Str *name, bool *self_included);
/* For calls without a bound method: *self_included tells whether `object` has to be passed first (callee is the plain function). */
Value op_get_method(Thread *t, Value object, Str *name, bool *self_included);

/* Calls. */
Value op_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames);
Value op_call0(Thread *t, Value callee);
Value op_call1(Thread *t, Value callee, Value a);
Value op_call2(Thread *t, Value callee, Value a, Value b);
Value op_call3(Thread *t, Value callee, Value a, Value b, Value c);
/* object.name(args...): args[0] is the object itself. */
Value op_call_method(Thread *t, Str *name, Value *args, int nargs);
Value op_call_method0(Thread *t, Value object, Str *name);
Value op_call_method1(Thread *t, Value object, Str *name, Value a);
/* callee(*args, **kwargs); args any tuple, kwargs a Dict or NULL. */
Value op_call_tuple(Thread *t, Value callee, Tuple *args, Dict *kwargs);
/* "module.function()" as messages about calls show it; without the module for built-in functions, str() of what has
 * no qualified name. New; NULL: an exception is pending. */
Str *op_callee_name(Thread *t, Value callee);
/* The names of **kwargs as a tuple; the values go to `values`, counted, since the call may change the dict. TypeError for keys that are no
 * strings. */
Tuple *op_split_keywords(Thread *t, Dict *kwargs, Value *values);
bool op_callable(Thread *t, Value v);

/* Arithmetic. */
Value op_binary(Thread *t, BinaryOp op, Value a, Value b);
Value op_inplace(Thread *t, BinaryOp op, Value a, Value b);
Value op_unary(Thread *t, UnaryOp op, Value v);
Value op_power(Thread *t, Value a, Value b, Value modulus);

/* Comparison. */
Value op_compare(Thread *t, Value a, Value b, CompareOp op);
int op_compare_bool(Thread *t, Value a, Value b, CompareOp op); /* 1, 0, -1; identity implies == and not !=, as in containers */
int op_equal(Thread *t, Value a, Value b);                      /* op_compare_bool(..., COMPARE_EQ) */
Value op_compare_numbers(int64_t a, int64_t b, CompareOp op);   /* True or False; also for lengths of sequences that begin alike */
int op_is_true(Thread *t, Value v);                             /* 1, 0, -1 */
bool op_hash(Thread *t, Value v, int64_t *hash);

/* Conversions. */
Str *op_repr(Thread *t, Value v);
Str *op_str(Thread *t, Value v);
Str *op_ascii(Thread *t, Value v);
Str *op_format(Thread *t, Value v, Str *spec); /* spec NULL: empty */
Value op_index(Thread *t, Value v);            /* an int, by __index__ */
/* By __index__, as a C number. Out of range: clipped (exception TYPE_NO_ID) or that exception: "cannot fit '%T' into an index-sized integer". */
bool op_index_clipped(Thread *t, Value v, int64_t *result);
bool op_index_int64(Thread *t, Value v, int64_t *result, TypeId overflow_exception);
bool op_float(Thread *t, Value v, double *result); /* float, __float__ or __index__: "must be real number, not %T" */
Value op_int(Thread *t, Value v);                  /* int(v) for one argument */

/* Containers. */
int64_t op_length(Thread *t, Value v);                          /* -1 */
int64_t op_length_hint(Thread *t, Value v, int64_t otherwise);  /* -1 */
Value op_getitem(Thread *t, Value v, Value key);
bool op_setitem(Thread *t, Value v, Value key, Value item);
bool op_delitem(Thread *t, Value v, Value key);
int op_contains(Thread *t, Value v, Value item); /* 1, 0, -1 */
Value op_sequence_item(Thread *t, Value sequence, int64_t index);

/* Iteration: op_next answers VALUE_NULL with nothing pending at the end. */
Value op_iter(Thread *t, Value v); /* TypeError "'%T' object is not iterable" */
Value op_next(Thread *t, Value iterator);
/* Sends one value (borrowed; None: next) to any iterator. VALUE_NULL with *finished: it ended with that value (owned). */
Value op_send(Thread *t, Value iterator, Value sent, Value *finished);
bool op_is_iterator(Value v, Thread *t);
Tuple *op_to_tuple(Thread *t, Value iterable);
List *op_to_list(Thread *t, Value iterable);
/* Calls visit(t, item (consumed), arg) for each; false stops. False: exception, or visit said so. */
bool op_each(Thread *t, Value iterable, bool (*visit)(Thread *t, Value item, void *arg), void *arg);
Value op_await(Thread *t, Value v); /* the iterator behind `await v` */

/* Classes. */
int op_isinstance(Thread *t, Value v, Value class_or_tuple); /* 1, 0, -1; __instancecheck__ too */
int op_issubclass(Thread *t, Value type, Value class_or_tuple);

/* repr of recursive containers: enter answers 1 if the object's repr is running already ("..."), 0 if not (then leave), -1: exception. */
int repr_enter(Thread *t, Value v);
void repr_leave(Thread *t, Value v);

#endif
