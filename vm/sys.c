/* Module sys. */
#include "runtime/bytes.h"
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/attrs.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "vm/trace_function.h"
#include "vm/frame.h"
#include "vm/generator.h"
#include "vm/start.h"
#include "vm/sys_inspect.h"
#include "vm/twin.h"
#include <dlfcn.h>
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static StartOptions *options_of(Thread *t) {
    return &((VmState *)t->interp->vm)->options;
}

/* ---- objects ---- */

static Value sys_clear_type_cache(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    type_cache_clear(t);
    return VALUE_NONE;
}

static Value sys_getrefcount(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_pointer(args[0]))
        return small_int_value(REFCOUNT_IMMORTAL);
    return small_int_value(object_seen_refcount(t, value_object(args[0])));
}

static Value sys_getsizeof(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value method = op_lookup_special(t, args[0], NAME(__sizeof__));
    Value size = is_null(method) ? method : op_call0(t, method);
    decref(t, method);
    if (is_null(size) && !error_pending(t))
        raise_type_error(t, "Type %T doesn't define __sizeof__", args[0]);
    if (is_null(size) && !is_null(args[1]) && error_clear_if(t, EXC_TypeError))
        return new_ref(args[1]);
    return size;
}

static Value sys_intern(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_str_exact(args[0]))
        return is_str(args[0]) ? raise_type_error(t, "can't intern %.400T", args[0])
                               : raise_type_error(t, "intern() argument must be str, not %T", args[0]);
    Str *s = str_intern(t, value_str(new_ref(args[0])));
    return s ? object_value(s) : VALUE_NULL;
}

/* ---- exceptions ---- */

static Value sys_exit(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value type = object_value(builtin_type(t, EXC_SystemExit));
    Value e = is_null(args[0]) || is_none(args[0]) ? op_call0(t, type)
              : is_tuple(args[0])                  ? op_call_tuple(t, type, value_tuple(args[0]), NULL)
                                                   : op_call1(t, type, args[0]);
    if (!is_null(e))
        raise_value(t, e);
    decref(t, e);
    return VALUE_NULL;
}

static Value sys_exception(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value e = error_handled(t);
    return is_null(e) ? VALUE_NONE : new_ref(e);
}

static Value sys_exc_info(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Tuple *info = sys_exception_info(t, error_handled(t));
    return info ? object_value(info) : VALUE_NULL;
}

/* An exception that has lost its traceback gets the one that is passed. */
static Value sys_excepthook(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (is_exception(args[1]) && is_exact(args[2], TYPE_TRACEBACK) &&
        is_null(value_exception(args[1])->traceback))
        exception_set_traceback(t, args[1], args[2]);
    report_display(t, args[1]);
    return VALUE_NONE;
}

static Value sys_displayhook(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (is_none(args[0]))
        return VALUE_NONE;
    Str *underscore = str_intern_utf8(t, "_");
    Str *text = underscore && dict_set_name(t, t->interp->builtins, underscore, VALUE_NONE)
                    ? op_repr(t, args[0])
                    : NULL;
    Str *line = text ? str_format(t, "%U\n", text) : NULL;
    Value out = dict_get_name(t, t->interp->sys, NAME(stdout));
    Value result = !line                          ? VALUE_NULL
                   : is_null(out) || is_none(out) ? raise(t, EXC_RuntimeError, "lost sys.stdout")
                                                  : op_call_method1(t, out, NAME(write), object_value(line));
    bool ok = !is_null(result) && dict_set_name(t, t->interp->builtins, underscore, args[0]);
    decref(t, result);
    xdecref_object(t, underscore);
    xdecref_object(t, text);
    xdecref_object(t, line);
    return ok ? VALUE_NONE : VALUE_NULL;
}

/* ---- frames ---- */

static Value sys_getframe(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t depth = 0;
    if (!is_null(args[0]) && !arg_int64(t, args[0], &depth))
        return VALUE_NULL;
    Frame *frame = t->frame;
    for (; frame && depth > 0; depth--)
        frame = frame->previous;
    return frame ? frame_object(t, frame) : raise_value_error(t, "call stack is not deep enough");
}

static Value sys_getrecursionlimit(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return small_int_value(t->interp->recursion_limit);
}

static Value sys_setrecursionlimit(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int limit;
    if (!arg_int(t, args[0], &limit))
        return VALUE_NULL;
    if (limit < 1)
        return raise_value_error(t, "recursion limit must be greater or equal than 1");
    if (t->depth >= limit)
        return raise(t, EXC_RecursionError,
                     "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low",
                     limit, t->depth);
    t->interp->recursion_limit = limit;
    return VALUE_NONE;
}

static Value sys_settrace(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    trace_set_function(t, is_none(args[0]) ? VALUE_NULL : args[0]);
    return VALUE_NONE;
}
static Value sys_setprofile(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    trace_set_profile(t, is_none(args[0]) ? VALUE_NULL : args[0]);
    return VALUE_NONE;
}
static Value sys_gettrace(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return new_ref(or_none(((VmThread *)t->vm)->trace));
}
static Value sys_getprofile(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return new_ref(or_none(((VmThread *)t->vm)->profile));
}
static Value sys_call_tracing(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_tuple(args[1]))
        return raise_type_error(t, "call_tracing() argument 2 must be tuple, not %T", args[1]);
    return trace_call(t, args[0], value_tuple(args[1]));
}
static Value sys_none(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return VALUE_NONE;
}

/* ---- text and numbers ---- */

static Value text_value(Thread *t, const char *text) {
    Str *s = str_new(t, text);
    return s ? object_value(s) : VALUE_NULL;
}
static Value sys_getdefaultencoding(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return text_value(t, "utf-8");
}
static Value sys_getfilesystemencodeerrors(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return text_value(t, "surrogateescape");
}
static Value sys_get_int_max_str_digits(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return small_int_value(t->interp->max_str_digits);
}
static Value sys_set_int_max_str_digits(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int digits;
    if (!arg_int(t, args[0], &digits))
        return VALUE_NULL;
    if (digits && digits < 640)
        return raise_value_error(t, "maxdigits must be 0 or larger than 640");
    t->interp->max_str_digits = digits;
    return VALUE_NONE;
}

/* ---- switching ---- */

/* Both set the interval in instructions and in time, so that it holds under every policy. */
static Value sys_setswitchinterval(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    double seconds;
    if (!op_float(t, args[0], &seconds))
        return VALUE_NULL;
    if (!(seconds > 0))
        return raise_value_error(t, "switch interval must be strictly positive");
    gil_set_interval_ns(t, seconds > 9e9 ? INT64_MAX : (int64_t)(seconds * 1e9));
    return VALUE_NONE;
}
static Value sys_getswitchinterval(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return float_value(t, (double)t->interp->gil.interval_ns / 1e9);
}
static Value sys_setcheckinterval(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t instructions;
    if (!arg_int64(t, args[0], &instructions))
        return VALUE_NULL;
    gil_set_interval(t, instructions);
    return VALUE_NONE;
}
static Value sys_getcheckinterval(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_value(t, t->interp->gil.interval);
}
static Value sys_is_finalizing(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(t->interp->finalizing);
}

/* ---- asynchronous generators ---- */

static bool hook_argument(Thread *t, Value v, const char *name, Value *place) {
    if (is_null(v))
        return true;
    if (!is_none(v) && !op_callable(t, v)) {
        raise_type_error(t, "callable %s expected, got %T", name, v);
        return false;
    }
    value_store(t, place, is_none(v) ? VALUE_NULL : new_ref(v));
    return true;
}
static Value sys_set_asyncgen_hooks(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return hook_argument(t, args[1], "finalizer", &t->async_gen_finalizer) &&
                   hook_argument(t, args[0], "firstiter", &t->async_gen_firstiter)
               ? VALUE_NONE
               : VALUE_NULL;
}
static const StructSeqField hook_fields[] = {{"firstiter", NULL}, {"finalizer", NULL}, {0}};
static const StructSeqDef hook_def = {"asyncgen_hooks", NULL, hook_fields, 2};
static Value sys_get_asyncgen_hooks(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Type *type = structseq_type_new(t, &hook_def);
    if (!type)
        return VALUE_NULL;
    Value fields[] = {new_ref(or_none(t->async_gen_firstiter)), new_ref(or_none(t->async_gen_finalizer))};
    Value hooks = structseq_new(t, type, fields, 2);
    decref_object(t, type);
    return hooks;
}
static Value sys_set_coroutine_origin_tracking_depth(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int depth;
    if (!arg_int(t, args[0], &depth))
        return VALUE_NULL;
    if (depth < 0)
        return raise_value_error(t, "depth must be >= 0");
    t->coroutine_origin_depth = depth;
    return VALUE_NONE;
}
static Value sys_get_coroutine_origin_tracking_depth(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return small_int_value(t->coroutine_origin_depth);
}

/* sys.unraisablehook(unraisable) */
static Value sys_unraisablehook(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    static const char *const names[] = {"err_msg", "object", "exc_value", "exc_traceback"};
    Value fields[4];
    int count = 0;
    for (bool ok = true; ok && count < 4; count++) {
        Str *name = str_intern_utf8(t, names[count]);
        fields[count] = name ? op_getattr(t, args[0], name) : VALUE_NULL;
        xdecref_object(t, name);
        ok = !is_null(fields[count]);
    }
    bool ok = !error_pending(t);
    if (ok)
        report_ignored(t, fields[0], fields[1], fields[2], fields[3]);
    while (count)
        decref(t, fields[--count]);
    return ok ? VALUE_NONE : VALUE_NULL;
}

/* Nobody listens for audit events: adding a hook is refused, raising an event does nothing. */
static Value sys_addaudithook(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return raise(t, EXC_NotImplementedError, "sys.addaudithook() is not supported by minipy");
}

/* "module.name", or the name of a builtin: what it is; VALUE_NULL: an exception. */
static Value find_by_path(Thread *t, const char *path) {
    const char *dot = strrchr(path, '.');
    char *module_name = dot ? strndup(path, (size_t)(dot - path)) : strdup("builtins");
    Value module = module_name ? import_module_text(t, module_name) : raise_no_memory(t);
    free(module_name);
    Str *name = is_null(module) ? NULL : str_intern_utf8(t, dot ? dot + 1 : path);
    Value found = name ? op_getattr(t, module, name) : VALUE_NULL;
    xdecref_object(t, name);
    decref(t, module);
    return found;
}

/* What breakpoint() does: the function that the environment names at that time, or the debugger; "0": nothing. */
static Value sys_breakpointhook(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *variable = getenv("MINIPYBREAKPOINT") ? "MINIPYBREAKPOINT" : "PYTHONBREAKPOINT";
    const char *text = options_of(t)->ignore_environment ? NULL : getenv(variable);
    if (!text || !*text)
        text = "pdb.set_trace";
    if (!strcmp(text, "0"))
        return VALUE_NONE;
    Value function = find_by_path(t, text);
    if (is_null(function)) {
        if (!error_clear_if(t, EXC_ImportError) && !error_clear_if(t, EXC_AttributeError))
            return VALUE_NULL;
        bool ok = warn(t, EXC_RuntimeWarning, 1, "Ignoring unimportable $%s: \"%s\"", variable, text);
        return ok ? VALUE_NONE : VALUE_NULL;
    }
    Value result = op_call(t, function, args, nargs, kwnames);
    decref(t, function);
    return result;
}

static const MethodDef sys_functions[] = {
    {"breakpointhook", sys_breakpointhook, NULL, "What breakpoint() calls."},
    {"call_tracing", sys_call_tracing, "func, args, /", "Call func(*args)."},
    {"getrefcount", sys_getrefcount, "object, /",
     "Return the reference count of object, the one of the argument included."},
    {"getsizeof", sys_getsizeof, "object, default=None",
     "How many bytes of memory an object takes, without what it refers to."},
    {"intern", sys_intern, "string, /", "``Intern'' the given string."},
    {"exit", sys_exit, "status=None, /", "End the program: raise SystemExit(status)."},
    {"exception", sys_exception, "", "Return the exception being handled, or None."},
    {"exc_info", sys_exc_info, "", "Return (type, value, traceback) of the exception being handled."},
    {"excepthook", sys_excepthook, "exctype, value, traceback, /", "Print an uncaught exception."},
    {"displayhook", sys_displayhook, "object, /", "Show a result as the prompt does, and keep it as _."},
    {"unraisablehook", sys_unraisablehook, "unraisable, /", "Handle an exception that nobody can receive."},
    {"_getframe", sys_getframe, "depth=0, /", "The frame of the caller, or one further out."},
    {"getrecursionlimit", sys_getrecursionlimit, "", "How deep calls may nest."},
    {"setrecursionlimit", sys_setrecursionlimit, "limit, /",
     "Say how deep calls may nest before RecursionError."},
    {"settrace", sys_settrace, "function, /",
     "Call a function as the calling thread's code runs: at each call, line, return and exception."},
    {"setprofile", sys_setprofile, "function, /",
     "Call a function at each call and return in the calling thread."},
    {"gettrace", sys_gettrace, "", "Return the function set with settrace(), or None."},
    {"getprofile", sys_getprofile, "", "Return the function set with setprofile(), or None."},
    {"getdefaultencoding", sys_getdefaultencoding, "", "Return 'utf-8'."},
    {"getfilesystemencoding", sys_getdefaultencoding, "", "Return 'utf-8'."},
    {"getfilesystemencodeerrors", sys_getfilesystemencodeerrors, "", "Return 'surrogateescape'."},
    {"get_int_max_str_digits", sys_get_int_max_str_digits, "",
     "Return the limit on digits of int/str conversions."},
    {"set_int_max_str_digits", sys_set_int_max_str_digits, "maxdigits",
     "Set the limit on digits of int/str conversions."},
    {"setswitchinterval", sys_setswitchinterval, "interval, /",
     "Set the thread switching interval in seconds."},
    {"getswitchinterval", sys_getswitchinterval, "", "Return the thread switching interval in seconds."},
    {"setcheckinterval", sys_setcheckinterval, "n, /",
     "Set the thread switching interval in instructions, as in Python 2."},
    {"getcheckinterval", sys_getcheckinterval, "", "Return the thread switching interval in instructions."},
    {"is_finalizing", sys_is_finalizing, "", "Is the interpreter shutting down?"},
    {"set_asyncgen_hooks", sys_set_asyncgen_hooks, "firstiter=None, finalizer=None",
     "Set hooks for asynchronous generators."},
    {"get_asyncgen_hooks", sys_get_asyncgen_hooks, "", "Return the hooks for asynchronous generators."},
    {"set_coroutine_origin_tracking_depth", sys_set_coroutine_origin_tracking_depth, "depth", NULL},
    {"get_coroutine_origin_tracking_depth", sys_get_coroutine_origin_tracking_depth, "", NULL},
    {"addaudithook", sys_addaudithook, "hook", "Not supported."},
    {"audit", sys_none, "event, *args", "Does nothing: there are no audit hooks."},
    {"_clear_type_cache", sys_clear_type_cache, "", "Forget which attributes of classes were found where."},
    {0},
};

/* ---- data ---- */

static Value struct_value(Thread *t, const StructSeqDef *def, Value *items) {
    Type *type = structseq_type_new(t, def);
    Value v = structseq_new(t, type, items, def->visible);
    xdecref_object(t, type);
    return v;
}

static Value version_info(Thread *t) {
    static const StructSeqField fields[] = {{"major", NULL},        {"minor", NULL},  {"micro", NULL},
                                            {"releaselevel", NULL}, {"serial", NULL}, {0}};
    static const StructSeqDef def = {"sys.version_info", NULL, fields, 5, true};
    Value items[] = {small_int_value(3), small_int_value(11), small_int_value(2), text_value(t, "final"),
                     small_int_value(0)};
    return struct_value(t, &def, items);
}

static Value float_info(Thread *t) {
    static const StructSeqField fields[] = {{"max", NULL},   {"max_exp", NULL},  {"max_10_exp", NULL},
                                            {"min", NULL},   {"min_exp", NULL},  {"min_10_exp", NULL},
                                            {"dig", NULL},   {"mant_dig", NULL}, {"epsilon", NULL},
                                            {"radix", NULL}, {"rounds", NULL},   {0}};
    static const StructSeqDef def = {"sys.float_info", NULL, fields, 11};
    Value items[] = {float_value(t, DBL_MAX),
                     small_int_value(DBL_MAX_EXP),
                     small_int_value(DBL_MAX_10_EXP),
                     float_value(t, DBL_MIN),
                     small_int_value(DBL_MIN_EXP),
                     small_int_value(DBL_MIN_10_EXP),
                     small_int_value(DBL_DIG),
                     small_int_value(DBL_MANT_DIG),
                     float_value(t, DBL_EPSILON),
                     small_int_value(FLT_RADIX),
                     small_int_value(1)};
    return struct_value(t, &def, items);
}

static Value int_info(Thread *t) {
    static const StructSeqField fields[] = {{"bits_per_digit", NULL},
                                            {"sizeof_digit", NULL},
                                            {"default_max_str_digits", NULL},
                                            {"str_digits_check_threshold", NULL},
                                            {0}};
    static const StructSeqDef def = {"sys.int_info", NULL, fields, 4};
    Value items[] = {small_int_value(64), small_int_value(8), small_int_value(4300), small_int_value(640)};
    return struct_value(t, &def, items);
}

static Value hash_info(Thread *t) {
    static const StructSeqField fields[] = {
        {"width", NULL},     {"modulus", NULL},   {"inf", NULL},       {"nan", NULL},    {"imag", NULL},
        {"algorithm", NULL}, {"hash_bits", NULL}, {"seed_bits", NULL}, {"cutoff", NULL}, {0}};
    static const StructSeqDef def = {"sys.hash_info", NULL, fields, 9};
    Value items[] = {small_int_value(64),      int_value(t, ((int64_t)1 << 61) - 1),
                     small_int_value(314159),  small_int_value(0),
                     small_int_value(1000003), text_value(t, "xxh3"),
                     small_int_value(64),      small_int_value(128),
                     small_int_value(0)};
    return struct_value(t, &def, items);
}

static Value thread_info(Thread *t) {
    static const StructSeqField fields[] = {{"name", NULL}, {"lock", NULL}, {"version", NULL}, {0}};
    static const StructSeqDef def = {"sys.thread_info", NULL, fields, 3};
    Value items[] = {text_value(t, "pthread"), text_value(t, "mutex+cond"), VALUE_NONE};
    return struct_value(t, &def, items);
}

static Value flags_value(Thread *t) {
    static const StructSeqField fields[] = {{"debug", NULL},
                                            {"inspect", NULL},
                                            {"interactive", NULL},
                                            {"optimize", NULL},
                                            {"dont_write_bytecode", NULL},
                                            {"no_user_site", NULL},
                                            {"no_site", NULL},
                                            {"ignore_environment", NULL},
                                            {"verbose", NULL},
                                            {"bytes_warning", NULL},
                                            {"quiet", NULL},
                                            {"hash_randomization", NULL},
                                            {"isolated", NULL},
                                            {"dev_mode", NULL},
                                            {"utf8_mode", NULL},
                                            {"warn_default_encoding", NULL},
                                            {"safe_path", NULL},
                                            {"int_max_str_digits", NULL},
                                            {0}};
    static const StructSeqDef def = {"sys.flags", NULL, fields, 18, true};
    StartOptions *o = options_of(t);
    Value items[] = {small_int_value(o->debug),
                     small_int_value(o->inspect),
                     small_int_value(o->interactive),
                     small_int_value(o->optimize),
                     small_int_value(o->no_bytecode),
                     small_int_value(o->no_user_site),
                     small_int_value(o->no_site),
                     small_int_value(o->ignore_environment),
                     small_int_value(o->verbose),
                     small_int_value(o->bytes_warning),
                     small_int_value(o->quiet),
                     small_int_value(1),
                     small_int_value(o->isolated),
                     bool_value(o->dev_mode),
                     small_int_value(0),
                     small_int_value(0),
                     bool_value(o->safe_path),
                     small_int_value(o->max_str_digits)};
    return struct_value(t, &def, items);
}

static Value string_list(Thread *t, char **strings, int count) {
    List *list = list_new(t, count);
    for (int i = 0; list && i < count; i++) {
        Str *s = str_fs_decode(t, strings[i], strlen(strings[i]));
        if (!s || !list_append_owned(t, list, object_value(s))) {
            decref_object(t, list);
            return VALUE_NULL;
        }
    }
    return list ? object_value(list) : VALUE_NULL;
}

static Value make_argv(Thread *t) {
    StartOptions *o = options_of(t);
    Value list = string_list(t, o->argv, o->argc);
    if (!is_null(list) && o->program_name)
        value_store(t, &value_list(list)->items[0], text_value(t, o->program_name));
    return list;
}

static bool append_path(Thread *t, List *list, const char *start, size_t length) {
    Str *s = str_fs_decode(t, start, length);
    return s && list_append_owned(t, list, object_value(s));
}

/* The parts of an environment variable; an empty list where it does not count. */
static List *variable_parts(Thread *t, const char *name, char separator) {
    const char *text = options_of(t)->ignore_environment ? NULL : getenv(name);
    List *list = list_new(t, 0);
    bool ok = list != NULL;
    while (ok && text && *text) {
        const char *end = strchrnul(text, separator);
        if (end > text)
            ok = append_path(t, list, text, (size_t)(end - text));
        text = *end ? end + 1 : end;
    }
    return ok ? list : NULL;
}

/* sys.path: the script's folder, then MINIPYPATH. */
static Value make_path(Thread *t) {
    StartOptions *o = options_of(t);
    VmState *vm = t->interp->vm;
    List *library = variable_parts(t, "MINIPYPATH", ':'), *first = variable_parts(t, "MINIPYPATHFIRST", ',');
    List *list = library && first ? list_new(t, 0) : NULL;
    bool ok = list != NULL;
    vm->library_path = library ? object_value(library) : VALUE_NULL;
    vm->library_first = first ? object_value(first) : VALUE_NULL;
    if (ok && o->script_directory && !o->safe_path)
        ok = append_path(t, list, o->script_directory, strlen(o->script_directory));
    for (int64_t i = 0; ok && i < library->length; i++)
        ok = list_append(t, list, library->items[i]);
    return ok ? object_value(list) : VALUE_NULL;
}

static Value xoptions(Thread *t) {
    StartOptions *o = options_of(t);
    Dict *dict = dict_new(t, 0);
    for (int i = 0; dict && i < o->x_count; i++) {
        const char *equals = strchrnul(o->x_options[i], '=');
        Str *key = str_fs_decode(t, o->x_options[i], (size_t)(equals - o->x_options[i]));
        Value v = *equals ? object_value(str_fs_decode(t, equals + 1, strlen(equals + 1))) : VALUE_TRUE;
        if (key)
            dict_set(t, dict, object_value(key), v);
        xdecref_object(t, key);
        decref(t, v);
    }
    return dict ? object_value(dict) : VALUE_NULL;
}

static Value module_names(Thread *t, bool native_only) {
    const ModuleTable *table = ((VmState *)t->interp->vm)->modules;
    List *list = list_new(t, 0);
    for (const ModuleDef *const *def = table->native; list && *def; def++)
        list_append_owned(t, list, text_value(t, (*def)->name));
    for (const FrozenModule *m = table->frozen; list && !native_only && m->name; m++)
        if (!strchr(m->name, '.'))
            list_append_owned(t, list, text_value(t, m->name));
    list_append_owned(t, list, text_value(t, "sys"));
    if (!list || !list_sort(t, list, VALUE_NONE, false))
        return VALUE_NULL;
    Tuple *names = list_to_tuple(t, list);
    decref_object(t, list);
    if (native_only || !names)
        return names ? object_value(names) : VALUE_NULL;
    Value set = frozenset_from(t, object_value(names));
    decref_object(t, names);
    return set;
}

static Value implementation(Thread *t, Value version) {
    Value namespace = op_call0(t, object_value(builtin_type(t, TYPE_SIMPLE_NAMESPACE)));
    if (is_null(namespace))
        return namespace;
    Dict *dict = attrs_dict(t, value_object(namespace));
    bool ok = dict && dict_set_text(t, dict, "name", text_value(t, "minipy")) &&
              dict_set_text(t, dict, "cache_tag", VALUE_NONE) &&
              dict_set_text(t, dict, "version", new_ref(version)) &&
              dict_set_text(t, dict, "hexversion", small_int_value(0x030b02f0)) &&
              dict_set_text(t, dict, "_multiarch", text_value(t, "x86_64-linux-gnu"));
    if (ok)
        return namespace;
    decref(t, namespace);
    return VALUE_NULL;
}

/* A twin is nobody's business but the laboratory's: programs see minipy. */
static Value executable(Thread *t) {
    char *path = twin_path(REFCOUNT_PLAIN);
    Str *s = path ? str_fs_decode(t, path, strlen(path)) : str_new(t, "");
    free(path);
    return s ? object_value(s) : VALUE_NULL;
}

static bool add_version(Thread *t, Dict *d) {
    Value version = version_info(t);
    bool ok = dict_set_text(t, d, "version_info", new_ref(version)) &&
              dict_set_text(t, d, "implementation", implementation(t, version)) &&
              dict_set_text(t, d, "version",
                            text_value(t, "3.11.2 (minipy " MINIPY_VERSION ") [GCC " __VERSION__ "]")) &&
              dict_set_text(t, d, "hexversion", small_int_value(0x030b02f0)) &&
              dict_set_text(t, d, "api_version", small_int_value(1013)) &&
              dict_set_text(t, d, "copyright", text_value(t, "Copyright (c) 2026 The minipy authors."));
    decref(t, version);
    return ok;
}

static bool add_platform(Thread *t, Dict *d) {
    return dict_set_text(t, d, "platform", text_value(t, "linux")) &&
           dict_set_text(t, d, "byteorder", text_value(t, "little")) &&
           dict_set_text(t, d, "abiflags", text_value(t, "")) &&
           dict_set_text(t, d, "maxsize", int_value(t, INT64_MAX)) &&
           dict_set_text(t, d, "maxunicode", small_int_value(0x10ffff)) &&
           dict_set_text(t, d, "float_info", float_info(t)) && dict_set_text(t, d, "int_info", int_info(t)) &&
           dict_set_text(t, d, "hash_info", hash_info(t)) &&
           dict_set_text(t, d, "thread_info", thread_info(t)) &&
           dict_set_text(t, d, "float_repr_style", text_value(t, "short"));
}

static bool add_command_line(Thread *t, Dict *d) {
    const StartOptions *o = options_of(t);
    return dict_set_text(t, d, "flags", flags_value(t)) && dict_set_text(t, d, "argv", make_argv(t)) &&
           dict_set_text(t, d, "orig_argv", string_list(t, o->orig_argv, o->orig_argc)) &&
           dict_set_text(t, d, "warnoptions", string_list(t, o->warn_options, o->warn_count)) &&
           dict_set_text(t, d, "_xoptions", xoptions(t));
}

static bool add_places(Thread *t, Dict *d) {
    static const char *const prefixes[] = {"prefix", "exec_prefix", "base_prefix", "base_exec_prefix"};
    bool ok = dict_set_text(t, d, "executable", executable(t)) &&
              dict_set_text(t, d, "_base_executable", executable(t)) &&
              dict_set_text(t, d, "platlibdir", text_value(t, "lib"));
    for (size_t i = 0; ok && i < sizeof prefixes / sizeof *prefixes; i++)
        ok = dict_set_text(t, d, prefixes[i], text_value(t, "/usr"));
    return ok;
}

static bool add_import(Thread *t, Dict *d) {
    return dict_set_text(t, d, "path", make_path(t)) &&
           dict_set_text(t, d, "modules", new_object_ref(t->interp->sys_modules)) &&
           dict_set_text(t, d, "builtin_module_names", module_names(t, true)) &&
           dict_set_text(t, d, "stdlib_module_names", module_names(t, false)) &&
           dict_set_text(t, d, "meta_path", string_list(t, NULL, 0)) &&
           dict_set_text(t, d, "path_hooks", string_list(t, NULL, 0)) &&
           dict_set_text(t, d, "path_importer_cache", object_value(dict_new(t, 0))) &&
           dict_set_text(t, d, "pycache_prefix", VALUE_NONE) &&
           dict_set_text(t, d, "dont_write_bytecode", VALUE_TRUE);
}

/* Under __name__ the hooks that come with the interpreter stay at hand. */
static bool add_hooks(Thread *t, Dict *d) {
    static const char *const hooks[] = {"excepthook", "displayhook", "unraisablehook", "breakpointhook"};
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof hooks / sizeof *hooks; i++) {
        char name[32];
        snprintf(name, sizeof name, "__%s__", hooks[i]);
        Str *plain = str_intern_utf8(t, hooks[i]);
        ok = plain && dict_set_text(t, d, name, new_ref(dict_get_name(t, d, plain)));
        xdecref_object(t, plain);
    }
    return ok;
}

bool sys_init(Thread *t, Value module) {
    VmState *vm = t->interp->vm;
    Dict *d = module_dict(module);
    vm->dlopen_flags = RTLD_NOW;
    bool ok = add_version(t, d) && add_platform(t, d) && add_command_line(t, d) && add_places(t, d) &&
              add_import(t, d);
    for (const MethodDef *def = sys_inspect_functions; ok && def->name; def++)
        ok = dict_set_text(t, d, def->name, native_new(t, def, NAME(sys)));
    return ok && add_hooks(t, d) && vm->modules->make_streams(t, module);
}

const ModuleDef sys_module_def = {
    .name = "sys", .doc = "The interpreter, seen from inside.", .functions = sys_functions};
