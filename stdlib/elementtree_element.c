/* Elements of trees: a tag, attributes, text, and children as a sequence. What looks further than the
 * children is in elementtree_find.c, copies and pickles are in elementtree_copy.c. */
#include "stdlib/elementtree.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/memory.h"
#include "runtime/sequence.h"
#include "stdlib/expat.h"
#include <stdio.h>

/* ---- beginning and end ---- */

static Element *element_alloc(Thread *t, Type *type, Value tag) {
    Element *e = object_new(t, type, 0);
    if (e) {
        e->tag = new_ref(tag);
        e->text = e->tail = VALUE_NONE;
    }
    return e;
}

Value elementtree_element_new(Thread *t, Type *type, Value tag, Dict *attrib_owned) {
    Element *e = element_alloc(t, type, tag);
    if (e)
        e->attrib = attrib_owned;
    else
        xdecref_object(t, attrib_owned);
    return e ? object_value(e) : VALUE_NULL;
}

Type *elementtree_type_of(const void *object, const TypeDef *own, const TypeDef *wanted) {
    Type *type = object_type(object);
    while (type->def != own)
        type = type->base;
    while (type->def != wanted)
        type = type->next_native;
    return type;
}

static Value element_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return result_value(element_alloc(t, type, VALUE_NONE));
}

Object **elementtree_take_children(Element *e, int64_t *count) {
    Object **children = e->children;
    *count = e->count;
    e->children = NULL;
    e->count = e->room = 0;
    return children;
}

static void drop_children(Thread *t, Element *e) {
    int64_t count;
    Object **children = elementtree_take_children(e, &count);
    for (int64_t i = 0; i < count; i++)
        decref_object(t, children[i]);
    mem_free(children);
}

static void drop_attrib(Thread *t, Element *e) {
    Dict *old = e->attrib;
    e->attrib = NULL;
    xdecref_object(t, old);
}

static void element_dealloc(Thread *t, Object *o) {
    Element *e = (Element *)o;
    decref(t, e->tag);
    decref(t, e->text);
    decref(t, e->tail);
    drop_attrib(t, e);
    drop_children(t, e);
}

static void element_traverse(Object *o, VisitFn visit, void *arg) {
    Element *e = (Element *)o;
    visit_value(e->tag, visit, arg);
    visit_value(e->text, visit, arg);
    visit_value(e->tail, visit, arg);
    visit_object(e->attrib, visit, arg);
    for (int64_t i = 0; i < e->count; i++)
        visit(e->children[i], arg);
}

static void element_clear(Thread *t, Object *o) {
    Element *e = (Element *)o;
    value_store(t, &e->tag, VALUE_NONE);
    value_store(t, &e->text, VALUE_NONE);
    value_store(t, &e->tail, VALUE_NONE);
    drop_attrib(t, e);
    drop_children(t, e);
}

Dict *elementtree_attrib(Thread *t, Element *e) {
    if (!e->attrib)
        e->attrib = dict_new(t, 0);
    return e->attrib;
}

static bool element_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    Element *e = elementtree_of(self);
    Dict *attrib, *old = e->attrib;
    if (!elementtree_attributes(t, "Element", args, nargs, 1, kwnames, &attrib))
        return false;
    e->attrib = attrib;
    xdecref_object(t, old);
    value_store(t, &e->tag, new_ref(args[0]));
    value_store(t, &e->text, VALUE_NONE);
    value_store(t, &e->tail, VALUE_NONE);
    return true;
}

bool elementtree_check(Thread *t, Value v, const char *argument) {
    return is_element(v) || expat_refuse_type(t, v, argument, "xml.etree.ElementTree.Element");
}

/* ---- children ---- */

static bool make_room(Thread *t, Element *e) {
    if (e->count < e->room)
        return true;
    int64_t room = e->room ? e->room + (e->room >> 1) + 2 : 2;
    Object **wider = mem_realloc(e->children, (size_t)room * sizeof *wider);
    if (!wider)
        return raise_no_memory(t), false;
    e->children = wider;
    e->room = room;
    return true;
}

bool elementtree_add(Thread *t, Element *e, Value child) {
    if (!make_room(t, e))
        return false;
    incref(child);
    e->children[e->count++] = value_object(child);
    return true;
}

static Value append_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    bool ok = elementtree_check(t, args[1], "append() argument") &&
              elementtree_add(t, elementtree_of(args[0]), args[1]);
    return ok ? VALUE_NONE : VALUE_NULL;
}

/* The items of any sequence, all of which must be elements: new. */
static List *element_list(Thread *t, Value sequence) {
    List *list = op_to_list(t, sequence);
    if (!list && error_clear_if(t, EXC_TypeError))
        raise_type_error(t, "expected sequence, not \"%T\"", sequence);
    for (int64_t i = 0; list && i < list->length; i++)
        if (!is_element(list->items[i])) {
            raise_type_error(t, "expected an Element, not \"%T\"", list->items[i]);
            decref_object(t, list);
            return NULL;
        }
    return list;
}

static Value extend_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    List *list = element_list(t, args[1]);
    bool ok = list != NULL;
    for (int64_t i = 0; ok && i < list->length; i++)
        ok = elementtree_add(t, elementtree_of(args[0]), list->items[i]);
    xdecref_object(t, list);
    return ok ? VALUE_NONE : VALUE_NULL;
}

static Value insert_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Element *e = elementtree_of(args[0]);
    int64_t i;
    if (!op_index_clipped(t, args[1], &i) || !elementtree_check(t, args[2], "insert() argument 2") ||
        !make_room(t, e))
        return VALUE_NULL;
    i = i < -e->count ? 0 : i < 0 ? i + e->count : i > e->count ? e->count : i;
    memmove(e->children + i + 1, e->children + i, (size_t)(e->count - i) * sizeof *e->children);
    incref(args[2]);
    e->children[i] = value_object(args[2]);
    e->count++;
    return VALUE_NONE;
}

static void delete_at(Thread *t, Element *e, int64_t i) {
    Object *child = e->children[i];
    e->count--;
    memmove(e->children + i, e->children + i + 1, (size_t)(e->count - i) * sizeof *e->children);
    decref_object(t, child);
}

/* Where a child is: itself, else the first one that is equal. -1: none; -2: an exception is pending. */
static int64_t find_child(Thread *t, Element *e, Value wanted) {
    for (int64_t i = 0; i < e->count; i++)
        if (value_is(elementtree_child(e, i), wanted))
            return i;
    for (int64_t i = 0; i < e->count; i++) {
        int equal = sequence_items_equal(t, elementtree_child(e, i), wanted);
        if (equal)
            return equal < 0 ? -2 : i;
    }
    return -1;
}

static Value remove_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Element *e = elementtree_of(args[0]);
    int64_t i = elementtree_check(t, args[1], "remove() argument") ? find_child(t, e, args[1]) : -2;
    if (i >= 0 && i < e->count)
        delete_at(t, e, i);
    else if (i != -2)
        return raise_value_error(t, "list.remove(x): x not in list");
    return i < 0 ? VALUE_NULL : VALUE_NONE;
}

static Value clear_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Element *e = elementtree_of(args[0]);
    drop_attrib(t, e);
    drop_children(t, e);
    value_store(t, &e->text, VALUE_NONE);
    value_store(t, &e->tail, VALUE_NONE);
    return VALUE_NONE;
}

/* ---- as a sequence ---- */

static int64_t element_length(Thread *t, Value self) {
    return elementtree_of(self)->count;
}

static List *children_list(Thread *t, const Element *e) {
    List *list = list_new(t, e->count);
    for (int64_t i = 0; list && i < e->count; i++) {
        incref_object(e->children[i]);
        list->items[list->length++] = elementtree_child(e, i);
    }
    return list;
}

/* false: none, or an exception is pending (`message`: what it says of an index that is out of range). */
static bool child_index(Thread *t, const Element *e, Value key, const char *message, int64_t *i) {
    if (!sequence_is_index(t, key))
        return raise_type_error(t, "element indices must be integers"), false;
    if (!op_index_int64(t, key, i, EXC_IndexError))
        return false;
    if (*i < 0)
        *i += e->count;
    if (*i < 0 || *i >= e->count)
        return raise_index_error(t, message), false;
    return true;
}

static Value element_getitem(Thread *t, Value self, Value key) {
    const Element *e = elementtree_of(self);
    int64_t i;
    if (is_slice(key)) {
        List *all = children_list(t, e);
        Value part = all ? list_getitem(t, all, key) : VALUE_NULL;
        xdecref_object(t, all);
        return part;
    }
    return child_index(t, e, key, "child index out of range", &i) ? new_ref(elementtree_child(e, i))
                                                                  : VALUE_NULL;
}

/* The children become those of a list. */
static bool take_list(Thread *t, Element *e, List *list) {
    Element old = *e;
    Object **children = list->length ? mem_alloc((size_t)list->length * sizeof *children) : NULL;
    if (list->length && !children)
        return raise_no_memory(t), false;
    for (int64_t i = 0; i < list->length; i++) {
        incref(list->items[i]);
        children[i] = value_object(list->items[i]);
    }
    e->children = children;
    e->count = e->room = list->length;
    for (int64_t i = 0; i < old.count; i++)
        decref_object(t, old.children[i]);
    mem_free(old.children);
    return true;
}

static bool set_slice(Thread *t, Element *e, Value key, Value v) {
    List *items = is_null(v) ? NULL : element_list(t, v);
    if (!is_null(v) && !items)
        return false;
    List *all = children_list(t, e);
    bool ok =
        all && list_setitem(t, all, key, items ? object_value(items) : VALUE_NULL) && take_list(t, e, all);
    xdecref_object(t, all);
    xdecref_object(t, items);
    return ok;
}

static bool element_setitem(Thread *t, Value self, Value key, Value v) {
    Element *e = elementtree_of(self);
    int64_t i;
    if (is_slice(key))
        return set_slice(t, e, key, v);
    if (!child_index(t, e, key, "child assignment index out of range", &i))
        return false;
    if (is_null(v))
        return delete_at(t, e, i), true;
    if (!is_element(v))
        return raise_type_error(t, "expected an Element, not \"%T\"", v), false;
    Object *old = e->children[i];
    incref(v);
    e->children[i] = value_object(v);
    decref_object(t, old);
    return true;
}

/* ---- attributes ---- */

/* Comparing keys may run code that takes the dict away: both hold it. */
static Value get_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Dict *attrib = elementtree_of(args[0])->attrib;
    if (!attrib)
        return new_ref(or_none(args[2]));
    incref_object(attrib);
    Value v = dict_get(t, attrib, args[1]);
    if (!is_null(v) || !error_pending(t))
        v = new_ref(is_null(v) ? or_none(args[2]) : v);
    decref_object(t, attrib);
    return v;
}

static Value set_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Dict *attrib = elementtree_attrib(t, elementtree_of(args[0]));
    if (!attrib)
        return VALUE_NULL;
    incref_object(attrib);
    bool ok = dict_set(t, attrib, args[1], args[2]);
    decref_object(t, attrib);
    return ok ? VALUE_NONE : VALUE_NULL;
}

static Value keys_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Element *e = elementtree_of(args[0]);
    return result_value(e->attrib ? dict_keys_list(t, e->attrib) : list_new(t, 0));
}

static Value items_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Element *e = elementtree_of(args[0]);
    List *list = list_new(t, e->attrib ? e->attrib->length : 0);
    Value key, v;
    for (int64_t at = 0; list && e->attrib && dict_next(e->attrib, &at, &key, &v);) {
        Tuple *pair = tuple_pack(t, 2, key, v);
        if (!pair || !list_append_owned(t, list, object_value(pair))) {
            decref_object(t, list);
            return VALUE_NULL;
        }
    }
    return result_value(list);
}

static bool set_field(Thread *t, Value *field, Value v) {
    if (is_null(v))
        return raise(t, EXC_AttributeError, "can't delete element attribute"), false;
    value_store(t, field, new_ref(v));
    return true;
}

static Value get_tag(Thread *t, Value self) {
    return new_ref(elementtree_of(self)->tag);
}

static bool set_tag(Thread *t, Value self, Value v) {
    return set_field(t, &elementtree_of(self)->tag, v);
}

static Value get_text(Thread *t, Value self) {
    return new_ref(elementtree_of(self)->text);
}

static bool set_text(Thread *t, Value self, Value v) {
    return set_field(t, &elementtree_of(self)->text, v);
}

static Value get_tail(Thread *t, Value self) {
    return new_ref(elementtree_of(self)->tail);
}

static bool set_tail(Thread *t, Value self, Value v) {
    return set_field(t, &elementtree_of(self)->tail, v);
}

static Value get_attrib(Thread *t, Value self) {
    Dict *attrib = elementtree_attrib(t, elementtree_of(self));
    return attrib ? new_object_ref(attrib) : VALUE_NULL;
}

static bool set_attrib(Thread *t, Value self, Value v) {
    Element *e = elementtree_of(self);
    if (is_null(v))
        return raise(t, EXC_AttributeError, "can't delete element attribute"), false;
    if (!is_dict(v))
        return raise_type_error(t, "attrib must be dict, not %T", v), false;
    Dict *old = e->attrib;
    e->attrib = value_dict(new_ref(v));
    xdecref_object(t, old);
    return true;
}

/* ---- the type ---- */

static Value element_repr(Thread *t, Value self) {
    Element *e = elementtree_of(self);
    int running = repr_enter(t, self);
    if (running)
        return running < 0 ? VALUE_NULL
                           : raise(t, EXC_RuntimeError, "reentrant call inside %N.__repr__", object_type(e));
    Value tag = new_ref(e->tag);
    Str *text = str_format(t, "<Element %R at %p>", tag, e);
    decref(t, tag);
    repr_leave(t, self);
    return str_value(text);
}

static const MethodDef element_methods[] = {
    {"append", append_method, "subelement, /", "Adds a child at the end."},
    {"extend", extend_method, "elements, /", "Adds each element of a sequence at the end."},
    {"insert", insert_method, "index, subelement, /", "Puts a child before the one at the index."},
    {"remove", remove_method, "subelement, /", "Takes a child out."},
    {"clear", clear_method, "", "Takes out children, attributes and text: only the tag stays."},
    {"get", get_method, "key, default=None", "The value of an attribute."},
    {"set", set_method, "key, value, /", "Sets an attribute."},
    {"keys", keys_method, "", "The names of the attributes, as a list."},
    {"items", items_method, "", "The attributes as a list of pairs."},
    {"makeelement", elementtree_makeelement, "tag, attrib, /", "A new element."},
    {"find", elementtree_find, "path, namespaces=None", "The first element that a path leads to, or None."},
    {"findtext", elementtree_findtext, "path, default=None, namespaces=None", "The text of that element."},
    {"findall", elementtree_findall, "path, namespaces=None",
     "All elements that a path leads to, as a list."},
    {"iterfind", elementtree_iterfind, "path, namespaces=None", "The same as an iterator."},
    {"iter", elementtree_iter, "tag=None", "The element and all that are in it, or those with the tag."},
    {"itertext", elementtree_itertext, "", "All text in the element."},
    {"__copy__", elementtree_copy, "", "Another element with the same children."},
    {"__deepcopy__", elementtree_deepcopy, "memo, /", "Another element with copies of the children."},
    {"__getstate__", elementtree_getstate, "", "What a pickle keeps, as a dict."},
    {"__setstate__", elementtree_setstate, "state, /", "Takes over what __getstate__() gave."},
    {0}};

static const GetSetDef element_getsets[] = {{"tag", get_tag, set_tag, "What the element is."},
                                            {"text", get_text, set_text, "The text before the first child."},
                                            {"tail", get_tail, set_tail, "The text behind the element."},
                                            {"attrib", get_attrib, set_attrib, "The attributes, a dict."},
                                            {0}};

const TypeDef elementtree_element_type_def = {
    .name = "xml.etree.ElementTree.Element",
    .size = sizeof(Element),
    .flags = TYPE_GC | TYPE_BASE | TYPE_WEAKREFABLE,
    .doc = "An element of a tree: a tag, attributes, text, and a sequence of children.",
    .slots = {.new_instance = element_new_instance,
              .init = element_init,
              .dealloc = element_dealloc,
              .traverse = element_traverse,
              .clear = element_clear,
              .repr = element_repr,
              .iter = elementtree_children,
              .length = element_length,
              .getitem = element_getitem,
              .setitem = element_setitem},
    .methods = element_methods,
    .getsets = element_getsets,
};
