/* What goes wrong, as exceptions; and the state of the module, where their classes are. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/text.h"
#include "runtime/type.h"
#include "runtime/weakref.h"
#include "stdlib/native_types.h"
#include "stdlib/sqlite.h"

/* ---- the state: the module owns it, and connections do; the type of the state knows where it is ---- */

static const char state_name[] = "instance";

SqliteState *sqlite_state(Thread *t) {
    Type *type = native_types_find(t, &sqlite_state_type_def);
    Str *name = type ? str_intern_utf8(t, state_name) : NULL;
    Value reference = name ? dict_get_name(t, type->dict, name) : VALUE_NULL;
    Value state = is_null(reference) ? VALUE_NULL : weakref_get(t, (WeakRef *)value_object(reference));
    xdecref_object(t, name);
    if (is_null(state)) {
        if (!error_pending(t))
            raise(t, EXC_ImportError, "_sqlite3 is not imported");
        return NULL;
    }
    decref(t, state); /* whoever calls the module has it */
    return (SqliteState *)value_object(state);
}

static void state_traverse(Object *o, VisitFn visit, void *arg) {
    SqliteState *s = (SqliteState *)o;
    visit_object(s->adapters, visit, arg);
    visit_object(s->converters, visit, arg);
}

/* Its dicts are what leads anywhere. */
static void state_clear(Thread *t, Object *o) {
    SqliteState *s = (SqliteState *)o;
    if (s->adapters)
        dict_clear(t, s->adapters);
    if (s->converters)
        dict_clear(t, s->converters);
}

static void state_dealloc(Thread *t, Object *o) {
    SqliteState *s = (SqliteState *)o;
    for (int i = 0; i < SQL_NAME_COUNT; i++)
        xdecref_object(t, s->names[i]);
    xdecref_object(t, s->adapters);
    xdecref_object(t, s->converters);
}

const TypeDef sqlite_state_type_def = {
    .name = "_sqlite3.State",
    .size = sizeof(SqliteState),
    .flags = TYPE_GC | TYPE_NO_INSTANCES | TYPE_WEAKREFABLE,
    .slots = {.dealloc = state_dealloc, .traverse = state_traverse, .clear = state_clear},
};

/* ---- classes ---- */

#define ERROR_TYPE(variable, class, text)                                                                    \
    static const TypeDef variable = {                                                                        \
        .name = "sqlite3." class,                                                                            \
        .base = EXC_Exception,                                                                               \
        .size = sizeof(BaseException),                                                                       \
        .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,                                                       \
        .doc = text,                                                                                         \
    }
ERROR_TYPE(warning_type_def, "Warning", "Something important that is no error.");
ERROR_TYPE(error_type_def, "Error", "Something went wrong.");
ERROR_TYPE(interface_error_type_def, "InterfaceError", "The library was used in a wrong way.");
ERROR_TYPE(database_error_type_def, "DatabaseError", "Something is wrong with the database.");
ERROR_TYPE(data_error_type_def, "DataError", "A value is too long.");
ERROR_TYPE(operational_error_type_def, "OperationalError", "The database could not do what it was to do.");
ERROR_TYPE(integrity_error_type_def, "IntegrityError", "A constraint does not hold.");
ERROR_TYPE(internal_error_type_def, "InternalError", "The library has lost its way.");
ERROR_TYPE(programming_error_type_def, "ProgrammingError", "The program makes a mistake.");
ERROR_TYPE(not_supported_error_type_def, "NotSupportedError", "The library cannot do that.");
#undef ERROR_TYPE

static const struct {
    const TypeDef *def;
    SqlError base; /* its own number: Exception */
} classes[SQL_ERROR_COUNT] = {
    [SQL_WARNING] = {&warning_type_def, SQL_WARNING},
    [SQL_ERROR] = {&error_type_def, SQL_ERROR},
    [SQL_INTERFACE_ERROR] = {&interface_error_type_def, SQL_ERROR},
    [SQL_DATABASE_ERROR] = {&database_error_type_def, SQL_ERROR},
    [SQL_DATA_ERROR] = {&data_error_type_def, SQL_DATABASE_ERROR},
    [SQL_OPERATIONAL_ERROR] = {&operational_error_type_def, SQL_DATABASE_ERROR},
    [SQL_INTEGRITY_ERROR] = {&integrity_error_type_def, SQL_DATABASE_ERROR},
    [SQL_INTERNAL_ERROR] = {&internal_error_type_def, SQL_DATABASE_ERROR},
    [SQL_PROGRAMMING_ERROR] = {&programming_error_type_def, SQL_DATABASE_ERROR},
    [SQL_NOT_SUPPORTED_ERROR] = {&not_supported_error_type_def, SQL_DATABASE_ERROR},
};

/* PEP 249 wants them as attributes of connections as well. */
static bool add_class(Thread *t, SqliteState *state, Value module, int i) {
    Type *type = classes[i].base == (SqlError)i
                     ? type_new_native(t, classes[i].def)
                     : type_new_native_derived(t, classes[i].def, state->errors[classes[i].base]);
    state->errors[i] = type;
    return type && module_add(t, module, type_short_name(type), new_object_ref(type)) &&
           dict_set_text(t, state->connection->dict, type_short_name(type), new_object_ref(type));
}

static bool set_names(Thread *t, SqliteState *state) {
    static const char *const texts[SQL_NAME_COUNT] = {
        [SQL_NAME_ADAPT] = "__adapt__",
        [SQL_NAME_CONFORM] = "__conform__",
        [SQL_NAME_ERRORCODE] = "sqlite_errorcode",
        [SQL_NAME_ERRORNAME] = "sqlite_errorname",
        [SQL_NAME_STEP] = "step",
        [SQL_NAME_FINALIZE] = "finalize",
        [SQL_NAME_VALUE] = "value",
        [SQL_NAME_INVERSE] = "inverse",
    };
    for (int i = 0; i < SQL_NAME_COUNT; i++)
        if (!(state->names[i] = str_intern_utf8(t, texts[i])))
            return false;
    return true;
}

bool sqlite_error_add(Thread *t, SqliteState *state, Value module) {
    Type *type = native_types_find(t, &sqlite_state_type_def);
    for (int i = 0; i < SQL_ERROR_COUNT; i++)
        if (!add_class(t, state, module, i))
            return false;
    return type_modified(t, state->connection, NULL) && set_names(t, state) &&
           dict_set_text(t, type->dict, state_name, weakref_new(t, object_value(state), VALUE_NULL)) &&
           module_add(t, module, "_state", new_object_ref(state));
}

/* ---- raising ---- */

/* Consumes the message; NULL: its exception goes on. */
static Value make_exception(Thread *t, SqliteState *state, SqlError error, Str *message) {
    Value e = message ? op_call1(t, object_value(state->errors[error]), object_value(message)) : VALUE_NULL;
    xdecref_object(t, message);
    return e;
}

Value sqlite_raise(Thread *t, SqliteState *state, SqlError error, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Value e = make_exception(t, state, error, format_string(t, format, args));
    va_end(args);
    if (!is_null(e))
        raise_value(t, e);
    decref(t, e);
    return VALUE_NULL;
}

static SqlError error_of_code(int code) {
    switch (code & 0xff) {
    case SQLITE_INTERNAL:
    case SQLITE_NOTFOUND:
        return SQL_INTERNAL_ERROR;
    case SQLITE_ERROR:
    case SQLITE_PERM:
    case SQLITE_ABORT:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_READONLY:
    case SQLITE_INTERRUPT:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
    case SQLITE_EMPTY:
    case SQLITE_SCHEMA:
        return SQL_OPERATIONAL_ERROR;
    case SQLITE_TOOBIG:
        return SQL_DATA_ERROR;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
        return SQL_INTEGRITY_ERROR;
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
        return SQL_INTERFACE_ERROR;
    default:
        return SQL_DATABASE_ERROR;
    }
}

static const char *name_of_code(int code) {
    static const IntConstant names[] = {
#define SQLITE_ERROR_ENTRY(name) {#name, name},
#define SQLITE_ENTRY(name)
#include "stdlib/sqlite_constants.def"
#undef SQLITE_ERROR_ENTRY
#undef SQLITE_ENTRY
        {0}};
    for (const IntConstant *c = names; c->name; c++)
        if (c->value == code)
            return c->name;
    return "unknown";
}

static bool set_code(Thread *t, SqliteState *state, Value e, int code) {
    Value name = str_value(str_new(t, name_of_code(code)));
    bool ok = !is_null(name) && op_setattr(t, e, state->names[SQL_NAME_ERRORCODE], small_int_value(code)) &&
              op_setattr(t, e, state->names[SQL_NAME_ERRORNAME], name);
    decref(t, name);
    return ok;
}

Value sqlite_raise_code(Thread *t, SqliteState *state, int code, const char *message) {
    if ((code & 0xff) == SQLITE_NOMEM)
        return raise_no_memory(t);
    Value text = str_decode(t, (const uint8_t *)message, strlen(message), NULL, "replace");
    Value e = is_null(text) ? text : make_exception(t, state, error_of_code(code), value_str(text));
    if (!is_null(e) && set_code(t, state, e, code))
        raise_value(t, e);
    decref(t, e);
    return VALUE_NULL;
}

Value sqlite_raise_db(Thread *t, SqliteState *state, sqlite3 *db) {
    return sqlite_raise_code(t, state, sqlite3_extended_errcode(db), sqlite3_errmsg(db));
}

Value sqlite_raise_call(Thread *t, SqliteConnection *c, int code) {
    bool is_told = c->db && sqlite3_errcode(c->db) != SQLITE_OK;
    return is_told ? sqlite_raise_db(t, c->state, c->db)
                   : sqlite_raise_code(t, c->state, code, sqlite3_errstr(code));
}

/* ---- texts ---- */

const char *sqlite_text_arg(Thread *t, Value v, const char *function, const char *name) {
    size_t length;
    if (!is_str(v)) {
        raise_type_error(t, "%s() argument %s must be str, not %s", function, name,
                         is_none(v) ? "None" : type_name(type_of(t, v)));
        return NULL;
    }
    const char *utf8 = str_utf8(t, value_str(v), &length);
    if (!utf8 || strlen(utf8) == length)
        return utf8;
    raise_value_error(t, "embedded null character");
    return NULL;
}

/* Surrogates begin with this byte; str_from_utf8, which is quicker, lets them pass. */
Value sqlite_text(Thread *t, const char *utf8, int64_t length) {
    if (!utf8)
        return raise_no_memory(t);
    if (text_is_ascii(utf8, (size_t)length))
        return str_value(str_from_ascii(t, utf8, (size_t)length));
    if (__builtin_expect(memchr(utf8, 0xed, (size_t)length) != NULL, 0))
        return str_decode(t, (const uint8_t *)utf8, (size_t)length, NULL, NULL);
    return str_value(str_from_utf8(t, utf8, (size_t)length));
}
