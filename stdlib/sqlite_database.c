/* Whole databases: backup, as bytes, limits, extensions. */
#include "runtime/byte_span.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "stdlib/native_types.h"
#include "stdlib/sqlite.h"

/* ---- backup ---- */

typedef struct Backup {
    SqliteConnection *source, *target;
    const char *name;
    int pages, pause; /* milliseconds */
    Value progress;   /* None: nobody is told */
    sqlite3_backup *handle;
} Backup;

/* Nobody but the backup may use its target. */
static bool begin_target(Thread *t, const Backup *b) {
    if (!b->handle)
        return sqlite_begin(t, b->target);
    sqlite_begin_again(t, b->target);
    return true;
}

/* Both connections are in use while pages are copied, and neither in between, so that progress may use the
 * source. Two threads that copy in opposite directions take the locks in the same order. */
static bool begin_both(Thread *t, const Backup *b) {
    if (b->source < b->target) {
        if (!sqlite_begin(t, b->source))
            return false;
        if (begin_target(t, b))
            return true;
        sqlite_end(t, b->source);
    } else if (begin_target(t, b)) {
        if (sqlite_begin(t, b->source))
            return true;
        sqlite_end(t, b->target);
    }
    return false;
}

static void end_both(Thread *t, const Backup *b) {
    sqlite_end(t, b->source);
    sqlite_end(t, b->target);
}

static bool start_backup(Thread *t, Backup *b) {
    if (!begin_both(t, b))
        return false;
    sqlite3 *target_db = b->target->db;
    b->handle = SQL_BLOCKING(t, b->source, sqlite3_backup_init(target_db, "main", b->source->db, b->name));
    if (!b->handle)
        sqlite_raise_db(t, b->target->state, target_db);
    b->target->is_target = b->handle != NULL;
    b->source->backups += b->handle != NULL;
    end_both(t, b);
    return b->handle != NULL;
}

static bool tell_progress(Thread *t, const Backup *b, int code) {
    if (is_none(b->progress))
        return true;
    Value answer =
        op_call3(t, b->progress, small_int_value(code), small_int_value(sqlite3_backup_remaining(b->handle)),
                 small_int_value(sqlite3_backup_pagecount(b->handle)));
    decref(t, answer);
    return !is_null(answer);
}

/* Answers the code of the last step; -1: exception. */
static int copy_pages(Thread *t, Backup *b) {
    for (;;) {
        if (!begin_both(t, b))
            return -1;
        int code = SQL_BLOCKING(t, b->source, sqlite3_backup_step(b->handle, b->pages));
        end_both(t, b);
        if (!tell_progress(t, b, code))
            return -1;
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
            BLOCKING(t, "sqlite", sqlite3_sleep(b->pause));
        else if (code != SQLITE_OK)
            return code;
        if (signal_waits(t) && !park_handle_signals(t))
            return -1;
    }
}

static bool finish_backup(Thread *t, Backup *b, int last) {
    sqlite_begin_again(t, b->target);
    int code = SQL_BLOCKING(t, b->target, sqlite3_backup_finish(b->handle));
    b->target->is_target = false;
    b->source->backups--;
    if (last >= 0 && code != SQLITE_OK)
        sqlite_raise_call(t, b->target, code);
    sqlite_end(t, b->target);
    return last >= 0 && code == SQLITE_OK;
}

static bool read_pause(Thread *t, Value v, int *pause) {
    double seconds = 0.25;
    if (!is_null(v) && !arg_double(t, v, &seconds))
        return false;
    *pause = seconds >= INT32_MAX / 1000 ? INT32_MAX : seconds > 0 ? (int)(seconds * 1000) : 0;
    return true;
}

static bool read_backup(Thread *t, Value *args, Backup *b) {
    if (!is_native(args[1], &sqlite_connection_type_def))
        return raise_type_error(t, "backup() argument 'target' must be sqlite3.Connection, not %T", args[1]),
               false;
    *b = (Backup){.source = sqlite_connection(args[0]),
                  .target = sqlite_connection(args[1]),
                  .name = "main",
                  .pages = -1,
                  .progress = or_none(args[3])};
    if ((!is_null(args[2]) && !arg_int(t, args[2], &b->pages)) ||
        (!is_null(args[4]) && !(b->name = sqlite_text_arg(t, args[4], "backup", "'name'"))) ||
        !read_pause(t, args[5], &b->pause))
        return false;
    if (!sqlite_check(t, b->source) || !sqlite_check(t, b->target))
        return false;
    if (b->source == b->target)
        return raise_value_error(t, "target cannot be the same connection instance"), false;
    if (!is_none(b->progress) && !op_callable(t, b->progress))
        return raise_type_error(t, "progress argument must be a callable"), false;
    b->pages = b->pages == 0 ? -1 : b->pages;
    return true;
}

Value sqlite_backup(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Backup b;
    if (!read_backup(t, args, &b) || !start_backup(t, &b))
        return VALUE_NULL;
    int last = copy_pages(t, &b);
    Value pending = error_fetch(t);
    bool ok = finish_backup(t, &b, last);
    if (!is_null(pending))
        error_restore(t, pending);
    return ok ? VALUE_NONE : VALUE_NULL;
}

/* ---- as bytes ---- */

static const char *name_arg(Thread *t, Value v, const char *function) {
    return is_null(v) ? "main" : sqlite_text_arg(t, v, function, "'name'");
}

/* Only databases in memory can be had without a copy. NULL: exception. */
static Bytes *bytes_of_database(Thread *t, SqliteConnection *c, const char *name) {
    sqlite3_int64 size = 0;
    sqlite3 *db = c->db;
    const unsigned char *own =
        (const unsigned char *)sqlite3_serialize(db, name, &size, SQLITE_SERIALIZE_NOCOPY);
    if (own)
        return bytes_new(t, own, (size_t)size);
    unsigned char *copy = SQL_BLOCKING(t, c, sqlite3_serialize(db, name, &size, 0));
    Bytes *bytes = copy ? bytes_new(t, copy, (size_t)size) : NULL;
    if (!copy)
        sqlite_raise(t, c->state, SQL_OPERATIONAL_ERROR, "unable to serialize '%s'", name);
    sqlite3_free(copy);
    return bytes;
}

Value sqlite_serialize(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = sqlite_connection(args[0]);
    const char *name = sqlite_check(t, c) ? name_arg(t, args[1], "serialize") : NULL;
    if (!name || !sqlite_begin(t, c))
        return VALUE_NULL;
    Bytes *bytes = bytes_of_database(t, c, name);
    sqlite_end(t, c);
    return result_value(bytes);
}

/* The library would take the database away from under a backup, and from under statements and blobs. */
static bool check_unused(Thread *t, SqliteConnection *c) {
    bool used = c->backups > 0;
    for (sqlite3_stmt *s = sqlite3_next_stmt(c->db, NULL); s && !used; s = sqlite3_next_stmt(c->db, s))
        used = sqlite3_stmt_busy(s);
    if (used)
        sqlite_raise_code(t, c->state, SQLITE_BUSY, "the database is in use");
    return !used;
}

static bool replace_database(Thread *t, SqliteConnection *c, const char *name, ByteSpan data) {
    sqlite3 *db = c->db;
    if (!check_unused(t, c))
        return false;
    unsigned char *copy = sqlite3_malloc64((sqlite3_uint64)data.length);
    if (!copy && data.length)
        return raise_no_memory(t), false;
    if (data.length)
        memcpy(copy, data.data, (size_t)data.length);
    const unsigned flags = SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE;
    /* the library frees the copy whatever happens */
    int code = SQL_BLOCKING(t, c, sqlite3_deserialize(db, name, copy, data.length, data.length, flags));
    return code == SQLITE_OK || (sqlite_raise_call(t, c, code), false);
}

/* Bytes, or the UTF-8 of a str. */
static bool data_arg(Thread *t, Value v, SpanArg *data) {
    size_t length;
    if (!is_str(v))
        return span_get(t, v, data);
    *data = (SpanArg){.view.owner = VALUE_NULL};
    data->span.data = (const uint8_t *)str_utf8(t, value_str(v), &length);
    data->span.length = data->span.data ? (int64_t)length : 0;
    return data->span.data != NULL;
}

Value sqlite_deserialize(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = sqlite_connection(args[0]);
    SpanArg data;
    const char *name = sqlite_check(t, c) ? name_arg(t, args[2], "deserialize") : NULL;
    if (!name || !data_arg(t, args[1], &data))
        return VALUE_NULL;
    bool ok = sqlite_begin(t, c);
    if (ok) {
        ok = replace_database(t, c, name, data.span);
        sqlite_end(t, c);
    }
    span_release(t, &data);
    return ok ? VALUE_NONE : VALUE_NULL;
}

/* ---- limits ---- */

static Value limit(Thread *t, SqliteConnection *c, int category, int value) {
    if (!sqlite_begin(t, c))
        return VALUE_NULL;
    if (category == SQLITE_LIMIT_WORKER_THREADS && c->collates && value > 0)
        value = 0; /* see sqlite_keep_threads_out */
    int before = sqlite3_limit(c->db, category, value);
    sqlite_end(t, c);
    return before < 0 ? sqlite_raise(t, c->state, SQL_PROGRAMMING_ERROR, "'category' is out of bounds")
                      : small_int_value(before);
}

Value sqlite_getlimit(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = sqlite_connection(args[0]);
    int category;
    return arg_int(t, args[1], &category) && sqlite_check(t, c) ? limit(t, c, category, -1) : VALUE_NULL;
}

Value sqlite_setlimit(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = sqlite_connection(args[0]);
    int category, value;
    bool ok = arg_int(t, args[1], &category) && arg_int(t, args[2], &value) && sqlite_check(t, c);
    return ok ? limit(t, c, category, value) : VALUE_NULL;
}

/* ---- extensions ---- */

Value sqlite_enable_extensions(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = sqlite_connection(args[0]);
    bool enable;
    if (!arg_bool(t, args[1], &enable) || !sqlite_enter(t, c))
        return VALUE_NULL;
    int code = sqlite3_enable_load_extension(c->db, enable);
    sqlite_end(t, c);
    return code == SQLITE_OK
               ? VALUE_NONE
               : sqlite_raise(t, c->state, SQL_OPERATIONAL_ERROR, "Error enabling load extension");
}

Value sqlite_load_extension(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteConnection *c = sqlite_connection(args[0]);
    char *message = NULL;
    const char *name = sqlite_text_arg(t, args[1], "load_extension", "1");
    if (!name || !sqlite_enter(t, c))
        return VALUE_NULL;
    sqlite3 *db = c->db;
    int code = SQL_BLOCKING(t, c, sqlite3_load_extension(db, name, NULL, &message));
    sqlite_end(t, c);
    if (code != SQLITE_OK)
        sqlite_raise(t, c->state, SQL_OPERATIONAL_ERROR, "%s", message ? message : sqlite3_errstr(code));
    sqlite3_free(message);
    return code == SQLITE_OK ? VALUE_NONE : VALUE_NULL;
}
