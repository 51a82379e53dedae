/* The type str: its slots, its constructor and its table. */
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str_impl.h"
#include "runtime/str_methods.h"
#include "runtime/str_repr.h"
#include "runtime/types.h"

static void dealloc(Thread *t, Object *self) {
    Str *s = (Str *)self;
    if (s->interned)
        str_forget_interned(t, s);
    str_utf8_drop(s);
}

static Value repr(Thread *t, Value self) {
    return str_value(str_repr(t, value_str(self)));
}

static Value to_str(Thread *t, Value self) {
    return str_value(str_exact(t, value_str(self)));
}

static bool hash(Thread *t, Value self, int64_t *out) {
    *out = str_hash(t, value_str(self));
    return true;
}

static bool holds(int order, CompareOp op) {
    switch (op) {
    case COMPARE_LT:
        return order < 0;
    case COMPARE_LE:
        return order <= 0;
    case COMPARE_GT:
        return order > 0;
    case COMPARE_GE:
        return order >= 0;
    default:
        return (order == 0) == (op == COMPARE_EQ);
    }
}

static Value compare(Thread *t, Value self, Value other, CompareOp op) {
    if (!is_str(self) || !is_str(other))
        return VALUE_NOTIMPLEMENTED;
    if (op == COMPARE_EQ || op == COMPARE_NE)
        return bool_value(str_equal(value_str(self), value_str(other)) == (op == COMPARE_EQ));
    return bool_value(holds(str_compare(value_str(self), value_str(other)), op));
}

static int64_t length(Thread *t, Value self) {
    return value_str(self)->length;
}

static Value concat(Thread *t, Value self, Value other) {
    if (!is_str(other))
        return raise_type_error(t, "can only concatenate str (not \"%T\") to str", other);
    return str_value(str_concat(t, value_str(self), value_str(other)));
}

static Value repeat(Thread *t, Value self, Value count) {
    int64_t n;
    if (!op_index_int64(t, count, &n, EXC_OverflowError))
        return VALUE_NULL;
    return str_value(str_repeat(t, value_str(self), n));
}

static Value remainder_slot(Thread *t, Value a, Value b) {
    return is_str(a) ? str_value(str_percent(t, value_str(a), b)) : VALUE_NOTIMPLEMENTED;
}

static int contains(Thread *t, Value self, Value item) {
    if (!is_str(item))
        return raise_type_error(t, "'in <string>' requires string as left operand, not %T", item), -1;
    return str_find(value_str(self), value_str(item), 0, value_str(self)->length, false) >= 0;
}

static Value slice_with_step(Thread *t, const Str *s, int64_t start, int64_t step, int64_t count) {
    StrBuilder b;
    strbuilder_init(&b, t);
    for (int64_t i = 0; i < count; i++)
        strbuilder_char(&b, str_at(s, start + i * step));
    return str_value(strbuilder_finish(&b));
}

static Value get_slice(Thread *t, Str *s, Value slice) {
    int64_t start, stop, step, count;
    if (!slice_indices(t, slice, s->length, &start, &stop, &step, &count))
        return VALUE_NULL;
    if (count <= 0)
        return object_value(str_empty(t));
    if (step == 1)
        return str_value(str_slice(t, s, start, start + count));
    return slice_with_step(t, s, start, step, count);
}

static Value getitem(Thread *t, Value self, Value key) {
    Str *s = value_str(self);
    int64_t i;
    if (is_slice(key))
        return get_slice(t, s, key);
    if (!text_index(t, key, "string indices must be integers, not '%T'", &i))
        return VALUE_NULL;
    if (i < 0)
        i += s->length;
    if (i < 0 || i >= s->length)
        return raise_index_error(t, "string index out of range");
    return str_getitem(t, s, i);
}

static Value iter(Thread *t, Value self) {
    return sequence_iterator_new(t, value_str(self)->ascii ? TYPE_STR_ASCII_ITERATOR : TYPE_STR_ITERATOR,
                                 self);
}

/* str(...) */

static bool text_argument(Thread *t, Value v, const char *name, const char **out) {
    *out = NULL;
    if (is_null(v))
        return true;
    Str *s = arg_str(t, v, "str", name);
    return s && (*out = str_utf8(t, s, NULL));
}

static Value decode_object(Thread *t, Value v, Value encoding, Value errors) {
    const char *encoding_name, *errors_name;
    if (!text_argument(t, encoding, "encoding", &encoding_name) ||
        !text_argument(t, errors, "errors", &errors_name))
        return VALUE_NULL;
    return str_decode_object(t, v, encoding_name, errors_name);
}

static Value make(Thread *t, Value v, Value encoding, Value errors) {
    if (is_null(v))
        return object_value(str_empty(t));
    if (is_null(encoding) && is_null(errors))
        return str_value(op_str(t, v));
    return decode_object(t, v, encoding, errors);
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Value text = make(t, args[0], args[1], args[2]);
    if (is_null(text) || type->id == TYPE_STR)
        return text;
    Str *s = str_alloc_subtype(t, type, value_str(text));
    decref(t, text);
    return str_value(s);
}

/* Methods that fit nowhere else. */

bool str_iterable_as_sequence(Thread *t, Value iterable, Value *owner, Value **items, int64_t *count) {
    *owner = VALUE_NULL;
    if (is_tuple(iterable)) {
        *owner = new_ref(iterable);
        *items = value_tuple(iterable)->items;
        *count = value_tuple(iterable)->length;
        return true;
    }
    if (is_list(iterable))
        *owner = new_ref(iterable);
    else {
        Value iterator = op_iter(t, iterable);
        if (is_null(iterator)) {
            if (error_clear_if(t, EXC_TypeError))
                raise_type_error(t, "can only join an iterable");
            return false;
        }
        List *list = op_to_list(t, iterator);
        decref(t, iterator);
        if (!list)
            return false;
        *owner = object_value(list);
    }
    *items = value_list(*owner)->items;
    *count = value_list(*owner)->length;
    return true;
}

static Value join_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value owner, *items;
    int64_t count;
    if (!str_iterable_as_sequence(t, args[1], &owner, &items, &count))
        return VALUE_NULL;
    Str *s = str_join(t, value_str(args[0]), items, count);
    decref(t, owner);
    return str_value(s);
}

static Value encode_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *names[2] = {NULL, NULL};
    for (int i = 0; i < 2; i++) {
        if (is_null(args[1 + i]))
            continue;
        Str *s = arg_str(t, args[1 + i], "encode", i ? "errors" : "encoding");
        if (!s || !(names[i] = str_utf8(t, s, NULL)))
            return VALUE_NULL;
    }
    return str_encode(t, value_str(args[0]), names[0], names[1]);
}

static Value format_special(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_str(args[1]))
        return raise_type_error(t, "__format__() argument must be str, not %T", args[1]);
    return str_value(format_value(t, args[0], value_str(args[1])));
}

static Value getnewargs(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *copy =
        str_from_points(t, value_str(args[0])->data, value_str(args[0])->kind, value_str(args[0])->length);
    Value item = str_value(copy);
    Tuple *tuple = copy ? tuple_from_owned(t, &item, 1) : NULL;
    return tuple ? object_value(tuple) : VALUE_NULL;
}

static Value sizeof_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return small_int_value((int64_t)str_object_size(value_object(args[0])));
}

static const MethodDef methods[] = {
    {"capitalize", str_capitalize_method, "", "The first character in title case, the rest in lower case."},
    {"casefold", str_casefold_method, "", "A version for comparisons without case."},
    {"center", str_center_method, "width, fillchar=' ', /", "Centered in a string of that width."},
    {"count", str_count_method, NULL, "Number of occurrences that do not overlap."},
    {"encode", encode_method, "encoding='utf-8', errors='strict'", "The string as bytes."},
    {"endswith", str_endswith_method, NULL, "True if it ends with the suffix or one of a tuple of suffixes."},
    {"expandtabs", str_expandtabs_method, "tabsize=8", "Tabs replaced by blanks."},
    {"find", str_find_method, NULL, "Lowest index where sub is found, or -1."},
    {"format", str_format_method, "*args, **kwargs", "Fields in braces replaced by formatted arguments."},
    {"format_map", str_format_map_method, "mapping, /", "As format(**mapping), without copying."},
    {"index", str_index_method, NULL, "As find, but ValueError when sub is not found."},
    {"isalnum", str_isalnum_method, "", "True if all characters are letters or numbers."},
    {"isalpha", str_isalpha_method, "", "True if all characters are letters."},
    {"isascii", str_isascii_method, "", "True if all characters are ASCII."},
    {"isdecimal", str_isdecimal_method, "", "True if all characters are decimal digits."},
    {"isdigit", str_isdigit_method, "", "True if all characters are digits."},
    {"isidentifier", str_isidentifier_method, "", "True if the string is an identifier."},
    {"islower", str_islower_method, "", "True if all cased characters are lower case."},
    {"isnumeric", str_isnumeric_method, "", "True if all characters are numeric."},
    {"isprintable", str_isprintable_method, "", "True if repr would show all characters as they are."},
    {"isspace", str_isspace_method, "", "True if all characters are blanks."},
    {"istitle", str_istitle_method, "", "True if words start with upper case and go on in lower case."},
    {"isupper", str_isupper_method, "", "True if all cased characters are upper case."},
    {"join", join_method, "iterable, /", "The strings of the iterable with this one in between."},
    {"ljust", str_ljust_method, "width, fillchar=' ', /", "At the left of a string of that width."},
    {"lower", str_lower_method, "", "In lower case."},
    {"lstrip", str_lstrip_method, "chars=None, /", "Without leading blanks or the given characters."},
    {"maketrans", str_maketrans_method, "x, y=None, z=None, /", "A table for translate.", METHOD_STATIC},
    {"partition", str_partition_method, "sep, /", "What is before, at and after the first separator."},
    {"removeprefix", str_removeprefix_method, "prefix, /", "Without the prefix, if it is there."},
    {"removesuffix", str_removesuffix_method, "suffix, /", "Without the suffix, if it is there."},
    {"replace", str_replace_method, "old, new, count=-1, /",
     "All (or the first count) occurrences replaced."},
    {"rfind", str_rfind_method, NULL, "Highest index where sub is found, or -1."},
    {"rindex", str_rindex_method, NULL, "As rfind, but ValueError when sub is not found."},
    {"rjust", str_rjust_method, "width, fillchar=' ', /", "At the right of a string of that width."},
    {"rpartition", str_rpartition_method, "sep, /", "What is before, at and after the last separator."},
    {"rsplit", str_rsplit_method, "sep=None, maxsplit=-1",
     "The parts between separators, split from the right."},
    {"rstrip", str_rstrip_method, "chars=None, /", "Without trailing blanks or the given characters."},
    {"split", str_split_method, "sep=None, maxsplit=-1", "The parts between separators."},
    {"splitlines", str_splitlines_method, "keepends=False", "The lines."},
    {"startswith", str_startswith_method, NULL,
     "True if it starts with the prefix or one of a tuple of prefixes."},
    {"strip", str_strip_method, "chars=None, /",
     "Without leading and trailing blanks or the given characters."},
    {"swapcase", str_swapcase_method, "", "Upper case made lower case and the other way round."},
    {"title", str_title_method, "", "Words with upper case at the start."},
    {"translate", str_translate_method, "table, /", "Characters replaced as the table says."},
    {"upper", str_upper_method, "", "In upper case."},
    {"zfill", str_zfill_method, "width, /", "Padded with zeros after the sign."},
    {"__format__", format_special, "format_spec, /", "Formatted as the specification says."},
    {"__getnewargs__", getnewargs, "", NULL},
    {"__sizeof__", sizeof_method, "", "Size in memory, in bytes."},
    {0}};

const TypeDef str_type_def = {
    .name = "str",
    .size = sizeof(Str),
    .flags = TYPE_BASE | TYPE_VAR_SIZED | TYPE_MATCH_SELF,
    .doc = "str(object='')\nstr(bytes[, encoding[, errors]])\n\nAn object as text, by its __str__ or "
           "__repr__; or what bytes say in an encoding (UTF-8 by\ndefault), errors as its handler wants it "
           "(strict by default).",
    .new_signature = "object='', encoding='utf-8', errors='strict'",
    .slots =
        {
            .dealloc = dealloc,
            .size = str_object_size,
            .repr = repr,
            .str = to_str,
            .hash = hash,
            .compare = compare,
            .length = length,
            .concat = concat,
            .repeat = repeat,
            .binary[BINARY_MOD] = remainder_slot,
            .contains = contains,
            .getitem = getitem,
            .iter = iter,
            .new_instance = new_instance,
        },
    .methods = methods,
};
