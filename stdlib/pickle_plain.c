/* Instances of which nothing but their attributes has to be kept, and whose class leaves it to `object` how
 * that is done: most instances. Their attributes are written from where they lie, without __reduce_ex__, a
 * tuple of parts and a dict in between; the pickle is the same. */
#include "runtime/attrs.h"
#include "runtime/native.h"
#include "runtime/object_reduce.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/pickle.h"

static bool is_own(Thread *t, Type *type, Str *name, NativeFn method) {
    Value found = type_lookup(t, type, name);
    return is_exact(found, TYPE_METHOD_DESCRIPTOR) &&
           ((MethodDescriptor *)value_object(found))->def->fn == method;
}

static bool class_is_plain(Thread *t, Type *type) {
    return type->flags & TYPE_HEAP && type->flags & TYPE_HAS_ATTRS && type->layout == TYPE_OBJECT &&
           type->slot_count == 0 && type->attrs_offset && type_has_generic_getattr(type) &&
           is_own(t, type, NAME(__reduce_ex__), object_reduce_ex_method) &&
           is_own(t, type, NAME(__reduce__), object_reduce_method) &&
           is_own(t, type, NAME(__getstate__), object_getstate_method) &&
           is_null(type_lookup(t, type, NAME(__getnewargs__))) &&
           is_null(type_lookup(t, type, NAME(__getnewargs_ex__))) &&
           value_is(type_lookup(t, type, NAME(__class__)),
                    type_lookup(t, builtin_type(t, TYPE_OBJECT), NAME(__class__)));
}

/* No attribute of the instance stands in the way of one of those. Makes shape->names, too. */
static bool shape_is_plain(Thread *t, Shape *shape) {
    return shape_find(shape, NAME(__reduce_ex__)) < 0 && shape_find(shape, NAME(__reduce__)) < 0 &&
           shape_find(shape, NAME(__getstate__)) < 0 && shape_find(shape, NAME(__class__)) < 0 &&
           shape_find(shape, NAME(__getnewargs__)) < 0 && (shape->names || shape->count == 0);
}

static bool is_plain(PickleWriter *w, Object *object) {
    Type *type = object->type;
    if (type != w->plain_type || type->version != w->plain_version || type->version == 0) {
        if (!(type->flags & TYPE_HEAP) || !class_is_plain(w->t, type))
            return false;
        w->plain_type = type;
        w->plain_version = type_version(w->t, type);
        w->plain_shape = NULL;
    }
    Shape *shape = attrs_at(object, type->attrs_offset)->shape;
    if (!shape || (shape != w->plain_shape && !shape_is_plain(w->t, shape)))
        return false;
    w->plain_shape = shape;
    return true;
}

static bool save_attribute(PickleWriter *w, Object *object, Shape *shape, uint32_t i) {
    Attrs *area = attrs_at(object, object->type->attrs_offset);
    if (area->shape != shape)
        return raise(w->t, EXC_RuntimeError, "dictionary changed size during iteration"), false;
    Value v = new_ref(area->values[i]);
    bool ok = pickle_save(w, object_value(shape->names[i])) && pickle_save(w, v);
    decref(w->t, v);
    return ok;
}

static bool save_attributes(PickleWriter *w, Object *object, Shape *shape) {
    bool single = shape->count == 1;
    if (!pickle_boundary(w) || !pickle_write_op(w, PICKLE_EMPTY_DICT) || !pickle_memoize_unnamed(w) ||
        (!single && !pickle_write_op(w, PICKLE_MARK)))
        return false;
    for (uint32_t i = 0; i < shape->count; i++)
        if (!save_attribute(w, object, shape, i))
            return false;
    return pickle_write_op(w, single ? PICKLE_SETITEM : PICKLE_SETITEMS);
}

static bool save_instance(PickleWriter *w, Object *object, Shape *shape) {
    if (!pickle_save(w, object_value(object->type)) || !pickle_save(w, w->t->interp->empty_tuple) ||
        !pickle_write_op(w, PICKLE_NEWOBJ) || !pickle_memoize(w, object_value(object)))
        return false;
    if (shape->count == 0)
        return true;
    return save_attributes(w, object, shape) && pickle_write_op(w, PICKLE_BUILD);
}

bool pickle_save_plain(PickleWriter *w, Value v, bool *done) {
    *done = w->protocol >= 2 && is_pointer(v) && is_null(w->persistent_id) && is_plain(w, value_object(v));
    if (!*done)
        return true;
    Object *object = value_object(v);
    if (!recursion_enter(w->t, " while pickling an object"))
        return false;
    bool ok = save_instance(w, object, attrs_at(object, object->type->attrs_offset)->shape);
    recursion_leave(w->t);
    return ok;
}
