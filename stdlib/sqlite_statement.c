/* Statements, and the cache of those that were used last. */
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "stdlib/sqlite.h"

/* ---- texts ---- */

/* Behind a comment that begins here; the text itself if none does. */
static const char *skip_comment(const char *sql) {
    if (sql[0] == '-' && sql[1] == '-') {
        const char *end = strchr(sql, '\n');
        return end ? end : sql + strlen(sql);
    }
    if (sql[0] == '/' && sql[1] == '*') {
        const char *end = strstr(sql + 2, "*/");
        return end ? end + 2 : sql + strlen(sql);
    }
    return sql;
}

const char *sqlite_skip_blanks(const char *sql) {
    for (;;) {
        sql += strspn(sql, " \t\f\n\r");
        const char *next = skip_comment(sql);
        if (next == sql)
            return *sql ? sql : NULL;
        sql = next;
    }
}

static bool is_change(const char *sql) {
    static const char *const words[] = {"insert", "update", "delete", "replace", NULL};
    const char *start = sqlite_skip_blanks(sql);
    for (int i = 0; start && words[i]; i++)
        if (sqlite3_strnicmp(start, words[i], (int)strlen(words[i])) == 0)
            return true;
    return false;
}

/* ---- beginning ---- */

static void link_statement(SqliteStatement *s, SqliteConnection *c) {
    s->connection = c;
    s->next = c->statements;
    if (s->next)
        s->next->previous = s;
    c->statements = s;
}

static void unlink_statement(SqliteStatement *s) {
    if (s->next)
        s->next->previous = s->previous;
    if (s->previous)
        s->previous->next = s->next;
    else
        s->connection->statements = s->next;
    s->next = s->previous = NULL;
    s->connection = NULL;
}

static const char *check_text(Thread *t, SqliteConnection *c, Str *sql, size_t *length) {
    const char *text = str_utf8(t, sql, length);
    if (!text)
        return NULL;
    if (*length > (size_t)sqlite3_limit(c->db, SQLITE_LIMIT_SQL_LENGTH, -1))
        sqlite_raise(t, c->state, SQL_DATA_ERROR, "query string is too large");
    else if (strlen(text) != *length)
        sqlite_raise(t, c->state, SQL_PROGRAMMING_ERROR, "the query contains a null character");
    else
        return text;
    return NULL;
}

/* NULL for a text without a statement, too: look for an exception. */
static sqlite3_stmt *prepare(Thread *t, SqliteConnection *c, const char *text, size_t length) {
    sqlite3 *db = c->db;
    sqlite3_stmt *handle = NULL;
    const char *rest = NULL;
    int code = SQL_BLOCKING(t, c, sqlite3_prepare_v2(db, text, (int)length + 1, &handle, &rest));
    if (!c->db) /* closed by a callback */
        code = SQLITE_MISUSE;
    if (code != SQLITE_OK && c->db)
        sqlite_raise_db(t, c->state, db);
    else if (code != SQLITE_OK)
        sqlite_raise(t, c->state, SQL_PROGRAMMING_ERROR, "Cannot operate on a closed database.");
    else if (!rest || !sqlite_skip_blanks(rest))
        return handle;
    else
        sqlite_raise(t, c->state, SQL_PROGRAMMING_ERROR, "You can only execute one statement at a time.");
    sqlite3_finalize(handle);
    return NULL;
}

SqliteStatement *sqlite_statement_new(Thread *t, SqliteConnection *c, Str *sql) {
    size_t length;
    const char *text = check_text(t, c, sql, &length);
    sqlite3_stmt *handle = text ? prepare(t, c, text, length) : NULL;
    if (!text || error_pending(t))
        return NULL;
    SqliteStatement *s = object_new(t, c->state->statement, 0);
    if (!s) {
        sqlite3_finalize(handle);
        return NULL;
    }
    incref_object(sql);
    s->sql = sql;
    s->is_change = is_change(text);
    s->is_empty = !handle;
    if (handle) {
        s->handle = handle;
        s->parameters = sqlite3_bind_parameter_count(handle);
        link_statement(s, c);
    }
    return s;
}

/* ---- steps ---- */

int sqlite_statement_step(Thread *t, SqliteConnection *c, SqliteStatement *s) {
    s->running = s->pinned = true;
    sqlite_keep_threads_out(c, s->handle);
    int code = SQL_BLOCKING(t, c, sqlite3_step(s->handle));
    sqlite_keep_threads_out(c, s->handle);
    s->pinned = false;
    s->running = code == SQLITE_ROW;
    if (!is_null(c->failure) && sqlite_raise_failure(t, c))
        return SQLITE_ERROR;
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        sqlite_raise_db(t, c->state, sqlite3_db_handle(s->handle));
    return code;
}

bool sqlite_raise_failure(Thread *t, SqliteConnection *c) {
    Value failure = c->failure;
    c->failure = VALUE_NULL;
    if (!is_null(failure))
        error_restore(t, failure);
    return !is_null(failure);
}

/* A statement that changes the database, and is given up in the middle, may end a transaction now. */
void sqlite_statement_reset(Thread *t, SqliteConnection *c, SqliteStatement *s) {
    if (!s->handle)
        return;
    s->pinned = true; /* aggregates that were begun are finished */
    if (s->running && !sqlite3_stmt_readonly(s->handle))
        SQL_BLOCKING(t, c, sqlite3_reset(s->handle));
    else
        sqlite3_reset(s->handle);
    s->running = s->pinned = false;
}

/* ---- end ---- */

struct SqliteOrphan {
    sqlite3_stmt *statement;
    sqlite3_blob *blob;
    struct SqliteOrphan *next;
};

/* Without memory for it, the handle stays until the process ends, and the connection's file with it. */
void sqlite_orphan_add(SqliteConnection *c, sqlite3_stmt *statement, sqlite3_blob *blob) {
    struct SqliteOrphan *orphan = mem_alloc(sizeof *orphan);
    if (!orphan)
        return;
    *orphan = (struct SqliteOrphan){statement, blob, c->orphans};
    c->orphans = orphan;
}

void sqlite_orphans_end(Thread *t, SqliteConnection *c) {
    while (c->orphans) {
        struct SqliteOrphan *orphan = c->orphans;
        c->orphans = orphan->next;
        if (orphan->statement)
            SQL_BLOCKING(t, c, sqlite3_finalize(orphan->statement));
        if (orphan->blob)
            SQL_BLOCKING(t, c, sqlite3_blob_close(orphan->blob));
        mem_free(orphan);
    }
}

/* With the lock. */
static void finalize(Thread *t, SqliteConnection *c, SqliteStatement *s) {
    sqlite3_stmt *handle = s->handle;
    s->handle = NULL;
    unlink_statement(s);
    if (s->running)
        SQL_BLOCKING(t, c, sqlite3_finalize(handle));
    else
        sqlite3_finalize(handle);
    s->running = false;
}

void sqlite_statements_end(Thread *t, SqliteConnection *c, bool keep_used) {
    SqliteStatement *s = c->statements;
    while (s) {
        if (s->pinned || (keep_used && s->in_use)) {
            s = s->next;
            continue;
        }
        finalize(t, c, s);
        s = c->statements;
    }
}

static void statement_dealloc(Thread *t, Object *o) {
    SqliteStatement *s = (SqliteStatement *)o;
    SqliteConnection *c = s->connection;
    if (s->handle && sqlite_begin_now(t, c)) {
        finalize(t, c, s);
        sqlite_end(t, c);
    } else if (s->handle) {
        sqlite_orphan_add(c, s->handle, NULL);
        unlink_statement(s);
    }
    decref_object(t, s->sql);
}

const TypeDef sqlite_statement_type_def = {
    .name = "sqlite3.Statement",
    .size = sizeof(SqliteStatement),
    .flags = TYPE_NO_INSTANCES,
    .slots = {.dealloc = statement_dealloc},
};

/* ---- the cache: the least recently used goes first ---- */

static void uncache(SqliteCache *cache, SqliteStatement *s) {
    *(s->newer ? &s->newer->older : &cache->newest) = s->older;
    *(s->older ? &s->older->newer : &cache->oldest) = s->newer;
    s->newer = s->older = NULL;
    s->cached = false;
}

static void put_first(SqliteCache *cache, SqliteStatement *s) {
    s->older = cache->newest;
    *(s->older ? &s->older->newer : &cache->oldest) = s;
    cache->newest = s;
    s->cached = true;
}

static bool remember(Thread *t, SqliteConnection *c, SqliteStatement *s) {
    SqliteCache *cache = &c->cache;
    if (cache->statements->length >= cache->room) {
        SqliteStatement *oldest = cache->oldest;
        uncache(cache, oldest);
        if (dict_delete(t, cache->statements, object_value(oldest->sql)) < 0)
            return false;
    }
    if (!dict_set(t, cache->statements, object_value(s->sql), object_value(s)))
        return false;
    put_first(cache, s);
    return true;
}

/* An exact str is its key: subclasses could do anything when they are compared. */
static SqliteStatement *find(Thread *t, SqliteConnection *c, Str *sql) {
    Value v = dict_get(t, c->cache.statements, object_value(sql));
    if (is_null(v))
        return NULL;
    SqliteStatement *s = (SqliteStatement *)value_object(v);
    incref_object(s);
    if (c->cache.newest != s) {
        uncache(&c->cache, s);
        put_first(&c->cache, s);
    }
    return s;
}

SqliteStatement *sqlite_cache_get(Thread *t, SqliteConnection *c, Str *sql) {
    bool caches = c->cache.statements && is_str_exact(object_value(sql));
    SqliteStatement *s = caches ? find(t, c, sql) : NULL;
    if (s && !s->in_use)
        return s;
    bool is_known = s != NULL;
    xdecref_object(t, s);
    s = error_pending(t) ? NULL : sqlite_statement_new(t, c, sql);
    /* preparing may have called Python code, which may have used the cache, or closed the connection */
    if (!s || !s->handle || is_known || !caches || !c->cache.statements ||
        !is_null(dict_get(t, c->cache.statements, object_value(sql))))
        return s;
    if (remember(t, c, s))
        return s;
    decref_object(t, s);
    return NULL;
}

void sqlite_cache_clear(Thread *t, SqliteConnection *c) {
    Dict *statements = c->cache.statements;
    c->cache.statements = NULL;
    while (c->cache.newest)
        uncache(&c->cache, c->cache.newest);
    xdecref_object(t, statements);
}

/* Consumes the cursor's reference. Where another thread is in the library, the statement must not wait for
 * it: nobody else may find it then. */
void sqlite_statement_release(Thread *t, SqliteStatement *s) {
    SqliteConnection *c = s->connection;
    if (c && sqlite_begin_now(t, c)) {
        sqlite_statement_reset(t, c, s);
        s->in_use = false;
        sqlite_end(t, c);
    } else if (s->cached) {
        uncache(&c->cache, s);
        dict_delete(t, c->cache.statements, object_value(s->sql));
    }
    if (!c)
        s->in_use = false;
    decref_object(t, s);
}
