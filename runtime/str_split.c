/* Taking strings apart. */
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/str_methods.h"
#include "runtime/text.h"
#include "runtime/unicode.h"

static inline bool is_blank(uint32_t c) {
    if (c > ' ' && c < 128)
        return false;
    return c < 128 ? c == ' ' || (c >= 9 && c <= 13) || c >= 28 : unicode_is(c, UNICODE_SPACE);
}

static bool add_slice(Thread *t, List *list, Str *s, int64_t start, int64_t stop) {
    if (stop - start == 1 && s->kind == 1)
        return list_append(t, list, t->interp->latin1[s->data[start]]);
    Str *piece = str_slice(t, s, start, stop);
    return piece && list_append_owned(t, list, object_value(piece));
}

/* The list, or VALUE_NULL if filling it failed. */
static Value finished(Thread *t, List *list, bool ok) {
    if (ok)
        return object_value(list);
    decref_object(t, list);
    return VALUE_NULL;
}

/* The frequent case: ASCII text. */
static Value split_blanks_ascii(Thread *t, Str *s, int64_t limit) {
    List *list = list_new(t, 8);
    const uint8_t *at = s->data, *end = at + s->length;
    bool ok = list != NULL;
    while (ok) {
        while (at < end && is_blank(*at))
            at++;
        if (at == end)
            break;
        const uint8_t *start = at;
        if (limit-- <= 0)
            at = end;
        while (at < end && !is_blank(*at))
            at++;
        ok = add_slice(t, list, s, start - s->data, at - s->data);
    }
    return list ? finished(t, list, ok) : VALUE_NULL;
}

static Value split_blanks(Thread *t, Str *s, int64_t limit) {
    if (s->ascii)
        return split_blanks_ascii(t, s, limit);
    List *list = list_new(t, 8);
    int64_t i = 0, n = s->length;
    bool ok = list != NULL;
    while (ok) {
        while (i < n && is_blank(str_at(s, i)))
            i++;
        if (i >= n)
            break;
        int64_t start = i;
        if (limit-- <= 0)
            i = n;
        while (i < n && !is_blank(str_at(s, i)))
            i++;
        ok = add_slice(t, list, s, start, i);
    }
    return list ? finished(t, list, ok) : VALUE_NULL;
}

static Value rsplit_blanks(Thread *t, Str *s, int64_t limit) {
    List *list = list_new(t, 8);
    int64_t i = s->length;
    bool ok = list != NULL;
    while (ok) {
        while (i > 0 && is_blank(str_at(s, i - 1)))
            i--;
        if (i <= 0)
            break;
        int64_t stop = i;
        if (limit-- <= 0)
            i = 0;
        while (i > 0 && !is_blank(str_at(s, i - 1)))
            i--;
        ok = add_slice(t, list, s, i, stop);
    }
    if (ok)
        list_reverse(list);
    return list ? finished(t, list, ok) : VALUE_NULL;
}

/* By one character of a narrow text: the frequent case. */
static Value split_by_char(Thread *t, Str *s, uint8_t separator, int64_t limit) {
    List *list = list_new(t, 8);
    int64_t start = 0;
    bool ok = list != NULL;
    for (int64_t i = 0; ok && i < s->length && limit > 0; i++) {
        if (s->data[i] != separator)
            continue;
        ok = add_slice(t, list, s, start, i);
        start = i + 1;
        limit--;
    }
    ok = ok && add_slice(t, list, s, start, s->length);
    return list ? finished(t, list, ok) : VALUE_NULL;
}

static Value split_by(Thread *t, Str *s, Str *separator, int64_t limit) {
    if (separator->length == 1 && separator->kind == 1 && s->kind == 1)
        return split_by_char(t, s, separator->data[0], limit);
    List *list = list_new(t, 8);
    int64_t start = 0, found;
    bool ok = list != NULL;
    while (ok && limit-- > 0 && (found = str_find(s, separator, start, s->length, false)) >= 0) {
        ok = add_slice(t, list, s, start, found);
        start = found + separator->length;
    }
    ok = ok && add_slice(t, list, s, start, s->length);
    return list ? finished(t, list, ok) : VALUE_NULL;
}

static Value rsplit_by(Thread *t, Str *s, Str *separator, int64_t limit) {
    List *list = list_new(t, 8);
    int64_t stop = s->length, found;
    bool ok = list != NULL;
    while (ok && limit-- > 0 && (found = str_find(s, separator, 0, stop, true)) >= 0) {
        ok = add_slice(t, list, s, found + separator->length, stop);
        stop = found;
    }
    ok = ok && add_slice(t, list, s, 0, stop);
    if (ok)
        list_reverse(list);
    return list ? finished(t, list, ok) : VALUE_NULL;
}

typedef Value (*SplitBlanks)(Thread *t, Str *s, int64_t limit);
typedef Value (*SplitBy)(Thread *t, Str *s, Str *separator, int64_t limit);

static Value split(Thread *t, Value *args, SplitBlanks blanks, SplitBy by) {
    Str *s = value_str(args[0]);
    int64_t limit;
    if (!text_optional_index(t, args[2], -1, &limit))
        return VALUE_NULL;
    if (limit < 0)
        limit = INT64_MAX;
    if (is_null(args[1]) || is_none(args[1]))
        return blanks(t, s, limit);
    if (!is_str(args[1]))
        return raise_type_error(t, "must be str or None, not %T", args[1]);
    if (value_str(args[1])->length == 0)
        return raise_value_error(t, "empty separator");
    return by(t, s, value_str(args[1]), limit);
}

Value str_split_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return split(t, args, split_blanks, split_by);
}

Value str_rsplit_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return split(t, args, rsplit_blanks, rsplit_by);
}

static inline bool is_line_break(uint32_t c) {
    return c < 128 ? (c >= 10 && c <= 13) || (c >= 28 && c <= 30) : unicode_is(c, UNICODE_LINE_BREAK);
}

Value str_splitlines_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *s = value_str(args[0]);
    bool keep = false, ok = true;
    if (!is_null(args[1]) && !arg_bool(t, args[1], &keep))
        return VALUE_NULL;
    List *list = list_new(t, 8);
    if (!list)
        return VALUE_NULL;
    for (int64_t i = 0; ok && i < s->length;) {
        int64_t start = i;
        while (i < s->length && !is_line_break(str_at(s, i)))
            i++;
        int64_t stop = i;
        if (i < s->length)
            i += str_at(s, i) == '\r' && i + 1 < s->length && str_at(s, i + 1) == '\n' ? 2 : 1;
        ok = add_slice(t, list, s, start, keep ? i : stop);
    }
    return finished(t, list, ok);
}

static Value three(Thread *t, Str *a, Str *b, Str *c) {
    Value items[3] = {str_value(a), str_value(b), str_value(c)};
    if (a && b && c) {
        Tuple *tuple = tuple_from_owned(t, items, 3);
        return tuple ? object_value(tuple) : VALUE_NULL;
    }
    for (int i = 0; i < 3; i++)
        decref(t, items[i]);
    return VALUE_NULL;
}

static Value partition(Thread *t, Value *args, bool last) {
    Str *s = value_str(args[0]), *separator = str_argument(t, args[1]);
    if (!separator)
        return VALUE_NULL;
    if (separator->length == 0)
        return raise_value_error(t, "empty separator");
    int64_t found = str_find(s, separator, 0, s->length, last);
    if (found < 0 && last)
        return three(t, str_empty(t), str_empty(t), str_exact(t, s));
    if (found < 0)
        return three(t, str_exact(t, s), str_empty(t), str_empty(t));
    return three(t, str_slice(t, s, 0, found), str_exact(t, separator),
                 str_slice(t, s, found + separator->length, s->length));
}

Value str_partition_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return partition(t, args, false);
}

Value str_rpartition_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return partition(t, args, true);
}
