/* Module _sqlite3: databases by libsqlite3. Begin with sqlite.h. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "stdlib/native_types.h"
#include "stdlib/sqlite.h"

/* ---- functions ---- */

/* factory(...) with the arguments as they are: what they mean is the factory's business. */
static Value connect_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    enum { FACTORY = 5 };
    SqliteState *state = sqlite_state(t);
    if (!state)
        return VALUE_NULL;
    Value factory = nargs > FACTORY ? args[FACTORY] : object_value(state->connection);
    for (int64_t i = 0; kwnames && i < kwnames->length; i++)
        if (str_equal_ascii(value_str(kwnames->items[i]), "factory"))
            factory = args[nargs + i];
    return op_call(t, factory, args, nargs, kwnames);
}

static Value complete_statement(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *text = sqlite_text_arg(t, args[0], "complete_statement", "'statement'");
    return text ? bool_value(sqlite3_complete(text)) : VALUE_NULL;
}

static Value enable_callback_tracebacks(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteState *state = sqlite_state(t);
    bool on;
    if (!state || !arg_bool(t, args[0], &on))
        return VALUE_NULL;
    state->shows_errors = on;
    return VALUE_NONE;
}

static Value enable_shared_cache(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteState *state = sqlite_state(t);
    int on;
    if (!state || !arg_int(t, args[0], &on))
        return VALUE_NULL;
    if (sqlite3_enable_shared_cache(on) == SQLITE_OK)
        return VALUE_NONE;
    return sqlite_raise(t, state, SQL_OPERATIONAL_ERROR, "Changing the shared_cache flag failed");
}

static const MethodDef functions[] = {
    {"connect", connect_function,
     "!database, timeout=5.0, detect_types=0, isolation_level='', check_same_thread=True, "
     "factory=Connection, "
     "cached_statements=128, uri=False",
     "A connection to the database in a file; ':memory:' is one in memory."},
    {"adapt", sqlite_adapt_function, "obj, proto=PrepareProtocol, alt=None, /",
     "What stands for an object in a statement; alt where nothing does."},
    {"register_adapter", sqlite_register_adapter, "type, adapter, /",
     "adapter(x) makes a value for the database of an x of a type."},
    {"register_converter", sqlite_register_converter, "typename, converter, /",
     "converter(bytes) makes an object of a value of a column that is declared as a type."},
    {"complete_statement", complete_statement, "statement",
     "Does the text end with a statement that is complete?"},
    {"enable_shared_cache", enable_shared_cache, "do_enable",
     "Do new connections share what they have read?"},
    {"enable_callback_tracebacks", enable_callback_tracebacks, "enable, /",
     "Are exceptions in callbacks shown?"},
    {0}};

static const IntConstant constants[] = {
#define SQLITE_ENTRY(name) {#name, name},
#define SQLITE_ERROR_ENTRY SQLITE_ENTRY
#include "stdlib/sqlite_constants.def"
#undef SQLITE_ERROR_ENTRY
#undef SQLITE_ENTRY
    {"PARSE_DECLTYPES", SQL_PARSE_DECLTYPES}, {"PARSE_COLNAMES", SQL_PARSE_COLNAMES}, {0}};

/* ---- the module ---- */

static SqliteState *new_state(Thread *t) {
    SqliteState *state = object_new(t, native_types_find(t, &sqlite_state_type_def), 0);
    if (!state)
        return NULL;
    state->connection = native_types_find(t, &sqlite_connection_type_def);
    state->cursor = native_types_find(t, &sqlite_cursor_type_def);
    state->statement = native_types_find(t, &sqlite_statement_type_def);
    state->blob = native_types_find(t, &sqlite_blob_type_def);
    state->row = native_types_find(t, &sqlite_row_type_def);
    state->protocol = native_types_find(t, &sqlite_protocol_type_def);
    state->adapters = dict_new(t, 0);
    state->converters = dict_new(t, 0);
    if (state->adapters && state->converters)
        return state;
    decref_object(t, state);
    return NULL;
}

/* PEP 249's: may threads share the module (1), connections and cursors too (3)? */
static int thread_safety(void) {
    return sqlite3_threadsafe() ? 3 : 0;
}

static bool fill(Thread *t, Value module, SqliteState *state) {
    return sqlite_error_add(t, state, module) &&
           module_add(t, module, "adapters", new_object_ref(state->adapters)) &&
           module_add(t, module, "converters", new_object_ref(state->converters)) &&
           module_add(t, module, "version", str_value(str_new(t, "2.6.0"))) &&
           module_add(t, module, "sqlite_version", str_value(str_new(t, sqlite3_libversion()))) &&
           module_add_int(t, module, "threadsafety", thread_safety());
}

static bool set_up(Thread *t, Value module) {
    if (!library_load(t, &library_sqlite) || !type_new_native(t, &sqlite_state_type_def) ||
        !type_new_native(t, &sqlite_statement_type_def))
        return false;
    int code = sqlite3_initialize();
    if (code != SQLITE_OK)
        return raise(t, EXC_ImportError, "%s", sqlite3_errstr(code)), false;
    SqliteState *state = new_state(t);
    bool ok = state && fill(t, module, state);
    xdecref_object(t, state);
    return ok;
}

static const TypeDef *const types[] = {&sqlite_connection_type_def, &sqlite_cursor_type_def,
                                       &sqlite_row_type_def,        &sqlite_blob_type_def,
                                       &sqlite_protocol_type_def,   NULL};

const ModuleDef _sqlite3_module_def = {
    .name = "_sqlite3",
    .doc = "Databases in files and in memory, by SQLite; the module sqlite3 is what programs use.",
    .ints = constants,
    .functions = functions,
    .types = types,
    .exec = set_up,
};
