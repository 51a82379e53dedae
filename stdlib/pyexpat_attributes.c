/* Attributes of pyexpat's parsers: handlers, settings, positions. */
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "stdlib/pyexpat.h"

static bool check_given(Thread *t, Value v) {
    if (is_null(v))
        raise(t, EXC_RuntimeError, "Cannot delete attribute");
    return !is_null(v);
}

/* ---- handlers ---- */

static Value get_handler(const PyexpatParser *p, PyexpatHandler which) {
    return new_ref(or_none(p->handlers[which]));
}

static bool set_handler(Thread *t, PyexpatParser *p, PyexpatHandler which, Value v) {
    return check_given(t, v) && pyexpat_set_handler(t, p, which, is_none(v) ? VALUE_NULL : v);
}

#define HANDLER(name, function, doc)                                                                         \
    static Value get_##name(Thread *t, Value self) {                                                         \
        return get_handler(pyexpat_parser(self), PYEXPAT_##name);                                            \
    }                                                                                                        \
    static bool set_##name(Thread *t, Value self, Value v) {                                                 \
        return set_handler(t, pyexpat_parser(self), PYEXPAT_##name, v);                                      \
    }
#include "stdlib/pyexpat_handlers.def"
#undef HANDLER

/* ---- switches ---- */

static bool set_switch(Thread *t, Value v, bool *field) {
    return check_given(t, v) && arg_bool(t, v, field);
}

static Value get_ordered(Thread *t, Value self) {
    return bool_value(pyexpat_parser(self)->ordered_attributes);
}

static bool set_ordered(Thread *t, Value self, Value v) {
    return set_switch(t, v, &pyexpat_parser(self)->ordered_attributes);
}

static Value get_specified(Thread *t, Value self) {
    return bool_value(pyexpat_parser(self)->specified_attributes);
}

static bool set_specified(Thread *t, Value self, Value v) {
    return set_switch(t, v, &pyexpat_parser(self)->specified_attributes);
}

static Value get_prefixes(Thread *t, Value self) {
    return bool_value(pyexpat_parser(self)->namespace_prefixes);
}

static bool set_prefixes(Thread *t, Value self, Value v) {
    PyexpatParser *p = pyexpat_parser(self);
    if (!set_switch(t, v, &p->namespace_prefixes))
        return false;
    XML_SetReturnNSTriplet(p->expat, p->namespace_prefixes);
    return true;
}

/* ---- the buffer for text ---- */

static Value get_buffer_text(Thread *t, Value self) {
    return bool_value(pyexpat_parser(self)->buffer_text);
}

static bool set_buffer_text(Thread *t, Value self, Value v) {
    PyexpatParser *p = pyexpat_parser(self);
    bool on;
    if (!set_switch(t, v, &on))
        return false;
    if (p->buffer_text && !on && !pyexpat_flush(t, p))
        return false;
    p->buffer_text = on;
    return true;
}

static Value get_buffer_size(Thread *t, Value self) {
    return small_int_value(pyexpat_parser(self)->buffer_size);
}

/* A new size switches the buffer on, as in CPython. */
static bool set_buffer_size(Thread *t, Value self, Value v) {
    PyexpatParser *p = pyexpat_parser(self);
    int64_t size;
    if (!check_given(t, v))
        return false;
    if (!is_int(v))
        return raise_type_error(t, "buffer_size must be an integer"), false;
    if (!int_to_int64(v, &size))
        return raise_overflow(t, "Python int too large to convert to C long"), false;
    if (size <= 0)
        return raise_value_error(t, "buffer_size must be greater than zero"), false;
    if (size > INT32_MAX)
        return raise_value_error(t, "buffer_size must not be greater than %d", INT32_MAX), false;
    if (size == p->buffer_size)
        return true;
    if (!pyexpat_flush(t, p))
        return false;
    p->buffer_size = (int)size;
    p->buffer_text = true;
    return true;
}

static Value get_buffer_used(Thread *t, Value self) {
    return small_int_value(pyexpat_parser(self)->buffer_used);
}

/* ---- where the parser is ---- */

static Value get_intern(Thread *t, Value self) {
    return new_ref(pyexpat_parser(self)->intern);
}

static Value get_code(Thread *t, Value self) {
    return small_int_value(XML_GetErrorCode(pyexpat_parser(self)->expat));
}

static Value get_line(Thread *t, Value self) {
    return int_from_uint64(t, XML_GetCurrentLineNumber(pyexpat_parser(self)->expat));
}

static Value get_column(Thread *t, Value self) {
    return int_from_uint64(t, XML_GetCurrentColumnNumber(pyexpat_parser(self)->expat));
}

static Value get_index(Thread *t, Value self) {
    return int_value(t, XML_GetCurrentByteIndex(pyexpat_parser(self)->expat));
}

const GetSetDef pyexpat_getsets[] = {
#define HANDLER(name, function, doc) {#name, get_##name, set_##name, "Called with: " doc},
#include "stdlib/pyexpat_handlers.def"
#undef HANDLER
    {"ordered_attributes", get_ordered, set_ordered, "Attributes are a list of names and values, no dict."},
    {"specified_attributes", get_specified, set_specified,
     "Only attributes that are in the document, not those of its declarations."},
    {"namespace_prefixes", get_prefixes, set_prefixes, "Names have their prefix behind a further separator."},
    {"buffer_text", get_buffer_text, set_buffer_text, "Text is collected until another event comes."},
    {"buffer_size", get_buffer_size, set_buffer_size,
     "How many bytes of text (in UTF-8) are collected at most."},
    {"buffer_used", get_buffer_used, NULL, "How many there are."},
    {"intern", get_intern, member_readonly, "Names that come again are one string: this dict."},
    {"ErrorCode", get_code, NULL, "The number of the last error."},
    {"ErrorLineNumber", get_line, NULL, "Where it was: the line, from 1."},
    {"ErrorColumnNumber", get_column, NULL, "The column, from 0."},
    {"ErrorByteIndex", get_index, NULL, "The byte, from 0."},
    {"CurrentLineNumber", get_line, NULL, "Where the event is: the line, from 1."},
    {"CurrentColumnNumber", get_column, NULL, "The column, from 0."},
    {"CurrentByteIndex", get_index, NULL, "The byte, from 0; -1: nowhere."},
    {0}};
