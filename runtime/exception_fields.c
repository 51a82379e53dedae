/* The exceptions with a few fields: StopIteration, SystemExit, KeyError, ImportError. NameError,
 * AttributeError and SyntaxError are in exception_source.c. */
#include "runtime/exception_layout.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"

/* --- StopIteration.value --- */

static bool stop_iteration_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    if (!exception_init(t, self, args, nargs, kwnames))
        return false;
    StopIterationException *e = (StopIterationException *)value_object(self);
    value_store(t, &e->value, nargs > 0 ? new_ref(args[0]) : VALUE_NONE);
    return true;
}

EXCEPTION_FIELD(StopIterationException, value)

static const GetSetDef stop_iteration_getsets[] = {EXCEPTION_GETSET("value", value, "generator return value"),
                                                   {0}};

const TypeDef stop_iteration_type_def = {.name = "StopIteration",
                                         .base = EXC_Exception,
                                         .size = sizeof(StopIterationException),
                                         .flags = EXCEPTION_FLAGS,
                                         .doc = "An iterator has no further item.",
                                         .slots = {.init = stop_iteration_init},
                                         .getsets = stop_iteration_getsets};

/* --- SystemExit.code --- */

static bool system_exit_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    if (!exception_init(t, self, args, nargs, kwnames))
        return false;
    SystemExitException *e = (SystemExitException *)value_object(self);
    Value code = nargs == 0 ? VALUE_NULL : nargs == 1 ? args[0] : object_value(e->base.args);
    value_store(t, &e->code, new_ref(code));
    return true;
}

EXCEPTION_FIELD(SystemExitException, code)

static const GetSetDef system_exit_getsets[] = {EXCEPTION_GETSET("code", code, "exception code"), {0}};

const TypeDef system_exit_type_def = {.name = "SystemExit",
                                      .base = EXC_BaseException,
                                      .size = sizeof(SystemExitException),
                                      .flags = EXCEPTION_FLAGS,
                                      .doc = "Ends the program if nobody catches it.",
                                      .slots = {.init = system_exit_init},
                                      .getsets = system_exit_getsets};

/* --- KeyError: shows its key by repr, so that '' is seen --- */

static Value key_error_str(Thread *t, Value self) {
    Tuple *args = value_exception(self)->args;
    if (!args || args->length != 1)
        return exception_base_str(t, self);
    Str *s = op_repr(t, args->items[0]);
    return s ? object_value(s) : VALUE_NULL;
}

const TypeDef key_error_type_def = {.name = "KeyError",
                                    .base = EXC_LookupError,
                                    .layout = EXC_BaseException,
                                    .size = sizeof(BaseException),
                                    .flags = EXCEPTION_FLAGS,
                                    .doc = "There is no such key.",
                                    .slots = {.str = key_error_str}};

/* --- ImportError --- */

static bool import_error_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    static const char *const names[] = {"name", "path"};
    ImportErrorException *e = (ImportErrorException *)value_object(self);
    if (!exception_init(t, self, args, nargs, NULL))
        return false;
    value_clear(t, &e->name);
    value_clear(t, &e->path);
    if (!exception_keywords(t, "ImportError", args, nargs, kwnames, names, (Value *[]){&e->name, &e->path},
                            2))
        return false;
    value_store(t, &e->msg, nargs == 1 ? new_ref(args[0]) : VALUE_NULL);
    return true;
}

static Value import_error_str(Thread *t, Value self) {
    ImportErrorException *e = (ImportErrorException *)value_object(self);
    return is_str_exact(e->msg) ? new_ref(e->msg) : exception_base_str(t, self);
}

/* A copy of the instance's dict, with name and path where they are set; None if that is nothing. */
static Value import_error_state(Thread *t, Value self) {
    ImportErrorException *e = (ImportErrorException *)value_object(self);
    Value state = exception_state(t, self);
    if (is_null(state) || (is_null(e->name) && is_null(e->path)))
        return state;
    Dict *dict = is_none(state) ? dict_new(t, 2) : dict_copy(t, value_dict(state));
    decref(t, state);
    bool ok = dict && (is_null(e->name) || dict_set_name(t, dict, NAME(name), e->name)) &&
              (is_null(e->path) || dict_set_name(t, dict, NAME(path), e->path));
    if (ok)
        return object_value(dict);
    xdecref_object(t, dict);
    return VALUE_NULL;
}

static Value import_error_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value state = import_error_state(t, args[0]);
    if (is_null(state))
        return VALUE_NULL;
    Value type = object_value(type_of(t, args[0])),
          exception_args = object_value(value_exception(args[0])->args);
    Tuple *result = tuple_pack(t, is_none(state) ? 2 : 3, type, exception_args, state);
    decref(t, state);
    return result ? object_value(result) : VALUE_NULL;
}

EXCEPTION_FIELD(ImportErrorException, msg)
EXCEPTION_FIELD(ImportErrorException, name)
EXCEPTION_FIELD(ImportErrorException, path)

static const MethodDef import_error_methods[] = {{"__reduce__", import_error_reduce, "", NULL}, {0}};
static const GetSetDef import_error_getsets[] = {EXCEPTION_GETSET("msg", msg, "exception message"),
                                                 EXCEPTION_GETSET("name", name, "module name"),
                                                 EXCEPTION_GETSET("path", path, "module path"),
                                                 {0}};

const TypeDef import_error_type_def = {.name = "ImportError",
                                       .base = EXC_Exception,
                                       .size = sizeof(ImportErrorException),
                                       .flags = EXCEPTION_FLAGS,
                                       .doc = "A module, or a name in one, cannot be imported.",
                                       .slots = {.init = import_error_init, .str = import_error_str},
                                       .methods = import_error_methods,
                                       .getsets = import_error_getsets};
