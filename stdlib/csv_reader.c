/* csv readers: an automaton that takes one character at a time, and one row from as many lines as it needs. Characters
 * that mean nothing but themselves are taken together. */
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "stdlib/csv.h"

typedef struct Reader {
    Object ob;
    Value lines; /* an iterator */
    Value dialect;
    int64_t line_number;
} Reader;

typedef enum State {
    ROW_START,
    FIELD_START,
    IN_FIELD,
    ESCAPED,
    ESCAPED_NEWLINE, /* behind it, the end of the line does not end the row */
    IN_QUOTES,
    ESCAPED_IN_QUOTES,
    QUOTE_IN_QUOTES, /* the end of the field, or the first of two */
    ROW_END          /* behind a newline: nothing but newlines may follow */
} State;

typedef struct Row { /* one that is being read */
    Thread *t;
    const Dialect *dialect;
    State state;
    List *fields;
    StrBuilder field;
    bool numeric; /* the field has no quotes where these mean text */
    int64_t limit;
} Row;

static Reader *reader_of(Value v) {
    return (Reader *)value_object(v);
}

/* ---- fields ---- */

static bool add(Row *r, uint32_t c, State next) {
    if (r->field.length >= r->limit)
        return csv_raise(r->t, "field larger than field limit (%ld)", (long)r->limit), false;
    strbuilder_char(&r->field, c);
    r->state = next;
    return true;
}

static bool end_field(Row *r, State next) {
    Thread *t = r->t;
    Value v = str_value(strbuilder_finish(&r->field));
    strbuilder_init(&r->field, t);
    if (r->numeric && !is_null(v)) {
        Value number = op_call1(t, object_value(builtin_type(t, TYPE_FLOAT)), v);
        decref(t, v);
        v = number;
    }
    r->numeric = false;
    r->state = next;
    return !is_null(v) && list_append_owned(t, r->fields, v);
}

/* ---- the automaton ---- */

static bool is_end(uint32_t c) {
    return c == '\n' || c == '\r' || c == CSV_NO_CHAR;
}

static State after_end(uint32_t c) {
    return c == CSV_NO_CHAR ? ROW_START : ROW_END;
}

static bool is_quote(const Dialect *d, uint32_t c) {
    return c == d->quotechar && c != CSV_NO_CHAR && d->quoting != QUOTE_NONE;
}

static bool is_escape(const Dialect *d, uint32_t c) {
    return c == d->escapechar && c != CSV_NO_CHAR;
}

static bool take_at_start(Row *r, uint32_t c) {
    const Dialect *d = r->dialect;
    if (is_end(c))
        return end_field(r, after_end(c));
    if (is_quote(d, c))
        return r->state = IN_QUOTES, true;
    if (is_escape(d, c))
        return r->state = ESCAPED, true;
    if (c == ' ' && d->skipinitialspace)
        return true;
    if (c == d->delimiter)
        return end_field(r, FIELD_START);
    r->numeric = d->quoting == QUOTE_NONNUMERIC;
    return add(r, c, IN_FIELD);
}

static bool take_in_field(Row *r, uint32_t c) {
    if (is_end(c))
        return end_field(r, after_end(c));
    if (is_escape(r->dialect, c))
        return r->state = ESCAPED, true;
    return c == r->dialect->delimiter ? end_field(r, FIELD_START) : add(r, c, IN_FIELD);
}

static bool take_in_quotes(Row *r, uint32_t c) {
    if (c == CSV_NO_CHAR)
        return true;
    if (is_escape(r->dialect, c))
        return r->state = ESCAPED_IN_QUOTES, true;
    if (is_quote(r->dialect, c))
        return r->state = r->dialect->doublequote ? QUOTE_IN_QUOTES : IN_FIELD, true;
    return add(r, c, IN_QUOTES);
}

static bool take_behind_quote(Row *r, uint32_t c) {
    const Dialect *d = r->dialect;
    if (is_quote(d, c))
        return add(r, c, IN_QUOTES);
    if (c == d->delimiter)
        return end_field(r, FIELD_START);
    if (is_end(c))
        return end_field(r, after_end(c));
    if (!d->strict)
        return add(r, c, IN_FIELD);
    Value delimiter = str_from_char(r->t, d->delimiter), quote = str_from_char(r->t, d->quotechar);
    if (!is_null(delimiter) && !is_null(quote))
        csv_raise(r->t, "'%V' expected after '%V'", delimiter, quote);
    decref(r->t, delimiter);
    decref(r->t, quote);
    return false;
}

static bool take_at_end(Row *r, uint32_t c) {
    if (is_end(c))
        return r->state = after_end(c), true;
    csv_raise(r->t, "new-line character seen in unquoted field - do you need to open the file in "
                    "universal-newline mode?");
    return false;
}

static bool take(Row *r, uint32_t c) {
    uint32_t or_newline = c == CSV_NO_CHAR ? '\n' : c;
    switch (r->state) {
    case ROW_START:
        return is_end(c) ? take_at_end(r, c) : take_at_start(r, c);
    case FIELD_START:
        return take_at_start(r, c);
    case IN_FIELD:
        return take_in_field(r, c);
    case ESCAPED:
        return add(r, or_newline, c == '\n' || c == '\r' ? ESCAPED_NEWLINE : IN_FIELD);
    case ESCAPED_NEWLINE:
        return c == CSV_NO_CHAR || take_in_field(r, c);
    case IN_QUOTES:
        return take_in_quotes(r, c);
    case ESCAPED_IN_QUOTES:
        return add(r, or_newline, IN_QUOTES);
    case QUOTE_IN_QUOTES:
        return take_behind_quote(r, c);
    default:
        return take_at_end(r, c);
    }
}

/* ---- rows ---- */

/* Where the characters from i on end that are not among `stops`. */
static int64_t run_end(const Str *line, int64_t i, const uint32_t stops[4]) {
    for (; i < line->length; i++) {
        uint32_t c = str_at(line, i);
        if (c == stops[0] || c == stops[1] || c == stops[2] || c == stops[3])
            break;
    }
    return i;
}

/* Takes the characters from *i on that stay in the field, if there are any. */
static bool take_run(Row *r, const Str *line, int64_t *i) {
    const Dialect *d = r->dialect;
    bool quoted = r->state == IN_QUOTES;
    if (r->state != IN_FIELD && !quoted)
        return true;
    uint32_t quote = d->quoting == QUOTE_NONE ? d->escapechar : d->quotechar;
    const uint32_t stops[4] = {d->escapechar, quoted ? quote : d->delimiter, quoted ? quote : '\n',
                               quoted ? quote : '\r'};
    int64_t start = *i;
    *i = run_end(line, start, stops);
    if (r->field.length + (*i - start) > r->limit)
        return csv_raise(r->t, "field larger than field limit (%ld)", (long)r->limit), false;
    strbuilder_slice(&r->field, line, start, *i);
    return true;
}

/* A field without quotes and escapes that has a delimiter behind it is a slice of the line: takes it and the delimiter.
 * *i stays if it is something else. */
static bool take_plain_field(Row *r, Str *line, int64_t *i) {
    const Dialect *d = r->dialect;
    if (r->state != FIELD_START && r->state != ROW_START)
        return true;
    uint32_t first = *i < line->length ? str_at(line, *i) : CSV_NO_CHAR;
    if (d->quoting == QUOTE_NONNUMERIC || is_quote(d, first) || (first == ' ' && d->skipinitialspace))
        return true;
    const uint32_t stops[4] = {d->delimiter, d->escapechar, '\n', '\r'};
    int64_t end = run_end(line, *i, stops);
    if (end == line->length || str_at(line, end) != d->delimiter || end - *i > r->limit)
        return true;
    Str *field = str_slice(r->t, line, *i, end);
    *i = end + 1;
    r->state = FIELD_START;
    return field && list_append_owned(r->t, r->fields, str_value(field));
}

static bool take_line(Row *r, Str *line) {
    for (int64_t i = 0; i < line->length;) {
        int64_t before = i;
        if (!take_plain_field(r, line, &i) || !take_run(r, line, &i))
            return false;
        if (i == before && !take(r, str_at(line, i++)))
            return false;
    }
    return take(r, CSV_NO_CHAR);
}

/* The lines have ended: a field that was begun is the last one. *any: is there a row? */
static bool end_of_lines(Row *r, bool *any) {
    *any = r->field.length > 0 || r->state == IN_QUOTES;
    if (!*any)
        return true;
    return r->dialect->strict ? (csv_raise(r->t, "unexpected end of data"), false) : end_field(r, ROW_START);
}

static bool read_row(Thread *t, Reader *reader, Row *r, bool *any) {
    *any = true;
    do {
        Value line = op_next(t, reader->lines);
        if (is_null(line))
            return !error_pending(t) && end_of_lines(r, any);
        bool ok = is_str(line);
        if (!ok)
            csv_raise(t, "iterator should return strings, not %T (the file should be opened in text mode)",
                      line);
        reader->line_number += ok;
        ok = ok && take_line(r, value_str(line));
        decref(t, line);
        if (!ok)
            return false;
    } while (r->state != ROW_START);
    return true;
}

static Value reader_next(Thread *t, Value self) {
    Reader *reader = reader_of(self);
    Row row = {.t = t, .dialect = csv_dialect(reader->dialect), .limit = csv_field_limit(t)};
    row.fields = error_pending(t) ? NULL : list_new(t, 8);
    if (!row.fields)
        return VALUE_NULL;
    strbuilder_init(&row.field, t);
    bool any, ok = read_row(t, reader, &row, &any);
    strbuilder_drop(&row.field);
    if (ok && any)
        return object_value(row.fields);
    decref_object(t, row.fields);
    return VALUE_NULL;
}

static Value reader_iter(Thread *t, Value self) {
    return new_ref(self);
}

/* The dialect is one of _csv's: csv.reader() makes it. */
static Value reader_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (!is_csv_dialect(args[1]))
        return raise_type_error(t, "dialect must be _csv.Dialect, not %T", args[1]);
    Value lines = op_iter(t, args[0]);
    Reader *r = is_null(lines) ? NULL : object_new(t, type, 0);
    if (!r) {
        decref(t, lines);
        return VALUE_NULL;
    }
    r->lines = lines;
    r->dialect = new_ref(args[1]);
    return object_value(r);
}

static void reader_dealloc(Thread *t, Object *o) {
    decref(t, ((Reader *)o)->lines);
    decref(t, ((Reader *)o)->dialect);
}

static void reader_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((Reader *)o)->lines, visit, arg);
}

static Value get_dialect(Thread *t, Value self) {
    return new_ref(reader_of(self)->dialect);
}

static Value get_line_number(Thread *t, Value self) {
    return int_value(t, reader_of(self)->line_number);
}

static const GetSetDef reader_getsets[] = {
    {"dialect", get_dialect, member_readonly, "The rules it reads by."},
    {"line_num", get_line_number, member_readonly, "Lines read so far."},
    {0}};

const TypeDef csv_reader_type_def = {
    .name = "_csv.reader",
    .size = sizeof(Reader),
    .flags = TYPE_GC,
    .doc = "The rows that lines of text mean, each a list of fields.",
    .new_signature = "lines, dialect, /",
    .slots = {.new_instance = reader_new_instance,
              .dealloc = reader_dealloc,
              .traverse = reader_traverse,
              .iter = reader_iter,
              .next = reader_next},
    .getsets = reader_getsets,
};
