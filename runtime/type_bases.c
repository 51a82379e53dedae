/* Assignment to __bases__: the class and everything below it is searched in another order from now on. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "runtime/type_layout.h"
#include "runtime/type_members.h"
#include "runtime/type_slots.h"

static bool check_new_bases(Thread *t, Type *type, Value v) {
    if (is_null(v)) {
        raise_type_error(t, "cannot delete '__bases__' attribute of immutable type '%s'", type_name(type));
        return false;
    }
    if (!is_tuple(v)) {
        raise_type_error(t, "can only assign tuple to %s.__bases__, not %T", type_name(type), v);
        return false;
    }
    Tuple *bases = value_tuple(v);
    if (bases->length == 0) {
        raise_type_error(t, "can only assign non-empty tuple to %s.__bases__, not ()", type_name(type));
        return false;
    }
    for (int64_t i = 0; i < bases->length; i++) {
        if (!is_type(bases->items[i])) {
            raise_type_error(t, "%s.__bases__ must be tuple of classes, not '%T'", type_name(type),
                             bases->items[i]);
            return false;
        }
        if (type_is_subtype(value_type_object(bases->items[i]), type))
            return raise_type_error(t, "a __bases__ item causes an inheritance cycle"), false;
    }
    return true;
}

static bool check_layout(Thread *t, Type *from, Type *to) {
    /* In CPython classes share one deallocator, which is not that of built-in types; object's serves many of
     * those. */
    if ((from->flags & TYPE_HEAP) != (to->flags & TYPE_HEAP)) {
        raise_type_error(t, "__bases__ assignment: '%N' deallocator differs from '%N'", to, from);
        return false;
    }
    if (layout_same(from, to))
        return true;
    raise_type_error(t, "__bases__ assignment: '%N' object layout differs from '%N'", to, from);
    return false;
}

/* New orders for the type and all below it; the old ones are kept in `undo` as pairs (type, mro). */
static bool update_orders(Thread *t, Type *type, List *undo) {
    Tuple *old = type->mro;
    Tuple *pair = tuple_pack(t, 2, object_value(type), object_value(old));
    if (!pair || !list_append_owned(t, undo, object_value(pair)) || !type_set_mro(t, type))
        return false;
    List *subclasses = type_subclasses(t, type);
    bool ok = subclasses != NULL;
    for (int64_t i = 0; ok && i < subclasses->length; i++)
        ok = update_orders(t, value_type_object(subclasses->items[i]), undo);
    xdecref_object(t, subclasses);
    return ok;
}

static void restore_orders(Thread *t, List *undo) {
    for (int64_t i = 0; i < undo->length; i++) {
        Tuple *pair = value_tuple(undo->items[i]);
        Type *type = value_type_object(pair->items[0]);
        Tuple *current = type->mro;
        type->mro = value_tuple(new_ref(pair->items[1]));
        xdecref_object(t, current);
    }
}

static void leave_bases(Thread *t, Type *type, Tuple *bases) {
    for (int64_t i = 0; i < bases->length; i++)
        type_remove_subclass(t, value_type_object(bases->items[i]), type);
}

static bool enter_bases(Thread *t, Type *type) {
    for (int64_t i = 0; i < type->bases->length; i++)
        if (!type_add_subclass(t, value_type_object(type->bases->items[i]), type))
            return false;
    return true;
}

/* All or nothing: when an order cannot be found somewhere below, everything is as before. */
static bool exchange(Thread *t, Type *type, Tuple *bases, Type *base) {
    List *undo = list_new(t, 4);
    if (!undo)
        return false;
    Tuple *old_bases = type->bases;
    Type *old_base = type->base;
    type_modified(t, type, NAME(__bases__)); /* forgets versions while the old subclasses are still linked */
    incref_object(bases);
    type->bases = bases;
    type->base = base;
    bool ok = update_orders(t, type, undo);
    if (!ok) {
        restore_orders(t, undo);
        type->bases = old_bases;
        type->base = old_base;
        decref_object(t, bases);
    } else {
        leave_bases(t, type, old_bases);
        ok = enter_bases(t, type) && type_modified(t, type, NULL);
        decref_object(t, old_bases);
    }
    decref_object(t, undo);
    return ok;
}

bool type_set_bases(Thread *t, Value self, Value v) {
    Type *type = value_type_object(self);
    if (!check_new_bases(t, type, v))
        return false;
    Type *base = type_best_base(t, value_tuple(v));
    return base && check_layout(t, type->base, base) && exchange(t, type, value_tuple(v), base);
}
