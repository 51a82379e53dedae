/* translate and maketrans. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/ops.h"
#include "runtime/str_methods.h"

/* What the table gives for one character: 1 and an owned value, 0: the character stays, -1: exception. */
static int look_up(Thread *t, Value table, uint32_t c, Value *out) {
    if (is_dict_exact(table)) { /* no KeyError is made that would be dropped at once */
        *out = new_ref(dict_get(t, value_dict(table), small_int_value(c)));
        return is_null(*out) ? (error_pending(t) ? -1 : 0) : 1;
    }
    *out = op_getitem(t, table, small_int_value(c));
    if (!is_null(*out))
        return 1;
    return error_clear_if(t, EXC_LookupError) ? 0 : -1;
}

/* Adds the replacement (borrowed): a str, None (nothing), or a code point. */
static bool add_replacement(Thread *t, StrBuilder *b, Value v) {
    int64_t c;
    if (is_none(v))
        return true;
    if (is_str(v))
        return strbuilder_str(b, value_str(v)), true;
    if (!is_int(v))
        return raise_type_error(t, "character mapping must return integer, None or str"), false;
    if (!int_to_int64(v, &c) || c < 0 || c > 0x10ffff)
        return raise_value_error(t, "character mapping must be in range(0x110000)"), false;
    strbuilder_char(b, (uint32_t)c);
    return true;
}

static bool translate_one(Thread *t, StrBuilder *b, Value table, uint32_t c) {
    Value v;
    int found = look_up(t, table, c, &v);
    if (found == 0)
        strbuilder_char(b, c);
    if (found <= 0)
        return found == 0;
    bool ok = add_replacement(t, b, v);
    decref(t, v);
    return ok;
}

enum { UNKNOWN = -1, LONGER = -2, REMOVED = -3 };

/* As translate_one for ASCII, remembering what the table answered if that was at most one character. */
static bool translate_ascii(Thread *t, StrBuilder *b, Value table, uint32_t c, int32_t *known) {
    int64_t before = b->length;
    if (known[c] >= 0)
        return strbuilder_char(b, (uint32_t)known[c]), true;
    if (known[c] == REMOVED)
        return true;
    if (!translate_one(t, b, table, c))
        return false;
    int64_t added = b->length - before;
    if (added == 0 && !b->failed)
        known[c] = REMOVED;
    else if (added == 1 && b->kind == 1)
        known[c] = ((const uint8_t *)b->data)[before];
    else
        known[c] = LONGER;
    return true;
}

/* The start of an ASCII text as far as the table gives ASCII for each character: how far, or -1 (exception).
 */
static int64_t translate_prefix(Thread *t, Value table, const Str *s, Str *result, int32_t *known) {
    for (int64_t i = 0; i < s->length; i++) {
        uint8_t c = s->data[i];
        if (known[c] == UNKNOWN) {
            StrBuilder one;
            strbuilder_init(&one, t);
            bool ok = translate_ascii(t, &one, table, c, known);
            strbuilder_drop(&one);
            if (!ok)
                return -1;
        }
        if (known[c] < 0 || known[c] > 127)
            return i;
        result->data[i] = (uint8_t)known[c];
    }
    return s->length;
}

Value str_translate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Str *s = value_str(args[0]);
    int32_t known[128];
    StrBuilder b;
    bool ok = true;
    int64_t done = 0;
    Str *start = NULL;
    for (int i = 0; i < 128; i++)
        known[i] = UNKNOWN;
    if (s->ascii && s->length > 1) {
        if (!(start = str_alloc(t, s->length, 127)))
            return VALUE_NULL;
        done = translate_prefix(t, args[1], s, start, known);
        if (done == s->length)
            return object_value(start);
        ok = done >= 0;
    }
    strbuilder_init(&b, t);
    if (start && ok)
        strbuilder_ascii(&b, (const char *)start->data, (size_t)done);
    xdecref_object(t, start);
    for (int64_t i = done; ok && i < s->length; i++) {
        uint32_t c = str_at(s, i);
        ok = c < 128 ? translate_ascii(t, &b, args[1], c, known) : translate_one(t, &b, args[1], c);
    }
    if (ok)
        return str_value(strbuilder_finish(&b));
    strbuilder_drop(&b);
    return VALUE_NULL;
}

/* A copy of a dict in which keys of one character are replaced by their code points. */
static bool copy_table(Thread *t, Dict *from, Dict *to) {
    int64_t position = 0;
    Value key, v;
    while (dict_next(from, &position, &key, &v)) {
        if (is_str(key)) {
            if (value_str(key)->length != 1)
                return raise_value_error(t, "string keys in translate table must be of length 1"), false;
            key = small_int_value(str_at(value_str(key), 0));
        } else if (!is_int(key))
            return raise_type_error(t, "keys in translate table must be strings or integers"), false;
        if (!dict_set(t, to, key, v))
            return false;
    }
    return true;
}

static bool pair_up(Thread *t, Value *args, Dict *to) {
    if (!is_str(args[0]))
        return raise_type_error(t, "first maketrans argument must be a string if there is a second argument"),
               false;
    if (value_str(args[0])->length != value_str(args[1])->length)
        return raise_value_error(t, "the first two maketrans arguments must have equal length"), false;
    for (int64_t i = 0; i < value_str(args[0])->length; i++)
        if (!dict_set(t, to, small_int_value(str_at(value_str(args[0]), i)),
                      small_int_value(str_at(value_str(args[1]), i))))
            return false;
    for (int64_t i = 0; !is_null(args[2]) && i < value_str(args[2])->length; i++)
        if (!dict_set(t, to, small_int_value(str_at(value_str(args[2]), i)), VALUE_NONE))
            return false;
    return true;
}

Value str_maketrans_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    for (int i = 1; i < 3; i++)
        if (!is_null(args[i]) && !is_str(args[i]))
            return raise_type_error(t, "maketrans() argument %d must be str, not %T", i + 1, args[i]);
    if (is_null(args[1]) && !is_dict(args[0]))
        return raise_type_error(t, "if you give only one argument to maketrans it must be a dict");
    Dict *table = dict_new(t, 0);
    if (!table)
        return VALUE_NULL;
    if (is_null(args[1]) ? copy_table(t, value_dict(args[0]), table) : pair_up(t, args, table))
        return object_value(table);
    decref_object(t, table);
    return VALUE_NULL;
}
