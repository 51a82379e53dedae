/* The values of parameters. First all are adapted, which may run Python code, then all go to the library. */
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "stdlib/sqlite.h"

enum { FEW = 16 }; /* parameters that need no memory */

typedef struct Binding {
    SqliteConnection *connection;
    SqliteStatement *statement;
    Value *values; /* counted; `count` of them so far */
    int count;
    Value few[FEW];
} Binding;

/* ---- one value ---- */

/* SQLITE_OK, another code of the library's, or -1: an exception is pending. */

static int bind_int(Thread *t, sqlite3_stmt *handle, int i, Value v) {
    int64_t n;
    if (int_to_int64(v, &n))
        return sqlite3_bind_int64(handle, i, n);
    raise_overflow(t, "Python int too large to convert to SQLite INTEGER");
    return -1;
}

static int bind_str(Thread *t, sqlite3_stmt *handle, int i, Value v) {
    size_t length;
    const char *text = str_utf8(t, value_str(v), &length);
    if (!text)
        return -1;
    if (length > INT32_MAX) {
        raise_overflow(t, "string longer than INT_MAX bytes");
        return -1;
    }
    return sqlite3_bind_text(handle, i, text, (int)length, SQLITE_TRANSIENT);
}

static int bind_bytes(Thread *t, sqlite3_stmt *handle, int i, Value v) {
    Buffer view;
    if (!buffer_get(t, v, &view, BUFFER_SIMPLE))
        return -1;
    int code = -1;
    if (view.length > INT32_MAX)
        raise_overflow(t, "BLOB longer than INT_MAX bytes");
    else /* without an address it would be NULL */
        code = sqlite3_bind_blob(handle, i, view.length ? view.data : "", (int)view.length, SQLITE_TRANSIENT);
    buffer_release(t, &view);
    return code;
}

static int bind_value(Thread *t, const Binding *b, int i) {
    sqlite3_stmt *handle = b->statement->handle;
    Value v = b->values[i];
    if (is_none(v))
        return sqlite3_bind_null(handle, i + 1);
    if (is_int(v))
        return bind_int(t, handle, i + 1, v);
    if (is_float(v))
        return sqlite3_bind_double(handle, i + 1, float_as_double(v));
    if (is_str(v))
        return bind_str(t, handle, i + 1, v);
    if (buffer_supported(t, v))
        return bind_bytes(t, handle, i + 1, v);
    sqlite_raise(t, b->connection->state, SQL_PROGRAMMING_ERROR,
                 "Error binding parameter %d: type '%T' is not supported", i + 1, v);
    return -1;
}

static bool bind_all(Thread *t, const Binding *b) {
    SqliteConnection *c = b->connection;
    if (!sqlite_begin(t, c))
        return false;
    int code = b->statement->handle ? SQLITE_OK : -1;
    if (code < 0) /* while a value was adapted */
        sqlite_raise(t, c->state, SQL_PROGRAMMING_ERROR, "Cannot operate on a closed database.");
    for (int i = 0; i < b->count && code == SQLITE_OK; i++)
        code = bind_value(t, b, i);
    if (code > SQLITE_OK)
        sqlite_raise_db(t, c->state, c->db);
    sqlite_end(t, c);
    return code == SQLITE_OK;
}

/* ---- all values ---- */

/* Consumes; VALUE_NULL: exception. */
static bool add(Thread *t, Binding *b, Value v) {
    SqliteState *state = b->connection->state;
    if (is_null(v))
        return false;
    b->values[b->count] = sqlite_adapt(t, state, v);
    decref(t, v);
    if (is_null(b->values[b->count]))
        return false;
    b->count++;
    return true;
}

static bool collect_tuple(Thread *t, Binding *b, Tuple *tuple) {
    for (int i = 0; i < b->statement->parameters; i++)
        if (!add(t, b, new_ref(tuple->items[i])))
            return false;
    return true;
}

/* A list may become shorter while values are adapted. */
static bool collect_sequence(Thread *t, Binding *b, Value sequence) {
    for (int i = 0; i < b->statement->parameters; i++)
        if (!add(t, b, op_sequence_item(t, sequence, i)))
            return false;
    return true;
}

static Value value_of_name(Thread *t, Binding *b, Value mapping, Str *name) {
    Value key = object_value(name);
    Value v =
        is_dict_exact(mapping) ? new_ref(dict_get(t, value_dict(mapping), key)) : op_getitem(t, mapping, key);
    if (is_null(v) && (!error_pending(t) || error_clear_if(t, EXC_LookupError)))
        sqlite_raise(t, b->connection->state, SQL_PROGRAMMING_ERROR,
                     "You did not supply a value for binding parameter :%U.", name);
    return v;
}

/* The name of a parameter without what it begins with; a copy, since the statement may end while others are
 * adapted. NULL: exception. */
static Str *name_of(Thread *t, Binding *b, int i) {
    SqliteConnection *c = b->connection;
    if (!sqlite_begin(t, c))
        return NULL;
    const char *name = sqlite3_bind_parameter_name(b->statement->handle, i + 1);
    Str *copy = name ? str_new(t, name + 1) : NULL;
    if (!name)
        sqlite_raise(t, c->state, SQL_PROGRAMMING_ERROR,
                     "Binding %d has no name, but you supplied a dictionary (which has only names).", i + 1);
    sqlite_end(t, c);
    return copy;
}

static bool collect_mapping(Thread *t, Binding *b, Value mapping) {
    for (int i = 0; i < b->statement->parameters; i++) {
        Str *name = name_of(t, b, i);
        if (!name)
            return false;
        bool ok = add(t, b, value_of_name(t, b, mapping, name));
        decref_object(t, name);
        if (!ok)
            return false;
    }
    return true;
}

static bool is_mapping(Thread *t, Value v) {
    return is_dict(v) || is_exact(v, TYPE_MAPPINGPROXY);
}

/* Whatever has items; only mappings that are written in C are told apart, and must have names. */
static bool is_sequence(Thread *t, Value v) {
    return type_of(t, v)->slots.getitem && !is_mapping(t, v);
}

static bool check_count(Thread *t, Binding *b, int64_t count) {
    if (count == b->statement->parameters)
        return true;
    if (count >= 0)
        sqlite_raise(t, b->connection->state, SQL_PROGRAMMING_ERROR,
                     "Incorrect number of bindings supplied. The current statement uses %d, "
                     "and there are %zd supplied.",
                     b->statement->parameters, (ssize_t)count);
    return false;
}

static bool collect(Thread *t, Binding *b, Value parameters) {
    if (is_tuple_exact(parameters))
        return check_count(t, b, value_tuple(parameters)->length) &&
               collect_tuple(t, b, value_tuple(parameters));
    if (is_sequence(t, parameters))
        return check_count(t, b, op_length(t, parameters)) && collect_sequence(t, b, parameters);
    if (is_mapping(t, parameters))
        return collect_mapping(t, b, parameters);
    sqlite_raise(t, b->connection->state, SQL_PROGRAMMING_ERROR, "parameters are of unsupported type");
    return false;
}

bool sqlite_bind(Thread *t, SqliteConnection *c, SqliteStatement *s, Value parameters) {
    Binding b = {.connection = c, .statement = s};
    b.values = s->parameters <= FEW ? b.few : mem_alloc((size_t)s->parameters * sizeof *b.values);
    if (!b.values)
        return raise_no_memory(t), false;
    bool ok = collect(t, &b, parameters) && (!s->parameters || bind_all(t, &b));
    for (int i = 0; i < b.count; i++)
        decref(t, b.values[i]);
    if (b.values != b.few)
        mem_free(b.values);
    return ok;
}
