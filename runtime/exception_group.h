/* Inside of exception groups: what exception_group.c and exception_split.c share. */
#ifndef RUNTIME_EXCEPTION_GROUP_H
#define RUNTIME_EXCEPTION_GROUP_H

#include "runtime/exception.h"
#include "runtime/list.h"

/* Borrowed. */
static inline Tuple *exception_group_members(Value group) {
    return value_tuple(((ExceptionGroupException *)value_object(group))->exceptions);
}
/* BaseExceptionGroup(message, exceptions). */
Value exception_group_new(Thread *t, Value message, Value exceptions);
Value exception_group_split_method(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value exception_group_subgroup_method(Thread *t, Value *args, int nargs, Tuple *kwnames);

#endif
