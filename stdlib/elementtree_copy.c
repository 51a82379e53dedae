/* Copies of elements, and what pickles keep of them. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/memory.h"
#include "runtime/sequence.h"
#include "stdlib/elementtree.h"
#include "stdlib/expat.h"

static Value new_like(Thread *t, const Element *e, Value tag) {
    return elementtree_element_new(t, elementtree_type_beside(e, &elementtree_element_type_def), tag, NULL);
}

Value elementtree_copy(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Element *e = elementtree_of(args[0]);
    Value v = new_like(t, e, e->tag);
    if (is_null(v))
        return v;
    Element *copy = elementtree_of(v);
    copy->text = new_ref(e->text);
    copy->tail = new_ref(e->tail);
    copy->attrib = e->attrib;
    if (copy->attrib)
        incref_object(copy->attrib);
    for (int64_t i = 0; i < e->count; i++)
        if (!elementtree_add(t, copy, elementtree_child(e, i))) {
            decref(t, v);
            return VALUE_NULL;
        }
    return v;
}

/* ---- deep copies ---- */

static bool is_atom(Value v) {
    return is_none(v) || is_str_exact(v);
}

/* copy.deepcopy(v, memo) */
static Value deepcopy(Thread *t, Value v, Value memo) {
    Str *module_name = str_intern_utf8(t, "copy"),
        *name = module_name ? str_intern_utf8(t, "deepcopy") : NULL;
    Value module = name ? t->interp->hooks.import(t, module_name) : VALUE_NULL;
    Value function = is_null(module) ? module : op_getattr(t, module, name);
    Value result = is_null(function) ? function : op_call2(t, function, v, memo);
    decref(t, function);
    decref(t, module);
    xdecref_object(t, name);
    xdecref_object(t, module_name);
    return result;
}

static Value copy_value(Thread *t, Value v, Value memo) {
    return is_atom(v) ? new_ref(v) : deepcopy(t, v, memo);
}

static bool copy_field(Thread *t, Value *field, Value v, Value memo) {
    Value held = new_ref(v), copy = copy_value(t, held, memo);
    decref(t, held);
    if (!is_null(copy))
        value_store(t, field, copy);
    return !is_null(copy);
}

/* Names and values are strings as a rule, of which the copy holds the same. */
static Dict *copy_attrib(Thread *t, Dict *attrib, Value memo) {
    Value key, v;
    bool plain = is_dict_exact(object_value(attrib));
    for (int64_t at = 0; plain && dict_next(attrib, &at, &key, &v);)
        plain = is_atom(key) && is_atom(v);
    if (plain)
        return dict_copy(t, attrib);
    incref_object(attrib);
    Value copy = deepcopy(t, object_value(attrib), memo);
    decref_object(t, attrib);
    if (is_null(copy) || is_dict(copy))
        return is_null(copy) ? NULL : value_dict(copy);
    raise_type_error(t, "attrib must be dict, not %T", copy);
    decref(t, copy);
    return NULL;
}

/* Later copies of the same element in one deepcopy() are this one. */
static bool remember(Thread *t, Value memo, Value original, Value copy) {
    Value id = int_from_uint64(t, (uint64_t)(uintptr_t)value_object(original));
    bool ok = !is_null(id) && dict_set(t, value_dict(memo), id, copy);
    decref(t, id);
    return ok;
}

static Value deep_copy(Thread *t, Value self, Value memo);

/* An element that only its parent knows is met once: it needs no place in the memo. */
static bool copy_child(Thread *t, Element *copy, Value child, Value memo) {
    bool is_known = object_refcount(value_object(child)) > 1;
    incref(child);
    Value v = is_known || !is_plain_element(child) ? deepcopy(t, child, memo) : deep_copy(t, child, memo);
    bool ok = !is_null(v) && elementtree_check(t, v, "the copy of a child") && elementtree_add(t, copy, v);
    decref(t, child);
    decref(t, v);
    return ok;
}

static bool copy_parts(Thread *t, const Element *e, Element *copy, Value memo) {
    if (!copy_field(t, &copy->tag, e->tag, memo) || !copy_field(t, &copy->text, e->text, memo) ||
        !copy_field(t, &copy->tail, e->tail, memo))
        return false;
    if (e->attrib && !(copy->attrib = copy_attrib(t, e->attrib, memo)))
        return false;
    for (int64_t i = 0; i < e->count; i++)
        if (!copy_child(t, copy, elementtree_child(e, i), memo))
            return false;
    return true;
}

static Value deep_copy(Thread *t, Value self, Value memo) {
    Value copy = stack_left(t) ? new_like(t, elementtree_of(self), VALUE_NONE) : VALUE_NULL;
    if (is_null(copy))
        return copy;
    if (copy_parts(t, elementtree_of(self), elementtree_of(copy), memo) && remember(t, memo, self, copy))
        return copy;
    decref(t, copy);
    return VALUE_NULL;
}

Value elementtree_deepcopy(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_dict(args[1]))
        return expat_refuse_type(t, args[1], "__deepcopy__() argument", "dict"), VALUE_NULL;
    return deep_copy(t, args[0], args[1]);
}

/* ---- pickles ---- */

static Value children_value(Thread *t, const Element *e) {
    List *list = list_new(t, e->count);
    for (int64_t i = 0; list && i < e->count; i++)
        list->items[list->length++] = new_ref(elementtree_child(e, i));
    return result_value(list);
}

Value elementtree_getstate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Element *e = elementtree_of(args[0]);
    Dict *state = dict_new(t, 5), *attrib = state ? elementtree_attrib(t, e) : NULL;
    if (attrib && dict_set_text(t, state, "tag", new_ref(e->tag)) &&
        dict_set_text(t, state, "_children", children_value(t, e)) &&
        dict_set_text(t, state, "attrib", new_object_ref(attrib)) &&
        dict_set_text(t, state, "text", new_ref(e->text)) &&
        dict_set_text(t, state, "tail", new_ref(e->tail)))
        return object_value(state);
    xdecref_object(t, state);
    return VALUE_NULL;
}

/* An item of the state: borrowed; VALUE_NULL: none. */
static Value state_item(Thread *t, Value state, const char *name) {
    Str *key = str_intern_utf8(t, name);
    Value v = key ? dict_get_name(t, value_dict(state), key) : VALUE_NULL;
    xdecref_object(t, key);
    return v;
}

static bool set_children(Thread *t, Element *e, Value children) {
    int64_t count;
    Object **old = elementtree_take_children(e, &count);
    for (int64_t i = 0; i < count; i++)
        decref_object(t, old[i]);
    mem_free(old);
    if (is_null(children))
        return true;
    if (!is_list(children))
        return raise_type_error(t, "'_children' is not a list"), false;
    for (int64_t i = 0; i < value_list(children)->length; i++) {
        Value child = value_list(children)->items[i];
        if (!is_element(child))
            return raise_type_error(t, "expected an Element, not \"%T\"", child), false;
        if (!elementtree_add(t, e, child))
            return false;
    }
    return true;
}

static bool set_attrib(Thread *t, Element *e, Value attrib) {
    Dict *old = e->attrib, *new = NULL;
    if (!is_null(attrib) && !is_none(attrib)) {
        if (!is_dict(attrib))
            return raise_type_error(t, "attrib must be dict, not %T", attrib), false;
        new = value_dict(new_ref(attrib));
    }
    e->attrib = new;
    xdecref_object(t, old);
    return true;
}

Value elementtree_setstate(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Element *e = elementtree_of(args[0]);
    Value state = args[1];
    if (!is_dict(state))
        return raise_type_error(t, "Don't know how to unpickle \"%R\" as an Element", state);
    Value tag = state_item(t, state, "tag");
    if (is_null(tag))
        return error_pending(t) ? tag : raise_type_error(t, "tag may not be NULL");
    value_store(t, &e->tag, new_ref(tag));
    value_store(t, &e->text, new_ref(or_none(state_item(t, state, "text"))));
    value_store(t, &e->tail, new_ref(or_none(state_item(t, state, "tail"))));
    bool ok = set_children(t, e, state_item(t, state, "_children")) &&
              set_attrib(t, e, state_item(t, state, "attrib"));
    return ok && !error_pending(t) ? VALUE_NONE : VALUE_NULL;
}
