/* What libexpat calls: each function makes Python values of what it is told and calls the handler of that
 * name.
 *
 * After an exception the handlers are gone, and the library stops as soon as it can; Parse() finds the
 * exception pending. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/memory.h"
#include "runtime/ops.h"
#include "stdlib/pyexpat.h"

/* ---- values ---- */

static Value text_value(Thread *t, const char *text, size_t length) {
    return str_value(str_from_utf8(t, text, length));
}

static Value optional_value(Thread *t, const char *text) {
    return text ? text_value(t, text, strlen(text)) : VALUE_NONE;
}

/* A new name: as the parser's dict has it, which a program may have filled. */
static Str *make_name(Thread *t, const char *bytes, size_t length, void *arg) {
    PyexpatParser *p = arg;
    Str *name = str_intern(t, str_from_utf8(t, bytes, length));
    Value v =
        name ? dict_setdefault(t, value_dict(p->intern), object_value(name), object_value(name)) : VALUE_NULL;
    if (is_null(v) || is_str(v)) {
        xdecref_object(t, name);
        return is_null(v) ? NULL : value_str(v);
    }
    decref(t, v);
    return name;
}

static Value name_value(PyexpatParser *p, const char *text) {
    if (!text || is_none(p->intern))
        return optional_value(p->thread, text);
    Str *name = expat_name(p->thread, &p->names, text, strlen(text), make_name, p);
    return name ? new_object_ref(name) : VALUE_NULL;
}

/* ---- calls ---- */

/* The pending exception ends the parser. */
static void fail(PyexpatParser *p) {
    XML_StopParser(p->expat, false);
    for (int i = 0; i < PYEXPAT_HANDLERS; i++)
        pyexpat_set_handler(p->thread, p, i, VALUE_NULL);
}

/* Is there anybody to call, once the text before the event was handed out? */
static bool is_wanted(PyexpatParser *p, PyexpatHandler which) {
    if (is_null(p->handlers[which]) || error_pending(p->thread))
        return false;
    return pyexpat_flush(p->thread, p) && !is_null(p->handlers[which]);
}

/* Calls a handler; consumes the arguments, of which one that is VALUE_NULL failed. VALUE_NULL: an exception
 * is pending. */
static Value call(PyexpatParser *p, PyexpatHandler which, Value *args, int count) {
    Thread *t = p->thread;
    bool ok = true, outer = p->in_handler;
    for (int i = 0; i < count; i++)
        ok = ok && !is_null(args[i]);
    Value handler = new_ref(p->handlers[which]), result = VALUE_NULL;
    p->in_handler = true;
    if (ok)
        result = op_call(t, handler, args, count, NULL);
    p->in_handler = outer;
    decref(t, handler);
    for (int i = 0; i < count; i++)
        decref(t, args[i]);
    if (is_null(result))
        fail(p);
    return result;
}

static void tell(PyexpatParser *p, PyexpatHandler which, Value *args, int count) {
    decref(p->thread, call(p, which, args, count));
}

#define TELL(p, which, ...)                                                                                  \
    do {                                                                                                     \
        Value args_[] = {__VA_ARGS__};                                                                       \
        tell(p, PYEXPAT_##which, args_, sizeof args_ / sizeof *args_);                                       \
    } while (0)

/* The same for handlers that answer a number. */
static int ask(PyexpatParser *p, PyexpatHandler which, Value *args, int count) {
    Value result = call(p, which, args, count);
    if (is_null(result))
        return 0;
    int64_t number = 0;
    Value index = op_index(p->thread, result);
    decref(p->thread, result);
    if (!is_null(index) && !int_to_int64(index, &number))
        raise_overflow(p->thread, "Python int too large to convert to C long");
    decref(p->thread, index);
    if (error_pending(p->thread))
        fail(p);
    return number != 0;
}

/* ---- elements ---- */

static List *attribute_list(PyexpatParser *p, const char **pairs, int count) {
    Thread *t = p->thread;
    List *list = list_new(t, count);
    for (int i = 0; list && i < count; i++) {
        Value v = i % 2 ? text_value(t, pairs[i], strlen(pairs[i])) : name_value(p, pairs[i]);
        if (is_null(v) || !list_append_owned(t, list, v)) {
            decref_object(t, list);
            return NULL;
        }
    }
    return list;
}

static Dict *attribute_dict(PyexpatParser *p, const char **pairs, int count) {
    Thread *t = p->thread;
    Dict *dict = dict_new(t, count / 2);
    for (int i = 0; dict && i < count; i += 2) {
        Value name = name_value(p, pairs[i]);
        Value v = is_null(name) ? name : text_value(t, pairs[i + 1], strlen(pairs[i + 1]));
        bool ok = !is_null(v) && dict_set(t, dict, name, v);
        decref(t, name);
        decref(t, v);
        if (!ok) {
            decref_object(t, dict);
            return NULL;
        }
    }
    return dict;
}

static void start_element(void *arg, const char *name, const char **attributes) {
    PyexpatParser *p = arg;
    if (!is_wanted(p, PYEXPAT_StartElementHandler))
        return;
    int count = p->specified_attributes ? XML_GetSpecifiedAttributeCount(p->expat) : 0;
    while (!p->specified_attributes && attributes[count])
        count += 2;
    void *all = p->ordered_attributes ? (void *)attribute_list(p, attributes, count)
                                      : (void *)attribute_dict(p, attributes, count);
    TELL(p, StartElementHandler, all ? name_value(p, name) : VALUE_NULL,
         all ? object_value(all) : VALUE_NULL);
}

static void end_element(void *arg, const char *name) {
    PyexpatParser *p = arg;
    if (is_wanted(p, PYEXPAT_EndElementHandler))
        TELL(p, EndElementHandler, name_value(p, name));
}

/* ---- text ---- */

static void tell_text(PyexpatParser *p, const char *text, int length) {
    TELL(p, CharacterDataHandler, text_value(p->thread, text, (size_t)length));
}

bool pyexpat_flush(Thread *t, PyexpatParser *p) {
    int length = p->buffer_used;
    if (length == 0 || (p->thread && p->thread != t))
        return true; /* nothing, or it is for the thread that parses */
    p->buffer_used = 0;
    if (is_null(p->handlers[PYEXPAT_CharacterDataHandler]))
        return true;
    Thread *outer = p->thread;
    p->thread = t; /* a program may set an attribute while nobody parses */
    tell_text(p, p->buffer, length);
    p->thread = outer;
    return !error_pending(t);
}

/* The buffer grows to buffer_size as it is needed, since programs ask for sizes that they never fill. */
static bool make_room(PyexpatParser *p, int length) {
    if (length <= p->buffer_room)
        return true;
    int room = length > p->buffer_size / 2 ? p->buffer_size : length * 2;
    char *wider = mem_realloc(p->buffer, (size_t)room);
    if (!wider) {
        raise_no_memory(p->thread);
        fail(p);
        return false;
    }
    p->buffer = wider;
    p->buffer_room = room;
    return true;
}

static void character_data(void *arg, const char *text, int length) {
    PyexpatParser *p = arg;
    if (is_null(p->handlers[PYEXPAT_CharacterDataHandler]) || error_pending(p->thread))
        return;
    if (p->buffer_text && length > p->buffer_size - p->buffer_used &&
        (!pyexpat_flush(p->thread, p) || is_null(p->handlers[PYEXPAT_CharacterDataHandler])))
        return;
    if (!p->buffer_text || length > p->buffer_size) {
        tell_text(p, text, length);
    } else if (make_room(p, p->buffer_used + length)) {
        memcpy(p->buffer + p->buffer_used, text, (size_t)length);
        p->buffer_used += length;
    }
}

/* The library may have looked a handler up that was taken away meanwhile. */
static void no_data(void *arg, const char *text, int length) {}

static void start_cdata(void *arg) {
    PyexpatParser *p = arg;
    if (is_wanted(p, PYEXPAT_StartCdataSectionHandler))
        tell(p, PYEXPAT_StartCdataSectionHandler, NULL, 0);
}

static void end_cdata(void *arg) {
    PyexpatParser *p = arg;
    if (is_wanted(p, PYEXPAT_EndCdataSectionHandler))
        tell(p, PYEXPAT_EndCdataSectionHandler, NULL, 0);
}

static void comment(void *arg, const char *text) {
    PyexpatParser *p = arg;
    if (is_wanted(p, PYEXPAT_CommentHandler))
        TELL(p, CommentHandler, optional_value(p->thread, text));
}

static void instruction(void *arg, const char *target, const char *data) {
    PyexpatParser *p = arg;
    if (is_wanted(p, PYEXPAT_ProcessingInstructionHandler))
        TELL(p, ProcessingInstructionHandler, name_value(p, target), optional_value(p->thread, data));
}

static void default_data(void *arg, const char *text, int length) {
    PyexpatParser *p = arg;
    if (is_wanted(p, PYEXPAT_DefaultHandler))
        TELL(p, DefaultHandler, text_value(p->thread, text, (size_t)length));
}

static void default_expand(void *arg, const char *text, int length) {
    PyexpatParser *p = arg;
    if (is_wanted(p, PYEXPAT_DefaultHandlerExpand))
        TELL(p, DefaultHandlerExpand, text_value(p->thread, text, (size_t)length));
}

/* ---- namespaces ---- */

static void start_namespace(void *arg, const char *prefix, const char *uri) {
    PyexpatParser *p = arg;
    if (is_wanted(p, PYEXPAT_StartNamespaceDeclHandler))
        TELL(p, StartNamespaceDeclHandler, name_value(p, prefix), name_value(p, uri));
}

static void end_namespace(void *arg, const char *prefix) {
    PyexpatParser *p = arg;
    if (is_wanted(p, PYEXPAT_EndNamespaceDeclHandler))
        TELL(p, EndNamespaceDeclHandler, name_value(p, prefix));
}

/* ---- declarations ---- */

static void xml_declaration(void *arg, const char *version, const char *encoding, int standalone) {
    PyexpatParser *p = arg;
    if (is_wanted(p, PYEXPAT_XmlDeclHandler))
        TELL(p, XmlDeclHandler, optional_value(p->thread, version), optional_value(p->thread, encoding),
             small_int_value(standalone));
}

static void start_doctype(void *arg, const char *name, const char *system_id, const char *public_id,
                          int has_subset) {
    PyexpatParser *p = arg;
    if (is_wanted(p, PYEXPAT_StartDoctypeDeclHandler))
        TELL(p, StartDoctypeDeclHandler, name_value(p, name), name_value(p, system_id),
             name_value(p, public_id), small_int_value(has_subset));
}

static void end_doctype(void *arg) {
    PyexpatParser *p = arg;
    if (is_wanted(p, PYEXPAT_EndDoctypeDeclHandler))
        tell(p, PYEXPAT_EndDoctypeDeclHandler, NULL, 0);
}

static void entity_declaration(void *arg, const char *name, int is_parameter, const char *value, int length,
                               const char *base, const char *system_id, const char *public_id,
                               const char *notation) {
    PyexpatParser *p = arg;
    if (is_wanted(p, PYEXPAT_EntityDeclHandler))
        TELL(p, EntityDeclHandler, name_value(p, name), small_int_value(is_parameter),
             value ? text_value(p->thread, value, (size_t)length) : VALUE_NONE, name_value(p, base),
             name_value(p, system_id), name_value(p, public_id), name_value(p, notation));
}

static void unparsed_entity(void *arg, const char *name, const char *base, const char *system_id,
                            const char *public_id, const char *notation) {
    PyexpatParser *p = arg;
    if (is_wanted(p, PYEXPAT_UnparsedEntityDeclHandler))
        TELL(p, UnparsedEntityDeclHandler, name_value(p, name), name_value(p, base), name_value(p, system_id),
             name_value(p, public_id), name_value(p, notation));
}

static void notation_declaration(void *arg, const char *name, const char *base, const char *system_id,
                                 const char *public_id) {
    PyexpatParser *p = arg;
    if (is_wanted(p, PYEXPAT_NotationDeclHandler))
        TELL(p, NotationDeclHandler, name_value(p, name), name_value(p, base), name_value(p, system_id),
             name_value(p, public_id));
}

/* (type, quantifier, name, children), the children alike. */
static Value model_value(PyexpatParser *p, const XML_Content *model) {
    Thread *t = p->thread;
    Tuple *children = stack_left(t) ? tuple_new(t, model->numchildren) : NULL;
    bool ok = children != NULL;
    for (unsigned i = 0; ok && i < model->numchildren; i++) {
        children->items[i] = model_value(p, &model->children[i]);
        ok = !is_null(children->items[i]);
    }
    Value name = ok ? name_value(p, model->name) : VALUE_NULL;
    Tuple *whole = is_null(name) ? NULL
                                 : tuple_pack(t, 4, small_int_value(model->type),
                                              small_int_value(model->quant), name, object_value(children));
    decref(t, name);
    xdecref_object(t, children);
    return whole ? object_value(whole) : VALUE_NULL;
}

static void element_declaration(void *arg, const char *name, XML_Content *model) {
    PyexpatParser *p = arg;
    if (is_wanted(p, PYEXPAT_ElementDeclHandler))
        TELL(p, ElementDeclHandler, name_value(p, name), model_value(p, model));
    XML_FreeContentModel(p->expat, model);
}

static void attribute_declaration(void *arg, const char *element, const char *attribute, const char *type,
                                  const char *otherwise, int required) {
    PyexpatParser *p = arg;
    if (is_wanted(p, PYEXPAT_AttlistDeclHandler))
        TELL(p, AttlistDeclHandler, name_value(p, element), name_value(p, attribute),
             optional_value(p->thread, type), optional_value(p->thread, otherwise),
             small_int_value(required));
}

static int not_standalone(void *arg) {
    PyexpatParser *p = arg;
    return is_wanted(p, PYEXPAT_NotStandaloneHandler) ? ask(p, PYEXPAT_NotStandaloneHandler, NULL, 0) : 0;
}

/* ---- entities ---- */

static int external_entity(XML_Parser parser, const char *context, const char *base, const char *system_id,
                           const char *public_id) {
    PyexpatParser *p = XML_GetUserData(parser);
    if (!is_wanted(p, PYEXPAT_ExternalEntityRefHandler))
        return 0;
    Value args[] = {optional_value(p->thread, context), name_value(p, base), name_value(p, system_id),
                    name_value(p, public_id)};
    return ask(p, PYEXPAT_ExternalEntityRefHandler, args, 4);
}

static void skipped_entity(void *arg, const char *name, int is_parameter) {
    PyexpatParser *p = arg;
    if (is_wanted(p, PYEXPAT_SkippedEntityHandler))
        TELL(p, SkippedEntityHandler, name_value(p, name), small_int_value(is_parameter));
}

static int unknown_encoding(void *arg, const char *name, XML_Encoding *encoding) {
    PyexpatParser *p = arg;
    return !error_pending(p->thread) && expat_find_encoding(p->thread, name, encoding);
}

/* ---- connections ---- */

/* The library calls some handlers without a look whether they are still there: the default handler for each
 * part of what it converts, the one for document types when a name was kept for it. So once it parses, they
 * stay. */
static void keep_callable(PyexpatParser *p, PyexpatHandler which) {
    XML_ParsingStatus status;
    XML_GetParsingStatus(p->expat, &status);
    if (status.parsing == XML_INITIALIZED)
        return;
    if (which == PYEXPAT_CharacterDataHandler)
        XML_SetCharacterDataHandler(p->expat, no_data);
    else if (which == PYEXPAT_DefaultHandler)
        XML_SetDefaultHandler(p->expat, no_data);
    else if (which == PYEXPAT_DefaultHandlerExpand)
        XML_SetDefaultHandlerExpand(p->expat, no_data);
    else if (which == PYEXPAT_StartDoctypeDeclHandler)
        XML_SetStartDoctypeDeclHandler(p->expat, start_doctype);
}

static void connect(PyexpatParser *p, PyexpatHandler which) {
    bool on = !is_null(p->handlers[which]);
    switch (which) {
#define HANDLER(name, function, doc)                                                                         \
    case PYEXPAT_##name:                                                                                     \
        XML_Set##name(p->expat, on ? function : NULL);                                                       \
        break;
#include "stdlib/pyexpat_handlers.def"
#undef HANDLER
    case PYEXPAT_HANDLERS:
        break;
    }
    if (!on)
        keep_callable(p, which);
}

bool pyexpat_set_handler(Thread *t, PyexpatParser *p, PyexpatHandler which, Value handler) {
    if (which == PYEXPAT_CharacterDataHandler && !error_pending(t) && !pyexpat_flush(t, p))
        return false;
    Value old = p->handlers[which];
    p->handlers[which] = new_ref(handler);
    connect(p, which);
    decref(t, old);
    return true;
}

void pyexpat_connect(PyexpatParser *p) {
    XML_SetUserData(p->expat, p);
    XML_SetUnknownEncodingHandler(p->expat, unknown_encoding, p);
    for (int i = 0; i < PYEXPAT_HANDLERS; i++)
        if (!is_null(p->handlers[i]))
            connect(p, i);
}
