/* What looks further than the children of an element: find() and its like, which leave paths to ElementPath;
 * iterators over whole trees. */
#include "runtime/error.h"
#include "runtime/memory.h"
#include "runtime/sequence.h"
#include "stdlib/elementtree.h"

/* ---- paths ---- */

/* Does it say more than a tag? What stands in braces is a namespace; "{*}" and "{}" are patterns. */
static bool is_path(Value v) {
    if (!is_str(v))
        return true;
    const Str *s = value_str(v);
    bool in_namespace = false;
    if (s->length >= 2 && str_at(s, 0) == '{' &&
        (str_at(s, 1) == '}' || (s->length >= 3 && str_at(s, 1) == '*' && str_at(s, 2) == '}')))
        return true;
    for (int64_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        if (c == '{' || c == '}')
            in_namespace = c == '{';
        else if (!in_namespace && (c == '/' || c == '*' || c == '[' || c == '@' || c == '.'))
            return true;
    }
    return false;
}

static bool needs_paths(Value path, Value namespaces) {
    return (!is_null(namespaces) && !is_none(namespaces)) || is_path(path);
}

/* ElementPath.name(*args) */
static Value call_paths(Thread *t, const char *name, Value *args, int count) {
    Str *dotted = str_intern_utf8(t, "xml.etree.ElementPath"),
        *key = dotted ? str_intern_utf8(t, name) : NULL;
    Value module = key ? t->interp->hooks.import(t, dotted) : VALUE_NULL;
    Value function = is_null(module) ? module : op_getattr(t, module, key);
    Value result = is_null(function) ? function : op_call(t, function, args, count, NULL);
    decref(t, function);
    decref(t, module);
    xdecref_object(t, key);
    xdecref_object(t, dotted);
    return result;
}

/* 1, 0, -1 */
static int has_tag(Thread *t, const Element *e, Value tag) {
    if (value_is(e->tag, tag))
        return 1;
    if (is_str_exact(e->tag) && is_str_exact(tag))
        return str_equal(value_str(e->tag), value_str(tag));
    Value held = new_ref(e->tag);
    int equal = op_equal(t, held, tag);
    decref(t, held);
    return equal;
}

/* The next child with the tag from *i on, and *i behind it; VALUE_NULL: none, or an exception is pending. */
static Value next_child(Thread *t, const Element *e, Value tag, int64_t *i) {
    while (*i < e->count) {
        Value child = new_ref(elementtree_child(e, (*i)++));
        int same = has_tag(t, elementtree_of(child), tag);
        if (same > 0)
            return child;
        decref(t, child);
        if (same < 0)
            break;
    }
    return VALUE_NULL;
}

Value elementtree_find(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t i = 0;
    Value all[] = {args[0], args[1], or_none(args[2])};
    if (needs_paths(args[1], args[2]))
        return call_paths(t, "find", all, 3);
    Value child = next_child(t, elementtree_of(args[0]), args[1], &i);
    return is_null(child) && !error_pending(t) ? VALUE_NONE : child;
}

Value elementtree_findtext(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t i = 0;
    Value all[] = {args[0], args[1], or_none(args[2]), or_none(args[3])};
    if (needs_paths(args[1], args[3]))
        return call_paths(t, "findtext", all, 4);
    Value child = next_child(t, elementtree_of(args[0]), args[1], &i);
    if (is_null(child))
        return error_pending(t) ? child : new_ref(all[2]);
    Value text = new_ref(elementtree_of(child)->text);
    decref(t, child);
    return is_none(text) ? object_value(str_empty(t)) : text;
}

Value elementtree_findall(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value all[] = {args[0], args[1], or_none(args[2])};
    if (needs_paths(args[1], args[2]))
        return call_paths(t, "findall", all, 3);
    List *list = list_new(t, 0);
    Value child = VALUE_NULL;
    for (int64_t i = 0; list;) {
        child = next_child(t, elementtree_of(args[0]), args[1], &i);
        if (is_null(child) || !list_append_owned(t, list, child))
            break;
    }
    if (list && !error_pending(t))
        return object_value(list);
    xdecref_object(t, list);
    return VALUE_NULL;
}

Value elementtree_iterfind(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value all[] = {args[0], args[1], or_none(args[2])};
    return call_paths(t, "iterfind", all, 3);
}

/* ---- iterators over children ---- */

Value elementtree_children(Thread *t, Value self) {
    SequenceCursor *c =
        object_new(t, elementtree_type_beside(elementtree_of(self), &elementtree_children_type_def), 0);
    if (!c)
        return VALUE_NULL;
    c->sequence = new_ref(self);
    return object_value(c);
}

static Value children_next(Thread *t, Value self) {
    SequenceCursor *c = (SequenceCursor *)value_object(self);
    if (is_null(c->sequence))
        return VALUE_NULL;
    const Element *e = elementtree_of(c->sequence);
    if (c->index < e->count)
        return new_ref(elementtree_child(e, c->index++));
    value_clear(t, &c->sequence);
    return VALUE_NULL;
}

static void children_dealloc(Thread *t, Object *o) {
    decref(t, ((SequenceCursor *)o)->sequence);
}

static void children_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((SequenceCursor *)o)->sequence, visit, arg);
}

static void children_clear(Thread *t, Object *o) {
    value_clear(t, &((SequenceCursor *)o)->sequence);
}

static Value children_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const SequenceCursor *c = (const SequenceCursor *)value_object(args[0]);
    if (!is_null(c->sequence))
        return iterator_reduce(t, "iter", c->sequence, small_int_value(c->index));
    Value nothing = t->interp->empty_tuple;
    return iterator_reduce(t, "iter", nothing, VALUE_NULL);
}

static Value children_setstate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SequenceCursor *c = (SequenceCursor *)value_object(args[0]);
    int64_t index;
    if (!op_index_clipped(t, args[1], &index))
        return VALUE_NULL;
    c->index = index < 0 ? 0 : index;
    return VALUE_NONE;
}

static const MethodDef children_methods[] = {
    {"__reduce__", children_reduce, "", "How to make the iterator again, for copy and pickle."},
    {"__setstate__", children_setstate, "index, /", "Which child is next."},
    {0}};

/* As CPython calls the iterators of what has only __getitem__(). */
const TypeDef elementtree_children_type_def = {
    .name = "iterator",
    .size = sizeof(SequenceCursor),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = children_dealloc,
              .traverse = children_traverse,
              .clear = children_clear,
              .iter = iterator_self,
              .next = children_next},
    .methods = children_methods,
};

/* ---- iterators over trees ---- */

typedef struct Level {
    Element *element; /* counted */
    int64_t next;     /* the child to go to */
} Level;

typedef struct TreeIterator {
    Object ob;
    Value first; /* where to begin; VALUE_NULL: it has begun */
    Value tag;   /* which ones; None: all */
    bool texts;
    Level *levels;
    int64_t depth, room;
} TreeIterator;

static TreeIterator *iterator_of(Object *o) {
    return (TreeIterator *)o;
}

static Value iterator_new(Thread *t, Value root, Value tag, bool texts) {
    TreeIterator *it =
        object_new(t, elementtree_type_beside(elementtree_of(root), &elementtree_iterator_type_def), 0);
    if (!it)
        return VALUE_NULL;
    bool all = is_null(tag) || (is_str(tag) && str_equal_ascii(value_str(tag), "*"));
    it->first = new_ref(root);
    it->tag = all ? VALUE_NONE : new_ref(tag);
    it->texts = texts;
    return object_value(it);
}

static void drop_levels(Thread *t, TreeIterator *it) {
    value_clear(t, &it->first);
    while (it->depth > 0) {
        Element *e = it->levels[--it->depth].element;
        decref_object(t, e);
    }
}

static void iterator_dealloc(Thread *t, Object *o) {
    TreeIterator *it = iterator_of(o);
    drop_levels(t, it);
    mem_free(it->levels);
    decref(t, it->tag);
}

static void iterator_traverse(Object *o, VisitFn visit, void *arg) {
    const TreeIterator *it = iterator_of(o);
    visit_value(it->first, visit, arg);
    visit_value(it->tag, visit, arg);
    for (int64_t i = 0; i < it->depth; i++)
        visit_object(it->levels[i].element, visit, arg);
}

static void iterator_clear(Thread *t, Object *o) {
    drop_levels(t, iterator_of(o));
}

/* Goes into an element, which is consumed. */
static bool enter(Thread *t, TreeIterator *it, Value element) {
    if (it->depth == it->room) {
        int64_t room = it->room ? it->room * 2 : 8;
        Level *wider = mem_realloc(it->levels, (size_t)room * sizeof *wider);
        if (!wider) {
            decref(t, element);
            return raise_no_memory(t), false;
        }
        it->levels = wider;
        it->room = room;
    }
    it->levels[it->depth++] = (Level){elementtree_of(element), 0};
    return true;
}

/* The next element in the order of the document, entered: new. *left: or one that was left, which is also
 * new, if the iterator is about texts. Both VALUE_NULL: the end, or an exception is pending. */
static Value step(Thread *t, TreeIterator *it, Value *left) {
    *left = VALUE_NULL;
    Value next = it->first;
    it->first = VALUE_NULL;
    while (is_null(next) && it->depth > 0) {
        Level *top = &it->levels[it->depth - 1];
        if (top->next < top->element->count) {
            next = new_ref(elementtree_child(top->element, top->next++));
            break;
        }
        Element *ended = top->element;
        it->depth--;
        if (it->texts && it->depth > 0) { /* the tail of the root is outside */
            *left = object_value(ended);
            return VALUE_NULL;
        }
        decref_object(t, ended);
    }
    if (is_null(next))
        return next;
    incref(next);
    if (enter(t, it, next))
        return next;
    decref(t, next);
    return VALUE_NULL;
}

static Value next_element(Thread *t, TreeIterator *it) {
    Value left;
    for (;;) {
        Value e = step(t, it, &left);
        int same = is_null(e) ? 1 : is_none(it->tag) ? 1 : has_tag(t, elementtree_of(e), it->tag);
        if (same > 0)
            return e;
        decref(t, e);
        if (same < 0)
            return VALUE_NULL;
    }
}

static Value next_text(Thread *t, TreeIterator *it) {
    for (;;) {
        Value left, e = step(t, it, &left);
        if (is_null(e) && is_null(left))
            return VALUE_NULL;
        Value text = new_ref(is_null(e) ? elementtree_of(left)->tail : elementtree_of(e)->text);
        decref(t, e);
        decref(t, left);
        int truth = is_none(text) ? 0 : op_is_true(t, text);
        if (truth > 0)
            return text;
        decref(t, text);
        if (truth < 0)
            return VALUE_NULL;
    }
}

static Value iterator_next(Thread *t, Value self) {
    TreeIterator *it = iterator_of(value_object(self));
    return it->texts ? next_text(t, it) : next_element(t, it);
}

Value elementtree_iter(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return iterator_new(t, args[0], is_null(args[1]) || is_none(args[1]) ? VALUE_NULL : args[1], false);
}

Value elementtree_itertext(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return iterator_new(t, args[0], VALUE_NULL, true);
}

const TypeDef elementtree_iterator_type_def = {
    .name = "_elementtree._element_iterator",
    .size = sizeof(TreeIterator),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = iterator_dealloc,
              .traverse = iterator_traverse,
              .clear = iterator_clear,
              .iter = iterator_self,
              .next = iterator_next},
};
