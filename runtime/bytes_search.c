/* Finding, counting, replacing and taking apart, for bytes and bytearray. */
#include "runtime/byte_builder.h"
#include "runtime/bytes_methods.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/str_methods.h"
#include "runtime/text.h"

static int64_t find_in(ByteSpan s, ByteSpan part, int64_t low, int64_t high, bool last) {
    if (low > high || high - low < part.length)
        return -1;
    if (part.length == 0)
        return last ? high : low;
    int64_t at = text_find(s.data + low, high - low, part.data, part.length, 1, last);
    return at < 0 ? -1 : at + low;
}

/* Position, -1: none, -2: exception. */
static int64_t find(Thread *t, Value *args, bool last) {
    SpanArg part;
    int64_t low, high, at = -2;
    if (!span_get_or_byte(t, args[1], &part, "argument should be integer or bytes-like object, not '%T'"))
        return at;
    if (text_bounds(t, args[2], args[3], span_of(args[0]).length, &low, &high))
        at = find_in(span_of(args[0]), part.span, low, high, last);
    span_release(t, &part);
    return at;
}

static Value position(int64_t at) {
    return at == -2 ? VALUE_NULL : small_int_value(at);
}

static Value position_or_error(Thread *t, int64_t at) {
    return at == -1 ? raise_value_error(t, "subsection not found") : position(at);
}

Value span_find(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value all[4];
    if (!text_search_arguments(t, "find", args, nargs, kwnames, all))
        return VALUE_NULL;
    return position(find(t, all, false));
}

Value span_rfind(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value all[4];
    if (!text_search_arguments(t, "rfind", args, nargs, kwnames, all))
        return VALUE_NULL;
    return position(find(t, all, true));
}

Value span_index(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value all[4];
    if (!text_search_arguments(t, "index", args, nargs, kwnames, all))
        return VALUE_NULL;
    return position_or_error(t, find(t, all, false));
}

Value span_rindex(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value all[4];
    if (!text_search_arguments(t, "rindex", args, nargs, kwnames, all))
        return VALUE_NULL;
    return position_or_error(t, find(t, all, true));
}

static int64_t count_in(ByteSpan s, ByteSpan part, int64_t low, int64_t high, int64_t limit) {
    if (low > high)
        return 0;
    if (part.length == 0)
        return high - low < limit ? high - low + 1 : limit;
    return text_count(s.data + low, high - low, part.data, part.length, 1, limit);
}

Value span_count(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value all[4];
    if (!text_search_arguments(t, "count", args, nargs, kwnames, all))
        return VALUE_NULL;
    SpanArg part;
    int64_t low, high;
    Value result = VALUE_NULL;
    if (!span_get_or_byte(t, all[1], &part, "argument should be integer or bytes-like object, not '%T'"))
        return result;
    if (text_bounds(t, all[2], all[3], span_of(all[0]).length, &low, &high))
        result = small_int_value(count_in(span_of(all[0]), part.span, low, high, INT64_MAX));
    span_release(t, &part);
    return result;
}

static bool matches(ByteSpan s, ByteSpan part, int64_t low, int64_t high, bool at_end) {
    if (high - low < part.length)
        return false;
    return memcmp(s.data + (at_end ? high - part.length : low), part.data, (size_t)part.length) == 0;
}

/* 1, 0, -1 */
static int matches_value(Thread *t, Value self, Value v, int64_t low, int64_t high, bool at_end) {
    SpanArg part;
    if (!span_get(t, v, &part))
        return -1;
    bool found = matches(span_of(self), part.span, low, high, at_end);
    span_release(t, &part);
    return found;
}

static Value starts_or_ends(Thread *t, Value *args, bool at_end) {
    int64_t low, high;
    int found = 0;
    if (!text_bounds(t, args[2], args[3], span_of(args[0]).length, &low, &high))
        return VALUE_NULL;
    if (is_tuple(args[1])) {
        const Tuple *parts = value_tuple(args[1]);
        for (int64_t i = 0; found == 0 && i < parts->length; i++)
            found = matches_value(t, args[0], parts->items[i], low, high, at_end);
    } else if (buffer_supported(t, args[1]))
        found = matches_value(t, args[0], args[1], low, high, at_end);
    else
        return raise_type_error(t, "%s first arg must be bytes or a tuple of bytes, not %T",
                                at_end ? "endswith" : "startswith", args[1]);
    return found < 0 ? VALUE_NULL : bool_value(found);
}

Value span_startswith(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value all[4];
    if (!text_search_arguments(t, "startswith", args, nargs, kwnames, all))
        return VALUE_NULL;
    return starts_or_ends(t, all, false);
}

Value span_endswith(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value all[4];
    if (!text_search_arguments(t, "endswith", args, nargs, kwnames, all))
        return VALUE_NULL;
    return starts_or_ends(t, all, true);
}

static Value remove_affix(Thread *t, Value *args, bool at_end) {
    SpanArg part;
    if (!span_get(t, args[1], &part))
        return VALUE_NULL;
    ByteSpan s = span_of(args[0]);
    Value result;
    if (!matches(s, part.span, 0, s.length, at_end) || part.span.length == 0)
        result = span_copy(t, args[0]);
    else
        result =
            span_result(t, args[0], s.data + (at_end ? 0 : part.span.length), s.length - part.span.length);
    span_release(t, &part);
    return result;
}

Value span_removeprefix(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return remove_affix(t, args, false);
}

Value span_removesuffix(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return remove_affix(t, args, true);
}

static Value built(Value self, ByteBuilder *b) {
    Value result = b->failed ? VALUE_NULL : span_result(b->t, self, b->data, (int64_t)b->length);
    bytebuilder_drop(b);
    return result;
}

static Value replace(Thread *t, Value self, ByteSpan old, ByteSpan new, int64_t limit) {
    ByteSpan s = span_of(self);
    ByteBuilder b;
    int64_t from = 0, at;
    bytebuilder_init(&b, t);
    if (old.length == 0) {
        for (int64_t i = 0; i < s.length; i++) {
            if (limit-- > 0)
                bytebuilder_add(&b, new.data, (size_t) new.length);
            bytebuilder_char(&b, s.data[i]);
        }
        if (limit > 0)
            bytebuilder_add(&b, new.data, (size_t) new.length);
        return built(self, &b);
    }
    while (limit-- > 0 && (at = find_in(s, old, from, s.length, false)) >= 0) {
        bytebuilder_add(&b, s.data + from, (size_t)(at - from));
        bytebuilder_add(&b, new.data, (size_t) new.length);
        from = at + old.length;
    }
    if (from == 0) {
        bytebuilder_drop(&b);
        return span_copy(t, self);
    }
    bytebuilder_add(&b, s.data + from, (size_t)(s.length - from));
    return built(self, &b);
}

Value span_replace(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg old, new;
    int64_t limit;
    if (!text_optional_index(t, args[3], -1, &limit) || !span_get(t, args[1], &old))
        return VALUE_NULL;
    Value result = VALUE_NULL;
    if (span_get(t, args[2], &new)) {
        result = replace(t, args[0], old.span, new.span, limit < 0 ? INT64_MAX : limit);
        span_release(t, &new);
    }
    span_release(t, &old);
    return result;
}

/* Taking apart. */

static inline bool is_blank(uint8_t c) {
    return c == ' ' || (c >= 9 && c <= 13);
}

static bool add_piece(Thread *t, List *list, Value self, int64_t start, int64_t stop) {
    Value piece = span_result(t, self, span_of(self).data + start, stop - start);
    return !is_null(piece) && list_append_owned(t, list, piece);
}

static bool split_blanks(Thread *t, List *list, Value self, int64_t limit) {
    ByteSpan s = span_of(self);
    int64_t i = 0;
    for (;;) {
        while (i < s.length && is_blank(s.data[i]))
            i++;
        if (i >= s.length)
            return true;
        int64_t start = i;
        if (limit-- <= 0)
            i = s.length;
        while (i < s.length && !is_blank(s.data[i]))
            i++;
        if (!add_piece(t, list, self, start, i))
            return false;
    }
}

static bool rsplit_blanks(Thread *t, List *list, Value self, int64_t limit) {
    ByteSpan s = span_of(self);
    int64_t i = s.length;
    for (;;) {
        while (i > 0 && is_blank(s.data[i - 1]))
            i--;
        if (i <= 0)
            return true;
        int64_t stop = i;
        if (limit-- <= 0)
            i = 0;
        while (i > 0 && !is_blank(s.data[i - 1]))
            i--;
        if (!add_piece(t, list, self, i, stop))
            return false;
    }
}

static bool split_by(Thread *t, List *list, Value self, ByteSpan sep, int64_t limit) {
    ByteSpan s = span_of(self);
    int64_t start = 0, at;
    while (limit-- > 0 && (at = find_in(s, sep, start, s.length, false)) >= 0) {
        if (!add_piece(t, list, self, start, at))
            return false;
        start = at + sep.length;
    }
    return add_piece(t, list, self, start, s.length);
}

static bool rsplit_by(Thread *t, List *list, Value self, ByteSpan sep, int64_t limit) {
    ByteSpan s = span_of(self);
    int64_t stop = s.length, at;
    while (limit-- > 0 && (at = find_in(s, sep, 0, stop, true)) >= 0) {
        if (!add_piece(t, list, self, at + sep.length, stop))
            return false;
        stop = at;
    }
    return add_piece(t, list, self, 0, stop);
}

static bool split_into(Thread *t, List *list, Value *args, int64_t limit, bool last) {
    SpanArg sep;
    if (is_null(args[1]) || is_none(args[1]))
        return last ? rsplit_blanks(t, list, args[0], limit) : split_blanks(t, list, args[0], limit);
    if (!span_get(t, args[1], &sep))
        return false;
    bool ok = false;
    if (sep.span.length == 0)
        raise_value_error(t, "empty separator");
    else
        ok =
            last ? rsplit_by(t, list, args[0], sep.span, limit) : split_by(t, list, args[0], sep.span, limit);
    span_release(t, &sep);
    return ok;
}

static Value split(Thread *t, Value *args, bool last) {
    int64_t limit;
    if (!text_optional_index(t, args[2], -1, &limit))
        return VALUE_NULL;
    List *list = list_new(t, 8);
    if (!list)
        return VALUE_NULL;
    if (!split_into(t, list, args, limit < 0 ? INT64_MAX : limit, last)) {
        decref_object(t, list);
        return VALUE_NULL;
    }
    if (last)
        list_reverse(list);
    return object_value(list);
}

Value span_split(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return split(t, args, false);
}

Value span_rsplit(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return split(t, args, true);
}

Value span_splitlines(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    bool keep = false, ok = true;
    if (!is_null(args[1]) && !arg_bool(t, args[1], &keep))
        return VALUE_NULL;
    ByteSpan s = span_of(args[0]);
    List *list = list_new(t, 8);
    if (!list)
        return VALUE_NULL;
    for (int64_t i = 0; ok && i < s.length;) {
        int64_t start = i;
        while (i < s.length && s.data[i] != '\n' && s.data[i] != '\r')
            i++;
        int64_t stop = i;
        if (i < s.length)
            i += s.data[i] == '\r' && i + 1 < s.length && s.data[i + 1] == '\n' ? 2 : 1;
        ok = add_piece(t, list, args[0], start, keep ? i : stop);
    }
    if (ok)
        return object_value(list);
    decref_object(t, list);
    return VALUE_NULL;
}

static Value three(Thread *t, Value a, Value b, Value c) {
    Value items[3] = {a, b, c};
    if (!is_null(a) && !is_null(b) && !is_null(c)) {
        Tuple *tuple = tuple_from_owned(t, items, 3);
        return tuple ? object_value(tuple) : VALUE_NULL;
    }
    for (int i = 0; i < 3; i++)
        decref(t, items[i]);
    return VALUE_NULL;
}

static Value partition_by(Thread *t, Value self, Value sep_value, ByteSpan sep, bool last) {
    ByteSpan s = span_of(self);
    if (sep.length == 0)
        return raise_value_error(t, "empty separator");
    int64_t at = find_in(s, sep, 0, s.length, last);
    Value empty1, empty2;
    if (at < 0) {
        empty1 = span_result(t, self, NULL, 0);
        empty2 = span_result(t, self, NULL, 0);
        return last ? three(t, empty1, empty2, span_copy(t, self))
                    : three(t, span_copy(t, self), empty1, empty2);
    }
    Value middle = is_bytes(self) && is_exact(sep_value, TYPE_BYTES)
                       ? new_ref(sep_value)
                       : span_result(t, self, sep.data, sep.length);
    return three(t, span_result(t, self, s.data, at), middle,
                 span_result(t, self, s.data + at + sep.length, s.length - at - sep.length));
}

static Value partition(Thread *t, Value *args, bool last) {
    SpanArg sep;
    if (!span_get(t, args[1], &sep))
        return VALUE_NULL;
    Value result = partition_by(t, args[0], args[1], sep.span, last);
    span_release(t, &sep);
    return result;
}

Value span_partition(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return partition(t, args, false);
}

Value span_rpartition(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return partition(t, args, true);
}
