/* csv writers. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "stdlib/csv.h"

typedef struct Writer {
    Object ob;
    Value write; /* the file's method */
    Value dialect;
} Writer;

typedef struct Line { /* one that is being written */
    StrBuilder text;
    int64_t fields;
    bool bare; /* the only field so far is empty, and has no quotes */
} Line;

static Writer *writer_of(Value v) {
    return (Writer *)value_object(v);
}

static bool is_terminator(const Dialect *d, uint32_t c) {
    for (int64_t i = 0; i < d->lineterminator->length; i++)
        if (str_at(d->lineterminator, i) == c)
            return true;
    return false;
}

static bool is_special(const Dialect *d, uint32_t c) {
    return c == d->delimiter || c == d->escapechar || c == d->quotechar || is_terminator(d, c);
}

/* Must an escape stand before the character? Otherwise quotes around the field take care of it. */
static bool needs_escape(const Dialect *d, uint32_t c) {
    return d->quoting == QUOTE_NONE || c == d->escapechar || (c == d->quotechar && !d->doublequote);
}

static bool is_plain(const Dialect *d, const Str *field) {
    for (int64_t i = 0; i < field->length; i++)
        if (is_special(d, str_at(field, i)))
            return false;
    return true;
}

static bool needs_quotes(const Dialect *d, const Str *field) {
    for (int64_t i = 0; i < field->length; i++) {
        uint32_t c = str_at(field, i);
        if (is_special(d, c) && !needs_escape(d, c))
            return true;
    }
    return false;
}

static bool add_character(Thread *t, const Dialect *d, StrBuilder *b, uint32_t c) {
    if (is_special(d, c) && needs_escape(d, c)) {
        if (d->escapechar == CSV_NO_CHAR)
            return csv_raise(t, "need to escape, but no escapechar set"), false;
        strbuilder_char(b, d->escapechar);
    } else if (c == d->quotechar) {
        strbuilder_char(b, c);
    }
    strbuilder_char(b, c);
    return true;
}

static bool add_field(Thread *t, const Dialect *d, Line *line, const Str *field, bool quoted) {
    bool plain = is_plain(d, field);
    quoted = quoted || (!plain && needs_quotes(d, field));
    if (line->fields++)
        strbuilder_char(&line->text, d->delimiter);
    line->bare = line->fields == 1 && field->length == 0 && !quoted;
    if (quoted)
        strbuilder_char(&line->text, d->quotechar);
    if (plain)
        strbuilder_str(&line->text, field);
    for (int64_t i = 0; !plain && i < field->length; i++)
        if (!add_character(t, d, &line->text, str_at(field, i)))
            return false;
    if (quoted)
        strbuilder_char(&line->text, d->quotechar);
    return true;
}

static bool is_numeric(Thread *t, Value v) {
    const Slots *slots = &type_of(t, v)->slots;
    return slots->unary[UNARY_INDEX] || slots->unary[UNARY_FLOAT] || slots->unary[UNARY_INT];
}

static Str *field_text(Thread *t, Value v) {
    if (is_none(v))
        return str_empty(t);
    return is_float(v) ? op_repr(t, v) : op_str(t, v);
}

static bool add_value(Thread *t, const Dialect *d, Line *line, Value v) {
    bool quoted = d->quoting == QUOTE_ALL || (d->quoting == QUOTE_NONNUMERIC && !is_numeric(t, v));
    Str *text = field_text(t, v);
    bool ok = text && add_field(t, d, line, text, quoted);
    xdecref_object(t, text);
    return ok;
}

/* A row of one empty field would be an empty line, which is a row without fields. */
static bool end_line(Thread *t, const Dialect *d, Line *line) {
    if (line->bare) {
        if (d->quoting == QUOTE_NONE)
            return csv_raise(t, "single empty field record must be quoted"), false;
        strbuilder_repeat(&line->text, d->quotechar, 2);
    }
    strbuilder_str(&line->text, d->lineterminator);
    return true;
}

static bool add_values(Thread *t, const Dialect *d, Line *line, Value iterator) {
    Value v;
    while (!is_null(v = op_next(t, iterator))) {
        bool ok = add_value(t, d, line, v);
        decref(t, v);
        if (!ok)
            return false;
    }
    return !error_pending(t) && end_line(t, d, line);
}

static Value write_row(Thread *t, Writer *w, Value row) {
    Line line = {0};
    Value iterator = op_iter(t, row);
    if (is_null(iterator)) {
        if (error_clear_if(t, EXC_TypeError))
            csv_raise(t, "iterable expected, not %T", row);
        return VALUE_NULL;
    }
    strbuilder_init(&line.text, t);
    bool ok = add_values(t, csv_dialect(w->dialect), &line, iterator);
    decref(t, iterator);
    if (!ok) {
        strbuilder_drop(&line.text);
        return VALUE_NULL;
    }
    Value text = str_value(strbuilder_finish(&line.text));
    Value result = is_null(text) ? text : op_call1(t, w->write, text);
    decref(t, text);
    return result;
}

static Value writerow_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return write_row(t, writer_of(args[0]), args[1]);
}

static bool write_one(Thread *t, Value row, void *writer) {
    Value result = write_row(t, writer, row);
    decref(t, row);
    decref(t, result);
    return !is_null(result);
}

static Value writerows_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return op_each(t, args[1], write_one, writer_of(args[0])) ? VALUE_NONE : VALUE_NULL;
}

/* The dialect is one of _csv's: csv.writer() makes it. */
static Value writer_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (!is_csv_dialect(args[1]))
        return raise_type_error(t, "dialect must be _csv.Dialect, not %T", args[1]);
    Str *name = str_intern_utf8(t, "write");
    Value write = name ? op_getattr_optional(t, args[0], name) : VALUE_NULL;
    xdecref_object(t, name);
    if (error_pending(t))
        return VALUE_NULL;
    if (is_null(write) || !op_callable(t, write)) {
        decref(t, write);
        return raise_type_error(t, "argument 1 must have a \"write\" method");
    }
    Writer *w = object_new(t, type, 0);
    if (!w) {
        decref(t, write);
        return VALUE_NULL;
    }
    w->write = write;
    w->dialect = new_ref(args[1]);
    return object_value(w);
}

static void writer_dealloc(Thread *t, Object *o) {
    decref(t, ((Writer *)o)->write);
    decref(t, ((Writer *)o)->dialect);
}

static void writer_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((Writer *)o)->write, visit, arg);
}

static Value get_dialect(Thread *t, Value self) {
    return new_ref(writer_of(self)->dialect);
}

static const MethodDef writer_methods[] = {
    {"writerow", writerow_method, "row, /", "Writes the items of row as a line; answers what write() does."},
    {"writerows", writerows_method, "rows, /", "Writes all rows."},
    {0}};

static const GetSetDef writer_getsets[] = {
    {"dialect", get_dialect, member_readonly, "The rules it writes by."}, {0}};

const TypeDef csv_writer_type_def = {
    .name = "_csv.writer",
    .size = sizeof(Writer),
    .flags = TYPE_GC,
    .doc = "Writes rows as lines of text.",
    .new_signature = "file, dialect, /",
    .slots = {.new_instance = writer_new_instance, .dealloc = writer_dealloc, .traverse = writer_traverse},
    .methods = writer_methods,
    .getsets = writer_getsets,
};
