/* Module _string: the parser of format strings, for string.Formatter. */
#include "runtime/error.h"
#include "runtime/format_fields.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/ops.h"

/* Both iterators: over the parts of a format string, or over the pieces of a field's name. */
typedef struct FormatIterator {
    Object ob;
    Str *text;
    int64_t start, stop;
} FormatIterator;

static const TypeDef formatter_iterator_type_def, field_name_iterator_type_def;

static TextRange rest_of(const FormatIterator *it) {
    return (TextRange){it->text, it->start, it->stop};
}

static Value make_iterator(Thread *t, const TypeDef *def, TextRange range) {
    Type *type = t->interp->native_types;
    while (type && type->def != def)
        type = type->next_native;
    FormatIterator *it = object_new(t, type, 0);
    if (!it)
        return VALUE_NULL;
    incref_object(range.text);
    it->text = range.text;
    it->start = range.start;
    it->stop = range.stop;
    return object_value(it);
}

static void dealloc(Thread *t, Object *self) {
    xdecref_object(t, ((FormatIterator *)self)->text);
}

static Value iter(Thread *t, Value self) {
    return new_ref(self);
}

static Value owned_tuple(Thread *t, Value *items, int count) {
    bool ok = true;
    for (int i = 0; i < count; i++)
        ok &= !is_null(items[i]);
    if (ok) {
        Tuple *tuple = tuple_from_owned(t, items, count);
        return tuple ? object_value(tuple) : VALUE_NULL;
    }
    for (int i = 0; i < count; i++)
        decref(t, items[i]);
    return VALUE_NULL;
}

/* (literal, field name, format spec, conversion) */
static Value next_part(Thread *t, Value self) {
    FormatIterator *it = (FormatIterator *)value_object(self);
    TextRange rest = rest_of(it);
    FormatPart part;
    if (format_next_part(t, &rest, &part) <= 0)
        return VALUE_NULL;
    it->start = rest.start;
    Value items[4] = {str_value(range_str(t, part.literal)), VALUE_NONE, VALUE_NONE, VALUE_NONE};
    if (part.has_field) {
        items[1] = str_value(range_str(t, part.name));
        items[2] = str_value(range_str(t, part.spec));
        if (part.conversion)
            items[3] = str_from_char(t, part.conversion);
    }
    return owned_tuple(t, items, 4);
}

/* (is attribute, name or index) */
static Value next_name(Thread *t, Value self) {
    FormatIterator *it = (FormatIterator *)value_object(self);
    TextRange rest = rest_of(it), piece;
    bool is_attribute;
    int64_t index;
    if (format_next_name(t, &rest, &piece, &is_attribute, &index) <= 0)
        return VALUE_NULL;
    it->start = rest.start;
    Value items[2] = {bool_value(is_attribute),
                      index >= 0 ? small_int_value(index) : str_value(range_str(t, piece))};
    return owned_tuple(t, items, 2);
}

static const TypeDef formatter_iterator_type_def = {
    .name = "formatteriterator",
    .size = sizeof(FormatIterator),
    .flags = TYPE_NO_INSTANCES,
    .slots = {.dealloc = dealloc, .iter = iter, .next = next_part},
};
static const TypeDef field_name_iterator_type_def = {
    .name = "fieldnameiterator",
    .size = sizeof(FormatIterator),
    .flags = TYPE_NO_INSTANCES,
    .slots = {.dealloc = dealloc, .iter = iter, .next = next_name},
};

static bool check_str(Thread *t, Value v) {
    if (!is_str(v))
        raise_type_error(t, "expected str, got %T", v);
    return is_str(v);
}

static Value parser_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!check_str(t, args[0]))
        return VALUE_NULL;
    Str *s = value_str(args[0]);
    return make_iterator(t, &formatter_iterator_type_def, (TextRange){s, 0, s->length});
}

static Value split_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!check_str(t, args[0]))
        return VALUE_NULL;
    TextRange rest = {value_str(args[0]), 0, value_str(args[0])->length}, first;
    int64_t index;
    if (!format_first_name(t, &rest, &first, &index))
        return VALUE_NULL;
    Value items[2] = {index >= 0 ? small_int_value(index) : str_value(range_str(t, first)),
                      make_iterator(t, &field_name_iterator_type_def, rest)};
    return owned_tuple(t, items, 2);
}

static bool exec(Thread *t, Value module) {
    return type_new_native(t, &formatter_iterator_type_def) &&
           type_new_native(t, &field_name_iterator_type_def);
}

static const MethodDef functions[] = {{"formatter_parser", parser_function, "string, /",
                                       "Iterates over (literal, field name, format spec, conversion)."},
                                      {"formatter_field_name_split", split_function, "name, /",
                                       "The first piece of a field's name and an iterator over the rest."},
                                      {0}};
const ModuleDef string_parser_module_def = {.name = "_string", .functions = functions, .exec = exec};
