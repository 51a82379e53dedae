/* What goes wrong in callbacks and tasks that nobody waits for: exception handlers and the log. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/float.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/asyncio.h"

/* ---- the log ---- */

/* logger.error(message, exc_info=what); message borrowed. */
static bool log_error(Thread *t, Str *message, Value exc_info) {
    Value logger = asyncio_find(t, ASYNCIO_LOGGER);
    Value method = is_null(logger) ? logger : op_getattr(t, logger, NAME(error));
    Tuple *names = is_null(method) ? NULL : tuple_pack(t, 1, object_value(NAME(exc_info)));
    Value args[] = {object_value(message), exc_info};
    Value result = names ? op_call(t, method, args, 1, names) : VALUE_NULL;
    bool ok = !is_null(result);
    decref(t, result);
    decref(t, method);
    xdecref_object(t, names);
    return ok;
}

static bool log_pending(Thread *t, const char *text) {
    Value error = error_fetch(t);
    Str *message = str_new(t, text);
    bool ok = message && log_error(t, message, error);
    xdecref_object(t, message);
    decref(t, error);
    return ok;
}

bool loop_warn_slow(Thread *t, Value what, double seconds) {
    Value logger = asyncio_find(t, ASYNCIO_LOGGER);
    Value warning = is_null(logger) ? logger : op_getattr(t, logger, NAME(warning));
    Str *format = is_null(warning) ? NULL : str_new(t, "Executing %s took %.3f seconds");
    Value result =
        format ? op_call3(t, warning, object_value(format), what, float_value(t, seconds)) : VALUE_NULL;
    bool ok = !is_null(result);
    decref(t, result);
    decref(t, warning);
    xdecref_object(t, format);
    return ok;
}

/* ---- contexts ---- */

bool loop_tell(Thread *t, Value loop, Str *message, const char *const *keys, const Value *values) {
    Dict *context = dict_new(t, 4);
    bool ok = context && dict_set_name(t, context, NAME(message), object_value(message));
    for (int i = 0; ok && keys[i]; i++)
        if (!is_null(values[i]))
            ok = dict_set_text(t, context, keys[i], new_ref(values[i]));
    Value result =
        ok ? op_call_method1(t, loop, NAME(call_exception_handler), object_value(context)) : VALUE_NULL;
    ok = !is_null(result);
    decref(t, result);
    xdecref_object(t, context);
    return ok;
}

/* context.get(key): new; None: absent. */
static Value get(Thread *t, Value context, Str *key) {
    Value args[] = {context, object_value(key)};
    return op_call_method(t, NAME(get), args, 2);
}

/* A traceback of where something was made, as text. */
static Str *format_origin(Thread *t, const char *title, Value stack) {
    Value format = asyncio_find(t, ASYNCIO_FORMAT_LIST);
    Value lines = is_null(format) ? format : op_call1(t, format, stack);
    Tuple *items = is_null(lines) ? NULL : op_to_tuple(t, lines);
    Str *text = items ? str_join(t, value_str(t->interp->empty_str), items->items, items->length) : NULL;
    int64_t length = text ? text->length : 0;
    while (length && unicode_is_space(str_at(text, length - 1)))
        length--;
    Str *stripped = text ? str_slice(t, text, 0, length) : NULL;
    Str *result =
        stripped ? str_format(t, "%s created at (most recent call last):\n%U", title, stripped) : NULL;
    xdecref_object(t, stripped);
    xdecref_object(t, text);
    xdecref_object(t, items);
    decref(t, lines);
    return result;
}

static Str *format_item(Thread *t, Str *key, Value v) {
    Str *text;
    if (str_equal_ascii(key, "source_traceback"))
        text = format_origin(t, "Object", v);
    else if (str_equal_ascii(key, "handle_traceback"))
        text = format_origin(t, "Handle", v);
    else
        text = op_repr(t, v);
    Str *line = text ? str_format(t, "\n%U: %U", key, text) : NULL;
    xdecref_object(t, text);
    return line;
}

static bool add_item(Thread *t, StrBuilder *b, Value context, Value key) {
    if (!is_str(key))
        return raise_type_error(t, "keys of the context must be str, not %T", key), false;
    if (str_equal_ascii(value_str(key), "message") || str_equal_ascii(value_str(key), "exception"))
        return true;
    Value v = op_getitem(t, context, key);
    Str *line = is_null(v) ? NULL : format_item(t, value_str(key), v);
    decref(t, v);
    if (line)
        strbuilder_str(b, line);
    xdecref_object(t, line);
    return line != NULL;
}

/* The message, and a line for everything else, sorted. */
static Str *describe(Thread *t, Value context, Value message) {
    List *keys = op_to_list(t, context);
    Str *first = keys && list_sort(t, keys, VALUE_NONE, false) ? op_str(t, message) : NULL;
    StrBuilder b;
    strbuilder_init(&b, t);
    if (first)
        strbuilder_str(&b, first);
    bool ok = first != NULL;
    for (int64_t i = 0; ok && i < keys->length; i++)
        ok = add_item(t, &b, context, keys->items[i]);
    xdecref_object(t, first);
    xdecref_object(t, keys);
    if (ok)
        return strbuilder_finish(&b);
    strbuilder_drop(&b);
    return NULL;
}

/* In debug mode: where the call was scheduled that runs just now. */
static bool add_handle_traceback(Thread *t, Loop *self, Value context) {
    if (is_null(self->current_handle) || is_null(handle_of(self->current_handle)->source_traceback))
        return true;
    int has = op_contains(t, context, object_value(NAME(source_traceback)));
    if (has)
        return has > 0;
    Str *key = str_new(t, "handle_traceback");
    bool ok =
        key && op_setitem(t, context, object_value(key), handle_of(self->current_handle)->source_traceback);
    xdecref_object(t, key);
    return ok;
}

/* What sys.exc_info() would be; False without exception. */
static Value exception_triple(Thread *t, Value exception) {
    if (!is_exception(exception))
        return VALUE_FALSE;
    return result_value(tuple_pack(t, 3, object_value(type_of(t, exception)), exception,
                                   or_none(value_exception(exception)->traceback)));
}

Value loop_default_exception_handler(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value context = args[1];
    Value message = get(t, context, NAME(message)), exception = VALUE_NULL;
    int given = is_null(message) ? -1 : op_is_true(t, message);
    if (given == 0)
        value_store(t, &message, result_value(str_new(t, "Unhandled exception in event loop")));
    if (given >= 0 && !is_null(message))
        exception = get(t, context, NAME(exception));
    Str *text = !is_null(exception) && add_handle_traceback(t, loop_object(args[0]), context)
                    ? describe(t, context, message)
                    : NULL;
    Value exc_info = text ? exception_triple(t, exception) : VALUE_NULL;
    bool ok = !is_null(exc_info) && log_error(t, text, exc_info);
    decref(t, exc_info);
    xdecref_object(t, text);
    decref(t, exception);
    decref(t, message);
    return ok ? VALUE_NONE : VALUE_NULL;
}

/* ---- handlers ---- */

/* self.default_exception_handler(context); what that raises is logged with the message. */
static bool handle_by_default(Thread *t, Value loop, Value context, const char *message) {
    Value result = op_call_method1(t, loop, NAME(default_exception_handler), context);
    decref(t, result);
    return !is_null(result) || (!exit_pending(t) && log_pending(t, message));
}

/* The handler of the program has raised. */
static bool report_handler(Thread *t, Value loop, Value context) {
    Value error = error_fetch(t), outer = error_begin_handling(t, error);
    Dict *own = dict_new(t, 3);
    bool ok =
        own &&
        dict_set_text(t, own, "message", result_value(str_new(t, "Unhandled error in exception handler"))) &&
        dict_set_text(t, own, "exception", new_ref(error)) &&
        dict_set_text(t, own, "context", new_ref(context)) &&
        handle_by_default(t, loop, object_value(own),
                          "Exception in default exception handler while handling an unexpected error in "
                          "custom exception handler");
    error_end_handling(t, outer);
    xdecref_object(t, own);
    decref(t, error);
    return ok;
}

Value loop_call_exception_handler(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Loop *self = loop_object(args[0]);
    bool ok;
    if (is_null(self->exception_handler)) {
        ok = handle_by_default(t, args[0], args[1], "Exception in default exception handler");
    } else {
        Value handler = new_ref(self->exception_handler);
        Value result = op_call2(t, handler, args[0], args[1]);
        ok = !is_null(result) || (!exit_pending(t) && report_handler(t, args[0], args[1]));
        decref(t, result);
        decref(t, handler);
    }
    return ok ? VALUE_NONE : VALUE_NULL;
}

Value loop_set_exception_handler(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_none(args[1]) && !op_callable(t, args[1]))
        return raise_type_error(t, "A callable object or None is expected, got %R", args[1]);
    value_store(t, &loop_object(args[0])->exception_handler,
                is_none(args[1]) ? VALUE_NULL : new_ref(args[1]));
    return VALUE_NONE;
}

Value loop_get_exception_handler(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return new_ref(or_none(loop_object(args[0])->exception_handler));
}
