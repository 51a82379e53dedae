/* One exception as text: the chain that led to it, traceback, place of a syntax error, type and message,
 * suggestion, notes, members of a group. */
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/type.h"
#include "vm/report.h"
#include <stdio.h>

enum { MAX_MEMBERS = 15, MAX_GROUP_DEPTH = 10 };

/* ---- syntax errors ---- */

/* What any exception with an attribute print_file_and_line tells of a place. */
typedef struct Place {
    Value message, filename, text; /* owned */
    int64_t line, column, end_column;
} Place;

static bool number_attribute(Thread *t, Value exception, const char *name, int64_t *number, bool required) {
    Value v = report_attribute(t, exception, name);
    *number = -1;
    bool ok = is_int(v) ? int_to_int64(v, number) : !required && is_none(v);
    error_clear(t);
    decref(t, v);
    return ok;
}

/* Where a syntax error ends, in columns of its first line. Other exceptions have no end. */
static void read_end(Value exception, Place *place) {
    place->end_column = -1;
    if (!has_layout(exception, EXC_SyntaxError))
        return;
    const SyntaxErrorException *e = (const SyntaxErrorException *)value_object(exception);
    int64_t end_line;
    if (is_int(e->end_offset))
        int_to_int64(e->end_offset, &place->end_column);
    if (is_int(e->end_lineno) && int_to_int64(e->end_lineno, &end_line) && end_line > place->line &&
        is_str(place->text))
        place->end_column = value_str(place->text)->length;
}

static bool read_place(Thread *t, Value exception, Place *place) {
    *place = (Place){report_attribute(t, exception, "msg"),
                     report_attribute(t, exception, "filename"),
                     report_attribute(t, exception, "text"),
                     0,
                     0,
                     0};
    bool ok = !is_null(place->message) && !is_null(place->filename) && !is_null(place->text) &&
              number_attribute(t, exception, "lineno", &place->line, true) &&
              number_attribute(t, exception, "offset", &place->column, false);
    if (ok)
        read_end(exception, place);
    error_clear(t);
    return ok;
}

static void release_place(Thread *t, Place *place) {
    decref(t, place->message);
    decref(t, place->filename);
    decref(t, place->text);
}

/* The source line and the marks under it. Of several lines, from the one where the column is. */
static void put_error_text(Report *r, const Str *text, int64_t column, int64_t end_column) {
    if (end_column > text->length + 1)
        end_column = text->length + 1;
    int64_t width = end_column > column ? end_column - column : 1;
    int64_t start = 0, length = text->length, at = column - 1;
    while (start < length &&
           (str_at(text, start) == ' ' || str_at(text, start) == '\t' || str_at(text, start) == '\f'))
        start++;
    if (length > start && str_at(text, length - 1) == '\n')
        length--;
    if (at > length)
        at = length;
    for (int64_t i = start; i < length && i < at; i++)
        if (str_at(text, i) == '\n')
            start = i + 1;
    report_margin(r, '|');
    report_put(r, "    ");
    strbuilder_slice(&r->text, text, start, length);
    report_put(r, "\n");
    if (at < start)
        return;
    report_margin(r, '|');
    report_put(r, "    ");
    strbuilder_repeat(&r->text, ' ', at - start);
    strbuilder_repeat(&r->text, '^', width);
    report_put(r, "\n");
}

static void put_place(Report *r, const Place *place) {
    char number[40];
    snprintf(number, sizeof number, "\", line %lld\n", (long long)place->line);
    report_margin(r, '|');
    report_put(r, "  File \"");
    if (is_none(place->filename))
        report_put(r, "<string>");
    else
        report_put_object(r, place->filename, "filename");
    report_put(r, number);
    if (is_str(place->text))
        put_error_text(r, value_str(place->text), place->column, place->end_column);
}

/* ---- type and message ---- */

/* The message of an exception with a place is its msg. */
static void put_message(Report *r, Value exception) {
    Thread *t = r->t;
    Value located = report_attribute(t, exception, "print_file_and_line");
    Place place = {VALUE_NULL, VALUE_NULL, VALUE_NULL, 0, 0, 0};
    bool has_place = !is_null(located) && read_place(t, exception, &place);
    if (has_place)
        put_place(r, &place);
    report_margin(r, '|');
    report_put_type(r, type_of(t, exception));
    report_put_message(r, has_place ? place.message : exception);
    decref(t, located);
    release_place(t, &place);
    Str *meant = report_suggestion(t, exception);
    if (meant) {
        report_put(r, ". Did you mean: ");
        Str *quoted = op_repr(t, object_value(meant));
        if (quoted)
            strbuilder_str(&r->text, quoted);
        xdecref_object(t, quoted);
        decref_object(t, meant);
        report_put(r, "?");
    }
    report_put(r, "\n");
}

/* Every line of a note after the margin. */
static void put_note(Report *r, Value note) {
    Str *text = is_null(note) ? NULL : op_str(r->t, note);
    error_clear(r->t);
    if (!text) {
        report_margin(r, '|');
        report_put(r, "<note str() failed>\n");
        return;
    }
    int64_t start = 0;
    do {
        int64_t end = start;
        while (end < text->length && str_at(text, end) != '\n')
            end++;
        report_margin(r, '|');
        strbuilder_slice(&r->text, text, start, end);
        report_put(r, "\n");
        start = end + 1;
    } while (start <= text->length);
    decref_object(r->t, text);
}

static bool is_sequence(Thread *t, Value v) {
    Value method = is_dict(v) ? VALUE_NULL : op_lookup_special(t, v, NAME(__getitem__));
    error_clear(t);
    decref(t, method);
    return !is_null(method);
}

static void put_notes(Report *r, Value exception) {
    Thread *t = r->t;
    Value notes = report_attribute(t, exception, "__notes__");
    if (is_null(notes))
        return;
    if (!is_sequence(t, notes)) {
        report_margin(r, '|');
        Str *text = op_repr(t, notes);
        error_clear(t);
        if (text)
            strbuilder_str(&r->text, text);
        else
            report_put(r, "<__notes__ repr() failed>");
        xdecref_object(t, text);
    } else {
        List *list = op_to_list(t, notes);
        error_clear(t);
        for (int64_t i = 0; list && i < list->length; i++)
            put_note(r, list->items[i]);
        xdecref_object(t, list);
    }
    decref(t, notes);
}

static void put_single(Report *r, Value exception, bool outermost_group) {
    Value traceback = value_exception(exception)->traceback;
    if (!is_null(traceback) && !is_none(traceback))
        report_put_traceback(r, traceback,
                             is_exception_group(exception)
                                 ? "Exception Group Traceback (most recent call last):\n"
                                 : "Traceback (most recent call last):\n",
                             outermost_group ? '+' : '|');
    put_message(r, exception);
    put_notes(r, exception);
}

/* ---- groups ---- */

static void put_box_edge(Report *r, bool first, int64_t number) {
    char text[64];
    report_margin(r, 0);
    report_put(r, first ? "+-" : "  ");
    if (number)
        snprintf(text, sizeof text, "+---------------- %lld ----------------\n", (long long)number);
    report_put(r, number ? text : "+---------------- ... ----------------\n");
}

static void put_members(Report *r, Tuple *members) {
    int64_t shown = members->length <= MAX_MEMBERS ? members->length : MAX_MEMBERS + 1;
    r->open_box = false;
    for (int64_t i = 0; i < shown; i++) {
        bool last = i == shown - 1;
        r->open_box |= last;
        put_box_edge(r, i == 0, i < MAX_MEMBERS ? i + 1 : 0);
        r->depth++;
        if (i < MAX_MEMBERS) {
            report_put_exception(r, members->items[i]);
        } else {
            char text[64];
            int64_t more = members->length - MAX_MEMBERS;
            snprintf(text, sizeof text, "and %lld more exception%s\n", (long long)more, more > 1 ? "s" : "");
            report_margin(r, '|');
            report_put(r, text);
        }
        if (last && r->open_box) { /* a group inside that ended here has drawn the edge already */
            report_margin(r, 0);
            report_put(r, "+------------------------------------\n");
            r->open_box = false;
        }
        r->depth--;
    }
}

static void put_group(Report *r, Value exception) {
    if (r->depth > MAX_GROUP_DEPTH) {
        report_margin(r, '|');
        report_put(r, "... (max_group_depth is 10)\n");
        return;
    }
    bool outermost = r->depth == 0;
    r->depth += outermost;
    put_single(r, exception, r->depth == 1);
    Value members = ((ExceptionGroupException *)value_object(exception))->exceptions;
    if (is_tuple(members))
        put_members(r, value_tuple(members));
    r->depth -= outermost;
}

/* ---- chains ---- */

static bool was_seen(Report *r, Value exception) {
    return r->seen && dict_contains(r->t, r->seen,
                                    small_int_value((int64_t)(uintptr_t)value_object(exception) >> 3)) == 1;
}

static void mark_seen(Report *r, Value exception) {
    if (r->seen)
        dict_set(r->t, r->seen, small_int_value((int64_t)(uintptr_t)value_object(exception) >> 3),
                 VALUE_NONE);
}

/* What led to an exception (borrowed), or VALUE_NULL. */
static Value led_to(Report *r, Value exception, bool *is_cause) {
    BaseException *e = value_exception(exception);
    *is_cause = !is_null(e->cause) && !is_none(e->cause);
    Value earlier = *is_cause ? e->cause : e->suppress_context ? VALUE_NULL : e->context;
    return is_null(earlier) || is_none(earlier) || was_seen(r, earlier) ? VALUE_NULL : earlier;
}

static void put_link(Report *r, bool is_cause) {
    report_margin(r, '|');
    report_put(r, "\n");
    report_margin(r, '|');
    report_put(r, is_cause ? "The above exception was the direct cause of the following exception:\n"
                           : "During handling of the above exception, another exception occurred:\n");
    report_margin(r, '|');
    report_put(r, "\n");
}

/* The earliest exception comes first. Chains can be long: they are walked, not recursed into. */
void report_put_exception(Report *r, Value exception) {
    Thread *t = r->t;
    List *chain = list_new(t, 1); /* exception, is_cause, exception, ... */
    bool is_cause;
    for (Value e = exception; chain && !is_null(e);) {
        if (!list_append(t, chain, e))
            break;
        mark_seen(r, e);
        e = led_to(r, e, &is_cause);
        if (!is_null(e) && !list_append(t, chain, bool_value(is_cause)))
            break;
    }
    for (int64_t i = chain ? chain->length - 1 : -1; i >= 0; i--) {
        Value e = chain->items[i];
        if (!is_exception(e))
            put_link(r, is_true(e));
        else if (is_exception_group(e))
            put_group(r, e);
        else
            put_single(r, e, false);
    }
    xdecref_object(t, chain);
    error_clear(t);
}
