/* Module sys: what it tells about other threads and about memory, and flags for dlopen. */
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "vm/frame.h"
#include "vm/start.h"
#include "vm/sys_inspect.h"

Tuple *sys_exception_info(Thread *t, Value exception) {
    if (is_null(exception) || is_none(exception))
        return tuple_pack(t, 3, VALUE_NONE, VALUE_NONE, VALUE_NONE);
    Value traceback = value_exception(exception)->traceback;
    return tuple_pack(t, 3, object_value(type_of(t, exception)), exception,
                      is_null(traceback) ? VALUE_NONE : traceback);
}

/* A dict: the identifier of each thread that runs Python code -> what `look` says of it. */
static Value each_thread(Thread *t, Value (*look)(Thread *t, Thread *other)) {
    Dict *dict = dict_new(t, 0);
    bool ok = dict != NULL;
    for (Thread *other = t->interp->threads; ok && other; other = other->next) {
        Value ident = other->frame ? int_from_uint64(t, other->ident) : VALUE_NONE;
        Value v = is_null(ident) || is_none(ident) ? VALUE_NULL : look(t, other);
        if (!is_none(ident))
            ok = !is_null(v) && dict_set(t, dict, ident, v);
        decref(t, ident);
        decref(t, v);
    }
    if (ok)
        return object_value(dict);
    xdecref_object(t, dict);
    return VALUE_NULL;
}

static Value look_at_frame(Thread *t, Thread *other) {
    return frame_object(t, other->frame);
}
static Value sys_current_frames(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return each_thread(t, look_at_frame);
}

static Value look_at_exception(Thread *t, Thread *other) {
    Tuple *info = sys_exception_info(t, error_handled(other));
    return info ? object_value(info) : VALUE_NULL;
}
static Value sys_current_exceptions(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return each_thread(t, look_at_exception);
}

static Value sys_getallocatedblocks(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_value(t, memory_count_objects(t->interp));
}

/* As CPython, only debug builds have it. */
#ifdef MINIPY_DEBUG_BUILD
static Value sys_gettotalrefcount(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_value(t, memory_count_references(t->interp));
}
#define TOTAL_REFCOUNT \
    {"gettotalrefcount", sys_gettotalrefcount, "", "Return the sum of all reference counts."},
#else
#define TOTAL_REFCOUNT
#endif

/* No module is loaded with dlopen: the flags are kept for those who ask. */
static Value sys_getdlopenflags(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return small_int_value(((VmState *)t->interp->vm)->dlopen_flags);
}
static Value sys_setdlopenflags(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return arg_int(t, args[0], &((VmState *)t->interp->vm)->dlopen_flags) ? VALUE_NONE : VALUE_NULL;
}

const MethodDef sys_inspect_functions[] = {
    {"_current_frames", sys_current_frames, "",
     "Return a dict: the identifier of each thread -> its running frame."},
    {"_current_exceptions", sys_current_exceptions, "",
     "Return a dict: the identifier of each thread -> (type, value, traceback) of what it is handling."},
    {"getallocatedblocks", sys_getallocatedblocks, "", "Return how many objects there are in memory."},
    TOTAL_REFCOUNT
    {"getdlopenflags", sys_getdlopenflags, "", "Return the flags set with setdlopenflags()."},
    {"setdlopenflags", sys_setdlopenflags, "flags, /",
     "Set the flags for dlopen, which minipy does not use."},
    {0},
};
