/* SyntaxErrors and SyntaxWarnings of the compiler. */
#include "vm/compiler.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "runtime/list.h"
#include "runtime/ops.h"
#include "vm/report.h"

/* Line n of the source, with its line end; empty if there is none. */
static const char *source_line(const Compiler *c, int n, size_t *length) {
    const char *p = c->source, *end = p + c->source_length;
    for (; n > 1 && p < end; n--) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        p = newline ? newline + 1 : end;
    }
    const char *newline = memchr(p, '\n', (size_t)(end - p));
    *length = (size_t)((newline ? newline + 1 : end) - p);
    return p;
}

/* CPython reads the line from the file of that name, so text that came from elsewhere has none. */
static Value error_text(Compiler *c, int line) {
    size_t length;
    const char *name = str_utf8(c->t, c->filename, &length);
    if (!name)
        error_clear(c->t);
    if (!name || line < 1 || access(name, R_OK) != 0)
        return VALUE_NONE;
    if (!c->source) { /* a tree of module ast */
        Str *read = report_source_line(c->t, c->filename, line);
        return or_none(str_value(read));
    }
    const char *text = source_line(c, line, &length);
    return length ? str_decode(c->t, (const uint8_t *)text, length, "utf-8", "replace") : VALUE_NONE;
}

enum { NO_NUMBER = INT_MIN }; /* -1 is one: the end_offset of errors of indentation */

static Value number_or_none(Thread *t, int n) {
    return n == NO_NUMBER ? VALUE_NONE : small_int_value(n);
}

/* type(message, (filename, line, col, text, end_line, end_col)); text is consumed. */
static void raise_syntax_error(Compiler *c, TypeId type, Str *message, const int place[4], Value text) {
    Thread *t = c->t;
    Tuple *details = is_null(text) || !message
                         ? NULL
                         : tuple_pack(t, 6, object_value(c->filename), number_or_none(t, place[0]),
                                      number_or_none(t, place[1]), text, number_or_none(t, place[2]),
                                      number_or_none(t, place[3]));
    decref(t, text);
    if (!details)
        return;
    Value error =
        op_call2(t, object_value(builtin_type(t, type)), object_value(message), object_value(details));
    decref_object(t, details);
    if (is_null(error))
        return;
    raise_value(t, error);
    decref(t, error);
}

static bool error_at(Compiler *c, const int place[4], Str *message) {
    raise_syntax_error(c, EXC_SyntaxError, message, place, message ? error_text(c, place[0]) : VALUE_NULL);
    xdecref_object(c->t, message);
    return false;
}

bool compile_error(Compiler *c, const Node *where, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str *message = format_string(c->t, format, args);
    va_end(args);
    int place[4] = {where->line, where->col + 1, where->end_line, where->end_col + 1};
    return error_at(c, place, message);
}

bool compile_error_at(Compiler *c, int line, int col, int end_line, int end_col, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str *message = format_string(c->t, format, args);
    va_end(args);
    return error_at(c, (int[4]){line, col, end_line, end_col < 0 ? NO_NUMBER : end_col}, message);
}

bool compile_raise_diagnostic(Compiler *c, const Diagnostic *d) {
    Thread *t = c->t;
    switch (d->kind) {
    case DIAGNOSTIC_MEMORY_ERROR:
        return raise_no_memory(t), false;
    case DIAGNOSTIC_RECURSION_ERROR:
        return raise(t, EXC_RecursionError, "%s", d->message), false;
    case DIAGNOSTIC_VALUE_ERROR:
        return raise_value_error(t, "%s", d->message), false;
    default:
        break;
    }
    TypeId type = d->kind == DIAGNOSTIC_INDENTATION_ERROR ? EXC_IndentationError
                  : d->kind == DIAGNOSTIC_TAB_ERROR       ? EXC_TabError
                                                          : EXC_SyntaxError;
    if (c->options->is_file && !d->line && !d->col) /* the encoding of a program has no position */
        return raise(t, type, "%s", d->message), false;
    Value text = d->text ? str_decode(t, (const uint8_t *)d->text, (size_t)d->text_length, "utf-8", "replace")
                         : VALUE_NONE;
    Str *message = str_new(t, d->message);
    bool ranged = d->end_line > 0 || d->end_col > 0;
    int place[4] = {d->line, d->col, ranged ? d->end_line : NO_NUMBER, ranged ? d->end_col : NO_NUMBER};
    raise_syntax_error(c, type, message, place, text);
    xdecref_object(t, message);
    return false;
}

/* warnings.warn_explicit(message, category, filename, line); true also if there is no such module yet. */
static bool warn_explicit(Compiler *c, TypeId category, Str *message, int line) {
    Thread *t = c->t;
    Str *name = t->interp->hooks.import ? str_new(t, "warnings") : NULL;
    Value module = name ? t->interp->hooks.import(t, name) : VALUE_NULL;
    xdecref_object(t, name);
    Str *function_name = is_null(module) ? NULL : str_intern_utf8(t, "warn_explicit");
    Value function = function_name ? op_getattr(t, module, function_name) : VALUE_NULL;
    xdecref_object(t, function_name);
    decref(t, module);
    if (is_null(function)) {
        error_clear(t);
        return true;
    }
    Value args[] = {object_value(message), object_value(builtin_type(t, category)), object_value(c->filename),
                    small_int_value(line)};
    Value result = op_call(t, function, args, 4, NULL);
    decref(t, function);
    decref(t, result);
    return !is_null(result);
}

/* A warning that the filters turned into an exception becomes a SyntaxError at the place. */
static bool warn_at(Compiler *c, TypeId category, Str *message, const int place[4]) {
    if (!message)
        return false;
    bool ok = c->quiet || warn_explicit(c, category, message, place[0]);
    if (!ok && error_clear_if(c->t, category))
        return error_at(c, place, message);
    decref_object(c->t, message);
    return ok;
}

bool compile_warn(Compiler *c, const Node *where, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str *message = format_string(c->t, format, args);
    va_end(args);
    int place[4] = {where->line, where->col + 1, where->end_line, where->end_col + 1};
    return warn_at(c, EXC_SyntaxWarning, message, place);
}

/* The scanner knows the text of its line, wherever that came from. */
static bool warn_diagnostic(Compiler *c, const Diagnostic *d) {
    TypeId category = d->kind == DIAGNOSTIC_SYNTAX_WARNING ? EXC_SyntaxWarning : EXC_DeprecationWarning;
    Str *message = str_new(c->t, d->message);
    bool ok = message && (c->quiet || warn_explicit(c, category, message, d->line));
    if (!ok && message && error_clear_if(c->t, category)) {
        int place[4] = {d->line, d->col, d->end_line, d->end_col};
        size_t length;
        const char *text = source_line(c, d->line, &length);
        raise_syntax_error(c, EXC_SyntaxError, message, place,
                           str_decode(c->t, (const uint8_t *)text, length, "utf-8", "replace"));
    }
    xdecref_object(c->t, message);
    return ok;
}

bool compile_warn_diagnostics(Compiler *c, const Diagnostics *report) {
    for (int i = 0; i < report->warning_count; i++)
        if (!warn_diagnostic(c, &report->warnings[i]))
            return false;
    return true;
}
