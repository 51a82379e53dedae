/* print and input. */
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/terminal.h"
#include "stdlib/builtins.h"

typedef struct PrintOptions {
    Value sep, end, file; /* borrowed; VALUE_NULL: the default */
    bool flush;
} PrintOptions;

static bool text_option(Thread *t, const char *name, Value v, Value *out) {
    if (!is_none(v) && !is_str(v))
        return raise_type_error(t, "%s must be None or a string, not %.200T", name, v), false;
    *out = is_none(v) ? VALUE_NULL : v;
    return true;
}

static bool print_option(Thread *t, PrintOptions *options, Str *name, Value v) {
    if (name == NAME(sep) || str_equal(name, NAME(sep)))
        options->sep = v;
    else if (name == NAME(end) || str_equal(name, NAME(end)))
        options->end = v;
    else if (name == NAME(file) || str_equal(name, NAME(file)))
        options->file = is_none(v) ? VALUE_NULL : v;
    else if (name == NAME(flush) || str_equal(name, NAME(flush)))
        return arg_bool(t, v, &options->flush);
    else
        return raise_type_error(t, "'%U' is an invalid keyword argument for print()", name), false;
    return true;
}

static bool write_text(Thread *t, Value file, Value text) {
    Value call[] = {file, text};
    Value result = op_call_method(t, NAME(write), call, 2);
    decref(t, result);
    return !is_null(result);
}

/* Writes str(v), which is v itself for strings. */
static bool write_value(Thread *t, Value file, Value v) {
    if (is_str_exact(v))
        return write_text(t, file, v);
    Str *text = op_str(t, v);
    bool ok = text && write_text(t, file, object_value(text));
    xdecref_object(t, text);
    return ok;
}

static bool write_ascii(Thread *t, Value file, uint32_t c) {
    Value text = str_from_char(t, c); /* shared */
    bool ok = write_text(t, file, text);
    decref(t, text);
    return ok;
}

/* sys.stdout, borrowed. VALUE_NULL with nothing pending: None, nothing is printed. */
static Value standard_output(Thread *t) {
    Value file = t->interp->sys ? dict_get_name(t, t->interp->sys, NAME(stdout)) : VALUE_NULL;
    if (is_null(file))
        return raise(t, EXC_RuntimeError, "lost sys.stdout");
    return is_none(file) ? VALUE_NULL : file;
}

static bool flush_file(Thread *t, Value file) {
    Value result = op_call_method0(t, file, NAME(flush));
    decref(t, result);
    return !is_null(result);
}

static bool print_to(Thread *t, const PrintOptions *o, Value file, Value *args, int nargs) {
    for (int i = 0; i < nargs; i++) {
        if (i && !(is_null(o->sep) ? write_ascii(t, file, ' ') : write_text(t, file, o->sep)))
            return false;
        if (!write_value(t, file, args[i]))
            return false;
    }
    if (!(is_null(o->end) ? write_ascii(t, file, '\n') : write_text(t, file, o->end)))
        return false;
    return !o->flush || flush_file(t, file);
}

Value builtins_print(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PrintOptions options = {VALUE_NULL, VALUE_NULL, VALUE_NULL, false};
    for (int64_t i = 0; kwnames && i < kwnames->length; i++)
        if (!print_option(t, &options, value_str(kwnames->items[i]), args[nargs + i]))
            return VALUE_NULL;
    Value file = is_null(options.file) ? standard_output(t) : options.file;
    if (is_null(file))
        return error_pending(t) ? VALUE_NULL : VALUE_NONE;
    if (!is_null(options.sep) && !text_option(t, "sep", options.sep, &options.sep))
        return VALUE_NULL;
    if (!is_null(options.end) && !text_option(t, "end", options.end, &options.end))
        return VALUE_NULL;
    incref(file); /* a write may replace sys.stdout */
    bool ok = print_to(t, &options, file, args, nargs);
    decref(t, file);
    return ok ? VALUE_NONE : VALUE_NULL;
}

static Value standard_file(Thread *t, Str *name) {
    Value file = t->interp->sys ? dict_get_name(t, t->interp->sys, name) : VALUE_NULL;
    if (is_null(file) || is_none(file))
        return raise(t, EXC_RuntimeError, "input(): lost sys.%U", name);
    return new_ref(file);
}

/* One line without its newline; EOFError at the end. Consumes line. */
static Value strip_line(Thread *t, Value line) {
    if (is_null(line))
        return line;
    Value result;
    if (!is_str(line)) {
        result = raise_type_error(t, "object.readline() returned non-string");
    } else {
        Str *s = value_str(line);
        if (s->length == 0)
            result = raise(t, EXC_EOFError, "EOF when reading a line");
        else
            result = result_value(str_slice(t, s, 0, s->length - (str_at(s, s->length - 1) == '\n')));
    }
    decref(t, line);
    return result;
}

static bool write_prompt(Thread *t, Value out, Value prompt) {
    if (!is_null(prompt) && !write_value(t, out, prompt))
        return false;
    if (!flush_file(t, out))
        error_clear(t); /* a file may have none */
    return true;
}

/* Is it the standard stream with that descriptor? */
static bool has_descriptor(Thread *t, Value file, int64_t wanted) {
    Value v = op_call_method0(t, file, NAME(fileno));
    bool has = !is_null(v) && value_is(v, small_int_value(wanted));
    decref(t, v);
    error_clear(t);
    return has;
}

/* A line edited on the terminal (terminal.h), with its end. VALUE_NULL with nothing pending: read it from sys.stdin. */
static Value edited_line(Thread *t, Value in, Value out, Value prompt) {
    if (!terminal_is_there() || !has_descriptor(t, in, 0) || !has_descriptor(t, out, 1) || !flush_file(t, out))
        return VALUE_NULL;
    Str *text = is_null(prompt) ? str_empty(t) : op_str(t, prompt);
    Value line = text ? terminal_edit_line(t, text) : VALUE_NULL;
    xdecref_object(t, text);
    if (is_null(line) || value_str(line)->length)
        return line;
    decref(t, line);
    return raise(t, EXC_EOFError, NULL);
}

Value builtins_input(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value in = standard_file(t, NAME(stdin));
    Value out = is_null(in) ? VALUE_NULL : standard_file(t, NAME(stdout));
    Value err = is_null(out) ? VALUE_NULL : standard_file(t, NAME(stderr));
    Value line = VALUE_NULL;
    if (!is_null(err)) {
        if (!flush_file(t, err))
            error_clear(t);
        line = edited_line(t, in, out, args[0]);
        if (is_null(line) && !error_pending(t) && write_prompt(t, out, args[0]))
            line = op_call_method0(t, in, NAME(readline));
        line = strip_line(t, line);
    }
    decref(t, in);
    decref(t, out);
    decref(t, err);
    return line;
}
