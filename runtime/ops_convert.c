/* Conversions of any object: to text, to int, to float. */
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include <stdio.h>

/* ---- text ---- */

static Str *check_text(Thread *t, Value v, const char *method) {
    if (is_null(v) || is_str(v))
        return is_null(v) ? NULL : value_str(v);
    raise_type_error(t, "%s returned non-string (type %T)", method, v);
    decref(t, v);
    return NULL;
}

Str *op_repr(Thread *t, Value v) {
    if (is_null(v))
        return str_new(t, "<NULL>");
    if (!recursion_enter(t, " while getting the repr of an object"))
        return NULL;
    Value text = type_of(t, v)->slots.repr(t, v);
    recursion_leave(t);
    return check_text(t, text, "__repr__");
}

Str *op_str(Thread *t, Value v) {
    if (is_str_exact(v))
        return value_str(new_ref(v));
    if (is_null(v))
        return str_new(t, "<NULL>");
    if (!recursion_enter(t, " while getting the str of an object"))
        return NULL;
    Value text = type_of(t, v)->slots.str(t, v);
    recursion_leave(t);
    return check_text(t, text, "__str__");
}

static void add_escaped(StrBuilder *b, uint32_t c) {
    char text[12];
    if (c < 128) {
        strbuilder_char(b, c);
        return;
    }
    const char *format = c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
    snprintf(text, sizeof text, format, (unsigned)c);
    strbuilder_text(b, text);
}

Str *op_ascii(Thread *t, Value v) {
    Str *repr = op_repr(t, v);
    if (!repr || repr->ascii)
        return repr;
    StrBuilder b;
    strbuilder_init(&b, t);
    for (int64_t i = 0; i < repr->length; i++)
        add_escaped(&b, str_at(repr, i));
    decref_object(t, repr);
    return strbuilder_finish(&b);
}

static bool formats_itself(Value v) {
    return is_int_exact(v) || is_float_exact(v) || is_str_exact(v) || is_exact(v, TYPE_COMPLEX);
}

Str *op_format(Thread *t, Value v, Str *spec) {
    if (!spec || spec->length == 0) {
        if (is_str_exact(v))
            return value_str(new_ref(v));
        if (is_int_exact(v))
            return op_str(t, v);
    }
    Str *text = spec ? spec : value_str(t->interp->empty_str);
    if (formats_itself(v))
        return format_value(t, v, text);
    Value method = op_lookup_special(t, v, NAME(__format__));
    if (is_null(method)) {
        if (!error_pending(t))
            raise_type_error(t, "Type %T doesn't define __format__", v);
        return NULL;
    }
    Value result = op_call1(t, method, object_value(text));
    decref(t, method);
    if (is_null(result) || is_str(result))
        return is_null(result) ? NULL : value_str(result);
    raise_type_error(t, "__format__ must return a str, not %T", result);
    decref(t, result);
    return NULL;
}

/* ---- int ---- */

/* What __int__ and __index__ answer: a strict subclass is still let through, with a warning. */
static Value checked_int(Thread *t, Value v, const char *method) {
    if (is_null(v) || is_int_exact(v))
        return v;
    if (!is_int(v)) {
        raise_type_error(t, "%s returned non-int (type %T)", method, v);
        decref(t, v);
        return VALUE_NULL;
    }
    bool ok = warn(
        t, EXC_DeprecationWarning, 1,
        "%s returned non-int (type %T).  The ability to return an instance of a strict subclass of int is "
        "deprecated, and may not be supported in a future version of Python.",
        method, v);
    Value plain = ok ? int_plain(t, v) : VALUE_NULL;
    decref(t, v);
    return plain;
}

Value op_index(Thread *t, Value v) {
    if (is_small_int(v))
        return v;
    if (is_int(v))
        return int_plain(t, v);
    Type *type = type_of(t, v);
    if (!type->slots.unary[UNARY_INDEX])
        return raise_type_error(t, "'%T' object cannot be interpreted as an integer", v);
    return checked_int(t, type->slots.unary[UNARY_INDEX](t, v), "__index__");
}

bool op_index_clipped(Thread *t, Value v, int64_t *result) {
    return op_index_int64(t, v, result, TYPE_NO_ID);
}

bool op_index_int64(Thread *t, Value v, int64_t *result, TypeId overflow_exception) {
    Value index = op_index(t, v);
    if (is_null(index))
        return false;
    bool fits = int_to_int64(index, result);
    if (!fits && overflow_exception == TYPE_NO_ID) {
        *result = int_sign(index) < 0 ? INT64_MIN : INT64_MAX;
        fits = true;
    }
    decref(t, index);
    if (!fits)
        raise(t, overflow_exception, "cannot fit '%T' into an index-sized integer", v);
    return fits;
}

static Value int_from_truncation(Thread *t, Value v, Value method) {
    bool ok = warn(t, EXC_DeprecationWarning, 1, "The delegation of int() to __trunc__ is deprecated.");
    Value result = ok ? op_call0(t, method) : VALUE_NULL;
    if (is_null(result) || is_int(result)) {
        Value plain = is_null(result) ? result : int_plain(t, result);
        decref(t, result);
        return plain;
    }
    if (!type_of(t, result)->slots.unary[UNARY_INDEX]) {
        raise_type_error(t, "__trunc__ returned non-Integral (type %T)", result);
        decref(t, result);
        return VALUE_NULL;
    }
    Value index = op_index(t, result);
    decref(t, result);
    return index;
}

static Value int_from_text_object(Thread *t, Value v) {
    if (is_str(v)) {
        size_t length;
        const char *text = str_wtf8(t, value_str(v), &length);
        return text ? int_from_text(t, text, length, 10, v) : VALUE_NULL;
    }
    if (!buffer_supported(t, v))
        return raise_type_error(
            t, "int() argument must be a string, a bytes-like object or a real number, not '%T'", v);
    Buffer view;
    if (!buffer_get(t, v, &view, BUFFER_SIMPLE))
        return VALUE_NULL;
    Value result = int_from_text(t, view.data, (size_t)view.length, 10, v);
    buffer_release(t, &view);
    return result;
}

Value op_int(Thread *t, Value v) {
    if (is_int_exact(v))
        return new_ref(v);
    Slots *slots = &type_of(t, v)->slots;
    if (slots->unary[UNARY_INT])
        return checked_int(t, slots->unary[UNARY_INT](t, v), "__int__");
    if (slots->unary[UNARY_INDEX])
        return op_index(t, v);
    Value truncate = op_lookup_special(t, v, NAME(__trunc__));
    if (!is_null(truncate)) {
        Value result = int_from_truncation(t, v, truncate);
        decref(t, truncate);
        return result;
    }
    return error_pending(t) ? VALUE_NULL : int_from_text_object(t, v);
}

/* ---- float ---- */

static bool float_result(Thread *t, Value v, Value made, double *result) {
    if (is_null(made))
        return false;
    if (!is_float(made)) {
        raise_type_error(t, "%T.__float__ returned non-float (type %T)", v, made);
        decref(t, made);
        return false;
    }
    *result = float_as_double(made);
    bool ok = is_float_exact(made) ||
              warn(t, EXC_DeprecationWarning, 1,
                   "%T.__float__ returned non-float (type %T).  The ability to return an instance of a "
                   "strict subclass "
                   "of float is deprecated, and may not be supported in a future version of Python.",
                   v, made);
    decref(t, made);
    return ok;
}

bool op_float(Thread *t, Value v, double *result) {
    if (is_float(v)) {
        *result = float_as_double(v);
        return true;
    }
    if (is_int(v))
        return int_to_double(t, v, result);
    Slots *slots = &type_of(t, v)->slots;
    if (slots->unary[UNARY_FLOAT])
        return float_result(t, v, slots->unary[UNARY_FLOAT](t, v), result);
    if (!slots->unary[UNARY_INDEX])
        return raise_type_error(t, "must be real number, not %T", v), false;
    Value index = op_index(t, v);
    bool ok = !is_null(index) && int_to_double(t, index, result);
    decref(t, index);
    return ok;
}
