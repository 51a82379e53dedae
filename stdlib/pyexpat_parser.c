/* The type of pyexpat's parsers: making and feeding them, their attributes. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/memory.h"
#include "runtime/sequence.h"
#include "stdlib/native_types.h"
#include "stdlib/pyexpat.h"

enum { BUFFER_SIZE = 8 << 10, READ_SIZE = 2 << 10 };

/* ---- errors and arguments ---- */

static Value raise_at(Thread *t, enum XML_Error code, size_t line, size_t column) {
    Str *message = expat_message(t, NULL, code, line, column);
    Value type = object_value(native_types_find(t, &pyexpat_error_type_def));
    Value e = message ? op_call1(t, type, object_value(message)) : VALUE_NULL;
    if (!is_null(e) && expat_set_number(t, e, "code", code) &&
        expat_set_number(t, e, "offset", (int64_t)column) && expat_set_number(t, e, "lineno", (int64_t)line))
        raise_value(t, e);
    decref(t, e);
    xdecref_object(t, message);
    return VALUE_NULL;
}

Value pyexpat_raise(Thread *t, PyexpatParser *p, enum XML_Error code) {
    return raise_at(t, code, XML_GetErrorLineNumber(p->expat), XML_GetErrorColumnNumber(p->expat));
}

bool pyexpat_text(Thread *t, Value v, const char *what, bool may_be_none, const char **text) {
    size_t length;
    *text = NULL;
    if (is_null(v) || (may_be_none && is_none(v)))
        return true;
    if (!is_str(v))
        return expat_refuse_type(t, v, what, may_be_none ? "str or None" : "str");
    *text = str_utf8(t, value_str(v), &length);
    if (*text && strlen(*text) != length)
        return raise_value_error(t, "embedded null character"), false;
    return *text != NULL;
}

/* ---- beginning and end ---- */

static void parser_dealloc(Thread *t, Object *o) {
    PyexpatParser *p = (PyexpatParser *)o;
    if (p->expat)
        XML_ParserFree(p->expat);
    mem_free(p->buffer);
    expat_names_clear(t, &p->names);
    decref(t, p->intern);
    for (int i = 0; i < PYEXPAT_HANDLERS; i++)
        decref(t, p->handlers[i]);
    xdecref_object(t, p->origin);
}

static void parser_traverse(Object *o, VisitFn visit, void *arg) {
    PyexpatParser *p = (PyexpatParser *)o;
    visit_value(p->intern, visit, arg);
    visit_object(p->origin, visit, arg);
    for (int i = 0; i < PYEXPAT_HANDLERS; i++)
        visit_value(p->handlers[i], visit, arg);
}

/* The origin stays: the library needs it as long as the parser. */
static void parser_clear(Thread *t, Object *o) {
    PyexpatParser *p = (PyexpatParser *)o;
    for (int i = 0; i < PYEXPAT_HANDLERS; i++)
        value_clear(t, &p->handlers[i]);
    value_store(t, &p->intern, VALUE_NONE);
}

static void inherit(PyexpatParser *p, PyexpatParser *origin) {
    p->origin = origin;
    incref_object(origin);
    p->ordered_attributes = origin->ordered_attributes;
    p->specified_attributes = origin->specified_attributes;
    p->namespace_prefixes = origin->namespace_prefixes;
    p->buffer_text = origin->buffer_text;
    p->buffer_size = origin->buffer_size;
    for (int i = 0; i < PYEXPAT_HANDLERS; i++)
        p->handlers[i] = new_ref(origin->handlers[i]);
}

Value pyexpat_parser_new(Thread *t, XML_Parser expat, PyexpatParser *origin, Value intern) {
    PyexpatParser *p = object_new(t, native_types_find(t, &pyexpat_parser_type_def), 0);
    if (!p) {
        XML_ParserFree(expat);
        return VALUE_NULL;
    }
    p->expat = expat;
    p->intern = new_ref(intern);
    p->buffer_size = BUFFER_SIZE;
    for (int i = 0; i < PYEXPAT_HANDLERS; i++)
        p->handlers[i] = VALUE_NULL;
    if (origin)
        inherit(p, origin);
    pyexpat_connect(p);
    return object_value(p);
}

Value pyexpat_create(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *encoding, *separator;
    if (!pyexpat_text(t, args[0], "ParserCreate() argument 'encoding'", true, &encoding) ||
        !pyexpat_text(t, args[1], "ParserCreate() argument 'namespace_separator'", true, &separator))
        return VALUE_NULL;
    if (separator && strlen(separator) > 1)
        return raise_value_error(t, "namespace_separator must be at most one character, omitted, or None");
    if (!is_null(args[2]) && !is_none(args[2]) && !is_dict(args[2]))
        return raise_type_error(t, "intern must be a dictionary");
    Value intern = is_null(args[2]) ? result_value(dict_new(t, 0)) : new_ref(args[2]);
    XML_Parser expat = is_null(intern) ? NULL : expat_parser_new(t, encoding, separator);
    Value v = expat ? pyexpat_parser_new(t, expat, NULL, intern) : VALUE_NULL;
    decref(t, intern);
    return v;
}

static Value external_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PyexpatParser *p = pyexpat_parser(args[0]);
    const char *context, *encoding;
    if (!pyexpat_text(t, args[1], "ExternalEntityParserCreate() argument 1", true, &context) ||
        !pyexpat_text(t, args[2], "ExternalEntityParserCreate() argument 2", false, &encoding))
        return VALUE_NULL;
    XML_Parser expat = XML_ExternalEntityParserCreate(p->expat, context, encoding);
    return expat ? pyexpat_parser_new(t, expat, p, p->intern) : raise_no_memory(t);
}

/* ---- data ---- */

static Value parse(Thread *t, PyexpatParser *p, Value data, bool is_final) {
    enum XML_Status status;
    if (p->thread)
        return raise(t, EXC_RuntimeError, "the parser is parsing already");
    p->thread = t;
    bool ok = expat_feed(t, p->expat, data, is_final, &status);
    if (ok && !error_pending(t) && status == XML_STATUS_ERROR)
        pyexpat_raise(t, p, XML_GetErrorCode(p->expat));
    else if (ok && !error_pending(t))
        pyexpat_flush(t, p);
    p->thread = NULL;
    return error_pending(t) ? VALUE_NULL : small_int_value(status);
}

static Value parse_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    bool is_final = false;
    if (!is_null(args[2]) && !arg_bool(t, args[2], &is_final))
        return VALUE_NULL;
    return parse(t, pyexpat_parser(args[0]), args[1], is_final);
}

/* The next piece: bytes or a bytearray. */
static Value read_piece(Thread *t, Value read) {
    Value v = op_call1(t, read, small_int_value(READ_SIZE));
    int64_t length = is_null(v) ? 0 : is_bytes(v) || is_bytearray(v) ? span_of(v).length : -1;
    if (length < 0)
        raise_type_error(t, "read() did not return a bytes object (type=%T)", v);
    else if (length > READ_SIZE)
        raise_value_error(t, "read() returned too much data: %d bytes requested, %ld returned", READ_SIZE,
                          (long)length);
    if (length >= 0 && length <= READ_SIZE)
        return v;
    decref(t, v);
    return VALUE_NULL;
}

static Value parse_file_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PyexpatParser *p = pyexpat_parser(args[0]);
    Value read = op_getattr_optional(t, args[1], NAME(read)), result = VALUE_NULL;
    if (is_null(read))
        return error_pending(t) ? VALUE_NULL : raise_type_error(t, "argument must have 'read' attribute");
    for (bool is_final = false; !is_final;) {
        Value piece = read_piece(t, read);
        is_final = is_null(piece) || span_of(piece).length == 0;
        result = is_null(piece) ? VALUE_NULL : parse(t, p, piece, is_final);
        is_final |= is_null(result);
        decref(t, piece);
    }
    decref(t, read);
    return result;
}

/* ---- settings ---- */

static Value set_base_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *base;
    if (!pyexpat_text(t, args[1], "SetBase() argument", false, &base))
        return VALUE_NULL;
    return XML_SetBase(pyexpat_parser(args[0])->expat, base) ? VALUE_NONE : raise_no_memory(t);
}

static Value get_base_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *base = XML_GetBase(pyexpat_parser(args[0])->expat);
    return base ? str_value(str_new(t, base)) : VALUE_NONE;
}

static Value get_input_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const PyexpatParser *p = pyexpat_parser(args[0]);
    int offset, size;
    const char *data = p->in_handler ? XML_GetInputContext(p->expat, &offset, &size) : NULL;
    return data ? result_value(bytes_new(t, data + offset, (size_t)(size - offset))) : VALUE_NONE;
}

static Value foreign_dtd_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PyexpatParser *p = pyexpat_parser(args[0]);
    bool on = true;
    if (!is_null(args[1]) && !arg_bool(t, args[1], &on))
        return VALUE_NULL;
    enum XML_Error code = XML_UseForeignDTD(p->expat, on);
    return code == XML_ERROR_NONE ? VALUE_NONE : pyexpat_raise(t, p, code);
}

static Value param_entities_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int flag;
    if (!arg_int(t, args[1], &flag))
        return VALUE_NULL;
    XML_Parser expat = pyexpat_parser(args[0])->expat;
    return small_int_value(XML_SetParamEntityParsing(expat, (enum XML_ParamEntityParsing)flag));
}

static const MethodDef parser_methods[] = {
    {"Parse", parse_method, "data, isfinal=False, /", "Parses a piece of a document; isfinal: the last one."},
    {"ParseFile", parse_file_method, "file, /", "Parses what file.read() gives, to its end."},
    {"SetBase", set_base_method, "base, /", "Sets what relative system identifiers are relative to."},
    {"GetBase", get_base_method, "", "What SetBase() set, or None."},
    {"GetInputContext", get_input_method, "",
     "In a handler: bytes of the document from the event on, as far as they are there; else None."},
    {"ExternalEntityParserCreate", external_method, "context, encoding=None, /",
     "A parser for the external entity of which ExternalEntityRefHandler was told."},
    {"SetParamEntityParsing", param_entities_method, "flag, /",
     "One of XML_PARAM_ENTITY_PARSING_...: are parameter entities parsed, with the external subset?"},
    {"UseForeignDTD", foreign_dtd_method, "flag=True, /",
     "Asks ExternalEntityRefHandler for a subset also where a document names none."},
    {0}};

const TypeDef pyexpat_parser_type_def = {
    .name = "pyexpat.xmlparser",
    .size = sizeof(PyexpatParser),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .doc = "A parser of XML, which calls handlers.",
    .slots = {.dealloc = parser_dealloc, .traverse = parser_traverse, .clear = parser_clear},
    .methods = parser_methods,
    .getsets = pyexpat_getsets,
};
