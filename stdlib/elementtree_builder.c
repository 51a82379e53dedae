/* Builders of trees: told of starts, ends and text, they make the elements. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/sequence.h"
#include "stdlib/elementtree.h"
#include "stdlib/expat.h"

/* ---- errors ---- */

static bool set_position(Thread *t, Value e, size_t line, size_t column) {
    Str *name = str_intern_utf8(t, "position");
    Tuple *pair =
        name ? tuple_pack(t, 2, small_int_value((int64_t)line), small_int_value((int64_t)column)) : NULL;
    bool ok = pair && op_setattr(t, e, name, object_value(pair));
    xdecref_object(t, pair);
    xdecref_object(t, name);
    return ok;
}

Value elementtree_raise(Thread *t, Type *error, const char *text, int code, size_t line, size_t column) {
    Str *message = expat_message(t, text, code, line, column);
    Value e = message ? op_call1(t, object_value(error), object_value(message)) : VALUE_NULL;
    if (!is_null(e) && expat_set_number(t, e, "code", code) && set_position(t, e, line, column))
        raise_value(t, e);
    decref(t, e);
    xdecref_object(t, message);
    return VALUE_NULL;
}

static Type *type_beside(const Builder *b, const TypeDef *wanted) {
    return elementtree_type_of(b, &elementtree_builder_type_def, wanted);
}

static bool raise_second_root(Thread *t, const Builder *b) {
    Str *message = str_new(t, "multiple elements on top level");
    Value type = object_value(type_beside(b, &elementtree_error_type_def));
    Value e = message ? op_call1(t, type, object_value(message)) : VALUE_NULL;
    if (!is_null(e))
        raise_value(t, e);
    decref(t, e);
    xdecref_object(t, message);
    return false;
}

/* ---- factories of comments and instructions: ElementTree.py has them ---- */

/* The one that is set: new; VALUE_NULL: none. `hidden` is a type that nobody sees, whose dict keeps them. */
static Value default_factory(Thread *t, const Type *hidden, const char *name) {
    Str *key = str_intern_utf8(t, name);
    Value v = key ? dict_get_name(t, hidden->dict, key) : VALUE_NULL;
    xdecref_object(t, key);
    return is_none(v) ? VALUE_NULL : new_ref(v);
}

static bool exchange_factory(Thread *t, const Type *hidden, const char *name, Value v, Value *old) {
    if (!is_none(v) && !op_callable(t, v))
        return raise_type_error(t, "%s must be callable, not %T", name, v), false;
    *old = default_factory(t, hidden, name);
    return dict_set_text(t, hidden->dict, name, new_ref(v));
}

/* A class method, since functions of a module do not know it. */
static Value set_factories_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Type *hidden = (const Type *)value_object(args[0]);
    Value comment = VALUE_NULL, pi = VALUE_NULL;
    Tuple *old = NULL;
    while (hidden->def != &elementtree_builder_type_def)
        hidden = hidden->base;
    while (hidden->def != &elementtree_iterator_type_def)
        hidden = hidden->next_native;
    if (exchange_factory(t, hidden, "comment_factory", args[1], &comment) &&
        exchange_factory(t, hidden, "pi_factory", args[2], &pi))
        old = tuple_pack(t, 2, or_none(comment), or_none(pi));
    decref(t, comment);
    decref(t, pi);
    return result_value(old);
}

/* ---- beginning and end ---- */

enum { FIELDS = 15 };

static void each_field(Builder *b, Value *fields[FIELDS]) {
    Value *all[FIELDS] = {&b->root,
                          &b->current,
                          &b->last,
                          &b->behind,
                          &b->data,
                          &b->element_factory,
                          &b->comment_factory,
                          &b->pi_factory,
                          &b->append_event,
                          &b->start_event,
                          &b->end_event,
                          &b->start_ns_event,
                          &b->end_ns_event,
                          &b->comment_event,
                          &b->pi_event};
    memcpy(fields, all, sizeof all);
}

static Value builder_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Builder *b = object_new(t, type, 0);
    Value *fields[FIELDS];
    if (!b)
        return VALUE_NULL;
    each_field(b, fields);
    for (int i = 0; i < FIELDS; i++)
        *fields[i] = VALUE_NULL;
    b->element_type = type_beside(b, &elementtree_element_type_def);
    b->open = list_new(t, 16);
    if (b->open)
        return object_value(b);
    decref_object(t, b);
    return VALUE_NULL;
}

static void builder_dealloc(Thread *t, Object *o) {
    Builder *b = (Builder *)o;
    Value *fields[FIELDS];
    each_field(b, fields);
    for (int i = 0; i < FIELDS; i++)
        decref(t, *fields[i]);
    xdecref_object(t, b->open);
}

static void builder_traverse(Object *o, VisitFn visit, void *arg) {
    Builder *b = (Builder *)o;
    Value *fields[FIELDS];
    each_field(b, fields);
    for (int i = 0; i < FIELDS; i++)
        visit_value(*fields[i], visit, arg);
    visit_object(b->open, visit, arg);
}

static void builder_clear(Thread *t, Object *o) {
    Builder *b = (Builder *)o;
    Value *fields[FIELDS];
    each_field(b, fields);
    for (int i = 0; i < FIELDS; i++)
        value_clear(t, fields[i]);
    list_clear(t, b->open);
}

static bool builder_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    Builder *b = elementtree_builder(self);
    const Type *hidden = type_beside(b, &elementtree_iterator_type_def);
    bool comments = false, pis = false;
    if ((!is_null(args[3]) && !arg_bool(t, args[3], &comments)) ||
        (!is_null(args[4]) && !arg_bool(t, args[4], &pis)))
        return false;
    Value comment = is_null(args[1]) || is_none(args[1]) ? default_factory(t, hidden, "comment_factory")
                                                         : new_ref(args[1]);
    Value pi =
        is_null(args[2]) || is_none(args[2]) ? default_factory(t, hidden, "pi_factory") : new_ref(args[2]);
    value_store(t, &b->element_factory, is_none(args[0]) ? VALUE_NULL : new_ref(args[0]));
    value_store(t, &b->comment_factory, comment);
    value_store(t, &b->pi_factory, pi);
    b->insert_comments = comments && !is_null(comment);
    b->insert_pis = pis && !is_null(pi);
    return !error_pending(t);
}

/* ---- text ---- */

static Value joined(Thread *t, Value data_owned) {
    if (!is_list(data_owned))
        return data_owned;
    Str *empty = str_empty(t);
    List *list = value_list(data_owned);
    Str *all = str_join(t, empty, list->items, list->length);
    decref_object(t, empty);
    decref(t, data_owned);
    return str_value(all);
}

/* element.name += text, for whatever a factory made; text is consumed. */
static bool extend_attribute(Thread *t, Value element, Str *name, Value text) {
    Value before = op_getattr(t, element, name);
    if (is_null(before)) {
        decref(t, text);
        return false;
    }
    if (!is_none(before)) {
        Value sum = op_binary(t, BINARY_ADD, before, text);
        decref(t, text);
        text = sum;
    }
    decref(t, before);
    bool ok = !is_null(text) && op_setattr(t, element, name, text);
    decref(t, text);
    return ok;
}

static bool extend_field(Thread *t, Value *field, Value text) {
    if (!is_none(*field)) {
        Value sum = op_binary(t, BINARY_ADD, *field, text);
        decref(t, text);
        text = sum;
    }
    if (!is_null(text))
        value_store(t, field, text);
    return !is_null(text);
}

/* Gives the text that waits to the element it belongs to. */
static bool flush(Thread *t, Builder *b) {
    if (is_null(b->data))
        return true;
    Value data = b->data, owner = new_ref(is_null(b->behind) ? b->last : b->behind);
    bool is_tail = !is_null(b->behind), ok = true;
    b->data = VALUE_NULL;
    Value text = joined(t, data);
    if (is_null(text) || is_null(owner)) {
        ok = !is_null(text);
        decref(t, text);
    } else if (is_plain_element(owner)) {
        Element *e = elementtree_of(owner);
        ok = extend_field(t, is_tail ? &e->tail : &e->text, text);
    } else {
        Str *name = str_intern_utf8(t, is_tail ? "tail" : "text");
        ok = name && extend_attribute(t, owner, name, text);
        if (!name)
            decref(t, text);
        xdecref_object(t, name);
    }
    decref(t, owner);
    return ok;
}

bool elementtree_data(Thread *t, Builder *b, Value text) {
    if (is_null(b->data)) {
        if (!is_null(b->last))
            b->data = new_ref(text);
        return true;
    }
    if (is_list(b->data))
        return list_append(t, value_list(b->data), text);
    Value pieces[] = {b->data, text};
    List *list = list_from_array(t, pieces, 2);
    if (list)
        value_store(t, &b->data, object_value(list));
    return list != NULL;
}

/* ---- events ---- */

bool elementtree_event(Thread *t, Builder *b, Value event, Value object_owned) {
    if (is_null(event) || is_null(b->append_event) || is_null(object_owned)) {
        bool ok = !is_null(object_owned);
        decref(t, object_owned);
        return ok;
    }
    Tuple *pair = tuple_pack(t, 2, event, object_owned);
    decref(t, object_owned);
    Value append = new_ref(b->append_event),
          done = pair ? op_call1(t, append, object_value(pair)) : VALUE_NULL;
    decref(t, append);
    xdecref_object(t, pair);
    decref(t, done);
    return !is_null(done);
}

/* ---- elements ---- */

static bool add_child(Thread *t, Value parent, Value child) {
    if (is_plain_element(parent) && is_element(child))
        return elementtree_add(t, elementtree_of(parent), child);
    Value done = op_call_method1(t, parent, NAME(append), child);
    decref(t, done);
    return !is_null(done);
}

/* What the factory makes, or an element; attrib is consumed. */
static Value make_element(Thread *t, Builder *b, Value tag, Dict *attrib_owned) {
    if (is_null(b->element_factory))
        return elementtree_element_new(t, b->element_type, tag, attrib_owned);
    Dict *attrib = attrib_owned ? attrib_owned : dict_new(t, 0);
    Value factory = new_ref(b->element_factory);
    Value v = attrib ? op_call2(t, factory, tag, object_value(attrib)) : VALUE_NULL;
    decref(t, factory);
    xdecref_object(t, attrib);
    return v;
}

static bool place(Thread *t, Builder *b, Value node) {
    if (!is_null(b->current)) {
        Value parent = new_ref(b->current);
        bool ok = add_child(t, parent, node);
        decref(t, parent);
        return ok;
    }
    if (!is_null(b->root))
        return raise_second_root(t, b);
    b->root = new_ref(node);
    return true;
}

Value elementtree_start(Thread *t, Builder *b, Value tag, Dict *attrib_owned) {
    if (!flush(t, b)) {
        xdecref_object(t, attrib_owned);
        return VALUE_NULL;
    }
    Value node = make_element(t, b, tag, attrib_owned);
    if (is_null(node))
        return node;
    value_clear(t, &b->behind);
    if (!place(t, b, node) || !list_append(t, b->open, or_none(b->current))) {
        decref(t, node);
        return VALUE_NULL;
    }
    value_store(t, &b->current, new_ref(node));
    value_store(t, &b->last, new_ref(node));
    if (elementtree_event(t, b, b->start_event, new_ref(node)))
        return node;
    decref(t, node);
    return VALUE_NULL;
}

Value elementtree_end(Thread *t, Builder *b) {
    if (!flush(t, b))
        return VALUE_NULL;
    if (b->open->length == 0)
        return raise_index_error(t, "pop from empty stack");
    Value ended = b->current, outer = b->open->items[--b->open->length];
    b->current = is_none(outer) ? VALUE_NULL : outer;
    value_store(t, &b->last, new_ref(ended));
    value_store(t, &b->behind, new_ref(ended));
    if (elementtree_event(t, b, b->end_event, new_ref(ended)))
        return ended;
    decref(t, ended);
    return VALUE_NULL;
}

/* A comment or an instruction that was made: into the tree, if that is wanted, and to who waits for it. */
static Value put_in(Thread *t, Builder *b, Value node, bool insert, Value event) {
    bool ok = !is_null(node);
    if (ok && insert && !is_null(b->current)) {
        Value parent = new_ref(b->current);
        ok = add_child(t, parent, node);
        decref(t, parent);
        if (ok)
            value_store(t, &b->behind, new_ref(node));
    }
    if (ok && elementtree_event(t, b, event, new_ref(node)))
        return node;
    decref(t, node);
    return VALUE_NULL;
}

Value elementtree_comment(Thread *t, Builder *b, Value text) {
    if (!flush(t, b))
        return VALUE_NULL;
    Value factory = new_ref(b->comment_factory), node = new_ref(text);
    if (!is_null(factory)) {
        decref(t, node);
        node = op_call1(t, factory, text);
        decref(t, factory);
    }
    return put_in(t, b, node, b->insert_comments, b->comment_event);
}

Value elementtree_instruction(Thread *t, Builder *b, Value target, Value text) {
    if (!flush(t, b))
        return VALUE_NULL;
    Value factory = new_ref(b->pi_factory), node;
    if (is_null(factory))
        node = result_value(tuple_pack(t, 2, target, text));
    else
        node = op_call2(t, factory, target, text);
    decref(t, factory);
    return put_in(t, b, node, b->insert_pis, b->pi_event);
}

Value elementtree_root(const Builder *b) {
    return new_ref(or_none(b->root));
}

/* ---- the methods ---- */

static Value start_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_dict(args[2]))
        return expat_refuse_type(t, args[2], "start() argument 2", "dict"), VALUE_NULL;
    incref(args[2]);
    return elementtree_start(t, elementtree_builder(args[0]), args[1], value_dict(args[2]));
}

static Value data_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return elementtree_data(t, elementtree_builder(args[0]), args[1]) ? VALUE_NONE : VALUE_NULL;
}

static Value end_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return elementtree_end(t, elementtree_builder(args[0]));
}

static Value comment_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return elementtree_comment(t, elementtree_builder(args[0]), args[1]);
}

static Value instruction_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return elementtree_instruction(t, elementtree_builder(args[0]), args[1], or_none(args[2]));
}

static Value close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return elementtree_root(elementtree_builder(args[0]));
}

static const MethodDef builder_methods[] = {
    {"start", start_method, "tag, attrs, /", "An element begins."},
    {"data", data_method, "data, /", "Text in the element that was begun or behind the one that ended."},
    {"end", end_method, "tag, /", "The innermost element ends."},
    {"comment", comment_method, "text, /", "A comment."},
    {"pi", instruction_method, "target, text=None, /", "A processing instruction."},
    {"close", close_method, "", "The root of the tree."},
    {"_set_factories", set_factories_method, "comment_factory, pi_factory, /",
     "What builders make comments and processing instructions with; answers what it was.", METHOD_CLASS},
    {0}};

const TypeDef elementtree_builder_type_def = {
    .name = "xml.etree.ElementTree.TreeBuilder",
    .size = sizeof(Builder),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "Makes a tree of what it is told.",
    .init_signature =
        "element_factory=None, *, comment_factory=None, pi_factory=None, insert_comments=False, "
        "insert_pis=False",
    .slots = {.new_instance = builder_new_instance,
              .init = builder_init,
              .dealloc = builder_dealloc,
              .traverse = builder_traverse,
              .clear = builder_clear},
    .methods = builder_methods,
};
