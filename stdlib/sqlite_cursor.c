/* Cursors as programs see them. sqlite_execute.c runs their statements, sqlite_fetch.c reads their rows. */
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "runtime/type.h"
#include "stdlib/native_types.h"
#include "stdlib/sqlite.h"

/* ---- who may use it ---- */

static bool raise_unusable(Thread *t, const SqliteCursor *cursor, const char *why) {
    SqliteState *state =
        cursor->connection && cursor->connection->state ? cursor->connection->state : sqlite_state(t);
    if (state)
        sqlite_raise(t, state, SQL_PROGRAMMING_ERROR, why);
    return false;
}

static bool check_unlocked(Thread *t, const SqliteCursor *cursor) {
    return !cursor->locked || raise_unusable(t, cursor, "Recursive use of cursors not allowed.");
}

static bool check(Thread *t, const SqliteCursor *cursor) {
    if (!cursor->connection)
        return raise_unusable(t, cursor, "Base Cursor.__init__ not called.");
    if (cursor->closed)
        return raise_unusable(t, cursor, "Cannot operate on a closed cursor.");
    return check_unlocked(t, cursor) && sqlite_check(t, cursor->connection);
}

/* ---- beginning and end ---- */

static void set_plain(Thread *t, SqliteCursor *cursor) {
    value_store(t, &cursor->description, VALUE_NONE);
    value_store(t, &cursor->row_factory, VALUE_NONE);
    value_store(t, &cursor->last_row_id, VALUE_NONE);
    cursor->array_size = 1;
    cursor->row_count = -1;
    cursor->closed = false;
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    SqliteCursor *cursor = object_new(t, type, 0);
    if (!cursor)
        return VALUE_NULL;
    cursor->description = cursor->row_factory = cursor->last_row_id = VALUE_NONE;
    return object_value(cursor);
}

static bool init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    SqliteCursor *cursor = sqlite_cursor(self);
    if (!args_no_keywords(t, "Cursor", kwnames) || !args_positional(t, "Cursor", nargs, 1, 1))
        return false;
    if (!is_native(args[0], &sqlite_connection_type_def))
        return raise_type_error(t, "Cursor() argument 1 must be sqlite3.Connection, not %T", args[0]), false;
    if (!check_unlocked(t, cursor))
        return false;
    sqlite_cursor_release(t, cursor);
    SqliteConnection *before = cursor->connection;
    cursor->connection = sqlite_connection(new_ref(args[0]));
    xdecref_object(t, before);
    set_plain(t, cursor);
    return sqlite_check(t, cursor->connection);
}

static void dealloc(Thread *t, Object *o) {
    SqliteCursor *cursor = (SqliteCursor *)o;
    sqlite_cursor_release(t, cursor);
    xdecref_object(t, cursor->converters);
    decref(t, cursor->description);
    decref(t, cursor->row_factory);
    decref(t, cursor->last_row_id);
    xdecref_object(t, cursor->connection);
}

static void traverse(Object *o, VisitFn visit, void *arg) {
    SqliteCursor *cursor = (SqliteCursor *)o;
    visit_object(cursor->connection, visit, arg);
    visit_object(cursor->converters, visit, arg);
    visit_value(cursor->row_factory, visit, arg);
}

/* The connection stays: what it lets go of is enough to break cycles. */
static void clear(Thread *t, Object *o) {
    value_store(t, &((SqliteCursor *)o)->row_factory, VALUE_NONE);
}

static Value close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteCursor *cursor = sqlite_cursor(args[0]);
    if (!cursor->connection)
        return raise_unusable(t, cursor, "Base Cursor.__init__ not called."), VALUE_NULL;
    if (!check_unlocked(t, cursor) || !sqlite_check(t, cursor->connection))
        return VALUE_NULL;
    sqlite_cursor_release(t, cursor);
    cursor->closed = true;
    return VALUE_NONE;
}

/* ---- running ---- */

Value sqlite_cursor_execute(Thread *t, Value *args, bool many) {
    SqliteCursor *cursor = sqlite_cursor(args[0]);
    if (!is_str(args[1]))
        return raise_type_error(t, "%s() argument 1 must be str, not %s", many ? "executemany" : "execute",
                                is_none(args[1]) ? "None" : type_name(type_of(t, args[1])));
    Value parameters = is_null(args[2]) ? t->interp->empty_tuple : args[2];
    if (check(t, cursor))
        return sqlite_execute(t, cursor, value_str(args[1]), parameters, many);
    cursor->row_count = -1;
    return VALUE_NULL;
}

static Value execute_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return sqlite_cursor_execute(t, args, false);
}

static Value executemany_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return sqlite_cursor_execute(t, args, true);
}

static Value executescript_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteCursor *cursor = sqlite_cursor(args[0]);
    return check(t, cursor) ? sqlite_executescript(t, cursor, args[1]) : VALUE_NULL;
}

/* ---- fetching ---- */

static Value next(Thread *t, Value self) {
    SqliteCursor *cursor = sqlite_cursor(self);
    return check(t, cursor) ? sqlite_next_row(t, cursor) : VALUE_NULL;
}

static Value fetchone_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value row = next(t, args[0]);
    return is_null(row) && !error_pending(t) ? VALUE_NONE : row;
}

/* limit 0 or less: all. */
static Value fetch(Thread *t, Value self, int64_t limit) {
    List *rows = list_new(t, 0);
    while (rows && (limit <= 0 || rows->length < limit)) {
        Value row = next(t, self);
        if (is_null(row) && !error_pending(t))
            break;
        if (is_null(row) || !list_append_owned(t, rows, row)) {
            decref_object(t, rows);
            rows = NULL;
        }
    }
    return result_value(rows);
}

static Value fetchmany_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int size = sqlite_cursor(args[0])->array_size;
    if (!is_null(args[1]) && !arg_int(t, args[1], &size))
        return VALUE_NULL;
    return fetch(t, args[0], size);
}

static Value fetchall_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return fetch(t, args[0], 0);
}

/* PEP 249 wants it to be there, and to do nothing if there is nothing to do. */
static Value do_nothing(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return VALUE_NONE;
}

/* ---- attributes ---- */

static Value get_connection(Thread *t, Value self) {
    SqliteConnection *c = sqlite_cursor(self)->connection;
    return c ? new_object_ref(c) : VALUE_NONE;
}

static Value get_description(Thread *t, Value self) {
    return new_ref(sqlite_cursor(self)->description);
}

static Value get_last_row_id(Thread *t, Value self) {
    return new_ref(sqlite_cursor(self)->last_row_id);
}

static Value get_row_count(Thread *t, Value self) {
    return int_value(t, sqlite_cursor(self)->row_count);
}

static Value get_array_size(Thread *t, Value self) {
    return small_int_value(sqlite_cursor(self)->array_size);
}

static bool set_array_size(Thread *t, Value self, Value v) {
    int64_t size = 0;
    if (is_null(v))
        return raise_type_error(t, "can't delete numeric/char attribute"), false;
    if (!op_index_int64(t, v, &size, EXC_OverflowError))
        return false;
    sqlite_cursor(self)->array_size = (int)size;
    return size == (int)size || warn(t, EXC_RuntimeWarning, 1, "Truncation of value to int");
}

static Value get_row_factory(Thread *t, Value self) {
    return new_ref(sqlite_cursor(self)->row_factory);
}

static bool set_row_factory(Thread *t, Value self, Value v) {
    value_store(t, &sqlite_cursor(self)->row_factory, new_ref(or_none(v)));
    return true;
}

static const GetSetDef getsets[] = {
    {"connection", get_connection, member_readonly, "The connection it belongs to."},
    {"description", get_description, member_readonly,
     "Names of the columns, each in a tuple of seven items."},
    {"lastrowid", get_last_row_id, member_readonly, "The number of the row that was inserted last."},
    {"rowcount", get_row_count, member_readonly, "How many rows were changed; -1: nothing was to be."},
    {"arraysize", get_array_size, set_array_size, "How many rows fetchmany() fetches."},
    {"row_factory", get_row_factory, set_row_factory,
     "What makes rows of the cursor and tuples; None: nothing."},
    {0}};

static const MethodDef methods[] = {
    {"execute", execute_method, "sql, parameters=(), /", "Runs a statement."},
    {"executemany", executemany_method, "sql, seq_of_parameters, /",
     "Runs a statement that changes something, once for each item of the parameters."},
    {"executescript", executescript_method, "sql_script, /", "Runs several statements, without parameters."},
    {"fetchone", fetchone_method, "", "The next row, or None."},
    {"fetchmany", fetchmany_method, "size=1", "The next rows, arraysize at the most, in a list."},
    {"fetchall", fetchall_method, "", "All rows that are left, in a list."},
    {"close", close_method, "", "Ends the cursor."},
    {"setinputsizes", do_nothing, "sizes, /", "Does nothing."},
    {"setoutputsize", do_nothing, "size, column=None, /", "Does nothing."},
    {0}};

const TypeDef sqlite_cursor_type_def = {
    .name = "sqlite3.Cursor",
    .size = sizeof(SqliteCursor),
    .flags = TYPE_GC | TYPE_BASE | TYPE_WEAKREFABLE,
    .doc = "Runs statements, one after the other, and goes over their rows.",
    .slots = {.new_instance = new_instance,
              .init = init,
              .dealloc = dealloc,
              .traverse = traverse,
              .clear = clear,
              .iter = iterator_self,
              .next = next},
    .methods = methods,
    .getsets = getsets,
};
