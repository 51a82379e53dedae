/* Module _csv: dialects, and what is common to readers and writers. csv.py keeps the names of dialects. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/type.h"
#include "stdlib/csv.h"
#include "stdlib/native_types.h"

static const TypeDef error_type_def;

Value csv_raise(Thread *t, const char *format, ...) {
    va_list args;
    va_start(args, format);
    native_types_raise(t, &error_type_def, format, args);
    va_end(args);
    return VALUE_NULL;
}

/* ---- dialects: each rule is given, or an attribute of another dialect, or the default ---- */

typedef struct Source {
    Value given, base; /* base VALUE_NULL: none */
    const char *name;
} Source;

/* *v: a new reference, VALUE_NULL for the default; false: exception. */
static bool find_rule(Thread *t, const Source *s, Value *v) {
    *v = new_ref(s->given);
    if (!is_null(s->given) || is_null(s->base))
        return true;
    Str *name = str_intern_utf8(t, s->name);
    *v = name ? op_getattr_optional(t, s->base, name) : VALUE_NULL;
    xdecref_object(t, name);
    return !error_pending(t);
}

static bool read_character(Thread *t, const Source *s, bool optional, uint32_t *c) {
    Value v;
    if (!find_rule(t, s, &v))
        return false;
    bool ok = true;
    if (is_none(v) && optional)
        *c = CSV_NO_CHAR;
    else if (!is_null(v) && !is_str(v))
        ok = (raise_type_error(t, "\"%s\" must be string%s, not %T", s->name, optional ? " or None" : "", v),
              false);
    else if (!is_null(v) && value_str(v)->length != 1)
        ok = (raise_type_error(t, "\"%s\" must be a 1-character string", s->name), false);
    else if (!is_null(v))
        *c = str_at(value_str(v), 0);
    decref(t, v);
    return ok;
}

static bool read_flag(Thread *t, const Source *s, bool *flag) {
    Value v;
    if (!find_rule(t, s, &v))
        return false;
    bool ok = is_null(v) || arg_bool(t, v, flag);
    decref(t, v);
    return ok;
}

static bool read_quoting(Thread *t, const Source *s, Dialect *d) {
    Value v;
    if (!find_rule(t, s, &v))
        return false;
    bool is_number = is_null(v) || is_int_exact(v);
    int64_t n = d->quoting;
    bool fits = is_null(v) || (is_number && int_to_int64(v, &n) && n >= QUOTE_MINIMAL && n <= QUOTE_NONE);
    if (!fits)
        raise_type_error(t, is_number ? "bad \"quoting\" value" : "\"quoting\" must be an integer");
    d->quoting = fits ? (CsvQuoting)n : d->quoting;
    decref(t, v);
    return fits;
}

static bool read_terminator(Thread *t, const Source *s, Dialect *d) {
    Value v;
    if (!find_rule(t, s, &v))
        return false;
    if (is_null(v))
        return (d->lineterminator = str_new(t, "\r\n")) != NULL;
    if (is_str(v))
        return d->lineterminator = value_str(v), true;
    if (is_none(v))
        raise_type_error(t, "lineterminator must be set");
    else
        raise_type_error(t, "\"lineterminator\" must be a string");
    decref(t, v);
    return false;
}

static bool read_rules(Thread *t, Dialect *d, Value *args) {
    enum { BASE, DELIMITER, DOUBLEQUOTE, ESCAPECHAR, LINETERMINATOR, QUOTECHAR, QUOTING, SKIP, STRICT };
    Value base = is_null(args[BASE]) || is_none(args[BASE]) ? VALUE_NULL : args[BASE];
    d->delimiter = ',';
    d->quotechar = '"';
    d->escapechar = CSV_NO_CHAR;
    d->doublequote = true;
    Source quote = {args[QUOTECHAR], base, "quotechar"};
    if (!read_character(t, &(Source){args[DELIMITER], base, "delimiter"}, false, &d->delimiter) ||
        !read_flag(t, &(Source){args[DOUBLEQUOTE], base, "doublequote"}, &d->doublequote) ||
        !read_character(t, &(Source){args[ESCAPECHAR], base, "escapechar"}, true, &d->escapechar) ||
        !read_terminator(t, &(Source){args[LINETERMINATOR], base, "lineterminator"}, d) ||
        !read_character(t, &quote, true, &d->quotechar) ||
        !read_quoting(t, &(Source){args[QUOTING], base, "quoting"}, d) ||
        !read_flag(t, &(Source){args[SKIP], base, "skipinitialspace"}, &d->skipinitialspace) ||
        !read_flag(t, &(Source){args[STRICT], base, "strict"}, &d->strict))
        return false;
    if (is_none(args[QUOTECHAR]) && is_null(args[QUOTING])) /* who gives no quotes wants nothing quoted */
        d->quoting = QUOTE_NONE;
    if (d->quotechar == CSV_NO_CHAR && d->quoting != QUOTE_NONE)
        return raise_type_error(t, "quotechar must be set if quoting enabled"), false;
    return true;
}

static Value dialect_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    bool as_it_is = is_csv_dialect(or_none(args[0]));
    for (int i = 1; i < 9; i++)
        as_it_is = as_it_is && is_null(args[i]);
    if (as_it_is)
        return new_ref(args[0]);
    Dialect *d = object_new(t, type, 0);
    if (!d || read_rules(t, d, args))
        return result_value(d);
    decref_object(t, d);
    return VALUE_NULL;
}

static void dialect_dealloc(Thread *t, Object *o) {
    xdecref_object(t, ((Dialect *)o)->lineterminator);
}

static Value character(Thread *t, uint32_t c) {
    return c == CSV_NO_CHAR ? VALUE_NONE : str_from_char(t, c);
}

static Value get_delimiter(Thread *t, Value self) {
    return character(t, csv_dialect(self)->delimiter);
}

static Value get_quotechar(Thread *t, Value self) {
    return character(t, csv_dialect(self)->quotechar);
}

static Value get_escapechar(Thread *t, Value self) {
    return character(t, csv_dialect(self)->escapechar);
}

static Value get_quoting(Thread *t, Value self) {
    return small_int_value(csv_dialect(self)->quoting);
}

static Value get_doublequote(Thread *t, Value self) {
    return bool_value(csv_dialect(self)->doublequote);
}

static Value get_skipinitialspace(Thread *t, Value self) {
    return bool_value(csv_dialect(self)->skipinitialspace);
}

static Value get_strict(Thread *t, Value self) {
    return bool_value(csv_dialect(self)->strict);
}

static Value get_lineterminator(Thread *t, Value self) {
    return new_object_ref(csv_dialect(self)->lineterminator);
}

static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return raise_type_error(t, "cannot pickle 'Dialect' instances");
}

static const MethodDef dialect_methods[] = {
    {"__reduce__", reduce_method, "", "Dialects cannot be pickled."},
    {"__reduce_ex__", reduce_method, "protocol, /", "Dialects cannot be pickled."},
    {0}};

static const GetSetDef dialect_getsets[] = {
    {"delimiter", get_delimiter, NULL, "What stands between fields."},
    {"quotechar", get_quotechar, NULL, "What stands around fields, or None."},
    {"escapechar", get_escapechar, NULL, "What takes the meaning from the next character, or None."},
    {"lineterminator", get_lineterminator, NULL, "What a writer ends rows with."},
    {"quoting", get_quoting, NULL, "Which fields are quoted."},
    {"doublequote", get_doublequote, NULL, "Is a quote in a quoted field doubled?"},
    {"skipinitialspace", get_skipinitialspace, NULL, "Are blanks behind a delimiter ignored?"},
    {"strict", get_strict, NULL, "Is bad input an error?"},
    {0}};

const TypeDef csv_dialect_type_def = {
    .name = "_csv.Dialect",
    .size = sizeof(Dialect),
    .flags = TYPE_BASE,
    .doc = "How rows are written as text.",
    .new_signature =
        "dialect=None, delimiter=',', doublequote=True, escapechar=None, lineterminator='\\r\\n', "
        "quotechar='\"', quoting=0, skipinitialspace=False, strict=False",
    .slots = {.new_instance = dialect_new_instance, .dealloc = dialect_dealloc},
    .methods = dialect_methods,
    .getsets = dialect_getsets,
};

/* ---- the limit, an attribute of the type reader ---- */

static const char limit_name[] = "_field_size_limit";

int64_t csv_field_limit(Thread *t) {
    int64_t limit = 0;
    Str *name = str_intern_utf8(t, limit_name);
    if (name)
        int_to_int64(dict_get_name(t, native_types_find(t, &csv_reader_type_def)->dict, name), &limit);
    xdecref_object(t, name);
    return limit;
}

static bool set_limit(Thread *t, int64_t limit) {
    Type *reader = native_types_find(t, &csv_reader_type_def);
    return dict_set_text(t, reader->dict, limit_name, int_value(t, limit)) && type_modified(t, reader, NULL);
}

static Value field_size_limit(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t old = csv_field_limit(t), limit;
    if (error_pending(t))
        return VALUE_NULL;
    if (is_null(args[0]))
        return int_value(t, old);
    if (!is_int_exact(args[0]))
        return raise_type_error(t, "limit must be an integer");
    if (!arg_int64(t, args[0], &limit) || !set_limit(t, limit))
        return VALUE_NULL;
    return int_value(t, old);
}

/* ---- the module ---- */

static bool set_up(Thread *t, Value module) {
    return set_limit(t, 128 << 10) && module_add_int(t, module, "QUOTE_MINIMAL", QUOTE_MINIMAL) &&
           module_add_int(t, module, "QUOTE_ALL", QUOTE_ALL) &&
           module_add_int(t, module, "QUOTE_NONNUMERIC", QUOTE_NONNUMERIC) &&
           module_add_int(t, module, "QUOTE_NONE", QUOTE_NONE) &&
           module_add(t, module, "__version__", str_value(str_new(t, "1.0")));
}

static const MethodDef functions[] = {
    {"field_size_limit", field_size_limit, "new_limit=None, /", "How long a field may be; sets it, too."},
    {0}};

static const TypeDef error_type_def = {
    .name = "_csv.Error",
    .base = EXC_Exception,
    .size = sizeof(BaseException),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
};

static const TypeDef *const types[] = {&csv_dialect_type_def, &csv_reader_type_def, &csv_writer_type_def,
                                       &error_type_def, NULL};

const ModuleDef _csv_module_def = {
    .name = "_csv",
    .doc = "Reading and writing rows as text; the module csv is what programs use.",
    .functions = functions,
    .types = types,
    .exec = set_up,
};
