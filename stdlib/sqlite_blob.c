/* Blobs: the bytes of one value, read and written in place, as a file and as a sequence. */
#include "runtime/byte_span.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "stdlib/native_types.h"
#include "stdlib/sqlite.h"

static SqliteBlob *blob_of(Value v) {
    return (SqliteBlob *)value_object(v);
}

/* ---- who may use it ---- */

/* Takes the lock of the connection; NULL: exception. */
static SqliteBlob *begin(Thread *t, Value self) {
    SqliteBlob *b = blob_of(self);
    if (!sqlite_enter(t, b->connection))
        return NULL;
    if (b->handle)
        return b;
    sqlite_raise(t, b->connection->state, SQL_PROGRAMMING_ERROR, "Cannot operate on a closed blob.");
    sqlite_end(t, b->connection);
    return NULL;
}

static void end(Thread *t, SqliteBlob *b) {
    sqlite_end(t, b->connection);
}

/* ---- opening and closing ---- */

static void link_blob(SqliteBlob *b, SqliteConnection *c) {
    b->next = c->blobs;
    if (b->next)
        b->next->previous = b;
    c->blobs = b;
}

static void unlink_blob(SqliteBlob *b) {
    *(b->previous ? &b->previous->next : &b->connection->blobs) = b->next;
    if (b->next)
        b->next->previous = b->previous;
    b->next = b->previous = NULL;
}

/* With the lock. Writing may be over only now. */
static void close_handle(Thread *t, SqliteBlob *b) {
    sqlite3_blob *handle = b->handle;
    SqliteConnection *c = b->connection;
    if (!handle)
        return;
    b->handle = NULL;
    unlink_blob(b);
    SQL_BLOCKING(t, c, sqlite3_blob_close(handle));
}

void sqlite_blobs_end(Thread *t, SqliteConnection *c) {
    while (c->blobs)
        close_handle(t, c->blobs);
}

static void dealloc(Thread *t, Object *o) {
    SqliteBlob *b = (SqliteBlob *)o;
    if (b->handle && sqlite_begin_now(t, b->connection)) {
        close_handle(t, b);
        sqlite_end(t, b->connection);
    } else if (b->handle) {
        sqlite_orphan_add(b->connection, NULL, b->handle);
        unlink_blob(b);
    }
    xdecref_object(t, b->connection);
}

static void traverse(Object *o, VisitFn visit, void *arg) {
    visit_object(((SqliteBlob *)o)->connection, visit, arg);
}

typedef struct Place {
    const char *table, *column, *db;
    int64_t row;
    bool readonly;
} Place;

static bool read_place(Thread *t, Value *args, Place *p) {
    p->db = "main";
    p->readonly = false;
    if (!(p->table = sqlite_text_arg(t, args[1], "blobopen", "1")) ||
        !(p->column = sqlite_text_arg(t, args[2], "blobopen", "2")))
        return false;
    if (!arg_int64(t, args[3], &p->row) || (!is_null(args[4]) && !arg_bool(t, args[4], &p->readonly)))
        return false;
    return is_null(args[5]) || (p->db = sqlite_text_arg(t, args[5], "blobopen", "'name'"));
}

Value sqlite_blobopen(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = sqlite_connection(args[0]);
    Place p;
    if (!sqlite_check(t, c) || !read_place(t, args, &p) || !sqlite_begin(t, c))
        return VALUE_NULL;
    sqlite3 *db = c->db;
    sqlite3_blob *handle = NULL;
    SqliteBlob *b = object_new(t, c->state->blob, 0);
    int code =
        !b ? SQLITE_NOMEM
           : SQL_BLOCKING(t, c, sqlite3_blob_open(db, p.db, p.table, p.column, p.row, !p.readonly, &handle));
    if (b) {
        b->connection = c;
        incref_object(c);
    }
    if (code == SQLITE_OK) {
        b->handle = handle;
        link_blob(b, c);
    } else if (b) {
        sqlite_raise_call(t, c, code);
    }
    sqlite_end(t, c);
    if (code == SQLITE_OK)
        return object_value(b);
    xdecref_object(t, b);
    return VALUE_NULL;
}

static Value close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteBlob *b = blob_of(args[0]);
    if (!sqlite_enter(t, b->connection))
        return VALUE_NULL;
    close_handle(t, b);
    end(t, b);
    return VALUE_NONE;
}

static Value enter_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteBlob *b = begin(t, args[0]);
    if (!b)
        return VALUE_NULL;
    end(t, b);
    return new_ref(args[0]);
}

static Value exit_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteBlob *b = begin(t, args[0]);
    if (!b)
        return VALUE_NULL;
    close_handle(t, b);
    end(t, b);
    return VALUE_FALSE;
}

/* ---- bytes, with the lock; the range is inside ---- */

/* The row may have changed meanwhile: then the handle is of no use any more. */
static bool read_range(Thread *t, SqliteBlob *b, void *data, int length, int offset) {
    SqliteConnection *c = b->connection;
    sqlite3_blob *handle = b->handle;
    int code = SQL_BLOCKING(t, c, sqlite3_blob_read(handle, data, length, offset));
    return code == SQLITE_OK || (sqlite_raise_call(t, c, code), false);
}

static bool write_range(Thread *t, SqliteBlob *b, const void *data, int length, int offset) {
    SqliteConnection *c = b->connection;
    sqlite3_blob *handle = b->handle;
    int code = SQL_BLOCKING(t, c, sqlite3_blob_write(handle, data, length, offset));
    return code == SQLITE_OK || (sqlite_raise_call(t, c, code), false);
}

static Bytes *read_bytes(Thread *t, SqliteBlob *b, int length, int offset) {
    Bytes *bytes = bytes_new(t, length ? NULL : "", (size_t)length);
    bool asks =
        length > 0 || sqlite3_blob_bytes(b->handle) == 0; /* which is so after the row has changed, too */
    if (!bytes || !asks || read_range(t, b, bytes->data, length, length ? offset : 0))
        return bytes;
    decref_object(t, bytes);
    return NULL;
}

/* ---- as a file ---- */

static Value read_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int count = -1;
    if (!is_null(args[1]) && !arg_int(t, args[1], &count))
        return VALUE_NULL;
    SqliteBlob *b = begin(t, args[0]);
    if (!b)
        return VALUE_NULL;
    int size = sqlite3_blob_bytes(b->handle), left = size > b->position ? size - b->position : 0;
    if (count < 0 || count > left)
        count = left;
    Bytes *bytes = read_bytes(t, b, count, b->position);
    if (bytes)
        b->position += count;
    end(t, b);
    return result_value(bytes);
}

static Value write_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Buffer view;
    if (!buffer_get(t, args[1], &view, BUFFER_SIMPLE))
        return VALUE_NULL;
    SqliteBlob *b = begin(t, args[0]);
    if (b) {
        if (view.length > (int64_t)sqlite3_blob_bytes(b->handle) - b->position)
            raise_value_error(t, "data longer than blob length");
        else if (write_range(t, b, view.data, (int)view.length, b->position))
            b->position += (int)view.length;
        end(t, b);
    }
    buffer_release(t, &view);
    return error_pending(t) ? VALUE_NULL : VALUE_NONE;
}

static bool find_place(Thread *t, const SqliteBlob *b, int distance, int origin, int *place) {
    int size = sqlite3_blob_bytes(b->handle), from = origin == SEEK_SET   ? 0
                                                     : origin == SEEK_CUR ? b->position
                                                                          : size;
    if (origin < SEEK_SET || origin > SEEK_END)
        raise_value_error(t, "'origin' should be os.SEEK_SET, os.SEEK_CUR, or os.SEEK_END");
    else if (__builtin_add_overflow(from, distance, place))
        raise_overflow(t, "seek offset results in overflow");
    else if (*place < 0 || *place > size)
        raise_value_error(t, "offset out of blob range");
    return !error_pending(t);
}

static Value seek_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int distance, origin = SEEK_SET, place = 0;
    if (!arg_int(t, args[1], &distance) || (!is_null(args[2]) && !arg_int(t, args[2], &origin)))
        return VALUE_NULL;
    SqliteBlob *b = begin(t, args[0]);
    if (!b)
        return VALUE_NULL;
    bool ok = find_place(t, b, distance, origin, &place);
    if (ok)
        b->position = place;
    end(t, b);
    return ok ? VALUE_NONE : VALUE_NULL;
}

static Value tell_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteBlob *b = begin(t, args[0]);
    if (!b)
        return VALUE_NULL;
    int position = b->position;
    end(t, b);
    return small_int_value(position);
}

/* ---- as a sequence ---- */

static int64_t length(Thread *t, Value self) {
    SqliteBlob *b = begin(t, self);
    if (!b)
        return -1;
    int size = sqlite3_blob_bytes(b->handle);
    end(t, b);
    return size;
}

static bool find_index(Thread *t, const SqliteBlob *b, int64_t i, int *place) {
    int size = sqlite3_blob_bytes(b->handle);
    i += i < 0 ? size : 0;
    *place = (int)i;
    return (i >= 0 && i < size) || (raise_index_error(t, "Blob index out of range"), false);
}

static Value get_index(Thread *t, SqliteBlob *b, int64_t i) {
    int place;
    uint8_t byte;
    return find_index(t, b, i, &place) && read_range(t, b, &byte, 1, place) ? small_int_value(byte)
                                                                            : VALUE_NULL;
}

typedef struct Slicing {
    int64_t start, stop, step, count;
} Slicing;

/* The stretch of the value in which the items are. */
static void stretch(const Slicing *r, int *first, int *size) {
    int64_t last = r->start + (r->count - 1) * r->step;
    *first = (int)(r->count == 0 ? 0 : r->step > 0 ? r->start : last);
    *size = (int)(r->count == 0 ? 0 : (r->step > 0 ? last - r->start : r->start - last) + 1);
}

static Value get_range(Thread *t, SqliteBlob *b, const Slicing *r) {
    int first, size;
    stretch(r, &first, &size);
    Bytes *all = read_bytes(t, b, size, first);
    if (!all || r->step == 1)
        return result_value(all);
    Bytes *items = bytes_new(t, r->count ? NULL : "", (size_t)r->count);
    for (int64_t i = 0; items && i < r->count; i++)
        items->data[i] = all->data[r->start + i * r->step - first];
    decref_object(t, all);
    return result_value(items);
}

static void fit_slice(SqliteBlob *b, Slicing *r) {
    r->count = slice_adjust(sqlite3_blob_bytes(b->handle), &r->start, &r->stop, r->step);
}

static Value get_slice(Thread *t, SqliteBlob *b, Slicing *r) {
    fit_slice(b, r);
    return get_range(t, b, r);
}

static Value getitem(Thread *t, Value self, Value key) {
    Slicing r;
    int64_t i = 0;
    bool is_index = sequence_is_index(t, key);
    if (!is_index && !is_slice(key)) {
        if (begin(t, self)) {
            end(t, blob_of(self));
            raise_type_error(t, "Blob indices must be integers");
        }
        return VALUE_NULL;
    }
    if (!(is_index ? op_index_int64(t, key, &i, EXC_IndexError)
                   : slice_unpack(t, key, &r.start, &r.stop, &r.step)))
        return VALUE_NULL;
    SqliteBlob *b = begin(t, self);
    if (!b)
        return VALUE_NULL;
    Value v = is_index ? get_index(t, b, i) : get_slice(t, b, &r);
    end(t, b);
    return v;
}

/* ---- assignment ---- */

static bool take_byte(Thread *t, Value v, uint8_t *byte) {
    int64_t n;
    Value index = op_index(t, v);
    if (is_null(index))
        return false;
    bool fits = int_to_int64(index, &n) && n >= 0 && n <= UINT8_MAX;
    decref(t, index);
    *byte = fits ? (uint8_t)n : 0;
    return fits || (raise_value_error(t, "byte must be in range(0, 256)"), false);
}

static bool set_index(Thread *t, Value self, Value key, Value v) {
    int64_t i;
    int place;
    uint8_t byte;
    if (!op_index_int64(t, key, &i, EXC_IndexError))
        return false;
    SqliteBlob *b = begin(t, self);
    if (!b)
        return false;
    bool ok = find_index(t, b, i, &place);
    end(t, b);
    if (!ok || !take_byte(t, v, &byte) || !(b = begin(t, self)))
        return false;
    ok = find_index(t, b, i, &place) && write_range(t, b, &byte, 1, place);
    end(t, b);
    return ok;
}

static bool set_range(Thread *t, SqliteBlob *b, const Slicing *r, const uint8_t *data) {
    int first, size;
    stretch(r, &first, &size);
    if (r->count == 0 || r->step == 1)
        return r->count == 0 || write_range(t, b, data, size, first);
    Bytes *all = read_bytes(t, b, size, first);
    for (int64_t i = 0; all && i < r->count; i++)
        all->data[r->start + i * r->step - first] = data[i];
    bool ok = all && write_range(t, b, all->data, size, first);
    xdecref_object(t, all);
    return ok;
}

static bool set_slice(Thread *t, Value self, Value key, Value v) {
    Slicing r;
    Buffer view;
    if (!slice_unpack(t, key, &r.start, &r.stop, &r.step) || !buffer_get(t, v, &view, BUFFER_SIMPLE))
        return false;
    SqliteBlob *b = begin(t, self);
    if (b) {
        fit_slice(b, &r);
        if (view.length != r.count)
            raise_index_error(t, "Blob slice assignment is wrong size");
        else
            set_range(t, b, &r, view.data);
        end(t, b);
    }
    buffer_release(t, &view);
    return !error_pending(t);
}

static bool setitem(Thread *t, Value self, Value key, Value v) {
    bool is_index = sequence_is_index(t, key);
    if (!begin(t, self))
        return false;
    end(t, blob_of(self));
    if (!is_index && !is_slice(key))
        return raise_type_error(t, "Blob indices must be integers"), false;
    if (is_null(v))
        return raise_type_error(t, "Blob doesn't support %s deletion", is_index ? "item" : "slice"), false;
    return is_index ? set_index(t, self, key, v) : set_slice(t, self, key, v);
}

/* Items are no reason to be iterable. */
static Value iter(Thread *t, Value self) {
    return raise_type_error(t, "'sqlite3.Blob' object is not iterable");
}

static int contains(Thread *t, Value self, Value item) {
    raise_type_error(t, "argument of type 'sqlite3.Blob' is not iterable");
    return -1;
}

static const MethodDef methods[] = {
    {"read", read_method, "length=-1, /", "The next bytes, so many at the most; -1: all that are left."},
    {"write", write_method, "data, /", "Writes bytes over those that are there; the length stays."},
    {"seek", seek_method, "offset, origin=0, /", "Goes to another place."},
    {"tell", tell_method, "", "The place of the next byte."},
    {"close", close_method, "", "Ends the use of the value."},
    {"__enter__", enter_method, "", "The blob itself."},
    {"__exit__", exit_method, "type, val, tb, /", "Closes it."},
    {0}};

const TypeDef sqlite_blob_type_def = {
    .name = "sqlite3.Blob",
    .size = sizeof(SqliteBlob),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = dealloc,
              .traverse = traverse,
              .iter = iter,
              .contains = contains,
              .length = length,
              .getitem = getitem,
              .setitem = setitem},
    .methods = methods,
};
