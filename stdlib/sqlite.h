/* What the parts of module _sqlite3 share. libsqlite3 does the work; this is who may touch what, and when.
 *
 * A Connection has a lock, which a thread holds while it is in the library on behalf of the connection:
 * SqliteConnection.holder may take it again, since the library calls back in the middle of a call (functions,
 * collations, hooks), and callbacks may use the connection. So connections are opened without the library's
 * own mutexes, which would not know of the GIL: who waits for one of them with the GIL in hand keeps the
 * holder out of its callback for ever. The lock is not held while Python code runs that is no callback
 * (adapters, converters, iterators of parameters).
 *
 * Between sqlite_begin and sqlite_end the connection is open and nobody else uses it. Whatever may wait for
 * disks or for other programs is called by SQL_BLOCKING, without the GIL. Whoever has run Python code in
 * between looks again whether the statement still has its handle: close() may have been called.
 *
 * Ownership: a Cursor owns its Connection and its Statement. A Connection owns the Statements in its cache,
 * and knows of all others (and of the Blobs) without owning them, to end them when it is closed. What the
 * library holds of ours (functions and the like) is in a list of the connection for the cycle collector. */
#ifndef STDLIB_SQLITE_H
#define STDLIB_SQLITE_H

#include "runtime/lock.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "stdlib/libraries.h"
#include <sqlite3.h>

typedef enum SqlError {
    SQL_WARNING,
    SQL_ERROR,
    SQL_INTERFACE_ERROR,
    SQL_DATABASE_ERROR,
    SQL_DATA_ERROR,
    SQL_OPERATIONAL_ERROR,
    SQL_INTEGRITY_ERROR,
    SQL_INTERNAL_ERROR,
    SQL_PROGRAMMING_ERROR,
    SQL_NOT_SUPPORTED_ERROR,
    SQL_ERROR_COUNT
} SqlError;

/* Names that C code looks up, interned. */
typedef enum SqlName {
    SQL_NAME_ADAPT,
    SQL_NAME_CONFORM,
    SQL_NAME_ERRORCODE,
    SQL_NAME_ERRORNAME,
    SQL_NAME_STEP,
    SQL_NAME_FINALIZE,
    SQL_NAME_VALUE,
    SQL_NAME_INVERSE,
    SQL_NAME_COUNT
} SqlName;

/* What the module knows, of an Interp. The types are borrowed: they live as long as the Interp. */
typedef struct SqliteState {
    Object ob;
    Type *connection, *cursor, *statement, *blob, *row, *protocol;
    Type *errors[SQL_ERROR_COUNT];
    Str *names[SQL_NAME_COUNT];
    Dict *adapters;    /* (type, protocol) to callable */
    Dict *converters;  /* name in capitals to callable */
    bool adapts_basic; /* one of the adapters is for a type that needs none */
    bool shows_errors; /* enable_callback_tracebacks() */
} SqliteState;

typedef struct SqliteConnection SqliteConnection;
typedef struct SqliteStatement SqliteStatement;
typedef struct SqliteBlob SqliteBlob;
typedef struct SqliteCallback SqliteCallback;

typedef struct SqliteCache {
    Dict *statements;                 /* by their text; NULL: nothing is kept */
    SqliteStatement *newest, *oldest; /* through older and newer */
    int64_t room;
} SqliteCache;

struct SqliteConnection {
    Object ob;
    sqlite3 *db;        /* NULL: closed, or __init__ was not called */
    SqliteState *state; /* counted; NULL: __init__ was not called */
    OsThread ident;     /* of the thread that made it */
    bool initialized;   /* __init__ succeeded */
    bool checks_thread;
    bool is_target;    /* of a backup that runs: the library relies on it that nothing else happens */
    bool without_gil;  /* the library is being called without the GIL */
    bool collates;     /* has a collation in Python: see sqlite_keep_threads_out */
    int off_limits;    /* callbacks that run and must not use it: the library is in the middle of something */
    int backups;       /* that run, and of which it is the source */
    int detect_types;  /* SQL_PARSE_ */
    const char *begin; /* the statement that opens a transaction; NULL: none does */
    Value isolation_level, row_factory, text_factory;
    SqliteCache cache;
    SqliteStatement *statements; /* all that have a handle */
    SqliteBlob *blobs;
    SqliteCallback *callbacks, *authorizer, *progress, *trace;
    Value failure; /* the exception of a collation in the statement that runs, or VALUE_NULL */
    struct SqliteOrphan
        *orphans; /* handles that nobody could finalize yet, since another thread was in the library */
    Lock lock;
    Thread *holder;
    int depth;
};

enum { SQL_PARSE_DECLTYPES = 1, SQL_PARSE_COLNAMES = 2 };

struct SqliteStatement {
    Object ob;
    sqlite3_stmt *handle;         /* NULL: the text is empty, or the connection was closed */
    SqliteConnection *connection; /* borrowed; NULL: without a handle */
    SqliteStatement *next, *previous;
    Str *sql;
    SqliteStatement *older, *newer;
    bool cached;
    bool is_empty;  /* a text without a statement */
    bool is_change; /* INSERT, UPDATE, DELETE, REPLACE */
    bool in_use;    /* by a cursor */
    bool running;   /* has a row, or is in the middle of a step */
    bool pinned;    /* close() must leave it its handle: somebody further up this stack needs it */
    int parameters;
};

typedef struct SqliteCursor {
    Object ob;
    SqliteConnection *connection; /* NULL: __init__ was not called */
    SqliteStatement *statement;   /* NULL: no row is left */
    Value description, row_factory, last_row_id;
    Tuple *converters; /* of each column, None: without; NULL: there are none */
    int64_t row_count;
    int array_size;
    bool closed;
    bool locked; /* in the middle of a call */
} SqliteCursor;

extern const TypeDef sqlite_state_type_def, sqlite_connection_type_def, sqlite_cursor_type_def,
    sqlite_statement_type_def, sqlite_row_type_def, sqlite_blob_type_def, sqlite_protocol_type_def;

static inline SqliteConnection *sqlite_connection(Value v) {
    return (SqliteConnection *)value_object(v);
}
static inline SqliteCursor *sqlite_cursor(Value v) {
    return (SqliteCursor *)value_object(v);
}

/* ---- errors: sqlite_error.c ---- */

SqliteState *sqlite_state(Thread *t); /* borrowed; NULL: ImportError, the module was not imported */
bool sqlite_error_add(Thread *t, SqliteState *state, Value module);
/* An exception of the module's own, with a message (as raise() of error.h takes it). */
Value sqlite_raise(Thread *t, SqliteState *state, SqlError error, const char *format, ...);
/* What the library has to say about its last call. The lock must be held. VALUE_NULL. */
Value sqlite_raise_db(Thread *t, SqliteState *state, sqlite3 *db);
/* The same for a call that may have called back: the connection may be closed since. */
Value sqlite_raise_call(Thread *t, SqliteConnection *c, int code);
/* The same for a code that came without a connection. */
Value sqlite_raise_code(Thread *t, SqliteState *state, int code, const char *message);
/* UTF-8 of a str argument, borrowed; ValueError if it holds a NUL. "f() argument 'name' must be str, not int"
 */
const char *sqlite_text_arg(Thread *t, Value v, const char *function, const char *name);
/* The strict reading of UTF-8, for texts of which the library does not know whether they are. */
Value sqlite_text(Thread *t, const char *utf8, int64_t length);

/* ---- connections: sqlite_connection.c, sqlite_transaction.c, sqlite_database.c ---- */

/* Is it initialized, open, and used by its own thread? false: ProgrammingError. */
bool sqlite_check(Thread *t, SqliteConnection *c);
bool sqlite_check_thread(Thread *t, SqliteConnection *c);
bool sqlite_check_open(Thread *t, SqliteConnection *c);
/* Takes the lock of an open connection; false: it is closed, off limits, or the target of a backup. */
bool sqlite_begin(Thread *t, SqliteConnection *c);
void sqlite_end(Thread *t, SqliteConnection *c);
/* The same even if it is off limits: hooks may take themselves away. */
bool sqlite_begin_hook(Thread *t, SqliteConnection *c);
/* After sqlite_end, for who goes on in the middle; the connection may be closed now. */
void sqlite_begin_again(Thread *t, SqliteConnection *c);
/* Both checks. */
static inline bool sqlite_enter(Thread *t, SqliteConnection *c) {
    return sqlite_check(t, c) && sqlite_begin(t, c);
}
/* May the lock be had without waiting? Then it is taken. For objects that end. */
bool sqlite_begin_now(Thread *t, SqliteConnection *c);
void sqlite_give_up_gil(Thread *t, SqliteConnection *c);
void sqlite_take_gil(Thread *t, SqliteConnection *c);
#define SQL_BLOCKING(t, c, call)                                                                             \
    ({                                                                                                       \
        sqlite_give_up_gil(t, c);                                                                            \
        __typeof__(call) result_ = call;                                                                     \
        sqlite_take_gil(t, c);                                                                               \
        result_;                                                                                             \
    })

/* Runs a statement of ours ("COMMIT"), between sqlite_begin and sqlite_end. */
bool sqlite_run(Thread *t, SqliteConnection *c, const char *sql);
Value sqlite_commit(Thread *t, SqliteConnection *c);
Value sqlite_rollback(Thread *t, SqliteConnection *c);
/* None, "", "DEFERRED" and so on as Python code gives it; VALUE_NULL: "". */
bool sqlite_take_isolation(Thread *t, SqliteConnection *c, Value v);

#define SQLITE_METHOD(name) Value name(Thread *t, Value *args, int nargs, Tuple *kwnames)
SQLITE_METHOD(sqlite_commit_method);
SQLITE_METHOD(sqlite_rollback_method);
SQLITE_METHOD(sqlite_enter_method);
SQLITE_METHOD(sqlite_exit_method);
SQLITE_METHOD(sqlite_backup);
SQLITE_METHOD(sqlite_serialize);
SQLITE_METHOD(sqlite_deserialize);
SQLITE_METHOD(sqlite_getlimit);
SQLITE_METHOD(sqlite_setlimit);
SQLITE_METHOD(sqlite_enable_extensions);
SQLITE_METHOD(sqlite_load_extension);
SQLITE_METHOD(sqlite_blobopen);
Value sqlite_get_isolation(Thread *t, Value self);
bool sqlite_set_isolation(Thread *t, Value self, Value v);
Value sqlite_in_transaction(Thread *t, Value self);

/* ---- callbacks: sqlite_callback.c, sqlite_aggregate.c, sqlite_hook.c ---- */

/* A callable that the library was given. */
struct SqliteCallback {
    SqliteConnection *connection; /* borrowed: it outlives its handle */
    Value callable;               /* VALUE_NULL: the collector has taken it away */
    SqliteCallback *next, *previous;
};

/* NULL: MemoryError. */
SqliteCallback *sqlite_callback_new(Thread *t, SqliteConnection *c, Value callable);
void sqlite_callback_free(Thread *t, SqliteCallback *callback);
/* The same as the library calls it. */
void sqlite_callback_destroy(void *callback);
void sqlite_callback_visit(SqliteConnection *c, VisitFn visit, void *arg);
void sqlite_callback_clear(Thread *t, SqliteConnection *c);

typedef struct SqliteCall { /* from the library into Python */
    Thread *t;
    SqliteConnection *connection;
    bool had_no_gil;
    Value callable; /* counted: the callback may end while it runs */
    bool apart;
    Value pending; /* the exception that was pending: of who ended a statement */
} SqliteCall;
SqliteCall sqlite_call_begin(const SqliteCallback *callback);
/* The same for callbacks that must not use their connection, as the library says. */
SqliteCall sqlite_call_begin_apart(const SqliteCallback *callback);
void sqlite_call_end(SqliteCall *call);
/* The pending exception is shown, if programs want that, and forgotten. */
void sqlite_call_failed(SqliteCall *call);
/* Arguments of a function, as new Values. A few need no memory. */
typedef struct SqliteArgs {
    Value *values;
    int count;
    Value few[8];
} SqliteArgs;
bool sqlite_args_init(Thread *t, SqliteArgs *args, sqlite3_value **values,
                      int count); /* false: exception, nothing to free */
void sqlite_args_free(Thread *t, SqliteArgs *args);
/* What a function answers. false: it is nothing that the library knows, or an exception is pending. */
bool sqlite_set_result(Thread *t, sqlite3_context *context, Value v);
/* The function has failed: the library gets the message, or hears of the lack of memory. */
void sqlite_set_error(SqliteCall *call, sqlite3_context *context, const char *message);

SQLITE_METHOD(sqlite_create_function);
SQLITE_METHOD(sqlite_create_collation);
SQLITE_METHOD(sqlite_create_aggregate);
SQLITE_METHOD(sqlite_create_window_function);
SQLITE_METHOD(sqlite_set_authorizer);
SQLITE_METHOD(sqlite_set_progress);
SQLITE_METHOD(sqlite_set_trace);
/* Before the handle is closed (which is NULL if it is already): it may live on, while a statement runs. */
void sqlite_hooks_end(Thread *t, SqliteConnection *c, sqlite3 *db);

/* ---- statements: sqlite_statement.c, sqlite_bind.c ---- */

/* A statement for the text, between sqlite_begin and sqlite_end; new. NULL: exception. */
SqliteStatement *sqlite_statement_new(Thread *t, SqliteConnection *c, Str *sql);
/* The same from the cache, and none that somebody else uses. */
SqliteStatement *sqlite_cache_get(Thread *t, SqliteConnection *c, Str *sql);
void sqlite_cache_clear(Thread *t, SqliteConnection *c);
/* It begins anew; the cursor does not need it any more. Consumes. Also for objects that end. */
void sqlite_statement_release(Thread *t, SqliteStatement *s);
/* One step: SQLITE_ROW, SQLITE_DONE, or anything else: an exception is pending. Between sqlite_begin and
 * sqlite_end. */
int sqlite_statement_step(Thread *t, SqliteConnection *c, SqliteStatement *s);
/* Around all steps. The library sorts with threads of its own if it is allowed to, and would call collations
 * from them. */
static inline void sqlite_keep_threads_out(const SqliteConnection *c, sqlite3_stmt *handle) {
    if (c->collates)
        sqlite3_limit(sqlite3_db_handle(handle), SQLITE_LIMIT_WORKER_THREADS, 0);
}
/* The exception of a collation becomes pending. false: there is none. */
bool sqlite_raise_failure(Thread *t, SqliteConnection *c);
void sqlite_statement_reset(Thread *t, SqliteConnection *c, SqliteStatement *s);
/* Finalizes all but those that somebody further up this stack is running and, if that is wanted, those of
 * cursors: their cursors end them, and the library ends their database after the last. */
void sqlite_statements_end(Thread *t, SqliteConnection *c, bool keep_used);
/* For a handle that nobody can end now (one of the two, the other NULL): another thread is in the library, or
 * the connection is off limits. Who leaves the library ends it. */
void sqlite_orphan_add(SqliteConnection *c, sqlite3_stmt *statement, sqlite3_blob *blob);
void sqlite_orphans_end(Thread *t, SqliteConnection *c);
/* Where a text has something else than blanks and comments; NULL: nowhere. */
const char *sqlite_skip_blanks(const char *sql);

/* Gives the parameters their values, by number or by name; takes and leaves the lock itself. */
bool sqlite_bind(Thread *t, SqliteConnection *c, SqliteStatement *s, Value parameters);

/* ---- cursors and rows: sqlite_cursor.c, sqlite_execute.c, sqlite_fetch.c, sqlite_row.c ---- */

/* execute() and executemany(): the cursor itself, new; VALUE_NULL: exception. The cursor is checked. */
Value sqlite_execute(Thread *t, SqliteCursor *cursor, Str *sql, Value parameters, bool many);
/* The same from the arguments of the method: the cursor, the text, and parameters or VALUE_NULL. */
Value sqlite_cursor_execute(Thread *t, Value *args, bool many);
/* The cursor has no statement any more. */
void sqlite_cursor_release(Thread *t, SqliteCursor *cursor);
Value sqlite_executescript(Thread *t, SqliteCursor *cursor, Value script);

/* The next row of a cursor that is checked; VALUE_NULL: at the end, or an exception is pending. */
Value sqlite_next_row(Thread *t, SqliteCursor *cursor);
/* Sets description and converters for the statement, with the lock held. */
bool sqlite_describe(Thread *t, SqliteCursor *cursor);

SQLITE_METHOD(sqlite_register_adapter);
SQLITE_METHOD(sqlite_register_converter);
SQLITE_METHOD(sqlite_adapt_function);
/* The value that stands for v in a statement: v itself where nobody knows better. New; VALUE_NULL: exception.
 */
Value sqlite_adapt(Thread *t, SqliteState *state, Value v);
/* The converter for the first `length` bytes of a type's name: borrowed; VALUE_NULL: none, or an exception is
 * pending. */
Value sqlite_find_converter(Thread *t, SqliteState *state, const char *name, size_t length);

Value sqlite_row_new(Thread *t, Type *type, Value description, Tuple *data);

struct SqliteBlob {
    Object ob;
    SqliteConnection *connection;
    sqlite3_blob *handle; /* NULL: closed */
    SqliteBlob *next, *previous;
    int position;
};
void sqlite_blobs_end(Thread *t, SqliteConnection *c);

#endif
