/* What the eval loop does not do in line: each function is the general case of an opcode. Private to eval.c.
 */
#ifndef VM_EVAL_SLOW_H
#define VM_EVAL_SLOW_H

#include "vm/generator.h"
#include "runtime/attrs.h"
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/type.h"

/* What an inline cache remembers. */
typedef enum CacheKind {
    CACHE_EMPTY,
    CACHE_INSTANCE,   /* attribute: values[index] of instances with this type version and shape */
    CACHE_DICT,       /* attribute: in the dict of instances in dict mode, probably at entry index */
    CACHE_CLASS,      /* attribute: `value`, found on the type; instances with this shape (NULL: without
                         attributes) have none of their own */
    CACHE_METHOD,     /* the same for a function that binds: LOAD_METHOD gives it with the instance */
    CACHE_SLOT,       /* attribute: the Value at byte offset index (__slots__) */
    CACHE_DESCRIPTOR, /* attribute: what the descriptor `value` of the type gives; shape as for CACHE_CLASS */
    CACHE_PROPERTY,   /* attribute: `value` is the Python getter of a property */
    CACHE_TYPE_ATTR,  /* attribute of the class object itself whose version this is: `value` */
    CACHE_MODULE,     /* attribute of a module: entry index of its dict with this version */
    CACHE_ADD,     /* STORE_ATTR: a new attribute; shape is the shape before, value's bits the shape after */
    CACHE_GLOBAL,  /* entry index of the globals with this version */
    CACHE_BUILTIN, /* entry index of the builtins with version2, not in the globals with version */
    CACHE_NEVER    /* tried too often */
} CacheKind;

Value slow_binary(Thread *t, const Instr *ip, Value b, Value c);
Value slow_append(Thread *t, Value *place, Value text); /* s += t with the string taken out of its register */
Value slow_compare(Thread *t, CompareOp op, Value b, Value c);
int slow_compare_bool(Thread *t, CompareOp op, Value b, Value c);
Value slow_load_global(Thread *t, Frame *f, InlineCache *cache);
bool slow_store_global(Thread *t, Frame *f, InlineCache *cache, Value v);
bool slow_delete_name(Thread *t, Value namespace, Str *name);
Value slow_load_name(Thread *t, Frame *f, InlineCache *cache);
bool slow_store_name(Thread *t, Frame *f, InlineCache *cache, Value v);
Value slow_load_class_free(Thread *t, Frame *f, Str *name, Value cell);
Value slow_load_attr(Thread *t, Value object, InlineCache *cache);
/* The getter of a property, run in a frame of the loop, has raised and is about to leave for LOAD_ATTR. */
void slow_property_failed(Thread *t, const Frame *getter);
bool slow_store_attr(Thread *t, Value object, Value v, InlineCache *cache);
/* Fills method[0] and method[1] as LOAD_METHOD says. */
bool slow_load_method(Thread *t, Value object, InlineCache *cache, Value *method);
Value slow_unbound(Thread *t, Frame *f, uint32_t local);                                      /* raises */
Value slow_unbound_cell(Thread *t, Frame *f, Value *cell_or_null, uint32_t index, bool free); /* raises */
/* As a tuple of exactly `count` (before + 1 + after, with a list in the middle) items. */
Tuple *slow_unpack(Thread *t, Value v, int count);
Tuple *slow_unpack_ex(Thread *t, Value v, int before, int after);
/* A call of anything: args borrowed. */
Value slow_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames);
/* Makes *args, any iterable after a star, a tuple. */
bool slow_star_tuple(Thread *t, Value callee, Value *args);
Value slow_call_ex(Thread *t, Value callee, Value args, Value kwargs, int form);
/* The Python function that the callee of f(*args, **kwargs) comes down to and that can run in a frame of its
 * own, or NULL. */
Function *slow_star_function(Value callee);
/* Binds the arguments of such a call, which form describes as CALL_EX's operand C does; the window is
 * consumed. What the caller holds during the call goes to place: [0] the values of keywords once more, as
 * CPython holds them, [1] the mapping, [2] the tuple, [3] the callee; the function's registers follow. place
 * may be the window. */
enum { STAR_WINDOW = 4 };
bool slow_bind_star(Thread *t, Value *window, int form, Value *place);
Value slow_format(Thread *t, Value v, int conversion, Value spec);
Value slow_make_function(Thread *t, Frame *f, Value *window, unsigned what);
bool slow_raise(Thread *t, Value exception, Value cause,
                int form); /* true: the handled exception goes on as it was */
int slow_match_exception(Thread *t, Value exception, Value what);
bool slow_group_match(Thread *t, Value *exception, Value type, Value *matched);
bool slow_with_enter(Thread *t, Value manager, Value *out, bool async);
Value slow_with_exit(Thread *t, Value exit, Value exception);
Value slow_get_aiter(Thread *t, Value v);
Value slow_get_anext(Thread *t, Value v);
Value slow_match_keys(Thread *t, Value subject, Value keys);
Value slow_match_class(Thread *t, Value subject, Value class, Value names, int positional);
Value slow_dict_without(Thread *t, Value mapping, Value keys);
bool slow_list_extend(Thread *t, Value list, Value iterable, int form);
bool slow_dict_update(Thread *t, Value dict, Value mapping);
Value slow_import_name(Thread *t, Frame *f, Value name, Value level, Value fromlist);
Value slow_import_from(Thread *t, Value module, Value name);
bool slow_import_star(Thread *t, Frame *f, Value module);
bool slow_print_expr(Thread *t, Value v);
bool slow_setup_annotations(Thread *t, Frame *f);
/* super().name, called: method[0] and [1] as LOAD_METHOD gives them. */
bool slow_load_super_method(Thread *t, Frame *f, Value super, InlineCache *cache, Value *method);
Str *slow_build_string(Thread *t, Value *parts, int count);
Value slow_build_map(Thread *t, Value *window, int pairs);
Value slow_build_set(Thread *t, Value *window, int count);
/* Signals, asynchronous exceptions, collection: false: an exception is pending. */
bool slow_breaker(Thread *t);

#endif
