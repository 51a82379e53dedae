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

/* While an mro() of a metaclass runs, orders are older than the chain of bases. */
static bool leads_to(Type *base, Type *type) {
    if (type_is_subtype(base, type))
        return true;
    for (; base; base = base->base)
        if (base == type)
            return true;
    return false;
}

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
        if (leads_to(value_type_object(bases->items[i]), type))
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

/* New orders for the type and all below it, kept in `undo` as (type, new, old). What an mro() of a metaclass
 * has changed meanwhile is newer and stays. */
static bool update_orders(Thread *t, Type *type, List *undo) {
    Tuple *old = type->mro;
    if (old)
        incref_object(old);
    bool ok = type_set_mro(t, type);
    if (ok && type->mro != old) {
        Tuple *change = tuple_pack(t, 3, object_value(type), object_value(type->mro),
                                   old ? object_value(old) : VALUE_NONE);
        ok = change && list_append_owned(t, undo, object_value(change));
    }
    xdecref_object(t, old);
    List *subclasses = ok ? type_subclasses(t, type) : NULL;
    for (int64_t i = 0; subclasses && ok && i < subclasses->length; i++)
        ok = update_orders(t, value_type_object(subclasses->items[i]), undo);
    ok = ok && subclasses;
    xdecref_object(t, subclasses);
    return ok;
}

static void restore_orders(Thread *t, List *undo) {
    for (int64_t i = 0; i < undo->length; i++) {
        Tuple *change = value_tuple(undo->items[i]);
        Type *type = value_type_object(change->items[0]);
        Tuple *current = type->mro;
        if (!value_is(object_value(current), change->items[1]))
            continue;
        type->mro = is_none(change->items[2]) ? NULL : value_tuple(new_ref(change->items[2]));
        decref_object(t, current);
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

/* All or nothing: when an order cannot be found somewhere below, everything is as before. Bases that an mro()
 * of a metaclass has assigned meanwhile stay, though. */
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
    bool ok = update_orders(t, type, undo), replaced = type->bases != bases;
    if (!ok)
        restore_orders(t, undo);
    if (!ok && !replaced) {
        type->bases = old_bases;
        type->base = old_base;
        decref_object(t, bases);
    } else {
        if (!replaced) {
            leave_bases(t, type, old_bases);
            ok = enter_bases(t, type);
        }
        ok = type_modified(t, type, NULL) && ok;
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
