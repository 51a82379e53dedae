/* execute(), executemany() and executescript(): from a text to the first row of each statement. */
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "runtime/type.h"
#include "stdlib/sqlite.h"

/* ---- one statement ---- */

static bool begin_transaction(Thread *t, SqliteConnection *c, const SqliteStatement *s) {
    return !c->begin || !s->is_change || !sqlite3_get_autocommit(c->db) || sqlite_run(t, c, c->begin);
}

/* With the lock. A change without rows is done now. */
static bool take_result(Thread *t, SqliteCursor *cursor, int code, bool first, bool many) {
    SqliteConnection *c = cursor->connection;
    SqliteStatement *s = cursor->statement;
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return false;
    if (first && !sqlite_describe(t, cursor))
        return false;
    if (code == SQLITE_DONE && s->is_change)
        cursor->row_count += sqlite3_changes64(sqlite3_db_handle(s->handle));
    if (code == SQLITE_DONE || many)
        sqlite_statement_reset(t, c, s);
    return true;
}

static bool step(Thread *t, SqliteCursor *cursor, bool first, bool many) {
    SqliteConnection *c = cursor->connection;
    SqliteStatement *s = cursor->statement;
    if (!sqlite_begin(t, c))
        return false;
    bool ok = s->is_empty;
    if (s->handle)
        ok = take_result(t, cursor, sqlite_statement_step(t, c, s), first, many);
    if (!ok && !error_pending(t))
        sqlite_raise(t, c->state, SQL_PROGRAMMING_ERROR, "Cannot operate on a closed database.");
    sqlite_end(t, c);
    return ok;
}

static bool run_once(Thread *t, SqliteCursor *cursor, Value parameters) {
    SqliteConnection *c = cursor->connection;
    if (!sqlite_bind(t, c, cursor->statement, parameters) || !step(t, cursor, true, false))
        return false;
    if (cursor->statement->is_empty)
        return true;
    if (!sqlite_begin(t, c))
        return false;
    int64_t id = sqlite3_last_insert_rowid(c->db);
    sqlite_end(t, c);
    value_store(t, &cursor->last_row_id, int_value(t, id));
    return !is_null(cursor->last_row_id);
}

static bool run_many(Thread *t, SqliteCursor *cursor, Value iterator) {
    bool first = true, ok = true;
    for (Value row; ok && !is_null(row = iterator_step(t, iterator)); first = false) {
        ok = sqlite_bind(t, cursor->connection, cursor->statement, row) && step(t, cursor, first, true);
        decref(t, row);
    }
    return ok && !error_pending(t);
}

/* ---- execute ---- */

/* Gets the statement and gives it to the cursor. A transaction begins before values are bound, as in CPython.
 */
static bool take_statement(Thread *t, SqliteCursor *cursor, Str *sql, bool many) {
    SqliteConnection *c = cursor->connection;
    if (!sqlite_begin(t, c))
        return false;
    SqliteStatement *s = sqlite_cache_get(t, c, sql);
    if (s && many && s->handle && sqlite3_stmt_readonly(s->handle)) {
        sqlite_raise(t, c->state, SQL_PROGRAMMING_ERROR, "executemany() can only execute DML statements.");
        decref_object(t, s);
        s = NULL;
    }
    if (s) {
        s->in_use = true;
        cursor->statement = s;
        cursor->row_count = s->is_change ? 0 : -1;
    }
    bool ok = s && begin_transaction(t, c, s);
    sqlite_end(t, c);
    return ok;
}

void sqlite_cursor_release(Thread *t, SqliteCursor *cursor) {
    SqliteStatement *s = cursor->statement;
    cursor->statement = NULL;
    if (s)
        sqlite_statement_release(t, s);
}

static bool run(Thread *t, SqliteCursor *cursor, Str *sql, Value parameters, bool many) {
    sqlite_cursor_release(t, cursor);
    value_store(t, &cursor->description, VALUE_NONE);
    return take_statement(t, cursor, sql, many) &&
           (many ? run_many(t, cursor, parameters) : run_once(t, cursor, parameters));
}

/* The parameters of executemany() are asked for an iterator before anything happens. */
Value sqlite_execute(Thread *t, SqliteCursor *cursor, Str *sql, Value parameters, bool many) {
    cursor->locked = true;
    Value given = many ? op_iter(t, parameters) : new_ref(parameters);
    bool ok = !is_null(given) && run(t, cursor, sql, given, many);
    decref(t, given);
    cursor->locked = false;
    if (!ok)
        cursor->row_count = -1;
    if (!ok || (cursor->statement && !cursor->statement->running)) { /* no row is left */
        Value pending = error_fetch(t);
        sqlite_cursor_release(t, cursor);
        error_restore(t, pending);
    }
    return ok ? new_object_ref(cursor) : VALUE_NULL;
}

/* ---- executescript ---- */

/* With the lock. Answers what is left of the text; NULL: exception. */
static const char *run_statement(Thread *t, SqliteConnection *c, const char *sql, const char *end) {
    sqlite3 *db = c->db;
    sqlite3_stmt *handle = NULL;
    const char *rest = sql;
    int code = SQL_BLOCKING(t, c, sqlite3_prepare_v2(db, sql, (int)(end - sql) + 1, &handle, &rest));
    if (code == SQLITE_OK && handle) {
        do {
            sqlite_keep_threads_out(c, handle);
            code = SQL_BLOCKING(t, c, sqlite3_step(handle));
        } while (code == SQLITE_ROW && c->db);
        sqlite_keep_threads_out(c, handle);
        code = SQL_BLOCKING(t, c, sqlite3_finalize(handle));
    }
    if (sqlite_raise_failure(t, c))
        return NULL;
    if (code == SQLITE_OK && c->db)
        return rest;
    if (c->db)
        sqlite_raise_db(t, c->state, c->db);
    else
        sqlite_raise(t, c->state, SQL_PROGRAMMING_ERROR, "Cannot operate on a closed database.");
    return NULL;
}

static bool run_script(Thread *t, SqliteConnection *c, const char *sql, size_t length) {
    const char *end = sql + length;
    if (length > (size_t)sqlite3_limit(c->db, SQLITE_LIMIT_SQL_LENGTH, -1))
        return sqlite_raise(t, c->state, SQL_DATA_ERROR, "query string is too large"), false;
    if (!sqlite3_get_autocommit(c->db) && !sqlite_run(t, c, "COMMIT"))
        return false;
    while (sql && *sql)
        sql = run_statement(t, c, sql, end);
    return sql != NULL;
}

Value sqlite_executescript(Thread *t, SqliteCursor *cursor, Value script) {
    SqliteConnection *c = cursor->connection;
    size_t length;
    if (!is_str(script))
        return raise_type_error(t, "executescript() argument must be str, not %s",
                                is_none(script) ? "None" : type_name(type_of(t, script)));
    const char *text = str_utf8(t, value_str(script), &length);
    if (!text)
        return VALUE_NULL;
    if (strlen(text) != length)
        return raise_value_error(t, "embedded null character");
    if (!sqlite_begin(t, c))
        return VALUE_NULL;
    bool ok = run_script(t, c, text, length);
    sqlite_end(t, c);
    return ok ? new_object_ref(cursor) : VALUE_NULL;
}
