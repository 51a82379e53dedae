/* From special methods to slots, and back: see type_slots.h. */
#include "runtime/type_slots.h"
#include "runtime/dict.h"
#include "runtime/slot_functions.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/type.h"

static Str *method_name(Thread *t, const SlotDef *def) {
    return t->interp->names[def->name];
}

/* ---- built-in types: slots to methods ---- */

static bool wants_wrapper(const Slots *own, const SlotDef *def) {
    return def->kind != SLOT_NEW && def->kind != SLOT_HOOK && *slot_at((Slots *)own, def);
}

bool slots_add_wrappers(Thread *t, Type *type) {
    const Slots *own = &type->def->slots;
    for (int i = 0; i < slot_def_count; i++) {
        const SlotDef *def = &slot_defs[i];
        Str *name = method_name(t, def);
        if (!wants_wrapper(own, def) || !is_null(dict_get_name(t, type->dict, name)))
            continue;
        Value wrapper = wrapper_descriptor_new(t, type, def, *slot_at((Slots *)own, def));
        bool ok = !is_null(wrapper) && dict_set_name(t, type->dict, name, wrapper);
        decref(t, wrapper);
        if (!ok)
            return false;
    }
    return true;
}

AttributeFinder slots_attribute_finder(Value v) {
    if (!is_exact(v, TYPE_WRAPPER_DESCRIPTOR))
        return NULL;
    void *slot = ((WrapperDescriptor *)value_object(v))->function;
    return slot == (void *)object_generic_getattr ? object_find_attr
           : slot == (void *)type_getattr         ? type_find_attr
                                                  : NULL;
}

/* ---- classes: methods to slots ---- */

typedef struct Choice {
    void *native;   /* the slot of a built-in type */
    void *function; /* of slot_functions.c: calls the method */
    bool call_method;
    Type *source; /* where `native` comes from */
} Choice;

static void choose_native(Choice *choice, Type *source, const SlotDef *def) {
    void *function = *slot_at(&source->slots, def);
    if (!function)
        return;
    if (choice->native && choice->native != function)
        choice->call_method = true;
    choice->native = function;
    choice->source = source;
}

/* The built-in type whose slot the method stands for; NULL also for one under another name, as in __str__ =
 * int.__repr__. */
static Type *wrapper_source(Value found, const Type *type, const SlotDef *def) {
    if (!is_exact(found, TYPE_WRAPPER_DESCRIPTOR))
        return NULL;
    const WrapperDescriptor *d = (WrapperDescriptor *)value_object(found);
    return d->def == def && type_is_subtype(type, d->type) ? d->type : NULL;
}

static void consider(Thread *t, Type *type, const SlotDef *def, Choice *choice) {
    Value found = type_lookup(t, type, method_name(t, def));
    if (is_null(found) || (is_none(found) && def->kind == SLOT_HASH))
        return;
    Type *source = def->kind == SLOT_NEW ? new_wrapper_type(found) : wrapper_source(found, type, def);
    if (source) {
        choose_native(choice, source, def);
        if (!choice->function)
            choice->function = def->function;
        return;
    }
    choice->call_method = true;
    choice->function = def->function; /* of several, the last one: __getattr__ goes before __getattribute__ */
}

static void take_specs(Type *type, const SlotDef *def, const Choice *choice) {
    Type *source = choice->call_method ? NULL : choice->source;
    if (def->kind == SLOT_NEW)
        type->new_spec = source ? source->new_spec : NULL;
    else if (def->kind == SLOT_INIT)
        type->init_spec = source ? source->init_spec : NULL;
}

/* Fills one slot from all the methods that it stands for; `first` is its first line in the table. */
static void update_slot(Thread *t, Type *type, const SlotDef *first) {
    Choice choice = {0};
    for (const SlotDef *def = first; def < slot_defs + slot_def_count && def->offset == first->offset; def++)
        consider(t, type, def, &choice);
    *slot_at(&type->slots, first) = choice.call_method ? choice.function : choice.native;
    take_specs(type, first, &choice);
}

static bool is_first_line(const SlotDef *def) {
    return def == slot_defs || def[-1].offset != def->offset;
}

static const SlotDef *first_line(const SlotDef *def) {
    while (!is_first_line(def))
        def--;
    return def;
}

void slots_mark_names(Thread *t) {
    for (int i = 0; i < slot_def_count; i++) {
        Str *name = method_name(t, &slot_defs[i]);
        if (!name->slot_line)
            name->slot_line = (uint8_t)(i + 1);
    }
}

void slots_update(Thread *t, Type *type, Str *name) {
    if (name && !name->slot_line)
        return;
    for (const SlotDef *def = slot_defs + (name ? name->slot_line - 1 : 0); def < slot_defs + slot_def_count; def++)
        if (name ? method_name(t, def) == name : is_first_line(def))
            update_slot(t, type, first_line(def));
}

static void update_from_dict(Thread *t, Type *type, Dict *dict) {
    int64_t position = 0;
    Value key, v;
    while (dict_next(dict, &position, &key, &v))
        if (is_str(key))
            slots_update(t, type, value_str(key));
}

/* The classes of the base's MRO come in the same order in the type's own: what they say is in the slots already. */
void slots_update_new(Thread *t, Type *type) {
    const Tuple *mro = type->mro;
    bool in_order = type->base->mro && !(type->flags & TYPE_CUSTOM_MRO);
    for (int64_t i = 0; in_order && i < mro->length; i++) {
        const Dict *dict = value_type_object(mro->items[i])->dict;
        in_order = dict && dict->names; /* a name that was made at run time has no mark */
    }
    if (!in_order) {
        slots_update(t, type, NULL);
        return;
    }
    for (int64_t i = 0; i < mro->length; i++) {
        Type *each = value_type_object(mro->items[i]);
        if (each == type || !type_is_subtype(type->base, each))
            update_from_dict(t, type, each->dict);
    }
}
