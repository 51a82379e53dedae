#include "stdlib/re_source.h"
#include "runtime/int.h"
#include "runtime/ops.h"
#include "runtime/str_methods.h"

enum { MAX_GROUPS = INT32_MAX / 2 };

static bool check_next(ReSource *s) {
    if (s->at == s->length - 1 && re_source_peek(s, s->at) == '\\')
        return re_source_error_at(s, s->at, "bad escape (end of pattern)");
    return true;
}

bool re_source_init(ReSource *s, Thread *t, Value text, const void *data, int kind, int64_t length) {
    *s = (ReSource){.t = t,
                    .data = data,
                    .kind = kind,
                    .length = length,
                    .is_text = is_str(text),
                    .text = text,
                    .warning_level = 1};
    return check_next(s);
}

bool re_source_step(ReSource *s) {
    if (s->at < s->length)
        s->at += re_source_peek(s, s->at) == '\\' ? 2 : 1;
    return check_next(s);
}

bool re_source_match(ReSource *s, char c, bool *found) {
    *found = re_source_sees(s, c);
    return !*found || re_source_step(s);
}

Str *re_source_slice(ReSource *s, int64_t start, int64_t end) {
    return str_from_points(s->t, (const uint8_t *)s->data + start * s->kind, s->kind, end - start);
}

Str *re_source_until(ReSource *s, char terminator, const char *what) {
    int64_t start = s->at;
    while (re_source_next(s) != (unsigned char)terminator) {
        if (s->at >= s->length && s->at == start)
            return re_source_error(s, 0, "missing %s", what), NULL;
        if (s->at >= s->length)
            return re_source_error(s, s->at - start, "missing %c, unterminated name", terminator), NULL;
        if (!re_source_step(s))
            return NULL;
    }
    int64_t end = s->at;
    if (!re_source_step(s))
        return NULL;
    if (start == end)
        return re_source_error(s, 1, "missing %s", what), NULL;
    return re_source_slice(s, start, end);
}

/* --- errors --- */

/* Patterns that are bytes have errors in ASCII. */
static Str *make_message(ReSource *s, const char *format, va_list args) {
    Str *message = format_string(s->t, format, args);
    if (!message || s->is_text || message->ascii)
        return message;
    Value bytes = str_encode(s->t, message, "ascii", "backslashreplace");
    decref_object(s->t, message);
    Value text = is_null(bytes) ? bytes : str_decode_object(s->t, bytes, "ascii", NULL);
    decref(s->t, bytes);
    return is_null(text) ? NULL : value_str(text);
}

/* re.error(message, text, position); the class is Python's, and is only looked for when it is needed. */
static bool raise_re_error(ReSource *s, Value text, Value position, const char *format, va_list args) {
    Thread *t = s->t;
    Str *message = make_message(s, format, args);
    Str *module_name = message ? str_intern_utf8(t, "re._constants") : NULL;
    Str *class_name = module_name ? str_intern_utf8(t, "error") : NULL;
    Value module = class_name ? t->interp->hooks.import(t, module_name) : VALUE_NULL;
    Value class = is_null(module) ? VALUE_NULL : op_getattr(t, module, class_name);
    Value e = is_null(class) ? VALUE_NULL : op_call3(t, class, object_value(message), text, position);
    if (!is_null(e))
        raise_value(t, e);
    xdecref_object(t, message);
    xdecref_object(t, module_name);
    xdecref_object(t, class_name);
    decref(t, module);
    decref(t, class);
    decref(t, e);
    return false;
}

bool re_source_error(ReSource *s, int64_t offset, const char *format, ...) {
    va_list args;
    va_start(args, format);
    raise_re_error(s, s->text, small_int_value(s->at - offset), format, args);
    va_end(args);
    return false;
}

bool re_source_error_at(ReSource *s, int64_t position, const char *format, ...) {
    va_list args;
    va_start(args, format);
    raise_re_error(s, s->text, small_int_value(position), format, args);
    va_end(args);
    return false;
}

bool re_source_error_somewhere(ReSource *s, const char *format, ...) {
    va_list args;
    va_start(args, format);
    raise_re_error(s, VALUE_NONE, VALUE_NONE, format, args);
    va_end(args);
    return false;
}

/* --- names of groups --- */

bool re_source_is_identifier(Thread *t, Str *name, bool *is) {
    Value v = object_value(name);
    Value answer = str_isidentifier_method(t, &v, 1, NULL);
    *is = is_true(answer);
    return !is_null(answer);
}

bool re_source_check_name(ReSource *s, Str *name, int64_t offset) {
    bool is;
    if (!re_source_is_identifier(s->t, name, &is))
        return false;
    int64_t place = s->at - name->length - offset;
    if (!is)
        return re_source_error_at(s, place, "bad character in group name %R", object_value(name));
    return s->is_text || name->ascii ||
           warn(s->t, EXC_DeprecationWarning, s->warning_level,
                "bad character in group name %A at position %zd", object_value(name), (ssize_t)place);
}

static bool is_plain_number(const Str *name) {
    for (int64_t i = 0; i < name->length; i++)
        if (!re_is_digit(str_at(name, i)))
            return false;
    return true;
}

bool re_source_group_number(ReSource *s, Str *name, int64_t offset, int64_t *number) {
    Thread *t = s->t;
    int64_t place = s->at - name->length - offset;
    Value v = op_call1(t, object_value(builtin_type(t, TYPE_INT)), object_value(name));
    if (is_null(v) && !error_clear_if(t, EXC_ValueError))
        return false;
    bool ok = !is_null(v) && op_compare_bool(t, v, small_int_value(0), COMPARE_GE) == 1;
    *number = !ok ? 0 : is_small_int(v) && small_int(v) < MAX_GROUPS ? small_int(v) : MAX_GROUPS;
    if (ok && *number == MAX_GROUPS)
        re_source_error_at(s, place, "invalid group reference %V", v);
    else if (!ok)
        re_source_error_at(s, place, "bad character in group name %R", object_value(name));
    decref(t, v);
    if (error_pending(t))
        return false;
    return is_plain_number(name) ||
           warn(t, EXC_DeprecationWarning, s->warning_level, "bad character in group name %R at position %zd",
                object_value(name), (ssize_t)place);
}

/* --- escapes that patterns and templates share --- */

int re_escape_of(uint32_t letter) {
    static const char letters[] = "abfnrtv\\", characters[] = "\a\b\f\n\r\t\v\\";
    const char *found = letter && letter < 128 ? strchr(letters, (int)letter) : NULL;
    return found ? characters[found - letters] : -1;
}

bool re_source_octal(ReSource *s, int most, uint32_t *value) {
    for (; most > 0 && re_is_octal(re_source_next(s)); most--) {
        *value = *value * 8 + (uint32_t)re_source_next(s) - '0';
        if (!re_source_step(s))
            return false;
    }
    return true;
}
