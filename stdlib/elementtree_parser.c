/* XMLParser: libexpat tells a target of what is in a document. A target that is a TreeBuilder is fed directly: the text
 * between two tags is collected as the library's bytes and becomes one string. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/memory.h"
#include "runtime/sequence.h"
#include "stdlib/elementtree.h"
#include "stdlib/expat.h"
#include "stdlib/native_types.h"

enum {
    READ_SIZE = 64 << 10,
    BLANK_MOST = 64 /* bytes: texts of blanks up to this length come again and again, and are kept as names are */
};

typedef enum Tell { TELL_START, TELL_DATA, TELL_END, TELL_COMMENT, TELL_PI, TELL_CLOSE, TELL_DOCTYPE, TELL_START_NS,
                    TELL_END_NS, TELLS } Tell;
static const char *const tell_names[TELLS] = {"start", "data",    "end",      "comment", "pi",
                                              "close", "doctype", "start_ns", "end_ns"};

typedef struct TreeParser {
    Object ob;
    XML_Parser expat; /* NULL: __init__ was not called, or failed */
    Thread *thread;   /* that is parsing; NULL: nobody is */
    Value target;
    Dict *entity;         /* texts of entities that the document does not declare */
    Value tell[TELLS];    /* methods of the target; VALUE_NULL: it has none */
    bool is_plain;        /* the target is a TreeBuilder, and no instance of a subclass */
    ExpatNames names, blanks;
    char *text;           /* that waits, for a plain target */
    size_t text_length, text_room;
} TreeParser;

static TreeParser *parser_of(Value v) {
    return (TreeParser *)value_object(v);
}

static Builder *builder(const TreeParser *p) {
    return elementtree_builder(p->target);
}

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

/* Calls a method of the target; consumes the arguments. What goes wrong is pending and seen by the next event. */
static void tell(TreeParser *p, Tell which, Value *args, int count) {
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
    bool ok = !is_null(text) && elementtree_data(p->thread, builder(p), text);
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
        decref(t, elementtree_start(t, builder(p), object_value(tag), attrib));
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
        decref(p->thread, elementtree_end(p->thread, builder(p)));
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
        decref(p->thread, elementtree_comment(p->thread, builder(p), v));
        decref(p->thread, v);
    } else {
        tell(p, TELL_COMMENT, &v, 1);
    }
}

static void instruction(void *arg, const char *target, const char *data) {
    TreeParser *p = arg;
    if (error_pending(p->thread) || (p->is_plain && is_null(builder(p)->pi_event) && !builder(p)->insert_pis) || !flush(p))
        return; /* nobody wants to know of it */
    Value args[] = {optional_text(p, target), optional_text(p, data)};
    if (p->is_plain && !is_null(args[0]) && !is_null(args[1])) {
        decref(p->thread, elementtree_instruction(p->thread, builder(p), args[0], args[1]));
        decref(p->thread, args[0]);
        decref(p->thread, args[1]);
    } else {
        tell(p, TELL_PI, args, 2);
    }
}

static void start_namespace(void *arg, const char *prefix, const char *uri) {
    TreeParser *p = arg;
    if (!flush(p) || (p->is_plain && is_null(builder(p)->start_ns_event)))
        return;
    Value args[] = {optional_text(p, prefix ? prefix : ""), optional_text(p, uri ? uri : "")};
    if (!p->is_plain) {
        tell(p, TELL_START_NS, args, 2);
        return;
    }
    Tuple *pair = is_null(args[0]) || is_null(args[1]) ? NULL : tuple_pack(p->thread, 2, args[0], args[1]);
    elementtree_event(p->thread, builder(p), builder(p)->start_ns_event, result_value(pair));
    decref(p->thread, args[0]);
    decref(p->thread, args[1]);
}

static void end_namespace(void *arg, const char *prefix) {
    TreeParser *p = arg;
    if (!flush(p))
        return;
    if (p->is_plain) {
        elementtree_event(p->thread, builder(p), builder(p)->end_ns_event, VALUE_NONE);
    } else {
        Value v = optional_text(p, prefix ? prefix : "");
        tell(p, TELL_END_NS, &v, 1);
    }
}

/* A parser whose class has a method doctype() was told once; now there is a warning. */
static void start_doctype(void *arg, const char *name, const char *system_id, const char *public_id, int has_subset) {
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
            elementtree_data(t, builder(p), v);
            decref(t, v);
        } else {
            tell(p, TELL_DATA, &v, 1);
        }
    } else if (name && !error_pending(t)) {
        Str *whole = str_format(t, "undefined entity &%U;", name);
        if (whole)
            elementtree_raise(t, str_utf8(t, whole, NULL), XML_ERROR_UNDEFINED_ENTITY,
                              XML_GetErrorLineNumber(p->expat), XML_GetErrorColumnNumber(p->expat));
        xdecref_object(t, whole);
    }
    xdecref_object(t, name);
}

static int unknown_encoding(void *arg, const char *name, XML_Encoding *encoding) {
    TreeParser *p = arg;
    return !error_pending(p->thread) && expat_find_encoding(p->thread, name, encoding);
}

/* ---- beginning and end ---- */

static void connect(TreeParser *p) {
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

static Value parser_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    TreeParser *p = object_new(t, type, 0);
    if (!p)
        return VALUE_NULL;
    p->target = VALUE_NONE;
    for (int i = 0; i < TELLS; i++)
        p->tell[i] = VALUE_NULL;
    return object_value(p);
}

static void parser_dealloc(Thread *t, Object *o) {
    TreeParser *p = (TreeParser *)o;
    if (p->expat)
        XML_ParserFree(p->expat);
    expat_names_clear(t, &p->names);
    expat_names_clear(t, &p->blanks);
    mem_free(p->text);
    decref(t, p->target);
    xdecref_object(t, p->entity);
    for (int i = 0; i < TELLS; i++)
        decref(t, p->tell[i]);
}

static void parser_traverse(Object *o, VisitFn visit, void *arg) {
    TreeParser *p = (TreeParser *)o;
    visit_value(p->target, visit, arg);
    visit_object(p->entity, visit, arg);
    for (int i = 0; i < TELLS; i++)
        visit_value(p->tell[i], visit, arg);
}

static void parser_clear(Thread *t, Object *o) {
    TreeParser *p = (TreeParser *)o;
    XML_Parser expat = p->expat;
    p->expat = NULL; /* whoever still uses it is told that it is not initialized */
    if (expat)
        XML_ParserFree(expat);
    p->is_plain = false;
    value_store(t, &p->target, VALUE_NONE);
    for (int i = 0; i < TELLS; i++)
        value_clear(t, &p->tell[i]);
    Dict *entity = p->entity;
    p->entity = NULL;
    xdecref_object(t, entity);
}

static bool find_methods(Thread *t, TreeParser *p) {
    for (int i = 0; i < TELLS; i++) {
        Str *name = str_intern_utf8(t, tell_names[i]);
        if (!name)
            return false;
        value_store(t, &p->tell[i], op_getattr_optional(t, p->target, name));
        decref_object(t, name);
        if (error_pending(t))
            return false;
    }
    return true;
}

static bool encoding_argument(Thread *t, Value v, const char **encoding) {
    *encoding = NULL;
    if (is_null(v) || is_none(v))
        return true;
    if (!is_str(v))
        return expat_refuse_type(t, v, "XMLParser() argument 'encoding'", "str or None");
    size_t length;
    *encoding = str_utf8(t, value_str(v), &length);
    if (*encoding && strlen(*encoding) != length)
        return raise_value_error(t, "embedded null character"), false;
    return *encoding != NULL;
}

static bool parser_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    TreeParser *p = parser_of(self);
    const char *encoding;
    if (p->thread)
        return raise(t, EXC_RuntimeError, "the parser is parsing already"), false;
    if (!encoding_argument(t, args[1], &encoding))
        return false;
    bool none = is_null(args[0]) || is_none(args[0]);
    Type *type = native_types_find(t, &elementtree_builder_type_def);
    Value target = none ? op_call0(t, object_value(type)) : new_ref(args[0]);
    Dict *entity = is_null(target) ? NULL : dict_new(t, 0), *old_entity = p->entity;
    XML_Parser expat = entity ? expat_parser_new(t, encoding, "}") : NULL, old = p->expat;
    if (!expat) {
        decref(t, target);
        xdecref_object(t, entity);
        return false;
    }
    p->expat = expat;
    p->entity = entity;
    p->is_plain = is_plain_builder(target);
    p->text_length = 0;
    value_store(t, &p->target, target);
    xdecref_object(t, old_entity);
    if (old)
        XML_ParserFree(old);
    if (!find_methods(t, p))
        return false;
    connect(p);
    return true;
}

/* ---- data ---- */

/* false: an exception is pending. */
static bool parse(Thread *t, TreeParser *p, Value data, bool is_final) {
    enum XML_Status status;
    if (!p->expat)
        return raise_value_error(t, "XMLParser.__init__() wasn't called"), false;
    if (p->thread)
        return raise(t, EXC_RuntimeError, "the parser is parsing already"), false;
    p->thread = t;
    bool ok = expat_feed(t, p->expat, data, is_final, &status);
    if (ok && !error_pending(t) && status == XML_STATUS_ERROR) {
        XML_Parser e = p->expat;
        elementtree_raise(t, NULL, XML_GetErrorCode(e), XML_GetErrorLineNumber(e), XML_GetErrorColumnNumber(e));
    }
    p->thread = NULL;
    return !error_pending(t);
}

static Value feed_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return parse(t, parser_of(args[0]), args[1], false) ? VALUE_NONE : VALUE_NULL;
}

static bool parse_end(Thread *t, TreeParser *p) {
    return parse(t, p, t->interp->empty_bytes, true);
}

static Value close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    TreeParser *p = parser_of(args[0]);
    if (!parse_end(t, p))
        return VALUE_NULL;
    if (p->is_plain)
        return elementtree_root(builder(p));
    Value method = new_ref(p->tell[TELL_CLOSE]);
    Value result = is_null(method) ? VALUE_NONE : op_call0(t, method);
    decref(t, method);
    return result;
}

/* What read() gave: is there more to come? */
static bool is_piece(Value v) {
    return is_str(v) ? value_str(v)->length > 0 : is_bytes(v) && value_bytes(v)->length > 0;
}

static Value parse_whole_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    TreeParser *p = parser_of(args[0]);
    Value read = op_getattr(t, args[1], NAME(read));
    bool ok = !is_null(read), more = ok;
    while (more) {
        Value piece = op_call1(t, read, small_int_value(READ_SIZE));
        more = ok = !is_null(piece);
        if (ok && (more = is_piece(piece)))
            ok = more = parse(t, p, piece, false);
        decref(t, piece);
    }
    decref(t, read);
    if (!ok || !parse_end(t, p))
        return VALUE_NULL;
    return p->is_plain ? elementtree_root(builder(p)) : VALUE_NONE;
}

/* ---- events for XMLPullParser ---- */

static bool choose_event(Thread *t, TreeParser *p, Value name) {
    Builder *b = builder(p);
    const struct {
        const char *name;
        Value *field;
    } events[] = {{"start", &b->start_event},       {"end", &b->end_event},         {"start-ns", &b->start_ns_event},
                  {"end-ns", &b->end_ns_event},     {"comment", &b->comment_event}, {"pi", &b->pi_event}};
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        if (str_equal_ascii(value_str(name), events[i].name)) {
            value_store(t, events[i].field, new_ref(name));
            return true;
        }
    return raise_value_error(t, "unknown event '%V'", name), false;
}

static bool choose_events(Thread *t, TreeParser *p, Value names) {
    List *list = op_to_list(t, names);
    if (!list && error_clear_if(t, EXC_TypeError))
        raise_type_error(t, "events must be a sequence");
    bool ok = list != NULL;
    for (int64_t i = 0; ok && i < list->length; i++)
        ok = is_str(list->items[i]) ? choose_event(t, p, list->items[i])
                                    : (raise_value_error(t, "invalid events sequence"), false);
    xdecref_object(t, list);
    return ok;
}

static void drop_events(Thread *t, Builder *b) {
    Value *fields[] = {&b->append_event, &b->start_event,  &b->end_event, &b->start_ns_event,
                       &b->end_ns_event, &b->comment_event, &b->pi_event};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        value_clear(t, fields[i]);
}

static Value setevents_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    TreeParser *p = parser_of(args[0]);
    if (!p->expat)
        return raise_value_error(t, "XMLParser.__init__() wasn't called");
    if (!p->is_plain)
        return raise_type_error(t, "event handling only supported for ElementTree.TreeBuilder targets");
    Value append = op_getattr(t, args[1], NAME(append));
    if (is_null(append))
        return append;
    drop_events(t, builder(p));
    builder(p)->append_event = append;
    Value names = is_null(args[2]) ? VALUE_NONE : args[2];
    if (is_none(names))
        builder(p)->end_event = str_value(str_intern_utf8(t, "end"));
    else if (!choose_events(t, p, names))
        return VALUE_NULL;
    XML_SetNamespaceDeclHandler(p->expat, start_namespace, end_namespace);
    return error_pending(t) ? VALUE_NULL : VALUE_NONE;
}

/* ---- the type ---- */

static Value get_entity(Thread *t, Value self) {
    Dict *entity = parser_of(self)->entity;
    return entity ? new_object_ref(entity) : VALUE_NONE;
}

static Value get_target(Thread *t, Value self) {
    return new_ref(parser_of(self)->target);
}

static Value get_version(Thread *t, Value self) {
    XML_Expat_Version v = XML_ExpatVersionInfo();
    return str_value(str_format(t, "Expat %d.%d.%d", v.major, v.minor, v.micro));
}

static const MethodDef parser_methods[] = {
    {"feed", feed_method, "data, /", "Parses a piece of a document."},
    {"close", close_method, "", "The document has ended: what the target's close() gives."},
    {"_parse_whole", parse_whole_method, "file, /", "Parses what file.read() gives, to its end."},
    {"_setevents", setevents_method, "events_queue, events_to_report=None, /", "Which events go to a queue."},
    {0}};

static const GetSetDef parser_getsets[] = {
    {"entity", get_entity, member_readonly, "Texts of entities that the document does not declare."},
    {"target", get_target, member_readonly, "Who is told of what is in the document."},
    {"version", get_version, NULL, "The version of libexpat."},
    {0}};

const TypeDef elementtree_parser_type_def = {
    .name = "xml.etree.ElementTree.XMLParser",
    .size = sizeof(TreeParser),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "A parser of XML that tells a target, by default a TreeBuilder.",
    .init_signature = "*, target=None, encoding=None",
    .slots = {.new_instance = parser_new_instance,
              .init = parser_init,
              .dealloc = parser_dealloc,
              .traverse = parser_traverse,
              .clear = parser_clear},
    .methods = parser_methods,
    .getsets = parser_getsets,
};
