/* Transactions: when they begin, and how they end. */
#include "runtime/exception.h"
#include "runtime/sequence.h"
#include "stdlib/sqlite.h"

/* ---- how they begin ---- */

static const struct Level {
    const char *name, *begin;
} levels[] = {{"", "BEGIN "},
              {"DEFERRED", "BEGIN DEFERRED"},
              {"IMMEDIATE", "BEGIN IMMEDIATE"},
              {"EXCLUSIVE", "BEGIN EXCLUSIVE"},
              {0}};

static const struct Level *find_level(Thread *t, Value v) {
    if (!is_str(v)) {
        raise_type_error(t, "isolation_level must be str or None");
        return NULL;
    }
    size_t length;
    const char *text = str_utf8(t, value_str(v), &length);
    if (!text)
        return NULL;
    if (strlen(text) != length) {
        raise_value_error(t, "embedded null character");
        return NULL;
    }
    for (const struct Level *l = levels; l->name; l++)
        if (sqlite3_stricmp(text, l->name) == 0)
            return l;
    raise_value_error(t, "isolation_level string must be '', 'DEFERRED', 'IMMEDIATE', or 'EXCLUSIVE'");
    return NULL;
}

bool sqlite_take_isolation(Thread *t, SqliteConnection *c, Value v) {
    Value name = VALUE_NONE;
    const char *begin = NULL;
    if (!is_none(v)) {
        const struct Level *level = is_null(v) ? levels : find_level(t, v);
        name = level ? str_value(str_new(t, level->name)) : VALUE_NULL;
        if (is_null(name))
            return false;
        begin = level->begin;
    }
    c->begin = begin;
    value_store(t, &c->isolation_level, name);
    return true;
}

Value sqlite_get_isolation(Thread *t, Value self) {
    SqliteConnection *c = sqlite_connection(self);
    return sqlite_check_open(t, c) ? new_ref(c->isolation_level) : VALUE_NULL;
}

/* None is autocommit: what is open ends. */
bool sqlite_set_isolation(Thread *t, Value self, Value v) {
    SqliteConnection *c = sqlite_connection(self);
    if (is_null(v))
        return raise(t, EXC_AttributeError, "cannot delete attribute"), false;
    if (!sqlite_take_isolation(t, c, v))
        return false;
    return !is_none(v) || !is_null(sqlite_commit(t, c));
}

/* ---- how they end ---- */

static int run(Thread *t, SqliteConnection *c, const char *sql) {
    sqlite3 *db = c->db; /* which a callback may close */
    sqlite3_stmt *handle = NULL;
    int code = SQL_BLOCKING(t, c, sqlite3_prepare_v2(db, sql, -1, &handle, NULL));
    if (code != SQLITE_OK)
        return code;
    SQL_BLOCKING(t, c, sqlite3_step(handle));
    return SQL_BLOCKING(t, c, sqlite3_finalize(handle));
}

bool sqlite_run(Thread *t, SqliteConnection *c, const char *sql) {
    int code = run(t, c, sql);
    if (code == SQLITE_OK)
        return true;
    return sqlite_raise_call(t, c, code), false;
}

static Value end_by(Thread *t, SqliteConnection *c, const char *sql) {
    if (!sqlite_enter(t, c))
        return VALUE_NULL;
    bool ok = sqlite3_get_autocommit(c->db) || sqlite_run(t, c, sql);
    sqlite_end(t, c);
    return ok ? VALUE_NONE : VALUE_NULL;
}

Value sqlite_commit(Thread *t, SqliteConnection *c) {
    return end_by(t, c, "COMMIT");
}

Value sqlite_rollback(Thread *t, SqliteConnection *c) {
    return end_by(t, c, "ROLLBACK");
}

Value sqlite_commit_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return sqlite_commit(t, sqlite_connection(args[0]));
}

Value sqlite_rollback_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return sqlite_rollback(t, sqlite_connection(args[0]));
}

Value sqlite_in_transaction(Thread *t, Value self) {
    SqliteConnection *c = sqlite_connection(self);
    return sqlite_check_open(t, c) ? bool_value(!sqlite3_get_autocommit(c->db)) : VALUE_NULL;
}

/* ---- with ---- */

Value sqlite_enter_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return sqlite_check(t, sqlite_connection(args[0])) ? new_ref(args[0]) : VALUE_NULL;
}

/* A commit that fails leaves no transaction open. Its error goes on, or is the context of the rollback's. */
static Value commit_or_undo(Thread *t, SqliteConnection *c) {
    Value done = sqlite_commit(t, c);
    if (!is_null(done))
        return VALUE_FALSE;
    Value failure = error_fetch(t);
    if (is_null(sqlite_rollback(t, c))) {
        Value second = error_fetch(t);
        exception_set_context(t, second, failure);
        decref(t, failure);
        failure = second;
    }
    error_restore(t, failure);
    return VALUE_NULL;
}

Value sqlite_exit_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = sqlite_connection(args[0]);
    if (is_none(args[1]) && is_none(args[2]) && is_none(args[3]))
        return commit_or_undo(t, c);
    return is_null(sqlite_rollback(t, c)) ? VALUE_NULL : VALUE_FALSE;
}
