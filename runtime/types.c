/* The start of all built-in types. They need each other (a dict is of type dict, whose dict is a dict, whose
 * keys are of type str), so it goes in two steps: first all types exist with their sizes and slots, so that
 * objects can be made; then they get names, bases and dicts. */
#include "runtime/types.h"
#include "runtime/attrs.h"
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "runtime/type_slots.h"

static const TypeDef *const builtin_type_defs[] = {
#define BUILTIN_TYPE(id, def) [TYPE_##id] = &def,
#define VM_TYPE(id)
#include "runtime/types.def"
#undef BUILTIN_TYPE
#undef VM_TYPE
};

static const TypeDef *find_def(TypeId id, const TypeDef *const *vm_types) {
    if (id >= EXC_BaseException)
        return exception_type_def(id);
    if (id < sizeof builtin_type_defs / sizeof *builtin_type_defs && builtin_type_defs[id])
        return builtin_type_defs[id];
    return vm_types ? vm_types[id] : NULL;
}

/* ---- step one: sizes and slots ---- */

enum {
    INHERITED_FLAGS = TYPE_GC | TYPE_WEAKREFABLE | TYPE_HAS_ATTRS | TYPE_VAR_SIZED | TYPE_SEQUENCE |
                      TYPE_MAPPING | TYPE_MATCH_SELF
};

static size_t align8(size_t size) {
    return (size + 7) & ~(size_t)7;
}

/* Slots is nothing but function pointers, so inheriting is a loop. A type that compares but does not hash is
 * unhashable. */
void type_inherit_slots(Type *type, const Type *base) {
    bool unhashable = type->slots.compare && !type->slots.hash;
    void **to = (void **)&type->slots;
    void *const *from = (void *const *)&base->slots;
    for (size_t i = 0; i < sizeof(Slots) / sizeof(void *); i++)
        if (!to[i])
            to[i] = from[i];
    if (unhashable)
        type->slots.hash = NULL;
}

static void set_up(Type *type, TypeId id, const TypeDef *def, Type *base) {
    type->id = id;
    type->layout = def->layout ? def->layout : id;
    type->flags = def->flags;
    type->size = def->size;
    type->slots = def->slots;
    type->def = def;
    type->base = base;
    type->subclasses = VALUE_NULL;
    if (base) {
        type->flags |= base->flags & INHERITED_FLAGS;
        type->size = def->size ? def->size : base->size;
        type->inline_slots = base->inline_slots;
        type_inherit_slots(type, base);
    }
    if (type->flags & TYPE_HAS_ATTRS && !(type->flags & TYPE_VAR_SIZED))
        type->attrs_offset = (uint32_t)align8(type->size);
}

/* Built-in types are immortal: they live as long as the Interp, whose end releases what they hold. */
static Type *type_alloc(Thread *t) {
    Object *o = memory_alloc_object(&t->memory, t, sizeof(Type), true);
    if (!o)
        return NULL;
    memset(o + 1, 0, sizeof(Type) - sizeof *o);
    object_make_immortal(o);
    o->flags |= OBJECT_UNTRACKED;
    o->type = builtin_type(t, TYPE_TYPE);
    return (Type *)o;
}

static bool make_bare_type(Thread *t, TypeId id, const TypeDef *def) {
    Type *type = type_alloc(t);
    if (!type)
        return false;
    TypeId base = def->base ? def->base : id == TYPE_OBJECT ? TYPE_NO_ID : TYPE_OBJECT;
    set_up(type, id, def, base ? builtin_type(t, base) : NULL);
    t->interp->types[id] = type;
    return true;
}

bool types_make(Thread *t, const TypeDef *const *vm_types) {
    for (int id = TYPE_NO_ID + 1; id < TYPE_COUNT; id++) {
        const TypeDef *def = find_def((TypeId)id, vm_types);
        if (def && !make_bare_type(t, (TypeId)id, def))
            return false;
    }
    for (int id = TYPE_NO_ID + 1; id < TYPE_COUNT; id++)
        if (t->interp->types[id])
            t->interp->types[id]->ob.type = builtin_type(t, TYPE_TYPE);
    return true;
}

/* ---- step two: names and dicts ---- */

static bool name_type(Thread *t, Type *type) {
    type->name = str_intern_utf8(t, type_short_name(type));
    if (!type->name)
        return false;
    incref_object(type->name);
    type->qualname = type->name;
    return true;
}

/* Of all built-in types only ExceptionGroup has two bases. */
static Type *second_base(Thread *t, const Type *type) {
    return type->id == EXC_ExceptionGroup ? builtin_type(t, EXC_Exception) : NULL;
}

static bool link_to_base(Thread *t, Type *type) {
    Type *second = second_base(t, type);
    if (second)
        type->bases = tuple_pack(t, 2, object_value(type->base), object_value(second));
    else
        type->bases = type->base ? tuple_pack(t, 1, object_value(type->base)) : tuple_new(t, 0);
    if (!type->bases)
        return false;
    type->mro = type_compute_mro(t, type);
    return type->mro && (!type->base || type_add_subclass(t, type->base, type)) &&
           (!second || type_add_subclass(t, second, type));
}

static CallSpec *slot_spec(Thread *t, bool own_slot, const char *signature, CallSpec *inherited, bool *ok) {
    if (!own_slot)
        return inherited;
    if (signature_is_raw(signature))
        return NULL;
    CallSpec *spec = callspec_parse(t, signature);
    *ok = *ok && spec;
    return spec;
}

static bool parse_specs(Thread *t, Type *type) {
    bool ok = true;
    const TypeDef *def = type->def;
    Type *base = type->base;
    type->new_spec =
        slot_spec(t, def->slots.new_instance, def->new_signature, base ? base->new_spec : NULL, &ok);
    type->init_spec = slot_spec(t, def->slots.init, def->init_signature, base ? base->init_spec : NULL, &ok);
    return ok;
}

static bool add_owned(Thread *t, Type *type, const char *name, Value v) {
    return dict_set_text(t, type->dict, name, v);
}

static bool fill_descriptors(Thread *t, Type *type) {
    const TypeDef *def = type->def;
    for (const MethodDef *m = def->methods; m && m->name; m++)
        if (!add_owned(t, type, m->name, method_descriptor_new(t, type, m)))
            return false;
    for (const GetSetDef *g = def->getsets; g && g->name; g++)
        if (!add_owned(t, type, g->name, getset_descriptor_new(t, type, g)))
            return false;
    bool adds_attrs = type->flags & TYPE_HAS_ATTRS && !(type->base->flags & TYPE_HAS_ATTRS);
    if (adds_attrs && is_null(dict_get_name(t, type->dict, NAME(__dict__))))
        return add_owned(t, type, "__dict__", getset_descriptor_new(t, type, &object_dict_getset));
    return true;
}

static bool fill_doc(Thread *t, Type *type) {
    if (!is_null(dict_get_name(t, type->dict, NAME(__doc__))))
        return true;
    Str *doc = type->def->doc ? str_new(t, type->def->doc) : NULL;
    if (type->def->doc && !doc)
        return false;
    return dict_set_text(t, type->dict, "__doc__", doc ? object_value(doc) : VALUE_NONE);
}

bool type_fill_dict(Thread *t, Type *type) {
    const Slots *own = &type->def->slots;
    if (!parse_specs(t, type) || !fill_descriptors(t, type) || !slots_add_wrappers(t, type))
        return false;
    if (own->new_instance && !(type->flags & TYPE_NO_INSTANCES) &&
        !add_owned(t, type, "__new__", new_wrapper(t, type)))
        return false;
    if (own->compare && !own->hash && !add_owned(t, type, "__hash__", VALUE_NONE))
        return false;
    return fill_doc(t, type);
}

static bool finish_type(Thread *t, Type *type) {
    type->dict = dict_new(t, 8);
    return type->dict && name_type(t, type) && link_to_base(t, type) && type_fill_dict(t, type);
}

bool types_init(Thread *t) {
    for (int id = TYPE_NO_ID + 1; id < TYPE_COUNT; id++) {
        Type *type = t->interp->types[id];
        if (type && !finish_type(t, type))
            return false;
    }
    return true;
}

/* ---- types of modules ---- */

Type *type_new_native(Thread *t, const TypeDef *def) {
    return type_new_native_derived(t, def, builtin_type(t, def->base ? def->base : TYPE_OBJECT));
}

Type *type_new_native_derived(Thread *t, const TypeDef *def, Type *base) {
    Type *type = type_alloc(t);
    if (!type)
        return raise_no_memory(t), NULL;
    set_up(type, TYPE_NO_ID, def, base);
    type->next_native = t->interp->native_types;
    t->interp->native_types = type;
    if (!def->layout && type->size == type->base->size)
        type->layout = type->base->layout;
    return finish_type(t, type) ? type : NULL;
}

bool is_native(Value v, const TypeDef *def) {
    if (!is_pointer(v))
        return false;
    const Type *type = value_object(v)->type;
    while (type && type->def != def)
        type = type->base;
    return type != NULL;
}

/* ---- the end ---- */

static void each_type(Thread *t, void (*visit)(Thread *t, Type *type)) {
    for (Type *type = t->interp->native_types; type; type = type->next_native)
        visit(t, type);
    for (int id = TYPE_COUNT - 1; id > TYPE_NO_ID; id--)
        if (t->interp->types[id])
            visit(t, t->interp->types[id]);
}

static void clear_dict(Thread *t, Type *type) {
    value_clear(t, &type->subclasses);
    if (type->dict)
        dict_clear(t, type->dict);
}

/* Dicts first, so that what they hold ends while all types are still whole. The memory of the types goes with
 * the Interp's. */
void types_fini(Thread *t) {
    each_type(t, clear_dict);
    type_cache_fini(t);
    each_type(t, type_release);
}
