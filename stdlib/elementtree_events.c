/* What libexpat tells an XMLParser. A target that is a TreeBuilder is fed directly: the text between two tags
 * is collected as the library's bytes and becomes one string. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/memory.h"
#include "runtime/sequence.h"
#include "stdlib/elementtree_parser.h"

enum {
    BLANK_MOST =
        64 /* bytes: texts of blanks up to this length come again and again, and are kept as names are */
};

/* ---- strings ---- */

/* "{namespace}local" for what the library calls "namespace}local". */
static Str *make_name(Thread *t, const char *bytes, size_t length, void *arg) {
    if (!memchr(bytes, '}', length))
        return str_intern(t, str_from_utf8(t, bytes, length));
    StrBuilder b;
    Str *rest = str_from_utf8(t, bytes, length);
    if (!rest)
        return NULL;
    strbuilder_init(&b, t);
    strbuilder_char(&b, '{');
    strbuilder_str(&b, rest);
    decref_object(t, rest);
    return str_intern(t, strbuilder_finish(&b));
}

static Str *make_blank(Thread *t, const char *bytes, size_t length, void *arg) {
    return str_from_ascii(t, bytes, length);
}

/* Borrowed; NULL: an exception is pending. */
static Str *name_of(TreeParser *p, const char *name) {
    return expat_name(p->thread, &p->names, name, strlen(name), make_name, NULL);
}

static bool is_blank(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (text[i] != ' ' && text[i] != '\n' && text[i] != '\t')
            return false;
    return length <= BLANK_MOST;
}

static Value text_value(TreeParser *p, const char *text, size_t length) {
    if (!is_blank(text, length))
        return str_value(str_from_utf8(p->thread, text, length));
    Str *s = expat_name(p->thread, &p->blanks, text, length, make_blank, NULL);
    return s ? new_object_ref(s) : VALUE_NULL;
}

static Value optional_text(TreeParser *p, const char *text) {
    return text ? str_value(str_new(p->thread, text)) : VALUE_NONE;
}

/* ---- calls ---- */

/* Calls a method of the target; consumes the arguments. What goes wrong is pending and seen by the next
 * event. */
static void tell(TreeParser *p, ElementtreeTell which, Value *args, int count) {
    Thread *t = p->thread;
    bool ok = true;
    for (int i = 0; i < count; i++)
        ok = ok && !is_null(args[i]);
    Value method = new_ref(p->tell[which]);
    if (ok && !is_null(method))
        decref(t, op_call(t, method, args, count, NULL));
    decref(t, method);
    for (int i = 0; i < count; i++)
        decref(t, args[i]);
}

static bool add_text(TreeParser *p, const char *text, size_t length) {
    if (length > p->text_room - p->text_length) {
        size_t room = (p->text_length + length) * 2 + 256;
        char *wider = mem_realloc(p->text, room);
        if (!wider)
            return raise_no_memory(p->thread), false;
        p->text = wider;
        p->text_room = room;
    }
    memcpy(p->text + p->text_length, text, length);
    p->text_length += length;
    return true;
}

/* Hands the text that waits to the builder, before something else happens. false: an exception is pending. */
static bool flush(TreeParser *p) {
    if (error_pending(p->thread))
        return false;
    if (p->text_length == 0)
        return true;
    Value text = text_value(p, p->text, p->text_length);
    p->text_length = 0;
    bool ok = !is_null(text) && elementtree_data(p->thread, elementtree_target(p), text);
    decref(p->thread, text);
    return ok;
}

/* ---- events ---- */

/* NULL: none, or an exception is pending. */
static Dict *attributes_of(TreeParser *p, const char **pairs) {
    Thread *t = p->thread;
    int count = 0;
    while (pairs[count])
        count += 2;
    Dict *dict = count || !p->is_plain ? dict_new(t, count / 2) : NULL;
    for (int i = 0; dict && i < count; i += 2) {
        Str *name = name_of(p, pairs[i]);
        Value v = name ? str_value(str_new(t, pairs[i + 1])) : VALUE_NULL;
        bool ok = !is_null(v) && dict_set_name(t, dict, name, v);
        decref(t, v);
        if (!ok) {
            decref_object(t, dict);
            return NULL;
        }
    }
    return dict;
}

static void start_element(void *arg, const char *name, const char **attributes) {
    TreeParser *p = arg;
    Thread *t = p->thread;
    if (!flush(p))
        return;
    Dict *attrib = attributes_of(p, attributes);
    Str *tag = error_pending(t) ? NULL : name_of(p, name);
    if (!tag) {
        xdecref_object(t, attrib);
    } else if (p->is_plain) {
        incref_object(tag);
        decref(t, elementtree_start(t, elementtree_target(p), object_value(tag), attrib));
        decref_object(t, tag);
    } else {
        Value args[] = {new_object_ref(tag), object_value(attrib)};
        tell(p, TELL_START, args, 2);
    }
}

static void end_element(void *arg, const char *name) {
    TreeParser *p = arg;
    if (!flush(p))
        return;
    if (p->is_plain) {
        decref(p->thread, elementtree_end(p->thread, elementtree_target(p)));
    } else if (!is_null(p->tell[TELL_END])) {
        Str *tag = name_of(p, name);
        Value arg0 = tag ? new_object_ref(tag) : VALUE_NULL;
        tell(p, TELL_END, &arg0, 1);
    }
}

static void character_data(void *arg, const char *text, int length) {
    TreeParser *p = arg;
    if (error_pending(p->thread))
        return;
    if (p->is_plain) {
        add_text(p, text, (size_t)length);
    } else if (!is_null(p->tell[TELL_DATA])) {
        Value v = text_value(p, text, (size_t)length);
        tell(p, TELL_DATA, &v, 1);
    }
}

static void comment(void *arg, const char *text) {
    TreeParser *p = arg;
    if (!flush(p))
        return;
    Value v = optional_text(p, text);
    if (p->is_plain && !is_null(v)) {
        decref(p->thread, elementtree_comment(p->thread, elementtree_target(p), v));
        decref(p->thread, v);
    } else {
        tell(p, TELL_COMMENT, &v, 1);
    }
}

static void instruction(void *arg, const char *target, const char *data) {
    TreeParser *p = arg;
    if (error_pending(p->thread) ||
        (p->is_plain && is_null(elementtree_target(p)->pi_event) && !elementtree_target(p)->insert_pis) ||
        !flush(p))
        return; /* nobody wants to know of it */
    Value args[] = {optional_text(p, target), optional_text(p, data)};
    if (p->is_plain && !is_null(args[0]) && !is_null(args[1])) {
        decref(p->thread, elementtree_instruction(p->thread, elementtree_target(p), args[0], args[1]));
        decref(p->thread, args[0]);
        decref(p->thread, args[1]);
    } else {
        tell(p, TELL_PI, args, 2);
    }
}

static void start_namespace(void *arg, const char *prefix, const char *uri) {
    TreeParser *p = arg;
    if (!flush(p) || (p->is_plain && is_null(elementtree_target(p)->start_ns_event)))
        return;
    Value args[] = {optional_text(p, prefix ? prefix : ""), optional_text(p, uri ? uri : "")};
    if (!p->is_plain) {
        tell(p, TELL_START_NS, args, 2);
        return;
    }
    Tuple *pair = is_null(args[0]) || is_null(args[1]) ? NULL : tuple_pack(p->thread, 2, args[0], args[1]);
    elementtree_event(p->thread, elementtree_target(p), elementtree_target(p)->start_ns_event,
                      result_value(pair));
    decref(p->thread, args[0]);
    decref(p->thread, args[1]);
}

static void end_namespace(void *arg, const char *prefix) {
    TreeParser *p = arg;
    if (!flush(p))
        return;
    if (p->is_plain) {
        elementtree_event(p->thread, elementtree_target(p), elementtree_target(p)->end_ns_event, VALUE_NONE);
    } else {
        Value v = optional_text(p, prefix ? prefix : "");
        tell(p, TELL_END_NS, &v, 1);
    }
}

/* A parser whose class has a method doctype() was told once; now there is a warning. */
static void start_doctype(void *arg, const char *name, const char *system_id, const char *public_id,
                          int has_subset) {
    TreeParser *p = arg;
    Thread *t = p->thread;
    if (error_pending(t))
        return;
    Value args[] = {optional_text(p, name), optional_text(p, public_id), optional_text(p, system_id)};
    Str *key = is_null(p->tell[TELL_DOCTYPE]) ? str_intern_utf8(t, "doctype") : NULL;
    if (key) {
        Value method = op_getattr_optional(t, object_value(p), key);
        if (!is_null(method))
            warn(t, EXC_RuntimeWarning, 1,
                 "The doctype() method of XMLParser is deprecated.  "
                 "Define doctype() method on the TreeBuilder target.");
        decref(t, method);
        decref_object(t, key);
    }
    tell(p, TELL_DOCTYPE, args, 3);
}

/* What nobody else takes: of interest are references to entities that were not declared. */
static void default_data(void *arg, const char *text, int length) {
    TreeParser *p = arg;
    Thread *t = p->thread;
    if (length < 2 || text[0] != '&' || error_pending(t))
        return;
    Str *name = str_from_utf8(t, text + 1, (size_t)length - 2);
    Value v = name && p->entity ? dict_get(t, p->entity, object_value(name)) : VALUE_NULL;
    if (!is_null(v) && flush(p)) {
        v = new_ref(v);
        if (p->is_plain) {
            elementtree_data(t, elementtree_target(p), v);
            decref(t, v);
        } else {
            tell(p, TELL_DATA, &v, 1);
        }
    } else if (name && !error_pending(t)) {
        Str *whole = str_format(t, "undefined entity &%U;", name);
        if (whole)
            elementtree_raise(t, elementtree_error_type(p), str_utf8(t, whole, NULL),
                              XML_ERROR_UNDEFINED_ENTITY, XML_GetErrorLineNumber(p->expat),
                              XML_GetErrorColumnNumber(p->expat));
        xdecref_object(t, whole);
    }
    xdecref_object(t, name);
}

static int unknown_encoding(void *arg, const char *name, XML_Encoding *encoding) {
    TreeParser *p = arg;
    return !error_pending(p->thread) && expat_find_encoding(p->thread, name, encoding);
}

/* ---- connections ---- */

void elementtree_connect(TreeParser *p) {
    XML_Parser e = p->expat;
    XML_SetUserData(e, p);
    XML_SetElementHandler(e, start_element, end_element);
    XML_SetDefaultHandlerExpand(e, default_data);
    XML_SetCharacterDataHandler(e, character_data);
    XML_SetStartDoctypeDeclHandler(e, start_doctype);
    XML_SetUnknownEncodingHandler(e, unknown_encoding, p);
    XML_SetCommentHandler(e, is_null(p->tell[TELL_COMMENT]) ? NULL : comment);
    XML_SetProcessingInstructionHandler(e, is_null(p->tell[TELL_PI]) ? NULL : instruction);
    if (!is_null(p->tell[TELL_START_NS]))
        XML_SetStartNamespaceDeclHandler(e, start_namespace);
    if (!is_null(p->tell[TELL_END_NS]))
        XML_SetEndNamespaceDeclHandler(e, end_namespace);
}

void elementtree_connect_namespaces(TreeParser *p) {
    XML_SetNamespaceDeclHandler(p->expat, start_namespace, end_namespace);
}
