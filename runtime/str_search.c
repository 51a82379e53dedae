/* Finding, counting and replacing; and the checks of arguments that methods share. */
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str_impl.h"
#include "runtime/str_methods.h"
#include "runtime/text.h"

Str *str_argument(Thread *t, Value v) {
    if (is_str(v))
        return value_str(v);
    raise_type_error(t, "must be str, not %T", v);
    return NULL;
}

static bool bound(Thread *t, Value v, int64_t otherwise, int64_t length, int64_t *out) {
    *out = otherwise;
    if (is_null(v) || is_none(v))
        return true;
    if (!op_index_clipped(t, v, out)) {
        if (error_clear_if(t, EXC_TypeError))
            raise_type_error(t, "slice indices must be integers or None or have an __index__ method");
        return false;
    }
    if (*out < 0)
        *out = *out + length < 0 ? 0 : *out + length;
    return true;
}

bool text_bounds(Thread *t, Value start, Value stop, int64_t length, int64_t *low, int64_t *high) {
    if (!bound(t, start, 0, length, low) || !bound(t, stop, length, length, high))
        return false;
    if (*high > length)
        *high = length;
    return true;
}

bool text_optional_index(Thread *t, Value v, int64_t otherwise, int64_t *out) {
    if (is_small_int(v))
        return *out = small_int(v), true;
    *out = otherwise;
    return is_null(v) || op_index_int64(t, v, out, EXC_OverflowError);
}

bool text_search_arguments(Thread *t, const char *name, Value *args, int nargs, Tuple *kwnames,
                           Value out[4]) {
    int given = nargs - 1;
    if (kwnames && kwnames->length)
        return raise_type_error(t, "%T.%s() takes no keyword arguments", args[0], name), false;
    if (given < 1 || given > 3) {
        raise_type_error(t, "%s() takes at %s %d argument%s (%d given)", name, given < 1 ? "least" : "most",
                         given < 1 ? 1 : 3, given < 1 ? "" : "s", given);
        return false;
    }
    for (int i = 0; i < 4; i++)
        out[i] = i < nargs ? args[i] : VALUE_NULL;
    return true;
}

bool text_index(Thread *t, Value key, const char *format, int64_t *out) {
    if (is_small_int(key))
        return *out = small_int(key), true;
    if (!is_int(key) && !type_of(t, key)->slots.unary[UNARY_INDEX])
        return raise_type_error(t, format, key), false;
    return op_index_int64(t, key, out, EXC_IndexError);
}

/* The position that find, index and their reverses look for; -1: none; -2: exception. */
static int64_t find(Thread *t, Value *args, bool last) {
    Str *s = value_str(args[0]), *needle = str_argument(t, args[1]);
    int64_t low, high;
    if (!needle || !text_bounds(t, args[2], args[3], s->length, &low, &high))
        return -2;
    return low > high ? -1 : str_find(s, needle, low, high, last);
}

static Value found_or_minus_one(int64_t at) {
    return at == -2 ? VALUE_NULL : small_int_value(at);
}

static Value found_or_error(Thread *t, int64_t at) {
    return at == -1 ? raise_value_error(t, "substring not found") : found_or_minus_one(at);
}

Value str_find_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value all[4];
    if (!text_search_arguments(t, "find", args, nargs, kwnames, all))
        return VALUE_NULL;
    return found_or_minus_one(find(t, all, false));
}

Value str_rfind_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value all[4];
    if (!text_search_arguments(t, "rfind", args, nargs, kwnames, all))
        return VALUE_NULL;
    return found_or_minus_one(find(t, all, true));
}

Value str_index_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value all[4];
    if (!text_search_arguments(t, "index", args, nargs, kwnames, all))
        return VALUE_NULL;
    return found_or_error(t, find(t, all, false));
}

Value str_rindex_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value all[4];
    if (!text_search_arguments(t, "rindex", args, nargs, kwnames, all))
        return VALUE_NULL;
    return found_or_error(t, find(t, all, true));
}

static int64_t count(const Str *s, const Str *needle, int64_t low, int64_t high, int64_t limit) {
    int64_t n = 0, at;
    if (low > high)
        return 0;
    if (needle->length == 0)
        return high - low < limit ? high - low + 1 : limit;
    if (needle->kind == s->kind)
        return text_count(s->data + low * s->kind, high - low, needle->data, needle->length, s->kind, limit);
    for (; n < limit && (at = str_find(s, needle, low, high, false)) >= 0; n++)
        low = at + needle->length;
    return n;
}

Value str_count_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value all[4];
    if (!text_search_arguments(t, "count", args, nargs, kwnames, all))
        return VALUE_NULL;
    Str *s = value_str(all[0]), *needle = str_argument(t, all[1]);
    int64_t low, high;
    if (!needle || !text_bounds(t, all[2], all[3], s->length, &low, &high))
        return VALUE_NULL;
    return small_int_value(count(s, needle, low, high, INT64_MAX));
}

static bool matches(const Str *s, const Str *part, int64_t low, int64_t high, bool at_end) {
    if (high - low < part->length || part->kind > s->kind)
        return false;
    int64_t at = at_end ? high - part->length : low;
    return text_compare(s->data + at * s->kind, s->kind, part->length, part->data, part->kind,
                        part->length) == 0;
}

static Value starts_or_ends(Thread *t, Value *args, bool at_end) {
    const Str *s = value_str(args[0]);
    const char *name = at_end ? "endswith" : "startswith";
    int64_t low, high;
    if (!text_bounds(t, args[2], args[3], s->length, &low, &high))
        return VALUE_NULL;
    if (is_str(args[1]))
        return bool_value(matches(s, value_str(args[1]), low, high, at_end));
    if (!is_tuple(args[1]))
        return raise_type_error(t, "%s first arg must be str or a tuple of str, not %T", name, args[1]);
    const Tuple *parts = value_tuple(args[1]);
    for (int64_t i = 0; i < parts->length; i++) {
        if (!is_str(parts->items[i]))
            return raise_type_error(t, "tuple for %s must only contain str, not %T", name, parts->items[i]);
        if (matches(s, value_str(parts->items[i]), low, high, at_end))
            return VALUE_TRUE;
    }
    return VALUE_FALSE;
}

Value str_startswith_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value all[4];
    if (!text_search_arguments(t, "startswith", args, nargs, kwnames, all))
        return VALUE_NULL;
    return starts_or_ends(t, all, false);
}

Value str_endswith_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value all[4];
    if (!text_search_arguments(t, "endswith", args, nargs, kwnames, all))
        return VALUE_NULL;
    return starts_or_ends(t, all, true);
}

static Value remove_affix(Thread *t, Value *args, bool at_end) {
    Str *s = value_str(args[0]);
    if (!is_str(args[1]))
        return raise_type_error(t, "remove%s() argument must be str, not %T", at_end ? "suffix" : "prefix",
                                args[1]);
    const Str *part = value_str(args[1]);
    if (!matches(s, part, 0, s->length, at_end))
        return str_value(str_exact(t, s));
    if (at_end)
        return str_value(str_slice(t, s, 0, s->length - part->length));
    return str_value(str_slice(t, s, part->length, s->length));
}

Value str_removeprefix_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return remove_affix(t, args, false);
}

Value str_removesuffix_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return remove_affix(t, args, true);
}

enum { KNOWN = 64 };

/* The first `limit` occurrences: how many, and where the first KNOWN of them are. */
static int64_t find_all(const Str *s, const Str *part, int64_t limit, int64_t known[KNOWN]) {
    int64_t n = 0, from = 0, at;
    while (n < limit && n < KNOWN &&
           (at = text_find(s->data + from, s->length - from, part->data, part->length, 1, false)) >= 0) {
        known[n++] = from + at;
        from += at + part->length;
    }
    if (n == KNOWN)
        n += text_count(s->data + from, s->length - from, part->data, part->length, 1, limit - n);
    return n;
}

/* All texts are ASCII, `old` is not empty. */
static Str *replace_ascii(Thread *t, Str *s, const Str *old, const Str *new, int64_t limit) {
    int64_t known[KNOWN], growth = new->length - old->length, n = find_all(s, old, limit, known);
    if (n == 0)
        return str_exact(t, s);
    if (growth > 0 && n > (INT64_MAX / 8 - s->length) / growth)
        return raise_overflow(t, "replace string is too long"), NULL;
    int64_t length = s->length + n * growth, from = 0;
    Str *result = length == 0 ? str_empty(t) : str_alloc(t, length, 127);
    if (!result || length == 0)
        return result;
    uint8_t *to = result->data;
    for (int64_t i = 0; i < n; i++) {
        int64_t at = i < KNOWN ? known[i] : str_find(s, old, from, s->length, false);
        to = (uint8_t *)mempcpy(to, s->data + from, (size_t)(at - from));
        to = (uint8_t *)mempcpy(to, new->data, (size_t) new->length);
        from = at + old->length;
    }
    memcpy(to, s->data + from, (size_t)(s->length - from));
    return result;
}

/* Puts `new` before each of the first n characters (and at the end, if n allows). */
static void interleave(StrBuilder *b, const Str *s, const Str *new, int64_t n) {
    for (int64_t i = 0; i < s->length; i++) {
        if (n-- > 0)
            strbuilder_str(b, new);
        strbuilder_char(b, str_at(s, i));
    }
    if (n > 0)
        strbuilder_str(b, new);
}

static Str *replace_general(Thread *t, const Str *s, const Str *old, const Str *new, int64_t n) {
    StrBuilder b;
    strbuilder_init(&b, t);
    if (old->length == 0) {
        interleave(&b, s, new, n);
        return strbuilder_finish(&b);
    }
    int64_t from = 0;
    while (n-- > 0) {
        int64_t at = str_find(s, old, from, s->length, false);
        strbuilder_slice(&b, s, from, at);
        strbuilder_str(&b, new);
        from = at + old->length;
    }
    strbuilder_slice(&b, s, from, s->length);
    return strbuilder_finish(&b);
}

Value str_replace_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t limit;
    for (int i = 1; i < 3; i++)
        if (!is_str(args[i]))
            return raise_type_error(t, "replace() argument %d must be str, not %T", i, args[i]);
    if (!text_optional_index(t, args[3], -1, &limit))
        return VALUE_NULL;
    Str *s = value_str(args[0]), *old = value_str(args[1]), *new = value_str(args[2]);
    if (old->kind > s->kind || old->length > s->length)
        return str_value(str_exact(t, s));
    if (limit < 0)
        limit = INT64_MAX;
    if (str_equal(old, new) || limit == 0)
        return str_value(str_exact(t, s));
    if (s->ascii && new->ascii && old->length)
        return str_value(replace_ascii(t, s, old, new, limit));
    int64_t n = count(s, old, 0, s->length, limit);
    if (n == 0)
        return str_value(str_exact(t, s));
    return str_value(replace_general(t, s, old, new, n));
}
