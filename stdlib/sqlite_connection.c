/* Connections: who may use one, beginning and end, and what is handed on to a cursor. */
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "runtime/type.h"
#include "stdlib/native_types.h"
#include "stdlib/sqlite.h"

/* ---- who may use it ---- */

bool sqlite_check_thread(Thread *t, SqliteConnection *c) {
    if (!c->checks_thread || c->ident == t->ident)
        return true;
    sqlite_raise(t, c->state, SQL_PROGRAMMING_ERROR,
                 "SQLite objects created in a thread can only be used in that same thread. "
                 "The object was created in thread id %lu and this is thread id %lu.",
                 (unsigned long)c->ident, (unsigned long)t->ident);
    return false;
}

static bool raise_unusable(Thread *t, SqliteConnection *c) {
    SqliteState *state = c->state ? c->state : sqlite_state(t);
    if (state)
        sqlite_raise(t, state, SQL_PROGRAMMING_ERROR,
                     c->initialized ? "Cannot operate on a closed database."
                                    : "Base Connection.__init__ not called.");
    return false;
}

bool sqlite_check_open(Thread *t, SqliteConnection *c) {
    return c->db || raise_unusable(t, c);
}

bool sqlite_check(Thread *t, SqliteConnection *c) {
    return sqlite_check_thread(t, c) && sqlite_check_open(t, c);
}

static void take_lock(Thread *t, SqliteConnection *c) {
    if (c->holder != t) {
        lock_take(t, &c->lock);
        c->holder = t;
    }
    c->depth++;
}

static bool check_free(Thread *t, SqliteConnection *c) {
    if (c->is_target)
        sqlite_raise(t, c->state, SQL_OPERATIONAL_ERROR, "the database is the target of a backup that runs");
    else if (c->off_limits && c->holder == t)
        sqlite_raise(t, c->state, SQL_PROGRAMMING_ERROR, "the connection cannot be used in this callback");
    else
        return true;
    return false;
}

static bool begin(Thread *t, SqliteConnection *c, bool off_limits) {
    take_lock(t, c);
    if (c->db && !c->is_target && !off_limits)
        return true;
    if (sqlite_check_open(t, c)) /* it may have been closed while this thread waited */
        check_free(t, c);
    sqlite_end(t, c);
    return false;
}

bool sqlite_begin(Thread *t, SqliteConnection *c) {
    return begin(t, c, c->off_limits > 0 && c->holder == t);
}

bool sqlite_begin_hook(Thread *t, SqliteConnection *c) {
    return begin(t, c, false);
}

void sqlite_begin_again(Thread *t, SqliteConnection *c) {
    take_lock(t, c);
}

bool sqlite_begin_now(Thread *t, SqliteConnection *c) {
    if (c->off_limits)
        return false;
    if (c->holder != t) {
        if (!lock_try(&c->lock))
            return false;
        c->holder = t;
    }
    c->depth++;
    return true;
}

void sqlite_end(Thread *t, SqliteConnection *c) {
    if (c->orphans && c->depth == 1)
        sqlite_orphans_end(t, c);
    if (--c->depth)
        return;
    c->holder = NULL;
    lock_release(t, &c->lock);
}

void sqlite_give_up_gil(Thread *t, SqliteConnection *c) {
    c->without_gil = true;
    blocking_begin(t, "sqlite");
}

void sqlite_take_gil(Thread *t, SqliteConnection *c) {
    blocking_end(t);
    c->without_gil = false;
}

/* ---- end ---- */

/* With the lock held. Others may not see the handle any more before the GIL is given up. */
static void close_handle(Thread *t, SqliteConnection *c, bool keep_used) {
    sqlite3 *db = c->db;
    c->db = NULL;
    sqlite_hooks_end(t, c, db);
    sqlite_blobs_end(t, c);
    sqlite_statements_end(t, c, keep_used);
    sqlite_orphans_end(t, c);
    if (db)
        SQL_BLOCKING(t, c, sqlite3_close_v2(db));
}

static void end(Thread *t, SqliteConnection *c, bool keep_used) {
    take_lock(t, c);
    sqlite_cache_clear(t, c);
    close_handle(t, c, keep_used);
    sqlite_end(t, c);
}

static void connection_dealloc(Thread *t, Object *o) {
    SqliteConnection *c = (SqliteConnection *)o;
    if (c->state)
        end(t, c, false);
    xdecref_object(t, c->state);
    decref(t, c->isolation_level);
    decref(t, c->row_factory);
    decref(t, c->text_factory);
    decref(t, c->failure);
}

static void connection_traverse(Object *o, VisitFn visit, void *arg) {
    SqliteConnection *c = (SqliteConnection *)o;
    visit_object(c->state, visit, arg);
    visit_value(c->row_factory, visit, arg);
    visit_value(c->text_factory, visit, arg);
    sqlite_callback_visit(c, visit, arg);
}

static void connection_clear(Thread *t, Object *o) {
    SqliteConnection *c = (SqliteConnection *)o;
    value_store(t, &c->row_factory, VALUE_NONE);
    value_store(t, &c->text_factory, VALUE_NONE);
    sqlite_callback_clear(t, c);
}

static Value close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = sqlite_connection(args[0]);
    if (!sqlite_check_thread(t, c) || !(c->initialized || raise_unusable(t, c)) || !check_free(t, c))
        return VALUE_NULL;
    end(t, c, false);
    return VALUE_NONE;
}

/* ---- beginning ---- */

typedef struct Request {
    Value path; /* bytes; owned */
    double timeout;
    int detect_types;
    bool checks_thread, uri;
    int64_t cached;
} Request;

enum { DATABASE, TIMEOUT, DETECT_TYPES, ISOLATION, CHECK_THREAD, FACTORY, CACHED, URI };

static bool read_request(Thread *t, Value *args, Request *r) {
    int cached = 128;
    *r = (Request){.timeout = 5.0, .checks_thread = true};
    if ((!is_null(args[TIMEOUT]) && !arg_double(t, args[TIMEOUT], &r->timeout)) ||
        (!is_null(args[DETECT_TYPES]) && !arg_int(t, args[DETECT_TYPES], &r->detect_types)) ||
        (!is_null(args[CHECK_THREAD]) && !arg_bool(t, args[CHECK_THREAD], &r->checks_thread)) ||
        (!is_null(args[CACHED]) && !arg_int(t, args[CACHED], &cached)) ||
        (!is_null(args[URI]) && !arg_bool(t, args[URI], &r->uri)))
        return false;
    r->cached = cached;
    r->path = str_fs_encode(t, args[DATABASE]);
    return !is_null(r->path);
}

static int milliseconds(double seconds) {
    double ms = seconds * 1000;
    return ms >= INT32_MAX ? INT32_MAX : ms > 0 ? (int)ms : 0; /* nan too: 0 */
}

/* The library opens it without mutexes: see sqlite.h. */
static bool open_handle(Thread *t, SqliteConnection *c, const Request *r) {
    sqlite3 *db = NULL;
    int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | (r->uri ? SQLITE_OPEN_URI : 0);
    const char *path = (const char *)value_bytes(r->path)->data;
    int code = SQL_BLOCKING(t, c, sqlite3_open_v2(path, &db, flags, NULL));
    if (!db)
        return raise_no_memory(t), false;
    if (code == SQLITE_OK) {
        sqlite3_extended_result_codes(db, 1);
        sqlite3_busy_timeout(db, milliseconds(r->timeout));
        c->db = db;
        return true;
    }
    sqlite_raise_code(t, c->state, sqlite3_errcode(db),
                      sqlite3_errmsg(db)); /* as CPython: not the extended one */
    SQL_BLOCKING(t, c, sqlite3_close(db));
    return false;
}

static void set_plain(Thread *t, SqliteConnection *c, const Request *r) {
    c->ident = t->ident;
    c->collates = false;
    c->detect_types = r->detect_types;
    c->cache.room = r->cached;
    value_store(t, &c->row_factory, VALUE_NONE);
    value_store(t, &c->text_factory, new_object_ref(builtin_type(t, TYPE_STR)));
}

/* A connection may be initialized again: then it is another one. One that cannot be opened is as if it never
 * was. */
static bool initialize(Thread *t, SqliteConnection *c, Value *args, const Request *r) {
    if (!c->state) {
        if (!(c->state = sqlite_state(t)))
            return false;
        incref_object(c->state);
    }
    take_lock(t, c);
    c->initialized = false;
    c->checks_thread = false;
    end(t, c, true); /* rows of the former database can still be fetched */
    set_plain(t, c, r);
    bool ok = sqlite_take_isolation(t, c, args[ISOLATION]) && open_handle(t, c, r);
    if (ok && r->cached > 0)
        ok = (c->cache.statements = dict_new(t, 0)) != NULL;
    c->initialized = ok;
    c->checks_thread = ok && r->checks_thread;
    sqlite_end(t, c);
    return ok;
}

static bool connection_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = sqlite_connection(self);
    Request request;
    if (c->holder == t) /* a callback of its own */
        return sqlite_raise(t, c->state, SQL_PROGRAMMING_ERROR, "Recursive use of connections not allowed."),
               false;
    if (!check_free(t, c) || !read_request(t, args, &request))
        return false;
    bool ok = initialize(t, c, args, &request);
    decref(t, request.path);
    return ok;
}

static Value connection_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = object_new(t, type, 0);
    if (!c)
        return VALUE_NULL;
    c->isolation_level = c->row_factory = c->text_factory = VALUE_NONE;
    c->failure = VALUE_NULL;
    return object_value(c);
}

/* ---- statements and cursors ---- */

/* A statement of its own, which programs can do little with. */
static Value connection_call(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = sqlite_connection(self);
    if (!args_no_keywords(t, "sqlite3.Connection", kwnames) || !sqlite_check(t, c))
        return VALUE_NULL;
    if (nargs != 1)
        return raise_type_error(t, "function takes exactly 1 argument (%d given)", nargs);
    if (!is_str(args[0]))
        return raise_type_error(t, "argument 1 must be str, not %T", args[0]);
    if (!sqlite_begin(t, c))
        return VALUE_NULL;
    SqliteStatement *s = sqlite_statement_new(t, c, value_str(args[0]));
    sqlite_end(t, c);
    return result_value(s);
}

static Value new_cursor(Thread *t, SqliteConnection *c, Value factory) {
    Value v = op_call1(t, factory, object_value(c));
    if (is_null(v))
        return v;
    if (!is_native(v, &sqlite_cursor_type_def)) {
        raise_type_error(t, "factory must return a cursor, not %.100T", v);
        decref(t, v);
        return VALUE_NULL;
    }
    if (!is_none(c->row_factory))
        value_store(t, &sqlite_cursor(v)->row_factory, new_ref(c->row_factory));
    return v;
}

static Value cursor_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = sqlite_connection(args[0]);
    if (!sqlite_check(t, c))
        return VALUE_NULL;
    return new_cursor(t, c, is_null(args[1]) ? object_value(c->state->cursor) : args[1]);
}

/* Not what a subclass has for cursor(). */
static Value plain_cursor(Thread *t, Value self) {
    SqliteConnection *c = sqlite_connection(self);
    return sqlite_check(t, c) ? new_cursor(t, c, object_value(c->state->cursor)) : VALUE_NULL;
}

static Value execute(Thread *t, Value *args, bool many) {
    Value cursor = plain_cursor(t, args[0]);
    if (is_null(cursor))
        return VALUE_NULL;
    Value result = sqlite_cursor_execute(t, (Value[]){cursor, args[1], args[2]}, many);
    decref(t, cursor);
    return result;
}

static Value execute_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return execute(t, args, false);
}

static Value executemany_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return execute(t, args, true);
}

static Value executescript_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value cursor = plain_cursor(t, args[0]);
    Value result = is_null(cursor) ? VALUE_NULL : sqlite_executescript(t, sqlite_cursor(cursor), args[1]);
    decref(t, cursor);
    return result;
}

/* From any thread: that is what it is for. */
static Value interrupt_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = sqlite_connection(args[0]);
    if (!sqlite_check_open(t, c))
        return VALUE_NULL;
    sqlite3_interrupt(c->db);
    return VALUE_NONE;
}

static Value iterdump_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!sqlite_check(t, sqlite_connection(args[0])))
        return VALUE_NULL;
    Str *module = str_new(t, "sqlite3.dump"), *name = str_intern_utf8(t, "_iterdump");
    Value m = module && name ? t->interp->hooks.import(t, module) : VALUE_NULL;
    Value f = is_null(m) ? VALUE_NULL : op_getattr(t, m, name);
    Value result = is_null(f) ? VALUE_NULL : op_call1(t, f, args[0]);
    xdecref_object(t, module);
    xdecref_object(t, name);
    decref(t, m);
    decref(t, f);
    return result;
}

/* ---- attributes ---- */

static Value get_total_changes(Thread *t, Value self) {
    SqliteConnection *c = sqlite_connection(self);
    return sqlite_check_open(t, c) ? int_value(t, sqlite3_total_changes64(c->db)) : VALUE_NULL;
}

static Value get_row_factory(Thread *t, Value self) {
    return new_ref(sqlite_connection(self)->row_factory);
}

static bool set_row_factory(Thread *t, Value self, Value v) {
    value_store(t, &sqlite_connection(self)->row_factory, new_ref(or_none(v)));
    return true;
}

static Value get_text_factory(Thread *t, Value self) {
    return new_ref(sqlite_connection(self)->text_factory);
}

static bool set_text_factory(Thread *t, Value self, Value v) {
    value_store(t, &sqlite_connection(self)->text_factory, new_ref(or_none(v)));
    return true;
}

static const GetSetDef connection_getsets[] = {
    {"isolation_level", sqlite_get_isolation, sqlite_set_isolation, "How transactions begin; None: by hand."},
    {"in_transaction", sqlite_in_transaction, NULL, "Is one open?"},
    {"total_changes", get_total_changes, NULL, "Rows changed since the connection was made."},
    {"row_factory", get_row_factory, set_row_factory,
     "What makes rows of cursors and tuples; None: nothing."},
    {"text_factory", get_text_factory, set_text_factory, "What makes texts of bytes."},
    {0}};

static const MethodDef connection_methods[] = {
    {"cursor", cursor_method, "factory=Cursor", "A new cursor."},
    {"execute", execute_method, "sql, parameters=(), /", "execute() of a new cursor, which it returns."},
    {"executemany", executemany_method, "sql, parameters, /",
     "executemany() of a new cursor, which it returns."},
    {"executescript", executescript_method, "sql_script, /",
     "executescript() of a new cursor, which it returns."},
    {"close", close_method, "", "Closes the connection; what is not committed is lost."},
    {"commit", sqlite_commit_method, "",
     "Ends the open transaction, if there is one, and keeps its changes."},
    {"rollback", sqlite_rollback_method, "", "Ends the open transaction, if there is one, and undoes it."},
    {"__enter__", sqlite_enter_method, "", "The connection itself."},
    {"__exit__", sqlite_exit_method, "type, value, traceback, /",
     "Commits, or after an exception rolls back. It stays open."},
    {"interrupt", interrupt_method, "", "Stops what runs on the connection; from any thread."},
    {"iterdump", iterdump_method, "", "The database as statements that make it again."},
    {"backup", sqlite_backup, "target, *, pages=-1, progress=None, name='main', sleep=0.25",
     "Copies the database into that of another connection."},
    {"serialize", sqlite_serialize, "*, name='main'", "The bytes of the database, as in its file."},
    {"deserialize", sqlite_deserialize, "data, /, *, name='main'", "Makes bytes the database."},
    {"blobopen", sqlite_blobopen, "table, column, row, /, *, readonly=False, name='main'",
     "The bytes of one value as a Blob."},
    {"getlimit", sqlite_getlimit, "category, /", "A limit of the connection (SQLITE_LIMIT_...)."},
    {"setlimit", sqlite_setlimit, "category, limit, /", "Sets a limit, and answers the former one."},
    {"create_function", sqlite_create_function, "name, narg, func, *, deterministic=False",
     "Makes a function for SQL; None takes it away."},
    {"create_aggregate", sqlite_create_aggregate, "name, n_arg, aggregate_class",
     "Makes an aggregate function of a class with step() and finalize(); None takes it away."},
    {"create_window_function", sqlite_create_window_function, "name, num_params, aggregate_class, /",
     "The same of one that also has value() and inverse()."},
    {"create_collation", sqlite_create_collation, "name, callback, /",
     "Makes an order of texts of a function that compares two; None takes it away."},
    {"set_authorizer", sqlite_set_authorizer, "authorizer_callback",
     "Asks a function for each access to the database."},
    {"set_progress_handler", sqlite_set_progress, "progress_handler, n",
     "Calls a function every n instructions; what is true ends the statement."},
    {"set_trace_callback", sqlite_set_trace, "trace_callback",
     "Shows each statement that runs to a function."},
    {"enable_load_extension", sqlite_enable_extensions, "enable, /", "May extensions be loaded?"},
    {"load_extension", sqlite_load_extension, "name, /", "Loads an extension."},
    {0}};

const TypeDef sqlite_connection_type_def = {
    .name = "sqlite3.Connection",
    .size = sizeof(SqliteConnection),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "A connection to a database in a file, or in memory.",
    .init_signature = "database, timeout=5.0, detect_types=0, isolation_level='', check_same_thread=True, "
                      "factory=Connection, cached_statements=128, uri=False",
    .slots = {.new_instance = connection_new_instance,
              .init = connection_init,
              .dealloc = connection_dealloc,
              .traverse = connection_traverse,
              .clear = connection_clear,
              .call = connection_call},
    .methods = connection_methods,
    .getsets = connection_getsets,
};
