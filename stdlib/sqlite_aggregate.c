/* Aggregate and window functions: an instance of a class for each group of rows. */
#include "runtime/error.h"
#include "runtime/ops.h"
#include "stdlib/sqlite.h"
#include <stdio.h>

/* Where the library keeps the instance of a group. It gives memory of zeros, which is no instance. NULL:
 * there is none, or no memory for it. */
static Value *place_of(sqlite3_context *context, bool make) {
    return sqlite3_aggregate_context(context, make ? sizeof(Value) : 0);
}

static bool is_empty(const Value *place) {
    return !place || place->bits == 0;
}

/* instance.method(args...); where it fails, the library is told. */
static Value call_instance(SqliteCall *call, sqlite3_context *context, Value instance, SqlName name,
                           Value *args, int count) {
    Thread *t = call->t;
    char text[80];
    Str *method = call->connection->state->names[name];
    Value f = op_getattr(t, instance, method), result = is_null(f) ? f : op_call(t, f, args, count, NULL);
    if (is_null(result)) {
        snprintf(text, sizeof text, "user-defined aggregate's '%s' method %s", (const char *)method->data,
                 is_null(f) && error_matches(t, EXC_AttributeError) ? "not defined" : "raised error");
        sqlite_set_error(call, context, text);
    }
    decref(t, f);
    return result;
}

/* step() and inverse(). */
static void call_with_row(sqlite3_context *context, SqlName name, int count, sqlite3_value **values) {
    SqliteCall call = sqlite_call_begin(sqlite3_user_data(context));
    Thread *t = call.t;
    Value *place = place_of(context, true);
    if (place && place->bits == 0) {
        Value instance = op_call0(t, call.callable);
        if (is_null(instance))
            sqlite_set_error(&call, context, "user-defined aggregate's '__init__' method raised error");
        else
            *place = instance;
    }
    if (!is_empty(place)) {
        SqliteArgs args;
        if (sqlite_args_init(t, &args, values, count)) {
            decref(t, call_instance(&call, context, *place, name, args.values, count));
            sqlite_args_free(t, &args);
        } else {
            sqlite_set_error(&call, context, "user-defined aggregate's 'step' method raised error");
        }
    } else if (!place) {
        sqlite3_result_error_nomem(context);
    }
    sqlite_call_end(&call);
}

static void on_step(sqlite3_context *context, int count, sqlite3_value **values) {
    call_with_row(context, SQL_NAME_STEP, count, values);
}

static void on_inverse(sqlite3_context *context, int count, sqlite3_value **values) {
    call_with_row(context, SQL_NAME_INVERSE, count, values);
}

/* finalize() and value(). A group that has no instance has no value. */
static void call_for_result(SqliteCall *call, sqlite3_context *context, SqlName name, const Value *place) {
    Thread *t = call->t;
    char text[80];
    Value result = call_instance(call, context, *place, name, NULL, 0);
    if (!is_null(result) && !sqlite_set_result(t, context, result)) {
        snprintf(text, sizeof text, "user-defined aggregate's '%s' method raised error",
                 (const char *)call->connection->state->names[name]->data);
        sqlite_set_error(call, context, text);
    }
    decref(t, result);
}

static void on_finalize(sqlite3_context *context) {
    Value *place = place_of(context, false);
    if (is_empty(place))
        return;
    SqliteCall call = sqlite_call_begin(sqlite3_user_data(context));
    call_for_result(&call, context, SQL_NAME_FINALIZE, place);
    Value instance = *place;
    place->bits = 0;
    decref(call.t, instance);
    sqlite_call_end(&call);
}

static void on_value(sqlite3_context *context) {
    Value *place = place_of(context, false);
    if (is_empty(place))
        return;
    SqliteCall call = sqlite_call_begin(sqlite3_user_data(context));
    call_for_result(&call, context, SQL_NAME_VALUE, place);
    sqlite_call_end(&call);
}

/* ---- making ---- */

Value sqlite_create_aggregate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = sqlite_connection(args[0]);
    int count;
    if (!sqlite_check(t, c))
        return VALUE_NULL;
    const char *name = sqlite_text_arg(t, args[1], "create_aggregate", "'name'");
    if (!name || !arg_int(t, args[2], &count) || !sqlite_begin(t, c))
        return VALUE_NULL;
    bool none = is_none(args[3]);
    SqliteCallback *callback = none ? NULL : sqlite_callback_new(t, c, args[3]);
    if (callback || none) {
        int code =
            sqlite3_create_function_v2(c->db, name, count, SQLITE_UTF8, callback, NULL, none ? NULL : on_step,
                                       none ? NULL : on_finalize, none ? NULL : sqlite_callback_destroy);
        if (code != SQLITE_OK)
            sqlite_raise(t, c->state, SQL_OPERATIONAL_ERROR, "Error creating aggregate");
    }
    sqlite_end(t, c);
    return error_pending(t) ? VALUE_NULL : VALUE_NONE;
}

Value sqlite_create_window_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = sqlite_connection(args[0]);
    int count;
    if (!sqlite_check(t, c))
        return VALUE_NULL;
    const char *name = sqlite_text_arg(t, args[1], "create_window_function", "1");
    if (!name || !arg_int(t, args[2], &count) || !sqlite_begin(t, c))
        return VALUE_NULL;
    bool none = is_none(args[3]);
    SqliteCallback *callback = none ? NULL : sqlite_callback_new(t, c, args[3]);
    if (callback || none) {
        int code =
            none ? sqlite3_create_window_function(c->db, name, count, SQLITE_UTF8, NULL, NULL, NULL, NULL,
                                                  NULL, NULL)
                 : sqlite3_create_window_function(c->db, name, count, SQLITE_UTF8, callback, on_step,
                                                  on_finalize, on_value, on_inverse, sqlite_callback_destroy);
        if (code != SQLITE_OK)
            sqlite_raise(t, c->state, SQL_PROGRAMMING_ERROR, "%s", sqlite3_errstr(code));
    }
    sqlite_end(t, c);
    return error_pending(t) ? VALUE_NULL : VALUE_NONE;
}
