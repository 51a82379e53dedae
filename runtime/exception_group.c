/* BaseExceptionGroup and ExceptionGroup: an exception that holds several. Splitting, and what except* needs,
 * are in exception_split.c. */
#include "runtime/exception_group.h"
#include "runtime/callable.h"
#include "runtime/exception_layout.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"

/* The members as a tuple, checked; NULL: exception. *plain: all are instances of Exception. */
static Tuple *check_members(Thread *t, Value v, bool *plain) {
    if (!type_of(t, v)->slots.getitem || has_layout(v, TYPE_DICT)) {
        raise_type_error(t, "second argument (exceptions) must be a sequence");
        return NULL;
    }
    Tuple *members = op_to_tuple(t, v);
    if (!members)
        return NULL;
    if (members->length == 0)
        raise_value_error(t, "second argument (exceptions) must be a non-empty sequence");
    *plain = true;
    Type *exception = builtin_type(t, EXC_Exception);
    for (int64_t i = 0; i < members->length && !error_pending(t); i++) {
        if (!is_exception(members->items[i]))
            raise_value_error(t, "Item %lld of second argument (exceptions) is not an exception",
                              (long long)i);
        else if (!type_is_subtype(type_of(t, members->items[i]), exception))
            *plain = false;
    }
    if (!error_pending(t))
        return members;
    decref_object(t, members);
    return NULL;
}

/* Which class the group gets; NULL: these members may not be in it. */
static Type *choose_class(Thread *t, Type *type, bool plain) {
    if (type->id == EXC_BaseExceptionGroup)
        return plain ? builtin_type(t, EXC_ExceptionGroup) : type;
    if (plain || !type_is_subtype(type, builtin_type(t, EXC_Exception)))
        return type;
    if (type->id == EXC_ExceptionGroup)
        raise_type_error(t, "Cannot nest BaseExceptions in an ExceptionGroup");
    else
        raise_type_error(t, "Cannot nest BaseExceptions in '%.200N'", type);
    return NULL;
}

static bool check_call(Thread *t, Value *args, int nargs) {
    if (nargs != 2)
        raise_type_error(t, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", nargs);
    else if (!is_str(args[0]))
        raise_type_error(t, "BaseExceptionGroup.__new__() argument 1 must be str, not %T", args[0]);
    return !error_pending(t);
}

static Value group_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    bool plain;
    if (!check_call(t, args, nargs))
        return VALUE_NULL;
    Tuple *members = check_members(t, args[1], &plain);
    if (!members)
        return VALUE_NULL;
    type = choose_class(t, type, plain);
    Value self = type ? exception_create(t, type, args, nargs) : VALUE_NULL;
    if (is_null(self)) {
        decref_object(t, members);
        return VALUE_NULL;
    }
    ExceptionGroupException *e = (ExceptionGroupException *)value_object(self);
    value_store(t, &e->message, new_ref(args[0]));
    value_store(t, &e->exceptions, object_value(members));
    return self;
}

Value exception_group_new(Thread *t, Value message, Value exceptions) {
    return group_new(t, builtin_type(t, EXC_BaseExceptionGroup), (Value[]){message, exceptions}, 2, NULL);
}

static Value group_str(Thread *t, Value self) {
    int64_t n = exception_group_members(self)->length;
    Str *s =
        str_format(t, "%V (%lld sub-exception%s)", ((ExceptionGroupException *)value_object(self))->message,
                   (long long)n, n == 1 ? "" : "s");
    return s ? object_value(s) : VALUE_NULL;
}

static Value get_message(Thread *t, Value self) {
    return exception_field(((ExceptionGroupException *)value_object(self))->message);
}

static Value get_exceptions(Thread *t, Value self) {
    return exception_field(((ExceptionGroupException *)value_object(self))->exceptions);
}

static Value derive_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (kwnames && kwnames->length)
        return raise_type_error(t, "BaseExceptionGroup.derive() takes no keyword arguments");
    if (nargs != 2)
        return raise_type_error(t, "function takes exactly 1 argument (%d given)", nargs - 1);
    return exception_group_new(t, ((ExceptionGroupException *)value_object(args[0]))->message, args[1]);
}

static const MethodDef group_methods[] = {
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS},
    {"derive", derive_method, NULL, NULL},
    {"split", exception_group_split_method, NULL, NULL},
    {"subgroup", exception_group_subgroup_method, NULL, NULL},
    {0}};

static const GetSetDef group_getsets[] = {{"message", get_message, NULL, "exception message"},
                                          {"exceptions", get_exceptions, NULL, "nested exceptions"},
                                          {0}};

const TypeDef base_exception_group_type_def = {.name = "BaseExceptionGroup",
                                               .base = EXC_BaseException,
                                               .size = sizeof(ExceptionGroupException),
                                               .flags = EXCEPTION_FLAGS,
                                               .doc = "Several exceptions that are raised together.",
                                               .slots = {.new_instance = group_new, .str = group_str},
                                               .methods = group_methods,
                                               .getsets = group_getsets};

/* Its second base, Exception, is added by types_init. */
const TypeDef exception_group_type_def = {.name = "ExceptionGroup",
                                          .base = EXC_BaseExceptionGroup,
                                          .layout = EXC_BaseExceptionGroup,
                                          .size = sizeof(ExceptionGroupException),
                                          .flags = EXCEPTION_FLAGS};
