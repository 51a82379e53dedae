/* XMLParser: a parser that tells a target what is in a document. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/memory.h"
#include "runtime/sequence.h"
#include "stdlib/elementtree_parser.h"

enum { READ_SIZE = 64 << 10 };

static const char *const tell_names[TELLS] = {"start", "data",    "end",      "comment", "pi",
                                              "close", "doctype", "start_ns", "end_ns"};

static TreeParser *parser_of(Value v) {
    return (TreeParser *)value_object(v);
}

/* ---- beginning and end ---- */

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
    Type *type = elementtree_type_of(p, &elementtree_parser_type_def, &elementtree_builder_type_def);
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
    elementtree_connect(p);
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
        elementtree_raise(t, elementtree_error_type(p), NULL, XML_GetErrorCode(e), XML_GetErrorLineNumber(e),
                          XML_GetErrorColumnNumber(e));
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
        return elementtree_root(elementtree_target(p));
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
    return p->is_plain ? elementtree_root(elementtree_target(p)) : VALUE_NONE;
}

/* ---- events for XMLPullParser ---- */

static bool choose_event(Thread *t, TreeParser *p, Value name) {
    Builder *b = elementtree_target(p);
    const struct {
        const char *name;
        Value *field;
    } events[] = {{"start", &b->start_event},       {"end", &b->end_event},
                  {"start-ns", &b->start_ns_event}, {"end-ns", &b->end_ns_event},
                  {"comment", &b->comment_event},   {"pi", &b->pi_event}};
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
    Value *fields[] = {&b->append_event, &b->start_event,   &b->end_event, &b->start_ns_event,
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
    drop_events(t, elementtree_target(p));
    elementtree_target(p)->append_event = append;
    Value names = is_null(args[2]) ? VALUE_NONE : args[2];
    if (is_none(names))
        elementtree_target(p)->end_event = str_value(str_intern_utf8(t, "end"));
    else if (!choose_events(t, p, names))
        return VALUE_NULL;
    elementtree_connect_namespaces(p);
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
