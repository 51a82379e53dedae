/* The pieces that all reports are made of: text, margins, names of types, attributes that may not be there.
 */
#include "runtime/dict.h"
#include "runtime/ops.h"
#include "runtime/type.h"
#include "vm/report.h"
#include <string.h>

void report_init(Report *r, Thread *t) {
    *r = (Report){.t = t, .seen = dict_new(t, 0)};
    error_clear(t);
    strbuilder_init(&r->text, t);
}

bool report_finish(Report *r, Value file) {
    Thread *t = r->t;
    error_clear(t);
    xdecref_object(t, r->seen);
    Str *text = strbuilder_finish(&r->text);
    Value result = text ? op_call_method1(t, file, NAME(write), object_value(text)) : VALUE_NULL;
    xdecref_object(t, text);
    decref(t, result);
    return !is_null(result);
}

void report_put(Report *r, const char *utf8) {
    strbuilder_text(&r->text, utf8);
}

void report_margin(Report *r, char edge) {
    strbuilder_repeat(&r->text, ' ', 2 * r->depth);
    if (!r->depth || !edge)
        return;
    strbuilder_char(&r->text, (uint32_t)edge);
    strbuilder_char(&r->text, ' ');
}

void report_put_object(Report *r, Value v, const char *what) {
    Str *text = op_str(r->t, v);
    error_clear(r->t);
    if (text) {
        strbuilder_str(&r->text, text);
    } else {
        report_put(r, "<");
        report_put(r, what);
        report_put(r, " str() failed>");
    }
    xdecref_object(r->t, text);
}

void report_put_message(Report *r, Value message) {
    if (is_none(message))
        return;
    Str *text = op_str(r->t, message);
    error_clear(r->t);
    if (!text)
        report_put(r, ": <exception str() failed>");
    else if (text->length) {
        report_put(r, ": ");
        strbuilder_str(&r->text, text);
    }
    xdecref_object(r->t, text);
}

/* "module.Class", without the module where it says nothing. */
void report_put_type(Report *r, Type *type) {
    Thread *t = r->t;
    Value module = report_attribute(t, object_value(type), "__module__");
    Value name = report_attribute(t, object_value(type), "__qualname__");
    if (!is_str(module)) {
        report_put(r, "<unknown>.");
    } else if (!str_equal_ascii(value_str(module), "builtins") &&
               !str_equal_ascii(value_str(module), "__main__")) {
        strbuilder_str(&r->text, value_str(module));
        report_put(r, ".");
    }
    if (is_str(name))
        strbuilder_str(&r->text, value_str(name));
    else
        report_put(r, "<unknown>");
    decref(t, module);
    decref(t, name);
}

Value report_attribute(Thread *t, Value object, const char *name) {
    Str *interned = str_intern_utf8(t, name);
    Value v = interned ? op_getattr_optional(t, object, interned) : VALUE_NULL;
    xdecref_object(t, interned);
    error_clear(t);
    return v;
}
