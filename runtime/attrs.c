#include "runtime/attrs.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/str.h"
#include "runtime/stress.h"

enum { MAX_INLINE_SLOTS = 64 };

/* ---- shapes ---- */

static Shape *shape_new(Type *type, Shape *parent, Str *name) {
    Shape *shape = mem_calloc(1, sizeof *shape);
    if (!shape)
        return NULL;
    shape->type = type;
    shape->parent = parent;
    shape->name = name;
    if (name)
        incref_object(name);
    shape->count = parent ? parent->count + 1 : 0;
    return shape;
}

Shape *shape_root(Thread *t, Type *type) {
    if (!type->root_shape)
        type->root_shape = shape_new(type, NULL, NULL);
    return type->root_shape;
}

static bool collect_names(Shape *shape) {
    shape->names = mem_alloc(shape->count * sizeof *shape->names);
    if (!shape->names)
        return false;
    for (Shape *s = shape; s->parent; s = s->parent)
        shape->names[s->count - 1] = s->name;
    return true;
}

static int find_in_chain(Shape *shape, Str *name) {
    for (Shape *s = shape; s->parent; s = s->parent)
        if (s->name == name)
            return (int)s->count - 1;
    return -1;
}

int shape_find(Shape *shape, Str *name) {
    if (shape->count == 0)
        return -1;
    if (!shape->names && !collect_names(shape))
        return find_in_chain(shape, name);
    for (uint32_t i = 0; i < shape->count; i++)
        if (shape->names[i] == name)
            return (int)i;
    return -1;
}

static bool add_child(Shape *shape, Shape *child) {
    if (shape->child_count == shape->child_room) {
        uint32_t room = shape->child_room ? shape->child_room * 2 : 2;
        Shape **children = mem_realloc(shape->children, room * sizeof *children);
        if (!children)
            return false;
        shape->children = children;
        shape->child_room = room;
    }
    shape->children[shape->child_count++] = child;
    return true;
}

Shape *shape_add(Thread *t, Shape *shape, Str *name) {
    for (uint32_t i = 0; i < shape->child_count; i++)
        if (shape->children[i]->name == name)
            return shape->children[i];
    if (shape->child_count >=
        SHAPE_MAX_CHILDREN) /* describes no class but a table: its instances use dicts */
        return NULL;
    Shape *child = shape_new(shape->type, shape, name);
    if (!child)
        return NULL;
    if (!add_child(shape, child)) {
        decref_object(t, name);
        mem_free(child);
        return NULL;
    }
    return child;
}

/* A tree is as deep as instances have attributes (MAX_INLINE_SLOTS at most), so recursion is safe. */
void shape_free_tree(Thread *t, Shape *root) {
    if (!root)
        return;
    for (uint32_t i = 0; i < root->child_count; i++)
        shape_free_tree(t, root->children[i]);
    xdecref_object(t, root->name);
    mem_free(root->children);
    mem_free(root->names);
    mem_free(root);
}

/* ---- where the area is ---- */

static size_t align8(size_t size) {
    return (size + 7) & ~(size_t)7;
}

static size_t body_size(Object *object) {
    Type *type = object->type;
    return type->flags & TYPE_VAR_SIZED ? type->slots.size(object) : type->size;
}

Value *object_slots(Object *object) {
    const Type *type = object->type;
    size_t offset = type->flags & TYPE_VAR_SIZED ? align8(body_size(object)) : type->slots_offset;
    return (Value *)((char *)object + offset);
}

/* In variable-sized layouts the slots stand between the body and the area. */
static size_t area_offset(Object *object) {
    return align8(body_size(object)) + object->type->slot_count * sizeof(Value);
}

Attrs *attrs_of(Object *object) {
    uint32_t offset = object->type->attrs_offset;
    return (Attrs *)((char *)object + (offset ? offset : area_offset(object)));
}

static uint32_t new_capacity(const Type *type) {
    return type->inline_slots ? type->inline_slots : FIRST_INLINE_SLOTS;
}

size_t attrs_size(const Type *type) {
    return type->flags & TYPE_HAS_ATTRS ? sizeof(Attrs) + new_capacity(type) * sizeof(Value) : 0;
}

uint32_t attrs_capacity(const Attrs *area) {
    return area->shape ? (uint32_t)area->capacity : (uint32_t)small_int(area->values[0]);
}

size_t object_size(Object *object) {
    if (object->type->flags & TYPE_HAS_ATTRS) {
        Attrs *area = attrs_of(object);
        return (size_t)((char *)&area->values[attrs_capacity(area)] - (char *)object);
    }
    bool slots_behind = object->type->flags & TYPE_VAR_SIZED && object->type->slot_count;
    return slots_behind ? area_offset(object) : body_size(object);
}

static void enter_dict_mode(Attrs *area, Dict *dict) {
    uint32_t capacity = attrs_capacity(area);
    area->shape = NULL;
    area->dict = dict;
    area->values[0] = small_int_value(capacity);
}

void attrs_init(Thread *t, Type *type, Attrs *area) {
    area->shape = type->root_shape ? type->root_shape : shape_root(t, type);
    area->capacity = new_capacity(type);
    if (!area->shape) { /* no memory for a root: begin in dict mode */
        area->dict = NULL;
        area->values[0] = small_int_value(new_capacity(type));
    }
}

/* ---- attributes ---- */

Value attrs_get(Thread *t, Object *object, Str *name) {
    Attrs *area = attrs_of(object);
    if (area->shape) {
        int index = shape_find(area->shape, name);
        return index < 0 ? VALUE_NULL : area->values[index];
    }
    return area->dict ? dict_get_name(t, area->dict, name) : VALUE_NULL;
}

Dict *attrs_copy(Thread *t, Attrs *area) {
    uint32_t count = area->shape->count;
    Dict *dict = dict_new(t, count);
    if (!dict || count == 0)
        return dict;
    if (!area->shape->names && !collect_names(area->shape)) {
        decref_object(t, dict);
        return raise_no_memory(t), NULL;
    }
    for (uint32_t i = 0; i < count; i++)
        if (!dict_set_name(t, dict, area->shape->names[i], area->values[i])) {
            decref_object(t, dict);
            return NULL;
        }
    return dict;
}

/* The values move into a dict; each is counted there, so the releases here end nothing. */
static bool change_to_dict(Thread *t, Attrs *area) {
    Dict *dict = attrs_copy(t, area);
    if (!dict)
        return false;
    uint32_t count = area->shape->count;
    for (uint32_t i = 0; i < count; i++)
        decref(t, area->values[i]);
    enter_dict_mode(area, dict);
    return true;
}

static void ask_for_more_room(Type *type) {
    uint32_t room = new_capacity(type) * 2;
    if (room <= MAX_INLINE_SLOTS)
        type->inline_slots = (uint16_t)room;
}

static bool set_in_dict(Thread *t, Attrs *area, Str *name, Value v, bool *found) {
    if (!is_null(v)) {
        if (!area->dict && !(area->dict = dict_new(t, 0)))
            return false;
        return dict_set_name(t, area->dict, name, v);
    }
    int deleted = area->dict ? dict_delete(t, area->dict, object_value(name)) : 0;
    *found = deleted == 1;
    return deleted >= 0;
}

/* Adds a name in shape mode; false: there is no room, or no shape. */
static bool add_value(Thread *t, Attrs *area, Str *name, Value v) {
    uint32_t count = area->shape->count;
    if (count >= area->capacity)
        return false;
    Shape *next = shape_add(t, area->shape, name);
    if (!next)
        return false;
    area->values[count] = new_ref(v);
    area->shape = next;
    return true;
}

bool attrs_set(Thread *t, Object *object, Str *name, Value v, bool *found) {
    Attrs *area = attrs_of(object);
    if (!area->shape)
        return set_in_dict(t, area, name, v, found);
    int index = shape_find(area->shape, name);
    if (index >= 0 && !is_null(v)) {
        value_store(t, &area->values[index], new_ref(v));
        return true;
    }
    if (index < 0 && is_null(v)) {
        *found = false;
        return true;
    }
    if (index < 0) {
        if (add_value(t, area, name, v))
            return true;
        ask_for_more_room(object->type);
    }
    return change_to_dict(t, area) && set_in_dict(t, area, name, v, found);
}

Dict *attrs_dict(Thread *t, Object *object) {
    Attrs *area = attrs_of(object);
    if (area->shape && !change_to_dict(t, area))
        return NULL;
    if (!area->dict)
        area->dict = dict_new(t, 0);
    return area->dict;
}

/* Takes the values out one at a time, from the last: what a release runs sees an object that is consistent.
 */
static void drop_values(Thread *t, Attrs *area) {
    while (area->shape && area->shape->parent) {
        Value last = area->values[area->shape->count - 1];
        area->shape = area->shape->parent;
        decref(t, last);
    }
}

bool attrs_replace_dict(Thread *t, Object *object, Dict *dict) {
    Attrs *area = attrs_of(object);
    if (area->shape && !change_to_dict(t, area))
        return false;
    Dict *old = area->dict;
    incref_object(dict);
    area->dict = dict;
    xdecref_object(t, old);
    return true;
}

void attrs_traverse(Object *object, VisitFn visit, void *arg) {
    Attrs *area = attrs_of(object);
    if (!area->shape) {
        if (area->dict)
            visit((Object *)area->dict, arg);
        return;
    }
    for (uint32_t i = 0; i < area->shape->count; i++)
        visit_value(area->values[i], visit, arg);
}

void attrs_clear(Thread *t, Object *object) {
    Attrs *area = attrs_of(object);
    drop_values(t, area);
    if (!area->shape && area->dict) {
        Dict *dict = area->dict;
        area->dict = NULL;
        decref_object(t, dict);
    }
}

static Shape *same_names_under(Thread *t, Shape *root, Shape *shape) {
    if (!shape->parent)
        return root;
    Shape *parent = same_names_under(t, root, shape->parent);
    return parent ? shape_add(t, parent, shape->name) : NULL;
}

bool attrs_change_type(Thread *t, Object *object, Type *type) {
    Attrs *area = attrs_of(object);
    if (!area->shape)
        return true;
    Shape *root = shape_root(t, type);
    Shape *shape = root ? same_names_under(t, root, area->shape) : NULL;
    if (!shape)
        return change_to_dict(t, area);
    area->shape = shape;
    return true;
}
