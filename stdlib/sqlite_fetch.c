/* From a row of the library to one of Python: columns, their names, what converters and factories make of
 * them. */
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "runtime/type.h"
#include "stdlib/sqlite.h"

/* ---- columns ---- */

/* How the columns of one row are read. */
typedef struct Reading {
    SqliteCursor *cursor;
    sqlite3_stmt *handle;
    Value factory;        /* of texts; counted */
    bool texts_are_bytes; /* the factory is not str */
    bool calls_factory;   /* it is neither str nor bytes */
    uint8_t *is_text;     /* of each column, if the factory is called */
} Reading;

static Value converter_of(const Reading *r, int64_t i) {
    const Tuple *converters = r->cursor->converters;
    return converters && i < converters->length ? converters->items[i] : VALUE_NONE;
}

static Value bytes_of_column(Thread *t, sqlite3_stmt *handle, int i) {
    const void *data = sqlite3_column_blob(handle, i);
    if (!data && sqlite3_errcode(sqlite3_db_handle(handle)) == SQLITE_NOMEM)
        return raise_no_memory(t);
    return result_value(bytes_new(t, data ? data : "", (size_t)sqlite3_column_bytes(handle, i)));
}

/* The message shows the text as far as it is ASCII. */
static Value raise_undecodable(Thread *t, const Reading *r, int i, const char *text) {
    if (!text || !error_clear_if(t, EXC_UnicodeDecodeError))
        return VALUE_NULL;
    Value shown = str_decode(t, (const uint8_t *)text, strlen(text), "ascii", "replace");
    if (!is_null(shown))
        sqlite_raise(t, r->cursor->connection->state, SQL_OPERATIONAL_ERROR,
                     "Could not decode to UTF-8 column '%s' with text '%V'",
                     sqlite3_column_name(r->handle, i), shown);
    decref(t, shown);
    return VALUE_NULL;
}

static Value text_of_column(Thread *t, Reading *r, int i) {
    if (r->calls_factory)
        r->is_text[i] = true;
    const char *text = (const char *)sqlite3_column_text(r->handle, i);
    int length = sqlite3_column_bytes(r->handle, i);
    if (r->texts_are_bytes)
        return text ? result_value(bytes_new(t, text, (size_t)length)) : raise_no_memory(t);
    Value v = sqlite_text(t, text, length);
    return is_null(v) ? raise_undecodable(t, r, i, text) : v;
}

/* For a converter any value is bytes, as the library writes it; no bytes at all are None. */
static Value read_column(Thread *t, Reading *r, int i) {
    int type = sqlite3_column_type(r->handle, i);
    if (type == SQLITE_NULL)
        return VALUE_NONE;
    if (r->cursor->converters && !is_none(converter_of(r, i)))
        return sqlite3_column_bytes(r->handle, i) ? bytes_of_column(t, r->handle, i) : VALUE_NONE;
    switch (type) {
    case SQLITE_INTEGER:
        return int_value(t, sqlite3_column_int64(r->handle, i));
    case SQLITE_FLOAT:
        return float_value(t, sqlite3_column_double(r->handle, i));
    case SQLITE_TEXT:
        return text_of_column(t, r, i);
    default:
        return bytes_of_column(t, r->handle, i);
    }
}

/* NULL: exception. */
static Tuple *read_columns(Thread *t, Reading *r) {
    int count = sqlite3_data_count(r->handle);
    Tuple *row = tuple_new(t, count);
    if (row && r->calls_factory && !(r->is_text = mem_calloc((size_t)count + 1, 1))) {
        raise_no_memory(t);
        decref_object(t, row);
        return NULL;
    }
    for (int i = 0; row && i < count; i++) {
        row->items[i] = read_column(t, r, i);
        if (is_null(row->items[i])) {
            decref_object(t, row);
            row = NULL;
        }
    }
    return row;
}

/* Calls what makes values of the columns that were left as bytes; the lock is not held. */
static bool convert_columns(Thread *t, Reading *r, Tuple *row) {
    for (int64_t i = 0; i < row->length; i++) {
        Value raw = row->items[i], converter = converter_of(r, i);
        bool is_text = r->calls_factory && r->is_text[i];
        if (is_none(raw) || (is_none(converter) && !is_text))
            continue;
        Value v = op_call1(t, is_none(converter) ? r->factory : converter, raw);
        if (is_null(v))
            return false;
        row->items[i] = v;
        decref(t, raw);
    }
    return true;
}

/* ---- rows ---- */

static void begin_reading(Thread *t, Reading *r, SqliteCursor *cursor) {
    Value factory = cursor->connection->text_factory;
    bool is_str_type = value_is(factory, object_value(builtin_type(t, TYPE_STR)));
    bool is_bytes_type = value_is(factory, object_value(builtin_type(t, TYPE_BYTES)));
    *r = (Reading){.cursor = cursor,
                   .handle = cursor->statement->handle,
                   .factory = new_ref(factory),
                   .texts_are_bytes = !is_str_type,
                   .calls_factory = !is_str_type && !is_bytes_type};
}

/* With the lock, which is given back meanwhile if Python code has to run. NULL: exception; the lock is held
 * again, but the connection may be closed. */
static Tuple *read_row(Thread *t, SqliteCursor *cursor) {
    SqliteConnection *c = cursor->connection;
    Reading r;
    begin_reading(t, &r, cursor);
    Tuple *row = read_columns(t, &r);
    if (row && (r.calls_factory || cursor->converters)) {
        sqlite_end(t, c);
        if (!convert_columns(t, &r, row)) {
            decref_object(t, row);
            row = NULL;
        }
        sqlite_begin_again(t, c);
    }
    mem_free(r.is_text);
    decref(t, r.factory);
    return row;
}

/* The library is always a row ahead, so that the end is known. */
static bool step_ahead(Thread *t, SqliteCursor *cursor) {
    SqliteConnection *c = cursor->connection;
    SqliteStatement *s = cursor->statement;
    if (c->db && s->handle) {
        int code = sqlite_statement_step(t, c, s);
        if (code == SQLITE_ROW)
            return true;
        if (code == SQLITE_DONE && s->is_change)
            cursor->row_count = sqlite3_changes64(sqlite3_db_handle(s->handle));
    }
    cursor->statement = NULL;
    sqlite_statement_release(t, s);
    return !error_pending(t);
}

static Tuple *next_tuple(Thread *t, SqliteCursor *cursor) {
    SqliteConnection *c = cursor->connection;
    cursor->locked = true; /* also while this thread waits */
    if (!sqlite_begin(t, c)) {
        cursor->locked = false;
        return NULL;
    }
    Tuple *row = cursor->statement->handle ? read_row(t, cursor) : NULL;
    if (row && !step_ahead(t, cursor)) {
        decref_object(t, row);
        row = NULL;
    }
    cursor->locked = false;
    sqlite_end(t, c);
    return row;
}

Value sqlite_next_row(Thread *t, SqliteCursor *cursor) {
    if (!cursor->statement)
        return VALUE_NULL;
    Type *row_type = cursor->connection->state->row; /* a callback may make it another connection */
    Tuple *tuple = next_tuple(t, cursor);
    if (!tuple || is_none(cursor->row_factory))
        return result_value(tuple);
    Value factory = new_ref(cursor->row_factory);
    Value row = value_is(factory, object_value(row_type))
                    ? sqlite_row_new(t, row_type, cursor->description, tuple)
                    : op_call2(t, factory, object_value(cursor), object_value(tuple));
    decref(t, factory);
    decref_object(t, tuple);
    return row;
}

/* ---- descriptions ---- */

/* "name [type]" is the name alone where types are told so. */
static Value name_of_column(Thread *t, const SqliteConnection *c, sqlite3_stmt *handle, int i) {
    const char *name = sqlite3_column_name(handle, i);
    if (!name)
        return raise_no_memory(t);
    size_t length = strlen(name);
    const char *bracket = c->detect_types & SQL_PARSE_COLNAMES ? strchr(name, '[') : NULL;
    if (bracket) {
        length = (size_t)(bracket - name);
        if (length > 0 && name[length - 1] == ' ')
            length--;
    }
    return sqlite_text(t, name, (int64_t)length);
}

/* PEP 249 wants seven items; all but the name are unknown here. */
static Value describe_column(Thread *t, const SqliteConnection *c, sqlite3_stmt *handle, int i) {
    Value name = name_of_column(t, c, handle, i);
    if (is_null(name))
        return name;
    Value items[7] = {name, VALUE_NONE, VALUE_NONE, VALUE_NONE, VALUE_NONE, VALUE_NONE, VALUE_NONE};
    return result_value(tuple_from_owned(t, items, 7));
}

static bool describe(Thread *t, SqliteCursor *cursor, sqlite3_stmt *handle, int count) {
    Tuple *description = tuple_new(t, count);
    for (int i = 0; description && i < count; i++) {
        description->items[i] = describe_column(t, cursor->connection, handle, i);
        if (is_null(description->items[i])) {
            decref_object(t, description);
            description = NULL;
        }
    }
    if (description)
        value_store(t, &cursor->description, object_value(description));
    return description != NULL;
}

/* ---- converters ---- */

static Value converter_by_name(Thread *t, SqliteState *state, const char *column) {
    const char *start = column ? strchr(column, '[') : NULL, *end = start ? strchr(start, ']') : NULL;
    return end ? sqlite_find_converter(t, state, start + 1, (size_t)(end - start - 1)) : VALUE_NULL;
}

/* "number(10)" and "integer primary key" are their first words. */
static Value converter_by_type(Thread *t, SqliteState *state, const char *type) {
    return type ? sqlite_find_converter(t, state, type, strcspn(type, " (")) : VALUE_NULL;
}

/* Borrowed, None for none; VALUE_NULL: exception. */
static Value find_converter(Thread *t, const SqliteConnection *c, sqlite3_stmt *handle, int i) {
    Value converter = VALUE_NULL;
    if (c->detect_types & SQL_PARSE_COLNAMES)
        converter = converter_by_name(t, c->state, sqlite3_column_name(handle, i));
    if (is_null(converter) && !error_pending(t) && c->detect_types & SQL_PARSE_DECLTYPES)
        converter = converter_by_type(t, c->state, sqlite3_column_decltype(handle, i));
    return error_pending(t) ? VALUE_NULL : or_none(converter);
}

static bool find_converters(Thread *t, SqliteCursor *cursor, sqlite3_stmt *handle, int count) {
    Tuple *converters = tuple_new(t, count);
    for (int i = 0; converters && i < count; i++) {
        converters->items[i] = new_ref(find_converter(t, cursor->connection, handle, i));
        if (is_null(converters->items[i])) {
            decref_object(t, converters);
            converters = NULL;
        }
    }
    cursor->converters = converters;
    return converters != NULL;
}

bool sqlite_describe(Thread *t, SqliteCursor *cursor) {
    SqliteStatement *s = cursor->statement;
    Tuple *before = cursor->converters;
    cursor->converters = NULL;
    xdecref_object(t, before);
    int count = s->handle ? sqlite3_column_count(s->handle) : 0;
    if (count == 0)
        return true;
    s->pinned = true; /* names may be looked up by Python code */
    bool ok = describe(t, cursor, s->handle, count) &&
              (!cursor->connection->detect_types || find_converters(t, cursor, s->handle, count));
    s->pinned = false;
    return ok;
}
