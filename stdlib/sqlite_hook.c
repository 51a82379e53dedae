/* What watches a connection: the authorizer, the progress handler, the trace. Each connection has one of
 * each, at most. */
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/ops.h"
#include "stdlib/sqlite.h"

/* Puts a new callback, or none, in the place of another; false: no memory. */
static bool replace(Thread *t, SqliteConnection *c, SqliteCallback **place, Value callable) {
    SqliteCallback *callback = is_none(callable) ? NULL : sqlite_callback_new(t, c, callable);
    if (!callback && !is_none(callable))
        return false;
    SqliteCallback *before = *place;
    *place = callback;
    sqlite_callback_free(t, before);
    return true;
}

void sqlite_hooks_end(Thread *t, SqliteConnection *c, sqlite3 *db) {
    if (db) {
        sqlite3_set_authorizer(db, NULL, NULL);
        sqlite3_progress_handler(db, 0, NULL, NULL);
        sqlite3_trace_v2(db, 0, NULL, NULL);
    }
    replace(t, c, &c->authorizer, VALUE_NONE);
    replace(t, c, &c->progress, VALUE_NONE);
    replace(t, c, &c->trace, VALUE_NONE);
}

/* ---- the authorizer ---- */

static Value text_or_none(Thread *t, const char *text) {
    return text ? sqlite_text(t, text, (int64_t)strlen(text)) : VALUE_NONE;
}

static int take_answer(Thread *t, Value answer) {
    int64_t n;
    if (!is_int(answer))
        return SQLITE_DENY;
    if (int_to_int64(answer, &n) && n >= INT32_MIN && n <= INT32_MAX)
        return (int)n;
    raise_overflow(t, "Python int too large to convert to C int");
    return SQLITE_DENY;
}

static int on_access(void *callback, int action, const char *a, const char *b, const char *db,
                     const char *trigger) {
    SqliteCall call = sqlite_call_begin_apart(callback);
    Thread *t = call.t;
    const char *const texts[] = {a, b, db, trigger};
    Value args[5] = {small_int_value(action), VALUE_NULL, VALUE_NULL, VALUE_NULL, VALUE_NULL};
    bool ok = true;
    for (int i = 0; i < 4 && ok; i++) {
        args[i + 1] = text_or_none(t, texts[i]);
        ok = !is_null(args[i + 1]);
    }
    Value answer = ok ? op_call(t, call.callable, args, 5, NULL) : VALUE_NULL;
    int result = is_null(answer) ? SQLITE_DENY : take_answer(t, answer);
    if (error_pending(t))
        sqlite_call_failed(&call);
    for (int i = 1; i < 5; i++)
        decref(t, args[i]);
    decref(t, answer);
    sqlite_call_end(&call);
    return result;
}

/* The library has the new callback before the old one goes: its end may run a statement. */
Value sqlite_set_authorizer(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = sqlite_connection(args[0]);
    if (!sqlite_check(t, c) || !sqlite_begin_hook(t, c))
        return VALUE_NULL;
    SqliteCallback *before = c->authorizer;
    c->authorizer = NULL;
    if (replace(t, c, &c->authorizer, args[1]))
        sqlite3_set_authorizer(c->db, c->authorizer ? on_access : NULL, c->authorizer);
    else
        sqlite3_set_authorizer(c->db, NULL, NULL);
    sqlite_callback_free(t, before);
    sqlite_end(t, c);
    return error_pending(t) ? VALUE_NULL : VALUE_NONE;
}

/* ---- progress ---- */

static int on_progress(void *callback) {
    SqliteCall call = sqlite_call_begin_apart(callback);
    Thread *t = call.t;
    Value answer = op_call0(t, call.callable);
    int stops = is_null(answer) ? -1 : op_is_true(t, answer);
    if (stops < 0)
        sqlite_call_failed(&call);
    decref(t, answer);
    sqlite_call_end(&call);
    return stops != 0;
}

Value sqlite_set_progress(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = sqlite_connection(args[0]);
    int n;
    if (!sqlite_check(t, c) || !arg_int(t, args[2], &n) || !sqlite_begin_hook(t, c))
        return VALUE_NULL;
    SqliteCallback *before = c->progress;
    c->progress = NULL;
    replace(t, c, &c->progress, args[1]);
    sqlite3_progress_handler(c->db, c->progress ? n : 0, c->progress ? on_progress : NULL, c->progress);
    sqlite_callback_free(t, before);
    sqlite_end(t, c);
    return error_pending(t) ? VALUE_NULL : VALUE_NONE;
}

/* ---- the trace ---- */

/* With the values of its parameters; as it is if that gets too long. */
static Value text_of_statement(SqliteCall *call, sqlite3_stmt *handle) {
    char *expanded = sqlite3_expanded_sql(handle);
    if (!expanded) {
        sqlite_raise(call->t, call->connection->state, SQL_DATA_ERROR,
                     "Expanded SQL string exceeds the maximum string length");
        sqlite_call_failed(call);
    }
    Value text = text_or_none(call->t, expanded ? expanded : sqlite3_sql(handle));
    sqlite3_free(expanded);
    return text;
}

static int on_statement(unsigned type, void *callback, void *handle, void *text_as_prepared) {
    if (type != SQLITE_TRACE_STMT)
        return 0;
    SqliteCall call = sqlite_call_begin(callback);
    Thread *t = call.t;
    Value text = text_of_statement(&call, handle);
    Value answer = is_null(text) ? text : op_call1(t, call.callable, text);
    if (is_null(answer))
        sqlite_call_failed(&call);
    decref(t, text);
    decref(t, answer);
    sqlite_call_end(&call);
    return 0;
}

Value sqlite_set_trace(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = sqlite_connection(args[0]);
    if (!sqlite_check(t, c) || !sqlite_begin_hook(t, c))
        return VALUE_NULL;
    SqliteCallback *before = c->trace;
    c->trace = NULL;
    replace(t, c, &c->trace, args[1]);
    sqlite3_trace_v2(c->db, c->trace ? SQLITE_TRACE_STMT : 0, c->trace ? on_statement : NULL, c->trace);
    sqlite_callback_free(t, before);
    sqlite_end(t, c);
    return error_pending(t) ? VALUE_NULL : VALUE_NONE;
}
