/* Calls from the library into Python, and the simplest of them: functions and collations. */
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/ops.h"
#include "stdlib/sqlite.h"

/* ---- callables that the library has ---- */

SqliteCallback *sqlite_callback_new(Thread *t, SqliteConnection *c, Value callable) {
    SqliteCallback *callback = mem_alloc(sizeof *callback);
    if (!callback)
        return raise_no_memory(t), NULL;
    *callback = (SqliteCallback){c, new_ref(callable), c->callbacks, NULL};
    if (c->callbacks)
        c->callbacks->previous = callback;
    c->callbacks = callback;
    return callback;
}

void sqlite_callback_free(Thread *t, SqliteCallback *callback) {
    if (!callback)
        return;
    SqliteConnection *c = callback->connection;
    *(callback->previous ? &callback->previous->next : &c->callbacks) = callback->next;
    if (callback->next)
        callback->next->previous = callback->previous;
    Value callable = callback->callable;
    mem_free(callback);
    decref(t, callable);
}

void sqlite_callback_destroy(void *callback) {
    SqliteCall call = sqlite_call_begin(callback);
    sqlite_callback_free(call.t, callback);
    sqlite_call_end(&call);
}

void sqlite_callback_visit(SqliteConnection *c, VisitFn visit, void *arg) {
    for (SqliteCallback *callback = c->callbacks; callback; callback = callback->next)
        visit_value(callback->callable, visit, arg);
}

/* Each end of a callable may change the list: it is looked at from the start again. */
void sqlite_callback_clear(Thread *t, SqliteConnection *c) {
    SqliteCallback *callback = c->callbacks;
    while (callback) {
        if (is_null(callback->callable)) {
            callback = callback->next;
            continue;
        }
        value_clear(t, &callback->callable);
        callback = c->callbacks;
    }
}

/* ---- calls ---- */

SqliteCall sqlite_call_begin(const SqliteCallback *callback) {
    SqliteCall call = {thread_current, callback->connection, callback->connection->without_gil};
    if (call.had_no_gil)
        sqlite_take_gil(call.t, call.connection);
    call.callable = new_ref(or_none(callback->callable));
    call.pending = error_fetch(call.t);
    return call;
}

SqliteCall sqlite_call_begin_apart(const SqliteCallback *callback) {
    SqliteCall call = sqlite_call_begin(callback);
    call.apart = true;
    call.connection->off_limits++;
    return call;
}

void sqlite_call_end(SqliteCall *call) {
    call->connection->off_limits -= call->apart;
    decref(call->t, call->callable);
    error_restore(call->t, call->pending);
    if (call->had_no_gil)
        sqlite_give_up_gil(call->t, call->connection);
}

void sqlite_call_failed(SqliteCall *call) {
    if (call->connection->state->shows_errors)
        error_unraisable(call->t, NULL, call->callable);
    else
        error_clear(call->t);
}

/* ---- values of the library ---- */

static Value value_of(Thread *t, sqlite3_value *v) {
    switch (sqlite3_value_type(v)) {
    case SQLITE_INTEGER:
        return int_value(t, sqlite3_value_int64(v));
    case SQLITE_FLOAT:
        return float_value(t, sqlite3_value_double(v));
    case SQLITE_TEXT: {
        const char *text = (const char *)sqlite3_value_text(v);
        return sqlite_text(t, text, sqlite3_value_bytes(v));
    }
    case SQLITE_BLOB: {
        const void *data = sqlite3_value_blob(v);
        Bytes *bytes = bytes_new(t, data ? data : "", (size_t)sqlite3_value_bytes(v));
        return bytes ? object_value(bytes) : VALUE_NULL;
    }
    default:
        return VALUE_NONE;
    }
}

void sqlite_args_free(Thread *t, SqliteArgs *args) {
    for (int i = 0; i < args->count; i++)
        decref(t, args->values[i]);
    if (args->values != args->few)
        mem_free(args->values);
}

bool sqlite_args_init(Thread *t, SqliteArgs *args, sqlite3_value **values, int count) {
    args->values = (size_t)count <= sizeof args->few / sizeof *args->few
                       ? args->few
                       : mem_alloc((size_t)count * sizeof(Value));
    if (!args->values)
        return raise_no_memory(t), false;
    for (args->count = 0; args->count < count; args->count++) {
        Value v = value_of(t, values[args->count]);
        if (is_null(v)) {
            sqlite_args_free(t, args);
            return false;
        }
        args->values[args->count] = v;
    }
    return true;
}

static bool set_int(Thread *t, sqlite3_context *context, Value v) {
    int64_t n;
    if (!int_to_int64(v, &n))
        return raise_overflow(t, "Python int too large to convert to SQLite INTEGER"), false;
    sqlite3_result_int64(context, n);
    return true;
}

static bool set_str(Thread *t, sqlite3_context *context, Value v) {
    size_t length;
    const char *text = str_utf8(t, value_str(v), &length);
    if (text && length > INT32_MAX)
        raise_overflow(t, "string is longer than INT_MAX bytes");
    else if (text)
        sqlite3_result_text(context, text, (int)length, SQLITE_TRANSIENT);
    return text && length <= INT32_MAX;
}

static bool set_bytes(Thread *t, sqlite3_context *context, Value v) {
    Buffer view;
    if (!buffer_get(t, v, &view, BUFFER_SIMPLE))
        return false;
    bool fits = view.length <= INT32_MAX;
    if (fits)
        sqlite3_result_blob(context, view.length ? view.data : "", (int)view.length, SQLITE_TRANSIENT);
    else
        raise_overflow(t, "BLOB longer than INT_MAX bytes");
    buffer_release(t, &view);
    return fits;
}

bool sqlite_set_result(Thread *t, sqlite3_context *context, Value v) {
    if (is_none(v))
        sqlite3_result_null(context);
    else if (is_int(v))
        return set_int(t, context, v);
    else if (is_float(v))
        sqlite3_result_double(context, float_as_double(v));
    else if (is_str(v))
        return set_str(t, context, v);
    else
        return buffer_supported(t, v) && set_bytes(t, context, v);
    return true;
}

void sqlite_set_error(SqliteCall *call, sqlite3_context *context, const char *message) {
    if (error_matches(call->t, EXC_MemoryError))
        sqlite3_result_error_nomem(context);
    else if (error_matches(call->t, EXC_OverflowError))
        sqlite3_result_error_toobig(context);
    else
        sqlite3_result_error(context, message, -1);
    if (error_pending(call->t))
        sqlite_call_failed(call);
}

/* ---- functions ---- */

static void on_function(sqlite3_context *context, int count, sqlite3_value **values) {
    SqliteCall call = sqlite_call_begin(sqlite3_user_data(context));
    Thread *t = call.t;
    SqliteArgs args;
    Value result = VALUE_NULL;
    if (sqlite_args_init(t, &args, values, count)) {
        result = op_call(t, call.callable, args.values, count, NULL);
        sqlite_args_free(t, &args);
    }
    if (is_null(result) || !sqlite_set_result(t, context, result))
        sqlite_set_error(&call, context, "user-defined function raised exception");
    decref(t, result);
    sqlite_call_end(&call);
}

/* name and narg of a function, checked. */
static bool function_args(Thread *t, Value *args, const char *function, const char **name, int *count) {
    *name = sqlite_text_arg(t, args[1], function, "'name'");
    return *name && arg_int(t, args[2], count);
}

/* The library frees the callback even if it refuses it. */
Value sqlite_create_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = sqlite_connection(args[0]);
    const char *name;
    int count, flags = SQLITE_UTF8;
    bool deterministic = false;
    if (!sqlite_check(t, c) || !function_args(t, args, "create_function", &name, &count) ||
        (!is_null(args[4]) && !arg_bool(t, args[4], &deterministic)) || !sqlite_begin(t, c))
        return VALUE_NULL;
    if (deterministic)
        flags |= SQLITE_DETERMINISTIC;
    SqliteCallback *callback = is_none(args[3]) ? NULL : sqlite_callback_new(t, c, args[3]);
    if (callback || is_none(args[3])) {
        int code =
            sqlite3_create_function_v2(c->db, name, count, flags, callback, callback ? on_function : NULL,
                                       NULL, NULL, callback ? sqlite_callback_destroy : NULL);
        if (code != SQLITE_OK)
            sqlite_raise(t, c->state, SQL_OPERATIONAL_ERROR, "Error creating function");
    }
    sqlite_end(t, c);
    return error_pending(t) ? VALUE_NULL : VALUE_NONE;
}

/* ---- collations ---- */

/* What is no number is equal. */
static int order_of(Thread *t, Value answer) {
    Value n = is_null(answer) ? answer : op_index(t, answer);
    if (is_null(n) && !is_null(answer))
        error_clear(t);
    int order = is_null(n) ? 0 : int_sign(n);
    decref(t, n);
    return order;
}

/* The library knows no errors here: what fails is equal, and the statement fails when it is back. */
static int on_collation(void *callback, int length1, const void *text1, int length2, const void *text2) {
    SqliteCall call = sqlite_call_begin_apart(callback);
    SqliteConnection *c = call.connection;
    Thread *t = call.t;
    Value a = !is_null(c->failure) ? VALUE_NULL : sqlite_text(t, text1, length1),
          b = is_null(a) ? a : sqlite_text(t, text2, length2);
    Value answer = is_null(b) ? b : op_call2(t, call.callable, a, b);
    int order = order_of(t, answer);
    if (error_pending(t))
        c->failure = error_fetch(t);
    decref(t, a);
    decref(t, b);
    decref(t, answer);
    sqlite_call_end(&call);
    return order;
}

/* Here the library does not free what it refuses. */
Value sqlite_create_collation(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = sqlite_connection(args[0]);
    if (!sqlite_check(t, c))
        return VALUE_NULL;
    const char *name = sqlite_text_arg(t, args[1], "create_collation", "1");
    if (!name)
        return VALUE_NULL;
    bool none = is_none(args[2]);
    if (!none && !op_callable(t, args[2]))
        return raise_type_error(t, "parameter must be callable");
    if (!sqlite_begin(t, c))
        return VALUE_NULL;
    SqliteCallback *callback = none ? NULL : sqlite_callback_new(t, c, args[2]);
    if (callback || none) {
        int code = sqlite3_create_collation_v2(c->db, name, SQLITE_UTF8, callback, none ? NULL : on_collation,
                                               none ? NULL : sqlite_callback_destroy);
        if (code != SQLITE_OK) {
            sqlite_raise_db(t, c->state, c->db);
            sqlite_callback_free(t, callback);
        } else if (callback && !c->collates) {
            c->collates = true;
            sqlite3_limit(c->db, SQLITE_LIMIT_WORKER_THREADS, 0);
        }
    }
    sqlite_end(t, c);
    return error_pending(t) ? VALUE_NULL : VALUE_NONE;
}
