/* Arguments of calls to Python functions: who gets which, and CPython's words when it does not work out. */
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "vm/generator.h"
#include "vm/watch.h"

bool call_fits(const Function *function, uint32_t nargs) {
    uint32_t wanted = function->code->argcount;
    if (nargs >= wanted || is_null(function->defaults))
        return nargs == wanted;
    return wanted - nargs <= value_tuple(function->defaults)->length;
}

bool call_fill_defaults(Function *function, Value *regs, uint32_t nargs) {
    uint32_t wanted = function->code->argcount;
    if (!call_fits(function, nargs) || nargs == wanted)
        return nargs == wanted;
    Tuple *defaults = value_tuple(function->defaults);
    for (uint32_t i = nargs; i < wanted; i++)
        regs[i] = new_ref(defaults->items[defaults->length - (wanted - i)]);
    return true;
}

static const char *plural(uint32_t n) {
    return n == 1 ? "" : "s";
}

/* "'a', 'b', and 'c'" of the unbound parameters among [from, to) that have no default. */
static Str *list_missing(Thread *t, Code *code, const Value *regs, uint32_t from, uint32_t to,
                         uint32_t count) {
    StrBuilder b;
    strbuilder_init(&b, t);
    uint32_t seen = 0;
    for (uint32_t i = from; i < to; i++) {
        if (!is_null(regs[i]))
            continue;
        seen++;
        if (seen > 1)
            strbuilder_text(&b, count == 2 ? " and " : seen == count ? ", and " : ", ");
        strbuilder_char(&b, '\'');
        strbuilder_str(&b, code->local_names[i]);
        strbuilder_char(&b, '\'');
    }
    return strbuilder_finish(&b);
}

static bool raise_missing(Thread *t, Function *function, const Value *regs, uint32_t from, uint32_t to,
                          const char *kind) {
    uint32_t count = 0;
    for (uint32_t i = from; i < to; i++)
        count += is_null(regs[i]);
    Str *names = list_missing(t, function->code, regs, from, to, count);
    if (names) {
        raise_type_error(t, "%U() missing %u required %s argument%s: %U", function->qualname, count, kind,
                         plural(count), names);
        decref_object(t, names);
    }
    return false;
}

static bool raise_too_many(Thread *t, Function *function, int given, const Value *regs) {
    Code *code = function->code;
    uint32_t defaults = is_null(function->defaults) ? 0 : (uint32_t)value_tuple(function->defaults)->length;
    uint32_t keyword_only = 0;
    for (uint32_t i = code->argcount; i < code->argcount + code->kwonly_count; i++)
        keyword_only += !is_null(regs[i]);
    Str *takes = defaults ? str_format(t, "from %u to %u", code->argcount - defaults, code->argcount)
                          : str_format(t, "%u", code->argcount);
    Str *extra = keyword_only ? str_format(t, " positional argument%s (and %u keyword-only argument%s)",
                                           given == 1 ? "" : "s", keyword_only, plural(keyword_only))
                              : str_format(t, "%s", "");
    if (takes && extra)
        raise_type_error(t, "%U() takes %U positional argument%s but %d%U %s given", function->qualname,
                         takes, plural(defaults ? 2 : code->argcount), given, extra,
                         given == 1 && !keyword_only ? "was" : "were");
    xdecref_object(t, takes);
    xdecref_object(t, extra);
    return false;
}

static bool raise_positional_only(Thread *t, Function *function, Value *args, int nargs, Tuple *kwnames) {
    Code *code = function->code;
    StrBuilder b;
    strbuilder_init(&b, t);
    int found = 0;
    for (uint32_t i = 0; i < code->posonly_count; i++)
        if (tuple_find_name(kwnames, code->local_names[i]) >= 0) {
            if (found++)
                strbuilder_text(&b, ", ");
            strbuilder_str(&b, code->local_names[i]);
        }
    Str *names = strbuilder_finish(&b);
    if (names && found)
        raise_type_error(t, "%U() got some positional-only arguments passed as keyword arguments: '%U'",
                         function->qualname, names);
    xdecref_object(t, names);
    return found != 0 || error_pending(t);
}

/* Index of the parameter that a keyword may name, or -1. */
static int find_parameter(Code *code, Str *name) {
    uint32_t end = code->argcount + code->kwonly_count;
    for (uint32_t i = code->posonly_count; i < end; i++)
        if (code->local_names[i] == name)
            return (int)i;
    for (uint32_t i = code->posonly_count; i < end; i++)
        if (str_equal(code->local_names[i], name))
            return (int)i;
    return -1;
}

static bool bind_keywords(Thread *t, Function *function, Value *args, int nargs, Tuple *kwnames, Value *regs,
                          Dict *rest) {
    Code *code = function->code;
    for (int64_t i = 0; i < kwnames->length; i++) {
        Str *name = value_str(kwnames->items[i]);
        Value v = args[nargs + i];
        int at = find_parameter(code, name);
        if (at < 0 && rest) {
            if (!dict_set(t, rest, object_value(name), v))
                return false;
            continue;
        }
        if (at < 0) {
            if (code->posonly_count && raise_positional_only(t, function, args, nargs, kwnames))
                return false;
            raise_type_error(t, "%U() got an unexpected keyword argument '%U'", function->qualname, name);
            return false;
        }
        if (!is_null(regs[at])) {
            raise_type_error(t, "%U() got multiple values for argument '%U'", function->qualname, name);
            return false;
        }
        regs[at] = new_ref(v);
    }
    return true;
}

static bool fill_missing(Thread *t, Function *function, Value *regs, int given) {
    Code *code = function->code;
    uint32_t defaults = is_null(function->defaults) ? 0 : (uint32_t)value_tuple(function->defaults)->length;
    uint32_t required = code->argcount > defaults ? code->argcount - defaults : 0;
    uint32_t skip = defaults > code->argcount ? defaults - code->argcount : 0;
    for (uint32_t i = 0; i < required; i++)
        if (is_null(regs[i]))
            return raise_missing(t, function, regs, 0, required, "positional");
    for (uint32_t i = required; i < code->argcount; i++)
        if (is_null(regs[i]))
            regs[i] = new_ref(value_tuple(function->defaults)->items[skip + i - required]);
    bool missing = false;
    for (uint32_t i = code->argcount; i < code->argcount + code->kwonly_count; i++) {
        if (!is_null(regs[i]))
            continue;
        Value v = is_null(function->kwdefaults)
                      ? VALUE_NULL
                      : dict_get(t, value_dict(function->kwdefaults), object_value(code->local_names[i]));
        regs[i] = new_ref(v);
        missing |= is_null(v);
    }
    return !missing || raise_missing(t, function, regs, code->argcount, code->argcount + code->kwonly_count,
                                     "keyword-only");
}

static bool bind(Thread *t, Function *function, Value *args, int nargs, Tuple *kwnames, Value *regs) {
    Code *code = function->code;
    uint32_t named = code->argcount + code->kwonly_count;
    uint32_t direct = (uint32_t)nargs < code->argcount ? (uint32_t)nargs : code->argcount;
    for (uint32_t i = 0; i < direct; i++)
        regs[i] = new_ref(args[i]);
    Dict *rest = NULL;
    uint32_t next = named;
    if (code->flags & CODE_VARARGS) {
        Tuple *more = tuple_from_array(t, args + direct, nargs - (int)direct);
        if (!more)
            return false;
        regs[next++] = object_value(more);
    }
    if (code->flags & CODE_VARKEYWORDS) {
        rest = dict_new(t, kwnames ? kwnames->length : 0);
        if (!rest)
            return false;
        regs[next] = object_value(rest);
    }
    if (kwnames && !bind_keywords(t, function, args, nargs, kwnames, regs, rest))
        return false;
    if ((uint32_t)nargs > code->argcount && !(code->flags & CODE_VARARGS))
        return raise_too_many(t, function, nargs, regs);
    return fill_missing(t, function, regs, nargs);
}

bool call_bind(Thread *t, Function *function, Value *args, int nargs, Tuple *kwnames, Value *regs) {
    uint32_t count = function->code->local_count;
    for (uint32_t i = 0; i < count; i++)
        regs[i] = VALUE_NULL;
    if (!code_ready(t, function->code))
        return false;
    if (bind(t, function, args, nargs, kwnames, regs))
        return true;
    Value pending = error_fetch(t);
    for (uint32_t i = 0; i < count; i++)
        value_clear(t, &regs[i]);
    error_restore(t, pending);
    return false;
}

/* Runs a pushed frame from C; its window's first slot is released after. */
static Value run_frame(Thread *t, Frame *frame, Value *window) {
    frame->flags |= FRAME_ENTRY;
    Value v = eval_run(t, frame, false);
    if (t->interp->watched)
        watch_back(t);
    value_clear(t, window);
    return v;
}

/* Has C recursion used up the stack, or the window the registers? */
static Value *call_window(Thread *t, Function *function) {
    Value *window = frame_stack_end(t);
    if (window + 1 + function->code->register_count >= t->register_end) {
        frame_push_failed(t);
        return NULL;
    }
    return stack_left(t) ? window : NULL;
}

Value function_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    Function *function = (Function *)value_object(callee);
    Code *code = function->code;
    Value *window = call_window(t, function);
    if (!window)
        return VALUE_NULL;
    if (code->simple_call && !kwnames && (uint32_t)nargs == code->argcount) {
        for (int i = 0; i < nargs; i++)
            window[1 + i] = new_ref(args[i]);
    } else if (!call_bind(t, function, args, nargs, kwnames, window + 1)) {
        return VALUE_NULL;
    }
    if (code->flags & CODE_SUSPENDS)
        return generator_new(t, function, window + 1);
    window[0] = new_ref(callee);
    Frame *frame = frame_push(t, function, window + 1);
    if (frame)
        return run_frame(t, frame, window);
    Value pending = error_fetch(t);
    for (uint32_t i = 0; i <= code->local_count; i++)
        value_clear(t, &window[i]);
    error_restore(t, pending);
    return VALUE_NULL;
}

static void own_locals(Thread *t, Frame *frame, Dict *globals, Value locals) {
    Value before = frame->flags & FRAME_OWNS_LOCALS ? frame->locals : VALUE_NULL;
    frame->locals = new_ref(is_null(locals) ? object_value(globals) : locals);
    frame->flags |= FRAME_OWNS_LOCALS;
    decref(t, before);
}

Value eval_code(Thread *t, Code *code, Dict *globals, Value locals, Value closure) {
    Value made = code_ready(t, code) ? function_new(t, code, globals) : VALUE_NULL;
    if (is_null(made))
        return VALUE_NULL;
    Function *function = (Function *)value_object(made);
    function->closure = new_ref(closure);
    Value *window = call_window(t, function);
    if (!window) {
        decref(t, made);
        return VALUE_NULL;
    }
    for (uint32_t i = 0; i < code->local_count; i++)
        window[1 + i] = VALUE_NULL;
    if (code->flags & CODE_SUSPENDS) { /* compiled with PyCF_ALLOW_TOP_LEVEL_AWAIT */
        Value coroutine = generator_new(t, function, window + 1);
        decref(t, made);
        if (!is_null(coroutine))
            own_locals(t, &((Generator *)value_object(coroutine))->frame, globals, locals);
        return coroutine;
    }
    Frame *frame = frame_push(t, function, window + 1);
    if (!frame) {
        decref(t, made);
        return VALUE_NULL;
    }
    window[0] = made;
    own_locals(t, frame, globals, locals);
    return run_frame(t, frame, window);
}
