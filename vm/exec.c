/* compile, eval and exec. */
#include <string.h>

#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "vm/compile.h"
#include "vm/frame.h"
#include "vm/start.h"

enum {
    FUTURE_MASK = 0x1fe0000, /* all of CPython's */
    KNOWN_FLAGS = COMPILE_FLAG_DONT_IMPLY_DEDENT | COMPILE_FLAG_ONLY_AST | COMPILE_FLAG_TYPE_COMMENTS |
                  COMPILE_FLAG_TOP_LEVEL_AWAIT | COMPILE_FLAG_INCOMPLETE_INPUT | FUTURE_MASK | CODE_NESTED,
};

/* A piece of source text borrowed from a str or a buffer. */
typedef struct Source {
    const char *bytes;
    size_t length;
    bool is_text;
    bool has_buffer;
    Buffer buffer;
} Source;

static void source_release(Thread *t, Source *source) {
    if (source->has_buffer)
        buffer_release(t, &source->buffer);
}

/* what: "string, bytes or code", for the message. False: exception. */
static bool source_open(Thread *t, Value v, const char *function, const char *what, Source *source) {
    *source = (Source){.is_text = is_str(v)};
    if (is_str(v)) {
        source->bytes = str_utf8(t, value_str(v), &source->length);
        if (!source->bytes)
            return false;
    } else if (is_bytes(v) || buffer_supported(t, v)) {
        if (!buffer_get(t, v, &source->buffer, BUFFER_SIMPLE))
            return false;
        source->has_buffer = true;
        source->bytes = source->buffer.data;
        source->length = (size_t)source->buffer.length;
    } else {
        return raise_type_error(t, "%s() arg 1 must be a %s object", function, what), false;
    }
    if (!source->length || !memchr(source->bytes, 0, source->length))
        return true;
    source_release(t, source);
    return raise_value_error(t, "source code string cannot contain null bytes"), false;
}

/* Future features of the code that calls. */
static unsigned inherited_future(Thread *t) {
    return t->frame ? t->frame->code->flags & CODE_FUTURE_ANNOTATIONS : 0;
}

static bool compile_mode(Thread *t, Value v, int flags, CompileMode *mode) {
    static const char *const names[] = {"exec", "eval", "single"};
    Str *name = arg_str(t, v, "compile", "mode");
    if (!name)
        return false;
    for (int i = 0; i < 3; i++)
        if (str_equal_ascii(name, names[i]))
            return *mode = (CompileMode)i, true;
    bool tree = flags & COMPILE_FLAG_ONLY_AST;
    if (!str_equal_ascii(name, "func_type"))
        raise_value_error(t, "compile() mode must be 'exec', 'eval'%s",
                          tree ? ", 'single' or 'func_type'" : " or 'single'");
    else if (!tree)
        raise_value_error(t, "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
    else
        raise(t, EXC_NotImplementedError, "compile(): minipy does not read type comments (mode 'func_type')");
    return false;
}

static bool optional_int(Thread *t, Value v, int otherwise, int *out) {
    *out = otherwise;
    return is_null(v) || arg_int(t, v, out);
}

static bool check_flags(Thread *t, int flags, int optimize) {
    if (flags & ~KNOWN_FLAGS)
        return raise_value_error(t, "compile(): unrecognised flags"), false;
    if (optimize < -1 || optimize > 2)
        return raise_value_error(t, "compile(): invalid optimize value"), false;
    if (flags & COMPILE_FLAG_TYPE_COMMENTS && flags & COMPILE_FLAG_ONLY_AST)
        return raise(t, EXC_NotImplementedError,
                     "compile(): minipy does not read type comments (flag PyCF_TYPE_COMMENTS)"),
               false;
    return true;
}

/* The file name as a str (new). */
static Str *filename_of(Thread *t, Value v) {
    if (is_str(v))
        return value_str(new_ref(v));
    Value bytes = str_fs_encode(t, v);
    if (is_null(bytes))
        return NULL;
    Str *name = str_fs_decode(t, (const char *)value_bytes(bytes)->data, (size_t)value_bytes(bytes)->length);
    decref(t, bytes);
    return name;
}

/* A tree, or a text: its code, or its tree. */
static Value compile_any(Thread *t, Value v, int flags, CompileOptions *options) {
    int tree = is_ast(t, v);
    if (tree)
        return tree < 0 ? VALUE_NULL : options->only_tree ? new_ref(v) : compile_ast(t, v, options);
    Source source;
    if (!source_open(t, v, "compile", "string, bytes or AST", &source))
        return VALUE_NULL;
    options->source_is_text = source.is_text;
    options->allow_incomplete = flags & COMPILE_FLAG_INCOMPLETE_INPUT;
    options->keep_blocks_open = flags & COMPILE_FLAG_DONT_IMPLY_DEDENT;
    Value result = compile_source(t, source.bytes, source.length, options);
    source_release(t, &source);
    return result;
}

/* compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1) */
static Value compile_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    CompileOptions options = {0};
    int flags;
    bool dont_inherit = false;
    if (!optional_int(t, args[3], 0, &flags) || !compile_mode(t, args[2], flags, &options.mode) ||
        (!is_null(args[4]) && !arg_bool(t, args[4], &dont_inherit)) ||
        !optional_int(t, args[5], -1, &options.optimize) || !check_flags(t, flags, options.optimize))
        return VALUE_NULL;
    if (is_exact(args[0], TYPE_CODE))
        return new_ref(args[0]);
    Str *filename = filename_of(t, args[1]);
    if (!filename)
        return VALUE_NULL;
    options.filename = object_value(filename);
    options.future = ((unsigned)flags & CODE_FUTURE_ANNOTATIONS) | (dont_inherit ? 0 : inherited_future(t));
    options.only_tree = flags & COMPILE_FLAG_ONLY_AST;
    options.top_level_await = flags & COMPILE_FLAG_TOP_LEVEL_AWAIT;
    Value result = compile_any(t, args[0], flags, &options);
    decref_object(t, filename);
    return result;
}

/* Checks the namespaces and fills in what is missing: the caller's. All results are new references. */
static bool find_namespaces(Thread *t, const char *function, Value globals, Value locals, Value *g,
                            Value *l) {
    if (!is_null(globals) && is_none(globals))
        globals = VALUE_NULL;
    if (!is_null(locals) && is_none(locals))
        locals = VALUE_NULL;
    *g = *l = VALUE_NULL;
    if (is_null(globals)) {
        if (!t->frame)
            return raise_system_error(t, "globals and locals cannot be NULL"), false;
        *g = new_object_ref(t->frame->function->globals);
        *l = is_null(locals) ? frame_locals(t, t->frame) : new_ref(locals);
    } else {
        *g = new_ref(globals);
        *l = new_ref(is_null(locals) ? globals : locals);
    }
    if (is_null(*l)) {
        value_clear(t, g);
        return false;
    }
    return true;
}

static bool is_mapping(Thread *t, Value v) {
    return is_dict(v) || type_of(t, v)->slots.getitem;
}

static bool add_builtins(Thread *t, Dict *globals) {
    if (!is_null(dict_get_name(t, globals, NAME(__builtins__))))
        return true;
    return dict_set_name(t, globals, NAME(__builtins__), function_current_builtins(t));
}

static Value run_source(Thread *t, Value v, const char *function, CompileMode mode, Dict *globals,
                        Value locals) {
    Source source;
    Str *filename = str_new(t, "<string>");
    if (!filename || !source_open(t, v, function, "string, bytes or code", &source)) {
        xdecref_object(t, filename);
        return VALUE_NULL;
    }
    CompileOptions options = {.filename = object_value(filename), .mode = mode, .optimize = -1};
    options.future = inherited_future(t);
    options.source_is_text = source.is_text;
    size_t skip = 0; /* eval takes blanks before the expression */
    while (mode == COMPILE_EVAL && skip < source.length &&
           (source.bytes[skip] == ' ' || source.bytes[skip] == '\t'))
        skip++;
    Value code = compile_source(t, source.bytes + skip, source.length - skip, &options);
    source_release(t, &source);
    decref_object(t, filename);
    if (is_null(code))
        return VALUE_NULL;
    Value result = eval_code(t, (Code *)value_object(code), globals, locals, VALUE_NULL);
    decref(t, code);
    return result;
}

/* exec(code, closure=cells) */
static bool check_closure(Thread *t, Code *code, Value closure) {
    if (!code->free_count) {
        if (is_null(closure) || is_none(closure))
            return true;
        return raise_type_error(t, "cannot use a closure with this code object"), false;
    }
    bool fits =
        !is_null(closure) && is_tuple_exact(closure) && value_tuple(closure)->length == code->free_count;
    for (uint32_t i = 0; fits && i < code->free_count; i++)
        fits = is_exact(value_tuple(closure)->items[i], TYPE_CELL);
    if (fits)
        return true;
    return raise_type_error(t, "code object requires a closure of exactly length %d", (int)code->free_count),
           false;
}

static Value run(Thread *t, Value v, const char *function, CompileMode mode, Dict *globals, Value locals,
                 Value closure) {
    if (!add_builtins(t, globals))
        return VALUE_NULL;
    if (!is_exact(v, TYPE_CODE)) {
        if (!is_null(closure) && !is_none(closure))
            return raise_type_error(t, "closure can only be used when source is a code object");
        return run_source(t, v, function, mode, globals, locals);
    }
    Code *code = (Code *)value_object(v);
    if (mode == COMPILE_EVAL && code->free_count)
        return raise_type_error(t, "code object passed to eval() may not contain free variables");
    if (mode == COMPILE_EXEC && !check_closure(t, code, closure))
        return VALUE_NULL;
    return eval_code(t, code, globals, locals, code->free_count ? closure : VALUE_NULL);
}

static Value eval_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value globals, locals;
    bool given = !is_null(args[1]) && !is_none(args[1]);
    if (!is_null(args[2]) && !is_none(args[2]) && !is_mapping(t, args[2]))
        return raise_type_error(t, "locals must be a mapping");
    if (given && !is_dict(args[1]))
        return raise_type_error(t, is_mapping(t, args[1])
                                       ? "globals must be a real dict; try eval(expr, {}, mapping)"
                                       : "globals must be a dict");
    if (!find_namespaces(t, "eval", args[1], args[2], &globals, &locals))
        return VALUE_NULL;
    Value result = run(t, args[0], "eval", COMPILE_EVAL, value_dict(globals), locals, VALUE_NULL);
    decref(t, globals);
    decref(t, locals);
    return result;
}

static Value exec_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value globals, locals;
    bool given = !is_null(args[1]) && !is_none(args[1]);
    if (given && !is_dict(args[1]))
        return raise_type_error(t, "exec() globals must be a dict, not %.100T", args[1]);
    if (!is_null(args[2]) && !is_none(args[2]) && !is_mapping(t, args[2]))
        return raise_type_error(t, "locals must be a mapping or None, not %.100T", args[2]);
    if (!find_namespaces(t, "exec", args[1], args[2], &globals, &locals))
        return VALUE_NULL;
    Value result = run(t, args[0], "exec", COMPILE_EXEC, value_dict(globals), locals, args[3]);
    decref(t, globals);
    decref(t, locals);
    if (is_null(result))
        return VALUE_NULL;
    decref(t, result);
    return VALUE_NONE;
}

const MethodDef exec_builtins[] = {
    {"compile", compile_function,
     "source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1",
     "Code for exec() or eval(), of text or of a syntax tree."},
    {"eval", eval_function, "source, globals=None, locals=None, /",
     "The value of an expression, which may use the variables given."},
    {"exec", exec_function, "source, globals=None, locals=None, /, *, closure=None",
     "Run statements with the variables given."},
    {0},
};
