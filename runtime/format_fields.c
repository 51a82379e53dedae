/* str.format and str.format_map: fields looked up among the arguments and formatted. */
#include "runtime/format_fields.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str_methods.h"

/* Where the fields come from, and how they have been numbered so far. */
typedef struct FieldSource {
    Thread *t;
    Value *args;
    int count;      /* -1: format_map, which has no positional fields */
    Tuple *kwnames; /* names of the values behind args; or */
    Value mapping;  /* format_map's, else VALUE_NULL */
    enum { UNNUMBERED, AUTOMATIC, MANUAL } numbering;
    int64_t next;
} FieldSource;

static bool check_numbering(FieldSource *source, bool automatic) {
    if (source->numbering == UNNUMBERED)
        source->numbering = automatic ? AUTOMATIC : MANUAL;
    if (source->numbering == (automatic ? AUTOMATIC : MANUAL))
        return true;
    raise_value_error(source->t, "cannot switch from %s to %s",
                      automatic ? "manual field specification" : "automatic field numbering",
                      automatic ? "automatic field numbering" : "manual field specification");
    return false;
}

static Value positional(FieldSource *source, int64_t index) {
    if (source->count < 0)
        return raise_value_error(source->t, "Format string contains positional fields");
    if (index >= source->count)
        return raise(source->t, EXC_IndexError,
                     "Replacement index %zd out of range for positional args tuple", (ssize_t)index);
    return new_ref(source->args[index]);
}

static Value named(FieldSource *source, TextRange range) {
    Thread *t = source->t;
    Str *name = range_str(t, range);
    Value v = VALUE_NULL;
    if (!name)
        return v;
    if (!is_null(source->mapping))
        v = op_getitem(t, source->mapping, object_value(name));
    else {
        int i = source->kwnames ? tuple_find_name(source->kwnames, name) : -1;
        v = i >= 0 ? new_ref(source->args[source->count + i]) : raise_key_error(t, object_value(name));
    }
    decref_object(t, name);
    return v;
}

static Value first_object(FieldSource *source, TextRange *name) {
    TextRange first;
    int64_t index;
    if (!format_first_name(source->t, name, &first, &index))
        return VALUE_NULL;
    bool empty = first.start >= first.stop;
    if (!empty && index < 0)
        return named(source, first);
    if (!check_numbering(source, empty))
        return VALUE_NULL;
    return positional(source, empty ? source->next++ : index);
}

static Value step_into(Thread *t, Value v, TextRange piece, bool is_attribute, int64_t index) {
    if (!is_attribute && index >= 0)
        return op_getitem(t, v, small_int_value(index));
    Str *name = range_str(t, piece);
    if (is_attribute)
        name = str_intern(t, name);
    if (!name)
        return VALUE_NULL;
    Value result = is_attribute ? op_getattr(t, v, name) : op_getitem(t, v, object_value(name));
    decref_object(t, name);
    return result;
}

static Value field_object(FieldSource *source, TextRange name) {
    Thread *t = source->t;
    TextRange piece;
    bool is_attribute;
    int64_t index;
    int more = 1;
    Value v = first_object(source, &name);
    while (!is_null(v) && (more = format_next_name(t, &name, &piece, &is_attribute, &index)) > 0) {
        Value inner = step_into(t, v, piece, is_attribute, index);
        decref(t, v);
        v = inner;
    }
    if (more >= 0)
        return v;
    decref(t, v);
    return VALUE_NULL;
}

static bool check_conversion(Thread *t, uint32_t c) {
    if (c == 0 || c == 'r' || c == 's' || c == 'a')
        return true;
    if (c > 32 && c < 127)
        raise_value_error(t, "Unknown conversion specifier %c", (int)c);
    else
        raise_value_error(t, "Unknown conversion specifier \\x%x", c);
    return false;
}

static Str *format_all(FieldSource *source, TextRange text, int depth);

static bool add_object(FieldSource *source, StrBuilder *b, const FormatPart *part, Value v, int depth) {
    Thread *t = source->t;
    if (!check_conversion(t, part->conversion))
        return false;
    Str *spec = part->nested ? format_all(source, part->spec, depth - 1) : range_str(t, part->spec);
    Str *s = spec ? format_field(t, v, (char)part->conversion, spec) : NULL;
    xdecref_object(t, spec);
    if (!s)
        return false;
    strbuilder_str(b, s);
    decref_object(t, s);
    return true;
}

static bool add_field(FieldSource *source, StrBuilder *b, const FormatPart *part, int depth) {
    Value v = field_object(source, part->name);
    if (is_null(v))
        return false;
    bool ok = add_object(source, b, part, v, depth);
    decref(source->t, v);
    return ok;
}

static Str *format_all(FieldSource *source, TextRange text, int depth) {
    FormatPart part;
    StrBuilder b;
    int more = 1;
    if (depth <= 0)
        return raise_value_error(source->t, "Max string recursion exceeded"), NULL;
    strbuilder_init(&b, source->t);
    while (more > 0 && (more = format_next_part(source->t, &text, &part)) > 0) {
        strbuilder_slice(&b, part.literal.text, part.literal.start, part.literal.stop);
        if (part.has_field && !add_field(source, &b, &part, depth))
            more = -1;
    }
    if (more == 0)
        return strbuilder_finish(&b);
    strbuilder_drop(&b);
    return NULL;
}

enum { DEPTH = 2 }; /* fields in the specs of fields, but not deeper */

Value str_format_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *s = value_str(args[0]);
    FieldSource source = {
        .t = t, .args = args + 1, .count = nargs - 1, .kwnames = kwnames, .mapping = VALUE_NULL};
    return str_value(format_all(&source, (TextRange){s, 0, s->length}, DEPTH));
}

Value str_format_map_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *s = value_str(args[0]);
    FieldSource source = {.t = t, .count = -1, .mapping = args[1]};
    return str_value(format_all(&source, (TextRange){s, 0, s->length}, DEPTH));
}
